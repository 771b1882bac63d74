"""Names in the content of a statement: known ones, and unknown ones by their capitals and head noun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.english import Token
from kg.lexicon import Name
from kg.mentions.runs import runs
from kg.mentions.unknown import IN, unknown
from kg.model import Entity, Meeting, Mention, Span
from kg.vocabulary import Vocabulary

__all__ = ["find"]


def find(
    tokens: Sequence[Token],
    content: tuple[int, int],
    names: Sequence[Name],
    *,
    meeting: Meeting,
    vocabulary: Vocabulary,
) -> tuple[Mention, ...]:
    """Find what the tokens of a content (first, and last exclusive) name, each thing once, in text order."""
    first, last = content
    if first >= last:
        return ()
    start, end = tokens[first].start, tokens[last - 1].end
    known = [n for n in names if start <= n.start and n.end <= end]
    found: list[Mention] = []
    covered: list[Span] = []
    for low, high, quoted in runs(tokens, first, last, known, vocabulary.roles):
        span = Span(tokens[low].start, tokens[high - 1].end)
        inside = [n for n in known if n.start >= span.start and n.end <= span.end]
        if len(inside) == 1 and (inside[0].start, inside[0].end) == (span.start, span.end):
            continue
        mention = unknown(
            tokens, low, high, span, inside=inside, meeting=meeting, vocabulary=vocabulary, quoted=quoted
        )
        if mention is not None:
            found.append(mention)
            covered.append(mention.span)
    for name in known:
        span = Span(name.start, name.end)
        if not any(span.overlaps(c) for c in covered):
            found.append(Mention(span, _meant(name, tokens, first, vocabulary)))
    return tuple(_unique(sorted(found, key=lambda m: m.span)))


def _unique(mentions: Sequence[Mention]) -> Iterator[Mention]:
    seen: set[str] = set()
    for mention in mentions:
        if mention.entity.iri not in seen:
            seen.add(mention.entity.iri)
            yield mention


def _meant(name: Name, tokens: Sequence[Token], first: int, vocabulary: Vocabulary) -> Entity:
    """Choose what a known name denotes: after "in" or "at" a capital is a place, elsewhere its government."""
    entity = name.entities[0]
    if name.seat and entity.kind == "country":
        place = next((e for e in name.entities if e.kind == "place"), None)
        before = next((t.lower for t in reversed(tokens) if t.end <= name.start), "")
        if place is not None and before in IN:
            return place
    return entity
