"""The reference of the ontology: one page for people, with an anchor for each term, made from the ontology itself.

It is an own page, not one of pyLODE's: that library of the day (3.4.1) fails on import, and it knows neither the cue
words of acts nor the phrases of topics. The page holds everything it needs and asks no server for anything.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from kg.errors import VocabularyError
from kg.facts import Facts, Term, expand, parsed
from kg.iris import ACT, READOUT, TOPIC, compact
from kg.vocabulary import folder

__all__ = ["Entry", "Link", "Module", "Section", "pages", "render", "sections"]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere: to an anchor of the page, to an address, or, where ``href`` is empty, nowhere."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One term: what it is called and means, how it stands to others, by which words it is known, what is below it."""

    iri: str
    anchor: str
    name: str
    label: str
    japanese: str
    text: str
    rows: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    below: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Terms of one kind: those at the top, each with what is below it."""

    anchor: str
    title: str
    text: str
    entries: tuple[Entry, ...]

    def all(self) -> Iterator[Entry]:
        """Go through all the terms, each before what is below it."""
        ahead = list(reversed(self.entries))
        while ahead:
            entry = ahead.pop()
            yield entry
            ahead.extend(reversed(entry.below))


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


_TYPE, _LABEL, _PREFERRED = expand("rdf:type"), expand("rdfs:label"), expand("skos:prefLabel")
_COMMENT, _DEFINITION, _NOTE = expand("rdfs:comment"), expand("skos:definition"), expand("skos:scopeNote")
_UNDER, _BELOW, _APART = expand("rdfs:subClassOf"), expand("rdfs:subPropertyOf"), expand("owl:disjointWith")
_DOMAIN, _RANGE, _INVERSE = expand("rdfs:domain"), expand("rdfs:range"), expand("owl:inverseOf")
_BROADER, _NOTATION, _SPEAKS = expand("skos:broader"), expand("skos:notation"), READOUT + "speaksOf"
_MATCHES = {
    expand(f"skos:{name}Match"): title
    for name, title in (
        ("exact", "Same as"),
        ("close", "Close to"),
        ("broad", "Narrower than"),
        ("narrow", "Broader than"),
        ("related", "Related to"),
    )
}
_KINDS = (
    ("classes", "Classes", "owl:Class", _UNDER, "What there is: meetings, actors, statements and the rest."),
    ("individuals", "Individuals", "owl:NamedIndividual", "", "Values that the ontology itself fixes."),
    (
        "object-properties",
        "Object properties",
        "owl:ObjectProperty",
        _BELOW,
        "What leads from one thing to another.",
    ),
    (
        "inverses",
        "Inverse properties",
        "owl:ObjectProperty",
        "",
        "Names for the way back along the object properties.",
    ),
    (
        "data-properties",
        "Data properties",
        "owl:DatatypeProperty",
        _BELOW,
        "What leads to words, numbers and dates.",
    ),
    ("datatypes", "Datatypes", "rdfs:Datatype", "", "Kinds of codes."),
    (
        "word-properties",
        "Word properties",
        "owl:AnnotationProperty",
        "",
        "Annotations that hold the words by which a reader knows acts, topics, titles and kinds of meeting.",
    ),
)

_ELSEWHERE = {
    "http://groundedannotationframework.org/gaf#": "gaf:",
    "http://groundedannotationframework.org/grasp#": "grasp:",
    "http://semanticweb.cs.vu.nl/2009/11/sem/": "sem:",
    "http://www.w3.org/ns/oa#": "oa:",
    "http://www.w3.org/ns/odrl/2/": "odrl:",
    "https://spec.edmcouncil.org/fibo/ontology/FND/Agreements/Agreements/": "fibo:",
    "https://w3id.org/valueflows/ont/vf#": "vf:",
    "https://www.commoncoreontologies.org/": "cco:",
}
"""Namespaces that only the alignments use, and how the page shortens them."""


class _Known:
    """What the files say, made ready to be looked up."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.about: dict[tuple[str, str], list[str]] = {}
        for subject in sorted(facts):
            for property_, values in facts[subject].items():
                for term in values:
                    if term.kind == "iri":
                        self.about.setdefault((property_, term.text), []).append(subject)
        self.anchors: dict[str, str] = {}
        for space in (READOUT, ACT, TOPIC):
            for iri in sorted(facts):
                name = iri.removeprefix(space)
                if iri.startswith(space) and name and _TYPE in facts[iri]:
                    taken = name in self.anchors.values()
                    self.anchors[iri] = compact(iri).replace(":", "-") if taken else name

    def of(self, kind: str) -> list[str]:
        return [iri for iri in self.about.get((_TYPE, expand(kind)), ()) if iri in self.anchors]

    def values(self, iri: str, property_: str) -> list[Term]:
        return sorted(
            self.facts.get(iri, {}).get(property_, ()), key=lambda term: (term.text.casefold(), term)
        )

    def words(self, iri: str, *properties: str, language: str = "en") -> str:
        for property_ in properties:
            for term in self.values(iri, property_):
                if term.kind == "literal" and term.language in (
                    language,
                    "" if language == "en" else language,
                ):
                    return term.text
        return ""

    def link(self, iri: str) -> Link:
        if iri in self.anchors:
            return Link(compact(iri), "#" + self.anchors[iri])
        space = next((space for space in _ELSEWHERE if iri.startswith(space)), "")
        name = _ELSEWHERE[space] + iri.removeprefix(space) if space else compact(iri)
        return Link(name, iri if iri.startswith(("http://", "https://")) else "")

    def links(self, iris: Iterable[str]) -> tuple[Link, ...]:
        return tuple(
            self.link(iri) for iri in sorted(set(iris), key=lambda i: (i not in self.anchors, compact(i)))
        )

    def is_inverse(self, iri: str) -> bool:
        return _INVERSE in self.facts[iri]

    def targets(self, iri: str, property_: str) -> list[str]:
        return [term.text for term in self.values(iri, property_) if term.kind == "iri"]

    def sources(self, property_: str, iri: str) -> list[str]:
        return self.about.get((property_, iri), [])


def sections(source: Path | None = None) -> list[Section]:
    """Gather the terms of an ontology folder, that of the package unless another is given, in the order of the page.

    :raises VocabularyError: if there are no files, or one of them is no Turtle.

    >>> found = {section.anchor: section for section in sections()}
    >>> [entry.name for entry in found["section-acts"].entries][:2]
    ['act:assertive', 'act:commissive']
    """
    return _sections(_Known(parsed(_files(source), VocabularyError).facts))


def _files(source: Path | None) -> list[Path]:
    root = source or folder()
    found = sorted(root.rglob("*.ttl"))
    if not found:
        raise VocabularyError(f"{root}: found no Turtle files, wanted the ontology folder")
    return found


def _sections(known: _Known) -> list[Section]:
    found = []
    for anchor, title, kind, above, text in _KINDS:
        iris = [iri for iri in known.of(kind) if iri.startswith(READOUT)]
        entries = [_term(known, iri) for iri in iris if known.is_inverse(iri) == (anchor == "inverses")]
        found.append(Section(f"section-{anchor}", title, text, _tree(known, entries, above)))
    for anchor, title, kind, space in (
        ("acts", "Speech acts", "readout:Act", ACT),
        ("topics", "Topics", "readout:Topic", TOPIC),
    ):
        entries = [_concept(known, iri) for iri in known.of(kind)]
        text = known.words(space.removesuffix("#"), expand("dcterms:description"))
        found.append(Section(f"section-{anchor}", title, text, _tree(known, entries, _BROADER)))
    return [section for section in found if section.entries]


def _tree(known: _Known, entries: list[Entry], above: str) -> tuple[Entry, ...]:
    """Hang each entry below the first of those above it that are of the same section."""
    mine = {entry.iri: entry for entry in entries}
    parent = {
        iri: next((p for p in known.targets(iri, above) if p in mine and p != iri), None) if above else None
        for iri in mine
    }

    def hung(iri: str, path: frozenset[str]) -> Entry:
        below = [i for i, over in parent.items() if over == iri and i not in path]
        return replace(mine[iri], below=tuple(hung(i, path | {i}) for i in below))

    return tuple(hung(iri, frozenset({iri})) for iri in mine if parent[iri] is None)


def _term(known: _Known, iri: str) -> Entry:
    back = [*known.targets(iri, _INVERSE), *known.sources(_INVERSE, iri)]
    apart = [*known.targets(iri, _APART), *known.sources(_APART, iri)]
    types = [i for i in known.targets(iri, _TYPE) if i.startswith(READOUT)]
    rows = [
        ("Is a", types),
        ("From", known.targets(iri, _DOMAIN)),
        ("To", known.targets(iri, _RANGE)),
        ("Way back", back),
        ("Under", [*known.targets(iri, _UNDER), *known.targets(iri, _BELOW)]),
        ("Above", [*known.sources(_UNDER, iri), *known.sources(_BELOW, iri)]),
        ("Shares no members with", apart),
        ("Has", [i for i in known.sources(_DOMAIN, iri) if not known.is_inverse(i)]),
        ("Is led to by", [i for i in known.sources(_RANGE, iri) if not known.is_inverse(i)]),
        ("Individuals", [i for i in known.sources(_TYPE, iri) if i.startswith(READOUT)]),
        *((title, known.targets(iri, match)) for match, title in _MATCHES.items()),
    ]
    return Entry(
        iri,
        known.anchors[iri],
        compact(iri),
        known.words(iri, _LABEL),
        known.words(iri, _LABEL, language="ja"),
        known.words(iri, _COMMENT),
        tuple((title, known.links(iris)) for title, iris in rows if iris),
        tuple(_held(known, iri)),
    )


def _held(known: _Known, property_: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Go through the words that a word property holds beside acts and topics, whose words stand with them."""
    if expand("owl:AnnotationProperty") in known.targets(property_, _TYPE):
        for iri, about in sorted(known.facts.items()):
            if not iri.startswith((ACT, TOPIC)) and property_ in about:
                title = known.words(iri, _LABEL) or compact(iri)
                yield title, tuple(term.text for term in known.values(iri, property_))


def _concept(known: _Known, iri: str) -> Entry:
    codes = [Link(term.text) for term in known.values(iri, _NOTATION)]
    rows = [
        ("Broader", known.links(known.targets(iri, _BROADER))),
        ("Narrower", known.links(known.sources(_BROADER, iri))),
        *((title, known.links(known.targets(iri, match))) for match, title in _MATCHES.items()),
        ("PLOVER", tuple(codes)),
    ]
    named = {known.words(i, _PREFERRED, _LABEL) or compact(i) for i in known.sources(_SPEAKS, iri)}
    words = [
        (
            _capital(known.words(property_, _LABEL)) + "s",
            tuple(term.text for term in known.values(iri, property_)),
        )
        for property_ in known.of("owl:AnnotationProperty")
        if property_ in known.facts[iri]
    ]
    if named:
        words.append(("Brought up by naming", tuple(sorted(named, key=str.casefold))))
    text = " ".join(filter(None, (known.words(iri, _DEFINITION, _COMMENT), known.words(iri, _NOTE))))
    label, japanese = known.words(iri, _PREFERRED, _LABEL), known.words(iri, _PREFERRED, language="ja")
    rows = [(title, links) for title, links in rows if links]
    return Entry(iri, known.anchors[iri], compact(iri), label, japanese, text, tuple(rows), tuple(words))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _modules(paths: Iterable[Path]) -> Iterator[Module]:
    """Go through the headers of the files that stand at the top of the folder."""
    for path in paths:
        facts = parsed([path], VocabularyError).facts
        version = expand("owl:versionInfo")
        for iri in sorted(iri for iri, about in facts.items() if version in about):
            known = _Known(facts)
            described = {i: {t.text for t in about.get(_TYPE, ())} for i, about in facts.items()}
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

    root, found = source or folder(), _files(source)
    known = _Known(parsed(found, VocabularyError).facts)
    home = files("kg")
    style, script = ((home / f"reference.{kind}").read_text("utf-8") for kind in ("css", "js"))
    head = READOUT.removesuffix("#")
    template = Environment(autoescape=True, keep_trailing_newline=True, trim_blocks=True, lstrip_blocks=True)
    page = template.from_string((home / "reference.html.j2").read_text("utf-8")).render(
        title=known.words(head, expand("dcterms:title")) or "Readout",
        text=known.words(head, expand("dcterms:description")),
        version=known.words(head, expand("owl:versionInfo")),
        citation=known.words(head, expand("dcterms:bibliographicCitation")),
        namespaces=[("readout", READOUT), ("act", ACT), ("topic", TOPIC)],
        licenses=known.links(known.targets(head, expand("dcterms:license"))),
        modules=list(_modules(path for path in found if path.parent == root)),
        sections=_sections(known),
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


def _alignments(known: _Known) -> Iterator[tuple[Link, str, Link]]:
    """Go through what the terms of the core and the acts have to do with terms of others."""
    for iri in known.anchors:
        if not iri.startswith(TOPIC):
            for property_ in (_UNDER, _BELOW, *_MATCHES):
                for other in known.targets(iri, property_):
                    if other not in known.anchors:
                        yield known.link(iri), compact(property_), known.link(other)


def _keys(known: _Known, root: Path) -> Iterator[tuple[str, Link]]:
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
