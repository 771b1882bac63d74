"""What a statement is about: the topics that its words and the names in it speak of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kg.iris import TOPIC
from kg.lexicon import Hit
from kg.model import Meeting, Mention, Span
from kg.vocabulary import Vocabulary

__all__ = ["BEFORE", "MOST", "REGIONS", "choose", "refers_back", "regional", "with_region"]

REGIONS = TOPIC + "regional-affairs"
"""The topic above all situations in the world."""

BEFORE = "as the statement before"
"""The reason given for a topic that a statement takes over from the one before it."""

MOST = 4
"""How many topics a statement has at the most."""

_DEFENCE = TOPIC + "alliance-and-defense-cooperation"
_SOCIETY = TOPIC + "prosperity"

# What such a topic says depends on where it happens, so it shares the region that its sentence is about.
_SITUATIONAL = frozenset(
    TOPIC + name
    for name in (
        "cyber deterrence human-rights humanitarian maritime-security missile-defense peacekeeping rule-of-law sanctions"
    ).split()
)

_TAIL = re.compile(
    r"[,;]?\s(?:amid|despite|notwithstanding|in\sspite\sof|after|since|once|until|before|prior\sto|as\sagreed|when|if|even\sas|"
    r"while|although|though|in\s(?:areas|fields|sectors|domains)\s(?:such\sas|including)|"
    r"noting|stressing|adding|recalling|underlining|emphasi[sz]ing|citing|saying)\b"
    r"|,\s(?:(?:under|in|of|to|by|through|with|for|at|on|from)\s)?(?:which|whom|whose|who)\b"
)
_BACK = re.compile(
    r"(?:that\s)?(?:(?:it|this|that|these|those|such|so)\b|(?:the|both|either|all|these|those|his|her|their|its)\s(?:\w+\s)?"
    r"(?:matters?|issues?|questions?|suggestions?|invitations?|ideas?|proposals?|initiatives?|requests?|offers?|points?|views?|"
    r"decisions?|steps?|efforts?|plans?|moves?|remarks?|explanations?|assurances?|commitments?|measures?|actions?|assessments?|"
    r"conclusions?|recommendations?|statements?|announcements?|positions?|concerns?|gestures?|incidents?|developments?)\b"
    r"(?!\s(?:of|to|for|on|in|under|against|by|from|between|with|regarding|concerning|that|and)\b)|doing\sso\b)",
    re.IGNORECASE,
)
_EXPLETIVE = re.compile(
    r"(?:that\s)?it\s(?:(?:is|was|would|will|had|has|can|could|should|must|may|be|been|only|also|not|now|more|still)\s)+"
    r"(?:\w+ly\s)?\w+\s(?:to|that|for)\b",
    re.IGNORECASE,
)


class _Sign(NamedTuple):
    """What speaks of a topic: where it stands, how much it counts, and whether it stands in the head of the content."""

    start: int
    topic: str
    words: str
    weight: float
    weak: bool
    head: bool


def choose(
    content: Span,
    hits: Sequence[Hit],
    mentions: Iterable[Mention],
    meeting: Meeting,
    vocabulary: Vocabulary,
    characters: str,
    *,
    background: Sequence[Span] = (),
    weak: bool = True,
) -> tuple[tuple[str, str], ...]:
    """Return the topics of a content, the strongest first, each with the phrase that speaks of it.

    A phrase may begin in the cue ("their commitment to the defense of"), but must end in the content. The head of the
    content decides; a clause that hangs on it ("amid ...", ", which ...") is heard where the head says nothing or only
    something broader. The background clause adds only the region it speaks of. A topic gives way to a narrower one under
    it. Names of countries and places bring up their region, unless they are parties of the meeting.
    """
    tails = _tails(characters, content)
    signs = [
        _Sign(h.start, h.topic, characters[h.start : h.end], 1 + (h.end - h.start) / 40, h.weak, not _in(h.start, tails))
        for h in _fitting(hits, content, meeting, vocabulary)
    ]
    parties = {p.side.country for p in meeting.participants if p.side is not None}
    named = [
        _Sign(m.span.start, topic, m.span.of(characters), 1, False, not _in(m.span.start, tails))
        for m in mentions
        if m.span.within(content) and not (m.entity.country in parties and m.entity.kind in ("country", "organization"))
        for topic in vocabulary.speaks_of.get(m.entity.iri, ())
    ]
    found = _heard([*signs, *named], vocabulary)
    if not any(REGIONS in vocabulary.ancestors(s.topic) for s in found if not s.weak):
        found += _behind(background, hits, mentions, parties, vocabulary, characters)
    strong = [s for s in found if not s.weak] or (found if weak else [])
    scores: dict[str, float] = defaultdict(float)
    phrases: dict[str, str] = {}
    for sign in strong:
        scores[sign.topic] += sign.weight
        if len(sign.words) > len(phrases.get(sign.topic, "")):
            phrases[sign.topic] = sign.words
    above = {a for topic in scores for a in vocabulary.ancestors(topic)}
    if len(scores) > 1:
        above |= {t for t in scores if vocabulary.broader(t) is None}
    ranked = sorted((t for t in scores if t not in above), key=lambda t: (-scores[t], t))
    return tuple((topic, " ".join(phrases[topic].split())) for topic in ranked[:MOST])


def refers_back(words: str) -> bool:
    """Tell whether a content goes on with what was said before it.

    >>> refers_back("it could be properly funded"), refers_back("the proposal"), refers_back("doing so")
    (True, True, True)
    >>> refers_back("it is important to stop them"), refers_back("the issue of Taiwan"), refers_back("trade")
    (False, False, False)
    """
    plain = " ".join(words.split())
    return bool(_BACK.match(plain)) and not _EXPLETIVE.match(plain)


def with_region(
    chosen: tuple[tuple[str, str], ...], earlier: Sequence[str], vocabulary: Vocabulary, *, always: bool = False
) -> tuple[tuple[str, str], ...]:
    """Return the topics with the region that the sentence is about, where they depend on one and name none.

    ``always`` tells that the statement goes on with the one before it, so that any topic shares its region.

    >>> from kg.vocabulary import load
    >>> humanitarian, gaza = (TOPIC + "humanitarian", "aid"), TOPIC + "middle-east"
    >>> [why for _, why in with_region((humanitarian,), (gaza,), load())]
    ['aid', 'as the statement before']
    >>> [why for _, why in with_region(((TOPIC + "energy", "gas"),), (gaza,), load())]
    ['gas']
    """
    if any(regional(t, vocabulary) for t, _ in chosen) or not (always or any(t in _SITUATIONAL for t, _ in chosen)):
        return chosen
    return (*chosen, *((t, BEFORE) for t in earlier if regional(t, vocabulary)))[:MOST]


def regional(topic: str, vocabulary: Vocabulary) -> bool:
    return topic == REGIONS or REGIONS in vocabulary.ancestors(topic)


def _fitting(hits: Sequence[Hit], content: Span, meeting: Meeting, vocabulary: Vocabulary) -> list[Hit]:
    """Return the phrases that end in the content; one of defence and of society is read as the meeting's own field."""
    inside = [h for h in hits if content.start < h.end <= content.end]
    field, other = (_DEFENCE, _SOCIETY) if _of_defence(meeting) else (_SOCIETY, _DEFENCE)

    def under(topic: str, top: str) -> bool:
        return topic == top or top in vocabulary.ancestors(topic)

    own = {(h.start, h.end) for h in inside if under(h.topic, field)}
    return [h for h in inside if (h.start, h.end) not in own or not under(h.topic, other)]


_OFFICES = re.compile(r"\b(?:defen[cs]e|military|army|navy|naval|air force|chiefs? of (?:general )?staff|joint staff|commander)\b", re.I)


def _of_defence(meeting: Meeting) -> bool:
    """Tell whether those who met are responsible for defence."""
    offices = [p.office for p in meeting.participants if p.office]
    if not offices and meeting.publisher is not None:
        offices = [meeting.publisher.label]
    return any(_OFFICES.search(office) for office in offices)


def _tails(characters: str, content: Span) -> list[tuple[int, int]]:
    """Return where the clauses stand that hang on the head of a content."""
    found: list[tuple[int, int]] = []
    text = content.of(characters)
    at = 0
    while (match := _TAIL.search(text, at)) is not None:
        begin = match.start()
        end = min((e for e in (text.find(";", match.end()), text.find(", and ", match.end())) if e >= 0), default=len(text))
        if begin > 0:
            found.append((content.start + begin, content.start + end))
        at = max(end, match.end())
    return found


def _in(position: int, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(low <= position < high for low, high in ranges)


def _heard(signs: Sequence[_Sign], vocabulary: Vocabulary) -> list[_Sign]:
    """Return what stands in the head, and of the rest what is narrower than that; all of it where the head is silent."""
    head = [s for s in signs if s.head and not s.weak]
    if not head:
        return list(signs)
    spoken = {s.topic for s in head}
    return head + [
        s for s in signs if not s.head and not s.weak and (s.topic in spoken or spoken & set(vocabulary.ancestors(s.topic)))
    ]


def _behind(
    background: Sequence[Span],
    hits: Sequence[Hit],
    mentions: Iterable[Mention],
    parties: set[str | None],
    vocabulary: Vocabulary,
    characters: str,
) -> list[_Sign]:
    """Return what the clause before the statement says of a region."""
    found = [
        _Sign(h.start, h.topic, characters[h.start : h.end], 1, False, False)
        for h in hits
        if not h.weak and any(s.start <= h.start and h.end <= s.end for s in background) and regional(h.topic, vocabulary)
    ]
    found += [
        _Sign(m.span.start, topic, m.span.of(characters), 1, False, False)
        for m in mentions
        if any(m.span.within(s) for s in background) and not (m.entity.country in parties and m.entity.kind in ("country", "organization"))
        for topic in vocabulary.speaks_of.get(m.entity.iri, ())
    ]
    return found
