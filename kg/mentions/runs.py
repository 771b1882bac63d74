"""Runs of capital words, and quoted titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.english import (
    CONJUNCTIONS,
    DETERMINERS,
    MONTHS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    WEEKDAYS,
    Token,
)
from kg.lexicon import Name
from kg.vocabulary import Roles

__all__ = ["runs"]

_ROMANCE = frozenset(["de", "la", "del", "al"])
_INNER = _ROMANCE | {"of", "on", "for", "the"}


_LOWER_HEADS = frozenset(
    ["Forces", "Resolution", "Resolutions", "Communiqué", "Communique", "Declaration", "Embassy", "Summit"]
)


_SMALL = PREPOSITIONS | CONJUNCTIONS | SUBORDINATORS | RELATIVES | DETERMINERS


_PERIODS = frozenset(set(MONTHS) | set(WEEKDAYS))


def runs(
    tokens: Sequence[Token], first: int, last: int, known: Sequence[Name], roles: Roles
) -> Iterator[tuple[int, int, bool]]:
    """Cut the tokens into runs of capital words, with the small words and numbers inside them, and quoted titles."""
    starts = {n.start: n.end for n in known}
    countries = frozenset(n.start for n in known if n.entities[0].kind == "country")
    i = first
    while i < last:
        token = tokens[i]
        if token.words in ("“", '"'):
            close = next((k for k in range(i + 1, min(last, i + 14)) if tokens[k].words in ("”", '"')), None)
            if (
                close is not None
                and tokens[i + 1].capital
                and sum(t.capital for t in tokens[i + 1 : close]) >= 2
            ):
                end = close - (tokens[close - 1].words in (",", "."))
                yield i + 1, end, True
                i = close + 1
                continue
        if not _capital(token, roles):
            i += 1
            continue
        low = i
        high = _run_end(tokens, i, last, starts=starts, countries=countries, roles=roles)
        yield low, high, False
        i = max(high, i + 1)


def _capital(token: Token, roles: Roles) -> bool:
    """Tell whether a word can be part of a name by its capital: months, weekdays and small words cannot."""
    return (
        token.capital
        and token.words[0].isalpha()
        and token.lower not in _PERIODS
        and token.lower not in _SMALL
    )


def _run_end(
    tokens: Sequence[Token],
    i: int,
    last: int,
    *,
    starts: dict[int, int],
    countries: frozenset[int],
    roles: Roles,
) -> int:
    """Return where the run of capital words that begins at a token ends ("the Law of the Sea Conference")."""
    high = i + 1
    if tokens[i].start in starts:
        while high < last and tokens[high].start < starts[tokens[i].start]:
            high += 1
    while high < last:
        further = _step(tokens, high, last, roles)
        if further == high and tokens[high].lower == "'s" and tokens[high - 1].end not in starts.values():
            further += 2 * _bodies_later(tokens, high + 1, last, roles)  # "the People's Navy"
        if further == high and tokens[high].lower in _INNER:
            further = _over_preposition(tokens, i, high, last, countries=countries, roles=roles)
        if further == high:
            break
        high = further
    head = tokens[high].words.capitalize() if high < last else ""
    return high + (head in _LOWER_HEADS and head in roles.heads)


def _step(tokens: Sequence[Token], high: int, last: int, roles: Roles) -> int:
    """Step over a capital word, a number ("ASEAN 10"), an initial's full stop or an abbreviation in parentheses."""
    token, before = tokens[high], tokens[high - 1].words
    if _capital(token, roles) or (token.words[0].isdigit() and before.isupper()):
        return high + 1
    if token.words == "." and len(before) <= 2 and high + 1 < last and _capital(tokens[high + 1], roles):
        return high + 1
    if token.words == "(" and high + 2 < last and tokens[high + 2].words == ")":
        return high + 3 * tokens[high + 1].words.isupper()
    return high


def _over_preposition(
    tokens: Sequence[Token], i: int, high: int, last: int, *, countries: frozenset[int], roles: Roles
) -> int:
    """Step over a small word inside a name ("Ministry *of the* Interior"), and the word behind it."""
    lower = tokens[high].lower
    k = high + 1
    while k < last and tokens[k].lower in ("the", "of"):
        k += 1
    if k >= last:
        return high
    heads = tokens[i].words in roles.heads or tokens[high - 1].words in roles.heads
    body = roles.heads.get(tokens[high - 1].words) == "organization" and k == high + 1
    if tokens[k].start in countries and high > i + 1 and not body:
        return high  # "the Review of Japan": two names
    year = tokens[k].words[0].isdigit() and len(tokens[k].words) == 4 and heads
    if not (year or _capital(tokens[k], roles)):
        return high
    one = heads or lower in _ROMANCE or (lower == "of" and _heads_later(tokens, k, last, roles))
    return k + 1 if one else high


def _bodies_later(tokens: Sequence[Token], k: int, last: int, roles: Roles) -> bool:
    """Tell whether the name of a body goes on behind a possessive."""
    return k < last and tokens[k].capital and roles.heads.get(tokens[k].words) == "organization"


def _heads_later(tokens: Sequence[Token], k: int, last: int, roles: Roles) -> bool:
    """Tell whether a head noun ends the run that goes on behind "of" ("Law of the Sea Conference")."""
    while k < last and tokens[k].capital:
        if tokens[k].words in roles.heads:
            return True
        k += 1
    return False
