"""The answer to a query, as rows of terms and in the forms that people and programs ask for."""

from __future__ import annotations

import csv
import html
import io
import json
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal as Choice

import pyoxigraph as ox

from kg.errors import QueryError
from kg.iris import PREFIXES, compact
from kg.turtle import turtle

__all__ = ["Table", "Term", "Value"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Value = str | int | float | bool | Decimal | date | datetime | None

_XSD = PREFIXES["xsd"]
_NUMBERS: dict[str, Callable[[str], Value]] = {
    **dict.fromkeys(
        (_XSD + name for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger")), int
    ),
    **dict.fromkeys((_XSD + "double", _XSD + "float"), float),
    _XSD + "decimal": Decimal,
    _XSD + "boolean": lambda words: words in ("true", "1"),
    _XSD + "date": date.fromisoformat,
    _XSD + "dateTime": datetime.fromisoformat,
}
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_SHOWN = 200
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that answer a query; a cell without a value is ``None``.

    ``terms`` holds the RDF terms of each row. ``form`` tells what was asked: ``rows`` of a SELECT, the one
    ``truth`` of an ASK, or the ``graph`` of a CONSTRUCT or DESCRIBE, whose rows are its triples, sorted.

    >>> table = Table(("n", "who"), ((ox.Literal(2), ox.NamedNode("https://w3id.org/readout/id/country/JP")),))
    >>> table.rows
    ((2, 'https://w3id.org/readout/id/country/JP'),)
    >>> len(table), list(table), bool(Table(("n",), ()))
    (1, [(2, 'https://w3id.org/readout/id/country/JP')], False)
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]
    form: Choice["rows", "truth", "graph"] = "rows"

    @property
    def rows(self) -> tuple[tuple[Value, ...], ...]:
        """The rows as plain Python values: numbers, truths and dates as such, all else as strings."""
        return tuple(tuple(_value(term) for term in row) for row in self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self.rows)

    def __bool__(self) -> bool:
        """Tell the answer of an ASK; for the other forms, whether there is any row."""
        return self.rows[0][0] is True if self.form == "truth" else bool(self.terms)

    def __str__(self) -> str:
        """Lay the cells out in columns."""
        lines = [self.columns, *self.cells()]
        widths = [max(len(line[i]) for line in lines) for i in range(len(self.columns))]
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
            for line in lines
        )

    def cells(self) -> tuple[tuple[str, ...], ...]:
        r"""Return the rows as words for a terminal: on one line, IRIs short, nothing that could steer it.

        >>> Table(("a", "b"), ((ox.Literal("red \x1b[31m\nalert"), None),)).cells()
        (('red [31m alert', ''),)
        >>> Table(("a",), ((ox.NamedNode("https://w3id.org/readout/act#agree"),),)).cells()
        (('act:agree',),)
        """
        return tuple(tuple(_visible(_short(term)) for term in row) for row in self.terms)

    def to_csv(self, *, spreadsheet: bool = False) -> str:
        r"""Write SPARQL 1.1 CSV: plain values, one row a line, lines ended by CR LF.

        The values are the data, unaltered, since programs read them back. A spreadsheet may take a cell that
        begins with ``=``, ``+``, ``-`` or ``@`` for a formula; ``spreadsheet`` puts an apostrophe before each
        text of that kind, which changes the data and is therefore not the default.

        >>> table = Table(("a", "n"), ((ox.Literal("=1, 2"), ox.Literal(-3)),))
        >>> table.to_csv()
        'a,n\r\n"=1, 2",-3\r\n'
        >>> table.to_csv(spreadsheet=True)
        'a,n\r\n"\'=1, 2",-3\r\n'
        """
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(self.columns)
        for row in self.terms:
            words = [_words(term) for term in row]
            if spreadsheet:
                words = [_harmless(word, term) for word, term in zip(words, row, strict=True)]
            writer.writerow(words)
        return stream.getvalue()

    def to_json(self) -> str:
        """Write SPARQL 1.1 query results in JSON.

        >>> print(Table(("answer",), ((ox.Literal(True),),), "truth").to_json())
        {"head": {}, "boolean": true}
        >>> import json
        >>> json.loads(Table(("a",), ((ox.Literal("b", language="en"),), (None,))).to_json())["results"]
        {'bindings': [{'a': {'type': 'literal', 'value': 'b', 'xml:lang': 'en'}}, {}]}
        """
        if self.form == "truth":
            return json.dumps({"head": {}, "boolean": bool(self)})
        bindings = [
            {name: _json(term) for name, term in zip(self.columns, row, strict=True) if term is not None}
            for row in self.terms
        ]
        found = {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}
        return json.dumps(found, ensure_ascii=False, indent=1)

    def to_turtle(self) -> str:
        """Write the graph of a CONSTRUCT or DESCRIBE as sorted Turtle; other answers raise ``QueryError``.

        >>> Table(("n",), ()).to_turtle()
        Traceback (most recent call last):
        kg.errors.QueryError: only a CONSTRUCT or DESCRIBE query answers with a graph, and this answer is a table
        """
        if self.form != "graph":
            raise QueryError(
                "only a CONSTRUCT or DESCRIBE query answers with a graph, and this answer is a table"
            )
        return turtle(ox.Triple(*row) for row in self.terms)  # type: ignore[arg-type]

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        lines = [
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
            for row in Table(self.columns, self.terms[:_SHOWN], self.form).cells()
        ]
        more = f"<p>and {len(self) - _SHOWN} more rows</p>" if len(self) > _SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>{more}"


def _value(term: Term | None) -> Value:
    if not isinstance(term, ox.Literal):
        return None if term is None else _words(term)
    try:
        return _NUMBERS.get(term.datatype.value, str)(term.value)
    except (ValueError, ArithmeticError):
        return term.value


def _words(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _short(term: Term | None) -> str:
    return compact(term.value) if isinstance(term, ox.NamedNode) else _words(term)


def _visible(words: str) -> str:
    line = " ".join(words.split())
    return "".join(c for c in line if unicodedata.category(c) not in _UNSEEN)


def _harmless(words: str, term: Term | None) -> str:
    number = isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS
    return f"'{words}" if words.startswith(_FORMULA) and not number else words


def _json(term: Term) -> dict[str, object]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json(part) for name, part in parts.items()}}
    found: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language is not None:
        found["xml:lang"] = term.language
    elif term.datatype.value != _XSD + "string":
        found["datatype"] = term.datatype.value
    return found
