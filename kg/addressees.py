"""To whom an act is directed: urged **X**, thanked **X**, conveyed condolences to **X**, asked that **X** go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.clauses import Cue
from kg.english import DETERMINERS, Token, after_adverbs, is_adverb
from kg.lexicon import Name
from kg.model import Entity
from kg.nouns import Phrase

__all__ = ["Resolver", "find"]

_DIRECTIVE = ("#urge", "#request", "#instruct")
_TO_NOUN = ("#thank", "#condole", "#congratulate", "#state", "#request", "#urge", "#offer", "#instruct")
_TELLING = ("#state", "#offer", "#regret", "#emphasize", "#request", "#urge")
"""Acts whose verbs may name their addressee with "to" ("explained to the Ambassador")."""
_OBJECTS = {"him": "m", "her": "f", "them": "p"}


@dataclass(frozen=True, slots=True)
class Resolver:
    """What the text so far says of the parties of a content.

    ``who`` resolves a phrase, ``pronoun`` an object pronoun by its lower-case form, ``unknown`` a proper name that
    begins at a token, ``generic`` a noun phrase there that names nobody ("the parties").
    """

    who: Callable[[Phrase], tuple[Entity, ...]]
    pronoun: Callable[[str], tuple[Entity, ...]]
    unknown: Callable[[int], tuple[Entity, ...]]
    generic: Callable[[int], tuple[Entity, ...]]


def find(
    tokens: Sequence[Token],
    cue: Cue,
    *,
    phrases: Sequence[Phrase],
    names: Sequence[Name],
    resolver: Resolver,
    sides: frozenset[str],
) -> tuple[Entity, ...]:
    """Return the addressees of a cue; ``sides`` are the codes of the countries and bodies that met."""
    first, last = cue.content
    begin = cue.last
    if first >= last or cue.passive:
        return ()
    starts = {p.first: p for p in phrases}

    def party(at: int) -> tuple[Entity, ...]:
        at = after_adverbs(tokens, at, last)
        if at >= last:
            return ()
        if tokens[at].lower in _OBJECTS:
            return resolver.pronoun(tokens[at].lower)
        phrase = starts.get(at)
        if phrase is not None and phrase.kind != "meeting":
            return resolver.who(phrase)
        if tokens[at].capital or (
            tokens[at].lower in DETERMINERS - {"that"} and at + 1 < last and tokens[at + 1].capital
        ):
            return resolver.unknown(at + (not tokens[at].capital))
        return ()

    if cue.addressing and cue.noun == "":
        if not _object_of_address(tokens, starts, begin, last):
            return resolver.generic(begin)
        found = party(begin) or resolver.generic(begin)
        if found:
            return found
    if cue.noun and (cue.addressing or cue.act.endswith(_TO_NOUN)) and tokens[begin].lower == "to":
        return party(begin + 1) or resolver.generic(begin + 1)
    if not cue.noun and cue.act.endswith(_TELLING) and tokens[begin].lower == "to":
        return party(begin + 1)
    if cue.act.endswith(_DIRECTIVE):
        if tokens[begin].lower == "that":
            return party(begin + 1)
        if cue.lemma in ("ask", "seek", "solicit", "request"):
            return _asked(tokens, names, first, last, sides)
    return ()


_AFTER_OBJECT = frozenset(
    """
    ( to that for on about of regarding whether if with not against upon over , . and ; in again how
    as once by this
    """.split()
)


def _object_of_address(tokens: Sequence[Token], starts: Mapping[int, Phrase], begin: int, last: int) -> bool:
    """Tell whether the noun phrase behind an addressing verb is its whole object, not the modifier of a thing."""
    phrase = starts.get(after_adverbs(tokens, begin, last))
    if phrase is None:
        return True
    return (
        phrase.last >= len(tokens)
        or tokens[phrase.last].lower in _AFTER_OBJECT
        or is_adverb(tokens[phrase.last].lower)
    )


def _asked(
    tokens: Sequence[Token], names: Sequence[Name], first: int, last: int, sides: frozenset[str]
) -> tuple[Entity, ...]:
    """Read whose support or understanding was asked for ("Peru's understanding", "the support of Oman")."""
    for k in range(first, min(last, first + 8)):
        name = next((n for n in names if n.start == tokens[k].start), None)
        if name is None or name.entities[0].country not in sides:
            if tokens[k].lower in ("for", "in", "on", "toward", "towards", "to", "that", "against", "with"):
                break
            continue
        before = tokens[k - 1].lower if k else ""
        before = tokens[k - 2].lower if before == "the" else before
        end = next((t.end for t in tokens[k:last] if t.end >= name.end), name.end)
        after = next((t.lower for t in tokens if t.start >= end), "")
        if after == "'s" or (before == "of" and k - first > 1):
            return (name.entities[0],)
    return ()
