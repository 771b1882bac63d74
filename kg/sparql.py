"""SPARQL 1.1 over a graph, on Oxigraph, fenced in: it reads this graph alone and cannot take the process down.

Oxigraph works nested and chained patterns off on the stack, so a few kilobytes of brackets would end the
process; texts far below that point are refused, which no query that a person writes comes near.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping

import pyoxigraph as ox

from kg.errors import QueryError
from kg.iris import PREFIXES
from kg.tables import Table, Term

__all__ = ["MOST_CHARACTERS", "MOST_DEPTH", "MOST_LINKS", "evaluate"]

MOST_DEPTH = 100
"""How deep brackets may nest; about 2,000 end a thread with a stack of 8 MiB."""
MOST_LINKS = 600
"""How many brackets and operators a query may hold; about 2,000 in one chain end such a thread."""
MOST_CHARACTERS = 12_000
"""How long a query may be, whole-line comments and IRIs not counted."""

_STACK = (
    64 * 1024 * 1024
)  # Bytes; systems give threads between 0.5 and 8 MiB, which is not enough everywhere.
_COMMENT = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[\w/#.:%~-]*>")
_LINK = re.compile(r"[(\[{!|+*=<>&]|-(?![A-Za-z])")
_SERVICE = re.compile(r"service", re.IGNORECASE)
_PLACE = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
_KEYWORD = re.compile(r"\b[A-Za-z_]{2,}\b")
_UPDATE = re.compile(
    r"(?:\s|#.*\n|PREFIX\s+[^\s<]*\s*<[^>]*>|BASE\s+<[^>]*>)*"
    r"(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)
_PREFIXED = re.compile(r"(?<![\w<:/.-])([A-Za-z][\w.-]*)?:(?=[\w%\\])")
_OPAQUE = re.compile(r"<[^>\s]*>|#.*|\"[^\"\n]*\"|'[^'\n]*'")
_DECLARED = re.compile(r"PREFIX\s+([^\s:<]*):", re.IGNORECASE)


def evaluate(store: ox.Store, text: str, *, values: Mapping[str, Term] | None = None) -> Table:
    """Answer a SELECT, ASK, CONSTRUCT or DESCRIBE over a store, of which the default graph is asked.

    ``values`` gives terms to variables that the query selects. The prefixes of :data:`kg.iris.PREFIXES` need
    no declaration. Raises :class:`~kg.errors.QueryError` for bad syntax, an update, ``SERVICE``, and texts
    beyond the limits of this module. ``FROM`` chooses among the store's own graphs: nothing is ever fetched.

    >>> evaluate(ox.Store(), "ASK { ?s a readout:Statement }").rows
    ((False,),)
    >>> evaluate(ox.Store(), "SELECT * { ?s unheard:of ?o }")
    Traceback (most recent call last):
    kg.errors.QueryError: line 1, column 15: the prefix “unheard:” is not known; declare it with PREFIX
    """
    if (strange := re.search("[\ud800-\udfff]", text)) is not None:
        raise QueryError(
            f"the query holds U+{ord(strange[0]):04X}, half of a surrogate pair, which is no character"
        )
    _limit(text)
    _refuse_service(text)
    return _apart(store, text, values or {})


def _limit(text: str) -> None:
    """Refuse what could exhaust the stack. Brackets in strings count too: safe, and never near the limits."""
    bare = _IRI.sub("i", _COMMENT.sub("", text))
    if len(bare) > MOST_CHARACTERS:
        raise QueryError(f"the query is {len(bare)} characters long, and at most {MOST_CHARACTERS} are read")
    depth = deepest = 0
    for mark in re.findall(r"[(){}\[\]]", bare):
        depth = depth + 1 if mark in "([{" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    if deepest > MOST_DEPTH:
        raise QueryError(f"the query nests brackets {deepest} deep, and at most {MOST_DEPTH} are read")
    links = len(_LINK.findall(bare))
    if links > MOST_LINKS:
        raise QueryError(f"the query holds {links} brackets and operators, and at most {MOST_LINKS} are read")


def _refuse_service(text: str) -> None:
    """Refuse SERVICE, which would send the query to another machine.

    Only the parser can tell the keyword from the same letters in a string, a comment or a name. So it is asked,
    without a graph, about the text with other letters in their place: where that still is a query, no keyword was lost.
    """
    if not _SERVICE.search(text):
        return
    try:
        ox.Store().query(_SERVICE.sub("zzzzzzz", text), prefixes=PREFIXES)
    except SyntaxError as error:
        found = _fault(error, text)
        place = next(_SERVICE.finditer(text))
        line, column = _line(text, place.start())
        raise QueryError(
            f"line {line}, column {column}: SERVICE would send the query elsewhere, and a query reads this graph alone"
        ) from found


def _apart(store: ox.Store, text: str, values: Mapping[str, Term]) -> Table:
    """Work in a thread of its own, whose stack is known; as the engine hears no signal, Ctrl-C needs it too."""
    outcome: list[Table | Exception] = []

    def work() -> None:
        try:
            outcome.append(_answer(store, text, values))
        except (SyntaxError, RuntimeError, ValueError, OSError) as error:
            outcome.append(error)

    thread = threading.Thread(target=work, daemon=True)
    usual = threading.stack_size(_STACK)
    try:
        thread.start()
    finally:
        threading.stack_size(usual)
    thread.join()
    match outcome:
        case [Table() as table]:
            return table
        case [SyntaxError() as error]:
            raise _fault(error, text) from error
        case [Exception() as error]:
            raise QueryError(f"the query cannot be run: {_unbound(str(error))}") from error
        case _:
            raise QueryError("the query cannot be run: the engine gave up on it")


def _answer(store: ox.Store, text: str, values: Mapping[str, Term]) -> Table:
    found = store.query(
        text,
        prefixes=PREFIXES,
        substitutions={ox.Variable(name): term for name, term in values.items()} or None,
    )
    if isinstance(found, ox.QueryBoolean):
        return Table(("answer",), ((ox.Literal(bool(found)),),), "truth")
    if isinstance(found, ox.QuerySolutions):
        columns = tuple(variable.value for variable in found.variables)
        return Table(columns, tuple(tuple(row) for row in found))
    triples = {(t.subject, t.predicate, t.object) for t in found}
    return Table(("subject", "predicate", "object"), tuple(sorted(triples, key=str)), "graph")


def _unbound(said: str) -> str:
    name = re.search(r"\?\w+", said)
    if "SELECT projection" in said and name:
        return f"a value was given for {name[0]}, which the query does not select"
    return said


def _fault(error: SyntaxError, text: str) -> QueryError:
    """Say in words where a query is wrong.

    Oxigraph names the furthest place that it looked at, and it looks ahead by the length of each keyword that
    could stand there; the longest of them is taken off again.
    """
    update = _UPDATE.match(text)
    if update:
        line, column = _line(text, update.start(1))
        return QueryError(
            f"line {line}, column {column}: {update[1].upper()} would change the graph, and a query only reads"
        )
    told = _PLACE.match(str(error))
    if not told:
        return QueryError(f"the query cannot be read: {error}")
    offset = _offset(text, int(told[1]), int(told[2]))
    known = {*PREFIXES, *_DECLARED.findall(text)}
    strange = [m for m in _PREFIXED.finditer(_OPAQUE.sub(_blank, text)) if (m[1] or "") not in known]
    if strange and strange[0].start() <= offset:
        line, column = _line(text, strange[0].start())
        return QueryError(
            f"line {line}, column {column}: the prefix “{strange[0][1] or ''}:” is not known; declare it with PREFIX"
        )
    reason = re.search(r"(?:The|Duplicated) [A-Za-z ]{12,}", told[3])
    keywords = _KEYWORD.findall(re.sub(r"\[.*?\]", "", told[3], flags=re.DOTALL))
    if not reason and keywords:
        offset = max(offset - max(map(len, keywords)), 0)
    line, column = _line(text, offset)
    near = " ".join(text[offset:].split())[:24]
    what = f"{reason[0][0].lower()}{reason[0][1:]}" if reason else "this is not SPARQL 1.1"
    return QueryError(f"line {line}, column {column}: {what}, near {f'“{near}”' if near else 'its end'}")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _offset(text: str, line: int, column: int) -> int:
    before = text.split("\n")[: line - 1]
    return min(sum(len(words) + 1 for words in before) + column - 1, len(text))


def _line(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
