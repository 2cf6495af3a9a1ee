"""Equal words of two texts laid beside each other: tiles, and the passages that they make up.

Tiles are the longest equal runs first, each word of the second text in one tile at most (Wise's greedy string tiling, 1993),
so that passages may stand in another order.  An editor's small changes leave gaps between the tiles of one passage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from reportedly.shingles import SHINGLE, Hashes, Positions

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


class Laid(Struct, frozen=True):
    """A text made ready: its words as numbers, the hashes of its shingles, where each hash stands first and where again."""

    words: list[int]
    shingles: list[int]
    first: Mapping[int, int]
    again: Mapping[int, list[int]]


def laid(words: Positions, shingles: Hashes) -> Laid:
    """A text made ready from its words (equal words, equal numbers) and the hashes of its shingles."""
    hashes = shingles.tolist()
    first = dict(zip(reversed(hashes), range(len(hashes) - 1, -1, -1), strict=True))
    again: dict[int, list[int]] = {}
    if len(first) < len(hashes):
        for at, shingle in enumerate(hashes):
            if first[shingle] != at:
                again.setdefault(shingle, []).append(at)
    return Laid(words.tolist(), hashes, first, again)


def passages(here: Laid, there: Laid) -> list[Stretch]:
    """The passages that stand in both texts, in the order of the second; none shorter than LEAST_WORDS (BESIDE)."""
    if here.words == there.words:
        return [(Tile(0, 0, len(here.words)),)] if len(here.words) >= LEAST_WORDS else []
    found = [s for s in _stretches(_tiles(here, there)) if size(s) >= BESIDE]
    return found if any(size(s) >= LEAST_WORDS for s in found) else []


def size(stretch: Stretch) -> int:
    """How many equal words a passage holds."""
    return sum(tile.words for tile in stretch)


def _tiles(here: Laid, there: Laid) -> list[Tile]:
    runs = _runs(here, there)
    if sum(words for _, _, words in runs) < LEAST_WORDS:
        return []
    used = bytearray(len(there.words))
    found: list[Tile] = []
    for there_at, here_at, words in sorted(runs, key=lambda r: (-r[2], r[0], r[1])):
        for start, end in _free(used, there_at, there_at + words):
            tile = Tile(start, here_at + start - there_at, end - start)
            if here.words[tile.here : tile.here + tile.words] == there.words[start:end]:
                used[start:end] = b"\x01" * (end - start)
                found.append(tile)
    return sorted(found)


def _runs(here: Laid, there: Laid) -> list[tuple[int, int, int]]:
    """Maximal runs of equal shingles on one diagonal: (word there, word here, words)."""
    first, again = here.first, here.again
    found: list[tuple[int, int, int]] = []
    growing: dict[int, tuple[int, int]] = {}
    for at, shingle in [(at, shingle) for at, shingle in enumerate(there.shingles) if shingle in first]:
        for other in (first[shingle], *again.get(shingle, ())[: _MOST_PLACES - 1]):
            diagonal = at - other
            start, following = growing.get(diagonal, (at, at))
            if following != at:
                found.append((start, start - diagonal, following - start + SHINGLE - 1))
                start = at
            growing[diagonal] = (start, at + 1)
    found += [(start, start - diagonal, end - start + SHINGLE - 1) for diagonal, (start, end) in growing.items()]
    return found


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
