"""What the requests to one desk share: the case's open connections, who is signed in, and what is being added."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from reportedly.case import Case, finding
from reportedly.deciding import Decision, DocumentEdit
from reportedly.model import Record
from reportedly.views.book import Book, open_book
from reportedly.web.jobs import Jobs
from reportedly.web.sessions import Sessions
from reportedly.web.throttle import Throttle

_BOOKS = 32
"""Records whose look-ups are kept: those of the events that people are at just now."""


class Form(Struct, frozen=True, kw_only=True):
    """A form in which a record can be taken away: what it gives, what is lost, how its file's name ends, and who writes it."""

    gives: str
    loses: str
    suffix: str
    write: Callable[[Record, Path], None]


class Settings(Struct, frozen=True, kw_only=True):
    """How a desk is served.

    ``who`` signs the decisions of whoever comes with the ``token``.  A ``shared`` desk knows people by name and password in place
    of a token.  ``hosts`` are the names, beside numbers and "localhost", under which it may be asked for.
    """

    case: Path
    who: str
    token: str = ""
    shared: bool = False
    hosts: tuple[str, ...] = ()
    allow_private: bool = False
    spacy: str | None = None


class Desk:
    """One case, served to its readers."""

    def __init__(self, settings: Settings, forms: Mapping[str, Form]) -> None:
        self.settings = settings
        self.forms = forms
        self.sessions = Sessions()
        self.throttle = Throttle()
        self.jobs = Jobs(settings.case)
        self._idle: list[Case] = []
        self._books: OrderedDict[int, Book] = OrderedDict()
        self._removals: int | None = None
        self._lock = threading.Lock()

    @contextmanager
    def case(self) -> Iterator[Case]:
        """The case, for one thread at a time; connections are used again.

        Where another program removed something since the last time, whatever the desk had at hand is let go first.
        """
        with self._lock:
            found = self._idle.pop() if self._idle else None
        if found is None:
            found = Case.open(self.settings.case, served=True)
        try:
            self._let_go(found.removals())
            yield found
        finally:
            with self._lock:
                self._idle.append(found)

    def _let_go(self, removals: int) -> None:
        with self._lock:
            before, self._removals = self._removals, removals
            if before is None or before == removals:
                return
            self._books.clear()
        finding.forget()
        self.jobs.forget()

    def book(self, record: Record) -> Book:
        """The look-ups of a record, kept for the next page on it."""
        with self._lock:
            found = self._books.get(id(record))
            if found is not None and found.record is record:
                self._books.move_to_end(id(record))
                return found
        made = open_book(record)
        with self._lock:
            self._books[id(record)] = made
            while len(self._books) > _BOOKS:
                self._books.popitem(last=False)
        return made

    def read_anew(self, made: Iterable[Decision]) -> None:
        """Have documents read again in the background whose date, publisher or origin these decisions set, or take back."""
        by = next((d.by for d in made if d.kind == "undo" or isinstance(d.change, DocumentEdit)), None)
        if by is not None:
            self.jobs.start("settle", lambda case, _: case.settle(spacy=self.settings.spacy), who=by)

    def close(self) -> None:
        """End the jobs and close the case's connections, so that all of it stands in its one file."""
        self.jobs.close()
        with self._lock:
            idle, self._idle = self._idle, []
        for case in idle:
            case.close()
