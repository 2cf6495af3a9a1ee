"""What a table is: its columns, its keys, and its statement in SQL.

One description of the tables serves the header of a CSV file, the data dictionary in the documentation, a Frictionless data package
and SQLite's ``CREATE TABLE … STRICT``.  Lists of the record are child tables with an ordinal, never JSON in a cell.  A
column's ``path`` is where its cell stands in the record's JSON, below the entry that makes the row; a column without a path is
made on the way: the key of the parent, or the ordinal.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

SqlType = Literal["TEXT", "INTEGER", "REAL"]
Form = Literal["", "date", "boolean"]


class Column(Struct, frozen=True, kw_only=True):
    """A column: its SQL type, whether it may be null, what it means, and where it stands in the record's JSON.

    ``references`` names the table whose ``id`` it holds; ``choices`` are all the words that it may hold (none: any).
    ``form`` says what a type of SQLite cannot: ``boolean`` is 0 or 1; ``date`` is a calendar day, made from the text at the
    same path, null where that has an unknown digit, and not read back.
    """

    name: str
    type: SqlType
    nullable: bool
    meaning: str
    path: tuple[str, ...] | None = None
    references: str | None = None
    choices: tuple[str, ...] = ()
    form: Form = ""


class Table(Struct, frozen=True, kw_only=True):
    """A table: one row for each entry of the list at ``path``, in the record or in each entry of the table ``parent``.

    ``key`` is the primary key.  A child's first columns are its parent's key, named in ``inherited``, then its ordinal.
    """

    name: str
    meaning: str
    path: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    parent: str | None = None
    inherited: tuple[str, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(c.name for c in self.columns)


def create(table: Table, *, part_of: str | None = None) -> str:
    """SQLite's statement that makes the table: STRICT, with its key, its choices of words and its references.

    Choices are written word by word, since SQLite builds the list of ``IN`` anew for each row that it checks: half the time of writing.

    References are deferred to the end of a transaction, since claims and statements name each other in any order.  ``part_of``
    names a table of numbered records, where the rows of many records stand in one database: its number comes first in every row
    and key, rows go with their record, and ids, which several records may share, are no references.
    """
    lines = [_definition(c, referring=part_of is None) for c in table.columns]
    key = ", ".join(map(quoted, table.key))
    if part_of is not None:
        owner = f'{quoted(part_of)} INTEGER NOT NULL REFERENCES {quoted(part_of)} ("number") ON DELETE CASCADE'
        lines = [owner, *lines, f"PRIMARY KEY ({quoted(part_of)}, {key})"]
        body = ",\n  ".join(lines)
        return f"CREATE TABLE {quoted(table.name)} (\n  {body}\n) STRICT, WITHOUT ROWID"
    lines.append(f"PRIMARY KEY ({key})")
    if len(table.inherited) > 1:
        lines.append(
            f"FOREIGN KEY ({', '.join(map(quoted, table.inherited))}) REFERENCES {quoted(table.parent or '')}"
            " DEFERRABLE INITIALLY DEFERRED"
        )
    body = ",\n  ".join(lines)
    return f"CREATE TABLE {quoted(table.name)} (\n  {body}\n) STRICT"


def quoted(name: str) -> str:
    """A name of a table or column as SQL writes it."""
    return f'"{name}"'


def _definition(column: Column, *, referring: bool) -> str:
    words = [quoted(column.name), column.type]
    if not column.nullable:
        words.append("NOT NULL")
    allowed = ("0", "1") if column.form == "boolean" else tuple(f"'{c}'" for c in column.choices)
    if allowed:
        words.append(f"CHECK ({' OR '.join(f'{quoted(column.name)} = {word}' for word in allowed)})")
    if column.references and referring:
        words.append(f'REFERENCES {quoted(column.references)} ("id") DEFERRABLE INITIALLY DEFERRED')
    return " ".join(words)
