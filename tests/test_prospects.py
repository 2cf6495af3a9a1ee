"""What cannot be one event is seen before it is weighed, and nothing that weighing would join is left out."""

from __future__ import annotations

from itertools import combinations, product

import msgspec
import pytest

from build import Act, Said, document, report
from reportedly import events, places, prospects
from reportedly.clusters import Group
from reportedly.model import When

TEXT = "Shells fell on {place}{day}: {n} people were killed, {who} said."


def told(place: str, day: str | None, low: int, who: str, published: str | None) -> Group:
    text = TEXT.format(place=place, day=f" on {day}" if day else "", n=low, who=who)
    said = [
        Said(slot="where", words=place, place=places.find(place, country="SY")[0].id),
        Said(slot="killed", words=str(low), low=low, high=low + low // 10),
        *([Said(slot="when", words=day)] if day else ()),
    ]
    act = Act(kind="shelling", trigger="fell", said=said)
    (made,) = events.sketch(report(document(text, publisher=who, published=published), act))
    return made


GROUPS = [
    told(place, day, low, who, published)
    for (place, day, low, who), published in product(
        [
            ("Aleppo", "Wednesday", 35, "Nadim Farra"),
            ("Aleppo", "Thursday", 35, "Karim Sahel"),
            ("Aleppo", None, 38, "a nurse"),
            ("Aleppo", None, 4, "Nadim Farra and Karim Sahel"),
            ("Aleppo", "Wednesday", 4, "a baker"),
            ("Palmyra", "Wednesday", 9, "Nadim Farra"),
        ],
        [None, "2016-10-28", "2016-12-24"],
    )
]


def test_whatever_is_joined_was_not_ruled_out() -> None:
    """Shells fell on Aleppo or Palmyra, on a day or none, with figures and witnesses of many sorts."""
    pairs = [(a, b) for a, b in combinations(GROUPS, 2) if a.documents != b.documents]
    joined = [(a, b) for a, b in pairs if events.match(a, b) is not None]
    assert joined
    assert all(prospects.of(a).can_be(prospects.of(b)) and prospects.of(b).can_be(prospects.of(a)) for a, b in joined)
    ruled_out = [(a, b) for a, b in pairs if not prospects.of(a).can_be(prospects.of(b))]
    assert len(ruled_out) > len(pairs) // 10


@pytest.mark.parametrize(
    ("days", "meets"),
    [
        (("2016-10-26", "2016-10-26"), True),
        (("2016-10-25", "2016-10-26"), True),
        (("2016-10-27", "2016-10-27"), False),
        (("2016-10-27", None), True),
        (("XXXX-10-27", "XXXX-10-27"), True),
        (("2010-01-01", "2015-12-31"), True),
    ],
)
def test_times_that_are_not_days_may_be_any_time(days: tuple[str, str | None], meets: bool) -> None:
    """An act of Wednesday, and one of the same day, of the next, since then, of an unknown year, of years."""
    one = prospects.of(told("Aleppo", "Wednesday", 4, "a baker", None))
    when = When(start=days[0], end=days[1], precision="day", text="then")
    other = told("Palmyra", None, 90, "a nurse", None)
    other.members[0] = msgspec.structs.replace(other.members[0], whens=(when,))
    other.tell(None)
    assert one.can_be(prospects.of(other)) is meets
    assert prospects.of(other).can_be(one) is meets
