"""Measures: how well the program reads, against data coded by hand that the user gives.

A measure is one module with ``score(path, ...) -> Result``; MEASURES names them, and each is imported when asked for.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from reportedly.errors import InputError, UsageError

if TYPE_CHECKING:
    from reportedly.scoring.result import Result


class Measure(Struct, frozen=True, kw_only=True):
    """A measure: the module that takes it, what its data is, and whether another reader can be measured by it."""

    module: str
    data: str
    any_reader: bool = False


MEASURES: dict[str, Measure] = {
    "claims": Measure(
        module="reportedly.scoring.claims", data="folder with articles.jsonl and gold/ID.json", any_reader=True
    ),
    "statements": Measure(module="reportedly.scoring.statements", data="JSON of texts with attributions"),
    "names": Measure(module="reportedly.scoring.names", data="CSV of name pairs"),
    "places": Measure(module="reportedly.scoring.places", data="JSON of texts with toponyms and their points"),
    "mentions": Measure(
        module="reportedly.scoring.mentions", data="JSON of texts with typed entities", any_reader=True
    ),
    "incidents": Measure(
        module="reportedly.scoring.counts", data="JSON lines of reports with killed and injured", any_reader=True
    ),
    "same-event": Measure(
        module="reportedly.scoring.same_event", data="JSON lines of reports, each with its incident", any_reader=True
    ),
    "same-event-fields": Measure(
        module="reportedly.scoring.same_fields", data="CSV of coded rows, each with its event_id"
    ),
    "factuality": Measure(module="reportedly.scoring.factuality", data="JSON lines of sentences with judged events"),
    "copies": Measure(
        module="reportedly.scoring.copies", data="JSON lines of articles with the story each is and those it quotes"
    ),
}
"""Name of a measure to the module that takes it."""

STANDARD = "standard"


def score(measure: str, path: Path, *, reader: str = STANDARD) -> Result:
    """Take a measure of MEASURES on the data at ``path``.

    Raises UsageError for an unknown measure, or another reader where the measure is of one step of the standard
    reader; InputError for data that is missing or has another form.
    """
    known = MEASURES.get(measure)
    if known is None:
        raise UsageError(f"{measure!r} is no measure", hint=f"measures are {', '.join(MEASURES)}")
    if not path.exists():
        raise InputError("no such file or folder", where=path.name, hint=f"{measure} needs a {known.data}")
    module = import_module(known.module)
    if known.any_reader:
        found: Result = module.score(path, reader=reader)
    elif reader != STANDARD:
        raise UsageError(f"{measure} measures the standard reader only", hint="leave --reader out")
    else:
        found = module.score(path)
    return found
