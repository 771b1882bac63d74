"""The page as a file: true to the graph, safe with any text, at rest, and asking nothing of anybody."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import random
import re
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from page.draft import TALKS, Draft, Said, entity

import kg
from kg import store
from kg.export.html import SCRIPTS, frame, picture, render, view, write
from kg.export.page.layout import WIDTHS, of_overview, spread
from kg.export.page.part import Part, chosen
from kg.export.page.payload import payload, tables
from kg.networks import network

HOSTILE = "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1><!--\u2028\u2029&lt;"
PAGE = files("kg.export.page")


class Parsed(HTMLParser):
    """A page as a browser would take it apart: its elements in order, and what its scripts and styles hold."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.held: list[tuple[str, dict[str, str | None], str]] = []
        self.words = ""
        self.feed(page.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in {"script", "style"}:
            self.held.append((*self.elements[-1], ""))

    def handle_data(self, data: str) -> None:
        if self.elements and self.cdata_elem:
            tag, attributes, before = self.held[-1]
            self.held[-1] = tag, attributes, before + data
        else:
            self.words += data

    def data(self) -> dict[str, Any]:
        """What the page knows."""
        (words,) = (held for _, attributes, held in self.held if attributes.get("id") == "data")
        found: dict[str, Any] = json.loads(words)
        return found


def page_of(*drafts: Draft, **part: str) -> bytes:
    return render(store.dataset(quad for draft in drafts for quad in draft.quads()), **part)


@pytest.fixture(scope="module")
def talks() -> bytes:
    return page_of(TALKS)


def hostile(words: str) -> Draft:
    """A draft that says the words wherever a graph can hold words."""
    text = f"{words}\n\nAbe said {words} to Roy."
    said = Said(
        sentence=f"Abe said {words} to Roy.",
        cue="said",
        content=f"{words} to Roy",
        by=(f"person/Abe {words}",),
        about=(f"topic/{words}",),
        mentions=(f"place/{words}", f"instrument/{words}"),
        parties=(f"country/{words}",),
    )
    return Draft(
        text=text,
        title=f"Talks {words}",
        source=f"javascript:{words}",
        said=[said],
        participants=[(f"person/Abe {words}", words, f"country/{words}")],
        others=[(f"place/{words}", f"{words}{words}")],
    )


def test_the_same_graph_gives_the_same_bytes(talks: bytes) -> None:
    quads = TALKS.quads()
    for seed in range(3):
        assert render(store.dataset(random.Random(seed).sample(quads, len(quads)))) == talks


def test_it_is_utf8_and_small(talks: bytes) -> None:
    assert talks.decode("utf-8").startswith("<!doctype html>\n")
    assert b'<meta charset="utf-8">' in talks[:200]
    assert len(talks) < 700_000


def test_nothing_is_fetched(talks: bytes) -> None:
    """No element names a resource, and no address of a content network occurs anywhere, comments included."""
    parsed = Parsed(talks)
    assert len(parsed.elements) > 30
    for tag, attributes in parsed.elements:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form", "video", "audio"}
        assert not attributes.keys() & {"src", "href", "srcset", "action", "data", "background", "style"}
        assert not [name for name in attributes if name.startswith("on")]
    for name in ("cdn", "unpkg", "jsdelivr", "cloudflare", "googleapis", "bootstrap", "sourceMappingURL"):
        assert name.lower() not in talks.decode("utf-8").lower()
    style = next(held for tag, _, held in parsed.held if tag == "style")
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_admits_the_own_scripts_alone(talks: bytes) -> None:
    parsed = Parsed(talks)
    (policy,) = (
        attributes["content"] or ""
        for tag, attributes in parsed.elements
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["img-src"] == "data:"
    assert "unsafe" not in policy
    run = [held for tag, attributes, held in parsed.held if tag == "script" and "type" not in attributes]
    styles = [held for tag, _, held in parsed.held if tag == "style"]
    assert len(run) == 1 + len(SCRIPTS)
    assert rules["script-src"].split() == [digest(held) for held in run]
    assert rules["style-src"].split() == [digest(held) for held in styles]


def digest(words: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(words.encode()).digest()).decode()}'"


def test_the_policy_comes_before_anything_it_governs(talks: bytes) -> None:
    tags = [tag for tag, _ in Parsed(talks).elements]
    assert tags.index("meta") < tags.index("style") < tags.index("script")
    words = talks.decode("utf-8")
    assert words.index("Content-Security-Policy") < words.index("<style>")


def test_own_scripts_read_no_string_as_markup() -> None:
    names = [path.name for path in PAGE.iterdir() if path.name.endswith(".js")]
    assert sorted(names) == sorted(SCRIPTS)
    forbidden = (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
        "srcdoc",
    )
    for name in names:
        source = (PAGE / name).read_text("utf-8")
        assert not [word for word in (*forbidden, "fetch(", "XMLHttpRequest", "import(") if word in source], (
            name
        )


@pytest.mark.parametrize(
    "words", [HOSTILE, "<!--<script>", "]]>", "\"'`\\", "\x85\u2028\u2029", "שלום عالم", "𠮷🛰"]
)
def test_hostile_words_stay_words(words: str, talks: bytes) -> None:
    parsed = Parsed(page_of(hostile(words)))
    expected = Parsed(talks)
    assert [tag for tag, _ in parsed.elements] == [tag for tag, _ in expected.elements]
    data = parsed.data()
    assert data["documents"][0]["title"] == f"Talks {words}"
    assert words in data["documents"][0]["text"]
    assert {e["label"] for e in data["entities"] if e["kind"] in {"place", "instrument", "topic"}} == {words}
    assert data["documents"][0]["source"] == f"javascript:{words}"


@given(words=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_any_words_come_back_as_they_were(words: str) -> None:
    page = page_of(Draft(text=words, title="Talks"))
    (held,) = (held for _, attributes, held in Parsed(page).held if attributes.get("id") == "data")
    assert not set(held) & set("<>&\u2028\u2029")
    assert json.loads(held)["documents"][0]["text"] == words


def test_the_title_is_text(talks: bytes) -> None:
    assert "<title>Talks</title>" in talks.decode("utf-8")
    page = page_of(hostile(HOSTILE)).decode("utf-8")
    assert "<title>Talks &lt;/script&gt;" in page
    assert "<script>window.pwned" not in page


def test_every_statement_is_there_and_its_offsets_hold(talks: bytes) -> None:
    data = Parsed(talks).data()
    columns, text = data["statements"], data["documents"][0]["text"]
    assert text == TALKS.text
    assert {len(column) for column in columns.values()} == {4}
    labels = [entity["label"] for entity in data["entities"]]
    for place, said in enumerate(TALKS.said):
        spans = columns["spans"][place]
        begins, ends = spans[::2], spans[1::2]
        sliced = [text[begin:end] for begin, end in zip(begins, ends, strict=True)]
        assert sliced == [said.cue, said.content, said.sentence]
        assert columns["quotes"][place] == 0
        assert sorted(labels[end] for end in columns["by"][place]) == sorted(n.split("/")[1] for n in said.by)
        assert columns["agreement"][place] == said.agreement
        assert columns["commits"][place] == bool(said.parties)
    assert [data["acts"][act]["family"] for act in columns["act"]] == [
        "commissive",
        "directive",
        "expressive",
        "interactive",
    ]


def test_the_words_travel_along_where_the_text_does_not_give_them() -> None:
    nif = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
    no_text = [quad for quad in TALKS.quads() if quad.predicate.value != nif + "isString"]
    data = Parsed(render(store.dataset(no_text))).data()
    assert data["documents"][0]["text"] == ""
    assert data["statements"]["quotes"][0] == [
        TALKS.said[0].cue,
        TALKS.said[0].content,
        TALKS.said[0].sentence,
    ]


def test_meeting_and_document(talks: bytes) -> None:
    data = Parsed(talks).data()
    (meeting,), (document,) = data["meetings"], data["documents"]
    entities = data["entities"]
    assert meeting["date"] == "2024-01-05"
    assert [
        (entities[p["actor"]]["label"], p["office"], entities[p["side"]]["label"])
        for p in meeting["participants"]
    ] == [("Abe", "Minister of Defense", "Japan"), ("Roy", "Secretary", "France")]
    assert document["source"] == "https://example.org/talks"
    assert next(e for e in entities if e["label"] == "North Korea" and e["kind"] == "country")["others"] == [
        "DPRK"
    ]


def boxes(data: dict[str, Any], scene: dict[str, Any]) -> list[tuple[float, float, float, float]]:
    found = []
    for node, x, y, _ in scene["nodes"]:
        kind = data["entities"][node]["kind"] if node < len(data["entities"]) else "statement"
        width, height = WIDTHS.get(kind, WIDTHS["other"]), 28 if kind == "statement" else 32
        found.append((x - width / 2, y - height / 2, x + width / 2, y + height / 2))
    return found


def overlapping(rectangles: list[tuple[float, float, float, float]]) -> list[Any]:
    return [
        (a, b)
        for a, b in itertools.combinations(rectangles, 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


def many(meetings: int, *, each: int = 6) -> list[Draft]:
    """Meetings of changing sides on changing topics."""
    chance = random.Random(7)
    countries = [f"country/Land {n}" for n in range(26)]
    topics = [f"topic/Subject {n}" for n in range(40)]
    drafts = []
    for number in range(meetings):
        one, other = chance.sample(countries, 2)
        text, said = f"Meeting {number}", []
        for place in range(each):
            sentence = f"The Ministers agreed that point {number} {place} matters."
            text += f"\n{sentence}"
            said.append(
                Said(
                    sentence=sentence,
                    cue="agreed",
                    content=f"point {number} {place} matters",
                    by=(f"person/Minister {one[-2:]}", f"person/Minister {other[-2:]}"),
                    act="agree",
                    about=chance.sample(topics, 2),
                    mentions=(f"place/Town {chance.randrange(99)}",),
                    agreement=place % 3 == 0,
                )
            )
        drafts.append(
            Draft(
                text=text,
                said=said,
                title=f"Meeting {number}",
                date=f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}",
                participants=[
                    (f"person/Minister {one[-2:]}", "Minister", one),
                    (f"person/Minister {other[-2:]}", "Minister", other),
                ],
                broader=[(topic, f"topic/Field {int(topic[-2:]) % 4}") for topic in topics],
            )
        )
    return drafts


@pytest.fixture(scope="module")
def collection() -> bytes:
    return page_of(*many(30))


def test_no_label_lies_on_another(talks: bytes, collection: bytes) -> None:
    for page in (talks, collection):
        data = Parsed(page).data()
        scenes = [data["scenes"]["overview"], *data["scenes"]["meetings"]]
        assert len(scenes) == 1 + len(data["meetings"])
        for scene in scenes:
            rectangles = boxes(data, scene)
            assert len(rectangles) > 3
            assert not overlapping(rectangles)


def test_statements_stand_between_participants_and_topics(talks: bytes) -> None:
    data = Parsed(talks).data()
    (scene,) = data["scenes"]["meetings"]
    places = {node: (x, y) for node, x, y, _ in scene["nodes"]}
    count = len(data["entities"])
    statements = [places[count + number] for number in range(4)]
    assert [x for x, _ in statements] == [0] * 4
    assert [y for _, y in statements] == sorted(y for _, y in statements)
    for node, (x, _) in places.items():
        if node < count:
            kind = data["entities"][node]["kind"]
            assert x < 0 if kind == "person" else True
            assert x > 0 if kind in {"topic", "place", "instrument"} else True


def test_the_picture_is_a_pyvis_network_at_rest() -> None:
    from pyvis.network import Network

    graph = network(store.dataset(TALKS.quads()))
    statements = [iri for iri, kind in graph.nodes(data="kind") if kind == "statement"]
    drawn = picture(graph, statements=statements)
    assert isinstance(drawn, Network)
    assert drawn.options["physics"] == {"enabled": False}
    ids = {node["id"] for node in drawn.nodes}
    assert set(statements) < ids
    assert all(edge["from"] in statements and edge["to"] in ids for edge in drawn.edges)
    roles = {(e["from"], e["to"]): e["title"] for e in drawn.edges}
    urged = statements[1]
    assert roles[urged, entity("country/North Korea").value] == "addressedTo,mentions"


def test_pyvis_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page_of(TALKS)
    assert list(tmp_path.iterdir()) == []


@given(
    wanted=st.lists(st.integers(-500, 500), max_size=30).map(sorted),
    gap=st.integers(1, 60),
)
def test_spread_keeps_order_and_distance(wanted: list[int], gap: int) -> None:
    moved = spread(wanted, gap)
    assert len(moved) == len(wanted)
    assert all(b - a >= gap - 1e-6 for a, b in itertools.pairwise(moved))
    if all(b - a >= gap for a, b in itertools.pairwise(wanted)):
        assert moved == pytest.approx(wanted)


def test_families_of_topics_stand_together_and_the_busiest_actors_between_them() -> None:
    import networkx

    graph = networkx.Graph()
    topics = [f"urn:{family}{n}" for family in "ab" for n in range(20)]
    graph.add_nodes_from((topic, {"kind": "topic", "label": topic}) for topic in topics)
    graph.add_nodes_from((f"urn:actor{n}", {"kind": "country", "statements": n}) for n in range(100))
    places = of_overview(graph, {topic: [topic[:5]] for topic in topics})
    assert len(places) == 140
    rectangles = [(x - 98, y - 16, x + 98, y + 16) for x, y in places.values()]
    assert not overlapping(rectangles)
    sides = [{places[topic][0] > 0 for topic in topics if topic[4] == family} for family in "ab"]
    assert sorted(map(list, sides)) == [[False], [True]]
    nearest = min(abs(places[topic][0]) for topic in topics)
    core = {iri for iri, (x, _) in places.items() if abs(x) < nearest}
    assert core == {f"urn:actor{n}" for n in range(68, 100)}


@pytest.mark.parametrize(
    ("part", "cues"),
    [
        ({}, ["agreed", "strongly urged", "welcomed", "discussed"]),
        ({"topic": "defence"}, ["agreed", "welcomed", "discussed"]),
        ({"topic": "Cyber"}, ["discussed"]),
        ({"country": "japan"}, ["agreed", "strongly urged", "discussed"]),
        ({"country": "north-korea"}, ["strongly urged"]),
        ({"meeting": "talks"}, ["agreed", "strongly urged", "welcomed", "discussed"]),
        ({"meeting": "2024-01-05"}, ["agreed", "strongly urged", "welcomed", "discussed"]),
        ({"country": "DPRK"}, ["strongly urged"]),
        (
            {"since": "2024-01-05", "until": "2024-01-05"},
            ["agreed", "strongly urged", "welcomed", "discussed"],
        ),
        ({"topic": "cyber", "country": "france"}, ["discussed"]),
    ],
    ids=str,
)
def test_a_part_of_a_graph(part: dict[str, str], cues: list[str]) -> None:
    known = tables(store.dataset(TALKS.quads()))
    found = chosen(known.graph, Part(**part), known.of["alternatives"])
    assert [known.graph.nodes[iri]["cue"] for iri in found] == cues


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ({"meeting": "other"}, "no meeting of the graph is called “other”"),
        ({"topic": "cybr"}, "did you mean “Cyber”"),
        ({"country": "cyber"}, "no country of the graph is called “cyber”"),
        ({"since": "2024-01-06"}, "no statement"),
        ({"until": "2024-01-04"}, "no statement"),
        ({"until": "soon"}, "“soon” is not a day"),
    ],
    ids=str,
)
def test_a_part_that_is_not_there(part: dict[str, str], words: str) -> None:
    with pytest.raises(kg.QueryError, match=words):
        view(store.dataset(TALKS.quads()), **part)


def test_a_view_shows_and_saves_itself(tmp_path: Path, talks: bytes) -> None:
    shown = view(store.dataset(TALKS.quads()), height=300)
    assert shown._repr_html_() == frame(talks, height=300)
    shown.save(tmp_path / "page.html")
    assert (tmp_path / "page.html").read_bytes() == talks
    with pytest.raises(kg.OutputError):
        shown.save(tmp_path / "no" / "page.html")


def test_a_part_holds_nothing_else() -> None:
    data = Parsed(page_of(TALKS, Draft(text="Other", title="Other"), topic="cyber")).data()
    assert {e["label"] for e in data["entities"]} == {
        "Abe",
        "Roy",
        "Japan",
        "France",
        "Cyber",
        "Defence",
        "Talks",
    }
    assert [document["title"] for document in data["documents"]] == ["Talks"]


@pytest.mark.parametrize(
    "quads", [[], Draft(text="Nothing was said.", title="Silence").quads()], ids=["none", "silent"]
)
def test_a_graph_with_no_statement_has_a_page(quads: list[pyoxigraph.Quad]) -> None:
    data = Parsed(render(store.dataset(quads))).data()
    assert {len(column) for column in data["statements"].values()} == {0}
    assert [document["title"] for document in data["documents"]] == ["Silence"] * bool(quads)


def test_a_bare_statement_has_a_page() -> None:
    """A graph from elsewhere may lack all that is optional."""
    bare = """
    @prefix readout: <https://w3id.org/readout#> .
    <urn:s> a readout:Statement ; readout:madeBy <urn:a> ; readout:cue "said" .
    """
    graph = store.dataset(pyoxigraph.parse(bare, format=pyoxigraph.RdfFormat.TURTLE))
    data = payload(known := tables(graph), chosen(known.graph, Part(), {}))
    assert data["statements"]["quotes"] == [["said", "", ""]]
    assert data["statements"]["spans"] == [[-1] * 6]
    assert data["statements"]["meeting"] == [-1]
    assert Parsed(render(graph)).data()["entities"][0]["kind"] == "other"


def test_several_meetings_are_named_by_their_period(collection: bytes) -> None:
    assert re.search(
        r"<title>30 meetings, \d+ [A-Z][a-z]+ 2010 to \d+ [A-Z][a-z]+ 2024</title>", collection.decode()
    )


def test_write_puts_the_same_bytes_in_a_file(tmp_path: Path, talks: bytes) -> None:
    write(store.dataset(TALKS.quads()), tmp_path / "page.html")
    assert (tmp_path / "page.html").read_bytes() == talks


def test_a_frame_is_cut_off_and_holds_the_page(talks: bytes) -> None:
    parsed = Parsed(frame(talks, height=300).encode())
    ((tag, attributes),) = parsed.elements
    assert tag == "iframe"
    assert attributes["sandbox"] == "allow-scripts allow-popups"
    assert attributes["height"] == "300"
    assert (attributes["srcdoc"] or "").encode() == talks


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colours_can_be_read(scheme: int) -> None:
    """Every colour of words and marks has the contrast that WCAG asks of small text."""
    blocks = re.findall(r":root \{(.*?)\}", (PAGE / "style.css").read_text("utf-8"), re.S)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", blocks[scheme]))
    assert len(colours) > 20
    for name in colours.keys() - {"paper", "surface", "line", "wash", "on-mark"}:
        for ground in ("paper", "surface", "wash"):
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
    for family in ("assertive", "commissive", "directive", "expressive", "interactive", "other"):
        assert contrast(colours[family], colours["on-mark"]) >= 4.5, family
