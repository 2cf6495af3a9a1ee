"""Which decisions are in force: what replaces what, and where two people contradict each other.

A decision that another one ``replaces`` is out of force, and back again when that one is undone.  Of one person's
decisions on one thing the later replaces the earlier.  Two people who contradict each other are in conflict: neither is applied.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import combinations, product

import msgspec

from reportedly.deciding import Decision
from reportedly.links import Links, Pair, linked


class Outcome(msgspec.Struct, frozen=True):
    """Of decisions on one thing: which of them hold, which were replaced and by which, which are in conflict with which."""

    holding: tuple[Decision, ...]
    replaced: Mapping[str, tuple[str, ...]]
    conflicts: Mapping[str, tuple[str, ...]]

    def out(self) -> frozenset[str]:
        """The decisions that do not hold."""
        return frozenset((*self.replaced, *self.conflicts))


class Linking(msgspec.Struct, frozen=True):
    """A decision same, different or split, with the ids that each of its things is attached to."""

    decision: Decision
    things: tuple[tuple[str, ...], ...]

    def same(self) -> frozenset[Pair]:
        """The pairs that it ties."""
        if self.decision.kind == "different":
            return frozenset()
        groups = [sum(self.things, ())] if self.decision.kind == "same" else list(self.things)
        return frozenset(pair for g in groups for pair in combinations(sorted(set(g)), 2))

    def apart(self) -> frozenset[Pair]:
        """The pairs that it parts."""
        if self.decision.kind == "same":
            return frozenset()
        return frozenset(
            (min(a, b), max(a, b))
            for one, other in combinations(self.things, 2)
            for a, b in product(one, other)
            if a != b
        )


def order(decision: Decision) -> tuple[str, str]:
    """By time, then id."""
    return decision.at, decision.id


def in_force(decisions: Sequence[Decision]) -> tuple[tuple[Decision, ...], dict[str, tuple[str, ...]]]:
    """The decisions that no other replaces, by time; and for each other one, those that replace it.

    What a decision replaced stays replaced when that decision is itself replaced by a newer one, and is back when it is undone.
    """
    ordered = sorted(decisions, key=order)
    over: dict[str, list[Decision]] = defaultdict(list)
    for d in ordered:
        for r in d.replaces:
            over[r].append(d)
    void: dict[str, bool] = {}

    def is_void(d: Decision) -> bool:
        """Whether it replaces nothing any more: undone, or an undo that something replaces."""
        if d.id not in void:
            void[d.id] = False
            void[d.id] = any((o.kind == "undo" or d.kind == "undo") and not is_void(o) for o in over[d.id])
        return void[d.id]

    by = {d.id: tuple(o.id for o in over[d.id] if not is_void(o)) for d in ordered}
    return tuple(d for d in ordered if not by[d.id]), {d: others for d, others in by.items() if others}


def person(decision: Decision) -> str:
    """Who ruled, whatever the letters' case."""
    return decision.by.casefold()


def settle(
    on_one: Iterable[Decision], says: Callable[[Decision], object], shadows: Collection[str] = frozenset()
) -> Outcome:
    """Which of several rulings on one thing hold: of each person the latest, and all of these only if they say the same.

    ``shadows`` were replaced by newer ones: they do not hold, and what the same person ruled before them does not either.  Within
    one second they come first.
    """
    ordered = sorted(on_one, key=lambda d: (d.at, d.id not in shadows, d.id))
    latest = {person(d): d for d in ordered}
    left = sorted((d for d in latest.values() if d.id not in shadows), key=order)
    replaced = {d.id: (latest[person(d)].id,) for d in ordered if d.id != latest[person(d)].id and d.id not in shadows}
    if all(says(d) == says(left[0]) for d in left[1:]):
        return Outcome(tuple(left), replaced, {})
    return Outcome((), replaced, {d.id: tuple(o.id for o in left if o.id != d.id) for d in left})


def joined(outcomes: Iterable[Outcome]) -> Outcome:
    """What becomes of decisions that are on several things: in conflict on one is in conflict, and holding on one is held.

    ``holding`` is left empty: it is told for each thing.
    """
    outcomes = list(outcomes)
    held = {d.id for o in outcomes for d in o.holding}
    replaced: dict[str, set[str]] = defaultdict(set)
    conflicts: dict[str, set[str]] = defaultdict(set)
    for o in outcomes:
        for d, others in o.conflicts.items():
            conflicts[d] |= {*others}
        for d, others in o.replaced.items():
            replaced[d] |= {*others}
    return Outcome(
        (),
        {d: tuple(sorted(others)) for d, others in sorted(replaced.items()) if d not in conflicts and d not in held},
        {d: tuple(sorted(others)) for d, others in sorted(conflicts.items())},
    )


def linkings(found: Iterable[Linking], shadows: Collection[str] = frozenset()) -> tuple[Links, Outcome]:
    """The links of all decisions on things of one sort that hold, and what becomes of the decisions (see :func:`settle`).

    One person's later link takes the place of an earlier one that ties what it parts, or parts what it ties.  A chain of ties
    between two things that are ruled to be apart is a conflict of all these decisions.
    """
    ordered = sorted(found, key=lambda x: order(x.decision))
    replaced = _taken_over(ordered)
    replaced = {d: by for d, by in replaced.items() if d not in shadows}
    left = [x for x in ordered if x.decision.id not in replaced and x.decision.id not in shadows]
    conflicts = _contradictions(left)
    holding = [x for x in left if x.decision.id not in conflicts]
    why = {
        i: (f"{x.decision.by} ruled that it is the same ({x.decision.at[:10]})",)
        for x in reversed(holding)
        for pair in x.same()
        for i in pair
    }
    ties = {pair for x in holding for pair in x.same()}
    links = linked(ties, {pair for x in holding for pair in x.apart()}, why)
    return links, Outcome(tuple(x.decision for x in holding), replaced, conflicts)


def _taken_over(ordered: Sequence[Linking]) -> dict[str, tuple[str, ...]]:
    """The decisions that a later one of the same person contradicts in some pair, or says again, each with that later one."""
    replaced: dict[str, tuple[str, ...]] = {}
    held: dict[tuple[str, bool, Pair], set[str]] = defaultdict(set)
    whole: dict[tuple[str, frozenset[Pair], frozenset[Pair]], str] = {}
    for x in ordered:
        who, same, apart = person(x.decision), x.same(), x.apart()
        over = {d for ties, pairs in ((True, apart), (False, same)) for p in pairs for d in held[who, ties, p]}
        if (again := whole.get((who, same, apart))) is not None:
            over.add(again)
        for d in over:
            replaced.setdefault(d, (x.decision.id,))
        for ties, pairs in ((True, same), (False, apart)):
            for p in pairs:
                held[who, ties, p].add(x.decision.id)
        whole[who, same, apart] = x.decision.id
    return replaced


def _contradictions(found: Sequence[Linking]) -> dict[str, tuple[str, ...]]:
    """For each decision in a contradiction the others in it: what parts two things, and every tie on a way between them."""
    ties: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for x in found:
        for a, b in x.same():
            ties[a][b].add(x.decision.id)
            ties[b][a].add(x.decision.id)
    against: dict[str, set[str]] = defaultdict(set)
    for x in found:
        for a, b in sorted(x.apart()):
            off: set[str] = set()
            while way := _way(a, b, ties, off):
                off |= way
            for d in off:
                against[d] |= (off | {x.decision.id}) - {d}
            if off:
                against[x.decision.id] |= off - {x.decision.id}
    by_id = {x.decision.id: x.decision for x in found}
    return {d: tuple(sorted(others, key=lambda o: order(by_id[o]))) for d, others in sorted(against.items())}


def _way(a: str, b: str, ties: Mapping[str, Mapping[str, set[str]]], off: set[str]) -> set[str]:
    """The decisions on a shortest way of ties from the one to the other, without those that are off; empty without a way."""
    came: dict[str, str] = {a: a}
    queue = deque([a])
    while queue and b not in came:
        at = queue.popleft()
        for there in sorted(ties.get(at, {})):
            if there not in came and ties[at][there] - off:
                came[there] = at
                queue.append(there)
    found: set[str] = set()
    at = b
    while at in came and at != a:
        found |= ties[at][came[at]] - off
        at = came[at]
    return found
