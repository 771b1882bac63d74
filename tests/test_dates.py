"""When a meeting was, from its title, its head and the sentence that reports it."""

from __future__ import annotations

from collections import Counter

import pytest
from rows import collect, items, read_text, table

ROWS = 122


def read_row(row: dict[str, str]) -> tuple[list[str], list[str]]:
    """Return day, start and minutes as read from a row, and as wanted."""
    head = "".join(f"{line}\n\n" for line in items(row["head"], " / "))
    reading = read_text(f"{row['title']}\n\n{head}{row['report']}\n\nThey discussed the weather.\n")
    meeting = reading.meeting
    got = [str(part if part is not None else "-") for part in (meeting.date, meeting.start, meeting.minutes)]
    return got, [part.strip() for part in row["when"].split("|")]


def test_rows_are_found() -> None:
    rows = table("dates.tsv")
    assert len(rows) == ROWS
    assert min(Counter(row["construction"] for row in rows).values()) >= 5


@pytest.mark.parametrize("row", collect("dates.tsv"))
def test_when(row: dict[str, str]) -> None:
    got, wanted = read_row(row)
    assert got == wanted
