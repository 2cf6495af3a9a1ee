"""A case file is opened, made and closed: one SQLite file, for its owner's eyes only."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from reportedly.case.migrations import APPLICATION, migrate
from reportedly.errors import InputError

WAITING_S = 30.0
"""Seconds for which one program waits while another one writes to the same case."""

_MAGIC = b"SQLite format 3\x00"


def connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """The case at ``path``, brought up to date; made (with mode 0600) where ``create`` is true and there is none.

    Raises InputError where there is no case, or the file is something else, or cannot be opened.
    """
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
    _check(path)
    try:
        db = sqlite3.connect(path, timeout=WAITING_S, isolation_level=None)
        _settings(db)
        migrate(db)
    except sqlite3.DatabaseError as error:
        raise InputError(
            f"the case cannot be opened ({error})",
            where=path.name,
            hint="look whether the disk is full or the file damaged",
        ) from None
    except InputError as error:
        raise InputError(error.what, where=path.name, hint=error.hint) from None
    return db


def close(db: sqlite3.Connection) -> None:
    """Close a case so that all of it stands in its one file."""
    if db.in_transaction:
        db.execute("ROLLBACK")
    with suppress(sqlite3.OperationalError):  # another program is reading; the last one to close it will do this
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def _settings(db: sqlite3.Connection) -> None:
    """Durable (each commit is on disk), erasing (deleted pages are overwritten), and with foreign keys."""
    db.execute(f"PRAGMA busy_timeout = {int(WAITING_S * 1000)}")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA secure_delete = ON")
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute("PRAGMA trusted_schema = OFF")


def _check(path: Path) -> None:
    """Refuse what is no case file before SQLite touches it."""
    try:
        with open(path, "rb") as file:
            head = file.read(100)
    except OSError as error:
        raise InputError(
            f"the case cannot be read ({error.strerror})", where=path.name, hint="check the path and who may read it"
        ) from None
    if not head:
        return
    if not head.startswith(_MAGIC) or int.from_bytes(head[68:72], "big") not in (0, APPLICATION):
        raise InputError(
            "this is no case file", where=path.name, hint="give a file that reportedly add made, or a new name"
        )
    if int.from_bytes(head[68:72], "big") == 0 and len(head) == 100 and int.from_bytes(head[60:64], "big") != 0:
        raise InputError("this is another program's database", where=path.name, hint="give the case a new name")
