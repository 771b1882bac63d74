"""A graph as plain values, read from files or taken from a store, so that checks need no library's terms.

Nothing is fetched: files are parsed as they lie there, imports are not followed, entities are not expanded, and
formats that can name a remote context are refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.errors import InputError, VocabularyError
from kg.iris import PREFIXES, VANN, compact

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = [
    "FORMATS",
    "About",
    "Facts",
    "Source",
    "Term",
    "copied",
    "expand",
    "named",
    "oxigraph",
    "parsed",
    "plain",
    "shown",
]

FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".owl": ox.RdfFormat.RDF_XML,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
    ".xml": ox.RdfFormat.RDF_XML,
}
"""The formats that are read, by how the name of a file ends."""


class Term(NamedTuple):
    """One node: ``kind`` is ``iri``, ``blank``, ``literal`` or ``triple``; a literal may have a datatype or a language.

    Plain strings have neither, so that equal literals are equal terms.

    >>> Term("Japan", "literal", language="en").text
    'Japan'
    """

    text: str
    kind: str = "iri"
    datatype: str = ""
    language: str = ""


About = Mapping[str, Collection[Term]]
"""What is said about one node: from property to values."""

Facts = Mapping[str, About]
"""A graph: from subject to what is said about it."""


@dataclass(slots=True)
class Source:
    """The union of some graphs: facts by subject, the file that each subject was first seen in, and all files."""

    facts: dict[str, dict[str, dict[Term, None]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict))
    )
    files: dict[str, str] = field(default_factory=dict)
    paths: tuple[str, ...] = ()

    def add(self, subject: str, predicate: str, value: Term, file: str = "") -> None:
        """Take in one triple, once, whichever graph it stands in."""
        self.facts[subject][predicate][value] = None
        if file:
            self.files.setdefault(subject, file)

    def file(self, subject: str) -> str:
        """Return the file that describes a subject, or all files where none does."""
        return self.files.get(subject) or ", ".join(self.paths)

    def classes(self) -> set[str]:
        """Return every class that has a member."""
        return {term.text for about in self.facts.values() for term in about.get(expand("rdf:type"), ())}


def expand(name: str) -> str:
    """Write a prefixed name out in full.

    >>> expand("readout:act")
    'https://w3id.org/readout#act'
    """
    prefix, _, local = name.partition(":")
    return (VANN if prefix == "vann" else PREFIXES[prefix]) + local


_STRING = expand("xsd:string")


def shown(term: Term) -> str:
    """Write a node for a person, on one line, without control characters, long words cut.

    >>> shown(Term("https://w3id.org/readout/act#agree")), shown(Term("a\\nb", "literal"))
    ('act:agree', '“a b”')
    >>> shown(Term("0.5", "literal", datatype=expand("xsd:double"))), shown(Term("_:x", "blank"))
    ('“0.5”^^xsd:double', 'a blank node')
    """
    if term.kind in ("blank", "triple"):
        return "a blank node" if term.kind == "blank" else "a triple"
    line = "".join(c if c.isprintable() else "�" for c in " ".join(term.text.split()))
    if term.kind == "iri":
        return compact(line if len(line) <= 300 else line[:299] + "…")
    line = line if len(line) <= 80 else line[:79] + "…"
    kind = f"^^{shown(Term(term.datatype))}" if term.datatype else ""
    return f"“{line}”" + (f"@{term.language}" if term.language else kind)


def named(iri: str) -> Term:
    """Return the node that stands for a subject of facts, where blank nodes begin with ``_:``."""
    return Term(iri, "blank" if iri.startswith("_:") else "iri")


def parsed(paths: Sequence[Path], error: type[InputError] | type[VocabularyError]) -> Source:
    """Read files, each in the format that its name ends with, blank nodes of different files kept apart.

    :raises InputError: or the other class that is passed, if a file is missing, of another format, or not well-formed.

    >>> parsed([Path("graph.jsonld")], InputError)
    Traceback (most recent call last):
    kg.errors.InputError: graph.jsonld: found the ending '.jsonld', wanted .nq, .nt, .owl, .rdf, .trig, .ttl or .xml
    """
    source = Source(paths=tuple(str(path) for path in paths))
    for number, path in enumerate(paths):
        for quad in _quads(path, error):
            subject, value = oxigraph(quad.subject, number), oxigraph(quad.object, number)
            source.add(subject.text, quad.predicate.value, value, str(path))
    return source


def _quads(path: Path, error: type[InputError] | type[VocabularyError]) -> Iterator[ox.Quad]:
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        *first, last = sorted(FORMATS)
        raise error(f"{path}: found the ending {path.suffix!r}, wanted {', '.join(first)} or {last}")
    try:
        content = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as fault:
        raise error(f"{path}: the file cannot be read: {fault.strerror or fault}") from fault
    if form == ox.RdfFormat.RDF_XML and b"<!ENTITY" in content:
        line = content[: content.index(b"<!ENTITY")].count(b"\n") + 1
        raise error(f"{path}:{line}: found an entity declaration, wanted none: entities are not expanded")
    try:
        yield from ox.parse(content, form, base_iri=path.absolute().as_uri())
    except SyntaxError as fault:
        where = f"{path}:{fault.lineno}" if fault.lineno else f"{path}"
        place, _, reason = str(fault.msg).partition(": ")
        reason = reason if place.startswith("Parser error") else str(fault.msg)
        raise error(f"{where}: this is no {form.name}: {reason}") from fault


def oxigraph(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, number: int = 0) -> Term:
    """Turn a node of Oxigraph into a plain one; ``number`` keeps the blank nodes of different sources apart.

    >>> oxigraph(ox.NamedNode("urn:a")), oxigraph(ox.BlankNode("b"), 3).text
    (Term(text='urn:a', kind='iri', datatype='', language=''), '_:3.b')
    """
    if isinstance(node, ox.NamedNode):
        return Term(node.value)
    if isinstance(node, ox.Literal):
        datatype = "" if node.language or node.datatype.value == _STRING else node.datatype.value
        return Term(node.value, "literal", datatype, node.language or "")
    if isinstance(node, ox.BlankNode):
        return Term(f"_:{number}.{node.value}", "blank")
    return Term(str(node), "triple")


def copied(graph: Graph | ox.Store) -> Source:
    """Copy the union of a dataset's named graphs, from the Oxigraph store under it where it has one.

    >>> from rdflib import Graph
    >>> copied(Graph().parse(data="<urn:a> <urn:p> 1 .")).facts["urn:a"]["urn:p"]
    {Term(text='1', kind='literal', datatype='http://www.w3.org/2001/XMLSchema#integer', language=''): None}
    """
    from rdflib import Dataset

    source = Source()
    store = getattr(graph.store, "_inner", None) if isinstance(graph, Dataset) else graph
    if isinstance(store, ox.Store):
        for quad in store:
            source.add(oxigraph(quad.subject).text, quad.predicate.value, oxigraph(quad.object))
    elif not isinstance(graph, ox.Store):
        quads = (
            (quad[:3] for quad in graph.quads()) if isinstance(graph, Dataset) else graph.triples((None,) * 3)
        )
        for subject, predicate, value in quads:
            source.add(plain(subject).text, str(predicate), plain(value))
    return source


def plain(node: Node | None) -> Term:
    """Turn a node of rdflib into a plain one; an IRI that stands for a blank node becomes blank again.

    >>> from rdflib import Literal, URIRef
    >>> plain(Literal("Japan", lang="en")) == Term("Japan", "literal", language="en")
    True
    >>> plain(URIRef("_:b")).kind
    'blank'
    """
    from rdflib import BNode, Literal, URIRef

    if isinstance(node, Literal):
        datatype = "" if node.datatype is None or str(node.datatype) == _STRING else str(node.datatype)
        return Term(str(node), "literal", datatype, node.language or "")
    if isinstance(node, BNode):
        return Term(f"_:{node}", "blank")
    return named(str(node)) if isinstance(node, URIRef) else Term(str(node), "triple")
