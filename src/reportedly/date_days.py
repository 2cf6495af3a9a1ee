"""Which days a time expression means, seen from a reference day.

Conventions, compared with hand-coded reports: "early", "mid", "late" are thirds (a month 1-10, 11-20, 21-end; a
year January-April, May-August, September-December); a weekend is Saturday and Sunday, a week runs from Monday; seasons are
those of the northern hemisphere by whole months, and a winter is named after the year in which it begins; "three weeks
ago" is that day with three days on either side, "three months ago" that calendar month, "three years ago" that calendar
year.  Where the ends rest on such a convention :attr:`Period.inferred` says so.
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import NamedTuple

from .date_terms import (
    After,
    Ago,
    Between,
    Clock,
    Day,
    DayOf,
    Decade,
    Either,
    Month,
    Overnight,
    Part,
    Piece,
    Season,
    Since,
    So,
    Stretch,
    Stretched,
    Term,
    Unit,
    Until,
    Weekday,
    Window,
    Within,
    Year,
)
from .model import TimePrecision

DAY = dt.timedelta(days=1)
_PRECISION: dict[Unit, TimePrecision] = {
    "minute": "day",
    "hour": "day",
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
    "decade": "decade",
}


class Period(NamedTuple):
    """First and last day (``None`` for an open end), how finely they are known, and whether by a convention."""

    first: dt.date | None
    last: dt.date | None
    precision: TimePrecision
    inferred: bool = False


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def moved(ref: dt.date, unit: Unit, count: int) -> dt.date:
    """The day so many units after (before, if negative) another; a day that a month lacks becomes its last."""
    if unit in ("minute", "hour"):
        size = 24 if unit == "hour" else 24 * 60
        whole = -(-abs(count) // size)
        return ref + DAY * (whole if count > 0 else -whole)
    if unit in ("day", "week"):
        return ref + DAY * (count * (7 if unit == "week" else 1))
    months = ref.year * 12 + ref.month - 1 + count * {"month": 1, "year": 12, "decade": 120}[unit]
    year, month = divmod(months, 12)
    return dt.date(year, month + 1, min(ref.day, calendar.monthrange(year, month + 1)[1]))


def evaluate(term: Term, ref: dt.date, *, future: bool = False) -> Period | None:
    """The days of a time expression seen from ``ref``; ``None`` where it gives none.

    Past is assumed for what can be either ("Monday", "18 July", "this week") unless ``future``.
    Raises ValueError or OverflowError only for days outside the calendar's years 1 to 9999.
    """
    match term:
        case Day():
            return _day(term, ref, future=future)
        case Month():
            return _month(term, ref, future=future)
        case Year(year):
            return Period(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")
        case Decade(year):
            return Period(dt.date(year, 1, 1), dt.date(year + 9, 12, 31), "decade")
        case Season():
            return _season(term, ref, future=future)
        case Weekday():
            return _weekday(term, ref, future=future)
        case Stretched(unit, turn):
            return _stretched(unit, turn, ref, future=future)
        case Ago():
            return _ago(term, ref)
        case Window(unit, count, ahead, vague):
            far = moved(ref, unit, count if ahead else -count)
            return Period(min(ref, far), max(ref, far), _PRECISION[unit], vague)
        case Within(unit, count):
            if future:
                return _ago(Ago(unit, count, count, ahead=True), ref)
            return Period(moved(ref, unit, -count), ref, _PRECISION[unit], True)
        case So(unit, direction):
            whole = _stretched(unit, 0, ref, future=True)
            if direction == "past":
                return whole._replace(last=ref)
            return whole._replace(first=ref)
        case DayOf(of, index):
            first = _stretched(of.unit, of.turn, ref, future=True).first
            return None if first is None else Period(first + DAY * index, first + DAY * index, "day")
        case Overnight():
            return Period(ref - DAY, ref, "time")
        case Part(of, piece):
            within = evaluate(of, ref, future=future or isinstance(of, Stretched))
            return None if within is None else _part(within, piece)
        case Clock(of):
            within = evaluate(of, ref, future=future)
            return None if within is None else within._replace(precision="time")
        case Either(a, b):
            return _either(a, b, ref)
    return _bounded(term, ref, future=future)


def _bounded(term: Term, ref: dt.date, *, future: bool) -> Period | None:
    """Times that are bounds: since, until, after, between."""
    match term:
        case Since(of):
            within = evaluate(of, ref, future=future)
            if within is None or within.first is None:
                return None
            first = _middle(within) if isinstance(of, Part) and of.piece == "mid" else within.first
            start = isinstance(of, Part) and of.piece == "early"
            return Period(first, ref, within.precision, within.inferred and not start)
        case Until(of, without):
            within = evaluate(of, ref, future=future)
            if within is None or within.first is None or within.last is None:
                return None
            return Period(None, within.first - DAY if without else within.last, "open", within.inferred)
        case After(of):
            within = evaluate(of, ref, future=future)
            if within is None or within.last is None:
                return None
            after = within.last + DAY
            return (
                Period(after, None, "open", within.inferred)
                if future or after > ref
                else Period(after, ref, within.precision, within.inferred)
            )
        case Between(a, b):
            return _between(a, b, ref, future=future)
    return None


def _day(term: Day, ref: dt.date, *, future: bool) -> Period | None:
    year = term.year if term.year is not None else (ref.year + term.shift if term.shift is not None else None)
    if year is not None:
        if term.day > calendar.monthrange(year, term.month)[1]:
            return None
        found = dt.date(year, term.month, term.day)
        return Period(found, found, "day")
    step = 1 if future else -1
    for back in range(9):
        year = ref.year + step * back
        if term.day <= calendar.monthrange(year, term.month)[1]:
            found = dt.date(year, term.month, term.day)
            if found >= ref if future else found <= ref:
                return Period(found, found, "day")
    return None


def _month(term: Month, ref: dt.date, *, future: bool) -> Period:
    if term.year is not None:
        year = term.year
    elif term.shift is not None:
        year = ref.year + term.shift
    elif term.turn > 0 or (future and term.turn == 0):
        year = ref.year + (term.month < ref.month or (term.turn > 0 and term.month == ref.month))
    else:
        year = ref.year - (term.month > ref.month or (term.turn < 0 and term.month == ref.month))
    return Period(dt.date(year, term.month, 1), month_end(year, term.month), "month")


def _season(term: Season, ref: dt.date, *, future: bool) -> Period:
    def of(year: int) -> Period:
        ends = year + (term.month > 10)
        return Period(dt.date(year, term.month, 1), month_end(ends, (term.month + 1) % 12 + 1), "season", True)

    if term.year is not None:
        return of(term.year)
    if term.shift is not None:
        return of(ref.year + term.shift)
    near = [of(ref.year + step) for step in (-2, -1, 0, 1, 2)]
    if term.turn < 0:
        return [p for p in near if p.last is not None and p.last < ref][-1]
    if term.turn > 0 or future:
        return next(p for p in near if p.first is not None and (p.first > ref if term.turn > 0 else p.first >= ref))
    return [p for p in near if p.first is not None and p.first <= ref][-1]


def _weekday(term: Weekday, ref: dt.date, *, future: bool) -> Period:
    if term.turn > 0 or (future and term.turn == 0):
        ahead = (term.index - ref.weekday()) % 7
        found = ref + DAY * (ahead or (7 if term.turn > 0 else 0))
    else:
        back = (ref.weekday() - term.index) % 7
        found = ref - DAY * (back or (7 if term.turn < 0 else 0))
    return Period(found, found, "day")


def _stretched(unit: Stretch, turn: int, ref: dt.date, *, future: bool) -> Period:
    """A calendar unit; the present one reaches only to ``ref`` unless ``future``."""
    if unit == "day":
        return Period(ref + DAY * turn, ref + DAY * turn, "day")
    if unit == "week":
        monday = ref - DAY * ref.weekday() + DAY * 7 * turn
        period = Period(monday, monday + DAY * 6, "week")
    elif unit == "weekend":
        back = (ref.weekday() - 5) % 7
        if turn < 0 and back < 2:
            back += 7
        saturday = (
            ref + DAY * ((7 - back) if back > 1 or turn > 0 else -back) if turn > 0 or future else ref - DAY * back
        )
        period = Period(saturday, saturday + DAY, "day")
    elif unit == "month":
        first = moved(ref.replace(day=1), "month", turn)
        period = Period(first, month_end(first.year, first.month), "month")
    elif unit == "year":
        period = Period(dt.date(ref.year + turn, 1, 1), dt.date(ref.year + turn, 12, 31), "year")
    else:
        start = ref.year // 10 * 10 + 10 * turn
        period = Period(dt.date(start, 1, 1), dt.date(start + 9, 12, 31), "decade")
    if turn == 0 and not future and period.last is not None and period.last > ref:
        return period._replace(last=ref)
    return period


def _ago(term: Ago, ref: dt.date) -> Period:
    unit = term.unit
    precision = _PRECISION[unit]
    if term.ahead:
        return Period(moved(ref, unit, term.low), moved(ref, unit, term.high), precision, term.vague)
    far, near = moved(ref, unit, -term.high), moved(ref, unit, -term.low)
    if term.shape == "more":
        return Period(None, near, "open")
    if term.shape == "less":
        return Period(far, ref, precision)
    if term.shape == "nearly":
        half = {"minute": 0, "hour": 0, "day": 1, "week": 3, "month": 15, "year": 182, "decade": 1826}[unit]
        return Period(far, min(far + DAY * half, ref), precision, True)
    if unit == "hour":
        return Period(far, ref - DAY * (term.low // 24), precision, term.vague)
    if unit == "week":
        return Period(far - DAY * 3, min(near + DAY * 3, ref), precision, True)
    if unit == "month":
        return Period(far.replace(day=1), min(month_end(near.year, near.month), ref), precision, term.vague)
    if unit in ("year", "decade"):
        return Period(dt.date(far.year, 1, 1), dt.date(near.year, 12, 31), "year", term.vague or unit == "decade")
    return Period(far, near, precision, term.vague)


def _middle(period: Period) -> dt.date | None:
    """The day at which the middle of a unit begins when something dates since then: the 15th, the 1st of July."""
    if period.first is None:
        return None
    if period.precision == "month":
        return period.first.replace(day=15)
    if period.precision == "year":
        return dt.date(period.first.year, 7, 1)
    return period.first


def _part(within: Period, piece: Piece) -> Period | None:
    first, last = within.first, within.last
    if first is None or last is None:
        return None
    days = (last - first).days + 1
    if piece in ("w1", "w2", "w3", "w4"):
        start = first + DAY * 7 * (int(piece[1]) - 1)
        return Period(start, start + DAY * 6, "week", True)
    if piece == "last week":
        return Period(last - DAY * 6, last, "week", True)
    count, index = {
        "early": (3, 0),
        "mid": (3, 1),
        "late": (3, 2),
        "first half": (2, 0),
        "second half": (2, 1),
        "q1": (4, 0),
        "q2": (4, 1),
        "q3": (4, 2),
        "q4": (4, 3),
    }[piece]
    if within.precision == "month" and count in (2, 3):
        size = 10 if count == 3 else 15
        low = first + DAY * size * index
        return Period(low, last if index == count - 1 else low + DAY * (size - 1), "month", True)
    if within.precision == "year":
        size = 12 // count
        return Period(
            dt.date(first.year, index * size + 1, 1), month_end(first.year, (index + 1) * size), "year", count == 3
        )
    if within.precision == "decade" and count == 3:
        a, b = ((0, 3), (4, 6), (7, 9))[index]
        return Period(dt.date(first.year + a, 1, 1), dt.date(first.year + b, 12, 31), "decade", True)
    low = first + DAY * (days * index // count)
    return Period(
        low, first + DAY * max(days * (index + 1) // count - 1, days * index // count), within.precision, True
    )


def _either(a: Day, b: Day, ref: dt.date) -> Period | None:
    """Of two readings the one that lies within a month before ``ref`` if the other does not; else both, as one interval."""
    one, other = _day(a, ref, future=False), _day(b, ref, future=False)
    if one is None or other is None or one.first is None or other.first is None:
        return one or other
    near = [p for p in (one, other) if p.first is not None and dt.timedelta() <= ref - p.first <= DAY * 31]
    if len(near) == 1:
        return near[0]._replace(inferred=True)
    return Period(min(one.first, other.first), max(one.first, other.first), "open", True)


def _between(a: Term, b: Term, ref: dt.date, *, future: bool) -> Period | None:
    if future:
        start = evaluate(a, ref, future=True)
        if start is None or start.first is None:
            return None
        end = evaluate(b, start.first if _named(b) else ref, future=True)
    else:
        end = evaluate(b, ref)
        if end is None or end.first is None:
            return None
        start = evaluate(a, end.first if _named(a) else ref)
    if start is None or end is None or start.first is None or end.last is None or start.first > end.last:
        return None
    return Period(start.first, end.last, start.precision, start.inferred or end.inferred)


def _named(term: Term) -> bool:
    """Whether a time is a name that recurs (a weekday, a day or month without its year)."""
    match term:
        case Clock(of=of) | Part(of=of):
            return _named(of)
        case Weekday():
            return True
        case Day(year=year, shift=shift) | Month(year=year, shift=shift) | Season(year=year, shift=shift):
            return year is None and shift is None
    return False
