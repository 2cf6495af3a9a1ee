"""Fingerprints of texts: hashes of runs of words, winnowed for one document, joined by sorting for many.

Two documents that share a run of words share the hashes of its shingles.  For a document alone, :func:`winnowed` keeps a
few of them (Schleimer, Wilkerson and Aiken, "Winnowing", SIGMOD 2003), so that any run of :data:`SURE` words leaves at
least one; a table of them finds what may share a passage.  For many documents at once, :func:`repeats` sorts the hashes of
all shingles and says of each where else it stands, so that the cost follows the length of the texts and never the number of pairs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportedly.model import Document

SHINGLE = 6
"""Words in a run that must be equal for two places to be compared; Broder's resemblance work uses 4 to 10."""

WINDOW = 7
"""Shingles of which winnowing keeps the smallest; it keeps about 2 in WINDOW + 1."""

SURE = SHINGLE + WINDOW - 1
"""A run of this many equal words always leaves a common winnowed fingerprint; a passage's longest run is rarely shorter."""

_SORTED_AT_ONCE = 1 << 21
"""Hashes sorted together; more are parted by their first bits, so that memory stays a few bytes a word."""

_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_WORD = re.compile(r"\w+")
_READ_ROLES = frozenset({"heading", "body", "quote-block", "caption"})

Hashes = NDArray[np.uint64]
Positions = NDArray[np.uint32]
Numbers = NDArray[np.int64]


def stretches(document: Document) -> list[tuple[int, int]]:
    """Where the report's own words stand: headings, body, quotations, captions; the whole text where nothing is cut."""
    if not document.passages:
        return [(0, len(document.text))]
    return [(p.start, p.end) for p in document.passages if p.role in _READ_ROLES]


def words(document: Document) -> list[str]:
    """The words that are compared, as written, in the order of the text."""
    return [w for start, end in stretches(document) for w in _WORD.findall(document.text, start, end)]


def spots(document: Document) -> list[tuple[int, int]]:
    """Start and end (code points) of each of :func:`words`."""
    return [m.span() for start, end in stretches(document) for m in _WORD.finditer(document.text, start, end)]


class _Lexicon(dict[str, int]):
    """A number for each word as written; words that differ in case only have one number."""

    def __init__(self) -> None:
        super().__init__()
        self.hashes: list[int] = []
        self._folded: dict[str, int] = {}

    def __missing__(self, written: str) -> int:
        folded = written.casefold()
        number = self._folded.get(folded)
        if number is None:
            number = self._folded[folded] = len(self.hashes)
            digest = hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).digest()
            self.hashes.append(int.from_bytes(digest, "big"))
        self[written] = number
        return number


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of documents as numbers, laid end to end; document ``n`` has ``words[ends[n - 1]:ends[n]]``.

    ``hashes`` has the hash of each different word, by its number.
    """

    words: Positions
    starts: Numbers
    ends: Numbers
    hashes: Hashes

    def word_slice(self, n: int) -> Positions:
        """The words of document ``n``."""
        return self.words[self.starts[n] : self.ends[n]]

    def shingle_slice(self, n: int) -> Hashes:
        """The hashes of the shingles of document ``n``: of the :data:`SHINGLE` words from each word on that has so many."""
        return _shingles(self.word_slice(n), self.hashes)

    def holder(self, positions: Numbers | Positions) -> Numbers:
        """The document that each position lies in."""
        return np.searchsorted(self.ends, positions, side="right")


def gather(documents: Iterable[Document]) -> Texts:
    """The words of the documents as numbers, in the order given."""
    lexicon = _Lexicon()
    rows = [np.array([lexicon[w] for w in words(d)], dtype=np.uint32) for d in documents]
    ends = np.cumsum([len(row) for row in rows], dtype=np.int64)
    starts = np.concatenate([np.zeros(1, np.int64), ends[:-1]]) if rows else ends
    numbers = np.concatenate(rows) if rows else np.zeros(0, np.uint32)
    return Texts(numbers, starts, ends, np.array(lexicon.hashes, dtype=np.uint64))


def _shingles(numbers: Positions, hashes: Hashes) -> Hashes:
    """A polynomial over the hashes of SHINGLE words at each position, mixed (splitmix64) so that small ones fall anywhere."""
    found = np.zeros(max(0, len(numbers) - SHINGLE + 1), dtype=np.uint64)
    step = _SORTED_AT_ONCE
    for at in range(0, len(found), step):
        part = hashes[numbers[at : at + step + SHINGLE - 1]]
        size = len(part) - SHINGLE + 1
        sums = np.zeros(size, dtype=np.uint64)
        for k in range(SHINGLE):
            sums = sums * _BASE + part[k : k + size]
        for shift, factor in ((30, _MIX[0]), (27, _MIX[1])):
            sums = (sums ^ (sums >> np.uint64(shift))) * factor
        found[at : at + size] = sums ^ (sums >> np.uint64(31))
    return found


def winnowed(document: Document) -> tuple[int, ...]:
    """The document's fingerprints: sorted, each once, as signed 64-bit integers (which SQLite stores as they are).

    A text that is shorter than a window leaves its smallest hash; one that is shorter than a shingle leaves none.
    """
    hashes = gather([document]).shingle_slice(0)
    if not len(hashes):
        return ()
    rows = np.lib.stride_tricks.sliding_window_view(hashes, min(WINDOW, len(hashes)))
    return tuple(np.unique(rows.min(axis=1).view(np.int64)).tolist())


@dataclass(frozen=True, slots=True)
class Repeats:
    """Where else each shingle stands.

    ``order`` holds the positions of all shingles that stand twice or oftener, equal ones together and in the order of
    the texts; ``group`` says for each position where its equals begin in ``order`` (:data:`ALONE`: it has none), and
    ``firsts`` where each lot of equals begins, and the last ends.
    """

    order: Positions
    group: Positions
    firsts: Positions

    def earlier(self, positions: Numbers, before: Numbers, nth: int) -> tuple[Numbers, Numbers]:
        """The ``nth`` place (from 0) of each of these shingles, where it lies before the bound given for it.

        Gives those of the positions that have one, and the places.
        """
        first = self.group[positions]
        held = first != ALONE
        positions, before, first = positions[held], before[held], first[held]
        at = first.astype(np.int64) + nth
        inside = at < len(self.order)
        positions, before, first, at = positions[inside], before[inside], first[inside], at[inside]
        places = self.order[at].astype(np.int64)
        right = (places < before) & (self.group[places] == first)
        return positions[right], places[right]

    def counts(self, positions: Numbers) -> Numbers:
        """How often each of these shingles stands in all texts together."""
        first = self.group[positions]
        found = np.ones(len(first), dtype=np.int64)
        held = first != ALONE
        nth = np.searchsorted(self.firsts, first[held])
        found[held] = self.firsts[nth + 1].astype(np.int64) - first[held]
        return found


ALONE = np.uint32(0xFFFFFFFF)
"""The group of a shingle that stands once."""


def repeats(texts: Texts) -> Repeats:
    """Equal shingles brought together by sorting, part by part of their first bits."""
    shingles = _shingles(texts.words, texts.hashes)
    total = len(shingles)
    whole = np.zeros(total, dtype=bool)
    for start, end in zip(texts.starts.tolist(), texts.ends.tolist(), strict=True):
        whole[start : max(start, end - SHINGLE + 1)] = True
    group = np.full(len(texts.words), ALONE, dtype=np.uint32)
    parts: list[Positions] = []
    firsts_of: list[Positions] = []
    laid = 0
    bits = max(0, (total // _SORTED_AT_ONCE).bit_length())
    for part in range(1 << bits):
        chosen = whole if bits == 0 else whole & (shingles >> np.uint64(64 - bits) == np.uint64(part))
        at = np.flatnonzero(chosen)
        hashes = shingles[at]
        by_hash = np.argsort(hashes, kind="stable")
        at, hashes = at[by_hash], hashes[by_hash]
        firsts = np.flatnonzero(np.concatenate([np.ones(min(1, len(at)), bool), hashes[1:] != hashes[:-1]]))
        sizes = np.diff(np.append(firsts, len(at)))
        often = sizes > 1
        at = at[np.repeat(often, sizes)]
        sizes = sizes[often]
        lots = (laid + np.cumsum(sizes) - sizes).astype(np.uint32)
        group[at] = np.repeat(lots, sizes)
        parts.append(at.astype(np.uint32))
        firsts_of.append(lots)
        laid += len(at)
    end = np.array([laid], dtype=np.uint32)
    return Repeats(np.concatenate(parts), group, np.concatenate([*firsts_of, end]))


def shared(one: Sequence[int], other: Sequence[int]) -> int:
    """How many fingerprints two documents have in common; none means that no run of SURE words stands in both."""
    return len(set(one) & set(other))
