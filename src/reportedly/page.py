"""From a capture to a document: text with our own offsets, what the page says of itself, passages, and problems."""

from __future__ import annotations

import msgspec

from reportedly import addresses, decoding, media, page_html, page_mail, page_pdf, published
from reportedly.capture import Capture
from reportedly.cut import Cut, problem
from reportedly.ids import content_id
from reportedly.language import language
from reportedly.model import Document, Passage, Problem, When
from reportedly.passages import Layout, layout


class Parsed(msgspec.Struct, frozen=True, kw_only=True):
    """A document and what could not be read of its capture."""

    document: Document
    problems: tuple[Problem, ...] = ()


def parse(capture: Capture, *, published: When | None = None) -> Parsed:
    """The document in a capture.

    ``published`` is what the user says (--published); it counts only where neither the text nor the page's data
    state the day.  Content that cannot be read is a Problem, never an exception: ``no-text``, ``language-not-read``,
    ``encoding-guessed`` and others of :mod:`~reportedly.decoding`, :mod:`~reportedly.published` and the page modules.
    The id depends on the bytes and the text alone.
    """
    cut = _cut(capture)
    text, odd = decoding.tidy(cut.text)
    found = layout(text, title=cut.title, markdown=capture.info.media_type == media.MARKDOWN)
    when, dated = _published(found, cut, published)
    tongue = language(text) or (cut.language if text.strip() else None)
    url = cut.url or capture.url
    publisher = cut.publisher or (addresses.host_of(capture.url) if capture.url else None) or None
    document = Document(
        id=content_id("d", capture.info.sha256, text),
        title=cut.title or found.title,
        publisher=publisher,
        byline=cut.byline or found.byline,
        url=url,
        language=tongue,
        text=text,
        published=when,
        syndicated_from=found.origin or _wire(found.agency, publisher, url),
        passages=found.passages,
        capture=capture.info,
    )
    problems = [*cut.problems, *odd, *dated]
    if not text.strip():
        problems.append(
            problem("no-text", "no text was found", "give the report's text, or a page that shows it without scripts")
        )
    elif tongue not in (None, "en"):
        problems.append(
            problem(
                "language-not-read",
                f"the text is in another language ({tongue}); this reader reads English",
                "the document is kept; give a translation to have it read",
            )
        )
    return Parsed(
        document=document, problems=tuple(msgspec.structs.replace(each, document=document.id) for each in problems)
    )


def body(document: Document) -> tuple[Passage, ...]:
    """The passages that are the report's own words: headings, body and quotations."""
    return tuple(passage for passage in document.passages if passage.role in ("heading", "body", "quote-block"))


def heading(document: Document) -> str | None:
    """What the document is called: the title that its page states, else the heading that its text begins with."""
    if document.title:
        return document.title
    first = next((p for p in document.passages if p.role in ("heading", "body")), None)
    if first is None or first.role != "heading":
        return None
    return " ".join(document.text[first.start : first.end].split()) or None


def _cut(capture: Capture) -> Cut:
    kind = capture.info.media_type
    if kind == media.PDF:
        return page_pdf.cut(capture.raw)
    if kind == media.MAIL:
        return page_mail.cut(capture.raw)
    declared = capture.encoding
    if kind == media.HTML:
        declared = declared or page_html.declared_charset(capture.raw)
    found = decoding.decode(capture.raw, declared)
    if kind != media.HTML:
        return Cut(text=found.text, problems=found.problems)
    html, odd = decoding.tidy(found.text)
    page = page_html.cut(html, url=capture.url)
    return msgspec.structs.replace(page, problems=(*found.problems, *odd, *page.problems))


def _published(found: Layout, cut: Cut, given: When | None) -> tuple[When | None, tuple[Problem, ...]]:
    return published.decide(found.dates, cut.published, given)


def _wire(agency: str | None, publisher: str | None, url: str | None) -> str | None:
    """The agency of a dateline as the place where the report stood first, unless it publishes the page itself."""
    if agency is None:
        return None
    own = "".join(char for char in agency.lower() if char.isalnum())
    for other in (publisher, addresses.host_of(url or "").split(".")[0]):
        bare = "".join(char for char in (other or "").lower() if char.isalnum())
        if bare and (bare == own or bare.startswith(own) or own.startswith(bare)):
            return None
    return agency
