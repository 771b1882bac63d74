"""Bytes to characters to sentences; offsets are always those of the source as decoded.

Nothing is normalised: line ends, curly quotes and combining characters stay as they are, and the byte order
mark of a UTF-8 file stays as character 0, so that
``open(path, encoding="utf-8", newline="").read()[start:end]`` gives the same words as a
:class:`~kg.model.Span` does. UTF-16 files need a byte order mark, which is not one of their characters.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from sentencex import get_sentence_boundaries

from kg.errors import InputError
from kg.model import Span, Text

__all__ = ["decode", "find", "read", "sentences"]

_STDIN = "-"
_MOST = 64 * 1024 * 1024
"""Bytes that one source may have: far above any readout, and an end to reading ``/dev/zero``."""

_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (codecs.BOM_UTF32_LE, "UTF-32 text"),
    (codecs.BOM_UTF32_BE, "UTF-32 text"),
)


def read(path: str | os.PathLike[str]) -> Text:
    """Read one source; ``-`` is standard input.

    Raises :class:`~kg.errors.InputError`, naming the path, where it is missing, a folder, forbidden, empty,
    binary or in an unknown encoding.

    >>> import kg
    >>> read(kg.seed()).characters[:12]
    'Japan-U.S. D'
    >>> read("nowhere.txt")
    Traceback (most recent call last):
    kg.errors.InputError: nowhere.txt: there is no such file
    """
    name = os.fspath(path)
    source = _printable(name)
    try:
        if name == _STDIN:
            return decode(_bytes(sys.stdin.buffer, source), source)
        with open(name, "rb") as stream:
            return decode(_bytes(stream, source), source)
    except FileNotFoundError:
        raise InputError(f"{source}: there is no such file") from None
    except IsADirectoryError:
        raise InputError(f"{source}: this is a folder, wanted a text file") from None
    except PermissionError:
        raise InputError(f"{source}: there is no permission to read it") from None
    except InputError:
        raise
    except (OSError, ValueError) as error:  # a loop of links, a name too long, a NUL in the name
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(f"{source}: it cannot be read ({reason.lower()})") from None


def decode(data: bytes, source: str) -> Text:
    r"""Turn the bytes of a source into a text: UTF-8 with or without byte order mark, or UTF-16 with one.

    Raises :class:`~kg.errors.InputError` for everything else.

    >>> decode("São Tomé\r\n".encode(), "a.txt").characters
    'São Tomé\r\n'
    >>> decode("São Tomé".encode("latin-1"), "a.txt")
    Traceback (most recent call last):
    kg.errors.InputError: a.txt: line 1 has the byte 0xE3, wanted UTF-8, or UTF-16 with a byte order mark
    """
    label = "standard input" if source == _STDIN else source
    if not data:
        raise InputError(f"{label}: the file is empty, wanted the text of a readout")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"{label}: this is {kind}, wanted plain text in UTF-8 or UTF-16")
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        characters = data.decode("utf-16" if wide else "utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{label}: {_misfit(data, error, wide=wide)}") from None
    if "\0" in characters:
        line = characters.count("\n", 0, characters.index("\0")) + 1
        raise InputError(
            f"{label}: line {line} has a NUL, so this is binary; wanted plain text in UTF-8 or UTF-16"
        )
    if not any(map(str.isalnum, characters)):
        raise InputError(f"{label}: the file is empty of words, wanted the text of a readout")
    return Text(source=source, characters=characters, digest=hashlib.sha256(data).hexdigest())


def find(paths: Iterable[str | os.PathLike[str]]) -> list[Path]:
    """Expand folders to the ``.txt`` files in them, at any depth; sorted, each file once, no hidden ones.

    The order of the arguments does not matter. Files that are named stand in the result unseen: :func:`read`
    tells what is wrong with them. ``-`` stays as it is. Links to folders inside a folder are not followed.
    Raises :class:`~kg.errors.InputError` for a folder that holds no text file.

    >>> import kg
    >>> [path.name for path in find([kg.seed(), kg.seed().parent])]
    ['japan-us-2021-03-16.txt']
    >>> find(["b.txt", "-", "a.txt", "./b.txt"]) == [Path("-"), Path("a.txt"), Path("b.txt")]
    True
    """
    found: dict[str, Path] = {}
    for name in sorted({os.fspath(path) for path in paths}):
        if name == _STDIN:
            found[_STDIN] = Path(_STDIN)
            continue
        files = _inside(name) if os.path.isdir(name) else [Path(name)]
        for file in files:
            known = found.setdefault(os.path.realpath(file), file)
            if str(file) < str(known):
                found[os.path.realpath(file)] = file
    # A file that is called "-" may not be taken for standard input.
    kept = [path.absolute() if str(path) == _STDIN and key != _STDIN else path for key, path in found.items()]
    return sorted(kept, key=str)


def sentences(characters: str, start: int, end: int) -> list[Span]:
    """Cut the characters from ``start`` to ``end`` into sentences, without the white space around them.

    No character that is not white space is lost. Abbreviations, initials, numbers and the line breaks of
    wrapped text end no sentence; an empty line does.

    >>> words = "Mr. Oh met Lt. Gen. Roe at 10.15 AM on Jan. 28. They agreed."
    >>> [span.of(words) for span in sentences(words, 0, len(words))]
    ['Mr. Oh met Lt. Gen. Roe at 10.15 AM on Jan. 28.', 'They agreed.']
    >>> sentences("  ", 0, 2)
    []
    """
    spans: list[Span] = []
    breaks = [match.end() for match in _BREAK.finditer(characters, start, end)]
    blocks = pairwise([start, *breaks, end])
    for piece in (piece for a, b in blocks for piece in _joined(characters, _pieces(characters, a, b))):
        cut = piece.start
        for match in _AFTER_QUOTE.finditer(characters, piece.start, piece.end):
            spans.extend(_trimmed(characters, Span(cut, match.end())))
            cut = match.end()
        spans.extend(_trimmed(characters, Span(cut, piece.end)))
    return spans


_TITLE = re.compile(
    r"(?<![\w.])(?:Messrs|Mme|Mlle|Smt|Shri|Kum|Amb|Hon|Rt|Dep|Asst|Adm|VAdm|RAdm|Cdr|Cmdr|Col|Lt|Maj|Gen|Brig|Capt"
    r"|Cpl|Sgt|Pvt|Gov|Sec|Sen|Rep|Prof|Dr|Mr|Mrs|Ms|Rev|Fr|Pres|Min|H\.E|H\.M|H\.H|H\.R\.H|M\.P|vs|i\.e|e\.g|cf|viz)\.$"
)
"""Words before a full stop that a name follows: a sentence never ends there."""
_NUMBERED = re.compile(
    r"(?<![\w.])(?:[Nn]os?|[Pp]aras?|[Vv]ol|[Aa]rts?|[Rr]es|[Ss]ec|[Cc]h|[Ff]igs?|[Pp]p?|[Aa]pprox|[Cc]a|[Aa]nn"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)
"""Words before a full stop that a number follows."""
_CLOCK = re.compile(r"\d\s?[ap]\.m\.$", re.IGNORECASE)
_ZONE = re.compile(r"(?:[A-Z][a-z]+ ){1,2}[Tt]ime\b|[A-Z]{2,4}T\b|UTC\b|GMT\b")
_WEEKDAY = re.compile(r"(?<![\w.])(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.$")
_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)")
_HEAD_OF_GOVERNMENT = re.compile(r"(?<!\d)(?<!\d )P\.M\.$")
_INITIAL = re.compile(r"(?<![^\W_])[^\W\d_]\.$")
_BREAK = re.compile(r"(?>\r\n|\n|\r)[ \t]*(?>\r\n|\n|\r)|\u2029")
_AFTER_QUOTE = re.compile(r"[.!?][\"”’](?=\s+[A-Z“])|(?<=\d May)\.(?=\s+[A-Z])|(?<=\bin May)\.(?=\s+[A-Z])")


def _pieces(characters: str, start: int, end: int) -> list[Span]:
    """Cut with sentencex; each piece runs to the start of the next, so that none loses a character."""
    starts = [start + found["start_index"] for found in get_sentence_boundaries("en", characters[start:end])]
    bounds = [start, *starts[1:], end] if starts else [start, end]
    return [part for a, b in pairwise(bounds) if a < b for part in _unquoted(characters, a, b)]


def _unquoted(characters: str, start: int, end: int) -> list[Span]:
    """Cut a quotation that is a paragraph of its own where a report would be cut: it holds several sentences."""
    words = characters[start:end].strip()
    inner = words[1:-1] if words[-1:] in '”"' else words[1:]
    if words[:1] not in ("“", '"') or not words or "”" in inner or '"' in inner:
        return [Span(start, end)]
    begin = characters.index(words[0], start) + 1
    found = get_sentence_boundaries("en", characters[begin : begin + len(inner)])
    cuts = [begin + one["start_index"] for one in found[1:]]
    return [Span(a, b) for a, b in pairwise([start, *cuts, end])]


def _joined(characters: str, pieces: list[Span]) -> Iterator[Span]:
    """Join the pieces between which no sentence ends."""
    held: Span | None = None
    for piece in pieces:
        if held is None:
            held = piece
        elif _continues(held.of(characters), piece.of(characters)):
            held = Span(held.start, piece.end)
        else:
            yield held
            held = piece
    if held is not None:
        yield held


def _continues(before: str, after: str) -> bool:
    """Tell whether a sentence goes on over a place where sentencex cut it."""
    head, tail = before.rstrip(), after.lstrip()
    if not head or not tail:
        return False
    if before == head and after == tail and _INITIAL.search(head):
        return True  # "Japan-U.S." is cut in two
    if not any(c.isalpha() for c in head) or not any(c.isalnum() for c in tail):
        return True  # the number of a point stands with its words, stray marks with what they follow
    if tail[0].islower():
        return True
    if tail[0].isdigit():
        return bool(_NUMBERED.search(head))
    if _WEEKDAY.search(head):
        return bool(_MONTH.match(tail))
    if _CLOCK.search(head):
        return bool(_ZONE.match(tail))
    return bool(_TITLE.search(head) or _HEAD_OF_GOVERNMENT.search(head))


def _trimmed(characters: str, span: Span) -> Iterator[Span]:
    """Give the span without the white space around it, or nothing where nothing is left."""
    words = span.of(characters)
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - (len(words) - len(words.rstrip()))
    if start < end:
        yield Span(start, end)


def _inside(folder: str) -> list[Path]:
    """List the text files of a folder; links to folders are not followed, so a loop of links is harmless."""
    faults: list[OSError] = []
    files: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [Path(root, n) for n in names if n.lower().endswith(".txt") and not n.startswith(".")]
    for fault in faults:
        raise InputError(f"{_printable(str(fault.filename))}: there is no permission to read the folder")
    if not files:
        raise InputError(f"{_printable(folder)}: the folder holds no .txt file, wanted one at least")
    return files


def _bytes(stream: BinaryIO, source: str) -> bytes:
    """Read a stream to its end, within reason."""
    data = stream.read(_MOST + 1)
    if len(data) > _MOST:
        label = "standard input" if source == _STDIN else source
        raise InputError(f"{label}: this is longer than {_MOST >> 20} MiB, wanted the text of one readout")
    return data


def _misfit(data: bytes, error: UnicodeDecodeError, *, wide: bool) -> str:
    """Say where the first byte stands that does not fit, and what was wanted."""
    if wide:
        return f"byte {error.start} does not go on as UTF-16, which the byte order mark announces"
    line = data.count(b"\n", 0, error.start) + 1
    return (
        f"line {line} has the byte 0x{data[error.start]:02X}, wanted UTF-8, or UTF-16 with a byte order mark"
    )


def _printable(name: str) -> str:
    """Spell a path so that it can be printed and stored: bytes that are no UTF-8 are written as escapes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
