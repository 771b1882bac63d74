"""The terms of the ontology as the reader of its reference meets them: in sections, the narrower below the broader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import VocabularyError
from kg.facts import Facts, Term, expand, parsed
from kg.iris import ACT, READOUT, TOPIC, compact
from kg.vocabulary import folder

__all__ = ["ALIGNED", "Entry", "Known", "Link", "Section", "gathered", "sections", "turtle_files"]


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


class Known:
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
        """Return the anchored members of a class, by IRI."""
        return [iri for iri in self.about.get((_TYPE, expand(kind)), ()) if iri in self.anchors]

    def values(self, iri: str, property_: str) -> list[Term]:
        """Return the values of a property, in the order of the alphabet."""
        return sorted(
            self.facts.get(iri, {}).get(property_, ()), key=lambda term: (term.text.casefold(), term)
        )

    def words(self, iri: str, *properties: str, language: str = "en") -> str:
        """Return the first text of some properties in a language; nothing where there is none."""
        for property_ in properties:
            for term in self.values(iri, property_):
                if term.kind == "literal" and term.language in (
                    language,
                    "" if language == "en" else language,
                ):
                    return term.text
        return ""

    def link(self, iri: str) -> Link:
        """Lead to the term on the page, or else to its address."""
        if iri in self.anchors:
            return Link(compact(iri), "#" + self.anchors[iri])
        space = next((space for space in _ELSEWHERE if iri.startswith(space)), "")
        name = _ELSEWHERE[space] + iri.removeprefix(space) if space else compact(iri)
        return Link(name, iri if iri.startswith(("http://", "https://")) else "")

    def links(self, iris: Iterable[str]) -> tuple[Link, ...]:
        """Lead to several, those on the page first."""
        return tuple(
            self.link(iri) for iri in sorted(set(iris), key=lambda i: (i not in self.anchors, compact(i)))
        )

    def is_inverse(self, iri: str) -> bool:
        """Tell whether a property is the way back along another."""
        return _INVERSE in self.facts[iri]

    def targets(self, iri: str, property_: str) -> list[str]:
        """Return the IRIs that a property leads to."""
        return [term.text for term in self.values(iri, property_) if term.kind == "iri"]

    def sources(self, property_: str, iri: str) -> list[str]:
        """Return what leads to an IRI by a property."""
        return self.about.get((property_, iri), [])


def sections(source: Path | None = None) -> list[Section]:
    """Gather the terms of an ontology folder, that of the package unless another is given, in the order of the page.

    :raises VocabularyError: if there are no files, or one of them is no Turtle.

    >>> found = {section.anchor: section for section in sections()}
    >>> [entry.name for entry in found["section-acts"].entries][:2]
    ['act:assertive', 'act:commissive']
    """
    return gathered(Known(parsed(turtle_files(source), VocabularyError).facts))


def turtle_files(source: Path | None) -> list[Path]:
    """Return the files of an ontology folder, that of the package unless another is given.

    :raises VocabularyError: if there are none.

    >>> turtle_files(Path("no-such-folder"))
    Traceback (most recent call last):
    kg.errors.VocabularyError: no-such-folder: found no Turtle files, wanted the ontology folder
    """
    root = source or folder()
    found = sorted(root.rglob("*.ttl"))
    if not found:
        raise VocabularyError(f"{root}: found no Turtle files, wanted the ontology folder")
    return found


def gathered(known: Known) -> list[Section]:
    """Gather the terms of what is known, in the order of the page."""
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


def _tree(known: Known, entries: list[Entry], above: str) -> tuple[Entry, ...]:
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


def _term(known: Known, iri: str) -> Entry:
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


def _held(known: Known, property_: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Go through the words that a word property holds beside acts and topics, whose words stand with them."""
    if expand("owl:AnnotationProperty") in known.targets(property_, _TYPE):
        for iri, about in sorted(known.facts.items()):
            if not iri.startswith((ACT, TOPIC)) and property_ in about:
                title = known.words(iri, _LABEL) or compact(iri)
                yield title, tuple(term.text for term in known.values(iri, property_))


def _concept(known: Known, iri: str) -> Entry:
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


ALIGNED = (_UNDER, _BELOW, *_MATCHES)
"""The properties by which terms stand to those of other vocabularies."""
