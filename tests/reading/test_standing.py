"""What is said of actors and places over time: sponsor, ally, side, base, size, leader, and who holds a place."""

from __future__ import annotations

import pytest
from reads import PUBLISHED, claims, lines, read, shown, speakers

from reportedly.model import Reading

CASES: list[tuple[str, str]] = [
    # sponsor
    ("The US-backed militia left the base.", "actor The US-backed militia sponsor US"),
    ("Iran-backed fighters attacked the base.", "actor Iran-backed fighters sponsor Iran"),
    ("A group backed by Turkey captured the town.", "actor A group sponsor Turkey"),
    ("Maghawir al-Thawra is supported by the United States.", "actor Maghawir al-Thawra sponsor United States"),
    # seat
    ("A faction based in Idlib attacked the army.", "actor A faction base Idlib"),
    ("The militia is based at al-Tanf.", "actor The militia base al-Tanf"),
    # leader
    ("The Falcons Brigade, led by Omar Haddad, left the town.", "actor Falcons Brigade leader Omar Haddad"),
    # side
    ("Forces loyal to Haftar attacked Tripoli.", "actor Forces side Haftar"),
    ("Pro-government militias shelled the town.", "actor Pro-government militias side government"),
    # who holds a place
    ("Families fled to Assad-held Palmyra.", "place Palmyra controlled_by Assad"),
    ("Families fled to the rebel-held city of Idlib.", "place Idlib controlled_by rebel"),
    # size
    ("The approximately 200 fighters in the brigade left the town.", "actor the brigade size 180-220 fighters"),
]  # fmt: skip


@pytest.mark.parametrize(("report", "expected"), CASES, ids=[report for report, _ in CASES])
def test_standing_fact(report: str, expected: str) -> None:
    assert expected in lines(report, PUBLISHED), shown(read(report, PUBLISHED))


def test_a_standing_claim_is_about_the_place_and_no_event(found: Reading) -> None:
    """Families fled to Assad-held Palmyra."""
    (held,) = claims(found, "controlled_by")
    assert held.frame is None
    assert held.subject.type == "place"
    assert held.subject.id in {m.id for m in found.mentions if m.text == "Palmyra"}
    assert held.evidence[0].text == "Assad"


def test_a_standing_claim_in_speech_belongs_to_the_speaker(found: Reading) -> None:
    """The ministry said that the militia is based in Idlib."""
    (seat,) = claims(found, "base")
    assert speakers(seat) == ("The ministry",)


@pytest.mark.parametrize(
    "report",
    [
        "The army backed away from the bridge.",
        "The minister held a meeting in Palmyra.",
        "The road led to Homs.",
        "The soldiers armed themselves with sticks.",
    ],
)
def test_words_that_only_look_like_it(report: str) -> None:
    found = read(report, PUBLISHED)
    assert [c.slot for c in found.claims if c.subject.type != "event"] == []
