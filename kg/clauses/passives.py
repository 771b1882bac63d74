"""Passive cues: "It was agreed that …", "The importance of X was confirmed", "views were exchanged"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.clauses.model import DASHES, Clause, Cue
from kg.clauses.subjects import leads
from kg.english import (
    BE,
    CONJUNCTIONS,
    HAVE,
    MODALS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    after_adverbs,
    before_adverbs,
    is_adverb,
)
from kg.frames import Match
from kg.iris import ACT
from kg.nouns import Phrase

__all__ = ["passive"]

_BREAKS = (";", ":")
_BACKGROUND = SUBORDINATORS - frozenset(
    # adverbs and prepositions more often than not
    "so even than once since given what before after until".split()
)
_DEFINITE = frozenset("it the their his her its this these both special particular".split())


def passive(clause: Clause, match: Match, found: Sequence[Cue], *, be: int, negated: bool) -> Cue | str:
    """Judge "It was agreed that …", "The importance of X was confirmed", "views were exchanged".

    ``be`` is the token of the auxiliary, ``found`` the cues before it. Returns why it is no cue where it is none.
    """
    tokens = clause.tokens
    group = be
    while group > 0 and (
        (before := tokens[group - 1].lower) in HAVE or before == "been" or is_adverb(before)
    ):
        group -= 1
    before = tokens[group - 1].lower if group else ""
    if before in MODALS or before == "to" or tokens[be].lower in ("being", "be"):
        return "tells what will or should be, not what was said"
    if any(tokens[k].lower == "had" for k in range(group, be)):
        return "tells of what had happened before"
    region = _region(clause, group, found)
    if isinstance(region, str):
        return region
    begin, rule = region
    act, noun, first = match.act, "", match.first
    if tokens[be].lower in ("is", "are") and act.endswith(("#hope", "#commit")):
        return "tells what is to come, in the author’s own voice"
    told = match.addressing and not act.endswith(("#welcome", "#request", "#instruct", "#discuss"))
    if not told and _of_person(clause, begin, group):
        return "has a person as its passive subject"
    agent = _agent(clause, match.last)
    if match.lemma in _ISSUED:
        return "tells what was done, not what was said"
    if _is_light(match, clause):
        pair = _act_noun(clause, begin, group)
        behind = tokens[match.last].lower if match.last < len(tokens) else "."
        if pair is None and match.lemma == "raise" and behind in (".", ",", ";", "by", "and"):
            act = ACT + "discuss"  # "the plight of the miners was raised"
        elif pair is None and not act:
            return "has no noun that says what was done"
        if pair is not None:
            act, noun, first = pair[0], tokens[pair[1]].lower, pair[1]
    return Cue(
        first=first,
        last=match.last,
        act=act,
        lemma=match.lemma,
        holder="np" if agent else "all",
        rule=f"{rule}, passive",
        subject=agent,
        begin=begin,
        reiterates=match.reiterates,
        negated=negated,
        passive=True,
        noun=noun,
        verb=match.verb,
    )


def _of_person(clause: Clause, begin: int, group: int) -> bool:
    """Tell whether a person is the subject of the passive ("The Minister was welcomed by …")."""
    phrase = clause.ends.get(group)
    return (
        phrase is not None
        and phrase.first <= begin + 1
        and phrase.kind in ("person", "office", "pronoun")
        and clause.tokens[phrase.head].lower not in ("it", "there")
    )


_ISSUED = ("issue", "deliver", "send", "provide", "present", "hold", "conduct", "register", "lodge")
"""Light verbs whose passive tells of a paper or an event ("a joint statement was issued")."""


def _is_light(match: Match, clause: Clause) -> bool:
    """Tell whether the verb says what was done only with a noun ("concern was *expressed*")."""
    verbs = clause.vocabulary.frames.get(clause.tokens[match.verb].lower, ())
    return any(f.light for f in verbs) and match.kind == "verb"


def _act_noun(clause: Clause, begin: int, end: int) -> tuple[str, int] | None:
    """Find the noun of an act that a passive light verb makes ("concern was expressed")."""
    for k in range(begin, end):
        word = clause.tokens[k].lower
        if word in clause.vocabulary.nouns:
            return clause.vocabulary.nouns[word], k
        if word in PREPOSITIONS:
            break
    return None


def _agent(clause: Clause, last: int) -> Phrase | None:
    """Return the phrase behind "by" ("was confirmed by the Ministers")."""
    tokens = clause.tokens
    k = after_adverbs(tokens, last, len(tokens))
    if k < len(tokens) and tokens[k].lower == "by":
        return next((p for p in clause.phrases if p.first == k + 1), None)
    return None


def _region(clause: Clause, group: int, found: Sequence[Cue]) -> tuple[int, str] | str:
    """Find where the clause of a passive begins; refuse one that hangs on "that", "which", "as" and the like."""
    tokens = clause.tokens
    floor = found[-1].last if found else 0
    i = group - 1
    while i >= floor:
        word = tokens[i].lower
        if i in clause.masked and word not in DASHES:
            i -= 1
            continue
        if word in RELATIVES and _complete_relative(clause, i, group):
            i -= 1
            continue
        if word in RELATIVES or word in ("that", "whether", "if"):
            relative = word in RELATIVES
            return "stands in a relative clause" if relative else "stands in the content of another clause"
        if word in _BACKGROUND and not (word == "as" and i and tokens[i - 1].lower in ("well", "such")):
            return "stands in a background clause"
        if word in _BREAKS:
            return i + 1, "coordinated clause" if found else "main clause"
        if word == "," and _starts_clause(clause, i + 1, group):
            after_and = tokens[i + 1].lower in CONJUNCTIONS
            if found and not after_and:
                return "stands in the content of another cue"
            if found or after_and or leads(tokens, i):
                return i + 1 + after_and, "coordinated clause" if found else "after a leading clause"
        if word == "and" and tokens[i - 1].capital and tokens[i + 1].capital and i + 2 == group:
            i -= 1  # "Bosnia and Herzegovina was invited"
            continue
        if word in ("and", "but", "while") and found and _starts_clause(clause, i + 1, group):
            embedded = any(t.lower == "that" for t in tokens[floor : floor + 2])
            if embedded and (not i or tokens[i - 1].words != ","):
                return "stands in the content of another cue"
            return i + 1, "coordinated clause"
        i -= 1
    if found:
        return "stands in the content of another cue"
    if tokens[0].lower in SUBORDINATORS and tokens[0].lower not in ("once", "given"):
        return "stands in a background clause"
    return 0, "main clause"


def _complete_relative(clause: Clause, at: int, group: int) -> bool:
    """Tell whether a relative clause has a verb of its own before a passive ("The plan they made was discussed").

    One between commas ends at the second ("Lagos, where a dam burst, was discussed").
    """
    tokens = clause.tokens
    noun = tokens[at - 1].lower if at else ""
    opening = at - 1 - (noun in PREPOSITIONS)  # ", on which"
    if opening > 0 and tokens[opening].words == "," == tokens[before_adverbs(tokens, group) - 1].words:
        return True
    if not noun.isalpha() or noun in clause.vocabulary.frames or noun in clause.vocabulary.adjectives:
        return False
    finite = frozenset(("past", "third"))
    return any(
        f.forms & finite
        for k in range(at + 1, group)
        for f in clause.vocabulary.frames.get(tokens[k].lower, ())
    ) or any(t.lower in _FINITE for t in tokens[at + 1 : group])


_FINITE = BE | HAVE | MODALS


def _starts_clause(clause: Clause, at: int, group: int) -> bool:
    """Tell whether the words from ``at`` to the verb group can be a clause's subject, not the end of a list."""
    tokens = clause.tokens
    i = after_adverbs(tokens, at + (tokens[at].lower in CONJUNCTIONS), group)
    if i >= group:
        return False
    words = [t.lower for t in tokens[i:group]]
    return (
        words[0] in _DEFINITE
        or words[0] in clause.vocabulary.nouns
        or words[-1] in clause.vocabulary.nouns
        or len(words) == 1
    )
