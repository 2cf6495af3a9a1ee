"""Lists of places that people make: CSV with a header, and GeoJSON (RFC 7946).

CSV has the columns name, lat, lon, and, where wanted, aliases (separated by ``|``), precision, radius_km, country, parent
and source; the header says what separates them (comma, semicolon or tab).  GeoJSON has the same as properties, and the
point or the outline as geometry.  A point without a precision is a site, an outline without one a region; what is
coarser than a settlement needs its reach, since it must never be drawn as a pin.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

import msgspec

from reportedly import place_checks
from reportedly.errors import InputError
from reportedly.gazetteer_rows import UNKNOWN_RADIUS_KM, split
from reportedly.model import Precision
from reportedly.place_checks import Fault, RowError, shown
from reportedly.place_geometry import distance

SITE_KM = 1.0
"""Radius of a site whose own is not given: that of the smallest settlements (gazetteer_rows.settlement_radius_km)."""
MOST_ALIASES = 200

_COLUMNS = {
    "name": "name",
    "lat": "lat latitude y",
    "lon": "lon lng long longitude x",
    "aliases": "aliases alias alt_names alt_name alternate_names alternatenames other_names",
    "precision": "precision kind type",
    "radius_km": "radius_km radius",
    "country": "country country_code iso iso2 cc",
    "parent": "parent parents within",
    "source": "source sources",
}
"""Our columns, each with the other headings under which tables have them; the first that is there counts."""
_WORDS: tuple[tuple[Precision, str], ...] = (
    (
        "site",
        "airbase airport barracks base border_crossing bridge camp checkpoint compound cemetery crossing dam factory field "
        "front garrison gate hill hospital idp_camp junction market mine mosque neighborhood neighbourhood oilfield outpost "
        "point port position post prison quarter refugee_camp school square",
    ),
    ("settlement", "city hamlet locality suburb town village"),
    ("district", "county municipality nahiya nahiyah raion rayon subdistrict"),
    ("province", "governorate oblast state wilayat wilaya"),
    ("region", "area territory valley zone"),
)
_KINDS = {word: precision for precision, words in _WORDS for word in words.split()}
"""Words for a sort of place that lists write where the precision stands."""


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One row that is in order by itself; ``country`` and ``parent`` are still as written."""

    line: int
    name: str
    aliases: tuple[str, ...]
    lat: float
    lon: float
    precision: Precision
    radius_km: float | None
    bbox: tuple[float, float, float, float] | None
    country: str
    parent: str
    source: str


# --- cells ----------------------------------------------------------------------------------------


def _precision(raw: str) -> Precision | None:
    word = raw.strip().casefold().replace(" ", "_").replace("-", "_")
    if not word:
        return None
    for known in get_args(Precision):
        if word == known:
            return known  # type: ignore[no-any-return]
    if word in _KINDS:
        return _KINDS[word]
    raise RowError(f"{shown(raw)} is no precision", f"write one of {', '.join(get_args(Precision))}")


def _aliases(parts: Iterable[str], name: str) -> tuple[str, ...]:
    known = dict.fromkeys(place_checks.name(part) for part in parts)
    known.pop(name, None)
    if len(known) > MOST_ALIASES:
        raise RowError(f"the place has {len(known)} aliases", f"keep at most {MOST_ALIASES}")
    return tuple(known)


def _reach(precision: Precision, given: object) -> float:
    if given not in ("", None):
        return place_checks.radius(given)
    if precision == "site":
        return SITE_KM
    if precision == "settlement":
        return UNKNOWN_RADIUS_KM
    raise RowError(f"a {precision} needs its reach", "write radius_km, or give its outline as GeoJSON")


def _note(raw: str) -> str:
    text = " ".join(raw.split())
    if len(text) > 500 or not text.isprintable():
        raise RowError("the source is longer than 500 characters or has control characters", "shorten it")
    return text


# --- CSV ------------------------------------------------------------------------------------------


def csv_rows(lines: Iterator[str]) -> Iterator[Listed | Fault]:
    """The rows of a CSV file in order; raises InputError for a file without a usable header or with an open quotation."""
    header = next(lines, "")
    delimiter = max(",;\t", key=lambda mark: len(_header(header, mark)))
    columns = _header(header, delimiter)
    missing = [wanted for wanted in ("name", "lat", "lon") if wanted not in columns]
    if missing:
        hint = "start with a line such as name,lat,lon,aliases,precision"
        raise InputError(f"the header has no column {' and no '.join(missing)}", hint=hint)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    width = len(next(csv.reader([header], delimiter=delimiter)))
    line = 1
    while True:
        first = line + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            hint = "close the quotation that opens there, or take its mark out"
            raise InputError(f"line {first}: the row cannot be read: {error}", hint=hint) from error
        if cells is None:
            return
        line = reader.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        try:
            if len(cells) > width:
                hint = "put cells that hold the separator in quotation marks"
                raise RowError(f"the row has {len(cells)} cells, the header {width}", hint)
            yield _listed(first, {column: cells[at] for column, at in columns.items() if at < len(cells)})
        except RowError as no:
            yield Fault(first, no.what, no.hint)


def _header(line: str, delimiter: str) -> dict[str, int]:
    """Where our columns stand."""
    try:
        cells = next(csv.reader([line.removeprefix("\ufeff")], delimiter=delimiter), [])
    except csv.Error:
        return {}
    named = [cell.strip().casefold().replace(" ", "_") for cell in cells]
    found = {}
    for column, headings in _COLUMNS.items():
        at = next((named.index(heading) for heading in headings.split() if heading in named), None)
        if at is not None:
            found[column] = at
    return found


def _listed(line: int, row: Mapping[str, str]) -> Listed:
    name = place_checks.name(row.get("name", ""))
    lat, lon = place_checks.point(row.get("lat", ""), row.get("lon", ""))
    precision = _precision(row.get("precision", "")) or "site"
    return Listed(
        line=line,
        name=name,
        aliases=_aliases(split(row.get("aliases", "")), name),
        lat=lat,
        lon=lon,
        precision=precision,
        radius_km=_reach(precision, row.get("radius_km", "").strip()),
        bbox=None,
        country=row.get("country", "").strip(),
        parent=row.get("parent", "").strip(),
        source=_note(row.get("source", "")),
    )


# --- GeoJSON --------------------------------------------------------------------------------------

_LON_FIRST = "GeoJSON writes longitude first, then latitude"


class _Collection(msgspec.Struct, frozen=True):
    type: str
    features: list[msgspec.Raw]
    crs: object = None


class _Geometry(msgspec.Struct, frozen=True):
    type: str
    coordinates: msgspec.Raw = msgspec.Raw(b"null")


class _Feature(msgspec.Struct, frozen=True):
    geometry: _Geometry | None = None
    properties: dict[str, object] | None = None


def geojson_rows(raw: bytes) -> Iterator[Listed | Fault]:
    """The features of a FeatureCollection in order, each with the line that it starts in.

    Raises InputError for what is no JSON, no FeatureCollection, or has coordinates that are not WGS 84.
    """
    try:
        collection = msgspec.json.decode(raw, type=_Collection)
    except (msgspec.DecodeError, RecursionError) as error:
        hint = 'give an object {"type": "FeatureCollection", "features": […]}'
        raise InputError(f"is no GeoJSON: {error}", hint=hint) from error
    if collection.type != "FeatureCollection":
        hint = "put the features into a FeatureCollection"
        raise InputError(f"is a {shown(collection.type)}, no FeatureCollection", hint=hint)
    if collection.crs is not None and not any(mark in str(collection.crs) for mark in ("CRS84", "4326")):
        raise InputError("its coordinates are not WGS 84", hint="export it as EPSG:4326")
    at, line = 0, 1
    for feature in collection.features:
        part = bytes(feature)
        found = raw.index(part, at)
        line, at = line + raw.count(b"\n", at, found), found
        try:
            yield _of_feature(line, msgspec.json.decode(part, type=_Feature))
        except (msgspec.DecodeError, RecursionError) as error:
            yield Fault(line, f"the feature cannot be read: {error}", "mend it as RFC 7946 says")
        except RowError as no:
            yield Fault(line, no.what, no.hint)


def _of_feature(line: int, feature: _Feature) -> Listed:
    given = {str(key).strip().casefold().replace(" ", "_"): value for key, value in (feature.properties or {}).items()}
    cells = {
        column: next((given[h] for h in headings.split() if given.get(h) not in (None, "")), "")
        for column, headings in _COLUMNS.items()
    }
    name = place_checks.name(_text(cells["name"], "name"))
    precision = _precision(_text(cells["precision"], "precision"))
    if feature.geometry is None:
        raise RowError("the feature has no geometry", "give a Point or a Polygon")
    form, bbox, radius_km = feature.geometry.type, None, None
    if form == "Point":
        east, north = _position(msgspec.json.decode(feature.geometry.coordinates))
        lat, lon = place_checks.point(north, east, _LON_FIRST)
        precision = precision or "site"
        radius_km = _reach(precision, cells["radius_km"])
    elif form in ("Polygon", "MultiPolygon"):
        rings = _outer_rings(form, msgspec.json.decode(feature.geometry.coordinates))
        (lat, lon), box = _middle(rings)
        precision = precision or "region"
        if precision in ("site", "settlement"):
            radius_km = max(0.1, round(max(distance((lat, lon), (p[1], p[0])) for ring in rings for p in ring), 1))
        else:
            bbox = box
    else:
        raise RowError(f"a {shown(form)} is no place", "give a Point, Polygon or MultiPolygon")
    listed = cells["aliases"]
    parts = [_text(part, "aliases") for part in listed] if isinstance(listed, list) else split(_text(listed, "aliases"))
    return Listed(
        line=line,
        name=name,
        aliases=_aliases((part for part in parts if part.strip()), name),
        lat=lat,
        lon=lon,
        precision=precision,
        radius_km=radius_km,
        bbox=bbox,
        country=_text(cells["country"], "country").strip(),
        parent=_text(cells["parent"], "parent").strip(),
        source=_note(_text(cells["source"], "source")),
    )


def _text(value: object, what: str) -> str:
    if isinstance(value, str):
        return value
    raise RowError(f"the {what} is no text", "write it in quotation marks")


def _position(value: object) -> tuple[object, object]:
    if not isinstance(value, list) or len(value) < 2:
        raise RowError("the coordinates are no pair of numbers", _LON_FIRST)
    return value[0], value[1]


def _outer_rings(form: str, value: object) -> list[list[tuple[float, float]]]:
    """The outer ring of each polygon as (lon, lat); each has at least three corners."""
    polygons = value if form == "MultiPolygon" else [value]
    if not isinstance(polygons, list) or not polygons:
        raise RowError(f"the {form} is empty", "give its rings of coordinates")
    rings = []
    for polygon in polygons:
        if not isinstance(polygon, list) or not polygon or not isinstance(polygon[0], list):
            raise RowError(f"the {form} has no ring", "give its rings of coordinates")
        points = [place_checks.point(north, east, _LON_FIRST) for east, north in map(_position, polygon[0])]
        if len(set(points)) < 3:
            raise RowError(f"the {form} has fewer than three corners", "give its whole outline")
        rings.append([(lon, lat) for lat, lon in points])
    return rings


def _middle(
    rings: list[list[tuple[float, float]]],
) -> tuple[tuple[float, float], tuple[float, float, float, float]]:
    """The centre of area (lat, lon) of rings and their box; both across the 180th meridian where that is narrower."""
    lons = [lon for ring in rings for lon, _ in ring]
    turned = [lon + 360 if lon < 0 else lon for lon in lons]
    across = max(turned) - min(turned) < max(lons) - min(lons)
    if across:
        rings = [[(lon + 360 if lon < 0 else lon, lat) for lon, lat in ring] for ring in rings]
    lons = [lon for ring in rings for lon, _ in ring]
    lats = [lat for ring in rings for _, lat in ring]
    area = east = north = 0.0
    for ring in rings:
        x0, y0 = ring[0]
        a = b = c = 0.0
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            cross = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
            a, b, c = a + cross, b + cross * (x1 + x2 + x0), c + cross * (y1 + y2 + y0)
        # A hole or a ring that runs the other way round has a negative area; only outer rings come here.
        area, east, north = area + abs(a), east + math.copysign(1, a) * b, north + math.copysign(1, a) * c
    if area < 1e-12:
        middle = ((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2)
    else:
        middle = (north / (3 * area), east / (3 * area))
    box = (_home(min(lons)), min(lats), _home(max(lons)), max(lats))
    return (round(middle[0], 5), round(_home(middle[1]), 5)), (box[0], box[1], box[2], box[3])


def _home(lon: float) -> float:
    return lon - 360 if lon > 180 else lon
