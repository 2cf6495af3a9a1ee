"""What a person asks for, as decisions of the ledger: the same for the forms of pages and for programs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from reportedly import decisions, typed_decisions
from reportedly.case import Case
from reportedly.deciding import Decision, DecisionKind
from reportedly.errors import UsageError
from reportedly.typed_decisions import Options

MOST = 1000
"""Things that one ruling may be about: more are a mistake, or a form that was made to be one."""

LONGEST = 4000
"""Characters that a reason, a value or a quotation may have, of which each is kept for good."""

_ID = re.compile(r"[a-z]_[0-9a-f]{4,}")

_Texts = Annotated[tuple[Annotated[str, Meta(min_length=1, max_length=LONGEST)], ...], Meta(max_length=MOST)]


class Ruling(Options, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A ruling as typed: its kind, what it is about, why, and what goes with it.

    ``things`` are ids, as the record shows them, or the names of sources that are graded; to say that an actor or place is the
    same wherever the case has it they are ``actor KEY`` or ``place KEY``.  ``replaces`` are earlier decisions that hold no longer.
    """

    kind: DecisionKind
    things: Annotated[_Texts, Meta(min_length=1)]
    why: str = ""
    replaces: _Texts = ()


class Undoing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Decisions that are taken back, and why."""

    decisions: Annotated[_Texts, Meta(min_length=1)]
    why: str = ""


def made(case: Case, ruling: Ruling, *, by: str) -> tuple[Decision, ...]:
    """The decisions that a ruling is; UsageError for what the case does not have, and for what makes no sense."""
    given = Options(**{name: getattr(ruling, name) for name in Options.__struct_fields__})
    _measure(
        ruling.things, ruling.replaces, [ruling.why, *(t for t in msgspec.structs.astuple(given) if isinstance(t, str))]
    )
    if ruling.kind == "undo":
        return (undone(case, Undoing(decisions=(*ruling.things, *ruling.replaces), why=ruling.why), by=by),)
    now = datetime.now(UTC)
    found: list[Decision] = []
    for together in _one_by_one(case, ruling.kind, ruling.things):
        ids = [t for t in (*together, *ruling.replaces, given.value or "") if _ID.fullmatch(t)]
        found += typed_decisions.from_ids(
            case.near(ids),
            ruling.kind,
            together,
            by=by,
            at=now,
            why=ruling.why,
            replaces=ruling.replaces,
            given=given,
        )
    return tuple(found)


def undone(case: Case, undoing: Undoing, *, by: str) -> Decision:
    """The decision that takes others back; UsageError for one that the ledger does not have."""
    _measure(undoing.decisions, (), [undoing.why])
    known = {d.id for d in case.decisions()}
    for id in undoing.decisions:
        if id not in known:
            raise UsageError(f"{id!r} is no decision of the case", hint="the history lists them")
    return decisions.make("undo", (), by=by, at=datetime.now(UTC), why=undoing.why, replaces=undoing.decisions)


def _measure(things: Sequence[str], replaces: Sequence[str], words: Sequence[str]) -> None:
    if not things:
        raise UsageError("nothing is chosen", hint="choose what the ruling is about")
    if len(things) > MOST or len(replaces) > MOST:
        raise UsageError(f"a ruling is about {MOST} things at most", hint="rule on them in several steps")
    if any(len(w) > LONGEST for w in (*things, *replaces, *words)):
        raise UsageError(f"what is typed may have {LONGEST} characters at most", hint="say it shorter")


def _one_by_one(case: Case, kind: str, things: Sequence[str]) -> list[list[str]]:
    """What each decision is about: names of actors and places (``actor KEY``) stand for their ids, in each affair that has all of them."""
    if not any(" " in t for t in things) or kind not in ("same", "different"):
        return [list(things)]
    named = []
    for t in things:
        sort, _, key = t.partition(" ")
        found = case.named_as("place" if sort == "place" else "actor", key) if key else None
        named.append(found.ids if found is not None else (t,))
    first, *others = named
    made = []
    for id in first:
        record = case.having(id)
        here = {a.id for a in record.actors} | {p.id for p in record.places} if record is not None else set()
        near = [next((i for i in ids if i in here), None) for ids in others]
        if near and all(near):
            made.append([id, *(i for i in near if i)])
    return made or [[ids[0] for ids in named]]
