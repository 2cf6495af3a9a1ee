"""Which groups of different documents cannot be one event, told by sets of what each says, before they are compared.

In an affair of hundreds of reports nearly all pairs share a place.  :func:`reportedly.events.match` joins none without a day or a
figure of both, a name told beside both events, or one person's fate; that much is seen at once.
"""

from __future__ import annotations

from datetime import timedelta

import msgspec

from reportedly import intervals
from reportedly.clusters import Group
from reportedly.matching import LEAVING, ONCE
from reportedly.model import When
from reportedly.report_terms import MANY_NAMES, WEEK
from reportedly.sightings import Held
from reportedly.tolls import sizes

LONG = 62
"""Days from which an interval is held to meet any other time."""


class Prospect(msgspec.Struct, frozen=True):
    """What a group has by which it can meet another: names, days, figures, the day of publication, whether it is a fate.

    ``always`` says that its times may meet any other time: open, long, without a year, or set right by its text.
    """

    names: frozenset[str]
    days: frozenset[int]
    always: bool
    figures: frozenset[str]
    published: int | None
    left: bool
    befell: bool

    def can_be(self, other: Prospect) -> bool:
        """Whether the two may be one event; False only where no weighing could join them."""
        if (self.left and other.left) or (self.befell and other.befell):
            return True
        if not self.figures.isdisjoint(other.figures) or not self.days.isdisjoint(other.days):
            return True
        if (self.always and (other.days or other.always)) or (other.always and self.days):
            return True
        names = self.names & other.names
        if not names:
            return False
        full = sum(" " in name for name in names) + sum(" " not in name for name in names) // 2
        return full >= MANY_NAMES or (full > 0 and self._is_news_with(other))

    def _is_news_with(self, other: Prospect) -> bool:
        if self.published is None or other.published is None:
            return False
        return abs(self.published - other.published) <= WEEK


def of(group: Group) -> Prospect:
    """The prospect of a group of one document."""
    side = group.side
    spans = [_days(w) for w in side.whens]
    published = intervals.day(side.published.start) if side.published is not None else None
    return Prospect(
        names=side.told,
        days=frozenset(d for days in spans if days is not None for d in days),
        always=None in spans or bool(side.instead),
        figures=frozenset(f for _, c in side.counts for f in _figures(c)),
        published=published.toordinal() if published is not None else None,
        left=side.read_as <= LEAVING,
        befell=side.read_as <= ONCE,
    )


def _days(when: When) -> range | None:
    first, last = intervals.days(when)
    if first is None or last is None or not timedelta(0) <= last - first < timedelta(days=LONG):
        return None
    return range(first.toordinal(), last.toordinal() + 1)


def _figures(count: Held) -> list[str]:
    """Figures of which two groups share one where :func:`reportedly.tolls.alike` may find them to be one."""
    ends = [
        f"{count.slot} {end} {n}" for end, n in (("low", count.low), ("high", count.high)) if n is not None and n > 2
    ]
    return ends + [f"{count.slot} about {step}" for step in sizes(count)]
