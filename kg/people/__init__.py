"""Persons and offices as a readout writes them: "Foreign Minister X", "Mr. X, Minister of Y", "the Secretary".

A phrase is read by its parts: forms of address, ranks, office words with their portfolio, names with their particles,
and the country or body that the phrase says the person speaks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.english import Token
from kg.lexicon import Name
from kg.model import Entity
from kg.people.joining import Person, united
from kg.people.names import country_behind, gender_of, name_at, peerage
from kg.people.offices import office_at, office_key
from kg.people.units import Unit, units_of
from kg.vocabulary import Roles

__all__ = ["Person", "office_key", "persons"]


def persons(tokens: Sequence[Token], names: Sequence[Name], roles: Roles) -> tuple[Person, ...]:
    """Find the person phrases of one sentence or line.

    >>> from kg.english import tokenize
    >>> from kg.lexicon import compiled
    >>> from kg.vocabulary import load
    >>> text = "Mr. ŌTA Ken, Minister of Defense, met Vietnamese Foreign Minister Tran Bao and Sir A B Roe of Canada."
    >>> for p in persons(tokenize(text), compiled(load()).names(text), load().roles):
    ...     print(p.name, "|", p.office, "|", p.side and p.side.country, "|", p.gender)
    ŌTA Ken | Minister of Defense | None | m
    Tran Bao | Foreign Minister | VN | None
    A B Roe | None | CA | m
    """
    units = units_of(tokens, names, roles)
    found: list[Person] = []
    at = 0
    while at < len(units):
        if units[at].kind == "x":
            at += 1  # most words begin no person phrase: leave them at once
            continue
        person, after = _phrase(units, at, roles)
        if person is None:
            at += 1
            continue
        owner = _possessor(units, at) if person.side is None and person.office else None
        if owner is not None:
            person = replace(person, first=units[at - 2].first, side=owner)
        if person.side is None and person.office:
            side, after = _ministry_behind(units, after)
            if side is not None:
                person = replace(person, last=units[after - 1].last, side=side)
        if person.office and any(u.kind == "O" for u in units[at:after]):
            listed, after = _list(units, person, at, after, roles)
            found.extend(listed if person.bare and listed else [person, *listed])
        else:
            found.append(person)
        at = max(after, at + 1)
    return tuple(_sharing(united(found, tokens, roles), tokens))


def _sharing(found: Sequence[Person], tokens: Sequence[Token]) -> list[Person]:
    """Give two guests the country behind the second ("hosted Minister X and Minister Y of Ghana")."""
    shared = list(found)
    for n in range(len(shared) - 1, 1, -1):
        one, two = shared[n - 1], shared[n]
        between = [t.lower for t in tokens[one.last : two.first]]
        behind = any(t.lower == "of" for t in tokens[max(two.first, two.last - 3) : two.last])
        if between == ["and"] and one.side is None and two.side is not None and behind and one.office:
            shared[n - 1] = replace(one, side=two.side)
    return shared


def _possessor(units: Sequence[Unit], at: int) -> Entity | None:
    """Return the country whose office it is ("Norway's Foreign Minister")."""
    if at > 1 and units[at - 1].lower in ("'s", "’s", "'", "’") and units[at - 2].kind == "c":
        return units[at - 2].entity
    return None


def _ministry_behind(units: Sequence[Unit], at: int) -> tuple[Entity | None, int]:
    """Read whose ministry stands behind an office (", Ministry of External Affairs of India"), and where it ends."""
    if at + 1 >= len(units) or units[at].words != "," or units[at + 1].kind not in "pc":
        return None, at
    side: Entity | None = None
    i = at + 1
    while i < len(units) and (units[i].kind in "pc" or units[i].lower in ("of", "the", "for", "and")):
        side = side or units[i].entity
        i += 1
    opening = units[at + 1].entity
    body = opening is None or opening.kind != "country"
    return (side, i) if side is not None and body and units[i - 1].kind in "pc" else (None, at)


def _phrase(units: Sequence[Unit], at: int, roles: Roles) -> tuple[Person | None, int]:
    """Read one person phrase that begins at a unit: titles, then a name, then "of" a country."""
    i = at
    while i < len(units) and (units[i].kind == "h" or (i > at and units[i].words == ".")):
        i += 1
    addressed = i > at
    gender = gender_of(units[at:i], roles)
    office, side, j = office_at(units, i)
    if office is None and units[at].kind == "c":
        return None, at + 1
    gender = gender or (gender_of(units[i:j], roles) if office else None)
    while j < len(units) and units[j].kind == "h":
        gender, j, addressed = gender_of(units[j : j + 1], roles) or gender, j + 1, True
    name, k = name_at(units, j, roles, after_title=office is not None or addressed)
    if name is None:
        if office is None:
            return None, at + 1
        return Person(units[at].first, units[j - 1].last, None, office, side, gender), j
    titled = office is not None or addressed
    estate, k = peerage(units[at:j], units, k)
    name += estate
    if not titled and (len(name.split()) < 2 or units[at].kind != "n"):
        return None, at + 1
    behind, k2 = country_behind(units, k)
    return Person(units[at].first, units[k2 - 1].last, name, office, behind or side, gender, titled), k2


def _list(
    units: Sequence[Unit], office: Person, start: int, at: int, roles: Roles
) -> tuple[list[Person], int]:
    """Read the names that share a plural office: "National Security Advisors A of X, B of Y, and C of Z"."""
    found: list[Person] = []
    i = at
    own = office.side
    more = [u.lower if u.kind != "c" else "" for u in units[at : at + 3]]
    if own is not None and more == ["and", "", ","]:  # "the Presidents of Kenya and Uganda, X and Y"
        at = i = at + 2
    while i < len(units):
        j = i
        while j < len(units) and units[j].lower in (",", "and"):
            j += 1
        placed, j = _country_before(units, j)
        own = placed or own
        gender = gender_of(units[j : j + 1], roles) if j < len(units) and units[j].kind == "h" else None
        j += j < len(units) and units[j].kind == "h"
        name, k = name_at(units, j, roles, after_title=True)
        if name is None:
            break
        k += k < len(units) and units[k].words == ")"
        side, k = country_behind(units, k)
        found.append(Person(units[j].first, units[k - 1].last, name, office.office, side or own, gender))
        i, own = k, None
    if found:
        countries = [u.entity for u in units[start:at] if u.entity is not None and u.entity.kind == "country"]
        if len(countries) == len(found) > 1:
            found = [replace(person, side=own) for person, own in zip(found, countries, strict=True)]
        found[0] = replace(found[0], first=office.first)
    return found, i


def _country_before(units: Sequence[Unit], at: int) -> tuple[Entity | None, int]:
    """Read the country before a name that shares an office ("of Slovenia, X", "Fiji (X)"), and where that begins."""
    j = at
    while j < len(units) and units[j].lower in ("of", "the"):
        j += 1
    if j + 1 < len(units) and units[j].kind == "c" and units[j + 1].words in (",", "("):
        return units[j].entity, j + 2
    opens = (
        at < len(units) and units[at].words == "("
    )  # the country stands with the office: "of Australia (X)"
    return None, at + opens
