"""Names and topic phrases found in a text, the longest first, each with its place.

Both automata are compiled once from the vocabulary. Names match with their capitals; phrases match in any case, with a
hyphen for a space, and in American or British spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from kg.model import Entity
from kg.vocabulary import Phrase, Vocabulary

__all__ = ["Hit", "Lexicon", "Name", "compiled", "folded"]


class Name(NamedTuple):
    """A known name at one place: what it may denote, the likeliest first, and whether it stands for a government."""

    start: int
    end: int
    entities: tuple[Entity, ...]
    seat: bool = False


class Hit(NamedTuple):
    """A topic phrase at one place."""

    start: int
    end: int
    topic: str
    weak: bool


_PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "‐": "-",
        "‑": "-",
        "–": "-",
        "—": "-",
        "\u00a0": " ",
        "\n": " ",
        "\r": " ",
        "\t": " ",
    }
)
_FLAT = str.maketrans({"-": " "})
_COORDINATED = re.compile(r"\b([A-Z]\w+) and (([A-Z]\w+(?:[ ][A-Z]\w+)*)s)\b")
_DEFINED = re.compile(r"\((?:the |“|\"|hereinafter )*([A-Z][A-Za-z0-9&/.+-]{1,11})(?:”|\")?\)")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The finder of names and topic phrases. Get one with :func:`compiled`."""

    names_in: Mapping[str, tuple[Entity, ...]]
    seats: frozenset[tuple[str, str]]
    name_list: tuple[str, ...]
    strong_list: tuple[tuple[Phrase, ...], ...]
    weak_list: tuple[tuple[Phrase, ...], ...]
    _names: AhoCorasick
    _strong: AhoCorasick
    _weak: AhoCorasick

    def names(self, characters: str) -> tuple[Name, ...]:
        """Find the known names of a text, those that it abbreviates itself included.

        >>> from kg.vocabulary import load
        >>> lexicon = compiled(load())
        >>> text = "Romania spoke of the East and South China Seas."
        >>> [e.label for n in lexicon.names(text) for e in n.entities[:1]]
        ['Romania', 'East China Sea', 'South China Sea']
        """
        plain = characters.translate(_PLAIN)
        own = _defined_here(plain)
        found = [n for n in self._plain_names(plain) if plain[n.start : n.end] not in own]
        found.extend(self._coordinated(plain))
        found.extend(_abbreviated(plain, found))
        return tuple(_settled(sorted(_outermost(found))))

    def _plain_names(self, plain: str) -> Iterator[Name]:
        matches = self._names.find_matches_as_indexes(plain, overlapping=True)
        for which, start, end in _longest([m for m in matches if _whole(plain, m[1], m[2])]):
            words = self.name_list[which]
            entities = self.names_in[words]
            yield Name(start, end, entities, (words, entities[0].iri) in self.seats)

    def _coordinated(self, plain: str) -> Iterator[Name]:
        """Read "East and South China Seas" as two names that share their tail."""
        for match in _COORDINATED.finditer(plain):
            words = match.group(3).split(" ")
            for cut in range(1, len(words)):
                one, two = " ".join([match.group(1), *words[cut:]]), " ".join(words)
                if one in self.names_in and two in self.names_in:
                    yield Name(match.start(1), match.end(1), self.names_in[one])
                    yield Name(match.start(2), match.end(2), self.names_in[two])
                    break

    def phrases(self, characters: str) -> tuple[Hit, ...]:
        """Find the topic phrases of a text.

        >>> from kg.vocabulary import load
        >>> [h.topic.rpartition("#")[2] for h in compiled(load()).phrases("extended deterrence and cyber-security")]
        ['deterrence', 'cyber']
        """
        plain = characters.translate(_PLAIN).translate(_FLAT)
        lower = folded(plain)
        return tuple(
            Hit(start, end, phrase.topic, phrase.weak)
            for finder, lists in ((self._strong, self.strong_list), (self._weak, self.weak_list))
            for which, start, end in _longest(_fitting(finder, lists, plain, lower))
            for phrase in lists[which]
            if not phrase.exact or plain[start:end] == phrase.words
        )


def folded(characters: str) -> str:
    """Return a text in small letters, each where it was: one such as İ that would grow is left alone.

    >>> folded("İstanbul AND Rome"), len(folded("İ"))
    ('İstanbul and rome', 1)
    """
    lower = characters.lower()
    if len(lower) == len(characters):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in characters)


@cache
def compiled(vocabulary: Vocabulary) -> Lexicon:
    """Compile the names and phrases of a vocabulary; the same vocabulary is compiled once.

    >>> from kg.vocabulary import load
    >>> compiled(load()) is compiled(load())
    True
    """
    names = tuple(sorted(vocabulary.names))
    strong, strong_list = _finder([p for p in vocabulary.phrases if not p.weak])
    weak, weak_list = _finder([p for p in vocabulary.phrases if p.weak])
    return Lexicon(
        names_in=vocabulary.names,
        seats=vocabulary.seats,
        name_list=names,
        strong_list=strong_list,
        weak_list=weak_list,
        _names=AhoCorasick([n.translate(_PLAIN) for n in names], implementation=Implementation.ContiguousNFA),
        _strong=strong,
        _weak=weak,
    )


def _finder(phrases: Sequence[Phrase]) -> tuple[AhoCorasick, tuple[tuple[Phrase, ...], ...]]:
    by_words: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        by_words.setdefault(phrase.words.lower(), []).append(phrase)
    words = sorted(by_words)
    return AhoCorasick(words, implementation=Implementation.ContiguousNFA), tuple(
        tuple(by_words[w]) for w in words
    )


def _fitting(
    finder: AhoCorasick, lists: Sequence[tuple[Phrase, ...]], plain: str, lower: str
) -> list[tuple[int, int, int]]:
    """Find the phrases that begin and end with a word, and have the capitals that they need."""
    found = []
    for which, start, end in finder.find_matches_as_indexes(lower, overlapping=True):
        if start and lower[start - 1].isalnum():
            continue
        closed = end == len(lower) or not lower[end].isalnum()
        if any((closed or p.open) and (not p.exact or plain[start:end] == p.words) for p in lists[which]):
            found.append((which, start, end))
    return found


def _longest(matches: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Choose, from the left, the longest of the matches that overlap."""
    free = 0
    for which, start, end in sorted(matches, key=lambda m: (m[1], -m[2])):
        if start >= free:
            yield which, start, end
            free = end


def _whole(plain: str, start: int, end: int) -> bool:
    """Tell whether a match is bounded by something that is neither letter nor digit on both sides."""
    before = start and (plain[start - 1].isalnum() or plain[start - 1] == "_")
    after = end < len(plain) and (plain[end].isalnum() or plain[end] in "_$")
    return not before and not after


def _defined_here(plain: str) -> frozenset[str]:
    """Return the abbreviations that a text defines by the initials of the capital words before them.

    >>> sorted(_defined_here("the Sudanese Armed Forces (SAF) and UN Women (part of the UN)"))
    ['SAF']
    """
    defined = set()
    for match in _DEFINED.finditer(plain):
        words = re.findall(r"[A-Z]\w*", plain[max(0, match.start() - 80) : match.start()])
        if "".join(w[0] for w in words[-len(match.group(1)) :]) == match.group(1):
            defined.add(match.group(1))
    return frozenset(defined)


def _abbreviated(plain: str, found: list[Name]) -> Iterator[Name]:
    """Find again what the text abbreviates in parentheses after a known name."""
    for definition in _DEFINED.finditer(plain):
        short = definition.group(1)
        named = [n for n in found if n.end in (definition.start(), definition.start() - 1)]
        if named and len(short) > 1:
            for match in re.finditer(rf"(?<!\w){re.escape(short)}(?!\w)", plain):
                yield Name(match.start(), match.end(), named[0].entities)


def _settled(found: Sequence[Name]) -> Iterator[Name]:
    """Settle names that several countries share ("Dominican") by the one that the text names otherwise."""
    plain = {n.entities[0].iri for n in found if len(n.entities) == 1}
    for name in found:
        meant = [e for e in name.entities if e.iri in plain] if len(name.entities) > 1 else []
        shared = len(meant) == 1 and all(e.kind == "country" for e in name.entities)
        yield name._replace(entities=(meant[0],)) if shared else name


def _outermost(found: list[Name]) -> list[Name]:
    """Drop names that lie inside a longer one."""
    kept: list[Name] = []
    for name in sorted(found, key=lambda n: (n.start, n.start - n.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
        elif name.end > kept[-1].end and name.start > kept[-1].start:
            continue
    return kept
