"""What the readers of a meeting share: the summary before their eyes, and the people found in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from kg.english import Token, tokenize
from kg.lexicon import Lexicon, Name, compiled
from kg.model import Entity, Span, Summary
from kg.people import Person, persons
from kg.vocabulary import Vocabulary

__all__ = ["Found", "Parsed", "Scene", "changed", "fields", "lowered", "scene"]


@dataclass(frozen=True, slots=True)
class Found:
    """A person phrase with its place in the text, before duplicates are merged.

    ``introduced`` is the bare title by which the report names somebody whose name stands elsewhere.
    """

    person: Person
    span: Span
    principal: bool
    sentence: Span | None = None
    introduced: str = ""


_LABEL = re.compile(
    r"\W*(?:date|time|date(?:,| and| &|/)? ?time|date, time and place|venue|place|location|attendees|participants"
    r"|present)\W*$",
    re.IGNORECASE,
)
"""A line above the text that labels the one below it ("Venue")."""


def fields(lines: Iterable[str]) -> list[str]:
    """Return the lines above a text, each label joined with what it labels.

    >>> fields(["Venue", "Ministry of Defense", "DATE: 3 May"])
    ['Venue: Ministry of Defense', 'DATE: 3 May']
    """
    joined: list[str] = []
    for words in lines:
        if joined and _LABEL.match(joined[-1]):
            joined[-1] = f"{joined[-1].rstrip(' :')}: {words}"
        else:
            joined.append(words)
    return joined


def changed(found: Found, **changes: Any) -> Found:
    """Return the same find of a person of whom more is known.

    >>> changed(Found(Person(0, 2, "Reyes"), Span(0, 5), True), office="Minister").person.office
    'Minister'
    """
    return replace(found, person=replace(found.person, **changes))


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence or line: its tokens, the known names in it, and its person phrases."""

    tokens: Sequence[Token]
    names: Sequence[Name]
    persons: Sequence[Person]


@dataclass(frozen=True, slots=True)
class Scene:
    """One summary under reading; ``parse`` remembers the sentences that several readers look at.

    ``title`` has the capitals of a title even where the text spells it in capitals alone; ``title_names`` are the known
    names in it, by their places there.
    """

    summary: Summary
    vocabulary: Vocabulary
    lexicon: Lexicon
    title: str
    title_names: tuple[Name, ...]
    parse: Callable[[Span], Parsed]

    @property
    def characters(self) -> str:
        """Return the whole source text."""
        return self.summary.text.characters


def scene(summary: Summary, vocabulary: Vocabulary) -> Scene:
    """Set the scene of one summary.

    >>> import kg
    >>> from kg.summary import read as shape
    >>> from kg.vocabulary import load
    >>> scene(shape(kg.text.read(kg.seed()), load()), load()).title
    'Japan-U.S. Defense Ministerial Meeting (summary)'
    """
    characters, lexicon = summary.text.characters, compiled(vocabulary)

    known = lexicon.names(characters)

    @cache
    def parse(span: Span) -> Parsed:
        tokens = tokenize(characters, span.start, span.end)
        first, last = (bisect_left(known, (offset,)) for offset in (span.start, span.end))
        names = [n for n in known[first:last] if n.end <= span.end]
        return Parsed(tokens, names, persons(tokens, names, vocabulary.roles))

    title = lowered(summary.title.of(characters))
    meant = {n.entities[0] for n in known if len(n.entities) == 1}
    named = tuple(_settled(n, meant) for n in lexicon.names(title))
    return Scene(summary, vocabulary, lexicon, title, named, parse)


def _settled(name: Name, meant: Set[Entity]) -> Name:
    """Settle a name of the title that several share by the one that the text names otherwise."""
    those = [e for e in name.entities if e in meant] if len(name.entities) > 1 else []
    return name._replace(entities=(those[0],)) if len(those) == 1 else name


_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset("held of the and for at on in between with to a by".split())


def lowered(words: str) -> str:
    """Give words in capitals the capitals of a title, letter by letter, so that places stay the same.

    >>> lowered("TALKS BETWEEN JAPAN AND PERU"), lowered("Talks of the EU")
    ('Talks between Japan and Peru', 'Talks of the EU')
    """
    letters = [c for c in words if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) <= 0.8 * len(letters):
        return words
    return _WORD.sub(lambda m: w if (w := m[0].lower()) in _SMALL else m[0].capitalize(), words)
