"""Whom "both sides", "the two countries", "the Foreign Ministers" and "the latter" mean."""

from __future__ import annotations

from collections.abc import Sequence

from kg.holders.named import country
from kg.holders.offices import holding
from kg.holders.state import Reference, Resolved, State
from kg.model import Entity

__all__ = ["group"]


def group(reference: Reference) -> Resolved:
    """Resolve a phrase that names several by what they are, or one of a pair."""
    head, state, roles = reference.head, reference.state, reference.vocabulary.roles
    words, text, count = reference.words, reference.text, reference.count
    if head in ("latter", "former"):
        return _of_pair(head, state)
    if words[0] == "the" and "other" in words and state.singles and count in (None, len(state.others)):
        return Resolved(state.others, f"“{text}” are all but who spoke last")
    if head in ("side", "delegation", "sides", "delegations") and reference.name is not None:
        return country(reference)
    if head in ("side", "delegation"):
        return _side(words, state)
    if head in roles.countries and head not in roles.persons:
        return _countries(reference)
    own = [
        p.entity
        for p in state.people
        if p.side is not None and p.side.country in reference.codes and p.principal
    ]
    if own and (count is None or count == len(own)) and head in roles.persons:
        return Resolved(tuple(own), f"“{text}” are those of that side")
    if head in roles.sides and count in (None, 2):
        return Resolved(state.principals, f"“{text}” are all principals")
    holders = holding(reference)
    if holders:
        return Resolved(holders, f"“{text}” are those who hold the office")
    if count and len(state.principals) != count == len(state.last):
        return Resolved(state.last, f"“{text}” are those named last")
    if (
        count == 2
        and len(state.principals) != 2
        and state.speaker is not None
        and state.addressed is not None
    ):
        pair = _ordered((state.speaker, state.addressed), state)
        return Resolved(
            pair, f"“{text}” are who spoke last and whom it addressed", 0.9, f"“{text}” could be others"
        )
    latest = state.singles[-2:]
    beside = len(latest) == 2 and any(e not in state.principals for e in latest)
    if head == "officials" and count in (2, None) and beside:
        return Resolved(_ordered(latest, state), f"“{text}” are the two who spoke last")
    if count and len(state.principals) != count == len(state.meeting.participants):
        everyone = tuple(p.entity for p in state.meeting.participants)
        return Resolved(everyone, f"“{text}” are all who met")
    guests = _guests(head, state)
    if count and len(state.principals) != count == len(guests):
        return Resolved(guests, f"“{text}” are those who came to the publisher’s own")
    return Resolved(state.principals, f"“{text}” are all principals")


def _guests(head: str, state: State) -> tuple[Entity, ...]:
    """Return who leads the sides that are not the publisher's, where its own do not bear the title."""
    publisher = state.meeting.publisher
    home = publisher.country if publisher is not None else None
    if home is None:
        return ()
    leading = [p for p in state.people if p.principal and p.side is not None]
    own = [p for p in leading if p.side is not None and p.side.country == home]
    if any(head.removesuffix("s") in (p.office or "").lower() for p in own):
        return ()
    return tuple(p.entity for p in leading if p not in own)


def _of_pair(head: str, state: State) -> Resolved:
    """Resolve "the former" and "the latter"."""
    if len(state.pair) == 2:
        return Resolved((state.pair[head == "latter"],), f"“the {head}” of the two named last")
    chosen = state.principals[-1 if head == "latter" else 0]
    return Resolved((chosen,), f"“the {head}”", 0.6, f"“the {head}” of whom is not clear")


def _side(words: Sequence[str], state: State) -> Resolved:
    """Resolve "the other side" and "our side"."""
    if words[0] in ("each", "either", "every"):
        return Resolved(state.principals, f"“{' '.join(words)}” is all principals, one by one")
    if "other" in words and state.singles:
        return Resolved(state.others, "the other side")
    side = state.side(state.speaker)
    actors = (side,) if side else state.principals
    return Resolved(actors, "the side that spoke last", 0.7, "which side is meant is not clear")


def _countries(reference: Reference) -> Resolved:
    """Resolve "the two countries": those that met, or as many as were named last."""
    state, count, text = reference.state, reference.count, reference.text
    if reference.name is not None and reference.head not in ("countries", "nations", "states"):
        return country(reference)
    sides = dict.fromkeys(
        p.side for p in state.meeting.participants if p.side is not None and p.entity in state.principals
    )
    if count and count != len(sides) and len({e.iri for e in state.last}) == count:
        return Resolved(state.last, f"“{text}” are those named last")
    return Resolved(tuple(sides), f"“{text}” are the countries that met")


def _ordered(entities: Sequence[Entity], state: State) -> tuple[Entity, ...]:
    """Put entities in the order in which the meeting names them."""
    order = [p.entity for p in state.meeting.participants]
    return tuple(sorted(entities, key=lambda e: order.index(e) if e in order else len(order)))
