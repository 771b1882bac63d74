"""The grammar of English that the reader needs: word forms, spellings, and the closed classes of words.

Knowledge of the world (verbs of speaking, offices, names) stands in ``ontology/``; what is here would hold for any
English text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

__all__ = [
    "ADVERBS",
    "AGAIN",
    "ARTICLES",
    "AUXILIARIES",
    "BE",
    "CONJUNCTIONS",
    "DETERMINERS",
    "HAVE",
    "MODALS",
    "MONTHS",
    "NUMBERS",
    "POSSESSIVE",
    "PREPOSITIONS",
    "RELATIVES",
    "SUBORDINATORS",
    "WEEKDAYS",
    "Forms",
    "Token",
    "adverb_at",
    "after_adverbs",
    "before_adverbs",
    "inflect",
    "is_adverb",
    "plural",
    "spellings",
    "tokenize",
]


class Token(NamedTuple):
    """One word or mark: its words, its lower-case form with straight apostrophes, and its place in the text.

    ``capital`` tells whether it begins with an uppercase letter, or is a name with a particle before it ("al-Rubaie").
    """

    words: str
    lower: str
    start: int
    end: int
    capital: bool


class Forms(NamedTuple):
    """The forms of one verb: base, third person, past, past participle, present participle."""

    base: str
    third: str
    past: str
    participle: str
    gerund: str


_PARTICLE = re.compile(r"(?:a[lnrsdtz]|ash|el|ul|d|l|de|o)[-’'][A-Z]")
_ABBREVIATION = r"(?:[A-Z]\.){2,}[A-Z]?"
_SHORT = (
    r"(?:Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Maj|Brig|Adm|Capt|Cdr|Cmdr|Sgt|Prof|Hon|Rt|Jr|Sr|Smt|Eng|No|Messrs|Mme"
    r"|Gov|Sen|Rep|Amb|Sec|Vice Adm|H)\."
)
_WORD = re.compile(
    rf"{_ABBREVIATION}(?:-[^\W_]+)*"  # U.S., U.S.-ROK
    rf"|{_SHORT}"  # Mr.
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?%?"  # 12:50, 1,000, 3rd, 20%
    r"|[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*"  # accents may stand as marks of their own
    rf"(?:[-‐‑+&/](?:{_ABBREVIATION}|[^\W_]+)|[’'](?![sS]\b)[^\W_]+|\+\d+)*\+?"  # Tae-hwan, ASEAN+3
    r"|[’'][sS]\b"  # the possessive
    r"|—|–|\.{3}|\S"
)


def tokenize(characters: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Cut characters into words and marks; a possessive ``'s`` is a token of its own.

    >>> [t.words for t in tokenize("H.E. Mr. X of the U.S. met Japan’s Tae-hwan on Jan. 28.")]
    ['H.E.', 'Mr.', 'X', 'of', 'the', 'U.S.', 'met', 'Japan', '’s', 'Tae-hwan', 'on', 'Jan', '.', '28', '.']
    """
    stop = len(characters) if end is None else end
    made = tuple.__new__
    return tuple(
        [
            made(
                Token,
                (
                    w := m[0],
                    w.lower().replace("’", "'"),
                    m.start(),
                    m.end(),
                    w[0].isupper() or (("-" in w or "’" in w or "'" in w) and _particled(w)),
                ),
            )
            for m in _WORD.finditer(characters, start, stop)
        ]
    )


def _particled(words: str) -> bool:
    return _PARTICLE.match(words) is not None


ARTICLES = frozenset(["the", "a", "an"])
DETERMINERS = ARTICLES | frozenset(
    """
    this that these those his her its their our my your both all each every some any no either
    neither several
    """.split()
)
AUXILIARIES = frozenset("be is are was were been being am has have had having do does did".split())
POSSESSIVE = ("'s", "'")
BE = frozenset(["be", "is", "are", "was", "were", "been", "being", "am"])
HAVE = frozenset(["has", "have", "had", "having"])
MODALS = frozenset(
    ["will", "would", "shall", "should", "can", "could", "may", "might", "must", "cannot", "won't"]
)
CONJUNCTIONS = frozenset(["and", "but", "or", "nor", "yet"])
RELATIVES = frozenset(["who", "which", "whom", "whose", "that", "where"])
SUBORDINATORS = frozenset(
    """
    as because when while if although though since after before until unless whether whereas once
    given that so than lest wherever whenever even what how why where till
    """.split()
)
PREPOSITIONS = frozenset(
    """
    of in on at by for with from to into onto upon about over under between among amid against
    through during within without across toward towards regarding concerning including via per
    despite near off around along beyond behind following ahead beside besides throughout alongside
    vis-à-vis amongst outside inside above below pending notwithstanding like unlike aboard
    """.split()
)
NUMBERS = {
    w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {
    "both": 2,
    "half": 0,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "forty-five": 45,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
}
MONTHS = {
    m: n % 12 + 1
    for n, m in enumerate(
        """
        january february march april may june july august september october november december jan feb
        mar apr may jun jul aug sep oct nov dec
        """.split()
    )
} | {"sept": 9}
WEEKDAYS = {
    d: n % 7
    for n, d in enumerate(
        "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun".split()
    )
} | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
AGAIN = frozenset(["again", "anew", "afresh"])
ADVERBS = frozenset(
    """
    also first secondly lastly further furthermore moreover then now again once today yesterday likewise too jointly
    together too just in-depth very quite most more well ever never not only still already moreover
    hereby thus therefore however anew afresh finally next instead always often meanwhile rather
    indeed accordingly meantime nevertheless nonetheless similarly as-well alike
    therein thereby hence even additionally outright
    """.split()
)
_NOT_ADVERBS = frozenset(
    """
    july italy ally rally family supply reply apply imply rely assembly only-child early friendly
    likely daily timely costly monopoly anomaly multiply comply fly belly bully tally jelly
    """.split()
)


def is_adverb(lower: str) -> bool:
    """Tell whether a word can stand between a subject and its verb as an adverb.

    >>> is_adverb("strongly"), is_adverb("also"), is_adverb("Italy".lower()), is_adverb("allies")
    (True, True, False, False)
    """
    return lower in ADVERBS or (lower.endswith("ly") and len(lower) > 4 and lower not in _NOT_ADVERBS)


def adverb_at(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a token is an adverb: a word in -ly with a capital inside a sentence is a name.

    >>> tokens = tokenize("Recently Minister Connolly strongly urged")
    >>> [adverb_at(tokens, i) for i in range(5)]
    [True, False, False, True, False]
    """
    return is_adverb(tokens[at].lower) and not (at and tokens[at].capital)


def before_adverbs(tokens: Sequence[Token], at: int) -> int:
    """Return the token at which a run of adverbs begins that ends before ``at``; ``at`` itself where there is none.

    >>> tokens = tokenize("He also strongly urged")
    >>> before_adverbs(tokens, 3), before_adverbs(tokens, 1)
    (1, 1)
    """
    while at > 0 and adverb_at(tokens, at - 1):
        at -= 1
    return at


def after_adverbs(tokens: Sequence[Token], at: int, end: int) -> int:
    """Return the first token from ``at`` on that is no adverb, or ``end``.

    >>> tokens = tokenize("He also strongly urged")
    >>> after_adverbs(tokens, 1, 4), after_adverbs(tokens, 0, 4)
    (3, 0)
    """
    while at < end and is_adverb(tokens[at].lower):
        at += 1
    return at


_IRREGULAR = {
    verb: (past, participle[0] if participle else past)
    for verb, past, *participle in map(
        str.split,
        """
        say said, tell told, make made, take took taken, hold held, give gave given, have had, come came
        come, speak spoke spoken, think thought, feel felt, find found, seek sought, undertake undertook
        undertaken, swear swore sworn, stand stood, lay laid, set set, put put, draw drew drawn, send sent,
        meet met, begin began begun, bring brought, go went gone, pay paid, show showed shown, lead led,
        beseech besought,
        uphold upheld, understand understood, see saw seen, know knew known, keep kept, be was been, sit
        sat, forgive forgave forgiven, withdraw withdrew withdrawn, mean meant, spell spelled, foresee
        foresaw foreseen, grieve grieved, do did done, get got
        """.split(","),
    )
}
"""Verb to its past and past participle, given once where they are the same."""

_DOUBLING = frozenset(
    "commit concur refer regret plan confer admit permit rebut prefer submit occur transfer defer".split()
)
_VOWELS = "aeiou"


@cache
def inflect(verb: str) -> Forms:
    """Return the forms of a verb.

    >>> inflect("undertake")
    Forms(base='undertake', third='undertakes', past='undertook', participle='undertaken', gerund='undertaking')
    >>> inflect("concur").past, inflect("reply").third, inflect("stress").third, inflect("agree").gerund
    ('concurred', 'replies', 'stresses', 'agreeing')
    """
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        third, past = f"{verb[:-1]}ies", f"{verb[:-1]}ied"
    else:
        third = f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{verb}s"
        past = f"{verb}d" if verb.endswith("e") else f"{verb}ed"
    gerund = (
        f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")) else f"{verb}ing"
    )
    if verb in _DOUBLING:
        past, gerund = f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"
    if verb == "have":
        third = "has"
    if verb in ("put", "set", "sit", "get"):
        gerund = f"{verb}{verb[-1]}ing"
    past, participle = _IRREGULAR.get(verb, (past, past))
    return Forms(verb, third, past, participle, gerund)


_BRITISH = (
    (re.compile(r"iz(e[sd]?|ing|ation|ations)\b"), r"is\1"),
    (re.compile(r"yz(e[sd]?|ing)\b"), r"ys\1"),
    (re.compile(r"\b(lab|hon|col|neighb|fav|endeav|harb|behavi|hum|rum|vap)or"), r"\1our"),
    (re.compile(r"\bcenter(?=ed|ing)"), "centr"),
    (re.compile(r"\bcenter"), "centre"),
    (re.compile(r"\bdefens(e|es)\b"), r"defenc\1"),
    (re.compile(r"\boffens(e|es)\b"), r"offenc\1"),
    (re.compile(r"\bprogram(s?)\b"), r"programme\1"),
    (re.compile(r"(e|gn?a|ot?a)l(ed|ing)\b"), r"\1ll\2"),
    (re.compile(r"\badvis(e)r(s?)\b"), r"advisor\2"),
    (re.compile(r"\bjudgment"), "judgement"),
    (re.compile(r"\btheater"), "theatre"),
    (re.compile(r"\bskeptic"), "sceptic"),
    (re.compile(r"\bartifact"), "artefact"),
    (re.compile(r"\blicense\b"), "licence"),
)
_AMERICAN = (
    (re.compile(r"is(e[sd]?|ing|ation|ations)\b"), r"iz\1"),
    (re.compile(r"\b(lab|hon|col|neighb|fav|endeav|harb|behavi|hum|rum|vap)our"), r"\1or"),
    (re.compile(r"\bcentre"), "center"),
    (re.compile(r"\bdefenc(e|es)\b"), r"defens\1"),
    (re.compile(r"\boffenc(e|es)\b"), r"offens\1"),
    (re.compile(r"\bprogramme(s?)\b"), r"program\1"),
    (re.compile(r"ell(ed|ing)\b"), r"el\1"),
    (re.compile(r"\badvisor(s?)\b"), r"adviser\1"),
    (re.compile(r"\bsceptic"), "skeptic"),
)


_EITHER = re.compile("|".join(pattern.pattern for pattern, _ in (*_BRITISH, *_AMERICAN)))
"""What one of the two spells otherwise: most phrases hold nothing of it."""


@cache
def spellings(phrase: str) -> frozenset[str]:
    """Return a lower-case phrase in its British and American spellings.

    >>> sorted(spellings("defence programme")), sorted(spellings("emphasize"))
    (['defence programme', 'defense program'], ['emphasise', 'emphasize'])
    >>> sorted(spellings("sea"))
    ['sea']
    """
    if _EITHER.search(phrase) is None:
        return frozenset({phrase})
    british = american = phrase
    for pattern, other in _BRITISH:
        british = pattern.sub(other, british)
    for pattern, other in _AMERICAN:
        american = pattern.sub(other, american)
    return frozenset({phrase, british, american})


def plural(noun: str) -> str:
    """Return the plural of a noun or noun phrase, whose last word changes.

    >>> plural("minister"), plural("sanctions regime"), plural("embassy"), plural("chief of staff")
    ('ministers', 'sanctions regimes', 'embassies', 'chiefs of staff')
    """
    head, of, rest = noun.partition(" of ")
    if of:
        return f"{plural(head)}{of}{rest}"
    if noun.endswith("y") and noun[-2:-1].lower() not in _VOWELS:
        return f"{noun[:-1]}ies"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("man") and noun not in ("german", "roman", "human"):
        return f"{noun[:-3]}men"
    return f"{noun}s"
