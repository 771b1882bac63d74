"""The wheel alone does the main job: nothing of the checkout is needed, or reachable."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

import kg
from kg import triples


def run(command: Sequence[str | Path], *, cwd: Path) -> str:
    """Run a command with nothing of this interpreter's own settings, and return what it printed."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(
        [str(c) for c in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "-q", "wheel", "--no-deps", "--no-build-isolation", "--no-index"]
    run([*command, "--disable-pip-version-check", "-w", folder, root], cwd=folder)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment that holds the wheel; its dependencies are those of this one, without the checkout."""
    folder = tmp_path_factory.mktemp("environment")
    venv.EnvBuilder(with_pip=False, symlinks=True).create(folder)
    command = [sys.executable, "-m", "pip", "-q", "--python", folder, "install", "--no-deps", "--no-index"]
    run([*command, "--disable-pip-version-check", wheel], cwd=folder)
    (packages,) = folder.glob("lib/python*/site-packages")
    # A path that a .pth file adds comes last, and the .pth files in it, an editable checkout's too, are not read.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def test_wheel_holds_everything(root: Path, wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    for top, inside in (("kg", "kg"), ("ontology", "kg/ontology"), ("data", "kg/data")):
        files = [
            path for path in (root / top).rglob("*") if path.is_file() and "__pycache__" not in path.parts
        ]
        assert files
        assert {f"{inside}/{path.relative_to(root / top).as_posix()}" for path in files} <= held
    assert any(name.endswith("licenses/LICENSE") for name in held)
    assert not [name for name in held if name.startswith(("tests/", "ontology/", "data/"))]


def test_wheel_stands_alone(root: Path, elsewhere: Path, tmp_path: Path) -> None:
    code = "import kg, kg.vocabulary; print(kg.__file__, kg.seed(), kg.vocabulary.folder(), sep='\\n')"
    for place in run([elsewhere / "bin" / "python", "-c", code], cwd=tmp_path).splitlines():
        assert Path(place).exists()
        assert Path(place).resolve().is_relative_to(elsewhere.resolve())
        assert not Path(place).is_relative_to(root)


def test_wheel_does_the_main_job(root: Path, elsewhere: Path, tmp_path: Path) -> None:
    seed = run([elsewhere / "bin" / "python", "-c", "import kg; print(kg.seed())"], cwd=tmp_path).strip()
    run([elsewhere / "bin" / "kg", "build", "-q", "--check", seed], cwd=tmp_path)
    run([sys.executable, "-m", "kg", "build", "-q", "data", "-o", tmp_path / "checkout"], cwd=root)
    for name in ("graph.ttl", "graph.nq", "graph.html"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "checkout" / name).read_bytes(), name
    listed = run([elsewhere / "bin" / "kg", "query", "--list"], cwd=tmp_path)
    assert len(listed.splitlines()) >= 10


def test_version_is_one(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    assert "version" in project["dynamic"]
    assert kg.__version__ == triples.VERSION


def test_everything_is_imported_from_the_checkout(root: Path) -> None:
    assert Path(kg.__file__).parent == root / "kg"
