"""What becomes of a closed round of coding: agreement, differences, and the rulings that are put into the ledger."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from reportedly import agreement, coded_units, decisions, precedence
from reportedly.agreement import SlotAgreement
from reportedly.case import codings, readings, rulings
from reportedly.case.codings import Round
from reportedly.case.migrations import transaction
from reportedly.coded_units import Lost, Mark, Unit
from reportedly.deciding import Decision
from reportedly.errors import UsageError

_SHORTEST = 6
"""Characters that an id must have at least to be cut short, its letter among them."""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A unit of which coders made different things, and the ledger's decision that settled it, None for none that stands."""

    unit: Unit
    settled: str | None


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """The agreement of a closed round by slot, over all slots last; ``lost`` are rulings on what is read otherwise since."""

    round: Round
    slots: tuple[SlotAgreement, ...]
    lost: tuple[Lost, ...]


def agreed(db: sqlite3.Connection, asked: str) -> Agreement:
    """How far the coders of a round agree; raises UsageError while it is open."""
    found = codings.closed(codings.find(db, asked))
    coded = _coded(db, found)
    slots = agreement.by_slot(coded.units, [c.name for c in found.coders])
    return Agreement(round=found, slots=slots, lost=coded.lost)


def units(db: sqlite3.Connection, asked: str) -> tuple[Unit, ...]:
    """Whatever somebody ruled on in a round, in the order of the words; raises UsageError while it is open."""
    found = codings.closed(codings.find(db, asked))
    return tuple(u for u in _coded(db, found).units if u.marks)


def differences(db: sqlite3.Connection, asked: str) -> tuple[Difference, ...]:
    """The units on which the coders of a round differ; raises UsageError while it is open."""
    found = codings.closed(codings.find(db, asked))
    settled = _settled(db, found)
    return tuple(Difference(unit=u, settled=_settling(u, settled)) for u in _coded(db, found).units if u.differs())


def _coded(db: sqlite3.Connection, found: Round) -> coded_units.Coded:
    return coded_units.units(list(readings.current(db, found.documents)), codings.rulings_of(db, found))


def _settled(db: sqlite3.Connection, found: Round) -> dict[str, frozenset[str]]:
    """The ledger's decisions that settled something in a round and still stand, each with the rulings that it settled."""
    standing = {d.id for d in precedence.in_force(rulings.obeyed(db))[0]}
    told = codings.entries(db, codings.number_of(found))
    about = [e.about[1:] for e in told if e.action == "round-settle"]
    return {decision: frozenset(past) for decision, *past in about if decision in standing}


def _settling(unit: Unit, settled: dict[str, frozenset[str]]) -> str | None:
    return next((d for d, past in reversed(settled.items()) if past & _rulings(unit)), None)


def _rulings(unit: Unit) -> frozenset[str]:
    return frozenset(m.ruling for m in unit.marks.values() if m.ruling)


def adjudicate(
    db: sqlite3.Connection,
    asked: str,
    unit: str,
    taken: str,
    by: str,
    *,
    why: str = "",
    replaces: Sequence[str] = (),
    tool: str,
) -> Decision:
    """Put the ruling that is taken on a unit into the ledger, as a decision of whoever adjudicates; its reason names all rulings.

    ``unit`` is its id, ``taken`` a coder of the round or the id of a ruling.  Where a coder is taken who did not add what others
    added, a note says so.  What was adjudicated before on the unit is replaced, and so are the decisions of the ledger that
    ``replaces`` names.
    Raises UsageError while the round is open, and for a coder who did not rule on the unit.
    """
    with transaction(db):
        found = codings.closed(codings.find(db, asked))
        one = _unit(_coded(db, found).units, unit)
        mark = _mark(found, one, taken)
        reason = f"adjudicated in {found.id}: {one.told()}"
        before = _settling(one, _settled(db, found))
        past = [*replaces, *([before] if before is not None else [])]
        told = f"{reason}; {why.strip()}" if why.strip() else reason
        return _Putting(db, found, by, tool).put(one, mark, told, past)


def adopt(db: sqlite3.Connection, asked: str, by: str, *, tool: str) -> tuple[Decision, ...]:
    """Put into the ledger what all coders of a round made alike of a unit, where nothing settled it yet.

    Raises UsageError while the round is open.
    """
    with transaction(db):
        found = codings.closed(codings.find(db, asked))
        names = [c.name for c in found.coders]
        reason = f"agreed in {found.id}: {', '.join(names[:-1])} and {names[-1]}"
        putting = _Putting(db, found, by, tool)
        return tuple(putting.put(u, u.marks[names[0]], reason) for u in _agreed(db, found))


def adoptable(db: sqlite3.Connection, asked: str) -> tuple[Unit, ...]:
    """The units that :func:`adopt` would put into the ledger; raises UsageError while the round is open."""
    return _agreed(db, codings.closed(codings.find(db, asked)))


def _agreed(db: sqlite3.Connection, found: Round) -> tuple[Unit, ...]:
    """What all coders of a round made alike, and nothing settled yet."""
    settled = _settled(db, found)
    names = {c.name for c in found.coders}
    return tuple(
        u
        for u in _coded(db, found).units
        if u.marks.keys() == names and not u.differs() and _settling(u, settled) is None
    )


def _unit(found: Sequence[Unit], asked: str) -> Unit:
    fitting = [u for u in found if u.id == asked or (len(asked) >= _SHORTEST and u.id.startswith(asked))]
    if len(fitting) != 1 or not fitting[0].marks:
        raise UsageError(
            f"nobody ruled on {asked!r} in this round", hint="reportedly coding CASE differences lists ids"
        )
    return fitting[0]


def _mark(found: Round, unit: Unit, taken: str) -> Mark:
    for mark in unit.marks.values():
        if mark.ruling and mark.ruling == taken:
            return mark
    coder = codings.coder_of(found, taken)
    if coder.name not in unit.marks:
        raise UsageError(f"{coder.name} did not rule on {unit.id}", hint=f"what there is: {unit.told()}")
    return unit.marks[coder.name]


class _Putting:
    """Puts rulings of a round into the ledger, and says in the log which rulings each decision settled."""

    def __init__(self, db: sqlite3.Connection, found: Round, by: str, tool: str) -> None:
        self._db, self._number, self._by, self._tool = db, codings.number_of(found), by, tool
        self._ruled = {d.id: d for past in codings.rulings_of(db, found).values() for d in past}

    def put(self, unit: Unit, mark: Mark, why: str, replaces: Sequence[str] = ()) -> Decision:
        """Append the decision that a mark comes to: the coder's ruling, or a note where a claim is not added."""
        source = self._ruled[mark.ruling or min(_rulings(unit))]
        absent = mark.sort == "absent"
        made = decisions.make(
            "note" if absent else source.kind,
            source.targets,
            by=self._by,
            at=datetime.now(UTC),
            why=why,
            replaces=replaces,
            change=None if absent else source.change,
        )
        rulings.put(self._db, [made], tool=self._tool)
        about = (made.id, *sorted(_rulings(unit)))
        codings.note(self._db, self._number, "round-settle", who=made.by, tool=self._tool, about=about)
        return made
