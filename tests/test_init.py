"""The face of the package: its functions, and what a notebook shows."""

from __future__ import annotations

import html
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Dataset

import kg


def test_functions_are_functions() -> None:
    """Submodules of the same name do not take their place, whatever was imported before."""
    import kg.build
    import kg.check

    graph = kg.build(kg.seed())
    assert isinstance(graph, Dataset)
    assert kg.check(graph).conforms


def test_paths_may_be_strings(seed: Path) -> None:
    assert kg.read(str(seed)).meeting == kg.read(seed).meeting
    assert len(kg.build(str(seed))) == len(kg.build([seed]))


def test_what_was_built_can_be_saved_and_loaded(seed: Path, tmp_path: Path) -> None:
    from kg import store

    graph = kg.build(seed)
    for name, data in (("graph.ttl", store.turtle(graph)), ("graph.nq", store.nquads(graph))):
        path = tmp_path / name
        path.write_bytes(data)
        again = kg.load(path)
        assert store.turtle(again) == store.turtle(graph)
        assert kg.check([path]).conforms


def test_rdflib_sees_the_graph(seed: Path) -> None:
    graph = kg.build(seed)
    asked = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a <https://w3id.org/readout#Agreement> }"
    ((count,),) = graph.query(asked)
    assert int(count) == 9


def test_a_reading_shows_itself(seed: Path) -> None:
    reading = kg.read(seed)
    shown = reading._repr_html_()
    assert shown.count("<tr>") == 25
    assert html.escape(reading.meeting.title) in shown
    assert "2021-03-16" in shown


def test_a_reading_shows_words_as_words(seed: Path) -> None:
    reading = kg.read(seed)
    hostile = replace(
        reading, meeting=replace(reading.meeting, title="</b><script>alert(1)</script>", date=None)
    )
    shown = hostile._repr_html_()
    assert "<script>" not in shown
    assert "undated" in shown


def test_a_graph_shows_itself(seed: Path) -> None:
    shown = kg.build(seed)._repr_html_()
    assert shown.startswith("<iframe")
    assert "allow-same-origin" not in shown
    assert "<script" not in shown


@pytest.mark.parametrize("name", ["no.ttl", "no.nq"])
def test_a_graph_that_is_not_there(name: str) -> None:
    with pytest.raises(kg.InputError, match=rf"^{name}: "):
        kg.load(name)


def test_every_error_has_one_base() -> None:
    errors = [getattr(kg, name) for name in kg.__all__ if name.endswith("Error")]
    assert len(errors) == 7
    assert all(issubclass(error, kg.KgError) for error in errors)
