"""The vocabulary of English quantities: modifiers, vague words, and what makes a figure no count.

The ranges of vague words are those of the record format ``reportedly/1``; the lists are closed classes of English and kinds of
numbered things, written for this project.
"""

from __future__ import annotations

import re
from typing import Literal

AT_LEAST = (
    "at least", "more than", "over", "above", "upwards of", "upward of", "in excess of", "no fewer than", "not fewer than",
    "no less than", "not less than", "a minimum of", "minimum", "greater than", "well over", "well above", "far more than",
    "exceeding", "exceeded", "at the least",
)  # fmt: skip
AT_MOST = (
    "at most", "up to", "as many as", "as much as", "as high as", "no more than", "not more than", "a maximum of", "maximum", "fewer than",
    "less than", "under", "below", "well under", "at the most", "not exceeding",
)  # fmt: skip
ABOUT = (
    "about", "around", "some", "roughly", "approximately", "approx", "approx.", "circa", "an estimated", "estimated", "more or less",
    "in the region of", "on the order of", "somewhere around", "~",
)  # fmt: skip
NEARLY = ("nearly", "almost", "close to", "just under", "just below", "just short of", "approaching")
JUST_OVER = ("just over", "just above", "slightly more than", "a little over", "little more than")
EXACTLY = (
    "exactly",
    "only",
    "just",
    "another",
    "a further",
    "an additional",
    "a total of",
    "all",
    "the other",
    "fully",
    "precisely",
    "other",
    "a toll of",
)

Side = Literal["least", "most", "about", "nearly", "over", "exact"]

PHRASES: tuple[tuple[Side, tuple[str, ...]], ...] = (
    ("least", AT_LEAST),
    ("most", AT_MOST),
    ("about", ABOUT),
    ("nearly", NEARLY),
    ("over", JUST_OVER),
    ("exact", EXACTLY),
)
SIDES: dict[tuple[str, ...], Side] = {
    tuple(re.findall(r"\w+|\S", words)): side for side, phrases in PHRASES for words in phrases
}
LONGEST = max(map(len, SIDES))

VAGUE: dict[str, tuple[int, int]] = {
    "dozens": (24, 99),
    "scores": (40, 99),
    "tens": (20, 99),
    "hundreds": (200, 999),
    "thousands": (2_000, 9_999),
    "millions": (2_000_000, 9_999_999),
    "several": (3, 9),
    "few": (2, 5),
    "couple": (2, 2),
    "pair": (2, 2),
    "handful": (2, 5),
    "trio": (3, 3),
}
"""Words for a range; "a few", "a couple", "a pair", "a handful" need their article."""

ARTICLED = frozenset(("few", "couple", "pair", "handful", "trio"))
OPEN = frozenset(("many", "most", "some", "numerous", "countless", "multiple", "various", "innumerable"))
NOBODY = frozenset(("nobody", "none"))
NUMBERED = frozenset(
    """article resolution highway route division brigade area page no number point chapter unit branch regiment base camp flight sector
    phase channel section paragraph part level grade model type version figure table volume episode day protocol road gate checkpoint
    battalion corps zone line block mig su tu bmp btr chapter annex appendix psalm verse room building radio tv hill rule law
    decree order paragraph item question stage round group category class size season""".split()
)
"""Nouns before a number that names one of a series; only with a capital or as "no." and "number"."""

MONEY_SIGNS = frozenset("$€£¥")
MONEY = frozenset(
    """dollar dollars usd euro euros eur pound pounds lira liras dinar dinars riyal riyals rial rials rouble roubles ruble rubles yen
    yuan shilling shillings cent cents hryvnia hryvnias afghani afghanis rupee rupees""".split()
)
MEASURES = frozenset(
    """km kms kilometer kilometers kilometre kilometres mile miles meter meters metre metres m mm cm millimetre
    millimeter millimetres millimeters caliber calibre foot feet ft inch inches yard yards acre acres hectare hectares kg kilogram kilograms kilo kilos gram grams
    g ton tons tonne tonnes lb lbs litre litres liter liters barrel barrels gallon gallons degrees degree celsius kmh mph knots watt
    watts megawatts mw gigabytes second seconds minute minutes hour hours day days night nights week weeks month months year years decade
    decades century centuries time times point points magnitude sq square cubic hrs mins""".split()
)
SMALL = frozenset(("m", "g", "mw"))
AGE = frozenset(("old", "olds", "aged"))
ORDINAL = frozenset(("st", "nd", "rd", "th"))
ONE_PRONOUN = frozenset(
    """another day should can could must may might would who that side hand time 's ’s ' ’ is was has had or point thing more by and
    , . ; : ! ? ) to in on at for with from as but which""".split()
)
SMALL_MEASURES = frozenset(
    "mm cm m km kg mile kilometer kilometre meter metre foot feet inch ton tonne caliber calibre".split()
)
"""Measures that a hyphen may tie to their figure: "a 107-mm rocket" is a measure, "a 24-hour truce" no quantity."""
