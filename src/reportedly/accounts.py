"""The accounts of an event: its claims by slot and value, who holds each, and what stands against it.

Rivals exist only inside one cell.  kind, when, where, origin and destination hold one value; counts hold one per unit
class; agent, target, instrument, equipment, manner and outcome are lists, in which a member has a rival only where a voice
denies one and names another, or where two voices name disjoint agents for one act; motives of different voices are
rivals unless one contains the other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from reportedly import counts, intervals
from reportedly.ids import renamed
from reportedly.likeness import Key, Known, cell, compatible, key, refines
from reportedly.model import (
    Account,
    ActorValue,
    Claim,
    Count,
    Document,
    Independent,
    KindValue,
    PlaceValue,
    Stance,
    Status,
    Support,
    Value,
)
from reportedly.values import COUNT_SLOTS, EVENT_SLOTS
from reportedly.voices import Voices

SINGLE = frozenset({"kind", "when", "where", "origin", "destination", *COUNT_SLOTS, "times"})
"""Slots in which two values that cannot both be true are rivals."""

HOLDS: frozenset[Stance] = frozenset({"asserts", "hedges", "doubts"})
PROJECTS: frozenset[Stance] = frozenset({"plans", "supposes", "infers"})

MUTUAL = frozenset({"armed_clash", "talks", "agreement", "ceasefire", "ceasefire_violation"})
"""Kinds with an agent on either side: different agents named by two voices are no contradiction."""

_EARLIER = re.compile(
    r"\b(?:earlier|initial(?:ly)?|previous(?:ly)?|at first|originally|preliminary|up from|down from|revised from|rose from"
    r"|had (?:said|put|given|reported)|first (?:said|reported|put))\b",
    re.IGNORECASE,
)
"""Words before a figure that mark it as one that its giver has since replaced (our list)."""

_SHARE = re.compile(r"\s+(?:more\s+)?of\s+(?:the|those|these|them|its|their)\b", re.IGNORECASE)


class Sources(msgspec.Struct, frozen=True):
    """What accounts are computed against: the joined values, the voices and the documents."""

    known: Known
    voices: Voices
    documents: Mapping[str, Document]


class _Draft:
    """One account while its links to others are found.

    A heading that says what its report says below it, with its speaker, is no voice of its own.
    """

    def __init__(self, claims: Sequence[Claim], sources: Sources, unmade: frozenset[str]) -> None:
        self.claims = sorted(claims, key=lambda c: c.id)
        self.value = _as_most_name_it([c.value for c in self.claims])
        self.id = renamed("x", self.claims[0].id)
        self.cell = _cell(self.claims[0], sources)
        of = sources.voices.by_claim
        held = [c for c in self.claims if c.stance != "denies"]
        self.voices = {of[c.id] for c in held}
        body = {c.document for c in held if not c.from_heading}
        self.counted = {of[c.id] for c in held if c.stance in HOLDS and not (c.from_heading and c.document in body)}
        granted = frozenset() if not self.counted else unmade
        self.denials = [c for c in self.claims if c.stance == "denies" and c.id not in granted]
        self.named = self.counted - sources.voices.vague
        self.rivals: set[str] = set()
        self.updates: set[str] = set()
        self.updated_by: set[str] = set()
        self.refines: set[str] = set()
        self.part_of: set[str] = set()

    @property
    def superseded(self) -> bool:
        return bool(self.updated_by) and self.counted <= self.updated_by

    def withdraw(self, vague: frozenset[str]) -> None:
        """Count no longer the voices that have replaced this value, where others still hold it."""
        if not self.superseded:
            self.counted -= self.updated_by
            self.named = self.counted - vague


def of_event(claims: Iterable[Claim], sources: Sources) -> dict[str, tuple[Account, ...]]:
    """The accounts of one event's claims, by slot in the order of the format, best supported first.

    The claims' values must already name joined actors, places and events.
    """
    claims = list(claims)
    by_slot: dict[str, list[Claim]] = defaultdict(list)
    for c in claims:
        by_slot[c.slot].append(c)
    kinds = {c.value.kind for c in by_slot["kind"] if isinstance(c.value, KindValue)}
    slots = [s for s in EVENT_SLOTS if by_slot.get(s)] + sorted(
        s for s in by_slot if s not in EVENT_SLOTS and by_slot[s]
    )
    unmade = _unmade(by_slot["kind"], claims)
    return {slot: _of_slot(slot, by_slot[slot], bool(kinds & MUTUAL), sources, unmade) for slot in slots}


def _unmade(kind_claims: Sequence[Claim], claims: Sequence[Claim]) -> frozenset[str]:
    """Denials that deny the whole event ("he did not defect"): they dispute that it happened, not who or where.

    Where others hold the value of such a claim, it stands undisputed in its slot; the denial stands on the event's kind.
    """
    denied = {c.frame for c in kind_claims if c.stance == "denies"}
    return frozenset(c.id for c in claims if c.slot != "kind" and c.stance == "denies" and c.frame in denied)


def _as_most_name_it(values: Sequence[Value]) -> Value:
    """Of equal values the one whose name most claims use; of names used equally often the longest."""
    named = [v.name for v in values if isinstance(v, ActorValue | PlaceValue)]
    if len(named) < len(values):
        return values[0]
    best = min(set(named), key=lambda n: (-named.count(n), -len(n), n))
    return values[named.index(best)]


def _of_slot(
    slot: str, claims: Sequence[Claim], mutual: bool, sources: Sources, unmade: frozenset[str]
) -> tuple[Account, ...]:
    by_value: dict[tuple[Key, Key], list[Claim]] = defaultdict(list)
    for c in claims:
        by_value[_cell(c, sources), key(c.value)].append(c)
    drafts = sorted((_Draft(cs, sources, unmade) for cs in by_value.values()), key=lambda d: d.id)
    of_claim = {c.id: d for d in drafts for c in d.claims}
    _link(drafts, of_claim, sources)
    if slot in SINGLE:
        _updates(drafts, sources)
        for d in drafts:
            d.withdraw(sources.voices.vague)
    _rivals(slot, drafts, mutual, sources)
    made = [_account(d, drafts, sources) for d in drafts]
    return tuple(sorted(made, key=_best_first))


def _link(drafts: Sequence[_Draft], of_claim: Mapping[str, _Draft], sources: Sources) -> None:
    for a in drafts:
        a.refines = {b.id for b in drafts if b is not a and refines(a.value, b.value, sources.known)}
        for c in a.claims:
            whole = of_claim.get(c.value.of) if isinstance(c.value, Count) and c.value.of else None
            if whole is None and isinstance(c.value, Count) and is_share(c, sources.documents):
                whole = _whole_of(c, drafts)
            if whole is not None and whole is not a:
                a.part_of.add(whole.id)
    _sums(drafts, sources)


def _sums(drafts: Sequence[_Draft], sources: Sources) -> None:
    """Figures of one cell that one voice gives side by side are parts of a figure that equals their sum."""
    voiced: dict[tuple[Key, str, str], list[_Draft]] = defaultdict(list)
    for d in drafts:
        if isinstance(d.value, Count) and not d.part_of:
            for c in d.claims:
                if c.stance in HOLDS:
                    voiced[d.cell, sources.voices.by_claim[c.id], c.document].append(d)
    for (where, _, _), found in sorted(voiced.items(), key=lambda kv: repr(kv[0])):
        given = {d.id: (d, d.value) for d in found if isinstance(d.value, Count)}
        if any(v.low is None or v.low != v.high for _, v in given.values()):
            continue
        for d in drafts:
            parts = [(p, v.low or 0) for p, v in given.values() if p is not d]
            total = sum(n for _, n in parts)
            exact = isinstance(d.value, Count) and (d.value.low, d.value.high) == (total, total)
            if exact and len(parts) > 1 and d.cell == where:
                for p, _ in parts:
                    p.part_of.add(d.id)


def _cell(claim: Claim, sources: Sources) -> Key:
    """The cell of a claim's value; shares of a figure ("nine of the dead") are no rivals of the figure, nor of one another."""
    where = cell(claim.slot, claim.value)
    if not isinstance(claim.value, Count) or not is_share(claim, sources.documents):
        return where
    count = claim.value
    return (*where[:2], True, *((count.low, count.high) if count.class_ in ("all", "unknown") else ()))


def is_share(claim: Claim, documents: Mapping[str, Document]) -> bool:
    """Whether the words after a figure make it a share of one named before: "six of the dead", "two of the injured".

    The words may stand in the claim's own or after them; "six members of the group" is no share.
    """
    span, text = claim.evidence[0], documents[claim.document].text
    share = _SHARE.search(text, span.start)
    if share is None or share.start() > span.end:
        return False
    found = counts.find(span.text)
    end = span.start + found[0].end if found else span.end
    return any(_SHARE.match(text, at) is not None for at in {end, span.end})


def _whole_of(share: Claim, drafts: Sequence[_Draft]) -> _Draft | None:
    """The largest figure for all that the document of a share gives and that can hold it; None without one."""
    assert isinstance(share.value, Count)
    low = share.value.low or 0
    wholes = [
        (d.value.low, d)
        for d in drafts
        if isinstance(d.value, Count)
        and len(d.cell) == 3
        and not d.cell[2]
        and d.value.class_ in ("all", "unknown")
        and (d.value.low or 0) > low
        and any(c.document == share.document for c in d.claims)
    ]
    return max(wholes, key=lambda nd: (nd[0], nd[1].id))[1] if wholes else None


def _updates(drafts: Sequence[_Draft], sources: Sources) -> None:
    """A voice's later value takes the place of its earlier one: in a later document, or marked as earlier by its words."""
    for new in drafts:
        for old in drafts:
            if new is old or new.cell != old.cell or compatible(new.value, old.value, sources.known):
                continue
            for voice in sorted(new.counted & old.counted):
                if _replaced(voice, old, new, sources):
                    new.updates.add(old.id)
                    old.updated_by.add(voice)


def _replaced(voice: str, old: _Draft, new: _Draft, sources: Sources) -> bool:
    of = sources.voices.by_claim
    before = [c for c in old.claims if of[c.id] == voice and c.stance in HOLDS]
    after = [c for c in new.claims if of[c.id] == voice and c.stance in HOLDS]
    return all(any(_later(a, b, sources) for a in after) for b in before)


def _later(new: Claim, old: Claim, sources: Sources) -> bool:
    if new.document == old.document:
        return _marked(old, sources) and not _marked(new, sources)
    a, b = sources.documents[old.document].published, sources.documents[new.document].published
    return a is not None and b is not None and intervals.before(a, b) is True


def _marked(claim: Claim, sources: Sources) -> bool:
    text, span = sources.documents[claim.document].text, claim.evidence[0]
    low = max(text.rfind(".", 0, span.start), text.rfind("\n", 0, span.start)) + 1
    return _EARLIER.search(text, max(low, span.start - 60), span.start) is not None


def _rivals(slot: str, drafts: Sequence[_Draft], mutual: bool, sources: Sources) -> None:
    for i, a in enumerate(drafts):
        for b in drafts[i + 1 :]:
            if _are_rivals(slot, a, b, drafts, mutual, sources):
                a.rivals.add(b.id)
                b.rivals.add(a.id)


def _are_rivals(slot: str, a: _Draft, b: _Draft, drafts: Sequence[_Draft], mutual: bool, sources: Sources) -> bool:
    if a.cell != b.cell or a.superseded or b.superseded or b.id in a.part_of or a.id in b.part_of:
        return False
    if b.id in a.refines or a.id in b.refines:
        return False
    of = sources.voices.by_claim
    deny_a, deny_b = ({of[c.id] for c in d.denials} for d in (a, b))
    if (deny_a & b.counted) or (deny_b & a.counted):
        return slot != "kind" or not compatible(a.value, b.value, sources.known)
    if not _two_voices(a, b):
        return False
    if slot in SINGLE or slot == "motive":
        return not compatible(a.value, b.value, sources.known)
    if slot == "agent" and not mutual:
        return _disjoint(a, b, drafts, sources)
    return False


def _two_voices(a: _Draft, b: _Draft) -> bool:
    return bool(a.counted - b.counted) and bool(b.counted - a.counted)


def _disjoint(a: _Draft, b: _Draft, drafts: Sequence[_Draft], sources: Sources) -> bool:
    """Whether some voice of the one and some voice of the other name no agent in common, nor a finer or coarser one."""
    if _unnamed(a, sources) or _unnamed(b, sources):
        return False
    return any(
        not any(
            x is y or x.id in y.refines or y.id in x.refines or _unnamed(x, sources)
            for x in _by(v, drafts)
            for y in _by(w, drafts)
        )
        for v in a.counted - b.counted
        for w in b.counted - a.counted
    )


def _unnamed(d: _Draft, sources: Sources) -> bool:
    return isinstance(d.value, ActorValue) and d.value.actor not in sources.known.named


def _by(voice: str, drafts: Sequence[_Draft]) -> list[_Draft]:
    return [d for d in drafts if voice in d.counted]


def _account(d: _Draft, drafts: Sequence[_Draft], sources: Sources) -> Account:
    denials = [*d.denials, *(c for b in drafts if b.id in d.refines for c in b.denials)]
    low, high = len(d.named), len(d.counted)
    return Account(
        id=d.id,
        value=d.value,
        claims=tuple(c.id for c in d.claims),
        voices=tuple(sorted(d.voices)),
        independent=Independent(low=low, high=high),
        stances=tuple(sorted({c.stance for c in d.claims})),
        status=_status(d, denials, drafts, sources),
        support=_support(low, high),
        denied_by=tuple(sorted({c.id for c in denials})),
        refines=tuple(sorted(d.refines)),
        part_of=tuple(sorted(d.part_of)),
        updates=tuple(sorted(d.updates)),
        rivals=tuple(sorted(d.rivals)),
        interests=tuple(sorted({sources.voices.interests[v] for v in d.counted if v in sources.voices.interests})),
    )


def _status(d: _Draft, denials: Sequence[Claim], drafts: Sequence[_Draft], sources: Sources) -> Status:
    low, high = len(d.named), len(d.counted)
    if d.superseded and d.counted:
        return "superseded"
    if denials and (not d.counted - {sources.voices.by_claim[c.id] for c in denials} or not d.rivals):
        return "denied"
    if d.counted and any(b.id in d.rivals and b.counted - d.counted for b in drafts):
        return "contested"
    if low >= 2:
        return "corroborated"
    if high == 1:
        return "single"
    if high == 0 and any(c.stance in PROJECTS for c in d.claims):
        return "projected"
    return "unresolved"


def _support(low: int, high: int) -> Support:
    if low >= 2:
        return "corroborated"
    return "single" if high == 1 else "unresolved" if high else "none"


def _best_first(a: Account) -> tuple[int, int, int, int, int, str]:
    gone = int(a.status in ("superseded", "denied")) if a.independent.high == 0 or a.status == "superseded" else 0
    return (gone, -a.independent.low, -a.independent.high, -len(a.refines), -len(a.claims), a.id)
