"""Where the content of each cue stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.clauses.model import Clause, Cue
from kg.clauses.quotations import quoted
from kg.english import BE, CONJUNCTIONS, HAVE, Token, is_adverb

__all__ = ["with_contents"]


_MARKS = (",", ".", ";", ":", "!", "?", "—", "–")
_LINKS = CONJUNCTIONS | {"while", "whereas"}
_AUXILIARIES = BE | HAVE


def with_contents(clause: Clause, found: Sequence[Cue]) -> list[Cue]:
    """Give each cue its content: to the next cue's clause, or the end of the sentence or quotation."""
    tokens = clause.tokens
    close = quoted(tokens)
    limits = [*(_clause_begin(tokens, cue) for cue in found[1:]), len(tokens)]
    return [
        replace(cue, content=_content(tokens, cue, limit, close))
        for cue, limit in zip(found, limits, strict=True)
    ]


def _content(tokens: Sequence[Token], cue: Cue, limit: int, close: int) -> tuple[int, int]:
    """Find the content of a cue before ``limit``; ``close`` ends a quotation with which the sentence opens."""
    first, last, subject = cue.last, limit, cue.subject
    if close and first < close:  # what follows the quotation says whose words it was
        last = min(limit, close)
    elif close and not any(t.words[0].isalnum() for t in tokens[first:limit]):
        first, last = 1, close
    if cue.passive and subject is not None:
        first = max(first, subject.last)
    while last > first and (tokens[last - 1].words in _MARKS or tokens[last - 1].lower in _LINKS):
        last -= 1
    if last > first:
        return first + (tokens[first].lower in ("that", "to")), last
    if cue.passive:  # "The importance of X was confirmed"
        first, last = cue.begin, max(cue.begin, cue.verb)
        while last > first and (tokens[last - 1].lower in _AUXILIARIES or is_adverb(tokens[last - 1].lower)):
            last -= 1
    elif subject is not None and subject.first > 2 and tokens[subject.first - 1].words == ",":
        last = subject.first - 1  # "Japan would not accept it, the Minister said"
        first = int(tokens[0].lower in ("that", "to"))
    return first, last


def _clause_begin(tokens: Sequence[Token], cue: Cue) -> int:
    """Return where the clause of a cue begins, with the conjunction and adverbs before it."""
    begin = min(cue.begin, cue.first) if cue.holder != "same" else cue.begin
    while begin > 0 and (
        is_adverb(tokens[begin - 1].lower)
        or tokens[begin - 1].words in (",", ";")
        or tokens[begin - 1].lower in CONJUNCTIONS
    ):
        begin -= 1
    return begin
