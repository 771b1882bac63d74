"""N-Triples: one triple a line, sorted."""

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
    """Return every triple of a graph once, a line each, without the names of graphs.

    >>> import kg
    >>> all(line.endswith(" .") for line in render(kg.build([])).decode().splitlines())
    True
    """
    return "".join(sorted({f"{quad.triple} .\n" for quad in canonical(described(dataset))})).encode()


def write(dataset: Dataset, path: str | os.PathLike[str]) -> None:
    """Write that to a file, whole or not at all.

    >>> import kg
    >>> write(kg.build([]), "/nowhere/at/all")
    Traceback (most recent call last):
    kg.errors.OutputError: /nowhere/at/all: the file cannot be written: no such file or directory
    """
    save(path, render(dataset))
