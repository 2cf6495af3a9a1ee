"""The table behind the registry: data/actors.toml and data/actor_words.toml, checked and compiled.

People edit the two TOML files.  Reading them takes some 35 ms, so the program reads data/actors.json instead, which
``python -m reportedly.registry_table`` writes from them; a test fails when it is out of date.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TypeVar

import msgspec

from reportedly.errors import DataError
from reportedly.model import ActorKind

T = TypeVar("T")


class Known(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One actor of the registry.

    ``aliases`` are compared without regard to the case of common words, ``exact`` only as written; ``guarded``
    are words of daily use (``IS``, ``Dawn``) that need an actor's surroundings; ``metonyms`` are places that stand for it (``Moscow``).
    ``side`` is the interest that a voice of the actor serves.  ``successor_of`` is another actor, never the same one.
    ``metonym_of_place`` is set on what a look-up found by a word that is also a place, so that only a speaking or acting use counts.
    """

    id: str
    name: str
    kind: ActorKind
    country: tuple[str, ...]
    public: bool
    source: str
    side: str | None = None
    aliases: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    guarded: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    parent: str | None = None
    allies: tuple[str, ...] = ()
    sponsor: str | None = None
    successor_of: str | None = None
    handles: tuple[str, ...] = ()
    metonym_of_place: bool = False


class ActorWords(msgspec.Struct, frozen=True, kw_only=True):
    """Head nouns by kind of actor (two words joined by a hyphen), and the two marks that a head noun may carry."""

    kinds: dict[str, ActorKind]
    modifiers: dict[str, ActorKind]
    vague: frozenset[str]
    spokesman: frozenset[str]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the registry knows, in the order of data/actors.toml."""

    actors: tuple[Known, ...]
    words: ActorWords


class _Rows(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    actor: tuple[Known, ...]
    sources: dict[str, str]


class _WordRows(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kinds: dict[ActorKind, str]
    marks: dict[str, str]
    modifiers: dict[ActorKind, str]


def _data(name: str) -> Traversable:
    return resources.files("reportedly.data").joinpath(name)


def compile_table() -> Table:
    """The table from its TOML sources; raises DataError for a double id, an unknown id or source, or a word under two kinds."""
    rows = _read("actors.toml", _Rows)
    words = _read("actor_words.toml", _WordRows)
    ids = [known.id for known in rows.actor]
    for known in rows.actor:
        if ids.count(known.id) > 1:
            raise DataError(f"id {known.id!r} stands twice", where="data/actors.toml")
        if known.source not in rows.sources:
            raise DataError(f"{known.id!r} names the unknown source {known.source!r}", where="data/actors.toml")
        others = (known.parent, known.sponsor, known.successor_of, *known.allies)
        if lost := [other for other in others if other is not None and (other not in ids or other == known.id)]:
            raise DataError(f"{known.id!r} refers to {lost[0]!r}, which is no other entry", where="data/actors.toml")
    kinds: dict[str, ActorKind] = {}
    for kind, line in words.kinds.items():
        for word in line.split():
            if kinds.setdefault(word, kind) != kind:
                raise DataError(f"head noun {word!r} stands under two kinds", where="data/actor_words.toml")
    actors = tuple(msgspec.structs.replace(known, source=rows.sources[known.source]) for known in rows.actor)
    return Table(
        actors=actors,
        words=ActorWords(
            kinds=kinds,
            modifiers={word: kind for kind, line in words.modifiers.items() for word in line.split()},
            vague=frozenset(words.marks["vague"].split()),
            spokesman=frozenset(words.marks["spokesman"].split()),
        ),
    )


def _read(name: str, type_: type[T]) -> T:
    try:
        return msgspec.convert(tomllib.loads(_data(name).read_text("utf-8")), type_)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise DataError(str(error), where=f"data/{name}", hint="correct the row that it names") from error


def to_json(table: Table) -> bytes:
    """The compiled table as it lies in data/actors.json: one line an actor, sets sorted, so that changes are readable."""
    words = {
        "kinds": table.words.kinds,
        "modifiers": table.words.modifiers,
        "vague": sorted(table.words.vague),
        "spokesman": sorted(table.words.spokesman),
    }
    lines = b",\n".join(msgspec.json.encode(known) for known in table.actors)
    return b'{"actors":[\n' + lines + b'\n],\n"words":' + msgspec.json.encode(words) + b"}\n"


@lru_cache(maxsize=1)
def load() -> Table:
    """The compiled table, read once; raises DataError if data/actors.json is missing or broken."""
    try:
        return msgspec.json.decode(_data("actors.json").read_bytes(), type=Table)
    except (OSError, msgspec.DecodeError) as error:
        raise DataError(str(error), where="data/actors.json", hint="run python -m reportedly.registry_table") from error


def main() -> None:
    """Write data/actors.json from the TOML sources, in the source tree that this module lies in."""
    with resources.as_file(_data("actors.json")) as path:
        path.write_bytes(to_json(compile_table()))


if __name__ == "__main__":
    main()
