"""A reading told sentence by sentence: what each gave and by which rule, and why others gave nothing."""

from __future__ import annotations

from collections.abc import Iterator

from kg.iris import compact
from kg.model import Entity, Reading, Span, Statement
from kg.vocabulary import Vocabulary

__all__ = ["explain"]


def explain(reading: Reading, vocabulary: Vocabulary) -> str:
    """Tell how a text was read, as plain text that ends with a line end.

    >>> import kg
    >>> from kg.vocabulary import load
    >>> told = explain(kg.read(kg.seed()), load())
    >>> print("\\n".join(line[:80].rstrip() for line in told.splitlines()[19:26]))
    3  The Ministers confirmed that Japan-U.S. Alliance is more important than ever
       affirm “confirmed” 267–276 — main clause, verb
         by       Nobuo Kishi, Lloyd Austin — “the ministers” are all principals
         content  “Japan-U.S. Alliance is more important than ever for the regional
         topics   alliance (“Alliance”)
         mentions Japan-U.S. Alliance
    <BLANKLINE>
    """
    return "\n".join([*_head(reading), *_body(reading, vocabulary)]).rstrip() + "\n"


def _head(reading: Reading) -> Iterator[str]:
    meeting = reading.meeting
    yield meeting.title
    facts = {
        "date": meeting.date.isoformat() if meeting.date else None,
        "issued": meeting.issued.isoformat() if meeting.issued else None,
        "start": meeting.start,
        "minutes": str(meeting.minutes) if meeting.minutes else None,
        "format": meeting.format,
        "place": meeting.place.label if meeting.place else None,
        "publisher": meeting.publisher.label if meeting.publisher else None,
    }
    for name, value in facts.items():
        yield f"  {name:<12} {value or '— not said'}"
    for p in meeting.participants:
        role = "" if p.principal else ", beside the principals"
        known = "" if p.entity.known else ", not in the vocabulary"
        side = p.side.label if p.side else "no side found"
        yield f"  {'participant':<12} {p.name} — {p.office or 'no office'}, {side}{role}{known}"
    yield ""


def _body(reading: Reading, vocabulary: Vocabulary) -> Iterator[str]:
    reasons = {gap.sentence: gap.reason for gap in reading.gaps}
    number = 0
    for section in reading.summary.sections:
        if section.heading is not None:
            yield f"## {_line(reading, section.heading)}"
            yield ""
        for sentence in section.sentences:
            number += 1
            yield f"{number:<2} {_line(reading, sentence.span)}"
            made = [s for s in reading.statements if s.sentence == sentence.span]
            for statement in made:
                yield from _statement(reading, statement, vocabulary)
            if not made:
                yield f"   nothing: {reasons.get(sentence.span, 'its holder could not be found')}"
            yield ""
    for note in reading.summary.notes:
        yield f"-  {_line(reading, note.span)}"
        yield "   nothing: it stands in the notes"


def _statement(reading: Reading, statement: Statement, vocabulary: Vocabulary) -> Iterator[str]:
    act = compact(statement.act).partition(":")[2]
    flags = [
        word
        for word, true in (("says “again”", statement.reiterates), ("an agreement", statement.agreement))
        if true
    ]
    yield (
        f"   {act} “{_line(reading, statement.cue)}” {statement.cue.start}–{statement.cue.end}"
        f" — {'; '.join([statement.rule, *flags])}"
    )
    yield f"     by       {_names(statement.holders)} — {statement.resolution}"
    if statement.addressees:
        yield f"     to       {_names(statement.addressees)}"
    content = statement.content
    yield f"     content  “{_line(reading, content)}” {content.start}–{content.end}"
    if statement.commitment is not None:
        yield f"     commits  {_names(statement.commitment.parties)}"
    told = [f"{compact(topic).partition(':')[2]} ({_because(why)})" for topic, why in statement.phrases]
    yield f"     topics   {', '.join(told) or 'none found'}"
    if statement.mentions:
        yield f"     mentions {', '.join(dict.fromkeys(_line(reading, m.span) for m in statement.mentions))}"
    if statement.confidence < 1:
        yield f"     unsure   {statement.confidence:.1f}: {statement.note}"


def _because(why: str) -> str:
    return (
        why
        if (why.startswith(("as the", "the ")) and " statement" in why) or why in ("the heading", "the title")
        else f"“{why}”"
    )


def _names(entities: tuple[Entity, ...]) -> str:
    return ", ".join(entity.label for entity in entities)


def _line(reading: Reading, span: Span) -> str:
    return " ".join(reading.quote(span).split())
