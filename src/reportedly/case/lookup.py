"""What a case answers from its derived tables: whole or in part, nothing is changed here."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from reportedly import record, suggestions
from reportedly.case import finding, graph, readings, rulings
from reportedly.case.graph import column
from reportedly.case.joined import decisions_about
from reportedly.case.results import Size
from reportedly.case.takings import unpack
from reportedly.deciding import Ruled, State
from reportedly.errors import UsageError
from reportedly.model import Reading, Record
from reportedly.overview import Line
from reportedly.suggestions import Suggestion

NO_READINGS: Mapping[str, Reading] = {}


def whole(db: sqlite3.Connection) -> Record:
    """The record of the whole case, built at once."""
    return record.build(list(readings.current(db)), rulings.obeyed(db))


def affair_of(db: sqlite3.Connection, document: str) -> Record | None:
    """The record of the affair that a document belongs to."""
    row = db.execute("SELECT affair FROM affair_document WHERE document = ?", (document,)).fetchone()
    return finding.record(db, row[0]) if row is not None else None


def judged(db: sqlite3.Connection) -> set[str] | None:
    """Hashes of the captures in the affairs that decisions are about; None for all, where one is about no affair."""
    numbers: set[int] = set()
    for d in rulings.load(db):
        having = _having(db, d.id)
        if not having:
            return None
        numbers |= having
    asked = "SELECT capture FROM affair_document JOIN source USING (document) WHERE affair = ?"
    return {c for n in numbers for c in column(db, asked, n)}


def ruled(db: sqlite3.Connection, *, instead: Mapping[str, Reading] = NO_READINGS) -> tuple[Ruled, ...]:
    """How each decision stands, from the affairs that decisions are about.

    With readings ``instead`` of the current ones, by capture, how it would stand if they were.
    """
    if not rulings.load(db):
        return ()
    captures = judged(db)
    held = {d: c for d, c in db.execute("SELECT document, capture FROM source") if captures is None or c in captures}
    now = readings.current(db, [d for d, c in held.items() if c not in instead])
    decisions = rulings.obeyed(db) if captures is None else decisions_about(db, set(held), rulings.obeyed(db))
    return record.ruled([*now, *instead.values()], decisions)


def states(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, State]:
    """How decisions stand, by id, as far as they are about something that is read; of several affairs the last that holds it."""
    found: dict[str, State] = {}
    for id_ in ids:
        row = db.execute("SELECT state FROM decision WHERE id = ? ORDER BY affair DESC LIMIT 1", (id_,)).fetchone()
        if row is not None:
            found[id_] = row[0]
    return found


_ID = re.compile(r"[cdefmr]_[0-9a-f]{4,}")
_ANY_ID = re.compile(r"[acdefmprsv]_[0-9a-f]{4,}")


def around(db: sqlite3.Connection, ids: Iterable[str]) -> Record:
    """The record of the affairs that have all these ids, which may be cut short; the whole record where one has none."""
    numbers: set[int] = set()
    for id_ in ids:
        having = _having(db, id_) if _ID.fullmatch(id_) else None
        if not having:
            return whole(db)
        numbers |= having
    return _joined(db, numbers)


def near(db: sqlite3.Connection, ids: Iterable[str]) -> Record:
    """The record of as few affairs as have all these things, which may be cut short; UsageError for an unknown one.

    A place of the gazetteer, which many affairs may have, is taken from one that has the other things too.
    """
    having: list[set[int]] = []
    loose = False
    for id_ in ids:
        found = _having(db, id_) if _ANY_ID.fullmatch(id_) else set()
        if not found and not (id_.startswith("r_") and rulings.has(db, id_)):
            raise UsageError(
                f"nothing in the case has the id {id_}", hint="give the id as a page or the record shows it"
            )
        if found:
            having.append(found)
        else:
            loose = True
    common = set.intersection(*having) if having else set()
    chosen: set[int] = set()
    for found in sorted(having, key=len):
        if not found & chosen:
            chosen.add(min(common or found))
    return _joined(db, chosen, loose=loose)


def _joined(db: sqlite3.Connection, numbers: set[int], *, loose: bool = False) -> Record:
    """The record of these affairs; a ``loose`` decision, which is about no capture, need not be in that of one alone."""
    if len(numbers) == 1 and not loose and (found := finding.record(db, min(numbers))) is not None:
        return found
    documents = {d for n in numbers for d in column(db, "SELECT document FROM affair_document WHERE affair = ?", n)}
    return record.build(
        list(readings.current(db, sorted(documents))), decisions_about(db, documents, rulings.obeyed(db))
    )


def _having(db: sqlite3.Connection, id_: str) -> set[int]:
    """The affairs that have what this id, or its beginning, names."""
    if id_.startswith("r_"):
        captures = rulings.captures_by_id(db, id_)
        asked = "SELECT affair FROM affair_document JOIN source USING (document) WHERE capture = ?"
        return {row[0] for c in captures for row in db.execute(asked, (c,))}
    return finding.affairs_with(db, id_)


def affairs(db: sqlite3.Connection) -> Iterator[Record]:
    """The records of all affairs."""
    for (number,) in db.execute("SELECT number FROM affair ORDER BY number").fetchall():
        (blob,) = db.execute("SELECT record FROM affair WHERE number = ?", (number,)).fetchone()
        yield unpack(blob, Record)


def suggested(db: sqlite3.Connection) -> tuple[Suggestion, ...]:
    """What may be the same, or a part of another, in the whole case; the likeliest first."""
    found = list(suggestions.of_record(whole(db)))
    for made in affairs(db):
        found += suggestions.parts([g for d in made.documents for g in graph.groups_of(db, d.id)], made)
    return tuple(sorted(found, key=lambda s: (-s.score, s.sort, s.first, s.second)))


def lines(db: sqlite3.Connection) -> Iterator[Line]:
    """The events of the case in order of time, one line each."""
    for (blob,) in db.execute("SELECT line FROM event_line JOIN event_summary USING (number) ORDER BY sort_key"):
        yield unpack(blob, Line)


def size(db: sqlite3.Connection) -> Size:
    """How much the case holds."""

    def number(table: str) -> int:
        return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    sums = "coalesce(sum(copies), 0), count(*), coalesce(sum(events), 0), coalesce(sum(claims), 0), coalesce(sum(problems), 0)"
    copies, affairs_, events, claims, problems = db.execute(f"SELECT {sums} FROM affair").fetchone()
    return Size(
        captures=number("capture"),
        documents=number("source"),
        copies=copies,
        affairs=affairs_,
        events=events,
        claims=claims,
        decisions=number("ruling"),
        problems=problems,
    )
