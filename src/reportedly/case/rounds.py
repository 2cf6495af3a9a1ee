"""Rounds of blind coding, as a case offers them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from reportedly.case import codings, settling
from reportedly.case.codings import Round, Sheet
from reportedly.case.results import TOOL
from reportedly.case.settling import Agreement, Difference
from reportedly.coded_units import Unit
from reportedly.deciding import Decision
from reportedly.model import Record


class Rounds:
    """The part of :class:`reportedly.case.Case` with which several people code the same documents without seeing each other's rulings."""

    _db: sqlite3.Connection

    def _bring_up(self) -> None:
        raise NotImplementedError

    def _rejoin(self) -> None:
        raise NotImplementedError

    def open_round(self, name: str, documents: Sequence[str], coders: Sequence[str], by: str) -> Round:
        """Open a round of blind coding on documents, by id, hash of capture or file name, for two coders or more."""
        self._bring_up()
        return codings.open_round(self._db, name, documents, coders, by, tool=TOOL)

    def rounds(self) -> tuple[Round, ...]:
        """The rounds of coding, oldest first; a round is named by its id or its name wherever one is asked for."""
        return codings.rounds(self._db)

    def coded_now(self, person: str) -> tuple[Round, ...]:
        """The open rounds in which this person codes, whether done or not: whose documents' rulings are not to be shown to them."""
        return codings.coded_now(self._db, person)

    def as_coded(self, round: str, coder: str, documents: Sequence[str] | None = None) -> Record:
        """The record of a round's documents as one coder sees it: machine's readings and own rulings, nothing of the ledger."""
        self._bring_up()
        return codings.as_coded(self._db, round, coder, documents)

    def code(self, round: str, *decisions: Decision) -> tuple[Decision, ...]:
        """Keep what a coder rules in an open round (accept, reject, edit, add, undo); see :func:`codings.code`.

        Make the decisions from the record of :meth:`as_coded`; the coder is whom they name.
        """
        self._bring_up()
        return codings.code(self._db, round, decisions, tool=TOOL)

    def own_codings(self, round: str, coder: str) -> tuple[Decision, ...]:
        """The rulings of one coder in a round that stand."""
        return codings.own(self._db, round, coder)

    def sheets(self, round: str, coder: str) -> tuple[Sheet, ...]:
        """How far one coder is with each document of a round."""
        self._bring_up()
        return codings.sheets(self._db, round, coder)

    def done(self, round: str, coder: str) -> Round:
        """Note that a coder is done with a round; the last one closes it."""
        return codings.done(self._db, round, coder, tool=TOOL)

    def close_round(self, round: str, by: str) -> Round:
        """Close a round, by whoever opened it."""
        return codings.close(self._db, round, by, tool=TOOL)

    def agreement(self, round: str) -> Agreement:
        """How far the coders of a closed round agree, by slot; UsageError while it is open."""
        self._bring_up()
        return settling.agreed(self._db, round)

    def units(self, round: str) -> tuple[Unit, ...]:
        """Everything that was ruled on in a closed round, with what each coder made of it; UsageError while it is open."""
        self._bring_up()
        return settling.units(self._db, round)

    def differences(self, round: str) -> tuple[Difference, ...]:
        """What the coders of a closed round ruled differently, and what settled it; UsageError while it is open."""
        self._bring_up()
        return settling.differences(self._db, round)

    def adjudicate(
        self, round: str, unit: str, taken: str, by: str, why: str = "", *, replaces: Sequence[str] = ()
    ) -> Decision:
        """Put the ruling of the coder who is ``taken`` on a unit into the ledger; see :func:`settling.adjudicate`."""
        self._bring_up()
        made = settling.adjudicate(self._db, round, unit, taken, by, why=why, replaces=replaces, tool=TOOL)
        self._rejoin()
        return made

    def adoptable(self, round: str) -> tuple[Unit, ...]:
        """What :meth:`adopt` would put into the ledger; UsageError while the round is open."""
        self._bring_up()
        return settling.adoptable(self._db, round)

    def adopt(self, round: str, by: str) -> tuple[Decision, ...]:
        """Put into the ledger whatever all coders of a closed round ruled alike."""
        self._bring_up()
        made = settling.adopt(self._db, round, by, tool=TOOL)
        self._rejoin()
        return made
