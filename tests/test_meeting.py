"""What encounter a text reports: its form, its place, who issued the text, and who takes part for whom."""

from __future__ import annotations

from collections import Counter

import pytest
from rows import collect, contexts, items, read_text, short, table, told

ROWS = 60


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
    (
        "Present:\n(Norway) Ms. Ingrid Solvang; Mr. Tomas Reve\n(Ghana) Mr. Kwame Boateng; Ms. Ama Darko",
        ["Ingrid Solvang", "Tomas Reve", "Kwame Boateng", "Ama Darko"],
    ),
    (
        "PRESENT: Ms. Ingrid Solvang, Foreign Minister of Norway; Mr. Kwame Boateng, Foreign Minister of Ghana; "
        "Mr. Tomas Reve",
        ["Ingrid Solvang", "Kwame Boateng", "Tomas Reve"],
    ),
    (
        "PARTICIPANTS\n\nNorway\t\tGhana\nMs. Ingrid Solvang\t\tMr. Kwame Boateng\nMr. Tomas Reve\t\tMs. Ama Darko",
        ["Ingrid Solvang", "Kwame Boateng", "Tomas Reve", "Ama Darko"],
    ),
    (
        "Present:\nMs. Ingrid Solvang, Foreign Minister of Norway\nMr. Kwame Boateng, Foreign Minister of Ghana\n"
        "SUBJECT: Cocoa for Mr. Harlan Whitby\nCOPIES: Mr. Owen Tate",
        ["Ingrid Solvang", "Kwame Boateng"],
    ),
    (
        "Participants: The Secretary\nForeign Minister Kwame Boateng of Ghana",
        ["Secretary", "Kwame Boateng"],
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


COLUMNS = [
    (
        "Participants:\n\nNorway                       Ghana\nMs Ingrid Solvang            Mr Kwame Boateng\n"
        "Foreign Minister             Minister of External Affairs",
        [("Foreign Minister", "Norway", True), ("Minister of External Affairs", "Ghana", True)],
    ),
    (
        "Present:\n(Norway) Ms. Ingrid Solvang, Foreign Minister\n(Ghana) Mr. Kwame Boateng, Foreign Minister",
        [("Foreign Minister", "Norway", True), ("Foreign Minister", "Ghana", True)],
    ),
    (
        "Present:\n(Norway) Ms. Ingrid Solvang; Mr. Tomas Reve\n(Ghana) Mr. Kwame Boateng; Ms. Ama Darko",
        [(None, "Norway", True), (None, "Norway", False), (None, "Ghana", True), (None, "Ghana", False)],
    ),
    pytest.param(
        "Present: Ms. Ingrid Solvang, Foreign Minister of Norway; Mr. Kwame Boateng, Foreign Minister of Ghana",
        [("Foreign Minister", "Norway", True), ("Foreign Minister", "Ghana", True)],
        marks=pytest.mark.xfail(
            strict=True, reason="lets the first of a line alone lead, whoever’s the others are"
        ),
    ),
    (
        "PARTICIPANTS\n\nNORWAY                       GHANA\nMs. Ingrid Solvang           Mr. Kwame Boateng",
        [(None, "Norway", True), (None, "Ghana", True)],
    ),
    (
        "PARTICIPANTS:  GHANA\n               H.E. Mr. Kwame Boateng, Minister of Foreign Affairs\n\n"
        "               NORWAY\n               The Secretary (Ms. Ingrid Solvang)\n"
        "               Per O. Dahl, AF (notetaker)",
        [
            ("Minister of Foreign Affairs", "Ghana", True),
            ("Secretary", "Norway", True),
            ("AF (notetaker)", "Norway", False),
        ],
    ),
]


@pytest.mark.parametrize(("lines", "wanted"), COLUMNS)
def test_sides_of_columns(lines: str, wanted: list[tuple[str | None, str, bool]]) -> None:
    title = "MEMORANDUM OF CONVERSATION\n\nDATE: June 21, 1963"
    reading = read_text(f"{title}\n\n{lines}\n\nMr. Boateng said that the talks in Geneva went well.\n")
    assert [(p.office, p.side and p.side.label, p.principal) for p in reading.meeting.participants] == wanted


BESIDE = [
    ("Defence Minister Aki Lahti of Finland also attended.", "Aki Lahti", "Finland", False),
    ("Trade Minister Ola Vik of Norway took part.", "Ola Vik", "Norway", False),
    ("They were accompanied by Trade Minister Ola Vik of Norway.", "Ola Vik", "Norway", False),
    ("General Bo Lund of Denmark attended the talks.", "Bo Lund", "Denmark", False),
    ("Foreign Minister Jens Holm of Denmark took part by video.", "Jens Holm", "Denmark", True),
    ("Denmark was represented by State Secretary Bo Lund.", "Bo Lund", "Denmark", True),
    pytest.param(
        "Foreign Minister Jens Holm participated for Denmark.",
        "Jens Holm",
        "Denmark",
        True,
        marks=pytest.mark.xfail(strict=True, reason="reads no side behind “participated for”"),
    ),
]


@pytest.mark.parametrize(("added", "name", "side", "principal"), BESIDE)
def test_who_leads_a_side_of_their_own_is_a_principal(
    added: str, name: str, side: str, principal: bool
) -> None:
    met = "Foreign Minister Elsa Niemi of Finland met Foreign Minister Ingrid Solvang of Norway in Turku on 3 May 2021."
    meeting = read_text(f"Readout of a Meeting\n\n{met} {added}\n\nThey discussed the weather.\n").meeting
    first, second, third = meeting.participants
    assert (first.principal, second.principal) == (True, True)
    assert (third.name, third.side and third.side.label, third.principal) == (name, side, principal)


ISSUERS = [
    ("Ministry of National Defense\nRepublic of Korea", "KR"),
    ("Republic of Korea\nMinistry of National Defense", "KR"),
    ("Ministry of External Affairs\nGovernment of India", "IN"),
    ("Ministry of Defence\nA day by the sea in Kenya", None),
    ("Ministry of Defence\nMeeting with the Republic of Korea", None),
]


LAST_LINES = [
    ("MINISTRY OF FOREIGN AFFAIRS\nSINGAPORE\n4 MAY 2021", ("Ministry of Foreign Affairs (Singapore)", "SG")),
    ("Embassy of Norway\nAccra, 4 May 2021", ("Embassy of Norway", "NO")),
    ("Accra\n4 May 2021", None),
    ("The Embassy of Norway was thanked for its help.", None),
    ("Photo: a pier", None),
]


@pytest.mark.parametrize(("lines", "publisher"), LAST_LINES)
def test_the_last_lines_may_name_who_issued_the_text(lines: str, publisher: tuple[str, str] | None) -> None:
    met = "Foreign Minister Ingrid Solvang met Foreign Minister Kwame Boateng on 3 May 2021."
    found = read_text(
        f"Readout of a Meeting\n\n{met}\n\nThey discussed the weather.\n\n{lines}\n"
    ).meeting.publisher
    assert (found and (found.label, found.country)) == publisher


@pytest.mark.parametrize(("lines", "country"), ISSUERS)
def test_a_line_beside_the_publisher_tells_its_country(lines: str, country: str | None) -> None:
    met = "Foreign Minister Solvang met Foreign Minister Boateng on 3 May 2021."
    publisher = read_text(
        f"Readout of a Meeting\n\n{lines}\n4 May 2021\n\n{met}\n\nThey discussed the weather.\n"
    ).meeting.publisher
    assert publisher is not None
    assert "Ministry of " in publisher.label
    assert publisher.country == country


SHARED = [
    ("Ministry of Foreign Affairs, Republic of Korea", "ministry-of-foreign-affairs-south-korea"),
    ("Ministry of Foreign Affairs\nRepublic of Korea", "ministry-of-foreign-affairs-south-korea"),
    ("Ministry of Foreign Affairs of the Kingdom of Thailand", "ministry-of-foreign-affairs-thailand"),
    ("Ministry of Defence of Oman", "ministry-of-defence-oman"),
    ("Ministry of Defense of Oman", "ministry-of-defence-oman"),
    ("Ministry of Defence\nA day by the sea in Kenya", "ministry-of-defence"),
]


@pytest.mark.parametrize(("lines", "name"), SHARED)
def test_a_shared_name_with_its_country_is_the_body_of_that_country(lines: str, name: str) -> None:
    met = "Foreign Minister Solvang met Foreign Minister Boateng on 3 May 2021."
    publisher = read_text(
        f"Readout of a Meeting\n\n{lines}\n4 May 2021\n\n{met}\n\nThey discussed the weather.\n"
    ).meeting.publisher
    assert publisher is not None
    assert publisher.iri.rpartition("/")[2] == name
