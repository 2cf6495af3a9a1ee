"""Captures come in: bytes once, and each time that they were received; and the text that is cut from them."""

from __future__ import annotations

import sqlite3
import zlib
from typing import TypeVar

import msgspec

from reportedly.capture import Capture
from reportedly.case import custody
from reportedly.case.migrations import transaction
from reportedly.model import CaptureInfo
from reportedly.page import Parsed

T = TypeVar("T")


class Taking(msgspec.Struct, frozen=True, kw_only=True):
    """How and when bytes were received; ``published`` is the day that the user gave for them."""

    capture: str
    taken_at: str
    name: str
    media_type: str
    bytes: int
    url: str | None
    encoding: str | None
    published: str | None
    redirects: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]


def store(db: sqlite3.Connection, capture: Capture, *, published: str | None, tool: str, who: str = "") -> bool:
    """Keep a capture and say in the log how it came; whether its bytes are new to the case.

    The same bytes received again under the same name or address, by a person who says the same of them, add nothing.
    """
    told = Taking(
        capture=capture.info.sha256,
        taken_at=capture.info.taken_at,
        name=capture.info.from_,
        media_type=capture.info.media_type,
        bytes=capture.info.bytes,
        url=capture.url,
        encoding=capture.encoding,
        published=published,
        redirects=capture.redirects,
        headers=capture.headers,
    )
    with transaction(db):
        known = has(db, told.capture)
        if known and _said_before(db, told):
            return False
        if not known:
            db.execute("INSERT INTO capture VALUES (?,?,?,?)", (told.capture, told.media_type, told.bytes, capture.raw))
        words = msgspec.json.encode(told).decode()
        seq = custody.append(
            db, "take", tool=tool, about=(told.capture,), captures=(told.capture,), words=words, who=who
        )
        db.execute(
            "INSERT INTO taking VALUES (?,?,?,?,?,?,?)",
            (seq, told.capture, told.taken_at, told.name, told.url, told.encoding, told.published),
        )
        db.executemany(
            "INSERT INTO taking_redirect VALUES (?,?,?)", ((seq, n, url) for n, url in enumerate(told.redirects))
        )
        db.executemany("INSERT INTO taking_header VALUES (?,?,?,?)", ((seq, n, *h) for n, h in enumerate(told.headers)))
    return not known


def has(db: sqlite3.Connection, sha256: str) -> bool:
    """Whether the case holds these bytes."""
    return db.execute("SELECT 1 FROM capture WHERE sha256 = ?", (sha256,)).fetchone() is not None


def _said_before(db: sqlite3.Connection, told: Taking) -> bool:
    """Whether a file of that name with these bytes came before; an address asked again is worth an entry each time."""
    if told.url is not None:
        return False
    return (
        db.execute(
            "SELECT 1 FROM taking WHERE capture = ? AND name = ? AND url IS NULL AND published IS ?",
            (told.capture, told.name, told.published),
        ).fetchone()
        is not None
    )


def load(db: sqlite3.Connection, sha256: str) -> tuple[Capture, str | None]:
    """A capture as it was first received, and the day of publication that the user gave last."""
    media_type, size, raw = db.execute(
        "SELECT media_type, bytes, raw FROM capture WHERE sha256 = ?", (sha256,)
    ).fetchone()
    seq, taken_at, name, url, encoding = db.execute(
        "SELECT seq, taken_at, name, url, encoding FROM taking WHERE capture = ? ORDER BY seq LIMIT 1", (sha256,)
    ).fetchone()
    given = db.execute(
        "SELECT published FROM taking WHERE capture = ? AND published IS NOT NULL ORDER BY seq DESC LIMIT 1", (sha256,)
    ).fetchone()
    info = CaptureInfo(sha256=sha256, media_type=media_type, bytes=size, taken_at=taken_at, from_=name)
    headers = db.execute("SELECT name, value FROM taking_header WHERE seq = ? ORDER BY ordinal", (seq,)).fetchall()
    redirects = db.execute("SELECT url FROM taking_redirect WHERE seq = ? ORDER BY ordinal", (seq,)).fetchall()
    capture = Capture(
        raw=raw,
        info=info,
        url=url,
        headers=tuple((n, v) for n, v in headers),
        redirects=tuple(u for (u,) in redirects),
        encoding=encoding,
    )
    return capture, given[0] if given else None


def unparsed(db: sqlite3.Connection) -> list[str]:
    """Captures whose text was not cut yet, in the order in which they came."""
    rows = db.execute(
        "SELECT c.sha256 FROM capture c LEFT JOIN source s ON s.capture = c.sha256 WHERE s.capture IS NULL"
        " ORDER BY (SELECT min(seq) FROM taking t WHERE t.capture = c.sha256)"
    )
    return [row[0] for row in rows]


def all_captures(db: sqlite3.Connection) -> list[str]:
    """The hashes of all captures, sorted."""
    return [row[0] for row in db.execute("SELECT sha256 FROM capture ORDER BY sha256")]


def put_text(db: sqlite3.Connection, parsed: Parsed) -> None:
    """Keep the text cut from a capture; another text than before takes its place, with what was read in it."""
    sha256 = parsed.document.capture.sha256
    with transaction(db):
        row = db.execute("SELECT document, parsed FROM source WHERE capture = ?", (sha256,)).fetchone()
        if row is not None and row[0] == parsed.document.id and unpack(row[1], Parsed) == parsed:
            return
        if row is not None and row[0] == parsed.document.id:
            db.execute("UPDATE source SET parsed = ? WHERE capture = ?", (pack(parsed), sha256))
            db.execute("UPDATE reading SET current = 0 WHERE document = ?", (parsed.document.id,))
            return
        db.execute("DELETE FROM source WHERE capture = ?", (sha256,))
        db.execute(
            "INSERT INTO source (document, capture, parsed) VALUES (?,?,?)", (parsed.document.id, sha256, pack(parsed))
        )


def documents(db: sqlite3.Connection, *, capture: str | None = None) -> list[str]:
    """The ids of all documents, or of those cut from one capture, in the order in which their texts were cut."""
    rows = db.execute("SELECT document FROM source WHERE ?1 IS NULL OR capture = ?1 ORDER BY number", (capture,))
    return [row[0] for row in rows]


def text_of(db: sqlite3.Connection, document: str) -> Parsed:
    """A document of the case with what could not be read of its capture."""
    (blob,) = db.execute("SELECT parsed FROM source WHERE document = ?", (document,)).fetchone()
    return unpack(blob, Parsed)


def pack(thing: msgspec.Struct) -> bytes:
    """A struct as compressed JSON."""
    return zlib.compress(msgspec.json.encode(thing), 6)


def unpack(blob: bytes, type_: type[T]) -> T:
    """A struct from :func:`pack`."""
    return msgspec.json.decode(zlib.decompress(blob), type=type_)
