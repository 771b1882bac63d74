"""Visits and courtesies: what a statement speaks of that names nothing but that they will meet again."""

from __future__ import annotations

import re

from kg.iris import TOPIC
from kg.model import Meeting, Span
from kg.topics.kinds import BILATERAL, DIALOGUE, of_defence, regional
from kg.topics.signs import Sign
from kg.vocabulary import Vocabulary

__all__ = ["courtesies", "visits"]

_VISIT = re.compile(
    r"(?:\bto|\bwould|\bhe|\bshe)\s(?:\w+\s)?(?:visit|come\sto|travel\sto)\b|\b(?:visit|trip|travel)\sto\b|\bvisiting\b",
    re.IGNORECASE,
)
"""A visit that was spoken of: the place behind it is only where it leads."""

_LED_TO = re.compile(r"[,;]|\sto\s(?:which|attend|discuss)\b")

_CLOSING = re.compile(
    r"\b(?:(?:in|maintain\w*|keep\w*)\s(?:\w+\s)?(?:close|closer|regular|frequent|constant)\s(?:contact|touch|communication)|"
    r"(?:stay|keep|remain)\w*\sin\s(?:\w+\s)?(?:contact|touch)|(?:meet|speak|talk)(?:ing)?\s(?:again|soon)|"
    r"see(?:ing)?\s(?:each\sother|one\sanother)|stands?\s(?:\w+\s)?with\sthe\s(?:\w+\s)?people|"
    r"(?:warm|generous|kind|gracious)\s(?:hospitality|welcome|reception)|continu(?:e|ing)\s(?:the|their|this)\s"
    r"(?:conversation|dialogue|discussions?))\b(?!\s(?:on|about|regarding|to\saddress|over|in\sorder)\b)",
    re.IGNORECASE,
)


def visits(
    signs: list[Sign], content: Span, characters: str, meeting: Meeting, vocabulary: Vocabulary
) -> list[Sign]:
    """Return the signs with a visit that is spoken of; the region of the place to which it leads says nothing."""
    visit = _VISIT.search(characters, content.start, min(content.end, content.start + 120))
    if visit is None:
        return signs
    clause = _LED_TO.search(characters, visit.end(), content.end)
    end = clause.start() if clause is not None else content.end
    led = [s for s in signs if visit.start() <= s.span.start < end]
    if any(not s.weak and not _placed_only(s, vocabulary) for s in signs):
        return signs
    topic = DIALOGUE if of_defence(meeting) else BILATERAL
    kept = [s for s in signs if s not in led or s.weak]
    return [*kept, Sign(Span(visit.start(), visit.end()), topic, visit.group())]


def _placed_only(sign: Sign, vocabulary: Vocabulary) -> bool:
    """Tell whether a sign says no more than where something is, or that somebody visits."""
    return regional(sign.topic, vocabulary) or sign.topic in (BILATERAL, DIALOGUE, TOPIC + "people-to-people")


def courtesies(content: Span, characters: str, meeting: Meeting) -> list[Sign]:
    """Return what the courtesies say with which a meeting closes: that the parties go on speaking to each other."""
    match = _CLOSING.search(characters, content.start, content.end)
    if match is None:
        return []
    topic = DIALOGUE if of_defence(meeting) and not match.group().startswith("warm") else BILATERAL
    return [Sign(Span(match.start(), match.end()), topic, match.group())]
