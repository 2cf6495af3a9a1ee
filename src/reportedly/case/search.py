"""Full-text search over the texts and the claims of a case (SQLite's FTS5)."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from reportedly.case.takings import unpack
from reportedly.errors import UsageError
from reportedly.model import Claim, Hop
from reportedly.page import Parsed, heading

TABLES = (
    """CREATE VIRTUAL TABLE document_words USING fts5 (
        title, publisher, text, tokenize = "unicode61 remove_diacritics 2"
    )""",
    """CREATE VIRTUAL TABLE claim_words USING fts5 (
        claim UNINDEXED, document UNINDEXED, event UNINDEXED, slot UNINDEXED, words, speakers,
        tokenize = "unicode61 remove_diacritics 2"
    )""",
    "CREATE TABLE claim_row (row INTEGER PRIMARY KEY, affair INTEGER NOT NULL, event INTEGER) STRICT",
    "CREATE INDEX claim_row_by_affair ON claim_row (affair)",
)
"""The index; words are folded to lower case without marks, so that "Fézzan" is found by "fezzan".

A row of document_words has the number of its source; claim_row tells of each row of claim_words which affair it belongs to, and the number of the event that the claim is about.
"""

OPEN, CLOSE = "\x02", "\x03"
"""Characters around the words that were found, in :attr:`Hit.excerpt`; no text that was taken in holds them."""

MOST_WORDS = 100
"""Words and phrases that one search may have; each costs a pass over the index."""

_PIECE = re.compile(r'"([^"]*)"|(\S+)')


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A text or a claim in which the words stand; ``claim``, ``event`` and ``slot`` are None for a text."""

    document: str
    title: str
    excerpt: str
    claim: str | None = None
    event: str | None = None
    slot: str | None = None


def put_texts(db: sqlite3.Connection) -> None:
    """Index the texts that are not indexed yet; numbers of sources only rise, so these are the last ones."""
    last = "SELECT coalesce(max(rowid), 0) FROM document_words"
    for (number,) in db.execute(f"SELECT number FROM source WHERE number > ({last}) ORDER BY number").fetchall():
        (blob,) = db.execute("SELECT parsed FROM source WHERE number = ?", (number,)).fetchone()
        d = unpack(blob, Parsed).document
        db.execute(
            "INSERT INTO document_words (rowid, title, publisher, text) VALUES (?,?,?,?)",
            (number, heading(d) or "", d.publisher or "", d.text),
        )


def forget_texts(db: sqlite3.Connection) -> None:
    """Take texts out of the index that are gone from the case."""
    gone = "SELECT rowid FROM document_words EXCEPT SELECT number FROM source"
    db.execute(f"DELETE FROM document_words WHERE rowid IN ({gone})")


def put_claims(db: sqlite3.Connection, affair: int, claims: Iterable[Claim], events: Mapping[str, int]) -> None:
    """Index the claims of an affair, ``events`` being the numbers of its events."""
    for c in claims:
        event = c.subject.id if c.subject.type == "event" else ""
        row = db.execute(
            "INSERT INTO claim_words VALUES (?,?,?,?,?,?)", (c.id, c.document, event, c.slot, _words(c), _speakers(c))
        ).lastrowid
        db.execute("INSERT INTO claim_row VALUES (?,?,?)", (row, affair, events.get(event)))


def forget_claims(db: sqlite3.Connection, affair: int) -> None:
    """Take the claims of an affair out of the index."""
    db.execute("DELETE FROM claim_words WHERE rowid IN (SELECT row FROM claim_row WHERE affair = ?)", (affair,))
    db.execute("DELETE FROM claim_row WHERE affair = ?", (affair,))


def rebuild(db: sqlite3.Connection) -> None:
    """Make the index anew from its own rows, so that nothing of deleted ones is left in it."""
    for table in ("document_words", "claim_words"):
        db.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")


def _words(claim: Claim) -> str:
    spans = [s.text for s in claim.evidence]
    named = (getattr(claim.value, "name", ""), getattr(claim.value, "kind", ""))
    return " · ".join(dict.fromkeys(w for w in (*spans, *named) if w))


def _speakers(claim: Claim) -> str:
    def name(hop: Hop) -> str:
        return hop.speaker.name if hop.speaker is not None else ""

    return " · ".join(dict.fromkeys(n for h in claim.attribution if (n := name(h))))


def query(words: str) -> str:
    """What a person types as an FTS5 query: all words, in any order; "quoted words" as they stand; ``word*`` for beginnings.

    Raises UsageError where there is no word in it.
    """
    made = []
    for phrase, word in _PIECE.findall(words.encode("utf-8", "replace").decode().replace("\0", " ")):
        bare = (phrase or word).replace('"', " ").strip()
        if re.search(r"\w", bare):
            begins = word.endswith("*") and not phrase
            made.append(f'"{bare.rstrip("*")}"{"*" if begins else ""}')
    if not made:
        raise UsageError("there is no word to search for", hint='give words, or "words as they stand"')
    made = list(dict.fromkeys(made))
    if len(made) > MOST_WORDS:
        raise UsageError(f"more than {MOST_WORDS} different words cannot be searched for", hint="give fewer words")
    return " AND ".join(made)


def search(db: sqlite3.Connection, words: str, limit: int = 20) -> list[Hit]:
    """Texts, then claims, in which all the words stand; best first (BM25), at most ``limit`` of each."""
    asked = query(words)
    return [*_texts(db, asked, limit), *_claims(db, asked, limit)]


def _texts(db: sqlite3.Connection, asked: str, limit: int) -> Iterator[Hit]:
    rows: Iterable[tuple[str, str, str]] = db.execute(
        "SELECT s.document, d.title, snippet(document_words, -1, ?, ?, '…', 24)"
        " FROM document_words d JOIN source s ON s.number = d.rowid"
        " WHERE document_words MATCH ? ORDER BY d.rank, s.document LIMIT ?",
        (OPEN, CLOSE, asked, limit),
    )
    for document, title, excerpt in rows:
        yield Hit(document=document, title=title, excerpt=excerpt)


def _claims(db: sqlite3.Connection, asked: str, limit: int) -> Iterator[Hit]:
    rows: Iterable[tuple[str, str, str, str, str, str]] = db.execute(
        "SELECT c.claim, c.document, c.event, c.slot, d.title, snippet(claim_words, -1, ?, ?, '…', 24)"
        " FROM claim_words c JOIN source s ON s.document = c.document JOIN document_words d ON d.rowid = s.number"
        " WHERE claim_words MATCH ? ORDER BY c.rank, c.claim LIMIT ?",
        (OPEN, CLOSE, asked, limit),
    )
    for claim, document, event, slot, title, excerpt in rows:
        yield Hit(document=document, title=title, excerpt=excerpt, claim=claim, event=event or None, slot=slot)
