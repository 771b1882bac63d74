"""Graphs as stores and as files: the same bytes always, readable by every parser, whole or not at all."""

from __future__ import annotations

import os
import random
import stat
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from kg import iris, store, triples
from kg.errors import InputError, OutputError
from tests import strategies as made

QUADS = tuple(quad for reading in made.READINGS for quad in triples.quads(reading, made.NAMES))
RDFS = iris.PREFIXES["rdfs"]
HOSTILE = [
    'He said "no"',
    '""',
    '"""',
    '""""\n""""',
    'ends with a quote"\n"',
    "'''",
    "back\\slash \\n \\u0041 \\",
    "line\nline",
    "line\r\nline\rline",
    "\n",
    "tab\there\n\ttab",
    "\x00\x01\x07\x1b[31m\x7f\x85",
    "\u2028 \u2029 \u00a0",
    "\u202egnp.exe \u2066 \u200f \ufeff",
    "👩‍🚀 日本語 שלום مرحبا é é",
    "\ufffe\uffff \U0010ffff",
    "<script>alert(1)</script> # . ; , @en ^^",
    "",
]


def quad(word: ox.Literal | ox.NamedNode, subject: str = "urn:s", graph: str = "urn:g") -> ox.Quad:
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode("urn:p"), word, ox.NamedNode(graph))


def parsed(turtle: bytes) -> set[ox.Triple]:
    return {found.triple for found in ox.parse(turtle, format=ox.RdfFormat.TURTLE)}


def of(quads: Sequence[ox.Quad]) -> set[ox.Triple]:
    """The triples as a store holds them."""
    return {found.triple for found in store.oxigraph(store.dataset(quads))}


def test_a_dataset_holds_named_graphs_and_their_union() -> None:
    found = store.dataset(QUADS)
    assert len(found) == len(of(QUADS)) < len(QUADS)
    names = {graph.value for graph in store.oxigraph(found).named_graphs()}
    assert names == {triples.document(reading) for reading in made.READINGS}
    answer = list(
        found.query("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a <https://w3id.org/readout#Statement> }")
    )
    assert int(answer[0][0]) == 7


def test_oxigraph_copies_a_graph_of_another_kind() -> None:
    graph = rdflib.Graph()
    graph.add((rdflib.URIRef("urn:s"), rdflib.URIRef("urn:p"), rdflib.Literal("a\n\u2028b", lang="en")))
    (found,) = store.oxigraph(graph)
    assert found.object == ox.Literal("a\n\u2028b", language="en")
    native = ox.Store()
    assert store.oxigraph(native) is native


def test_merged_counts_a_triple_once_and_keeps_the_named_graphs() -> None:
    found = store.dataset([quad(ox.Literal("a"), graph="urn:g"), quad(ox.Literal("a"), graph="urn:h")])
    merged = store.merged(found)
    assert len(list(merged.query("SELECT * { ?s ?p ?o }"))) == 1
    assert len(list(merged.query("SELECT * { GRAPH ?g { ?s ?p ?o } }"))) == 2
    assert len(store.oxigraph(found)) == 2, "the graph itself stays as it was"


def test_turtle_is_the_same_for_any_order_of_quads() -> None:
    expected = store.turtle(store.dataset(QUADS)), store.nquads(store.dataset(QUADS))
    for seed in range(3):
        quads = random.Random(seed).sample(QUADS, len(QUADS))
        found = store.dataset([*quads, *quads[:20]])
        assert (store.turtle(found), store.nquads(found)) == expected


def test_turtle_and_nquads_hold_the_whole_graph() -> None:
    found = store.dataset(QUADS)
    turtle, nquads = store.turtle(found), store.nquads(found)
    assert parsed(turtle) == of(QUADS)
    assert set(ox.parse(nquads, format=ox.RdfFormat.N_QUADS)) == set(store.oxigraph(found))
    lines = nquads.decode().split("\n")
    assert lines[:-1] == sorted(set(lines[:-1]))


def test_rdflib_and_oxigraph_read_the_same_from_turtle() -> None:
    turtle = store.turtle(store.dataset(QUADS))
    by_rdflib = rdflib.Graph().parse(data=turtle, format="turtle")
    by_oxigraph = rdflib.Graph().parse(
        data=ox.serialize(parsed(turtle), format=ox.RdfFormat.N_TRIPLES), format="nt"
    )
    assert len(by_rdflib) == len(of(QUADS))
    assert isomorphic(by_rdflib, by_oxigraph)


def test_turtle_reads_from_top_to_bottom() -> None:
    text = store.turtle(store.dataset(QUADS)).decode()
    headings = [line.removeprefix("# ") for line in text.split("\n") if line.startswith("# ")]
    assert headings == [
        "Document",
        "Extraction",
        "Meeting",
        "Participation",
        "Statement",
        "Commitment",
        "Person",
        "Organization",
        "Country",
        "Place",
        "Instrument",
        "Topic",
        "Act",
        "Passage",
    ]
    document = triples.document(made.FIRST).removeprefix(iris.ID)
    places = [text.index(f"<{document}#statement_{one.cue.start}_") for one in made.FIRST.statements]
    first = [text.index(f"\n<{document}#statement_{one.cue.start}_") for one in made.FIRST.statements]
    assert len(places) == 4
    assert first == sorted(first)
    assert f"<{document}> a readout:Document ;\n    rdfs:label " in text
    assert "@base <https://w3id.org/readout/id/> .\n@prefix act:" in text
    assert "foaf" not in text, "a prefix that nothing uses is not declared"


@pytest.mark.parametrize(
    ("smaller", "larger"),
    [
        ("urn:statement_267_276", "urn:statement_1160_1166"),
        ("urn:a", "urn:a1"),
        ("urn:a1", "urn:a1b"),
        ("urn:a9", "urn:a10"),
        ("urn:a09", "urn:a9"),
        ("urn:a1", "urn:a" + "9" * 5000),
    ],
)
def test_numbers_in_iris_sort_by_value(smaller: str, larger: str) -> None:
    text = store.turtle(
        store.dataset([quad(ox.Literal("x"), larger), quad(ox.Literal("x"), smaller)])
    ).decode()
    assert text.index(f"<{smaller}>") < text.index(f"<{larger}>")


@pytest.mark.parametrize(
    ("iri", "spelled"),
    [
        (iris.ID + "country/JP", "<country/JP>"),
        (iris.ID + "document/a-1#statement_1_2", "<document/a-1#statement_1_2>"),
        (iris.ID + "place/日米", "<place/日米>"),
        (iris.ID, f"<{iris.ID}>"),
        (iris.ID + "a:b", f"<{iris.ID}a:b>"),
        (iris.ID + "a//b", f"<{iris.ID}a//b>"),
        (iris.ID + "a/../b", f"<{iris.ID}a/../b>"),
        (iris.ID + "a/b?c", f"<{iris.ID}a/b?c>"),
        (iris.ACT + "agree", "act:agree"),
        (iris.ACT, f"<{iris.ACT}>"),
        (iris.ACT + "a.b", f"<{iris.ACT}a.b>"),
        (iris.PREFIXES["schema"] + "a/b", "<https://schema.org/a/b>"),
        (iris.PREFIXES["xsd"] + "date", "xsd:date"),
        ("urn:x", "<urn:x>"),
    ],
)
def test_iris_are_short_where_that_is_safe(iri: str, spelled: str) -> None:
    text = store.turtle(store.dataset([quad(ox.NamedNode(iri))]))
    assert f" {spelled} .\n" in text.decode()
    assert {triple.object for triple in parsed(text)} == {ox.NamedNode(iri)}
    assert list(rdflib.Graph().parse(data=text).objects()) == [rdflib.URIRef(iri)]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_back_as_they_were(words: str) -> None:
    quads = [quad(ox.Literal(words)), quad(ox.Literal(words, language="en"))]
    turtle, nquads = store.turtle(store.dataset(quads)), store.nquads(store.dataset(quads))
    assert parsed(turtle) == of(quads)
    assert set(ox.parse(nquads, format=ox.RdfFormat.N_QUADS)) == set(quads)
    assert {str(word) for word in rdflib.Graph().parse(data=turtle, format="turtle").objects()} == {words}
    shown = turtle.decode()
    assert not any(mark in shown for mark in "\x00\x07\x1b\x85\r\u2028\u2029\u202e\u2066\ufeff")


@given(st.lists(made.WORDS, max_size=5))
def test_any_words_survive(words: list[str]) -> None:
    quads = [quad(ox.Literal(word)) for word in words]
    assert parsed(store.turtle(store.dataset(quads))) == of(quads)


@given(made.readings())
def test_any_reading_survives(reading: made.Reading) -> None:
    found = store.dataset(triples.quads(reading, made.NAMES))
    turtle = store.turtle(found)
    assert parsed(turtle) == {one.triple for one in store.oxigraph(found)}
    again = store.dataset(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    assert store.turtle(again) == turtle


@pytest.mark.parametrize(
    "literal",
    [
        ox.Literal(7),
        ox.Literal("007", datatype=ox.NamedNode(iris.PREFIXES["xsd"] + "integer")),
        ox.Literal("0.5", datatype=ox.NamedNode(iris.PREFIXES["xsd"] + "decimal")),
        ox.Literal("5", datatype=ox.NamedNode(iris.PREFIXES["xsd"] + "decimal")),
        ox.Literal("five", datatype=ox.NamedNode(iris.PREFIXES["xsd"] + "integer")),
        ox.Literal(True),
        ox.Literal(1.5),
        ox.Literal("P1D", datatype=ox.NamedNode(iris.PREFIXES["xsd"] + "duration")),
        ox.Literal("x", datatype=ox.NamedNode("urn:type")),
    ],
)
def test_numbers_and_other_types_come_back(literal: ox.Literal) -> None:
    quads = [quad(literal)]
    assert parsed(store.turtle(store.dataset(quads))) == of(quads)


def test_blank_nodes_are_named_by_what_is_said_of_them() -> None:
    document = "[] <urn:p> [ <urn:p> 'a', 'b' ] . <urn:s> <urn:p> ( 1 2 ) ."

    def read() -> rdflib.Dataset:
        quads = list(ox.parse(document, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True))
        return store.dataset(random.sample(quads, len(quads)))

    assert store.turtle(read()) == store.turtle(read())
    assert store.nquads(read()) == store.nquads(read())
    by_rdflib = rdflib.Graph().parse(data=store.turtle(read()), format="turtle")
    assert isomorphic(by_rdflib, rdflib.Graph().parse(data=document, format="turtle"))


# ------------------------------------------------------------------------------------------------ loading


@pytest.mark.parametrize("name", ["graph.ttl", "graph.TTL", "graph.nt"])
def test_load_puts_triples_into_the_default_graph(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"<urn:s> <urn:p> 'a' .\n".replace(b"'", b'"'))
    found = store.load(tmp_path / name)
    assert [str(one) for one in store.oxigraph(found)] == ['<urn:s> <urn:p> "a"']
    assert len(found) == 1


def test_load_keeps_named_graphs(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_bytes(store.nquads(store.dataset(QUADS)))
    assert store.nquads(store.load(path)) == path.read_bytes()
    again = tmp_path / "graph.trig"
    again.write_bytes(ox.serialize(QUADS, format=ox.RdfFormat.TRIG))
    assert store.nquads(store.load(again)) == path.read_bytes()


def test_load_reads_what_turtle_wrote(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    store.write(path, store.turtle(store.dataset(QUADS)))
    assert store.turtle(store.load(path)) == path.read_bytes()


def test_load_reads_rdf_xml_and_a_byte_order_mark(tmp_path: Path) -> None:
    xml = tmp_path / "graph.rdf"
    rdflib.Graph().parse(data="<urn:s> <urn:p> 'a' .", format="turtle").serialize(xml, format="xml")
    turtle = tmp_path / "graph.ttl"
    turtle.write_bytes(b"\xef\xbb\xbf<urn:s> <urn:p> 'a' .")
    assert store.nquads(store.load(xml)) == store.nquads(store.load(turtle)) != b""


@pytest.mark.parametrize(
    ("name", "content", "where"),
    [
        ("a.ttl", b"<urn:s> <urn:p> 'a' .\n<urn:s> urn:p 1 .", ":2:9: the graph cannot be read: "),
        ("a.ttl", b"<urn:s> <urn:p> '\xff' .", ":1:"),
        ("a.ttl", b"\x00\x01\x02", ":1:1: "),
        ("a.nq", b"<urn:s> <urn:p> <urn:o> <urn:g> <urn:x> .", ":1:"),
        ("a.rdf", b"<html><body></p></html>", ": the graph cannot be read: "),
        ("a.jsonld", b"{}", ": JSON-LD is written but not read; a graph ends in .nq,"),
        ("a.rdf", b"<!DOCTYPE r [\n<!ENTITY a 'b'>]><r>&a;</r>", ":2: the graph declares an entity, "),
        ("a.txt", b"", ": a graph ends in .nq, .nt, .owl, .rdf, .trig, .ttl or .xml"),
    ],
)
def test_load_says_where_a_file_is_wrong(tmp_path: Path, name: str, content: bytes, where: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        store.load(path)
    assert str(caught.value).startswith(f"{path}{where}")
    assert "\n" not in str(caught.value)


def test_load_of_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder.ttl").mkdir()
    for path, said in [
        (tmp_path / "none.ttl", "there is no such file"),
        (tmp_path / "folder.ttl", "the file cannot be read: is a directory"),
        (Path("a\0b.ttl"), "the file cannot be read: embedded null byte"),
    ]:
        with pytest.raises(InputError) as caught:
            store.load(path)
        assert str(caught.value) == f"{path}: {said}"


# ------------------------------------------------------------------------------------------------ writing


def test_write_replaces_a_file_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    store.write(path, b"one")
    path.chmod(0o640)
    store.write(path, b"two")
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["graph.ttl"]


def test_write_follows_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.ttl").symlink_to(tmp_path / "real.ttl")
    store.write(tmp_path / "link.ttl", b"one")
    assert (tmp_path / "link.ttl").is_symlink()
    assert (tmp_path / "real.ttl").read_bytes() == b"one"


def test_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "graph.ttl"
    path.write_bytes(b"before")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError) as caught:
        store.write(path, b"after")
    assert str(caught.value) == f"{path}: the file cannot be written: no space left on device"
    assert path.read_bytes() == b"before"
    assert os.listdir(tmp_path) == ["graph.ttl"]


def test_write_cleans_up_when_it_is_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        store.write(tmp_path / "graph.ttl", b"")
    assert os.listdir(tmp_path) == []


def test_write_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    for path, said in [
        (tmp_path / "none" / "graph.ttl", "no such file or directory"),
        (tmp_path / "file" / "graph.ttl", "not a directory"),
        (tmp_path / "folder", "something other than a file stands in its place"),
        (Path("a\0b"), "embedded null byte"),
    ]:
        with pytest.raises(OutputError) as caught:
            store.write(path, b"")
        assert str(caught.value) == f"{path}: the file cannot be written: {said}"
    assert sorted(os.listdir(tmp_path)) == ["file", "folder"]
