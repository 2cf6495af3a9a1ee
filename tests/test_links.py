"""What people ruled together and apart is obeyed, and a machine's groups are changed no more than that."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.links import NONE, Links, linked, obeyed

IDS = "abcdefgh"
PAIRS = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda p: p[0] != p[1]), max_size=5)
GROUPS = st.permutations(IDS).flatmap(
    lambda ids: st.lists(st.integers(0, 3), min_size=len(ids), max_size=len(ids)).map(
        lambda keys: [g for k in range(4) if (g := [i for i, key in zip(ids, keys, strict=True) if key == k])]
    )
)


def consistent(same: list[tuple[str, str]], apart: list[tuple[str, str]]) -> Links:
    """The links without those that speak against what is together."""
    tied = linked(same, [])
    return linked(same, [(a, b) for a, b in apart if tied.together.get(a, a) != tied.together.get(b, b)])


@settings(max_examples=300)
@given(GROUPS, PAIRS, PAIRS)
def test_every_link_is_obeyed_and_nothing_is_lost(
    groups: list[list[str]], same: list[tuple[str, str]], apart: list[tuple[str, str]]
) -> None:
    links = consistent(same, apart)
    made = obeyed(groups, links)
    home = {i: n for n, g in enumerate(made) for i in g}
    assert sorted(i for g in made for i in g) == sorted(IDS)
    assert all(home[a] == home[b] for a, b in same)
    assert all(home[a] != home[b] for a, bs in links.apart.items() for b in bs)


@settings(max_examples=100)
@given(GROUPS, PAIRS)
def test_what_is_not_ruled_apart_stays_together(groups: list[list[str]], same: list[tuple[str, str]]) -> None:
    links = linked(same, [])
    home = {i: n for n, g in enumerate(obeyed(groups, links)) for i in g}
    assert all(home[a] == home[b] for g in groups for a in g for b in g)
    assert obeyed(groups, NONE) == groups


def test_what_is_apart_from_one_is_apart_from_all_that_are_with_it() -> None:
    """a and b are one thing, c and d another; a is not c."""
    links = linked([("a", "b"), ("d", "c")], [("a", "c")], {"b": ("so",)})
    assert links.parted("b", "d")
    assert not links.parted("a", "b")
    assert links.together == {"a": "a", "b": "a", "c": "c", "d": "c"}
    assert links.why == {"a": ("so",)}


def test_a_machine_group_is_parted_where_it_must_be_and_goes_with_its_first() -> None:
    """The machine holds a, b, c and d for one thing; a is not c."""
    assert obeyed([list("abcd")], linked([], [("a", "c")])) == [["a", "b", "d"], ["c"]]


def test_links_between_parts_are_links_between_what_holds_them() -> None:
    """a and b are names in one thing x, c in y; d is in nothing."""
    links = linked([("a", "c"), ("a", "d")], [("b", "c")])
    lifted = links.lifted({"a": "x", "b": "x2", "c": "y"})
    assert lifted.together == {"x": "x", "y": "x"}
    assert lifted.parted(["x2"], ["x"])
    assert linked([], [("a", "b")]).lifted({"a": "x", "b": "x"}) == NONE
