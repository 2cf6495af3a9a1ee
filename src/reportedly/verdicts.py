"""What people ruled on claims and documents: accepted, rejected, edited, added.

An edited claim stays and counts no longer; the person's stands in its place and can be ruled on like any other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from reportedly import precedence, rewriting
from reportedly.attach import Attached, Ground, words_at
from reportedly.docket import Docket, look
from reportedly.model import (
    AddedClaim,
    Claim,
    ClaimEdit,
    ClaimTarget,
    Decided,
    Decision,
    DecisionKind,
    Document,
    DocumentEdit,
    DocumentTarget,
    Reading,
)

_DECIDED: Mapping[DecisionKind, Decided] = {"accept": "accepted", "reject": "rejected", "edit": "edited"}
_NO_SPEAKER = "the speaker's name does not stand in the text; it is not applied"


class Verdicts(msgspec.Struct, frozen=True):
    """What was ruled on each claim, the claims that people wrote, and for an edited claim the one in its place."""

    decided: dict[str, Decided]
    written: dict[str, Claim]
    instead: dict[str, str]


def on_claims(docket: Docket, grounds: Sequence[Ground], readings: Mapping[str, Reading]) -> Verdicts:
    """The verdicts that hold; claims that people wrote are put into ``grounds``.

    ``readings`` are those of the first of the grounds, by document.  A ruling on a claim that another person wrote is found
    once that claim is there, so rulings are looked for until none is found anew.
    """
    made = Verdicts({}, {}, {})
    for d in docket.of("add"):
        for claim in _added(d, docket, grounds, readings):
            _put(claim, made, grounds)
    waiting = [d for d in docket.of(*_DECIDED) if isinstance(d.targets[0], ClaimTarget)]
    while waiting:
        found = {d.id: look(d.targets[0], grounds) for d in waiting}
        for d in waiting:
            docket.found(d, found[d.id])
        fresh = _hold([d for d in waiting if found[d.id].ids], found, docket)
        waiting = [d for d in waiting if not found[d.id].ids]
        before = len(made.written)
        for claim_id, held in fresh:
            _rule(claim_id, held, made, docket, grounds, readings)
        if len(made.written) == before:
            break
    return made


def _put(claim: Claim, made: Verdicts, grounds: Sequence[Ground]) -> None:
    if claim.id not in made.written:
        made.written[claim.id] = claim
        for g in grounds:
            g.put(claim)


def _hold(
    decisions: Sequence[Decision], found: Mapping[str, Attached], docket: Docket
) -> list[tuple[str, tuple[Decision, ...]]]:
    """For each claim the rulings on it that hold; what does not hold on one of its claims holds on none."""
    on: dict[str, list[Decision]] = defaultdict(list)
    for d in decisions:
        for claim in found[d.id].ids:
            on[claim].append(d)
    settled = {claim: precedence.settle(ds, _says) for claim, ds in sorted(on.items())}
    whole = precedence.joined(settled.values())
    docket.settle(whole)
    held = [(c, tuple(d for d in o.holding if d.id not in whole.out())) for c, o in settled.items()]
    return [(c, ds) for c, ds in held if ds]


def _says(decision: Decision) -> object:
    return decision.kind, msgspec.json.encode(decision.change)


def _rule(
    claim_id: str,
    held: Sequence[Decision],
    made: Verdicts,
    docket: Docket,
    grounds: Sequence[Ground],
    readings: Mapping[str, Reading],
) -> None:
    """Do to one claim what one or more people rule in the same sense."""
    claim = grounds[0].claims[claim_id]
    change = held[0].change
    if isinstance(change, ClaimEdit):
        new = rewriting.edited(claim, change, readings[claim.document])
        if new is None:
            for d in held:
                docket.refuse(d, _NO_SPEAKER, (claim_id,))
            return
        _put(new, made, grounds)
        made.instead[claim_id] = new.id
        for d in held:
            docket.made(d, [new.id])
    made.decided[claim_id] = _DECIDED[held[0].kind]


def _added(
    decision: Decision, docket: Docket, grounds: Sequence[Ground], readings: Mapping[str, Reading]
) -> list[Claim]:
    """The claims that an add puts in: one on each frame that it is attached to, on its words in that document."""
    change = decision.change
    at = look(decision.targets[0], grounds)
    docket.found(decision, at)
    if not isinstance(change, AddedClaim) or not at.ids:
        return []
    state, spots = words_at(change.at, grounds[0])
    if state not in ("same", "moved"):
        docket.found(decision, Attached(state=state, candidates=at.ids))
        return []
    made = []
    for frame in (grounds[0].frames[f] for f in at.ids):
        for document, start, end in spots:
            if document == frame.document:
                made.append(rewriting.added(frame, change, (start, end), readings[document]))
    claims = [c for c in made if c is not None]
    if not claims:
        docket.refuse(decision, _NO_SPEAKER, at.ids)
        return []
    if state == "moved":
        docket.found(decision, Attached(state="moved", ids=at.ids))
    docket.made(decision, [c.id for c in claims])
    return claims


# --- documents ----------------------------------------------------------------------------------------

_FIELDS: tuple[tuple[str, Callable[[DocumentEdit], object]], ...] = (
    ("published", lambda e: e.published),
    ("publisher", lambda e: e.publisher),
    ("syndicated_from", lambda e: e.syndicated_from),
)


def on_documents(docket: Docket, documents: Iterable[Document]) -> dict[str, DocumentEdit]:
    """What people changed of each document, field by field: one may know its date, another its origin."""
    ground = Ground(Reading(document=d) for d in documents)
    on: dict[str, list[tuple[Decision, DocumentEdit]]] = defaultdict(list)
    for d in docket.of("edit"):
        if isinstance(d.targets[0], DocumentTarget) and isinstance(d.change, DocumentEdit):
            at = look(d.targets[0], [ground])
            docket.found(d, at)
            for document in at.ids:
                on[document].append((d, d.change))
    settled: dict[tuple[str, str], precedence.Outcome] = {}
    for document, found in sorted(on.items()):
        for name, field in _FIELDS:
            changes = {d.id: field(change) for d, change in found}
            told = [d for d, change in found if field(change) is not None]
            settled[document, name] = precedence.settle(told, lambda d, changes=changes: changes[d.id])  # type: ignore[misc]
    whole = precedence.joined(settled.values())
    docket.settle(whole)
    edits: dict[str, DocumentEdit] = {}
    for (document, name), outcome in settled.items():
        held = [d for d in outcome.holding if d.id not in whole.conflicts]
        if held and isinstance(held[0].change, DocumentEdit):
            field = dict(_FIELDS)[name]
            edits[document] = msgspec.structs.replace(
                edits.get(document, DocumentEdit()), **{name: field(held[0].change)}
            )
    return edits


def edited_documents(decisions: Iterable[Decision], documents: Iterable[Document]) -> tuple[Document, ...]:
    """The documents as people set their date, publisher and origin right, in the order given.

    What a report says by "on Wednesday" is counted from its date: read a document anew whose ``published`` differs.
    """
    documents = tuple(documents)
    edits = on_documents(Docket(decisions), documents)
    return tuple(edited(d, edits.get(d.id)) for d in documents)


def edited(document: Document, edit: DocumentEdit | None) -> Document:
    """The document with what an edit sets."""
    if edit is None:
        return document
    return msgspec.structs.replace(
        document,
        published=edit.published or document.published,
        publisher=edit.publisher or document.publisher,
        syndicated_from=edit.syndicated_from or document.syndicated_from,
    )
