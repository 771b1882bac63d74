"""Parquet tables for data frames: one file a table, with types, lists and missing values as such.

This needs pyarrow, which is large: ``pip install readout-kg[parquet]``.
"""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, Any

from kg.build import save
from kg.errors import OutputError
from kg.export.rows import Sheet, sheets

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["render", "write"]


def render(dataset: Dataset) -> dict[str, bytes]:
    """Return the tables of a graph as Parquet files, by the names of the files.

    Raises :class:`~kg.errors.OutputError` where pyarrow is not installed.

    >>> import kg
    >>> try:
    ...     render(kg.build([]))["meetings.parquet"][:4] == b"PAR1"
    ... except OutputError as error:
    ...     "pip install" in str(error)
    True
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise OutputError(
            "parquet: pyarrow is not installed, which writes this format; try pip install 'readout-kg[parquet]'"
        ) from None
    return {f"{name}.parquet": _file(pyarrow, sheet) for name, sheet in sheets(dataset).items()}


def write(dataset: Dataset, path: str | os.PathLike[str]) -> None:
    """Write the tables of a graph into a folder, which is made if need be: all of them or none.

    >>> import kg
    >>> write(kg.build([]), "/dev/null")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    kg.errors.OutputError: ...
    """
    save(path, render(dataset))


def _file(pyarrow: Any, sheet: Sheet) -> bytes:
    kinds = {
        "text": pyarrow.string(),
        "texts": pyarrow.list_(pyarrow.string()),
        "whole": pyarrow.int64(),
        "number": pyarrow.float64(),
        "truth": pyarrow.bool_(),
        "day": pyarrow.date32(),
    }
    schema = pyarrow.schema([(column.name, kinds[column.kind]) for column in sheet.columns])
    columns = [[row[place] for row in sheet.rows] for place in range(len(sheet.columns))]
    arrays = [pyarrow.array(cells, field.type) for cells, field in zip(columns, schema, strict=True)]
    stream = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=schema), stream)
    return stream.getvalue()
