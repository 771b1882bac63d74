"""The bars that the design sets: layers, sizes, and what may be imported where."""

from __future__ import annotations

import ast
import graphlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "kg"

LAYERS = [
    {"errors", "model"},
    {"english", "iris", "text"},
    {"summary", "vocabulary"},
    {"lexicon"},
    {"addressees", "clauses", "commitments", "dates", "frames", "holders", "linking"}
    | {"meeting", "mentions", "nouns", "people", "topics"},
    {"parsing"},
    {"parties"},
    {"reading"},
    {"facts", "tables", "triples", "turtle"},
    {"store"},
    {
        "build",
        "check",
        "compare",
        "conditions",
        "explain",
        "gazetteer",
        "identifiers",
        "networks",
        "publication",
        "queries",
        "sparql",
    },
    {"export", "notebook", "reference"},
    {""},
    {"terminal"},
    {"cli"},
    {"__main__"},
]
"""From the lowest to the highest; "" is the package itself. A module imports from its own layer and below."""

THIRD = {
    "": {"rdflib"},
    "build": {"rdflib"},
    "check": {"pyoxigraph", "pyshacl", "rdflib"},
    "cli": {"rich", "typer"},
    "export": {"jinja2", "markupsafe", "networkx", "pyarrow", "pyoxigraph", "pyvis", "rdflib"},
    "facts": {"pyoxigraph", "rdflib"},
    "lexicon": {"ahocorasick_rs"},
    "networks": {"networkx", "pyoxigraph", "rdflib"},
    "notebook": {"rdflib"},
    "queries": {"pyoxigraph", "rdflib"},
    "reference": {"jinja2", "markupsafe"},
    "sparql": {"pyoxigraph", "rdflib"},
    "store": {"oxrdflib", "pyoxigraph", "rdflib"},
    "tables": {"pyoxigraph"},
    "terminal": {"rich"},
    "text": {"sentencex"},
    "triples": {"pyoxigraph"},
    "turtle": {"pyoxigraph"},
    "vocabulary": {"pyoxigraph"},
}
"""What a module may take from outside the standard library; modules that are not named here take nothing."""

HEAVY = {"networkx", "pyarrow", "pyvis", "pyshacl", "jinja2"}
"""Taken inside a function only, so that what does not need them does not wait for them."""

FILES = sorted(PACKAGE.rglob("*.py"))


def name(path: Path) -> str:
    """``kg/export/html.py`` is ``export.html``; ``kg/__init__.py`` is the empty name."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def layer(module: str) -> int:
    top = module.split(".", maxsplit=1)[0]
    found = [number for number, modules in enumerate(LAYERS) if top in modules]
    assert len(found) == 1, f"kg.{top} stands in {len(found)} layers of this test, wanted one"
    return found[0]


def typing_only(tree: ast.Module) -> set[ast.stmt]:
    """The imports under ``if TYPE_CHECKING``: they do not run."""
    blocks = [n for n in ast.walk(tree) if isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING"]
    return {
        inner
        for block in blocks
        for part in block.body
        for inner in ast.walk(part)
        if isinstance(inner, ast.stmt)
    }


def imports(path: Path) -> Iterator[tuple[str, bool, int]]:
    """Every import that runs: the dotted name, whether it stands inside a function, and its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = typing_only(tree)
    inside = {
        inner
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef)
        for inner in ast.walk(outer)
        if isinstance(inner, ast.stmt)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and node not in skipped:
            for alias in node.names:
                yield alias.name, node in inside, node.lineno
        elif isinstance(node, ast.ImportFrom) and node not in skipped:
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            for alias in node.names:
                assert alias.name != "*", f"{path}:{node.lineno}: a star import"
                dotted = f"{node.module}.{alias.name}"
                place = ROOT.joinpath(*dotted.split("."))
                module = place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()
                yield dotted if module else str(node.module), node in inside, node.lineno


def own(dotted: str) -> str | None:
    """The name of an imported module of this package."""
    if dotted.split(".", maxsplit=1)[0] != "kg":
        return None
    return dotted.removeprefix("kg").removeprefix(".")


def test_every_module_is_collected() -> None:
    known = set().union(*LAYERS)
    assert len(FILES) >= 15
    assert {name(path).split(".")[0] for path in FILES} <= known
    assert set(THIRD) <= known


@pytest.mark.parametrize("path", FILES, ids=name)
def test_imports_go_down(path: Path) -> None:
    module = name(path)
    for dotted, _, line in imports(path):
        target = own(dotted)
        if target is not None and target.split(".")[0] != module.split(".")[0]:
            assert layer(target) <= layer(module), f"{path.name}:{line} imports {dotted} from a layer above"


def test_there_are_no_cycles() -> None:
    modules = {name(path) for path in FILES}
    graph = {name(path): {own(dotted) for dotted, _, _ in imports(path)} & modules for path in FILES}
    order = tuple(graphlib.TopologicalSorter(graph).static_order())
    assert len(order) == len(FILES)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_libraries_stand_where_they_may(path: Path) -> None:
    module = name(path)
    for dotted, inside, line in imports(path):
        top = dotted.split(".")[0]
        if top == "kg" or top in sys.stdlib_module_names:
            continue
        assert top in THIRD.get(module.split(".")[0], set()), f"{path.name}:{line} may not take {top}"
        assert inside or top not in HEAVY, f"{path.name}:{line} loads {top} on import"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_sizes(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 400, f"{path.name} is longer than 400 lines"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= 60, f"{path.name}:{node.lineno}: {node.name} has {lines} lines"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_habits(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        where = f"{path.name}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else ""
            assert caught not in ("", "Exception", "BaseException"), f"{where}: a broad except"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "print", f"{where}: a print"
        assert not isinstance(node, ast.Global), f"{where}: a global"


@pytest.mark.parametrize("path", [path for path in FILES if name(path) != "__main__"], ids=name)
def test_what_is_public_is_named(path: Path) -> None:
    """``__all__`` is sorted and true: each name is defined, and each public function or class is named."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    public: list[str] | None = None
    defined: set[str] = set()
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name("__all__")]):
                public = ast.literal_eval(node.value)
            case ast.Assign():
                defined.update(target.id for target in node.targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=identifier)):
                defined.add(identifier)
            case ast.FunctionDef() | ast.ClassDef():
                defined.add(node.name)
            case ast.ImportFrom():
                defined.update(alias.asname or alias.name for alias in node.names)
            case _:
                pass
    if not any(isinstance(node, ast.Assign | ast.FunctionDef | ast.ClassDef) for node in tree.body):
        return
    assert public is not None, f"{path.name} has no __all__"
    assert public == sorted(public, key=lambda n: (not n.isupper(), n[0].islower(), n))
    assert set(public) <= defined
    made = {n.name for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    spoken = {n for n in made if not n.startswith("_")}
    commands = spoken - set(public)
    assert not commands or name(path) == "cli", (
        f"{path.name}: {sorted(commands)} is public and not in __all__"
    )


def loaded(code: str, *arguments: str) -> set[str]:
    """The modules that a fresh interpreter holds after running the code."""
    script = f"import sys\nsys.argv = {['kg', *arguments]!r}\n"
    script += f"try:\n    {code}\nexcept SystemExit:\n    pass\n"
    script += "print('\\n@'.join(['', *sys.modules]))"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment, cwd=ROOT
    )
    return {line[1:] for line in done.stdout.splitlines() if line.startswith("@")}


def test_import_is_light() -> None:
    modules = loaded("import kg")
    assert "kg.errors" in modules
    assert not modules & {"rdflib", "networkx", "pyvis", "pyshacl", "jinja2", "typer", "rich"}


@pytest.mark.parametrize(
    "arguments", [("--help",), ("build", "--help"), ("export", "--help"), ("version",)], ids=" ".join
)
def test_help_is_light(arguments: tuple[str, ...]) -> None:
    modules = loaded("from kg.cli import main; main()", *arguments)
    assert "typer" in modules
    assert not modules & {"rdflib", "networkx", "pyarrow", "pyvis", "pyshacl", "jinja2"}


def test_functions_hide_no_submodule() -> None:
    """``kg.build`` and ``kg.check`` are functions, whatever was imported before them."""
    code = "import kg.build, kg.check, kg.cli, kg; assert callable(kg.build) and callable(kg.check)"
    assert "kg.check" in loaded(code)
