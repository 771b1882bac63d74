"""The page of all the texts that the reader is measured on, used as a reader would use it."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import click, drag, faults, requests, screen, settle, shoot, visit

import kg
from kg.export.html import render

pytestmark = pytest.mark.browser

SIZES = [(390, 844), (1024, 768), (1600, 900)]


@pytest.fixture(scope="module")
def page(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("practice") / "practice.html"
    path.write_bytes(render(kg.build([root / "tests" / "fidelity" / "readouts"])))
    return path


@pytest.fixture(scope="module")
def texts(root: Path) -> list[str]:
    """The texts, without the lines and ends that the reader may drop."""
    folder = root / "tests" / "fidelity" / "readouts"
    return [" ".join(path.read_text("utf-8").split()) for path in sorted(folder.glob("*.txt"))]


@pytest.fixture
def driver(chromium: Any, page: Path) -> Iterator[Any]:
    """The page in a desk's window; what was done there must have left no fault and asked for nothing else."""
    screen(chromium, 1600, 900)
    visit(chromium, page)
    yield chromium
    assert faults(chromium) == []
    assert set(requests(chromium)) <= {page.as_uri()}


def run(driver: Any, script: str, *arguments: Any) -> Any:
    return driver.execute_script(f"const {{ model, graph, visible, selection }} = readout.page; {script}", *arguments)


def visible(driver: Any) -> int:
    return int(run(driver, "return visible().length"))


def press_meeting(driver: Any, place: int) -> None:
    run(driver, "document.querySelectorAll('.meetings button')[arguments[0]].click()", place)
    settle(driver)


def test_it_opens_on_the_overview(driver: Any, texts: list[str]) -> None:
    drawn = run(driver, "return graph.drawn().map((node) => model.entities[node].kind)")
    assert run(driver, "return graph.scene()") == "overview"
    assert set(drawn) <= {"country", "organization", "person", "topic"}
    assert {"country", "topic"} <= set(drawn)
    assert driver.execute_script("return document.querySelectorAll('.meetings button').length") == len(texts)
    assert run(driver, "return graph.lines().length") > 50
    summary = driver.execute_script("return document.getElementById('summary').innerText")
    assert summary.startswith(f"{len(texts)} meetings · {visible(driver)} statements")


def test_every_number_of_the_overview_can_be_counted(driver: Any) -> None:
    counted = run(
        driver,
        "return graph.drawn().map((node) => [visible().filter((one) =>"
        " [...one.sides, ...one.about].includes(node)).length, graph.network.body.nodes[node] !== undefined])",
    )
    assert all(number > 0 and there for number, there in counted)


@pytest.mark.parametrize(("size", "dark"), list(itertools.product(SIZES, [False, True])), ids=str)
def test_every_window(driver: Any, page: Path, size: tuple[int, int], dark: bool) -> None:
    screen(driver, *size, dark=dark, touch=size[0] < 500)
    visit(driver, page)
    assert driver.execute_script("return document.documentElement.scrollWidth") <= size[0]
    assert run(driver, "return graph.network.getScale()") >= 0.7
    name = f"{size[0]}-{'dark' if dark else 'light'}"
    shoot(driver, f"practice-{name}")
    press_meeting(driver, 3)
    shoot(driver, f"practice-meeting-{name}")


def test_every_meeting_opens_on_its_text_and_statements(driver: Any, texts: list[str]) -> None:
    for place in range(len(texts)):
        press_meeting(driver, place)
        seen, nodes, text = run(
            driver,
            "return [visible().length, graph.drawn().filter((node) => node >= model.entities.length).length,"
            "document.getElementById('text').textContent]",
        )
        assert seen == nodes > 0
        assert any(" ".join(text.split()) in known or known in " ".join(text.split()) for known in texts)
        assert run(driver, "return document.getElementById('timeline').hidden")
        run(driver, "document.querySelector('#scenes button').click()")
        settle(driver)
        assert run(driver, "return graph.scene()") == "overview"


def test_every_statement_stands_in_its_text(driver: Any) -> None:
    wrong = run(
        driver,
        "const { words } = readout.data; return model.statements.filter((one) => one.quotes !== 0"
        " || !words(model, one, 2).includes(words(model, one, 0))).map((one) => one.iri)",
    )
    assert wrong == []


def test_filters_combine(driver: Any) -> None:
    everything = visible(driver)
    run(driver, "document.querySelectorAll('.flag input')[0].click()")
    agreements = visible(driver)
    assert agreements == run(driver, "return model.statements.filter((one) => one.agreement).length") < everything
    for name in ("Country", "Topic"):
        before = visible(driver)
        row, number = run(
            driver,
            "const facet = [...document.querySelectorAll('.facet')].find((one) => one.innerText.startsWith(arguments[0]));"
            "facet.open = true; facet.dispatchEvent(new Event('toggle'));"
            "const counted = [...facet.querySelectorAll('li')].map((row, place) => [place, Number(row.querySelector('.number').textContent)]);"
            "const best = counted.sort((a, b) => b[1] - a[1])[0];"
            "facet.querySelectorAll('li input')[best[0]].click(); facet.open = false; return best;",
            name,
        )
        assert row >= 0
        assert 0 < visible(driver) == number <= before, "a filter leaves as many as it said it would"
    state = run(driver, "return location.hash")
    assert re.search(r"country=.*topic=.*agreement=only", state)
    kept = visible(driver)
    driver.get("about:blank")
    driver.get(driver.execute_script("return arguments[0]", state) if "://" in state else _with(driver, state))
    settle(driver)
    assert visible(driver) == kept


def _with(driver: Any, state: str) -> str:
    return f"{_with.page}{state}"  # type: ignore[attr-defined]
