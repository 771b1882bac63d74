"""Files in, graph out: composition only.

Every text counts once, however often and under whatever names it is given, and the order of the files does
not matter.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputError, OutputError
from kg.model import Reading
from kg.text import find, read

if TYPE_CHECKING:
    import rdflib

    from kg.vocabulary import Vocabulary

__all__ = ["build", "expand", "graph", "outcomes", "readings", "save"]


def expand(paths: Iterable[str | os.PathLike[str]]) -> tuple[list[Path], list[tuple[str, InputError]]]:
    """Return the files that the paths stand for, and the folders that hold nothing to read, with the reason.

    >>> expand(["b.txt", "a.txt", "b.txt"])[1]
    []
    """
    good: list[str | os.PathLike[str]] = []
    faults: list[tuple[str, InputError]] = []
    for path in sorted({os.fspath(path) for path in paths}):
        try:
            find([path])
            good.append(path)
        except InputError as error:
            faults.append((path, error))
    return find(good), faults


def outcomes(
    paths: Iterable[str | os.PathLike[str]], *, vocabulary: Vocabulary
) -> Iterator[tuple[str, Reading | InputError]]:
    """Give for every file its name and what was read from it, or why it could not be read.

    Folders stand for the text files in them. A text that was given before is passed over.

    >>> import kg, kg.vocabulary
    >>> found = dict(outcomes([kg.seed(), "no.txt"], vocabulary=kg.vocabulary.load()))
    >>> [type(outcome).__name__ for outcome in found.values()]
    ['Reading', 'InputError']
    """
    from kg.reading import read as interpret

    files, faults = expand(paths)
    yield from faults
    known: set[str] = set()
    for file in files:
        name = str(file)
        try:
            text = read(file)
            if text.digest not in known:
                known.add(text.digest)
                yield name, interpret(text, vocabulary)
        except InputError as error:
            yield name, error


def readings(paths: Iterable[str | os.PathLike[str]], *, vocabulary: Vocabulary) -> Iterator[Reading]:
    """Read every file, sorted by name.

    Raises :class:`~kg.errors.InputError` at the first that cannot be read.

    >>> import kg, kg.vocabulary
    >>> [len(reading.statements) for reading in readings([kg.seed()], vocabulary=kg.vocabulary.load())]
    [24]
    >>> list(readings(["no.txt"], vocabulary=kg.vocabulary.load()))
    Traceback (most recent call last):
    kg.errors.InputError: no.txt: there is no such file
    """
    for _, outcome in outcomes(paths, vocabulary=vocabulary):
        if isinstance(outcome, InputError):
            raise outcome
        yield outcome


def graph(readings: Iterable[Reading], *, vocabulary: Vocabulary) -> rdflib.Dataset:
    """Put readings into one dataset, each in the named graph of its document.

    An office-holder whom they name in several ways keeps one label, the preferred name; the others are alternatives.

    >>> import kg, kg.vocabulary
    >>> len(graph([], vocabulary=kg.vocabulary.load()))
    0
    """
    from kg.store import dataset
    from kg.triples import quads

    made = dataset(quad for reading in readings for quad in quads(reading, vocabulary))
    _name_once(made, {h.iri: h.label for those in vocabulary.holders.values() for h in those})
    return made


def _name_once(made: rdflib.Dataset, preferred: Mapping[str, str]) -> None:
    """Leave one label to each of the persons whose ``preferred`` names are given, as one row of an answer."""
    from rdflib import RDFS, SKOS, Literal

    named: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for quad in made.quads((None, RDFS.label, None, None)):
        if str(quad[0]) in preferred:
            named[str(quad[0])].append(quad)
    for iri, labels in named.items():
        if len({str(label) for _, _, label, _ in labels}) < 2:
            continue
        for person, name, label, graph in labels:
            kept = Literal(preferred[iri], lang="en")
            made.remove((person, name, label, graph))
            made.remove((person, SKOS.altLabel, kept, graph))
            made.add((person, name, kept, graph))
            if label != kept:
                made.add((person, SKOS.altLabel, label, graph))


def build(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    vocabulary: Sequence[str | os.PathLike[str]] = (),
) -> rdflib.Dataset:
    """Build the graph of the summaries in files and folders; ``-`` is standard input.

    ``vocabulary`` names Turtle files that add to what the reader knows. Raises :class:`~kg.errors.InputError`
    for a source that cannot be read and :class:`~kg.errors.VocabularyError` for a faulty vocabulary file.

    >>> import kg
    >>> once, twice = build(kg.seed()), build([kg.seed(), kg.seed().parent])
    >>> len(once) > 500, len(once) == len(twice)
    (True, True)
    """
    from kg.vocabulary import load

    known = load([Path(path) for path in vocabulary])
    given = [paths] if isinstance(paths, str | os.PathLike) else paths
    return graph(readings(given, vocabulary=known), vocabulary=known)


def save(folder: str | os.PathLike[str], files: Mapping[str, bytes]) -> list[Path]:
    """Write files into a folder, which is made if need be: all of them, or none where one cannot be written.

    Returns their paths. Raises :class:`~kg.errors.OutputError`, naming the folder.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as top:
    ...     (path,) = save(Path(top, "new"), {"a.txt": b"words"})
    ...     path.name, path.read_bytes()
    ('a.txt', b'words')
    >>> save("/dev/null", {"a.txt": b"words"})
    Traceback (most recent call last):
    kg.errors.OutputError: /dev/null: the results cannot be written there (file exists)
    """
    target = Path(folder)
    made = next((part for part in reversed([target, *target.parents]) if not part.exists()), None)
    try:
        target.mkdir(parents=True, exist_ok=True)
        return _move(target, files)
    except OSError as error:
        if made is not None and made.is_dir():
            shutil.rmtree(made)
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"{target}: the results cannot be written there ({reason})") from None


def _move(target: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write the files beside their places and move them there only when all of them are on the disk."""
    paths = [target / name for name in sorted(files)]
    for path in paths:
        if path.is_dir():
            raise IsADirectoryError(21, f"{path.name} is a folder")
    with tempfile.TemporaryDirectory(dir=target, prefix=".kg-") as staging:
        for path in paths:
            with open(Path(staging, path.name), "wb") as stream:
                stream.write(files[path.name])
                stream.flush()
                os.fsync(stream.fileno())
        for path in paths:
            os.replace(Path(staging, path.name), path)
    return paths
