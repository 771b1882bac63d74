"""Turtle: all graphs as one, prefixed, sorted for a person to read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kg.export.source import file as save
from kg.export.void import described
from kg.turtle import turtle

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["render", "write"]


def render(dataset: Dataset) -> bytes:
    """Return all named graphs of a graph as one Turtle document, its description last.

    >>> import kg
    >>> render(kg.build([])).decode().splitlines()[0]
    '@base <https://w3id.org/readout/id/> .'
    """
    return turtle(quad.triple for quad in described(dataset)).encode()


def write(dataset: Dataset, path: str | os.PathLike[str]) -> None:
    """Write that to a file, whole or not at all.

    >>> import kg
    >>> write(kg.build([]), "/nowhere/at/all")
    Traceback (most recent call last):
    kg.errors.OutputError: /nowhere/at/all: the file cannot be written: no such file or directory
    """
    save(path, render(dataset))
