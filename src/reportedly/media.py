"""What sort of file bytes are: told from the bytes first, from a declared type or a suffix only then.

Signatures are those of the formats' own specifications, as collected in the WHATWG MIME Sniffing Standard and the
``file`` program's public descriptions.
"""

from __future__ import annotations

import re

from reportedly.errors import InputError

TEXT, MARKDOWN, HTML, PDF, MAIL = "text/plain", "text/markdown", "text/html", "application/pdf", "message/rfc822"
SUFFIXES = {
    ".txt": TEXT,
    ".md": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".pdf": PDF,
    ".eml": MAIL,
}
_DECLARED = {"text/markdown": MARKDOWN, "text/html": HTML, "application/xhtml+xml": HTML, "message/rfc822": MAIL}
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"BZh", "bzip2-compressed data"),
    (b"\xfd7zXZ\x00", "xz-compressed data"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"fLaC", "a FLAC recording"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM video"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a Windows program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document or Outlook message"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript document"),
    (b"WARC/", "a web archive (WARC)"),
)
_OFFICE = (
    (b"word/", "a Word document"),
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"mimetypeapplication/vnd.oasis", "an OpenDocument file"),
    (b"mimetypeapplication/epub", "an EPUB book"),
)
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_HTML_PIECE = re.compile(rb"<(article|title|div|p|h1|script|meta)(\s[^<>]*)?>", re.IGNORECASE)
_FEED = re.compile(rb"<(rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_MAIL_FIELDS = frozenset(
    {
        b"from",
        b"to",
        b"subject",
        b"date",
        b"message-id",
        b"mime-version",
        b"received",
        b"return-path",
        b"content-type",
        b"delivered-to",
    }
)
_MAIL_PROOF = frozenset({b"message-id", b"mime-version", b"received", b"return-path"})
_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]*):[ \t]")
_CONTROL = bytes([*range(0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_BINARY_SHARE = 0.10  # texts with stray NULs stay far below, images and programs far above
_WINDOW = 65_536


def media_type(raw: bytes, *, name: str = "", declared: str | None = None) -> str:
    """One of text/plain, text/markdown, text/html, application/pdf, message/rfc822.

    ``name`` is a file name or address whose suffix counts when the bytes do not decide; ``declared`` is a
    server's Content-Type.  Raises :class:`InputError`, which says what the bytes seem to be, for anything else.
    """
    head = raw[:_WINDOW]
    if b"%PDF-" in head[:1024]:
        return PDF
    other = _foreign(head)
    if other:
        raise InputError(
            f"this is {other}, not a report that can be read", where=name, hint="give text, Markdown, HTML, PDF or .eml"
        )
    suffix = SUFFIXES.get("." + name.lower().rpartition(".")[2]) if "." in name else None
    said = (declared or "").partition(";")[0].strip().lower()
    start = _past_prologue(head)
    if _FEED.match(start):
        raise InputError(
            "this is a feed (RSS or Atom), not one report", where=name, hint="give the address of one of its pages"
        )
    if _HTML.match(start):
        return HTML
    if said in _DECLARED:
        return _DECLARED[said]
    if _is_mail(head):
        return MAIL
    if suffix and suffix != PDF:
        return suffix
    if _HTML_PIECE.match(start):
        return HTML
    if said == PDF or suffix == PDF:
        raise InputError("this is called a PDF but is none", where=name, hint="download it again, or give its text")
    if said.startswith(("image/", "audio/", "video/", "font/")):
        raise InputError(f"this is called {said}, not a report", where=name, hint="give the page that tells of it")
    return TEXT


def looks_utf16(raw: bytes) -> str | None:
    """``"utf-16-le"`` or ``"utf-16-be"`` for text without a byte order mark whose every other byte is mostly NUL."""
    head = raw[:_WINDOW]
    if len(head) < 8:
        return None
    even, odd = head[0::2].count(0) / len(head[0::2]), head[1::2].count(0) / len(head[1::2])
    if odd > 0.6 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 and odd < 0.05 else None


def _foreign(head: bytes) -> str | None:
    for magic, what in _SIGNATURES:
        if head.startswith(magic):
            if magic == b"PK\x03\x04":
                return next((kind for mark, kind in _OFFICE if mark in head), what)
            return what
    if head[:4] == b"RIFF" and head[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return {b"WEBP": "a WebP image", b"WAVE": "a WAV recording", b"AVI ": "an AVI video"}[head[8:12]]
    if head[4:8] == b"ftyp":
        return "an MP4 video or HEIC image"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or looks_utf16(head):
        return None
    controls = len(head) - len(head.translate(None, _CONTROL))
    return "binary data" if head and controls / len(head) > _BINARY_SHARE else None


def _past_prologue(head: bytes) -> bytes:
    """What stands after a byte order mark, white space, an XML declaration and comments."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\x00", b"")
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    while True:
        if head.startswith(b"<!--"):
            head = head.partition(b"-->")[2].lstrip()
        elif head.startswith(b"<?"):
            head = head.partition(b">")[2].lstrip()
        else:
            return head


def _is_mail(head: bytes) -> bool:
    fields = set()
    for line in head.splitlines()[:60]:
        if not line.strip():
            break
        if line[:1] in b" \t":
            continue
        found = _FIELD.match(line)
        if not found:
            return False
        fields.add(found[1].lower())
    return bool(fields & _MAIL_PROOF) and len(fields & _MAIL_FIELDS) >= 3
