"""What a statement is about: the topics that its words and the names in it speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.iris import TOPIC
from kg.lexicon import Hit
from kg.model import Meeting, Mention, Span
from kg.vocabulary import Vocabulary

__all__ = ["MOST", "REGIONS", "choose"]

REGIONS = TOPIC + "regional-affairs"
"""The topic above all situations in the world."""

MOST = 4
"""How many topics a statement has at the most."""


def choose(
    content: Span,
    hits: Sequence[Hit],
    mentions: Iterable[Mention],
    meeting: Meeting,
    vocabulary: Vocabulary,
    characters: str,
    *,
    background: Sequence[Span] = (),
) -> tuple[tuple[str, str], ...]:
    """Return the topics of a content, the strongest first, each with the phrase that speaks of it.

    A phrase may begin in the cue ("their commitment to the defense of"), but must end in the content. The background
    clause adds only the region it speaks of. A topic gives way to a narrower one under it. Names of countries and places
    bring up their region, unless they are parties of the meeting.
    """
    inside = [h for h in hits if content.start < h.end <= content.end]
    region = [
        h
        for h in hits
        if any(s.start <= h.start and h.end <= s.end for s in background) and REGIONS in vocabulary.ancestors(h.topic)
    ]
    strong = [h for h in (*inside, *region) if not h.weak]
    scores: dict[str, float] = defaultdict(float)
    phrases: dict[str, str] = {}
    for hit in strong:
        scores[hit.topic] += 1 + (hit.end - hit.start) / 40
        _longest(phrases, hit.topic, characters[hit.start : hit.end])
    parties = {p.side.country for p in meeting.participants if p.side is not None}
    for mention in mentions:
        if mention.entity.country in parties and mention.entity.kind in ("country", "organization"):
            continue
        for topic in vocabulary.speaks_of.get(mention.entity.iri, ()):
            scores[topic] += 1
            _longest(phrases, topic, characters[mention.span.start : mention.span.end])
    if not scores:
        for hit in inside:
            scores[hit.topic] += 1
            _longest(phrases, hit.topic, characters[hit.start : hit.end])
    above = {a for topic in scores for a in vocabulary.ancestors(topic)}
    if len(scores) > 1:
        above |= {t for t in scores if vocabulary.broader(t) is None}
    ranked = sorted((t for t in scores if t not in above), key=lambda t: (-scores[t], t))
    return tuple((topic, " ".join(phrases[topic].split())) for topic in ranked[:MOST])


def _longest(phrases: dict[str, str], topic: str, words: str) -> None:
    if len(words) > len(phrases.get(topic, "")):
        phrases[topic] = words
