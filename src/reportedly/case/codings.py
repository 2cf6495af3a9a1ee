"""Rounds of blind coding as a case keeps them: entries of the log, apart from the ledger.

An organiser opens a round on documents for two or more coders.  Each rules on what the machine read there without seeing what the
others ruled; nothing of it moves the record.  When the round is closed their rulings are compared, and what is settled
becomes a decision of the ledger (:mod:`reportedly.case.settling`).  The log tells all of it: who opened the round (its words are the
name), who codes in it, each ruling (its words are the decision, and go with the capture that they quote), who is done.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence

import msgspec

from reportedly import page, record, rulings, text
from reportedly.case import custody, readings, takings
from reportedly.case.custody import Action
from reportedly.case.migrations import transaction
from reportedly.case.rulings import captures_of
from reportedly.coded_rulings import flat, in_force
from reportedly.deciding import Decision
from reportedly.errors import UsageError
from reportedly.model import Reading, Record

LONGEST = 80
"""Characters of a round's name at most."""

_ID = re.compile(r"round-(\d+)")
_REFUSED = "is not coded in this round"


class Coder(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who codes in a round: on how many claims rulings stand, and when the coder was done (None: not yet)."""

    name: str
    rulings: int
    done: str | None


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """A round of coding.

    ``id`` is ``round-1`` and so on, and stands for a name whose words were erased.  ``documents`` are those that the case still
    has, ``captures`` the hashes of what they were cut from.  ``closed`` is None while the round is open.
    """

    id: str
    name: str
    by: str
    opened: str
    documents: tuple[str, ...]
    captures: tuple[str, ...]
    coders: tuple[Coder, ...]
    closed: str | None
    closed_by: str


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """How far a coder is with one document of a round.

    ``title`` is its heading, "" where it has none.  ``claims`` are those that the machine read there, ``ruled`` those of them on
    which a ruling of the coder stands, ``added`` those that the coder added.
    """

    document: str
    title: str
    claims: int
    ruled: int
    added: int


class Entry(msgspec.Struct, frozen=True):
    """One entry of the log that belongs to a round; ``words`` None where they were erased."""

    seq: int
    at: str
    action: str
    who: str
    about: tuple[str, ...]
    words: str | None


def entries(db: sqlite3.Connection, number: int) -> list[Entry]:
    """What the log tells of a round, oldest first."""
    rows = db.execute(
        "SELECT l.seq, l.at, l.action, l.who, l.about, w.words FROM coding c JOIN log l USING (seq)"
        " LEFT JOIN log_words w USING (seq) WHERE c.round = ? ORDER BY l.seq",
        (number,),
    )
    return [Entry(seq, at, action, who, tuple(about.split()), words) for seq, at, action, who, about, words in rows]


def note(
    db: sqlite3.Connection,
    number: int,
    action: Action,
    *,
    who: str,
    tool: str,
    about: Sequence[str] = (),
    captures: Iterable[str] = (),
    words: str = "",
) -> None:
    """Append an entry of a round to the log."""
    with transaction(db):
        told = (f"round-{number}", *about)
        seq = custody.append(db, action, tool=tool, about=told, captures=captures, words=words, who=who)
        db.execute("INSERT INTO coding VALUES (?,?)", (seq, number))


# --- rounds -------------------------------------------------------------------------------------------


def rounds(db: sqlite3.Connection) -> tuple[Round, ...]:
    """All rounds, oldest first."""
    rows = db.execute("SELECT round FROM coding JOIN log USING (seq) WHERE action = 'round-open' ORDER BY round")
    return tuple(_round(db, number) for (number,) in rows.fetchall())


def coded_now(db: sqlite3.Connection, person: str) -> tuple[Round, ...]:
    """The open rounds in which this person codes, whether done or not; a case without open rounds answers at once."""
    rows = db.execute(
        "SELECT DISTINCT round FROM coding WHERE round NOT IN"
        " (SELECT round FROM coding JOIN log USING (seq) WHERE action = 'round-close') ORDER BY round"
    )
    wanted = _one_line(person).casefold()
    found = (_round(db, number) for (number,) in rows.fetchall())
    return tuple(r for r in found if any(c.name.casefold() == wanted for c in r.coders))


def number_of(found: Round) -> int:
    """The number of a round."""
    return int(found.id.partition("-")[2])


def find(db: sqlite3.Connection, asked: str) -> Round:
    """The round with this id or name; raises UsageError where there is none."""
    wanted = " ".join(asked.split()).casefold()
    for found in rounds(db):
        if wanted in (found.id, found.name.casefold()):
            return found
    raise UsageError(f"the case has no round {asked!r}", hint="reportedly coding CASE list shows them")


def _round(db: sqlite3.Connection, number: int) -> Round:
    told = entries(db, number)
    first = next(e for e in told if e.action == "round-open")
    closed = next((e for e in told if e.action == "round-close"), None)
    done = {e.who.casefold(): e.at for e in told if e.action == "round-done"}
    names = [e.words or "" for e in told if e.action == "round-coder"]
    captures = first.about[1:]
    return Round(
        id=first.about[0],
        name=first.words or first.about[0],
        by=first.who,
        opened=first.at,
        documents=tuple(d for c in captures for d in takings.documents(db, capture=c)),
        captures=captures,
        coders=tuple(
            Coder(name=n, rulings=len(in_force(_rulings(told, n))), done=done.get(n.casefold())) for n in names
        ),
        closed=closed.at if closed is not None else None,
        closed_by=closed.who if closed is not None else "",
    )


def open_round(
    db: sqlite3.Connection, name: str, documents: Sequence[str], coders: Sequence[str], by: str, *, tool: str
) -> Round:
    """Open a round on documents, by id, hash of capture or name of file, for these coders.

    Raises UsageError for fewer than two coders, a name that is taken, and documents that the case does not have.
    """
    name, by = _one_line(name), _one_line(by)
    people = tuple({c.casefold(): c for c in map(_one_line, coders) if c}.values())
    if not name or len(name) > LONGEST or _ID.fullmatch(name.casefold()):
        raise UsageError(f"{name!r} is no name of a round", hint=f"give up to {LONGEST} characters, not round-1")
    if not by:
        raise UsageError("nobody is named who opens the round", hint="say by whom")
    if len(people) < 2:
        raise UsageError("a round needs two coders or more", hint="name each once")
    with transaction(db):
        known = rounds(db)
        if any(r.name.casefold() == name.casefold() for r in known):
            raise UsageError(f"the case has a round {name!r} already", hint="give it another name")
        captures = tuple(dict.fromkeys(capture_of(db, d) for d in documents))
        if not captures:
            raise UsageError("a round needs a document", hint="name one or more")
        number = len(known) + 1
        note(db, number, "round-open", who=by, tool=tool, about=captures, words=name)
        for person in people:
            note(db, number, "round-coder", who=by, tool=tool, words=person)
        return _round(db, number)


def _one_line(words: str) -> str:
    return " ".join(words.encode("utf-8", "replace").decode().split())


def capture_of(db: sqlite3.Connection, asked: str) -> str:
    """The capture of a document by its id or its capture's hash, of which eight digits do, or by the name it came under."""
    digits = asked.removeprefix("d_")
    rows: list[tuple[str]] = []
    if len(digits) >= 8 and set(digits) <= set("0123456789abcdef"):
        column = "document" if asked.startswith("d_") else "capture"
        rows = db.execute(f"SELECT capture FROM source WHERE {column} GLOB ?", (f"{asked}*",)).fetchall()
    rows = rows or db.execute("SELECT DISTINCT capture FROM taking WHERE name = ?", (asked,)).fetchall()
    if len(rows) != 1:
        found = "no document is" if not rows else f"{len(rows)} documents are"
        raise UsageError(f"{found} called {asked!r}", hint="name it by its id d_…, as reportedly search prints it")
    return str(rows[0][0])


def coder_of(found: Round, person: str) -> Coder:
    """The coder of a round with this name; raises UsageError for anybody else."""
    wanted = _one_line(person).casefold()
    for coder in found.coders:
        if coder.name.casefold() == wanted:
            return coder
    raise UsageError(f"{person!r} is no coder of {found.name}", hint=f"it is coded by {_names(found)}")


def _names(found: Round) -> str:
    return ", ".join(c.name for c in found.coders)


def done(db: sqlite3.Connection, asked: str, person: str, *, tool: str) -> Round:
    """Note that a coder is done; when all are, the round is closed.  Raises UsageError for a closed round."""
    with transaction(db):
        found = _open(find(db, asked))
        coder, number = coder_of(found, person), number_of(found)
        if coder.done is None:
            note(db, number, "round-done", who=coder.name, tool=tool)
        if all(c.done is not None or c == coder for c in found.coders):
            note(db, number, "round-close", who=coder.name, tool=tool)
        return _round(db, number)


def close(db: sqlite3.Connection, asked: str, by: str, *, tool: str) -> Round:
    """Close a round before all coders are done; raises UsageError where it is closed or somebody else opened it."""
    with transaction(db):
        found = _open(find(db, asked))
        if _one_line(by).casefold() != found.by.casefold():
            raise UsageError(
                f"{found.name} was opened by {found.by}",
                hint=f"{found.by} closes it, or all its coders say they are done",
            )
        note(db, number_of(found), "round-close", who=found.by, tool=tool)
        return _round(db, number_of(found))


def _open(found: Round) -> Round:
    if found.closed is not None:
        raise UsageError(f"{found.name} was closed at {found.closed}", hint="open another round")
    return found


def closed(found: Round) -> Round:
    """The round; raises UsageError while it is open, when nobody may see what others ruled."""
    if found.closed is None:
        waiting = ", ".join(c.name for c in found.coders if c.done is None)
        raise UsageError(
            f"{found.name} is still open (not done: {waiting})", hint=f"{found.by} closes it, or all coders are done"
        )
    return found


# --- rulings ------------------------------------------------------------------------------------------


def _rulings(told: Sequence[Entry], person: str) -> list[Decision]:
    """All that a coder ruled, undid and replaced, oldest first, but for what was erased."""
    return [
        msgspec.json.decode(e.words, type=Decision)
        for e in told
        if e.action == "round-code" and e.words is not None and e.who.casefold() == person.casefold()
    ]


def rulings_of(db: sqlite3.Connection, found: Round) -> dict[str, tuple[Decision, ...]]:
    """The rulings of each coder of a round that stand, in the coders' order; not to be shown while the round is open."""
    told = entries(db, number_of(found))
    return {c.name: in_force(_rulings(told, c.name)) for c in found.coders}


def own(db: sqlite3.Connection, asked: str, person: str) -> tuple[Decision, ...]:
    """The rulings of one coder that stand, oldest first."""
    found = find(db, asked)
    return rulings_of(db, found)[coder_of(found, person).name]


def code(db: sqlite3.Connection, asked: str, decisions: Sequence[Decision], *, tool: str) -> tuple[Decision, ...]:
    """Keep what a coder rules on documents of a round; the decisions as they were kept, without those that say nothing new.

    A ruling takes the place of the coder's earlier one on the same claim, also where it is on what that one wrote; an undo takes
    back a ruling and whatever it took the place of.  Raises UsageError for a person who is no coder of the round or is done,
    a closed round, other documents, other kinds of decisions, and words that are not there.
    """
    kept: list[Decision] = []
    with transaction(db):
        found = _open(find(db, asked))
        held = list(readings.current(db, found.documents))
        for d in decisions:
            coder = coder_of(found, d.by)
            if coder.done is not None:
                raise UsageError(f"{coder.name} was done with {found.name} at {coder.done}", hint="ask who opened it")
            if not captures_of(d) <= set(found.captures):
                raise UsageError(f"a document {_REFUSED}", hint=f"{found.name} has {', '.join(found.documents)}")
            past = _rulings(entries(db, number_of(found)), coder.name)
            for made in flat(msgspec.structs.replace(d, by=coder.name), past, held):
                about = captures_of(made) | {c for p in past if p.id in made.replaces for c in captures_of(p)}
                words = msgspec.json.encode(made).decode()
                note(
                    db,
                    number_of(found),
                    "round-code",
                    who=coder.name,
                    tool=tool,
                    about=(made.id,),
                    captures=about,
                    words=words,
                )
                kept.append(made)
    return tuple(kept)


def as_coded(db: sqlite3.Connection, asked: str, person: str, documents: Sequence[str] | None = None) -> Record:
    """The record of a round's documents, or of some by id, as one coder sees it: what was read, and own rulings of this round.

    Nothing of the ledger is in it, not even what the coder decided there: all coders judge the same readings.  A day of publication
    that was set right is the one exception: the days that were counted from it are read anew with it.  Raises
    UsageError for a person who is no coder, and for other documents.
    """
    found = find(db, asked)
    coder = coder_of(found, person)
    wanted = found.documents if documents is None else tuple(documents)
    for document in wanted:
        if document not in found.documents:
            raise UsageError(f"{document} {_REFUSED}", hint=f"{found.name} has {', '.join(found.documents)}")
    captures = {c for d in wanted for (c,) in db.execute("SELECT capture FROM source WHERE document = ?", (d,))}
    past = [d for d in rulings_of(db, found)[coder.name] if captures_of(d) <= captures]
    return record.build([_as_taken(db, r) for r in readings.current(db, wanted)], past)


def _as_taken(db: sqlite3.Connection, reading: Reading) -> Reading:
    """A reading with publisher and origin as the page tells them, whatever the ledger set right."""
    taken = takings.text_of(db, reading.document.id).document
    document = msgspec.structs.replace(
        reading.document, publisher=taken.publisher, syndicated_from=taken.syndicated_from
    )
    return msgspec.structs.replace(reading, document=document)


def sheets(db: sqlite3.Connection, asked: str, person: str) -> tuple[Sheet, ...]:
    """How far a coder is, document by document in the order of the round; UsageError for a person who is no coder."""
    found = find(db, asked)
    coder = coder_of(found, person)
    held = list(readings.current(db, found.documents))
    came = rulings.resolve(rulings_of(db, found)[coder.name], held)
    ruled = {i for r in came.ruled if r.state in ("same", "moved") and r.decision.kind != "add" for i in r.ids}
    added = [r.decision for r in came.ruled if r.state in ("same", "moved") and r.decision.kind == "add"]
    of = {r.document.id: r for r in held}
    return tuple(
        Sheet(
            document=d,
            title=page.heading(of[d].document) or "",
            claims=len(of[d].claims),
            ruled=sum(c.id in ruled for c in of[d].claims),
            added=sum(of[d].document.capture.sha256 in captures_of(a) for a in added),
        )
        for d in found.documents
        if d in of
    )


def withheld(db: sqlite3.Connection) -> frozenset[int]:
    """The entries of the log with rulings of open rounds, whose words nobody is shown."""
    rows = db.execute(
        "SELECT seq FROM coding JOIN log USING (seq) WHERE action = 'round-code'"
        " AND round NOT IN (SELECT round FROM coding JOIN log USING (seq) WHERE action = 'round-close')"
    )
    return frozenset(row[0] for row in rows)


def tie_names(db: sqlite3.Connection, capture: str) -> None:
    """Count the names of rounds that have a word which only this capture has among what is about it, so that they are erased."""
    asked = "SELECT l.seq, w.words FROM log l JOIN log_words w USING (seq) WHERE l.action = 'round-open'"
    named = {seq: set(text.fold(words).split()) for seq, words in db.execute(asked).fetchall()}
    mine = set(takings.documents(db, capture=capture))
    here, elsewhere = set[str](), set[str]()
    for document in takings.documents(db) if named else ():
        told = takings.text_of(db, document).document
        said = text.fold(" ".join(filter(None, (told.text, told.publisher, told.syndicated_from, told.byline))))
        (here if document in mine else elsewhere).update(said.split())
    for seq, words in named.items():
        if words & (here - elsewhere):
            db.execute("INSERT OR IGNORE INTO log_capture VALUES (?,?)", (seq, capture))
