"""What makes a figure no count: type names, series, ordinals, ages, clock times, codes and telephone numbers."""

from __future__ import annotations

from collections.abc import Sequence

from .count_words import AGE, MEASURES, MONEY_SIGNS, NUMBERED, ORDINAL, SIDES, SMALL_MEASURES
from .date_words import FUNCTION_WORDS
from .numerals import Token

_OPENERS = frozenset(("(", "[", '"', "“", "'", "’", "‘", "—", "–", "~", "\n"))


def low_at(toks: Sequence[Token], i: int) -> str:
    """The lower-case form of a token; empty past either end."""
    return toks[i].low if 0 <= i < len(toks) else ""


def touches(toks: Sequence[Token], i: int) -> bool:
    """Whether tokens i and i+1 stand together without a space."""
    return 0 <= i < len(toks) - 1 and toks[i].end == toks[i + 1].start


def yearly(toks: Sequence[Token], i: int) -> bool:
    """Whether the token can be a year: four digits from 1900 to 2099."""
    word = low_at(toks, i)
    return len(word) == 4 and word.isdecimal() and 1900 <= int(word) <= 2099


def telephone(toks: Sequence[Token], i: int, at: int) -> bool:
    """Whether the figures on both sides of a hyphen are a number to dial: three digits and four, not both round."""
    one, other = toks[i].text, toks[at + 1].text
    if at != i + 1 or toks[at].text != "-" or (len(one), len(other)) != (3, 4) or not other.isdecimal():
        return False
    return not (one.endswith("0") and other.endswith("0"))


def not_a_count(toks: Sequence[Token], i: int, end: int, *, span: bool) -> bool:
    """Whether the figure is part of a type name, series, ordinal, age, clock time, code or telephone number."""
    before = low_at(toks, i - 1)
    digits = toks[i].text[0].isdecimal()
    if i > 0 and touches(toks, i - 1) and before not in MONEY_SIGNS and before not in _OPENERS:
        return True
    if _compound(toks, end) or _is_age(toks, i, end):
        return True
    if not digits:
        return False
    after, nxt = low_at(toks, end), low_at(toks, end + 1)
    if touches(toks, end - 1):
        if after in ORDINAL or after in (":", "/", "°", "#", "@") or (after == "." and nxt[:1].isdecimal()):
            return True
        if after[:1].isalpha() and after not in MEASURES and after not in ("k", "m"):
            return True
    if after in ("am", "pm", "gmt", "utc", "block", "blk") or (
        after in ("a", "p") and nxt == "." and low_at(toks, end + 2) == "m"
    ):
        return True
    if len(toks[i].text) > 1 and toks[i].text[0] == "0":
        return True
    if len(toks[i].text) > 9 and toks[i].text.isdecimal():
        return True
    return _is_named(toks, i, end) or (not span and _many_figures(toks, i, end))


def _compound(toks: Sequence[Token], end: int) -> bool:
    """Whether a hyphen ties the figure to a word ("two-bedroom", "24-hour"); "40-strong" and "100-plus" still count."""
    tied = low_at(toks, end) in ("-", "‑") and touches(toks, end - 1) and touches(toks, end)
    nxt = low_at(toks, end + 1)
    return tied and nxt[:1].isalpha() and nxt not in ("strong", "plus") and nxt not in SMALL_MEASURES


def _is_age(toks: Sequence[Token], i: int, end: int) -> bool:
    """ "17 years old", "aged 9", "the age of 16", "ages 24, 25, and 41", "Ahmed, 23, fled"."""
    after = low_at(toks, end)
    if after == "yo" or (after in ("year", "years", "yr", "yrs") and low_at(toks, end + 1) in AGE | {"-"}):
        return True
    k = i - 1
    while k > i - 8 and (
        low_at(toks, k)[:1].isdecimal() or low_at(toks, k) in (",", "and", "to", "between", "of", "from")
    ):
        k -= 1
    if low_at(toks, k) in ("aged", "ages", "age"):
        return True
    short = toks[i].text.isdecimal() and len(toks[i].text) < 3
    if not short or low_at(toks, i - 1) != ",":
        return False
    whom = i - 3 if low_at(toks, i - 2) == "." else i - 2
    name = toks[whom].text if whom >= 0 else ""
    return (after == "," and name[:1].isalpha()) or (after in (".", "of") and name[:1].isupper())


def _is_named(toks: Sequence[Token], i: int, end: int) -> bool:
    """Whether the figure names one of a series: "Article 5", "No. 5", "+963 11", and "Loop 410" before no noun."""
    before, after = low_at(toks, i - 1), low_at(toks, end)
    if i == 0 or not before:
        return False
    if before in NUMBERED and (
        toks[i - 1].text[0].isupper() or before in ("no", "number", "article", "resolution", "page", "highway")
    ):
        return True
    if before == "." and low_at(toks, i - 2) in ("no", "nos"):
        return True
    if before.isdecimal() and not yearly(toks, i - 1):
        return True
    named = toks[i - 1].text[0].isupper() and i > 1 and low_at(toks, i - 2) not in (".", "!", "?", ":", '"', "“")
    if not named or before.endswith(("s", "ed", "ing")) or any(before in words for words in SIDES):
        return False
    return not after[:1].isalpha() or after in FUNCTION_WORDS


def _many_figures(toks: Sequence[Token], i: int, end: int) -> bool:
    """Whether the figure stands in a row of three or more, as in a telephone number."""
    row = 1
    for step in (-1, 1):
        k = i - 1 if step < 0 else end
        while low_at(toks, k)[:1].isdecimal() or (
            low_at(toks, k) in ("-", "(", ")") and low_at(toks, k + step)[:1].isdecimal()
        ):
            row += low_at(toks, k)[:1].isdecimal()
            k += step
    return row >= 3
