"""Readings of a place name: every row that it may mean, each with its weight before any context.

Rows are those of the built index and, where there is one, of the user's own file (:mod:`reportedly.gazetteer_layer`): a
place that both hold is the index's, with the names of both.  Both are opened read-only, once per process; answers are
kept in memory, so a name costs one query a document.
"""

from __future__ import annotations

import math
import os
import sqlite3
from functools import lru_cache

import msgspec

from reportedly import gazetteer, gazetteer_layer, toponyms
from reportedly.gazetteer_rows import (
    ALIAS,
    ARTICLE_FREE,
    COUNTRY,
    DIVISION,
    MINOR,
    NAME,
    OTHER,
    OWN,
    PART,
    SETTLEMENT,
    SKELETON,
    USER,
    Entry,
    number,
    read_table,
    split,
)


class Hit(msgspec.Struct, frozen=True, gc=False):
    """One reading of a name: the entry, how its key matched, and its weight before any context."""

    entry: Entry
    grade: int
    prior: float


class _Tables(msgspec.Struct, frozen=True):
    """The built index and the user's own places, if there are any."""

    index: sqlite3.Connection
    own: sqlite3.Connection | None


@lru_cache(maxsize=2)
def _opened(process: int, chosen: str | None, xdg: str | None) -> _Tables:
    index = sqlite3.connect(
        f"{gazetteer.locate().absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
    )
    return _Tables(index, gazetteer_layer.opened())


def _tables() -> _Tables:
    return _opened(os.getpid(), os.environ.get("REPORTEDLY_CACHE"), os.environ.get("XDG_CACHE_HOME"))


_DECODE = msgspec.msgpack.Decoder(Entry).decode


def _entry(tables: _Tables, place: int) -> Entry | None:
    row = tables.index.execute("SELECT entry FROM place WHERE id = ?", (place,)).fetchone()
    if row is not None:
        return _DECODE(row[0])
    return None if tables.own is None else gazetteer_layer.entry(tables.own, place)


@lru_cache(maxsize=4096)
def entry_of(place: str) -> Entry | None:
    """The row with the id ``p_…``, None when there is none."""
    return _entry(_tables(), number(place))


@lru_cache(maxsize=8192)
def _rows(key: str) -> tuple[tuple[Entry, int], ...]:
    tables = _tables()
    found = tables.index.execute("SELECT entry, grade FROM name JOIN place ON id = place WHERE key = ?", (key,))
    rows = tuple((_DECODE(raw), grade) for raw, grade in found)
    if tables.own is None:
        return rows
    more = ((_entry(tables, place), grade) for place, grade in gazetteer_layer.places_of(tables.own, key))
    return (*rows, *((entry, grade) for entry, grade in more if entry is not None))


@lru_cache(maxsize=32768)
def is_key(key: str) -> bool:
    """Whether any place has a name with this key (see :mod:`reportedly.toponyms`)."""
    tables = _tables()
    if tables.index.execute("SELECT 1 FROM name WHERE key = ? LIMIT 1", (key,)).fetchone() is not None:
        return True
    return tables.own is not None and gazetteer_layer.has_key(tables.own, key)


def forget() -> None:
    """Answer anew from now on, since own places were added or removed; other processes do so when they start."""
    for kept in (entry_of, _rows, is_key, readings):
        kept.cache_clear()
    _opened.cache_clear()


@lru_cache(maxsize=1)
def _demonyms() -> dict[str, str]:
    table: dict[str, str] = {}
    for row in read_table("countries.csv"):
        for word in split(row["demonyms"]):
            table[toponyms.fold(word)] = row["iso"]
            if not word.endswith(("ese", "ish", "ch", "s", "ss")):
                table.setdefault(toponyms.fold(word) + "s", row["iso"])
    return table


def demonym(word: str) -> str | None:
    """The ISO 3166-1 code of the country whose people or things ``word`` names: "Syrian", "Syrians" -> "SY"."""
    return _demonyms().get(toponyms.fold(word)) if word[:1].isupper() else None


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("ordinary.csv"))


def is_ordinary(name: str) -> bool:
    """Whether a place name is also an English word, a given name or a surname ("Hass", "Nice", "Jackson").

    Counted with them is a single word that no prominent place bears: of the world's hamlets one is called Secretary.
    """
    if is_key("=" + name):
        return False
    parts = toponyms.without_articles(toponyms.words(name))
    plain = len("".join(parts)) < 3 or all(part in _ordinary() or len(part) < 3 for part in parts)
    if len(parts) == 1 and (plain or (name.isupper() and len(name) <= SHORT)):
        return True
    return (plain or len(parts) == 1) and not any(_is_prominent(hit) for hit in readings(name))


def _is_prominent(hit: Hit) -> bool:
    """Whether reports name the place without saying what it is: a country, a province, our own or the user's, a large
    town, or a settlement in a country at war under its own name or, if it has 10,000 people, any other.
    """
    entry = hit.entry
    if entry.origin in (USER, OWN, COUNTRY, PART) or entry.noted:
        return True
    if entry.origin == MINOR:
        return False
    at_war = entry.country in toponyms.CONFLICTS
    if entry.origin == DIVISION:
        return entry.precision == "province" or (at_war and hit.grade <= ALIAS)
    if hit.grade <= ALIAS:
        return at_war or entry.population >= LARGE
    return entry.population >= (LARGE / 10 if at_war else LARGE)


_CLASS = {USER: 12.5, COUNTRY: 11.0, OWN: 7.5, PART: 4.0, MINOR: 0.5}
"""Weights of places that are not weighed by their people: the user's own stand before all others, a province with 1,000
settlements (8.5) and the largest cities (10) included; a well or a hamlet of a dump behind the smallest town (1.0)."""
SEAT = 0.5
SHORT = 4
"""A word in capitals of at most this length is taken for an abbreviation, unless our tables list it as a place's."""
LARGE = 100_000
"""People of a town that news names without its country (the usual bound of "large" in GeoNames' city lists)."""
PROVINCE = 5.5
"""A province counts this and the log of its settlements: Georgia in the U.S. has hundreds, a Gambian region ten."""
_DISTRICT = 3.0
NOTED = 4.5
"""Least weight of a settlement that our own table names: that of one of about 20,000 people."""
_GRADE = {
    NAME: 0.0,
    ALIAS: 0.0,
    OTHER: -1.2,
    ARTICLE_FREE: -1.5,
    SKELETON: -3.5,
}


def prior_of(entry: Entry, grade: int) -> float:
    """Weight of a reading before context: classes by prominence in news, settlements by the log of their people."""
    if entry.origin == SETTLEMENT:
        weight = math.log10(max(entry.population, 100)) * 1.5 - 2.0
        weight = max(weight, NOTED) + 1.0 if entry.noted else weight
    elif entry.origin == DIVISION and entry.precision == "district":
        weight = _DISTRICT
    elif entry.origin == DIVISION:
        weight = PROVINCE + math.log10(max(entry.population, 1))
    else:
        weight = _CLASS[entry.origin]
    return weight + _GRADE[grade]


@lru_cache(maxsize=8192)
def readings(name: str) -> tuple[Hit, ...]:
    """All readings of a name, best prior first; a looser key counts only for places that no stricter key found."""
    name = " ".join(name.split()).removesuffix("'s").removesuffix("’s")
    best: dict[str, Hit] = {}

    def take(key: str, least: int) -> None:
        for entry, grade in _rows(key):
            grade = max(grade, least)
            if entry.id not in best or _GRADE[best[entry.id].grade] < _GRADE[grade]:
                best[entry.id] = Hit(entry, grade, prior_of(entry, grade))

    take("=" + name, 0)
    parts = toponyms.words(name)
    if parts and not best:
        take("".join(parts), 0)
        bare = toponyms.without_articles(parts)
        if bare != parts:
            take("".join(bare), ARTICLE_FREE)
    if not best and parts:
        best |= {hit.entry.id: hit for hit in _typed_hits(name)}
    skeleton = toponyms.skeleton(parts)
    if not best and len(skeleton) >= toponyms.SHORTEST_SKELETON:
        take("~" + skeleton, SKELETON)
    return tuple(sorted(_seats_first(best), key=lambda hit: (-hit.prior, hit.entry.id)))


def _seats_first(hits: dict[str, Hit]) -> list[Hit]:
    """A bare name that a town of our own table shares with its province ("Homs", "Idlib") means the town first."""
    out = []
    for hit in hits.values():
        over = [hits[parent].prior for parent in hit.entry.parents if hit.entry.noted and parent in hits]
        out.append(msgspec.structs.replace(hit, prior=max(hit.prior, max(over) + SEAT)) if over else hit)
    return out


def _typed_hits(name: str) -> list[Hit]:
    """Readings of "Idlib province", "the town of Hass": only places of that sort, where the word says the sort."""
    found = toponyms.without_kind(name)
    if found is None:
        return []
    bare, division = found
    hits = readings(bare)
    if division is None:
        return list(hits)
    kinds = ("province", "district", "region") if division else ("settlement", "site")
    return [hit for hit in hits if hit.entry.precision in kinds]
