"""The text of a PDF by pypdf, page after page; what cannot be read is said, not passed over."""

from __future__ import annotations

import io
import logging
import re
import warnings
from typing import TYPE_CHECKING

from reportedly.cut import Cut, line, problem
from reportedly.model import Problem

if TYPE_CHECKING:
    from pypdf import PdfReader

_MOST_PAGES = 300
_MOST_CHARACTERS = 5_000_000
_NO_TITLE = re.compile(
    r"microsoft word|untitled|\.(?:docx?|indd|qxd|pdf|rtf|odt|xlsx?)\b|^document\d*$|^slide", re.IGNORECASE
)


def cut(raw: bytes) -> Cut:
    """The text of all pages.

    A PDF's own dates say when the file was made, not when its report was published, and are not used.
    Problems: ``pdf-encrypted``, ``pdf-damaged``, ``pdf-pages-unread`` (with their numbers), ``pdf-images-only``.
    """
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _cut(raw)
    finally:
        logger.setLevel(before)


def _cut(raw: bytes) -> Cut:
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            return _unread(
                "pdf-encrypted", "the PDF is locked by a password", "save it without the password, or give its text"
            )
        count = len(reader.pages)
    except Exception:  # damaged files make pypdf fail in ways that it does not name
        return _unread("pdf-damaged", "the PDF is damaged or locked", "download it again, or give its text")
    pages: list[str] = []
    unread: list[int] = []
    images = False
    for number in range(min(count, _MOST_PAGES)):
        try:
            words = reader.pages[number].extract_text() or ""
        except Exception:  # one broken page must not lose the others
            unread.append(number + 1)
            continue
        if not words.strip():
            images = images or _shows_images(reader, number)
        pages.append(words)
        if sum(map(len, pages)) > _MOST_CHARACTERS:
            unread += range(number + 2, count + 1)
            break
    else:
        unread += range(_MOST_PAGES + 1, count + 1)
    problems: list[Problem] = []
    if unread:
        shown = ", ".join(map(str, unread[:10])) + (" …" if len(unread) > 10 else "")
        problems.append(
            problem(
                "pdf-pages-unread",
                f"{len(unread)} of {count} pages were not read ({shown})",
                "give their text on its own",
            )
        )
    text = "\n\n".join(words.strip() for words in pages if words.strip())
    if not text and images:
        problems.append(
            problem("pdf-images-only", "the PDF holds only images of pages", "run text recognition (OCR) over it first")
        )
    title, author = _field(reader, "title"), _field(reader, "author")
    return Cut(
        text=text,
        title=title if title and not _NO_TITLE.search(title) else None,
        byline=author,
        problems=tuple(problems),
    )


def _unread(code: str, message: str, hint: str) -> Cut:
    return Cut(text="", problems=(problem(code, message, hint),))


def _shows_images(reader: PdfReader, number: int) -> bool:
    try:
        return len(reader.pages[number].images.keys()) > 0
    except Exception:  # a page whose images cannot be listed shows none that can be told of
        return False


def _field(reader: PdfReader, name: str) -> str | None:
    try:
        return line(getattr(reader.metadata, name, None))
    except Exception:  # metadata of damaged files
        return None
