"""A capture is removed so that nothing of it is left in the file: bytes, text, readings, search rows, and every word of it in
the log and in decisions.

What stays is a tombstone: the hash of what was removed, when, by whom and why.  The log's chain still verifies, since it
holds only hashes of the words.  Overwriting deleted pages, a truncated write-ahead log and a rebuilt file leave no copy in
the file system's view of the case; copies of the file, snapshots and worn flash cells are out of a program's reach.
"""

from __future__ import annotations

import hashlib
import sqlite3

from reportedly.case import custody
from reportedly.case.migrations import transaction
from reportedly.errors import InputError

PENDING = "erasing"
"""Setting that stands in a case between a removal and the rebuilding of its file; a crash in between is made good later."""


def remove(db: sqlite3.Connection, sha256: str, *, reason: str, who: str, tool: str) -> list[str]:
    """Remove a capture and all words of it; the hash of it and the ids of the decisions whose words went with it.

    What was derived from these must be made anew by the caller before :func:`scrub`.
    """
    with transaction(db):
        erased = db.execute(
            "SELECT id FROM ruling JOIN log_capture USING (seq) WHERE capture = ? ORDER BY id", (sha256,)
        ).fetchall()
        seq = custody.append(db, "remove", tool=tool, about=(sha256,), words=reason, who=who)
        db.execute("INSERT INTO tombstone VALUES (?,?)", (sha256, seq))
        db.execute("DELETE FROM log_words WHERE seq IN (SELECT seq FROM log_capture WHERE capture = ?)", (sha256,))
        urls = db.execute(
            "SELECT url FROM taking WHERE capture = ?1 AND url IS NOT NULL"
            " UNION SELECT r.url FROM taking_redirect r JOIN taking USING (seq) WHERE capture = ?1",
            (sha256,),
        ).fetchall()
        db.executemany("INSERT OR IGNORE INTO removed_address VALUES (?)", ((address_hash(u),) for (u,) in urls))
        db.execute("DELETE FROM capture WHERE sha256 = ?", (sha256,))
        db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (PENDING, sha256))
    return [sha256, *(row[0] for row in erased)]


def address_hash(url: str) -> str:
    """What is kept of the address of a removed capture: SHA-256 (hexadecimal)."""
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()


def is_removed_address(db: sqlite3.Connection, url: str) -> bool:
    """Whether a capture from this (cleaned) address was removed."""
    asked = "SELECT 1 FROM removed_address WHERE hash = ?"
    return db.execute(asked, (address_hash(url),)).fetchone() is not None


def pending(db: sqlite3.Connection) -> bool:
    """Whether a removal still waits for its file to be rebuilt."""
    return db.execute("SELECT 1 FROM setting WHERE name = ?", (PENDING,)).fetchone() is not None


def scrub(db: sqlite3.Connection) -> None:
    """Rebuild the file without what was deleted, and empty the write-ahead log.

    Raises InputError where another program holds the file, so that it still has what was deleted; then it is done when the case
    is next opened.
    """
    try:
        db.execute("VACUUM")
        busy = bool(db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
        busy = True
    if busy and pending(db):
        raise InputError(
            "a capture is removed, but another program holds the file, in which words of it may still stand",
            hint="end that program; the next command on the case then erases them",
        )
    with transaction(db):
        db.execute("DELETE FROM setting WHERE name = ?", (PENDING,))
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def tombstones(db: sqlite3.Connection) -> list[tuple[str, str, str, str]]:
    """What was removed: hash, time, by whom, why."""
    rows = db.execute(
        "SELECT t.capture, l.at, l.who, coalesce(w.words, '') FROM tombstone t JOIN log l USING (seq)"
        " LEFT JOIN log_words w USING (seq) ORDER BY seq"
    )
    return [tuple(row) for row in rows]
