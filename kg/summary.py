"""A readout's shape: its head with title and dates, and its body in sections of sentences.

Layouts differ by publisher: numbered headings, ``(1)`` and ``□ ○ ◦`` bullets, a breadcrumb above the title, wrapped
lines, notes and distribution lists at the end. What is here reads them all into one :class:`~kg.model.Summary`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg import text as text_
from kg.errors import NoReadoutError
from kg.model import Line, Section, Sentence, Span, Summary, Text
from kg.vocabulary import Vocabulary

__all__ = ["DATE", "read"]

_MARKER = re.compile(
    r"(?P<letter>o)[ \t\u00a0]+(?=[A-Z])"  # the small letter that stands for a circle
    r"|(?P<bullet>[□■○◯●◦•▪▫◆◇※·・･∙‧►➢➤✓‣–—*-]"
    r"|\(?\d{1,2}(?:\.\d)?[.)]|\([ivx]{1,4}\)|\(?[a-z]\)|[IVX]{1,4}\.)"  # 1. (1) 2.1) (iv) a) IV.
    r"[ \t\u00a0\u3000]+(?=\S)"
    r"|(?P<plain>\d{1,2})(?:[ \u00a0]{2,}|\t+|\u3000)(?=[A-Z])"  # "2      The Ministers"
    r"|(?P<dot>[・･□○◦●■])(?=\S)"  # these need no blank behind them
)
_NUMBERED = re.compile(r"\(?(?:\d{1,2}(?:\.\d)?|[ivxIVX]{1,4}|[a-z])[.)]")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DATE = re.compile(
    rf"(?P<y1>\d{{4}})-(?P<m1>\d{{1,2}})-(?P<d1>\d{{1,2}})(?!\d)"
    rf"|(?P<y2>\d{{4}})[./]\s?(?P<m2>\d{{1,2}})[./]\s?(?P<d2>\d{{1,2}})(?!\d)"
    rf"|(?<!\d)(?P<d3>\d{{1,2}})[./-](?P<m3>\d{{1,2}})[./-](?P<y3>\d{{4}})"
    rf"|\b(?P<mo4>{_MONTH})\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:"
    rf"|\.\d)(?:\s*\([A-Z][a-z]{{2,8}}\.?\))?(?:,?\s+(?P<y4>\d{{4}})(?!\d))?"
    rf"|(?<!\d)(?<!\d{{3}}-)(?P<d5>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?(?:\s+of)?\s+(?P<mo5>{_MONTH})(?:,?\s+(?P<y5>\d{{4}})(?!\d))?",
    re.IGNORECASE,
)
"""A date in any of the usual forms: groups y, m or mo, d, each with the number of its form."""

_END = re.compile(
    r"^\W*(?:[</]?end[>/]?|end of (?:text|statement|release)|end text|#\s*#\s*#|#{2,}|\*\s*\*\s*\*|_{4,}"
    r"|-\s*30\s*-|tags:?|distribution:?.*|contact(?:s|:| us|\s*:).*"
    r"|(?:media|press) contacts?:?.*|\[?\(?references?\]?\)?:?|\[?related (?:links?|articles?|documents?"
    r"|information)\]?:?|notes? (?:to|for) editors?:?.*"
    r"|for (?:further|more|media) (?:information|enquiries|inquiries).*|\(?attachments?\)?:?|annex(?: \w+)?"
    r"|about (?:the|us)\b.*|share(?: this)?.*|photo(?:s| credit| by|:).*|image(?:s)?:.*|caption:.*"
    r"|\((?:for )?references?\s?\d?\).*|background:?)\W*$",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"^\W*(?:\(?notes?\)?\s?\d*\s?[:.)]|\(?reference\)?\s?:|\(?attachments?\)?\s?:|editor['’]s note"
    r"|caption:|photo(?::| by)|source:|(?:\d\W+)?t(?:urkey|ürkiye) recogni[sz]es the republic of)",
    re.IGNORECASE,
)
_BEGIN = re.compile(r"^\W*(?:begin text|text of (?:the )?(?:joint )?statement)\W*:?\s*", re.IGNORECASE)
_CLOSING = re.compile(
    r"\s*(?:<\s*end\s*>|/\s*end\s*/|\(end\)|\[end\]|end text\.?|-\s?end\s?-|###)\s*$", re.IGNORECASE
)
_ENCOUNTER = re.compile(
    r"\b(?:read-out|(?:video|tele)-?conference|meet(?:s|ing|ings)?|met|talks?|calls?|conversation|conference|consultations?|dialogue|summit|sessions?|lunch(?:eon)?|dinner|breakfast|audience"
    r"|joint (?:press )?statement"
    r"|readout|discussions?|visit|visits|statement|communiqu[eé]|telecon|minutes|record|hosts?|welcomes?"
    r"|receives?|speaks?|outline|overview)\b",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"\s[-–—:]\s*(?:press |joint |media )?(?:statement|read-?out|release|note|communiqu[eé])s?$",
    re.IGNORECASE,
)
"""What kind of paper it is, behind who issued it ("European Commission - Statement"): no title."""
_NOISE = re.compile(
    r"^(?:skip to|home\b|menu\b|search\b|print\b|share\b|for immediate release|immediate release|release\b"
    r"|press releases?\b|news\b|in japanese|japanese|english|español|français"
    r"|statements and releases|readouts?$|media note$|remarks$|office of|\[?pdf|unclassified|confidential"
    r"|secret\b|top secret|restricted|attachment)",
    re.IGNORECASE,
)
_FIELD = re.compile(r"^[A-Z][A-Z ,&/]{2,24}:\s")
"""A labelled line above a record ("TIME, PLACE: …")."""
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z.’' ]{3,}(?:,\s[A-Z][\w. ]+?){0,2})(?:\s\([^)]*\))?"
    r"(?:,?\s(?:\d{1,2}\s[A-Z][a-z]+|[A-Z][a-z]+\.?\s\d{1,2})(?:,?\s\d{4})?)?\s*(?:—|–|--|\s-\s)\s*(?=[A-Z])"
)
"""The place in capitals with which a news story opens, perhaps with its day ("TOKYO —", "OSLO, 3 May 2021 –")."""
_SENTENCE_END = re.compile(r"[.!?:;][”\"’')\]]*(?:\s\([A-Z]{1,4}\))?$")  # "(C)": how a record is classified


@dataclass(frozen=True, slots=True)
class _Block:
    """One paragraph, bullet or line: its span without the marker, the marker, and its indent."""

    span: Span
    marker: str
    depth: int


def read(text: Text, vocabulary: Vocabulary) -> Summary:
    """Read the shape of a readout.

    Raises :class:`~kg.errors.NoReadoutError` where the text has no sentence at all.

    >>> import kg
    >>> from kg.vocabulary import load
    >>> shape = read(kg.text.read(kg.seed()), load())
    >>> shape.title.of(shape.text.characters), len(shape.sections)
    ('Japan-U.S. Defense Ministerial Meeting (summary)', 5)
    """
    characters = text.characters
    blocks = list(_blocks(characters))
    first = _body(characters, blocks)
    if first is None:
        raise NoReadoutError(f"{text.source}: this is no readout: it has no sentence that reports anything")
    head = [b for b in blocks[:first] if not _is_noise(b.span.of(characters))]
    title = _title(characters, head or blocks[:1])
    opening = blocks[first]
    dateline = _DATELINE.match(opening.span.of(characters))
    placed = Span(opening.span.start, opening.span.start + dateline.end("place")) if dateline else None
    if dateline:
        opening = replace(opening, span=Span(opening.span.start + dateline.end(), opening.span.end))
    sections, notes = _sections(characters, [opening, *blocks[first + 1 :]], vocabulary)
    lines = tuple(Line(b.span, b.marker, b.depth) for b in blocks[:first])
    below = tuple(Line(b.span, b.marker, b.depth) for b in notes)
    return Summary(text, title, lines, sections, below, placed)


def _blocks(characters: str) -> Iterator[_Block]:
    """Cut a text into blocks; lines that a hard wrap broke are joined again."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+", characters)]
    wrapped = max((e - s for s, e in lines), default=0) <= 100
    open_: tuple[int, int, str, int] | None = None
    before_end = 0
    for start, end in lines:
        raw = characters[start:end]
        content = raw.strip(" \t\u00a0\ufeff\u3000")
        gap = characters[before_end:start].count("\n") > 1 or not content
        before_end = end
        if not content:
            if open_:
                yield _Block(Span(open_[0], open_[1]), open_[2], open_[3])
            open_ = None
            continue
        begin = start + raw.index(content[0])
        stop = begin + len(content)
        marker = None if _END.match(content) else _MARKER.match(content)
        if (
            open_
            and wrapped
            and not gap
            and not marker
            and _continues(characters[open_[0] : open_[1]], content)
        ):
            open_ = (open_[0], stop, open_[2], open_[3])
            continue
        if open_:
            yield _Block(Span(open_[0], open_[1]), open_[2], open_[3])
        skip = marker.end() if marker else 0
        open_ = (begin + skip, stop, marker.group().strip() if marker else "", begin - start)
    if open_:
        yield _Block(Span(open_[0], open_[1]), open_[2], open_[3])


_COLUMNS = re.compile(r"\S(?: {3,}|\t+)\S")
"""A gap between two columns of a line, as in a list of those present on two sides."""


def _continues(above: str, line: str) -> bool:
    """Tell whether a line goes on with the one above it."""
    last = above.rsplit("\n", 1)[-1].strip()
    if _COLUMNS.search(last) or _COLUMNS.search(line.strip()):
        return False
    if line[0].islower():
        return True
    return len(last) >= 60 and (not _SENTENCE_END.search(last) or len(last) >= 68)


def _body(characters: str, blocks: list[_Block]) -> int | None:
    """Return the number of the first block of the body: the first that holds a sentence."""
    first = abstract = None
    for number, block in enumerate(blocks):
        words = block.span.of(characters)
        if first is not None:
            if number <= first + 6 and _still_head(
                words
            ):  # an abstract above the lines of the head, or a last line
                abstract, first = first if abstract is None else abstract, None
            continue
        if _END.match(words) or _is_noise(words) or _FIELD.match(words):
            continue
        if (
            _SENTENCE_END.search(words)
            and len(words.split()) >= 7
            and any(w.islower() for w in words.split())
        ):
            first = number
    return abstract if first is None else first


def _still_head(words: str) -> bool:
    """Tell whether a line belongs above the body: who published the text, or a bare date."""
    if len(words) > _LONGEST_DATE:
        return bool(_ISSUED.match(words))
    dated = DATE.search(words)
    bare = (
        dated is not None
        and len(words) - (dated.end() - dated.start()) < 12
        and not _SENTENCE_END.search(words)
    )
    return bare or bool(_ISSUED.match(words))


_LONGEST_DATE = 120
"""No line that says little more than a date is longer, in characters."""


_ISSUED = re.compile(
    r"^(?:from|published(?: on)?|issued(?: by| on)?|date|delivered on|updated|posted)\b\W{0,3}$|^(?:from"
    r"|published|issued by)\s*:",
    re.IGNORECASE,
)


_CRUMBS = frozenset(">›»")
"""Marks between the parts of a path through a site ("Home > News")."""


def _is_noise(words: str) -> bool:
    return (
        bool(_NOISE.match(words))
        or not _CRUMBS.isdisjoint(words.split())
        or not any(c.isalpha() for c in words)
    )


def _title(characters: str, head: list[_Block]) -> Span:
    """Choose the line that names the meeting; else the first line."""

    def merit(block: _Block) -> tuple[bool, bool]:
        words = block.span.of(characters)
        dated = DATE.search(words)
        bare = dated is not None and len(words) - (dated.end() - dated.start()) < 14
        bare = bare or bool(_KIND.search(words))
        return bool(_ENCOUNTER.search(words)) and not bare and "|" not in words, not bare and len(
            words.split()
        ) > 3

    best = max(head, key=merit)
    return best.span


def _sections(
    characters: str, blocks: list[_Block], vocabulary: Vocabulary
) -> tuple[tuple[Section, ...], list[_Block]]:
    sections: list[Section] = []
    notes: list[_Block] = []
    heading: Span | None = None
    found: list[Sentence] = []
    lead: Span | None = None
    ended = False
    for number, block in enumerate(blocks):
        words = block.span.of(characters)
        if ended or _NOTE.match(words) or _END.match(words):
            ended = ended or bool(_END.match(words))
            notes.append(block)
            continue
        if _is_heading(words, block, vocabulary):
            if found or heading:
                sections.append(Section(heading, tuple(found)))
            heading, found, lead = block.span, [], None
            continue
        span = _trimmed(characters, block.span)
        if not block.marker:
            lead = None
        if span.start >= span.end:
            continue
        spans = text_.sentences(characters, span.start, span.end)
        found.extend(Sentence(s, number, lead) for s in spans)
        if spans and characters[spans[-1].start : spans[-1].end].rstrip().endswith((":", "that", "to")):
            lead = spans[-1]
        ended = ended or bool(_CLOSING.search(words))
    if found or heading:
        sections.append(Section(heading, tuple(found)))
    return tuple(sections), notes


def _trimmed(characters: str, span: Span) -> Span:
    words = span.of(characters)
    begin = _BEGIN.match(words)
    closing = _CLOSING.search(words)
    return Span(
        span.start + (begin.end() if begin else 0), span.start + (closing.start() if closing else len(words))
    )


def _is_heading(words: str, block: _Block, vocabulary: Vocabulary) -> bool:
    """Tell whether a block is a heading: short, without a full stop, and reporting nothing."""
    tokens = words.split()
    if (_SENTENCE_END.search(words) and not words.rstrip().endswith(":")) or len(tokens) > 14:
        return False
    if words.rstrip().endswith(":"):
        return len(tokens) <= 3
    if block.marker and not _NUMBERED.fullmatch(block.marker):
        return False
    finite = {"past", "third"}
    frames = (f for token in tokens for f in vocabulary.frames.get(token.lower().strip(",;"), ()))
    return not any(f.forms & finite and not (f.light or f.action) for f in frames)
