"""The subject of a verb, and of what clause it is."""

from __future__ import annotations

from collections.abc import Sequence

from kg.clauses.model import DASHES, Clause, Cue
from kg.clauses.quotations import quoted
from kg.english import (
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    HAVE,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    Token,
    before_adverbs,
    is_adverb,
)
from kg.nouns import Phrase

__all__ = ["MAIN", "Subject", "boundary", "leads", "opening_of", "subject_of"]

Subject = tuple[Phrase | None, str, int, str]
"""The phrase, or else where the holder is to be looked for; where the clause begins; and by which rule."""

_EACH = frozenset(["each", "both", "all", "several", "some", "two", "three", "most", "many"])
_LEADING_BY = frozenset(["led", "headed", "represented", "chaired"])
"""Participles behind which the person who leads a delegation stands: the delegation is the subject."""
_LEADING = PREPOSITIONS | SUBORDINATORS | frozenset(["while", "as", "to"])


MAIN = (
    "main clause",
    "coordinated clause",
    "after a leading clause",
    "contrasted clause",
    "after an opening phrase",
)
"""What :func:`boundary` says of the subjects of main clauses."""


def subject_of(clause: Clause, left: int, found: Sequence[Cue]) -> Subject | str:
    """Find the subject of a verb group whose left neighbour is ``left``: phrase, holder, clause begin, rule."""
    tokens = clause.tokens
    close = quoted(tokens)
    if close and left == close:  # “…,” explained Mr. X
        speaker = next((p for p in clause.phrases if p.first == left + 2), None)
        if speaker is not None:
            return speaker, "np", left + 1, "behind its quotation"
    if left < 0:
        return (None, "lead", 0, "continues the line above") if clause.lead else (None, "all", 0, "elliptic")
    word = tokens[left].lower
    phrase = clause.ends.get(left + 1)
    if word in ("both", "all", "each") and clause.ends.get(left) is not None:
        phrase = clause.ends[left]  # "the Ministers both agreed"
    if phrase is not None:
        led = (
            clause.ends.get(phrase.first - 2)
            if phrase.first > 1 and tokens[phrase.first - 1].lower == "by"
            else None
        )
        if led is not None and tokens[phrase.first - 2].lower in _LEADING_BY:
            phrase = led
        state = boundary(clause, phrase, found)
        return (phrase, "np", phrase.first, state) if state in MAIN else state
    if word in ("who", "which", "that", "whom", "whose", "where"):
        return "stands in a relative clause"
    if word in (",", ")", "—", "–", "”"):
        inserted = _insertion(clause, left, found)
        if inserted is not None:
            return inserted
    if word in CONJUNCTIONS or word in (",", ";", ":") or word in DASHES:
        if found:
            return (None, "same", left, "coordinated")
        opening = opening_of(clause, left)
        if opening is not None:
            return (opening, "np", opening.first, "coordinated after a clause that reports the meeting")
        if clause.lead and left <= 1:
            return (None, "lead", left, "continues the line above")
    return "has no subject that could hold it"


def _possessor_begins(tokens: Sequence[Token], mark: int) -> int:
    """Return where the possessor before a possessive mark begins: its capital words and its determiner."""
    i = mark
    while i > 0 and (tokens[i - 1].capital or tokens[i - 1].lower in DETERMINERS or mark - i < 1):
        i -= 1
    return i


def boundary(clause: Clause, phrase: Phrase, found: Sequence[Cue]) -> str:
    """Tell whether a phrase is the subject of a main clause, by what stands before it; else why not."""
    tokens = clause.tokens
    b = before_adverbs(tokens, phrase.first) - 1
    if b < 0:
        return "main clause"
    word = tokens[b].lower
    if phrase.kind in ("meeting", "person") and word in ("'s", "'"):
        b = _possessor_begins(tokens, b) - 1  # "the Ministers' discussions focused on"
        if b < 0:
            return "main clause"
        word = tokens[b].lower
    if (
        word in (";", ":", "“", "”", '"', "-", "*")
        or word in DASHES
        or (b in clause.masked and word in (")", "”"))
    ):
        return "main clause" if not found else "coordinated clause"
    if word in ("and", "but", "yet", "or"):
        if _inside_complement(clause, b, found):
            return "stands in the content of another cue"
        if _lists_in_relative(clause, b):
            return "stands in a relative clause"
        return "coordinated clause"
    if word in ("while", "whereas"):
        return "contrasted clause" if b > 0 else "stands in a background clause"
    if word == ",":
        if b and tokens[b - 1].lower in RELATIVES:
            return "stands in a relative clause"  # "the region, where, they noted, …"
        if found:
            spoken = phrase.kind in ("person", "office", "pronoun")
            return "coordinated clause" if spoken else "stands in the content of another cue"
        return "after a leading clause" if leads(tokens, b) else "main clause"
    if word in ("that", "whether", "if"):
        return "stands in the content of another clause"
    if word in RELATIVES:
        return "stands in a relative clause"
    if word in SUBORDINATORS:
        return "stands in a background clause"
    if word == "of" and b and tokens[b - 1].lower in _EACH:
        whole = Phrase(b - 1, phrase.last, phrase.head, phrase.kind, True)
        return boundary(clause, whole, found)  # "Each of the Ministers pledged"
    if word == "by" and b and tokens[b - 1].lower in _LEADING_BY:
        led = clause.ends.get(b - 1)
        return (
            boundary(clause, led, found)
            if led is not None
            else "has a subject that belongs to what stands before it"
        )
    if word in PREPOSITIONS:
        return "has a subject that belongs to what stands before it"
    if not found and _opens(tokens, b):
        return "after an opening phrase"
    return "stands in a relative clause"


def leads(tokens: Sequence[Token], comma: int) -> bool:
    """Tell whether what stands before a comma is a leading phrase or background clause."""
    first = tokens[0].lower
    return first in _LEADING or first.endswith(("ing", "ed", "ly")) or is_adverb(first) or comma <= 4


def _opens(tokens: Sequence[Token], b: int) -> bool:
    """Tell whether the words up to ``b`` are an opening phrase without a comma ("At the meeting the Ministers …")."""
    words = [t.lower for t in tokens[: b + 1]]
    return (words[0] in PREPOSITIONS or is_adverb(words[0])) and not any(
        w in RELATIVES or w in ("that", ",") or w in SUBORDINATORS for w in words[1:]
    )


def _inside_complement(clause: Clause, conjunction: int, found: Sequence[Cue]) -> bool:
    """Tell whether "and" joins two clauses within the content of the cue before ("said that A did and B did")."""
    tokens = clause.tokens
    if not found or (conjunction and tokens[conjunction - 1].words in (",", ";")):
        return False
    following = next((p for p in clause.phrases if p.first > conjunction), None)
    third_party = following is not None and following.kind in ("country", "body", "place")
    content = [t.lower for t in tokens[found[-1].last : conjunction]]
    return third_party and "that" in content[:2]


def _lists_in_relative(clause: Clause, conjunction: int) -> bool:
    """Tell whether "and" ends the list of a relative clause's subjects (", which A, B, and C signed")."""
    tokens = clause.tokens
    for i in range(conjunction - 1, max(0, conjunction - 20), -1):
        lower = tokens[i].lower
        if lower in RELATIVES and lower != "that":
            return True
        listed = (
            tokens[i].capital
            or lower in (",", "of", "the", "and")
            or lower in clause.vocabulary.roles.persons
        )
        if not listed:
            return False
    return False


def _insertion(clause: Clause, comma: int, found: Sequence[Cue]) -> Subject | None:
    """Find the subject before an insertion ("The Ambassador, whose Government had complained, protested")."""
    tokens = clause.tokens
    floor = found[-1].last if found else 0
    for q in range(comma - 1, floor, -1):
        if tokens[q].words != {")": "(", "”": "“"}.get(tokens[comma].words, tokens[comma].words):
            continue
        phrase = clause.ends.get(q)
        if phrase is None or phrase.first < floor:
            continue
        state = boundary(clause, phrase, found)
        if state not in MAIN:
            continue
        after = tokens[q + 1] if q + 1 < comma else None
        if after is None or after.lower in CONJUNCTIONS:
            return None
        if found and not _inserts(after):
            continue
        return (phrase, "np", phrase.first, f"{state}, over an insertion")
    return None


def _inserts(first: Token) -> bool:
    """Tell whether a word can open an insertion, not the next clause of an enumeration."""
    lower = first.lower
    return (
        lower in RELATIVES
        or lower in PREPOSITIONS
        or lower.endswith(("ing", "ed"))
        or is_adverb(lower)
        or lower in ("together", "himself", "herself", "the", "a")
        or first.capital
        or lower in ("while", "as", "when", "though", "although", "if")
    )


def opening_of(clause: Clause, left: int) -> Phrase | None:
    """Return the subject of the clause that a coordinated cue goes on with ("X met Y and discussed Z")."""
    tokens = clause.tokens
    for phrase in clause.phrases:
        if phrase.first >= left:
            return None
        if phrase.kind == "place" or boundary(clause, phrase, ()) not in MAIN:
            continue
        between = [t.lower for t in tokens[phrase.last : left]]
        verbs = clause.vocabulary.roles.meeting_verbs
        if any(w in verbs or (w.endswith("ed") and len(w) > 4) or w in BE or w in HAVE for w in between):
            return phrase
    return None
