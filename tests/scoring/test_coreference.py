"""The measures of clusterings, on the worked examples of the papers that define them."""

from collections.abc import Hashable
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import UsageError
from reportedly.scoring import coreference
from reportedly.scoring.coreference import Clusters, b_cubed, by_label, ceaf_e, clusters, conll, lea, muc


def sets(words: str) -> Clusters:
    """Clusters from "ab cd": one word a cluster, one letter an item."""
    return clusters(words.split())


TRUTH = sets("12345 67 89ABC")
"""The key of Bagga and Baldwin 1998 and of Luo 2005, figure 1."""


@pytest.mark.parametrize(
    ("gold", "got", "precision", "recall"),
    [
        ("ABCD", "AB CD", 1.0, 2 / 3),
        ("AB CD", "ABCD", 2 / 3, 1.0),
        ("ABCD", "ABCD", 1.0, 1.0),
        ("ABC", "AC", 1.0, 1 / 2),
        ("ABCD", "AB", 1.0, 1 / 3),
        ("BCDEGHJ", "ABC DEFGH", (1 + 3) / (2 + 4), (7 - 3) / 6),
    ],
)
def test_muc_of_vilain_1995(gold: str, got: str, precision: float, recall: float) -> None:
    """Links that are missing from a partition."""
    found = muc(sets(gold), sets(got))
    assert (found.precision, found.recall) == pytest.approx((precision, recall))


def test_muc_and_b_cubed_of_bagga_and_baldwin_1998() -> None:
    """MUC cannot tell the two wrong joins apart (90 %), B³ can (76 % and 58 %)."""
    small, large = sets("12345 6789ABC"), sets("1234589ABC 67")
    for got, precision in ((small, 16 / 21), (large, 7 / 12)):
        assert muc(TRUTH, got).precision == pytest.approx(0.9)
        assert muc(TRUTH, got).recall == 1.0
        assert b_cubed(TRUTH, got).precision == pytest.approx(precision)
        assert b_cubed(TRUTH, got).recall == 1.0


@pytest.mark.parametrize(
    ("got", "muc_f1", "b_cubed_f1", "ceaf_f1"),
    [
        ("12345 6789ABC", 0.947, 0.865, 0.733),
        ("1234589ABC 67", 0.947, 0.737, 0.667),
        ("123456789ABC", 0.900, 0.545, 0.294),
        ("1 2 3 4 5 6 7 8 9 A B C", 0.0, 0.400, 0.178),
    ],
)
def test_the_table_of_luo_2005(got: str, muc_f1: float, b_cubed_f1: float, ceaf_f1: float) -> None:
    """Four answers to one key; the paper prints a dash for the MUC of lone items."""
    found = sets(got)
    figures = muc(TRUTH, found).f1, b_cubed(TRUTH, found).f1, ceaf_e(TRUTH, found).f1
    assert figures == pytest.approx((muc_f1, b_cubed_f1, ceaf_f1), abs=0.0005)
    assert conll(TRUTH, found) == pytest.approx(sum(figures) / 3)


def test_lea_of_moosavi_and_strube_2016() -> None:
    """Key {a,b,c} {d,e,f,g}, answer {a,b} {c,d} {f,g,h,i}: recall .24, precision .33."""
    found = lea(sets("abc defg"), sets("ab cd fghi"))
    assert found.recall == pytest.approx((3 * 1 / 3 + 4 * 1 / 6) / 7)
    assert found.precision == pytest.approx((2 * 1 + 2 * 0 + 4 * 1 / 6) / 8)
    assert (round(found.recall, 2), round(found.precision, 2)) == (0.24, 0.33)


def test_a_lone_item_is_a_link_to_itself_for_lea() -> None:
    """One of two lone items is found alone."""
    found = lea(sets("a b cd"), sets("a bc d"))
    assert found.recall == pytest.approx(1 / 4)
    assert found.precision == pytest.approx(1 / 4)


def test_an_item_that_one_side_lacks_is_missed() -> None:
    """The answer has no b and adds z."""
    gold, got = sets("ab c"), sets("az c")
    assert b_cubed(gold, got).recall == pytest.approx((1 / 2 + 0 + 1) / 3)
    assert b_cubed(gold, got).precision == pytest.approx((1 / 2 + 0 + 1) / 3)
    assert muc(gold, got).recall == 0.0


partitions = st.lists(st.integers(0, 4), min_size=1, max_size=7).map(lambda labels: by_label(enumerate(labels)))


@settings(max_examples=60, deadline=None)
@given(st.tuples(*[st.lists(st.integers(0, 3), min_size=6, max_size=6)] * 2))
def test_ceaf_takes_the_best_of_all_alignments(labels: tuple[list[int], list[int]]) -> None:
    """Against trying them all."""
    gold, got = (by_label(enumerate(side)) for side in labels)
    few, many = sorted((gold, got), key=len)
    best = max(
        sum(2 * len(a & b) / (len(a) + len(b)) for a, b in zip(few, order, strict=True))
        for order in permutations(many, len(few))
    )
    found = ceaf_e(gold, got)
    assert (found.recall, found.precision) == pytest.approx((best / len(gold), best / len(got)))


@settings(max_examples=60, deadline=None)
@given(partitions)
def test_a_clustering_agrees_with_itself(one: Clusters) -> None:
    """All measures are 1, but for MUC where nothing is joined."""
    assert b_cubed(one, one).f1 == ceaf_e(one, one).f1 == lea(one, one).f1 == 1.0
    assert muc(one, one).f1 == float(any(len(c) > 1 for c in one))


@pytest.mark.parametrize("parts", [["ab", "bc"], ["a", "a"]])
def test_an_item_in_two_clusters_is_refused(parts: list[str]) -> None:
    """Each item has one cluster."""
    with pytest.raises(UsageError, match="two clusters"):
        coreference.clusters(parts)


def test_an_item_with_two_labels_is_refused() -> None:
    """Each item has one label."""
    twice: list[tuple[Hashable, Hashable]] = [("a", 1), ("a", 2)]
    with pytest.raises(UsageError, match="twice"):
        by_label(twice)
