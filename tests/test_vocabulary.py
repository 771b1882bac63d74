"""The ontology folder as tables, files of one's own beside it, and faulty entries, which are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import VocabularyError
from kg.iris import ACT, TOPIC
from kg.lexicon import compiled
from kg.reading import read
from kg.text import decode
from kg.vocabulary import folder, load

PREFIXES = """@prefix readout: <https://w3id.org/readout#> .
@prefix act: <https://w3id.org/readout/act#> .
@prefix topic: <https://w3id.org/readout/topic#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix id: <https://w3id.org/readout/id/> .
"""

ACTS = {
    "state": "stated",
    "affirm": "reconfirmed",
    "emphasize": "underlined",
    "assess": "evaluated",
    "agree": "concurred",
    "commit": "vowed",
    "support": "endorsed",
    "offer": "proposed",
    "urge": "urged",
    "request": "requested",
    "instruct": "instructed",
    "welcome": "lauded",
    "thank": "thanked",
    "congratulate": "congratulated",
    "condemn": "condemned",
    "oppose": "rejected",
    "hope": "hoped",
    "regret": "regretted",
    "discuss": "discussed",
}


@pytest.mark.parametrize(("act", "verb"), ACTS.items())
def test_verbs_of_acts(act: str, verb: str) -> None:
    assert ACT + act in {frame.act for frame in load().frames[verb]}


def test_nouns_of_acts() -> None:
    nouns = load().nouns
    for noun, act in {
        "concern": "concern",
        "resolve": "commit",
        "gratitude": "thank",
        "hope": "hope",
    }.items():
        assert nouns[noun] == ACT + act


def test_what_stands_above() -> None:
    vocabulary = load()
    assert vocabulary.ancestors(f"{TOPIC}taiwan-strait") == (f"{TOPIC}china", f"{TOPIC}regional-affairs")
    assert vocabulary.ancestors(f"{TOPIC}regional-affairs") == ()
    assert vocabulary.broader("urn:nothing") is None
    assert vocabulary.labels("urn:nothing") == ()
    assert vocabulary.matches("urn:nothing") == ()


def test_every_country_has_a_code_and_a_name() -> None:
    countries = [entity for entity in load().entities.values() if entity.kind == "country"]
    assert len(countries) > 190
    assert all(entity.country and entity.label and entity.known for entity in countries)
    codes = [entity.country for entity in countries]
    assert len(set(codes)) == len(codes)


def test_the_vocabulary_is_loaded_once() -> None:
    assert load() is load()
    assert load(()) is load([])


def test_the_folder_is_complete() -> None:
    assert {path.name for path in folder().glob("*.ttl")} >= {
        "acts.ttl",
        "topics.ttl",
        "actors.ttl",
        "readout.ttl",
    }


def test_a_file_of_ones_own_adds(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        PREFIXES + 'act:agree readout:cueVerb "handshake"@en .\n'
        'topic:space readout:phrase "star harbour"@en .\n'
        '<https://w3id.org/readout/id/organization/owl-club> a readout:Organization ; skos:prefLabel "Owl Club"@en .\n',
        encoding="utf-8",
    )
    vocabulary = load([own])
    assert own in vocabulary.sources
    assert ACT + "agree" in {frame.act for frame in vocabulary.frames["handshaked"]}
    assert "handshaked" not in load().frames
    (name,) = compiled(vocabulary).names("The Owl Club met.")
    assert name.entities[0].label == "Owl Club"
    words = (
        "Talks\n\nForeign Minister Ane Lund of Norway met Foreign Minister Bo Aho of Finland on 3 May 2021.\n\n"
        "The Ministers handshaked on a star harbour with the Owl Club.\n"
    )
    (statement,) = read(decode(words.encode(), "a.txt"), vocabulary).statements
    assert statement.act == f"{ACT}agree"
    assert statement.topics == (f"{TOPIC}space",)
    assert [mention.entity.label for mention in statement.mentions] == ["Owl Club"]


FAULTS = [
    ("this is no turtle", "no Turtle"),
    (PREFIXES + 'act:agree readout:cueVerb "" .', "readout:cueVerb must hold words"),
    (PREFIXES + "act:agree readout:cueVerb act:state .", "readout:cueVerb must hold words"),
    (PREFIXES + 'topic:space readout:cueVerb "orbit" .', "readout:cueVerb belongs on a readout:Act"),
    (PREFIXES + 'act:agree readout:phrase "orbit" .', "readout:phrase belongs on a readout:Topic"),
    (PREFIXES + 'topic:space readout:phrase " * " .', "readout:phrase must hold words"),
    (PREFIXES + "<urn:x> a readout:Country .", "needs an English skos:prefLabel"),
    (PREFIXES + '<urn:x> a readout:Place ; skos:prefLabel "東京"@ja .', "needs an English skos:prefLabel"),
]


@pytest.mark.parametrize(("content", "words"), FAULTS)
def test_faults_are_named(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "faulty.ttl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(VocabularyError) as caught:
        load([path])
    message = str(caught.value)
    assert str(path) in message
    assert words in message
    assert "\n" not in message


@pytest.mark.parametrize("name", ["nowhere.ttl", "."])
def test_files_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(VocabularyError, match="cannot be read"):
        load([tmp_path / name])


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "bytes.ttl"
    path.write_bytes(b'<urn:a> <urn:b> "\xff\xfe" .')
    with pytest.raises(VocabularyError):
        load([path])
