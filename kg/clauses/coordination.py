"""Whether a verb behind "and" or a comma goes on with the cue before it."""

from __future__ import annotations

from collections.abc import Sequence

from kg import frames
from kg.clauses.model import Clause, Cue
from kg.english import CONJUNCTIONS, HAVE, MODALS, is_adverb
from kg.frames import Match

__all__ = ["not_coordinated"]


def not_coordinated(
    clause: Clause, match: Match, found: Sequence[Cue], *, group: int, shape: str, refusals: Sequence[int]
) -> str:
    """Say why a verb after "and" or a comma is not coordinated with the cue before, or nothing.

    ``group`` is the token where its verb group begins, ``shape`` the form of that ("past"), ``refusals`` the tokens of
    the verbs before it that were no cues.
    """
    tokens = clause.tokens
    follows = tokens[match.last].lower if match.last < len(tokens) else ""
    if shape == "past" and follows == "by" and match.kind == "verb":
        return "is a participle"
    if not found:
        finite = shape == "past" or (shape == "present" and "third" in match.forms)
        return "" if finite or clause.lead else "has no subject that could hold it"
    last = found[-1]
    link = tokens[group - 1].words
    comma = link in (",", ";") or (group > 1 and tokens[group - 2].words == ",")
    same = shape in ("perfect", "past" if last.past else "present")
    if not same and not _lasts(match, last, shape, comma=comma):
        return "differs in tense from the cue it would be coordinated with"
    content = [t.lower for t in tokens[last.last : group - 1]]
    if link.lower() == "or" and content[:1] in (["whether"], ["if"], ["that"]):
        return "goes on with the content of the cue before it"
    if _goes_on_relative(clause, last, group, refusals):
        return "goes on with a relative clause"
    if link == "," and _behind_insertion(clause, group - 1):
        link = "and"
    if link == "," and shape == "past" and match.kind == "verb" and not _enumerates(clause, match.last):
        return "is a participle"
    if link == "," and shape == "past" and match.kind == "verb" and _says_when(clause, match.last):
        return "is a participle"
    if shape == "past" and match.kind == "verb" and _inserted(clause, group, match.last):
        return "is a participle"
    if shape == "present" and last.last < group:
        if same and ("third" in match.forms) != _is_third(clause, last):
            return "does not agree in number with the cue before it"
        if "base" in match.forms and match.action and _embeds_infinitive(content) and not comma:
            return "goes on with an infinitive"
    parallel = match.act.endswith(("#state", "#emphasize", "#request", "#urge"))
    goes_on = follows == "that" and parallel and content[:1] == ["that"]
    if shape == "past" and _embeds_past(clause, last, group) and not comma and not goes_on:
        return "goes on with the content of the cue before it"
    return ""


def _behind_insertion(clause: Clause, comma: int) -> bool:
    """Tell whether a comma closes an insertion that opened behind "and" ("and, in this context, reaffirmed")."""
    tokens = clause.tokens
    for i in range(comma - 1, max(0, comma - 24), -1):
        if tokens[i].words == ",":
            return tokens[i - 1].lower in CONJUNCTIONS
    return False


def _lasts(match: Match, last: Cue, shape: str, *, comma: bool) -> bool:
    """Tell whether one of two cues of different tense is a lasting stance ("remain committed and agreed to")."""
    if shape == "past":
        return comma or (last.lemma == "be" and last.rule.endswith("adjective"))
    stance = match.kind == "adjective" or not match.action or match.first < match.verb
    return stance and comma and "third" not in match.forms


def _goes_on_relative(clause: Clause, last: Cue, group: int, refusals: Sequence[int]) -> bool:
    """Tell whether "and" joins a verb to one of a relative clause ("which had denounced empire and said that …")."""
    tokens = clause.tokens
    if tokens[group - 1].lower not in ("and", "or") or tokens[group - 2].words == ",":
        return False
    for r in refusals:
        if last.last <= r < group and not any(t.words in (",", ";") for t in tokens[r:group]):
            words = [t.lower for t in tokens[max(last.last, r - 4) : r]]
            if any(w in ("who", "which", "that") for w in words) and any(
                w in HAVE or w in ("who", "which") for w in words
            ):
                return True
    return False


_NOT_THIRD = ("discuss", "stress", "express", "address", "press", "focus")


def _is_third(clause: Clause, cue: Cue) -> bool:
    """Tell whether a cue's verb is in the third person singular ("urges")."""
    word = clause.tokens[cue.verb].lower
    return word.endswith("s") and word not in _NOT_THIRD


def _embeds_infinitive(content: Sequence[str]) -> bool:
    """Tell whether a content has an infinitive with which "and" may go on ("to train and equip")."""
    return "to" in content or any(w in MODALS for w in content)


def _says_when(clause: Clause, last: int) -> bool:
    """Tell whether all that stands behind a verb is where or when ("the package, agreed at the summit, and …")."""
    tokens = clause.tokens
    if last + 1 >= len(tokens) or tokens[last].lower not in ("at", "in", "during", "last", "earlier"):
        return False
    if [t.lower for t in tokens[last : last + 2]] in (["in", "principle"], ["at", "length"]):
        return False
    end = next((i for i in range(last, len(tokens)) if tokens[i].words in (",", ";", ".")), len(tokens))
    return not any(t.lower in ("to", "that", "with") or t.lower.endswith("ing") for t in tokens[last:end])


def _inserted(clause: Clause, group: int, last: int) -> bool:
    """Tell whether commas set off a verb with its time or place ("the decision, and repeated last year, stands")."""
    tokens = clause.tokens
    if tokens[group - 1].lower != "and" or tokens[group - 2].words != "," or not _says_when(clause, last):
        return False
    return any(t.words == "," for t in tokens[last : last + 8])


def _enumerates(clause: Clause, last: int) -> bool:
    """Tell whether a verb after a comma is one of a list of verbs ("welcomed A, commended B, and urged C")."""
    tokens = clause.tokens
    for i in range(last, len(tokens)):
        if tokens[i].lower in CONJUNCTIONS or tokens[i].words in (",", ";"):
            for k in range(i + 1, min(i + 5, len(tokens))):
                match = frames.at(tokens, k, clause.vocabulary)
                if match is not None and "past" in match.forms:
                    return True
                if not is_adverb(tokens[k].lower) and tokens[k].lower not in CONJUNCTIONS:
                    break
    return False


def _embeds_past(clause: Clause, last: Cue, group: int) -> bool:
    """Tell whether the content of a cue is a that-clause with a past cue verb of its own ("said that Peru agreed")."""
    tokens = clause.tokens
    if last.last >= len(tokens) or tokens[last.last].lower not in ("that", "how", "whether"):
        return False
    for i in range(last.last, group - 1):
        phrase = clause.ends.get(i)
        if phrase is not None and phrase.kind in ("country", "body", "person", "office"):
            match = frames.at(tokens, i, clause.vocabulary)
            if match is not None and "past" in match.forms:
                return True
    return False
