"""What a text has established, what a phrase refers to it with, and what resolving the phrase gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from kg.english import NUMBERS, Token
from kg.lexicon import Name
from kg.model import Entity, Meeting, Participant
from kg.nouns import Phrase
from kg.vocabulary import Vocabulary

__all__ = ["Reference", "Resolved", "State", "after", "begin"]

_GENDER = MappingProxyType({"his": "m", "her": "f"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """The actors that a phrase names: ``how`` they were found, ``confidence`` from 0 to 1, and a ``note`` below 1.

    ``title`` is the title that the text gives to nobody, by which one of those who met was called all the same.
    """

    actors: tuple[Entity, ...]
    how: str
    confidence: float = 1.0
    note: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """What the text has established: who met, their genders, and whom it spoke of last.

    ``ministerial`` tells that all who met are called ministers, ``apart`` that the text tells some from those.
    ``last`` are the holders of the last statement, ``singles`` the persons who spoke alone, the latest last,
    ``addressed`` the person whom it last addressed, ``pair`` whom "the former" and "the latter" would mean, and
    ``called`` who was meant by a title that the text gives to nobody.
    """

    meeting: Meeting
    principals: tuple[Entity, ...]
    people: tuple[Participant, ...]
    genders: Mapping[str, str]
    ministerial: bool = False
    apart: bool = True
    last: tuple[Entity, ...] = ()
    singles: tuple[Entity, ...] = ()
    addressed: Entity | None = None
    pair: tuple[Entity, ...] = ()
    called: Mapping[str, Entity] = field(default_factory=dict)

    def gender(self, entity: Entity) -> str | None:
        """Return ``m`` or ``f`` where the text has shown it."""
        return self.genders.get(entity.iri)

    @property
    def speaker(self) -> Entity | None:
        """Return the person who spoke last alone."""
        return self.singles[-1] if self.singles else None

    def side(self, entity: Entity | None) -> Entity | None:
        """Return the country or body for which a participant speaks."""
        return next((p.side for p in self.meeting.participants if p.entity == entity), None)

    @property
    def others(self) -> tuple[Entity, ...]:
        """Return the principals but for who spoke last."""
        return tuple(e for e in self.principals if e != self.speaker)


@dataclass(frozen=True, slots=True)
class Reference:
    """A phrase in its sentence, with what the text has established before it; ``cue`` is the verb that it governs."""

    phrase: Phrase
    tokens: Sequence[Token]
    names: Sequence[Name]
    state: State
    vocabulary: Vocabulary
    cue: str = ""

    @property
    def head(self) -> str:
        """Return the head of the phrase in lower case."""
        return self.tokens[self.phrase.head].lower

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of the phrase in lower case."""
        return tuple(t.lower for t in self.tokens[self.phrase.first : self.phrase.last])

    @property
    def text(self) -> str:
        """Return the phrase in lower case."""
        return " ".join(self.words)

    @property
    def label(self) -> str:
        """Return the phrase as written, from its head on."""
        return " ".join(t.words for t in self.tokens[self.phrase.head : self.phrase.last])

    @property
    def count(self) -> int | None:
        """Return how many the phrase says there are ("the two Ministers")."""
        return next((NUMBERS[w] for w in self.words if NUMBERS.get(w, 0) > 1), None)

    @property
    def codes(self) -> frozenset[str]:
        """Return the countries and bodies that the phrase names ("the Belgian and Dutch Ministers")."""
        start, end = self.tokens[self.phrase.first].start, self.tokens[self.phrase.last - 1].end
        inside = (n for n in self.names if start <= n.start and n.end <= end)
        return frozenset(e.country for n in inside for e in n.entities[:1] if e.country)

    @property
    def name(self) -> Name | None:
        """Return the first known name inside the phrase."""
        start, end = self.tokens[self.phrase.first].start, self.tokens[self.phrase.last - 1].end
        return next((n for n in self.names if start <= n.start and n.end <= end), None)


_HOSTED = re.compile(
    r"\bSecretary\b.*\b(?:met|spoke|talked|hosted|received|welcomed|held|hosts|meets)\b.*\bMinister\b",
    re.DOTALL,
)
"""A Secretary who meets ministers: "the Ministers" are then they."""
_APART = (re.compile(r"\bSecretar(?:y|ies)\b"), re.compile(r"\b[Mm]inisters\b(?![’'])"))
"""A sentence with both words tells those who are called ministers from those who are not."""


def begin(meeting: Meeting, sentences: Iterable[str] = ()) -> State:
    """Return the state before the first statement.

    ``sentences`` are those of the text: where none of them tells a Secretary from the Ministers and all met as peers,
    "the Ministers" are all who met.

    >>> import kg
    >>> state = begin(kg.read(kg.seed()).meeting)
    >>> [e.label for e in state.principals], state.speaker.label
    (['Nobuo Kishi', 'Lloyd Austin'], 'Nobuo Kishi')
    """
    principals = tuple(p.entity for p in meeting.participants if p.principal)
    title = meeting.title.lower()
    told = tuple(sentences)
    apart = any(all(word.search(sentence) for word in _APART) for sentence in told)
    hosted = any(_HOSTED.search(sentence) for sentence in told[:3])
    return State(
        meeting,
        principals or tuple(p.entity for p in meeting.participants),
        tuple(p for p in meeting.participants if p.entity.kind == "person"),
        {p.entity.iri: p.gender for p in meeting.participants if p.gender},
        # then all who met are ministers, whatever their titles
        ministerial="ministerial" in title or "ministers" in title or not (apart or hosted),
        apart=apart,
        singles=tuple(e for e in principals if e.kind == "person")[:1],
    )


def after(
    state: State, resolved: Resolved, *, pronouns: Sequence[str] = (), addressed: Entity | None = None
) -> State:
    """Return the state after a statement: its holders, whom it addressed, and the gender that ``pronouns`` show.

    >>> import kg
    >>> state = begin(kg.read(kg.seed()).meeting)
    >>> austin = state.principals[1]
    >>> later = after(state, Resolved((austin,), "by name"), pronouns=["his"])
    >>> later.speaker.label, later.gender(austin), [e.label for e in later.pair]
    ('Lloyd Austin', 'm', ['Nobuo Kishi', 'Lloyd Austin'])
    """
    actors = resolved.actors
    genders, singles = state.genders, state.singles
    sole = actors[0] if len(actors) == 1 and actors[0].kind == "person" else None
    persons = [e for e in actors if e.kind == "person"]
    shown = [_GENDER[p] for p in pronouns] if sole is not None else []
    if len(persons) == 1:
        shown += [g for word, g in (("“he”", "m"), ("“she”", "f")) if word in resolved.how]
    if shown and persons[0].iri not in genders:
        genders = {**genders, persons[0].iri: shown[0]}
    if sole is not None:
        singles = (*(e for e in singles if e != sole), sole)
    return replace(
        state,
        genders=genders,
        last=actors or state.last,
        singles=singles,
        pair=_pair(state, resolved),
        addressed=addressed,
        called={**state.called, resolved.title: actors[0]} if resolved.title else state.called,
    )


def _pair(state: State, resolved: Resolved) -> tuple[Entity, ...]:
    """Return whom "the former" and "the latter" would mean next: two named together, or the last two speakers."""
    actors, speaker = resolved.actors, state.speaker
    if "“the former”" in resolved.how or "“the latter”" in resolved.how:
        return state.pair
    if len(actors) == 2:
        return actors
    if len(actors) == 1 and speaker is not None and speaker != actors[0]:
        return (speaker, actors[0])
    return state.pair
