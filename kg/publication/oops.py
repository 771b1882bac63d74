"""The pitfalls of OOPS! that a file can show: what it would report of words, names and axioms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from kg.conditions import Finding, circles
from kg.facts import Facts, expand
from kg.iris import ACT, PREFIXES, READOUT, compact
from kg.publication.module import (
    CLASS,
    LOGICAL,
    OBJECT,
    ONTOLOGY,
    PROPERTY,
    Module,
    Requirement,
    declared,
    own,
    texts,
    types,
)

__all__ = ["OOPS"]

_DOMAIN, _RANGE = expand("rdfs:domain"), expand("rdfs:range")
_LABEL, _COMMENT, _DEFINITION = expand("rdfs:label"), expand("rdfs:comment"), expand("skos:definition")
_INVERSE, _SYMMETRIC = expand("owl:inverseOf"), expand("owl:SymmetricProperty")
_UNDER, _BELOW, _APART = expand("rdfs:subClassOf"), expand("rdfs:subPropertyOf"), expand("owl:disjointWith")
_BUILT_IN = tuple(PREFIXES[prefix] for prefix in ("owl", "rdf", "rdfs", "xsd"))

_HEADER_TEXT = re.compile(r"(?:\ba|rdf:type)\s+owl:Ontology\s*[;,]")


def _found_as_text(module: Module) -> Iterator[Finding]:
    for iri in module.headers:
        if ONTOLOGY in types(module.facts[iri]) and not _HEADER_TEXT.search(module.text):
            yield iri, "rdf:type", "a header that does not begin with “a owl:Ontology ;”"


def _ending(module: Module) -> Iterator[Finding]:
    for iri in module.headers:
        if re.search(r"\.(owl|rdf|n3|ttl)\b", iri):
            yield iri, "IRI", iri


def _licensed(module: Module) -> Iterator[Finding]:
    for iri in module.headers:
        if not module.facts[iri].get(expand("dcterms:license")):
            yield iri, "dcterms:license", ""


# ---------------------------------------------------------------- words


def _worded(*properties: str) -> Callable[[Module], Iterator[Finding]]:
    """Make a finder of classes and properties, those of others included, that have none of the properties."""

    def find(module: Module) -> Iterator[Finding]:
        for iri, about in declared(module):
            if not texts(about, *properties):
                yield iri, " or ".join(compact(p) for p in properties), ""

    return find


def _label_and_comment(module: Module) -> Iterator[Finding]:
    """Find a label that is no shorter than its comment, or says the same."""
    for iri, about in declared(module):
        for label in texts(about, _LABEL):
            for comment in texts(about, _COMMENT):
                if len(label.split()) > len(comment.split()) or label.casefold() == comment.casefold():
                    yield iri, "rdfs:label", f"“{label}” beside the comment “{comment}”"


def _named(kind: frozenset[str], faulty: Callable[[str], object]) -> Callable[[Module], Iterator[Finding]]:
    """Make a finder of own terms of a kind by their local name."""

    def find(module: Module) -> Iterator[Finding]:
        for iri, _ in own(module, kind):
            if faulty(iri.removeprefix(READOUT)):
                yield iri, "name", iri.removeprefix(READOUT)

    return find


def _words(name: str) -> list[str]:
    """Split a camel-case name: "OtherActor" into "other" and "actor"."""
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+", name)]


def _twins(property_: str, kinds: frozenset[str]) -> Callable[[Module], Iterator[Finding]]:
    """Make a finder of two terms with one label, or with names that differ in nothing but case and hyphens."""

    def find(module: Module) -> Iterator[Finding]:
        first: dict[str, str] = {}
        for iri, about in declared(module, kinds):
            names = texts(about, property_) if property_ else [re.split("[#/]", iri)[-1]]
            if not property_ and not iri.startswith(READOUT):
                continue
            for name in names:
                other = first.setdefault(re.sub("[-_ ]", "", name).casefold(), iri)
                if other != iri:
                    yield (
                        iri,
                        compact(property_) if property_ else "name",
                        f"“{name}”, as {compact(other)} has",
                    )

    return find


# ---------------------------------------------------------------- axioms


def _without(*properties: str) -> Callable[[Module], Iterator[Finding]]:
    """Make a finder of axioms of kinds that are not wanted."""

    def find(module: Module) -> Iterator[Finding]:
        for iri, about in module.facts.items():
            for name in properties:
                for term in about.get(expand(name), ()):
                    yield iri, name, compact(term.text)

    return find


def _counted(property_: str, *, least: int, most: int) -> Callable[[Module], Iterator[Finding]]:
    """Make a finder of own object and data properties with too few or too many of an axiom."""

    def find(module: Module) -> Iterator[Finding]:
        for iri, about in own(module, LOGICAL):
            if not least <= len(about.get(property_, ())) <= most:
                yield (
                    iri,
                    compact(property_),
                    ", ".join(sorted(compact(t.text) for t in about.get(property_, ()))),
                )

    return find


def _lonely(module: Module) -> Iterator[Finding]:
    """Find classes that stand in no domain, no range and no hierarchy."""
    tied = {t.text for a in module.seen.values() for p in (_DOMAIN, _RANGE, _UNDER) for t in a.get(p, ())}
    for iri, about in declared(module, CLASS):
        if iri not in tied and not about.get(_UNDER):
            yield iri, "rdfs:subClassOf", ""


def _circular(module: Module) -> Iterator[Finding]:
    for property_ in (_UNDER, _BELOW):
        yield from circles(property_)(module.seen)


def _no_disjointness(module: Module) -> Iterator[Finding]:
    first = next((iri for iri, _ in own(module, CLASS)), None)
    if first is not None and not any(_APART in about for about in module.facts.values()):
        yield next(iter(module.headers), first), "owl:disjointWith", ""


def _inverses(facts: Facts) -> Iterator[tuple[str, str]]:
    for iri in sorted(facts):
        for term in facts[iri].get(_INVERSE, ()):
            yield iri, term.text


def _without_inverse(module: Module) -> Iterator[Finding]:
    tied = {iri for pair in _inverses(module.whole or module.seen) for iri in pair}
    for iri, about in own(module, OBJECT):
        if iri not in tied and _SYMMETRIC not in types(about):
            yield iri, "owl:inverseOf", ""


def _bent_inverse(module: Module) -> Iterator[Finding]:
    """Find inverses whose domain is not the range of the other, or the other way round."""
    for iri, other in _inverses(module.seen):
        for here, there in ((_DOMAIN, _RANGE), (_RANGE, _DOMAIN)):
            mine, its = (
                {t.text for t in module.seen.get(i, {}).get(p, ())} for i, p in ((iri, here), (other, there))
            )
            if mine != its:
                yield iri, compact(here), f"not that of {compact(other)}, whose inverse it is"


def _self_inverse(module: Module) -> Iterator[Finding]:
    for iri, other in _inverses(module.facts):
        if iri == other:
            yield iri, "owl:inverseOf", "itself"


def _inverse_of_symmetric(module: Module) -> Iterator[Finding]:
    for iri, other in _inverses(module.seen):
        if _SYMMETRIC in types(module.seen.get(iri, {})):
            yield iri, "owl:inverseOf", compact(other)


def _uneven(kind: str) -> Callable[[Module], Iterator[Finding]]:
    """Make a finder of symmetric or transitive properties that lead from one class to another."""

    def find(module: Module) -> Iterator[Finding]:
        for iri, about in module.facts.items():
            ends = [{t.text for t in about.get(p, ())} for p in (_DOMAIN, _RANGE)]
            if expand(kind) in types(about) and ends[0] != ends[1]:
                yield iri, "rdf:type", kind

    return find


def _itself(module: Module) -> Iterator[Finding]:
    """Find terms that stand in axioms about themselves."""
    for iri, about in module.facts.items():
        for property_ in (_UNDER, _BELOW, _APART, _DOMAIN, _RANGE):
            if any(term.text == iri for term in about.get(property_, ())):
                yield iri, compact(property_), "itself"


def _short_chain(module: Module) -> Iterator[Finding]:
    rest, nil = expand("rdf:rest"), expand("rdf:nil")
    for iri, about in module.facts.items():
        for head in about.get(expand("owl:propertyChainAxiom"), ()):
            if any(term.text == nil for term in module.facts.get(head.text, {}).get(rest, ())):
                yield iri, "owl:propertyChainAxiom", "a chain of one step"


def _untyped(
    properties: Mapping[str, frozenset[str]], *, subjects: bool
) -> Callable[[Module], Iterator[Finding]]:
    """Make a finder of what stands in axioms without a declaration in the file or in what it imports."""

    def find(module: Module) -> Iterator[Finding]:
        for iri in sorted(module.facts):
            for property_, kinds in properties.items():
                values = [t.text for t in module.facts[iri].get(property_, ()) if t.kind == "iri"]
                for node in (*([iri] if subjects and values else []), *values):
                    declared = types(module.seen.get(node, {})) & kinds
                    if not declared and not node.startswith(_BUILT_IN):
                        yield iri, compact(property_), f"{compact(node)}, which is not declared"

    return find


def _hijacked(module: Module) -> Iterator[Finding]:
    """Find terms of others that nobody looked up in the file of the vocabulary that should define them."""
    used = {iri: "rdf:type" for iri, _ in declared(module)}
    for iri, _ in [*own(module), *((i, a) for i, a in module.facts.items() if i.startswith(ACT))]:
        for property_ in (_UNDER, _BELOW, _DOMAIN, _RANGE, _CLOSE, _RELATED):
            for term in module.facts[iri].get(property_, ()):
                used[term.text] = compact(property_)
    for iri, property_ in sorted(used.items()):
        space = iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
        if not iri.startswith((READOUT, *_BUILT_IN)) and iri.removeprefix(space) not in _SEEN.get(space, ()):
            yield iri, property_, compact(iri)


_CLOSE, _RELATED = expand("skos:closeMatch"), expand("skos:relatedMatch")

_SEEN: Mapping[str, frozenset[str]] = {
    space: frozenset(names.split())
    for space, names in {
        PREFIXES["dcterms"]: "references subject",
        PREFIXES["foaf"]: "Agent Document Person",
        PREFIXES["nif"]: "OffsetBasedString confidence",
        PREFIXES["org"]: "Membership Organization Role member organization role unitOf",
        PREFIXES[
            "prov"
        ]: "Activity Agent Association Entity Organization Person actedOnBehalfOf agent hadRole"
        " qualifiedAssociation wasAttributedTo wasQuotedFrom",
        PREFIXES["schema"]: "AgreeAction AskAction CommunicateAction Country DefinedTerm DigitalDocument"
        " DisagreeAction EndorseAction Event InformAction OfflineEventAttendanceMode OnlineEventAttendanceMode"
        " Organization Person Role about agent attendee eventAttendanceMode mentions recipient roleName superEvent"
        " text",
        PREFIXES["skos"]: "Concept closeMatch notation relatedMatch",
        "http://groundedannotationframework.org/gaf#": "Mention denotedBy",
        "http://groundedannotationframework.org/grasp#": "wasAttributedTo",
        "http://semanticweb.cs.vu.nl/2009/11/sem/": "Actor Event EventType Role eventType hasActor roleType subEventOf",
        "http://www.w3.org/ns/oa#": "Annotation TextPositionSelector TextQuoteSelector hasSelector hasTarget",
        "http://www.w3.org/ns/odrl/2/": "Duty assignee",
        "https://spec.edmcouncil.org/fibo/ontology/FND/Agreements/Agreements/": "Agreement Commitment isObligationOf",
        "https://w3id.org/valueflows/ont/vf#": "Agreement Commitment provider stipulates",
        "https://www.commoncoreontologies.org/": "ont00000024 ont00000123 ont00000133 ont00000144 ont00000182"
        " ont00000208 ont00000351 ont00000379 ont00000402 ont00000769 ont00000821 ont00000926 ont00001162",
    }.items()
}
"""The terms of others that were looked up in the files of their own vocabularies, by namespace."""

_CLASSES = {_UNDER: CLASS, _DOMAIN: CLASS, _APART: CLASS, expand("owl:equivalentClass"): CLASS}
_PROPERTIES = {_BELOW: PROPERTY, _INVERSE: PROPERTY, expand("owl:equivalentProperty"): PROPERTY}
_VAGUE = {"other", "others", "misc", "miscellaneous", "miscellanea"}


OOPS: tuple[Requirement, ...] = (
    Requirement("OOPS! P02", "no two classes have one name", _twins("", CLASS)),
    Requirement(
        "OOPS! P03", "no property is called “is”", _named(PROPERTY, lambda name: name.lower() == "is")
    ),
    Requirement("OOPS! P04", "each class stands in a hierarchy, a domain or a range", _lonely),
    Requirement("OOPS! P05", "an inverse has domain and range the other way round", _bent_inverse),
    Requirement("OOPS! P06", "no class or property stands above itself", _circular),
    Requirement(
        "OOPS! P07",
        "no class is named with “and” or “or”",
        _named(CLASS, lambda n: {"and", "or"} & {*_words(n)}),
    ),
    Requirement("OOPS! P08", "each class and property has a label", _worded(_LABEL)),
    Requirement(
        "OOPS! P08 (definitions)", "each class and property has a definition", _worded(_COMMENT, _DEFINITION)
    ),
    Requirement("OOPS! P10", "an ontology says which of its classes share no members", _no_disjointness),
    Requirement(
        "OOPS! P11", "each property with a logical meaning has a domain", _counted(_DOMAIN, least=1, most=9)
    ),
    Requirement(
        "OOPS! P11 (ranges)",
        "each property with a logical meaning has a range",
        _counted(_RANGE, least=1, most=9),
    ),
    Requirement("OOPS! P12", "no two properties have one label", _twins(_LABEL, PROPERTY)),
    Requirement(
        "OOPS! P13", "each object property has an inverse, in the file or in another", _without_inverse
    ),
    Requirement("OOPS! P19", "no property has two domains", _counted(_DOMAIN, least=0, most=1)),
    Requirement("OOPS! P19 (ranges)", "no property has two ranges", _counted(_RANGE, least=0, most=1)),
    Requirement(
        "OOPS! P20", "a label is shorter than the comment, and says something else", _label_and_comment
    ),
    Requirement(
        "OOPS! P21", "no class gathers what is left over", _named(CLASS, lambda n: _VAGUE & {*_words(n)})
    ),
    Requirement(
        "OOPS! P22",
        "a class is named in upper camel case",
        _named(CLASS, lambda name: not re.fullmatch(r"([A-Z][a-z0-9]*)+", name)),
    ),
    Requirement(
        "OOPS! P22 (properties)",
        "a property is named in lower camel case",
        _named(PROPERTY, lambda name: not re.fullmatch(r"[a-z0-9]+([A-Z][a-z0-9]*)*", name)),
    ),
    Requirement("OOPS! P24", "no term stands in an axiom about itself", _itself),
    Requirement("OOPS! P25", "no property is its own inverse", _self_inverse),
    Requirement("OOPS! P26", "no symmetric property has an inverse", _inverse_of_symmetric),
    Requirement("OOPS! P27", "no two properties are declared equivalent", _without("owl:equivalentProperty")),
    Requirement(
        "OOPS! P28", "a symmetric property has its domain for a range", _uneven("owl:SymmetricProperty")
    ),
    Requirement(
        "OOPS! P29", "a transitive property has its domain for a range", _uneven("owl:TransitiveProperty")
    ),
    Requirement("OOPS! P31", "no two classes are declared equivalent", _without("owl:equivalentClass")),
    Requirement(
        "OOPS! P32", "no two classes have one label, those of others included", _twins(_LABEL, CLASS)
    ),
    Requirement("OOPS! P33", "no chain of properties has a single step", _short_chain),
    Requirement(
        "OOPS! P34", "each class in an axiom is declared as a class", _untyped(_CLASSES, subjects=False)
    ),
    Requirement(
        "OOPS! P35", "each property in an axiom is declared as one", _untyped(_PROPERTIES, subjects=True)
    ),
    Requirement("OOPS! P36", "no IRI of a header shows the ending of a file", _ending),
    Requirement(
        "OOPS! P38", "the header of an ontology can be found in the text of its file", _found_as_text
    ),
    Requirement("OOPS! P40", "a term of others was looked up where it is defined", _hijacked),
    Requirement("OOPS! P41", "a header has a license", _licensed),
)
"""What the header, the words and the axioms of each file must meet."""
