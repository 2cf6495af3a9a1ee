"""When each person last left a case: up to which entry of the log it is known to them.  No decision, and not in the log."""

from __future__ import annotations

import sqlite3

from reportedly.case.migrations import transaction
from reportedly.errors import UsageError


def visited(db: sqlite3.Connection, who: str) -> int:
    """The log's last entry when this person last left, 0 for none."""
    row = db.execute("SELECT seq FROM visit WHERE who = ?", (_name(who),)).fetchone()
    return int(row[0]) if row is not None else 0


def visit(db: sqlite3.Connection, who: str, upto: int | None = None) -> None:
    """Remember an entry of the log as seen by this person, the last one where none is given; what was seen stays seen."""
    name = _name(who)
    with transaction(db):
        (last,) = db.execute("SELECT coalesce(max(seq), 0) FROM log").fetchone()
        seen = max(visited(db, name), last if upto is None else min(upto, last))
        db.execute("INSERT OR REPLACE INTO visit VALUES (?, ?)", (name, seen))


def _name(who: str) -> str:
    """The name as decisions have it (:func:`reportedly.decisions.make`)."""
    name = " ".join(who.encode("utf-8", "replace").decode().split())
    if not name:
        raise UsageError("nobody is named", hint="say who it is")
    return name
