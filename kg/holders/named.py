"""Phrases that name their holder: persons, countries and bodies."""

from __future__ import annotations

from kg import iris
from kg.holders.state import Reference, Resolved
from kg.model import Entity

__all__ = ["body", "country", "participant", "stranger"]


def participant(reference: Reference) -> Entity | None:
    """Find the one participant whose name the words give: the one with most of them, nobody where two have as many."""
    tokens = reference.tokens[reference.phrase.first : reference.phrase.last]
    words = {iris.slug(t.words) for t in tokens if t.capital or t.words[0].isdigit()}
    if not words:
        return None
    hits = [
        (len(words & {iris.slug(w) for w in p.name.split() if len(w) > 1}), p.entity)
        for p in reference.state.people
    ]
    most = max((count for count, _ in hits), default=0)
    best = [entity for count, entity in hits if count == most]
    return best[0] if most and len(best) == 1 else None


def stranger(reference: Reference) -> Resolved:
    """Make an actor of a person who is named with a title but is not among those who met."""
    phrase = reference.phrase
    name = " ".join(t.words for t in reference.tokens[phrase.head : phrase.last] if t.words != ".")
    return Resolved(
        (Entity(iris.entity("person", name), name, "person"),),
        "by name, though not said to have met",
        0.8,
        f"“{name}” is not among those who met",
    )


def country(reference: Reference) -> Resolved:
    """Resolve a phrase to the country that it names ("Japan", "the Peruvian side")."""
    name = reference.name
    if name is None:
        return Resolved((), "no country is meant", 0.3, "no country is meant")
    found = next((e for e in name.entities if e.kind == "country"), None)
    if found is not None:
        return Resolved((found,), "a country, by name")
    label = name.entities[0].label  # "the West" acts as a body, whatever it is on the map
    actor = Entity(iris.entity("organization", label), label, "organization")
    return Resolved((actor,), "by name", 0.7, "a place as the holder")


def body(reference: Reference) -> Resolved:
    """Resolve a phrase to a body: one with a name, "the Ministry", or "the Government" of the one who spoke last."""
    name, head = reference.name, reference.tokens[reference.phrase.head]
    if name is not None and head.lower == "government":
        return country(reference)
    if name is not None and name.start > head.start:  # "the Embassy of Oman"
        found = _body(reference.label, name.entities[0].country)
        return Resolved((found,), "a body, by name")
    if name is not None:
        return Resolved((name.entities[0],), "a body, by name")
    if head.words.isupper():
        return Resolved((_body(head.words),), "a body, by its initials")
    publisher = reference.state.meeting.publisher
    if publisher is not None and head.words in publisher.label:
        return Resolved((publisher,), "the body that published the text")
    side = reference.state.side(reference.state.speaker)
    if side is None:
        return Resolved((), "no body is meant", 0.3, "no body is meant")
    if head.lower == "government":
        how, note = "the government of the one who spoke last", "which government is meant is not said"
        return Resolved((side,), how, 0.8, note)
    iri = iris.entity("organization", head.words, side.country or "")
    found = Entity(iri, head.words, "organization", side.country)
    note = f"which “{head.words}” is meant is not said"
    return Resolved((found,), "a body of the side that spoke last", 0.9, note)


def _body(label: str, country: str | None = None) -> Entity:
    """Make a body that the vocabulary does not hold ("Embassy of Oman")."""
    return Entity(iris.entity("organization", label), label, "organization", country)
