"""How words and tables reach a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ConformanceError, InputError
from kg.terminal import _widths, complain, listed, pass_on, plain, show

HOSTILE = [
    ("\x1b[2J\x1b[31mred\x1b[0m", "red"),
    ("\x1b]0;title\x07after", "after"),
    ("\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x1b\\", "link"),
    ("\x9b31mred", "red"),
    ("\x1bPdevice\x1b\\after", "after"),
    ("left\u202etfel\u202c", "lefttfel"),
    ("a\x00b\x08c\x7fd", "abcd"),
    ("one\r\ntwo\u2028three", "one twothree"),
    ("می\u200cشود", "می\u200cشود"),
]


@pytest.mark.parametrize(("words", "shown"), HOSTILE)
def test_nothing_steers_the_terminal(words: str, shown: str) -> None:
    assert plain(words) == shown


@given(st.text())
def test_any_words_are_made_fit(words: str) -> None:
    for shown in (plain(words), plain(words, lines=True).replace("\n", "").replace("\t", "")):
        assert not {unicodedata.category(c) for c in shown if c not in "\u200c\u200d"} & {
            "Cc",
            "Cf",
            "Cs",
            "Zl",
            "Zp",
        }


def test_an_error_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    complain(InputError("a\nb.txt: there is\x1b[31m no such file"))
    assert capsys.readouterr().err == "kg: a b.txt: there is no such file\n"
    complain(ConformanceError(listed("a.ttl: 25 faults", [f"fault\n{n}" for n in range(25)])))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 22
    assert lines[1] == "  fault 0"
    assert lines[-1] == "  and 5 more"


def test_data_is_passed_on_as_it_is(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    pass_on("é\x1b\r\n")
    assert capsysbinary.readouterr().out == "é\x1b\r\n".encode()


@pytest.mark.usefixtures("plain_terminal")
def test_a_table_shows_markup_as_words(capsys: pytest.CaptureFixture[str]) -> None:
    show(("[red]who[/red]", "n"), [("[bold]:smile:[/bold]", "1"), ("Oh", "22")], numbers=("n",))
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines[1].split() == ["[red]who[/red]", "n"]
    assert lines[3].split() == ["[bold]:smile:[/bold]", "1"]
    assert lines[4].endswith("22")


@pytest.mark.usefixtures("plain_terminal")
def test_links_of_the_graph_may_be_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("Kishi", "id:document/a#statement_1_2", "act:agree")]
    show(("who", "statement", "act"), rows, links=False)
    out = capsys.readouterr().out
    assert "#statement" not in out
    assert "act:agree" in out
    assert out.endswith("Left out here: statement; --format csv has every column.\n")
    show(("who", "statement", "act"), rows)
    assert "#statement_1_2" in capsys.readouterr().out


CELLS = st.lists(st.text(st.sampled_from("ab 国"), max_size=60), min_size=1, max_size=4)


@given(st.lists(CELLS, min_size=1, max_size=6), st.integers(30, 200))
def test_columns_fit_the_room(columns: list[list[str]], room: int) -> None:
    widths = _widths(columns, room)
    assert len(widths) == len(columns)
    assert all(width >= 0 for width in widths)
    assert sum(widths) <= max(room, 14 * len(columns))


def test_short_columns_stay_whole() -> None:
    columns = [["date", "2021-03-16"], ["words", "some words " * 20], ["topics", "one topic, another topic"]]
    date, words, topics = _widths(columns, 60)
    assert date == 10
    assert words > topics >= len("another")
    assert date + words + topics <= 60
