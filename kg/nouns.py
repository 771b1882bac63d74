"""Noun phrases that can hold a statement: pronouns, persons, offices, groups, countries and bodies, and their coordination."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kg import english
from kg.english import AUXILIARIES, MODALS, NUMBERS, PREPOSITIONS, Token, is_adverb, plural
from kg.lexicon import Name
from kg.vocabulary import Vocabulary

__all__ = ["Actors", "Phrase", "find"]

_PRONOUNS = {"he": False, "she": False, "they": True, "we": True}
_POSSESSIVE = ("'s", "'")
_DETERMINERS = english.DETERMINERS - {"that"}  # "that Japan will": the word opens a clause far more often


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that names actors: tokens ``first`` to ``last`` (end exclusive), and its coordinated members.

    ``kind`` is ``pronoun``, ``person``, ``office``, ``group``, ``country``, ``body`` or ``meeting``.
    """

    first: int
    last: int
    head: int
    kind: str
    plural: bool
    members: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Actors:
    """What makes a word the head of such a phrase: compiled once a text from the roles and the names of who met."""

    heads: Mapping[str, tuple[str, bool]]
    surnames: frozenset[str]
    honorifics: frozenset[str]
    particles: frozenset[str]
    verbs: frozenset[str]
    bodies: frozenset[str]
    portfolios: frozenset[str]

    @staticmethod
    def of(vocabulary: Vocabulary, names: Sequence[str], shorts: Iterable[str] = ()) -> Actors:
        """Compile the heads for a text in which people of the given names take part; ``shorts`` abbreviate offices."""
        heads = {
            **_heads(vocabulary),
            **{s.lower(): ("office", False) for s in shorts if s.isupper() and len(s) > 2},
        }
        surnames = frozenset(
            word.lower() for name in names for word in name.replace("-", " - ").split() if len(word) > 1
        ) | frozenset(word.lower() for name in names for word in name.split() if len(word) > 1)
        return Actors(
            heads,
            surnames - vocabulary.roles.particles,
            vocabulary.roles.honorifics | vocabulary.roles.masculine | vocabulary.roles.feminine,
            vocabulary.roles.particles,
            frozenset(vocabulary.frames),
            frozenset(word for word, kind in vocabulary.roles.heads.items() if kind == "organization"),
            vocabulary.roles.portfolios,
        )


@cache
def _heads(vocabulary: Vocabulary) -> dict[str, tuple[str, bool]]:
    """Return what kind of phrase each head word makes, and whether it is a plural."""
    roles = vocabulary.roles
    heads: dict[str, tuple[str, bool]] = {}
    for office in roles.offices | roles.ranks:
        last = office.split()[-1]
        heads[last] = ("office", False)
        heads[plural(last)] = ("office", True)
        if "-" in office or "/" in office:
            heads[office] = ("office", False)
    for words, kind in ((roles.persons, "group"), (roles.sides, "group"), (roles.countries, "group")):
        for word in words:
            heads[word.split()[-1]] = (kind, True)
    for word in roles.counterparts:
        heads[word.split()[-1]] = ("office", False)
        heads[plural(word.split()[-1])] = ("office", True)
    heads.update(
        {
            "side": ("group", False),
            "delegation": ("group", False),
            "government": ("body", False),
            "country": ("body", False),
        }
    )
    heads.update(
        {
            "latter": ("group", False),
            "former": ("group", False),
            "both": ("group", True),
            "all": ("group", True),
        }
    )
    for number in ("two", "three", "four", "five", "six", "seven"):
        heads[number] = ("group", True)
    for noun in roles.meetings:
        last = noun.split()[-1]
        heads.setdefault(last, ("meeting", last.endswith("s")))
    return heads


def find(tokens: Sequence[Token], names: Sequence[Name], actors: Actors) -> tuple[Phrase, ...]:
    """Find the actor phrases of a sentence, coordinated ones joined, in text order.

    >>> from kg.english import tokenize
    >>> from kg.vocabulary import load
    >>> actors = Actors.of(load(), ["Anna Reyes"])
    >>> text = "The Secretary and the two Ministers met Reyes; both sides spoke."
    >>> ts = tokenize(text)
    >>> [" ".join(t.words for t in ts[p.first:p.last]) for p in find(ts, (), actors)]
    ['The Secretary and the two Ministers', 'Reyes', 'both sides']
    """
    simple = _simple(tokens, names, actors)
    return _coordinated(tokens, simple)


def _simple(tokens: Sequence[Token], names: Sequence[Name], actors: Actors) -> list[Phrase]:
    starts = {n.start: n for n in names}
    found: list[Phrase] = []
    at, floor = 0, 0
    while at < len(tokens):
        phrase = _at(tokens, at, floor, starts, actors)
        if phrase is None:
            at += 1
            continue
        if (
            phrase.first
            and tokens[phrase.first - 1].words == "("
            and tokens[phrase.last : phrase.last + 1]
            and tokens[phrase.last].words == ")"
        ):
            at = phrase.last  # an abbreviation behind what it abbreviates
            continue
        phrase = _with_of(tokens, phrase, starts, actors)
        if phrase.last < len(tokens) and tokens[phrase.last].lower in _POSSESSIVE:
            at = floor = phrase.last + 1
            continue
        found.append(phrase)
        at = floor = phrase.last
    return found


def _at(
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
        first = at - 1 if at > floor and tokens[at - 1].lower in _DETERMINERS else at
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
        or (tokens[last].words == "." and len(tokens[last - 1].words) == 1 and last + 1 < len(tokens) and tokens[last + 1].capital)
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
        (following.lower in actors.heads and actors.heads[following.lower][0] != "meeting") or following.capital
    )


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
        if before.lower in _DETERMINERS or before.lower in NUMBERS:
            first -= 1
            if (
                (first > floor
                and tokens[first - 1].lower in ("both", "all", "each"))
                or (first > floor and before.lower in NUMBERS and tokens[first - 1].lower in _DETERMINERS)
            ):
                first -= 1
            if before.lower in _DETERMINERS or (first and tokens[first].lower in _DETERMINERS):
                return first
            continue
        if before.words == "." and first - 1 > floor and len(tokens[first - 2].words) <= 4:
            first -= 1
            continue
        if before.lower in _POSSESSIVE and first - 2 >= floor:
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
        if lower in _DETERMINERS:
            return True
        if lower in PREPOSITIONS or not tokens[i].words[0].isalnum() or lower in ("and", "that", "to"):
            return False
    return False


def _with_of(tokens: Sequence[Token], phrase: Phrase, starts: Mapping[int, Name], actors: Actors) -> Phrase:
    """Take in "of Japan", "of the two countries", "of Foreign Affairs" behind an office or group."""
    if phrase.kind not in ("office", "group", "body", "person"):
        return phrase
    last = phrase.last
    while last + 1 < len(tokens) and tokens[last].lower in ("of", "for"):
        i = last + 1
        while i < len(tokens) and (tokens[i].lower in _DETERMINERS or tokens[i].lower in NUMBERS):
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
            or (tokens[end].words in (".",)
            and len(tokens[end - 1].words) <= 3
            and end + 1 < len(tokens))
            or (tokens[end].lower in ("and", "&")
            and end + 1 < len(tokens)
            and tokens[end + 1].capital
            and tokens[i].capital)
        ):
            end += 1
        if end < len(tokens) and tokens[end].lower in _POSSESSIVE:
            break
        last = end
    return (
        Phrase(phrase.first, last, phrase.head, phrase.kind, phrase.plural) if last != phrase.last else phrase
    )


def _coordinated(tokens: Sequence[Token], simple: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """Join phrases that "and", commas or "as well as" coordinate."""
    joined: list[Phrase] = []
    chain: list[Phrase] = []
    for phrase in simple:
        if (
            chain
            and _links(tokens, chain, phrase)
            and phrase.kind not in ("meeting", "pronoun")
            and chain[-1].kind != "meeting"
        ):
            chain.append(phrase)
            continue
        joined.extend(_closed(tokens, chain))
        chain = [phrase]
    joined.extend(_closed(tokens, chain))
    return tuple(_apposed(joined))


def _apposed(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Join a title and the names right behind it ("National Security Advisors A of X and B of Y")."""
    kept: list[Phrase] = []
    for phrase in phrases:
        above = kept[-1] if kept else None
        if (
            above is not None
            and above.last == phrase.first
            and above.kind in ("office", "group")
            and phrase.kind == "person"
        ):
            kept[-1] = Phrase(
                above.first, phrase.last, phrase.head, phrase.kind, phrase.plural, phrase.members
            )
        else:
            kept.append(phrase)
    return kept


def _links(tokens: Sequence[Token], chain: Sequence[Phrase], phrase: Phrase) -> bool:
    """Tell whether a phrase goes on with a chain; ", and" does only after a comma, else it joins two clauses."""
    links = [_between(tokens, a.last, b.first) for a, b in pairwise(chain)]
    between = _between(tokens, chain[-1].last, phrase.first)
    things = ("country", "body", "place")
    if between == (",",) and (chain[-1].kind in things) != (phrase.kind in things):
        return False  # "In view of ASEAN, the Ministers and …": a comma joins only what is alike
    if any(link != (",",) for link in links):
        return False
    if between == (",", "and"):
        return len(chain) > 1
    return between in ((",",), ("and",), ("as", "well", "as"), ("together", "with"), ("&",))


def _between(tokens: Sequence[Token], one: int, two: int) -> tuple[str, ...]:
    """Return the words between two phrases, without an abbreviation in parentheses."""
    words = tuple(t.lower for t in tokens[one:two])
    return words[3:] if words[:1] == ("(",) and words[2:3] == (")",) else words


def _closed(tokens: Sequence[Token], chain: Sequence[Phrase]) -> list[Phrase]:
    """Make one phrase of a chain, unless commas alone link it: those are appositions."""
    if len(chain) < 2:
        return list(chain)
    last_link = _between(tokens, chain[-2].last, chain[-1].first)
    if last_link == (",",):
        return list(chain)
    return [Phrase(chain[0].first, chain[-1].last, chain[-1].head, chain[0].kind, True, tuple(chain))]
