"""Where places lie to one another: great-circle distances and containment.

Distances are kilometres on a sphere of 6371.0088 km (IUGG mean radius), coordinates WGS 84 degrees.
"""

from __future__ import annotations

import math

from reportedly.errors import UsageError
from reportedly.gazetteer_rows import Entry
from reportedly.model import Place, Reach

Point = tuple[float, float]

EARTH_KM = 6371.0088


def point_of(place: Place | Entry | Point) -> Point:
    """The middle of a place as (lat, lon); raises UsageError for a place without coordinates."""
    if isinstance(place, tuple):
        return place
    if place.lat is None or place.lon is None:
        raise UsageError("a place without coordinates has no distance", where=place.name, hint="use a located place")
    return place.lat, place.lon


def distance_km(a: Place | Point, b: Place | Point) -> float:
    """Great-circle kilometres between two points (lat, lon) or the middles of two places (haversine).

    Raises UsageError for a place without coordinates.
    """
    return distance(point_of(a), point_of(b))


def distance(a: Point, b: Point) -> float:
    """Great-circle kilometres between two points (lat, lon)."""
    lat1, lat2 = math.radians(a[0]), math.radians(b[0])
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def _within(extent: Reach | None, middle: Point, point: Point, slack_km: float = 0.0) -> bool | None:
    if extent is None:
        return None
    if extent.radius_km is not None:
        return distance(middle, point) <= extent.radius_km + slack_km
    if extent.bbox is None:
        return None
    west, south, east, north = extent.bbox
    return south <= point[0] <= north and (point[1] - west) % 360 <= (east - west) % 360


def contains(outer: Place, inner: Place) -> bool | None:
    """Whether ``inner`` lies in ``outer``: by the chain of parents, else by extent; None where neither can tell.

    A box or circle can only rule out: a point in a province's box may lie in its neighbour, so a hit by extent alone
    counts only for circles and for regions, which have no list of members.
    """
    if outer.id == inner.id or outer.id in inner.parents:
        return True
    if outer.precision == "country" and outer.country and inner.country:
        return outer.country == inner.country
    if None in (outer.lat, outer.lon, inner.lat, inner.lon):
        return None
    inside = _within(outer.extent, point_of(outer), point_of(inner))
    if inside is not True:
        return inside
    if inner.extent and outer.extent and inner.extent.radius_km and outer.extent.radius_km:
        return True if inner.extent.radius_km < outer.extent.radius_km else None
    return True if outer.precision == "region" and inner.precision not in ("region", "country") else None
