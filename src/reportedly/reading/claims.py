"""From frames and their fillers to claims: each value with its words, its stance and the chain of voices it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from reportedly.ids import content_id
from reportedly.model import (
    ActorValue,
    Claim,
    Count,
    EventValue,
    Frame,
    Hop,
    KindValue,
    Mention,
    PlaceValue,
    Stance,
    Subject,
    Valid,
    Value,
    Words,
)
from reportedly.reading.chains import STRENGTH, Chain, Speech
from reportedly.reading.grammar import chars, clause_verb
from reportedly.reading.ground import span
from reportedly.reading.happenings import Filler, Happening, Standing
from reportedly.reading.noted import Noted, place_value
from reportedly.reading.resolve import fullest
from reportedly.reading.stance import stance_of
from reportedly.values import COUNT_SLOTS

if TYPE_CHECKING:
    from reportedly.model import Span


class Writer(Speech):
    """Turns what was found in one document into records of the model, with ids that depend on nothing else."""

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

    def frame_id(self, happening: Happening) -> str:
        """The id of a frame: text, trigger and kind."""
        start, end = chars(self.parsed.doc, (happening.first, happening.stop))
        return content_id("f", self.document.id, start, end, happening.kind)

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
        home = self.hearing.at(doc[happening.head].idx)
        subject = Subject(type="event", id=frame)
        stance, marks = self._presupposed(happening, stance, marks)
        if stance == "plans" and happening.let:
            stance, marks = "asserts", ()
        found: list[Claim] = []
        if not happening.bare and not happening.echo:
            for number in self._in_chorus(home):
                chain = self.chain(number, stance, marks, granted=happening.known)
                found.append(self._claim(subject, frame, "kind", KindValue(kind=happening.kind), (trigger,), chain))
        totals: dict[int, str] = {}
        for cut in self.contradicted(home):
            found.append(self._claim(subject, frame, "kind", KindValue(kind=happening.kind), (trigger,), cut))
        for filler in sorted(happening.fillers, key=lambda f: f.part_of is not None):
            own = self._voice_for(filler, home)
            filler_stance = stance
            filler_marks = marks
            if filler.slot in COUNT_SLOTS and filler.stance is None:
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
        # The author, who comes first, is told by the document; its outlet may be named by a person later.
        speakers = tuple((h.speaker.start, h.speaker.name) if h.speaker else None for h in chain.hops[1:])
        return Claim(
            id=content_id(
                "c",
                self.document.id,
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

    def _voice_for(self, filler: Filler, home: int | None) -> tuple[int | None, ...]:
        """The trigger's voice, or the filler's own where that is another one that does not enclose it."""
        at = filler.chars(self.parsed.doc)[0]
        own = self.hearing.at(at)
        other = own is not None and own != home and (home is None or not self.hearing.within(home, own))
        chosen = own if other or isinstance(filler.value, EventValue) else home
        return self._in_chorus(chosen)

    def _in_chorus(self, voice: int | None) -> tuple[int | None, ...]:
        """A voice and those that say the same words together with it; the author speaks alone."""
        return (voice, *self.hearing.together.get(voice, ())) if voice is not None else (None,)

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
