"""The entries of the ontology's files: parsed, gathered by term, and checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.errors import VocabularyError
from kg.iris import PREFIXES, READOUT, compact

__all__ = ["KINDS", "RDFS", "SKOS", "TYPE", "Facts", "check", "facts_of", "literals", "parse"]

KINDS = {
    "Country": "country",
    "Organization": "organization",
    "Person": "person",
    "Place": "place",
    "Instrument": "instrument",
    "Meeting": "meeting",
}


SKOS = PREFIXES["skos"]
RDFS = PREFIXES["rdfs"]


TYPE = PREFIXES["rdf"] + "type"


def parse(store: ox.Store, path: Path) -> None:
    """Add a Turtle file to the store, in a graph of its own; raise for a file that cannot be read or parsed."""
    graph = ox.NamedNode(path.resolve().as_uri())
    try:
        store.load(path=str(path), format=ox.RdfFormat.TURTLE, to_graph=graph, base_iri=graph.value)
    except SyntaxError as error:
        raise VocabularyError(f"{path}:{error.lineno}: this is no Turtle: {error.msg}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise VocabularyError(f"{path}: the vocabulary file cannot be read: {error}") from error


Facts = dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]


def facts_of(store: ox.Store) -> Facts:
    """Gather what all the files say, by subject and then by predicate."""
    facts: Facts = defaultdict(lambda: defaultdict(list))
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
    "jointVerb",
    "greetingNoun",
    "greetingVerb",
    "replyVerb",
    "promisingWord",
    "audience",
    "reiteratingVerb",
    "actionVerb",
)


_TEXTS = (
    *_ACT_WORDS,
    "lightVerb",
    "phrase",
    "weakPhrase",
    "demonym",
    "seat",
    "officeHead",
    "headNoun",
    "currency",
)


def check(store: ox.Store, facts: Facts) -> None:
    """Refuse entries that could not mean anything: words of acts on what is no act, empty words, missing labels."""
    types = {iri: {o.value for o in about[TYPE]} for iri, about in facts.items() if TYPE in about}
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
        wanted = kinds & {READOUT + k for k in ("Act", "Topic", *KINDS)}
        if wanted and not literals(facts[iri], SKOS + "prefLabel", RDFS + "label"):
            quad = next(iter(store.quads_for_pattern(ox.NamedNode(iri), None, None)))
            raise _fault(quad, f"a {compact(min(wanted))} needs an English skos:prefLabel or rdfs:label")


def _fault(quad: ox.Quad, what: str) -> VocabularyError:
    where = (
        quad.graph_name.value.removeprefix("file://") if isinstance(quad.graph_name, ox.NamedNode) else "?"
    )
    term = compact(quad.subject.value) if isinstance(quad.subject, ox.NamedNode) else str(quad.subject)
    return VocabularyError(f"{where}: {term}: {what}")


def literals(about: Mapping[str, Iterable[ox.NamedNode | ox.Literal]], *predicates: str) -> list[str]:
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
