"""Blindness at the desk: what a person who codes in an open round is not shown.

Coders judge what the machine read, and are not to be led by what the ledger says of the same documents.  An event, a name, a map or
an export is computed from the ledger over all documents that are joined with one another, so that no part of such a page is
safe to show.  Hence, until the round is closed: documents and claims of the round lead to the coder's own pages; whatever is joined with
them is closed; the timeline, the documents and the history leave it out; every other page that is computed from the ledger is
closed.  What is not named here as safe is closed, so that a new page cannot leak.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from reportedly.case import Case, Round
from reportedly.case.rulings import captures_of
from reportedly.deciding import Decision
from reportedly.model import Record
from reportedly.web.asked import Asked
from reportedly.web.drawing import draw

_SAFE = ("/coding", "/add", "/me", "/login", "/static/")
"""Where nothing is shown that follows from the ledger, these addresses and those below them; the differences of a round ask themselves."""

_OF_ONE = ("/event/", "/claim/", "/document/", "/same/", "/thing/")
"""Pages of one thing, which are closed only where a document of the round is joined with it."""

_SIFTED = frozenset({"/", "/documents", "/history"})
"""Lists that leave out by themselves what a coder is not shown."""


class Blind(Struct, frozen=True):
    """What one coder is not shown: documents of open rounds, the affairs that have them (by number), and captures of the documents."""

    rounds: tuple[Round, ...]
    documents: frozenset[str]
    affairs: frozenset[int]
    captures: frozenset[str]

    def round_of(self, document: str) -> Round:
        """The round in which this person codes a document; one with which the coder is not done comes first."""
        return next(r for r in self.rounds if document in r.documents)

    def covers(self, case: Case, documents: Iterable[str]) -> bool:
        """Whether one of these documents is of a round, or joined with one that is."""
        reports = (case.report(d) for d in documents)
        return any(r is not None and r.affair in self.affairs for r in reports)

    def left(self, ledger: tuple[Decision, ...]) -> tuple[Decision, ...]:
        """The decisions of a ledger that are about no document of a round, nor in place of one that is."""
        hidden = {d.id for d in ledger if captures_of(d) & self.captures}
        return tuple(d for d in ledger if d.id not in hidden and not hidden & set(d.replaces))


def of(case: Case, person: str) -> Blind | None:
    """What this person is not shown; None for somebody who codes in no open round."""
    found = case.coded_now(person)
    if not found:
        return None
    name = " ".join(person.split()).casefold()
    ready = {r.id: any(c.done is not None for c in r.coders if c.name.casefold() == name) for r in found}
    documents = frozenset(d for r in found for d in r.documents)
    reports = [case.report(d) for d in documents]
    return Blind(
        rounds=tuple(sorted(found, key=lambda r: ready[r.id])),
        documents=documents,
        affairs=frozenset(r.affair for r in reports if r is not None),
        captures=frozenset(c for r in found for c in r.captures),
    )


def turned_away(asked: Asked) -> Response | None:
    """Where a coder is led in place of this page, or that it is closed; None for whoever may see it.

    Raises a 403 for a program.
    """
    path = asked.request.url.path
    if path in _SIFTED or any(path == safe or path.startswith(f"{safe.rstrip('/')}/") for safe in _SAFE):
        return None
    with asked.desk.case() as case:
        blind = of(case, asked.session.name)
        if blind is None:
            return None
        if path.startswith("/jobs/") and _adds_elsewhere(asked, case, blind):
            return None
        id = asked.part("id") if path.startswith(_OF_ONE) else ""
        record = case.having(id) if id else None
    if id and (record is None or not blind.documents & {d.id for d in record.documents}):
        return None
    if path.startswith("/api/"):
        raise HTTPException(403, f"{asked.session.name} codes {blind.rounds[0].name}, which is not closed yet")
    document = _document(record, id) if record is not None else None
    if document is not None and document in blind.documents:
        return _led(blind.round_of(document), document, id if id != document else asked.word("claim"))
    return closed(asked, blind)


def _adds_elsewhere(asked: Asked, case: Case, blind: Blind) -> bool:
    """Whether this is the page of a job with which the coder adds reports, none of them a document of a round or joined with one."""
    job = asked.desk.jobs.get(asked.part("id"))
    if job is None or job.sort != "add" or job.who != asked.session.name:
        return False
    arrived = case.arrivals(i.capture for i in job.items if i.capture)
    return not blind.covers(case, (a.document for a in arrived.values() if a.document is not None))


def closed(asked: Asked, blind: Blind) -> Response:
    """That the page is closed to a coder, and until when."""
    return draw(asked, "closed.html", status=403, blind=blind)


def _document(record: Record, id: str) -> str | None:
    """The document that this id names, or that has the claim."""
    own = {d.id: d.id for d in record.documents} | {c.id: c.document for c in record.claims}
    return own.get(id)


def _led(found: Round, document: str, claim: str) -> Response:
    """To the coder's own page of a document; to a claim of it where there is one."""
    given = {"document": document} | ({"claim": claim} if claim else {}) | {"led": "1"}
    return RedirectResponse(f"/coding/{found.id}/work?{urlencode(given)}{'#' * bool(claim)}{quote(claim)}", 303)
