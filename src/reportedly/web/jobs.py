"""What a desk does beside answering: reports taken and read, readings compared, large exports written, one job after the other.

Jobs run in one thread with a connection of its own, so that pages are answered meanwhile.  They are kept in memory alone: what a
job has put into the case is there when the desk is opened again, and what it left undone is then done.
"""

from __future__ import annotations

import logging
import queue
import secrets
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec

from reportedly.case import Case, Reread
from reportedly.case.custody import now
from reportedly.errors import ReportedlyError
from reportedly.model import Problem

KEPT = 30
"""Jobs that are remembered; the files of older ones are removed."""

_ENDING_S = 10.0
"""Seconds for which a desk that is stopped waits for its job to come to a place where it can stop."""

Sort = Literal["add", "compare", "reread", "export", "settle"]
"""What a job does; ``settle`` is what the desk does of itself, and is listed nowhere."""

_KEEP_WORDS = frozenset({"compare", "reread", "export"})
"""Jobs whose outcome has words of the case."""

Step = Literal["waiting", "taking", "reading", "joining", "comparing", "building", "done", "failed", "stopped"]


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is added: what it is called, its capture's hash once it is taken, and why it could not be."""

    name: str
    capture: str = ""
    is_known: bool = False
    problem: Problem | None = None


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A job as it stands: ``done`` of ``of`` in the present step, what came of it, or why it failed and what to do."""

    id: str
    sort: Sort
    who: str
    at: str
    step: Step = "waiting"
    done: int = 0
    of: int = 0
    items: tuple[Item, ...] = ()
    what: str = ""
    fault: str = ""
    hint: str = ""
    found: Reread | None = None
    file: Path | None = None

    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.step in ("done", "failed", "stopped")


class StoppedError(Exception):
    """The desk is being stopped; raised in a job where it can end."""


class Hand:
    """What a job has at hand: a folder of its own, and a way to tell how far it is."""

    def __init__(self, jobs: Jobs, id: str, folder: Path | None) -> None:
        self._jobs = jobs
        self._id = id
        self.folder = folder

    def tell(self, **changed: object) -> None:
        """Change what is known of the job."""
        self._jobs.change(self._id, **changed)

    def go_on(self) -> None:
        """Raise :class:`StoppedError` where the desk is being stopped."""
        if self._jobs.is_ending():
            raise StoppedError

    def progress(self, step: Step) -> Callable[[int, int, str], None]:
        """A callback for the case that tells how far a step is, and ends the job between two parts of it."""

        def told(done: int, of: int, _: str) -> None:
            self.go_on()
            self.tell(step=step, done=done, of=of)

        return told


Work = Callable[[Case, Hand], None]


class Jobs:
    """The jobs of a desk, and the thread that does them; it starts with the first one."""

    def __init__(self, case: Path) -> None:
        self._case = case
        self._jobs: dict[str, Job] = {}
        self._folders: dict[str, Path] = {}
        self._waiting: queue.SimpleQueue[tuple[str, Work] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self._outdated: set[str] = set()
        self._thread: threading.Thread | None = None

    def start(
        self,
        sort: Sort,
        work: Work,
        *,
        who: str,
        what: str = "",
        items: tuple[Item, ...] = (),
        folder: Path | None = None,
    ) -> Job:
        """Put a job behind those that wait; ``folder`` is private to it and is removed with it."""
        made = Job(id=secrets.token_hex(8), sort=sort, who=who, at=now(), items=items, of=len(items), what=what)
        with self._lock:
            self._jobs[made.id] = made
            if folder is not None:
                self._folders[made.id] = folder
            self._forget_old()
            self._waiting.put((made.id, work))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True, name="desk jobs")
                self._thread.start()
        return made

    def _forget_old(self) -> None:
        over = [j.id for j in self._jobs.values() if j.is_over()]
        for id in over[: max(0, len(self._jobs) - KEPT)]:
            del self._jobs[id]
            _remove(self._folders.pop(id, None))

    def forget(self) -> None:
        """Let go of what jobs found, made and were given: something was removed from the case, and its words may be among it."""
        with self._lock:
            self._outdated |= {j.id for j in self._jobs.values() if j.sort in _KEEP_WORDS and j.step != "waiting"}
            over = [j.id for j in self._jobs.values() if j.is_over()]
            self._outdated.difference_update(over)
            for id in over:
                del self._jobs[id]
            folders = [self._folders.pop(id, None) for id in over]
        for folder in folders:
            _remove(folder)

    def get(self, id: str) -> Job | None:
        """The job with this id as it stands now."""
        return self._jobs.get(id)

    def latest(self) -> list[Job]:
        """The jobs that somebody asked for and that are remembered, newest first."""
        with self._lock:
            return [j for j in self._jobs.values() if j.sort != "settle"][::-1]

    def change(self, id: str, **changed: object) -> None:
        """Set fields of a job."""
        with self._lock:
            if id in self._jobs:
                self._jobs[id] = msgspec.structs.replace(self._jobs[id], **changed)

    def is_ending(self) -> bool:
        """Whether the desk is being stopped."""
        return self._ending.is_set()

    def close(self) -> None:
        """End: what was uploaded is still taken, nothing else is begun, and the private folders are removed."""
        self._ending.set()
        self._waiting.put(None)
        if self._thread is not None:
            self._thread.join(_ENDING_S)
        with self._lock:
            folders, self._folders = list(self._folders.values()), {}
        for folder in folders:
            _remove(folder)

    def _run(self) -> None:
        while (waiting := self._waiting.get()) is not None:
            self._do(*waiting)

    def _do(self, id: str, work: Work) -> None:
        hand = Hand(self, id, self._folders.get(id))
        try:
            with Case.open(self._case) as case:
                work(case, hand)
            hand.tell(step="done")
        except StoppedError:
            hand.tell(step="stopped", hint="what was taken is in the case, and is read when the desk is opened again")
        except ReportedlyError as error:
            fault = f"{error.where}: {error.what}" if error.where else error.what
            hand.tell(step="failed", fault=fault, hint=error.hint)
        except Exception as error:  # a fault of the program must not end the thread that all later jobs need
            logging.getLogger(__name__).exception("a job failed")
            hand.tell(
                step="failed",
                fault=f"the program failed ({type(error).__name__})",
                hint="what was done before stands; report what the desk printed",
            )
        with self._lock:
            job = self._jobs.get(id)
            is_kept = job is not None and job.sort != "settle" and id not in self._outdated
            folder = self._folders.pop(id, None) if job is None or job.file is None or not is_kept else None
            if not is_kept:
                self._jobs.pop(id, None)
            self._outdated.discard(id)
        _remove(folder)


def _remove(folder: Path | None) -> None:
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
