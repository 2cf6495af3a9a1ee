"""What people ruled on claims and documents: accepted, rejected, edited, added.

An edited claim stays and counts no longer; the person's stands in its place and can be ruled on like any other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import msgspec

from reportedly import precedence, rewriting
from reportedly.attach import Attached, Ground, words_at
from reportedly.deciding import (
    AddedClaim,
    Change,
    ClaimEdit,
    ClaimTarget,
    Decision,
    DecisionKind,
    DocumentEdit,
    DocumentTarget,
    Target,
)
from reportedly.docket import Docket, look
from reportedly.model import Claim, Decided, Document, Reading

_DECIDED: Mapping[DecisionKind, Decided] = {"accept": "accepted", "reject": "rejected", "edit": "edited"}
_NO_SPEAKER = "the speaker's name does not stand in the text; it is not applied"


class Verdicts(msgspec.Struct, frozen=True):
    """What was ruled on each claim, the claims that people wrote, and for an edited claim the one in its place."""

    decided: dict[str, Decided]
    written: dict[str, Claim]
    instead: dict[str, str]


class _Ruling(msgspec.Struct, frozen=True):
    """What a decision comes to: the claims that it is on, and what it does to them."""

    decision: Decision
    at: Attached
    kind: DecisionKind
    change: Change | None

    def says(self) -> object:
        """What makes two people's rulings the same."""
        return self.kind, self.change if self.kind == "edit" else None


class _Work:
    """One pass over the verdicts; ``off`` are decisions that are known to be in conflict over what somebody wrote."""

    def __init__(
        self, docket: Docket, grounds: Sequence[Ground], readings: Mapping[str, Reading], off: Collection[str]
    ) -> None:
        self.docket, self.grounds, self.readings, self.off = docket, grounds, readings, off
        self.made = Verdicts({}, {}, {})
        self.authors: dict[str, list[Decision]] = defaultdict(list)
        self.outcomes: list[precedence.Outcome] = []
        self.refused: list[tuple[Decision, tuple[str, ...]]] = []
        self.clashes: list[list[Decision]] = []

    def put(self, claim: Claim, by: Iterable[Decision]) -> None:
        """Let a claim that people wrote be found and ruled on."""
        self.authors[claim.id] += by
        if claim.id not in self.made.written:
            self.made.written[claim.id] = claim
            for g in self.grounds:
                g.put(claim)

    def rewritten(self, claim: str, change: Change | None) -> Claim | None:
        """The claim as it is edited; None where that cannot stand on the text."""
        old = self.grounds[0].claims[claim]
        return rewriting.edited(old, change, self.readings[old.document]) if isinstance(change, ClaimEdit) else None


def on_claims(docket: Docket, grounds: Sequence[Ground], readings: Mapping[str, Reading]) -> Verdicts:
    """The verdicts that hold; claims that people wrote are put into ``grounds``.

    ``readings`` are those of the first of the grounds, by document.  Whoever rules otherwise on what another person wrote,
    without replacing it, is in conflict with that person: then what was written is taken back.
    """
    against: dict[str, set[str]] = defaultdict(set)
    while True:
        work = _Work(docket, grounds, readings, against.keys())
        _pass(work)
        if not work.clashes:
            break
        for clash in work.clashes:
            for d in clash:
                against[d.id] |= {o.id for o in clash} - {d.id}
        for g in grounds:
            for written in work.made.written.values():
                g.drop(written)
        for d in (d for clash in work.clashes for d in clash):
            docket.found(d, look(d.targets[0], grounds))
    clashing = precedence.Outcome((), {}, {d: tuple(sorted(others)) for d, others in sorted(against.items())})
    docket.settle(precedence.joined([*work.outcomes, clashing]))
    for d, ids in work.refused:
        docket.refuse(d, _NO_SPEAKER, ids)
    return work.made


def _pass(work: _Work) -> None:
    """Apply adds, then verdicts; one on a claim that a person wrote is found once that claim is there, so until none is."""
    for d in work.docket.of("add"):
        if d.id not in work.off:
            for new in _added(d, work):
                work.put(new, [d])
    waiting = [d for d in work.docket.ever(*_DECIDED) if isinstance(d.targets[0], ClaimTarget) and d.id not in work.off]
    while waiting:
        found = [_ruling(d, work) for d in waiting]
        for r in found:
            work.docket.found(r.decision, r.at)
        waiting = [r.decision for r in found if not r.at.ids]
        before = len(work.made.written)
        for claim, held in _hold([r for r in found if r.at.ids], work):
            _rule(claim, held, work)
        if len(work.made.written) == before:
            break


def _ruling(decision: Decision, work: _Work) -> _Ruling:
    """What a decision comes to; one on what an edit wrote that it replaces is a ruling on what that edit was on."""
    target = decision.targets[0]
    at = look(target, work.grounds)
    if not at.ids:
        for edit in work.docket.replaced_by(decision):
            if edit.kind != "edit" or not isinstance(edit.targets[0], ClaimTarget):
                continue
            before = _ruling(edit, work)
            written = [c for i in before.at.ids if (c := work.rewritten(i, before.change)) is not None]
            if not _would_be_on(target, written, work.grounds):
                continue
            if decision.kind == "reject":
                return _Ruling(decision, before.at, "reject", None)
            return _Ruling(decision, before.at, "edit", _over(before.change, decision.change))
    return _Ruling(decision, at, decision.kind, decision.change)


def _would_be_on(target: Target, written: Sequence[Claim], grounds: Sequence[Ground]) -> bool:
    """Whether a target would be attached to one of these claims if they were there."""
    ground = grounds[0]
    fresh = [c for c in written if c.id not in ground.claims]
    for c in fresh:
        ground.put(c)
    found = look(target, [ground])
    for c in fresh:
        ground.drop(c)
    return bool(set(found.ids) & {c.id for c in fresh})


def _over(before: Change | None, after: Change | None) -> Change | None:
    """An edit of what an edit wrote, as one."""
    if not isinstance(before, ClaimEdit) or not isinstance(after, ClaimEdit):
        return before
    return ClaimEdit(
        value=after.value if after.value is not None else before.value,
        stance=after.stance if after.stance is not None else before.stance,
        speaker=after.speaker if after.speaker is not None else before.speaker,
    )


def _hold(rulings: Sequence[_Ruling], work: _Work) -> list[tuple[str, list[_Ruling]]]:
    """For each claim the rulings on it that hold; what does not hold on one of its claims holds on none."""
    by_id = {r.decision.id: r for r in rulings}
    on: dict[str, list[Decision]] = defaultdict(list)
    for r in rulings:
        for claim in r.at.ids:
            on[claim].append(r.decision)
    settled = {
        claim: precedence.settle(ds, lambda d: by_id[d.id].says(), work.docket.shadows)
        for claim, ds in sorted(on.items())
    }
    work.outcomes += settled.values()
    out = precedence.joined(settled.values()).out()
    held = [(c, [by_id[d.id] for d in o.holding if d.id not in out]) for c, o in settled.items()]
    return [(c, rs) for c, rs in held if rs and not _clash(c, rs, work)]


def _clash(claim: str, held: Sequence[_Ruling], work: _Work) -> bool:
    """Whether these rulings are on what another person wrote, and otherwise than that person."""
    authors = work.authors.get(claim, [])
    people = {precedence.person(d) for d in authors}
    if held[0].kind == "accept" or not authors or people <= {precedence.person(r.decision) for r in held}:
        return False
    work.clashes.append([*authors, *(r.decision for r in held)])
    return True


def _rule(claim: str, held: Sequence[_Ruling], work: _Work) -> None:
    """Do to one claim what one or more people rule in the same sense."""
    decisions = [r.decision for r in held]
    if held[0].kind == "edit":
        new = work.rewritten(claim, held[0].change)
        if new is None:
            work.refused += [(d, (claim,)) for d in decisions]
            return
        work.put(new, decisions)
        work.made.instead[claim] = new.id
        for d in decisions:
            work.docket.made(d, [new.id])
    work.made.decided[claim] = _DECIDED[held[0].kind]


def _added(decision: Decision, work: _Work) -> list[Claim]:
    """The claims that an add puts in: one on each frame that it is attached to, on its words in that document."""
    change, docket, ground = decision.change, work.docket, work.grounds[0]
    at = look(decision.targets[0], work.grounds)
    docket.found(decision, at)
    if not isinstance(change, AddedClaim) or not at.ids:
        return []
    state, spots = words_at(change.at, ground)
    if state not in ("same", "moved"):
        docket.found(decision, Attached(state=state, candidates=at.ids))
        return []
    made = []
    for frame in (ground.frames[f] for f in at.ids):
        for document, start, end in spots:
            if document == frame.document:
                made.append(rewriting.added(frame, change, (start, end), work.readings[document]))
    claims = [c for c in made if c is not None]
    if not claims:
        work.refused.append((decision, at.ids))
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
    for d in docket.ever("edit"):
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
            settled[document, name] = precedence.settle(told, lambda d, changes=changes: changes[d.id], docket.shadows)  # type: ignore[misc]
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
