"""The day on which a report was published: what the text says, then the page's data, then what the user says.

Never the day of reading, never a file's date.  A dateline without a year keeps ``XXXX`` unless the page's data or the
user settles it; a numeric day that can be read two ways stays open where nothing settles it.
"""

from __future__ import annotations

from datetime import date, timedelta

from reportedly.cut import problem
from reportedly.dateline import Stated
from reportedly.model import Problem, When

_LABEL_ORDER = ("published", "dateline", "updated")
# A page's date and the dateline under it differ by days, not by months; the nearest step that one reading fits counts.
_STEPS = (timedelta(0), timedelta(days=2), timedelta(days=31))
_ZONES = timedelta(days=1)  # a page's data may stand in another time zone than its dateline


def decide(
    stated: tuple[Stated, ...], metadata: When | None, given: When | None
) -> tuple[When | None, tuple[Problem, ...]]:
    """The date of publication with the Problems ``published-conflict`` and ``date-ambiguous``.

    ``stated`` are the days of the text's datelines, ``metadata`` the page's own, ``given`` the user's (--published).
    """
    picked = min(stated, key=lambda day: (_LABEL_ORDER.index(day.label), day.start), default=None)
    if picked is not None and picked.label == "updated" and metadata is not None and _not_after(metadata, picked):
        picked = None  # an update says nothing against an earlier day of publication
    if picked is None:
        return _without_text(metadata, given)
    problems: list[Problem] = []
    readings = _readings(picked)
    fitting = _settled(picked, readings, stated, metadata, given)
    if fitting is not None:
        settled, anchor = fitting
        when = _when(settled.isoformat(), picked, anchor)
    elif len(readings) > 1:
        when = _when(_common(readings, picked.year), picked, None)
        problems.append(
            problem(
                "date-ambiguous",
                f"{picked.text!r} can be read day first or month first",
                "give the day with --published",
                start=picked.start,
                end=picked.end,
            )
        )
    else:
        month, day = readings[0]
        when = _when(f"{picked.year or 'XXXX'}-{month:02}-{day:02}", picked, None)
    for other, source, slack in ((metadata, "the page's data say", _ZONES), (given, "--published says", timedelta(0))):
        if other is None or (fitting is not None and fitting[1] is not None and fitting[1] == other.start):
            continue
        if _conflict(when, other, slack) or _fits_none(picked, readings, other, slack):
            problems.append(
                problem(
                    "published-conflict",
                    f"the text is dated {when.start}, {source} {_shown(other)}; the text is followed",
                    "check the date on the page",
                    start=picked.start,
                    end=picked.end,
                )
            )
    return when, tuple(problems)


def _without_text(metadata: When | None, given: When | None) -> tuple[When | None, tuple[Problem, ...]]:
    if metadata is None or given is None:
        return metadata or given, ()
    if not _conflict(metadata, given, timedelta(0)):
        return metadata, ()
    message = f"the page's data say {_shown(metadata)}, --published says {_shown(given)}; the page is followed"
    return metadata, (problem("published-conflict", message, "check the date on the page"),)


def _readings(day: Stated) -> list[tuple[int, int]]:
    """The (month, day) pairs that the figures may mean."""
    return [(day.month, day.day), (day.day, day.month)] if day.swapped else [(day.month, day.day)]


def _settled(
    picked: Stated,
    readings: list[tuple[int, int]],
    stated: tuple[Stated, ...],
    metadata: When | None,
    given: When | None,
) -> tuple[date, str | None] | None:
    """The one day that is meant, with what settled it (``None``: the text alone)."""
    if picked.year is not None and len(readings) == 1:
        return date(picked.year, *readings[0]), None
    for other in stated:
        if other is picked or other.swapped or other.year is None:
            continue
        if (other.month, other.day) in readings and picked.year in (None, other.year):
            settled = date(other.year, other.month, other.day)
            return settled, settled.isoformat()
    for source, steps in ((metadata, _STEPS), (given, _STEPS[:1])):
        bounds = _bounds(source)
        if source is None or bounds is None:
            continue
        days = _days(picked, readings, bounds)
        for slack in steps:
            first, last = bounds[0].toordinal() - slack.days, bounds[1].toordinal() + slack.days
            near = {day for day in days if first <= day.toordinal() <= last}
            if len(near) == 1:
                return near.pop(), source.start
            if near:
                break
    return None


def _days(picked: Stated, readings: list[tuple[int, int]], bounds: tuple[date, date]) -> set[date]:
    """The days that may be meant, in the years around ``bounds`` where the text states no year."""
    years = (
        [picked.year]
        if picked.year is not None
        else range(max(1, bounds[0].year - 1), min(9999, bounds[1].year + 1) + 1)
    )
    return {day for year in years for pair in readings if (day := _date(year, *pair)) is not None}


def _when(day: str, picked: Stated, anchor: str | None) -> When:
    return When(
        start=day,
        end=day,
        precision="day",
        basis="stated" if anchor is None else "anchor",
        anchor=anchor,
        text=picked.text,
    )


def _common(readings: list[tuple[int, int]], year: int | None) -> str:
    """The digits on which both readings agree: 02/03/2016 gives ``2016-0X-0X``."""
    (month, day), (other_month, other_day) = readings
    pairs = zip(f"{month:02}-{day:02}", f"{other_month:02}-{other_day:02}", strict=True)
    return f"{year or 'XXXX'}-" + "".join(one if one == other else "X" for one, other in pairs)


def _conflict(when: When, other: When, slack: timedelta) -> bool:
    bounds, known = _bounds(other), _bounds(when)
    if bounds is not None and known is not None:
        return known[1] < bounds[0] - slack or known[0] > bounds[1] + slack
    if (bounds is not None and bounds[0] != bounds[1]) or other.start is None or when.start is None:
        return False
    return any(one != two for one, two in zip(when.start, other.start, strict=False) if "X" not in (one, two))


def _fits_none(picked: Stated, readings: list[tuple[int, int]], other: When, slack: timedelta) -> bool:
    """Whether no reading of the text's day falls into the other source's days."""
    bounds = _bounds(other)
    if bounds is None:
        return False
    return not any(bounds[0] - slack <= day <= bounds[1] + slack for day in _days(picked, readings, bounds))


def _not_after(metadata: When, picked: Stated) -> bool:
    bounds = _bounds(metadata)
    if bounds is None:
        return False
    readings = [_date(picked.year or bounds[0].year, *pair) for pair in _readings(picked)]
    return any(day is not None and bounds[0] <= day + _ZONES for day in readings)


def _bounds(when: When | None) -> tuple[date, date] | None:
    if when is None or when.start is None or when.end is None:
        return None
    try:
        return date.fromisoformat(when.start), date.fromisoformat(when.end)
    except ValueError:
        return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _shown(when: When) -> str:
    return when.start or "?" if when.start == when.end else f"{when.start} to {when.end}"
