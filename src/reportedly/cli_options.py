"""Arguments and options that several commands share, and the case that one of them names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from reportedly.case import Case

CASE = click.argument("case", type=click.Path(path_type=Path), metavar="CASE")
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="text for the terminal, json for programs, html for one self-contained page.",
)
OUTPUT = click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help="Write here, not to stdout."
)
WIDTH = click.option(
    "--width", type=click.IntRange(min=40), metavar="COLUMNS", help="Width of the text. [default: the terminal's]"
)
PUBLISHED = click.option(
    "--published", metavar="DATE", help="Date of publication, for reports that do not say it (YYYY-MM-DD)."
)
READER = click.option(
    "--reader", default="standard", show_default=True, metavar="NAME", help="Which reader reads the text."
)
SPACY = click.option("--spacy", metavar="MODEL", help="Parse with another spaCy pipeline that is installed.")
ALLOW_PRIVATE = click.option("--allow-private", is_flag=True, help="Allow addresses inside private networks.")
QUIET = click.option("--quiet", "-q", is_flag=True, help="No progress on stderr.")
LINES = click.option("--json", "as_json", is_flag=True, help="Print JSON lines, for programs.")


@contextmanager
def opened(path: Path, *, create: bool = False) -> Iterator[Case]:
    """The case at ``path``, closed at the end."""
    from reportedly.case import Case

    with Case.open(path, create=create) as found:
        yield found


def refuse_bytes(*typed: str | None) -> None:
    """Raise UsageError where something that was typed is no Unicode text."""
    from reportedly.errors import UsageError

    if any("\ud800" <= c <= "\udfff" for words in typed for c in words or ""):
        raise UsageError("what was typed is not UTF-8", hint="check the terminal's encoding")
