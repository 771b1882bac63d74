"""Who held which office when: the office-holders of the gazetteer, by the words of their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.iris import READOUT, slug
from kg.vocabulary.entries import KINDS, RDFS, SKOS, TYPE, Facts, literals

__all__ = ["Holder", "Tenure", "holders", "matching", "persons", "words"]


@dataclass(frozen=True, slots=True)
class Tenure:
    """One term of an office: the office as its source names it, the country's IRI, and its first and last day.

    ``until`` is the last day of which the holder is known to have been in office. ``hint`` is an interval that nobody
    verified: it may tell two namesakes apart, and is no fact.
    """

    office: str
    country: str
    since: date | None = None
    until: date | None = None
    hint: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who held offices: IRI, name, the words of each name in slugs, and those of the names used alone."""

    iri: str
    label: str
    names: tuple[frozenset[str], ...]
    surnames: frozenset[str]
    tenures: tuple[Tenure, ...]


def holders(facts: Facts) -> Mapping[str, tuple[Holder, ...]]:
    """Gather the office-holders that the facts describe, by each word of their names."""
    terms: dict[str, list[Tenure]] = defaultdict(list)
    for iri, about in facts.items():
        for person in about.get(READOUT + "holder", ()):
            terms[person.value].append(_tenure(facts, iri))
    found: dict[str, list[Holder]] = defaultdict(list)
    for iri in sorted(terms):
        names = literals(facts[iri], SKOS + "prefLabel", RDFS + "label", SKOS + "altLabel")
        alone = literals(facts[iri], SKOS + "hiddenLabel")
        if not names:
            continue
        worded = tuple(dict.fromkeys(words(name) for name in names))
        last = frozenset(slug(name) for name in alone) or frozenset(slug(n.split()[-1]) for n in names[:1])
        holder = Holder(
            iri, names[0], worded, last, tuple(sorted(terms[iri], key=lambda t: (t.office, str(t.since))))
        )
        for word in frozenset().union(*worded, *(words(name) for name in alone)):
            found[word].append(holder)
    return {word: tuple(those) for word, those in found.items()}


def persons(facts: Facts) -> frozenset[str]:
    """Return the IRIs that the facts call persons."""
    wanted = READOUT + next(name for name, kind in KINDS.items() if kind == "person")
    return frozenset(iri for iri, about in facts.items() if wanted in {o.value for o in about.get(TYPE, ())})


def words(name: str) -> frozenset[str]:
    """Return the words of a name as slugs, without initials and suffixes.

    >>> sorted(words("Lloyd J. Austin III"))
    ['austin', 'lloyd']
    """
    slugs = (slug(w) for w in name.replace("-", " ").split())
    return frozenset(w for w in slugs if len(w) > 1 and w not in ("jr", "sr", "ii", "iii", "iv"))


def _tenure(facts: Facts, iri: str) -> Tenure:
    about = facts[iri]

    def one(name: str) -> str:
        return next((o.value for o in about.get(READOUT + name, ())), "")

    first, _, last = one("hint").partition("/")
    hint = (_day(first), _day(last) or date.max) if first else None
    return Tenure(
        one("office"),
        one("country"),
        _day(one("since")),
        _day(one("until")) or _day(one("asOf")),
        (hint[0], hint[1]) if hint is not None and hint[0] is not None else None,
    )


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def matching(name: str, known: Mapping[str, Sequence[Holder]]) -> tuple[Holder, ...]:
    """Find those whose name a text gives: all of its words, or the surname alone.

    >>> austin = Holder("x:a", "Lloyd Austin", (frozenset(["lloyd", "austin"]),), frozenset(["austin"]), ())
    >>> known = {"lloyd": (austin,), "austin": (austin,)}
    >>> [len(matching(name, known)) for name in ("Austin", "Lloyd J. Austin III", "Lloyd", "Austin Roe")]
    [1, 1, 0, 0]
    """
    given = words(name)
    candidates = dict.fromkeys(h for word in given for h in known.get(word, ()))
    return tuple(
        h for h in candidates if given <= h.surnames or any(_same(given, other) for other in h.names)
    )


def _same(given: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether one name has all the words of the other, two at the least."""
    return len(given & other) > 1 and (given <= other or other <= given)
