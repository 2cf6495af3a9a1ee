"""Areas on the earth as GeoJSON geometries (RFC 7946): circles and boxes, cut where they cross the 180th meridian.

Degrees of WGS 84, longitude first; outer rings run counterclockwise.  Distances are kilometres on a sphere of
:data:`~reportedly.place_geometry.EARTH_KM`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from reportedly.place_geometry import EARTH_KM

Geometry = dict[str, Any]
Point = tuple[float, float]

_CORNERS = 64
"""Corners of a circle: its area is then less than 0.2 % too small."""

_DIGITS = 5
"""Decimals of a coordinate: about a metre, finer than any gazetteer that is read."""


def point(lon: float, lat: float) -> Geometry:
    """A point."""
    return {"type": "Point", "coordinates": _rounded((lon, lat))}


def circle(lon: float, lat: float, radius_km: float) -> Geometry:
    """The area within ``radius_km`` of a point, as a polygon; one that holds a pole is the band of latitudes down to its edge."""
    reach = math.degrees(radius_km / EARTH_KM)
    south, north = lat - reach, lat + reach
    if south <= -90 or north >= 90:
        return box(-180.0, max(-90.0, south), 180.0, min(90.0, north))
    turns = (2 * math.pi * n / _CORNERS for n in range(_CORNERS))
    return _polygons([_off(lon, lat, math.radians(reach), -turn) for turn in turns])


def box(west: float, south: float, east: float, north: float) -> Geometry:
    """A box; ``east`` less than ``west`` is one that crosses the 180th meridian."""
    right = east if east >= west else east + 360
    return _polygons([(west, south), (right, south), (right, north), (west, north)])


def _off(lon: float, lat: float, reach: float, bearing: float) -> Point:
    """The point at a distance (radians of arc) and bearing; its longitude is not brought back into -180..180."""
    here = math.radians(lat)
    there = math.asin(math.sin(here) * math.cos(reach) + math.cos(here) * math.sin(reach) * math.cos(bearing))
    turn = math.atan2(
        math.sin(bearing) * math.sin(reach) * math.cos(here), math.cos(reach) - math.sin(here) * math.sin(there)
    )
    return lon + math.degrees(turn), math.degrees(there)


def _polygons(ring: Sequence[Point]) -> Geometry:
    """A polygon of an open ring; two polygons where it crosses the 180th meridian (RFC 7946, 3.1.9)."""
    parts = []
    for turn in (-360.0, 0.0, 360.0):
        moved = [(lon + turn, lat) for lon, lat in ring]
        inside = _beyond(_beyond(moved, -180.0, 1.0), 180.0, -1.0)
        if len(inside) > 2:
            parts.append([[_rounded(p) for p in (*inside, inside[0])]])
    if len(parts) == 1:
        return {"type": "Polygon", "coordinates": parts[0]}
    return {"type": "MultiPolygon", "coordinates": parts}


def _beyond(ring: Sequence[Point], edge: float, side: float) -> list[Point]:
    """The part of a ring east (``side`` 1) or west (-1) of a meridian (Sutherland-Hodgman)."""
    kept: list[Point] = []
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        if (x1 - edge) * side >= 0:
            kept.append((x1, y1))
        if (x1 - edge) * (x2 - edge) < 0:
            kept.append((edge, y1 + (y2 - y1) * (edge - x1) / (x2 - x1)))
    return kept if any((x - edge) * side > 0 for x, _ in kept) else []


def _rounded(at: Point) -> list[float]:
    return [round(at[0], _DIGITS), round(at[1], _DIGITS)]
