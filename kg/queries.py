"""The queries that ship with the toolkit, and the one call that answers any query.

A named query is a file of plain SPARQL in ``ontology/queries/`` under a head of comments::

    # title: Requests
    # question: Who urged, asked or instructed whom to do what?
    # parameter: country (actor) a side of the meeting, by code, name or IRI

with a block ``VALUES ?country { UNDEF }`` for each parameter. Any SPARQL engine runs the file as it stands; a
value that is given takes the place of ``UNDEF`` as an RDF term, never as text.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import iris
from kg.errors import QueryError
from kg.sparql import evaluate
from kg.store import merged
from kg.tables import Table, Term

if TYPE_CHECKING:
    from rdflib import Dataset, Graph

__all__ = ["Given", "NamedQuery", "Parameter", "Table", "get", "named", "parse", "query"]

# What a caller may give for a parameter; every kind is turned into a term, none into text of the query.
Given = str | int | float | bool | Decimal | date | Term

_NAME = re.compile(r"[A-Za-z][\w-]*")
_HEAD = re.compile(r"^# *(title|question|parameter): *(.+)$", re.MULTILINE)
_PARAMETER = re.compile(r"(\w+) *\((\w+)\) *(.*)")
_ABSOLUTE = re.compile(r"(?:https?://|urn:)\S+")
_CLASSES = {
    "act": ("Act",),
    "actor": ("Country", "Organization", "Person"),
    "meeting": ("Meeting",),
    "topic": ("Topic",),
}
_NAMED = """
SELECT DISTINCT ?thing ?name {
  VALUES ?class { %s }
  { ?thing a ?class ; rdfs:label|skos:prefLabel|skos:altLabel|skos:notation ?name }
  UNION { ?thing a ?class ; schema:startDate ?start BIND(SUBSTR(STR(?start), 1, 10) AS ?name) }
} ORDER BY ?thing ?name
"""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query takes: its ``name``, its ``kind`` and what it is for.

    ``kind`` is ``act``, ``actor``, ``meeting`` or ``topic``, whose values may be names or codes, or ``value``.
    """

    name: str
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with a name, a title, and the question that it answers."""

    name: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    text: str


def named() -> tuple[NamedQuery, ...]:
    """Return the queries that ship with the package, by name.

    >>> [query.name for query in named()][:2]
    ['absent', 'act-changes']
    """
    from kg.vocabulary import folder

    found = sorted((folder() / "queries").glob("*.rq"))
    return tuple(parse(path.read_text(encoding="utf-8"), name=path.stem) for path in found)


def get(name: str) -> NamedQuery:
    """Return the named query of that name; an unknown one raises :class:`~kg.errors.QueryError`.

    >>> get("agreements").question
    'What was agreed, by whom, and in which words?'
    >>> get("agreement")
    Traceback (most recent call last):
    kg.errors.QueryError: there is no query named “agreement”; did you mean agreements or statements?
    """
    known = {query.name: query for query in named()}
    if name not in known:
        near = difflib.get_close_matches(name, known, n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else f"there are: {', '.join(known)}"
        raise QueryError(f"there is no query named “{name}”; {hint}")
    return known[name]


def parse(text: str, *, name: str = "query") -> NamedQuery:
    """Read the head of a query's text; a text without one has no title and no declared parameters.

    >>> parse("# title: All\\n# parameter: who (actor) a side\\nSELECT * {}").parameters
    (Parameter(name='who', kind='actor', about='a side'),)
    >>> parse("ASK {}").title
    ''
    """
    head = [(match[1], match[2].strip()) for match in _HEAD.finditer(text)]
    words = dict(head)
    parameters = [_PARAMETER.fullmatch(value) for key, value in head if key == "parameter"]
    return NamedQuery(
        name=name,
        title=words.get("title", ""),
        question=words.get("question", ""),
        parameters=tuple(Parameter(found[1], found[2], found[3]) for found in parameters if found),
        text=text,
    )


def query(
    graph: Dataset | Graph | ox.Store,
    text_or_name: str | NamedQuery,
    /,
    **parameters: Given | Iterable[Given],
) -> Table:
    """Answer a query over a graph: SPARQL 1.1, or the name of a query that ships with the package.

    A dataset is read as the union of its named graphs, a ``pyoxigraph.Store`` as it stands: who asks a large
    dataset often saves time with :func:`kg.store.merged`.

    Each parameter gives a value, or several, to the variable of its name. An actor, topic, act or meeting may be
    named by IRI, by prefixed name, by its code or by any of its names in the graph. Raises
    :class:`~kg.errors.QueryError` for what cannot be run, and for names that nothing bears.

    >>> import kg
    >>> graph = kg.build([kg.seed()])
    >>> query(graph, "ASK { ?who readout:committedParty ?who }").rows
    ((False,),)
    >>> len(query(graph, "agreements")), len(query(graph, "agreements", topic="cyber"))
    (9, 1)
    """
    if isinstance(text_or_name, str):
        bare = text_or_name.strip()
        asked = get(bare) if _NAME.fullmatch(bare) else parse(text_or_name)
    else:
        asked = text_or_name
    kinds = {parameter.name: parameter.kind for parameter in asked.parameters}
    store = graph if isinstance(graph, ox.Store) else merged(graph)
    text, loose = asked.text, {}
    for name, given in sorted(parameters.items()):
        terms = _terms(store, name, kinds.get(name, "value"), given)
        text, bound = _bind(text, name, terms)
        if not bound and (asked.title or asked.parameters or len(terms) != 1):
            known = ", ".join(kinds) or "none"
            raise QueryError(f"the query “{asked.name}” has no parameter “{name}”; it has: {known}")
        if not bound:
            loose[name] = terms[0]
    return evaluate(store, _unbind(text), values=loose)


def _bind(text: str, name: str, terms: list[Term]) -> tuple[str, bool]:
    """Put terms into the query's own VALUES block of a variable, in N-Triples, where nothing can end early."""
    block = re.compile(rf"VALUES\s+\?{re.escape(name)}\s*\{{[^{{}}]*\}}")
    words = " ".join(map(str, terms))
    bound, count = block.subn(lambda _: f"VALUES ?{name} {{ {words} }}", text)
    return bound, count > 0


def _unbind(text: str) -> str:
    """Take out the blocks that give no value: an engine plans better without them."""
    return re.sub(r"VALUES\s+\?\w+\s*\{\s*UNDEF\s*\}", "", text)


def _terms(store: ox.Store, name: str, kind: str, given: Given | Iterable[Given]) -> list[Term]:
    if isinstance(given, str) and kind in _CLASSES and not _is_term(given):
        return _resolve(store, name, kind, given)
    if isinstance(given, str) or not isinstance(given, Iterable):
        return [_term(name, given)]
    return [term for one in given for term in _terms(store, name, kind, one)]


def _is_term(given: str) -> bool:
    return bool(_ABSOLUTE.fullmatch(given)) or (":" in given and given.partition(":")[0] in iris.PREFIXES)


def _term(name: str, given: Given) -> Term:
    if isinstance(given, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple):
        return given
    if isinstance(given, bool | int | float):
        return ox.Literal(given)
    if isinstance(given, Decimal | date):
        kind = "decimal" if isinstance(given, Decimal) else "date"
        return ox.Literal(str(given), datatype=ox.NamedNode(iris.PREFIXES["xsd"] + kind))
    prefix, _, local = given.partition(":")
    try:
        if _ABSOLUTE.fullmatch(given):
            return ox.NamedNode(str(given))
        return ox.NamedNode(iris.PREFIXES[prefix] + local) if _is_term(given) else ox.Literal(given)
    except ValueError as error:
        raise QueryError(f"the value “{given}” of “{name}” is not an IRI: {error}") from error


def _resolve(store: ox.Store, name: str, kind: str, given: str) -> list[Term]:
    """Find what bears a name: by its id, code, label or other names, whatever their case.

    A name that only the ontology knows is no mistake: the graph has nothing to say of it.
    """
    from kg.vocabulary import load

    wanted = " ".join(given.split()).casefold()
    heard = _names(store, kind)
    if wanted not in heard:
        heard |= _names(merged(load().store), kind)
    if wanted in heard:
        return list(dict.fromkeys(heard[wanted]))
    near = difflib.get_close_matches(wanted, sorted(heard), n=3)
    hint = f"; did you mean {' or '.join(f'“{word}”' for word in near)}?" if near else ""
    raise QueryError(f"nothing that could be the {name} bears the name “{given}”{hint}")


def _names(store: ox.Store, kind: str) -> dict[str, list[Term]]:
    classes = " ".join(f"readout:{word}" for word in _CLASSES[kind])
    names: dict[str, list[Term]] = {}
    for thing, word in evaluate(store, _NAMED % classes).terms:
        if isinstance(thing, ox.NamedNode) and isinstance(word, ox.Literal):
            for form in (word.value, re.split("[#/]", thing.value)[-1]):
                names.setdefault(" ".join(form.split()).casefold(), []).append(thing)
    return names
