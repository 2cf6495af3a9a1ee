"""What a case does with its captures: texts cut, read and joined; whatever a stopped program left is done first."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from reportedly import capture, claim_diff, dates, page, reading, verdicts
from reportedly.case import custody, erasure, joined, lookup, readings, rulings, takings
from reportedly.case.migrations import transaction
from reportedly.case.results import Added, Reread
from reportedly.errors import InputError
from reportedly.model import Document, DocumentEdit, DocumentTarget, Problem, Reading

Progress = Callable[[int, int, str], None]
"""Called with (done, of, what is being done)."""


def take_in(
    db: sqlite3.Connection,
    sources: Sequence[str],
    *,
    tool: str,
    published: str | None = None,
    allow_private: bool = False,
    again: bool = False,
    who: str = "",
    progress: Progress | None = None,
) -> Added:
    """Take paths, addresses or ``-``, each one kept before the next is asked for; what cannot be taken is a Problem."""
    new: list[str] = []
    known: list[str] = []
    problems: list[Problem] = []
    gone = {sha256 for sha256, *_ in erasure.tombstones(db)}
    for number, source in enumerate(sources):
        if progress is not None:
            progress(number, len(sources), source)
        try:
            taken = capture.take(source, allow_private=allow_private)
        except InputError as error:
            problems.append(_not_taken(error))
            continue
        sha256 = taken.info.sha256
        if sha256 in gone and not again and not takings.has(db, sha256):
            problems.append(_removed_before(taken.info.from_))
            continue
        fresh = takings.store(db, taken, published=published, tool=tool, who=who)
        (new if fresh else known).append(sha256)
    return Added(new=tuple(new), known=tuple(known), problems=tuple(problems))


def bring_up(db: sqlite3.Connection, *, tool: str, reader: str, model: str | None, progress: Progress | None) -> None:
    """Cut the texts of new captures, read what is not read, and join what changed."""
    for sha256 in takings.unparsed(db):
        cut(db, sha256)
    edited = _edited(db)
    unread = readings.waiting(db, edited)
    if unread:
        changed = readings.read(db, unread, reader, edited=edited, model=model, progress=_reading(progress))
        custody.append(db, "read", tool=tool, about=changed, words=reading.version(reader, model=model))
    if joined.stale(db):
        joined.update(db)


def cut(db: sqlite3.Connection, sha256: str) -> None:
    """Cut the text of a capture, in place of what was cut before."""
    if not takings.has(db, sha256):  # another program has removed it since
        return
    taken, published = takings.load(db, sha256)
    when = dates.from_published(published) if published else None
    takings.put_text(db, page.parse(taken, published=when))


def reread(db: sqlite3.Connection, *, tool: str, reader: str, model: str | None, progress: Progress | None) -> Reread:
    """Cut and read every capture again, and say what is different now; decisions find their place by their words."""
    before = {r.document.capture.sha256: r for r in readings.current(db)}
    stood = lookup.ruled(db)
    with transaction(db):
        for sha256 in takings.all_captures(db):
            cut(db, sha256)
    texts = list(takings.documents(db))
    version = reading.version(reader, model=model)
    readings.read(db, texts, reader, edited=_edited(db), model=model, progress=_reading(progress))
    custody.append(db, "reread", tool=tool, about=(), words=version)
    joined.update(db)
    after: dict[str, Reading] = {r.document.capture.sha256: r for r in readings.current(db)}
    return Reread(
        reader=version,
        documents=len(texts),
        differences=tuple(
            d for c in sorted(before.keys() | after.keys()) for d in claim_diff.compare(before.get(c), after.get(c))
        ),
        before=stood,
        after=lookup.ruled(db),
    )


def _edited(db: sqlite3.Connection) -> dict[str, Document]:
    """The documents that decisions are about, as people set them right; those whose edit was undone as they were taken."""
    decisions = rulings.obeyed(db)
    about = {
        t.capture
        for d in decisions
        for t in d.targets
        if isinstance(t, DocumentTarget) and isinstance(d.change, DocumentEdit)
    }
    taken = [takings.text_of(db, d).document for c in sorted(about) for d in takings.documents(db, capture=c)]
    return {d.id: d for d in verdicts.edited_documents(decisions, taken)}


def _reading(progress: Progress | None) -> Callable[[int, int], None] | None:
    return None if progress is None else lambda done, of: progress(done, of, "")


def _not_taken(error: InputError) -> Problem:
    where = f"{error.where}: " if error.where else ""
    return Problem(
        code="not-taken", document=None, start=None, end=None, message=f"{where}{error.what}", hint=error.hint
    )


def _removed_before(name: str) -> Problem:
    return Problem(
        code="removed-before",
        document=None,
        start=None,
        end=None,
        message=f"{name}: these bytes were removed from the case before, and were not taken again",
        hint="reportedly stats tells when and why; --again takes them all the same",
    )
