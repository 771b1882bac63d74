"""The ontology folder, loaded, checked and compiled once into the tables that the reader works from.

Everything that the reader knows of the world stands in ``ontology/``. A file of the user's own adds to it; a faulty entry
is reported with its file and term.
"""

from __future__ import annotations

import importlib.resources
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.english import inflect, plural, spellings
from kg.errors import VocabularyError
from kg.iris import PREFIXES, READOUT, compact
from kg.iris import entity as iris_entity
from kg.model import Entity

__all__ = ["Frame", "Phrase", "Roles", "Vocabulary", "folder", "load"]

_KINDS = {
    "Country": "country",
    "Organization": "organization",
    "Person": "person",
    "Place": "place",
    "Instrument": "instrument",
    "Meeting": "meeting",
}
_RANK = {
    kind: rank
    for rank, kind in enumerate(("country", "organization", "place", "instrument", "meeting", "person"))
}
_APART = ("shapes.ttl", "alignments.ttl")
_SKOS, _RDFS = PREFIXES["skos"], PREFIXES["rdfs"]
_TYPE = PREFIXES["rdf"] + "type"


@dataclass(frozen=True, slots=True)
class Frame:
    """One spelling of one cue verb: ``forms`` are fields of :class:`kg.english.Forms`, ``rest`` the words that follow it.

    In ``rest``, ``…`` stands for words of the text. ``light`` verbs make an act only with a noun of an act.
    """

    act: str
    verb: str
    forms: frozenset[str]
    rest: tuple[str, ...] = ()
    before: str = ""
    addressing: bool = False
    reiterating: bool = False
    action: bool = False
    light: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that speak of a topic: lower-case, or as written where ``exact``; ``open`` ones may go on at their end."""

    words: str
    topic: str
    weak: bool = False
    exact: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class Roles:
    """Titles, group words and kinds of encounter, all lower-case but for those that need their capitals."""

    offices: frozenset[str]
    ranks: frozenset[str]
    honorifics: frozenset[str]
    masculine: frozenset[str]
    feminine: frozenset[str]
    particles: frozenset[str]
    persons: frozenset[str]
    sides: frozenset[str]
    countries: frozenset[str]
    counterparts: frozenset[str]
    meetings: frozenset[str]
    meeting_verbs: frozenset[str]
    telephone: frozenset[str]
    video: frozenset[str]
    portfolios: frozenset[str]
    post_nominals: frozenset[str]
    heads: Mapping[str, str]
    plurals: frozenset[str]
    titles: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """What the reader knows, compiled. Get one with :func:`load`.

    >>> vocabulary = load()
    >>> [compact(f.act) for f in vocabulary.frames["urged"]]
    ['act:urge']
    >>> vocabulary.frames.get("sang") is None
    True
    """

    store: ox.Store
    frames: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, str]
    addressing_nouns: Mapping[str, str]
    adjectives: Mapping[str, str]
    names: Mapping[str, tuple[Entity, ...]]
    seats: frozenset[tuple[str, str]]
    phrases: tuple[Phrase, ...]
    speaks_of: Mapping[str, tuple[str, ...]]
    home: Mapping[str, str]
    office_homes: Mapping[str, str]
    actions: frozenset[str]
    roles: Roles
    entities: Mapping[str, Entity]
    _labels: Mapping[str, tuple[str, ...]]
    _broader: Mapping[str, str]
    _matches: Mapping[str, tuple[tuple[str, str], ...]]
    sources: tuple[Path, ...] = field(default=())

    def labels(self, iri: str) -> tuple[str, ...]:
        """Return the English names of a term, the preferred one first.

        >>> load().labels("https://w3id.org/readout/act#concern")
        ('express concern',)
        """
        return self._labels.get(iri, ())

    def broader(self, iri: str) -> str | None:
        """Return the concept above an act or topic, or ``None`` for one at the top."""
        return self._broader.get(iri)

    def matches(self, iri: str) -> tuple[tuple[str, str], ...]:
        """Return the verified identifiers of a term elsewhere, as pairs of property and target."""
        return self._matches.get(iri, ())

    def ancestors(self, iri: str) -> tuple[str, ...]:
        """Return the concepts above an act or topic, the nearest first.

        >>> [compact(t) for t in load().ancestors("https://w3id.org/readout/topic#taiwan-strait")]
        ['topic:china', 'topic:regional-affairs']
        """
        found: list[str] = []
        above = self._broader.get(iri)
        while above is not None and above not in found:
            found.append(above)
            above = self._broader.get(above)
        return tuple(found)


def folder() -> Path:
    """Return the ontology folder, beside the package in a checkout and inside it when installed.

    >>> (folder() / "acts.ttl").is_file()
    True
    """
    package = Path(str(importlib.resources.files("kg")))
    inside = package / "ontology"
    return inside if inside.is_dir() else package.parent / "ontology"


def load(extra: Sequence[Path | str] = ()) -> Vocabulary:
    """Load the ontology that ships with the package, and the user's own files after it.

    Raises :class:`~kg.errors.VocabularyError` for a missing file, bad Turtle, or a faulty entry.

    >>> load() is load()
    True
    """
    return _load(tuple(Path(path) for path in extra))


@cache
def _load(extra: tuple[Path, ...]) -> Vocabulary:
    own = sorted(path for path in folder().rglob("*.ttl") if path.name not in _APART)
    store = ox.Store()
    for path in (*own, *extra):
        _parse(store, path)
    facts = _facts(store)
    _check(store, facts)
    return _compile(store, facts, (*own, *extra))


def _parse(store: ox.Store, path: Path) -> None:
    graph = ox.NamedNode(path.resolve().as_uri())
    try:
        store.load(path=str(path), format=ox.RdfFormat.TURTLE, to_graph=graph, base_iri=graph.value)
    except SyntaxError as error:
        raise VocabularyError(f"{path}:{error.lineno}: this is no Turtle: {error.msg}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise VocabularyError(f"{path}: the vocabulary file cannot be read: {error}") from error


_Facts = dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]


def _facts(store: ox.Store) -> _Facts:
    facts: _Facts = defaultdict(lambda: defaultdict(list))
    for quad in store:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            facts[quad.subject.value][quad.predicate.value].append(quad.object)
    return facts


_ACT_WORDS = (
    "cueVerb",
    "cueNoun",
    "cueAdjective",
    "addressingVerb",
    "addressingNoun",
    "reiteratingVerb",
    "actionVerb",
)
_TEXTS = (*_ACT_WORDS, "lightVerb", "phrase", "weakPhrase", "demonym", "seat", "officeHead", "headNoun")


def _check(store: ox.Store, facts: _Facts) -> None:
    """Refuse entries that could not mean anything: words of acts on what is no act, empty words, missing labels."""
    types = {iri: {o.value for o in about[_TYPE]} for iri, about in facts.items() if _TYPE in about}
    for name in _TEXTS:
        predicate = ox.NamedNode(READOUT + name)
        for quad in store.quads_for_pattern(None, predicate, None):
            if not isinstance(quad.object, ox.Literal) or not quad.object.value.strip(" *"):
                raise _fault(quad, f"readout:{name} must hold words, and holds {str(quad.object)!r}")
            subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
            scheme = PREFIXES["skos"] + "ConceptScheme"
            if name in _ACT_WORDS and not types.get(subject, set()) & {READOUT + "Act", scheme}:
                raise _fault(quad, f"readout:{name} belongs on a readout:Act, and this is none")
            if name in ("phrase", "weakPhrase") and READOUT + "Topic" not in types.get(subject, set()):
                raise _fault(quad, f"readout:{name} belongs on a readout:Topic, and this is none")
    for iri, kinds in types.items():
        wanted = kinds & {READOUT + k for k in ("Act", "Topic", *_KINDS)}
        if wanted and not _texts(facts[iri], _SKOS + "prefLabel", _RDFS + "label"):
            quad = next(iter(store.quads_for_pattern(ox.NamedNode(iri), None, None)))
            raise _fault(quad, f"a {compact(min(wanted))} needs an English skos:prefLabel or rdfs:label")


def _fault(quad: ox.Quad, what: str) -> VocabularyError:
    where = (
        quad.graph_name.value.removeprefix("file://") if isinstance(quad.graph_name, ox.NamedNode) else "?"
    )
    term = compact(quad.subject.value) if isinstance(quad.subject, ox.NamedNode) else str(quad.subject)
    return VocabularyError(f"{where}: {term}: {what}")


def _texts(about: Mapping[str, Iterable[ox.NamedNode | ox.Literal]], *predicates: str) -> list[str]:
    """Return the English (or untagged) literals of the predicates, in the order of the predicates, then sorted."""
    return [
        value
        for predicate in predicates
        for value in sorted(
            {
                o.value
                for o in about.get(predicate, ())
                if isinstance(o, ox.Literal) and (o.language is None or o.language.startswith("en"))
            }
        )
    ]


def _compile(store: ox.Store, facts: _Facts, sources: tuple[Path, ...]) -> Vocabulary:
    labels = {
        iri: tuple(dict.fromkeys(texts))
        for iri, about in facts.items()
        if (texts := _texts(about, _SKOS + "prefLabel", _RDFS + "label", _SKOS + "altLabel"))
    }
    codes = {iri: texts[0] for iri, about in facts.items() if (texts := _texts(about, _SKOS + "notation"))}
    home = {
        iri: codes.get(about[READOUT + "country"][0].value, "")
        for iri, about in facts.items()
        if READOUT + "country" in about
    }
    entities = _entities(facts, labels, codes, home)
    names, seats = _names(facts, labels, entities)
    nouns, addressing_nouns, adjectives = (
        _by_act(facts, name) for name in ("cueNoun", "addressingNoun", "cueAdjective")
    )
    return Vocabulary(
        store=store,
        frames=_frames(facts),
        nouns=nouns,
        addressing_nouns=addressing_nouns,
        adjectives=adjectives,
        names=names,
        seats=seats,
        phrases=_phrases(facts),
        speaks_of={
            i: tuple(sorted(o.value for o in a[READOUT + "speaksOf"]))
            for i, a in facts.items()
            if READOUT + "speaksOf" in a
        },
        home=home,
        office_homes=_office_homes(facts, labels, home),
        actions=frozenset(w for about in facts.values() for w in _texts(about, READOUT + "actionWord")),
        roles=_roles(facts),
        entities=entities,
        _labels=labels,
        _broader={
            i: min(o.value for o in a[_SKOS + "broader"]) for i, a in facts.items() if _SKOS + "broader" in a
        },
        _matches=_identifiers(facts),
        sources=sources,
    )


def _entities(
    facts: _Facts, labels: Mapping[str, tuple[str, ...]], codes: Mapping[str, str], home: Mapping[str, str]
) -> dict[str, Entity]:
    entities: dict[str, Entity] = {}
    for iri, about in facts.items():
        kinds = [_KINDS[k] for o in about.get(_TYPE, ()) if (k := o.value.removeprefix(READOUT)) in _KINDS]
        if kinds and iri in labels:
            kind = min(kinds, key=_RANK.__getitem__)
            label = _full(labels[iri], codes.get(iri, "")) if kind == "organization" else labels[iri][0]
            entities[iri] = Entity(iri, label, kind, codes.get(iri) or home.get(iri) or None, known=True)
    return entities


def _full(names: Sequence[str], code: str = "") -> str:
    """Write a body's name behind its acronym, by which most readers know it.

    >>> _full(("World Food Programme", "WFP")), _full(("NATO", "North Atlantic Treaty Organization"))
    ('WFP (World Food Programme)', 'NATO')
    """
    label = names[0]
    if code and len(code) > 2 and code in names:
        return code
    short = next((n for n in names[1:] if n.isupper() and n.isalpha() and 2 < len(n) < 9), None)
    return f"{short} ({label})" if short and " " in label and short not in label else label


def _names(
    facts: _Facts, labels: Mapping[str, tuple[str, ...]], entities: Mapping[str, Entity]
) -> tuple[dict[str, tuple[Entity, ...]], frozenset[tuple[str, str]]]:
    """Gather every form by which the text may name an entity; persons are linked by office and date, not by name alone."""
    found: dict[str, set[Entity]] = defaultdict(set)
    seats: set[tuple[str, str]] = set()
    for iri, entity in entities.items():
        if entity.kind == "person":
            continue
        demonyms = _texts(facts[iri], READOUT + "demonym")
        houses = _texts(facts[iri], READOUT + "seat")
        people = [
            plural(d)
            for d in demonyms
            if d.endswith(("an", "i", "ian", "ese", "Thai", "Uzbek", "Kazakh", "Tajik", "Afghan"))
        ]
        government = next((label for label in labels[iri] if label.startswith("Government of ")), None)
        state = (
            entities.get(iris_entity("country", entity.country)) if government and entity.country else None
        )
        for name in (*labels[iri], *demonyms, *people, *houses):
            owner, possessive, rest = name.replace("’", "'").partition("'s ")
            if not (possessive and rest in labels[iri]):  # "China's Coast Guard Law" names two things
                found[name.replace("’", "'")].add(state or entity)
        seats.update((house.replace("’", "'"), iri) for house in houses)
    ranked = {
        name: tuple(sorted(those, key=lambda e: (_RANK[e.kind], (name, e.iri) in seats, e.iri)))
        for name, those in found.items()
        if len(name) > 1
    }
    return ranked, frozenset(seats)


def _by_act(facts: _Facts, name: str) -> dict[str, str]:
    return {
        spelling: iri
        for iri in sorted(facts)
        for word in _texts(facts[iri], READOUT + name)
        for spelling in spellings(word.lower())
    }


def _frames(facts: _Facts) -> dict[str, tuple[Frame, ...]]:
    found: dict[str, list[Frame]] = defaultdict(list)
    for iri in sorted(facts):
        about = facts[iri]
        addressing, reiterating, action, light = (
            set(_texts(about, READOUT + name))
            for name in ("addressingVerb", "reiteratingVerb", "actionVerb", "lightVerb")
        )
        verbs = set(_texts(about, READOUT + "cueVerb")) | addressing | (set() if light else reiterating)
        for phrase in sorted(verbs | light):
            before, verb, rest = _split(phrase)
            only_light = phrase in light and phrase not in verbs
            spelled: dict[str, set[str]] = defaultdict(set)
            for name, word in inflect(verb)._asdict().items():
                for spelling in _be(name) if verb == "be" else spellings(word):
                    spelled[spelling].add(name)
            for spelling, names in spelled.items():
                found[spelling].append(
                    Frame(
                        act="" if only_light else iri,
                        verb=verb,
                        forms=frozenset(names),
                        rest=rest,
                        before=before,
                        addressing=phrase in addressing,
                        reiterating=phrase in reiterating,
                        action=phrase in action,
                        light=only_light,
                    )
                )
    return {
        form: tuple(sorted(frames, key=lambda f: (f.light, -len(f.rest), not f.before, f.act, f.rest)))
        for form, frames in found.items()
    }


def _be(form: str) -> tuple[str, ...]:
    return {"base": ("are",), "third": ("is",), "past": ("was", "were")}.get(form, ())


def _split(phrase: str) -> tuple[str, str, tuple[str, ...]]:
    """Cut a cue verb into the adverb before it, the verb, and the words after it.

    >>> _split("strongly request"), _split("take stock of")
    (('strongly', 'request', ()), ('', 'take', ('stock', 'of')))
    """
    words = phrase.lower().split()
    before = words.pop(0) if len(words) > 1 and words[0].endswith("ly") else ""
    return before, words[0], tuple(words[1:])


def _phrases(facts: _Facts) -> tuple[Phrase, ...]:
    found: set[Phrase] = set()
    for iri, about in facts.items():
        for weak, name in ((False, "phrase"), (True, "weakPhrase")):
            for text in _texts(about, READOUT + name):
                words = " ".join(text.replace("’", "'").replace("-", " ").split())
                open_ = words.endswith("*")
                words = words.rstrip("*").rstrip()
                exact = words[1:] != words[1:].lower() or (len(words) > 1 and words.isupper())
                forms = {words} if exact else set(spellings(words.lower()))
                found.update(Phrase(form, iri, weak, exact, open_) for form in forms)
                if not open_:
                    found.update(
                        Phrase(plural(form), iri, weak, exact, False)
                        for form in forms
                        if not form.endswith("s")
                    )
    return tuple(sorted(found, key=lambda p: (p.words, p.topic, p.weak, p.exact, p.open)))


def _office_homes(
    facts: _Facts, labels: Mapping[str, tuple[str, ...]], home: Mapping[str, str]
) -> dict[str, str]:
    """Map the bare name of an office to its only country, for offices that one country alone has."""
    found: dict[str, set[str]] = defaultdict(set)
    for iri, about in facts.items():
        if READOUT + "Office" in {o.value for o in about.get(_TYPE, ())} and home.get(iri):
            for label in labels.get(iri, ()):
                found[label.lower()].add(home[iri])
    return {label: min(those) for label, those in found.items() if len(those) == 1}


_TITLES = ("officeHead", "rank", "honorific", "masculineTitle", "feminineTitle")


def _roles(facts: _Facts) -> Roles:
    words: dict[str, set[str]] = defaultdict(set)
    heads: dict[str, str] = {}
    for iri in sorted(facts):
        about = facts[iri]
        for name in ["officeHead", "rank", "honorific", "masculineTitle", "feminineTitle", "nameParticle", "personGroup", "sideGroup", "countryGroup", "counterpartNoun", "meetingNoun", "meetingVerb", "telephoneWord", "videoWord", "portfolio", "postNominal"]:
            words[name].update(w.lower().replace("’", "'") for w in _texts(about, READOUT + name))
        kind = _KINDS.get(iri.removeprefix(READOUT))
        if kind is not None:
            heads.update(dict.fromkeys(_texts(about, READOUT + "headNoun"), kind))
    verbs = {s for v in words["meetingVerb"] for f in inflect(v.split()[0]) for s in spellings(f)}
    frozen = {name: frozenset(those) for name, those in words.items()}
    empty: frozenset[str] = frozenset()
    return Roles(
        offices=frozen.get("officeHead", empty),
        ranks=frozen.get("rank", empty),
        honorifics=frozen.get("honorific", empty),
        masculine=frozen.get("masculineTitle", empty),
        feminine=frozen.get("feminineTitle", empty),
        particles=frozen.get("nameParticle", empty),
        persons=frozen.get("personGroup", empty),
        sides=frozen.get("sideGroup", empty),
        countries=frozen.get("countryGroup", empty),
        counterparts=frozen.get("counterpartNoun", empty),
        meetings=frozen.get("meetingNoun", empty),
        meeting_verbs=frozenset(verbs),
        telephone=frozen.get("telephoneWord", empty),
        video=frozen.get("videoWord", empty),
        portfolios=frozen.get("portfolio", empty),
        post_nominals=frozen.get("postNominal", empty),
        heads=heads,
        plurals=frozenset(
            plural(t) for name in ("officeHead", "rank", "masculineTitle") for t in words[name]
        ),
        titles=frozenset().union(*(words[n] for n in _TITLES)),
    )


def _identifiers(facts: _Facts) -> dict[str, tuple[tuple[str, str], ...]]:
    wanted = (_SKOS + "exactMatch", _SKOS + "closeMatch", _RDFS + "seeAlso")
    return {
        iri: tuple(
            sorted((p, o.value) for p in wanted for o in about.get(p, ()) if isinstance(o, ox.NamedNode))
        )
        for iri, about in facts.items()
        if any(p in about for p in wanted)
    }
