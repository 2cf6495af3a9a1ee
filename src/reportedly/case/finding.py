"""Which affair has a thing, by its id, and that affair's record; nothing is unpacked that is not asked for."""

from __future__ import annotations

import sqlite3
import threading
import zlib
from collections import OrderedDict
from collections.abc import Iterable

import msgspec

from reportedly.case.graph import column
from reportedly.case.migrations import snapshot
from reportedly.model import Record

MOST_BYTES = 48_000_000
"""Bytes of JSON whose records are kept at hand in a process; as objects they take several times as much."""

_TABLES = {
    "a": "gathered_id",
    "c": "claim",
    "d": "document_line",
    "e": "event_line",
    "f": "frame",
    "m": "mention",
    "p": "gathered_id",
    "s": "statement",
    "v": "gathered_id",
}
_COLUMNS = {"document_line": "document", "event_line": "event"}

_NAMING_CAPTURES = (
    "SELECT affair FROM document WHERE capture_sha256 = ?",
    "SELECT affair FROM decision WHERE change_at_capture = ?",
    "SELECT affair FROM decision_target WHERE at_capture = ?",
    "SELECT affair FROM decision_target WHERE capture = ?",
)
_NAMING_DECISIONS = (
    "SELECT affair FROM decision WHERE id = ?",
    "SELECT affair FROM decision_link WHERE other = ?",
)


def affairs_with(db: sqlite3.Connection, id_: str) -> set[int]:
    """The affairs that have a thing whose id begins so (see :meth:`Case.having`), now or under a former id."""
    table = _TABLES.get(id_[:1])
    if table is None or id_[1:2] != "_":
        return set()
    name = _COLUMNS.get(table, "id")
    given = (id_, f"{id_}g")  # digits of ids end at "f"
    found = db.execute(f"SELECT affair FROM {table} WHERE {name} >= ? AND {name} < ?", given).fetchall()
    found += db.execute("SELECT affair FROM former_id WHERE former >= ? AND former < ?", given)
    return {row[0] for row in found}


def affair_with(db: sqlite3.Connection, id_: str) -> int | None:
    """The first affair that has the thing with this whole id, or had it under this id; None for an unknown one."""
    table = _TABLES.get(id_[:1])
    if table is None:
        return None
    now = db.execute(f"SELECT min(affair) FROM {table} WHERE {_COLUMNS.get(table, 'id')} = ?", (id_,)).fetchone()[0]
    if now is None:
        now = db.execute("SELECT min(affair) FROM former_id WHERE former = ?", (id_,)).fetchone()[0]
    return None if now is None else int(now)


def naming(db: sqlite3.Connection, names: Iterable[str]) -> set[int]:
    """The affairs whose records name one of these hashes of captures or ids of decisions."""
    return {
        int(affair)
        for name in names
        for asked in (_NAMING_DECISIONS if name.startswith("r_") else _NAMING_CAPTURES)
        for affair in column(db, asked, name)
    }


class _Kept:
    """Records by the hash of their packed form, those last asked for; what is kept can be out of use, never out of date."""

    def __init__(self) -> None:
        self._records: OrderedDict[str, tuple[int, Record]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, sha256: str) -> Record | None:
        with self._lock:
            if sha256 not in self._records:
                return None
            self._records.move_to_end(sha256)
            return self._records[sha256][1]

    def put(self, sha256: str, size: int, record: Record) -> None:
        if size > MOST_BYTES:
            return
        with self._lock:
            if sha256 in self._records:
                return
            self._records[sha256] = (size, record)
            self._bytes += size
            while self._bytes > MOST_BYTES:
                _, (gone, _) = self._records.popitem(last=False)
                self._bytes -= gone

    def forget(self) -> None:
        with self._lock:
            self._records.clear()
            self._bytes = 0


_kept = _Kept()


def forget() -> None:
    """Let go of all records at hand, so that what is erased from a case is not left in this process."""
    _kept.forget()


def record(db: sqlite3.Connection, affair: int) -> Record | None:
    """The record of an affair by its number; None where another program has joined it anew since the number was asked for."""
    with snapshot(db):
        row = db.execute("SELECT sha256 FROM affair WHERE number = ?", (affair,)).fetchone()
        if row is None:
            return None
        if (found := _kept.get(row[0])) is not None:
            return found
        (blob,) = db.execute("SELECT record FROM affair WHERE number = ?", (affair,)).fetchone()
    raw = zlib.decompress(blob)
    made = msgspec.json.decode(raw, type=Record)
    _kept.put(row[0], len(raw), made)
    return made
