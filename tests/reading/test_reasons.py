"""Why, how and with what result: the words of a clause or phrase, and only those."""

from __future__ import annotations

import pytest
from reads import PUBLISHED, lines, read, shown

TOLD: list[tuple[str, str]] = [
    ("Militants attacked the post in an attempt to seize it, which led to a long battle.", "attack motive in an attempt to seize it"),
    ("The rebels launched an offensive to retake the town of Bara.", "armed_clash motive to retake the town of Bara"),
    ("Jets bombed Marib as the army sought to retake the town.", "air_strike motive as the army sought to retake the town"),
    ("The army shelled Bara as it tried to retake the town.", "shelling motive as it tried to retake the town"),
    ("The army shelled Bara as children were leaving school.", "shelling manner as children were leaving school"),
    ("Families fled the town on trucks.", "displacement manner on trucks"),
    ("Residents crossed the border into Chad in waves.", "displacement manner in waves"),
    ("The police attacked the crowd with brutal force.", "attack manner with brutal force"),
    ("The soldiers left Gao, leaving the militia without support.", "withdrawal outcome leaving the militia without support"),
    ("The two sides agreed to open the road to Taiz.", "agreement outcome to open the road to Taiz"),
    ("The raids on Gao ended in mass destruction of houses.", "attack outcome mass destruction of houses"),
    ("The shelling destroyed a bakery in Bakhmut.", "shelling outcome destroyed a bakery"),
    ("Ministers met in Geneva to discuss the truce.", "talks motive to discuss the truce"),
    ("Soldiers clashed with militants and inflicted heavy losses.", "armed_clash outcome inflicted heavy losses"),
]  # fmt: skip


@pytest.mark.parametrize(("report", "expected"), TOLD, ids=[report for report, _ in TOLD])
def test_the_words_of_a_reason_manner_or_outcome(report: str, expected: str) -> None:
    assert expected in lines(report, PUBLISHED), shown(read(report, PUBLISHED))


NOT_TOLD: list[tuple[str, str]] = [
    ("Ten people have been killed in raids since the war began.", " motive "),
    ("The aid worker was arrested on 18 July in Sanaa.", " motive "),
    ("The officer has been detained for over four months.", " motive "),
    ("The raid sent residents fleeing into Chad.", "deployment "),
    ("Ministers met in Geneva to discuss the crisis in Sudan.", " where Sudan"),
    ("Gunmen opened fire on a bus.", " manner "),
    ("Gunmen opened fire on a bus.", " instrument "),
    ("The shelling destroyed a bakery in Bakhmut.", "property_destruction "),
    ("The raids on Gao ended in mass destruction of houses.", "property_destruction "),
    ("The soldiers left Gao, leaving the militia without support.", "desertion "),
]


@pytest.mark.parametrize(("report", "words"), NOT_TOLD)
def test_what_only_looks_like_one(report: str, words: str) -> None:
    got = lines(report, PUBLISHED)
    assert got
    assert not any(words in f"{line} " for line in got), shown(read(report, PUBLISHED))
