"""How surely a claim is held and on which slot a mark falls: a test's docstring is its report."""

from __future__ import annotations

import pytest
from reads import PUBLISHED, claims, lines, read, shown, stances

from reportedly.model import Reading, Stance

Told = frozenset[str]

CASES: list[tuple[str, Stance, str]] = [
    ("The army allegedly shelled Homs on Monday.", "hedges", "allegedly"),
    ("The army may have shelled Homs on Monday.", "hedges", "may"),
    ("Rebels reportedly attacked Homs on Monday.", "hedges", "reportedly"),
    ("The army did not shell Homs.", "denies", "not"),
    ("Troops failed to capture Homs.", "denies", "failed"),
    ("The army will withdraw from Homs.", "plans", "will"),
    ("The army plans to attack Homs.", "plans", "plans"),
    ("The army tried to capture Homs.", "plans", "tried"),
    ("If the report is true, rebels captured Homs.", "supposes", "If"),
    ("It is unclear whether rebels captured Homs.", "supposes", "whether"),
    ("The army must have captured Homs, judging by the map.", "infers", "must"),
]  # fmt: skip


@pytest.mark.parametrize(("report", "stance", "word"), CASES, ids=[report for report, _, _ in CASES])
def test_every_claim_of_the_event_carries_the_mark(report: str, stance: Stance, word: str) -> None:
    found = read(report, PUBLISHED)
    marked = [c for c in found.claims if c.slot in ("kind", "agent", "where", "origin", "target", "when")]
    assert {c.slot for c in marked} >= {"kind", "agent"}, shown(found)
    assert {c.stance for c in marked} == {stance}, shown(found)
    for claim in marked:
        assert word in [w.text for w in claim.attribution[-1].stance_words]


ASSERTED = [
    "Troops managed to capture Homs.",
    "The army continued to shell Homs.",
    "Rebels captured Homs. They may leave.",
    "The army captured Homs and did not leave.",
]


@pytest.mark.parametrize("report", ASSERTED)
def test_a_mark_elsewhere_leaves_the_event_asserted(report: str) -> None:
    found = read(report, PUBLISHED)
    first = min(found.frames, key=lambda f: f.trigger.start)
    assert {c.stance for c in found.claims if c.frame == first.id} == {"asserts"}, shown(found)


def test_an_allowance_is_no_plan(told: Told) -> None:
    """The militia allowed the soldiers to leave Homs."""
    assert "withdrawal kind withdrawal" in told
    assert not any(line.endswith(")") for line in told)


def test_a_denial_of_one_event_leaves_the_other(told: Told) -> None:
    """The army shelled Homs but did not capture Idlib."""
    assert "shelling where Homs" in told
    assert "territory_captured where Idlib (denies)" in told
    assert "shelling kind shelling (denies)" not in told


def test_whoever_denies_takes_the_positive_claim(found: Reading) -> None:
    """The army denied that it bombed Homs."""
    for claim in claims(found, "kind") + claims(found, "where") + claims(found, "agent"):
        assert stances(claim) == ("relays", "denies")
        assert claim.stance == "denies"


def test_a_threat_is_the_plan_of_whoever_threatens(found: Reading) -> None:
    """The militia threatened to attack Homs."""
    (where,) = claims(found, "where")
    assert where.stance == "plans"
    assert [w.text for w in where.attribution[-1].stance_words] == ["threatened"]


def test_a_plan_inside_speech_is_the_speakers(found: Reading) -> None:
    """The army said that its jets would bomb Homs."""
    (where,) = claims(found, "where")
    assert stances(where) == ("relays", "plans")


def test_a_motive_holds_what_it_takes_for_granted(told: Told) -> None:
    """The army said that the rebels left Homs because they could not smuggle drugs in the province."""
    assert any(line.startswith("smuggling kind smuggling") and line.endswith("(denies)") for line in told)
    assert any(line.startswith("withdrawal origin Homs") and not line.endswith(")") for line in told)


def test_no_event_is_a_denied_one(told: Told) -> None:
    """There was no attack on Homs."""
    assert "attack kind attack (denies)" in told


def test_the_mark_of_a_report_that_suggests(found: Reading) -> None:
    """One report suggests that the men smuggled drugs from Iraq."""
    for claim in claims(found, "kind") + claims(found, "origin"):
        assert claim.stance == "hedges"
        assert claim.attribution[-1].speaker is not None
        assert claim.attribution[-1].speaker.text == "One report"


def test_lines_differ_by_voice_and_stance() -> None:
    """The army said it captured Homs. The rebels denied that the army captured Homs."""
    got = lines(test_lines_differ_by_voice_and_stance.__doc__ or "", PUBLISHED)
    assert "territory_captured where Homs by The army" in got
    assert "territory_captured where Homs by The rebels (denies)" in got
