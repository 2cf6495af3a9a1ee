"""Comparing two :class:`~reportedly.model.When`: whole days with unknown digits and open ends.

The record writes an unknown digit as ``X`` (``XXXX-04-17``) and an open end as ``None``.  Two dates with unknown
digits in the same places are compared on the digits that are known.  Where only one of them has unknown
digits they are ordered if every possible filling gives the same answer, and otherwise they cannot be ordered.  An
open end says nothing.  An answer of ``None`` means that the two cannot be ordered.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

from .model import When

_FORM = re.compile(r"[0-9X]{4}-[0-9X]{2}-[0-9X]{2}")

Order = Literal[-1, 0, 1]


def is_day(words: str) -> bool:
    """Whether the words are a day as the record writes it: ten characters, X for an unknown digit, a real month and day."""
    if not _FORM.fullmatch(words):
        return False
    month, day = words[5:7], words[8:10]
    if "X" not in month and not 1 <= int(month) <= 12:
        return False
    if "X" in day or "X" in month:
        return "X" in day or 1 <= int(day) <= 31
    year = words[:4]
    try:
        dt.date(2000 if "X" in year else int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def day(words: str | None) -> dt.date | None:
    """The calendar day of ``2013-07-18``; ``None`` for an open end or a date with an unknown digit."""
    if words is None or "X" in words or not is_day(words):
        return None
    return dt.date.fromisoformat(words)


def days(when: When) -> tuple[dt.date | None, dt.date | None]:
    """First and last day for nullable DATE columns; an end that is open or has an unknown digit is ``None``."""
    return day(when.start), day(when.end)


def overlaps(a: When, b: When) -> bool | None:
    """Whether the two share a day: ``True``, ``False``, or ``None`` where that cannot be known."""
    if _wraps(a) or _wraps(b):
        return None
    if _yearless(a) != _yearless(b) and _whole(a) and _whole(b):
        floating, fixed = (a, b) if _yearless(a) else (b, a)
        if _whole_days(fixed):
            return None if _any_year_overlaps(floating, fixed) else False
    return _both(_not_after(a.start, b.end), _not_after(b.start, a.end))


def contains(a: When, b: When) -> bool | None:
    """Whether every day of ``b`` lies in ``a``; ``None`` where that cannot be known."""
    if _wraps(a) or _wraps(b):
        return None
    if overlaps(a, b) is False:
        return False
    return _both(_not_after(a.start, b.start), _not_after(b.end, a.end))


def before(a: When, b: When) -> bool | None:
    """Whether ``a`` ends before ``b`` starts; ``None`` where the two cannot be ordered."""
    if _wraps(a) or _wraps(b):
        return None
    if a.end is not None and b.start is not None:
        order = compare(a.end, b.start)
        if order is not None:
            return order < 0
    if a.start is not None and b.end is not None and compare(b.end, a.start) in (-1, 0):
        return False
    return None


def compare(a: str, b: str) -> Order | None:
    """-1, 0 or 1 as day ``a`` is before, equal to or after day ``b``; ``None`` where they cannot be ordered.

    Both are written as in the record.  Unknown digits in the same places are left out of the comparison.
    """
    if _mask(a) == _mask(b):
        x, y = a.replace("X", ""), b.replace("X", "")
        return 0 if x == y else (-1 if x < y else 1)
    if a.replace("X", "9") < b.replace("X", "0"):
        return -1
    if a.replace("X", "0") > b.replace("X", "9"):
        return 1
    return None


def _mask(words: str) -> tuple[bool, ...]:
    return tuple(sign == "X" for sign in words)


def _not_after(a: str | None, b: str | None) -> bool | None:
    """a <= b, where an open end says nothing."""
    if a is None or b is None:
        return None
    order = compare(a, b)
    return None if order is None else order <= 0


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    if one is None or other is None:
        return None
    return True


def _yearless(when: When) -> bool:
    return any(end is not None and end.startswith("XXXX") for end in (when.start, when.end))


def _whole(when: When) -> bool:
    return when.start is not None and when.end is not None


def _whole_days(when: When) -> bool:
    return day(when.start) is not None and day(when.end) is not None


def _wraps(when: When) -> bool:
    """Whether an interval without years runs over New Year (``XXXX-12-26`` to ``XXXX-01-05``)."""
    return _whole(when) and compare(str(when.start), str(when.end)) == 1


def _any_year_overlaps(floating: When, fixed: When) -> bool:
    """Whether a year exists in which the interval without a year shares a day with the dated one."""
    start, end = str(floating.start), str(floating.end)
    if not start.startswith("XXXX") or not end.startswith("XXXX") or "X" in start[4:] or "X" in end[4:]:
        return True
    first, last = str(fixed.start), str(fixed.end)
    if int(last[:4]) > int(first[:4]) + 1:
        return True
    years = range(int(first[:4]), int(last[:4]) + 1)
    return any(f"{y:04}{start[4:]}" <= last and first <= f"{y:04}{end[4:]}" for y in years)
