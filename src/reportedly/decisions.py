"""Decisions of people: what they point at, and how one is made.

A decision points at words, not at ids: a claim by its quotation, slot, trigger and innermost speaker, an event by the
triggers of its frames, an actor or place by mentions, a document by its capture.  So it can be attached again after the
reports were read by another reader (:mod:`reportedly.attach`).  ``target_of`` takes the ids that a record shows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import get_args

import msgspec

from reportedly import text
from reportedly.deciding import (
    Change,
    ClaimTarget,
    Decision,
    DecisionKind,
    DocumentTarget,
    FrameTarget,
    MentionTarget,
    Quoted,
    SourceTarget,
    Target,
)
from reportedly.errors import UsageError
from reportedly.faults import fault_of
from reportedly.ids import content_id
from reportedly.model import (
    Actor,
    ActorValue,
    Claim,
    Count,
    Document,
    Event,
    EventValue,
    Frame,
    Mention,
    Place,
    PlaceValue,
    Record,
    Value,
    Voice,
)

CONTEXT = 32
"""Characters kept on either side of a quotation (DESIGN of the record: the key of a decision)."""


# --- what a decision points at ------------------------------------------------------------------------


def quoted(document: Document, start: int, end: int) -> Quoted:
    """The words between two offsets (code points, end exclusive) with what stands on either side of them."""
    words = document.text
    return Quoted(
        capture=document.capture.sha256,
        quote=words[start:end],
        before=words[max(0, start - CONTEXT) : start],
        after=words[end : end + CONTEXT],
    )


def unjoined(value: Value) -> Value:
    """A value without the ids of what it was joined to, which another reading need not have."""
    match value:
        case ActorValue():
            return msgspec.structs.replace(value, actor=None)
        case PlaceValue():
            return msgspec.structs.replace(value, place=None)
        case EventValue():
            return msgspec.structs.replace(value, event=None)
        case Count():
            return msgspec.structs.replace(value, of=None)
        case _:
            return value


def speaker_of(claim: Claim) -> str | None:
    """The name of the innermost speaker, "" for one without a name, None for the outlet's own words."""
    hop = claim.attribution[-1]
    if hop.kind == "author":
        return None
    return hop.speaker.name if hop.speaker is not None else ""


def trigger_of(claim: Claim, frames: Mapping[str, Frame]) -> str | None:
    """The words of the claim's trigger; of a standing claim, which has no frame, its second span."""
    frame = frames.get(claim.frame) if claim.frame is not None else None
    if frame is not None:
        return frame.trigger.text
    return claim.evidence[1].text if len(claim.evidence) > 1 else None


def claim_target(claim: Claim, document: Document, frames: Mapping[str, Frame]) -> ClaimTarget:
    """What a decision on this claim points at; ``frames`` are those of its document, by id."""
    words = claim.evidence[0]
    return ClaimTarget(
        id=claim.id,
        at=quoted(document, words.start, words.end),
        slot=claim.slot,
        trigger=trigger_of(claim, frames),
        speaker=speaker_of(claim),
        value=unjoined(claim.value),
        stance=claim.stance,
    )


def frame_target(frame: Frame, document: Document, thing: int = 0) -> FrameTarget:
    """What a decision on this mention of an event points at."""
    return FrameTarget(
        id=frame.id, at=quoted(document, frame.trigger.start, frame.trigger.end), kind=frame.kind, thing=thing
    )


def mention_target(mention: Mention, document: Document, thing: int = 0) -> MentionTarget:
    """What a decision on this mention of an actor or place points at; raises UsageError for other mentions."""
    if mention.type not in ("actor", "place"):
        raise UsageError(f"{mention.id} names a {mention.type}", hint="name a mention of an actor or a place")
    return MentionTarget(
        id=mention.id,
        at=quoted(document, mention.start, mention.end),
        sort="actor" if mention.type == "actor" else "place",
        name=name_of(mention),
        thing=thing,
    )


def name_of(mention: Mention) -> str:
    """The fullest name that the words of a mention were read as, else the words themselves."""
    return mention.value.name if isinstance(mention.value, ActorValue | PlaceValue) else mention.text


def name_of_target(target: Target) -> str:
    """The words by which a person knows what a decision points at."""
    match target:
        case ClaimTarget():
            return f"{target.slot}: {target.at.quote}"
        case FrameTarget():
            return f"{target.kind.replace('_', ' ')}: {target.at.quote}"
        case MentionTarget():
            return target.name
        case DocumentTarget():
            return f"the report {target.id}"
        case SourceTarget():
            return target.name


# --- by the ids of a record ---------------------------------------------------------------------------


def target_of(record: Record, id: str, thing: int = 0) -> tuple[Target, ...]:
    """What a decision on the thing with this id points at: a claim, frame, mention, event, actor, place, voice or document.

    Ids are those that the record shows, or shows as ``formerly``.  ``thing`` numbers what one decision is about.
    Raises UsageError for an id that the record does not have.
    """
    makers: Mapping[str, Callable[[], tuple[Target, ...]]] = {
        "c": lambda: (target_of_claim(record, id),),
        "d": lambda: (target_of_document(record, id),),
        "e": lambda: target_of_event(record, id, thing),
        "a": lambda: target_of_actor(record, id, thing),
        "p": lambda: target_of_place(record, id, thing),
        "f": lambda: (_frame(record, id, thing),),
        "m": lambda: (_mention(record, id, thing),),
        "v": lambda: (target_of_voice(record, id),),
    }
    maker = makers.get(id.partition("_")[0]) if "_" in id else None
    if maker is None:
        raise _unknown(id)
    return maker()


def _unknown(id: str) -> UsageError:
    return UsageError(
        "the record has nothing with this id",
        where=id,
        hint="name a claim, event, actor, place or document that it shows",
    )


def _now(id: str, joined: Sequence[Actor | Place | Event | Voice]) -> str:
    """The present id of what has, or had, this id."""
    own = [x.id for x in joined if x.id == id] or [x.id for x in joined if id in x.formerly]
    if not own:
        raise _unknown(id)
    return own[0]


def _document(record: Record, id: str) -> Document:
    found = next((d for d in record.documents if d.id == id), None)
    if found is None:
        raise _unknown(id)
    return found


def target_of_claim(record: Record, id: str) -> ClaimTarget:
    """The claim with this id."""
    claim = next((c for c in record.claims if c.id == id), None)
    if claim is None:
        raise _unknown(id)
    frames = {f.id: f for f in record.frames if f.id == claim.frame}
    return claim_target(claim, _document(record, claim.document), frames)


def target_of_event(record: Record, id: str, thing: int = 0) -> tuple[FrameTarget, ...]:
    """An event by all its frames."""
    own = _now(id, record.events)
    return tuple(_frame(record, f, thing) for e in record.events if e.id == own for f in e.frames)


def _frame(record: Record, id: str, thing: int) -> FrameTarget:
    frame = next((f for f in record.frames if f.id == id), None)
    if frame is None:
        raise _unknown(id)
    return frame_target(frame, _document(record, frame.document), thing)


def _mention(record: Record, id: str, thing: int) -> MentionTarget:
    mention = next((m for m in record.mentions if m.id == id), None)
    if mention is None:
        raise _unknown(id)
    return mention_target(mention, _document(record, mention.document), thing)


def target_of_actor(record: Record, id: str, thing: int = 0) -> tuple[MentionTarget, ...]:
    """An actor by the first mention of each of its names in each document."""
    own = _now(id, record.actors)
    return _named(
        record, [m for m in record.mentions if isinstance(m.value, ActorValue) and m.value.actor == own], thing
    )


def target_of_place(record: Record, id: str, thing: int = 0) -> tuple[MentionTarget, ...]:
    """A place by the first mention of each of its names in each document."""
    own = _now(id, record.places)
    return _named(
        record, [m for m in record.mentions if isinstance(m.value, PlaceValue) and m.value.place == own], thing
    )


def _named(record: Record, mentions: Sequence[Mention], thing: int) -> tuple[MentionTarget, ...]:
    heads = [m for m in mentions if m.antecedent is None] or list(mentions)
    firsts: dict[tuple[str, str], Mention] = {}
    for m in sorted(heads, key=lambda m: (m.document, m.start, m.id)):
        firsts.setdefault((m.document, text.fold(m.text)), m)
    return tuple(mention_target(m, _document(record, m.document), thing) for m in firsts.values())


def target_of_document(record: Record, id: str) -> DocumentTarget:
    """The document with this id."""
    return DocumentTarget(id=id, capture=_document(record, id).capture.sha256)


def target_of_voice(record: Record, id: str) -> SourceTarget:
    """A voice by its name; raises UsageError for one without a name, which is only its document's."""
    own = _now(id, record.voices)
    name = next(v.speaker for v in record.voices if v.id == own)
    if name is None:
        raise UsageError("this voice has no name", where=id, hint="name its document")
    return SourceTarget(name=name)


# --- making -------------------------------------------------------------------------------------------


def make(
    kind: str,
    targets: Sequence[Target],
    *,
    by: str,
    at: datetime | str,
    why: str = "",
    replaces: Sequence[str] = (),
    change: Change | None = None,
) -> Decision:
    """A decision with the id of its content.

    ``by`` is the person, ``at`` when it was ruled (a time with its zone, or ``2024-05-01T12:00:00Z``).  Raises UsageError for
    what makes no sense: nobody who rules, an unknown kind, one thing that is to be the same, an event and an actor as one.
    """
    known: tuple[DecisionKind, ...] = get_args(DecisionKind)
    sort = next((k for k in known if k == kind), None)
    if sort is None:
        raise UsageError(f"no decision is called {kind!r}", hint=f"use one of {', '.join(known)}")
    draft = Decision(
        id="",
        kind=sort,
        by=" ".join(by.split()),
        at=at if isinstance(at, str) else _utc(at),
        why=why.strip(),
        targets=tuple(dict.fromkeys(targets)),
        replaces=tuple(sorted(set(replaces))),
        change=change,
    )
    try:
        draft = msgspec.convert(msgspec.to_builtins(draft), Decision)
    except msgspec.ValidationError as error:
        raise UsageError(f"{kind}: {error}", hint="give each field as docs/record.md says") from error
    fault = fault_of(draft)
    if fault is not None:
        raise UsageError(f"{kind}: {fault[0]}", hint=fault[1])
    return msgspec.structs.replace(draft, id=id_of(draft))


def id_of(decision: Decision) -> str:
    """The id of a decision's content, whatever id it carries; what is empty adds nothing to it."""
    told = _told(msgspec.to_builtins(msgspec.structs.replace(decision, id="")))
    return content_id("r", json.dumps(told, sort_keys=True, ensure_ascii=False))


def _told(part: object) -> object:
    """Without empty fields, so that a field that is added later changes no id."""
    if isinstance(part, dict):
        return {k: _told(v) for k, v in part.items() if v not in (None, "", [], ())}
    if isinstance(part, list | tuple):
        return [_told(p) for p in part]
    return part


def _utc(at: datetime) -> str:
    if at.tzinfo is None:
        raise UsageError("the time has no zone", hint="give a datetime in UTC")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
