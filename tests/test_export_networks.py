"""Networks out of a graph: files that graph tools take, whatever the words in them."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx
import pytest
import rdflib

from kg import store
from kg.export import render
from kg.export.cypher import quoted
from kg.export.network import projected
from kg.networks import ROLES, network
from tests import exports

READERS = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}
ALL = ("graphml", "gexf", "cypher")


def rendered(name: str, graph: rdflib.Dataset) -> bytes:
    found = render(name, graph)
    assert isinstance(found, bytes)
    return found


def parsed(name: str, graph: rdflib.Dataset) -> networkx.MultiDiGraph:
    return READERS[name](io.BytesIO(rendered(name, graph)))


@pytest.mark.parametrize("name", READERS)
def test_the_network_comes_back(name: str, root: Path) -> None:
    for graph in (exports.seed(root), exports.many()):
        wanted, found = network(graph), parsed(name, graph)
        assert set(found) == set(wanted)
        assert found.number_of_edges() == wanted.number_of_edges()
        for iri, data in wanted.nodes(data=True):
            assert {key: found.nodes[iri][key] for key in data if data[key] != ""} == {
                key: value for key, value in data.items() if value != ""
            }
        assert sorted(role for *_, role in found.edges(data="role")) == sorted(
            role for *_, role in wanted.edges(data="role")
        )


def test_statements_carry_their_sentence(root: Path) -> None:
    found = parsed("graphml", exports.seed(root))
    sentences = [data["sentence"] for _, data in found.nodes(data=True) if data["kind"] == "statement"]
    assert len(sentences) == 24
    assert sentences[0].startswith("The Ministers confirmed that Japan-U.S. Alliance")


@pytest.mark.parametrize("name", READERS)
def test_ids_are_unique(name: str, root: Path) -> None:
    tree = ET.fromstring(rendered(name, exports.seed(root)))
    for kind in ("node", "edge", "key"):
        ids = [element.get("id") for element in tree.iter() if element.tag.endswith(f"}}{kind}")]
        assert len(ids) == len(set(ids))
        assert None not in ids


def test_gexf_names_no_day_and_labels_everything(root: Path) -> None:
    words = rendered("gexf", exports.seed(root)).decode()
    assert "lastmodified" not in words
    assert "NetworkX" not in words
    tree = ET.fromstring(words)
    labels = {e.get("label") for e in tree.iter() if e.tag.endswith("}edge")}
    assert labels <= set(ROLES.values())
    assert "Nobuo Kishi" in {e.get("label") for e in tree.iter() if e.tag.endswith("}node")}


@pytest.mark.parametrize("name", ALL)
def test_order_makes_no_difference(name: str) -> None:
    assert rendered(name, exports.many()) == rendered(name, exports.many(shuffled=4))
    assert rendered(name, exports.hostile(shuffled=1)) == rendered(name, exports.hostile(shuffled=2))


@pytest.mark.parametrize("name", READERS)
def test_hostile_words_leave_valid_xml(name: str) -> None:
    graph = exports.hostile(*exports.WORDS, exports.CONTROLS)
    found = parsed(name, graph)
    labels = {data.get("label") for _, data in found.nodes(data=True)}
    assert exports.WORDS[0] in labels
    assert "[31m" in labels, "what XML forbids is gone, the rest is there"
    for data in [data for _, data in projected(graph).nodes(data=True)]:
        assert all(type(value) in (str, int, float, bool) for value in data.values())


@pytest.mark.parametrize("name", READERS)
def test_an_empty_graph_is_an_empty_network(name: str) -> None:
    assert len(parsed(name, store.dataset())) == 0


# ------------------------------------------------------------------------------------------------ Cypher

STRING = re.compile(r"'(?:[^'\\]|\\['\\nrt])*'")


def unquoted(expression: str) -> str:
    """Read a string expression as Neo4j would, which resolves ``\\uXXXX`` before anything else."""
    early = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda match: chr(int(match[1], 16)), expression)
    names = {"n": "\n", "r": "\r", "t": "\t"}
    parts = [found[0][1:-1] for found in STRING.finditer(early)]
    assert " + ".join(f"'{part}'" for part in parts) == early, early
    return "".join(re.sub(r"\\(.)", lambda m: names.get(m[1], m[1]), part) for part in parts)


@pytest.mark.parametrize(
    "words",
    [
        *exports.WORDS,
        "\\u0027 OR 1=1",
        "\\\\u0027",
        "'; MATCH (n) DETACH DELETE n; //",
        "\\",
        "\\'",
        "a\\U0027",
    ],
)
def test_cypher_strings_end_where_they_should(words: str) -> None:
    assert unquoted(quoted(words)) == words


@pytest.mark.parametrize("make", [exports.many, exports.hostile])
def test_cypher_is_one_statement_a_line(make: object) -> None:
    graph = make()  # type: ignore[operator]
    head, *lines = rendered("cypher", graph).decode().rstrip("\n").split("\n")
    assert head.startswith("CREATE CONSTRAINT ")
    found = projected(graph)
    assert len(lines) == len(found) + found.number_of_edges()
    for line in lines:
        bare = STRING.sub("''", line)
        node = r"MERGE \(n:Readout \{id: ''\}\) SET n:[A-Z][a-z]+, n \+= \{[\w:', .+-]*\};"
        ends = r"MATCH \(a:Readout \{id: ''\}\), \(b:Readout \{id: ''\}\) "
        edge = ends + r"MERGE \(a\)-\[:[A-Z_]+( \{meeting: ''\})?\]->\(b\);"
        assert re.fullmatch(f"{node}|{edge}", bare), line


def test_cypher_names_types_as_is_customary(root: Path) -> None:
    words = rendered("cypher", exports.seed(root)).decode()
    assert "-[:MADE_BY]->" in words
    assert "-[:ON_BEHALF_OF {meeting: '" in words
    assert "SET n:Statement, n += {label: 'Nobuo Kishi and Lloyd Austin confirmed" in words
    assert "agreement: true" in words
