"""What a measure gives: figures, a table, and the list of what was got wrong, in words.

Figures are shares from 0 to 1, and a higher one is always better, so that each can have a floor.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct

SHOWN = 100
"""Most characters (code points) shown of any words in the list of errors."""

Cell = float | int | str | None


class Data(Struct, frozen=True, kw_only=True):
    """What was measured on: the file's or folder's name, the SHA-256 of its content, and how many items it holds."""

    name: str
    sha256: str
    items: int
    unit: str


class Figure(Struct, frozen=True, kw_only=True):
    """One named share, from 0 to 1."""

    name: str
    value: float


class Beside(Struct, frozen=True, kw_only=True):
    """A figure of another program, taken in the same run on the same data by the same rules."""

    who: str
    figure: str
    value: float


class Row(Struct, frozen=True, kw_only=True):
    """One line of a measure's table; cells follow ``Result.columns``, ``None`` where there is nothing to divide."""

    name: str
    cells: tuple[Cell, ...]


class Miss(Struct, frozen=True, kw_only=True):
    """One error: which item, which row of the table, what was coded, what was read, and the text around."""

    item: str
    row: str
    gold: str | None
    got: str | None
    around: str


class Result(Struct, frozen=True, kw_only=True):
    """The outcome of one measure on one set of data."""

    measure: str
    reader: str
    data: Data
    figures: tuple[Figure, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    beside: tuple[Beside, ...] = ()
    misses: tuple[Miss, ...] = ()


def share(part: float, whole: float) -> float:
    """``part / whole``; 0 where there is nothing."""
    return part / whole if whole else 0.0


def f1(met: float, got: float, gold: float) -> float:
    """The harmonic mean of precision (met / got) and recall (met / gold); 0 where there is nothing."""
    return share(2 * met, got + gold)


def shown(text: str, most: int = SHOWN) -> str:
    """Words on one line, cut to ``most`` code points."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def around(text: str, start: int, end: int) -> str:
    """The words of a span with the text on either side of it, as much as :data:`SHOWN` allows."""
    room = max(0, SHOWN - (end - start)) // 2
    return shown(text[max(0, start - room) : end + room])


def table(result: Result) -> str:
    """The measure's table and figures as plain text."""
    lines = [["", *result.columns], *([row.name, *map(_cell, row.cells)] for row in result.rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    out = [_line(line, widths) for line in lines]
    out.append("")
    out += [f"{figure.name} {figure.value:.3f}" for figure in result.figures]
    out += [f"{other.figure} {other.value:.3f} ({other.who})" for other in result.beside]
    out.append(f"{result.data.items} {result.data.unit}, {result.data.name}, sha256 {result.data.sha256[:16]}")
    return "\n".join(out) + "\n"


def errors(misses: Iterable[Miss], most: int, *, row: str | None = None) -> str:
    """The first ``most`` errors, of one row of the table where ``row`` names it, as plain text."""
    picked = [miss for miss in misses if row is None or miss.row == row]
    out = [f"errors: {min(most, len(picked))} of {len(picked)}"]
    for miss in picked[:most]:
        out.append(f"{shown(miss.item)}  {miss.row}")
        out.append(f"  gold  {'-' if miss.gold is None else shown(miss.gold)}")
        out.append(f"  got   {'-' if miss.got is None else shown(miss.got)}")
        if miss.around:
            out.append(f"  text  {shown(miss.around)}")
    return "\n".join(out) + "\n"


def as_json(result: Result, most: int, *, row: str | None = None) -> str:
    """The result as indented JSON, with the first ``most`` errors (of one row where ``row`` names it)."""
    picked = tuple(miss for miss in result.misses if row is None or miss.row == row)[:most]
    raw = msgspec.json.encode(msgspec.structs.replace(result, misses=picked))
    return msgspec.json.format(raw, indent=1).decode() + "\n"


def _cell(cell: Cell) -> str:
    if cell is None:
        return "-"
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def _line(cells: list[str], widths: list[int]) -> str:
    first, *others = (
        cell.ljust(width) if at == 0 else cell.rjust(width)
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join([first, *others]).rstrip()
