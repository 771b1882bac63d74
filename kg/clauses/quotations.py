"""What stands in quotation marks, parentheses and pairs of dashes."""

from __future__ import annotations

from collections.abc import Sequence

from kg.clauses.model import DASHES
from kg.english import Token
from kg.nouns import Phrase

__all__ = ["masked", "quoted"]

_OPEN, _CLOSE = ("“", "‘", "("), ("”", "’", ")")
_ASIDE = frozenset((*DASHES, *_OPEN, *_CLOSE, '"'))


def quoted(tokens: Sequence[Token]) -> int:
    """Return the token that closes the quotation with which a sentence opens, or 0."""
    if not tokens or tokens[0].words not in ("“", '"'):
        return 0
    return next((i for i in range(1, len(tokens)) if tokens[i].words in ("”", '"')), 0)


def masked(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> frozenset[int]:
    """Return the tokens inside quotation marks, parentheses and pairs of dashes: no cue of the clause stands there.

    A sentence that opens with a quotation reports in it, unless one of those who met is quoted.
    """
    if _ASIDE.isdisjoint(t.words for t in tokens):
        return frozenset()
    hidden: set[int] = set()
    open_at: dict[str, int] = {}
    dashes = [
        i
        for i, t in enumerate(tokens)
        if (t.words in DASHES and i and tokens[i - 1].end < t.start) or t.words == "—"
    ]
    for one, two in zip(dashes[::2], dashes[1::2], strict=False):
        hidden.update(range(one, two + 1))
    straight = [i for i, t in enumerate(tokens) if t.words == '"']
    straight = straight[2:] if straight[:1] == [0] else straight
    for one, two in zip(straight[::2], straight[1::2], strict=False):
        hidden.update(range(one, two + 1))
    for i, token in enumerate(tokens):
        if token.words in _OPEN:
            if i or token.words == "(" or _spoken(tokens, phrases):
                open_at[_CLOSE[_OPEN.index(token.words)]] = i
        elif token.words in open_at:
            hidden.update(range(open_at.pop(token.words), i + 1))
    return frozenset(hidden)


def _spoken(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> bool:
    """Tell whether one of the actors is said to have spoken the quotation that opens the sentence."""
    close = quoted(tokens)
    return bool(close) and any(close < p.first <= close + 2 for p in phrases)
