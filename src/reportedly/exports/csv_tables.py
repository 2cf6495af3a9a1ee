"""The record as CSV: one file a table, with a Frictionless data package that says what each column means.

Nothing is lost: :func:`read` makes the same record again.  Cells of text are safe for spreadsheets (see
:mod:`reportedly.exports.safe`); numbers are plain; an empty cell is null.
"""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import msgspec

from reportedly import tables
from reportedly.errors import InputError, UsageError
from reportedly.exports import safe
from reportedly.model import FORMAT, Record
from reportedly.tables import TABLES, Cell, Column, Row, Table

PACKAGE = "datapackage.json"
_FILES = frozenset({PACKAGE, *(f"{t.name}.csv" for t in TABLES)})
_LARGEST = 2**31
"""Bytes of one table after decompression; a record of a million claims is smaller."""

_MEANING = (
    "A record of reportedly: one row a claim, lists as tables with an ordinal. An empty cell is null. A cell of text that begins"
    " with an apostrophe is the text behind it: it marks text that a spreadsheet would run, text that is empty, and text that"
    " begins with an apostrophe. ⟨U+202E⟩ stands for the hidden character of that number. Offsets count the code points of"
    " document.text after both are undone."
)


def write(record: Record, path: Path) -> None:
    """A folder of CSV files, or one .zip file of them; the same record always gives the same bytes.

    Raises UsageError for a path that ends in .csv, since these are many files.
    """
    if path.suffix.lower() == ".csv":
        raise UsageError("a record is many tables", where=str(path), hint="name a folder, or a file that ends in .zip")
    if path.suffix.lower() == ".zip":
        safe.write_file(path, lambda stream: _zip(record, stream))
    else:
        safe.write_folder(path, _FILES, lambda folder: _folder(record, folder))


def read(path: Path) -> Record:
    """The record that :func:`write` put at ``path``, a folder or a .zip file.

    Raises InputError where the files are missing, too large, or make no record.
    """
    try:
        return tables.record_of({t.name: _read(t, _lines(path, f"{t.name}.csv")) for t in TABLES})
    except (OSError, KeyError, UnicodeDecodeError, csv.Error, zipfile.BadZipFile) as error:
        raise InputError(
            f"no tables of a record: {error}", where=str(path), hint="name what an export wrote"
        ) from error


def _folder(record: Record, folder: Path) -> None:
    for name, raw in _contents(record):
        safe.write_bytes(folder / name, raw)


def _zip(record: Record, stream: IO[bytes]) -> None:
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in _contents(record):
            entry = zipfile.ZipInfo(name)  # its date is the format's first day, so that equal records give equal files
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, raw, zipfile.ZIP_DEFLATED)


def _contents(record: Record) -> Iterator[tuple[str, bytes]]:
    yield PACKAGE, package()
    for table, rows in tables.rows(record):
        yield f"{table.name}.csv", _csv(table, rows)


def _csv(table: Table, rows: Iterable[Row]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.header)
    writer.writerows([_written(c) for c in row] for row in rows)
    return out.getvalue().encode("utf-8")


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    return safe.cell(cell) if isinstance(cell, str) else repr(cell)


def _lines(path: Path, name: str) -> str:
    if path.is_dir():
        found = path / name
        if found.stat().st_size > _LARGEST:
            raise InputError("this table is too large", where=str(found))
        return found.read_bytes().decode("utf-8")
    with zipfile.ZipFile(path) as archive, archive.open(name) as stream:
        raw = stream.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        raise InputError(f"{name} is too large", where=str(path))
    return raw.decode("utf-8")


def _read(table: Table, text: str) -> list[Row]:
    before = csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # a cell may hold a whole report
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    finally:
        csv.field_size_limit(before)
    if not lines or tuple(lines[0]) != table.header:
        raise InputError("the header is not that of this table", where=f"{table.name}.csv")
    return [_cells(table, line) for line in lines[1:]]


def _cells(table: Table, line: list[str]) -> Row:
    try:
        return tuple(_cell(c, cell) for c, cell in zip(table.columns, line, strict=True))
    except ValueError as error:
        raise InputError(f"a row cannot be read: {error}", where=f"{table.name}.csv") from error


def _cell(column: Column, cell: str) -> Cell:
    if cell == "":
        return None
    if column.type == "TEXT":
        return safe.text(cell)
    return int(cell) if column.type == "INTEGER" else float(cell)


# --- the data package ---------------------------------------------------------------------------------


def package() -> bytes:
    """The Frictionless data package of the tables (version 1 of the standard), the same for every record."""
    described: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "reportedly-record",
        "title": f"A record of reportedly ({FORMAT})",
        "description": _MEANING,
        "resources": [_resource(t) for t in TABLES],
    }
    return msgspec.json.format(msgspec.json.encode(described), indent=1) + b"\n"


def _resource(table: Table) -> Mapping[str, Any]:
    references: list[tuple[tuple[str, ...], str, tuple[str, ...]]] = [
        ((c.name,), c.references, ("id",)) for c in table.columns if c.references
    ]
    if table.parent is not None and len(table.inherited) > 1:
        references.append((table.inherited, table.parent, tables.BY_NAME[table.parent].key))
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.meaning,
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(c) for c in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": list(own), "reference": {"resource": "" if to == table.name else to, "fields": list(theirs)}}
                for own, to, theirs in references
            ],
        },
    }


def _field(column: Column) -> Mapping[str, Any]:
    plain = {"TEXT": "string", "INTEGER": "integer", "REAL": "number"}[column.type]
    field: dict[str, Any] = {"name": column.name, "type": column.form or plain, "description": column.meaning}
    if column.form == "boolean":
        field |= {"trueValues": ["1"], "falseValues": ["0"]}
    constraints: dict[str, Any] = {}
    if not column.nullable:
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    return field | ({"constraints": constraints} if constraints else {})
