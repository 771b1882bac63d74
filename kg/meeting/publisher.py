"""The body that issued the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg import iris
from kg.lexicon import Name
from kg.meeting.attendance import PRESENT
from kg.meeting.model import Scene, lowered
from kg.model import Entity, Participant
from kg.vocabulary import Vocabulary

__all__ = ["homed", "publisher_of"]

_GENERAL = re.compile(
    r"(?:the )?(?:[A-Z][\w’'.-]*\.? )*"
    r"(?:Ministry|Department|Office|Embassy|Commission|Council|Secretariat|Agency|Delegation|Presidency)"
    r"(?:(?: of| for)?(?: the| and)? [A-Z][\w’'-]+)*"
    r"|The White House|Prime Minister of (?:the )?[A-Z]\w+(?: [A-Z]\w+)?"
)
_STATE_LINE = re.compile(r"(?:Government of |The )?(?:(?:[A-Z]\w+|of|the|and) ?){1,6}$")
"""A line beside a ministry's that names but its country ("Republic of Korea", "Government of India")."""
_STATE = re.compile(r",? (?:of )?(?:the )?(?:Republic|Kingdom|Government)?(?: of)?$")
_IN_TITLE = re.compile(
    r"\bthe ((?:[A-Z][\w-]+ (?:and )?)+Office|[A-Z]\w+ Office|Ministry of (?:[A-Z]\w+ ?)+)"
)


def publisher_of(scene: Scene) -> Entity | None:
    """Find the body that issued the document in the lines around the title, or else in the title.

    >>> import kg
    >>> from kg.meeting.model import scene
    >>> from kg.summary import read
    >>> from kg.vocabulary import load
    >>> publisher_of(scene(read(kg.text.read(kg.seed()), load()), load())).label
    'Ministry of Defense'
    """
    summary, characters = scene.summary, scene.characters
    lines = [
        cell
        for line in summary.head
        if line.span != summary.title
        for cell in _COLUMN.split(line.span.of(characters))
    ]
    return _in_lines(scene, lines) or _in_title(scene) or _in_lines(scene, _closing(characters))


_COLUMN = re.compile(r"\s{3,}|\t")
_CLOSING = 4
"""How many lines below a text may say who issued it, and when and where."""
_LONGEST_LINE = 60
"""The line of an issuer is no longer, in characters."""


def _closing(characters: str) -> list[str]:
    """Return the last lines, above which a sentence ends, where they are all short ("Ministry of X", "Singapore")."""
    lines = [line.strip() for line in characters.rstrip().splitlines() if line.strip()]
    last: list[str] = []
    while lines and len(lines[-1]) <= _LONGEST_LINE and not lines[-1].endswith((".", ":", ";")):
        last.insert(0, lines.pop())
    return last if len(last) <= _CLOSING else []


def _in_lines(scene: Scene, lines: Sequence[str]) -> Entity | None:
    """Find the body that lines around a text name, the first with a name of its own."""
    office: Entity | None = None
    for number, words in enumerate(lines):
        if PRESENT.match(words):
            break
        whole = words.strip(" .|").replace("’", "'")
        spelled = words if whole in scene.vocabulary.names else lowered(words)  # "NATO" is no shouting
        names = scene.lexicon.names(spelled)
        found = next((n for n in names if n.entities[0].kind == "organization"), None)
        body = found.entities[0] if found is not None else None
        general = _GENERAL.match(spelled)
        name = general.group() if general else ""
        if name and "|" not in name and (found is None or len(name) > found.end - found.start):
            beside = [*lines[:number][-1:], *lines[number + 1 : number + 2]]
            country = [
                n
                for line in beside
                for n in scene.lexicon.names(lowered(line))
                if _STATE_LINE.match(lowered(line))
            ]
            own = _general(name, names or country, scene.vocabulary)
            if own.known or not own.label.lower().startswith(("office", "the office")):
                return own
            office = office or own  # a body with a name of its own may still follow
        elif body is not None:
            return body
    return office


def _general(words: str, names: Sequence[Name], vocabulary: Vocabulary) -> Entity:
    """Find or make the body with a general name ("Ministry of Defence") in a line that may also name its country."""
    state = next((n.entities[0] for n in names if n.entities[0].kind == "country"), None)
    country = state.country if state else None
    name = _STATE.sub("", words.strip(" ,"))
    spelled = (name, f"{name} of {state.label}") if state else (name,)
    bodies = [e for form in spelled for e in vocabulary.names.get(form, ()) if e.kind == "organization"]
    known = next((e for e in bodies if country is None or e.country == country), None)
    if known is not None and (country or len({e.country for e in bodies}) == 1):
        return known
    return Entity(iris.entity("organization", name, country or ""), name, "organization", country)


def _in_title(scene: Scene) -> Entity | None:
    """Find an office that the title names as the source ("from the Prime Minister's Office")."""
    named = _IN_TITLE.search(scene.title)
    if named:
        name = named.group(1)
        return Entity(iris.entity("organization", name), name.strip(), "organization")
    first = next(
        (e for n in scene.title_names if (e := n.entities[0]).kind == "organization" and e.country),
        None,
    )
    return first if first is not None and "Office" in first.label else None


def homed(
    publisher: Entity | None, participants: Sequence[Participant], vocabulary: Vocabulary
) -> Entity | None:
    """Make a body with a general name ("Ministry of Defense") that of the country of the side that is named first."""
    if publisher is None or publisher.country is not None or publisher.known:
        return publisher
    side = participants[0].side if participants else None
    if side is None or side.country is None:
        return publisher
    bodies = vocabulary.names.get(f"{publisher.label} of {side.label}", ())
    known = next((e for e in bodies if e.kind == "organization" and e.country == side.country), None)
    if known is not None:
        return known
    iri = iris.entity("organization", publisher.label, side.country)
    return replace(publisher, iri=iri, country=side.country)
