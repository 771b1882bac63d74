"""A graph that conforms, and what is said of it once one thing in it is wrong."""

from __future__ import annotations

import logging
import socket
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import BNode, Dataset, Graph, Literal, URIRef

from kg.check import Fault, Report, check, check_ontology
from kg.conditions import GRAPH, ONTOLOGY
from kg.errors import InputError, VocabularyError
from kg.facts import parsed
from kg.iris import ACT, ID, PREFIXES, READOUT, TOPIC
from kg.vocabulary import folder

TEXT = "On 5 May the Ministers agreed to consult each other on the Strait. They thanked Norland."
DOC = ID + "document/talks-1"

HEAD = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
NAMES = HEAD + f"@prefix : <{ID}> .\n@prefix doc: <{DOC}#> .\n"
BODY = (
    """
<DOC> a readout:Document , nif:Context ; rdfs:label "Talks"@en ; dcterms:title "Talks" ; dcterms:language "en" ;
    dcterms:issued "2024-05-06"^^xsd:date ; dcterms:publisher :ministry ; dcterms:source "talks.txt" ;
    nif:isString "TEXT" ; readout:reports :meeting .
doc:extraction a readout:Extraction ; rdfs:label "a run"@en .
:ministry a readout:Organization ; rdfs:label "Ministry"@en ; skos:altLabel "the Ministry"@en .
:norland a readout:Country ; rdfs:label "Norland"@en ; skos:notation "NL" .
:sudland a readout:Country ; rdfs:label "Sudland"@en .
:ann a readout:Person ; rdfs:label "Ann Lee"@en .
:bo a readout:Person ; rdfs:label "Bo Ek"@en .
:strait a readout:Place ; rdfs:label "the Strait"@en .
:summit a readout:Meeting ; rdfs:label "a summit"@en .
:meeting a readout:Meeting ; rdfs:label "Talks, 5 May 2024"@en ; schema:startDate "2024-05-05T09:30:00"^^xsd:dateTime ;
    schema:duration "PT45M"^^xsd:duration ; readout:format readout:InPerson ; schema:location :strait ;
    readout:participation :ann-part , :bo-part .
:ann-part a readout:Participation ; rdfs:label "Ann Lee"@en ; readout:participant :ann ; readout:office "Minister" ;
    readout:onBehalfOf :norland .
:bo-part a readout:Participation ; rdfs:label "Bo Ek"@en ; readout:participant :bo ; readout:onBehalfOf :sudland .
act:agree a readout:Act ; rdfs:label "agree"@en ; skos:prefLabel "agree"@en ; skos:broader act:commissive .
act:commissive a readout:Act ; rdfs:label "commissive"@en ; skos:prefLabel "commissive"@en .
act:thank a readout:Act ; rdfs:label "thank"@en ; skos:prefLabel "thank"@en .
topic:straits a readout:Topic ; rdfs:label "Straits"@en ; skos:prefLabel "Straits"@en .
doc:statement_23_29 a readout:Statement , readout:Agreement ; rdfs:label "they agreed"@en ;
    readout:madeAt :meeting ; readout:madeBy :ann , :bo ; readout:act act:agree ; readout:reiteration false ;
    readout:about topic:straits ; readout:mentions :strait , :summit ; readout:expresses doc:commitment_23_29 ;
    readout:cue "agreed" ; readout:content "to consult each other on the Strait" ; readout:cueAt doc:offset_23_29 ;
    readout:contentAt doc:offset_30_65 ; readout:evidence doc:offset_0_66 ; readout:confidence 0.9 ;
    readout:rule "main clause" ; readout:resolution "all principals" ; readout:note "who is meant?" ;
    prov:wasDerivedFrom <DOC> ; prov:wasGeneratedBy doc:extraction .
doc:commitment_23_29 a readout:Commitment ; rdfs:label "to consult"@en ; readout:committedParty :ann , :bo .
doc:statement_72_79 a readout:Statement ; rdfs:label "they thanked"@en ;
    readout:madeAt :meeting ; readout:madeBy :bo ; readout:onBehalfOf :sudland ; readout:act act:thank ;
    readout:addressedTo :norland ; readout:cue "thanked" ; readout:content "Norland" ; readout:cueAt doc:offset_72_79 ;
    readout:contentAt doc:offset_80_87 ; readout:evidence doc:offset_67_88 ;
    prov:wasDerivedFrom <DOC> ; prov:wasGeneratedBy doc:extraction .
""".replace("DOC", DOC).replace("TEXT", TEXT)
    + "".join(
        f'doc:offset_{b}_{e} a readout:Passage ; rdfs:label "“{TEXT[b:e]}”"@en ; nif:beginIndex {b} ;\n'
        f'    nif:endIndex {e} ; nif:anchorOf "{TEXT[b:e]}" ; nif:referenceContext <{DOC}> .\n'
        for b, e in ((0, 66), (23, 29), (30, 65), (67, 88), (72, 79), (80, 87))
    )
)

GOOD = NAMES + BODY

S1, S2, C1 = (f"{DOC}#{name}" for name in ("statement_23_29", "statement_72_79", "commitment_23_29"))


def store(turtle: str) -> ox.Store:
    found = ox.Store()
    found.extend(ox.parse(turtle, ox.RdfFormat.TURTLE))
    return found


def faults(turtle: str) -> tuple[Fault, ...]:
    return check(store(turtle)).faults


def test_the_good_graph_conforms() -> None:
    report = check(store(GOOD))
    assert report == Report()
    assert report.conforms
    assert str(report) == "no fault was found"
    assert TEXT[23:29] == "agreed"


# fmt: off
MUTATIONS: list[tuple[str, str, str, str]] = [
    # what stands in the good graph, what stands there instead, at which node, what is said of it
    ("readout:madeBy :bo ;", "", S2, "has no readout:madeBy: a statement is made by at least one actor"),
    ("readout:madeBy :bo ;", "readout:madeBy :strait ;", S2, "has readout:madeBy id:strait: a statement is made by"),
    ("readout:madeBy :bo ;", 'readout:madeBy "Bo" ;', S2, "has readout:madeBy “Bo”: a statement is made by"),
    ("readout:madeBy :ann , :bo", "readout:madeBy :ann", S1, "an agreement is made by at least two actors"),
    ("readout:act act:thank ;", "", S2, "has no readout:act: a statement performs exactly one act"),
    ("readout:act act:thank", "readout:act act:thank , act:agree", S2, "readout:act act:agree, act:thank: a statement"),
    ("readout:act act:thank", 'readout:act "thank"', S2, "has readout:act “thank”: a statement performs"),
    ("readout:act act:thank", "readout:act act:shout", S2, "has readout:act act:shout: a statement performs"),
    ("readout:act act:thank", "readout:act act:shout", ACT + "shout", "has no rdf:type: whatever a graph points at"),
    ("readout:madeAt :meeting ; readout:madeBy :bo", "readout:madeBy :bo", S2, "is made at exactly one meeting"),
    ("readout:addressedTo :norland", "readout:addressedTo topic:straits", S2, "a statement is addressed to actors"),
    (
        "readout:about topic:straits",
        "readout:about :strait",
        S1,
        "has readout:about id:strait: a statement is about topics",
    ),
    (
        "readout:mentions :strait",
        "readout:mentions :nowhere",
        S1,
        "has readout:mentions id:nowhere: a statement mentions",
    ),
    ("readout:mentions :strait", 'readout:mentions "it"', S1, "has readout:mentions “it”: a statement mentions"),
    ("readout:expresses doc:commitment_23_29", "readout:expresses :strait", S1, "a statement expresses commitments"),
    ("readout:expresses doc:commitment_23_29", "readout:expresses :strait", C1, "has no incoming readout:expresses"),
    ("readout:committedParty :ann , :bo", 'rdfs:comment ""', C1, "has no readout:committedParty: a commitment binds"),
    ("readout:committedParty :ann", "readout:committedParty act:agree", C1, "readout:committedParty act:agree: a comm"),
    ('readout:cue "thanked" ;', "", S2, "has no readout:cue: a statement has exactly one cue"),
    ('readout:cue "thanked"', 'readout:cue "thanked"@en', S2, "has readout:cue “thanked”@en: a statement has exactly"),
    ('readout:cue "thanked"', 'readout:cue "praised"', S2, "“praised”, where its passage has “thanked”: the cue"),
    ('readout:content "Norland"', 'readout:content ""', S2, "readout:content “”: a statement has exactly one content"),
    ('readout:content "Norland"', 'readout:content "Sudland"', S2, "where its passage has “Norland”: the content"),
    (
        "readout:cueAt doc:offset_72_79 ;",
        "",
        S2,
        "has no readout:cueAt: a statement has exactly one passage for its cue",
    ),
    ("readout:contentAt doc:offset_80_87 ;", "", S2, "has no readout:contentAt: a statement has exactly one passage"),
    ("readout:evidence doc:offset_67_88", "readout:evidence :strait", S2, "exactly one passage as its evidence"),
    ("readout:evidence doc:offset_67_88 ;", "", S2, "has no readout:evidence: a statement has exactly one passage"),
    (f"prov:wasDerivedFrom <{DOC}>", "prov:wasDerivedFrom :ann", S1, "was derived from exactly one document"),
    ("; prov:wasGeneratedBy doc:extraction", "", S1, "has no prov:wasGeneratedBy: a statement was generated by"),
    ("confidence 0.9", "confidence 1.5", S1, "has readout:confidence “1.5”^^xsd:decimal: a statement has at most one"),
    ("confidence 0.9", "confidence 9e-1", S1, "has readout:confidence “0.9”^^xsd:double: a statement has at most"),
    ("confidence 0.9", 'confidence "NaN"^^xsd:decimal', S1, "has readout:confidence “NaN”^^xsd:decimal: a statement"),
    ("readout:reiteration false", 'readout:reiteration "no"', S1, "“no”: a statement says at most once whether"),
    ("readout:reiteration false", 'readout:reiteration "no"^^xsd:boolean', S1, "“no”^^xsd:boolean: a statement says"),
    (
        "readout:onBehalfOf :norland",
        "readout:onBehalfOf :ann",
        ID + "ann-part",
        "on behalf of a country or an organization",
    ),
    ("readout:participant :ann ;", "", ID + "ann-part", "a participation has exactly one participant"),
    (
        "readout:participant :ann",
        "readout:participant :ann , :bo",
        ID + "ann-part",
        "id:ann, id:bo: a participation has",
    ),
    (
        "participation :ann-part , :bo-part",
        "participation :ann-part",
        ID + "bo-part",
        "a participation belongs to exactly",
    ),
    ('readout:office "Minister"', "readout:office 7", ID + "ann-part", "“7”^^xsd:integer: the office of a participant"),
    (
        '"2024-05-05T09:30:00"^^xsd:dateTime',
        '"5 May"',
        ID + "meeting",
        "schema:startDate “5 May”: the start of a meeting",
    ),
    (
        'schema:startDate "2024-05-05T09:30:00"^^xsd:dateTime ;',
        "",
        ID + "meeting",
        "a meeting that a document reports has",
    ),
    ('"PT45M"^^xsd:duration', "45", ID + "meeting", "schema:duration “45”^^xsd:integer: the duration of a meeting is"),
    ("readout:InPerson", "readout:Format", ID + "meeting", "readout:format readout:Format: the format of a meeting is"),
    (
        "schema:location :strait",
        "schema:location :ann",
        ID + "meeting",
        "the location of a meeting is a place or a country",
    ),
    (
        "readout:reports :meeting",
        "readout:reports :ann",
        ID + "ann",
        "rdf:type readout:Person: what a document reports is",
    ),
    ("; readout:reports :meeting", "", DOC, "has no readout:reports: a document reports at least one meeting"),
    ('dcterms:title "Talks" ;', "", DOC, "(“Talks”) has no dcterms:title: a document has a title"),
    (
        "dcterms:publisher :ministry",
        "dcterms:publisher :ann",
        DOC,
        "dcterms:publisher id:ann: the publisher of a document",
    ),
    ('dcterms:language "en"', 'dcterms:language "some English"', DOC, "“some English”: the language of a document is"),
    (
        '"2024-05-06"^^xsd:date',
        '"2024-13-40"^^xsd:date',
        DOC,
        "“2024-13-40”^^xsd:date: a document has at most one date",
    ),
    (f'nif:isString "{TEXT}" ;', "", DOC, "has no nif:isString: a document carries its whole text"),
    ("nif:endIndex 29", "nif:endIndex 23", f"{DOC}#offset_23_29", "“23”^^xsd:integer: a passage begins at exactly one"),
    ("nif:beginIndex 23", 'nif:beginIndex "23"', f"{DOC}#offset_23_29", "nif:beginIndex “23”: a passage begins at"),
    ("nif:beginIndex 23", "nif:beginIndex -3", f"{DOC}#offset_23_29", "“-3”^^xsd:integer: a passage begins at"),
    ("nif:beginIndex 23", "nif:beginIndex 23.5", f"{DOC}#offset_23_29", "“23.5”^^xsd:decimal: a passage begins at"),
    ("nif:beginIndex 23 ;", "", f"{DOC}#offset_23_29", "has no nif:beginIndex: a passage begins at exactly one offset"),
    (
        'anchorOf "agreed"',
        'anchorOf "argued"',
        f"{DOC}#offset_23_29",
        "“argued” from 23 to 29, where the document has “agreed”",
    ),
    (
        "nif:endIndex 88",
        "nif:endIndex 99",
        f"{DOC}#offset_67_88",
        "from 67 to 99, where the document ends at 88: a passage",
    ),
    (
        f'"agreed" ; nif:referenceContext <{DOC}>',
        '"agreed"',
        f"{DOC}#offset_23_29",
        "a passage lies in exactly one document",
    ),
    (
        ':bo a readout:Person ; rdfs:label "Bo Ek"@en',
        ":bo a readout:Person",
        ID + "bo",
        "id:bo has no rdfs:label: every",
    ),
    ('"Bo Ek"@en .\n:strait', '"Bo Ek"@sv .\n:strait', ID + "bo", "rdfs:label “Bo Ek”@sv: everything described has at"),
    (
        '"the Strait"@en .',
        '"the Strait"@en ; rdfs:label 7 ; skos:altLabel :x .',
        ID + "strait",
        "skos:altLabel id:x: an alt",
    ),
    (
        'skos:prefLabel "Straits"@en',
        "skos:note 1",
        TOPIC + "straits",
        "has no skos:prefLabel: an act or topic that a graph",
    ),
    ("skos:broader act:commissive", "skos:broader :strait", ACT + "agree", "skos:broader id:strait: what stands above"),
    (
        ":summit a readout:Meeting",
        ":summit readout:cue 1 ; a readout:Meeting",
        ID + "summit",
        "only a readout:Statement has a",
    ),
    (
        ":strait a readout:Place",
        ":strait readout:format 1 ; a readout:Place",
        ID + "strait",
        "only a readout:Meeting has a",
    ),
    ("readout:rule ", "readout:rules ", S1, "readout:rules readout:rules (perhaps readout:rule was meant): terms of"),
    (":bo a readout:Person", ":bo a readout:Persons", ID + "bo", "readout:Persons (perhaps readout:Person was meant)"),
    (
        "readout:mentions :strait",
        "readout:mentions [ a readout:Place ]",
        S1,
        "readout:mentions a blank node: everything",
    ),
    (":strait a readout:Place", ":strait a 7 , readout:Place", ID + "strait", "a type is the IRI of a class"),
]
# fmt: on


@pytest.mark.parametrize(("old", "new", "node", "words"), MUTATIONS, ids=lambda value: str(value)[:40])
def test_one_thing_wrong_is_reported(old: str, new: str, node: str, words: str) -> None:
    assert old in GOOD
    found = faults(GOOD.replace(old, new, 1))
    at = [str(fault) for fault in found if fault.focus == node]
    assert any(words in sentence for sentence in at), "\n".join(map(str, found)) or "nothing was reported"
    assert not any("\n" in sentence for sentence in at)


def test_every_required_property_is_tried() -> None:
    assert len(MUTATIONS) >= 65


def test_what_may_be_absent_may_be_absent() -> None:
    spare = (
        'readout:note "who is meant?" ;',
        "readout:confidence 0.9 ;",
        "readout:reiteration false ;",
        "readout:about topic:straits ;",
        'schema:duration "PT45M"^^xsd:duration ;',
        "readout:format readout:InPerson ;",
        'dcterms:issued "2024-05-06"^^xsd:date ;',
        "dcterms:publisher :ministry ;",
        'readout:office "Minister" ;',
    )
    turtle = GOOD
    for words in spare:
        assert words in turtle
        turtle = turtle.replace(words, "", 1)
    assert faults(turtle) == ()


def test_two_accounts_of_one_meeting_may_differ() -> None:
    turtle = GOOD.replace('"PT45M"^^xsd:duration', '"PT45M"^^xsd:duration , "PT50M"^^xsd:duration')
    turtle = turtle.replace("schema:startDate", 'schema:startDate "2024-05-05"^^xsd:date ; schema:startDate')
    assert faults(turtle) == ()


def test_a_fault_is_one_plain_sentence(tmp_path: Path) -> None:
    path = tmp_path / "talks.ttl"
    path.write_text(GOOD.replace("readout:act act:thank ;", ""), encoding="utf-8")
    (fault,) = check([path]).faults
    assert str(fault) == (
        f"{path}: id:document/talks-1#statement_72_79 (“they thanked”) has no readout:act: "
        "a statement performs exactly one act, a readout:Act such as act:agree"
    )
    assert fault == Fault(
        S2,
        "readout:act",
        "",
        "a statement performs exactly one act, a readout:Act such as act:agree",
        "shape:Statement-act",
        "“they thanked”",
        str(path),
    )


def test_named_graphs_are_checked_as_one() -> None:
    quads = list(store(GOOD))
    spread = ox.Store()
    spread.extend(
        ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(f"urn:g{n % 3}")) for n, q in enumerate(quads)
    )
    assert check(spread).conforms


@pytest.mark.parametrize("ending", ["ttl", "nt", "nq", "trig", "rdf", "xml", "owl"])
def test_files_of_every_format(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"talks.{ending}"
    form = ox.RdfFormat.from_extension("rdf" if ending in ("xml", "owl") else ending)
    assert form is not None
    ox.serialize((quad.triple for quad in store(GOOD)), path, form)
    assert check([path]).conforms
    assert check(path).conforms


def test_files_are_checked_together(tmp_path: Path) -> None:
    head, _, rest = BODY.partition("act:agree a ")
    (tmp_path / "a.ttl").write_text(NAMES + head, encoding="utf-8")
    (tmp_path / "b.ttl").write_text(NAMES + "act:agree a " + rest, encoding="utf-8")
    assert check([tmp_path / "a.ttl", tmp_path / "b.ttl"]).conforms
    report = check([tmp_path / "a.ttl"])
    assert report.conforms  # a document with no statements is no fault
    report = check([tmp_path / "b.ttl"])
    assert {fault.file for fault in report.faults} == {str(tmp_path / "b.ttl")}


@pytest.mark.parametrize("kind", ["graph", "dataset", "oxigraph"])
def test_rdflib_graphs(kind: str) -> None:
    if kind == "graph":
        graph: Graph = Graph().parse(data=GOOD, format="turtle")
    elif kind == "dataset":
        graph = Dataset()
        graph.graph(URIRef(DOC)).parse(data=GOOD, format="turtle")
    else:
        from oxrdflib import OxigraphStore

        graph = Dataset(store=OxigraphStore(store=store(GOOD)), default_union=True)
    before = len(graph)
    assert check(graph).conforms
    assert len(graph) == before, "a check must not add to what it checks"


def test_what_rdflib_allows_is_still_a_fault() -> None:
    graph = Graph().parse(data=GOOD, format="turtle")
    graph.add((URIRef(S1), URIRef(READOUT + "madeBy"), BNode()))
    graph.add((URIRef("no iri at all"), URIRef(READOUT + "madeBy"), Literal("x")))
    words = str(check(graph))
    assert "has readout:madeBy a blank node" in words
    assert "no iri at all has" in words


def test_an_empty_graph_is_no_graph_of_readouts(tmp_path: Path) -> None:
    path = tmp_path / "empty.ttl"
    path.write_text("", encoding="utf-8")
    assert str(check([path])) == (
        f"{path}: the graph has no readout:Document: a graph of readouts describes at least one document"
    )
    assert not check([]).conforms


# ---------------------------------------------------------------- hostile and broken files

BROKEN = [
    ("cut.ttl", GOOD[:-40].encode(), "this is no Turtle"),
    ("words.ttl", b"On 5 May the Ministers met.", "cut.ttl:1|words.ttl:1: this is no Turtle"),
    (
        "third.ttl",
        b"@prefix x: <http://x/> .\nx:a x:b x:c .\nx:a x:b\nx:c x:d .\n",
        "third.ttl:4: this is no Turtle: ",
    ),
    ("bytes.ttl", b"\x89PNG\x00\x01", "this is no Turtle"),
    ("latin.ttl", b'<http://a/> <http://b/> "\xe9" .', "latin.ttl:1: this is no Turtle: Invalid UTF-8"),
    ("cut.nq", b"<http://a/> <http://b/> ", "cut.nq:1: this is no N-Quads"),
    ("cut.rdf", b"<rdf:RDF", "this is no RDF/XML"),
    ("relative.nt", b"<a> <b> <c> .", "relative.nt:1: this is no N-Triples: "),
    ("notes.txt", GOOD.encode(), "found the ending '.txt', wanted .nq, .nt, .owl, .rdf, .trig, .ttl or .xml"),
    ("graph.jsonld", b'{"@context": "http://localhost:9/c"}', "found the ending '.jsonld', wanted"),
    ("bare", GOOD.encode(), "found the ending '', wanted"),
]


@pytest.mark.parametrize(("name", "content", "words"), BROKEN, ids=[name for name, _, _ in BROKEN])
def test_broken_files(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        check([path])
    message = str(caught.value)
    assert message.startswith(str(path))
    assert any(part in message for part in words.split("|"))
    assert "\n" not in message


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.ttl: the file cannot be read: No such file"):
        check([tmp_path / "nowhere.ttl"])
    (tmp_path / "folder.ttl").mkdir()
    with pytest.raises(InputError, match=r"folder\.ttl: the file cannot be read: Is a directory"):
        check([tmp_path / "folder.ttl"])


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};&e{n - 1};&e{n - 1};">\n' for n in range(1, 30))
    path = tmp_path / "laughs.rdf"
    path.write_text(
        f'<!DOCTYPE rdf:RDF [\n<!ENTITY e0 "ha">\n{levels}]>\n<rdf:RDF xmlns:rdf="{PREFIXES["rdf"]}" xmlns:x="urn:x#">'
        '<rdf:Description rdf:about="urn:a"><x:p>&e29;</x:p></rdf:Description></rdf:RDF>',
        encoding="utf-8",
    )
    with pytest.raises(InputError, match=r"laughs\.rdf:2: found an entity declaration, wanted none"):
        check([path])


def test_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a check opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    path = tmp_path / "imports.ttl"
    extra = (
        f"<{DOC}> owl:imports <http://localhost:9/o.ttl> , <file:///etc/passwd> ;\n"
        "    sh:shapesGraph <http://localhost:9/s> ; rdfs:seeAlso <http://localhost:9/x> .\n"
        "@base <http://localhost:9/> .\n"
    )
    path.write_text(GOOD + extra, encoding="utf-8")
    assert check([path]).conforms


def test_shapes_inside_the_data_do_not_count() -> None:
    lax = "".join(
        f"<https://w3id.org/readout/shapes#{name}> sh:deactivated true ; sh:minCount 0 .\n"
        for name in ("Statement-act", "Statement", "Statement-holder")
    )
    words = str(check(store(GOOD.replace("readout:act act:thank ;", "") + lax)))
    assert "has no readout:act" in words


def test_subclasses_of_the_data_do_not_count_for_more_than_they_say() -> None:
    chain = "".join(f"<urn:c{n}> rdfs:subClassOf <urn:c{n + 1}> .\n" for n in range(3000))
    ring = "<urn:c3000> rdfs:subClassOf <urn:c0> . readout:Actor rdfs:subClassOf <urn:c0> .\n"
    graph = store(GOOD + chain + ring)
    assert "has no" not in str(check(graph)).replace("has no rdfs:label", "")


def test_control_characters_and_long_words_are_tamed() -> None:
    words = str(
        check(store(GOOD.replace('readout:cue "thanked"', f'readout:cue "\\u001B[31m\\n{"x" * 5000}"')))
    )
    assert "\x1b" not in words
    assert max(map(len, words.splitlines())) < 700


def test_checks_are_silent(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    handlers = list(logging.getLogger("pyshacl-validate").handlers)
    with caplog.at_level(logging.DEBUG):
        faults(
            GOOD.replace("nif:beginIndex 23", 'nif:beginIndex "x"^^xsd:integer').replace(
                "false", '"no"^^xsd:boolean'
            )
        )
    captured = capfd.readouterr()
    assert captured.out == captured.err == ""
    assert caplog.records == []
    assert logging.getLogger("pyshacl-validate").handlers == handlers
    assert not logging.getLogger("rdflib.term").disabled


XSD = PREFIXES["xsd"]
NODES = st.one_of(
    st.builds(ox.Literal, st.text(max_size=8)),
    st.builds(
        lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(XSD + kind)),
        st.sampled_from(
            [
                "",
                "-1",
                "1e9",
                "1E400000000",
                "NaN",
                "sNaN",
                "INF",
                "9" * 5000,
                "x",
                "true",
                "2021-02-30",
                "P1Y",
            ]
        ),
        st.sampled_from(
            ["integer", "decimal", "double", "boolean", "date", "dateTime", "duration", "string", "time"]
        ),
    ),
    st.builds(ox.Literal, st.text(max_size=3), language=st.sampled_from(["en", "ja", "en-GB"])),
    st.sampled_from(
        [ox.BlankNode("b"), ox.NamedNode("urn:x"), ox.NamedNode(S1), ox.NamedNode(READOUT + "Act")]
    ),
    st.just(ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.NamedNode("urn:c"))),
)
ALL = sorted(store(GOOD), key=str)


@settings(max_examples=40)
@given(place=st.integers(0, len(ALL) - 1), node=NODES, keep=st.booleans())
def test_any_value_anywhere_gives_a_report(place: int, node: ox.Literal, keep: bool) -> None:
    old = ALL[place]
    changed = ox.Store()
    changed.extend(quad for quad in ALL if keep or quad is not old)
    changed.add(ox.Quad(old.subject, old.predicate, node))
    report = check(changed)
    assert report.conforms == (not report.faults)
    assert list(report.faults) == sorted(report.faults)
    assert report == check(changed)


def test_a_larger_graph_is_checked_in_reasonable_time() -> None:
    many = NAMES + "".join(
        f"@prefix doc: <{DOC}{n}#> .\n" + BODY.replace(f"<{DOC}>", f"<{DOC}{n}>") for n in range(40)
    )
    start = time.perf_counter()
    assert check(store(many)).conforms
    assert time.perf_counter() - start < 10


# ---------------------------------------------------------------- vocabularies


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.ttl"
    path.write_text(
        HEAD
        + """
topic:arctic a readout:Topic ; skos:prefLabel "Arctic"@en ; skos:definition "The high north."@en ;
    skos:broader topic:regional-affairs ; skos:inScheme <https://w3id.org/readout/topic> ; readout:phrase "Arctic" .
topic:regional-affairs a readout:Topic ; skos:prefLabel "Regional affairs"@en ; skos:definition "The world."@en ;
    skos:topConceptOf <https://w3id.org/readout/topic> ; skos:inScheme <https://w3id.org/readout/topic> .
<https://w3id.org/readout/topic> a skos:ConceptScheme .
<https://w3id.org/readout/id/organization/arctic-council> a readout:Organization ; skos:prefLabel "Arctic Council"@en ;
    readout:speaksOf topic:arctic .
""",
        encoding="utf-8",
    )
    return path


def test_a_file_of_entries_is_checked_as_vocabulary(mine: Path) -> None:
    assert str(check([mine])) == "no fault was found"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            'skos:prefLabel "Arctic"@en ; ',
            "",
            "topic:arctic has no skos:prefLabel: a concept has a preferred label",
        ),
        (
            'skos:definition "The high north."@en ;',
            "",
            "topic:arctic (“Arctic”) has no skos:definition: a concept has a def",
        ),
        (
            "skos:broader topic:regional-affairs ;",
            "",
            "has no skos:broader or skos:topConceptOf: a concept has a broader",
        ),
        (
            "skos:broader topic:regional-affairs",
            "skos:broader topic:moon",
            "skos:broader topic:moon: the broader concept of",
        ),
        (
            "; skos:inScheme <https://w3id.org/readout/topic> ; readout:phrase",
            "; readout:phrase",
            "has no skos:inScheme",
        ),
        (
            'readout:phrase "Arctic"',
            'readout:phrase " Arctic"',
            "readout:phrase “Arctic”: a phrase is a text without spaces",
        ),
        (
            'readout:phrase "Arctic"',
            'readout:phrase "A*c"',
            "readout:phrase “A*c”: a phrase is a text without spaces",
        ),
        (
            'readout:phrase "Arctic"',
            'readout:phrases "Arctic"',
            "(perhaps readout:phrase was meant): terms of the readout",
        ),
        (
            "readout:speaksOf topic:arctic",
            "readout:speaksOf act:agree",
            "readout:speaksOf act:agree: a named entity speaks of",
        ),
        (
            '"Arctic Council"@en',
            '"Arctic Council"@en ; readout:demonym "x"',
            "only a readout:Country has demonyms",
        ),
        (
            '"Arctic Council"@en',
            '"Arctic Council"@en ; skos:altLabel "Arctic Council"@en',
            "skos:altLabel “Arctic Council”@en: an alternative label of a named entity",
        ),
    ],
)
def test_faulty_entries_are_named(mine: Path, old: str, new: str, words: str) -> None:
    turtle = mine.read_text(encoding="utf-8")
    assert old in turtle
    mine.write_text(turtle.replace(old, new, 1), encoding="utf-8")
    report = check([mine])
    assert words in str(report)
    assert {fault.file for fault in report.faults} == {str(mine)}


TENURE = """
<urn:t> a readout:Tenure ; readout:holder <urn:p> ; readout:office "Minister" ; readout:since "2020-01-01"^^xsd:date ;
    readout:until "2021-01-01"^^xsd:date ; readout:country <urn:c> .
<urn:p> a readout:Person ; skos:prefLabel "P"@en .
<urn:c> a readout:Country ; skos:prefLabel "C"@en ; skos:notation "QC" ;
    readout:demonym "Cish"@en ; readout:seat "Cville" .
"""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("readout:holder <urn:p> ;", "", "has no readout:holder: a tenure has exactly one holder"),
        (
            "readout:holder <urn:p>",
            "readout:holder <urn:c>",
            "readout:holder urn:c: a tenure has exactly one holder",
        ),
        ('"2020-01-01"^^xsd:date', '"2022-01-01"^^xsd:date', "an xsd:date not after its last"),
        ('"2020-01-01"^^xsd:date', '"2020"', "readout:since “2020”: a tenure has at most one first day"),
        ('readout:office "Minister" ;', "", "has no readout:office: a tenure has at least one title"),
        (
            "readout:country <urn:c>",
            "readout:country <urn:p>",
            "readout:country urn:p: a tenure is of at most one country",
        ),
        (
            'skos:notation "QC"',
            'skos:notation "qc"',
            "skos:notation “qc”: a country has a code in capital letters",
        ),
        ('skos:notation "QC" ;', "", "has no skos:notation: a country has a code"),
        (
            'readout:seat "Cville"',
            "readout:seat <urn:c>",
            "readout:seat urn:c: a seat of government is a text",
        ),
    ],
)
def test_faulty_tenures_and_countries(tmp_path: Path, old: str, new: str, words: str) -> None:
    path = tmp_path / "tenures.ttl"
    path.write_text(HEAD + TENURE, encoding="utf-8")
    assert old in TENURE
    path.write_text(HEAD + TENURE.replace(old, new, 1), encoding="utf-8")
    assert words in str(check([path]))


def test_a_good_tenure_conforms(tmp_path: Path) -> None:
    path = tmp_path / "tenures.ttl"
    path.write_text(HEAD + TENURE, encoding="utf-8")
    assert str(check([path])) == "no fault was found"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the core of the ontology folder."""
    for name in ("readout.ttl", "inverses.ttl", "shapes.ttl"):
        (tmp_path / name).write_bytes((folder() / name).read_bytes())
    return tmp_path


def test_the_core_conforms_by_itself(small: Path) -> None:
    assert str(check_ontology(small)) == "no fault was found"


@pytest.mark.parametrize(
    ("old", "new", "source", "words"),
    [
        (
            'rdfs:label "made by"@en ;',
            "",
            "term-label",
            "readout:madeBy has no rdfs:label@en: each term has an English",
        ),
        (
            '"statement"@en , "発言"@ja',
            '"statement"@en',
            "class-label-ja",
            "readout:Statement (“statement”) has no rdfs:l",
        ),
        ('"対面"@ja', '"対面"', "individual-label-ja", "readout:InPerson (“in person”) has no rdfs:label@ja"),
        (
            '"A topic of the content, the most specific that fits."@en',
            '""@en',
            "term-comment",
            "readout:about (“about”) has no",
        ),
        (
            "rdfs:domain readout:Meeting ;\n    rdfs:range readout:Format",
            "rdfs:range readout:Format",
            "property-domain",
            "has no",
        ),
        (
            "rdfs:range readout:Format",
            "rdfs:range readout:Format , readout:Act",
            "property-range",
            "readout:Act, readout:Format",
        ),
        ('"activity (PROV-O)"@en', '"meeting"@en', "class-label-unique", "“meeting”, which"),
        (
            "readout:Actor , foaf:Person",
            "readout:Actor , readout:Persn",
            "term-known",
            "(perhaps readout:Person was",
        ),
        (
            "readout:Actor\n    a owl:Class ;\n    rdfs:subClassOf readout:NamedEntity",
            "readout:Actor\n    a owl:Class ;\n    rdfs:subClassOf readout:Person",
            "class-circle",
            "rdfs:subClassOf itself, by way of others",
        ),
        (
            'owl:versionInfo "0.1.0" ;',
            "",
            "header-version",
            "has no owl:versionInfo: each file header has a version",
        ),
        (
            "dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;",
            "",
            "header-license",
            "has no dcterms:license",
        ),
        (
            "<https://w3id.org/readout/0.1.0>",
            "<https://w3id.org/readout>",
            "header-version-own",
            "the version IRI differs",
        ),
        (
            'vann:preferredNamespacePrefix "readout" ;',
            "",
            "header-prefix",
            "each ontology header has a preferred prefix",
        ),
    ],
)
def test_faulty_ontologies(small: Path, old: str, new: str, source: str, words: str) -> None:
    path = small / "readout.ttl"
    turtle = path.read_text(encoding="utf-8")
    assert old in turtle
    path.write_text(turtle.replace(old, new, 1), encoding="utf-8")
    report = check_ontology(small)
    assert any(words in str(fault) for fault in report.faults if fault.source == source), str(report)


def test_shared_labels_and_circles_of_concepts(small: Path) -> None:
    entry = (
        'topic:{0} a readout:Topic ; skos:prefLabel "{1}"@en ; skos:definition "x"@en ; skos:broader topic:{2} ;\n'
        "    skos:inScheme <urn:s> .\n"
    )
    (small / "topics.ttl").write_text(
        HEAD
        + entry.format("a", "Sea", "b")
        + entry.format("b", "SEA", "a")
        + '<urn:s> a skos:ConceptScheme ; owl:versionInfo "1" .\n',
        encoding="utf-8",
    )
    report = check_ontology(small)
    found = {fault.source for fault in report.faults}
    assert {"topic-label-unique", "concept-circle", "header-title", "header-license"} <= found
    assert "topic:b (“SEA”) has skos:prefLabel “sea”, which topic:a has too" in str(report)


def test_a_broken_ontology_file_is_named_with_its_line(small: Path) -> None:
    (small / "more.ttl").write_text("@prefix x: <urn:x> .\nx:a x:b .\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"more\.ttl:2: this is no Turtle"):
        check_ontology(small)


def test_conditions_have_names_of_their_own() -> None:
    names = [condition.name for condition in (*GRAPH, *ONTOLOGY)]
    assert len(set(names)) == len(names) >= 30
    assert all(
        condition.wanted[0].islower() and condition.wanted[-1] != "." for condition in (*GRAPH, *ONTOLOGY)
    )


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.ttl").write_text(f'_:x <urn:p> "{name}" .', encoding="utf-8")
    assert len(parsed([tmp_path / "a.ttl", tmp_path / "b.ttl"], InputError).facts) == 2
