"""Web Annotations: every statement marks the characters that it was read from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import rdflib

import kg
from kg import store
from kg.export import render
from kg.export.webannotation import CONTEXT
from tests import exports


def collection(graph: rdflib.Dataset) -> dict[str, Any]:
    found = render("webannotation", graph)
    assert isinstance(found, bytes)
    loaded: dict[str, Any] = json.loads(found)
    return loaded


def selectors(annotation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["type"]: one for one in annotation["target"]["selector"]}


def test_the_collection_is_one_page(root: Path) -> None:
    found = collection(exports.seed(root))
    assert found["@context"] == CONTEXT
    assert (found["type"], found["total"], found["first"]["type"]) == (
        "AnnotationCollection",
        24,
        "AnnotationPage",
    )
    assert found["last"] == found["first"]["id"]
    items = found["first"]["items"]
    assert len({item["id"] for item in items}) == len(items) == 24
    assert all(item["type"] == "Annotation" and item["motivation"] == "describing" for item in items)


def test_both_selectors_find_the_words(root: Path, seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    for item in collection(exports.seed(root))["first"]["items"]:
        found = selectors(item)
        place, quote = found["TextPositionSelector"], found["TextQuoteSelector"]
        assert text[place["start"] : place["end"]] == quote["exact"]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert text.count(around) == 1
        assert text.index(around) + len(quote["prefix"]) == place["start"]


def test_offsets_agree_with_nif(root: Path) -> None:
    graph = exports.seed(root)
    rows = kg.query(
        graph,
        """SELECT ?s (MIN(?b) AS ?begin) (MAX(?e) AS ?end)
        { ?s readout:cueAt|readout:contentAt ?p . ?p nif:beginIndex ?b ; nif:endIndex ?e } GROUP BY ?s""",
    ).rows
    wanted = {row[0]: (row[1], row[2]) for row in rows}
    for item in collection(graph)["first"]["items"]:
        place = selectors(item)["TextPositionSelector"]
        assert (place["start"], place["end"]) == wanted[item["id"]]


def test_bodies_say_what_it_is(root: Path) -> None:
    items = collection(exports.seed(root))["first"]["items"]
    urged = next(item for item in items if item["id"].endswith("#statement_1763_1777"))
    said = {
        (body["purpose"], body.get("value") or body["source"].rpartition("#")[2]) for body in urged["body"]
    }
    assert ("classifying", "urge") in said
    assert ("tagging", "north-korea") in said
    assert ("tagging", "North Korea") in said
    assert any(words.startswith("Nobuo Kishi and Lloyd Austin strongly urged") for _, words in said)


def test_several_documents_keep_to_their_texts() -> None:
    items = collection(exports.many())["first"]["items"]
    assert len({item["target"]["source"] for item in items}) == 3
    assert all(item["id"].startswith(item["target"]["source"] + "#statement_") for item in items)
    assert render("webannotation", exports.many()) == render("webannotation", exports.many(shuffled=9))


def test_hostile_graphs_and_empty_ones() -> None:
    assert collection(store.dataset())["total"] == 0
    found = collection(exports.hostile(*exports.WORDS, exports.CONTROLS))
    assert found["total"] == len(found["first"]["items"]) == 7
    for item in found["first"]["items"]:
        assert set(item["target"]) <= {"source", "selector"}
    assert render("webannotation", exports.hostile(shuffled=1)) == render(
        "webannotation", exports.hostile(shuffled=2)
    )
