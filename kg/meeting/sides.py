"""For whom each person speaks, who leads each side, and the participants that come of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import takewhile

from kg import iris
from kg.english import tokenize
from kg.lexicon import Name
from kg.meeting.model import Found, Scene, changed
from kg.model import Entity, Participant, Span
from kg.people import office_key, persons
from kg.vocabulary import Roles, Vocabulary

__all__ = ["delegations", "gendered", "minted", "title_sides", "with_sides"]

_BODIES = frozenset(["EU", "NATO", "UN", "ASEAN", "AU"])
"""The codes of the bodies that meet countries as a side of their own."""

_BESIDE = (
    "deputy",
    "department",
    "ambassador",
    "under-secretary",
    "director",
    "counsellor",
    "desk",
    "private secretary",
)
"""Words in the offices of those who sit beside the head of a delegation."""

_LEADING = re.compile(r"deputy (?:prime minister|premier)|vice-president|director-general|director general")
"""Offices with such words whose holders lead a delegation."""


def title_sides(scene: Scene) -> list[Entity]:
    """List the countries and bodies that the title names, in its order.

    >>> import kg
    >>> from kg.meeting.model import scene
    >>> from kg.summary import read
    >>> from kg.vocabulary import load
    >>> [e.country for e in title_sides(scene(read(kg.text.read(kg.seed()), load()), load()))]
    ['JP', 'US']
    """
    tokens = tokenize(scene.title)
    names = scene.title_names
    people = persons(tokens, names, scene.vocabulary.roles)

    def portfolio(name: Name) -> bool:  # "Special Representative for North Korea Policy"
        own = [
            p for p in people if tokens[p.first].start <= name.start and name.end <= tokens[p.last - 1].end
        ]
        return any(p.side is not None and p.side != name.entities[0] for p in own)

    return list(
        dict.fromkeys(
            e
            for n in names
            if ((e := n.entities[0]).kind == "country" or e.country in _BODIES) and not portfolio(n)
        )
    )


@cache
def _bodies(vocabulary: Vocabulary) -> Mapping[str, Entity]:
    """Map the codes of bodies to the body that bears the code as a name, or else the first that belongs to it."""
    entities = vocabulary.entities
    first = {
        e.country: e
        for e in sorted(entities.values(), key=lambda e: e.iri, reverse=True)
        if e.country and e.kind == "organization"
    }
    named = {
        e.country: e
        for e in reversed(list(entities.values()))
        if e.country and e.country in vocabulary.labels(e.iri)
    }
    return first | named


def _country(code: str | None, vocabulary: Vocabulary) -> Entity | None:
    """Return the country or body with a code."""
    if code is None:
        return None
    country = vocabulary.entities.get(iris.entity("country", code))
    return country if country is not None else _bodies(vocabulary).get(code)


def with_sides(
    found: Sequence[Found], sides: Sequence[Entity], publisher: Entity | None, vocabulary: Vocabulary
) -> list[Found]:
    """Give each person a side: as stated, by elimination among those of the title, or else the publisher's."""
    placed = [changed(f, side=_stated(f, vocabulary)) for f in found]
    home = _country(publisher.country, vocabulary) if publisher is not None else None
    for number, f in enumerate(placed):
        if f.person.side is None:
            side = _left_over(number, placed, sides, home)
            if side is not None:
                placed[number] = changed(f, side=side)
    return _grouped(placed)


def _stated(found: Found, vocabulary: Vocabulary) -> Entity | None:
    """Take the side from the phrase ("of Oman"), or from an office that one country alone has."""
    side = found.person.side
    if side is not None and side.kind != "country":
        side = _country(vocabulary.home.get(side.iri) or side.country, vocabulary) or side
    if side is None and found.person.office:
        words = re.sub(r"\s*\([^)]*\)", "", found.person.office).lower().split()
        tails = (
            " ".join(words[k:]) for k in range(len(words))
        )  # "Assistant Secretary of State" is one country's too
        starts = (" ".join(words[:k]) for k in range(len(words), 3, -1))  # "… for Western Hemisphere Affairs"
        parts = (*tails, *starts)
        homes = (vocabulary.office_homes[part] for part in parts if part in vocabulary.office_homes)
        side = _country(next(homes, None), vocabulary)
    return side


def _left_over(
    number: int, placed: Sequence[Found], sides: Sequence[Entity], home: Entity | None
) -> Entity | None:
    """Find the side that is left for a person: one of the title's that nobody has, or that of those named before."""
    found = placed[number]
    principals = [f for f in placed if f.principal]
    taken = {p.person.side.iri for p in principals if p.person.side}
    free = [s for s in sides if s.iri not in taken]
    unplaced = [p for p in principals if p.person.side is None]
    if found.principal and free and len(free) == len(unplaced) and found in unplaced:
        return free[unplaced.index(found)]
    if found.principal and len(free) == 1:
        return free[0]
    if not found.principal:
        deputy = (found.person.office or "").lower()  # the Deputy Secretary of Energy is the Secretary's
        own = (
            p for p in principals if p.person.side and deputy.endswith(f" {p.person.office or ''}".lower())
        )
        superior = next(own, None)
        if superior is not None and superior.person.office:
            return superior.person.side
        return next((p.person.side for p in reversed(placed[:number]) if p.person.side), home)
    if (
        home is None
        or home.iri in taken
        or (home.kind != "country" and "inister" in (found.person.office or ""))
    ):
        return None  # no minister speaks for a body that only issued the text
    return home


def _grouped(placed: list[Found]) -> list[Found]:
    """Keep the first of each side as its principal where a side has officials of its own besides."""
    beside = [
        any(word in _LEADING.sub("", (f.person.office or "").lower()) for word in _BESIDE) for f in placed
    ]
    if not any(beside):
        return placed
    listed = all(f.sentence is None for f in placed)
    seen: set[str] = set()
    kept: list[Found] = []
    side: Entity | None = None
    for f, aide in zip(placed, beside, strict=True):
        side = f.person.side or side
        key = side.iri if side else ""
        principal = f.principal and (key not in seen or not (listed or aide))
        kept.append(replace(changed(f, side=side), principal=principal))
        seen.add(key)
    return kept


def minted(found: Sequence[Found], roles: Roles) -> tuple[Participant, ...]:
    """Make participants of the persons found; one known by a surname alone takes an IRI that names the office too."""
    participants: list[Participant] = []
    for f in found:
        p = f.person
        code = p.side.country if p.side is not None else None
        label = p.name or p.office or ""
        office = [office_key(p.office)] if p.office and " " not in label else []
        entity = Entity(iris.entity("person", code or "", label, *office), label, "person", code)
        participants.append(
            Participant(
                entity,
                label,
                _singular(p.office, roles),
                p.side,
                f.principal,
                p.gender,
                f.span,
                f.introduced,
            )
        )
    return tuple(participants)


def gendered(participants: Sequence[Participant], characters: str, roles: Roles) -> tuple[Participant, ...]:
    """Give those whose gender the report does not show the one of a title anywhere in the text ("Mr. X")."""
    shown: dict[str, str] = {}
    for match in _TITLED.finditer(characters):
        title = match.group("title").lower().rstrip(".")
        gender = "f" if title in roles.feminine else "m" if title in roles.masculine else None
        words = match.group("name").split() if gender else []
        named = takewhile(lambda w: w[0].isupper() or w.lower() in roles.particles, words)
        for word in named:  # "Ms Reyes thanked Minister Okello" shows nothing of the Minister
            shown.setdefault(iris.slug(word), gender or "")
    borne = Counter(iris.slug(p.name.split()[-1]) for p in participants)
    return tuple(
        replace(p, gender=shown.get(last))
        if p.gender is None and p.entity.kind == "person" and p.name != p.office and borne[last] == 1
        else p
        for p in participants
        for last in (iris.slug(p.name.split()[-1]),)
    )


_TITLED = re.compile(
    r"\b(?P<title>Mr|Ms|Mrs|Miss|Sir|Dame|Lady|Lord|Madam|Madame|Mme|Shri|Smt|Baroness)\b\.?\s+(?P<name>(?:[^\W\d_][\w’'-]*\s?){1,4})"
)
"""A title that shows a gender, and the words behind it."""


def _singular(office: str | None, roles: Roles) -> str | None:
    """Write a shared plural office ("National Security Advisors") for the one who holds it."""
    words = (office or "").split(" ")
    last = next((n for n, w in enumerate(words) if w.lower() in ("of", "for")), len(words)) - 1
    head = words[last].lower()
    if head in roles.plurals and head not in roles.offices and head[:-1] in roles.offices:
        return " ".join([*words[:last], words[last][:-1], *words[last + 1 :]])
    return office


_IN = re.compile(r"\b(?:in|at|to)\s(?:the\s)?$")
"""Before a capital, what tells that it is the venue, and not its government."""


def delegations(scene: Scene, spans: Sequence[Span]) -> tuple[Participant, ...]:
    """Where no person is named, countries and bodies take part as themselves."""
    found: list[tuple[Entity, Span | None]] = [
        (name.entities[0], Span(name.start, name.end))
        for span in spans
        for name in scene.parse(span).names
        if _is_side(name) and not (name.seat and _IN.search(scene.characters[span.start : name.start]))
    ]
    listed = title_sides(scene)
    if len(listed) >= 2:
        found = [next(((e, s) for e, s in found if e == side), (side, None)) for side in listed]
    unique = {e.iri: (e, s) for e, s in reversed(found)}
    ordered = [unique[iri] for iri in dict.fromkeys(e.iri for e, _ in found)]
    return tuple(Participant(e, e.label, None, e, True, None, s) for e, s in ordered)


def _is_side(name: Name) -> bool:
    """Tell whether a name is a country's, or that of a body that meets countries ("NATO")."""
    entity = name.entities[0]
    return entity.kind == "country" or (entity.kind == "organization" and entity.country in _BODIES)
