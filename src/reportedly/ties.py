"""Which documents belong to one affair, found document by document: the keys under which a store looks for candidates, and
whether two documents are tied.

Two documents are tied where they tell of one event (:func:`reportedly.events.match`) or share a passage
(:func:`reportedly.copies.between`).  Documents that no chain of ties connects have nothing that joining could join, so that each
connected part can be joined for itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

import msgspec

from reportedly import copies, events, intervals, kinds
from reportedly.clusters import Group
from reportedly.matching import kinds_fit
from reportedly.model import Document, Place, Reading, When
from reportedly.report_terms import WEEK
from reportedly.sides import Report
from reportedly.sightings import Sighting
from reportedly.tolls import sizes

WIDE = 7
"""Days from which an interval is looked for by its months, and not by each of its days."""


class Told(msgspec.Struct, frozen=True):
    """What one event of a document is compared by: the sightings of its frames, and what the report as a whole says of it.

    ``parts`` are the first frames of the events that it was joined from, ``why`` the reasons.
    """

    members: tuple[Sighting, ...]
    report: Report | None
    parts: tuple[str, ...]
    why: tuple[str, ...]


class Sketch(msgspec.Struct, frozen=True):
    """What a document is compared by: its events.  A pure function of its reading, so that it can be kept with it."""

    document: str
    told: tuple[Told, ...]

    def groups(self) -> tuple[Group, ...]:
        """The events as :func:`reportedly.events.sketch` gives them."""
        return tuple(self.group(n) for n in range(len(self.told)))

    def group(self, number: int) -> Group:
        """One of :meth:`groups`, counted from 0."""
        told = self.told[number]
        made = Group(told.members, self.document)
        made.tell(told.report)
        made.parts, made.why = [*told.parts], [*told.why]
        return made


def sketch(reading: Reading) -> Sketch:
    """The sketch of a document."""
    groups = events.sketch(reading)
    return Sketch(
        reading.document.id, tuple(Told(tuple(g.members), g.side.report, tuple(g.parts), tuple(g.why)) for g in groups)
    )


def kept_keys(event: Group) -> set[str]:
    """Keys under which an event is kept: each place or person of it with its days (or months) and its figures."""
    return set(_keys(event, asked=False))


def asked_keys(event: Group) -> set[str]:
    """Keys of which an event of another document has one if it can be this one."""
    return set(_keys(event, asked=True))


def _keys(group: Group, *, asked: bool) -> Iterator[str]:
    """A name alone; whatever else two events must share together with a day, a figure, or the day of publication; each with a family
    of kinds.

    That is what :func:`reportedly.events.match` asks for before it joins.  A province and a day of publication, or a province and
    the size of a figure, bring nothing: all reports of a war share them.
    """
    days = {t for s in group.members for w in s.whens for t in _times(w, asked=asked)}
    figures = {
        f"{c.slot}={n}" for s in group.members for c in s.counts for n in (c.low, c.high) if n is not None and n > 2
    }
    rounded = {f"{c.slot}~{step}" for s in group.members for c in s.counts for step in sizes(c)}
    out = {t for s in group.members if s.published for t in _published(s.published, asked=asked)}
    coarse = {
        f"place {i}" for s in group.members for p in (*s.places, *s.origins) for i in (*p.parents, *_if_coarse(p))
    }
    families = _fitting(group.side.kinds) if asked else {kinds.load().get(min(group.side.kinds)).family}
    for key in events.keys(group):
        extras = {
            *days,
            *figures,
            *(() if key in coarse else out | rounded),
            *([""] if key.startswith(("person ", "name ")) else ()),
        }
        yield from (f"{key}|{extra}|{family}" for extra in extras for family in families)


@lru_cache(maxsize=4096)
def _fitting(mine: frozenset[str]) -> frozenset[str]:
    """The families of the kinds that can be words for an event of these kinds."""
    table = kinds.load()
    return frozenset(table.get(k).family for k in table.names() if kinds_fit(mine, frozenset({k})))


def _if_coarse(place: Place) -> tuple[str, ...]:
    return (place.id,) if place.precision in ("province", "region", "country") else ()


def _published(when: When, *, asked: bool) -> Iterator[str]:
    day = intervals.day(when.start)
    if day is not None:
        around = timedelta(days=WEEK if asked else 0)
        yield from (f"p{d.isoformat()}" for d in _days(day - around, day + around))


def _times(when: When, *, asked: bool) -> Iterator[str]:
    """A short time by its days, a long one by its months; what is asked for covers both ways of keeping."""
    first, last = intervals.day(when.start), intervals.day(when.end)
    if first is None or last is None or last < first:
        yield "open"
        return
    short = (last - first).days < WIDE
    if short or asked:
        yield from (f"d{d.isoformat()}" for d in _days(first, min(last, first + timedelta(days=400))))
    if not short or asked:
        yield from sorted({f"m{d.isoformat()[:7]}" for d in (first, *_days(first, last, step=27), last)})


def _days(first: date, last: date, step: int = 1) -> Iterator[date]:
    for n in range(0, (last - first).days + 1, step):
        yield first + timedelta(days=n)


def tie(one: Group, other: Group) -> str | None:
    """Why two documents are tied by these events, which may be one, or None."""
    found = events.match(one, other)
    return None if found is None else "one event: " + "; ".join(found.why[:3])


def copied(one: Document, other: Document) -> str | None:
    """Why two documents are tied by a passage that both print, or None."""
    found = copies.between(one, other)
    return f"{found[0].why}: {sum(c.words for c in found)} words" if found else None
