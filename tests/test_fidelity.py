"""The graph of the practice readouts says what careful people marked in them, as well as it ever did."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from bench import fidelity

BEFORE = fidelity.stored()


@pytest.fixture(scope="module")
def tally() -> fidelity.Tally:
    return fidelity.measure()


def test_every_readout_has_its_marks() -> None:
    texts, marks = (
        {path.stem for path in (fidelity.FOLDER / name).iterdir()} for name in ("readouts", "marks")
    )
    assert texts == marks
    assert len(texts) == 19


def test_marks_quote_their_readouts() -> None:
    for path in sorted((fidelity.FOLDER / "marks").iterdir()):
        text = (fidelity.FOLDER / "readouts" / f"{path.stem}.txt").read_bytes().decode()
        for statement in json.loads(path.read_text(encoding="utf-8"))["statements"]:
            begin, end = statement["cue"]
            assert text[begin:end] == statement["cue_text"], path.name


@pytest.mark.parametrize("figure", sorted(BEFORE["figures"]))
def test_no_figure_falls(tally: fidelity.Tally, figure: str) -> None:
    now, before = tally.figures()[figure], BEFORE["figures"][figure]
    lost = [line for line in fidelity.changes(BEFORE["wrong"], tally.wrong) if line.startswith("lost")]
    assert now >= before, "\n".join(lost)


def test_every_figure_has_a_baseline(tally: fidelity.Tally) -> None:
    assert tally.figures().keys() == BEFORE["figures"].keys()


def _marks(**changes: Any) -> dict[str, Any]:
    statement: dict[str, Any] = {
        "cue": [10, 16],
        "cue_text": "agreed",
        "by": ["Reyes", "Oman"],
        "act": "agree",
        "reiterates": False,
        "agreement": True,
        "to": ["Peru"],
        "commits": True,
        "parties": ["Oman"],
        "mentions": ["Omani"],
        "topics": ["china"],
    }
    statement |= changes
    meeting = dict.fromkeys(fidelity.MEETING) | {"participants": [{"name": "Alma Reyes"}]}
    return {"meeting": meeting, "statements": [statement]}


def _found(**changes: Any) -> dict[str, Any]:
    found = _marks(
        by=[["Alma Reyes"], ["Oman"]],
        to=[["Peru"]],
        parties=[["Oman"]],
        mentions=[["Sultanate of Oman", "Oman"]],
    )
    found["statements"][0] |= {"verbatim": True, "topics": ["taiwan-strait"], **changes}
    return found | {"meeting": found["meeting"] | {"participants": [["Reyes"]]}}


FAULTS: list[tuple[Mapping[str, Any], list[str]]] = [
    ({}, []),
    ({"cue": [0, 9]}, ["missed"]),
    ({"act": "affirm"}, ["act"]),
    ({"by": [["Oman"]]}, ["by"]),
    ({"by": [["Oman"], ["Reyes"], ["Peru"]]}, ["by"]),
    ({"agreement": False, "reiterates": True, "commits": False}, ["agreement", "reiterates", "commits"]),
    ({"to": [["Chile"]]}, ["to"]),
    ({"parties": []}, ["parties"]),
    ({"parties": [["Peru"]]}, ["parties"]),
    ({"mentions": []}, ["mentions"]),
    ({"topics": ["cyber"]}, ["topics"]),
    ({"topics": ["regional-affairs"]}, ["topics"]),
]


@pytest.mark.parametrize(("change", "faults"), FAULTS)
def test_faults_are_seen(change: Mapping[str, Any], faults: list[str]) -> None:
    tally = fidelity.Tally()
    fidelity.compare("x", _marks(), _found(**change), fidelity.Names.known(), tally)
    assert tally.wrong["x@10 agreed"] == faults
    perfect = not faults
    assert all(value == 1 for name, value in tally.figures().items() if name != "meeting") == perfect


NAMES = [
    ("Kishi", "KISHI Nobuo", True),
    ("Nobuo Kishi", "Kishi", True),
    ("Omani", "the Sultanate of Oman", True),
    ("The Hague", "Dutch", True),
    ("DPRK", "North Korea", True),
    ("South Korea", "North Korea", False),
    ("Sudan", "South Sudan", False),
    ("Kōno", "Kono", True),
    ("the Japanese side", "Japan", True),
    ("Gulf of Aden", "Aden", True),
    ("Gulf of Aden", "Gulf of Guinea", False),
    ("", "Japan", False),
]


@pytest.mark.parametrize(("one", "two", "agree"), NAMES)
def test_names_agree(one: str, two: str, agree: bool) -> None:
    names = fidelity.Names.known()
    assert names.agree(one, two) is names.agree(two, one) is agree


def test_changes_are_told() -> None:
    before = {"a": ["act"], "b": ["missed"], "c": ["topics", "to"]}
    now = {"a": ["act"], "c": ["topics", "by"], "d": ["spurious"]}
    assert list(fidelity.changes(before, now)) == [
        "gained  b: missed",
        "lost    c: by",
        "gained  c: to",
        "lost    d: spurious",
    ]
