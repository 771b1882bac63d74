"""How well what the graph says of the practice readouts agrees with what careful people marked in them.

Run as ``python tests/bench/fidelity.py``: it builds the graph of each readout in ``tests/fidelity/readouts``, reads
meeting and statements back from the graph alone, and compares them with ``tests/fidelity/marks``. Printed are the
figures and, against ``tests/fidelity/baseline.json``, each statement gained or lost since. ``--update`` writes the
baseline anew, ``-v`` lists everything that is wrong.

A statement is found where its cue overlaps with a marked one. ``strict`` wants the right holders and act too. Of the
statements found, ``by`` to ``commits`` give the share that is right; ``to`` to ``topics`` are F1 over the items of all
statements. A narrower topic stands for the one above it. Names agree where they are names of one country or body, or
where the words of one hold the other's, or its last word.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import pyoxigraph as ox  # noqa: E402

import kg  # noqa: E402
from kg.iris import PREFIXES  # noqa: E402
from kg.store import oxigraph  # noqa: E402
from kg.vocabulary import load  # noqa: E402

FOLDER = ROOT / "tests" / "fidelity"
BASELINE = FOLDER / "baseline.json"

SHARES = ("by", "act", "agreement", "reiterates", "commits")
SETS = ("to", "parties", "mentions", "topics")
MEETING = ("date", "start", "minutes", "format", "place", "publisher")
WANTED = {
    "statement": 0.98,
    "strict": 0.95,
    "agreement": 0.97,
    "reiterates": 0.97,
    "commits": 0.97,
    "to": 0.93,
    "parties": 0.93,
    "mentions": 0.93,
    "topics": 0.88,
    "participants": 0.98,
    "meeting": 0.98,
    "verbatim": 1.0,
}
"""What the reader is to reach on these readouts, where a figure is set."""

Marks = dict[str, Any]


# What the graph says


def _rows(store: ox.Store, query: str) -> Iterator[list[str]]:
    """Run a SELECT over all graphs and give its values as strings, the empty string for what is unbound."""
    solutions = store.query(query, use_default_graph_as_union=True, prefixes=PREFIXES)
    assert isinstance(solutions, ox.QuerySolutions)
    for row in solutions:
        yield ["" if value is None else getattr(value, "value", "") for value in row]


_CUES = """SELECT DISTINCT ?statement ?begin ?end ?words {
  ?statement readout:madeBy ?holder ; readout:act ?act ; readout:cueAt ?at .
  ?at nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?words }"""
_VALUES = """SELECT DISTINCT ?statement ?field ?value {
  VALUES (?property ?field) { (readout:madeBy "by") (readout:act "act") (readout:reiteration "reiterates")
    (readout:addressedTo "to") (readout:mentions "mentions") (readout:about "topics") (rdf:type "type") }
  ?statement readout:madeBy ?holder ; ?property ?value }"""
_PARTIES = """SELECT DISTINCT ?statement ?party {
  ?statement readout:expresses ?commitment OPTIONAL { ?commitment readout:committedParty ?party } }"""
_PASSAGES = """SELECT DISTINCT ?statement ?begin ?end ?words {
  ?statement readout:madeBy ?holder ; readout:cueAt|readout:contentAt|readout:evidence ?at .
  ?at nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?words }"""
_NAMES = """SELECT DISTINCT ?iri ?name ?preferred {
  { ?iri rdfs:label|skos:prefLabel ?name BIND(true AS ?preferred) } UNION { ?iri skos:altLabel ?name } }"""
_MEETING = """SELECT DISTINCT ?when ?length ?format ?place ?publisher ?title {
  ?document readout:reports ?meeting .
  OPTIONAL { ?meeting schema:startDate ?when } OPTIONAL { ?meeting schema:duration ?length }
  OPTIONAL { ?meeting readout:format ?format } OPTIONAL { ?meeting schema:location ?place }
  OPTIONAL { ?document dcterms:publisher ?publisher } OPTIONAL { ?document dcterms:title ?title } }"""
_PARTICIPANTS = """SELECT DISTINCT ?actor ?office { ?document readout:reports ?meeting .
  ?meeting readout:participation ?p . ?p readout:participant ?actor OPTIONAL { ?p readout:office ?office } }"""


def read(path: Path) -> Marks:
    """Build the graph of one readout and say what it holds, in the form of the marks."""
    store = oxigraph(kg.build([path]))
    characters = path.read_bytes().decode()
    labels: dict[str, str] = {}
    names: dict[str, set[str]] = defaultdict(set)
    for iri, name, preferred in _rows(store, _NAMES):
        names[iri].add(name)
        if preferred:
            labels.setdefault(iri, name)
    values: dict[tuple[str, str], list[str]] = defaultdict(list)
    for statement, name, value in _rows(store, _VALUES):
        values[statement, name].append(value)
    parties: dict[str, list[str]] = defaultdict(list)
    for statement, party in _rows(store, _PARTIES):
        parties[statement].extend([party] if party else [])
    slices: dict[str, list[bool]] = defaultdict(list)
    for statement, begin, end, words in _rows(store, _PASSAGES):
        slices[statement].append(characters[int(begin) : int(end)] == words)

    def called(iris: Sequence[str]) -> list[list[str]]:
        return [[labels.get(iri, iri), *sorted(names[iri])] for iri in iris]

    statements = [
        {
            "cue": [int(begin), int(end)],
            "cue_text": words,
            "by": called(values[s, "by"]),
            "act": _local(values[s, "act"]),
            "reiterates": values[s, "reiterates"] == ["true"],
            "agreement": PREFIXES["readout"] + "Agreement" in values[s, "type"],
            "to": called(values[s, "to"]),
            "commits": s in parties,
            "parties": called(parties.get(s, [])),
            "mentions": called(values[s, "mentions"]),
            "topics": [_local([topic]) for topic in values[s, "topics"]],
            "verbatim": len(slices[s]) > 1 and all(slices[s]),
        }
        for s, begin, end, words in _rows(store, _CUES)
    ]
    return {"meeting": _meeting(store, called), "statements": sorted(statements, key=lambda s: s["cue"])}


def _local(found: Sequence[str]) -> str:
    return found[0].rpartition("#")[2] if found else ""


def _meeting(store: ox.Store, called: Callable[[Sequence[str]], list[list[str]]]) -> Marks:
    when, length, form, place, publisher, title = next(_rows(store, _MEETING), [""] * 6)
    hours = re.fullmatch(r"P(?:0D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?", length)
    return {
        "title": title,
        "date": when[:10] or None,
        "start": when[11:16] or None,
        "minutes": int(hours[1] or 0) * 60 + int(hours[2] or 0) if length and hours else None,
        "format": {"InPerson": "in-person", "Telephone": "telephone", "Video": "video"}.get(_local([form])),
        "place": called([place])[0][0] if place else None,
        "publisher": called([publisher])[0][0] if publisher else None,
        "participants": [called([actor])[0] for actor, _ in _rows(store, _PARTICIPANTS)],
    }


# When two names agree


def _plain(name: str) -> str:
    """Write a name without accents, case, possessives and punctuation."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'s", "")
    return re.sub(r"[^a-z0-9. ]+", " ", folded).strip()


_AROUND = re.compile(r"^(?:the )?(?:government of )?(?:the )?| (?:government|side|delegation)$")
_STATES = """SELECT ?code ?name { ?state skos:notation ?code ; a ?class .
  VALUES ?class { readout:Country readout:Organization }
  ?state rdfs:label|skos:prefLabel|skos:altLabel|readout:demonym|readout:seat ?name
  FILTER(lang(?name) IN ("", "en")) }"""


@dataclass(frozen=True)
class Names:
    """Which names are those of one country or body."""

    codes: Mapping[str, str]

    @classmethod
    def known(cls) -> Names:
        """Take them from the vocabulary."""
        codes: dict[str, str] = {}
        for code, name in sorted(_rows(load().store, _STATES)):
            codes.setdefault(_AROUND.sub("", _plain(name)), code)
        return cls(codes)

    def agree(self, one: str, two: str) -> bool:
        """Tell whether two names may stand for the same."""
        a, b = (_AROUND.sub("", _plain(name)) for name in (one, two))
        if a == b:
            return True
        if a in self.codes or b in self.codes:
            return self.codes.get(a) == self.codes.get(b)
        left, right = a.split(), b.split()
        if not left or not right:
            return False
        return set(left) <= set(right) or set(right) <= set(left) or left[-1] == right[-1]

    def hits(self, marked: Sequence[str], read_: Sequence[Sequence[str]]) -> int:
        """Count the marked names that have a name of their own among those that were read."""
        left = list(read_)
        hits = 0
        for name in marked:
            match = next((found for found in left if any(self.agree(name, form) for form in found)), None)
            if match is not None:
                left.remove(match)
                hits += 1
        return hits


def _topics(marked: Sequence[str], read_: Sequence[str]) -> int:
    """Count the marked topics that were read, or that one below them was read for."""
    vocabulary, topic = load(), PREFIXES["topic"]
    left = list(read_)
    hits = 0
    for wanted in marked:
        match = next((t for t in left if wanted in (t, _local([vocabulary.broader(topic + t) or ""]))), None)
        if match is not None:
            left.remove(match)
            hits += 1
    return hits


# The comparison


@dataclass
class Tally:
    """What was counted: hits, marked and read items of each field, and for each statement what is wrong with it."""

    count: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, list[str]] = field(default_factory=dict)
    details: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Return the figures, rounded to three places."""
        count = self.count
        found = {name: _f1(count[name], count["marked"], count["read"]) for name in ("statement", "strict")}
        found |= {name: count[name] / max(count["statement"], 1) for name in SHARES}
        for name in (*SETS, "participants"):
            found[name] = _f1(count[name], count[f"{name} marked"], count[f"{name} read"])
        found["meeting"] = count["meeting"] / max(count["meeting marked"], 1)
        found["verbatim"] = count["verbatim"] / max(count["read"], 1)
        return {name: round(value, 3) for name, value in found.items()}


def _f1(hits: int, marked: int, read_: int) -> float:
    return 2 * hits / (marked + read_) if marked + read_ else 0.0


def compare(name: str, marked: Marks, found: Marks, names: Names, tally: Tally) -> None:
    """Add one readout to the tally."""
    left = list(found["statements"])
    tally.count.update({"marked": len(marked["statements"]), "read": len(left)})
    tally.count["verbatim"] += sum(s["verbatim"] for s in left)
    for wanted in marked["statements"]:
        begin, end = wanted["cue"]
        match = next((s for s in left if s["cue"][0] < end and begin < s["cue"][1]), None)
        for key in SETS:
            tally.count[f"{key} marked"] += len(wanted[key])
        where = f"{name}@{begin} {wanted['cue_text']}"
        if match is None:
            tally.wrong[where] = ["missed"]
            continue
        left.remove(match)
        tally.wrong[where] = list(_faults(where, wanted, match, names, tally))
    for extra in left:
        tally.wrong[f"{name}@{extra['cue'][0]} {extra['cue_text']}"] = ["spurious"]
        for key in SETS:
            tally.count[f"{key} read"] += len(extra[key])
    _compare_meetings(name, marked["meeting"], found["meeting"], names, tally)


def _faults(where: str, wanted: Marks, match: Marks, names: Names, tally: Tally) -> Iterator[str]:
    """Compare one marked statement with the one that was read for it; give the fields that differ."""
    count = tally.count
    count["statement"] += 1
    right = {key: bool(wanted[key]) == match[key] for key in ("agreement", "reiterates", "commits")}
    right["act"] = wanted["act"] == match["act"]
    right["by"] = names.hits(wanted["by"], _firsts(match["by"])) == len(wanted["by"]) == len(match["by"])
    count["strict"] += right["by"] and right["act"]
    for key in SHARES:
        count[key] += right[key]
    for key in SETS:
        got: Any = match[key] if key in ("mentions", "topics") else _firsts(match[key])
        hits = _topics(wanted[key], got) if key == "topics" else names.hits(wanted[key], got)
        count.update({key: hits, f"{key} read": len(got)})
        right[key] = hits == len(wanted[key]) == len(got)
    for key in (*SHARES, *SETS):
        if not right[key]:
            tally.details.append(f"{where}: {key} is {wanted[key]!r}, read {_shown(match[key])!r}")
            yield key


def _shown(found: Any) -> Any:
    return (
        [item if isinstance(item, str) else item[0] for item in found] if isinstance(found, list) else found
    )


def _firsts(found: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[forms[0]] for forms in found]


def _compare_meetings(name: str, marked: Marks, found: Marks, names: Names, tally: Tally) -> None:
    for key in MEETING:
        wanted, got = marked[key], found[key]
        if wanted is None:
            continue
        right = wanted == got or (isinstance(wanted, str) and bool(got) and names.agree(wanted, str(got)))
        tally.count.update({"meeting marked": 1, "meeting": int(right)})
        if not right:
            tally.wrong[f"{name} {key}"] = ["meeting"]
            tally.details.append(f"{name} meeting: {key} is {wanted!r}, read {got!r}")
    who = [participant["name"] for participant in marked["participants"]]
    hits = names.hits(who, _firsts(found["participants"]))
    tally.count.update({"participants": hits, "participants marked": len(who)})
    tally.count["participants read"] += len(found["participants"])
    if not hits == len(who) == len(found["participants"]):
        tally.wrong[f"{name} participants"] = ["participants"]
        tally.details.append(
            f"{name} participants: {who}, read {[forms[0] for forms in found['participants']]}"
        )


def measure() -> Tally:
    """Build the graph of every readout and compare it with its marks."""
    tally, names = Tally(), Names.known()
    for path in sorted((FOLDER / "readouts").glob("*.txt")):
        marked = json.loads((FOLDER / "marks" / f"{path.stem}.json").read_text(encoding="utf-8"))
        compare(path.stem, marked, read(path), names, tally)
    return tally


def stored() -> Marks:
    """Return the baseline."""
    return (
        json.loads(BASELINE.read_text(encoding="utf-8"))
        if BASELINE.is_file()
        else {"figures": {}, "wrong": {}}
    )


def changes(before: Mapping[str, list[str]], now: Mapping[str, list[str]]) -> Iterator[str]:
    """Tell, statement by statement, what is right that was wrong, and the other way round."""
    for where in sorted({*before, *now}):
        was, is_ = before.get(where, []), now.get(where, [])
        lost, gained = [key for key in is_ if key not in was], [key for key in was if key not in is_]
        if lost:
            yield f"lost    {where}: {', '.join(lost)}"
        if gained:
            yield f"gained  {where}: {', '.join(gained)}"


def main(arguments: Sequence[str]) -> int:
    """Print the figures, and what has changed since the baseline; return 1 where a figure fell."""
    tally, before = measure(), stored()
    figures, wrong = tally.figures(), {where: keys for where, keys in sorted(tally.wrong.items()) if keys}
    print(f"{tally.count['marked']} statements marked, {tally.count['read']} read")
    print(f"{'figure':14}{'now':>7}{'before':>8}{'wanted':>8}")
    for name, value in figures.items():
        was = before["figures"].get(name)
        sign = "" if was is None or value == was else "  fell" if value < was else "  rose"
        goal = f"{WANTED[name]:8.2f}" if name in WANTED else " " * 8
        print(f"{name:14}{value:7.3f}{was if was is not None else '-':>8}{goal}{sign}")
    for line in changes(before["wrong"], wrong):
        print(line)
    if "-v" in arguments:
        print(
            *(f"{where}: {keys[0]}" for where, keys in wrong.items() if keys[0] in ("missed", "spurious")),
            sep="\n",
        )
        print(*tally.details, sep="\n")
    if "--update" in arguments:
        content = json.dumps({"figures": figures, "wrong": wrong}, ensure_ascii=False, indent=1)
        BASELINE.write_text(content + "\n", encoding="utf-8")
    return int(any(value < before["figures"].get(name, 0) for name, value in figures.items()))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
