"""What is written beside an affair's record so that lists are answered without it: rows of events, names, reports, families and pairs.

All of it is made from the record and goes with it.  Beside these tables stand the indexes by which an id is found in the flat ones.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import get_args

from reportedly import gathering, overview, suggestions, text
from reportedly.case.rows import REVIEWED, Report, Reviewed
from reportedly.case.takings import pack
from reportedly.clusters import Group
from reportedly.copies import Copied
from reportedly.gathering import Thing
from reportedly.model import ActorValue, Claim, Event, Place, PlaceValue, Reach, Record, Status, When
from reportedly.page import heading
from reportedly.values import PERSON, PLACE_SLOTS

STATUSES: tuple[Status, ...] = get_args(Status)
"""The statuses of accounts; the one at place n is the bit 2**n of ``event_line.statuses``."""

_BY_ID = ("claim", "frame", "mention", "statement")

TABLES = (
    """CREATE TABLE event_line (
        number INTEGER PRIMARY KEY, event TEXT NOT NULL UNIQUE,
        affair INTEGER NOT NULL REFERENCES affair ON DELETE CASCADE, sort_key TEXT NOT NULL, passing INTEGER NOT NULL,
        kind TEXT NOT NULL, first TEXT, last TEXT, month TEXT, reviewed INTEGER NOT NULL, newest INTEGER NOT NULL,
        statuses INTEGER NOT NULL, placed INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX event_line_by_affair ON event_line (affair)",
    """CREATE INDEX event_line_in_order ON event_line (
        sort_key, passing, kind, first, last, month, reviewed, newest, statuses, placed
    )""",
    """CREATE INDEX event_line_by_kind ON event_line (
        kind, passing, first, last, month, reviewed, newest, statuses, placed
    )""",
    """CREATE TABLE event_summary (
        number INTEGER PRIMARY KEY REFERENCES event_line ON DELETE CASCADE, line BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE event_source (
        source INTEGER NOT NULL, event INTEGER NOT NULL REFERENCES event_line ON DELETE CASCADE, PRIMARY KEY (source, event)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX event_source_by_event ON event_source (event)",
    """CREATE TABLE event_has (
        event INTEGER NOT NULL REFERENCES event_line ON DELETE CASCADE, what TEXT NOT NULL, key TEXT NOT NULL,
        PRIMARY KEY (event, what, key)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX event_by_what_it_has ON event_has (what, key, event)",
    """CREATE TABLE gathered (
        affair INTEGER NOT NULL REFERENCES affair ON DELETE CASCADE, key TEXT NOT NULL, sort TEXT NOT NULL,
        bare INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT, forms TEXT NOT NULL, events INTEGER NOT NULL,
        documents INTEGER NOT NULL, PRIMARY KEY (affair, key)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX gathered_by_key ON gathered (sort, key, events, documents)",
    "CREATE INDEX gathered_names ON gathered (sort, bare, key, events, documents)",
    "CREATE INDEX gathered_forms ON gathered (sort, bare, forms, key)",
    """CREATE TABLE gathered_id (
        affair INTEGER NOT NULL REFERENCES affair ON DELETE CASCADE, id TEXT NOT NULL, key TEXT NOT NULL,
        PRIMARY KEY (affair, id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX gathered_id_by_id ON gathered_id (id)",
    "CREATE INDEX gathered_id_by_key ON gathered_id (key, id)",
    """CREATE TABLE spot (
        key TEXT NOT NULL, affair INTEGER NOT NULL REFERENCES affair ON DELETE CASCADE, name TEXT NOT NULL,
        lat REAL NOT NULL, lon REAL NOT NULL, precision TEXT NOT NULL, radius_km REAL, west REAL, south REAL, east REAL,
        north REAL, country TEXT, PRIMARY KEY (key, affair)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX spot_by_affair ON spot (affair)",
    """CREATE TABLE document_line (
        document TEXT PRIMARY KEY, affair INTEGER NOT NULL REFERENCES affair ON DELETE CASCADE, source INTEGER NOT NULL,
        seq INTEGER NOT NULL, title TEXT NOT NULL, report BLOB NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX document_line_by_affair ON document_line (affair)",
    "CREATE INDEX document_line_in_order ON document_line (seq DESC, document, source)",
    """CREATE TABLE family (
        affair INTEGER NOT NULL REFERENCES affair ON DELETE CASCADE, voice TEXT NOT NULL, documents INTEGER NOT NULL,
        PRIMARY KEY (affair, voice)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX family_by_size ON family (documents DESC, voice)",
    """CREATE TABLE suggested (
        number INTEGER PRIMARY KEY, affair INTEGER NOT NULL REFERENCES affair ON DELETE CASCADE, score REAL NOT NULL,
        sort TEXT NOT NULL, first TEXT NOT NULL, second TEXT NOT NULL, suggestion BLOB NOT NULL
    ) STRICT""",
    "CREATE INDEX suggested_by_affair ON suggested (affair)",
    "CREATE INDEX suggested_in_order ON suggested (score DESC, sort, first, second)",
    *(f"CREATE INDEX {table}_by_id ON {table} (id)" for table in _BY_ID),
    "CREATE INDEX former_id_by_former ON former_id (former)",
    "CREATE INDEX problem_by_code ON problem (code, affair)",
    "CREATE INDEX document_by_capture ON document (capture_sha256)",
    "CREATE INDEX decision_by_id ON decision (id)",
)
"""Needs the tables of affairs and the flat ones.

``event_has`` tells what an event has, by keys: ``actor``, ``place`` (where, origin or destination) and ``voice``; ``event_source`` the
numbers of the texts that tell of it.  ``bare`` is 1 for what no name is known of.
"""

NAMES = (
    "suggested family document_line spot gathered_id gathered event_has event_source event_summary event_line".split()
)
"""The tables, children before their parents."""


def put(
    db: sqlite3.Connection, affair: int, record: Record, *, copied: Iterable[Copied], groups: Sequence[Group]
) -> dict[str, int]:
    """Write the rows of an affair; the number of each of its events.

    ``copied`` are the copied passages between its documents, ``groups`` the events of its documents as their sketches have them.
    """
    found = gathering.things(record)
    key_of = {t.id: t.key for t in found}
    has = {e.id: frozenset(_has(e, key_of)) for e in record.events}
    seqs = _first_takings(db, record)
    sources = _numbers(db, record)
    ruled = _ruled(record.claims)
    placed = {key_of[p.id]: p for p in record.places if p.lat is not None}
    numbers = _put_events(db, affair, record, has, placed, seqs, sources, ruled)
    db.executemany(f"INSERT INTO spot VALUES ({','.join('?' * 12)})", (_spot(affair, *each) for each in placed.items()))
    _put_things(db, affair, record, found, has)
    _put_documents(db, affair, record, numbers, seqs, sources, copied)
    families = [(affair, v.id, len(v.documents)) for v in record.voices if len(v.documents) > 1]
    db.executemany("INSERT INTO family VALUES (?,?,?)", families)
    pairs = (*suggestions.of_record(record), *suggestions.parts(groups, record))
    db.executemany(
        "INSERT INTO suggested (affair, score, sort, first, second, suggestion) VALUES (?,?,?,?,?,?)",
        ((affair, s.score, s.sort, s.first, s.second, pack(s)) for s in pairs),
    )
    return numbers


def _has(event: Event, key_of: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What an event has, with its key."""
    for slot, accounts in event.fields.items():
        for account in accounts:
            match account.value:
                case ActorValue(actor=str() as actor) if actor in key_of:
                    yield "actor", key_of[actor]
                case PlaceValue(place=str() as place) if slot in PLACE_SLOTS and place in key_of:
                    yield "place", key_of[place]
                case _:
                    pass
            for voice in account.voices:
                if voice in key_of:
                    yield "voice", key_of[voice]


def _first_takings(db: sqlite3.Connection, record: Record) -> dict[str, int]:
    """The log entry by which each document's capture first came."""
    asked = "SELECT min(seq) FROM taking WHERE capture = ?"
    return {d.id: db.execute(asked, (d.capture.sha256,)).fetchone()[0] or 0 for d in record.documents}


def _numbers(db: sqlite3.Connection, record: Record) -> dict[str, int]:
    """The number of each document's text."""
    asked = "SELECT number FROM source WHERE document = ?"
    return {d.id: db.execute(asked, (d.id,)).fetchone()[0] for d in record.documents}


def _ruled(claims: Iterable[Claim]) -> dict[str, Reviewed]:
    """How far people have ruled on the claims about each event."""
    told: dict[str, set[bool]] = defaultdict(set)
    for c in claims:
        if c.subject.type == "event":
            told[c.subject.id].add(_is_ruled(c))
    return {e: "partly" if len(t) > 1 else "yes" if True in t else "no" for e, t in told.items()}


def _is_ruled(claim: Claim) -> bool:
    return claim.decided is not None or claim.reader == PERSON


def _put_events(
    db: sqlite3.Connection,
    affair: int,
    record: Record,
    has: Mapping[str, Collection[tuple[str, str]]],
    placed: Collection[str],
    seqs: Mapping[str, int],
    sources: Mapping[str, int],
    ruled: Mapping[str, Reviewed],
) -> dict[str, int]:
    events = {e.id: e for e in record.events}
    numbers = {}
    for line in overview.lines(record):
        reviewed = REVIEWED.index(ruled.get(line.event, "no"))
        newest = max((seqs[d] for d in line.documents), default=0)
        number = db.execute(
            "INSERT INTO event_line (event, affair, sort_key, passing, kind, first, last, month, reviewed, newest, statuses,"
            " placed) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                line.event,
                affair,
                line.sort_key(),
                int(line.passing),
                line.kind,
                *bounds(line.when),
                _month(line.when),
                reviewed,
                newest,
                _bits(events[line.event]),
                int(any(what == "place" and key in placed for what, key in has[line.event])),
            ),
        ).lastrowid
        assert number is not None
        numbers[line.event] = number
        db.execute("INSERT INTO event_summary VALUES (?,?)", (number, pack(line)))
        db.executemany("INSERT INTO event_has VALUES (?,?,?)", ((number, *each) for each in sorted(has[line.event])))
        db.executemany("INSERT INTO event_source VALUES (?,?)", ((sources[d], number) for d in line.documents))
    return numbers


def bounds(when: When | None) -> tuple[str | None, str | None]:
    """The days between which an event must lie, as words to compare; an open end reaches as far as days go.

    Unknown digits take in all days that they may mean; without the first digits of a year nothing is known.
    """
    ends = [when.start, when.end] if when is not None else [None, None]
    if not any(ends) or any(end is not None and end.startswith("XX") for end in ends):
        return None, None
    return (ends[0] or "0000").replace("X", "0"), (ends[1] or "9999").replace("X", "9")


def _month(when: When | None) -> str | None:
    """The month in which it begins, where that is known."""
    month = when.start[:7] if when is not None and when.start is not None else "X"
    return None if "X" in month else month


def _bits(event: Event) -> int:
    held = {a.status for accounts in event.fields.values() for a in accounts}
    return sum(1 << n for n, status in enumerate(STATUSES) if status in held)


def _spot(affair: int, key: str, place: Place) -> tuple[str | float | None, ...]:
    reach = place.extent or Reach()
    edges = reach.bbox or (None,) * 4
    return key, affair, place.name, place.lat, place.lon, place.precision, reach.radius_km, *edges, place.country


def _put_things(
    db: sqlite3.Connection,
    affair: int,
    record: Record,
    found: Sequence[Thing],
    has: Mapping[str, Collection[tuple[str, str]]],
) -> None:
    key_of = {t.id: t.key for t in found}
    events: dict[str, int] = defaultdict(int)
    for each in has.values():
        for _, key in each:
            events[key] += 1
    documents: dict[str, set[str]] = defaultdict(set)
    for id_, document in _named_in(record):
        if id_ in key_of:
            documents[key_of[id_]].add(document)
    by_key: dict[str, list[Thing]] = defaultdict(list)
    for t in found:
        by_key[t.key].append(t)
    db.executemany(
        "INSERT INTO gathered VALUES (?,?,?,?,?,?,?,?,?)",
        (
            (
                affair,
                key,
                own[0].sort,
                int(own[0].bare),
                own[0].name,
                own[0].kind,
                _folded(own),
                events[key],
                len(documents[key]),
            )
            for key, own in by_key.items()
        ),
    )
    db.executemany("INSERT INTO gathered_id VALUES (?,?,?)", ((affair, t.id, t.key) for t in found))


def _named_in(record: Record) -> Iterator[tuple[str, str]]:
    """Ids of actors, places and voices, each with a document that names it: a place by its entry, or in a claim."""
    now = {former: place.id for place in record.places for former in place.formerly}
    for m in record.mentions:
        if isinstance(m.value, ActorValue) and m.value.actor is not None:
            yield m.value.actor, m.document
        elif m.type == "place" and m.candidates:
            entry = m.candidates[0].id
            yield now.get(entry, entry), m.document
    for c in record.claims:
        if isinstance(c.value, PlaceValue) and c.value.place is not None:
            yield c.value.place, c.document
        elif c.subject.type == "place":
            yield c.subject.id, c.document
    yield from ((v.id, d) for v in record.voices for d in v.documents)


def _folded(things: Iterable[Thing]) -> str:
    """All forms of a name, folded, each between bars."""
    return f"|{'|'.join(sorted({text.fold(f) for t in things for f in t.forms}))}|"


def _put_documents(
    db: sqlite3.Connection,
    affair: int,
    record: Record,
    numbers: Mapping[str, int],
    seqs: Mapping[str, int],
    sources: Mapping[str, int],
    copied: Iterable[Copied],
) -> None:
    origins: dict[str, set[str]] = defaultdict(set)
    for c in copied:
        origins[c.second].add(c.first)
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in record.claims:
        claims[claim.document].append(claim)
    events: dict[str, set[str]] = defaultdict(set)
    for frame in record.frames:
        if frame.event in numbers:
            events[frame.document].add(frame.event)
    problems: dict[str, int] = defaultdict(int)
    for problem in record.problems:
        if problem.document is not None:
            problems[problem.document] += 1
    for d in record.documents:
        report = Report(
            document=d.id,
            title=heading(d) or "",
            publisher=d.publisher,
            published=d.published,
            taken_at=d.capture.taken_at,
            seq=seqs[d.id],
            media_type=d.capture.media_type,
            language=d.language,
            affair=affair,
            claims=len(claims[d.id]),
            events=len(events[d.id]),
            problems=problems[d.id],
            decided=sum(map(_is_ruled, claims[d.id])),
            copies_of=tuple(sorted(origins[d.id])),
        )
        db.execute(
            "INSERT INTO document_line VALUES (?,?,?,?,?,?)",
            (d.id, affair, sources[d.id], report.seq, report.title, pack(report)),
        )
