"""What a case makes of its readings and decisions: derived tables that can be thrown away and made again at any time.

The documents of a case fall into *affairs*: the connected parts of the graph of ties (:mod:`reportedly.ties`).  Each affair is
joined for itself, so that a report that comes in moves only the affairs that it is tied to, however large the case is.  Beside its
record an affair has its rows in the flat tables of :mod:`reportedly.tables`, for whoever opens the case with another program.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable

from reportedly import copies, edition, record, tables
from reportedly.case import finding, graph, listing, readings, rulings, search
from reportedly.case.graph import column
from reportedly.case.migrations import transaction
from reportedly.case.takings import pack
from reportedly.deciding import Decision
from reportedly.table_terms import create, quoted

TABLES = (
    *graph.TABLES,
    """CREATE TABLE affair (
        number INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, events INTEGER NOT NULL, claims INTEGER NOT NULL,
        copies INTEGER NOT NULL, problems INTEGER NOT NULL, record BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE affair_document (
        document TEXT PRIMARY KEY, affair INTEGER NOT NULL REFERENCES affair ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX affair_document_by_affair ON affair_document (affair)",
    "CREATE TABLE joined_ruling (seq INTEGER PRIMARY KEY) STRICT",
    *(create(t, part_of="affair") for t in tables.TABLES),
    *search.TABLES,
    *listing.TABLES,
)

_NAMES = (
    *listing.NAMES,
    *(t.name for t in reversed(tables.TABLES)),
    *"claim_row claim_words document_words joined_ruling affair_document affair".split(),
    *graph.NAMES,
)
_RULED = "SELECT seq FROM ruling JOIN log_words USING (seq)"


def stale(db: sqlite3.Connection) -> bool:
    """Whether readings or decisions have changed since they were last joined."""
    return not _ready(db) or db.execute("SELECT 1 FROM to_join LIMIT 1").fetchone() is not None or _rulings_changed(db)


def _rulings_changed(db: sqlite3.Connection) -> bool:
    joined = "SELECT seq FROM joined_ruling"
    return any(
        db.execute(f"{a} EXCEPT {b} LIMIT 1").fetchone() is not None for a, b in ((_RULED, joined), (joined, _RULED))
    )


def _ready(db: sqlite3.Connection) -> bool:
    row = db.execute("SELECT value FROM setting WHERE name = 'joined'").fetchone()
    return row is not None and row[0] == _made_by()


def _made_by() -> str:
    """The program whose derived tables stand in a case."""
    return f"{edition.code()} {edition.keeping()}"


def _throw_away(db: sqlite3.Connection) -> None:
    """Drop every derived table; :func:`update` makes them again."""
    with transaction(db):
        for name in _NAMES:
            db.execute(f"DROP TABLE IF EXISTS {quoted(name)}")
        db.execute("DELETE FROM setting WHERE name = 'joined'")


def update(db: sqlite3.Connection) -> None:
    """Join anew what changed: the affairs of new, changed and gone documents, and of those that decisions are about."""
    with transaction(db):
        if not _ready(db):
            _throw_away(db)
            for table in TABLES:
                db.execute(table)
            db.execute("INSERT OR REPLACE INTO setting VALUES ('joined', ?)", (_made_by(),))
            db.execute("INSERT OR IGNORE INTO to_join SELECT document FROM reading WHERE current = 1")
        if db.execute("SELECT 1 FROM to_join WHERE document NOT IN (SELECT document FROM source) LIMIT 1").fetchone():
            search.forget_texts(db)
        search.put_texts(db)
        moved: set[str] = set()
        for document in column(db, "SELECT document FROM to_join ORDER BY document"):
            moved |= {document} | graph.forget(db, document)
            if db.execute("SELECT 1 FROM reading WHERE document = ? AND current = 1", (document,)).fetchone():
                moved |= graph.put(db, document)
        if _rulings_changed(db):
            moved |= graph.put_decided(db)
        _rejoin(db, moved)
        db.execute("DELETE FROM to_join")
        db.execute("DELETE FROM joined_ruling")
        db.execute(f"INSERT INTO joined_ruling {_RULED}")


def forget(db: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Have every affair joined anew whose record names one of these (hashes of captures, ids of decisions)."""
    if _ready(db):
        for number in finding.naming(db, ids):
            db.execute(
                "INSERT OR IGNORE INTO to_join SELECT document FROM affair_document JOIN source USING (document)"
                " WHERE affair = ?",
                (number,),
            )


def _rejoin(db: sqlite3.Connection, moved: set[str]) -> None:
    """Join anew every affair of these documents, and of those that were in one affair with them."""
    old = {
        row[0]
        for d in sorted(moved)
        for row in db.execute("SELECT affair FROM affair_document WHERE document = ?", (d,))
    }
    touched = set(moved)
    for number in old:
        touched |= set(column(db, "SELECT document FROM affair_document WHERE affair = ?", number))
    decisions = rulings.obeyed(db)
    seen: set[str] = set()
    parts = []
    for document in sorted(touched):
        here = db.execute("SELECT 1 FROM sketch WHERE document = ?", (document,)).fetchone() is not None
        if here and document not in seen:
            part = graph.part(db, document)
            seen |= part
            parts.append(part)
    old |= {
        row[0]
        for d in sorted(seen)
        for row in db.execute("SELECT affair FROM affair_document WHERE document = ?", (d,))
    }
    for number in sorted(old):
        search.forget_claims(db, number)
        db.execute("DELETE FROM affair WHERE number = ?", (number,))
    for part in parts:
        _put(db, part, decisions)


def _put(db: sqlite3.Connection, documents: set[str], decisions: Iterable[Decision]) -> None:
    sketches = {d: graph.groups_of(db, d) for d in sorted(documents)}
    made = record.build(
        list(readings.current(db, sorted(documents))), decisions_about(db, documents, decisions), sketches
    )
    copied = copies.links(made.documents) if len(documents) > 1 else ()
    sizes = (len(made.events), len(made.claims), len({c.second for c in copied}), len(made.problems))
    blob = pack(made)
    number = db.execute(
        "INSERT INTO affair (record, sha256, events, claims, copies, problems) VALUES (?,?,?,?,?,?)",
        (blob, hashlib.sha256(blob).hexdigest(), *sizes),
    ).lastrowid
    assert number is not None
    db.executemany("INSERT INTO affair_document VALUES (?,?)", ((d, number) for d in sorted(documents)))
    for table, rows in tables.rows(made):
        marks = ",".join("?" * (len(table.columns) + 1))
        db.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({marks})", ((number, *row) for row in rows))
    groups = [g for own in sketches.values() for g in own]
    numbers = listing.put(db, number, made, copied=copied, groups=groups)
    search.put_claims(db, number, made.claims, numbers)


def decisions_about(db: sqlite3.Connection, documents: set[str], decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that concern these documents, and those that replace or are replaced by them."""
    captures = {row[0] for d in documents for row in db.execute("SELECT capture FROM source WHERE document = ?", (d,))}
    found = []
    for d in decisions:
        about = rulings.captures_of(d)
        if not about or about & captures or not all(_has(db, c) for c in about):
            found.append(d)
    return found


def _has(db: sqlite3.Connection, capture: str) -> bool:
    return db.execute("SELECT 1 FROM source WHERE capture = ?", (capture,)).fetchone() is not None
