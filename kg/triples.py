"""A reading as quads: pure, ordered, with no clock and no counter.

Every quad of a document lies in the named graph that bears the document's IRI, so that a graph of many
documents can be taken apart again. Words of the source stay plain strings; names and what this module words
itself are tagged ``en``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Protocol

from pyoxigraph import Literal, NamedNode, Quad

from kg import iris
from kg.model import Entity, Meeting, Participant, Reading, Span, Statement

__all__ = ["VERSION", "Labels", "document", "quads", "shorten"]

VERSION = "0.1.0"
"""The version that an extraction names: a constant, so that a graph does not hang on the installation."""

_READOUT, _XSD = iris.READOUT, iris.PREFIXES["xsd"]
_DCTERMS, _NIF, _PROV = iris.PREFIXES["dcterms"], iris.PREFIXES["nif"], iris.PREFIXES["prov"]
_SCHEMA, _SKOS = iris.PREFIXES["schema"], iris.PREFIXES["skos"]
_TYPE, _LABEL = iris.PREFIXES["rdf"] + "type", iris.PREFIXES["rdfs"] + "label"
_CLASSES = {
    "country": "Country",
    "instrument": "Instrument",
    "meeting": "Meeting",
    "organization": "Organization",
    "person": "Person",
    "place": "Place",
}
_THING = _READOUT + "NamedEntity"
_FORMATS = {"in-person": "InPerson", "telephone": "Telephone", "video": "Video"}

_Object = NamedNode | Literal
_Triple = tuple[str, str, _Object]


class Labels(Protocol):
    """What this module asks of a vocabulary: names, the next broader concept, the same thing elsewhere."""

    @property
    def home(self) -> Mapping[str, str]:
        """The code of the country that an organization or a place belongs to, by IRI."""
        ...

    def labels(self, iri: str) -> tuple[str, ...]:
        """Return the English names of a term, the preferred one first; none where the term is unknown."""
        ...

    def broader(self, iri: str) -> str | None:
        """Return the concept that a concept stands under, if any."""
        ...

    def matches(self, iri: str) -> tuple[tuple[str, str], ...]:
        """Return pairs of a property (``skos:exactMatch``, ``rdfs:seeAlso``) and its target."""
        ...


def quads(reading: Reading, vocabulary: Labels) -> tuple[Quad, ...]:
    """Return everything that a reading says, as quads without repeats, sorted by their terms.

    The same reading and vocabulary give the same quads on any machine: the source's folder leaves no trace.

    >>> import kg, kg.vocabulary
    >>> found = quads(kg.read(kg.seed()), kg.vocabulary.load())
    >>> {quad.graph_name.value.rsplit("/", 1)[-1] for quad in found}
    {'japan-us-defense-ministerial-meeting-summary-8e1483bba081'}
    >>> sum(quad.object == NamedNode("https://w3id.org/readout#Statement") for quad in found)
    24
    """
    name = document(reading)
    graph = NamedNode(name)
    found = {(s, p, o) for s, p, o in _everything(_Scope(reading, vocabulary, name))}
    ordered = sorted(found, key=lambda triple: (triple[0], triple[1], str(triple[2])))
    return tuple(Quad(NamedNode(s), NamedNode(p), o, graph) for s, p, o in ordered)


def document(reading: Reading) -> str:
    """Return the IRI of the document that was read, which is also the name of its graph.

    >>> import kg
    >>> document(kg.read(kg.seed())).rsplit("/", 1)[-1]
    'japan-us-defense-ministerial-meeting-summary-8e1483bba081'
    """
    return iris.document(reading.meeting.title, reading.summary.text.digest)


def shorten(words: str, *, most: int = 72) -> str:
    """Put words on one line and cut them at a word's end, with an ellipsis where something was cut.

    >>> shorten("peace and  stability\\nof the Taiwan Strait"), shorten("peace and stability", most=12)
    ('peace and stability of the Taiwan Strait', 'peace and …')
    >>> shorten("unbreakable", most=5)
    'unbr…'
    """
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    head = line[: most - 1]
    words = head.rpartition(" ")[0].rstrip(" ,;:")
    return f"{words} …" if words else f"{head}…"


@dataclass(frozen=True, slots=True)
class _Scope:
    """What every part needs: the reading, the names of things, the IRIs of document and meeting."""

    reading: Reading
    vocabulary: Labels
    document: str

    @property
    def meeting(self) -> str:
        return self.reading.meeting.iri


def _everything(scope: _Scope) -> Iterator[_Triple]:
    reading = scope.reading
    yield from _document(scope)
    yield from _extraction(scope)
    yield from _meeting(scope)
    for participant in reading.meeting.participants:
        yield from _participation(scope, participant)
    for statement in reading.statements:
        yield from _statement(scope, statement)
    for concept in _concepts(scope):
        yield from _concept(scope, concept)


def _document(scope: _Scope) -> Iterator[_Triple]:
    text, meeting, iri = scope.reading.summary.text, scope.reading.meeting, scope.document
    title = " ".join(meeting.title.split()) or "Untitled"
    yield iri, _TYPE, NamedNode(_READOUT + "Document")
    yield iri, _LABEL, _english(title)
    yield iri, _DCTERMS + "title", Literal(title)
    yield iri, _DCTERMS + "language", Literal("en")
    yield iri, _NIF + "isString", Literal(text.characters)
    yield iri, _SCHEMA + "sha256", Literal(text.digest)
    yield iri, _READOUT + "reports", NamedNode(meeting.iri)
    if name := _basename(text.source):
        yield iri, _DCTERMS + "source", Literal(name)
    if meeting.issued is not None:
        yield iri, _DCTERMS + "issued", _typed(meeting.issued.isoformat(), "date")
    if meeting.publisher is not None:
        yield iri, _DCTERMS + "publisher", NamedNode(meeting.publisher.iri)
        yield from _entity(scope, meeting.publisher)


def _basename(source: str) -> str:
    """Keep a web address whole and only the last part of a path: folders differ from machine to machine."""
    if source.startswith(("http://", "https://")):
        return source
    return "" if source == "-" else PurePath(source.replace("\\", "/")).name


def _extraction(scope: _Scope) -> Iterator[_Triple]:
    iri = iris.extraction(scope.document)
    yield iri, _TYPE, NamedNode(_READOUT + "Extraction")
    yield iri, _LABEL, _english(f"readout-kg {VERSION}")


def _meeting(scope: _Scope) -> Iterator[_Triple]:
    meeting = scope.reading.meeting
    yield meeting.iri, _TYPE, NamedNode(_READOUT + "Meeting")
    yield meeting.iri, _LABEL, _english(_meeting_label(meeting))
    if meeting.date is not None:
        day = meeting.date.isoformat()
        when = _typed(f"{day}T{meeting.start}:00", "dateTime") if meeting.start else _typed(day, "date")
        yield meeting.iri, _SCHEMA + "startDate", when
    if meeting.minutes is not None:
        yield meeting.iri, _SCHEMA + "duration", _typed(f"PT{meeting.minutes}M", "duration")
    if meeting.format is not None:
        yield meeting.iri, _READOUT + "format", NamedNode(_READOUT + _FORMATS[meeting.format])
    if meeting.place is not None:
        yield meeting.iri, _SCHEMA + "location", NamedNode(meeting.place.iri)
        yield from _entity(scope, meeting.place)


def _meeting_label(meeting: Meeting) -> str:
    """Name a meeting by its sides and its day, so that two documents about it give it one name."""
    sides = {(part.side or part.entity).label for part in meeting.participants}
    names = _listed(sorted(sides)) or " ".join(meeting.title.split()) or "Meeting"
    return f"{names}, {meeting.date.isoformat()}" if meeting.date else names


def _participation(scope: _Scope, part: Participant) -> Iterator[_Triple]:
    iri = iris.participation(scope.meeting, part.entity.iri)
    side = f"for {part.side.label}" if part.side else None
    label = ", ".join(word for word in (part.entity.label, part.office, side) if word)
    yield scope.meeting, _READOUT + "participation", NamedNode(iri)
    yield iri, _TYPE, NamedNode(_READOUT + "Participation")
    yield iri, _LABEL, _english(label)
    yield iri, _READOUT + "participant", NamedNode(part.entity.iri)
    yield from _entity(scope, part.entity, part.name)
    if part.note:
        yield part.entity.iri, _SKOS + "note", _english(part.note)
    if part.office:
        yield iri, _READOUT + "office", Literal(part.office)
    if part.side is not None:
        yield iri, _READOUT + "onBehalfOf", NamedNode(part.side.iri)
        yield from _entity(scope, part.side)


def _entity(scope: _Scope, entity: Entity, *forms: str) -> Iterator[_Triple]:
    """Describe an entity: its class, its name, the other forms of it, and where else it is described."""
    yield (
        entity.iri,
        _TYPE,
        NamedNode(_READOUT + _CLASSES[entity.kind] if entity.kind in _CLASSES else _THING),
    )
    yield entity.iri, _LABEL, _english(entity.label)
    known = scope.vocabulary.labels(entity.iri)
    for form in (*known, *(" ".join(form.split()) for form in forms)):
        if form and form != entity.label:
            yield entity.iri, _SKOS + "altLabel", _english(form)
    for predicate, target in scope.vocabulary.matches(entity.iri):
        yield entity.iri, predicate, NamedNode(target)
    if code := _code(scope, entity):
        yield entity.iri, _SKOS + "notation", Literal(code)


def _code(scope: _Scope, entity: Entity) -> str | None:
    """Return the code of a country, or of a body like the EU; a ministry has none but its country's."""
    own = entity.kind == "organization" and entity.known and entity.iri not in scope.vocabulary.home
    return entity.country if entity.kind == "country" or own else None


def _statement(scope: _Scope, statement: Statement) -> Iterator[_Triple]:
    iri = iris.statement(scope.document, statement.cue.start, statement.cue.end)
    content = _content(statement)
    yield iri, _TYPE, NamedNode(_READOUT + "Statement")
    if statement.agreement:
        yield iri, _TYPE, NamedNode(_READOUT + "Agreement")
    yield iri, _LABEL, _english(_statement_label(scope.reading, statement))
    yield iri, _READOUT + "madeAt", NamedNode(scope.meeting)
    yield iri, _READOUT + "act", NamedNode(statement.act)
    yield iri, _READOUT + "reiteration", _typed(str(statement.reiterates).lower(), "boolean")
    yield iri, _READOUT + "cue", Literal(scope.reading.quote(statement.cue))
    yield iri, _READOUT + "content", Literal(scope.reading.quote(content))
    yield iri, _PROV + "wasDerivedFrom", NamedNode(scope.document)
    yield iri, _PROV + "wasGeneratedBy", NamedNode(iris.extraction(scope.document))
    for topic in statement.topics:
        yield iri, _READOUT + "about", NamedNode(topic)
    yield from _passage(scope, iri, "cueAt", statement.cue)
    yield from _passage(scope, iri, "contentAt", content)
    yield from _passage(scope, iri, "evidence", statement.sentence)
    yield from _links(scope, iri, statement)
    yield from _provenance(iri, statement)
    yield from _commitment(scope, iri, statement)


def _content(statement: Statement) -> Span:
    """Return the content's span, or the cue's where a sentence says nothing after its cue."""
    return statement.content if statement.content.start < statement.content.end else statement.cue


def _links(scope: _Scope, iri: str, statement: Statement) -> Iterator[_Triple]:
    for predicate, entities in (
        ("madeBy", statement.holders),
        ("onBehalfOf", statement.behalf),
        ("addressedTo", statement.addressees),
    ):
        for entity in entities:
            yield iri, _READOUT + predicate, NamedNode(entity.iri)
            yield from _entity(scope, entity)
    for mention in statement.mentions:
        yield iri, _READOUT + "mentions", NamedNode(mention.entity.iri)
        yield from _entity(scope, mention.entity, scope.reading.quote(mention.span))
        if mention.note:
            yield mention.entity.iri, _SKOS + "note", _english(mention.note)


def _provenance(iri: str, statement: Statement) -> Iterator[_Triple]:
    yield iri, _READOUT + "confidence", _typed(_decimal(statement.confidence), "decimal")
    if statement.note and statement.confidence < 1:
        yield iri, _READOUT + "note", Literal(statement.note)
    if statement.rule:
        yield iri, _READOUT + "rule", Literal(statement.rule)
    if statement.resolution:
        yield iri, _READOUT + "resolution", Literal(statement.resolution)


def _commitment(scope: _Scope, statement_iri: str, statement: Statement) -> Iterator[_Triple]:
    if statement.commitment is None:
        return
    iri = iris.commitment(scope.document, statement.cue.start, statement.cue.end)
    span = statement.commitment.content
    words = scope.reading.quote(span if span.start < span.end else _content(statement))
    parties = _listed([party.label for party in statement.commitment.parties])
    yield statement_iri, _READOUT + "expresses", NamedNode(iri)
    yield iri, _TYPE, NamedNode(_READOUT + "Commitment")
    yield iri, _LABEL, _english(f"{parties or 'Somebody'}: “{shorten(words)}”")
    for party in statement.commitment.parties:
        yield iri, _READOUT + "committedParty", NamedNode(party.iri)
        yield from _entity(scope, party)


def _passage(scope: _Scope, subject: str, predicate: str, span: Span) -> Iterator[_Triple]:
    iri = iris.passage(scope.document, span.start, span.end)
    words = scope.reading.quote(span)
    yield subject, _READOUT + predicate, NamedNode(iri)
    yield iri, _TYPE, NamedNode(_READOUT + "Passage")
    yield iri, _LABEL, _english(f"“{shorten(words)}”")
    yield iri, _NIF + "beginIndex", _typed(str(span.start), "integer")
    yield iri, _NIF + "endIndex", _typed(str(span.end), "integer")
    yield iri, _NIF + "anchorOf", Literal(words)
    yield iri, _NIF + "referenceContext", NamedNode(scope.document)


def _statement_label(reading: Reading, statement: Statement) -> str:
    holders = _listed([holder.label for holder in statement.holders])
    cue = " ".join(reading.quote(statement.cue).split())
    content = shorten(reading.quote(statement.content))
    return f"{holders} {cue}: “{content}”".strip() if content else f"{holders} {cue}".strip()


def _concepts(scope: _Scope) -> list[tuple[str, str]]:
    """List the acts and topics that the statements use and all that stand above them, each with its class."""
    found: dict[str, str] = {}
    for statement in scope.reading.statements:
        for start, kind in ((statement.act, "Act"), *((topic, "Topic") for topic in statement.topics)):
            concept: str | None = start
            while concept is not None and concept not in found:
                found[concept] = kind
                concept = scope.vocabulary.broader(concept)
    return sorted(found.items())


def _concept(scope: _Scope, concept: tuple[str, str]) -> Iterator[_Triple]:
    iri, kind = concept
    names = scope.vocabulary.labels(iri) or (iri.rpartition("#")[2].replace("-", " "),)
    yield iri, _TYPE, NamedNode(_READOUT + kind)
    yield iri, _LABEL, _english(names[0])
    yield iri, _SKOS + "prefLabel", _english(names[0])
    if (above := scope.vocabulary.broader(iri)) is not None:
        yield iri, _SKOS + "broader", NamedNode(above)
    for predicate, target in scope.vocabulary.matches(iri):
        yield iri, predicate, NamedNode(target)


def _listed(names: Iterable[str]) -> str:
    *first, last = [*dict.fromkeys(names)] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def _decimal(number: float) -> str:
    """Spell a confidence as a canonical decimal: four places at most, no exponent, no idle zeros."""
    return f"{number:.4f}".rstrip("0").rstrip(".") or "0"


def _english(words: str) -> Literal:
    return Literal(words, language="en")


def _typed(words: str, kind: str) -> Literal:
    return Literal(words, datatype=NamedNode(_XSD + kind))
