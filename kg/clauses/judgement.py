"""Whether a frame is a cue of a main clause, and why not."""

from __future__ import annotations

from collections.abc import Sequence

from kg.clauses.carriers import carried, goes_on_carried
from kg.clauses.coordination import not_coordinated
from kg.clauses.model import Clause, Cue
from kg.clauses.passives import passive
from kg.clauses.quotations import quoted
from kg.clauses.subjects import Subject, subject_of
from kg.english import BE, DETERMINERS, HAVE, MODALS, Token, adverb_at, before_adverbs, is_adverb
from kg.frames import Match
from kg.nouns import Phrase

__all__ = ["greets", "judge"]


_NOT_FINITE = {
    "infinitive": "is an infinitive",
    "participle": "is a participle",
    "modal": "tells what will or should be, not what was said",
    "pluperfect": "tells of what had happened before",
}
_OWN_VOICE = "is said of the meeting, in the author’s own voice"


def judge(clause: Clause, match: Match, found: Sequence[Cue], refusals: Sequence[int]) -> Cue | str:
    """Decide whether a frame is a cue of a main clause; else say why not.

    ``found`` are the cues before it in the sentence, ``refusals`` the tokens at which frames were refused.
    """
    group, negated, shape = _verb_group(clause, match)
    if shape == "passive":
        return passive(clause, match, found, be=group, negated=negated)
    carrier = carried(clause, match, group) if shape in ("infinitive", "participle") else None
    if carrier is not None:
        group, shape = carrier
    elif shape == "participle" and goes_on_carried(clause, match, group, found):
        return _cue(
            match,
            (None, "same", group - 1, "coordinated"),
            how="carried",
            negated=negated,
            past=found[-1].past,
        )
    if shape in _NOT_FINITE:
        return _NOT_FINITE[shape]
    subject = subject_of(clause, group - 1, found)
    if isinstance(subject, str):
        return subject
    phrase, holder, begin, rule = subject
    if rule == "elliptic" and (shape != "past" or _subject_follows(clause)):
        return "opens a leading clause"
    if phrase is not None and carrier is None and not _agrees(match, phrase, shape):
        return "does not agree in number with the words before it"
    if (holder in ("same", "all", "lead") and phrase is None) or "coordinated after" in rule:
        refused = not_coordinated(clause, match, found, group=group, shape=shape, refusals=refusals)
        if refused:
            return refused
    of_meeting = phrase is not None and phrase.kind == "meeting"
    if (
        of_meeting
        and carrier is None
        and not match.act.endswith(("#discuss", "#affirm", "#emphasize", "#agree"))
    ):
        return _OWN_VOICE
    if phrase is not None and phrase.first in clause.strangers and quoted(clause.tokens):
        return "is said by one who did not meet, and so is the source of the report"
    if phrase is not None and any(
        t.lower.startswith("spokes") for t in clause.tokens[phrase.first : phrase.last]
    ):
        return "is said by a spokesperson, who issues the report"
    if greets(clause, match):
        return "is a greeting"
    behind = [t.lower for t in clause.tokens[match.last : match.last + 4]]
    if shape == "perfect" and behind[:2] in (["each", "other"], ["one", "another"]):
        return "tells how it has long been, in the author’s own voice"
    if match.lemma == "address" and not clause.vocabulary.audiences.isdisjoint(behind):
        return "tells of a speech"
    if match.lemma == "call" and match.last == match.verb + 2 and _calls_at(clause, match):
        return "tells of a visit"
    if of_meeting and clause.tokens[match.verb].lower in BE:
        return _OWN_VOICE
    found_subject = (phrase, "all" if of_meeting else holder, begin, rule)
    how = "carried" if carrier is not None else match.kind
    return _cue(match, found_subject, how=how, negated=negated, past=shape == "past")


def _cue(match: Match, subject: Subject, *, how: str, negated: bool, past: bool) -> Cue:
    """Make a cue of a frame whose subject is found; ``how`` says what kind of frame it is."""
    phrase, holder, begin, rule = subject
    return Cue(
        first=match.first,
        last=match.last,
        act=match.act,
        lemma=match.lemma,
        holder=holder,
        rule=f"{rule}, {how}",
        subject=phrase,
        begin=begin,
        addressing=match.addressing,
        reiterates=match.reiterates,
        negated=negated,
        noun=match.noun,
        verb=match.verb,
        past=past,
    )


def _verb_group(clause: Clause, match: Match) -> tuple[int, bool, str]:
    """Walk left over adverbs and auxiliaries: where the verb group begins, whether it is negated, and its shape.

    The shape is ``past``, ``present`` or ``perfect``, ``passive``, or why the verb is not finite.
    """
    tokens = clause.tokens
    i = match.verb
    negated = False
    while (
        i > 0 and i not in clause.ends and (adverb_at(tokens, i - 1) or tokens[i - 1].lower in ("not", "n't"))
    ):
        negated = negated or tokens[i - 1].lower in ("not", "never", "n't")
        i -= 1
    i = _before_aside(tokens, i)
    before = tokens[i - 1].lower if i else ""
    forms = match.forms
    if match.kind == "adjective":
        if before in MODALS or before == "to":
            return i, negated, "infinitive" if before == "to" else "modal"
        return i, negated, "past" if "past" in forms else "present"
    if before in BE and "participle" in forms:
        return i - 1, negated, "passive"
    if before in HAVE and "participle" in forms and match.lemma != "have":
        return (
            before_adverbs(tokens, i - 1),
            negated,
            "pluperfect" if before in ("had", "having") else "perfect",
        )
    if before in ("do", "does", "did") and "base" in forms:
        return i - 1, negated, "past" if before == "did" else "present"
    if before in MODALS and "base" in forms:
        return i - 1, negated, "modal" if not negated or before in ("will", "shall", "should") else "past"
    if before == "to" and "base" in forms:
        return i, negated, "infinitive"
    if forms == {"gerund"}:
        return i, negated, "participle"
    if "past" in forms:
        return i, negated, "past"
    if "third" in forms or "base" in forms:
        return i, negated, "present"
    return i, negated, "participle"


def _before_aside(tokens: Sequence[Token], i: int) -> int:
    """Return where an adverb between commas begins that parts a modal from its verb ("could not, however, say")."""
    aside = i > 3 and tokens[i - 1].words == "," == tokens[i - 3].words and is_adverb(tokens[i - 2].lower)
    before = {t.lower for t in tokens[max(0, i - 5) : i - 3]}
    return i - 3 - (tokens[i - 4].lower == "not") if aside and not MODALS.isdisjoint(before) else i


def _subject_follows(clause: Clause) -> bool:
    """Tell whether a subject follows the opening of a sentence ("Committed to peace, the Ministers agreed")."""
    actors = ("person", "office", "group", "pronoun", "country")
    return any(
        p.first and clause.tokens[p.first - 1].words == "," and p.kind in actors for p in clause.phrases
    )


def _agrees(match: Match, phrase: Phrase, shape: str) -> bool:
    """Check the agreement in number of a present-tense verb with its subject."""
    if shape != "present" or match.kind == "adjective":
        return True
    if "third" in match.forms and "base" not in match.forms:
        return not phrase.plural
    return phrase.plural or (phrase.kind == "group" and "third" not in match.forms)


def greets(clause: Clause, match: Match) -> bool:
    """Tell whether "welcomed X" only greets: its object is a person, and nothing is said of what is welcomed."""
    if match.kind == "verb" and _conveys_regards(clause, match):
        return True
    if match.lemma not in clause.vocabulary.greeting_verbs or match.kind != "verb":
        return False
    phrase = next((p for p in clause.phrases if p.first == match.last), None)
    if phrase is None or phrase.kind not in ("person", "office", "pronoun"):
        return any(t.lower in ("him", "her", "them") for t in clause.tokens[match.last : match.last + 1])
    after = clause.tokens[phrase.last].lower if phrase.last < len(clause.tokens) else "."
    return after in (",", ".", "to", "at", "in", "and", "for", "with", "on", ";", "upon")


def _conveys_regards(clause: Clause, match: Match) -> bool:
    """Tell whether a verb only passes on a greeting ("conveyed the regards of the President")."""
    light = any(f.light for f in clause.vocabulary.frames.get(clause.tokens[match.verb].lower, ()))
    words = clause.tokens[match.last : match.last + 5]
    return light and any(t.lower in clause.vocabulary.greetings for t in words)


def _calls_at(clause: Clause, match: Match) -> bool:
    """Tell whether "called on X" is a visit: nothing is asked of X."""
    tokens = clause.tokens
    if tokens[match.last - 1].lower not in ("on", "upon"):
        return False
    if match.verb and tokens[match.verb - 1].lower in DETERMINERS | {"courtesy"}:
        return True  # "paid a courtesy call on"
    return not any(t.lower in ("to", "for", "not") for t in tokens[match.last : match.last + 30])
