"""A report's own text, cut so that every word a claim stands on can be pointed at.

Evidence of different claims overlaps, and HTML elements cannot.  So the text is cut at every edge of every span, on
this side, where offsets are code points; a browser then only looks for the pieces between two offsets and never counts
in its own UTF-16 units.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from reportedly.model import Claim, Document, Passage, Span
from reportedly.views.book import Book
from reportedly.views.visible import one_line, visible

_AROUND = 38
"""Characters of context on either side of quoted words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text between two cuts.

    ``anchor`` is the id that links point to, where evidence starts here.  ``evidence``: a claim stands on it.
    ``said``: it is inside a statement; ``speaker`` is set on the first piece of a statement only.
    """

    start: int
    end: int
    text: str
    anchor: str
    evidence: bool
    said: bool
    speaker: str


@dataclass(frozen=True, slots=True)
class Block:
    """A passage, or the text between two passages (role ``gap``)."""

    role: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words with what stands around them, each on one line."""

    before: str
    words: str
    after: str
    anchor: str


def anchor(number: int, start: int) -> str:
    """The id of the place at ``start`` in document ``number``."""
    return f"w{number}-{start}"


def blocks(book: Book, document: Document) -> list[Block]:
    """The whole text of ``document`` in blocks, cut into pieces; their texts together are the text."""
    number = book.numbers[document.id]
    evidence = [s for c in book.record.claims if c.document == document.id for s in c.evidence]
    said = [
        (span, one_line(s.speaker.name or s.speaker.text) if s.speaker else "")
        for s in book.record.statements
        if s.document == document.id
        for span in s.content
    ]
    cuts = {0, len(document.text)}
    cuts.update(edge for s in evidence for edge in (s.start, s.end))
    cuts.update(edge for s, _ in said for edge in (s.start, s.end))
    starts = {s.start for s in evidence}
    speakers: dict[int, str] = {}
    for span, name in said:
        speakers.setdefault(span.start, name)
    covered = _cover(evidence)
    within = _cover([s for s, _ in said])
    made: list[Block] = []
    for passage in _with_gaps(document):
        edges = sorted({passage.start, passage.end} | {c for c in cuts if passage.start < c < passage.end})
        pieces = tuple(
            Piece(
                start=start,
                end=end,
                text=visible(document.text[start:end], keep="\n\t"),
                anchor=anchor(number, start) if start in starts else "",
                evidence=_inside(covered, start),
                said=_inside(within, start),
                speaker=speakers.get(start, ""),
            )
            for start, end in itertools.pairwise(edges)
        )
        made.append(Block(passage.role, pieces))
    return made


def quote(book: Book, claim: Claim) -> Quote | None:
    """The words that carry a claim's value, with their context; ``None`` for a claim whose document is not there."""
    document = book.documents.get(claim.document)
    if document is None or not claim.evidence:
        return None
    words = claim.evidence[0]
    home = next((p for p in document.passages if p.start <= words.start < p.end), None)
    low, high = (home.start, max(home.end, words.end)) if home else (0, len(document.text))
    before = document.text[max(low, words.start - _AROUND) : words.start]
    after = document.text[words.end : min(high, words.end + _AROUND)]
    if words.start - _AROUND > low:
        before = "…" + before[before.find(" ") + 1 :]
    if words.end + _AROUND < high:
        after = after[: after.rfind(" ") + 1].rstrip() + "…"
    return Quote(
        before=one_line(before) + " " * before[-1:].isspace(),
        words=one_line(words.text),
        after=" " * after[:1].isspace() + one_line(after),
        anchor=anchor(book.numbers[document.id], words.start),
    )


def spans_of(claim: Claim) -> list[tuple[int, int]]:
    """The offsets of a claim's evidence, in code points, the value's words first."""
    return [(s.start, s.end) for s in claim.evidence]


def _with_gaps(document: Document) -> list[_Stretch]:
    made: list[_Stretch] = []
    at = 0
    for passage in sorted(document.passages, key=_start):
        start = max(at, passage.start)
        if start >= passage.end:
            continue
        if start > at:
            made.append(_Stretch("gap", at, start))
        made.append(_Stretch(passage.role, start, passage.end))
        at = passage.end
    if at < len(document.text):
        made.append(_Stretch("gap" if made else "body", at, len(document.text)))
    return made


@dataclass(frozen=True, slots=True)
class _Stretch:
    role: str
    start: int
    end: int


def _start(passage: Passage) -> int:
    return passage.start


def _cover(spans: list[Span]) -> list[tuple[int, int]]:
    """The union of spans, as sorted stretches that do not touch."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((s.start, s.end) for s in spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return merged


def _inside(stretches: list[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in stretches)
