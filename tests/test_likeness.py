"""How two values stand to one another: equal, finer, compatible or rival."""

import pytest

from reportedly.likeness import Known, cell, compatible, key, refines
from reportedly.model import Actor, ActorValue, Count, EventValue, KindValue, PlaceValue, When, Words

GUNMEN = Actor(id="a_1", name="gunmen", kind="armed_group", names=("gunmen",))
BRIGADE = Actor(id="a_2", name="Tarik Brigade", kind="armed_group", names=("Tarik Brigade",))
KNOWN = Known({"a_1": GUNMEN, "a_2": BRIGADE}, {}, frozenset({"a_2"}))


def day(start: str, end: str | None = None) -> When:
    return When(start=start, end=end or start, precision="day")


def test_counts_are_equal_by_low_high_and_class_not_by_words() -> None:
    one = Count(low=12, high=None, unit="people", class_="all", text="at least 12 people")
    other = Count(low=12, high=None, unit="persons", class_="all", text="12 or more")
    assert key(one) == key(other)
    assert key(one) != key(Count(low=12, high=None, unit="children", class_="children"))


def test_words_are_equal_by_their_content() -> None:
    assert key(Words(text="in revenge for the ambush")) == key(Words(text="as revenge for an ambush"))


def test_event_values_are_equal_by_event() -> None:
    assert key(EventValue(event="e_1", text="the attack")) == key(EventValue(event="e_1", text="that raid"))


@pytest.mark.parametrize(
    ("fine", "coarse"),
    [
        (KindValue(kind="air_strike"), KindValue(kind="attack")),
        (Count(low=31, high=31, class_="all"), Count(low=24, high=99, class_="all")),
        (day("2016-10-26"), day("2016-10-01", "2016-10-31")),
        (
            ActorValue(actor="a_2", name="Tarik Brigade", text="it"),
            ActorValue(actor="a_1", name="gunmen", text="gunmen"),
        ),
        (Words(text="in revenge for the ambush"), Words(text="revenge")),
    ],
)
def test_the_finer_value_refines_the_coarser_and_never_the_other_way(fine: object, coarse: object) -> None:
    assert refines(fine, coarse, KNOWN)  # type: ignore[arg-type]
    assert not refines(coarse, fine, KNOWN)  # type: ignore[arg-type]
    assert not refines(fine, fine, KNOWN)  # type: ignore[arg-type]
    assert compatible(fine, coarse, KNOWN)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (Count(low=35, high=35, class_="all"), Count(low=28, high=28, class_="all"), False),
        (Count(low=35, high=35, class_="all"), Count(low=30, high=None, class_="all"), True),
        (day("2016-10-26"), day("2016-10-27"), False),
        (day("2016-10-26"), day("XXXX-10-26"), True),
        (Words(text="revenge"), Words(text="to block the road"), False),
        (KindValue(kind="air_strike"), KindValue(kind="talks"), False),
        (PlaceValue(place=None, name="there", text="there"), PlaceValue(place=None, name="here", text="here"), True),
    ],
)
def test_compatible_values_can_both_be_true(a: object, b: object, expected: bool) -> None:
    assert compatible(a, b, KNOWN) is expected  # type: ignore[arg-type]
    assert compatible(b, a, KNOWN) is expected  # type: ignore[arg-type]


def test_counts_of_two_classes_and_parts_stand_in_cells_of_their_own() -> None:
    people = Count(low=35, high=35, class_="all")
    children = Count(low=22, high=22, class_="children")
    part = Count(low=4, high=4, class_="all", of="c_1")
    assert len({cell("killed", v) for v in (people, children, part)}) == 3
    assert cell("motive", Words(text="a")) == cell("motive", Words(text="b"))
