"""What people ruled, gathered for a page: on each claim and event whose hand it was, and how it stands; and words that a search found."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from reportedly.case import search
from reportedly.deciding import Decision, Ruled
from reportedly.model import Record

KINDS: Mapping[str, str] = {
    "accept": "accepted",
    "reject": "rejected",
    "edit": "set right",
    "add": "added",
    "grade": "graded",
    "note": "noted",
    "same": "said to be the same",
    "different": "said not to be the same",
    "split": "split",
    "undo": "undone",
}
"""What a decision did, in a word that stands before "by"."""

_HOLDS = frozenset({"same", "moved", "conflict"})


class Marks(Struct, frozen=True):
    """The decisions of a record by what they are about: ids of claims, frames, mentions and documents; and those that put claims in."""

    about: Mapping[str, tuple[Ruled, ...]]
    made: Mapping[str, Ruled]

    def on(self, *ids: str) -> list[Ruled]:
        """The decisions on these things that hold or are in conflict, each once, oldest first."""
        found = {r.decision.id: r for i in ids for r in (*self.about.get(i, ()), *self._made(i))}
        return sorted(found.values(), key=lambda r: (r.decision.at, r.decision.id))

    def _made(self, id: str) -> tuple[Ruled, ...]:
        return (self.made[id],) if id in self.made else ()


def marks_of(record: Record) -> Marks:
    """The decisions of a record that hold or are in conflict, by what they are about."""
    about: dict[str, list[Ruled]] = defaultdict(list)
    made: dict[str, Ruled] = {}
    for ruled in record.decisions:
        if ruled.state not in _HOLDS:
            continue
        for i in dict.fromkeys(ruled.ids):
            about[i].append(ruled)
        for i in ruled.made:
            made[i] = ruled
    return Marks({i: tuple(found) for i, found in about.items()}, made)


def change_words(decision: Decision) -> str:
    """What a decision changed, in a few words; "" where its kind says all."""
    change = decision.change
    if change is None:
        return ""
    told = []
    for name in change.__struct_fields__:
        value = getattr(change, name)
        if value is None or name == "at":
            continue
        text = getattr(value, "name", None) or getattr(value, "text", None) or value
        told.append(f"{name.replace('_', ' ')}: {text if text != '' else 'the outlet itself'}")
    return "; ".join(told)


class Found(Struct, frozen=True):
    """A piece of an excerpt; ``hit`` for words that were searched for."""

    text: str
    hit: bool


def found_words(excerpt: str) -> Sequence[Found]:
    """An excerpt cut at the words that a search found in it."""
    cut = re.split(f"({search.OPEN}[^{search.CLOSE}]*{search.CLOSE})", " ".join(excerpt.splitlines()))
    return [Found(p.strip(search.OPEN + search.CLOSE), p.startswith(search.OPEN)) for p in cut if p]
