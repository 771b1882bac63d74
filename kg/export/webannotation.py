"""W3C Web Annotations: each statement as an annotation of the words that it was read from.

An annotation marks the source text from where its cue or content begins to where the later of them ends, in code points
of the text as read: the same offsets as ``nif:beginIndex`` and ``nif:endIndex``. The quote, with the words around it,
finds the place again in a text that was laid out anew. The context is the one that the standard prescribes by name;
nothing here fetches it, and annotation tools know it by heart.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kg import iris
from kg.export.source import facts
from kg.export.source import file as save
from kg.export.void import name
from kg.networks import network, targets, values
from kg.store import dataset as stored
from kg.store import oxigraph
from kg.triples import VERSION

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["CONTEXT", "render", "write"]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
"""The context that every Web Annotation names, as the standard demands."""

_AROUND = 32
"""How many characters before and after a quote are given with it."""

_NIF, _READOUT = iris.PREFIXES["nif"], iris.READOUT


def render(dataset: Dataset) -> bytes:
    """Return a collection of annotations as JSON-LD, one for each statement, in the order of time and text.

    >>> import kg
    >>> found = json.loads(render(kg.build([])))
    >>> found["type"], found["total"], found["first"]["items"]
    ('AnnotationCollection', 0, [])
    """
    quads = facts(dataset)
    own = name(quads)
    items = list(_annotations(stored(quads)))
    first = {"id": f"{own}#annotations-1", "type": "AnnotationPage", "startIndex": 0, "items": items}
    collection = {
        "@context": CONTEXT,
        "id": f"{own}#annotations",
        "type": "AnnotationCollection",
        "label": "Statements found by Readout",
        "generator": {"id": f"{own}#software", "type": "Software", "name": f"readout-kg {VERSION}"},
        "total": len(items),
        "first": first,
        "last": first["id"],
    }
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode()


def write(dataset: Dataset, path: str | os.PathLike[str]) -> None:
    """Write that to a file, whole or not at all.

    >>> import kg
    >>> write(kg.build([]), "/nowhere/at/all")
    Traceback (most recent call last):
    kg.errors.OutputError: /nowhere/at/all: the file cannot be written: no such file or directory
    """
    save(path, render(dataset))


def _annotations(dataset: Dataset) -> Iterator[dict[str, Any]]:
    store, graph = oxigraph(dataset), network(dataset)
    texts, begins, ends = (values(store, _NIF + key) for key in ("isString", "beginIndex", "endIndex"))
    passages = [values(store, _READOUT + key) for key in ("cueAt", "contentAt")]
    acts = values(store, _READOUT + "act")
    names = values(store, iris.PREFIXES["rdfs"] + "label")
    for statement, data in graph.nodes(data=True):
        if data["kind"] != "statement":
            continue
        marked = [place for table in passages for place in table.get(statement, ())]
        offsets = (
            _whole(begins.get(place, ()) for place in marked),
            _whole(ends.get(place, ()) for place in marked),
        )
        text = next(iter(texts.get(data["document"], ())), None)
        target: dict[str, Any] = {"source": data["document"]}
        if text is not None and all(offsets) and min(offsets[0]) < max(offsets[1]) <= len(text):
            target["selector"] = _selectors(text, min(offsets[0]), max(offsets[1]))
        yield {
            "id": statement,
            "type": "Annotation",
            "motivation": "describing",
            "body": [
                _words(data["label"], "describing"),
                *_tags(acts.get(statement, ()), names, "classifying"),
                *_tags(targets(graph, statement, "about"), names, "tagging"),
            ],
            "target": target,
        }


def _whole(found: Iterable[tuple[str, ...]]) -> list[int]:
    return [
        int(words)
        for those in found
        for words in those
        if words.isascii() and words.isdigit() and len(words) < 13
    ]


def _selectors(text: str, begin: int, end: int) -> list[dict[str, Any]]:
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[begin:end],
        "prefix": text[max(begin - _AROUND, 0) : begin],
        "suffix": text[end : end + _AROUND],
    }
    return [{"type": "TextPositionSelector", "start": begin, "end": end}, quote]


def _tags(found: Iterable[str], names: dict[str, tuple[str, ...]], purpose: str) -> Iterator[dict[str, Any]]:
    """Give each concept twice: by its IRI for programs, by its name for tools that show tags."""
    for iri in found:
        yield {"type": "SpecificResource", "source": iri, "purpose": purpose}
        yield _words(names.get(iri, (iri.rpartition("#")[2],))[0], "tagging")


def _words(words: str, purpose: str) -> dict[str, Any]:
    return {
        "type": "TextualBody",
        "value": words,
        "format": "text/plain",
        "language": "en",
        "purpose": purpose,
    }
