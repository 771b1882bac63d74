"""Which statements of a graph a page is about."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.networks import ACTORS, local_name, sides, targets

if TYPE_CHECKING:
    from networkx import MultiDiGraph

__all__ = ["Part", "chosen"]

_KINDS = {"meeting": ("meeting",), "topic": ("topic",), "country": ("country", "organization")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Which statements a page is about: those that meet every condition that is not left empty.

    ``meeting``, ``topic`` (with what is narrower) and ``country`` (or a body) are IRIs, the last part of one,
    labels or other names, codes, or the day of a meeting; ``since`` and ``until`` are ISO dates, both inclusive.
    """

    meeting: str = ""
    topic: str = ""
    country: str = ""
    since: str = ""
    until: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


def chosen(graph: MultiDiGraph, part: Part, others: Mapping[str, Sequence[str]]) -> list[str]:
    """List the statements of a part of a graph, in the order of time, document and text.

    ``others`` gives the further names that things go by. Raises :class:`~kg.errors.QueryError` where nothing
    in the graph bears a name, where a day is none, or where no statement meets the conditions.

    >>> import kg, kg.networks
    >>> graph = kg.networks.network(kg.build([kg.seed()]))
    >>> len(chosen(graph, Part(), {})), len(chosen(graph, Part(topic="North Korea", country="US"), {}))
    (24, 3)
    >>> chosen(graph, Part(topic="North Corea"), {})
    Traceback (most recent call last):
    kg.errors.QueryError: no topic of the graph is called “North Corea”; did you mean “North Korea”?
    """
    since, until = _day(part.since), _day(part.until)
    found = [iri for iri, data in graph.nodes(data=True) if data["kind"] == "statement"]
    if since or until:
        days = {iri: graph.nodes[iri].get("date", "") for iri in found}
        found = [iri for iri in found if days[iri] and since <= days[iri] <= (until or days[iri])]
    if part.meeting:
        meetings = _called(graph, "meeting", part.meeting, others)
        found = [iri for iri in found if graph.nodes[iri].get("meeting") in meetings]
    if part.topic:
        topics = _narrower(graph, _called(graph, "topic", part.topic, others))
        found = [iri for iri in found if not topics.isdisjoint(targets(graph, iri, "about"))]
    if part.country:
        countries = _called(graph, "country", part.country, others)
        found = [iri for iri in found if not countries.isdisjoint(_involved(graph, iri))]
    if part and not found:
        raise QueryError("no statement of the graph meets all of these conditions, and a page needs one")
    return found


def _day(given: str) -> str:
    try:
        return date.fromisoformat(given).isoformat() if given else ""
    except ValueError:
        raise QueryError(f"“{given}” is not a day; wanted one such as 2021-03-16") from None


def _called(graph: MultiDiGraph, kind: str, name: str, others: Mapping[str, Sequence[str]]) -> set[str]:
    """Find what bears a name, whatever its case."""
    names: dict[str, set[str]] = defaultdict(set)
    words: dict[str, str] = {}
    for iri, data in graph.nodes(data=True):
        if data["kind"] in _KINDS[kind]:
            words |= {_folded(form): form for form in (*others.get(iri, ()), data["label"])}
            own = (iri, local_name(iri), data["label"], data.get("code", ""), data.get("date", ""))
            for form in (*own, *others.get(iri, ())):
                names[_folded(form)].add(iri)
    if name.strip() and _folded(name) in names:
        return names[_folded(name)]
    near = [f"“{words[form]}”" for form in difflib.get_close_matches(_folded(name), sorted(words), n=2)]
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    raise QueryError(f"no {kind} of the graph is called “{name}”{hint}")


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _narrower(graph: MultiDiGraph, topics: Iterable[str]) -> set[str]:
    found = set(topics)
    edge = list(found)
    while edge:
        for narrower, _, role in graph.in_edges(edge.pop(), data="role"):
            if role == "broader" and narrower not in found:
                found.add(narrower)
                edge.append(narrower)
    return found


def _involved(graph: MultiDiGraph, statement: str) -> list[str]:
    """Return who speaks, is spoken for, addressed, bound or named in a statement."""
    return [
        *sides(graph, statement),
        *(t for _, t in graph.out_edges(statement) if graph.nodes[t]["kind"] in ACTORS),
    ]
