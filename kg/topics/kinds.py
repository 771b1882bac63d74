"""The topics that the rules know by name, and what is so of them."""

from __future__ import annotations

import re

from kg.iris import TOPIC
from kg.model import Meeting
from kg.vocabulary import Vocabulary

__all__ = [
    "BILATERAL",
    "CIRCLES",
    "DEFENCE",
    "DIALOGUE",
    "LAW",
    "POSTURE",
    "REGIONS",
    "RELIEF",
    "RELIEVING",
    "SHARED",
    "SITUATIONAL",
    "SOCIETY",
    "WIDE",
    "of_defence",
    "regional",
]

REGIONS = TOPIC + "regional-affairs"
"""The topic above all situations in the world."""

DEFENCE = TOPIC + "alliance-and-defense-cooperation"
SOCIETY = TOPIC + "prosperity"
POSTURE = TOPIC + "force-posture"
RELIEF = TOPIC + "humanitarian"
LAW = TOPIC + "rule-of-law"
CIRCLES = TOPIC + "multilateral-cooperation"
BILATERAL = TOPIC + "bilateral-relations"
DIALOGUE = TOPIC + "defense-dialogue"
RELIEVING = frozenset((RELIEF, TOPIC + "peacekeeping"))

# What such a topic says depends on where it happens, so it shares the region that its sentence is about.
SITUATIONAL = RELIEVING | {
    TOPIC + name
    for name in "cyber deterrence human-rights maritime-security missile-defense rule-of-law sanctions".split()
}

# Of these and of terrorism, where they happen is always a part.
SHARED = RELIEVING | {TOPIC + name for name in "human-rights sanctions terrorism".split()}

# Wide parts of the world: more often the setting of a subject than a subject.
WIDE = frozenset(
    TOPIC + name
    for name in "africa europe indo-pacific latin-america myanmar pacific-islands south-asia southeast-asia".split()
)

_OFFICES = re.compile(
    r"\b(?:defen[cs]e|military|army|navy|naval|air force|chiefs? of (?:general )?staff|joint staff|commander)\b",
    re.IGNORECASE,
)


def regional(topic: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a topic is a situation in the world.

    >>> from kg.vocabulary import load
    >>> regional(TOPIC + "africa", load()), regional(TOPIC + "energy", load())
    (True, False)
    """
    return topic == REGIONS or REGIONS in vocabulary.ancestors(topic)


def of_defence(meeting: Meeting) -> bool:
    """Tell whether those who met are responsible for defence."""
    offices = [p.office for p in meeting.participants if p.office]
    if not offices and meeting.publisher is not None:
        offices = [meeting.publisher.label]
    return any(_OFFICES.search(office) for office in offices)
