"""Names in the content of a statement: those that the vocabulary holds, and unknown ones by their capitals and head noun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg import iris
from kg.english import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    MODALS,
    MONTHS,
    NUMBERS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    WEEKDAYS,
    Token,
    is_adverb,
)
from kg.lexicon import Name
from kg.model import Entity, Meeting, Mention, Span
from kg.vocabulary import Roles, Vocabulary

__all__ = ["find"]

_INNER = frozenset(["of", "on", "for", "the", "and", "de", "la", "del", "al"])
_IN = frozenset(["in", "at", "from", "to", "near", "off", "into", "via", "toward", "towards", "around", "across"])
_AFTER_NAMES = (
    PREPOSITIONS
    | MODALS
    | AUXILIARIES
    | CONJUNCTIONS
    | RELATIVES
    | SUBORDINATORS
    | frozenset(["to", "that"])
)
_SMALL = PREPOSITIONS | CONJUNCTIONS | SUBORDINATORS | RELATIVES | DETERMINERS
_PERIODS = frozenset(set(MONTHS) | set(WEEKDAYS))


def find(
    tokens: Sequence[Token],
    first: int,
    last: int,
    names: Sequence[Name],
    meeting: Meeting,
    vocabulary: Vocabulary,
) -> tuple[Mention, ...]:
    """Find what the tokens from ``first`` to ``last`` (end exclusive) name, each thing once, in text order."""
    if first >= last:
        return ()
    start, end = tokens[first].start, tokens[last - 1].end
    known = [n for n in names if start <= n.start and n.end <= end]
    found: list[Mention] = []
    covered: list[Span] = []
    for low, high, quoted in _runs(tokens, first, last, known, vocabulary.roles):
        span = Span(tokens[low].start, tokens[high - 1].end)
        inside = [n for n in known if n.start >= span.start and n.end <= span.end]
        if len(inside) == 1 and (inside[0].start, inside[0].end) == (span.start, span.end):
            continue
        mention = _unknown(tokens, low, high, span, inside, meeting, vocabulary, quoted=quoted)
        if mention is not None:
            found.append(mention)
            covered.append(mention.span)
    for name in known:
        span = Span(name.start, name.end)
        if not any(span.overlaps(c) for c in covered):
            found.append(Mention(span, _meant(name, tokens, first, vocabulary)))
    return tuple(_unique(sorted(found, key=lambda m: m.span)))


def _unique(mentions: Sequence[Mention]) -> Iterator[Mention]:
    seen: set[str] = set()
    for mention in mentions:
        if mention.entity.iri not in seen:
            seen.add(mention.entity.iri)
            yield mention


def _meant(name: Name, tokens: Sequence[Token], first: int, vocabulary: Vocabulary) -> Entity:
    """Choose what a known name denotes: after "in" or "at" a capital is a place, elsewhere its government."""
    entity = name.entities[0]
    if name.seat and entity.kind == "country":
        place = next((e for e in name.entities if e.kind == "place"), None)
        before = next((t.lower for t in reversed(tokens) if t.end <= name.start), "")
        if place is not None and before in _IN:
            return place
    return entity


def _runs(
    tokens: Sequence[Token], first: int, last: int, known: Sequence[Name], roles: Roles
) -> Iterator[tuple[int, int, bool]]:
    """Cut the tokens into runs of capital words, with the small words and numbers inside them, and quoted titles."""
    starts = {n.start: n.end for n in known}
    countries = frozenset(n.start for n in known if n.entities[0].kind == "country")
    i = first
    while i < last:
        token = tokens[i]
        if token.words in ("“", '"'):
            close = next((k for k in range(i + 1, min(last, i + 14)) if tokens[k].words in ("”", '"')), None)
            if (
                close is not None
                and tokens[i + 1].capital
                and sum(t.capital for t in tokens[i + 1 : close]) >= 2
            ):
                end = close - (tokens[close - 1].words in (",", "."))
                yield i + 1, end, True
                i = close + 1
                continue
        if not _capital(token, roles):
            i += 1
            continue
        low = i
        high = _run_end(tokens, i, last, starts, countries, roles)
        yield low, high, False
        i = max(high, i + 1)


def _capital(token: Token, roles: Roles) -> bool:
    return (
        token.capital
        and token.words[0].isalpha()
        and token.lower not in _PERIODS
        and token.lower not in _SMALL
    )


def _run_end(
    tokens: Sequence[Token],
    i: int,
    last: int,
    starts: dict[int, int],
    countries: frozenset[int],
    roles: Roles,
) -> int:
    high = i + 1
    if tokens[i].start in starts:
        while high < last and tokens[high].start < starts[tokens[i].start]:
            high += 1
    while high < last:
        token = tokens[high]
        if _capital(token, roles) or (
            token.words[0].isdigit() and high > i and tokens[high - 1].words.isupper()
        ):
            high += 1
            continue
        if (
            token.words == "."
            and len(tokens[high - 1].words) <= 2
            and high + 1 < last
            and _capital(tokens[high + 1], roles)
        ):
            high += 1
            continue
        if (
            token.words == "("
            and high + 2 < last
            and tokens[high + 2].words == ")"
            and tokens[high + 1].words.isupper()
        ):
            high += 3
            continue
        if token.lower == "'s" and tokens[high - 1].end not in starts.values() and _bodies_later(tokens, high + 1, last, roles):
            high += 2  # "the People's Navy"
            continue
        if token.lower in _INNER and token.lower != "and":
            k = high + 1
            while k < last and tokens[k].lower in ("the", "of"):
                k += 1
            heads = tokens[i].words in roles.heads or tokens[high - 1].words in roles.heads
            body = roles.heads.get(tokens[high - 1].words) == "organization" and k == high + 1
            if (
                k < last and tokens[k].start in countries and high > i + 1 and not body
            ):  # "the Review of Japan": two names
                break
            follows = k < last and (
                _capital(tokens[k], roles)
                or (tokens[k].words[0].isdigit() and len(tokens[k].words) == 4 and heads)
            )
            if follows and (heads or token.lower in ("de", "la", "del", "al")):
                high = k + 1
                continue
            if (
                token.lower in ("of", "on")
                and follows
                and _heads_later(tokens, k, last, roles)
                and token.lower == "of"
            ):
                high = k + 1
                continue
        break
    if (
        high < last
        and tokens[high].words.capitalize() in _LOWER_HEADS
        and tokens[high].words.capitalize() in roles.heads
    ):
        high += 1
    return high


_GENERIC = frozenset(
    ["ally", "allies", "partner", "partners", "member", "members", "states", "sides", "parties", "leaders", "government", "governments", "state", "mou", "moc", "moi", "loi", "fta", "gdp", "gnp"]
)
_LOWER_HEADS = frozenset(
    ["Forces", "Resolution", "Resolutions", "Communiqué", "Communique", "Declaration", "Embassy", "Summit"]
)


def _bodies_later(tokens: Sequence[Token], k: int, last: int, roles: Roles) -> bool:
    """Tell whether the name of a body goes on behind a possessive."""
    return k < last and tokens[k].capital and roles.heads.get(tokens[k].words) == "organization"


def _heads_later(tokens: Sequence[Token], k: int, last: int, roles: Roles) -> bool:
    """Tell whether a head noun ends the run that goes on behind "of" ("Law of the Sea Conference")."""
    while k < last and tokens[k].capital:
        if tokens[k].words in roles.heads:
            return True
        k += 1
    return False


def _unknown(
    tokens: Sequence[Token],
    low: int,
    high: int,
    span: Span,
    inside: Sequence[Name],
    meeting: Meeting,
    vocabulary: Vocabulary,
    *,
    quoted: bool,
) -> Mention | None:
    """Make a mention of a run that the vocabulary does not hold as a whole."""
    roles = vocabulary.roles
    words = [t.words for t in tokens[low:high] if t.words != "."]
    label = " ".join("".join(_joined(tokens, low, high)).split())
    shorts = {s for p in meeting.participants for s in re.findall(r"\(([A-Z/]{2,})\)", p.office or "")}
    person = _participant(words, meeting)
    if person is not None:
        verb = tokens[high].lower if high < len(tokens) else ""
        speaks = any(f.forms & {"past", "third"} for f in vocabulary.frames.get(verb, ()))
        return None if speaks else Mention(span, person)  # "which Minister X accepted" is the author's aside
    titles, plurals = roles.titles, roles.plurals
    lowered = [w.lower() for w in words]
    if " ".join(lowered) in titles:
        return None
    if all(w in titles or w in plurals or w in roles.portfolios for w in lowered) and any(
        w in titles or w in plurals for w in lowered
    ):
        return None
    if lowered[0] in titles and len(words) > 1 and not any(w in roles.heads for w in words):
        name = " ".join(w for w in words if w.lower() not in titles and w.lower() not in roles.portfolios)
        return Mention(span, Entity(iris.entity("person", name), name, "person")) if name else None
    head = _head(words, roles)
    if quoted:
        return Mention(span, Entity(iris.entity(head or "instrument", label), label, head or "instrument"))
    if inside and head is None and words[0].isupper() and len(words[0]) > 1 and inside[0].start > span.start:
        return Mention(
            span, Entity(iris.entity("organization", label), label, "organization")
        )  # "IIT Madras"
    if inside and head is None and lowered[-1] in titles and inside[0].start == span.start:
        return Mention(
            span, Entity(iris.entity("person", label), label, "person", inside[0].entities[0].country)
        )
    if inside and head is None:
        return (
            None
            if len(inside) > 1 or _leftover(tokens, low, high, inside) is None
            else _leftover(tokens, low, high, inside)
        )
    if all(w in _GENERIC for w in lowered) or (len(words) == 1 and words[0] in shorts):
        return None
    if len(words) == 1:
        word = words[0]
        if (
            (any(c.isdigit() for c in word)
            and not word.isupper())
            or _mixed(word)
            or _generic(word, low, tokens, vocabulary)
        ):
            return None
    if low == 0 and not head and len(words) == 1:
        return None
    before = tokens[low - 1].lower if low else ""
    before = tokens[low - 2].lower if before in ("the", "a", "an") and low > 1 else before
    kind = head or (
        "organization"
        if words[-1].isupper() and len(words[-1]) > 1
        else "place"
        if before in _IN
        else "thing"
    )
    home = inside[0].entities[0].country if inside else None
    return Mention(
        span, Entity(iris.entity(kind, label), label, kind, home if kind == "organization" else None)
    )


def _joined(tokens: Sequence[Token], low: int, high: int) -> Iterator[str]:
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
    if following.words == "$":
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
