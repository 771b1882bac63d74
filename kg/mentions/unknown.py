"""What a run of capital words denotes that the vocabulary does not hold as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg import iris
from kg.english import (
    ARTICLES,
    AUXILIARIES,
    CONJUNCTIONS,
    MODALS,
    NUMBERS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    Token,
    is_adverb,
)
from kg.lexicon import Name
from kg.linking import link, person
from kg.model import Entity, Meeting, Mention, Span
from kg.vocabulary import Roles, Vocabulary

__all__ = ["IN", "unknown"]

IN = frozenset(
    ["in", "at", "from", "to", "near", "off", "into", "via", "toward", "towards", "around", "across"]
)


_AFTER_NAMES = (
    PREPOSITIONS | MODALS | AUXILIARIES | CONJUNCTIONS | RELATIVES | SUBORDINATORS | frozenset(["to", "that"])
)


_GENERIC = frozenset(
    """
    ally allies partner partners member members states sides parties leaders government governments
    state mou moc moi loi fta gdp gnp
    """.split()
)


class _Run(NamedTuple):
    """A run of capital words: tokens ``low`` to ``high`` (end exclusive), and the known names ``inside`` it."""

    tokens: Sequence[Token]
    low: int
    high: int
    span: Span
    inside: Sequence[Name]
    words: Sequence[str]
    lowered: Sequence[str]
    label: str

    def mention(self, kind: str, country: str | None = None) -> Mention:
        """Make a mention of the whole run."""
        return Mention(self.span, Entity(iris.entity(kind, self.label), self.label, kind, country))


def unknown(
    tokens: Sequence[Token],
    low: int,
    high: int,
    span: Span,
    *,
    inside: Sequence[Name],
    meeting: Meeting,
    vocabulary: Vocabulary,
    quoted: bool,
) -> Mention | None:
    """Make a mention of a run that the vocabulary does not hold as a whole; titles and common nouns are none."""
    roles = vocabulary.roles
    words = [t.words for t in tokens[low:high] if t.words != "."]
    label = " ".join("".join(_joined(tokens, low, high)).split())
    run = _Run(tokens, low, high, span, inside, words, [w.lower() for w in words], label)
    met = _participant(words, meeting)
    if met is not None:
        verb = tokens[high].lower if high < len(tokens) else ""
        speaks = any(f.forms & {"past", "third"} for f in vocabulary.frames.get(verb, ()))
        return None if speaks else Mention(span, met)  # "which Minister X accepted" is the author's aside
    if _is_title(run, roles):
        return None
    titled = _titled(run, roles)
    if titled is not None:
        name = " ".join(
            w for w in titled.words if w.lower() not in roles.titles and w.lower() not in roles.portfolios
        )
        return _person(name, titled, meeting, vocabulary) if name else None
    head = _head(words, roles)
    if quoted:
        return run.mention(head or "instrument")
    if inside and head is None:
        return _beside(run, roles)
    if _is_common(run, meeting, vocabulary) or (low == 0 and not head and len(words) == 1):
        return None
    kind = head or _kind(run)
    return run.mention(kind, inside[0].entities[0].country if inside and kind == "organization" else None)


def _begins_with_title(run: _Run, roles: Roles) -> bool:
    """Tell whether a run is a title, of one word or several, and a name behind it ("Prime Minister Reyes")."""
    starts = (" ".join(run.lowered[:k]) for k in range(1, min(4, len(run.words))))
    return any(start in roles.titles for start in starts)


def _titled(run: _Run, roles: Roles) -> _Run | None:
    """Return the part of a run that is a title and a name, without the country before ("Norwegian Minister X")."""
    if any(w in roles.heads for w in run.words):
        return None
    if _begins_with_title(run, roles):
        return run
    opens = bool(run.inside) and run.inside[0].start == run.span.start
    if not opens or run.inside[0].entities[0].kind != "country":
        return None
    low = next((k for k in range(run.low, run.high) if run.tokens[k].start >= run.inside[0].end), run.high)
    words = [t.words for t in run.tokens[low : run.high] if t.words != "."]
    lowered = [w.lower() for w in words]
    if len(words) < 2 or lowered[-1] in roles.titles or lowered[-1] in roles.portfolios:
        return None
    part = run._replace(low=low, span=Span(run.tokens[low].start, run.span.end), words=words, lowered=lowered)
    return part if _begins_with_title(part, roles) else None


def _person(name: str, run: _Run, meeting: Meeting, vocabulary: Vocabulary) -> Mention:
    """Make a mention of a name behind a title: the office-holder of the day, or somebody of that name and why."""
    office = " ".join(w for w in run.words if w not in name.split())
    side = run.inside[0].entities[0] if run.inside else None
    entity = Entity(iris.entity("person", name), name, "person", side.country if side is not None else None)
    near = [p.side for p in meeting.participants if p.side is not None]
    found = link(name, office, side, meeting.date, vocabulary, near=near)
    return Mention(run.span, person(found, entity, meeting.date, vocabulary), found.note)


def _is_title(run: _Run, roles: Roles) -> bool:
    """Tell whether a run names nobody: titles and portfolios alone ("Foreign Minister")."""
    if " ".join(run.lowered) in roles.titles:
        return True
    titles = [w in roles.titles or w in roles.plurals for w in run.lowered]
    fits = (title or w in roles.portfolios for title, w in zip(titles, run.lowered, strict=True))
    return any(titles) and all(fits)


def _beside(run: _Run, roles: Roles) -> Mention | None:
    """Make a mention of a run that holds a known name and no head noun, or of the word beside the name."""
    first = run.words[0]
    begins = run.inside[0].start == run.span.start
    if first.isupper() and len(first) > 1 and not begins:
        return run.mention("organization")  # "IIT Madras"
    if run.lowered[-1] in roles.titles and begins:
        return run.mention("person", run.inside[0].entities[0].country)
    return _leftover(run.tokens, run.low, run.high, run.inside) if len(run.inside) == 1 else None


def _is_common(run: _Run, meeting: Meeting, vocabulary: Vocabulary) -> bool:
    """Tell whether a run is a common noun with a capital ("Allies"), or abbreviates an office of those who met."""
    if all(w in _GENERIC for w in run.lowered):
        return True
    if len(run.words) > 1:
        return False
    word = run.words[0]
    if any(word in re.findall(r"\(([A-Z/]{2,})\)", p.office or "") for p in meeting.participants):
        return True
    coded = any(c.isdigit() for c in word) and not word.isupper()
    return coded or _mixed(word) or _generic(word, run.low, run.tokens, vocabulary)


def _kind(run: _Run) -> str:
    """Guess what a run without a head noun names: a body by its capitals, a place by the preposition before it."""
    if run.words[-1].isupper() and len(run.words[-1]) > 1:
        return "organization"
    before = run.tokens[run.low - 1].lower if run.low else ""
    if before in ARTICLES and run.low > 1:
        before = run.tokens[run.low - 2].lower
    return "place" if before in IN else "thing"


def _joined(tokens: Sequence[Token], low: int, high: int) -> Iterator[str]:
    """Yield the words of tokens with the gaps that they have in the text."""
    for i in range(low, high):
        if i > low and tokens[i].start > tokens[i - 1].end:
            yield " "
        yield tokens[i].words


def _mixed(word: str) -> bool:
    """Tell whether a word is a type designation ("K9") or a compound adjective ("Hwasong-class")."""
    has_digit = any(c.isdigit() for c in word)
    parts = word.split("-")
    return (has_digit and word[:1].isalpha() and (len(word) <= 5 or "-" in word) and "+" not in word) or (
        len(parts) > 1 and parts[-1].islower()
    )


def _generic(word: str, low: int, tokens: Sequence[Token], vocabulary: Vocabulary) -> bool:
    lower = word.lower()
    if (
        lower in NUMBERS
        or lower in PREPOSITIONS
        or len(word) == 1
        or "/" in word
        or (low == 0 and not word.isupper())
    ):
        return True
    following = tokens[low + 1] if low + 1 < len(tokens) else None
    if following is None:
        return False
    if following.words == "$" or (lower in vocabulary.roles.currencies and following.words[0].isdigit()):
        return True
    if tokens[low - 1].lower in ("his", "her", "its", "their") if low else False:
        return True
    if word.isupper() and low and tokens[low - 1].words == "(" and following.words == ")":
        return True  # an abbreviation behind what it abbreviates
    if word in vocabulary.roles.heads:
        return False
    verb = following.lower.endswith("ed") or following.lower in vocabulary.frames
    return (
        following.words[:1].islower()
        and following.lower not in _AFTER_NAMES
        and not verb
        and not is_adverb(following.lower)
    )


def _head(words: Sequence[str], roles: Roles) -> str | None:
    """Return the kind that the head noun of a name shows: its last word, or the first before "of" and a proper noun."""
    if len(words) > 1 and words[-1].capitalize() in roles.heads:
        return roles.heads[words[-1].capitalize()]
    for small in ("of", "for", "on"):
        if small in words[1:] and words[words.index(small) - 1] in roles.heads:
            return roles.heads[words[words.index(small) - 1]]
    if len(words) > 1 and words[0] in roles.heads:
        return roles.heads[words[0]]
    if len(words) == 1:
        return roles.heads.get(words[0])
    return next((roles.heads[w] for w in words[1:-1] if roles.heads.get(w) in ("place", "meeting")), None)


def _leftover(tokens: Sequence[Token], low: int, high: int, inside: Sequence[Name]) -> Mention | None:
    """Return the unknown part beside a known name ("Karabakh Armenians")."""
    rest = [i for i in range(low, high) if not any(n.start <= tokens[i].start < n.end for n in inside)]
    if (
        len(rest) != 1
        or tokens[rest[0]].lower in _GENERIC
        or not tokens[rest[0]].capital
        or rest[0] == 0
        or _mixed(tokens[rest[0]].words)
    ):
        return None
    token = tokens[rest[0]]
    return Mention(
        Span(token.start, token.end), Entity(iris.entity("place", token.words), token.words, "place")
    )


def _participant(words: Sequence[str], meeting: Meeting) -> Entity | None:
    keys = {iris.slug(w) for w in words}
    for p in meeting.participants:
        if p.entity.kind == "person" and keys & {iris.slug(w) for w in p.name.split() if len(w) > 2}:
            return p.entity
    return None
