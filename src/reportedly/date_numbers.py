"""Dates in figures and with a month's name, and amounts of time units: the absolute part of the date rules.

Dotted and dashed dates are day-month-year (the use of the agencies and outlets that write them so); dates with slashes are read
as the figures allow, and where both readings are days the term keeps both.  Two-digit years are not read: the
century would be a guess.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

import msgspec

from .date_terms import Between, Day, Either, Month, Shape, Term
from .date_words import MONTHS, SHORT_MONTHS, Hit, Text
from .numerals import number_at

FIRST_YEAR, LAST_YEAR = 1900, 2099
"""Four digits outside these years are never read as a year."""

_ISO = re.compile(
    r"((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?![\d]|[-/.]\d)(?:T\d\d:?\d\d(?::?\d\d)?(?:\.\d+)?Z?(?:[+-]\d\d:?\d\d)?)?"
)
_DMY = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d\d)(?!\d|[-/.]\d)")
_GLUED = re.compile(r"(\d{1,2})((?:19|20)\d\d)")
_NAMED = re.compile(r"(\d{1,2})-([A-Za-z]{3,9})-((?:19|20)\d\d)(?!\d)")


Side = Shape | Literal["about"]


class Amount(NamedTuple):
    """How many units of time; ``shape`` says on which side of the figure it lies. ``end`` is the index of the unit."""

    low: int
    high: int
    shape: Side
    end: int


_SHAPES: dict[str, Side] = {
    "nearly": "nearly",
    "almost": "nearly",
    "over": "more",
    "more than": "more",
    "at least": "more",
    "less than": "less",
    "under": "less",
    "within": "less",
    "about": "about",
    "around": "about",
    "some": "about",
    "roughly": "about",
    "approximately": "about",
    "just over": "about",
    "just": "exact",
    "only": "exact",
    "exactly": "exact",
    "barely": "exact",
}


def quantity(w: Text, i: int) -> Amount | None:
    """ "three", "nearly six", "more than a", "a couple of", "several", "two or three", "a": an amount of time units."""
    shape: Side = "exact"
    if i and w.adjacent(i - 1) and w.low(i - 1) in ("/", "-", "."):
        return None
    for size in (2, 1):
        words = " ".join(w.low(i + k) for k in range(size))
        if words in _SHAPES:
            shape, i = _SHAPES[words], i + size
            break
    word = w.low(i)
    fixed: dict[str, tuple[int, int]] = {"several": (3, 9), "few": (2, 5), "couple": (2, 2), "handful": (2, 5)}
    j = i + (word == "a" and w.low(i + 1) in fixed)
    if w.low(j) in fixed:
        low, high = fixed[w.low(j)]
        return Amount(low, high, shape, j + 1 + (w.low(j + 1) == "of"))
    figure = number_at(w.toks, i)
    if figure is None:
        return Amount(1, 1, shape, i + 1) if word in ("a", "an") else None
    if figure.value > 1000:
        return None
    if w.low(figure.end) in ("or", "to", "-", "–"):
        second = number_at(w.toks, figure.end + 1)
        if second is not None and figure.value < second.value <= 1000:
            return Amount(figure.value, second.value, shape, second.end)
    if w.low(figure.end) in ("-", "‑"):
        return None
    return Amount(figure.value, figure.value, shape, figure.end)


def year_at(w: Text, i: int) -> tuple[int, int] | None:
    """A four-digit year from 1900 to 2099, and the index after it; not the 1990 of "1990s" nor a part of other figures."""
    word = w.low(i)
    if len(word) != 4 or not word.isascii() or not word.isdecimal() or not FIRST_YEAR <= int(word) <= LAST_YEAR:
        return None
    after = w.low(i + 1) if w.adjacent(i) else ""
    before = w.low(i - 1) if i and w.adjacent(i - 1) else ""
    if after in ("s", "%", "°", "km", "m", "mm", "k", ":", "/") or before in ("$", "€", "£", "#", "+", "/", "°"):
        return None
    if w.low(i + 1) in (
        "percent",
        "km",
        "metres",
        "meters",
        "kilometers",
        "kilometres",
        "hours",
        "gmt",
        "tonnes",
        "tons",
    ):
        return None
    return int(word), i + 1


def month_at(w: Text, i: int) -> tuple[int, int, bool] | None:
    """A month's name: its number, the index after it and whether the name is shortened; the modal "may" is none."""
    word, raw = w.low(i), w.raw(i)
    number = MONTHS.get(word)
    if number is None or (
        raw.islower() and word in ("march", "may", "mar", "dec", "jan", "sep", "sept", "august") and len(w.toks) > 3
    ):
        return None
    short = word in SHORT_MONTHS
    return number, i + 1 + (short and w.low(i + 1) == "." and w.adjacent(i)), short


def day_number(w: Text, i: int) -> tuple[int, int] | None:
    """A day of a month, "17" or "17th", and the index after it."""
    word = w.low(i)
    if not (word.isascii() and word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31):
        return None
    j = i + 1
    if w.low(j) in ("st", "nd", "rd", "th") and w.adjacent(i):
        j += 1
    return int(word), j


def numeric(w: Text, i: int) -> Hit | None:
    """``2016-10-13``, ``2016/10/13``, ``21.02.2015``, ``02-09-2013``, ``13/10/2016``, ``05-Apr-2017``."""
    if not w.low(i)[:1].isdecimal() or (
        i and w.adjacent(i - 1) and (w.raw(i - 1) in "-/.+#" or w.raw(i - 1).isalpha())
    ):
        return None
    start = w.toks[i].start
    for form in (_ISO, _DMY, _NAMED):
        match = form.match(w.text, start)
        if match is None:
            continue
        end = w.index_at(match.end(), i)
        term = _figures(form, match)
        if end is not None and term is not None:
            return term, end
    return None


def _figures(form: re.Pattern[str], match: re.Match[str]) -> Term | None:
    if form is _NAMED:
        month = MONTHS.get(match[2].lower())
        return None if month is None else _real(int(match[3]), month, int(match[1]))
    if form is _ISO:
        return _real(int(match[1]), int(match[3]), int(match[4]))
    year, first, second = int(match[4]), int(match[1]), int(match[3])
    day_first, month_first = _real(year, second, first), _real(year, first, second)
    if match[2] == "/" and day_first is not None and month_first is not None and day_first != month_first:
        return Either(day_first, month_first)
    return day_first or month_first


def _real(year: int, month: int, day: int) -> Day | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Day(year, month, day)


def absolute(w: Text, i: int) -> Hit | None:
    """ "17 April 2013", "the 17th of April", "April 17, 2013", "15-17 April", "April 15 and 16", "April 2017", "Oct 042017"."""
    j = i + (w.low(i) == "the")
    if j and w.low(j)[:1].isdecimal() and w.raw(j - 1) in ("-", ".", "/", "#") and w.adjacent(j - 1):
        return None
    return _day_month(w, j) or _month_day(w, j) or _month_year(w, j)


def _day_month(w: Text, i: int) -> Hit | None:
    number = day_number(w, i)
    if number is None:
        return None
    day, j = number
    if w.low(j) in ("-", "–", "—", "to", "and", "/", "&", ",", "or"):
        second = _day_month(w, j + 1)
        if second is None:
            return None
        b = second[0]
        if isinstance(b, Between) and isinstance(b.a, Day):
            b = b.b
        if isinstance(b, Day) and day < b.day:
            return Between(msgspec.structs.replace(b, day=day), b), second[1]
        return None
    if w.low(j) == "of":
        j += 1
    month = month_at(w, j)
    if month is None:
        return None
    year, shift, end = _year_of(w, month[1])
    return Day(year, month[0], day, shift), end


def _month_day(w: Text, i: int) -> Hit | None:
    month = month_at(w, i)
    if month is None:
        return None
    j = month[1] + (w.low(month[1]) in ("the", "-") and day_number(w, month[1] + 1) is not None)
    glued = _GLUED.fullmatch(w.low(j))
    if glued is not None and 1 <= int(glued[1]) <= 31:
        return Day(int(glued[2]), month[0], int(glued[1])), j + 1
    number = day_number(w, j)
    if number is None or (w.raw(i).islower() and month[0] in (3, 5)):
        return None
    day, end = number
    if w.adjacent(end - 1) and w.low(end) in ("%", ":", "." if w.low(end + 1).isdecimal() else "%"):
        return None
    if w.low(end) in ("-", "–", "—", "to", "and", "&", "or") and month_at(w, end + 1) is None:
        second = day_number(w, end + 1)
        if second is not None and second[0] > day and month_at(w, second[1]) is None:
            year, shift, last = _year_of(w, second[1])
            a, b = Day(year, month[0], day, shift), Day(year, month[0], second[0], shift)
            if w.low(end) not in ("and", "or", "to") or _ends_a_date(w, last):
                return Between(a, b), last
    year, shift, last = _year_of(w, end)
    return Day(year, month[0], day, shift), last


def _ends_a_date(w: Text, i: int) -> bool:
    """Whether a figure before ``i`` can be a day: no noun follows that it would count."""
    word = w.raw(i)
    return not word[:1].isalpha() or word.lower() in (
        "in",
        "on",
        "at",
        "when",
        "as",
        "the",
        "and",
        "by",
        "that",
        "after",
        "during",
        "said",
    )


def _month_year(w: Text, i: int) -> Hit | None:
    month = month_at(w, i)
    if month is None:
        return None
    j = month[1]
    j += w.low(j) in ("of", ",") and (year_at(w, j + 1) is not None or w.low(j) == "of")
    year = year_at(w, j)
    if year is not None:
        return Month(year[0], month[0]), year[1]
    if w.low(j) in ("last", "this", "next") and w.low(j + 1) == "year":
        return Month(None, month[0], {"last": -1, "this": 0, "next": 1}[w.low(j)]), j + 2
    return None


def _year_of(w: Text, i: int) -> tuple[int | None, int | None, int]:
    """The year after a day and month: stated, or as a step from the reference year; and the index after it."""
    j = i + (w.low(i) in (",", "of", "in"))
    year = year_at(w, j)
    if year is not None and w.low(i) != "in":
        return year[0], None, year[1]
    if w.low(j) in ("last", "this", "next") and w.low(j + 1) == "year":
        return None, {"last": -1, "this": 0, "next": 1}[w.low(j)], j + 2
    return None, None, i
