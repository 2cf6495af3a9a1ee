"""A capture is removed so that nothing of it is left in the file: bytes, text, readings, search rows, and every word of it in
the log and in decisions.

What stays is a tombstone: the hash of what was removed, when, by whom and why.  The log's chain still verifies, since it
holds only hashes of the words.  Overwriting deleted pages, a truncated write-ahead log and a rebuilt file leave no copy in
the file system's view of the case; copies of the file, snapshots and worn flash cells are out of a program's reach.
"""

from __future__ import annotations

import sqlite3

from reportedly.case import custody
from reportedly.case.migrations import transaction

PENDING = "erasing"
"""Setting that stands in a case between a removal and the rebuilding of its file; a crash in between is made good later."""


def remove(db: sqlite3.Connection, sha256: str, *, reason: str, who: str, tool: str) -> None:
    """Remove a capture and all words of it.  The derived tables must be thrown away by the caller before :func:`scrub`."""
    with transaction(db):
        seq = custody.append(db, "remove", tool=tool, about=(sha256,), words=reason, who=who)
        db.execute("INSERT INTO tombstone VALUES (?,?)", (sha256, seq))
        db.execute("DELETE FROM log_words WHERE seq IN (SELECT seq FROM log_capture WHERE capture = ?)", (sha256,))
        db.execute("DELETE FROM capture WHERE sha256 = ?", (sha256,))
        db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (PENDING, sha256))


def pending(db: sqlite3.Connection) -> bool:
    """Whether a removal still waits for its file to be rebuilt."""
    return db.execute("SELECT 1 FROM setting WHERE name = ?", (PENDING,)).fetchone() is not None


def scrub(db: sqlite3.Connection) -> None:
    """Rebuild the file without what was deleted, and empty the write-ahead log."""
    db.execute("VACUUM")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
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
