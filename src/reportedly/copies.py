"""Words that two documents share: copied passages, found per passage and never per document.

An article that quotes a wire story shares one passage with it and is no copy of the rest.  Of each document, in the order of
:func:`rank`, every shingle (run of words) that stands in an earlier document is led to the earliest one that has it
(:mod:`reportedly.shingles`), and the two texts are laid beside each other word by word (:mod:`reportedly.alignment`).
What one earlier document explains is not looked for in a second, so that a story printed 500 times is aligned some 500 times and
not 125,000 times, and a formula that stands everywhere costs no more than its first place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal

import msgspec
import numpy as np

from reportedly import alignment, intervals, shingles
from reportedly.alignment import LEAST_WORDS, Laid, Stretch
from reportedly.model import Document, Span
from reportedly.shingles import SHINGLE, Numbers, Repeats, Texts, winnowed

__all__ = [
    "LEAST_WORDS",
    "Copied",
    "Origins",
    "Run",
    "between",
    "counterpart",
    "fingerprints",
    "links",
    "origins",
    "rank",
]

ROUNDS = 6
"""Earlier places of a shingle that are tried, the earliest first; only formulas are not explained by the first few."""

LIKELY = 16
"""Equal words in one run, or LEAST_WORDS in several, with which two documents are laid beside each other.

Formulas of a dozen words are many; a passage that holds together by a shorter run only has its other runs counted with it.
"""

COMMON = 64
"""A run of fewer than LEAST_WORDS words that stands in more places than this is a formula and suggests nothing."""

_AT_ONCE = 1 << 20
"""Words of documents whose earlier places are looked up together."""

_KEPT = 2048
"""Documents whose words' offsets are kept at hand; the heads of families are asked for again and again."""

Why = Literal["the same words", "nearly the same words"]


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
    ``words`` how many words they hold together.  ``places`` is how often such words stand in all documents that were
    compared (the median over their shingles): a formula stands in many, a story in its copies.
    """

    first: str
    second: str
    runs: tuple[Run, ...]
    words: int
    why: Why
    dated: bool
    places: int = 2

    def first_span(self) -> tuple[int, int]:
        """Start and end of the passage in the first document."""
        return min(r.start for r in self.runs), max(r.end for r in self.runs)

    def second_span(self) -> tuple[int, int]:
        """Start and end of the passage in the second document."""
        return min(r.other_start for r in self.runs), max(r.other_end for r in self.runs)


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


def fingerprints(document: Document) -> tuple[int, ...]:
    """Signed 64-bit numbers by which a store finds the documents that may share a passage with this one.

    Two documents without a common one share no run of :data:`reportedly.shingles.SURE` words; for those with one,
    :func:`between` says which passages they share.
    """
    return winnowed(document)


def between(one: Document, other: Document) -> tuple[Copied, ...]:
    """The passages that stand in both documents, in the order of the later one (by :func:`rank`)."""
    if one.id == other.id:
        return ()
    pair = tuple(sorted((one, other), key=rank))
    texts = shingles.gather(pair)
    pages = _Pages(pair, texts)
    return tuple(pages.copied(0, 1, stretch, 2) for stretch in pages.aligned(0, 1))


def links(documents: Iterable[Document]) -> tuple[Copied, ...]:
    """The copied passages of each document, by the earliest documents that have them; sorted by documents and place.

    LEAST_WORDS equal words that stand in an earlier document lie in runs of some link, and following the links leads to
    the earliest (but for words of which each part stands in ROUNDS other documents before).  Not every pair of documents
    with common words has a link of its own.
    """
    ordered = sorted({d.id: d for d in documents}.values(), key=rank)
    if len(ordered) < 2:
        return ()
    texts = shingles.gather(ordered)
    repeats = shingles.repeats(texts)
    pages = _Pages(ordered, texts)
    found: list[Copied] = []
    for first, last in _blocks(texts):
        for (source, copy), stretches in sorted(_explained(pages, repeats, first, last).items()):
            for stretch in stretches:
                counts = np.sort(repeats.counts(_shingles(stretch, int(texts.starts[copy]))))
                found.append(pages.copied(source, copy, stretch, int(counts[len(counts) // 2])))
    return tuple(sorted(found, key=lambda c: (c.first, c.second, c.runs)))


class _Pages:
    """Documents by number with their words, those last asked for at hand."""

    def __init__(self, documents: Sequence[Document], texts: Texts) -> None:
        self.documents = documents
        self.texts = texts
        self.spots = lru_cache(maxsize=_KEPT)(self._spots)
        self.laid = lru_cache(maxsize=_KEPT)(self._laid)

    def _laid(self, n: int) -> Laid:
        return alignment.laid(self.texts.word_slice(n), self.texts.shingle_slice(n))

    def aligned(self, first: int, second: int) -> list[Stretch]:
        """The passages that stand in both."""
        return alignment.passages(self.laid(first), self.laid(second))

    def _spots(self, n: int) -> Numbers:
        return np.array(shingles.spots(self.documents[n]), dtype=np.int64)

    def copied(self, first: int, second: int, stretch: Stretch, places: int) -> Copied:
        """The link for a passage of documents ``first`` and ``second``."""
        here, there = self.spots(first), self.spots(second)
        runs = tuple(
            Run(
                int(here[t.here, 0]),
                int(here[t.here + t.words - 1, 1]),
                int(there[t.there, 0]),
                int(there[t.there + t.words - 1, 1]),
            )
            for t in stretch
        )
        return Copied(
            first=self.documents[first].id,
            second=self.documents[second].id,
            runs=runs,
            words=alignment.size(stretch),
            why="the same words" if len(runs) == 1 else "nearly the same words",
            dated=_dated(self.documents[first], self.documents[second]),
            places=max(2, places),
        )


def _blocks(texts: Texts) -> Iterator[tuple[int, int]]:
    """Documents taken together: first, and last exclusive."""
    first, total = 0, len(texts.ends)
    while first < total:
        last = int(np.searchsorted(texts.ends, texts.starts[first] + _AT_ONCE, side="right"))
        last = max(last, first + 1)
        yield first, last
        first = last


def _shingles(stretch: Stretch, start: int) -> Numbers:
    """The positions of a passage's shingles in the texts, of the document whose words begin at ``start``."""
    parts = [np.arange(start + t.there, start + t.there + t.words - SHINGLE + 1) for t in stretch]
    return np.concatenate(parts)


def _explained(pages: _Pages, repeats: Repeats, first: int, last: int) -> dict[tuple[int, int], list[Stretch]]:
    """The passages of these documents by pair (source, copy), tried from the earliest place of each shingle on."""
    texts = pages.texts
    base = int(texts.starts[first])
    open_ = np.ones(int(texts.ends[last - 1]) - base, dtype=bool)
    found: dict[tuple[int, int], list[Stretch]] = {}
    for nth in range(ROUNDS):
        positions = base + np.flatnonzero(open_)
        before = texts.starts[texts.holder(positions)]
        positions, places = repeats.earlier(positions, before, nth)
        if not len(positions):
            break
        for copy, source, seeds in _likely(texts, repeats, positions, places):
            if (source, copy) in found or not open_[seeds - base].any():
                continue
            found[source, copy] = stretches = pages.aligned(source, copy)
            for stretch in stretches:
                open_[_shingles(stretch, int(texts.starts[copy])) - base] = False
    return {pair: stretches for pair, stretches in found.items() if stretches}


def _likely(texts: Texts, repeats: Repeats, positions: Numbers, places: Numbers) -> Iterator[tuple[int, int, Numbers]]:
    """Documents with a LIKELY run of equal words, in which positions: (copy, source, positions), most words first for each copy."""
    new = np.concatenate([np.ones(1, bool), (np.diff(positions) != 1) | (np.diff(places) != 1)])
    starts = np.flatnonzero(new)
    runs_of = np.diff(np.append(starts, len(positions)))
    copies, sources = texts.holder(positions[starts]), texts.holder(places[starts])
    words = _grown(texts, positions[starts], places[starts], runs_of + SHINGLE - 1, copies, sources)
    words[(words < LEAST_WORDS) & (repeats.counts(positions[starts]) > COMMON)] = 0
    pairs, row = np.unique(np.stack([copies, sources]), axis=1, return_inverse=True)
    row = row.reshape(-1)
    together = np.bincount(row, weights=words)
    longest = np.zeros(len(together), dtype=np.int64)
    np.maximum.at(longest, row, words)
    by_row = np.argsort(row, kind="stable")
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.bincount(row))])
    for n in np.lexsort((pairs[1], -together, pairs[0])).tolist():
        if longest[n] >= LIKELY or together[n] >= LEAST_WORDS:
            runs = by_row[bounds[n] : bounds[n + 1]]
            yield int(pairs[0, n]), int(pairs[1, n]), positions[starts[runs]]


def _grown(
    texts: Texts, positions: Numbers, places: Numbers, words: Numbers, copies: Numbers, sources: Numbers
) -> Numbers:
    """Lengths of runs of equal words (here from ``positions``, there from ``places``), with the equal words around them."""
    grown = words.copy()
    for step, here, there in ((1, positions + words, places + words), (-1, positions - 1, places - 1)):
        alive = np.arange(len(words))
        for k in range(LEAST_WORDS):
            a, b = here[alive] + step * k, there[alive] + step * k
            inside = (
                (a >= texts.starts[copies[alive]])
                & (a < texts.ends[copies[alive]])
                & (b >= texts.starts[sources[alive]])
                & (b < texts.ends[sources[alive]])
            )
            alive, a, b = alive[inside], a[inside], b[inside]
            alive = alive[texts.words[a] == texts.words[b]]
            if not len(alive):
                break
            grown[alive] += 1
    return grown


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
            slack = abs((run.other_end - run.other_start) - (run.end - run.start))
            shift = run.start - run.other_start
            at = best.first
            start, end = max(run.start, start + shift - slack), min(run.end, end + shift + slack)


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
