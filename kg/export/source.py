"""What every format starts from: the facts of a graph, without the description that an earlier export added."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import iris
from kg.errors import OutputError
from kg.store import dataset as stored
from kg.store import oxigraph
from kg.store import write as save
from kg.turtle import canonical

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["ABOUT", "exact", "facts", "file", "legible", "plain"]

ABOUT = iris.ID + "dataset/"
"""How the IRIs begin that describe a graph as a whole."""

_ILLEGIBLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def facts(graph: Dataset) -> list[ox.Quad]:
    """Return the quads of a graph with canonical blank nodes, the description of the graph itself left out.

    >>> import kg
    >>> facts(kg.build([]))
    []
    """
    found = [quad for quad in oxigraph(graph) if not _describes(quad)]
    return list(canonical(found))


def _describes(quad: ox.Quad) -> bool:
    ends = (quad.subject, quad.graph_name)
    return any(isinstance(end, ox.NamedNode) and end.value.startswith(ABOUT) for end in ends)


def plain(graph: Dataset) -> Dataset:
    """Return the facts of a graph as a dataset of their own, the same for equal graphs.

    >>> import kg
    >>> len(plain(kg.build([])))
    0
    """
    return stored(facts(graph))


def legible(words: str) -> str:
    """Drop the characters that XML 1.0 forbids or that no table should hold: controls, but for tab and line ends.

    >>> legible("a\\x00b\\x1b[31m\\n")
    'ab[31m\\n'
    """
    return _ILLEGIBLE.sub("", words)


def exact(name: str, quads: Iterable[ox.Quad]) -> None:
    """Raise :class:`~kg.errors.OutputError` for terms of RDF 1.2, which a format of RDF 1.1 cannot hold.

    >>> quoted = ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("o"))
    >>> exact("rdfxml", [ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), quoted)])
    Traceback (most recent call last):
    kg.errors.OutputError: <urn:a>: rdfxml has no place for a triple as a value; nquads has
    """
    for quad in quads:
        if isinstance(quad.subject, ox.Triple) or isinstance(quad.object, ox.Triple):
            raise OutputError(f"{quad.subject}: {name} has no place for a triple as a value; nquads has")
        if isinstance(quad.object, ox.Literal) and quad.object.direction is not None:
            raise OutputError(f"{quad.subject}: {name} has no place for the direction of a text; nquads has")


def file(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file whole or not at all; see :func:`kg.store.write`.

    >>> file("/nowhere/at/all", b"")
    Traceback (most recent call last):
    kg.errors.OutputError: /nowhere/at/all: the file cannot be written: no such file or directory
    """
    save(path, data)
