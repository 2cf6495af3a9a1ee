"""What two documents that share passages are to each other, and which documents are one story.

A copy shares at least half of the words of both; an excerpt is most of one text, standing where the other begins.  An article that
carries a passage among its own words quotes it, or nobody can say: *not established* is an answer.  Families hold
copies and excerpts only, and whoever joins one must be a copy or an excerpt of its middle too, so that no chain of
articles that borrow from each other becomes one family.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec
import numpy as np

from reportedly import copies, shingles
from reportedly.copies import Copied
from reportedly.model import Document, Span
from reportedly.shingles import Numbers

Kind = Literal["copy", "excerpt", "quotes", "shares boilerplate", "not established"]

HALF = 0.5
"""Share of a text's words from which on it is made of the other's; the middle between quoting and copying."""

THROUGHOUT = 0.4
"""Share that is enough where the common words run through the whole of both texts, as after a copy editor's many changes."""

REACH = 0.75
"""Share of a text between the first and the last common word, gaps included, that is the whole of it but for a lead or an end."""

HEADS_APART = 30
"""Words by which the beginnings of an excerpt and its source may be shifted: a headline, a byline, a site's head."""

FORMULA = 64
"""Documents in which a passage stands from where on it is a formula of its site, if it is little of either text."""

NEARLY_ALL = 0.8
"""Share from which a text has no words of its own: below it, two articles that carry one quotation are two articles, and
a shorter text made of a longer one is an excerpt and not the one that was taken."""

FOOT = 5
"""Words that may stand after the common ones, or among them, where a text ends with them."""

_OPENING = tuple('"“„«‘»')
_CLOSING = tuple('"”“»’«')
_INTRODUCES = re.compile(
    r"[^\s\"“„«][^\n\"“„«]{0,60}(?::\s*[\"“„«]?|\b(?:said|says|wrote|writes|reported|reports|added|according to|quoted)\b[^.\n]{0,40}[\"“„«])\s*$"
)
_CREDITS = re.compile(
    r"^[\s.,;\"”»'’]*(?:[^.\n]{0,60}\b(?:said|says|reported|reports|wrote|writes|added|according to|quoted)\b)"
)
_AROUND = 120
_CHANCE = 12
"""Characters at either end of a passage that may be equal by chance: a "the" after the quotation in both texts."""

_JOINT = 40
"""Characters between two passages that still stand together: an editor's word or two, a sentence's end."""
_SIBLINGS = 4
"""Documents carried by one article with which each later one is compared: as many stories as a digest is likely to have."""

_ONE_STORY = frozenset({"copy", "excerpt"})


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """What ``document`` is to ``source``.

    ``why`` gives the reason in words, ``words`` the passages in ``document`` that are its evidence.  ``dated`` is false where the
    order of the two is not known; then source and document may be the other way round.
    """

    kind: Kind
    source: str
    document: str
    why: str
    words: tuple[Span, ...]
    dated: bool


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """One story: its documents, ``head`` the one that comes first (by :func:`reportedly.copies.rank`).

    ``relations`` say of each document but the ``middle`` what it and the middle are to each other.
    """

    head: str
    middle: str
    documents: tuple[str, ...]
    relations: tuple[Relation, ...]


class _Side(msgspec.Struct, frozen=True):
    """A document's part in a pair: which of its words are common, as disjoint (first word, end) in order, of how many."""

    document: Document
    common: tuple[tuple[int, int], ...]
    total: int

    @property
    def words(self) -> int:
        return sum(end - start for start, end in self.common)

    @property
    def share(self) -> float:
        return self.words / self.total if self.total else 0.0

    @property
    def after(self) -> int:
        """Words after the last common one."""
        return self.total - self.common[-1][1]

    @property
    def reach(self) -> float:
        return (self.common[-1][1] - self.common[0][0]) / self.total if self.total else 0.0


def relation(one: Document, other: Document, copied: Iterable[Copied]) -> Relation:
    """What the later of two documents is to the earlier, by the passages that they share (of :func:`copies.between`).

    An excerpt's source is the fuller text, whatever the order.  Passages of other documents are left aside; without any,
    nothing is established.
    """
    return _relation(one, other, copied, {d.id: _starts(d) for d in (one, other)})


def _starts(document: Document) -> Numbers:
    return np.array([start for start, _ in shingles.spots(document)], dtype=np.int64)


def _relation(one: Document, other: Document, copied: Iterable[Copied], starts: Mapping[str, Numbers]) -> Relation:
    first, second = sorted((one, other), key=copies.rank)
    shared = [c for c in copied if (c.first, c.second) == (first.id, second.id)]
    dated = bool(shared) and shared[0].dated

    def made(kind: Kind, why: str, *, turned: bool = False) -> Relation:
        source, document = (second, first) if turned else (first, second)
        spans = (c.first_span() if turned else c.second_span() for c in shared)
        words = tuple(Span(start=s, end=e, text=document.text[s:e]) for s, e in sorted(spans))
        return Relation(kind=kind, source=source.id, document=document.id, why=why, words=words, dated=dated)

    if not shared:
        return made("not established", "they share no passage")
    a = _side(first, [(r.start, r.end) for c in shared for r in c.runs], starts[first.id])
    b = _side(second, [(r.other_start, r.other_end) for c in shared for r in c.runs], starts[second.id])
    told = f"{a.words} of the {a.total} words of one and {b.words} of the {b.total} words of the other are the same"
    small, large = (a, b) if a.share >= b.share else (b, a)
    if large.share < NEARLY_ALL:
        for side in (large, small):
            if quoted := _quoted(side.document, shared, first=side is a):
                return made("quotes", f"{told}; {quoted}", turned=side is a)
    if large.share >= HALF:
        return made("copy", told)
    if large.share >= THROUGHOUT and min(a.reach, b.reach) >= REACH:
        return made("copy", f"{told}, from beginning to end")
    if small.share >= HALF and abs(small.common[0][0] - large.common[0][0]) <= HEADS_APART:
        return made("excerpt", f"{told}; both begin alike", turned=small is a)
    if small.share >= NEARLY_ALL:
        return made("quotes", f"{told}; all of a shorter text among others", turned=large is a)
    if small.share >= HALF and small.after <= FOOT:
        return made("excerpt", f"{told}; most of a shorter text, to its end", turned=small is a)
    if (places := max(c.places for c in shared)) > FORMULA and small.share < HALF:
        return made("shares boilerplate", f"{told}; such words stand in {places} places")
    if small.share < HALF and all(side.total - side.common[0][0] - side.words <= FOOT for side in (a, b)):
        return made("shares boilerplate", f"{told}; both end with them")
    return made("not established", f"{told}; nothing says who took them from whom")


def _side(document: Document, runs: Sequence[tuple[int, int]], starts: Numbers) -> _Side:
    common: list[tuple[int, int]] = []
    for begin, end in sorted(runs):
        first, last = int(np.searchsorted(starts, begin)), int(np.searchsorted(starts, end))
        if common and first <= common[-1][1]:
            common[-1] = (common[-1][0], max(common[-1][1], last))
        else:
            common.append((first, last))
    return _Side(document, tuple(common), len(starts))


def _marked(text: str, start: int, end: int) -> bool:
    """Whether a quotation opens where the passage begins and closes where it ends, give or take a word that fits by chance."""
    opens = text[max(0, start - 3) : min(start + _CHANCE, end)]
    closes = text[max(start, end - _CHANCE) : end + 4]
    return any(mark in opens for mark in _OPENING) and any(mark in closes for mark in _CLOSING)


def _quoted(document: Document, shared: Sequence[Copied], *, first: bool) -> str | None:
    """How the document shows that most of the shared words are another's: marks, or a word that introduces or credits them."""
    shown: list[str] = []
    told = 0
    blocks = _laid_together(sorted(c.first_span() if first else c.second_span() for c in shared))
    for start, end in blocks:
        before, after = document.text[max(0, start - _AROUND) : start], document.text[end : end + _AROUND]
        if _marked(document.text, start, end):
            shown.append("they stand in quotation marks")
        elif found := _INTRODUCES.search(before):
            shown.append(f"introduced by {' '.join(found[0].split())!r}")
        elif before.rstrip()[-1:] in _OPENING and (found := _CREDITS.match(after)):
            shown.append(f"credited by {' '.join(found[0].split())!r}")
        else:
            continue
        told += end - start
    return shown[0] if 2 * told > sum(end - start for start, end in blocks) else None


def _laid_together(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans with hardly anything between them as one, so that what introduces the first introduces them all."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start - found[-1][1] <= _JOINT:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def families(documents: Iterable[Document], found: Iterable[Copied]) -> tuple[Family, ...]:
    """The stories of which there are several copies; ``found`` are the links of the documents.

    The strongest likeness joins first.  A family's middle is a document of its larger part, the fuller where both are
    alone; what would join must be a copy or an excerpt of that middle, if need be after they are laid beside each other.
    Where the middles of two families are not, the single members that are still move to the larger one.
    """
    by_id = {d.id: d for d in documents}
    starts: dict[str, Numbers] = {}
    known = _Known(by_id, starts)
    by_pair: dict[tuple[str, str], list[Copied]] = defaultdict(list)
    for c in found:
        by_pair[c.first, c.second].append(c)
    for (one, other), shared in sorted(by_pair.items()):
        known.of(one, other, shared)
    pairs = [*by_pair, *known.siblings()]
    edges = [(-known.likeness(*pair), *pair) for pair in pairs if known.of(*pair).kind in _ONE_STORY]
    middle = {d: d for _, one, other in edges for d in (one, other)}
    members: dict[str, list[str]] = {d: [d] for d in middle}
    for _, one, other in sorted(edges):
        if middle[one] == middle[other]:
            continue
        large, small = sorted(
            (middle[one], middle[other]), key=lambda m: (-len(members[m]), -known.length(m), copies.rank(by_id[m]))
        )
        whole = known.of(large, small).kind in _ONE_STORY
        moved = [d for d in members[small] if whole or known.of(large, d).kind in _ONE_STORY]
        for d in moved:
            middle[d] = large
        members[large] += moved
        members[small] = [d for d in members[small] if middle[d] == small]
    made_families = []
    for centre, group in members.items():
        if len(group) > 1:
            ordered = sorted(group, key=lambda d: copies.rank(by_id[d]))
            relations = tuple(known.of(centre, d) for d in ordered if d != centre)
            made_families.append(Family(head=ordered[0], middle=centre, documents=tuple(ordered), relations=relations))
    return tuple(sorted(made_families, key=lambda f: f.head))


class _Known:
    """Relations that have been worked out, each once."""

    def __init__(self, by_id: Mapping[str, Document], starts: dict[str, Numbers]) -> None:
        self._by_id = by_id
        self._starts = starts
        self._relations: dict[tuple[str, str], tuple[Relation, int]] = {}

    def of(self, one: str, other: str, shared: Sequence[Copied] | None = None) -> Relation:
        """What the two are to each other, by the passages given or after they are laid beside each other."""
        return self._worked_out(one, other, shared)[0]

    def likeness(self, one: str, other: str) -> float:
        """Common words over the words of both (the Dice coefficient)."""
        return 2 * self._worked_out(one, other)[1] / (self.length(one) + self.length(other))

    def length(self, document: str) -> int:
        """How many words the document has."""
        return len(self._words(document))

    def siblings(self) -> list[tuple[str, str]]:
        """Documents that may be one story, though each has a link to a third alone, which is not of it.

        An article or digest that carries the whole of a story, and comes first, explains every print of the story.
        """
        carried: dict[str, list[str]] = defaultdict(list)
        for (one, other), (made, words) in self._relations.items():
            if made.kind not in _ONE_STORY:
                for carrier, document in ((one, other), (other, one)):
                    if words >= HALF * self.length(document):
                        carried[carrier].append(document)
        found = set()
        for documents in carried.values():
            ordered = sorted(documents, key=lambda d: copies.rank(self._by_id[d]))
            for n, later in enumerate(ordered):
                for earlier in ordered[: min(n, _SIBLINGS)]:
                    found.add((earlier, later))
        return sorted(found)

    def _worked_out(self, one: str, other: str, shared: Sequence[Copied] | None = None) -> tuple[Relation, int]:
        key = (one, other) if one < other else (other, one)
        made = self._relations.get(key)
        if made is None:
            a, b = self._by_id[one], self._by_id[other]
            shared = copies.between(a, b) if shared is None else shared
            relation_ = _relation(a, b, shared, {d: self._words(d) for d in key})
            made = self._relations[key] = relation_, sum(c.words for c in shared)
        return made

    def _words(self, document: str) -> Numbers:
        found = self._starts.get(document)
        if found is None:
            found = self._starts[document] = _starts(self._by_id[document])
        return found
