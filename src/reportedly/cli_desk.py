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
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
@ALLOW_PRIVATE
@SPACY
@QUIET
def desk(
    case: Path,
    who: str | None,
    port: int,
    no_browser: bool,
    allow_private: bool,
    spacy: str | None,
    quiet: bool,
) -> None:
    """Open a case's review desk in the browser: on this machine alone, offline, until it is stopped with Ctrl-C."""
    from reportedly.errors import UsageError
    from reportedly.web.desk import Settings
    from reportedly.web.serve import serve

    name = " ".join((who if who is not None else _login()).split())
    if not name:
        raise UsageError("nobody is named who signs", hint="give --as NAME")
    token = os.environ.get("REPORTEDLY_TOKEN") or secrets.token_urlsafe(24)
    settings = Settings(case=case, who=name, token=token, allow_private=allow_private, spacy=spacy)

    def ready(address: str) -> None:
        say([f"The desk of {case.name} is open, for {name}: {address}", "Stop it with Ctrl-C."])
        sys.stdout.flush()
        if not no_browser:
            click.launch(address)

    with Progress(quiet=quiet) as progress:
        serve(settings, forms(), port=port, ready=ready, progress=progress)


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

    return {name: Form(gives=e.gives, loses=e.loses, write=writer(name)) for name, e in exports.EXPORTS.items()}
