"""A sentence to its main-clause cues: subject, cue and content of each, and why other verbs are none.

Only finite cues of main clauses count, each coordinated one included; not those of relative clauses, participles,
background clauses or the content of another cue. After a clause that merely reports the meeting, a participle or
purpose infinitive carries the report.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg import frames
from kg.clauses.contents import with_contents
from kg.clauses.judgement import judge
from kg.clauses.model import Clause, Cue
from kg.clauses.quotations import masked
from kg.clauses.reported import meeting_clause, reported
from kg.english import Token
from kg.nouns import Phrase
from kg.vocabulary import Vocabulary

__all__ = ["Cue", "find"]


def find(
    tokens: Sequence[Token],
    phrases: Sequence[Phrase],
    vocabulary: Vocabulary,
    *,
    lead: bool = False,
    strangers: frozenset[int] = frozenset(),
) -> tuple[tuple[Cue, ...], str]:
    """Find the cues of one sentence; where there is none, say why.

    ``lead`` tells that the sentence goes on with a sentence begun above it, whose subject it shares; ``strangers``
    are the first tokens of the phrases that name a person who did not meet.

    >>> from kg.english import tokenize
    >>> from kg.vocabulary import load
    >>> tokens = tokenize("The Minister urged Oman to act and thanked Peru.")
    >>> cues, _ = find(tokens, (Phrase(0, 2, 1, "office", False),), load())
    >>> [(c.act.rpartition("#")[2], c.holder, " ".join(t.words for t in tokens[slice(*c.content)])) for c in cues]
    [('urge', 'np', 'Oman to act'), ('thank', 'same', 'Peru')]
    >>> find(tokenize("The sun shone."), (), load())
    ((), 'it has no cue')
    """
    verbs = frames.heads(vocabulary)
    hidden = masked(tokens, [p for p in phrases if p.first not in strangers])
    clause = Clause(tokens, phrases, {p.last: p for p in phrases}, hidden, vocabulary, lead, strangers)
    found: list[Cue] = []
    refused = ""
    refusals: list[int] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        spoken = token.lower in verbs and not (i and token.capital) and i not in clause.masked
        match = frames.at(tokens, i, vocabulary) if spoken else None
        if match is None:
            i += 1
            continue
        cue = judge(clause, match, found, refusals)
        if isinstance(cue, str):
            refusals.append(i)
            refused = refused or f"“{tokens[match.verb].words}” {cue}"
            i += 1
            continue
        found.append(cue)
        i = cue.last
    if not found:
        found = reported(clause)
    if not found:
        return (), "it reports the meeting itself" if meeting_clause(clause) else refused or "it has no cue"
    return tuple(with_contents(clause, found)), ""
