"""A case at a glance: its events by date, one line or two each, the disputed ones marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportedly.model import Independent
from reportedly.overview import Line
from reportedly.views import phrases
from reportedly.views.terminal import Page
from reportedly.views.visible import cells, one_line

NOTHING = "No event was read in these reports."
MORE = "reportedly show CASE ID shows one of them whole; ids may be cut short."


def render(
    lines: Sequence[Line], name: str, *, reports: int, problems: int, width: int = 100, colour: bool = False
) -> str:
    """The timeline of a case as text of at most ``width`` columns; UsageError for a width below 40.

    Events of which nothing is said but that they were stand last.
    """
    page = Page(width, colour)
    told = [line for line in lines if not line.passing]
    passing = [line for line in lines if line.passing]
    disputed = sum(1 for line in lines if line.rivals or line.denied)
    size = [one_line(name), count(reports, "report"), count(len(told), "event")]
    size += [f"{disputed} disputed"] * bool(disputed) + [count(problems, "problem")] * bool(problems)
    out = list(page.lines(" · ".join(size), inks=("bold",)))
    if not lines:
        return "\n".join([*out, "", NOTHING]) + "\n"
    for line in told:
        out += ["", *_lines(page, line)]
    if passing:
        out += ["", page.ink(f"Only mentioned ({len(passing)})", "dim")]
        for line in passing:
            out += page.lines(f"{one_line(line.title)} · {line.event}", first="  ", inks=("dim",))
    out += ["", page.ink(MORE, "dim")]
    return "\n".join(line.rstrip(" ") for line in out) + "\n"


def count(number: int, thing: str) -> str:
    """``1 report``, ``2 reports``."""
    return f"{number:,} {thing}{'s' * (number != 1)}"


def _lines(page: Page, line: Line) -> Iterator[str]:
    date = phrases.when_words(line.when) if line.when else "date not known"
    disputes = _disputes(line)
    mark = "≠ " if disputes else "■ "
    inks = ("yellow", "bold") if disputes else ("bold",)
    yield from page.lines(f"{date} — {one_line(line.title)}", first=mark, rest="  ", inks=inks)
    voices = phrases.voices_words(Independent(low=line.voices_low, high=line.voices_high))
    parts = [line.event, count(len(line.documents), "report")]
    parts += [f"at most {voices} for one value"] * bool(line.voices_high)
    yield from page.lines(" · ".join(parts), first=" " * cells(mark), inks=("dim",))
    if disputes:
        yield from page.lines(disputes, first=" " * cells(mark), inks=("yellow",))


def _disputes(line: Line) -> str:
    """What is disputed of an event: "rival accounts: motive; denied: what"; "" for nothing."""
    told = (("rival accounts", line.rivals), ("denied", line.denied))
    return "; ".join(
        f"{name}: {', '.join(phrases.slot_words(s).lower() for s in slots)}" for name, slots in told if slots
    )
