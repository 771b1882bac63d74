"""Tokens sorted into the parts of a person phrase: titles, names, countries, portfolios."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

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


class Unit(NamedTuple):
    """A part of a person phrase: tokens ``first`` to ``last`` (end exclusive), as written and in lower case.

    ``kind`` is ``h`` for a form of address (honorific), ``r`` for a rank, ``o`` for an office and ``O`` for its
    plural, ``c`` for a country or body, ``l`` for a place (locality), ``p`` for a portfolio, ``n`` for a name, and
    ``x`` for anything else.
    """

    kind: str
    first: int
    last: int
    words: str
    lower: str
    entity: Entity | None = None


_MEETING = frozenset(["hold", "held", "meet", "met", "speak", "spoke", "talk", "confer", "convene"])
"""Forms of verbs of meeting that are nobody's name."""
_RETIRED = re.compile(r"\( (?:ret|ret'd|retd|retired) \)")
_LONGEST = 5
"""How many words a title has at the most."""

_NEVER_NAMES = (
    PREPOSITIONS | DETERMINERS | CONJUNCTIONS | SUBORDINATORS | ADVERBS | set(MONTHS) | set(WEEKDAYS)
)


def units_of(tokens: Sequence[Token], names: Sequence[Name], roles: Roles) -> list[Unit]:
    """Sort tokens into units: known countries and bodies, titles of one or several words, name words."""
    starts = {t.start: i for i, t in enumerate(tokens)}
    ends = {t.end: i + 1 for i, t in enumerate(tokens)}
    known: dict[int, tuple[int, Entity]] = {}
    for name in names:
        first, end = starts.get(name.start), ends.get(name.end)
        if first is None or end is None or (end == first + 1 and tokens[first].lower in roles.portfolios):
            continue
        if name.entities[0].kind in ("country", "organization", "place"):
            known[first] = (end, name.entities[0])
    units: list[Unit] = []
    at = 0
    while at < len(tokens):
        kind, last = _title(tokens, at, roles)
        entity: Entity | None = None
        if at in known and kind not in "hroO":
            last, place = known[at]
            entity, kind = place, "l" if place.kind == "place" else "c"
        if kind == "r":
            last = _retired(tokens, last)
        words = _words(tokens, at, last)
        units.append(Unit(kind, at, last, words, words.lower(), entity))
        at = last
    return units


def _retired(tokens: Sequence[Token], at: int) -> int:
    """Return where a rank ends that its bearer no longer holds ("General (Ret.)")."""
    behind = [t.lower for t in tokens[at : at + 4] if t.words != "."]
    return at + 3 + (tokens[at + 2].words == ".") if _RETIRED.fullmatch(" ".join(behind[:3])) else at


def _small(tokens: Sequence[Token], at: int, roles: Roles) -> bool:
    """Tell whether a word in small letters belongs to an office behind a name ("X, foreign minister of Estonia")."""
    inside = roles.portfolios | {"of", "for", "and", "the"}
    k = at
    while k and at - k < _LONGEST and (tokens[k - 1].lower in inside or tokens[k - 1].lower in roles.offices):
        if tokens[k - 1].capital:
            return False
        k -= 1
    if k < 2 or tokens[k - 1].words != "," or not tokens[k - 2].capital:
        return False
    end = k
    while end < len(tokens) and tokens[end].lower in roles.portfolios:
        end += 1
    return end < len(tokens) and tokens[end].lower in roles.offices and not tokens[end].capital


def _title(tokens: Sequence[Token], at: int, roles: Roles) -> tuple[str, int]:
    """Return the kind of the unit that begins at a token, and its end."""
    token = tokens[at]
    opens = token.lower in roles.openings or "/" in token.lower
    small = not token.capital and (token.lower in roles.portfolios or token.lower in roles.offices)
    office = small and _small(tokens, at, roles)
    if office and token.lower in roles.portfolios and token.lower not in roles.offices:
        return "p", at + 1
    first = at > 1 and tokens[at - 1].words == "," and tokens[at - 2].capital  # "X, secretary general of"
    apposed = office or first
    if opens and (token.capital or apposed or token.lower in ("the", "his", "her")):
        for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
            run = tokens[at : at + length]
            small = apposed and not any(t.capital for t in run)
            if not (run[-1].capital or run[-1].words == "." or small):
                continue
            words = " ".join(t.lower for t in run).replace(" .", ".")
            gendered = length == 1 and (words in roles.masculine or words in roles.feminine)
            if words in roles.honorifics or (gendered and words not in roles.offices):
                end = at + length
                short = len(run[-1].words) <= 4
                return "h", end + (end < len(tokens) and tokens[end].words in (".", "'", "’") and short)
            if words in roles.offices:
                return "o", at + length
            if words in roles.plurals and length <= 3:
                return "O", at + length
            if words in roles.ranks:
                staff = words in roles.portfolios and at + 1 < len(tokens) and length == 1
                if staff and tokens[at + 1].lower in roles.portfolios and tokens[at + 1].capital:
                    return "p", at + 1  # "the General Staff"
                return "r", at + length
            if length == 1 and "/" in words and any(part in roles.offices for part in words.split("/")):
                return "o", at + 1
    if token.lower in roles.meeting_verbs and (token.lower.endswith("s") or token.lower in _MEETING):
        return "x", at + 1  # "Foreign Minister X Meets with Y", "Ministers Hold Talks"
    if (
        token.lower in roles.counterparts
        and at
        and (tokens[at - 1].capital or tokens[at - 1].lower in DETERMINERS)
    ):
        return "o", at + 1
    if token.lower in MONTHS and at + 1 < len(tokens) and tokens[at + 1].words[0].isalpha() and token.capital:
        following = tokens[at + 1]
        if following.capital or following.lower in roles.particles:
            return "n", at + 1  # "April Reid", "Jan de Wit"
    initial = len(token.words) == 1 and token.words.isupper()
    named = initial or token.lower not in _NEVER_NAMES or token.lower in roles.portfolios
    if token.capital and token.words[0].isalpha() and named:
        return ("p" if token.lower in roles.portfolios else "n"), at + 1
    return "x", at + 1


def _words(tokens: Sequence[Token], first: int, last: int) -> str:
    """Join tokens with the gaps that they have in the text ("H.E. Mr.")."""
    if last == first + 1:
        return tokens[first].words
    words = ""
    for i in range(first, last):
        gap = i > first and tokens[i].start > tokens[i - 1].end
        words += (" " if gap else "") + tokens[i].words
    return words
