"""How far reports have come that were taken in: nothing is made or waited for to tell it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from reportedly import page
from reportedly.case import takings
from reportedly.case.migrations import snapshot
from reportedly.case.results import Arrival
from reportedly.model import Problem

_STANDING = (
    "SELECT s.document, r.document IS NOT NULL, l.title, l.affair"
    " FROM source s LEFT JOIN reading r ON r.document = s.document AND r.current = 1"
    " LEFT JOIN document_line l ON l.document = s.document"
    " AND s.document NOT IN (SELECT document FROM to_join) WHERE s.capture = ?"
)
_PROBLEMS = "SELECT code, start, end, message, hint FROM problem WHERE affair = ? AND document = ? ORDER BY ordinal"


def arrivals(db: sqlite3.Connection, captures: Iterable[str]) -> dict[str, Arrival]:
    """How far these captures have come, by hash; those that the case does not have are left out."""
    with snapshot(db):
        return {c: _arrival(db, c) for c in captures if takings.has(db, c)}


def _arrival(db: sqlite3.Connection, capture: str) -> Arrival:
    row = db.execute(_STANDING, (capture,)).fetchone()
    if row is None:
        return Arrival(step="taken")
    document, is_read, joined, affair = row
    if joined is None or not is_read:
        title = page.heading(takings.text_of(db, document).document) or ""
        return Arrival(step="read" if is_read else "taken", document=document, title=title)
    found = tuple(
        Problem(code=code, document=document, start=start, end=end, message=message, hint=hint)
        for code, start, end, message, hint in db.execute(_PROBLEMS, (affair, document))
    )
    return Arrival(step="joined", document=document, title=joined, problems=found)
