"""From English words to quantities: modifiers, figures and vague words, and what is no quantity at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from . import dates
from .count_traps import low_at, not_a_count, telephone, touches, yearly
from .count_units import unit_class
from .count_words import (
    ARTICLED,
    LONGEST,
    MEASURES,
    MONEY,
    MONEY_SIGNS,
    NOBODY,
    ONE_PRONOUN,
    OPEN,
    ORDINAL,
    SIDES,
    SMALL,
    VAGUE,
    Side,
)
from .numerals import DOZEN, SCALES, Token, number_at

Kind = Literal["things", "percent", "money", "measure"]


class Quantity(NamedTuple):
    """Inclusive ends, the index after the last token, what is measured, and whether the words themselves mean people ("nobody")."""

    low: int | None
    high: int | None
    end: int
    what: Kind = "things"
    unit: str = ""
    persons: bool = False


def dated(text: str, toks: Sequence[Token]) -> frozenset[int]:
    """The tokens that belong to a time expression, and to a duration that is none ("17-year-old")."""
    spans = [(found.start, found.end) for found in dates.find(text)]
    if not spans:
        return frozenset()
    out, k = set(), 0
    for i, token in enumerate(toks):
        while k < len(spans) and spans[k][1] <= token.start:
            k += 1
        if k < len(spans) and spans[k][0] < token.end and token.start < spans[k][1]:
            out.add(i)
    return frozenset(out)


def quantity_at(
    text: str, toks: Sequence[Token], i: int, *, article: bool = False, alone: bool = False
) -> Quantity | None:
    """The quantity that begins at token ``i``, modifiers included, or ``None``.

    With ``article`` a lone "a" or "an" before a noun is one; with ``alone`` the words are known to be a quantity, and a
    four-digit number is not taken for a year.
    """
    if low_at(toks, i) == "between" and (span := _span(toks, i + 1, ("and",))):
        return _measured(toks, i + 1, span)
    if low_at(toks, i) in MONEY_SIGNS and touches(toks, i):
        price = quantity_at(text, toks, i + 1)
        return price if price is not None and price.what == "money" else None
    side, j = _side(toks, i)
    if side is not None and low_at(toks, j) in MONEY_SIGNS:
        j += 1
    amount = _amount(toks, j, article=article or side is not None, alone=alone or side is not None)
    if amount is None and side is not None:
        amount, side = _vague(toks, i, alone=alone), None
    if amount is None:
        return _article(toks, i, alone=alone) if article else None
    if side is not None:
        amount = _bent(amount, side)
        amount = _and_up_to(toks, amount)
    amount = _tail(toks, amount)
    return _measured(toks, j, amount)


def _side(toks: Sequence[Token], i: int) -> tuple[Side | None, int]:
    """The longest modifier at token ``i``; a second one after "at least" keeps the first's side ("at least some 100")."""
    for size in range(LONGEST, 0, -1):
        side = SIDES.get(tuple(low_at(toks, i + k) for k in range(size)))
        if side is not None:
            j = i + size
            more, k = _side(toks, j)
            if more is not None:
                return (more if side == "exact" else side), k
            return side, j + (low_at(toks, j) == "the" and size > 1)
    return None, i


def _bent(amount: Quantity, side: Side) -> Quantity:
    low, high = amount.low, amount.high
    if low is None or high is None:
        return amount
    if side == "least":
        return amount._replace(high=None)
    if side == "most":
        return amount._replace(low=None)
    if side == "about":
        return amount._replace(low=low * 9 // 10, high=-(-high * 11 // 10))
    if side == "nearly":
        return amount._replace(low=low * 9 // 10, high=high)
    if side == "over":
        return amount._replace(low=low, high=-(-high * 11 // 10))
    return amount


def _and_up_to(toks: Sequence[Token], amount: Quantity) -> Quantity:
    """ "at least 12 and up to 20", "at least 12 and as many as 20"."""
    j = amount.end
    if amount.high is not None or low_at(toks, j) not in ("and", "but", "or"):
        return amount
    j += 1 + (low_at(toks, j + 1) in ("possibly", "perhaps", "maybe"))
    side, k = _side(toks, j)
    if side != "most":
        return amount
    more = _amount(toks, k, article=False, alone=True)
    if more is None or more.high is None or amount.low is None or more.high < amount.low:
        return amount
    return amount._replace(high=more.high, end=more.end)


def _tail(toks: Sequence[Token], amount: Quantity) -> Quantity:
    """ "12 or more", "a dozen or so", "100+", "100-plus"."""
    j = amount.end
    if low_at(toks, j) == "or" and amount.low is not None:
        if low_at(toks, j + 1) in ("more", "above"):
            return amount._replace(high=None, end=j + 2)
        if low_at(toks, j + 1) == "so":
            return _bent(amount, "about")._replace(end=j + 2)
        if low_at(toks, j + 1) in ("fewer", "less"):
            return amount._replace(low=None, end=j + 2)
    if low_at(toks, j) == "+" and touches(toks, j - 1):
        return amount._replace(high=None, end=j + 1)
    if low_at(toks, j) == "-" and low_at(toks, j + 1) == "plus":
        return amount._replace(high=None, end=j + 2)
    return amount


def _amount(toks: Sequence[Token], i: int, *, article: bool, alone: bool) -> Quantity | None:
    """A figure, a span of figures or a vague word at token ``i``, without modifiers."""
    return (
        _nobody(toks, i, alone=alone)
        or _vague(toks, i, alone=alone)
        or _span(toks, i, ("to", "or", "-", "–", "—"))
        or _figure(toks, i, alone=alone)
    )


def _nobody(toks: Sequence[Token], i: int, *, alone: bool) -> Quantity | None:
    word, nxt = low_at(toks, i), low_at(toks, i + 1)
    if word in NOBODY:
        return Quantity(0, 0, i + 1, persons=word == "nobody")
    if word == "no" and alone and len(toks) == i + 1:
        return Quantity(0, 0, i + 1)
    if word == "no" and nxt == "one":
        return Quantity(0, 0, i + 2, persons=True)
    if word == "not" and nxt in ("one", "a") and (nxt == "one" or low_at(toks, i + 2) == "single"):
        return Quantity(0, 0, i + 2 + (low_at(toks, i + 2) == "single"))
    if (
        word == "no"
        and nxt[:1].isalpha()
        and nxt not in ("longer", "more", "doubt", "way", "matter", "less", "fewer", "sooner", "such", "other")
    ):
        return Quantity(0, 0, i + 1)
    return None


def _vague(toks: Sequence[Token], i: int, *, alone: bool) -> Quantity | None:
    """ "dozens", "tens of thousands", "several hundred", "a couple of", "both", "a number of", "many"."""
    word, nxt = low_at(toks, i), low_at(toks, i + 1)
    if word in ("quite", "a") and (open_ := _number_of(toks, i)) is not None:
        return open_
    if word == "both" and nxt != "sides":
        return Quantity(2, 2, i + 1)
    if word in OPEN:
        lone = alone and len(toks) == i + 1
        if word in ("some", "most") and not lone and (low_at(toks, i - 1) == "the" or not _counts_nouns(toks, i + 1)):
            return None
        return Quantity(None, None, i + 1 + (word == "many" and nxt == "more"))
    if word == "all" and ((nxt in ("of", "those") and low_at(toks, i + 2) != "a") or (alone and len(toks) == i + 1)):
        return Quantity(None, None, i + 1)
    j = i
    if word in ("a", "the") and nxt in ARTICLED:
        j = i + 1
    elif word in ARTICLED and word != "few":
        return None
    elif word == "few":
        return None if low_at(toks, i - 1) == "the" else Quantity(None, None, i + 1)
    if low_at(toks, j) not in VAGUE:
        return None
    low, high = VAGUE[low_at(toks, j)]
    end = j + 1
    if low_at(toks, j) in ("scores", "tens", "dozens", "hundreds", "millions", "thousands"):
        return _plural(toks, j, low, high)
    scale = SCALES.get(low_at(toks, end)) or (DOZEN if low_at(toks, end) == "dozen" else None)
    if low_at(toks, end) == "of" and SCALES.get(low_at(toks, end + 1)):
        scale, end = SCALES[low_at(toks, end + 1)], end + 1
    if scale is not None:
        return Quantity(low * scale, high * scale, end + 1)
    return Quantity(low, high, end + (low_at(toks, j) in ARTICLED - {"few"} and low_at(toks, end) == "of"))


def _plural(toks: Sequence[Token], j: int, low: int, high: int) -> Quantity | None:
    """ "tens of thousands" 20,000-99,999; "hundreds of thousands" 200,000-999,999; "scores" the verb is none."""
    word, end = low_at(toks, j), j + 1
    scale = {"thousands": 1_000, "millions": 1_000_000, "hundreds": 100}.get(low_at(toks, end + 1))
    if (
        low_at(toks, end) == "of"
        and scale is not None
        and word in ("tens", "hundreds", "dozens", "scores", "thousands")
    ):
        return Quantity(low * scale, (high + 1) * scale - 1, end + 2 + (low_at(toks, end + 2) == "of"))
    if word in ("tens", "scores") and low_at(toks, end) not in (
        "of",
        "more",
        "were",
        "killed",
        "dead",
        "wounded",
        "injured",
        "",
    ):
        return None
    return Quantity(low, high, end + (low_at(toks, end) == "of"))


def _number_of(toks: Sequence[Token], i: int) -> Quantity | None:
    """ "a number of", "quite a number of", "a large number of", "a lot of": open at both ends."""
    j = i + (low_at(toks, i) == "quite")
    if low_at(toks, j) != "a":
        return None
    j += 1
    if low_at(toks, j) in (
        "large",
        "small",
        "great",
        "growing",
        "considerable",
        "significant",
        "limited",
        "high",
        "good",
        "certain",
        "huge",
        "vast",
    ):
        j += 1
    if low_at(toks, j) in ("number", "lot", "majority") and low_at(toks, j + 1) == "of":
        return Quantity(None, None, j + 2)
    if low_at(toks, i) == "quite" and low_at(toks, j) == "few":
        return Quantity(None, None, j + 1)
    return None


def _counts_nouns(toks: Sequence[Token], i: int) -> bool:
    """Whether "some" or "most" stands before a plural noun, "of" or an adjective and its plural."""
    for k in range(i, i + 3):
        word = low_at(toks, k)
        if word in ("of", "people", "men", "women", "children", "personnel", "troops"):
            return True
        if not word.isalpha() or word in ("the", "a", "in", "to", "and", "more"):
            return False
        if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
            return True
    return False


def _span(toks: Sequence[Token], i: int, joiners: tuple[str, ...]) -> Quantity | None:
    """ "500 and 1,300" after "between", "500-600", "two or three", "5 to 7", "1 to 2 million"."""
    first = number_at(toks, i)
    if first is None or low_at(toks, first.end) not in joiners or not_a_count(toks, i, first.end, span=True):
        return None
    second = number_at(toks, first.end + 1)
    if second is None or low_at(toks, second.end) in ORDINAL:
        return None
    low, high = first.value, second.value
    if low_at(toks, second.end - 1) in SCALES and low < 1_000 <= high and first.end - i == 1:
        low *= SCALES[low_at(toks, second.end - 1)]
    if telephone(toks, i, first.end):
        return None
    if low >= high or (
        low_at(toks, first.end) == "-"
        and low_at(toks, second.end) == "-"
        and low_at(toks, second.end + 1)[:1].isdecimal()
    ):
        return None
    if yearly(toks, i) and yearly(toks, first.end + 1):
        return None
    return Quantity(low, high, second.end)


def _figure(toks: Sequence[Token], i: int, *, alone: bool) -> Quantity | None:
    found = number_at(toks, i)
    if found is None or not_a_count(toks, i, found.end, span=False):
        return None
    if low_at(toks, found.end) == "-" and found.end + 1 < len(toks) and telephone(toks, i, found.end):
        return None
    if low_at(toks, i) == "one" and found.end == i + 1 and not alone:
        if low_at(toks, i + 1) in ONE_PRONOUN or low_at(toks, i - 1) in (
            "the",
            "this",
            "that",
            "every",
            "each",
            "any",
            "which",
        ):
            return None
    if not alone and yearly(toks, i) and found.end == i + 1 and not _counts_a_year_like(toks, i):
        return None
    return Quantity(found.value, found.value, found.end)


def _counts_a_year_like(toks: Sequence[Token], i: int) -> bool:
    """Whether 1900-2099 counts: a plural or "people" follows, and no word that makes a year stands before."""
    if low_at(toks, i - 1) in (
        "in",
        "since",
        "of",
        "by",
        "from",
        "until",
        "during",
        "early",
        "late",
        "mid",
        "the",
        "-",
        "and",
        "to",
        "before",
        "after",
        "year",
        "for",
    ):
        return False
    if low_at(toks, i).endswith("00"):
        return _counts_nouns(toks, i + 1)
    return any(unit_class(low_at(toks, k)) != "unknown" for k in (i + 1, i + 2) if low_at(toks, k).isalpha())


def _measured(toks: Sequence[Token], j: int, amount: Quantity) -> Quantity:
    """The quantity as percentage, money or measure, if a sign before or a word after it says so."""
    after, nxt = low_at(toks, amount.end), low_at(toks, amount.end + 1)
    if after == "%" or after in ("percent", "pct") or (after == "per" and nxt == "cent"):
        return amount._replace(end=amount.end + 1 + (after == "per"), what="percent", unit="percent")
    if low_at(toks, j - 1) in MONEY_SIGNS and j > 0:
        return amount._replace(what="money", unit="money")
    if after in MONEY or (after in ("us", "syrian", "iraqi", "turkish", "afghan") and nxt in MONEY):
        return amount._replace(end=amount.end + 1 + (after not in MONEY), what="money", unit="money")
    k = amount.end + (after == "-")
    if low_at(toks, k) in MEASURES and not (low_at(toks, k) in SMALL and not touches(toks, k - 1)):
        return amount._replace(end=k + 1, what="measure", unit=toks[k].text)
    return amount


def _article(toks: Sequence[Token], i: int, *, alone: bool) -> Quantity | None:
    if low_at(toks, i) in ("a", "an") and (low_at(toks, i + 1)[:1].isalpha() or (alone and len(toks) == i + 1)):
        return Quantity(1, 1, i + 1)
    return None
