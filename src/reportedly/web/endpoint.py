"""One address of the desk for programs: what it takes and gives, as types by which requests are checked and from which it is described."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Literal, TypeVar, get_origin

import msgspec
from msgspec import Struct

from reportedly.errors import UsageError
from reportedly.web.asked import Asked
from reportedly.web.sessions import Role

PREFIX = "/api"
"""Where all of them stand."""

Taken = TypeVar("Taken", bound=Struct)

_PLACE = re.compile(r" - at `(?:key in )?\$\.?([^`]*)`")


class Endpoint(Struct, frozen=True, kw_only=True):
    """An address and a method.

    ``takes`` has a field for each part of the path in braces and for each parameter of the query; ``brings`` is the body, as JSON.
    ``answer`` is called with the request and what it takes and brings, and returns what is given, or a response; ``gives`` is
    the type of it.  ``role`` is who may.
    """

    path: str
    does: str
    takes: type[Struct]
    gives: Any
    answer: Callable[..., object]
    method: Literal["GET", "POST"] = "GET"
    brings: type[Struct] | None = None
    status: int = 200
    role: Role = "read"


class Error(Struct, frozen=True, kw_only=True):
    """What is wrong, and what to do about it ("" where nothing can be done)."""

    status: int
    message: str
    hint: str


class Refused(Struct, frozen=True, kw_only=True):
    """Every answer that is none."""

    error: Error


def taken(asked: Asked, sort: type[Taken]) -> Taken:
    """The parts of the path and the parameters of a request; UsageError for what is unknown, or of another type."""
    many = {f.encode_name for f in msgspec.structs.fields(sort) if get_origin(f.type) is tuple}
    given: dict[str, object] = dict(asked.request.path_params)
    query = asked.request.query_params
    for name in dict.fromkeys(query):
        values = query.getlist(name)
        if name in asked.request.path_params or (len(values) > 1 and name not in many):
            raise UsageError(f"{name} is given more than once", hint="give it once")
        given[name] = values if name in many else values[0]
    try:
        return msgspec.convert(given, sort, strict=False)
    except msgspec.ValidationError as error:
        raise UsageError(_told(error), hint=f"{PREFIX}/openapi.json says what may be given") from None


def brought(raw: bytes, sort: type[Taken]) -> Taken:
    """The body of a request; UsageError for what is no JSON, or of another type."""
    try:
        return msgspec.json.decode(raw, type=sort)
    except msgspec.ValidationError as error:
        raise UsageError(_told(error), hint=f"{PREFIX}/openapi.json says what may be given") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"the body is no JSON ({error})", hint="send one JSON object in UTF-8") from None


def _told(error: msgspec.ValidationError) -> str:
    """What msgspec says, with the place of it first."""
    words = str(error).replace("`", "")
    place = _PLACE.search(str(error))
    return words if place is None else f"{place[1]}: {_PLACE.sub('', str(error)).replace('`', '')}"
