"""Sets that come together pair after pair are the connected parts of the pairs."""

from hypothesis import given
from hypothesis import strategies as st

from reportedly.disjoint import Disjoint


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_sets_are_what_the_pairs_connect_and_every_thing_is_in_one(pairs: list[tuple[int, int]]) -> None:
    """Ten things, any pairs of them."""
    made = Disjoint(range(10))
    connected = {n: {n} for n in range(10)}
    for a, b in pairs:
        if made.head(a) != made.head(b):
            made.join(made.head(a), made.head(b))
        whole = connected[a] | connected[b]
        connected |= dict.fromkeys(whole, whole)
    sets = made.sets()
    assert all(
        set(members) == connected[head] and made.head(n) == head for head, members in sets.items() for n in members
    )
    assert sorted(n for members in sets.values() for n in members) == list(range(10))
    assert list(sets) == sorted(sets)
