"""Small graphs for the tests of pages and networks, drafted from a text and marks on it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg import iris

FAMILIES = {"agree": "commissive", "urge": "directive", "welcome": "expressive", "discuss": "interactive"}

_P = iris.PREFIXES
_TYPE, _LABEL = NamedNode(_P["rdf"] + "type"), NamedNode(_P["rdfs"] + "label")


@dataclass(frozen=True, kw_only=True)
class Said:
    """One statement: its sentence, cue and content in the words of the text; entities are ``kind/label``."""

    sentence: str
    cue: str
    content: str
    by: Sequence[str]
    act: str = "state"
    to: Sequence[str] = ()
    about: Sequence[str] = ()
    mentions: Sequence[str] = ()
    parties: Sequence[str] = ()
    agreement: bool = False
    reiteration: bool = False


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One document about one meeting."""

    text: str
    said: Sequence[Said] = ()
    title: str = "A meeting"
    date: str = "2024-01-05"
    source: str = ""
    participants: Sequence[tuple[str, str, str]] = (
        ("person/Abe", "Minister", "country/Japan"),
        ("person/Roy", "Secretary", "country/France"),
    )
    broader: Sequence[tuple[str, str]] = ()
    others: Sequence[tuple[str, str]] = ()

    @property
    def iri(self) -> str:
        """The document's IRI."""
        return iris.document(self.title, hashlib.sha256(self.text.encode()).hexdigest())

    def quads(self) -> list[Quad]:
        """The draft as a graph in the shape that ``kg build`` gives it."""
        graph = NamedNode(self.iri)
        return sorted({Quad(s, p, o, graph) for s, p, o in self._triples()}, key=str)

    def _triples(self) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
        document, meeting = NamedNode(self.iri), NamedNode(iris.meeting(self.date, [self.title]))
        yield from named(document, "Document", self.title)
        yield document, NamedNode(_P["dcterms"] + "title"), Literal(self.title)
        yield document, NamedNode(_P["nif"] + "isString"), Literal(self.text)
        yield document, ours("reports"), meeting
        if self.source:
            yield document, NamedNode(_P["dcterms"] + "source"), Literal(self.source)
        yield from named(meeting, "Meeting", self.title)
        day = Literal(self.date, datatype=NamedNode(_P["xsd"] + "date"))
        yield meeting, NamedNode(_P["schema"] + "startDate"), day
        for actor, office, side in self.participants:
            part = NamedNode(iris.participation(meeting.value, entity(actor).value))
            yield meeting, ours("participation"), part
            yield from (
                (part, ours(p), o) for p, o in (("participant", entity(actor)), ("office", Literal(office)))
            )
            yield part, ours("onBehalfOf"), entity(side)
            yield from (*described(actor), *described(side))
        for narrow, broad in self.broader:
            yield from (*described(narrow), *described(broad))
            yield entity(narrow), NamedNode(_P["skos"] + "broader"), entity(broad)
        for one, name in self.others:
            yield entity(one), NamedNode(_P["skos"] + "altLabel"), Literal(name)
        for said in self.said:
            yield from self._statement(said, meeting)

    def _statement(
        self, said: Said, meeting: NamedNode
    ) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
        begin = self.text.index(said.sentence)
        cue = begin + said.sentence.index(said.cue)
        content = begin + said.sentence.index(said.content)
        spans = {
            "cueAt": (cue, cue + len(said.cue)),
            "contentAt": (content, content + len(said.content)),
            "evidence": (begin, begin + len(said.sentence)),
        }
        iri = NamedNode(iris.statement(self.iri, *spans["cueAt"]))
        yield from named(iri, "Statement", f"{said.cue} {said.content}")
        if said.agreement:
            yield iri, _TYPE, ours("Agreement")
        act, family = (
            NamedNode(iris.ACT + said.act),
            NamedNode(iris.ACT + FAMILIES.get(said.act, "assertive")),
        )
        yield from (*named(act, "Act", said.act), (act, NamedNode(_P["skos"] + "broader"), family))
        yield from (
            (iri, ours(p), o) for p, o in (("madeAt", meeting), ("act", act), ("cue", Literal(said.cue)))
        )
        yield iri, ours("reiteration"), Literal(said.reiteration)
        yield iri, NamedNode(_P["prov"] + "wasDerivedFrom"), NamedNode(self.iri)
        roles = {"madeBy": said.by, "addressedTo": said.to, "about": said.about, "mentions": said.mentions}
        for role, ends in roles.items():
            for end in ends:
                yield from described(end)
                yield iri, ours(role), entity(end)
        if said.parties:
            commitment = NamedNode(iris.commitment(self.iri, *spans["cueAt"]))
            yield iri, ours("expresses"), commitment
            for party in said.parties:
                yield from described(party)
                yield commitment, ours("committedParty"), entity(party)
        for role, (start, end) in spans.items():
            passage = NamedNode(iris.passage(self.iri, start, end))
            yield iri, ours(role), passage
            yield passage, NamedNode(_P["nif"] + "beginIndex"), Literal(start)
            yield passage, NamedNode(_P["nif"] + "endIndex"), Literal(end)
            yield passage, NamedNode(_P["nif"] + "anchorOf"), Literal(self.text[start:end])


def ours(name: str) -> NamedNode:
    """A term of the ontology."""
    return NamedNode(iris.READOUT + name)


def entity(name: str) -> NamedNode:
    """The node of ``kind/label``."""
    kind, label = name.split("/", 1)
    if kind == "topic":
        return NamedNode(iris.TOPIC + iris.slug(label))
    return NamedNode(iris.entity(kind, iris.slug(label) if kind == "country" else label))


def described(name: str) -> list[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    """Class and label of ``kind/label``."""
    kind, label = name.split("/", 1)
    return named(entity(name), kind.capitalize(), label)


def named(iri: NamedNode, kind: str, label: str) -> list[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    """Class and label of a node."""
    return [(iri, _TYPE, ours(kind)), (iri, _LABEL, Literal(label, language="en"))]


TALKS = Draft(
    title="Talks",
    text=(
        "Talks\n\nThe Ministers agreed that Japan and France will train together in the Gulf. "
        "Minister Abe strongly urged North Korea to abide by the Treaty. Secretary Roy welcomed the exercise and "
        "the two discussed cyber 🛰 attacks.\n\nNothing else was said."
    ),
    source="https://example.org/talks",
    participants=(
        ("person/Abe", "Minister of Defense", "country/Japan"),
        ("person/Roy", "Secretary", "country/France"),
    ),
    broader=(("topic/Exercises", "topic/Defence"), ("topic/Cyber", "topic/Defence")),
    others=(("country/North Korea", "DPRK"), ("place/Gulf", "Gölf")),
    said=(
        Said(
            sentence="The Ministers agreed that Japan and France will train together in the Gulf.",
            cue="agreed",
            content="Japan and France will train together in the Gulf",
            by=("person/Abe", "person/Roy"),
            act="agree",
            about=("topic/Exercises",),
            mentions=("place/Gulf",),
            parties=("country/Japan", "country/France"),
            agreement=True,
        ),
        Said(
            sentence="Minister Abe strongly urged North Korea to abide by the Treaty.",
            cue="strongly urged",
            content="North Korea to abide by the Treaty",
            by=("person/Abe",),
            act="urge",
            to=("country/North Korea",),
            about=("topic/North Korea",),
            mentions=("country/North Korea", "instrument/Treaty"),
        ),
        Said(
            sentence="Secretary Roy welcomed the exercise and the two discussed cyber 🛰 attacks.",
            cue="welcomed",
            content="the exercise",
            by=("person/Roy",),
            act="welcome",
            about=("topic/Exercises",),
        ),
        Said(
            sentence="Secretary Roy welcomed the exercise and the two discussed cyber 🛰 attacks.",
            cue="discussed",
            content="cyber 🛰 attacks",
            by=("person/Abe", "person/Roy"),
            act="discuss",
            about=("topic/Cyber",),
        ),
    ),
)
"""One meeting of two with four statements, one of each of four families."""
