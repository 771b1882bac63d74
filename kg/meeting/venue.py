"""Where the meeting was held, and whether face to face, by telephone or by video."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg import dates, iris
from kg.english import tokenize
from kg.meeting.model import Scene, fields
from kg.model import Entity, Span
from kg.summary import DATE
from kg.vocabulary import Roles, Vocabulary

__all__ = ["channel", "venue"]

_TELEPHONE = re.compile(
    r"\b(?:tele)?phone|\btelecon|\bphoned\b"
    r"|\b(?:had|held|in|hold|on|during|joined|their|a|the|s’|'s|’s) (?:a |an )?(?:\w+ )?call\b"
    r"|\bcall (?:with|between|to)\b|\bspoke by\b"
    r"|\bcalled (?!on\b|for\b|upon\b|at\b|in\b)"
)
_FACE_TO_FACE = re.compile(
    r"\b(?:met|meets?|meetings?|talks|hosted|received|welcomed|visit(?:ed|ing)?|conversation|conference|summit"
    r"|dialogue|consultations?|lunch|dinner|breakfast|courtesy call|called on|held)\b"
)


def channel(scene: Scene, report: str) -> str | None:
    """Tell how they met: ``video``, ``telephone``, ``in-person``, or ``None`` where nothing shows it.

    >>> import kg
    >>> from kg.meeting.model import scene
    >>> from kg.summary import read
    >>> from kg.vocabulary import load
    >>> seen = scene(read(kg.text.read(kg.seed()), load()), load())
    >>> channel(seen, "They held a video conference."), channel(seen, "They had a call.")
    ('video', 'telephone')
    """
    lower = f" {scene.title} . {report} ".lower()
    video = scene.vocabulary.roles.video
    if any(v in lower for v in video if " " in v) or not video.isdisjoint(t.lower for t in tokenize(lower)):
        return "video"
    if _TELEPHONE.search(lower.replace("courtesy call", "visit")):
        return "telephone"
    return "in-person" if _FACE_TO_FACE.search(lower) else None


_CAPITAL = r"(?:[A-Z][\w’'.-]*|[A-Z]\.)"
_BUILDING = r"(?:Headquarters|House|Palace|Castle|Pentagon|Ministry|Chancellery)"
_VENUE = re.compile(
    # "to" only before a building: "to the State Department", not "to Japan"
    rf"\b(?P<prep>[Aa]t|[Ii]n|visiting|visited|to(?=\s+(?:the\s+)?(?:[A-Z]\w+\s+)*{_BUILDING}\b))"
    r"\s+(?:the\s+)?"
    rf"(?P<name>{_CAPITAL}"
    r"(?:(?:\s+(?:of(?:\s+the)?|de|la|el|al|es|do|da|dos|du|di|del)\s+"
    r"|\s+and\s+(?=[A-Z]\w+\s+(?:Office|Ministry|Department|House|Affairs|Council))"
    rf"|\s+){_CAPITAL})*"
    # the town behind the building: ", Tokyo" or "in Tokyo"
    r"(?:,\s+(?!(?:and|who|to)\b)[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*)*)?"
    r"(?:\s+in\s+[A-Z]\w+)?)"
)
_DAY = re.compile(r"\s+(?:On|Today|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b.*$")
_PERSON = re.compile(r",\s+(?:Mr|Ms|Mrs|Minister|Secretary|President|Prime|Foreign|Defen[cs]e|H\.E)\b.*$")
_OCCASION = re.compile(
    r"\b(?:margins?|sidelines|occasion|interest|situation|developments?|attack|forces|peace|security|war"
    r"|participat\w+|interested|engaged)\s*$|\bsince\b[^,;]*$"
)
_SUBJECT = re.compile(
    r"\b(?:to (?:discuss|attend|express|thank|condemn)|discussed|reaffirming|regarding|about"
    r"|(?<!call )(?<!calls )(?<!called )on)\b"
)
_ON_A_DAY = re.compile(
    r"\bon (?:\w+ )?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun"
    r"|the (?:margins|sidelines|afternoon|morning|evening|occasion))"
)
_FIELD = re.compile(r"(?:place|venue|location)\s*:\s*(.+)", re.IGNORECASE | re.DOTALL)


def venue(scene: Scene, spans: Sequence[Span]) -> Entity | None:
    """Find the venue that the report names, or else the title; occasions, months and offices are none."""
    vocabulary = scene.vocabulary
    stated = _stated(scene)
    if stated is not None:
        return stated
    told = [span.of(scene.characters) for span in spans[:2]]
    # what a relative clause says ("who is visiting Tokyo") counts after the rest and after the title
    sources = [
        *zip((0, 1.5), map(dates.own, told), strict=False),
        (10, scene.title),
        *((15, words) for words in told),
    ]
    ranked = [(rank + later, name) for later, words in sources for rank, name in _venues(words, vocabulary)]
    if not ranked:
        return _dateline(scene)
    name = min(ranked, key=lambda pair: pair[0])[1]
    plain = name.replace("’", "'")
    known = (
        e
        for e in vocabulary.names.get(plain, ())
        if e.kind == "place" or (e.kind == "country" and (plain, e.iri) not in vocabulary.seats)
    )
    return next(known, None) or Entity(iris.entity("place", name), name, "place")


def _venues(words: str, vocabulary: Vocabulary) -> Iterator[tuple[int, str]]:
    """Find the names of venues in a sentence, each with its rank: "at" before "in" before the others."""
    for match in _VENUE.finditer(words):
        name = match.group("name").rstrip(".,’'")
        if match.group("name").endswith(".") and re.search(r"\b[A-Z]\.[A-Z]$", name):
            name += "."  # "Washington, D.C."
        name = _PERSON.sub("", _DAY.sub("", name))
        if (
            name.endswith(("’s", "'s", "s’", "s'"))
            and words[match.end() : match.end() + 2].strip()[:1].islower()
        ):
            continue  # "at the Agency's headquarters in Vienna": the town behind it is the place
        before, preposition = words[: match.start()].lower(), match.group("prep").lower()
        if _names_place(name, vocabulary.roles) and _placed(before, preposition):
            known = vocabulary.names.get(name.replace("’", "'"), ())
            if (
                preposition != "in"
                or not known
                or any(e.kind in ("place", "country", "organization") for e in known)
            ):
                yield {"at": 0, "in": 1}.get(preposition, 2), name


_NO_PLACE = frozenset("conclusion end close invitation request occasion margins sidelines initiative".split())
"""Nouns of occasions, which a title spells with a capital ("at the Conclusion of the Visit")."""


def _names_place(name: str, roles: Roles) -> bool:
    """Tell whether a name can be a place's: it begins with no month or title, and names no event."""
    words = name.split()
    first = words[0].lower()
    return not (
        first.rstrip(".") in dates.MONTHS
        or roles.heads.get(words[-1]) == "meeting"
        or first in roles.offices
        or first in roles.honorifics
        or first in _NO_PLACE
    )


def _placed(before: str, preposition: str) -> bool:
    """Tell by the words before it whether a name says where they met, not what about ("discussed peace in X")."""
    if _OCCASION.search(before):
        return False
    told = before.rsplit("met", 1)[-1]
    about = [m.start() for m in _SUBJECT.finditer(told)] if preposition != "visiting" else []
    return not about or bool(_ON_A_DAY.search(told, about[-1]))


_DISTRICT = re.compile(r"\bD\.?C\.?$")
"""The seat of a publisher: "Washington, D.C." above a text says where it was issued."""


def _stated(scene: Scene) -> Entity | None:
    """Return the place that a labelled line above the text states ("Place: Cabinet Room"), or a dateline by "here"."""
    characters = scene.characters
    for words in fields(line.span.of(characters) for line in scene.summary.head):
        field = _FIELD.match(words)
        if field:
            name = _LEADING_THE.sub("", field.group(1).strip(" .;"))
            return Entity(iris.entity("place", name), name, "place")
    line = scene.summary.dateline
    first = next((s.span for section in scene.summary.sections for s in section.sentences), None)
    if line is None or first is None or not _HERE.search(first.of(characters)):
        return None
    name = " ".join(line.of(characters).split())
    return Entity(iris.entity("place", name), name, "place")


_LEADING_THE = re.compile(r"^[Tt]he\s+")
_HERE = re.compile(r"\bhere\b(?!\s+(?:to|for|is)\b)")
"""A word that takes the place of a dateline for the venue."""


def _dateline(scene: Scene) -> Entity | None:
    """Return the place that stands alone on a line above the text, or before a date."""
    for line in scene.summary.head:
        words = line.span.of(scene.characters).strip(" ,.")
        undated = DATE.sub("", words).strip(" ,.|–—-")
        for name in (undated, undated.partition(",")[0].strip()):
            place = next((e for e in scene.vocabulary.names.get(name, ()) if e.kind == "place"), None)
            if place is not None and not (name != undated and _DISTRICT.search(undated)):
                return place
    return None
