"""Coefficients of agreement, against the worked examples of their authors and at the edges where they are not defined."""

from __future__ import annotations

import pytest

from reportedly import agreement
from reportedly.agreement import Ratings, alpha, by_slot, interval_alpha, kappa
from reportedly.coded_units import Mark, Unit


def rows(*coders: str) -> Ratings:
    """One rating for each unit from one line for each coder, "." where the coder did not rule."""
    lines = [line.split() for line in coders]
    return [{f"coder {n}": line[u] for n, line in enumerate(lines) if line[u] != "."} for u in range(len(lines[0]))]


def crossed(*table: tuple[int, ...]) -> Ratings:
    """Ratings of two coders from a table of how often one said the row's label and the other the column's."""
    return [{"A": str(a), "B": str(b)} for a, row in enumerate(table) for b, n in enumerate(row) for _ in range(n)]


def as_numbers(ratings: Ratings) -> Ratings:
    return [{c: int(v) for c, v in r.items()} for r in ratings]


FOUR = rows(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
"""Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), part C: four observers, twelve units, rulings missing."""


def test_kappa_of_cohen_1960() -> None:
    """Cohen (1960), table 1: two judges sort 200 persons into three groups, 140 alike; kappa is .492."""
    found = kappa(crossed((88, 10, 2), (14, 40, 6), (18, 10, 12)), ["A", "B"])
    assert found.value == pytest.approx(0.492, abs=5e-4)


def test_kappa_may_be_worse_than_chance() -> None:
    """By Cohen's formula (.29 - .35) / (1 - .35): 29 of 100 alike where chance gives 35."""
    found = kappa(crossed((25, 13, 12), (12, 2, 16), (3, 15, 2)), ["A", "B"])
    assert found.value == pytest.approx(-0.06 / 0.65)


def test_alpha_of_two_observers_on_two_categories() -> None:
    """Krippendorff (2011), part A: alpha is .095."""
    found = alpha(rows("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"))
    assert found.value == pytest.approx(0.095, abs=5e-4)


def test_alpha_of_two_observers_on_five_categories() -> None:
    """Krippendorff (2011), part B: alpha is .692."""
    found = alpha(rows("a a b b d c c c e d d a", "b a b b b c c c e d d d"))
    assert found.value == pytest.approx(0.692, abs=5e-4)


def test_alpha_of_four_observers_with_rulings_missing() -> None:
    """Krippendorff (2011), parts C and D: nominal alpha is .743, interval alpha .849."""
    assert alpha(FOUR).value == pytest.approx(0.743, abs=5e-4)
    assert interval_alpha(as_numbers(FOUR)).value == pytest.approx(0.849, abs=5e-4)


def test_one_who_did_not_rule_is_not_one_who_disagrees() -> None:
    alone = [*FOUR, {"coder 0": "1"}, {"coder 3": "2"}, {}]
    assert alpha(alone) == alpha(FOUR)


def test_kappa_takes_only_what_both_ruled_on() -> None:
    both = crossed((88, 10, 2), (14, 40, 6), (18, 10, 12))
    assert kappa([*both, {"A": "0"}, {"B": "2"}], ["A", "B"]) == kappa(both, ["A", "B"])


@pytest.mark.parametrize(
    ("ratings", "why"),
    [
        ([], "no unit"),
        ([{"A": "x"}, {"B": "x"}], "no unit"),
        ([{"A": "x", "B": "x"}] * 5, "nothing to tell from chance"),
    ],
)
def test_what_is_not_defined_has_a_reason(ratings: Ratings, why: str) -> None:
    for found in (kappa(ratings, ["A", "B"]), alpha(ratings)):
        assert found.value is None
        assert why in found.why


def test_all_alike_on_several_labels_is_perfect() -> None:
    ratings = [{"A": label, "B": label} for label in "xyzx"]
    assert kappa(ratings, ["A", "B"]).value == 1
    assert alpha(ratings).value == 1


@pytest.mark.parametrize("coders", [["A"], ["A", "B", "C"]])
def test_kappa_is_for_two(coders: list[str]) -> None:
    found = kappa(crossed((2, 1), (1, 2)), coders)
    assert (found.value, found.why) == (None, "kappa is for two coders")


def test_more_labels_than_can_be_compared_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agreement, "MOST_LABELS", 3)
    assert "different labels" in alpha(FOUR).why


def unit(slot: str, number: int, **marks: tuple[str, int | None]) -> Unit:
    return Unit(
        id=f"c_{number:04}",
        document="d_1",
        slot=slot,
        words="words",
        start=number,
        end=number + 1,
        added=False,
        marks={c: Mark(sort="edited", label=label, told=label, low=low) for c, (label, low) in marks.items()},
    )


UNITS = [
    unit("killed", 1, A=("12", 12), B=("12", 12)),
    unit("killed", 2, A=("12", 12), B=("13", 13)),
    unit("killed", 3, A=("40", 40), B=("rejected", None)),
    unit("killed", 4, A=("7", 7)),
    unit("where", 5, A=("x", None), B=("x", None)),
    unit("when", 6),
]


def test_each_slot_and_all_of_them() -> None:
    found = {s.slot: s for s in by_slot(UNITS, ["A", "B"])}
    assert list(found) == ["where", "killed", None]
    killed, all_ = found["killed"], found[None]
    assert (killed.units, killed.single, killed.pairs, killed.agreed) == (3, 1, 3, 1)
    assert (all_.units, all_.single, all_.pairs, all_.agreed) == (4, 1, 4, 2)
    assert killed.percent() == pytest.approx(100 / 3)
    assert all_.percent() == 50
    assert found["where"].alpha_low is None
    assert found["where"].kappa.value is None


def test_alpha_of_numbers_knows_that_twelve_is_nearly_thirteen() -> None:
    far = [*UNITS[:2], unit("killed", 3, A=("40", 40), B=("41", 41))]
    (killed, _) = by_slot(far, ["A", "B"])
    assert killed.alpha_low is not None
    assert killed.alpha_low.value is not None
    assert killed.alpha.value is not None
    assert killed.alpha_low.value > 0.99 > 0.5 > killed.alpha.value


def test_no_units_give_one_empty_line() -> None:
    (only,) = by_slot([], ["A", "B"])
    assert (only.slot, only.units, only.percent()) == (None, 0, None)


def test_three_coders_are_compared_pair_by_pair() -> None:
    (_, all_) = by_slot([unit("where", 1, A=("x", None), B=("x", None), C=("y", None))], ["A", "B", "C"])
    assert (all_.units, all_.pairs, all_.agreed) == (1, 3, 1)
