"""A claim that a person edited or added, as a claim like any other.

What a person writes stands on the text too: a claim on words that are there, a speaker whose name is there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from reportedly import text
from reportedly.deciding import AddedClaim, ClaimEdit
from reportedly.decisions import unjoined
from reportedly.ids import content_id
from reportedly.model import (
    ActorKind,
    ActorValue,
    Claim,
    Frame,
    Hop,
    Mention,
    PlaceValue,
    Reading,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    Subject,
    Value,
)
from reportedly.values import PERSON
from reportedly.voices import root

_SPEAKS_AS: Mapping[ActorKind, SpeakerKind] = {
    "armed_group": "group",
    "people": "group",
    "state": "state",
    "state_force": "state",
    "international_force": "organisation",
    "outlet": "media",
    "monitor": "organisation",
    "organisation": "organisation",
}


def edited(claim: Claim, change: ClaimEdit, reading: Reading) -> Claim | None:
    """The claim with another value, stance or speaker, on the same words; None where the speaker's name is not in the text."""
    hops = claim.attribution
    if change.speaker is not None:
        chain = _chain(change.speaker or None, reading, claim.evidence[0].start)
        if chain is None:
            return None
        hops = chain
    value = _known(change.value, reading, claim.evidence[0].start) if change.value is not None else claim.value
    stance = change.stance or claim.stance
    return _claim(
        reading,
        frame=claim.frame,
        subject=claim.subject,
        slot=claim.slot,
        value=value,
        evidence=claim.evidence,
        hops=_with_stance(hops, stance) if change.speaker is not None or change.stance is not None else hops,
        like=claim,
        statement=claim.statement if change.speaker is None else None,
    )


def added(frame: Frame, change: AddedClaim, at: tuple[int, int], reading: Reading) -> Claim | None:
    """A claim on the frame's event that stands on the words ``at`` (start, end); None where the speaker is not in the text."""
    hops = _chain(change.speaker, reading, at[0])
    if hops is None:
        return None
    words = Span(start=at[0], end=at[1], text=reading.document.text[at[0] : at[1]])
    return _claim(
        reading,
        frame=frame.id,
        subject=Subject(type="event", id=frame.id),
        slot=change.slot,
        value=_known(change.value, reading, at[0]),
        evidence=tuple(dict.fromkeys((words, frame.trigger))),
        hops=_with_stance(hops, change.stance),
        like=None,
        statement=None,
    )


def _claim(
    reading: Reading,
    *,
    frame: str | None,
    subject: Subject,
    slot: str,
    value: Value,
    evidence: tuple[Span, ...],
    hops: tuple[Hop, ...],
    like: Claim | None,
    statement: str | None,
) -> Claim:
    """A claim of a person, with the id of its content."""
    speakers = [h.speaker.name if h.speaker is not None else None for h in hops[1:]]
    asserted: Stance = "asserts"
    stance = next((h.stance for h in reversed(hops) if h.stance not in ("asserts", "relays")), asserted)
    return Claim(
        id=content_id(
            "c",
            reading.document.id,
            subject.id,
            slot,
            [(e.start, e.end) for e in evidence],
            msgspec.json.encode(unjoined(value)),
            speakers,
            stance,
            PERSON,
        ),
        document=reading.document.id,
        frame=frame,
        subject=subject,
        slot=slot,
        value=value,
        stance=stance,
        evidence=evidence,
        attribution=hops,
        statement=statement,
        basis=like.basis if like is not None else (),
        valid=like.valid if like is not None else None,
        from_heading=like.from_heading if like is not None else _in_heading(evidence[0], reading),
        reader=PERSON,
        decided="accepted",
    )


def _in_heading(words: Span, reading: Reading) -> bool:
    return any(p.role == "heading" and p.start <= words.start < p.end for p in reading.document.passages)


def _with_stance(hops: Sequence[Hop], stance: Stance) -> tuple[Hop, ...]:
    """The chain with the innermost hop's stance set; the outer ones pass on, so that it is the claim's."""
    outer = tuple(
        h if h.stance in ("asserts", "relays") else msgspec.structs.replace(h, stance="relays", stance_words=())
        for h in hops[:-1]
    )
    return (*outer, msgspec.structs.replace(hops[-1], stance=stance, stance_words=()))


def _chain(speaker: str | None, reading: Reading, near: int) -> tuple[Hop, ...] | None:
    """The author alone, or the author and a speaker whose name stands in the text; None where it does not."""
    author = Hop(speaker=None, kind="author", medium=None, cue=None, stance="asserts")
    if speaker is None:
        return (author,)
    known = _statement_of(speaker, reading.statements)
    if known is not None and known.speaker is not None:
        said = Hop(speaker=known.speaker, kind=known.kind, medium=known.medium, cue=None, stance="asserts")
        return msgspec.structs.replace(author, stance="relays"), said
    start = _nearest(speaker, reading.document.text, near)
    if start is None:
        return None
    words = reading.document.text[start : start + len(speaker)]
    who = _mention_of(speaker, "actor", reading.mentions, near)
    kind: SpeakerKind = _SPEAKS_AS.get(who.kind or "unknown", "person") if who is not None else "person"
    named = Speaker(
        text=words,
        start=start,
        end=start + len(speaker),
        name=words,
        actor=who.id if who is not None else None,
        actor_how="same" if who is not None else None,
    )
    return (
        msgspec.structs.replace(author, stance="relays"),
        Hop(speaker=named, kind=kind, medium=None, cue=None, stance="asserts"),
    )


def _statement_of(speaker: str, statements: Sequence[Statement]) -> Statement | None:
    wanted = text.fold(speaker)
    found = (s for s in statements if s.speaker is not None and s.speaker.start is not None)
    return next((s for s in found if s.speaker is not None and text.fold(s.speaker.name) == wanted), None)


def _nearest(words: str, text: str, near: int) -> int | None:
    """Where words stand in a text, nearest to a place; None where they do not."""
    found = []
    at = text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return min(found, key=lambda i: (abs(i - near), i)) if found else None


def _mention_of(name: str, sort: str, mentions: Sequence[Mention], near: int) -> Mention | None:
    """The nearest mention that stands under this name in the document."""
    wanted = text.fold(name)
    named = [
        m
        for m in mentions
        if m.type == sort
        and (
            text.fold(m.text) == wanted
            or (isinstance(m.value, ActorValue | PlaceValue) and text.fold(m.value.name) == wanted)
        )
    ]
    return min(named, key=lambda m: (abs(m.start - near), m.id)) if named else None


def _known(value: Value, reading: Reading, near: int) -> Value:
    """A person's value with the mention that stands under its name in the document, so that it is joined with it."""
    match unjoined(value):
        case ActorValue() as who:
            found = _mention_of(who.name, "actor", reading.mentions, near)
            head = root(found.id, {m.id: m for m in reading.mentions}) if found is not None else None
            return msgspec.structs.replace(who, actor=head.id if head is not None else None)
        case PlaceValue() as where:
            found = _mention_of(where.name, "place", reading.mentions, near)
            if found is None:
                return where
            own = found.value if where.lat is None and isinstance(found.value, PlaceValue) else where
            return msgspec.structs.replace(
                where, place=found.id, lat=own.lat, lon=own.lon, precision=own.precision or where.precision
            )
        case other:
            return other
