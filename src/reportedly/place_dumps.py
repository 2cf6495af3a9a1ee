"""GeoNames' dumps, line by line: the main table (19 columns) and alternateNamesV2 (10 columns, 8 in older ones).

Columns and codes as in https://download.geonames.org/export/dump/readme.txt; GeoNames is CC BY 4.0.  Countries come with the
program, roads and undersea features are no places of reports: they are passed over, as is what GeoNames marks as historical.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from reportedly import place_checks, toponyms
from reportedly.gazetteer_rows import (
    ALIAS,
    DIVISION,
    MINOR,
    NAME,
    OTHER,
    SETTLEMENT,
    Entry,
    place_id,
    settlement_radius_km,
)
from reportedly.model import Precision
from reportedly.place_checks import Fault, RowError

GEONAMES = "GeoNames (CC BY 4.0)"
LEAST_SETTLEMENT = 500
"""People from which GeoNames' own list of cities (cities500), and with it the built index, has a settlement."""
SITE_KM = 1.0
LONGEST_LINE = 100_000
"""Bytes of a line: alternatenames has at most 10,000 characters of up to four bytes, the other columns far less."""
_SHAPE = "take the file as GeoNames gives it"
_SPOTS_OF_LAND = frozenset("MILB FLD INDS OILF LCTY BTL PRT MILE".split())
"""Codes of class L that are spots; the others (parks, regions, areas) reach further than a point."""
_SPOTS_OF_WATER = frozenset("WLL WLLS SPNG SPNT WTRH PND WTRW DCK FLLS RPDS".split())
_WIDE_RELIEF = frozenset("MTS VAL VALS DSRT PLN PLNX PEN PENX ISL ISLS PLAT PLATX UPLD HLLS DLTA".split())
_NO_NAME = frozenset("link wkdt post iata icao faac tcid unlc phon piny".split())
"""Codes that stand where alternateNamesV2 names the language, for what is no name."""


class Feature(msgspec.Struct, frozen=True):
    """One row that becomes a place; parents are still the codes of its divisions."""

    entry: Entry
    names: tuple[tuple[str, int], ...]


class Alternate(msgspec.Struct, frozen=True):
    """Another name of the place that has this id."""

    place: str
    name: str


def form_of(line: bytes) -> str | None:
    """Which table a file is, by its first line: ``geonames``, ``geonames alternate names``, or None."""
    cells = line.rstrip(b"\r\n").split(b"\t")
    if len(cells) == 19 and cells[0].isdigit() and len(cells[6]) <= 1:
        return "geonames"
    if 8 <= len(cells) <= 10 and cells[0].isdigit() and cells[1].isdigit():
        return "geonames alternate names"
    return None


def features(lines: Iterable[bytes]) -> Iterator[Feature | Fault | None]:
    """One answer a line of the main table: a place, a fault, or None for what is passed over."""
    for number, cells in _cells(lines, {19}):
        if isinstance(cells, Fault):
            yield cells
            continue
        try:
            yield _feature(cells)
        except RowError as no:
            yield Fault(number, no.what, no.hint)


def alternates(lines: Iterable[bytes]) -> Iterator[Alternate | Fault | None]:
    """One answer a line of alternateNamesV2: a name, a fault, or None for what is no name in Latin letters."""
    for _, cells in _cells(lines, {8, 9, 10}):
        if isinstance(cells, Fault):
            yield cells
        elif cells[2] in _NO_NAME or not toponyms.is_name(cells[3]):
            yield None
        else:
            yield Alternate(place_id(f"gn:{int(cells[1])}"), cells[3])


def _cells(lines: Iterable[bytes], widths: set[int]) -> Iterator[tuple[int, list[str] | Fault]]:
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            yield number, Fault(number, "the line is too long", _SHAPE)
            continue
        try:
            cells = line.decode("utf-8").rstrip("\r\n").split("\t")
        except UnicodeDecodeError:
            yield number, Fault(number, "the line is not UTF-8", _SHAPE)
            continue
        if cells == [""]:
            continue
        if len(cells) not in widths:
            yield number, Fault(number, f"the line has {len(cells)} columns, not {max(widths)}", _SHAPE)
        elif not re.fullmatch(r"[0-9]{1,12}", cells[0]) or (
            len(cells) < 19 and not re.fullmatch("[0-9]{1,12}", cells[1])
        ):
            yield number, Fault(number, f"{place_checks.shown(cells[0])} is no number of GeoNames", _SHAPE)
        else:
            yield number, cells


def _feature(cells: list[str]) -> Feature | None:
    number, name, ascii_name, others, lat, lon, class_, code, country = cells[:9]
    first, second, people = cells[10], cells[11], cells[14]
    sort = _sort(class_, code)
    if sort is None:
        return None
    precision, origin = sort
    name = place_checks.name(name)
    north, east = place_checks.point(lat, lon, _SHAPE)
    if country and not re.fullmatch("[A-Z]{2}", country):
        raise RowError(f"{place_checks.shown(country)} is no country code", _SHAPE)
    population = int(people) if re.fullmatch("[0-9]{1,10}", people) else 0
    if origin == SETTLEMENT and population < LEAST_SETTLEMENT and not code.startswith(("PPLA", "PPLC")):
        origin = MINOR
    divisions = [f"{country}.{first}"] if first not in ("", "00") else []
    if divisions and second:
        divisions.insert(0, f"{country}.{first}.{second}")
    key = f"gn:{int(number)}"
    if divisions and ((code == "ADM1" and len(divisions) == 1) or (code == "ADM2" and len(divisions) == 2)):
        key = divisions.pop(0)
    entry = Entry(
        id=place_id(key),
        name=name,
        lat=north,
        lon=east,
        precision=precision,
        origin=origin,
        country=country or None,
        parents=tuple(place_id(code) for code in [*divisions, *([f"country:{country}"] if country else [])]),
        population=0 if origin == DIVISION else population,
        radius_km=_radius(precision, population),
        bbox=None,
        source=GEONAMES,
    )
    return Feature(entry, tuple(_names(entry, [ascii_name, *others.split(",")])))


def _names(entry: Entry, others: list[str]) -> Iterator[tuple[str, int]]:
    yield entry.name, NAME
    for other in dict.fromkeys(others):
        if other != entry.name and toponyms.is_name(other):
            yield other, OTHER
    if entry.origin == DIVISION and (short := toponyms.short_division(entry.name)):
        yield short, ALIAS


def _radius(precision: Precision, population: int) -> float | None:
    if precision == "settlement":
        return settlement_radius_km(population)
    return SITE_KM if precision == "site" else None


def _sort(class_: str, code: str) -> tuple[Precision, str] | None:
    """Precision and origin of a feature by its class and code; None for what is passed over."""
    if class_ not in "APSTHLV" or not class_ or (class_ in "AP" and code.endswith("H")):
        return None
    if class_ == "A":
        if code.startswith("PCL"):
            return None
        if code == "ADM1":
            return "province", DIVISION
        return ("district", DIVISION) if code.startswith(("ADM", "PRSH")) else ("region", MINOR)
    if class_ == "P":
        return ("site", MINOR) if code == "PPLX" else ("settlement", SETTLEMENT)
    wide = {
        "S": False,
        "V": True,
        "L": code not in _SPOTS_OF_LAND,
        "H": code not in _SPOTS_OF_WATER,
        "T": code in _WIDE_RELIEF,
    }
    return ("region" if wide[class_] else "site"), MINOR
