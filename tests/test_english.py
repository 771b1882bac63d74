"""Word forms, spellings, and how words are cut."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.english import inflect, is_adverb, plural, spellings, tokenize

VERBS = [
    ("agree", "agrees agreed agreed agreeing"),
    ("stress", "stresses stressed stressed stressing"),
    ("urge", "urges urged urged urging"),
    ("reply", "replies replied replied replying"),
    ("convey", "conveys conveyed conveyed conveying"),
    ("commit", "commits committed committed committing"),
    ("concur", "concurs concurred concurred concurring"),
    ("regret", "regrets regretted regretted regretting"),
    ("offer", "offers offered offered offering"),
    ("welcome", "welcomes welcomed welcomed welcoming"),
    ("undertake", "undertakes undertook undertaken undertaking"),
    ("say", "says said said saying"),
    ("hold", "holds held held holding"),
    ("think", "thinks thought thought thinking"),
    ("speak", "speaks spoke spoken speaking"),
    ("have", "has had had having"),
    ("pledge", "pledges pledged pledged pledging"),
    ("discuss", "discusses discussed discussed discussing"),
]


@pytest.mark.parametrize(("verb", "forms"), VERBS)
def test_verbs(verb: str, forms: str) -> None:
    assert " ".join(inflect(verb)[1:]) == forms
    assert inflect(verb).base == verb


CUTS = [
    ("They met.", "They|met|."),
    ("Japan’s and the Ministers’ plan", "Japan|’s|and|the|Ministers|’|plan"),
    ("Japan's plan", "Japan|'s|plan"),
    ("the U.S.-Japan Alliance", "the|U.S.-Japan|Alliance"),
    ("the U.S. side", "the|U.S.|side"),
    ("H.E. Mr. X", "H.E.|Mr.|X"),
    ("Al-Rawahi, d’Almeida and O’Leary", "Al-Rawahi|,|d’Almeida|and|O’Leary"),
    ("US$ 3.1 billion", "US|$|3.1|billion"),
    ("5.5 percent, 100 000 people; 7:05 p.m.", "5.5|percent|,|100|000|people|;|7:05|p|.|m|."),
    ("“quoted,” he said", "“|quoted|,|”|he|said"),
    ("C5+1 and F-35", "C5+1|and|F-35"),
    ("one — two – three", "one|—|two|–|three"),
    ("Minister/Secretary", "Minister/Secretary"),
]


@pytest.mark.parametrize(("words", "cut"), CUTS)
def test_words_are_cut(words: str, cut: str) -> None:
    assert "|".join(token.words for token in tokenize(words)) == cut


@given(st.text(max_size=80), st.integers(0, 5), st.integers(0, 5))
def test_tokens_lie_where_they_say(words: str, before: int, after: int) -> None:
    end = max(len(words) - after, 0)
    tokens = tokenize(words, min(before, end), end)
    assert all(words[token.start : token.end] == token.words for token in tokens)
    assert all(one.end <= two.start for one, two in pairwise(tokens))
    assert all(not token.words.isspace() for token in tokens)
    assert "".join(t.words for t in tokens) == "".join(words[min(before, end) : end].split())


ADVERBS = ["strongly", "also", "further", "jointly", "again", "respectively"]
OTHERS = ["italy", "july", "allies", "reply", "family", "minister", "and", "supply", ""]


@pytest.mark.parametrize("word", [*ADVERBS, *OTHERS])
def test_adverbs(word: str) -> None:
    assert is_adverb(word) == (word in ADVERBS)


SPELLINGS = [
    ("emphasise", "emphasize"),
    ("recognized", "recognised"),
    ("defence programme", "defense program"),
    ("labour", "labor"),
    ("centre", "center"),
    ("neighbouring", "neighboring"),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_both_spellings(one: str, other: str) -> None:
    assert {one, other} <= spellings(one) & spellings(other)


@pytest.mark.parametrize("word", ["sea", "exercise", "promise", "revise", "size", "wise"])
def test_words_of_one_spelling_keep_it(word: str) -> None:
    assert word in spellings(word)


PLURALS = [
    ("minister", "ministers"),
    ("secretary", "secretaries"),
    ("envoy", "envoys"),
    ("chief of staff", "chiefs of staff"),
    ("spokesman", "spokesmen"),
    ("german", "germans"),
    ("process", "processes"),
    ("prime minister", "prime ministers"),
]


@pytest.mark.parametrize(("one", "many"), PLURALS)
def test_plurals(one: str, many: str) -> None:
    assert plural(one) == many
