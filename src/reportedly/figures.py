"""How many, by voice: the figures of an event as low, best and high, without ever averaging.

One :class:`Figures` is one cell: a slot that counts (killed, injured …) and a class of people; a part of a figure ("12 people,
including four children") is a cell of its own.  The rules:

- A voice gives its latest figure; one that it has replaced by a later one is shown as replaced and counts no more.
- A voice stands by a figure that it asserts, hedges or tells with doubt; what it plans, supposes or infers is shown only.
- **low** is the smallest lower end, **high** the greatest end, that some voice stands by; null where nobody gives one.  An open end
  says nothing ("at least 12" has no upper end), but ``open_above`` says that a voice leaves it open above ``high``.
- **best** is the account with the most independent voices, counted surely, then at most; among equally supported ones that do not
  exclude each other, the closest.  Where rivals are equally supported there is none, and ``why`` says so.  It is never
  an average, and an account that is denied, replaced or only planned, supposed or inferred is never best.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly import accounts, holders, text
from reportedly.holders import Sources
from reportedly.model import Account, Claim, Count, CountClass, Event, Record, Stance, Status
from reportedly.values import COUNT_SLOTS, EVENT_SLOTS


@dataclass(frozen=True, slots=True)
class Figure:
    """What one voice gives: an account's figure with the claims that give it.

    ``voice`` is null where the record does not tell it; ``name`` is who speaks, in words.  ``stances`` are those of the claims.
    ``replaced`` says that the voice has since given another figure; ``stands`` that it stands by this one.
    """

    voice: str | None
    name: str
    account: str
    low: int | None
    high: int | None
    words: str
    stances: tuple[Stance, ...]
    status: Status
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    replaced: bool
    stands: bool


@dataclass(frozen=True, slots=True)
class Best:
    """The best supported figure of a cell: its account, its ends, and its independent voices at least and at most."""

    account: str
    low: int | None
    high: int | None
    voices_low: int
    voices_high: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one cell of an event; the module's docstring gives the rules.

    ``unit`` is what is counted, where the class does not say it (class unknown: families, houses).  ``part_of`` are the accounts
    that these figures are parts of; a share of a figure that nobody gives has ``is_part`` and no whole.
    """

    event: str
    slot: str
    class_: CountClass
    unit: str
    is_part: bool
    part_of: tuple[str, ...]
    by_voice: tuple[Figure, ...]
    low: int | None
    best: Best | None
    high: int | None
    open_above: bool
    why: str


@dataclass(frozen=True, slots=True)
class _Cell:
    slot: str
    class_: CountClass
    unit: str
    is_part: bool
    part_of: tuple[str, ...]
    own: str
    """The account, for a part of no class of its own: "two of the dead" and "six of the dead" may be other people."""


def of_record(record: Record) -> tuple[Figures, ...]:
    """The figures of every event, in the order of events, then of slots; wholes before parts."""
    sources = holders.sources(record)
    return tuple(f for e in record.events for f in _of_event(e, sources))


def _of_event(event: Event, sources: Sources) -> list[Figures]:
    cells: dict[_Cell, list[Account]] = defaultdict(list)
    for slot in (s for s in EVENT_SLOTS if s in COUNT_SLOTS):
        for account in event.fields.get(slot, ()):
            if isinstance(account.value, Count):
                cells[_cell(slot, account, account.value, sources)].append(account)
    order = {s: n for n, s in enumerate(EVENT_SLOTS)}
    made = [_figures(event.id, cell, held, sources) for cell, held in cells.items()]
    return sorted(made, key=lambda f: (order[f.slot], f.is_part))


def _cell(slot: str, account: Account, value: Count, sources: Sources) -> _Cell:
    given = [sources.claims[c] for c in account.claims if c in sources.claims]
    share = any(
        accounts.is_share(c, sources.documents) for c in given if c.evidence and c.document in sources.documents
    )
    unit = text.fold(value.unit) if value.class_ == "unknown" else ""
    part = share or bool(account.part_of) or value.of is not None
    own = account.id if part and value.class_ in ("all", "unknown") else ""
    return _Cell(slot, value.class_, unit, part, account.part_of, own)


def _figures(event: str, cell: _Cell, held: Sequence[Account], sources: Sources) -> Figures:
    by_voice = [f for a in held for f in _given(a, held, sources)]
    now = [f for f in by_voice if f.stands and not f.replaced]
    lows = [f.low for f in now if f.low is not None]
    ends = [n for f in now for n in (f.low, f.high) if n is not None]
    best, why = _best(held, {f.account for f in now})
    high = max(ends, default=None)
    return Figures(
        event=event,
        slot=cell.slot,
        class_=cell.class_,
        unit=cell.unit,
        is_part=cell.is_part,
        part_of=cell.part_of,
        by_voice=tuple(
            sorted(by_voice, key=lambda f: (f.replaced, f.low if f.low is not None else -1, f.name, f.account))
        ),
        low=min(lows, default=None),
        best=best,
        high=high,
        open_above=any(f.high is None and f.low is not None and f.low == high for f in now),
        why=why,
    )


def _given(account: Account, held: Sequence[Account], sources: Sources) -> list[Figure]:
    """One figure for each voice that gives an account; claims whose voice is not told go by their speaker's name."""
    assert isinstance(account.value, Count)
    of: dict[tuple[str | None, str], list[Claim]] = defaultdict(list)
    for claim in (sources.claims[c] for c in account.claims if c in sources.claims):
        if claim.stance != "denies":
            voice = sources.voice_of.get(claim.id)
            of[voice, sources.named(claim) if voice is None else ""].append(claim)
    newer = [b for b in held if account.id in b.updates]
    return [
        Figure(
            voice=voice,
            name=sources.named(claims[0]),
            account=account.id,
            low=account.value.low,
            high=account.value.high,
            words=account.value.text,
            stances=tuple(sorted({c.stance for c in claims})),
            status=account.status,
            claims=tuple(c.id for c in claims),
            documents=tuple(dict.fromkeys(c.document for c in claims)),
            replaced=account.status == "superseded" or any(voice in b.voices for b in newer),
            stands=any(c.stance in accounts.HOLDS for c in claims),
        )
        for (voice, _), claims in of.items()
    ]


def _best(held: Sequence[Account], standing: set[str]) -> tuple[Best | None, str]:
    """The best supported account of a cell, or none; and which rule said so, in words."""
    standing_by = [
        a
        for a in held
        if a.id in standing and a.status not in ("denied", "superseded", "projected") and a.independent.high
    ]
    able = [a for a in standing_by if isinstance(a.value, Count) and (a.value.low, a.value.high) != (None, None)]
    if standing_by and not able:
        return None, "nobody who stands by it gives a number"
    if not able:
        replaced = all(a.status == "superseded" for a in held)
        return None, "every figure has been replaced" if replaced else "nobody stands by a figure that is not denied"
    most = max((a.independent.low, a.independent.high) for a in able)
    first = [a for a in able if (a.independent.low, a.independent.high) == most]
    if any(a.id in b.rivals for a in first for b in first):
        return None, "figures that exclude each other are equally well supported"
    closest = min(_width(a) for a in first)
    best = [a for a in first if _width(a) == closest]
    if len(best) > 1:
        return None, "several figures are equally well supported and equally close"
    (account,) = best
    assert isinstance(account.value, Count)
    why = (
        "the only figure that somebody stands by and nobody denies"
        if len(able) == 1
        else "more independent voices than any other"
        if len(first) == 1
        else "the closest of the best supported figures, which do not exclude each other"
    )
    return Best(
        account.id, account.value.low, account.value.high, account.independent.low, account.independent.high
    ), why


def _width(account: Account) -> float:
    """How far apart the ends of a figure are; an open end is farthest."""
    value = account.value
    if not isinstance(value, Count) or value.low is None or value.high is None:
        return float("inf")
    return value.high - value.low
