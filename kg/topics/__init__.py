"""What a statement is about: the topics that its words and the names in it speak of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from kg.iris import TOPIC
from kg.lexicon import Hit
from kg.model import Meeting, Mention, Span
from kg.topics.carried import BEFORE, MOST, courteous, refers_back, usual, with_region
from kg.topics.courtesy import courtesies, visits
from kg.topics.kinds import (
    BILATERAL,
    CIRCLES,
    DIALOGUE,
    POSTURE,
    REGIONS,
    SHARED,
    SITUATIONAL,
    WIDE,
    regional,
)
from kg.topics.signs import Sign, covered, fitting, named, spoken, together
from kg.vocabulary import Vocabulary

__all__ = [
    "BEFORE",
    "MOST",
    "REGIONS",
    "choose",
    "courteous",
    "refers_back",
    "regional",
    "usual",
    "with_region",
]

# The kinds of names that stand for a party of the meeting, and say nothing of its region.
_OWN = ("country", "organization", "place")

_TAIL = re.compile(
    r"[,;]?\s(?:amid|despite|notwithstanding|in\sspite\sof|after|since|once|until|before|prior\sto|as\sagreed|"
    r"on\sthe\s(?:margins|sidelines)\sof|when|if|even\sas|while|although|though|"
    r"in\s(?:areas|fields|sectors|domains)\s(?:such\sas|including)|"
    r"noting|stressing|adding|recalling|underlining|emphasi[sz]ing|citing|saying)\b"
    r"|,\s(?:(?:under|in|of|to|by|through|with|for|at|on|from)\s)?(?:which|whom|whose|who)\b"
)
_TAIL_END = re.compile(r";|, and ")
_ABOUT = re.compile(
    r"\s(?:on|covering|concerning|regarding|about|in\sthe\s(?:field|area)s?\sof)\s", re.IGNORECASE
)
_SETTING = re.compile(
    r"\b(?:in|at|near|off|from|to|through|across|into|around)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE
)
_SITUATION = re.compile(
    r"\b(?:environment|situations?|developments|stability|crisis|crises|conflicts?|war|coups?)\s\w+\s(?:\w+\s)?$"
)
# A body or an adjective of place in passing.
_BODY = re.compile(
    r"ASEAN|EU|AU|NATO|UN|UNGA|UNSC|OSCE|OAS|ECOWAS|APEC|G-?\d+|(?:European|African)\sUnion|United\sNations|(?:the\s)?Security\sCouncil|General\sAssembly"
)
_OF_PLACE = re.compile(
    r"[A-Z]\w+(?:an|ish|ese)\s(?!(?:in|on|by|to|and|or|of|for|is|was|has|had|will|would|at|from|with|as|that)\b)[a-z]"
)


def choose(
    content: Span,
    hits: Sequence[Hit],
    mentions: Sequence[Mention],
    *,
    meeting: Meeting,
    vocabulary: Vocabulary,
    characters: str,
    background: Sequence[Span] = (),
    weak: bool = True,
) -> tuple[tuple[str, str], ...]:
    """Return the topics of a content, the strongest first, each with the phrase that speaks of it.

    A phrase may begin in the cue ("their commitment to the defense of"), but must end in the content. The head of the
    content decides; a clause that hangs on it ("amid ...", ", which ...") is heard where the head says nothing or
    only something broader. The background clause adds a region where the content names none. Names bring up their
    region, unless they are of the parties of the meeting. A topic gives way to a narrower one under it. The best of
    the weak phrases counts where there is nothing else, and none without ``weak``.

    >>> from kg.lexicon import compiled
    >>> from kg.vocabulary import load
    >>> vocabulary, met = load(), Meeting("m", "Call", None, ())
    >>> def topics(words):
    ...     hits = compiled(vocabulary).phrases(words)
    ...     found = choose(
    ...         Span(0, len(words)), hits, (), meeting=met, vocabulary=vocabulary, characters=words
    ...     )
    ...     return [(topic[31:], why) for topic, why in found]
    >>> topics("that trade had grown despite the pandemic"), topics("to keep at it")
    ([('trade-and-investment', 'trade')], [])
    """
    parties = frozenset(p.side.country for p in meeting.participants if p.side is not None)
    foreign = [m for m in mentions if m.entity.country not in parties or m.entity.kind not in _OWN]
    tails = _tails(characters, content)
    signs = [
        spoken(h, characters) for h in fitting(hits, content, meeting, vocabulary, characters=characters)
    ]
    signs += [
        s
        for s in named(foreign, characters, vocabulary)
        if s.span.within(content) and not covered(s.span, hits)
    ]
    signs = [s._replace(head=not any(s.span.start in tail for tail in tails)) for s in signs]
    signs = together(signs, content, characters)
    signs = visits(signs, content, characters, meeting, vocabulary)
    if not any(not s.weak and s.topic not in (BILATERAL, DIALOGUE) and s.head for s in signs):
        signs += courtesies(content, characters, meeting)
    found = _subjects(_heard(signs, vocabulary), content, characters, vocabulary)
    if background and not any(REGIONS in vocabulary.ancestors(s.topic) for s in found if not s.weak):
        regions = (spoken(h, characters) for h in hits if not h.weak and regional(h.topic, vocabulary))
        behind = [*regions, *named(foreign, characters, vocabulary)]
        found += [s for s in behind if any(s.span.within(clause) for clause in background)]
    strong = [s for s in found if not s.weak]
    if strong:
        return _ranked(strong, vocabulary)
    return _ranked(found, vocabulary)[:1] if weak else ()


def _tails(characters: str, content: Span) -> list[range]:
    """Return where the clauses stand that hang on the head of a content."""
    found: list[range] = []
    at = content.start
    while (match := _TAIL.search(characters, at, content.end)) is not None:
        closing = _TAIL_END.search(characters, match.end(), content.end)
        at = closing.start() if closing is not None else content.end
        if match.start() > content.start:
            found.append(range(match.start(), at))
    return found


def _heard(signs: Sequence[Sign], vocabulary: Vocabulary) -> list[Sign]:
    """Return what the head says, and of the rest what is narrower than that; the rest where the head is silent."""
    head = [s for s in signs if s.head and not s.weak]
    if not head:
        return [s for s in signs if s.head] or list(signs)
    spoken = {s.topic for s in head}
    tail = [s for s in signs if not s.head and not s.weak]
    return head + [s for s in tail if s.topic in spoken or spoken & set(vocabulary.ancestors(s.topic))]


def _subjects(signs: Sequence[Sign], content: Span, characters: str, vocabulary: Vocabulary) -> list[Sign]:
    """Leave out the mere form of a talk ("a working group on X") and the mere setting of a subject ("roads in X").

    A wide part of the world is no mere setting of what depends on where it happens.
    """
    forms = (BILATERAL, DIALOGUE)
    themes = [s for s in signs if not s.weak and not regional(s.topic, vocabulary)]
    subjects = [s for s in themes if s.topic not in forms]
    shared = any(s.topic in SHARED for s in subjects)
    placed = any(s.topic in SITUATIONAL or s.topic == TOPIC + "terrorism" for s in subjects)

    def form(sign: Sign) -> bool:
        about = sign.topic in forms and _ABOUT.match(characters, sign.span.end, content.end)
        return bool(about) and any(s.span.start >= sign.span.end for s in subjects)

    def setting(sign: Sign) -> bool:
        if placed or not themes or not (sign.topic in WIDE or (sign.name and sign.topic == POSTURE)):
            return False
        before = characters[max(content.start, sign.span.start - 60) : sign.span.start]
        return bool(_SETTING.search(before)) and not _SITUATION.search(before)

    def passing(sign: Sign) -> bool:
        wide = sign.topic in WIDE or sign.topic == CIRCLES
        others = any(s.topic not in (sign.topic, CIRCLES) and s.span != sign.span for s in subjects)
        if not wide or not others or shared:
            return False
        return bool(_BODY.fullmatch(sign.words) or _OF_PLACE.match(characters, sign.span.start, content.end))

    return [s for s in signs if not form(s) and not setting(s) and not passing(s)]


def _ranked(signs: Sequence[Sign], vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    """Return the topics by what speaks of them, each with the longest words that do."""
    scores: dict[str, float] = defaultdict(float)
    words: dict[str, str] = {}
    for sign in signs:
        scores[sign.topic] += sign.weight
        words[sign.topic] = max(words.get(sign.topic, ""), sign.words, key=len)
    above = {a for topic in scores for a in vocabulary.ancestors(topic)}
    general = {t for t in scores if vocabulary.broader(t) is None}
    above |= general if set(scores) - general else set()
    ranked = sorted((t for t in scores if t not in above), key=lambda t: (-scores[t], t))
    return tuple((topic, " ".join(words[topic].split())) for topic in ranked[:MOST])
