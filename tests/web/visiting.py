"""A client of a desk in tests, and what it knows of the desk."""

from __future__ import annotations

import warnings

from starlette.exceptions import StarletteDeprecationWarning

from reportedly.web.desk import Desk

with warnings.catch_warnings():
    warnings.simplefilter(
        "ignore", StarletteDeprecationWarning
    )  # it would rather have another client, which behaves the same
    from starlette.testclient import TestClient

__all__ = ["ADDRESS", "TOKEN", "TestClient", "desk_of", "session_id"]

TOKEN = "correct-horse-battery-staple"
ADDRESS = "http://127.0.0.1"


def desk_of(client: TestClient) -> Desk:
    """The desk that this client asks."""
    found = client.app.state.desk  # type: ignore[attr-defined]
    assert isinstance(found, Desk)
    return found


def session_id(client: TestClient) -> str:
    """What the desk's cookie holds."""
    (value,) = (v for k, v in client.cookies.items() if k.startswith("reportedly_"))
    return str(value)
