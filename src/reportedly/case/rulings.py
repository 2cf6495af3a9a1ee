"""The ledger of decisions as a case keeps it: each is an entry of the log, whose words are the decision itself."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator

import msgspec

from reportedly import ledger, text
from reportedly.case import custody, takings
from reportedly.case.migrations import transaction
from reportedly.deciding import (
    AddedClaim,
    ClaimTarget,
    Decision,
    DecisionKind,
    DocumentTarget,
    FrameTarget,
    MentionTarget,
    SourceTarget,
)

ERASED = "its words were erased with a report that was removed"
"""The reason of what stands for a decision whose words are gone."""

_ID = re.compile(r"r_[0-9a-f]+")


def put(db: sqlite3.Connection, decisions: Iterable[Decision], *, tool: str) -> tuple[str, ...]:
    """Append decisions that the case does not have; the ids of those that were new.

    What quotes a capture that was removed is left out: its words would come back with it.
    """
    new = []
    with transaction(db):
        known = {row[0] for row in db.execute("SELECT id FROM ruling")}
        removed = {row[0] for row in db.execute("SELECT capture FROM tombstone EXCEPT SELECT sha256 FROM capture")}
        for d in ledger.ordered(decisions):
            about = captures_of(d) or _captures_of_replaced(db, d)
            if d.id in known or about & removed:
                continue
            words = msgspec.json.encode(d).decode()
            past = [r for r in d.replaces if _ID.fullmatch(r)]
            told = (d.id, d.kind, *past) if past else (d.id,)
            seq = custody.append(db, "decide", tool=tool, about=told, captures=about, words=words, who=d.by)
            db.execute("INSERT INTO ruling VALUES (?,?)", (d.id, seq))
            known.add(d.id)
            new.append(d.id)
    return tuple(new)


def _captures_of_replaced(db: sqlite3.Connection, decision: Decision) -> set[str]:
    """Captures of the decisions that an undo, which has none of its own, replaces: its reason may quote what theirs do."""
    asked = "SELECT capture FROM log_capture JOIN ruling USING (seq) WHERE id = ?"
    return {row[0] for r in decision.replaces for row in db.execute(asked, (r,))}


def captures_by_id(db: sqlite3.Connection, prefix: str) -> set[str]:
    """Hashes of the captures that the decisions with this id, which may be cut short, are about."""
    asked = "SELECT capture FROM ruling JOIN log_capture USING (seq) WHERE id GLOB ?"
    return {row[0] for row in db.execute(asked, (f"{prefix}*",))}


def has(db: sqlite3.Connection, prefix: str) -> bool:
    """Whether the ledger has a decision with this id, which may be cut short."""
    return db.execute("SELECT 1 FROM ruling WHERE id GLOB ? LIMIT 1", (f"{prefix}*",)).fetchone() is not None


def tie_names(db: sqlite3.Connection, capture: str) -> None:
    """Count the grades of sources that only this capture names among what is about it, so that they are erased with it."""
    own = set(takings.documents(db, capture=capture))
    asked = "SELECT r.seq, w.words FROM ruling r JOIN log_words w USING (seq) ORDER BY seq"
    grades = [(seq, d) for seq, words in db.execute(asked) if (d := _decoded(words)).kind == "grade"]
    named = {text.fold(t.name) for _, d in grades for t in d.targets if isinstance(t, SourceTarget)}
    here, elsewhere = set[str](), set[str]()
    for document in takings.documents(db) if named else ():
        told = takings.text_of(db, document).document
        said = text.fold(" ".join(filter(None, (told.text, told.publisher, told.syndicated_from, told.byline))))
        (here if document in own else elsewhere).update(n for n in named if n in said)
    for seq, d in grades:
        if any(isinstance(t, SourceTarget) and text.fold(t.name) in here - elsewhere for t in d.targets):
            db.execute("INSERT OR IGNORE INTO log_capture VALUES (?,?)", (seq, capture))


def _decoded(words: str) -> Decision:
    return msgspec.json.decode(words, type=Decision)


def load(db: sqlite3.Connection) -> tuple[Decision, ...]:
    """All decisions in the order of their time; those whose words were erased with a capture are not among them."""
    rows = db.execute("SELECT w.words FROM ruling r JOIN log_words w USING (seq) ORDER BY seq")
    return ledger.ordered(_decoded(words) for (words,) in rows)


def obeyed(db: sqlite3.Connection) -> tuple[Decision, ...]:
    """All decisions, and for each one whose words were erased what its log entry still tells: that it replaced others.

    So what somebody undid or replaced does not come back into force because another report was removed.
    """
    rows = db.execute(
        "SELECT l.at, l.who, l.about FROM ruling r JOIN log l USING (seq)"
        " WHERE seq NOT IN (SELECT seq FROM log_words) ORDER BY seq"
    )
    left = []
    for at, who, about in rows:
        id_, *past = about.split()
        if past:
            kind: DecisionKind = "undo" if past[0] == "undo" else "note"
            left.append(Decision(id=id_, kind=kind, by=who, at=at, why=ERASED, replaces=tuple(past[1:])))
    return ledger.ordered([*load(db), *left])


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
