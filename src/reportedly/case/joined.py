"""What a case makes of its readings and decisions: derived tables that can be thrown away and made again at any time."""

from __future__ import annotations

import sqlite3

from reportedly import edition, record
from reportedly.case import readings, rulings, search
from reportedly.case.migrations import transaction
from reportedly.case.takings import pack, unpack
from reportedly.model import Record

TABLES = (
    "CREATE TABLE affair (number INTEGER PRIMARY KEY, record BLOB NOT NULL) STRICT",
    """CREATE TABLE joined_reading (
        document TEXT NOT NULL, basis TEXT NOT NULL, reader TEXT NOT NULL, PRIMARY KEY (document, basis, reader)
    ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE joined_ruling (seq INTEGER PRIMARY KEY) STRICT",
    *search.TABLES,
)


def _form() -> str:
    """What made the derived tables: those that another program made are made anew."""
    return edition.code()


_NAMES = ("claim_row", "claim_words", "document_words", "joined_ruling", "joined_reading", "affair")
_READ = "SELECT document, basis, reader FROM reading WHERE current = 1"
_RULED = "SELECT seq FROM ruling JOIN log_words USING (seq)"


def stale(db: sqlite3.Connection) -> bool:
    """Whether readings or decisions have changed since they were last joined."""
    if not _ready(db):
        return True
    pairs = (
        (_READ, "SELECT document, basis, reader FROM joined_reading"),
        (_RULED, "SELECT seq FROM joined_ruling"),
    )
    return any(
        db.execute(f"{a} EXCEPT {b} LIMIT 1").fetchone() is not None for x, y in pairs for a, b in ((x, y), (y, x))
    )


def _ready(db: sqlite3.Connection) -> bool:
    row = db.execute("SELECT value FROM setting WHERE name = 'joined'").fetchone()
    return row is not None and row[0] == _form()


def throw_away(db: sqlite3.Connection) -> None:
    """Drop every derived table; :func:`update` makes them again."""
    with transaction(db):
        for name in _NAMES:
            db.execute(f"DROP TABLE IF EXISTS {name}")
        db.execute("DELETE FROM setting WHERE name = 'joined'")


def update(db: sqlite3.Connection) -> None:
    """Join anew what changed."""
    with transaction(db):
        if not _ready(db):
            throw_away(db)
            for table in TABLES:
                db.execute(table)
            db.execute("INSERT OR REPLACE INTO setting VALUES ('joined', ?)", (_form(),))
        search.put_texts(db)
        for (number,) in db.execute("SELECT number FROM affair").fetchall():
            search.forget_claims(db, number)
        db.execute("DELETE FROM affair")
        made = record.build(list(readings.current(db)), rulings.load(db))
        number = db.execute("INSERT INTO affair (record) VALUES (?)", (pack(made),)).lastrowid
        search.put_claims(db, number or 0, made.claims)
        for name, asked in (("joined_reading", _READ), ("joined_ruling", _RULED)):
            db.execute(f"DELETE FROM {name}")
            db.execute(f"INSERT INTO {name} {asked}")


def load(db: sqlite3.Connection) -> Record:
    """The record of the whole case."""
    row = db.execute("SELECT record FROM affair").fetchone()
    return unpack(row[0], Record) if row is not None else Record()
