"""The phrase whose head stands at a token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.english import AUXILIARIES, MODALS, NUMBERS, PREPOSITIONS, Token, is_adverb
from kg.lexicon import Name
from kg.nouns.model import DETERMINERS, POSSESSIVE, Actors, Phrase

__all__ = ["headed", "with_of"]

_PRONOUNS = {"he": False, "she": False, "they": True, "we": True}


def headed(
    tokens: Sequence[Token], at: int, floor: int, starts: Mapping[int, Name], actors: Actors
) -> Phrase | None:
    """Read the phrase whose head stands at a token, if one does."""
    token = tokens[at]
    if token.lower in _PRONOUNS:
        return Phrase(at, at + 1, at, "pronoun", _PRONOUNS[token.lower])
    if token.capital and token.lower in actors.surnames:
        last = at + 1
        while last < len(tokens) and (
            (tokens[last].capital and tokens[last].lower in actors.surnames)
            or (
                tokens[last].lower in actors.particles
                and last + 1 < len(tokens)
                and tokens[last + 1].lower in actors.surnames
            )
        ):
            last += 1
        return Phrase(_left(tokens, at, floor, actors, proper=True), last, last - 1, "person", False)
    head = actors.heads.get(token.lower)
    if head is not None:
        kind, many = head
        following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        if (token.lower in NUMBERS or token.lower == "all") and not _stands_alone(tokens, at, actors):
            return None
        if kind == "office" and at + 1 < len(tokens) and _title_goes_on(tokens, at, actors):
            return None
        first = _left(tokens, at, floor, actors, proper=False)
        titled = kind == "office" and not many and token.capital
        if titled and at + 1 < len(tokens) and tokens[at + 1].capital and tokens[at + 1].start not in starts:
            return Phrase(first, _name_end(tokens, at + 1, actors), at + 1, "person", False)
        bare = first == at and not token.capital and kind != "meeting"
        if bare and at + 1 < len(tokens) and tokens[at + 1].lower in actors.heads:
            return None
        return Phrase(first, at + 1, at, kind, many)
    name = starts.get(token.start)
    if name is not None and name.entities[0].kind in ("country", "organization", "place"):
        last = next((i + 1 for i in range(at, len(tokens)) if tokens[i].end >= name.end), at + 1)
        if tokens[last - 1].end != name.end or _goes_on(tokens, last, actors):
            return None
        kind = (
            "country"
            if name.entities[0].kind == "country"
            else "body"
            if name.entities[0].kind == "organization"
            else "place"
        )
        first = at - 1 if at > floor and tokens[at - 1].lower in DETERMINERS else at
        return Phrase(first, last, last - 1, kind, False)
    if (
        token.words.isupper()
        and token.words.isalpha()
        and len(token.words) > 1
        and at > floor
        and tokens[at - 1].lower == "the"
    ):
        if at + 1 == len(tokens) or not (tokens[at + 1].capital or tokens[at + 1].lower in actors.heads):
            return Phrase(at - 1, at + 1, at, "body", False)
    if (
        token.words in actors.bodies
        and at > floor
        and tokens[at - 1].lower in ("the", "his", "her", "its", "their")
    ):
        return Phrase(at - 1, at + 1, at, "body", False)
    if (
        token.capital
        and at > floor
        and tokens[at - 1].lower.rstrip(".") + "." in actors.honorifics | {"mr.", "ms.", "mrs.", "dr."}
    ):
        last = at + 1
        while last < len(tokens) and (
            tokens[last].capital
            or (
                tokens[last].lower in actors.particles and last + 1 < len(tokens) and tokens[last + 1].capital
            )
        ):
            last += 1
        return Phrase(_left(tokens, at, floor, actors, proper=True), last, last - 1, "person", False)
    return None


def _name_end(tokens: Sequence[Token], at: int, actors: Actors) -> int:
    """Return where a name that begins at a token ends: behind its capital words, particles and initials."""
    last = at + 1
    while last < len(tokens) and (
        (tokens[last].capital and tokens[last].words[0].isalpha())
        or (tokens[last].lower in actors.particles and last + 1 < len(tokens) and tokens[last + 1].capital)
        or (
            tokens[last].words == "."
            and len(tokens[last - 1].words) == 1
            and last + 1 < len(tokens)
            and tokens[last + 1].capital
        )
    ):
        last += 1
    return last


def _stands_alone(tokens: Sequence[Token], at: int, actors: Actors) -> bool:
    """Tell whether "both", "the two" or "all three" is a phrase of its own, by what follows it."""
    if at + 1 >= len(tokens):
        return True
    following = tokens[at + 1]
    return not following.words[0].isalnum() or (
        following.lower in actors.verbs | AUXILIARIES | MODALS or is_adverb(following.lower)
    )


def _goes_on(tokens: Sequence[Token], last: int, actors: Actors) -> bool:
    """Tell whether a country's name only modifies what follows ("the Japanese side", "U.S. Secretary")."""
    if last >= len(tokens):
        return False
    following = tokens[last]
    return (
        following.lower in actors.heads and actors.heads[following.lower][0] != "meeting"
    ) or following.capital


def _title_goes_on(tokens: Sequence[Token], at: int, actors: Actors) -> bool:
    """Tell whether an office is followed by the name of who holds it ("Minister Kishi")."""
    following = tokens[at + 1]
    if following.lower in actors.particles and at + 2 < len(tokens):
        following = tokens[at + 2]
    if following.words == "." and at + 2 < len(tokens):
        following = tokens[at + 2]
    names = actors.surnames | actors.honorifics | actors.portfolios
    return following.capital and (following.lower in names or following.lower in actors.heads)


def _left(tokens: Sequence[Token], head: int, floor: int, actors: Actors, *, proper: bool) -> int:
    """Walk left from a head to where its phrase begins."""
    first = head
    plain = 0
    while first > floor:
        before = tokens[first - 1]
        if before.lower in DETERMINERS or before.lower in NUMBERS:
            first -= 1
            if (first > floor and tokens[first - 1].lower in ("both", "all", "each")) or (
                first > floor and before.lower in NUMBERS and tokens[first - 1].lower in DETERMINERS
            ):
                first -= 1
            if before.lower in DETERMINERS or (first and tokens[first].lower in DETERMINERS):
                return first
            continue
        if before.words == "." and first - 1 > floor and len(tokens[first - 2].words) <= 4:
            first -= 1
            continue
        if before.lower in POSSESSIVE and first - 2 >= floor:
            first -= 2
            continue
        if before.lower in actors.particles and first - 1 >= floor:
            first -= 1
            continue
        name_like = before.capital and before.words[0].isalpha() and before.lower not in PREPOSITIONS
        if name_like and before.lower not in ("and", "as", "while", "when", "in", "on", "if", "that"):
            first -= 1
            continue
        if (
            not proper
            and plain < 3
            and before.words[:1].islower()
            and before.lower not in PREPOSITIONS
            and before.lower
            not in (
                "and",
                "or",
                "but",
                "that",
                "which",
                "who",
                "to",
                "as",
                "of",
                "while",
                "be",
                "is",
                "are",
                "was",
                "were",
                "has",
                "had",
                "have",
                "will",
                "would",
                "not",
            )
            and not (is_adverb(before.lower) and before.lower not in ("newly",))
            and _determined(tokens, first - 1, floor)
        ):
            first -= 1
            plain += 1
            continue
        break
    return first


def _determined(tokens: Sequence[Token], at: int, floor: int) -> bool:
    """Tell whether a determiner opens the phrase within a few words to the left, so that plain words may stand in it."""
    for i in range(at - 1, max(floor, at - 4) - 1, -1):
        lower = tokens[i].lower
        if lower in DETERMINERS:
            return True
        if lower in PREPOSITIONS or not tokens[i].words[0].isalnum() or lower in ("and", "that", "to"):
            return False
    return False


def with_of(tokens: Sequence[Token], phrase: Phrase, starts: Mapping[int, Name], actors: Actors) -> Phrase:
    """Take in "of Japan", "of the two countries", "of Foreign Affairs" behind an office or group."""
    if phrase.kind not in ("office", "group", "body", "person"):
        return phrase
    last = phrase.last
    while last + 1 < len(tokens) and tokens[last].lower in ("of", "for"):
        i = last + 1
        while i < len(tokens) and (tokens[i].lower in DETERMINERS or tokens[i].lower in NUMBERS):
            i += 1
        if i >= len(tokens):
            break
        if not (tokens[i].capital or tokens[i].start in starts or tokens[i].lower in actors.heads):
            break
        if tokens[last].lower == "for" and not tokens[i].capital:
            break
        end = i + 1
        while end < len(tokens) and (
            tokens[end].capital
            or (tokens[end].words in (".",) and len(tokens[end - 1].words) <= 3 and end + 1 < len(tokens))
            or (
                tokens[end].lower in ("and", "&")
                and end + 1 < len(tokens)
                and tokens[end + 1].capital
                and tokens[i].capital
            )
        ):
            end += 1
        if end < len(tokens) and tokens[end].lower in POSSESSIVE:
            break
        last = end
    return (
        Phrase(phrase.first, last, phrase.head, phrase.kind, phrase.plural) if last != phrase.last else phrase
    )
