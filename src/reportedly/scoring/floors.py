"""Floors: figures below which a measure must not fall, kept with the hash of the data that they were taken on.

A floor is for one measure, one reader and one set of data.  Figures are kept rounded down to three digits.  Floors only
rise; to lower one takes a reason, which stays in the file.  The file holds no dates and nothing of the data but its hash.
"""

from __future__ import annotations

import math
from pathlib import Path

import msgspec
from msgspec import Struct

from reportedly.errors import DataError, UsageError
from reportedly.scoring.result import Beside, Figure, Result

FLOORS = Path(__file__).with_name("floors.json")
"""The floors that the program comes with."""
DIGITS = 1000
_WHY = "floors are kept by reportedly score --raise-floor"


class Lowered(Struct, frozen=True, kw_only=True):
    """A floor that was lowered: which figure, from where to where, and why."""

    figure: str
    before: float
    after: float
    reason: str


class Floor(Struct, frozen=True, kw_only=True):
    """The floors of one measure with one reader on one set of data, and what stood beside when they were last raised."""

    measure: str
    reader: str
    data: str
    sha256: str
    items: int
    unit: str
    figures: tuple[Figure, ...]
    beside: tuple[Beside, ...] = ()
    lowered: tuple[Lowered, ...] = ()

    def fits(self, result: Result) -> bool:
        """Whether this is the floor for a result: the same measure, reader and data."""
        return (self.measure, self.reader, self.sha256) == (result.measure, result.reader, result.data.sha256)


class Fall(Struct, frozen=True, kw_only=True):
    """A figure that lies below its floor; ``value`` is None where the measure no longer gives it."""

    figure: str
    floor: float
    value: float | None

    def line(self) -> str:
        """In words: ``value_f1 0.480 is below its floor 0.498``."""
        value = "is no longer measured; its" if self.value is None else f"{self.value:.4f} is below its"
        return f"{self.figure} {value} floor {self.floor:.3f}"


def load(path: Path = FLOORS) -> tuple[Floor, ...]:
    """The floors of a file; none where there is no file.  Raises DataError for one that is broken."""
    if not path.exists():
        return ()
    try:
        return msgspec.json.decode(path.read_bytes(), type=tuple[Floor, ...])
    except (msgspec.DecodeError, OSError) as error:
        raise DataError(f"no file of floors: {error}", where=path.name, hint=_WHY) from error


def save(floors: tuple[Floor, ...], path: Path = FLOORS) -> None:
    """Write the floors, sorted by measure, reader and data.  Raises DataError where the file cannot be written."""
    ordered = sorted(floors, key=lambda f: (f.measure, f.reader, f.data, f.sha256))
    raw = msgspec.json.format(msgspec.json.encode(ordered), indent=1) + b"\n"
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_bytes(raw)
        partial.replace(path)
    except OSError as error:
        raise DataError(
            f"cannot be written ({error.strerror})", where=path.name, hint="name another with --floors"
        ) from error


def falls(floors: tuple[Floor, ...], result: Result) -> tuple[Fall, ...]:
    """The figures of a result below their floors.  Raises UsageError where this data has no floor."""
    floor = _floor_of(floors, result)
    if floor is None:
        raise UsageError(
            f"no floor for {result.measure} on this data (sha256 {result.data.sha256[:16]})",
            where=result.data.name,
            hint="set one with --raise-floor",
        )
    values = {figure.name: figure.value for figure in result.figures}
    found = []
    for figure in floor.figures:
        value = values.get(figure.name)
        if value is None or _down(value) < figure.value:
            found.append(Fall(figure=figure.name, floor=figure.value, value=value))
    return tuple(found)


def raised(floors: tuple[Floor, ...], result: Result) -> tuple[Floor, ...]:
    """The floors with those of a result raised to its figures; a figure that is lower leaves its floor where it is."""
    old = _floor_of(floors, result)
    before = {figure.name: figure.value for figure in old.figures} if old else {}
    figures = dict(before)
    for figure in result.figures:
        figures[figure.name] = max(before.get(figure.name, 0.0), _down(figure.value))
    return _with(floors, result, figures, old.lowered if old else ())


def lowered(floors: tuple[Floor, ...], result: Result, reason: str) -> tuple[Floor, ...]:
    """The floors with those of a result lowered to its figures where they lie above, each with the reason; none is raised.

    Raises UsageError without a reason, without a floor for this data, and where nothing has fallen.
    """
    if not reason.strip():
        raise UsageError("a floor is not lowered without a reason", hint="give --reason")
    fallen = falls(floors, result)
    if not fallen:
        raise UsageError("no figure is below its floor", where=result.measure, hint="leave --lower-floor out")
    old = _floor_of(floors, result)
    assert old is not None
    figures = {figure.name: figure.value for figure in old.figures}
    notes = list(old.lowered)
    for fall in fallen:
        after = 0.0 if fall.value is None else _down(fall.value)
        notes.append(Lowered(figure=fall.figure, before=fall.floor, after=after, reason=" ".join(reason.split())))
        if fall.value is None:
            del figures[fall.figure]
        else:
            figures[fall.figure] = after
    return _with(floors, result, figures, tuple(notes))


def _floor_of(floors: tuple[Floor, ...], result: Result) -> Floor | None:
    return next((floor for floor in floors if floor.fits(result)), None)


def _with(
    floors: tuple[Floor, ...], result: Result, figures: dict[str, float], notes: tuple[Lowered, ...]
) -> tuple[Floor, ...]:
    new = Floor(
        measure=result.measure,
        reader=result.reader,
        data=result.data.name,
        sha256=result.data.sha256,
        items=result.data.items,
        unit=result.data.unit,
        figures=tuple(Figure(name=name, value=value) for name, value in figures.items()),
        beside=tuple(Beside(who=b.who, figure=b.figure, value=_down(b.value)) for b in result.beside),
        lowered=notes,
    )
    return (*(floor for floor in floors if not floor.fits(result)), new)


def _down(value: float) -> float:
    """Rounded down to three digits; the small addition keeps 0.29 from becoming 0.289 in binary."""
    return math.floor(value * DIGITS + 1e-9) / DIGITS
