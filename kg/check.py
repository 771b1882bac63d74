"""Does a graph hold what the ontology asks for? The shapes are tried before any inference, each fault put in words.

What SHACL cannot say cheaply is checked beside it: that every passage quotes its document exactly, that nothing is
nameless, and that no term is misspelt. Nothing is ever fetched.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.conditions import GRAPH, ONTOLOGY, Condition, defined, strangers
from kg.errors import ConformanceError, InputError, VocabularyError
from kg.facts import Facts, Source, Term, copied, expand, named, oxigraph, parsed, plain, shown
from kg.iris import SHAPES, compact
from kg.publication import FOOPS, OOPS, modules
from kg.vocabulary import folder, load

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["Fault", "Report", "check", "check_ontology"]

_TYPE, _ABOVE = expand("rdf:type"), expand("rdfs:subClassOf")
_GRAPH, _VOCABULARY = SHAPES + "graph", SHAPES + "vocabulary"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong: at which node and property, what was found there, what was wanted, and who says so.

    ``focus`` is the IRI of the node; ``path`` the property, abbreviated; ``value`` what was found, as shown to a
    person, empty where there was nothing; ``source`` the shape or condition that is not met. ``label`` names the node
    and ``file`` is where it is described, where these are known.

    >>> print(Fault("https://w3id.org/readout/act#agree", "skos:definition", "", "a concept has a definition", "shape"))
    act:agree has no skos:definition: a concept has a definition
    """

    focus: str
    path: str
    value: str
    message: str
    source: str
    label: str = ""
    file: str = ""

    def __str__(self) -> str:
        node = shown(named(self.focus or "the graph")) + (f" ({self.label})" if self.label else "")
        found = f"{self.path} {self.value}" if self.value else f"no {self.path}"
        return (f"{self.file}: " if self.file else "") + f"{node} has {found}: {self.message}"


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a check: whether everything conforms, and the faults in a fixed order.

    >>> print(Report())
    no fault was found
    >>> Report((Fault("", "readout:Document", "", "a graph describes a document", "document"),)).conforms
    False
    """

    faults: tuple[Fault, ...] = ()
    conforms: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "conforms", not self.faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults)) or "no fault was found"


def check(source: Graph | ox.Store | Path | Sequence[Path]) -> Report:
    """Check a graph, or the union of the graphs in some files, against the shapes of the ontology.

    Files that hold concepts and names but no document count as vocabulary, and are checked together with the ontology
    that ships with the package.

    :raises InputError: if a file cannot be read.

    >>> from rdflib import Graph
    >>> print(check(Graph()))
    the graph has no readout:Document: a graph of readouts describes at least one document
    """
    if isinstance(source, str | Path):
        source = [Path(source)]
    data = parsed([Path(p) for p in source], InputError) if isinstance(source, Sequence) else copied(source)
    used = data.classes() | {predicate for about in data.facts.values() for predicate in about}
    if used & _schema().entries and not used & {expand(f"readout:{name}") for name in _RESULTS}:
        return _check_entries(data)
    return _report(data, [*_shape_faults(data, _GRAPH), *_unmet(GRAPH, data), *_misspelt(data)])


def check_ontology(folder: Path) -> Report:
    """Check an ontology folder: its entries against the shapes, its terms and headers against named conditions.

    :raises VocabularyError: if a file cannot be read or is no Turtle.

    >>> check_ontology(Path("no-such-folder"))
    Traceback (most recent call last):
    kg.errors.VocabularyError: no-such-folder: found no Turtle files, wanted the ontology folder
    """
    paths = sorted(folder.rglob("*.ttl"))
    if not paths:
        raise VocabularyError(f"{folder}: found no Turtle files, wanted the ontology folder")
    data = parsed(paths, VocabularyError)
    found = [*_shape_faults(data, _VOCABULARY), *_unmet(ONTOLOGY, data)]
    return _report(data, [*found, *_unpublishable(paths)])


_RESULTS = ("Commitment", "Document", "Meeting", "Participation", "Passage", "Statement", "madeBy")
_ENTRIES = ("Act", "Country", "Instrument", "Office", "Organization", "Person", "Place", "Tenure", "Topic")


# ---------------------------------------------------------------- shapes


def _check_entries(data: Source) -> Report:
    """Check entries of a vocabulary that are not the package's own, with what its ontology says of what they name."""
    known = load().store
    both = Source()
    for subject, about in data.facts.items():
        for predicate, value in [(p, value) for p, values in about.items() for value in values]:
            both.add(subject, predicate, value)
            if value.kind == "iri":
                for quad in known.quads_for_pattern(ox.NamedNode(value.text), ox.NamedNode(_TYPE), None):
                    both.add(value.text, _TYPE, oxigraph(quad.object))
        if named(subject).kind == "iri":
            for quad in known.quads_for_pattern(ox.NamedNode(subject), None, None):
                both.add(subject, quad.predicate.value, oxigraph(quad.object))
    found = [fault for fault in _shape_faults(both, _VOCABULARY) if fault.focus in data.facts]
    return _report(data, [*found, *_misspelt(data)])


def _shape_faults(data: Source, part: str) -> Iterator[Fault]:
    """Validate against the shapes of one part, and put each result in plain words."""
    from pyshacl import validate
    from rdflib import Graph
    from rdflib.namespace import RDF, SH

    shapes, graph = _shapes(part), _graph(data)
    with _silence():
        _, results, text = validate(
            graph,
            shacl_graph=shapes,
            inference="none",
            inplace=True,
            do_owl_imports=False,
        )
    if not isinstance(results, Graph):
        raise ConformanceError(f"the shapes cannot be applied: {text}")
    for result in results.subjects(RDF.type, SH.ValidationResult):
        shape, focus, value = (results.value(result, p) for p in (SH.sourceShape, SH.focusNode, SH.value))
        path, values = _path(shapes, shape, graph, focus)
        if value is not None and path != "rdf:type" and len(values) > 1:
            values = [plain(value)]
        message = str(results.value(result, SH.resultMessage))
        yield Fault(str(focus), path, _several(values), message, "shape:" + str(shape).removeprefix(SHAPES))


def _shapes(part: str) -> Graph:
    """Load the shapes of one part, each property shape with the targets of the node shape that it belongs to.

    Validation then goes through all nodes of a target at once for each property, which takes half the time.
    """
    from rdflib import URIRef
    from rdflib.namespace import DCTERMS, RDF, SH

    graph = _graph(parsed([folder() / "shapes.ttl"], VocabularyError), blank=True)
    for shape in list(graph.subjects(RDF.type, SH.NodeShape)):
        if (shape, DCTERMS.isPartOf, URIRef(part)) not in graph:
            graph.remove((shape, None, None))
            continue
        for kind in (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf):
            for target in list(graph.objects(shape, kind)):
                for inner in graph.objects(shape, SH.property):
                    graph.add((inner, kind, target))
        graph.remove((shape, SH.property, None))
    return graph


def _graph(data: Source, *, blank: bool = False) -> Graph:
    """Write the facts as an rdflib graph: each node with all its classes, and no literal brought into another form.

    Unless ``blank``, blank nodes become IRIs, as a blank offset would end the validation and not be reported by it.
    """
    from rdflib import BNode, Graph, Literal, URIRef

    def node(text: str, kind: str, datatype: str = "", language: str = "") -> BNode | Literal | URIRef:
        if kind == "literal":
            form = _UNREAD + datatype if _unreadable(text, datatype) else datatype
            return Literal(
                text, lang=language or None, datatype=URIRef(form) if form else None, normalize=False
            )
        return BNode(text) if kind == "blank" and blank else URIRef(text)

    graph, above = Graph(), _schema().above
    with _silence():
        for subject, about in data.facts.items():
            start = node(*named(subject))
            for predicate, values in about.items():
                for value in values if predicate != _ABOVE else ():
                    graph.add((start, URIRef(predicate), node(*value)))
            for wider in {iri for term in about.get(_TYPE, ()) for iri in above.get(term.text, ())}:
                graph.add((start, URIRef(_TYPE), URIRef(wider)))
    return graph


_UNREAD = "unread:"
_MARKUP = frozenset({expand("rdf:HTML"), expand("rdf:XMLLiteral")})
_NUMBERS = frozenset({expand("xsd:decimal"), expand("xsd:double"), expand("xsd:float")})
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)


def _unreadable(text: str, datatype: str) -> bool:
    """Tell whether rdflib must not be told the datatype: it would parse markup, and choke on what is no plain number.

    The shapes then see a datatype that nobody asks for, and report it.
    """
    return datatype in _MARKUP or (datatype in _NUMBERS and not _NUMBER.fullmatch(text))


@dataclass(frozen=True, slots=True)
class _Schema:
    """The terms of the core ontology, the classes above each class, and the terms that only vocabularies use."""

    terms: frozenset[str]
    above: Mapping[str, frozenset[str]]
    entries: frozenset[str]


@cache
def _schema() -> _Schema:
    files = [folder() / name for name in ("readout.ttl", "inverses.ttl", "alignments.ttl")]
    facts: Facts = parsed(files, VocabularyError).facts
    above: dict[str, frozenset[str]] = {}
    for iri in defined(facts):
        found: set[str] = set()
        ahead = [iri]
        while ahead:
            wider = {t.text for t in facts.get(ahead.pop(), {}).get(_ABOVE, ())} - found
            found |= wider
            ahead.extend(wider)
        above[iri] = frozenset(found)
    words = {iri for iri in above if Term(expand("owl:AnnotationProperty")) in facts[iri][_TYPE]}
    entries = {expand(f"readout:{name}") for name in _ENTRIES}
    return _Schema(defined(facts), above, frozenset(words | entries))


def _path(shapes: Graph, shape: Node | None, graph: Graph, focus: Node | None) -> tuple[str, list[Term]]:
    """Say which property a shape is about, and what the node has there; a node shape is about the node's type."""
    from rdflib import BNode
    from rdflib.namespace import RDF, SH

    path = shapes.value(shape, SH.path)
    if path is None or path == RDF.type:
        own, above = [plain(node) for node in graph.objects(focus, RDF.type)], _schema().above
        implied = {wider for term in own for wider in above.get(term.text, ())}
        return "rdf:type", [term for term in own if term.text not in implied]
    if not isinstance(path, BNode):
        return compact(str(path)), [plain(node) for node in graph.objects(focus, path)]
    if (inverse := shapes.value(path, SH.inversePath)) is not None:
        return f"incoming {compact(str(inverse))}", [plain(node) for node in graph.subjects(inverse, focus)]
    either = list(shapes.items(shapes.value(path, SH.alternativePath) or RDF.nil))
    words = " or ".join(compact(str(property_)) for property_ in either)
    return words, [plain(node) for property_ in either for node in graph.objects(focus, property_)]


def _several(values: Sequence[Term]) -> str:
    written = sorted(shown(term._replace(datatype=term.datatype.removeprefix(_UNREAD))) for term in values)
    return ", ".join(written[:3]) + (f" and {len(written) - 3} more" if len(written) > 3 else "")


@contextmanager
def _silence() -> Iterator[None]:
    """Keep rdflib from warning of each ill-typed literal, and pyshacl from logging at all: the report says it."""
    loggers = [logging.getLogger(name) for name in ("rdflib.term", "pyshacl-validate")]
    before = [(logger.disabled, list(logger.handlers)) for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, (disabled, handlers) in zip(loggers, before, strict=True):
            logger.disabled, logger.handlers = disabled, handlers


# ---------------------------------------------------------------- beside the shapes


def _unmet(conditions: Iterable[Condition], data: Source) -> Iterator[Fault]:
    for condition in conditions:
        for node, path, found in condition.find(data.facts):
            yield Fault(node, path, found, condition.wanted, condition.name)


def _unpublishable(paths: Sequence[Path]) -> Iterator[Fault]:
    """Hold each file that is published by itself against the conditions of FOOPS! and OOPS!, which go by its name."""
    for module in modules(paths):
        for requirement in (*FOOPS, *OOPS):
            for node, path, found in requirement.find(module):
                wanted = f"{requirement.wanted} ({requirement.name})"
                yield Fault(node, path, found, wanted, requirement.name, file=module.path)


def _misspelt(data: Source) -> Iterator[Fault]:
    wanted = "terms of the readout namespace are those that the ontology defines"
    for node, path, found in strangers(data.facts, _schema().terms):
        yield Fault(node, path, found, wanted, "term-known")


def _report(data: Source, faults: Iterable[Fault]) -> Report:
    """Give each fault the label and the file of its node, and put them in a fixed order."""
    return Report(tuple(sorted({_placed(fault, data) for fault in faults})))


def _placed(fault: Fault, data: Source) -> Fault:
    about = data.facts.get(fault.focus, {})
    texts = (t for name in _NAMES for t in about.get(name, ()) if t.kind == "literal")
    name = min(texts, key=lambda t: (t.language not in ("", "en"), t.text), default=None)
    label = shown(Term(name.text, "literal")) if name else ""
    focus = "_:" if fault.focus.startswith("_:") else fault.focus
    return replace(fault, focus=focus, label=label, file=fault.file or data.file(fault.focus))


_NAMES = (expand("rdfs:label"), expand("skos:prefLabel"), expand("dcterms:title"))
