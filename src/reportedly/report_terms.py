"""What two reports as wholes say for one event: names beside it, settlements, days of publication, what each is about.

The weights are those of :mod:`reportedly.matching`, set by reading and counting link errors; they are not probabilities.
"""

from __future__ import annotations

import msgspec

from reportedly import intervals
from reportedly.model import When
from reportedly.sides import Side
from reportedly.told_names import shared

NAME = 1.25
"""What a proper name of several words adds that two reports tell beside their events."""

MANY_NAMES = 2
"""From how many such names on they stand for a place or a party that both leave out or call differently."""

SUBJECT = 1.25
"""What it adds that two events of one kind are each what its report mentions most of its family of kinds."""

MOST_NAMES = 3.5
"""What all names together add at most."""

WEEK = 10
"""How many days after one report another still brings the same news: a week, and a weekend."""


class Match(msgspec.Struct, frozen=True):
    """How strongly two clusters are one event, which sorts of evidence speak for it, and why in words."""

    weight: float
    sorts: frozenset[str]
    why: tuple[str, ...]


def nothing() -> Match:
    """No evidence either way."""
    return Match(0.0, frozenset(), ())


def terms(later: Side, earlier: Side) -> tuple[Match, ...]:
    """All that two clusters of different documents are compared by beside their own values."""
    return _names(later, earlier), _news(later, earlier), _settings(later, earlier), _subject(later, earlier)


def _names(later: Side, earlier: Side) -> Match:
    """Names of people, streets, units that both tell around the event, beyond the places and parties compared before."""
    full = shared(later.told, earlier.told)
    if not full:
        return nothing()
    weight = min(MOST_NAMES, NAME * len(full))
    sorts = {"name", "names"} if len(full) >= MANY_NAMES else {"name"}
    return Match(weight, frozenset(sorts), tuple(f"the same name beside it: {n}" for n in full[:3]))


def _settings(later: Side, earlier: Side) -> Match:
    """A settlement of which both reports speak, where one of them does not say where its event was."""
    if (later.places and earlier.places) or later.report is None or earlier.report is None:
        return nothing()
    mine = later.places if later.places else later.report.places
    theirs = earlier.places if earlier.places else earlier.report.places
    both = sorted(mine[i].name for i in mine.keys() & theirs.keys() if mine[i].precision in ("site", "settlement"))
    return Match(1.0, frozenset({"place"}), (f"both reports speak of {both[0]}",)) if both else nothing()


def _subject(later: Side, earlier: Side) -> Match:
    """What each of two reports is about is likelier one event than what they tell beside it."""
    if later.report is None or earlier.report is None or not later.read_as & earlier.read_as:
        return nothing()
    return Match(SUBJECT, frozenset(), ("what both reports are about",))


def _news(later: Side, earlier: Side) -> Match:
    """Reports that come out together mostly tell the same news; it stands in for a time where one gives none."""
    days = days_between(later.published, earlier.published)
    if days is None or days > WEEK:
        return nothing()
    weight = 1.0 if days <= 3 else 0.5
    return Match(weight, frozenset({"news"}), (f"published {days} days apart" if days else "published on one day",))


def days_between(a: When | None, b: When | None) -> int | None:
    """How many days lie between the first days of two times; None where either is not fully known."""
    x, y = (intervals.days(w)[0] if w is not None else None for w in (a, b))
    return None if x is None or y is None else abs((x - y).days)
