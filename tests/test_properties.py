"""What holds for every text: offsets, order, repetition, encodings, and no fault but those on purpose."""

from __future__ import annotations

import contextlib
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rows import FOLDER, read_text, table

import kg
from kg import store
from kg.errors import KgError
from kg.explain import explain
from kg.model import Reading, Span
from kg.reading import read
from kg.text import decode
from kg.triples import quads
from kg.vocabulary import load

READOUTS = sorted((FOLDER.parent / "fidelity" / "readouts").glob("*.txt"))


def spans(reading: Reading) -> list[Span]:
    """Return every span that a reading points at."""
    found = [reading.summary.title, *(line.span for line in (*reading.summary.head, *reading.summary.notes))]
    for section in reading.summary.sections:
        found.extend(sentence.span for sentence in section.sentences)
    for statement in reading.statements:
        found.extend((statement.cue, statement.content, statement.sentence))
        found.extend(mention.span for mention in statement.mentions)
    found.extend(p.span for p in reading.meeting.participants if p.span is not None)
    return found


def gist(reading: Reading) -> list[tuple[object, ...]]:
    """Return what a reading says, without offsets and without the words as they are spelled."""
    return [
        (
            s.act,
            [h.iri for h in s.holders],
            s.reiterates,
            s.agreement,
            [a.iri for a in s.addressees],
            s.topics,
        )
        for s in reading.statements
    ]


# Readouts put together from the sentences of the phrase tables

OPENINGS = [row["opening"] for row in table("contexts.tsv")] + sorted(
    {r["opening"] for r in table("holders.tsv")}
)
SENTENCES = sorted(
    {row["sentence"] for row in table("clauses.tsv")} | {row["sentence"] for row in table("mentions.tsv")}
)
HEADS = ["U.S. Department of State", "in Japanese", "FOR IMMEDIATE RELEASE", "Ministry of Defense"]


@st.composite
def readouts(draw: st.DrawFn) -> str:
    head = ["4 May 2023", *draw(st.lists(st.sampled_from(HEADS), max_size=2))]
    body = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5))
    mark = draw(st.sampled_from(["", "- ", "1. ", "(1) ", "□ "]))
    gap = draw(st.sampled_from([" ", "\n\n", "\n\n1. Trade\n\n"]))
    return (
        "\n\n".join(["Readout of a Meeting", *head, draw(st.sampled_from(OPENINGS)), mark + gap.join(body)])
        + "\n"
    )


@given(readouts())
def test_slicing_gives_the_words(characters: str) -> None:
    reading = read_text(characters)
    assert reading.summary.text.characters == characters
    for span in spans(reading):
        assert 0 <= span.start <= span.end <= len(characters)
        assert span.of(characters) == span.of(characters).strip()
    for statement in reading.statements:
        assert statement.cue.start < statement.cue.end
        assert statement.cue.within(statement.sentence)
        assert statement.content.within(statement.sentence)
        assert statement.holders


NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
PASSAGES = f"""SELECT ?begin ?end ?words ?whole {{
  ?passage <{NIF}beginIndex> ?begin ; <{NIF}endIndex> ?end ; <{NIF}anchorOf> ?words .
  ?passage <{NIF}referenceContext> ?document .
  ?document <{NIF}isString> ?whole }}"""


@given(readouts())
def test_passages_of_the_graph_are_the_words(characters: str) -> None:
    reading = read_text(characters)
    graph = store.oxigraph(store.dataset(quads(reading, load())))
    rows = list(graph.query(PASSAGES, use_default_graph_as_union=True))
    assert bool(rows) == bool(reading.statements)
    for begin, end, words, whole in rows:
        assert whole.value == characters
        assert characters[int(begin.value) : int(end.value)] == words.value


@given(readouts())
def test_reading_twice_is_reading_once(characters: str) -> None:
    one, two = read_text(characters), read_text(characters)
    assert one == two
    assert quads(one, load()) == quads(two, load())
    assert explain(one, load()) == explain(two, load())


# The same words, written in another way

WAYS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "CRLF": lambda words: words.replace("\n", "\r\n"),
    "CR": lambda words: words.replace("\n", "\r"),
    "byte order mark": lambda words: "\ufeff" + words,
    "curly quotes": lambda words: words.replace("'", "’"),
    "straight quotes": lambda words: words.replace("’", "'").replace("“", '"').replace("”", '"'),
    "composed": lambda words: unicodedata.normalize("NFC", words),
    "trailing blanks": lambda words: words.replace("\n", "  \n"),
    "no last line end": lambda words: words.rstrip("\n"),
    "hard blanks": lambda words: words.replace("The Ministers", "The\u00a0Ministers"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", READOUTS, ids=[path.stem for path in READOUTS])
def test_spelling_moves_offsets_and_changes_nothing_else(path: Path, way: str) -> None:
    characters = path.read_bytes().decode()
    plain = read(decode(characters.encode(), "a.txt"), load())
    changed = WAYS[way](characters)
    reading = read(decode(changed.encode(), "a.txt"), load())
    assert reading.summary.text.characters == changed
    for span in spans(reading):
        assert span.of(changed) == span.of(changed).strip()
    assert [(s.act, len(s.holders)) for s in reading.statements] == [
        (s.act, len(s.holders)) for s in plain.statements
    ]
    cues, wanted = (
        [" ".join(WAYS["straight quotes"](one.quote(s.cue)).split()) for s in one.statements]
        for one in (reading, plain)
    )
    assert cues == wanted
    assert (reading.meeting.date, reading.meeting.start, reading.meeting.minutes, reading.meeting.format) == (
        plain.meeting.date,
        plain.meeting.start,
        plain.meeting.minutes,
        plain.meeting.format,
    )
    assert gist(reading) == gist(plain)


def decomposed(path: Path) -> tuple[Reading, str]:
    characters = unicodedata.normalize("NFD", path.read_bytes().decode())
    return read(decode(characters.encode(), "a.txt"), load()), characters


@pytest.mark.parametrize("path", READOUTS, ids=[path.stem for path in READOUTS])
def test_offsets_of_decomposed_letters(path: Path) -> None:
    reading, characters = decomposed(path)
    assert reading.summary.text.characters == characters
    for span in spans(reading):
        assert span.of(characters) == span.of(characters).strip()


@pytest.mark.xfail(strict=True, reason="words are cut before a combining accent")
def test_decomposed_letters_say_the_same() -> None:
    for path in READOUTS:
        plain = read(decode(path.read_bytes(), "a.txt"), load())
        reading, characters = decomposed(path)
        assert not any(unicodedata.combining(characters[span.end]) for span in spans(reading))
        assert [(s.act, len(s.holders)) for s in reading.statements] == [
            (s.act, len(s.holders)) for s in plain.statements
        ]


def test_utf16_is_read_as_utf8() -> None:
    characters = READOUTS[0].read_bytes().decode()
    one = read(decode(characters.encode(), "a.txt"), load())
    two = read(decode(b"\xff\xfe" + characters.encode("utf-16-le"), "a.txt"), load())
    assert one.statements == two.statements
    assert one.meeting == two.meeting


# Many files


def test_order_of_files_does_not_matter_and_twice_is_once(tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(READOUTS[0].read_bytes())
    some = READOUTS[:3]
    wanted = store.nquads(kg.build(some))
    assert store.nquads(kg.build(reversed(some))) == wanted
    assert store.nquads(kg.build([*some, some[1], some[0]])) == wanted
    assert store.nquads(kg.build([some[2].parent / ".." / "readouts" / some[2].name, *some[:2]])) == wanted
    assert len(kg.build([*some, copy])) == len(kg.build(some))


# Hostile text

JUNK = st.lists(
    st.one_of(
        st.sampled_from(SENTENCES),
        st.sampled_from(OPENINGS),
        st.sampled_from(
            "The Ministers agreed to that it was of , . ; : “ ” ( ) — – - \n \n\n \t 1. □ Minister A. B. he".split(
                " "
            )
        ),
        st.text(max_size=12),
    ),
    max_size=25,
)


@given(JUNK, st.sampled_from(["", " ", "\n", "\n\n"]))
@example(["\ufeff"], "")
@example(["Mr."], " ")
@example(["“The Ministers agreed"], "")
@example(["The Ministers " * 40, "agreed."], "")
@example(["agreed " * 200, "."], "")
@example(["(((((“““““"], "The Ministers agreed to meet again today")
@example(["from 99:99 to 88:88 on 31 February 2021 Minister Lund met Minister Aho."], "")
@example(["on 30 December 0001 Minister Lund of Norway met Minister Aho of Finland."], "")
def test_no_text_breaks_the_reader(pieces: list[str], between: str) -> None:
    characters = between.join(pieces)
    try:
        reading = read(decode(characters.encode("utf-8", "surrogatepass"), "junk.txt"), load())
    except KgError as error:
        message = str(error)
        assert message.startswith("junk.txt: ")
        assert "\n" not in message
        return
    for span in spans(reading):
        assert 0 <= span.start <= span.end <= len(characters)
    assert explain(reading, load()).endswith("\n")
    assert quads(reading, load())


@given(st.text(max_size=200))
def test_no_characters_break_the_reader(characters: str) -> None:
    whole = f"Readout of a Meeting\n\n{OPENINGS[0]}\n\n{characters}\n"
    try:
        reading = read_text(whole)
    except KgError:
        return
    assert all(span.of(whole) == whole[span.start : span.end] for span in spans(reading))
    assert quads(reading, load())


LONG = [
    "a",
    "The Ministers agreed. ",
    "The Ministers agreed that ",
    "(",
    "“",
    "the ",
    "\n- x",
    "Japan’s ",
    "and ",
    "of the ",
    "X ",
    ", ",
    pytest.param(
        "Minister A and ", marks=pytest.mark.xfail(strict=True, reason="a long chain of actors is quadratic")
    ),
]


@pytest.mark.parametrize("many", LONG)
def test_long_texts_take_steps_in_proportion(many: str) -> None:
    """Ten times the text takes less than thirty times the lines run: nothing in the reader is quadratic."""

    def lines(times: int) -> int:
        run = 0

        def trace(_frame: object, event: str, _argument: object) -> object:
            nonlocal run
            run += event == "line"
            return trace

        sys.settrace(trace)
        try:
            with contextlib.suppress(KgError):
                read_text(f"Readout of a Meeting\n\n{OPENINGS[0]}\n\n{many * times}.\n")
        finally:
            sys.settrace(None)
        return run

    lines(1)  # what is read once stays read
    assert lines(1500) < 30 * lines(150)
