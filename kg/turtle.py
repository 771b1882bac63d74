"""Turtle for people: the same triples always give the same text, in an order made for reading.

Subjects stand by class: document, extraction, meeting, participations, statements, commitments, then whom and
what they name, then topics and acts, then the passages of the text. Within a class they stand by IRI, numbers
in it compared as numbers, so that statements follow the text. Of a subject, first come its classes, then its
labels, then the other properties by name. The project's own IRIs are written short against ``@base``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from kg import iris

__all__ = ["canonical", "grouped", "trig", "turtle"]

_CLASSES = (
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
)
_RANKS = {iris.READOUT + name: rank for rank, name in enumerate(_CLASSES)}
_TYPE, _LABEL = iris.PREFIXES["rdf"] + "type", iris.PREFIXES["rdfs"] + "label"
_XSD = iris.PREFIXES["xsd"]

_NAMES = {namespace: name for name, namespace in iris.PREFIXES.items()}
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_BELOW = re.compile(r"[a-z]+/[\w-]+(?:[/#][\w-]+)*")
_BARE = {
    _XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    _XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    _XSD + "boolean": re.compile(r"true|false"),
}
_DIGITS = re.compile(r"([0-9]+)")
_INNER_QUOTE = re.compile(r'"(?="|\Z)')
_UNSAFE = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_BASE = "@base"
_WIDTH = 100

# Controls, and what would hide or reorder words on a screen: separators, marks of direction, byte orders.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)

_NESTING = (ox.BlankNode, ox.Triple)
_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def turtle(triples: Iterable[ox.Triple]) -> str:
    """Write triples as Turtle; a repeated triple counts once, blank nodes are named by what is said of them.

    >>> label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    >>> fact = ox.Triple(ox.NamedNode(iris.TOPIC + "cyber"), label, ox.Literal("Cyberspace"))
    >>> print(turtle([fact, fact]))
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix topic: <https://w3id.org/readout/topic#> .
    <BLANKLINE>
    topic:cyber rdfs:label "Cyberspace" .
    <BLANKLINE>
    >>> turtle([])
    ''
    """
    used: set[str] = set()
    blocks = _blocks(canonical(ox.Quad(t.subject, t.predicate, t.object) for t in set(triples)), used)
    return "\n".join([*_head(used), *blocks])


def trig(quads: Iterable[ox.Quad]) -> str:
    """Write quads as TriG: each graph as :func:`turtle` would write it, the default graph first, then by name.

    >>> fact = ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("o"))
    >>> print(trig([ox.Quad(*fact, ox.NamedNode(iris.ID + "document/a")), ox.Quad(*fact)]))
    @base <https://w3id.org/readout/id/> .
    <BLANKLINE>
    <urn:s> <urn:p> "o" .
    <BLANKLINE>
    <document/a> {
    <BLANKLINE>
    <urn:s> <urn:p> "o" .
    <BLANKLINE>
    }
    <BLANKLINE>
    >>> trig([])
    ''
    """
    parts: dict[ox.NamedNode | ox.BlankNode | ox.DefaultGraph, list[ox.Quad]] = defaultdict(list)
    for quad in canonical(set(quads)):
        parts[quad.graph_name].append(quad)
    used: set[str] = set()
    written = _blocks(parts.pop(ox.DefaultGraph(), []), used)
    for name in sorted((name for name in parts if not isinstance(name, ox.DefaultGraph)), key=_key):
        written += [f"{_term(name, used)} {{\n", *_blocks(parts[name], used), "}\n"]
    return "\n".join([*_head(used), *written])


def grouped(quads: Iterable[ox.Quad]) -> list[tuple[_Term, dict[str, list[_Term]]]]:
    """Gather what is said of each subject, in the order of this module; the names of graphs play no part.

    >>> fact = ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("o"))
    >>> [(str(subject), list(properties)) for subject, properties in grouped([fact])]
    [('<urn:s>', ['urn:p'])]
    """
    about: dict[_Term, dict[str, list[_Term]]] = defaultdict(lambda: defaultdict(list))
    for triple in {quad.triple for quad in quads}:
        about[triple.subject][triple.predicate.value].append(triple.object)
    ranks = {subject: _rank(properties.get(_TYPE, ())) for subject, properties in about.items()}
    return [
        (subject, {p: sorted(about[subject][p], key=_key) for p in sorted(about[subject], key=_place)})
        for subject in sorted(about, key=lambda s: (ranks[s], _key(s)))
    ]


def _place(predicate: str) -> tuple[bool, bool, str, str]:
    return predicate != _TYPE, predicate != _LABEL, _predicate(predicate, set()), predicate


def _blocks(quads: Iterable[ox.Quad], used: set[str]) -> list[str]:
    """Write a block for each subject, with a heading where another class begins."""
    blocks: list[str] = []
    last = -1
    for subject, properties in grouped(quads):
        rank = _rank(properties.get(_TYPE, ()))
        heading = f"# {_CLASSES[rank]}\n" if last != rank < len(_CLASSES) else ""
        blocks.append(heading + _block(subject, properties, used))
        last = rank
    return blocks


def canonical(quads: Iterable[ox.Quad]) -> Iterable[ox.Quad]:
    """Give blank nodes canonical names, so that the names that a parser made up do not reach a file.

    >>> fact = ox.Quad(ox.BlankNode(), ox.NamedNode("urn:p"), ox.Literal("b"))
    >>> [str(quad) for quad in canonical([fact])]
    ['_:c14n0 <urn:p> "b"']
    """
    found = list(quads)
    if not any(isinstance(term, _NESTING) for quad in found for term in (quad.subject, quad.object)):
        return found
    renamed = ox.Dataset(found)
    renamed.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return renamed


def _head(used: set[str]) -> list[str]:
    lines = [f"@prefix {name}: <{iris.PREFIXES[name]}> .\n" for name in sorted(used - {_BASE})]
    return ["".join([f"@base <{iris.ID}> .\n"] * (_BASE in used) + lines)] if used else []


def _rank(types: Iterable[_Term]) -> int:
    return min((_RANKS.get(str(kind)[1:-1], len(_CLASSES)) for kind in types), default=len(_CLASSES))


def _key(term: _Term) -> tuple[object, ...]:
    """Order IRIs before blank nodes before literals; numbers in an IRI count by their value."""
    if not isinstance(term, ox.NamedNode):
        return 1 + isinstance(term, ox.Literal) + 2 * isinstance(term, ox.Triple), (), str(term)
    # Every second part is a number, compared by its length and then its digits, leading zeros aside.
    words = _DIGITS.split(term.value)
    parts: list[object] = [*words]
    parts[1::2] = [(len(digits), digits) for digits in (word.lstrip("0") for word in words[1::2])]
    return 0, tuple(parts), term.value


def _block(subject: _Term, properties: dict[str, list[_Term]], used: set[str]) -> str:
    lines = [f"{_predicate(p, used)} {_objects(terms, used)}" for p, terms in properties.items()]
    return f"{_term(subject, used)} " + " ;\n    ".join(lines) + " .\n"


def _predicate(iri: str, used: set[str]) -> str:
    return "a" if iri == _TYPE else _iri(iri, used)


def _objects(terms: list[_Term], used: set[str]) -> str:
    if len(terms) == 1:
        return _term(terms[0], used)
    words = [_term(term, used) for term in terms]
    line = " , ".join(words)
    return line if len(line) <= _WIDTH else " ,\n        ".join(words)


def _term(term: _Term, used: set[str]) -> str:
    if isinstance(term, ox.NamedNode):
        return _iri(term.value, used)
    if isinstance(term, ox.Literal) and term.direction is None:
        return _literal(term, used)
    return str(term)


def _iri(iri: str, used: set[str]) -> str:
    if iri.startswith(iris.ID) and _BELOW.fullmatch(iri, len(iris.ID)):
        used.add(_BASE)
        return f"<{iri.removeprefix(iris.ID)}>"
    end = max(iri.rfind("#"), iri.rfind("/")) + 1
    name = _NAMES.get(iri[:end])
    if name is not None and _LOCAL.fullmatch(iri, end):
        used.add(name)
        return f"{name}:{iri[end:]}"
    return f"<{_UNSAFE.sub(_escape, iri)}>"


def _literal(literal: ox.Literal, used: set[str]) -> str:
    kind = literal.datatype.value
    if kind in _BARE and _BARE[kind].fullmatch(literal.value):
        return literal.value
    if literal.language is not None:
        return f"{_quoted(literal.value)}@{literal.language}"
    return _quoted(literal.value) + ("" if kind == _XSD + "string" else f"^^{_iri(kind, used)}")


def _quoted(words: str) -> str:
    """Quote words, over several lines where they have several; what a screen would hide is escaped."""
    safe = words.replace("\\", "\\\\").replace("\r", "\\r")
    if "\n" not in words:
        return '"' + _HIDDEN.sub(_escape, safe.replace('"', '\\"').replace("\t", "\\t")) + '"'
    return '"""' + _HIDDEN.sub(_escape, _INNER_QUOTE.sub(r"\"", safe)) + '"""'


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04X}"
