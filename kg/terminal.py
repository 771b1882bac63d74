"""How words and tables reach a terminal, or a pipe.

Words that come from a file are shown without the control characters that could steer a terminal, and never as markup.
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Container, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console, JustifyMethod
from rich.table import Table
from rich.text import Text

from kg.errors import ConformanceError, KgError

__all__ = ["complain", "console", "count", "flush", "listed", "pass_on", "plain", "say", "show"]

_SHORT, _LONG = 14, 80
"""Up to how many characters a column is never broken into lines, and from how many it gets no more room than others."""
_WORDS = (16, 13, 10, 7)
"""Up to how many characters a word is never broken: the first that leaves room for every column."""
_MOST_FAULTS = 20
"""Faults of a graph that are shown; the rest is counted."""


def plain(words: str, *, lines: bool = False) -> str:
    r"""Make words from a file fit to be shown: no escape sequences, no control characters.

    Nor may they change the direction of what follows. ``lines`` keeps line breaks; otherwise all white space
    becomes single spaces.

    >>> plain("Red \x1b[31malert\x1b[0m\n\u202egnp.exe")
    'Red alert gnp.exe'
    >>> plain("one\ntwo\x07", lines=True)
    'one\ntwo'
    """
    words = _SEQUENCE.sub("", words)
    kept = "".join(c for c in words if c in _KEPT or unicodedata.category(c) not in _UNSEEN)
    return kept if lines else " ".join(kept.split())


_SEQUENCE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_].*?(?:\x1b\\|\x07|$)|[@-_])|\x9b[0-?]*[ -/]*[@-~]", re.DOTALL
)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_KEPT = "\n\t \u200c\u200d"  # the last two are letters in effect: Persian and Hindi need them


def console(*, errors: bool = False) -> Console:
    """Return a rich console on stdout, or on stderr, that takes words as they are.

    >>> console(errors=True).stderr
    True
    """
    return Console(stderr=errors, highlight=False, emoji=False, markup=False)


def say(words: str) -> None:
    r"""Print words as they are, but for what could steer the terminal.

    >>> say("Done.\x07")
    Done.
    """
    sys.stdout.write(plain(words, lines=True).rstrip("\n") + "\n")


def complain(error: KgError) -> None:
    """Print an error on stderr: one line, but for the faults of a graph, which have a line each."""
    several = isinstance(error, ConformanceError)
    sys.stderr.write(f"kg: {plain(str(error), lines=several)}\n")


def flush() -> None:
    """Write out what is held back, so that nothing is left that could fail when the interpreter closes."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def pass_on(data: str) -> None:
    """Write data for a machine as it is, its line ends included."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data.encode())


def show(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    links: bool = True,
    numbers: Container[str] = (),
) -> None:
    """Print a table of at least one row.

    Without ``links``, columns that hold nothing but IRIs of the graph's own are left out. ``numbers`` are set right.

    >>> show(("who", "what"), [("Kishi", "id:document/x#statement_1_2")], links=False)
    ... # doctest: +NORMALIZE_WHITESPACE
    <BLANKLINE>
    who
    ─────
    Kishi
    <BLANKLINE>
    Left out here: what; --format csv has every column.
    """
    cells = [[plain(name), *map(plain, column)] for name, *column in zip(columns, *rows, strict=True)]
    kept = [column for column in cells if links or not all(cell.startswith("id:") for cell in column[1:])]
    screen = console()
    table = Table(box=box.SIMPLE, padding=(0, 1, 0, 0), pad_edge=False)
    for column, width in zip(kept, _widths(kept, screen.width - 2 * len(kept)), strict=True):
        justify: JustifyMethod = "right" if column[0] in numbers else "left"
        table.add_column(Text(column[0]), width=width, overflow="fold", justify=justify)
    for row in zip(*(column[1:] for column in kept), strict=True):
        table.add_row(*map(Text, row))
    screen.print(table)
    if len(kept) < len(cells):
        left = ", ".join(column[0] for column in cells if column not in kept)
        say(f"Left out here: {left}; --format csv has every column.")


def _widths(columns: Sequence[Sequence[str]], room: int) -> list[int]:
    """Give each column the width of its longest word at least, and share what is left by what each would still need."""
    widths = [max(cell_len(cell) for cell in column) for column in columns]
    if sum(widths) <= room:
        return widths
    words = [max(cell_len(word) for cell in column for word in cell.split() or [""]) for column in columns]
    for most in _WORDS:
        least = [w if w <= _SHORT else min(word, most) for w, word in zip(widths, words, strict=True)]
        if sum(least) <= room:
            break
    wanted = [min(w, _LONG) - low for w, low in zip(widths, least, strict=True)]
    left = max(room - sum(least), 0)
    return [low + left * want // max(sum(wanted), 1) for low, want in zip(least, wanted, strict=True)]


def listed(head: str, faults: Sequence[object]) -> str:
    """Write a head line and a line for each of the first faults.

    >>> print(listed("a.ttl: found 1 fault", ["no label"]))
    a.ttl: found 1 fault:
      no label
    """
    more = len(faults) - _MOST_FAULTS
    lines = [f"{head}:", *(f"  {plain(str(fault))}" for fault in faults[:_MOST_FAULTS])]
    return "\n".join([*lines, f"  and {more} more"] if more > 0 else lines)


def count(number: int, noun: str) -> str:
    """Write a number of things.

    >>> count(1, "fault"), count(0, "fault")
    ('1 fault', '0 faults')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
