"""The reports of a case, what could not be read in them, which of them count as one voice, and what may be the same."""

from __future__ import annotations

import sqlite3

from reportedly.case import finding, search
from reportedly.case.graph import column
from reportedly.case.migrations import snapshot
from reportedly.case.rows import Family, Report
from reportedly.case.takings import unpack
from reportedly.model import Problem
from reportedly.suggestions import Suggestion


def reports(db: sqlite3.Connection, words: str, skip: int, limit: int) -> tuple[list[Report], int]:
    """The documents, the newest taken first; all ``words`` stand in their title, publisher or text."""
    having = " WHERE source IN (SELECT rowid FROM document_words WHERE document_words MATCH ?)" if words else ""
    given = (search.query(words),) if words else ()
    with snapshot(db):
        (total,) = db.execute(f"SELECT count(*) FROM document_line{having}", given).fetchone()
        rows = db.execute(
            "SELECT report FROM document_line WHERE document IN ("
            f" SELECT document FROM document_line{having} ORDER BY seq DESC, document LIMIT ? OFFSET ?)"
            " ORDER BY seq DESC, document",
            (*given, limit, skip),
        ).fetchall()
    return [unpack(blob, Report) for (blob,) in rows], total


def report(db: sqlite3.Connection, document: str) -> Report | None:
    """One document with what came of it; None for an unknown one."""
    row = db.execute("SELECT report FROM document_line WHERE document = ?", (document,)).fetchone()
    return None if row is None else unpack(row[0], Report)


def problems(db: sqlite3.Connection, code: str, skip: int, limit: int) -> tuple[list[tuple[Problem, str]], int]:
    """What could not be read, of what was joined last first, each with the title of its document, "" where it has none."""
    having, given = (" WHERE p.code = ?", (code,)) if code else ("", ())
    with snapshot(db):
        (total,) = db.execute(f"SELECT count(*) FROM problem p{having}", given).fetchone()
        rows = db.execute(
            "SELECT p.code, p.document, p.start, p.end, p.message, p.hint, coalesce(d.title, '')"
            f" FROM problem p LEFT JOIN document_line d ON d.document = p.document{having}"
            " ORDER BY p.affair DESC, p.ordinal LIMIT ? OFFSET ?",
            (*given, limit, skip),
        ).fetchall()
    return [
        (Problem(code=code, document=document, start=start, end=end, message=message, hint=hint), title)
        for code, document, start, end, message, hint, title in rows
    ], total


def problem_codes(db: sqlite3.Connection) -> list[tuple[str, int]]:
    """How many problems there are of each sort, most first."""
    return db.execute("SELECT code, count(*) AS n FROM problem GROUP BY code ORDER BY n DESC, code").fetchall()


def families(db: sqlite3.Connection, skip: int, limit: int) -> tuple[list[Family], int]:
    """Voices that are heard in more than one document, those in most of them first."""
    with snapshot(db):
        (total,) = db.execute("SELECT count(*) FROM family").fetchone()
        rows = db.execute(
            "SELECT f.affair, f.voice, v.speaker FROM family f JOIN voice v ON v.affair = f.affair AND v.id = f.voice"
            " ORDER BY f.documents DESC, f.voice LIMIT ? OFFSET ?",
            (limit, skip),
        ).fetchall()
        return [_family(db, *row) for row in rows], total


def _family(db: sqlite3.Connection, affair: int, voice: str, name: str | None) -> Family:
    of_voice = "WHERE affair = ? AND voice = ? ORDER BY ordinal"
    return Family(
        voice=voice,
        name=name,
        documents=tuple(column(db, f"SELECT document FROM voice_document {of_voice}", affair, voice)),
        what=tuple(column(db, f"SELECT why FROM voice_why {of_voice}", affair, voice)),
    )


def queue(db: sqlite3.Connection, about: str, skip: int, limit: int) -> tuple[list[Suggestion], int]:
    """What may be the same, or a part of another, inside each affair, or what is ``about`` one thing; the likeliest first."""
    having, given = "", tuple[object, ...]()
    with snapshot(db):
        if about:
            affairs = sorted(finding.affairs_with(db, about))
            having = f" WHERE affair IN ({', '.join('?' * len(affairs))}) AND ? IN (first, second)"
            given = (*affairs, about)
        (total,) = db.execute(f"SELECT count(*) FROM suggested{having}", given).fetchone()
        rows = db.execute(
            f"SELECT suggestion FROM suggested{having} ORDER BY score DESC, sort, first, second LIMIT ? OFFSET ?",
            (*given, limit, skip),
        ).fetchall()
    return [unpack(blob, Suggestion) for (blob,) in rows], total
