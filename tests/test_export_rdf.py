"""RDF out of a graph: the same bytes always, and the same graph again in rdflib and in Oxigraph."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic, to_canonical_graph

import kg
from kg import iris, store
from kg.errors import InputError, OutputError
from kg.export import FORMATS, jsonld, render, void, write
from kg.export.source import facts
from tests import exports

OXIGRAPH = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
RDFLIB = {
    "turtle": "turtle",
    "ntriples": "nt",
    "nquads": "nquads",
    "trig": "trig",
    "rdfxml": "xml",
    "jsonld": "json-ld",
}
ENDINGS = {"turtle": "ttl", "ntriples": "nt", "nquads": "nq", "trig": "trig", "rdfxml": "rdf"}
QUADS = ("nquads", "trig", "jsonld")
GRAPHS: dict[str, Callable[[Path], rdflib.Dataset]] = {
    "seed": exports.seed,
    "many": lambda _: exports.many(),
    "hostile": lambda _: exports.hostile(),
    "empty": lambda _: store.dataset(),
}

every = pytest.mark.parametrize("name", OXIGRAPH)
graphs = pytest.mark.parametrize("make", GRAPHS.values(), ids=GRAPHS)


def rendered(name: str, graph: rdflib.Dataset) -> bytes:
    found = render(name, graph)
    assert isinstance(found, bytes)
    return found


def canonical(quads: Iterable[ox.Quad], *, named: bool) -> set[str]:
    """The quads of a dataset with canonical blank nodes, the names of graphs aside where they play no part."""
    kept = {quad if named else ox.Quad(*quad.triple) for quad in quads}
    found = ox.Dataset(kept)
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in found}


def by_rdflib(data: bytes, name: str) -> rdflib.Dataset:
    found = rdflib.Dataset(default_union=True)
    found.parse(data=data, format=RDFLIB[name])
    return found


@every
@graphs
def test_oxigraph_reads_the_same_dataset(
    name: str, make: Callable[[Path], rdflib.Dataset], root: Path
) -> None:
    graph = make(root)
    found = ox.parse(rendered(name, graph), format=OXIGRAPH[name])
    named = name in QUADS
    assert canonical(found, named=named) == canonical(void.described(graph), named=named)


@pytest.mark.filterwarnings(
    "ignore:.* is deprecated, use Dataset"
)  # rdflib's own parsers use what it deprecates
@pytest.mark.filterwarnings("ignore:Serializing weird numerical")
@every
@graphs
def test_rdflib_reads_the_same_dataset(name: str, make: Callable[[Path], rdflib.Dataset], root: Path) -> None:
    graph = make(root)
    # What rdflib itself makes of the N-Quads of Oxigraph: it brings literals into forms of its own.
    quads = {quad if name in QUADS else ox.Quad(*quad.triple) for quad in void.described(graph)}
    wanted = rdflib.Dataset(default_union=True)
    wanted.parse(data=ox.serialize(quads, format=ox.RdfFormat.N_QUADS), format="nquads")
    found = by_rdflib(rendered(name, graph), name)

    def parts(dataset: rdflib.Dataset) -> dict[str, rdflib.Graph]:
        return {
            "" if isinstance(one.identifier, rdflib.BNode) else str(one.identifier): one
            for one in dataset.graphs()
            if len(one)
        }

    assert parts(found).keys() == parts(wanted).keys()
    for key, part in parts(wanted).items():
        mine, theirs = (to_canonical_graph(one) for one in (parts(found)[key], part))
        assert isomorphic(mine, theirs), key


@every
def test_order_of_loading_makes_no_difference(name: str) -> None:
    expected = rendered(name, exports.many()), rendered(name, exports.hostile())
    for seed in (1, 2):
        found = rendered(name, exports.many(shuffled=seed)), rendered(name, exports.hostile(shuffled=seed))
        assert found == expected


@pytest.mark.parametrize("name", ENDINGS)
def test_an_export_can_be_exported_again(name: str, tmp_path: Path, root: Path) -> None:
    """The description is made anew, not described in its turn; so the same bytes come out."""
    path = tmp_path / f"graph.{ENDINGS[name]}"
    write(name, exports.seed(root), path)
    again = store.load(path)
    assert rendered(name, again) == path.read_bytes()
    assert len(facts(again)) == len(facts(exports.seed(root)))
    assert rendered("void", again) == rendered("void", exports.seed(root))


@every
def test_every_export_carries_its_description(name: str, root: Path) -> None:
    graph = exports.seed(root)
    quads = list(ox.parse(rendered(name, graph), format=OXIGRAPH[name]))
    own = ox.NamedNode(void.name(facts(graph)))
    about = [quad for quad in quads if quad.subject == own]
    assert {quad.graph_name for quad in about} == {own if name in QUADS else ox.DefaultGraph()}
    (count,) = [quad.object for quad in about if quad.predicate.value.endswith("void#triples")]
    assert isinstance(count, ox.Literal)
    assert int(count.value) == len({quad.triple for quad in facts(graph)})


@pytest.mark.parametrize("name", ENDINGS)
def test_exports_conform_and_answer_as_before(name: str, root: Path, tmp_path: Path) -> None:
    graph = exports.seed(root)
    path = tmp_path / f"graph.{ENDINGS[name]}"
    write(name, graph, path)
    again = kg.load(path)
    assert str(kg.check(again)) == "no fault was found"
    for question in ("statements", "agreements", "documents", "topics", "speakers"):
        assert kg.query(again, question).rows == kg.query(graph, question).rows, question


# ------------------------------------------------------------------------------------------------ RDF/XML


@pytest.mark.parametrize("character", exports.CONTROLS.replace("[31m", ""))
def test_rdfxml_refuses_what_xml_cannot_hold(character: str) -> None:
    with pytest.raises(OutputError, match=rf"cannot hold the character U\+{ord(character):04X}"):
        render("rdfxml", exports.hostile(f"a{character}b"))


@pytest.mark.parametrize(
    "predicate",
    [
        "urn:12",
        "http://x/",
        "http://x/a(b)",
        iris.PREFIXES["rdf"] + "li",
        iris.PREFIXES["rdf"] + "Description",
        "http://www.w3.org/2000/xmlns/a",
    ],
)
def test_rdfxml_refuses_properties_that_it_cannot_spell(predicate: str) -> None:
    fact = ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode(predicate), ox.Literal("x"))
    with pytest.raises(OutputError, match="rdfxml cannot spell this property"):
        render("rdfxml", store.dataset([fact]))


def test_rdfxml_declares_namespaces_that_it_does_not_know() -> None:
    fact = ox.Quad(ox.NamedNode("urn:a&b"), ox.NamedNode("http://x/?a=1&b=c"), ox.Literal("x"))
    found = rendered("rdfxml", store.dataset([fact]))
    assert ET.fromstring(found).tag == f"{{{iris.PREFIXES['rdf']}}}RDF"
    assert fact.triple in {quad.triple for quad in ox.parse(found, format=ox.RdfFormat.RDF_XML)}


@pytest.mark.parametrize("name", ["rdfxml", "jsonld"])
def test_rdf_of_the_next_version_is_refused(name: str) -> None:
    inner = ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("o"))
    for term in (inner, ox.Literal("x", language="ar", direction=ox.BaseDirection.RTL)):
        fact = ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:e:p"), term)
        with pytest.raises(OutputError, match=f"<urn:s>: {name} has no place for"):
            render(name, store.dataset([fact]))


# ------------------------------------------------------------------------------------------------ JSON-LD


def objects(graph: rdflib.Dataset) -> dict[str, dict[str, Any]]:
    """The objects of each named graph's first level, by id."""
    found = json.loads(rendered("jsonld", graph))
    return {node["id"]: node for part in found["@graph"] for node in part["@graph"]}


def test_jsonld_reads_like_json(root: Path) -> None:
    found = objects(exports.seed(root))
    (meeting,) = [node for node in found.values() if node.get("type") == "Meeting"]
    assert [part["office"] for part in meeting["participation"]] == ["Defense Secretary", "Defense Minister"]
    assert len(meeting["statements"]) == 24
    urged = next(one for one in meeting["statements"] if one["cue"] == "strongly urged")
    assert urged["act"] == "acts:urge"
    assert urged["holder"] == ["person/lloyd-austin", "person/nobuo-kishi"]
    assert urged["addressee"] == ["country/KP"]
    assert urged["reiteration"] is False
    assert urged["cueAt"]["quote"] == "strongly urged"
    assert (urged["cueAt"]["begin"], urged["cueAt"]["end"]) == (1763, 1777)
    assert "meeting" not in urged, "it stands inside the meeting"
    assert found["person/nobuo-kishi"]["label"] == "Nobuo Kishi"


def test_jsonld_holds_its_context_and_names_no_other(root: Path) -> None:
    for graph in (exports.seed(root), exports.hostile(), store.dataset()):
        words = rendered("jsonld", graph).decode()
        found = json.loads(words)
        assert found["@context"] == jsonld.context()
        assert words.count("@context") == 1
        assert not {"@import", "@propagate"} & set(found["@context"])


def test_the_context_knows_every_property_of_a_built_graph() -> None:
    found = json.dumps(json.loads(rendered("jsonld", exports.many()))["@graph"][1:])
    keys = {
        key for key in json.loads(rendered("jsonld", exports.many()))["@context"] if not key.startswith("@")
    }
    used: set[str] = set()

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            used.update(node)
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(json.loads(found))
    assert used - {"@graph", "@value", "@type"} <= keys, "a start with a time of day is given its type"


def test_jsonld_does_without_a_context_where_an_iri_would_be_misread() -> None:
    facts_ = [
        ox.Quad(ox.NamedNode("prov:x"), ox.NamedNode("act:y"), ox.NamedNode("label:z"), ox.NamedNode("id:g")),
        ox.Quad(ox.NamedNode("urn:x"), ox.NamedNode(iris.PREFIXES["rdf"] + "type"), ox.Literal("no class")),
    ]
    graph = store.dataset(facts_)
    found = rendered("jsonld", graph)
    assert b"@context" not in found
    assert set(facts_) <= set(ox.parse(found, format=ox.RdfFormat.JSON_LD))
    assert set(facts_) <= {
        ox.Quad(*(quad.triple), quad.graph_name) for quad in ox.parse(found, format=ox.RdfFormat.JSON_LD)
    }


# ------------------------------------------------------------------------------------------------ VoID


def test_void_counts(root: Path, tmp_path: Path) -> None:
    write("void", exports.seed(root), tmp_path / "void.ttl")
    graph = kg.query(
        store.load(tmp_path / "void.ttl"),
        """SELECT ?class ?n { [] void:classPartition [ void:class ?class ; void:entities ?n ] }""",
    )
    counts = {str(kind).removeprefix(iris.READOUT): n for kind, n in graph.rows}
    assert (counts["Statement"], counts["Agreement"], counts["Meeting"], counts["Document"]) == (24, 9, 1, 1)


def test_void_names_documents_licence_period_and_program(root: Path) -> None:
    words = rendered("void", exports.many()).decode()
    assert "Readout graph of 3 meetings, 2021-03-16 to 2022-01-07" in words
    assert "dcterms:license <https://creativecommons.org/licenses/by/4.0/>" in words
    assert f"readout-kg {kg.__version__}" in words
    assert words.count("schema:sha256") == 3 + 1, "each digest, and the property that is counted"
    assert 'dcat:startDate "2021-03-16"^^xsd:date' in words


def test_void_is_of_the_triples_alone() -> None:
    one, two = exports.many(), exports.many(shuffled=3)
    assert rendered("void", one) == rendered("void", two)
    moved = store.dataset(ox.Quad(*quad.triple) for quad in store.oxigraph(one))
    assert rendered("void", moved) == rendered("void", one)
    less = store.dataset(list(store.oxigraph(one))[1:])
    assert void.name(facts(less)) != void.name(facts(one))


# ------------------------------------------------------------------------------------------------ untrusted input

BOMB = """<?xml version="1.0"?>
<!DOCTYPE r [
<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:">
<rdf:Description rdf:about="urn:s"><e:p>&c;</e:p></rdf:Description></rdf:RDF>"""


@pytest.mark.parametrize("name", ["a.rdf", "a.owl", "a.xml"])
@pytest.mark.parametrize("inner", ["", '<!ENTITY % x SYSTEM "file:///etc/hostname">', '<!ENTITY\tx "y">'])
def test_entities_are_refused(name: str, inner: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(BOMB.replace("]>", f"{inner}]>"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        store.load(path)
    assert str(caught.value) == f"{path}:3: the graph declares an entity, and entities are not expanded"
    with pytest.raises(InputError, match="entit"):
        kg.check(path)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "utf-7"])
def test_entities_in_another_encoding_are_not_read_at_all(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.rdf"
    path.write_bytes(BOMB.replace('"1.0"', f'"1.0" encoding="{encoding}"').encode(encoding))
    with pytest.raises(InputError):
        store.load(path)


@pytest.mark.parametrize(
    "document",
    ['{"@context": "http://127.0.0.1:9/c"}', '{"@context": {"@import": "file:///etc/hostname"}}', "{}", "[]"],
)
def test_jsonld_is_not_read(document: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonld"
    path.write_text(document)
    with pytest.raises(InputError, match=r"JSON-LD is written but not read; a graph ends in \.nq"):
        store.load(path)
    with pytest.raises(InputError):
        kg.check(path)


def test_loading_opens_no_connection(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    secret, path = tmp_path / "secret.ttl", tmp_path / "a.ttl"
    secret.write_text("<urn:s> <urn:p> 'not to be seen' .")
    path.write_text(
        f"@base <http://127.0.0.1:9/> . <x> a <https://w3id.org/readout#Document> ; <imports> <{secret.as_uri()}> ;"
        f" <http://www.w3.org/2002/07/owl#imports> <{secret.as_uri()}> , <x> ."
    )
    graph = store.load(path)
    assert len(graph) == 4
    for name in FORMATS:
        found = render(name, graph)
        assert b"not to be seen" not in (found if isinstance(found, bytes) else b"".join(found.values()))
