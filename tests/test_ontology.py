"""The core ontology: the terms that queries rely on, what the profile forbids, and what may never disappear."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SH, VANN

from kg.check import check_ontology
from kg.iris import PREFIXES, READOUT, SHAPES
from kg.publication import AFTER, FOOPS, OOPS, Module, modules
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
feminineTitle greetingNoun greetingVerb headNoun
honorific jointVerb promisingWord audience currency lightVerb masculineTitle meetingNoun meetingVerb nameParticle
officeHead personGroup
phrase portfolio postNominal rank reiteratingVerb replyVerb sideGroup telephoneWord videoWord weakPhrase
"""
PUBLISHED = TERMS.split()
"""Every term that was ever published. None is ever taken out: what falls out of use stays and is deprecated."""

ELSEWHERE = {
    "inverses.ttl": """
addressedBy broughtUpBy committedTo contentOf countryOf cueOf evidenceFor expressedBy formatOf holds made mentionedIn
occasionOf participationIn performedBy reportedIn representedBy subjectOf takesPartBy
""",
    "alignments.ttl": "ploverCode",
}
"""The terms that were published in other files than the core."""

ACTS = """
assertive commissive directive expressive interactive
affirm agree assess commit concern condemn condole congratulate discuss emphasize hope instruct offer oppose regret
request state support thank urge welcome
"""

TOPICS = """
abductions afghanistan africa alliance alliance-and-defense-cooperation bilateral-relations capacity-building
china climate command-and-control cyber defense-agreements defense-dialogue defense-industry defense-policy
deterrence development east-china-sea economic-security energy europe exercises-and-readiness force-posture
health host-communities human-rights humanitarian indo-pacific information-sharing international-order
latin-america maritime-security middle-east missile-defense multilateral-cooperation myanmar nonproliferation
north-korea pacific-islands peacekeeping people-to-people prosperity regional-affairs rule-of-law
russia-ukraine sanctions science-and-technology south-asia south-china-sea southeast-asia space taiwan-strait
terrorism trade-and-investment
"""

KEYS = """
act addressee begin broader code confidence content contentAt cue cueAt derivedFrom document duration end
evidence exactMatch expresses format generatedBy holder issued label language location meeting mentions name
note office onBehalfOf otherName participant participation party publisher quote reiteration reports
resolution rule seeAlso sha256 source start statements text title topic
"""
"""The keys of the JSON-LD context, which files of others rely on."""


def test_the_folder_conforms() -> None:
    assert str(check_ontology(folder())) == "no fault was found"


def test_no_published_term_disappears(core: Graph) -> None:
    assert len(PUBLISHED) == len(set(PUBLISHED)) >= 80
    gone = [name for name in PUBLISHED if (term(name), RDF.type, None) not in core]
    assert gone == []


@pytest.mark.parametrize("name", ELSEWHERE)
def test_no_term_of_another_file_disappears(name: str) -> None:
    graph = Graph().parse(folder() / name)
    own = {str(s).removeprefix(READOUT) for s, _, home in graph.triples((None, RDFS.isDefinedBy, ONTOLOGY))}
    assert own == set(ELSEWHERE[name].split())
    assert not own & set(PUBLISHED), "one file defines a term"


@pytest.mark.parametrize(
    ("file", "prefix", "names"), [("acts.ttl", "act", ACTS), ("topics.ttl", "topic", TOPICS)]
)
def test_no_published_concept_disappears(file: str, prefix: str, names: str) -> None:
    graph = Graph().parse(folder() / file)
    published = {term(f"{prefix}:{name}") for name in names.split()}
    assert len(published) >= 26
    kind = term("Act" if prefix == "act" else "Topic")
    found = set(graph.subjects(RDF.type, kind))
    assert sorted(published - found) == []
    assert sorted(found - published) == [], "each new concept is written down as published"


def test_no_published_key_of_the_context_disappears() -> None:
    context = json.loads((folder() / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert sorted(set(KEYS.split()) - set(context)) == []


def test_the_context_speaks_of_terms_that_exist(core: Graph) -> None:
    context = json.loads((folder() / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    spaces = {key: value for key, value in context.items() if isinstance(value, str)}
    counted = 0
    for key, value in context.items():
        if isinstance(value, dict):
            prefix, _, local = str(value.get("@id") or value["@reverse"]).partition(":")
            meant = URIRef(spaces[prefix] + local)
            if str(meant).startswith(READOUT):
                link = (meant, RDF.type, OWL.ObjectProperty) in core
                assert link or (meant, RDF.type, OWL.DatatypeProperty) in core, key
                assert link == (value.get("@type") == "@id" or "@reverse" in value), key
                counted += 1
    assert counted >= 20


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


@pytest.mark.parametrize("name", ["readout.ttl", "shapes.ttl", "alignments.ttl", "inverses.ttl"])
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


# ---------------------------------------------------------------- FOOPS! and OOPS!

NAMES = [requirement.name for requirement in (*FOOPS, *OOPS)]

HEAD = "<https://w3id.org/readout>\n    a owl:Ontology ;\n"
SECOND = "\nreadout:Second a owl:Class ; rdfs:subClassOf readout:Actor ;"
SECOND += ' rdfs:label "second"@en ; rdfs:comment "A second one."@en .\n'
LINK = '\nreadout:link a owl:ObjectProperty ; rdfs:label "link"@en ; rdfs:comment "It leads on."@en ;'
LINK += " rdfs:domain readout:Actor ; rdfs:range readout:Topic"

FAULTS = {
    # condition: what is replaced in the core (or, where that is empty, added at its end) and by what
    "FOOPS! PURL1": (HEAD, HEAD.replace("w3id.org", "example.org")),
    "FOOPS! HTTP1": (HEAD, HEAD.replace("https://w3id.org/readout", "urn:purl.org:readout")),
    "FOOPS! URI2": (HEAD, HEAD.replace("readout", "Readout")),
    "FOOPS! FIND1": ('vann:preferredNamespacePrefix "readout" ;', ""),
    "FOOPS! VER1": (
        "owl:versionIRI <https://w3id.org/readout/0.1.0> ;",
        "owl:versionIRI <https://w3id.org/readout> ;",
    ),
    "FOOPS! OM1": ('vann:preferredNamespaceUri "https://w3id.org/readout#" ;', ""),
    "FOOPS! OM2": ("dcterms:bibliographicCitation", "schema:citation"),
    "FOOPS! OM3": ("bibo:status", "rdfs:seeAlso"),
    "FOOPS! OM4.1": ("dcterms:license <https://creativecommons.org/licenses/by/4.0/>", "dcterms:license []"),
    "FOOPS! OM5.1": ('dcterms:creator "The Readout authors"', "dcterms:creator []"),
    "FOOPS! OM5.2": ("dcterms:issued", "dcterms:valid"),
    "FOOPS! VOC3": ('"made by"@en', '""@en'),
    "FOOPS! VOC4": ('"A topic of the content, the most specific that fits."@en', '""@en'),
    "FOOPS! SKOS": ("", "<https://w3id.org/readout/more> a skos:ConceptScheme ."),
    "OOPS! P02": ("", SECOND.replace("Second", "PASSAGE")),
    "OOPS! P03": ("", LINK.replace("readout:link", "readout:is") + " ."),
    "OOPS! P04": ("", SECOND.replace(" ; rdfs:subClassOf readout:Actor", "")),
    "OOPS! P05": ("", LINK + " ; owl:inverseOf readout:madeAt ."),
    "OOPS! P06": ("", "readout:NamedEntity rdfs:subClassOf readout:Person ."),
    "OOPS! P07": ("", SECOND.replace("Second", "FirstAndSecond")),
    "OOPS! P08": ('"activity (PROV-O)"@en', '""@en'),
    "OOPS! P08 (definitions)": (
        '"Superclass defined by PROV-O for whoever bears responsibility."@en',
        '""@en',
    ),
    "OOPS! P10": ("owl:disjointWith", "rdfs:seeAlso"),
    "OOPS! P11": ("rdfs:domain readout:Meeting ;", ""),
    "OOPS! P11 (ranges)": ("rdfs:range readout:Format ;", ""),
    "OOPS! P12": ('"made by"@en', '"made at"@en'),
    "OOPS! P13": ("", LINK + " ."),
    "OOPS! P19": ("rdfs:domain readout:Meeting ;", "rdfs:domain readout:Meeting , readout:Actor ;"),
    "OOPS! P19 (ranges)": ("rdfs:range readout:Format ;", "rdfs:range readout:Format , readout:Act ;"),
    "OOPS! P20": ('"A topic of the content, the most specific that fits."@en', '"About"@en'),
    "OOPS! P21": ("", SECOND.replace("Second", "OtherActor")),
    "OOPS! P22": ("", SECOND.replace("Second", "second-actor")),
    "OOPS! P22 (properties)": ("", LINK.replace("readout:link", "readout:Link_on") + " ."),
    "OOPS! P24": ("", "readout:Place owl:disjointWith readout:Place ."),
    "OOPS! P25": ("", LINK + " ; owl:inverseOf readout:link ."),
    "OOPS! P26": ("", LINK + " ; a owl:SymmetricProperty ; owl:inverseOf readout:about ."),
    "OOPS! P27": ("", "readout:about owl:equivalentProperty dcterms:subject ."),
    "OOPS! P28": ("", LINK + " ; a owl:SymmetricProperty ."),
    "OOPS! P29": ("", LINK + " ; a owl:TransitiveProperty ."),
    "OOPS! P31": ("", "readout:Person owl:equivalentClass foaf:Person ."),
    "OOPS! P32": ('"activity (PROV-O)"@en', '"meeting"@en'),
    "OOPS! P33": ("", LINK + " ; owl:propertyChainAxiom ( readout:about ) ."),
    "OOPS! P34": ("", "readout:Person rdfs:subClassOf foaf:Agent ."),
    "OOPS! P35": ("", "readout:about rdfs:subPropertyOf dcterms:subject ."),
    "OOPS! P36": (HEAD, HEAD.replace("readout>", "readout.owl>")),
    "OOPS! P38": (HEAD, HEAD.replace("owl:Ontology", "<urn:x> , owl:Ontology")),
    "OOPS! P40": ("prov:Activity a owl:Class ;", "prov:Happening a owl:Class ;"),
    "OOPS! P41": ("dcterms:license", "dcterms:accessRights"),
}


def unmet(path: Path) -> set[str]:
    (module, *_) = modules(sorted(path.glob("*.ttl")))
    return {r.name for r in (*FOOPS, *OOPS) if any(r.find(module))}


def test_each_condition_has_a_name_of_its_own_and_can_fail() -> None:
    assert len(NAMES) == len(set(NAMES)) >= 45
    whole_file = {"FOOPS! RDF1", "FOOPS! VOC1", "FOOPS! VOC2"}
    assert set(FAULTS) | whole_file == set(NAMES)
    for requirement in (*FOOPS, *OOPS):
        assert requirement.wanted[0].islower()
        assert requirement.wanted[-1] != "."


@pytest.mark.parametrize("name", FAULTS)
def test_each_condition_finds_its_fault(tmp_path: Path, name: str) -> None:
    old, new = FAULTS[name]
    turtle = (folder() / "readout.ttl").read_text(encoding="utf-8")
    assert old in turtle
    every = name in ("OOPS! P10",)
    turtle = turtle.replace(old, new, -1 if every else 1) if old else turtle + new
    (tmp_path / "a.ttl").write_text(turtle, encoding="utf-8")
    (tmp_path / "inverses.ttl").write_bytes((folder() / "inverses.ttl").read_bytes())
    assert name in unmet(tmp_path)


def test_conditions_of_a_whole_file(tmp_path: Path) -> None:
    bare = "<https://w3id.org/readout> a <http://www.w3.org/2002/07/owl#Ontology> .\n"
    bare += "<https://w3id.org/readout#A> a <http://www.w3.org/2002/07/owl#Class> .\n"
    (tmp_path / "a.ttl").write_text(bare, encoding="utf-8")
    assert {"FOOPS! VOC1", "FOOPS! VOC2"} <= unmet(tmp_path)
    (rdf1,) = [requirement for requirement in FOOPS if requirement.name == "FOOPS! RDF1"]
    assert any(rdf1.find(Module("", "", {})))


def test_the_folder_meets_every_condition() -> None:
    found = modules(sorted(folder().glob("*.ttl")))
    names = {Path(module.path).name for module in found}
    assert names == {
        *("readout.ttl", "inverses.ttl", "alignments.ttl", "shapes.ttl"),
        "acts.ttl",
        "topics.ttl",
        "roles.ttl",
    }
    for module in found:
        assert [(r.name, *fault) for r in (*FOOPS, *OOPS) for fault in r.find(module)] == []


def test_what_waits_for_publishing_is_named() -> None:
    assert {"FOOPS! CN1", "FOOPS! FIND2", "OOPS! P37"} <= set(AFTER)


def test_a_fault_names_its_condition_and_file(tmp_path: Path) -> None:
    turtle = (folder() / "readout.ttl").read_text(encoding="utf-8").replace("bibo:status", "rdfs:seeAlso", 1)
    (tmp_path / "readout.ttl").write_text(turtle, encoding="utf-8")
    for name in ("shapes.ttl", "inverses.ttl"):
        (tmp_path / name).write_bytes((folder() / name).read_bytes())
    (fault,) = check_ontology(tmp_path).faults
    assert fault.source == "FOOPS! OM3"
    assert fault.file == str(tmp_path / "readout.ttl")
    assert str(fault).endswith("(FOOPS! OM3)")


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
