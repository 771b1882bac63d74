"""Who can be bound by a promise, and to whom an act can be directed: the phrases of a content as parties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg import holders, iris
from kg.clauses import Cue
from kg.english import (
    CONJUNCTIONS,
    DETERMINERS,
    POSSESSIVE,
    PREPOSITIONS,
    RELATIVES,
    Token,
    after_adverbs,
)
from kg.holders import Resolved, State
from kg.model import Entity, Meeting, Mention
from kg.nouns import Phrase
from kg.parsing import Context, Parsed

__all__ = [
    "Speech",
    "addressable",
    "anyone",
    "bindable",
    "named",
    "possessor",
    "recipient",
    "side_of",
    "sides",
    "unknown",
]

_POSSESSIVES = ("his", "her", "its", "their")
_OWN = frozenset("government country side administration nation governments countries cabinet".split())
_COUNTED = frozenset("both two three four side sides all".split())
_ANYBODY = ("parties", "partners", "participants", "delegates", "representatives")
_MEANT = ("the", "both", "all", "his", "her", "their")


@dataclass(frozen=True, slots=True)
class Speech:
    """One cue whose holders are known, in its sentence and at its place in the text."""

    context: Context
    parsed: Parsed
    cue: Cue
    resolved: Resolved
    state: State


def side_of(meeting: Meeting, actor: Entity) -> Entity | None:
    """Return the country or body for which a participant speaks, or ``None`` for anybody else.

    >>> import kg
    >>> meeting = kg.read(kg.seed()).meeting
    >>> side_of(meeting, meeting.participants[0].entity).label, side_of(meeting, Entity("urn:x", "X", "person"))
    ('Japan', None)
    """
    return next((p.side for p in meeting.participants if p.entity == actor), None)


def sides(speech: Speech) -> tuple[Entity, ...]:
    """Return for whom the holders speak, each country or body once."""
    meeting = speech.context.meeting
    found = (side_of(meeting, actor) for actor in speech.resolved.actors)
    return tuple(dict.fromkeys(side for side in found if side is not None))


def bindable(speech: Speech, phrase: Phrase) -> tuple[Entity, ...]:
    """Resolve a subject of "will" to those who can bind themselves: who met, their countries, and their bodies."""
    context, parsed, actors = speech.context, speech.parsed, speech.resolved.actors
    words = [t.lower for t in parsed.tokens[phrase.first : phrase.last]]
    if phrase.kind == "pronoun":
        return actors if words[0] in ("they", "we") or len(actors) == 1 else ()
    if phrase.kind == "meeting":
        return ()
    if len(words) > 1 and words[-2] in _POSSESSIVES and words[-1] in _OWN:
        return sides(speech)
    if phrase.kind == "group" and not phrase.members and _COUNTED.isdisjoint(words):
        head, roles = parsed.tokens[phrase.head].lower, context.vocabulary.roles
        if head in roles.countries or head in roles.persons:
            return ()  # "countries will …": any countries
    found = holders.resolve(phrase, parsed.tokens, parsed.names, speech.state, context.vocabulary)
    met = {p.entity for p in context.meeting.participants}
    return tuple(
        a
        for a in found.actors
        if a in met or a.country in context.sides or (a.country is None and a.kind == "organization")
    )


def named(mentions: Sequence[Mention], end: int) -> tuple[Entity, ...]:
    """Return the country, body or person whose name ends at an offset: whoever will act by the words of the text."""
    return tuple(
        m.entity
        for m in mentions
        if m.span.end == end and m.entity.kind in ("country", "organization", "person")
    )[:1]


def possessor(speech: Speech, low: int, high: int) -> tuple[Entity, ...]:
    """Return whose promise the tokens before a noun name: "Iraq's determination", "his government's commitment"."""
    tokens = speech.parsed.tokens
    mark = next((k for k in range(low, high) if tokens[k].lower in POSSESSIVE), None)
    if mark is None:
        inside = (
            n
            for n in speech.parsed.names
            if low < high
            and tokens[low].start <= n.start < tokens[high - 1].end
            and not _goes_on(tokens, n.end)
        )
        return tuple(n.entities[0] for n in inside if n.entities[0].country in speech.context.sides)[:1]
    name = next((n for n in speech.parsed.names if n.end == tokens[mark].start), None)
    if name is not None and name.entities[0].country in speech.context.sides:
        return (name.entities[0],)
    return sides(speech) if tokens[mark - 1].lower in _OWN else ()


def addressable(speech: Speech, phrase: Phrase) -> tuple[Entity, ...]:
    """Resolve the object of an act; groups of nobody in particular ("all partners") are no addressee."""
    parsed, resolved, vocabulary = speech.parsed, speech.resolved, speech.context.vocabulary
    words = [t.lower for t in parsed.tokens[phrase.first : phrase.last]]
    head = parsed.tokens[phrase.head].lower
    if phrase.kind == "group" and not phrase.members:
        if head in vocabulary.roles.countries and "both" not in words and "two" not in words:
            return _forces(parsed, phrase)
        spoken_of = _spoken_of(speech, phrase) if head in vocabulary.roles.countries else ()
        if spoken_of:
            return spoken_of
        if head in _ANYBODY or (words[0] not in _MEANT and head not in ("latter", "former")):
            return ()
        if head == "sides" and words[0] in ("all", "both") and _asks_alone(speech):
            return ()  # the sides of a conflict, not those who met
    if phrase.kind == "body" and words == ["the", "government"]:
        away = [
            s
            for p in speech.context.meeting.participants
            if (s := p.side) is not None and s not in sides(speech)
        ]
        return tuple(dict.fromkeys(away)) if len(set(away)) == 1 else ()
    told = holders.after(speech.state, resolved) if resolved.actors else speech.state
    found = holders.resolve(phrase, parsed.tokens, parsed.names, told, vocabulary)
    if found.confidence < 0.5:
        return ()
    return tuple(a for a in found.actors if a not in resolved.actors)


def _spoken_of(speech: Speech, phrase: Phrase) -> tuple[Entity, ...]:
    """Return the two countries named before "both governments" in the sentence, where one speaks of two others."""
    if len(speech.resolved.actors) != 1:
        return ()
    start, own = speech.parsed.tokens[phrase.first].start, set(sides(speech))
    named = [n.entities[0] for n in speech.parsed.names if n.end <= start and n.entities[0].kind == "country"]
    others = [e for e in dict.fromkeys(named) if e not in own]
    return tuple(others[-2:]) if len(others) > 1 else ()


def _asks_alone(speech: Speech) -> bool:
    """Tell whether one of those who met asks something: "all sides" are then others than they."""
    return len(speech.resolved.actors) == 1 and speech.cue.act.endswith(("#urge", "#request"))


def _forces(parsed: Parsed, phrase: Phrase) -> tuple[Entity, ...]:
    """Return the body that a phrase such as "U.S. forces" names by its country, if it names one."""
    tokens = parsed.tokens
    start, end = tokens[phrase.first].start, tokens[phrase.last - 1].end
    name = next((n for n in parsed.names if start <= n.start < end), None)
    if name is None or tokens[phrase.head].lower not in ("forces", "navies", "militaries"):
        return ()
    at = next(i for i in range(phrase.first, phrase.last) if tokens[i].start == name.start)
    label = " ".join(t.words for t in tokens[at : phrase.last])
    return (Entity(iris.entity("organization", label), label, "organization", name.entities[0].country),)


def _goes_on(tokens: Sequence[Token], end: int) -> bool:
    """Tell whether a longer name goes on behind a known one ("the EU-Angola Business Forum")."""
    behind = next((t for t in tokens if t.start >= end), None)
    return behind is not None and (behind.capital or any(t.start < end < t.end for t in tokens))


def recipient(speech: Speech, word: str) -> tuple[Entity, ...]:
    """Resolve "him", "her" or "them" as the object of the act."""
    state, actors = speech.state, speech.resolved.actors
    others = [e for e in state.principals if e not in actors and e.kind == "person"]
    if word == "them":
        return tuple(others) if len(others) > 1 else ()
    wanted = ({"him": "m", "her": "f"}[word], None)
    recent = (e for e in reversed(state.singles) if e not in actors)
    return tuple(e for e in (*recent, *others) if state.gender(e) in wanted)[:1]


def unknown(speech: Speech, mentions: Sequence[Mention], at: int) -> tuple[Entity, ...]:
    """Return what the content mentions at a token and what "and" joins to it; "Peru's army" is not Peru."""
    tokens = speech.parsed.tokens
    name = next((n for n in speech.parsed.names if n.start == tokens[at].start), None)
    if name is not None and any(t.start == name.end and t.lower in POSSESSIVE for t in tokens):
        return ()
    found: list[Mention] = []
    for mention in mentions:
        begins = not found and mention.span.start == tokens[at].start
        if begins or (found and _joined(speech, found[-1].span.end, mention.span.start)):
            found.append(mention)
    return tuple(m.entity for m in found)


def _joined(speech: Speech, end: int, start: int) -> bool:
    """Tell whether only "and" or a comma stands between two names ("the Joint Staff and the General Staff")."""
    between = speech.context.characters[end:start].split()
    return 0 < len(between) <= 3 and {w.strip(",") for w in between} <= {"", "and", "the"}


def anyone(speech: Speech, at: int) -> tuple[Entity, ...]:
    """Make an addressee of a noun phrase that names nobody ("the parties to the accord", "the people of X")."""
    tokens, cue, last = speech.parsed.tokens, speech.cue, speech.cue.content[1]
    at = after_adverbs(tokens, at, last)
    begin = at + (at < last and tokens[at].lower in DETERMINERS)
    end = _object_end(tokens, begin, last)
    ends = [(begin, end)]
    if end + 1 < last and tokens[end].lower == "and":  # "called on governments and carriers to"
        second = end + 1 + (tokens[end + 1].lower in DETERMINERS)
        end = _object_end(tokens, second, last)
        of = any(t.lower == "of" for t in tokens[begin : second - 1]) and second < last
        of = of and tokens[second].capital
        ends = [(begin, end)] if of else [*ends, (second, end)]  # "the people of Ghana and Togo"
    acts = any(t.lower in _ACTORS for t in tokens[begin:end])
    if acts and end + 1 < last and tokens[end].lower in ("in", "from", "across"):
        # "all parties in Norway to"
        place = next((k for k in range(end + 1, min(last, end + 8)) if _ends_place(tokens, k)), last)
        if place < last and tokens[place].lower == "to":
            inside = tokens[end].lower == "in" and len(ends) == 1
            ends, end = [(begin, place)] if inside else ends, place
    feels = cue.act.endswith(("#thank", "#congratulate", "#condole"))
    behind = {"to", "not"}
    if cue.act.endswith("#instruct"):
        behind |= {"with", "for"}
    elif cue.lemma in ("appeal", "call"):
        behind.add("for")
    asks = feels or cue.noun != "" or (end < last and tokens[end].lower in behind)
    if not asks or not all(_names_many(tokens[one:two]) for one, two in ends):
        return ()
    characters = speech.context.characters
    labels = [" ".join(characters[tokens[one].start : tokens[two - 1].end].split()) for one, two in ends]
    return tuple(Entity(iris.entity("organization", label), label, "organization") for label in labels)


_ACTORS = frozenset(
    """
    parties sides groups leaders actors forces workers governments countries states people communities community
    factions authorities donors companies nations partners members militias politicians stakeholders
    """.split()
)
"""Nouns for those who act, with whom where they are may stand before what they are asked to do."""


def _object_end(tokens: Sequence[Token], at: int, last: int) -> int:
    """Return where the words of a noun phrase end."""
    while (
        at < last
        and (tokens[at].words[0].isalnum() or tokens[at].lower == "'s")
        and not _ends_object(tokens, at, last)
    ):
        at += 1
    return at


def _ends_place(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a token no longer belongs to where somebody is ("in the whole of Rakhine State **to**")."""
    token = tokens[at]
    return not (
        token.capital or token.lower in DETERMINERS or token.lower in ("of", "and", "across", "region")
    )


def _names_many(words: Sequence[Token]) -> bool:
    """Tell whether the words of a noun phrase speak of several who can be asked."""
    fits = 0 < len(words) <= 10 and words[-1].lower.rstrip(".").isalpha()
    return fits and (words[-1].lower in _COLLECTIVE or any(_is_many(t.lower) for t in words[:3]))


_COLLECTIVE = frozenset(
    "community government leadership parliament opposition industry public regime".split()
)
"""Nouns in the singular that mean several who can be asked."""


def _is_many(lower: str) -> bool:
    """Tell whether a noun speaks of several ("parties", "people"), not of one thing in -s ("crisis")."""
    return lower.endswith(("s", "people", "men", "staff")) and not lower.endswith(("ss", "us", "is", "'s"))


def _ends_object(tokens: Sequence[Token], i: int, last: int) -> bool:
    """Tell whether a noun phrase ends before a token: at a preposition other than "of", or at "to" and a verb."""
    lower = tokens[i].lower
    if lower == "to" and i + 1 < last:
        following = tokens[i + 1]
        return not (following.capital or following.lower in DETERMINERS)
    return (
        (lower in PREPOSITIONS and lower != "of")
        or lower in RELATIVES
        or lower in CONJUNCTIONS
        or lower in ("not", "whether")
    )
