"""The entries of the ontology compiled into the tables of a :class:`~kg.vocabulary.Vocabulary`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.english import inflect, plural, spellings
from kg.iris import READOUT
from kg.iris import entity as iris_entity
from kg.model import Entity
from kg.vocabulary.entries import KINDS, RDFS, SKOS, TYPE, Facts, literals
from kg.vocabulary.model import Frame, Phrase, Roles, Vocabulary
from kg.vocabulary.tenures import holders, persons

__all__ = ["compiled"]

_RANK = {
    kind: rank
    for rank, kind in enumerate(("country", "organization", "place", "instrument", "meeting", "person"))
}


def compiled(store: ox.Store, facts: Facts, sources: tuple[Path, ...], terms: Facts) -> Vocabulary:
    """Compile the checked entries of the files ``sources`` into what the reader works from.

    ``terms`` are the entries about persons and their terms of office, whose names are not looked for in a text.
    """
    labels = {
        iri: tuple(dict.fromkeys(texts))
        for iri, about in facts.items()
        if (texts := literals(about, SKOS + "prefLabel", RDFS + "label", SKOS + "altLabel"))
    }
    codes = {iri: texts[0] for iri, about in facts.items() if (texts := literals(about, SKOS + "notation"))}
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
    broader = {
        iri: min(o.value for o in about[SKOS + "broader"])
        for iri, about in facts.items()
        if SKOS + "broader" in about
    }
    return Vocabulary(
        store=store,
        frames=_frames(facts),
        nouns=nouns,
        addressing_nouns=addressing_nouns,
        joint_verbs=_by_act(facts, "jointVerb"),
        greetings=frozenset(_by_act(facts, "greetingNoun")),
        greeting_verbs=frozenset(_by_act(facts, "greetingVerb")),
        reply_verbs=frozenset(_by_act(facts, "replyVerb")),
        promising=_by_act(facts, "promisingWord"),
        audiences=frozenset(_by_act(facts, "audience")),
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
        actions=frozenset(w for about in facts.values() for w in literals(about, READOUT + "actionWord")),
        roles=_roles(facts),
        entities=entities,
        holders=holders(terms),
        _labels=labels | _person_labels(terms),
        _broader=broader,
        _ancestors={iri: _above(iri, broader) for iri in broader},
        _matches=_identifiers(facts) | _identifiers(terms),
        sources=sources,
    )


def _person_labels(terms: Facts) -> dict[str, tuple[str, ...]]:
    """Return the names of the persons, the preferred one first."""
    return {
        iri: tuple(dict.fromkeys(literals(terms[iri], SKOS + "prefLabel", RDFS + "label", SKOS + "altLabel")))
        for iri in persons(terms)
    }


def _above(iri: str, broader: Mapping[str, str]) -> tuple[str, ...]:
    """Return the concepts above a term, the nearest first; a circle ends where it closes.

    >>> _above("a", {"a": "b", "b": "c"}), _above("a", {"a": "b", "b": "a"})
    (('b', 'c'), ('b', 'a'))
    """
    found: list[str] = []
    above = broader.get(iri)
    while above is not None and above not in found:
        found.append(above)
        above = broader.get(above)
    return tuple(found)


def _entities(
    facts: Facts, labels: Mapping[str, tuple[str, ...]], codes: Mapping[str, str], home: Mapping[str, str]
) -> dict[str, Entity]:
    entities: dict[str, Entity] = {}
    for iri, about in facts.items():
        kinds = [KINDS[k] for o in about.get(TYPE, ()) if (k := o.value.removeprefix(READOUT)) in KINDS]
        if kinds and iri in labels:
            kind = min(kinds, key=_RANK.__getitem__)
            label = _full(labels[iri], codes.get(iri, "")) if kind == "organization" else labels[iri][0]
            entities[iri] = Entity(iri, label, kind, codes.get(iri) or home.get(iri) or None, known=True)
    return entities


def _full(names: Sequence[str], code: str = "") -> str:
    """Write a body's name behind its acronym, by which most readers know it, where no country stands behind it.

    >>> _full(("World Food Programme", "WFP")), _full(("NATO", "North Atlantic Treaty Organization"))
    ('WFP (World Food Programme)', 'NATO')
    >>> _full(("Ministry of Defense (Japan)", "JMOD"))
    'Ministry of Defense (Japan)'
    """
    label = names[0]
    if code and len(code) > 2 and code in names:
        return code
    short = next((n for n in names[1:] if n.isupper() and n.isalpha() and 2 < len(n) < 9), None)
    alone = " " in label and not label.endswith(")")
    return f"{short} ({label})" if short and alone and short not in label else label


def _names(
    facts: Facts, labels: Mapping[str, tuple[str, ...]], entities: Mapping[str, Entity]
) -> tuple[dict[str, tuple[Entity, ...]], frozenset[tuple[str, str]]]:
    """Gather every form by which a text may name an entity; persons are linked by office and date, not by name."""
    found: dict[str, set[Entity]] = defaultdict(set)
    seats: set[tuple[str, str]] = set()
    for iri, entity in entities.items():
        if entity.kind == "person":
            continue
        demonyms = literals(facts[iri], READOUT + "demonym")
        houses = literals(facts[iri], READOUT + "seat")
        people = [
            plural(d)
            for d in demonyms
            if d.endswith(("an", "i", "ian", "ese", "Thai", "Uzbek", "Kazakh", "Tajik", "Afghan"))
        ]
        government = next((label for label in labels[iri] if label.startswith("Government of ")), None)
        state = (
            entities.get(iris_entity("country", entity.country)) if government and entity.country else None
        )
        shared = _of_country(facts, iri, labels, entity.country) if entity.kind == "organization" else ()
        for name in (*labels[iri], *demonyms, *people, *houses, *shared):
            _, possessive, rest = name.replace("’", "'").partition("'s ")
            if not (possessive and rest in labels[iri]):  # "China's Coast Guard Law" names two things
                found[name.replace("’", "'")].add(state or entity)
        seats.update((house.replace("’", "'"), iri) for house in houses)
    ranked = {
        name: tuple(sorted(those, key=lambda e: (_RANK[e.kind], (name, e.iri) in seats, e.iri)))
        for name, those in found.items()
        if len(name) > 1
    }
    return ranked, frozenset(seats)


def _of_country(
    facts: Facts, iri: str, labels: Mapping[str, tuple[str, ...]], code: str | None
) -> Iterator[str]:
    """Yield the names that a body shares with those of other countries, each with its country ("… of Oman")."""
    state = iris_entity("country", code) if code else ""
    for hidden in literals(facts[iri], SKOS + "hiddenLabel") if state in labels else ():
        if " " not in hidden:
            continue  # "the Department" may be any of several
        for name in {hidden, hidden.replace("Defence", "Defense"), hidden.replace("Defense", "Defence")}:
            for country in labels[state]:
                yield from (f"{name} of {country}", f"{name} of the {country}")
            yield from (f"{demonym} {name}" for demonym in literals(facts[state], READOUT + "demonym"))


def _by_act(facts: Facts, name: str) -> dict[str, str]:
    return {
        spelling: iri
        for iri in sorted(facts)
        for word in literals(facts[iri], READOUT + name)
        for spelling in spellings(word.lower())
    }


def _frames(facts: Facts) -> dict[str, tuple[Frame, ...]]:
    found: dict[str, list[Frame]] = defaultdict(list)
    for iri in sorted(facts):
        about = facts[iri]
        addressing, reiterating, action, light = (
            set(literals(about, READOUT + name))
            for name in ("addressingVerb", "reiteratingVerb", "actionVerb", "lightVerb")
        )
        verbs = set(literals(about, READOUT + "cueVerb")) | addressing | (set() if light else reiterating)
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


def _phrases(facts: Facts) -> tuple[Phrase, ...]:
    found: set[Phrase] = set()
    for iri, about in facts.items():
        for weak, name in ((False, "phrase"), (True, "weakPhrase")):
            for text in literals(about, READOUT + name):
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
    facts: Facts, labels: Mapping[str, tuple[str, ...]], home: Mapping[str, str]
) -> dict[str, str]:
    """Map the bare name of an office to its only country, for offices that one country alone has."""
    found: dict[str, set[str]] = defaultdict(set)
    for iri, about in facts.items():
        if READOUT + "Office" in {o.value for o in about.get(TYPE, ())} and home.get(iri):
            for label in labels.get(iri, ()):
                found[label.lower()].add(home[iri])
    return {label: min(those) for label, those in found.items() if len(those) == 1}


_TITLES = ("officeHead", "rank", "honorific", "masculineTitle", "feminineTitle")


def _roles(facts: Facts) -> Roles:
    words: dict[str, set[str]] = defaultdict(set)
    heads: dict[str, str] = {}
    for iri in sorted(facts):
        about = facts[iri]
        for name in """
            officeHead rank honorific masculineTitle feminineTitle nameParticle personGroup sideGroup
            countryGroup counterpartNoun meetingNoun meetingVerb telephoneWord videoWord portfolio
            postNominal currency
            """.split():
            words[name].update(w.lower().replace("’", "'") for w in literals(about, READOUT + name))
        kind = KINDS.get(iri.removeprefix(READOUT))
        if kind is not None:
            heads.update(dict.fromkeys(literals(about, READOUT + "headNoun"), kind))
    verbs = {s for v in words["meetingVerb"] for f in inflect(v.split()[0]) for s in spellings(f)}
    frozen = {name: frozenset(those) for name, those in words.items()}
    empty: frozenset[str] = frozenset()
    titles = empty.union(*(words[name] for name in _TITLES))
    plurals = frozenset(plural(t) for name in ("officeHead", "rank", "masculineTitle") for t in words[name])
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
        currencies=frozen.get("currency", empty),
        heads=heads,
        plurals=plurals,
        titles=titles,
        openings=frozenset(
            form
            for title in titles | plurals | words["rank"]
            for first in title.split()[:1]
            for form in (first, first.rstrip("."))
        ),
    )


def _identifiers(facts: Facts) -> dict[str, tuple[tuple[str, str], ...]]:
    wanted = (SKOS + "exactMatch", SKOS + "closeMatch", RDFS + "seeAlso")
    return {
        iri: tuple(
            sorted((p, o.value) for p in wanted for o in about.get(p, ()) if isinstance(o, ox.NamedNode))
        )
        for iri, about in facts.items()
        if any(p in about for p in wanted)
    }
