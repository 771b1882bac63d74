"""Networks: what becomes a node and an edge, in which order, and with which attributes."""

from __future__ import annotations

import io
import random

import networkx
import pyoxigraph
import pytest
from page.draft import TALKS, Draft, Said, entity
from rdflib import Dataset

from kg import store
from kg.networks import ACTORS, KINDS, ROLES, local_name, network, overview, sides, targets, values

TURTLE = """
@prefix readout: <https://w3id.org/readout#> .
@prefix act: <https://w3id.org/readout/act#> .
@prefix topic: <https://w3id.org/readout/topic#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <urn:x:> .

:meeting a readout:Meeting ; rdfs:label "A and B"@en ; schema:startDate "2020-02-03T09:00:00"^^xsd:dateTime ;
    schema:location :town ; readout:participation :partA .
:partA readout:participant :a ; readout:onBehalfOf :land .
:a a readout:Person ; rdfs:label "Ä"@de , "A"@en .
:land a readout:Country, schema:Country ; rdfs:label "Land"@en ; skos:notation "LD" .
:town a readout:Place .
:s a readout:Statement, readout:Agreement ; rdfs:label "A agreed"@en ; readout:madeAt :meeting ;
    readout:madeBy :a ; readout:act act:agree ; readout:about topic:cyber ; readout:mentions :thing ;
    readout:reiteration true ; readout:confidence 0.75 ; readout:expresses :c ; readout:cue "agreed" .
:c readout:committedParty :land .
act:agree skos:broader act:commissive .
topic:cyber a readout:Topic ; rdfs:label "Cyber"@en ; skos:broader topic:defence .
topic:defence a readout:Topic .
"""


def parsed(turtle: str) -> Dataset:
    return store.dataset(pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE))


@pytest.fixture(scope="module")
def small() -> networkx.MultiDiGraph:
    return network(parsed(TURTLE))


def test_nodes(small: networkx.MultiDiGraph) -> None:
    kinds = {iri.removeprefix("urn:x:"): kind for iri, kind in small.nodes(data="kind")}
    assert kinds == {
        "a": "person",
        "land": "country",
        "s": "statement",
        "https://w3id.org/readout/topic#cyber": "topic",
        "https://w3id.org/readout/topic#defence": "topic",
        "town": "place",
        "meeting": "meeting",
        "thing": "other",
    }
    assert small.nodes["urn:x:a"]["label"] == "A", "English comes first"
    assert small.nodes["urn:x:town"]["label"] == "urn:x:town", "an IRI stands in for a label"
    assert small.nodes["urn:x:land"]["code"] == "LD"
    assert small.nodes["urn:x:meeting"]["date"] == "2020-02-03"


def test_statements(small: networkx.MultiDiGraph) -> None:
    assert small.nodes["urn:x:s"] == {
        "kind": "statement",
        "label": "A agreed",
        "act": "agree",
        "family": "commissive",
        "agreement": True,
        "reiteration": True,
        "commits": True,
        "cue": "agreed",
        "content": "",
        "document": "urn:x:s",
        "begin": 0,
        "meeting": "urn:x:meeting",
        "date": "2020-02-03",
        "confidence": 0.75,
    }


def test_edges(small: networkx.MultiDiGraph) -> None:
    short = {
        (local_name(a).removeprefix("urn:x:"), role, local_name(b).removeprefix("urn:x:"))
        for a, b, role in small.edges(data="role")
    }
    assert short == {
        ("s", "madeAt", "meeting"),
        ("s", "madeBy", "a"),
        ("s", "about", "cyber"),
        ("s", "mentions", "thing"),
        ("s", "committedParty", "land"),
        ("a", "onBehalfOf", "land"),
        ("meeting", "participant", "a"),
        ("meeting", "location", "town"),
        ("cyber", "broader", "defence"),
    }
    assert {role for _, _, role in small.edges(data="role")} <= ROLES.keys()


def test_attributes_are_plain_and_every_writer_takes_them(small: networkx.MultiDiGraph) -> None:
    for data in [data for _, data in small.nodes(data=True)] + [data for *_, data in small.edges(data=True)]:
        assert all(type(value) in (str, int, float, bool) for value in data.values())
    for write in (networkx.write_graphml_xml, networkx.write_gexf):
        written = io.BytesIO()
        write(small, written)
        assert b"A agreed" in written.getvalue()


def test_a_holder_speaks_for_the_side_of_that_meeting() -> None:
    said = {"cue": "said", "content": "so", "by": ("person/Abe",)}
    early = Draft(text="Abe said so.", said=[Said(sentence="Abe said so.", **said)])
    late = Draft(
        text="Later Abe said so.",
        title="Later",
        date="2030-01-01",
        said=[Said(sentence="Later Abe said so.", **said)],
        participants=[("person/Abe", "Head", "organization/League")],
    )
    graph = network(store.dataset([*early.quads(), *late.quads()]))
    first, second = [iri for iri, kind in graph.nodes(data="kind") if kind == "statement"]
    assert sides(graph, first) == [entity("country/Japan").value]
    assert sides(graph, second) == [entity("organization/League").value]


def test_order_does_not_hang_on_the_order_of_the_quads() -> None:
    quads = TALKS.quads()
    expected = network(store.dataset(quads))
    for seed in range(3):
        shuffled = random.Random(seed).sample(quads, len(quads))
        graph = network(store.dataset(shuffled))
        assert list(graph.nodes(data=True)) == list(expected.nodes(data=True))
        assert list(graph.edges(keys=True, data=True)) == list(expected.edges(keys=True, data=True))
    kinds = [KINDS.index(kind) for _, kind in expected.nodes(data="kind")]
    assert kinds == sorted(kinds)
    begins = [begin for _, begin in expected.nodes(data="begin") if begin is not None]
    assert begins == sorted(begins)
    assert len(begins) == 4


def test_targets_keep_to_their_role() -> None:
    graph = network(store.dataset(TALKS.quads()))
    urged = next(iri for iri, cue in graph.nodes(data="cue") if cue == "strongly urged")
    assert targets(graph, urged, "addressedTo") == [entity("country/North Korea").value]
    assert targets(graph, urged, "committedParty") == []


def test_overview_counts_statements() -> None:
    graph = overview(network(store.dataset(TALKS.quads())))
    japan, exercises = entity("country/Japan").value, entity("topic/Exercises").value
    france = entity("country/France").value
    assert graph.edges[japan, exercises] == {"weight": 1, "agreements": 1}
    assert graph.edges[france, exercises] == {"weight": 2, "agreements": 1}
    assert {iri: uses for iri, uses in graph.nodes(data="statements") if iri in (japan, france)} == {
        japan: 3,
        france: 3,
    }
    assert all(
        {graph.nodes[a]["kind"], graph.nodes[b]["kind"]} & set(ACTORS)
        and "topic" in {graph.nodes[a]["kind"], graph.nodes[b]["kind"]}
        for a, b in graph.edges
    )


def test_a_ring_of_acts_ends() -> None:
    graph = network(parsed(TURTLE + "act:commissive skos:broader act:agree ."))
    assert graph.nodes["urn:x:s"]["family"] in {"agree", "commissive"}


def test_nothing_gives_nothing() -> None:
    graph = network(store.dataset())
    assert len(graph) == 0
    assert len(overview(graph)) == 0


def test_values_see_every_named_graph() -> None:
    data = store.oxigraph(store.dataset([*TALKS.quads(), *Draft(text="x", title="Y").quads()]))
    assert len(values(data, "http://purl.org/dc/terms/title")) == 2
