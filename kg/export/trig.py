"""TriG: Turtle with a block for each named graph."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kg.export.source import file as save
from kg.export.void import described
from kg.turtle import trig

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["render", "write"]


def render(dataset: Dataset) -> bytes:
    """Return a graph with each of its named graphs in a block, which reads as Turtle.

    >>> import kg
    >>> render(kg.build([])).decode().rstrip()[-1]
    '}'
    """
    return trig(described(dataset)).encode()


def write(dataset: Dataset, path: str | os.PathLike[str]) -> None:
    """Write that to a file, whole or not at all.

    >>> import kg
    >>> write(kg.build([]), "/nowhere/at/all")
    Traceback (most recent call last):
    kg.errors.OutputError: /nowhere/at/all: the file cannot be written: no such file or directory
    """
    save(path, render(dataset))
