"""The picture of a graph: one HTML file that shows who said what, with the sentence behind every line.

The file holds everything it needs. It asks no server for anything, and a Content-Security-Policy that names the
digest of each of its scripts and styles forbids whatever a hostile text might try to add. The graph is a pyvis
``Network`` whose positions are computed here; vis-network, from the installed pyvis, stands its nodes on the canvas;
the page around it is the template, style and scripts in ``page/``.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kg.export.page.layout import WIDTHS, at_meeting, drawn, of_overview
from kg.export.page.part import Part, chosen
from kg.export.page.payload import Tables, payload, tables
from kg.iris import ID
from kg.networks import ROLES, Ties, overview, targets

if TYPE_CHECKING:
    from networkx import MultiDiGraph
    from pyvis.network import Network
    from rdflib import Dataset

__all__ = ["SCRIPTS", "View", "frame", "picture", "render", "view", "write"]

SCRIPTS = (
    "dom.js",
    "text.js",
    "data.js",
    "filter.js",
    "marks.js",
    "lines.js",
    "scenes.js",
    "graph.js",
    "reading.js",
    "details.js",
    "finding.js",
    "timeline.js",
    "page.js",
)
"""The page's own scripts, in the order in which they run: each may use those before it."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "interaction": {"hover": False, "multiselect": False, "selectable": False},
    "nodes": {"shape": "custom"},
}
# Nothing may be fetched, framed, submitted or evaluated; the digests admit our own scripts and styles alone.
_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def render(
    dataset: Dataset,
    *,
    meeting: str = "",
    topic: str = "",
    country: str = "",
    since: str = "",
    until: str = "",
) -> bytes:
    """Return the page of a graph, or of the part of it that meets every condition given, as UTF-8.

    ``meeting``, ``topic`` (what is narrower included) and ``country`` (or a body) are names, codes, IRIs or the day of
    a meeting; ``since`` and ``until`` are ISO dates, both inclusive. The same graph gives the same bytes. Raises
    :class:`~kg.errors.QueryError` for an unknown name, for a day that is none, and where no statement is left.

    >>> import kg
    >>> page = render(kg.build([kg.seed()]))
    >>> page[:15], len(page) < 1_500_000
    (b'<!doctype html>', True)
    """
    known = tables(dataset)
    part = Part(meeting=meeting, topic=topic, country=country, since=since, until=until)
    statements = chosen(known.graph, part, known.of["alternatives"])
    data = payload(known, statements)
    data["scenes"] = _scenes(known, data, statements)
    data |= {"options": _OPTIONS, "widths": WIDTHS, "roles": ROLES, "base": ID.removesuffix("id/")}
    return _page(_title(data), data)


def write(dataset: Dataset, path: str | os.PathLike[str], **part: str) -> None:
    """Write the page of a graph to a file, whole or not at all; ``part`` is as for `render`.

    >>> import kg, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(kg.build([kg.seed()]), f"{folder}/graph.html")
    ...     os.path.getsize(f"{folder}/graph.html") > 100_000
    True
    """
    from kg.store import write as save

    save(path, render(dataset, **part))


@dataclass(frozen=True, slots=True)
class View:
    """A page, in UTF-8, that a notebook shows in a frame cut off from it; ``height`` is in pixels."""

    page: bytes = field(repr=False)
    height: int = 720

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the page to a file, whole or not at all; raises :class:`~kg.errors.OutputError`."""
        from kg.store import write as save

        save(path, self.page)

    def _repr_html_(self) -> str:
        return frame(self.page, height=self.height)


def view(dataset: Dataset, *, height: int = 720, **part: str) -> View:
    """Return the page of a graph as a value that shows itself in a notebook; ``part`` is as for `render`.

    >>> import kg
    >>> view(kg.build([kg.seed()]), topic="cyberspace", height=480)
    View(height=480)
    """
    return View(render(dataset, **part), height)


def frame(page: bytes, *, height: int = 720) -> str:
    """Return HTML that shows a page inside another, such as a notebook, where neither can touch the other.

    ``height`` is in pixels.

    >>> frame(b"<p>it's &amp; &quot;</p>")[:66]
    '<iframe title="Readout" sandbox="allow-scripts allow-popups" width'
    """
    inner = html.escape(page.decode(), quote=True)
    # Without allow-same-origin the frame's scripts have an origin of their own and cannot reach the notebook.
    return (
        f'<iframe title="Readout" sandbox="allow-scripts allow-popups" width="100%" height="{height}" '
        f'style="border:0" srcdoc="{inner}"></iframe>'
    )


def picture(
    graph: MultiDiGraph,
    *,
    statements: Sequence[str],
    participants: Iterable[str] = (),
    ties: Ties | None = None,
) -> Network:
    """Return statements of a network and what they are tied to, placed and at rest, as a pyvis ``Network``.

    ``ties`` is as for :func:`kg.networks.targets`. An edge's ``title`` names its roles, a node's ``group`` its kind;
    ``size`` counts the edges of a node.

    >>> import kg, kg.networks
    >>> graph = kg.networks.network(kg.build([kg.seed()]))
    >>> drawn = picture(graph, statements=[i for i, kind in graph.nodes(data="kind") if kind == "statement"])
    >>> [node["x"] for node in drawn.nodes if node["group"] == "statement"] == [0] * 24
    True
    """
    ties = graph if ties is None else ties
    places = at_meeting(graph, statements, participants, ties)
    roles: dict[tuple[str, str], list[str]] = {}
    for statement in statements:
        for target, role in drawn(ties, statement):
            roles.setdefault((statement, target), []).append(role)
    return _network(graph, places, {ends: (len(them), ",".join(them)) for ends, them in roles.items()})


def _network(
    graph: MultiDiGraph,
    places: Mapping[str, tuple[int, int]],
    edges: Mapping[tuple[str, str], tuple[int, str]],
) -> Network:
    from pyvis.network import Network

    uses: dict[str, int] = {}
    for ends, (weight, _) in edges.items():
        for end in ends:
            uses[end] = uses.get(end, 0) + weight
    result = Network(directed=True)
    result.options = dict(_OPTIONS)
    for iri, (x, y) in places.items():
        node = graph.nodes[iri]
        result.add_node(iri, label=node["label"], group=node["kind"], size=uses.get(iri, 0), x=x, y=y)
    for (source, target), (weight, title) in edges.items():
        result.add_edge(source, target, value=weight, title=title, arrows="")
    return result


def _scenes(known: Tables, data: Mapping[str, Any], statements: Sequence[str]) -> dict[str, Any]:
    """Return what can be looked at: the overview, and each meeting; nodes and edges are rows of numbers."""
    graph = known.graph
    whole = sum(kind == "statement" for _, kind in graph.nodes(data="kind")) == len(statements)
    entities = [entity["iri"] for entity in data["entities"]]
    summed = overview(graph if whole else graph.subgraph([*entities, *statements]).copy())
    broader = {
        iri: targets(known.ties, iri, "broader") for iri, kind in graph.nodes(data="kind") if kind == "topic"
    }
    edges = {(a, b): (weight, "") for a, b, weight in summed.edges(data="weight")}
    number = {entity["iri"]: place for place, entity in enumerate(data["entities"])}
    number |= {iri: len(number) + place for place, iri in enumerate(statements)}
    columns = data["statements"]
    held: list[list[str]] = [[] for _ in data["meetings"]]
    for place, meeting in enumerate(columns["meeting"]):
        if meeting >= 0:
            held[meeting].append(statements[place])
    meetings = []
    for meeting, inside in zip(data["meetings"], held, strict=True):
        present = [data["entities"][one["actor"]]["iri"] for one in meeting["participants"]]
        meetings.append(
            _rows(picture(graph, statements=inside, participants=present, ties=known.ties), number)
        )
    return {
        "overview": _rows(_network(graph, of_overview(summed, broader), edges), number),
        "meetings": meetings,
    }


def _rows(drawn: Network, number: Mapping[str, int]) -> dict[str, list[list[Any]]]:
    roles = {role: place for place, role in enumerate(ROLES)}
    return {
        "nodes": [[number[node["id"]], node["x"], node["y"], node["size"]] for node in drawn.nodes],
        "edges": [
            [number[edge["from"]], number[edge["to"]], *(roles[r] for r in edge["title"].split(",") if r)]
            for edge in drawn.edges
        ],
    }


def _title(data: Mapping[str, Any]) -> str:
    meetings, documents = data["meetings"], data["documents"]
    if len(documents) == 1:
        return " ".join(str(documents[0]["title"]).split())
    if len(meetings) == 1:
        return str(data["entities"][meetings[0]["entity"]]["label"])
    days = sorted(meeting["date"] for meeting in meetings if "date" in meeting)
    period = f", {_day(days[0])} to {_day(days[-1])}" if days else ""
    return f"{len(meetings)} meetings{period}"


def _day(iso: str) -> str:
    # Not strftime: the names of its months hang on the machine's settings.
    year, month, day = iso.split("-")
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"


def _page(title: str, data: Mapping[str, Any]) -> bytes:
    from jinja2 import Environment
    from markupsafe import Markup

    folder = files("kg.export.page")
    style = _asset((folder / "style.css").read_text("utf-8"))
    scripts = [_vis(), *(_asset((folder / name).read_text("utf-8")) for name in SCRIPTS)]
    policy = _POLICY.format(scripts=" ".join(map(_digest, scripts)), styles=_digest(style))
    template = Environment(autoescape=True, keep_trailing_newline=True).from_string(
        (folder / "page.html.j2").read_text("utf-8")
    )
    # Neither quotes nor slashes need care inside the data element: only "<" can end it, and no "<" is left.
    words = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    page = template.render(
        title=title,
        policy=Markup(policy),  # noqa: S704  -- made of our own digests
        style=Markup(style),  # noqa: S704  -- our own files, checked by _asset
        scripts=[Markup(script) for script in scripts],  # noqa: S704
        data=Markup(words),  # noqa: S704  -- every character that markup is made of is escaped above
    )
    return page.encode("utf-8")


def _vis() -> str:
    """Return vis-network as pyvis bundles it, without the address of a source map that a browser might ask for."""
    source = (files("pyvis") / _VIS).read_text("utf-8")
    kept = (line for line in source.split("\n") if not line.startswith("//# sourceMappingURL="))
    return _asset("\n".join(kept))


def _asset(source: str) -> str:
    """Return a script or style as a browser will read it, so that its digest is of the same characters."""
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    lowered = text.lower()
    if "</script" in lowered or "</style" in lowered or "<!--" in lowered:
        raise AssertionError("a script or style of the page would end its own element")
    return text


def _digest(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode('utf-8')).digest()).decode('ascii')}'"
