"""Where the content of each cue stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.clauses.model import Clause, Cue
from kg.clauses.quotations import quoted
from kg.english import BE, CONJUNCTIONS, HAVE, Token, is_adverb

__all__ = ["with_contents"]


def with_contents(clause: Clause, found: Sequence[Cue]) -> list[Cue]:
    """Give each cue its content: to the next cue's clause, a semicolon, or the end of the sentence."""
    tokens = clause.tokens
    done: list[Cue] = []
    for number, cue in enumerate(found):
        limit = len(tokens)
        if number + 1 < len(found):
            limit = _clause_begin(tokens, found[number + 1])
        first = cue.last
        last = limit
        close = quoted(tokens)
        if close and first < close:  # what follows the quotation says whose words it was
            last = min(limit, close)
        elif close and not any(t.words[0].isalnum() for t in tokens[first:limit]):
            first, last = 1, close
        if cue.passive and cue.subject is not None:
            first = max(first, cue.subject.last)
        while last > first and (
            tokens[last - 1].words in (",", ".", ";", ":", "!", "?", "—", "–")
            or tokens[last - 1].lower in CONJUNCTIONS
            or tokens[last - 1].lower in ("while", "whereas")
        ):
            last -= 1
        subject = cue.subject
        if (
            last <= first
            and subject is not None
            and not cue.passive
            and subject.first > 2
            and tokens[subject.first - 1].words == ","
        ):
            first, last = 0, subject.first - 1  # "Japan would not accept it, the Minister said"
        if cue.passive and last <= first:
            first, last = cue.begin, max(cue.begin, cue.verb)
            while last > first and (tokens[last - 1].lower in BE | HAVE or is_adverb(tokens[last - 1].lower)):
                last -= 1
        elif first < last and tokens[first].lower in ("that", "to"):
            first += 1
        done.append(replace(cue, content=(first, last)))
    return done


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
