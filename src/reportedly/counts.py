"""How many: quantity expressions of English reports as inclusive ranges, and the comparison of two counts.

The ranges of vague words ("dozens" 24-99, "several" 3-9, "about" ten percent either way, "nearly" ten percent below) are the record
format's (``reportedly/1``).  An open end is ``None``; "no one" is 0, and "many" is open at both ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from .count_grammar import Quantity, dated, quantity_at
from .count_units import unit_class
from .errors import UsageError
from .model import Count, CountClass
from .numerals import Token, tokens

__all__ = ["FoundCount", "compatible", "find", "parse", "refines", "same", "total", "unit_class"]

What = Literal["things", "percent", "money", "measure"]

_UNIT_STOPS = frozenset(
    """in on at by during after before when while including with near to for as from who whom that which whose were was are is
    be been being have has had had's but since until under over between through inside outside around across against because
    amid among if than then so also said says say according into within off out along throughout""".split()
)
_PARTICIPLES = frozenset(
    """killed injured wounded died dead detained arrested captured abducted kidnapped displaced missing executed hurt fled seized held
    destroyed lost burned burnt damaged released evacuated trapped stationed based participated took made have""".split()
)
_PRONOUNS = frozenset("them whom which those these us you it".split())
_DETERMINERS = frozenset("the its his her their our these those this that a an my".split())


class FoundCount(msgspec.Struct, frozen=True):
    """A quantity at ``text[start:end]``, modifiers included; ``what`` tells things from percentages, money and measures."""

    start: int
    end: int
    count: Count
    what: What


def find(text: str) -> list[FoundCount]:
    """All quantity expressions of a running text, without the nouns that they count, in order and without overlap.

    Dates, clock times, years, ages, ordinals, type names ("F-16"), numbered things ("Article 5") and telephone numbers are no
    quantities.  "a" and "an" are left to the caller, who knows the noun.
    """
    toks = tokens(text)
    closed = dated(text, toks)
    found: list[FoundCount] = []
    i = 0
    while i < len(toks):
        quantity = None if i in closed else quantity_at(text, toks, i)
        if quantity is None or any(k in closed for k in range(i, quantity.end)):
            i += 1
            continue
        found.append(_found(text, toks, i, quantity))
        i = quantity.end
    return found


def parse(words: str) -> Count | None:
    """The count that the words state, with the noun they count as its unit; ``None`` if they state none.

    ``parse("at least 12 civilians")`` is 12 to open, unit ``civilians``, class ``civilians``.
    """
    toks = tokens(words)
    first = 0
    while first < len(toks) and toks[first].low in _DETERMINERS - {"a", "an"}:
        first += 1
    quantity, at = None, first
    closed = dated(words, toks) if len(toks) > 1 else frozenset()
    for at in range(first, len(toks)):
        if at not in closed:
            quantity = quantity_at(words, toks, at, article=at == first, alone=True)
            if quantity is not None:
                break
    if quantity is None:
        return None
    if quantity.what != "things":
        return _found(words, toks, at, quantity).count
    unit = _unit(words, toks, quantity.end)
    class_: CountClass = unit_class(unit) if unit else ("all" if quantity.persons else "unknown")
    return Count(low=quantity.low, high=quantity.high, unit=unit, class_=class_, text=words)


def same(a: Count, b: Count) -> bool:
    """Whether two counts are one value: the same ends and the same class of people."""
    return (a.low, a.high, a.class_) == (b.low, b.high, b.class_)


def refines(a: Count, b: Count) -> bool:
    """Whether ``a`` is a closer figure for what ``b`` counts: both ends stated, within the ends that ``b`` states ("31" in "dozens")."""
    if a.low is None or a.high is None or (b.low is None and b.high is None) or not _one_class(a, b):
        return False
    if (a.low, a.high) == (b.low, b.high):
        return False
    return (b.low is None or b.low <= a.low) and (b.high is None or a.high <= b.high)


def compatible(a: Count, b: Count) -> bool:
    """Whether two counts can both hold; an open end says nothing, so only stated ends are compared.

    "at least 12" and "31" can, "at least 31" and "12" cannot.  Where both are open on one side only the stated ends are
    left to compare: "at least 12" and "at least 31" are different figures, and neither may hide the other.
    """
    if (a.low is None and a.high is None) or (b.low is None and b.high is None):
        return True
    crossed = [(x, y) for x, y in ((a.low, b.high), (b.low, a.high)) if x is not None and y is not None]
    if crossed:
        return all(low <= high for low, high in crossed)
    return (a.low, a.high) == (b.low, b.high)


def total(parts: Sequence[Count]) -> Count:
    """The sum of counts of separate things; an end is open where any part's is.  Raises UsageError for no parts at all."""
    if not parts:
        raise UsageError("no counts to add up", hint="give at least one")
    lows = [part.low for part in parts]
    highs = [part.high for part in parts]
    units = {part.unit for part in parts}
    classes = {part.class_ for part in parts}
    class_: CountClass = parts[0].class_ if len(classes) == 1 else ("unknown" if "unknown" in classes else "all")
    return Count(
        low=sum(low for low in lows if low is not None) if None not in lows else None,
        high=sum(high for high in highs if high is not None) if None not in highs else None,
        unit=parts[0].unit if len(units) == 1 else "",
        class_=class_,
        text=" + ".join(part.text for part in parts if part.text),
    )


def _one_class(a: Count, b: Count) -> bool:
    return a.class_ == b.class_ or "unknown" in (a.class_, b.class_)


def _found(text: str, toks: Sequence[Token], i: int, quantity: Quantity) -> FoundCount:
    start, end = toks[i].start, toks[quantity.end - 1].end
    unit = "" if quantity.what == "things" else (quantity.unit or quantity.what)
    class_: CountClass = "all" if quantity.persons else "unknown"
    count = Count(low=quantity.low, high=quantity.high, unit=unit, class_=class_, text=text[start:end])
    return FoundCount(start, end, count, quantity.what)


def _unit(text: str, toks: Sequence[Token], i: int) -> str:
    """The noun words after a quantity, without a clause that follows them and without "of them", "of the", "other"."""
    i = _after_of(toks, i)
    while i < len(toks) and toks[i].low in ("more", "additional", "further", "or"):
        i += 1
    end = i
    while end < len(toks):
        token = toks[end]
        if token.low in _UNIT_STOPS or (end > i and token.low in _PARTICIPLES) or token.low[:1].isdecimal():
            break
        if not (token.text[0].isalnum() or token.text in "'’\"“”-/"):
            break
        if token.low in ("and", "or") and (end == i or not _more_nouns(toks, end + 1)):
            break
        end += 1
    words = text[toks[i].start : toks[end - 1].end] if end > i else ""
    return words.strip(" \"“”'’-")


def _after_of(toks: Sequence[Token], i: int) -> int:
    j = i + (i < len(toks) and toks[i].low == "of")
    if j == 0 or toks[j - 1].low != "of":
        return i
    while j < len(toks) and toks[j].low in _PRONOUNS | _DETERMINERS:
        j += 1
    return j


def _more_nouns(toks: Sequence[Token], i: int) -> bool:
    """Whether "and" joins another noun of the unit ("women and children") and not another count or clause."""
    if i >= len(toks) or not toks[i].text[0].isalpha():
        return False
    if toks[i].low in _UNIT_STOPS | _PARTICIPLES | _DETERMINERS | frozenset(
        ("injured", "wounding", "killing", "injuring", "he", "she", "they")
    ):
        return False
    return quantity_at("", toks, i, article=True) is None and unit_class(toks[i].low) != "unknown"
