"""The page's own scripts, function by function, run where they belong: in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser import visit
from hypothesis import given, settings
from hypothesis import strategies as st
from page.draft import TALKS

from kg import store
from kg.export.html import render

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def driver(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("page") / "talks.html"
    path.write_bytes(render(store.dataset(TALKS.quads())))
    visit(chromium, path)
    return chromium


def call(driver: Any, name: str, *arguments: Any) -> Any:
    """Call a function of the page's scripts by its dotted name."""
    return driver.execute_script(f"return readout.{name}(...arguments)", *arguments)


@pytest.mark.parametrize(
    ("function", "arguments", "wanted"),
    [
        ("text.fold", ["Türkiye"], "turkiye"),
        ("text.fold", ["Çavuşoğlu"], "cavusoglu"),
        ("text.fold", ["Straße Łódź Øre"], "strasse lodz ore"),
        ("text.fold", ["China’s"], "china's"),
        ("text.fold", ["日米 ﬁ"], "日米 fi"),
        ("text.fold", ["וָו"], "וו"),
        ("text.day", ["2021-03-16"], "16 March 2021"),
        ("text.day", ["2021-00-16"], "2021-00-16"),
        ("text.day", ["soon"], "soon"),
        ("text.day", [None], ""),
        ("text.count", [1, "statement"], "1 statement"),
        ("text.count", [50000, "statement"], "50,000 statements"),
        ("text.count", [0, "body"], "0 bodies"),
        ("text.listed", [[]], ""),
        ("text.listed", [["A"]], "A"),
        ("text.listed", [["A", "B", "C"]], "A, B and C"),
        ("text.shorten", ["a  b\n c", 9], "a b c"),
        ("text.shorten", ["peace and stability", 10], "peace and…"),
        ("text.shorten", ["🛰🛰🛰🛰", 4], "🛰…"),
        ("dom.web", ["https://example.org/a b"], "https://example.org/a%20b"),
        ("dom.web", ["HTTP://example.org"], "http://example.org/"),
        ("dom.web", ["javascript:alert(1)//https://"], None),
        ("dom.web", ["java\nscript:alert(1)"], None),
        ("dom.web", ["https://"], None),
        ("text.cut", [4, []], [{"begin": 0, "end": 4, "spans": []}]),
        ("text.cut", [4, [[1, 1], [-1, 2], [3, 9]]], [{"begin": 0, "end": 4, "spans": []}]),
        (
            "text.cut",
            [4, [[0, 4], [1, 3]]],
            [
                {"begin": 0, "end": 1, "spans": [0]},
                {"begin": 1, "end": 3, "spans": [0, 1]},
                {"begin": 3, "end": 4, "spans": [0]},
            ],
        ),
    ],
)
def test_functions(driver: Any, function: str, arguments: list[Any], wanted: Any) -> None:
    assert call(driver, function, *arguments) == wanted


@settings(max_examples=40)
@given(text=st.text(max_size=30), data=st.data())
def test_code_points_become_units(driver: Any, text: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, len(text)))
    script = "const [text, ...ends] = arguments; return text.slice(...ends.map(readout.text.ruler(text)))"
    assert driver.execute_script(script, text, begin, end) == text[begin:end]


@settings(max_examples=40)
@given(data=st.data(), length=st.integers(0, 20))
def test_cutting_loses_nothing(driver: Any, data: st.DataObject, length: int) -> None:
    edges = st.integers(0, length)
    spans = data.draw(st.lists(st.tuples(edges, edges).map(sorted), max_size=5))
    pieces = call(driver, "text.cut", length, spans)
    assert [place for piece in pieces for place in range(piece["begin"], piece["end"])] == list(range(length))
    for piece in pieces:
        assert piece["begin"] < piece["end"]
        assert piece["spans"] == [
            number for number, (begin, end) in enumerate(spans) if begin <= piece["begin"] < end
        ]


def test_a_view_comes_back_from_its_address(driver: Any) -> None:
    script = """
    const { model } = readout.page, { none, toFragment, fromFragment } = readout.filter;
    const state = none();
    for (const [name, value] of Object.entries(arguments[0])) {
      if (state[name] instanceof Set) for (const one of value) state[name].add(one); else state[name] = value;
    }
    const view = { scene: "overview", hidden: new Set(["place"]), selection: [model.statements[2].node, 0] };
    const fragment = toFragment(model, state, view);
    const back = fromFragment(model, `#${fragment}`);
    return [fragment, toFragment(model, back.state, back.view)];
    """
    state = {
        "meeting": [0], "country": [2, 3], "topic": [5], "family": ["directive"], "act": [0, 1], "agreement": True,
        "commitment": True, "since": "2024-01-01", "until": "2024-12-31", "words": "peace & <b> = #1",
    }  # fmt: skip
    first, second = driver.execute_script(script, state)
    assert first == second
    assert first.count("&") == 15
    assert "<" not in first


def test_counts_hold_for_the_other_conditions(driver: Any) -> None:
    script = """
    const { model } = readout.page, { none, apply } = readout.filter;
    const state = none();
    state.family.add("directive");
    const { visible, counts } = apply(model, model.table, state);
    return [visible.length, [...counts.family].sort(), counts.act.size];
    """
    seen, families, acts = driver.execute_script(script)
    assert seen == acts == 1
    assert families == [["commissive", 1], ["directive", 1], ["expressive", 1], ["interactive", 1]]


def test_search_ranks_names_by_where_they_match(driver: Any) -> None:
    script = "return readout.finding.named(readout.page.model, arguments[0], 5).map((e) => e.label)"
    assert driver.execute_script(script, "dprk") == ["North Korea"]
    assert driver.execute_script(script, "korea") == ["North Korea", "North Korea"]
    assert driver.execute_script(script, "GOLF") == ["Gulf"]
    assert driver.execute_script(script, "  ") == []
    assert driver.execute_script(script, "zzz") == []


def test_a_scale_leaves_out_a_long_time_of_nothing(driver: Any) -> None:
    script = """
    const scale = readout.timeline.compressed(arguments[0]);
    const there = arguments[0].map(scale.to);
    return [there, there.map(scale.back), scale.breaks, scale.skipped(500), scale.skipped(1010)];
    """
    there, back, breaks, skipped, kept = driver.execute_script(script, [0, 1000, 1010, 1020, 1100])
    assert there == [0, 30, 40, 50, 130]
    assert back == [0, 1000, 1010, 1020, 1100]
    assert breaks == [{"at": 500, "before": 0}]
    assert (skipped, kept) == (True, False)
    there, back, breaks, *_ = driver.execute_script(script, [0, 1000])
    assert (there, back, breaks) == ([0, 1000], [0, 1000], [])


def test_every_module_is_small_and_strict() -> None:
    folder = Path(__file__).parents[2] / "kg" / "export" / "page"
    scripts = sorted(folder.glob("*.js"))
    assert len(scripts) == 13
    for script in scripts:
        source = script.read_text("utf-8")
        assert source.startswith("// "), script.name
        assert source.splitlines()[1] == '"use strict";', script.name
        assert source.count("\n") <= 400, script.name
