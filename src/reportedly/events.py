"""Which frames tell of one event: conservative joining inside a document and across documents.

Frames are compared cluster with cluster, all values with all values, so that unlike events are never chained by one in
between.  Kinds must be of one family or near one another; different settlements, disjoint times, or opposed parties keep
events apart; what speaks for one event is weighed (:class:`Match`), and each join keeps its reasons.
An event with extent several or aggregate is never joined with a single one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from reportedly import copies, counts, intervals, kinds
from reportedly.actors import Actors
from reportedly.ids import renamed
from reportedly.localities import Localities, apart, within
from reportedly.model import Count, EventValue, Extent, Reading
from reportedly.sightings import INCIDENT, Held, Party, Sighting, gather

INSIDE = 2.0
"""Weight from which two clusters of one document are one event.  This weight and those below were set by reading and
counting link errors on hand-coded news articles; they are not probabilities."""

ACROSS = 4.0
"""Weight from which clusters of two documents are one event; time, place and a party or count must speak for it."""

NEAR_SENTENCES = 2
"""How many sentences back bare mentions of an act ("the strike", a death toll) reach without other evidence."""

GENERIC = frozenset({"attack", "other"})

COMMON = frozenset(
    "armed_clash air_strike drone_strike shelling bombing territory_captured territory_transferred arrest".split()
)
"""Kinds of which one report often tells several events."""


class Match(msgspec.Struct, frozen=True):
    """How strongly two clusters are one event, which sorts of evidence speak for it, and why in words."""

    weight: float
    sorts: frozenset[str]
    why: tuple[str, ...]


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
) -> Events:
    """Join the frames of the readings into events; the same for any order of readings."""
    by_place = {p.id: p for p in localities.places}
    place_of = {m: by_place[p] for m, p in localities.by_mention.items()}
    ordered = sorted(readings, key=lambda r: r.document.id)
    groups: list[_Group] = []
    for reading in ordered:
        groups += _in_document(reading, gather(reading, actors.by_mention, place_of))
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


# --- inside a document ------------------------------------------------------------------------------


def _in_document(reading: Reading, sightings: Sequence[Sighting]) -> list[_Group]:
    """The reader's own groups first, then the body in the order of the text, headings last."""
    by_event: dict[str, list[Sighting]] = defaultdict(list)
    for s in sightings:
        by_event[s.frame.event].append(s)
    first = [_Group(members, reading.document.id) for members in by_event.values()]
    for g in first:
        if len(g.members) > 1:
            g.why.append("read as one event in its document")
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
    return _settle(made)


def _best(g: _Group, made: Sequence[_Group]) -> tuple[_Group | None, Match | None]:
    scored = [(m, h) for h in made if (m := compare(g.members, h.members, one_document=True)) is not None]
    enough = [(m, h) for m, h in scored if m.weight >= INSIDE]
    if not enough:
        return None, None
    match, home = max(enough, key=lambda mh: (mh[0].weight, -_distance(g.members, mh[1].members), mh[1].order()))
    return home, match


def _settle(groups: list[_Group]) -> list[_Group]:
    """Join groups that only became alike while others were added, strongest first, until nothing moves."""
    while True:
        pairs = [
            (m.weight, a, b, m)
            for i, a in enumerate(groups)
            for b in groups[i + 1 :]
            if (m := compare(b.members, a.members, one_document=True, anaphora=False)) is not None
            and m.weight >= INSIDE + 1
        ]
        if not pairs:
            return groups
        _, a, b, match = max(pairs, key=lambda p: (p[0], p[1].order(), p[2].order()))
        a.take(b, match.why)
        groups = [g for g in groups if g is not b]


def _distance(a: Sequence[Sighting], b: Sequence[Sighting]) -> int:
    return min(abs(x.sentence - y.sentence) for x in a for y in b)


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
                if a is not b and not (a.documents & b.documents):
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
    return (
        match.weight >= ACROSS
        and "place" in match.sorts
        and bool(match.sorts & {"time", "count"})
        and bool(match.sorts & {"party", "count"})
    )


def _keys(g: _Group) -> Iterator[str]:
    """Keys of which two clusters must share one to be compared: a place or what holds it, with the kind's family."""
    for s in g.members:
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
        if a is None or b is None or a is b or _parted_by_extent(a.members, b.members):
            continue
        a.take(b, [f"the text says that it is the same: {words}"])
        for moved in b.members:
            at[moved.frame.id] = a
    return _unique(at, groups)


# --- comparing --------------------------------------------------------------------------------------


def compare(
    later: Sequence[Sighting], earlier: Sequence[Sighting], *, one_document: bool, anaphora: bool = True
) -> Match | None:
    """Weigh whether two clusters are one event; None where something keeps them apart.

    ``later`` may point back at ``earlier`` ("the strike") only where both stand in one document and ``anaphora`` is true.
    """
    if not _kinds_fit(later, earlier) or _parted_by_extent(later, earlier):
        return None
    if {s.war for s in later} != {s.war for s in earlier}:
        return None
    if {s.projected for s in later} != {s.projected for s in earlier} and not one_document:
        return None
    if one_document and any(s.separate for s in later if not s.definite or "another" in s.words):
        return None
    weight = 0.0
    sorts: set[str] = set()
    why: list[str] = []
    for weigh in (_places, _times, _parties, _counts):
        part = weigh(later, earlier)
        if part is None:
            return None
        weight += part.weight
        sorts |= part.sorts
        why += part.why
    if all(s.war for s in (*later, *earlier)):
        weight += 1.5
        why.append("the war as a whole")
    weight += _kind_weight(later, earlier, one_document=one_document)
    if not any(s.extent == "one" and not s.loose for s in (*later, *earlier)):
        weight += 1.0 if "party" in sorts else 0.0
    if one_document and anaphora:
        back = _points_back(later, earlier)
        weight += back.weight
        why += back.why
    return Match(weight, frozenset(sorts), tuple(why))


def _kinds_fit(later: Sequence[Sighting], earlier: Sequence[Sighting]) -> bool:
    mine = {k for s in later for k in s.kinds}
    theirs = {k for s in earlier for k in s.kinds}
    return all(any(a == b or kinds.load().near(a, b) or kinds.load().same_family(a, b) for b in theirs) for a in mine)


def _kind_weight(later: Sequence[Sighting], earlier: Sequence[Sighting], *, one_document: bool) -> float:
    """A report seldom tells of two chemical attacks, but often of several clashes; kinds merely of one family differ."""
    mine, theirs = {s.frame.kind for s in later}, {s.frame.kind for s in earlier}
    shared = (mine & theirs) - GENERIC
    if shared:
        return 1.5 if one_document and shared - COMMON else 0.5
    near = any(kinds.load().near(a, b) for a in mine for b in theirs)
    return 0.0 if near else -1.0


def _parted_by_extent(a: Sequence[Sighting], b: Sequence[Sighting]) -> bool:
    one = {s.extent != "one" for s in a if not s.loose}
    other = {s.extent != "one" for s in b if not s.loose}
    return bool(one and other) and not one & other


def _nothing(_: object = None) -> Match:
    return Match(0.0, frozenset(), ())


def _places(later: Sequence[Sighting], earlier: Sequence[Sighting]) -> Match | None:
    mine = {p.id: p for s in later for p in s.places}
    theirs = {p.id: p for s in earlier for p in s.places}
    if not mine or not theirs:
        return _nothing()
    beside = any(s.beside for s in (*later, *earlier))
    fine = {"site", "settlement"}
    shared = [mine[i] for i in sorted(set(mine) & set(theirs))]
    if any(p.precision in fine for p in shared):
        name = next(p.name for p in shared if p.precision in fine)
        return Match(2.0, frozenset({"place"}), (f"the same place: {name}",))
    if all(apart(a, b, beside=beside) for a in mine.values() for b in theirs.values()):
        return None
    sharp = [p for p in mine.values() if p.precision in fine], [p for p in theirs.values() if p.precision in fine]
    if sharp[0] and sharp[1] and all(apart(a, b, beside=beside) for a in sharp[0] for b in sharp[1]):
        return None
    held = [
        (a, b)
        for a in mine.values()
        for b in theirs.values()
        if a.id == b.id or within(a, b) is True or within(b, a) is True
    ]
    if held:
        a, b = min(held, key=lambda ab: (_coarse(ab[0]) + _coarse(ab[1]), ab[0].id, ab[1].id))
        coarse = {"country", "region"} & {a.precision, b.precision}
        wide = "province" in (a.precision, b.precision)
        said = f"the same place: {a.name}" if a.id == b.id else f"one place holds the other: {a.name}, {b.name}"
        return Match(
            0.25 if coarse else 0.75 if wide else 1.0, frozenset() if coarse else frozenset({"place"}), (said,)
        )
    return _nothing()


def _coarse(place: object) -> int:
    return ("site", "settlement", "district", "province", "region", "country").index(
        getattr(place, "precision", "country")
    )


def _times(later: Sequence[Sighting], earlier: Sequence[Sighting]) -> Match | None:
    pairs = [(a, b) for s in later for a in s.whens for t in earlier for b in t.whens]
    if not pairs:
        return _nothing()
    verdicts = [intervals.overlaps(a, b) for a, b in pairs]
    if any(v is False for v in verdicts):
        return None
    if all(v is None for v in verdicts):
        return _nothing()
    short = [(a, b) for a, b in pairs if a.precision in ("time", "day") and b.precision in ("time", "day")]
    if short:
        return Match(1.5, frozenset({"time"}), (f"the same day: {short[0][0].start}",))
    weeks = [(a, b) for a, b in pairs if "year" not in (a.precision, b.precision)]
    return Match(0.5, frozenset({"time"}) if weeks else frozenset(), ("times that overlap",))


def _parties(later: Sequence[Sighting], earlier: Sequence[Sighting]) -> Match | None:
    mine_a, mine_t = _of(later, lambda s: s.agents), _of(later, lambda s: s.targets)
    their_a, their_t = _of(earlier, lambda s: s.agents), _of(earlier, lambda s: s.targets)
    weight, why = 0.0, []
    for word, mine, theirs in (("agent", mine_a, their_a), ("target", mine_t, their_t)):
        if not mine or not theirs:
            continue
        same = next((p for p in mine for q in theirs if _same(p, q)), None)
        if same is not None:
            weight += 1.0
            why.append(f"the same {word}: {' '.join(sorted(same.words))}")
        elif all(_different(p, q) for p in mine for q in theirs):
            weight -= 1.5 if any(p.speaker == q.speaker for p in mine for q in theirs) else 0.25
    if not why and _mutual(later) is False:
        crossed = any(_same(p, q) for p in mine_a for q in their_t) or any(_same(p, q) for p in mine_t for q in their_a)
        if crossed:
            return None
    return Match(weight, frozenset({"party"}) if why else frozenset(), tuple(why))


def _mutual(sightings: Sequence[Sighting]) -> bool:
    return any(s.frame.kind in ("armed_clash", "talks", "agreement", "ceasefire") for s in sightings)


def _of(sightings: Sequence[Sighting], which: Callable[[Sighting], tuple[Party, ...]]) -> list[Party]:
    return [p for s in sightings for p in which(s)]


def _same(a: Party, b: Party) -> bool:
    """One actor, or descriptions that share what tells them from others; a nation alone ties only generic words."""
    if a.actor is not None and a.actor == b.actor:
        return True
    x, y = a.core(), b.core()
    if x and y:
        return len(x & y) / min(len(x), len(y)) >= 0.5
    if x or y:
        return False
    if a.nations() or b.nations():
        return bool(a.nations() & b.nations())
    return bool(a.words & b.words) and len(a.words & b.words) / max(len(a.words), len(b.words)) >= 0.5


def _different(a: Party, b: Party) -> bool:
    if _same(a, b):
        return False
    if a.nations() and b.nations() and not a.nations() & b.nations():
        return True
    return bool(a.core()) and bool(b.core())


def _counts(later: Sequence[Sighting], earlier: Sequence[Sighting]) -> Match | None:
    mine = [h for s in later for h in s.counts]
    theirs = [h for s in earlier for h in s.counts]
    weight, why = 0.0, []
    for a in mine:
        for b in theirs:
            if a.slot != b.slot:
                continue
            if (a.low, a.high) == (b.low, b.high) and (a.low or a.high or 0) > 2:
                why.append(f"the same figure: {a.slot} {a.low if a.low is not None else a.high}")
            elif a.class_ == b.class_ and a.speaker == b.speaker and _clash(a, b):
                weight -= 1.0
    if why:
        return Match(1.5 + min(0.0, weight), frozenset({"count"}), tuple(dict.fromkeys(why)))
    return Match(max(weight, -1.5), frozenset(), ())


def _clash(a: Held, b: Held) -> bool:
    return not counts.compatible(Count(low=a.low, high=a.high), Count(low=b.low, high=b.high))


def _points_back(later: Sequence[Sighting], earlier: Sequence[Sighting]) -> Match:
    """The weight of "the strike", of a bare second mention and of a death toll, which falls with the distance."""
    gap = _distance(later, earlier)
    weight, why = 0.0, []
    for s in later:
        words = s.frame.trigger.text
        if s.definite and (s.words & INCIDENT or s.words & {w for t in earlier for w in t.words}):
            weight, why = 2.0, [f"the text points back: {words}"]
        elif s.definite and weight < 1.5:
            weight, why = 1.5, [f"the text points back: {words}"]
        elif s.toll and gap <= NEAR_SENTENCES and weight < 1.5:
            weight, why = 1.5, [f"a toll beside it: {words}"]
        elif s.heading and weight < 2.0:
            weight, why = 2.0, [f"the heading of the report: {words}"]
    if any(s.toll for s in earlier) and gap <= NEAR_SENTENCES and weight < 1.0:
        weight, why = 1.0, ["beside a toll"]
    if weight and _new_ground(later, earlier):
        weight = 0.5
    if gap <= 1:
        weight += 0.5
    return Match(weight, frozenset(), tuple(why))


def _new_ground(later: Sequence[Sighting], earlier: Sequence[Sighting]) -> bool:
    """Whether a mention brings settlements of its own where the earlier event has places already."""
    fine = {"site", "settlement"}
    mine = {p.id for s in later for p in s.places if p.precision in fine}
    theirs = {p.id for s in earlier for p in s.places}
    return bool(mine and theirs) and not mine & theirs
