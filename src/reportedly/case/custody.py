"""What was done to a case: a log in which each entry is hashed over the one before.

An entry's row says when, who, what and about which ids; its words (addresses, names, quotations, notes) lie apart, with a
salt, and the row holds only their hash.  So words can be erased and the chain still verifies.  The chain shows changes
made behind the program's back by somebody who does not rewrite all of it; kept elsewhere, or time-stamped, the last
hash shows those too.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Literal

import msgspec

from reportedly.case.migrations import transaction

Action = Literal[
    "create",
    "take",
    "read",
    "reread",
    "decide",
    "remove",
    "stamp",
    "watch",
    "round-open",
    "round-coder",
    "round-code",
    "round-done",
    "round-close",
    "round-settle",
]

FIRST = "0" * 64
"""What stands as the hash before the first entry."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was done; ``about`` are hashes of captures or ids of decisions and rounds, ``words`` None where erased or empty."""

    seq: int
    at: str
    action: str
    who: str
    tool: str
    about: tuple[str, ...]
    words_sha256: str
    previous: str
    hash: str
    words: str | None = None

    def expected(self) -> str:
        """The hash that the entry must have by its own content and the hash before."""
        return _hash(
            self.seq, self.at, self.action, self.who, self.tool, " ".join(self.about), self.words_sha256, self.previous
        )


def now() -> str:
    """The time in UTC, to the second: ``2026-03-01T12:00:00Z``."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def append(
    db: sqlite3.Connection,
    action: Action,
    *,
    tool: str,
    about: Sequence[str] = (),
    captures: Iterable[str] = (),
    words: str = "",
    who: str = "",
    at: str | None = None,
) -> int:
    """Add an entry and return its number; ``captures`` are those whose removal erases the entry's words.

    What is no Unicode text in ``who`` and ``words`` (a terminal may hand over any bytes) stands there as "?".
    """
    who, words = (t.encode("utf-8", "replace").decode() for t in (who, words))
    with transaction(db):
        row = db.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
        seq, previous = (row[0] + 1, row[1]) if row else (1, FIRST)
        salt = secrets.token_bytes(16)
        digest = words_hash(salt, words) if words else ""
        told, at = " ".join(about), at or now()
        db.execute(
            "INSERT INTO log VALUES (?,?,?,?,?,?,?,?,?)",
            (
                seq,
                at,
                action,
                who,
                tool,
                told,
                digest,
                previous,
                _hash(seq, at, action, who, tool, told, digest, previous),
            ),
        )
        if words:
            db.execute("INSERT INTO log_words VALUES (?,?,?)", (seq, salt, words))
        db.executemany("INSERT INTO log_capture VALUES (?,?)", ((seq, c) for c in sorted(set(captures))))
    return int(seq)


def entries(db: sqlite3.Connection, *, last: int | None = None) -> list[Entry]:
    """The log, oldest entry first; only the ``last`` entries where a number is given."""
    rows = db.execute(
        "SELECT l.*, w.words FROM log l LEFT JOIN log_words w USING (seq) ORDER BY seq DESC LIMIT ?",
        (-1 if last is None else last,),
    ).fetchall()
    return [
        Entry(
            seq=row[0],
            at=row[1],
            action=row[2],
            who=row[3],
            tool=row[4],
            about=tuple(row[5].split()),
            words_sha256=row[6],
            previous=row[7],
            hash=row[8],
            words=row[9],
        )
        for row in reversed(rows)
    ]


def words_hash(salt: bytes, words: str) -> str:
    """SHA-256 (hexadecimal) of an entry's words under their salt."""
    return hashlib.sha256(salt + words.encode("utf-8", "surrogatepass")).hexdigest()


def _hash(*parts: object) -> str:
    digest = hashlib.sha256()
    for part in parts:
        raw = str(part).encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()
