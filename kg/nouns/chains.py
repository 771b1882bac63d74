"""Phrases that "and", commas and apposition join."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.english import Token
from kg.nouns.model import Phrase

__all__ = ["coordinated"]


def coordinated(tokens: Sequence[Token], simple: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """Join phrases that "and", commas or "as well as" coordinate."""
    joined: list[Phrase] = []
    chain: list[Phrase] = []
    for phrase in simple:
        if chain and _shares_head(tokens, chain, phrase):  # "the Belgian and Dutch Ministers"
            chain = [replace(phrase, first=chain[0].first)]
            continue
        if (
            chain
            and _links(tokens, chain, phrase)
            and phrase.kind not in ("meeting", "pronoun")
            and chain[-1].kind != "meeting"
        ):
            chain.append(phrase)
            continue
        joined.extend(_closed(tokens, chain))
        chain = [phrase]
    joined.extend(_closed(tokens, chain))
    return tuple(_apposed(joined))


def _shares_head(tokens: Sequence[Token], chain: Sequence[Phrase], phrase: Phrase) -> bool:
    """Tell whether a plural that begins with a demonym is the head of the demonyms before it too."""
    if not phrase.plural or phrase.kind not in ("office", "group") or phrase.head == phrase.first:
        return False
    links = [_between(tokens, a.last, b.first) for a, b in pairwise([*chain, phrase])]
    joins = links[-1] in (("and",), (",", "and")) and all(link == (",",) for link in links[:-1])
    return joins and tokens[phrase.first].capital and all(p.kind == "country" for p in chain)


def _apposed(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Join a title and the names right behind it ("National Security Advisors A of X and B of Y")."""
    kept: list[Phrase] = []
    for phrase in phrases:
        above = kept[-1] if kept else None
        if (
            above is not None
            and above.last == phrase.first
            and above.kind in ("office", "group")
            and phrase.kind == "person"
        ):
            kept[-1] = Phrase(
                above.first, phrase.last, phrase.head, phrase.kind, phrase.plural, phrase.members
            )
        else:
            kept.append(phrase)
    return kept


def _links(tokens: Sequence[Token], chain: Sequence[Phrase], phrase: Phrase) -> bool:
    """Tell whether a phrase goes on with a chain; ", and" does only after a comma, else it joins two clauses."""
    links = [_between(tokens, a.last, b.first) for a, b in pairwise(chain)]
    between = _between(tokens, chain[-1].last, phrase.first)
    things = ("country", "body", "place")
    if between == (",",) and (chain[-1].kind in things) != (phrase.kind in things):
        return False  # "In view of ASEAN, the Ministers and …": a comma joins only what is alike
    if any(link != (",",) for link in links):
        return False
    if between == (",", "and"):
        return len(chain) > 1
    return between in ((",",), ("and",), ("as", "well", "as"), ("together", "with"), ("&",))


def _between(tokens: Sequence[Token], one: int, two: int) -> tuple[str, ...]:
    """Return the words between two phrases, without an abbreviation in parentheses."""
    words = tuple(t.lower for t in tokens[one:two])
    return words[3:] if words[:1] == ("(",) and words[2:3] == (")",) else words


def _closed(tokens: Sequence[Token], chain: Sequence[Phrase]) -> list[Phrase]:
    """Make one phrase of a chain, unless commas alone link it: those are appositions."""
    if len(chain) < 2:
        return list(chain)
    last_link = _between(tokens, chain[-2].last, chain[-1].first)
    if last_link == (",",):
        return list(chain)
    return [Phrase(chain[0].first, chain[-1].last, chain[-1].head, chain[0].kind, True, tuple(chain))]
