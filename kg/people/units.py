"""Tokens sorted into the parts of a person phrase: titles, names, countries, portfolios."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.english import (
    ADVERBS,
    CONJUNCTIONS,
    DETERMINERS,
    MONTHS,
    PREPOSITIONS,
    SUBORDINATORS,
    WEEKDAYS,
    Token,
)
from kg.lexicon import Name
from kg.model import Entity
from kg.vocabulary import Roles

__all__ = ["Unit", "units_of"]


@dataclass(frozen=True, slots=True)
class Unit:
    kind: str  # h honorific, r rank, o office, O plural office, c country or body, l place, p portfolio, n name, x other
    first: int
    last: int
    words: str
    entity: Entity | None = None


_LONGEST = 5


_NEVER_NAMES = (
    PREPOSITIONS | DETERMINERS | CONJUNCTIONS | SUBORDINATORS | ADVERBS | set(MONTHS) | set(WEEKDAYS)
)


def units_of(tokens: Sequence[Token], names: Sequence[Name], roles: Roles) -> list[Unit]:
    """Sort tokens into units: known countries and bodies, titles of one or several words, name words."""
    starts = {t.start: i for i, t in enumerate(tokens)}
    ends = {t.end: i + 1 for i, t in enumerate(tokens)}
    known: dict[int, tuple[int, Entity]] = {}
    for name in names:
        first, last = starts.get(name.start), ends.get(name.end)
        entity = name.entities[0]
        if first is None or last is None or (last == first + 1 and tokens[first].lower in roles.portfolios):
            continue
        if entity.kind in ("country", "organization", "place"):
            known[first] = (last, entity)
    plurals = roles.plurals
    units: list[Unit] = []
    at = 0
    while at < len(tokens):
        if at in known and not _is_title(tokens, at, roles, plurals):
            last, entity = known[at]
            kind = "l" if entity.kind == "place" else "c"
            units.append(Unit(kind, at, last, _words(tokens, at, last), entity))
            at = last
            continue
        kind, last = _title(tokens, at, roles, plurals)
        units.append(Unit(kind, at, last, _words(tokens, at, last)))
        at = last
    return units


def _is_title(tokens: Sequence[Token], at: int, roles: Roles, plurals: frozenset[str]) -> bool:
    return _title(tokens, at, roles, plurals)[0] in "hroO"


def _title(tokens: Sequence[Token], at: int, roles: Roles, plurals: frozenset[str]) -> tuple[str, int]:
    """Return the kind of the unit that begins at a token, and its end."""
    token = tokens[at]
    if token.capital or token.lower in ("the", "his", "her"):
        for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
            run = tokens[at : at + length]
            if not (run[-1].capital or run[-1].words == "."):
                continue
            words = " ".join(t.lower for t in run).replace(" .", ".")
            if words in roles.honorifics or (
                length == 1 and words in roles.masculine | roles.feminine and words not in roles.offices
            ):
                end = at + length
                return "h", end + (
                    end < len(tokens) and tokens[end].words == "." and length == 1 and len(words) <= 4
                )
            if words in roles.offices:
                return "o", at + length
            if words in plurals and length <= 3:
                return "O", at + length
            if words in roles.ranks:
                return "r", at + length
            if length == 1 and "/" in words and any(part in roles.offices for part in words.split("/")):
                return "o", at + 1
    initial = len(token.words) == 1 and token.words.isupper()
    if token.capital and token.words[0].isalpha() and (initial or token.lower not in _NEVER_NAMES):
        return ("p" if token.lower in roles.portfolios else "n"), at + 1
    return "x", at + 1


def _words(tokens: Sequence[Token], first: int, last: int) -> str:
    words = ""
    for i in range(first, last):
        gap = i > first and tokens[i].start > tokens[i - 1].end
        words += (" " if gap else "") + tokens[i].words
    return words
