"""Whom "he", "she", "they" and "we" mean."""

from __future__ import annotations

from kg.holders.state import Reference, Resolved

__all__ = ["pronoun"]


def pronoun(reference: Reference) -> Resolved:
    """Resolve a pronoun; a pronoun of the other gender close by ("she thanked his …") shows that two are meant."""
    word, state = reference.words[0], reference.state
    if word in ("they", "we"):
        if word == "they" and len(state.last) > 1:
            return Resolved(state.last, "“they” are those named last")
        return Resolved(state.principals, f"“{word}” are all principals")
    wanted = "m" if word == "he" else "f"
    people = [p.entity for p in state.people]
    known = [e for e in people if state.gender(e) == wanted]
    fitting = [e for e in people if state.gender(e) in (wanted, None)]
    last = state.speaker
    shown = state.gender(last) if last is not None else None
    if last is not None and shown in (wanted, None):
        rivals = [e for e in known if e != last] if shown is None else []
        if not rivals:
            return Resolved((last,), f"“{word}” is who spoke last")
        if not _other_near(reference, word):
            note = f"“{word}” could be {rivals[0].label}"
            return Resolved((last,), f"“{word}” is the subject before", 0.8, note)
    spoke = next((e for e in reversed(state.singles) if state.gender(e) == wanted), None)
    if spoke is not None:
        return Resolved((spoke,), f"“{word}” is the last who fits")
    for those in (known, fitting):
        if len(those) == 1:
            return Resolved((those[0],), f"“{word}” is the only one who fits")
    if shown not in (wanted, None):
        others = [e for e in fitting if e in state.principals and e != last]
        if len(others) == 1:
            return Resolved((others[0],), f"“{word}” is the other one")
    unsure = f"“{word}” could be somebody else"
    if last is not None and last in fitting:
        return Resolved((last,), f"“{word}” is taken for who spoke last", 0.7, unsure)
    if fitting:
        return Resolved((fitting[0],), f"“{word}” is taken for the first named", 0.5, unsure)
    return Resolved((), f"nobody fits “{word}”", 0.3, f"nobody fits “{word}”")


def _other_near(reference: Reference, word: str) -> bool:
    """Tell whether a pronoun of the other gender stands right behind."""
    others = ("his", "him") if word == "she" else ("her",)
    last = reference.phrase.last
    return any(t.lower in others for t in reference.tokens[last : last + 6])
