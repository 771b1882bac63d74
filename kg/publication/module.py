"""One file of the ontology as its conditions see it, and what all of their finders share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.conditions import Finding
from kg.errors import VocabularyError
from kg.facts import About, Facts, expand, parsed
from kg.iris import READOUT

__all__ = [
    "CLASS",
    "LOGICAL",
    "OBJECT",
    "ONTOLOGY",
    "PROPERTY",
    "Module",
    "Requirement",
    "declared",
    "modules",
    "own",
    "texts",
    "types",
]

ONTOLOGY = expand("owl:Ontology")
CLASS = frozenset({expand("owl:Class")})
OBJECT = frozenset({expand("owl:ObjectProperty")})
LOGICAL = OBJECT | {expand("owl:DatatypeProperty")}
PROPERTY = LOGICAL | {expand("owl:AnnotationProperty")}
_TYPE = expand("rdf:type")
_HEADERS = frozenset({ONTOLOGY, expand("skos:ConceptScheme"), expand("skos:Collection")})


@dataclass(frozen=True, slots=True)
class Module:
    """One file that is published by itself: its text and what it says.

    ``seen`` is that with what its imports say, and ``whole`` with what every ontology of the folder says.
    """

    path: str
    text: str
    facts: Facts
    seen: Facts = field(default_factory=dict)
    whole: Facts = field(default_factory=dict)

    @property
    def headers(self) -> list[str]:
        """The IRIs of the ontologies, schemes and collections that the file declares.

        >>> from kg.facts import Term
        >>> Module("", "", {"urn:o": {expand("rdf:type"): [Term(ONTOLOGY)]}}).headers
        ['urn:o']
        """
        return sorted(iri for iri, about in self.facts.items() if types(about) & _HEADERS)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One condition: its name in the tool that asks for it, what is wanted, and where a file falls short of it."""

    name: str
    wanted: str
    find: Callable[[Module], Iterator[Finding]]


def modules(paths: Sequence[Path]) -> list[Module]:
    """Read the files that are published by themselves: those that declare an ontology, a scheme or a collection.

    :raises VocabularyError: if a file cannot be read or is no Turtle.

    >>> from kg.vocabulary import folder
    >>> [Path(module.path).name for module in modules([folder() / "roles.ttl", folder() / "places.ttl"])]
    ['roles.ttl']
    """
    found = []
    for path in paths:
        facts = parsed([path], VocabularyError).facts
        module = Module(str(path), path.read_text(encoding="utf-8"), facts)
        if module.headers:
            found.append(module)
    files = {header: module.path for module in found for header in module.headers}
    ontologies = [m.path for m in found if any(ONTOLOGY in types(m.facts[iri]) for iri in m.headers)]
    complete = []
    for module in found:
        imports = {t.text for iri in module.headers for t in module.facts[iri].get(expand("owl:imports"), ())}
        seen = [module.path, *(files[iri] for iri in sorted(imports & set(files)))]
        whole = {*seen, *ontologies}
        complete.append(
            Module(module.path, module.text, module.facts, _together(seen), _together(sorted(whole)))
        )
    return complete


def _together(paths: Sequence[str]) -> Facts:
    return parsed([Path(path) for path in paths], VocabularyError).facts


def types(about: About) -> set[str]:
    """Return the IRIs of the classes that a node is said to belong to."""
    return {term.text for term in about.get(_TYPE, ())}


def own(module: Module, *kinds: frozenset[str]) -> Iterator[tuple[str, About]]:
    """Go through the terms of the readout namespace that the file declares, those of all the given kinds."""
    for iri in sorted(module.facts):
        found = types(module.facts[iri])
        if iri.startswith(READOUT) and found and all(found & kind for kind in kinds):
            yield iri, module.facts[iri]


def declared(module: Module, kind: frozenset[str] = CLASS | PROPERTY) -> Iterator[tuple[str, About]]:
    """Go through the classes and properties that the file declares, those of other vocabularies included."""
    for iri in sorted(module.facts):
        if types(module.facts[iri]) & kind:
            yield iri, module.facts[iri]


def texts(about: About, *properties: str) -> list[str]:
    """Return the words of some properties that are not in Japanese, empty ones left out."""
    found = (t for p in properties for t in about.get(p, ()) if t.kind == "literal" and t.language != "ja")
    return [term.text for term in found if term.text.strip()]
