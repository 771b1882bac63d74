"""The shape of a readout: title, head, headings, bullets that go on with a line above, and what is no part of it."""

from __future__ import annotations

import pytest
from rows import read_text, short

from kg import summary
from kg.errors import NoReadoutError
from kg.model import Summary
from kg.text import decode
from kg.vocabulary import load

MET = "Foreign Minister Ingrid Solvang of Norway met Foreign Minister Kwame Boateng of Ghana in Accra on 3 May 2021."
SAID = "The Ministers agreed to reopen the ferry line."


def shape(characters: str) -> Summary:
    return summary.read(decode(characters.encode(), "row.txt"), load())


def words(found: Summary) -> list[str]:
    """Return the sentences, whitespace made single."""
    text = found.text.characters
    return [" ".join(s.span.of(text).split()) for section in found.sections for s in section.sentences]


TITLES = [
    (f"Readout of a Meeting\n\n{MET}\n", "Readout of a Meeting"),
    (
        f"Skip to main content\nHome > News\n\nJoint Statement on Cod\n\nMay 4, 2021\n\n{MET}\n",
        "Joint Statement on Cod",
    ),
    (
        f"Ministry of Foreign Affairs\n\nForeign Ministers’ Meeting\n\nMay 4, 2021\n\n{MET}\n",
        "Foreign Ministers’ Meeting",
    ),
    (
        f"FOR IMMEDIATE RELEASE\nMay 4, 2021\n\nReadout of the Minister’s Call\n\n{MET}\n",
        "Readout of the Minister’s Call",
    ),
    (f"2021. 5. 4. (Tue)\nPress Release\n\nTalks Held in Accra\n\n{MET}\n", "Talks Held in Accra"),
    (f"CONFIDENTIAL\n\nRECORD OF A MEETING HELD IN ACCRA\n\n{MET}\n", "RECORD OF A MEETING HELD IN ACCRA"),
]


@pytest.mark.parametrize(("characters", "title"), TITLES)
def test_titles(characters: str, title: str) -> None:
    found = shape(characters)
    assert found.title.of(characters) == title
    assert words(found) == [MET]


MARKERS = ["1. ", "(1) ", "1) ", "- ", "– ", "• ", "□ ", "○ ", "◦ ", "* ", "(a) ", "(iv) ", "・", " ○ "]


@pytest.mark.parametrize("marker", [*MARKERS, "o ", "o\t", "2   ", "3\t"])
def test_bullets_are_no_words(marker: str) -> None:
    found = shape(f"Readout of a Meeting\n\n{MET}\n\n{marker}{SAID}\n")
    assert words(found) == [MET, SAID]


HEADINGS = [
    "1. Trade",
    "(2) Regional affairs",
    "Trade and Investment",
    "3. Others:",
    "I. Opening",
    "【Trade】",
]


@pytest.mark.parametrize("heading", HEADINGS)
def test_headings(heading: str) -> None:
    characters = f"Readout of a Meeting\n\n{MET}\n\n{heading}\n\n{SAID}\n"
    found = shape(characters)
    assert words(found) == [MET, SAID]
    told = found.sections[-1].heading
    assert told is not None
    assert told.of(characters) in heading


def test_wrapped_lines_are_one_sentence() -> None:
    characters = (
        "Readout of a Meeting\n\n" + MET.replace(" met ", "\nmet ") + "\n\n"
        "The Ministers agreed to reopen the ferry line between the two ports before the\n"
        "winter, and to lower the price of a ticket for students of both countries.\n"
    )
    assert len(words(shape(characters))) == 2


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028"])
def test_line_ends(end: str) -> None:
    characters = f"Readout of a Meeting\n\n{MET}\n\n1. Trade\n\n{SAID}\n".replace("\n", end)
    found = shape(characters)
    assert words(found) == [MET, SAID]
    assert found.title.of(characters) == "Readout of a Meeting"


OUTSIDE = [
    "###",
    "-End-",
    "End Text.",
    "Contact: Press Office, 22 24 00 00",
    "TAGS\nNorway   Ghana",
    "For further information, please contact the press office of the Ministry.",
    "Note: KNM Narvik, a frigate of the Navy, has confirmed that she will call at Tema in June.",
    "[Reference]\nThe two Ministers confirmed these figures in their letters of last year.",
    "Attachment: Joint Statement (PDF: 112KB)",
    "Distribution: PS; News Department; Accra",
    "Share this page",
    "(For reference) The ports of both countries",
    "(Reference 2) Earlier talks",
]


@pytest.mark.parametrize("outside", OUTSIDE)
def test_what_stands_below_the_body(outside: str) -> None:
    characters = f"Readout of a Meeting\n\n{MET}\n\n{SAID}\n\n{outside}\n"
    assert words(shape(characters)) == [MET, SAID]
    assert [read_text(characters).quote(s.cue) for s in read_text(characters).statements] == ["agreed"]


def test_text_between_begin_and_end() -> None:
    characters = (
        "Joint Statement of Norway and Ghana\n\nThe text of the following statement was released by both.\n\n"
        f"Begin Text:\n\n{MET}\n\n{SAID}\n\nEnd Text.\n\nThe office confirmed that the text is complete.\n"
    )
    assert words(shape(characters))[-1] == SAID


LISTS = [
    (
        "The Ministers agreed on the following:",
        ["to reopen the ferry line;", "to lower the price of a ticket."],
    ),
    ("The two sides decided that:", ["the ferry line will reopen;", "the price of a ticket will be lower."]),
]


SHORT = ("The Ministers agreed to:", ["reopen the ferry line", "lower the price of a ticket"])
NUMBERED = pytest.mark.xfail(strict=True, reason="takes a short numbered point below a colon for a heading")
BULLETS = [
    *((marker, *points) for points in LISTS for marker in ("- ", "• ", "(a) ", "1. ")),
    *((marker, *SHORT) for marker in ("- ", "• ")),
    *(pytest.param(marker, *SHORT, marks=NUMBERED) for marker in ("(a) ", "1. ")),
]


@pytest.mark.parametrize(("marker", "lead", "points"), BULLETS)
def test_bullets_go_on_with_the_line_above(marker: str, lead: str, points: list[str]) -> None:
    lines = "\n".join(marker + point for point in points)
    characters = f"Readout of a Meeting\n\n{MET}\n\n{lead}\n{lines}\n\nThey left together.\n"
    found = shape(characters)
    leads = {
        s.span.of(characters): s.lead and s.lead.of(characters)
        for section in found.sections
        for s in section.sentences
    }
    assert all(leads[point] == lead for point in points)
    assert leads["They left together."] is None


def test_bullets_that_report_share_the_subject_above() -> None:
    characters = (
        f"Readout of a Meeting\n\n{MET}\n\nThe Ministers:\n- welcomed the new ferry line;\n"
        "- condemned the attack on the lighthouse; and\n- agreed to meet again.\n"
    )
    reading = read_text(characters)
    assert [reading.quote(s.cue) for s in reading.statements] == ["welcomed", "condemned", "agreed"]
    assert all(short(s.holders) == ["Ingrid Solvang", "Kwame Boateng"] for s in reading.statements)


DATELINES = ["New York, 28 April 2023", "28 April 2023", "Accra", "Oslo, 4 May 2021."]


def test_place_and_day_below_a_short_text() -> None:
    for dateline in DATELINES:
        characters = f"Readout of a Meeting\n\n{MET}\n\n{SAID}\n\n{dateline}\n"
        assert words(shape(characters))[:2] == [MET, SAID]


SLASHED = "/END/"


@pytest.mark.parametrize("end", [SLASHED, "[END]", "-END-", "###", "(END)"])
def test_the_mark_at_the_end_is_no_word(end: str) -> None:
    found = shape(f"Readout of a Meeting\n\n{MET}\n\n{SAID}  {end}\n")
    assert words(found)[-1] == SAID


PLACES = [
    ("TOKYO, Japan — ", "TOKYO, Japan"),
    pytest.param(
        "NAIROBI -- ",
        "NAIROBI",
        marks=pytest.mark.xfail(strict=True, reason="takes the blank behind the place with it"),
    ),
    ("ACCRA, Ghana (AFP) – ", "ACCRA, Ghana"),
    ("NEW YORK - ", "NEW YORK"),
]


@pytest.mark.parametrize(("opening", "place"), PLACES)
def test_a_dateline_is_no_part_of_the_first_sentence(opening: str, place: str) -> None:
    characters = f"Readout of a Meeting\n\n{opening}{MET}\n\n{SAID}\n"
    found = shape(characters)
    assert words(found) == [MET, SAID]
    assert found.dateline is not None
    assert found.dateline.of(characters) == place


@pytest.mark.parametrize("opening", ["", "Today — ", "The EU — and NATO — watched: "])
def test_words_before_a_dash_are_no_dateline(opening: str) -> None:
    found = shape(f"Readout of a Meeting\n\n{opening}{MET}\n\n{SAID}\n")
    assert found.dateline is None
    assert words(found) == [opening + MET, SAID]


@pytest.mark.parametrize(
    "line", ["o early to say, they agreed.", "2 ships will sail in May.", "3 Ministers agreed."]
)
def test_small_letters_and_numbers_that_are_no_markers(line: str) -> None:
    assert words(shape(f"Readout of a Meeting\n\n{MET}\n\n{line}\n")) == [MET, line]


def test_lines_in_two_columns_stay_apart() -> None:
    left, right = "Ms Ingrid Solvang, Foreign Minister of Norway", "Mr Kwame Boateng"
    columns = f"{left}         {right}\nMr Tomas Reve, Ambassador of Norway in Accra         Ms Ama Darko"
    found = shape(f"RECORD OF A MEETING HELD IN ACCRA\n\nPresent:\n{columns}\n\n{MET}\n")
    characters = found.text.characters
    assert [line.span.of(characters) for line in found.head][-2:] == columns.split("\n")
    assert words(found) == [MET]


def test_one_paragraph() -> None:
    found = shape(f"{MET} {SAID} They also discussed cod.\n")
    assert words(found)[-2:] == [SAID, "They also discussed cod."]


@pytest.mark.parametrize("characters", ["Readout of a Meeting\n", "Contents\n\nTrade\n\nCod\n", "1.\n2.\n"])
def test_no_sentence_is_no_readout(characters: str) -> None:
    with pytest.raises(NoReadoutError, match=r"row\.txt: this is no readout"):
        shape(characters)
