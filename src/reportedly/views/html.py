"""The record as one page that needs nothing else: no network, no server, and no script to be read.

The page may be mailed, archived and opened years later.  Its content security policy admits its own style and script by
their hashes and nothing else; all text of the reports is escaped; what the reports say is set in a serif face and what
this program adds in a sans-serif one, marked with a tilde.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reportedly import __version__
from reportedly.model import Record
from reportedly.views import book as books
from reportedly.views import pane, phrases, worldmap
from reportedly.views.book import Book
from reportedly.views.terminal import NO_EVENT, NO_EVENT_HINT, problem_words
from reportedly.views.visible import one_line, visible

if TYPE_CHECKING:
    import jinja2

# "</script>" must not end the data block, and U+2028/9 end a line in older JavaScript (ECMA-262 before 2019).
_JSON_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def render(record: Record) -> str:
    """``record`` as one self-contained HTML page. Raises DataError where the package's own files are missing."""
    book = books.open_book(record)
    events = books.in_time_order(book)
    places = books.named_places(book)
    style, script = _part("static/record.css"), _part("static/record.js")
    return (
        _environment()
        .get_template("record.html")
        .render(
            policy=policy(style, script),
            style=style,
            script=script,
            data=embedded(evidence(book)),
            version=__version__,
            book=book,
            record=record,
            events=events,
            places=places,
            drawing=worldmap.draw(tuple(book.places[p] for p in places)),
            unplaced=books.unplaced_names(book),
            standing=books.standing_claims(book),
            no_event=NO_EVENT.format("these reports" if len(record.documents) != 1 else "this report"),
            no_event_hint=NO_EVENT_HINT,
        )
    )


def policy(style: str, script: str) -> str:
    """The content security policy: nothing from anywhere, but this style and this script."""
    return (
        f"default-src 'none'; style-src '{_source(style)}'; script-src '{_source(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def evidence(book: Book) -> dict[str, tuple[int, list[tuple[int, int]]]]:
    """What the script needs: for each claim the number of its document and the offsets of its words."""
    return {
        c.id: (book.numbers[c.document], pane.spans_of(c)) for c in book.record.claims if c.document in book.numbers
    }


def embedded(data: object) -> str:
    """``data`` as JSON that can stand inside a script element."""
    raw = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return "".join(_JSON_ESCAPES.get(char, char) for char in raw)


def web_link(address: str | None) -> str:
    """``address`` where it is an http(s) address and may be a link; empty for all others (``javascript:`` …)."""
    if address is None:
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in {"http", "https"} and parts.netloc else ""


def _source(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _part(name: str) -> str:
    return files("reportedly.views").joinpath(name).read_text("utf-8")


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    return environment("reportedly.views")


def environment(package: str) -> jinja2.Environment:
    """The templates of a package: all text is escaped, what would hide or command in it can be made visible, and the words and
    look-ups of views are at hand.
    """
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: files(package).joinpath("templates", name).read_text("utf-8")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["plain"] = one_line
    made.filters["visible"] = visible
    made.globals.update(
        pane=pane,
        words=phrases,
        books=books,
        web_link=web_link,
        problem_words=problem_words,
        slot_order=books.in_slot_order,
    )
    return made
