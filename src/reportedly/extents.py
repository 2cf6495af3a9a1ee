"""Whether one mention of an event is of a single event, of several, or of all of a time, by number, time and place.

The word lists are our own, from English grammar (quantifiers, adverbs and verbs of repetition and change).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from reportedly.model import Claim, Count, Extent, Place, PlaceValue, When
from reportedly.values import COUNT_SLOTS

SEVERAL = frozenset("several numerous multiple repeated repeatedly dozens scores many series wave spate string".split())
STRETCH = frozenset("days weeks months years".split())
CHANGING = frozenset(
    "increased increase increasing intensified intensify intensifying escalated escalate escalating decreased continue"
    " continued continues continuing resumed stepped regularly frequently routinely often daily repeatedly recurrent".split()
)
_SINCE = re.compile(
    r"\bsince\b[^.;]{0,60}?\b(?:(?:19|20)\d\d|beginning|start|outbreak|onset|last (?:week|month|year)"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
"""How far back a total goes ("since the start of the campaign", "since mid-March"), which "since dawn" does not."""


def counted(
    claims: list[Claim],
    whens: tuple[When, ...],
    plural: bool,
    war: bool,
    inside: frozenset[str],
    around: frozenset[str],
) -> Extent:
    """One, several or an aggregate by the words of a mention: ``inside`` its noun phrase, and ``around`` it."""
    times = [c.value for c in claims if c.slot == "times" and isinstance(c.value, Count)]
    if any(t.low is not None and t.low > 1 for t in times):
        return "several"
    if war:
        return "aggregate"
    if plural and around & CHANGING:
        return "aggregate"
    if any(_long(w) for w in whens) or (plural and around & STRETCH and "of" in around):
        return "aggregate"
    if inside & SEVERAL:
        return "several"
    return "one"


def spread(claims: Sequence[Claim], where: Sequence[Place], whens: Sequence[When], plural: bool, after: str) -> Extent:
    """How many events a mention is that no word counts.

    "Strikes have killed 90 people since March" are all of a time; acts in two countries (not at their border), and "the strikes
    in" a country with no day, settlement, target or figure of their own, are several.
    """
    if any(w.precision in ("time", "day") for w in whens):
        return "one"
    if plural and _SINCE.search(after) is not None:
        return "aggregate"
    countries = {p.country for p in where if p.precision == "country"}
    beside = any(isinstance(c.value, PlaceValue) and c.value.relation is not None for c in claims)
    if not countries or beside or any(p.precision != "country" for p in where):
        return "one"
    detailed = any(c.slot in COUNT_SLOTS or c.slot == "target" for c in claims)
    return "several" if len(countries) > 1 or (plural and not detailed) else "one"


def _long(when: When) -> bool:
    """Whether a time is a stretch of more than a fortnight through which things went on ("since 2014")."""
    if when.range != "throughout" or when.start is None or when.end is None or "X" in when.start + when.end:
        return False
    return (date.fromisoformat(when.end) - date.fromisoformat(when.start)).days > 14
