"""The conditions of FOOPS! that a file can show: whether it can be found, cited, reused and understood."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.conditions import Finding
from kg.facts import expand
from kg.iris import READOUT, compact
from kg.publication.module import CLASS, LOGICAL, PROPERTY, Module, Requirement, declared, own, texts

__all__ = ["AFTER", "FOOPS"]

_BIBO, _FOAF = "http://purl.org/ontology/bibo/", "http://xmlns.com/foaf/0.1/"
_LASTING = (
    *("w3id.org", "doi.org", "purl.org", "www.w3.org", "data.europa.eu"),
    *("dbpedia.org", "perma.cc", "linked.data.gov.au"),
)
_SPACES = (
    *(expand(f"{prefix}:") for prefix in ("dcterms", "schema", "vann", "prov", "rdfs", "owl")),
    _BIBO,
    _FOAF,
)


def _has(*properties: str) -> Callable[[Module], Iterator[Finding]]:
    """Make a finder of headers that lack some of the properties; a blank node does not count as a value."""

    def find(module: Module) -> Iterator[Finding]:
        for iri in module.headers:
            for name in properties:
                property_ = name if name.startswith("http") else expand(name)
                if not any(
                    t.text.strip() and t.kind != "blank" for t in module.facts[iri].get(property_, ())
                ):
                    yield iri, compact(property_), ""

    return find


def _iri(wrong: Callable[[str], bool]) -> Callable[[Module], Iterator[Finding]]:
    """Make a finder of headers with whose IRI something is wrong."""

    def find(module: Module) -> Iterator[Finding]:
        for iri in module.headers:
            if wrong(iri):
                yield iri, "IRI", iri

    return find


def _version(module: Module) -> Iterator[Finding]:
    property_ = expand("owl:versionIRI")
    for iri in module.headers:
        values = [term.text for term in module.facts[iri].get(property_, ())]
        if len(values) != 1 or values[0] == iri:
            yield iri, "owl:versionIRI", ", ".join(values)


def _second(module: Module) -> Iterator[Finding]:
    for iri in module.headers[1:]:
        yield iri, "rdf:type", f"a header beside that of {compact(module.headers[0])}"


def _described(module: Module) -> Iterator[Finding]:
    for iri in module.headers:
        if not any(property_.startswith(_SPACES) for property_ in module.facts[iri]):
            yield iri, "dcterms:title", ""


def _reuse(module: Module) -> Iterator[Finding]:
    imports = any(expand("owl:imports") in module.facts[iri] for iri in module.headers)
    foreign = any(not iri.startswith(READOUT) for iri, _ in declared(module))
    if any(own(module, CLASS | PROPERTY)) and not imports and not foreign:
        yield next(iter(module.headers), ""), "owl:imports", ""


def _worded(*properties: str) -> Callable[[Module], Iterator[Finding]]:
    """Make a finder of own classes, object and data properties that have none of the properties."""

    def find(module: Module) -> Iterator[Finding]:
        for iri, about in own(module, CLASS | LOGICAL):
            if not texts(about, *map(expand, properties)):
                yield iri, " or ".join(properties), ""

    return find


def _silent(module: Module) -> Iterator[Finding]:
    if not module.facts:
        yield "", "rdf:type", ""


FOOPS: tuple[Requirement, ...] = (
    Requirement(
        "FOOPS! PURL1",
        "the IRI of a header is a lasting one, such as those under w3id.org",
        _iri(lambda iri: not any(host in iri for host in _LASTING)),
    ),
    Requirement(
        "FOOPS! HTTP1", "the IRI of a header begins with http", _iri(lambda iri: not iri.startswith("http"))
    ),
    Requirement(
        "FOOPS! URI2",
        "the IRI of a header is in lower case, as the tool compares it so",
        _iri(lambda iri: iri != iri.lower()),
    ),
    Requirement("FOOPS! FIND1", "a header has a preferred prefix", _has("vann:preferredNamespacePrefix")),
    Requirement("FOOPS! VER1", "a header has one version IRI, which is not its own IRI", _version),
    Requirement("FOOPS! RDF1", "a file that parses says something", _silent),
    Requirement(
        "FOOPS! OM1",
        "a header has a title, a description, a license, a version IRI, a creator and its namespace",
        _has(
            *("dcterms:title", "dcterms:description", "dcterms:license", "owl:versionIRI"),
            *("dcterms:creator", "vann:preferredNamespaceUri"),
        ),
    ),
    Requirement(
        "FOOPS! OM2",
        "a header has a prefix, a version, a date of creation and a citation",
        _has(
            *("vann:preferredNamespacePrefix", "owl:versionInfo", "dcterms:created"),
            "dcterms:bibliographicCitation",
        ),
    ),
    Requirement(
        "FOOPS! OM3",
        "a header has a publisher, a logo, a status, a source and a date of issue",
        _has("dcterms:publisher", "schema:logo", _BIBO + "status", "dcterms:source", "dcterms:issued"),
    ),
    Requirement("FOOPS! OM4.1", "a header has a license, and no blank node for one", _has("dcterms:license")),
    Requirement(
        "FOOPS! OM5.1", "a header has a creator and a date", _has("dcterms:creator", "dcterms:created")
    ),
    Requirement(
        "FOOPS! OM5.2", "a header has a publisher and a date", _has("dcterms:publisher", "dcterms:issued")
    ),
    Requirement("FOOPS! VOC1", "a header is described by terms of common vocabularies", _described),
    Requirement("FOOPS! VOC2", "an ontology imports another, or builds on terms of others", _reuse),
    Requirement(
        "FOOPS! VOC3", "each class and property has a label", _worded("rdfs:label", "skos:prefLabel")
    ),
    Requirement(
        "FOOPS! VOC4", "each class and property has a definition", _worded("rdfs:comment", "skos:definition")
    ),
    Requirement("FOOPS! SKOS", "a file has one header, as the tool reads no second one", _second),
)
"""What the header and the terms of each file must meet."""

AFTER: dict[str, str] = {
    "FOOPS! OM3": "a DOI for the release, as bibo:doi in each header; the rest of it is checked now",
    "FOOPS! OM4.2": "the license IRI resolves",
    "FOOPS! URI1": "the ontology IRI returns RDF",
    "FOOPS! URI2": "the IRI in the file is the one fetched; that it is in lower case is checked now",
    "FOOPS! VER2": "the version IRI resolves",
    "FOOPS! CN1": "HTML and RDF by content negotiation",
    "FOOPS! DOC1": "HTML at the ontology IRI",
    "FOOPS! FIND2": "the prefixes readout, act, topic and shape in prefix.cc or LOV, bound to these namespaces",
    "FOOPS! FIND3": "an entry in LOV; schema:includedInDataCatalog in the header once that is true",
    "OOPS! P30": "the part that compares labels through WordNet",
    "OOPS! P37": "RDF and HTML at the ontology IRI",
    "OOPS! P41": "the part that asks a web service which license was declared",
}
"""What can be tried only after publishing, by the same names, and what it takes."""
