"""Addresses with what answers them: one route for all methods of an address, so that whoever tries another is told which there are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

Answer = Callable[[Request], Awaitable[Response]]
Method = Literal["GET", "POST"]


def routes(given: Iterable[tuple[Method, str, Answer]]) -> Iterator[Route]:
    """The routes of these addresses, in the order in which they are first named."""
    by_path: dict[str, dict[str, Answer]] = {}
    for method, path, answer in given:
        by_path.setdefault(path, {})[method] = answer
    for path, own in by_path.items():
        yield Route(path, _either(own), methods=list(own))


def _either(own: dict[str, Answer]) -> Answer:
    async def answer(request: Request) -> Response:
        return await own["GET" if request.method == "HEAD" else request.method](request)

    return answer
