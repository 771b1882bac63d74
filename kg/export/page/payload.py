"""What the page of a graph knows, as one value that JSON can carry.

Entities, documents, meetings and acts are lists of objects; whatever refers to one of them does so by its
place in its list. Statements, of which there may be many, are columns of equal length. A node of the picture
is a number: an entity's place, or the number of entities plus a statement's place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.iris import PREFIXES, READOUT
from kg.networks import Ties, local_name, network, reader, sides, targets

if TYPE_CHECKING:
    from networkx import MultiDiGraph
    from rdflib import Dataset

__all__ = ["Tables", "payload", "tables"]

_DCTERMS, _NIF, _PROV, _SCHEMA, _SKOS = (
    PREFIXES[prefix] for prefix in ("dcterms", "nif", "prov", "schema", "skos")
)
_DURATION = re.compile(r"P(?:T(?:(\d+)H)?(?:(\d+)M)?)?")


@dataclass(frozen=True, slots=True)
class Tables:
    """A network and the properties of its nodes that no network carries, each from subject to values."""

    graph: MultiDiGraph
    ties: Ties
    of: Mapping[str, Mapping[str, tuple[str, ...]]]

    def one(self, name: str, iri: str) -> str:
        """Return the first value of a property, or nothing."""
        found = self.of[name].get(iri)
        return found[0] if found else ""


_TABLES = {
    "act": READOUT + "act",
    "alternatives": _SKOS + "altLabel",
    "anchor": _NIF + "anchorOf",
    "begin": _NIF + "beginIndex",
    "behalf": READOUT + "onBehalfOf",
    "content": READOUT + "contentAt",
    "cue": READOUT + "cueAt",
    "duration": _SCHEMA + "duration",
    "end": _NIF + "endIndex",
    "format": READOUT + "format",
    "issued": _DCTERMS + "issued",
    "label": PREFIXES["rdfs"] + "label",
    "language": _DCTERMS + "language",
    "note": READOUT + "note",
    "office": READOUT + "office",
    "participant": READOUT + "participant",
    "participation": READOUT + "participation",
    "publisher": _DCTERMS + "publisher",
    "reports": READOUT + "reports",
    "same": _SKOS + "exactMatch",
    "sentence": READOUT + "evidence",
    "source": _DCTERMS + "source",
    "start": _SCHEMA + "startDate",
    "text": _NIF + "isString",
    "title": _DCTERMS + "title",
}


def tables(dataset: Dataset) -> Tables:
    """Read out of a graph everything that the page shows."""
    read = reader(dataset)
    graph = network(dataset, read=read)
    return Tables(graph, dict(graph.adjacency()), {name: read(iri) for name, iri in _TABLES.items()})


def payload(known: Tables, statements: Sequence[str]) -> dict[str, Any]:
    """Gather what the page shows of some statements: themselves, and all that they lead to."""
    graph = known.graph
    meetings = _ordered(graph, {graph.nodes[iri].get("meeting", "") for iri in statements} - {""})
    if not statements:
        # A meeting whose readout reports no statement is still worth a page.
        meetings = [iri for iri, kind in graph.nodes(data="kind") if kind == "meeting"]
    documents = _documents(known, statements, meetings)
    entities = _entities(known, statements, meetings)
    entity = {iri: number for number, iri in enumerate(entities)}
    held = {iri: number for number, iri in enumerate(meetings)}
    acts = sorted({known.one("act", iri) for iri in statements})
    return {
        "entities": [_entity(known, iri, entity) for iri in entities],
        "acts": [_act(known, iri, statements) for iri in acts],
        "meetings": [_meeting(known, iri, entity) for iri in meetings],
        "documents": [_document(known, iri, held) for iri in documents],
        "statements": _statements(
            known, statements, entity=entity, acts=acts, meetings=meetings, documents=documents
        ),
    }


def _ordered(graph: MultiDiGraph, iris: Collection[str]) -> list[str]:
    return [iri for iri in graph if iri in iris]


def _documents(known: Tables, statements: Sequence[str], meetings: Sequence[str]) -> list[str]:
    """List the documents in the order of their meetings; one that gave no statement is shown as well."""
    used = dict.fromkeys(str(known.graph.nodes[iri]["document"]) for iri in statements)
    place = {iri: number for number, iri in enumerate(meetings)}
    for document, reported in known.of["reports"].items():
        if not place.keys().isdisjoint(reported):
            used.setdefault(document)
    return sorted(used, key=lambda iri: (place.get(known.one("reports", iri), len(place)), iri))


def _entities(known: Tables, statements: Sequence[str], meetings: Sequence[str]) -> list[str]:
    graph, used = known.graph, set(meetings)
    for statement in statements:
        used.update(known.ties[statement])
        used.update(sides(graph, statement, known.ties))
    for meeting in meetings:
        used.update(known.ties[meeting])
        for participation in known.of["participation"].get(meeting, ()):
            used.update(known.of["behalf"].get(participation, ()))
    edge = [iri for iri in used if graph.nodes[iri]["kind"] == "topic"]
    while edge:
        broader = set(targets(known.ties, edge.pop(), "broader")) - used
        used |= broader
        edge.extend(broader)
    return _ordered(graph, used)


def _entity(known: Tables, iri: str, entity: Mapping[str, int]) -> dict[str, Any]:
    data = known.graph.nodes[iri]
    found: dict[str, Any] = {"iri": iri, "kind": data["kind"], "label": data["label"]}
    others = [name for name in known.of["alternatives"].get(iri, ()) if name != data["label"]]
    above = [entity[topic] for topic in targets(known.ties, iri, "broader")]
    same = known.of["same"].get(iri, ())
    return found | _filled(others=others, broader=above, same=same, code=data.get("code"))


def _act(known: Tables, iri: str, statements: Sequence[str]) -> dict[str, Any]:
    nodes = known.graph.nodes
    family = next(nodes[one]["family"] for one in statements if known.one("act", one) == iri)
    return {"iri": iri, "label": known.one("label", iri) or local_name(iri), "family": family}


def _meeting(known: Tables, iri: str, entity: Mapping[str, int]) -> dict[str, Any]:
    start = known.one("start", iri)
    minutes = _DURATION.fullmatch(known.one("duration", iri) or "P")
    length = int(minutes[1] or 0) * 60 + int(minutes[2] or 0) if minutes else 0
    participants = []
    for one in known.of["participation"].get(iri, ()):
        actor, side = known.one("participant", one), known.one("behalf", one)
        if actor in entity:
            office = known.one("office", one)
            participants.append({"actor": entity[actor]} | _filled(office=office, side=entity.get(side)))
    return {"entity": entity[iri], "participants": participants} | _filled(
        date=start[:10],
        start=start[11:16],
        minutes=length or None,
        format=local_name(known.one("format", iri)),
        place=next((entity[venue] for venue in targets(known.ties, iri, "location")), None),
    )


def _document(known: Tables, iri: str, meetings: Mapping[str, int]) -> dict[str, Any]:
    meeting, publisher = known.one("reports", iri), known.one("publisher", iri)
    return {
        "iri": iri,
        "title": known.one("title", iri) or known.one("label", iri) or local_name(iri),
        "text": known.one("text", iri),
    } | _filled(
        meeting=meetings.get(meeting),
        issued=known.one("issued", iri),
        publisher=(known.one("label", publisher) or local_name(publisher)) if publisher else "",
        language=known.one("language", iri),
        source=known.one("source", iri),
    )


def _filled(**values: Any) -> dict[str, Any]:
    """Drop what is unknown: absent from the page's data rather than present and empty."""
    return {name: value for name, value in values.items() if value not in (None, "", (), [])}


def _statements(
    known: Tables,
    statements: Sequence[str],
    *,
    entity: Mapping[str, int],
    acts: Sequence[str],
    meetings: Sequence[str],
    documents: Sequence[str],
) -> dict[str, list[Any]]:
    graph, nodes = known.graph, known.graph.nodes
    act, meeting, document = ({iri: n for n, iri in enumerate(them)} for them in (acts, meetings, documents))

    def roles(role: str) -> list[list[int]]:
        return [[entity[target] for target in targets(known.ties, iri, role)] for iri in statements]

    def column(value: Callable[[str], Any]) -> list[Any]:
        return [value(iri) for iri in statements]

    return {
        "iri": column(lambda iri: iri.removeprefix(nodes[iri]["document"])),
        "document": column(lambda iri: document[nodes[iri]["document"]]),
        "meeting": column(lambda iri: meeting.get(nodes[iri].get("meeting", ""), -1)),
        "act": column(lambda iri: act[known.one("act", iri)]),
        "agreement": column(lambda iri: int(nodes[iri]["agreement"])),
        "reiteration": column(lambda iri: int(nodes[iri]["reiteration"])),
        "commits": column(lambda iri: int(nodes[iri]["commits"])),
        "by": roles("madeBy"),
        "sides": column(lambda iri: [entity[side] for side in sides(graph, iri, known.ties)]),
        "to": roles("addressedTo"),
        "about": roles("about"),
        "mentions": roles("mentions"),
        "parties": roles("committedParty"),
        "confidence": column(lambda iri: nodes[iri].get("confidence", 1)),
        "note": column(lambda iri: known.one("note", iri)),
        "spans": (spans := column(lambda iri: _spans(known, iri))),
        "quotes": [_quotes(known, iri, ends) for iri, ends in zip(statements, spans, strict=True)],
    }


def _spans(known: Tables, statement: str) -> list[int]:
    """Return begin and end of cue, content and sentence: six offsets, -1 where not known."""
    passages = [known.one(name, statement) for name in ("cue", "content", "sentence")]
    return [int(known.one(end, passage) or -1) for passage in passages for end in ("begin", "end")]


def _quotes(known: Tables, statement: str, spans: Sequence[int]) -> list[str] | int:
    """Return the words of cue, content and sentence, or 0 where the text has them at their offsets."""
    nodes, text = known.graph.nodes, known.one("text", known.graph.nodes[statement]["document"])
    words = [known.one("anchor", known.one(name, statement)) for name in ("cue", "content", "sentence")]
    words[0] = words[0] or str(nodes[statement]["cue"])
    words[1] = words[1] or str(nodes[statement]["content"])
    sliced = [text[max(0, begin) : max(0, end)] for begin, end in zip(spans[::2], spans[1::2], strict=True)]
    return 0 if sliced == words else words
