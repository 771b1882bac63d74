"""JSON-LD 1.1 for programs that want JSON: readable keys, a meeting with its statements inside.

The context is ``ontology/context.jsonld`` and stands in the file itself, so that no reader has to fetch one. Each named
graph is an object with its own ``@graph``. A graph with IRIs that would read as prefixed names under the context, such
as ``<prov:x>``, is written without a context, which says the same at greater length.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg import iris
from kg.export.source import exact
from kg.export.source import file as save
from kg.export.void import described
from kg.turtle import canonical, grouped

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["context", "render", "write"]

_READOUT, _TYPE, _XSD = iris.READOUT, iris.PREFIXES["rdf"] + "type", iris.PREFIXES["xsd"]
_INSIDE = {
    _READOUT + "participation": ("Meeting", "Participation"),
    _READOUT + "cueAt": ("Statement", "Passage"),
    _READOUT + "contentAt": ("Statement", "Passage"),
    _READOUT + "evidence": ("Statement", "Passage"),
    _READOUT + "expresses": ("Statement", "Commitment"),
}
_LEVELS = {"Meeting": 0, "Statement": 1, "Participation": 2, "Passage": 2, "Commitment": 2}
_AT = _READOUT + "madeAt"
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*", re.ASCII)
_BELOW = re.compile(r"[a-z]+/[\w-]+(?:[/#][\w-]+)*")
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}", re.ASCII)

_Node = ox.NamedNode | ox.BlankNode
_About = dict[Any, dict[str, list[Any]]]


def render(dataset: Dataset) -> bytes:
    """Return a graph as JSON-LD; the same graph gives the same bytes.

    >>> import kg
    >>> found = json.loads(render(kg.build([])))
    >>> found["@graph"][0]["@graph"][0]["type"]
    ['void:Dataset', 'dcat:Dataset']
    """
    quads = list(canonical(described(dataset)))
    exact("jsonld", quads)
    known = context()
    terms = _Terms.of({} if _clashes(quads, known) else known)
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        name = "" if isinstance(quad.graph_name, ox.DefaultGraph) else _name(quad.graph_name)
        graphs.setdefault(name, []).append(quad)
    found = [*_Graph(terms, graphs.pop("", [])).nodes()]
    for name in sorted(graphs):
        found.append({terms.id: terms.reference(name), "@graph": _Graph(terms, graphs[name]).nodes()})
    document = ({"@context": known} if terms.known else {}) | {"@graph": found}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def write(dataset: Dataset, path: str | os.PathLike[str]) -> None:
    """Write that to a file, whole or not at all.

    >>> import kg
    >>> write(kg.build([]), "/nowhere/at/all")
    Traceback (most recent call last):
    kg.errors.OutputError: /nowhere/at/all: the file cannot be written: no such file or directory
    """
    save(path, render(dataset))


def context() -> dict[str, Any]:
    """Return the JSON-LD context that ships with the ontology.

    >>> context()["holder"]["@id"]
    'readout:madeBy'
    """
    from kg.vocabulary import folder

    found: dict[str, Any] = json.loads((folder() / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    return found


def _name(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _clashes(quads: Iterable[ox.Quad], known: Mapping[str, Any]) -> bool:
    """Tell whether the scheme of some IRI is a key of the context, which would then be taken for a prefix."""
    for quad in quads:
        terms = [quad.subject, quad.predicate, quad.object, quad.graph_name]
        if isinstance(quad.object, ox.Literal):
            terms.append(quad.object.datatype)
        if any(isinstance(t, ox.NamedNode) and t.value.partition(":")[0] in known for t in terms):
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Terms:
    """A context made ready for writing: the key of each property, the prefix of each namespace."""

    known: bool
    keys: Mapping[str, tuple[str, Mapping[str, Any]]] = field(default_factory=dict)
    spaces: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, known: Mapping[str, Any]) -> _Terms:
        spaces = {
            space: name
            for name, space in known.items()
            if isinstance(space, str) and not name.startswith("@")
        }
        names = {name: space for space, name in spaces.items()}

        def full(short: str) -> str:
            prefix, _, local = short.partition(":")
            return names.get(prefix, prefix + ":") + local

        keys = {}
        for key, value in known.items():
            if isinstance(value, dict) and "@id" in value:
                kind = value.get("@type", "")
                given = {**value, "@type": kind if kind.startswith("@") else full(kind) if kind else ""}
                keys[full(value["@id"])] = key, given
        return cls(bool(known), keys, spaces)

    @property
    def id(self) -> str:
        return "id" if self.known else "@id"

    @property
    def type(self) -> str:
        return "type" if self.known else "@type"

    def reference(self, iri: str) -> str:
        """Spell an IRI as a value of ``id``: short against the base or a prefix where that is safe."""
        if self.known and iri.startswith(iris.ID) and _BELOW.fullmatch(iri, len(iris.ID)):
            return iri.removeprefix(iris.ID)
        return self.short(iri)

    def short(self, iri: str) -> str:
        end = max(iri.rfind("#"), iri.rfind("/")) + 1
        if iri[:end] in self.spaces and _LOCAL.fullmatch(iri, end):
            return f"{self.spaces[iri[:end]]}:{iri[end:]}"
        return iri

    def kind(self, iri: str) -> str:
        """Spell a class: those of the ontology by their bare name."""
        local = iri.removeprefix(_READOUT)
        bare = self.known and local != iri and local[:1].isupper() and _LOCAL.fullmatch(local)
        return local if bare else self.short(iri)


class _Graph:
    """One graph as a list of objects, some of them inside others."""

    def __init__(self, terms: _Terms, quads: Iterable[ox.Quad]) -> None:
        self.terms = terms
        self.about: _About = dict(grouped(quads))
        self.inside: dict[Any, Any] = {}
        self.said: dict[Any, list[Any]] = {}
        if terms.known:
            self._place()

    def nodes(self) -> list[dict[str, Any]]:
        return [self._object(subject) for subject in self.about if subject not in self.inside]

    def _place(self) -> None:
        """Find for each part what it is written inside of: one place only, and always a level further down."""
        for subject, properties in self.about.items():
            for meeting in properties.get(_AT, ()):
                fits = self._is(meeting, "Meeting") and self._is(subject, "Statement")
                if fits and subject not in self.inside:
                    self.inside[subject] = meeting
                    self.said.setdefault(meeting, []).append(subject)
        for subject, properties in self.about.items():
            for predicate, (above, below) in _INSIDE.items():
                for part in properties.get(predicate, ()):
                    if self._is(subject, above) and self._is(part, below):
                        self.inside.setdefault(part, subject)

    def _is(self, subject: Any, kind: str) -> bool:
        """Tell whether a described node is of a class, and of no other class that could stand inside it."""
        types = {_name(term) for term in self.about.get(subject, {}).get(_TYPE, ())}
        ours = {name for name in _LEVELS if _READOUT + name in types}
        return ours == {kind}

    def _object(self, subject: Any) -> dict[str, Any]:
        terms = self.terms
        found: dict[str, Any] = {terms.id: terms.reference(_name(subject))}
        for predicate, values in self.about[subject].items():
            if predicate == _TYPE:
                kinds = [terms.kind(_name(value)) for value in values if not isinstance(value, ox.Literal)]
                if kinds:
                    found[terms.type] = kinds if len(kinds) > 1 else kinds[0]
                values = [value for value in values if isinstance(value, ox.Literal)]  # noqa: PLW2901
            if predicate == _AT:
                values = [value for value in values if self.inside.get(subject) != value]  # noqa: PLW2901
            if values:
                key, given = terms.keys.get(predicate, (terms.short(predicate), {}))
                written = [self._value(subject, value, given, predicate) for value in values]
                several = len(written) > 1 or "@container" in given or not terms.known
                found[key] = written if several else written[0]
        if subject in self.said:
            found["statements"] = [self._object(statement) for statement in self.said[subject]]
        return found

    def _value(self, subject: Any, value: Any, given: Mapping[str, Any], predicate: str) -> Any:
        kind = given.get("@type", "")
        if not isinstance(value, ox.Literal):
            if predicate in _INSIDE and self.inside.get(value) == subject:
                self.inside[value] = None  # a part that two properties share is written under the first
                return self._object(value)
            spelled = self.terms.reference(_name(value))
            return spelled if kind == "@id" else {self.terms.id: spelled}
        if value.language is not None:
            same = given.get("@language") == value.language
            return value.value if same else {"@value": value.value, "@language": value.language}
        datatype = value.datatype.value
        if datatype == _XSD + "string":
            bare = self.terms.known and not kind and "@language" not in given
            return value.value if bare else {"@value": value.value}
        if self.terms.known and not kind:
            if datatype == _XSD + "boolean" and value.value in ("true", "false"):
                return value.value == "true"
            if datatype == _XSD + "integer" and _WHOLE.fullmatch(value.value):
                return int(value.value)
        if datatype == kind:
            return value.value
        return {"@value": value.value, "@type": self.terms.short(datatype)}
