"""An event with its rival accounts, one account with all who hold it, one claim with its words, and the claims that are like it."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from reportedly import alike as likeness
from reportedly.model import Claim, Event, Record
from reportedly.views import book as books
from reportedly.views.book import Book
from reportedly.web.asked import PER_PAGE, Asked
from reportedly.web.browsing import undoable
from reportedly.web.drawing import draw
from reportedly.web.marks import marks_of

ACCOUNTS = 12
"""Accounts of a slot that are shown at once; the rest are one step away."""


def having(asked: Asked, id: str) -> Record:
    """The record of the reports joined with what has this id; a page "not found" where nothing has it."""
    with asked.desk.case() as case:
        found = case.having(id)
    if found is None:
        raise HTTPException(404, f"the case has nothing with the id {id}")
    return found


def event(asked: Asked) -> Response:
    """One event: each slot with its accounts side by side, who holds them and who denies them."""
    id = asked.part("id")
    record = having(asked, id)
    book = asked.desk.book(record)
    found = book.events.get(id) or next((e for e in record.events if id in e.formerly), None)
    if found is None:
        raise HTTPException(404, f"the case has no event {id}")
    if found.id != id:
        return RedirectResponse(f"/event/{found.id}", 303)
    claims = books.event_claims(book, found)
    whole = asked.word("slot")
    return draw(
        asked,
        "event.html",
        book=book,
        event=found,
        marks=marks_of(record),
        claims=claims,
        ruled=sum(c.decided is not None or c.reader == "person" for c in claims),
        rejected=_set_aside(record, found),
        telling=_telling(book, found, claims),
        whole=whole,
        most=ACCOUNTS,
        frames=[f for f in record.frames if f.event == found.id],
        undoable=undoable((r.decision for r in record.decisions), asked),
    )


def _telling(book: Book, event: Event, claims: list[Claim]) -> list[str]:
    told = {c.document for c in claims} | {book.frame_documents[f] for f in event.frames if f in book.frame_documents}
    return [d for d in book.documents if d in told]


def _set_aside(record: Record, event: Event) -> list[Claim]:
    """The claims on an event that people rejected or edited, which stand in no account."""
    return [c for c in record.claims if c.subject.id == event.id and c.decided in ("rejected", "edited")]


def account(asked: Asked) -> Response:
    """One account with every claim that holds or denies it."""
    record = having(asked, asked.part("id"))
    book = asked.desk.book(record)
    found = book.accounts.get(asked.part("account"))
    event = book.events.get(asked.part("id"))
    if found is None or event is None:
        raise HTTPException(404, "this account is not there any more; it may have another id since somebody decided")
    holding, against, deniers = books.sides(book, found)
    said = [*((c, True) for c in holding), *((c, False) for c in against)]
    here = said[asked.skip() : asked.skip() + PER_PAGE]
    slot = next(s for s, accounts in event.fields.items() if found in accounts)
    return draw(
        asked,
        "account.html",
        book=book,
        event=event,
        slot=slot,
        account=found,
        holding=[c for c, holds in here if holds],
        against=[c for c, holds in here if not holds],
        total=len(said),
        deniers=deniers,
        marks=marks_of(record),
    )


def claim(asked: Asked) -> Response:
    """One claim: its words, through whom it came, what people ruled on it, and the forms to put it right."""
    record = having(asked, asked.part("id"))
    book = asked.desk.book(record)
    found = _claim(book, asked.part("id"))
    marks = marks_of(record)
    return draw(
        asked,
        "claim.html",
        book=book,
        claim=found,
        event=book.events.get(found.subject.id),
        marks=marks,
        history=[r for r in record.decisions if found.id in r.ids or found.id in r.made],
        ways=likeness.ways(record, found),
        speakers=speakers_of(record, found),
        undoable=undoable((r.decision for r in record.decisions), asked),
    )


def _claim(book: Book, id: str) -> Claim:
    found = book.claims.get(id)
    if found is None:
        raise HTTPException(404, f"the case has no claim {id}; another reading may have changed it")
    return found


def speakers_of(record: Record, claim: Claim) -> list[str]:
    """Names in the claim's document whom a person may say to speak, each once."""
    names = [s.speaker.name for s in record.statements if s.document == claim.document and s.speaker is not None]
    names += [m.text for m in record.mentions if m.document == claim.document and m.type == "actor" and m.how == "name"]
    return sorted(dict.fromkeys(n for n in names if n))[:200]


def alike(asked: Asked) -> Response:
    """What a ruling on all claims like this one would touch, before it is made."""
    record = having(asked, asked.part("id"))
    book = asked.desk.book(record)
    found = _claim(book, asked.part("id"))
    way, do = asked.word("way"), asked.word("do")
    if do not in ("accept", "reject"):
        do = "accept"
    known = {w.name: w for w in likeness.ways(record, found)}
    if way not in known:
        raise HTTPException(404, "claims are not compared in this way")
    touched = [book.claims[i] for i in known[way].claims]
    return draw(
        asked, "alike.html", book=book, claim=found, way=known[way], do=do, touched=touched, marks=marks_of(record)
    )
