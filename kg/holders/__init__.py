"""Who "the Ministers", "they", "the latter" and "his counterpart" are: noun phrases to people, countries and bodies.

The discourse so far is a frozen :class:`State`; resolving a phrase gives the actors, how they were found, and how
sure that is.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.english import Token
from kg.holders.groups import group
from kg.holders.named import body, country, participant, stranger
from kg.holders.offices import initials, office
from kg.holders.pronouns import pronoun
from kg.holders.state import Reference, Resolved, State, after, begin
from kg.lexicon import Name
from kg.nouns import Phrase
from kg.vocabulary import Vocabulary

__all__ = ["Resolved", "State", "after", "begin", "initials", "resolve"]


def resolve(
    phrase: Phrase,
    tokens: Sequence[Token],
    names: Sequence[Name],
    state: State,
    vocabulary: Vocabulary,
    *,
    cue: str = "",
) -> Resolved:
    """Resolve a phrase to actors; none where nobody fits. ``cue`` is the verb that the phrase governs.

    >>> import kg
    >>> from kg.english import tokenize
    >>> from kg.vocabulary import load
    >>> state, tokens = begin(kg.read(kg.seed()).meeting), tokenize("The Secretary and she met them")
    >>> secretary, she = Phrase(0, 2, 1, "office", False), Phrase(3, 4, 3, "pronoun", False)
    >>> [a.label for a in resolve(secretary, tokens, (), state, load()).actors]
    ['Lloyd Austin']
    >>> resolve(she, tokens, (), state, load()).how
    '“she” is who spoke last'
    """
    return _resolve(Reference(phrase, tokens, names, state, vocabulary, cue))


def _resolve(reference: Reference) -> Resolved:
    """Resolve by the kind of the phrase; a coordination is all that its members are."""
    phrase, state = reference.phrase, reference.state
    if phrase.members:
        return _coordination(reference)
    if phrase.kind == "pronoun":
        return pronoun(reference)
    if phrase.kind == "meeting":
        return Resolved(state.principals, "the meeting stands for all principals")
    if phrase.kind in ("person", "office"):
        person = participant(reference)
        if person is not None:
            return Resolved((person,), "by name")
    if phrase.kind == "person":
        return stranger(reference)
    if phrase.kind in ("country", "place"):
        return country(reference)
    if phrase.kind == "body":
        return body(reference)
    if phrase.kind == "group":
        return group(reference)
    if not phrase.plural:
        return office(reference)
    if reference.head in reference.vocabulary.roles.offices:
        return Resolved(state.principals, reference.text)
    return group(reference)


def _coordination(reference: Reference) -> Resolved:
    """Resolve "A and B": as sure as the least sure of its members."""
    parts = [
        resolve(
            m, reference.tokens, reference.names, reference.state, reference.vocabulary, cue=reference.cue
        )
        for m in reference.phrase.members
    ]
    return Resolved(
        tuple(dict.fromkeys(a for p in parts for a in p.actors)),
        " and ".join(p.how for p in parts if p.how),
        min(p.confidence for p in parts),
        "; ".join(p.note for p in parts if p.note and p.confidence < 1),
    )
