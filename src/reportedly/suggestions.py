"""What may be the same, for a person to decide: pairs of actors, places and events that joining left apart, with a score and reasons.

Nothing here joins anything.  A pair that people have ruled on, either way, is not suggested again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Literal

import msgspec

from reportedly import events, intervals, kinds, names, registry, toponyms
from reportedly.clusters import Group
from reportedly.likeness import Known, compatible
from reportedly.localities import apart
from reportedly.model import (
    Account,
    Actor,
    ActorValue,
    Event,
    EventValue,
    KindValue,
    Place,
    PlaceValue,
    Record,
    When,
)
from reportedly.voices import neighbours

Sort = Literal["actor", "place", "event", "part"]

ASK = 0.6
"""Likeness of names from which a person is asked (CONTRACT of the record: 0.6 to 0.8 ask a person)."""

_APART = frozenset({"person", "state", "people"})
"""Kinds of actors that are never one with another kind."""

_SETTLED = frozenset({"same", "moved", "conflict"})


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """Two things that may be one: their ids (the smaller first) and names, how likely from 0 to 1, and why.

    Of sort ``part`` the first event may be one of those that the second tells of together.
    """

    sort: Sort
    first: str
    second: str
    names: tuple[str, str]
    score: float
    reasons: tuple[str, ...]


def of_record(record: Record) -> tuple[Suggestion, ...]:
    """All suggestions, the likeliest first."""
    ruled = _ruled(record)
    found = [*_actors(record), *_places(record), *_events(record)]
    open_ = [s for s in found if frozenset((s.first, s.second)) not in ruled]
    return tuple(sorted(open_, key=lambda s: (-s.score, s.sort, s.first, s.second)))


def _ruled(record: Record) -> set[frozenset[str]]:
    """Pairs of joined things on which a decision stands."""
    event_of = {f.id: f.event for f in record.frames}
    thing_of = {m.id: getattr(m.value, "actor", None) or getattr(m.value, "place", None) for m in record.mentions}
    pairs: set[frozenset[str]] = set()
    for ruled in record.decisions:
        if ruled.decision.kind not in ("same", "different", "split") or ruled.state not in _SETTLED:
            continue
        joined = {x for i in ruled.ids if (x := event_of.get(i) or thing_of.get(i)) is not None}
        pairs |= {frozenset(p) for p in combinations(sorted(joined), 2)}
    return pairs


def parts(groups: Sequence[Group], record: Record) -> tuple[Suggestion, ...]:
    """Single events that may be one of several told together ("three strikes that day"), from the sketches of the documents."""
    event_of = {f.id: f.event for f in record.frames}
    titles = {e.id: e.title for e in record.events}
    said = {
        (c.subject.id, c.value.event) for c in record.claims if c.slot == "part_of" and isinstance(c.value, EventValue)
    }
    found: dict[tuple[str, str], Suggestion] = {}
    for whole in (g for g in groups if g.extent != "one"):
        for one in (g for g in groups if g.extent == "one"):
            match = events.part(one, whole)
            pair = (event_of[one.parts[0]], event_of[whole.parts[0]])
            if match is None or pair[0] == pair[1] or pair in said or pair in found:
                continue
            score = round(min(0.9, match.weight / 10), 2)
            names_ = (titles[pair[0]], titles[pair[1]])
            found[pair] = Suggestion(
                sort="part", first=pair[0], second=pair[1], names=names_, score=score, reasons=match.why
            )
    return tuple(sorted(found.values(), key=lambda s: (-s.score, s.first, s.second)))


# --- actors and places ------------------------------------------------------------------------------


def _actors(record: Record) -> Iterator[Suggestion]:
    proper = [(a, forms) for a in record.actors if (forms := [n for n in a.names if is_name(n)])]
    for i, j in sorted(neighbours([forms for _, forms in proper])):
        (a, mine), (b, theirs) = sorted((proper[i], proper[j]), key=lambda x: x[0].id)
        if a.registry is not None and b.registry is not None and a.registry != b.registry:
            continue
        if a.kind != b.kind and "unknown" not in (a.kind, b.kind) and {a.kind, b.kind} & _APART:
            continue
        score, words = _alike(mine, theirs)
        if score >= ASK:
            yield _suggested("actor", a, b, score, (words,))


def is_name(form: str) -> bool:
    """Whether a form names somebody, and is no description ("fighters of the Shield Brigade", "Shield gunmen", "the ministry")."""
    words = form.split()
    if words[:1] and words[0].lower() in ("the", "a", "an", "our", "its", "their", "his", "her"):
        words = words[1:]
    if not words or not _capital(words[0]) or not _capital(words[-1]):
        return False
    if (
        words[0].endswith("s")
        and words[1:2] in (["of"], ["from"])
        and registry.kind_of([words[0].casefold()]) is not None
    ):
        return False
    return any(_capital(w) and registry.kind_of([w.casefold()]) is None for w in words)


def _capital(word: str) -> bool:
    """Whether a word has a capital first, after the Arabic article ("al-Marwani")."""
    article, _, rest = word.partition("-")
    return (rest if rest and article.casefold() in toponyms.ARTICLES else word)[:1].isupper()


def _alike(first: Sequence[str], second: Sequence[str]) -> tuple[float, str]:
    """The likeness of the two names that are most alike, and a sentence on it."""
    best = max(
        ((_likeness(x, y), x, y) for x in first for y in second), key=lambda found: (found[0], found[1:]), default=None
    )
    if best is None:
        return 0.0, ""
    return best[0], f"the names {best[1]} and {best[2]} are alike ({best[0]:.2f})"


def _likeness(a: str, b: str) -> float:
    if names.is_acronym_of(a, b) or names.is_acronym_of(b, a):
        return 0.9
    return float(names.similarity(a, b))


def _places(record: Record) -> Iterator[Suggestion]:
    """Names that no gazetteer knows beside names that are like them; two known places are never one by name."""
    for i, j in sorted(neighbours([(p.name,) for p in record.places])):
        a, b = sorted((record.places[i], record.places[j]), key=lambda x: x.id)
        if a.source is not None and b.source is not None:
            continue
        if a.country is not None and b.country is not None and a.country != b.country:
            continue
        score, words = _alike((a.name,), (b.name,))
        if score >= ASK:
            yield _suggested("place", a, b, score, (words,))


def _suggested(sort: Sort, a: Actor | Place, b: Actor | Place, score: float, reasons: tuple[str, ...]) -> Suggestion:
    return Suggestion(
        sort=sort, first=a.id, second=b.id, names=(a.name, b.name), score=round(min(score, 1.0), 2), reasons=reasons
    )


# --- events -----------------------------------------------------------------------------------------


def _events(record: Record) -> Iterator[Suggestion]:
    """Events of near kinds that nothing keeps apart and two or more of place, day, party and figure bring together."""
    known = Known({a.id: a for a in record.actors}, {p.id: p for p in record.places}, frozenset())
    told = [e for e in record.events if e.extent == "one" and _held(e, "kind")]
    for i, j in sorted(_near(told)):
        a, b = sorted((told[i], told[j]), key=lambda e: e.id)
        reasons = _reasons(a, b, known)
        if reasons is not None and len(reasons) > 1:
            score = min(0.9, 0.3 + 0.2 * len(reasons))
            yield Suggestion(
                sort="event", first=a.id, second=b.id, names=(a.title, b.title), score=round(score, 2), reasons=reasons
            )


def _near(told: Sequence[Event]) -> set[tuple[int, int]]:
    """Pairs that share a place or what holds it, or an agent or target; what more than 200 events share is skipped."""
    index: dict[str, set[int]] = {}
    for i, e in enumerate(told):
        for key in _keys(e):
            index.setdefault(key, set()).add(i)
    return {(i, j) for near in index.values() if len(near) <= 200 for i in near for j in near if i < j}


def _keys(event: Event) -> Iterator[str]:
    for slot in ("where", "origin", "agent", "target"):
        for account in _held(event, slot):
            key = getattr(account.value, "place", None) or getattr(account.value, "actor", None)
            if key is not None:
                yield key


def _held(event: Event, slot: str) -> list[Account]:
    """The accounts of a slot that somebody stands by, or that are only planned; not those denied or replaced."""
    return [a for a in event.fields.get(slot, ()) if a.status not in ("denied", "superseded")]


def _reasons(a: Event, b: Event, known: Known) -> tuple[str, ...] | None:
    """What speaks for one event, None where something speaks against it."""
    pairs = [(x.value, y.value) for x in _held(a, "kind") for y in _held(b, "kind")]
    if not any(_near_kinds(x, y) for x, y in pairs):
        return None
    days = [(x.value, y.value) for x in _held(a, "when") for y in _held(b, "when")]
    together = [
        x for x, y in days if isinstance(x, When) and isinstance(y, When) and intervals.overlaps(x, y) is not False
    ]
    if days and not together:
        return None
    where = [(x.value, y.value) for x in _held(a, "where") for y in _held(b, "where")]
    if where and all(_parted(x, y, known) for x, y in where):
        return None
    reasons = []
    if together:
        reasons.append("their days overlap")
    if where:
        reasons.append("their places go together")
    reasons += _shared(a, b, "agent", known)
    reasons += _shared(a, b, "target", known)
    for slot in ("killed", "injured"):
        if any(
            x.value == y.value or compatible(x.value, y.value, known) for x in _held(a, slot) for y in _held(b, slot)
        ):
            reasons.append(f"their figures of {slot} go together")
    return tuple(reasons)


def _near_kinds(x: object, y: object) -> bool:
    return (
        isinstance(x, KindValue)
        and isinstance(y, KindValue)
        and (x.kind == y.kind or kinds.load().near(x.kind, y.kind) or kinds.load().same_family(x.kind, y.kind))
    )


def _parted(x: object, y: object, known: Known) -> bool:
    if not isinstance(x, PlaceValue) or not isinstance(y, PlaceValue):
        return False
    here, there = known.places.get(x.place or ""), known.places.get(y.place or "")
    return here is not None and there is not None and apart(here, there)


def _shared(a: Event, b: Event, slot: str, known: Known) -> Iterable[str]:
    mine, theirs = (
        {x.value.actor for x in _held(e, slot) if isinstance(x.value, ActorValue) and x.value.actor in known.actors}
        for e in (a, b)
    )
    return [f"the same {slot}: {known.actors[i].name}" for i in sorted(i for i in mine & theirs if i is not None)]
