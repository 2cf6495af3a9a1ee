"""The report in a mail (RFC 5322): its text part, else its HTML part; subject, sender and date from its head."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from reportedly import decoding, page_html
from reportedly.cut import Cut, line, metadata_day, problem
from reportedly.model import Problem, When

# What the standard library's header and body parsers raise on malformed mails.
_MALFORMED = (ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError)
_MOST_PARTS = 200


def cut(raw: bytes) -> Cut:
    """The mail's text with its subject as title, its sender as byline and its day as date of publication.

    Problems: ``attachments-not-read`` (with their names), ``date-suspicious``, and those of decoding.
    """
    try:
        mail: Message = message_from_bytes(raw, policy=policy.default)
        parts = list(mail.walk())[:_MOST_PARTS]
    except _MALFORMED:
        found = decoding.decode(raw)
        return Cut(text=found.text, problems=found.problems)
    plain = [part for part in parts if _kind(part) == "text/plain" and not _attached(part)]
    rich = [part for part in parts if _kind(part) == "text/html" and not _attached(part)]
    published, odd = _day(mail)
    problems: list[Problem] = [*odd, *_attachments(parts)]
    text, page = "", None
    for part in plain:
        words, found_problems = _text(part)
        text += ("\n\n" if text else "") + words.strip()
        problems += found_problems
    if not text.strip() and rich:
        words, found_problems = _text(rich[0])
        page = page_html.cut(words)
        text = page.text
        problems += [*found_problems, *page.problems]
    return Cut(
        text=text,
        title=_field(mail, "subject") or (page.title if page else None),
        byline=_sender(mail),
        language=page.language if page else None,
        published=published,
        problems=tuple(problems),
    )


def _kind(part: Message) -> str:
    return "" if part.is_multipart() else part.get_content_type()


def _attached(part: Message) -> bool:
    try:
        return part.get_content_disposition() == "attachment" or bool(part.get_filename())
    except _MALFORMED:
        return False


def _attachments(parts: list[Message]) -> list[Problem]:
    names = []
    for part in parts:
        if part.is_multipart():
            continue
        if _attached(part) or part.get_content_maintype() not in ("text", "multipart"):
            try:
                name = line(part.get_filename(), 80)
            except _MALFORMED:
                name = None
            names.append(name or part.get_content_type())
    if not names:
        return []
    shown = ", ".join(names[:8]) + (" …" if len(names) > 8 else "")
    return [
        problem(
            "attachments-not-read",
            f"{len(names)} attachments were not read: {shown}",
            "save them and give them as files",
        )
    ]


def _text(part: Message) -> tuple[str, tuple[Problem, ...]]:
    try:
        raw = part.get_payload(decode=True)
        charset = part.get_content_charset()
    except _MALFORMED:
        raw, charset = None, None
    if not isinstance(raw, bytes):
        return "", ()
    if part.get_content_type() == "text/html":
        charset = charset or page_html.declared_charset(raw)
    found = decoding.decode(raw, charset)
    return found.text, found.problems


def _field(mail: Message, name: str) -> str | None:
    try:
        value = mail.get(name)
        return line(str(value)) if value is not None else None
    except _MALFORMED:
        return None


def _sender(mail: Message) -> str | None:
    """The sender's name, or the address where no name stands."""
    words = _field(mail, "from")
    if words is None:
        return None
    name, address = parseaddr(words)
    return name or address or words


def _day(mail: Message) -> tuple[When | None, tuple[Problem, ...]]:
    words = _field(mail, "date")
    if words is None:
        return None, ()
    try:
        return metadata_day(parsedate_to_datetime(words).date().isoformat())
    except (*_MALFORMED, OverflowError):
        return metadata_day(words)
