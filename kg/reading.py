"""One summary in, one reading out: the meeting and the statements, each with its evidence and how it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg import addressees, commitments, holders, mentions, parties, topics
from kg import meeting as meeting_
from kg import summary as summary_
from kg.addressees import Resolver
from kg.clauses import Cue
from kg.english import RELATIVES, Token
from kg.errors import NoReadoutError
from kg.holders import Resolved, State
from kg.model import (
    Commitment,
    Entity,
    Gap,
    Meeting,
    Mention,
    Reading,
    Section,
    Span,
    Statement,
    Text,
)
from kg.parsing import Context, Parsed, context, parse
from kg.parties import Speech
from kg.vocabulary import Vocabulary

__all__ = ["read"]


def read(text: Text, vocabulary: Vocabulary) -> Reading:
    """Read one summary.

    Raises :class:`~kg.errors.NoReadoutError` where the text reports no meeting.

    >>> import kg
    >>> from kg.vocabulary import load
    >>> reading = read(kg.text.read(kg.seed()), load())
    >>> s = reading.statements[12]
    >>> reading.quote(s.cue), [a.label for a in s.addressees], sorted(t.rpartition("#")[2] for t in s.topics)
    ('strongly urged', ['North Korea'], ['north-korea', 'sanctions'])
    """
    summary = summary_.read(text, vocabulary)
    meeting = meeting_.read(summary, vocabulary)
    known = context(summary, meeting, vocabulary)
    statements: list[Statement] = []
    gaps: list[Gap] = []
    sentences = (s.span.of(text.characters) for section in summary.sections for s in section.sentences)
    state = holders.begin(meeting, sentences)
    for section in summary.sections:
        lead: Parsed | None = None
        for sentence in section.sentences:
            parsed = parse(known, sentence)
            if not parsed.cues:
                gaps.append(Gap(sentence.span, parsed.reason))
                continue
            if sentence.lead is None:
                lead = parsed
            place = _Place(section, lead, statements[-1] if statements else None)
            made, state = _statements(known, parsed, place, state)
            statements.extend(made)
    if not statements and not _reports(meeting):
        raise NoReadoutError(f"{text.source}: this is no readout: it reports no meeting and no statement")
    return Reading(summary, meeting, tuple(statements), tuple(gaps))


def _reports(meeting: Meeting) -> bool:
    """Tell whether a text without statements still reports a meeting: two sides that met on a day."""
    return meeting.date is not None and len(meeting.participants) > 1 and meeting.format is not None


def _says_of_itself(meeting: Meeting, cue: Cue, resolved: Resolved) -> bool:
    """Tell whether the publisher says in the present what it always does ("The Command is committed to peace")."""
    met = any(p.entity.kind == "person" for p in meeting.participants)
    return met and cue.lemma == "be" and not cue.past and resolved.actors == (meeting.publisher,)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sentence stands: its section, the line above that it may go on with, and the statement before it."""

    section: Section
    lead: Parsed | None
    earlier: Statement | None


def _statements(
    known: Context, parsed: Parsed, place: _Place, state: State
) -> tuple[tuple[Statement, ...], State]:
    """Make the statements of one sentence, in order, each knowing those before it."""
    made: list[Statement] = []
    resolved = Resolved((), "")
    for number, cue in enumerate(parsed.cues):
        resolved = _holder(known, parsed, cue, place.lead, state, previous=resolved)
        if not resolved.actors:
            continue
        if _says_of_itself(known.meeting, cue, resolved):
            continue
        earlier = made[-1] if made else place.earlier
        speech = Speech(known, parsed, cue, resolved, state)
        statement = _statement(speech, earlier, place.section, opening=number == 0)
        made.append(statement)
        persons = (m.entity for m in statement.mentions)
        addressed = next((a for a in (*statement.addressees, *persons) if a.kind == "person"), None)
        state = holders.after(state, resolved, pronouns=_pronouns(parsed.tokens, cue), addressed=addressed)
    return tuple(made), state


_HIS = ("his", "her")


def _pronouns(tokens: Sequence[Token], cue: Cue) -> list[str]:
    """Return the "his" or "her" that shows the gender of who holds a cue ("expressed his thanks", "for her part")."""
    parts = [
        one.lower for one, two in pairwise(tokens[: cue.first]) if one.lower in _HIS and two.lower == "part"
    ]
    within = {t.lower for t in tokens[cue.first : cue.last]}
    first = next((t.lower for t in tokens[cue.first : cue.content[1]] if t.lower in _HIS), None)
    told = tokens[cue.last].lower if cue.last < len(tokens) and cue.act.endswith("#state") else ""
    if told in _HIS:
        return parts or [told]  # "explained her budget"
    return parts or [p for p in (first,) if p is not None and p in within]


def _holder(
    known: Context, parsed: Parsed, cue: Cue, lead: Parsed | None, state: State, *, previous: Resolved
) -> Resolved:
    """Resolve the holders of a cue: its subject, those of the cue before, the subject of the line above, or all."""
    vocabulary = known.vocabulary
    if cue.subject is not None:
        return holders.resolve(cue.subject, parsed.tokens, parsed.names, state, vocabulary, cue=cue.lemma)
    if cue.holder == "same" and previous.how:  # nobody, where nobody fits the cue before
        return replace(previous, how="as the cue before")
    if cue.holder == "lead" and lead is not None:
        subject = lead.cues[0].subject if lead.cues else (lead.phrases[0] if lead.phrases else None)
        if subject is not None:
            found = holders.resolve(subject, lead.tokens, lead.names, state, vocabulary)
            return replace(found, how=f"from the line above: {found.how}")
    return Resolved(state.principals, "no holder is named: all principals")


def _statement(speech: Speech, earlier: Statement | None, section: Section, *, opening: bool) -> Statement:
    """Make the statement of one cue whose holders are known."""
    known, parsed, cue, resolved = speech.context, speech.parsed, speech.cue, speech.resolved
    tokens = parsed.tokens
    first, last = cue.content
    cue_span = Span(tokens[cue.first].start, tokens[cue.last - 1].end)
    content = (
        Span(tokens[first].start, tokens[last - 1].end) if first < last else Span(cue_span.end, cue_span.end)
    )
    background = _background(tokens, cue, opening=opening)
    named = _mentioned(speech, background)
    bound = commitments.parties(
        tokens,
        cue,
        phrases=parsed.phrases,
        doers=commitments.Doers(
            resolved.actors,
            who=lambda phrase: parties.bindable(speech, phrase),
            whose=lambda low, high: parties.possessor(speech, low, high),
            named=lambda at: parties.named(named, tokens[at - 1].end),
        ),
        vocabulary=known.vocabulary,
    )
    behind = [Span(tokens[low].start, tokens[high - 1].end) for low, high in background]
    chosen = _topics(known, content, background=behind, named=named, earlier=earlier, section=section)
    act = _act(cue, len(resolved.actors), known.vocabulary)
    if bound:  # "assured X that Y would": a promise
        act = known.vocabulary.promising.get(cue.noun or cue.lemma, act)
    binding = act.endswith("#agree") or (bool(bound) and act.endswith(("#affirm", "#commit", "#support")))
    return Statement(
        cue=cue_span,
        content=content,
        sentence=parsed.sentence.span,
        act=act,
        holders=resolved.actors,
        reiterates=cue.reiterates,
        agreement=binding and not cue.negated and _joint(known.meeting, resolved.actors),
        addressees=_addressees(speech, named),
        behalf=tuple(s for s in parties.sides(speech) if s not in resolved.actors),
        topics=tuple(t for t, _ in chosen),
        mentions=named,
        commitment=Commitment(bound, content) if bound else None,
        rule=cue.rule,
        resolution=resolved.how,
        phrases=chosen,
        confidence=resolved.confidence,
        note=resolved.note,
    )


def _joint(meeting: Meeting, actors: Sequence[Entity]) -> bool:
    """Tell whether holders are of several sides: a country or body for itself, a person for whom it speaks."""
    return len(actors) > 1 and len({(parties.side_of(meeting, a) or a).iri for a in actors}) > 1


def _addressees(speech: Speech, named: Sequence[Mention]) -> tuple[Entity, ...]:
    """Find to whom the act is directed, never its own holders."""
    resolver = Resolver(
        who=lambda phrase: parties.addressable(speech, phrase),
        pronoun=lambda word: parties.recipient(speech, word),
        unknown=lambda at: parties.unknown(speech, named, at),
        generic=lambda at: parties.anyone(speech, at),
    )
    parsed = speech.parsed
    found = addressees.find(
        parsed.tokens,
        speech.cue,
        phrases=parsed.phrases,
        names=parsed.names,
        resolver=resolver,
        sides=speech.context.sides,
    )
    return tuple(a for a in found if a not in speech.resolved.actors)


def _background(tokens: Sequence[Token], cue: Cue, *, opening: bool) -> list[tuple[int, int]]:
    """Return where the background of a content stands: the clause before it, and a participle behind its subject."""
    spans: list[tuple[int, int]] = []
    leads = cue.passive or (cue.subject is not None and cue.subject.first == cue.begin)
    if opening and leads and cue.begin > 2:
        spans.append((0, cue.begin))
    if cue.subject is not None and cue.subject.last + 2 < cue.first and not cue.passive and leads:
        after = tokens[cue.subject.last + 1].lower
        if after not in RELATIVES and tokens[cue.subject.last].words == ",":
            spans.append((cue.subject.last, cue.first))
    return spans


_TURNED = {"agree": "oppose", "support": "oppose", "welcome": "oppose", "oppose": "state", "commit": "state"}


def _act(cue: Cue, holders_: int, vocabulary: Vocabulary) -> str:
    """Return the act of a cue: some verbs make another where several hold it, and "not" turns some round."""
    if holders_ > 1 and cue.lemma in vocabulary.joint_verbs:
        return vocabulary.joint_verbs[cue.lemma]
    namespace, _, name = cue.act.rpartition("#")
    return f"{namespace}#{_TURNED.get(name, name)}" if cue.negated else cue.act


def _mentioned(speech: Speech, background: Sequence[tuple[int, int]]) -> tuple[Mention, ...]:
    """Find what the content and its background name, each thing once and no holder, in text order."""
    found = [
        mention
        for low, high in (*background, speech.cue.content)
        for mention in mentions.find(
            speech.parsed.tokens,
            (low, high),
            speech.parsed.names,
            meeting=speech.context.meeting,
            vocabulary=speech.context.vocabulary,
        )
    ]
    unique = {m.entity.iri: m for m in reversed(found)}
    own = {a.iri for a in speech.resolved.actors}
    return tuple(sorted((m for m in unique.values() if m.entity.iri not in own), key=lambda m: m.span))


def _topics(
    context: Context,
    content: Span,
    *,
    background: Sequence[Span],
    named: tuple[Mention, ...],
    earlier: Statement | None,
    section: Section,
) -> tuple[tuple[str, str], ...]:
    """Choose the topics of a statement; one that names none goes on with those before it, or with its heading's."""
    vocabulary, characters = context.vocabulary, context.characters

    def choose(
        span: Span, named: Sequence[Mention] = (), *, weak: bool = True
    ) -> tuple[tuple[str, str], ...]:
        return topics.choose(
            span,
            context.hits,
            named,
            meeting=context.meeting,
            vocabulary=vocabulary,
            characters=characters,
            background=background,
            weak=weak,
        )

    strong = choose(content, named, weak=False)
    # A bare reaction ("voiced concern") goes on with what was foremost.
    most = 3 if content.start == content.end else topics.MOST
    before = tuple((t, topics.BEFORE) for t in earlier.topics[:most]) if earlier is not None else ()
    if earlier is not None and before:
        if topics.refers_back(content.of(characters)) and all(
            topics.regional(t, vocabulary) for t, _ in strong
        ):
            return before
        if strong and earlier.sentence.start <= content.start <= earlier.sentence.end:
            return topics.with_region(strong, earlier.topics, vocabulary)
        if not strong and content.start <= earlier.sentence.end:
            return before
    same = earlier is not None and _same_block(section, earlier.sentence.start, content.start)
    chosen = strong or choose(content, named)
    if same and not strong:  # in the same paragraph the weak words of a statement are about its subject
        chosen = before or chosen
    if chosen:
        return chosen
    for span, why in ((section.heading, "the heading"), (context.summary.title, "the title")):
        if span is not None:
            headed = choose(span)
            if headed and not (before and topics.courteous(headed)):  # any title speaks of talks
                return tuple((t, why) for t, _ in headed)
    return before or (topics.usual(context.meeting),)


def _same_block(section: Section, one: int, other: int) -> bool:
    """Tell whether two positions lie in the same paragraph or bullet of a section."""
    blocks = [s.block for at in (one, other) for s in section.sentences if s.span.start <= at <= s.span.end]
    return len(blocks) > 1 and blocks[0] == blocks[-1]
