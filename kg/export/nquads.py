"""N-Quads: one triple a line with the graph that it stands in, sorted."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kg.export.source import file as save
from kg.export.void import described
from kg.turtle import canonical

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["render", "write"]


def render(dataset: Dataset) -> bytes:
    """Return every quad of a graph, a line each.

    >>> import kg
    >>> b"/dataset/" in render(kg.build([])).splitlines()[0].rpartition(b" <")[2]
    True
    """
    return "".join(sorted({f"{quad} .\n" for quad in canonical(described(dataset))})).encode()


def write(dataset: Dataset, path: str | os.PathLike[str]) -> None:
    """Write that to a file, whole or not at all.

    >>> import kg
    >>> write(kg.build([]), "/nowhere/at/all")
    Traceback (most recent call last):
    kg.errors.OutputError: /nowhere/at/all: the file cannot be written: no such file or directory
    """
    save(path, render(dataset))
