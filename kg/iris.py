"""Namespaces and minting: the only place where an IRI is spelled.

IRIs come from content, never from a counter or a clock, so the same input gives the same graph.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

__all__ = [
    "ACT",
    "ID",
    "PREFIXES",
    "READOUT",
    "SHAPES",
    "TOPIC",
    "VANN",
    "commitment",
    "compact",
    "dataset",
    "document",
    "entity",
    "extraction",
    "meeting",
    "participation",
    "passage",
    "slug",
    "statement",
]

READOUT = "https://w3id.org/readout#"
ACT = "https://w3id.org/readout/act#"
TOPIC = "https://w3id.org/readout/topic#"
ID = "https://w3id.org/readout/id/"
SHAPES = "https://w3id.org/readout/shapes#"
VANN = "http://purl.org/vocab/vann/"

PREFIXES: dict[str, str] = {
    "act": ACT,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "id": ID,
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "readout": READOUT,
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "topic": TOPIC,
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes that every graph and every query knows, from prefix to namespace."""

_UNWANTED = re.compile(r"[^\w]+")
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ı": "i", "æ": "ae", "Æ": "AE"}
)


@lru_cache(maxsize=8192)
def slug(words: str, *, most: int = 80) -> str:
    """Spell words so that they can stand in an IRI; letters of any script stay, accents of Latin ones go.

    >>> slug("Lucía Fernández Arrese"), slug("U.S. Forces in Japan"), slug("日米防衛相会談")
    ('lucia-fernandez-arrese', 'us-forces-in-japan', '日米防衛相会談')
    >>> slug("…")
    'unnamed'
    """
    plain = unicodedata.normalize("NFKD", words.translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in ".'’`")
    plain = unicodedata.normalize("NFC", _UNWANTED.sub("-", plain).strip("-_").casefold())
    if len(plain) > most:
        plain = plain[:most].rsplit("-", 1)[0]
    return plain or "unnamed"


def entity(kind: str, *parts: str) -> str:
    """Mint the IRI of a person, country, organization, place, instrument or meeting series from what names it.

    >>> entity("place", "Taiwan Strait")
    'https://w3id.org/readout/id/place/taiwan-strait'
    >>> entity("country", "JP")
    'https://w3id.org/readout/id/country/JP'
    """
    if kind == "country":
        return f"{ID}country/{parts[0]}"
    return f"{ID}{kind}/{slug(' '.join(part for part in parts if part))}"


def meeting(day: str, sides: Iterable[str]) -> str:
    """Mint the IRI of a meeting from its day and who took part, in any order.

    >>> meeting("2021-03-16", ["US defense secretary", "JP defense minister"])
    'https://w3id.org/readout/id/meeting/2021-03-16-jp-defense-minister-us-defense-secretary'
    """
    return f"{ID}meeting/{slug(' '.join([day, *sorted(sides)]), most=160)}"


def document(title: str, digest: str) -> str:
    """Mint the IRI of a document from its title and the digest of its bytes.

    >>> document("Joint Statement", "8e1483bba0812c37")
    'https://w3id.org/readout/id/document/joint-statement-8e1483bba081'
    """
    return f"{ID}document/{slug(title, most=60)}-{digest[:12]}"


def dataset(digest: str) -> str:
    """Mint the IRI of a graph as a whole from the digest of its triples.

    >>> dataset("8e1483bba0812c37")
    'https://w3id.org/readout/id/dataset/8e1483bba081'
    """
    return f"{ID}dataset/{digest[:12]}"


def statement(document_iri: str, start: int, end: int) -> str:
    """Mint the IRI of the statement whose cue stands at the given characters of a document."""
    return f"{document_iri}#statement_{start}_{end}"


def commitment(document_iri: str, start: int, end: int) -> str:
    """Mint the IRI of the commitment that the statement with that cue expresses."""
    return f"{document_iri}#commitment_{start}_{end}"


def passage(document_iri: str, start: int, end: int) -> str:
    """Mint the IRI of a range of characters, in the form that NIF recommends."""
    return f"{document_iri}#offset_{start}_{end}"


def extraction(document_iri: str) -> str:
    """Mint the IRI of the run of the toolkit over a document."""
    return f"{document_iri}#extraction"


def participation(meeting_iri: str, actor_iri: str) -> str:
    """Mint the IRI of an actor's part in a meeting."""
    return f"{meeting_iri}/{actor_iri.removeprefix(ID).replace('/', '-')}"


def compact(iri: str) -> str:
    """Shorten an IRI with the known prefixes where its local part allows it, else leave it whole.

    >>> compact("https://w3id.org/readout/act#agree"), compact("urn:x")
    ('act:agree', 'urn:x')
    """
    best = max(
        (p for p in PREFIXES if iri.startswith(PREFIXES[p])), key=lambda p: len(PREFIXES[p]), default=None
    )
    if best is None:
        return iri
    local = iri[len(PREFIXES[best]) :]
    return f"{best}:{local}" if local else iri
