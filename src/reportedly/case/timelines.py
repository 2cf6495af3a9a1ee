"""Which events of a case are wanted, answered from the rows beside the affairs: in order of time, by kind, by month, by place."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import msgspec

from reportedly import intervals
from reportedly.case import search
from reportedly.case.listing import STATUSES
from reportedly.case.migrations import snapshot
from reportedly.case.rows import REVIEWED, OnMap, Row, Timeline, Wanted
from reportedly.case.takings import unpack
from reportedly.errors import UsageError
from reportedly.model import Precision, Reach
from reportedly.overview import Line

_TOLD_IN_WORDS = """number IN (
    SELECT r.event FROM claim_words c CROSS JOIN claim_row r ON r.row = c.rowid WHERE claim_words MATCH ?
    UNION ALL SELECT t.event FROM document_words d CROSS JOIN event_source t ON t.source = d.rowid
    WHERE document_words MATCH ?)"""
"""The joins are crossed, so that the words are looked up first (sqlite.org, Query Planner, "Manual Control")."""

_HAS = "number IN (SELECT event FROM event_has WHERE what = ? AND key = ?)"

_Given = tuple[str | int, ...]


class _Asked(msgspec.Struct, frozen=True):
    """What is wanted as SQL over event_line: of everything but kind and time, of kind, and where an event stands in time.

    ``at`` is 1 for events between the days that were given, 0 for those outside, null for those that cannot be told.
    """

    others: str
    others_given: _Given
    kinds: str
    kinds_given: _Given
    at: str
    at_given: _Given

    @property
    def where(self) -> str:
        """All that must hold."""
        return f"{self.others} AND {self.kinds} AND {self.at}"

    @property
    def given(self) -> _Given:
        """The values of :attr:`where`."""
        return self.others_given + self.kinds_given + self.at_given


def _asked(wanted: Wanted) -> _Asked:
    parts = list(_others(wanted))
    days = [d for d in (wanted.first, wanted.last) if d]
    for day in days:
        if intervals.day(day) is None:
            raise UsageError(f"{day!r} is no day", hint="write days as 2016-04-17")
    return _Asked(
        others=" AND ".join(sql for sql, _ in parts) or "1",
        others_given=tuple(value for _, given in parts for value in given),
        kinds=f"kind IN ({','.join('?' * len(wanted.kinds))})" if wanted.kinds else "1",
        kinds_given=wanted.kinds,
        at="(first <= ? AND last >= ?)" if days else "1",
        at_given=(wanted.last or "9999", wanted.first or "0000") if days else (),
    )


def _others(wanted: Wanted) -> Iterator[tuple[str, _Given]]:
    if not wanted.passing:
        yield "passing = 0", ()
    if wanted.words:
        asked = search.query(wanted.words)
        yield _TOLD_IN_WORDS, (asked, asked)
    for what, key in (("place", wanted.place), ("actor", wanted.actor), ("voice", wanted.voice)):
        if key:
            yield _HAS, (what, key)
    if wanted.status:
        yield "statuses & ?", (1 << _place_in(STATUSES, wanted.status, "status"),)
    if wanted.reviewed:
        yield "reviewed = ?", (_place_in(REVIEWED, wanted.reviewed, "state of review"),)
    if wanted.after is not None:
        yield "newest > ?", (wanted.after,)


def _place_in(words: tuple[str, ...], word: str, what: str) -> int:
    if word not in words:
        raise UsageError(f"no {what} is called {word!r}", hint=f"use one of {', '.join(words)}")
    return words.index(word)


def timeline(db: sqlite3.Connection, wanted: Wanted, skip: int, limit: int) -> Timeline:
    """The wanted events in order of time, with the counts of their kinds."""
    asked = _asked(wanted)
    with snapshot(db):
        counts = db.execute(
            f"SELECT kind, coalesce(sum({asked.at}), 0), sum({asked.at} IS NULL) FROM event_line WHERE {asked.others}"
            " GROUP BY kind",
            asked.at_given * 2 + asked.others_given,
        ).fetchall()
        rows = db.execute(
            "SELECT line, affair, reviewed, newest FROM event_line JOIN event_summary USING (number) WHERE number IN"
            f" (SELECT number FROM event_line WHERE {asked.where} ORDER BY sort_key LIMIT ? OFFSET ?) ORDER BY sort_key",
            (*asked.given, limit, skip),
        ).fetchall()
    within = {kind: n for kind, n, _ in counts if n}
    unknown = {kind: n for kind, _, n in counts}
    chosen = set(wanted.kinds) or unknown.keys()
    return Timeline(
        rows=tuple(
            Row(line=unpack(blob, Line), affair=affair, reviewed=REVIEWED[reviewed], newest=newest)
            for blob, affair, reviewed, newest in rows
        ),
        total=sum(within.get(kind, 0) for kind in chosen),
        kinds=tuple(sorted(within.items(), key=lambda counted: (-counted[1], counted[0]))),
        undated=sum(unknown.get(kind, 0) for kind in chosen),
    )


def months(db: sqlite3.Connection, wanted: Wanted) -> list[tuple[str, int]]:
    """How many of the wanted events begin in each month."""
    asked = _asked(wanted)
    return db.execute(
        f"SELECT month, count(*) FROM event_line WHERE month IS NOT NULL AND {asked.where} GROUP BY month ORDER BY month",
        asked.given,
    ).fetchall()


def on_map(db: sqlite3.Connection, wanted: Wanted) -> tuple[list[OnMap], int]:
    """The places at which accounts put the wanted events, most events first; how many events have none with coordinates."""
    asked = _asked(wanted)
    with snapshot(db):
        (unplaced,) = db.execute(
            f"SELECT count(*) FROM event_line WHERE placed = 0 AND {asked.where}", asked.given
        ).fetchone()
        rows = db.execute(
            "SELECT key, n, name, lat, lon, precision, radius_km, west, south, east, north, country FROM ("
            f" SELECT key, count(*) AS n FROM event_line e JOIN event_has h ON h.event = e.number WHERE what = 'place' AND {asked.where}"
            " GROUP BY key) c JOIN spot s USING (key)"
            " WHERE s.affair = (SELECT min(affair) FROM spot WHERE key = c.key) ORDER BY n DESC, key",
            asked.given,
        ).fetchall()
    return [_on_map(*row) for row in rows], unplaced


def _on_map(
    key: str,
    events: int,
    name: str,
    lat: float,
    lon: float,
    precision: Precision,
    radius: float | None,
    west: float | None,
    south: float | None,
    east: float | None,
    north: float | None,
    country: str | None,
) -> OnMap:
    extent = Reach(radius_km=radius) if radius is not None else None
    if west is not None and south is not None and east is not None and north is not None:
        extent = Reach(radius_km=radius, bbox=(west, south, east, north))
    return OnMap(
        key=key, name=name, lat=lat, lon=lon, precision=precision, extent=extent, country=country, events=events
    )
