"""Phrases that can hold a statement."""

from __future__ import annotations

import pytest

from kg.english import tokenize
from kg.lexicon import compiled
from kg.nouns import Actors, find
from kg.vocabulary import load

PHRASES = [
    ("The Ministers met.", "The Ministers=group+"),
    ("Both sides met.", "Both sides=group+"),
    ("The two leaders met.", "The two leaders=group+"),
    ("He spoke.", "He=pronoun"),
    ("The Prime Minister spoke.", "The Prime Minister=office"),
    ("Minister Reyes spoke.", "Minister Reyes=person"),
    ("Reyes spoke.", "Reyes=person"),
    ("His counterpart spoke.", "His counterpart=office"),
    ("Japan and Oman spoke.", "Japan and Oman=country+"),
    ("Japan, Oman and Peru spoke.", "Japan, Oman and Peru=country+"),
    ("The Omani side spoke.", "The Omani side=group"),
    ("The European Union spoke.", "The European Union=body"),
    ("The weather changed.", ""),
    ("Trade grew by two percent.", ""),
]


@pytest.mark.parametrize(("words", "wanted"), PHRASES)
def test_phrases(words: str, wanted: str) -> None:
    vocabulary = load()
    tokens = tokenize(words)
    found = find(tokens, compiled(vocabulary).names(words), Actors.of(vocabulary, ["Alma Reyes"]))
    got = [
        f"{words[tokens[p.first].start : tokens[p.last - 1].end]}={p.kind}{'+' if p.plural else ''}"
        for p in found
    ]
    assert "; ".join(got) == wanted


def test_members_of_a_coordination() -> None:
    words = "The Secretary, the two Ministers and Reyes spoke."
    vocabulary = load()
    tokens = tokenize(words)
    (phrase,) = find(tokens, (), Actors.of(vocabulary, ["Alma Reyes"]))
    assert [tokens[member.head].words for member in phrase.members] == ["Secretary", "Ministers", "Reyes"]


def test_what_is_owned_is_not_the_owner() -> None:
    words = "The Ministers’ talks and Reyes’s plan failed."
    vocabulary = load()
    found = find(tokenize(words), (), Actors.of(vocabulary, ["Alma Reyes"]))
    assert {phrase.kind for phrase in found} <= {"meeting"}
