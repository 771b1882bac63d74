"""The whole way from text to statements: contents, evidence, sentences that give nothing, texts that are none."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from rows import FOLDER, collect, items, read_text, statements, table, told

from kg import text
from kg.errors import InputError, NoReadoutError
from kg.iris import ACT, TOPIC
from kg.model import Reading, Span
from kg.reading import read
from kg.vocabulary import load

ROWS = 20


def read_row(row: dict[str, str]) -> tuple[list[str], list[str]]:
    """Return the content of each statement of a row, as read and as wanted."""
    reading, found = statements(row["context"], row["sentence"])
    return [reading.quote(s.content) for s in found], items(row["contents"], "|")


def test_rows_are_found() -> None:
    rows = table("contents.tsv")
    assert len(rows) == ROWS
    assert min(Counter(row["construction"] for row in rows).values()) >= 5


@pytest.mark.parametrize("row", collect("contents.tsv"))
def test_contents(row: dict[str, str]) -> None:
    got, wanted = read_row(row)
    assert got == wanted


READOUTS = sorted((FOLDER.parent / "fidelity" / "readouts").glob("*.txt"))


@pytest.fixture(params=READOUTS, ids=[path.stem for path in READOUTS])
def reading(request: pytest.FixtureRequest) -> Reading:
    path: Path = request.param
    return read(text.read(path), load())


def test_parts_lie_where_they_should(reading: Reading) -> None:
    end = len(reading.summary.text.characters)
    for statement in reading.statements:
        assert statement.cue.within(statement.sentence)
        assert statement.content.within(statement.sentence)
        assert statement.sentence.within(Span(0, end))
        assert statement.cue.start < statement.cue.end
        assert reading.quote(statement.cue).strip() == reading.quote(statement.cue)
        for mention in statement.mentions:
            assert mention.span.within(statement.sentence)
            assert mention.span.start < mention.span.end
        if statement.commitment:
            assert statement.commitment.content.within(statement.sentence)


def test_statements_are_complete(reading: Reading) -> None:
    for statement in reading.statements:
        assert statement.act.startswith(ACT)
        assert statement.holders
        assert len(set(statement.holders)) == len(statement.holders)
        assert not set(statement.holders) & set(statement.addressees)
        assert statement.rule
        assert statement.resolution
        assert 0 < statement.confidence <= 1
        assert bool(statement.note) == (statement.confidence < 1)
        assert len(statement.topics) <= 4
        assert all(topic.startswith(TOPIC) for topic in statement.topics)
        assert [topic for topic, _ in statement.phrases] == list(statement.topics)


def test_statements_stand_in_order_and_apart(reading: Reading) -> None:
    for one, two in pairwise(reading.statements):
        assert one.cue.end <= two.cue.start


def test_every_sentence_gives_statements_or_a_reason(reading: Reading) -> None:
    told_ = {s.sentence for s in reading.statements}
    silent = {gap.sentence for gap in reading.gaps}
    all_ = {sentence.span for section in reading.summary.sections for sentence in section.sentences}
    assert not told_ & silent
    assert told_ | silent == all_
    assert all(gap.reason for gap in reading.gaps)


NOTHING = [
    "Lorem ipsum dolor sit amet.\n",
    "A recipe\n\nTake two eggs and stir them well.\n",
    "1\n2\n3\n",
    "Contents\n\nChapter 1\nChapter 2\n",
]


@pytest.mark.parametrize("characters", NOTHING)
def test_a_text_that_reports_no_meeting_is_refused(characters: str) -> None:
    with pytest.raises(NoReadoutError) as caught:
        read_text(characters)
    assert str(caught.value).startswith("row.txt: ")


def test_no_readout_is_bad_input() -> None:
    assert issubclass(NoReadoutError, InputError)


def test_topics_of_a_pointing_statement_are_those_before_it() -> None:
    _, (one, two) = statements(
        "talks", "Minister Boateng announced a law on cyber security. Minister Solvang welcomed this."
    )
    assert one.topics == two.topics == (f"{TOPIC}cyber",)
    assert one.phrases != two.phrases


def test_a_heading_gives_the_topic_of_a_statement_without() -> None:
    characters, start = told("talks", "1. Climate\n\nThe Ministers agreed on three steps.")
    (statement,) = [s for s in read_text(characters).statements if s.sentence.start >= start]
    assert statement.topics == (f"{TOPIC}climate",)
    assert statement.phrases == ((f"{TOPIC}climate", "the heading"),)


DOUBTFUL = [
    pytest.param(
        "Mr. Blum and Mr. Mazur discussed tariffs. He proposed a cut.",
        marks=pytest.mark.xfail(strict=True, reason="a pronoun with two candidates raises no doubt"),
    ),
    "They discussed tariffs. Mr. Kowal proposed a cut.",
]


@pytest.mark.parametrize("body", DOUBTFUL)
def test_doubt_is_told(body: str) -> None:
    opening = (
        "Mr. Ivo Blum, Minister of Trade of Croatia, met Mr. Marek Mazur, Minister of Trade of Poland, today."
    )
    reading = read_text(f"Readout of a Meeting\n\n3 May 2021\n\n{opening}\n\n{body}\n")
    sure, unsure = reading.statements
    assert (sure.confidence, sure.note) == (1, "")
    assert unsure.confidence < 1
    assert unsure.note
