"""The record as a text for a terminal: every account with its voices, and every claim with its exact words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.errors import UsageError
from reportedly.model import Account, Claim, Document, Event, Problem, Record, Status
from reportedly.values import PERSON, RULED_OUT
from reportedly.views import book as books
from reportedly.views import phrases
from reportedly.views.book import Book
from reportedly.views.visible import cells, one_line, visible

NARROWEST = 40
"""Columns below which the text cannot be set; ``render`` refuses less."""

NO_EVENT = "No event was read in {}."
NO_EVENT_HINT = (
    "Either the text tells of none of the kinds that are known, or its text was not found on the page. "
    "Look whether the text is all there, and else try the article's plain text as a .txt file."
)
_LONGEST_QUOTE = 400
"""Characters of a quotation that are shown; a terminal reader can open the document for the rest."""

_SGR = {"bold": "1", "dim": "2", "italic": "3", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}
_STATUS_INK: dict[Status, str] = {
    "contested": "yellow",
    "denied": "red",
    "corroborated": "green",
    "projected": "dim",
    "superseded": "dim",
}


@dataclass(frozen=True, slots=True)
class Page:
    """How wide a text is set, in columns, whether in colours, and whether claims and mentions show their ids."""

    width: int
    colour: bool
    ids: bool = False

    def __post_init__(self) -> None:
        if self.width < NARROWEST:
            raise UsageError(f"a width of {self.width} columns is too narrow", hint=f"use {NARROWEST} or more")

    def ink(self, text: str, *names: str) -> str:
        """``text`` in the named inks, where colour is on."""
        codes = ";".join(_SGR[name] for name in names)
        return f"\x1b[{codes}m{text}\x1b[0m" if self.colour and codes else text

    def lines(
        self, text: str, *, first: str = "", rest: str | None = None, inks: tuple[str, ...] = ()
    ) -> Iterator[str]:
        """``text`` wrapped to the width, under a first and a hanging indent."""
        hanging = " " * cells(first) if rest is None else rest
        room = max(16, self.width - max(cells(first), cells(hanging)))
        for at, line in enumerate(wrap(text, room)):
            yield (first if at == 0 else hanging) + self.ink(line, *inks)


def render(record: Record, *, width: int = 100, colour: bool = False) -> str:
    """The record as text of at most ``width`` columns; ``colour`` adds ANSI colours and nothing else.

    Raises UsageError for a width below 40.
    """
    page, book = Page(width, colour), books.open_book(record)
    out: list[str] = []
    for document in record.documents:
        out += [*document_lines(page, book, document), ""]
    out += [*_events(page, book), ""]
    standing = list(_standing(page, book))
    if standing:
        out += [*standing, ""]
    out += _problems(page, book)
    return "\n".join(line.rstrip(" ") for line in out).rstrip("\n") + "\n"


def wrap(text: str, room: int) -> list[str]:
    """Words of ``text`` set in lines of at most ``room`` columns; a word longer than a line is cut."""
    lines: list[str] = []
    line, used = "", 0
    for word in text.split(" "):
        size = cells(word)
        if line and used + 1 + size > room:
            lines.append(line)
            line, used = "", 0
        while size > room:
            head = _head(word, room)
            lines.append(head)
            word = word[len(head) :]
            size = cells(word)
        line, used = (f"{line} {word}", used + 1 + size) if line else (word, size)
    return [*lines, line] if line or not lines else lines


def _head(word: str, room: int) -> str:
    used = 0
    for at, char in enumerate(word):
        used += cells(char)
        if used > room and at:
            return word[:at]
    return word


def document_lines(page: Page, book: Book, document: Document) -> Iterator[str]:
    """A document's title, outlet, date, and what of it was set aside."""
    number = f"[{book.numbers[document.id]}] "
    yield from page.lines(phrases.title_words(document), first=number, inks=("bold",))
    indent = " " * cells(number)
    published = (
        f"published {phrases.when_words(document.published)}" if document.published else "date of publication not known"
    )
    known = [
        one_line(document.publisher) if document.publisher else "publisher not known",
        f"by {one_line(document.byline)}" if document.byline else "",
        published,
    ]
    yield from page.lines(" · ".join(part for part in known if part), first=indent)
    if document.syndicated_from:
        yield from page.lines(f"first published elsewhere: {one_line(document.syndicated_from)}", first=indent)
    if document.url:
        yield from page.lines(visible(document.url), first=indent, inks=("dim",))
    aside = phrases.left_out_words(document)
    if aside:
        yield from page.lines(aside, first=indent, inks=("dim",))


def _events(page: Page, book: Book) -> Iterator[str]:
    if not book.record.events:
        yield page.ink("EVENTS", "bold")
        several = "these reports" if len(book.documents) != 1 else "this report"
        yield from page.lines(NO_EVENT.format(several), first="  ")
        yield from page.lines(NO_EVENT_HINT, first="  ")
        return
    yield page.ink(f"EVENTS ({len(book.record.events)})", "bold")
    for event in books.in_time_order(book):
        yield ""
        yield from event_lines(page, book, event)


def event_lines(page: Page, book: Book, event: Event) -> Iterator[str]:
    """An event with every account, each with its voices, claims and words."""
    when = books.event_when(event)
    date = phrases.when_words(when) if when else "date not known"
    yield from page.lines(f"{date} — {one_line(event.title)}", first="■ ", inks=("bold",))
    extent = {"one": "", "several": "several events told as one", "aggregate": "a total over many events"}[event.extent]
    line = " · ".join(part for part in (phrases.kind_words(event.kind), extent, event.id) if part)
    yield from page.lines(line, first="  ", inks=("dim",))
    for why in event.why:
        yield from page.lines(
            f"joined by the program, not by a report: {one_line(why)}", first="  ~ ", inks=("italic",)
        )
    for slot in books.in_slot_order(list(event.fields)):
        yield from _slot(page, book, event, slot)
    out = [c for c in book.record.claims if c.subject.id == event.id and c.decided in RULED_OUT]
    if out:
        yield f"  {page.ink('Ruled out by people', 'cyan', 'bold')}"
        for claim in out:
            value = phrases.value_words(claim.value, book)
            yield from page.lines(f"{phrases.slot_words(claim.slot)}: {value}", first="    • ", inks=("dim",))
            yield from claim_lines(page, book, claim, "      - ")
    if page.ids:
        yield f"  {page.ink('Mentions', 'cyan', 'bold')}"
        for frame in (f for f in book.record.frames if f.event == event.id):
            number = book.numbers[frame.document]
            yield from page.lines(
                f"“{one_line(frame.trigger.text)}” [{number}] · {frame.id}", first="    • ", inks=("dim",)
            )


def _slot(page: Page, book: Book, event: Event, slot: str) -> Iterator[str]:
    yield f"  {page.ink(phrases.slot_words(slot), 'cyan', 'bold')}"
    for group in books.rival_groups(event.fields[slot]):
        rivals = len(group) > 1
        if rivals:
            yield from page.lines(f"{len(group)} rival accounts", first="    ≠ ", inks=("yellow",))
        for account in group:
            yield from _account(page, book, account, "    │ " if rivals else "    ")
    silent = books.silent_documents(book, event, slot)
    if silent:
        numbers = ", ".join(f"[{n}]" for n in silent)
        yield from page.lines(f"nothing said of this in {numbers}", first="    ", inks=("dim",))


def _account(page: Page, book: Book, account: Account, margin: str) -> Iterator[str]:
    holding, against, deniers = books.sides(book, account)
    inferred = books.is_all_inferred(book, account)
    value = ("~ " if inferred else "") + phrases.value_words(account.value, book)
    status = phrases.STATUSES[account.status]
    voices = phrases.voices_words(account.independent)
    parts = [status] if status == voices.replace("1", "one") else [status, voices]
    if account.status in {"contested", "denied", "superseded"} and account.support != "none":
        parts.append(phrases.SUPPORTS[account.support])
    for relation, ids in (
        ("more exact than", account.refines),
        ("part of", account.part_of),
        ("later figure than", account.updates),
    ):
        named = [phrases.value_words(book.accounts[i].value, book) for i in ids if i in book.accounts]
        if named:
            parts.append(f"{relation} {', '.join(named)}")
    if one_side := phrases.interests_words(account, book):
        parts.append(one_side)
    if inferred:
        parts.append("inferred, no report says it outright")
    inks = (_STATUS_INK[account.status],) if account.status in _STATUS_INK else ()
    standing = " · ".join(parts)
    if cells(f"{margin}• {value}  ({standing})") <= page.width:
        yield f"{margin}• {page.ink(value, 'bold')}  {page.ink(f'({standing})', *inks)}"
    else:
        yield from page.lines(value, first=f"{margin}• ", rest=f"{margin}  ", inks=("bold",))
        yield from page.lines(f"({standing})", first=f"{margin}  ", inks=inks)
    added = phrases.added_words(account.value, book)
    if added:
        yield from page.lines(added, first=f"{margin}  ~ ", rest=f"{margin}    ", inks=("italic",))
    for claim in holding:
        yield from claim_lines(page, book, claim, f"{margin}  - ")
    for claim in against:
        yield from claim_lines(page, book, claim, f"{margin}  ✗ ")
    for name in deniers:
        yield from page.lines(f"denied by {one_line(name)}", first=f"{margin}  ✗ ", inks=("red",))


def claim_lines(page: Page, book: Book, claim: Claim, first: str) -> Iterator[str]:
    """A claim: the chain of voices, its stance, its words and where they stand; ``first`` opens the first line."""
    rest = first[:-2].replace("✗", " ") + "  "
    heading = ", in the heading" if claim.from_heading else ""
    ruled = f" — {phrases.DECIDED[claim.decided]}" if claim.decided else ""
    ruled = ruled or (" — written by a person" if claim.reader == PERSON else "")
    said = f"{phrases.chain_words(claim)} — {phrases.stance_words(claim)}{heading}{ruled}"
    inks = ("red",) if claim.stance == "denies" else ("italic",) if books.is_inferred(claim) else ()
    yield from page.lines(said, first=first, rest=rest, inks=inks)
    document = book.documents.get(claim.document)
    if not claim.evidence or document is None:
        return
    words = claim.evidence[0]
    quote = one_line(words.text)
    if len(quote) > _LONGEST_QUOTE:
        quote = quote[:_LONGEST_QUOTE] + "…"
    where = f"[{book.numbers[document.id]}] {books.where_in(document, words)}, characters {words.start}–{words.end}"
    if page.ids:
        where += f" · {claim.id}"
    yield from page.lines(f"“{quote}” {where}", first=rest, rest=rest, inks=("dim",))
    if claim.basis:
        count = len(claim.basis)
        yield from page.lines(
            f"inferred from {count} claim{'s' * (count != 1)}", first=rest, rest=rest, inks=("italic",)
        )


def _standing(page: Page, book: Book) -> Iterator[str]:
    standing = books.standing_claims(book)
    if not standing:
        return
    yield page.ink("ACTORS AND PLACES", "bold")
    for subject, claims in standing:
        yield from standing_lines(page, book, subject, claims)


def standing_lines(page: Page, book: Book, subject: str, claims: Sequence[Claim]) -> Iterator[str]:
    """An actor or place with what is said of it outside any event."""
    actor, place = book.actors.get(subject), book.places.get(subject)
    name = actor.name if actor else place.name if place else subject
    kind = phrases.kind_words(actor.kind) if actor else place.precision if place else "unknown"
    yield from page.lines(f"{one_line(name)} ({kind})", first="  ", inks=("bold",))
    others = [one_line(n) for n in actor.names if n != actor.name] if actor else []
    if others:
        yield from page.lines(f"also: {', '.join(others)}", first="    ", inks=("dim",))
    for claim in claims:
        value = phrases.value_words(claim.value, book)
        held = f" ({phrases.when_words(claim.valid.when)})" if claim.valid and claim.valid.when else ""
        line = f"{phrases.slot_words(claim.slot)}: {value}{held}"
        yield from page.lines(line, first="    ~ " if books.is_inferred(claim) else "    • ")
        yield from claim_lines(page, book, claim, "      - ")


def _problems(page: Page, book: Book) -> Iterator[str]:
    problems = book.record.problems
    if not problems:
        yield page.ink("No problems while reading.", "dim")
        return
    yield page.ink(f"PROBLEMS ({len(problems)})", "bold")
    for problem in problems:
        yield from page.lines(problem_words(problem, book), first="  ! ", inks=("yellow",))
        if problem.hint:
            yield from page.lines(one_line(problem.hint), first="    ")


def problem_words(problem: Problem, book: Book) -> str:
    """A problem on one line: which document, where, what, and its code."""
    number = book.numbers.get(problem.document) if problem.document else None
    where = f"[{number}] " if number else ""
    if problem.start is not None:
        where += f"characters {problem.start}–{problem.end if problem.end is not None else problem.start}: "
    return f"{where}{one_line(problem.message)} ({problem.code})"
