"""One thing of a record and what belongs to it, as a record of its own; and things found by id or by words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from reportedly import names, page, text
from reportedly.errors import UsageError
from reportedly.model import Actor, Claim, Document, Event, Frame, Mention, Place, Record

_SHORTEST = 4
"""Hexadecimal digits that an id must have at least to be cut short."""


def find(record: Record, words: str) -> str:
    """The id of the event, actor or document that the words mean: an id (which may be cut short, or be a former one), the
    hash of a capture, or words of a title or name.

    Raises UsageError where nothing fits, or several things do; the message names some of them.
    """
    words = words.strip()
    found = list(dict.fromkeys(_by_id(record, words))) or list(dict.fromkeys(_by_name(record, words)))
    if len(found) == 1:
        return found[0][0]
    if not found:
        raise UsageError(
            f"nothing in the case is called {words!r}", hint="reportedly search finds words in texts and claims"
        )
    shown = "; ".join(f"{i} {name}" for i, name in found[:6]) + ("; …" if len(found) > 6 else "")
    raise UsageError(f"{words!r} fits {len(found)} things", hint=f"name one by its id: {shown}")


def whole_id(record: Record, id: str) -> str:
    """The whole id of what an id cut short names: a claim, event, actor, place, document, frame or mention.

    A former id gives the present one.  Raises UsageError where nothing, or several things, have it.
    """
    prefix, _, digits = id.partition("_")
    holders: dict[str, Sequence[Claim | Event | Actor | Place | Document | Frame | Mention]] = {
        "c": record.claims,
        "e": record.events,
        "a": record.actors,
        "p": record.places,
        "d": record.documents,
        "f": record.frames,
        "m": record.mentions,
    }
    found: list[str] = []
    if len(digits) >= _SHORTEST:
        found = [
            x.id for x in holders.get(prefix, ()) if any(i.startswith(id) for i in (x.id, *getattr(x, "formerly", ())))
        ]
    if len(found) == 1 or id in found:
        return id if id in found else found[0]
    told = "several things have" if found else "nothing in the case has"
    raise UsageError(f"{told} the id {id}", hint="give the id as reportedly show prints it")


def _things(record: Record) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Id, name and former ids of everything that can be shown."""
    for e in record.events:
        yield e.id, e.title, e.formerly
    for a in record.actors:
        yield a.id, a.name, a.formerly
    for d in record.documents:
        yield d.id, page.heading(d) or d.publisher or "", (f"d_{d.capture.sha256}",)


def _by_id(record: Record, words: str) -> Iterator[tuple[str, str]]:
    prefix, mark, digits = words.partition("_")
    if not mark:
        prefix, digits = "d", words
    if prefix not in ("e", "a", "d") or len(digits) < _SHORTEST or not set(digits) <= set("0123456789abcdef"):
        return
    for own, name, formerly in _things(record):
        if any(i.startswith(f"{prefix}_{digits}") for i in (own, *formerly)):
            yield own, name


def _by_name(record: Record, words: str) -> Iterator[tuple[str, str]]:
    """Actors of exactly that name; else everything with all these words in its title or names."""
    wanted = names.fold(words)
    if not wanted:
        return
    exact = [(a.id, a.name) for a in record.actors if wanted in {names.fold(n) for n in (a.name, *a.names)}]
    if exact:
        yield from exact
        return
    parts = set(text.fold(words).split())
    for a in record.actors:
        if any(parts <= set(text.fold(n).split()) for n in (a.name, *a.names)):
            yield a.id, a.name
    for own, name, _ in _things(record):
        if not own.startswith("a_") and parts <= set(text.fold(name).split()):
            yield own, name


def about(record: Record, thing: str) -> Record:
    """The part of a record that belongs to one event, actor or document: whole documents, and the events concerned."""
    if thing.startswith("e_"):
        events = tuple(e for e in record.events if e.id == thing)
    elif thing.startswith("a_"):
        events = tuple(e for e in record.events if _takes_part(record, e.id, thing))
    else:
        told = {f.event for f in record.frames if f.document == thing}
        events = tuple(e for e in record.events if e.id in told)
    of_events = {e.id for e in events}
    documents = {f.document for f in record.frames if f.event in of_events}
    if thing.startswith("d_"):
        documents.add(thing)
    if thing.startswith("a_"):
        documents |= {s.document for s in record.statements if s.speaker is not None and s.speaker.actor == thing}
        documents |= {c.document for c in record.claims if c.subject.id == thing}
    claims = tuple(
        c for c in record.claims if c.document in documents and (c.subject.type != "event" or c.subject.id in of_events)
    )
    return msgspec.structs.replace(
        record,
        documents=tuple(d for d in record.documents if d.id in documents),
        mentions=tuple(m for m in record.mentions if m.document in documents),
        statements=tuple(s for s in record.statements if s.document in documents),
        frames=tuple(f for f in record.frames if f.event in of_events),
        claims=claims,
        voices=tuple(v for v in record.voices if documents & set(v.documents)),
        events=events,
        problems=tuple(p for p in record.problems if p.document is None or p.document in documents),
    )


def _takes_part(record: Record, event: str, actor: str) -> bool:
    return any(c.subject.id == event and getattr(c.value, "actor", None) == actor for c in record.claims)
