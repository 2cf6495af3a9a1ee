"""Times counted from the present of the report, and names that recur: weekdays, months, seasons, units of time.

The readers have the shape of those in :mod:`reportedly.date_grammar`, which puts them together.
"""

from __future__ import annotations

import re
from typing import Literal

from .date_numbers import absolute, month_at, numeric, quantity, year_at
from .date_terms import (
    Ago,
    Clock,
    Day,
    DayOf,
    Decade,
    Month,
    Other,
    Overnight,
    Season,
    So,
    Stretch,
    Stretched,
    Unit,
    Weekday,
    Window,
    Within,
)
from .date_words import DAY_PARTS, FUNCTION_WORDS, SEASONS, UNITS, WEEKDAYS, Hit, Text

STRETCHES: dict[Unit, Stretch] = {"day": "day", "week": "week", "month": "month", "year": "year", "decade": "decade"}
"""Units that a calendar has; hours and minutes it has not."""

_DEICTIC: dict[str, int] = {"today": 0, "yesterday": -1, "tomorrow": 1}


def within(w: Text, i: int) -> Hit | None:
    """ "in four days", "within 48 hours"; not "for the second time in two weeks"."""
    if w.low(i - 1) in ("time", "first", "second", "third", "times", "day", "once", "twice", "st", "nd", "rd", "th"):
        return None
    j = i + 1
    j += w.low(j) in ("just", "only")
    amount = quantity(w, j)
    if amount is None or amount.low != amount.high or amount.shape != "exact":
        return None
    unit = UNITS.get(w.low(amount.end))
    if unit is None or unit[0] not in ("hour", "day", "week") or w.low(amount.end + 1) in ("'", "’", "of", "-", "ago"):
        return None
    return Within(unit[0], amount.low * unit[1]), amount.end + 1


def short_year(w: Text, i: int, year: int) -> int | None:
    """The end of "2012-13"."""
    figure = w.low(i)
    if len(figure) == 2 and figure.isdecimal() and w.adjacent(i - 1) and int(figure) == (year + 1) % 100:
        return year + 1
    return None


def weekday(w: Text, i: int) -> Hit | None:
    """ "Monday", "last Monday", "Monday, 5 April", "Wed 05 Apr 2017", "Tuesday last week"."""
    j, turn = i, 0
    if w.low(i) in ("last", "past", "this", "next", "coming"):
        turn = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}[w.low(i)]
        j += 1
    index = WEEKDAYS.get(w.low(j))
    possessive = False
    if index is None and w.low(j).endswith("days"):
        index = WEEKDAYS.get(w.low(j)[:-1])
        possessive = (
            w.low(j + 1)[:1].isalpha() and w.low(j + 1) not in FUNCTION_WORDS and w.low(j - 1) not in ("on", "of")
        )
        if not possessive:
            return None
    if index is None or w.low(i - 1) in ("every", "each"):
        return None
    k = j + 1
    if w.low(k) == "." and len(w.low(j)) < 5:
        k += 1
    for skip in (
        k,
        k + 1 if w.low(k) in (",", "the", "(") else k,
        k + 2 if w.low(k) == "," and w.low(k + 1) == "the" else k,
    ):
        for read in (absolute(w, skip), numeric(w, skip)):
            if read is not None and isinstance(read[0], Day):
                return read
    if len(w.low(j)) < 6 or w.raw(j - 1) in ("Bloody", "Black", "Palm", "Easter", "Man", "City"):
        return None
    if w.low(k) in ("of", "last", "this", "next") and turn == 0:
        m = k + 1 if w.low(k) == "of" else k
        if w.low(m) in ("last", "this", "next") and w.low(m + 1) == "week":
            whole = Stretched("week", {"last": -1, "this": 0, "next": 1}[w.low(m)])
            return DayOf(whole, index), m + 2
    return Weekday(index, turn), k


def month_alone(w: Text, i: int, *, prepared: bool) -> Hit | None:
    """ "April", "last August", "this May": alone a month needs a preposition, a determiner, or to be all the words."""
    turn, shift, j = 0, None, i
    named = False
    if w.low(i) in ("last", "this", "next", "past"):
        named, j = True, i + 1
        turn, shift = {"last": (-1, None), "past": (-1, None), "this": (0, 0), "next": (1, None)}[w.low(i)]
    month = month_at(w, j)
    if month is None or (w.raw(j).islower() and len(w.toks) > 1):
        return None
    number, end, short = month
    lone = i == 0 and end == len(w.toks)
    if not (named or prepared or lone):
        nxt = w.raw(end)
        if short or number in (3, 5) or (nxt[:1].isupper() and w.low(i - 1) != "the"):
            return None
    if short and not lone and not named and number in (3, 5, 12):
        return None
    return Month(None, number, shift, turn), end


def season(w: Text, i: int, *, prepared: bool) -> Hit | None:
    """ "spring 2013", "the summer of 2015", "last summer"; a bare season needs "in the" or "during the"."""
    turn, shift, j = 0, None, i
    named = w.low(i) in ("last", "this", "next", "past")
    if named:
        turn, shift = {"last": (-1, None), "past": (-1, None), "this": (0, None), "next": (1, None)}[w.low(i)]
        j += 1
    the = w.low(j) == "the"
    j += the
    month = SEASONS.get(w.low(j))
    if month is None:
        return None
    end = j + 1
    found = year_at(w, end + (w.low(end) in ("of", ",")))
    if found is not None:
        last = found[1]
        if w.low(last) in ("-", "/") and short_year(w, last + 1, found[0]):
            last += 2
        return Season(found[0], month), last
    after = end + (w.low(end) == "of")
    if w.low(after) in ("last", "this", "next") and w.low(after + 1) == "year":
        return Season(None, month, 0, {"last": -1, "this": 0, "next": 1}[w.low(after)]), after + 2
    if named or (prepared and the and w.low(end) != "of" and w.low(j) != "fall"):
        return Season(None, month, turn, shift), end
    return None


def decade(w: Text, i: int) -> Hit | None:
    """ "the 1990s", "1990s"."""
    j = i + (w.low(i) == "the")
    figure = w.low(j)
    if re.fullmatch(r"(?:19|20)\d0", figure) is None:
        return None
    k = j + 1 + (w.low(j + 1) in ("'", "’"))
    return (Decade(int(figure)), k + 1) if w.low(k) == "s" and w.adjacent(k - 1) else None


def counted(w: Text, i: int) -> Hit | None:
    """Days and units counted from the present: "yesterday", "last month", "the past eight months", "the weekend"."""
    word = w.low(i)
    if word in _DEICTIC:
        return Stretched("day", _DEICTIC[word]), i + 1
    if word == "overnight":
        return Overnight(), i + 1
    if word == "tonight":
        return Clock(Stretched("day", 0)), i + 1
    if word in ("earlier", "later", "so", "early"):
        return _so(w, i)
    j = i + (word == "the")
    the, word = j > i, w.low(j)
    if word == "day" and w.low(j + 1) in ("before", "after"):
        other = {"yesterday": -2, "tomorrow": 2}.get(w.low(j + 2))
        if other is not None:
            return Stretched("day", other), j + 3
        return (Other(), j + 2) if the else None
    if word == "weekend" and (the or w.low(i - 1) in ("at", "over")):
        return Stretched("weekend", 0), j + 1
    if word in ("same", "following", "previous", "preceding") or (not the and word == "that"):
        unit = w.low(j + 1)
        if unit in UNITS or unit in WEEKDAYS or unit in ("morning", "evening", "night", "afternoon", "weekend"):
            if unit in ("minute", "hour", "minutes", "hours") or (word == "that" and unit.endswith("s")):
                return None
            return Other(), j + 2
        if the and quantity(w, j + 1) is not None:
            amount = quantity(w, j + 1)
            if amount is not None and w.low(amount.end) in UNITS:
                return Other(), amount.end + 1
        return None
    if word in ("last", "past", "next", "coming", "this", "recent", "current", "upcoming"):
        return _turned(w, j, the=the)
    return None


def _so(w: Text, i: int) -> Hit | None:
    """ "earlier this month", "later in the day", "so far this year", "earlier today"."""
    word, j = w.low(i), i + 1
    direction: Literal["past", "future"] = "future" if word == "later" else "past"
    if word == "so":
        if w.low(j) != "far":
            return None
        j += 1
    if w.low(j) in _DEICTIC and word in ("earlier", "later", "early"):
        return Clock(Stretched("day", _DEICTIC[w.low(j)])), j + 1
    if word == "early":
        return None
    if w.low(j) == "in" and w.low(j + 1) == "the":
        j += 1
    if w.low(j) not in ("this", "the", "that"):
        return None
    unit = UNITS.get(w.low(j + 1))
    if w.low(j) == "that" or (w.low(j) == "the" and w.low(j + 1) == "day"):
        return (Other(), j + 2) if unit is not None or w.low(j + 1) in DAY_PARTS else None
    stretch = None if unit is None else STRETCHES.get(unit[0])
    return None if stretch is None else (So(stretch, direction), j + 2)


def _turned(w: Text, i: int, *, the: bool) -> Hit | None:
    """What follows last, past, next, coming, this or recent."""
    word, j = w.low(i), i + 1
    ahead = word in ("next", "coming", "upcoming")
    if word == "last" and not the and w.low(j) == "night":
        return Overnight(), j + 1
    if word == "this" and w.low(j) in ("morning", "afternoon", "evening"):
        return Clock(Stretched("day", 0)), j + 1
    if word == "this" and w.low(j) == "past":
        word, the, j = "past", True, j + 1
    if w.low(j) == "weekend":
        return Stretched("weekend", {"last": -1, "past": -1, "next": 1, "coming": 1, "upcoming": 1}.get(word, 0)), j + 1
    unit = UNITS.get(w.low(j))
    if unit is not None and not w.low(j).endswith("s"):
        return _one_unit(w, word, unit, j + 1, the=the, ahead=ahead)
    amount = quantity(w, j)
    if word in ("this", "current"):
        return None
    if amount is not None:
        unit = UNITS.get(w.low(amount.end))
        if unit is not None and w.low(amount.end + 1) not in ("of", "-"):
            high = amount.high * unit[1]
            return Window(unit[0], high, ahead, amount.low != amount.high), amount.end + 1
        return None
    if unit is not None and w.low(j + 1) != "of":
        many: dict[Unit, int] = {"minute": 1, "hour": 12, "day": 7, "week": 5, "month": 12, "year": 10, "decade": 5}
        return Window(unit[0], many[unit[0]], ahead, True), j + 1
    return None


def _one_unit(w: Text, word: str, unit: tuple[Unit, int], end: int, *, the: bool, ahead: bool) -> Hit | None:
    """ "last month" (the calendar's) but "the last month" and "the past month" (up to now); "the next day" has no anchor."""
    name, size = unit
    if w.low(end) in ("of", "-"):
        return None
    if name in ("minute", "hour"):
        return None if word in ("this", "current") else (Window(name, 1, ahead), end)
    if word in ("this", "current"):
        return None if name == "day" else (Stretched(STRETCHES[name], 0), end)
    if the and word == "next":
        return Other(), end
    if the or word in ("past", "recent", "coming", "upcoming"):
        return Window(name, size, ahead), end
    if name == "day" or size != 1:
        return None
    return Stretched(STRETCHES[name], 1 if ahead else -1), end


def ago(w: Text, i: int) -> Hit | None:
    """ "three days ago", "nearly six years ago", "more than a year ago", "weeks ago", "two weeks later" (no anchor)."""
    plural = w.low(i)
    if plural in UNITS and plural.endswith("s") and w.low(i + 1) == "ago":
        low, high = {
            "minute": (2, 59),
            "hour": (2, 12),
            "day": (2, 7),
            "week": (2, 5),
            "month": (2, 12),
            "year": (2, 10),
        }.get(UNITS[plural][0], (2, 5))
        return Ago(UNITS[plural][0], low, high, vague=True), i + 2
    amount = quantity(w, i)
    if amount is None:
        return None
    unit = UNITS.get(w.low(amount.end))
    if unit is None:
        return None
    name, size = unit
    j = amount.end + 1
    if w.low(j) == "or" and w.low(j + 1) == "so":
        amount, j = amount._replace(shape="about"), j + 2
    tail = w.low(j)
    if tail in ("later", "earlier", "afterwards", "afterward", "beforehand"):
        return Other(), j + 1
    if tail in ("before", "after") and "for" not in (w.low(i - 1), w.low(i - 2)):
        return Other(), j + 1
    if tail == "from" and w.low(j + 1) == "now":
        return Ago(name, amount.low * size, amount.high * size, "exact", True, amount.low != amount.high), j + 2
    if tail != "ago":
        return None
    low, high = amount.low * size, amount.high * size
    vague = low != high
    if amount.shape == "about":
        slack = max(1, round(low / 10)) if name in ("day", "month", "year") else 0
        return Ago(name, max(low - slack, 1), high + slack, vague=True), j + 1
    return Ago(name, low, high, amount.shape, vague=vague), j + 1
