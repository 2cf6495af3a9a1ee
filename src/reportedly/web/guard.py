"""Who may ask a desk what: the checks that every request passes before a page sees it.

A desk on this machine is opened with the token of the printed address, which is exchanged for a cookie; a shared one with a name and
a password.  Names of hosts are checked so that a page elsewhere cannot reach the desk by renaming itself (DNS rebinding); what
changes anything needs the session's own token beside the cookie (CSRF); and every answer carries a policy under which
nothing from elsewhere is loaded and no script but the desk's own files runs.
"""

from __future__ import annotations

import hmac
import ipaddress
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, urlencode

from msgspec.structs import replace
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reportedly.errors import ReportedlyError
from reportedly.web import users
from reportedly.web.desk import Desk
from reportedly.web.sessions import Session

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # under "no-referrer" browsers send forms with the origin "null"
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
"""What every answer carries."""

MOST_BYTES = 64 * 2**20
"""Bytes that one request may bring: a day's reports, or a large scan."""

MOST_API_BYTES = 2**20
"""Bytes that a program's request may bring: a thousand ids, with a quotation and a reason."""

_LONGEST_QUERY = 16 * 2**10
"""Bytes of an address behind its "?": a hundred kinds, or a hundred words."""

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]{1,5})?", re.ASCII)
"""A name or a number, and perhaps a port; nothing that one reader may take for another name than the next."""

_OPEN = ("/static/", "/login")
"""What may be had without being signed in."""

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """The checks, around the pages."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app = app
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            refused = self._refuse(scope)
        except ReportedlyError as error:  # nobody can be told from others while the file of users is damaged
            refused = refusal(Request(scope), 503, error.what, error.hint)
        sender = _with_headers(scope, send)
        if refused is not None:
            await refused(scope, receive, sender)
        else:
            await self._app(scope, _bounded(receive, _most(scope)), sender)

    def _refuse(self, scope: Scope) -> Response | None:
        """The answer to a request that goes no further; None for one that may, whose session then stands in its scope."""
        request = Request(scope)
        if not self._is_ours(request.headers.get("host", "")):
            return refusal(request, 421, "the desk is not served under this name", "open the address that it printed")
        if len(scope["query_string"]) > _LONGEST_QUERY:
            return refusal(request, 414, "the address is too long", "ask for less at once")
        if _announced(request) > (most := _most(scope)):
            return refusal(request, 413, *_too_large(most))
        if (token := request.query_params.get("token")) is not None and request.method == "GET":
            return self._enter(request, token)
        session = self._bearer(request) or self._present(request)
        scope["session"] = session
        if request.method not in _SAFE and _from_elsewhere(request):
            return refusal(request, 403, "this came from another page", "go back to the desk and do it there")
        if session is None and not request.url.path.startswith(_OPEN):
            return self._sign_in(request)
        return None

    def _is_ours(self, host: str) -> bool:
        """Whether a Host header names this desk: a number cannot be another site's name."""
        told = _HOST.fullmatch(host.lower())
        if told is None:
            return False
        name = told[1].strip("[]")
        if name == "localhost" or name in {h.lower() for h in self._desk.settings.hosts}:
            return True
        try:
            number = ipaddress.ip_address(name)
        except ValueError:
            return False
        return number.is_loopback or self._desk.settings.shared

    def _enter(self, request: Request, token: str) -> Response:
        """Exchange the printed address's token for a session."""
        settings = self._desk.settings
        if settings.shared or not settings.token or not _equal(token, settings.token):
            return refusal(request, 401, "this address does not open the desk", "use the one that it printed last")
        left = [(k, v) for k, v in parse_qsl(request.url.query) if k != "token"]
        query = f"?{urlencode(left)}" if left else ""
        answer = RedirectResponse(f"/{quote(request.url.path.lstrip('/'))}{query}", 303)
        signed_in(answer, request, self._desk.sessions.start(settings.who, "admin"))
        return answer

    def _present(self, request: Request) -> Session | None:
        """The session of the browser's cookie; at a shared desk only while its person is a user with the same password."""
        session = self._desk.sessions.get(request.cookies.get(cookie(request), ""))
        if session is None or not self._desk.settings.shared:
            return session
        user = users.holds(self._desk.settings.case, session.name, session.password_at)
        return replace(session, role=user.role) if user is not None else None

    def _bearer(self, request: Request) -> Session | None:
        """The session of a program that names the token in its header (a desk on this machine only); it needs no cookie."""
        settings = self._desk.settings
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if settings.shared or not settings.token or kind.lower() != "bearer" or not _equal(token, settings.token):
            return None
        return self._desk.sessions.program(settings.who, "admin")

    def _sign_in(self, request: Request) -> Response:
        if request.url.path.startswith("/api/"):
            return refusal(request, 401, "nobody is signed in", "send the token as Authorization: Bearer")
        if self._desk.settings.shared:
            return RedirectResponse(f"/login?{urlencode({'then': request.url.path})}", 303)
        return refusal(
            request, 401, "this browser has not opened the desk yet", "open the address that it printed, with its token"
        )


def cookie(request: Request) -> str:
    """The name of the desk's cookie: browsers share cookies between the ports of one machine."""
    return f"reportedly_{request.url.port or 80}"


def signed_in(answer: Response, request: Request, session: Session) -> None:
    """Have the browser remember a session."""
    answer.set_cookie(
        cookie(request), session.id, httponly=True, samesite="strict", secure=request.url.scheme == "https", path="/"
    )


def csrf_holds(request: Request, session: Session, given: object) -> bool:
    """Whether a change carries its session's token, as the form field ``csrf`` or the header ``X-CSRF-Token``."""
    if session.is_program:
        return True
    told = given if isinstance(given, str) and given else request.headers.get("x-csrf-token", "")
    return _equal(told, session.csrf)


def permit(request: Request, session: Session, role: str, given: object = None) -> None:
    """Refuse a change without its session's token (see :func:`csrf_holds`), or by whom its role does not allow it."""
    if not csrf_holds(request, session, given):
        raise HTTPException(403, "the form is not one of this session's; open the page again and repeat it")
    if role != "read" and session.role not in (role, "admin"):
        raise HTTPException(403, f"this needs the role {role}, and {session.name} has the role {session.role}")


def _announced(request: Request) -> int:
    """How many bytes the request says that it brings."""
    told = request.headers.get("content-length", "")
    return int(told[:20]) if told.isascii() and told.isdigit() else 0


def _equal(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def _from_elsewhere(request: Request) -> bool:
    """Whether the browser says that another site's page sends this."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("origin")
    return origin is not None and origin != f"{request.url.scheme}://{request.headers.get('host', '')}"


def refusal(request: Request, status: int, what: str, hint: str) -> Response:
    """What is wrong and what to do, in words, or as JSON for programs."""
    if request.url.path.startswith("/api/"):
        challenge = {"www-authenticate": "Bearer"} if status == 401 else None
        return JSONResponse({"error": {"status": status, "message": what, "hint": hint}}, status, challenge)
    return PlainTextResponse(f"{what}; {hint}\n", status)


def _most(scope: Scope) -> int:
    """Bytes that this request may bring."""
    return MOST_API_BYTES if scope["path"].startswith("/api/") else MOST_BYTES


def _too_large(most: int) -> tuple[str, str]:
    return f"this is more than the {most // 2**20} MB that one request may bring", "send it in several goes"


def _bounded(receive: Receive, most: int) -> Receive:
    """The request's body up to ``most`` bytes; more of it, which it did not announce, is an error of status 413."""
    seen = 0

    async def receiver() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise HTTPException(413, "; ".join(_too_large(most)))
        return message

    return receiver


def _with_headers(scope: Scope, send: Send) -> Send:
    lasting = scope["path"].startswith("/static/")

    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            kept = lasting and message["status"] < 400
            headers.setdefault("cache-control", "max-age=3600" if kept else "no-store")
        await send(message)

    return sender
