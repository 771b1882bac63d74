"""Whom "the Minister", "the two Foreign Ministers" and "his counterpart" mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from kg import iris
from kg.english import NUMBERS, plural
from kg.holders.state import Reference, Resolved, State
from kg.model import Entity, Participant
from kg.vocabulary import Vocabulary

__all__ = ["holding", "initials", "office"]

_SYNONYMS = {"defence": "defense", "adviser": "advisor", "external": "foreign"}
_QUALIFYING = frozenset("vice deputy under assistant prime parliamentary".split())
"""Words that make another office of one: "the Minister" beside a Prime Minister is the other minister."""
_CHIEFS = frozenset(["minister", "president", "chancellor", "secretary", "premier", "taoiseach"])
"""Titles by which a government's texts call its own chief alone."""
_ANY_OFFICE = frozenset("leader official diplomat representative envoy minister secretary".split())
"""Titles that anybody who speaks for a country may be called by."""
_LONGER = 0.95
"""By how much less an office fits a title at the most for its further words alone."""
_EMPTY = frozenset("the both all of for and his her their its two as".split())


@lru_cache(maxsize=1024)
def initials(office: str) -> frozenset[str]:
    """Return the short forms of an office: those in parentheses, and the capitals of its words.

    >>> sorted(initials("High Representative/Vice-President")), sorted(initials("Special Envoy (USEV)"))
    (['HR', 'HR/VP', 'HRVP', 'VP'], ['SE', 'USEV'])
    """
    given = set(re.findall(r"\(([A-Z/]{2,})\)", office))
    spelled = re.sub(r"\([^)]*\)", "", office)
    parts = ["".join(w[0] for w in re.findall(r"[A-Z]\w*", part)) for part in spelled.split("/")]
    return frozenset(given | {"/".join(parts), "".join(parts)} | {p for p in parts if len(p) > 1})


@lru_cache(maxsize=1024)
def _office_words(office: str) -> frozenset[str]:
    """Return the words of an office in one spelling, parts of compounds included ("Vice-President")."""
    words = {_SYNONYMS.get(w, w) for w in re.findall(r"[\w-]+", office.lower())}
    return frozenset(words | {part for w in words for part in w.split("-")})


def _wanted(reference: Reference) -> set[str]:
    """Return the words of a title that say which office is meant ("the two Foreign Ministers": foreign, ministers)."""
    return {_SYNONYMS.get(w, w) for word in _written(reference) for w in _parts(word)}


def _written(reference: Reference) -> set[str]:
    """Return the words of a title as the text spells them, in small letters."""
    phrase = reference.phrase
    tokens = reference.tokens[phrase.first : phrase.last]
    return {
        t.lower for t in tokens if t.words[0].isalpha() and t.lower not in NUMBERS and t.lower not in _EMPTY
    }


def _parts(word: str) -> list[str]:
    """Cut a title that makes another office of one ("under-secretary")."""
    parts = word.split("-")
    return parts if parts[0] in _QUALIFYING else [word]


@cache
def _singulars(vocabulary: Vocabulary) -> Mapping[str, str]:
    """Map the plurals of offices and ranks to their singulars ("ministers": "minister")."""
    lasts = {office.split()[-1] for office in vocabulary.roles.offices | vocabulary.roles.ranks}
    return {plural(last): last for last in lasts}


def holding(reference: Reference) -> tuple[Entity, ...]:
    """Find those whose office a plural names ("the Foreign Ministers"); nobody where fewer than two hold it."""
    head, state, count = reference.head, reference.state, reference.count
    singular = _singulars(reference.vocabulary).get(head)
    if singular is None:
        return ()
    stem = _SYNONYMS.get(singular, singular)
    holders = [p for p in state.people if p.office and stem in _office_words(p.office)]
    codes = reference.codes
    if codes and len(codes) > 1:
        named = [p for p in state.people if p.side is not None and p.side.country in codes]
        of_office = [p for p in named if p in holders] or [p for p in named if p.principal]
        return tuple(p.entity for p in of_office) if len(of_office) > 1 else ()
    plain = [p for p in holders if not _QUALIFYING & _office_words(p.office or "") - _wanted(reference)]
    leading = [p for p in plain if p.principal]
    counted = (those for those in (plain, leading) if len(those) == count)
    holders = next(counted, holders)
    portfolio = {w for p in holders for w in _office_words(p.office or "")}
    wanted = (_wanted(reference) - {head}) & portfolio
    others = [p for p in state.people if p.principal and p not in holders]
    small = not state.apart and not reference.tokens[reference.phrase.head].capital
    if (
        stem == "minister"
        and (state.ministerial or small)
        and not wanted - {"minister"}
        and _of_that_rank(others)
    ):
        return ()  # all who met are called ministers
    exact = [p for p in holders if wanted and wanted <= _office_words(p.office or "")]
    chosen = exact if len(exact) > 1 else holders
    principals = [p for p in chosen if p.principal]
    chosen = principals if len(principals) > 1 else chosen
    if len(chosen) < 2 or (count is not None and count != len(chosen)):
        return ()
    return tuple(p.entity for p in chosen)


def _of_that_rank(people: Sequence[Participant]) -> bool:
    """Tell whether people are called ministers without the word in their office: a Secretary, a High Representative."""
    return all({"secretary", "representative", "chancellor"} & _office_words(p.office or "") for p in people)


def office(reference: Reference) -> Resolved:
    """Resolve a title to the one who holds the office ("the Defense Secretary"), or to who fits it best."""
    head, text, state, vocabulary = reference.head, reference.text, reference.state, reference.vocabulary
    if head == "counterpart" or any(head == c.split()[-1] for c in vocabulary.roles.counterparts):
        return _counterpart(reference)
    if reference.words[0] in ("each", "every"):
        those = [p.entity for p in state.people if p.principal and _bears(p, head)]
        if len(those) > 1:
            return Resolved(tuple(those), f"“{text}” are those who bear the title")
    name = reference.name
    known = name.entities if name is not None else ()
    side = next((e.country for e in known if e.kind == "country" or e.country), None)
    wanted, stem = _wanted(reference), _SYNONYMS.get(head, _parts(head)[-1])
    short = reference.tokens[reference.phrase.head].words.upper()
    scored = [(_fit(p, stem, short, wanted, side=side), p) for p in state.people]
    best = max((score for score, _ in scored), default=0)
    # "the Secretary": a longer office fits as well as a short one
    bare = not wanted - {stem, head} and side is None
    fitting = [p for score, p in scored if score > 0 and score >= best - (_LONGER if bare else 0)]
    if len(fitting) > 1:  # "the Minister of External Affairs" beside a Minister of Foreign Affairs
        written = _written(reference)
        spelled = [p for p in fitting if written <= set(re.findall(r"[\w-]+", (p.office or "").lower()))]
        fitting = spelled if len(spelled) == 1 else fitting
    if len(fitting) == 1:
        return Resolved((fitting[0].entity,), f"“{text}” by office")
    if fitting:
        replies = reference.cue in reference.vocabulary.reply_verbs
        chief = head in _CHIEFS and reference.tokens[reference.phrase.head].capital and side is None
        return _one_of(fitting, text, state, replies=replies, capital=chief)
    shorts = {short, text.removeprefix("the ").upper()}
    called = [p for p in state.people if initials(p.office or "") & shorts]
    if len(called) == 1:
        return Resolved((called[0].entity,), f"“{text}” by the initials of the office")
    return _unheld(reference, side)


def _unheld(reference: Reference, side: str | None) -> Resolved:
    """Resolve a title that the text gives to nobody: the only person there is, who spoke last, or a stranger."""
    text, state = reference.text, reference.state
    note = f"“{text}” names an office that the text gives to nobody"
    if text in state.called:
        return Resolved((state.called[text],), f"“{text}” as before", 0.6, note, text)
    own = [p for p in state.people if side is not None and p.side is not None and p.side.country == side]
    leading = [p for p in own if p.principal] or own
    if len(leading) == 1 and reference.head in _ANY_OFFICE:
        return Resolved((leading[0].entity,), f"“{text}” by country")
    if len(state.people) == 1:
        return Resolved((state.people[0].entity,), "the only person who met", 0.7, note)
    two = len(state.people) == 2 and text.startswith("the ") and state.speaker is not None
    rest = [p.entity for p in state.people if p.entity != state.speaker and not _bears(p, reference.head)]
    if two and len(rest) == 1 and reference.head in reference.vocabulary.roles.offices:
        return Resolved((rest[0],), f"“{text}” can only be the other of two", 0.6, note, text)
    if state.speaker is not None and len(reference.words) <= 2:
        return Resolved((state.speaker,), f"“{text}” is taken for who spoke last", 0.5, note)
    tokens = reference.tokens[reference.phrase.first : reference.phrase.last]
    label = " ".join(t.words for t in tokens).removeprefix("The ").removeprefix("the ")
    return Resolved(
        (Entity(iris.entity("person", label), label, "person", side),),
        "by office, though not said to have met",
        0.6,
        f"“{text}” is not among those who met",
    )


def _bears(p: Participant, head: str) -> bool:
    """Tell whether somebody bears a title with a word of the same kind, and so another than this one."""
    return _SYNONYMS.get(head, head) in _office_words(p.office or "")


def _fit(p: Participant, stem: str, short: str, wanted: set[str], *, side: str | None) -> float:
    """Score how well a participant's office fits a title whose head is ``stem``, or ``short`` where abbreviated."""
    office = _office_words(p.office or "")
    if stem not in office and short not in initials(p.office or ""):
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
        - 2 * len(_QUALIFYING & office - wanted)
        + (5 if side is not None else 0)
        + (0.05 if p.principal else 0)
    )


def _one_of(
    fitting: Sequence[Participant], text: str, state: State, *, replies: bool, capital: bool
) -> Resolved:
    """Choose among several who hold the office: a reply is the other's, else the one of whom the text spoke last.

    ``capital`` tells of a title that one's own chief bears in one's own texts: "the President" in those of the White
    House is theirs, whoever spoke last.
    """
    entities = [p.entity for p in fitting]
    bare = [p.entity for p in fitting if p.introduced]
    if len(bare) == 1:
        return Resolved((bare[0],), f"“{text}” is whom the report names by the title alone")
    home = state.meeting.publisher.country if state.meeting.publisher is not None else None
    own = [p.entity for p in fitting if home and p.side is not None and p.side.country == home]
    if len(own) == 1 and capital:
        return Resolved((own[0],), f"“{text}” is the publisher’s own")
    last, addressed = state.speaker, state.addressed
    if replies and last in entities and len(entities) == 2:
        return Resolved((entities[entities[0] == last],), f"“{text}” replies to the other")
    unsure = f"“{text}” could be another"
    if addressed is not None and addressed in entities and addressed != last:
        return Resolved((addressed,), f"“{text}” is who was addressed last", 0.8, unsure)
    if last is not None and last in entities:
        return Resolved((last,), f"“{text}” is taken for who spoke last", 0.7, unsure)
    if len(own) == 1:
        return Resolved((own[0],), f"“{text}” is the publisher’s own", 0.8, unsure)
    return Resolved((entities[0],), f"“{text}” is taken for the first named", 0.5, unsure)


def _counterpart(reference: Reference) -> Resolved:
    """Resolve "his counterpart": of the country that the phrase names, or the one of another side."""
    text, state, name = reference.text, reference.state, reference.name
    if reference.phrase.plural:
        own = state.side(state.speaker)
        guests = [p.entity for p in state.people if p.side != own and p.entity != state.speaker]
        return Resolved(
            tuple(guests), f"“{text}” are those of the other side", 0.9, f"“{text}” could be fewer"
        )
    if name is not None:
        codes = {e.country for e in name.entities}
        named = next((p for p in state.people if p.side is not None and p.side.country in codes), None)
        if named is not None:
            return Resolved((named.entity,), f"“{text}” by country")
    last = state.speaker or (state.last[0] if state.last else None)
    own = state.side(last)
    away = [e for e in state.principals if e != last and e.kind == "person" and state.side(e) != own]
    if len(away) == 1:
        return Resolved((away[0],), f"“{text}” is the other one")
    if away:
        how = f"“{text}” is taken for the first of the others"
        return Resolved((away[0],), how, 0.5, f"“{text}” could be another")
    return Resolved((), f"nobody fits “{text}”", 0.3, f"nobody fits “{text}”")
