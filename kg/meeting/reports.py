"""The sentences that report the meeting itself, told from those that issue the text or tell what was said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kg.english import tokenize
from kg.meeting.model import Found, Scene
from kg.model import Span
from kg.vocabulary import Vocabulary

__all__ = ["NOT_MET", "beside", "names_issuer", "reporting"]

_ISSUER = re.compile(
    r"^[^,]*\b(?:spokes(?:person|man|woman)|press secretary)\b"
    r".*\b(?:readout|attributable|statement|provided|issued|said)\b"
    r"|\b(?:readout|statement)\b.*\b(?:attributable|provided by|issued by)\b"
    r"|\bthe following is\b|^(?:the )?following (?:is|are)\b"
    r"|^the following (?:joint |agreed |official )?(?:statement|communiqu[eé]|text|press release|announcement)\b",
    re.IGNORECASE | re.DOTALL,
)
_LATER = re.compile(
    r"\b(?:joined|accompanied|attended|also present|were present|was present|took part|participated|in attendance"
    r"|represented|led|headed|chaired|also attended)\b",
    re.IGNORECASE,
)
_TALKS = re.compile(
    r"\b(?:held|had|co-chaired|chaired)\b[^,;]*"
    r"\b(?:talks|meeting|session|consultations|conversations|discussions)\b(?! on\b)",
    re.IGNORECASE,
)
_VISIT = re.compile(r"\bvisit(?:ed)?\b")
"""A visit, during which the talks were on one day at one place, which a later sentence may tell."""
_HELD = re.compile(
    r"(?:The|Their) (?:[\w-]+ ){0,2}(?:meeting|talks|call|conversation|summit|session)\b[^.;]*"
    r"\b(?:began|started|opened|lasted|ran|took place|(?:was|were) held)\b"
)
"""A later sentence that tells when or where the meeting was."""
_MET_IN = re.compile(r"\bmet (?:in|at|on)\b")
_MET = re.compile(r" (?:meeting|talks| call|conversation|conference|dialogue|summit)", re.IGNORECASE)
NOT_MET = re.compile(
    r"\b(?:whom|which|whose|who(?! (?:was|were|is) (?:also )?(?:accompanied|joined|supported|assisted)\b))\b[^,;]*$",
    re.IGNORECASE,
)
"""A relative clause still open at the end: whom it names need not have met ("the Minister, whom X …")."""


@lru_cache(maxsize=1024)
def names_issuer(words: str) -> bool:
    """Tell whether a sentence says who issued the text, and so reports nothing of the meeting.

    >>> names_issuer("The following is attributable to Spokesperson Renata Coyle:")
    True
    >>> names_issuer("The Secretary thanked the Minister.")
    False
    """
    return bool(_ISSUER.search(words))


def reporting(scene: Scene) -> list[Span]:
    """Choose the sentences that report the meeting: the first that names who met, and those that add to it.

    >>> import kg
    >>> from kg.meeting.model import scene
    >>> from kg.summary import read
    >>> from kg.vocabulary import load
    >>> seen = scene(read(kg.text.read(kg.seed()), load()), load())
    >>> [span.of(seen.characters)[:28] for span in reporting(seen)]
    ['On March 16, 2021, Defense M']
    """
    characters = scene.characters
    sentences = [s.span for section in scene.summary.sections for s in section.sentences]
    chosen: list[Span] = []
    visit = False
    for number, span in enumerate(sentences):
        if chosen and number > 6:
            break
        words = span.of(characters)
        if names_issuer(words):
            continue
        if not chosen:
            met = _says_met(words, scene.vocabulary)
            visit = bool(_VISIT.search(words))
            if met and (scene.parse(span).names or scene.parse(span).persons):
                chosen.append(span)
        elif _adds(words) or (
            number <= 4 and (_TALKS.search(words) or _HELD.match(words) or (visit and _MET_IN.search(words)))
        ):
            chosen.append(span)
    return chosen or [s for s in sentences[:1] if not names_issuer(s.of(characters))]


def beside(scene: Scene, found: Found, spans: Sequence[Span], everybody: Sequence[Found]) -> bool:
    """Tell whether a later sentence only adds that somebody was there too ("General X attended").

    Those who "took part" lead a side of their own where nobody before them does.
    """
    if found.sentence is None or found.sentence == spans[0]:
        return False
    words = found.sentence.of(scene.characters)
    if _LED.search(words):
        return False
    first = {
        f.person.side.iri for f in everybody if f.person.side is not None and f.sentence != found.sentence
    }
    led = found.person.side is None or found.person.side.iri in first
    return bool(_ATTENDED.search(words)) or (led and bool(_TOOK_PART.search(words)))


_ATTENDED = re.compile(r"\b(?:joined|accompanied|attended|present|in attendance|also)\b", re.IGNORECASE)
_TOOK_PART = re.compile(r"\b(?:took part|participated)\b")
_LED = re.compile(r"\b(?:represented|led|headed|chaired|held|met)\b", re.IGNORECASE)


def _adds(words: str) -> bool:
    """Tell whether a sentence says who else took part ("They were joined by …")."""
    later = _LATER.search(words)
    return later is not None and not NOT_MET.search(words.split(later.group(), 1)[0])


def _says_met(words: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a sentence speaks of an encounter, by a noun ("held talks") or a verb ("received")."""
    return bool(_MET.search(words)) or any(t.lower in vocabulary.roles.meeting_verbs for t in tokenize(words))
