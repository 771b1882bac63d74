"""Who met, when, where and how: the meeting that a summary reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg import dates, iris
from kg.english import Token, tokenize
from kg.errors import NoReadoutError
from kg.lexicon import Lexicon, Name, compiled
from kg.model import Entity, Meeting, Participant, Span, Summary
from kg.people import Person, persons
from kg.vocabulary import Vocabulary

__all__ = ["names_issuer", "office_key", "read"]

_ISSUER = re.compile(
    r"\b(?:spokes(?:person|man|woman)|press secretary)\b.*\b(?:readout|attributable|statement|provided|issued|said)\b"
    r"|\b(?:readout|statement)\b.*\b(?:attributable|provided by|issued by)\b|\bthe following is\b",
    re.IGNORECASE | re.DOTALL,
)
_LATER = re.compile(
    r"\b(?:joined|accompanied|attended|also present|were present|was present|took part|participated|in attendance|represented|led|headed|chaired|also attended)\b",
    re.IGNORECASE,
)
_SECONDARY = re.compile(
    r"\b(?:joined by|accompanied by|joined (?:him|her|them|the)|in the presence of|also attended|attended as well|also present|were present|alongside|joined|also joined|also took part|also participated)\b",
    re.IGNORECASE,
)
_NOT_THERE = re.compile(
    r"\b(?:invitation|behalf|funeral|inauguration|residence|death|request|predecessor|visit|assassination|letter|message|greetings|"
    r"passing|remains|memory|tomb|statement|between)(?: extended)? (?:of|by|from)(?: the| his| her)?(?: late| former| then)*\W*$|\bformer\W*$|\blate\W*$",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"^\W*(?:present|participants|in attendance|also present|attendees|those present)\b\W*", re.IGNORECASE
)
_TALKS = re.compile(
    r"\b(?:held|had|co-chaired|chaired)\b[^,;]*\b(?:talks|meeting|session|consultations)\b(?! on\b)",
    re.IGNORECASE,
)
_NOT_MET = re.compile(r"\b(?:whom|who had|which|whose)\b[^,;]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    """A person phrase with its place in the text, before duplicates are merged."""

    person: Person
    span: Span
    principal: bool
    sentence: Span | None = None
    introduced: str = ""


def read(summary: Summary, vocabulary: Vocabulary) -> Meeting:
    """Read who met, when, where and how.

    Raises :class:`~kg.errors.NoReadoutError` where nobody is said to have met.

    >>> import kg
    >>> from kg.summary import read as shape
    >>> from kg.vocabulary import load
    >>> m = read(shape(kg.text.read(kg.seed()), load()), load())
    >>> [(p.name, p.office, p.side.country) for p in m.participants]
    [('Kishi', 'Defense Minister', 'JP'), ('Austin', 'Defense Secretary', 'US')]
    >>> m.date.isoformat(), m.start, m.minutes, m.format
    ('2021-03-16', '12:50', 90, 'in-person')
    """
    lexicon = compiled(vocabulary)
    characters = summary.text.characters
    spans = _reporting(summary, vocabulary, lexicon)
    report = " ".join(span.of(characters) for span in spans)
    title = _spelled(summary.title.of(characters))
    sides = _title_sides(title, lexicon)
    publisher = _publisher(summary, vocabulary, lexicon)
    found = [f for span in spans for f in _persons_in(characters, span, vocabulary, lexicon)]
    if sum(f.person.name is not None for f in found) < 2:
        hosts = [f for span in spans for f in _persons_in(characters, span, vocabulary, lexicon, hosts=True)]
        found = sorted({*found, *(h for h in hosts if not h.person.bare)}, key=lambda f: f.span)
    found = _present(summary, vocabulary, lexicon) or found
    found = _with_title(found, summary, vocabulary, lexicon)
    found = _named_elsewhere(found, summary, vocabulary, lexicon)
    found = [*found, *_spoke_later(found, summary, spans, vocabulary, lexicon)]
    people = _merged(found)
    people = _placed(people, sides, publisher, vocabulary)
    participants = _minted(people, vocabulary) if people else _delegations(characters, spans, title, lexicon)
    if not participants:
        raise NoReadoutError(f"{summary.text.source}: this is no readout: it names nobody who met")
    when = dates.meeting(report, title, [line.span.of(characters) for line in summary.head])
    publisher = _homed(publisher, participants)
    meeting = Meeting(
        iri="",
        title=summary.title.of(characters),
        date=when.day,
        participants=participants,
        issued=when.issued,
        start=when.start,
        minutes=dates.duration(report, title, characters, when.start),
        format=_format(title, report, vocabulary),
        place=_place(characters, spans, title, summary, vocabulary, lexicon),
        publisher=publisher,
    )
    if meeting.format is None and meeting.place is not None:
        meeting = replace(meeting, format="in-person")
    if meeting.format in ("telephone", "video"):
        meeting = replace(meeting, place=None)
    return replace(meeting, iri=_iri(meeting, summary.text.digest))


def _iri(meeting: Meeting, digest: str) -> str:
    """Mint the meeting's IRI: two documents about one encounter name the same day, countries and kinds of office."""
    day = meeting.date.isoformat() if meeting.date else f"undated {digest[:8]}"
    keys = []
    for p in meeting.participants:
        if p.principal:
            side = (p.side.country or p.side.label) if p.side else ""
            keys.append(
                f"{side} {office_key(p.office)}".strip()
                if p.office and side
                else p.entity.iri.rsplit("/", 1)[-1]
            )
    return iris.meeting(day, keys)


def names_issuer(words: str) -> bool:
    """Tell whether a sentence says who issued the text, and so reports nothing of the meeting.

    >>> names_issuer("The following is attributable to Spokesperson Renata Coyle:")
    True
    >>> names_issuer("The Secretary thanked the Minister.")
    False
    """
    return bool(_ISSUER.search(words))


_SAME_OFFICE = (
    (r"\b(?:national )?defen[cs]e\b", "defense"),
    (r"\bforeign affairs\b|\bexternal affairs\b", "foreign"),
    (r"\bminister (?:of|for) (?:the )?", "minister "),
    (r"\bsecretary of (?:the )?", "secretary "),
)


def office_key(office: str | None) -> str:
    """Return the kind of an office, the same for its usual spellings.

    >>> office_key("Minister of Defence") == office_key("Defense Minister")
    True
    >>> office_key("Foreign Minister") == office_key("Prime Minister")
    False
    """
    words = (office or "").lower()
    for pattern, other in _SAME_OFFICE:
        words = re.sub(pattern, other, words)
    return " ".join(sorted(set(re.findall(r"\w+", words)) - {"of", "for", "the", "and"}))


def _spelled(words: str) -> str:
    """Give a title in capitals the capitals of a title, letter by letter, so that places stay the same."""
    letters = [c for c in words if c.isalpha()]
    if letters and sum(c.isupper() for c in letters) > 0.8 * len(letters):
        small = {"of", "the", "and", "for", "at", "on", "in", "between", "with", "to", "a", "by"}
        return re.sub(
            r"[^\W\d_]+",
            lambda m: m.group().lower() if m.group().lower() in small else m.group().capitalize(),
            words,
        )
    return words


def _reporting(summary: Summary, vocabulary: Vocabulary, lexicon: Lexicon) -> list[Span]:
    """Choose the sentences that report the meeting itself: the first that names who met, and those that add to it."""
    characters = summary.text.characters
    sentences = [s.span for section in summary.sections for s in section.sentences]
    chosen: list[Span] = []
    for number, span in enumerate(sentences):
        words = span.of(characters)
        if _ISSUER.search(words):
            continue
        met = _says_met(words, vocabulary)
        if not chosen:
            if met and (lexicon.names(words) or persons(tokenize(words), (), vocabulary.roles)):
                chosen.append(span)
        elif number <= 4 and _TALKS.search(words):
            chosen.append(span)
        elif (
            number <= 6
            and _LATER.search(words)
            and not _NOT_MET.search(words.split(_LATER.search(words).group())[0])
        ):  # type: ignore[union-attr]
            chosen.append(span)
    return chosen or [s for s in sentences[:1] if not _ISSUER.search(s.of(characters))]


def _says_met(words: str, vocabulary: Vocabulary) -> bool:
    lower = words.lower()
    if any(
        f" {noun}" in lower
        for noun in ("meeting", "talks", " call", "conversation", "conference", "dialogue", "summit")
    ):
        return True
    return any(t.lower in vocabulary.roles.meeting_verbs for t in tokenize(words))


def _persons_in(
    characters: str, span: Span, vocabulary: Vocabulary, lexicon: Lexicon, *, hosts: bool = False
) -> list[_Found]:
    """Find the persons of a sentence who took part; ``hosts`` lets in those at whose invitation others came."""
    words = span.of(characters)
    tokens = tokenize(characters, span.start, span.end)
    names = [Name(n.start + span.start, n.end + span.start, n.entities, n.seat) for n in lexicon.names(words)]
    secondary = _SECONDARY.search(words)
    found: list[_Found] = []
    for person in persons(tokens, names, vocabulary.roles):
        start = tokens[person.first].start
        before = characters[span.start : start]
        if (
            (_NOT_THERE.search(before) and not (hosts and "invitation" in before.lower()))
            or _NOT_MET.search(before)
            or (person.office
            and _is_group(person, tokens, vocabulary))
        ):
            continue
        house = person.last + 1 < len(tokens) and tokens[person.last].lower == "'s" and tokens[person.last + 1].capital
        if _is_spokesperson(person) or (person.bare and house):  # "at the Prime Minister's Office"
            continue
        principal = _came_first(secondary, start - span.start)
        found.append(
            _Found(_represented(person, tokens, names), Span(start, tokens[person.last - 1].end), principal, span)
        )
    return found


def _came_first(secondary: re.Match[str] | None, at: int) -> bool:
    """Tell whether a person stands before "joined by" or "accompanied by", and so took part in the first place."""
    if secondary is None:
        return True
    passive = secondary.group().lower().endswith(" by") or secondary.group().lower() in (
        "alongside",
        "in the presence of",
    )
    return passive and at < secondary.start()


def _is_group(person: Person, tokens: Sequence[Token], vocabulary: Vocabulary) -> bool:
    """Tell whether a phrase without a name speaks of several ("the Ministers") or of any ("a minister")."""
    return (
        person.bare
        and tokens[person.last - 1].lower not in vocabulary.roles.offices
        and tokens[person.last - 1].lower.endswith("s")
    )


def _is_spokesperson(person: Person) -> bool:
    office = (person.office or "").lower()
    return "spokes" in office or "press secretary" in office


def _represented(person: Person, tokens: Sequence[Token], names: Sequence[Name]) -> Person:
    """Take the side from "X represented the European Union"."""
    if person.last + 1 < len(tokens) and tokens[person.last].lower == "represented":
        end = tokens[person.last].end
        for name in names:
            if end < name.start <= end + 6:
                return replace(person, side=name.entities[0])
    return person


def _present(summary: Summary, vocabulary: Vocabulary, lexicon: Lexicon) -> list[_Found]:
    """Read a list of those present, one person a line; the first of each side is a principal."""
    characters = summary.text.characters
    lines = [*summary.head]
    begins = [n for n, line in enumerate(lines) if _PRESENT.match(line.span.of(characters))]
    if not begins:
        return []
    found: list[_Found] = []
    side: Entity | None = None
    for line in lines[begins[0] :]:
        match = _PRESENT.match(line.span.of(characters))
        start = line.span.start + (match.end() if match else 0)
        alone = vocabulary.names.get(characters[start : line.span.end].strip(" :.").replace("’", "'"), ())
        if alone and (alone[0].kind == "country" or alone[0].country):
            side = alone[0]
            continue
        listed = _persons_in(characters, Span(start, line.span.end), vocabulary, lexicon)
        if listed:
            person = listed[0].person
            if person.office is None:
                rest = characters[listed[0].span.end : line.span.end].strip(" ,;.")
                person = replace(person, office=rest or None)
            person = replace(person, side=person.side or side)
            found.append(_Found(person, listed[0].span, True))
    return found


def _named_elsewhere(
    found: list[_Found], summary: Summary, vocabulary: Vocabulary, lexicon: Lexicon
) -> list[_Found]:
    """Give a title without a name the name that the text gives it elsewhere: with the title, or above the text alone."""
    if not any(f.person.bare for f in found):
        return found
    characters = summary.text.characters
    above = [line.span for line in summary.head if line.span != summary.title]
    body = [s.span for section in summary.sections for s in section.sentences]
    headings = [section.heading for section in summary.sections if section.heading is not None]
    others = [f.person for f in found if not f.person.bare]

    def new(span: Span) -> list[Person]:
        people = [h.person for h in _persons_in(characters, span, vocabulary, lexicon) if h.person.name]
        return [p for p in people if not any(_same_person(p, o) for o in others)]

    titled = [p for span in (*above, *body) for p in new(span) if p.office]
    alone = [p for span in (*above, *headings) for p in new(span) if not p.office]
    named: list[_Found] = []
    for f in found:
        own = [p for p in titled if _same_office(p, f.person)] if f.person.bare else []
        own = own or (alone[:1] if f.person.bare and len({p.name for p in alone}) == 1 else [])
        if own:
            full = max(own, key=lambda p: len(p.name or ""))
            side, gender = f.person.side or full.side, f.person.gender or full.gender
            person = replace(f.person, name=full.name, side=side, gender=gender)
            f = replace(f, person=person, introduced=f.person.office or "")
        named.append(f)
    return named


def _spoke_later(
    found: list[_Found], summary: Summary, spans: Sequence[Span], vocabulary: Vocabulary, lexicon: Lexicon
) -> list[_Found]:
    """Find officials whom the text first names where they speak ("Lt. Gen. X, the director for policy, outlined …")."""
    characters = summary.text.characters
    later: list[_Found] = []
    for section in summary.sections:
        for sentence in section.sentences:
            opening = characters[sentence.span.start : sentence.span.start + 24].replace("’", "'").lower()
            if sentence.span in spans or not opening.startswith(tuple(vocabulary.roles.titles)):
                continue
            if _ISSUER.search(sentence.span.of(characters)):
                continue
            for f in _persons_in(characters, sentence.span, vocabulary, lexicon)[:1]:
                full = (
                    f.person.name is not None
                    and f.person.office is not None
                    and len(f.person.name.split()) > 1
                )
                if (
                    f.span.start != sentence.span.start
                    or not full
                    or any(_same_person(f.person, k.person) for k in (*found, *later))
                ):
                    continue
                rest = characters[f.span.end : sentence.span.end]
                verb = re.match(r"(?:,[^,;]*,)?\s+(?:also\s+|further\s+|then\s+)?(\w+)", rest)
                if verb and any(
                    "past" in fr.forms for fr in vocabulary.frames.get(verb.group(1).lower(), ())
                ):
                    later.append(replace(f, principal=False))
    return later


def _with_title(
    found: list[_Found], summary: Summary, vocabulary: Vocabulary, lexicon: Lexicon
) -> list[_Found]:
    """Add what the title knows: offices for names, names for offices, and those whom the body leaves out."""
    characters = summary.text.characters
    words = _spelled(summary.title.of(characters))
    tokens = tokenize(words)
    from_title = [
        _Found(
            p,
            Span(summary.title.start + tokens[p.first].start, summary.title.start + tokens[p.last - 1].end),
            True,
        )
        for p in persons(tokens, lexicon.names(words), vocabulary.roles)
        if not _is_group(p, tokens, vocabulary) and not _is_spokesperson(p)
    ]
    named = [f for f in found if not f.person.bare]
    extra: list[_Found] = []
    for f in from_title:
        if f.person.bare:
            named = _office_twins(named, f.person)
        twin = next((n for n in named if _same_person(n.person, f.person)), None)
        if twin is None and not (f.person.bare and named and len(named) >= 2):
            extra.append(f)
        elif twin is not None:
            named[named.index(twin)] = replace(twin, person=_combined(twin.person, f.person))
    bare = [f for f in found if f.person.bare]
    kept = named + [b for b in bare if not any(_covers(n, b) for n in named)]
    for e in extra:
        if not any(_same_office(e.person, k.person) for k in kept):
            kept.append(e)
    return sorted(kept, key=lambda f: (f.span.start < summary.title.end, f.span.start))


def _covers(named: _Found, bare: _Found) -> bool:
    """Tell whether a bare title can be a named person's; two phrases of one sentence are two people."""
    if named.sentence is not None and named.sentence == bare.sentence:
        return False
    return _same_office(bare.person, named.person)


def _office_twins(named: list[_Found], title: Person) -> list[_Found]:
    """Give the one person who holds the office that the title names the side that the title gives it."""
    twins = [n for n in named if n.person.side is None and _same_office(n.person, title)]
    taken = title.side is not None and any(
        n.person.side == title.side and _same_office(n.person, title) for n in named
    )
    if len(twins) == 1 and title.side is not None and not taken:
        return [replace(n, person=replace(n.person, side=title.side)) if n is twins[0] else n for n in named]
    return named


def _same_office(one: Person, two: Person) -> bool:
    """Tell whether a bare title and another phrase can be one person's."""
    if one.side is not None and two.side is not None and one.side.country != two.side.country:
        return False
    a, b = set(office_key(one.office).split()), set(office_key(two.office).split())
    return bool(a) and bool(b) and (a <= b or b <= a)


def _same_person(one: Person, two: Person) -> bool:
    if one.name is None or two.name is None:
        return False
    a, b = (set(iris.slug(n).split("-")) for n in (one.name, two.name))
    if one.side is not None and two.side is not None and one.side.country != two.side.country:
        return False
    return a <= b or b <= a or (bool(a & b) and one.name.split()[-1] == two.name.split()[-1] and False)


def _combined(one: Person, two: Person) -> Person:
    longer = max((n for n in (one.name, two.name) if n), key=lambda n: (len(n.split()), n), default=None)
    office = (
        one.office
        if (one.office and len(one.office) >= len(two.office or "")) or not two.office
        else two.office
    )
    if one.office and one.name == longer:
        office = one.office
    return replace(
        one,
        name=longer,
        office=office or one.office,
        side=one.side or two.side,
        gender=one.gender or two.gender,
    )


def _merged(found: Iterable[_Found]) -> list[_Found]:
    merged: list[_Found] = []
    for f in found:
        twin = next((m for m in merged if _same_person(m.person, f.person)), None)
        if twin is None:
            merged.append(f)
        else:
            merged[merged.index(twin)] = replace(
                twin, person=_combined(twin.person, f.person), principal=twin.principal or f.principal
            )
    return merged


def _title_sides(title: str, lexicon: Lexicon) -> list[Entity]:
    """List the countries and bodies that the title names, in its order."""
    sides = [
        e
        for n in lexicon.names(title)
        if (e := n.entities[0]).kind == "country" or e.country in ("EU", "NATO", "UN", "ASEAN", "AU")
    ]
    return list(dict.fromkeys(sides))


def _country(code: str | None, vocabulary: Vocabulary) -> Entity | None:
    """Return the country or body with a code."""
    if code is None:
        return None
    country = vocabulary.entities.get(iris.entity("country", code))
    if country is not None:
        return country
    return next(
        (e for e in vocabulary.entities.values() if e.country == code and code in vocabulary.labels(e.iri)),
        None,
    ) or next(
        (
            e
            for e in sorted(vocabulary.entities.values(), key=lambda e: e.iri)
            if e.country == code and e.kind == "organization"
        ),
        None,
    )


def _placed(
    found: list[_Found], sides: list[Entity], publisher: Entity | None, vocabulary: Vocabulary
) -> list[_Found]:
    """Give each person a side: from the phrase, from an office that one country alone has, by elimination, or the publisher's."""
    placed: list[_Found] = []
    for f in found:
        side = f.person.side
        if side is not None and side.kind != "country":
            side = _country(vocabulary.home.get(side.iri) or side.country, vocabulary) or side
        if side is None and f.person.office:
            bare = re.sub(r"\s*\([^)]*\)", "", f.person.office).lower()
            side = _country(vocabulary.office_homes.get(bare), vocabulary)
        placed.append(replace(f, person=replace(f.person, side=side)))
    principals = [f for f in placed if f.principal]
    home = _country(publisher.country, vocabulary) if publisher is not None else None
    for number, f in enumerate(placed):
        if f.person.side is not None:
            continue
        taken = {p.person.side.iri for p in principals if p.person.side}
        open_ = [s for s in sides if s.iri not in taken]
        unplaced = [p for p in principals if p.person.side is None]
        side = None
        if f.principal and open_ and (len(open_) == len(unplaced) or len(open_) == 1):
            side = open_[unplaced.index(f)] if len(open_) == len(unplaced) and f in unplaced else open_[0]
        elif not f.principal:
            side = next((p.person.side for p in reversed(placed[:number]) if p.person.side), home)
        elif home is not None and home.iri not in taken:
            side = home
        if side is not None:
            placed[number] = replace(f, person=replace(f.person, side=side))
            principals = [p for p in placed if p.principal]
    return _grouped(placed)


def _grouped(placed: list[_Found]) -> list[_Found]:
    """Keep the first of each side as its principal where a side has officials of its own besides."""
    if not any(_heads_list(f) for f in placed):
        return placed
    seen: set[str] = set()
    kept: list[_Found] = []
    side: Entity | None = None
    for f in placed:
        side = f.person.side or side
        key = side.iri if side else ""
        kept.append(
            replace(f, principal=key not in seen and f.principal, person=replace(f.person, side=side))
        )
        seen.add(key)
    return kept


def _heads_list(found: _Found) -> bool:
    office = (found.person.office or "").lower()
    return any(
        w in office
        for w in (
            "deputy",
            "department",
            "ambassador",
            "under-secretary",
            "director",
            "counsellor",
            "desk",
            "private secretary",
        )
    )


def _minted(found: list[_Found], vocabulary: Vocabulary) -> tuple[Participant, ...]:
    participants: list[Participant] = []
    for f in found:
        p = f.person
        code = p.side.country if p.side is not None else None
        label = p.name or p.office or ""
        entity = Entity(
            iris.entity(
                "person",
                code or "",
                label,
                *([office_key(p.office)] if p.office and len(label.split()) < 2 else []),
            ),
            label,
            "person",
            code,
        )
        office = _singular(p.office, vocabulary)
        participants.append(Participant(entity, label, office, p.side, f.principal, p.gender, f.span, f.introduced))
    return tuple(participants)


def _singular(office: str | None, vocabulary: Vocabulary) -> str | None:
    """Write a shared plural office ("National Security Advisors") for the one who holds it."""
    if office and office.endswith("s") and office.lower().split()[-1] not in vocabulary.roles.offices:
        head = office.split()[-1][:-1]
        if head.lower() in vocabulary.roles.offices:
            return office[:-1]
    return office


def _delegations(
    characters: str, spans: Sequence[Span], title: str, lexicon: Lexicon
) -> tuple[Participant, ...]:
    """Where no person is named, countries and bodies take part as themselves."""
    found: list[tuple[Entity, Span | None]] = []
    for span in spans:
        for name in lexicon.names(span.of(characters)):
            entity = name.entities[0]
            if entity.kind == "country" or (
                entity.kind == "organization" and entity.country in ("EU", "NATO", "UN", "ASEAN", "AU")
            ):
                found.append((entity, Span(span.start + name.start, span.start + name.end)))
    listed = _title_sides(title, lexicon)
    if len(listed) >= 2:
        found = [next(((e, s) for e, s in found if e == side), (side, None)) for side in listed]
    unique = {e.iri: (e, s) for e, s in reversed(found)}
    ordered = [unique[iri] for iri in dict.fromkeys(e.iri for e, _ in found)]
    return tuple(Participant(e, e.label, None, e, True, None, s) for e, s in ordered)


def _publisher(summary: Summary, vocabulary: Vocabulary, lexicon: Lexicon) -> Entity | None:
    """Find the body that issued the document in the lines around the title, or else in the title."""
    characters = summary.text.characters
    lines = [line.span.of(characters) for line in summary.head if line.span != summary.title]
    present = next((n for n, words in enumerate(lines) if _PRESENT.match(words)), len(lines))
    generic_first: Entity | None = None
    for words in lines[:present]:
        spelled = _spelled(words)
        names = lexicon.names(spelled)
        body = next((n.entities[0] for n in names if n.entities[0].kind == "organization"), None)
        generic = re.match(
            r"((?:the )?(?:[A-Z][\w’'.-]*\.? )*(?:Ministry|Department|Office|Embassy)(?:(?: of| for)?(?: the| and)? [A-Z][\w’'-]+)*|The White House)",
            spelled,
        )
        if (
            generic
            and (body is None or len(generic.group()) > len(body.label))
            and "|" not in generic.group()
        ):
            name = generic.group().strip(" ,")
            country = next((n.entities[0].country for n in names if n.entities[0].kind == "country"), None)
            name = re.sub(r",? (?:of )?(?:the )?(?:Republic|Kingdom|Government)?(?: of)?$", "", name)
            known = next(
                (
                    e
                    for e in vocabulary.names.get(name, ())
                    if e.kind == "organization" and (country is None or e.country == country)
                ),
                None,
            )
            unique = len({e.country for e in vocabulary.names.get(name, ()) if e.kind == "organization"}) == 1
            if known is not None and (country or unique):
                return known
            own = Entity(iris.entity("organization", name, country or ""), name, "organization", country)
            if not name.lower().startswith(("office", "the office")):
                return own
            generic_first = generic_first or own
        elif body is not None:
            return body
    if generic_first is not None:
        return generic_first
    title = _spelled(summary.title.of(characters))
    offices = [
        n.entities[0]
        for n in lexicon.names(title)
        if n.entities[0].kind == "organization" and n.entities[0].country
    ]
    generic = re.search(
        r"\bthe ((?:[A-Z][\w-]+ (?:and )?)+Office|[A-Z]\w+ Office|Ministry of (?:[A-Z]\w+ ?)+)", title
    )
    if generic:
        return Entity(iris.entity("organization", generic.group(1)), generic.group(1).strip(), "organization")
    return offices[0] if offices and "Office" in offices[0].label else None


def _homed(publisher: Entity | None, participants: tuple[Participant, ...]) -> Entity | None:
    """Give a body with a general name ("Ministry of Defense") the country of the side that is named first."""
    if publisher is None or publisher.country is not None or publisher.known:
        return publisher
    side = next((p.side for p in participants if p.side is not None), None)
    if side is None or side.country is None:
        return publisher
    return replace(
        publisher, iri=iris.entity("organization", publisher.label, side.country), country=side.country
    )


def _format(title: str, report: str, vocabulary: Vocabulary) -> str | None:
    lower = f" {title} . {report} ".lower()
    words = {t.lower for t in tokenize(lower)}
    roles = vocabulary.roles
    if words & roles.video or any(v in lower for v in roles.video if " " in v):
        return "video"
    if re.search(
        r"\b(?:tele)?phone|\btelecon|\bphoned\b|\b(?:had|held|in|hold|on|during|joined|their|a|the|s’|'s|’s) (?:a |an )?(?:\w+ )?call\b|\bcall with\b|\bcall between\b|\bspoke by\b|\bcalled (?!on\b|for\b|upon\b)|\bcall to\b",
        lower,
    ):
        return "telephone"
    if re.search(
        r"\b(?:met|meets?|meetings?|talks|hosted|received|welcomed|visit(?:ed|ing)?|conversation|conference|summit|dialogue|consultations?|lunch|dinner|breakfast|courtesy call|called on|held)\b",
        lower,
    ):
        return "in-person"
    return None


_VENUE = re.compile(
    r"\b(?P<prep>at|in|visiting|visited|to(?=\s+(?:the\s+)?(?:[A-Z]\w+\s+)*(?:Headquarters|House|Palace|Castle|Pentagon|Ministry|Chancellery)\b))\s+(?P<the>the\s+)?(?P<name>(?:[A-Z][\w’'.-]*|[A-Z]\.)(?:(?:\s+(?:of|de|la|el|al)\s+|\s+and\s+(?=[A-Z]\w+\s+(?:Office|Ministry|Department|House|Affairs|Council))|\s+)(?:[A-Z][\w’'.-]*|[A-Z]\.))*(?:,\s+(?!(?:and|who|to)\b)[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*)*)?(?:\s+in\s+[A-Z]\w+)?)",
)


def _place(
    characters: str,
    spans: Sequence[Span],
    title: str,
    summary: Summary,
    vocabulary: Vocabulary,
    lexicon: Lexicon,
) -> Entity | None:
    """Find the venue that the report names, or else the title; occasions, months and offices are none."""
    candidates: list[tuple[int, str, str]] = []
    for number, words in enumerate([*(s.of(characters) for s in spans[:2]), title]):
        for match in _VENUE.finditer(words):
            name = match.group("name").rstrip(".,’'")
            if words[match.end("name") - 1 : match.end("name")] == "." and re.search(
                r"\b[A-Z]\.[A-Z]$", name
            ):
                name += "."
            name = re.sub(
                r"\s+(?:On|Today|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b.*$", "", name
            )
            name = re.sub(
                r",\s+(?:Mr|Ms|Mrs|Minister|Secretary|President|Prime|Foreign|Defen[cs]e|H\.E)\b.*$", "", name
            )
            if _is_venue(name, match, words, vocabulary, lexicon):
                rank = {"at": 0, "in": 1}.get(match.group("prep"), 2)
                candidates.append((number // 2 * 10 + rank if number < 2 else 20 + rank, name, words))
    if not candidates:
        return _dateline(summary, vocabulary)
    name = min(candidates, key=lambda c: c[0])[1]
    known = vocabulary.names.get(name.replace("’", "'"), ())
    wanted = name.replace("’", "'")
    entity = next(
        (
            e
            for e in known
            if e.kind == "place" or (e.kind == "country" and (wanted, e.iri) not in vocabulary.seats)
        ),
        None,
    )
    return entity or Entity(iris.entity("place", name), name, "place")


def _dateline(summary: Summary, vocabulary: Vocabulary) -> Entity | None:
    """Return the place that stands alone on a line above the text, or behind "Place:"."""
    for line in summary.head:
        words = line.span.of(summary.text.characters).strip(" ,.")
        field = re.match(r"(?:place|venue|location)\s*:\s*(.+)", words, re.IGNORECASE)
        if field:
            return Entity(iris.entity("place", field.group(1)), field.group(1), "place")
        place = next((e for e in vocabulary.names.get(words, ()) if e.kind == "place"), None)
        if place is not None:
            return place
    return None


def _is_venue(name: str, match: re.Match[str], words: str, vocabulary: Vocabulary, lexicon: Lexicon) -> bool:
    last = name.rsplit(maxsplit=1)[-1]
    first = name.split(maxsplit=1)[0]
    if first.lower().rstrip(".") in dates.MONTHS or vocabulary.roles.heads.get(last) == "meeting" or not name:
        return False
    if any(w.lower() in vocabulary.roles.offices | vocabulary.roles.honorifics for w in name.split()[:1]):
        return False
    before = words[: match.start()].lower()
    if re.search(
        r"\b(?:margins?|sidelines|occasion|interest|situation|developments?|attack|forces|peace|security|war|participat\w+|interested|engaged)\s*$",
        before,
    ):
        return False
    if (
        re.search(
            r"\b(?:to (?:discuss|attend|express|thank|condemn)|discussed|reaffirming|regarding|about|on)\b",
            before.rsplit("met", 1)[-1],
        )
        and match.group("prep") != "visiting"
    ):
        if not re.search(
            r"\bon (?:\w+ )?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|the (?:margins|sidelines|afternoon|morning|evening|occasion))",
            before,
        ):
            return False
    known = vocabulary.names.get(name.replace("’", "'"), ())
    return (
        match.group("prep") != "in"
        or not known
        or any(e.kind in ("place", "country", "organization") for e in known)
    )
