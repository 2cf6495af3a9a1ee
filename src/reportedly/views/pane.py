"""A report's own text, cut so that every word a claim stands on can be pointed at.

Evidence of different claims overlaps, and HTML elements cannot.  So the text is cut at every edge of every span, on
this side, where offsets are code points; a browser then only looks for the pieces between two offsets and never counts
in its own UTF-16 units.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TypeVar

from reportedly.model import Claim, Document, Mention, Passage, Span
from reportedly.views.book import Book
from reportedly.views.visible import one_line, visible

T = TypeVar("T")
Steps = tuple[list[int], list[T]]
"""Offsets at which something changes, in order, and what holds from each of them on."""

_AROUND = 38
"""Characters of context on either side of quoted words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text between two cuts.

    ``anchor`` is the id that links point to, where evidence starts here.  ``evidence``: a claim stands on it.
    ``said``: inside how many statements it is; ``speaker`` is set on the first piece of a statement only.  ``names``: what sort of thing
    it names (actor, place, time, count, media), "" for nothing.
    """

    start: int
    end: int
    text: str
    anchor: str
    evidence: bool
    said: int
    speaker: str
    names: str = ""


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
    mentions = [m for m in book.record.mentions if m.document == document.id]
    cuts.update(edge for m in mentions for edge in (m.start, m.end))
    starts = {s.start for s in evidence}
    speakers: dict[int, str] = {}
    for span, name in said:
        speakers.setdefault(span.start, name)
    covered = _depths(evidence)
    within = _depths([s for s, _ in said])
    named = _names(mentions)
    made: list[Block] = []
    ordered = sorted(cuts)
    for passage in _with_gaps(document):
        inside = ordered[bisect_right(ordered, passage.start) : bisect_left(ordered, passage.end)]
        edges = [passage.start, *inside, passage.end]
        pieces = tuple(
            Piece(
                start=start,
                end=end,
                text=visible(document.text[start:end], keep="\n\t"),
                anchor=anchor(number, start) if start in starts else "",
                evidence=_at(covered, start, 0) > 0,
                said=_at(within, start, 0),
                speaker=speakers.get(start, ""),
                names=_at(named, start, ""),
            )
            for start, end in itertools.pairwise(edges)
        )
        made.append(Block(passage.role, pieces))
    return made


def quote(book: Book, claim: Claim) -> Quote | None:
    """The words that carry a claim's value, with their context; ``None`` for a claim whose document is not there."""
    document = book.documents.get(claim.document)
    return around(book, document, claim.evidence[0]) if document is not None and claim.evidence else None


def around(book: Book, document: Document, words: Span) -> Quote:
    """Words of a document with the context that stands in their own passage."""
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


def _depths(spans: list[Span]) -> Steps[int]:
    """How many of the spans hold each stretch of the text."""
    change: dict[int, int] = defaultdict(int)
    for s in spans:
        change[s.start] += 1
        change[s.end] -= 1
    edges = sorted(change)
    return edges, list(itertools.accumulate(change[e] for e in edges))


def _names(mentions: list[Mention]) -> Steps[str]:
    """What each stretch of the text names; of mentions inside others the outer one counts."""
    edges, sorts, end = [0], [""], 0
    for m in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if m.start >= end:
            edges += [m.start, m.end]
            sorts += [m.type, ""]
            end = m.end
    return edges, sorts


def _at(steps: Steps[T], at: int, default: T) -> T:
    found = bisect_right(steps[0], at)
    return steps[1][found - 1] if found else default
