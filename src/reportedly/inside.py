"""Which frames of one document tell of one event.

The text is read in its order, each mention compared with the events told before it; then what has grown alike is joined, and
what stands alone goes where only one event can take it (the weights are those of :mod:`reportedly.matching`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reportedly import kinds
from reportedly.clusters import Group, obey
from reportedly.links import Links
from reportedly.matching import FAR_SENTENCES, GENERIC, NEAR_SENTENCES, compare, kinds_fit, most
from reportedly.model import Reading
from reportedly.report_terms import Match
from reportedly.sides import Outline, distance
from reportedly.sightings import Sighting

ENOUGH = 2.0
"""Weight from which two clusters of one document are one event (the scale of reportedly.matching)."""

SUBJECT = 3
"""From how many mentions on an event is what its report is about."""

ELABORATED = -0.5
"""Weight from which what a weapon hit belongs to the event that its report is about: that of two sorts of attack, no more against it."""


def events(reading: Reading, sightings: Sequence[Sighting], ruled: Links) -> list[Group]:
    """The body in the order of the text, headings last; a mention of which nothing is said goes where the reader put it."""
    told = {c.subject.id for c in reading.claims if c.subject.type == "event"}
    by_event: dict[str, list[Sighting]] = defaultdict(list)
    for s in sightings:
        by_event[s.frame.id if s.frame.id in told else s.frame.event].append(s)
    first = [Group(members, reading.document.id) for members in by_event.values()]
    for g in first:
        if len(g.members) > 1:
            g.why.append("read as one event in its document")
    first = obey(first, ruled)
    body = [g for g in first if not all(s.heading for s in g.members)]
    made: list[Group] = []
    for g in sorted(body, key=Group.order):
        home, match = _best(g, made)
        if home is not None and match is not None:
            home.take(g, match.why)
        else:
            made.append(g)
    for g in sorted((g for g in first if g not in body), key=Group.order):
        home, match = _best(g, made)
        if home is not None and match is not None:
            home.take(g, match.why)
        else:
            made.append(g)
    return _elaborated(_only_one(_settle(made)))


def _only_one(groups: list[Group]) -> list[Group]:
    """What stands alone belongs to the one event of its report that it can belong to, where there is just one.

    That is a toll in a report of one violent event, and an act without place, time or target of its own a few sentences from
    the one event of that kind.
    """
    for g in [g for g in groups if _alone(g)]:
        toll = all(s.toll for s in g.members)
        fitting = [h for h in groups if h is not g and (_violent(h) if toll else _of_kind(g, h))]
        if len(fitting) != 1 or compare(g.side, fitting[0].side, one_document=True) is None:
            continue
        fitting[0].take(g, [f"the one event of the report that fits: {g.members[0].frame.trigger.text}"])
        groups = [h for h in groups if h is not g]
    return groups


def _elaborated(groups: list[Group]) -> list[Group]:
    """What a weapon hit, told without place and time ("one rocket hit the gate"), tells more of the violent event that the report
    mentions most, where that one stands near.
    """
    violent = [h for h in groups if h.extent == "one" and _violent(h) and len(h.members) >= SUBJECT]
    most = sorted(violent, key=lambda h: -len(h.members))[:2]
    if not most or (len(most) > 1 and len(most[0].members) == len(most[1].members)):
        return groups
    subject = most[0]
    for g in [g for g in groups if g is not subject and _placeless(g)]:
        match = compare(g.side, subject.side, one_document=True)
        if match is None or match.weight < ELABORATED or distance(g.side, subject.side) > FAR_SENTENCES:
            continue
        subject.take(g, [f"more of what the report is about: {g.members[0].frame.trigger.text}"])
        groups = [h for h in groups if h is not g]
    return groups


def _placeless(g: Group) -> bool:
    own = any(s.places or s.whens or s.origins or s.heading or s.separate or s.others for s in g.members)
    return not own and g.extent == "one" and _violent(g) and any(s.means for s in g.members)


def _alone(g: Group) -> bool:
    return not any(
        s.places or s.whens or s.origins or s.targets or s.heading or s.separate or s.others for s in g.members
    )


def _violent(g: Group) -> bool:
    """Whether it is a violent event other than a bare toll or a war."""
    violent = all(kinds.load().same_family(s.frame.kind, "attack") and not s.war for s in g.members)
    return violent and not all(s.toll for s in g.members)


def _of_kind(g: Group, h: Group) -> bool:
    """Whether the second tells of the first's kind close by, and that kind says something."""
    kinds_there = h.side.read_as - GENERIC
    alike = all(s.frame.kind in kinds_there and not s.war for s in g.members)
    return alike and distance(g.side, h.side) <= NEAR_SENTENCES


def _best(g: Group, made: Sequence[Group]) -> tuple[Group | None, Match | None]:
    """The group that outweighs the others, of equal ones the nearest, then the later; the nearest are weighed first, so
    that most others cannot reach what is needed.
    """
    best: tuple[tuple[float, int, tuple[str, int, str]], Group, Match] | None = None
    for h in reversed(made):
        least = ENOUGH if best is None else best[0][0]
        match = compare(g.side, h.side, one_document=True, least=least)
        if match is not None and match.weight >= least:
            rank = match.weight, -distance(g.side, h.side), h.order()
            if best is None or rank > best[0]:
                best = rank, h, match
    return (None, None) if best is None else best[1:]


def _settle(groups: list[Group]) -> list[Group]:
    """Join groups that only became alike while others were added, strongest first, until nothing moves.

    A pair is weighed again only where one of the two has grown.
    """
    weighed: dict[tuple[int, int], Match] = {}
    alive = dict(enumerate(groups))

    def weigh(i: int, j: int) -> None:
        first, second = (i, j) if i < j else (j, i)
        weighed.pop((first, second), None)
        match = compare(alive[second].side, alive[first].side, one_document=True, anaphora=False, least=ENOUGH + 1)
        if match is not None and match.weight >= ENOUGH + 1:
            weighed[first, second] = match

    for i, j in _promising(groups):
        weigh(i, j)
    while weighed:
        i, j = max(weighed, key=lambda p: (weighed[p].weight, alive[p[0]].order(), alive[p[1]].order()))
        alive[i].take(alive[j], weighed[i, j].why)
        del alive[j]
        for pair in [p for p in weighed if j in p]:
            del weighed[pair]
        for other in alive:
            if other != i:
                weigh(i, other)
    return list(alive.values())


def _promising(groups: Sequence[Group]) -> list[tuple[int, int]]:
    """The pairs that can weigh enough by the kinds and filled slots of both, which few different groups differ in."""
    by_outline: dict[Outline, list[int]] = defaultdict(list)
    for i, g in enumerate(groups):
        by_outline[g.side.outline].append(i)
    found = []
    for one, there in by_outline.items():
        for other, here in by_outline.items():
            a, b = groups[there[0]].side, groups[here[0]].side
            if kinds_fit(one[0], other[0]) and most(a, b, one_document=True, anaphora=False) >= ENOUGH + 1:
                found += [(i, j) for i in there for j in here if i < j]
    return sorted(found)
