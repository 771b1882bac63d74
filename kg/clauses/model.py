"""A cue, and the sentence through which the walk that finds cues goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.english import Token
from kg.nouns import Phrase
from kg.vocabulary import Vocabulary

__all__ = ["DASHES", "Clause", "Cue"]


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue of a main clause: tokens ``first`` to ``last`` (exclusive), its act, whose it is, and its content.

    ``subject`` is the phrase that holds it, or ``None``: then ``holder`` says where to look (``same`` as the cue
    before in the sentence, ``lead`` of the bullet, ``all`` who met). ``rule`` names the construction, ``begin`` is the
    token where its clause begins, ``verb`` its finite word, ``noun`` the noun of the act behind a light verb
    ("expressed *concern*"). ``content`` holds the first token of the content, and the one behind its last.
    """

    first: int
    last: int
    act: str
    lemma: str
    holder: str
    rule: str
    subject: Phrase | None = None
    content: tuple[int, int] = (0, 0)
    begin: int = 0
    addressing: bool = False
    reiterates: bool = False
    negated: bool = False
    passive: bool = False
    noun: str = ""
    verb: int = 0
    past: bool = True


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence under the walk: ``ends`` maps the token behind a phrase to it, ``masked`` tokens hold no cue.

    ``strangers`` are the first tokens of the phrases that name a person who did not meet.
    """

    tokens: Sequence[Token]
    phrases: Sequence[Phrase]
    ends: dict[int, Phrase]
    masked: frozenset[int]
    vocabulary: Vocabulary
    lead: bool
    strangers: frozenset[int] = frozenset()


DASHES = ("—", "–", "--")
"""Marks that set a part of a sentence aside."""
