"""Queries: the engine in its fence, answers in every form, and what each named query finds in a small graph."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import random
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg import iris, queries, sparql, store, triples
from kg.errors import KgError, QueryError
from kg.queries import Table, query
from tests import strategies as made

JOINT_STATEMENT = replace(
    made.FIRST,
    meeting=replace(made.FIRST.meeting, title="Readout", publisher=made.UNITED_NATIONS, issued=None),
    summary=replace(made.FIRST.summary, text=replace(made.FIRST.summary.text, digest="0" * 64)),
    statements=(made.FIRST.statements[0],),
)
"""Another document about the first meeting: it reports the agreement alone."""

QUADS = [quad for reading in made.READINGS for quad in triples.quads(reading, made.NAMES)]
DAY1, DAY2, DAY3 = date(2021, 3, 16), date(2021, 6, 1), date(2022, 1, 7)
FIRST, SECOND, THIRD = made.FIRST.meeting.iri, made.SECOND.meeting.iri, made.THIRD.meeting.iri
QUERIES = {known.name: known for known in queries.named()}


@pytest.fixture(scope="module")
def graph() -> rdflib.Dataset:
    return store.dataset(QUADS)


def rows(table: Table, *columns: str) -> list[tuple[object, ...]]:
    """The rows, with the named columns only."""
    places = [table.columns.index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in table.rows]


AGREED = "to hold consultations on the Taiwan Strait"
PLEDGED = "to share information on cyber threats"
PEACE = "the importance of peace"
LAW = "about China’s Coast Guard Law"

# For each named query: parameters, the columns to look at, and the rows they must have.
FOUND: list[tuple[str, dict[str, str], str, list[tuple[object, ...]]]] = [
    (
        "meetings",
        {},
        "date start duration format place participants meeting",
        [
            (DAY1, "12:50", "PT1H30M", "InPerson", "Japan", "Austin, Kishi", FIRST),
            (DAY2, "", None, "Telephone", None, "Badr, Kishi", THIRD),
            (DAY3, "", None, "Video", None, "Austin, Kishi", SECOND),
        ],
    ),
    ("meetings", {"actor": "Oman"}, "meeting", [(THIRD,)]),
    ("meetings", {"actor": "Austin"}, "participants", [("Austin, Kishi",)] * 2),
    (
        "participants",
        {"meeting": FIRST},
        "name office side",
        [("Kishi", "Defense Minister", "Japan"), ("Austin", "Defense Secretary", "United States")],
    ),
    ("participants", {"actor": "us"}, "date name", [(DAY1, "Austin"), (DAY3, "Austin")]),
    (
        "documents",
        {},
        "date title publisher issued source",
        [
            (DAY1, "Ministers meet", "Ministry of Defense", date(2021, 3, 17), "ministers-meet.txt"),
            (DAY2, "Call with Oman", None, None, "call-with-oman.txt"),
            (DAY3, "Ministers talk again", None, None, "ministers-talk-again.txt"),
        ],
    ),
    (
        "statements",
        {},
        "who act cue content topics",
        [
            ("Austin, Kishi", "agree", "agreed", AGREED, "Taiwan strait"),
            ("Kishi", "concern", "expressed serious concern", LAW, "China"),
            ("Austin, Kishi", "urge", "strongly urged", "the DPRK to return to talks", "North korea"),
            ("Austin, Kishi", "affirm", "reconfirmed", PEACE, ""),
            ("Kishi", "welcome", "welcomed", "welcomed", ""),
            ("Austin, Kishi", "discuss", "discussed", PEACE, "Taiwan strait"),
            ("Austin", "commit", "pledged", PLEDGED, "Cyber"),
        ],
    ),
    ("statements", {"meeting": "2021-06-01"}, "cue", [("welcomed",)]),
    ("statements", {"topic": "china", "act": "expressive"}, "cue", [("expressed serious concern",)]),
    (
        "statements",
        {"actor": "United States", "meeting": "2022-01-07"},
        "cue",
        [("discussed",), ("pledged",)],
    ),
    (
        "agreements",
        {},
        "date who cue content topics",
        [(DAY1, "Austin, Kishi", "agreed", AGREED, "Taiwan strait")],
    ),
    ("agreements", {"topic": "regional-affairs"}, "content", [(AGREED,)]),
    ("agreements", {"topic": "cyber"}, "content", []),
    ("agreements", {"actor": "Oman"}, "content", []),
    (
        "requests",
        {},
        "who cue whom content",
        [("Austin, Kishi", "strongly urged", "North Korea", "the DPRK to return to talks")],
    ),
    ("requests", {"addressee": "DPRK", "actor": "JP"}, "whom", [("North Korea",)]),
    ("requests", {"addressee": "Oman"}, "whom", []),
    (
        "on-topic",
        {"topic": "china"},
        "topic content topics",
        [("China", AGREED, "Taiwan strait"), ("China", LAW, "China"), ("China", PEACE, "Taiwan strait")],
    ),
    ("on-topic", {"topic": "Taiwan Strait", "actor": "Austin"}, "content", [(AGREED,), (PEACE,)]),
    (
        "commitments",
        {},
        "bound date parties content agreement",
        [
            ("Japan", DAY1, "Austin, Kishi", AGREED, True),
            ("United States", DAY1, "Austin, Kishi", AGREED, True),
            ("United States", DAY3, "Austin", PLEDGED, False),
        ],
    ),
    ("commitments", {"country": "JP"}, "content", [(AGREED,)]),
    ("commitments", {"country": "USA", "topic": "cyber"}, "parties", [("Austin",)]),
    (
        "evidence",
        {"meeting": "2022-01-07"},
        "cue sentence begin end source",
        [
            ("discussed", "They discussed the importance of peace.", 22, 61, "ministers-talk-again.txt"),
            (
                "pledged",
                "Secretary Austin pledged to share information on cyber threats.",
                63,
                126,
                "ministers-talk-again.txt",
            ),
        ],
    ),
    (
        "topics",
        {},
        "topic statements agreements meetings",
        [("Taiwan strait", 2, 1, 2), ("China", 1, 0, 1), ("Cyber", 1, 0, 1), ("North korea", 1, 0, 1)],
    ),
    ("topics", {"actor": "Austin", "meeting": "2022-01-07"}, "topic", [("Cyber",), ("Taiwan strait",)]),
    (
        "concerns",
        {},
        "date who act content named",
        [(DAY1, "Kishi", "concern", LAW, "Coast Guard Law")],
    ),
    (
        "speakers",
        {},
        "speaker statements jointly assertive commissive directive expressive interactive",
        [("Kishi", 6, 4, 1, 1, 1, 2, 1), ("Austin", 5, 4, 1, 2, 1, 0, 1)],
    ),
    ("speakers", {"topic": "cyber"}, "speaker statements", [("Austin", 1)]),
    (
        "joint",
        {},
        "date voice statements agreements",
        [
            (DAY1, "jointly", 3, 1),
            (DAY1, "Kishi", 1, 0),
            (DAY2, "Kishi", 1, 0),
            (DAY3, "Austin", 1, 0),
            (DAY3, "jointly", 1, 0),
        ],
    ),
    ("absent", {}, "date name addressed mentioned actor", [(DAY1, "North Korea", 1, 1, made.KOREA.iri)]),
    (
        "pairs",
        {},
        "side partner meetings first last",
        [
            ("Japan", "United States", 2, DAY1, DAY3),
            ("United States", "Japan", 2, DAY1, DAY3),
            ("Japan", "Oman", 1, DAY2, DAY2),
            ("Oman", "Japan", 1, DAY2, DAY2),
        ],
    ),
    ("pairs", {"country": "OM"}, "side partner", [("Oman", "Japan")]),
    (
        "to-check",
        {},
        "confidence note cue",
        [(Decimal("0.8"), "two could be meant", "expressed serious concern")],
    ),
    (
        "first-raised",
        {},
        "raised date who begin",
        [
            ("North korea", DAY1, "Austin, Kishi", 169),
            ("Taiwan strait", DAY1, "Austin, Kishi", 30),
            ("China", DAY1, "Kishi", 97),
            ("Cyber", DAY3, "Austin", 80),
        ],
    ),
    ("new-topics", {}, "date topic since meeting previous", [(DAY3, "Cyber", DAY1, SECOND, FIRST)]),
    (
        "dropped-topics",
        {},
        "date topic since meeting previous",
        [(DAY3, "China", DAY1, SECOND, FIRST), (DAY3, "North korea", DAY1, SECOND, FIRST)],
    ),
    ("dropped-topics", {"meeting": "2021-03-16"}, "topic", []),
    ("repeated", {}, "date first cue content", [(DAY3, DAY1, "discussed", PEACE)]),
    ("reiterations", {}, "date who cue content", [(DAY1, "Austin, Kishi", "reconfirmed", PEACE)]),
    ("one-sided", {}, "topic", []),
    ("open-commitments", {}, "date parties content topics", [(DAY3, "Austin", PLEDGED, "Cyber")]),
    ("open-commitments", {"country": "JP"}, "content", []),
    (
        "acts",
        {},
        "family act cue statements",
        [
            ("assertive", "affirm", "reconfirmed", 1),
            ("commissive", "agree", "agreed", 1),
            ("commissive", "commit", "pledged", 1),
            ("directive", "urge", "strongly urged", 1),
            ("expressive", "concern", "expressed serious concern", 1),
            ("expressive", "welcome", "welcomed", 1),
            ("interactive", "discuss", "discussed", 1),
        ],
    ),
    ("untraced", {"meeting": FIRST}, "statement", []),
    ("untraced", {"meeting": THIRD}, "missing", [("publisher",)]),
    ("untraced", {}, "missing", [("publisher",)] * 3),
    (
        "alone",
        {},
        "who cue",
        [("Kishi", "expressed serious concern"), ("Kishi", "welcomed"), ("Austin", "pledged")],
    ),
    ("alone", {"actor": "United States"}, "cue", [("pledged",)]),
    (
        "jointly",
        {"meeting": "2021-03-16"},
        "who act cue agreement",
        [
            ("Austin, Kishi", "agree", "agreed", True),
            ("Austin, Kishi", "urge", "strongly urged", False),
            ("Austin, Kishi", "affirm", "reconfirmed", False),
        ],
    ),
    (
        "partners",
        {},
        "date bound partners content",
        [(DAY1, "Japan", "United States", AGREED), (DAY1, "United States", "Japan", AGREED)],
    ),
    ("partners", {"country": "JP", "topic": "cyber"}, "bound", []),
    ("replies", {}, "statement", []),
    ("reworded", {}, "statement", []),
    (
        "wording",
        {},
        "date topic who change was before now after",
        [
            (
                DAY3,
                "Taiwan strait",
                "Austin, Japan, Kishi, United States",
                "weaker",
                "agreed",
                4,
                "discussed",
                1,
            )
        ],
    ),
    ("act-changes", {}, "statement", []),
    ("reversals", {}, "statement", []),
]


# -------------------------------------------------------------------------------------------- named queries


@pytest.mark.parametrize(("name", "given", "columns", "expected"), FOUND)
def test_named_query(
    graph: rdflib.Dataset, name: str, given: dict[str, str], columns: str, expected: list[tuple[object, ...]]
) -> None:
    assert rows(query(graph, name, **given), *columns.split()) == expected


def test_every_named_query_is_tested_and_explains_itself() -> None:
    assert len(QUERIES) >= 33
    assert {name for name, *_ in FOUND} == set(QUERIES)
    for known in QUERIES.values():
        assert known.title
        assert known.question.endswith("?")
        blocks = re.findall(r"VALUES \?(\w+) \{ UNDEF \}", known.text)
        assert sorted(blocks) == sorted(parameter.name for parameter in known.parameters)
        assert all(
            parameter.about and parameter.kind in ("act", "actor", "meeting", "topic")
            for parameter in known.parameters
        )


@pytest.mark.parametrize("name", QUERIES)
def test_named_query_runs_as_it_stands_in_another_engine(graph: rdflib.Dataset, name: str) -> None:
    other = rdflib.Graph().parse(data=store.turtle(graph), format="turtle")
    expected = [["" if term is None else term.value for term in row] for row in query(graph, name).terms]
    found = [["" if term is None else str(term) for term in row] for row in other.query(QUERIES[name].text)]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("name", QUERIES)
def test_named_query_answers_alike_for_any_order_and_form_of_the_graph(
    graph: rdflib.Dataset, name: str
) -> None:
    expected = query(graph, name).to_csv()
    shuffled = store.dataset(random.Random(name).sample(QUADS, len(QUADS)))
    flat = store.dataset(ox.parse(store.turtle(graph), format=ox.RdfFormat.TURTLE))
    assert query(shuffled, name).to_csv() == query(flat, name).to_csv() == expected


@pytest.mark.parametrize("name", QUERIES)
def test_named_query_of_an_empty_graph_is_empty(name: str) -> None:
    assert query(store.dataset(), name).rows == ()


def test_one_document_may_leave_out_what_another_reports() -> None:
    both = store.dataset([*QUADS, *triples.quads(JOINT_STATEMENT, made.NAMES)])
    found = rows(query(both, "one-sided"), "topic", "reported", "omitted")
    assert found == [("China", "Ministers meet", "Readout"), ("North korea", "Ministers meet", "Readout")]
    assert rows(query(both, "meetings", actor="US"), "date") == [(DAY1,), (DAY3,)]


def test_a_broken_chain_is_found(graph: rdflib.Dataset) -> None:
    lost = iris.READOUT + "evidence"
    statement = iris.statement(triples.document(made.THIRD), 22, 30)
    kept = [q for q in QUADS if not (q.subject.value == statement and q.predicate.value == lost)]
    found = rows(query(store.dataset(kept), "untraced", meeting=THIRD), "statement", "missing")
    assert found == [(statement, "publisher, sentence")]


# ------------------------------------------------------------------------------------- competency questions

# For each of the thirty questions that the ontology was made to answer: the question, the named query that answers
# it, parameters, the columns to look at, and rows among those of the practice readouts.
AUNE, TETTEH, TALKS, CALL = "Ingrid Aune", "Kwabena Tetteh", date(2021, 5, 4), date(2022, 6, 14)
TRAINING = "Norway and Ghana will train coast guard officers together with Japan"
BLOCKADE = "Russia’s blockade of Ukrainian ports"
ATTACKS, FIRST_TEXT = "cyber attacks on hospitals", "norway-ghana-2021-05-04.txt"
GHANAS = "Foreign Minister Tetteh speaks with Foreign Minister Aune by video"
NORWAYS = "Video conference of Foreign Minister Aune and Foreign Minister Tetteh"
COMPETENCY: dict[int, tuple[str, str, dict[str, str], str, list[tuple[object, ...]]]] = {
    1: (
        "Who took part, in what role and for whom?",
        "participants",
        {"actor": "Ghana"},
        "date name office side",
        [(TALKS, TETTEH, "Foreign Minister", "Ghana")],
    ),
    2: (
        "When did a meeting start, and how long did it last?",
        "meetings",
        {"actor": "Oman"},
        "date start duration",
        [(date(2020, 6, 24), "17:05", "PT25M")],
    ),
    3: (
        "What was said, in the order of the text, by whom and with which act?",
        "statements",
        {"meeting": "2021-05-04", "topic": "cyber"},
        "who act cue content",
        [(f"{AUNE}, {TETTEH}", "discuss", "discussed", "cyber attacks on hospitals")],
    ),
    4: (
        "What did one minister say alone?",
        "alone",
        {"actor": AUNE, "meeting": "2021-05-04"},
        "who cue content",
        [(AUNE, "replied", "Norway would study the request with care")],
    ),
    5: (
        "What did the ministers say jointly?",
        "jointly",
        {"meeting": "2021-05-04"},
        "who cue content agreement",
        [(f"{AUNE}, {TETTEH}", "agreed", TRAINING, True)],
    ),
    6: (
        "Which topics came up, and how often?",
        "topics",
        {"meeting": "2021-05-04"},
        "topic statements",
        [("Cyberspace", 1)],
    ),
    7: (
        "Which sentence, at which characters of which document, supports a statement?",
        "evidence",
        {"meeting": "2021-05-04", "topic": "cyber"},
        "sentence begin end source",
        [(f"The Ministers discussed {ATTACKS} and exchanged views on climate change.", 584, 673, FIRST_TEXT)],
    ),
    8: (
        "Which documents report a meeting, from whom, when and in which language?",
        "documents",
        {"meeting": "2022-06-14"},
        "title issued language",
        [(GHANAS, date(2022, 6, 16), "en"), (NORWAYS, date(2022, 6, 15), "en")],
    ),
    9: (
        "Who is addressed or named without being present?",
        "absent",
        {"meeting": "2021-05-04"},
        "name mentioned",
        [("Iran", 1)],
    ),
    10: (
        "What was said on a topic or anything narrower?",
        "on-topic",
        {"topic": "taiwan-strait", "actor": "FR"},
        "date content",
        [(date(2022, 5, 11), "the importance of peace and stability across the Taiwan Strait")],
    ),
    11: (
        "In which statements did a person take part, alone or with others?",
        "statements",
        {"actor": TETTEH, "meeting": "2021-05-04"},
        "who cue",
        [(TETTEH, "asked"), (f"{AUNE}, {TETTEH}", "agreed")],
    ),
    12: (
        "Which agreements were reached, on which topics?",
        "agreements",
        {"meeting": "2021-05-04"},
        "content topics",
        [(TRAINING, "Capacity building")],
    ),
    13: (
        "Who urged or asked whom to do what?",
        "requests",
        {"addressee": "Norway"},
        "who cue whom content",
        [(TETTEH, "asked", "Norway", "Norway to lend a patrol vessel")],
    ),
    14: (
        "What is a country committed to, itself or through others?",
        "commitments",
        {"country": "Ghana"},
        "bound date content",
        [("Ghana", TALKS, TRAINING)],
    ),
    15: (
        "With which partners are commitments to be carried out?",
        "partners",
        {"country": "Ghana"},
        "date partners content",
        [(TALKS, "Japan, Norway", TRAINING)],
    ),
    16: (
        "Which concerns were voiced, by whom, about what, and how strongly?",
        "concerns",
        {"actor": "Norway"},
        "date act strength cue named",
        [
            (TALKS, "express concern", 3, "expressed concern", "Russia, Ukraine"),
            (CALL, "condemn", 5, "strongly condemned", "Russia, Ukraine"),
            (CALL, "express concern", 4, "expressed serious concern", "Iran"),
        ],
    ),
    17: (
        "Which statements answer or build on another?",
        "replies",
        {},
        "who relation cue content answered",
        [
            (
                AUNE,
                "answers",
                "replied",
                "Norway would study the request with care",
                f"{TETTEH} asked: “Norway to lend a patrol vessel”",
            ),
            (
                "Eleanor Whitcombe",
                "builds on",
                "welcomed",
                "both proposals",
                "Andrew Pellew offered: “Australian tanker aircraft for trilateral training”",
            ),
        ],
    ),
    18: (
        "What is the profile of each speaker over the families of acts?",
        "speakers",
        {"meeting": "2021-05-04"},
        "speaker statements assertive commissive directive expressive interactive",
        [(AUNE, 7, 2, 1, 0, 2, 2), (TETTEH, 6, 2, 1, 1, 0, 2)],
    ),
    19: (
        "Which pairs of countries meet, how often, in which formats?",
        "pairs",
        {"country": "Ghana"},
        "partner meetings formats",
        [("Norway", 2, "InPerson, Video")],
    ),
    20: (
        "Which statements should a person check first?",
        "to-check",
        {"meeting": "2023-09-19"},
        "cue note",
        [("conveyed condolences", "“he” could be Bishnu Koirangi")],
    ),
    21: (
        "When, where and in which sentence was a topic first raised?",
        "first-raised",
        {"topic": "china"},
        "date place sentence",
        [
            (
                date(2017, 6, 3),
                "Singapore",
                "The necessity of closer coordination with China and Russia was recognized by all three.",
            )
        ],
    ),
    22: (
        "Which topics are new since the previous meeting?",
        "new-topics",
        {},
        "date topic since",
        [(CALL, "Exercises and readiness", TALKS)],
    ),
    23: (
        "Which topics were left out since?",
        "dropped-topics",
        {},
        "date topic since",
        [(CALL, "Climate and environment", TALKS)],
    ),
    24: (
        "On which topics did a speaker’s wording grow stronger or weaker?",
        "wording",
        {"topic": "cyber"},
        "date who change was before now after",
        [(CALL, f"Ghana, {AUNE}, {TETTEH}, Norway", "stronger", "discussed", 1, "strongly urged", 5)],
    ),
    25: (
        "Where did the act itself change towards the same target?",
        "act-changes",
        {"target": "Russia", "actor": "Norway"},
        "date towards attitude from into now",
        [(CALL, "Russia", "reproach", "express concern", "condemn", f"strongly condemned {BLOCKADE}")],
    ),
    26: (
        "Which commitments are not followed up?",
        "open-commitments",
        {"country": "Ghana"},
        "date content",
        [(CALL, "meet again in Accra before the cocoa harvest and to expand trade")],
    ),
    27: (
        "Which statements repeat an earlier one word for word? (Which in other words: see “reworded”, below.)",
        "repeated",
        {"actor": AUNE},
        "date first content",
        [(CALL, TALKS, "the importance of free and fair elections")],
    ),
    28: (
        "What does one publisher report that another leaves out?",
        "one-sided",
        {"meeting": "2022-06-14"},
        "topic reported omitted",
        [("Bilateral relations", GHANAS, NORWAYS), ("Cyberspace", NORWAYS, GHANAS)],
    ),
    29: (
        "Which statements lack a link to sentence, document, publisher and extraction?",
        "untraced",
        {"meeting": "2024-11-15"},
        "missing label",
        [("publisher", "TSUKIOKA Ryōhei commended: “Peru’s leadership as the APEC chair”")],
    ),
    30: (
        "Did any actor reverse its stance on a target?",
        "reversals",
        {"actor": AUNE},
        "date who towards earlier was later now",
        [
            (
                CALL,
                AUNE,
                "Iran",
                "for",
                "welcomed Iran’s return to the nuclear talks",
                "against",
                "expressed serious concern about Iran’s withdrawal from the nuclear talks",
            )
        ],
    ),
}
QUESTIONS = Path(__file__).parent / "data" / "questions"


@pytest.fixture(scope="session")
def second_meetings() -> rdflib.Dataset:
    """Two meetings of the same sides; of the second, each side has its own account."""
    found = sorted(QUESTIONS.glob("*.txt"))
    assert len(found) == 3
    return kg.build(found)


@pytest.fixture(scope="session")
def practice() -> ox.Store:
    """The practice readouts, and those of the second meetings."""
    found = sorted((Path(__file__).parent / "fidelity" / "readouts").glob("*.txt"))
    assert len(found) >= 19
    return store.merged(kg.build([*found, *sorted(QUESTIONS.glob("*.txt"))]))


def test_there_are_thirty_competency_questions() -> None:
    assert list(COMPETENCY) == list(range(1, 31))
    assert {name for _, name, *_ in COMPETENCY.values()} <= set(QUERIES)


@pytest.mark.parametrize("number", COMPETENCY)
def test_competency_question(practice: ox.Store, number: int) -> None:
    _, name, given, columns, expected = COMPETENCY[number]
    found = rows(query(practice, name, **given), *columns.split())
    assert found
    assert [row for row in expected if row not in found] == []


def test_a_repetition_in_other_words_is_set_beside_what_it_repeats(practice: ox.Store) -> None:
    found = rows(query(practice, "reworded", actor=AUNE), "date", "cue", "content", "since", "earlier")
    content = "Norway and Ghana will go on to train coast guard officers with Japan"
    assert found == [(CALL, "reaffirmed", content, TALKS, TRAINING)]


@pytest.mark.parametrize("name", QUERIES)
def test_both_engines_agree_on_second_meetings(second_meetings: rdflib.Dataset, name: str) -> None:
    other = rdflib.Graph().parse(data=store.turtle(second_meetings), format="turtle")
    expected = [["" if t is None else t.value for t in row] for row in query(second_meetings, name).terms]
    found = [["" if term is None else str(term) for term in row] for row in other.query(QUERIES[name].text)]
    assert sorted(found) == sorted(expected)


def test_strength_is_taken_alike_wherever_it_is_taken() -> None:
    """The scale of “concerns” is part of that of “wording”, and both read the same words off the cue."""
    words = {
        name: re.findall(r'REGEX\(\?\w+, ("[^"]+")', QUERIES[name].text) for name in ("concerns", "wording")
    }
    assert words["wording"] == words["concerns"] * 2
    scales = {name: re.findall(r"\((act:\w+) (\d)\)", QUERIES[name].text) for name in words}
    assert len(scales["concerns"]) == 4
    assert set(scales["concerns"]) < set(scales["wording"])
    assert len(scales["wording"]) == 2 * len(set(scales["wording"]))


# ----------------------------------------------------------------------------------------------- parameters


@pytest.mark.parametrize(
    "japan",
    [
        "JP",
        "jp",
        "Japan",
        "  JAPAN ",
        "Japanese",
        "id:country/JP",
        made.JAPAN.iri,
        ox.NamedNode(made.JAPAN.iri),
        rdflib.URIRef(made.JAPAN.iri),
        ["OM", "Japan"],
        ("JP",),
    ],
)
def test_an_actor_has_many_names(graph: rdflib.Dataset, japan: queries.Given) -> None:
    assert rows(query(graph, "commitments", country=japan), "content") == [(AGREED,)]


def test_what_only_the_ontology_knows_gives_no_rows(graph: rdflib.Dataset) -> None:
    assert len(query(graph, "on-topic", topic="abductions")) == 0
    assert len(query(graph, "commitments", country="BR")) == 0


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        (
            "on-topic",
            {"topic": "taiwan-strai"},
            "bears the name “taiwan-strai”; did you mean “taiwan-strait”",
        ),
        ("statements", {"meeting": "1999-01-01"}, "could be the meeting bears the name “1999-01-01”"),
        ("commitments", {"country": "Ruritania"}, "could be the country bears the name “Ruritania”"),
        ("commitments", {"topik": "x"}, "“commitments” has no parameter “topik”; it has: country, topic"),
        ("untraced", {"topic": "x"}, "“untraced” has no parameter “topic”; it has: meeting"),
        ("agreement", {}, "there is no query named “agreement”; did you mean agreements"),
        ("xyzzy", {}, "there is no query named “xyzzy”; there are: absent, act-changes, acts"),
        ("commitments", {"country": "http://a b"}, "bears the name “http://a b”"),
        ("commitments", {"country": "http://a<b"}, "the value “http://a<b” of “country” is not an IRI"),
    ],
)
def test_a_wrong_name_or_value_is_named(
    graph: rdflib.Dataset, name: str, given: dict[str, str], said: str
) -> None:
    with pytest.raises(QueryError, match=re.escape(said)):
        query(graph, name, **given)


def test_values_of_a_free_query_become_terms(graph: rdflib.Dataset) -> None:
    asked = "SELECT ?s ?v { ?s readout:confidence|readout:cue|nif:beginIndex|readout:act ?v }"
    assert len(query(graph, asked, v="agreed")) == 1
    assert len(query(graph, asked, v="act:agree")) == 1
    assert len(query(graph, asked, v=Decimal("0.8"))) == 1
    assert len(query(graph, asked, v=97)) == 1
    starts = "SELECT ?m ?v { ?m schema:startDate ?v }"
    assert len(query(graph, starts, v=DAY2)) == 1
    assert len(query(graph, "SELECT ?s ?v { ?s readout:reiteration ?v }", v=True)) == 1
    with pytest.raises(QueryError, match=r"a value was given for \?w, which the query does not select"):
        query(graph, asked, w="x")
    with pytest.raises(QueryError, match="has no parameter “v”"):
        query(graph, asked, v=["agreed", "pledged"])


def test_a_query_of_ones_own_may_declare_parameters(graph: rdflib.Dataset) -> None:
    text = (
        "# title: Cues\n# question: Which?\n# parameter: who (actor) somebody\n# parameter: word (value) a cue\n"
        "SELECT DISTINCT ?word { VALUES ?who { UNDEF } VALUES ?word { UNDEF }\n"
        "  ?s readout:madeBy ?who ; readout:cue ?word } ORDER BY ?word"
    )
    own = queries.parse(text, name="cues")
    assert own.parameters == (
        queries.Parameter("who", "actor", "somebody"),
        queries.Parameter("word", "value", "a cue"),
    )
    assert rows(query(graph, own, who="austin", word=["agreed", "welcomed"]), "word") == [("agreed",)]
    assert query(graph, text, who="austin") == query(graph, own, who="austin")


@pytest.mark.parametrize(
    "hostile", ['" } DROP ALL #', '"} UNION { ?s ?p ?word } #', "\\", '"""', "\n\r\u2028", "> <", "{ UNDEF }"]
)
def test_a_value_stays_a_value(graph: rdflib.Dataset, hostile: str) -> None:
    text = "SELECT ?s { VALUES ?word { UNDEF } ?s readout:cue ?word }"
    assert query(graph, text, word=hostile).rows == ()
    with pytest.raises(QueryError, match="bears the name"):
        query(graph, "on-topic", topic=hostile)


# -------------------------------------------------------------------------------------------------- engine


def test_each_kind_of_query_is_answered(graph: rdflib.Dataset) -> None:
    assert query(graph, "ASK { ?s a readout:Agreement }").rows == ((True,),)
    assert not query(graph, "ASK { ?s a readout:Nothing }")
    assert len(query(graph, "SELECT * { ?s a readout:Statement }")) == 7
    described = query(graph, f"DESCRIBE <{made.JAPAN.iri}>")
    assert described.columns == ("subject", "predicate", "object")
    assert {row[0] for row in described.rows} == {made.JAPAN.iri}
    built = query(graph, "CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a readout:Country ; rdfs:label ?l }")
    assert [row[2] for row in built.rows] == ["Japan", "North Korea", "Oman", "United States"]


def test_a_triple_of_several_documents_counts_once(graph: rdflib.Dataset) -> None:
    asked = "SELECT (COUNT(?s) AS ?n) { ?s a readout:Country }"
    assert query(graph, asked).rows == ((4,),)
    assert query(graph, "SELECT DISTINCT ?g { GRAPH ?g { ?s a readout:Meeting } }").rows != ()


def test_prefixes_are_known_and_may_be_declared_again(graph: rdflib.Dataset) -> None:
    for prefix in iris.PREFIXES:
        query(graph, f"ASK {{ ?s {prefix}:x ?o }}")
    own = f"PREFIX act: <{iris.TOPIC}> ASK {{ ?s readout:about act:cyber }}"
    assert query(graph, own)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "SELECT * {\n  ?s foo:p ?o }",
            "line 2, column 6: the prefix “foo:” is not known; declare it with PREFIX",
        ),
        ("SELECT * { ?s rdfs:label '12:50' ; bar:p 1 }", "line 1, column 36: the prefix “bar:” is not known"),
        ("SELECT * { ?s a ?o ", "line 1, column"),
        ("SELEC * {}", "line 1, column 1: this is not SPARQL 1.1, near “SELEC * {}”"),
        ("SELECT ?x WHERE { ?s ?p }", "line 1, column 19: this is not SPARQL 1.1, near “?s ?p }”"),
        ("", "line 1, column 1: this is not SPARQL 1.1, near its end"),
        ("SELECT ?x { ?x ?p ?o } GROUP BY ?o", "the SELECT contains a variable that is unbound"),
        ("SELECT * { <relative> ?p ?o }", "line 1, column"),
        (
            "INSERT DATA { <urn:a> <urn:b> 1 }",
            "line 1, column 1: INSERT would change the graph, and a query only reads",
        ),
        ("# head\nPREFIX a: <urn:a>\nDELETE WHERE { ?s ?p ?o }", "line 3, column 1: DELETE would change"),
        ("LOAD <file:///etc/passwd>", "line 1, column 1: LOAD would change"),
        ("drop all", "line 1, column 1: DROP would change"),
    ],
)
def test_a_faulty_query_is_refused_with_its_place(graph: rdflib.Dataset, text: str, said: str) -> None:
    before = store.nquads(graph)
    with pytest.raises(QueryError, match=re.escape(said)) as caught:
        query(graph, text)
    assert "\n" not in str(caught.value)
    assert store.nquads(graph) == before


class Counting(BaseHTTPRequestHandler):
    """A server that notes every request."""

    heard: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.heard.append(self.path)
        self.send_error(404)

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def elsewhere() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Counting)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    Counting.heard.clear()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
        "SELECT * { service\n#\nsilent <URL> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <URL> { ?a ?b ?c } } }",
        "SELECT * { BIND(<URL> AS ?g) SERVICE ?g { ?s ?p ?o } }",
        "PREFIX service: <URL> SELECT * { SERVICE service: { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER(?s<?p)SERVICE#>\n<URL>{ ?s ?p ?o } }",
        "SELECT * { FILTER('a'<'x>')SERVICE <URL> { ?s ?p ?o } #'\n }",
        "SELECT * { SERVICE <URL> { ?s ?p 'SERVICE' } } # SERVICE",
    ],
)
def test_a_query_goes_nowhere_else(graph: rdflib.Dataset, elsewhere: str, text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE would send the query elsewhere"):
        query(graph, text.replace("URL", elsewhere))
    assert Counting.heard == []


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?s ?p 'SERVICE <http://127.0.0.1/> {}' }",
        "ASK { ?s ?p <urn:service> } # SERVICE",
        "PREFIX service: <urn:service/> ASK { ?service service:SERVICE service:x }",
        "ASK { ?s ?p 'line' FILTER(?s<?p) } # a SERVICE > b",
    ],
)
def test_the_word_service_alone_is_no_harm(graph: rdflib.Dataset, text: str) -> None:
    assert not query(graph, text)


def test_from_fetches_nothing(graph: rdflib.Dataset, elsewhere: str, tmp_path: Path) -> None:
    (tmp_path / "secret.ttl").write_text("<urn:secret> <urn:p> 1 .")
    for place in (elsewhere, (tmp_path / "secret.ttl").as_uri(), "file:///etc/passwd"):
        assert query(graph, f"SELECT * FROM <{place}> {{ <urn:secret> ?p ?o }}").rows == ()
        assert query(graph, f"SELECT * FROM NAMED <{place}> {{ GRAPH ?g {{ ?s ?p ?o }} }}").rows == ()
    assert Counting.heard == []


@pytest.mark.parametrize(
    "text",
    [
        "ASK { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }",
        "ASK " + "{" * 5000 + "}" * 5000,
        "ASK { ?s ?p " + "[ ?p " * 5000 + "1" + "]" * 5000 + "}",
        "ASK { FILTER(" + "!" * 20000 + "true) }",
        "ASK { FILTER(1" + "+1" * 20000 + ") }",
        "ASK { FILTER(1" + "-1" * 20000 + ") }",
        "ASK { FILTER(1" + "||1" * 20000 + ") }",
        "ASK {" + "".join(f"BIND(1 AS ?x{i})" for i in range(5000)) + "}",
        "ASK {" + "OPTIONAL{?s ?p ?o}" * 5000 + "}",
        "ASK {{}" + "UNION{}" * 5000 + "}",
        "ASK { ?s " + "a:|" * 20000 + "a: ?o }",
        "ASK { FILTER(1" + "-a:b" * 20000 + ") }",
        "SELECT " + "".join(f"(1 AS ?x{i})" for i in range(5000)) + "{}",
        "ASK { ?s ?p '" + "x" * 20000 + "' }",
    ],
    ids=lambda text: text[:20],
)
def test_what_would_end_the_process_is_refused(graph: rdflib.Dataset, text: str) -> None:
    with pytest.raises(QueryError, match=r"and at most \d+ are read"):
        query(graph, text)


def test_queries_up_to_the_limits_are_answered(graph: rdflib.Dataset) -> None:
    deep = sparql.MOST_DEPTH - 2
    assert not query(graph, "ASK { FILTER(" + "(" * deep + "false" + ")" * deep + ") }")
    many = " ".join(f"<http://example.org/a/path/{n}#part>" for n in range(3000))
    assert not query(graph, f"ASK {{ VALUES ?s {{ {many} }} ?s a readout:Statement }}")
    assert query(graph, "\n".join(["# a long (( head"] * 2000) + "\nASK {}")


def test_a_query_leaves_no_trace_in_the_graph(graph: rdflib.Dataset) -> None:
    before = store.nquads(graph)
    query(graph, "statements")
    query(graph, "CONSTRUCT { ?s ?p 1 } WHERE { ?s ?p ?o }")
    assert store.nquads(graph) == before


def test_a_division_by_zero_leaves_a_cell_empty(graph: rdflib.Dataset) -> None:
    assert query(graph, "SELECT (1/0 AS ?x) {}").rows == ((None,),)


# ------------------------------------------------------------------------------------------------- answers


def literal(words: str, kind: str) -> ox.Literal:
    return ox.Literal(words, datatype=ox.NamedNode(iris.PREFIXES["xsd"] + kind))


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (ox.NamedNode("urn:a"), "urn:a"),
        (ox.BlankNode("b"), "_:b"),
        (ox.Literal("a"), "a"),
        (ox.Literal("a", language="en"), "a"),
        (ox.Literal(7), 7),
        (ox.Literal(True), True),
        (ox.Literal(1.5), 1.5),
        (literal("0.80", "decimal"), Decimal("0.8")),
        (literal("2021-03-16", "date"), DAY1),
        (literal("2021-03-16T12:50:00", "dateTime"), datetime(2021, 3, 16, 12, 50)),
        (literal("PT90M", "duration"), "PT90M"),
        (literal("today", "date"), "today"),
        (literal("much", "decimal"), "much"),
        (literal("9" * 5000, "integer"), "9" * 5000),
        (None, None),
    ],
)
def test_rows_are_plain_values(term: queries.Term | None, value: object) -> None:
    assert Table(("x",), ((term,),)).rows == ((value,),)
    assert type(Table(("x",), ((term,),)).rows[0][0]) is type(value)


HOSTILE = [
    '"',
    '""',
    ",",
    "\r\n",
    "=1+1",
    "<b>",
    "&amp;",
    "</script>",
    "\x1b[31m",
    "\u202e",
    "👩‍🚀",
    "",
    "\x00",
    "'",
]


def test_csv_gives_the_data_unaltered() -> None:
    table = Table(("word",), tuple((ox.Literal(word),) for word in HOSTILE))
    text = table.to_csv()
    assert text.startswith("word\r\n")
    assert [row[0] if row else "" for row in csv.reader(io.StringIO(text, newline=""))][1:] == HOSTILE


@pytest.mark.parametrize(
    ("word", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("@a", "'@a"),
        ("-a", "'-a"),
        ("+1", "'+1"),
        ("\tx", "'\tx"),
        ("a=1", "a=1"),
        ("", '""'),
    ],
)
def test_csv_for_a_spreadsheet(word: str, safe: str) -> None:
    table = Table(("w",), ((ox.Literal(word),), (ox.Literal(-1),)))
    assert table.to_csv(spreadsheet=True) == f"w\r\n{safe}\r\n-1\r\n"
    assert table.to_csv() == f"w\r\n{word or safe}\r\n-1\r\n"


def test_json_is_that_of_sparql_1_1(graph: rdflib.Dataset) -> None:
    terms = (
        ox.NamedNode("urn:a"),
        ox.BlankNode("b"),
        ox.Literal("é", language="en"),
        ox.Literal(7),
        ox.Literal("\x00"),
    )
    names = tuple("abcde")
    found = json.loads(Table((*names, "f"), ((*terms, None),)).to_json())
    integer = iris.PREFIXES["xsd"] + "integer"
    assert found == {
        "head": {"vars": [*names, "f"]},
        "results": {
            "bindings": [
                {
                    "a": {"type": "uri", "value": "urn:a"},
                    "b": {"type": "bnode", "value": "b"},
                    "c": {"type": "literal", "value": "é", "xml:lang": "en"},
                    "d": {"type": "literal", "value": "7", "datatype": integer},
                    "e": {"type": "literal", "value": "\x00"},
                }
            ]
        },
    }
    table = query(graph, "statements")
    read = ox.parse_query_results(table.to_json(), format=ox.QueryResultsFormat.JSON)
    assert isinstance(read, ox.QuerySolutions)
    assert [tuple(row) for row in read] == list(table.terms)


def test_json_of_an_ask(graph: rdflib.Dataset) -> None:
    assert json.loads(query(graph, "ASK {}").to_json()) == {"head": {}, "boolean": True}


def test_turtle_of_a_graph(graph: rdflib.Dataset) -> None:
    built = query(graph, "CONSTRUCT { ?t skos:broader ?b } WHERE { ?t skos:broader ?b . ?t a readout:Topic }")
    assert "topic:taiwan-strait skos:broader topic:china ." in built.to_turtle()
    with pytest.raises(QueryError, match="this answer is a table"):
        query(graph, "topics").to_turtle()


def test_cells_cannot_steer_a_terminal() -> None:
    table = Table(("word",), tuple((ox.Literal(word),) for word in HOSTILE))
    shown = [cell for (cell,) in table.cells()]
    assert all(cell.isprintable() and "\x1b" not in cell for cell in shown)
    assert shown[:3] == ['"', '""', ","]
    assert "\x1b" not in str(table)


def test_html_is_escaped_and_cut() -> None:
    table = Table(("<i>",), tuple((ox.Literal(word),) for word in HOSTILE))
    shown = table._repr_html_()
    assert "<b>" not in shown
    assert "</script>" not in shown
    assert "<th>&lt;i&gt;</th>" in shown
    assert "<td>&amp;amp;</td>" in shown
    long = Table(("n",), tuple((ox.Literal(n),) for n in range(1000)))._repr_html_()
    assert long.count("<tr>") == 201
    assert "and 800 more rows" in long


def test_a_table_is_a_sequence_of_rows() -> None:
    table = Table(("n",), ((ox.Literal(1),), (ox.Literal(2),)))
    assert [n for (n,) in table] == [1, 2]
    assert len(table) == 2
    assert bool(table)
    assert str(table) == "n\n1\n2"
    assert str(Table(("a", "b"), ())) == "a  b"


@given(made.readings())
def test_named_queries_take_any_reading(reading: made.Reading) -> None:
    found = store.dataset(triples.quads(reading, made.NAMES))
    statements = query(found, "statements")
    assert len(statements) == len({statement.cue for statement in reading.statements})
    quoted = {reading.quote(statement.cue) for statement in reading.statements}
    assert {row[statements.columns.index("cue")] for row in statements.rows} == quoted


def test_errors_are_of_the_package(graph: rdflib.Dataset) -> None:
    with pytest.raises(KgError):
        query(graph, "SELECT")


TOKENS = [
    *(
        "SELECT",
        "ASK",
        "CONSTRUCT",
        "DESCRIBE",
        "WHERE",
        "FILTER",
        "BIND",
        "AS",
        "OPTIONAL",
        "UNION",
        "MINUS",
    ),
    *(
        "GRAPH",
        "SERVICE",
        "SILENT",
        "VALUES",
        "UNDEF",
        "FROM",
        "NAMED",
        "PREFIX",
        "BASE",
        "GROUP BY",
        "HAVING",
    ),
    *("ORDER BY", "LIMIT", "OFFSET", "COUNT", "SUM", "EXISTS", "NOT", "IN", "STR", "a", "true", "rdfs:label"),
    *(
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ".",
        ";",
        ",",
        "*",
        "=",
        "<",
        ">",
        "+",
        "/",
        "|",
        "^",
        "!",
        "||",
        "&&",
        "#",
        ":",
    ),
    *(
        "?s",
        "?p",
        "$o",
        "foo:bar",
        "<urn:a>",
        "<rel>",
        "'a'",
        '"b"',
        "1",
        "-1",
        "1e400",
        "@en",
        "^^xsd:date",
        "_:b",
    ),
    *("\\u0041", "'''", "\n", "\x00", "é", "\ud800"),
]


@given(st.lists(st.sampled_from(TOKENS), max_size=12).map(" ".join))
def test_any_text_is_answered_or_refused(graph: rdflib.Dataset, text: str) -> None:
    with contextlib.suppress(QueryError):
        assert isinstance(query(graph, queries.parse(text)), Table)


@pytest.mark.parametrize("text", ["\ud800", "ASK { ?s ?p '\ud800 service' }"])
def test_what_is_no_text_is_refused(graph: rdflib.Dataset, text: str) -> None:
    with pytest.raises(QueryError, match="half of a surrogate pair"):
        query(graph, queries.parse(text))
    with pytest.raises(QueryError, match="of “s” is not"):
        query(graph, "SELECT ?s { ?s ?p ?o }", s=text)


def test_documents_that_differ_on_a_meeting_give_it_one_row(tmp_path: Path) -> None:
    guests = ("Foreign Minister Ingrid Solvang of Norway", "Foreign Minister Kwame Boateng of Ghana")
    for title, (one, two), hour in (("Readout", guests, "10:00"), ("Talks", guests[::-1], "10:05")):
        (tmp_path / f"{title}.txt").write_text(
            f"{title}\n\nMay 3, 2021\n\n{one} met {two} in Accra on 3 May 2021 from {hour} for 45 minutes.\n\n"
            "They agreed to train pilots.\n",
            encoding="utf-8",
        )
    (row,) = query(kg.build(tmp_path), queries.get("meetings")).rows
    assert [str(cell) for cell in row[1:3]] == ["10:00; 10:05", "PT45M"]
