"""The same report in other signs, or about other names, reads the same but for those signs and names."""

from __future__ import annotations

import pytest
from reads import PUBLISHED, lines, read, shown

REPORTS = [
    'The army said: "We shelled Homs on Monday." Residents denied that rebels were killed.',
    "Samir Haddad's family fled to Homs on 3 May, killing no one. He wasn't paid, the militia's spokesman said.",
    "Some rebel sources said that Samir Haddad along with several members of the militia fled to Homs from Idlib.",
    "One report claims the army shelled Homs because the rebels attacked Idlib.",
    "At least 12 people, including four children, were killed in an air strike on Homs, according to Samir Haddad.",
    "The video purports to show rebels shelling Homs. If it is correct, the rebels broke the ceasefire.",
]


def plain(found: frozenset[str]) -> frozenset[str]:
    """Lines with the signs of the plain report."""
    signs = {"“": '"', "”": '"', "’": "'", "\u00a0": " ", "\n": " "}
    return frozenset("".join(signs.get(char, char) for char in line) for line in found)


def curled(text: str) -> str:
    """The text with typographic quotation marks and apostrophes."""
    halves = text.split('"')
    joined = "".join(half + ("" if n == len(halves) - 1 else "“”"[n % 2]) for n, half in enumerate(halves))
    return joined.replace("'", "’")


@pytest.mark.parametrize("report", REPORTS)
def test_typographic_marks(report: str) -> None:
    assert plain(lines(curled(report), PUBLISHED)) == lines(report, PUBLISHED)


@pytest.mark.parametrize("report", REPORTS)
def test_hard_spaces(report: str) -> None:
    assert plain(lines(report.replace(" ", "\u00a0"), PUBLISHED)) == lines(report, PUBLISHED)


@pytest.mark.parametrize("report", REPORTS)
def test_line_ends_of_another_machine(report: str) -> None:
    assert lines(report.replace(". ", ".\r\n"), PUBLISHED) == lines(report.replace(". ", ".\n"), PUBLISHED)


@pytest.mark.parametrize("report", REPORTS)
def test_furniture_below_adds_nothing(report: str) -> None:
    with_furniture = f"{report}\n\nNo comments:\nPost a Comment\n"
    assert lines(with_furniture, PUBLISHED) == lines(report, PUBLISHED), shown(read(with_furniture, PUBLISHED))


NAMES = [("Homs", "Raqqa"), ("Homs", "Mosul"), ("Idlib", "Kunduz"), ("Samir Haddad", "Karim Nasser")]


@pytest.mark.parametrize(
    ("report", "old", "new"), [(report, old, new) for report in REPORTS for old, new in NAMES if old in report]
)
def test_another_name_in_the_same_words(report: str, old: str, new: str) -> None:
    """No rule may hang on the name of a town or a man."""
    swapped = frozenset(line.replace(old, new) for line in lines(report, PUBLISHED))
    assert lines(report.replace(old, new), PUBLISHED) == swapped
