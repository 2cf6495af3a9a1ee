"""A map of a record as GeoJSON (RFC 7946): one feature for each place that somebody gives for an event.

A site or a settlement is a point.  A district, province, region or country is the area of its reach and never a point; so is
"near" and "north of" a place.  What no gazetteer knows has no geometry, and neither has "between" and "in the territory of".  Every feature
says who gives the place, in which words, how surely, and who denies it or the event itself.  A title that names a
private person is left out, because in it nobody says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from reportedly import text, voices
from reportedly.exports import areas, safe
from reportedly.localities import BESIDE_KM
from reportedly.model import Account, Actor, Claim, Document, Event, Hop, KindValue, Place, PlaceValue, Record, When
from reportedly.values import PLACE_SLOTS

_FINE = frozenset({"site", "settlement"})
_WORD = re.compile(r"[^\W\d_]+")
_LINKS = frozenset("a an the of for in and his her".split())
"""Short words that make a name a description; others ("bin", "de", "al") are parts of names."""

_NO_AREA = frozenset({"between", "in_territory_of"})


class _Known(Struct, frozen=True):
    """What features look up: things of the record by id, and the persons who are not in public life."""

    documents: Mapping[str, Document]
    claims: Mapping[str, Claim]
    places: Mapping[str, Place]
    actors: Mapping[str, Actor]
    private: Sequence[Actor]


def write(record: Record, path: Path) -> None:
    """A FeatureCollection of the record's places."""
    raw = safe.json_text(msgspec.json.format(msgspec.json.encode(collection(record)), indent=1)) + b"\n"
    safe.write_bytes(path, raw)


def collection(record: Record) -> dict[str, Any]:
    """The FeatureCollection, in the order of the record's events and accounts."""
    known = _Known(
        documents={d.id: d for d in record.documents},
        claims={c.id: c for c in record.claims},
        places={p.id: p for p in record.places},
        actors={a.id: a for a in record.actors},
        private=[a for a in record.actors if _is_private(a)],
    )
    return {"type": "FeatureCollection", "features": [f for e in record.events for f in _features(e, known)]}


def _features(event: Event, known: _Known) -> Iterator[dict[str, Any]]:
    of_event = _of_event(event, known)
    for slot, accounts in event.fields.items():
        for account in accounts:
            if slot in PLACE_SLOTS and isinstance(account.value, PlaceValue):
                yield _feature(slot, account, account.value, of_event, known)


def _feature(
    slot: str, account: Account, value: PlaceValue, of_event: Mapping[str, Any], known: _Known
) -> dict[str, Any]:
    place = known.places.get(value.place) if value.place is not None else None
    drawn, geometry = _geometry(value, place)
    denials = [known.claims[c] for c in account.denied_by if c in known.claims]
    held = [known.claims[c] for c in account.claims if c in known.claims and known.claims[c].stance != "denies"]
    return {
        "type": "Feature",
        "id": account.id,
        "geometry": geometry,
        "properties": {
            **of_event,
            "slot": slot,
            "account": account.id,
            "place": value.place,
            "name": place.name if place is not None else value.name,
            "relation": value.relation,
            "relation_to": _relation_to(value, known),
            "precision": place.precision if place is not None else value.precision,
            "country": place.country if place is not None else None,
            "drawn_as": drawn,
            "coordinates_from": place.source if place is not None and geometry is not None else None,
            "status": account.status,
            "support": account.support,
            "independent_low": account.independent.low,
            "independent_high": account.independent.high,
            "stances": list(account.stances),
            "voices": list(account.voices),
            "said_by": _names(held, known),
            "denied_by": _names(denials, known),
            "said": [_said(c, known) for c in held],
            "denied": [_said(c, known) for c in denials],
        },
    }


def _of_event(event: Event, known: _Known) -> dict[str, Any]:
    """What every feature of an event says of it: its kind with its status and denials, and its dates."""
    kinds = [a for a in event.fields.get("kind", ()) if isinstance(a.value, KindValue)]
    denials = dict.fromkeys(c for a in kinds for c in a.denied_by if c in known.claims)
    return {
        "event": event.id,
        "kind": event.kind,
        "title": _title(event, known),
        "extent": event.extent,
        "kind_status": next((a.status for a in kinds if a.value == KindValue(kind=event.kind)), None),
        "event_denied": [_said(known.claims[c], known) for c in denials],
        "when": [
            {"start": a.value.start, "end": a.value.end, "words": a.value.text, "status": a.status}
            for a in event.fields.get("when", ())
            if isinstance(a.value, When)
        ],
    }


def _geometry(value: PlaceValue, place: Place | None) -> tuple[str, areas.Geometry | None]:
    """How a place is drawn, in a word, and its geometry."""
    if value.relation in _NO_AREA:
        return "no area", None
    if place is None or place.lat is None or place.lon is None or (place.lat, place.lon) == (0, 0):
        return "no coordinates", None
    if value.relation is not None:
        reach = place.extent.radius_km if place.extent is not None and place.extent.radius_km is not None else 0.0
        if place.precision not in _FINE and not reach:
            return "reach unknown", None
        return "around", areas.circle(place.lon, place.lat, reach + BESIDE_KM)
    if place.precision in _FINE:
        return "point", areas.point(place.lon, place.lat)
    if place.extent is not None and place.extent.radius_km:
        return "circle", areas.circle(place.lon, place.lat, place.extent.radius_km)
    if place.extent is not None and place.extent.bbox is not None:
        return "box", areas.box(*place.extent.bbox)
    return "reach unknown", None


def _relation_to(value: PlaceValue, known: _Known) -> str | None:
    """The name of what a relation is to; a private person's is left out."""
    if value.of is None:
        return None
    if value.of in known.actors:
        actor = known.actors[value.of]
        return None if _is_private(actor) else actor.name
    return known.places[value.of].name if value.of in known.places else value.of


def _said(claim: Claim, known: _Known) -> dict[str, Any]:
    """One claim: its words, its stance, and the voices that it came through, outermost first."""
    document = known.documents.get(claim.document)
    return {
        "claim": claim.id,
        "words": claim.evidence[0].text if claim.evidence else None,
        "stance": claim.stance,
        "speaker": _speaker(claim.attribution[-1], document) if claim.attribution else None,
        "through": [
            {"speaker": _speaker(h, document), "kind": h.kind, "medium": h.medium, "stance": h.stance}
            for h in claim.attribution
        ],
        "document": claim.document,
        "publisher": document.publisher if document is not None else None,
        "url": document.url if document is not None else None,
    }


def _speaker(hop: Hop, document: Document | None) -> str:
    if hop.kind == "author":
        return (voices.outlet(document) if document is not None else None) or "the author"
    return hop.speaker.name or hop.speaker.text if hop.speaker is not None else "someone who is not named"


def _names(claims: Sequence[Claim], known: _Known) -> str | None:
    """Who says so, each once, in one line for a label; None for nobody."""
    found = dict.fromkeys(_speaker(c.attribution[-1], known.documents.get(c.document)) for c in claims if c.attribution)
    return "; ".join(found) or None


def _is_private(actor: Actor) -> bool:
    """Whether an actor is, or may be, a person who is not in public life."""
    return actor.kind in ("person", "unknown") and actor.public is not True


def _title(event: Event, known: _Known) -> str | None:
    """The event's title; None where a private person's name, in any form or in part, stands in it."""
    title = f" {text.fold(event.title)} "
    for person in known.private:
        forms = [text.fold(n) for n in (person.name, *person.names) if _is_name(n)]
        if any(f" {f} " in title for f in (*forms, *_parts(person.name)) if f):
            return None
    return event.title


def _is_name(words: str) -> bool:
    """Whether words are a name and no mere description ("a commander")."""
    first, *rest = words.split() or [""]
    return any(map(_has_capital, rest)) or (not rest and _has_capital(first))


def _parts(name: str) -> list[str]:
    """The words of a person's name that could stand for it, folded; none of a description with a name in it."""
    if not all(_has_capital(w) or (len(w) < 4 and w not in _LINKS) for w in name.split()):
        return []
    return [text.fold(w) for w in _WORD.findall(name) if len(w) > 2 and _has_capital(w)]


def _has_capital(word: str) -> bool:
    """Whether a capital letter stands in a word ("al-Marwani"), or a letter of a script that has none."""
    return any(c.isalpha() and not c.islower() for c in word)
