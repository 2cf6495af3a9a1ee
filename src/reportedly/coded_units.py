"""What several coders ruled on the same documents, unit by unit, so that it can be compared.

A unit is a claim that the machine read, or a claim that coders added.  Each coder's rulings are attached to the present readings
by their words, as the ledger's are (:mod:`reportedly.rulings`), each coder's apart from the others'.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal, assert_never

import msgspec

from reportedly import rulings, text
from reportedly.deciding import Decision, State
from reportedly.decisions import speaker_of
from reportedly.model import ActorValue, Claim, Count, EventValue, KindValue, PlaceValue, Reading, Value, When, Words
from reportedly.sightings import content_words

MarkSort = Literal["accepted", "rejected", "edited", "added", "absent"]
REJECTED, ABSENT = "rejected", "absent"


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What one coder made of a unit.

    ``label`` is what is compared: the value as it stands after the ruling with its stance (and its speaker, where the coder
    named one other than was read, or added the claim), "rejected", or "absent" for a claim that others added.  ``told`` says
    it to people.  ``ruling`` is the decision's id, "" for an absent one.  ``low`` is the low end of a count.
    """

    sort: MarkSort
    label: str
    told: str
    ruling: str = ""
    low: int | None = None


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that coders ruled on; who has not ruled on it is not in ``marks``.

    ``id`` is the machine's claim, or of an added one the claim that the first coder's words make.  ``words`` are its evidence,
    ``document.text[start:end]``.
    """

    id: str
    document: str
    slot: str
    words: str
    start: int
    end: int
    added: bool
    marks: Mapping[str, Mark]

    def differs(self) -> bool:
        """Whether two coders made different things of it."""
        return len({m.label for m in self.marks.values()}) > 1

    def told(self) -> str:
        """Who made what of it, in words: "Rania accepted, Omar rejected"."""
        return ", ".join(f"{coder} {mark.told}" for coder, mark in self.marks.items())


class Lost(msgspec.Struct, frozen=True, kw_only=True):
    """A coder's ruling that is attached to nothing that is read now, and why; it is in no unit."""

    coder: str
    ruling: str
    state: State


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """The units of some documents in the order of their words, and the rulings that found none."""

    units: tuple[Unit, ...]
    lost: tuple[Lost, ...]


class _Added(msgspec.Struct, frozen=True):
    coder: str
    claim: Claim
    mark: Mark


def units(readings: Sequence[Reading], codings: Mapping[str, Sequence[Decision]]) -> Coded:
    """The units of these readings with what each coder made of them; ``codings`` are the rulings of each that stand.

    A claim that some added is absent for a coder who did not, but only where that coder ruled on anything in its document: of the
    others it is not known whether they looked.
    """
    claims = {c.id: c for r in readings for c in r.claims}
    marks: dict[str, dict[str, Mark]] = defaultdict(dict)
    added: list[_Added] = []
    lost: list[Lost] = []
    looked: dict[str, set[str]] = {}
    for coder, decisions in codings.items():
        found = rulings.resolve(decisions, readings)
        written = {c.id: c for c in found.written}
        looked[coder] = set()
        for ruled in found.ruled:
            d = ruled.decision
            if d.kind not in ("accept", "reject", "edit", "add"):
                continue
            if ruled.state in ("changed", "ambiguous", "gone"):
                lost.append(Lost(coder=coder, ruling=d.id, state=ruled.state))
            if ruled.state not in ("same", "moved"):
                continue
            for i in ruled.made if d.kind == "add" else ():
                added.append(_Added(coder, written[i], _mark("added", written[i], d.id)))
                looked[coder].add(written[i].document)
            for i in ruled.ids if d.kind != "add" else ():
                if i in claims:
                    marks[i][coder] = _on_claim(d, claims[i], found.instead, written)
                    looked[coder].add(claims[i].document)
    made = [_unit(c, c.id, marks[c.id], added=False) for c in claims.values()]
    for together in _matched(added):
        first = min((a.claim for a in together), key=lambda c: (_span(c), c.id))
        theirs = {a.coder: a.mark for a in together}
        whole = {
            coder: theirs.get(coder) or Mark(sort="absent", label=ABSENT, told="did not add it")
            for coder in codings
            if coder in theirs or first.document in looked[coder]
        }
        made.append(_unit(first, first.id, whole, added=True))
    order = {r.document.id: n for n, r in enumerate(readings)}
    return Coded(
        units=tuple(sorted(made, key=lambda u: (order[u.document], u.start, u.end, u.slot, u.id))), lost=tuple(lost)
    )


def _unit(claim: Claim, id: str, marks: Mapping[str, Mark], *, added: bool) -> Unit:
    start, end = _span(claim)
    return Unit(
        id=id,
        document=claim.document,
        slot=claim.slot,
        words=claim.evidence[0].text,
        start=start,
        end=end,
        added=added,
        marks=dict(marks),
    )


def _span(claim: Claim) -> tuple[int, int]:
    return claim.evidence[0].start, claim.evidence[0].end


def _on_claim(decision: Decision, claim: Claim, instead: Mapping[str, str], written: Mapping[str, Claim]) -> Mark:
    """What a ruling makes of a claim that the machine read."""
    if decision.kind == "reject":
        return Mark(sort="rejected", label=REJECTED, told="rejected", ruling=decision.id)
    if decision.kind == "edit":
        return _mark("edited", written[instead[claim.id]], decision.id, was=claim)
    return _mark("accepted", claim, decision.id)


def _mark(sort: MarkSort, claim: Claim, ruling: str, was: Claim | None = None) -> Mark:
    label = f"{claim.slot}: {canonical(claim.value)} · {claim.stance}"
    told = f"{in_words(claim.value)} ({claim.stance}"
    speaker = speaker_of(claim)
    if sort == "added" or (was is not None and _folded(speaker) != _folded(speaker_of(was))):
        label += f" · {_folded(speaker)}"
        told += f", by {speaker or 'the outlet'}"
    return Mark(
        sort=sort,
        label=label,
        told="accepted" if sort == "accepted" else f"{sort}{' to' * (sort == 'edited')} {told})",
        ruling=ruling,
        low=claim.value.low if isinstance(claim.value, Count) else None,
    )


def _folded(speaker: str | None) -> str:
    return "the outlet" if speaker is None else text.fold(speaker)


# --- values in canonical words ------------------------------------------------------------------------


def canonical(value: Value) -> str:
    """A value in words that are equal where the record holds two values for one account, names being compared as words.

    (docs/record.md, Account: counts by low, high and unit class; dates by interval; words by their content words.)
    """
    match value:
        case KindValue():
            return value.kind
        case Count():
            unit = value.class_ if value.class_ != "unknown" else text.fold(value.unit)
            return f"{_end(value.low)} to {_end(value.high)} {unit}".strip()
        case When():
            return f"{value.start or 'open'} to {value.end or 'open'}"
        case PlaceValue():
            return " ".join(filter(None, (value.relation, text.fold(value.name), text.fold(value.of or ""))))
        case ActorValue():
            return text.fold(value.name)
        case EventValue():
            return text.fold(value.text)
        case Words():
            return " ".join(sorted(content_words(value.text))) or text.fold(value.text)
        case _:
            assert_never(value)


def _end(number: int | None) -> str:
    return "open" if number is None else str(number)


def in_words(value: Value) -> str:
    """A value as its own words have it, on one line."""
    match value:
        case KindValue():
            words = value.kind.replace("_", " ")
        case PlaceValue() | ActorValue():
            words = value.name or value.text
        case Count(class_=class_) if class_ != "unknown" and class_ not in value.text:
            words = f"{value.text or canonical(value)}: {class_}"
        case _:
            words = value.text or canonical(value)
    return " ".join(words.split())


# --- added claims -------------------------------------------------------------------------------------


def _matched(added: Sequence[_Added]) -> Iterator[list[_Added]]:
    """Claims that coders added, matched between them: those of one document, frame and slot whose words overlap.

    Of each coder at most one claim is in a unit; the pairs that share most words are matched first.
    """
    groups: dict[tuple[str, str | None, str], list[_Added]] = defaultdict(list)
    for a in sorted(added, key=lambda a: (_span(a.claim), a.claim.id, a.coder)):
        groups[a.claim.document, a.claim.frame, a.claim.slot].append(a)
    for group in groups.values():
        sets = [[a] for a in group]
        place = list(range(len(group)))
        pairs = [(i, j) for i, j in combinations(range(len(group)), 2) if _shared(group[i], group[j]) > 0]
        for i, j in sorted(pairs, key=lambda ij: (-_shared(group[ij[0]], group[ij[1]]), ij)):
            here, there = sets[place[i]], sets[place[j]]
            if here is not there and not {a.coder for a in here} & {a.coder for a in there}:
                moved, kept = place[j], place[i]
                sets[kept] = here + there
                place = [kept if p == moved else p for p in place]
        yield from (sets[p] for p in sorted(set(place)))


def _shared(a: _Added, b: _Added) -> int:
    """How many characters two claims of different coders share; 0 for those of one."""
    (start, end), (other, last) = _span(a.claim), _span(b.claim)
    return 0 if a.coder == b.coder else min(end, last) - max(start, other)
