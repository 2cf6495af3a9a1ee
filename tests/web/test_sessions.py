"""Who is signed in: sessions that end by themselves, by signing out, and with their password."""

from __future__ import annotations

import base64
import pickle

from hypothesis import given
from hypothesis import strategies as st

from reportedly.web import sessions
from reportedly.web.sessions import Sessions

HOUR = 3600.0


class Clock:
    """A clock that stands until it is turned."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


def test_a_session_is_found_by_its_id_alone() -> None:
    held = Sessions()
    rania, omar = held.start("Rania", "review", password_at="2026-01-01"), held.start("Omar", "read")
    found = held.get(rania.id)
    assert found is not None
    assert (found.name, found.role, found.csrf, found.password_at) == ("Rania", "review", rania.csrf, "2026-01-01")
    assert held.get(omar.id).name == "Omar"
    for wrong in ("", rania.csrf, rania.id[:-1], rania.id.swapcase(), "Rania", "\udcff"):
        assert held.get(wrong) is None


def test_ids_and_tokens_have_256_bits_and_are_never_the_same() -> None:
    held = Sessions()
    made = [held.start("Rania", "review") for _ in range(200)]
    words = [w for s in made for w in (s.id, s.csrf)]
    assert len(set(words)) == 400
    assert {len(base64.urlsafe_b64decode(w + "=")) for w in words} == {32}


def test_the_table_holds_hashes_of_ids() -> None:
    held = Sessions()
    made = held.start("Rania", "review")
    assert made.id.encode() not in pickle.dumps(list(held._held))


def test_a_session_without_use_ends_after_twelve_hours() -> None:
    clock = Clock()
    held = Sessions(clock)
    made = held.start("Rania", "review")
    clock.now += 12 * HOUR - 1
    assert held.get(made.id) is not None
    clock.now += 12 * HOUR - 1
    assert held.get(made.id) is not None, "use begins the time anew"
    clock.now += 12 * HOUR
    assert held.get(made.id) is None
    assert len(held) == 0


def test_a_session_in_use_ends_after_a_week() -> None:
    clock = Clock()
    held = Sessions(clock)
    made = held.start("Rania", "review")
    for _ in range(7 * 24 - 1):
        clock.now += HOUR
        assert held.get(made.id) is not None
    clock.now += HOUR
    assert held.get(made.id) is None


def test_signing_out_ends_one_session() -> None:
    held = Sessions()
    here, there = held.start("Rania", "review"), held.start("Rania", "review")
    held.end(here.id)
    held.end("unknown")
    assert held.get(here.id) is None
    assert held.get(there.id) is not None


def test_all_sessions_of_a_person_end_but_the_one_at_hand() -> None:
    held = Sessions()
    mine = [held.start("Rania", "review") for _ in range(3)]
    other = held.start("Omar", "read")
    assert held.end_all("Rania", but=mine[1].id) == 2
    assert [held.get(s.id) is not None for s in mine] == [False, True, False]
    assert held.get(other.id) is not None
    assert held.end_all("Rania") == 1
    assert held.get(mine[1].id) is None


def test_of_too_many_the_one_longest_unused_ends() -> None:
    held = Sessions(most=3)
    first, second, third = (held.start(n, "review") for n in ("Rania", "Omar", "Salma"))
    assert held.get(first.id) is not None
    fourth = held.start("Yusuf", "review")
    assert [held.get(s.id) is not None for s in (first, second, third, fourth)] == [True, False, True, True]


def test_a_program_has_no_session_to_steal() -> None:
    held = Sessions()
    made = held.program("Rania", "admin")
    assert made.is_program
    assert len(held) == 0
    assert held.get(made.id) is None


@given(st.lists(st.tuples(st.integers(0, 4), st.floats(0, 30 * HOUR)), max_size=40))
def test_no_session_outlives_its_limits(steps: list[tuple[int, float]]) -> None:
    clock = Clock()
    held = Sessions(clock)
    made = [held.start(f"Reviewer {n}", "review") for n in range(5)]
    used = [clock.now] * 5
    begun = clock.now
    for which, later in steps:
        clock.now += later
        alive = held.get(made[which].id) is not None
        in_time = clock.now - used[which] < sessions.IDLE_S and clock.now - begun < sessions.LONGEST_S
        assert alive == in_time
        used[which] = clock.now if alive else float("-inf")
