"""One actor, place or voice over all affairs that have it: what it does and says, and what is claimed of it over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from reportedly.case.rows import Named
from reportedly.model import Claim, Event, Statement, Voice
from reportedly.overview import time_key
from reportedly.views.book import Book, event_when, standing_claims


class Said(Struct, frozen=True):
    """A statement, and by whom the report has it ("" for somebody without a name), from the nearest; empty where the report itself quotes."""

    book: Book
    statement: Statement
    through: tuple[str, ...]


class Told(Struct, frozen=True):
    """What the pages of an actor, place or voice show; each thing with the look-ups of its record.

    ``events`` are (slot, event), by slot and time; ``standing`` the claims about it by slot; ``statements`` what it says.
    """

    names: tuple[str, ...]
    events: tuple[tuple[str, tuple[tuple[Book, Event], ...]], ...]
    standing: tuple[tuple[str, tuple[tuple[Book, Claim], ...]], ...]
    statements: tuple[Said, ...]
    voices: tuple[tuple[Book, Voice], ...]


def of_named(named: Named, books: Sequence[Book]) -> Told:
    """What the records tell of a name, each record once."""
    ids = frozenset(named.ids)
    own = list({id(b.record): b for b in books}.values())
    by_slot: dict[str, list[tuple[Book, Event]]] = defaultdict(list)
    standing: dict[str, list[tuple[Book, Claim]]] = defaultdict(list)
    statements: list[Said] = []
    voices: list[tuple[Book, Voice]] = []
    names: dict[str, None] = {}
    for book in own:
        names |= dict.fromkeys(n for a in book.record.actors if a.id in ids for n in a.names)
        names |= dict.fromkeys(p.name for p in book.record.places if p.id in ids)
        voices += [(book, v) for v in book.record.voices if v.id in ids]
        heard = {v.speaker for _, v in voices if v.speaker}
        for event in book.record.events:
            for slot, accounts in event.fields.items():
                if any(_is(a.value, ids) or ids & {*a.voices} for a in accounts):
                    by_slot[slot].append((book, event))
        for subject, claims in standing_claims(book):
            for c in claims:
                if subject in ids or _is(c.value, ids):
                    standing[c.slot].append((book, c))
        by_id = {s.id: s for s in book.record.statements}
        statements += [
            Said(book, s, _through(s, by_id))
            for s in book.record.statements
            if s.speaker is not None and (s.speaker.actor in ids or s.speaker.name in heard)
        ]
    if named.sort == "voice":
        seen = {e.id: (b, e) for found in by_slot.values() for b, e in found}
        by_slot = defaultdict(list, {"voice": list(seen.values())}) if seen else by_slot
    return Told(
        names=tuple(names),
        events=tuple((slot, tuple(sorted(found, key=_time))) for slot, found in by_slot.items()),
        standing=tuple((slot, tuple(sorted(found, key=_claim_time))) for slot, found in standing.items()),
        statements=tuple(statements),
        voices=tuple(voices),
    )


def _through(statement: Statement, by_id: Mapping[str, Statement]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    outer = by_id.get(statement.within or "")
    while outer is not None and outer.id not in found:
        found[outer.id] = outer.speaker.name if outer.speaker is not None else ""
        outer = by_id.get(outer.within or "")
    return tuple(found.values())


def _is(value: object, ids: frozenset[str]) -> bool:
    return getattr(value, "actor", None) in ids or getattr(value, "place", None) in ids


def _time(found: tuple[Book, Event]) -> tuple[str, str]:
    return time_key(event_when(found[1])), found[1].id


def _claim_time(found: tuple[Book, Claim]) -> tuple[str, str]:
    valid = found[1].valid
    return time_key(valid.when if valid is not None else None), found[1].id
