"""Comparing intervals: what can be known of days with unknown digits and open ends."""

from __future__ import annotations

import pytest

from reportedly.intervals import before, compare, contains, is_day, overlaps
from reportedly.model import When


def when(words: str) -> When:
    start, _, end = words.partition("/")
    end = end or start
    return When(start=None if start == ".." else start, end=None if end == ".." else end, precision="day")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2013-07-18", "2013-07-01/2013-07-31", True),
        ("2013-07-18", "2013-07-19", False),
        ("XXXX-04-17", "XXXX-04-01/XXXX-04-17", True),
        ("XXXX-04-17", "XXXX-04-18", False),
        ("XXXX-04-17", "2013-04-17", None),
        ("XXXX-04-17", "2013-05-20", False),
        ("XXXX-04-17", "2013-01-01/2013-12-31", None),
        ("2013-07-18/..", "2013-07-01", False),
        ("2013-07-18/..", "2014-01-01", None),
        ("XXXX-12-26/XXXX-01-05", "XXXX-12-30", None),
        ("201X-04-17", "2009-04-17", False),
    ],
)
def test_overlap(a: str, b: str, expected: bool | None) -> None:
    assert overlaps(when(a), when(b)) is expected
    assert overlaps(when(b), when(a)) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2013-07-01/2013-07-31", "2013-07-18", True),
        ("2013-07-18", "2013-07-01/2013-07-31", False),
        ("2013-07-01/2013-07-31", "2013-07-31/2013-08-01", False),
        ("XXXX-04-01/XXXX-04-30", "XXXX-04-17", True),
        ("XXXX-04-01/XXXX-04-30", "2013-04-17", None),
        ("XXXX-04-01/XXXX-04-30", "2013-05-17", False),
        ("2013-07-01/..", "2013-07-18", None),
    ],
)
def test_containment(a: str, b: str, expected: bool | None) -> None:
    assert contains(when(a), when(b)) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2013-07-18", "2013-07-19", True),
        ("2013-07-19", "2013-07-19", False),
        ("2013-07-20", "2013-07-19", False),
        ("XXXX-04-16", "XXXX-04-17", True),
        ("XXXX-04-16", "2013-04-17", None),
        ("201X-04-16", "2021-04-17", True),
        ("../2013-07-18", "2014-01-01", True),
        ("2013-07-18/..", "2014-01-01", None),
        ("2013-07-18/..", "2013-01-01", False),
    ],
)
def test_order(a: str, b: str, expected: bool | None) -> None:
    assert before(when(a), when(b)) is expected


def test_days_are_ten_characters_of_a_real_day() -> None:
    assert [
        w
        for w in ("2013-07-18", "XXXX-02-29", "2013-02-29", "2013-13-01", "2013-7-18", "XXXX-XX-XX", "soon")
        if is_day(w)
    ] == [
        "2013-07-18",
        "XXXX-02-29",
        "XXXX-XX-XX",
    ]


def test_unknown_digits_in_other_places_leave_the_order_open() -> None:
    assert compare("2013-04-1X", "2013-04-17") is None
    assert compare("2013-04-1X", "2013-04-20") == -1
