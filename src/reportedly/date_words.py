"""The vocabulary of English time expressions, and the text as the date rules read it.

The tables are closed classes of English (month, weekday, season and unit names, parts of the day), written for this
project; the lists of things that are named after dates are kinds of things (streets, battalions, newspapers), no names.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .date_terms import Piece, Term, Unit
from .numerals import Token, tokens

_MONTH_NAMES = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sep", "sept"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
MONTHS: dict[str, int] = {name: i for i, names in enumerate(_MONTH_NAMES, start=1) for name in names}
SHORT_MONTHS = frozenset(name for names in _MONTH_NAMES for name in names[1:])

_WEEKDAY_NAMES = (
    ("monday", "mon"),
    ("tuesday", "tue", "tues"),
    ("wednesday", "wed"),
    ("thursday", "thu", "thur", "thurs"),
    ("friday", "fri"),
    ("saturday", "sat"),
    ("sunday", "sun"),
)
WEEKDAYS: dict[str, int] = {name: i for i, names in enumerate(_WEEKDAY_NAMES) for name in names}

SEASONS: dict[str, int] = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First month of each season of the northern hemisphere."""

_UNIT_NAMES: dict[str, tuple[Unit, int]] = {
    "minute": ("minute", 1),
    "hour": ("hour", 1),
    "hr": ("hour", 1),
    "day": ("day", 1),
    "week": ("week", 1),
    "fortnight": ("week", 2),
    "month": ("month", 1),
    "year": ("year", 1),
    "decade": ("decade", 1),
}
UNITS: dict[str, tuple[Unit, int]] = {
    **_UNIT_NAMES,
    **{f"{name}s": unit for name, unit in _UNIT_NAMES.items()},
}
"""A unit's name to the unit and how many of it: a fortnight is two weeks."""

PIECES: dict[str, Piece] = {
    "early": "early",
    "start": "early",
    "beginning": "early",
    "onset": "early",
    "outset": "early",
    "mid": "mid",
    "middle": "mid",
    "late": "late",
    "end": "late",
    "close": "late",
    "first half": "first half",
    "second half": "second half",
    "latter half": "second half",
    "latter part": "second half",
    "first quarter": "q1",
    "second quarter": "q2",
    "third quarter": "q3",
    "fourth quarter": "q4",
    "last quarter": "q4",
    "first week": "w1",
    "second week": "w2",
    "third week": "w3",
    "fourth week": "w4",
    "last week": "last week",
    "final week": "last week",
    "first days": "early",
    "last days": "late",
}

DAY_PARTS = frozenset(
    """dawn daybreak sunrise noon midday lunchtime midnight dusk sunset nightfall morning afternoon evening night
    early late earlier later daytime""".split()
)
_SUFFIX_PARTS = frozenset(
    "dawn daybreak sunrise noon midday lunchtime midnight dusk sunset nightfall morning afternoon evening night".split()
)

FUNCTION_WORDS = frozenset(
    """a an the and or but nor in on at by for from to of with as that who which when where while after before until
    since during into over under near between against about is are was were be been has have had will would could can may
    might must should said says say told it its he she they them his her their this these those there not no also amid
    because if than then so including killing wounding when local time gmt utc am pm""".split()
)
"""Words that may follow a date without making it part of a name or a compound."""

THINGS = frozenset(
    """Street Avenue Road Boulevard Bridge Square Highway Airport Stadium University Hospital School Mosque Church Market
    Neighbourhood Neighborhood District Quarter Park Brigade Brigades Battalion Regiment Division Movement Coalition Alliance
    Party Front Group Army Revolution War Uprising Agreement Accord Accords Memorandum Dam Camp City Village Times Telegraph Mirror
    Express Mail Herald Tribune Post Star Review Magazine Center Centre Martyrs Massacre Intifada Protocol Treaty""".split()
)
"""Kinds of things that carry a date or a weekday in their name; as written, with a capital."""

Hit = tuple[Term, int]

_ZONE = r"(?:\s*\(?(?:GMT|UTC|BST|EET|EEST|local\s+time|o['’]?clock|hours|hrs|h)\b(?:[+-]\d{1,2})?\)?)?"
_CLOCK = re.compile(
    rf"(?:[01]?\d|2[0-4])[:.][0-5]\d(?![.\d]|,\d)(?:\s*(?:[ap]m\b|[ap]\.\s?m\b\.?))?{_ZONE}|(?:1[0-2]|0?\d)\s*(?:[ap]m\b|[ap]\.\s?m\b\.?){_ZONE}"
    r"|(?:[01]\d|2[0-4])[0-5]\d\s*(?:GMT|UTC|hours|hrs|local\s+time)\b|\d{1,2}\s*o['’]?clock\b",
    re.IGNORECASE,
)
_PAREN_CLOCK = re.compile(r"\s*\((?:[01]?\d|2[0-4])[:.]?[0-5]\d\s*(?:GMT|UTC|local time)?\)", re.IGNORECASE)
_BARE_CLOCK = re.compile(r"(?:[01]\d|2[0-4])[0-5]\d(?!\d|[.,]\d)")
_LEADS = frozenset(
    ("at", "around", "about", "in", "the", ",", "early", "late", "from", "just", "shortly", "before", "after")
)


class Text(NamedTuple):
    """A text with its tokens; indices past either end read as empty words."""

    text: str
    toks: tuple[Token, ...]

    def low(self, i: int) -> str:
        """The token's lower-case form."""
        return self.toks[i].low if 0 <= i < len(self.toks) else ""

    def raw(self, i: int) -> str:
        """The token as written."""
        return self.toks[i].text if 0 <= i < len(self.toks) else ""

    def adjacent(self, i: int) -> bool:
        """Whether nothing stands between this token and the next."""
        return 0 <= i < len(self.toks) - 1 and self.toks[i].end == self.toks[i + 1].start

    def index_at(self, offset: int, i: int) -> int | None:
        """The index, at or after ``i``, of the token boundary at a text offset; ``None`` inside a token."""
        while i < len(self.toks) and self.toks[i].end < offset:
            i += 1
        return i + 1 if i < len(self.toks) and self.toks[i].end == offset else None


def read(text: str) -> Text:
    """A text ready for the rules."""
    return Text(text, tokens(text))


def clock_end(w: Text, i: int, *, bare: bool = False) -> int:
    """The index after an hour or part of the day that begins at token ``i``, after a date; ``i`` if there is none.

    "night", "at around 5 p.m. (1400 GMT)", "at dawn", "in the early morning", "at 0914".  With ``bare`` only the hour itself.
    """
    j = i
    while not bare and j - i < 4 and w.low(j) in _LEADS:
        j += 1
    if j >= len(w.toks):
        return i
    if not bare and w.low(j) in _SUFFIX_PARTS:
        end = j + 1
        if w.low(i) in ("before", "after") or (w.low(end) in ("of", "on") and j > i):
            return i
        return _clock_after(w, end)
    match = _CLOCK.match(w.text, w.toks[j].start)
    if match is None and (bare or (j > i and w.low(j - 1) in ("at", "around", "about"))):
        match = _BARE_CLOCK.match(w.text, w.toks[j].start)
        if match is not None and bare and not (match.group() < "1900" or match.group() > "2100"):
            match = None
    if match is None:
        return i
    closed = _boundary(w, match.end(), j)
    if closed is None:
        return i
    more = _PAREN_CLOCK.match(w.text, match.end())
    if more is not None:
        closed = _boundary(w, more.end(), j) or closed
    return closed


def _clock_after(w: Text, i: int) -> int:
    """After "Friday night" perhaps "at 11 p.m."."""
    if w.low(i) not in ("at", "around", "about", ","):
        return i
    return clock_end(w, i)


def _boundary(w: Text, offset: int, i: int) -> int | None:
    while offset > 0 and w.text[offset - 1].isspace():
        offset -= 1
    return w.index_at(offset, i)
