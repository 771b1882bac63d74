"""What binds: who promised to do something, whether it is an agreement, and whether it was said again."""

from __future__ import annotations

from collections import Counter

import pytest
from rows import collect, contexts, items, short, statements, table

ROWS = 129


def read_row(row: dict[str, str]) -> tuple[list[str], list[str]]:
    """Return parties and flags of each statement of a row, as read and as wanted."""
    everybody = contexts()[row["context"]]["who"].replace(", ", "+")
    wanted = []
    for item in items(row["commits"].replace("all", everybody), "|") or [row["commits"]]:
        names, *flags = item.rsplit(" ", sum(item.endswith(end) for end in (" A", " R", " A R")))
        wanted.append(" ".join(["+".join(sorted(names.split("+"))), *flags]))
    names = [name for item in wanted for name in item.removesuffix(" R").removesuffix(" A").split("+")]
    got = []
    for statement in statements(row["context"], row["sentence"])[1]:
        parties = short(statement.commitment.parties, names) if statement.commitment else ["-"]
        flags = [flag for flag, is_set in (("A", statement.agreement), ("R", statement.reiterates)) if is_set]
        got.append(" ".join(["+".join(sorted(parties)), *flags]))
    return got, wanted


def test_rows_are_found() -> None:
    rows = table("commitments.tsv")
    assert len(rows) == ROWS
    assert min(Counter(row["construction"] for row in rows).values()) >= 5


@pytest.mark.parametrize("row", collect("commitments.tsv"))
def test_commitments(row: dict[str, str]) -> None:
    got, wanted = read_row(row)
    assert got == wanted
