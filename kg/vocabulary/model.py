"""What the reader knows, compiled: cue verbs, topic phrases, titles and names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kg.model import Entity
from kg.vocabulary.tenures import Holder

__all__ = ["Frame", "Phrase", "Roles", "Vocabulary"]


@dataclass(frozen=True, slots=True)
class Frame:
    """One spelling of one cue verb: ``forms`` are fields of :class:`kg.english.Forms`.

    ``rest`` are the words that follow the verb; in it ``…`` stands for words of the text.
    ``light`` verbs make an act only with a noun of an act.
    """

    act: str
    verb: str
    forms: frozenset[str]
    rest: tuple[str, ...] = ()
    before: str = ""
    addressing: bool = False
    reiterating: bool = False
    action: bool = False
    light: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that speak of a topic: lower-case, or as written where ``exact``; ``open`` ones may go on at their end."""

    words: str
    topic: str
    weak: bool = False
    exact: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class Roles:
    """Titles, group words and kinds of encounter, all lower-case but for those that need their capitals.

    ``openings`` are the first words of titles of any kind, with and without a full stop.
    """

    offices: frozenset[str]
    ranks: frozenset[str]
    honorifics: frozenset[str]
    masculine: frozenset[str]
    feminine: frozenset[str]
    particles: frozenset[str]
    persons: frozenset[str]
    sides: frozenset[str]
    countries: frozenset[str]
    counterparts: frozenset[str]
    meetings: frozenset[str]
    meeting_verbs: frozenset[str]
    telephone: frozenset[str]
    video: frozenset[str]
    portfolios: frozenset[str]
    post_nominals: frozenset[str]
    currencies: frozenset[str]
    heads: Mapping[str, str]
    plurals: frozenset[str]
    titles: frozenset[str]
    openings: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """What the reader knows, compiled. Get one with :func:`load`.

    >>> from kg.iris import compact
    >>> from kg.vocabulary import load
    >>> vocabulary = load()
    >>> [compact(f.act) for f in vocabulary.frames["urged"]]
    ['act:urge']
    >>> vocabulary.frames.get("sang") is None
    True
    """

    store: ox.Store
    frames: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, str]
    addressing_nouns: Mapping[str, str]
    adjectives: Mapping[str, str]
    joint_verbs: Mapping[str, str]
    greetings: frozenset[str]
    greeting_verbs: frozenset[str]
    reply_verbs: frozenset[str]
    promising: Mapping[str, str]
    audiences: frozenset[str]
    names: Mapping[str, tuple[Entity, ...]]
    seats: frozenset[tuple[str, str]]
    phrases: tuple[Phrase, ...]
    speaks_of: Mapping[str, tuple[str, ...]]
    home: Mapping[str, str]
    office_homes: Mapping[str, str]
    actions: frozenset[str]
    roles: Roles
    holders: Mapping[str, tuple[Holder, ...]]
    entities: Mapping[str, Entity]
    _labels: Mapping[str, tuple[str, ...]]
    _broader: Mapping[str, str]
    _ancestors: Mapping[str, tuple[str, ...]]
    _matches: Mapping[str, tuple[tuple[str, str], ...]]
    sources: tuple[Path, ...] = field(default=())

    def labels(self, iri: str) -> tuple[str, ...]:
        """Return the English names of a term, the preferred one first.

        >>> from kg.vocabulary import load
        >>> load().labels("https://w3id.org/readout/act#concern")
        ('express concern',)
        """
        return self._labels.get(iri, ())

    def broader(self, iri: str) -> str | None:
        """Return the concept above an act or topic, or ``None`` for one at the top."""
        return self._broader.get(iri)

    def matches(self, iri: str) -> tuple[tuple[str, str], ...]:
        """Return the verified identifiers of a term elsewhere, as pairs of property and target."""
        return self._matches.get(iri, ())

    def ancestors(self, iri: str) -> tuple[str, ...]:
        """Return the concepts above an act or topic, the nearest first.

        >>> from kg.iris import compact
        >>> from kg.vocabulary import load
        >>> [compact(t) for t in load().ancestors("https://w3id.org/readout/topic#taiwan-strait")]
        ['topic:china', 'topic:regional-affairs']
        """
        return self._ancestors.get(iri, ())
