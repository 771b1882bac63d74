"""Who met, when, where and how: the meeting that a summary reports."""

from __future__ import annotations

from dataclasses import replace

from kg import dates, iris
from kg.errors import NoReadoutError
from kg.linking import linked
from kg.meeting.attendance import named_elsewhere, present, spoke_later, taking_part, with_title
from kg.meeting.merging import unified
from kg.meeting.model import Found, Scene, fields, scene
from kg.meeting.publisher import homed, publisher_of
from kg.meeting.reports import beside, names_issuer, reporting
from kg.meeting.sides import delegations, gendered, minted, title_sides, with_sides
from kg.meeting.venue import channel, venue
from kg.model import Meeting, Participant, Span, Summary
from kg.people import office_key
from kg.vocabulary import Vocabulary

__all__ = ["names_issuer", "read"]


def read(summary: Summary, vocabulary: Vocabulary) -> Meeting:
    """Read who met, when, where and how.

    Raises :class:`~kg.errors.NoReadoutError` where nobody is said to have met.

    >>> import kg
    >>> from kg.summary import read as shape
    >>> from kg.vocabulary import load
    >>> m = read(shape(kg.text.read(kg.seed()), load()), load())
    >>> [(p.name, p.office, p.side.country) for p in m.participants]
    [('Kishi', 'Defense Minister', 'JP'), ('Austin', 'Defense Secretary', 'US')]
    >>> m.date.isoformat(), m.start, m.minutes, m.format
    ('2021-03-16', '12:50', 90, 'in-person')
    """
    seen = scene(summary, vocabulary)
    characters = seen.characters
    spans = reporting(seen)
    report = " ".join(span.of(characters) for span in spans)
    publisher = publisher_of(seen)
    people = with_sides(_people(seen, spans), title_sides(seen), publisher, vocabulary)
    participants = minted(people, vocabulary.roles) if people else delegations(seen, spans)
    participants = gendered(participants, characters, vocabulary.roles)
    if not participants:
        raise NoReadoutError(f"{summary.text.source}: this is no readout: it names nobody who met")
    # the place and day of issue may stand below the text, where they look like a heading with nothing under it
    below = [s.heading for s in summary.sections if s.heading is not None and not s.sentences]
    around = [*(line.span for line in summary.head), *below, *_dateline(summary)]
    above = fields(span.of(characters) for span in around)
    when = dates.meeting(report, seen.title, above)
    participants = linked(participants, when.day, vocabulary)
    how = channel(seen, report)
    place = None if how in ("telephone", "video") else venue(seen, spans)
    return Meeting(
        iri=_iri(when.day.isoformat() if when.day else f"undated {summary.text.digest[:8]}", participants),
        title=summary.title.of(characters),
        date=when.day,
        participants=participants,
        issued=when.issued,
        start=when.start,
        minutes=dates.duration(report, seen.title, characters, when.start, above),
        format="in-person" if how is None and place is not None else how,
        place=place,
        publisher=homed(publisher, participants, vocabulary),
    )


def _dateline(summary: Summary) -> list[Span]:
    """Return what stands before the first sentence of a story: where, and perhaps when, it was issued."""
    first = next((s.span for section in summary.sections for s in section.sentences), None)
    if summary.dateline is None or first is None or first.start <= summary.dateline.start:
        return []
    return [Span(summary.dateline.start, first.start)]


def _people(seen: Scene, spans: list[Span]) -> list[Found]:
    """Gather those who took part, each once; a host counts where the report names no two others who led talks."""
    found = [f for span in spans for f in taking_part(seen, span)]
    found = [replace(f, principal=False) if beside(seen, f, spans, found) else f for f in found]
    if sum(f.person.name is not None and f.principal for f in unified(found)) < 2:
        hosts = [f for span in spans for f in taking_part(seen, span, hosts=True) if not f.person.bare]
        found = sorted({*found, *hosts}, key=lambda f: f.span)
    found = named_elsewhere(with_title(present(seen) or found, seen), seen)
    return unified([*found, *spoke_later(found, seen, spans)])


def _iri(day: str, participants: tuple[Participant, ...]) -> str:
    """Mint the IRI: two documents about one encounter name the same day, countries and kinds of office."""
    keys = []
    for p in participants:
        if p.principal:
            side = (p.side.country or p.side.label) if p.side else ""
            known = p.office and side
            keys.append(f"{side} {office_key(p.office)}" if known else p.entity.iri.rsplit("/", 1)[-1])
    return iris.meeting(day, keys)
