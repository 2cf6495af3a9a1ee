"""A parse as plain lists: what the rules of statements and stance ask of spaCy, fetched once per document."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from msgspec import structs

from reportedly.reading.contract import Parsed
from reportedly.text import Quotation, quotations

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
TRIM = frozenset({",", ";", ":", "-", "--", "–", "—"})


@dataclass(frozen=True, slots=True)
class Tree:
    """Token columns of one document; all numbers are token indices, except ``start`` and ``end`` (character offsets).

    ``left`` and ``right`` are the first and last token under a token; ``sent_start`` and ``sent_end`` (exclusive)
    its sentence; ``quote`` the number of the quotation that it stands in, or -1.
    """

    words: list[str]
    lower: list[str]
    start: list[int]
    end: list[int]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    left: list[int]
    right: list[int]
    children: list[list[int]]
    sent_start: list[int]
    sent_end: list[int]
    entity: list[str]
    quote: list[int]
    quotes: tuple[Quotation, ...]
    text: str

    def __len__(self) -> int:
        return len(self.words)

    def chars(self, first: int, last: int) -> tuple[int, int]:
        """Character offsets of the tokens from ``first`` to ``last``, both included."""
        return self.start[first], self.end[last]

    def child(self, i: int, *deps: str) -> int | None:
        """The first child of ``i`` with one of these relations."""
        for c in self.children[i]:
            if self.dep[c] in deps:
                return c
        return None

    def subject(self, i: int) -> int | None:
        """The first subject child of ``i``."""
        for c in self.children[i]:
            if self.dep[c] in SUBJECTS:
                return c
        return None

    def token_at(self, offset: int) -> int | None:
        """The token that holds a character offset, or the next one; ``None`` after the last."""
        i = bisect_right(self.end, offset)
        return i if i < len(self) else None

    def trimmed(self, first: int, last: int) -> tuple[int, int] | None:
        """The same stretch without blanks, commas, colons and dashes at its ends; ``None`` when nothing is left."""
        while first <= last and (self.words[first] in TRIM or not self.words[first].strip()):
            first += 1
        while last >= first and (self.words[last] in TRIM or not self.words[last].strip()):
            last -= 1
        return (first, last) if first <= last else None


def tree_of(parsed: Parsed) -> Tree:
    """The columns of a parsed document."""
    doc = parsed.doc
    tokens = list(doc)
    count = len(tokens)
    head = [t.head.i for t in tokens]
    children: list[list[int]] = [[] for _ in range(count)]
    for i, h in enumerate(head):
        if h != i:
            children[h].append(i)
    start = [t.idx for t in tokens]
    words = [t.text for t in tokens]
    end = [s + len(w) for s, w in zip(start, words, strict=True)]
    sent_start, sent_end = [0] * count, [count] * count
    for first, last in _sentences([(s.start, s.end) for s in doc.sents], start, end, parsed.document.text):
        for i in range(first, last):
            sent_start[i], sent_end[i] = first, last
    quotes = parsed.quotes
    if "''" in parsed.document.text:
        quotes = tuple(sorted((*quotes, *_doubled(parsed.document.text)), key=lambda q: (q.start, q.end)))
    words = ['"' if w in ("''", "``") else w for w in words]
    return Tree(
        words=words,
        lower=[w.lower() for w in words],
        start=start,
        end=end,
        pos=[t.pos_ for t in tokens],
        tag=[t.tag_ for t in tokens],
        dep=[t.dep_ for t in tokens],
        head=head,
        left=[t.left_edge.i for t in tokens],
        right=[t.right_edge.i for t in tokens],
        children=children,
        sent_start=sent_start,
        sent_end=sent_end,
        entity=[t.ent_type_ for t in tokens],
        quote=_in_quotes(start, end, quotes),
        quotes=quotes,
        text=parsed.document.text,
    )


def _doubled(text: str) -> tuple[Quotation, ...]:
    """Quotations between doubled apostrophes or backquotes, as some agencies send them."""
    even = re.sub(r"(?:''|``)(?=[\w\[$])", ' "', re.sub(r"''(?![\w\[$])", '" ', text.replace('"', " ")))
    return tuple(_with_both_marks(text, q) for q in quotations(even))


def _with_both_marks(text: str, q: Quotation) -> Quotation:
    """The quotation with the outer one of each two marks, which stands beside the offset that it was found at."""
    start = q.start - 1 if text[q.start - 1 : q.start + 1] in ("''", "``") else q.start
    end = q.end + 1 if q.end > q.inner_end and text[q.end - 1 : q.end + 1] == "''" else q.end
    return structs.replace(q, start=start, end=end)


def _in_quotes(start: list[int], end: list[int], quotes: tuple[Quotation, ...]) -> list[int]:
    found = [-1] * len(start)
    for number, q in enumerate(quotes):
        i = bisect_right(end, q.start)
        while i < len(start) and start[i] < q.end:
            found[i] = number
            i += 1
    return found


def _sentences(found: list[tuple[int, int]], start: list[int], end: list[int], text: str) -> list[tuple[int, int]]:
    """The parser's sentences, joined where it broke one without a mark or line end ("in eastern Syrias | Deir Ezzor")."""
    joined: list[tuple[int, int]] = []
    for first, last in found:
        if joined:
            seam = text[end[joined[-1][1] - 1] - 1 : start[first]]
            if seam[:1].isalnum() and "\n" not in seam:
                joined[-1] = (joined[-1][0], last)
                continue
        joined.append((first, last))
    return joined
