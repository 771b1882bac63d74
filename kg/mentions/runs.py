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

_INNER = frozenset(["of", "on", "for", "the", "and", "de", "la", "del", "al"])


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
        high = _run_end(tokens, i, last, starts, countries, roles)
        yield low, high, False
        i = max(high, i + 1)


def _capital(token: Token, roles: Roles) -> bool:
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
    starts: dict[int, int],
    countries: frozenset[int],
    roles: Roles,
) -> int:
    high = i + 1
    if tokens[i].start in starts:
        while high < last and tokens[high].start < starts[tokens[i].start]:
            high += 1
    while high < last:
        token = tokens[high]
        if _capital(token, roles) or (
            token.words[0].isdigit() and high > i and tokens[high - 1].words.isupper()
        ):
            high += 1
            continue
        if (
            token.words == "."
            and len(tokens[high - 1].words) <= 2
            and high + 1 < last
            and _capital(tokens[high + 1], roles)
        ):
            high += 1
            continue
        if (
            token.words == "("
            and high + 2 < last
            and tokens[high + 2].words == ")"
            and tokens[high + 1].words.isupper()
        ):
            high += 3
            continue
        if (
            token.lower == "'s"
            and tokens[high - 1].end not in starts.values()
            and _bodies_later(tokens, high + 1, last, roles)
        ):
            high += 2  # "the People's Navy"
            continue
        if token.lower in _INNER and token.lower != "and":
            k = high + 1
            while k < last and tokens[k].lower in ("the", "of"):
                k += 1
            heads = tokens[i].words in roles.heads or tokens[high - 1].words in roles.heads
            body = roles.heads.get(tokens[high - 1].words) == "organization" and k == high + 1
            if (
                k < last and tokens[k].start in countries and high > i + 1 and not body
            ):  # "the Review of Japan": two names
                break
            follows = k < last and (
                _capital(tokens[k], roles)
                or (tokens[k].words[0].isdigit() and len(tokens[k].words) == 4 and heads)
            )
            if follows and (heads or token.lower in ("de", "la", "del", "al")):
                high = k + 1
                continue
            if (
                token.lower in ("of", "on")
                and follows
                and _heads_later(tokens, k, last, roles)
                and token.lower == "of"
            ):
                high = k + 1
                continue
        break
    if (
        high < last
        and tokens[high].words.capitalize() in _LOWER_HEADS
        and tokens[high].words.capitalize() in roles.heads
    ):
        high += 1
    return high


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
