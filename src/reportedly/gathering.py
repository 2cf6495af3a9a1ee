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

_Basis = tuple[str, ...]

OWN: _Basis = ()
"""The basis of a key that is one thing's alone: it is made of its id."""


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """An actor, place or voice of a record with its key, its name ("" for a voice without any), its kind and the forms of its name.

    ``kind`` is an actor's kind, a place's precision, or the side that a voice serves.  ``bare`` says that it is only described ("the
    attackers", "fewer than 20 men"), and no name of it is known; of a voice, that no words say who speaks.
    """

    sort: Sort
    id: str
    key: str
    name: str
    kind: str | None
    bare: bool
    forms: tuple[str, ...]


def things(record: Record) -> tuple[Thing, ...]:
    """All actors, places and voices of a record."""
    outlets = {d.id: text.fold(voices.outlet(d) or "") for d in record.documents}
    return (
        *(_actor(a) for a in record.actors),
        *(_place(p) for p in record.places),
        *(_voice(v, {outlets[d] for d in v.documents}) for v in record.voices),
    )


def _actor(actor: Actor) -> Thing:
    bare = actor.registry is None and not is_name(actor.name)
    alone = actor.kind in ("person", "unknown") and len(actor.name.split()) < 2
    if actor.registry is not None:
        basis: _Basis = ("entry", actor.registry)
    else:
        basis = OWN if alone or bare else ("name", text.fold(actor.name), actor.kind)
    forms = (actor.name, *(form for form in actor.names if bare or is_name(form)))
    return _thing("actor", actor.id, basis, actor.name, actor.kind, bare, forms)


def _place(place: Place) -> Thing:
    if place.source is not None:
        basis: _Basis = ("entry", place.id)
    else:
        basis = OWN if place.country is None else ("name", text.fold(place.name), place.precision, place.country)
    return _thing("place", place.id, basis, place.name, place.precision, False, (place.name,))


def _voice(voice: Voice, outlets: set[str]) -> Thing:
    """An outlet is known by its name; another speaker by an entry of the registry, or by a name of two words or more."""
    name = voice.speaker or ""
    known, folded = registry.lookup(name) if name else None, text.fold(name)
    if known is not None:
        basis: _Basis = ("entry", known.id)
    elif (folded and folded in outlets) or (is_name(name) and len(name.split()) > 1):
        basis = ("name", folded, voice.interest or "")
    else:
        basis = OWN
    return _thing("voice", voice.id, basis, name, voice.interest, not name, (name,))


def _thing(
    sort: Sort, id_: str, basis: _Basis, name: str, kind: str | None, bare: bool, forms: tuple[str, ...]
) -> Thing:
    digest = hashlib.sha256("\0".join((sort, *basis)).encode("utf-8", "surrogatepass"))
    digits = digest.hexdigest()[:16] if basis else id_.partition("_")[2]
    return Thing(sort=sort, id=id_, key=f"{sort}-{digits}", name=name, kind=kind, bare=bare, forms=forms)


def id_in(sort: Sort, key: str) -> str | None:
    """The id of what has a key of its own, if the key is one of those; None where it cannot be one."""
    own, _, digits = key.partition("-")
    return f"{sort[0]}_{digits}" if own == sort and digits else None
