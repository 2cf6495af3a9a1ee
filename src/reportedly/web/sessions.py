"""Who is signed in at a desk; kept in memory alone."""

from __future__ import annotations

import secrets
from typing import Literal

from msgspec import Struct

Role = Literal["read", "review", "admin"]


class Session(Struct, frozen=True, kw_only=True):
    """One person at one browser, or a program with the desk's token."""

    id: str
    name: str
    role: Role
    csrf: str
    is_program: bool = False


class Sessions:
    """The sessions of a desk."""

    def __init__(self) -> None:
        self._by_id: dict[str, Session] = {}

    def start(self, name: str, role: Role) -> Session:
        """A new session."""
        made = Session(id=secrets.token_urlsafe(32), name=name, role=role, csrf=secrets.token_urlsafe(32))
        self._by_id[made.id] = made
        return made

    def program(self, name: str, role: Role) -> Session:
        """A session for one request of a program that has the desk's token."""
        return Session(id="", name=name, role=role, csrf="", is_program=True)

    def get(self, id: str) -> Session | None:
        """The session of this id, if it still holds."""
        return self._by_id.get(id)

    def end(self, id: str) -> None:
        """Sign out."""
        self._by_id.pop(id, None)
