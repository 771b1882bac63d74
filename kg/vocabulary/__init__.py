"""The ontology folder, loaded, checked and compiled once into the tables that the reader works from.

Everything that the reader knows of the world stands in ``ontology/``. A file of the user's own adds to it; a faulty
entry is reported with its file and term.
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.vocabulary.entries import check, facts_of, parse
from kg.vocabulary.model import Frame, Phrase, Roles, Vocabulary
from kg.vocabulary.tables import compiled

__all__ = ["Frame", "Phrase", "Roles", "Vocabulary", "folder", "load"]

_APART = ("shapes.ttl", "alignments.ttl", "inverses.ttl")
"""Files that the reader has no use for: constraints, and ties to other vocabularies."""

_TERMS = ("persons.ttl", "hints.ttl")
"""The terms of office: they link those who met, and give no names to look for in a text."""


def folder() -> Path:
    """Return the ontology folder, beside the package in a checkout and inside it when installed.

    >>> (folder() / "acts.ttl").is_file()
    True
    """
    package = Path(str(importlib.resources.files("kg")))
    inside = package / "ontology"
    return inside if inside.is_dir() else package.parent / "ontology"


def load(extra: Sequence[Path | str] = ()) -> Vocabulary:
    """Load the ontology that ships with the package, and the user's own files after it.

    Raises :class:`~kg.errors.VocabularyError` for a missing file, bad Turtle, or a faulty entry.

    >>> load() is load()
    True
    """
    return _load(tuple(_stamped(Path(path)) for path in extra))


_Stamped = tuple[Path, Path, int, int]


def _stamped(path: Path) -> _Stamped:
    """Return a file as named, where it is, when it was written and its size: one that was edited is loaded anew."""
    try:
        known = path.stat()
    except OSError:
        return path, path.absolute(), 0, 0  # parsing says what is wrong with it
    return path, path.absolute(), known.st_mtime_ns, known.st_size


@cache
def _load(stamped: tuple[_Stamped, ...]) -> Vocabulary:
    extra = tuple(named for named, *_ in stamped)
    own = sorted(path for path in folder().rglob("*.ttl") if path.name not in (*_APART, *_TERMS))
    terms = sorted(path for path in folder().rglob("*.ttl") if path.name in _TERMS)
    store, held = ox.Store(), ox.Store()
    for path in (*own, *extra):
        parse(store, path)
    for path in (*terms, *extra):
        parse(held, path)
    facts = facts_of(store)
    check(store, facts)
    return compiled(store, facts, (*own, *terms, *extra), facts_of(held))
