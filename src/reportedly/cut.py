"""What a page gives before its passages are known: its text, and what its own data say of it."""

from __future__ import annotations

import re

import msgspec

from reportedly import dateline
from reportedly.model import Problem, When


class Cut(msgspec.Struct, frozen=True, kw_only=True):
    """Text cut from a page and the page's own data; ``published`` is from metadata, never from the text."""

    text: str
    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    url: str | None = None
    language: str | None = None
    published: When | None = None
    problems: tuple[Problem, ...] = ()


def problem(code: str, message: str, hint: str, *, start: int | None = None, end: int | None = None) -> Problem:
    """A Problem whose document is not known yet."""
    return Problem(code=code, document=None, start=start, end=end, message=message, hint=hint)


def line(words: str | None, most: int = 400) -> str | None:
    """Words of metadata as one clean line of at most ``most`` characters, ``None`` for none."""
    if not words:
        return None
    clean = "".join(char if char.isprintable() else " " for char in words)
    return " ".join(clean.split())[:most].strip() or None


def metadata_day(words: str | None) -> tuple[When | None, tuple[Problem, ...]]:
    """The day that a metadata field states, as it is written there (no change of time zone).

    1970-01-01 is day zero of computer clocks, not a date of publication: it is dropped with the Problem
    ``date-suspicious``.  What states no day, or one that can be read two ways, gives ``None``.
    """
    if not words:
        return None, ()
    # A time that is glued to its day ("2016-04-17T10:22", "20160417") would hide where the day ends.
    iso = re.match(r"\s*((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?!\d)", words)
    found = dateline.day("-".join(iso.groups()) if iso else words[:200])
    if found is None or found.year is None or found.swapped:
        return None, ()
    day = f"{found.year:04}-{found.month:02}-{found.day:02}"
    if day == "1970-01-01":
        return None, (
            problem(
                "date-suspicious",
                "the page's data say 1970-01-01, which is an empty clock and not a date",
                "give the day with --published",
            ),
        )
    return When(start=day, end=day, precision="day", text=""), ()
