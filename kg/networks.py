"""A built graph as networkx graphs: everything in it, and who speaks about what.

Nodes are named by their IRI. Every attribute is a plain string, number or truth value, and one that is
not known is left out, so that each of networkx's writers takes the result as it is. Nodes and edges come
in the same order on every run.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING

from kg.iris import ACT, PREFIXES, READOUT
from kg.store import oxigraph

if TYPE_CHECKING:
    from networkx import Graph, MultiDiGraph
    from pyoxigraph import Store
    from rdflib import Dataset

__all__ = [
    "ACTORS",
    "KINDS",
    "ROLES",
    "Ties",
    "Values",
    "local_name",
    "network",
    "overview",
    "reader",
    "sides",
    "targets",
    "values",
]

ACTORS = ("person", "country", "organization")
"""The kinds of node that can speak, agree, be addressed or be bound."""

KINDS = (*ACTORS, "statement", "topic", "place", "instrument", "meeting", "other")
"""Every kind of node, in the order in which the nodes of a network stand."""

ROLES = {
    "about": "about",
    "addressedTo": "addressed to",
    "broader": "part of",
    "committedParty": "binds",
    "location": "held in",
    "madeAt": "made at",
    "madeBy": "made by",
    "mentions": "mentions",
    "onBehalfOf": "on behalf of",
    "participant": "brought together",
}
"""The roles of edges: the local names of the ontology's properties, each with words for a reader."""

Scalars = dict[str, str | int | float | bool]
Values = dict[str, tuple[str, ...]]
Ties = Mapping[str, Mapping[str, Mapping[str, Mapping[str, str]]]]

_NIF, _PROV, _RDF, _RDFS, _SCHEMA, _SKOS = (
    PREFIXES[p] for p in ("nif", "prov", "rdf", "rdfs", "schema", "skos")
)
_CLASSES = {READOUT + kind.capitalize(): kind for kind in KINDS if kind != "other"}
_CLASSES[READOUT + "Agreement"] = "statement"
_NUMBER = re.compile(r"[+-]?[0-9]{0,9}\.?[0-9]{1,9}", re.ASCII)
_DIRECT = ("about", "addressedTo", "madeAt", "madeBy", "mentions", "onBehalfOf")


def local_name(iri: str) -> str:
    """Return the last part of an IRI, which stands in where something has no label.

    >>> local_name("https://w3id.org/readout/topic#taiwan-strait"), local_name("urn:x/country/JP/")
    ('taiwan-strait', 'JP')
    """
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]


def values(store: Store, predicate: str) -> Values:
    """Map each subject of a property, in any named graph, to its values, sorted; English literals come first.

    >>> from pyoxigraph import Literal, NamedNode, Quad, Store
    >>> words = Literal("le Japon", language="fr"), Literal("Japan", language="en")
    >>> store = Store()
    >>> store.extend(Quad(NamedNode("urn:a"), NamedNode("urn:p"), word) for word in words)
    >>> values(store, "urn:p"), values(store, "urn:q")
    ({'urn:a': ('Japan', 'le Japon')}, {})
    """
    from pyoxigraph import Literal, NamedNode, Triple

    found: dict[str, list[tuple[bool, str]]] = {}
    for quad in store.quads_for_pattern(None, NamedNode(predicate), None, None):
        subject, term = quad.subject, quad.object
        if isinstance(term, Literal):
            value = not (term.language or "en").startswith("en"), term.value
        elif isinstance(term, Triple):
            continue  # a statement about a statement, which no graph of ours holds
        else:
            value = False, term.value
        if isinstance(subject, Triple):
            continue
        if subject.value in found:
            found[subject.value].append(value)
        else:
            found[subject.value] = [value]
    return {subject: _distinct(found[subject]) for subject in sorted(found)}


def _distinct(values: list[tuple[bool, str]]) -> tuple[str, ...]:
    # Nearly everything has one value: nothing to sort.
    return (values[0][1],) if len(values) == 1 else tuple(dict.fromkeys(v for _, v in sorted(values)))


def reader(dataset: Dataset) -> Callable[[str], Values]:
    """Return `values` over the store of a graph, each property read once however often it is asked for.

    >>> import kg
    >>> read = reader(kg.build([kg.seed()]))
    >>> read("urn:p"), read("urn:p") is read("urn:p")
    ({}, True)
    """
    return cache(partial(values, oxigraph(dataset)))


def network(dataset: Dataset, *, read: Callable[[str], Values] | None = None) -> MultiDiGraph:
    """Return everything that a graph holds as one directed multigraph.

    Nodes are actors, statements, topics, places, instruments and meetings; each has ``kind`` (one of
    `KINDS`) and ``label``. Statements also carry ``act``, ``family``, ``agreement``, ``reiteration``,
    ``commits``, ``cue``, ``content``, ``document``, ``begin`` (the first character of the cue) and, where
    known, ``meeting``, ``date`` (ISO) and ``confidence``; meetings carry ``date``, countries and
    organizations their ``code``. Edges are keyed by their role, one of `ROLES`, and carry it as ``role``.
    ``read`` is a `reader` of the graph that others use as well.

    >>> import kg
    >>> graph = network(kg.build([kg.seed()]))
    >>> sum(kind == "statement" for _, kind in graph.nodes(data="kind"))
    24
    """
    from networkx import MultiDiGraph

    read = read or reader(dataset)
    kinds = _kinds(read)
    edges = _edges(read, kinds)
    nodes = _nodes(read, kinds, {end for source, target, *_ in edges for end in (source, target)})
    order = sorted(nodes, key=lambda iri: _order(iri, nodes[iri]))
    place = {iri: number for number, iri in enumerate(order)}
    graph = MultiDiGraph()
    graph.add_nodes_from((iri, nodes[iri]) for iri in order)
    for source, target, role, meeting in sorted(edges, key=lambda e: (place[e[0]], place[e[1]], *e[2:])):
        # Somebody speaks for a country at one meeting, and perhaps for another body years later.
        if meeting:
            graph.add_edge(source, target, key=f"{role} {meeting}", role=role, meeting=meeting)
        else:
            graph.add_edge(source, target, key=role, role=role)
    return graph


def overview(graph: MultiDiGraph) -> Graph:
    """Return who speaks about what: countries and bodies on one side, topics on the other.

    People count for those they speak for, and stand for themselves where that is not known. ``weight`` of
    an edge is its number of statements, ``agreements`` how many of them are agreements; ``statements`` of a
    node is its number of statements.

    >>> import kg
    >>> graph = overview(network(kg.build([kg.seed()])))
    >>> japan, states = (f"https://w3id.org/readout/id/country/{code}" for code in ("JP", "US"))
    >>> japan in graph, states in graph, graph.has_edge(japan, states)
    (True, True, False)
    """
    from networkx import Graph

    weights: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    uses: dict[str, int] = defaultdict(int)
    ties = dict(graph.adjacency())
    for statement, data in graph.nodes(data=True):
        if data["kind"] != "statement":
            continue
        actors, topics = sides(graph, statement, ties), targets(ties, statement, "about")
        for iri in (*actors, *topics):
            uses[iri] += 1
        for actor in actors:
            for topic in topics:
                weights[actor, topic][0] += 1
                weights[actor, topic][1] += int(data["agreement"])
    result = Graph()
    result.add_nodes_from((i, {**graph.nodes[i], "statements": uses[i]}) for i in graph if i in uses)
    for (actor, topic), (weight, agreements) in weights.items():
        result.add_edge(actor, topic, weight=weight, agreements=agreements)
    return result


def targets(ties: MultiDiGraph | Ties, source: str, role: str) -> list[str]:
    """Return where the edges of one role lead from a node, in the order of the network.

    ``ties`` is the network, or ``dict(network.adjacency())``, which answers several times as fast.

    >>> from networkx import MultiDiGraph
    >>> graph = MultiDiGraph([("s", "kishi", {"role": "madeBy"}), ("s", "cyber", {"role": "about"})])
    >>> targets(graph, "s", "madeBy"), targets(dict(graph.adjacency()), "s", "mentions")
    (['kishi'], [])
    """
    return [
        target for target, edges in ties[source].items() for data in edges.values() if data["role"] == role
    ]


def sides(graph: MultiDiGraph, statement: str, ties: Ties | None = None) -> list[str]:
    """Return the countries and bodies that a statement was made for; its holders where that is not known.

    ``ties`` is as for `targets`.

    >>> from networkx import MultiDiGraph
    >>> graph = MultiDiGraph([("s", "kishi", {"role": "madeBy"})])
    >>> sides(graph, "s")
    ['kishi']
    """
    ties = graph if ties is None else ties
    named = targets(ties, statement, "onBehalfOf")
    if named:
        return named
    key = f"onBehalfOf {graph.nodes[statement].get('meeting')}"
    found: dict[str, None] = {}
    for holder in targets(ties, statement, "madeBy"):
        spoken_for = [side for side, edges in ties[holder].items() if key in edges]
        found |= dict.fromkeys(spoken_for or [holder])
    return list(found)


def _order(iri: str, data: Mapping[str, str | int | float | bool]) -> tuple[int, str, str, int, str]:
    """Statements stand in the order of time, document and text; the rest by kind and IRI."""
    kind = KINDS.index(str(data["kind"]))
    return kind, str(data.get("date", "")), str(data.get("document", "")), int(data.get("begin", 0)), iri


def _kinds(read: Callable[[str], Values]) -> dict[str, str]:
    """Map everything whose class is one of ours to its kind."""
    kinds: dict[str, str] = {}
    for iri, classes in read(_RDF + "type").items():
        kind = next((_CLASSES[c] for c in classes if c in _CLASSES), None)
        if kind:
            kinds[iri] = kind
    return kinds


def _edges(read: Callable[[str], Values], kinds: Mapping[str, str]) -> set[tuple[str, str, str, str]]:
    """Collect (source, target, role, meeting); the meeting is named where the edge holds for it alone."""
    found: set[tuple[str, str, str, str]] = set()
    for role in _DIRECT:
        for source, ends in read(READOUT + role).items():
            if kinds.get(source) == "statement":
                found |= {(source, end, role, "") for end in ends}
    parties = read(READOUT + "committedParty")
    for source, commitments in read(READOUT + "expresses").items():
        found |= {(source, party, "committedParty", "") for c in commitments for party in parties.get(c, ())}
    behalf = read(READOUT + "onBehalfOf")
    actors = read(READOUT + "participant")
    for meeting, participations in read(READOUT + "participation").items():
        for participation in participations:
            for actor in actors.get(participation, ()):
                found.add((meeting, actor, "participant", ""))
                found |= {(actor, side, "onBehalfOf", meeting) for side in behalf.get(participation, ())}
    for narrower, broader in read(_SKOS + "broader").items():
        if kinds.get(narrower) == "topic":
            found |= {(narrower, topic, "broader", "") for topic in broader if kinds.get(topic) == "topic"}
    for meeting, venues in read(_SCHEMA + "location").items():
        if kinds.get(meeting) == "meeting":
            found |= {(meeting, venue, "location", "") for venue in venues}
    return found


def _nodes(read: Callable[[str], Values], kinds: Mapping[str, str], ends: set[str]) -> dict[str, Scalars]:
    labels = read(_SKOS + "prefLabel") | read(_RDFS + "label")
    codes = read(_SKOS + "notation")
    days = {iri: start[0][:10] for iri, start in read(_SCHEMA + "startDate").items()}
    found: dict[str, Scalars] = {}
    for iri in kinds.keys() | ends:
        kind = kinds.get(iri, "other")
        data = found[iri] = {"kind": kind, "label": labels.get(iri, (local_name(iri),))[0]}
        if iri in codes and kind in ACTORS:
            data["code"] = codes[iri][0]
        if iri in days and kind == "meeting":
            data["date"] = days[iri]
    statements = [iri for iri, data in found.items() if data["kind"] == "statement"]
    for iri, more in _statements(read, statements, days).items():
        found[iri] |= more
    return found


def _statements(
    read: Callable[[str], Values], iris: list[str], days: Mapping[str, str]
) -> dict[str, Scalars]:
    names = ("act", "reiteration", "expresses", "cue", "content", "cueAt", "madeAt", "confidence")
    tables = {name: read(READOUT + name) for name in names}
    documents = read(_PROV + "wasDerivedFrom")
    begins = read(_NIF + "beginIndex")
    classes = read(_RDF + "type")
    families = read(_SKOS + "broader")
    found: dict[str, Scalars] = {}
    for iri in iris:
        one = {name: table[iri][0] for name, table in tables.items() if iri in table}
        data = found[iri] = {
            "act": local_name(one.get("act", "")),
            "family": _family(one.get("act", ""), families),
            "agreement": READOUT + "Agreement" in classes.get(iri, ()),
            "reiteration": one.get("reiteration") in {"true", "1"},
            "commits": "expresses" in one,
            "cue": one.get("cue", ""),
            "content": one.get("content", ""),
            "document": documents.get(iri, (iri.split("#", 1)[0],))[0],
            "begin": _offset(begins.get(one.get("cueAt", ""), ("0",))[0]),
        }
        if "madeAt" in one:
            data["meeting"] = one["madeAt"]
        if one.get("madeAt", "") in days:
            data["date"] = days[one["madeAt"]]
        if _NUMBER.fullmatch(one.get("confidence", "")):
            data["confidence"] = float(one["confidence"])
    return found


def _offset(words: str) -> int:
    """Read an offset; a graph from elsewhere may have anything in its place."""
    return int(words) if words.isascii() and words.isdigit() and len(words) <= 12 else 0


def _family(act: str, broader: Values) -> str:
    """Climb from an act to its family; a ring of broader acts, which the shapes forbid, ends all the same."""
    seen = {act}
    while act in broader and broader[act][0].startswith(ACT) and broader[act][0] not in seen:
        act = broader[act][0]
        seen.add(act)
    return local_name(act)
