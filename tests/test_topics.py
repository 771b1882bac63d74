"""What a statement is about: the words of the table, and what statements take over from those before them."""

from __future__ import annotations

import pytest
from rows import collect, read_text, table

from kg import topics
from kg.iris import TOPIC
from kg.lexicon import compiled
from kg.model import Entity, Meeting, Mention, Participant, Reading, Span
from kg.vocabulary import load

TELLER = Participant(Entity("x:t", "Teller", "person"), "Teller", "Secretary of Defense")
KENYA = Participant(
    Entity("x:k", "Kamau", "person"),
    "Kamau",
    side=Entity("x:ke", "Kenya", "country", country="KE", known=True),
)
OPENING = """Readout of the call between the Foreign Secretary and the Minister of Foreign Affairs of Peru

8 February 2023

Foreign Secretary Anne Hill spoke today with the Minister of Foreign Affairs of Peru, Juan Salas.

"""


def about(content: str, *who: Participant, weak: bool = True) -> dict[str, str]:
    """Return the topics of a content as ``kg`` chooses them where only the content is known, each with its reason."""
    vocabulary = load()
    lexicon = compiled(vocabulary)
    found = topics.choose(
        Span(0, len(content)),
        lexicon.phrases(content),
        [Mention(Span(n.start, n.end), n.entities[0]) for n in lexicon.names(content)],
        meeting=Meeting("x:m", "Call", None, who),
        vocabulary=vocabulary,
        characters=content,
        weak=weak,
    )
    return {topic.removeprefix(TOPIC): why for topic, why in found}


def told(body: str) -> Reading:
    return read_text(OPENING + body + "\n")


def subjects(reading: Reading) -> list[set[str]]:
    return [{t.removeprefix(TOPIC) for t in s.topics} for s in reading.statements]


def test_table_speaks_of_every_topic() -> None:
    spoken = {topic for row in table("topics.tsv") for topic in row["topics"].split(",")} - {"-"}
    assert {TOPIC + topic for topic in spoken} == {p.topic for p in load().phrases}


@pytest.mark.parametrize("row", collect("topics.tsv"))
def test_words_speak_of_topics(row: dict[str, str]) -> None:
    found = about(row["content"], *((TELLER,) if row["met"] == "defence" else ()))
    assert set(found) == set(row["topics"].split(",")) - {"-"}
    assert all(why in row["content"] for why in found.values())


def test_parties_do_not_bring_up_their_region() -> None:
    assert set(about("roads in Kenya and in Mombasa", KENYA)) == {"development"}
    assert set(about("the situation in Kenya")) == {"africa"}
    assert not about("the situation in Kenya", KENYA)


def test_weak_phrases_count_only_alone_and_only_where_they_may() -> None:
    assert set(about("relations")) == {"bilateral-relations"}
    assert set(about("relations and vaccines")) == {"health"}
    assert not about("relations", weak=False)
    assert list(about("that the pandemic and the floods had passed")) == ["health"]


def test_strongest_come_first_and_four_at_most() -> None:
    content = "vaccines, tariffs, tourism, wind power, biodiversity and Gaza; tariffs, trade and free ports"
    found = list(about(content))
    assert len(found) == topics.MOST
    assert found[0] == "trade-and-investment"
    assert list(about(content)) == found


def test_reasons_are_in_one_line() -> None:
    assert about("free\n   trade") == {"trade-and-investment": "trade"}
    assert about("women, peace\nand security") == {"human-rights": "women, peace and security"}


@pytest.mark.parametrize(
    "words",
    [
        "this",
        "it would need the consent of both",
        "such steps were unacceptable",
        "the suggestion",
        "both proposals",
        "that  it\ncould be done",
        "doing so",
        "his last request",
    ],
)
def test_words_that_go_on(words: str) -> None:
    assert topics.refers_back(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "it was natural to help",
        "the issue of Taiwan",
        "thistles",
        "itinerant traders",
        "items",
        "a proposal",
    ],
)
def test_words_that_do_not_go_on(words: str) -> None:
    assert not topics.refers_back(words)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (
            "The Foreign Secretary proposed talks on vaccines. Minister Salas supported the idea.",
            [{"health"}, {"health"}],
        ),
        (
            "The Foreign Secretary raised the situation in Gaza and stressed that aid must reach those in need.",
            [{"middle-east"}, {"humanitarian", "middle-east"}],
        ),
        (
            "The Foreign Secretary raised the situation in Gaza and welcomed the growth of trade.",
            [{"middle-east"}, {"trade-and-investment"}],
        ),
        (
            "The Foreign Secretary raised the conflict in Somalia and pledged food aid.",
            [{"africa"}, {"humanitarian"}],
        ),
        (
            "The Foreign Secretary stressed the importance of vaccines.\n\nMinister Salas expressed hope for a visit.",
            [{"health"}, {"bilateral-relations"}],
        ),
        (
            "The Foreign Secretary stressed the importance of vaccines. Minister Salas agreed that more was needed.",
            [{"health"}, {"health"}],
        ),
        (
            "The Foreign Secretary stressed the importance of vaccines. Minister Salas welcomed the visit.",
            [{"health"}, {"health"}],
        ),
        (
            "The Foreign Secretary stressed the importance of vaccines. Minister Salas mentioned the crops.",
            [{"health"}, {"development"}],
        ),
        ("Minister Salas expressed hope that all would go well.", [{"bilateral-relations"}]),
        (
            "Turning to the war in Ukraine, Minister Salas expressed hope for a settlement.",
            [{"russia-ukraine"}],
        ),
        (
            "The Foreign Secretary raised the famine in Somalia. She expressed deep concern. Minister Salas agreed.",
            [{"humanitarian", "africa"}, {"humanitarian", "africa"}, {"humanitarian", "africa"}],
        ),
        (
            "The Foreign Secretary praised the growth of trade. Minister Salas stressed the importance of cooperation.",
            [{"trade-and-investment"}, {"trade-and-investment"}],
        ),
        (
            "The Foreign Secretary raised the war in Ukraine. They agreed to meet again in London.",
            [{"russia-ukraine"}, {"bilateral-relations"}],
        ),
        (
            "The Foreign Secretary stressed the need for vaccines. They agreed to remain in close contact.",
            [{"health"}, {"bilateral-relations"}],
        ),
        (
            "The Foreign Secretary praised the growth of trade. Minister Salas raised the situation in Gaza. "
            "The Foreign Secretary agreed.",
            [{"trade-and-investment"}, {"middle-east"}, {"middle-east"}],
        ),
        (
            "The Foreign Secretary invited Minister Salas to visit Kenya. Minister Salas accepted the invitation.",
            [{"bilateral-relations"}, {"bilateral-relations"}],
        ),
        pytest.param(
            "Minister Salas invited the Foreign Secretary to Lima.",
            [{"bilateral-relations"}],
            marks=pytest.mark.xfail(strict=True, reason="takes the place of an invitation for its subject"),
        ),
    ],
)
def test_statements_go_on_with_those_before(body: str, wanted: list[set[str]]) -> None:
    assert subjects(told(body)) == wanted


def test_every_topic_has_its_reason() -> None:
    reading = told(
        "The Foreign Secretary raised the situation in Gaza and stressed that aid must reach civilians in need."
    )
    first, second = (dict(s.phrases) for s in reading.statements)
    assert first == {TOPIC + "middle-east": "Gaza"}
    assert second == {TOPIC + "humanitarian": "in need", TOPIC + "middle-east": topics.BEFORE}
    assert all(tuple(t for t, _ in s.phrases) == s.topics for s in reading.statements)
