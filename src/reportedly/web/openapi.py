"""The desk for programs described as OpenAPI 3.1, made from the types of its addresses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from inspect import cleandoc
from typing import Any

import msgspec

from reportedly import __version__
from reportedly.web.endpoint import PREFIX, Endpoint, Refused

_REFERENCE = "#/components/schemas/{name}"
_ABOUT = """\
A case of `reportedly` for programs: the same answers that the desk's pages are drawn from, and rulings by their words.

A program on this machine sends the desk's token as `Authorization: Bearer TOKEN`.  A page of the desk has its session's cookie, and sends
the session's own token as `X-CSRF-Token` with whatever changes anything.  Every answer that is none has one shape, `Refused`.
"""


def document(endpoints: Iterable[Endpoint]) -> dict[str, Any]:
    """The description of these addresses."""
    own = list(endpoints)
    types = [t for e in own for t in (e.takes, e.brings, e.gives) if t is not None] + [Refused]
    made, components = msgspec.json.schema_components(types, ref_template=_REFERENCE)
    schemas = dict(zip(map(repr, types), made, strict=True))
    taken = {e.takes.__name__ for e in own}
    paths: dict[str, dict[str, Any]] = {}
    for e in own:
        paths.setdefault(PREFIX + e.path, {})[e.method.lower()] = _operation(e, schemas, components[e.takes.__name__])
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "reportedly desk",
            "version": __version__,
            "description": _ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": {name: _cleaned(c) for name, c in sorted(components.items()) if name not in taken},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def as_text(endpoints: Iterable[Endpoint]) -> str:
    """The description as it is served and kept in the documentation."""
    return json.dumps(document(endpoints), indent=1, ensure_ascii=False) + "\n"


def _operation(endpoint: Endpoint, schemas: Mapping[str, Any], takes: Mapping[str, Any]) -> dict[str, Any]:
    told = {
        "operationId": _name(endpoint),
        "summary": endpoint.does,
        "parameters": list(_parameters(endpoint, takes)),
        "responses": {
            str(endpoint.status): _json("the answer", schemas[repr(endpoint.gives)]),
            "4XX": _json("not answered: what is wrong, and what to do", schemas[repr(Refused)]),
            "5XX": _json("cannot be answered just now", schemas[repr(Refused)]),
        },
    }
    if endpoint.brings is not None:
        content = {"application/json": {"schema": schemas[repr(endpoint.brings)]}}
        told["requestBody"] = {"required": True, "content": content}
    return told


def _parameters(endpoint: Endpoint, takes: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    parts = re.findall(r"{(\w+)}", endpoint.path)
    for name, schema in takes["properties"].items():
        own = {k: list(v) if isinstance(v, tuple) else v for k, v in schema.items() if k != "description"}
        told = {"name": name, "in": "path" if name in parts else "query", "required": name in takes["required"]}
        if "description" in schema:
            told["description"] = schema["description"]
        yield told | {"schema": own}


def _name(endpoint: Endpoint) -> str:
    """ "GET /events/{id}" as "get_events_id"."""
    return "_".join([endpoint.method.lower(), *re.findall(r"\w+", endpoint.path)])


def _json(what: str, schema: object) -> dict[str, Any]:
    return {"description": what, "content": {"application/json": {"schema": schema}}}


def _cleaned(schema: Mapping[str, Any]) -> dict[str, Any]:
    """With its description free of the indentation that it has in code."""
    return {k: cleandoc(v) if k == "description" else v for k, v in schema.items()}
