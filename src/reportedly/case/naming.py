"""The actors, places and voices of all affairs, gathered under their keys (:mod:`reportedly.gathering`)."""

from __future__ import annotations

import sqlite3

from reportedly import text
from reportedly.case.graph import column
from reportedly.case.migrations import snapshot
from reportedly.case.rows import Named
from reportedly.gathering import Sort, id_in


def named(db: sqlite3.Connection, sort: Sort, words: str, bare: bool, skip: int, limit: int) -> tuple[list[Named], int]:
    """Those of a sort, of most events first; all ``words`` stand in names of theirs.  With ``bare`` what is only described is among them."""
    listed = "sort = ?" if bare else "sort = ? AND bare = 0"
    given: list[str] = [sort]
    having = listed
    if folded := text.fold(words).split():
        having += f" AND key IN (SELECT key FROM gathered WHERE {listed}{' AND instr(forms, ?)' * len(folded)})"
        given += [sort, *folded]
    with snapshot(db):
        (_, total, _), *rows = db.execute(
            "WITH each AS MATERIALIZED (SELECT key, sum(events) AS told, sum(documents) AS read FROM gathered"
            f" WHERE {having} GROUP BY key) SELECT '', count(*), 0 FROM each UNION ALL"
            " SELECT * FROM (SELECT key, told, read FROM each ORDER BY told DESC, read DESC, key LIMIT ? OFFSET ?)",
            (*given, limit, skip),
        ).fetchall()
        return [_named(db, sort, *row) for row in rows], total


def named_as(db: sqlite3.Connection, sort: Sort, key: str) -> Named | None:
    """What a key stands for; what merged into another thing since is found under the key of that."""
    with snapshot(db):
        found = _counted(db, sort, key)
        if found is None and (id_ := id_in(sort, key)) is not None and (now := key_of(db, id_)) is not None:
            key, found = now, _counted(db, sort, now)
        return _named(db, sort, key, *found) if found is not None else None


def _counted(db: sqlite3.Connection, sort: Sort, key: str) -> tuple[int, int] | None:
    asked = "SELECT sum(events), sum(documents) FROM gathered WHERE sort = ? AND key = ?"
    events, documents = db.execute(asked, (sort, key)).fetchone()
    return (events, documents) if events is not None else None


def _named(db: sqlite3.Connection, sort: Sort, key: str, events: int, documents: int) -> Named:
    """With the name under which most events are told of it."""
    name, kind = db.execute(
        "SELECT name, kind FROM gathered WHERE sort = ? AND key = ? ORDER BY events DESC, documents DESC LIMIT 1",
        (sort, key),
    ).fetchone()
    ids = column(db, "SELECT DISTINCT id FROM gathered_id WHERE key = ? ORDER BY id", key)
    return Named(sort=sort, key=key, name=name, kind=kind, ids=tuple(ids), events=events, documents=documents)


def key_of(db: sqlite3.Connection, id_: str) -> str | None:
    """The key of an actor, place or voice by its id, or by one that it had before it merged with others."""
    asked = "SELECT key FROM gathered_id WHERE id = ? LIMIT 1"
    row = db.execute(asked, (id_,)).fetchone()
    if row is None:
        row = db.execute(
            "SELECT g.key FROM former_id f JOIN gathered_id g ON g.affair = f.affair AND g.id = f.of_id WHERE f.former = ?"
            " ORDER BY g.key LIMIT 1",
            (id_,),
        ).fetchone()
    return row[0] if row is not None else None
