"""The page as a reader meets it, in headless Chromium with the network off."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from browser import click, drag, faults, requests, screen, settle, shoot, visit
from page.draft import TALKS, Draft, Said

import kg
from kg import store
from kg.export.html import frame, render

pytestmark = pytest.mark.browser

HOSTILE = "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1>\u2028"
SIZES = [(390, 844), (1024, 768), (1600, 900)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


@pytest.fixture
def driver(chromium: Any) -> Iterator[Any]:
    """Chromium with a desk's window; what the page did must have left no fault and asked for nothing else."""
    screen(chromium, 1600, 900)
    yield chromium
    assert faults(chromium) == []
    assert [
        asked for asked in requests(chromium) if not asked.startswith("file:///") or ".html" not in asked
    ] == []


def page_of(folder: Path, name: str, *drafts: Draft) -> Path:
    path = folder / f"{name}.html"
    if not path.exists():
        path.write_bytes(render(store.dataset(quad for draft in drafts for quad in draft.quads())))
    return path


@pytest.fixture(scope="module")
def talks(folder: Path) -> Path:
    return page_of(folder, "talks", TALKS)


def meeting(number: int, side: str, topic: str, act: str = "agree") -> Draft:
    sentence = f"The sides agreed on point {number}."
    said = Said(
        sentence=sentence,
        cue="agreed",
        content=f"point {number}",
        by=("person/Abe", f"person/Envoy of {side}"),
        act=act,
        about=(f"topic/{topic}",),
        agreement=act == "agree",
    )
    return Draft(
        text=f"Round {number}\n\n{sentence}",
        title=f"Round {number}",
        date=f"20{20 + number}-03-01",
        said=[said],
        participants=[
            ("person/Abe", "Minister", "country/Japan"),
            (f"person/Envoy of {side}", "Envoy", f"country/{side}"),
        ],
    )


ROUNDS = [
    meeting(0, "Peru", "Trade"),
    meeting(1, "Oman", "Energy", "discuss"),
    meeting(2, "Peru", "Trade"),
    TALKS,
]


@pytest.fixture(scope="module")
def rounds(folder: Path) -> Path:
    return page_of(folder, "rounds", *ROUNDS)


def place(driver: Any, node: int) -> tuple[float, float]:
    """Where a node is drawn in the window."""
    x, y = driver.execute_script(
        "const box = document.getElementById('canvas').getBoundingClientRect();"
        "const at = readout.page.graph.placeOf(arguments[0]); return [box.left + at.x, box.top + at.y];",
        node,
    )
    return x, y


def node_of(driver: Any, label: str) -> int:
    """The node of an entity, or of the statement whose cue it is."""
    return int(
        driver.execute_script(
            "const { model } = readout.page; const words = readout.data.words;"
            "const one = model.statements.find((s) => words(model, s, 0) === arguments[0]);"
            "const named = (e) => e.label === arguments[0] && e.kind !== 'meeting';"
            "return one ? one.node : model.entities.find(named).number;",
            label,
        )
    )


def line_between(driver: Any, start: str, end: str) -> tuple[float, float]:
    """Where the line between two nodes is half way, in the window."""
    x, y = driver.execute_script(
        "const box = document.getElementById('canvas').getBoundingClientRect();"
        "const one = readout.page.graph.lines().find((l) => l.from === arguments[0] && l.to === arguments[1]);"
        "return [box.left + one.x, box.top + one.y];",
        node_of(driver, start),
        node_of(driver, end),
    )
    return x, y


def point(driver: Any, x: float, y: float) -> None:
    driver.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": "mouseMoved", "x": x, "y": y})
    settle(driver)


def words(driver: Any, selector: str) -> str:
    return str(
        driver.execute_script("return document.querySelector(arguments[0])?.innerText ?? ''", selector)
    )


def published(driver: Any) -> str:
    """The text as a reader copies it."""
    return str(
        driver.execute_script(
            "const range = document.createRange(); range.selectNodeContents(document.getElementById('text'));"
            "const chosen = getSelection(); chosen.removeAllRanges(); chosen.addRange(range);"
            "const words = chosen.toString(); chosen.removeAllRanges(); return words;"
        )
    )


def visible(driver: Any) -> int:
    return int(driver.execute_script("return readout.page.visible().length"))


def lit(driver: Any) -> list[str]:
    found: list[str] = driver.execute_script(
        "return [...document.querySelectorAll('#text .cue.lit')].map((one) => one.textContent)"
    )
    return found


def fragment(driver: Any) -> str:
    return str(driver.execute_script("return location.hash"))


def press(driver: Any, *keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    for key in keys:
        ActionChains(driver, duration=0).send_keys(key).perform()
    settle(driver)


def button(driver: Any, label: str) -> Any:
    found = driver.execute_script(
        "return [...document.querySelectorAll('button, summary, label')]"
        ".find((one) => one.innerText.trim().startsWith(arguments[0]) && one.offsetParent)",
        label,
    )
    assert found is not None, label
    return found


def test_nodes_are_drawn(driver: Any, talks: Path) -> None:
    visit(driver, talks)
    drawn = driver.execute_script("return readout.page.graph.drawn().length")
    network = driver.execute_script("return readout.page.graph.network.body.nodeIndices.length")
    assert drawn == network == 4 + 10  # statements; people, sides, North Korea, three topics, place, treaty
    coloured = driver.execute_script(
        "const canvas = document.querySelector('#canvas canvas');"
        "const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);"
        "let full = 0; for (let at = 3; at < data.length; at += 4) if (data[at] > 200) full += 1; return full;"
    )
    assert coloured > 20_000


def test_it_opens_at_rest_and_the_same(driver: Any, talks: Path) -> None:
    visit(driver, talks)
    first = driver.execute_script("return readout.page.graph.network.getPositions()")
    wanted = driver.execute_script("return readout.page.model.scenes.meetings[0].nodes")
    assert {int(node): (at["x"], at["y"]) for node, at in first.items()} == {
        n: (x, y) for n, x, y, _ in wanted
    }
    driver.execute_async_script("setTimeout(arguments[0], 400)")
    assert driver.execute_script("return readout.page.graph.network.getPositions()") == first


def test_a_click_on_a_statement_shows_its_sentence(driver: Any, talks: Path) -> None:
    visit(driver, talks)
    for said in TALKS.said:
        click(driver, *place(driver, node_of(driver, said.cue)))
        assert lit(driver) == [said.cue]
        assert words(driver, "#details blockquote") == said.sentence
        shown = driver.execute_script(
            "const box = document.getElementById('text').getBoundingClientRect();"
            "const one = document.querySelector('#text .cue.lit').getBoundingClientRect();"
            "return one.top >= box.top && one.bottom <= box.bottom"
        )
        assert shown


def test_the_details_of_a_statement(driver: Any, talks: Path) -> None:
    visit(driver, talks)
    click(driver, *place(driver, node_of(driver, "agreed")))
    shown = words(driver, "#details")
    begin = TALKS.text.index(TALKS.said[0].sentence)
    for part in (
        "Abe and Roy agreed", "agreement", "commitment", "agree (commissive)", "Minister of Defense, Japan",
        "Exercises", "Gulf", "France", f"{begin}–{begin + len(TALKS.said[0].sentence)}", "Talks",
        "Open the publisher’s page",
    ):  # fmt: skip
        assert part in shown
    link = driver.execute_script("const a = document.querySelector('#details a'); return [a.href, a.rel]")
    assert link == ["https://example.org/talks", "noopener noreferrer"]
    bold = words(driver, "#details blockquote strong")
    assert bold == "agreed"


def test_a_click_on_a_sentence_lights_its_nodes(driver: Any, talks: Path) -> None:
    visit(driver, talks)
    driver.execute_script(
        "[...document.querySelectorAll('#text .sentence')].at(-1).lastChild.parentElement.click()"
    )
    settle(driver)
    assert driver.execute_script("return readout.page.selection()") == [
        node_of(driver, "welcomed"),
        node_of(driver, "discussed"),
    ]
    assert "Roy welcomed" in words(driver, "#details")
    assert "Abe and Roy discussed" in words(driver, "#details")
    cue = driver.execute_script(
        "return [...document.querySelectorAll('#text .cue')].find((c) => c.textContent === 'welcomed')"
    )
    cue.click()
    settle(driver)
    assert driver.execute_script("return readout.page.selection()") == [node_of(driver, "welcomed")]


def test_highlights_stand_on_the_right_words(driver: Any, talks: Path) -> None:
    """Offsets count code points, and the text holds one beyond the first plane before the last content."""
    visit(driver, talks)
    marked = driver.execute_script(
        "const all = (name) => [...document.querySelectorAll(`#text .${name}`)];"
        "return ['cue', 'content'].map((name) => all(name).map((e) => e.textContent))"
    )
    assert marked == [[said.cue for said in TALKS.said], [said.content for said in TALKS.said]]
    assert published(driver) == TALKS.text
    families = driver.execute_script(
        "return [...document.querySelectorAll('#text .cue')].map((e) => e.className)"
    )
    assert families == ["cue commissive", "cue directive", "cue expressive", "cue interactive"]


@pytest.mark.parametrize(
    ("before", "cue", "content"),
    [
        ("𠮷野家 🛰🛰 met. ", "agreed", "to meet 𠮷 again"),
        ("e\u0301 cafe\u0301 ", "said", "e\u0301tudes"),
        ("ذكر الوزير أن ", "قال", "السلام مهم"),
        ("השר ", "אמר", "שלום"),
        ("防衛大臣は", "確認した", "日米同盟の重要性を"),
        ("a\r\nb\r\n", "said", "c\r\nd"),
    ],
)  # fmt: skip
def test_any_script_is_marked_right(driver: Any, folder: Path, before: str, cue: str, content: str) -> None:
    sentence = f"{before}{cue} {content}."
    said = Said(
        sentence=sentence, cue=cue, content=content, by=(f"person/{cue}",), about=(f"topic/{content}",)
    )
    path = page_of(
        folder, f"script-{abs(hash(before))}", Draft(text=f"🛰 {before}\n\n{sentence}\n", said=[said])
    )
    visit(driver, path)
    assert words(driver, "h1") == "A meeting"
    assert words(driver, "#text .cue") == cue
    shown = driver.execute_script(
        "return [...document.querySelectorAll('#text .content')].map((e) => e.innerText)"
    )
    assert "\n".join(shown) == content.replace("\r", "")
    shoot(driver, f"script-{said.cue.isascii()}")


def test_hostile_words_are_shown_and_run_nothing(driver: Any, folder: Path) -> None:
    sentence = f"Abe said {HOSTILE} to Roy."
    said = Said(
        sentence=sentence,
        cue="said",
        content=f"{HOSTILE} to Roy",
        by=(f"person/{HOSTILE}",),
        about=(f"topic/{HOSTILE}",),
        mentions=(f"place/{HOSTILE}",),
    )
    draft = Draft(
        text=f"{HOSTILE}\n{sentence}\n{'x' * 1_000_000}",
        title=f"Talks {HOSTILE}",
        said=[said],
        source="javascript:window.pwned=1",
        participants=[(f"person/{HOSTILE}", HOSTILE, f"country/{HOSTILE}")],
    )
    path = page_of(folder, "hostile", draft)
    visit(driver, path)
    assert published(driver) == draft.text
    for node in driver.execute_script("return readout.page.graph.drawn()"):
        click(driver, *place(driver, node))
        assert HOSTILE.strip() in driver.execute_script(
            "return document.getElementById('details').textContent"
        )
    driver.execute_script("document.getElementById('search').focus()")
    press(driver, "scr")
    assert HOSTILE.strip()[:20] in words(driver, "#results")
    assert driver.execute_script("return window.pwned ?? null") is None
    assert driver.execute_script("return document.images.length") == 0
    assert (
        driver.execute_script("return [...document.links].filter((a) => a.protocol !== 'https:').length") == 0
    )
    for scheme in (
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "file:///etc",
        "//x.org",
    ):
        assert driver.execute_script("return readout.dom.web(arguments[0])", scheme) is None
    injected = "const s = document.createElement('script'); s.textContent = 'window.pwned = 2'; document.body.append(s)"
    driver.execute_script(injected)
    assert driver.execute_script("return window.pwned ?? null") is None, (
        "the policy holds even against a script element"
    )
    told = faults(driver)
    assert len(told) == 1
    assert "Content Security Policy" in told[0]


def test_filters_combine_count_and_live_in_the_address(driver: Any, talks: Path) -> None:
    visit(driver, talks)
    assert visible(driver) == 4
    button(driver, "Agreements only").click()
    settle(driver)
    assert (visible(driver), fragment(driver)) == (1, "#agreement=only")
    assert set(lit(driver)) == set()
    button(driver, "Agreements only").click()
    button(driver, "Topic").click()
    settle(driver)
    counts = driver.execute_script(
        "const tidy = (li) => li.innerText.split(/\\s+/).join(' ').trim();"
        "return [...document.querySelectorAll('.facet[open] li')].map(tidy)"
    )
    assert counts == ["Defence 3", "Cyber 1", "Exercises 2", "North Korea 1"]
    driver.execute_script("document.querySelectorAll('.facet[open] input[type=checkbox]')[0].click()")
    settle(driver)
    assert visible(driver) == 3
    assert fragment(driver) == "#topic=topic%23defence"
    visit(driver, talks, fragment(driver))
    assert visible(driver) == 3
    assert "3 of 4 statements" in words(driver, "#summary")
    shown = driver.execute_script(
        "return readout.page.graph.drawn().map((n) => readout.page.model.entities[n]?.label ?? 'said')"
    )
    assert "Treaty" not in shown
    button(driver, "Reset").click()
    settle(driver)
    assert (visible(driver), fragment(driver)) == (4, "")


def test_the_legend_filters(driver: Any, talks: Path) -> None:
    visit(driver, talks)
    before = set(driver.execute_script("return readout.page.graph.drawn()"))
    button(driver, "Topics").click()
    settle(driver)
    after = set(driver.execute_script("return readout.page.graph.drawn()"))
    assert len(before - after) == 3
    assert fragment(driver) == "#hide=topic"
    button(driver, "Topics").click()
    button(driver, "directive").click()
    settle(driver)
    assert (visible(driver), fragment(driver)) == (1, "#family=directive")


def test_a_fragment_that_makes_no_sense_is_passed_over(driver: Any, talks: Path) -> None:
    visit(
        driver,
        talks,
        "#topic=nowhere&select=gone&since=yesterday&view=%3Cb%3E&agreement=yes&__proto__=1&family=%00",
    )
    assert visible(driver) == 4
    assert driver.execute_script("return readout.page.selection()") == []


def test_a_selection_can_be_linked(driver: Any, talks: Path) -> None:
    visit(driver, talks)
    click(driver, *place(driver, node_of(driver, "welcomed")))
    link = fragment(driver)
    visit(driver, talks, link)
    assert lit(driver) == ["welcomed"]


def test_keys_reach_everything(driver: Any, talks: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    visit(driver, talks)
    press(driver, "/")
    assert driver.execute_script("return document.activeElement.id") == "search"
    press(driver, "golf")
    assert "Gulf" in words(driver, "#results"), "accents and other names are searched"
    press(driver, Keys.ENTER)
    assert words(driver, "#details h3") == "Gulf"
    press(driver, Keys.ESCAPE, Keys.ESCAPE)
    assert driver.execute_script("return readout.page.selection()") == []
    driver.execute_script("document.getElementById('canvas').focus()")
    press(driver, Keys.ARROW_DOWN)
    assert lit(driver) == ["agreed"]
    press(driver, Keys.ARROW_DOWN)
    assert lit(driver) == ["strongly urged"]
    assert words(driver, "#announcement") == "Abe strongly urged"
    press(driver, Keys.ARROW_RIGHT)
    assert (
        driver.execute_script(
            "const [n] = readout.page.selection(); return readout.page.model.entities[n].kind"
        )
        == "topic"
    )
    driver.execute_script("document.querySelectorAll('#text .cue')[3].focus()")
    press(driver, Keys.ENTER)
    assert lit(driver) == ["discussed"]
    stops = driver.execute_script(
        "return [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex]')]"
        ".filter((e) => e.offsetParent && !e.disabled && e.tabIndex < 0).map((e) => e.className)"
    )
    assert stops == ["vis-network"], "the drawing within the graph is no stop of its own"


def test_dragging_moves_one_node_and_nothing_drifts(driver: Any, talks: Path) -> None:
    visit(driver, talks)
    before = driver.execute_script("return readout.page.graph.network.getPositions()")
    node = node_of(driver, "Gulf")
    x, y = place(driver, node)
    drag(driver, (x, y), (x + 60, y + 40))
    after = driver.execute_script("return readout.page.graph.network.getPositions()")
    assert [one for one in before if before[one] != after[one]] == [str(node)]


def test_lines_say_what_they_are(driver: Any, talks: Path) -> None:
    visit(driver, talks)
    lines = driver.execute_script("return readout.page.graph.lines()")
    box = driver.execute_script(
        "const { left, top } = document.getElementById('canvas').getBoundingClientRect(); return [left, top]"
    )
    titles = set()
    for line in lines:
        point(driver, box[0] + line["x"], box[1] + line["y"])
        titles.add(words(driver, ".tip"))
    told = {line["title"] for line in lines}
    assert "North Korea: the statement is addressed to it and named in this statement" in told
    assert "Japan: bound by this commitment" in titles
    assert len(titles & told) >= 6, "where no node covers the middle of a line"
    point(driver, *place(driver, node_of(driver, "agreed")))
    assert words(driver, ".tip") == "Abe and Roy agreed Japan and France will train together in the Gulf"
    point(driver, *place(driver, node_of(driver, "Abe")))
    assert words(driver, ".tip") == "Abe, Minister of Defense, Japan"


def test_a_click_on_a_line_shows_its_statement(driver: Any, talks: Path) -> None:
    visit(driver, talks)
    click(driver, *line_between(driver, "discussed", "Cyber"))
    assert lit(driver) == ["discussed"]


def test_focus_is_kept(driver: Any, talks: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    visit(driver, talks)
    driver.execute_script("arguments[0].focus()", button(driver, "Overview"))
    press(driver, Keys.ENTER)
    assert driver.execute_script("return document.activeElement.innerText") == "Overview"
    driver.execute_script("document.querySelectorAll('#text .cue')[0].focus()")
    press(driver, Keys.ENTER)
    assert driver.execute_script("return document.activeElement.innerText") == "agreed"
    driver.execute_script("arguments[0].focus()", button(driver, "Abe"))
    press(driver, Keys.ENTER)
    assert words(driver, "#details h3") == "Abe"
    assert driver.execute_script("return document.activeElement.id") == "details"


def test_what_the_overview_does_not_draw_lights_what_it_stands_for(driver: Any, rounds: Path) -> None:
    visit(driver, rounds)
    driver.execute_script("readout.page.select([arguments[0]])", node_of(driver, "Envoy of Oman"))
    settle(driver)
    assert words(driver, "#details h3") == "Envoy of Oman"
    assert "Envoy, Oman, 1 March 2021" in words(driver, "#details")


@pytest.mark.parametrize("name", ["none", "silent", "bare"])
def test_next_to_nothing_has_a_page(driver: Any, folder: Path, name: str) -> None:
    bare = (
        '@prefix r: <https://w3id.org/readout#> . <urn:s> a r:Statement ; r:madeBy <urn:a> ; r:cue "said" .'
    )
    quads = {
        "none": [],
        "silent": Draft(text="Nothing was said.", title="Silence").quads(),
        "bare": list(pyoxigraph.parse(bare, format=pyoxigraph.RdfFormat.TURTLE)),
    }[name]
    path = folder / f"{name}.html"
    path.write_bytes(render(store.dataset(quads)))
    visit(driver, path)
    assert visible(driver) == (name == "bare")
    if name == "silent":
        assert published(driver) == "Nothing was said."
    if name == "bare":
        driver.execute_script("readout.page.select([readout.page.visible()[0].node])")
        assert "urn:a said" in words(driver, "#details")


def test_two_documents_about_one_meeting(driver: Any, folder: Path) -> None:
    both = [
        replace(TALKS, text=TALKS.text.replace("Nothing else", word))
        for word in ("Nothing more", "Little else")
    ]
    visit(driver, page_of(folder, "both", *both))
    assert visible(driver) == 8
    shown = published(driver)
    driver.execute_script(
        "const choice = document.querySelector('#documents select'); choice.selectedIndex = 1;"
        "choice.dispatchEvent(new Event('change'))"
    )
    settle(driver)
    assert {shown, published(driver)} == {draft.text for draft in both}


def test_a_meeting_with_too_many_nodes_opens_on_its_overview(driver: Any, folder: Path) -> None:
    sentences = [f"They said thing {number}." for number in range(2001)]
    said = [
        Said(sentence=one, cue="said", content=one[10:-1], by=("person/Abe",), about=("topic/Things",))
        for one in sentences
    ]
    visit(driver, page_of(folder, "long", Draft(text="\n".join(sentences), said=said)))
    assert "too many to tell apart: this is its overview" in words(driver, "#note")
    assert driver.execute_script("return readout.page.graph.drawn().length") == 2
    driver.execute_script("readout.page.select([readout.page.visible()[1500].node])")
    settle(driver)
    assert words(driver, "#details blockquote") == "They said thing 1500."
    assert driver.execute_script(
        "const box = document.getElementById('text').getBoundingClientRect();"
        "const one = document.querySelector('#text .cue.lit').getBoundingClientRect();"
        "return one.top >= box.top && one.bottom <= box.bottom"
    )


def test_an_entity_lists_its_statements(driver: Any, talks: Path) -> None:
    visit(driver, talks)
    click(driver, *place(driver, node_of(driver, "Roy")))
    shown = words(driver, "#details")
    assert "Roy makes 3 statements." in shown
    assert "Secretary, France" in shown
    assert sorted(lit(driver)) == ["agreed", "discussed", "welcomed"]
    button(driver, "Show only these").click()
    settle(driver)
    assert (visible(driver), "actor=" in fragment(driver)) == (3, True)


def test_citation(driver: Any, talks: Path) -> None:
    visit(driver, talks)
    cited = driver.execute_script(
        "const { model } = readout.page; return readout.details.citation(model, model.statements[1])"
    )
    begin = TALKS.text.index(TALKS.said[1].sentence)
    end = begin + len(TALKS.said[1].sentence)
    assert cited == (
        f"“{TALKS.said[1].sentence}” “Talks”, 5 January 2024, characters {begin}–{end}. https://example.org/talks"
    )
    click(driver, *place(driver, node_of(driver, "agreed")))
    button(driver, "Copy IRI").click()
    settle(driver)
    assert words(driver, "#announcement") == "Copy IRI: done"


def test_several_meetings_open_on_the_overview(driver: Any, rounds: Path) -> None:
    visit(driver, rounds)
    kinds = driver.execute_script(
        "return readout.page.graph.drawn().map((n) => readout.page.model.entities[n].kind)"
    )
    assert set(kinds) == {"country", "topic"}
    assert "Round 1" in words(driver, "#text")
    click(driver, *line_between(driver, "Peru", "Trade"))
    assert "Peru on Trade" in words(driver, "#details")
    assert "2 statements, 2 agreements." in words(driver, "#details")
    driver.execute_script("document.querySelector('#details .line').click()")
    settle(driver)
    assert published(driver) == ROUNDS[0].text
    assert lit(driver) == ["agreed"]


def test_down_into_a_meeting_and_back(driver: Any, rounds: Path) -> None:
    visit(driver, rounds)
    button(driver, "1 March 2021").click()
    settle(driver)
    assert "meeting=" in fragment(driver)
    assert published(driver) == ROUNDS[1].text
    kinds = driver.execute_script(
        "return readout.page.graph.drawn().map((n) => readout.page.model.entities[n]?.kind ?? 'statement')"
    )
    assert kinds.count("statement") == 1
    driver.back()
    settle(driver)
    assert visible(driver) == 7
    assert driver.execute_script("return readout.page.graph.scene()") == "overview"
    visit(
        driver,
        rounds,
        "#meeting=" + driver.execute_script("return encodeURIComponent(readout.page.model.meetings[0].key)"),
    )
    button(driver, "‹ All meetings").click()
    settle(driver)
    assert visible(driver) == 7


def test_the_timeline_chooses_a_period(driver: Any, rounds: Path) -> None:
    visit(driver, rounds)
    left, top, width = driver.execute_script(
        "const { left, top, width } = document.querySelector('#timeline canvas').getBoundingClientRect();"
        "return [left, top, width]"
    )
    drag(driver, (left + width * 0.45, top + 20), (left + width * 0.9, top + 20))
    since, until = driver.execute_script(
        "return [...document.querySelectorAll('.date input')].map((one) => one.value)"
    )
    assert "2020-03-01" < since < "2022-03-01" < until
    expected = [d for draft in ROUNDS for d in [draft.date] * len(draft.said) if since <= d <= until]
    assert 0 < visible(driver) == len(expected) < 7
    click(driver, left + width * 0.5, top + 20)
    assert visible(driver) == 7


def test_many_meetings_fit_their_limits(driver: Any, folder: Path) -> None:
    """Far more than can be drawn: the page says so, opens fast and filters fast."""
    drafts = [meeting(number % 80, f"Land {number % 400}", f"Subject {number % 45}") for number in range(600)]
    path = page_of(folder, "crowd", *drafts)
    visit(driver, path)
    drawn = driver.execute_script("return readout.page.graph.drawn().length")
    assert 100 < drawn <= 2000
    assert "search finds the other 161" in words(driver, "#note")
    took = driver.execute_script(
        "const before = performance.now(); document.querySelector('.flag input').click();"
        "return performance.now() - before"
    )
    assert took < 400


def test_the_frame_of_a_notebook_works(driver: Any, folder: Path, talks: Path) -> None:
    path = folder / "notebook.html"
    path.write_text(
        f"<!doctype html><meta charset=utf-8><script>var readout = 'mine'</script>{frame(talks.read_bytes())}",
        "utf-8",
    )
    driver.get(path.as_uri())
    driver.execute_async_script("setTimeout(arguments[0], 600)")
    driver.switch_to.frame(0)
    assert driver.execute_script("return readout.page.graph.drawn().length") == 14
    button(driver, "Agreements only").click()
    settle(driver)
    assert visible(driver) == 1
    assert (
        driver.execute_script("try { return parent.readout } catch (error) { return error.name }")
        == "SecurityError"
    )
    driver.switch_to.default_content()
    assert driver.execute_script("return readout") == "mine"


def test_the_seed(driver: Any, folder: Path, seed: Path) -> None:
    """The summary that ships: every statement leads to its sentence, and every sentence to its statements."""
    path = folder / "seed.html"
    path.write_bytes(render(kg.build([seed])))
    assert path.stat().st_size < 1_500_000
    for size, dark in itertools.product(SIZES, [False, True]):
        screen(driver, *size, dark=dark, touch=size[0] < 500)
        visit(driver, path)
        shoot(driver, f"seed-{size[0]}-{'dark' if dark else 'light'}")
    screen(driver, 1600, 900)
    visit(driver, path)
    text = seed.read_text("utf-8")
    assert published(driver).strip() == text.strip()
    assert "24 statements · 9 agreements · 10 commitments" in words(driver, "#summary")
    statements = driver.execute_script(
        "const { model } = readout.page; const { words } = readout.data;"
        "return model.statements.map((one) => [one.node, one.spans, [0, 1, 2].map((part) => words(model, one, part))])"
    )
    assert len(statements) == 24
    for number, (node, spans, quoted) in enumerate(statements):
        assert quoted == [text[spans[at] : spans[at + 1]] for at in (0, 2, 4)]
        if number % 4:
            continue  # a click on every fourth says enough
        click(driver, *place(driver, node))
        assert words(driver, "#details blockquote") == quoted[2]
        assert lit(driver) == [quoted[0]]
    shoot(driver, "seed-selected")


def test_print_shows_the_text_and_the_statements(driver: Any, talks: Path) -> None:
    visit(driver, talks)
    driver.execute_script("dispatchEvent(new Event('beforeprint'))")
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    settle(driver)
    assert driver.execute_script("return document.querySelectorAll('#printed tbody tr').length") == 4
    for selector, shown in {
        "#printed": True,
        "#text": True,
        "#canvas": True,
        "#filters": False,
        "#search": False,
    }.items():
        box = driver.execute_script(
            "return document.querySelector(arguments[0]).getBoundingClientRect().height > 0", selector
        )
        assert box is shown, selector
    shoot(driver, "print")
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
