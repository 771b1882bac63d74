"""A graph that shows itself in a notebook."""

from __future__ import annotations

from rdflib import Dataset

__all__ = ["Graph", "shown"]


class Graph(Dataset):
    """A dataset with a picture: the page that ``kg build`` writes, in a frame cut off from the notebook."""

    def _repr_html_(self) -> str:
        from kg.export.html import frame, render

        return frame(render(self))


def shown(dataset: Dataset) -> Graph:
    """Give a dataset the means to show itself; both share one store.

    >>> import kg.store
    >>> graph = shown(kg.store.dataset([]))
    >>> isinstance(graph, Dataset), len(graph)
    (True, 0)
    """
    return Graph(store=dataset.store, default_union=dataset.default_union)
