"""Noun phrases that can hold a statement: pronouns, persons, offices, groups, countries and bodies."""

from __future__ import annotations

from collections.abc import Sequence

from kg.english import POSSESSIVE, Token
from kg.lexicon import Name
from kg.nouns.chains import coordinated
from kg.nouns.heads import headed, with_of
from kg.nouns.model import Actors, Phrase

__all__ = ["Actors", "Phrase", "find"]


def find(tokens: Sequence[Token], names: Sequence[Name], actors: Actors) -> tuple[Phrase, ...]:
    """Find the actor phrases of a sentence, coordinated ones joined, in text order.

    >>> from kg.english import tokenize
    >>> from kg.vocabulary import load
    >>> actors = Actors.of(load(), ["Anna Reyes"])
    >>> text = "The Secretary and the two Ministers met Reyes; both sides spoke."
    >>> ts = tokenize(text)
    >>> [" ".join(t.words for t in ts[p.first:p.last]) for p in find(ts, (), actors)]
    ['The Secretary and the two Ministers', 'Reyes', 'both sides']
    """
    simple = _simple(tokens, names, actors)
    return coordinated(tokens, simple)


def _simple(tokens: Sequence[Token], names: Sequence[Name], actors: Actors) -> list[Phrase]:
    """Find the phrases one by one; a possessor ("Japan's") is none."""
    starts = {n.start: n for n in names}
    found: list[Phrase] = []
    at, floor = 0, 0
    while at < len(tokens):
        token = tokens[at]
        # most words head nothing: leave them at once
        heads = token.capital or token.start in starts or token.lower in actors.words
        phrase = headed(tokens, at, floor, starts, actors=actors) if heads else None
        if phrase is None:
            at += 1
            continue
        behind = tokens[phrase.last].words if phrase.last < len(tokens) else ""
        if behind == ")" and phrase.first and tokens[phrase.first - 1].words == "(":
            at = phrase.last  # an abbreviation behind what it abbreviates
            continue
        phrase = with_of(tokens, phrase, starts, actors)
        if phrase.last < len(tokens) and tokens[phrase.last].lower in POSSESSIVE:
            at = floor = phrase.last + 1
            continue
        found.append(phrase)
        at = floor = phrase.last
    return found
