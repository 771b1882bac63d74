"""Where the nodes of the picture stand: computed once, here, so that the page opens at rest and the same.

Positions are whole canvas units, one of which is a pixel where the picture is not scaled. Nothing is drawn
by chance: rows are ordered by the mean height of what they are tied to, and moved apart as little as it takes
for no label to lie on another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.networks import local_name, sides, targets

if TYPE_CHECKING:
    from networkx import Graph, MultiDiGraph

__all__ = ["LEFT_OUT", "ROW", "WIDTHS", "at_meeting", "of_overview", "spread"]

Positions = dict[str, tuple[int, int]]

WIDTHS = {"statement": 400, "topic": 196, "person": 206, "other": 184}
"""The widest that a node of each kind is drawn, ``other`` for the kinds not named."""

ROW = 36
"""The distance between two rows of nodes: two lines of a label and a gap."""

LEFT_OUT = frozenset({"madeAt", "onBehalfOf"})
"""The roles that a meeting's picture does not draw: they hold for all of it, or follow from the holder."""

_GAP = 76  # between two columns, for the lines to swing from row to row
_TALLEST = 16  # actors in one column of the overview before another column is begun
_CORE = 2  # such columns between the topics
_STRAIGHT = 14  # topics on one side of the overview before they stand in two columns


def spread(wanted: Sequence[float], gap: float) -> list[float]:
    """Move ascending heights apart to at least a gap, with the least sum of squared moves.

    >>> spread([0, 0, 100], 10), spread([], 10)
    ([-5.0, 5.0, 100.0], [])
    """
    # Without the gaps this is isotonic regression: pool neighbours as long as they stand in the wrong order.
    pools: list[tuple[float, int]] = []
    for number, height in enumerate(wanted):
        mean, size = float(height - number * gap), 1
        while pools and pools[-1][0] > mean:
            before, count = pools.pop()
            mean, size = (before * count + mean * size) / (count + size), count + size
        pools.append((mean, size))
    flat = [mean for mean, size in pools for _ in range(size)]
    return [mean + number * gap for number, mean in enumerate(flat)]


def at_meeting(graph: MultiDiGraph, statements: Sequence[str], participants: Iterable[str]) -> Positions:
    """Place what one meeting holds: participants, statements as in the text, topics, all else that is named.

    >>> from networkx import MultiDiGraph
    >>> graph = MultiDiGraph([("s", "kishi", {"role": "madeBy"}), ("s", "cyber", {"role": "about"})])
    >>> graph.nodes["kishi"]["kind"], graph.nodes["cyber"]["kind"] = "person", "topic"
    >>> at_meeting(graph, ["s"], [])
    {'s': (0, 0), 'kishi': (-379, 0), 'cyber': (374, 0)}
    """
    heights = {iri: number * ROW for number, iri in enumerate(statements)}
    ties: dict[str, list[int]] = {}
    left = set(participants)
    for statement in statements:
        left.update(targets(graph, statement, "madeBy"), sides(graph, statement))
        for _, target, role in graph.out_edges(statement, data="role"):
            if role not in LEFT_OUT:
                ties.setdefault(target, []).append(heights[statement])
    topics = [iri for iri in ties if graph.nodes[iri]["kind"] == "topic"]
    rest = [iri for iri in ties if iri not in left and graph.nodes[iri]["kind"] != "topic"]
    left_x = -(WIDTHS["statement"] + WIDTHS["person"]) // 2 - _GAP
    topic_x = (WIDTHS["statement"] + WIDTHS["topic"]) // 2 + _GAP
    rest_x = topic_x + (WIDTHS["topic"] + WIDTHS["other"]) // 2 + _GAP // 2
    tall = ROW * max(0, len(statements) - 1)
    placed = {iri: (0, height) for iri, height in heights.items()}
    present = [iri for iri in ties if iri in left]
    apart = min(4 * ROW, max(2 * ROW, tall // (len(present) + 1)))
    placed |= _column(present, left_x, _means(ties), apart)
    placed |= _column(topics, topic_x, _means(ties), ROW + 4)
    placed |= _column(rest, rest_x, _means(ties), ROW + 4)
    return placed


def of_overview(graph: Graph, broader: Mapping[str, Sequence[str]]) -> Positions:
    """Place who speaks about what: actors in the middle, topics on both sides, families of topics together.

    Where there are many actors, those that speak most stand in the middle and the others beyond the topics.

    >>> from networkx import Graph
    >>> graph = Graph([("japan", "cyber")])
    >>> graph.add_nodes_from([("japan", {"kind": "country"}), ("cyber", {"kind": "topic", "label": "Cyber"})])
    >>> of_overview(graph, {})
    {'cyber': (-273, 0), 'japan': (0, 0)}
    """
    left, right = _halves([iri for iri, kind in graph.nodes(data="kind") if kind == "topic"], broader)
    actors = [iri for iri, kind in graph.nodes(data="kind") if kind != "topic"]
    actors.sort(key=lambda iri: (-graph.nodes[iri].get("statements", 0), iri))
    core, rest = actors[: _CORE * _TALLEST], actors[_CORE * _TALLEST :]
    columns = max(1, -(-len(core) // _TALLEST))
    step = WIDTHS["other"] + _GAP // 4
    inner = columns * step // 2 + WIDTHS["topic"] // 2 + _GAP - 2
    placed = _bricks(left, -inner, -1) | _bricks(right, inner, 1)
    outer = inner + (WIDTHS["topic"] + WIDTHS["other"]) // 2 + WIDTHS["topic"] + _GAP
    heights = {iri: _mean([placed[topic][1] for topic in graph[iri] if topic in placed]) for iri in actors}
    placed |= _grid(core, heights, [round((n - (columns - 1) / 2) * step) for n in range(columns)])
    pairs = -(-len(rest) // (2 * _TALLEST))
    return placed | _grid(rest, heights, [s * (outer + n * step) for n in range(pairs) for s in (-1, 1)])


def _grid(iris: Sequence[str], heights: Mapping[str, float], columns: Sequence[int]) -> Positions:
    """Fill columns row by row, by the height that each would like best."""
    order = sorted(iris, key=lambda iri: (heights[iri], iri))
    rows = -(-len(order) // max(1, len(columns)))
    return {
        iri: (columns[number % len(columns)], round((number // len(columns) - (rows - 1) / 2) * (ROW + 4)))
        for number, iri in enumerate(order)
    }


def _halves(topics: Iterable[str], broader: Mapping[str, Sequence[str]]) -> tuple[list[str], list[str]]:
    """Divide topics into two lists of like length without parting a family; kin stand together."""
    families: dict[str, list[str]] = {}
    for iri in sorted(topics, key=lambda iri: (_path(iri, broader), iri)):
        families.setdefault(_path(iri, broader)[0], []).append(iri)
    halves: tuple[list[str], list[str]] = ([], [])
    for family in sorted(families, key=lambda name: (-len(families[name]), name)):
        min(halves, key=len).extend(families[family])
    return halves


def _bricks(iris: Sequence[str], x: int, outward: int) -> Positions:
    """Stand a long list in two columns, each row half a step below the one before, like bricks in a wall."""
    if len(iris) <= _STRAIGHT:
        return {iri: (x, round((row - (len(iris) - 1) / 2) * ROW)) for row, iri in enumerate(iris)}
    step = ROW // 2 + 2
    away = outward * (WIDTHS["topic"] + _GAP // 4)
    return {
        iri: (x + away * (row % 2), round((row - (len(iris) - 1) / 2) * step)) for row, iri in enumerate(iris)
    }


def _path(topic: str, broader: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return a topic's ancestors from the broadest down, itself last, so that kin sort together."""
    path = [topic]
    while broader.get(path[0]) and broader[path[0]][0] not in path:
        path.insert(0, broader[path[0]][0])
    return tuple(local_name(iri) for iri in path)


def _means(ties: Mapping[str, Sequence[float]]) -> dict[str, float]:
    return {iri: _mean(heights) for iri, heights in ties.items()}


def _mean(heights: Sequence[float]) -> float:
    return sum(heights) / len(heights) if heights else 0.0


def _column(iris: Iterable[str], x: int, means: Mapping[str, float], gap: int) -> Positions:
    order = sorted(iris, key=lambda iri: (means[iri], iri))
    rows = spread([means[iri] for iri in order], gap)
    return {iri: (x, round(row)) for iri, row in zip(order, rows, strict=True)}
