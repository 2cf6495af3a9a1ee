"""A record at a glance: one line for each event, with its date, what is disputed of it, and by how many it is told."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from reportedly.model import Account, Claim, Event, Frame, Record, When
from reportedly.values import EVENT_SLOTS

_GONE = frozenset({"denied", "superseded", "projected"})
_PASSING = frozenset({"kind", "same_as", "part_of", "after", "response_to", "times"})


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """An event in one line.

    ``first`` puts events in the order in which the reports, oldest first, tell them; ``documents`` tell of it; ``voices_low`` and ``voices_high`` are the independent voices of its best-held value; ``rivals`` are the slots
    with rival accounts, ``denied`` those in which a value is denied; ``passing`` says that nothing is told of it but that it was.
    """

    event: str
    kind: str
    title: str
    when: When | None
    first: str
    documents: tuple[str, ...]
    voices_low: int
    voices_high: int
    rivals: tuple[str, ...]
    denied: tuple[str, ...]
    passing: bool

    def sort_key(self) -> str:
        """Puts lines in order: full dates, then days of an unknown year, then no date; events in passing last."""
        return f"{int(self.passing)}{time_key(self.when)} {self.first} {self.event}"


def lines(record: Record) -> tuple[Line, ...]:
    """The events of a record in order of time, those of one day as the reports tell them."""
    claims = {c.id: c for c in record.claims}
    frames = {f.id: f for f in record.frames}
    published = {d.id: (d.published.start if d.published else None) or "9999" for d in record.documents}
    made = [_line(e, claims, frames, published) for e in record.events]
    return tuple(sorted(made, key=Line.sort_key))


def _line(event: Event, claims: Mapping[str, Claim], frames: Mapping[str, Frame], published: Mapping[str, str]) -> Line:
    own = [frames[f] for f in event.frames if f in frames]
    accounts = [a for found in event.fields.values() for a in found]
    best = max(accounts, key=lambda a: (a.independent.high, a.independent.low, a.id), default=None)
    rivals = tuple(s for s in _in_order(event) if any(a.rivals for a in event.fields[s]))
    return Line(
        event=event.id,
        kind=event.kind,
        title=event.title,
        when=event_when(event),
        first=min((f"{published.get(f.document, '9999')} {f.document} {f.trigger.start:09}" for f in own), default=""),
        documents=tuple(sorted({f.document for f in own})),
        voices_low=best.independent.low if best else 0,
        voices_high=best.independent.high if best else 0,
        rivals=rivals,
        denied=tuple(
            s for s in _in_order(event) if s not in rivals and any(_denied(a, claims) for a in event.fields[s])
        ),
        passing=not event.fields.keys() - _PASSING,
    )


def _in_order(event: Event) -> list[str]:
    order = {slot: n for n, slot in enumerate(EVENT_SLOTS)}
    return sorted(event.fields, key=lambda s: (order.get(s, len(order)), s))


def _denied(account: Account, claims: Mapping[str, Claim]) -> bool:
    return bool(account.denied_by) or any(claims[c].stance == "denies" for c in account.claims if c in claims)


def event_when(event: Event) -> When | None:
    """The best supported date of an event that is neither denied, superseded nor only projected; None for none."""
    for account in event.fields.get("when", ()):
        value = account.value
        if account.status not in _GONE and isinstance(value, When) and (value.start or value.end):
            return value
    return None


def time_key(when: When | None) -> str:
    """Sorts dates: full years first, then days whose year is not known, then what has no date."""
    day = (when.start or when.end) if when else None
    if day is None:
        return "2"
    return f"{int(day.startswith('XX'))}{day.replace('X', '0')}"
