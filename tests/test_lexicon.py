"""Known names and topic phrases, found in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lexicon import compiled
from kg.vocabulary import load

NAMES = [
    ("Romania and Bulgaria", "Romania; Bulgaria"),
    ("Romanian ships", "Romanian"),
    ("Romanians and Bulgarians", "Romanians; Bulgarians"),
    ("the U.S. and the US", "U.S.; US"),
    ("us and them", ""),
    ("South Sudan, not Sudan", "South Sudan; Sudan"),
    ("the UN Security Council of the UN", "UN Security Council; UN"),
    ("the East and South China Seas", "East; South China Seas"),
    ("China’s ships", "China"),
    ("the China-Pakistan corridor", "China; Pakistan"),
    ("Chinatown and Indiana", ""),
    ("turkey and chad", ""),
    ("Türkiye and Turkey", "Türkiye; Turkey"),
    ("the Côte d’Ivoire and the Côte d'Ivoire", "Côte d’Ivoire; Côte d'Ivoire"),
    ("the African Union (AU) and the AU", "African Union; AU; AU"),
    ("NATO’s ships", "NATO"),
    ("Mali_x and xMali", ""),
    ("(Peru)", "Peru"),
]


@pytest.mark.parametrize(("words", "names"), NAMES)
def test_names(words: str, names: str) -> None:
    found = compiled(load()).names(words)
    assert "; ".join(words[name.start : name.end] for name in found) == names


def test_a_name_leads_to_its_entity() -> None:
    lexicon = compiled(load())
    for forms in (("Japan", "Japanese", "Tokyo"), ("North Korea", "DPRK", "Pyongyang")):
        countries = {found[0].entities[0].country for form in forms if (found := lexicon.names(form))}
        assert len(countries) == 1


def test_a_seat_is_told_from_the_country() -> None:
    lexicon = compiled(load())
    (seat,), (country,) = lexicon.names("Kremlin"), lexicon.names("Russia")
    assert seat.seat
    assert not country.seat


def test_what_a_text_abbreviates_itself_is_its_own() -> None:
    lexicon = compiled(load())
    words = "The Coastal Rescue Organization (CRO) met. The CRO left."
    assert not [n for n in lexicon.names(words) if words[n.start : n.end] == "CRO"]


PHRASES = [
    ("cyber security", {"cyber"}),
    ("Cyber-Security", {"cyber"}),
    ("cybersecurity", {"cyber"}),
    ("denuclearization", {"north-korea"}),
    ("ice cream", set()),
    ("women, peace and security", {"human-rights"}),
    ("the defence budget", {"defense-policy"}),
    ("the defense budget", {"defense-policy"}),
    ("defense budgets", {"defense-policy"}),
]


@pytest.mark.parametrize(("words", "topics"), PHRASES)
def test_phrases(words: str, topics: set[str]) -> None:
    found = {hit.topic.rpartition("#")[2] for hit in compiled(load()).phrases(words)}
    assert found >= topics
    assert bool(found) == bool(topics)


TEXT = st.lists(
    st.sampled_from(
        ["Japan", "’s", " ", "-", "(", ")", "NATO", "İ", "ß", "ﬁ", "\n", "cyber", "UN", "and", "Seas", "🤝"]
    )
    | st.text(max_size=3),
    max_size=30,
).map("".join)


@given(TEXT)
def test_finds_lie_inside_and_apart(words: str) -> None:
    lexicon = compiled(load())
    end = 0
    for name in lexicon.names(words):
        assert end <= name.start < name.end <= len(words)
        assert name.entities
        end = name.end
    for hit in lexicon.phrases(words):
        assert 0 <= hit.start < hit.end <= len(words)


def test_one_vocabulary_is_compiled_once() -> None:
    assert compiled(load()) is compiled(load())
