"""Signing in at a shared desk, signing out, and the name under which one rules."""

from __future__ import annotations

from math import ceil

from msgspec.structs import replace
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from reportedly.errors import UsageError
from reportedly.web import users
from reportedly.web.asked import Asked, is_inside
from reportedly.web.drawing import draw, draw_door
from reportedly.web.guard import cookie, signed_in
from reportedly.web.users import LONGEST_NAME


def door(asked: Asked) -> Response:
    """The form for name and password."""
    if not asked.desk.settings.shared:
        raise HTTPException(404, "Not Found")
    return draw_door(asked, then=_inside(asked.word("then")))


def enter(asked: Asked) -> Response:
    """Sign in; wrong names and wrong passwords are told the same, and too many tries have to wait."""
    desk = asked.desk
    if not desk.settings.shared:
        raise HTTPException(404, "Not Found")
    name, password = asked.typed("name"), asked.exactly("password")
    then = _inside(asked.typed("then"))
    where = asked.request.client.host if asked.request.client is not None else ""
    wait = desk.throttle.attempt(name, where)
    if wait > 0:
        seconds = ceil(wait)
        told = (
            f"Too many tries: wait {seconds} seconds"
            if seconds < 120
            else f"Too many tries: wait {ceil(wait / 60)} minutes"
        )
        return draw_door(asked, then=then, fault=told, status=429, headers={"retry-after": str(seconds)})
    user = users.check(desk.settings.case, name, password)
    if user is None:
        return draw_door(asked, then=then, fault="Name and password do not fit together", status=401)
    desk.throttle.succeeded(name, where)
    desk.sessions.end(asked.request.cookies.get(cookie(asked.request), ""))
    answer = RedirectResponse(then, 303)
    signed_in(answer, asked.request, desk.sessions.start(user.name, user.role, password_at=user.password_at))
    return answer


def leave(asked: Asked) -> Response:
    """Sign out."""
    asked.desk.sessions.end(asked.session.id)
    if asked.desk.settings.shared:
        return RedirectResponse("/login", 303)
    raise HTTPException(401, "you have left the desk; open the address that it printed to come back")


def me(asked: Asked) -> Response:
    """Who signs the rulings made in this browser, and the forms to change name or password."""
    return draw(asked, "me.html")


def change_me(asked: Asked) -> Response:
    """Sign with another name (a desk on this machine), or take another password (a shared one)."""
    desk, session = asked.desk, asked.session
    if not desk.settings.shared:
        name = " ".join(asked.typed("name").split())
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise UsageError("this is no name to sign with", hint=f"give 1 to {LONGEST_NAME} visible characters")
        desk.sessions.change(replace(session, name=name))
        return RedirectResponse("/me", 303)
    where = asked.request.client.host if asked.request.client is not None else ""
    if desk.throttle.attempt(session.name, where) > 0:
        raise UsageError("the old password was wrong too often", hint="wait a few minutes")
    if users.check(desk.settings.case, session.name, asked.exactly("old")) is None:
        raise UsageError("the old password is another one", hint="type it again")
    desk.throttle.succeeded(session.name, where)
    user = users.set_password(desk.settings.case, session.name, asked.exactly("new"))
    desk.sessions.end_all(session.name)
    answer = RedirectResponse("/me", 303)
    signed_in(answer, asked.request, desk.sessions.start(user.name, user.role, password_at=user.password_at))
    return answer


def _inside(then: str) -> str:
    """A path of this desk behind its door, "/" for anything else."""
    return then if is_inside(then) and not then.startswith("/login") else "/"
