"""What axe-core says of the page; without it these tests are skipped, and under ``CI=true`` they fail.

``npm install --prefix tests/page --no-save axe-core`` puts it where they look; ``AXE_CORE`` may name its script.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from browser import screen, settle, visit
from page.draft import TALKS, Draft, Said

from kg import store
from kg.export.html import render

pytestmark = pytest.mark.browser

AXE = Path(os.environ.get("AXE_CORE", Path(__file__).parent / "node_modules/axe-core/axe.min.js"))
LATER = Draft(
    text="Abe said so.",
    title="Later",
    date="2025-02-03",
    said=[
        Said(sentence="Abe said so.", cue="said", content="so", by=("person/Abe",), about=("topic/Cyber",))
    ],
)
STATES = {
    "one meeting": ("one", ""),
    "a statement": ("one", "readout.page.select([readout.page.visible()[1].node])"),
    "an entity": ("one", "readout.page.select([0])"),
    "all meetings": ("two", ""),
    "a line": (
        "two",
        "const [line] = readout.page.graph.lines(); readout.page.select([line.from, line.to])",
    ),
    "a search": (
        "two",
        "document.querySelector('.facet summary').click(); const box = document.getElementById('search');"
        "box.focus(); box.value = 'a'; box.dispatchEvent(new Event('input'))",
    ),
    "a filter": ("two", "document.querySelector('.flag input').click()"),
}


@pytest.fixture(scope="module")
def driver(request: pytest.FixtureRequest) -> Any:
    if not AXE.is_file():
        pytest.skip("needs axe-core, which pip cannot install; .ci/run does")
    return request.getfixturevalue("chromium")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for name, drafts in {"one": [TALKS], "two": [TALKS, LATER]}.items():
        quads = (quad for draft in drafts for quad in draft.quads())
        (folder / f"{name}.html").write_bytes(render(store.dataset(quads)))
    return folder


@pytest.mark.parametrize(
    ("width", "dark", "state"),
    [
        *((1600, False, state) for state in STATES),
        (1600, True, "a statement"),
        (1600, True, "all meetings"),
        (390, False, "an entity"),
        (390, True, "a search"),
    ],
)
def test_no_fault_is_found(driver: Any, pages: Path, width: int, dark: bool, state: str) -> None:
    name, script = STATES[state]
    screen(driver, width, 900, dark=dark, touch=width < 500)
    visit(driver, pages / f"{name}.html")
    driver.execute_script(script)
    settle(driver)
    driver.execute_script(AXE.read_text("utf-8"))
    found = driver.execute_async_script(
        "const done = arguments[0]; axe.run().then(({ violations, passes }) => done([violations.map((v) =>"
        " `${v.impact}: ${v.help}: ${v.nodes[0].html}`), passes.length]))"
    )
    assert found[0] == []
    assert found[1] > 15, "axe has looked"
