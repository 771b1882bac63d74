"""Cue frames at their places: which words could report a speech act, before any clause is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from kg.english import (
    AGAIN,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    MODALS,
    MONTHS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    WEEKDAYS,
    Token,
    adverb_at,
    before_adverbs,
    is_adverb,
)
from kg.vocabulary import Frame, Vocabulary

__all__ = ["Match", "at", "heads"]

_REACH = 9
_STOPS = (
    PREPOSITIONS
    | RELATIVES
    | MODALS
    | AUXILIARIES
    | frozenset(["that", "to", "if", "whether", "because"])
    | (SUBORDINATORS - {"so", "once", "even", "given", "since"})
)
_REMAIN = frozenset(["remain", "remains", "remained", "stand", "stands", "stood", "feel", "feels", "felt"])
_NOT_BELONGING = frozenset(
    """
    also further then now likewise too jointly together furthermore moreover additionally finally
    next instead rather meanwhile however accordingly therefore thus all each ever already still not
    never subsequently separately mutually respectively generally
    """.split()
)


class Match(NamedTuple):
    """A frame found: tokens ``first`` to ``last`` (end exclusive), its finite word ``verb``, its act, and its making.

    ``kind`` is ``verb``, ``noun`` (a light verb and the noun of an act), ``adjective``, or ``frame`` (a verb with fixed
    words). ``forms`` are the forms that the verb can be in, ``noun`` the noun of the act.
    """

    first: int
    verb: int
    last: int
    act: str
    lemma: str
    forms: frozenset[str]
    kind: str
    addressing: bool = False
    reiterates: bool = False
    action: bool = False
    noun: str = ""


@cache
def heads(vocabulary: Vocabulary) -> frozenset[str]:
    """Return the lower-case words at which :func:`at` can find a frame at all.

    >>> from kg.vocabulary import load
    >>> "urged" in heads(load()), "table" in heads(load())
    (True, False)
    """
    return _REMAIN.union(BE, vocabulary.frames)


def at(tokens: Sequence[Token], i: int, vocabulary: Vocabulary) -> Match | None:
    """Return the frame whose verb stands at a token, the most specific one.

    >>> from kg.english import tokenize
    >>> from kg.vocabulary import load
    >>> ts = tokenize("They once again expressed their deep concern and took stock of the talks.")
    >>> m = at(ts, 3, load())
    >>> " ".join(t.words for t in ts[m.first:m.last]), m.act.rpartition("#")[2], m.reiterates
    ('once again expressed their deep concern', 'concern', True)
    >>> at(ts, 8, load()).kind, at(ts, 12, load())
    ('frame', None)
    """
    lower = tokens[i].lower
    if lower in BE or lower in _REMAIN:
        found = _adjective(tokens, i, vocabulary)
        if found is not None:
            return found
    for frame in vocabulary.frames.get(lower, ()):
        match = _light(tokens, i, frame, vocabulary) if frame.light else _verb(tokens, i, frame, vocabulary)
        if match is not None:
            return match
    return None


def _start(tokens: Sequence[Token], i: int) -> tuple[int, bool]:
    """Return where a cue begins, with the adverbs that belong to it, and whether they say "again"."""
    first = i
    again = False
    while first > 0:
        word = tokens[first - 1].lower
        if word in AGAIN and first > 1 and tokens[first - 2].lower == "once":
            first, again = first - 2, True
        elif word in AGAIN:
            first, again = first - 1, True
        elif word == "more" and first > 1 and tokens[first - 2].lower == "once":
            first, again = first - 2, True
        elif adverb_at(tokens, first - 1) and word.endswith("ly") and word not in _NOT_BELONGING:
            first -= 1
        else:
            break
    return first, again


def _once_more(tokens: Sequence[Token], at_: int, last: int) -> bool:
    """Tell whether the words from a token on say "once more" or "again" ("called once more upon")."""
    words = [t.lower for t in tokens[at_:last]]
    return any(word in AGAIN for word in words) or " once more" in f" {' '.join(words)}"


def _again_after(tokens: Sequence[Token], last: int) -> bool:
    words = [t.lower for t in tokens[last : last + 2]]
    return words[:2] in (["once", "again"], ["once", "more"]) or words[:1] == ["anew"]


def _verb(tokens: Sequence[Token], i: int, frame: Frame, vocabulary: Vocabulary) -> Match | None:
    if frame.before and not (i and tokens[i - 1].lower == frame.before):
        return None
    last = _rest(tokens, i + 1, frame.rest)
    if last is None and frame.rest[:1] == ("…",) and "participle" in frame.forms:
        return _turned(tokens, i, frame)
    if last is None or _shares_own(tokens, i, last, frame):
        return None
    if not frame.rest:
        light = next((f for f in vocabulary.frames[tokens[i].lower] if f.light), None)
        if light is not None:
            match = _light(tokens, i, light, vocabulary)
            if match is not None:
                return match
    first, again = _start(tokens, i)
    again = again or _once_more(tokens, i + 1, last)
    act, addressing = frame.act, frame.addressing
    return Match(
        first, i, last, act, frame.verb, frame.forms, "frame" if frame.rest else "verb", addressing,
        frame.reiterating or again or _again_after(tokens, last), frame.action,
    )  # fmt: skip


def _shares_own(tokens: Sequence[Token], i: int, last: int, frame: Frame) -> bool:
    """Tell whether somebody shares a view of one's own ("shared her assessment"), which nobody else need hold."""
    own = {"his", "her", "its", "'s"}
    return (
        frame.act.endswith("#affirm")
        and "…" in frame.rest
        and any(t.lower in own for t in tokens[i + 1 : last])
    )


def _turned(tokens: Sequence[Token], i: int, frame: Frame) -> Match | None:
    """Match a frame turned round by the passive ("views were exchanged")."""
    k = before_adverbs(tokens, i)
    if not k or tokens[k - 1].lower not in BE:
        return None
    for noun in range(k - 2, max(-1, k - 8), -1):
        if tokens[noun].lower == frame.rest[-1]:
            return Match(
                noun,
                i,
                i + 1,
                frame.act,
                frame.verb,
                frame.forms,
                "frame",
                False,
                frame.reiterating,
                frame.action,
            )
        if tokens[noun].words in (",", ";"):
            break
    return None


def _rest(tokens: Sequence[Token], at_: int, rest: Sequence[str]) -> int | None:
    """Match the words that follow a verb; adverbs may stand between, and at "…" the parts of a noun phrase."""
    i = at_
    gap = False
    for word in rest:
        if word == "…":
            gap = True
            continue
        if gap:
            end = _noun_reach(tokens, i)
            where = next((k for k in range(i, end) if tokens[k].lower == word), None)
            if where is None:
                return None
            i, gap = where + 1, False
            continue
        while i < len(tokens) and tokens[i].lower != word and is_adverb(tokens[i].lower) and i - at_ < 3:
            i += 1
        if i >= len(tokens) or tokens[i].lower != word:
            return None
        i += 1
    return i


def _noun_reach(tokens: Sequence[Token], i: int) -> int:
    """Return the end of the noun phrase that begins at a token."""
    end = i
    while end < len(tokens) and end - i < _REACH:
        token = tokens[end]
        if token.lower in _STOPS or (
            not token.words[0].isalnum() and token.lower not in ("'s", "'", ",", ".", "-")
        ):
            break
        if token.words == "," and not _adjectives_follow(tokens, end):
            break
        if token.words == "." and len(tokens[end - 1].words) > 3:
            break
        if token.lower in CONJUNCTIONS and not _adjectives_follow(tokens, end):
            break
        end += 1
    return end


def _adjectives_follow(tokens: Sequence[Token], comma: int) -> bool:
    """Tell whether a comma or "and" goes on with adjectives ("deep and abiding concern") or nouns of one frame."""
    after = tokens[comma + 1].lower if comma + 1 < len(tokens) else ""
    return (
        bool(after)
        and after[0].isalpha()
        and after not in _STOPS
        and after not in ("the", "a", "an")
        and not after.endswith("ed")
    )


def _light(tokens: Sequence[Token], i: int, frame: Frame, vocabulary: Vocabulary) -> Match | None:
    begin = _rest(tokens, i + 1, frame.rest)
    if begin is None:
        return None
    if (
        "participle" in frame.forms
        and i
        and (
            tokens[i - 1].lower in BE
            or (i > 1 and is_adverb(tokens[i - 1].lower) and tokens[i - 2].lower in BE)
        )
    ):
        return Match(i, i, i + 1, "", frame.verb, frame.forms, "verb", reiterates=frame.reiterating)
    if begin < len(tokens) and tokens[begin].words in ("“", '"', "‘"):
        return None
    if frame.verb == "have" and _perfect(tokens, begin, vocabulary):
        return None
    end = _noun_reach(tokens, begin)
    found: tuple[int, str, bool] | None = None
    for k in range(begin, end):
        word = tokens[k].lower
        follows = tokens[k + 1] if k + 1 < len(tokens) else None
        head = follows is None or k + 1 >= end or follows.lower in CONJUNCTIONS or follows.words == ","
        if word in vocabulary.addressing_nouns and _to_somebody(tokens, k + 1):
            found = (k, vocabulary.addressing_nouns[word], True)
            break
        if word in vocabulary.nouns and head:
            found = (k, vocabulary.nouns[word], False)
            break
    if found is None:
        return None
    noun, act, addressing = found
    if frame.verb == "raise" and not act.endswith(("#concern", "#oppose", "#condemn")):
        return None  # "raised Chad's interest in the dam": it was only brought up
    if frame.verb == "offer" and act.endswith(("#support", "#agree", "#commit", "#offer")):
        return None  # "offered Norway's support": what is offered is no act yet
    if _only_met(tokens, noun, frame, vocabulary):
        return None
    first, again = _start(tokens, i)
    renewed = frame.reiterating or any(t.lower == "renewed" for t in tokens[begin:noun])
    return Match(
        first, i, noun + 1, act, frame.verb, frame.forms, "noun", addressing,
        renewed or again or _again_after(tokens, noun + 1), False, tokens[noun].lower,
    )  # fmt: skip


def _perfect(tokens: Sequence[Token], begin: int, vocabulary: Vocabulary) -> bool:
    """Tell whether "have" is the auxiliary of a participle ("have also reaffirmed")."""
    while begin < len(tokens) and is_adverb(tokens[begin].lower):
        begin += 1
    return begin < len(tokens) and any(
        "participle" in f.forms for f in vocabulary.frames.get(tokens[begin].lower, ())
    )


def _to_somebody(tokens: Sequence[Token], k: int) -> bool:
    """Tell whether "to" and a party follow a noun, not "to" and a verb."""
    if k + 1 >= len(tokens) or tokens[k].lower != "to":
        return False
    after = tokens[k + 1]
    return after.capital or after.lower in (
        "the",
        "his",
        "her",
        "their",
        "its",
        "both",
        "all",
        "him",
        "them",
        "those",
        "every",
        "everyone",
    )


_ON = frozenset(["on", "about", "regarding", "concerning", "over", "of", "covering"])


def _is_day(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a date begins at a token; a number alone counts something ("held talks on 12 projects")."""
    words = [t.lower for t in tokens[at : at + 2]]
    return bool(words) and (
        words[0] in WEEKDAYS or words[0] in MONTHS or (words[0].isdigit() and words[-1] in MONTHS)
    )


def _only_met(tokens: Sequence[Token], noun: int, frame: Frame, vocabulary: Vocabulary) -> bool:
    """Tell whether "held talks with X" reports no more than the meeting: it names no subject of the talks."""
    if tokens[noun].lower not in vocabulary.roles.meetings or frame.verb not in (
        "hold",
        "have",
        "conduct",
        "take",
        "give",
        "make",
        "pay",
    ):
        return False
    follows = tokens[noun + 1].lower if noun + 1 < len(tokens) else ""
    if follows == "for" and tokens[noun].lower.startswith("call"):
        return False  # "made a call for restraint", but "paid a call on"
    if follows == "on" and _is_day(tokens, noun + 2):
        return True  # "held a call on Tuesday"
    if follows in _ON and frame.verb != "pay":
        return False
    if frame.verb == "have" and follows == "with":
        return not any(
            t.lower in ("on", "about", "regarding", "concerning") for t in tokens[noun + 1 : noun + 7]
        )
    return True


def _adjective(tokens: Sequence[Token], i: int, vocabulary: Vocabulary) -> Match | None:
    """Match "are deeply concerned", "remains committed"."""
    k = i + 1
    while k < len(tokens) and (is_adverb(tokens[k].lower) or tokens[k].lower == "being") and k - i < 5:
        k += 1
    if k >= len(tokens) or tokens[k].lower not in vocabulary.adjectives:
        return None
    follows = tokens[k + 1].lower if k + 1 < len(tokens) else ""
    if follows == "by" and tokens[k].lower.endswith("ed") and tokens[k].lower in vocabulary.frames:
        return None
    past = tokens[i].lower in ("was", "were", "remained", "stood", "felt")
    forms = frozenset(
        {"past"}
        if past
        else {"third"}
        if tokens[i].lower in ("is", "remains", "stands", "feels")
        else {"base"}
    )
    first, again = _start(tokens, i)
    return Match(
        first, i, k + 1, vocabulary.adjectives[tokens[k].lower], "be", forms, "adjective", False, again
    )
