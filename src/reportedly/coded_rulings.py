"""The rulings of one coder kept flat: on each claim that the machine read at most one stands, and it is on that claim itself.

A coder who rules again on a claim, or on what an own edit or addition wrote, thereby replaces the earlier ruling, whatever the
clock says: only what stands is held against the readings.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from reportedly import attach, decisions, precedence, rulings
from reportedly.deciding import AddedClaim, Change, ClaimEdit, ClaimTarget, Decision, FrameTarget, State, Target
from reportedly.errors import UsageError
from reportedly.model import Reading

KINDS = ("accept", "reject", "edit", "add")
"""What a coder rules; beside them only an undo of an own ruling."""

_WHY: dict[State, str] = {
    "changed": "what was read there is different now",
    "ambiguous": "its words stand in several places",
    "gone": "its words are not there, or nothing is read in them",
}


def in_force(past: Sequence[Decision]) -> tuple[Decision, ...]:
    """The rulings of one coder that stand, by time."""
    return tuple(d for d in precedence.in_force(past)[0] if d.kind in KINDS)


def flat(decision: Decision, past: Sequence[Decision], readings: Sequence[Reading]) -> tuple[Decision, ...]:
    """What a coder's new decision comes to after the ``past`` ones, on these readings: none where it says nothing new.

    Raises UsageError for a decision of another kind, an undo of what does not stand, and what cannot be attached to its words.
    """
    if decision.kind == "undo":
        return tuple(_undone(decision, r, past) for r in decision.replaces)
    if decision.kind not in KINDS or not isinstance(decision.targets[0], ClaimTarget | FrameTarget):
        raise UsageError(f"{decision.kind} is no ruling on a claim", hint=f"use {', '.join(KINDS)}, or undo")
    standing = {d.id: d for d in in_force(past)}
    if isinstance(decision.change, AddedClaim):
        before = [d for d in standing.values() if _same_words(d, decision)]
    else:
        decision, before = _on_claim(decision, standing, readings)
    if decision.kind == "undo":
        return (_undone(decision, decision.replaces[0], past),)
    if any(_says(d) == _says(decision) for d in before):
        return ()
    made = _replacing(decision, [d.id for d in before])
    if any(d.id == made.id for d in past):  # taken back within the same second
        over = [d for d in past if made.id in d.replaces]
        made = _replacing(made, [*made.replaces, *(d.id for d in over), *(r for d in over for r in d.replaces)])
    _check(made, in_force([*past, made]), readings)
    return (made,)


def _replacing(decision: Decision, past: Sequence[str]) -> Decision:
    return decisions.make(
        decision.kind,
        decision.targets,
        by=decision.by,
        at=decision.at,
        why=decision.why,
        replaces=past,
        change=decision.change,
    )


def _undone(decision: Decision, id: str, past: Sequence[Decision]) -> Decision:
    """An undo of one ruling and of all that it took the place of, so that the claim is as if it had not been ruled on."""
    by_id = {d.id: d for d in past}
    if id not in {d.id for d in in_force(past)}:
        raise UsageError(f"{id} is no ruling of {decision.by} that stands", hint="name one that was made in this round")
    chain, waiting = set[str](), [id]
    while waiting:
        at = waiting.pop()
        if at in by_id and at not in chain and by_id[at].kind != "undo":
            chain.add(at)
            waiting += by_id[at].replaces
    return decisions.make("undo", (), by=decision.by, at=decision.at, why=decision.why, replaces=sorted(chain))


def _on_claim(
    decision: Decision, standing: dict[str, Decision], readings: Sequence[Reading]
) -> tuple[Decision, list[Decision]]:
    """A ruling on the machine's claim in place of one on what the coder wrote, and the earlier rulings on that claim."""
    found = rulings.resolve(standing.values(), readings)
    ground = attach.Ground(readings)
    for c in found.written:
        ground.put(c)
    at = attach.attach(decision.targets[0], ground)
    if not at.ids:
        raise UsageError(f"the claim cannot be ruled on: {_WHY[at.state]}", hint="look at the document again")
    author = next((standing[r.decision.id] for r in found.ruled if set(r.made) & set(at.ids)), None)
    if author is None:
        earlier = [r.decision.id for r in found.ruled if r.decision.kind != "add" and set(r.ids) & set(at.ids)]
        return decision, [standing[i] for i in earlier]
    if decision.kind == "reject" and author.kind == "add":
        return msgspec.structs.replace(decision, kind="undo", targets=(), replaces=(author.id,)), []
    if decision.kind == "reject":
        return msgspec.structs.replace(decision, targets=author.targets), [author]
    change = _over(author.change, decision.change)
    return msgspec.structs.replace(decision, kind=author.kind, targets=author.targets, change=change), [author]


def _over(before: Change | None, after: Change | None) -> Change | None:
    """What a coder wrote, with an edit of it, as one; an acceptance of it changes nothing."""
    if not isinstance(after, ClaimEdit) or not isinstance(before, ClaimEdit | AddedClaim):
        return before
    given = {f: v for f in ("value", "stance", "speaker") if (v := getattr(after, f)) is not None}
    if isinstance(before, AddedClaim) and given.get("speaker") == "":
        given["speaker"] = None
    return msgspec.structs.replace(before, **given)


def _says(decision: Decision) -> object:
    return decision.kind, decision.change


def _same_words(a: Decision, b: Decision) -> bool:
    """Whether two additions put a claim on the same words, in the same slot of the same mention of an event."""
    if not isinstance(a.change, AddedClaim) or not isinstance(b.change, AddedClaim):
        return False
    return (_frame(a.targets[0]), a.change.at, a.change.slot) == (_frame(b.targets[0]), b.change.at, b.change.slot)


def _frame(target: Target) -> object:
    return target.at if isinstance(target, FrameTarget) else None


def _check(made: Decision, standing: Sequence[Decision], readings: Sequence[Reading]) -> None:
    found = rulings.resolve(standing, readings)
    state = next(r.state for r in found.ruled if r.decision.id == made.id)
    if state not in ("same", "moved"):
        told = next((p.message for p in found.problems if made.id in p.message), _WHY.get(state, state))
        raise UsageError(f"the ruling cannot stand: {told}", hint="look at the document again")
