"""Numbers written in English: digits, words and mixtures of both, read from a list of tokens.

Shared by :mod:`reportedly.dates` ("three days ago") and :mod:`reportedly.counts` ("two hundred and ten").
The rules are those of ordinary English number words (short scale: a million is 10**6).  Ordinals
("second", "47th") are no numbers here: in reports they name units, anniversaries and clock parts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

UNITS: dict[str, int] = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS: dict[str, int] = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
TENS["fourty"] = 40
SCALES: dict[str, int] = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "mln": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
}
DOZEN = 12
CEILING = 10**15
"""Larger figures are no counts of anything in a report; they are refused rather than computed."""

_TOKEN = re.compile(r"\d+(?:[.,’']\d+)*|[^\W\d_]+|\S")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:[’']\d{3})+")
_DECIMAL = re.compile(r"(\d{1,6})[.,](\d{1,4})")
_HYPHENS = frozenset("-‐‑")


class Token(NamedTuple):
    """A word, a figure or one other sign of a text, with its place and its lower-case form."""

    start: int
    end: int
    text: str
    low: str


class Figure(NamedTuple):
    """A number read from tokens ``[i, end)``; ``words`` is true when no digit was written."""

    value: int
    end: int
    words: bool


def tokens(text: str) -> tuple[Token, ...]:
    """The words, figures and signs of a text in order; ``text[t.start:t.end] == t.text`` for each of them."""
    return tuple(Token(m.start(), m.end(), m.group(), m.group().lower()) for m in _TOKEN.finditer(text))


def whole(figure: str) -> int | None:
    """The value of a whole number in digits: ``12``, ``12,000``, ``12.000``, ``12'000``; ``None`` for a decimal."""
    if figure.isdecimal():
        return int(figure) if len(figure) <= 15 else None
    if _GROUPED.fullmatch(figure):
        return int(re.sub(r"\D", "", figure)) if len(figure) <= 20 else None
    return None


def number_at(found: Sequence[Token], i: int) -> Figure | None:
    """The longest whole number that begins at token ``i``, or ``None``.

    Reads ``12``, ``12,000``, ``12 000``, ``1.2 million``, ``3k``, ``twenty-five``, ``two hundred and ten``,
    ``a hundred``, ``two and a half million``, ``half a million``, ``a quarter of a million``, ``two dozen``,
    ``half a dozen``.  A lone "a" is no number.
    """
    if i >= len(found):
        return None
    return _fraction_of_scale(found, i) or _digits(found, i) or _words(found, i)


def _low(found: Sequence[Token], i: int) -> str:
    return found[i].low if 0 <= i < len(found) else ""


def _adjacent(found: Sequence[Token], i: int) -> bool:
    return i + 1 < len(found) and found[i].end == found[i + 1].start


def _scale(found: Sequence[Token], i: int) -> int | None:
    word = _low(found, i)
    return DOZEN if word == "dozen" else SCALES.get(word)


def _fraction_of_scale(found: Sequence[Token], i: int) -> Figure | None:
    """ "half a million", "a quarter of a million", "half a dozen"."""
    j = i + 1 if _low(found, i) in ("a", "one") else i
    part = {"half": 2, "quarter": 4}.get(_low(found, j))
    if part is None:
        return None
    j += 1
    if _low(found, j) == "of":
        j += 1
    if _low(found, j) in ("a", "one"):
        j += 1
    scale = _scale(found, j)
    if scale is None or scale % part:
        return None
    return Figure(scale // part, j + 1, True)


def _digits(found: Sequence[Token], i: int) -> Figure | None:
    head = found[i].text
    if not head[0].isdecimal():
        return None
    j = i + 1
    value = whole(head)
    if value is not None and head.isdecimal() and len(head) <= 3 and head[0] != "0":
        groups = head
        while j < len(found) and len(found[j].text) == 3 and found[j].text.isdecimal() and len(groups) <= 12:
            if found[j].start - found[j - 1].end != 1:
                break
            groups += found[j].text
            j += 1
        if _adjacent(found, j - 1) and _low(found, j) in ("th", "st", "nd", "rd"):
            groups, j = head, i + 1
        value = int(groups)
    if value is None:
        decimal = _DECIMAL.fullmatch(head)
        scale = _scale(found, j)
        if decimal is None or scale is None or scale < 1_000:
            return None
        tenths = int(decimal[1] + decimal[2]) * scale
        return _checked(tenths // 10 ** len(decimal[2]), j + 1, words=False)
    if _low(found, j) == "k" and _adjacent(found, j - 1):
        return _checked(value * 1_000, j + 1, words=False)
    if _low(found, j) == "m" and _adjacent(found, j - 1) and _low(found, j + 1) in ("people", "refugees", "displaced"):
        return _checked(value * 1_000_000, j + 1, words=False)
    scale = _scale(found, j)
    if scale is not None and value < 1_000:
        return _checked(value * scale, j + 1, words=False)
    return _checked(value, j, words=False)


def _words(found: Sequence[Token], i: int) -> Figure | None:
    """A number in words, read by the usual fold: units add, hundred multiplies, larger scales close a group."""
    total = group = 0
    last = 0
    j, seen = i, False
    if _low(found, i) in ("a", "an"):
        if _scale(found, i + 1) is None:
            return None
        group, last, j, seen = 1, 1, i + 1, True
    while j < len(found):
        k = j
        if seen and _low(found, j) in _HYPHENS and last >= 20 and last % 10 == 0 and last < 100:
            k = j + 1
        elif seen and _low(found, j) == "and" and last >= 100:
            k = j + 1
            if _low(found, k) not in UNITS and _low(found, k) not in TENS:
                break
        word = _low(found, k)
        if word in UNITS:
            value = UNITS[word]
            fits = not seen or last >= 100 or (last >= 20 and last % 10 == 0 and 0 < value < 10)
            if not fits or (value == 0 and seen):
                break
            group, last = group + value, value
        elif word in TENS:
            if seen and last < 100:
                break
            group, last = group + TENS[word], TENS[word]
        elif (scale := _scale(found, k)) is not None:
            if not seen or group == 0:
                break
            if scale == DOZEN or scale == 100:
                if group >= 100:
                    break
                group *= scale
            else:
                if total and scale >= total:
                    break
                total, group = total + group * scale, 0
            last = scale
            if scale == DOZEN:
                return _checked(total + group, k + 1, words=True)
        else:
            break
        j, seen = k + 1, True
    if not seen:
        return None
    if total == 0 and _low(found, j) == "and" and _low(found, j + 1) == "a" and _low(found, j + 2) == "half":
        scale = _scale(found, j + 3)
        if scale is not None:
            return _checked(group * scale + scale // 2, j + 4, words=True)
    return _checked(total + group, j, words=True)


def _checked(value: int, end: int, *, words: bool) -> Figure | None:
    return Figure(value, end, words) if value < CEILING else None
