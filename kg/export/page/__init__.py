"""What the page of a graph is made of: its data and layout (Python), and its template, style and scripts."""

from __future__ import annotations
