"""Ways out of a graph, one module a format, each with the same two verbs: ``render`` and ``write``."""

from __future__ import annotations
