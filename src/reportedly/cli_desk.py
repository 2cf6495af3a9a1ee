"""``reportedly desk``: a case's review desk, opened in the browser."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportedly.cli_options import ALLOW_PRIVATE, CASE, QUIET, SPACY
from reportedly.cli_output import Progress, say

if TYPE_CHECKING:
    from reportedly.web.desk import Form


@click.command()
@CASE
@click.option(
    "--as", "who", envvar="REPORTEDLY_NAME", metavar="NAME", help="Who signs the rulings. [default: your login]"
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="NUMBER", help="Port. [default: a free one]")
@click.option(
    "--share",
    metavar="ADDRESS",
    help="Serve several reviewers on the network, at this address of this machine (0.0.0.0 for all). They sign in by name and"
    " password: see reportedly users.",
)
@click.option(
    "--host", "hosts", multiple=True, metavar="NAME", help="With --share: a name under which browsers ask for it."
)
@click.option(
    "--cert",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="With --share: TLS certificate (PEM).",
)
@click.option(
    "--key",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="With --share: its private key (PEM).",
)
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
@ALLOW_PRIVATE
@SPACY
@QUIET
def desk(
    case: Path,
    who: str | None,
    port: int,
    share: str | None,
    hosts: tuple[str, ...],
    cert: Path | None,
    key: Path | None,
    no_browser: bool,
    allow_private: bool,
    spacy: str | None,
    quiet: bool,
) -> None:
    """Open a case's review desk in the browser: on this machine alone, offline, until it is stopped with Ctrl-C."""
    from reportedly.errors import UsageError
    from reportedly.web.desk import Settings
    from reportedly.web.serve import serve

    if share is None and (hosts or cert or key):
        raise UsageError("--host, --cert and --key go with --share", hint="leave them out, or give --share ADDRESS")
    if (cert is None) != (key is None):
        raise UsageError("a certificate needs its key, and a key its certificate", hint="give both --cert and --key")
    if share is not None:
        _refuse_without_users(case)
    name = " ".join((who if who is not None else _login()).split())
    if not name:
        raise UsageError("nobody is named who signs", hint="give --as NAME")
    token = os.environ.get("REPORTEDLY_TOKEN") or secrets.token_urlsafe(24)
    shared = share is not None
    settings = Settings(
        case=case, who=name, token=token, shared=shared, hosts=hosts, allow_private=allow_private, spacy=spacy
    )

    def ready(address: str) -> None:
        whom = "its users" if shared else name
        say([f"The desk of {case.name} is open, for {whom}: {address}", "Stop it with Ctrl-C."])
        if shared and cert is None:
            say(
                [
                    "Passwords and reports go over the network as they are: give --cert and --key, or share inside a VPN only."
                ]
            )
        sys.stdout.flush()
        if not no_browser and not shared:
            click.launch(address)

    with Progress(quiet=quiet) as progress:
        serve(
            settings,
            forms(),
            host=share or "127.0.0.1",
            port=port,
            tls=(cert, key) if cert is not None and key is not None else None,
            ready=ready,
            progress=progress,
        )


def _refuse_without_users(case: Path) -> None:
    from reportedly.errors import UsageError
    from reportedly.web import users

    if not users.load(case):
        raise UsageError("nobody may sign in yet", hint="make users first: reportedly users CASE add NAME")


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def forms() -> Mapping[str, Form]:
    """The forms in which a desk gives a record away: those of the exports."""
    from reportedly import exports
    from reportedly.model import Record
    from reportedly.web.desk import Form

    def writer(name: str) -> Callable[[Record, Path], None]:
        return lambda record, path: exports.write(record, name, path)

    return {
        name: Form(gives=e.gives, loses=e.loses, suffix=e.suffix, write=writer(name))
        for name, e in exports.EXPORTS.items()
    }
