"""Bytes to text: the encoding is found out, and said where it had to be guessed; what text may hold is made sure of.

The order is that of the WHATWG Encoding Standard (a byte order mark wins over a declared charset), with strict UTF-8
before any guess: bytes above 127 that are valid UTF-8 by accident are practically not met.
"""

from __future__ import annotations

import codecs
import re

import msgspec

from reportedly import media
from reportedly.language import language
from reportedly.model import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# On the web these three names mean windows-1252 (WHATWG Encoding Standard, 4.2).
_WEB_LATIN = frozenset({"iso-8859-1", "iso8859-1", "latin-1", "latin1", "ascii", "us-ascii"})
# The code pages in which news text is met; charset-normalizer's full list adds mainframe pages that only mislead it.
_CODE_PAGES = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_2", "iso8859_5", "iso8859_6",
    "iso8859_8", "iso8859_9", "iso8859_15", "koi8_r", "koi8_u", "mac_roman", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
]  # fmt: skip
# Latin pages that share most letters, so that statistics confuse them; the language read with cp1252 decides.
_NEAR_LATIN = frozenset({"cp1250", "cp1254", "cp1257", "iso8859_2", "iso8859_9", "iso8859_15", "mac_roman"})
_WESTERN = frozenset({"en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "no", "fi"})
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_GUESS_WINDOW = 200_000


class Decoded(msgspec.Struct, frozen=True, kw_only=True):
    """Text of some bytes, the encoding by which it was read, and what went wrong on the way (no document named yet)."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    """The text of the bytes: byte order mark, declared charset, strict UTF-8, else a guess that is said.

    Problems: ``encoding-declared-wrong``, ``encoding-guessed``, ``encoding-mixed`` (undecodable bytes stand as U+FFFD).
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _whole_or_marked(raw[len(mark) :], name, "the byte order mark says")
    problems: tuple[Problem, ...] = ()
    codec = _codec(declared)
    utf8 = _strict(raw, "utf-8")
    if declared:
        text = _strict(raw, codec) if codec else None
        if text is not None and (utf8 is None or raw.isascii() or not _one_byte(codec or "")):
            return Decoded(text=text, encoding=codec or "")
        if codec != "utf-8" or utf8 is None:
            problems = (
                _problem(
                    "encoding-declared-wrong",
                    f"the declared encoding {declared[:40]!r} does not fit the bytes",
                    "check names with accents or other scripts against the source",
                ),
            )
    if utf8 is not None and not media.looks_utf16(raw):
        return Decoded(text=utf8, encoding="utf-8", problems=problems)
    guess = _guess(raw)
    return msgspec.structs.replace(guess, problems=problems + guess.problems)


def tidy(text: str) -> tuple[str, tuple[Problem, ...]]:
    """Text with LF line ends and without control characters, and a Problem where something was taken out.

    Tabs stay; form feeds and vertical tabs end a line.  Nothing else is changed: no quotes, no spaces, no wrapping.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n")
    problems = []
    text, controls = _CONTROL.subn("", text)
    if controls:
        problems.append(
            _problem(
                "control-characters",
                f"{controls} control characters (such as NUL) were taken out",
                "the file may be damaged: compare it with the source",
            )
        )
    text, broken = _SURROGATE.subn("\ufffd", text)
    if broken:
        problems.append(
            _problem("undecodable", f"{broken} broken characters stand as U+FFFD", "compare the text with the source")
        )
    return text, tuple(problems)


def _guess(raw: bytes) -> Decoded:
    wide = media.looks_utf16(raw)
    if wide:
        found = _whole_or_marked(raw, wide, "the bytes look like")
        return msgspec.structs.replace(found, problems=(_guessed(wide), *found.problems))
    marked = raw.decode("utf-8", "replace")
    bad = marked.count("\ufffd")
    good = sum(1 for char in marked if char > "\x7f") - bad
    if good > bad:
        return _mixed(marked, bad, "utf-8")
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:_GUESS_WINDOW], cp_isolation=_CODE_PAGES, enable_fallback=False).best()
    name = best.encoding if best is not None else "cp1252"
    if name in _NEAR_LATIN and language(raw[:_GUESS_WINDOW].decode("cp1252", "replace")) in _WESTERN:
        name = "cp1252"
    text = raw.decode(name, "replace")
    problems = [_guessed(name)]
    lost = text.count("\ufffd")
    if lost:
        problems += _mixed(text, lost, name).problems
    return Decoded(text=text, encoding=name, problems=tuple(problems))


def _whole_or_marked(raw: bytes, name: str, why: str) -> Decoded:
    text = _strict(raw, name)
    if text is not None:
        return Decoded(text=text, encoding=name)
    text = raw.decode(name, "replace")
    return _mixed(text, text.count("\ufffd"), f"{name} ({why} so)")


def _mixed(text: str, bad: int, name: str) -> Decoded:
    problem = _problem(
        "encoding-mixed",
        f"{bad} bytes are not {name} and stand as U+FFFD",
        "the file mixes encodings or is damaged: save it anew as UTF-8",
    )
    return Decoded(text=text, encoding=name, problems=(problem,))


def _guessed(name: str) -> Problem:
    return _problem(
        "encoding-guessed",
        f"no encoding is declared; read as {name} by its letters",
        "if names look wrong, save the file as UTF-8",
    )


def _problem(code: str, message: str, hint: str) -> Problem:
    return Problem(code=code, document=None, start=None, end=None, message=message, hint=hint)


def _codec(name: str | None) -> str | None:
    """The codec of a declared name, ``None`` for one that is unknown or does not make text."""
    if not name:
        return None
    if name.lower() in _WEB_LATIN:
        return "cp1252"
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # Not text encodings (base64, zlib …), or ones that no page may name.
    if info.name in ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7"):
        return None
    return info.name if info._is_text_encoding else None


def _one_byte(codec: str) -> bool:
    return codec.startswith(("cp", "iso8859", "koi8", "mac", "latin", "windows"))


def _strict(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except (UnicodeError, ValueError):
        return None
