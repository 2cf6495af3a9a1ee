"""The tables of a case file, as an ordered list of changes; ``PRAGMA user_version`` counts how many were made.

A change that was ever released is never edited, only followed by another.  Bytes, what was done, and what people ruled
are kept; every other table is derived and can be thrown away (:mod:`reportedly.case.joined`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from reportedly.errors import InputError

APPLICATION = 0x72707464
"""``PRAGMA application_id`` of a case file: the letters "rptd" (sqlite.org, File Format, offset 68)."""

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

    -- Bytes as received; the same bytes are one capture, however often they come.
    CREATE TABLE capture (
        sha256 TEXT PRIMARY KEY, media_type TEXT NOT NULL, bytes INTEGER NOT NULL, raw BLOB NOT NULL
    ) STRICT;

    -- Everything that was done.  hash covers the row and the hash of the row before; words lie apart, salted, so that
    -- they can be erased and the chain still holds.
    CREATE TABLE log (
        seq INTEGER PRIMARY KEY, at TEXT NOT NULL, action TEXT NOT NULL, who TEXT NOT NULL, tool TEXT NOT NULL,
        about TEXT NOT NULL, words_sha256 TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE log_words (
        seq INTEGER PRIMARY KEY REFERENCES log, salt BLOB NOT NULL, words TEXT NOT NULL
    ) STRICT;
    CREATE TABLE log_capture (
        seq INTEGER NOT NULL REFERENCES log, capture TEXT NOT NULL, PRIMARY KEY (seq, capture)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX log_capture_by_capture ON log_capture (capture);
    CREATE TRIGGER log_is_never_edited BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is only appended to'); END;
    CREATE TRIGGER log_is_never_cut BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is only appended to'); END;
    CREATE TRIGGER log_words_are_never_edited BEFORE UPDATE ON log_words
        BEGIN SELECT RAISE(ABORT, 'words of the log are erased, never edited'); END;

    -- One row each time that the bytes were received.
    CREATE TABLE taking (
        seq INTEGER PRIMARY KEY REFERENCES log, capture TEXT NOT NULL REFERENCES capture ON DELETE CASCADE,
        taken_at TEXT NOT NULL, name TEXT NOT NULL, url TEXT, encoding TEXT, published TEXT
    ) STRICT;
    CREATE INDEX taking_by_capture ON taking (capture);
    CREATE INDEX taking_by_url ON taking (url);
    CREATE TABLE taking_redirect (
        seq INTEGER NOT NULL REFERENCES taking ON DELETE CASCADE, ordinal INTEGER NOT NULL, url TEXT NOT NULL,
        PRIMARY KEY (seq, ordinal)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE taking_header (
        seq INTEGER NOT NULL REFERENCES taking ON DELETE CASCADE, ordinal INTEGER NOT NULL, name TEXT NOT NULL,
        value TEXT NOT NULL, PRIMARY KEY (seq, ordinal)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE tombstone (
        capture TEXT NOT NULL, seq INTEGER NOT NULL REFERENCES log, PRIMARY KEY (capture, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE stamp (
        seq INTEGER NOT NULL REFERENCES log, service TEXT NOT NULL, token BLOB NOT NULL, PRIMARY KEY (seq, service)
    ) STRICT, WITHOUT ROWID;

    -- What people ruled: the words of a decision are those of its log entry.
    CREATE TABLE ruling (id TEXT PRIMARY KEY, seq INTEGER NOT NULL REFERENCES log) STRICT, WITHOUT ROWID;

    -- Derived from captures: the text, and what each reader found in it.
    CREATE TABLE source (
        number INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL UNIQUE,
        capture TEXT NOT NULL UNIQUE REFERENCES capture ON DELETE CASCADE, parsed BLOB NOT NULL
    ) STRICT;
    CREATE TABLE reading (
        document TEXT NOT NULL REFERENCES source (document) ON DELETE CASCADE, basis TEXT NOT NULL, reader TEXT NOT NULL,
        current INTEGER NOT NULL, found BLOB NOT NULL, PRIMARY KEY (document, basis, reader)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX reading_current ON reading (document) WHERE current = 1;

    -- Documents whose current reading has changed since they were last joined.
    CREATE TABLE to_join (document TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    CREATE TRIGGER reading_is_new AFTER INSERT ON reading WHEN new.current = 1
        BEGIN INSERT OR IGNORE INTO to_join VALUES (new.document); END;
    CREATE TRIGGER reading_has_changed AFTER UPDATE OF current ON reading
        BEGIN INSERT OR IGNORE INTO to_join VALUES (new.document); END;
    CREATE TRIGGER reading_is_gone AFTER DELETE ON reading WHEN old.current = 1
        BEGIN INSERT OR IGNORE INTO to_join VALUES (old.document); END;
    """,
    """
    -- Hashes of the addresses of removed captures, so that a feed does not bring a page back whose bytes have changed.
    CREATE TABLE removed_address (hash TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    """,
    """
    -- The last entry of the log when a person last left: what came since is new to them.
    CREATE TABLE visit (who TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT;

    -- With both columns it answers by itself which texts are unread; the readings themselves are large.
    DROP INDEX reading_current;
    CREATE UNIQUE INDEX reading_current ON reading (document, current) WHERE current = 1;
    """,
    """
    -- Rounds of blind coding: which entries of the log belong to which round; all that is known of a round stands there.
    CREATE TABLE coding (seq INTEGER PRIMARY KEY REFERENCES log, round INTEGER NOT NULL) STRICT;
    CREATE INDEX coding_by_round ON coding (round);
    """,
)


def migrate(db: sqlite3.Connection) -> None:
    """Bring a case file up to date, each change whole or not at all.

    Raises InputError for a file of a later version of the program.
    """
    done = version(db)
    if done > len(MIGRATIONS):
        raise InputError(
            f"the case was made by a later version of the program (format {done}, this one knows {len(MIGRATIONS)})",
            hint="update the program",
        )
    for number, change in enumerate(MIGRATIONS[done:], done + 1):
        with transaction(db):
            if version(db) >= number:
                continue
            for statement in _statements(change):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {number}")
            db.execute(f"PRAGMA application_id = {APPLICATION}")


def version(db: sqlite3.Connection) -> int:
    """How many changes the file has seen."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """What is done inside is done as a whole, or, after an exception or a crash, not at all; nested ones join the outer."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with suppress(sqlite3.OperationalError):  # where the disk is full, SQLite has rolled back by itself
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


@contextmanager
def snapshot(db: sqlite3.Connection) -> Iterator[None]:
    """What is asked inside sees the file as it stands at the first question, whatever other programs write meanwhile."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.execute("COMMIT")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, cut where SQLite itself says that one is complete."""
    waiting = ""
    for part in script.split(";"):
        waiting += f"{part};"
        if sqlite3.complete_statement(waiting):
            if waiting.strip(" \n;"):
                yield waiting
            waiting = ""
