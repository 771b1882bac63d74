"""Passive cues: "It was agreed that …", "The importance of X was confirmed", "views were exchanged"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.clauses.model import DASHES, Clause, Cue
from kg.clauses.subjects import leads
from kg.english import CONJUNCTIONS, HAVE, MODALS, PREPOSITIONS, RELATIVES, SUBORDINATORS, Token, is_adverb
from kg.frames import Match
from kg.nouns import Phrase

__all__ = ["passive"]

_BREAKS = (";", ":")


def passive(clause: Clause, match: Match, be: int, negated: bool, found: Sequence[Cue]) -> Cue | str:
    """Judge "It was agreed that …", "The importance of X was confirmed", "views were exchanged"."""
    tokens = clause.tokens
    group = be
    while group > 0 and (
        tokens[group - 1].lower in HAVE
        or is_adverb(tokens[group - 1].lower)
        or tokens[group - 1].lower == "been"
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
    act, noun, last, first = match.act, "", match.last, match.first
    if tokens[be].lower in ("is", "are") and act.endswith(("#hope", "#commit")):
        return "tells what is to come, in the author’s own voice"
    addressed = clause.ends.get(group)
    if (
        addressed is not None
        and addressed.first <= begin + 1
        and addressed.kind in ("person", "office", "pronoun")
        and not _impersonal(tokens, addressed)
    ):
        if match.act.endswith(("#welcome", "#request", "#instruct", "#discuss")) or not match.addressing:
            return "has a person as its passive subject"
    agent = _agent(clause, last)
    if _is_light(match, clause):
        pair = _act_noun(clause, begin, group)
        if pair is None and not act:
            return "has no noun that says what was done"
        if pair is not None:
            act, noun, first = pair[0], tokens[pair[1]].lower, pair[1]
    return Cue(
        first, last, act, match.lemma, "np" if agent else "all", f"{rule}, passive", agent,
        (last, last), begin, False, match.reiterates, negated, True, noun, match.verb,
    )  # fmt: skip


def _impersonal(tokens: Sequence[Token], phrase: Phrase) -> bool:
    return tokens[phrase.head].lower in ("it", "there")


def _is_light(match: Match, clause: Clause) -> bool:
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
    tokens = clause.tokens
    k = last
    while k < len(tokens) and is_adverb(tokens[k].lower):
        k += 1
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
        if word in RELATIVES or word in ("that", "whether", "if"):
            return (
                "stands in a relative clause"
                if word in RELATIVES
                else "stands in the content of another clause"
            )
        if (
            word in SUBORDINATORS
            and word not in ("so", "even", "than", "once", "since", "given", "what")
            and not (word == "as" and i and tokens[i - 1].lower in ("well", "such"))
        ):
            if word in ("before", "after", "until"):  # prepositions more often than not
                i -= 1
                continue
            return "stands in a background clause"
        if word in _BREAKS:
            return i + 1, "coordinated clause" if found else "main clause"
        if word == "," and _starts_clause(clause, i + 1, group):
            after_and = tokens[i + 1].lower in CONJUNCTIONS
            if found and not after_and:
                return "stands in the content of another cue"
            if found or after_and or leads(tokens, i):
                return i + 1 + after_and, "coordinated clause" if found else "after a leading clause"
        if word in ("and", "but", "while") and found and _starts_clause(clause, i + 1, group):
            if "that" in [t.lower for t in tokens[floor : floor + 2]] and (
                not i or tokens[i - 1].words != ","
            ):
                return "stands in the content of another cue"
            return i + 1, "coordinated clause"
        i -= 1
    if found:
        return "stands in the content of another cue"
    if tokens[0].lower in SUBORDINATORS and tokens[0].lower not in ("once", "given"):
        return "stands in a background clause"
    return 0, "main clause"


def _starts_clause(clause: Clause, at: int, group: int) -> bool:
    """Tell whether the words from ``at`` to the verb group can be a clause's subject, not the rest of an enumeration."""
    tokens = clause.tokens
    i = at + (tokens[at].lower in CONJUNCTIONS)
    while i < group and is_adverb(tokens[i].lower):
        i += 1
    if i >= group:
        return False
    words = [t.lower for t in tokens[i:group]]
    if words[0] in (
        "it",
        "the",
        "their",
        "his",
        "her",
        "its",
        "this",
        "these",
        "both",
        "special",
        "particular",
    ):
        return True
    return words[0] in clause.vocabulary.nouns or words[-1] in clause.vocabulary.nouns or len(words) == 1
