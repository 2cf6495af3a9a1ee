"""Who answers whom, as a text: what one voice says, and under it what another says against it, in the words of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from reportedly import answers
from reportedly.answers import Answer, Side
from reportedly.model import Record
from reportedly.views import book as books
from reportedly.views import phrases
from reportedly.views.book import Book
from reportedly.views.visible import one_line

NOBODY = "Nobody in these reports answers another."


def render(record: Record) -> str:
    """The answers of a record by event and slot; a line for each side, with its report's number and its words."""
    book = books.open_book(record)
    return "\n".join(lines(answers.of_record(record), book)) + "\n"


def lines(found: Sequence[Answer], book: Book) -> Iterator[str]:
    """The answers given, by event and slot."""
    if not found:
        yield NOBODY
        return
    at: tuple[str, str] | None = None
    for answer in found:
        if at != (answer.event, answer.slot):
            at = (answer.event, answer.slot)
            yield f"■ {one_line(book.events[answer.event].title)} · {phrases.slot_words(answer.slot)}"
        if answer.said is not None:
            yield f"    {_side(answer.said, book)}"
        yield f"  {_SIGNS[answer.relation]} {_relation(answer, book)}{_order(answer)}: {_side(answer.answer, book)}"


_SIGNS: dict[answers.Relation, str] = {"denies": "✗", "disputes": "≠", "raises": "↑", "corrects": "→", "responds": "↩"}


def _relation(answer: Answer, book: Book) -> str:
    match answer.relation:
        case "denies":
            return "denied" if answer.said is not None else "denied, though nobody in these reports says so"
        case "disputes":
            return "disputed"
        case "raises":
            return "a later, higher figure"
        case "corrects":
            return "corrected by the same voice"
        case "responds":
            known = book.events.get(answer.to_event) if answer.to_event else None
            return f"in response to {one_line(known.title)}" if known else "a response"
        case _:
            assert_never(answer.relation)


def _order(answer: Answer) -> str:
    if answer.said is None or answer.relation not in ("denies", "disputes"):
        return ""
    return {
        "said": " later",
        "answer": " before",
        "same": "",
        None: " (which came first is not known)",
    }[answer.first]


def _side(side: Side, book: Book) -> str:
    """``the Monitor Group [2]: “Four people” (concluded, not stated)``."""
    how = f" ({phrases.STANCES[side.stance]})" if side.stance not in ("asserts", "denies") else ""
    return f"{one_line(side.name)} [{book.numbers[side.document]}]: “{one_line(side.words)}”{how}"
