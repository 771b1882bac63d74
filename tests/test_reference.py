"""The reference of the ontology: every term has its anchor, every link its target, and no word is taken for markup."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from browser import browser, faults, requests, screen, shoot, visit
from rdflib import RDF, Graph, URIRef

from kg.errors import VocabularyError
from kg.iris import ACT, PREFIXES, READOUT, TOPIC
from kg.reference import pages, render, sections
from kg.vocabulary import folder


class Page(HTMLParser):
    """What a page holds: its ids, its links, its scripts, and whether each element is closed."""

    VOID = frozenset({"meta", "input", "br"})

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.open: list[str] = []
        self.attributes: set[str] = set()
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        self.attributes |= {f"{tag} {name}" for name in values}
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"]] if tag == "a" else []
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another element"


@pytest.fixture(scope="module")
def page() -> bytes:
    return render()


@pytest.fixture(scope="module")
def parsed(page: bytes) -> Page:
    return Page(page)


def test_each_term_has_its_anchor(parsed: Page) -> None:
    graph = Graph()
    for name in ("readout.ttl", "inverses.ttl", "alignments.ttl", "acts.ttl", "topics.ttl"):
        graph.parse(folder() / name)
    terms = [str(s) for s in set(graph.subjects(RDF.type)) if str(s).startswith((READOUT, ACT, TOPIC))]
    assert len(terms) >= 180
    shown = {entry.iri: entry.anchor for section in sections() for entry in section.all()}
    assert set(shown) == set(terms)
    assert set(shown.values()) <= set(parsed.ids)
    for iri, anchor in shown.items():
        if iri.startswith(READOUT):
            assert anchor == iri.removeprefix(READOUT), "the address of a term leads to its place on the page"


def test_ids_are_unique_and_links_have_targets(parsed: Page) -> None:
    assert [name for name, number in Counter(parsed.ids).items() if number > 1] == []
    within = {link.removeprefix("#") for link in parsed.links if link.startswith("#")}
    assert len(within) >= 180
    assert sorted(within - set(parsed.ids)) == []
    files = {link for link in parsed.links if not link.startswith(("#", "http"))}
    assert "readout.ttl" in files
    assert files <= set(pages())


def test_the_page_is_well_formed_and_asks_for_nothing(page: bytes, parsed: Page) -> None:
    assert parsed.open == []
    assert parsed.tags["script"] == parsed.tags["style"] == 1
    assert not {"script src", "link href", "img src", "iframe src"} & parsed.attributes
    assert not {name for name in parsed.attributes if " on" in name}
    assert "default-src 'none'; style-src 'sha256-" in html.unescape(page.decode())
    assert not re.search(rb"url\(|@import|fetch\(|XMLHttp", page)
    assert parsed.tags["h1"] == parsed.tags["main"] == parsed.tags["nav"] == 1


def test_what_a_reader_looks_for_is_there(page: bytes) -> None:
    text = page.decode()
    for words in (
        *(
            "urge",
            "強く求める",
            "strongly encourage",
            "beseech",
            "REQUEST",
            "PLOVER",
        ),  # an act, its cues and code
        *("Taiwan Strait", "台湾海峡", "Weak phrases", "Brought up by naming"),
        *("会談", "sem:Event", "skos:closeMatch", "fibo:Commitment", "cco:ont00000133"),
        *("Shares no members with", "Way back", "first version", "CC BY 4.0"[:2], "JSON-LD context"),
    ):
        assert words in text, words


def test_the_hierarchy_is_that_of_the_files() -> None:
    found = {section.anchor: section for section in sections()}
    tops = [entry.name for entry in found["section-acts"].entries]
    assert tops == ["act:assertive", "act:commissive", "act:directive", "act:expressive", "act:interactive"]
    urge = next(entry for entry in found["section-acts"].entries[2].below if entry.name == "act:urge")
    assert (
        "Addressing verbs",
        (
            "appeal to",
            "beseech",
            "call on",
            "call upon",
            "exhort",
            "implore",
            "press",
            "strongly encourage",
            "urge",
        ),
    ) in urge.words
    assert len(found["section-topics"].entries) == 4
    named = next(entry for entry in found["section-classes"].entries if entry.name == "readout:NamedEntity")
    assert "readout:Actor" in [entry.name for entry in named.below]


def test_the_same_ontology_gives_the_same_page(page: bytes) -> None:
    assert render() == page


HOSTILE = '</style><script>alert(1)</script>" onmouseover="x'


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    for name in ("readout.ttl", "acts.ttl"):
        (tmp_path / name).write_bytes((folder() / name).read_bytes())
    turtle = (tmp_path / "acts.ttl").read_text(encoding="utf-8")
    quoted = json.dumps(HOSTILE)
    turtle += f"""
act:evil a readout:Act ; skos:prefLabel {quoted}@en , {quoted}@ja ; skos:definition {quoted}@en ;
    skos:broader act:evil ; readout:cueVerb {quoted} ; skos:notation {quoted} ;
    skos:closeMatch <javascript:alert(1)> , <https://example.org/'onmouseover=x> .
"""
    (tmp_path / "acts.ttl").write_text(turtle, encoding="utf-8")
    hostile = Page(render(tmp_path))
    assert hostile.open == []
    assert hostile.tags["script"] == 1
    assert not {name for name in hostile.attributes if " on" in name}
    assert [link for link in hostile.links if link.lower().startswith("javascript")] == []


def test_circles_end(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(
        f"@prefix s: <http://www.w3.org/2004/02/skos/core#> . @prefix r: <{READOUT}> . @prefix a: <{ACT}> .\n"
        "a:x a r:Act ; s:broader a:y . a:y a r:Act ; s:broader a:x . a:top a r:Act .\n"
    )
    (section,) = sections(tmp_path)
    assert [entry.name for entry in section.all()] == ["act:top"]


def test_faulty_folders(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="found no Turtle files"):
        render(tmp_path)
    (tmp_path / "a.ttl").write_text("a b")
    with pytest.raises(VocabularyError, match=r"a\.ttl:1: this is no Turtle"):
        render(tmp_path)


def test_what_is_published(page: bytes) -> None:
    found = pages()
    assert found["index.html"] == page
    assert json.loads(found["context.jsonld"])["@context"]["act"]["@id"] == "readout:act"
    assert found["readout.ttl"] == (folder() / "readout.ttl").read_bytes()
    logos = Graph().parse(folder() / "readout.ttl").objects(None, URIRef(PREFIXES["schema"] + "logo"))
    assert [str(logo).rpartition("/")[2] in found for logo in logos] == [True]


@pytest.mark.browser
def test_the_page_in_a_browser(page: bytes, tmp_path: Path) -> None:
    file = tmp_path / "index.html"
    file.write_bytes(page)
    with browser(tmp_path / "profile") as driver:
        for width, dark in ((1300, False), (1300, True), (390, False)):
            screen(driver, width, 1000, dark=dark, touch=width < 500)
            visit(driver, file, "#Statement")
            wide = driver.execute_script("return document.documentElement.scrollWidth")
            assert wide <= width, "nothing reaches beyond the window"
            shoot(driver, f"reference-{width}{'-dark' if dark else ''}")
        box = driver.find_element("id", "page-filter")
        box.send_keys("beseech")
        shown = driver.execute_script(
            "return [...document.querySelectorAll('article')].filter((n) => n.offsetParent).map((n) => n.id)"
        )
        assert shown == ["urge"]
        assert driver.find_element("id", "page-count").text.startswith("1 of ")
        driver.execute_script("location.hash = 'Meeting'")
        assert driver.execute_script(
            "return new Promise((done) => setTimeout(() => done(!document.getElementById('Meeting').hidden), 100))"
        ), "following a link ends the filter"
        assert faults(driver) == []
        assert [url for url in requests(driver) if not url.startswith("file:")] == []


def test_the_commands(tmp_path: Path, root: Path) -> None:
    """``kg docs`` writes it all; ``kg check ontology`` judges the folder of that name, or else the one that ships."""

    def kg(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"PYTHONPATH": str(root), "NO_COLOR": "1", "COLUMNS": "200"}
        command = [sys.executable, "-m", "kg", *arguments]
        return subprocess.run(
            command,
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    done = kg("docs", "-o", "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == pages()
    assert kg("check", "ontology").stdout == "the ontology that ships with kg: no fault was found\n"
    (tmp_path / "ontology").mkdir()
    bare = "<https://example.org/mine> a <http://www.w3.org/2002/07/owl#Ontology> .\n"
    (tmp_path / "ontology" / "mine.ttl").write_text(bare, encoding="utf-8")
    done = kg("check", "ontology")
    assert done.returncode == 1
    assert "FOOPS! PURL1" in done.stderr
