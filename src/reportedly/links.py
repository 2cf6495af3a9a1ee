"""What people ruled to be one thing, and what to be different things: links that joining obeys against its own reasons.

The ids are those of what the reader found (frames, or mentions), so that links hold however the machine joins.  The links are
consistent: contradictory ones are taken out before (:mod:`reportedly.precedence`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

Pair = tuple[str, str]


class Links(msgspec.Struct, frozen=True):
    """``together`` gives for each linked id the smallest one of the same thing, ``why`` for that one who ruled so.

    ``apart`` gives the ids of other things; it is closed: what is apart from one is apart from all that are together with it.
    """

    together: Mapping[str, str] = {}
    apart: Mapping[str, frozenset[str]] = {}
    why: Mapping[str, tuple[str, ...]] = {}

    def __bool__(self) -> bool:
        """Whether anything was ruled."""
        return bool(self.together or self.apart)

    def parted(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Whether any of the one are ruled to be other things than any of the others."""
        there = frozenset(others)
        return any(self.apart[i] & there for i in some if i in self.apart)

    def lifted(self, unit: Mapping[str, str]) -> Links:
        """The same links between the units that hold the ids; ids without a unit, and a unit apart from itself, are left out."""
        same = [(unit[a], unit[b]) for a, b in self.together.items() if a in unit and b in unit]
        apart = [(unit[a], unit[b]) for a, bs in self.apart.items() for b in bs if a in unit and b in unit]
        why = {unit[a]: self.why[b] for a, b in sorted(self.together.items()) if a in unit and b in self.why}
        return linked(same, [(a, b) for a, b in apart if a != b], why)


NONE = Links()


def linked(same: Iterable[Pair], apart: Iterable[Pair], why: Mapping[str, Sequence[str]] | None = None) -> Links:
    """Links closed over what is together; ``why`` gives reasons for any of the linked ids."""
    home: dict[str, str] = {}

    def head(i: str) -> str:
        while home.get(i, i) != i:
            i = home[i]
        return i

    for a, b in same:
        x, y = sorted((head(a), head(b)))
        home[y] = home[x] = x
        for i in (a, b):
            home.setdefault(i, x)
    together = {i: head(i) for i in sorted(home)}
    members: dict[str, set[str]] = defaultdict(set)
    for i, h in together.items():
        members[h].add(i)
    parted: dict[str, set[str]] = defaultdict(set)
    for a, b in apart:
        ones, others = (members.get(together.get(i, i), {i}) for i in (a, b))
        for i in ones:
            parted[i] |= others
        for i in others:
            parted[i] |= ones
    reasons: dict[str, list[str]] = defaultdict(list)
    for i, said in sorted((why or {}).items()):
        if i in together:
            reasons[together[i]] += said
    return Links(
        together,
        {i: frozenset(others) for i, others in sorted(parted.items())},
        {i: tuple(dict.fromkeys(said)) for i, said in sorted(reasons.items())},
    )


def obeyed(groups: Sequence[Sequence[str]], links: Links) -> list[list[str]]:
    """The groups that a machine made, changed as little as the links demand; the order of the first members is kept.

    What is ruled to be together comes together, with whatever the machine put beside it, but for what is ruled to be apart.
    """
    at: dict[str, list[str]] = {}
    kept: dict[str, list[str]] = defaultdict(list)
    present = [i for g in groups for i in g]
    for i in present:
        unit = kept[links.together.get(i, i)]
        unit.append(i)
        at[i] = unit
    for g in groups:
        homes: list[list[str]] = []
        for i in g:
            mine = at[i]
            if any(mine is h for h in homes):
                continue
            home = next((h for h in homes if not links.parted(h, mine)), None)
            if home is None:
                homes.append(mine)
                continue
            home += mine
            for j in mine:
                at[j] = home
    unique: dict[int, list[str]] = {}
    for i in present:
        unique.setdefault(id(at[i]), at[i])
    return list(unique.values())
