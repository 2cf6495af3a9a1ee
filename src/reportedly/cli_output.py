"""What the command line puts out: text as UTF-8 whatever the locale says, files whole or not at all, progress on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from reportedly.errors import InputError

if TYPE_CHECKING:
    from reportedly.model import Record

BROKEN_PIPE = 141  # 128 + SIGPIPE, as a shell reports it
WIDEST_DEFAULT = 100


def reader_gone() -> NoReturn:
    """End quietly when whoever read stdout has gone."""
    # Python flushes stdout at exit and would fail again (docs.python.org, signal: "Note on SIGPIPE").
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(BROKEN_PIPE)


def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 report``, ``2,000 reports``; ``many`` is a plural that is not made by an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def say(lines: Sequence[str]) -> None:
    """Print lines as UTF-8 whatever the locale says; what a file's name or cell could do to a terminal is made visible."""
    from reportedly.views.visible import one_line

    text = "".join(f"{' ' * (len(line) - len(line.lstrip(' ')))}{one_line(line)}\n" for line in lines)
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def shown(record: Record, form: str, *, width: int | None, to_file: bool) -> str:
    """A record as text for the terminal, JSON, or one HTML page."""
    if form == "json":
        from reportedly.model import to_json

        return to_json(record).decode("utf-8") + "\n"
    if form == "html":
        from reportedly.views import html

        return html.render(record)
    from reportedly.views import terminal

    return terminal.render(record, width=width or columns(to_file=to_file), colour=coloured(to_file=to_file))


def columns(*, to_file: bool = False) -> int:
    """How wide a text is set: the terminal's width within limits, else :data:`WIDEST_DEFAULT`."""
    from shutil import get_terminal_size

    from reportedly.views.terminal import NARROWEST

    on_screen = not to_file and sys.stdout.isatty()
    wide = get_terminal_size((WIDEST_DEFAULT, 24)).columns if on_screen else WIDEST_DEFAULT
    return max(NARROWEST, min(wide, WIDEST_DEFAULT))


def coloured(*, to_file: bool = False) -> bool:
    """Whether colours are shown: on a terminal that has them, unless NO_COLOR is set."""
    return not to_file and sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def put(text: str, output: Path | None) -> None:
    """Write ``text`` as UTF-8 whatever the locale says; a file is replaced as a whole or not at all."""
    raw = text.encode("utf-8", "backslashreplace")
    if output is None:
        stream = sys.stdout.buffer
        try:
            stream.write(raw)
            stream.flush()
        except BrokenPipeError:
            reader_gone()
        return
    if output.exists() and not output.is_file():
        # A device or a pipe, such as /dev/stdout, is written to; a folder cannot be.
        if output.is_dir():
            raise InputError("is a folder", where=str(output), hint="name a file with --output")
        output.write_bytes(raw)
        return
    partial = output.with_name(f".{output.name}.partial-{os.getpid()}")
    try:
        partial.write_bytes(raw)
        partial.replace(output)
    except OSError as error:
        partial.unlink(missing_ok=True)
        reason = error.strerror or type(error).__name__
        raise InputError(f"cannot write: {reason}", where=str(output), hint="choose another --output") from error


class Progress:
    """Shows which of several inputs is read: one line rewritten on a terminal, a plain line each elsewhere.

    ``quiet`` shows nothing.
    """

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._tty = sys.stderr.isatty()
        self._open = False

    def __enter__(self) -> Callable[[int, int, str], None]:
        return self.show

    def __exit__(self, *_: object) -> None:
        if self._open:
            click.echo("\r\x1b[K", err=True, nl=False)

    def show(self, done: int, total: int, name: str) -> None:
        """``done`` of ``total`` inputs are taken and ``name`` is next; without a name all are, and are now read.

        Nothing is shown for a single input.
        """
        from reportedly.views.visible import one_line

        if total < 2 or self._quiet:
            return
        line = f"taking {min(done + 1, total)}/{total} {one_line(name)}" if name else f"reading {total} inputs"
        if self._tty:
            click.echo(f"\r\x1b[K{line[:78]}", err=True, nl=False)
            self._open = True
        else:
            click.echo(line, err=True)
