"""Tables out of a graph: what stands in their rows, and that Parquet, CSV and the graph agree."""

from __future__ import annotations

import csv
import io
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import store
from kg.errors import OutputError
from kg.export import render, write
from kg.export.rows import sheets
from tests import exports

TABLES = ["commitments", "documents", "entities", "meetings", "participants", "statements"]


def read(files: bytes | dict[str, bytes], name: str) -> list[dict[str, str]]:
    assert isinstance(files, dict)
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def seed_tables(root: Path) -> dict[str, list[dict[str, str]]]:
    files = render("csv", exports.seed(root))
    assert isinstance(files, dict)
    assert sorted(files) == [f"{name}.csv" for name in TABLES]
    assert all(data.startswith(b"\xef\xbb\xbf") for data in files.values())
    return {name: read(files, name) for name in TABLES}


def test_rows_of_the_seed(seed_tables: dict[str, list[dict[str, str]]]) -> None:
    (meeting,) = seed_tables["meetings"]
    assert (meeting["date"], meeting["start"], meeting["minutes"]) == ("2021-03-16", "12:50", "90")
    assert (meeting["format"], meeting["sides"]) == ("InPerson", "Japan; United States")
    assert (meeting["statements"], meeting["agreements"], meeting["documents"]) == ("24", "9", "1")
    people = [
        (row["name"], row["office"], row["side"], row["side_code"]) for row in seed_tables["participants"]
    ]
    assert people == [
        ("Lloyd Austin", "Defense Secretary", "United States", "US"),
        ("Nobuo Kishi", "Defense Minister", "Japan", "JP"),
    ]
    (document,) = seed_tables["documents"]
    assert (document["publisher"], document["source"]) == (
        "Ministry of Defense (Japan)",
        "japan-us-2021-03-16.txt",
    )
    urged = next(row for row in seed_tables["statements"] if row["cue"] == "strongly urged")
    assert urged["holders"] == "Lloyd Austin; Nobuo Kishi"
    assert urged["country_codes"] == "JP; US"
    assert (urged["act"], urged["family"], urged["addressees"]) == ("urge", "directive", "North Korea")
    assert "North Korea" in urged["topics"].split("; ")
    assert (urged["agreement"], urged["reiteration"]) == ("false", "false")


def test_offsets_point_at_the_words(seed_tables: dict[str, list[dict[str, str]]], seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    for row in seed_tables["statements"]:
        for part, words in (("cue", row["cue"]), ("content", row["content"]), ("sentence", row["sentence"])):
            assert text[int(row[f"{part}_begin"]) : int(row[f"{part}_end"])] == words


def test_rows_agree_with_queries(seed_tables: dict[str, list[dict[str, str]]], root: Path) -> None:
    graph = exports.seed(root)
    found = kg.query(graph, "SELECT ?s { ?s a readout:Agreement }")
    agreed = {row["statement"] for row in seed_tables["statements"] if row["agreement"] == "true"}
    assert agreed == {row[0] for row in found.rows}
    bound = kg.query(graph, "SELECT ?c { ?c a readout:Commitment }")
    assert {row["commitment"] for row in seed_tables["commitments"]} == {row[0] for row in bound.rows}
    assert len(seed_tables["commitments"]) == len(bound)
    known = {row["entity"] for row in seed_tables["entities"]}
    for row in seed_tables["statements"]:
        for column in ("holder_ids", "topic_ids", "addressee_ids", "mention_ids"):
            assert set(filter(None, row[column].split("; "))) <= known


def test_several_documents() -> None:
    files = render("csv", exports.many())
    statements = read(files, "statements")
    assert len(statements) == 7
    assert [row["date"] for row in statements] == sorted(row["date"] for row in statements)
    assert len(read(files, "meetings")) == len(read(files, "documents")) == 3
    unsure = [row for row in statements if row["confidence"] == "0.8"]
    assert [row["note"] for row in unsure] == ["two could be meant"]
    call = next(row for row in read(files, "meetings") if row["format"] == "Telephone")
    assert (call["sides"], call["start"], call["minutes"]) == ("Japan; Oman", "", "")


def test_order_makes_no_difference() -> None:
    for name in ("csv", "parquet"):
        pytest.importorskip("pyarrow") if name == "parquet" else None
        assert render(name, exports.many()) == render(name, exports.many(shuffled=5))
        assert render(name, exports.hostile(shuffled=1)) == render(name, exports.hostile(shuffled=2))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "＝"])
def test_no_cell_is_a_formula(start: str) -> None:
    files = render("csv", exports.hostile(f"{start}cmd|' /C calc'!A0"))
    assert isinstance(files, dict)
    for name in TABLES:
        for row in read(files, name):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")) for cell in row.values())
    assert any(f"'{start}cmd" in data.decode() for data in files.values())


def test_hostile_words_stay_in_their_cells() -> None:
    files = render("csv", exports.hostile(*exports.WORDS, exports.CONTROLS))
    assert isinstance(files, dict)
    for name, data in files.items():
        assert not any(mark in data for mark in (b"\x00", b"\x1b", b"\x0c"))
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert {len(row) for row in rows} == {len(rows[0])}, name


def test_an_empty_graph_has_the_heads_of_the_tables() -> None:
    files = render("csv", store.dataset())
    assert isinstance(files, dict)
    assert all(len(data.splitlines()) == 1 for data in files.values())


def test_parquet_holds_the_same(root: Path) -> None:
    pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    for graph in (exports.seed(root), exports.many(), exports.hostile(), store.dataset()):
        files = render("parquet", graph)
        assert isinstance(files, dict)
        for name, sheet in sheets(graph).items():
            table: Any = pq.read_table(io.BytesIO(files[f"{name}.parquet"]))
            assert table.column_names == [column.name for column in sheet.columns]
            rows = [
                tuple(tuple(cell) if isinstance(cell, list) else cell for cell in row.values())
                for row in table.to_pylist()
            ]
            assert rows == list(sheet.rows)


def test_parquet_has_types(root: Path) -> None:
    pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    files = render("parquet", exports.seed(root))
    assert isinstance(files, dict)
    row = pq.read_table(io.BytesIO(files["statements.parquet"])).to_pylist()[0]
    assert row["date"] == date(2021, 3, 16)
    assert row["holders"] == ["Lloyd Austin", "Nobuo Kishi"]
    assert (row["agreement"], row["cue_begin"], row["confidence"]) == (False, 267, 1.0)


def test_parquet_says_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(OutputError, match=r"pyarrow is not installed.*pip install 'readout-kg\[parquet\]'"):
        write("parquet", store.dataset(), tmp_path / "tables")
    assert not (tmp_path / "tables").exists()


def test_a_folder_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    write("csv", exports.many(), tmp_path / "new" / "tables")
    assert sorted(path.name for path in (tmp_path / "new" / "tables").iterdir()) == [
        f"{n}.csv" for n in TABLES
    ]
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / "statements.csv").mkdir()
    with pytest.raises(OutputError):
        write("csv", exports.many(), tmp_path / "half")
    assert [path.name for path in (tmp_path / "half").iterdir()] == ["statements.csv"]
