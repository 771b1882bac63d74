"""Ways out of a graph, one module a format, each with the same two verbs: ``render`` and ``write``.

``render(dataset)`` gives the bytes of one file, or those of several by name; ``write(dataset, path)`` puts them on the
disk, whole or not at all. The same graph gives the same bytes, in whatever order it was loaded.
"""

from __future__ import annotations

import difflib
import importlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

from kg.errors import OutputError

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["FORMATS", "Format", "get", "listing", "render", "write"]


@dataclass(frozen=True, slots=True)
class Format:
    """One way out: its name, what it is for, and whether it is a folder of files.

    >>> FORMATS["csv"].folder, FORMATS["turtle"].folder
    (True, False)
    """

    name: str
    use: str
    folder: bool = False

    def module(self) -> ModuleType:
        """Load the module of the format, and with it what it needs."""
        return importlib.import_module(f"kg.export.{self.name}")


FORMATS: Mapping[str, Format] = {
    known.name: known
    for known in (
        Format("turtle", "RDF for people to read and to keep under version control"),
        Format("ntriples", "RDF, a triple a line, for pipes and bulk loaders"),
        Format("nquads", "RDF, a triple and its document a line, for triple stores"),
        Format("trig", "Turtle with a named graph for each document"),
        Format("rdfxml", "RDF in XML, for older tools"),
        Format("jsonld", "JSON with readable keys, statements inside their meeting"),
        Format("csv", "a folder of tables for spreadsheets, R and pandas", folder=True),
        Format("parquet", "the same with types, for pandas and DuckDB", folder=True),
        Format("graphml", "a network for yEd, Cytoscape, Gephi and igraph"),
        Format("gexf", "a network for Gephi, with labels and dates"),
        Format("cypher", "a script that merges the network into Neo4j"),
        Format("webannotation", "W3C Web Annotations that mark statements in the text"),
        Format("void", "the VoID and DCAT description of the graph by itself"),
        Format("html", "the picture: one page for any browser"),
    )
}
"""Every format by name, in the order in which they are listed."""


def get(name: str) -> Format:
    """Return the format of a name; an unknown one raises :class:`~kg.errors.OutputError`.

    >>> get("gexf").use
    'a network for Gephi, with labels and dates'
    >>> get("json-ld")
    Traceback (most recent call last):
    kg.errors.OutputError: there is no format “json-ld”; did you mean jsonld?
    """
    if name not in FORMATS:
        near = difflib.get_close_matches(name.lower(), FORMATS, n=2)
        hint = f"did you mean {' or '.join(near)}?" if near else f"there are: {', '.join(FORMATS)}"
        raise OutputError(f"there is no format “{name}”; {hint}")
    return FORMATS[name]


def render(name: str, dataset: Dataset) -> bytes | dict[str, bytes]:
    """Render a graph in the format of that name: the bytes of one file, or of several by their names.

    Raises :class:`~kg.errors.OutputError` for an unknown format, and where a format cannot hold the graph.

    >>> import kg
    >>> sorted(render("csv", kg.build([])))[:3]
    ['commitments.csv', 'documents.csv', 'entities.csv']
    """
    found: bytes | dict[str, bytes] = get(name).module().render(dataset)
    return found


def write(name: str, dataset: Dataset, path: str | os.PathLike[str]) -> None:
    """Write a graph to a file, or to a folder where the format has several: whole or not at all.

    >>> import kg
    >>> write("turtle", kg.build([]), "/nowhere/at/all.ttl")
    Traceback (most recent call last):
    kg.errors.OutputError: /nowhere/at/all.ttl: the file cannot be written: no such file or directory
    """
    get(name).module().write(dataset, path)


def listing() -> str:
    """Return a line for each format: its name and its use.

    >>> print(listing().splitlines()[0])
    turtle         RDF for people to read and to keep under version control
    """
    return "\n".join(f"{known.name:<15}{known.use}" for known in FORMATS.values())
