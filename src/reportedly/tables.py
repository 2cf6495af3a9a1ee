"""A record as flat tables, and the record from its tables again: nothing is lost on either way.

:mod:`reportedly.table_schema` says which tables there are.  Here the record's JSON is walked along the paths of their
columns.  Five things of the record have another shape in tables: ``fields`` of an event are accounts with a slot, links between
accounts are one table with a relation, ``formerly`` of all sorts is one table, a place's box has four columns, and a decision is one row with how it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

import msgspec

from reportedly import intervals
from reportedly.errors import InputError
from reportedly.model import Record
from reportedly.table_schema import BY_NAME, TABLES
from reportedly.table_terms import Column, Table, create

__all__ = ["BY_NAME", "TABLES", "Cell", "Column", "Row", "Table", "create", "record_of", "rows"]

Cell = str | int | float | None
Row = tuple[Cell, ...]

_Entry = dict[str, Any]
"""An entry of the record as JSON has it."""

_LINKS = ("refines", "part_of", "updates", "rivals")
_NAMES = ("replaces", "ids", "candidates", "made", "others")
_MERGED = {"actors": "actor", "places": "place", "voices": "voice", "events": "event"}
_EDGES = ("west", "south", "east", "north")


def rows(record: Record) -> Iterator[tuple[Table, Iterator[Row]]]:
    """Each table with its rows, parents before children; cells stand in the order of ``table.columns``."""
    tree = _flattened(msgspec.to_builtins(record))
    for table in TABLES:
        yield table, _filled(table, tree)


def _filled(table: Table, tree: _Entry) -> Iterator[Row]:
    plan = _PLANS[table.name]
    return (_row(plan, given, entry) for given, entry in _entries(table, tree))


def record_of(tables: Mapping[str, Iterable[Sequence[Cell]]]) -> Record:
    """The record whose rows these are, by the name of their table; tables that are not there have no rows.

    Raises InputError where rows do not make a record: a child without its parent, a word that is no stance.
    """
    tree: _Entry = {t.path: [] for t in TABLES if t.parent is None}
    made: dict[tuple[Cell, ...], _Entry] = {}
    for table in TABLES:
        at = {name: n for n, name in enumerate(table.header)}
        for row in sorted(tables.get(table.name, ()), key=lambda r: _number(table, r[at["ordinal"]])):
            entry = _entry(table, row)
            if table.parent is None:
                tree[table.path].append(entry)
            else:
                parent = made.get((table.parent, *(row[at[c]] for c in table.inherited)))
                if parent is None:
                    names = " ".join(str(row[at[c]]) for c in table.inherited)
                    raise InputError(f"a row belongs to {table.parent} {names}, which is not there", where=table.name)
                parent[table.path].append(entry)
            if isinstance(entry, dict):
                entry |= {t.path: [] for t in TABLES if t.parent == table.name}
                made[(table.name, *(row[at[c]] for c in table.key))] = entry
    try:
        return msgspec.convert(_nested(tree), Record)
    except (msgspec.ValidationError, KeyError) as error:
        raise InputError(f"these tables make no record: {error}", where="tables") from None


def _number(table: Table, cell: Cell) -> int:
    if not isinstance(cell, int):
        raise InputError(f"{cell!r} is no ordinal", where=table.name)
    return cell


def _entries(table: Table, tree: _Entry) -> Iterator[tuple[dict[str, Cell], Any]]:
    """Each entry of a table's list with the cells that do not stand in it: its ordinal and its parent's key."""
    if table.parent is None:
        for number, entry in enumerate(tree[table.path]):
            yield {"ordinal": number}, entry
        return
    parent = BY_NAME[table.parent]
    for given, holder in _entries(parent, tree):
        key = [given[c] if c in given else holder[c] for c in parent.key]
        for number, entry in enumerate(holder[table.path]):
            yield {**dict(zip(table.inherited, key, strict=True)), "ordinal": number}, entry


class _Cells(msgspec.Struct, frozen=True):
    """Columns that stand side by side: their names in the object at ``way`` below an entry.

    ``way`` is None for those that do not stand in the entry; without names the entry itself is the cell.
    """

    way: tuple[str, ...] | None
    names: tuple[str, ...]


class _Plan(msgspec.Struct, frozen=True):
    """How the rows of a table are filled, and which of their cells are then made dates and 0 or 1."""

    cells: tuple[_Cells, ...]
    dates: tuple[int, ...]
    flags: tuple[int, ...]


def _way(column: Column) -> tuple[str, ...] | None:
    return None if column.path is None else column.path[:-1]


def _plan(table: Table) -> _Plan:
    return _Plan(
        tuple(
            _Cells(way, tuple(c.name if c.path is None else c.path[-1] for c in columns if c.path != ()))
            for way, columns in groupby(table.columns, key=_way)
        ),
        tuple(n for n, c in enumerate(table.columns) if c.form == "date"),
        tuple(n for n, c in enumerate(table.columns) if c.form == "boolean"),
    )


_PLANS = {table.name: _plan(table) for table in TABLES}


def _row(plan: _Plan, given: Mapping[str, Cell], entry: Any) -> Row:
    row: list[Cell] = []
    for cells in plan.cells:
        inside: Any = given if cells.way is None else entry
        for name in cells.way or ():
            inside = inside.get(name)
            if inside is None:
                break
        if not cells.names:
            row.append(inside)
        elif inside is None:
            row += [None] * len(cells.names)
        else:
            row += map(inside.get, cells.names)
    for n in plan.dates:
        row[n] = _date(row[n])
    for n in plan.flags:
        row[n] = None if (flag := row[n]) is None else int(bool(flag))
    return tuple(row)


@lru_cache(maxsize=65536)
def _date(words: Any) -> str | None:
    day = intervals.day(words)
    return day.isoformat() if day is not None else None


def _entry(table: Table, row: Sequence[Cell]) -> Any:
    """The entry that a row was made from; what it holds as lists is still empty."""
    entry: _Entry = {}
    for column, cell in zip(table.columns, row, strict=True):
        if column.path is None or column.form == "date":
            continue
        if not column.path:
            return cell
        inside = entry
        for name in column.path[:-1]:
            inside = inside.setdefault(name, {})
        inside[column.path[-1]] = bool(cell) if column.form == "boolean" and cell is not None else cell
    return {name: _or_null(value) for name, value in entry.items()}


def _or_null(value: Any) -> Any:
    """An object of which no cell is filled was null."""
    if not isinstance(value, dict):
        return value
    inner = {name: _or_null(v) for name, v in value.items()}
    return None if all(v is None for v in inner.values()) else inner


def _flattened(tree: _Entry) -> _Entry:
    """The record's JSON with the lists that tables have in place of what they cannot hold."""
    former = [
        {"of_type": sort, "of_id": entry["id"], "former": old}
        for path, sort in _MERGED.items()
        for entry in tree[path]
        for old in entry["formerly"]
    ]
    return {
        **tree,
        "former_ids": former,
        "decisions": [_flat_decision(r) for r in tree["decisions"]],
        "events": [_flat_event(e) for e in tree["events"]],
        "places": [_flat_place(p) for p in tree["places"]],
    }


def _flat_decision(ruled: _Entry) -> _Entry:
    whole = {**ruled, **ruled["decision"]}
    return {**whole, "named": [{"relation": r, "other": other} for r in _NAMES for other in whole[r]]}


def _ruled(flat: _Entry) -> _Entry:
    named = flat.pop("named")
    whole = flat | {r: [n["other"] for n in named if n["relation"] == r] for r in _NAMES}
    return {"decision": whole, **whole}


def _flat_event(event: _Entry) -> _Entry:
    accounts = [
        {**a, "slot": slot, "links": [{"relation": r, "other": other} for r in _LINKS for other in a[r]]}
        for slot, held in event["fields"].items()
        for a in held
    ]
    return {**event, "accounts": accounts}


def _flat_place(place: _Entry) -> _Entry:
    extent = place["extent"]
    if extent is None:
        return place
    edges = extent.get("bbox")
    return {**place, "extent": {**extent, **(dict(zip(_EDGES, edges, strict=True)) if edges else {})}}


def _nested(tree: _Entry) -> _Entry:
    """The record's JSON again from what its tables hold."""
    merged = {sort: {e["id"]: e for e in tree[path]} for path, sort in _MERGED.items()}
    for entries in merged.values():
        for entry in entries.values():
            entry["formerly"] = []
    for former in tree.pop("former_ids"):
        merged[former["of_type"]][former["of_id"]]["formerly"].append(former["former"])
    tree["decisions"] = [_ruled(d) for d in tree["decisions"]]
    for event in tree["events"]:
        fields: dict[str, list[_Entry]] = {}
        for account in event.pop("accounts"):
            links = account.pop("links")
            if unknown := {k["relation"] for k in links} - set(_LINKS):
                raise InputError(f"{unknown.pop()!r} is no relation of accounts", where="account_link")
            fields.setdefault(account.pop("slot"), []).append(
                account | {r: [k["other"] for k in links if k["relation"] == r] for r in _LINKS}
            )
        event["fields"] = fields
    for place in tree["places"]:
        if (extent := place["extent"]) is not None:
            edges = [extent.pop(e) for e in _EDGES]
            extent["bbox"] = None if None in edges else edges
    return tree
