"""One thing of a case in full, as text: an event, a document with its voices, an actor with what it did and said."""

from __future__ import annotations

from collections.abc import Iterator

from reportedly import answers, figures
from reportedly.figures import Figures
from reportedly.model import Actor, ActorValue, Claim, Document, Record, Statement
from reportedly.views import book as books
from reportedly.views import phrases
from reportedly.views.answers import lines as answer_lines
from reportedly.views.book import Book
from reportedly.views.terminal import Page, claim_lines, document_lines, event_lines, standing_lines
from reportedly.views.visible import one_line

_LONGEST = 300
"""Characters of a statement's content that are shown."""


def event(record: Record, event_id: str, *, width: int = 100, colour: bool = False) -> str:
    """An event with all its accounts, and the documents that tell of it."""
    page, book = Page(width, colour, ids=True), books.open_book(record)
    found = book.events[event_id]
    telling = {c.document for c in books.event_claims(book, found)}
    telling |= {book.frame_documents[f] for f in found.frames if f in book.frame_documents}
    out: list[str] = []
    for document in record.documents:
        if document.id in telling:
            out += [*document_lines(page, book, document), ""]
    out += event_lines(page, book, found)
    counted = [f for f in figures.of_record(record) if f.event == event_id and len(f.by_voice) > 1]
    if counted:
        out += ["", page.ink("FIGURES BY VOICE", "bold")]
        for cell in counted:
            out += _figures(page, cell)
    answered = [a for a in answers.of_record(record) if a.event == event_id]
    if answered:
        out += ["", page.ink("WHO ANSWERS WHOM", "bold")]
        out += [
            line
            for told in answer_lines(answered, book)
            for line in page.lines(told.strip(), first="  ", rest="      ")
        ]
    return _text(out)


def _figures(page: Page, cell: Figures) -> Iterator[str]:
    """A cell's low, best and high, then what each voice gives."""
    counted = " ".join(
        p for p in (phrases.slot_words(cell.slot).lower(), cell.class_ if cell.class_ != "unknown" else cell.unit) if p
    )
    part = " (part of another figure)" if cell.is_part else ""
    best = _ends(cell.best.low, cell.best.high) if cell.best is not None else "none"
    high = (
        f"{cell.high} or more"
        if cell.open_above and cell.high is not None
        else str(cell.high if cell.high is not None else "?")
    )
    low = str(cell.low if cell.low is not None else "?")
    yield from page.lines(f"{counted}{part}: low {low} · best {best} · high {high}", first="  ")
    yield from page.lines(cell.why, first="    ~ ", inks=("italic",))
    for f in cell.by_voice:
        replaced = "; replaced since" if f.replaced else "" if f.stands else "; not held as a fact"
        yield from page.lines(
            f"{one_line(f.name)}: {_ends(f.low, f.high)} “{one_line(f.words)}”{replaced}", first="    • "
        )


def _ends(low: int | None, high: int | None) -> str:
    if low == high:
        return "not known" if low is None else str(low)
    return f"at least {low}" if high is None else f"up to {high}" if low is None else f"{low}-{high}"


def document(record: Record, document_id: str, *, width: int = 100, colour: bool = False) -> str:
    """A document: what it is, every voice in it (nested ones set in), the events it tells of, and its problems."""
    page, book = Page(width, colour, ids=True), books.open_book(record)
    found = book.documents[document_id]
    out = [*document_lines(page, book, found)]
    info = found.capture
    out += page.lines(
        f"{found.id} · {info.media_type}, {info.bytes:,} bytes, taken {info.taken_at} from {one_line(info.from_)}",
        first="    ",
        inks=("dim",),
    )
    out += page.lines(f"sha256 {info.sha256}", first="    ", inks=("dim",))
    statements = [s for s in record.statements if s.document == document_id]
    out += ["", page.ink(f"VOICES ({len(statements)})", "bold"), *_voices(page, statements)]
    events = [
        e for e in books.in_time_order(book) if any(c.document == document_id for c in books.event_claims(book, e))
    ]
    out += ["", page.ink(f"EVENTS ({len(events)})", "bold")]
    for e in events:
        own = [c for c in books.event_claims(book, e) if c.document == document_id]
        out += page.lines(f"{one_line(e.title)} · {e.id} · {len(own)} claims here", first="  ■ ")
    problems = [p for p in record.problems if p.document == document_id]
    if problems:
        out += ["", page.ink(f"PROBLEMS ({len(problems)})", "bold")]
        for p in problems:
            out += page.lines(f"{one_line(p.message)} ({p.code})", first="  ! ", inks=("yellow",))
    return _text(out)


def _voices(page: Page, statements: list[Statement]) -> Iterator[str]:
    inside: dict[str | None, list[Statement]] = {}
    known = {s.id for s in statements}
    for s in statements:
        inside.setdefault(s.within if s.within in known else None, []).append(s)

    def lines(outer: str | None, depth: int) -> Iterator[str]:
        for s in sorted(inside.get(outer, []), key=lambda s: s.content[0].start if s.content else 0):
            who = one_line(s.speaker.name) if s.speaker is not None else "somebody who is not named"
            cue = f" “{one_line(s.cue.text)}”" if s.cue is not None else ""
            words = " … ".join(one_line(span.text) for span in s.content)
            quoted = f"{words[:_LONGEST]}…" if len(words) > _LONGEST else words
            margin = "  " + "    " * depth
            yield from page.lines(f"{who}{cue} — {phrases.STANCES[s.stance]}", first=f"{margin}- ", rest=f"{margin}  ")
            yield from page.lines(f"“{quoted}”", first=f"{margin}  ", inks=("dim",))
            yield from lines(s.id, depth + 1)

    yield from lines(None, 0)


def actor(record: Record, actor_id: str, *, width: int = 100, colour: bool = False) -> str:
    """An actor: its names, what is said of it, the events it has a part in by role, and what it is quoted with."""
    page, book = Page(width, colour, ids=True), books.open_book(record)
    found = book.actors[actor_id]
    out = [*page.lines(f"{one_line(found.name)} ({phrases.kind_words(found.kind)})", inks=("bold",))]
    out += page.lines(_known(found), first="  ", inks=("dim",))
    for subject, claims in books.standing_claims(book):
        if subject == actor_id:
            out += ["", page.ink("SAID OF IT", "bold"), *standing_lines(page, book, subject, claims)]
    roles = _roles(book, actor_id)
    for slot in books.in_slot_order(list(roles)):
        out += ["", page.ink(phrases.slot_words(slot).upper(), "bold")]
        for title, claims in roles[slot]:
            out += page.lines(title, first="  ■ ")
            for c in claims:
                out += claim_lines(page, book, c, "    - ")
    said = [s for s in record.statements if s.speaker is not None and s.speaker.actor == actor_id]
    if said:
        out += ["", page.ink(f"SAYS ({len(said)})", "bold")]
        for d in record.documents:
            own = [s for s in said if s.document == d.id]
            if own:
                out += page.lines(_titled(d), first=f"  [{book.numbers[d.id]}] ", inks=("dim",))
                out += _voices(page, own)
    return _text(out)


def _titled(found: Document) -> str:
    return phrases.title_words(found)


def _known(found: Actor) -> str:
    names = ", ".join(one_line(n) for n in found.names if n != found.name)
    public = {True: "public body or person", False: "private", None: "private as far as is known"}[found.public]
    return " · ".join(p for p in (found.id, f"also: {names}" if names else "", public) if p)


def _roles(book: Book, actor_id: str) -> dict[str, list[tuple[str, list[Claim]]]]:
    """By slot the events in which somebody gives the actor that part, with those claims."""
    roles: dict[str, list[tuple[str, list[Claim]]]] = {}
    for e in books.in_time_order(book):
        for slot in e.fields:
            own = [
                c
                for c in books.event_claims(book, e)
                if c.slot == slot and isinstance(c.value, ActorValue) and c.value.actor == actor_id
            ]
            if own:
                roles.setdefault(slot, []).append((f"{one_line(e.title)} · {e.id}", own))
    return roles


def _text(lines: list[str]) -> str:
    return "\n".join(line.rstrip(" ") for line in lines).rstrip("\n") + "\n"
