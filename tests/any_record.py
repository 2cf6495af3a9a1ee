"""Records of any content that the format allows, for properties: every field of every type takes part, new ones too."""

from __future__ import annotations

import inspect
import types
from typing import Any, Literal, Union, get_args, get_origin

import msgspec
from hypothesis import strategies as st

from reportedly.deciding import Ruled
from reportedly.model import Account, Event, Place, Reach, Record

_TEXT = st.text(max_size=6) | st.sampled_from(
    ["", "=1+1", "-5", "'", "null", "XXXX-04-17", "2017-04-17", "\t", "\u202e", "a\r\nb"]
)
_FLOATS = st.floats(allow_nan=False, allow_infinity=False)
_WHOLE = st.integers(min_value=-(2**53), max_value=2**53)
_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: _TEXT,
    int: _WHOLE,
    float: _FLOATS,
    bool: st.booleans(),
    type(None): st.none(),
}


def of(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a type of the model; each field of a Struct is drawn, defaults or none."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Literal:
        return st.sampled_from(inside)
    if origin in (Union, types.UnionType):
        return st.one_of([of(k) for k in inside])
    if origin is tuple and inside[-1] is Ellipsis:
        return st.lists(of(inside[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*(of(k) for k in inside))
    if origin is dict:
        return st.dictionaries(of(inside[0]), of(inside[1]), max_size=2)
    assert inspect.isclass(kind)
    assert issubclass(kind, msgspec.Struct)
    return st.builds(kind, **{f.name: of(f.type) for f in msgspec.structs.fields(kind)})


def _once(record: Record) -> Record:
    """The record with an id of its own for each thing; a slot without accounts and a reach of no size are left out."""
    count = iter(range(10**6))

    def named(thing: Any) -> Any:
        made = msgspec.structs.replace(thing, id=f"{thing.id}{next(count)}") if hasattr(thing, "id") else thing
        if isinstance(made, Ruled):
            return msgspec.structs.replace(made, decision=named(made.decision))
        if isinstance(made, Place) and made.extent == Reach():
            return msgspec.structs.replace(made, extent=None)
        if isinstance(made, Event):
            fields: dict[str, tuple[Account, ...]] = {
                slot: tuple(named(a) for a in held) for slot, held in made.fields.items() if held
            }
            return msgspec.structs.replace(made, fields=fields)
        return made

    lists = {f.name: getattr(record, f.name) for f in msgspec.structs.fields(Record)}
    return Record(**{n: tuple(map(named, v)) if isinstance(v, tuple) else v for n, v in lists.items()})


records: st.SearchStrategy[Record] = of(Record).map(_once)
"""Records of any content; their ids are unique, what they refer to need not exist."""
