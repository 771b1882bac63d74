"""What a graph holds, counted and credited, as VoID and DCAT: by itself here, and inside every export that is RDF.

The IRI of the description is made of the digest of the triples that it describes, so that equal graphs have equal
descriptions. It names no time of day and no machine.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import iris
from kg.export.source import facts
from kg.export.source import file as save
from kg.triples import VERSION

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["described", "name", "render", "write"]

_P = iris.PREFIXES
_TYPE, _LABEL = _P["rdf"] + "type", _P["rdfs"] + "label"
_VOID, _DCAT, _DCTERMS, _PROV, _XSD = (_P[p] for p in ("void", "dcat", "dcterms", "prov", "xsd"))
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_RIGHTS = (
    "The licence covers what Readout added: the structure, the identifiers and the names of its vocabulary. The texts "
    "of the documents, and the words quoted from them, stay under the terms of their publishers."
)
_PREFIXED = re.compile(r"([a-z]+):([\w-]+)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

_Triples = set[ox.Triple]
_Said = Iterator[tuple[str, str, ox.NamedNode | ox.Literal]]


def render(dataset: Dataset) -> bytes:
    """Return the description of a graph alone, as Turtle.

    >>> import kg
    >>> b"void:triples 0 ;" in render(kg.build([]))
    True
    """
    from kg.store import turtle

    found = facts(dataset)
    store = ox.Store()
    store.bulk_extend(_description(found))
    return turtle(store)


def write(dataset: Dataset, path: str | os.PathLike[str]) -> None:
    """Write the description of a graph to a file, whole or not at all.

    >>> import kg
    >>> write(kg.build([]), "/nowhere/at/all")
    Traceback (most recent call last):
    kg.errors.OutputError: /nowhere/at/all: the file cannot be written: no such file or directory
    """
    save(path, render(dataset))


def described(dataset: Dataset) -> list[ox.Quad]:
    """Return the quads of a graph together with its description, which is a named graph of its own.

    A graph that carries a description already is given a new one in its place.

    >>> import kg
    >>> {quad.graph_name.value[:36] for quad in described(kg.build([]))}
    {'https://w3id.org/readout/id/dataset/'}
    """
    found = facts(dataset)
    return [*found, *_description(found)]


def name(quads: list[ox.Quad]) -> str:
    """Return the IRI of a graph as a whole; which named graph holds a triple makes no difference.

    >>> fact = ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("o"))
    >>> name([ox.Quad(*fact)]) == name([ox.Quad(*fact, ox.NamedNode("urn:g"))]) != name([])
    True
    """
    lines = sorted({str(quad.triple) for quad in quads})
    return iris.dataset(hashlib.sha256("\n".join(lines).encode()).hexdigest())


def _description(quads: list[ox.Quad]) -> list[ox.Quad]:
    own, triples = name(quads), {quad.triple for quad in quads}
    graph = ox.NamedNode(own)
    said = {*_head(own, triples), *_numbers(own, triples), *_parts(own, triples), *_origin(own, triples)}
    return [ox.Quad(ox.NamedNode(s), ox.NamedNode(p), o, graph) for s, p, o in sorted(said, key=str)]


def _head(own: str, triples: _Triples) -> _Said:
    days = sorted(
        triple.object.value[:10]
        for triple in triples
        if triple.predicate.value == _P["schema"] + "startDate"
        and isinstance(triple.object, ox.Literal)
        and _DAY.match(triple.object.value)
    )
    period = f"{days[0]} to {days[-1]}" if days and days[0] != days[-1] else "".join(days[:1])
    meetings = len(_members(triples, iris.READOUT + "Meeting"))
    title = f"Readout graph of {meetings} meeting{'' if meetings == 1 else 's'}" + (
        f", {period}" if period else ""
    )
    yield own, _TYPE, ox.NamedNode(_VOID + "Dataset")
    yield own, _TYPE, ox.NamedNode(_DCAT + "Dataset")
    yield own, _LABEL, _english(title)
    yield own, _DCTERMS + "title", _english(title)
    yield own, _DCTERMS + "license", ox.NamedNode(_LICENCE)
    yield own, _DCTERMS + "rights", _english(_RIGHTS)
    yield own, _DCTERMS + "conformsTo", ox.NamedNode(iris.READOUT.removesuffix("#"))
    yield own, _VOID + "uriSpace", ox.Literal(iris.ID)
    if period:
        yield own, _DCTERMS + "temporal", ox.NamedNode(f"{own}#period")
        yield f"{own}#period", _TYPE, ox.NamedNode(_DCTERMS + "PeriodOfTime")
        yield f"{own}#period", _LABEL, _english(period)
        yield f"{own}#period", _DCAT + "startDate", _typed(days[0], "date")
        yield f"{own}#period", _DCAT + "endDate", _typed(days[-1], "date")


def _numbers(own: str, triples: _Triples) -> _Said:
    typed = {triple.subject for triple in triples if triple.predicate.value == _TYPE}
    counts = {
        "triples": len(triples),
        "entities": len({subject for subject in typed if isinstance(subject, ox.NamedNode)}),
        "distinctSubjects": len({triple.subject for triple in triples}),
        "distinctObjects": len({triple.object for triple in triples}),
        "properties": len({triple.predicate for triple in triples}),
        "classes": len({triple.object for triple in triples if triple.predicate.value == _TYPE}),
        "documents": len(_members(triples, iris.READOUT + "Document")),
    }
    for key, count in counts.items():
        yield own, _VOID + key, _typed(str(count), "integer")


def _parts(own: str, triples: _Triples) -> _Said:
    """Say how often each class and property is used, and from which vocabularies they come."""
    classes = Counter(
        t.object.value for t in triples if _named_type(t) and isinstance(t.object, ox.NamedNode)
    )
    properties = Counter(triple.predicate.value for triple in triples)
    for kind, counted, key in (("class", classes, "entities"), ("property", properties, "triples")):
        for iri, count in counted.items():
            part = f"{own}#{kind}-{_tag(iri)}"
            yield own, f"{_VOID}{kind}Partition", ox.NamedNode(part)
            yield part, _VOID + kind, ox.NamedNode(iri)
            yield part, _VOID + key, _typed(str(count), "integer")
    for iri in (*classes, *properties):
        space = next((space for space in _P.values() if iri.startswith(space) and space != iris.ID), None)
        if space is not None:
            yield own, _VOID + "vocabulary", ox.NamedNode(_vocabulary(space))


def _named_type(triple: ox.Triple) -> bool:
    return triple.predicate.value == _TYPE and isinstance(triple.object, ox.NamedNode)


def _vocabulary(space: str) -> str:
    return space.removesuffix("#") if space in (iris.READOUT, iris.ACT, iris.TOPIC) else space


def _tag(iri: str) -> str:
    """Make a fragment of a term: its prefixed name, or a digest where it has none."""
    short = _PREFIXED.fullmatch(iris.compact(iri))
    return f"{short[1]}-{short[2]}" if short else hashlib.sha256(iri.encode()).hexdigest()[:16]


def _origin(own: str, triples: _Triples) -> _Said:
    """Say from which documents the graph was derived, what their digests are, and by which program."""
    software = f"{own}#software"
    yield own, _PROV + "wasAttributedTo", ox.NamedNode(software)
    yield software, _TYPE, ox.NamedNode(_PROV + "SoftwareAgent")
    yield software, _LABEL, _english(f"readout-kg {VERSION}")
    yield software, _P["schema"] + "softwareVersion", ox.Literal(VERSION)
    documents = _members(triples, iris.READOUT + "Document")
    for document in documents:
        yield own, _PROV + "wasDerivedFrom", ox.NamedNode(document)
    for triple in triples:
        if triple.predicate.value == _P["schema"] + "sha256" and isinstance(triple.subject, ox.NamedNode):
            digest = triple.object
            if triple.subject.value in documents and isinstance(digest, ox.Literal):
                yield triple.subject.value, _P["schema"] + "sha256", digest


def _members(triples: _Triples, kind: str) -> set[str]:
    wanted = ox.NamedNode(kind)
    return {
        triple.subject.value
        for triple in triples
        if triple.predicate.value == _TYPE
        and triple.object == wanted
        and isinstance(triple.subject, ox.NamedNode)
    }


def _english(words: str) -> ox.Literal:
    return ox.Literal(words, language="en")


def _typed(words: str, kind: str) -> ox.Literal:
    return ox.Literal(words, datatype=ox.NamedNode(_XSD + kind))
