"""Reads the official summary of a diplomatic meeting and builds a knowledge graph of it.

Every claim of the graph is tied to the characters that it was read from.

>>> import kg
>>> reading = kg.read(kg.seed())
>>> reading.meeting.date.isoformat(), reading.meeting.minutes
('2021-03-16', 90)
>>> reading.quote(reading.statements[7].cue)
'agreed'
>>> graph = kg.build([kg.seed()])
>>> table = kg.query(graph, "SELECT (COUNT(?s) AS ?n) { ?s a readout:Agreement }")
>>> table.rows
((9,),)

Importing this package does no work and loads no heavy library; the first call that needs one does.
"""

from __future__ import annotations

import importlib.resources
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

# A submodule becomes an attribute of its package when it is first imported. Those that share their name with
# a function of this module are therefore imported here, before the function is defined over them.
from kg.build import build as _build
from kg.check import check as _check
from kg.errors import (
    ConformanceError,
    InputError,
    KgError,
    NoReadoutError,
    OutputError,
    QueryError,
    VocabularyError,
)
from kg.model import Reading

if TYPE_CHECKING:
    import rdflib

    from kg.check import Report
    from kg.export.html import View
    from kg.notebook import Graph
    from kg.queries import Given
    from kg.tables import Table

__all__ = [
    "ConformanceError",
    "InputError",
    "KgError",
    "NoReadoutError",
    "OutputError",
    "QueryError",
    "Reading",
    "VocabularyError",
    "build",
    "check",
    "load",
    "query",
    "read",
    "seed",
    "view",
]

__version__ = "0.1.0"


def read(path: str | os.PathLike[str], *, vocabulary: Sequence[str | os.PathLike[str]] = ()) -> Reading:
    """Read one summary; ``-`` is standard input.

    ``vocabulary`` names Turtle files that add to what the reader knows. Raises :class:`InputError` where the
    source cannot be read, :class:`NoReadoutError` where it reports no meeting, :class:`VocabularyError` for a
    faulty vocabulary file.

    >>> [participant.name for participant in read(seed()).meeting.participants]
    ['Kishi', 'Austin']
    >>> read("nowhere.txt")
    Traceback (most recent call last):
    kg.errors.InputError: nowhere.txt: there is no such file
    """
    from kg.reading import read as interpret
    from kg.text import read as characters
    from kg.vocabulary import load as known

    return interpret(characters(path), known([Path(extra) for extra in vocabulary]))


def build(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    vocabulary: Sequence[str | os.PathLike[str]] = (),
) -> Graph:
    """Build the graph of the summaries in files and folders: an :class:`rdflib.Dataset` that shows itself.

    Each document lies in a named graph of its own; the default graph is the union of them all. A file that is
    given twice counts once, and the order of the files does not matter. Raises as :func:`read` does.

    >>> graph = build([seed()])
    >>> len(graph) > 500
    True
    >>> build(["nowhere.txt"])
    Traceback (most recent call last):
    kg.errors.InputError: nowhere.txt: there is no such file
    """
    from kg.notebook import shown

    return shown(_build(paths, vocabulary=vocabulary))


def check(source: rdflib.Graph | str | os.PathLike[str] | Sequence[str | os.PathLike[str]]) -> Report:
    """Check a graph, or the graphs or vocabulary entries in some files, against the shapes of the ontology.

    Raises :class:`InputError` where a file cannot be read.

    >>> check(build(seed())).conforms
    True
    >>> check("nowhere.ttl")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    kg.errors.InputError: nowhere.ttl: there is no such file
    """
    if isinstance(source, str | os.PathLike):
        return _check([Path(source)])
    return _check([Path(path) for path in source] if isinstance(source, Sequence) else source)


def load(path: str | os.PathLike[str]) -> Graph:
    """Load a graph that was written before, from Turtle, N-Triples, N-Quads or TriG.

    Raises :class:`InputError` where the file cannot be read.

    >>> load("nowhere.ttl")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    kg.errors.InputError: nowhere.ttl: there is no such file
    """
    from kg.notebook import shown
    from kg.store import load as stored

    return shown(stored(Path(path)))


def query(graph: rdflib.Dataset, query_or_name: str, **parameters: Given | Iterable[Given]) -> Table:
    """Run SPARQL, or a named query that ships with the package, over a graph.

    Every prefix of the vocabulary is known without being declared. Raises :class:`QueryError` for an unknown
    name, bad syntax or a missing parameter.

    >>> query(build([seed()]), "ASK { ?meeting a readout:Meeting }").rows
    ((True,),)
    """
    from kg.queries import query as answer

    return answer(graph, query_or_name, **parameters)


def seed() -> Path:
    """Return the path of the summary that ships with the package.

    >>> seed().name
    'japan-us-2021-03-16.txt'
    """
    package = Path(str(importlib.resources.files(__name__)))
    inside = package / "data"
    return (inside if inside.is_dir() else package.parent / "data") / "japan-us-2021-03-16.txt"


def view(
    graph: rdflib.Dataset,
    *,
    meeting: str = "",
    topic: str = "",
    country: str = "",
    since: str = "",
    until: str = "",
    height: int = 720,
) -> View:
    """Show a graph, or the part of it that meets every condition: in a notebook, in a frame cut off from it.

    ``meeting``, ``topic`` (with what is narrower) and ``country`` (or a body) are names, codes, IRIs or the day
    of a meeting; ``since`` and ``until`` are ISO dates, both inclusive; ``height`` is in pixels. The page is
    ``.page``, and ``.save(path)`` writes it. Raises :class:`QueryError` for an unknown name, for a day that is
    none, and where no statement is left.

    >>> graph = build([seed()])
    >>> shown = view(graph, topic="North Korea", height=480)
    >>> shown, shown.page[:15]
    (View(height=480), b'<!doctype html>')
    >>> view(graph, topic="whaling")
    Traceback (most recent call last):
    kg.errors.QueryError: no topic of the graph is called “whaling”
    """
    from kg.export.html import view as page

    return page(graph, meeting=meeting, topic=topic, country=country, since=since, until=until, height=height)
