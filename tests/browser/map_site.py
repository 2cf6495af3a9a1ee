"""The desk over a case that is not there: invented places, whose geography the page of the map is tested on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import msgspec
import uvicorn
from starlette.applications import Starlette

from reportedly.case.rows import OnMap, Wanted
from reportedly.web.app import make_app
from reportedly.web.desk import Settings

TOKEN = "a-token-for-tests"
HOSTILE = '<img src=x onerror="alert(1)">\u202eTown'


def place(
    key: str, name: str, lat: float, lon: float, precision: str, months: Sequence[str], **more: Any
) -> dict[str, Any]:
    """A place as /api/map gives it, with the months of its events."""
    return {
        "key": key,
        "name": name,
        "lat": lat,
        "lon": lon,
        "precision": precision,
        "extent": more.get("extent"),
        "country": more.get("country"),
        "months": months,
    }


PLACES = [
    place("t1", "Deir Halma", 35.33, 40.14, "settlement", ["2016-04"] * 19 + ["2016-05"] * 21, country="SY"),
    place("t2", HOSTILE, 34.80, 40.60, "settlement", ["2016-06"] * 4, country="SY"),
    place("t3", "Kafr Dor", 35.36, 40.20, "settlement", ["2016-04"] * 3, country="SY"),
    place("t4", "Crossing of the two rivers at the northern market", 33.4, 38.9, "site", ["2016-09"], country="SY"),
    place("d1", "Halma District", 35.2, 40.3, "district", ["2016-05"] * 5, extent={"radius_km": 35}, country="SY"),
    place("v1", "Marra Province", 34.9, 38.6, "province", ["2016-04"] * 8, extent={"bbox": [37.2, 33.9, 39.9, 35.6]}, country="SY"),
    place("r1", "the Badia", 33.6, 37.9, "region", ["2016-07"] * 2),
    place("c1", "Syria", 35.0, 38.0, "country", ["2016-08"] * 12, country="SY"),
    place("c2", "Russian Federation", 60.0, 100.0, "country", ["2016-08"] * 2, country="RU"),
    place("c3", "Fiji", -18.0, 178.0, "country", ["2015-11"], country="FJ"),
    place("x1", "Over the Meridian", 66.0, 179.0, "province", ["2015-11"], extent={"bbox": [170.0, 62.0, -170.0, 70.0]}, country="RU"),
]  # fmt: skip


UNPLACED = 3
UNDATED = 2


class InventedCase:
    """Answers what the page of the map asks of a case; ``asked`` gets what the places are asked for by."""

    def __init__(self, asked: list[Wanted]) -> None:
        self._asked = asked

    def _months(self, wanted: Wanted) -> list[str]:
        every = sorted(m for held in PLACES for m in held["months"])
        return [m for m in every if _within(m, wanted)]

    def coded_now(self, person: str) -> tuple[()]:
        return ()

    def on_map(self, wanted: Wanted) -> tuple[list[OnMap], int]:
        self._asked.append(wanted)
        if wanted.words == "broken" and wanted.first:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise error
        spots = []
        for held in PLACES:
            events = sum(_within(m, wanted) for m in held["months"])
            if events:
                spots.append(msgspec.convert({**held, "events": events}, OnMap))
        return sorted(spots, key=lambda s: -s.events), UNPLACED

    def months(self, wanted: Wanted) -> list[tuple[str, int]]:
        shown = self._months(wanted)
        return [(m, shown.count(m)) for m in sorted(set(shown))]

    def timeline(self, wanted: Wanted, *, skip: int = 0, limit: int = 100) -> Any:
        by_day = bool(wanted.first or wanted.last)
        total = len(self._months(wanted)) + UNDATED * (not by_day)
        return SimpleNamespace(total=total, undated=UNDATED * by_day)


def _within(month: str, wanted: Wanted) -> bool:
    return (not wanted.first or month >= wanted.first[:7]) and (not wanted.last or month <= wanted.last[:7])


def site(asked: list[Wanted]) -> Starlette:
    """The desk over the invented case. With the word "broken" and a first day the case fails."""
    app = make_app(Settings(case=Path("invented.case"), who="Rania", token=TOKEN), {})

    @contextmanager
    def case() -> Iterator[InventedCase]:
        yield InventedCase(asked)

    app.state.desk.case = case
    return app


@contextmanager
def serving(app: Starlette) -> Iterator[str]:
    """``app`` on a free port of this machine; gives its address."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", ws="none"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
        if not thread.is_alive():
            raise RuntimeError("the server did not start")
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(5)
