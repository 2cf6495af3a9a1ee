"""Which documents of a case are tied to one another: the graph whose connected parts are joined (:mod:`reportedly.ties`)."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from reportedly import copies, ties
from reportedly.case import readings, rulings
from reportedly.case.takings import pack, unpack
from reportedly.clusters import Group
from reportedly.model import Reading
from reportedly.ties import Sketch

COMMON = 200
"""Events or documents that may share a key or a print before it says nothing: a formula, a name in every report."""

TABLES = (
    "CREATE TABLE sketch (document TEXT PRIMARY KEY, found BLOB NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE tie_key (
        key TEXT NOT NULL, document TEXT NOT NULL, told INTEGER NOT NULL, PRIMARY KEY (key, document, told)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX tie_key_by_document ON tie_key (document)",
    """CREATE TABLE passage_print (
        print INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (print, document)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX passage_print_by_document ON passage_print (document)",
    """CREATE TABLE tie (
        first TEXT NOT NULL, second TEXT NOT NULL, why TEXT NOT NULL, PRIMARY KEY (first, second, why)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX tie_by_second ON tie (second)",
)

NAMES = ("tie", "passage_print", "tie_key", "sketch")
"""The tables of the graph."""

_DECIDED = "decided"
"""Why two documents are tied that a decision is about."""


def forget(db: sqlite3.Connection, document: str) -> set[str]:
    """Take a document out of the graph; those that it was tied to."""
    near = set(_near(db, document))
    for table in ("sketch", "tie_key", "passage_print"):
        db.execute(f"DELETE FROM {table} WHERE document = ?", (document,))
    db.execute("DELETE FROM tie WHERE first = ?1 OR second = ?1", (document,))
    return near


def _near(db: sqlite3.Connection, document: str) -> list[str]:
    return column(db, "SELECT second FROM tie WHERE first = ?1 UNION SELECT first FROM tie WHERE second = ?1", document)


def put(db: sqlite3.Connection, document: str) -> set[str]:
    """Put a document into the graph of ties; those that it is tied to."""
    reading = _reading(db, document)
    made = ties.sketch(reading)
    groups = made.groups()
    prints = copies.fingerprints(reading.document)
    found: dict[str, str] = {}
    for other, pairs in sorted(_alike(db, groups).items()):
        theirs = _sketch(db, other)
        for own, their in sorted(pairs):
            if other not in found and (why := ties.tie(groups[own], theirs.group(their))) is not None:
                found[other] = why
    for other in _printing(db, prints):
        if other not in found and (why := ties.copied(reading.document, _reading(db, other).document)) is not None:
            found[other] = why
    db.execute("INSERT INTO sketch VALUES (?,?)", (document, pack(made)))
    db.executemany(
        "INSERT INTO tie_key VALUES (?,?,?)",
        ((key, document, n) for n, g in enumerate(groups) for key in sorted(ties.kept_keys(g))),
    )
    db.executemany("INSERT INTO passage_print VALUES (?,?)", ((p, document) for p in sorted(set(prints))))
    for other, why in found.items():
        _tie(db, document, other, why)
    return set(found)


def _tie(db: sqlite3.Connection, one: str, other: str, why: str) -> None:
    db.execute("INSERT OR IGNORE INTO tie VALUES (?,?,?)", (min(one, other), max(one, other), why))


def _reading(db: sqlite3.Connection, document: str) -> Reading:
    (found,) = readings.current(db, [document])
    return found


def groups_of(db: sqlite3.Connection, document: str) -> tuple[Group, ...]:
    """The events of a document as its kept sketch has them."""
    return _sketch(db, document).groups()


def _sketch(db: sqlite3.Connection, document: str) -> Sketch:
    (blob,) = db.execute("SELECT found FROM sketch WHERE document = ?", (document,)).fetchone()
    return unpack(blob, Sketch)


def _alike(db: sqlite3.Connection, groups: Sequence[Group]) -> dict[str, set[tuple[int, int]]]:
    """The documents of which an event shares a key that is not :data:`COMMON` with one of these, with the numbers of both."""
    asked: dict[str, list[int]] = defaultdict(list)
    for own, group in enumerate(groups):
        for key in ties.asked_keys(group):
            asked[key].append(own)
    found: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for key, mine in asked.items():
        some = db.execute(f"SELECT document, told FROM tie_key WHERE key = ? LIMIT {COMMON + 1}", (key,)).fetchall()
        if len(some) <= COMMON:
            for other, their in some:
                found[other] |= {(own, their) for own in mine}
    return found


def _printing(db: sqlite3.Connection, prints: Iterable[int]) -> list[str]:
    """Documents that share a print that is not :data:`COMMON`."""
    found: set[str] = set()
    for one in prints:
        some = column(db, f"SELECT document FROM passage_print WHERE print = ? LIMIT {COMMON + 1}", one)
        if len(some) <= COMMON:
            found |= set(some)
    return sorted(found)


def put_decided(db: sqlite3.Connection) -> set[str]:
    """Tie the documents that one decision is about; those that new decisions, or what these replace, are about.

    What was about a removed capture is joined anew by :func:`reportedly.case.joined.forget`.
    """
    asked = "SELECT first, second FROM tie WHERE why = ?"
    before = set(db.execute(asked, (_DECIDED,)))
    db.execute("DELETE FROM tie WHERE why = ?", (_DECIDED,))
    of_capture = dict(db.execute("SELECT capture, document FROM source"))
    decisions = rulings.obeyed(db)
    new = set(column(db, "SELECT id FROM ruling WHERE seq NOT IN (SELECT seq FROM joined_ruling)"))
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


def part(db: sqlite3.Connection, document: str) -> set[str]:
    """The documents that chains of ties connect with this one."""
    found, open_ = {document}, [document]
    while open_:
        for other in _near(db, open_.pop()):
            if other not in found:
                found.add(other)
                open_.append(other)
    return found


def column(db: sqlite3.Connection, asked: str, *given: object) -> list[str]:
    """The first column of what is asked for."""
    return [row[0] for row in db.execute(asked, given)]
