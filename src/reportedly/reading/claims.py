"""From frames and their fillers to claims: each value with its words, its stance and the chain of voices it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from reportedly import registry
from reportedly.ids import content_id
from reportedly.model import (
    COUNT_SLOTS,
    ActorValue,
    Claim,
    Count,
    EventValue,
    Frame,
    Hop,
    KindValue,
    Mention,
    PlaceValue,
    Speaker,
    Stance,
    Statement,
    Subject,
    Valid,
    Value,
    Words,
)
from reportedly.reading.contract import Parsed, Voiced
from reportedly.reading.grammar import chars, clause_verb, noun_phrase
from reportedly.reading.ground import span
from reportedly.reading.happenings import Filler, Happening, Standing
from reportedly.reading.hearing import Hearing
from reportedly.reading.mentions import Mentions, Noted, place_value
from reportedly.reading.resolve import fullest
from reportedly.reading.stance import stance_of

if TYPE_CHECKING:
    from reportedly.model import Span

STRENGTH: dict[Stance, int] = {
    "denies": 6,
    "supposes": 5,
    "plans": 4,
    "infers": 3,
    "doubts": 2,
    "hedges": 1,
    "asserts": 0,
    "relays": 0,
}
"""Which of two marks on one hop wins: denies > supposes > plans > infers > hedges."""

_OWN_MEDIA = frozenset(
    {"tweet", "post", "statement", "telegram", "facebook", "twitter", "website", "channel", "communique"}
)


@dataclass(frozen=True, slots=True)
class Chain:
    """The voices around a place in the text, outermost first, and the statement of the innermost."""

    hops: tuple[Hop, ...]
    statement: str | None
    voice: int | None


class Writer:
    """Turns what was found in one document into records of the model, with ids that depend on nothing else."""

    def __init__(self, parsed: Parsed, mentions: Mentions, hearing: Hearing, reader: str) -> None:
        self.parsed, self.document, self.mentions = parsed, parsed.document, mentions
        self.hearing, self.voiced = hearing, hearing.voices
        self.reader = reader
        self.text_hash = self.document.id
        self.headings = [(p.start, p.end) for p in self.document.passages if p.role == "heading"]
        self.speakers = [self._speaker(v) for v in self.voiced]
        self.statement_ids = [self._statement_id(i) for i in range(len(self.voiced))]

    # --- mentions ---------------------------------------------------------------------------------

    def mention_id(self, noted: Noted) -> str:
        """The id of a mention: text, span and type."""
        return content_id("m", self.text_hash, noted.start, noted.end, noted.type)

    def mention_records(self) -> tuple[Mention, ...]:
        """Every mention as a record, in the order of the text."""
        seen: dict[str, Mention] = {}
        for noted in self.mentions.all:
            words = span(self.document, noted.start, noted.end)
            record = Mention(
                id=self.mention_id(noted),
                document=self.document.id,
                start=words.start,
                end=words.end,
                text=words.text,
                type=noted.type,
                value=self._mention_value(noted),
                how=noted.how,
                antecedent=self.mention_id(noted.antecedent) if noted.antecedent is not None else None,
                candidates=noted.candidates or noted.root().candidates,
                kind=noted.kind if noted.type == "actor" and noted.kind != "unknown" else None,
            )
            seen.setdefault(record.id, record)
        return tuple(seen.values())

    def _mention_value(self, noted: Noted) -> Value | None:
        if noted.type == "place":
            return place_value(noted, noted.text)
        if noted.type == "time":
            return noted.when
        if noted.type == "count":
            return noted.count
        if noted.type == "media":
            return Words(text=noted.text)
        return ActorValue(actor=self.mention_id(noted.root()), name=fullest(noted), text=noted.text, how=noted.how)

    # --- statements and chains --------------------------------------------------------------------

    def statement_records(self) -> tuple[Statement, ...]:
        """Every statement as a record."""
        found = []
        for number, voice in enumerate(self.voiced):
            found.append(
                Statement(
                    id=self.statement_ids[number],
                    document=self.document.id,
                    speaker=self.speakers[number],
                    kind=voice.kind,
                    medium=voice.medium,
                    cue=self._span(voice.cue),
                    content=tuple(self._cut(s, e) for s, e in voice.content),
                    stance=voice.stance,
                    stance_words=tuple(self._cut(s, e) for s, e in voice.stance_words),
                    within=self.statement_ids[voice.within] if voice.within is not None else None,
                )
            )
        return tuple({s.id: s for s in found}.values())

    def chain(
        self, voice: int | None, stance: Stance, marks: Iterable[tuple[int, int]], *, granted: bool = False
    ) -> Chain:
        """The hops from the author to ``voice``; ``stance`` is that of the words themselves, ``marks`` its words.

        ``granted``: the words take the event for granted ("the attack"), so that a denial around them is not of it.
        """
        path = self.hearing.path(voice)
        marks = tuple(marks)
        cue = self.voiced[path[-1]].cue if path else None
        if cue is not None and marks and all(cue[0] <= m[0] < cue[1] for m in marks):
            stance, marks = "asserts", ()
        marked = tuple(self._cut(s, e) for s, e in marks)
        author = self._author()
        if not path:
            return Chain((msgspec.structs.replace(author, stance=stance, stance_words=marked),), None, None)
        first = self.voiced[path[0]]
        hops = [
            msgspec.structs.replace(
                author, stance=first.outer, stance_words=tuple(self._cut(s, e) for s, e in first.outer_words)
            )
        ]
        for depth, index in enumerate(path):
            here = self.voiced[index]
            if depth + 1 < len(path):
                following = self.voiced[path[depth + 1]]
                own, words = following.outer, tuple(self._cut(s, e) for s, e in following.outer_words)
                if STRENGTH[here.stance] > STRENGTH[own]:
                    own, words = here.stance, tuple(self._cut(s, e) for s, e in here.stance_words)
            else:
                own, words = here.stance, tuple(self._cut(s, e) for s, e in here.stance_words)
                if STRENGTH[stance] > STRENGTH[own]:
                    own, words = stance, marked
                elif own == "denies" and (stance == "denies" or granted):
                    own, words = "asserts", ()
            hops.append(
                Hop(
                    speaker=self.speakers[index],
                    kind=here.kind,
                    medium=here.medium,
                    cue=self._span(here.cue),
                    stance=own,
                    stance_words=words,
                    statement=self.statement_ids[index],
                )
            )
        return Chain(tuple(hops), self.statement_ids[path[-1]], path[-1])

    def _author(self) -> Hop:
        name = self.document.byline or self.document.publisher
        speaker = Speaker(text=name, start=None, end=None, name=name) if name else None
        return Hop(speaker=speaker, kind="author", medium=None, cue=None, stance="asserts")

    def _statement_id(self, number: int) -> str:
        voice = self.voiced[number]
        speaker = self.speakers[number]
        return content_id(
            "s", self.text_hash, voice.cue, voice.content, voice.source, speaker.name if speaker else None
        )

    def _speaker(self, voice: Voiced) -> Speaker | None:
        if voice.source is None:
            return None
        words = span(self.document, *voice.source)
        if not words.text:
            return None
        noted = self._mention_at(voice.source_head, voice.source)
        name, actor, how = words.text, None, None
        head = voice.source_head
        if noted is None and head is not None and not voice.source[0] <= head < voice.source[1]:
            name, noted = self._referred(head)
        if noted is not None:
            root = noted.root()
            name = fullest(noted)
            actor, how = self.mention_id(root), "same"
            group = self._group_of(noted) or (self._group_of(root) if root is not noted else None)
            if group is not None and (registry.speaks_for(self._head_word(noted)) or voice.medium in _OWN_MEDIA):
                actor, how = self.mention_id(group.root()), "member_of"
            elif noted.vague or root.vague:
                actor, how = None, None
        return Speaker(
            text=words.text,
            start=words.start,
            end=words.end,
            name=name,
            actor=actor,
            actor_how="member_of" if how == "member_of" else "same" if how else None,
        )

    def _referred(self, head: int) -> tuple[str, Noted | None]:
        """Whom a relative "which" or "who" stands for: the phrase around an offset, and its mention if it is one."""
        at = self.parsed.doc.char_span(head, head + 1, alignment_mode="expand")
        if at is None or not len(at):
            return "", None
        token = at[0]
        noted = self.mentions.by_head.get(token.i) or self.mentions.covering.get(token.i)
        words = span(self.document, *chars(self.parsed.doc, noun_phrase(token)))
        return words.text, noted if noted is not None and noted.type in ("actor", "media") else None

    def _head_word(self, noted: Noted) -> str:
        lemma: str = self.parsed.doc[noted.root().head].lemma_
        return lemma.lower()

    def _group_of(self, noted: Noted) -> Noted | None:
        """The group inside a speaker's phrase: "a spokesman for the SDF", "members of the militia"."""
        doc = self.parsed.doc
        head = doc[noted.head]
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "for", "from", "with"):
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        found = self.mentions.by_head.get(inner.i) or self.mentions.covering.get(inner.i)
                        if found is not None and found.type == "actor" and found.kind != "person":
                            return found
            elif child.dep_ in ("compound", "poss", "nmod"):
                found = self.mentions.by_head.get(child.i) or self.mentions.covering.get(child.i)
                if found is not None and found.type == "actor" and found.kind != "person" and found is not noted:
                    return found
        return None

    def _mention_at(self, head: int | None, source: tuple[int, int]) -> Noted | None:
        inside = [
            n for n in self.mentions.all if n.type in ("actor", "media") and n.start < source[1] and n.end > source[0]
        ]
        if head is not None:
            exact = [n for n in inside if n.start <= head < n.end]
            names = [n for n in exact if n.how in ("name", "alias")]
            if exact:
                return max(names or exact, key=lambda n: n.end - n.start)
        if head is None:
            return max(inside, key=lambda n: n.end - n.start, default=None)
        return None

    # --- frames and claims ------------------------------------------------------------------------

    def frame_id(self, happening: Happening) -> str:
        """The id of a frame: text, trigger and kind."""
        start, end = chars(self.parsed.doc, (happening.first, happening.stop))
        return content_id("f", self.text_hash, start, end, happening.kind)

    def frame_record(self, happening: Happening) -> Frame:
        """A happening as a frame; ``event`` names the frame that the reader takes for the same event."""
        start, end = chars(self.parsed.doc, (happening.first, happening.stop))
        same = happening.same_as
        return Frame(
            id=self.frame_id(happening),
            document=self.document.id,
            kind=happening.kind,
            trigger=self._cut(start, end),
            event=self.frame_id(same) if same is not None else self.frame_id(happening),
        )

    def claims_of(self, happening: Happening) -> list[Claim]:
        """The claims of one frame: its kind, then each filler."""
        doc = self.parsed.doc
        frame = self.frame_id(happening)
        start, end = chars(doc, (happening.first, happening.stop))
        trigger = self._cut(start, end)
        stance, marks = self._stance(happening.head)
        if happening.stance is not None and STRENGTH[happening.stance] > STRENGTH[stance]:
            stance, marks = happening.stance, happening.stance_words
        home = self.hearing.at(doc[happening.head].idx)
        subject = Subject(type="event", id=frame)
        stance, marks = self._presupposed(happening, stance, marks)
        if stance == "plans" and happening.let:
            stance, marks = "asserts", ()
        found: list[Claim] = []
        if not happening.bare and not happening.echo:
            kind_chain = self.chain(home, "asserts" if happening.granted else stance, marks, granted=happening.known)
            found.append(self._claim(subject, frame, "kind", KindValue(kind=happening.kind), (trigger,), kind_chain))
            for other in self.hearing.together.get(home if home is not None else -1, ()):
                chain = self.chain(other, "asserts" if happening.granted else stance, marks, granted=happening.known)
                found.append(self._claim(subject, frame, "kind", KindValue(kind=happening.kind), (trigger,), chain))
        totals: dict[int, str] = {}
        for filler in sorted(happening.fillers, key=lambda f: f.part_of is not None):
            own = self._voice_for(filler, happening, home)
            filler_stance = stance
            filler_marks = marks
            if happening.granted and filler.slot != happening.granted:
                filler_stance, filler_marks = "asserts", ()
            if filler.slot in COUNT_SLOTS and filler.stance is None and not happening.granted:
                filler_stance, filler_marks = self._toll_stance(filler, happening, stance, marks)
            if filler.stance is not None and STRENGTH[filler.stance] >= STRENGTH[filler_stance]:
                filler_stance, filler_marks = filler.stance, filler.stance_words
            if filler.plain:
                filler_stance, filler_marks = "asserts", ()
            evidence = self._evidence(filler, trigger)
            for number in own:
                chain = self.chain(
                    number, filler_stance, filler_marks, granted=happening.known and filler.stance is None
                )
                value = self._value(filler)
                if isinstance(value, Count) and filler.part_of is not None:
                    value = msgspec.structs.replace(value, of=totals.get(id(filler.part_of)))
                found.append(self._claim(subject, frame, filler.slot, value, evidence, chain))
                totals.setdefault(id(filler), found[-1].id)
        return found

    def _presupposed(
        self, happening: Happening, stance: Stance, marks: tuple[tuple[int, int], ...]
    ) -> tuple[Stance, tuple[tuple[int, int], ...]]:
        """What a noun's sentence says of it is not said of the event: "the strikes may have killed 12" were strikes.

        Marks outside the noun's own phrase count only where its verb says that it takes place.
        """
        token = self.parsed.doc[happening.head]
        presupposed = happening.known or token.dep_ in ("nsubj", "nsubjpass")
        if token.pos_ in ("NOUN", "PROPN") and presupposed and not happening.stated:
            first, last = token.left_edge, token.right_edge
            inside = tuple(m for m in marks if first.idx <= m[0] < last.idx + len(last.text))
            if not inside:
                stance, marks = "asserts", ()
        sign = self.hearing.sign_at(token.idx)
        if sign is not None and not happening.known and STRENGTH[stance] < STRENGTH["infers"]:
            return "infers", (sign.cue,) if sign.cue is not None else ()
        return stance, marks

    def _toll_stance(
        self, filler: Filler, happening: Happening, stance: Stance, marks: tuple[tuple[int, int], ...]
    ) -> tuple[Stance, tuple[tuple[int, int], ...]]:
        """A toll is held as its own verb is: "the strikes may have killed 14" hedges the 14, not the strikes."""
        doc = self.parsed.doc
        if isinstance(filler.value, Count) and filler.value.high == 0:
            return "asserts", ()
        verb = clause_verb(doc[filler.head])
        if verb.i == happening.head or verb.sent != doc[filler.head].sent:
            return stance, marks
        own, own_marks = self._stance(verb.i)
        return (own, own_marks) if STRENGTH[own] > STRENGTH[stance] else (stance, marks)

    def _stance(self, token: int) -> tuple[Stance, tuple[tuple[int, int], ...]]:
        at = self.parsed.doc[token]
        return stance_of(self.parsed, at.idx, at.idx + len(at.text))

    def standing_claim(self, standing: Standing) -> Claim:
        """A claim about an actor or a place that holds over time."""
        doc = self.parsed.doc
        stance, marks = self._stance(standing.filler.head)
        if stance in ("plans", "supposes") and standing.attributive:
            stance, marks = "asserts", ()
        home = self.hearing.at(doc[standing.filler.head].idx)
        chain = self.chain(home, "asserts" if standing.attributive else stance, () if standing.attributive else marks)
        owner = standing.subject
        subject = Subject(type="place" if owner.type == "place" else "actor", id=self.mention_id(owner.root()))
        trigger = self._cut(*chars(doc, standing.words))
        value, evidence = self._value(standing.filler), self._evidence(standing.filler, trigger)
        claim = self._claim(subject, None, standing.slot, value, evidence, chain)
        return msgspec.structs.replace(claim, valid=Valid(when=self.document.published, range="at_least_once"))

    def _claim(
        self, subject: Subject, frame: str | None, slot: str, value: Value, evidence: tuple[Span, ...], chain: Chain
    ) -> Claim:
        innermost = _overall(chain.hops)
        first = evidence[0]
        speakers = tuple((h.speaker.start, h.speaker.name) if h.speaker else None for h in chain.hops)
        return Claim(
            id=content_id(
                "c",
                self.text_hash,
                slot,
                [(e.start, e.end) for e in evidence],
                msgspec.json.encode(_local(value)),
                speakers,
                innermost,
            ),
            document=self.document.id,
            frame=frame,
            subject=subject,
            slot=slot,
            value=value,
            stance=innermost,
            evidence=evidence,
            attribution=chain.hops,
            statement=chain.statement,
            from_heading=any(s <= first.start < e for s, e in self.headings),
            reader=self.reader,
        )

    def _voice_for(self, filler: Filler, happening: Happening, home: int | None) -> tuple[int | None, ...]:
        """The trigger's voice, or the filler's own where that is another one that does not enclose it."""
        at = filler.chars(self.parsed.doc)[0]
        own = self.hearing.at(at)
        other = own is not None and own != home and (home is None or not self.hearing.within(home, own))
        chosen = own if other or isinstance(filler.value, EventValue) else home
        return (chosen, *self.hearing.together.get(chosen, ())) if chosen is not None else (None,)

    def _evidence(self, filler: Filler, trigger: Span) -> tuple[Span, ...]:
        first = self._cut(*filler.chars(self.parsed.doc))
        spans = [first, trigger]
        noted = filler.noted
        if noted is not None and noted.antecedent is not None:
            before = noted.antecedent
            spans.append(self._cut(before.start, before.end))
        unique: list[Span] = []
        for words in spans:
            if words.text and words not in unique:
                unique.append(words)
        return tuple(unique)

    def _value(self, filler: Filler) -> Value:
        value = filler.value
        if isinstance(value, ActorValue) and filler.noted is not None and filler.noted.type == "actor":
            return msgspec.structs.replace(value, actor=self.mention_id(filler.noted.root()))
        if isinstance(value, PlaceValue) and filler.noted is not None and filler.noted.type == "place":
            return msgspec.structs.replace(value, place=self.mention_id(filler.noted))
        if isinstance(value, EventValue) and filler.event is not None:
            return msgspec.structs.replace(value, event=self.frame_id(filler.event))
        return value

    def _cut(self, start: int, end: int) -> Span:
        return span(self.document, start, end)

    def _span(self, offsets: tuple[int, int] | None) -> Span | None:
        return self._cut(*offsets) if offsets is not None else None


def _overall(hops: Sequence[Hop]) -> Stance:
    """The innermost hop's stance; where that one only asserts or relays, the nearest outer one that does neither."""
    for hop in reversed(hops):
        if hop.stance not in ("asserts", "relays"):
            return hop.stance
    return "asserts"


def _local(value: Value) -> Value:
    """The value without ids, for a claim's own id."""
    if isinstance(value, ActorValue):
        return msgspec.structs.replace(value, actor=None)
    if isinstance(value, PlaceValue):
        return msgspec.structs.replace(value, place=None)
    if isinstance(value, EventValue):
        return msgspec.structs.replace(value, event=None)
    return value
