"""What a case makes of its readings and decisions: derived tables that can be thrown away and made again at any time.

The documents of a case fall into *affairs*: the connected parts of the graph of ties (:mod:`reportedly.ties`).  Each affair is
joined for itself, so that a report that comes in moves only the affairs that it is tied to, however large the case is.  Beside its
record an affair has its rows in the flat tables of :mod:`reportedly.tables`, for whoever opens the case with another program.
"""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator

from reportedly import copies, edition, overview, record, suggestions, tables, ties
from reportedly.case import readings, rulings, search
from reportedly.case.migrations import transaction
from reportedly.case.results import Size
from reportedly.case.takings import pack, unpack
from reportedly.clusters import Group
from reportedly.model import Decision, Reading, Record
from reportedly.overview import Line
from reportedly.suggestions import Suggestion
from reportedly.table_terms import create, quoted
from reportedly.ties import Sketch

COMMON = 200
"""Documents that may share a key or a print before it says nothing: a formula, a name in every report."""

TABLES = (
    "CREATE TABLE sketch (document TEXT PRIMARY KEY, found BLOB NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE tie_key (key TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (key, document)) STRICT, WITHOUT ROWID",
    "CREATE INDEX tie_key_by_document ON tie_key (document)",
    """CREATE TABLE passage_print (
        print INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (print, document)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX passage_print_by_document ON passage_print (document)",
    """CREATE TABLE tie (
        first TEXT NOT NULL, second TEXT NOT NULL, why TEXT NOT NULL, PRIMARY KEY (first, second, why)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX tie_by_second ON tie (second)",
    """CREATE TABLE affair (
        number INTEGER PRIMARY KEY, record BLOB NOT NULL, events INTEGER NOT NULL, claims INTEGER NOT NULL,
        copies INTEGER NOT NULL, problems INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE affair_document (
        document TEXT PRIMARY KEY, affair INTEGER NOT NULL REFERENCES affair ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX affair_document_by_affair ON affair_document (affair)",
    """CREATE TABLE event_line (
        event TEXT PRIMARY KEY, affair INTEGER NOT NULL REFERENCES affair ON DELETE CASCADE,
        sort_key TEXT NOT NULL, line BLOB NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX event_line_by_affair ON event_line (affair)",
    "CREATE INDEX event_line_in_order ON event_line (sort_key, event)",
    "CREATE TABLE joined_ruling (seq INTEGER PRIMARY KEY) STRICT",
    *(create(t, part_of="affair") for t in tables.TABLES),
    *search.TABLES,
)

_NAMES = (
    *(t.name for t in reversed(tables.TABLES)),
    *"claim_row claim_words document_words joined_ruling event_line affair_document affair".split(),
    *"tie passage_print tie_key sketch".split(),
)
_RULED = "SELECT seq FROM ruling JOIN log_words USING (seq)"
_DECIDED = "decided"
"""Why two documents are tied that a decision is about."""


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
    return row is not None and row[0] == edition.code()


def throw_away(db: sqlite3.Connection) -> None:
    """Drop every derived table; :func:`update` makes them again."""
    with transaction(db):
        for name in _NAMES:
            db.execute(f"DROP TABLE IF EXISTS {quoted(name)}")
        db.execute("DELETE FROM setting WHERE name = 'joined'")


def update(db: sqlite3.Connection) -> None:
    """Join anew what changed: the affairs of new, changed and gone documents, and of those that decisions are about."""
    with transaction(db):
        if not _ready(db):
            throw_away(db)
            for table in TABLES:
                db.execute(table)
            db.execute("INSERT OR REPLACE INTO setting VALUES ('joined', ?)", (edition.code(),))
            db.execute("INSERT OR IGNORE INTO to_join SELECT document FROM reading WHERE current = 1")
        if db.execute("SELECT 1 FROM to_join WHERE document NOT IN (SELECT document FROM source) LIMIT 1").fetchone():
            search.forget_texts(db)
        search.put_texts(db)
        moved: set[str] = set()
        for document in _column(db, "SELECT document FROM to_join ORDER BY document"):
            moved |= {document} | _forget(db, document)
            if db.execute("SELECT 1 FROM reading WHERE document = ? AND current = 1", (document,)).fetchone():
                moved |= _tied(db, document)
        if _rulings_changed(db):
            moved |= _decided_ties(db)
        _rejoin(db, moved)
        db.execute("DELETE FROM to_join")
        db.execute("DELETE FROM joined_ruling")
        db.execute(f"INSERT INTO joined_ruling {_RULED}")


def forget(db: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Have every affair joined anew whose record names one of these (hashes of captures, ids of decisions)."""
    if _ready(db):
        for number in _naming(db, ids):
            db.execute(
                "INSERT OR IGNORE INTO to_join SELECT document FROM affair_document JOIN source USING (document)"
                " WHERE affair = ?",
                (number,),
            )


def _naming(db: sqlite3.Connection, ids: Iterable[str]) -> set[int]:
    """The affairs whose records hold a string that begins with one of these."""
    wanted = [f'"{i}'.encode() for i in ids]
    rows = db.execute("SELECT number, record FROM affair")
    return {number for number, blob in rows if any(w in raw for raw in (zlib.decompress(blob),) for w in wanted)}


def _column(db: sqlite3.Connection, asked: str, *given: object) -> list[str]:
    return [row[0] for row in db.execute(asked, given)]


# --- ties -------------------------------------------------------------------------------------------


def _forget(db: sqlite3.Connection, document: str) -> set[str]:
    """Take a document out of the graph; those that it was tied to."""
    near = set(_near(db, document))
    for table in ("sketch", "tie_key", "passage_print"):
        db.execute(f"DELETE FROM {table} WHERE document = ?", (document,))
    db.execute("DELETE FROM tie WHERE first = ?1 OR second = ?1", (document,))
    return near


def _near(db: sqlite3.Connection, document: str) -> list[str]:
    return _column(
        db, "SELECT second FROM tie WHERE first = ?1 UNION SELECT first FROM tie WHERE second = ?1", document
    )


def _tied(db: sqlite3.Connection, document: str) -> set[str]:
    """Put a document into the graph of ties; those that it is tied to."""
    reading = _reading(db, document)
    made = ties.sketch(reading)
    groups = made.groups()
    prints = copies.fingerprints(reading.document)
    found: dict[str, str] = {}
    for other in _candidates(db, "tie_key", "key", ties.asked_keys(groups)):
        why = ties.tie(groups, _groups(db, other))
        if why is not None:
            found[other] = why
    for other in _candidates(db, "passage_print", "print", prints):
        if other not in found and (why := ties.copied(reading.document, _reading(db, other).document)) is not None:
            found[other] = why
    db.execute("INSERT INTO sketch VALUES (?,?)", (document, pack(made)))
    db.executemany("INSERT INTO tie_key VALUES (?,?)", ((k, document) for k in sorted(ties.kept_keys(groups))))
    db.executemany("INSERT INTO passage_print VALUES (?,?)", ((p, document) for p in sorted(set(prints))))
    for other, why in found.items():
        _tie(db, document, other, why)
    return set(found)


def _tie(db: sqlite3.Connection, one: str, other: str, why: str) -> None:
    db.execute("INSERT OR IGNORE INTO tie VALUES (?,?,?)", (min(one, other), max(one, other), why))


def _reading(db: sqlite3.Connection, document: str) -> Reading:
    (found,) = readings.current(db, [document])
    return found


def _groups(db: sqlite3.Connection, document: str) -> tuple[Group, ...]:
    (blob,) = db.execute("SELECT found FROM sketch WHERE document = ?", (document,)).fetchone()
    return unpack(blob, Sketch).groups()


def _candidates(db: sqlite3.Connection, table: str, column: str, keys: Iterable[str] | Iterable[int]) -> list[str]:
    """Documents that share a key or print that is not :data:`COMMON`."""
    found: set[str] = set()
    for key in keys:
        some = _column(db, f"SELECT document FROM {table} WHERE {column} = ? LIMIT {COMMON + 1}", key)
        if len(some) <= COMMON:
            found |= set(some)
    return sorted(found)


def _decided_ties(db: sqlite3.Connection) -> set[str]:
    """Tie the documents that one decision is about; those that new decisions, or what these replace, are about.

    What was about a removed capture is joined anew by :func:`forget`.
    """
    asked = "SELECT first, second FROM tie WHERE why = ?"
    before = set(db.execute(asked, (_DECIDED,)))
    db.execute("DELETE FROM tie WHERE why = ?", (_DECIDED,))
    of_capture = dict(db.execute("SELECT capture, document FROM source"))
    decisions = rulings.obeyed(db)
    new = set(_column(db, "SELECT id FROM ruling WHERE seq NOT IN (SELECT seq FROM joined_ruling)"))
    replaced = {d.id: d.replaces for d in decisions}
    waiting = list(new)
    while waiting:
        past = set(replaced.get(waiting.pop(), ())) - new
        new |= past
        waiting += past
    moved: set[str] = set()
    for decision in decisions:
        about = sorted({of_capture[c] for c in rulings.captures_of(decision) if c in of_capture})
        if decision.id in new:
            moved |= set(about)
        for other in about[1:]:
            _tie(db, about[0], other, _DECIDED)
    for pair in before ^ set(db.execute(asked, (_DECIDED,))):
        moved |= set(pair)
    return moved


# --- affairs ----------------------------------------------------------------------------------------


def _rejoin(db: sqlite3.Connection, moved: set[str]) -> None:
    """Join anew every affair of these documents, and of those that were in one affair with them."""
    old = {
        row[0]
        for d in sorted(moved)
        for row in db.execute("SELECT affair FROM affair_document WHERE document = ?", (d,))
    }
    touched = set(moved)
    for number in old:
        touched |= set(_column(db, "SELECT document FROM affair_document WHERE affair = ?", number))
    decisions = rulings.obeyed(db)
    seen: set[str] = set()
    parts = []
    for document in sorted(touched):
        here = db.execute("SELECT 1 FROM sketch WHERE document = ?", (document,)).fetchone() is not None
        if here and document not in seen:
            part = _part(db, document)
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


def _part(db: sqlite3.Connection, document: str) -> set[str]:
    """The documents that chains of ties connect with this one."""
    found, open_ = {document}, [document]
    while open_:
        for other in _near(db, open_.pop()):
            if other not in found:
                found.add(other)
                open_.append(other)
    return found


def _put(db: sqlite3.Connection, documents: set[str], decisions: Iterable[Decision]) -> None:
    made = record.build(list(readings.current(db, sorted(documents))), _about(db, documents, decisions))
    repeated = len({c.second for c in copies.links(made.documents)})
    sizes = (len(made.events), len(made.claims), repeated, len(made.problems))
    number = db.execute(
        "INSERT INTO affair (record, events, claims, copies, problems) VALUES (?,?,?,?,?)", (pack(made), *sizes)
    ).lastrowid
    assert number is not None
    db.executemany("INSERT INTO affair_document VALUES (?,?)", ((d, number) for d in sorted(documents)))
    db.executemany(
        "INSERT INTO event_line VALUES (?,?,?,?)",
        ((line.event, number, line.sort_key(), pack(line)) for line in overview.lines(made)),
    )
    for table, rows in tables.rows(made):
        marks = ",".join("?" * (len(table.columns) + 1))
        db.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({marks})", ((number, *row) for row in rows))
    search.put_claims(db, number, made.claims)


def _about(db: sqlite3.Connection, documents: set[str], decisions: Iterable[Decision]) -> list[Decision]:
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


# --- looking in -------------------------------------------------------------------------------------


def whole(db: sqlite3.Connection) -> Record:
    """The record of the whole case, built at once."""
    return record.build(list(readings.current(db)), rulings.obeyed(db))


def affair_of(db: sqlite3.Connection, document: str) -> Record | None:
    """The record of the affair that a document belongs to."""
    row = db.execute(
        "SELECT record FROM affair JOIN affair_document ON affair = number WHERE document = ?", (document,)
    ).fetchone()
    return unpack(row[0], Record) if row is not None else None


_ID = re.compile(r"[cdefmr]_[0-9a-f]{4,}")


def around(db: sqlite3.Connection, ids: Iterable[str]) -> Record:
    """The record of the affairs that have all these ids, which may be cut short; the whole record where one has none."""
    numbers: set[int] = set()
    for id_ in ids:
        found = _having(db, id_)
        if not found:
            return whole(db)
        numbers |= found
    if len(numbers) == 1:
        (blob,) = db.execute("SELECT record FROM affair WHERE number = ?", (min(numbers),)).fetchone()
        return unpack(blob, Record)
    documents = {d for n in numbers for d in _column(db, "SELECT document FROM affair_document WHERE affair = ?", n)}
    return record.build(list(readings.current(db, sorted(documents))), _about(db, documents, rulings.obeyed(db)))


def _having(db: sqlite3.Connection, id_: str) -> set[int]:
    """The affairs that have what this id, or its beginning, names."""
    if _ID.fullmatch(id_) is None:
        return set()
    if id_.startswith("r_"):
        captures = rulings.captures_by_id(db, id_)
        asked = "SELECT affair FROM affair_document JOIN source USING (document) WHERE capture = ?"
        return {row[0] for c in captures for row in db.execute(asked, (c,))}
    return _naming(db, [id_])


def affairs(db: sqlite3.Connection) -> Iterator[Record]:
    """The records of all affairs."""
    for (number,) in db.execute("SELECT number FROM affair ORDER BY number").fetchall():
        (blob,) = db.execute("SELECT record FROM affair WHERE number = ?", (number,)).fetchone()
        yield unpack(blob, Record)


def suggested(db: sqlite3.Connection) -> tuple[Suggestion, ...]:
    """What may be the same, or a part of another, in the whole case; the likeliest first."""
    found = list(suggestions.of_record(whole(db)))
    for made in affairs(db):
        found += suggestions.parts([g for d in made.documents for g in _groups(db, d.id)], made)
    return tuple(sorted(found, key=lambda s: (-s.score, s.sort, s.first, s.second)))


def lines(db: sqlite3.Connection) -> Iterator[Line]:
    """The events of the case in order of time, one line each."""
    for (blob,) in db.execute("SELECT line FROM event_line ORDER BY sort_key, event"):
        yield unpack(blob, Line)


def size(db: sqlite3.Connection) -> Size:
    """How much the case holds."""

    def number(asked: str) -> int:
        return int(db.execute(asked).fetchone()[0] or 0)

    return Size(
        captures=number("SELECT count(*) FROM capture"),
        documents=number("SELECT count(*) FROM source"),
        copies=number("SELECT sum(copies) FROM affair"),
        affairs=number("SELECT count(*) FROM affair"),
        events=number("SELECT sum(events) FROM affair"),
        claims=number("SELECT sum(claims) FROM affair"),
        decisions=number("SELECT count(*) FROM ruling"),
        problems=number("SELECT sum(problems) FROM affair"),
    )
