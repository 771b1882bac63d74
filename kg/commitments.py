"""What a content promises, and who is to do it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.clauses import Cue
from kg.english import (
    CONJUNCTIONS,
    DETERMINERS,
    MODALS,
    MONTHS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    Token,
    adverb_at,
    is_adverb,
)
from kg.model import Entity
from kg.nouns import Phrase
from kg.vocabulary import Vocabulary

__all__ = ["Doers", "parties"]

_WILL = frozenset(["will", "would", "shall"])
_STATIVE = frozenset(
    "be need have become require lapse depend mean seem appear like prefer benefit remain exist".split()
)
"""Verbs that promise nothing, whoever "will" be their subject."""
_OF_THINGS = frozenset("help make bring allow enable lead result cause".split())
"""Verbs that promise something of people and countries, and only foretell something of things."""
_SPEAKING = ("#state", "#affirm", "#emphasize", "#support", "#agree", "#commit")
_INTENDS = frozenset("intends intend intended plans".split())
_PLAIN_NOUN = frozenset(["commitment", "commitments"])
_EVALUATIONS = frozenset(
    """
    importance need necessity significance value urgency view views seriousness principle principles
    role essential centrality fact gravity relevance potential severity situation assessment
    usefulness
    """.split()
)


@dataclass(frozen=True, slots=True)
class Doers:
    """What the text so far says of those who could act.

    ``holders`` hold the statement; ``who`` resolves a phrase to those of it who can bind themselves: participants,
    their countries, their bodies; ``whose`` finds the possessor of a noun between two tokens ("Iraq's determination",
    "of Iraq"); ``named`` gives the country, body or person whose name ends before a token, whoever it is.
    """

    holders: tuple[Entity, ...]
    who: Callable[[Phrase], tuple[Entity, ...]]
    whose: Callable[[int, int], tuple[Entity, ...]]
    named: Callable[[int], tuple[Entity, ...]]


@dataclass(frozen=True, slots=True)
class _Scope:
    tokens: Sequence[Token]
    phrases: Sequence[Phrase]
    cue: Cue
    vocabulary: Vocabulary


def parties(
    tokens: Sequence[Token],
    cue: Cue,
    *,
    phrases: Sequence[Phrase],
    doers: Doers,
    vocabulary: Vocabulary,
) -> tuple[Entity, ...]:
    """Return those who will act, or nothing where the content promises nothing."""
    if not cue.act.endswith(_SPEAKING) or cue.negated:
        return ()
    scope = _Scope(tokens, phrases, cue, vocabulary)
    first, last = cue.content
    holders, whose = doers.holders, doers.whose
    named = _will(scope, doers)
    binding = cue.act.endswith(("#agree", "#commit"))
    if named:
        return named
    if named is not None and binding:
        return holders
    if cue.act.endswith("#commit"):
        return (whose(cue.first, cue.last) or holders) if _commits(scope) else ()
    if cue.act.endswith("#agree"):
        return holders if _agrees_to_act(scope) else ()
    promised = _restates(scope, first, last)
    if promised is None:
        return ()
    noun, to = promised
    return whose(first, noun) or whose(noun + 1, to) or holders


def _will(scope: _Scope, doers: Doers) -> tuple[Entity, ...] | None:
    """Find "S will V" in the content: who S is, nobody where none of those who met is meant, ``None`` without one."""
    tokens, (first, last) = scope.tokens, scope.cue.content
    ends = {p.last: p for p in scope.phrases if p.first >= first}
    opening = next((p for p in scope.phrases if p.first >= first and p.first <= first + 1), None)
    found = False
    for i in range(first, last):
        intends = tokens[i].lower in _INTENDS and i + 1 < last and tokens[i + 1].lower == "to"
        if tokens[i].lower not in _WILL and not intends:
            continue
        k = i
        while k > first and adverb_at(tokens, k - 1):
            k -= 1
        before = tokens[k - 1].lower if k > first else ""
        if before in RELATIVES or before == "that" or _in_side_clause(scope, first, k):
            continue
        if not _WISHES.isdisjoint(t.lower for t in tokens[first:k]):
            continue  # "hopes that Japan will": a wish, no promise
        after = i + 1 + intends
        while after < last and (is_adverb(tokens[after].lower) or tokens[after].lower == "not"):
            after += 1
        verb = tokens[after].lower if after < last else ""
        done = verb == "be" and not _befalls(tokens, after + 1, last)  # "would be doubled": by somebody
        binding = scope.cue.act.endswith(("#agree", "#commit"))
        if _foretells(scope, after, done=done, binding=binding):
            continue
        behind = _apposed(tokens, first, k)
        apart = done or _hangs(tokens, first, behind)
        named = () if apart else doers.named(behind) or _acting_for(tokens, doers, behind)
        subject = ends.get(k)
        if verb in _OF_THINGS and subject is None and not named:
            continue
        if named and (subject is None or (subject.kind == "body" and not subject.members)):
            return named  # a longer name than the phrase knows ("the National Cancer Institute")
        if subject is None and before in ("and", "but", ","):
            subject = opening or next(
                (p for p in scope.phrases if first < p.first < k and tokens[p.first - 1].lower == "that"),
                None,
            )
        if subject is not None:
            actors = doers.who(subject) or named
            if actors:
                return actors
            if done and scope.cue.act.endswith("#affirm"):  # "confirmed that the next round would be held"
                return doers.holders
        elif before == "it":
            itself = all(a.kind in ("country", "organization") for a in doers.holders)
            actors = doers.who(opening) if opening is not None else doers.holders if itself else ()
            if actors:
                return actors
        elif done:
            by = _agent(tokens, after, last)
            if by is not None:  # "would be lifted by Ghana"
                agent = next((p for p in scope.phrases if p.first == by), None)
                return doers.who(agent) if agent is not None else ()
            return doers.whose(first, k) or doers.holders
        elif _own_people(tokens, first, k):
            return doers.holders
        found = True
    return () if found else None


def _foretells(scope: _Scope, after: int, *, done: bool, binding: bool) -> bool:
    """Tell whether what follows "will" only says how things will be or be felt, or judges them ("would be grave")."""
    tokens, (first, last) = scope.tokens, scope.cue.content
    verb = tokens[after].lower if after < last else ""
    if verb == "be" and after + 1 < last and tokens[after + 1].lower in _BEFALLING:
        return True
    opening = tokens[first + (tokens[first].lower == "that")]
    if opening.lower.endswith("ing") and len(opening.lower) > 5 and not opening.capital:
        return True  # "agreed that isolating them would prolong the crisis"
    feels = any(f.act.endswith("#welcome") and not f.rest for f in scope.vocabulary.frames.get(verb, ()))
    return ((verb in _STATIVE and not done) or feels) and not binding


def _apposed(tokens: Sequence[Token], first: int, k: int) -> int:
    """Return the token behind a subject, before what stands beside it ("Basarnas, the agency,", "the Navy (RFN)")."""
    mark = {",": ",", ")": "("}.get(tokens[k - 1].words)
    if mark is None:
        return k
    return next((i for i in range(k - 2, max(first, k - 12), -1) if tokens[i].words == mark), k)


def _hangs(tokens: Sequence[Token], first: int, k: int) -> bool:
    """Tell whether the name that ends before a token hangs on another noun ("the risk **to Kenya** would")."""
    while k > first and (tokens[k - 1].capital or tokens[k - 1].lower in ("the", "of", "and")):
        k -= 1
    return k > first + 1 and tokens[k - 1].lower in PREPOSITIONS


def _acting_for(tokens: Sequence[Token], doers: Doers, k: int) -> tuple[Entity, ...]:
    """Return the country or body whose people are the subject before a token ("a UNICEF team", "the EU countries")."""
    return doers.named(k - 1) if tokens[k - 1].lower in _ACTING else ()


def _agent(tokens: Sequence[Token], at: int, last: int) -> int | None:
    """Return where the name of who is to do a thing stands behind a passive ("would be lifted **by Ghana**")."""
    by = next((j for j in range(at, min(last - 1, at + 8)) if tokens[j].lower == "by"), None)
    if by is None:
        return None
    name = by + 1 + (tokens[by + 1].lower in DETERMINERS)
    named = name < last and tokens[name].capital and tokens[name].lower not in MONTHS
    return by + 1 if named else None


_OBJECTS = frozenset("him her them us me it".split())
_WISHES = frozenset("hopes hoped expects expected wishes wants wanted believes asks requests".split())
_BEFALLING = frozenset(
    """
    affected considered regarded seen viewed needed required expected welcomed justified harmed lost killed hit felt
    grave severe premature essential vital necessary sufficient
    treated met possible able ready difficult helpful useful important
    """.split()
)


def _befalls(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Tell whether what follows "will be" is no action of anybody ("would be seen as", "would be difficult")."""
    while at < last and is_adverb(tokens[at].lower):
        at += 1
    word = tokens[at].lower if at < last else ""
    return word in _BEFALLING or not (word.endswith(("ed", "ing")) or word in _PARTICIPLES)


_PARTICIPLES = frozenset(
    """
    built held sent spent lent given taken done made shown begun chosen driven written grown withdrawn drawn put cut set
    paid laid said told sold kept brought bought sought taught found led left dealt undertaken spoken frozen struck
    """.split()
)
"""Participles of strong verbs of doing ("would be sent"): other words in -en and -ent are adjectives ("open")."""


_ACTING = frozenset("countries states members team teams delegation mission experts officials forces".split())
"""Nouns for those whom the country or body acts through, or of which it consists, whose name stands before."""

_PEOPLE = frozenset(
    """
    teams team officials experts staffs staff ministries ministry delegations deputies services agencies
    forces representatives sides offices colleagues departments department
    """.split()
)


def _own_people(tokens: Sequence[Token], first: int, k: int) -> bool:
    """Tell whether the subject before a token are the holders' own people ("their teams")."""
    words = [t.lower for t in tokens[max(first, k - 4) : k]]
    return (
        bool(words) and words[-1] in _PEOPLE and not {"their", "his", "her", "its", "both"}.isdisjoint(words)
    )


def _in_side_clause(scope: _Scope, first: int, k: int) -> bool:
    """Tell whether a modal stands in a relative or conditional clause of the content."""
    tokens = scope.tokens
    for i in range(k - 1, first, -1):
        lower = tokens[i].lower
        if lower == ",":
            return False
        if lower == "that" and any(p.last == i for p in scope.phrases):
            continue  # "told his counterpart that Japan will …"
        if lower == "that" and tokens[i - 1].lower in _OBJECTS:
            continue
        if lower == "that":
            above = tokens[i - 1]
            if (
                above.words[:1].islower()
                and above.lower not in CONJUNCTIONS
                and not above.lower.endswith("ed")
            ):
                return True
            continue
        if (lower in RELATIVES and not tokens[i].capital) or lower in (
            "if",
            "because",
            "when",
            "as",
            "until",
        ):
            return i > first
    return False


def _commits(scope: _Scope) -> bool:
    tokens, (first, last) = scope.tokens, scope.cue.content
    if scope.cue.noun in _PLAIN_NOUN or (
        scope.cue.lemma == "be" and tokens[scope.cue.last - 1].lower in ("committed", "dedicated")
    ):
        return _action(scope, first, last, tokens[first - 1].lower == "to")
    return first < last


def _agrees_to_act(scope: _Scope) -> bool:
    tokens, (first, last) = scope.tokens, scope.cue.content
    if first >= last:
        return False
    if first and tokens[first - 1].lower == "to":
        return True
    if scope.cue.lemma == "accept":
        return any(t.lower in ("invitation", "offer", "request") for t in tokens[first:last])
    if tokens[first].lower in ("on", "upon", "in"):
        head = next(
            (
                t.lower
                for t in tokens[first + 1 : last]
                if t.lower not in DETERMINERS and not is_adverb(t.lower)
            ),
            "",
        )
        words = [t.lower for t in tokens[first + 1 : min(last, first + 6)]]
        if any(w in _EVALUATIONS for w in words):
            return False
        return head.endswith("ing") or any(w.endswith(("tion", "ment")) for w in words[:4])
    return False


def _restates(scope: _Scope, first: int, last: int) -> tuple[int, int] | None:
    """Find the noun of a promise that a full verb takes up ("reiterated their commitment to opening the corridor").

    Gives the noun and the "to" behind it, between which its possessor may stand ("the commitment of Peru to opening").
    """
    tokens = scope.tokens
    if not scope.cue.act.endswith(("#affirm", "#support", "#emphasize", "#state")):
        return None
    reach = min(last, first + 9)
    for i in range(first, reach):
        lower = tokens[i].lower
        inside = tokens[i - 1].capital and i + 1 < last and tokens[i + 1].capital
        if lower == "of" and inside:
            continue  # "the Department of Defense's readiness"
        if lower in ("of", "that", "which") or lower in SUBORDINATORS or lower in MODALS:
            return None
        if scope.vocabulary.nouns.get(lower, "").endswith("#commit"):
            k = i + 1
            if k < last and tokens[k].lower == "of":
                k = next((n for n in range(k, min(k + 8, last)) if tokens[n].lower == "to"), k)
            if k < last and tokens[k].lower == "to":
                sure = lower not in _PLAIN_NOUN and lower not in ("dedication", "pledge", "promise")
                return (i, k) if sure or _action(scope, k + 1, last, True) else None
            return None
    return None


def _action(scope: _Scope, at: int, last: int, to: bool) -> bool:
    """Tell whether a verb, not a plain noun, stands at a token behind "to"."""
    tokens = scope.tokens
    while at < last and is_adverb(tokens[at].lower) and tokens[at].lower not in ("further",):
        at += 1
    if at >= last or not to:
        return False
    word = tokens[at].lower
    if word.endswith("ing") and len(word) > 4:
        return True
    follows = tokens[at + 1].lower if at + 1 < last else ""
    known = (
        any("base" in f.forms for f in scope.vocabulary.frames.get(word, ()))
        or word in scope.vocabulary.actions
    )
    return (known and follows not in ("of", "and", "for", "in")) or (
        word in scope.vocabulary.actions and follows not in ("of",)
    )
