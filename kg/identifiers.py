"""The table of identifiers: facts about countries, bodies, places, treaties, offices and office-holders.

The table is tab-separated, one thing a line, see :data:`COLUMNS`. Terms of office stand in one cell,
``OFFICE [Q-ID], FROM, TO``, joined by ``; ``. A day marked ``~`` is unverified; ``open-2022`` means that the export
of 2022 recorded no end; ``incumbent 2026-08-22`` that the holder was in office on that day.
"""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.errors import InputError

__all__ = ["COLUMNS", "EXPORT_DAY", "Row", "Term", "read", "terms"]

COLUMNS = (
    "kind",
    "label",
    "aliases",
    "demonym",
    "iso2",
    "wikidata",
    "geonames",
    "other_iri",
    "office_and_term",
    "source",
    "verified",
)
"""The columns in order; ``aliases``, ``demonym`` and ``other_iri`` hold several values parted by ``|``."""

EXPORT_DAY = "2022-07-01"
"""The exports that say ``open-2022`` were made on this day or later, so it is the last that they vouch for."""

_PATTERNS = {
    "label": r".+",
    "iso2": r"(?:[A-Z]{2})?",
    "wikidata": r"(?:Q[1-9]\d*)?",
    "geonames": r"(?:[1-9]\d*)?",
    "verified": r"yes|single-source|no",
}
_TERM = re.compile(
    r"(?P<office>.+?)(?: \[Q\d+\])?, (?P<first>~?\d[\d-]*), (?P<last>~?\d[\d-]*|~present|open-\d{4}|incumbent .+)"
)


@dataclass(frozen=True, slots=True)
class Term:
    """One person's time in one office.

    ``since``, ``until`` and ``known`` (in office on that day, no end recorded) are ISO days or nothing; ``dates`` is
    what was read where that is no pair of days; ``hint`` is an ISO 8601 interval that nobody verified.
    """

    office: str
    since: str = ""
    until: str = ""
    known: str = ""
    dates: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; ``code`` is an ISO 3166-1 alpha-2 code, ``EU``, or nothing."""

    kind: str
    label: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    code: str = ""
    wikidata: str = ""
    geonames: str = ""
    others: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    sources: tuple[str, ...] = ()
    verified: str = "no"


def read(path: Path) -> tuple[Row, ...]:
    """Read the table.

    :raises InputError: if the file cannot be read or a line is not as it should be; the message names the line.

    >>> from pathlib import Path
    >>> read(Path("no-such-table.tsv"))
    Traceback (most recent call last):
    kg.errors.InputError: no-such-table.tsv: the table cannot be read: No such file or directory
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: the table cannot be read: it is not UTF-8") from error
    except OSError as error:
        raise InputError(f"{path}: the table cannot be read: {error.strerror}") from error
    cells = csv.reader((line.rstrip("\r") for line in lines), delimiter="\t", quoting=csv.QUOTE_NONE)
    if tuple(next(cells, ())) != COLUMNS:
        raise InputError(f"{path}:1: found other columns than the table has, wanted {' '.join(COLUMNS)}")
    return tuple(_row(f"{path}:{number}", row) for number, row in enumerate(cells, 2) if row)


def _row(where: str, cells: Sequence[str]) -> Row:
    if len(cells) != len(COLUMNS):
        raise InputError(f"{where}: found {len(cells)} columns, wanted {len(COLUMNS)}")
    cell = dict(zip(COLUMNS, (c.strip() for c in cells), strict=True))
    for column, pattern in _PATTERNS.items():
        if not re.fullmatch(pattern, cell[column]):
            raise InputError(f"{where}: found {cell[column]!r} as {column}, wanted {pattern}")
    try:
        held = terms(cell["office_and_term"])
    except ValueError as error:
        raise InputError(f"{where}: {error}") from error
    return Row(
        kind=cell["kind"],
        label=cell["label"],
        aliases=_several(cell["aliases"]),
        demonyms=_several(cell["demonym"]),
        code=cell["iso2"],
        wikidata=cell["wikidata"],
        geonames=cell["geonames"],
        others=_several(cell["other_iri"]),
        terms=held,
        sources=_sources(cell["source"]),
        verified=cell["verified"],
    )


def _several(cell: str, mark: str = "|") -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(mark) if part.strip())


def _sources(cell: str) -> tuple[str, ...]:
    """Shorten sources to the names of projects: paths inside them and file names tell a reader little."""
    names: dict[str, None] = {}
    for source in _several(cell, " ; "):
        name = re.sub(r"^unnamed public text", "public text", source)
        if not name.startswith("http"):
            name = re.split(r":| \((?:EuroVoc|GEONAMEID|demonym|gn)", name)[0]
        names |= dict.fromkeys(name.split(" + "))
    return tuple(names)


def terms(cell: str) -> tuple[Term, ...]:
    """Read the terms of office of one person.

    :raises ValueError: if one is not written as the table writes them.

    >>> terms("Prime Minister of Japan [Q274948], 2012-12-26, 2020-09-16")[0].until
    '2020-09-16'
    >>> term = terms("President of Argentina, 2015-12-10, 2019-12")[0]
    >>> term.since, term.until, term.dates
    ('2015-12-10', '2019-12-31', '2015-12-10/2019-12')
    >>> terms("Prime Minister of Japan, ~2024-10-01, ~present")
    (Term(office='Prime Minister of Japan', since='', until='', known='', dates='', hint='2024-10-01/..'),)
    >>> terms("Prime Minister of Japan")
    Traceback (most recent call last):
    ValueError: found the term 'Prime Minister of Japan', wanted OFFICE [Q-ID], FROM, TO
    """
    return tuple(_term(part) for part in _several(cell, "; "))


def _term(part: str) -> Term:
    match = _TERM.fullmatch(part)
    if match is None:
        raise ValueError(f"found the term {part!r}, wanted OFFICE [Q-ID], FROM, TO")
    office, first, last = match.groups()
    since = "" if first.startswith("~") else _day(first, end=False)
    until = _day(last, end=True) if last[0].isdigit() else ""
    incumbent = re.fullmatch(r"incumbent (\d{4}-\d\d-\d\d)", last)
    known = incumbent[1] if incumbent else ""
    # An unverified end after a start that was read: the export recorded no end, which is as good as "open".
    if since and (last.startswith("open") or (last[0] == "~" and last[1:] > EXPORT_DAY)):
        known = max(EXPORT_DAY, since)
    end = last.lstrip("~") if re.fullmatch(r"~?\d[\d-]*", last) else ".."
    interval = f"{first.lstrip('~')}/{end}"
    if since and until and until < since:
        return Term(office, hint=interval)  # the source is wrong about one of the two, and nobody knows which
    rough = any(re.fullmatch(r"\d{4}(-\d\d)?", day) for day in (first, last))
    unverified = "~" in first + last
    return Term(office, since, until, known, interval if rough else "", interval if unverified else "")


def _day(text: str, *, end: bool) -> str:
    """Round a year or a month to its first or last day.

    >>> _day("2019", end=False), _day("2020-02", end=True), _day("2020-02-03", end=True)
    ('2019-01-01', '2020-02-29', '2020-02-03')
    """
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if end else 1)
    day = parts[2] if len(parts) > 2 else (monthrange(year, month)[1] if end else 1)
    return date(year, month, day).isoformat()
