"""Coded rows of one event, from their fields."""

from datetime import date

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly import samefields
from reportedly.samefields import Row, Weights, clusters, compare, group, kept, pairs

FIRST = Row(
    id="a",
    source="The Herald, 2 May",
    author="The Herald",
    published=date(2015, 5, 2),
    country="Someland",
    start=date(2015, 5, 1),
    end=date(2015, 5, 1),
    town="portville",
    spots=frozenset({"old market"}),
    lat=1.0,
    lon=30.0,
    precision="site",
    actors=frozenset({"police"}),
    sorts=frozenset({"security forces"}),
    means=frozenset({"shooting"}),
    setting="protest",
    victims="citizens",
    killed=(4, 4),
    injured=(10, 10),
)
SECOND = msgspec.structs.replace(FIRST, id="b", source="The Post, 2 May", author="The Post", killed=(4, 6))
ELSEWHERE = msgspec.structs.replace(
    FIRST, id="c", source="The Post, 9 May", author="The Post", town="hillton", lat=5.0, spots=frozenset({"bridge"})
)
LATER = msgspec.structs.replace(SECOND, id="d", start=date(2015, 5, 9), end=date(2015, 5, 9), killed=(0, 0))


def events(*rows: Row) -> list[tuple[str, ...]]:
    return [j.rows for j in group(rows)]


def test_two_reports_of_one_event_join_with_their_reasons() -> None:
    """The same day, market, police; four dead, or up to six."""
    (joined,) = group([FIRST, SECOND])
    assert joined.rows == ("a", "b")
    assert any(why.startswith("killed: equal, 3 or more (+") for why in joined.why)
    assert any(why.startswith("time: the same day (+") for why in joined.why)


def test_other_towns_other_weeks_and_rows_without_a_date_stay_apart() -> None:
    """Far away; a week later without dead; not dated."""
    undated = msgspec.structs.replace(SECOND, id="e", start=None, end=None)
    assert events(FIRST, ELSEWHERE, LATER, undated) == [("a",), ("c",), ("d",), ("e",)]


def test_rows_of_one_report_are_likely_different_events() -> None:
    """Its coder told them apart."""
    again = msgspec.structs.replace(FIRST, id="f")
    scores = {name: kept().of(compare(FIRST, row)) for name, row in (("other", SECOND), ("same", again))}
    assert scores["same"] < scores["other"] - 2


def test_rows_further_apart_than_the_limits_are_never_compared() -> None:
    """31 days; 440 km in another town; but any distance within one town, and where one has no point."""
    late = msgspec.structs.replace(SECOND, id="g", start=date(2015, 6, 2), end=date(2015, 6, 2))
    month = msgspec.structs.replace(late, start=date(2015, 5, 31), end=date(2015, 5, 31))
    nowhere = msgspec.structs.replace(ELSEWHERE, lat=None, lon=None)
    compared = [len(pairs([FIRST, other])) for other in (late, month, ELSEWHERE, nowhere)]
    assert compared == [0, 1, 0, 1]


def test_no_row_chains_two_unlike_ones() -> None:
    """b is like a and like c, which are unlike: it goes to the one that it is most like."""
    assert clusters(3, {(0, 1): 3.0, (1, 2): 2.0, (0, 2): -4.0}) == [(0, 1), (2,)]
    assert clusters(3, {(0, 1): 3.0, (1, 2): 2.0, (0, 2): -1.0}) == [(0, 1, 2)]
    assert clusters(3, {(0, 1): 3.0, (1, 2): 2.0}) == [(0, 1), (2,)]


def test_every_level_that_rows_can_have_is_weighed_or_weighs_nothing() -> None:
    """A level without a weight adds nothing, and the table says so by leaving it out."""
    assert Weights(-1.0, {"time": {"the same day": 2.0}}).of((("time", "the same day"), ("spot", "same"))) == 1.0
    named = {term for term, _ in compare(FIRST, SECOND)}
    assert named == set(kept().levels)


@settings(max_examples=25, deadline=None)
@given(st.permutations([FIRST, SECOND, ELSEWHERE, LATER]))
def test_any_order_of_rows_gives_the_same_events(rows: list[Row]) -> None:
    assert samefields.group(rows) == samefields.group([FIRST, SECOND, ELSEWHERE, LATER])


def test_levels_are_the_same_from_either_side() -> None:
    for other in (SECOND, ELSEWHERE, LATER):
        assert compare(FIRST, other) == compare(other, FIRST)
