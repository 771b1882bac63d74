"""Who took part: the persons that the report, the list of those present and the title name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.english import POSSESSIVE, Token, tokenize
from kg.lexicon import Name
from kg.meeting.merging import combined, same_office, same_person
from kg.meeting.model import Found, Scene, changed, lowered
from kg.meeting.reports import NOT_MET, names_issuer
from kg.model import Entity, Span
from kg.people import Person, persons
from kg.vocabulary import Roles

__all__ = ["PRESENT", "named_elsewhere", "present", "spoke_later", "taking_part", "with_title"]

_SECONDARY = re.compile(
    r"\b(?:joined by|accompanied by|joined (?:him|her|them|the)|in the presence of|also attended|attended as well"
    r"|also present|were present|alongside|joined|also joined|also took part|also participated)\b",
    re.IGNORECASE,
)
"""What sets those who led the meeting apart from those beside them."""

_NOT_THERE = re.compile(
    r"\b(?:invitation|behalf|funeral|inauguration|residence|death|request|predecessor|visit|assassination|letter"
    r"|message|greetings|passing|remains|memory|tomb|statement|between)"
    r"(?: extended)? (?:of|by|from)(?: the| his| her)?(?: late| former| then)*\W*$"
    r"|\bformer\W*$|\blate\W*$"
    r"|\b(?:margins|sidelines|occasion) of [^,;]*\b(?:hosted|chaired|convened|organi[sz]ed|led) by(?: the)?\W*$",
    re.IGNORECASE,
)
"""Words right before a person who is only spoken of ("at the invitation of X", "the late X")."""

PRESENT = re.compile(
    r"^\W*(?:\d\W+)?(?:present|participants|in attendance|also present|attendees|those present)\b\W*",
    re.IGNORECASE,
)
"""The line above a list of those present."""

_SPEAKS = re.compile(r"(?:,[^,;]*,)?\s+(?:also\s+|further\s+|then\s+)?(\w+)")


def taking_part(scene: Scene, span: Span, *, hosts: bool = False) -> list[Found]:
    """Find the persons of a sentence who took part; ``hosts`` lets in those at whose invitation others came.

    >>> import kg
    >>> from kg.meeting.model import scene
    >>> from kg.summary import read
    >>> from kg.vocabulary import load
    >>> seen = scene(read(kg.text.read(kg.seed()), load()), load())
    >>> [f.person.name for f in taking_part(seen, seen.summary.sections[0].sentences[0].span)]
    ['Kishi', 'Austin']
    """
    characters, roles = scene.characters, scene.vocabulary.roles
    parsed = scene.parse(span)
    tokens = parsed.tokens
    secondary = _SECONDARY.search(span.of(characters)) if parsed.persons else None
    found: list[Found] = []
    for person in parsed.persons:
        start = tokens[person.first].start
        before = characters[span.start : start]
        if _NOT_THERE.search(before) and not (hosts and "invitation" in before.lower()):
            continue
        if NOT_MET.search(before) or (person.office and _is_group(person, tokens, roles)):
            continue
        if _is_spokesperson(person) or (person.bare and _is_house(person, tokens)):
            continue
        if _possesses(person, tokens, roles) or (
            _CALLED_ON.search(before) and _THEN_MET.search(characters[start : span.end])
        ):
            continue  # "called on the President and held talks with Y"
        if person.bare and (person.office or "").lower() in roles.counterparts:
            continue  # "his counterpart" alone says too little
        principal = _came_first(secondary, start - span.start)
        spoken_for = _represented(person, tokens, parsed.names)
        if (person.office or "").lower() in roles.counterparts:  # a counterpart holds the same office
            spoken_for = replace(
                spoken_for, office=next((f.person.office for f in found if f.person.office), None)
            )
        found.append(Found(spoken_for, Span(start, tokens[person.last - 1].end), principal, span))
    return found


def _is_house(person: Person, tokens: Sequence[Token]) -> bool:
    """Tell whether a title is part of a building's name ("at the Prime Minister's Office")."""
    behind = tokens[person.last : person.last + 2]
    return len(behind) == 2 and behind[0].lower == "'s" and behind[1].capital


_CALLED_ON = re.compile(
    r"\b(?:called|call|calls) (?:up)?on(?: the| H\.E\.| His Excellency| Her Excellency)*\W*$"
)
_THEN_MET = re.compile(r"\band (?:also )?(?:held|had|met)\b")


def _possesses(person: Person, tokens: Sequence[Token], roles: Roles) -> bool:
    """Tell whether a person only owns what was spoken of ("Prime Minister X's visit"), and no encounter."""
    if person.last + 1 >= len(tokens) or tokens[person.last].lower not in POSSESSIVE:
        return False
    reach = [t.lower for t in tokens[person.last + 1 : person.last + 4]]
    return not any(word in roles.meetings and word != "visit" for word in reach)


def _came_first(secondary: re.Match[str] | None, at: int) -> bool:
    """Tell whether a person stands before "joined by" or "accompanied by", and so took part in the first place."""
    if secondary is None:
        return True
    words = secondary.group().lower()
    return words.endswith((" by", "alongside", "in the presence of")) and at < secondary.start()


def _is_group(person: Person, tokens: Sequence[Token], roles: Roles) -> bool:
    """Tell whether a phrase without a name speaks of several ("the Ministers")."""
    last = tokens[person.last - 1].lower
    head = next(
        (w for w in (person.office or "").lower().split() if w in roles.offices or w in roles.plurals), ""
    )
    unknown = not head and last.endswith("s") and last not in roles.offices
    return person.bare and (unknown or (head in roles.plurals and head not in roles.offices))


def _is_spokesperson(person: Person) -> bool:
    """Tell whether somebody speaks to the press ("Press Secretary X") and so is the source, not a party."""
    office = (person.office or "").lower()
    return "spokes" in office or "press secretary" in office


def _represented(person: Person, tokens: Sequence[Token], names: Sequence[Name]) -> Person:
    """Take the side from "X represented the European Union" and "the Chilean delegation was led by X"."""
    if person.side is None and person.first and tokens[person.first - 1].lower in ("by", ","):
        for k in range(person.first - 2, max(-1, person.first - 7), -1):
            if tokens[k].lower in ("delegation", "side", "team", "delegations"):
                led = next((n for n in names if k and n.end == tokens[k - 1].end), None)
                if led is None and tokens[k + 1].lower == "of":  # "a delegation of Peru led by X"
                    led = next(
                        (n for n in names if n.start in (tokens[k + 2].start, tokens[k + 3].start)), None
                    )
                return replace(person, side=led.entities[0]) if led is not None else person
        stood_for = next((n for n in names if n.end == _before_by(tokens, person.first)), None)
        if stood_for is not None and stood_for.entities[0].kind in ("country", "organization"):
            return replace(person, side=stood_for.entities[0])
    if person.last + 1 < len(tokens) and tokens[person.last].lower == "represented":
        end = tokens[person.last].end
        for name in names:
            if end < name.start <= end + 6:
                return replace(person, side=name.entities[0])
    return person


def _before_by(tokens: Sequence[Token], at: int) -> int | None:
    """Return where what a person stood for ends ("Japan was represented by X, Australia by Y"), if it is said."""
    if tokens[at - 1].lower != "by" or not any(t.lower == "represented" for t in tokens[:at]):
        return None
    k = at - 2
    while k > 0 and tokens[k].lower in ("represented", "was", "were", "also"):
        k -= 1
    return tokens[k].end if k >= 0 else None


def present(scene: Scene) -> list[Found]:
    """Read a list of those present, one person a cell below its side; nobody where there is no such list.

    Lines may have two columns, one a side, and several persons between semicolons. An office alone belongs to the name
    above it, or is that of one whose name is not given ("The Secretary").
    """
    characters, head = scene.characters, scene.summary.head
    begin = next((n for n, line in enumerate(head) if PRESENT.match(line.span.of(characters))), len(head))
    found: list[Found] = []
    side: Entity | None = None
    sides: dict[int, Entity] = {}  # which country heads a column
    above: dict[int, int] = {}  # what was found last in each column
    for line in head[begin:]:
        match = PRESENT.match(line.span.of(characters))
        start = line.span.start + (match.end() if match else 0)
        if not match and _OTHER_FIELD.match(line.span.of(characters)):
            break
        for column, cell in _cells(characters, Span(start, line.span.end)):
            words = cell.of(characters).strip(" :.").replace("’", "'")
            alone = scene.vocabulary.names.get(words) or scene.vocabulary.names.get(lowered(words), ())
            if alone and (alone[0].kind == "country" or alone[0].country):
                side = sides[column] = alone[0]
                continue
            for listed in (taking_part(scene, cell) or _untitled(characters, cell))[:1]:
                own, upper = listed.person, above.get(column)
                if own.bare and upper is not None and not found[upper].person.office:
                    found[upper] = changed(
                        found[upper], office=own.office, side=found[upper].person.side or own.side
                    )
                    continue
                rest = characters[listed.span.end : cell.end].strip(" ,;.")
                office = own.office if own.office is not None else rest or None
                opened = scene.vocabulary.names.get(
                    characters[cell.start : listed.span.start].strip(" :()\t"), ()
                )
                placed = own.side or next(iter(opened), None) or sides.get(column) or side
                side = next(iter(opened), side)
                above[column] = len(found)
                leads = (
                    characters[line.span.start : cell.start].rstrip()[-1:] != ";"
                )  # the first of a line of several
                principal = leads and listed.principal
                found.append(Found(replace(own, office=office, side=placed), listed.span, principal))
    return found


_UNTITLED = re.compile(
    r"\s*((?:[A-Z][\w’'-]+|[A-Z]\.)(?: (?:[A-Z][\w’'-]+|[A-Z]\.|[a-z]{2,3}(?= [A-Z]))){1,4})\s*(?=[,(])"
)


def _untitled(characters: str, cell: Span) -> list[Found]:
    """Read somebody listed without a title, behind whose name something stands ("Jo R. Lind, EUR (notetaker)")."""
    match = _UNTITLED.match(characters, cell.start, cell.end)
    if match is None:
        return []
    return [Found(Person(0, 1, match[1]), Span(match.start(1), match.end(1)), principal=False)]


_OTHER_FIELD = re.compile(
    r"(?:subject|copies|copy|date|place|distribution|drafted|approved|time)\b[^:\n]{0,12}:", re.IGNORECASE
)
"""A labelled line that ends the list of those present."""
_GAP = re.compile(r" {3,}|\t+|;\s+")


def _cells(characters: str, span: Span) -> list[tuple[int, Span]]:
    """Cut a line into its columns, and a column into what stands between semicolons; with the column's number."""
    found: list[tuple[int, Span]] = []
    start, column = span.start, 0
    for gap in [*_GAP.finditer(characters, span.start, span.end), None]:
        end = gap.start() if gap is not None else span.end
        if characters[start:end].strip():
            found.append((column, Span(start, end)))
        column += (
            gap is not None and not gap.group().startswith(";") and bool(characters[span.start : end].strip())
        )
        start = gap.end() if gap is not None else end
    return found


def named_elsewhere(found: list[Found], scene: Scene) -> list[Found]:
    """Give a title without a name the name that stands elsewhere: with the title, or above the text alone."""
    if not any(f.person.bare for f in found):
        return found
    summary = scene.summary
    above = [line.span for line in summary.head if line.span != summary.title]
    body = [s.span for section in summary.sections for s in section.sentences]
    headings = [section.heading for section in summary.sections if section.heading is not None]
    others = [f.person for f in found if not f.person.bare]

    def new(span: Span) -> list[Person]:
        people = [f.person for f in taking_part(scene, span, hosts=True) if f.person.name]
        return [p for p in people if not any(same_person(p, o) for o in others)]

    titled = [p for span in (*above, *body) for p in new(span) if p.office]
    alone = [p for span in (*above, *headings) for p in new(span) if not p.office]
    sole = alone[:1] if len({p.name for p in alone}) == 1 else []
    return [_named(f, titled, sole) if f.person.bare else f for f in found]


def _named(bare: Found, titled: Sequence[Person], sole: Sequence[Person]) -> Found:
    """Give a title the longest name that goes with it, or else the sole name above the text."""
    own = [p for p in titled if same_office(p, bare.person)] or sole
    if not own:
        return bare
    full, person = max(own, key=lambda p: len(p.name or "")), bare.person
    named = changed(bare, name=full.name, side=person.side or full.side, gender=person.gender or full.gender)
    return replace(named, introduced=person.office or "")


def spoke_later(found: list[Found], scene: Scene, spans: Sequence[Span]) -> list[Found]:
    """Find those first named where they speak ("Lt. Gen. X, the director for policy, outlined …")."""
    characters = scene.characters
    titles = tuple(scene.vocabulary.roles.titles)
    later: list[Found] = []
    for span in (s.span for section in scene.summary.sections for s in section.sentences):
        opening = characters[span.start : span.start + 24].replace("’", "'").lower()
        if span in spans or not opening.startswith(titles) or names_issuer(span.of(characters)):
            continue
        for first in taking_part(scene, span)[:1]:
            person = first.person
            full = person.name is not None and person.office is not None and " " in person.name
            if not full or first.span.start != span.start or not _speaks(scene, first.span.end, span.end):
                continue
            if not any(same_person(person, known.person) for known in (*found, *later)):
                later.append(replace(first, principal=False))
    return later


def _speaks(scene: Scene, start: int, end: int) -> bool:
    """Tell whether the verb of a cue follows a name (", the director, also outlined")."""
    verb = _SPEAKS.match(scene.characters[start:end])
    frames = scene.vocabulary.frames.get(verb.group(1).lower(), ()) if verb else ()
    return any("past" in frame.forms for frame in frames)


def with_title(found: list[Found], scene: Scene) -> list[Found]:
    """Add what the title knows: offices for names, names for offices, and those whom the body leaves out."""
    title = scene.summary.title
    named = [f for f in found if not f.person.bare]
    extra: list[Found] = []
    for f in _in_title(scene):
        if f.person.bare:
            named = _office_twins(named, f.person)
        twin = next((n for n, other in enumerate(named) if same_person(other.person, f.person)), None)
        if twin is not None:
            named[twin] = replace(named[twin], person=combined(named[twin].person, f.person))
        elif not f.person.bare or len(named) < 2:
            extra.append(f)
    kept = named + [b for b in found if b.person.bare and not any(_covers(n, b) for n in named)]
    for e in extra:
        if not any(same_office(e.person, k.person) for k in kept):
            kept.append(e)
    return sorted(kept, key=lambda f: (f.span.start < title.end, f.span.start))


def _in_title(scene: Scene) -> list[Found]:
    """Find the persons whom the title names, whatever its capitals."""
    start, roles = scene.summary.title.start, scene.vocabulary.roles
    tokens = tokenize(scene.title)
    return [
        Found(p, Span(start + tokens[p.first].start, start + tokens[p.last - 1].end), True)
        for p in persons(tokens, scene.title_names, roles)
        if not _is_group(p, tokens, roles) and not _is_spokesperson(p)
    ]


def _covers(named: Found, bare: Found) -> bool:
    """Tell whether a bare title can be a named person's; two phrases of one sentence are two people."""
    if named.sentence is not None and named.sentence == bare.sentence:
        return False
    return same_office(bare.person, named.person)


def _office_twins(named: list[Found], title: Person) -> list[Found]:
    """Give the one person who holds the office that the title names the side that the title gives it."""
    if title.side is None:
        return named
    holders = [n for n in named if same_office(n.person, title)]
    twins = [n for n in holders if n.person.side is None]
    if len(twins) != 1 or any(n.person.side == title.side for n in holders):
        return named
    return [changed(n, side=title.side) if n is twins[0] else n for n in named]
