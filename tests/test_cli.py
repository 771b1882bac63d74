"""The command line: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import kg as package
from kg import store
from kg.cli import main
from kg.export.html import render
from kg.store import load

OUTPUTS = ["graph.html", "graph.nq", "graph.ttl"]


@dataclass(frozen=True)
class Run:
    """How a run of the command ended."""

    code: int
    out: str
    err: str


Kg = Callable[..., Run]


@pytest.fixture(scope="session")
def environment(root: Path) -> dict[str, str]:
    """What a process of its own is given."""
    kept = {name: os.environ[name] for name in ("HOME", "PATH", "TMPDIR") if name in os.environ}
    own = {
        "PYTHONPATH": str(root),
        "LC_ALL": "C.UTF-8",
        "TERM": "dumb",
        "COLUMNS": "80",
        "PYTHONWARNINGS": "error",
    }
    return kept | own


@pytest.fixture
def kg(
    monkeypatch: pytest.MonkeyPatch, plain_terminal: None, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Kg:
    """Run ``kg`` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path, input: bytes = b"") -> Run:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(input)))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Run(int(ended.value.code or 0), printed.out, printed.err)

    return run


@pytest.fixture(scope="module")
def built(
    environment: dict[str, str], seed: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Run]:
    """The folder of a graph that was built from the seed, and what the run printed."""
    folder = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "kg", "build", str(seed)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return folder / "out", Run(done.returncode, done.stdout, done.stderr)


def one_sentence(run: Run) -> str:
    """The only line on stderr of a run that failed as it should."""
    assert run.code == 1
    assert run.out == ""
    (line,) = run.err.splitlines()
    assert line.startswith("kg: ")
    return line.removeprefix("kg: ")


# build


def test_build_writes_three_files_and_says_so(built: tuple[Path, Run]) -> None:
    folder, run = built
    assert (run.code, run.err) == (0, "")
    assert sorted(os.listdir(folder)) == OUTPUTS
    assert "Wrote graph.html, graph.nq, graph.ttl to out." in run.out
    assert "Next: open out/graph.html in a browser, or ask: kg query --list" in run.out


def test_build_ends_with_a_table(built: tuple[Path, Run]) -> None:
    words = " ".join(built[1].out.split())
    for heading in ("Meeting", "Date", "Participants", "Statements", "Agreements", "Topics"):
        assert heading in words
    assert re.search(r"2021-03-16 .*\b24 9 \d+\b", words)


def test_build_is_the_same_everywhere(built: tuple[Path, Run], kg: Kg, seed: Path, tmp_path: Path) -> None:
    copy = tmp_path / "deep" / seed.name
    copy.parent.mkdir()
    copy.write_bytes(seed.read_bytes())
    assert kg("build", "-q", copy, seed, copy, "-o", "elsewhere").code == 0
    for name in OUTPUTS:
        assert (tmp_path / "elsewhere" / name).read_bytes() == (built[0] / name).read_bytes(), name


def test_quiet_is_silent(kg: Kg, seed: Path) -> None:
    assert kg("build", "--quiet", seed) == Run(0, "", "")


def test_build_reads_standard_input(kg: Kg, seed: Path, tmp_path: Path) -> None:
    assert kg("build", "-", input=seed.read_bytes()).code == 0
    assert kg("query", "-e", "SELECT ?s { ?s a readout:Agreement }", "--format", "csv").out.count("\n") == 10
    assert one_sentence(kg("build", "-", "-o", "new")).startswith("standard input: the file is empty")
    assert os.listdir(tmp_path) == ["out"]


def test_build_reads_folders(kg: Kg, root: Path) -> None:
    assert kg("build", "--check", root / "data", root / "data").code == 0


def test_progress_is_shown_on_a_terminal_only(
    environment: dict[str, str], seed: Path, tmp_path: Path
) -> None:
    main, terminal = pty.openpty()
    command = [sys.executable, "-m", "kg", "build", str(seed)]
    terminals = environment | {"TERM": "xterm"}
    done = subprocess.run(
        command, cwd=tmp_path, env=terminals, stdout=subprocess.PIPE, stderr=terminal, check=True
    )
    os.close(terminal)
    shown = os.read(main, 1 << 16).decode()
    os.close(main)
    assert "Reading" in shown
    assert b"\x1b" not in done.stdout


def test_a_graph_that_does_not_conform_is_not_written(
    kg: Kg, seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = store.oxigraph(package.build(seed))
    less = [quad for quad in whole if not quad.predicate.value.endswith("#anchorOf")]
    monkeypatch.setattr(sys.modules["kg.build"], "graph", lambda *_, **__: store.dataset(less))
    run = kg("build", "--check", seed)
    assert (run.code, run.out) == (1, "")
    first, *faults = run.err.splitlines()
    assert re.fullmatch(r"kg: the graph has \d+ faults, so nothing was written:", first)
    assert "nif:anchorOf" in faults[0]
    assert re.fullmatch(r"  and \d+ more", faults[-1])
    assert os.listdir(tmp_path) == []
    assert kg("build", "-q", seed).code == 0


# bad input


BAD = [
    ("empty.txt", b"", "the file is empty"),
    ("binary.txt", b"abc\0def", "line 1 has a NUL"),
    ("scan.txt", b"%PDF-1.7", "this is a PDF"),
    ("latin.txt", "Größe".encode("latin-1"), "line 1 has the byte 0xF6"),
    ("list.txt", b"Milk, bread and eggs.\n", ""),
]


@pytest.mark.parametrize(("name", "data", "words"), BAD, ids=[name for name, _, _ in BAD])
def test_bad_files(kg: Kg, tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert one_sentence(kg("build", name)).startswith(f"{name}: {words}")
    assert os.listdir(tmp_path) == [name]


def test_bad_paths(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    assert one_sentence(kg("build", "none")) == "none: the folder holds no .txt file, wanted one at least"
    assert one_sentence(kg("build", "no.txt")) == "no.txt: there is no such file"
    assert one_sentence(kg("explain", "none")) == "none: this is a folder, wanted a text file"
    assert os.listdir(tmp_path) == ["none"]


def test_every_bad_file_is_named_and_nothing_written(kg: Kg, seed: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    run = kg("build", seed, "empty.txt", "no.txt")
    assert (run.code, run.out) == (1, "")
    assert sorted(line.split(": ")[1] for line in run.err.splitlines()) == ["empty.txt", "no.txt"]
    assert os.listdir(tmp_path) == ["empty.txt"]


def test_what_was_there_stays(kg: Kg, seed: Path, tmp_path: Path) -> None:
    assert kg("build", "-q", seed).code == 0
    before = {name: (tmp_path / "out" / name).read_bytes() for name in OUTPUTS}
    assert kg("build", "no.txt").code == 1
    assert {name: (tmp_path / "out" / name).read_bytes() for name in os.listdir(tmp_path / "out")} == before


VOCABULARIES = [
    ("@prefix x <broken", "mine.ttl:1"),
    (
        "@prefix readout: <https://w3id.org/readout#> .\n"
        '<https://w3id.org/readout/topic#new> readout:phrase "new thing" .',
        "topic:new",
    ),
]


@pytest.mark.parametrize(("turtle", "words"), VOCABULARIES, ids=["syntax", "entry"])
def test_broken_vocabulary(kg: Kg, seed: Path, tmp_path: Path, turtle: str, words: str) -> None:
    (tmp_path / "mine.ttl").write_text(turtle)
    said = one_sentence(kg("build", seed, "--vocabulary", "mine.ttl"))
    assert "mine.ttl" in said
    assert words in said
    assert one_sentence(kg("build", seed, "--vocabulary", "no.ttl")).startswith("no.ttl: ")
    assert os.listdir(tmp_path) == ["mine.ttl"]


def test_output_that_cannot_be_written(kg: Kg, seed: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("words")
    assert one_sentence(kg("build", seed, "-o", "taken")).startswith(
        "taken: the results cannot be written there"
    )
    assert os.listdir(tmp_path) == ["taken"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("biuld",),
        ("build",),
        ("build", "--no-such-option", "a.txt"),
        ("query",),
        ("query", "agreements", "-e", "ASK {}"),
        ("query", "-e", "ASK {}", "--format", "pdf"),
        ("query", "agreements", "--param", "no-equals-sign"),
    ],
    ids=" ".join,
)
def test_wrong_usage(kg: Kg, arguments: tuple[str, ...]) -> None:
    run = kg(*arguments)
    assert (run.code, run.out) == (2, "")
    assert "Usage: " in run.err


# query


def test_query_prints_a_table(built: tuple[Path, Run], kg: Kg) -> None:
    graph = built[0] / "graph.ttl"
    run = kg("query", "-g", graph, "-e", "SELECT (COUNT(?s) AS ?agreements) { ?s a readout:Agreement }")
    assert (run.code, run.err) == (0, "")
    assert run.out.split()[0] == "agreements"
    assert "9" in run.out.split()


def test_query_finds_the_graph_that_was_just_built(kg: Kg, seed: Path) -> None:
    kg("build", "-q", seed)
    assert kg("query", "agreements").code == 0


def test_query_for_machines(built: tuple[Path, Run], kg: Kg) -> None:
    graph = built[0] / "graph.nq"
    select = "SELECT ?d { ?m a readout:Meeting ; schema:startDate ?d }"
    assert kg("query", "-g", graph, "-e", select, "--format", "csv").out.splitlines()[0] == "d"
    found = json.loads(kg("query", "-g", graph, "-e", select, "--format", "json").out)
    assert found["results"]["bindings"][0]["d"]["value"].startswith("2021-03-16T12:50")
    made = kg("query", "-g", graph, "-e", "CONSTRUCT WHERE { ?m a readout:Meeting }", "--format", "ttl").out
    assert "readout:Meeting" in made


def test_query_reads_files(built: tuple[Path, Run], kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text("# Is there a meeting?\nASK { ?m a readout:Meeting }\n")
    assert kg("query", "mine.rq", "-g", built[0] / "graph.ttl").out == "yes\n"


def test_query_lists_questions(kg: Kg) -> None:
    run = kg("query", "--list")
    assert run.code == 0
    assert len([line for line in run.out.splitlines() if line.strip()]) >= 10


FAULTY = [
    ("no-such-query", "no-such-query"),
    ("no.rq", "no.rq"),
]


@pytest.mark.parametrize(("name", "words"), FAULTY)
def test_query_that_is_not_there(built: tuple[Path, Run], kg: Kg, name: str, words: str) -> None:
    assert words in one_sentence(kg("query", name, "-g", built[0] / "graph.ttl"))


def test_query_that_is_wrong(built: tuple[Path, Run], kg: Kg) -> None:
    run = kg("query", "-g", built[0] / "graph.ttl", "-e", "SELECT WHERE")
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith("kg: ")
    assert "Traceback" not in run.err


def test_query_of_a_graph_that_is_not_there(kg: Kg) -> None:
    assert "out/graph.ttl" in one_sentence(kg("query", "agreements"))


def test_a_pipe_that_closes(built: tuple[Path, Run], environment: dict[str, str]) -> None:
    asked = "SELECT * { ?s ?p ?o }"
    command = f"{sys.executable} -m kg query --format csv -g graph.ttl -e '{asked}' | head -n 1"
    done = subprocess.run(
        command, shell=True, cwd=built[0], env=environment, capture_output=True, check=False
    )
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


# view


def test_view(built: tuple[Path, Run], kg: Kg, tmp_path: Path) -> None:
    graph = built[0] / "graph.ttl"
    run = kg("view", "-g", graph)
    assert (run.code, run.err) == (0, "")
    assert run.out == "Wrote out/view.html. Next: open it in a browser.\n"
    assert (tmp_path / "out" / "view.html").read_bytes() == (built[0] / "graph.html").read_bytes()


def test_view_of_a_part(built: tuple[Path, Run], kg: Kg, tmp_path: Path) -> None:
    part = ("--topic", "north korea", "--country", "JP", "--meeting", "2021-03-16")
    days = ("--from", "2021-03-16", "--to", "2021-03-16")
    run = kg("view", "-g", built[0] / "graph.ttl", "-o", "new/a.html", *part, *days)
    assert (run.code, run.err) == (0, "")
    page = (tmp_path / "new" / "a.html").read_bytes()
    assert page == render(load(built[0] / "graph.ttl"), topic="north-korea")
    assert page != render(load(built[0] / "graph.ttl"))
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a.html"]


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--topic", "whaling"), 1, "no topic of the graph is called “whaling”"),
        (("--country", "Japn"), 1, "did you mean “Japan”"),
        (("--from", "2021-03-17"), 1, "no statement of the graph meets"),
        (("--from", "yesterday"), 2, "yesterday"),
        (("-g", "no.ttl"), 1, "no.ttl: there is no such file"),
        (("-o", "/dev/null/a.html"), 1, "/dev/null: the results cannot be written there"),
    ],
    ids=str,
)
def test_view_that_cannot_be(
    built: tuple[Path, Run], kg: Kg, options: tuple[str, ...], code: int, words: str
) -> None:
    run = kg("view", "-g", built[0] / "graph.ttl", *options)
    assert (run.code, run.out) == (code, "")
    assert words in " ".join(run.err.split())
    assert not Path("out").exists()


# check, explain, version


def test_check(built: tuple[Path, Run], kg: Kg, tmp_path: Path) -> None:
    graph = built[0] / "graph.ttl"
    assert kg("check", graph).out == f"{graph}: no fault was found\n"
    broken = tmp_path / "broken.ttl"
    words = graph.read_text(encoding="utf-8")
    broken.write_text(re.sub(r"nif:endIndex \d+", "nif:endIndex 1", words, count=1), encoding="utf-8")
    run = kg("check", broken)
    assert run.code == 1
    assert "broken.ttl" in run.err
    assert "nif:endIndex" in run.err or "nif:anchorOf" in run.err
    assert one_sentence(kg("check", "no.ttl")).startswith("no.ttl: ")


def test_check_of_the_ontology(kg: Kg) -> None:
    assert kg("check") == Run(0, "the ontology that ships with kg: no fault was found\n", "")


def test_explain(kg: Kg, seed: Path) -> None:
    run = kg("explain", seed)
    assert (run.code, run.err) == (0, "")
    assert "Minister Kishi" in run.out


def test_python_m_kg(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "kg", "version"]
    assert subprocess.run(command, env=environment, capture_output=True, check=True).stdout.startswith(b"kg ")


def test_version(kg: Kg) -> None:
    assert re.fullmatch(r"kg \d+\.\d+\.\d+\n", kg("version").out)


# hostile words


def test_hostile_words_reach_no_terminal(kg: Kg, seed: Path, tmp_path: Path) -> None:
    hostile = "\x1b]0;owned\x07\x1b[31m[bold red]evil[/bold red]\x9b2J\u202e :smile: "
    words = seed.read_text(encoding="utf-8").replace(
        "Japan-U.S. Defense Ministerial", hostile + "Ministerial", 1
    )
    (tmp_path / "a.txt").write_text(words, encoding="utf-8")
    run = kg("build", "a.txt")
    shown = run.out + kg("explain", "a.txt").out
    shown += kg("query", "-e", "SELECT ?t { ?d dcterms:title ?t }").out
    assert run.code == 0
    assert "[bold red]evil[/bold red]" in " ".join(shown.split())
    assert ":smile:" in shown
    for character in ("\x1b", "\x07", "\x9b", "\u202e"):
        assert character not in shown


def test_hostile_names_reach_no_terminal(kg: Kg, tmp_path: Path) -> None:
    name = "\x1b[2J[red]no\n.txt"
    assert one_sentence(kg("build", name)) == "[red]no .txt: there is no such file"


def test_build_counts_what_it_is_unsure_of(kg: Kg, tmp_path: Path) -> None:
    source = tmp_path / "talks.txt"
    source.write_text(
        "Meeting of Ministers\n\n3 May 2021\n\nForeign Minister Anna Reid of Norway met Foreign Minister Ben Okoro of "
        "Ghana today.\n\nThe Minister welcomed the accord.\n",
        encoding="utf-8",
    )
    ended = kg("build", source, "-o", tmp_path / "out")
    assert ended.code == 0
    assert "Unsure of 1 statement: kg query to-check" in ended.out
