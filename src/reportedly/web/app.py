"""The desk as an application: which address shows what, who may, and what an error looks like."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from reportedly.errors import InputError, ReportedlyError, UsageError
from reportedly.web import (
    actions,
    adding,
    adjudicating,
    atlas,
    blind,
    browsing,
    coding,
    entrance,
    events,
    programs,
    reports,
    rereading,
    taking_away,
)
from reportedly.web.asked import Asked
from reportedly.web.desk import Desk, Form, Settings
from reportedly.web.drawing import draw
from reportedly.web.guard import HEADERS, Guard, permit, refusal
from reportedly.web.routing import routes
from reportedly.web.sessions import Role, Session

_FIELD_BYTES = 16 * 2**20
"""Bytes of a field of a form, which is held in memory: a long report that is pasted."""

_OUTER_FAULTS = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
    }
)
"""Faults of SQLite that are no fault of this program: another one holds the file, the disk is full or gone."""

BARE = {**HEADERS, "cache-control": "no-store"}
"""What the guard puts on answers, for those that a fault of the program makes outside of it."""

NOBODY = Session(id="", name="", role="read", csrf="")
"""Who asks for the door of a shared desk."""

Show = Callable[[Asked], Response]

PAGES: tuple[tuple[str, Show], ...] = (
    ("/", browsing.timeline),
    ("/event/{id}", events.event),
    ("/event/{id}/account/{account}", events.account),
    ("/claim/{id}", events.claim),
    ("/claim/{id}/alike", events.alike),
    ("/documents", browsing.documents),
    ("/document/{id}", reports.document),
    ("/document/{id}/words", reports.words),
    ("/actors", browsing.actors),
    ("/places", browsing.places),
    ("/actor/{key:path}", browsing.actor),
    ("/place/{key:path}", browsing.place),
    ("/map", atlas.page),
    ("/static/countries-50m.json", atlas.outlines),
    ("/voices", browsing.voices),
    ("/voice/{key:path}", browsing.voice),
    ("/thing/{id}", browsing.thing),
    ("/same/{id}", browsing.same),
    ("/questions", browsing.questions),
    ("/problems", browsing.problems),
    ("/history", browsing.history),
    ("/me", entrance.me),
    ("/add", adding.add),
    ("/reread", rereading.reread),
    ("/export", taking_away.export),
    ("/export/{form}", taking_away.download),
    ("/jobs/{id}.json", adding.job_json),
    ("/jobs/{id}/file", taking_away.prepared),
    ("/jobs/{id}", adding.job),
    ("/coding", coding.rounds),
    ("/coding/new", coding.new),
    ("/coding/{round}/work", coding.work),
    ("/coding/{round}/claim/{document}/{claim}", coding.claim),
    ("/coding/{round}/agreement", adjudicating.agreement),
    ("/coding/{round}/agreement.csv", adjudicating.agreement_csv),
    ("/coding/{round}/differences", adjudicating.differences),
)
"""What is shown to everybody who is signed in, but for what a coder of an open round is not shown (:mod:`reportedly.web.blind`)."""

CHANGES: tuple[tuple[str, Show], ...] = (
    ("/decide", actions.decide),
    ("/undo", actions.undo),
    ("/seen", actions.seen),
    ("/add", adding.bring),
    ("/reread", rereading.compare),
    ("/reread/accept", rereading.accept),
    ("/coding/new", coding.opened),
    ("/coding/{round}/code", coding.code),
    ("/coding/{round}/undo", coding.undo),
    ("/coding/{round}/done", coding.done),
    ("/coding/{round}/close", coding.close),
    ("/coding/{round}/adjudicate", adjudicating.adjudicate),
    ("/coding/{round}/adopt", adjudicating.adopt),
)
"""What reviewers may do, always by a form with the session's token."""

OWN: tuple[tuple[str, Show], ...] = (
    ("/me", entrance.change_me),
    ("/logout", entrance.leave),
    ("/export/{form}", taking_away.prepare),
)
"""What everybody who is signed in may do by such a form: it changes nothing in the case."""


def make_app(settings: Settings, forms: Mapping[str, Form]) -> Starlette:
    """The desk over a case; ``forms`` are those in which its record can be taken away."""
    desk = Desk(settings, forms)

    @asynccontextmanager
    async def living(app: Starlette) -> AsyncIterator[None]:
        yield
        desk.close()

    app = Starlette(
        routes=[
            *routes(
                (
                    *(("GET", path, _page(desk, show)) for path, show in PAGES),
                    *(("POST", path, _change(desk, do, "review")) for path, do in CHANGES),
                    *(("POST", path, _change(desk, do, "read")) for path, do in OWN),
                    ("GET", "/login", _page(desk, entrance.door)),
                    ("POST", "/login", _entering(desk)),
                    *programs.addresses(desk),
                )
            ),
            Mount("/static", StaticFiles(packages=[("reportedly.web", "static")])),
        ],
        middleware=[Middleware(Guard, desk=desk)],
        exception_handlers={
            ReportedlyError: _answer(desk, _fault),
            HTTPException: _answer(desk, _http),
            sqlite3.OperationalError: _answer(desk, _busy),
            Exception: _answer(desk, _broken),
        },
        lifespan=living,
    )
    app.state.desk = desk
    return app


def _page(desk: Desk, show: Show) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        return await run_in_threadpool(_shown, show, Asked(desk, request.scope["session"] or NOBODY, request))

    return answer


def _shown(show: Show, asked: Asked) -> Response:
    """The page, or where a coder is led in place of it."""
    away = blind.turned_away(asked)
    return away if away is not None else show(asked)


def _change(desk: Desk, do: Show, role: Role) -> Callable[[Request], Awaitable[Response]]:
    """A change: only with the session's token, and only for those whose role allows it."""

    async def answer(request: Request) -> Response:
        session = request.scope["session"]
        async with request.form(max_files=1000, max_fields=10_000, max_part_size=_FIELD_BYTES) as form:
            permit(request, session, role, form.get("csrf"))
            return await run_in_threadpool(do, Asked(desk, session, request, form))

    return answer


def _entering(desk: Desk) -> Callable[[Request], Awaitable[Response]]:
    """Signing in: there is no session yet whose token a form could carry; the guard has seen that it comes from this desk's page."""

    async def answer(request: Request) -> Response:
        async with request.form(max_files=0, max_fields=10, max_part_size=10_000) as form:
            return await run_in_threadpool(entrance.enter, Asked(desk, NOBODY, request, form))

    return answer


def _answer(
    desk: Desk, told: Callable[[Exception], tuple[int, str, str]]
) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, error: Exception) -> Response:
        status, what, hint = told(error)
        session = request.scope.get("session")
        if session is None or request.url.path.startswith("/api/"):
            given: Response = refusal(request, status, what, hint)
        else:
            given = draw(Asked(desk, session, request), "error.html", status=status, what=what, hint=hint)
        given.headers.update(BARE if status == 500 else getattr(error, "headers", None) or {})
        return given

    return answer


def _fault(error: Exception) -> tuple[int, str, str]:
    assert isinstance(error, ReportedlyError)
    what = f"{error.where}: {error.what}" if error.where else error.what
    return (400 if isinstance(error, UsageError | InputError) else 500), what, error.hint


def _http(error: Exception) -> tuple[int, str, str]:
    assert isinstance(error, HTTPException)
    if error.status_code == 404 and error.detail == "Not Found":
        return 404, "there is no such page", "go to the timeline"
    return error.status_code, str(error.detail), ""


def _broken(error: Exception) -> tuple[int, str, str]:
    return 500, "this is a fault of the program", "nothing was changed; what it printed says where"


def _busy(error: Exception) -> tuple[int, str, str]:
    """What the disk or another program's lock does to a request; a fault of this program is raised on."""
    assert isinstance(error, sqlite3.OperationalError)
    if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _OUTER_FAULTS:
        raise error
    return 503, f"the case cannot be read or written just now ({error})", "try again; nothing was changed"
