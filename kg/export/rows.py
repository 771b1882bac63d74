"""The tables of a graph, as plain rows: what the formats for spreadsheets and data frames have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from kg import iris
from kg.export.source import plain
from kg.networks import Values, local_name, network, sides, targets, values
from kg.store import oxigraph

if TYPE_CHECKING:
    from networkx import MultiDiGraph
    from rdflib import Dataset

__all__ = ["Cell", "Column", "Sheet", "sheets"]

Kind = Literal["text", "texts", "whole", "number", "truth", "day"]
Cell = str | tuple[str, ...] | int | float | bool | date | None

_P = iris.PREFIXES
_CLASSES = ("Person", "Country", "Organization", "Place", "Instrument", "NamedEntity", "Topic", "Act")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, and whether its cells are text, several texts, whole numbers, numbers, truths or days.

    >>> Column("begin", "whole").kind
    'whole'
    """

    name: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. A cell that is not known is ``None``; one of several texts is a tuple, sorted as the graph has it."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheets(dataset: Dataset) -> dict[str, Sheet]:
    """Return the tables of a graph by name, their rows in the order of time, document and text.

    The network of a graph is made once, so this takes about as long as :func:`kg.networks.network`.

    >>> import kg
    >>> found = sheets(kg.build([]))
    >>> sorted(found)
    ['commitments', 'documents', 'entities', 'meetings', 'participants', 'statements']
    >>> found["statements"].rows, found["participants"].columns[0].name
    ((), 'meeting')
    """
    known = _Known(plain(dataset))
    makers: dict[str, tuple[str, Callable[[_Known], Iterable[tuple[Cell, ...]]]]] = {
        "meetings": (_MEETINGS, _meetings),
        "participants": (_PARTICIPANTS, _participants),
        "statements": (_STATEMENTS, _statements),
        "commitments": (_COMMITMENTS, _commitments),
        "entities": (_ENTITIES, _entities),
        "documents": (_DOCUMENTS, _documents),
    }
    return {name: Sheet(_columns(head), tuple(make(known))) for name, (head, make) in makers.items()}


_MEETINGS = """meeting label date:day start minutes:whole format place place_id sides:texts documents:whole
    statements:whole agreements:whole"""
_PARTICIPANTS = "meeting date:day actor name office side side_code side_id"
_STATEMENTS = """statement meeting date:day document holders:texts holder_ids:texts countries:texts country_codes:texts
    act family topics:texts topic_ids:texts addressees:texts addressee_ids:texts mentions:texts mention_ids:texts
    cue content sentence cue_begin:whole cue_end:whole content_begin:whole content_end:whole sentence_begin:whole
    sentence_end:whole agreement:truth reiteration:truth committed_parties:texts confidence:number note:texts"""
_COMMITMENTS = """commitment statement meeting date:day parties:texts party_ids:texts label content content_begin:whole
    content_end:whole"""
_ENTITIES = (
    "entity class label other_names:texts code broader exact_match:texts see_also:texts statements:whole"
)
_DOCUMENTS = "document title publisher publisher_id issued:day language source sha256 meetings:texts"


def _columns(head: str) -> tuple[Column, ...]:
    found = []
    for word in head.split():
        name, _, kind = word.partition(":")
        found.append(Column(name, kind or "text"))  # type: ignore[arg-type]
    return tuple(found)


class _Known:
    """The properties of a graph, each gathered when it is first asked for."""

    def __init__(self, dataset: Dataset) -> None:
        self.store = oxigraph(dataset)
        self.graph: MultiDiGraph = network(dataset)
        self.tables: dict[str, Values] = {}

    def all(self, subject: str, name: str) -> tuple[str, ...]:
        if name not in self.tables:
            prefix, _, local = name.partition(":")
            self.tables[name] = values(self.store, _P[prefix] + local)
        return self.tables[name].get(subject, ())

    def one(self, subject: str, name: str) -> str | None:
        return next(iter(self.all(subject, name)), None)

    def label(self, subject: str | None) -> str | None:
        if subject is None:
            return None
        return self.one(subject, "skos:prefLabel") or self.one(subject, "rdfs:label") or local_name(subject)

    def labels(self, subjects: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.label(subject) or "" for subject in subjects)

    def day(self, subject: str | None, name: str = "schema:startDate") -> date | None:
        try:
            return date.fromisoformat((self.one(subject, name) or "")[:10]) if subject else None
        except ValueError:
            return None

    def span(self, statement: str, name: str) -> tuple[int | None, int | None]:
        passage = self.one(statement, name) or ""
        return _whole(self.one(passage, "nif:beginIndex")), _whole(self.one(passage, "nif:endIndex"))

    def members(self, name: str) -> list[str]:
        self.all("", "rdf:type")
        wanted = iris.READOUT + name
        return [subject for subject, classes in self.tables["rdf:type"].items() if wanted in classes]

    def of_kind(self, kind: str) -> list[str]:
        return [iri for iri, found in self.graph.nodes(data="kind") if found == kind]


def _whole(words: str | None) -> int | None:
    return int(words) if words and words.isascii() and words.isdigit() and len(words) <= 12 else None


def _clock(words: str | None) -> str | None:
    """Take the time of day, as written, out of a start that has one."""
    return words.partition("T")[2][:5] or None if words else None


def _minutes(words: str | None) -> int | None:
    """Read a duration of hours and minutes, such as PT1H30M; anything else is not known."""
    hours, _, rest = (words or "").removeprefix("PT").rpartition("H")
    minutes = _whole(rest.removesuffix("M")) if rest.endswith("M") else (0 if not rest else None)
    before = _whole(hours) if hours else 0
    return before * 60 + minutes if words and minutes is not None and before is not None else None


def _meetings(known: _Known) -> Iterator[tuple[Cell, ...]]:
    held: dict[str, list[bool]] = {}
    for _, data in known.graph.nodes(data=True):
        if data["kind"] == "statement" and "meeting" in data:
            held.setdefault(data["meeting"], []).append(data["agreement"])
    reported: dict[str, int] = {}
    for document in known.members("Document"):
        for meeting in known.all(document, "readout:reports"):
            reported[meeting] = reported.get(meeting, 0) + 1
    for meeting in known.of_kind("meeting"):
        place = known.one(meeting, "schema:location")
        form = known.one(meeting, "readout:format")
        parts = known.all(meeting, "readout:participation")
        present = dict.fromkeys(side for part in parts for side in known.all(part, "readout:onBehalfOf"))
        start = known.one(meeting, "schema:startDate")
        yield (
            *(meeting, known.label(meeting), known.day(meeting), _clock(start)),
            *(_minutes(known.one(meeting, "schema:duration")), local_name(form) if form else None),
            *(known.label(place), place, known.labels(sorted(present)), reported.get(meeting, 0)),
            *(len(held.get(meeting, ())), sum(held.get(meeting, ()))),
        )


def _participants(known: _Known) -> Iterator[tuple[Cell, ...]]:
    for meeting in known.of_kind("meeting"):
        for part in known.all(meeting, "readout:participation"):
            actor = known.one(part, "readout:participant")
            side = known.one(part, "readout:onBehalfOf")
            code = known.one(side, "skos:notation") if side else None
            yield (
                *(meeting, known.day(meeting), actor, known.label(actor), known.one(part, "readout:office")),
                *(known.label(side), code, side),
            )


def _statements(known: _Known) -> Iterator[tuple[Cell, ...]]:
    graph = known.graph
    for statement in known.of_kind("statement"):
        data = graph.nodes[statement]
        meeting, countries = data.get("meeting"), sides(graph, statement)
        codes = tuple(code for side in countries for code in known.all(side, "skos:notation")[:1])
        ends = {role: tuple(targets(graph, statement, role)) for role in _ROLES}
        evidence = known.one(statement, "readout:evidence") or ""
        yield (
            *(statement, meeting, known.day(meeting), data["document"]),
            *(known.labels(ends["madeBy"]), ends["madeBy"], known.labels(countries), codes),
            *(data["act"], data["family"], known.labels(ends["about"]), ends["about"]),
            *(known.labels(ends["addressedTo"]), ends["addressedTo"]),
            *(known.labels(ends["mentions"]), ends["mentions"]),
            *(data["cue"], data["content"], known.one(evidence, "nif:anchorOf")),
            *known.span(statement, "readout:cueAt"),
            *known.span(statement, "readout:contentAt"),
            *known.span(statement, "readout:evidence"),
            *(data["agreement"], data["reiteration"], known.labels(ends["committedParty"])),
            *(data.get("confidence"), known.all(statement, "readout:note")),
        )


_ROLES = ("madeBy", "about", "addressedTo", "mentions", "committedParty")


def _commitments(known: _Known) -> Iterator[tuple[Cell, ...]]:
    for statement in known.of_kind("statement"):
        data = known.graph.nodes[statement]
        for commitment in known.all(statement, "readout:expresses"):
            parties = known.all(commitment, "readout:committedParty")
            meeting = data.get("meeting")
            yield (
                *(commitment, statement, meeting, known.day(meeting), known.labels(parties), parties),
                *(known.label(commitment), data["content"], *known.span(statement, "readout:contentAt")),
            )


def _entities(known: _Known) -> Iterator[tuple[Cell, ...]]:
    uses: dict[str, set[str]] = {}
    for start, end in known.graph.edges():
        if known.graph.nodes[start]["kind"] == "statement":
            uses.setdefault(end, set()).add(start)
    for statement, classes in [(s, known.all(s, "readout:act")) for s in known.of_kind("statement")]:
        for act in classes:
            uses.setdefault(act, set()).add(statement)
    done: set[str] = set()
    for kind in _CLASSES:
        for entity in known.members(kind):
            if entity in done:
                continue
            done.add(entity)
            yield (
                *(entity, kind, known.label(entity), known.all(entity, "skos:altLabel")),
                *(known.one(entity, "skos:notation"), known.one(entity, "skos:broader")),
                *(known.all(entity, "skos:exactMatch"), known.all(entity, "rdfs:seeAlso")),
                len(uses.get(entity, ())),
            )


def _documents(known: _Known) -> Iterator[tuple[Cell, ...]]:
    for document in known.members("Document"):
        publisher = known.one(document, "dcterms:publisher")
        yield (
            *(document, known.one(document, "dcterms:title"), known.label(publisher), publisher),
            *(known.day(document, "dcterms:issued"), known.one(document, "dcterms:language")),
            *(known.one(document, "dcterms:source"), known.one(document, "schema:sha256")),
            known.all(document, "readout:reports"),
        )
