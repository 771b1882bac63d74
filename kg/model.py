"""The values that travel from stage to stage, all frozen.

Offsets are Unicode code points of the source as read, counted from 0, end exclusive, so that
``text.characters[span.start:span.end]`` is always the quoted words.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from html import escape

__all__ = [
    "Commitment",
    "Entity",
    "Gap",
    "Line",
    "Meeting",
    "Mention",
    "Participant",
    "Reading",
    "Section",
    "Sentence",
    "Span",
    "Statement",
    "Summary",
    "Text",
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range of characters.

    >>> Span(3, 8).of("On March 16")
    'March'
    >>> Span(3, 8).within(Span(0, 8)), Span(3, 8).within(Span(4, 8))
    (True, False)
    """

    start: int
    end: int

    def of(self, characters: str) -> str:
        """Return the words that the span covers."""
        return characters[self.start : self.end]

    def within(self, other: Span) -> bool:
        """Tell whether the span lies inside another."""
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Text:
    """One source as read: where it came from, its characters, and a digest of its bytes.

    ``source`` is what the user called it (a path, or ``-``); ``digest`` is the SHA-256 of the bytes, in
    hexadecimal.
    """

    source: str
    characters: str
    digest: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source without its bullet or number: ``marker`` is that bullet, ``depth`` its indent."""

    span: Span
    marker: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; ``block`` numbers its paragraph or bullet, ``lead`` is the clause that it continues."""

    span: Span
    block: int
    lead: Span | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the body under one heading (or none)."""

    heading: Span | None
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A readout's shape: its head (title, dates, publisher lines) and its body in sections of sentences.

    ``dateline`` is the place with which the body opens ("TOKYO —"); no sentence holds it.
    """

    text: Text
    title: Span
    head: tuple[Line, ...]
    sections: tuple[Section, ...]
    notes: tuple[Line, ...] = ()
    dateline: Span | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something named, with its IRI.

    ``kind`` is ``person``, ``country``, ``organization``, ``place``, ``instrument``, ``meeting``, or ``thing`` for a
    name that shows none of these;
    ``country`` is the ISO 3166-1 alpha-2 code of the country it belongs to (``EU``, ``UN``, ``NATO`` for
    bodies). ``known`` tells whether the vocabulary holds it.
    """

    iri: str
    label: str
    kind: str
    country: str | None = None
    known: bool = False


@dataclass(frozen=True, slots=True)
class Participant:
    """One actor taking part: the name as given, the office as written, the country or body spoken for.

    ``introduced`` is the bare title by which the report of the meeting names somebody whose name stands elsewhere;
    ``note`` says why a person is none of the office-holders of the vocabulary.
    """

    entity: Entity
    name: str
    office: str | None = None
    side: Entity | None = None
    principal: bool = True
    gender: str | None = None
    span: Span | None = None
    introduced: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """The encounter that a readout reports.

    ``format`` is ``in-person``, ``telephone``, ``video`` or ``None``; ``start`` is local ``HH:MM``;
    ``minutes`` its length.
    """

    iri: str
    title: str
    date: datetime.date | None
    participants: tuple[Participant, ...]
    issued: datetime.date | None = None
    start: str | None = None
    minutes: int | None = None
    format: str | None = None
    place: Entity | None = None
    publisher: Entity | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A named thing at one place of the text, and what it denotes.

    ``note`` says why a person is none of the office-holders of the vocabulary.
    """

    span: Span
    entity: Entity
    note: str = ""


@dataclass(frozen=True, slots=True)
class Commitment:
    """What parties said they will do."""

    parties: tuple[Entity, ...]
    content: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """One reported speech act, each part with its place in the text.

    ``act`` and ``topics`` are IRIs of the vocabulary. ``rule`` says which construction found the cue and
    ``resolution`` how its holder was resolved; ``phrases`` pairs each topic with the words that spoke of it.
    ``confidence`` runs from 0 to 1, and ``note`` says what the reader was unsure of where it is below 1.
    """

    cue: Span
    content: Span
    sentence: Span
    act: str
    holders: tuple[Entity, ...]
    reiterates: bool = False
    agreement: bool = False
    addressees: tuple[Entity, ...] = ()
    behalf: tuple[Entity, ...] = ()
    topics: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    commitment: Commitment | None = None
    rule: str = ""
    resolution: str = ""
    phrases: tuple[tuple[str, str], ...] = ()
    confidence: float = 1.0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A sentence that gave no statement, and why."""

    sentence: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read from one summary.

    >>> import kg
    >>> reading = kg.read(kg.seed())
    >>> len(reading.statements), reading.meeting.start
    (24, '12:50')
    """

    summary: Summary
    meeting: Meeting
    statements: tuple[Statement, ...]
    gaps: tuple[Gap, ...] = field(default=())

    def quote(self, span: Span) -> str:
        """Return the words of the source at a span."""
        return span.of(self.summary.text.characters)

    def _repr_html_(self) -> str:
        """Show the reading in a notebook: who met, and a row for every statement."""
        meeting = self.meeting
        rows = [
            (
                ", ".join(holder.label for holder in statement.holders),
                statement.act.rpartition("#")[2],
                ", ".join(addressee.label for addressee in statement.addressees),
                f"{self.quote(statement.cue)} … {self.quote(statement.content)}",
            )
            for statement in self.statements
        ]
        who = ", ".join(participant.name for participant in meeting.participants)
        when = meeting.date.isoformat() if meeting.date else "undated"
        head = "".join(f"<th>{name}</th>" for name in ("by", "act", "to", "words"))
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
        title = f"<b>{escape(meeting.title)}</b><br>{when} · {escape(who)}"
        return f"<div>{title}<table><tr>{head}</tr>{body}</table></div>"
