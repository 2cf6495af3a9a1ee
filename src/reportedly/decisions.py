"""Decisions of people: what they point at, and how one is made.

A decision points at words, not at ids: a claim by its quotation, slot, trigger and innermost speaker, an event by the
triggers of its frames, an actor or place by mentions, a document by its capture.  So it can be attached again after the
reports were read by another reader (:mod:`reportedly.attach`).  ``target_of`` takes the ids that a record shows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import get_args

import msgspec

from reportedly import text
from reportedly.errors import UsageError
from reportedly.ids import content_id
from reportedly.model import (
    EVENT_SLOTS,
    Actor,
    ActorValue,
    AddedClaim,
    Change,
    Claim,
    ClaimEdit,
    ClaimTarget,
    Count,
    Decision,
    DecisionKind,
    Document,
    DocumentEdit,
    DocumentTarget,
    Event,
    EventValue,
    Frame,
    FrameTarget,
    Grade,
    Mention,
    MentionTarget,
    Place,
    PlaceValue,
    Quoted,
    Record,
    Stance,
    Target,
    Value,
)

CONTEXT = 32
"""Characters kept on either side of a quotation (DESIGN of the record: the key of a decision)."""

_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

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


# --- by the ids of a record ---------------------------------------------------------------------------


def target_of(record: Record, id: str, thing: int = 0) -> tuple[Target, ...]:
    """What a decision on the thing with this id points at: a claim, frame, mention, event, actor, place or document.

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


def _now(id: str, joined: Sequence[Actor | Place | Event]) -> str:
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


def _is_time(at: str) -> bool:
    try:
        datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return False
    return _AT.fullmatch(at) is not None


def fault_of(decision: Decision) -> tuple[str, str] | None:
    """What makes no sense in a decision, and what to do about it; None for a good one."""
    targets, change = decision.targets, decision.change
    if not decision.by.strip():
        return "nobody is named who rules", "say by whom"
    if not _is_time(decision.at):
        return f"{decision.at!r} is no time", "write it in UTC, as 2024-05-01T12:00:00Z"
    if decision.kind in ("same", "different", "split"):
        return _not_linked(decision.kind, targets) or _no_change(change)
    if decision.kind in ("accept", "reject"):
        return _one_of(targets, (ClaimTarget,), "claim") or _no_change(change)
    if decision.kind == "edit":
        return _one_of(targets, (ClaimTarget, DocumentTarget), "claim or document") or _not_edited(targets[0], change)
    if decision.kind == "add":
        return _one_of(targets, (FrameTarget,), "mention of an event") or _not_added(targets[0], change)
    if decision.kind == "grade":
        wrong = None if targets else ("there is nothing to grade", "name a source, a document or a claim")
        if any(isinstance(t, FrameTarget | MentionTarget) for t in targets):
            wrong = ("events, actors and places have no grade", "name a source, a document or a claim")
        empty = not isinstance(change, Grade) or (change.source is None and change.item is None)
        return wrong or (("there is no grade", "give a source A to F, an item 1 to 6, or both") if empty else None)
    if decision.kind == "undo":
        if targets or not decision.replaces:
            return "an undo only replaces", "name the decisions that are undone, and nothing else"
        return _no_change(change)
    if not decision.why:
        return "the note is empty", "say it with why"
    return _no_change(change)


def _no_change(change: Change | None) -> tuple[str, str] | None:
    return None if change is None else ("it takes no value", "leave the value out, or make an edit")


def _one_of(targets: Sequence[Target], types: tuple[type, ...], name: str) -> tuple[str, str] | None:
    if len(targets) == 1 and isinstance(targets[0], types):
        return None
    return f"it is about one {name}", f"name one {name}; make one decision for each"


def _not_linked(kind: str, targets: Sequence[Target]) -> tuple[str, str] | None:
    sorts = {t.sort if isinstance(t, MentionTarget) else t.__struct_config__.tag for t in targets}
    if not targets or not sorts <= {"frame", "actor", "place"}:
        return "it is about events, actors or places", "name two or more of one sort"
    if len(sorts) > 1:
        names = " and ".join(sorted("event" if s == "frame" else str(s) for s in sorts))
        return f"{names} are things of different sorts", "name things of one sort"
    where: dict[tuple[str, Quoted], set[int]] = {}
    for t in targets:
        if isinstance(t, FrameTarget | MentionTarget):
            where.setdefault((t.id, t.at), set()).add(t.thing)
    if len({n for things in where.values() for n in things}) < 2:
        wanted = "parts" if kind == "split" else "things"
        return f"only one thing is named, or its {wanted} are not told apart", f"name two or more {wanted}"
    if any(len(things) > 1 for things in where.values()):
        return "the same words stand for two things", "name each once; of one event, name its frames to split it"
    return None


def _not_edited(target: Target, change: Change | None) -> tuple[str, str] | None:
    if isinstance(target, DocumentTarget):
        if not isinstance(change, DocumentEdit) or change == DocumentEdit():
            return "nothing of the document is changed", "give published, publisher or syndicated_from"
        return None
    if not isinstance(change, ClaimEdit) or change == ClaimEdit():
        return "nothing of the claim is changed", "give a value, a stance or a speaker"
    assert isinstance(target, ClaimTarget)
    if change.value is not None and type(change.value) is not type(target.value):
        return f"a {target.slot} takes another sort of value", f"give a {type(target.value).__name__}"
    return _no_stance(change.stance)


def _not_added(target: Target, change: Change | None) -> tuple[str, str] | None:
    if not isinstance(change, AddedClaim) or not change.at.quote.strip():
        return "there is no claim to add", "give its slot, its value and the words it stands on"
    if change.slot not in EVENT_SLOTS:
        return f"{change.slot!r} is no slot of an event", f"use one of {', '.join(EVENT_SLOTS)}"
    assert isinstance(target, FrameTarget)
    if change.at.capture != target.at.capture:
        return "its words stand in another document than its event", "add it to a mention of the event in that document"
    return _no_stance(change.stance)


def _no_stance(stance: Stance | None) -> tuple[str, str] | None:
    if stance == "relays":
        return "no claim has the stance relays", "give the stance of whoever says it"
    return None
