"""Disjoint sets: things that come together one pair after another, each set known by one of its members."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Disjoint(Generic[T]):
    """Every thing a set of its own at first."""

    def __init__(self, things: Iterable[T]) -> None:
        self._members = {t: [t] for t in things}
        self._head = {t: t for t in self._members}

    def head(self, thing: T) -> T:
        """The member by which the thing's set is known."""
        return self._head[thing]

    def join(self, head: T, other: T) -> None:
        """Put the set known by ``other`` into the one known by ``head``, which stays its head."""
        moved = self._members.pop(other)
        for thing in moved:
            self._head[thing] = head
        self._members[head] += moved

    def sets(self) -> Mapping[T, list[T]]:
        """The members of each set by its head; heads in the order of the things, members in that of joining."""
        return self._members
