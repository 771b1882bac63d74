"""The phrase whose head stands at a token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.english import NUMBERS, POSSESSIVE, PREPOSITIONS, Token, is_adverb
from kg.lexicon import Name
from kg.nouns.model import DETERMINERS, PRONOUNS, Actors, Phrase, is_address

__all__ = ["headed", "with_of"]

_POSSESSORS = ("the", "his", "her", "its", "their")
_KINDS = {"country": "country", "organization": "body", "place": "place"}


def headed(
    tokens: Sequence[Token], at: int, floor: int, starts: Mapping[int, Name], *, actors: Actors
) -> Phrase | None:
    """Read the phrase whose head stands at a token, if one does, but for what stands before ``floor``.

    ``starts`` maps offsets to the known names that begin there.

    >>> from kg.english import tokenize
    >>> from kg.vocabulary import load
    >>> tokens, actors = tokenize("Both Ministers agreed"), Actors.of(load(), ())
    >>> headed(tokens, 1, 0, {}, actors=actors)
    Phrase(first=0, last=2, head=1, kind='group', plural=True, members=())
    >>> headed(tokens, 2, 0, {}, actors=actors) is None
    True
    """
    token = tokens[at]
    if token.lower in PRONOUNS:
        return Phrase(at, at + 1, at, "pronoun", PRONOUNS[token.lower])
    if token.capital and token.lower in actors.surnames:
        return _surname(tokens, at, floor, actors)
    if token.lower in actors.heads:
        return _title(tokens, at, floor, starts, actors=actors)
    name = starts.get(token.start)
    if name is not None and name.entities[0].kind in _KINDS:
        return _known(tokens, at, floor, name, actors=actors)
    before = tokens[at - 1].lower if at > floor else ""
    if before == "the" and token.words.isupper() and token.words.isalpha() and len(token.words) > 1:
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if following is None or not (following.capital or following.lower in actors.heads):
            return Phrase(at - 1, at + 1, at, "body", False)  # "the MOFA"
    if before in _POSSESSORS and token.words in actors.bodies:
        return Phrase(at - 1, at + 1, at, "body", False)  # "his Ministry"
    if token.capital and before and is_address(before, actors):
        last = _name_end(tokens, at, actors)
        return Phrase(_left(tokens, at, floor, actors, proper=True), last, last - 1, "person", False)
    return None


def _surname(tokens: Sequence[Token], at: int, floor: int, actors: Actors) -> Phrase:
    """Read the name of one who met ("Minister Anna Reyes")."""
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


def _title(
    tokens: Sequence[Token], at: int, floor: int, starts: Mapping[int, Name], *, actors: Actors
) -> Phrase | None:
    """Read a phrase whose head is an office or a group ("the Minister", "both sides", "Minister Reyes")."""
    token, (kind, many) = tokens[at], actors.heads[tokens[at].lower]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if (token.lower in NUMBERS or token.lower == "all") and not _stands_alone(tokens, at, actors):
        return _counted(tokens, at, floor, actors)
    if kind == "office" and following is not None and _title_goes_on(tokens, at, actors):
        return None
    if following is not None and f"{token.lower} {following.lower}" in actors.compounds:
        return None  # "the secretary general": the second word heads it
    small = following is not None and not (token.capital or following.capital or many)
    if small and actors.heads.get(tokens[at + 1].lower, ("", False))[0] == "office":
        return None  # "the deputy secretary", "the state secretary"
    first = _left(tokens, at, floor, actors, proper=False)
    if following is not None:
        titled = kind == "office" and not many and token.capital
        if titled and following.capital and following.start not in starts:
            return Phrase(first, _name_end(tokens, at + 1, actors), at + 1, "person", False)
        bare = first == at and not token.capital and kind != "meeting"
        if bare and following.lower in actors.heads:
            return None
    return Phrase(first, at + 1, at, kind, many)


def _counted(tokens: Sequence[Token], at: int, floor: int, actors: Actors) -> Phrase | None:
    """Read "the two Unions", "both institutions": any plural that is counted and governs a verb of saying."""
    noun = at + 1
    plural_ = (
        noun + 1 < len(tokens) and tokens[noun].lower.endswith("s") and tokens[noun].lower not in actors.heads
    )
    if not plural_ or tokens[at].lower not in ("two", "both", "three"):
        return None
    after = tokens[noun + 1]
    governs = after.lower in actors.verbs or is_adverb(after.lower)
    determined = tokens[at].lower == "both" or (at > floor and tokens[at - 1].lower == "the")
    if not governs or not determined:
        return None
    return Phrase(_left(tokens, at, floor, actors, proper=False), noun + 1, noun, "group", True)


def _known(tokens: Sequence[Token], at: int, floor: int, name: Name, *, actors: Actors) -> Phrase | None:
    """Read a known name of a country, body or place, unless it only modifies what follows."""
    last = next((i + 1 for i in range(at, len(tokens)) if tokens[i].end >= name.end), at + 1)
    if tokens[last - 1].end != name.end or _goes_on(tokens, last, actors):
        return None
    first = at - 1 if at > floor and tokens[at - 1].lower in DETERMINERS else at
    return Phrase(first, last, last - 1, _KINDS[name.entities[0].kind], False)


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
    verb = following.lower in actors.verbs or is_adverb(following.lower)
    return verb or not following.words[0].isalnum()


def _goes_on(tokens: Sequence[Token], last: int, actors: Actors) -> bool:
    """Tell whether a country's name only modifies what follows ("the Japanese side", "U.S. Secretary")."""
    if last >= len(tokens):
        return False
    following = tokens[last]
    return following.capital or actors.heads.get(following.lower, ("meeting", False))[0] != "meeting"


def _title_goes_on(tokens: Sequence[Token], at: int, actors: Actors) -> bool:
    """Tell whether an office is followed by the name of who holds it ("Minister Kishi")."""
    following = tokens[at + 1]
    if following.lower in actors.particles and at + 2 < len(tokens):
        following = tokens[at + 2]
    if following.words == "." and at + 2 < len(tokens):
        following = tokens[at + 2]
    return following.capital and (following.lower in actors.names or following.lower in actors.heads)


_NOT_INSIDE = PREPOSITIONS | frozenset(
    "and or but that which who to as of while be is are was were has had have will would not".split()
)
_NO_NAMES = PREPOSITIONS | frozenset("and as while when in on if that".split())


def _left(tokens: Sequence[Token], head: int, floor: int, actors: Actors, *, proper: bool) -> int:
    """Walk left from a head to where its phrase begins."""
    first = head
    plain = 0
    while first > floor:
        before = tokens[first - 1]
        if before.lower == "under" and tokens[first].lower.startswith("secretar"):
            first -= 1  # "the Under Secretary": here no preposition
            continue
        if before.lower in DETERMINERS or before.lower in NUMBERS:
            first -= 1
            above = tokens[first - 1].lower if first > floor else ""
            if above in ("both", "all", "each") or (before.lower in NUMBERS and above in DETERMINERS):
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
        if before.capital and before.words[0].isalpha() and before.lower not in _NO_NAMES:
            first -= 1
            continue
        plain_word = before.words[:1].islower() and before.lower not in _NOT_INSIDE
        adverb = is_adverb(before.lower) and before.lower not in ("newly", "first")
        if proper or plain == 3 or not plain_word or adverb or not _determined(tokens, first - 1, floor):
            break
        first -= 1
        plain += 1
    return first


def _determined(tokens: Sequence[Token], at: int, floor: int) -> bool:
    """Tell whether a determiner stands a few words to the left: only then may plain words stand in the phrase."""
    for i in range(at - 1, max(floor, at - 4) - 1, -1):
        lower = tokens[i].lower
        if lower in DETERMINERS:
            return True
        if lower in PREPOSITIONS or not tokens[i].words[0].isalnum() or lower in ("and", "that", "to"):
            return False
    return False


_LED = frozenset(["state", "government", "staff", "mission", "delegation"])
"""What "heads", "chiefs" and "ministers" are of in small letters ("the two heads of state and government")."""


def with_of(tokens: Sequence[Token], phrase: Phrase, starts: Mapping[int, Name], actors: Actors) -> Phrase:
    """Take in "of Japan", "of the two countries", "of Foreign Affairs" behind an office or group."""
    if phrase.kind not in ("office", "group", "body", "person"):
        return phrase
    last = phrase.last
    if phrase.kind == "body" and [t.lower for t in tokens[last : last + 3]] in (
        ["and", "people", "of"],
        ["and", "the", "people"],
        ["and", "peoples", "of"],
    ):
        last += 2 + (tokens[last + 1].lower == "the")  # "the Government and people of Peru"
    while last + 1 < len(tokens) and tokens[last].lower in ("of", "for"):
        i = last + 1
        while i < len(tokens) and (tokens[i].lower in DETERMINERS or tokens[i].lower in NUMBERS):
            i += 1
        if i >= len(tokens):
            break
        if not (
            tokens[i].capital
            or tokens[i].start in starts
            or tokens[i].lower in actors.heads
            or tokens[i].lower in _LED
        ):
            break
        if tokens[last].lower == "for" and not tokens[i].capital:
            break
        end = i + 1
        while end < len(tokens) and (
            tokens[end].capital
            or (tokens[end].words == "." and len(tokens[end - 1].words) <= 3 and end + 1 < len(tokens))
            or tokens[end].lower in _LED
            or (tokens[end].lower == "and" and end + 1 < len(tokens) and tokens[end + 1].lower in _LED)
            or (
                tokens[end].lower in ("and", "&")
                and end + 1 < len(tokens)
                and tokens[end + 1].capital
                and tokens[i].capital
                and tokens[end + 1].lower not in actors.heads
            )
        ):
            end += 1
        if end < len(tokens) and tokens[end].lower in POSSESSIVE:
            break
        last = end
    if last == phrase.last:
        return phrase
    return Phrase(phrase.first, last, phrase.head, phrase.kind, phrase.plural)
