"""The desk's addresses for programs, served: each request checked against the types of its endpoint, each answer written as JSON."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from reportedly.web import blind, openapi
from reportedly.web.api import ENDPOINTS
from reportedly.web.asked import Asked
from reportedly.web.desk import Desk
from reportedly.web.endpoint import PREFIX, Endpoint, brought, taken
from reportedly.web.guard import permit
from reportedly.web.routing import Answer, Method


def addresses(desk: Desk) -> Iterator[tuple[Method, str, Answer]]:
    """Every address with its method and what answers it."""
    described = openapi.as_text(ENDPOINTS)

    async def describe(request: Request) -> Response:
        return Response(described, media_type="application/json")

    yield "GET", f"{PREFIX}/openapi.json", describe
    for endpoint in ENDPOINTS:
        yield endpoint.method, PREFIX + endpoint.path, _answer(desk, endpoint)


def _answer(desk: Desk, endpoint: Endpoint) -> Answer:
    async def answer(request: Request) -> Response:
        asked = Asked(desk, request.scope["session"], request)
        if endpoint.brings is None:
            return await run_in_threadpool(_answered, endpoint, asked)
        permit(request, asked.session, endpoint.role)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            raise HTTPException(415, "the body is not sent as application/json")
        return await run_in_threadpool(_answered, endpoint, asked, brought(await request.body(), endpoint.brings))

    return answer


def _answered(endpoint: Endpoint, asked: Asked, *body: Struct) -> Response:
    """The answer of an endpoint (to whoever is not to be kept blind), with the body as what it takes where it has one."""
    blind.turned_away(asked)
    checked = taken(asked, endpoint.takes)
    given = endpoint.answer(asked, *(body or (checked,)))
    if isinstance(given, Response):
        return given
    return Response(msgspec.json.encode(given), endpoint.status, media_type="application/json")
