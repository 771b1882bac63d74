"""A phrase that names actors, and the words that make one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg import english
from kg.english import plural
from kg.vocabulary import Vocabulary

__all__ = ["DETERMINERS", "POSSESSIVE", "Actors", "Phrase"]


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


@dataclass(frozen=True, slots=True)
class Actors:
    """What makes a word the head of such a phrase: compiled once a text from the roles and the names of who met."""

    heads: Mapping[str, tuple[str, bool]]
    surnames: frozenset[str]
    honorifics: frozenset[str]
    particles: frozenset[str]
    verbs: frozenset[str]
    bodies: frozenset[str]
    portfolios: frozenset[str]

    @staticmethod
    def of(vocabulary: Vocabulary, names: Sequence[str], shorts: Iterable[str] = ()) -> Actors:
        """Compile the heads for a text in which people of the given names take part; ``shorts`` abbreviate offices."""
        heads = {
            **_heads(vocabulary),
            **{s.lower(): ("office", False) for s in shorts if s.isupper() and len(s) > 2},
        }
        surnames = frozenset(
            word.lower() for name in names for word in name.replace("-", " - ").split() if len(word) > 1
        ) | frozenset(word.lower() for name in names for word in name.split() if len(word) > 1)
        return Actors(
            heads,
            surnames - vocabulary.roles.particles,
            vocabulary.roles.honorifics | vocabulary.roles.masculine | vocabulary.roles.feminine,
            vocabulary.roles.particles,
            frozenset(vocabulary.frames),
            frozenset(word for word, kind in vocabulary.roles.heads.items() if kind == "organization"),
            vocabulary.roles.portfolios,
        )


@cache
def _heads(vocabulary: Vocabulary) -> dict[str, tuple[str, bool]]:
    """Return what kind of phrase each head word makes, and whether it is a plural."""
    roles = vocabulary.roles
    heads: dict[str, tuple[str, bool]] = {}
    for office in roles.offices | roles.ranks:
        last = office.split()[-1]
        heads[last] = ("office", False)
        heads[plural(last)] = ("office", True)
        if "-" in office or "/" in office:
            heads[office] = ("office", False)
    for words, kind in ((roles.persons, "group"), (roles.sides, "group"), (roles.countries, "group")):
        for word in words:
            heads[word.split()[-1]] = (kind, True)
    for word in roles.counterparts:
        heads[word.split()[-1]] = ("office", False)
        heads[plural(word.split()[-1])] = ("office", True)
    heads.update(
        {
            "side": ("group", False),
            "delegation": ("group", False),
            "government": ("body", False),
            "country": ("body", False),
        }
    )
    heads.update(
        {
            "latter": ("group", False),
            "former": ("group", False),
            "both": ("group", True),
            "all": ("group", True),
        }
    )
    for number in ("two", "three", "four", "five", "six", "seven"):
        heads[number] = ("group", True)
    for noun in roles.meetings:
        last = noun.split()[-1]
        heads.setdefault(last, ("meeting", last.endswith("s")))
    return heads


POSSESSIVE = ("'s", "'")


DETERMINERS = english.DETERMINERS - {"that"}  # "that Japan will": the word opens a clause far more often
