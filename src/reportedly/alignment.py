"""Equal words of two texts laid beside each other: tiles, and the passages that they make up.

Tiles are the longest equal runs first, each word of the second text in one tile at most (Wise's greedy string tiling, 1993),
so that passages may stand in another order.  An editor's small changes leave gaps between the tiles of one passage.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from reportedly.fingerprints import SHINGLE, Hashes, Positions

LEAST_WORDS = 20
"""Shared words that make a copied passage: two reports of one press line rarely share more by chance."""

BESIDE = 12
"""Shared words that make a further passage of two documents that share one already (a sentence moved to another place)."""

LARGEST_GAP = 8
"""Words that an editor may have put in, left out or changed between two equal runs of one passage."""

_MOST_PLACES = 8
"""Places in the first text with which one shingle of the second is compared; more only occur in lists and tables."""


class Tile(Struct, frozen=True, order=True):
    """Equal words: the first word's number in the second text and in the first, and how many words there are."""

    there: int
    here: int
    words: int


Stretch = tuple[Tile, ...]


def passages(here: Positions, there: Positions, here_hashes: Hashes, there_hashes: Hashes) -> list[Stretch]:
    """The passages that stand in both texts, in the order of the second; none shorter than LEAST_WORDS (BESIDE).

    The texts are words as numbers, equal words with equal numbers, and the hashes of their shingles.
    """
    if len(here) == len(there) and np.array_equal(here, there):
        return [(Tile(0, 0, len(here)),)] if len(here) >= LEAST_WORDS else []
    found = [s for s in _stretches(_tiles(here, there, here_hashes, there_hashes)) if size(s) >= BESIDE]
    return found if any(size(s) >= LEAST_WORDS for s in found) else []


def size(stretch: Stretch) -> int:
    """How many equal words a passage holds."""
    return sum(tile.words for tile in stretch)


def _tiles(here: Positions, there: Positions, here_hashes: Hashes, there_hashes: Hashes) -> list[Tile]:
    used = bytearray(len(there))
    found: list[Tile] = []
    for there_at, here_at, words in sorted(_runs(here_hashes, there_hashes), key=lambda r: (-r[2], r[0], r[1])):
        for start, end in _free(used, there_at, there_at + words):
            tile = Tile(start, here_at + start - there_at, end - start)
            if np.array_equal(here[tile.here : tile.here + tile.words], there[start:end]):
                used[start:end] = b"\x01" * (end - start)
                found.append(tile)
    return sorted(found)


def _runs(here: Hashes, there: Hashes) -> list[tuple[int, int, int]]:
    """Maximal runs of equal shingles on one diagonal: (word there, word here, words)."""
    order = np.argsort(here, kind="stable")
    held = here[order]
    if not len(held):
        return []
    left = np.searchsorted(held, there, side="left")
    at = np.flatnonzero(held[np.minimum(left, len(held) - 1)] == there)
    if not len(at):
        return []
    left = left[at]
    count = np.minimum(np.searchsorted(held, there[at], side="right") - left, _MOST_PLACES)
    there_at = np.repeat(at, count)
    nth = np.arange(len(there_at)) - np.repeat(np.cumsum(count) - count, count)
    here_at = order[np.repeat(left, count) + nth]
    diagonal = there_at - here_at
    by_diagonal = np.lexsort((there_at, diagonal))
    there_at, here_at, diagonal = there_at[by_diagonal], here_at[by_diagonal], diagonal[by_diagonal]
    new = np.flatnonzero((np.diff(diagonal) != 0) | (np.diff(there_at) != 1)) + 1
    firsts = np.concatenate([np.zeros(1, np.int64), new])
    words = np.diff(np.append(firsts, len(there_at))) + SHINGLE - 1
    return list(zip(there_at[firsts].tolist(), here_at[firsts].tolist(), words.tolist(), strict=True))


def _free(used: bytearray, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches between start and end that no tile holds yet."""
    found = []
    while start < end:
        taken = used.find(b"\x01", start, end)
        if taken != start:
            found.append((start, end if taken < 0 else taken))
        if taken < 0:
            break
        free = used.find(b"\x00", taken, end)
        if free < 0:
            break
        start = free
    return found


def _stretches(tiles: Sequence[Tile]) -> list[Stretch]:
    """Neighbouring tiles with at most LARGEST_GAP words between them on either side, in the same order on both."""
    found: list[list[Tile]] = []
    for tile in tiles:
        last = found[-1][-1] if found else None
        if (
            last is not None
            and tile.there - (last.there + last.words) <= LARGEST_GAP
            and -SHINGLE < tile.here - (last.here + last.words) <= LARGEST_GAP
            and tile.here > last.here
        ):
            found[-1].append(tile)
        else:
            found.append([tile])
    return [tuple(tiles) for tiles in found]
