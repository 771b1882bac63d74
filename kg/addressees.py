"""To whom an act is directed: urged **X**, thanked **X**, conveyed condolences to **X**, asked that **X** go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.clauses import Cue
from kg.english import DETERMINERS, NUMBERS, Token, after_adverbs, is_adverb
from kg.lexicon import Name
from kg.model import Entity
from kg.nouns import Phrase

__all__ = ["Resolver", "find"]

_DIRECTIVE = ("#urge", "#request", "#instruct")
_TO_NOUN = ("#thank", "#condole", "#congratulate", "#state", "#request", "#urge", "#offer", "#instruct")
_TELLING = ("#state", "#offer", "#regret", "#emphasize", "#request", "#urge")
"""Acts whose verbs may name their addressee with "to" ("explained to the Ambassador")."""
_OBJECTS = {"him": "m", "her": "f", "them": "p"}


@dataclass(frozen=True, slots=True)
class Resolver:
    """What the text so far says of the parties of a content.

    ``who`` resolves a phrase, ``pronoun`` an object pronoun by its lower-case form, ``unknown`` a proper name that
    begins at a token, ``generic`` a noun phrase there that names nobody ("the parties").
    """

    who: Callable[[Phrase], tuple[Entity, ...]]
    pronoun: Callable[[str], tuple[Entity, ...]]
    unknown: Callable[[int], tuple[Entity, ...]]
    generic: Callable[[int], tuple[Entity, ...]]


def find(
    tokens: Sequence[Token],
    cue: Cue,
    *,
    phrases: Sequence[Phrase],
    names: Sequence[Name],
    resolver: Resolver,
    sides: frozenset[str],
) -> tuple[Entity, ...]:
    """Return the addressees of a cue; ``sides`` are the codes of the countries and bodies that met."""
    first, last = cue.content
    begin = cue.last
    if first >= last or cue.passive or begin >= len(tokens):
        return ()
    starts = {p.first: p for p in phrases}

    def party(at: int) -> tuple[Entity, ...]:
        at = after_adverbs(tokens, at, last)
        if at + 1 < last and tokens[at].lower in ("both", "all", "each") and tokens[at + 1].lower == "of":
            at += 2  # "encouraged both of his counterparts"
        if at >= last:
            return ()
        phrase = starts.get(at)
        if tokens[at].lower in _OBJECTS and phrase is None:
            return resolver.pronoun(tokens[at].lower)
        if phrase is not None and phrase.kind != "meeting":
            return resolver.who(phrase)
        if tokens[at].capital or (
            tokens[at].lower in DETERMINERS - {"that"} and at + 1 < last and tokens[at + 1].capital
        ):
            return resolver.unknown(at + (not tokens[at].capital))
        return ()

    if cue.lemma == "offer" and not cue.noun:
        given = next((k for k in range(begin, min(last - 1, begin + 9)) if tokens[k].lower == "to"), None)
        if given is not None and (tokens[given + 1].capital or tokens[given + 1].lower == "the"):
            return party(given + 1)
    if cue.addressing and cue.noun == "":
        if tokens[begin].lower == "that":
            asks = cue.act.endswith(_DIRECTIVE) and not _to_be_done(tokens, begin + 1, last)
            return party(begin + 1) if asks else ()
        whole = _object_of_address(tokens, starts, begin, last)
        found = (party(begin) if whole else ()) or resolver.generic(begin)
        if found:
            return found
    if cue.noun and (cue.addressing or cue.act.endswith(_TO_NOUN)):
        to = _behind_possessor(tokens, begin, last)
        if to is not None:
            return party(to) or resolver.generic(to)
    if cue.act.endswith("#offer") and not cue.noun and _indirect(tokens, starts, names, begin, last):
        return party(begin)
    if not cue.noun and cue.act.endswith(_TELLING) and tokens[begin].lower == "to":
        return party(begin + 1)
    if cue.act.endswith(_DIRECTIVE):
        if tokens[begin].lower == "that":
            return () if _to_be_done(tokens, begin + 1, last) else party(begin + 1)
        if cue.lemma in ("ask", "seek", "solicit", "request"):
            asked = _asked(tokens, names, first, last, sides)
            return asked or _asked_of(tokens, starts, first, last, party=party, who=resolver.who)
    return ()


def _behind_possessor(tokens: Sequence[Token], begin: int, last: int) -> int | None:
    """Return where the party behind "to" begins ("condolences to X", "condolences of the American people to X")."""
    if begin >= last or tokens[begin].lower not in ("to", "of", "on"):
        return None
    if tokens[begin].lower == "to":
        return begin + 1
    for k in range(begin + 1, min(begin + 9, last - 1)):
        lower = tokens[k].lower
        if lower == "to" and (tokens[k + 1].capital or tokens[k + 1].lower in DETERMINERS):
            return k + 1
        if lower in ("for", "that", "over", ",", ";") or is_adverb(lower):
            return None
    return None


def _to_be_done(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Tell whether a thing is asked for, whoever is to do it ("asked that they be applied with restraint")."""
    for k in range(at, min(last, at + 12)):
        if tokens[k].lower == "be":
            return k + 1 < last and tokens[k + 1].lower.endswith(("ed", "en", "wn", "de", "id", "ld", "ght"))
        if tokens[k].lower in ("to", "and", ",", "that"):
            return False
    return False


def _indirect(
    tokens: Sequence[Token], starts: Mapping[int, Phrase], names: Sequence[Name], begin: int, last: int
) -> bool:
    """Tell whether a party stands as the indirect object before what it is offered ("offered Peru a loan")."""
    phrase = starts.get(begin)
    if phrase is None and begin + 1 < last and tokens[begin + 1].lower in NUMBERS:  # "offered Peru two ships"
        return any(n.start == tokens[begin].start and n.end == tokens[begin].end for n in names)
    if phrase is None or phrase.kind not in ("country", "person", "office", "pronoun", "group", "body"):
        return tokens[begin].lower in _OBJECTS if begin < last else False
    name = next((n for n in names if n.end == tokens[phrase.last - 1].end), None)
    words = " ".join(t.words for t in tokens[phrase.head : phrase.last])
    named = name is not None and (name.seat or name.entities[0].label.endswith(words))
    if phrase.kind == "country" and not named:
        return False  # a demonym: "offered Australian aircraft"
    after = tokens[phrase.last] if phrase.last < last else None
    return after is not None and after.words[0].isalnum() and after.lower not in _AFTER_OBJECT


def _asked_of(
    tokens: Sequence[Token],
    starts: Mapping[int, Phrase],
    first: int,
    last: int,
    *,
    party: Callable[[int], tuple[Entity, ...]],
    who: Callable[[Phrase], tuple[Entity, ...]],
) -> tuple[Entity, ...]:
    """Read of whom something was asked ("expertise from Norway", "Minister Reyes's support", "the support of X")."""
    for k in range(first, min(last - 1, first + 10)):
        lower = tokens[k].lower
        if (
            lower == "'s"
            and k > first
            and not _GIVEN.isdisjoint(t.lower for t in tokens[k : min(last, k + 4)])
        ):
            begin = k
            while begin > first and tokens[begin - 1].capital:
                begin -= 1
            return who(Phrase(begin, k, k - 1, "person", False)) if begin < k else ()
        if lower in (",", ";", "that", "which", "to", "and"):
            break
        phrase = starts.get(k + 1)
        support = lower == "of" and not _GIVEN.isdisjoint(t.lower for t in tokens[first:k])
        if lower == "from" or (support and phrase is not None and phrase.kind in ("person", "office")):
            return party(k + 1)
    return ()


_AFTER_OBJECT = frozenset(
    """
    ( to that for on about of regarding whether if with not against upon over , . and ; in again how
    as once by this but while
    """.split()
)


def _object_of_address(tokens: Sequence[Token], starts: Mapping[int, Phrase], begin: int, last: int) -> bool:
    """Tell whether the noun phrase behind an addressing verb is its whole object, not the modifier of a thing."""
    phrase = starts.get(after_adverbs(tokens, begin, last))
    if phrase is None:
        return True
    return (
        phrase.last >= len(tokens)
        or tokens[phrase.last].lower in _AFTER_OBJECT
        or is_adverb(tokens[phrase.last].lower)
    )


_GIVEN = frozenset(
    """
    support assistance help interest understanding cooperation backing participation aid engagement
    consent advice
    """.split()
)
"""What is asked of the country whose name stands before it ("asked for continued U.S. support")."""


def _asked(
    tokens: Sequence[Token], names: Sequence[Name], first: int, last: int, sides: frozenset[str]
) -> tuple[Entity, ...]:
    """Read whose support or understanding was asked for ("Peru's understanding", "the support of Oman")."""
    for k in range(first, min(last, first + 8)):
        name = next((n for n in names if n.start == tokens[k].start), None)
        if name is None or name.entities[0].country not in sides:
            if tokens[k].lower in ("for", "in", "on", "toward", "towards", "to", "that", "against", "with"):
                break
            continue
        before = tokens[k - 1].lower if k else ""
        before = tokens[k - 2].lower if before == "the" else before
        end = next((t.end for t in tokens[k:last] if t.end >= name.end), name.end)
        after = next((t.lower for t in tokens if t.start >= end), "")
        if after == "'s" or (before == "of" and k - first > 1) or after in _GIVEN:
            return (name.entities[0],)
    return ()
