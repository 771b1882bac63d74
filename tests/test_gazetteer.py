from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.gazetteer import calls, convert, main
from kg.identifiers import Row, read
from kg.iris import PREFIXES, compact

HERE = Path(__file__).parent
TABLE = HERE / "data" / "identifiers.tsv"
ONTOLOGY = HERE.parent / "ontology"
BY_HAND = ("actors", "instruments", "places")
GENERATED = ("countries", "hints", "instruments", "offices", "organizations", "persons", "places")

About = dict[str, list[ox.NamedNode | ox.Literal]]
Facts = dict[str, About]


def facts(*texts: str | Path) -> Facts:
    """Read Turtle into subject → predicate → objects, IRIs shortened."""
    found: Facts = defaultdict(lambda: defaultdict(list))
    for text in texts:
        data = text.read_text(encoding="utf-8") if isinstance(text, Path) else text
        for quad in ox.parse(input=data, format=ox.RdfFormat.TURTLE):
            assert isinstance(quad.subject, ox.NamedNode)
            assert isinstance(quad.object, ox.NamedNode | ox.Literal)
            found[compact(quad.subject.value)][compact(quad.predicate.value)].append(quad.object)
    return found


def values(about: About, name: str) -> list[str]:
    return sorted(compact(o.value) for o in about.get(name, []))


def languages(about: About, name: str, value: str | None = None) -> list[str]:
    objects = [o for o in about.get(name, []) if isinstance(o, ox.Literal) and value in (None, o.value)]
    return [o.language or "" for o in objects]


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return convert(read(TABLE))


@pytest.fixture(scope="module")
def known(files: dict[str, str]) -> Facts:
    return facts(*files.values())


@pytest.mark.parametrize(
    ("thing", "exact", "also"),
    [
        # verified
        (
            "id:country/JP",
            ["http://eurovoc.europa.eu/1524", "https://sws.geonames.org/1861060/", "wd:Q17"],
            "unbis",
        ),
        ("id:organization/nato", ["http://eurovoc.europa.eu/2199", "wd:Q7184"], "https://ror.org/05xagc088"),
        # one source, an export of Wikidata
        ("id:person/nobuo-kishi", ["wd:Q1995125"], ""),
        ("id:organization/united-states-agency-for-international-development", ["wd:Q217072"], ""),
        # one source, no export
        ("id:organization/hamas", [], "wd:Q38799"),
        ("id:organization/warsaw-pact", [], "http://eurovoc.europa.eu/2183"),
        ("id:place/henoko", [], "https://sws.geonames.org/1862906/"),
        # nothing found
        ("id:place/mageshima", [], ""),
        ("id:person/kim-yong-hyun", [], ""),
    ],
)
def test_identifiers_are_linked_by_what_they_are_worth(
    known: Facts, thing: str, exact: list[str], also: str
) -> None:
    assert values(known[thing], "skos:exactMatch") == exact
    seen = values(known[thing], "rdfs:seeAlso")
    assert also.replace("unbis", "http://metadata.un.org/thesaurus/1003451") in seen if also else seen == []


def test_what_belongs_to_no_country_or_to_another_than_the_table_codes(known: Facts) -> None:
    def country(thing: str) -> list[str]:
        return values(known[thing], "readout:country")

    assert (
        country("id:place/guam") == country("id:organization/united-states-forces-japan") == ["id:country/US"]
    )
    assert (
        country("id:place/gibraltar") == country("id:place/taiwan-strait") == country("id:country/JP") == []
    )


def test_the_european_union_is_an_organization(known: Facts) -> None:
    union = known["id:organization/european-union"]
    assert values(union, "rdf:type") == ["readout:Organization"]
    assert values(union, "skos:notation") == ["EU"]
    assert "id:country/EU" not in known


def test_names_that_several_share_are_hidden(known: Facts) -> None:
    ministry = known["id:organization/ministry-of-defense-japan"]
    assert values(ministry, "skos:hiddenLabel") == ["Ministry of Defense"]
    assert "Ministry of Defense of Japan" in values(ministry, "skos:altLabel")
    assert "Commonwealth" in values(known["id:organization/commonwealth-of-nations"], "skos:hiddenLabel")
    assert values(known["id:office/minister-of-the-armed-forces-france"], "skos:hiddenLabel")[:1] == [
        "Defense Minister"
    ]


def tenures(known: Facts, person: str) -> dict[str, dict[str, list[str]]]:
    return {
        iri: {name.removeprefix("readout:"): values(about, name) for name in about}
        for iri, about in known.items()
        if values(about, "readout:holder") == [f"id:person/{person}"]
    }


def test_secretary_austin_in_march_2021_and_in_1990(known: Facts) -> None:
    ((_, term),) = tenures(known, "lloyd-austin").items()
    assert term["office"] == ["United States Secretary of Defense"]
    assert term["country"] == ["id:country/US"]
    assert term["since"][0] <= "2021-03-16" <= term["asOf"][0]
    assert not term["since"][0] <= "1990-03-16"
    assert values(known["id:person/lloyd-austin"], "skos:hiddenLabel") == ["Austin"]


def test_unverified_days_stay_out_of_the_facts(files: dict[str, str], known: Facts) -> None:
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        for day in re.findall(r"~(\d{4}-\d\d-\d\d)", line):
            assert day not in files["persons.ttl"]
            assert day in files["hints.ttl"]
    assert "~" not in "".join(files.values())
    ((_, cameron),) = [t for t in tenures(known, "david-cameron").items() if "foreign" in t[0]]
    assert cameron["hint"] == ["2023-11-13/2024-07-05"]
    assert not {"since", "until", "asOf"} & set(cameron)
    (steinmeier,) = [t for t in tenures(known, "frank-walter-steinmeier").values() if "hint" in t]
    assert steinmeier["hint"] == ["2005-11-22/2009-10-28", "2013-12-17/2017-01-27"]


def test_days_known_to_the_month_or_year_say_so(known: Facts) -> None:
    ((_, macri),) = tenures(known, "mauricio-macri").items()
    assert (macri["until"], macri["dates"]) == (["2019-12-31"], ["2015-12-10/2019-12"])
    ((_, jeffrey),) = tenures(known, "james-franklin-jeffrey").items()
    assert (jeffrey["since"], jeffrey["until"], jeffrey["dates"]) == (
        ["2007-01-01"],
        ["2008-12-31"],
        ["2007/2008"],
    )


def test_an_end_that_the_export_forgot_is_no_proof_of_office(known: Facts) -> None:
    ((_, neller),) = tenures(known, "robert-neller").items()
    ((_, berger),) = tenures(known, "david-h-berger").items()
    assert "asOf" not in neller
    assert berger["asOf"] == ["2022-07-01"]


def test_terms_told_more_than_once_and_offices_held_more_than_once(known: Facts) -> None:
    ((_, linde),) = tenures(known, "ann-linde").items()
    assert linde["asOf"] == ["2022-07-01"]
    abe = tenures(known, "shinzo-abe")
    assert len(abe) == 5
    assert len({iri for iri in abe if "prime-minister-of-japan-20" in iri}) == 4


def test_whom_an_office_serves(known: Facts) -> None:
    assert {t["country"][0] for t in tenures(known, "charles-michel").values()} == {
        "id:country/BE",
        "id:organization/european-union",
    }
    assert {t["country"][0] for t in tenures(known, "josep-borrell").values()} == {
        "id:country/ES",
        "id:organization/european-union",
    }


def test_labels_in_no_latin_letters_and_titles_are_left_out(known: Facts) -> None:
    assert not any("Q12178548" in values(about, "skos:exactMatch") for about in known.values())
    assert values(known["id:person/santiago-cafiero"], "skos:altLabel") == []
    assert languages(known["id:person/shinzo-abe"], "skos:altLabel", "安倍晋三") == ["ja"]


def test_topics_are_left_alone(files: dict[str, str]) -> None:
    assert "international security" in TABLE.read_text(encoding="utf-8")
    assert "international security" not in "".join(files.values())


def test_the_same_rows_in_any_order_give_the_same_bytes(files: dict[str, str]) -> None:
    rows = list(read(TABLE))
    random.Random(7).shuffle(rows)
    assert convert(rows) == files


def test_a_longer_table_keeps_the_iris_of_the_shorter() -> None:
    rows = read(TABLE)
    shorter = facts(*convert(rows[::2]).values())
    longer = facts(*convert(rows).values())
    assert set(shorter) <= set(longer)


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\t"), min_size=1).filter(
    str.strip
)


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS)
def test_whatever_a_name_holds_it_is_read_back(label: str, alias: str) -> None:
    read_back = facts(*convert([Row("place", label, aliases=(alias,))]).values())
    ((_, about),) = [item for item in read_back.items() if values(item[1], "rdf:type") == ["readout:Place"]]
    assert [o.value for o in about["skos:prefLabel"]] == [label]
    assert all(o.value in {alias, re.sub(r" \([^)]*\)$", "", label)} for o in about.get("skos:altLabel", []))


@pytest.mark.parametrize(
    ("label", "code", "called"),
    [
        ("Moon Jae-in", "KR", {"Moon"}),
        ("Tsai Ing-wen", "TW", {"Tsai"}),
        ("Joseph Wu", "TW", {"Wu"}),
        ("Lee Hsien Loong", "SG", {"Lee"}),
        ("S. R. Nathan", "SG", {"Nathan"}),
        ("Abiy Ahmed", "ET", {"Abiy", "Ahmed"}),
        ("Faisal bin Farhan Al Saud", "SA", {"Al Saud", "Saud", "Faisal bin Farhan", "bin Farhan"}),
        ("Abdel Fattah el-Sisi", "EG", {"el-Sisi", "Sisi"}),
        ("Per Stig Møller", "DK", {"Møller", "Moller"}),
        ("Jean-Yves Le Drian", "FR", {"Le Drian"}),
        ("Benigno Aquino III", "PH", {"Aquino"}),
        ("Elizabeth II", "GB", set()),
    ],
)
def test_short_names(label: str, code: str, called: set[str]) -> None:
    assert set(calls(label, code)) == called


def test_main_writes_every_file_and_nothing_else(tmp_path: Path, files: dict[str, str]) -> None:
    assert main([str(TABLE), str(tmp_path)]) == 0
    written = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "gazetteer").iterdir()}
    assert written == files
    assert sorted(files) == [f"{name}.ttl" for name in GENERATED]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["missing.tsv", "."], 1, "missing.tsv: the table cannot be read: No such file or directory\n"),
        (["only.tsv"], 2, "the following arguments are required: ONTOLOGY_DIR"),
    ],
)
def test_main_says_in_a_sentence_what_is_wrong(
    arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == code
    assert said in capsys.readouterr().err


def test_an_unwritable_folder_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "gazetteer").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(SystemExit) as caught:
        main([str(TABLE), str(tmp_path)])
    assert caught.value.code == 1
    assert "the files cannot be written" in capsys.readouterr().err


# ---------------------------------------------------------------- the files that ship


def shipped() -> Iterator[Path]:
    yield from (ONTOLOGY / f"{name}.ttl" for name in BY_HAND)
    yield from (ONTOLOGY / "gazetteer" / f"{name}.ttl" for name in GENERATED)


@pytest.fixture(scope="module")
def world() -> Facts:
    found = facts(*shipped())
    assert len([iri for iri in found if iri.startswith("id:")]) > 8000
    return found


def kind(about: About) -> str:
    return values(about, "rdf:type")[0].removeprefix("readout:") if about.get("rdf:type") else ""


@pytest.mark.parametrize("path", list(shipped()), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_file_says_what_it_is(path: Path) -> None:
    ((iri, head),) = [item for item in facts(path).items() if "dcterms:license" in item[1]]
    assert values(head, "dcterms:license") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert {
        "dcterms:title",
        "dcterms:description",
        "dcterms:creator",
        "owl:versionInfo",
        "rdfs:label",
    } <= set(head)
    (version,) = values(head, "owl:versionInfo")
    assert values(head, "owl:versionIRI") == [f"{iri}/{version}"]
    (citation,) = values(head, "dcterms:bibliographicCitation")
    (title,) = values(head, "dcterms:title")
    assert re.fullmatch(rf"The Readout authors \(\d{{4}}\)\. {title}\. Version {version}\. {iri}", citation)


def test_every_thing_has_a_class_and_an_english_name(world: Facts) -> None:
    for iri, about in world.items():
        if iri.startswith("id:"):
            assert kind(about) in {
                "Country",
                "Organization",
                "Place",
                "Instrument",
                "Office",
                "Person",
                "Tenure",
            }, iri
            if kind(about) != "Tenure":
                english = [
                    o.value
                    for o in about["skos:prefLabel"]
                    if isinstance(o, ox.Literal) and o.language == "en"
                ]
                assert len(english) == 1, iri
                assert [o.value for o in about["rdfs:label"]] == english, iri


def test_labels_of_one_thing_do_not_repeat(world: Facts) -> None:
    for iri, about in world.items():
        if iri.startswith("id:"):
            every = [
                v
                for name in ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel")
                for v in values(about, name)
            ]
            assert len(every) == len(set(every)), iri


def test_no_name_means_two_things_of_one_kind(world: Facts) -> None:
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for iri, about in world.items():
        if kind(about) in {"Country", "Organization", "Place", "Instrument", "Person"}:
            for name in (*values(about, "skos:prefLabel"), *values(about, "skos:altLabel")):
                names[kind(about), name].add(iri)
    assert len(names) > 9000
    assert {name: things for name, things in names.items() if len(things) > 1} == {}


def test_demonyms_and_seats_belong_to_one_country(world: Facts) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for iri, about in world.items():
        for name in (*values(about, "readout:demonym"), *values(about, "readout:seat")):
            owners[name].add(iri)
    # These two are right for both countries; a reader chooses by who met.
    assert {n: o for n, o in owners.items() if len(o) > 1}.keys() == {"Congolese", "Dominican"}


def test_every_country_has_a_code_a_japanese_name_and_people(world: Facts) -> None:
    countries = {iri: about for iri, about in world.items() if kind(about) == "Country"}
    assert len(countries) > 197
    for iri, about in countries.items():
        assert values(about, "skos:notation") == [iri.removeprefix("id:country/")]
        assert sorted(languages(about, "skos:prefLabel")) == ["en", "ja"], iri
        assert values(about, "readout:demonym") or iri == "id:country/VA", iri


def test_topics_and_countries_that_are_named_exist(world: Facts) -> None:
    topics = {
        iri
        for iri, about in facts(ONTOLOGY / "topics.ttl").items()
        if "readout:Topic" in values(about, "rdf:type")
    }
    assert len(topics) >= 50
    for iri, about in world.items():
        assert set(values(about, "readout:speaksOf")) <= topics, iri
        for country in values(about, "readout:country"):
            assert kind(world[country]) in {"Country", "Organization"}, (iri, country)
        for person in values(about, "readout:holder"):
            assert kind(world[person]) == "Person", (iri, person)


def test_what_is_kept_by_hand_carries_no_identifiers() -> None:
    for name in BY_HAND:
        text = (ONTOLOGY / f"{name}.ttl").read_text(encoding="utf-8")
        assert not re.search(r"wikidata|geonames|eurovoc|exactMatch|seeAlso", text), name


def test_hints_stand_in_their_own_file_alone() -> None:
    for path in shipped():
        assert ("readout:hint " in path.read_text(encoding="utf-8")) == (path.stem == "hints"), path


@pytest.mark.parametrize(
    ("thing", "name", "value"),
    [
        ("id:country/NL", "readout:seat", "The Hague"),
        ("id:country/RU", "readout:seat", "Kremlin"),
        ("id:country/GB", "readout:demonym", "Britons"),
        ("id:country/KR", "skos:altLabel", "Korea"),
        ("id:country/PS", "readout:demonym", "Palestinian"),
        ("id:country/BY", "readout:speaksOf", "topic:russia-ukraine"),
        ("id:organization/european-union", "skos:notation", "EU"),
        ("id:organization/united-states-forces-japan", "skos:altLabel", "U.S. Forces in Japan"),
        ("id:organization/islamic-state", "readout:speaksOf", "topic:terrorism"),
        ("id:place/marine-corps-air-station-futenma", "skos:altLabel", "MCAS Futenma"),
        ("id:place/henoko-saki", "readout:speaksOf", "topic:force-posture"),
        ("id:instrument/free-and-open-indo-pacific", "skos:altLabel", "FOIP"),
        ("id:instrument/china-coast-guard-law", "skos:altLabel", "Coast Guard Law"),
    ],
)
def test_what_readouts_need(world: Facts, thing: str, name: str, value: str) -> None:
    assert value in values(world[thing], name)


def test_no_name_is_an_everyday_word(world: Facts) -> None:
    """A capital at the start of a sentence must not turn a word into a name."""
    words = """Alliance And April August Capital Commission Council Department Forum Government It Law March May
        Minister Ministry Mission No Office On Party Peace Partnership Region Secretary Security Strategy Sea State
        Summit The They Treaty Union We Reading Mobile Nice Split Orange Bath Cork Male Many Most Both All In Is As
        At To Us us"""
    everyday = set(words.split())
    for iri, about in world.items():
        if kind(about) not in {"Person", "Office", "Tenure", ""}:
            spoken = (*values(about, "skos:prefLabel"), *values(about, "skos:altLabel"))
            named = {*spoken, *values(about, "readout:seat"), *values(about, "readout:demonym")}
            assert not named & everyday, iri


def test_prefixes_are_those_of_the_project() -> None:
    for path in shipped():
        for prefix, iri in re.findall(
            r"^@prefix (\w+): <([^>]+)>", path.read_text(encoding="utf-8"), re.MULTILINE
        ):
            assert PREFIXES.get(prefix, f"{PREFIXES['id']}{prefix}/") == iri, path
