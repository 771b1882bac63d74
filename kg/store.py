"""The one seam over rdflib and Oxigraph: graphs in memory, and graphs as files.

A graph lives in one Oxigraph store; rdflib sees the same store through oxrdflib. Each document has its own
named graph, and rdflib's default graph is the union of them all. What is written is sorted: equal graphs give
equal bytes.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import InputError, OutputError
from kg.turtle import canonical
from kg.turtle import turtle as _turtle

if TYPE_CHECKING:
    from rdflib import Dataset, Graph

__all__ = ["dataset", "load", "merged", "nquads", "oxigraph", "turtle", "write"]

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
}


def dataset(quads: Iterable[ox.Quad] = ()) -> Dataset:
    """Put quads into a new in-memory store and return it as an rdflib dataset.

    >>> from pyoxigraph import Literal, NamedNode, Quad
    >>> found = dataset([Quad(NamedNode("urn:a"), NamedNode("urn:p"), Literal("b"), NamedNode("urn:g"))])
    >>> len(found), len(dataset())
    (1, 0)
    """
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    store = ox.Store()
    store.bulk_extend(quads)
    return Dataset(store=OxigraphStore(store=store), default_union=True)


def oxigraph(graph: Dataset | Graph | ox.Store) -> ox.Store:
    """Return the Oxigraph store under a graph; an rdflib graph that has none under it is copied into one.

    >>> found = dataset()
    >>> oxigraph(found) is oxigraph(found)
    True
    >>> import rdflib
    >>> own = rdflib.Graph().parse(data="<urn:a> <urn:p> 1 .")
    >>> len(oxigraph(own)), oxigraph(own) is oxigraph(own)
    (1, False)
    """
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    if isinstance(graph, ox.Store):
        return graph
    if isinstance(graph.store, OxigraphStore) and isinstance(graph, Dataset):
        return graph.store._inner
    named = isinstance(graph, Dataset)
    words = graph.serialize(format="nquads" if named else "nt", encoding="utf-8")
    store = ox.Store()
    store.load(words, format=ox.RdfFormat.N_QUADS if named else ox.RdfFormat.N_TRIPLES, lenient=True)
    return store


def merged(graph: Dataset | Graph | ox.Store) -> ox.Store:
    """Return a store whose default graph holds every triple of the graph once, the named graphs beside it.

    Oxigraph's own union of named graphs counts a triple as often as graphs hold it. A store that has no named
    graph is returned as it is; any other is copied.

    >>> from pyoxigraph import Literal, NamedNode, Quad
    >>> fact = NamedNode("urn:a"), NamedNode("urn:p"), Literal("b")
    >>> twice = dataset([Quad(*fact, NamedNode("urn:g")), Quad(*fact, NamedNode("urn:h"))])
    >>> len(list(merged(twice).query("SELECT * { ?s ?p ?o }")))
    1
    >>> store = ox.Store()
    >>> merged(store) is store
    True
    """
    store = oxigraph(graph)
    if next(iter(store.named_graphs()), None) is None:
        return store
    copy = ox.Store()
    copy.bulk_extend(store)
    copy.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in store)
    return copy


def turtle(graph: Dataset | Graph | ox.Store) -> bytes:
    """Write all graphs of a dataset as one Turtle document for people, the same bytes for the same triples.

    See :mod:`kg.turtle` for the order.

    >>> print(turtle(dataset()).decode())
    <BLANKLINE>
    """
    return _turtle(quad.triple for quad in oxigraph(graph)).encode()


def nquads(graph: Dataset | Graph | ox.Store) -> bytes:
    """Write a dataset as sorted N-Quads, each document in its named graph.

    >>> from pyoxigraph import Literal, NamedNode, Quad
    >>> fact = Quad(NamedNode("urn:a"), NamedNode("urn:p"), Literal("é"), NamedNode("urn:g"))
    >>> nquads(dataset([fact])).decode()
    '<urn:a> <urn:p> "é" <urn:g> .\\n'
    """
    return "".join(sorted(f"{quad} .\n" for quad in canonical(oxigraph(graph)))).encode()


def load(path: str | os.PathLike[str]) -> Dataset:
    """Load a graph; the extension tells Turtle, N-Triples, N-Quads, TriG and RDF/XML apart.

    What a file says outside named graphs goes to the default graph. Nothing is fetched: XML that declares entities is
    refused, and so is JSON-LD, whose meaning may hang on a context elsewhere. Raises :class:`~kg.errors.InputError` if
    the file is missing, unreadable, of another kind, or wrong at some line and column.

    >>> load("nowhere.ttl")
    Traceback (most recent call last):
    kg.errors.InputError: nowhere.ttl: there is no such file
    >>> load("graph.docx")
    Traceback (most recent call last):
    kg.errors.InputError: graph.docx: a graph ends in .nq, .nt, .owl, .rdf, .trig, .ttl or .xml
    """
    place = Path(path)
    kind = _FORMATS.get(place.suffix.lower())
    if kind is None:
        *first, last = sorted(_FORMATS)
        known = f"a graph ends in {', '.join(first)} or {last}"
        why = "JSON-LD is written but not read; " if place.suffix.lower() in (".jsonld", ".json") else ""
        raise InputError(f"{place}: {why}{known}")
    try:
        found = place.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except FileNotFoundError as error:
        raise InputError(f"{place}: there is no such file") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{place}: the file cannot be read: {_told(error)}") from error
    if kind == ox.RdfFormat.RDF_XML and b"<!ENTITY" in found:  # the parser takes UTF-8 alone
        line = found.count(b"\n", 0, found.index(b"<!ENTITY")) + 1
        raise InputError(f"{place}:{line}: the graph declares an entity, and entities are not expanded")
    try:
        return dataset(ox.parse(found, format=kind))
    except SyntaxError as error:
        where = f"{place}:{error.lineno}:{error.offset}" if error.lineno else f"{place}"
        raise InputError(f"{where}: {_reason(error)}") from error


def _reason(error: SyntaxError) -> str:
    """Keep what Oxigraph says of the fault and drop the place, which the message already names."""
    said = re.sub(r"^Parser error at .*?: | \(line \d+\)$", "", str(error))
    return f"the graph cannot be read: {said}"


def write(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file whole or not at all: no reader sees half of it, and a failure leaves nothing behind.

    A link is followed; the folder must exist. Raises :class:`~kg.errors.OutputError` on failure.

    >>> write("/nowhere/at/all/graph.ttl", b"")
    Traceback (most recent call last):
    kg.errors.OutputError: /nowhere/at/all/graph.ttl: the file cannot be written: no such file or directory
    """
    try:
        place = Path(os.path.realpath(path))
        if place.exists() and not place.is_file():
            raise FileExistsError(0, "something other than a file stands in its place")
        _replace(place, data)
    except (OSError, ValueError) as error:
        raise OutputError(f"{os.fspath(path)}: the file cannot be written: {_told(error)}") from error


def _replace(place: Path, data: bytes) -> None:
    draft = place.with_name(f".{place.name[:60]}.{secrets.token_hex(4)}.tmp")
    try:
        with draft.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if place.exists():
            draft.chmod(stat.S_IMODE(place.stat().st_mode))
        draft.replace(place)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _told(error: OSError | ValueError) -> str:
    said = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return said[:1].lower() + said[1:]
