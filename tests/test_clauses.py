"""Which words of a sentence are cues, of what act and whose: constructions, five sentences of each at least."""

from __future__ import annotations

from collections import Counter

import pytest
from rows import collect, contexts, items, read_text, short, statements, table, told

ROWS = 516


def test_rows_are_found() -> None:
    rows = table("clauses.tsv")
    assert len(rows) == ROWS
    few = {name: count for name, count in Counter(row["construction"] for row in rows).items() if count < 5}
    assert not few
    assert len({row["sentence"] for row in rows}) == ROWS


@pytest.mark.parametrize("context", contexts())
def test_opening_only_reports_the_meeting(context: str) -> None:
    characters, start = told(context, "The weather was fine.")
    reading = read_text(characters)
    who = items(contexts()[context]["who"])
    assert short((p.entity for p in reading.meeting.participants), who) == who
    assert not reading.statements
    assert [gap.sentence.start >= start for gap in reading.gaps] == [False, True]


@pytest.mark.parametrize("row", collect("clauses.tsv"))
def test_cues(row: dict[str, str]) -> None:
    everybody = contexts()[row["context"]]["who"].replace(", ", "+")
    wanted = []
    names = items(everybody, "+")
    for item in items(row["cues"], "|"):
        who, colon, cue = item.rpartition(": ")
        who = who if colon and who != "all" else everybody
        names.extend(who.split("+"))
        wanted.append("+".join(sorted(who.split("+"))) + ": " + cue)
    reading, found = statements(row["context"], row["sentence"])
    got = [
        f"{'+'.join(sorted(short(s.holders, names)))}: {reading.quote(s.cue)}>{s.act.rpartition('#')[2]}"
        for s in found
    ]
    assert got == wanted
