"""How two values of one slot stand to one another: equal, one finer than the other, compatible, or rival.

The rules are those of the record's format for an Account: counts by low, high and unit class; places and actors by id; dates by
interval; words by their content words.  An open end says nothing, and what cannot be compared is not a rival.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from reportedly import counts, intervals, kinds, registry, text
from reportedly.localities import apart, within
from reportedly.model import Actor, ActorValue, Count, EventValue, KindValue, Place, PlaceValue, Value, When, Words
from reportedly.sightings import content_words

Key = tuple[object, ...]


class Known(msgspec.Struct, frozen=True):
    """The joined actors and places that values name by id, and which actors somebody names."""

    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    named: frozenset[str]


RULE = frozenset({"government", "regime", "forces", "army", "the", "held", "controlled"})
"""Words that leave open whose territory it is only where no name stands beside them."""


def key(value: Value) -> Key:
    """What makes two values one account."""
    match value:
        case KindValue(kind=kind):
            return ("kind", kind)
        case Count(low=low, high=high, class_=class_):
            return ("count", low, high, class_, text.fold(value.unit) if class_ == "unknown" else "")
        case PlaceValue(place=None, relation="in_territory_of", of=str(of)):
            owner = [w for w in text.fold(of).split() if w not in RULE] or text.fold(of).split()
            return ("place", None, "in_territory_of", " ".join(owner))
        case PlaceValue(place=place, relation=relation, of=of):
            return ("place", place or text.fold(value.name), relation, text.fold(of) if of else None)
        case ActorValue(actor=actor):
            return ("actor", actor or text.fold(value.name))
        case When(start=start, end=end):
            return ("when", start, end)
        case EventValue(event=event):
            return ("event", event or text.fold(value.text))
        case Words(text=words):
            return ("words", *sorted(content_words(words) or {text.fold(words)}))


def cell(slot: str, value: Value) -> Key:
    """The cell in which values can be rivals: the slot, and for counts the unit class."""
    return (slot, value.class_, value.of is not None) if isinstance(value, Count) else (slot,)


def refines(fine: Value, coarse: Value, known: Known) -> bool:
    """Whether the first value says the same more exactly than the second; never of equal values."""
    if key(fine) == key(coarse):
        return False
    match fine, coarse:
        case KindValue(), KindValue():
            return coarse.kind == "attack" and kinds.load().same_family(fine.kind, coarse.kind)
        case Count(), Count():
            return fine.class_ == coarse.class_ and counts.refines(fine, coarse)
        case When(), When():
            return intervals.contains(coarse, fine) is True
        case PlaceValue(), PlaceValue():
            return _finer_place(fine, coarse, known)
        case ActorValue(), ActorValue():
            return _finer_actor(fine, coarse, known)
        case Words(), Words():
            return content_words(coarse.text) < content_words(fine.text) and bool(content_words(coarse.text))
        case _:
            return False


def _finer_place(fine: PlaceValue, coarse: PlaceValue, known: Known) -> bool:
    a, b = _place(fine, known), _place(coarse, known)
    if a is None or b is None:
        return False
    if a.id == b.id:
        return coarse.relation is not None and fine.relation is None
    return within(b, a) is True and within(a, b) is not True


def _finer_actor(fine: ActorValue, coarse: ActorValue, known: Known) -> bool:
    a, b = _actor(fine, known), _actor(coarse, known)
    if a is None or b is None or a.id == b.id:
        return False
    if a.id in known.named and b.id not in known.named:
        return a.kind == b.kind or b.kind == "unknown" or content_words(coarse.name) < content_words(fine.name)
    entry = registry.get(a.registry) if a.registry else None
    return entry is not None and entry.parent is not None and entry.parent == b.registry


def _place(value: PlaceValue, known: Known) -> Place | None:
    return known.places.get(value.place) if value.place is not None else None


def _actor(value: ActorValue, known: Known) -> Actor | None:
    return known.actors.get(value.actor) if value.actor is not None else None


def compatible(a: Value, b: Value, known: Known) -> bool:
    """Whether both values can be true of one event in a slot that holds one value."""
    if key(a) == key(b) or refines(a, b, known) or refines(b, a, known):
        return True
    match a, b:
        case KindValue(), KindValue():
            return kinds.load().near(a.kind, b.kind)
        case Count(), Count():
            return a.class_ != b.class_ or counts.compatible(a, b)
        case When(), When():
            return intervals.overlaps(a, b) is not False
        case PlaceValue(), PlaceValue():
            here, there = _place(a, known), _place(b, known)
            beside = a.relation is not None or b.relation is not None
            return here is None or there is None or not apart(here, there, beside=beside)
        case Words(), Words():
            x, y = content_words(a.text), content_words(b.text)
            return x <= y or y <= x
        case _:
            return True
