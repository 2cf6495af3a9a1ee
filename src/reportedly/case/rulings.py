"""The ledger of decisions as a case keeps it: each is an entry of the log, whose words are the decision itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

import msgspec

from reportedly import ledger
from reportedly.case import custody
from reportedly.case.migrations import transaction
from reportedly.model import AddedClaim, ClaimTarget, Decision, DocumentTarget, FrameTarget, MentionTarget, SourceTarget


def put(db: sqlite3.Connection, decisions: Iterable[Decision], *, tool: str) -> tuple[str, ...]:
    """Append decisions that the case does not have; the ids of those that were new."""
    new = []
    with transaction(db):
        known = {row[0] for row in db.execute("SELECT id FROM ruling")}
        for d in ledger.ordered(decisions):
            if d.id in known:
                continue
            words = msgspec.json.encode(d).decode()
            seq = custody.append(db, "decide", tool=tool, about=(d.id,), captures=captures_of(d), words=words, who=d.by)
            db.execute("INSERT INTO ruling VALUES (?,?)", (d.id, seq))
            known.add(d.id)
            new.append(d.id)
    return tuple(new)


def load(db: sqlite3.Connection) -> tuple[Decision, ...]:
    """All decisions in the order of their time; those whose words were erased with a capture are not among them."""
    rows = db.execute("SELECT w.words FROM ruling r JOIN log_words w USING (seq) ORDER BY seq")
    return ledger.ordered(msgspec.json.decode(words, type=Decision) for (words,) in rows)


def captures_of(decision: Decision) -> set[str]:
    """Hashes of the captures whose words a decision quotes or is about."""
    return set(_captures(decision))


def _captures(decision: Decision) -> Iterator[str]:
    for target in decision.targets:
        match target:
            case ClaimTarget() | FrameTarget() | MentionTarget():
                yield target.at.capture
            case DocumentTarget():
                yield target.capture
            case SourceTarget():
                pass
    if isinstance(decision.change, AddedClaim):
        yield decision.change.at.capture
