"""Who met is linked to an office-holder where name, office, country and day leave one, and to nobody else."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from rows import read_text

from kg import iris
from kg.build import build, graph
from kg.check import check
from kg.linking import link
from kg.model import Entity, Participant, Reading
from kg.queries import get, query
from kg.store import nquads, turtle
from kg.triples import quads
from kg.vocabulary import load

HOST = "Defense Minister Ingrid Solvang of Norway"
UNKNOWN = "no office-holder of this name is known"
NOT_THEN = "no office-holder of this name is known to have held this office on that day"
SEVERAL = "several office-holders of this name held such an office on that day"
UNDATED = "the day of the meeting is not known"

AUSTIN, BLINKEN = iris.entity("person", "Lloyd Austin"), iris.entity("person", "Antony Blinken")
STOLTENBERG = iris.entity("person", "Jens Stoltenberg")
CONDOLEEZZA, SUSAN = iris.entity("person", "Condoleezza Rice"), iris.entity("person", "Susan Rice")


def readout(who: str, day: str = "", body: str = "They discussed the weather.") -> str:
    """Return a short readout of a meeting of somebody with a host whom no list of office-holders holds."""
    opening = f"On {day}, {who}" if day else who
    return f"Readout of a Meeting\n\n{opening} met {HOST} in Oslo.\n\n{body}\n"


def speaking(code: str) -> Entity:
    """Return the country of a code as somebody's side."""
    return Entity(iris.entity("country", code), code, "country", code)


def guest(who: str, day: str = "") -> Participant:
    """Read a readout and return the first of the two who met."""
    first, second = read_text(readout(who, day)).meeting.participants
    assert second.name == "Ingrid Solvang", "the readout is read as it is meant"
    return first


def mentioned(body: str, day: str) -> list[Entity]:
    """Return the persons whom the statements of a readout mention."""
    reading = read_text(readout("Defense Minister Kwame Boateng of Ghana", day, body))
    assert reading.statements, "the body is read"
    return [m.entity for s in reading.statements for m in s.mentions if m.entity.kind == "person"]


def written(*readings: Reading) -> str:
    """Return the Turtle of readings."""
    return turtle(graph(readings, vocabulary=load())).decode()


def described(reading: Reading, iri: str) -> set[tuple[str, str]]:
    """Return what the graph of a reading says of a node: pairs of a compact property and a value."""
    return {
        (iris.compact(q.predicate.value), q.object.value)
        for q in quads(reading, load())
        if q.subject == NamedNode(iri)
    }


def test_the_holder_of_the_day_is_linked_without_a_note() -> None:
    reading = read_text(readout("Secretary of Defense Austin of the United States", "March 16, 2021"))
    first = reading.meeting.participants[0]
    assert (first.entity.iri, first.entity.label, first.note) == (AUSTIN, "Lloyd Austin", "")
    facts = described(reading, AUSTIN)
    assert ("rdfs:label", "Lloyd Austin") in facts
    assert ("skos:altLabel", "Austin") in facts, "the form of the text is kept"
    assert ("skos:exactMatch", "http://www.wikidata.org/entity/Q941013") in facts
    assert not any(name == "skos:note" for name, _ in facts)


def test_somebody_of_another_time_is_not_linked_and_the_turtle_says_why() -> None:
    reading = read_text(readout("Secretary of Defense Austin of the United States", "March 16, 1990"))
    iri = reading.meeting.participants[0].entity.iri
    assert described(reading, iri) == {
        ("rdf:type", "https://w3id.org/readout#Person"),
        ("rdfs:label", "Austin"),
        ("skos:note", NOT_THEN),
    }
    text = written(reading)
    assert f'skos:note "{NOT_THEN}"@en' in text
    assert "person/lloyd-austin" not in text
    assert "Q941013" not in text


@pytest.mark.parametrize(
    ("day", "holder"),
    [
        ("2006-12-17", None),
        ("2006-12-18", "Robert Gates"),
        ("2011-07-01", "Robert Gates"),
        ("2011-07-02", None),
    ],
)
def test_a_term_holds_from_its_first_day_to_its_last(day: str, holder: str | None) -> None:
    found = link("Gates", "Secretary of Defense", speaking("US"), date.fromisoformat(day), load()).holder
    assert (found and found.label) == holder


@pytest.mark.parametrize(
    ("name", "office", "country", "day"),
    [
        ("Austin", "Deputy Secretary of Defense", "US", "2021-03-16"),
        ("Austin", "Under Secretary of Defense", "US", "2021-03-16"),
        ("Austin", "Assistant to the Secretary of Defense", "US", "2021-03-16"),
        ("Austin", "Acting Secretary of Defense", "US", "2021-03-16"),
        ("Austin", "Former Secretary of Defense", "US", "2021-03-16"),
        ("Lee", "Vice President", "KR", "2010-05-04"),
        ("Rasmussen", "Finance Minister", "DK", "2010-05-04"),
        # of another matter
        ("Austin", "Secretary of State", "US", "2021-03-16"),
        ("Austin", "Secretary of the Treasury", "US", "2021-03-16"),
        ("Rasmussen", "Minister of Finance", "DK", "2010-05-04"),
        ("Lee", "President of the Senate", "KR", "2010-05-04"),
        # under or beside the office
        ("Singh", "Minister of State for External Affairs", "IN", "2005-01-04"),
        ("Lee", "Chief of Staff to the President", "KR", "2010-05-04"),
        ("Lee", "Special Adviser to the President", "KR", "2010-05-04"),
    ],
)
def test_another_office_is_not_the_office(name: str, office: str, country: str, day: str) -> None:
    found = link(name, office, speaking(country), date.fromisoformat(day), load())
    assert (found.holder, found.note) == (None, NOT_THEN)


def test_a_deputy_does_not_get_the_iri_of_the_minister() -> None:
    deputy = guest("Deputy Secretary of Defense Austin of the United States", "March 16, 2021")
    assert deputy.note == NOT_THEN
    assert deputy.entity.iri == iris.entity("person", "us-austin-defense-deputy-secretary")


def test_the_country_must_be_that_of_the_office() -> None:
    elsewhere = guest("Prime Minister Rasmussen of Ghana", "May 4, 2010")
    assert (elsewhere.entity.label, elsewhere.note) == ("Rasmussen", NOT_THEN)
    assert "gh" in elsewhere.entity.iri.rpartition("/")[2].split("-")
    at_home = guest("Prime Minister Rasmussen of Denmark", "May 4, 2010")
    assert (at_home.entity.label, at_home.note) == ("Lars Løkke Rasmussen", "")


def test_one_surname_in_one_office_in_different_years_is_two_persons() -> None:
    who = "National Security Advisor Rice of the United States"
    years = {year: guest(who, f"May 4, {year}") for year in (1998, 1999, 2003, 2015)}
    assert years[2003].entity.iri == CONDOLEEZZA
    assert years[2015].entity.iri == SUSAN
    assert [years[y].entity.iri.rpartition("-")[2] for y in (1998, 1999)] == ["1998", "1999"]
    assert len({p.entity.iri for p in years.values()}) == 4
    assert [years[y].note for y in sorted(years)] == [NOT_THEN, NOT_THEN, "", ""]


def test_the_year_stands_only_in_the_iri_of_a_surname_that_several_bore_in_office() -> None:
    one, other = (
        guest("Secretary of Defense Gates of the United States", f"May 4, {y}") for y in (1998, 1999)
    )
    assert one.entity.iri == other.entity.iri == iris.entity("person", "us-gates-defense-secretary")


def test_two_holders_on_one_day_leave_nobody() -> None:
    found = guest("Prime Minister Rasmussen of Denmark", "April 5, 2009")
    assert found.note == SEVERAL
    assert found.entity.iri.endswith("-2009")


@pytest.mark.parametrize("who", ["Mr. Lloyd Austin of the United States", "H.E. Lloyd Austin"])
def test_a_full_name_needs_no_office(who: str) -> None:
    found = guest(who, "March 16, 2021")
    assert (found.office, found.entity.iri, found.note) == (None, AUSTIN, "")


def test_a_surname_needs_an_office() -> None:
    found = guest("Mr. Austin of the United States", "March 16, 2021")
    assert (found.office, found.entity.label, found.note) == (None, "Austin", NOT_THEN)
    assert found.entity.iri != AUSTIN


def test_nobody_known_has_this_name() -> None:
    reading = read_text(readout("Defense Minister Kwame Boateng of Ghana", "May 4, 2010"))
    for participant in reading.meeting.participants:
        assert participant.note == UNKNOWN
        assert ("skos:note", UNKNOWN) in described(reading, participant.entity.iri)


@pytest.mark.parametrize("name", ["Lloyd", "Austin Boateng", "Ama Austin", "Austins"])
def test_part_of_a_name_is_not_the_name(name: str) -> None:
    found = link(name, "Secretary of Defense", speaking("US"), date(2021, 3, 16), load())
    assert (found.holder, found.note) == (None, UNKNOWN)


def test_without_a_day_nobody_is_linked() -> None:
    found = guest("Secretary of Defense Austin of the United States")
    assert (found.entity.label, found.note) == ("Austin", UNDATED)
    assert found.entity.iri != AUSTIN
    shared = guest("National Security Advisor Rice of the United States")
    assert (shared.entity.iri.rpartition("-")[2], shared.note) == ("undated", UNDATED)


def test_who_is_named_by_a_title_alone_gets_no_note() -> None:
    found = guest("Prime Minister of Denmark", "May 4, 2010")
    assert found.name == found.office
    assert found.note == ""


def test_two_documents_of_one_person_share_one_iri(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(
        readout("Secretary of Defense Austin of the United States", "March 16, 2021"), encoding="utf-8"
    )
    (tmp_path / "two.txt").write_text(
        readout("U.S. Defense Secretary Lloyd J. Austin III", "June 2, 2021"), encoding="utf-8"
    )
    dataset = build(tmp_path)
    text = turtle(dataset).decode()
    assert text.count("readout:participant <person/lloyd-austin>") == 2, "one for each meeting"
    assert text.count("<person/lloyd-austin> a readout:Person") == 1
    assert text.count("a readout:Person ;") == 2, "the two guests are one, and the host is the other"


@pytest.mark.parametrize("name", ["Stoltenberg", "Jens Stoltenberg"])
def test_a_mention_behind_a_title_is_the_holder_of_the_day(name: str) -> None:
    (found,) = mentioned(f"They thanked Prime Minister {name}.", "May 4, 2012")
    assert (found.iri, found.label, found.known) == (STOLTENBERG, "Jens Stoltenberg", True)


def test_a_surname_is_nobody_of_a_country_that_did_not_meet() -> None:
    (found,) = mentioned("They thanked Prime Minister Rasmussen.", "May 4, 2010")
    assert (found.label, found.known) == ("Rasmussen", False)
    (found,) = mentioned("They thanked Danish Prime Minister Rasmussen.", "May 4, 2010")
    assert (found.label, found.known) == ("Lars Løkke Rasmussen", True)


def test_a_mention_on_another_day_is_somebody_of_that_name() -> None:
    (found,) = mentioned("They thanked Prime Minister Stoltenberg.", "May 4, 1996")
    assert (found.iri, found.label, found.known) == (
        iris.entity("person", "Stoltenberg"),
        "Stoltenberg",
        False,
    )


def test_a_mention_in_a_text_without_a_day_is_nobody_known() -> None:
    reading = read_text(
        readout("Defense Minister Kwame Boateng of Ghana", "", "They thanked Prime Minister Stoltenberg.")
    )
    found = [m.entity for s in reading.statements for m in s.mentions]
    assert [(e.label, e.known) for e in found] == [("Stoltenberg", False)]


def test_a_full_name_on_another_day_does_not_get_the_iri_of_the_holder() -> None:
    (found,) = mentioned("They thanked Prime Minister Jens Stoltenberg.", "May 4, 1996")
    assert found.iri != STOLTENBERG


def test_a_participant_of_another_day_does_not_get_the_iri_of_the_holder() -> None:
    found = guest("H.E. Lloyd Austin", "March 16, 1990")
    assert found.note == NOT_THEN
    assert found.entity.iri != AUSTIN


def test_who_speaks_for_a_body_is_linked() -> None:
    assert guest("NATO Secretary General Stoltenberg", "March 16, 2015").entity.iri == STOLTENBERG


def test_a_mention_of_nobody_known_says_why() -> None:
    reading = read_text(
        readout(
            "Defense Minister Kwame Boateng of Ghana",
            "May 4, 1996",
            "They thanked Prime Minister Stoltenberg.",
        )
    )
    assert ("skos:note", NOT_THEN) in described(reading, iris.entity("person", "Stoltenberg"))


def test_a_graph_with_notes_conforms() -> None:
    readings = [
        read_text(readout(who, day))
        for who, day in (
            ("Secretary of Defense Austin of the United States", "March 16, 2021"),
            ("Secretary of Defense Austin of the United States", "March 16, 1990"),
            ("National Security Advisor Rice of the United States", "May 4, 1998"),
            ("Prime Minister Rasmussen of Denmark", "April 5, 2009"),
        )
    ]
    dataset = graph(readings, vocabulary=load())
    notes = {str(o) for _, p, o, _ in dataset.quads((None, None, None, None)) if str(p).endswith("core#note")}
    assert notes == {UNKNOWN, NOT_THEN, SEVERAL}
    assert check(dataset).faults == ()


def test_the_label_is_the_name_of_the_text_where_the_two_disagree() -> None:
    reading = read_text(readout("Secretary of State Tony Blinken of the United States", "March 16, 2021"))
    first = reading.meeting.participants[0]
    assert (first.entity.iri, first.entity.label) == (BLINKEN, "Tony Blinken")
    facts = described(reading, BLINKEN)
    assert {value for name, value in facts if name == "rdfs:label"} == {"Tony Blinken"}
    assert ("skos:altLabel", "Antony Blinken") in facts


def test_a_person_named_in_two_ways_is_one_row_of_an_answer() -> None:
    readings = [
        read_text(readout(f"Secretary of State {name} Blinken of the United States", day))
        for name, day in (("Tony", "March 16, 2021"), ("Antony", "March 18, 2021"))
    ]
    assert len(query(graph(readings, vocabulary=load()), get("participants")).rows) == 4


def test_the_label_is_the_preferred_name_where_the_text_says_more_or_less() -> None:
    for name in ("Austin", "Lloyd Austin", "Lloyd James Austin III"):
        assert guest(f"Secretary of Defense {name} of the United States", "March 16, 2021").entity.label == (
            "Lloyd Austin"
        )


def test_the_same_text_gives_the_same_bytes_whatever_the_order_of_sets(tmp_path: Path, root: Path) -> None:
    file = tmp_path / "talks.txt"
    body = "They thanked Prime Minister Stoltenberg. They thanked Prime Minister Boateng."
    file.write_text(
        readout("Secretary of Defense Lloyd James Austin III of the United States", "March 16, 2012", body),
        encoding="utf-8",
    )
    program = (
        "import sys, kg; from kg.store import nquads; sys.stdout.buffer.write(nquads(kg.build(sys.argv[1])))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program, str(file)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert runs == {nquads(build(file))}
    assert b"jens-stoltenberg" in next(iter(runs))


def test_holders_of_a_vocabulary_of_ones_own_are_linked(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        """
        @prefix readout: <https://w3id.org/readout#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        @prefix id: <https://w3id.org/readout/id/> .
        <https://example.org/ama> a readout:Person ; skos:prefLabel "Ama Zwentobi"@en .
        <https://example.org/term> a readout:Tenure ; readout:holder <https://example.org/ama> ;
            readout:office "Minister of Roads (Ghana)" ; readout:country <https://w3id.org/readout/id/country/GH> ;
            readout:since "2019-01-01"^^xsd:date ; readout:until "2020-12-31"^^xsd:date .
        """,
        encoding="utf-8",
    )
    known = load([own])
    then, later = (
        link("Zwentobi", "Minister for Roads", speaking("GH"), day, known)
        for day in (date(2020, 12, 31), date(2021, 1, 1))
    )
    assert then.holder is not None
    assert then.holder.iri == "https://example.org/ama"
    assert (later.holder, later.note) == (None, NOT_THEN)
    assert link("Zwentobi", "Minister for Roads", speaking("GH"), date(2020, 12, 31), load()).note == UNKNOWN
