"""The desk for programs: the case in JSON, by the same questions that its pages ask."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import UNSET, UnsetType
from starlette.exceptions import HTTPException
from starlette.responses import StreamingResponse

from reportedly.case import Case, Timeline, Wanted
from reportedly.deciding import Ruled
from reportedly.errors import UsageError
from reportedly.model import Event, Record
from reportedly.web import rulings
from reportedly.web.api_shapes import (
    ClaimTold,
    Documents,
    DocumentTold,
    EventTold,
    Hits,
    HitTold,
    Ledger,
    Listed,
    Made,
    Names,
    Narrowed,
    Nothing,
    OfLedger,
    OfNames,
    OfProblems,
    OfRecord,
    One,
    ProblemIn,
    Problems,
    Searched,
    Standing,
    Window,
)
from reportedly.web.asked import Asked
from reportedly.web.atlas import Mapped, mapped
from reportedly.web.endpoint import Endpoint
from reportedly.web.marks import found_words
from reportedly.web.rulings import Ruling

MOST_AT_ONCE = 500
"""Documents of which a whole record is built without being asked for expressly; it takes about 50 ms for each."""

_SLICE = 1000
"""Things of a record that are written at a time."""


def record(asked: Asked, of: OfRecord) -> StreamingResponse:
    """The record of an affair, or of the whole case."""
    with asked.desk.case() as case:
        if isinstance(of.event, str):
            found = _having(case, "event", of.event)
        elif isinstance(of.document, str):
            found = _having(case, "document", of.document)
        else:
            many = case.size().documents
            if many > MOST_AT_ONCE and of.all == "0":
                raise UsageError(
                    f"the record of {many} documents takes long to build",
                    hint="ask for an affair with document= or event=, or for all of it with all=1",
                )
            found = case.record()
    if isinstance(of.document, str) and all(d.id != of.document for d in found.documents):
        raise _missing("document" if of.event is UNSET else "event with the document", of.document)
    if isinstance(of.event, str):
        _event(found, of.event)
    return StreamingResponse(_written(found), media_type="application/json")


def _written(record: Record) -> Iterator[bytes]:
    """A record as JSON, a part at a time."""
    before = b"{"
    for field in msgspec.structs.fields(record):
        yield before + msgspec.json.encode(field.encode_name) + b":"
        before = b","
        value = getattr(record, field.name)
        if not isinstance(value, tuple):
            yield msgspec.json.encode(value)
            continue
        yield b"["
        for at in range(0, len(value), _SLICE):
            yield (b"," if at else b"") + msgspec.json.encode(value[at : at + _SLICE])[1:-1]
        yield b"]"
    yield b"}"


def events(asked: Asked, listed: Listed) -> Timeline:
    """The events in order of time."""
    with asked.desk.case() as case:
        return case.timeline(_wanted(listed), skip=listed.skip, limit=listed.limit)


def _wanted(narrowed: Narrowed) -> Wanted:
    return Wanted(
        words=_typed(narrowed.words),
        kinds=tuple(dict.fromkeys(narrowed.kinds))[:100],
        place=narrowed.place,
        actor=narrowed.actor,
        voice=narrowed.voice,
        status=_typed(narrowed.status),
        reviewed=_typed(narrowed.reviewed),
        first="" if isinstance(narrowed.first, UnsetType) else narrowed.first.isoformat(),
        last="" if isinstance(narrowed.last, UnsetType) else narrowed.last.isoformat(),
        after=None if isinstance(narrowed.after, UnsetType) else narrowed.after,
        passing=narrowed.passing == "1",
    )


def _typed(words: str | UnsetType) -> str:
    return "" if isinstance(words, UnsetType) else words


def event(asked: Asked, one: One) -> EventTold:
    """One event."""
    with asked.desk.case() as case:
        record = _having(case, "event", one.id)
    found = _event(record, one.id)
    claims = tuple(c for c in record.claims if c.subject.id == found.id)
    about = {c.id for c in claims} | {*found.frames}
    return EventTold(event=found, claims=claims, decisions=_ruled(record, about))


def claim(asked: Asked, one: One) -> ClaimTold:
    """One claim."""
    with asked.desk.case() as case:
        record = _having(case, "claim", one.id)
    found = next((c for c in record.claims if c.id == one.id), None)
    if found is None:
        raise _missing("claim", one.id)
    about = next((e for e in record.events if e.id == found.subject.id), None)
    return ClaimTold(claim=found, event=about, decisions=_ruled(record, {found.id}))


def _ruled(record: Record, about: set[str]) -> tuple[Ruled, ...]:
    return tuple(r for r in record.decisions if not about.isdisjoint((*r.ids, *r.candidates, *r.made)))


def _having(case: Case, sort: str, id: str) -> Record:
    found = case.having(id)
    if found is None:
        raise _missing(sort, id)
    return found


def _event(record: Record, id: str) -> Event:
    found = next((e for e in record.events if id == e.id or id in e.formerly), None)
    if found is None:
        raise _missing("event", id)
    return found


def _missing(sort: str, id: str) -> HTTPException:
    return HTTPException(404, f"the case has no {sort} {id}")


def documents(asked: Asked, window: Window) -> Documents:
    """The documents of the case."""
    with asked.desk.case() as case:
        found, total = case.reports(words=_typed(window.words), skip=window.skip, limit=window.limit)
    return Documents(documents=tuple(found), total=total)


def document(asked: Asked, one: One) -> DocumentTold:
    """One document."""
    with asked.desk.case() as case:
        record = _having(case, "document", one.id)
        report = case.report(one.id)
    found = next((d for d in record.documents if d.id == one.id), None)
    if found is None or report is None:
        raise _missing("document", one.id)
    return DocumentTold(
        document=found,
        report=report,
        mentions=tuple(m for m in record.mentions if m.document == found.id),
        statements=tuple(s for s in record.statements if s.document == found.id),
        frames=tuple(f for f in record.frames if f.document == found.id),
        claims=tuple(c for c in record.claims if c.document == found.id),
        problems=tuple(p for p in record.problems if p.document == found.id),
        decisions=_ruled(record, {found.id}),
    )


def names(asked: Asked, of: OfNames) -> Names:
    """The actors, places or voices of the case."""
    with asked.desk.case() as case:
        found, total = case.named(of.sort, words=_typed(of.words), skip=of.skip, limit=of.limit)
    return Names(names=tuple(found), total=total)


def ledger(asked: Asked, of: OfLedger) -> Ledger:
    """What people ruled."""
    with asked.desk.case() as case:
        chosen = [d for d in reversed(case.decisions()) if not of.by or d.by == of.by]
        shown = chosen[of.skip : of.skip + of.limit]
        states = case.states(d.id for d in shown)
    return Ledger(decisions=tuple(Standing(decision=d, state=states.get(d.id)) for d in shown), total=len(chosen))


def decide(asked: Asked, ruling: Ruling) -> Made:
    """Rule, as the form of a page does."""
    with asked.desk.case() as case:
        made = rulings.made(case, ruling, by=asked.session.name)
        case.decide(*made)
        states = case.states(d.id for d in made)
    asked.desk.read_anew(made)
    return Made(decisions=tuple(Standing(decision=d, state=states.get(d.id)) for d in made))


def undo(asked: Asked, undoing: rulings.Undoing) -> Made:
    """Take decisions back."""
    with asked.desk.case() as case:
        made = rulings.undone(case, undoing, by=asked.session.name)
        case.decide(made)
        states = case.states([made.id])
    asked.desk.read_anew((made,))
    return Made(decisions=(Standing(decision=made, state=states.get(made.id)),))


def on_map(asked: Asked, narrowed: Narrowed) -> Mapped:
    """Where and when the events are that are asked for."""
    with asked.desk.case() as case:
        return mapped(case, _wanted(narrowed))


def problems(asked: Asked, of: OfProblems) -> Problems:
    """What could not be read."""
    with asked.desk.case() as case:
        found, total = case.problem_list(code=of.code, skip=of.skip, limit=of.limit)
        codes = case.problem_codes()
    return Problems(problems=tuple(ProblemIn(problem=p, title=t) for p, t in found), total=total, codes=tuple(codes))


def search(asked: Asked, searched: Searched) -> Hits:
    """Texts and claims with these words."""
    with asked.desk.case() as case:
        found = case.search(searched.words, limit=searched.limit)
    return Hits(
        hits=tuple(
            HitTold(
                document=h.document,
                title=h.title,
                excerpt=tuple(found_words(h.excerpt)),
                claim=h.claim,
                event=h.event,
                slot=h.slot,
            )
            for h in found
        )
    )


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        path="/record",
        does="The record of the reports that are joined with a document or an event, or of the whole case",
        takes=OfRecord,
        gives=Record,
        answer=record,
    ),
    Endpoint(path="/events", does="The events in order of time", takes=Listed, gives=Timeline, answer=events),
    Endpoint(
        path="/events/{id}", does="An event with its accounts and claims", takes=One, gives=EventTold, answer=event
    ),
    Endpoint(path="/claims/{id}", does="A claim with its words and voices", takes=One, gives=ClaimTold, answer=claim),
    Endpoint(
        path="/documents", does="The documents, the newest first", takes=Window, gives=Documents, answer=documents
    ),
    Endpoint(
        path="/documents/{id}",
        does="A document with its text and all that was read in it",
        takes=One,
        gives=DocumentTold,
        answer=document,
    ),
    Endpoint(
        path="/names/{sort}",
        does="Actors, places or voices, most told of first",
        takes=OfNames,
        gives=Names,
        answer=names,
    ),
    Endpoint(
        path="/decisions", does="What people ruled, the newest first", takes=OfLedger, gives=Ledger, answer=ledger
    ),
    Endpoint(
        path="/decisions",
        method="POST",
        does="Rule on claims, events, actors, places, documents or sources",
        takes=Nothing,
        brings=Ruling,
        gives=Made,
        answer=decide,
        status=201,
        role="review",
    ),
    Endpoint(
        path="/undo",
        method="POST",
        does="Take decisions back; they stay in the ledger",
        takes=Nothing,
        brings=rulings.Undoing,
        gives=Made,
        answer=undo,
        status=201,
        role="review",
    ),
    Endpoint(path="/map", does="Where and when the events are", takes=Narrowed, gives=Mapped, answer=on_map),
    Endpoint(path="/problems", does="What could not be read", takes=OfProblems, gives=Problems, answer=problems),
    Endpoint(path="/search", does="Texts and claims in which words stand", takes=Searched, gives=Hits, answer=search),
)
"""Every address but that of the description itself."""
