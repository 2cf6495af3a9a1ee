"""Importing places: files of GeoNames, GeoJSON and CSV into the user's own places, each file whole or not at all.

What a file is, its bytes tell, not its name.  Archives are read as a stream and nothing is unpacked to the disk.  A row that
is not in order is refused and said with its line; the rest of the file comes in, in one transaction.  Each place keeps
the name and hash of its file, and a file that is there already changes nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import stat
import zipfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import IO

import msgspec

from reportedly import gazetteer_layer, place_dumps, place_lists, place_readings, places, toponyms
from reportedly.errors import InputError, UsageError
from reportedly.gazetteer_layer import Source, Writer
from reportedly.gazetteer_rows import ALIAS, NAME, OTHER, USER, Entry, place_id, read_table
from reportedly.model import Place
from reportedly.place_checks import Fault, RowError, shown
from reportedly.place_lists import Listed

__all__ = ["MOST_SHOWN", "Imported", "add", "remove", "sources"]

MOST_SHOWN = 10
"""RowError rows that are kept to be shown."""
LARGEST = 4 << 30
"""Bytes of a file or of what an archive holds: twice GeoNames' table of the whole world (1.7 GB in 2025)."""
LARGEST_LIST = 200 << 20
"""Bytes of a GeoJSON file, which is read as a whole, or of a CSV file."""
MOST_PACKED = 100
"""How many times larger than its archive a table may be; GeoNames' are four times."""
_STEP = 20_000
"""Rows between two calls of ``progress``."""
_BESIDE = frozenset({"readme.txt", "iso-languagecodes.txt"})
"""What GeoNames puts into its archives beside the table."""
_COARSE = ("district", "province", "region", "country")

Row = Listed | place_dumps.Feature | place_dumps.Alternate | Fault | None


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one file: how many places and names came in, how many rows were passed over because they are no places
    of reports, and how many were refused, the first :data:`MOST_SHOWN` of them with their fault.

    ``already`` marks a file that was there, and is as it was; ``others`` are hashes of other files of that name.
    """

    source: Source
    passed_over: int = 0
    faults: tuple[Fault, ...] = ()
    already: bool = False
    others: tuple[str, ...] = ()


def sources() -> list[Source]:
    """The files that were imported, oldest first."""
    return gazetteer_layer.sources()


def remove(which: str) -> Source:
    """Take out what one file brought, named by its number, its file name, or the first six or more digits of its hash.

    Raises UsageError when nothing or more than one file is so named.
    """
    found = [
        s for s in sources() if which in (str(s.number), s.file) or (len(which) >= 6 and s.sha256.startswith(which))
    ]
    if not found:
        raise UsageError("no such source of places", where=which, hint="see reportedly places list")
    if len(found) > 1:
        numbers = ", ".join(str(s.number) for s in found)
        raise UsageError("more than one source has this name", where=which, hint=f"name one by its number: {numbers}")
    gazetteer_layer.remove(found[0])
    places.forget()
    return found[0]


def add(path: str | Path, *, progress: Callable[[int], None] | None = None) -> Imported:
    """Import a file; ``progress`` is called with the number of rows read now and then.

    Raises InputError for a file that cannot be read as any of the formats, is too large, or has no row in order, and
    DataError when the own places cannot be written.  In both cases nothing has changed.
    """
    path = Path(path)
    name = path.name.encode("utf-8", "backslashreplace").decode()
    try:
        size = _size(path)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            before = sources()
            others = tuple(s.sha256 for s in before if s.file == name and s.sha256 != digest)
            there = next((s for s in before if s.sha256 == digest), None)
            if there is not None:
                return Imported(source=there, already=True, others=others)
            passed_over, faults = _import(file, name, digest, size, progress)
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror or error}", where=str(path), hint="check the path"
        ) from error
    except InputError as error:
        raise InputError(error.what, where=str(path), hint=error.hint) from error
    places.forget()
    made = next(s for s in sources() if s.sha256 == digest)
    return Imported(source=made, passed_over=passed_over, faults=faults, others=others)


def _size(path: Path) -> int:
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise InputError("is a folder", hint="name a file in it")
    if not stat.S_ISREG(found.st_mode):
        raise InputError("is no regular file", hint="save it to a file first")
    if found.st_size > LARGEST:
        raise InputError(f"has {found.st_size >> 20} MB", hint=f"split it into files of at most {LARGEST >> 20} MB")
    if not found.st_size:
        raise InputError("is empty", hint="name a table of places")
    return found.st_size


def _import(
    file: IO[bytes], name: str, digest: str, size: int, progress: Callable[[int], None] | None
) -> tuple[int, tuple[Fault, ...]]:
    file.seek(0)
    _known.cache_clear()
    with contextlib.ExitStack() as stack:
        form, rows = _rows(file, size, stack)
        writer = stack.enter_context(gazetteer_layer.adding(name, digest, form, size))
        take = _Taker(writer)
        for done, row in enumerate(rows, 1):
            take.row(row)
            if progress is not None and done % _STEP == 0:
                progress(done)
        if not writer.names:
            first = take.faults[0] if take.faults else None
            if first is None:
                raise InputError("has no place that can be taken", hint="name a table of places")
            raise InputError(f"no row can be taken; {first.what} (line {first.line})", hint=first.hint)
        writer.refused = take.refused
        return take.passed_over, tuple(take.faults)


# --- what a file is -------------------------------------------------------------------------------


def _rows(file: IO[bytes], size: int, stack: contextlib.ExitStack) -> tuple[str, Iterator[Row]]:
    """The format of a file and its rows."""
    if file.read(4) == b"PK\x03\x04":
        file = stack.enter_context(_packed(file, size))
        first = file.readline(place_dumps.LONGEST_LINE)
        form = place_dumps.form_of(first)
        if form is None:
            raise InputError("the archive holds no table of GeoNames", hint="unpack it and name the file inside")
        return form, _dump(form, _lines(file, first))
    file.seek(0)
    first = file.readline(place_dumps.LONGEST_LINE)
    form = place_dumps.form_of(first)
    if form is not None:
        return form, _dump(form, _lines(file, first))
    if size > LARGEST_LIST:
        hint = f"split it into files of at most {LARGEST_LIST >> 20} MB"
        raise InputError(f"is no table of GeoNames, and too large for a list ({size >> 20} MB)", hint=hint)
    file.seek(0)
    raw = file.read(LARGEST_LIST + 1)
    if raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return "GeoJSON", place_lists.geojson_rows(raw.removeprefix(b"\xef\xbb\xbf"))
    if b"\0" in raw:
        raise InputError("is no text", hint="give GeoNames' .zip or .txt, GeoJSON, or CSV in UTF-8")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(f"line {line} is not UTF-8", hint="save the table as CSV in UTF-8") from error
    return "CSV", place_lists.csv_rows(io.StringIO(text, newline=""))


def _dump(form: str, lines: Iterator[bytes]) -> Iterator[Row]:
    return place_dumps.features(lines) if form == "geonames" else place_dumps.alternates(lines)


@contextlib.contextmanager
def _packed(file: IO[bytes], size: int) -> Iterator[IO[bytes]]:
    """The one table in an archive, as a stream; raises InputError for what is broken, locked, or grows beyond the limits."""
    hint = "take the archive as GeoNames gives it"
    try:
        with zipfile.ZipFile(file) as archive:
            tables = [
                entry
                for entry in archive.infolist()
                if not entry.is_dir()
                and entry.filename.lower().endswith(".txt")
                and entry.filename.lower() not in _BESIDE
            ]
            if len(tables) != 1:
                raise InputError(f"the archive holds {len(tables)} tables (.txt), not one", hint=hint)
            table = tables[0]
            if table.flag_bits & 1:
                raise InputError("the archive has a password", hint="unpack it and name the file inside")
            if table.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise InputError("the archive is packed in an unusual way", hint=hint)
            # zipfile gives no more bytes than the archive says, so that the limits hold for what it unpacks.
            if table.file_size > LARGEST or table.file_size > MOST_PACKED * max(size, 1000):
                raise InputError(f"the archive unpacks to {table.file_size >> 20} MB", hint=hint)
            with archive.open(table) as stream:
                yield stream
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise InputError(f"the archive is broken: {error}", hint=hint) from error
    except Exception as error:
        if type(error).__module__ != "zlib":
            raise
        raise InputError(f"the archive is broken: {error}", hint=hint) from error


def _lines(stream: IO[bytes], first: bytes) -> Iterator[bytes]:
    """The lines of a stream, none much longer than :data:`place_dumps.LONGEST_LINE`: the rest of a longer one is left out."""
    line = first
    while line:
        yield line
        while len(line) > place_dumps.LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(place_dumps.LONGEST_LINE + 1)
        line = stream.readline(place_dumps.LONGEST_LINE + 1)


# --- what becomes of a row ------------------------------------------------------------------------


class _Taker:
    """Gives the rows of one file to the writer and keeps count of those that are not taken."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._lines: dict[str, int] = {}
        self._coarse: dict[str, Place] = {}
        self.passed_over = self.refused = 0
        self.faults: list[Fault] = []

    def row(self, row: Row) -> None:
        if isinstance(row, Listed):
            try:
                self._listed(row)
            except RowError as no:
                self._fault(Fault(row.line, no.what, no.hint))
        elif isinstance(row, place_dumps.Feature):
            parents = _known(row.entry.parents)
            self._writer.add(msgspec.structs.replace(row.entry, parents=parents), row.names)
        elif isinstance(row, place_dumps.Alternate):
            known = place_readings.entry_of(row.place)
            if known is None:
                self.passed_over += 1
            else:
                self._writer.name(row.place, known.country, [(row.name, OTHER)])
        elif isinstance(row, Fault):
            self._fault(row)
        else:
            self.passed_over += 1

    def _fault(self, fault: Fault) -> None:
        self.refused += 1
        if len(self.faults) < MOST_SHOWN:
            self.faults.append(fault)

    def _listed(self, row: Listed) -> None:
        country = _country(row.country)
        parents: tuple[str, ...] = ()
        if row.parent:
            parent = self._coarse.get(toponyms.fold(row.parent)) or _parent(row, country)
            parents, country = (parent.id, *parent.parents), country or parent.country
        nation = place_id(f"country:{country}")
        if country:
            _not_swapped(row, nation, country)
            if nation not in parents:
                parents = (*parents, nation)
        identity = f"own:{row.precision}:{toponyms.fold(row.name)}:{country or ''}:{row.lat:.4f}:{row.lon:.4f}"
        entry = Entry(
            id=place_id(identity),
            name=row.name,
            lat=row.lat,
            lon=row.lon,
            precision=row.precision,
            origin=USER,
            country=country,
            parents=parents,
            population=0,
            radius_km=row.radius_km,
            bbox=row.bbox,
            source=row.source,
        )
        if entry.id in self._lines:
            raise RowError(f"{shown(row.name)} stands in line {self._lines[entry.id]} too", "keep one of them")
        self._lines[entry.id] = row.line
        if row.precision in _COARSE:
            self._coarse.setdefault(toponyms.fold(row.name), places.place_of(entry))
        self._writer.add(entry, _names(row))


def _names(row: Listed) -> list[tuple[str, int]]:
    names = [(row.name, NAME), *((alias, ALIAS) for alias in row.aliases)]
    if row.precision in ("province", "district"):
        names += [(short, ALIAS) for name, _ in names if (short := toponyms.short_division(name))]
    # A name of one or two letters is found in a sentence only in these very letters.
    return names + [(f"={name}", grade) for name, grade in names if len(toponyms.fold(name)) < 3]


@lru_cache(maxsize=4096)
def _known(parents: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(parent for parent in parents if place_readings.entry_of(parent) is not None)


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(row["iso"] for row in read_table("countries.csv"))


@lru_cache(maxsize=1024)
def _country(raw: str) -> str | None:
    if not raw:
        return None
    if raw.upper() in _codes():
        return raw.upper()
    found = next((p for p in places.find(raw) if p.precision == "country" and p.source), None) if len(raw) > 2 else None
    if found is None or found.country is None:
        raise RowError(f"{shown(raw)} is no country", "write its ISO 3166-1 code, such as SY")
    return found.country


def _parent(row: Listed, country: str | None) -> Place:
    found = places.find(row.parent, country=country, near=(row.lat, row.lon))
    parent = next((p for p in found if p.precision in _COARSE), None)
    if parent is None:
        where = f" in {country}" if country else ""
        hint = "write a district, province or region that is known, or add it in a row before"
        raise RowError(f"the parent {shown(row.parent)} is not known{where}", hint)
    return parent


def _not_swapped(row: Listed, nation: str, country: str) -> None:
    """Refuse a point far off its country whose mirror, longitude for latitude, lies inside."""
    found = places.get(nation)
    if found is None or found.extent is None or found.extent.bbox is None:
        return
    west, south, east, north = found.extent.bbox

    def inside(lat: float, lon: float, slack: float) -> bool:
        width = (east - west) % 360 + 2 * slack
        return south - slack <= lat <= north + slack and (lon - west + slack) % 360 <= width

    if not inside(row.lat, row.lon, 2.0) and abs(row.lon) <= 90 and inside(row.lon, row.lat, 0.0):
        raise RowError(f"{row.lat:g}, {row.lon:g} lies far off {country}", "change latitude and longitude round")
