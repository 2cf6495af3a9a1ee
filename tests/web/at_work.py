"""A desk at work in tests: its forms sent, its jobs waited for, as whoever opened it or in a role."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from visiting import ADDRESS, TestClient

from reportedly.cli_desk import forms
from reportedly.web import users
from reportedly.web.app import make_app
from reportedly.web.desk import Desk, Settings
from reportedly.web.sessions import Role

WHO = "Rania"
PASSWORD = "a password for tests"


class Visitor:
    """Somebody signed in at a desk, who sends forms and waits for what comes of them."""

    def __init__(self, desk: Desk, client: TestClient, csrf: str) -> None:
        self.desk = desk
        self.client = client
        self.csrf = csrf

    def page(self, path: str, status: int = 200) -> str:
        """The page at a path, which answers so."""
        answer = self.client.get(path)
        assert answer.status_code == status, answer.text
        return answer.text

    def send(self, path: str, fields: dict[str, str], status: int = 303, **given: Any) -> str:
        """Send a form; where it leads, or the page that answers it otherwise."""
        answer = self.client.post(path, data={"csrf": self.csrf, **fields}, **given)
        assert answer.status_code == status, answer.text
        return answer.headers["location"] if status == 303 else answer.text

    def done(self, where: str) -> dict[str, Any]:
        """What a job tells when it is over."""
        told: dict[str, Any] = {}
        for _ in range(1200):
            told = self.client.get(f"{where}.json").json()
            if told["over"]:
                return told
            time.sleep(0.025)
        raise AssertionError(f"the job is not over: {told}")


@contextmanager
def at_desk(case_file: Path, *, role: Role | None = None, allow_private: bool = False) -> Iterator[Visitor]:
    """A desk over a case: on this machine, or shared where a role is given in which somebody is signed in."""
    settings = Settings(case=case_file, who=WHO, token="t", shared=role is not None, allow_private=allow_private)
    app = make_app(settings, forms())
    desk: Desk = app.state.desk
    user = users.add(case_file, WHO, role, PASSWORD) if role is not None else None
    with TestClient(app, base_url=ADDRESS, follow_redirects=False) as client:
        session = desk.sessions.start(WHO, role or "admin", password_at=user.password_at if user is not None else "")
        client.cookies.set("reportedly_80", session.id)
        yield Visitor(desk, client, session.csrf)
