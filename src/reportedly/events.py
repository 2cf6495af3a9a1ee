"""Which frames tell of one event: conservative joining inside a document and across documents.

Frames are compared cluster with cluster, all values with all values, so that unlike events are never chained by one in
between.  Kinds must be of one family or near one another; different settlements, disjoint times, or opposed parties keep
events apart; what speaks for one event is weighed (:mod:`reportedly.matching`), and each join keeps its reasons.
An event with extent several or aggregate is never joined with a single one.  What a person ruled goes before all of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import msgspec

from reportedly import actors, copies, inside, kinds, localities, names, places, prospects, text
from reportedly.clusters import Group, obey
from reportedly.disjoint import Disjoint
from reportedly.ids import renamed
from reportedly.links import NONE, Links
from reportedly.matching import barred, compare, parted_by_extent
from reportedly.model import EventValue, Extent, Place, Reading
from reportedly.report_terms import Match
from reportedly.sides import Report
from reportedly.sightings import Sighting, gather
from reportedly.told_names import Names

ACROSS = 4.0
"""Weight from which clusters of two documents are one event; time, place and a party or count must speak for it."""


TOGETHER = 3.5
"""Weight from which reports that come out together and share a name are joined by any other thing that they share."""

BEYOND = 4.5
"""Weight from which names stand in for a place, or for reports that come out together."""


NO_SKETCHES: Mapping[str, Sequence[Group]] = MappingProxyType({})
"""No document's sketch is at hand."""


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


def group(
    readings: Iterable[Reading],
    found: Iterable[copies.Copied],
    ruled: Links = NONE,
    kept: Mapping[str, Sequence[Group]] = NO_SKETCHES,
) -> Events:
    """Join the frames of the readings into events; the same for any order of readings.

    ``ruled`` are links between frames that people made: obeyed whatever the machine finds.  ``kept`` are sketches by the id
    of their document, which spare making them again; they must be those of these very readings, made without rulings.
    """
    ordered = sorted(readings, key=lambda r: r.document.id)
    made = [_sketched(reading, ruled, kept.get(reading.document.id)) for reading in ordered]
    return join([g for groups in made for g in groups], found, ordered, ruled)


def _sketched(reading: Reading, ruled: Links, kept: Sequence[Group] | None) -> Sequence[Group]:
    return kept if kept is not None and not ruled else sketch(reading, ruled)


def sketch(reading: Reading, ruled: Links = NONE) -> tuple[Group, ...]:
    """The events of one document: a pure function of its reading, so that it can be kept with it.

    Actors and places are those of the document alone; what several documents share is compared by :func:`match`.
    """
    joined = actors.group([reading])
    known = {a.id: a for a in joined.actors if a.id in joined.named}
    told = Names(reading)
    found = localities.group([reading])
    by_place = {p.id: _lasting(p, reading.document.id) for p in found.places}
    located = {m: by_place[p] for m, p in found.by_mention.items()}
    sightings = [_barred(s, ruled) for s in gather(reading, joined.by_mention, located, known, told)]
    groups = inside.events(reading, sightings, ruled)
    settlements = {p.id: p for p in by_place.values() if p.precision in ("site", "settlement") and p.lat is not None}
    report = Report(told.near(0, len(reading.document.text)), settlements)
    for g in _subjects(groups):
        g.tell(report)
    return tuple(groups)


def _subjects(groups: Sequence[Group]) -> list[Group]:
    """The events that a report is about: of each family of kinds the one that it mentions most, of equal ones the first."""
    by_family: dict[str, list[Group]] = defaultdict(list)
    for g in groups:
        if g.extent == "one":
            by_family[min(kinds.load().get(kind).family for kind in g.side.read_as)].append(g)
    return [min(found, key=lambda g: (-len(g.members), g.order())) for found in by_family.values()]


def _lasting(place: Place, document: str) -> Place:
    """The place under an id that two documents share: its gazetteer entry, else its name in its country."""
    if places.get(place.id) is not None:
        return place
    return msgspec.structs.replace(place, id=f"{text.fold(place.name)} in {place.country or document}")


def join(
    groups: Sequence[Group], found: Iterable[copies.Copied], readings: Sequence[Reading], ruled: Links = NONE
) -> Events:
    """The events of several documents from the sketches of each; the same for any order.

    ``found`` are passages that documents share, ``readings`` those of the same documents, ``ruled`` what people ruled.
    """
    ordered = sorted(readings, key=lambda r: r.document.id)
    own = sorted(obey([g.fresh() for g in groups], ruled), key=Group.order)
    joined = _stated(_across(_copied(own, found, ordered)), ordered)
    made = sorted((_cluster(g) for g in joined), key=lambda c: c.id)
    return Events(tuple(made), {f: c.id for c in made for f in c.frames})


def match(a: Group, b: Group) -> Match | None:
    """How strongly two groups of different documents are one event, where that is enough to join them; else None.

    The reasons stand in ``why``.  Needs nothing but the two: parties are compared by registry entry or name, places by gazetteer
    entry or name.  The order of the two does not matter.
    """
    first, second = sorted((a, b), key=Group.order)
    if first.documents & second.documents:
        return None
    found = compare(first.side, second.side, one_document=False)
    return found if found is not None and _enough(found) else None


def _cluster(g: Group) -> Cluster:
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


# --- across documents -------------------------------------------------------------------------------


def _copied(groups: list[Group], found: Iterable[copies.Copied], readings: Sequence[Reading]) -> list[Group]:
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


def _unique(at: Mapping[str, Group], groups: Sequence[Group]) -> list[Group]:
    alive = {id(g) for g in at.values()}
    return [g for g in groups if id(g) in alive]


def _across(groups: list[Group]) -> list[Group]:
    """Join clusters of different documents, strongest match first, comparing whole clusters each time."""
    index: dict[str, set[int]] = defaultdict(set)
    for i, g in enumerate(groups):
        for key in keys(g):
            index[key].add(i)
    pairs = {(i, j) for near in index.values() for i in near for j in near if i < j}
    hopes = [prospects.of(g) for g in groups]
    scored = []
    for i, j in pairs:
        if not hopes[i].can_be(hopes[j]):
            continue
        a, b = groups[i], groups[j]
        m = match(a, b)
        if m is not None:
            scored.append((-m.weight, tuple(sorted([min(a.parts), min(b.parts)])), i, j))
    one_event = Disjoint(range(len(groups)))
    for _, _, i, j in sorted(scored):
        x, y = one_event.head(i), one_event.head(j)
        m = match(groups[x], groups[y]) if x != y else None
        if m is None:
            continue
        groups[x].take(groups[y], m.why)
        one_event.join(x, y)
    return [groups[i] for i in one_event.sets()]


def part(one: Group, whole: Group) -> Match | None:
    """Whether a single event is likely one of several that are told together ("three strikes that day"); else None.

    Only a suggestion: nothing is joined by it.  Their times must meet, and a place or a party must be the same; the one may
    not be told apart from the others ("another strike").
    """
    if one.extent != "one" or whole.extent == "one" or True in one.side.war | whole.side.war:
        return None
    beside = bool(one.documents & whole.documents)
    found = compare(one.side, whole.side, one_document=beside, anaphora=False, of_several=True)
    if found is None or "time" not in found.sorts or not found.sorts & {"place", "party"}:
        return None
    return found if found.weight >= inside.ENOUGH else None


def _enough(match: Match) -> bool:
    """Whether what speaks for one event is strong and of sorts that do not stand or fall together: where, when and who."""
    sorts = match.sorts
    if "person" in sorts:
        return match.weight >= inside.ENOUGH
    if match.weight >= TOGETHER and {"name", "news"} <= sorts and sorts & {"place", "party", "time", "names", "count"}:
        return True
    if match.weight < ACROSS:
        return False
    if "rival day" in sorts:
        return {"place", "party", "count"} <= sorts or "names" in sorts
    if match.weight >= BEYOND and ({"name", "time", "party"} <= sorts or {"names", "place"} <= sorts):
        return True
    return (
        bool(sorts & {"place", "names"})
        and bool(sorts & {"time", "count"} or {"news", "name"} <= sorts)
        and bool(sorts & {"party", "count", "name"})
    )


def keys(g: Group) -> frozenset[str]:
    """Keys of which two groups of different documents must share one to be compared by :func:`match`: a place or what
    holds it, a named actor (registry entry, or the sound of a name's last word), a name told around it.
    """
    found = {f"name {n}" for n in g.side.told if not n.startswith("age#")}
    found |= {f"place {p}" for p in (g.side.report.places if g.side.report else ())}
    for p in (*g.side.agents, *g.side.targets):
        if p.entry is not None:
            found.add(f"actor {p.entry}")
        elif p.name is not None and p.person == "named":
            found.add(f"person {names.word_key(p.name.split()[-1])}")
    for s in g.members:
        for place in (*s.places, *s.origins):
            found.add(f"place {place.id}")
            if place.precision not in ("province", "region", "country"):
                found |= {f"place {parent}" for parent in place.parents}
    return frozenset(found)


def _stated(groups: list[Group], readings: Sequence[Reading]) -> list[Group]:
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
        if a is None or b is None or a is b or parted_by_extent(a.side, b.side) or barred(a.members, b.members):
            continue
        a.take(b, [f"the text says that it is the same: {words}"])
        for moved in b.members:
            at[moved.frame.id] = a
    return _unique(at, groups)
