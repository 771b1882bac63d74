"""The phrase tables: sentences of our own with what is to be read in them, one table a stage, read by one collector.

A table is a file of ``tests/phrases`` with tabs between its columns, a header line, and comments after ``#``. A row
whose last column, ``xfail``, is filled says what the reader gets wrong today and must be taken out once it is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.model import Entity, Reading, Statement
from kg.reading import read
from kg.text import decode
from kg.vocabulary import load

FOLDER = Path(__file__).parent / "phrases"


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table, each with its line number under ``line``."""
    found: list[dict[str, str]] = []
    header: list[str] = []
    for number, line in enumerate((FOLDER / name).read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not header:
            header = cells
            continue
        assert len(header) - 1 <= len(cells) <= len(header), f"{name}:{number}: {len(cells)} cells"
        cells += [""] * (len(header) - len(cells))
        found.append(dict(zip(header, cells, strict=True), line=str(number)))
    assert header, f"{name} is empty"
    return found


def collect(name: str) -> list[Any]:
    """Return the rows of a table as parameters; those marked are expected to fail, and to fail only."""
    return [
        pytest.param(
            row,
            id=f"{row['line']}-{next(iter(row.values()))}",
            marks=[pytest.mark.xfail(strict=True, reason=row["xfail"])] if row.get("xfail") else [],
        )
        for row in table(name)
    ]


@cache
def contexts() -> dict[str, dict[str, str]]:
    """Return who met, by key."""
    return {row["key"]: row for row in table("contexts.tsv")}


def told(context: str, body: str) -> tuple[str, int]:
    """Return a readout that opens as a context does and goes on with ``body``, and where ``body`` begins.

    In ``body``, `` / `` stands for a new paragraph.
    """
    row = contexts()[context]
    opening = "\n\n".join([row["title"], *row["head"].split(" / "), row["opening"]]) + "\n\n"
    return opening + body.replace(" / ", "\n\n") + "\n", len(opening)


def read_text(characters: str) -> Reading:
    """Read characters as the reader reads a file."""
    return read(decode(characters.encode(), "row.txt"), load())


def statements(context: str, body: str) -> tuple[Reading, list[Statement]]:
    """Read a readout of a context and return the statements that its body gave."""
    characters, start = told(context, body)
    reading = read_text(characters)
    return reading, [s for s in reading.statements if s.sentence.start >= start]


def short(entities: Iterable[Entity], wanted: Sequence[str] = ()) -> list[str]:
    """Return names, each as the form that is wanted where it is one of its names."""
    vocabulary = load()
    names: list[str] = []
    for entity in entities:
        forms = {
            entity.label,
            *vocabulary.labels(entity.iri),
            entity.label.split(" ")[-1],
            entity.label.split(" ")[0],
        }
        names.append(next((form for form in wanted if form in forms), entity.label))
    return names


def items(cell: str, separator: str = ",") -> list[str]:
    """Cut a cell into its items; ``-`` stands for none."""
    return [] if cell in ("", "-") else [item.strip() for item in cell.split(separator)]
