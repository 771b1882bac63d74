"""GEXF, for Gephi: the network of a graph with labels, attributes and an edge type for each role."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from kg.export.network import projected
from kg.export.source import file as save
from kg.triples import VERSION

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["render", "write"]

_META = re.compile(r"<meta\b.*?</meta>", re.DOTALL)


def render(dataset: Dataset) -> bytes:
    """Return the network of a graph as GEXF 1.2; the day of the export, which the format offers to name, is left out.

    >>> import kg
    >>> b"<creator>readout-kg" in render(kg.build([]))
    True
    """
    from networkx import generate_gexf

    words = "\n".join(generate_gexf(projected(dataset)))
    # The writer's own meta element stands before anything from the graph; it names the day.
    words = _META.sub(f"<meta><creator>readout-kg {VERSION}</creator></meta>", words, count=1)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{words}\n'.encode()


def write(dataset: Dataset, path: str | os.PathLike[str]) -> None:
    """Write that to a file, whole or not at all.

    >>> import kg
    >>> write(kg.build([]), "/nowhere/at/all")
    Traceback (most recent call last):
    kg.errors.OutputError: /nowhere/at/all: the file cannot be written: no such file or directory
    """
    save(path, render(dataset))
