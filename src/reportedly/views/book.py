"""What a view looks up while it shows a record: things by their ids, the order of events, who is rival to whom.

Nothing here decides anything: rivals, denials and voices were found when the record was built, and are only read.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from reportedly.model import Account, Actor, Claim, Document, Event, Place, PlaceValue, Record, Span, Voice
from reportedly.overview import event_when as event_when
from reportedly.overview import time_key
from reportedly.values import ACTOR_STANDING_SLOTS, EVENT_SLOTS, PLACE_STANDING_SLOTS, RULED_OUT

_SLOT_ORDER = {slot: at for at, slot in enumerate((*EVENT_SLOTS, *ACTOR_STANDING_SLOTS, *PLACE_STANDING_SLOTS))}


@dataclass(frozen=True, slots=True)
class Book:
    """A record with its things by id. ``numbers`` counts documents from 1, in the record's order."""

    record: Record
    numbers: dict[str, int]
    documents: dict[str, Document]
    claims: dict[str, Claim]
    actors: dict[str, Actor]
    places: dict[str, Place]
    voices: dict[str, Voice]
    events: dict[str, Event]
    accounts: dict[str, Account]
    frame_documents: dict[str, str]


def open_book(record: Record) -> Book:
    """The look-ups of ``record``."""
    return Book(
        record=record,
        numbers={d.id: n for n, d in enumerate(record.documents, 1)},
        documents={d.id: d for d in record.documents},
        claims={c.id: c for c in record.claims},
        actors={a.id: a for a in record.actors},
        places={p.id: p for p in record.places},
        voices={v.id: v for v in record.voices},
        events={e.id: e for e in record.events},
        accounts={a.id: a for e in record.events for a in chain.from_iterable(e.fields.values())},
        frame_documents={f.id: f.document for f in record.frames},
    )


def in_slot_order(slots: list[str]) -> list[str]:
    """Slots in the order of the record format; slots that it does not know come last, by name."""
    return sorted(slots, key=lambda slot: (_SLOT_ORDER.get(slot, len(_SLOT_ORDER)), slot))


def in_time_order(book: Book) -> list[Event]:
    """Events by their date: full years first, then days whose year no report gives, then events without a date.

    A day of an unknown year cannot be ordered against a full date, so it stands apart.  Equal dates keep the order
    in which the reports tell them.
    """
    told = {e.id: _told(book, e, at) for at, e in enumerate(book.record.events)}
    return sorted(book.record.events, key=lambda e: (time_key(event_when(e)), told[e.id]))


def _told(book: Book, event: Event, at: int) -> tuple[int, int, int]:
    firsts = [
        (book.numbers.get(claim.document, 0), claim.evidence[0].start)
        for claim in event_claims(book, event)
        if claim.evidence
    ]
    return (*min(firsts), at) if firsts else (len(book.numbers) + 1, 0, at)


def event_claims(book: Book, event: Event) -> list[Claim]:
    """Every claim in the accounts of an event, denials included, each once."""
    ids = dict.fromkeys(
        cid
        for accounts in event.fields.values()
        for account in accounts
        for cid in (*account.claims, *account.denied_by)
    )
    return [book.claims[cid] for cid in ids if cid in book.claims]


def sides(book: Book, account: Account) -> tuple[list[Claim], list[Claim], list[str]]:
    """The claims that hold an account, those that deny it, and names of deniers who are known only as voices."""
    listed = [book.claims[cid] for cid in account.claims if cid in book.claims]
    against = [c for c in listed if c.stance == "denies"]
    names: list[str] = []
    for denier in account.denied_by:
        if denier in book.claims:
            against.append(book.claims[denier])
        elif denier in book.accounts:
            against.extend(book.claims[c] for c in book.accounts[denier].claims if c in book.claims)
        elif denier in book.voices:
            names.append(book.voices[denier].speaker or "the outlet")
    against = list({c.id: c for c in against}.values())
    denied = {c.id for c in against}
    return [c for c in listed if c.id not in denied], against, names


def rival_groups(accounts: tuple[Account, ...]) -> list[list[Account]]:
    """Accounts of one slot in groups: those bound by rivalry stand together, all others alone, in the given order."""
    by_id = {a.id: a for a in accounts}
    links: dict[str, set[str]] = {a.id: set() for a in accounts}
    for account in accounts:
        for other in account.rivals:
            if other in by_id and other != account.id:
                links[account.id].add(other)
                links[other].add(account.id)
    seen: set[str] = set()
    groups: list[list[Account]] = []
    for account in accounts:
        if account.id in seen:
            continue
        group, stack = {account.id}, [account.id]
        while stack:
            for other in links[stack.pop()] - group:
                group.add(other)
                stack.append(other)
        seen |= group
        groups.append([a for a in accounts if a.id in group])
    return groups


def is_inferred(claim: Claim) -> bool:
    """Whether a claim is a conclusion (of a voice in the text, or from other claims) and not a thing said."""
    return claim.stance == "infers" or bool(claim.basis)


def is_all_inferred(book: Book, account: Account) -> bool:
    """Whether every claim that holds an account is a conclusion."""
    holding = sides(book, account)[0]
    return bool(holding) and all(is_inferred(c) for c in holding)


@dataclass(frozen=True, slots=True)
class Marks:
    """How many slots of an event hold rival accounts, and how many an account that somebody denies."""

    contested: int
    denied: int


def marks(book: Book, event: Event) -> Marks:
    """The disputes of an event, for a list of events."""
    slots = event.fields.values()
    return Marks(
        contested=sum(any(len(g) > 1 for g in rival_groups(accounts)) for accounts in slots),
        denied=sum(any(a.status == "denied" or any(sides(book, a)[1:]) for a in accounts) for accounts in slots),
    )


def silent_documents(book: Book, event: Event, slot: str) -> list[int]:
    """Numbers of the documents that tell of the event and say nothing of the slot. Silence is no disagreement."""
    telling = {c.document for c in event_claims(book, event)}
    telling |= {book.frame_documents[f] for f in event.frames if f in book.frame_documents}
    speaking = {
        book.claims[c].document
        for account in event.fields.get(slot, ())
        for c in (*account.claims, *account.denied_by)
        if c in book.claims
    }
    return sorted(book.numbers[d] for d in telling - speaking if d in book.numbers)


def standing_claims(book: Book) -> list[tuple[str, list[Claim]]]:
    """Claims about actors and places themselves (sponsor, leader, controlled_by …) by subject id, in record order."""
    by_subject: dict[str, list[Claim]] = {}
    for claim in book.record.claims:
        if claim.subject.type != "event" and claim.decided not in RULED_OUT:
            by_subject.setdefault(claim.subject.id, []).append(claim)
    subjects = [*book.actors, *book.places]
    order = {subject: at for at, subject in enumerate(subjects)}
    return sorted(by_subject.items(), key=lambda item: order.get(item[0], len(order)))


def place_of(value: object) -> str | None:
    """The place id of a place value; ``None`` for any other value, and for a place that no table knows."""
    return value.place if isinstance(value, PlaceValue) else None


def named_places(book: Book) -> dict[str, list[Event]]:
    """Places that a claim names, by id, each with the events in whose accounts it stands; in record order.

    Places that are only the parents of others are left out.
    """
    found: dict[str, list[Event]] = {}
    for event in in_time_order(book):
        for claim in event_claims(book, event):
            place = place_of(claim.value)
            if place in book.places and event not in found.setdefault(place, []):
                found[place].append(event)
    for claim in (c for c in book.record.claims if c.decided not in RULED_OUT):
        for place in (place_of(claim.value), claim.subject.id if claim.subject.type == "place" else None):
            if place in book.places:
                found.setdefault(place, [])
    return {p.id: found[p.id] for p in book.record.places if p.id in found}


def unplaced_names(book: Book) -> list[str]:
    """Names of places in claims that no table of places knows, each once, in the order of the claims."""
    return list(
        dict.fromkeys(
            c.value.name or c.value.text
            for c in book.record.claims
            if isinstance(c.value, PlaceValue) and c.value.place not in book.places and c.decided not in RULED_OUT
        )
    )


def where_in(document: Document, span: Span) -> str:
    """Where words stand in a document: ``heading``, or ``paragraph 3`` counted over heading-less text; from 1.

    Passages give the count where the document has them, else lines that are not blank.
    """
    told = 0
    for passage in document.passages:
        if passage.role in {"body", "quote-block"}:
            told += 1
        if passage.start <= span.start < passage.end:
            return f"paragraph {told}" if passage.role in {"body", "quote-block"} else passage.role
    lines = document.text[: span.start].split("\n")
    return f"line {sum(1 for line in lines[:-1] if line.strip()) + 1}"
