"""The core ontology: the terms that queries rely on, what the profile forbids, and what may never disappear."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SH, VANN

from kg.check import check_ontology
from kg.iris import PREFIXES, READOUT, SHAPES
from kg.vocabulary import folder

ONTOLOGY = URIRef(READOUT.removesuffix("#"))


def term(name: str) -> URIRef:
    prefix, _, local = name.rpartition(":")
    return URIRef(PREFIXES[prefix or "readout"] + local)


@pytest.fixture(scope="module")
def core() -> Graph:
    return Graph().parse(folder() / "readout.ttl")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(folder() / "shapes.ttl")


CLASSES = {
    "Meeting": "prov:Activity schema:Event",
    "Participation": "prov:Association",
    "Actor": "prov:Agent",
    "Person": "Actor foaf:Person",
    "Organization": "Actor org:Organization",
    "Country": "Actor schema:Country",
    "Statement": "prov:Entity",
    "Agreement": "Statement",
    "Commitment": "prov:Entity",
    "Topic": "skos:Concept",
    "Act": "skos:Concept",
    "Place": "",
    "Instrument": "",
    "Document": "prov:Entity schema:DigitalDocument",
    "Passage": "nif:OffsetBasedString",
    "Extraction": "prov:Activity",
    "Format": "",
    "Office": "skos:Concept",
    "Tenure": "",
}

PROPERTIES = {
    # what queries rely on: from, to. Where several classes can stand, the ontology names what they have in common.
    "format": ("Meeting", "Format"),
    "participation": ("Meeting", "Participation"),
    "participant": ("Participation", "Actor"),
    "office": ("Capacity", "rdf:PlainLiteral"),
    "onBehalfOf": ("Contribution", "CollectiveActor"),
    "madeAt": ("Statement", "Meeting"),
    "madeBy": ("Statement", "Actor"),
    "act": ("Statement", "Act"),
    "reiteration": ("Statement", "xsd:boolean"),
    "addressedTo": ("Statement", "Actor"),
    "about": ("Statement", "Topic"),
    "mentions": ("Statement", "NamedEntity"),
    "expresses": ("Statement", "Commitment"),
    "committedParty": ("Commitment", "Actor"),
    "cue": ("Statement", "xsd:string"),
    "content": ("Statement", "xsd:string"),
    "cueAt": ("Statement", "Passage"),
    "contentAt": ("Statement", "Passage"),
    "evidence": ("Statement", "Passage"),
    "reports": ("Document", "Meeting"),
    "confidence": ("Statement", "xsd:decimal"),
    "note": ("Statement", "xsd:string"),
    "rule": ("Statement", "xsd:string"),
    "resolution": ("Statement", "xsd:string"),
    "speaksOf": ("NamedEntity", "Topic"),
    "country": ("NamedEntity", "CollectiveActor"),
    "demonym": ("Country", "rdf:PlainLiteral"),
    "seat": ("Country", "rdf:PlainLiteral"),
    "holder": ("Tenure", "Person"),
    "since": ("Tenure", "rdfs:Literal"),
    "until": ("Tenure", "rdfs:Literal"),
}

COMMON = {
    "CollectiveActor": "Country Organization",
    "Capacity": "Participation Tenure",
    "Contribution": "Participation Statement",
    "NamedEntity": "Actor Place Instrument Meeting Office Tenure Country Organization Person",
}

TERMS = """
Act Actor Agreement Capacity CollectiveActor Commitment Contribution Country Document Extraction Format Instrument
Meeting NamedEntity Office Organization Participation Passage Person Place Statement Tenure Topic
InPerson Telephone Video
about act addressedTo asOf committedParty confidence content contentAt country cue cueAt dates demonym evidence
expresses format hint holder madeAt madeBy mentions note office onBehalfOf participant participation reiteration
reports resolution rule seat since speaksOf until
actionVerb actionWord addressingNoun addressingVerb counterpartNoun countryGroup cueAdjective cueNoun cueVerb
feminineTitle headNoun honorific lightVerb masculineTitle meetingNoun meetingVerb nameParticle officeHead personGroup
phrase portfolio postNominal rank reiteratingVerb sideGroup telephoneWord videoWord weakPhrase
"""
PUBLISHED = TERMS.split()
"""Every term that was ever published. None is ever taken out: what falls out of use stays and is deprecated."""


def test_the_folder_conforms() -> None:
    assert str(check_ontology(folder())) == "no fault was found"


def test_no_published_term_disappears(core: Graph) -> None:
    assert len(PUBLISHED) == len(set(PUBLISHED)) >= 80
    gone = [name for name in PUBLISHED if (term(name), RDF.type, None) not in core]
    assert gone == []


def test_each_new_term_is_written_down_as_published(core: Graph) -> None:
    own = {str(s).removeprefix(READOUT) for s in core.subjects(RDF.type) if str(s).startswith(READOUT)}
    assert sorted(own - set(PUBLISHED)) == []


@pytest.mark.parametrize("name", CLASSES)
def test_classes_stand_where_they_should(core: Graph, name: str) -> None:
    assert (term(name), RDF.type, OWL.Class) in core
    above = set(core.transitive_objects(term(name), RDFS.subClassOf))
    assert {term(parent) for parent in CLASSES[name].split()} <= above


@pytest.mark.parametrize("name", COMMON)
def test_what_classes_have_in_common(core: Graph, name: str) -> None:
    for child in COMMON[name].split():
        assert term(name) in set(core.transitive_objects(term(child), RDFS.subClassOf))


@pytest.mark.parametrize("name", PROPERTIES)
def test_domains_and_ranges(core: Graph, name: str) -> None:
    domain, range_ = PROPERTIES[name]
    literal = range_.partition(":")[0] in ("xsd", "rdf", "rdfs")
    assert (term(name), RDF.type, OWL.DatatypeProperty if literal else OWL.ObjectProperty) in core
    assert list(core.objects(term(name), RDFS.domain)) == [term(domain)]
    assert list(core.objects(term(name), RDFS.range)) == [term(range_)]


def test_formats_are_individuals(core: Graph) -> None:
    assert set(core.subjects(RDF.type, term("Format"))) == {
        term(n) for n in ("InPerson", "Telephone", "Video")
    }


def test_the_header_is_complete(core: Graph, shapes: Graph) -> None:
    for graph, ontology in ((core, ONTOLOGY), (shapes, URIRef(SHAPES.removesuffix("#")))):
        assert list(graph.subjects(RDF.type, OWL.Ontology)) == [ontology]
        (version,) = graph.objects(ontology, OWL.versionInfo)
        assert list(graph.objects(ontology, OWL.versionIRI)) == [URIRef(f"{ontology}/{version}")]
        assert list(graph.objects(ontology, VANN.preferredNamespaceUri)) == [Literal(f"{ontology}#")]
        assert list(graph.objects(ontology, DCTERMS.license)) == [
            URIRef("https://creativecommons.org/licenses/by/4.0/")
        ]
        assert list(graph.objects(ontology, DCTERMS.creator)) == [Literal("The Readout authors")]
        assert any(str(note).startswith(str(version)) for note in graph.objects(ontology, SKOS.changeNote))
        assert {day.datatype for day in graph.objects(ontology, DCTERMS.created)} == {XSD.date}


@pytest.mark.parametrize("name", ["readout.ttl", "shapes.ttl"])
def test_tools_that_read_the_header_as_text_find_it(name: str) -> None:
    assert "\n    a owl:Ontology ;\n" in (folder() / name).read_text(encoding="utf-8")


def test_labels_and_comments_are_sensible(core: Graph) -> None:
    counted = 0
    for subject in set(core.subjects(RDF.type)) - {ONTOLOGY}:
        label = next(text for text in core.objects(subject, RDFS.label) if text.language == "en")
        comment = next(iter(core.objects(subject, RDFS.comment)))
        assert str(comment).endswith("."), subject
        assert len(str(label).split()) < len(str(comment).split()), subject
        counted += 1
    assert counted >= 90


def test_names_follow_their_kind(core: Graph) -> None:
    for subject in set(core.subjects(RDF.type)):
        if str(subject).startswith(READOUT):
            local = str(subject).removeprefix(READOUT)
            assert local.isalpha()
            assert local.isascii()
            kinds = set(core.objects(subject, RDF.type))
            assert local[0].isupper() == (OWL.Class in kinds or OWL.NamedIndividual in kinds), local


# ---------------------------------------------------------------- the profile

RL_DATATYPES = {
    RDF.PlainLiteral,
    RDFS.Literal,
    XSD.string,
    XSD.boolean,
    XSD.decimal,
    XSD.integer,
    XSD.dateTime,
}
"""Of the datatypes that OWL 2 RL allows, those in use. It knows no xsd:date and no xsd:duration."""

PREDICATES = {RDF.type, RDFS.subClassOf, RDFS.domain, RDFS.range, OWL.disjointWith}
"""The axioms in use, all of them in OWL 2 RL between named classes."""


def test_only_plain_axioms_between_named_things(core: Graph) -> None:
    assert not [node for triple in core for node in triple if not isinstance(node, URIRef | Literal)]
    allowed = PREDICATES | {RDFS.label, RDFS.comment, RDFS.isDefinedBy}
    for subject, predicate, value in core:
        if subject != ONTOLOGY:
            assert predicate in allowed, (subject, predicate)
        if predicate in PREDICATES:
            assert value != OWL.Thing


def test_only_the_declarations_that_were_meant(core: Graph) -> None:
    kinds = {value for value in core.objects(None, RDF.type) if str(value).startswith(str(OWL))}
    assert kinds == {
        OWL.Ontology,
        OWL.Class,
        OWL.ObjectProperty,
        OWL.DatatypeProperty,
        OWL.AnnotationProperty,
        OWL.NamedIndividual,
    }


def test_datatypes_of_the_profile(core: Graph) -> None:
    for kind in (OWL.DatatypeProperty, OWL.AnnotationProperty):
        for subject in core.subjects(RDF.type, kind):
            assert set(core.objects(subject, RDFS.range)) <= RL_DATATYPES, subject


def test_every_class_in_an_axiom_is_declared(core: Graph) -> None:
    for predicate in (RDFS.subClassOf, RDFS.domain, OWL.disjointWith):
        for value in set(core.objects(None, predicate)):
            assert (value, RDF.type, OWL.Class) in core, value
    for subject in core.subjects(RDF.type, OWL.ObjectProperty):
        for value in core.objects(subject, RDFS.range):
            assert (value, RDF.type, OWL.Class) in core, value


def closure(graph: Graph) -> Graph:
    from owlrl import DeductiveClosure, OWLRL_Semantics

    copy = Graph()
    for triple in graph:
        copy.add(triple)
    DeductiveClosure(
        OWLRL_Semantics, rdfs_closure=False, axiomatic_triples=False, datatype_axioms=False
    ).expand(copy)
    return copy


ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")

EXAMPLE = """
@prefix readout: <https://w3id.org/readout#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
prov:Activity <http://www.w3.org/2002/07/owl#disjointWith> prov:Entity .
<urn:s> readout:madeAt <urn:m> ; readout:madeBy <urn:a> , <urn:b> ; readout:onBehalfOf <urn:c> ; readout:cueAt <urn:p> ;
    readout:mentions <urn:m> , <urn:o> ; readout:expresses <urn:k> ; readout:confidence 0.5 ; readout:reiteration true .
<urn:m> readout:participation <urn:t> ; readout:format readout:Video .
<urn:t> readout:participant <urn:a> ; readout:office "Minister" , "Minister"@en ; readout:onBehalfOf <urn:c> .
<urn:a> a readout:Person . <urn:c> a readout:Country . <urn:o> a readout:Organization ; readout:country <urn:c> .
<urn:d> readout:reports <urn:m> . <urn:k> readout:committedParty <urn:b> .
<urn:n> readout:holder <urn:a> ; readout:since "2020-01-01"^^xsd:date ; readout:country <urn:o> .
"""


def test_the_closure_has_no_inconsistency(core: Graph) -> None:
    inferred = closure(core + Graph().parse(data=EXAMPLE, format="turtle"))
    assert list(inferred.subjects(RDF.type, OWL.Nothing)) == []
    assert list(inferred.objects(None, ERROR)) == []
    assert (URIRef("urn:s"), RDF.type, term("Statement")) in inferred
    assert (URIRef("urn:b"), RDF.type, term("prov:Agent")) in inferred
    same = [(s, o) for s, o in inferred.subject_objects(OWL.sameAs) if s != o]
    assert same == [], "nothing may be merged by inference"


@pytest.mark.parametrize(
    "planted",
    [
        "<urn:a> a readout:Country .",
        "<urn:s> a readout:Meeting .",
        "<urn:k> a readout:Statement .",
        "<urn:p> a readout:Document .",
        "<urn:t2> a readout:Topic , readout:Act .",
    ],
)
def test_the_closure_finds_a_planted_inconsistency(core: Graph, planted: str) -> None:
    inferred = closure(core + Graph().parse(data=EXAMPLE + planted, format="turtle"))
    assert list(inferred.objects(None, ERROR)) != []


# ---------------------------------------------------------------- the shapes


def test_every_shape_says_what_is_wanted(shapes: Graph) -> None:
    found = set(shapes.subjects(RDF.type, SH.NodeShape))
    inner = set(shapes.objects(None, SH.property))
    assert len(found) >= 30
    assert len(inner) >= 70
    for shape in found | inner:
        assert isinstance(shape, URIRef), "a shape has a name, so that a report can point at it"
        assert (shape, SH.name, None) in shapes, shape
    messages = [str(shapes.value(shape, SH.message)) for shape in inner]
    messages += [
        str(shapes.value(shape, SH.message)) for shape in found if (shape, SH["class"], None) in shapes
    ]
    assert "None" not in messages
    assert len(set(messages)) == len(messages), "two shapes that say the same cannot be told apart"
    assert all(message[0].islower() and message[-1] != "." for message in messages)


def test_each_shape_belongs_to_one_part_and_has_a_target(shapes: Graph) -> None:
    parts = {URIRef(SHAPES + "graph"), URIRef(SHAPES + "vocabulary")}
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        assert len(parts & set(shapes.objects(shape, DCTERMS.isPartOf))) == 1, shape
        assert any(
            (shape, kind, None) in shapes
            for kind in (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
        )


def test_no_property_shape_is_forgotten(shapes: Graph) -> None:
    """Every shape with a path hangs below a node shape, or it would check nothing."""
    named = {shape for shape in shapes.subjects(SH.path) if isinstance(shape, URIRef)}
    assert named == set(shapes.objects(None, SH.property))


def test_shapes_speak_of_terms_that_exist(core: Graph, shapes: Graph) -> None:
    spoken = {node for node in itertools.chain(*shapes) if str(node).startswith(READOUT)}
    assert len(spoken) >= 50
    assert sorted(node for node in spoken if (node, RDF.type, None) not in core) == []


@pytest.mark.parametrize("name", [name for name in PROPERTIES if name not in ("speaksOf", "country")])
def test_each_property_has_a_shape_for_its_value_and_its_subject(shapes: Graph, name: str) -> None:
    assert list(shapes.subjects(SH.path, term(name))), "no shape asks what the value is"
    assert list(shapes.subjects(SH.targetSubjectsOf, term(name))), "no shape asks whose property it is"


def test_shapes_use_no_sparql(shapes: Graph) -> None:
    assert not any((None, predicate, None) in shapes for predicate in (SH.sparql, SH.select, SH.ask, SH.js))


def test_the_license_of_the_ontology_stands_beside_it(root: Path) -> None:
    words = " ".join((root / "LICENSE").read_text(encoding="utf-8").split())
    assert words.startswith("MIT License Copyright (c) 2026 The Readout authors")
    assert "Creative Commons Attribution 4.0 International License (CC BY 4.0)" in words
