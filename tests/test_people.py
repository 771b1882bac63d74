"""Who met: the names, offices and countries that an opening sentence gives."""

from __future__ import annotations

from collections import Counter

import pytest
from rows import collect, items, read_text, table

ROWS = 188


def read_row(row: dict[str, str]) -> tuple[list[str], list[str]]:
    """Return who takes part as a row's opening sentence has it, and who should, as name / office / country."""
    head = "".join(f"{line}\n\n" for line in items(row["head"], " / "))
    title = "Readout of a Meeting" if row["title"] == "-" else row["title"]
    reading = read_text(f"{title}\n\n{head}{row['opening']}\n\nThey discussed the weather.\n")
    got = [
        f"{p.name} / {p.office or '-'} / {(p.side.country if p.side else p.entity.country) or '-'}"
        for p in reading.meeting.participants
    ]
    return got, items(row["participants"], ";")


def test_rows_are_found() -> None:
    rows = table("people.tsv")
    assert len(rows) == ROWS
    assert min(Counter(row["construction"] for row in rows).values()) >= 5


@pytest.mark.parametrize("row", collect("people.tsv"))
def test_participants(row: dict[str, str]) -> None:
    got, wanted = read_row(row)
    assert got == wanted
