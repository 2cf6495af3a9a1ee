"""Killed and injured of an incident against figures coded by hand, from one report or several.

How one figure is made of claims, on purpose the simplest way: of each report the first figure it states for the slot
(a report leads with its news), among claims that are asserted or hedged and no part of another figure ("including four
children"); over the reports of an incident the commonest, the larger of two as common; zero where none states any.
"At least 12" counts as 12, "up to 20" as 20.  Reports are read apart, nothing is joined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reportedly import reading
from reportedly.model import Claim, Count, Reading
from reportedly.scoring import gold
from reportedly.scoring.gold import Incident
from reportedly.scoring.result import Beside, Data, Figure, Miss, Result, Row, around, share

Slot = Literal["killed", "injured"]
SLOTS: tuple[Slot, ...] = ("killed", "injured")
HELD = frozenset({"asserts", "hedges"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """An incident's figures for a slot, coded and read; ``claims`` are the first of each report that has one."""

    incident: str
    slot: Slot
    gold: int
    got: int
    claims: tuple[tuple[Claim, Reading], ...]
    text: str

    @property
    def right(self) -> bool:
        """Whether both are equal."""
        return self.gold == self.got


def score(path: Path, *, reader: str) -> Result:
    """Share of incidents in a file of JSON lines (one a report) whose figures are exactly the coded ones."""
    reports = gold.load_lines(path, Incident)
    documents = [gold.taken(r.text, name=r.id, published=r.published) for r in reports]
    outcomes = compare(reports, list(reading.read(documents, reader)))
    sha = gold.digest([path], within=path.parent)
    return result(outcomes, reader=reader, data=Data(name=path.name, sha256=sha, items=len(reports), unit="reports"))


def compare(reports: Sequence[Incident], readings: Sequence[Reading]) -> list[Outcome]:
    """The figures of each incident, in the order of its first report; readings are those of the reports, in order."""
    incidents: dict[str, list[tuple[Incident, Reading]]] = {}
    for report, one in zip(reports, readings, strict=True):
        incidents.setdefault(report.incident, []).append((report, one))
    outcomes = []
    for name, members in incidents.items():
        coded = members[0][0]
        for slot in SLOTS:
            firsts = tuple((c, one) for _, one in members if (c := first(one, slot)) is not None)
            outcomes.append(
                Outcome(
                    incident=name,
                    slot=slot,
                    gold=coded.killed if slot == "killed" else coded.injured,
                    got=commonest(figure(c) for c, _ in firsts),
                    claims=firsts,
                    text=coded.text,
                )
            )
    return outcomes


def first(one: Reading, slot: Slot) -> Claim | None:
    """The first claim of a report that states a figure for the slot; None where none does."""
    stated = (
        c
        for c in one.claims
        if c.slot == slot and c.stance in HELD and isinstance(c.value, Count) and c.value.of is None
    )
    return min((c for c in stated if figure(c) is not None), key=lambda c: (c.evidence[0].start, c.id), default=None)


def figure(claim: Claim) -> int | None:
    """The lower end of a count, else the upper; None where both are open, or for another value."""
    if not isinstance(claim.value, Count):
        return None
    return claim.value.low if claim.value.low is not None else claim.value.high


def commonest(figures: Iterable[int | None]) -> int:
    """The figure met most often, the larger of two as common; zero where there is none."""
    times = Counter(f for f in figures if f is not None)
    return max(times, key=lambda f: (times[f], f), default=0)


def result(outcomes: Sequence[Outcome], *, reader: str, data: Data) -> Result:
    """Figures and table of the outcomes."""
    by_slot = {slot: [o for o in outcomes if o.slot == slot] for slot in SLOTS}
    both = [a.right and b.right for a, b in zip(by_slot["killed"], by_slot["injured"], strict=True)]
    figures = [
        Figure(name=f"{slot}_exact", value=share(sum(o.right for o in found), len(found)))
        for slot, found in by_slot.items()
    ]
    return Result(
        measure="incidents",
        reader=reader,
        data=data,
        figures=(*figures, Figure(name="both_exact", value=share(sum(both), len(both)))),
        beside=tuple(
            Beside(
                who=f"always {_usual(found)}",
                figure=f"{slot}_exact",
                value=share(sum(o.gold == _usual(found) for o in found), len(found)),
            )
            for slot, found in by_slot.items()
        ),
        columns=("incidents", "exact", "too low", "too high", "no figure", "share exact"),
        rows=tuple(_row(slot, found) for slot, found in by_slot.items()),
        misses=tuple(_miss(o) for o in outcomes if not o.right),
    )


def _usual(outcomes: Sequence[Outcome]) -> int:
    """What is coded most often: the best that one can say without reading."""
    return commonest(o.gold for o in outcomes)


def _row(slot: Slot, outcomes: Sequence[Outcome]) -> Row:
    exact = sum(o.right for o in outcomes)
    low, high = sum(o.got < o.gold for o in outcomes), sum(o.got > o.gold for o in outcomes)
    silent = sum(not o.claims for o in outcomes)
    return Row(name=slot, cells=(len(outcomes), exact, low, high, silent, share(exact, len(outcomes))))


def _miss(outcome: Outcome) -> Miss:
    got, words = None, outcome.text
    if outcome.claims:
        claim, one = next((c for c in outcome.claims if figure(c[0]) == outcome.got), outcome.claims[0])
        at = claim.evidence[0]
        got, words = f"{outcome.got} ({at.text})", around(one.document.text, at.start, at.end)
    return Miss(item=outcome.incident, row=outcome.slot, gold=str(outcome.gold), got=got, around=words)
