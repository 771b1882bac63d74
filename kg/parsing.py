"""What is known before a text's statements are read: its names, its actors, and its sentences cut and parsed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kg import clauses, holders, nouns
from kg import meeting as meeting_
from kg.clauses import Cue
from kg.english import Token, tokenize
from kg.lexicon import Hit, Name, compiled
from kg.model import Meeting, Sentence, Summary
from kg.nouns import Actors, Phrase
from kg.vocabulary import Vocabulary

__all__ = ["Context", "Parsed", "context", "parse"]


@dataclass(frozen=True, slots=True)
class Context:
    """What stays the same through one text: ``sides`` are the codes of the countries and bodies that met."""

    characters: str
    summary: Summary
    meeting: Meeting
    vocabulary: Vocabulary
    actors: Actors
    names: tuple[Name, ...]
    hits: tuple[Hit, ...]
    sides: frozenset[str]


@dataclass(frozen=True, slots=True)
class Parsed:
    """One sentence, cut and parsed: its cues, or the ``reason`` why it has none."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    names: tuple[Name, ...]
    phrases: tuple[Phrase, ...]
    cues: tuple[Cue, ...]
    reason: str


def context(summary: Summary, meeting: Meeting, vocabulary: Vocabulary) -> Context:
    """Gather what the sentences of a text share.

    >>> import kg
    >>> from kg.vocabulary import load
    >>> reading = kg.read(kg.seed())
    >>> sorted(context(reading.summary, reading.meeting, load()).sides)
    ['JP', 'US']
    """
    characters, lexicon = summary.text.characters, compiled(vocabulary)
    known = vocabulary.names
    shorts = {
        s
        for p in meeting.participants
        for s in holders.initials(p.office or "")
        if s not in known and (len(s) > 2 or f"({s})" in (p.office or ""))
    }
    return Context(
        characters,
        summary,
        meeting,
        vocabulary,
        Actors.of(
            vocabulary,
            [p.name for p in meeting.participants if p.entity.kind == "person" and p.name != p.office],
            shorts,
        ),
        lexicon.names(characters),
        lexicon.phrases(characters),
        frozenset(p.side.country for p in meeting.participants if p.side is not None and p.side.country),
    )


def parse(known: Context, sentence: Sentence) -> Parsed:
    """Cut one sentence into tokens, and find its phrases and cues.

    >>> import kg
    >>> from kg.vocabulary import load
    >>> reading = kg.read(kg.seed())
    >>> known = context(reading.summary, reading.meeting, load())
    >>> parsed = parse(known, reading.summary.sections[1].sentences[0])
    >>> [(parsed.tokens[c.verb].words, c.act.rpartition("#")[2]) for c in parsed.cues]
    [('confirmed', 'affirm')]
    """
    span = sentence.span
    tokens = tokenize(known.characters, span.start, span.end)
    first, last = (bisect_left(known.names, (offset,)) for offset in (span.start, span.end))
    names = tuple(n for n in known.names[first:last] if n.end <= span.end)
    phrases = nouns.find(tokens, names, known.actors)
    if meeting_.names_issuer(span.of(known.characters)):
        return Parsed(sentence, tokens, names, phrases, (), "it names who issued the text")
    cues, reason = clauses.find(
        tokens,
        phrases,
        known.vocabulary,
        lead=sentence.lead is not None,
        strangers=_strangers(tokens, phrases, known.actors),
    )
    return Parsed(sentence, tokens, names, phrases, cues, reason)


def _strangers(tokens: Sequence[Token], phrases: Sequence[Phrase], actors: Actors) -> frozenset[int]:
    """Return where the phrases begin that name a spokesperson, or a person who is not among those who met."""
    return frozenset(
        p.first
        for p in phrases
        if (p.kind == "person" and actors.surnames.isdisjoint(t.lower for t in tokens[p.first : p.last]))
        or any(t.lower.startswith("spokes") for t in tokens[p.first : p.last])
    )
