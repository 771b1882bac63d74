"""Days, clock times and lengths as readouts write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg.english import MONTHS, NUMBERS, WEEKDAYS
from kg.summary import DATE

__all__ = ["MONTHS", "When", "duration", "find", "meeting", "own"]

_RANGED = re.compile(
    r"(?P<first>\d{1,2})(?:st|nd|rd|th)?(?P<month>(?: [A-Z][a-z]+\.?)?(?: \d{4})?)"
    r"(?:\s?[-–—]|,? (?:to|until|till|through) )\s?$"
)
"""What stands before the last day of several."""
_RANGES = re.compile(
    r"(?:[A-Z][a-z]+\.?\s+)?\d{1,2}(?:st|nd|rd|th)?(?:\s+[A-Z][a-z]+)?\s*(?:to|until|till|through|[-–—])\s*\d{1,2}(?!\d|:)"
)
"""The first day of several ("January 14 to 17"): a visit, of which the meeting took but one."""
_WEEKDAY = r"(?P<weekday>Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)\b"
_RELATIVE = re.compile(
    rf"\b(?P<today>today|this (?:morning|afternoon|evening)|tonight|(?P<before>yesterday|last (?:night|evening)))\b"
    rf"|\b{_WEEKDAY}",
    re.IGNORECASE,
)
_OWNED = re.compile(r"['’]s\s(?:[\w-]+\s){0,3}?(?P<noun>[a-z]+)")
"""What belongs to a day ("last night's raid", "Tuesday's talks")."""
_OF_A_THING = re.compile(r"(?P<noun>[\w-]+)\s+of\s+(?:[A-Z]\w+,?\s+)?$")
"""What a date of a thing stands behind ("the attack of 1 April")."""
_ENCOUNTERS = frozenset(
    """
    meeting talks call conversation conference dialogue summit consultations discussions session round
    morning afternoon evening night visit day hours course
    """.split()
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ASIDE = re.compile(
    r",\s(?:who|which|whose|whom)\b(?!\smet\s(?:in|at|on)\b)(?:[^,.]|\.(?!\s+[A-Z][a-z]))*(?:,|(?=\.)|$)"
)
"""A relative clause: what it tells of was at another time."""
_PURPOSE = re.compile(
    r"\bto (?:discuss|review|consider|explore|address|exchange|express)\b[^,;.]*", re.IGNORECASE
)
"""What the parties met for: a ceasefire "from 18:00" is no hour of the meeting."""
_RUNS = re.compile(r"\b(?:that|which)\s(?:\w+\s){0,2}(?:from|between|at)\b[^,;]*")
"""A clause on when something else takes place ("a curfew that runs from 20:00 to 05:00")."""
_HALF = r"\s*(?P<half{n}>[ap]\.?\s?m\.?)?"
_CLOCK = r"(?P<h{n}>[01]?\d|2[0-3])(?:[:.](?P<m{n}>[0-5]\d))?"


def _clock(n: int) -> str:
    return _CLOCK.replace("{n}", str(n)) + _HALF.replace("{n}", str(n))


_RANGE = re.compile(
    rf"\bfrom (?:about |around |approximately )?{_clock(1)}\s*(?:\([^)]*\)\s*)?(?:to|until|till|through|-|–"
    rf"|—)\s*(?:about |around )?{_clock(2)}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(rf"\bbetween {_clock(1)} and {_clock(2)}", re.IGNORECASE)
_HOURS = re.compile(
    r"\b(?P<from>at|from|to|until|till|and|between)\s+(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)\s+(?:hours|hrs)\b",
    re.IGNORECASE,
)
_NOON = re.compile(r"\b(?:noon|midday)\b", re.IGNORECASE)
_MIDNIGHT = re.compile(r"\bmidnight\b", re.IGNORECASE)
_START = re.compile(
    rf"\b(?:from|at|commencing(?: at)?|starting(?: at| from)?|beginning(?: at)?|began at|started at"
    rf"|opened at|since)\s+(?:about |around |approximately )?{_clock(1)}(?!\s*(?:percent|per cent|%|people"
    rf"|countries|million|billion|years?|days?|[.,]?\d))",
    re.IGNORECASE,
)
_ENDED = re.compile(rf"\b(?:ended|concluded|closed|finished|adjourned|rose) at {_clock(1)}", re.IGNORECASE)
_TENS = "|".join(w for w, n in NUMBERS.items() if n in (20, 30, 40, 50, 60, 70, 80, 90))
_ONES = "|".join(w for w, n in NUMBERS.items() if 0 < n < 10)
_NUMBER = (
    rf"(?:\d+(?:\.\d+)?|(?:{_TENS})[- ](?:{_ONES})|"
    + "|".join(sorted(NUMBERS, key=len, reverse=True))
    + r"|an?)"
)
_LENGTH = re.compile(
    rf"\b(?P<hours>{_NUMBER})(?:-|\s+)(?:and (?P<halfmid>a half|one half) )?hours?(?:(?:,| and"
    rf"| )*(?P<half>a half|half|(?P<minutes>{_NUMBER})(?:-|\s+)minutes?))?"
    rf"|\b(?P<only>{_NUMBER})(?:-|\s+)min(?:ute)?s?\b|\b(?P<halfhour>half an hour|half-hour|half hour)\b",
    re.IGNORECASE,
)
_LONG = re.compile(
    r"(?:-long)?\s(?:[\w-]+\s){0,2}(?:meeting|talks?|call|conversation|conference|dialogue|discussions?|session|visit"
    r"|exchange|consultations?|lunch|dinner|audience)\b"
)
"""What a length before a noun is the length of ("a 45-minute call")."""
_ENCOUNTER = re.compile(
    r"\b(?:meetings?|met|talks?|call|conversation|conference|dialogue|discussions?|session|visit|exchange|consultations?"
    r"|summit|lunch|dinner|audience|it|they|which)\b",
    re.IGNORECASE,
)
"""What may last as long as is told."""
_PLANNED = re.compile(r"\b(?:scheduled|planned|expected|meant|due)\b[^,;]*$")
_LASTING = re.compile(
    r"\b(?:for|lasting|lasted|over|approximately|about|around|nearly|almost|roughly|some|minutes?|hours?)"
    r"(?:\s(?:more|less|than|an?|little|full|total|of|well|just|under|over|about|around|and))*\W*$",
    re.IGNORECASE,
)


_TIMED = re.compile(
    rf"\W*time\b[^:\n]{{0,20}}:\s*(?:[^;\n]{{0,40}};\s*)?{_clock(1)}(?:\s*(?:to|-|–|—)\s*{_clock(2)})?",
    re.IGNORECASE,
)


_HELD = re.compile(
    r"\W*(?:\d\W+)?date(?:(?:,| and| &|/)? ?time\b"
    r"|\s*:(?=[^\n]*(?:\d:\d\d|\d\.\d\d\s*(?:[ap]\.?m|to|-|–|hours))))",
    re.IGNORECASE,
)
_CLOCKS = re.compile(rf"(?<!\d){_clock(1)}\s*(?:to|-|–|—)\s*{_clock(2)}", re.IGNORECASE)
_CLOCK_ALONE = re.compile(
    r"(?<![\d.])(?P<h1>[01]?\d|2[0-3])[:.](?P<m1>[0-5]\d)" + _HALF.replace("{n}", "1"), re.IGNORECASE
)
_TIMED_LINE = re.compile(rf"^{_TIMED.pattern}", re.IGNORECASE | re.MULTILINE)
_LASTED = re.compile(
    r"\b(?:lasted|lasting)(?: for)?(?: about| around| approximately| some| nearly| over)?\s*$"
)


@dataclass(frozen=True, slots=True)
class When:
    """The day of the meeting, the day of publication, and the local start time ``HH:MM``."""

    day: date | None
    issued: date | None
    start: str | None


def find(words: str, year: int | None = None) -> list[tuple[int, date | None]]:
    """Find the dates of a text with their places; a day without a year takes ``year``.

    >>> find("2025. 6. 10. (Tue)"), find("on 3 May", 1975)
    ([(0, datetime.date(2025, 6, 10))], [(3, datetime.date(1975, 5, 3))])
    >>> find("Resolution 1718"), find("30 February 2020")
    ([], [(0, None)])
    """
    found = []
    for match in DATE.finditer(words):
        groups = {k: v for k, v in match.groupdict().items() if v is not None}
        spelled = next((groups[k] for k in groups if k.startswith("mo")), None)
        month = (
            MONTHS[spelled.lower().rstrip(".")]
            if spelled
            else int(next(groups[k] for k in groups if k[0] == "m"))
        )
        day = int(next(groups[k] for k in groups if k.startswith("d")))
        which = next((int(groups[k]) for k in groups if k.startswith("y")), year)
        if spelled and spelled == "may":
            continue
        found.append((match.start(), _day(which, month, day)))
    return found


def _day(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year and 1600 <= year <= 2200 else None
    except ValueError:
        return None


def meeting(report: str, title: str, head: list[str]) -> When:
    """Tell when a meeting was from the sentence that reports it, the title, and the lines of the head.

    >>> meeting("X met Y on Tuesday.", "Readout", ["Jan. 31, 2024"]).day
    datetime.date(2024, 1, 30)
    >>> meeting("X met Y on 2 June from 9:30 a.m.", "Talks", []).day is None
    True
    """
    bare = [d for line in head if line != title for _, d in find(line) if d is not None]
    titled = [d for _, d in find(title) if d is not None]
    issued = bare[0] if bare else (titled[0] if titled else None)
    year = issued.year if issued else next((d.year for _, d in find(report) if d is not None), None)
    if year is None:  # "from January 14 to 17, 1957"
        spelled = _YEAR.search(report) or _YEAR.search(title)
        year = int(spelled.group()) if spelled else None
    timed = next((m for line in head if (m := _TIMED.match(line))), None)
    held = next(
        (line for line in head if _HELD.match(line)), ""
    )  # "Date and time: …", on a record of the meeting
    field = next((d for _, d in find(held) if d is not None), None)
    told = field or _told(report, issued, year)
    clocks = _CLOCKS.search(held)
    clock = clocks or (_CLOCK_ALONE.search(held) if held else None)
    if clock is not None:
        return When(told, issued, _time(clock, 1))
    day = told or (titled[0] if titled else None) or issued
    if day is not None and issued is not None and day > issued and (day - issued).days > 300:
        day = _day(day.year - 1, day.month, day.day)
    return When(day, issued, _start(report, title) or (_time(timed, 1) if timed else None))


def own(report: str) -> str:
    """Blank the relative clauses of a report, which tell of other times and places; the rest stays where it is.

    >>> own("Reyes, who arrived on Monday, met Roe")
    'Reyes,                        met Roe'
    """
    return _ASIDE.sub(lambda m: "," + " " * (len(m.group()) - 1), report)


def _told(report: str, issued: date | None, year: int | None) -> date | None:
    """Read the first day that the report tells, as a date or in relation to the day of publication."""
    report = own(report)
    told = [(at, d) for at, d in find(report, year) if d is not None and not _of_a_thing(report[:at])]
    single = [(at, d) for at, d in told if not _RANGED.search(report[:at]) and not _RANGES.match(report, at)]
    dated = next(iter(single or [(at, _first(report[:at], d)) for at, d in told]), None)
    relative = next((m for m in _RELATIVE.finditer(report) if not _elsewhere(report, m)), None)
    if relative and issued and (dated is None or relative.start() < dated[0] - 12):
        if relative.group("weekday"):
            wanted = WEEKDAYS[relative.group("weekday").lower()[:3]]
            return issued - timedelta(days=(issued.weekday() - wanted) % 7)
        return issued - timedelta(days=relative.group("before") is not None)
    return dated[1] if dated else None


def _first(before: str, last: date) -> date:
    """Return the first of several days in one month, of which the last is known ("from 14 to 17 May")."""
    match = _RANGED.search(before)
    same = match is not None and not match.group("month") and int(match.group("first")) < last.day
    return last.replace(day=int(match.group("first"))) if match is not None and same else last


def _elsewhere(report: str, match: re.Match[str]) -> bool:
    """Tell whether a day is that of something else than the meeting ("last night's raid", "the vote of Sunday")."""
    owned = _OWNED.match(report, match.end())
    return _of_a_thing(report[: match.start()]) or (
        owned is not None and owned.group("noun") not in _ENCOUNTERS
    )


def _of_a_thing(before: str) -> bool:
    """Tell whether a date is that of something else than the meeting ("the accord of")."""
    match = _OF_A_THING.search(before[-60:])
    return match is not None and match.group("noun").lower() not in _ENCOUNTERS


def _start(report: str, title: str) -> str | None:
    for words in map(_clocked, (own(report), title)):
        for pattern in (_RANGE, _BETWEEN):
            match = pattern.search(words)
            if match and (match.group("m1") or match.group("half1")):
                return _time(match, 1)
        match = _START.search(_PURPOSE.sub(" ", words))
        if match and (match.group("m1") or match.group("half1")):
            return _time(match, 1)
    return None


def _clocked(words: str) -> str:
    """Write hours as on a clock ("1400 hours", "noon"), and leave out those of something else.

    >>> _clocked("from noon to 1330 hours"), _clocked("a curfew that runs from 20:00 to 05:00")
    ('from 12:00 pm to 13:30', 'a curfew ')
    """
    words = _HOURS.sub(r"\g<from> \g<h>:\g<m>", _RUNS.sub("", words))
    return _MIDNIGHT.sub("12:00 am", _NOON.sub("12:00 pm", words))


def _time(match: re.Match[str], n: int) -> str:
    hour, minute = int(match.group(f"h{n}")), int(match.group(f"m{n}") or 0)
    half = match.group(f"half{n}") or (
        match.group("half2") if n == 1 and "half2" in match.re.groupindex else None
    )
    if half and half.lower().startswith("p") and hour < 12:
        hour += 12
    if half and half.lower().startswith("a") and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}"


def duration(
    report: str, title: str, characters: str, start: str | None, head: Sequence[str] = ()
) -> int | None:
    """Return the length of the meeting in minutes, told as a length, by its two ends, or by its end.

    >>> duration("held talks for about one hour and 20 minutes", "", "", None)
    80
    >>> duration("from 17:05 to 17:30", "", "", "17:05")
    25
    >>> duration("met for the first time in six years", "", "", None) is None
    True
    """
    held = _CLOCKS.search(next((line for line in head if _HELD.match(line)), ""))
    if held is not None:
        return (_minutes(_time(held, 2)) - _minutes(_time(held, 1))) % 1440
    for words in map(_clocked, (own(report), title)):
        for pattern in (_RANGE, _BETWEEN):
            match = pattern.search(words)
            if match and (match.group("m2") or match.group("half2")):
                return (_minutes(_time(match, 2)) - _minutes(_time(match, 1))) % 1440
    for match in _LENGTH.finditer(report):
        before = report[max(0, match.start() - 16) : match.start()]
        if _PLANNED.search(report[max(0, match.start() - 40) : match.start()]):
            continue
        modifies = _LONG.match(report, match.end()) and "-" in match.group()
        if modifies or _LASTING.search(before) or match.group().endswith((" hour", "half-hour")):
            return _length(match)
    timed = _TIMED_LINE.search(characters)
    if timed and timed.group("h2"):
        return (_minutes(_time(timed, 2)) - _minutes(_time(timed, 1))) % 1440
    for match in _LENGTH.finditer(characters) if "last" in characters else ():
        sentence = characters[characters.rfind(". ", 0, match.start()) + 1 : match.start()]
        if _LASTED.search(sentence) and _ENCOUNTER.search(sentence):
            return _length(match)
    ended = _ENDED.search(characters)
    if ended and start:
        return (_minutes(_time(ended, 1)) - _minutes(start)) % 1440
    return None


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def _length(match: re.Match[str]) -> int:
    if match.group("halfhour"):
        return 30
    if match.group("only"):
        return round(_number(match.group("only")))
    minutes = round(_number(match.group("hours")) * 60)
    if match.group("halfmid") or (match.group("half") or "").endswith("half"):
        return minutes + 30
    return minutes + (round(_number(match.group("minutes"))) if match.group("minutes") else 0)


def _number(word: str) -> float:
    lower = word.lower()
    if lower in ("a", "an"):
        return 1.0
    if lower in NUMBERS:
        return float(NUMBERS[lower])
    tens, _, ones = lower.replace(" ", "-").partition("-")
    return float(NUMBERS[tens] + NUMBERS[ones]) if tens in NUMBERS and ones in NUMBERS else float(lower)
