"""Pages drawn from templates: all text of reports is escaped, and what would hide or command in it is made visible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.responses import HTMLResponse

from reportedly import __version__
from reportedly.views import phrases
from reportedly.views.html import environment
from reportedly.views.visible import one_line
from reportedly.web.asked import PER_PAGE, Asked, address
from reportedly.web.marks import KINDS, change_words, found_words

if TYPE_CHECKING:
    import jinja2

PAGES: tuple[tuple[str, str, str], ...] = (
    ("/", "Timeline", "t"),
    ("/documents", "Documents", "d"),
    ("/actors", "Actors", "a"),
    ("/voices", "Voices", "v"),
    ("/map", "Map", "m"),
    ("/questions", "Same?", "q"),
    ("/problems", "Problems", "p"),
    ("/history", "History", "h"),
    ("/coding", "Coding", "c"),
    ("/add", "Add", "n"),
)
"""Where the desk's bar leads: address, name, and the key that follows ``g``."""


def draw(asked: Asked, template: str, *, status: int = 200, **context: object) -> HTMLResponse:
    """A page of the desk; ``context`` may say otherwise than what every page is given."""
    always = {
        "asked": asked,
        "session": asked.session,
        "settings": asked.desk.settings,
        "case_name": asked.desk.settings.case.name,
        "pages": PAGES,
        "here": asked.request.url.path,
        "this": _this(asked),
        "done": asked.word("done"),
        "may_review": asked.may_review(),
        "version": __version__,
    }
    text = _environment().get_template(template).render(always | context)
    return HTMLResponse(text, status)


def draw_door(
    asked: Asked, *, then: str, fault: str = "", status: int = 200, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """The form at which people sign in, who have no session yet."""
    text = (
        _environment()
        .get_template("login.html")
        .render(case_name=asked.desk.settings.case.name, then=then, fault=fault)
    )
    return HTMLResponse(text, status, headers)


def _this(asked: Asked) -> str:
    """The address of the page itself, to come back to."""
    return address(asked)


def pages_of(total: int) -> int:
    """How many pages a list of so many rows has; at least one."""
    return max(1, ceil(total / PER_PAGE))


def query(pairs: Iterable[tuple[str, object]]) -> str:
    """Parameters as a query; empty ones are left out."""
    return urlencode([(k, str(v)) for k, v in pairs if v is not None and v != ""])


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 event", "3 events"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def sentence(words: str) -> str:
    """Words as they stand in a sentence of their own: with a capital before and a full stop behind."""
    plain = one_line(words).rstrip(".")
    return f"{plain[:1].upper()}{plain[1:]}." if plain else ""


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    made = environment("reportedly.web")
    made.filters["sentence"] = sentence
    made.globals.update(
        address=address,
        change_words=change_words,
        counted=counted,
        kinds=KINDS,
        pages_of=pages_of,
        per_page=PER_PAGE,
        pieces=found_words,
        query=query,
        states=phrases.STATES,
    )
    return made
