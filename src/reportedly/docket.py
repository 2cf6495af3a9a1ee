"""The decisions of a ledger with what becomes of each while they are looked through, and the problems that people must see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from reportedly import ledger, precedence
from reportedly.attach import Attached, Ground, attach
from reportedly.deciding import (
    ClaimTarget,
    Decision,
    DecisionKind,
    DocumentTarget,
    FrameTarget,
    MentionTarget,
    Ruled,
    State,
    Target,
)
from reportedly.model import Problem

_DOES: Mapping[DecisionKind, str] = {
    "same": "rules the same",
    "different": "rules different",
    "split": "splits",
    "accept": "accepts",
    "reject": "rejects",
    "edit": "edits",
    "add": "adds to",
}
"""What a decision that changes the record does, in words."""

_AGAIN: Mapping[State, str] = {
    "changed": "its words were read otherwise since",
    "ambiguous": "its words are there more than once",
    "gone": "its words are not there, or nothing is read in them",
}


class Docket:
    """Every decision once, by time, with its state; decisions that were replaced or undone are decided from the start.

    ``shadows`` are those that a newer ruling replaced: they no longer hold, but what the same person ruled before them does
    not come back.
    """

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self.all = ledger.ordered(decisions)
        self.problems: list[Problem] = []
        self._force, replaced = precedence.in_force(self.all)
        self._ruled = {d.id: Ruled(decision=d, state="same" if d.kind == "undo" else "gone") for d in self.all}
        self._told: set[str] = set()
        undoing = {d.id for d in self.all if d.kind == "undo"}
        self.shadows = frozenset(d for d, by in replaced.items() if not undoing >= {*by})
        for d, by in replaced.items():
            self._set(d, "replaced", others=by)

    def ruled(self) -> tuple[Ruled, ...]:
        """Every decision with its state, by time."""
        return tuple(self._ruled[d.id] for d in self.all)

    def of(self, *kinds: DecisionKind) -> list[Decision]:
        """The decisions of these kinds that no other replaces, by time."""
        return [d for d in self._force if d.kind in kinds]

    def ever(self, *kinds: DecisionKind) -> list[Decision]:
        """The decisions of these kinds that nobody undid, by time: those in force, and the shadows that newer ones replaced."""
        force = {d.id for d in self._force}
        return [d for d in self.all if d.kind in kinds and (d.id in force or d.id in self.shadows)]

    def replaced_by(self, decision: Decision) -> list[Decision]:
        """The decisions of this ledger that a decision replaces, by time."""
        return [d for d in self.all if d.id in decision.replaces]

    def _set(self, decision: str, state: State, **more: tuple[str, ...]) -> None:
        self._ruled[decision] = msgspec.structs.replace(self._ruled[decision], state=state, **more)

    def found(self, decision: Decision, at: Attached) -> None:
        """Note where a decision is; what was replaced stays replaced."""
        if decision.id not in self.shadows:
            self._set(decision.id, at.state, ids=at.ids, candidates=at.candidates)

    def made(self, decision: Decision, claims: Sequence[str]) -> None:
        """Note which claims a decision put in."""
        self._ruled[decision.id] = msgspec.structs.replace(self._ruled[decision.id], made=tuple(claims))

    def settle(self, outcome: precedence.Outcome) -> None:
        """Note what was replaced and what is in conflict, with one Problem for each conflict."""
        for d, by in outcome.replaced.items():
            self._set(d, "replaced", others=by, made=())
        told: set[str] = set()
        for d, others in sorted(
            outcome.conflicts.items(), key=lambda kv: precedence.order(self._ruled[kv[0]].decision)
        ):
            self._set(d, "conflict", others=others, made=())
            if d in told:
                continue
            told |= {d, *others}
            found = sorted((self._ruled[i].decision for i in {d, *others}), key=precedence.order)
            self.problems.append(
                _problem(
                    "decisions-conflict",
                    f"{' and '.join(_told(x) for x in found)}; {'neither' if len(found) == 2 else 'none'} is applied",
                    "agree, then append a decision that replaces the others",
                )
            )

    def refuse(self, decision: Decision, why: str, candidates: tuple[str, ...]) -> None:
        """Note that a decision cannot be applied to what it is about, with a Problem."""
        self._set(decision.id, "changed", ids=(), candidates=candidates)
        self._told.add(decision.id)
        self.problems.append(
            _problem(
                "decision-not-applied", f"{_told(decision)}: {why}", "append a decision that replaces it, or undo it"
            )
        )

    def close(self) -> None:
        """Add a Problem for each decision that would change the record and is attached to nothing.

        A rejected claim that nobody reads any more needs nobody to look at it.
        """
        for r in self.ruled():
            moot = r.decision.kind == "reject" and r.state == "gone"
            if r.state in _AGAIN and r.decision.kind in _DOES and r.decision.id not in self._told and not moot:
                self.problems.append(
                    _problem(
                        f"decision-{r.state}",
                        f"{_told(r.decision)}: {_AGAIN[r.state]}; it is not applied",
                        "look again: append a decision that replaces it, or undo it",
                    )
                )


def look(target: Target, grounds: Sequence[Ground]) -> Attached:
    """Where a target is in the first of several ways to look at the readings that has it."""
    looked = [attach(target, g) for g in grounds]
    return next((a for a in looked if a.state in ("same", "moved")), looked[0])


def lost(found: Sequence[Attached]) -> Attached:
    """The state of what is attached to nothing: changed before ambiguous before gone, with all candidates."""
    states = {a.state for a in found}
    state: Literal["changed", "ambiguous", "gone"] = (
        "changed" if "changed" in states else "ambiguous" if "ambiguous" in states else "gone"
    )
    return Attached(state=state, candidates=tuple(dict.fromkeys(c for a in found for c in a.candidates)))


def together(found: Sequence[Attached]) -> Attached:
    """Where several targets of one decision are that are there: the same only if all are."""
    ids = tuple(dict.fromkeys(i for a in found for i in a.ids))
    return Attached(state="same" if all(a.state == "same" for a in found) else "moved", ids=ids)


def _problem(code: str, message: str, hint: str) -> Problem:
    return Problem(code=code, document=None, start=None, end=None, message=message, hint=hint)


def _told(decision: Decision) -> str:
    """Who ruled what, when, in a few words."""
    words = ", ".join(dict.fromkeys(filter(None, map(_words, decision.targets))))
    return f"{decision.by} {_DOES.get(decision.kind, decision.kind)} {words} ({decision.at[:10]}, {decision.id})"


def _words(target: Target) -> str:
    match target:
        case ClaimTarget():
            return f"{target.slot} “{target.at.quote}”"
        case FrameTarget() | MentionTarget():
            return f"“{target.at.quote}”"
        case DocumentTarget():
            return f"document {target.id}"
        case _:
            return target.name
