"""What encounter a text reports: its form, its place, who issued the text, and who takes part for whom."""

from __future__ import annotations

from collections import Counter

import pytest
from rows import collect, contexts, items, read_text, short, table, told

ROWS = 33


def read_row(row: dict[str, str]) -> tuple[list[str], list[str]]:
    """Return format, place and publisher as read from a row, and as wanted."""
    head = "".join(f"{line}\n\n" for line in items(row["head"], " / "))
    meeting = read_text(f"{row['title']}\n\n{head}{row['report']}\n\nThey discussed the weather.\n").meeting
    wanted = items(row["meeting"], "|")
    got = [
        meeting.format or "-",
        *(short([e], wanted)[0] if e else "-" for e in (meeting.place, meeting.publisher)),
    ]
    return got, wanted


def test_rows_are_found() -> None:
    rows = table("meeting.tsv")
    assert len(rows) == ROWS
    assert min(Counter(row["construction"] for row in rows).values()) >= 5


@pytest.mark.parametrize("row", collect("meeting.tsv"))
def test_meeting(row: dict[str, str]) -> None:
    got, wanted = read_row(row)
    assert got == wanted


def test_sides_are_those_spoken_for() -> None:
    meeting = read_text(told("talks", "They discussed the weather.")[0]).meeting
    assert [
        (p.entity.label, p.side and p.side.label, p.gender, p.principal) for p in meeting.participants
    ] == [
        ("Ingrid Solvang", "Norway", "f", True),
        ("Kwame Boateng", "Ghana", "m", True),
    ]
    assert all(p.span is not None for p in meeting.participants)


def test_who_only_attends_is_no_principal() -> None:
    opening = contexts()["talks"]["opening"] + " General Ama Darko of Ghana also attended."
    meeting = read_text(f"Readout of a Meeting\n\n{opening}\n\nThey discussed the weather.\n").meeting
    assert [(p.name, p.principal) for p in meeting.participants] == [
        ("Ingrid Solvang", True),
        ("Kwame Boateng", True),
        ("Ama Darko", False),
    ]


def test_the_same_person_under_two_names_is_one() -> None:
    body = "Minister Solvang was early. Ingrid Solvang thanked her host. Solvang also praised the cooks."
    reading = read_text(told("talks", body)[0])
    assert len(reading.meeting.participants) == 2
    assert {holder.iri for s in reading.statements for holder in s.holders} == {
        reading.meeting.participants[0].entity.iri
    }


def test_the_meeting_is_named_after_its_day_and_sides() -> None:
    one, two = (read_text(told("talks", f"They discussed {what}.")[0]).meeting for what in ("cod", "cocoa"))
    other = read_text(told("three", "They discussed cod.")[0]).meeting
    assert one.iri == two.iri != other.iri
    assert "2022-04-12" in one.iri


LISTS = [
    pytest.param(
        "PARTICIPANTS:\nThe Secretary\nMr. Harlan Whitby, Assistant Secretary\n"
        "Dr. Soetomo Wirjo, Foreign Minister of Indonesia",
        ["Secretary", "Harlan Whitby", "Soetomo Wirjo"],
        marks=pytest.mark.xfail(strict=True, reason="does not list an office without a name"),
    ),
    (
        "PARTICIPANTS:\nUS: The President; Ambassador Harold Finch; Mr. Owen Tate\n"
        "FRG: Foreign Minister Gerhard Lohmann",
        ["President", "Harold Finch", "Owen Tate", "Gerhard Lohmann"],
    ),
    (
        "Present:\n\nMs Ingrid Solvang             Mr Kwame Boateng\n"
        "Foreign Minister             Minister of External Affairs",
        ["Ingrid Solvang", "Kwame Boateng"],
    ),
    (
        "Present:\n\nMs Ingrid Solvang, Foreign Minister of Norway\nMr Kwame Boateng, Foreign Minister of Ghana",
        ["Ingrid Solvang", "Kwame Boateng"],
    ),
    (
        "Participants\nNorway: Ms. Ingrid Solvang, Foreign Minister\nGhana: Mr. Kwame Boateng, Foreign Minister",
        ["Ingrid Solvang", "Kwame Boateng"],
    ),
]


@pytest.mark.parametrize(("lines", "names"), LISTS)
def test_lists_of_who_was_present(lines: str, names: list[str]) -> None:
    title = "MEMORANDUM OF CONVERSATION\n\nDATE: June 21, 1963"
    reading = read_text(
        f"{title}\n\n{lines}\n\nThe Foreign Minister said that the talks in Geneva went well.\n"
    )
    assert [p.name for p in reading.meeting.participants] == names


def test_sides_of_a_list_of_who_was_present() -> None:
    lines = "Norway: Ms. Ingrid Solvang, Foreign Minister\nGhana: Mr. Kwame Boateng, Foreign Minister"
    title = "MEMORANDUM OF CONVERSATION\n\nDATE: June 21, 1963"
    reading = read_text(
        f"{title}\n\nParticipants\n{lines}\n\nMr. Boateng said that the talks in Geneva went well.\n"
    )
    assert [p.side and p.side.label for p in reading.meeting.participants] == ["Norway", "Ghana"]
