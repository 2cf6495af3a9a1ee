"""What a row of an imported table must hold to be taken: a name that is one, a point on the earth that is not 0,0."""

from __future__ import annotations

import math
import re
import unicodedata

import msgspec

LONGEST_NAME = 200
"""Characters of a name, the width of GeoNames' column."""
NULL_ISLAND = 0.01
"""Degrees around 0,0 that stand for "not known" in tables; there is only sea."""
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d*)?|\.\d+)", re.ASCII)


class Fault(msgspec.Struct, frozen=True):
    """A row that was not taken: its line in the file (1 is the first), what is wrong, and how to mend it."""

    line: int
    what: str
    hint: str

    def text(self) -> str:
        """The fault as one line."""
        return f"line {self.line}: {self.what}; {self.hint}"


class RowError(Exception):
    """Raised while a row is looked at; whoever reads the rows makes it a :class:`Fault`."""

    def __init__(self, what: str, hint: str) -> None:
        self.what, self.hint = what, hint
        super().__init__(what)


def name(raw: str) -> str:
    """``raw`` with single spaces; raises RowError for what cannot be a name."""
    text = " ".join(raw.split())
    if not text:
        raise RowError("the name is empty", "write one")
    if len(text) > LONGEST_NAME:
        raise RowError(f"the name has {len(text)} characters", f"shorten it to {LONGEST_NAME}")
    if any(unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") or c in "\u202a\u202b\u202c\u202d\u202e" for c in text):
        raise RowError("the name has control characters", "write it without them")
    if text.startswith("=") or not any(c.isalpha() for c in text):
        raise RowError(f"{shown(text)} is no name", "write one with letters")
    return text


def point(lat: object, lon: object, hint: str = "write degrees such as 33.51, latitude first") -> tuple[float, float]:
    """Latitude and longitude in WGS 84 degrees; raises RowError for what is no number, off the earth, or 0,0."""
    north, east = _degrees(lat, "latitude", 90, hint), _degrees(lon, "longitude", 180, hint)
    if abs(north) < NULL_ISLAND and abs(east) < NULL_ISLAND:
        raise RowError("0,0 stands for a point that is not known", "write the point, or leave the row out")
    return north, east


def _degrees(raw: object, what: str, most: int, hint: str) -> float:
    if isinstance(raw, str):
        if not raw.strip():
            raise RowError(f"the {what} is empty", hint)
        if not _NUMBER.fullmatch(raw.strip()):
            raise RowError(f"the {what} {shown(raw)} is no number", hint)
        raw = float(raw)
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
        raise RowError(f"the {what} is no number", hint)
    if abs(raw) > most:
        raise RowError(f"the {what} {raw:g} lies outside -{most} to {most}", hint)
    return float(raw)


def radius(raw: object) -> float:
    """A radius in kilometres; raises RowError for what is no number between 0 and half the earth's girth."""
    number = raw
    if isinstance(raw, str) and re.fullmatch(r"\d{1,5}(?:\.\d*)?", raw.strip(), re.ASCII):
        number = float(raw)
    if isinstance(number, bool) or not isinstance(number, int | float) or not 0 < number <= 20_000:
        raise RowError(f"the radius {shown(str(raw))} is no number of kilometres", "write one such as 2.5")
    return float(number)


def shown(raw: str) -> str:
    """``raw`` in quotation marks, short enough for one line."""
    text = " ".join(raw.split())
    return f"“{text if len(text) <= 40 else text[:39] + '…'}”"
