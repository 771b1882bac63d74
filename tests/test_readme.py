"""Every block of README.md runs and prints what it says; ``pytest --regenerate`` writes the true outputs into it.

``console`` blocks hold commands after ``$`` and their output, ``python`` blocks are doctests, and a ``turtle`` block
whose first line is a comment with a file name becomes that file. All run in order in one folder that holds a link to
``data/``. The two ``sh`` blocks at the top are the commands that ``.ci/run`` runs as they stand.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.cli import main

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# (\S+\.ttl)\n")


@dataclass(frozen=True)
class Block:
    """One fenced block: its language, its words, and where those stand in the file."""

    language: str
    words: str
    start: int
    line: int


@dataclass(frozen=True)
class Place:
    """Where the blocks run: a folder, an environment in which ``kg`` is this checkout's, and what python defined."""

    folder: Path
    environment: dict[str, str]
    names: dict[str, object]


def blocks(readme: str) -> list[Block]:
    """Return every fenced block."""
    found = [
        Block(m[1], m[2], m.start(2), readme.count("\n", 0, m.start(2)) + 1) for m in _BLOCK.finditer(readme)
    ]
    assert len(found) * 2 == len(re.findall(r"^```", readme, re.MULTILINE)), (
        "a fence is open or names no language"
    )
    return found


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """Cut a console block into commands and the output below each."""
    for part in re.split(r"^\$ ", block.words, flags=re.MULTILINE)[1:]:
        lines = part.splitlines(keepends=True)
        # A command goes on over a line end that stands inside quotes.
        ends = (n for n in range(1, len(lines) + 1) if "".join(lines[:n]).count("'") % 2 == 0)
        end = next(ends)
        yield "".join(lines[:end]).rstrip("\n"), "".join(lines[end:])


def printed(command: str, place: Place) -> str:
    """Run one command, which must succeed, and return what it printed, without blanks at the ends of its lines."""
    words = list(shlex.shlex(command, posix=True, punctuation_chars=True))
    alone = words[0] == "kg" and not any(set(word) <= set("|&;<>()") for word in words)
    code, output = (run_here if alone else run_in_shell)(command, place)
    assert code == 0, f"{command}\n{output}"
    lines = "\n".join(line.rstrip() for line in output.splitlines()).strip("\n")
    return f"{lines}\n" if lines else ""


def run_here(command: str, place: Place) -> tuple[int, str]:
    """Run ``kg`` in this process, which has what it knows in memory."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    with (
        contextlib.chdir(place.folder),
        contextlib.redirect_stdout(stream),
        contextlib.redirect_stderr(stream),
    ):
        arguments, sys.argv = sys.argv, shlex.split(command)
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        finally:
            sys.argv = arguments
    stream.seek(0)
    return code, stream.read()


def run_in_shell(command: str, place: Place) -> tuple[int, str]:
    """Run a command as it stands."""
    done = subprocess.run(
        command,
        shell=True,
        cwd=place.folder,
        env=place.environment,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout


def replayed(block: Block, place: Place) -> str:
    """Run a block and return it with its true output."""
    match block.language:
        case "sh":
            printed(shell_tail(block), place)
        case "console":
            assert block.words.startswith("$ ")
            return "".join(f"$ {command}\n{printed(command, place)}" for command, _ in commands(block))
        case "python":
            assert doctested(block, place) == ""
        case "turtle":
            name = _FILE.match(block.words)
            assert name is not None, f"README.md:{block.line}: a turtle block that names no file"
            (place.folder / name[1]).write_text(block.words, encoding="utf-8")
        case other:
            raise AssertionError(f"README.md:{block.line}: no test knows how to run {other}")
    return block.words


def shell_tail(block: Block) -> str:
    """The part of an installing command that can be run here: what it does with ``kg`` once it is installed."""
    last = block.words.strip().rpartition(" && ")[2]
    return last.removeprefix(".venv/bin/") if "/kg " in last else "true"


def doctested(block: Block, place: Place) -> str:
    """Run a python block as a doctest and return what failed."""
    test = doctest.DocTestParser().get_doctest(block.words, place.names, "README.md", "README.md", block.line)
    assert test.examples, f"README.md:{block.line}: a python block without an example"
    failures: list[str] = []
    with contextlib.chdir(place.folder):
        doctest.DocTestRunner(verbose=False).run(test, out=failures.append, clear_globs=False)
    place.names.update(test.globs)
    return "".join(failures)


@pytest.fixture
def readme(root: Path) -> str:
    return (root / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def place(root: Path, tmp_path: Path, plain_terminal: None) -> Place:
    (tmp_path / "bin").mkdir()
    (tmp_path / "work").mkdir()
    command = tmp_path / "bin" / "kg"
    python = f"PYTHONPATH={shlex.quote(str(root))} exec {shlex.quote(sys.executable)} -m kg"
    command.write_text(f'#!/bin/sh\n{python} "$@"\n')
    command.chmod(0o755)
    (tmp_path / "work" / "data").symlink_to(root / "data", target_is_directory=True)
    kept = {name: os.environ[name] for name in ("HOME", "TMPDIR") if name in os.environ}
    path = f"{command.parent}:{os.environ['PATH']}"
    return Place(
        tmp_path / "work", kept | {"PATH": path, "TERM": "dumb", "COLUMNS": "80", "LC_ALL": "C.UTF-8"}, {}
    )


def test_every_block_runs(readme: str, place: Place, root: Path, regenerate: bool) -> None:
    true, end = "", 0
    for block in blocks(readme):
        true += readme[end : block.start] + replayed(block, place)
        end = block.start + len(block.words)
    true += readme[end:]
    if regenerate:
        (root / "README.md").write_text(true, encoding="utf-8")
    else:
        assert readme == true, "README.md is stale: pytest --regenerate tests/test_readme.py"


def test_it_opens_with_two_commands(readme: str) -> None:
    first, second, *_ = blocks(readme)
    assert [first.language, second.language] == ["sh", "sh"]
    for block in (first, second):
        assert block.words.count("\n") == 1, "one line each"
    assert "kg build data/japan-us-2021-03-16.txt" in first.words
    assert "pytest" in second.words


def test_the_tour_is_whole(readme: str) -> None:
    found = blocks(readme)
    languages = Counter(block.language for block in found)
    assert languages["sh"] == 2
    run = [command for block in found if block.language == "console" for command, _ in commands(block)]
    assert sum(command.startswith("kg query") and "--list" not in command for command in run) >= 3
    assert any("--vocabulary" in command for command in run)
    assert languages["python"] >= 1
    assert languages["turtle"] >= 1


def test_ci_runs_the_two_commands(readme: str, root: Path) -> None:
    """What ``.ci/run`` takes from the README is exactly the two blocks."""
    script = (root / ".ci" / "run").read_text(encoding="utf-8")
    (extraction,) = re.findall(r"^  (awk .*README\.md)$", script, re.MULTILINE)
    found = subprocess.run(
        extraction, shell=True, cwd=root, capture_output=True, text=True, check=True
    ).stdout
    assert found == "".join(block.words for block in blocks(readme) if block.language == "sh")
    assert os.access(root / ".ci" / "run", os.X_OK)
