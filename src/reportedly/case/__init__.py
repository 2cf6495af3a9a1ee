"""A case: one file that keeps the reports on an affair, what was done with them, and what people ruled.

Captures and decisions are the truth on disk; readings are kept so that nothing is read twice; all else is derived and made
again when it is asked for.  The file is an ordinary SQLite database, for its owner's eyes only (mode 0600).

    with Case.open("fezzan.case", create=True) as case:
        case.add(["reports/", "https://news.example/a-report"])
        record = case.record()
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from reportedly import addresses, capture, dates, feeds, timestamps
from reportedly.case import codings, custody, erasure, finding, joined, lookup, readings, rulings, store, upkeep
from reportedly.case import search as searching
from reportedly.case import verify as verifying
from reportedly.case.browsing import Browsing
from reportedly.case.codings import Coder, Round, Sheet
from reportedly.case.custody import Entry
from reportedly.case.migrations import transaction
from reportedly.case.results import TOOL, Added, Arrival, Held, Removed, Reread, Size, Watched
from reportedly.case.rounds import Rounds
from reportedly.case.rows import Family, Named, OnMap, Report, Row, Timeline, Wanted
from reportedly.case.search import Hit
from reportedly.case.settling import Agreement, Difference
from reportedly.case.upkeep import Progress
from reportedly.case.verify import Broken, Verified
from reportedly.coded_units import Unit
from reportedly.deciding import Decision, State
from reportedly.errors import InputError, UsageError
from reportedly.model import Record
from reportedly.overview import Line
from reportedly.suggestions import Suggestion

__all__ = [
    "Added",
    "Agreement",
    "Arrival",
    "Broken",
    "Case",
    "Coder",
    "Difference",
    "Entry",
    "Family",
    "Held",
    "Hit",
    "Named",
    "OnMap",
    "Removed",
    "Report",
    "Reread",
    "Round",
    "Row",
    "Sheet",
    "Size",
    "Timeline",
    "Unit",
    "Verified",
    "Wanted",
    "Watched",
]


class Case(Browsing, Rounds):
    """An open case.  Use it in a ``with`` statement, or call :meth:`close`."""

    def __init__(self, db: sqlite3.Connection, path: Path, *, served: bool = False) -> None:
        self._db = db
        self._served = served
        self.path = path
        self._seen: tuple[int, int] | None = None

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False, served: bool = False) -> Self:
        """The case in a file; InputError where there is none (unless ``create``) or the file is something else.

        What an earlier program left undone, because it was stopped, is done first: a removal is finished.

        A ``served`` case answers many readers while another thread or program may be adding to it: it may be handed from thread to
        thread (which use it one at a time), and answers from what is read and joined so far.  :meth:`settle` does what waits.
        """
        db = store.connect(Path(path), create=create, threads=served)
        case = cls(db, Path(path), served=served)
        try:
            if erasure.pending(db):
                case._rebuild()
        except BaseException as error:
            case.__exit__(type(error), error, None)
            raise
        return case

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if isinstance(error, sqlite3.Error):
            raise store.told(error, self.path) from error

    def close(self) -> None:
        """Close the file; all of the case then stands in it alone."""
        store.close(self._db)

    def add(
        self,
        inputs: Sequence[str],
        *,
        published: str | None = None,
        reader: str = "standard",
        spacy: str | None = None,
        allow_private: bool = False,
        again: bool = False,
        who: str = "",
        progress: Progress | None = None,
    ) -> Added:
        """Take, read and join reports: paths, folders, addresses or ``-``.

        Each capture is on disk before the next input is asked for.  An input that cannot be taken is a Problem
        (``not-taken``) and does not keep the others out; so is one that was removed from the case before
        (``removed-before``), unless ``again`` is true.  Raises InputError where no input can be found, or the only one cannot be
        taken.
        """
        added = self.take(
            inputs, published=published, allow_private=allow_private, again=again, who=who, progress=progress
        )
        self.settle(reader=reader, spacy=spacy, progress=progress)
        return added

    def take(
        self,
        inputs: Sequence[str],
        *,
        published: str | None = None,
        allow_private: bool = False,
        again: bool = False,
        who: str = "",
        progress: Progress | None = None,
    ) -> Added:
        """Take reports as :meth:`add` does, and leave reading them to :meth:`settle`, or to whoever next asks the case."""
        if published:
            dates.from_published(published)
        sources = capture.expand(list(inputs))
        added = upkeep.take_in(
            self._db,
            sources,
            tool=TOOL,
            published=published,
            allow_private=allow_private,
            again=again,
            who=who,
            progress=progress,
        )
        if len(sources) == 1 and not added.new and not added.known:
            fault = added.problems[0]
            raise InputError(fault.message, hint=fault.hint)
        return added

    def take_text(
        self, words: str, *, name: str, url: str | None = None, published: str | None = None, who: str = ""
    ) -> Added:
        """Take a text that a person has copied; ``name`` is kept as a file's would be, ``url`` as where they say that it stands.

        Raises InputError where it is no report, AddressError for a ``url`` that is none, UsageError for a date that is none.
        """
        if published:
            dates.from_published(published)
        made = capture.of_bytes(
            words.encode("utf-8", "replace"), name=name, url=addresses.clean(addresses.checked(url)) if url else None
        )
        return upkeep.keep(self._db, made, tool=TOOL, published=published, again=False, who=who)

    def record(self) -> Record:
        """The record of the whole case, built at once; for a large case look at :meth:`lines` and :meth:`affair`."""
        self._bring_up()
        return lookup.whole(self._db)

    def lines(self) -> list[Line]:
        """The events of the case in order of time, one line each."""
        self._bring_up()
        return list(lookup.lines(self._db))

    def suggestions(self) -> tuple[Suggestion, ...]:
        """What may be the same and was left apart, the likeliest first; nothing of it is joined."""
        self._bring_up()
        return lookup.suggested(self._db)

    def affair(self, document: str) -> Record | None:
        """The record of the reports that are joined with this document (by id), itself among them; None for an unknown one."""
        self._bring_up()
        return lookup.affair_of(self._db, document)

    def around(self, ids: Sequence[str]) -> Record:
        """The record of the affairs that have these claims, frames, mentions, events, documents or decisions, by id.

        Ids may be cut short.  The whole record where one of them is found in no affair: actors, places and voices are joined
        across all of them.
        """
        self._bring_up()
        return lookup.around(self._db, ids)

    def near(self, ids: Sequence[str]) -> Record:
        """The record of as few affairs as have all these things or decisions, by id, which may be cut short.

        What several affairs have (a place of the gazetteer) is taken from one of them, if it can be from one that has the rest
        too.  UsageError for an unknown id; never the whole case, unless all of it is meant.
        """
        self._bring_up()
        return lookup.near(self._db, ids)

    def search(self, words: str, *, limit: int = 20) -> list[Hit]:
        """Texts and claims in which all the words stand, best first; UsageError where there is no word."""
        self._bring_up()
        return searching.search(self._db, words, limit)

    def decide(self, *decisions: Decision) -> tuple[str, ...]:
        """Append decisions to the ledger; the ids of those that the case did not have.

        Make them with :func:`reportedly.decisions.make`; they hold at once.
        """
        new = rulings.put(self._db, decisions, tool=TOOL)
        self._rejoin()
        return new

    def decisions(self) -> tuple[Decision, ...]:
        """The ledger, by time; :attr:`Record.decisions` tells how each of them stands."""
        return rulings.load(self._db)

    def states(self, ids: Iterable[str]) -> dict[str, State]:
        """How these decisions stand, by id; one whose words were erased, or that is about nothing that is read, has none."""
        self._bring_up()
        return lookup.states(self._db, ids)

    def reread(
        self,
        *,
        reader: str = "standard",
        spacy: str | None = None,
        who: str = "",
        progress: Progress | None = None,
    ) -> Reread:
        """Cut and read everything again, and say which claims differ and what became of each decision."""
        self.settle()
        return upkeep.reread(self._db, tool=TOOL, reader=reader, model=spacy, who=who, progress=progress)

    def compare(
        self, *, reader: str = "standard", spacy: str | None = None, progress: Progress | None = None
    ) -> Reread:
        """What :meth:`reread` would say, without doing it: every text is cut and read again in memory, nothing is changed."""
        self._bring_up()
        return upkeep.compare(self._db, reader=reader, model=spacy, progress=progress)

    def watch(self, feed: str, *, allow_private: bool = False, progress: Progress | None = None) -> Watched:
        """Ask a feed (RSS or Atom) once and add what it lists and the case has not, by address; what was removed counts as had.

        Raises AddressError or InputError where the feed cannot be had; reports that cannot be had are Problems.
        """
        listed = feeds.ask(feed, allow_private=allow_private)
        had = {row[0] for row in self._db.execute("SELECT url FROM taking UNION SELECT url FROM taking_redirect")}
        wanted = [
            entry.url
            for entry in listed
            if (url := addresses.clean(entry.url)) not in had and not erasure.is_removed_address(self._db, url)
        ]
        custody.append(self._db, "watch", tool=TOOL, words=addresses.clean(feed))
        added = Added()
        if wanted:
            added = upkeep.take_in(self._db, wanted, tool=TOOL, allow_private=allow_private, progress=progress)
            self.settle(progress=progress)
        return Watched(listed=len(listed), known=len(listed) - len(wanted), added=added)

    def stamp(self, service: str, *, allow_private: bool = False) -> str:
        """Have the log's last hash stamped by a service (RFC 3161) and keep its answer; the time that it gives (UTC).

        Only the hash leaves the machine.  Raises AddressError, InputError or DataError as :func:`timestamps.ask` does.
        """
        last = self.log(last=1)
        if not last:
            raise UsageError("the case is empty", hint="add reports first")
        found = timestamps.ask(service, last[0].hash, allow_private=allow_private)
        with transaction(self._db):
            named = addresses.clean(service)
            self._db.execute("INSERT OR REPLACE INTO stamp VALUES (?,?,?)", (last[0].seq, named, found.token))
            custody.append(self._db, "stamp", tool=TOOL, about=(last[0].hash,), words=named)
        return found.at

    def verify(self) -> Verified:
        """Hash everything again; what is broken is said, never mended."""
        return verifying.verify(self._db)

    def size(self) -> Size:
        """How much the case holds."""
        self._bring_up()
        return lookup.size(self._db)

    def captures(self) -> list[Held]:
        """What was taken in, in the order in which it first came."""
        rows = self._db.execute(
            "SELECT c.sha256, c.media_type, c.bytes, t.taken_at, t.name, n.times FROM capture c"
            " JOIN (SELECT capture, min(seq) AS first, count(*) AS times FROM taking GROUP BY capture) n"
            " ON n.capture = c.sha256 JOIN taking t ON t.seq = n.first ORDER BY n.first"
        )
        return [Held(sha256=s, media_type=m, bytes=b, taken_at=at, name=name, times=n) for s, m, b, at, name, n in rows]

    def removed(self) -> list[Removed]:
        """What was removed, oldest first."""
        return [Removed(sha256=s, at=at, who=who, reason=why) for s, at, who, why in erasure.tombstones(self._db)]

    def removals(self) -> int:
        """How many removals there were: whoever keeps words of the case at hand lets go of them when this number rises."""
        return int(self._db.execute("SELECT count(*) FROM tombstone").fetchone()[0])

    def readers(self) -> dict[str, int]:
        """Versions of readers whose readings stand, with how many texts each has read."""
        return readings.readers(self._db)

    def log(self, *, last: int | None = None) -> list[Entry]:
        """What was done to the case, oldest first; only the ``last`` entries where a number is given.

        Rulings of an open round of coding are shown without their words.
        """
        blind = codings.withheld(self._db)
        found = custody.entries(self._db, last=last)
        return [msgspec.structs.replace(e, words=None) if e.seq in blind else e for e in found]

    def remove(self, sha256: str, *, reason: str, who: str = "") -> str:
        """Erase a capture and every word of it, leave a tombstone, and return the whole hash.

        ``sha256`` may be cut short to 8 digits or more.  Raises UsageError where no capture or more than one begins so,
        or the reason is empty.
        """
        if not reason.strip():
            raise UsageError("a removal needs a reason", hint="say why; it stays in the case's log")
        whole = self._whole(sha256)
        with transaction(self._db):
            rulings.tie_names(self._db, whole)
            codings.tie_names(self._db, whole)
            gone = erasure.remove(self._db, whole, reason=reason.strip(), who=who, tool=TOOL)
            joined.forget(self._db, gone)
        self._rebuild()
        finding.forget()
        return whole

    def _whole(self, sha256: str) -> str:
        if len(sha256) < 8 or not set(sha256) <= set("0123456789abcdef"):
            raise UsageError(f"{sha256!r} is no capture's hash", hint="give eight or more of its digits")
        rows = self._db.execute("SELECT sha256 FROM capture WHERE sha256 GLOB ?", (f"{sha256}*",)).fetchall()
        if len(rows) != 1:
            found = "no capture" if not rows else f"{len(rows)} captures"
            raise UsageError(f"{found} of the case begins with {sha256}", hint="reportedly stats lists them")
        return str(rows[0][0])

    def _rebuild(self) -> None:
        joined.update(self._db)
        with transaction(self._db):
            searching.forget_texts(self._db)
            searching.rebuild(self._db)
        erasure.scrub(self._db)

    def settle(
        self,
        *,
        reader: str = "standard",
        spacy: str | None = None,
        together: int | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Cut, read and join whatever waits for it; so many texts ``together``, between which other programs may write."""
        upkeep.bring_up(self._db, tool=TOOL, reader=reader, model=spacy, together=together, progress=progress)

    def _rejoin(self) -> None:
        """Join anew what a decision has moved."""
        if self._served:
            joined.update(self._db)
        else:
            self.settle()

    def _bring_up(self) -> None:
        """Settle the case, unless it is served; nothing can wait where nobody has written to the file since this was done."""
        if self._served:
            return
        (version,) = self._db.execute("PRAGMA data_version").fetchone()
        if self._seen == (version, self._db.total_changes):
            return
        self.settle()
        self._seen = (version, self._db.total_changes)
