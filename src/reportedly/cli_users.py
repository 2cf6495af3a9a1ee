"""The commands ``reportedly users CASE add``, ``list``, ``password`` and ``remove``: who may sign in at a shared desk."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportedly.cli_options import CASE, LINES
from reportedly.cli_output import put, say

if TYPE_CHECKING:
    from reportedly.web.sessions import Role

_ROLES = ("read", "review", "admin")
"""The roles of the desk, written here so that help need not load it."""


@click.group()
@CASE
@click.pass_context
def users(context: click.Context, case: Path) -> None:
    """Say who may sign in at the shared desk of a case, and with which role.

    CASE is its file; the users are kept beside it, in CASE.users.json, and never in it.  Passwords are asked for on the
    terminal, or read from the first line of stdin.
    """
    from reportedly.errors import InputError

    if not case.is_file():
        raise InputError("no such case", where=case.name, hint="reportedly add makes one")
    context.obj = case


@users.command("add")
@click.argument("name", metavar="NAME")
@click.option(
    "--role",
    type=click.Choice(_ROLES),
    default="review",
    show_default=True,
    help="read: sees everything; review: also decides; admin: may do all.",
)
@click.pass_obj
def add_user(case: Path, name: str, role: Role) -> None:
    """Add a user."""
    from reportedly.web import users as kept

    made = kept.add(case, name, role, _asked_for(f"Password of {name}"))
    say([f"{made.name} may sign in at the desk of {case.name} (role: {made.role})"])


@users.command("list")
@LINES
@click.pass_obj
def list_users(case: Path, as_json: bool) -> None:
    """List the users, with their roles and since when they are there."""
    import msgspec

    from reportedly.web import users as kept

    found = kept.load(case)
    if as_json:
        lines = [
            {"name": u.name, "role": u.role, "made_at": u.made_at, "password_at": u.password_at} for u in found
        ]  # no hash leaves the file
        put("".join(f"{msgspec.json.encode(line).decode()}\n" for line in lines), None)
        return
    say(
        [f"{u.name} · {u.role} · since {u.made_at[:10]}, password of {u.password_at[:10]}" for u in found]
        or [f"nobody may sign in at a shared desk of {case.name} yet; add somebody with reportedly users"]
    )


@users.command("password")
@click.argument("name", metavar="NAME")
@click.pass_obj
def password(case: Path, name: str) -> None:
    """Give a user a new password, which ends every session begun with the old one."""
    from reportedly.web import users as kept

    changed = kept.set_password(case, name, _asked_for(f"New password of {name}"))
    say([f"{changed.name} has a new password"])


@users.command("remove")
@click.argument("name", metavar="NAME")
@click.pass_obj
def remove_user(case: Path, name: str) -> None:
    """Take a user out, and end his sessions; what he ruled stays in the case."""
    from reportedly.web import users as kept

    gone = kept.remove(case, name)
    say([f"{gone.name} may not sign in any more"])


def _asked_for(prompt: str) -> str:
    if sys.stdin.isatty():
        return str(click.prompt(prompt, hide_input=True, confirmation_prompt=True, err=True))
    from reportedly.errors import UsageError

    line = sys.stdin.readline()
    if not line:
        raise UsageError("no password came on stdin", hint="pipe it in as one line, or run this on a terminal")
    return line.rstrip("\r\n")
