"""Who the persons that met are: office-holders of the vocabulary, where name, office, country and day leave but one.

Linking is conservative. Where several fit, or none, a person keeps an IRI of the graph's own, and a note says why.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from kg import iris
from kg.lexicon import compiled
from kg.model import Entity, Participant
from kg.people import office_key
from kg.vocabulary import Vocabulary
from kg.vocabulary.tenures import Holder, Tenure, matching, words

__all__ = ["Link", "link", "linked", "person"]

_UNRANKED = frozenset(
    "deputy vice under assistant former acting parliamentary permanent shadow prime".split()
)
"""Words that make another office of one: the Deputy Secretary is not the Secretary."""

_PARTS = re.compile(r",|/|&|\band\b")
"""What stands between the offices of one person, or the matters of one ("Minister of Foreign Affairs and Trade")."""


@dataclass(frozen=True, slots=True)
class Link:
    """Whom a name means: one ``holder`` or nobody, why, and whether several bore the name in the office in turn."""

    holder: Holder | None
    note: str = ""
    shared: bool = False


def link(
    name: str,
    office: str | None,
    side: Entity | None,
    day: datetime.date | None,
    vocabulary: Vocabulary,
    *,
    near: Iterable[Entity] = (),
) -> Link:
    """Find the one office-holder of that name who held that office for that country or body on that day.

    A surname without a ``side`` may be somebody's of one of the countries and bodies that are ``near``.

    >>> from datetime import date
    >>> from kg.vocabulary import load
    >>> states = Entity(iris.entity("country", "US"), "United States", "country", "US")
    >>> def who(day, name="Austin", office="Secretary of Defense"):
    ...     return link(name, office, states, date.fromisoformat(day), load())
    >>> who("2021-03-16").holder.label, who("1990-03-16").holder
    ('Lloyd Austin', None)
    >>> who("1990-03-16").note
    'no office-holder of this name is known to have held this office on that day'
    >>> who("2021-03-16", office="Deputy Secretary of Defense").holder is None
    True
    """
    namesakes = matching(name, vocabulary.holders)
    if not namesakes:
        return Link(None, "no office-holder of this name is known")
    full = " " in name
    sides = [side] if side is not None else [] if full else list(near)
    if not sides and not full:
        return Link(None, "the country or body of this office is not known")
    states = frozenset().union(*map(_states, sides))
    in_office = [
        (h, t)
        for h in namesakes
        for t in h.tenures
        if (not states or t.country in states) and _same_office(office, t, name, vocabulary)
    ]
    shared = len({h.iri for h, _ in in_office}) > 1
    if day is None:
        return Link(None, "the day of the meeting is not known", shared)
    then = {h.iri: h for h, t in in_office if _held(t, day)}
    if not then:  # a term that nobody verified may still single out one of several
        then = {h.iri: h for h, t in in_office if t.hint is not None and t.hint[0] <= day <= t.hint[1]}
    if len(then) == 1:
        return Link(next(iter(then.values())), "", shared)
    if then:
        return Link(None, "several office-holders of this name held such an office on that day", shared)
    return Link(None, "no office-holder of this name is known to have held this office on that day", shared)


def linked(
    participants: Sequence[Participant], day: datetime.date | None, vocabulary: Vocabulary
) -> tuple[Participant, ...]:
    """Give the persons who met the IRIs of the office-holders that they are; the others keep their own, with a note.

    A surname that several bore in one office at different times gets the year of the meeting into its IRI, so that two
    presidents of one name never become one.
    """
    return tuple(_linked(p, day, vocabulary) if p.entity.kind == "person" else p for p in participants)


def person(found: Link, entity: Entity, day: datetime.date | None, vocabulary: Vocabulary) -> Entity:
    """Return who a person is: the holder found, or ``entity``, whose IRI must not be that of another.

    A holder has the preferred name where it is that of the text with more or fewer words, else that of the text.
    The year goes into the IRI where several bore the surname in the office in turn, or where an office-holder has it.
    """
    if found.holder is not None:
        one, other = words(entity.label), words(found.holder.label)
        label = found.holder.label if one <= other or other <= one else entity.label
        return replace(entity, iri=found.holder.iri, label=label, known=True)
    if (found.shared and " " not in entity.label) or entity.iri in _taken(vocabulary):
        year = str(day.year) if day is not None else "undated"
        return replace(entity, iri=f"{entity.iri}-{year}")
    return entity


def _linked(participant: Participant, day: datetime.date | None, vocabulary: Vocabulary) -> Participant:
    name, office = participant.name, participant.office
    if name == office:  # a title alone names nobody
        return participant
    found = link(name, office, participant.side, day, vocabulary)
    return replace(participant, entity=person(found, participant.entity, day, vocabulary), note=found.note)


@cache
def _taken(vocabulary: Vocabulary) -> frozenset[str]:
    """Return the IRIs of the office-holders."""
    return frozenset(h.iri for those in vocabulary.holders.values() for h in those)


def _states(side: Entity) -> frozenset[str]:
    """Return the IRIs by which a term may name whom somebody speaks for: the body, or its country."""
    return frozenset([side.iri, iris.entity("country", side.country or "")])


def _held(tenure: Tenure, day: datetime.date) -> bool:
    """Tell whether a day lies in the verified part of a term."""
    return tenure.since is not None and tenure.until is not None and tenure.since <= day <= tenure.until


@lru_cache(maxsize=8192)
def _key(office: str, body: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the words of an office without whose it is: a country, or the body of that IRI."""
    own = office
    for name in reversed(compiled(vocabulary).names(office)):
        entity = name.entities[0]
        if entity.kind == "country" or entity.iri == body:
            own = own[: name.start] + " " + own[name.end :]
    return frozenset(office_key(own).split())


def _same_office(given: str | None, held: Tenure, name: str, vocabulary: Vocabulary) -> bool:
    """Tell whether an office as a text gives it is one as a source names it; without one, only a full name will do."""
    if given is None:
        return " " in name
    one, other = (_key(office, held.country, vocabulary) for office in (given, held.office))
    if not one or not other:
        return False
    if other in (one, *(_key(part, held.country, vocabulary) for part in _PARTS.split(given))):
        return True
    more = other - one  # a bare title may mean a fuller office, but "Minister" no Minister of State
    return one < other and not more & _UNRANKED and not ("state" in more and "minister" in one)
