"""Verbs that only carry another: "began by thanking", "took the opportunity to thank"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.clauses.model import Clause, Cue
from kg.english import BE, CONJUNCTIONS, adverb_at, inflect
from kg.frames import Match

__all__ = ["carried", "goes_on_carried"]

_ASPECT = {
    form: name
    for verb in ("begin", "open", "start", "close", "conclude", "end", "finish", "continue", "proceed")
    for name, form in inflect(verb)._asdict().items()
    if name in ("third", "past", "base")
}
_OCCASION = {
    form: name for verb in ("take", "use", "seize") for name, form in inflect(verb)._asdict().items()
}
_REACH = 6


def carried(clause: Clause, match: Match, group: int) -> tuple[int, str] | None:
    """Return where the verb group of the carrying verb begins, and its tense; nothing where none carries the frame.

    ``group`` is where the verb group of the frame itself begins.
    """
    tokens = clause.tokens
    before = tokens[group - 1].lower if group else ""
    if match.forms == {"gerund"} and before == "by":
        return _verb_before(clause, group - 2, _ASPECT)
    if (
        "base" in match.forms
        and before == "to"
        and group > 2
        and tokens[group - 2].lower in ("opportunity", "occasion", "chance")
    ):
        found = _verb_before(clause, group - 3, _OCCASION)
        if found is not None:
            return found
        at = group - 3
        while at > 0 and tokens[at].lower in ("an", "the", "this", "good", "also"):
            at -= 1
        return (at, "past") if tokens[at].lower in BE else None
    return None


def _verb_before(clause: Clause, at: int, verbs: dict[str, str]) -> tuple[int, str] | None:
    """Walk left over the object of a carrying verb ("opened the meeting by") to the verb, within a few words."""
    tokens = clause.tokens
    for i in range(at, max(-1, at - _REACH), -1):
        form = verbs.get(tokens[i].lower)
        if form is not None:
            start = i
            while start > 0 and adverb_at(tokens, start - 1):
                start -= 1
            return start, "past" if form in ("past", "participle") else "present"
        if not tokens[i].words[0].isalnum():
            return None
    return None


def goes_on_carried(clause: Clause, match: Match, group: int, found: Sequence[Cue]) -> bool:
    """Tell whether a gerund goes on with a carried one ("began by thanking X and offering condolences")."""
    tokens = clause.tokens
    joined = group > 0 and (tokens[group - 1].lower in CONJUNCTIONS or tokens[group - 1].words == ",")
    return bool(joined and match.forms == {"gerund"} and found and found[-1].rule.endswith(", carried"))
