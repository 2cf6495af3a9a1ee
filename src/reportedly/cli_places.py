"""The commands ``reportedly places add``, ``list`` and ``remove``: places of the user's own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportedly.cli_output import counted, say

if TYPE_CHECKING:
    from reportedly.place_imports import Imported


@click.group()
def places() -> None:
    """Add places of your own to those that the program knows, list what was added, take it out again."""


@places.command("add")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def add_places(files: tuple[str, ...]) -> None:
    """Import tables of places.

    FILE is a dump of GeoNames (SY.zip, SY.txt, allCountries.zip, alternateNamesV2.zip), GeoJSON, or CSV with a
    header (name, lat, lon; optional aliases, precision, radius_km, country, parent, source).  Each file comes in whole
    or not at all; rows that are not in order are left out and said.
    """
    from reportedly import place_imports

    for file in files:
        with ExitStack() as stack:
            counter = stack.enter_context(_Counter(Path(file).name))
            imported = place_imports.add(file, progress=counter)
        say(_imported(imported))


@places.command("list")
def list_places() -> None:
    """List the files that were imported, with number, time, hash and what they brought."""
    from reportedly import place_imports

    found = place_imports.sources()
    lines = [
        f"{s.number} · {s.file} · {s.format} · {counted(s.places, 'place')}, {counted(s.names, 'name')} · {s.added} · sha256 {s.sha256}"
        for s in found
    ]
    say(lines or ["no places of your own; add some with reportedly places add"])


@places.command("remove")
@click.argument("source", metavar="SOURCE")
def remove_places(source: str) -> None:
    """Take out all that one file brought.

    SOURCE is its number in the list, its file name, or the first digits of its hash.
    """
    from reportedly import place_imports

    gone = place_imports.remove(source)
    say([f"{gone.file}: {counted(gone.places, 'place')} and {counted(gone.names, 'name')} taken out"])


def _imported(imported: Imported) -> list[str]:
    source = imported.source
    if imported.already:
        return [f"{source.file}: is there already (number {source.number}); nothing changed"]
    lines = [
        f"{source.file}: {source.format}, {counted(source.places, 'place')} and {counted(source.names, 'name')} added"
    ]
    if imported.passed_over:
        lines.append(
            f"  {counted(imported.passed_over, 'row')} passed over: no places of reports, or names of places not known"
        )
    if source.refused:
        shown = f", the first {len(imported.faults)}" if source.refused > len(imported.faults) else ""
        lines += [
            f"  {counted(source.refused, 'row')} refused{shown}:",
            *(f"    {fault.text()}" for fault in imported.faults),
        ]
    lines += [
        f"  another {source.file} is there too; reportedly places remove {sha256[:12]} takes it out"
        for sha256 in imported.others
    ]
    return lines


class _Counter:
    """Shows on a terminal how many rows of a large table are read; elsewhere nothing."""

    def __init__(self, name: str) -> None:
        self._name, self._shown = name, False

    def __enter__(self) -> Callable[[int], None]:
        return self.show

    def __exit__(self, *_: object) -> None:
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)

    def show(self, rows: int) -> None:
        """``rows`` of the table are read."""
        from reportedly.views.visible import one_line

        if sys.stderr.isatty():
            click.echo(f"\r\x1b[K{one_line(self._name)[:50]}: {rows} rows", err=True, nl=False)
            self._shown = True
