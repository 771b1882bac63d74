"""A reading becomes quads: the terms of the contract, words that are where the offsets say, nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from pyoxigraph import Literal, NamedNode, Quad

import kg
from kg import iris, triples
from kg.model import Participant, Reading, Span
from tests import strategies as made
from tests.strategies import FIRST, NAMES, READINGS, SECOND, THIRD

P = iris.PREFIXES
READOUT, XSD, NIF = iris.READOUT, P["xsd"], P["nif"]


def facts(reading: Reading) -> dict[tuple[str, str], set[str]]:
    """The values of each subject and property, both compact."""
    found: dict[tuple[str, str], set[str]] = {}
    for quad in triples.quads(reading, NAMES):
        value = iris.compact(quad.object.value) if isinstance(quad.object, NamedNode) else quad.object.value
        found.setdefault((quad.subject.value, iris.compact(quad.predicate.value)), set()).add(value)
    return found


def compact(term: str) -> str:
    return iris.compact(term)


DOCUMENT = triples.document(FIRST)
MEETING = FIRST.meeting.iri
AGREEMENT = iris.statement(DOCUMENT, FIRST.statements[0].cue.start, FIRST.statements[0].cue.end)
CONCERN = iris.statement(DOCUMENT, FIRST.statements[1].cue.start, FIRST.statements[1].cue.end)
REQUEST = iris.statement(DOCUMENT, FIRST.statements[2].cue.start, FIRST.statements[2].cue.end)
AFFIRMATION = iris.statement(DOCUMENT, FIRST.statements[3].cue.start, FIRST.statements[3].cue.end)


@pytest.mark.parametrize(
    ("subject", "predicate", "values"),
    [
        (DOCUMENT, "rdf:type", {"readout:Document"}),
        (DOCUMENT, "rdfs:label", {"Ministers meet"}),
        (DOCUMENT, "dcterms:title", {"Ministers meet"}),
        (DOCUMENT, "dcterms:issued", {"2021-03-17"}),
        (DOCUMENT, "dcterms:language", {"en"}),
        (DOCUMENT, "dcterms:source", {"ministers-meet.txt"}),
        (DOCUMENT, "dcterms:publisher", {compact(made.MINISTRY.iri)}),
        (DOCUMENT, "nif:isString", {FIRST.summary.text.characters}),
        (DOCUMENT, "schema:sha256", {FIRST.summary.text.digest}),
        (DOCUMENT, "readout:reports", {compact(MEETING)}),
        (MEETING, "rdf:type", {"readout:Meeting"}),
        (MEETING, "rdfs:label", {"Japan and United States, 2021-03-16"}),
        (MEETING, "schema:startDate", {"2021-03-16T12:50:00"}),
        (MEETING, "schema:duration", {"PT90M"}),
        (MEETING, "readout:format", {"readout:InPerson"}),
        (MEETING, "schema:location", {"id:country/JP"}),
        (
            MEETING,
            "readout:participation",
            {compact(f"{MEETING}/person-{p}") for p in ("jp-kishi", "us-austin")},
        ),
        (f"{MEETING}/person-jp-kishi", "rdf:type", {"readout:Participation"}),
        (f"{MEETING}/person-jp-kishi", "rdfs:label", {"Kishi, Defense Minister, for Japan"}),
        (f"{MEETING}/person-jp-kishi", "readout:participant", {"id:person/jp-kishi"}),
        (f"{MEETING}/person-jp-kishi", "readout:office", {"Defense Minister"}),
        (f"{MEETING}/person-jp-kishi", "readout:onBehalfOf", {"id:country/JP"}),
        (made.JAPAN.iri, "rdf:type", {"readout:Country"}),
        (made.JAPAN.iri, "rdfs:label", {"Japan"}),
        (made.JAPAN.iri, "skos:altLabel", {"Japanese"}),
        (made.JAPAN.iri, "skos:notation", {"JP"}),
        (made.JAPAN.iri, "skos:exactMatch", {"wd:Q17"}),
        (made.KOREA.iri, "skos:altLabel", {"DPRK"}),
        (made.STRAIT.iri, "rdf:type", {"readout:Place"}),
        (made.LAW.iri, "rdf:type", {"readout:Instrument"}),
        (made.KISHI.iri, "rdf:type", {"readout:Person"}),
        (made.MINISTRY.iri, "rdf:type", {"readout:Organization"}),
        (f"{DOCUMENT}#extraction", "rdf:type", {"readout:Extraction"}),
        (f"{DOCUMENT}#extraction", "rdfs:label", {f"readout-kg {kg.__version__}"}),
        (AGREEMENT, "rdf:type", {"readout:Statement", "readout:Agreement"}),
        (AGREEMENT, "rdfs:label", {"Kishi and Austin agreed: “to hold consultations on the Taiwan Strait”"}),
        (AGREEMENT, "readout:madeAt", {compact(MEETING)}),
        (AGREEMENT, "readout:madeBy", {"id:person/jp-kishi", "id:person/us-austin"}),
        (AGREEMENT, "readout:onBehalfOf", {"id:country/JP", "id:country/US"}),
        (AGREEMENT, "readout:act", {"act:agree"}),
        (AGREEMENT, "readout:reiteration", {"false"}),
        (AGREEMENT, "readout:about", {"topic:taiwan-strait"}),
        (AGREEMENT, "readout:mentions", {"id:place/taiwan-strait"}),
        (AGREEMENT, "readout:cue", {"agreed"}),
        (AGREEMENT, "readout:content", {"to hold consultations on the Taiwan Strait"}),
        (AGREEMENT, "readout:rule", {"verb"}),
        (AGREEMENT, "readout:resolution", {"group"}),
        (AGREEMENT, "readout:confidence", {"1"}),
        (AGREEMENT, "prov:wasDerivedFrom", {compact(DOCUMENT)}),
        (AGREEMENT, "prov:wasGeneratedBy", {compact(f"{DOCUMENT}#extraction")}),
        (CONCERN, "rdf:type", {"readout:Statement"}),
        (CONCERN, "readout:confidence", {"0.8"}),
        (CONCERN, "readout:note", {"two could be meant"}),
        (REQUEST, "readout:addressedTo", {"id:country/KP"}),
        (AFFIRMATION, "readout:reiteration", {"true"}),
        (iris.TOPIC + "taiwan-strait", "rdf:type", {"readout:Topic"}),
        (iris.TOPIC + "taiwan-strait", "skos:broader", {"topic:china"}),
        (iris.TOPIC + "regional-affairs", "skos:prefLabel", {"Regional affairs"}),
        (iris.ACT + "agree", "rdf:type", {"readout:Act"}),
        (iris.ACT + "agree", "skos:broader", {"act:commissive"}),
        (iris.ACT + "commissive", "rdfs:label", {"commissive"}),
    ],
)
def test_says_what_the_contract_asks_for(subject: str, predicate: str, values: set[str]) -> None:
    assert facts(FIRST)[subject, predicate] == values


@pytest.mark.parametrize(
    ("subject", "predicate"),
    [
        (AGREEMENT, "readout:note"),
        (AGREEMENT, "readout:addressedTo"),
        (CONCERN, "readout:expresses"),
        (made.KISHI.iri, "skos:notation"),
        (made.MINISTRY.iri, "skos:notation"),
        (made.STRAIT.iri, "skos:altLabel"),
        (iris.TOPIC + "regional-affairs", "skos:broader"),
    ],
)
def test_says_nothing_that_was_not_read(subject: str, predicate: str) -> None:
    assert (subject, predicate) not in facts(FIRST)


def test_commitment_names_its_parties() -> None:
    found = facts(FIRST)
    (commitment,) = found[AGREEMENT, "readout:expresses"]
    iri = commitment.replace("id:", iris.ID)
    assert iri == iris.commitment(DOCUMENT, FIRST.statements[0].cue.start, FIRST.statements[0].cue.end)
    assert found[iri, "readout:committedParty"] == {"id:person/jp-kishi", "id:person/us-austin"}
    assert found[iri, "rdfs:label"] == {"Kishi and Austin: “to hold consultations on the Taiwan Strait”"}


def test_silent_parts_are_left_out() -> None:
    found = facts(replace(THIRD, meeting=replace(THIRD.meeting, date=None, format=None)))
    predicates = {predicate for subject, predicate in found if subject == THIRD.meeting.iri}
    assert predicates == {"rdf:type", "rdfs:label", "readout:participation"}


def test_a_date_without_a_time_is_a_date() -> None:
    (start,) = [
        q.object for q in triples.quads(SECOND, NAMES) if q.predicate.value == P["schema"] + "startDate"
    ]
    assert start == Literal("2022-01-07", datatype=NamedNode(XSD + "date"))


def test_an_empty_content_falls_back_to_the_cue() -> None:
    found = facts(THIRD)
    iri = iris.statement(triples.document(THIRD), THIRD.statements[0].cue.start, THIRD.statements[0].cue.end)
    assert found[iri, "readout:content"] == {"welcomed"}
    assert found[iri, "readout:contentAt"] == found[iri, "readout:cueAt"]
    assert found[iri, "rdfs:label"] == {"Kishi welcomed"}


def test_a_body_has_its_own_code_and_a_ministry_has_none() -> None:
    reading = replace(FIRST, meeting=replace(FIRST.meeting, publisher=made.UNITED_NATIONS))
    assert facts(reading)[made.UNITED_NATIONS.iri, "skos:notation"] == {"UN"}


def test_the_name_in_the_text_is_another_label() -> None:
    part = Participant(made.KISHI, "KISHI Nobuo", "Defense Minister", made.JAPAN)
    reading = replace(FIRST, meeting=replace(FIRST.meeting, participants=(part,)))
    assert facts(reading)[made.KISHI.iri, "skos:altLabel"] == {"KISHI Nobuo"}


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("/home/somebody/readouts/a b.txt", "a b.txt"),
        ("C:\\readouts\\a.txt", "a.txt"),
        ("a.txt", "a.txt"),
        ("https://example.org/readouts/7?lang=en", "https://example.org/readouts/7?lang=en"),
        ("-", None),
    ],
)
def test_the_folder_leaves_no_trace(source: str, kept: str | None) -> None:
    summary = replace(FIRST.summary, text=replace(FIRST.summary.text, source=source))
    found = facts(replace(FIRST, summary=summary))
    assert found.get((DOCUMENT, "dcterms:source")) == (None if kept is None else {kept})


def test_all_lies_in_the_graph_of_the_document() -> None:
    for reading in READINGS:
        quads = triples.quads(reading, NAMES)
        assert {quad.graph_name.value for quad in quads} == {triples.document(reading)}
        assert len(quads) == len(set(quads)) > 50


def test_documents_about_one_meeting_share_its_node_and_name() -> None:
    other = replace(FIRST, meeting=replace(FIRST.meeting, title="Readout of the meeting"))
    assert triples.document(other) != DOCUMENT
    assert facts(other)[MEETING, "rdfs:label"] == facts(FIRST)[MEETING, "rdfs:label"]


def test_everything_described_has_a_class_and_an_english_label() -> None:
    for reading in READINGS:
        quads = triples.quads(reading, NAMES)
        subjects = {quad.subject for quad in quads}
        pointed_at = {
            q.object for q in quads if isinstance(q.object, NamedNode) and q.object.value.startswith(iris.ID)
        }
        named = {
            q.subject for q in quads if q.predicate.value == P["rdfs"] + "label" and q.object.language == "en"
        }
        typed = {q.subject for q in quads if q.predicate.value == P["rdf"] + "type"}
        assert subjects == named == typed
        assert pointed_at <= subjects


def test_one_entity_has_one_class() -> None:
    kinds: dict[str, set[str]] = {}
    for reading in READINGS:
        for (subject, predicate), values in facts(reading).items():
            if predicate == "rdf:type" and "Agreement" not in str(values):
                kinds.setdefault(subject, set()).update(values)
    assert [subject for subject, values in kinds.items() if len(values) != 1] == []


def test_the_version_is_that_of_the_package() -> None:
    assert kg.__version__ == triples.VERSION


def test_the_same_reading_gives_the_same_quads() -> None:
    assert triples.quads(FIRST, NAMES) == triples.quads(replace(FIRST), NAMES)
    keys = [(q.subject.value, q.predicate.value, str(q.object)) for q in triples.quads(FIRST, NAMES)]
    assert keys == sorted(keys)


@given(made.readings())
def test_passages_slice_to_their_words(reading: Reading) -> None:
    text = reading.summary.text.characters
    words: dict[str, str] = {}
    ends: dict[str, dict[str, int]] = {}
    quads = triples.quads(reading, NAMES)
    for quad in quads:
        name = quad.predicate.value.removeprefix(NIF)
        if name == "anchorOf":
            words[quad.subject.value] = quad.object.value
        elif name in ("beginIndex", "endIndex"):
            ends.setdefault(quad.subject.value, {})[name] = int(quad.object.value)
    assert words.keys() == ends.keys()
    for passage, quoted in words.items():
        begin, end = ends[passage]["beginIndex"], ends[passage]["endIndex"]
        assert text[begin:end] == quoted != ""
        assert passage == iris.passage(triples.document(reading), begin, end)
    check_statements(reading, quads, words)


def check_statements(reading: Reading, quads: tuple[Quad, ...], words: dict[str, str]) -> None:
    """Every cue and content is what its passage quotes, and no confidence leaves 0 to 1."""
    said = {(q.subject.value, q.predicate.value.removeprefix(READOUT)): q.object.value for q in quads}
    subjects = {subject for subject, name in said if name == "cueAt"}
    assert len(subjects) == len({statement.cue for statement in reading.statements})
    for subject in subjects:
        assert said[subject, "cue"] == words[said[subject, "cueAt"]]
        assert said[subject, "content"] == words[said[subject, "contentAt"]]
        assert 0 <= float(said[subject, "confidence"]) <= 1


@pytest.mark.parametrize(
    ("words", "most", "short"),
    [
        ("peace and stability", 72, "peace and stability"),
        ("peace\n and\tstability", 72, "peace and stability"),
        ("peace and stability", 19, "peace and stability"),
        ("peace and stability", 18, "peace and …"),
        ("peace and, stability", 12, "peace and …"),
        ("peace and, stability", 11, "peace …"),
        ("peacekeeping", 6, "peace…"),
        ("", 6, ""),
    ],
)
def test_shorten(words: str, most: int, short: str) -> None:
    assert triples.shorten(words, most=most) == short
    assert len(short) <= max(most, 1)


def test_confidence_is_a_plain_decimal() -> None:
    for number, words in [(1.0, "1"), (0.5, "0.5"), (1e-9, "0"), (0.33333333, "0.3333"), (0.0, "0")]:
        statement = replace(FIRST.statements[0], confidence=number)
        reading = replace(FIRST, statements=(statement,))
        assert facts(reading)[AGREEMENT, "readout:confidence"] == {words}


def test_dates_of_any_year_are_spelled_with_four_digits() -> None:
    reading = replace(FIRST, meeting=replace(FIRST.meeting, date=date(33, 4, 3), start=None))
    assert facts(reading)[MEETING, "schema:startDate"] == {"0033-04-03"}


def test_a_line_break_inside_a_name_does_not_reach_its_label() -> None:
    text = replace(FIRST.summary.text, characters="the Taiwan\n  Strait agreed")
    mention = replace(FIRST.statements[0].mentions[0], span=Span(0, 19))
    statement = replace(FIRST.statements[0], mentions=(mention,))
    reading = replace(FIRST, summary=replace(FIRST.summary, text=text), statements=(statement,))
    assert facts(reading)[made.STRAIT.iri, "skos:altLabel"] == {"the Taiwan Strait"}
