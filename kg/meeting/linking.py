"""Who the persons that met are: office-holders of the vocabulary, where name, office, country and day leave but one.

Linking is conservative. Where several fit, or none, a person keeps an IRI of the graph's own, and a note says why.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg import iris
from kg.meeting.merging import office_key
from kg.model import Entity, Participant
from kg.vocabulary import Vocabulary
from kg.vocabulary.tenures import Holder, Tenure, matching, words

__all__ = ["Link", "link", "linked", "person"]

_UNRANKED = frozenset("deputy vice under assistant former acting parliamentary permanent shadow".split())
"""Words that make another office of one: the Deputy Secretary is not the Secretary."""

_STATE = re.compile(
    r"\s*\([^)]*\)|\b(?:United States|U\.S\.|of the Republic of|of the Kingdom of|of the State of|of the Union)\b"
    r"|\b(?:of|in)\s(?:the\s)?(?:[A-Z][\w'’-]*\s?)+$"
)
"""What in the name of an office says whose it is, which the country of the term says too."""


@dataclass(frozen=True, slots=True)
class Link:
    """Whom a name means: one ``holder`` or nobody, why, and whether several bore the name in the office in turn."""

    holder: Holder | None
    note: str = ""
    shared: bool = False


def link(
    name: str, office: str | None, code: str | None, day: datetime.date | None, vocabulary: Vocabulary
) -> Link:
    """Find the one office-holder of that name who held that office for that country on that day.

    >>> from datetime import date
    >>> from kg.vocabulary import load
    >>> def who(day, name="Austin", office="Secretary of Defense"):
    ...     return link(name, office, "US", date.fromisoformat(day), load())
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
    in_office = [
        (h, t)
        for h in namesakes
        for t in h.tenures
        if (code is None or t.country == iris.entity("country", code))
        and _same_office(office, t.office, name)
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


def person(holder: Holder, name: str, code: str | None = None) -> Entity:
    """Return an office-holder as somebody named in a text, by the preferred name where it is the same with more words.

    >>> roe = Holder("x:roe", "Jo Roe", (frozenset(["jo", "roe"]),), frozenset(["roe"]), ())
    >>> [person(roe, name).label for name in ("Roe", "Jo B. Roe", "Joanna Roe")]
    ['Jo Roe', 'Jo Roe', 'Joanna Roe']
    """
    one, other = words(name), words(holder.label)
    label = holder.label if one <= other or other <= one else name
    return Entity(holder.iri, label, "person", code, known=True)


def _linked(participant: Participant, day: datetime.date | None, vocabulary: Vocabulary) -> Participant:
    name, office = participant.name, participant.office
    if name == office:  # a title alone names nobody
        return participant
    code = participant.side.country if participant.side is not None else None
    found = link(name, office, code, day, vocabulary)
    entity = participant.entity
    if found.holder is not None:
        return replace(participant, entity=person(found.holder, name, code))
    if found.shared and " " not in name:
        key = office_key(office) if office else ""
        year = str(day.year) if day is not None else "undated"
        entity = replace(entity, iri=iris.entity("person", code or "", name, key, year))
    return replace(participant, entity=entity, note=found.note)


def _held(tenure: Tenure, day: datetime.date) -> bool:
    """Tell whether a day lies in the verified part of a term."""
    return tenure.since is not None and tenure.until is not None and tenure.since <= day <= tenure.until


@lru_cache(maxsize=8192)
def _key(office: str) -> frozenset[str]:
    return frozenset(office_key(_STATE.sub(" ", office)).split())


def _same_office(given: str | None, held: str, name: str) -> bool:
    """Tell whether an office as a text gives it is one as a source names it; without one, only a full name will do."""
    if given is None:
        return " " in name
    one, other = _key(given), _key(held)
    if not one or not other or (one ^ other) & _UNRANKED:
        return False
    return one <= other or other <= one
