"""A phrase that names actors, and the words that make one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from kg import english
from kg.english import AUXILIARIES, MODALS, plural
from kg.vocabulary import Vocabulary

__all__ = ["DETERMINERS", "PRONOUNS", "Actors", "Phrase", "is_address"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that names actors: tokens ``first`` to ``last`` (end exclusive), and its coordinated members.

    ``kind`` is ``pronoun``, ``person``, ``office``, ``group``, ``country``, ``body`` or ``meeting``.
    """

    first: int
    last: int
    head: int
    kind: str
    plural: bool
    members: tuple[Phrase, ...] = ()


PRONOUNS = {"he": False, "she": False, "they": True, "we": True}
"""Pronouns that can hold a statement, and whether they are plural."""

DETERMINERS = english.DETERMINERS - {"that"}
"""Without "that": in "that Japan will" the word opens a clause far more often."""

_ADDRESS = frozenset(["mr.", "ms.", "mrs.", "dr."])


@dataclass(frozen=True, slots=True)
class Actors:
    """What makes a word the head of such a phrase: compiled once a text from the roles and the names of who met.

    ``heads`` maps a lower-case word to the kind of its phrase and whether it is a plural; ``words`` are all the words
    without capitals that can head one; ``names`` those that can stand behind an office as its holder's;
    ``compounds`` the offices of two words ("secretary general").
    """

    heads: Mapping[str, tuple[str, bool]]
    words: frozenset[str]
    surnames: frozenset[str]
    names: frozenset[str]
    honorifics: frozenset[str]
    particles: frozenset[str]
    verbs: frozenset[str]
    bodies: frozenset[str]
    compounds: frozenset[str]

    @staticmethod
    def of(vocabulary: Vocabulary, names: Iterable[str], shorts: Iterable[str] = ()) -> Actors:
        """Compile for a text in which people of the given names take part; ``shorts`` abbreviate their offices.

        >>> from kg.vocabulary import load
        >>> actors = Actors.of(load(), ["Anna Reyes"], ["SRSG"])
        >>> actors.heads["srsg"], actors.heads["ministers"], "reyes" in actors.surnames
        (('office', False), ('group', True), True)
        >>> "table" in actors.words
        False
        """
        roles, fixed = vocabulary.roles, _fixed(vocabulary)
        shortened = {s.lower(): ("office", False) for s in shorts if s.isupper()}
        heads = {**fixed.heads, **shortened}
        words = {w for name in names for spelled in (name, name.replace("-", " ")) for w in spelled.split()}
        surnames = frozenset(word.lower() for word in words if len(word) > 1) - roles.particles
        return Actors(
            heads,
            fixed.words.union(shortened),
            surnames,
            surnames | fixed.honorifics | roles.portfolios,
            fixed.honorifics,
            roles.particles,
            fixed.verbs,
            fixed.bodies,
            fixed.compounds,
        )


class _Fixed(NamedTuple):
    """What is the same for every text."""

    heads: Mapping[str, tuple[str, bool]]
    words: frozenset[str]
    honorifics: frozenset[str]
    verbs: frozenset[str]
    bodies: frozenset[str]
    compounds: frozenset[str]


@cache
def _fixed(vocabulary: Vocabulary) -> _Fixed:
    """Compile what the vocabulary alone says of heads."""
    roles, heads = vocabulary.roles, _heads(vocabulary)
    bodies = frozenset(word for word, kind in roles.heads.items() if kind == "organization")
    return _Fixed(
        heads,
        frozenset({*heads, *PRONOUNS, *(body.lower() for body in bodies)}),
        roles.honorifics | roles.masculine | roles.feminine,
        AUXILIARIES | MODALS | vocabulary.frames.keys(),
        bodies,
        frozenset(office for office in roles.offices if office.count(" ") == 1),
    )


def _heads(vocabulary: Vocabulary) -> dict[str, tuple[str, bool]]:
    """Return what kind of phrase each head word makes, and whether it is a plural."""
    roles = vocabulary.roles
    heads: dict[str, tuple[str, bool]] = {}
    for office in roles.offices | roles.ranks:
        last = office.partition(" of ")[0].split()[-1]  # "Secretary of State": no "State" heads a phrase
        heads[last] = ("office", False)
        heads[plural(last)] = ("office", True)
        if "-" in office or "/" in office:
            heads[office] = ("office", False)
    groups = roles.persons | roles.sides | roles.countries
    heads |= {word.partition(" of ")[0].split()[-1]: ("group", True) for word in groups}
    for word in roles.counterparts:
        last = word.split()[-1]
        heads |= {last: ("office", False), plural(last): ("office", True)}
    heads |= dict.fromkeys(("side", "delegation", "latter", "former"), ("group", False))
    heads |= dict.fromkeys(("government", "country"), ("body", False))
    heads |= dict.fromkeys("both all two three four five six seven".split(), ("group", True))
    for noun in roles.meetings:
        last = noun.split()[-1]
        heads.setdefault(last, ("meeting", last.endswith("s")))
    return heads


def is_address(lower: str, actors: Actors) -> bool:
    """Tell whether a word is a form of address, with or without its full stop ("Mr", "Sir").

    >>> from kg.vocabulary import load
    >>> is_address("mrs", Actors.of(load(), ())), is_address("minister", Actors.of(load(), ()))
    (True, False)
    """
    dotted = f"{lower.rstrip('.')}."
    return dotted in _ADDRESS or dotted in actors.honorifics
