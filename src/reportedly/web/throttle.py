"""How often a sign-in may be tried: passwords must not be found by trying, nor one person's slips keep everybody out.

Attempts are counted by name and by address.  An attempt counts as failed until it is said to have succeeded, so that many at
once are no way round.  All is in memory, and bounded.
"""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from math import inf

from reportedly.text import fold

MOST = 5
"""Failures within :data:`WINDOW_S` after which one has to wait (NIST SP 800-63B, 5.2.2, asks for a limit; the figures are ours)."""

WINDOW_S = 300.0
FIRST_WAIT_S = 60.0
LONGEST_WAIT_S = 3600.0
_FORGET_S = 24 * 3600.0
"""Seconds without a failure after which the next wait is the first one again."""

_REMEMBERED = 10_000
"""Names, addresses and known pairs that are remembered; of more, those longest without a failure are forgotten."""

_LONGEST_KEY = 64


@dataclass(slots=True)
class _Failures:
    times: deque[float] = field(default_factory=deque)
    until: float = 0.0
    waits: int = 0
    last: float = -inf
    before: tuple[float, int] = (0.0, 0)
    """``until`` and ``waits`` as they were before the last attempt was counted."""


class Throttle:
    """Failed sign-ins of the last minutes, and who has to wait for how long."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        *,
        most: int = MOST,
        window: float = WINDOW_S,
        remembered: int = _REMEMBERED,
    ) -> None:
        self._clock = clock
        self._most = most
        self._window = window
        self._remembered = remembered
        self._failures: OrderedDict[Hashable, _Failures] = OrderedDict()
        self._known: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._lock = threading.Lock()

    def attempt(self, name: str, address: str) -> float:
        """Seconds to wait before this may be tried; 0 when it may be tried now, and then it counts as failed.

        With the fifth failure in five minutes one has to wait for a minute; each further wait is twice as long as the last, up
        to an hour, until there was a day without a failure.  An address from which a name has signed in before is not held up
        by what others try under that name.
        """
        key, place = _key(name), _network(address)
        with self._lock:
            now = self._clock()
            counted: list[Hashable] = [("address", place)]
            # A known pair has a count of its own: it is neither held up by strangers nor free to try without end.
            counted.append(("pair", key, place) if (key, place) in self._known else ("name", key))
            wait = max(self._wait(c, now) for c in counted)
            if wait > 0:
                return wait
            for c in counted:
                self._count(c, now)
            return 0.0

    def succeeded(self, name: str, address: str) -> None:
        """The last attempt of this name from this address was right: it does not count, and the name's failures are forgotten.

        Other failures of the address stay, or somebody with a password of his own could try others' without end.
        """
        key, place = _key(name), _network(address)
        with self._lock:
            self._failures.pop(("name", key), None)
            self._failures.pop(("pair", key, place), None)
            found = self._failures.get(("address", place))
            if found is not None and found.times:
                found.times.pop()
                found.until, found.waits = found.before
            self._known[(key, place)] = None
            self._known.move_to_end((key, place))
            while len(self._known) > self._remembered:
                self._known.popitem(last=False)

    def __len__(self) -> int:
        """How many names, addresses and pairs have failures that are remembered."""
        return len(self._failures)

    def _wait(self, key: Hashable, now: float) -> float:
        found = self._failures.get(key)
        return max(0.0, found.until - now) if found is not None else 0.0

    def _count(self, key: Hashable, now: float) -> None:
        found = self._failures.setdefault(key, _Failures())
        self._failures.move_to_end(key)
        if now - found.last > _FORGET_S:
            found.waits = 0
        while found.times and found.times[0] <= now - self._window:
            found.times.popleft()
        found.times.append(now)
        found.last = now
        found.before = (found.until, found.waits)
        if len(found.times) >= self._most:
            found.until = now + min(LONGEST_WAIT_S, FIRST_WAIT_S * 2**found.waits)
            found.waits += 1
        while len(self._failures) > self._remembered:
            self._failures.popitem(last=False)


def _key(name: str) -> str:
    return fold(name[: 4 * _LONGEST_KEY])[:_LONGEST_KEY]


def _network(address: str) -> str:
    """The address; of IPv6 its first 64 bits, since one customer has them all (RFC 6177)."""
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:_LONGEST_KEY]
    if isinstance(number, ipaddress.IPv6Address):
        if number.ipv4_mapped is not None:
            return str(number.ipv4_mapped)
        return str(ipaddress.ip_network((number, 64), strict=False))
    return str(number)
