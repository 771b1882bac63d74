"""Which words make a cue, wherever they stand: verbs, light verbs with the noun of an act, and fixed frames."""

from __future__ import annotations

import pytest

from kg.english import tokenize
from kg.frames import Match, at
from kg.vocabulary import load


def found(words: str) -> Match | None:
    """Return the frame of the first word that has one."""
    tokens = tokenize(words)
    return next((m for i in range(len(tokens)) if (m := at(tokens, i, load()))), None)


FRAMES = [
    ("They agreed to meet.", "agreed", "agree", "verb"),
    ("They strongly condemned it.", "strongly condemned", "condemn", "verb"),
    ("They once again urged him.", "once again urged", "urge", "verb"),
    ("They called for calm.", "called for", "urge", "frame"),
    ("They took stock of it.", "took stock of", "discuss", "frame"),
    ("She made clear that it is so.", "made clear", "state", "frame"),
    ("They expressed serious concern about it.", "expressed serious concern", "concern", "noun"),
    ("They expressed deep and abiding concern.", "expressed deep and abiding concern", "concern", "noun"),
    ("They shared the recognition that it is so.", "shared the recognition", "affirm", "frame"),
    ("They voiced full support for it.", "voiced full support", "support", "noun"),
    ("They expressed the strong resolve to do it.", "expressed the strong resolve", "commit", "noun"),
    ("He conveyed his heartfelt condolences.", "conveyed his heartfelt condolences", "condole", "noun"),
    ("They had a candid exchange on it.", "had a candid exchange", "discuss", "noun"),
    ("They reached agreement on it.", "reached agreement", "agree", "frame"),
    ("They remain deeply concerned by it.", "remain deeply concerned", "concern", "adjective"),
]


@pytest.mark.parametrize(("words", "cue", "act", "kind"), FRAMES)
def test_frames(words: str, cue: str, act: str, kind: str) -> None:
    match = found(words)
    assert match is not None
    tokens = tokenize(words)
    assert words[tokens[match.first].start : tokens[match.last - 1].end] == cue
    assert match.act.rpartition("#")[2] == act
    assert match.kind == kind


NONE = [
    "They walked home.",
    "They had lunch.",
    "They took a break.",
    "They gave flowers.",
    "They made soup.",
    "Trade grew.",
]


@pytest.mark.parametrize("words", NONE)
def test_no_frame(words: str) -> None:
    assert found(words) is None


AGAIN = [
    ("They reaffirmed it.", True),
    ("They reconfirmed it.", True),
    ("They reiterated it.", True),
    ("They once again stressed it.", True),
    ("They renewed their commitment to doing it.", True),
    ("They confirmed it.", False),
    ("They recognized it.", False),
    ("They requested it.", False),
    ("They regretted it.", False),
    ("They stressed the need to meet again.", False),
]


@pytest.mark.parametrize(("words", "again"), AGAIN)
def test_what_says_again(words: str, again: bool) -> None:
    match = found(words)
    assert match is not None
    assert match.reiterates is again
