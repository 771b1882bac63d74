"""What a statement is about: the topics that its words and the names in it speak of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from kg.iris import TOPIC
from kg.lexicon import Hit
from kg.model import Meeting, Mention, Span
from kg.pairs import TOGETHER
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

REGIONS = TOPIC + "regional-affairs"
"""The topic above all situations in the world."""

BEFORE = "as the statement before"
"""The reason given for a topic that a statement takes over from the one before it."""

MOST = 4
"""How many topics a statement has at the most."""

_DEFENCE = TOPIC + "alliance-and-defense-cooperation"
_SOCIETY = TOPIC + "prosperity"
_POSTURE = TOPIC + "force-posture"
_RELIEF = TOPIC + "humanitarian"
_LAW = TOPIC + "rule-of-law"
_CIRCLES = TOPIC + "multilateral-cooperation"
_BILATERAL, _DIALOGUE = TOPIC + "bilateral-relations", TOPIC + "defense-dialogue"
_RELIEVING = frozenset((_RELIEF, TOPIC + "peacekeeping"))

# What such a topic says depends on where it happens, so it shares the region that its sentence is about.
_SITUATIONAL = _RELIEVING | {
    TOPIC + name
    for name in "cyber deterrence human-rights maritime-security missile-defense rule-of-law sanctions".split()
}

# Of these and of terrorism, where they happen is always a part.
_SHARED = _RELIEVING | {TOPIC + name for name in "human-rights sanctions terrorism".split()}

# Wide parts of the world: more often the setting of a subject than a subject.
_WIDE = frozenset(
    TOPIC + name
    for name in "africa europe indo-pacific latin-america myanmar pacific-islands south-asia southeast-asia".split()
)

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
_ABOUT = re.compile(
    r"\s(?:on|covering|concerning|regarding|about|in\sthe\s(?:field|area)s?\sof)\s", re.IGNORECASE
)
_SETTING = re.compile(
    r"\b(?:in|at|near|off|from|to|through|across|into|around)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE
)
_SITUATION = re.compile(
    r"\b(?:environment|situations?|developments|stability|crisis|crises|conflicts?|war|coups?)\s\w+\s(?:\w+\s)?$"
)
_OFFICES = re.compile(
    r"\b(?:defen[cs]e|military|army|navy|naval|air force|chiefs? of (?:general )?staff|joint staff|commander)\b",
    re.IGNORECASE,
)


_FORCES = re.compile(
    r"defen[cs]e|milit|nav(?:y|ies|al)|2\+2|destroyer|frigate|warship|squadron|arm(?:y|ies|ed)|air force|unit|staff|service|troop|cadet|officer|chiefs|port call|ship",
    re.IGNORECASE,
)
"""Words by which talks and visits are those of forces, whoever speaks of them."""
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
# A body or an adjective of place in passing.
_BODY = re.compile(
    r"ASEAN|EU|AU|NATO|UN|UNGA|UNSC|OSCE|OAS|ECOWAS|APEC|G-?\d+|(?:European|African)\sUnion|United\sNations|(?:the\s)?Security\sCouncil|General\sAssembly"
)
_OF_PLACE = re.compile(
    r"[A-Z]\w+(?:an|ish|ese)\s(?!(?:in|on|by|to|and|or|of|for|is|was|has|had|will|would|at|from|with|as|that)\b)[a-z]"
)


class _Sign(NamedTuple):
    """What speaks of a topic: its words, how much it counts, whether it stands in the head, whether it is a name."""

    span: Span
    topic: str
    words: str
    weight: float = 1
    weak: bool = False
    head: bool = True
    name: bool = False


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
    region, unless they are of the parties of the meeting. A topic gives way to a narrower one under it. Weak phrases
    count where there is nothing else, and not at all without ``weak``.

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
    signs = [_spoken(h, characters) for h in _fitting(hits, content, meeting, vocabulary, characters=characters)]
    signs += [
        s
        for s in _named(foreign, characters, vocabulary)
        if s.span.within(content) and not _covered(s.span, hits)
    ]
    signs = [s._replace(head=not any(s.span.start in tail for tail in tails)) for s in signs]
    signs = _together(signs, content, characters)
    signs = _visits(signs, content, characters, meeting, vocabulary)
    if not any(not s.weak and s.topic not in (_BILATERAL, _DIALOGUE) and s.head for s in signs):
        signs += _courtesies(content, characters, meeting)
    found = _subjects(_heard(signs, vocabulary), content, characters, vocabulary)
    if not any(REGIONS in vocabulary.ancestors(s.topic) for s in found if not s.weak):
        regions = (_spoken(h, characters) for h in hits if not h.weak and regional(h.topic, vocabulary))
        behind = [*regions, *_named(foreign, characters, vocabulary)]
        found += [s for s in behind if any(s.span.within(clause) for clause in background)]
    return _ranked([s for s in found if not s.weak] or (found if weak else []), vocabulary)


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
    if any(regional(t, vocabulary) for t in themes) or not themes & _SITUATIONAL:
        return chosen
    wide = _WIDE - {TOPIC + "myanmar"} if themes & _SITUATIONAL <= _RELIEVING else frozenset()
    return (*chosen, *((t, BEFORE) for t in earlier if regional(t, vocabulary) and t not in wide))[:MOST]


def usual(meeting: Meeting) -> tuple[str, str]:
    """Return what to say of a statement of which only the meeting is known: that the parties speak to each other.

    >>> from kg.model import Entity, Participant
    >>> minister = Participant(Entity("x", "Kessler", "person"), "Kessler", "Secretary of Defense")
    >>> usual(Meeting("m", "Call", None, (minister,)))[0][31:], usual(Meeting("m", "Call", None, ()))[0][31:]
    ('defense-dialogue', 'bilateral-relations')
    """
    return (_DIALOGUE if _of_defence(meeting) else _BILATERAL, "the meeting")


def courteous(chosen: tuple[tuple[str, str], ...]) -> bool:
    """Tell whether topics are but those of talks as such ("a visit", "the next round").

    >>> courteous(((TOPIC + "bilateral-relations", "visit"),)), courteous(((TOPIC + "energy", "gas"),))
    (True, False)
    """
    return {t for t, _ in chosen} <= {_BILATERAL, _DIALOGUE}


def regional(topic: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a topic is a situation in the world.

    >>> from kg.vocabulary import load
    >>> regional(TOPIC + "africa", load()), regional(TOPIC + "energy", load())
    (True, False)
    """
    return topic == REGIONS or REGIONS in vocabulary.ancestors(topic)


def _spoken(hit: Hit, characters: str) -> _Sign:
    """Return what a phrase says; the longer it is, the more it counts."""
    return _Sign(
        Span(hit.start, hit.end),
        hit.topic,
        characters[hit.start : hit.end],
        1 + (hit.end - hit.start) / 40,
        hit.weak,
    )


def _together(signs: list[_Sign], content: Span, characters: str) -> list[_Sign]:
    """Return the signs with what two fields of words say together; what either says alone then counts no more."""
    words = content.of(characters)
    for pair in TOGETHER:
        one, other = pair.one.search(words), pair.other.search(words)
        if one is None or other is None or pair.unlike.search(words):
            continue
        longer = max((one, other), key=lambda m: m.end() - m.start())
        span = Span(content.start + longer.start(), content.start + longer.end())
        signs = [s for s in signs if s.topic not in pair.silent]
        if not any(s.topic == pair.topic and not s.weak for s in signs):
            signs.append(_Sign(span, pair.topic, span.of(characters), 2))
    return signs


def _visits(
    signs: list[_Sign], content: Span, characters: str, meeting: Meeting, vocabulary: Vocabulary
) -> list[_Sign]:
    """Return the signs with the visit to which somebody is invited; the region of a place that it leads to says nothing."""
    visit = _VISIT.search(characters, content.start, min(content.end, content.start + 120))
    if visit is None:
        return signs
    clause = _LED_TO.search(characters, visit.end(), content.end)
    end = clause.start() if clause is not None else content.end
    led = [s for s in signs if visit.start() <= s.span.start < end]
    if any(not s.weak and not _placed_only(s, vocabulary) for s in signs):
        return signs
    topic = _DIALOGUE if _of_defence(meeting) else _BILATERAL
    kept = [s for s in signs if s not in led or s.weak]
    return [*kept, _Sign(Span(visit.start(), visit.end()), topic, visit.group())]


def _placed_only(sign: _Sign, vocabulary: Vocabulary) -> bool:
    """Tell whether a sign says no more than where something is, or that somebody visits."""
    return regional(sign.topic, vocabulary) or sign.topic in (_BILATERAL, _DIALOGUE, TOPIC + "people-to-people")


def _courtesies(content: Span, characters: str, meeting: Meeting) -> list[_Sign]:
    """Return what the courtesies say with which a meeting closes: that the parties go on speaking to each other."""
    match = _CLOSING.search(characters, content.start, content.end)
    if match is None:
        return []
    topic = _DIALOGUE if _of_defence(meeting) and not match.group().startswith("warm") else _BILATERAL
    return [_Sign(Span(match.start(), match.end()), topic, match.group())]


def _named(mentions: Sequence[Mention], characters: str, vocabulary: Vocabulary) -> list[_Sign]:
    """Return what names say."""
    return [
        _Sign(m.span, topic, m.span.of(characters), name=True)
        for m in mentions
        for topic in _of_law(vocabulary.speaks_of.get(m.entity.iri, ()), vocabulary)
    ]


def _of_law(topics: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """Return of the topics of a law that it is law, and where; not the field that it happens to rule."""
    return [t for t in topics if _LAW not in topics or t == _LAW or regional(t, vocabulary)]


def _covered(name: Span, hits: Sequence[Hit]) -> bool:
    """Tell whether a name is but a part of a phrase, which then says more than the name ("the Hague court")."""
    return any(
        h.start < name.end and name.start < h.end and not (name.start <= h.start and h.end <= name.end)
        for h in hits
        if not h.weak
    )


def _fitting(
    hits: Sequence[Hit], content: Span, meeting: Meeting, vocabulary: Vocabulary, *, characters: str
) -> list[Hit]:
    """Return the phrases that end in the content; one of defence and of society is read as the meeting's own field."""
    inside = [h for h in hits if content.start < h.end <= content.end]
    field, other = (_DEFENCE, _SOCIETY) if _of_defence(meeting) else (_SOCIETY, _DEFENCE)

    def under(topic: str, top: str) -> bool:
        return topic == top or top in vocabulary.ancestors(topic) or (top == _SOCIETY and topic == _RELIEF)

    own = {(h.start, h.end) for h in inside if under(h.topic, field)}
    fitting = [h for h in inside if (h.start, h.end) not in own or not under(h.topic, other)]
    if field == _DEFENCE:
        return fitting
    return [
        h._replace(topic=_BILATERAL)  # talks and visits of others than defence ministers
        if h.topic == _DIALOGUE and not _FORCES.search(characters, content.start, content.end)
        else h
        for h in fitting
    ]


def _of_defence(meeting: Meeting) -> bool:
    """Tell whether those who met are responsible for defence."""
    offices = [p.office for p in meeting.participants if p.office]
    if not offices and meeting.publisher is not None:
        offices = [meeting.publisher.label]
    return any(_OFFICES.search(office) for office in offices)


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


def _heard(signs: Sequence[_Sign], vocabulary: Vocabulary) -> list[_Sign]:
    """Return what the head says, and of the rest what is narrower than that; the rest where the head is silent."""
    head = [s for s in signs if s.head and not s.weak]
    if not head:
        return [s for s in signs if s.head] or list(signs)
    spoken = {s.topic for s in head}
    tail = [s for s in signs if not s.head and not s.weak]
    return head + [s for s in tail if s.topic in spoken or spoken & set(vocabulary.ancestors(s.topic))]


def _subjects(signs: Sequence[_Sign], content: Span, characters: str, vocabulary: Vocabulary) -> list[_Sign]:
    """Leave out the mere form of a talk ("a working group on X") and the mere setting of a subject ("roads in X").

    A wide part of the world is no mere setting of what depends on where it happens.
    """
    forms = (_BILATERAL, _DIALOGUE)
    themes = [s for s in signs if not s.weak and not regional(s.topic, vocabulary)]
    subjects = [s for s in themes if s.topic not in forms]
    shared = any(s.topic in _SHARED for s in subjects)
    placed = any(s.topic in _SITUATIONAL or s.topic == TOPIC + "terrorism" for s in subjects)

    def form(sign: _Sign) -> bool:
        about = sign.topic in forms and _ABOUT.match(characters, sign.span.end, content.end)
        return bool(about) and any(s.span.start >= sign.span.end for s in subjects)

    def setting(sign: _Sign) -> bool:
        if placed or not themes or not (sign.topic in _WIDE or (sign.name and sign.topic == _POSTURE)):
            return False
        before = characters[max(content.start, sign.span.start - 60) : sign.span.start]
        return bool(_SETTING.search(before)) and not _SITUATION.search(before)

    def passing(sign: _Sign) -> bool:
        wide = sign.topic in _WIDE or sign.topic == _CIRCLES
        others = any(s.topic not in (sign.topic, _CIRCLES) and s.span != sign.span for s in subjects)
        if not wide or not others or shared:
            return False
        return bool(_BODY.fullmatch(sign.words) or _OF_PLACE.match(characters, sign.span.start, content.end))

    return [s for s in signs if not form(s) and not setting(s) and not passing(s)]


def _ranked(signs: Sequence[_Sign], vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
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
