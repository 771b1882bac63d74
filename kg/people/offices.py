"""Office phrases: their modifiers, their head, and the tails that say of what."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import Entity
from kg.people.units import Unit

__all__ = ["office_at", "office_key"]

_SENT = frozenset(
    "ambassador envoy representative commissioner consul observer delegate adviser advisor".split()
)
"""Offices whose holders are sent to a country or body, of which they are not."""

_OF = frozenset(["of", "for", "to", "on", "in"])


def office_at(units: Sequence[Unit], at: int) -> tuple[str | None, Entity | None, int]:
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
        elif (
            unit.kind == "p"
            or (unit.kind == "n" and head is None and i == at)
            or (unit.lower in ("and", "&", "/", ",") and _goes_on(units, i, head))
        ):
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


def _goes_on(units: Sequence[Unit], at: int, head: int | None) -> bool:
    """Tell whether "and" or a comma stands inside an office ("Foreign and Commonwealth Secretary")."""
    if head is not None or at + 1 >= len(units) or at == 0 or units[at - 1].kind != "p":
        return False
    return (any(u.kind in "oO" for u in units[at + 1 : at + 5]) and units[at + 1].kind in "poO") or units[
        at + 1
    ].lower == "and"


def _tails(units: Sequence[Unit], at: int) -> tuple[int, Entity | None, int]:
    """Read "of Foreign Affairs", "of the Joint Chiefs of Staff", "Responsible for …", "(EUSR)", "of Jordan"."""
    i, side, office_end = at, None, at
    while i < len(units):
        words = units[i].lower
        if words == "(" and i + 2 < len(units) and units[i + 2].words == ")" and not _is_name(units[i + 1]):
            i += 3
            office_end = i
            continue
        if units[i].kind == "p" and i + 1 < len(units) and units[i + 1].lower in _OF:
            i += 1
            continue
        if words not in _OF:
            break
        j = i + 1
        while j < len(units) and units[j].lower in ("the", "his", "her", "its", "their"):
            j += 1
        if (
            j >= len(units)
            or units[j].kind not in "pclnoO"
            or (words in ("in", "on", "to") and units[j].kind not in "pcl")
        ):
            break
        listed = _regions(units, j) if words == "for" else j
        if listed > j:
            i = office_end = listed
            continue
        if units[j].kind == "c":
            if words == "in":
                break
            entity = units[j].entity
            if words == "to":
                if not any(u.lower.split(" ")[-1] in _SENT for u in units[max(0, i - 6) : i]):
                    break  # "the visit of the Foreign Secretary to Norway"
                return j + 1, side, j + 1  # "Ambassador of Argentina to Norway"
            if entity is not None and (side is None or entity.kind == "country"):
                side = entity
            i = j + 1
            if entity is not None and entity.kind != "country":
                office_end = i
            wide = "plc" if entity is not None and entity.kind == "organization" else "p"
            while i < len(units) and units[i].kind in wide:  # "of U.S. Army Europe"
                i += 1
                office_end = i
            continue
        addressed, unknown = _to_honorific(units, j), _to_name(units, j)
        while j < len(units) and (
            j < max(addressed, unknown)
            or units[j].kind in "poOl"
            or (units[j].kind == "n" and j == i + 1)
            or _inner(units, j)
        ):
            j += 1
        if j == i + 1 or units[j - 1].kind == "x":
            break
        i = office_end = j
    return i, side, max(office_end, at)


def _regions(units: Sequence[Unit], at: int) -> int:
    """Return where a list of what an office is for ends ("for South Asia, the United Nations and the Commonwealth").

    What is no list of names, the last of them behind "and", ends where it begins.
    """
    i, joined = at, False
    while i < len(units):
        while i < len(units) and units[i].kind in "clp":
            i += 1
        if i > at + 1 and " and " in units[i - 1].lower:  # "Africa, Latin America and the Caribbean"
            return i
        follows = i + (i < len(units) and units[i].words == ",")
        follows += follows < len(units) and units[follows].lower == "and"
        last = follows > i and units[follows - 1].lower == "and"
        follows += follows < len(units) and units[follows].lower == "the"
        if joined or follows == i or follows >= len(units) or units[follows].kind not in "clp":
            break
        i, joined = follows, last
    return i if joined else at


def _to_honorific(units: Sequence[Unit], at: int) -> int:
    """Return where an unknown portfolio ends before a form of address ("for Acquisition and Sustainment Dr. X")."""
    for k in range(at, min(at + 9, len(units))):
        if units[k].kind == "h" and units[k].lower not in ("the", "his", "her"):
            return k
        if units[k].kind not in "nplc" and units[k].lower not in ("and", "&", ",", "of", "the"):
            return at
        if units[k].lower in (",", "and") and k + 1 < len(units) and units[k + 1].kind in "hro":
            return at  # the form of address is another person's
    return at


def _to_name(units: Sequence[Unit], at: int) -> int:
    """Return where a portfolio ends whose last words are unknown ("Foreign Affairs and Nationals Abroad, Jo Lind").

    It begins with a known word, and a name of two words or more stands behind its comma.
    """
    k = at
    while k < len(units) and (units[k].kind in "np" or units[k].lower in ("and", "of", "the")):
        k += 1
    end = k
    if k < len(units) and units[k].kind == "c":  # "… Abroad of Algeria, Jo Lind"
        k += 1
        while end > at and units[end - 1].lower in ("of", "the"):
            end -= 1
    last = next((n for n in range(end - 1, at, -1) if units[n].lower == "and"), at)
    a_name = [u.kind for u in units[last + 1 : end]] == ["n", "n"]
    named = [u.kind for u in units[k + 1 : k + 3]] == ["n", "n"] and units[k].words == ","
    return end if last > at and units[at].kind == "p" and named and not a_name else at


def _is_name(unit: Unit) -> bool:
    """Tell whether what stands in parentheses is a name, not an abbreviation or a portfolio ("(EUSR)", "(East)")."""
    return unit.kind == "n" and not unit.words.isupper()


def _inner(units: Sequence[Unit], at: int) -> bool:
    """Tell whether "and", "of" or a comma goes on with a portfolio ("of Foreign Affairs and Trade")."""
    if units[at].lower not in ("and", "&", ",", "of", "the") or at + 1 >= len(units):
        return False
    if units[at].words == ",":
        return (
            units[at + 1].kind == "p"
            and any(u.lower == "and" for u in units[at + 1 : at + 4])
            and not any(u.kind in "oO" for u in units[at + 1 : at + 4])
        )
    run = at + 1 + (units[at].words in ("of", "and") and units[at + 1].lower == "the")
    if run >= len(units) or units[run].kind != "p":
        return False
    while run < len(units) and units[run].kind == "p":
        run += 1
    return run >= len(units) or units[run].kind not in "oO"


_SAME_OFFICE = (
    (re.compile(r"\b(?:national )?defen[cs]e\b"), "defense"),
    (re.compile(r"\bforeign affairs\b|\bexternal affairs\b"), "foreign"),
    (re.compile(r"\bminister (?:of|for) (?:the )?"), "minister "),
    (re.compile(r"\bsecretary of (?:the )?"), "secretary "),
)
_EMPTY = frozenset(["of", "for", "the", "and"])


def office_key(office: str | None) -> str:
    """Return the kind of an office, the same for its usual spellings.

    >>> office_key("Minister of Defence") == office_key("Defense Minister")
    True
    >>> office_key("Foreign Minister") == office_key("Prime Minister")
    False
    """
    words = (office or "").lower()
    for pattern, other in _SAME_OFFICE:
        words = pattern.sub(other, words)
    return " ".join(sorted(set(re.findall(r"\w+", words)) - _EMPTY))
