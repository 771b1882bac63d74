"""The report that hangs on a clause which itself only says that they met."""

from __future__ import annotations

from collections.abc import Sequence

from kg import frames
from kg.clauses.judgement import greets
from kg.clauses.model import Clause, Cue
from kg.clauses.subjects import MAIN, boundary
from kg.english import CONJUNCTIONS, DETERMINERS, MODALS, PREPOSITIONS, RELATIVES, before_adverbs
from kg.frames import Match
from kg.nouns import Phrase

__all__ = ["meeting_clause", "reported"]


_RULES = {
    "gerund": "participle after a clause that reports the meeting",
    "infinitive": "purpose of a clause that reports the meeting",
}


def reported(clause: Clause) -> list[Cue]:
    """Find the participles and purpose infinitives that report after a clause that only says that they met."""
    met = meeting_clause(clause)
    if met is None:
        return []
    subject, after = met
    found: list[Cue] = []
    shape = ""
    for i in range(after, len(clause.tokens)):
        if i in clause.masked or (found and i < found[-1].last) or clause.tokens[i].capital:
            continue
        match = frames.at(clause.tokens, i, clause.vocabulary)
        if match is None or greets(clause, match):
            continue
        k = before_adverbs(clause.tokens, i)
        if match.forms == {"gerund"} and _opens(clause, k, found):
            form, begin = "gerund", k
        elif "base" in match.forms and _purpose(clause, k - 1, found, match.last):
            form, begin = "infinitive", k - (clause.tokens[k - 1].lower == "to")
        else:
            continue
        if shape in ("", form) and not _in_relative(clause, after, k):
            found.append(_report_cue(match, subject, begin, _RULES[form]))
            shape = form
    return found


def _report_cue(match: Match, subject: Phrase, begin: int, rule: str) -> Cue:
    """Make the cue of a participle or infinitive, whose holder is the subject of the clause before."""
    return Cue(
        first=match.first,
        last=match.last,
        act=match.act,
        lemma=match.lemma,
        holder="np",
        rule=rule,
        subject=subject,
        begin=begin,
        addressing=match.addressing,
        reiterates=match.reiterates,
        noun=match.noun,
        verb=match.verb,
    )


def _opens(clause: Clause, at: int, found: Sequence[Cue]) -> bool:
    """Tell whether a participle carries the report, by the word before it: a mark, "and", or no preposition."""
    before = clause.tokens[at - 1].lower
    if before in (",", "—", "–") or before in CONJUNCTIONS:
        return True
    a_noun = any(
        t.lower in DETERMINERS for t in clause.tokens[max(0, at - 2) : at]
    )  # "in a written briefing"
    return not found and before not in PREPOSITIONS and not a_noun


_GOVERNING = frozenset("continue continued opportunity efforts ways need able".split())


def _purpose(clause: Clause, to: int, found: Sequence[Cue], last: int) -> bool:
    """Tell whether an infinitive says what the meeting was for, not what another verb governs.

    ``to`` is the token before the verb, which ends before ``last``; behind another such infinitive it can be "and" or
    a comma, but not before a noun ("to discuss the port, and support for Chad").
    """
    tokens, vocabulary = clause.tokens, clause.vocabulary
    mark, before = tokens[to].lower, tokens[to - 1].lower if to else ""
    if found:
        noun = last < len(tokens) and tokens[last].lower in ("for", "of")
        return (mark in ("and", ",") and not noun) or (mark == "to" and before in ("and", ",", ";"))
    speaks = before in vocabulary.frames or before in vocabulary.nouns or before in vocabulary.adjectives
    named = tokens[to - 1].capital and to > 1  # "met at the Department of State to discuss"
    return mark == "to" and before not in _GOVERNING and (named or not speaks)


def _in_relative(clause: Clause, start: int, at: int) -> bool:
    """Tell whether a place lies in a relative clause that began after ``start`` and no comma has closed."""
    open_ = False
    for i in range(start, at):
        word = clause.tokens[i].lower
        if word in RELATIVES and word != "that":
            open_ = True  # what follows "and" there is finite: no participle goes on with it
        elif word == "," and open_ and i < at - 1:
            open_ = False
    return open_


_NO_VERB_BEHIND = ("to", "the", "a", "who", "which", "whom")


def meeting_clause(clause: Clause) -> tuple[Phrase, int] | None:
    """Find a main clause that reports the meeting: its subject, and the token after its verb."""
    tokens = clause.tokens
    verbs = clause.vocabulary.roles.meeting_verbs
    for phrase in clause.phrases:
        if phrase.kind in ("place", "meeting") or boundary(clause, phrase, ()) not in MAIN:
            continue
        for i in range(phrase.last, len(tokens)):
            lower = tokens[i].lower
            if lower == ";":
                break
            if lower not in verbs or lower.endswith("ing") or tokens[i - 1].lower in _NO_VERB_BEHIND:
                continue
            if tokens[i - 1].lower in MODALS:
                break  # "will visit": what is to come
            relative = any(tokens[k].lower in RELATIVES for k in range(phrase.last, i))
            if not relative or tokens[i - 1].words == ",":
                return phrase, i + 1
    return None
