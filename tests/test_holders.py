"""Who holds a statement: groups, pronouns, titles and countries, each beside who met."""

from __future__ import annotations

from collections import Counter

import pytest
from rows import collect, items, read_text, short, table

ROWS = 191


def read_row(row: dict[str, str]) -> tuple[list[str], list[str]]:
    """Return the holders of each statement that a row's sentences give, and those that are wanted."""
    opening = f"Readout of a Meeting\n\n{row['opening']}\n\n"
    reading = read_text(f"{opening}{row['body']}\n")
    wanted = items(row["holders"], "|")
    names = [name for item in wanted for name in item.split("+")]
    found = [s for s in reading.statements if s.sentence.start >= len(opening)]
    got = ["+".join(sorted(short(s.holders, names))) for s in found]
    return got, ["+".join(sorted(item.split("+"))) for item in wanted]


def test_rows_are_found() -> None:
    rows = table("holders.tsv")
    assert len(rows) == ROWS
    assert min(Counter(row["construction"] for row in rows).values()) >= 5
    assert len({(row["opening"], row["body"]) for row in rows}) == ROWS


@pytest.mark.parametrize("row", collect("holders.tsv"))
def test_holders(row: dict[str, str]) -> None:
    got, wanted = read_row(row)
    assert got == wanted


def test_two_of_one_surname_do_not_share_a_gender() -> None:
    reading = read_text(
        "Readout of a Meeting\n\nDefense Minister Ana Virta of Finland met Foreign Minister Jo Virta of Estonia in"
        " Turku on 2 June 2022.\n\nMr. Virta praised the divers.\n"
    )
    assert [p.gender for p in reading.meeting.participants] == [None, None]


def test_as_many_as_came_to_the_publishers_own_are_the_guests() -> None:
    reading = read_text(
        "Readout of a Meeting\n\nU.S. Department of Defense\n3 May 2021\n\nSecretary of Defense Helen Marsh met"
        " Minister of Defense Diego Rojas of Chile, Minister of Defense Carla Quispe of Peru and Secretary of"
        " National Defense Luis Vega of Mexico in Lima on 2 May 2021.\n\nThe three ministers described the flood."
        " The four leaders praised the pilots.\n"
    )
    described, praised = reading.statements
    assert [e.label for e in described.holders] == ["Diego Rojas", "Carla Quispe", "Luis Vega"]
    assert len(praised.holders) == 4
