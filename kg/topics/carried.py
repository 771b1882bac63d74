"""What a statement takes over from those around it: the subject it goes on with, and the region it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.iris import TOPIC
from kg.model import Meeting
from kg.topics.kinds import BILATERAL, DIALOGUE, RELIEVING, SITUATIONAL, WIDE, of_defence, regional
from kg.vocabulary import Vocabulary

__all__ = ["BEFORE", "MOST", "courteous", "refers_back", "usual", "with_region"]

BEFORE = "as the statement before"
"""The reason given for a topic that a statement takes over from the one before it."""

MOST = 4
"""How many topics a statement has at the most."""

_BACK = re.compile(
    r"(?:that\s)?(?:(?:it|this|that|these|those|such|so)\b|"
    r"(?:the|both|either|all|these|those|his|her|their|its)\s(?:\w+\s)?"
    r"(?:matter|issue|question|suggestion|invitation|idea|proposal|initiative|request|offer|point|view|decision|step|"
    r"effort|plan|move|remark|explanation|assurance|commitment|measure|action|assessment|conclusion|recommendation|"
    r"statement|announcement|position|concern|gesture|incident|development)s?\b"
    r"(?!\s(?:of|to|for|on|in|under|against|by|from|between|with|regarding|concerning|that|and)\b)|doing\sso\b)",
    re.IGNORECASE,
)
_EXPLETIVE = re.compile(
    r"(?:that\s)?it\s(?:(?:is|was|would|will|had|has|can|could|should|must|may|be|been|only|also|not|now|more|still)\s)+"
    r"(?:\w+ly\s)?\w+\s(?:to|that|for)\b",
    re.IGNORECASE,
)


def refers_back(words: str) -> bool:
    """Tell whether a content goes on with what was said before it.

    >>> refers_back("it could be properly funded"), refers_back("the proposal"), refers_back("doing so")
    (True, True, True)
    >>> refers_back("it is important to stop them"), refers_back("the issue of Taiwan"), refers_back("trade")
    (False, False, False)
    """
    plain = " ".join(words[:200].split())
    return bool(_BACK.match(plain)) and not _EXPLETIVE.match(plain)


def with_region(
    chosen: tuple[tuple[str, str], ...], earlier: Sequence[str], vocabulary: Vocabulary
) -> tuple[tuple[str, str], ...]:
    """Return the topics with the region that the sentence is about, where they depend on one and name none.

    Relief and peacekeeping share the name of a war, but not that of a wide part of the world.

    >>> from kg.vocabulary import load
    >>> humanitarian, gaza = (TOPIC + "humanitarian", "aid"), TOPIC + "middle-east"
    >>> [why for _, why in with_region((humanitarian,), (gaza,), load())]
    ['aid', 'as the statement before']
    >>> [why for _, why in with_region(((TOPIC + "energy", "gas"),), (gaza,), load())]
    ['gas']
    """
    themes = {t for t, _ in chosen}
    if any(regional(t, vocabulary) for t in themes) or not themes & SITUATIONAL:
        return chosen
    wide = WIDE - {TOPIC + "myanmar"} if themes & SITUATIONAL <= RELIEVING else frozenset()
    return (*chosen, *((t, BEFORE) for t in earlier if regional(t, vocabulary) and t not in wide))[:MOST]


def usual(meeting: Meeting) -> tuple[str, str]:
    """Return what to say of a statement of which only the meeting is known: that the parties speak to each other.

    >>> from kg.model import Entity, Participant
    >>> minister = Participant(Entity("x", "Kessler", "person"), "Kessler", "Secretary of Defense")
    >>> usual(Meeting("m", "Call", None, (minister,)))[0][31:], usual(Meeting("m", "Call", None, ()))[0][31:]
    ('defense-dialogue', 'bilateral-relations')
    """
    return (DIALOGUE if of_defence(meeting) else BILATERAL, "the meeting")


def courteous(chosen: tuple[tuple[str, str], ...]) -> bool:
    """Tell whether topics are but those of talks as such ("a visit", "the next round").

    >>> courteous(((TOPIC + "bilateral-relations", "visit"),)), courteous(((TOPIC + "energy", "gas"),))
    (True, False)
    """
    return {t for t, _ in chosen} <= {BILATERAL, DIALOGUE}
