"""The user's own places: what was imported with ``reportedly places add``, in one SQLite file that no rebuilding touches.

It is ``places.sqlite`` in ``$REPORTEDLY_DATA``, else ``$XDG_DATA_HOME/reportedly``, else ``~/.local/share/reportedly``,
readable by its owner alone.  Every place and every name belongs to a source, which is one file with its hash; names are
kept as they are spelled beside their keys, so that a later version of the keys is made anew when the file is opened.
The file is in WAL mode: whoever reads while something is added sees the places that were there before.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from reportedly import toponyms
from reportedly.errors import DataError
from reportedly.gazetteer_keys import keys_of
from reportedly.gazetteer_rows import Entry, number

FILE = "places.sqlite"
SCHEMA = 1
_VERSION = SCHEMA * 100 + toponyms.VERSION
"""``PRAGMA user_version`` of the file: the shape of its tables and the version of its keys."""
_BATCH = 2000
_CACHE_KIB = 131_072
"""Pages that a writer keeps in memory: keys come in no order, and each would otherwise fetch its page from the disk."""
_WAIT_S = 10.0
"""How long a writer waits for another one."""

_TABLES = """
CREATE TABLE source(number INTEGER PRIMARY KEY AUTOINCREMENT, file TEXT NOT NULL, sha256 TEXT NOT NULL UNIQUE,
  format TEXT NOT NULL, bytes INTEGER NOT NULL, added TEXT NOT NULL, places INTEGER NOT NULL, names INTEGER NOT NULL,
  refused INTEGER NOT NULL) STRICT;
CREATE TABLE place(id INTEGER NOT NULL, source INTEGER NOT NULL, entry_id TEXT NOT NULL, name TEXT NOT NULL,
  lat REAL NOT NULL, lon REAL NOT NULL, precision TEXT NOT NULL, origin TEXT NOT NULL, country TEXT,
  parents TEXT NOT NULL, population INTEGER NOT NULL, radius_km REAL, west REAL, south REAL, east REAL, north REAL,
  words TEXT NOT NULL, PRIMARY KEY(id, source)) STRICT, WITHOUT ROWID;
CREATE TABLE spelling(place INTEGER NOT NULL, source INTEGER NOT NULL, name TEXT NOT NULL, grade INTEGER NOT NULL,
  country TEXT) STRICT;
CREATE TABLE key(key TEXT NOT NULL, place INTEGER NOT NULL, source INTEGER NOT NULL, grade INTEGER NOT NULL,
  PRIMARY KEY(key, place, source)) STRICT, WITHOUT ROWID;
"""
_KEY = "INSERT INTO key VALUES (?, ?, ?, ?) ON CONFLICT(key, place, source) DO UPDATE SET grade = min(grade, excluded.grade)"
_PLACE = (
    "SELECT entry_id, name, lat, lon, precision, origin, country, parents, population, radius_km, west, south, east, north,"
    " words, file, sha256 FROM place JOIN source ON source.number = place.source WHERE place.id = ?"
    " ORDER BY place.source DESC LIMIT 1"
)


class Source(msgspec.Struct, frozen=True):
    """One file that was imported: ``number`` counts up and is never used twice, ``format`` is what the file was read as,
    ``added`` the time in UTC; ``places`` and ``names`` came in, ``refused`` rows did not.
    """

    number: int
    file: str
    sha256: str
    format: str
    bytes: int
    added: str
    places: int
    names: int
    refused: int


# --- reading --------------------------------------------------------------------------------------


def located() -> Path | None:
    """Where the file is or would be; None where the environment names no folder and the user has no home."""
    if chosen := os.environ.get("REPORTEDLY_DATA"):
        return Path(chosen) / FILE
    if xdg := os.environ.get("XDG_DATA_HOME"):
        return Path(xdg) / "reportedly" / FILE
    with contextlib.suppress(RuntimeError):
        return Path.home() / ".local" / "share" / "reportedly" / FILE
    return None


def opened() -> sqlite3.Connection | None:
    """The file, opened read-only, its keys made anew if an older version made them; None when there is none.

    Raises DataError for a file that is not of this program or of a newer version of it.
    """
    path = located()
    if path is None or not path.is_file():
        return None
    found = _connected(path)
    if not _has_tables(found):
        # A file whose first import is on its way, or was broken off.
        found.close()
        return None
    version = _version(found, path)
    if version != _VERSION:
        found.close()
        with _writing(path) as db:
            _make_keys_anew(db)
        found = _connected(path)
    return found


def _connected(path: Path) -> sqlite3.Connection:
    # A file in WAL mode on a medium that cannot be written opens only as one that nobody changes.
    for how in ("mode=ro", "mode=ro&immutable=1"):
        db = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, check_same_thread=False, timeout=_WAIT_S)
        try:
            _has_tables(db)
        except sqlite3.DatabaseError as error:
            db.close()
            if how != "mode=ro" or not isinstance(error, sqlite3.OperationalError):
                raise _broken(path, error) from error
        else:
            return db
    raise AssertionError


def _has_tables(db: sqlite3.Connection) -> bool:
    return bool(db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])


def _version(db: sqlite3.Connection, path: Path) -> int:
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version // 100 != SCHEMA:
        hint = "use that version, or move the file away and add the places again"
        raise DataError("the own places were kept by another version of reportedly", where=str(path), hint=hint)
    return version


def _broken(path: Path, error: sqlite3.Error) -> DataError:
    hint = "move the file away and add the places again with reportedly places add"
    return DataError(f"the file of own places cannot be read ({error})", where=str(path), hint=hint)


def entry(db: sqlite3.Connection, place: int) -> Entry | None:
    """The place with this number, from the file that was added last; None when no file has it."""
    row = db.execute(_PLACE, (place,)).fetchone()
    if row is None:
        return None
    box = tuple(row[10:14])
    said, origin = row[14], f"{row[15]} (sha256 {row[16]})"
    return Entry(
        id=row[0],
        name=row[1],
        lat=row[2],
        lon=row[3],
        precision=row[4],
        origin=row[5],
        country=row[6],
        parents=tuple(row[7].split()),
        population=row[8],
        radius_km=row[9],
        bbox=None if None in box else box,
        source=f"{said}; {origin}" if said else origin,
    )


def places_of(db: sqlite3.Connection, key: str) -> list[tuple[int, int]]:
    """The numbers of the places that have a name with this key, each with the best grade."""
    found = db.execute("SELECT place, min(grade) FROM key WHERE key = ? GROUP BY place", (key,))
    return [(place, grade) for place, grade in found]


def has_key(db: sqlite3.Connection, key: str) -> bool:
    """Whether any own place has a name with this key."""
    return db.execute("SELECT 1 FROM key WHERE key = ? LIMIT 1", (key,)).fetchone() is not None


def sources() -> list[Source]:
    """What was imported, oldest first; an empty list when nothing was."""
    db = opened()
    if db is None:
        return []
    with contextlib.closing(db):
        return [Source(*row) for row in db.execute("SELECT * FROM source ORDER BY number")]


# --- writing --------------------------------------------------------------------------------------


class Writer:
    """Takes the places and names of one source; what was taken is kept only when the whole source is."""

    def __init__(self, db: sqlite3.Connection, source: int) -> None:
        self._db, self._source = db, source
        self._rows: list[tuple[object, ...]] = []
        self._names: list[tuple[int, int, str, int, str | None]] = []
        self.places = self.names = self.refused = 0

    def add(self, entry: Entry, names: Iterable[tuple[str, int]]) -> None:
        """A place with all its names, each with its grade (see :mod:`reportedly.gazetteer_rows`)."""
        box = entry.bbox or (None, None, None, None)
        row = (
            number(entry.id),
            self._source,
            entry.id,
            entry.name,
            entry.lat,
            entry.lon,
            entry.precision,
            entry.origin,
        )
        more = (entry.country, " ".join(entry.parents), entry.population, entry.radius_km, *box, entry.source)
        self._rows.append((*row, *more))
        self.places += 1
        self.name(entry.id, entry.country, names)

    def name(self, place: str, country: str | None, names: Iterable[tuple[str, int]]) -> None:
        """More names of a place (an id ``p_…``) that this or another table knows."""
        known = number(place)
        for name, grade in names:
            self._names.append((known, self._source, name, grade, country))
            self.names += 1
        if len(self._names) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Hand on to the file what is waiting."""
        marks = ", ".join("?" * 17)
        self._db.executemany(f"INSERT OR REPLACE INTO place VALUES ({marks})", self._rows)
        self._db.executemany("INSERT INTO spelling VALUES (?, ?, ?, ?, ?)", self._names)
        self._db.executemany(_KEY, _keys(self._names))
        self._rows.clear()
        self._names.clear()


def _keys(names: Iterable[tuple[int, int, str, int, str | None]]) -> Iterator[tuple[str, int, int, int]]:
    for place, source, name, grade, country in names:
        for key, looser in keys_of(name, country, grade):
            yield key, place, source, looser


@contextlib.contextmanager
def adding(file: str, sha256: str, form: str, size: int) -> Iterator[Writer]:
    """A writer for one source; everything is kept when the block ends, nothing when it ends with an exception.

    The writer's ``refused`` says how many rows of the source were not taken.  Raises DataError when the file cannot be
    written.
    """
    path = located()
    if path is None:
        raise DataError("there is no folder for own places", hint="set REPORTEDLY_DATA to one that can be written")
    with _writing(path) as db:
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        made = db.execute(
            "INSERT INTO source(file, sha256, format, bytes, added, places, names, refused) VALUES (?,?,?,?,?,0,0,0)",
            (file, sha256, form, size, now),
        ).lastrowid
        assert made is not None
        writer = Writer(db, made)
        yield writer
        writer.flush()
        counts = (writer.places, writer.names, writer.refused, made)
        db.execute("UPDATE source SET places = ?, names = ?, refused = ? WHERE number = ?", counts)


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[sqlite3.Connection]:
    """The file in one transaction, made if it is not there; committed when the block ends without an exception."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
    except OSError as error:
        hint = "set REPORTEDLY_DATA to a folder that can be written"
        raise DataError(f"own places cannot be kept: {error.strerror}", where=str(path), hint=hint) from error
    try:
        with contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=_WAIT_S)) as db:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA secure_delete=ON")
            db.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
            db.execute("BEGIN IMMEDIATE")
            try:
                if not _has_tables(db):
                    for statement in _TABLES.split(";"):
                        db.execute(statement)
                    db.execute(f"PRAGMA user_version = {_VERSION}")
                _version(db, path)
                yield db
                db.execute("COMMIT")
            except BaseException:
                db.execute("ROLLBACK")
                raise
    except sqlite3.OperationalError as error:
        hint = "wait for another import to end, or make room on the disk, and try again"
        raise DataError(f"own places cannot be kept: {error}", where=str(path), hint=hint) from error
    except sqlite3.DatabaseError as error:
        raise _broken(path, error) from error


def _make_keys_anew(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM key")
    db.executemany(_KEY, _keys(db.execute("SELECT place, source, name, grade, country FROM spelling")))
    db.execute(f"PRAGMA user_version = {_VERSION}")


def remove(source: Source) -> None:
    """Take a source with all its places and names out of the file, and their words off the disk."""
    path = located()
    if path is None or not path.is_file():
        return
    with _writing(path) as db:
        for table, column in (("key", "source"), ("spelling", "source"), ("place", "source"), ("source", "number")):
            db.execute(f"DELETE FROM {table} WHERE {column} = ?", (source.number,))
    _give_room_back(path)


def _give_room_back(path: Path) -> None:
    # Where it cannot be done (a full disk, a reader), what was deleted has been overwritten anyway.
    with (
        contextlib.suppress(sqlite3.OperationalError),
        contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=_WAIT_S)) as db,
    ):
        db.execute("VACUUM")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
