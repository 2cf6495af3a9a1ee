"""Which frames tell of one event: conservative joining inside a document and across documents.

Frames are compared cluster with cluster, all values with all values, so that unlike events are never chained by one in
between.  Kinds must be of one family or near one another; different settlements, disjoint times, or opposed parties keep
events apart; what speaks for one event is weighed (:mod:`reportedly.matching`), and each join keeps its reasons.
An event with extent several or aggregate is never joined with a single one.  What a person ruled goes before all of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from reportedly import copies, kinds
from reportedly.actors import Actors
from reportedly.ids import renamed
from reportedly.links import NONE, Links, obeyed
from reportedly.localities import Localities
from reportedly.matching import GENERIC, NEAR_SENTENCES, Match, barred, compare, distance, parted_by_extent
from reportedly.model import EventValue, Extent, Reading
from reportedly.sightings import Sighting, gather

INSIDE = 2.0
"""Weight from which two clusters of one document are one event (the scale of reportedly.matching)."""

ACROSS = 4.0
"""Weight from which clusters of two documents are one event; time, place and a party or count must speak for it."""


class Cluster(msgspec.Struct, frozen=True, kw_only=True):
    """Frames held to be one event; ``id`` is that of the frame with the smallest hash, ``formerly`` those of its parts."""

    id: str
    frames: tuple[str, ...]
    extent: Extent
    why: tuple[str, ...]
    formerly: tuple[str, ...]


class Events(msgspec.Struct, frozen=True):
    """The clusters and the event of each frame."""

    clusters: tuple[Cluster, ...]
    by_frame: Mapping[str, str]


class _Group:
    """A cluster in the making."""

    def __init__(self, members: Sequence[Sighting], document: str) -> None:
        self.members = list(members)
        self.documents = {document}
        self.parts = [min(s.frame.id for s in members)]
        self.why: list[str] = []

    def order(self) -> tuple[str, int, str]:
        first = min(self.members, key=lambda s: (s.frame.document, s.frame.trigger.start, s.frame.id))
        return first.frame.document, first.frame.trigger.start, first.frame.id

    def take(self, other: _Group, why: Iterable[str]) -> None:
        self.members += other.members
        self.documents |= other.documents
        self.parts += other.parts
        self.why += [*other.why, *why]

    @property
    def extent(self) -> Extent:
        found = {s.extent for s in self.members if not s.loose}
        if not found:
            return "several"
        return "aggregate" if "aggregate" in found else "several" if "several" in found else "one"


def group(
    readings: Iterable[Reading],
    found: Iterable[copies.Copied],
    actors: Actors,
    localities: Localities,
    ruled: Links = NONE,
) -> Events:
    """Join the frames of the readings into events; the same for any order of readings.

    ``ruled`` are links between frames that people made: obeyed whatever the machine finds.
    """
    by_place = {p.id: p for p in localities.places}
    place_of = {m: by_place[p] for m, p in localities.by_mention.items()}
    ordered = sorted(readings, key=lambda r: r.document.id)
    groups: list[_Group] = []
    for reading in ordered:
        sightings = gather(reading, actors.by_mention, place_of)
        groups += _in_document(reading, [_barred(s, ruled) for s in sightings], ruled)
    groups = _obey(groups, ruled)
    groups = _copied(groups, found, ordered)
    groups = _across(groups)
    groups = _stated(groups, ordered)
    made = sorted((_cluster(g) for g in groups), key=lambda c: c.id)
    return Events(tuple(made), {f: c.id for c in made for f in c.frames})


def _cluster(g: _Group) -> Cluster:
    own = min(g.parts)
    return Cluster(
        id=renamed("e", own),
        frames=tuple(
            s.frame.id for s in sorted(g.members, key=lambda s: (s.frame.document, s.frame.trigger.start, s.frame.id))
        ),
        extent=g.extent,
        why=tuple(dict.fromkeys(g.why)),
        formerly=tuple(sorted({renamed("e", p) for p in g.parts} - {renamed("e", own)})),
    )


# --- what people ruled ------------------------------------------------------------------------------


def _barred(sighting: Sighting, ruled: Links) -> Sighting:
    others = ruled.apart.get(sighting.frame.id)
    return msgspec.structs.replace(sighting, barred=others) if others else sighting


def _obey(groups: list[_Group], ruled: Links) -> list[_Group]:
    """The groups as people ruled: what is the same together, what is different apart; extents are those of the members."""
    if not ruled:
        return groups
    of = {s.frame.id: (s, g) for g in groups for s in g.members}
    made = []
    for ids in obeyed([[s.frame.id for s in g.members] for g in groups], ruled):
        pieces: dict[int, tuple[_Group, list[Sighting]]] = {}
        for i in ids:
            pieces.setdefault(id(of[i][1]), (of[i][1], []))[1].append(of[i][0])
        whole, *rest = [g if len(ss) == len(g.members) else _piece(g, ss) for g, ss in pieces.values()]
        for other in rest:
            whole.take(other, ())
        heads = {ruled.together[i] for i in ids if i in ruled.together}
        whole.why = [*(why for h in sorted(heads) for why in ruled.why.get(h, ())), *whole.why]
        made.append(whole)
    return made


def _piece(g: _Group, members: Sequence[Sighting]) -> _Group:
    piece = _Group(members, members[0].frame.document)
    piece.documents = {s.frame.document for s in members}
    piece.why = list(g.why) if len(members) > 1 else []
    return piece


# --- inside a document ------------------------------------------------------------------------------


def _in_document(reading: Reading, sightings: Sequence[Sighting], ruled: Links) -> list[_Group]:
    """The body in the order of the text, headings last; a mention of which nothing is said goes where the reader put it."""
    told = {c.subject.id for c in reading.claims if c.subject.type == "event"}
    by_event: dict[str, list[Sighting]] = defaultdict(list)
    for s in sightings:
        by_event[s.frame.id if s.frame.id in told else s.frame.event].append(s)
    first = [_Group(members, reading.document.id) for members in by_event.values()]
    for g in first:
        if len(g.members) > 1:
            g.why.append("read as one event in its document")
    first = _obey(first, ruled)
    body = [g for g in first if not all(s.heading for s in g.members)]
    made: list[_Group] = []
    for g in sorted(body, key=_Group.order):
        home, match = _best(g, made)
        if home is not None and match is not None:
            home.take(g, match.why)
        else:
            made.append(g)
    for g in sorted((g for g in first if g not in body), key=_Group.order):
        home, match = _best(g, made)
        if home is not None and match is not None:
            home.take(g, match.why)
        else:
            made.append(g)
    return _only_one(_settle(made))


def _only_one(groups: list[_Group]) -> list[_Group]:
    """What stands alone belongs to the one event of its report that it can belong to, where there is just one.

    That is a toll in a report of one violent event, and an act without place, time or target of its own a few sentences from
    the one event of that kind.
    """
    for g in [g for g in groups if _alone(g)]:
        toll = all(s.toll for s in g.members)
        fitting = [h for h in groups if h is not g and (_violent(h) if toll else _of_kind(g, h))]
        if len(fitting) != 1 or compare(g.members, fitting[0].members, one_document=True) is None:
            continue
        fitting[0].take(g, [f"the one event of the report that fits: {g.members[0].frame.trigger.text}"])
        groups = [h for h in groups if h is not g]
    return groups


def _alone(g: _Group) -> bool:
    return not any(
        s.places or s.whens or s.origins or s.targets or s.heading or s.separate or s.others for s in g.members
    )


def _violent(g: _Group) -> bool:
    """Whether it is a violent event other than a bare toll or a war."""
    violent = all(kinds.load().same_family(s.frame.kind, "attack") and not s.war for s in g.members)
    return violent and not all(s.toll for s in g.members)


def _of_kind(g: _Group, h: _Group) -> bool:
    """Whether the second tells of the first's kind close by, and that kind says something."""
    kinds_there = {t.frame.kind for t in h.members} - GENERIC
    near = distance(g.members, h.members) <= NEAR_SENTENCES
    return near and all(s.frame.kind in kinds_there and not s.war for s in g.members)


def _best(g: _Group, made: Sequence[_Group]) -> tuple[_Group | None, Match | None]:
    scored = [(m, h) for h in made if (m := compare(g.members, h.members, one_document=True)) is not None]
    enough = [(m, h) for m, h in scored if m.weight >= INSIDE]
    if not enough:
        return None, None
    match, home = max(enough, key=lambda mh: (mh[0].weight, -distance(g.members, mh[1].members), mh[1].order()))
    return home, match


def _settle(groups: list[_Group]) -> list[_Group]:
    """Join groups that only became alike while others were added, strongest first, until nothing moves.

    A pair is weighed again only where one of the two has grown.
    """
    weighed: dict[tuple[int, int], Match] = {}
    alive = dict(enumerate(groups))

    def weigh(i: int, j: int) -> None:
        first, second = (i, j) if i < j else (j, i)
        weighed.pop((first, second), None)
        match = compare(alive[second].members, alive[first].members, one_document=True, anaphora=False)
        if match is not None and match.weight >= INSIDE + 1:
            weighed[first, second] = match

    for i in alive:
        for j in alive:
            if i < j:
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


# --- across documents -------------------------------------------------------------------------------


def _copied(groups: list[_Group], found: Iterable[copies.Copied], readings: Sequence[Reading]) -> list[_Group]:
    """Join frames whose triggers are the same words of a copied passage."""
    at = {s.frame.id: g for g in groups for s in g.members}
    frames: dict[str, list[Sighting]] = defaultdict(list)
    for g in groups:
        for s in g.members:
            frames[s.frame.document].append(s)
    for c in found:
        for s in sorted(frames[c.first], key=lambda s: (s.frame.trigger.start, s.frame.id)):
            span = copies.counterpart(c, s.frame.trigger.start, s.frame.trigger.end)
            if span is None:
                continue
            for t in sorted(frames[c.second], key=lambda t: (t.frame.trigger.start, t.frame.id)):
                alike = t.words == s.words and t.frame.kind == s.frame.kind
                if not alike or not (span[0] <= t.frame.trigger.start and t.frame.trigger.end <= span[1]):
                    continue
                a, b = at[s.frame.id], at[t.frame.id]
                if a is not b and not (a.documents & b.documents) and not barred(a.members, b.members):
                    a.take(b, [f"told in the same words in two documents: {s.frame.trigger.text}"])
                    for moved in b.members:
                        at[moved.frame.id] = a
    return _unique(at, groups)


def _unique(at: Mapping[str, _Group], groups: Sequence[_Group]) -> list[_Group]:
    alive = {id(g) for g in at.values()}
    return [g for g in groups if id(g) in alive]


def _across(groups: list[_Group]) -> list[_Group]:
    """Join clusters of different documents, strongest match first, comparing whole clusters each time."""
    index: dict[str, set[int]] = defaultdict(set)
    for i, g in enumerate(groups):
        for key in _keys(g):
            index[key].add(i)
    pairs = {(i, j) for near in index.values() for i in near for j in near if i < j}
    scored = []
    for i, j in pairs:
        a, b = groups[i], groups[j]
        if a.documents & b.documents:
            continue
        m = compare(a.members, b.members, one_document=False)
        if m is not None and _enough(m):
            scored.append((-m.weight, tuple(sorted([min(a.parts), min(b.parts)])), i, j))
    home = list(range(len(groups)))
    for _, _, i, j in sorted(scored):
        x, y = home[i], home[j]
        if x == y or groups[x].documents & groups[y].documents:
            continue
        m = compare(groups[x].members, groups[y].members, one_document=False)
        if m is None or not _enough(m):
            continue
        groups[x].take(groups[y], m.why)
        home = [x if h == y else h for h in home]
    return [groups[i] for i in sorted(set(home))]


def _enough(match: Match) -> bool:
    if "person" in match.sorts:
        return match.weight >= INSIDE
    if "rival day" in match.sorts:
        return match.weight >= ACROSS and {"place", "party", "count"} <= match.sorts
    return (
        match.weight >= ACROSS
        and "place" in match.sorts
        and bool(match.sorts & {"time", "count"})
        and bool(match.sorts & {"party", "count"})
    )


def _keys(g: _Group) -> Iterator[str]:
    """Keys of which two clusters must share one to be compared: a place or what holds it, or a named person."""
    for s in g.members:
        yield from (p.actor for p in (*s.agents, *s.targets) if p.person == "named" and p.actor is not None)
        for p in (*s.places, *s.origins):
            yield p.id
            if p.precision not in ("province", "region", "country"):
                yield from p.parents


def _stated(groups: list[_Group], readings: Sequence[Reading]) -> list[_Group]:
    """Join what a text itself calls the same event; an inferred same_as only suggests, and is left to a person."""
    at = {s.frame.id: g for g in groups for s in g.members}
    wanted = sorted(
        (c.subject.id, c.value.event, c.evidence[0].text)
        for r in readings
        for c in r.claims
        if c.slot == "same_as"
        and c.stance == "asserts"
        and isinstance(c.value, EventValue)
        and c.value.event is not None
    )
    for one, other, words in wanted:
        a, b = at.get(one), at.get(other or "")
        if a is None or b is None or a is b or parted_by_extent(a.members, b.members) or barred(a.members, b.members):
            continue
        a.take(b, [f"the text says that it is the same: {words}"])
        for moved in b.members:
            at[moved.frame.id] = a
    return _unique(at, groups)
