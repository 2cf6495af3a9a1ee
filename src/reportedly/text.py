"""Text with offsets that hold: flattening that keeps every index, folding for comparison, quotations."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

_FLAT = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "‚": "'",
        "ʼ": "'",
        "´": "'",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u2011": "-",
        "\u2010": "-",
        "\t": " ",
    }
)
_NOT_ALNUM = re.compile(r"[^\w]+|_+")
_PARAGRAPH = re.compile(r"\n[ \t]*\n|\n")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")


class Quotation(Struct, frozen=True, kw_only=True):
    """A quotation with its marks: ``text[start:end]``; ``inner_start`` and ``inner_end`` leave the marks out.

    ``closed`` is false where the closing mark is missing; ``continues`` is true where the quotation goes on from the
    paragraph before (each paragraph opens with a mark, only the last one closes).
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True
    continues: bool = False


def flatten(text: str) -> str:
    """The text with typographic quotes, odd spaces and hyphens made plain; every index stays as it was.

    An underscore between two letters becomes a hyphen (``al_Thawra`` reads as ``al-Thawra``).
    """
    flat = text.translate(_FLAT)
    if "_" in flat:
        flat = re.sub(r"(?<=[^\W_])_(?=[^\W_])", "-", flat)
    return flat


def fold(text: str) -> str:
    """Lower-case letters and digits without diacritics, words divided by one space: for comparison only."""
    if text.isascii():
        return _NOT_ALNUM.sub(" ", text.lower()).strip()
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _NOT_ALNUM.sub(" ", plain.casefold()).strip()


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each non-empty line."""
    at = 0
    for gap in _PARAGRAPH.finditer(text):
        if text[at : gap.start()].strip():
            yield at, gap.start()
        at = gap.end()
    if text[at:].strip():
        yield at, len(text)


def quotations(text: str) -> tuple[Quotation, ...]:
    """The double-quoted stretches of a text, in order, never overlapping.

    Works per line on flattened marks.  A mark opens or closes by its neighbours (space before: opens; space or
    punctuation after: closes).  An unclosed quotation ends with its line when the next line opens with a mark again
    (a quotation over several paragraphs), else with its sentence, so that one lost mark cannot swallow an article.
    Inner single quotes belong to the outer quotation; single-quoted speech on its own is found by :func:`single_quotations`.
    """
    flat = flatten(text)
    lines = list(paragraphs(flat))
    found: list[Quotation] = []
    running = False
    for number, (start, end) in enumerate(lines):
        marks = [m.start() for m in re.finditer('"', flat[start:end])]
        opened: int | None = None
        continued = False
        for offset in marks:
            at = start + offset
            before = flat[at - 1] if at > start else " "
            after = flat[at + 1] if at + 1 < end else " "
            can_open = not before.isalnum() and before not in ".,!?;" and not after.isspace()
            can_close = not before.isspace() and before not in "(["
            if opened is None:
                if can_open or not can_close or after.isalnum():
                    opened, continued = at, running and not flat[start:at].strip()
            elif can_close and not (can_open and not before.isalnum() and after.isalnum() and before in "(-–—"):
                found.append(_quotation(opened, at + 1, closed=True, continues=continued))
                opened = None
            elif can_open:
                stop = _sentence_end(flat, opened + 1, at)
                found.append(_quotation(opened, stop, closed=False, continues=continued))
                opened, continued = at, False
        running = False
        if opened is not None:
            following = lines[number + 1] if number + 1 < len(lines) else None
            if following and flat[following[0] : following[1]].lstrip().startswith('"'):
                found.append(_quotation(opened, end, closed=False, continues=continued))
                running = True
            else:
                stop = _sentence_end(flat, opened + 1, end)
                found.append(_quotation(opened, stop, closed=False, continues=continued))
    return tuple(q for q in found if q.inner_end > q.inner_start)


_SINGLE = re.compile(r"(?<![\w'])'(?=[A-Z])([^'\n]|(?<=\w)'(?=\w)){12,600}?[.,!?]'(?!\w)")


def single_quotations(text: str) -> tuple[Quotation, ...]:
    """Speech in single quotes, as British papers print it; only with a capital first and punctuation before the last mark."""
    flat = flatten(text)
    return tuple(_quotation(m.start(), m.end(), closed=True, continues=False) for m in _SINGLE.finditer(flat))


def _quotation(start: int, end: int, *, closed: bool, continues: bool) -> Quotation:
    return Quotation(
        start=start,
        end=end,
        inner_start=start + 1,
        inner_end=end - 1 if closed else end,
        closed=closed,
        continues=continues,
    )


def _sentence_end(flat: str, start: int, limit: int) -> int:
    end = _SENTENCE_END.search(flat, start, limit)
    return end.end() if end else limit
