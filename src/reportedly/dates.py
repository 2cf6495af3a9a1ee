"""Time expressions of English reports: finding them, and the days that they mean.

``resolve("early on Wednesday", anchor)`` gives an interval of whole days with its granularity, whether the words say that something
fills it or falls in it, and how the days are known.  Nothing is guessed: an anchor without a year gives days without a
year (``XXXX-04-16``), a weekday under such an anchor is one of seven days, and words counted from "now" mean nothing
without an anchor.  The conventions stand in :mod:`reportedly.date_days`, the grammar in :mod:`reportedly.date_grammar`.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import warnings
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

import msgspec

from .date_days import Period, evaluate
from .date_grammar import Reading, expression
from .date_terms import Ago, Between, Clock, Day, Month, Other, Part, Season, Term, Window, anchored, relative
from .date_words import MONTHS, read
from .errors import UsageError
from .intervals import before, contains, day, days, is_day, overlaps
from .model import TimePrecision, When

__all__ = ["Found", "before", "contains", "days", "find", "from_published", "overlaps", "resolve"]

_LEAP_CYCLE = range(2001, 2029)
"""28 years hold every pairing of weekday, day and leap year: what is true in all of them holds for an unknown year."""

_MOST = 200
"""Longer words are no time expression but a sentence; :func:`resolve` reads only their start."""

_FALLBACK = re.compile(r"(?=.*\b(?:19|20)\d\d\b)(?=.*\b\d{1,2}\b)(?!.*\d\s*[-–—]\s*\d{1,2}\b(?!-))", re.DOTALL)


class Found(msgspec.Struct, frozen=True):
    """A time expression: ``text[start:end]``; ``when`` is ``None`` where it has no days of its own ("two weeks later")."""

    start: int
    end: int
    when: When | None


class _Anchor(NamedTuple):
    """Reference days: the ends of the anchor, in every year that it may be."""

    refs: tuple[dt.date, ...]
    known: bool
    words: str | None


def find(text: str, anchor: When | dt.date | None = None, *, future: bool = False) -> list[Found]:
    """All time expressions of a running text, in order and without overlap, each as long as the words allow.

    ``anchor`` is the day of the text.  With ``future`` what could be either ("on Friday") is the next, not the last one.
    Durations, ages, clock times without a day and names of things ("7 April Street") are not times here.
    """
    return [Found(start, end, when) for start, end, _, when in _scan(text, anchor, future)]


def resolve(words: str, anchor: When | dt.date | None, *, future: bool = False) -> When | None:
    """The days that the words mean, or ``None`` where they mean none or need an anchor that is not given.

    Where the words hold several times the answer reaches from the first to the last of them.  A date in a form that
    the rules do not know is given to dateparser; a span never is.
    """
    words = words.strip()[:_MOST]
    found = [when for *_, when in _scan(words, anchor, future)]
    known = [when for when in found if when is not None]
    if not known:
        return None if found else _absolute(words)
    joined = known[0]
    for when in known[1:]:
        wider = _hull(joined, when)
        if wider is None:
            break
        joined = wider
    return msgspec.structs.replace(joined, text=words)


def from_published(words: str) -> When:
    """The day of publication that a person states: ``2017-04-17``, ``2017-04``, ``2017``, ``XXXX-04-17`` or "17 April 2017".

    Raises UsageError for anything else.
    """
    text = words.strip()
    if is_day(text) and not re.search(r"X", text[5:]):
        return When(start=text, end=text, precision="day", basis="stated", text=text)
    month = re.fullmatch(r"([0-9X]{4})-(0[1-9]|1[0-2])", text)
    if month is not None and (month[1].isdecimal() or month[1] == "XXXX"):
        last = calendar.monthrange(int(month[1]) if month[1].isdecimal() and int(month[1]) else 2004, int(month[2]))[1]
        return When(start=f"{text}-01", end=f"{text}-{last:02}", precision="month", basis="stated", text=text)
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return When(start=f"{text}-01-01", end=f"{text}-12-31", precision="year", basis="stated", text=text)
    when = resolve(text, None)
    if when is None or when.start is None or when.end is None or when.precision == "open":
        raise UsageError(
            f"{text!r} is not a date", hint="write 2017-04-17, 2017-04, 2017, XXXX-04-17 or '17 April 2017'"
        )
    return when


def _scan(text: str, anchor: When | dt.date | None, future: bool) -> Iterable[tuple[int, int, Reading, When | None]]:
    """Start, end, reading and days of each time expression."""
    view = _view(anchor)
    for start, end, found in _expressions(text):
        yield start, end, found, _when(found, view, future=future, words=text[start:end])


@lru_cache(maxsize=8)
def _expressions(text: str) -> tuple[tuple[int, int, Reading], ...]:
    """Start, end and reading of each time expression; kept for a moment, since times and counts of one text both ask."""
    w = read(text)
    out: list[tuple[int, int, Reading]] = []
    i = 0
    while i < len(w.toks):
        found = expression(w, i)
        if found is None:
            i += 1
            continue
        out.append((w.toks[i].start, w.toks[found.end - 1].end, found))
        i = found.end
    return tuple(out)


def _view(anchor: When | dt.date | None) -> _Anchor | None:
    if anchor is None:
        return None
    if isinstance(anchor, dt.date):
        as_day = dt.date(anchor.year, anchor.month, anchor.day)
        return _Anchor((as_day,), True, as_day.isoformat())
    ends = [end for end in (anchor.start or anchor.end, anchor.end or anchor.start) if end is not None]
    if not ends:
        return None
    words = ends[0]
    exact = [d for d in map(day, ends) if d is not None]
    if len(exact) == len(ends):
        return _Anchor(tuple(dict.fromkeys(exact)), True, words)
    refs = []
    for end in ends:
        if not is_day(end) or "X" in end[5:]:
            return None
        month, number = int(end[5:7]), int(end[8:])
        refs += [dt.date(y, month, number) for y in _LEAP_CYCLE if number <= calendar.monthrange(y, month)[1]]
    return _Anchor(tuple(dict.fromkeys(refs)), False, words)


def _when(found: Reading, view: _Anchor | None, *, future: bool, words: str) -> When | None:
    term = found.term
    if isinstance(term, Other) or (view is None and relative(term)):
        return None
    refs = view.refs if view is not None else tuple(dt.date(y, m, 2) for y in (2001, 2004, 2007) for m in (1, 7, 12))
    try:
        periods = [(evaluate(term, ref, future=future), ref) for ref in refs]
    except (ValueError, OverflowError):
        return None
    seen = [(period, ref) for period, ref in periods if period is not None]
    if not seen or (view is not None and not view.known and _far(term, seen[0])):
        return None
    merge = _merge_known if view is not None and view.known else (_merge_yearless if view is not None else _merge_free)
    start = merge([(p.first, ref) for p, ref in seen], min)
    end = merge([(p.last, ref) for p, ref in seen], max)
    if (start is None and end is None) or _no_more_than_a_year(start, end, seen[0][0]):
        return None
    if view is not None and view.known and len(seen) > 1 and _recurs(term) and not _same_year(seen):
        start, end = _masked([p.first for p, _ in seen]), _masked([p.last for p, _ in seen])
    precision: TimePrecision = "open" if start is None or end is None else seen[0][0].precision
    spread = view is not None and not view.known and anchored(term) and len({_shape(p, ref) for p, ref in seen}) > 2
    if spread and precision in ("day", "time"):
        precision = "week"
    from_anchor = view is not None and anchored(term)
    basis: Literal["stated", "anchor", "inferred"] = "anchor" if from_anchor else "stated"
    if any(p.inferred for p, _ in seen):
        basis = "inferred"
    return When(
        start=start,
        end=end,
        precision=precision,
        range=found.range,
        basis=basis,
        anchor=view.words if from_anchor and view is not None else None,
        text=words,
    )


def _far(term: Term, seen: tuple[Period, dt.date]) -> bool:
    """Whether a distance of a year or more is counted from a day whose year is unknown: its digits would mislead."""
    period, ref = seen
    return isinstance(term, Ago | Window) and any(
        end is not None and abs((end - ref).days) >= 365 for end in (period.first, period.last)
    )


_Pick = Callable[[Iterable[tuple[int, int, int]]], tuple[int, int, int]]


def _merge_known(ends: list[tuple[dt.date | None, dt.date]], pick: _Pick) -> str | None:
    """The outermost of the days that the anchor's ends give."""
    found = [end for end, _ in ends]
    keys = [(d.year, d.month, d.day) for d in found if d is not None]
    return dt.date(*pick(keys)).isoformat() if len(keys) == len(found) else None


def _merge_yearless(ends: list[tuple[dt.date | None, dt.date]], pick: _Pick) -> str | None:
    """The outermost day over all years that the anchor may be; its year is unknown unless the words gave it."""
    found = [(end, ref) for end, ref in ends if end is not None]
    if len(found) < len(ends):
        return None
    if len({end for end, _ in found}) == 1 and len({ref.year for _, ref in found}) > 1:
        return found[0][0].isoformat()
    _, month, number = pick([(end.year - ref.year, end.month, end.day) for end, ref in found])
    return f"XXXX-{month:02}-{number:02}"


def _merge_free(ends: list[tuple[dt.date | None, dt.date]], pick: _Pick) -> str | None:
    """The day without any anchor: whole if the words give it, without its year if they recur, else open."""
    found = [end for end, _ in ends if end is not None]
    if len(found) < len(ends):
        return None
    if len(set(found)) == 1:
        return found[0].isoformat()
    keys = {(0, d.month, d.day) for d in found}
    if len(keys) == 1 or keys == {(0, 2, 28), (0, 2, 29)}:
        _, month, number = pick(keys)
        return f"XXXX-{month:02}-{number:02}"
    return None


def _no_more_than_a_year(start: str | None, end: str | None, period: Period) -> bool:
    """Whether nothing is known but that it was a year, or ten: "last year" under an anchor without its year."""
    if start is None or end is None or not (start.startswith("XXXX") and end.startswith("XXXX")):
        return False
    if period.first is None or period.last is None:
        return False
    return (period.last - period.first).days >= 364


def _shape(period: Period, ref: dt.date) -> tuple[int | None, int | None]:
    return (
        None if period.first is None else (period.first - ref).days,
        None if period.last is None else (period.last - ref).days,
    )


def _recurs(term: Term) -> bool:
    """Whether the term is a name that comes back every year."""
    match term:
        case Day(year=None, shift=None) | Month(year=None, shift=None, turn=0) | Season(year=None, shift=None, turn=0):
            return True
        case Part(of=of) | Clock(of=of):
            return _recurs(of)
        case Between(a, b):
            return _recurs(a) and _recurs(b)
    return False


def _same_year(seen: list[tuple[Period, dt.date]]) -> bool:
    return len({p.first for p, _ in seen}) == 1


def _masked(found: list[dt.date | None]) -> str | None:
    """Days that differ only in their year as one, with X for the digits that differ."""
    words = [d.isoformat() for d in found if d is not None]
    if len(words) < len(found) or not words:
        return None
    signs = ["X" if len(set(column)) > 1 else column[0] for column in zip(*words, strict=True)]
    first = signs.index("X") if "X" in signs[:4] else 4
    return "".join(signs[:first]) + "X" * (4 - first) + words[0][4:]


def _hull(a: When, b: When) -> When | None:
    """From the start of the earlier to the end of the later; ``None`` where they cannot be ordered."""
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return None
    if "X" in a.start + a.end + b.start + b.end and {a.start[:4], a.end[:4], b.start[:4], b.end[:4]} != {"XXXX"}:
        return None
    wider = msgspec.structs.replace(a if a.precision == b.precision or a.anchor else b)
    return msgspec.structs.replace(
        wider,
        start=min(a.start, b.start),
        end=max(a.end, b.end),
        range="throughout" if "throughout" in (a.range, b.range) else "at_least_once",
        basis="inferred"
        if "inferred" in (a.basis, b.basis)
        else ("anchor" if "anchor" in (a.basis, b.basis) else "stated"),
        anchor=a.anchor or b.anchor,
    )


def _absolute(words: str) -> When | None:
    """A whole date in a form or language that the rules do not know, read by dateparser; never a span."""
    if len(words) > 40 or _FALLBACK.match(words) is None or any(name in words.lower().split() for name in MONTHS):
        return None
    import dateparser

    settings = {"STRICT_PARSING": True, "PREFER_DATES_FROM": "past", "DATE_ORDER": "DMY"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = dateparser.parse(words, settings=settings)
        except (ValueError, OverflowError, TypeError, AttributeError, KeyError, IndexError):
            return None
    if found is None or str(found.year) not in words:
        return None
    stated = found.date().isoformat()
    return When(start=stated, end=stated, precision="day", basis="stated", text=words)
