"""At whom an act is directed."""

from __future__ import annotations

from collections import Counter

import pytest
from rows import collect, read_text, short, statements, table

ROWS = 113


def read_row(row: dict[str, str]) -> tuple[list[str], list[str]]:
    """Return whom each statement of a row addresses, as read and as wanted."""
    wanted = ["+".join(sorted(item.strip().split("+"))) for item in row["to"].split("|")]
    names = [name for item in wanted for name in item.split("+")]
    found = statements(row["context"], row["sentence"])[1]
    return ["+".join(sorted(short(s.addressees, names))) or "-" for s in found], wanted


def test_rows_are_found() -> None:
    rows = table("addressees.tsv")
    assert len(rows) == ROWS
    assert min(Counter(row["construction"] for row in rows).values()) >= 5


@pytest.mark.parametrize("row", collect("addressees.tsv"))
def test_addressees(row: dict[str, str]) -> None:
    got, wanted = read_row(row)
    assert got == wanted


@pytest.mark.parametrize(
    "end", ["thanked the people of Ghana and the", "agreed", "urged", "called on parties in"]
)
def test_a_line_may_break_off_anywhere(end: str) -> None:
    read_text(
        "Readout of a Meeting\n\nForeign Minister Ingrid Solvang of Norway met Foreign Minister Kwame Boateng of Ghana"
        f" on 3 May 2021.\n\n- Minister Boateng {end}\n"
    )
