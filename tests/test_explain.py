"""A reading, told sentence by sentence."""

from __future__ import annotations

import pytest
from rows import FOLDER, read_text, told

from kg import text
from kg.explain import explain
from kg.reading import read
from kg.vocabulary import load

READOUTS = sorted((FOLDER.parent / "fidelity" / "readouts").glob("*.txt"))


@pytest.mark.parametrize("path", READOUTS, ids=[path.stem for path in READOUTS])
def test_nothing_is_left_out(path: object) -> None:
    reading = read(text.read(str(path)), load())
    lines = explain(reading, load()).splitlines()
    whole = "\n".join(lines)
    for section in reading.summary.sections:
        for sentence in section.sentences:
            assert " ".join(reading.quote(sentence.span).split()) in whole
    assert sum("     by       " in line for line in lines) == len(reading.statements)
    assert sum("     content  " in line for line in lines) == len(reading.statements)
    assert sum("   nothing: " in line for line in lines) == len(reading.gaps) + len(reading.summary.notes)
    for statement in reading.statements:
        assert f" {statement.cue.start}–{statement.cue.end} — {statement.rule}" in whole
        assert statement.resolution in whole
    for gap in reading.gaps:
        assert f"   nothing: {gap.reason}" in lines
    for participant in reading.meeting.participants:
        assert any("participant" in line and participant.name in line for line in lines)


def test_the_parts_of_a_statement_are_told() -> None:
    characters, _ = told(
        "talks", "Minister Boateng once again urged Norway to open a cyber school in Kumasi."
    )
    whole = explain(read_text(characters), load())
    assert "urge “once again urged”" in whole
    assert "says “again”" in whole
    assert "     by       Kwame Boateng — " in whole
    assert "     to       Norway" in whole
    assert "cyber (“cyber" in whole
    assert "     mentions Norway, Kumasi" in whole


def test_what_binds_is_told() -> None:
    whole = explain(read_text(told("talks", "The Ministers agreed to plant trees.")[0]), load())
    assert "an agreement" in whole
    assert "     commits  Ingrid Solvang, Kwame Boateng" in whole


def test_doubt_is_told() -> None:
    whole = explain(read_text(told("talks", "Mr. Nobody proposed a cut.")[0]), load())
    assert "     unsure   0." in whole


def test_silence_is_told() -> None:
    whole = explain(read_text("Readout of a Meeting\n\nNorway and Ghana met. They discussed cod.\n"), load())
    assert "  date         — not said" in whole
