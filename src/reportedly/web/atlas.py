"""The map: where accounts put the wanted events, as a page and as JSON for its script."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import msgspec
from starlette.responses import FileResponse, Response

from reportedly.case import Case
from reportedly.case.rows import OnMap, Wanted
from reportedly.model import Place
from reportedly.views import worldmap
from reportedly.web.asked import Asked, wanted
from reportedly.web.drawing import draw

FILTERS = ("words", "kinds", "place", "actor", "voice", "status", "reviewed", "after", "passing")
"""What the map is narrowed to beside days; the words of the timeline's own address."""

_DRAWN = 200
"""Places in the drawing for browsers without scripts: more than that cannot be told apart, and take seconds to draw."""


class Mapped(msgspec.Struct, frozen=True, kw_only=True):
    """Places of the wanted events, most events first.

    ``unplaced`` are events without any place that has coordinates; ``months`` how many begin in each month ("2016-04").
    ``undated`` are, where days are asked for, the events left out because no year of theirs is known; else those of no
    known month.
    """

    places: tuple[OnMap, ...]
    unplaced: int
    months: tuple[tuple[str, int], ...]
    undated: int


def page(asked: Asked) -> Response:
    """The map and the list of its places; with ``drawn=1`` (browsers without scripts) a drawing in place of the map."""
    narrowed = wanted(asked)
    with asked.desk.case() as case:
        found = mapped(case, narrowed)
    drawn = asked.word("drawn") == "1"
    return draw(
        asked,
        "map.html",
        found=found,
        drawn=drawn,
        drawing=worldmap.draw(tuple(_place(p) for p in found.places[:_DRAWN])) if drawn else None,
        chosen=[(k, v) for k, v in asked.words() if k in FILTERS and v],
        first=narrowed.first,
        last=narrowed.last,
    )


def outlines(asked: Asked) -> Response:
    """The table of country outlines, which comes with the views."""
    return FileResponse(
        Path(str(files("reportedly.views").joinpath("static", "countries-50m.json"))), media_type="application/json"
    )


def mapped(case: Case, narrowed: Wanted) -> Mapped:
    """Where and when the wanted events are; names stand as reports write them and are text, never markup."""
    places, unplaced = case.on_map(narrowed)
    months = tuple(case.months(narrowed))
    timeline = case.timeline(narrowed, limit=1)
    by_day = narrowed.first or narrowed.last
    undated = timeline.undated if by_day else timeline.total - sum(n for _, n in months)
    return Mapped(places=tuple(places), unplaced=unplaced, months=months, undated=undated)


def _place(spot: OnMap) -> Place:
    """The place as the drawing takes it; its id is the key."""
    return Place(
        id=spot.key,
        name=spot.name,
        lat=spot.lat,
        lon=spot.lon,
        precision=spot.precision,
        extent=spot.extent,
        country=spot.country,
    )
