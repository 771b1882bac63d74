"""Cypher: a script that merges the network of a graph into Neo4j or Memgraph, as often as it is run.

Each node bears the label ``Readout`` and that of its kind, and is found again by its ``id``, the IRI.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.export.network import projected
from kg.export.source import file as save

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["quoted", "render", "write"]

_MARKS = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def render(dataset: Dataset) -> bytes:
    """Return a script with one Cypher statement a line.

    >>> import kg
    >>> print(render(kg.build([])).decode())
    CREATE CONSTRAINT readout_id IF NOT EXISTS FOR (n:Readout) REQUIRE n.id IS UNIQUE;
    <BLANKLINE>
    """
    graph = projected(dataset)
    lines = ["CREATE CONSTRAINT readout_id IF NOT EXISTS FOR (n:Readout) REQUIRE n.id IS UNIQUE;"]
    for iri, data in graph.nodes(data=True):
        label = "Thing" if data["kind"] == "other" else data["kind"].capitalize()
        shown = {name: value for name, value in data.items() if name != "kind"}
        lines.append(f"MERGE (n:Readout {{id: {quoted(iri)}}}) SET n:{label}, n += {_map(shown)};")
    for source, target, data in graph.edges(data=True):
        kind = _CAPITAL.sub("_", data["role"]).upper()
        only = f" {_map({'meeting': data['meeting']})}" if "meeting" in data else ""
        lines.append(
            f"MATCH (a:Readout {{id: {quoted(source)}}}), (b:Readout {{id: {quoted(target)}}}) "
            f"MERGE (a)-[:{kind}{only}]->(b);"
        )
    return ("\n".join(lines) + "\n").encode()


def write(dataset: Dataset, path: str | os.PathLike[str]) -> None:
    """Write that to a file, whole or not at all.

    >>> import kg
    >>> write(kg.build([]), "/nowhere/at/all")
    Traceback (most recent call last):
    kg.errors.OutputError: /nowhere/at/all: the file cannot be written: no such file or directory
    """
    save(path, render(dataset))


def quoted(words: str) -> str:
    r"""Quote words as a Cypher string that no version of the language ends early.

    Neo4j resolves ``\uXXXX`` before it looks at the quotes, so a backslash never comes to stand before a ``u``.

    >>> print(quoted("it's"), quoted("a\\u0027b"))
    'it\'s' 'a\\' + 'u0027b'
    """
    escaped = "".join(_MARKS.get(character, character) for character in words)
    # An escaped backslash is the only way to a backslash before a u: the other escapes name their own letter.
    return "'" + re.sub(r"\\\\(?=[uU])", lambda match: match[0] + "' + '", escaped) + "'"


def _map(data: Mapping[str, str | int | float | bool]) -> str:
    return "{" + ", ".join(f"{name}: {_value(value)}" for name, value in data.items()) + "}"


def _value(value: str | int | float | bool) -> str:
    if isinstance(value, str):
        return quoted(value)
    return str(value).lower() if isinstance(value, bool) else repr(value)
