"""The reference of the ontology: one page for people, with an anchor for each term, made from the ontology itself.

It is an own page, not one of pyLODE's: that library of the day (3.4.1) fails on import, and it knows neither the cue
words of acts nor the phrases of topics. The page holds everything it needs and asks no server for anything.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from kg.errors import VocabularyError
from kg.facts import expand, parsed
from kg.iris import ACT, READOUT, TOPIC, compact
from kg.reference.terms import ALIGNED, Entry, Known, Link, Section, gathered, sections, turtle_files
from kg.vocabulary import folder

__all__ = ["Entry", "Link", "Module", "Section", "pages", "render", "sections"]


@dataclass(frozen=True, slots=True)
class Module:
    """One file of the ontology: what its header says, and how many things of each class it describes."""

    file: str
    iri: str
    title: str
    text: str
    version: str
    counts: tuple[tuple[str, int], ...]
    changes: tuple[str, ...]


def _modules(paths: Iterable[Path]) -> Iterator[Module]:
    """Go through the headers of the files that stand at the top of the folder."""
    for path in paths:
        facts = parsed([path], VocabularyError).facts
        version = expand("owl:versionInfo")
        for iri in sorted(iri for iri, about in facts.items() if version in about):
            known = Known(facts)
            described = {i: {t.text for t in about.get(expand("rdf:type"), ())} for i, about in facts.items()}
            kinds = ("Act", "Topic", "Organization", "Place", "Instrument")
            counts = {kind: sum(READOUT + kind in types for types in described.values()) for kind in kinds}
            counts["term"] = len([i for i in known.anchors if i.startswith(READOUT)])
            yield Module(
                path.name,
                iri,
                known.words(iri, expand("dcterms:title")),
                known.words(iri, expand("dcterms:description")),
                known.words(iri, version),
                tuple(
                    (kind.lower() + "s" * (number > 1), number) for kind, number in counts.items() if number
                ),
                tuple(term.text for term in known.values(iri, expand("skos:changeNote"))),
            )


def render(source: Path | None = None) -> bytes:
    """Return the page of an ontology folder, that of the package unless another is given, as UTF-8.

    :raises VocabularyError: if there are no files, or one of them is no Turtle.

    >>> page = render().decode()
    >>> 'id="madeBy"' in page, "<script src" in page
    (True, False)
    """
    from jinja2 import Environment
    from markupsafe import Markup

    root, found = source or folder(), turtle_files(source)
    known = Known(parsed(found, VocabularyError).facts)
    home = files("kg.reference")
    style, script = ((home / name).read_text("utf-8") for name in ("style.css", "script.js"))
    head = READOUT.removesuffix("#")
    template = Environment(autoescape=True, keep_trailing_newline=True, trim_blocks=True, lstrip_blocks=True)
    page = template.from_string((home / "page.html.j2").read_text("utf-8")).render(
        title=known.words(head, expand("dcterms:title")) or "Readout",
        text=known.words(head, expand("dcterms:description")),
        version=known.words(head, expand("owl:versionInfo")),
        citation=known.words(head, expand("dcterms:bibliographicCitation")),
        namespaces=[("readout", READOUT), ("act", ACT), ("topic", TOPIC)],
        licenses=known.links(known.targets(head, expand("dcterms:license"))),
        modules=list(_modules(path for path in found if path.parent == root)),
        sections=gathered(known),
        alignments=list(_alignments(known)),
        keys=list(_keys(known, root)),
        style=Markup(style),  # noqa: S704  -- our own file
        script=Markup(script),  # noqa: S704
        policy=f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "img-src data:; base-uri 'none'; form-action 'none'",
    )
    return page.encode("utf-8")


def _digest(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def _alignments(known: Known) -> Iterator[tuple[Link, str, Link]]:
    """Go through what the terms of the core and the acts have to do with terms of others."""
    for iri in known.anchors:
        if not iri.startswith(TOPIC):
            for property_ in ALIGNED:
                for other in known.targets(iri, property_):
                    if other not in known.anchors:
                        yield known.link(iri), compact(property_), known.link(other)


def _keys(known: Known, root: Path) -> Iterator[tuple[str, Link]]:
    """Go through the keys of the JSON-LD context, with the term that each stands for."""
    path = root / "context.jsonld"
    if not path.is_file():
        return
    context: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["@context"]
    spaces = {name: space for name, space in context.items() if isinstance(space, str)}
    for key, value in context.items():
        if isinstance(value, dict):
            prefix, _, local = str(value.get("@id") or value.get("@reverse")).partition(":")
            yield key, known.link(spaces.get(prefix, prefix + ":") + local)


def pages() -> dict[str, bytes]:
    """Return what is published: the page, the files it leads to, the context and the logo, by name.

    >>> {"index.html", "readout.ttl", "context.jsonld", "logo.svg"} <= set(pages())
    True
    """
    root = folder()
    copies = [*sorted(root.glob("*.ttl")), root / "context.jsonld", root / "logo.svg"]
    return {"index.html": render()} | {path.name: path.read_bytes() for path in copies}
