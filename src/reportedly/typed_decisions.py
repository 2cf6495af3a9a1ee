"""Decisions made from what a person names and types: ids as a record shows them, values in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, get_args

import msgspec

from reportedly import dates, decisions, excerpt, typed_values
from reportedly.deciding import (
    AddedClaim,
    Change,
    ClaimEdit,
    Decision,
    DocumentEdit,
    FrameTarget,
    Grade,
    ItemGrade,
    SourceGrade,
    SourceTarget,
    Target,
)
from reportedly.errors import UsageError
from reportedly.model import Document, Record, Stance


class Maker(Protocol):
    """Makes a decision of the kind at hand from its targets."""

    def __call__(self, targets: Sequence[Target], *, change: Change | None = None) -> Decision:
        """The decision; UsageError for what makes no sense."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What goes with a decision, as typed; None for what was not given.

    ``start`` is where the quoted words begin in a document (code points), for words that stand there more than once.
    """

    value: str | None = None
    stance: str | None = None
    speaker: str | None = None
    slot: str | None = None
    quote: str | None = None
    published: str | None = None
    publisher: str | None = None
    origin: str | None = None
    source: str | None = None
    item: str | None = None
    start: int | None = None


_TAKES = {
    "edit": ("value", "stance", "speaker", "published", "publisher", "origin"),
    "add": ("value", "stance", "speaker", "slot", "quote", "start"),
    "grade": ("source", "item"),
}
"""Which options go with which kind of decision."""


def from_ids(
    record: Record,
    kind: str,
    things: Sequence[str],
    *,
    by: str,
    at: datetime,
    why: str = "",
    replaces: Sequence[str] = (),
    given: Options = Options(),  # noqa: B008 - frozen
) -> tuple[Decision, ...]:
    """The decisions that ``kind`` on these things are: one for each claim that is accepted, rejected or edited, else one for all.

    Things are named by id (which may be cut short), a source that is graded also by its name.  Raises UsageError for an id that
    the record does not have, and for what makes no sense.
    """
    for name in given.__struct_fields__:
        if getattr(given, name) is not None and name not in _TAKES.get(kind, ()):
            raise UsageError(f"{kind} takes no --{name}", hint="leave it out")
    past = tuple(_decision(record, r) for r in replaces)

    def made(targets: Sequence[Target], *, replaced: Sequence[str] = past, change: Change | None = None) -> Decision:
        return decisions.make(kind, targets, by=by, at=at, why=why, replaces=replaced, change=change)

    if kind == "undo":
        return (made((), replaced=(*past, *(_decision(record, t) for t in things))),)
    if kind == "grade":
        targets = [t for thing in things for t in _graded(record, thing)]
        return (made(targets, change=Grade(source=_source(given.source), item=_item(given.item))),)
    ids = [excerpt.whole_id(record, thing) for thing in things]
    if kind in ("accept", "reject"):
        return tuple(made(decisions.target_of(record, i)) for i in ids)
    if kind == "edit":
        return tuple(made(decisions.target_of(record, i), change=_edit(record, i, given)) for i in ids)
    if kind == "add":
        return tuple(_added(record, i, given, made) for i in ids)
    if kind == "split":
        return (made(_parts(record, ids)),)
    return (made([t for n, i in enumerate(ids) for t in decisions.target_of(record, i, n)]),)


def _decision(record: Record, prefix: str) -> str:
    found = [r.decision.id for r in record.decisions if r.decision.id.startswith(prefix)] if len(prefix) > 5 else []
    if len(found) != 1:
        raise UsageError(f"{prefix!r} is no decision of the case", hint="reportedly ledger lists them")
    return found[0]


def _graded(record: Record, thing: str) -> Sequence[Target]:
    try:
        return decisions.target_of(record, excerpt.whole_id(record, thing))
    except UsageError:
        return (SourceTarget(name=" ".join(thing.split())),)


def _source(grade: str | None) -> SourceGrade | None:
    if grade is None:
        return None
    for known in get_args(SourceGrade):
        if known == grade.upper():
            return known  # type: ignore[no-any-return]
    raise UsageError(
        f"{grade!r} is no grade of a source", hint="use A (reliable) to E (unreliable), F (cannot be judged)"
    )


def _item(grade: str | None) -> ItemGrade | None:
    if grade is None:
        return None
    for known in get_args(ItemGrade):
        if known == grade:
            return known  # type: ignore[no-any-return]
    raise UsageError(
        f"{grade!r} is no grade of an item", hint="use 1 (confirmed) to 5 (improbable), 6 (cannot be judged)"
    )


def _stance(stance: str | None) -> Stance | None:
    if stance is None:
        return None
    for known in get_args(Stance):
        if known == stance:
            return known  # type: ignore[no-any-return]
    raise UsageError(f"{stance!r} is no stance", hint=f"use one of {', '.join(get_args(Stance))}")


def _document(record: Record, id: str) -> Document:
    return next(d for d in record.documents if d.id == id)


def _edit(record: Record, id: str, given: Options) -> Change:
    if id.startswith("d_"):
        if any(x is not None for x in (given.value, given.stance, given.speaker)):
            raise UsageError(
                "a document has no value, stance or speaker", hint="give --published, --publisher or --origin"
            )
        return DocumentEdit(
            published=dates.from_published(given.published) if given.published else None,
            publisher=given.publisher,
            syndicated_from=given.origin,
        )
    if any(x is not None for x in (given.published, given.publisher, given.origin)):
        raise UsageError("only a document has a date, publisher or origin", hint="name it by its id d_…")
    claim = next((c for c in record.claims if c.id == id), None)
    if claim is None:
        raise UsageError(f"{id} is no claim or document", hint="edit a claim c_… or a document d_…")
    value = None
    if given.value is not None:
        value = typed_values.value_of(claim.slot, given.value, _document(record, claim.document), record)
    return ClaimEdit(value=value, stance=_stance(given.stance), speaker=given.speaker)


def _added(record: Record, id: str, given: Options, made: Maker) -> Decision:
    if given.slot is None or given.quote is None or given.value is None:
        raise UsageError(
            "a claim that is added needs its slot, value and words", hint="give --slot, --value and --quote"
        )
    frames = [t for t in decisions.target_of(record, id) if isinstance(t, FrameTarget)]
    spots = [
        (f, d, start)
        for f in frames
        for d in record.documents
        if d.capture.sha256 == f.at.capture
        if (start := _found(d.text, given.quote, given.start)) >= 0
    ]
    if not spots:
        raise UsageError("these words stand in no report of the event", hint="give them exactly as they stand")
    frame, document, start = spots[0]
    repeated = given.start is None and document.text.count(given.quote) > 1
    if repeated or len({d.id for _, d, _ in spots}) > 1:
        raise UsageError("these words stand in several places", hint="give more of them, until they stand once")
    change = AddedClaim(
        at=decisions.quoted(document, start, start + len(given.quote)),
        slot=given.slot,
        value=typed_values.value_of(given.slot, given.value, document, record),
        stance=_stance(given.stance) or "asserts",
        speaker=given.speaker or None,
    )
    return made([frame], change=change)


def _found(words: str, quote: str, start: int | None) -> int:
    if start is None:
        return words.find(quote)
    return start if words.startswith(quote, start) else -1


def _parts(record: Record, ids: Sequence[str]) -> list[Target]:
    """An event's mentions in two parts: those that are named after it, and all others."""
    event, *taken = ids
    if not event.startswith("e_") or not taken or not all(i.startswith("f_") for i in taken):
        raise UsageError(
            "split takes an event and those of its mentions that are another one",
            hint="give e_… and then f_…, as reportedly show prints them",
        )
    targets = decisions.target_of_event(record, event)
    apart = [msgspec.structs.replace(t, thing=1) for t in targets if t.id in taken]
    rest = [t for t in targets if t.id not in taken]
    if len(apart) != len(taken):
        raise UsageError("not all of these are mentions of the event", hint="reportedly show lists its mentions")
    return [*rest, *apart]
