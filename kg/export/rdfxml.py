"""RDF/XML 1.1: all graphs as one, a description for each subject.

The format cannot spell everything: a property needs a name that XML takes, and a text no control characters. What
cannot be spelt is refused, since a file that says something else would be worse.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pyoxigraph as ox

from kg import iris
from kg.errors import OutputError
from kg.export.source import exact
from kg.export.source import file as save
from kg.export.void import described
from kg.turtle import canonical, grouped

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["render", "write"]

_RDF, _STRING = iris.PREFIXES["rdf"], iris.PREFIXES["xsd"] + "string"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z", re.ASCII)
_RESERVED = frozenset(
    _RDF + word
    for word in (
        "Description",
        "RDF",
        "ID",
        "about",
        "bagID",
        "parseType",
        "resource",
        "nodeID",
        "datatype",
        "li",
    )
) | {_RDF + "aboutEach", _RDF + "aboutEachPrefix"}
_BOUND = "http://www.w3.org/2000/xmlns/"
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKS = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def render(dataset: Dataset) -> bytes:
    """Return all named graphs of a graph as one RDF/XML document.

    Raises :class:`~kg.errors.OutputError` for properties and texts that XML 1.0 cannot hold.

    >>> import kg
    >>> render(kg.build([])).decode().splitlines()[0]
    '<?xml version="1.0" encoding="UTF-8"?>'
    """
    quads = described(dataset)
    exact("rdfxml", quads)
    subjects = grouped(canonical(ox.Quad(*quad.triple) for quad in quads))
    spaces = _spaces(sorted({predicate for _, properties in subjects for predicate in properties}))
    head = "".join(f'\n    xmlns:{name}="{_attribute(space)}"' for space, name in spaces.items())
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<rdf:RDF{head}>"]
    for subject, properties in subjects:
        lines.append(f"  <rdf:Description {_node('about', subject)}>")
        for predicate, objects in properties.items():
            lines.extend(_property(str(subject), _split(predicate), term, spaces) for term in objects)
        lines.append("  </rdf:Description>")
    return "\n".join([*lines, "</rdf:RDF>", ""]).encode()


def write(dataset: Dataset, path: str | os.PathLike[str]) -> None:
    """Write that to a file, whole or not at all.

    >>> import kg
    >>> write(kg.build([]), "/nowhere/at/all")
    Traceback (most recent call last):
    kg.errors.OutputError: /nowhere/at/all: the file cannot be written: no such file or directory
    """
    save(path, render(dataset))


def _spaces(predicates: list[str]) -> dict[str, str]:
    """Give a prefix to the namespace of each property: the known one, or else a number."""
    known = {space: name for name, space in iris.PREFIXES.items()}
    used = sorted({_split(predicate)[0] for predicate in predicates} | {_RDF})
    numbers: Iterator[int] = iter(range(1, len(used) + 1))
    return {space: known[space] if space in known else f"ns{next(numbers)}" for space in used}


def _split(predicate: str) -> tuple[str, str]:
    """Cut the IRI of a property into a namespace and a name that XML takes."""
    found = _NAME.search(predicate)
    space = predicate[: found.start()] if found else ""
    if not found or not space or predicate in _RESERVED or space == _BOUND:
        raise OutputError(f"<{predicate}>: rdfxml cannot spell this property; turtle and jsonld can")
    return space, found[0]


def _property(subject: str, name: tuple[str, str], term: object, spaces: dict[str, str]) -> str:
    tag = f"{spaces[name[0]]}:{name[1]}"
    if not isinstance(term, ox.Literal):
        return f"    <{tag} {_node('resource', term)}/>"
    if bad := _FORBIDDEN.search(term.value):
        raise OutputError(
            f"{subject}: rdfxml cannot hold the character U+{ord(bad[0]):04X}; turtle and jsonld can"
        )
    kind = ""
    if term.language is not None:
        kind = f' xml:lang="{_attribute(term.language)}"'
    elif term.datatype.value != _STRING:
        kind = f' rdf:datatype="{_attribute(term.datatype.value)}"'
    words = escape(term.value, {"\r": "&#13;"})
    return f"    <{tag}{kind}>{words}</{tag}>"


def _node(role: str, term: object) -> str:
    if isinstance(term, ox.BlankNode):
        return f'rdf:nodeID="{_attribute(term.value)}"'
    return f'rdf:{role}="{_attribute(term.value if isinstance(term, ox.NamedNode) else str(term))}"'


def _attribute(words: str) -> str:
    return escape(_FORBIDDEN.sub("", words), _MARKS)
