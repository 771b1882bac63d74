"""Who "the Ministers", "they", "the latter" and "his counterpart" are: noun phrases to people, countries and bodies.

The discourse so far is a frozen :class:`State`; resolving a phrase gives the actors, how they were found, and how sure
that is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg import iris
from kg.english import NUMBERS, Token, plural
from kg.lexicon import Name
from kg.model import Entity, Meeting, Participant
from kg.nouns import Phrase
from kg.vocabulary import Vocabulary

__all__ = ["Resolved", "State", "after", "begin", "initials", "resolve"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """The actors that a phrase names: ``how`` they were found, ``confidence`` from 0 to 1, and a ``note`` below 1."""

    actors: tuple[Entity, ...]
    how: str
    confidence: float = 1.0
    note: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """What the text has established: who met, their genders, whom it spoke of last."""

    meeting: Meeting
    principals: tuple[Entity, ...]
    genders: tuple[tuple[str, str], ...] = ()
    last: tuple[Entity, ...] = ()
    singles: tuple[Entity, ...] = ()
    addressed: Entity | None = None
    heard: tuple[Entity, ...] = field(default=())
    pair: tuple[Entity, ...] = ()

    @property
    def ministerial(self) -> bool:
        """Tell whether all who met are ministers whatever their titles: the title calls the meeting one of ministers."""
        title = self.meeting.title.lower()
        return "ministerial" in title or "ministers" in title

    def gender(self, entity: Entity) -> str | None:
        """Return ``m`` or ``f`` where the text has shown it."""
        return dict(self.genders).get(entity.iri)


def begin(meeting: Meeting) -> State:
    """Return the state before the first statement."""
    principals = tuple(p.entity for p in meeting.participants if p.principal)
    people = tuple(e for e in principals if e.kind == "person")
    return State(
        meeting,
        principals or tuple(p.entity for p in meeting.participants),
        tuple((p.entity.iri, p.gender) for p in meeting.participants if p.gender),
        singles=people[:1],
    )


def after(
    state: State,
    resolved: Resolved,
    *,
    pronouns: Sequence[str] = (),
    named: Sequence[Entity] = (),
    addressed: Entity | None = None,
) -> State:
    """Return the state after a statement: its holders, the persons its content names, and what "his" or "her" shows."""
    persons = tuple(e for e in resolved.actors if e.kind == "person")
    genders = dict(state.genders)
    if len(persons) == 1 and len(resolved.actors) == 1:
        for pronoun in pronouns:
            genders.setdefault(persons[0].iri, {"his": "m", "her": "f"}[pronoun])
    for word, gender in (("he", "m"), ("she", "f")):
        if len(persons) == 1 and f"“{word}”" in resolved.how:
            genders.setdefault(persons[0].iri, gender)
    singles = state.singles
    if len(resolved.actors) == 1 and resolved.actors[0].kind == "person":
        singles = (*(e for e in singles if e != resolved.actors[0]), resolved.actors[0])
    heard = (*(e for e in state.heard if e not in named), *named) if named else state.heard
    return replace(
        state,
        genders=tuple(genders.items()),
        last=resolved.actors or state.last,
        singles=singles,
        heard=heard,
        pair=_pair(state, resolved),
        addressed=addressed,
    )


def _pair(state: State, resolved: Resolved) -> tuple[Entity, ...]:
    """Return the two whom "the former" and "the latter" would mean next: a pair named together, or the last two speakers."""
    if "“the former”" in resolved.how or "“the latter”" in resolved.how:
        return state.pair
    if len(resolved.actors) == 2:
        return resolved.actors
    if len(resolved.actors) == 1 and state.singles and state.singles[-1] != resolved.actors[0]:
        return (state.singles[-1], resolved.actors[0])
    return state.pair


def resolve(
    phrase: Phrase,
    tokens: Sequence[Token],
    names: Sequence[Name],
    state: State,
    vocabulary: Vocabulary,
    *,
    cue: str = "",
) -> Resolved:
    """Resolve a phrase to actors; none where nobody fits."""
    if phrase.members:
        parts = [resolve(m, tokens, names, state, vocabulary, cue=cue) for m in phrase.members]
        actors = tuple(dict.fromkeys(a for p in parts for a in p.actors))
        unsure = [p for p in parts if p.confidence < 1]
        return Resolved(
            actors,
            " and ".join(p.how for p in parts if p.how),
            min((p.confidence for p in parts), default=1.0),
            "; ".join(p.note for p in unsure if p.note),
        )
    words = [t.lower for t in tokens[phrase.first : phrase.last]]
    if phrase.kind == "pronoun":
        near = {t.lower for t in tokens[phrase.last : phrase.last + 6]}
        return _pronoun(words[0], state, other="his" in near if words[0] == "she" else "her" in near)
    if phrase.kind == "meeting":
        return Resolved(state.principals, "the meeting stands for all principals")
    person = _named(tokens[phrase.first : phrase.last], state)
    if person is not None and phrase.kind in ("person", "office"):
        return Resolved((person,), "by name")
    if phrase.kind == "person":
        return _stranger(phrase, tokens)
    if phrase.kind in ("country", "place"):
        return _country(phrase, tokens, names, vocabulary)
    if phrase.kind == "body":
        return _body(phrase, tokens, names, state, vocabulary)
    if phrase.kind == "group":
        return _group(phrase, words, tokens, names, state, vocabulary)
    return _office(phrase, words, tokens, names, state, vocabulary, cue)


def _pronoun(word: str, state: State, *, other: bool) -> Resolved:
    """Resolve a pronoun; ``other`` tells that a possessive of the other gender stands close by, so two people are meant."""
    if word in ("they", "we"):
        if word == "they" and len(state.last) > 1:
            return Resolved(state.last, "“they” are those named last")
        return Resolved(state.principals, f"“{word}” are all principals")
    wanted = "m" if word == "he" else "f"
    fitting = [e for e in reversed(state.singles) if state.gender(e) == wanted]
    people = [p.entity for p in state.meeting.participants if p.entity.kind == "person"]
    known = [e for e in people if state.gender(e) == wanted]
    open_ = [e for e in people if state.gender(e) in (wanted, None)]
    last = state.singles[-1] if state.singles else None
    if last is not None and state.gender(last) in (wanted, None):
        rivals = [e for e in known if e != last] if state.gender(last) is None else []
        if not rivals:
            return Resolved((last,), f"“{word}” is who spoke last")
        if not other:
            return Resolved(
                (last,), f"“{word}” is the subject before", 0.8, f"“{word}” could be {rivals[0].label}"
            )
    if fitting:
        return Resolved((fitting[0],), f"“{word}” is the last who fits")
    if len(known) == 1:
        return Resolved((known[0],), f"“{word}” is the only one who fits")
    if len(open_) == 1:
        return Resolved((open_[0],), f"“{word}” is the only one who fits")
    if last is not None and state.gender(last) != wanted and state.gender(last) is not None:
        others = [e for e in open_ if e in state.principals and e != last]
        if len(others) == 1:
            return Resolved((others[0],), f"“{word}” is the other one")
    if last is not None and last in open_:
        return Resolved(
            (last,), f"“{word}” is taken for who spoke last", 0.7, f"“{word}” could be somebody else"
        )
    if open_:
        return Resolved(
            (open_[0],), f"“{word}” is taken for the first named", 0.5, f"“{word}” could be somebody else"
        )
    return Resolved((), f"nobody fits “{word}”", 0.3, f"nobody fits “{word}”")


def _key(word: str) -> str:
    return iris.slug(word)


def _named(tokens: Sequence[Token], state: State) -> Entity | None:
    """Find the one participant whose name the words give."""
    words = {_key(t.words) for t in tokens if t.capital or t.words[0].isdigit()}
    best: tuple[int, Entity] | None = None
    several = False
    for p in state.meeting.participants:
        if p.entity.kind != "person":
            continue
        own = {_key(w) for w in p.name.split() if len(w) > 1}
        hits = len(own & words)
        if not hits:
            continue
        if best is not None and hits == best[0]:
            several = True
        if best is None or hits > best[0]:
            best, several = (hits, p.entity), False
    if best is None or several:
        return None
    return best[1]


def _stranger(phrase: Phrase, tokens: Sequence[Token]) -> Resolved:
    """Make an actor of a person who is named with a title but is not among those who met."""
    words = [t.words for t in tokens[phrase.head : phrase.last] if t.words != "."]
    name = " ".join(words)
    return Resolved(
        (Entity(iris.entity("person", name), name, "person"),),
        "by name, though not said to have met",
        0.8,
        f"“{name}” is not among those who met",
    )


def _country(
    phrase: Phrase, tokens: Sequence[Token], names: Sequence[Name], vocabulary: Vocabulary
) -> Resolved:
    name = _name_at(phrase, tokens, names)
    if name is None:
        return Resolved((), "no country is meant", 0.3, "no country is meant")
    countries = [e for e in name.entities if e.kind == "country"]
    if countries:
        return Resolved((countries[0],), "a country, by name")
    return Resolved((name.entities[0],), "by name", 0.7, "a place as the holder")


def _name_at(phrase: Phrase, tokens: Sequence[Token], names: Sequence[Name]) -> Name | None:
    start, end = tokens[phrase.first].start, tokens[phrase.last - 1].end
    return next((n for n in names if start <= n.start and n.end <= end), None)


def _body(
    phrase: Phrase, tokens: Sequence[Token], names: Sequence[Name], state: State, vocabulary: Vocabulary
) -> Resolved:
    name = _name_at(phrase, tokens, names)
    inner = name is not None and name.start > tokens[phrase.head].start
    if inner and name is not None and tokens[phrase.head].lower != "government":
        label = " ".join(t.words for t in tokens[phrase.head : phrase.last])
        body = Entity(iris.entity("organization", label), label, "organization", name.entities[0].country)
        return Resolved((body,), "a body, by name")
    if name is not None and tokens[phrase.head].lower != "government":
        return Resolved((name.entities[0],), "a body, by name")
    if name is None and tokens[phrase.head].words.isupper():
        label = tokens[phrase.head].words
        return Resolved(
            (Entity(iris.entity("organization", label), label, "organization"),), "a body, by its initials"
        )
    if name is not None:
        return _country(phrase, tokens, names, vocabulary)
    word = tokens[phrase.head].words
    publisher = state.meeting.publisher
    if publisher is not None and word in publisher.label:
        return Resolved((publisher,), "the body that published the text")
    side = _own_side(state)
    if side is not None and word.lower() != "government":
        body = Entity(
            iris.entity("organization", word, side.country or ""), word, "organization", side.country
        )
        return Resolved(
            (body,), "a body of the side that spoke last", 0.9, f"which “{word}” is meant is not said"
        )
    if side is not None:
        return Resolved(
            (side,), "the government of the one who spoke last", 0.8, "which government is meant is not said"
        )
    return Resolved((), "no body is meant", 0.3, "no body is meant")


def _own_side(state: State) -> Entity | None:
    last = state.singles[-1] if state.singles else None
    return next((p.side for p in state.meeting.participants if p.entity == last), None)


def _sides(state: State) -> tuple[Entity, ...]:
    sides = [
        p.side for p in state.meeting.participants if p.entity in state.principals and p.side is not None
    ]
    return tuple(dict.fromkeys(sides))


def _group(
    phrase: Phrase,
    words: Sequence[str],
    tokens: Sequence[Token],
    names: Sequence[Name],
    state: State,
    vocabulary: Vocabulary,
) -> Resolved:
    roles = vocabulary.roles
    head = tokens[phrase.head].lower
    text = " ".join(words)
    count = next((NUMBERS[w] for w in words if w in NUMBERS and NUMBERS[w] > 1), None)
    if head in ("latter", "former"):
        if len(state.pair) == 2:
            return Resolved((state.pair[head == "latter"],), f"“the {head}” of the two named last")
        chosen = state.principals[-1 if head == "latter" else 0]
        return Resolved((chosen,), f"“the {head}”", 0.6, f"“the {head}” of whom is not clear")
    if words[0] == "the" and "other" in words and state.singles:
        others = tuple(e for e in state.principals if e != state.singles[-1])
        if count in (None, len(others)):
            return Resolved(others, f"“{text}” are all but who spoke last")
    name = _name_at(phrase, tokens, names)
    if head in ("side", "delegation", "sides", "delegations") and name is not None:
        return _country(
            phrase, tokens, [n for n in names if n.start >= tokens[phrase.first].start], vocabulary
        )
    if head in ("side", "delegation"):
        if "other" in words and state.singles:
            return Resolved(tuple(e for e in state.principals if e != state.singles[-1]), "the other side")
        side = _own_side(state)
        return Resolved(
            (side,) if side else state.principals,
            "the side that spoke last",
            0.7,
            "which side is meant is not clear",
        )
    if head in roles.countries and head not in roles.persons:
        if name is not None and head not in ("countries", "nations", "states"):
            return _country(phrase, tokens, names, vocabulary)
        sides = _sides(state)
        if count and count != len(sides) and len({e.iri for e in state.last}) == count:
            return Resolved(state.last, f"“{text}” are those named last")
        return Resolved(sides, f"“{text}” are the countries that met")
    offices = _holding(head, words, phrase, tokens, names, state, vocabulary)
    if offices:
        return Resolved(offices, f"“{text}” are those who hold the office")
    if count and len(state.principals) != count and len(state.last) == count:
        return Resolved(state.last, f"“{text}” are those named last")
    if (
        head == "officials"
        and count in (2, None)
        and len(state.singles) >= 2
        and any(e not in state.principals for e in state.singles[-2:])
    ):
        return Resolved(_ordered(state.singles[-2:], state), f"“{text}” are the two who spoke last")
    if count and len(state.principals) != count:
        everyone = tuple(p.entity for p in state.meeting.participants)
        if len(everyone) == count:
            return Resolved(everyone, f"“{text}” are all who met")
    return Resolved(state.principals, f"“{text}” are all principals")


def _ordered(entities: Sequence[Entity], state: State) -> tuple[Entity, ...]:
    order = [p.entity for p in state.meeting.participants]
    return tuple(sorted(entities, key=lambda e: order.index(e) if e in order else len(order)))


def _modifiers(phrase: Phrase, tokens: Sequence[Token]) -> set[str]:
    return {
        t.lower
        for t in tokens[phrase.first : phrase.last]
        if t.words[0].isalpha()
        and t.lower not in NUMBERS
        and t.lower
        not in ("the", "both", "all", "of", "for", "and", "his", "her", "their", "its", "two", "as")
    }


_SYNONYMS = {
    "defence": "defense",
    "adviser": "advisor",
    "foreign": "foreign",
    "external": "foreign",
    "affairs": "affairs",
}


def _office_words(office: str) -> set[str]:
    words = {_SYNONYMS.get(w, w) for w in re.findall(r"[\w-]+", office.lower())}
    return words | {part for w in words for part in re.split(r"[-]", w) if len(part) > 3}


def _holding(
    head: str,
    words: Sequence[str],
    phrase: Phrase,
    tokens: Sequence[Token],
    names: Sequence[Name],
    state: State,
    vocabulary: Vocabulary,
) -> tuple[Entity, ...]:
    """Find those whose office the plural names ("the Foreign Ministers", "the two Central Asian ministers")."""
    singular = next(
        (o for o in vocabulary.roles.offices | vocabulary.roles.ranks if plural(o.split()[-1]) == head), None
    )
    if singular is None:
        return ()
    stem = _SYNONYMS.get(singular.split()[-1], singular.split()[-1])
    wanted = {_SYNONYMS.get(w, w) for w in _modifiers(phrase, tokens)} - {head}
    holders = [
        p
        for p in state.meeting.participants
        if p.entity.kind == "person" and p.office and stem in _office_words(p.office)
    ]
    if stem == "minister" and not wanted & _portfolio(holders) - {"minister"} and state.ministerial:
        return ()
    exact = [
        p
        for p in holders
        if wanted and wanted & _office_words(p.office or "") == wanted & _portfolio(holders)
    ]
    chosen = exact if len(exact) > 1 else holders
    count = next((NUMBERS[w] for w in words if w in NUMBERS and NUMBERS[w] > 1), None)
    principals = [p for p in chosen if p.principal]
    chosen = principals if len(principals) > 1 else chosen
    if len(chosen) < 2 or (count is not None and count != len(chosen)):
        return ()
    return tuple(p.entity for p in chosen)


def _portfolio(holders: Sequence[Participant]) -> set[str]:
    return {w for p in holders for w in _office_words(p.office or "")}


_REPLIES = frozenset(["answer", "reply", "respond", "retort", "counter", "rejoin"])


def _office(
    phrase: Phrase,
    words: Sequence[str],
    tokens: Sequence[Token],
    names: Sequence[Name],
    state: State,
    vocabulary: Vocabulary,
    cue: str,
) -> Resolved:
    head = tokens[phrase.head].lower
    text = " ".join(words)
    if phrase.plural:
        return (
            _group(phrase, words, tokens, names, state, vocabulary)
            if head not in vocabulary.roles.offices
            else Resolved(state.principals, text)
        )
    if head in {c.split()[-1] for c in vocabulary.roles.counterparts} or head == "counterpart":
        return _counterpart(phrase, text, tokens, names, state)
    people = [p for p in state.meeting.participants if p.entity.kind == "person"]
    name = _name_at(phrase, tokens, names)
    side = (
        next((e.country for e in name.entities if e.kind == "country" or e.country), None) if name else None
    )
    stem = _SYNONYMS.get(head, head)
    wanted = {_SYNONYMS.get(w, w) for w in _modifiers(phrase, tokens)}
    scored = [(_fit(p, stem, wanted, side, phrase, tokens), p) for p in people]
    best = max((s for s, _ in scored), default=0)
    fitting = [p for s, p in scored if s == best and s > 0]
    if len(fitting) == 1:
        return Resolved((fitting[0].entity,), f"“{text}” by office")
    if len(fitting) > 1:
        return _one_of(fitting, text, state, cue)
    short = [
        p
        for p in people
        if initials(p.office or "") & {tokens[phrase.head].words.upper(), text.removeprefix("the ").upper()}
    ]
    if len(short) == 1:
        return Resolved((short[0].entity,), f"“{text}” by the initials of the office")
    if len(people) == 1:
        return Resolved(
            (people[0].entity,),
            "the only person who met",
            0.7,
            f"“{text}” names an office that the text gives to nobody",
        )
    if state.singles and len(words) <= 2:
        return Resolved(
            (state.singles[-1],),
            f"“{text}” is taken for who spoke last",
            0.5,
            f"“{text}” names an office that the text gives to nobody",
        )
    label = (
        " ".join(t.words for t in tokens[phrase.first : phrase.last])
        .removeprefix("The ")
        .removeprefix("the ")
    )
    return Resolved(
        (Entity(iris.entity("person", label), label, "person", side),),
        "by office, though not said to have met",
        0.6,
        f"“{text}” is not among those who met",
    )


def _fit(
    p: Participant, stem: str, wanted: set[str], side: str | None, phrase: Phrase, tokens: Sequence[Token]
) -> float:
    """Score how well a participant's office fits a title."""
    office = _office_words(p.office or "")
    if stem not in office and not initials(p.office or "") & {tokens[phrase.head].words.upper()}:
        return 0
    if side is not None and p.side is not None and p.side.country != side:
        return 0
    extra = len((wanted - {stem}) & office)
    missing = len(wanted - office)
    return (
        10
        + 3 * extra
        - missing
        - 0.1 * len(office - wanted)
        + (5 if side is not None else 0)
        + (0.05 if p.principal else 0)
    )


def initials(office: str) -> set[str]:
    """Return the short forms of an office: those in parentheses, and the capitals of its words.

    >>> sorted(initials("High Representative/Vice-President")), sorted(initials("Special Envoy (USEV)"))
    (['HR', 'HR/VP', 'HRVP', 'VP'], ['SE', 'USEV'])
    """
    given = set(re.findall(r"\(([A-Z/]{2,})\)", office))
    spelled = re.sub(r"\([^)]*\)", "", office)
    parts = ["".join(w[0] for w in re.findall(r"[A-Z]\w*", part)) for part in spelled.split("/")]
    return given | {"/".join(parts), "".join(parts)} | {p for p in parts if len(p) > 1}


def _one_of(fitting: Sequence[Participant], text: str, state: State, cue: str) -> Resolved:
    """Choose among several who hold the office: a reply is the other's, else the one of whom the text spoke last."""
    entities = [p.entity for p in fitting]
    bare = [p.entity for p in fitting if p.introduced]
    if len(bare) == 1:
        return Resolved((bare[0],), f"“{text}” is whom the report names by the title alone")
    last = state.singles[-1] if state.singles else None
    if cue in _REPLIES and last in entities and len(entities) == 2:
        return Resolved((next(e for e in entities if e != last),), f"“{text}” replies to the other")
    if state.addressed in entities and state.addressed != last:
        return Resolved(
            (state.addressed,), f"“{text}” is who was addressed last", 0.8, f"“{text}” could be another"
        )  # type: ignore[arg-type]
    publisher = state.meeting.publisher
    own = [
        p.entity
        for p in fitting
        if publisher is not None
        and publisher.country
        and p.side is not None
        and p.side.country == publisher.country
    ]
    if last in entities:
        return Resolved((last,), f"“{text}” is taken for who spoke last", 0.7, f"“{text}” could be another")  # type: ignore[arg-type]
    if len(own) == 1:
        return Resolved((own[0],), f"“{text}” is the publisher’s own", 0.8, f"“{text}” could be another")
    return Resolved(
        (entities[0],), f"“{text}” is taken for the first named", 0.5, f"“{text}” could be another"
    )


def _counterpart(
    phrase: Phrase, text: str, tokens: Sequence[Token], names: Sequence[Name], state: State
) -> Resolved:
    name = _name_at(phrase, tokens, names)
    people = [p for p in state.meeting.participants if p.entity.kind == "person"]
    if name is not None:
        codes = {e.country for e in name.entities}
        fitting = [p.entity for p in people if p.side is not None and p.side.country in codes]
        if fitting:
            return Resolved((fitting[0],), f"“{text}” by country")
    last = state.singles[-1] if state.singles else (state.last[0] if state.last else None)
    others = [e for e in state.principals if e != last and e.kind == "person"]
    own_side = next((p.side for p in people if p.entity == last), None)
    away = [e for e in others if next((p.side for p in people if p.entity == e), None) != own_side]
    if len(away) == 1:
        return Resolved((away[0],), f"“{text}” is the other one")
    if away:
        return Resolved(
            (away[0],), f"“{text}” is taken for the first of the others", 0.5, f"“{text}” could be another"
        )
    return Resolved((), f"nobody fits “{text}”", 0.3, f"nobody fits “{text}”")
