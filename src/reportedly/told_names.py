"""Proper names told around a place in a text: what two reports of one event share, whatever a reader makes of them.

Streets, victims, units and witnesses seldom stand in any table, but two reports that name the same ones mostly tell of the
same event.  A name here is a run of capitalised words.  Left out is what many reports share: days and months, peoples and
countries, whoever is quoted, known actors, the outlet, and words that the text also writes small.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from reportedly import places, text
from reportedly.model import Reading
from reportedly.voices import outlet

_RUN = re.compile(
    r"(?<![^\W_])[^\W\d_a-z][^\W_]*(?:[-'’][^\W_]+)*\.?(?: (?=[^\W\d_a-z])[^\W\d_][^\W_]*(?:[-'’][^\W_]+)*\.?)*"
)
"""Capitalised words in a row."""

_SMALL = re.compile(r"(?<![^\W_])[^\W\d_A-Z][^\W_A-Z]+")
_EXACT = re.compile(
    r"(?<![\w.,:/#-])(?:(?P<age>\d{1,2})[- ]years?[- ]old|(?P<clock>[0-2]?\d[:.][0-5]\d)(?= ?(?:[ap]\.?m|hours|local|GMT|UTC))"
    r"|(?P<number>\d{3,6})(?![\w/:-]|[.,]\d))",
    re.IGNORECASE,
)
"""What is told to the number: an age, a time of day, a large number that is no year."""

_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september"
    " october november december ramadan eid christmas easter".split()
)
_INSTITUTIONS = frozenset(
    "hospital hospitals medical clinic center centre school university college department office ministry bureau court church"
    " mosque temple news daily times post herald tribune gazette television radio tv photo photos video app android facebook twitter"
    " instagram email copyright service services agency association council committee commission observatory network rights stoppers"
    " hotline county police sheriff army force forces party parliament congress airport airlines stadium".split()
)
"""Words of names that many events of a region share: where the wounded are brought, who serves there, who reports (our list)."""

_STARTS = re.compile(r"[.!?:;\"“”‘(\[\n][\"”’')\]]*\s*[\"“‘'(\[]?$")
"""What stands before the first word of a sentence, whose capital says nothing."""


class Names:
    """The names of one document with their places; ``near`` gives those around an offset."""

    def __init__(self, reading: Reading) -> None:
        found = sorted(_names(reading))
        self._at = [at for at, _ in found]
        self._names = [name for _, name in found]

    def near(self, start: int, end: int) -> frozenset[str]:
        """Folded names that begin in text[start:end]: of a name of several words each two adjacent ones, else the word."""
        return frozenset(self._names[bisect_left(self._at, start) : bisect_right(self._at, end - 1)])


def _names(reading: Reading) -> Iterable[tuple[int, str]]:
    document = reading.document
    words = document.text
    small = {w.casefold() for w in _SMALL.findall(words)}
    source = set(text.fold(outlet(document) or "").split())
    taken = _spoken_for(reading)
    for exact in _EXACT.finditer(words):
        told = f"{exact.lastgroup} {exact.group(exact.lastgroup or 0)}"
        if not (exact["number"] and 1900 <= int(exact["number"]) <= 2100) and not _covered(taken, *exact.span()):
            yield exact.start(), told.replace(" ", "#").replace(".", ":")
    for run in _RUN.finditer(words):
        if not run.group()[0].isupper() or _INSTITUTIONS & set(text.fold(run.group()).split()):
            continue
        parts: list[tuple[int, str]] = []
        for m in re.finditer(r"[^ ]+", run.group()):
            at, folded = run.start() + m.start(), text.fold(m.group())
            telling = _telling(m.group(), folded, small, source) and not _covered(taken, at, run.start() + m.end())
            if telling and parts and words[parts[-1][0] : at].strip().count(" ") == 0:
                yield parts[-1][0], f"{parts[-1][1]} {folded}"
            if telling:
                parts.append((at, folded))
        if len(parts) == 1 and not _begins(words, parts[0][0]):
            yield parts[0]


def _begins(words: str, at: int) -> bool:
    """Whether a word begins the text or a sentence."""
    return not words[:at].strip() or _STARTS.search(words, max(0, at - 6), at) is not None


def _telling(word: str, folded: str, small: set[str], source: set[str]) -> bool:
    if len(folded) < 3 or not folded.isalpha() or folded in _CALENDAR or folded in source:
        return False
    return word.casefold().strip(".'’") not in small and places.demonym(word) is None


def _spoken_for(reading: Reading) -> list[tuple[int, int]]:
    """Where speakers, known actors, known places and the page's own words stand; places are compared as places."""
    spans = [(s.speaker.start, s.speaker.end) for s in reading.statements if s.speaker is not None]
    spans += [(m.start, m.end) for m in reading.mentions if m.candidates and m.type in ("actor", "place", "media")]
    spans += [(p.start, p.end) for p in reading.document.passages if p.role in ("boilerplate", "syndication")]
    return sorted((a, b) for a, b in spans if a is not None and b is not None)


def _covered(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_left(taken, (end, end))
    return at > 0 and start < max(b for _, b in taken[max(0, at - 8) : at])


def shared(a: frozenset[str], b: frozenset[str]) -> list[str]:
    """The names that both have: those of several words, those that overlap ("abu omar", "omar farouk") as one; single words and
    exact numbers two by two, since one alone is easily chance.
    """
    found: list[set[str]] = []
    for words in sorted(n for n in a & b if " " in n):
        parts = set(words.split())
        touching = [f for f in found if f & parts]
        found = [f for f in found if f not in touching] + [parts.union(*touching)]
    inside = set().union(*found)
    lone = sorted(n for n in a & b if " " not in n and n not in inside)
    pairs = [f"{x}, {y}".replace("#", " ") for x, y in zip(lone[::2], lone[1::2], strict=False)]
    return sorted(" ".join(sorted(f)) for f in found) + pairs
