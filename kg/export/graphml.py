"""GraphML, for yEd, Cytoscape, Gephi and igraph: the network of a graph with all its attributes."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

from kg.export.network import projected
from kg.export.source import file as save

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["render", "write"]


def render(dataset: Dataset) -> bytes:
    """Return the network of a graph as GraphML.

    >>> import kg
    >>> b"<graphml " in render(kg.build([]))
    True
    """
    from networkx import write_graphml_xml

    stream = io.BytesIO()
    graph = projected(dataset)
    # The writer takes the key of an edge for its id; several edges have the same key, and ids must differ.
    write_graphml_xml(graph, stream, edge_id_from_attribute="id")
    return stream.getvalue().rstrip() + b"\n"


def write(dataset: Dataset, path: str | os.PathLike[str]) -> None:
    """Write that to a file, whole or not at all.

    >>> import kg
    >>> write(kg.build([]), "/nowhere/at/all")
    Traceback (most recent call last):
    kg.errors.OutputError: /nowhere/at/all: the file cannot be written: no such file or directory
    """
    save(path, render(dataset))
