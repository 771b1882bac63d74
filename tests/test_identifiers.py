from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.identifiers import COLUMNS, EXPORT_DAY, Row, Term, read, terms

TABLE = Path(__file__).parent / "data" / "identifiers.tsv"
HEAD = "\t".join(COLUMNS)


def write(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "table.tsv"
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def row(**cells: str) -> str:
    given = {"kind": "place", "label": "Nago", "verified": "no", **cells}
    return "\t".join(given.get(column, "") for column in COLUMNS)


def test_every_line_of_the_table_is_read() -> None:
    rows = read(TABLE)
    assert len(rows) == len(TABLE.read_text(encoding="utf-8").splitlines()) - 1 > 40
    assert {r.kind for r in rows} == {
        "country",
        "office",
        "organisation",
        "person",
        "place",
        "topic",
        "treaty",
    }


def test_sources_are_shortened_to_the_names_of_projects() -> None:
    japan = next(r for r in read(TABLE) if r.label == "Japan")
    assert japan.sources[:2] == ("datasets/country-codes", "rapideditor/country-coder")
    assert {"scampion/eurovoc", "benoitdavidfr/eurovoc"} <= set(japan.sources)
    assert not any(":" in source for source in japan.sources)


@pytest.mark.parametrize(
    ("cell", "term"),
    [
        ("X [Q1], 2001-02-03, 2004-05-06", Term("X", "2001-02-03", "2004-05-06")),
        ("X, 2001-02-03, open-2022", Term("X", "2001-02-03", known=EXPORT_DAY)),
        ("X, 2022-09-08, open-2022", Term("X", "2022-09-08", known="2022-09-08")),
        ("X, 2019-12-10, incumbent 2026-08-22", Term("X", "2019-12-10", known="2026-08-22")),
        ("X, 2019, 2020-02", Term("X", "2019-01-01", "2020-02-29", dates="2019/2020-02")),
        ("X, ~2019-01-02, ~2020-03-04", Term("X", hint="2019-01-02/2020-03-04")),
        ("X, ~2025, incumbent 2026 (cabinet file)", Term("X", hint="2025/..")),
        (
            "X, 2016-05-20, ~2024-05-20",
            Term("X", "2016-05-20", known=EXPORT_DAY, hint="2016-05-20/2024-05-20"),
        ),
        # An end before the beginning: one of the two is wrong.
        ("X, 2012-05-09, 2012-03-28", Term("X", hint="2012-05-09/2012-03-28")),
        # An unverified end before the export: the export would have had it, so it says nothing about that day.
        ("X, 2016-05-20, ~2018-05-20", Term("X", "2016-05-20", hint="2016-05-20/2018-05-20")),
        (
            "Minister of Foreign Affairs, European Union and Foreign Aid (Spain) [Q5], 2018-06-07, 2019-11-30",
            Term(
                "Minister of Foreign Affairs, European Union and Foreign Aid (Spain)",
                "2018-06-07",
                "2019-11-30",
            ),
        ),
    ],
)
def test_terms(cell: str, term: Term) -> None:
    assert terms(cell) == (term,)


def test_no_unverified_day_is_taken_for_a_fact() -> None:
    for cell in TABLE.read_text(encoding="utf-8").splitlines()[1:]:
        for part in filter(None, cell.split("\t")[8].split("; ")):
            (term,) = terms(part)
            unverified = {day.strip(" ~") for day in part.split(",") if "~" in day}
            assert not unverified & {term.since, term.until, term.known}


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (row(label=""), "found '' as label"),
        (row(wikidata="Q"), "found 'Q' as wikidata"),
        (row(wikidata="Q1> <urn:x> <urn:y"), "as wikidata"),
        (row(geonames="12x"), "found '12x' as geonames"),
        (row(iso2="jp"), "found 'jp' as iso2"),
        (row(verified="maybe"), "found 'maybe' as verified"),
        (row(kind="person", office_and_term="Prime Minister"), "found the term 'Prime Minister'"),
        (row(kind="person", office_and_term="Prime Minister, 2001-02-31, 2002"), "day"),
        ("place\tNago", "found 2 columns, wanted 11"),
    ],
)
def test_a_faulty_line_is_named(tmp_path: Path, line: str, complaint: str) -> None:
    path = write(tmp_path, HEAD, row(), line)
    with pytest.raises(InputError) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}:3: ")
    assert complaint in str(caught.value)


def test_other_columns_and_other_encodings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"table\.tsv:1: found other columns"):
        read(write(tmp_path, "kind\tlabel", row()))
    with pytest.raises(InputError, match="it is not UTF-8"):
        read(write(tmp_path, HEAD, row(label="Nagô"), encoding="latin-1"))


def test_mark_of_byte_order_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path, "\ufeff" + HEAD + "\r", row(label='The "Quad" \\ 四') + "\r", "")
    assert read(path) == (Row("place", 'The "Quad" \\ 四'),)
