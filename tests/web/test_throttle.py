"""How often a sign-in may be tried, on a clock that the tests turn."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportedly.web import throttle
from reportedly.web.throttle import Throttle

HOME, AWAY = "192.0.2.7", "198.51.100.9"


class Clock:
    """A clock that stands until it is turned."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def failures(guard: Throttle, number: int, name: str = "Rania", address: str = HOME) -> list[float]:
    """The waits that so many failed attempts are told."""
    return [guard.attempt(name, address) for _ in range(number)]


def test_five_failures_in_five_minutes_bring_a_wait() -> None:
    clock = Clock()
    guard = Throttle(clock)
    assert failures(guard, 6) == [0, 0, 0, 0, 0, 60]
    clock.now += 59
    assert guard.attempt("Rania", HOME) == 1
    clock.now += 1
    assert guard.attempt("Rania", HOME) == 0


def test_five_failures_in_a_longer_time_do_not() -> None:
    clock = Clock()
    guard = Throttle(clock)
    for _ in range(50):
        assert guard.attempt("Rania", HOME) == 0
        clock.now += 76


def test_each_wait_is_twice_the_last_up_to_an_hour() -> None:
    clock = Clock()
    guard = Throttle(clock)
    waits: list[float] = []
    while len(waits) < 9:
        if (wait := guard.attempt("Rania", HOME)) > 0:
            waits.append(wait)
            clock.now += wait
    assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]


def test_a_day_without_a_failure_is_forgiven() -> None:
    clock = Clock()
    guard = Throttle(clock)
    failures(guard, 5)
    clock.now += 60
    assert failures(guard, 2) == [0, 120]
    clock.now += 24 * 3600 + 121
    assert failures(guard, 6) == [0, 0, 0, 0, 0, 60]


def test_what_is_refused_does_not_make_the_wait_longer() -> None:
    clock = Clock()
    guard = Throttle(clock)
    failures(guard, 5)
    assert failures(guard, 100) == [60] * 100
    clock.now += 60
    assert guard.attempt("Rania", HOME) == 0


def test_a_name_is_guarded_from_many_addresses_and_an_address_against_many_names() -> None:
    guard = Throttle(Clock())
    waits = [guard.attempt("Rania", f"203.0.113.{n}") for n in range(6)]
    assert waits == [0, 0, 0, 0, 0, 60]
    waits = [guard.attempt(f"Reviewer {n}", AWAY) for n in range(6)]
    assert waits == [0, 0, 0, 0, 0, 60]
    assert guard.attempt("Omar", HOME) == 0, "who has nothing to do with either may try"


def test_a_name_is_one_however_it_is_typed() -> None:
    guard = Throttle(Clock())
    waits = [guard.attempt(n, f"203.0.113.{i}") for i, n in enumerate(["Rania", "rania", "RANIA", "Ránia", " rania."])]
    assert waits == [0] * 5
    assert guard.attempt("rania", AWAY) == 60


def test_an_address_of_version_6_counts_by_its_network() -> None:
    guard = Throttle(Clock())
    waits = [guard.attempt(f"Reviewer {n}", f"2001:db8:1:2::{n:x}") for n in range(6)]
    assert waits == [0, 0, 0, 0, 0, 60]
    assert guard.attempt("Omar", "2001:db8:1:3::1") == 0
    assert [guard.attempt(f"R{n}", ("::ffff:192.0.2.7", "192.0.2.7")[n % 2]) for n in range(6)] == [0, 0, 0, 0, 0, 60]


def test_a_success_is_no_failure_and_clears_the_name() -> None:
    guard = Throttle(Clock())
    for _ in range(40):
        assert guard.attempt("Rania", HOME) == 0
        guard.succeeded("Rania", HOME)
    assert failures(guard, 4) == [0] * 4
    assert guard.attempt("Rania", HOME) == 0
    guard.succeeded("Rania", HOME)
    assert guard.attempt("Rania", AWAY) == 0


def test_a_password_of_ones_own_does_not_open_a_way_to_try_others() -> None:
    """Somebody signs in as himself between any two attempts at others' passwords, each under a name of its own."""

    def tried(own: bool) -> int:
        clock = Clock()
        guard = Throttle(clock)
        through = 0
        for second in range(4 * 3600):
            if own and guard.attempt("Mallory", AWAY) == 0:
                guard.succeeded("Mallory", AWAY)
            through += guard.attempt(f"Reviewer {second}", AWAY) == 0
            clock.now += 1
        return through

    assert tried(own=True) <= tried(own=False) + throttle.MOST
    assert tried(own=False) < 50


def test_attempts_at_one_moment_are_counted_before_they_end() -> None:
    guard = Throttle(Clock())
    begun = [guard.attempt("Rania", f"203.0.113.{n}") for n in range(100)]
    assert begun.count(0) == 5


def test_strangers_do_not_keep_a_person_from_the_address_known_for_him() -> None:
    clock = Clock()
    guard = Throttle(clock)
    assert guard.attempt("Rania", HOME) == 0
    guard.succeeded("Rania", HOME)
    assert [guard.attempt("Rania", f"203.0.113.{n}") for n in range(9)][5:] == [60] * 4
    assert guard.attempt("Rania", HOME) == 0
    assert failures(guard, 5) == [0, 0, 0, 0, 60], "but it is not free to try without end"


def test_what_is_remembered_is_bounded() -> None:
    guard = Throttle(Clock(), remembered=100)
    for n in range(1000):
        guard.attempt(f"Reviewer {n}", f"10.0.{n // 250}.{n % 250}")
        guard.succeeded(f"Known {n}", f"10.1.{n // 250}.{n % 250}")
    assert len(guard) == 100
    assert len(guard._known) == 100
    guard.attempt("x" * 10**6, "not an address " * 10**5)
    assert max(len(str(k)) for k in guard._failures) < 200


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.floats(0, 400), st.booleans()), max_size=80))
def test_no_window_lets_more_failures_through_than_it_may(steps: list[tuple[int, int, float, bool]]) -> None:
    clock = Clock()
    guard = Throttle(clock)
    passed: list[tuple[float, str]] = []
    for who, where, later, right in steps:
        clock.now += later
        name, address = f"Reviewer {who}", f"203.0.113.{where}"
        wait = guard.attempt(name, address)
        assert 0 <= wait <= throttle.LONGEST_WAIT_S
        if wait == 0:
            if right:
                guard.succeeded(name, address)
            else:
                passed.append((clock.now, address))
    for address in {a for _, a in passed}:
        times = [t for t, a in passed if a == address]
        for start in times:
            # Five before the first wait, then one after each of those that end within the window (60, 120 seconds).
            assert sum(start <= t < start + throttle.WINDOW_S for t in times) <= throttle.MOST + 2
