"""``kg export``: every format by its name, to a file, a folder or standard output."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from kg import store
from kg.cli import main
from kg.errors import OutputError
from kg.export import FORMATS, get, listing, render
from tests import exports


@pytest.fixture
def graph(root: Path, tmp_path: Path) -> Path:
    path = tmp_path / "out" / "graph.nq"
    path.parent.mkdir()
    path.write_bytes(store.nquads(exports.seed(root)))
    return path


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> tuple[int, bytes, str]:
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    errors = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "argv", ["kg", "export", *map(str, arguments)])
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", errors)
        with pytest.raises(SystemExit) as ended:
            main()
        out.flush()
        errors.flush()
    code = ended.value.code
    return int(code or 0), out.buffer.getvalue(), errors.buffer.getvalue().decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", [name for name in FORMATS if not FORMATS[name].folder])
def test_standard_output_and_file_are_the_same(
    name: str, graph: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    code, printed, errors = run(monkeypatch, name)
    assert (code, errors) == (0, "")
    assert printed == render(name, store.load(graph))
    assert run(monkeypatch, name, "-g", graph, "-o", tmp_path / "file") == (0, b"", "")
    assert (tmp_path / "file").read_bytes() == printed
    assert run(monkeypatch, name, "-o", "-")[1] == printed


@pytest.mark.parametrize("name", [name for name in FORMATS if FORMATS[name].folder])
def test_folders(name: str, graph: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow") if name == "parquet" else None
    assert run(monkeypatch, name, "-g", graph, "-o", tmp_path / "tables") == (0, b"", "")
    assert {path.name: path.read_bytes() for path in (tmp_path / "tables").iterdir()} == render(
        name, store.load(graph)
    )
    code, printed, errors = run(monkeypatch, name, "-g", graph)
    assert (code, printed) == (2, b"")
    assert "name the folder" in errors


def test_wrong_usage_and_wrong_input(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, plain_terminal: None
) -> None:
    code, printed, errors = run(monkeypatch, "json\x1b[31m")
    assert (code, printed) == (2, b"")
    assert "\x1b" not in errors
    for name, content, said in [
        ("none.ttl", None, "there is no such file"),
        ("a.jsonld", b"{}", "JSON-LD is written but not read"),
        ("a.rdf", b"<!DOCTYPE r [<!ENTITY a 'b'>]><r/>", "entities are not expanded"),
    ]:
        if content is not None:
            (tmp_path / name).write_bytes(content)
        code, printed, errors = run(monkeypatch, "turtle", "-g", tmp_path / name)
        assert (code, printed, errors.count("\n")) == (1, b"", 1)
        assert said in errors


def test_help_lists_every_format(monkeypatch: pytest.MonkeyPatch, plain_terminal: None) -> None:
    code, printed, _ = run(monkeypatch, "--help")
    assert code == 0
    for line in listing().splitlines():
        assert line in printed.decode()


def test_every_format_has_the_two_verbs() -> None:
    for known in FORMATS.values():
        module = known.module()
        assert {"render", "write"} <= set(module.__all__)
        assert isinstance(render(known.name, exports.many()), dict if known.folder else bytes)


def test_an_unknown_format() -> None:
    with pytest.raises(OutputError, match="there is no format “xlsx”; there are: turtle, "):
        get("xlsx")
