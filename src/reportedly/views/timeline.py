"""A case at a glance: its events by date, one line or two each, the disputed ones marked."""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.model import Event, Record
from reportedly.views import book as books
from reportedly.views import phrases
from reportedly.views.book import Book
from reportedly.views.terminal import Page
from reportedly.views.visible import cells, one_line

NOTHING = "No event was read in these reports."
MORE = "reportedly show CASE ID shows one of them whole; ids may be cut short."

_PASSING = frozenset({"kind", "same_as", "part_of", "after", "response_to", "times"})


def render(record: Record, name: str, *, width: int = 100, colour: bool = False) -> str:
    """The timeline of a case as text of at most ``width`` columns; UsageError for a width below 40.

    Events of which nothing is said but that they were stand last.
    """
    page, book = Page(width, colour), books.open_book(record)
    ordered = books.in_time_order(book)
    told = [e for e in ordered if e.fields.keys() - _PASSING]
    passing = [e for e in ordered if not e.fields.keys() - _PASSING]
    disputed = sum(1 for e in ordered if _disputes(book, e))
    out = list(page.lines(_size(record, name, len(told), disputed), inks=("bold",)))
    if not ordered:
        out += ["", NOTHING]
    for event in told:
        out += ["", *_lines(page, book, event)]
    if passing:
        out += ["", page.ink(f"Only mentioned ({len(passing)})", "dim")]
        out += [
            line for e in passing for line in page.lines(f"{one_line(e.title)} · {e.id}", first="  ", inks=("dim",))
        ]
    if ordered:
        out += ["", page.ink(MORE, "dim")]
    return "\n".join(line.rstrip(" ") for line in out) + "\n"


def _size(record: Record, name: str, events: int, disputed: int) -> str:
    parts = [
        one_line(name),
        count(len(record.documents), "report"),
        count(events, "event"),
        f"{disputed} disputed" if disputed else "",
        count(len(record.problems), "problem") if record.problems else "",
    ]
    return " · ".join(p for p in parts if p)


def count(number: int, thing: str) -> str:
    """``1 report``, ``2 reports``."""
    return f"{number:,} {thing}{'s' * (number != 1)}"


def _lines(page: Page, book: Book, event: Event) -> Iterator[str]:
    when = books.event_when(event)
    date = phrases.when_words(when) if when else "date not known"
    disputes = _disputes(book, event)
    mark = "≠ " if disputes else "■ "
    yield from page.lines(
        f"{date} — {one_line(event.title)}", first=mark, rest="  ", inks=("yellow", "bold") if disputes else ("bold",)
    )
    documents = {c.document for c in books.event_claims(book, event)}
    voices = max((a for accounts in event.fields.values() for a in accounts), key=lambda a: (a.independent.high, a.id))
    parts = [
        event.id,
        count(len(documents), "report"),
        f"at most {phrases.voices_words(voices.independent)} for one value" if voices.independent.high else "",
    ]
    yield from page.lines(" · ".join(p for p in parts if p), first=" " * cells(mark), inks=("dim",))
    if disputes:
        yield from page.lines(disputes, first=" " * cells(mark), inks=("yellow",))


def _disputes(book: Book, event: Event) -> str:
    """What is disputed of an event: "two accounts or more: motive; denied: kind"; "" for nothing."""
    rival, denied = [], []
    for slot in books.in_slot_order(list(event.fields)):
        accounts = event.fields[slot]
        if any(len(g) > 1 for g in books.rival_groups(accounts)):
            rival.append(phrases.slot_words(slot).lower())
        elif any(a.status == "denied" or any(books.sides(book, a)[1:]) for a in accounts):
            denied.append(phrases.slot_words(slot).lower())
    parts = [f"rival accounts: {', '.join(rival)}" if rival else "", f"denied: {', '.join(denied)}" if denied else ""]
    return "; ".join(p for p in parts if p)
