"""Cuts a document's text into passages by the part that they play on the page.

Passages are disjoint, in order, and together hold every character that is no white space.  Text itself is never
changed.  Where a role is not sure the words are ``body``: a heading read as body costs little, a lost sentence much.
"""

from __future__ import annotations

import re

import msgspec

from reportedly import dateline, furniture
from reportedly.dateline import Lead, Stated
from reportedly.model import Passage, Role

_LINE = re.compile(r"[^\n]+")
_MARKDOWN_HEAD = re.compile(r"#{1,6}\s+\S")
_SETEXT = re.compile(r"(?:=+|-{3,})$")
_LIST_ITEM = re.compile(r"(?:[-*•–·▪◦+]|\d{1,2}[.)]|\(?[a-z]\))\s")
_SENTENCE_END = re.compile(r"[.!?…]['\"”’»)\]]*$|[.!?…]['\"”’»)\]]*\s*[\[(]\d+[\])]$")
_OPEN_END = re.compile(r"[,;:\-–—]$")
_BYLINE = re.compile(
    r"(?:by|from|written by|story by|report by)\s*:?\s+(?P<name>[A-Z][^\s,.|]*(?:[\s.]+(?:(?:and|&|al|el|bin|ibn|de|van|von|der|of|in)\s+)?[A-Z][^\s,|]*){0,6})"
    r"(?:\s*[,|–—-]\s*[^.!?]{1,80})?$",
    re.IGNORECASE,
)
_LEAD_LINES = 8  # a dateline stands within so many lines from the top, before the first sentence
_FOOT_LINES = 8  # furniture that needs its place to be known stands within so many lines from the end
_HEADING_WORDS = 16
_HEADING_CHARS = 120
_TITLE_WORDS = 30
_WRAP = (45, 132)  # widths at which mail programs, PDF pages and terminals (80 or 132 columns) break lines
_OPENING_MARKS, _MARKS = '“"«„', '“”"«»„'


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """The passages of a text and what its lines say of the report itself.

    ``dates`` are the days that datelines and "Published …" lines state, in the order of the text; ``agency`` the
    agency in the dateline; ``origin`` the publication in which the text says that it stood first.
    """

    passages: tuple[Passage, ...] = ()
    dates: tuple[Stated, ...] = ()
    agency: str | None = None
    byline: str | None = None
    origin: str | None = None
    title: str | None = None


class _Found:
    """What has been cut so far, while :func:`layout` goes down the page."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.dates: list[Stated] = []
        self.agency: str | None = None
        self.byline: str | None = None
        self.origin: str | None = None

    def add(self, text: str, start: int, end: int, role: Role) -> None:
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        if start < end:
            self.passages.append(Passage(start=start, end=end, role=role))

    def add_lead(self, text: str, lead: Lead) -> None:
        self.add(text, lead.start, lead.end, "dateline")
        self.dates += lead.dates
        self.agency = self.agency or lead.agency


def layout(text: str, *, title: str | None = None, markdown: bool = False) -> Layout:
    """The passages of a text; ``title`` is the headline where the page's own data names it."""
    lines = _paragraphs(text)
    roles = _roles(text, lines, title=title, markdown=markdown)
    found = _Found()
    in_lead = True
    for number, ((start, end), role) in enumerate(zip(lines, roles, strict=True)):
        near_top, near_end = number < _LEAD_LINES, number >= len(lines) - _FOOT_LINES
        words = text[start:end]
        if role == "syndication":
            found.origin = found.origin or furniture.origin(words, near_end=near_end)
            found.add(text, start, end, "syndication")
            continue
        if role in ("body", "heading"):
            lead = dateline.lead(text, start, end) if in_lead and near_top and role == "body" else None
            lead = lead or (dateline.whole(text, start, end) if near_top or near_end else None)
            if lead:
                found.add_lead(text, lead)
                start = lead.end
                if not text[start:end].strip(" \t\xa0.|:;,-–—)"):
                    found.add(text, start, end, "dateline")
                    continue
                role, words = "body", text[start:end]
            closing = dateline.closing(text, start, end) if near_top and lead is None and len(words) <= 250 else None
            stop = end
            if closing:
                stop = closing.start
                words = text[start:stop].rstrip()
            byline = _BYLINE.match(words) if near_top and lead is None and len(words) <= 120 else None
            if byline and (words[:1].isupper() or words.startswith("by:")) and not _SENTENCE_END.search(words):
                found.byline = found.byline or byline["name"].strip(" .")
                found.add(text, start, stop, "dateline")
                role = "dateline"
            if closing:
                if role != "dateline":
                    found.add(text, start, stop, role)
                found.add_lead(text, closing)
                role = "dateline"
            if role == "dateline":
                continue
        if role != "body":
            found.add(text, start, end, role)
            continue
        _body(
            found,
            text,
            start,
            end,
            first=in_lead,
            last=near_end and "body" not in roles[number + 1 :],
        )
        in_lead = False
    first = next((passage for passage in found.passages if passage.role == "heading"), None)
    return Layout(
        passages=tuple(found.passages),
        dates=tuple(found.dates),
        agency=found.agency,
        byline=found.byline,
        origin=found.origin,
        title=_plain(text[first.start : first.end]) if first and first == _before_body(found.passages) else None,
    )


def _body(found: _Found, text: str, start: int, end: int, *, first: bool, last: bool) -> None:
    """One paragraph of the report, with what its line carries at its ends beside the report's words."""
    tail = furniture.trailing(text, start, end, last=last)
    stop = tail[0][0] if tail else end
    if first:
        start = _short_address(found, text, start, stop)
        head = _title_case_head(text, start, stop)
        if head:
            found.add(text, start, head, "heading")
            start = head
        elif len(text) - (end - start) < 400:  # the whole article stands on one line
            origin = dateline.inside(text, start, min(stop, start + 500))
            if origin:
                found.add(text, start, origin.start, "body")
                found.add_lead(text, origin)
                start = origin.end
    found.add(
        text,
        start,
        stop,
        "quote-block" if _all_quoted(text[start:stop].strip(), text[end : end + 40].lstrip()[:1]) else "body",
    )
    for at, until, role, name in tail:
        found.add(text, at, until, role)
        if role == "syndication":
            found.origin = found.origin or name


def _short_address(found: _Found, text: str, start: int, end: int) -> int:
    """Steps over "Get short URL 123 45" and counts of readers that follow a date on pages without line breaks."""
    match = re.compile(r"\s*Get short URL(?:\s+\d+){0,3}\s+(?=[A-Z])").match(text, start, end)
    if match is None:
        return start
    found.add(text, start, match.end(), "boilerplate")
    return match.end()


def _title_case_head(text: str, start: int, end: int) -> int | None:
    """Where a headline ends that runs on into the first sentence: all its longer words are capitalised.

    Six words at least, four of them longer than three letters, and a sentence in ordinary case must follow.
    """
    while start < end and text[start].isspace():
        start += 1
    stop = re.compile(r"[.!?][\"”’]?\s+(?=[\"“‘']?[A-Z0-9])").search(text, start, min(end, start + 250))
    if stop is None:
        return None
    at = stop.start() + 1
    head, rest = text[start:at], text[stop.end() : stop.end() + 200]
    return at if _title_case(head) and not _title_case(rest) and rest else None


def _title_case(words: str) -> bool:
    tokens = re.findall(r"[^\W\d_][\w'’-]*", words)
    longer = [
        token
        for token in tokens
        if len(token) > 3 and token.lower() not in ("from", "with", "over", "after", "into", "amid", "than", "that")
    ]
    return (
        len(tokens) >= 6 and len(longer) >= 4 and all(re.sub(r"^[ae]l-", "", token)[:1].isupper() for token in longer)
    )


def _all_quoted(words: str, follows: str) -> bool:
    """Whether one quotation is all there is, or runs on into the next paragraph (opened, not closed, opened anew).

    ``follows`` is the first character after the paragraph.  Paragraphs that mix quotation marks are not judged.
    """
    if words[:1] not in _OPENING_MARKS or len(words.split()) < 4:
        return False
    inner = words[1:].rstrip(" .,")
    marks = sum(char in _MARKS for char in inner)
    return (marks == 1 and inner[-1] in _MARKS) or (marks == 0 and follows == words[0])


def _roles(text: str, lines: list[tuple[int, int]], *, title: str | None, markdown: bool) -> list[Role]:
    """The role of every paragraph as a whole, before datelines and ends are cut off."""
    total = len(lines)
    roles: list[Role] = []
    others = False
    for number, (start, end) in enumerate(lines):
        words = text[start:end]
        role: Role | None = None
        if markdown and _MARKDOWN_HEAD.match(words):
            role = "heading"
        elif words.startswith(">") and not words.startswith(">>>>"):
            role = "quote-block"
        elif furniture.origin(words, near_end=number >= total - _FOOT_LINES and number > 0):
            role = "syndication"
        elif title and number < _LEAD_LINES and _same(words, title):
            role = "heading"
        else:
            role = furniture.role(words)
        if role is None and others and len(words.split()) <= 20 and not _SENTENCE_END.search(words):
            role = "boilerplate"
        else:
            others = (others and role == "boilerplate") or (
                number >= total / 2 and furniture.opens_a_list_of_others(words)
            )
        roles.append(role or "body")
    _setext(text, lines, roles, markdown=markdown)
    _headings(text, lines, roles)
    return roles


def _setext(text: str, lines: list[tuple[int, int]], roles: list[Role], *, markdown: bool) -> None:
    for number in range(1, len(lines)):
        if markdown and roles[number - 1] == "body" and _SETEXT.match(text[slice(*lines[number])]):
            roles[number - 1] = "heading"


def _headings(text: str, lines: list[tuple[int, int]], roles: list[Role]) -> None:
    """Marks the title and the short lines that stand over a paragraph."""
    first = _title_line(text, lines, roles)
    if first is not None:
        roles[first] = "heading"
    candidates = [roles[number] == "body" and _short_title(text[slice(*line)]) for number, line in enumerate(lines)]
    for number, is_candidate in enumerate(candidates):
        if not is_candidate or number == len(lines) - 1:
            continue
        before, after = number > 0 and candidates[number - 1], candidates[number + 1]
        introduced = number > 0 and text[slice(*lines[number - 1])].rstrip().endswith(":")
        if (
            not before
            and not after
            and not introduced
            and roles[number + 1] in ("body", "quote-block")
            and _is_prose(text[slice(*lines[number + 1])])
        ):
            roles[number] = "heading"


def _title_line(text: str, lines: list[tuple[int, int]], roles: list[Role]) -> int | None:
    """The headline: the first line that is neither date nor furniture, if it is no sentence and a paragraph follows."""
    if "heading" in roles[:_LEAD_LINES]:
        return None
    for number, (start, end) in enumerate(lines[:_LEAD_LINES]):
        words = text[start:end]
        if roles[number] != "body" or dateline.whole(text, start, end):
            continue
        if (
            number == len(lines) - 1
            or len(words.split()) > _TITLE_WORDS
            or len(words) > 200
            or dateline.lead(text, start, end)
        ):
            return None
        if _BYLINE.match(words) or _LIST_ITEM.match(words) or not any(char.isalpha() for char in words):
            return None
        if _SENTENCE_END.search(words) and not words.endswith("?"):
            return number if _title_case(words) else None
        follows = any(
            roles[other] in ("body", "quote-block") and _is_prose(text[slice(*lines[other])])
            for other in range(number + 1, min(number + 6, len(lines)))
        )
        return number if follows and not _OPEN_END.search(words) else None
    return None


def _short_title(words: str) -> bool:
    return (
        len(words) <= _HEADING_CHARS
        and 2 <= len(words.split()) <= _HEADING_WORDS
        and (words[0].isupper() or words[0].isdigit() or words[0] in "“‘\"'«")
        and any(char.isalpha() for char in words)
        and not _SENTENCE_END.search(words)
        and not _OPEN_END.search(words)
        and not _LIST_ITEM.match(words)
        and "://" not in words
        and not re.match(r"[^:]{1,40}:\s+[\"“]", words)
        and words[-1] not in '”"»'
    )


def _is_prose(words: str) -> bool:
    """Whether a line is a paragraph of running text: long, or a sentence with its full stop."""
    return len(words) > 160 or (len(words.split()) >= 8 and _SENTENCE_END.search(words) is not None)


def _same(words: str, title: str) -> bool:
    return _bare(words) == _bare(title) != ""


def _bare(words: str) -> str:
    return re.sub(r"[\W_]+", " ", words).strip().casefold()


def _plain(words: str) -> str:
    """A heading's words without Markdown marks."""
    return re.sub(r"^#{1,6}\s+|\s+#+$", "", words).strip()


def _before_body(passages: list[Passage]) -> Passage | None:
    """The first heading, where no body stands before it."""
    for passage in passages:
        if passage.role in ("heading", "body", "quote-block"):
            return passage if passage.role == "heading" else None
    return None


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """The paragraphs: lines, except that lines broken by the page's width are put together."""
    blocks: list[list[tuple[int, int]]] = []
    last = -1
    for match in _LINE.finditer(text):
        words = match[0]
        if not words.strip():
            continue
        start = match.start() + len(words) - len(words.lstrip())
        line = (start, start + len(words.strip()))
        if last >= 0 and text.count("\n", last, start) == 1 and not text[last : match.start()].strip():
            blocks[-1].append(line)
        else:
            blocks.append([line])
        last = line[1]
    return [paragraph for block in blocks for paragraph in _unwrapped(text, block)]


def _unwrapped(text: str, block: list[tuple[int, int]]) -> list[tuple[int, int]]:
    widths = [end - start for start, end in block]
    widest = max(widths)
    filled = sum(width >= 0.75 * widest for width in widths[:-1])
    broken = sum(not _SENTENCE_END.search(text[start:end]) for start, end in block[:-1])
    quoted = [text[start] == ">" for start, _ in block]
    if (
        not _WRAP[0] <= widest <= _WRAP[1]
        or filled < 0.5 * len(widths[:-1])
        or broken < 0.5 * len(widths[:-1])
        or len(block) < 2
    ):
        if all(quoted):
            return [(block[0][0], block[-1][1])]
        return block
    out = [block[0]]
    for number in range(1, len(block)):
        before, line = block[number - 1], block[number]
        ended = _SENTENCE_END.search(text[slice(*before)]) is not None and widths[number - 1] < 0.8 * widest
        # A short line without a full stop, over a line that starts anew, is a heading, not a broken line.
        title = (
            widths[number - 1] < 0.6 * widest
            and text[line[0]].isupper()
            and out[-1] == before
            and _short_title(text[slice(*before)])
        )
        alone = (
            _LIST_ITEM.match(text[slice(*line)])
            or furniture.role(text[slice(*line)])
            or furniture.role(text[slice(*before)])
        )
        if ended or title or alone or quoted[number] != quoted[number - 1]:
            out.append(line)
        else:
            out[-1] = (out[-1][0], line[1])
    return out
