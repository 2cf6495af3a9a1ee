"""What a time expression of English says, as data: terms without their reference day.

:mod:`reportedly.date_grammar` makes them from words, :mod:`reportedly.date_days` says which days they mean.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Unit = Literal["minute", "hour", "day", "week", "month", "year", "decade"]
Stretch = Literal["day", "week", "weekend", "month", "year", "decade"]
Piece = Literal[
    "early", "mid", "late", "first half", "second half", "q1", "q2", "q3", "q4", "w1", "w2", "w3", "w4", "last week"
]
Shape = Literal["exact", "nearly", "more", "less"]
Direction = Literal["past", "future"]


class Term(msgspec.Struct, frozen=True):
    """A time expression without its reference day."""


class Day(Term, frozen=True):
    """ "18 July", "18 July 2013", "18 July last year" (``shift`` -1)."""

    year: int | None
    month: int
    day: int
    shift: int | None = None


class Month(Term, frozen=True):
    """ "July", "July 2013", "last July" (``turn`` -1), "July last year" (``shift`` -1)."""

    year: int | None
    month: int
    shift: int | None = None
    turn: int = 0


class Year(Term, frozen=True):
    """ "2013"."""

    year: int


class Decade(Term, frozen=True):
    """ "the 1990s"."""

    year: int


class Season(Term, frozen=True):
    """ "spring 2013", "last summer"; ``month`` is the first of its three."""

    year: int | None
    month: int
    turn: int = 0
    shift: int | None = None


class Weekday(Term, frozen=True):
    """ "Monday" (0), "last Monday" (``turn`` -1), "next Monday" (+1)."""

    index: int
    turn: int = 0


class Stretched(Term, frozen=True):
    """ "today", "last month", "next week", "the weekend": a calendar unit counted from the present one."""

    unit: Stretch
    turn: int


class Ago(Term, frozen=True):
    """ "three days ago", "nearly six years ago"; ``ahead`` for "in three days" of a plan."""

    unit: Unit
    low: int
    high: int
    shape: Shape = "exact"
    ahead: bool = False
    vague: bool = False


class Window(Term, frozen=True):
    """ "the past eight months", "the next two days": up to the reference day, or from it."""

    unit: Unit
    count: int
    ahead: bool = False
    vague: bool = False


class So(Term, frozen=True):
    """ "earlier this month" (past) or "later this month" (future): a unit up to, or from, the reference day."""

    unit: Stretch
    direction: Direction


class Within(Term, frozen=True):
    """ "in four days": the four days up to the reference day, or of a plan the day four days ahead."""

    unit: Unit
    count: int


class Overnight(Term, frozen=True):
    """The night that ends on the reference day: "overnight", "last night"."""


class DayOf(Term, frozen=True):
    """ "Tuesday last week": a weekday (0 Monday) of a week."""

    of: Stretched
    index: int


class Part(Term, frozen=True):
    """ "early November 2014", "the second half of 2015", "the first week of April"."""

    of: Term
    piece: Piece


class Clock(Term, frozen=True):
    """A day with an hour or a part of the day: "at dawn on Friday"."""

    of: Term


class Since(Term, frozen=True):
    """From the start of a time up to the reference day."""

    of: Term


class Until(Term, frozen=True):
    """Up to a time, which is left out when ``without`` (before, prior to)."""

    of: Term
    without: bool = False


class After(Term, frozen=True):
    """From the day after a time up to the reference day."""

    of: Term


class Between(Term, frozen=True):
    """From the start of one time to the end of another."""

    a: Term
    b: Term


class Either(Term, frozen=True):
    """A date in figures that can be read in two ways (02/09/2013)."""

    a: Day
    b: Day


class Other(Term, frozen=True):
    """A time counted from another event of the text ("two weeks later", "the same day"): no days of its own."""


def relative(term: Term) -> bool:
    """Whether a time is wholly counted from the reference day, so that it says nothing without one."""
    match term:
        case Weekday() | Stretched() | Ago() | Window() | So() | Within() | Overnight() | DayOf() | Other():
            return True
        case Day(shift=shift):
            return shift is not None
        case Month(shift=shift, turn=turn) | Season(shift=shift, turn=turn):
            return shift is not None or turn != 0
        case Part(of=of) | Clock(of=of) | Since(of=of) | Until(of=of) | After(of=of):
            return relative(of)
        case Between(a, b):
            return relative(a) or relative(b)
    return False


def anchored(term: Term) -> bool:
    """Whether any digit of the answer comes from the reference day."""
    match term:
        case Day(year=year) | Month(year=year) | Season(year=year):
            return year is None
        case Part(of=of) | Clock(of=of) | Until(of=of):
            return anchored(of)
        case Between(a, b):
            return anchored(a) or anchored(b)
        case Year() | Decade() | Either():
            return False
    return True
