"""Where the nodes of the picture stand: computed once, here, so that the page opens at rest and the same.

Positions are whole canvas units, one of which is a pixel where the picture is not scaled. Nothing is drawn
by chance: rows are ordered by the mean height of what they are tied to, and moved apart as little as it takes
for no label to lie on another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.networks import Ties, local_name, sides, targets

if TYPE_CHECKING:
    from networkx import Graph, MultiDiGraph

__all__ = ["ROW", "WIDTHS", "at_meeting", "drawn", "of_overview", "spread"]

Positions = dict[str, tuple[int, int]]

WIDTHS = {"statement": 400, "topic": 196, "person": 216, "other": 184}
"""The widest that a node of each kind is drawn, ``other`` for the kinds not named."""

ROW = 36
"""The distance between two rows of nodes: two lines of a label and a gap."""

# What a meeting's picture does not draw: it holds for all of it, or follows from the holder.
_LEFT_OUT = frozenset({"madeAt", "onBehalfOf"})
_TIGHT = 54  # rows of one delegation, whose offices may take two lines
_GAP = 64  # between two columns, for the lines to swing from row to row
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


def at_meeting(
    graph: MultiDiGraph, statements: Sequence[str], participants: Iterable[str], ties: Ties | None = None
) -> Positions:
    """Place what one meeting holds: participants, statements as in the text, topics, all else that is named.

    ``ties`` is as for :func:`kg.networks.targets`.

    >>> from networkx import MultiDiGraph
    >>> graph = MultiDiGraph([("s", "kishi", {"role": "madeBy"}), ("s", "cyber", {"role": "about"})])
    >>> graph.nodes["kishi"]["kind"], graph.nodes["cyber"]["kind"] = "person", "topic"
    >>> at_meeting(graph, ["s"], [])
    {'s': (0, 0), 'kishi': (-372, 0), 'cyber': (362, 0)}
    """
    ties = graph if ties is None else ties
    heights = {iri: number * ROW for number, iri in enumerate(statements)}
    wanted: dict[str, list[int]] = {}
    left = set(participants)
    for statement in statements:
        left.update(targets(ties, statement, "madeBy"), sides(graph, statement, ties))
        for target, _ in drawn(ties, statement):
            wanted.setdefault(target, []).append(heights[statement])
    topics = [iri for iri in wanted if graph.nodes[iri]["kind"] == "topic"]
    rest = [iri for iri in wanted if iri not in left and graph.nodes[iri]["kind"] != "topic"]
    left_x = -(WIDTHS["statement"] + WIDTHS["person"]) // 2 - _GAP
    topic_x = (WIDTHS["statement"] + WIDTHS["topic"]) // 2 + _GAP
    rest_x = topic_x + (WIDTHS["topic"] + WIDTHS["other"]) // 2 + _GAP // 2
    placed = {iri: (0, height) for iri, height in heights.items()}
    meeting = graph.nodes[statements[0]].get("meeting", "") if statements else ""
    groups = _delegations(ties, [iri for iri in wanted if iri in left], f"onBehalfOf {meeting}")
    for iri, (x, y) in _stacked(groups, left_x, wanted, ROW * max(0, len(statements) - 1)).items():
        # All of them end at the same place, so that lines set out from one edge.
        placed[iri] = x + (WIDTHS["person"] - WIDTHS.get(graph.nodes[iri]["kind"], WIDTHS["other"])) // 2, y
    placed |= _column(topics, topic_x, _means(wanted), ROW + 4)
    placed |= _column(rest, rest_x, _means(wanted), ROW + 4)
    return placed


def drawn(ties: MultiDiGraph | Ties, statement: str) -> list[tuple[str, str]]:
    """Return the ends and roles of the edges of a statement that a meeting's picture draws.

    >>> from networkx import MultiDiGraph
    >>> drawn(MultiDiGraph([("s", "talks", {"role": "madeAt"}), ("s", "kishi", {"role": "madeBy"})]), "s")
    [('kishi', 'madeBy')]
    """
    return [
        (target, data["role"])
        for target, edges in ties[statement].items()
        for data in edges.values()
        if data["role"] not in _LEFT_OUT
    ]


def _delegations(ties: MultiDiGraph | Ties, actors: Sequence[str], key: str) -> list[list[str]]:
    """Put people with the side that they speak for, the side first."""
    groups: dict[str, list[str]] = {}
    for actor in actors:
        side = next((target for target, edges in ties[actor].items() if key in edges), actor)
        groups.setdefault(side, []).append(actor)
    return [sorted(group, key=lambda iri: iri != side) for side, group in groups.items()]


def _stacked(
    groups: Sequence[list[str]], x: int, wanted: Mapping[str, Sequence[int]], tall: int
) -> Positions:
    """Stand groups one below another, each about as high as what it is tied to, and far apart where there is room."""
    middles = [_mean([height for iri in group for height in wanted[iri]]) for group in groups]
    members = sum(map(len, groups))
    apart = min(4 * ROW, max(2 * ROW, tall // (members + 1)))
    order = sorted(zip(middles, groups, strict=True), key=lambda pair: (pair[0], pair[1]))
    heights: list[float] = []
    extra = 0
    offsets: list[int] = []
    for number, (middle, group) in enumerate(order):
        extra += (apart - _TIGHT) * bool(number)
        for place in range(len(group)):
            heights.append(middle + (place - (len(group) - 1) / 2) * _TIGHT - extra)
            offsets.append(extra)
    rows = [row + offset for row, offset in zip(spread(heights, _TIGHT), offsets, strict=True)]
    names = [iri for _, group in order for iri in group]
    return {iri: (x, round(row)) for iri, row in zip(names, rows, strict=True)}


def of_overview(graph: Graph, broader: Mapping[str, Sequence[str]]) -> Positions:
    """Place who speaks about what: actors in the middle, topics on both sides, families of topics together.

    Where there are many actors, those that speak most stand in the middle and the others beyond the topics.

    >>> from networkx import Graph
    >>> graph = Graph([("japan", "cyber")])
    >>> graph.add_nodes_from([("japan", {"kind": "country"}), ("cyber", {"kind": "topic", "label": "Cyber"})])
    >>> of_overview(graph, {})
    {'cyber': (-260, 0), 'japan': (0, 0)}
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
    """Fill columns row by row, by the height that each would like best; lines run between the rows.

    For that, every other column stands half a step lower.
    """
    order = sorted(iris, key=lambda iri: (heights[iri], iri))
    step, many = ROW + 6, max(1, len(columns))
    rows = -(-len(order) // many)
    return {
        iri: (
            columns[number % many],
            round((number // many - (rows - 1) / 2) * step) + (step // 2 if number % many % 2 else 0),
        )
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
    step = ROW // 2 + 3
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
