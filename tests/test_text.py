"""Bytes to characters to sentences."""

from __future__ import annotations

import io
import os
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg import text
from kg.errors import InputError

WORDS = "São Tomé’s Minister met H.E. Mr. Lê.\r\nThey agreed 🤝 on e\u0301tudes.\r\n"

ENCODINGS = [
    (WORDS.encode(), WORDS),
    (b"\xef\xbb\xbf" + WORDS.encode(), "\ufeff" + WORDS),
    (b"\xff\xfe" + WORDS.encode("utf-16-le"), WORDS),
    (b"\xfe\xff" + WORDS.encode("utf-16-be"), WORDS),
]


@pytest.mark.parametrize(("data", "characters"), ENCODINGS)
def test_encodings(data: bytes, characters: str) -> None:
    read = text.decode(data, "a.txt")
    assert read.characters == characters
    assert read.source == "a.txt"


@pytest.mark.parametrize("data", [data for data, _ in ENCODINGS[:2]])
def test_offsets_are_those_of_the_file_as_utf8(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with open(path, encoding="utf-8", newline="") as stream:
        assert text.read(path).characters == stream.read()


FAULTS = [
    (b"", "the file is empty"),
    (b" \r\n\t\n", "the file is empty"),
    (b"\xef\xbb\xbf\n", "the file is empty"),
    (b"\xff\xfe", "the file is empty"),
    (b"one\ntwo \x93quoted\x94", "line 2 has the byte 0x93, wanted UTF-8"),
    (b"one\ntwo\n\nfour \x00", "line 4 has a NUL"),
    ("no mark".encode("utf-16-le"), "line 1 has a NUL"),
    (b"\xff\xfea", "byte 2 does not go on as UTF-16"),
    (b"\xff\xfe\x00\xd8", "does not go on as UTF-16"),
    ("wide".encode("utf-32"), "UTF-32"),
    (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
    (b"PK\x03\x04\x14", "a zip archive or an office document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff\xe0", "a JPEG image"),
    (b"{\\rtf1 hello}", "an RTF document"),
]


@pytest.mark.parametrize(("data", "words"), FAULTS)
def test_what_is_no_text_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(InputError) as caught:
        text.decode(data, "folder/a.txt")
    message = str(caught.value)
    assert message.startswith("folder/a.txt: ")
    assert words in message
    assert "\n" not in message


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read = text.decode(data, "a.txt")
    except InputError as error:
        message = str(error)
    else:
        message = "a.txt: "
        assert "\0" not in read.characters
        assert any(map(str.isalnum, read.characters))
    assert message.startswith("a.txt: ")


def test_digest_is_of_the_bytes() -> None:
    one, two = (text.decode(data, "a.txt").digest for data in (b"The same", b"\xef\xbb\xbfThe same"))
    assert len(one) == 64
    assert one != two
    assert one == text.decode(b"The same", "elsewhere.txt").digest


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WORDS.encode())))
    assert text.read("-").characters == WORDS
    with pytest.raises(InputError, match=r"^standard input: the file is empty"):
        text.read("-")


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    cases = [
        (tmp_path / "no.txt", "there is no such file"),
        (tmp_path, "this is a folder"),
        (loop, "it cannot be read"),
        (tmp_path / ("n" * 300), "it cannot be read"),
        (tmp_path / "nul\0.txt", "it cannot be read"),
    ]
    for path, words in cases:
        with pytest.raises(InputError) as caught:
            text.read(path)
        assert str(caught.value).startswith(f"{path}: {words}")


def test_forbidden_file(unprivileged: Path) -> None:
    path = unprivileged / "a.txt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(InputError, match=r"a\.txt: there is no permission to read it"):
        text.read(path)


def test_forbidden_folder(unprivileged: Path) -> None:
    folder = unprivileged / "closed"
    folder.mkdir(mode=0)
    try:
        with pytest.raises(InputError, match="closed: there is no permission to read the folder"):
            text.find([unprivileged])
    finally:
        folder.chmod(0o700)


def test_endless_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "_MOST", 1 << 20)
    with pytest.raises(InputError, match="longer than 1 MiB"):
        text.read("/dev/zero")


def test_name_that_is_no_utf8(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(path)).write_bytes(b"words")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert text.read(os.fsdecode(path)).source.endswith("caf\\xe9.txt")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.TXT", "sub/c.txt", ".hidden.txt", ".git/d.txt", "notes.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("words")
    (tmp_path / "sub" / "up").symlink_to(tmp_path, target_is_directory=True)
    return tmp_path


def test_folders_are_searched(folder: Path) -> None:
    found = text.find([folder])
    assert found == [folder / "a.TXT", folder / "b.txt", folder / "sub" / "c.txt"]


def test_order_does_not_matter_and_twice_is_once(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder / "b.txt")
    paths = [folder / "b.txt", folder / "sub", folder / "sub" / ".." / "b.txt", folder / "link.txt", folder]
    found = text.find(paths)
    assert len(found) == 3
    assert text.find(reversed(paths)) == found


def test_folder_without_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    with pytest.raises(InputError) as caught:
        text.find([tmp_path])
    assert str(caught.value) == f"{tmp_path}: the folder holds no .txt file, wanted one at least"


def test_a_file_called_dash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("./-").write_text("from the file")
    (found,) = text.find(["./-"])
    assert text.read(found).characters == "from the file"
    assert text.find(["-"]) == [Path("-")]


WHOLE = [
    "They met in U.S. Army quarters and left.",
    "The Japan-U.S. Alliance stands.",
    "H.E. Mr. Singh spoke with Maj. Gen. Lee and Lt. Gen. Roe.",
    "See No. 5 and Jan. 28 at 10.15 AM.",
    "Mr P R Lyle left with Dr. S. Iyer.",
    "On Dec. 27, 2019 he met Gen. (Ret.) Roe in St. Petersburg.",
    "Amb. Roe, Dep. Sec. Oh, Smt. Iyer and Shri. Rao agreed.",
    "Prime Minister Rao met P.M. Oh.",
    "The talks began at 3 p.m. Tokyo time and went on.",
    "The talks began at 10 a.m. local time.",
    "It fell on Tues. Jan. 3 of that year.",
    "They noted Res. 1718, Para. 5 and Art. 9 of it.",
    "Some approx. 5 ships, i.e. vessels, e.g. Japan’s, vs. others.",
    "2. The Ministers agreed.",
    "They wrapped\nthe line\r\nhere.",
    "He said that 3.5 percent is v2.0 of www.example.org now.",
    "The U.N. Security Council and the D.P.R.K. mission met.",
    "They met (as on Jan. 5) and left.",
]

SEVERAL = [
    ("They left. He stayed.", ["They left.", "He stayed."]),
    ("He went to the U.S. The Ministers met.", ["He went to the U.S.", "The Ministers met."]),
    ("It began at 5 p.m. The Ministers met.", ["It began at 5 p.m.", "The Ministers met."]),
    ("He asked “Why? No.” Then he left.", ["He asked “Why? No.”", "Then he left."]),
    ("He “agreed.” Mr. Oh did not.", ["He “agreed.”", "Mr. Oh did not."]),
    ("“He came. Mr. Oh did not.”", ["“He came.", "Mr. Oh did not.”"]),
    ("“He came. Mr. Oh did not. Nobody sang.", ["“He came.", "Mr. Oh did not.", "Nobody sang."]),
    ('"He came. He went."', ['"He came.', 'He went."']),
    ("“He came. He went,” said Mr. Oh.", ["“He came. He went,” said Mr. Oh."]),
    ("“He came.”", ["“He came.”"]),
    ("It was in Dec. The Ministers met.", ["It was in Dec.", "The Ministers met."]),
    (
        "The Ministers’ talks ended. Japan’s plan stands.",
        ["The Ministers’ talks ended.", "Japan’s plan stands."],
    ),
    ("One\n\nTwo", ["One", "Two"]),
    ("One\r\n \r\nand two", ["One", "and two"]),
    ("a…b met. C met! D?", ["a…b met.", "C met!", "D?"]),
    ("日本。中国。", ["日本。", "中国。"]),
    ("They met.He left.", ["They met.", "He left."]),
    ("", []),
    (" \r\n\t", []),
]


@pytest.mark.parametrize("words", WHOLE)
def test_one_sentence(words: str) -> None:
    assert [span.of(words) for span in text.sentences(words, 0, len(words))] == [words]


@pytest.mark.parametrize("words", WHOLE)
def test_one_sentence_among_others(words: str) -> None:
    passage = f"It rained. {words} \r\nNobody spoke."
    cut = [span.of(passage) for span in text.sentences(passage, 0, len(passage))]
    assert cut == ["It rained.", words, "Nobody spoke."]


@pytest.mark.parametrize(("words", "wanted"), SEVERAL)
def test_several_sentences(words: str, wanted: list[str]) -> None:
    assert [span.of(words) for span in text.sentences(words, 0, len(words))] == wanted


PIECES = st.sampled_from(
    [
        *"aA1.!?…\n\r\t (“”\"'’)-:;·。\u2029\ufeff",
        "e\u0301",
        "🤝",
        "U.S.",
        "Mr.",
        "No.",
        "\r\n\r\n",
        "The",
        "p.m.",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join), st.integers(0, 5), st.integers(0, 5))
@example("x. \u0085y", 0, 0)
def test_no_word_is_lost(words: str, before: int, after: int) -> None:
    start, end = min(before, len(words)), max(len(words) - after, min(before, len(words)))
    spans = text.sentences(words, start, end)
    assert "".join("".join(span.of(words).split()) for span in spans) == "".join(words[start:end].split())
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(start <= span.start < span.end <= end for span in spans)
    assert all(span.of(words) == span.of(words).strip() for span in spans)
