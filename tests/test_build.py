"""Files in, graph out."""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg import store
from kg.build import graph, outcomes, readings, save
from kg.errors import InputError, NoReadoutError, OutputError, VocabularyError
from kg.model import Reading
from kg.vocabulary import load


@pytest.fixture(scope="module")
def folder(seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three summaries, one of them twice under two names and once as a link."""
    top = tmp_path_factory.mktemp("summaries")
    words = seed.read_bytes()
    (top / "sub").mkdir()
    (top / "a.txt").write_bytes(words)
    (top / "b.txt").write_bytes(words.replace(b"March 16, 2021", b"April 7, 2021"))
    (top / "sub" / "c.txt").write_bytes(words.replace(b"March 16, 2021", b"May 8, 2021"))
    (top / "sub" / "again.txt").write_bytes(words)
    (top / "link.txt").symlink_to(top / "b.txt")
    return top


@pytest.fixture(scope="module")
def whole(folder: Path) -> bytes:
    return store.nquads(kg.build(folder))


def test_the_seed_as_turtle(seed: Path, golden: Callable[[str, bytes], None]) -> None:
    golden("japan-us-2021-03-16.ttl", store.turtle(kg.build(seed)))


def test_the_same_bytes_every_time(seed: Path) -> None:
    one, two = kg.build(seed), kg.build([seed])
    assert store.nquads(one) == store.nquads(two)
    assert store.turtle(one) == store.turtle(two)


def test_each_document_has_its_graph(folder: Path) -> None:
    built = kg.build(folder)
    names = {str(name.identifier) for name in built.graphs() if len(name)} - {"urn:x-rdflib:default"}
    documents = {str(row[0]) for row in kg.query(built, "SELECT ?d { ?d a readout:Document }").rows}
    assert len(documents) == 3
    assert names == documents


@given(st.randoms(use_true_random=False))
def test_order_does_not_matter_and_twice_is_once(folder: Path, whole: bytes, chance: random.Random) -> None:
    paths = [
        folder / "a.txt",
        folder / "b.txt",
        folder / "sub",
        folder,
        folder / "link.txt",
        folder / "a.txt",
    ]
    chosen = chance.sample(paths, len(paths))
    assert store.nquads(kg.build(chosen)) == whole


@pytest.mark.parametrize(
    "changed",
    [
        lambda words: b"\xef\xbb\xbf" + words.encode(),
        lambda words: words.replace("\n", "\r\n").encode(),
        lambda words: words.replace("Kishi", "Ki\u0301shi 🤝").encode(),
        lambda words: ("\ufeff" + words).encode("utf-16"),
    ],
    ids=["byte order mark", "CRLF", "combining characters", "UTF-16"],
)
def test_offsets_give_the_words(seed: Path, tmp_path: Path, changed: Callable[[str], bytes]) -> None:
    path = tmp_path / "a.txt"
    data = changed(seed.read_text(encoding="utf-8"))
    path.write_bytes(data)
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    with open(path, encoding="utf-16" if wide else "utf-8", newline="") as stream:
        characters = stream.read()
    rows = kg.query(
        kg.build(path),
        "SELECT ?b ?e ?words { ?p a readout:Passage ; nif:beginIndex ?b ; nif:endIndex ?e ; nif:anchorOf ?words }",
    ).rows
    assert len(rows) >= 60
    for begin, end, words in rows:
        assert isinstance(begin, int)
        assert isinstance(end, int)
        assert characters[begin:end] == words


def test_every_file_has_an_outcome(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("Milk, bread and eggs.\n")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "none").mkdir()
    paths = [
        tmp_path / "none",
        tmp_path / "no.txt",
        tmp_path / "list.txt",
        tmp_path / "empty.txt",
        folder / "a.txt",
    ]
    found = dict(outcomes(paths, vocabulary=load()))
    assert set(found) == {str(path) for path in paths}
    assert isinstance(found[str(folder / "a.txt")], Reading)
    assert isinstance(found[str(tmp_path / "list.txt")], NoReadoutError)
    for path in paths[:-1]:
        outcome = found[str(path)]
        assert isinstance(outcome, InputError)
        assert str(outcome).startswith(f"{path}: ")


def test_the_first_fault_ends_a_build(folder: Path) -> None:
    with pytest.raises(InputError, match=r"no\.txt: there is no such file"):
        kg.build([folder, "no.txt"])
    assert len(list(readings([folder], vocabulary=load()))) == 3


def test_a_vocabulary_that_is_missing(seed: Path) -> None:
    with pytest.raises(VocabularyError, match=r"no\.ttl"):
        kg.build(seed, vocabulary=["no.ttl"])


def test_teaching(seed: Path, tmp_path: Path) -> None:
    """A topic, a cue and an organization are added by a file, and by nothing else."""
    text = tmp_path / "a.txt"
    text.write_text(
        seed.read_text(encoding="utf-8")
        + "\n\nMinister Kishi frobnicated that the Widget Guild of the North will inspect the purple lighthouse.\n",
        encoding="utf-8",
    )
    mine = tmp_path / "mine.ttl"
    mine.write_text(
        """
        @prefix readout: <https://w3id.org/readout#> . @prefix act: <https://w3id.org/readout/act#> .
        @prefix topic: <https://w3id.org/readout/topic#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        act:urge readout:cueVerb "frobnicate" .
        topic:lighthouses a readout:Topic ; skos:prefLabel "lighthouses"@en ; readout:phrase "purple lighthouse" .
        <https://w3id.org/readout/id/organization/widget-guild-of-the-north> a readout:Organization ;
            skos:prefLabel "Widget Guild of the North"@en .
        """
    )
    asked = (
        "SELECT ?act ?topic ?name { ?s readout:cue 'frobnicated' ; readout:act ?act ; readout:about ?topic ;"
        " readout:mentions/rdfs:label ?name }"
    )
    assert not kg.query(kg.build(text), asked).rows
    rows = kg.query(kg.build(text, vocabulary=[mine]), asked).rows
    assert [*rows] == [
        (
            "https://w3id.org/readout/act#urge",
            "https://w3id.org/readout/topic#lighthouses",
            "Widget Guild of the North",
        )
    ]


def test_an_empty_graph() -> None:
    assert len(graph([], vocabulary=load())) == 0


FILES = {"b.txt": b"two", "a.txt": b"one"}


def test_saving(tmp_path: Path) -> None:
    paths = save(tmp_path / "new" / "deep", FILES)
    assert [path.name for path in paths] == ["a.txt", "b.txt"]
    assert sorted(os.listdir(tmp_path / "new" / "deep")) == ["a.txt", "b.txt"]
    save(tmp_path / "new" / "deep", FILES | {"a.txt": b"newer"})
    assert paths[0].read_bytes() == b"newer"
    assert paths[1].read_bytes() == b"two"


def test_files_that_are_saved_can_be_read_by_others(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        (path, _) = save(tmp_path, FILES)
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    for target in (tmp_path, tmp_path / "new" / "deep"):
        with pytest.raises(OutputError, match=r"cannot be written there \(no space left on device\)"):
            save(target, FILES)
    assert os.listdir(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").read_bytes() == b"old"


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(OutputError, match=r"b\.txt is a folder"):
        save(tmp_path, FILES)
    assert os.listdir(tmp_path) == ["b.txt"]


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("words")
    for target in (tmp_path / "out", tmp_path / "out" / "deeper"):
        with pytest.raises(OutputError) as caught:
            save(target, FILES)
        assert str(caught.value).startswith(f"{target}: ")
    assert (tmp_path / "out").read_text() == "words"


def test_a_folder_that_is_forbidden(unprivileged: Path) -> None:
    closed = unprivileged / "closed"
    closed.mkdir(mode=0o500)
    for target in (closed, closed / "new"):
        with pytest.raises(OutputError, match="permission denied"):
            save(target, FILES)
    assert os.listdir(closed) == []
