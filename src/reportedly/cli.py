"""The command line: ``reportedly read``, ``schema``, ``demo``, ``score``, and by import the commands of places and of cases.

Output goes to stdout or a file, always as UTF-8; progress and errors go to stderr.  An error is one line,
``error: where: what; what to do``, and exit status 2.  Everything heavy is imported by the command that needs it, so
that ``reportedly --help`` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from reportedly import __version__
from reportedly.cli_case import CASE_COMMANDS
from reportedly.cli_coding import coding
from reportedly.cli_decide import DECIDE_COMMANDS
from reportedly.cli_desk import desk
from reportedly.cli_options import ALLOW_PRIVATE, FORMAT, OUTPUT, PUBLISHED, QUIET, READER, SPACY, WIDTH
from reportedly.cli_output import Progress, put, reader_gone, shown
from reportedly.cli_places import places
from reportedly.cli_users import users
from reportedly.errors import DataError, ReportedlyError

if TYPE_CHECKING:
    from reportedly.scoring.result import Result

_INTERRUPTED = 130  # 128 + SIGINT
_REPORTS = frozenset({".txt", ".html", ".htm", ".md", ".eml", ".pdf", ".json"})
_NOTES = frozenset({"README", "LICENSE", "SOURCES"})
"""Files beside the example reports that are not reports."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 2 an error said in one line, 130 interrupted, 141 reader gone."""
    try:
        commands.main(args=None if arguments is None else list(arguments), standalone_mode=False)
        sys.stdout.flush()
    except ReportedlyError as error:
        _fail(error.line())
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.exceptions.NoArgsIsHelpError as nothing_asked:
        click.echo(nothing_asked.format_message(), err=True)
        sys.exit(2)
    except click.ClickException as error:
        hint = f"; see {error.ctx.command_path} --help" if isinstance(error, click.UsageError) and error.ctx else ""
        _fail(f"{error.format_message().rstrip('.')}{hint}")
    except (click.Abort, KeyboardInterrupt):
        sys.exit(_INTERRUPTED)
    except BrokenPipeError:
        reader_gone()
    sys.exit(0)


def _fail(line: str) -> NoReturn:
    from reportedly.views.visible import one_line

    click.echo(f"error: {one_line(line)}", err=True)
    sys.exit(2)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="reportedly")
def commands() -> None:
    """Read reports on armed conflict; every field of the record says who claims it, and in which words."""


commands.add_command(places)
commands.add_command(users)
for command in (*CASE_COMMANDS, *DECIDE_COMMANDS, coding, desk):
    commands.add_command(command)


@commands.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@FORMAT
@PUBLISHED
@READER
@OUTPUT
@ALLOW_PRIVATE
@SPACY
@WIDTH
@QUIET
def read(
    inputs: tuple[str, ...],
    form: str,
    published: str | None,
    reader: str,
    output: Path | None,
    allow_private: bool,
    spacy: str | None,
    width: int | None,
    quiet: bool,
) -> None:
    """Read reports and print the record.

    INPUT is a path, a folder, an address (http or https), or - for stdin.
    """
    from reportedly import read as read_reports

    with ExitStack() as stack:
        progress = stack.enter_context(Progress(quiet=quiet))
        record = read_reports(
            inputs, published=published, reader=reader, allow_private=allow_private, spacy=spacy, progress=progress
        )
    put(shown(record, form, width=width, to_file=output is not None), output)


@commands.command()
@OUTPUT
def schema(output: Path | None) -> None:
    """Print the JSON Schema of the record."""
    import json

    from reportedly.model import schema as record_schema

    put(json.dumps(record_schema(), indent=1, ensure_ascii=False) + "\n", output)


@commands.command()
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    default=Path("reportedly-demo.html"),
    show_default=True,
    metavar="FILE",
    help="Where the page is written.",
)
@click.option("--no-open", is_flag=True, help="Do not open the page in a browser.")
@QUIET
def demo(output: Path, no_open: bool, quiet: bool) -> None:
    """Read the example reports that come with the program and show the page."""
    from importlib.resources import as_file, files

    from reportedly import read as read_reports

    source = files("reportedly").joinpath("data", "examples")
    if not source.is_dir():
        raise DataError("the example reports are missing", hint="install the package again")
    with ExitStack() as stack:
        folder = stack.enter_context(as_file(source))
        reports = sorted(str(p) for p in folder.rglob("*") if p.suffix in _REPORTS and p.stem not in _NOTES)
        if not reports:
            raise DataError("the folder of example reports is empty", hint="install the package again")
        progress = stack.enter_context(Progress(quiet=quiet))
        record = read_reports(reports, progress=progress)
    put(shown(record, "html", width=None, to_file=True), output)
    click.echo(str(output.resolve()))
    if not no_open and _has_screen():
        click.launch(output.resolve().as_uri())


def _has_screen() -> bool:
    """Whether a browser can show itself: always on macOS and Windows, elsewhere where a display is named."""
    return sys.platform in ("darwin", "win32") or any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY"))


@commands.command()
@click.argument("measure", required=False, metavar="MEASURE")
@click.argument("data", required=False, type=click.Path(path_type=Path), metavar="DATA")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@click.option(
    "--errors", type=click.IntRange(min=0), default=0, metavar="N", help="Show the first N errors, with words."
)
@click.option("--row", metavar="NAME", help="Show only errors of this row of the table.")
@click.option("--reader", default="standard", show_default=True, metavar="NAME", help="Which reader is measured.")
@click.option("--floor", "action", flag_value="check", help="Exit with 1 if a figure lies below its floor.")
@click.option("--raise-floor", "action", flag_value="raise", help="Raise the floors of this data to what is measured.")
@click.option("--lower-floor", "action", flag_value="lower", help="Lower the floors that were missed; needs --reason.")
@click.option("--reason", default="", metavar="TEXT", help="Why a floor is lowered; kept in the file of floors.")
@click.option("--floors", type=click.Path(path_type=Path), metavar="FILE", help="Another file of floors.")
@click.option("--report", is_flag=True, help="Print the page of floors (docs/accuracy.md); takes no MEASURE.")
def score(
    measure: str | None,
    data: Path | None,
    as_json: bool,
    errors: int,
    row: str | None,
    reader: str,
    action: str | None,
    reason: str,
    floors: Path | None,
    report: bool,
) -> None:
    """Measure how well reports are read, against coded data that you have.

    MEASURE is claims, statements, names, places, mentions, incidents, factuality, copies, same-event or same-event-fields; DATA is its
    file or folder.
    """
    from reportedly import scoring
    from reportedly.errors import UsageError
    from reportedly.scoring import floors as keeping
    from reportedly.scoring import report as page
    from reportedly.scoring import result

    where = floors or keeping.FLOORS
    if report:
        if measure is not None:
            raise UsageError("--report takes no measure", hint="leave MEASURE out")
        put(page.markdown(keeping.load(where)), None)
        return
    if measure is None or data is None:
        raise UsageError("score needs a measure and its data", hint="see reportedly score --help")
    if reason and action != "lower":
        raise UsageError("--reason goes with --lower-floor", hint="add it, or leave --reason out")
    found = scoring.score(measure, data, reader=reader)
    put(result.as_json(found, errors, row=row) if as_json else _scored(found, errors, row), None)
    kept = keeping.load(where)
    if action == "raise":
        keeping.save(keeping.raised(kept, found), where)
    elif action == "lower":
        keeping.save(keeping.lowered(kept, found, reason), where)
    elif action == "check":
        fallen = keeping.falls(kept, found)
        for fall in fallen:
            click.echo(fall.line(), err=True)
        if fallen:
            sys.exit(1)


def _scored(found: Result, errors: int, row: str | None) -> str:
    from reportedly.scoring import result
    from reportedly.views.visible import visible

    text = result.table(found) + (f"\n{result.errors(found.misses, errors, row=row)}" if errors else "")
    return visible(text, keep="\n")
