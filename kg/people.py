"""Persons and offices as a readout writes them: "Foreign Minister X", "Mr. X, Minister of Defence of Y", "the Secretary".

A phrase is read by its parts: forms of address, ranks, office words with their portfolio, names with their particles,
and the country or body that the phrase says the person speaks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.english import (
    ADVERBS,
    CONJUNCTIONS,
    DETERMINERS,
    MONTHS,
    PREPOSITIONS,
    SUBORDINATORS,
    WEEKDAYS,
    Token,
)
from kg.lexicon import Name
from kg.model import Entity
from kg.vocabulary import Roles

__all__ = ["Person", "persons"]


@dataclass(frozen=True, slots=True)
class Person:
    """A person phrase: tokens ``first`` to ``last`` (end exclusive), name, office and country as far as it gives them.

    ``bare`` ones have an office and no name ("the Secretary-General").
    """

    first: int
    last: int
    name: str | None = None
    office: str | None = None
    side: Entity | None = None
    gender: str | None = None
    titled: bool = True

    @property
    def bare(self) -> bool:
        """Tell whether the phrase gives no name."""
        return self.name is None


@dataclass(frozen=True, slots=True)
class _Unit:
    kind: str  # h honorific, r rank, o office, O plural office, c country or body, l place, p portfolio, n name, x other
    first: int
    last: int
    words: str
    entity: Entity | None = None


_OF = frozenset(["of", "for", "to", "on", "in"])
_LONGEST = 5
_NEVER_NAMES = (
    PREPOSITIONS | DETERMINERS | CONJUNCTIONS | SUBORDINATORS | ADVERBS | set(MONTHS) | set(WEEKDAYS)
)


def persons(tokens: Sequence[Token], names: Sequence[Name], roles: Roles) -> tuple[Person, ...]:
    """Find the person phrases of one sentence or line.

    >>> from kg.english import tokenize
    >>> from kg.lexicon import compiled
    >>> from kg.vocabulary import load
    >>> text = "Mr. ŌTA Ken, Minister of Defense, met Vietnamese Foreign Minister Tran Quoc Bao and Sir A B Roe of Canada."
    >>> for p in persons(tokenize(text), compiled(load()).names(text), load().roles):
    ...     print(p.name, "|", p.office, "|", p.side and p.side.country, "|", p.gender)
    ŌTA Ken | Minister of Defense | None | m
    Tran Quoc Bao | Foreign Minister | VN | None
    A B Roe | None | CA | m
    """
    units = _units(tokens, names, roles)
    found: list[Person] = []
    at = 0
    while at < len(units):
        person, after = _phrase(units, at, roles)
        if person is None:
            at += 1
            continue
        if person.office and _is_plural(units, at, after):
            listed, after = _list(units, person, after, roles)
            found.extend(listed if person.bare and listed else [person, *listed])
        else:
            found.append(person)
        at = max(after, at + 1)
    return tuple(_joined(found, tokens, roles))


def _units(tokens: Sequence[Token], names: Sequence[Name], roles: Roles) -> list[_Unit]:
    """Sort tokens into units: known countries and bodies, titles of one or several words, name words."""
    starts = {t.start: i for i, t in enumerate(tokens)}
    ends = {t.end: i + 1 for i, t in enumerate(tokens)}
    known: dict[int, tuple[int, Entity]] = {}
    for name in names:
        first, last = starts.get(name.start), ends.get(name.end)
        entity = name.entities[0]
        if first is None or last is None or (last == first + 1 and tokens[first].lower in roles.portfolios):
            continue
        if entity.kind in ("country", "organization", "place"):
            known[first] = (last, entity)
    plurals = roles.plurals
    units: list[_Unit] = []
    at = 0
    while at < len(tokens):
        if at in known and not _is_title(tokens, at, roles, plurals):
            last, entity = known[at]
            kind = "l" if entity.kind == "place" else "c"
            units.append(_Unit(kind, at, last, _words(tokens, at, last), entity))
            at = last
            continue
        kind, last = _title(tokens, at, roles, plurals)
        units.append(_Unit(kind, at, last, _words(tokens, at, last)))
        at = last
    return units


def _is_title(tokens: Sequence[Token], at: int, roles: Roles, plurals: frozenset[str]) -> bool:
    return _title(tokens, at, roles, plurals)[0] in "hroO"


def _title(tokens: Sequence[Token], at: int, roles: Roles, plurals: frozenset[str]) -> tuple[str, int]:
    """Return the kind of the unit that begins at a token, and its end."""
    token = tokens[at]
    if token.capital or token.lower in ("the", "his", "her"):
        for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
            run = tokens[at : at + length]
            if not (run[-1].capital or run[-1].words == "."):
                continue
            words = " ".join(t.lower for t in run).replace(" .", ".")
            if words in roles.honorifics or (
                length == 1 and words in roles.masculine | roles.feminine and words not in roles.offices
            ):
                end = at + length
                return "h", end + (
                    end < len(tokens) and tokens[end].words == "." and length == 1 and len(words) <= 4
                )
            if words in roles.offices:
                return "o", at + length
            if words in plurals and length <= 3:
                return "O", at + length
            if words in roles.ranks:
                return "r", at + length
            if length == 1 and "/" in words and any(part in roles.offices for part in words.split("/")):
                return "o", at + 1
    initial = len(token.words) == 1 and token.words.isupper()
    if token.capital and token.words[0].isalpha() and (initial or token.lower not in _NEVER_NAMES):
        return ("p" if token.lower in roles.portfolios else "n"), at + 1
    return "x", at + 1


def _words(tokens: Sequence[Token], first: int, last: int) -> str:
    words = ""
    for i in range(first, last):
        gap = i > first and tokens[i].start > tokens[i - 1].end
        words += (" " if gap else "") + tokens[i].words
    return words


def _is_plural(units: Sequence[_Unit], at: int, after: int) -> bool:
    return any(u.kind == "O" for u in units[at:after])


def _phrase(units: Sequence[_Unit], at: int, roles: Roles) -> tuple[Person | None, int]:
    """Read one person phrase that begins at a unit: titles, then a name, then "of" a country."""
    i = at
    while i < len(units) and (units[i].kind == "h" or (i > at and units[i].words == ".")):
        i += 1
    addressed = i > at
    gender = _gender(units[at:i], roles)
    office, side, j = _office(units, i)
    if office is None and units[at].kind == "c":
        return None, at + 1
    gender = gender or (_gender(units[i:j], roles) if office else None)
    while j < len(units) and units[j].kind == "h":
        gender, j, addressed = _gender(units[j : j + 1], roles) or gender, j + 1, True
    name, k = _name(units, j, roles, after_title=office is not None or addressed)
    if name is None:
        if office is None:
            return None, at + 1
        return Person(units[at].first, units[j - 1].last, None, office, side, gender), j
    titled = office is not None or addressed
    if not titled and (len(name.split()) < 2 or units[at].kind != "n"):
        return None, at + 1
    behind, k2 = _of_country(units, k)
    return Person(units[at].first, units[k2 - 1].last, name, office, behind or side, gender, titled), k2


def _gender(units: Sequence[_Unit], roles: Roles) -> str | None:
    for unit in units:
        for words in (unit.words.lower(), unit.words.lower().split(" ")[-1]):
            if words in roles.feminine:
                return "f"
            if words in roles.masculine:
                return "m"
    return None


def _office(units: Sequence[_Unit], at: int) -> tuple[str | None, Entity | None, int]:
    """Read an office phrase: its modifiers, its head, and the tails that say of what."""
    i, side = at, None
    head = None
    begin = at
    while i < len(units):
        unit = units[i]
        if unit.kind in "oOr":
            head = i
        elif unit.kind == "c" and head is None:
            side = side or unit.entity
            if i == begin and unit.entity is not None and unit.entity.kind == "country":
                begin = i + 1
        elif unit.kind == "p" or (unit.kind == "n" and head is None and i == at) or (unit.words.lower() in ("and", "&", "/", ",") and _goes_on(units, i, head)):
            pass
        else:
            break
        i += 1
    if head is None:
        return None, None, at
    end = head + 1
    while end < len(units) and units[end].kind in "p" and end < i and units[end].kind != "n":
        end += 1
    end, tail_side, office_end = _tails(units, end)
    words = (
        " ".join(u.words for u in units[begin:office_end])
        .replace(" ,", ",")
        .replace("( ", "(")
        .replace(" )", ")")
    )
    return words or None, side or tail_side, end


def _goes_on(units: Sequence[_Unit], at: int, head: int | None) -> bool:
    """Tell whether "and" or a comma stands inside an office ("Foreign and Commonwealth Secretary")."""
    if head is not None or at + 1 >= len(units) or at == 0 or units[at - 1].kind != "p":
        return False
    return (
        (any(u.kind in "oO" for u in units[at + 1 : at + 5])
        and units[at + 1].kind in "poO")
        or units[at + 1].words.lower() == "and"
    )


def _tails(units: Sequence[_Unit], at: int) -> tuple[int, Entity | None, int]:
    """Read "of Foreign Affairs", "of the Joint Chiefs of Staff", "Responsible for …", "(EUSR)", "of Jordan"."""
    i, side, office_end = at, None, at
    while i < len(units):
        words = units[i].words.lower()
        if words == "(" and i + 2 < len(units) and units[i + 2].words == ")":
            i += 3
            office_end = i
            continue
        if units[i].kind == "p" and i + 1 < len(units) and units[i + 1].words.lower() in _OF:
            i += 1
            continue
        if words not in _OF:
            break
        j = i + 1
        while j < len(units) and units[j].words.lower() in ("the", "his", "her", "its", "their"):
            j += 1
        if (
            j >= len(units)
            or units[j].kind not in "pclnoO"
            or (words in ("in", "on", "to") and units[j].kind not in "pcl")
        ):
            break
        if units[j].kind == "c":
            if words == "in":
                break
            entity = units[j].entity
            if entity is not None and (side is None or entity.kind == "country"):
                side = entity
            i = j + 1
            if entity is not None and entity.kind != "country":
                office_end = i
            while i < len(units) and units[i].kind == "p":
                i += 1
                office_end = i
            continue
        while j < len(units) and (
            units[j].kind in "poOl" or (units[j].kind == "n" and j == i + 1) or _inner(units, j)
        ):
            j += 1
        if j == i + 1 or units[j - 1].kind == "x":
            break
        i = office_end = j
    return i, side, max(office_end, at)


def _inner(units: Sequence[_Unit], at: int) -> bool:
    """Tell whether "and", "of" or a comma goes on with a portfolio ("of Foreign Affairs and Trade")."""
    if units[at].words.lower() not in ("and", "&", ",", "of", "the") or at + 1 >= len(units):
        return False
    if units[at].words == ",":
        return (
            units[at + 1].kind == "p"
            and any(u.words.lower() == "and" for u in units[at + 1 : at + 4])
            and not any(u.kind in "oO" for u in units[at + 1 : at + 4])
        )
    run = at + 1 + (units[at].words == "of" and units[at + 1].words.lower() == "the")
    if run >= len(units) or units[run].kind != "p":
        return False
    while run < len(units) and units[run].kind == "p":
        run += 1
    return run >= len(units) or units[run].kind not in "oO"


def _name(units: Sequence[_Unit], at: int, roles: Roles, *, after_title: bool) -> tuple[str | None, int]:
    """Read a name: capital words, initials, and the particles between them."""
    words: list[str] = []
    i = at
    while i < len(units):
        unit = units[i]
        lower = unit.words.lower()
        if lower in roles.post_nominals and words:
            i += 1
            continue
        fits = (
            unit.kind == "n"
            or (unit.kind == "l" and after_title)
            or (unit.kind == "p" and words and len(words) < 2)
            or (unit.kind == "c" and after_title and _reads_as_name(units, i, words))
        )
        initial = unit.words == "." and words and len(words[-1]) == 1
        particle = lower in roles.particles and i + 1 < len(units) and units[i + 1].kind == "n"
        if fits or (particle and (words or after_title)):
            words.append(unit.words)
        elif initial:
            words[-1] += "."
        elif lower in roles.particles and words and unit.words[0].isupper():
            words.append(unit.words)
        else:
            break
        i += 1
    while words and words[-1].lower() in roles.post_nominals:
        words.pop()
    return (" ".join(words), i) if words else (None, at)


def _reads_as_name(units: Sequence[_Unit], at: int, words: Sequence[str]) -> bool:
    """Tell whether a country's name is a person's ("Israel Katz", "Michael Jordan")."""
    if words:
        return not (at + 1 < len(units) and units[at + 1].kind in "oO")
    return at + 1 < len(units) and units[at + 1].kind == "n"


def _of_country(units: Sequence[_Unit], at: int) -> tuple[Entity | None, int]:
    if at + 1 < len(units) and units[at].words.lower() == "of":
        j = at + 1 + (units[at + 1].words.lower() == "the")
        if j < len(units) and units[j].kind == "c":
            return units[j].entity, j + 1
    if (
        at + 2 < len(units)
        and units[at].words == "("
        and units[at + 1].kind == "c"
        and units[at + 2].words == ")"
    ):
        return units[at + 1].entity, at + 3
    return None, at


def _list(units: Sequence[_Unit], office: Person, at: int, roles: Roles) -> tuple[list[Person], int]:
    """Read the names that share a plural office: "National Security Advisors A of X, B of Y, and C of Z"."""
    found: list[Person] = []
    i = at
    while i < len(units):
        j = i
        while j < len(units) and units[j].words.lower() in (",", "and"):
            j += 1
        gender = _gender(units[j : j + 1], roles) if j < len(units) and units[j].kind == "h" else None
        j += j < len(units) and units[j].kind == "h"
        name, k = _name(units, j, roles, after_title=True)
        if name is None:
            break
        side, k = _of_country(units, k)
        found.append(Person(units[j].first, units[k - 1].last, name, office.office, side, gender))
        i = k
    if found:
        found[0] = replace(found[0], first=office.first)
    return found, i


def _joined(found: Sequence[Person], tokens: Sequence[Token], roles: Roles) -> list[Person]:
    """Join a name and an office that stand side by side ("the Minister of X, Y"), and the two offices of one person."""
    joined: list[Person] = []
    for person in found:
        above = joined[-1] if joined else None
        if above is not None and _apposed(above, person, tokens, roles):
            double = above.bare and above.office and person.office and not _rank_only(person, roles)
            office = f"{above.office} and {person.office}" if double else above.office or person.office
            if (
                not above.bare and person.bare and person.office
            ):  # "Gen. X, Chief of Defence": the office says more than the rank
                office = person.office
            joined[-1] = Person(
                above.first,
                person.last,
                above.name or person.name,
                office,
                above.side or person.side,
                above.gender or person.gender,
            )
            _double(joined, tokens)
        else:
            joined.append(person)
    return [person for person in joined if person.titled]


def _double(joined: list[Person], tokens: Sequence[Token]) -> None:
    """Join the first of two offices that one named person holds ("Deputy Prime Minister and Minister for Defence, X")."""
    if len(joined) < 2 or not joined[-2].bare or joined[-1].bare:
        return
    one, two = joined[-2], joined[-1]
    alone = one.first == 0 or tokens[one.first - 1].lower not in ("the", "by", "between")
    if [t.lower for t in tokens[one.last : two.first]] == ["and"] and alone:
        joined[-2:] = [
            replace(two, first=one.first, office=f"{one.office} and {two.office}", side=one.side or two.side)
        ]


def _rank_only(person: Person, roles: Roles) -> bool:
    """Tell whether a person's title is a military rank, behind which an office may still come."""
    words = (person.office or "").lower().split()
    return any(" ".join(words[k:]) in roles.ranks for k in range(len(words)))


def _apposed(one: Person, two: Person, tokens: Sequence[Token], roles: Roles) -> bool:
    between = [t.lower for t in tokens[one.last : two.first]]
    if one.bare and not two.bare:
        if not between:
            return True
        if between == ["and"]:
            return two.office is not None and (
                one.first == 0 or tokens[one.first - 1].lower not in DETERMINERS
            )
    if between not in ([","], [",", "the"], [",", "his"], [",", "her"], [",", "currently"], [",", "a"]):
        return False
    if one.bare:
        return two.name is not None and (two.office is None or _rank_only(two, roles))
    return two.bare and (one.office is None or _rank_only(one, roles))
