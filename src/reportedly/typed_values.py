"""A value from words that a person types, by the slot that it is for."""

from __future__ import annotations

from typing import get_args

from reportedly import counts, dates, kinds, names, places
from reportedly.errors import UsageError
from reportedly.model import (
    ActorValue,
    Count,
    CountClass,
    Document,
    EventValue,
    KindValue,
    PlaceValue,
    Record,
    Value,
    Words,
)
from reportedly.values import ACTOR_SLOTS, COUNT_SLOTS, EVENT_SLOTS, PLACE_SLOTS


def value_of(slot: str, words: str, document: Document, record: Record | None = None) -> Value:
    """What ``words`` mean in a slot of an event.

    Counts as reports write them ("at least 12", with the class after a colon: "12: civilians"), days counted from the document's date
    ("last Tuesday") or written out, kinds by their name, places by name (the best known one), events by their id, all else as
    words.  Raises UsageError where the words mean nothing in that slot.
    """
    words = " ".join(words.split())
    if not words:
        raise UsageError(f"{slot} has no value", hint="give it with --value")
    if slot == "kind":
        return _kind(words)
    if slot in COUNT_SLOTS or slot == "times":
        return _count(slot, words)
    if slot == "when":
        found = dates.resolve(words, document.published)
        if found is None:
            raise UsageError(f"{words!r} is no date", hint="write 2023-03-14, 14 March 2023, or words of a report")
        return found
    if slot in PLACE_SLOTS:
        return _place(words)
    if slot in ACTOR_SLOTS:
        return _actor(words, record)
    if slot in ("same_as", "part_of", "after", "response_to"):
        return _event(words, record)
    if slot in EVENT_SLOTS:
        return Words(text=words)
    raise UsageError(f"{slot!r} is no slot of an event", hint=f"use one of {', '.join(EVENT_SLOTS)}")


def _kind(words: str) -> KindValue:
    wanted = words.lower().replace(" ", "_").replace("-", "_")
    known = kinds.load().names()
    if wanted not in known:
        raise UsageError(f"{words!r} is no kind of event", hint=f"use one of {', '.join(sorted(known))}")
    return KindValue(kind=wanted)


def _count(slot: str, words: str) -> Count:
    number, _, after = words.partition(":")
    class_ = next((c for c in get_args(CountClass) if c == after.strip()), None)
    if after and class_ is None:
        raise UsageError(
            f"{after.strip()!r} is no class of people", hint=f"use one of {', '.join(get_args(CountClass))}"
        )
    found = counts.parse(number)
    if found is None:
        raise UsageError(f"{words!r} is no number for {slot}", hint='write 12, "at least 12", "12 to 15" or "dozens"')
    return (
        found
        if class_ is None
        else Count(low=found.low, high=found.high, unit=found.unit, class_=class_, text=found.text)
    )


def _place(words: str) -> PlaceValue:
    found = next(iter(places.find(words, limit=1)), None)
    if found is None:
        return PlaceValue(place=None, name=words, text=words)
    return PlaceValue(
        place=found.id, name=found.name, text=words, lat=found.lat, lon=found.lon, precision=found.precision
    )


def _actor(words: str, record: Record | None) -> ActorValue:
    """The actor of the record with this id or exactly this name, else a name that the record does not know."""
    for a in record.actors if record is not None else ():
        if a.id == words or names.fold(words) in {names.fold(n) for n in (a.name, *a.names)}:
            return ActorValue(actor=a.id, name=a.name, text=a.name)
    return ActorValue(actor=None, name=words, text=words)


def _event(words: str, record: Record | None) -> EventValue:
    found = next((e for e in record.events if e.id == words), None) if record is not None else None
    if found is None:
        raise UsageError(f"{words!r} is no event of the case", hint="give its id, such as reportedly show prints it")
    return EventValue(event=found.id, text=found.title)
