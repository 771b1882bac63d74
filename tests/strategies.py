"""Readings made by hand and by Hypothesis, so that stages after the reader are tested without it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from hypothesis import strategies as st

from kg import iris
from kg.model import (
    Commitment,
    Entity,
    Meeting,
    Mention,
    Participant,
    Reading,
    Section,
    Sentence,
    Span,
    Statement,
    Summary,
    Text,
)

SKOS = iris.PREFIXES["skos"]

JAPAN = Entity(iris.entity("country", "JP"), "Japan", "country", "JP", known=True)
US = Entity(iris.entity("country", "US"), "United States", "country", "US", known=True)
OMAN = Entity(iris.entity("country", "OM"), "Oman", "country", "OM", known=True)
KOREA = Entity(iris.entity("country", "KP"), "North Korea", "country", "KP", known=True)
KISHI = Entity(iris.entity("person", "JP", "Kishi"), "Kishi", "person", "JP")
AUSTIN = Entity(iris.entity("person", "US", "Austin"), "Austin", "person", "US")
BADR = Entity(iris.entity("person", "OM", "Badr"), "Badr", "person", "OM")
STRAIT = Entity(iris.entity("place", "Taiwan Strait"), "Taiwan Strait", "place", known=True)
LAW = Entity(iris.entity("instrument", "Coast Guard Law"), "Coast Guard Law", "instrument")
MINISTRY = Entity(
    iris.entity("organization", "Ministry"), "Ministry of Defense", "organization", "JP", known=True
)
UNITED_NATIONS = Entity(
    iris.entity("organization", "United Nations"), "United Nations", "organization", "UN", known=True
)

HOLDERS = {"Kishi": KISHI, "Austin": AUSTIN, "Badr": BADR}
SIDES = {KISHI.iri: JAPAN, AUSTIN.iri: US, BADR.iri: OMAN}
OFFICES = {"Kishi": "Defense Minister", "Austin": "Defense Secretary", "Badr": "Minister"}


@dataclass(frozen=True)
class Names:
    """A small vocabulary: what the graph is to know of names and of what stands above what."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    above: Mapping[str, str] = field(default_factory=dict)
    elsewhere: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    home: Mapping[str, str] = field(default_factory=dict)

    def labels(self, iri: str) -> tuple[str, ...]:
        return self.names.get(iri, ())

    def broader(self, iri: str) -> str | None:
        return self.above.get(iri)

    def matches(self, iri: str) -> tuple[tuple[str, str], ...]:
        return self.elsewhere.get(iri, ())


FAMILIES = {
    "assertive": ("state", "affirm", "emphasize", "assess"),
    "commissive": ("agree", "commit", "support", "offer"),
    "directive": ("urge", "request", "instruct"),
    "expressive": ("welcome", "thank", "concern", "condemn", "oppose", "hope", "regret"),
    "interactive": ("discuss",),
}
TOPICS = {
    "taiwan-strait": "china",
    "china": "regional-affairs",
    "north-korea": "regional-affairs",
    "cyber": "defense",
}

NAMES = Names(
    names={
        **{iris.ACT + act: (act,) for family, acts in FAMILIES.items() for act in (family, *acts)},
        **{iris.TOPIC + name: (name.replace("-", " ").capitalize(),) for name in (*TOPICS, *TOPICS.values())},
        JAPAN.iri: ("Japan", "Japanese"),
        US.iri: ("United States", "USA"),
        KOREA.iri: ("North Korea", "DPRK"),
        MINISTRY.iri: ("Ministry of Defense",),
    },
    above={
        **{iris.ACT + act: iris.ACT + family for family, acts in FAMILIES.items() for act in acts},
        **{iris.TOPIC + name: iris.TOPIC + broader for name, broader in TOPICS.items()},
    },
    elsewhere={JAPAN.iri: ((SKOS + "exactMatch", "http://www.wikidata.org/entity/Q17"),)},
    home={MINISTRY.iri: "JP"},
)
"""A vocabulary of a few countries, acts and topics."""


def statement(words: str, text: str, act: str, by: Sequence[str], **more: object) -> Statement:
    """Make a statement of the sentence ``words``, in which ``|`` stands before and after the cue.

    What the sentence says after the cue, up to its full stop, is the content. ``topics`` may be ids.
    """
    before, cue, after = words.split("|")
    start = text.index(words.replace("|", ""))
    at = start + len(before)
    end = at + len(cue)
    stop = start + len(before + cue + after)
    content = after.rstrip(".").strip()
    first = end + (len(after) - len(after.lstrip())) if content else end
    topics = tuple(iris.TOPIC + str(topic) for topic in more.pop("topics", ()))  # type: ignore[attr-defined]
    mentions = tuple(
        Mention(Span(text.index(form, start), text.index(form, start) + len(form)), entity)
        for form, entity in more.pop("mentions", ())  # type: ignore[attr-defined]
    )
    commits = more.pop("commits", ())
    made = Statement(
        cue=Span(at, end),
        content=Span(first, first + len(content)),
        sentence=Span(start, stop),
        act=iris.ACT + act,
        holders=tuple(HOLDERS[name] for name in by),
        behalf=tuple(SIDES[HOLDERS[name].iri] for name in by),
        topics=topics,
        mentions=mentions,
        **more,  # type: ignore[arg-type]
    )
    if not commits:
        return made
    parties = tuple(HOLDERS[name] for name in commits)  # type: ignore[attr-defined]
    return replace(made, commitment=Commitment(parties, made.content))


def reading(
    title: str,
    day: date | None,
    statements: Sequence[tuple[str, str, Sequence[str], dict[str, object]]],
    **more: object,
) -> Reading:
    """Make a reading of a text that is the title and the sentences of the statements, one a line."""
    text = "\n\n".join([title, *(words.replace("|", "") for words, *_ in statements)]) + "\n"
    people = [KISHI, *(HOLDERS[name] for name in more.pop("others", ("Austin",)))]  # type: ignore[attr-defined]
    made = tuple(statement(words, text, act, by, **extra) for words, act, by, extra in statements)
    meeting = Meeting(
        iri=iris.meeting(day.isoformat() if day else "", [SIDES[person.iri].label for person in people]),
        title=title,
        date=day,
        participants=tuple(
            Participant(person, person.label, OFFICES[person.label], SIDES[person.iri]) for person in people
        ),
        **more,  # type: ignore[arg-type]
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    sentences = tuple(Sentence(one.sentence, number) for number, one in enumerate(made))
    summary = Summary(
        text=Text(f"/somewhere/on/a/disk/{iris.slug(title)}.txt", text, digest),
        title=Span(0, len(title)),
        head=(),
        sections=(Section(None, sentences),),
    )
    return Reading(summary, meeting, made)


BOTH = ("Kishi", "Austin")

FIRST = reading(
    "Ministers meet",
    date(2021, 3, 16),
    [
        (
            "The Ministers |agreed| to hold consultations on the Taiwan Strait.",
            "agree",
            BOTH,
            {
                "agreement": True,
                "topics": ["taiwan-strait"],
                "mentions": [("Taiwan Strait", STRAIT)],
                "commits": BOTH,
                "rule": "verb",
                "resolution": "group",
            },
        ),
        (
            "Minister Kishi |expressed serious concern| about China’s Coast Guard Law.",
            "concern",
            ("Kishi",),
            {
                "topics": ["china"],
                "mentions": [("Coast Guard Law", LAW)],
                "confidence": 0.8,
                "note": "two could be meant",
            },
        ),
        (
            "The Ministers |strongly urged| the DPRK to return to talks.",
            "urge",
            BOTH,
            {"topics": ["north-korea"], "mentions": [("DPRK", KOREA)], "addressees": (KOREA,)},
        ),
        (
            "They |reconfirmed| the importance of peace.",
            "affirm",
            BOTH,
            {"reiterates": True},
        ),
    ],
    start="12:50",
    minutes=90,
    format="in-person",
    place=JAPAN,
    publisher=MINISTRY,
    issued=date(2021, 3, 17),
)
"""A meeting of Japan and the United States: four statements, one of them an agreement that commits both."""

SECOND = reading(
    "Ministers talk again",
    date(2022, 1, 7),
    [
        (
            "They |discussed| the importance of peace.",
            "discuss",
            BOTH,
            {"topics": ["taiwan-strait"]},
        ),
        (
            "Secretary Austin |pledged| to share information on cyber threats.",
            "commit",
            ("Austin",),
            {"topics": ["cyber"], "commits": ("Austin",)},
        ),
    ],
    format="video",
)
"""The next meeting of the same sides: one topic is new, two are gone, one content is repeated."""

THIRD = reading(
    "Call with Oman",
    date(2021, 6, 1),
    [("Kishi |welcomed|.", "welcome", ("Kishi",), {})],
    others=("Badr",),
    format="telephone",
)
"""A call of Japan and Oman, with one statement whose content is empty."""

READINGS = (FIRST, SECOND, THIRD)

# Letters, line ends and whatever is hostile to a syntax or a screen; no lone surrogates, which no decoder yields.
WORDS = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs",)),
        st.sampled_from("\"'\\\n\r\t\u2028\u2029\u202e\u200d\x00\x07\x1b\x85<>&{}^`😀é́אب。"),
    ),
    max_size=60,
)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Draw readings of any text, with statements at any places in it."""
    text = draw(WORDS) + "x"
    title = draw(WORDS)
    offsets = st.integers(0, len(text))

    def span(*, empty: bool = False) -> Span:
        start, end = sorted((draw(offsets), draw(offsets)))
        if start == end and not empty:
            start, end = (start - 1, end) if start else (0, 1)
        return Span(start, end)

    cues = draw(st.lists(st.builds(lambda: None), max_size=4))
    made = tuple(
        {
            (cue := span()): Statement(
                cue=cue,
                content=span(empty=True),
                sentence=span(),
                act=iris.ACT + draw(st.sampled_from(["agree", "urge", "discuss"])),
                holders=tuple(
                    draw(st.lists(st.sampled_from([KISHI, AUSTIN, JAPAN]), min_size=1, unique=True))
                ),
                topics=tuple(iris.TOPIC + t for t in draw(st.sets(st.sampled_from([*TOPICS])))),
                mentions=tuple(
                    Mention(span(), e)
                    for e in draw(st.lists(st.sampled_from([STRAIT, KOREA, LAW]), max_size=2))
                ),
                confidence=draw(st.floats(0, 1)),
                note=draw(WORDS),
            )
            for _ in cues
        }.values()
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    day = draw(st.none() | st.dates())
    meeting = Meeting(
        iris.meeting(str(day), ["Japan"]), title, day, (Participant(KISHI, "Kishi", side=JAPAN),)
    )
    return Reading(Summary(Text("-", text, digest), Span(0, 0), (), ()), meeting, made)
