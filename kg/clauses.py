"""A sentence to its main-clause cues: subject, cue and content of each, and why other verbs are none.

Only finite cues of main clauses count, each coordinated one included; not those of relative clauses, participles,
background clauses or the content of another cue. After a clause that merely reports the meeting, a participle or purpose
infinitive carries the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg import frames
from kg.english import (
    BE,
    CONJUNCTIONS,
    HAVE,
    MODALS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    Token,
    is_adverb,
)
from kg.frames import Match
from kg.nouns import Phrase
from kg.vocabulary import Vocabulary

__all__ = ["Cue", "find"]


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue of a main clause: tokens ``first`` to ``last``, its act, whose it is, and its content's tokens.

    ``subject`` is the phrase that holds it, or ``None``: then ``holder`` says where to look (``same`` as the cue before
    in the sentence, ``lead`` of the bullet, ``all`` who met). ``rule`` names the construction.
    """

    first: int
    last: int
    act: str
    lemma: str
    holder: str
    rule: str
    subject: Phrase | None = None
    content: tuple[int, int] = (0, 0)
    begin: int = 0
    addressing: bool = False
    reiterates: bool = False
    negated: bool = False
    passive: bool = False
    noun: str = ""
    verb: int = 0
    past: bool = True


@dataclass(frozen=True, slots=True)
class _Clause:
    """The state of the walk through one sentence."""

    tokens: Sequence[Token]
    phrases: Sequence[Phrase]
    ends: dict[int, Phrase]
    masked: frozenset[int]
    vocabulary: Vocabulary
    lead: bool


_DASHES = ("—", "–", "--")
_OPEN, _CLOSE = ("“", "‘", "("), ("”", "’", ")")
_BREAKS = (";", ":")
_LEADING = PREPOSITIONS | SUBORDINATORS | frozenset(["while", "as", "to"])


def find(
    tokens: Sequence[Token], phrases: Sequence[Phrase], vocabulary: Vocabulary, *, lead: bool = False
) -> tuple[tuple[Cue, ...], str]:
    """Find the cues of one sentence; where there is none, say why.

    ``lead`` tells that the sentence goes on with a sentence begun above it, whose subject it shares.
    """
    clause = _Clause(
        tokens, phrases, {p.last: p for p in phrases}, _masked(tokens, phrases), vocabulary, lead
    )
    found: list[Cue] = []
    refused = ""
    refusals: list[int] = []
    i = 0
    while i < len(tokens):
        if i in clause.masked:
            i += 1
            continue
        match = None if i and tokens[i].capital else frames.at(tokens, i, vocabulary)
        if match is None:
            i += 1
            continue
        cue = _judge(clause, match, found, refusals)
        if isinstance(cue, str):
            refusals.append(i)
            refused = refused or f"“{tokens[match.verb].words}” {cue}"
            i += 1
            continue
        found.append(cue)
        i = cue.last
    if not found:
        found = _reported(clause)
    if not found:
        return (), "it reports the meeting itself" if _meeting_clause(clause) else refused or "it has no cue"
    return tuple(_with_contents(clause, found)), ""


def _quoted(tokens: Sequence[Token]) -> int:
    """Return the token that closes the quotation with which a sentence opens, or 0."""
    if not tokens or tokens[0].words not in ("“", '"'):
        return 0
    return next((i for i in range(1, len(tokens)) if tokens[i].words in ("”", '"')), 0)


def _masked(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> frozenset[int]:
    """Return the tokens inside quotation marks, parentheses and pairs of dashes: no cue of the clause stands there.

    A sentence that opens with a quotation reports in it, unless one of those who met is quoted.
    """
    hidden: set[int] = set()
    open_at: dict[str, int] = {}
    dashes = [
        i
        for i, t in enumerate(tokens)
        if (t.words in _DASHES and i and tokens[i - 1].end < t.start) or t.words == "—"
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
    close = _quoted(tokens)
    return bool(close) and any(close < p.first <= close + 2 for p in phrases)


def _judge(clause: _Clause, match: Match, found: Sequence[Cue], refusals: Sequence[int]) -> Cue | str:
    """Decide whether a frame is a cue of a main clause; else say why not."""
    tokens = clause.tokens
    group, negated, shape = _verb_group(clause, match)
    if shape == "passive":
        return _passive(clause, match, group, negated, found)
    if shape in ("infinitive", "participle", "modal", "pluperfect", "noun"):
        return {
            "infinitive": "is an infinitive",
            "participle": "is a participle",
            "modal": "tells what will or should be, not what was said",
            "pluperfect": "tells of what had happened before",
            "noun": "is no finite verb here",
        }[shape]
    left = group - 1
    subject = _subject(clause, left, found)
    if isinstance(subject, str):
        return subject
    phrase, holder, begin, rule = subject
    if phrase is not None and not _agrees(match, phrase, shape):
        return "does not agree in number with the words before it"
    if (holder in ("same", "all", "lead") and phrase is None) or "coordinated after" in rule:
        refused = _not_coordinated(clause, match, group, found, shape, refusals)
        if refused:
            return refused
    if phrase is not None and phrase.kind == "meeting" and not match.act.endswith("#discuss"):
        if not match.act.endswith(("#affirm", "#emphasize", "#agree")):
            return "is said of the meeting, in the author’s own voice"
    if _greets(clause, match):
        return "is a greeting"
    if match.lemma == "call" and match.last == match.verb + 2 and _calls_at(clause, match):
        return "tells of a visit"
    if tokens[match.verb].lower in BE and phrase is not None and phrase.kind == "meeting":
        return "is said of the meeting, in the author’s own voice"
    holder = "all" if phrase is not None and phrase.kind == "meeting" else holder
    return Cue(
        match.first, match.last, match.act, match.lemma, holder, f"{rule}, {match.kind}", phrase, (match.last, match.last),
        begin, match.addressing, match.reiterates, negated, False, match.noun, match.verb, shape == "past",
    )  # fmt: skip


def _verb_group(clause: _Clause, match: Match) -> tuple[int, bool, str]:
    """Walk left over adverbs and auxiliaries; return where the verb group begins, whether it is negated, and its shape.

    The shape is ``past``, ``present`` or ``perfect``, or why the verb is not finite in an active clause.
    """
    tokens = clause.tokens
    i = match.verb
    negated = False
    while i > 0 and (is_adverb(tokens[i - 1].lower) or tokens[i - 1].lower in ("not", "n't")):
        negated = negated or tokens[i - 1].lower in ("not", "never", "n't")
        i -= 1
    before = tokens[i - 1].lower if i else ""
    forms = match.forms
    if match.kind == "adjective":
        if before in MODALS or before == "to":
            return i, negated, "infinitive" if before == "to" else "modal"
        return i, negated, "past" if "past" in forms else "present"
    if before in BE and "participle" in forms:
        return i - 1, negated, "passive"
    if before in HAVE and "participle" in forms and match.lemma != "have":
        while i > 1 and is_adverb(tokens[i - 2].lower):
            i -= 1
        return i - 1, negated, "pluperfect" if before in ("had", "having") else "perfect"
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


_Found = tuple[Phrase | None, str, int, str]


def _subject(clause: _Clause, left: int, found: Sequence[Cue]) -> _Found | str:
    """Find the subject of a verb group whose left neighbour is ``left``: phrase, holder, clause begin, rule."""
    tokens = clause.tokens
    if left < 0:
        return (
            None,
            "lead" if clause.lead else "all",
            0,
            "continues the line above" if clause.lead else "elliptic",
        )
    word = tokens[left].lower
    phrase = clause.ends.get(left + 1)
    if word in ("both", "all", "each") and clause.ends.get(left) is not None:
        phrase = clause.ends[left]  # "the Ministers both agreed"
    if phrase is not None:
        state = _boundary(clause, phrase, found)
        return (phrase, "np", phrase.first, state) if state in _MAIN else state
    if word in ("who", "which", "that", "whom", "whose", "where"):
        return "stands in a relative clause"
    if word in (",", ")", "—", "–", "”"):
        inserted = _insertion(clause, left, found)
        if inserted is not None:
            return inserted
    if word in CONJUNCTIONS or word in (",", ";", ":") or word in _DASHES:
        if found:
            return (None, "same", left, "coordinated")
        opening = _opening(clause, left)
        if opening is not None:
            return (opening, "np", opening.first, "coordinated after a clause that reports the meeting")
        if clause.lead and left <= 1:
            return (None, "lead", left, "continues the line above")
    return "has no subject that could hold it"


_MAIN = (
    "main clause",
    "coordinated clause",
    "after a leading clause",
    "contrasted clause",
    "after an opening phrase",
)


def _boundary(clause: _Clause, phrase: Phrase, found: Sequence[Cue]) -> str:
    """Tell whether a phrase is the subject of a main clause, by what stands before it; else why not."""
    tokens = clause.tokens
    b = phrase.first - 1
    while b >= 0 and is_adverb(tokens[b].lower):
        b -= 1
    if b < 0:
        return "main clause"
    word = tokens[b].lower
    if (
        word in (";", ":", "“", "”", '"', "-", "*")
        or word in _DASHES
        or (b in clause.masked
        and word in (")", "”"))
    ):
        return "main clause" if not found else "coordinated clause"
    if word in ("and", "but", "yet", "or"):
        if _inside_complement(clause, b, found):
            return "stands in the content of another cue"
        return "coordinated clause"
    if word in ("while", "whereas"):
        return "contrasted clause" if b > 0 else "stands in a background clause"
    if word == ",":
        if found:
            return (
                "coordinated clause"
                if phrase.kind in ("person", "office", "pronoun")
                else "stands in the content of another cue"
            )
        return "after a leading clause" if _leads(tokens, b) else "main clause"
    if word in ("that", "whether", "if"):
        return "stands in the content of another clause"
    if word in RELATIVES:
        return "stands in a relative clause"
    if word in SUBORDINATORS:
        return "stands in a background clause"
    if word in PREPOSITIONS:
        return "has a subject that belongs to what stands before it"
    if not found and _opens(tokens, b):
        return "after an opening phrase"
    return "stands in a relative clause"


def _leads(tokens: Sequence[Token], comma: int) -> bool:
    """Tell whether what stands before a comma is a leading phrase or background clause."""
    first = tokens[0].lower
    return first in _LEADING or first.endswith(("ing", "ed", "ly")) or is_adverb(first) or comma <= 4


def _opens(tokens: Sequence[Token], b: int) -> bool:
    """Tell whether the words up to ``b`` are an opening phrase without a comma ("At the meeting the Ministers …")."""
    words = [t.lower for t in tokens[: b + 1]]
    return (words[0] in PREPOSITIONS or is_adverb(words[0])) and not any(
        w in RELATIVES or w in ("that", ",") or w in SUBORDINATORS for w in words[1:]
    )


def _inside_complement(clause: _Clause, conjunction: int, found: Sequence[Cue]) -> bool:
    """Tell whether "and" joins two clauses within the content of the cue before, not the cue's clause with another."""
    tokens = clause.tokens
    if not found or (conjunction and tokens[conjunction - 1].words in (",", ";")):
        return False
    following = clause.phrases and next((p for p in clause.phrases if p.first > conjunction), None)
    third_party = following is not None and following.kind in ("country", "body", "place")
    content = [t.lower for t in tokens[found[-1].last : conjunction]]
    return third_party and "that" in content[:2]


def _insertion(clause: _Clause, comma: int, found: Sequence[Cue]) -> _Found | None:
    """Read over an insertion ("The Ambassador, whose Government had complained, protested"): find the subject before it."""
    tokens = clause.tokens
    floor = found[-1].last if found else 0
    for q in range(comma - 1, floor, -1):
        if tokens[q].words != {")": "(", "”": "“"}.get(tokens[comma].words, tokens[comma].words):
            continue
        phrase = clause.ends.get(q)
        if phrase is None or phrase.first < floor:
            continue
        state = _boundary(clause, phrase, found)
        if state not in _MAIN:
            continue
        after = tokens[q + 1] if q + 1 < comma else None
        if after is None or after.lower in CONJUNCTIONS:
            return None
        if found and not _inserts(after, tokens[comma - 1], clause, q + 1):
            continue
        return (phrase, "np", phrase.first, f"{state}, over an insertion")
    return None


def _inserts(after: Token, last: Token, clause: _Clause, at: int) -> bool:
    lower = after.lower
    return (
        lower in RELATIVES
        or lower in PREPOSITIONS
        or lower.endswith(("ing", "ed"))
        or is_adverb(lower)
        or lower in ("joined", "together", "himself", "herself", "too", "then", "the", "a", "himself")
        or after.capital
    )


def _opening(clause: _Clause, left: int) -> Phrase | None:
    """Return the subject of the clause that a coordinated cue goes on with ("X met Y and discussed Z")."""
    tokens = clause.tokens
    for phrase in clause.phrases:
        if phrase.first >= left:
            return None
        if phrase.kind == "place" or _boundary(clause, phrase, ()) not in _MAIN:
            continue
        between = [t.lower for t in tokens[phrase.last : left]]
        verbs = clause.vocabulary.roles.meeting_verbs
        if any(w in verbs or (w.endswith("ed") and len(w) > 4) or w in BE or w in HAVE for w in between):
            return phrase
    return None


def _agrees(match: Match, phrase: Phrase, shape: str) -> bool:
    """Check the agreement in number of a present-tense verb with its subject."""
    if shape != "present" or match.kind == "adjective":
        return True
    if "third" in match.forms and "base" not in match.forms:
        return not phrase.plural
    return phrase.plural or (phrase.kind in ("group",) and not match.forms & {"third"})


def _not_coordinated(
    clause: _Clause, match: Match, group: int, found: Sequence[Cue], shape: str, refusals: Sequence[int]
) -> str:
    """Say why a verb after "and" or a comma is not coordinated with the cue before, or nothing."""
    tokens = clause.tokens
    follows = tokens[match.last].lower if match.last < len(tokens) else ""
    if shape == "past" and follows == "by" and match.kind == "verb":
        return "is a participle"
    if not found:
        return (
            ""
            if shape == "past" or (shape == "present" and "third" in match.forms) or clause.lead
            else "has no subject that could hold it"
        )
    last = found[-1]
    before = "past" if last.past else "present"
    if shape != "perfect" and shape != before:
        return "differs in tense from the cue it would be coordinated with"
    comma = (
        tokens[group - 1].words == ","
        or (group > 1 and tokens[group - 2].words == ",")
        or tokens[group - 1].words == ";"
    )
    content = [t.lower for t in tokens[last.last : group - 1]]
    if _goes_on_relative(clause, last, group, refusals):
        return "goes on with a relative clause"
    if (
        tokens[group - 1].words == ","
        and shape == "past"
        and match.kind == "verb"
        and not _enumerates(tokens, match.last, clause)
    ):
        return "is a participle"
    if shape == "present" and last.last < group:
        third = "third" in match.forms
        if third != _is_third(clause, last):
            return "does not agree in number with the cue before it"
        if "base" in match.forms and match.action and _embeds_infinitive(content) and not comma:
            return "goes on with an infinitive"
    if shape == "past" and _embeds_past(clause, last, group) and not comma:
        return "goes on with the content of the cue before it"
    return ""


def _goes_on_relative(clause: _Clause, last: Cue, group: int, refusals: Sequence[int]) -> bool:
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


def _is_third(clause: _Clause, cue: Cue) -> bool:
    word = clause.tokens[cue.verb].lower
    return (
        (word.endswith("s")
        and word not in ("discuss", "stress", "express", "address", "press", "focus"))
        or word in ("is", "has")
    )


def _embeds_infinitive(content: Sequence[str]) -> bool:
    return "to" in content or any(w in MODALS for w in content)


def _enumerates(tokens: Sequence[Token], last: int, clause: _Clause) -> bool:
    """Tell whether a verb after a comma is one of a list of verbs ("welcomed A, commended B, and urged C")."""
    for i in range(last, len(tokens)):
        if tokens[i].lower in CONJUNCTIONS or tokens[i].words in (",", ";"):
            for k in range(i + 1, min(i + 5, len(tokens))):
                match = frames.at(tokens, k, clause.vocabulary)
                if match is not None and "past" in match.forms:
                    return True
                if not is_adverb(tokens[k].lower) and tokens[k].lower not in CONJUNCTIONS:
                    break
    return False


def _embeds_past(clause: _Clause, last: Cue, group: int) -> bool:
    """Tell whether the content of a cue is a that-clause with a past cue verb of its own, which "and" may go on with."""
    tokens = clause.tokens
    if last.last >= len(tokens) or tokens[last.last].lower not in ("that", "how", "whether"):
        return False
    for i in range(last.last, group - 1):
        phrase = clause.ends.get(i)
        match = frames.at(tokens, i, clause.vocabulary) if phrase is not None else None
        if (
            match is not None
            and "past" in match.forms
            and phrase is not None
            and phrase.kind in ("country", "body")
        ):
            return True
    return False


def _greets(clause: _Clause, match: Match) -> bool:
    """Tell whether "welcomed X" only greets: its object is a person, and nothing is said of what is welcomed."""
    if not match.act.endswith("#welcome") or match.lemma != "welcome" or match.kind != "verb":
        return False
    phrase = next((p for p in clause.phrases if p.first == match.last), None)
    if phrase is None or phrase.kind not in ("person", "office", "pronoun"):
        return (
            clause.tokens[match.last].lower in ("him", "her", "them")
            if match.last < len(clause.tokens)
            else False
        )
    after = clause.tokens[phrase.last].lower if phrase.last < len(clause.tokens) else "."
    return after in (",", ".", "to", "at", "in", "and", "for", "with", "on", ";", "upon")


def _calls_at(clause: _Clause, match: Match) -> bool:
    """Tell whether "called on X" is a visit: nothing is asked of X."""
    tokens = clause.tokens
    if tokens[match.last - 1].lower not in ("on", "upon"):
        return False
    return not any(t.lower in ("to", "for", "not") for t in tokens[match.last : match.last + 30])


def _passive(clause: _Clause, match: Match, be: int, negated: bool, found: Sequence[Cue]) -> Cue | str:
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


def _is_light(match: Match, clause: _Clause) -> bool:
    verbs = clause.vocabulary.frames.get(clause.tokens[match.verb].lower, ())
    return any(f.light for f in verbs) and match.kind == "verb"


def _act_noun(clause: _Clause, begin: int, end: int) -> tuple[str, int] | None:
    """Find the noun of an act that a passive light verb makes ("concern was expressed")."""
    for k in range(begin, end):
        word = clause.tokens[k].lower
        if word in clause.vocabulary.nouns:
            return clause.vocabulary.nouns[word], k
        if word in PREPOSITIONS:
            break
    return None


def _agent(clause: _Clause, last: int) -> Phrase | None:
    tokens = clause.tokens
    k = last
    while k < len(tokens) and is_adverb(tokens[k].lower):
        k += 1
    if k < len(tokens) and tokens[k].lower == "by":
        return next((p for p in clause.phrases if p.first == k + 1), None)
    return None


def _region(clause: _Clause, group: int, found: Sequence[Cue]) -> tuple[int, str] | str:
    """Find where the clause of a passive begins; refuse one that hangs on "that", "which", "as" and the like."""
    tokens = clause.tokens
    floor = found[-1].last if found else 0
    i = group - 1
    while i >= floor:
        word = tokens[i].lower
        if i in clause.masked and word not in _DASHES:
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
            if found or after_and or _leads(tokens, i):
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


def _starts_clause(clause: _Clause, at: int, group: int) -> bool:
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


def _reported(clause: _Clause) -> list[Cue]:
    """Find the participles and purpose infinitives that carry the report after a clause that only reports the meeting."""
    tokens, vocabulary = clause.tokens, clause.vocabulary
    met = _meeting_clause(clause)
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


def _in_relative(clause: _Clause, start: int, at: int) -> bool:
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


def _meeting_clause(clause: _Clause) -> tuple[Phrase, int] | None:
    """Find a main clause that reports the meeting: its subject, and the token after its verb."""
    tokens = clause.tokens
    verbs = clause.vocabulary.roles.meeting_verbs
    for phrase in clause.phrases:
        if phrase.kind in ("place", "meeting") or _boundary(clause, phrase, ()) not in _MAIN:
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


def _with_contents(clause: _Clause, found: Sequence[Cue]) -> list[Cue]:
    """Give each cue its content: to the next cue's clause, a semicolon, or the end of the sentence."""
    tokens = clause.tokens
    done: list[Cue] = []
    for number, cue in enumerate(found):
        limit = len(tokens)
        if number + 1 < len(found):
            limit = _clause_begin(tokens, found[number + 1])
        first = cue.last
        last = limit
        close = _quoted(tokens)
        if close and first < close:  # what follows the quotation says whose words it was
            last = min(limit, close)
        elif close and not any(t.words[0].isalnum() for t in tokens[first:limit]):
            first, last = 1, close
        if cue.passive and cue.subject is not None:
            first = max(first, cue.subject.last)
        while last > first and (
            tokens[last - 1].words in (",", ".", ";", ":", "!", "?", "—", "–")
            or tokens[last - 1].lower in CONJUNCTIONS
            or tokens[last - 1].lower in ("while", "whereas")
        ):
            last -= 1
        subject = cue.subject
        if last <= first and subject is not None and not cue.passive and subject.first > 2 and tokens[subject.first - 1].words == ",":
            first, last = 0, subject.first - 1  # "Japan would not accept it, the Minister said"
        if cue.passive and last <= first:
            first, last = cue.begin, max(cue.begin, cue.verb)
            while last > first and (tokens[last - 1].lower in BE | HAVE or is_adverb(tokens[last - 1].lower)):
                last -= 1
        elif first < last and tokens[first].lower in ("that", "to"):
            first += 1
        done.append(replace(cue, content=(first, last)))
    return done


def _clause_begin(tokens: Sequence[Token], cue: Cue) -> int:
    """Return where the clause of a cue begins, with the conjunction and adverbs before it."""
    begin = min(cue.begin, cue.first) if cue.holder != "same" else cue.begin
    while begin > 0 and (
        is_adverb(tokens[begin - 1].lower)
        or tokens[begin - 1].words in (",", ";")
        or tokens[begin - 1].lower in CONJUNCTIONS
    ):
        begin -= 1
    return begin
