"""Words that two documents share: copied passages, found per passage and never per document.

An article that quotes a wire story shares one passage with it and is no copy of the rest.  The search runs over an
index of shingles (runs of words), so its cost follows the length of the texts and the size of what is shared,
not the number of pairs of documents.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from reportedly import intervals
from reportedly.model import Document, Span

SHINGLE = 6
"""Words in a run that must be equal for two places to be compared; Broder's resemblance work uses 4 to 10."""

LEAST_WORDS = 20
"""Shared words that make a copied passage: two reports of one press line rarely share more by chance."""

LARGEST_GAP = 8
"""Words that an editor may have put in, left out or changed between two equal runs of one passage."""

COMMON = 64
"""A run of words found in more documents than this is a formula ("all rights reserved") and says nothing."""

Why = Literal["the same words", "nearly the same words"]

_WORD = re.compile(r"\w+")
_READ_ROLES = frozenset({"heading", "body", "quote-block", "caption"})


class Run(msgspec.Struct, frozen=True, order=True):
    """Equal words in two documents: offsets (code points, end exclusive) in the first and in the second."""

    start: int
    end: int
    other_start: int
    other_end: int


class Copied(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that stands in two documents.

    ``first`` is the document that comes first in :func:`rank`; ``dated`` says whether that order is known from
    the documents' dates or syndication lines, or is only an arbitrary, stable choice.  ``runs`` are the equal stretches,
    ``words`` how many words they hold together.
    """

    first: str
    second: str
    runs: tuple[Run, ...]
    words: int
    why: Why
    dated: bool

    def first_span(self) -> tuple[int, int]:
        """Start and end of the passage in the first document."""
        return self.runs[0].start, self.runs[-1].end

    def second_span(self) -> tuple[int, int]:
        """Start and end of the passage in the second document."""
        return min(r.other_start for r in self.runs), max(r.other_end for r in self.runs)


class _Token(msgspec.Struct, frozen=True):
    word: str
    start: int
    end: int


def _tokens(document: Document) -> tuple[_Token, ...]:
    kept = [p for p in document.passages if p.role in _READ_ROLES]
    stretches = [(p.start, p.end) for p in kept] if document.passages else [(0, len(document.text))]
    return tuple(
        _Token(m.group().casefold(), m.start(), m.end())
        for start, end in stretches
        for m in _WORD.finditer(document.text, start, end)
    )


def rank(document: Document) -> tuple[str, int, str]:
    """A total order of documents that holds for any order of inputs: dated before undated, older first,
    an original before what says that it was published elsewhere, then by id.
    """
    when = document.published
    day = when.start if when is not None and when.start is not None and "X" not in when.start else "9999"
    return day, int(document.syndicated_from is not None), document.id


def _dated(first: Document, second: Document) -> bool:
    if (first.syndicated_from is None) != (second.syndicated_from is None):
        return True
    a, b = first.published, second.published
    return a is not None and b is not None and intervals.before(a, b) is True


def links(documents: Iterable[Document]) -> tuple[Copied, ...]:
    """Every copied passage between two of the documents, sorted by documents and place."""
    ordered = sorted({d.id: d for d in documents}.values(), key=rank)
    tokens = [_tokens(d) for d in ordered]
    index: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for n, row in enumerate(tokens):
        for i in range(len(row) - SHINGLE + 1):
            index[tuple(t.word for t in row[i : i + SHINGLE])].append((n, i))
    seeds: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for places in index.values():
        if len({n for n, _ in places}) > COMMON:
            continue
        for k, (n, i) in enumerate(places):
            for m, j in places[k + 1 :]:
                if m != n:
                    seeds[n, m].append((i, j))
    found = []
    for (n, m), pairs in sorted(seeds.items()):
        for group in _passages(sorted(pairs)):
            blocks = list(_blocks(group))
            words = sum(length for _, _, length in blocks)
            if words < LEAST_WORDS:
                continue
            runs = tuple(
                Run(tokens[n][i].start, tokens[n][i + k - 1].end, tokens[m][j].start, tokens[m][j + k - 1].end)
                for i, j, k in blocks
            )
            found.append(
                Copied(
                    first=ordered[n].id,
                    second=ordered[m].id,
                    runs=runs,
                    words=words,
                    why="the same words" if len(runs) == 1 else "nearly the same words",
                    dated=_dated(ordered[n], ordered[m]),
                )
            )
    return tuple(sorted(found, key=lambda c: (c.first, c.second, c.runs)))


def _passages(pairs: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Seeds that continue one another with at most LARGEST_GAP words between them on either side."""
    open_: list[list[tuple[int, int]]] = []
    done: list[list[tuple[int, int]]] = []
    for i, j in pairs:
        still = []
        taken = False
        for group in open_:
            a, b = group[-1]
            if i - a > SHINGLE + LARGEST_GAP:
                done.append(group)
                continue
            still.append(group)
            if not taken and a < i and b < j <= b + SHINGLE + LARGEST_GAP:
                group.append((i, j))
                taken = True
        open_ = still
        if not taken:
            open_.append([(i, j)])
    return done + open_


def _blocks(seeds: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Seeds on one diagonal laid together: (first word here, first word there, number of words)."""
    start, other, length = seeds[0][0], seeds[0][1], SHINGLE
    for i, j in seeds[1:]:
        if i - j == start - other and i <= start + length:
            length = i - start + SHINGLE
            continue
        yield start, other, length
        overlap = max(0, start + length - i, other + length - j)
        if overlap >= SHINGLE:
            overlap = SHINGLE - 1
        start, other, length = i + overlap, j + overlap, SHINGLE - overlap
    yield start, other, length


class Origins(msgspec.Struct, frozen=True):
    """The copied passages by the document that repeats them."""

    by_second: Mapping[str, tuple[Copied, ...]]

    def of(self, document: str, span: Span) -> Copied | None:
        """The link to the earliest document from which these words come, or None where they are the document's own.

        Words that an editor changed inside a copied passage are not copied.
        """
        best: Copied | None = None
        at, start, end = document, span.start, span.end
        seen = {document}
        while True:
            step = next(
                (
                    (c, run)
                    for c in self.by_second.get(at, ())
                    for run in c.runs
                    if c.first not in seen and run.other_start <= start and end <= run.other_end
                ),
                None,
            )
            if step is None:
                return best
            best, run = step
            seen.add(best.first)
            at, start, end = best.first, run.start, run.end


def origins(found: Iterable[Copied]) -> Origins:
    """An index of :func:`links`: where the words of a span were first printed, as far as these documents show."""
    by: dict[str, list[Copied]] = defaultdict(list)
    for c in found:
        by[c.second].append(c)
    return Origins({d: tuple(sorted(cs, key=lambda c: (-c.words, c.first, c.runs))) for d, cs in by.items()})


def counterpart(copied: Copied, start: int, end: int) -> tuple[int, int] | None:
    """Where words of the first document stand in the second: the run that holds them, or None.

    Start and end are code points in the first document.  The answer is the run's stretch in the second document,
    shifted and padded by what the runs differ in length (white space and punctuation may differ).
    """
    for run in copied.runs:
        if run.start <= start and end <= run.end:
            slack = abs((run.other_end - run.other_start) - (run.end - run.start))
            shift = run.other_start - run.start
            return start + shift - slack, end + shift + slack
    return None
