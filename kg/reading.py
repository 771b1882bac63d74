"""One summary in, one reading out: the meeting and the statements, each with its evidence and how it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg import addressees, clauses, commitments, holders, iris, mentions, nouns, topics
from kg import meeting as meeting_
from kg import summary as summary_
from kg.clauses import Cue
from kg.english import CONJUNCTIONS, DETERMINERS, PREPOSITIONS, RELATIVES, Token, is_adverb, tokenize
from kg.errors import NoReadoutError
from kg.holders import Resolved, State
from kg.lexicon import Hit, Name, compiled
from kg.model import (
    Commitment,
    Entity,
    Gap,
    Meeting,
    Mention,
    Reading,
    Section,
    Sentence,
    Span,
    Statement,
    Summary,
    Text,
)
from kg.nouns import Actors, Phrase
from kg.vocabulary import Vocabulary

__all__ = ["read"]


@dataclass(frozen=True, slots=True)
class _Context:
    """What stays the same through one text."""

    characters: str
    summary: Summary
    meeting: Meeting
    vocabulary: Vocabulary
    actors: Actors
    names: tuple[Name, ...]
    hits: tuple[Hit, ...]
    sides: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Parsed:
    """One sentence, cut and parsed."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    names: tuple[Name, ...]
    phrases: tuple[Phrase, ...]
    cues: tuple[Cue, ...]
    reason: str


def read(text: Text, vocabulary: Vocabulary) -> Reading:
    """Read one summary.

    Raises :class:`~kg.errors.NoReadoutError` where the text reports no meeting.

    >>> import kg
    >>> from kg.vocabulary import load
    >>> reading = read(kg.text.read(kg.seed()), load())
    >>> s = reading.statements[12]
    >>> reading.quote(s.cue), [a.label for a in s.addressees], [t[32:] for t in s.topics]
    ('strongly urged', ['North Korea'], ['north-korea', 'sanctions'])
    """
    summary = summary_.read(text, vocabulary)
    meeting = meeting_.read(summary, vocabulary)
    lexicon = compiled(vocabulary)
    context = _Context(
        text.characters,
        summary,
        meeting,
        vocabulary,
        Actors.of(
            vocabulary,
            [p.name for p in meeting.participants if p.entity.kind == "person"],
            {
                short
                for p in meeting.participants
                for short in holders.initials(p.office or "")
                if short not in vocabulary.names
            },
        ),
        lexicon.names(text.characters),
        lexicon.phrases(text.characters),
        frozenset(p.side.country for p in meeting.participants if p.side is not None and p.side.country),
    )
    statements: list[Statement] = []
    gaps: list[Gap] = []
    state = holders.begin(meeting)
    for section in summary.sections:
        before: tuple[Statement, ...] = ()
        lead: _Parsed | None = None
        for sentence in section.sentences:
            parsed = _parse(context, sentence)
            if not parsed.cues:
                gaps.append(Gap(sentence.span, parsed.reason))
                continue
            if sentence.lead is None:
                lead = parsed
            read_, state = _statements(
                context, parsed, lead, state, before or tuple(statements[-1:]), section
            )
            statements.extend(read_)
            before = read_ or before
    if not statements and not _reports(meeting):
        raise NoReadoutError(f"{text.source}: this is no readout: it reports no meeting and no statement")
    return Reading(summary, meeting, tuple(statements), tuple(gaps))


def _reports(meeting: Meeting) -> bool:
    """Tell whether a text without statements still reports a meeting: two sides that met on a day."""
    return meeting.date is not None and len(meeting.participants) > 1 and meeting.format is not None


def _parse(context: _Context, sentence: Sentence) -> _Parsed:
    span = sentence.span
    tokens = tokenize(context.characters, span.start, span.end)
    names = tuple(n for n in context.names if span.start <= n.start and n.end <= span.end)
    phrases = nouns.find(tokens, names, context.actors)
    if meeting_.names_issuer(span.of(context.characters)):
        return _Parsed(sentence, tokens, names, phrases, (), "it names who issued the text")
    cues, reason = clauses.find(tokens, phrases, context.vocabulary, lead=sentence.lead is not None)
    return _Parsed(sentence, tokens, names, phrases, cues, reason)


def _statements(
    context: _Context,
    parsed: _Parsed,
    lead: _Parsed | None,
    state: State,
    before: Sequence[Statement],
    section: Section,
) -> tuple[tuple[Statement, ...], State]:
    """Make the statements of one sentence, in order, each knowing those before it."""
    made: list[Statement] = []
    resolved = Resolved((), "")
    for number, cue in enumerate(parsed.cues):
        resolved = _holder(context, parsed, cue, lead, state, resolved)
        if not resolved.actors:
            continue
        earlier = made[-1] if made else (before[-1] if before else None)
        statement = _statement(context, parsed, cue, resolved, state, earlier, section, opening=number == 0)
        made.append(statement)
        pronouns = [t.lower for t in parsed.tokens[cue.first : cue.content[1]] if t.lower in ("his", "her")][
            :1
        ]
        within = {t.lower for t in parsed.tokens[cue.first : cue.last]} & {"his", "her"}
        parts = [
            a.lower
            for a, b in pairwise(parsed.tokens[: cue.first])
            if a.lower in ("his", "her") and b.lower == "part"
        ]
        persons = tuple(m.entity for m in statement.mentions if m.entity.kind == "person")
        addressed = next((a for a in (*statement.addressees, *persons) if a.kind == "person"), None)
        state = holders.after(
            state,
            resolved,
            pronouns=parts or [p for p in pronouns if p in within],
            named=persons,
            addressed=addressed,
        )
    return tuple(made), state


def _holder(
    context: _Context, parsed: _Parsed, cue: Cue, lead: _Parsed | None, state: State, previous: Resolved
) -> Resolved:
    if cue.subject is not None:
        if cue.holder == "all" and cue.subject.kind == "meeting":
            return Resolved(state.principals, "the meeting stands for all principals")
        return holders.resolve(
            cue.subject, parsed.tokens, parsed.names, state, context.vocabulary, cue=cue.lemma
        )
    if cue.holder == "same" and previous.actors:
        return replace(previous, how="as the cue before")
    if cue.holder == "lead" and lead is not None:
        subject = lead.cues[0].subject if lead.cues else (lead.phrases[0] if lead.phrases else None)
        if subject is not None:
            found = holders.resolve(subject, lead.tokens, lead.names, state, context.vocabulary)
            return replace(found, how=f"from the line above: {found.how}")
    return Resolved(state.principals, "no holder is named: all principals")


def _statement(
    context: _Context,
    parsed: _Parsed,
    cue: Cue,
    resolved: Resolved,
    state: State,
    earlier: Statement | None,
    section: Section,
    *,
    opening: bool,
) -> Statement:
    tokens, vocabulary = parsed.tokens, context.vocabulary
    first, last = cue.content
    cue_span = Span(tokens[cue.first].start, tokens[cue.last - 1].end)
    content = (
        Span(tokens[first].start, tokens[last - 1].end) if first < last else Span(cue_span.end, cue_span.end)
    )
    background = _background(tokens, cue, opening=opening)
    named = _mentioned(context, parsed, cue, background, resolved.actors)

    def who(phrase: Phrase) -> tuple[Entity, ...]:
        return _bindable(context, parsed, phrase, state, resolved, cue)

    def party(phrase: Phrase) -> tuple[Entity, ...]:
        return _addressable(context, parsed, phrase, state, resolved)

    def pronoun(word: str) -> tuple[Entity, ...]:
        return _object(word, state, resolved)

    def unknown(at: int) -> tuple[Entity, ...]:
        name = next((n for n in parsed.names if n.start == tokens[at].start), None)
        if name is not None and any(t.start == name.end and t.lower in ("'s", "'") for t in tokens):
            return ()  # "Myanmar's military regime" is not Myanmar
        return tuple(m.entity for m in named if m.span.start == tokens[at].start)[:1]

    def generic(at: int) -> tuple[Entity, ...]:
        return _anyone(context, parsed, cue, at)

    to = addressees.find(
        tokens, parsed.phrases, parsed.names, cue, party, pronoun, unknown, generic, context.sides
    )

    def whose(low: int, high: int) -> tuple[Entity, ...]:
        return _possessor(context, parsed, low, high, resolved)

    parties = commitments.parties(tokens, parsed.phrases, cue, resolved.actors, who, whose, vocabulary)
    behind = [Span(tokens[low].start, tokens[high - 1].end) for low, high in background]
    chosen = _topics(context, content, behind, named, earlier, section)
    sides = {_side(context.meeting, a) for a in resolved.actors}
    act = _act(cue)
    joint = len(sides) > 1 and len(resolved.actors) > 1
    binding = act.endswith("#agree") or (bool(parties) and act.endswith(("#affirm", "#commit", "#support")))
    return Statement(
        cue=cue_span,
        content=content,
        sentence=parsed.sentence.span,
        act=act,
        holders=resolved.actors,
        reiterates=cue.reiterates,
        agreement=joint and binding and not cue.negated,
        addressees=tuple(a for a in to if a not in resolved.actors),
        behalf=tuple(
            dict.fromkeys(
                s for a in resolved.actors if (s := _side_entity(context.meeting, a)) is not None and s != a
            )
        ),
        topics=tuple(t for t, _ in chosen),
        mentions=named,
        commitment=Commitment(parties, content) if parties else None,
        rule=cue.rule,
        resolution=resolved.how,
        phrases=chosen,
        confidence=resolved.confidence,
        note=resolved.note,
    )


def _background(tokens: Sequence[Token], cue: Cue, *, opening: bool) -> list[tuple[int, int]]:
    """Return where the background of a content stands: the clause that leads to it, and a participle behind its subject."""
    spans: list[tuple[int, int]] = []
    leads = cue.passive or (cue.subject is not None and cue.subject.first == cue.begin)
    if opening and leads and cue.begin > 2:
        spans.append((0, cue.begin))
    if cue.subject is not None and cue.subject.last + 2 < cue.first and not cue.passive and leads:
        after = tokens[cue.subject.last + 1].lower
        if after not in RELATIVES and tokens[cue.subject.last].words == ",":
            spans.append((cue.subject.last, cue.first))
    return spans


def _act(cue: Cue) -> str:
    """Turn an act by "not": who does not agree or support opposes; who does not oppose states."""
    if not cue.negated:
        return cue.act
    namespace, _, name = cue.act.rpartition("#")
    turned = {
        "agree": "oppose",
        "support": "oppose",
        "oppose": "state",
        "welcome": "oppose",
        "commit": "state",
    }.get(name, name)
    return f"{namespace}#{turned}"


def _mentioned(
    context: _Context,
    parsed: _Parsed,
    cue: Cue,
    background: Sequence[tuple[int, int]],
    actors: tuple[Entity, ...],
) -> tuple[Mention, ...]:
    found: list[Mention] = []
    for low, high in (*background, cue.content):
        found.extend(
            mentions.find(parsed.tokens, low, high, parsed.names, context.meeting, context.vocabulary)
        )
    unique = {m.entity.iri: m for m in reversed(found)}
    own = {a.iri for a in actors}
    return tuple(sorted((m for m in unique.values() if m.entity.iri not in own), key=lambda m: m.span))


def _bindable(
    context: _Context, parsed: _Parsed, phrase: Phrase, state: State, resolved: Resolved, cue: Cue
) -> tuple[Entity, ...]:
    """Resolve a subject of "will" to those who can bind themselves: who met, their countries, and their bodies."""
    words = [t.lower for t in parsed.tokens[phrase.first : phrase.last]]
    if phrase.kind == "pronoun":
        return resolved.actors if words[0] in ("they", "we") or len(resolved.actors) == 1 else ()
    if phrase.kind == "meeting":
        return ()
    if len(words) > 1 and words[-2] in _POSSESSIVES and words[-1] in _OWN:
        return tuple(
            dict.fromkeys(s for a in resolved.actors if (s := _side_entity(context.meeting, a)) is not None)
        )
    found = holders.resolve(phrase, parsed.tokens, parsed.names, state, context.vocabulary)
    if (
        phrase.kind == "group"
        and not {"both", "two", "three", "four", "side", "sides", "all"} & set(words)
        and not phrase.members
    ):
        head = parsed.tokens[phrase.head].lower
        if head in context.vocabulary.roles.countries | context.vocabulary.roles.persons:
            return ()
    met = {p.entity for p in context.meeting.participants}
    return tuple(
        a
        for a in found.actors
        if a in met or a.country in context.sides or (a.country is None and a.kind == "organization")
    )


_POSSESSIVES = ("his", "her", "its", "their")
_OWN = frozenset(["government", "country", "side", "administration", "nation", "governments", "countries", "cabinet"])


def _possessor(
    context: _Context, parsed: _Parsed, low: int, high: int, resolved: Resolved
) -> tuple[Entity, ...]:
    """Return whose promise a noun names: "Iraq's determination", "his government's commitment"."""
    tokens = parsed.tokens
    mark = next((k for k in range(low, high) if tokens[k].lower in ("'s", "'")), None)
    if mark is None:
        return ()
    name = next((n for n in parsed.names if n.end == tokens[mark].start), None)
    if name is not None and (name.entities[0].country in context.sides):
        return (name.entities[0],)
    if tokens[mark - 1].lower in _OWN:
        return tuple(
            dict.fromkeys(s for a in resolved.actors if (s := _side_entity(context.meeting, a)) is not None)
        )
    return ()


def _addressable(
    context: _Context, parsed: _Parsed, phrase: Phrase, state: State, resolved: Resolved
) -> tuple[Entity, ...]:
    """Resolve the object of an act; groups of nobody in particular are no addressee."""
    words = [t.lower for t in parsed.tokens[phrase.first : phrase.last]]
    head = parsed.tokens[phrase.head].lower
    roles = context.vocabulary.roles
    if phrase.kind == "group" and not phrase.members:
        if head in roles.countries and not {"both", "two"} & set(words):
            return _named_forces(parsed, phrase)
        if head in ("parties", "partners", "participants", "delegates", "representatives"):
            return ()
        if words[0] not in ("the", "both", "all", "his", "her", "their") and head not in ("latter", "former"):
            return ()
    one = holders.after(state, resolved) if resolved.actors else state
    found = holders.resolve(phrase, parsed.tokens, parsed.names, one, context.vocabulary)
    if found.confidence < 0.5:
        return ()
    return tuple(a for a in found.actors if a not in resolved.actors) or ()


def _anyone(context: _Context, parsed: _Parsed, cue: Cue, at: int) -> tuple[Entity, ...]:
    """Make an addressee of a noun phrase that names nobody in particular ("the parties to the accord", "the people of X")."""
    tokens, last = parsed.tokens, cue.content[1]
    while at < last and is_adverb(tokens[at].lower):
        at += 1
    begin = at + (at < last and tokens[at].lower in DETERMINERS)
    end = begin
    while (
        end < last
        and (tokens[end].words[0].isalnum() or tokens[end].lower == "'s")
        and not _ends_object(tokens, end, last, context)
    ):
        end += 1
    words = tokens[begin:end]
    feels = cue.act.endswith(("#thank", "#congratulate", "#condole"))
    asks = feels or cue.noun != "" or (end < last and tokens[end].lower in ("to", "not"))
    if not words or not asks or not tokens[end - 1].lower.rstrip(".").isalpha() or end - begin > 10:
        return ()
    many = any(
        t.lower.endswith(("s", "people", "men", "staff")) and not t.lower.endswith(("ss", "us", "is", "'s"))
        for t in words[:3]
    )
    if not many:
        return ()
    label = context.characters[words[0].start : words[-1].end]
    return (Entity(iris.entity("organization", label), " ".join(label.split()), "organization"),)


def _ends_object(tokens: Sequence[Token], i: int, last: int, context: _Context) -> bool:
    """Tell whether a noun phrase ends before a token: at a preposition other than "of", or at "to" and a verb."""
    lower = tokens[i].lower
    if lower == "to" and i + 1 < last:
        following = tokens[i + 1]
        return not (following.capital or following.lower in DETERMINERS)
    return (
        (lower in PREPOSITIONS and lower != "of")
        or lower in RELATIVES
        or lower in CONJUNCTIONS
        or lower in ("not", "whether")
    )


def _named_forces(parsed: _Parsed, phrase: Phrase) -> tuple[Entity, ...]:
    """Return the body that a phrase such as "U.S. forces" names by its country, if it names one."""
    tokens = parsed.tokens
    name = next(
        (n for n in parsed.names if tokens[phrase.first].start <= n.start < tokens[phrase.last - 1].end), None
    )
    if name is None or tokens[phrase.head].lower not in ("forces", "navies", "militaries"):
        return ()
    at = next(i for i in range(phrase.first, phrase.last) if tokens[i].start == name.start)
    label = " ".join(t.words for t in tokens[at : phrase.last])
    return (Entity(iris.entity("organization", label), label, "organization", name.entities[0].country),)


def _object(word: str, state: State, resolved: Resolved) -> tuple[Entity, ...]:
    """Resolve "him", "her" or "them" as the object of an act of the given holders."""
    others = [e for e in state.principals if e not in resolved.actors and e.kind == "person"]
    if word == "them":
        return tuple(others) if len(others) > 1 else ()
    wanted = {"him": "m", "her": "f"}[word]
    recent = [
        e for e in reversed(state.singles) if e not in resolved.actors and state.gender(e) in (wanted, None)
    ]
    if recent:
        return (recent[0],)
    fitting = [e for e in others if state.gender(e) in (wanted, None)]
    return (fitting[0],) if fitting else ()


def _topics(
    context: _Context,
    content: Span,
    background: Sequence[Span],
    named: tuple[Mention, ...],
    earlier: Statement | None,
    section: Section,
) -> tuple[tuple[str, str], ...]:
    """Choose the topics of a statement; one that names none goes on with those before it, or with its heading's."""
    vocabulary, characters = context.vocabulary, context.characters
    back = earlier is not None and bool(earlier.topics) and topics.refers_back(content.of(characters))
    chosen = topics.choose(
        content, context.hits, named, context.meeting, vocabulary, characters, background=background, weak=not back
    )
    before = tuple((t, topics.BEFORE) for t in earlier.topics) if earlier is not None else ()
    if earlier is not None and before:
        themes = tuple(pair for pair in chosen if not topics.regional(pair[0], vocabulary))
        if back:
            return topics.with_region(chosen, earlier.topics, vocabulary, always=True) if themes else before
        if chosen and earlier.sentence.start <= content.start <= earlier.sentence.end:
            return topics.with_region(chosen, earlier.topics, vocabulary)
    if chosen or before:
        return chosen or before
    for span, why in ((section.heading, "the heading"), (context.summary.title, "the title")):
        if span is not None:
            headed = topics.choose(span, context.hits, (), context.meeting, vocabulary, characters)
            if headed:
                return tuple((t, why) for t, _ in headed)
    return ()


def _side_entity(meeting: Meeting, actor: Entity) -> Entity | None:
    return next((p.side for p in meeting.participants if p.entity == actor), None)


def _side(meeting: Meeting, actor: Entity) -> str:
    """Return what side an actor is of: a country or body for itself, a person for whom it speaks."""
    side = _side_entity(meeting, actor)
    return side.iri if side is not None else actor.iri
