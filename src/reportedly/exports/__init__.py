"""A record in the forms that other programs read.

An export is one module with ``write(record, path)`` and one line in :data:`EXPORTS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from reportedly.errors import UsageError
from reportedly.model import Record


class Export(Struct, frozen=True, kw_only=True):
    """A form: the module that writes it, what it gives, and what of the record is not in it ("" for nothing).

    ``suffix`` is how the name of a single file of it ends.
    """

    module: str
    suffix: str
    gives: str
    loses: str


EXPORTS: Mapping[str, Export] = MappingProxyType(
    {
        "record": Export(module="record_json", suffix=".json", gives="the record itself, as JSON", loses=""),
        "csv": Export(
            module="csv_tables",
            suffix=".zip",
            gives="a folder, or a file that ends in .zip, with one CSV file a table and datapackage.json, which says what each"
            " column means",
            loses="",
        ),
        "geojson": Export(
            module="geojson",
            suffix=".geojson",
            gives="a map: one feature for each place that is given for an event, with who says so and who denies it",
            loses="everything but places, kinds, dates and their voices; names of private persons in titles",
        ),
    }
)
"""Every form by its name, in the order in which they are shown."""


def write(record: Record, to: str, path: str | Path) -> None:
    """Write ``record`` in the form ``to`` at ``path``.

    Files are for their owner alone and are replaced whole or not at all.  Raises UsageError for a form that is not
    there or a path that cannot be meant, InputError where it cannot be written.
    """
    export = EXPORTS.get(to)
    if export is None:
        raise UsageError(f"no export is called {to!r}", hint=f"use one of: {', '.join(EXPORTS)}")
    import_module(f"reportedly.exports.{export.module}").write(record, Path(path))
