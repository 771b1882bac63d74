"""What graphs and ontology files must meet beyond their shapes: tables of named conditions over plain facts.

A condition has a name, says what is wanted, and finds what falls short. To add one, write a finder and a line in
:data:`GRAPH` or :data:`ONTOLOGY`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeGuard

from kg.facts import About, Facts, Term, expand, shown
from kg.iris import READOUT, compact

__all__ = ["GRAPH", "ONTOLOGY", "Condition", "Finding", "circles", "defined", "strangers"]


Finding = tuple[str, str, str]
"""Where a condition is not met: the node, the property as messages write it, and what was found there, if anything."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must be met: ``wanted`` says it in words, ``find`` says where it is not."""

    name: str
    wanted: str
    find: Callable[[Facts], Iterator[Finding]]


def defined(facts: Facts) -> frozenset[str]:
    """Return the terms of the readout namespace that the facts define, which is to say: give a type."""
    return frozenset(iri for iri, about in facts.items() if iri.startswith(READOUT) and _TYPE in about)


def strangers(facts: Facts, known: frozenset[str]) -> Iterator[Finding]:
    """Find terms of the readout namespace that nobody defined, such as misspelt ones, as properties or as values.

    >>> facts = {"urn:x": {READOUT + "madeby": [Term("urn:y")]}}
    >>> next(strangers(facts, frozenset({READOUT + "madeBy"})))
    ('urn:x', 'readout:madeby', 'readout:madeby (perhaps readout:madeBy was meant)')
    """
    for subject, about in facts.items():
        for predicate, values in about.items():
            for iri in (predicate, *(term.text for term in values if term.kind == "iri")):
                if iri.startswith(READOUT) and iri not in known:
                    near = get_close_matches(iri, sorted(known), n=1, cutoff=0.9)
                    hint = f" (perhaps {compact(near[0])} was meant)" if near else ""
                    yield subject, compact(predicate), compact(iri) + hint


_TYPE, _LABEL, _COMMENT = expand("rdf:type"), expand("rdfs:label"), expand("rdfs:comment")
_HOME, _DOMAIN, _RANGE = expand("rdfs:isDefinedBy"), expand("rdfs:domain"), expand("rdfs:range")
_PREFERRED, _VERSION = expand("skos:prefLabel"), expand("owl:versionInfo")
_LOGICAL = frozenset(expand(f"owl:{kind}Property") for kind in ("Object", "Datatype"))
_ONTOLOGY = frozenset({expand("owl:Ontology")})
_SCHEME = _ONTOLOGY | {expand("skos:ConceptScheme"), expand("skos:Collection")}


def _types(about: About) -> set[str]:
    return {term.text for term in about.get(_TYPE, ())}


def _own(facts: Facts, *kinds: frozenset[str]) -> Iterator[tuple[str, About]]:
    """Go through the terms of the readout namespace, or those of the given types."""
    for iri in sorted(facts):
        if iri.startswith(READOUT) and all(_types(facts[iri]) & kind for kind in kinds):
            yield iri, facts[iri]


def _texts(about: About, property_: str, language: str) -> list[str]:
    return [
        t.text
        for t in about.get(property_, ())
        if t.kind == "literal" and t.language == language and t.text.strip()
    ]


def _worded(property_: str, language: str, *kinds: frozenset[str]) -> Callable[[Facts], Iterator[Finding]]:
    """Make a finder of terms that lack a text in a language."""

    def find(facts: Facts) -> Iterator[Finding]:
        for iri, about in _own(facts, *kinds):
            if not _texts(about, property_, language):
                yield iri, f"{compact(property_)}@{language}", ""

    return find


def _named(language: str, *properties: str, of: tuple[str, ...]) -> Callable[[Facts], Iterator[Finding]]:
    """Make a finder of things of some classes, whatever their namespace, that have no text in a language."""
    classes = {expand(name) for name in of}

    def find(facts: Facts) -> Iterator[Finding]:
        for iri, about in sorted(facts.items()):
            if _types(about) & classes and not any(_texts(about, expand(p), language) for p in properties):
                yield iri, f"{properties[0]}@{language}", ""

    return find


def _home(facts: Facts) -> Iterator[Finding]:
    home = READOUT.removesuffix("#")
    for iri, about in _own(facts):
        found = [term.text for term in about.get(_HOME, ())]
        if found != [home]:
            yield iri, "rdfs:isDefinedBy", ", ".join(found)


def _once(property_: str, kinds: frozenset[str]) -> Callable[[Facts], Iterator[Finding]]:
    """Make a finder of properties that have not exactly one value: two domains would mean both at once."""

    def find(facts: Facts) -> Iterator[Finding]:
        for iri, about in _own(facts, kinds):
            found = about.get(property_, ())
            if len(found) != 1:
                yield iri, compact(property_), ", ".join(sorted(shown(term) for term in found))

    return find


def _shared(property_: str, *, of: str) -> Callable[[Facts], Iterator[Finding]]:
    """Make a finder of labels that two things of one class have in common, whatever their case."""

    def find(facts: Facts) -> Iterator[Finding]:
        holders: dict[tuple[str, str], set[str]] = defaultdict(set)
        for iri, about in facts.items():
            if expand(of) in _types(about):
                for term in about.get(property_, ()):
                    holders[term.text.casefold(), term.language].add(iri)
        for (text, _), those in sorted(holders.items()):
            first, *others = sorted(those)
            for iri in others:
                yield iri, compact(property_), f"“{text}”, which {compact(first)} has too"

    return find


def circles(property_: str) -> Callable[[Facts], Iterator[Finding]]:
    """Make a finder of nodes that stand above themselves."""

    def find(facts: Facts) -> Iterator[Finding]:
        above = {
            iri: {t.text for t in about.get(property_, ())}
            for iri, about in facts.items()
            if property_ in about
        }
        for start in sorted(above):
            seen: set[str] = set()
            ahead = list(above[start])
            while ahead:
                node = ahead.pop()
                if node not in seen:
                    seen.add(node)
                    ahead.extend(above.get(node, ()))
            if start in seen:
                yield start, compact(property_), "itself, by way of others"

    return find


def _header(property_: str, kinds: frozenset[str] = frozenset()) -> Callable[[Facts], Iterator[Finding]]:
    """Make a finder of file headers that lack a property: those of some types, or else whatever looks like one."""

    def find(facts: Facts) -> Iterator[Finding]:
        for iri in sorted(facts):
            header = _types(facts[iri]) & (kinds or _SCHEME) or (not kinds and _VERSION in facts[iri])
            if header and expand(property_) not in facts[iri]:
                yield iri, property_, ""

    return find


def _version(facts: Facts) -> Iterator[Finding]:
    for iri, about in sorted(facts.items()):
        for term in about.get(expand("owl:versionIRI"), ()):
            if term.text == iri:
                yield iri, "owl:versionIRI", compact(term.text)


def _unknown(facts: Facts) -> Iterator[Finding]:
    yield from strangers(facts, defined(facts))


def _quotes(facts: Facts) -> Iterator[Finding]:
    """Find passages whose words are not those of their document between their offsets."""
    for iri, about in facts.items():
        words, begin, end = (_only(about, expand(f"nif:{n}")) for n in ("anchorOf", "beginIndex", "endIndex"))
        text = _only(
            facts.get(_only(about, expand("nif:referenceContext")) or "", {}), expand("nif:isString")
        )
        if words is None or text is None or not _offset(begin) or not _offset(end):
            continue
        there = text[int(begin) : int(end)]
        if there != words or int(end) > len(text):
            what = f"has {_quoted(there)}" if int(end) <= len(text) else f"ends at {len(text)}"
            yield iri, "nif:anchorOf", f"{_quoted(words)} from {begin} to {end}, where the document {what}"


def _offset(text: str | None) -> TypeGuard[str]:
    return text is not None and text.isascii() and text.isdigit() and len(text) <= 12


def _repeated(name: str) -> Callable[[Facts], Iterator[Finding]]:
    """Make a finder of statements whose cue or content is not the words of its passage."""

    def find(facts: Facts) -> Iterator[Finding]:
        for iri, about in facts.items():
            said = _only(about, READOUT + name)
            words = _only(facts.get(_only(about, f"{READOUT}{name}At") or "", {}), expand("nif:anchorOf"))
            if said is not None and words is not None and said.split() != words.split():
                yield iri, f"readout:{name}", f"{_quoted(said)}, where its passage has {_quoted(words)}"

    return find


def _nameless(facts: Facts) -> Iterator[Finding]:
    for iri, about in facts.items():
        if iri.startswith("_:"):
            yield iri, "IRI", ""
            continue
        for predicate, values in about.items():
            for term in values:
                if term.kind in ("blank", "triple"):
                    yield iri, compact(predicate), shown(term)


def _foreign(facts: Facts) -> Iterator[Finding]:
    for iri, about in facts.items():
        labels = about.get(_LABEL, ()) if _TYPE in about else ()
        if labels and not any(not t.datatype and f"{t.language}-"[:3] in ("-", "en-") for t in labels):
            yield iri, "rdfs:label", ", ".join(sorted(shown(t) for t in labels)[:3])


def _documentless(facts: Facts) -> Iterator[Finding]:
    if not any(READOUT + "Document" in _types(about) for about in facts.values()):
        yield "", "readout:Document", ""


def _only(about: About, property_: str) -> str | None:
    """Return the one value, or nothing where there is none or more than one: the shapes report that."""
    values = about.get(property_, ())
    return next(iter(values)).text if len(values) == 1 else None


def _quoted(words: str) -> str:
    return shown(Term(words, "literal"))


GRAPH: tuple[Condition, ...] = (
    Condition("document", "a graph of readouts describes at least one document", _documentless),
    Condition("named", "everything in a graph of readouts has an IRI of its own", _nameless),
    Condition(
        "english",
        "everything described has at least one label that is a text in English or without a language",
        _foreign,
    ),
    Condition("offsets", "a passage quotes its document exactly, character by character", _quotes),
    Condition("cue-words", "the cue of a statement is the words of its passage", _repeated("cue")),
    Condition(
        "content-words", "the content of a statement is the words of its passage", _repeated("content")
    ),
)
"""What a built graph must meet."""

_CLASS, _INDIVIDUAL = frozenset({expand("owl:Class")}), frozenset({expand("owl:NamedIndividual")})

ONTOLOGY: tuple[Condition, ...] = (
    Condition("term-label", "each term has an English label", _worded(_LABEL, "en")),
    Condition("term-comment", "each term has an English comment that defines it", _worded(_COMMENT, "en")),
    Condition("class-label-ja", "each class has a Japanese label", _worded(_LABEL, "ja", _CLASS)),
    Condition(
        "individual-label-ja", "each individual has a Japanese label", _worded(_LABEL, "ja", _INDIVIDUAL)
    ),
    Condition(
        "concept-label-ja",
        "each act, topic and scheme has a Japanese preferred label",
        _named("ja", "skos:prefLabel", of=("readout:Act", "readout:Topic", "skos:ConceptScheme")),
    ),
    Condition(
        "concept-definition",
        "each act and topic has an English definition",
        _named("en", "skos:definition", of=("readout:Act", "readout:Topic")),
    ),
    Condition(
        "country-label-ja",
        "each country has a Japanese name",
        _named("ja", "skos:prefLabel", "rdfs:label", of=("readout:Country",)),
    ),
    Condition("term-home", "each term is defined by the ontology alone", _home),
    Condition(
        "property-domain", "each object or data property has exactly one domain", _once(_DOMAIN, _LOGICAL)
    ),
    Condition(
        "property-range",
        "each property with a logical meaning has exactly one range",
        _once(_RANGE, _LOGICAL),
    ),
    Condition("term-known", "terms of the readout namespace are those that the ontology defines", _unknown),
    Condition("class-label-unique", "no two classes share a label", _shared(_LABEL, of="owl:Class")),
    Condition(
        "topic-label-unique", "no two topics share a preferred label", _shared(_PREFERRED, of="readout:Topic")
    ),
    Condition(
        "act-label-unique", "no two acts share a preferred label", _shared(_PREFERRED, of="readout:Act")
    ),
    Condition("class-circle", "no class stands above itself", circles(expand("rdfs:subClassOf"))),
    Condition("concept-circle", "no concept is broader than itself", circles(expand("skos:broader"))),
    Condition("header-title", "each file header has a title", _header("dcterms:title")),
    Condition("header-description", "each file header has a description", _header("dcterms:description")),
    Condition("header-creator", "each file header has a creator", _header("dcterms:creator")),
    Condition(
        "header-created",
        "each header of an ontology, scheme or collection has a date of creation",
        _header("dcterms:created", _SCHEME),
    ),
    Condition("header-license", "each file header has a license", _header("dcterms:license")),
    Condition("header-version", "each file header has a version", _header("owl:versionInfo")),
    Condition(
        "header-version-iri", "each ontology header has a version IRI", _header("owl:versionIRI", _ONTOLOGY)
    ),
    Condition("header-version-own", "the version IRI differs from the IRI of the ontology", _version),
    Condition(
        "header-publisher", "each ontology header has a publisher", _header("dcterms:publisher", _ONTOLOGY)
    ),
    Condition(
        "header-citation",
        "each ontology header says how to cite it",
        _header("dcterms:bibliographicCitation", _ONTOLOGY),
    ),
    Condition(
        "header-changes", "each ontology header has a changelog", _header("skos:changeNote", _ONTOLOGY)
    ),
    Condition(
        "header-prefix",
        "each ontology header has a preferred prefix",
        _header("vann:preferredNamespacePrefix", _ONTOLOGY),
    ),
    Condition(
        "header-namespace",
        "each ontology header has its namespace",
        _header("vann:preferredNamespaceUri", _ONTOLOGY),
    ),
)
"""What the terms and file headers of the ontology folder must meet."""
