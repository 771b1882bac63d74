"""How fast texts become statements, beside spaCy's blank English pipeline over the same texts in the same run.

Run as ``python tests/bench/speed.py``. spaCy's pipeline only finds sentences and names, and is given every name that
the vocabulary holds: once as phrases, which is the fast way and the one that counts, and once as patterns of tokens,
which its rulers are often written in and which are slow. It is no dependency: install it with ``pip install spacy``.
All sides run on one core, with their tables built before the clock starts, and take turns.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from kg import text  # noqa: E402
from kg.model import Text  # noqa: E402
from kg.reading import read  # noqa: E402
from kg.vocabulary import Vocabulary, load  # noqa: E402

FOLDER = ROOT / "tests" / "fidelity" / "readouts"
TARGET = 2.5
ROUNDS = 15
WARM_UP = (
    "Talks of Ministers\n\nThe Ministers of Japan and Oman met on 3 May 2021. They agreed to meet again.\n"
)


def reader(texts: Sequence[Text], vocabulary: Vocabulary) -> Callable[[], int]:
    """Return a run of the reader over the texts that counts the statements."""

    def run() -> int:
        return sum(len(read(one, vocabulary).statements) for one in texts)

    return run


def pipeline(texts: Sequence[Text], vocabulary: Vocabulary, *, by_token: bool) -> Callable[[], int]:
    """Return a run of spaCy's blank English pipeline over the texts that counts the names found."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler: Any = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {
                "label": found[0].kind.upper(),
                "pattern": [{"ORTH": token.text} for token in nlp.make_doc(name)] if by_token else name,
            }
            for name, found in sorted(vocabulary.names.items())
        ]
    )
    characters = [one.characters for one in texts]

    def run() -> int:
        return sum(len(nlp(one).ents) for one in characters)

    return run


def seconds(run: Callable[[], int]) -> float:
    """Return how long one run takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def measure(runs: Sequence[Callable[[], int]], rounds: int) -> list[list[float]]:
    """Time each run once before the rounds, when no cache is warm, and then by turns."""
    times = [[seconds(run)] for run in runs]
    for _ in range(rounds):
        for run, taken in zip(runs, times, strict=True):
            taken.append(seconds(run))
    return times


def main() -> int:
    """Print the times of all sides and the ratios; the exit code is 1 below the target, 2 without spaCy."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    vocabulary = load()
    texts = [text.read(path) for path in sorted(FOLDER.glob("*.txt"))]
    read(Text("warm-up.txt", WARM_UP, "0"), vocabulary)  # builds the tables
    try:
        phrases, tokens = (pipeline(texts, vocabulary, by_token=flag) for flag in (False, True))
    except ModuleNotFoundError as error:
        print(
            f"this bench compares with spaCy, which is not installed here ({error.name}): pip install spacy"
        )
        return 2
    ours = reader(texts, vocabulary)
    mine, by_phrase = measure([ours, phrases], ROUNDS)
    (by_token,) = measure([tokens], 1)
    words = sum(len(one.characters.split()) for one in texts)
    print(
        f"{len(texts)} readouts, {words} words, {len(vocabulary.names)} names; one core, {ROUNDS} rounds by turns"
    )
    print(f"Python {platform.python_version()}, spaCy {version('spacy')}")
    print(f"{'':32} {'first ms':>9} {'median ms':>10} {'best ms':>8} {'words/s':>9}  finds")
    rows = (
        ("kg.reading.read", mine, f"{ours()} statements"),
        ("spaCy, names as phrases", by_phrase, f"{phrases()} names"),
        ("spaCy, names as token patterns", by_token, "the same names"),
    )
    for label, (first, *later), found in rows:
        middle = statistics.median(later)
        best = min(later)
        print(
            f"{label:32} {first * 1000:9.1f} {middle * 1000:10.1f} {best * 1000:8.1f} {words / middle:9,.0f}  {found}"
        )
    ratio = statistics.median(b / a for a, b in zip(mine[1:], by_phrase[1:], strict=True))
    other = statistics.median(by_token[1:]) / statistics.median(mine[1:])
    print(
        f"times as fast as spaCy: {ratio:.2f} with names as phrases (wanted {TARGET} or more), {other:.2f} as tokens"
    )
    return 0 if ratio >= TARGET else 1


if __name__ == "__main__":
    raise SystemExit(main())
