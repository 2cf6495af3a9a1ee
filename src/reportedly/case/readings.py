"""What readers found in the texts of a case: kept by text and reader, so that nothing is read twice.

Each text has one current reading.  A reading made before by the same reader of the same text is taken up again, not made
anew.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from reportedly import reading
from reportedly.case.migrations import transaction
from reportedly.case.takings import pack, text_of, unpack
from reportedly.model import Document, Reading
from reportedly.page import Parsed

TOGETHER = 24
"""Texts that are read and kept at a time: a crash loses no more than these, which are then read again."""


def basis(document: Document) -> str:
    """A hash of all that a reading depends on: the text, its passages, and what the page says of itself."""
    still = msgspec.structs.replace(document, capture=msgspec.structs.replace(document.capture, taken_at=""))
    return hashlib.sha256(msgspec.json.encode(still)).hexdigest()


def waiting(db: sqlite3.Connection, edited: Mapping[str, Document]) -> list[str]:
    """Ids of the documents that have no current reading as they stand, ``edited`` being those that people set right."""
    rows = db.execute(
        "SELECT s.document FROM source s LEFT JOIN reading r ON r.document = s.document AND r.current = 1"
        " WHERE r.document IS NULL ORDER BY +s.number"  # by the indexes alone: sorting comes after
    )
    unread = [row[0] for row in rows]
    for document in edited.values():
        row = db.execute("SELECT basis FROM reading WHERE document = ? AND current = 1", (document.id,)).fetchone()
        if row is not None and row[0] != basis(document):
            unread.append(document.id)
    return unread


def read(
    db: sqlite3.Connection,
    documents: Sequence[str],
    reader: str,
    *,
    edited: Mapping[str, Document],
    model: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[str]:
    """Read these documents and make the readings current; the ids of those whose current reading is now another one.

    What this reader has read of the same text before is taken up again.  ``edited`` are documents that people set right.
    """
    version = reading.version(reader, model=model)
    changed = []
    for start in range(0, len(documents), TOGETHER):
        if progress is not None:
            progress(start, len(documents))
        here = [d for d in documents[start : start + TOGETHER] if _is_here(db, d)]
        some = [_set_right(text_of(db, d), edited) for d in here]
        fresh = [p for p in some if not _known(db, p.document, version)]
        found = reading.read([p.document for p in fresh], reader, model=model) if fresh else ()
        made = [reading.with_problems(r, p.problems) for p, r in zip(fresh, found, strict=True)]
        with transaction(db):
            for r in made:
                db.execute(
                    "INSERT OR REPLACE INTO reading VALUES (?,?,?,0,?)",
                    (r.document.id, basis(r.document), version, pack(r)),
                )
            changed += [p.document.id for p in some if _make_current(db, p.document, version)]
    return changed


def again(
    db: sqlite3.Connection, texts: Sequence[Parsed], reader: str, *, edited: Mapping[str, Document], model: str | None
) -> Iterator[Reading]:
    """What :func:`read` would make current for these texts, in their order; nothing is kept."""
    version = reading.version(reader, model=model)
    some = [_set_right(p, edited) for p in texts]
    kept = [_kept(db, p.document, version) for p in some]
    fresh = [p for p, found in zip(some, kept, strict=True) if found is None]
    read_now = iter(reading.read([p.document for p in fresh], reader, model=model) if fresh else ())
    for p, found in zip(some, kept, strict=True):
        yield found if found is not None else reading.with_problems(next(read_now), p.problems)


def _kept(db: sqlite3.Connection, document: Document, version: str) -> Reading | None:
    own = (document.id, basis(document), version)
    row = db.execute("SELECT found FROM reading WHERE document = ? AND basis = ? AND reader = ?", own).fetchone()
    return None if row is None else unpack(row[0], Reading)


def _is_here(db: sqlite3.Connection, document: str) -> bool:
    """Whether a document is still in the case; another program may have removed it since it was listed."""
    return db.execute("SELECT 1 FROM source WHERE document = ?", (document,)).fetchone() is not None


def _set_right(parsed: Parsed, edited: Mapping[str, Document]) -> Parsed:
    document = edited.get(parsed.document.id)
    return parsed if document is None else msgspec.structs.replace(parsed, document=document)


def _known(db: sqlite3.Connection, document: Document, version: str) -> bool:
    row = db.execute(
        "SELECT 1 FROM reading WHERE document = ? AND basis = ? AND reader = ?", (document.id, basis(document), version)
    ).fetchone()
    return row is not None


def _make_current(db: sqlite3.Connection, document: Document, version: str) -> bool:
    own = (document.id, basis(document), version)
    row = db.execute("SELECT basis, reader FROM reading WHERE document = ? AND current = 1", own[:1]).fetchone()
    if row == own[1:]:
        return False
    db.execute("UPDATE reading SET current = 0 WHERE document = ? AND current = 1", own[:1])
    db.execute("UPDATE reading SET current = 1 WHERE document = ? AND basis = ? AND reader = ?", own)
    return True


def current(db: sqlite3.Connection, documents: Sequence[str] | None = None) -> Iterator[Reading]:
    """The current readings, of all documents or of those named, by document id."""
    if documents is None:
        rows: Iterator[tuple[bytes]] = db.execute("SELECT found FROM reading WHERE current = 1 ORDER BY document")
        for (blob,) in rows:
            yield unpack(blob, Reading)
        return
    for document in sorted(documents):
        row = db.execute("SELECT found FROM reading WHERE document = ? AND current = 1", (document,)).fetchone()
        if row is not None:
            yield unpack(row[0], Reading)


def readers(db: sqlite3.Connection) -> dict[str, int]:
    """The versions of readers whose readings are current, with how many texts each has read."""
    return dict(db.execute("SELECT reader, count(*) FROM reading WHERE current = 1 GROUP BY reader ORDER BY reader"))
