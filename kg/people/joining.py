"""Names and offices that stand side by side and are one person's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.english import DETERMINERS, Token
from kg.model import Entity
from kg.vocabulary import Roles

__all__ = ["Person", "united"]


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


def united(found: Sequence[Person], tokens: Sequence[Token], roles: Roles) -> list[Person]:
    """Join a name and an office that stand side by side ("the Minister of X, Y"), and the two offices of one person."""
    joined: list[Person] = []
    behind = 0  # how many were joined when an office was found behind the name of the last
    for person in found:
        above = joined[-1] if joined else None
        second = above is not None and behind == len(joined) and _second_office(above, person, tokens)
        if above is not None and (second or _apposed(above, person, tokens, roles)):
            inside = tokens[above.last].words == "(" and _closed(tokens, person)
            office = _office(above, person, roles, second=second, inside=inside)
            joined[-1] = Person(
                above.first,
                person.last + inside,
                above.name or person.name,
                office,
                above.side or person.side,
                above.gender or person.gender,
            )
            behind = len(joined) if not above.bare and person.bare else 0
            _double(joined, tokens, apposed=tokens[above.last].words == ",")
        else:
            joined.append(person)
    return [person for person in joined if person.titled]


def _office(above: Person, person: Person, roles: Roles, *, second: bool, inside: bool) -> str | None:
    """Return the office of one person whom two phrases give, the second behind "and" or ``inside`` parentheses."""
    if not above.office or not person.office:
        return above.office or person.office
    if second:
        return f"{above.office} and {person.office}"
    if _counterpart(above, roles):
        return person.office
    if _rank_only(person, roles):
        return above.office if above.bare else person.office
    if inside:  # "Raksha Mantri (Defence Minister)": the same office in other words
        return person.office if _rank_only(above, roles) else f"{above.office} ({person.office})"
    if above.bare:
        return f"{above.office} and {person.office}"
    return person.office if person.bare else above.office  # "Gen. X, Chief of Defence": more than the rank


def _second_office(one: Person, two: Person, tokens: Sequence[Token]) -> bool:
    """Tell whether "and" adds an office behind a name ("X, Deputy Prime Minister and Minister for Defence")."""
    return two.bare and [t.lower for t in tokens[one.last : two.first]] == ["and"]


def _double(joined: list[Person], tokens: Sequence[Token], *, apposed: bool) -> None:
    """Join the first of two offices of one person ("Deputy Prime Minister and Minister for Defence, X").

    Behind "the" they are one person's where the name is ``apposed`` to both by a comma, and the first is a minister's.
    """
    if len(joined) < 2 or not joined[-2].bare or joined[-1].bare:
        return
    one, two = joined[-2], joined[-1]
    article = one.first > 0 and tokens[one.first - 1].lower in ("the", "by", "between")
    alone = not article or (apposed and "minister" in (one.office or "").lower() and one.side is None)
    if [t.lower for t in tokens[one.last : two.first]] == ["and"] and alone:
        joined[-2:] = [
            replace(two, first=one.first, office=f"{one.office} and {two.office}", side=one.side or two.side)
        ]


def _rank_only(person: Person, roles: Roles) -> bool:
    """Tell whether a person's title is a military rank, behind which an office may still come."""
    words = (person.office or "").lower().partition(" (")[0].split()  # "General (Ret.)"
    return any(" ".join(words[k:]) in roles.ranks for k in range(len(words)))


def _counterpart(person: Person, roles: Roles) -> bool:
    """Tell whether a person is called no more than somebody's counterpart."""
    return (person.office or "").lower() in roles.counterparts


def _closed(tokens: Sequence[Token], person: Person) -> bool:
    """Tell whether a phrase ends where parentheses do."""
    return person.last < len(tokens) and tokens[person.last].words == ")"


def _apposed(one: Person, two: Person, tokens: Sequence[Token], roles: Roles) -> bool:
    """Tell whether two phrases are one person's: a title and a name, side by side or with a comma between."""
    between = [t.lower for t in tokens[one.last : two.first]]
    if between == ["("] and two.bare and one.office and _closed(tokens, two):
        return True
    if one.bare and not two.bare:
        if not between or (between == ["("] and _closed(tokens, two)):
            return True
        if between == ["and"]:
            return two.office is not None and (
                one.first == 0 or tokens[one.first - 1].lower not in DETERMINERS
            )
    if between not in ([","], [",", "the"], [",", "his"], [",", "her"], [",", "currently"], [",", "a"]):
        return False
    if one.bare and _counterpart(one, roles):
        return two.name is not None
    if one.bare:
        return two.name is not None and (two.office is None or _rank_only(two, roles))
    if not two.bare or (one.side is not None and two.side is not None and one.side != two.side):
        return False  # "the Minister of A, X, the Minister of B": the second is another's
    fuller = bool(one.office) and set((one.office or "").lower().split()) <= set(
        (two.office or "").lower().split()
    )
    return one.office is None or _rank_only(one, roles) or fuller  # "Ambassador X, Ambassador of Y to Z"
