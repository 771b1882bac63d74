"""The table of identifiers as Turtle: ``python -m kg.gazetteer TABLE.tsv ONTOLOGY_DIR``.

Each kind of thing in the table (:mod:`kg.identifiers`) becomes one file of ``ONTOLOGY_DIR/gazetteer/``, sorted and
readable; the same table always gives the same bytes. Rows of kinds that are not ours (topics) are left alone.

What becomes of the column ``verified``:

- ``yes``: ``skos:exactMatch`` to Wikidata, GeoNames and EuroVoc.
- ``single-source``: ``skos:exactMatch`` to Wikidata where a source is an export of Wikidata
  (:data:`WIKIDATA_EXPORTS`), else ``rdfs:seeAlso``.
- ``no``: no link. ROR, UNBIS and the like are always ``rdfs:seeAlso``: nobody compared them.

Names that several things share ("Ministry of Defence", a surname) are ``skos:hiddenLabel``: they count only where the
country, the office or the day tells which one is meant. Days that the table marks ``~`` are nobody's fact: they stay
out of ``persons.ttl`` and go to ``hints.ttl``, which serves linking alone.
"""

from __future__ import annotations

import argparse
import os
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kg.errors import InputError, OutputError
from kg.identifiers import EXPORT_DAY, Row, Term, read
from kg.iris import ID, PREFIXES, slug

__all__ = ["VERSION", "WIKIDATA_EXPORTS", "calls", "convert", "main"]

WIKIDATA_EXPORTS = ("every-politician-scrapers/", "integrateddatasvc/agency-registry")
"""How the names of sources begin that are exports of Wikidata, so that their Q-ids need no second witness."""

VERSION = "0.1.0"
"""The version that the written files carry."""

_YEAR = 2026
"""The year of that version, for the citation."""

_KINDS = (
    {k: k for k in ("country", "office", "place")}
    | {"organisation": "organization"}
    | {"treaty": "instrument"}
)
_FILES = {
    "country": ("countries", "Countries", "国"),
    "instrument": ("instruments", "Treaties and other instruments", "条約その他の文書"),
    "office": ("offices", "Offices", "官職"),
    "organization": ("organizations", "Organizations", "組織"),
    "person": ("persons", "Office-holders and their terms of office", "官職保持者と在任期間"),
    "place": ("places", "Places", "場所"),
    "hint": ("hints", "Unverified terms of office", "未検証の在任期間"),
}
_ABOUT = {
    "hint": "When somebody may have held an office, by unverified account, as ISO 8601 intervals: a hint for "
    "linking, no fact, and no part of what is published.",
    "person": "Each term has the days that its source gives. Where the source gives a month or a year, they are "
    "its first and last day, and readout:dates holds what was read. Where no end is recorded, readout:asOf is "
    "the last day on which the holder is known to have been in office. Days that nobody verified are left out.",
}
_FACTS = "Names and identifiers, taken as facts from the sources that each entry names."
_SOVEREIGN = dict.fromkeys(("GU", "MP", "UM"), "US") | dict.fromkeys(("HK", "MO"), "CN") | {"GL": "DK"}
_SOVEREIGN |= dict.fromkeys(("FK", "GI", "IO"), "")
"""Territories with a code of their own, and the country they belong to; none where that is disputed."""

_OWNERS = {"United States Forces Japan": "US", "United States Forces Korea": "US"}
"""Forces that the table codes by where they stand, not by whose they are."""

_BODIES = (
    (r"\bUnited Nations\b", "United Nations"),
    (r"\bNATO\b", "NATO"),
    (r"\bASEAN\b", "Association of Southeast Asian Nations"),
    (r"\bEuropean (?:Comm|Counc)|\bof the Union\b|\bCFSP\b", "European Union"),
    (r"\bIAEA\b|\bAtomic Energy Agency\b", "International Atomic Energy Agency"),
    (r"\bWorld Trade Organization\b", "World Trade Organization"),
    (r"\bWHO\b", "World Health Organization"),
)
"""What in the name of an office shows the body that it serves."""

_DEFENSE = "Defen[cs]e"
_ROLES = (
    (rf"Minister (?:of|for) ({_DEFENSE}) (?:of|in) .+", r"Minister of \1"),
    (rf".+ ({_DEFENSE}) Minister|({_DEFENSE}) Minister (?:of|in) .+", "Defense Minister"),
    (r"Minister (?:of|for) Foreign Affairs (?:of|in) .+", "Minister of Foreign Affairs"),
    (r".+ Foreign Minister|Foreign Minister (?:of|in) .+", "Foreign Minister"),
    (r".+n Prime Minister|.+(?:ish|ese|ch) Prime Minister", "Prime Minister"),
)
_COMMON = "Commonwealth|Department of Foreign Affairs|MOFA|NSC|National Security Council"
_MANY = re.compile(r"\b(?:Deputy|Vice)[ -](?:P|Chairman of the G)")
"""Offices that several people hold at one time."""

_FAMILY_FIRST = frozenset({"CN", "KP", "KR"})
_GIVEN_TOO = frozenset({"BN", "ET", "ID", "KH", "LA", "MM", "MY", "PK", "SG", "TH"})
_TWO_SURNAMES = frozenset({"AR", "BR", "ES", "MX", "PH", "PT", "TL"})
_PARTICLES = frozenset(
    re.findall(r"\w+", "abu al bin da dal de del della den der di do dos du e el la le te ten ter van von zu")
)

_PREFIXES = {kind: f"{ID}{kind}/" for kind in (*_FILES, "tenure")}
_PREFIXES |= {p: PREFIXES[p] for p in ("dcterms", "owl", "rdfs", "readout", "schema", "skos", "wd", "xsd")}
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})

Pair = tuple[str, str]
Block = tuple[str, tuple[Pair, ...]]


def convert(rows: Iterable[Row]) -> dict[str, str]:
    """Turn the rows into the text of each file, by its name.

    >>> files = convert([Row("place", "Nago", code="JP", wikidata="Q117604", verified="yes")])
    >>> print(files["places.ttl"].split("\\n\\n")[-1])
    place:nago a readout:Place ;
        rdfs:label "Nago"@en ;
        skos:prefLabel "Nago"@en ;
        readout:country country:JP ;
        skos:exactMatch wd:Q117604 .
    <BLANKLINE>
    >>> sorted(files)[:4]
    ['countries.ttl', 'hints.ttl', 'instruments.ttl', 'offices.ttl']
    """
    rows = tuple(rows)
    blocks: dict[str, list[Block]] = {kind: [] for kind in _FILES}
    for row in rows:
        # The European Union stands among the countries of the table, as a party; it is an organization.
        kind = "organization" if row.code == "EU" and row.kind == "country" else _KINDS.get(row.kind, "")
        if kind:
            blocks[kind].append(_entity(row, kind))
    # A label in another script is no English name, and every entity must have one.
    people = [row for row in rows if row.kind == "person" and slug(row.label).isascii()]
    blocks["person"], blocks["hint"] = _people(people, _served(rows))
    return {f"{_FILES[kind][0]}.ttl": _turtle(kind, blocks[kind]) for kind in _FILES}


def _entity(row: Row, kind: str) -> Block:
    """Describe a country, organization, place, instrument or office."""
    pairs = list(_named(row, kind))
    if row.kind == "country":
        pairs.append(("skos:notation", _literal(row.code)))
        pairs += [("readout:demonym", _worded(demonym)) for demonym in row.demonyms]
    elif owner := _OWNERS.get(row.label, _SOVEREIGN.get(row.code, row.code)):
        pairs.append(("readout:country", _party(owner)))
    pairs += _links(row)
    return _iri(kind, row.code if kind == "country" else row.label), tuple(pairs)


def _named(row: Row, kind: str) -> Iterator[Pair]:
    """Give the pairs that say what a thing is and is called."""
    yield "a", f"readout:{kind.capitalize()}"
    yield "rdfs:label", _worded(row.label)
    yield "skos:prefLabel", _worded(row.label)
    plain = re.sub(r" \([^)]*\)$", "", row.label)
    # A catalogue's "Korea (the Republic of)" and a protocol's "Lic. X" stand in no readout.
    names = {a for a in row.aliases if not re.search(r"[()]| - |^(?:Sr|Lic)\. ", a)}
    if kind == "office":
        names = {_role(name) for name in names}
    for name in sorted({plain, *names} - {row.label}):
        shared = kind == "office" or name == plain or (kind == "organization" and _generic(name))
        yield ("skos:hiddenLabel" if shared else "skos:altLabel"), _worded(name, row.code)


def _generic(name: str) -> bool:
    """Tell whether a body's name is one that other countries' bodies have too, or a word that offices carry.

    >>> _generic("Ministry of Defence"), _generic("Ministry of Defence of Ukraine"), _generic("METI")
    (True, False, False)
    """
    ministry = r"Ministry (?:of|for) (?:the )?[A-Z]\w+(?:,? (?:and )?[A-Z]\w+)*"
    return bool(re.fullmatch(rf"{ministry}|{_COMMON}", name))


def _role(name: str) -> str:
    """Reduce an office's name to the office, the country being known.

    >>> _role("Minister of Defence of Yemen"), _role("Emirati Foreign Minister"), _role("Taoiseach")
    ('Minister of Defence', 'Foreign Minister', 'Taoiseach')
    """
    for pattern, role in _ROLES:
        if match := re.fullmatch(pattern, name):
            return match.expand(role)
    return name


def _links(row: Row) -> Iterator[Pair]:
    """Say what the row's identifiers are worth, and who gave them."""
    if row.sources:
        yield "dcterms:source", _literal(", ".join(row.sources))
    if row.verified == "no":
        return
    verified = "skos:exactMatch" if row.verified == "yes" else "rdfs:seeAlso"
    if row.wikidata:
        export = any(source.startswith(WIKIDATA_EXPORTS) for source in row.sources)
        yield ("skos:exactMatch" if export else verified), f"wd:{row.wikidata}"
    if row.geonames:
        yield verified, f"<https://sws.geonames.org/{row.geonames}/>"
    for other in row.others:
        if re.fullmatch(r"https?://[\w.:/-]+", other):
            yield (verified if "//eurovoc.europa.eu/" in other else "rdfs:seeAlso"), f"<{other}>"
        elif other.startswith("bioguide:"):
            yield "rdfs:seeAlso", f"<https://bioguide.congress.gov/search/bio/{other[len('bioguide:') :]}>"
        else:
            yield "schema:identifier", _literal(other)


def _served(rows: Sequence[Row]) -> Callable[[Row, str], str]:
    """Build the look-up of whom an office serves: the table says, or the office's name, or the holder's country."""
    offices = {row.label: row.code for row in rows if row.kind == "office" and row.code}
    countries = {row.label: row.code for row in rows if row.kind == "country"}

    def find(row: Row, office: str) -> str:
        if code := offices.get(office):
            return _party(code)
        for pattern, body in _BODIES:
            if re.search(pattern, office):
                return _iri("organization", body)
        code = countries.get(re.sub(r"^.* of (?:the )?", "", office), row.code)
        return _party(code) if code else ""

    return find


def _people(rows: Sequence[Row], served: Callable[[Row, str], str]) -> tuple[list[Block], list[Block]]:
    """Describe people and their terms; apart from these, what nobody verified about the terms."""
    shared = Counter(slug(row.label) for row in rows)
    followed: dict[str, str] = {}
    for term in (term for row in rows for term in row.terms if term.since <= EXPORT_DAY):
        followed[term.office] = max(term.since, followed.get(term.office, ""))
    people: list[Block] = []
    hints: list[Block] = []
    for row in rows:
        name = slug(row.label) + (f"-{row.wikidata[1:]}" if shared[slug(row.label)] > 1 else "")
        hidden = [("skos:hiddenLabel", _worded(call)) for call in calls(row.label, row.code)]
        people.append((_iri("person", name), (*_named(row, "person"), *hidden, *_links(row))))
        for tenure, term, doubts in _tenures(name, row.terms, followed):
            people.append((tenure, tuple(_tenure(term, _iri("person", name), served(row, term.office)))))
            if doubts:
                hints.append((tenure, tuple(("readout:hint", _literal(doubt)) for doubt in doubts)))
    return people, hints


def _tenures(
    name: str, terms: Iterable[Term], followed: Mapping[str, str]
) -> Iterator[tuple[str, Term, list[str]]]:
    """Give one person's terms, those that are told more than once told once, with IRIs and unverified accounts."""
    told: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in terms:
        told[term.office, term.since].append(term)
    often = Counter(office for office, _ in told)
    for (office, since), several in told.items():
        # An open record outlives those of earlier cabinets; of closed ones, the first end is what all vouch for.
        term = min(several, key=lambda term: (bool(term.until), term.until))
        if term.known == EXPORT_DAY and followed.get(office, "") > since and not _MANY.search(office):
            # Somebody followed in the office before the export, which forgot to record the end.
            term = replace(term, known="")
        words = (name, office, since if often[office] > 1 else "")
        yield _iri("tenure", " ".join(filter(None, words))), term, [t.hint for t in several if t.hint]


def _tenure(term: Term, holder: str, country: str) -> Iterator[Pair]:
    yield "a", "readout:Tenure"
    yield "readout:holder", holder
    yield "readout:office", _worded(term.office)
    if country:
        yield "readout:country", country
    for name, day in (("since", term.since), ("until", term.until), ("asOf", term.known)):
        if day:
            yield f"readout:{name}", f'"{day}"^^xsd:date'
    if term.dates:
        yield "readout:dates", _literal(term.dates)


def calls(label: str, code: str) -> tuple[str, ...]:
    """Give the short names by which a text may call a person, by the habits of the country served.

    They are guesses from the form of the name, good only where office, country and day agree.

    >>> calls("Lloyd Austin", "US"), calls("Moon Jae-in", "KR"), calls("Ursula von der Leyen", "DE")
    (('Austin',), ('Moon',), ('von der Leyen',))
    >>> calls("Tarō Asō", "JP"), calls("Phạm Minh Chính", "VN"), calls("Andrés Manuel López Obrador", "MX")
    (('Aso', 'Asō'), ('Chinh', 'Chính'), ('Lopez', 'Lopez Obrador', 'López', 'López Obrador', 'Obrador'))
    >>> calls("Sugiono", "ID"), calls("Salman of Saudi Arabia", "SA"), calls("Adel al-Jubeir", "SA")
    ((), ('Salman',), ('Jubeir', 'al-Jubeir'))
    """
    label, _, realm = re.sub(r",? (?:Jr|Sr)\.?$| I{2,3}$", "", label).partition(" of ")
    words = label.split()
    if len(words) < 2 or re.fullmatch("[IVX]+", words[-1]):
        return (label,) if realm else ()
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].lower() in _PARTICLES:
        cut -= 1
    last = " ".join(words[cut:])
    found = {last, re.sub(r"^(?:al|el)[- ]", "", last, flags=re.IGNORECASE)}
    named_first = not words[0].endswith(".")
    if (
        code in _FAMILY_FIRST
        or re.search(r" \w+-[a-zà-ÿ]+$", label)
        or (code == "SG" and named_first and cut == 2)
    ):
        found = {words[0]}
    elif code in _GIVEN_TOO and named_first:
        found.add(words[0])
    elif code in _TWO_SURNAMES and cut > 2:
        found |= {words[cut - 1], " ".join(words[cut - 1 :])}
    elif son := re.match(r"\S+ (bin \S+)(?= Al )", label):
        found |= {son[0], son[1]}
    return tuple(sorted(found | {_plain(name) for name in found}))


def _plain(name: str) -> str:
    """Take the accents and strokes off."""
    bare = unicodedata.normalize("NFKD", name).translate(str.maketrans("øØđĐłŁı", "oOdDlLi"))
    return "".join(c for c in bare if not unicodedata.combining(c))


def _iri(kind: str, name: str) -> str:
    """Write an IRI with its prefix where Turtle lets the name stand bare, else whole."""
    local = name if kind == "country" else slug(name, most=160)
    bare = re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?", local)
    return f"{kind}:{local}" if bare else f"<{ID}{kind}/{local}>"


def _party(code: str) -> str:
    return _iri("organization", "European Union") if code == "EU" else _iri("country", code)


def _literal(text: str) -> str:
    return '"' + text.translate(_ESCAPES) + '"'


def _worded(text: str, code: str = "") -> str:
    """Write a name with its language, told by its script."""
    cjk = any("\u3040" <= c <= "\u9fff" for c in text)
    return _literal(text) + ("@en" if not cjk else "@ja" if code == "JP" else "@zh")


def _turtle(kind: str, blocks: Iterable[Block]) -> str:
    """Write one file: prefixes, a header, then the blocks in the order of their IRIs."""
    name, english, japanese = _FILES[kind]
    iri = f"https://w3id.org/readout/gazetteer/{name}"
    citation = f"The Readout authors ({_YEAR}). {english}. Version {VERSION}. {iri}"
    head = (
        ("a", "<http://purl.org/dc/dcmitype/Dataset>"),
        ("dcterms:title", _literal(english) + "@en"),
        ("dcterms:description", _literal(_ABOUT.get(kind, _FACTS)) + "@en"),
        ("dcterms:creator", _literal("The Readout authors")),
        ("dcterms:license", "<https://creativecommons.org/licenses/by/4.0/>"),
        ("dcterms:bibliographicCitation", _literal(citation)),
        ("owl:versionIRI", f"<{iri}/{VERSION}>"),
        ("owl:versionInfo", _literal(VERSION)),
        ("rdfs:label", f"{_literal(english)}@en , {_literal(japanese)}@ja"),
    )
    body = [_block(f"<{iri}>", head)]
    body += [_block(subject, pairs) for subject, pairs in sorted(blocks)]
    text = "\n".join(body)
    used = [
        f"@prefix {p}: <{iri}> ." for p, iri in sorted(_PREFIXES.items()) if re.search(rf"(?<!\w){p}:", text)
    ]
    return "\n".join(used) + "\n\n" + text


def _block(subject: str, pairs: Iterable[Pair]) -> str:
    objects: dict[str, list[str]] = {}
    for predicate, value in pairs:
        objects.setdefault(predicate, []).append(value)
    lines = [f"{p} {' , '.join(dict.fromkeys(values))}" for p, values in objects.items()]
    return f"{subject} " + " ;\n    ".join(lines) + " .\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Convert a table; return 0, or end with 1 and a sentence on standard error where that cannot be done."""
    about = "Turn the table of identifiers into Turtle."
    parser = argparse.ArgumentParser(prog="python -m kg.gazetteer", description=about)
    parser.add_argument("table", type=Path, metavar="TABLE.tsv")
    parser.add_argument("ontology", type=Path, metavar="ONTOLOGY_DIR")
    chosen = parser.parse_args(arguments)
    try:
        _write(chosen.ontology / "gazetteer", convert(read(chosen.table)))
    except (InputError, OutputError) as error:
        parser.exit(1, f"{error}\n")
    return 0


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """Write all files, each whole or not at all."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in sorted(files.items()):
            part = folder / f".{name}.part"
            part.write_text(text, encoding="utf-8", newline="\n")
            os.replace(part, folder / name)
    except OSError as error:
        raise OutputError(f"{folder}: the files cannot be written: {error.strerror}") from error


if __name__ == "__main__":
    raise SystemExit(main())
