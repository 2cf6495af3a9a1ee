"""What a case does with its captures: texts cut, read and joined; whatever a stopped program left is done first."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence

from reportedly import capture, claim_diff, dates, page, reading, verdicts
from reportedly.capture import Capture
from reportedly.case import custody, erasure, joined, lookup, readings, rulings, takings
from reportedly.case.migrations import transaction
from reportedly.case.results import Added, Reread
from reportedly.deciding import Decision, DocumentEdit, DocumentTarget
from reportedly.errors import InputError
from reportedly.model import Document, Problem, Reading
from reportedly.page import Parsed

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
    added = Added()
    for number, source in enumerate(sources):
        if progress is not None:
            progress(number, len(sources), source)
        try:
            taken = capture.take(source, allow_private=allow_private)
        except InputError as error:
            one = Added(problems=(_not_taken(error),))
        else:
            one = keep(db, taken, tool=tool, published=published, again=again, who=who)
        added = Added(
            new=(*added.new, *one.new), known=(*added.known, *one.known), problems=(*added.problems, *one.problems)
        )
    return added


def keep(db: sqlite3.Connection, taken: Capture, *, tool: str, published: str | None, again: bool, who: str) -> Added:
    """Keep a capture that is at hand; what was removed before is a Problem unless ``again`` is true."""
    sha256 = taken.info.sha256
    if not again and not takings.has(db, sha256) and any(sha256 == gone for gone, *_ in erasure.tombstones(db)):
        return Added(problems=(_removed_before(taken.info.from_),))
    fresh = takings.store(db, taken, published=published, tool=tool, who=who)
    return Added(new=(sha256,)) if fresh else Added(known=(sha256,))


def bring_up(
    db: sqlite3.Connection,
    *,
    tool: str,
    reader: str,
    model: str | None,
    together: int | None = None,
    progress: Progress | None = None,
) -> None:
    """Cut the texts of new captures, read what is not read, and join what changed, so many texts ``together``."""
    for sha256 in takings.unparsed(db):
        cut(db, sha256)
    edited = _edited(db)
    unread = readings.waiting(db, edited)
    portion = together or len(unread) or 1
    for start in range(0, len(unread), portion):
        told = _reading(progress, before=start, of=len(unread))
        some = unread[start : start + portion]
        changed = readings.read(db, some, reader, edited=edited, model=model, progress=told)
        custody.append(db, "read", tool=tool, about=changed, words=reading.version(reader, model=model))
        if joined.stale(db):
            joined.update(db)
    if joined.stale(db):
        joined.update(db)


def cut(db: sqlite3.Connection, sha256: str) -> None:
    """Cut the text of a capture, in place of what was cut before."""
    parsed = _parsed(db, sha256)
    if parsed is not None:
        takings.put_text(db, parsed)


def _parsed(db: sqlite3.Connection, sha256: str) -> Parsed | None:
    """The text of a capture as it is cut now; None where another program has removed it since."""
    if not takings.has(db, sha256):
        return None
    taken, published = takings.load(db, sha256)
    return page.parse(taken, published=dates.from_published(published) if published else None)


def reread(
    db: sqlite3.Connection, *, tool: str, reader: str, model: str | None, who: str, progress: Progress | None
) -> Reread:
    """Cut and read every capture again, and say what is different now; decisions find their place by their words."""
    before = {r.document.capture.sha256: r for r in readings.current(db)}
    stood = lookup.ruled(db)
    with transaction(db):
        for sha256 in takings.all_captures(db):
            cut(db, sha256)
    texts = list(takings.documents(db))
    version = reading.version(reader, model=model)
    told = _reading(progress, before=0, of=len(texts))
    readings.read(db, texts, reader, edited=_edited(db), model=model, progress=told)
    custody.append(db, "reread", tool=tool, about=(), words=version, who=who)
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


def compare(db: sqlite3.Connection, *, reader: str, model: str | None, progress: Progress | None) -> Reread:
    """What :func:`reread` would change, found without changing anything: texts are cut and read in memory, some at a time.

    Of the new readings only those are held to the end that decisions are about.
    """
    captures = takings.all_captures(db)
    decisions = rulings.obeyed(db)
    edited = _edits(decisions, (p.document for c in sorted(_set_right(decisions)) if (p := _parsed(db, c)) is not None))
    judged = lookup.judged(db)
    held: dict[str, Reading] = {}
    differences: list[claim_diff.Difference] = []
    done = 0
    for start in range(0, len(captures), readings.TOGETHER):
        if progress is not None:
            progress(start, len(captures), "")
        some = [p for c in captures[start : start + readings.TOGETHER] if (p := _parsed(db, c)) is not None]
        after = {r.document.capture.sha256: r for r in readings.again(db, some, reader, edited=edited, model=model)}
        own = {c: next(readings.current(db, takings.documents(db, capture=c)), None) for c in after}
        for c in sorted(after):
            differences += claim_diff.compare(own[c], after[c])
        held |= {c: r for c, r in after.items() if judged is None or c in judged}
        done += len(some)
    return Reread(
        reader=reading.version(reader, model=model),
        documents=done,
        differences=tuple(differences),
        before=lookup.ruled(db),
        after=lookup.ruled(db, instead=held),
    )


def _edited(db: sqlite3.Connection) -> dict[str, Document]:
    """The documents that decisions are about, as people set them right; those whose edit was undone as they were taken."""
    decisions = rulings.obeyed(db)
    about = sorted(_set_right(decisions))
    return _edits(decisions, (takings.text_of(db, d).document for c in about for d in takings.documents(db, capture=c)))


def _set_right(decisions: Iterable[Decision]) -> set[str]:
    """Hashes of the captures whose date, publisher or origin somebody ruled on."""
    return {
        t.capture
        for d in decisions
        for t in d.targets
        if isinstance(t, DocumentTarget) and isinstance(d.change, DocumentEdit)
    }


def _edits(decisions: Iterable[Decision], taken: Iterable[Document]) -> dict[str, Document]:
    return {d.id: d for d in verdicts.edited_documents(decisions, taken)}


def _reading(progress: Progress | None, *, before: int, of: int) -> Callable[[int, int], None] | None:
    return None if progress is None else lambda done, _: progress(before + done, of, "")


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
