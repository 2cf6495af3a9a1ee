"""Who answers whom: claims of one event and slot that deny or contradict each other, with the words of both.

Five things are told apart.  A voice **denies** what another says.  It **disputes** it: gives a value that cannot be so as well, and no
later report explains the difference.  A later and higher figure **raises** a toll: the same voice's, or another's in a
report of a later day than the last in which the lower figure was given.  A later value of the same voice that is no higher figure
**corrects** its earlier one.  And an event **responds** to another, where somebody says so.

Silence is no answer, and which of two came first is said only where the days of both reports are known and can be ordered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Literal

from reportedly import holders, intervals
from reportedly.accounts import HOLDS
from reportedly.holders import Sources
from reportedly.model import Account, Claim, Count, Event, EventValue, Record, Stance, Value, When
from reportedly.values import COUNT_SLOTS

Relation = Literal["denies", "disputes", "raises", "corrects", "responds"]
First = Literal["said", "answer", "same"]


@dataclass(frozen=True, slots=True)
class Side:
    """One voice's claim: who (``voice`` is null where the record does not tell it), the value, the words, the report's day."""

    voice: str | None
    name: str
    claim: str
    account: str
    document: str
    value: Value
    words: str
    stance: Stance
    published: When | None


@dataclass(frozen=True, slots=True)
class Answer:
    """``answer`` denies, disputes, raises or corrects what is ``said``.

    Nothing is ``said`` where somebody denies what nobody in these reports says, and where an event responds to another
    (``to_event``, null where the reports do not tell of it).  Of two that dispute each other the one whose report came
    first is ``said``.  ``first`` says which report came first, ``same`` for one report or one day; null where that is not known.
    """

    event: str
    slot: str
    relation: Relation
    said: Side | None
    answer: Side
    first: First | None
    to_event: str | None = None


def of_record(record: Record) -> tuple[Answer, ...]:
    """All answers, in the order of events, slots and accounts; each pair of claims at most once in a slot."""
    sources = holders.sources(record)
    return tuple(a for e in record.events for slot in e.fields for a in _of_slot(e, slot, sources))


def _of_slot(event: Event, slot: str, sources: Sources) -> Iterator[Answer]:
    held = event.fields[slot]
    if slot == "response_to":
        yield from _responses(event, held, sources)
        return
    seen: set[tuple[str, str]] = set()
    found = (
        *_denials(event, slot, held, sources),
        *_updates(event, slot, held, sources),
        *_rivals(event, slot, held, sources),
    )
    for answer in found:
        pair = ("", answer.answer.claim) if answer.said is None else (answer.said.claim, answer.answer.claim)
        if pair not in seen and pair[::-1] not in seen:
            seen.add(pair)
            yield answer


def _denials(event: Event, slot: str, held: Sequence[Account], sources: Sources) -> Iterator[Answer]:
    """Denials of what others say; of what nobody says only once, not for each slot of an event that is denied as a whole."""
    kinds = [sources.claims[c] for a in event.fields.get("kind", ()) for c in a.denied_by if c in sources.claims]
    unmade = {c.frame for c in kinds} if slot != "kind" else set()
    for account in held:
        sides = _sides(account, sources)
        denials = _by_voice(account, [c for c in account.denied_by if c in sources.claims], sources)
        for denial in denials:
            others = [s for s in sides if not _same_voice(s, denial)]
            for said in others:
                yield Answer(event.id, slot, "denies", said, denial, _first(said, denial))
            if not sides and denial.claim in account.claims and sources.claims[denial.claim].frame not in unmade:
                yield Answer(event.id, slot, "denies", None, denial, None)


def _updates(event: Event, slot: str, held: Sequence[Account], sources: Sources) -> Iterator[Answer]:
    """What one voice put in the place of what it had said; a part of a figure takes the place of no whole."""
    by_id = {a.id: a for a in held}
    for new in held:
        for old in (by_id[i] for i in new.updates if i in by_id):
            if bool(new.part_of) != bool(old.part_of):
                continue
            relation: Relation = "raises" if _is_higher(new.value, old.value) else "corrects"
            for before, after in product(_sides(old, sources), _sides(new, sources)):
                if _same_voice(before, after):
                    yield Answer(event.id, slot, relation, before, after, _first(before, after))


def _rivals(event: Event, slot: str, held: Sequence[Account], sources: Sources) -> Iterator[Answer]:
    for a, b in combinations(held, 2):
        if b.id not in a.rivals and a.id not in b.rivals:
            continue
        for one, other in product(_sides(a, sources), _sides(b, sources)):
            if _same_voice(one, other):
                continue
            first = _first(one, other)
            said, answer = (other, one) if first == "answer" else (one, other)
            risen = first in ("said", "answer") and slot in COUNT_SLOTS and _is_higher(answer.value, said.value)
            lower = a if said.account == a.id else b
            relation: Relation = "raises" if risen and _gave_last(said, lower, answer, sources) else "disputes"
            yield Answer(event.id, slot, relation, said, answer, "said" if first == "answer" else first)


def _responses(event: Event, held: Sequence[Account], sources: Sources) -> Iterator[Answer]:
    for account in held:
        if isinstance(account.value, EventValue):
            for side in _by_voice(account, [c for c in account.claims if c in sources.claims], sources):
                yield Answer(event.id, "response_to", "responds", None, side, None, account.value.event)


def _sides(account: Account, sources: Sources) -> list[Side]:
    """Each voice that stands by an account, with the first of its claims."""
    held = [c for c in account.claims if c in sources.claims and sources.claims[c].stance in HOLDS]
    return _by_voice(account, held, sources)


def _by_voice(account: Account, claims: Sequence[str], sources: Sources) -> list[Side]:
    """One side for each voice among claims, with its earliest report; in a report its body goes before its heading."""
    sides: list[Side] = []
    ordered = sorted(
        (sources.claims[c] for c in claims), key=lambda c: (c.from_heading, c.document, c.evidence[0].start)
    )
    for side in (_side(c, account, sources) for c in ordered):
        at = next((n for n, s in enumerate(sides) if _same_voice(s, side)), None)
        if at is None:
            sides.append(side)
        elif _first(sides[at], side) == "answer":
            sides[at] = side
    return sides


def _side(claim: Claim, account: Account, sources: Sources) -> Side:
    voice = sources.voice_of.get(claim.id)
    document = sources.documents[claim.document]
    return Side(
        voice=voice,
        name=sources.named(claim),
        claim=claim.id,
        account=account.id,
        document=claim.document,
        value=claim.value,
        words=claim.evidence[0].text,
        stance=claim.stance,
        published=document.published,
    )


def _same_voice(a: Side, b: Side) -> bool:
    """Whether two claims are one voice's; where the record does not tell, whether one name stands for both in one report."""
    if a.voice is not None or b.voice is not None:
        return a.voice == b.voice
    return (a.name, a.document) == (b.name, b.document)


def _first(said: Side, answer: Side) -> First | None:
    if said.document == answer.document:
        return "same"
    if said.published is None or answer.published is None:
        return None
    if intervals.before(said.published, answer.published):
        return "said"
    if intervals.before(answer.published, said.published):
        return "answer"
    (day, last), (other, other_last) = intervals.days(said.published), intervals.days(answer.published)
    return "same" if day is not None and day == last == other == other_last else None


def _is_higher(new: Value, old: Value) -> bool:
    """Whether a figure lies wholly above another, by the ends that both state."""
    if not isinstance(new, Count) or not isinstance(old, Count):
        return False
    top = old.high if old.high is not None else old.low
    return new.low is not None and top is not None and new.low > top


def _gave_last(said: Side, account: Account, answer: Side, sources: Sources) -> bool:
    """Whether every report in which a voice gives the lower figure came before the one with the higher."""
    mine = [
        sources.claims[c]
        for c in account.claims
        if c == said.claim or (said.voice is not None and sources.voice_of.get(c) == said.voice)
    ]
    days = [sources.documents[c.document].published for c in mine if c.stance in HOLDS]
    return all(d is not None and answer.published is not None and intervals.before(d, answer.published) for d in days)
