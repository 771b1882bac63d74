"""The page of all the texts that the reader is measured on, used as a reader would use it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import click, drag, faults, requests, screen, settle, shoot, visit

import kg
from kg.export.html import render
from kg.text import read

pytestmark = pytest.mark.browser

SIZES = [(390, 844), (1024, 768), (1600, 900)]


@pytest.fixture(scope="module")
def page(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("practice") / "practice.html"
    path.write_bytes(render(kg.build([root / "tests" / "fidelity" / "readouts"])))
    return path


@pytest.fixture(scope="module")
def texts(root: Path) -> set[str]:
    folder = root / "tests" / "fidelity" / "readouts"
    return {"".join(read(path).characters.split()) for path in sorted(folder.glob("*.txt"))}


@pytest.fixture
def driver(chromium: Any, page: Path) -> Iterator[Any]:
    """The page in a desk's window; what was done there must have left no fault and asked for nothing else."""
    screen(chromium, 1600, 900)
    visit(chromium, page)
    yield chromium
    assert faults(chromium) == []
    assert set(requests(chromium)) <= {page.as_uri()}


def run(driver: Any, script: str, *arguments: Any) -> Any:
    return driver.execute_script(
        f"const {{ model, graph, visible, selection }} = readout.page; {script}", *arguments
    )


def visible(driver: Any) -> int:
    return int(run(driver, "return visible().length"))


def press_meeting(driver: Any, place: int) -> None:
    run(driver, "document.querySelectorAll('.meetings button')[arguments[0]].click()", place)
    settle(driver)


def test_it_opens_on_the_overview(driver: Any, texts: set[str]) -> None:
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
    ground = driver.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", ground))) < 200) == dark
    assert run(driver, "return graph.network.getScale()") >= 0.7, "labels are readable at rest"
    name = f"{size[0]}-{'dark' if dark else 'light'}"
    shoot(driver, f"practice-{name}")
    press_meeting(driver, 3)
    shoot(driver, f"practice-meeting-{name}")


def test_every_meeting_opens_on_its_text_and_statements(driver: Any, texts: set[str]) -> None:
    for place in range(len(texts)):
        press_meeting(driver, place)
        seen, nodes, text = run(
            driver,
            "return [visible().length, graph.drawn().filter((node) => node >= model.entities.length).length,"
            "document.getElementById('text').textContent]",
        )
        assert seen == nodes > 0
        assert "".join(text.split()) in texts
        assert run(driver, "return document.getElementById('timeline').hidden")
        run(driver, "document.querySelector('#scenes button').click()")
        assert run(driver, "return graph.scene()") == "overview"


def test_every_statement_stands_in_its_text(driver: Any) -> None:
    wrong = run(
        driver,
        "const { words } = readout.data; return model.statements.filter((one) => one.quotes !== 0"
        " || !words(model, one, 2).includes(words(model, one, 0))).map((one) => one.iri)",
    )
    assert wrong == []


def test_filters_combine(driver: Any, page: Path) -> None:
    everything = visible(driver)
    run(driver, "document.querySelectorAll('.flag input')[0].click()")
    agreements = visible(driver)
    assert (
        agreements
        == run(driver, "return model.statements.filter((one) => one.agreement).length")
        < everything
    )
    for name in ("Country", "Topic"):
        before = visible(driver)
        row, number = run(
            driver,
            "const facets = [...document.querySelectorAll('.facet')];"
            "const facet = facets.find((one) => one.innerText.startsWith(arguments[0]));"
            "facet.open = true; facet.dispatchEvent(new Event('toggle'));"
            "const numbers = [...facet.querySelectorAll('li .number')].map((one) => Number(one.textContent));"
            "const counted = numbers.map((number, place) => [place, number]);"
            "const best = counted.sort((a, b) => b[1] - a[1])[0];"
            "facet.querySelectorAll('li input')[best[0]].click(); facet.open = false; return best;",
            name,
        )
        assert row >= 0
        assert 0 < visible(driver) == number <= before, "a filter leaves as many as it said it would"
    state = run(driver, "return location.hash")
    assert re.search(r"country=.*topic=.*agreement=only", state)
    kept = visible(driver)
    assert faults(driver) == []
    visit(driver, page, state)
    assert visible(driver) == kept


def test_brushing_the_timeline_filters_everything(driver: Any) -> None:
    left, top, width = driver.execute_script(
        "const { left, top, width } = document.querySelector('#timeline canvas').getBoundingClientRect();"
        "return [left, top, width]"
    )
    drag(driver, (left + width * 0.6, top + 30), (left + width * 0.85, top + 30))
    since, until = driver.execute_script(
        "return [...document.querySelectorAll('.date input')].map((one) => one.value)"
    )
    inside = run(
        driver,
        "return model.statements.filter((one) => one.date >= arguments[0] && one.date <= arguments[1]).length",
        since,
        until,
    )
    assert 0 < inside == visible(driver) < run(driver, "return model.statements.length")
    shown = run(driver, "return [...document.querySelectorAll('.meetings time')].map((one) => one.dateTime)")
    assert shown == sorted(shown)
    assert all(since <= day <= until for day in shown)
    drawn = set(run(driver, "return graph.drawn()"))
    assert drawn == set(run(driver, "return visible().flatMap((one) => [...one.sides, ...one.about])"))
    shoot(driver, "practice-period")
    click(driver, left + width * 0.7, top + 30)
    assert visible(driver) == run(driver, "return model.statements.length")


def test_down_from_a_line_to_the_sentence(driver: Any) -> None:
    """The heaviest line, its statements, one of them in its text, and back to all."""
    line = run(
        driver,
        "const box = document.getElementById('canvas').getBoundingClientRect();"
        "const [one] = graph.lines(); return [box.left + one.x, box.top + one.y, one.title]",
    )
    run(driver, "const [one] = graph.lines(); readout.page.select([one.from, one.to])")
    settle(driver)
    title, shown = driver.execute_script(
        "return [document.querySelector('#details h3').innerText, document.querySelectorAll('#details .line').length]"
    )
    assert line[2].startswith(f"{title}: {shown} statements")
    dates = driver.execute_script(
        "return [...document.querySelectorAll('#details .line time')].map((one) => one.dateTime)"
    )
    assert len(dates) == shown
    assert dates == sorted(dates)
    shoot(driver, "practice-line")
    driver.execute_script("document.querySelector('#details .line').click()")
    settle(driver)
    quote, lit = driver.execute_script(
        "return [document.querySelector('#details blockquote').textContent,"
        "[...document.querySelectorAll('#text .cue.lit')].map((one) => one.textContent)]"
    )
    assert lit
    assert all(words in quote for words in lit)
    driver.execute_script("document.querySelector('#details .meeting').click()")
    settle(driver)
    assert run(driver, "return graph.scene()") != "overview"
    assert run(driver, "return selection().length") == 1


def test_an_entity_lists_all_its_statements_by_date(driver: Any) -> None:
    label, uses = run(
        driver,
        "const uses = (one) => model.of[one.number].length;"
        "const [one] = model.entities.filter((e) => e.kind === 'country').sort((a, b) => uses(b) - uses(a));"
        "readout.page.select([one.number]); return [one.label, model.of[one.number].length]",
    )
    settle(driver)
    while driver.execute_script(
        "const actions = [...document.querySelectorAll('#details .action')];"
        "const more = actions.find((one) => one.innerText.includes(' more of '));"
        "more?.click(); return more !== undefined"
    ):
        pass
    dates = driver.execute_script(
        "return [...document.querySelectorAll('#details .line time')].map((one) => one.dateTime)"
    )
    assert driver.execute_script("return document.querySelector('#details h3').innerText").strip() == label
    assert len(dates) == uses
    assert dates == sorted(dates)
    shoot(driver, "practice-entity")


def test_a_word_is_found_in_every_text(driver: Any) -> None:
    box = driver.execute_script("const box = document.getElementById('search'); box.focus(); return box")
    box.send_keys("maritime")
    settle(driver)
    assert "Maritime security" in driver.execute_script("return document.getElementById('results').innerText")
    shoot(driver, "practice-search")
    driver.execute_script(
        "const last = [...document.querySelectorAll('#results li')].at(-1);"
        "last.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))"
    )
    settle(driver)
    seen = run(driver, "return visible().map((one) => readout.data.words(model, one, 2).toLowerCase())")
    assert 3 < len(seen) < run(driver, "return model.statements.length")


def test_every_citation_is_whole(driver: Any) -> None:
    cited = run(
        driver,
        "return model.statements.map((one) => [readout.details.citation(model, one),"
        " readout.data.words(model, one, 2), model.documents[one.document], one.spans])",
    )
    for words, sentence, document, spans in cited:
        quoted = f"“{' '.join(sentence.split())}”"
        assert words.startswith(quoted)
        assert f"“{' '.join(document['title'].split())}”" in words
        assert document.get("publisher", "") in words
        assert re.search(r" \d{1,2} [A-Z][a-z]+ \d{4}, ", words), "a day"
        assert f"characters {spans[4]}–{spans[5]}. http" in words
