"""A case file is opened, made and closed: one SQLite file, for its owner's eyes only."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from reportedly.case.migrations import APPLICATION, migrate, version
from reportedly.errors import InputError

WAITING_S = 30.0
"""Seconds for which one program waits while another one writes to the same case."""

CACHE_KIB = 65_536
"""Memory for pages of each open case: what one batch of joining writes stays below it and is written once, and the indexes from
which lists of some 10,000 documents are answered stay at hand (SQLite's own: 2 MB).
"""

_MAGIC = b"SQLite format 3\x00"


def connect(path: Path, *, create: bool = False, threads: bool = False) -> sqlite3.Connection:
    """The case at ``path``, brought up to date; made (with mode 0600) where ``create`` is true and there is none.

    With ``threads`` it may be handed from one thread to another, which use it one at a time.

    Raises InputError where there is no case, or the file is something else, or cannot be opened.
    """
    path = path.absolute()  # SQLite gives ":memory:" and "" a meaning of their own
    if not path.exists():
        if not create:
            raise InputError("no such case", where=path.name, hint="reportedly add makes one")
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError:
            pass
        except OSError as error:
            raise InputError(
                f"the case cannot be made ({error.strerror})", where=path.name, hint="check the folder"
            ) from None
    _check(path, create=create)
    db: sqlite3.Connection | None = None
    try:
        db = sqlite3.connect(path, timeout=WAITING_S, isolation_level=None, check_same_thread=not threads)
        db.execute(f"PRAGMA busy_timeout = {int(WAITING_S * 1000)}")
        _refuse_others(db)
        _settings(db)
        migrate(db)
    except sqlite3.Error as error:
        _drop(db)
        raise InputError(
            f"the case cannot be opened ({error})",
            where=path.name,
            hint="look whether another program holds it, the disk is full, or the file damaged",
        ) from None
    except InputError as error:
        _drop(db)
        raise InputError(error.what, where=path.name, hint=error.hint) from None
    return db


def told(error: sqlite3.Error, path: Path) -> InputError:
    """What a fault of the file or the disk under an open case is called; what was confirmed before it stands."""
    return InputError(
        f"the case cannot be read or written ({error})",
        where=path.name,
        hint="look whether another program holds it, it may be written, the disk is full, or reportedly verify finds it damaged",
    )


def _drop(db: sqlite3.Connection | None) -> None:
    if db is not None:
        with suppress(sqlite3.Error):
            db.close()


def _refuse_others(db: sqlite3.Connection) -> None:
    """Refuse a database that has tables and is no case, before anything is written to it."""
    if db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION:
        return
    if db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None or version(db):
        raise InputError("this is another program's database", hint="give the case a new name")


def close(db: sqlite3.Connection) -> None:
    """Close a case so that all of it stands in its one file."""
    with suppress(sqlite3.Error):
        if db.in_transaction:
            db.execute("ROLLBACK")
    with suppress(sqlite3.Error):  # another program is reading; the last one to close it will do this
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def _settings(db: sqlite3.Connection) -> None:
    """Durable (each commit is on disk), erasing (deleted pages are overwritten), with foreign keys and room for pages."""
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA secure_delete = ON")
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    db.execute("PRAGMA trusted_schema = OFF")


def _check(path: Path, *, create: bool) -> None:
    """Refuse what is no case file before SQLite touches it."""
    try:
        with open(path, "rb") as file:
            head = file.read(100)
        if not head and create:
            os.chmod(path, 0o600)
    except OSError as error:
        raise InputError(
            f"the case cannot be read ({error.strerror})", where=path.name, hint="check the path and who may read it"
        ) from None
    if not head and create:
        return
    if not head.startswith(_MAGIC) or int.from_bytes(head[68:72], "big") not in (0, APPLICATION):
        raise InputError(
            "this is no case file", where=path.name, hint="give a file that reportedly add made, or a new name"
        )
