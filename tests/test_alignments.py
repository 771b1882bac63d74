"""The alignments: what follows from them together with the vocabularies they lead to, on copies of the axioms used."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.namespace import PROV

from kg.iris import ACT, PREFIXES, READOUT
from kg.vocabulary import folder

ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
HARD = (RDFS.subClassOf, RDFS.subPropertyOf)
SOFT = (SKOS.closeMatch, SKOS.relatedMatch)

PLOVER = set(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT".split()
)

FOREIGN = {
    "cmns": "https://www.omg.org/spec/Commons/PartiesAndSituations/",
    "fibo": "https://spec.edmcouncil.org/fibo/ontology/FND/Agreements/Agreements/",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
}
"""Namespaces of others that Readout itself has no prefix for."""

EXAMPLE = """
@prefix act: <https://w3id.org/readout/act#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix readout: <https://w3id.org/readout#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix topic: <https://w3id.org/readout/topic#> .
<urn:s> a readout:Statement , readout:Agreement ; readout:madeAt <urn:m> ; readout:madeBy <urn:a> , <urn:b> ;
    readout:onBehalfOf <urn:jp> , <urn:us> ; readout:addressedTo <urn:kp> ; readout:act act:agree ;
    readout:about topic:cyber ;
    readout:mentions <urn:nato> , <urn:sea> , <urn:law> ; readout:expresses <urn:k> ; readout:confidence 0.5 ;
    readout:cueAt <urn:d#1> ; readout:contentAt <urn:d#2> ; readout:evidence <urn:d#3> ;
    prov:wasDerivedFrom <urn:d> ; prov:wasGeneratedBy <urn:run> .
<urn:s2> a readout:Statement ; readout:madeBy <urn:a> ; readout:act act:urge ; readout:madeAt <urn:m> ;
    readout:cueAt <urn:d#4> .
<urn:m> a readout:Meeting ; readout:participation <urn:pa> , <urn:pb> ; readout:format readout:Video .
<urn:pa> readout:participant <urn:a> ; readout:office "Minister" ; readout:onBehalfOf <urn:jp> , <urn:mod> .
<urn:pb> readout:participant <urn:b> ; readout:onBehalfOf <urn:us> .
<urn:a> a readout:Person . <urn:b> a readout:Person . <urn:law> a readout:Instrument . <urn:sea> a readout:Place .
<urn:jp> a readout:Country ; skos:notation "JP" .
<urn:us> a readout:Country ; skos:notation "US" . <urn:kp> a readout:Country .
<urn:mod> a readout:Organization ; skos:notation "MOD" ; readout:country <urn:jp> .
<urn:nato> a readout:Organization ; skos:notation "NATO" .
<urn:k> a readout:Commitment ; readout:committedParty <urn:jp> , <urn:us> .
<urn:t> a readout:Tenure ; readout:holder <urn:a> ; readout:country <urn:jp> .
<urn:t2> a readout:Tenure ; readout:holder <urn:b> .
<urn:d> a readout:Document , nif:Context ; readout:reports <urn:m> ; nif:isString "The text." .
<urn:d#1> a readout:Passage ; nif:referenceContext <urn:d> ; nif:beginIndex 0 ; nif:endIndex 3 ; nif:anchorOf "The" .
<urn:d#2> a readout:Passage ; nif:referenceContext <urn:d> ; nif:beginIndex 4 ; nif:endIndex 8 ; nif:anchorOf "text" .
<urn:d#3> a readout:Passage ; nif:referenceContext <urn:d> ; nif:beginIndex 0 ; nif:endIndex 9 ;
    nif:anchorOf "The text." .
<urn:d#4> a readout:Passage ; nif:referenceContext <urn:d> ; nif:beginIndex 4 ; nif:endIndex 9 ; nif:anchorOf "text." .
<urn:run> a readout:Extraction .
act:agree a readout:Act ; skos:broader act:commissive . act:urge a readout:Act . act:commissive a readout:Act .
topic:cyber a readout:Topic .
"""

APART = (
    "Actor",
    "Statement",
    "Meeting",
    "Commitment",
    "Document",
    "Passage",
    "Topic",
    "Act",
    "Place",
    "Instrument",
    "Extraction",
)
"""Kinds of which nothing may ever be two at once, whatever is loaded."""


def own(name: str) -> URIRef:
    return URIRef(READOUT + name)


@pytest.fixture(scope="module")
def alignments() -> Graph:
    return Graph().parse(folder() / "alignments.ttl")


@pytest.fixture(scope="module")
def core() -> Graph:
    return Graph().parse(folder() / "readout.ttl")


@pytest.fixture(scope="module")
def elsewhere(root: Path) -> Graph:
    """The axioms of others, as copied."""
    files = sorted((root / "tests" / "data" / "aligned").glob("*.ttl"))
    assert len(files) == 5
    graph = Graph()
    for file in files:
        graph.parse(file)
    return graph


def closure(*graphs: Graph) -> Graph:
    from owlrl import DeductiveClosure, OWLRL_Semantics

    together = Graph()
    for graph in graphs:
        for triple in graph:
            if not (isinstance(triple[2], Literal) and triple[1] in (RDFS.label, RDFS.comment)):
                together.add(triple)
    DeductiveClosure(
        OWLRL_Semantics, rdfs_closure=False, axiomatic_triples=False, datatype_axioms=False
    ).expand(together)
    return together


@pytest.fixture(scope="module")
def inferred(core: Graph, alignments: Graph, elsewhere: Graph) -> Graph:
    inverses = Graph().parse(folder() / "inverses.ttl")
    return closure(core, inverses, alignments, elsewhere, Graph().parse(data=EXAMPLE, format="turtle"))


def members(graph: Graph, name: str) -> set[URIRef]:
    return {s for s in graph.subjects(RDF.type, own(name)) if isinstance(s, URIRef)}


def test_nothing_is_inconsistent(inferred: Graph) -> None:
    assert list(inferred.objects(None, ERROR)) == []
    assert list(inferred.subjects(RDF.type, OWL.Nothing)) == []


def test_nothing_is_merged(inferred: Graph) -> None:
    same = [(s, o) for s, o in inferred.subject_objects(OWL.sameAs) if s != o and not isinstance(s, Literal)]
    assert same == []
    different = [
        (s, o)
        for s, o in inferred.subject_objects(OWL.equivalentClass)
        if s != o and str(s).startswith(READOUT)
    ]
    assert different == [], "no class of ours may become another by inference"


@pytest.mark.parametrize(("one", "other"), list(combinations(APART, 2)))
def test_kinds_stay_apart(inferred: Graph, one: str, other: str) -> None:
    both = members(inferred, one) & members(inferred, other)
    assert members(inferred, one), "the example has something of each kind"
    assert both == set()


def test_what_should_follow_follows(inferred: Graph) -> None:
    for triple in [
        (URIRef("urn:m"), RDF.type, URIRef("http://semanticweb.cs.vu.nl/2009/11/sem/Event")),
        (URIRef("urn:m"), PROV.wasAssociatedWith, URIRef("urn:a")),
        (URIRef("urn:m"), PROV.qualifiedAssociation, URIRef("urn:pa")),
        (URIRef("urn:jp"), RDF.type, URIRef(PREFIXES["foaf"] + "Agent")),
        (URIRef("urn:nato"), RDF.type, PROV.Organization),
        (URIRef("urn:d"), RDF.type, URIRef(PREFIXES["foaf"] + "Document")),
        (
            URIRef("urn:s"),
            URIRef(PREFIXES["dcterms"] + "subject"),
            URIRef("https://w3id.org/readout/topic#cyber"),
        ),
        (URIRef("urn:a"), own("made"), URIRef("urn:s")),
    ]:
        assert triple in inferred, triple


def test_what_must_not_follow_does_not(inferred: Graph) -> None:
    """Who is quoted did not run the software, a country is no ORG organization, and no thing becomes a concept."""
    assert list(inferred.objects(URIRef("urn:s"), PROV.wasAttributedTo)) == []
    assert list(inferred.objects(URIRef("urn:run"), PROV.wasAssociatedWith)) == []
    assert (URIRef("urn:jp"), RDF.type, URIRef(PREFIXES["org"] + "Organization")) not in inferred
    concepts = {str(s) for s in inferred.subjects(RDF.type, SKOS.Concept) if str(s).startswith("urn:")}
    assert concepts == set()


@pytest.mark.parametrize(
    "planted",
    [
        "readout:Statement rdfs:subClassOf prov:Activity .",
        "readout:CollectiveActor rdfs:subClassOf foaf:Person .",
        "readout:Document rdfs:subClassOf foaf:Organization .",
        "readout:madeAt rdfs:subPropertyOf sem:subEventOf . sem:Event rdfs:subClassOf prov:Activity .",
        "readout:Actor rdfs:subClassOf prov:InstantaneousEvent .",
        "readout:Participation rdfs:subClassOf prov:ActivityInfluence , prov:EntityInfluence .",
        "readout:Organization rdfs:subClassOf org:Role .",
        "readout:Meeting rdfs:subClassOf org:ChangeEvent . readout:madeAt rdfs:range org:Site .",
        "readout:about rdfs:subPropertyOf skos:inScheme .",
        "readout:Passage rdfs:subClassOf nif:RFC5147String .",
        "readout:committedParty rdfs:subPropertyOf fibo:isObligationOf . readout:Actor rdfs:subClassOf cmns:Party .",
        "readout:Commitment rdfs:subClassOf odrl:Duty , odrl:Permission .",
        "readout:addressedTo rdfs:subPropertyOf skos:related , skos:broader .",
    ],
)
def test_a_bad_alignment_is_noticed(core: Graph, alignments: Graph, elsewhere: Graph, planted: str) -> None:
    prefixes = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
    prefixes += "".join(f"@prefix {name}: <{space}> .\n" for name, space in FOREIGN.items())
    bad = Graph().parse(data=prefixes + EXAMPLE + planted, format="turtle")
    assert list(closure(core, alignments, elsewhere, bad).objects(None, ERROR)) != []


def test_holders_would_merge_under_a_functional_property(core: Graph, elsewhere: Graph) -> None:
    """The reason why nothing stands under org:organization: two bodies for one participant would be one."""
    bad = "@prefix readout: <https://w3id.org/readout#> .\n"
    bad += f"readout:onBehalfOf <{RDFS.subPropertyOf}> <http://www.w3.org/ns/org#organization> .\n"
    inferred = closure(core, elsewhere, Graph().parse(data=EXAMPLE + bad, format="turtle"))
    assert (URIRef("urn:jp"), OWL.sameAs, URIRef("urn:mod")) in inferred


def test_acts_would_be_classes_under_the_event_types(core: Graph, elsewhere: Graph) -> None:
    """The reason why readout:act stands under no property of SEM: there a type is what a thing is an instance of."""
    bad = "@prefix readout: <https://w3id.org/readout#> .\n"
    bad += f"readout:act <{RDFS.subPropertyOf}> <{FOREIGN['sem']}eventType> .\n"
    inferred = closure(core, elsewhere, Graph().parse(data=EXAMPLE + bad, format="turtle"))
    assert (URIRef("urn:s"), RDF.type, URIRef(ACT + "agree")) in inferred


def test_the_soft_ones_only_annotate(alignments: Graph) -> None:
    for property_ in SOFT:
        assert (property_, RDF.type, OWL.AnnotationProperty) in alignments
    used = {p for s, p, o in alignments if isinstance(o, URIRef) and "Match" in str(p)}
    assert used == set(SOFT)
    assert len(list(alignments.triples((None, SKOS.closeMatch, None)))) >= 40


def test_each_subject_is_ours_and_each_object_is_not(core: Graph, alignments: Graph) -> None:
    acts = Graph().parse(folder() / "acts.ttl")
    for property_ in (*HARD, *SOFT):
        for subject, other in alignments.subject_objects(property_):
            assert (subject, RDF.type, None) in core + acts, subject
            assert not str(other).startswith((READOUT, ACT)), other


def test_what_terms_stand_under_was_copied(alignments: Graph, elsewhere: Graph) -> None:
    for property_ in HARD:
        for other in set(alignments.objects(None, property_)):
            assert (other, RDF.type, None) in elsewhere, other
            assert (other, RDF.type, None) in alignments, other


def test_what_terms_are_near_was_copied(alignments: Graph, elsewhere: Graph) -> None:
    """All but the Common Core Ontologies, which name no property here, and no class that anything stands under."""
    near = {other for property_ in SOFT for other in alignments.objects(None, property_)}
    copied = {other for other in near if not str(other).startswith("https://www.commoncoreontologies.org/")}
    assert len(copied) >= 50
    assert [other for other in sorted(copied) if (other, RDF.type, None) not in elsewhere] == []


def test_each_copy_says_what_it_was_compared_with(root: Path) -> None:
    for file in sorted((root / "tests" / "data" / "aligned").glob("*.ttl")):
        head, _, _ = file.read_text(encoding="utf-8").partition("@prefix")
        assert "ompared" in head, file.name


def test_no_two_relations_between_two_terms(alignments: Graph) -> None:
    pairs = [(s, o) for property_ in (*HARD, *SOFT) for s, o in alignments.subject_objects(property_)]
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize(
    "namespace",
    [
        *(
            "http://www.w3.org/ns/prov#",
            "http://www.w3.org/ns/org#",
            "http://xmlns.com/foaf/0.1/",
            "https://schema.org/",
        ),
        *(
            "http://semanticweb.cs.vu.nl/2009/11/sem/",
            "http://www.w3.org/ns/oa#",
            "https://w3id.org/valueflows/ont/vf#",
        ),
        "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
        "https://spec.edmcouncil.org/fibo/ontology/FND/Agreements/Agreements/",
    ],
)
def test_each_vocabulary_is_reached(alignments: Graph, namespace: str) -> None:
    found = [
        o
        for property_ in (*HARD, *SOFT)
        for o in alignments.objects(None, property_)
        if str(o).startswith(namespace)
    ]
    assert found


def test_plover_codes(alignments: Graph) -> None:
    acts = set(Graph().parse(folder() / "acts.ttl").subjects(RDF.type, own("Act")))
    codes = dict(alignments.subject_objects(SKOS.notation))
    assert len(codes) >= 15
    assert set(codes) <= acts
    for code in codes.values():
        assert isinstance(code, Literal)
        assert code.datatype == own("ploverCode")
        assert str(code).partition("/")[0] in PLOVER
    assert (own("ploverCode"), RDF.type, RDFS.Datatype) in alignments
