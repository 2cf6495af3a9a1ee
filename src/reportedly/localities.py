"""Which places are meant: place mentions of all documents joined by gazetteer entry, or by name where none is known.

A place that no gazetteer knows keeps no coordinates; it is never put at 0,0 or at its province's centre.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from reportedly import names, places
from reportedly.ids import renamed
from reportedly.links import NONE, Links, obeyed
from reportedly.model import Mention, Place, PlaceValue, Reading
from reportedly.voices import root

BESIDE_KM = 15.0
"""How far "near X" may lie from X: the reach of a district town in the registers of GeoNames' class PPL."""


class Localities(msgspec.Struct, frozen=True):
    """The joined places and, for each place mention that names one, its id."""

    places: tuple[Place, ...]
    by_mention: Mapping[str, str]

    def get(self, place: str | None) -> Place | None:
        """The joined place with this id, or None."""
        return next((p for p in self.places if p.id == place), None) if place is not None else None


def group(readings: Iterable[Reading], ruled: Links = NONE) -> Localities:
    """Join the place mentions of the readings.

    Mentions of one gazetteer entry are one place.  A name without an entry is one place within the country that most known
    places of its document lie in, and inside its document only where no country is known.  ``ruled`` are links between
    mentions that people made, obeyed whatever the names say: a place of several entries is the one named most often.
    """
    members: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    known: dict[tuple[str, ...], Place] = {}
    country_of: dict[tuple[str, ...], str | None] = {}
    for reading in sorted(readings, key=lambda r: r.document.id):
        mentions = {m.id: m for m in reading.mentions if m.type == "place"}
        rows = {m: _entry(mentions[m]) for m in mentions}
        votes = Counter(p.country for p in rows.values() if p is not None and p.country is not None)
        home = min(votes, key=lambda c: (-votes[c], c)) if votes else None
        for m in mentions.values():
            head = root(m.id, mentions)
            row = rows[head.id]
            value = head.value
            if row is not None:
                key: tuple[str, ...] = ("entry", row.id)
                known[key] = row
            elif isinstance(value, PlaceValue) and head.how != "pronoun":
                key = ("name", names.fold(value.name), home or reading.document.id)
                country_of[key] = home
            else:
                continue
            members[key].append(m)
    mention_of = {m.id: (m, key) for key, group_ in members.items() for m in group_}
    made: dict[str, Place] = {}
    by_mention: dict[str, str] = {}
    for ids in obeyed([[m.id for m in group_] for group_ in members.values()], ruled):
        keys = Counter(mention_of[i][1] for i in ids)
        entries = {key: n for key, n in keys.items() if key in known}
        key = min(entries or keys, key=lambda k: (-keys[k], k))
        place = known[key] if key in known else _unlisted([mention_of[i][0] for i in ids], country_of[key])
        former = {known[k].id for k in entries} - {place.id, *place.formerly}
        made[place.id] = msgspec.structs.replace(place, formerly=(*place.formerly, *sorted(former)))
        by_mention |= dict.fromkeys(ids, place.id)
    return Localities(tuple(sorted(made.values(), key=lambda p: p.id)), by_mention)


def _entry(mention: Mention) -> Place | None:
    return places.get(mention.candidates[0].id) if mention.candidates else None


def _unlisted(group_: list[Mention], country: str | None) -> Place:
    values = [m.value for m in group_ if isinstance(m.value, PlaceValue)]
    placed = next((v for v in sorted(values, key=repr) if v.lat is not None and v.lon is not None), None)
    precisions = Counter(v.precision for v in values if v.precision is not None)
    firsts: dict[str, str] = {}
    for m in group_:
        firsts[m.document] = min(firsts.get(m.document, m.id), m.id)
    ids = sorted(firsts.values())
    return Place(
        id=renamed("p", ids[0]),
        name=names.fullest(sorted({v.name for v in values})),
        lat=placed.lat if placed else None,
        lon=placed.lon if placed else None,
        precision=min(precisions, key=lambda p: (-precisions[p], p)) if precisions else "settlement",
        extent=None,
        country=country,
        formerly=tuple(renamed("p", i) for i in ids[1:]),
    )


def within(outer: Place, inner: Place) -> bool | None:
    """Whether one place holds the other; None where the gazetteer cannot tell."""
    return True if outer.id == inner.id else places.contains(outer, inner)


def apart(a: Place, b: Place, *, beside: bool = False) -> bool:
    """Whether an act at one place cannot be an act at the other.

    Neither holds the other and they are different settlements or sites, or different provinces or countries; with
    ``beside`` ("near X") places within :data:`BESIDE_KM` are not apart.  Unknown coordinates alone never part two places
    of which one is coarse.
    """
    if a.id == b.id or within(a, b) or within(b, a):
        return False
    fine = {"site", "settlement"}
    if a.lat is None or b.lat is None:
        return a.precision in fine and b.precision in fine and not beside
    km = places.distance_km(a, b)
    reach = sum(p.extent.radius_km or 0.0 for p in (a, b) if p.extent is not None)
    if a.precision in fine and b.precision in fine:
        return km > max(BESIDE_KM if beside else 0.0, min(reach, BESIDE_KM))
    if within(a, b) is None or within(b, a) is None:
        return km > reach + BESIDE_KM
    return km > reach
