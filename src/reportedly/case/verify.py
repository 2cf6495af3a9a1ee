"""Whether a case still is what it was: bytes against their hashes, the log's chain, and what was derived from both."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping

import msgspec

from reportedly import timestamps
from reportedly.case import custody
from reportedly.case.takings import Taking, unpack
from reportedly.errors import DataError, InputError
from reportedly.ids import content_id
from reportedly.page import Parsed


class Broken(msgspec.Struct, frozen=True, kw_only=True):
    """A place where the case is not what it was: which thing, and what is wrong with it."""

    what: str
    why: str


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """What was looked at, and what was found broken, the first link of the chain first.

    ``head`` is the hash of the last entry: noted elsewhere, it later shows whether the log was cut or made anew.
    ``stamps`` are the entries whose hash a service has stamped, with its times (UTC); ``erased`` counts entries whose words were erased by a removal that the log itself tells of.
    """

    captures: int
    entries: int
    erased: int
    head: str
    broken: tuple[Broken, ...]
    stamps: tuple[tuple[int, str], ...] = ()


def verify(db: sqlite3.Connection) -> Verified:
    """Hash everything again and compare; reads every byte of the case."""
    looked = (_file, _chain, _captures, _takings, _rulings, _codings, _texts)
    broken = [b for look in looked for b in _readable(db, look)]
    stamps, false = _stamps(db)
    broken += false
    entries, head = db.execute("SELECT count(*), coalesce(max(seq), 0) FROM log").fetchone()
    last = db.execute("SELECT hash FROM log WHERE seq = ?", (head,)).fetchone()
    return Verified(
        captures=db.execute("SELECT count(*) FROM capture").fetchone()[0],
        entries=entries,
        erased=db.execute(
            "SELECT count(*) FROM log WHERE words_sha256 <> '' AND seq NOT IN (SELECT seq FROM log_words)"
        ).fetchone()[0],
        head=last[0] if last else custody.FIRST,
        broken=tuple(broken),
        stamps=tuple(stamps),
    )


def _readable(db: sqlite3.Connection, look: Callable[[sqlite3.Connection], Iterator[Broken]]) -> Iterator[Broken]:
    """What a look at the case finds broken; where a row is so broken that it cannot be read, that too."""
    try:
        yield from look(db)
    except (sqlite3.DatabaseError, zlib.error, ValueError) as error:  # msgspec's errors are ValueErrors
        yield Broken(what=f"{look.__name__.strip('_')} of the case", why=f"they cannot be read further ({error})")


def _stamps(db: sqlite3.Connection) -> tuple[list[tuple[int, str]], list[Broken]]:
    """The kept time stamps, and those that are none of their entry's hash; none are read without the extra for them."""
    good: list[tuple[int, str]] = []
    false: list[Broken] = []
    for seq, service, token, hash_ in db.execute(
        "SELECT s.seq, s.service, s.token, l.hash FROM stamp s JOIN log l USING (seq) ORDER BY s.seq, s.service"
    ):
        try:
            good.append((seq, timestamps.read(token, hash_)))
        except InputError as error:
            false.append(Broken(what=f"stamp of entry {seq} by {service}", why=error.what))
        except DataError:
            good.append((seq, "a time that the extra package is needed to read"))
    return good, false


def _file(db: sqlite3.Connection) -> Iterator[Broken]:
    for (line,) in db.execute("PRAGMA integrity_check(5)"):
        if line != "ok":
            yield Broken(what="the file", why=line)
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield Broken(what=f"table {table}, row {row}", why=f"what it belongs to is not in {parent}")


def _chain(db: sqlite3.Connection) -> Iterator[Broken]:
    told = db.execute("SELECT about, max(seq) FROM log WHERE action = 'remove' GROUP BY about")
    removed: dict[str, int] = dict(told)
    salts = dict(db.execute("SELECT seq, salt FROM log_words"))
    before, number = custody.FIRST, 0
    for e in custody.entries(db):
        name = f"log entry {e.seq} ({e.action}, {e.at})"
        if e.seq != number + 1:
            yield Broken(what=name, why=f"entry {number + 1} is missing before it")
        if e.previous != before:
            yield Broken(what=name, why="it does not follow the entry before it")
        if e.hash != e.expected():
            yield Broken(what=name, why="its content does not give its hash")
        if e.words is not None and custody.words_hash(salts[e.seq], e.words) != e.words_sha256:
            yield Broken(what=name, why="its words were changed")
        if e.words is None and e.words_sha256 and not _was_removed(db, e.seq, removed):
            yield Broken(what=name, why="its words are gone, and nothing that was removed explains it")
        before, number = e.hash, e.seq


def _was_removed(db: sqlite3.Connection, seq: int, removed: Mapping[str, int]) -> bool:
    """Whether a later removal explains that the words of an entry are gone."""
    rows = db.execute("SELECT capture FROM log_capture WHERE seq = ?", (seq,))
    return any(seq < removed.get(row[0], 0) for row in rows)


def _captures(db: sqlite3.Connection) -> Iterator[Broken]:
    told = {h for (about,) in db.execute("SELECT about FROM log WHERE action = 'take'") for h in about.split()}
    buried = {h for (about,) in db.execute("SELECT about FROM log WHERE action = 'remove'") for h in about.split()}
    present = set()
    for sha256, size, raw in db.execute("SELECT sha256, bytes, raw FROM capture ORDER BY sha256"):
        present.add(sha256)
        if hashlib.sha256(raw).hexdigest() != sha256 or len(raw) != size:
            yield Broken(what=f"capture {sha256[:16]}", why="its bytes do not give its hash")
        if sha256 not in told:
            yield Broken(what=f"capture {sha256[:16]}", why="the log does not tell of it")
    for sha256 in sorted(told - present - buried):
        yield Broken(what=f"capture {sha256[:16]}", why="the log tells of it, and it is not here")


def _takings(db: sqlite3.Connection) -> Iterator[Broken]:
    rows = db.execute(
        "SELECT t.seq, t.capture, t.taken_at, t.name, t.url, t.encoding, t.published, w.words"
        " FROM taking t LEFT JOIN log_words w USING (seq) ORDER BY seq"
    )
    present = set()
    for seq, capture, *columns, words in rows:
        present.add(seq)
        if words is None:
            yield Broken(what=f"taking {seq}", why="the log does not tell of it")
            continue
        try:
            told = msgspec.json.decode(words, type=Taking)
        except msgspec.DecodeError:
            yield Broken(what=f"taking {seq}", why="the log's words on it cannot be read")
            continue
        headers = db.execute("SELECT name, value FROM taking_header WHERE seq = ? ORDER BY ordinal", (seq,)).fetchall()
        redirects = db.execute("SELECT url FROM taking_redirect WHERE seq = ? ORDER BY ordinal", (seq,)).fetchall()
        if (
            [told.capture, told.taken_at, told.name, told.url, told.encoding, told.published] != [capture, *columns]
            or [*told.headers] != headers
            or [(r,) for r in told.redirects] != redirects
        ):
            yield Broken(what=f"taking {seq}", why="it is not what the log tells of it")
    for (seq,) in db.execute("SELECT l.seq FROM log l JOIN log_words USING (seq) WHERE action = 'take' ORDER BY l.seq"):
        if seq not in present:
            yield Broken(what=f"taking {seq}", why="the log tells of it, and it is not here")


def _rulings(db: sqlite3.Connection) -> Iterator[Broken]:
    known = dict(db.execute("SELECT id, seq FROM ruling"))
    for seq, about in db.execute("SELECT seq, about FROM log WHERE action = 'decide' ORDER BY seq").fetchall():
        ruling = about.partition(" ")[0]
        if known.pop(ruling, None) != seq:
            yield Broken(what=f"decision {ruling}", why=f"log entry {seq} tells of it, and it is not here")
    for ruling in sorted(known):
        yield Broken(what=f"decision {ruling}", why="the log does not tell of it")


def _codings(db: sqlite3.Connection) -> Iterator[Broken]:
    known = dict(db.execute("SELECT seq, round FROM coding"))
    asked = "SELECT seq, action, about FROM log WHERE action LIKE 'round-%' ORDER BY seq"
    for seq, action, about in db.execute(asked).fetchall():
        told = about.partition(" ")[0]
        if f"round-{known.pop(seq, None)}" != told:
            yield Broken(what=f"{action} of {told}", why=f"log entry {seq} tells of it, and it is not here")
    for seq, number in sorted(known.items()):
        yield Broken(what=f"round-{number}", why=f"it has log entry {seq}, which does not tell of it")


def _texts(db: sqlite3.Connection) -> Iterator[Broken]:
    for capture, document, blob in db.execute("SELECT capture, document, parsed FROM source ORDER BY number"):
        try:
            parsed = unpack(blob, Parsed)
        except (zlib.error, msgspec.DecodeError):
            yield Broken(what=f"document {document}", why="its text cannot be read")
            continue
        if parsed.document.id != document or content_id("d", capture, parsed.document.text) != document:
            yield Broken(what=f"document {document}", why="its text does not give its id")
