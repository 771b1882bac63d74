"""The graphs that every way out of a graph is tried on."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox
from rdflib import Dataset

from kg import iris, store, triples
from tests import strategies as made

WORDS = (
    'He said "no" </script> <!-- & ]]> \\u0027 \\',
    "=HYPERLINK('http://x/','y')",
    "it's; two\nlines\r\nand\ttabs",
    "\u2028 \u202egnp.exe \ufeff \ufffd \x85 👩‍🚀 日本語 שלום é",
    '"""',
    "@en ^^ . ; ,",
    "",
)
CONTROLS = "\x00\x01\x0b\x0c\x1b[31m\ufffe\uffff"

_READOUT, _P = iris.READOUT, iris.PREFIXES


def seed(root: Path) -> Dataset:
    """The graph of the summary that ships, as the golden file has it, in the graph of its document."""
    golden = store.oxigraph(store.load(root / "tests" / "golden" / "japan-us-2021-03-16.ttl"))
    found = next(golden.quads_for_pattern(None, None, ox.NamedNode(_READOUT + "Document"), None))
    assert isinstance(found.subject, ox.NamedNode)
    return store.dataset(ox.Quad(*quad.triple, found.subject) for quad in golden)


def many(*, shuffled: int | None = None) -> Dataset:
    """Three documents about three meetings; ``shuffled`` gives another order of the same quads."""
    quads = [quad for reading in made.READINGS for quad in triples.quads(reading, made.NAMES)]
    if shuffled is not None:
        random.Random(shuffled).shuffle(quads)
    return store.dataset(quads)


def hostile(*words: str, shuffled: int = 0) -> Dataset:
    """A graph that no reader wrote: any words in any place, blank nodes in several graphs, junk for numbers."""
    quads = list(store.oxigraph(many()))
    graph, other = ox.NamedNode("urn:graph:a"), ox.BlankNode(f"g{shuffled}")
    blank, second = ox.BlankNode(f"b{shuffled}"), ox.BlankNode(f"a{shuffled}")
    statements = sorted(
        {q.subject for q in quads if q.object == ox.NamedNode(_READOUT + "Statement")}, key=str
    )
    for number, word in enumerate(words or WORDS):
        thing = ox.NamedNode(f"https://example.org/things/{number}")
        for predicate in (_P["rdfs"] + "label", "https://example.org/says", _READOUT + "note"):
            quads.append(ox.Quad(thing, ox.NamedNode(predicate), ox.Literal(word), graph))
            quads.append(ox.Quad(thing, ox.NamedNode(predicate), ox.Literal(word, language="ja"), graph))
        quads.append(ox.Quad(statements[0], ox.NamedNode(_READOUT + "mentions"), thing, graph))
        quads.append(ox.Quad(statements[0], ox.NamedNode(_READOUT + "note"), ox.Literal(word), graph))
    kinds = ("integer", "boolean", "decimal", "date")
    junk = [ox.Literal("junk", datatype=ox.NamedNode(_P["xsd"] + kind)) for kind in kinds]
    right = [
        ox.Literal("7", datatype=ox.NamedNode(_P["xsd"] + "integer")),
        ox.Literal("x", datatype=ox.NamedNode("urn:k")),
    ]
    about = ("madeAt", "confidence", "cueAt", "begin", "act", "reiteration")
    for predicate in (*(_READOUT + name for name in about), _P["nif"] + "beginIndex", _P["rdf"] + "value"):
        for term in (*junk, *right, blank, statements[1]):
            quads.append(ox.Quad(statements[2], ox.NamedNode(predicate), term, graph))
    for kind in ("Meeting", "Statement", "Passage", "Document"):
        quads.append(
            ox.Quad(statements[3], ox.NamedNode(_P["rdf"] + "type"), ox.NamedNode(_READOUT + kind), graph)
        )
    quads += [
        ox.Quad(statements[3], ox.NamedNode(_READOUT + "madeAt"), statements[3], graph),
        ox.Quad(statements[3], ox.NamedNode(_READOUT + "cueAt"), statements[3], graph),
        ox.Quad(blank, ox.NamedNode("https://example.org/knows"), second, graph),
        ox.Quad(blank, ox.NamedNode("https://example.org/knows"), second, other),
        ox.Quad(second, ox.NamedNode("https://example.org/says"), ox.Literal("hello"), ox.DefaultGraph()),
    ]
    random.Random(shuffled).shuffle(quads)
    return store.dataset(quads)
