"""Under which keys the actors, places and voices of several records are gathered: a view over them that joins nothing.

Joining compares what stands in one record.  Across records only what is surely one falls under one key: one entry of the registry or
gazetteer, else one full name and kind.  By the rules of :mod:`reportedly.actors` a description ("the mayor") and a person known by one
word say nothing beyond their own text, and by those of :mod:`reportedly.localities` neither does an unlisted place of no known
country; each of these has a key of its own.
"""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

from reportedly import registry, text, voices
from reportedly.model import Actor, Place, Record, Voice
from reportedly.suggestions import is_name

Sort = Literal["actor", "place", "voice"]

OWN: tuple[str, ...] = ()
"""The basis of a key that is one thing's alone: it is made of its id."""


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """An actor, place or voice of a record with its key, its name ("" for a voice without any), its kind and all forms of its name.

    ``kind`` is an actor's kind, a place's precision, or the side that a voice serves.
    """

    sort: Sort
    id: str
    key: str
    name: str
    kind: str | None
    forms: tuple[str, ...]


def things(record: Record) -> tuple[Thing, ...]:
    """All actors, places and voices of a record."""
    outlets = {d.id: text.fold(voices.outlet(d) or "") for d in record.documents}
    return (
        *(_thing("actor", a.id, a.name, a.kind, (a.name, *a.names), _of_actor(a)) for a in record.actors),
        *(_thing("place", p.id, p.name, p.precision, (p.name,), _of_place(p)) for p in record.places),
        *(
            _thing(
                "voice",
                v.id,
                v.speaker or "",
                v.interest,
                (v.speaker or "",),
                _of_voice(v, {outlets[d] for d in v.documents}),
            )
            for v in record.voices
        ),
    )


def _thing(
    sort: Sort, id_: str, name: str, kind: str | None, forms: tuple[str, ...], basis: tuple[str | None, ...]
) -> Thing:
    digest = hashlib.sha256("\0".join(part or "" for part in (sort, *basis)).encode("utf-8", "surrogatepass"))
    digits = digest.hexdigest()[:16] if basis else id_.partition("_")[2]
    return Thing(sort=sort, id=id_, key=f"{sort}-{digits}", name=name, kind=kind, forms=forms)


def id_in(sort: Sort, key: str) -> str | None:
    """The id of what has a key of its own, if the key is one of those; None where it cannot be one."""
    own, _, digits = key.partition("-")
    return f"{sort[0]}_{digits}" if own == sort and digits else None


def _of_actor(actor: Actor) -> tuple[str | None, ...]:
    if actor.registry is not None:
        return "entry", actor.registry
    alone = actor.kind in ("person", "unknown") and len(actor.name.split()) < 2
    return OWN if alone or not is_name(actor.name) else ("name", text.fold(actor.name), actor.kind)


def _of_place(place: Place) -> tuple[str | None, ...]:
    if place.source is not None:
        return "entry", place.id
    return OWN if place.country is None else ("name", text.fold(place.name), place.precision, place.country)


def _of_voice(voice: Voice, outlets: set[str]) -> tuple[str | None, ...]:
    """An outlet is known by its name; another speaker by an entry of the registry, or by a name of two words or more."""
    if voice.speaker is None:
        return OWN
    known = registry.lookup(voice.speaker)
    if known is not None:
        return "entry", known.id
    folded = text.fold(voice.speaker)
    if folded in outlets or (is_name(voice.speaker) and len(voice.speaker.split()) > 1):
        return "name", folded, voice.interest
    return OWN
