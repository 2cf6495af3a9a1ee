"""A map that draws offline: country outlines from the package's own table, and the record's places upon them.

A place is drawn as what it is: a settlement or site as a dot, a district, province, region or country as an area (its
circle, its box, or the country's outline), never as a pin.  A place without coordinates is not drawn at all.
Outlines: Natural Earth 1:50m (static/WORLD.md).  Projection: equirectangular, true to scale at the view's middle
latitude, so that distances look right in a crop of some hundred kilometres.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

from reportedly.errors import DataError
from reportedly.model import Place

WIDTH = 720
"""Width of the drawing in its own units; a label is 12 units high."""

_HEIGHTS = (300, 460)
_KM_PER_DEGREE = 111.32  # one degree of a great circle, WGS 84 equator
_LEAST_SPAN_KM = 260.0  # a view of one village still shows what surrounds it
_MARGIN = 0.22
_TOLERANCE = 0.7  # units of the drawing; below one pixel at usual sizes
_COARSE = 24.0  # the same for lines outside the view, which only close a shape
_SMALLEST_RING = 2.0  # units across; smaller islands would be specks
DOTS = frozenset({"site", "settlement"})
"""Precisions that are drawn as a dot; all others are areas."""

Point = tuple[float, float]
Ring = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """A country's outline: ``polygons`` of rings of arc numbers (``~n`` is arc n reversed), and its box in degrees."""

    name: str
    polygons: tuple[tuple[Ring, ...], ...]
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class World:
    """Country outlines; ``arcs`` are lines of (longitude, latitude) in degrees that neighbours share."""

    arcs: tuple[tuple[Point, ...], ...]
    countries: tuple[Country, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A country in the drawing: its SVG path and where its name may stand (``None``: no room in the view)."""

    name: str
    path: str
    label: Point | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the drawing.

    ``form`` is dot, circle, box, outline, or ``reach-unknown`` (an area whose size no table gives).  ``x``, ``y`` is the
    middle; ``rx``, ``ry`` half the width and height; ``path`` the outline.  ``anchor`` tells on which side the label is.
    """

    place: Place
    form: str
    x: float
    y: float
    rx: float = 0.0
    ry: float = 0.0
    path: str = ""
    label_y: float = 0.0
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole map: countries below, areas above them, dots on top, and a scale bar.

    ``unplaced`` have no coordinates; ``outside`` are countries beyond the frame, which only finer places set.
    """

    width: int
    height: int
    shapes: tuple[Shape, ...]
    marks: tuple[Mark, ...]
    scale_km: int
    scale_units: float
    unplaced: tuple[Place, ...]
    outside: tuple[Place, ...]


@lru_cache(maxsize=1)
def world() -> World:
    """The table of country outlines. Raises DataError where the package lacks it or it cannot be read."""
    import msgspec

    try:
        raw = files("reportedly.views").joinpath("static/countries-50m.json").read_bytes()
        topology: dict[str, Any] = msgspec.json.decode(raw)
        (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
        arcs = []
        for steps in topology["arcs"]:
            x = y = 0
            line = []
            for step_x, step_y in steps:
                x, y = x + step_x, y + step_y
                line.append((x * kx + dx, y * ky + dy))
            arcs.append(tuple(line))
        countries = tuple(_country(g, arcs) for g in topology["objects"]["countries"]["geometries"])
    except (OSError, KeyError, TypeError, ValueError, IndexError) as error:
        raise DataError("the table of country outlines cannot be read", hint="install the package again") from error
    return World(arcs=tuple(arcs), countries=countries)


def _country(geometry: dict[str, Any], arcs: list[tuple[Point, ...]]) -> Country:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    rings = tuple(tuple(tuple(ring) for ring in polygon) for polygon in polygons)
    points = [p for polygon in rings for n in polygon[0] for p in arcs[n if n >= 0 else ~n]]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return Country(name=geometry["properties"]["name"], polygons=rings, box=(min(xs), min(ys), max(xs), max(ys)))


def draw(places: tuple[Place, ...]) -> Drawing | None:
    """A map cropped to ``places`` with a margin; ``None`` where none of them has coordinates.

    Countries widen the crop only where nothing finer is named: a far ally's name must not shrink a town to nothing.
    """
    placed = [p for p in places if p.lat is not None and p.lon is not None]
    if not placed:
        return None
    unplaced = tuple(p for p in places if p.lat is None or p.lon is None)
    earth = world()
    outlines = {p.id: _outline_of(earth, p) for p in placed if p.precision == "country"}
    framing = [p for p in placed if p.precision != "country"] or placed
    view = _view([_box(p, outlines.get(p.id)) for p in framing])
    lines = [view.line(arc) for arc in earth.arcs]
    shapes: list[Shape] = []
    found: dict[str, Shape] = {}
    named = {outline.name for outline in outlines.values() if outline}
    for country in earth.countries:
        path = _path(earth, country, lines, view)
        if path:
            found[country.name] = Shape(country.name, path, _label_point(earth, country, view))
            shapes.append(replace(found[country.name], label=None) if country.name in named else found[country.name])
    marks = [_mark(p, view, outlines.get(p.id), found) for p in placed]
    inside = [m for m in marks if m.path or _meets(m, view.height)]
    scale_km = _round_km(WIDTH / 4 / view.units_per_km)
    return Drawing(
        width=WIDTH,
        height=view.height,
        shapes=tuple(shapes),
        marks=tuple(_spread(inside, view.height)),
        scale_km=scale_km,
        scale_units=round(scale_km * view.units_per_km, 1),
        unplaced=unplaced,
        outside=tuple(m.place for m in marks if m not in inside),
    )


@dataclass(frozen=True, slots=True)
class _View:
    west: float
    north: float
    east: float
    south: float
    units: float  # units of the drawing per degree of latitude
    squeeze: float  # cosine of the middle latitude
    height: int

    @property
    def units_per_km(self) -> float:
        return self.units / _KM_PER_DEGREE

    @property
    def turn(self) -> float:
        """Once round the earth, in units of the drawing."""
        return 360.0 * self.units * self.squeeze

    def xy(self, lon: float, lat: float) -> Point:
        if lon < self.west - 180:
            lon += 360
        elif lon > self.east + 180:
            lon -= 360
        return (lon - self.west) * self.units * self.squeeze, (self.north - lat) * self.units

    def line(self, arc: tuple[Point, ...]) -> list[Point]:
        k = self.units * self.squeeze
        points = [((lon - self.west) * k, (self.north - lat) * self.units) for lon, lat in arc]
        left, right = min(p[0] for p in points), max(p[0] for p in points)
        top, foot = min(p[1] for p in points), max(p[1] for p in points)
        beside = any(right + t > -20 and left + t < WIDTH + 20 for t in (-self.turn, 0.0, self.turn))
        near = beside and foot > -20 and top < self.height + 20
        return _thin(points, _TOLERANCE if near else _COARSE)

    def ring(self, ring: Ring, lines: list[list[Point]]) -> list[Point]:
        """The points of a ring, turned round the earth by 360 degrees where that brings it nearer the middle."""
        points: list[Point] = []
        for n in ring:
            line = lines[n] if n >= 0 else lines[~n][::-1]
            points += line[1:] if points else line
        middle = (min(p[0] for p in points) + max(p[0] for p in points)) / 2
        shift = self.turn * round((WIDTH / 2 - middle) / self.turn)
        return [(x + shift, y) for x, y in points] if shift else points


def _box(place: Place, outline: Country | None) -> tuple[float, float, float, float]:
    lat, lon = place.lat or 0.0, place.lon or 0.0
    reach = place.extent
    if reach and reach.bbox and place.precision not in DOTS:
        west, south, east, north = reach.bbox
        return (west, south, east + 360 if east < west else east, north)
    if outline:
        west, south, east, north = outline.box
        if east - west < 180:
            return outline.box
    km = reach.radius_km if reach and reach.radius_km and place.precision not in DOTS else 0.0
    high = km / _KM_PER_DEGREE
    wide = high / max(0.2, math.cos(math.radians(lat)))
    return (lon - wide, lat - high, lon + wide, lat + high)


def _view(boxes: list[tuple[float, float, float, float]]) -> _View:
    plain = (min(b[0] for b in boxes), max(b[2] for b in boxes))
    turned = [(b[0] + 360 * (b[0] < 0), b[2] + 360 * (b[0] < 0)) for b in boxes]
    across = (min(b[0] for b in turned), max(b[1] for b in turned))
    west, east = across if across[1] - across[0] < plain[1] - plain[0] else plain
    south, north = max(-85.0, min(b[1] for b in boxes)), min(85.0, max(b[3] for b in boxes))
    middle_lat, middle_lon = (south + north) / 2, (west + east) / 2
    squeeze = max(0.2, math.cos(math.radians(middle_lat)))
    least = _LEAST_SPAN_KM / _KM_PER_DEGREE
    wide = max((east - west) * squeeze * (1 + 2 * _MARGIN), least)
    high = max((north - south) * (1 + 2 * _MARGIN), least * _HEIGHTS[0] / WIDTH)
    height = round(min(_HEIGHTS[1], max(_HEIGHTS[0], WIDTH * high / wide)))
    units = min(WIDTH / wide, height / high)
    half_wide, half_high = WIDTH / units / squeeze / 2, height / units / 2
    return _View(
        west=middle_lon - half_wide,
        north=middle_lat + half_high,
        east=middle_lon + half_wide,
        south=middle_lat - half_high,
        units=units,
        squeeze=squeeze,
        height=height,
    )


def _thin(points: list[Point], tolerance: float) -> list[Point]:
    """The Douglas-Peucker line: no dropped point lies further than ``tolerance`` from what is kept."""
    if len(points) < 3:
        return points
    keep = {0, len(points) - 1}
    # A closed arc has equal ends, so its furthest point is kept first.
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        (x1, y1), (x2, y2) = points[first], points[last]
        dx, dy = x2 - x1, y2 - y1
        length = math.hypot(dx, dy)
        worst, at = tolerance, 0
        for i in range(first + 1, last):
            x, y = points[i][0] - x1, points[i][1] - y1
            away = abs(x * dy - y * dx) / length if length > 1e-9 else math.hypot(x, y)
            if away > worst:
                worst, at = away, i
        if at:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def _path(earth: World, country: Country, lines: list[list[Point]], view: _View) -> str:
    parts = []
    for polygon in country.polygons:
        for ring in polygon:
            points = view.ring(ring, lines)
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            outside = max(xs) < -5 or min(xs) > WIDTH + 5 or max(ys) < -5 or min(ys) > view.height + 5
            speck = max(xs) - min(xs) < _SMALLEST_RING and max(ys) - min(ys) < _SMALLEST_RING
            if outside or speck:
                continue
            parts.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in _clamped(points, view.height)) + "Z")
    return "".join(parts)


def _clamped(points: list[Point], height: int) -> list[Point]:
    """Points pulled to a frame well outside the view, so that far coasts cost few characters."""
    frame = 400.0
    pulled = [(min(max(x, -frame), WIDTH + frame), min(max(y, -frame), height + frame)) for x, y in points]
    return [p for at, p in enumerate(pulled) if at == 0 or p != pulled[at - 1]]


def _label_point(earth: World, country: Country, view: _View) -> Point | None:
    """The point inside the country and the view that lies furthest from their edges, of a grid of the view."""
    columns, rows, edge = 24, 14, 14.0
    polygons = [p[0] for p in country.polygons]
    spots = []
    for row in range(rows):
        y = (row + 0.5) * view.height / rows
        lat = view.north - y / view.units
        inside = []
        for column in range(columns):
            lon = view.west + (column + 0.5) * (view.east - view.west) / columns
            lon = (lon + 180) % 360 - 180
            west, south, east, north = country.box
            if west <= lon <= east and south <= lat <= north and _contains(earth, polygons, lon, lat):
                inside.append(column)
        run: list[int] = []
        for column in [*inside, -9]:
            if run and column != run[-1] + 1:
                spots.append((len(run), (run[0] + run[-1] + 1) / 2 * WIDTH / columns, y))
                run = []
            if column >= 0:
                run.append(column)
    needed = len(country.name) * 6.6 + 8
    fitting = [s for s in spots if s[0] * WIDTH / columns >= needed and edge < s[2] < view.height - edge]
    if not fitting:
        return None
    _, x, y = max(fitting, key=lambda s: (s[0], -abs(s[2] - view.height / 2)))
    half = needed / 2
    return (round(min(max(x, half), WIDTH - half), 1), round(y + 4, 1))


def _contains(earth: World, rings: list[Ring], lon: float, lat: float) -> bool:
    """Whether a point lies in any of the rings: a ray to the east crosses the outline an odd number of times."""
    for ring in rings:
        odd = False
        for n in ring:
            arc = earth.arcs[n if n >= 0 else ~n]
            for (x1, y1), (x2, y2) in itertools.pairwise(arc):
                if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                    odd = not odd
        if odd:
            return True
    return False


def _outline_of(earth: World, place: Place) -> Country | None:
    """The country by its name, else by the point inside it."""
    for country in earth.countries:
        if country.name.casefold() == place.name.casefold():
            return country
    lon, lat = place.lon or 0.0, place.lat or 0.0
    for country in earth.countries:
        west, south, east, north = country.box
        inside = west <= lon <= east and south <= lat <= north
        if inside and _contains(earth, [p[0] for p in country.polygons], lon, lat):
            return country
    return None


def _mark(place: Place, view: _View, outline: Country | None, shapes: dict[str, Shape]) -> Mark:
    x, y = view.xy(place.lon or 0.0, place.lat or 0.0)
    x, y = round(x, 1), round(y, 1)
    if place.precision in DOTS:
        return Mark(place, "dot", x, y)
    if outline and outline.name in shapes:
        shape = shapes[outline.name]
        # A country's name stands where there is room for it in the view, which its own point need not be in.
        x, y = shape.label or (x, y)
        return Mark(place, "outline", x, y, path=shape.path)
    if place.extent and place.extent.bbox:
        west, south, east, north = place.extent.bbox
        x1, y1 = view.xy(west, north)
        x2, y2 = view.xy(east, south)
        middle = (round((x1 + x2) / 2, 1), round((y1 + y2) / 2, 1))
        return Mark(place, "box", *middle, rx=round(abs(x2 - x1) / 2, 1), ry=round(abs(y2 - y1) / 2, 1))
    if place.extent and place.extent.radius_km:
        ry = place.extent.radius_km * view.units_per_km
        rx = ry * view.squeeze / max(0.05, math.cos(math.radians(place.lat or 0.0)))
        return Mark(place, "circle", x, y, rx=round(rx, 1), ry=round(ry, 1))
    return Mark(place, "reach-unknown", x, y, rx=30.0, ry=30.0)


def _meets(mark: Mark, height: int) -> bool:
    return -mark.rx < mark.x < WIDTH + mark.rx and -mark.ry < mark.y < height + mark.ry


def _spread(marks: list[Mark], height: int) -> list[Mark]:
    """Marks with their labels placed: beside the dot, on the side with room, moved down where labels would overlap."""
    taken: list[tuple[float, float, float, float]] = []
    done: list[Mark] = []
    areas_first = sorted(marks, key=lambda m: (m.form == "dot", m.y))
    for mark in areas_first:
        wide = len(mark.place.name) * 6.6 + 8
        anchor = "middle" if mark.form != "dot" else "end" if mark.x + wide + 8 > WIDTH else "start"
        left = {"middle": mark.x - wide / 2, "end": mark.x - 8 - wide, "start": mark.x + 8}[anchor]
        top = mark.y - 7 if mark.form == "dot" else max(8.0, mark.y - mark.ry + (10 if mark.ry else -11))
        for _ in range(12):
            clash = [b for b in taken if left < b[2] and left + wide > b[0] and top < b[3] and top + 14 > b[1]]
            if not clash:
                break
            top = max(b[3] for b in clash) + 1
        top = min(top, height - 16.0)
        taken.append((left, top, left + wide, top + 14))
        done.append(replace(mark, label_y=round(top + 11, 1), anchor=anchor))
    return done


def _round_km(km: float) -> int:
    """The largest of 1, 2, 5, 10, 20, 50 … kilometres that is not more than ``km``."""
    if km < 1:
        return 1
    power = 10 ** int(math.log10(km))
    return int(max(step * power for step in (1, 2, 5) if step * power <= km))
