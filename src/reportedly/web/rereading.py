"""Another reading of a whole case: what it would change is shown before anything is, and only done when somebody accepts it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import get_args

from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from reportedly.case import Arrival, Case, Reread
from reportedly.claim_diff import Difference, Sort
from reportedly.deciding import Ruled, State
from reportedly.decisions import name_of_target
from reportedly.errors import UsageError
from reportedly.model import Record
from reportedly.reading import READERS
from reportedly.views.book import open_book
from reportedly.web.asked import PER_PAGE, Asked
from reportedly.web.drawing import draw
from reportedly.web.jobs import Hand, Job, Work

_SORTS: tuple[Sort, ...] = get_args(Sort)


class Fate(Struct, frozen=True):
    """A decision as it stands and as it would; ``before`` is None where it was about nothing that is read."""

    ruled: Ruled
    before: State | None
    things: tuple[str, ...]

    def moves(self) -> bool:
        """Whether it would stand otherwise than it does."""
        return self.before != self.ruled.state


class Shown(Struct, frozen=True, kw_only=True):
    """What one page of a comparison shows: differing claims by report (of one ``sort`` where it is not ""), or decisions."""

    total: int
    is_rulings: bool = False
    sort: str = ""
    reports: Sequence[tuple[Arrival | None, Sequence[Difference]]] = ()
    fates: Sequence[Fate] = ()


def reread(asked: Asked) -> Response:
    """Which readers read what, and the choice of another; or what a comparison found."""
    if asked.word("job"):
        return _found(asked)
    with asked.desk.case() as case:
        readers = case.readers()
        size = case.size()
    jobs = [j for j in asked.desk.jobs.latest() if j.sort in ("compare", "reread")]
    return draw(asked, "reread.html", readers=readers, size=size, choices=tuple(READERS), jobs=jobs)


def compare(asked: Asked) -> Response:
    """Read everything again in memory, as a job."""
    reader = asked.typed("reader")
    if reader not in READERS:
        raise UsageError(f"{reader!r} is no reader", hint=f"readers are {', '.join(READERS)}")
    job = asked.desk.jobs.start(
        "compare", _compared(reader, asked.desk.settings.spacy), who=asked.session.name, what=reader
    )
    return RedirectResponse(f"/jobs/{job.id}", 303)


def accept(asked: Asked) -> Response:
    """Do what a comparison showed, as a job."""
    shown = asked.desk.jobs.get(asked.typed("job"))
    if shown is None or shown.sort != "compare" or shown.found is None:
        raise UsageError("the desk remembers no such comparison", hint="compare again, and accept what it shows")
    job = asked.desk.jobs.start(
        "reread",
        _reread(shown.what, asked.desk.settings.spacy, asked.session.name),
        who=asked.session.name,
        what=shown.what,
    )
    return RedirectResponse(f"/jobs/{job.id}", 303)


def _compared(reader: str, spacy: str | None) -> Work:
    def work(case: Case, hand: Hand) -> None:
        hand.tell(found=case.compare(reader=reader, spacy=spacy, progress=hand.progress("comparing")))

    return work


def _reread(reader: str, spacy: str | None, who: str) -> Work:
    def work(case: Case, hand: Hand) -> None:
        hand.go_on()
        found = case.reread(reader=reader, spacy=spacy, who=who, progress=hand.progress("reading"))
        hand.tell(found=found)

    return work


# --- what was found ------------------------------------------------------------------------------------


def _found(asked: Asked) -> Response:
    job = asked.desk.jobs.get(asked.word("job"))
    if job is None or job.sort not in ("compare", "reread"):
        raise HTTPException(404, "the desk remembers no such comparison; compare again")
    if job.found is None:
        return RedirectResponse(f"/jobs/{job.id}", 303)
    return _rulings(asked, job, job.found) if asked.word("view") == "rulings" else _claims(asked, job, job.found)


def _claims(asked: Asked, job: Job, found: Reread) -> Response:
    sort = asked.word("sort") if asked.word("sort") in _SORTS else ""
    chosen = [d for d in found.differences if not sort or d.sort == sort]
    shown = chosen[asked.skip() : asked.skip() + PER_PAGE]
    with asked.desk.case() as case:
        arrived = case.arrivals({d.capture for d in shown})
    return _drawn(asked, job, found, Shown(total=len(chosen), sort=sort, reports=_by_report(shown, arrived)))


def _by_report(
    differences: Sequence[Difference], arrived: dict[str, Arrival]
) -> list[tuple[Arrival | None, list[Difference]]]:
    """The differences of each report together, in their order."""
    by_capture: dict[str, list[Difference]] = {}
    for d in differences:
        by_capture.setdefault(d.capture, []).append(d)
    return [(arrived.get(capture), own) for capture, own in by_capture.items()]


def _rulings(asked: Asked, job: Job, found: Reread) -> Response:
    fates = fates_of(found)
    shown = fates[asked.skip() : asked.skip() + PER_PAGE]
    return _drawn(asked, job, found, Shown(total=len(fates), is_rulings=True, fates=shown))


def fates_of(found: Reread) -> list[Fate]:
    """What becomes of each decision, those that would stand otherwise first."""
    before = {r.decision.id: r.state for r in found.before}
    made = [
        Fate(r, before.get(r.decision.id), tuple(name_of_target(t) for t in r.decision.targets)) for r in found.after
    ]
    return sorted(made, key=lambda f: not f.moves())


def _drawn(asked: Asked, job: Job, found: Reread, shown: Shown) -> Response:
    sorts = Counter(d.sort for d in found.differences)
    before = {r.decision.id: r.state for r in found.before}
    return draw(
        asked,
        "rereading.html",
        job=job,
        found=found,
        sorts=[(s, sorts[s]) for s in _SORTS],
        moved=sum(1 for r in found.after if before.get(r.decision.id) != r.state),
        book=open_book(Record()),  # claims of single readings name nothing joined
        shown=shown,
    )
