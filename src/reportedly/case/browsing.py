"""The lists that a case is browsed by, each answered from derived tables without building a record."""

from __future__ import annotations

import sqlite3

from reportedly.case.rows import EVERYTHING, Family, Named, OnMap, Report, Timeline, Wanted
from reportedly.gathering import Sort
from reportedly.model import Problem, Record
from reportedly.suggestions import Suggestion


class Browsing:
    """The part of :class:`reportedly.case.Case` that answers lists.

    All of a list stands in the order given; ``skip`` rows of it are passed over and at most ``limit`` given, beside the number of all.
    """

    _db: sqlite3.Connection

    def _bring_up(self) -> None:
        raise NotImplementedError

    def timeline(self, wanted: Wanted = EVERYTHING, *, skip: int = 0, limit: int = 100) -> Timeline:
        """The wanted events in order of time; UsageError for a day that is none, or words without a word."""
        raise NotImplementedError

    def months(self, wanted: Wanted = EVERYTHING) -> list[tuple[str, int]]:
        """How many of the wanted events begin in each month ("2016-04"), in order; those of no known month are left out."""
        raise NotImplementedError

    def on_map(self, wanted: Wanted = EVERYTHING) -> tuple[list[OnMap], int]:
        """The places at which accounts put the wanted events (where, origin, destination), and how many events have none."""
        raise NotImplementedError

    def named(self, sort: Sort, *, words: str = "", skip: int = 0, limit: int = 100) -> tuple[list[Named], int]:
        """Actors, places or voices, those of most events first; ``words`` stand in one of their names."""
        raise NotImplementedError

    def named_as(self, sort: Sort, key: str) -> Named | None:
        """What a key stands for, None for an unknown one."""
        raise NotImplementedError

    def key_of(self, id: str) -> str | None:
        """The key under which an actor, place or voice (by its joined id) is gathered; None for an unknown one."""
        raise NotImplementedError

    def reports(self, *, words: str = "", skip: int = 0, limit: int = 100) -> tuple[list[Report], int]:
        """The documents, the newest taken first; ``words`` stand in their texts."""
        raise NotImplementedError

    def having(self, id: str) -> Record | None:
        """The record of an affair that has what this whole id names (event, claim, frame, mention, statement, document, actor,
        place or voice, also under a former id); None where there is none.
        """
        raise NotImplementedError

    def problem_list(self, *, code: str = "", skip: int = 0, limit: int = 100) -> tuple[list[tuple[Problem, str]], int]:
        """What could not be read in any affair, each with the title of its document; only those of one sort with ``code``."""
        raise NotImplementedError

    def problem_codes(self) -> list[tuple[str, int]]:
        """How many problems there are of each sort, most first."""
        raise NotImplementedError

    def families(self, *, skip: int = 0, limit: int = 100) -> tuple[list[Family], int]:
        """Groups of documents that count as one voice, with the reasons; the largest first."""
        raise NotImplementedError

    def queue(self, *, skip: int = 0, limit: int = 100) -> tuple[list[Suggestion], int]:
        """What may be the same, or a part of another, inside each affair; the likeliest first."""
        raise NotImplementedError

    def visited(self, who: str) -> int:
        """The log's last entry when this person last left (see :meth:`visit`), 0 for none."""
        raise NotImplementedError

    def visit(self, who: str) -> None:
        """Remember the log's last entry as seen by this person; this is no decision and stands in no log."""
        raise NotImplementedError
