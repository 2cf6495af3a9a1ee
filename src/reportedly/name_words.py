"""The words that names are built from: data/name_words.toml, read once.

A word stands in rows by meaning; words that share a row agree, whatever the language.
"""

from __future__ import annotations

import tomllib
import unicodedata
from functools import lru_cache
from importlib import resources

import msgspec

from reportedly import sounds
from reportedly.errors import DataError
from reportedly.sounds import QUOTES, Sound, romanise


class NameWords(msgspec.Struct, frozen=True):
    """data/name_words.toml by word: the rows each word stands in, which rows are types, which words are translations."""

    rows: dict[str, frozenset[str]]
    types: frozenset[str]
    exact: frozenset[str]  # rows of words that make two bodies differ where only one name has them: free, new, south
    peoples: frozenset[str]  # rows of a state and its adjective: Syria, Syrian
    common: frozenset[str]  # rows of words of daily use: types and senses, not peoples
    native: frozenset[str]
    glosses: frozenset[str]
    by_sound: dict[tuple[str, ...], tuple[tuple[Sound, str], ...]]


@lru_cache(maxsize=1)
def table() -> NameWords:
    """data/name_words.toml, read once; raises DataError if a row is not in three columns."""
    raw = tomllib.loads(resources.files("reportedly.data").joinpath("name_words.toml").read_text("utf-8"))
    rows: dict[str, set[str]] = {}
    native, glosses = set[str](), set[str]()
    by_sound: dict[tuple[str, ...], list[tuple[Sound, str]]] = {}
    for section in ("types", "senses", "peoples"):
        for meaning, line in raw[section].items():
            columns = [column.split() for column in line.split("|")]
            if len(columns) not in (2, 3):
                raise DataError(f"row {meaning!r} needs two or three columns", where="data/name_words.toml")
            for word in columns[0]:
                plain = QUOTES.sub("", romanise(word))
                rows.setdefault(plain, set()).add(meaning)
                native.add(plain)
                heard_as = sounds.sound(plain)
                if len(heard_as.consonants) > 2:
                    by_sound.setdefault(heard_as.consonants, []).append((heard_as, plain))
            for word in columns[1]:
                rows.setdefault(word, set()).add(meaning)
                glosses.add(word)
            for word in columns[2] if len(columns) == 3 else ():
                rows.setdefault(unicodedata.normalize("NFKC", word), set()).add(meaning)
    for section in ("nations", "twins"):
        for line in raw[section]["rows"]:
            for word in line.split():
                rows.setdefault(word, set()).add(line.split()[0])
    peoples = frozenset(raw["peoples"]) | {line.split()[0] for line in raw["nations"]["rows"]}
    return NameWords(
        rows={word: frozenset(names) for word, names in rows.items()},
        types=frozenset(raw["types"]),
        exact=frozenset(raw["senses"]) | peoples,
        peoples=peoples,
        common=frozenset(raw["types"]) | frozenset(raw["senses"]),
        native=frozenset(native),
        glosses=frozenset(glosses - native),
        by_sound={key: tuple(value) for key, value in by_sound.items()},
    )
