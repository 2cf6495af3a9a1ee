"""A document with its words: every statement and mention shown, the claims in the margin beside the passage that they stand in."""

from __future__ import annotations

from collections import defaultdict

from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.responses import Response

from reportedly.model import Claim, Document, Statement
from reportedly.values import EVENT_SLOTS
from reportedly.views import pane
from reportedly.views.book import Book
from reportedly.web.asked import Asked
from reportedly.web.browsing import undoable
from reportedly.web.drawing import draw
from reportedly.web.events import having
from reportedly.web.marks import marks_of

PART = 40_000
"""Characters of a document that one page shows, to the end of the passage; longer ones have several pages."""


EVENTS = 200
"""Events of a document that the form for a new claim lists."""


class Row(Struct, frozen=True):
    """A passage with the claims whose words begin in it."""

    block: pane.Block
    claims: tuple[Claim, ...]


def document(asked: Asked) -> Response:
    """One document: its text, what was read in it, and the forms to add, date or grade."""
    book, found, parts, at = _asked_for(asked)
    record = book.record
    with asked.desk.case() as case:
        report = case.report(found.id)
    told = [e for e in record.events if any(book.frame_documents.get(f) == found.id for f in e.frames)]
    return draw(
        asked,
        "document.html",
        book=book,
        document=found,
        rows=parts[at],
        part=at + 1,
        parts=len(parts),
        marks=marks_of(record),
        report=report,
        slots=EVENT_SLOTS,
        events=told,
        choices=[(e.id, e.title) for e in told[:EVENTS]],
        nested=_nested(record.statements, found.id),
        ruled=[r for r in record.decisions if found.id in r.ids],
        problems=[p for p in record.problems if p.document == found.id],
        undoable=undoable((r.decision for r in record.decisions), asked),
    )


def words(asked: Asked) -> Response:
    """The text of a document without the page around it, for the pane beside an event."""
    book, found, parts, at = _asked_for(asked)
    return draw(asked, "words.html", book=book, document=found, rows=parts[at], part=at + 1, parts=len(parts))


def _asked_for(asked: Asked) -> tuple[Book, Document, list[list[Row]], int]:
    """The document of the address with its look-ups and its parts, and which of these is asked for, from 0."""
    id = asked.part("id")
    book = asked.desk.book(having(asked, id))
    found = book.documents.get(id)
    if found is None:
        raise HTTPException(404, f"the case has no document {id}; another reading may have changed its text")
    parts = parts_of(book, found)
    return book, found, parts, part_asked(asked, book, parts)


def parts_of(book: Book, document: Document) -> list[list[Row]]:
    """The document's passages with their claims, in pages of :data:`PART` characters or more; at least one page."""
    blocks = pane.blocks(book, document)
    claims = sorted(
        (c for c in book.record.claims if c.document == document.id), key=lambda c: (c.evidence[0].start, c.slot, c.id)
    )
    starts = [b.pieces[0].start if b.pieces else 0 for b in blocks]
    own: dict[int, list[Claim]] = defaultdict(list)
    at = 0
    for c in claims:
        while at + 1 < len(starts) and starts[at + 1] <= c.evidence[0].start:
            at += 1
        own[at].append(c)
    parts: list[list[Row]] = [[]]
    size = 0
    for number, block in enumerate(blocks):
        if size >= PART:
            parts.append([])
            size = 0
        parts[-1].append(Row(block, tuple(own[number])))
        size += sum(p.end - p.start for p in block.pieces)
    return parts


def part_asked(asked: Asked, book: Book, parts: list[list[Row]]) -> int:
    """Which part to show: the one with the claim that is asked for, else the one whose number is."""
    claim = book.claims.get(asked.word("claim"))
    if claim is not None:
        for number, rows in enumerate(parts):
            if any(c.id == claim.id for row in rows for c in row.claims):
                return number
    typed = asked.word("part")
    return min(len(parts), max(1, int(typed))) - 1 if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


def _nested(statements: tuple[Statement, ...], document: str) -> list[tuple[int, Statement]]:
    """The statements of a document in the order of the text, each with how many others it stands in."""
    own = {s.id: s for s in statements if s.document == document}

    def depth(statement: Statement) -> int:
        seen: set[str] = set()
        while statement.within in own and statement.within not in seen:
            seen.add(statement.within)
            statement = own[statement.within]
        return len(seen)

    def start(statement: Statement) -> int:
        return min((s.start for s in (*statement.content, *([statement.cue] if statement.cue else []))), default=0)

    return [(depth(s), s) for s in sorted(own.values(), key=lambda s: (start(s), s.id))]
