"""How far coders agree: per slot and over all, with the coefficients that the literature asks for.

Percent agreement is the share of pairs of coders who made the same of a unit.  Cohen's kappa (Educational and Psychological
Measurement 20, 1960) is for two coders; Krippendorff's alpha (Content Analysis, 2004, chapter 11) for any number, with
rulings missing.  Both are computed by ``nltk.metrics.agreement``.  Where a coefficient is not defined there is none, and a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import msgspec

from reportedly.coded_units import Unit
from reportedly.values import ACTOR_STANDING_SLOTS, COUNT_SLOTS, EVENT_SLOTS, PLACE_STANDING_SLOTS

if TYPE_CHECKING:
    from nltk.metrics.agreement import AnnotationTask

Ratings = Sequence[Mapping[str, str | int]]
"""Of each unit what each coder made of it, by coder; who is not there has not ruled."""

MOST_LABELS = 10_000
"""Different labels that nltk compares with one another at most (its time grows with their square)."""

COUNTED = COUNT_SLOTS | {"times", "size"}
"""Slots whose values are numbers of something."""


class Coefficient(msgspec.Struct, frozen=True, kw_only=True):
    """A coefficient of agreement (1 is perfect, 0 what chance gives, less is worse than chance), or why there is none."""

    value: float | None
    why: str = ""


class SlotAgreement(msgspec.Struct, frozen=True, kw_only=True):
    """The agreement on one slot; ``slot`` is None for all slots together.

    ``units`` are those that two coders or more ruled on, and only these count; ``single`` are those that one coder ruled on.
    ``agreed`` of ``pairs`` pairs of rulings are the same.  ``alpha_low`` compares the low ends of counts as numbers (interval
    alpha) where two coders or more hold the claim; None for slots that hold no counts.
    """

    slot: str | None
    units: int
    single: int
    pairs: int
    agreed: int
    kappa: Coefficient
    alpha: Coefficient
    alpha_low: Coefficient | None = None

    def percent(self) -> float | None:
        """The pairs that agree, in percent of all; None where there are none."""
        return 100 * self.agreed / self.pairs if self.pairs else None


def by_slot(units: Iterable[Unit], coders: Sequence[str]) -> tuple[SlotAgreement, ...]:
    """The agreement on each slot that somebody ruled on, in the order of the record, and on all of them at the end."""
    ruled = [u for u in units if u.marks]
    order = {s: n for n, s in enumerate((*EVENT_SLOTS, *ACTOR_STANDING_SLOTS, *PLACE_STANDING_SLOTS))}
    slots = sorted({u.slot for u in ruled}, key=lambda s: (order.get(s, len(order)), s))
    return (*(_slot(s, [u for u in ruled if u.slot == s], coders) for s in slots), _slot(None, ruled, coders))


def _slot(slot: str | None, units: Sequence[Unit], coders: Sequence[str]) -> SlotAgreement:
    labels: Ratings = [{c: m.label for c, m in u.marks.items()} for u in units]
    lows: Ratings = [{c: m.low for c, m in u.marks.items() if m.low is not None} for u in units if u.slot in COUNTED]
    same = [a == b for r in labels for a, b in combinations(r.values(), 2)]
    return SlotAgreement(
        slot=slot,
        units=len(compared(labels)),
        single=sum(len(r) == 1 for r in labels),
        pairs=len(same),
        agreed=sum(same),
        kappa=kappa(labels, coders),
        alpha=alpha(labels),
        alpha_low=interval_alpha(lows) if slot in COUNTED or (slot is None and lows) else None,
    )


def compared(ratings: Ratings) -> Ratings:
    """The units that two coders or more ruled on."""
    return [r for r in ratings if len(r) > 1]


def kappa(ratings: Ratings, coders: Sequence[str]) -> Coefficient:
    """Cohen's kappa of two coders over the units that both ruled on."""
    if len(coders) != 2:
        return Coefficient(value=None, why="kappa is for two coders")
    return _computed(compared(ratings), lambda task: task.kappa_pairwise(*coders))


def alpha(ratings: Ratings) -> Coefficient:
    """Krippendorff's alpha of labels that are the same or not (nominal)."""
    return _computed(compared(ratings), lambda task: task.alpha())


def interval_alpha(ratings: Ratings) -> Coefficient:
    """Krippendorff's alpha of numbers, by the square of their distance."""
    from nltk.metrics.distance import interval_distance

    return _computed(compared(ratings), lambda task: task.alpha(), interval_distance)


def _computed(
    ratings: Ratings,
    compute: Callable[[AnnotationTask], float],
    distance: Callable[[object, object], float] | None = None,
) -> Coefficient:
    """A coefficient over units that all have two rulings or more; with one label only chance would agree as well."""
    if not ratings:
        return Coefficient(value=None, why="no unit that two coders ruled on")
    labels = {label for r in ratings for label in r.values()}
    if len(labels) > MOST_LABELS:
        return Coefficient(value=None, why=f"more than {MOST_LABELS:,} different labels; ask for fewer documents")
    if len(labels) == 1:
        return Coefficient(value=None, why="all made the same of every unit; there is nothing to tell from chance")
    from nltk.metrics.agreement import AnnotationTask

    data = [(coder, number, label) for number, r in enumerate(ratings) for coder, label in r.items()]
    task = AnnotationTask(data) if distance is None else AnnotationTask(data, distance)
    return Coefficient(value=float(compute(task)))
