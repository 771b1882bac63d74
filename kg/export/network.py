"""The network that graph tools are given: that of :mod:`kg.networks`, with the sentences, and fit for XML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.export.source import legible, plain
from kg.iris import PREFIXES, READOUT
from kg.networks import ROLES, network, values
from kg.store import oxigraph

if TYPE_CHECKING:
    from networkx import MultiDiGraph
    from rdflib import Dataset

__all__ = ["projected"]


def projected(dataset: Dataset) -> MultiDiGraph:
    """Return a graph as a network whose every attribute is a plain value without control characters.

    Beside what :func:`kg.networks.network` gives, a statement carries its ``sentence``, and an edge an ``id`` and its
    role in words as ``label``.

    >>> import kg
    >>> len(projected(kg.build([])))
    0
    """
    from networkx import MultiDiGraph

    facts = plain(dataset)
    found, store = network(facts), oxigraph(facts)
    evidence, quotes = values(store, READOUT + "evidence"), values(store, PREFIXES["nif"] + "anchorOf")
    graph = MultiDiGraph()
    for iri, data in found.nodes(data=True):
        more = {}
        if data["kind"] == "statement":
            more["sentence"] = next(iter(quotes.get(next(iter(evidence.get(iri, ())), ""), ())), "")
        graph.add_node(legible(iri), **_legible({**data, **more}))
    for number, (source, target, key, data) in enumerate(found.edges(keys=True, data=True)):
        more = {"id": f"e{number}", "label": ROLES[data["role"]]}
        graph.add_edge(legible(source), legible(target), key=legible(key), **_legible({**data, **more}))
    return graph


def _legible(
    data: dict[str, str | int | float | bool],
) -> dict[str, str | int | float | bool]:
    return {name: legible(value) if isinstance(value, str) else value for name, value in data.items()}
