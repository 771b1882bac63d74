"""The names in person phrases, and what stands right beside them."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Entity
from kg.people.units import Unit
from kg.vocabulary import Roles

__all__ = ["country_behind", "gender_of", "name_at", "peerage"]

_PEERS = frozenset("lord lady baroness baron viscount viscountess earl countess duke duchess".split())


def gender_of(units: Sequence[Unit], roles: Roles) -> str | None:
    """Return ``m`` or ``f`` where a title shows it ("Madam", "Sir"), the first that does."""
    for unit in units:
        for words in (unit.lower, unit.lower.split(" ")[-1]):
            if words in roles.feminine:
                return "f"
            if words in roles.masculine:
                return "m"
    return None


def name_at(units: Sequence[Unit], at: int, roles: Roles, *, after_title: bool) -> tuple[str | None, int]:
    """Read a name: capital words, initials, and the particles between them."""
    words: list[str] = []
    i = at
    while i < len(units):
        unit = units[i]
        lower = unit.lower
        if lower in roles.post_nominals and words:
            i += 1
            continue
        fits = (
            unit.kind == "n"
            or (unit.kind == "l" and after_title)
            or (unit.kind == "p" and words and len(words) < 2)
            or (unit.kind == "c" and after_title and _reads_as_name(units, i, words))
        )
        initial = unit.words == "." and words and len(words[-1]) == 1
        behind = next((u for u in units[i + 1 : i + 3] if u.lower not in roles.particles), None)
        particle = lower in roles.particles and behind is not None and behind.kind == "n"
        if fits or (particle and (words or after_title)):
            words.append(unit.words)
        elif initial:
            words[-1] += "."
        elif lower in roles.particles and words and unit.words[0].isupper():
            words.append(unit.words)
        else:
            break
        i += 1
    while words and words[-1].lower() in roles.post_nominals:
        words.pop()
    if words and words[-1].lower() in roles.meetings:  # "Chiefs of Defense Meeting"
        return None, at
    return (" ".join(words), i) if words else (None, at)


def peerage(titles: Sequence[Unit], units: Sequence[Unit], at: int) -> tuple[str, int]:
    """Read the place in a peer's title behind the name ("Lord Okoro **of Ealing**"), and return where it ends."""
    place = units[at + 1] if at + 1 < len(units) and units[at].lower == "of" else None
    if place is None or place.kind not in "nl" or not any(u.lower.split(" ")[-1] in _PEERS for u in titles):
        return "", at
    return f" of {place.words}", at + 2


def _reads_as_name(units: Sequence[Unit], at: int, words: Sequence[str]) -> bool:
    """Tell whether a country's name is a person's ("Israel Katz", "Michael Jordan")."""
    if words:
        return not (at + 1 < len(units) and units[at + 1].kind in "oO")
    return at + 1 < len(units) and units[at + 1].kind in "nc"


def country_behind(units: Sequence[Unit], at: int) -> tuple[Entity | None, int]:
    """Read the country behind a name ("of the Philippines", "(Oman)"), and return where it ends."""
    if at + 1 < len(units) and units[at].lower == "of":
        j = at + 1 + (units[at + 1].lower == "the")
        if j < len(units) and units[j].kind == "c":
            return units[j].entity, j + 1
    if (
        at + 2 < len(units)
        and units[at].words == "("
        and units[at + 1].kind == "c"
        and units[at + 2].words == ")"
    ):
        return units[at + 1].entity, at + 3
    return None, at
