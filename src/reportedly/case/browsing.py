"""The lists that a case is browsed by, each answered from derived tables without building a record."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec

from reportedly.case import arrivals, finding, lists, naming, timelines, visits
from reportedly.case.results import Arrival
from reportedly.case.rows import EVERYTHING, Family, Named, OnMap, Report, Timeline, Wanted
from reportedly.errors import UsageError
from reportedly.gathering import Sort
from reportedly.model import Problem, Record
from reportedly.suggestions import Suggestion

_MOST = 2**53
"""Rows and entries that no case has."""

_MOST_KINDS = 1000
"""Kinds that one question may name; there are fewer."""


class Browsing:
    """The part of :class:`reportedly.case.Case` that answers lists.

    All of a list stands in the order given; ``skip`` rows of it are passed over and at most ``limit`` given, beside the number of all.
    """

    _db: sqlite3.Connection

    def _bring_up(self) -> None:
        raise NotImplementedError

    def timeline(self, wanted: Wanted = EVERYTHING, *, skip: int = 0, limit: int = 100) -> Timeline:
        """The wanted events in order of time; UsageError for a day that is none, or words without a word."""
        self._bring_up()
        return timelines.timeline(self._db, _clean(wanted), *_window(skip, limit))

    def months(self, wanted: Wanted = EVERYTHING) -> list[tuple[str, int]]:
        """How many of the wanted events begin in each month ("2016-04"), in order; those of no known month are left out."""
        self._bring_up()
        return timelines.months(self._db, _clean(wanted))

    def on_map(self, wanted: Wanted = EVERYTHING) -> tuple[list[OnMap], int]:
        """The places at which accounts put the wanted events (where, origin, destination), and how many events have none."""
        self._bring_up()
        return timelines.on_map(self._db, _clean(wanted))

    def named(
        self, sort: Sort, *, words: str = "", bare: bool = False, skip: int = 0, limit: int = 100
    ) -> tuple[list[Named], int]:
        """Actors, places or voices that have a name, those of most events first; all ``words`` stand in names of theirs.

        With ``bare`` those that are only described ("the attackers") are among them.
        """
        self._bring_up()
        return naming.named(self._db, sort, _text(words), bare, *_window(skip, limit))

    def named_as(self, sort: Sort, key: str) -> Named | None:
        """What a key stands for, None for an unknown one."""
        self._bring_up()
        return naming.named_as(self._db, sort, _text(key))

    def key_of(self, id: str) -> str | None:
        """The key under which an actor, place or voice (by its joined id) is gathered; None for an unknown one."""
        self._bring_up()
        return naming.key_of(self._db, _text(id))

    def reports(self, *, words: str = "", skip: int = 0, limit: int = 100) -> tuple[list[Report], int]:
        """The documents, the newest taken first; ``words`` stand in their texts."""
        self._bring_up()
        return lists.reports(self._db, _text(words), *_window(skip, limit))

    def report(self, document: str) -> Report | None:
        """One document, by id, with what came of it; None for an unknown one."""
        self._bring_up()
        return lists.report(self._db, document)

    def arrivals(self, captures: Iterable[str]) -> dict[str, Arrival]:
        """How far these captures (whole hashes) have come, by hash, as the case stands at this moment; unknown ones are left out."""
        return arrivals.arrivals(self._db, captures)

    def having(self, id: str) -> Record | None:
        """The record of an affair that has what this whole id names (event, claim, frame, mention, statement, document, actor,
        place or voice, also under a former id); None where there is none.
        """
        self._bring_up()
        affair = finding.affair_with(self._db, _text(id))
        return finding.record(self._db, affair) if affair is not None else None

    def records_of(self, ids: Iterable[str], *, most: int) -> list[Record]:
        """The records of the affairs that have one of these whole ids (places have the same in several), at most so many."""
        self._bring_up()
        numbers = sorted({n for i in ids for n in finding.affairs_with(self._db, i)})[:most]
        return [r for n in numbers if (r := finding.record(self._db, n)) is not None]

    def problem_list(self, *, code: str = "", skip: int = 0, limit: int = 100) -> tuple[list[tuple[Problem, str]], int]:
        """What could not be read in any affair, each with the title of its document; only those of one sort with ``code``."""
        self._bring_up()
        return lists.problems(self._db, _text(code), *_window(skip, limit))

    def problem_codes(self) -> list[tuple[str, int]]:
        """How many problems there are of each sort, most first."""
        self._bring_up()
        return lists.problem_codes(self._db)

    def families(self, *, skip: int = 0, limit: int = 100) -> tuple[list[Family], int]:
        """Groups of documents that count as one voice, the largest first; without a reason where one speaker has one name in all."""
        self._bring_up()
        return lists.families(self._db, *_window(skip, limit))

    def queue(self, *, about: str = "", skip: int = 0, limit: int = 100) -> tuple[list[Suggestion], int]:
        """What may be the same, or a part of another, inside each affair; only of what has the id ``about``; the likeliest first."""
        self._bring_up()
        return lists.queue(self._db, about, *_window(skip, limit))

    def visited(self, who: str) -> int:
        """The log's last entry when this person last left (see :meth:`visit`), 0 for none."""
        return visits.visited(self._db, who)

    def visit(self, who: str, upto: int | None = None) -> None:
        """Remember the log's last entry, or the one ``upto`` which a page told, as seen; this is no decision and stands in no log."""
        visits.visit(self._db, who, upto)


def _window(skip: int, limit: int) -> tuple[int, int]:
    if not (0 <= skip < _MOST and 0 <= limit < _MOST):
        raise UsageError(f"rows {skip} and {limit} more are no part of a list", hint="count from 0")
    return skip, limit


def _text(words: str) -> str:
    """The words as a database can look for them: what is no Unicode text stands there as "?"."""
    return words.encode("utf-8", "replace").decode()


def _clean(wanted: Wanted) -> Wanted:
    if wanted.after is not None and not 0 <= wanted.after < _MOST:
        raise UsageError(f"the log has no entry {wanted.after}", hint="give the number of an entry, or 0 for all")
    return msgspec.structs.replace(
        wanted,
        words=_text(wanted.words),
        kinds=tuple(_text(kind) for kind in wanted.kinds[:_MOST_KINDS]),
        place=_text(wanted.place),
        actor=_text(wanted.actor),
        voice=_text(wanted.voice),
    )
