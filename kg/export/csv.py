"""CSV tables for spreadsheets and data frames: one file a table, in UTF-8 with the mark by which Excel knows it.

Several texts in one cell are joined by ``"; "``; identifiers hold no space and no semicolon, so those cells can be cut
again. A text that a spreadsheet would take for a formula has an apostrophe before it, and control characters are left
out: Parquet has the same tables unaltered.
"""

from __future__ import annotations

import csv
import io
import os
from datetime import date
from typing import TYPE_CHECKING

from kg.build import save
from kg.export.rows import Cell, Sheet, sheets
from kg.export.source import legible

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["render", "write"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_MARK = b"\xef\xbb\xbf"


def render(dataset: Dataset) -> dict[str, bytes]:
    """Return the tables of a graph as CSV files, by the names of the files.

    >>> import kg
    >>> render(kg.build([]))["participants.csv"].decode("utf-8-sig")
    'meeting,date,actor,name,office,side,side_code,side_id\\r\\n'
    """
    return {f"{name}.csv": _file(sheet) for name, sheet in sheets(dataset).items()}


def write(dataset: Dataset, path: str | os.PathLike[str]) -> None:
    """Write the tables of a graph into a folder, which is made if need be: all of them or none.

    >>> import kg
    >>> write(kg.build([]), "/dev/null")
    Traceback (most recent call last):
    kg.errors.OutputError: /dev/null: the results cannot be written there (file exists)
    """
    save(path, render(dataset))


def _file(sheet: Sheet) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(column.name for column in sheet.columns)
    writer.writerows([_words(cell) for cell in row] for row in sheet.rows)
    return _MARK + stream.getvalue().encode()


def _words(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, int | float | date):
        return str(cell)
    words = legible(cell if isinstance(cell, str) else "; ".join(cell))
    return f"'{words}" if words.startswith(_FORMULA) else words
