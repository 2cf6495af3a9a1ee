"""A small server of the page of places: the template, its static files and invented places, under the desk's policy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import jinja2
import uvicorn
from starlette.applications import Starlette
from starlette.responses import FileResponse, HTMLResponse, JSONResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from reportedly.model import Place, Reach
from reportedly.views import worldmap

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HOSTILE = '<img src=x onerror="alert(1)">\u202eTown'
BASE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/base.css"><title>{% block title %}{% endblock %}</title></head>
<body><main>{% block main %}{% endblock %}</main>{% block scripts %}{% endblock %}</body></html>"""
STYLE = """body { margin: 1rem; font: 15px/1.45 system-ui, sans-serif; background: #f7f5f0; color: #1d1f21 }
@media (prefers-color-scheme: dark) { body { background: #17191b; color: #e9e6df } a { color: #7fc1ec } }"""


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


def answer(first: str = "", last: str = "") -> dict[str, Any]:
    """What /api/map says of the events between two days."""
    shown = []
    for held in PLACES:
        months = [m for m in held["months"] if (not first or m >= first[:7]) and (not last or m <= last[:7])]
        if months:
            shown.append({**{k: v for k, v in held.items() if k != "months"}, "events": len(months)})
    every = sorted(m for held in PLACES for m in held["months"])
    return {
        "places": sorted(shown, key=lambda p: -p["events"]),
        "unplaced": 3,
        "months": [[m, every.count(m)] for m in sorted(set(every))],
        "undated": 2,
    }


def _page(request: Request) -> HTMLResponse:
    words = {k: v for k, v in request.query_params.items() if k in ("first", "last")}
    told = answer(**words)
    places = [SimpleNamespace(**p) for p in told["places"]]
    drawn = tuple(
        Place(
            id=p.key, name=p.name, lat=p.lat, lon=p.lon, precision=p.precision, country=p.country,
            extent=Reach(**p.extent) if p.extent else None,
        )
        for p in places
    )  # fmt: skip
    templates = jinja2.ChoiceLoader([jinja2.DictLoader({"base.html": BASE}), jinja2.PackageLoader("reportedly.web")])
    pages = jinja2.Environment(loader=templates, autoescape=True, undefined=jinja2.StrictUndefined)
    html = pages.get_template("map.html").render(
        drawing=worldmap.draw(drawn), places=places, unplaced=told["unplaced"], undated=told["undated"],
        chosen=[(k, v) for k, v in request.query_params.multi_items() if k not in ("first", "last")],
        first=words.get("first", ""), last=words.get("last", ""),
    )  # fmt: skip
    return HTMLResponse(html)


def _guarded(app: ASGIApp) -> ASGIApp:
    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Any) -> None:
            if message["type"] == "http.response.start":
                message["headers"].append((b"content-security-policy", POLICY.encode()))
            await send(message)

        await app(scope, receive, sent)

    return guard


def site(asked: list[dict[str, list[str]]]) -> ASGIApp:
    """The site; each call of /api/map is noted in ``asked``. With the word "broken" and a first day it fails."""

    def api(request: Request) -> JSONResponse:
        asked.append({k: request.query_params.getlist(k) for k in request.query_params})
        if request.query_params.get("words") == "broken" and "first" in request.query_params:
            return JSONResponse({"error": "the case cannot be read"}, status_code=500)
        return JSONResponse(answer(request.query_params.get("first", ""), request.query_params.get("last", "")))

    outlines = Path(str(files("reportedly.views").joinpath("static", "countries-50m.json")))
    static = Path(str(files("reportedly.web").joinpath("static")))
    return _guarded(
        Starlette(
            routes=[
                Route("/map", _page),
                Route("/api/map", api),
                Route("/base.css", lambda _: HTMLResponse(STYLE, media_type="text/css")),
                Route("/static/countries-50m.json", lambda _: FileResponse(outlines)),
                Mount("/static", StaticFiles(directory=static)),
            ]
        )
    )


@contextmanager
def serving(app: ASGIApp) -> Iterator[str]:
    """``app`` on a free port of this machine; gives its address."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="off"))
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
