"""What the figures of two clusters say for or against one event.

The weights are those of :mod:`reportedly.matching`, set by reading and counting link errors; they are not probabilities.
"""

from __future__ import annotations

import math

from reportedly import counts
from reportedly.model import Count
from reportedly.report_terms import Match
from reportedly.sides import Side
from reportedly.sightings import Held

LARGE = 10
"""From what number on two equal figures of one sort are hardly equal by chance."""

ROUNDING = 0.25
"""By how much of the larger one two figures may differ as rounded figures of one toll."""

OTHER_SIZE = 4
"""How many times as many dead are no rounding or late count any more."""


def alike(later: Side, earlier: Side) -> Match:
    """Equal figures of more than two speak for one event; figures that one voice gives in one document and that
    exclude each other speak against it (in a later document the voice may have corrected itself).
    """
    weight, why, large = 0.0, [], False
    for here, a in later.counts:
        for there, b in earlier.counts:
            if a.slot != b.slot:
                continue
            if _one_figure(a, b):
                why.append(f"the same figure: {a.slot} {a.low if a.low is not None else a.high}")
                large = large or (a.low or a.high or 0) >= LARGE
            elif a.class_ == b.class_ and a.speaker == b.speaker and _clash(a, b):
                weight -= 1.0 if here == there else 0.0
    if why:
        return Match((2.0 if large else 1.5) + min(0.0, weight), frozenset({"count"}), tuple(dict.fromkeys(why)))
    return Match(max(weight, -1.5), frozenset(), ())


def _one_figure(a: Held, b: Held) -> bool:
    """Whether two figures of more than two are equal, but for an end that one of them leaves open ("at least 12")."""
    if _about(a, b):
        return True
    low, high = a.low == b.low, a.high == b.high
    if (low and a.low is not None and a.low > 2) or (high and a.high is not None and a.high > 2):
        return (low and high) or None in (a.low, b.low, a.high, b.high)
    return False


def _about(a: Held, b: Held) -> bool:
    """Whether two large figures are one but for rounding ("40", "nearly 40", "about 40")."""
    if None in (a.low, a.high, b.low, b.high):
        return False
    low, high = min(a.low or 0, b.low or 0), max(a.high or 0, b.high or 0)
    return low >= LARGE and not _clash(a, b) and high - low <= ROUNDING * high


def sizes(count: Held) -> tuple[int, ...]:
    """Two steps of size of a large figure: roundings of one number have one of them in common."""
    if count.low is None or count.high is None or count.low < LARGE:
        return ()
    step = math.floor(math.log(count.low) / -math.log(1 - ROUNDING))
    return step, step + 1


def of_other_size(later: Side, earlier: Side) -> bool:
    """Whether two events of one document that both say where they were have tolls that lie far apart ("over 20", "over 100").

    Figures that two people give may be rival accounts of one event; what the report itself tells beside them are two.
    """
    if not later.places or not earlier.places:
        return False
    pairs = [
        (a, b)
        for _, a in later.counts
        for _, b in earlier.counts
        if a.slot == b.slot == "killed" and a.class_ == b.class_
    ]
    if any(_one_figure(a, b) for a, b in pairs):
        return False
    return any(
        _times_as_many(a, b)
        for a, b in pairs
        if a.speaker == b.speaker or {later.document, earlier.document} & {a.speaker, b.speaker}
    )


def _times_as_many(a: Held, b: Held) -> bool:
    few, many = sorted((a.low or a.high or 0, b.low or b.high or 0))
    return few > 2 and many >= OTHER_SIZE * few


def _clash(a: Held, b: Held) -> bool:
    return not counts.compatible(Count(low=a.low, high=a.high), Count(low=b.low, high=b.high))
