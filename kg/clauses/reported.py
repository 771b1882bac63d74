"""The report that hangs on a clause which itself only says that they met."""

from __future__ import annotations

from collections.abc import Sequence

from kg import frames
from kg.clauses.model import Clause, Cue
from kg.clauses.subjects import MAIN, boundary
from kg.english import CONJUNCTIONS, PREPOSITIONS, RELATIVES, Token, is_adverb
from kg.frames import Match
from kg.nouns import Phrase

__all__ = ["meeting_clause", "reported"]


def reported(clause: Clause) -> list[Cue]:
    """Find the participles and purpose infinitives that carry the report after a clause that only reports the meeting."""
    tokens, vocabulary = clause.tokens, clause.vocabulary
    met = meeting_clause(clause)
    if met is None:
        return []
    subject, after = met
    found: list[Cue] = []
    shape = ""
    for i in range(after, len(tokens)):
        if i in clause.masked:
            continue
        match = frames.at(tokens, i, vocabulary)
        if match is None or (found and i < found[-1].last):
            continue
        k = i
        while k > 0 and is_adverb(tokens[k - 1].lower):
            k -= 1
        before = tokens[k - 1].lower
        opens = (
            before in (",", "—", "–") or before in CONJUNCTIONS or (not found and before not in PREPOSITIONS)
        )
        if (
            match.forms == {"gerund"}
            and shape in ("", "gerund")
            and (opens and not _in_relative(clause, after, k))
        ):
            found.append(_report_cue(match, subject, k, "participle after a clause that reports the meeting"))
            shape = "gerund"
        elif "base" in match.forms and (before == "to" or (shape == "infinitive" and before in ("and", ","))):
            if (
                shape in ("", "infinitive")
                and not _in_relative(clause, after, k)
                and _purpose(tokens, k - 1, found)
            ):
                found.append(
                    _report_cue(
                        match, subject, k - (before == "to"), "purpose of a clause that reports the meeting"
                    )
                )
                shape = "infinitive"
    return found


def _report_cue(match: Match, subject: Phrase, begin: int, rule: str) -> Cue:
    return Cue(
        match.first, match.last, match.act, match.lemma, "np", rule, subject, (match.last, match.last), begin,
        match.addressing, match.reiterates, False, False, match.noun, match.verb,
    )  # fmt: skip


def _purpose(tokens: Sequence[Token], to: int, found: Sequence[Cue]) -> bool:
    """Tell whether an infinitive says what the meeting was for, not what another verb governs."""
    before = tokens[to - 1].lower if to else ""
    if found:
        return before in ("and", ",", ";") or tokens[to].lower in ("and", ",")
    return before not in (
        "agreed",
        "continue",
        "continued",
        "opportunity",
        "commitment",
        "committed",
        "efforts",
        "ways",
        "need",
        "able",
        "ready",
    )


def _in_relative(clause: Clause, start: int, at: int) -> bool:
    """Tell whether a place lies in a relative clause that began after ``start`` and no comma has closed."""
    open_ = False
    for i in range(start, at):
        word = clause.tokens[i].lower
        if (
            word in RELATIVES and word != "that"
        ):  # what follows "and" there is finite: no participle goes on with it
            open_ = True
        elif word == "," and open_ and i < at - 1:
            open_ = False
    return open_


def meeting_clause(clause: Clause) -> tuple[Phrase, int] | None:
    """Find a main clause that reports the meeting: its subject, and the token after its verb."""
    tokens = clause.tokens
    verbs = clause.vocabulary.roles.meeting_verbs
    for phrase in clause.phrases:
        if phrase.kind in ("place", "meeting") or boundary(clause, phrase, ()) not in MAIN:
            continue
        for i in range(phrase.last, len(tokens)):
            lower = tokens[i].lower
            if (
                lower in verbs
                and not lower.endswith("ing")
                and tokens[i - 1].lower not in ("to", "the", "a", "who", "which", "whom")
            ):
                if (
                    any(tokens[k].lower in RELATIVES for k in range(phrase.last, i))
                    and tokens[i - 1].words != ","
                ):
                    continue
                return phrase, i + 1
            if lower in (";",):
                break
    return None
