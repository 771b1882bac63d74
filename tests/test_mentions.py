"""What a statement names, in the words of the text, known to the vocabulary or not."""

from __future__ import annotations

from collections import Counter

import pytest
from rows import collect, items, read_text, statements, table, told

ROWS = 60


def read_row(row: dict[str, str]) -> tuple[list[str], list[str]]:
    """Return the words that name something in each statement of a row, as read and as wanted."""
    reading, found = statements(row["context"], row["sentence"])
    got = ["; ".join(reading.quote(mention.span) for mention in s.mentions) or "-" for s in found]
    return got, items(row["mentions"], "|") or ["-"]


def test_rows_are_found() -> None:
    rows = table("mentions.tsv")
    assert len(rows) == ROWS
    assert min(Counter(row["construction"] for row in rows).values()) >= 5


@pytest.mark.parametrize("row", collect("mentions.tsv"))
def test_mentions(row: dict[str, str]) -> None:
    got, wanted = read_row(row)
    assert got == wanted


KINDS = [
    ("the Volta Delta Accord", "instrument"),
    ("the Sahel Liberation Front", "organization"),
    ("the Green Cocoa Forum", "meeting"),
    ("Exercise Northern Lantern", "meeting"),
    ("the Keta Bay", "place"),
    ("the Akosua Memorial Bridge", "place"),
    ("the Coast Radar Memorandum", "instrument"),
    ("the Grain Transit Committee", "organization"),
    ("the Ankobra Fisheries Act", "instrument"),
    ("the Ankobra River", "place"),
    ("Mount Adaklu", "place"),
    ("the Keta Declaration", "instrument"),
    ("the Third Cashew Summit", "meeting"),
    ("the Tordenskjold Foundation", "organization"),
]


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_unknown_names_are_typed(name: str, kind: str) -> None:
    reading, (statement,) = statements("talks", f"The Ministers discussed {name} at length.")
    assert [(reading.quote(m.span), m.entity.kind, m.entity.known) for m in statement.mentions] == [
        (name.removeprefix("the "), kind, False)
    ]


SHARED = [
    ("Ministry of Defence of Oman", "ministry-of-defence-oman"),
    ("Omani Ministry of Defense", "ministry-of-defence-oman"),
    ("Ministry of Foreign Affairs of the Republic of Singapore", "ministry-of-foreign-affairs-singapore"),
    ("Serbian Ministry of Defense", "ministry-of-defence-serbia"),
]


@pytest.mark.parametrize(("name", "wanted"), SHARED)
def test_a_name_that_bodies_share_is_known_with_its_country(name: str, wanted: str) -> None:
    reading, (statement,) = statements("talks", f"The Ministers thanked the {name} at length.")
    assert [(reading.quote(m.span), m.entity.iri.rpartition("/")[2]) for m in statement.mentions] == [
        (name, wanted)
    ]


def test_a_name_that_bodies_share_is_nobodys_alone() -> None:
    _, (statement,) = statements("talks", "The Ministers thanked the Ministry of Defence at length.")
    assert [(m.entity.known, m.entity.country) for m in statement.mentions] == [(False, None)]


def test_an_unknown_name_is_one_thing_through_a_text() -> None:
    body = "The Ministers discussed the Volta Delta Accord. They praised the Volta Delta Accord."
    _, found = statements("talks", body)
    one, two = (s.mentions[0] for s in found)
    assert one.entity == two.entity
    assert one.span != two.span
    assert not one.entity.known


def test_holders_are_no_mentions() -> None:
    characters, start = told("talks", "Minister Boateng explained that Boateng Street in Accra is closed.")
    (statement,) = [s for s in read_text(characters).statements if s.sentence.start >= start]
    assert statement.holders[0] not in [mention.entity for mention in statement.mentions]
