"""Blind double coding at the desk: the rounds, the form that opens one, and a coder's own pages."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from reportedly import decisions, typed_decisions
from reportedly.case import Case, Coder, Report, Round, Sheet
from reportedly.deciding import Decision
from reportedly.errors import UsageError
from reportedly.model import Document, Record
from reportedly.values import EVENT_SLOTS
from reportedly.views.book import Book
from reportedly.web import blind
from reportedly.web.actions import asked_for, back_to, options_of, things_of
from reportedly.web.asked import PER_PAGE, Asked
from reportedly.web.drawing import draw
from reportedly.web.events import speakers_of
from reportedly.web.marks import marks_of
from reportedly.web.reports import EVENTS, part_asked, parts_of

MOST_DOCUMENTS = 2_000
"""Documents that a round opened at the desk may have; more than people code."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A round in the list, with what whoever asks has to do in it.

    ``mine`` are the sheets of whoever asks, none for somebody who does not code in it or once it is closed.  ``unsettled`` and
    ``adoptable`` count, of a closed round, the differences that nobody settled and the agreed units that are not in the ledger yet.
    """

    round: Round
    mine: tuple[Sheet, ...]
    unsettled: int
    adoptable: int

    def state(self) -> str:
        """open, closed, or settled: closed with nothing left to put into the ledger."""
        if self.round.closed is None:
            return "open"
        return "closed" if self.unsettled or self.adoptable else "settled"


def rounds(asked: Asked) -> Response:
    """The rounds, newest first: who codes what, who is done, what is next."""
    with asked.desk.case() as case:
        found = [_standing(case, r, asked.session.name) for r in reversed(case.rounds())]
        size = case.size()
    return draw(asked, "rounds.html", found=found, size=size, me=_folded(asked.session.name))


def _standing(case: Case, found: Round, person: str) -> Standing:
    mine = found.closed is None and any(c.name.casefold() == _folded(person) for c in found.coders)
    over = found.closed is not None
    return Standing(
        round=found,
        mine=case.sheets(found.id, person) if mine else (),
        unsettled=sum(d.settled is None for d in case.differences(found.id)) if over else 0,
        adoptable=len(case.adoptable(found.id)) if over else 0,
    )


def _folded(person: str) -> str:
    return " ".join(person.split()).casefold()


def round_asked(case: Case, asked: Asked) -> Round:
    """The round that the address names; a page "not found" where there is none."""
    name = asked.part("round")
    found = next((r for r in case.rounds() if r.id == name), None)
    if found is None:
        raise HTTPException(404, f"the case has no round {name}")
    return found


# --- a new round --------------------------------------------------------------------------------------


def new(asked: Asked) -> Response:
    """The form that opens a round."""
    return _form(asked, words=asked.word("words"))


def opened(asked: Asked) -> Response:
    """Open a round, or show the form again with what a search found; what was chosen and typed stays."""
    if asked.typed("do") != "open":
        return _form(asked, words=asked.typed("words"))
    chosen = list(dict.fromkeys(asked.all_typed("document")))
    if len(chosen) > MOST_DOCUMENTS:
        raise UsageError(f"a round opened here has at most {MOST_DOCUMENTS:,} documents", hint="choose fewer")
    with asked.desk.case() as case:
        found = case.open_round(asked.typed("name"), chosen, asked.typed("coders").splitlines(), asked.session.name)
    return RedirectResponse(f"/coding#{found.id}", 303)


def _form(asked: Asked, *, words: str) -> Response:
    chosen = list(dict.fromkeys(asked.all_typed("document")))[:MOST_DOCUMENTS]
    with asked.desk.case() as case:
        found, total = case.reports(words=words, limit=PER_PAGE)
        kept = [r for d in chosen if (r := case.report(d)) is not None]
        unseen = blind.of(case, asked.session.name)
    if asked.typed("do") == "all":
        kept = _with(kept, found)
    return draw(
        asked,
        "round_new.html",
        blind=unseen,
        words_asked=words,
        chosen=kept,
        found=[r for r in found if r.document not in {k.document for k in kept}],
        total=total,
        name=asked.typed("name"),
        coders=asked.typed("coders"),
    )


def _with(chosen: list[Report], found: list[Report]) -> list[Report]:
    return list({r.document: r for r in (*chosen, *found)}.values())


# --- a coder's own pages ------------------------------------------------------------------------------


def work(asked: Asked) -> Response:
    """One document of a round as its coder sees it: text, the machine's claims, and the coder's own rulings; nothing else."""
    with asked.desk.case() as case:
        found = round_asked(case, asked)
        if found.closed is not None:
            return RedirectResponse(f"/coding/{found.id}/differences", 303)
        sheets = case.sheets(found.id, asked.session.name)
        if not sheets:
            raise HTTPException(404, "the documents of this round are not in the case any more")
        at = _place(sheets, asked.word("document"))
        record = case.as_coded(found.id, asked.session.name, [sheets[at].document])
        own = case.own_codings(found.id, asked.session.name)
    book = asked.desk.book(record)
    (document,) = record.documents
    parts = parts_of(book, document)
    part = part_asked(asked, book, parts)
    ids = asked.done()
    titles = {f: e.title for e in record.events for f in e.frames}
    return draw(
        asked,
        "work.html",
        round=found,
        coder=_coder(found, asked),
        may_review=_may_rule(found, asked),
        sheets=sheets,
        at=at,
        previous=_before(found, sheets, at, part),
        next=_after(found, sheets, at, part, len(parts)),
        here_again=_of(found, document.id, part),
        book=book,
        document=document,
        rows=parts[part],
        part=part + 1,
        parts=len(parts),
        marks=marks_of(record),
        choices=list({t: (f.id, t) for f in record.frames if (t := titles.get(f.id))}.values())[:EVENTS],
        slots=EVENT_SLOTS,
        undoable=[d for d in own if d.id in ids],
        undo_at=f"/coding/{found.id}/undo",
        claims_at=f"/coding/{found.id}/claim/{document.id}/",
    )


def _place(sheets: tuple[Sheet, ...], document: str) -> int:
    """Which document to show: the one that is asked for, else the first that has claims not ruled on yet."""
    asked_for = next((n for n, s in enumerate(sheets) if s.document == document), None)
    return asked_for if asked_for is not None else next((n for n, s in enumerate(sheets) if s.ruled < s.claims), 0)


def _coder(found: Round, asked: Asked) -> Coder:
    return next(c for c in found.coders if c.name.casefold() == _folded(asked.session.name))


def _may_rule(found: Round, asked: Asked) -> bool:
    """Whether who asks may rule in this round now."""
    name = _folded(asked.session.name)
    return asked.may_review() and any(c.name.casefold() == name and c.done is None for c in found.coders)


def _of(found: Round, document: str, part: int = 0) -> str:
    given = {"document": document} | ({"part": str(part + 1)} if part else {})
    return f"/coding/{found.id}/work?{urlencode(given)}"


def _before(found: Round, sheets: tuple[Sheet, ...], at: int, part: int) -> str | None:
    """The address of the part or document before this one."""
    if part:
        return _of(found, sheets[at].document, part - 1)
    return _of(found, sheets[at - 1].document) if at else None


def _after(found: Round, sheets: tuple[Sheet, ...], at: int, part: int, parts: int) -> str | None:
    """The address of the part or document after this one."""
    if part + 1 < parts:
        return _of(found, sheets[at].document, part + 1)
    return _of(found, sheets[at + 1].document) if at + 1 < len(sheets) else None


def claim(asked: Asked) -> Response:
    """One claim of a round as its coder sees it, with the form that sets it right."""
    with asked.desk.case() as case:
        found = round_asked(case, asked)
        record = _as_coded(case, found, asked, asked.part("document"))
    book = asked.desk.book(record)
    one = book.claims.get(asked.part("claim"))
    if one is None:
        raise HTTPException(404, "nothing of the kind was read in this document, or you took it back")
    return draw(
        asked,
        "coded_claim.html",
        round=found,
        may_review=_may_rule(found, asked) and found.closed is None,
        book=book,
        claim=one,
        here_again=_page_of(book, found, record.documents[0], one.id),
        marks=marks_of(record),
        speakers=speakers_of(record, one),
        ruled=[r.decision for r in record.decisions if one.id in r.ids or one.id in r.made],
        claims_at=f"/coding/{found.id}/claim/{one.document}/",
    )


def _page_of(book: Book, found: Round, document: Document, claim: str) -> str:
    parts = parts_of(book, document)
    part = next((n for n, rows in enumerate(parts) if any(c.id == claim for row in rows for c in row.claims)), 0)
    return _of(found, document.id, part)


def _as_coded(case: Case, found: Round, asked: Asked, document: str) -> Record:
    if document not in found.documents:
        raise HTTPException(404, f"{found.name} has no document {document}")
    return case.as_coded(found.id, asked.session.name, [document])


def code(asked: Asked) -> Response:
    """Keep what a coder rules on claims of one document, and go back to the page."""
    kind, things = asked_for(asked)
    if not things:
        raise UsageError("nothing is chosen", hint="choose what the ruling is about")
    with asked.desk.case() as case:
        found = round_asked(case, asked)
        record = _as_coded(case, found, asked, asked.typed("document"))
        made = typed_decisions.from_ids(
            record,
            kind,
            things,
            by=asked.session.name,
            at=datetime.now(UTC),
            why=asked.typed("why"),
            given=options_of(asked, kind),
        )
        kept = case.code(found.id, *made)
        things = things if kind != "add" else _written(case, found, asked, kept)
    return back_to(asked, kept, things)


def _written(case: Case, found: Round, asked: Asked, kept: tuple[Decision, ...]) -> list[str]:
    """The claims that additions put in, to go on from."""
    record = _as_coded(case, found, asked, asked.typed("document"))
    ids = {d.id for d in kept}
    return [i for r in record.decisions if r.decision.id in ids for i in r.made]


def undo(asked: Asked) -> Response:
    """Take rulings of a coder back, as if the coder had not ruled on these claims."""
    ids = asked.all_typed("decision")
    if not ids:
        raise UsageError("nothing is chosen", hint="choose what is to be undone")
    with asked.desk.case() as case:
        found = round_asked(case, asked)
        past = [d for d in case.own_codings(found.id, asked.session.name) if d.id in ids]
        now = datetime.now(UTC)
        made = [decisions.make("undo", (), by=asked.session.name, at=now, replaces=[i]) for i in ids]
        kept = case.code(found.id, *made)
    return back_to(asked, kept, things_of(d for d in past if d.kind != "add"))


def done(asked: Asked) -> Response:
    """Note that a coder is done; the last one closes the round."""
    with asked.desk.case() as case:
        found = round_asked(case, asked)
        case.done(found.id, asked.session.name)
    return RedirectResponse(f"/coding#{found.id}", 303)


def close(asked: Asked) -> Response:
    """Close a round, by whoever opened it."""
    with asked.desk.case() as case:
        found = round_asked(case, asked)
        case.close_round(found.id, asked.session.name)
    return RedirectResponse(f"/coding#{found.id}", 303)
