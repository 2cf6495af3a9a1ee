"""Who is signed in at a desk; kept in memory alone."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

Role = Literal["read", "review", "admin"]

IDLE_S = 12 * 3600.0
"""Seconds without a request after which a session ends: a working day."""

LONGEST_S = 7 * 24 * 3600.0
"""Seconds after which it ends in any case."""

_MOST = 1000
"""Sessions that a desk holds; of more, the one longest unused ends."""

_BYTES = 32  # 256 bits


class Session(Struct, frozen=True, kw_only=True):
    """One person at one browser, or a program with the desk's token.

    ``id`` is what the browser holds; ``csrf`` what its forms carry.  ``password_at`` says with which password the person of a
    shared desk signed in.  ``made`` and ``used`` are seconds of the clock.
    """

    id: str
    name: str
    role: Role
    csrf: str
    is_program: bool = False
    password_at: str = ""
    made: float = 0.0
    used: float = 0.0


class Sessions:
    """The sessions of a desk. They are found by a hash of their id, so that the time of a look-up tells nothing of the ids."""

    def __init__(
        self,
        clock: Callable[[], float] = time.time,
        *,
        idle: float = IDLE_S,
        longest: float = LONGEST_S,
        most: int = _MOST,
    ) -> None:
        self._clock = clock
        self._idle = idle
        self._longest = longest
        self._most = most
        self._held: OrderedDict[bytes, Session] = OrderedDict()
        self._lock = threading.Lock()

    def start(self, name: str, role: Role, *, password_at: str = "") -> Session:
        """A new session, whose ``id`` the browser gets."""
        now = self._clock()
        made = Session(
            id=secrets.token_urlsafe(_BYTES),
            name=name,
            role=role,
            csrf=secrets.token_urlsafe(_BYTES),
            password_at=password_at,
            made=now,
            used=now,
        )
        with self._lock:
            self._held[_digest(made.id)] = made
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return made

    def program(self, name: str, role: Role) -> Session:
        """A session for one request of a program that has the desk's token."""
        return Session(id="", name=name, role=role, csrf="", is_program=True)

    def get(self, id: str) -> Session | None:
        """The session of this id, if it still holds; that it was asked for counts as use."""
        digest = _digest(id)
        with self._lock:
            found = self._held.get(digest)
            if found is None:
                return None
            now = self._clock()
            if now - found.used >= self._idle or now - found.made >= self._longest:
                del self._held[digest]
                return None
            used = replace(found, used=now)
            self._held[digest] = used
            self._held.move_to_end(digest)
            return used

    def change(self, session: Session) -> None:
        """Put a session in place of the one with its id, if that is still held."""
        with self._lock:
            if (digest := _digest(session.id)) in self._held:
                self._held[digest] = session

    def end(self, id: str) -> None:
        """Sign out."""
        with self._lock:
            self._held.pop(_digest(id), None)

    def end_all(self, name: str, *, but: str = "") -> int:
        """Sign a person out everywhere but in the session with the id ``but``; gives how many sessions ended."""
        kept = _digest(but)
        with self._lock:
            gone = [d for d, s in self._held.items() if s.name == name and d != kept]
            for digest in gone:
                del self._held[digest]
        return len(gone)

    def __len__(self) -> int:
        """How many sessions are held."""
        return len(self._held)


def _digest(id: str) -> bytes:
    return hashlib.sha256(id.encode("utf-8", "replace")).digest()
