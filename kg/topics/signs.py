"""What in a content speaks of a topic: its phrases, and the names in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kg.lexicon import Hit, folded
from kg.model import Meeting, Mention, Span
from kg.topics.kinds import BILATERAL, DEFENCE, DIALOGUE, LAW, RELIEF, SOCIETY, of_defence, regional
from kg.topics.pairs import TOGETHER
from kg.vocabulary import Vocabulary

__all__ = ["Sign", "covered", "fitting", "named", "spoken", "together"]

_FORCES = re.compile(
    r"defen[cs]e|milit|nav(?:y|ies|al)|2\+2|destroyer|frigate|warship|squadron|arm(?:y|ies|ed)|air force|unit|staff"
    r"|service|troop|cadet|officer|chiefs|port call|ship",
    re.IGNORECASE,
)
"""Words by which talks and visits are those of forces, whoever speaks of them."""


class Sign(NamedTuple):
    """What speaks of a topic: its words, how much it counts, whether it stands in the head, whether it is a name."""

    span: Span
    topic: str
    words: str
    weight: float = 1
    weak: bool = False
    head: bool = True
    name: bool = False


def spoken(hit: Hit, characters: str) -> Sign:
    """Return what a phrase says; the longer it is, the more it counts."""
    return Sign(
        Span(hit.start, hit.end),
        hit.topic,
        characters[hit.start : hit.end],
        1 + (hit.end - hit.start) / 40,
        hit.weak,
    )


def together(signs: list[Sign], content: Span, characters: str) -> list[Sign]:
    """Return the signs with what two fields of words say together; what either says alone then counts no more."""
    words = folded(content.of(characters))
    for pair in TOGETHER:
        one, other = pair.one.search(words), pair.other.search(words)
        if one is None or other is None or pair.unlike.search(words):
            continue
        longer = max((one, other), key=lambda m: m.end() - m.start())
        span = Span(content.start + longer.start(), content.start + longer.end())
        signs = [s for s in signs if s.topic not in pair.silent]
        if not any(s.topic == pair.topic and not s.weak for s in signs):
            signs.append(Sign(span, pair.topic, span.of(characters), 2))
    return signs


def named(mentions: Sequence[Mention], characters: str, vocabulary: Vocabulary) -> list[Sign]:
    """Return what names say."""
    return [
        Sign(m.span, topic, m.span.of(characters), name=True)
        for m in mentions
        for topic in _of_law(vocabulary.speaks_of.get(m.entity.iri, ()), vocabulary)
    ]


def _of_law(topics: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """Return of the topics of a law that it is law, and where; not the field that it happens to rule."""
    return [t for t in topics if LAW not in topics or t == LAW or regional(t, vocabulary)]


def covered(name: Span, hits: Sequence[Hit]) -> bool:
    """Tell whether a name is but a part of a phrase, which then says more than the name ("the Hague court")."""
    return any(
        h.start < name.end and name.start < h.end and not (name.start <= h.start and h.end <= name.end)
        for h in hits
        if not h.weak
    )


def fitting(
    hits: Sequence[Hit], content: Span, meeting: Meeting, vocabulary: Vocabulary, *, characters: str
) -> list[Hit]:
    """Return the phrases that end in the content; one of defence and of society is read as the meeting's own field."""
    inside = [h for h in hits if content.start < h.end <= content.end]
    field, other = (DEFENCE, SOCIETY) if of_defence(meeting) else (SOCIETY, DEFENCE)

    def under(topic: str, top: str) -> bool:
        return topic == top or top in vocabulary.ancestors(topic) or (top == SOCIETY and topic == RELIEF)

    own = {(h.start, h.end) for h in inside if under(h.topic, field)}
    fitting = [h for h in inside if (h.start, h.end) not in own or not under(h.topic, other)]
    if field == DEFENCE:
        return fitting
    return [
        h._replace(topic=BILATERAL)  # talks and visits of others than defence ministers
        if h.topic == DIALOGUE and not _FORCES.search(characters, content.start, content.end)
        else h
        for h in fitting
    ]
