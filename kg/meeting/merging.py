"""Phrases that are one person's: the same name, or the same office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg import iris
from kg.meeting.model import Found
from kg.people import Person, office_key

__all__ = ["combined", "same_office", "same_person", "unified"]


def same_office(one: Person, two: Person) -> bool:
    """Tell whether a bare title and another phrase can be one person's.

    >>> bare = Person(0, 1, office="Minister")
    >>> same_office(bare, Person(0, 3, "Reyes", "Foreign Minister")), same_office(bare, Person(0, 1, "Reyes"))
    (True, False)
    """
    if _sides_differ(one, two):
        return False
    a, b = set(office_key(one.office).split()), set(office_key(two.office).split())
    return bool(a) and bool(b) and (a <= b or b <= a)


def same_person(one: Person, two: Person) -> bool:
    """Tell whether two phrases name one person, the one perhaps with fewer names.

    >>> reyes = Person(0, 2, "Anna Reyes")
    >>> same_person(reyes, Person(0, 1, "Reyes")), same_person(reyes, Person(0, 2, "Ana Roe"))
    (True, False)
    """
    if one.name is None or two.name is None or _sides_differ(one, two):
        return False
    a, b = (set(iris.slug(n).split("-")) for n in (one.name, two.name))
    return a <= b or b <= a


def _sides_differ(one: Person, two: Person) -> bool:
    """Tell whether the phrases say that the two speak for different countries."""
    return one.side is not None and two.side is not None and one.side.country != two.side.country


def combined(one: Person, two: Person) -> Person:
    """Make one person of two phrases: the longer name, the fuller office, and the side and gender of either.

    >>> combined(Person(0, 1, "Reyes"), Person(4, 7, "Anna Reyes", "Minister", gender="f"))
    Person(first=0, last=1, name='Anna Reyes', office='Minister', side=None, gender='f', titled=True)
    """
    longer = max((n for n in (one.name, two.name) if n), key=lambda n: (len(n.split()), n), default=None)
    ours, theirs = one.office, two.office
    own = bool(ours) and (one.name == longer or len(ours or "") >= len(theirs or ""))
    return replace(
        one,
        name=longer,
        office=ours if own else theirs or ours,
        side=one.side or two.side,
        gender=one.gender or two.gender,
    )


def unified(found: Iterable[Found]) -> list[Found]:
    """Merge the finds that name one person, each where it first stands."""
    merged: list[Found] = []
    for f in found:
        at = next((n for n, m in enumerate(merged) if same_person(m.person, f.person)), None)
        if at is None:
            merged.append(f)
        else:
            twin = merged[at]
            both = combined(twin.person, f.person)
            merged[at] = replace(twin, person=both, principal=twin.principal or f.principal)
    return merged
