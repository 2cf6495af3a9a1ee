"""What makes no sense in a decision, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from reportedly.deciding import (
    AddedClaim,
    Change,
    ClaimEdit,
    ClaimTarget,
    Decision,
    DocumentEdit,
    DocumentTarget,
    FrameTarget,
    Grade,
    MentionTarget,
    Quoted,
    Target,
)
from reportedly.model import Stance
from reportedly.values import EVENT_SLOTS

_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


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
