"""Reports come in at the desk: a text that is pasted, files, addresses.  Each becomes a job; pages are answered meanwhile."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from reportedly import addresses, dates, typed_decisions
from reportedly.capture import LIMITS
from reportedly.case import Added, Arrival, Case
from reportedly.errors import InputError, ReportedlyError, UsageError
from reportedly.media import SUFFIXES
from reportedly.model import Problem
from reportedly.typed_decisions import Options
from reportedly.views.visible import one_line
from reportedly.web.asked import Asked
from reportedly.web.drawing import counted, draw
from reportedly.web.file_names import safe_name
from reportedly.web.jobs import Hand, Item, Job, Work

_MOST_ADDRESSES = 100
"""Addresses that one form may bring; each may take some seconds."""

_TOGETHER = 96
"""Texts that are read before they are joined; while they are joined a ruling has to wait, which it does for half a minute."""

_FIELDS = ("text", "title", "publisher", "url", "published", "addresses")
_NAME_OF_TEXT = 60
"""Characters of a text's first line that name it where nothing else does."""

Take = Callable[[Case], Added]


class Brought(msgspec.Struct, frozen=True, kw_only=True):
    """What one form brought: names and how each is taken, whether from this machine, and the publisher of a pasted text."""

    names: tuple[str, ...]
    takes: tuple[Take, ...]
    is_here: bool = True
    publisher: str = ""
    folder: Path | None = None


def add(asked: Asked) -> Response:
    """The three ways in which reports come in, and what was added lately."""
    return _page(asked)


def _page(asked: Asked, fault: ReportedlyError | None = None) -> Response:
    return draw(
        asked,
        "add.html",
        status=200 if fault is None else 400,
        fault=fault,
        typed={name: asked.typed(name) for name in _FIELDS},
        markdown=asked.typed("markdown") == "1",
        limits=LIMITS,
        suffixes=tuple(SUFFIXES),
        jobs=asked.desk.jobs.latest(),
        job_words=job_words,
    )


def bring(asked: Asked) -> Response:
    """Take what the form brings as a job, and show how far it is; what is no report at all is said at once."""
    try:
        brought = _brought(asked)
    except (UsageError, InputError) as error:
        return _page(asked, error)
    job = asked.desk.jobs.start(
        "add",
        _work(brought, asked.session.name, asked.desk.settings.spacy),
        who=asked.session.name,
        items=tuple(Item(name=name) for name in brought.names),
        folder=brought.folder,
    )
    return RedirectResponse(f"/jobs/{job.id}", 303)


def _brought(asked: Asked) -> Brought:
    if asked.files("files"):
        return _files(asked)
    if asked.typed("addresses"):
        return _addresses(asked)
    if asked.typed("text"):
        return _text(asked)
    raise UsageError("nothing was added", hint="paste a text, choose files, or give an address")


# --- a text that is pasted ---------------------------------------------------------------------------


def _text(asked: Asked) -> Brought:
    words, title = asked.typed("text"), " ".join(asked.typed("title").split())
    first = words.partition("\n")[0].strip()
    if title and title.casefold() != first.lstrip("# ").casefold():
        words = f"{'# ' if asked.typed('markdown') == '1' else ''}{title}\n\n{words}"
    published, url = asked.typed("published") or None, asked.typed("url")
    if published:
        dates.from_published(published)
    if url:
        addresses.checked(url)
    suffix = ".md" if asked.typed("markdown") == "1" else ".txt"
    called = re.sub(r"[/\\]", " ", title or first.lstrip("# ")[:_NAME_OF_TEXT])
    name = safe_name(f"{called}{suffix}", otherwise="pasted text")
    who = asked.session.name

    def take(case: Case) -> Added:
        return case.take_text(f"{words}\n", name=name, url=url or None, published=published, who=who)

    return Brought(names=(name,), takes=(take,), publisher=" ".join(asked.typed("publisher").split()))


# --- files ---------------------------------------------------------------------------------------------


def _files(asked: Asked) -> Brought:
    """The files, written to a private folder, each in one of its own so that it keeps its name."""
    folder = Path(tempfile.mkdtemp(prefix="reportedly-"))
    try:
        paths = []
        for number, upload in enumerate(asked.files("files")):
            (folder / str(number)).mkdir(mode=0o700)
            path = folder / str(number) / safe_name(upload.filename or "")
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                shutil.copyfileobj(upload.file, file)
            paths.append(path)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise InputError(
            f"the files cannot be kept ({error.strerror})", hint="look whether the disk is full; nothing was added"
        ) from None
    who = asked.session.name
    return Brought(names=tuple(p.name for p in paths), takes=tuple(_taking(str(p), who) for p in paths), folder=folder)


def _taking(source: str, who: str, *, allow_private: bool = False) -> Take:
    return lambda case: case.take([source], allow_private=allow_private, who=who)


# --- addresses -----------------------------------------------------------------------------------------


def _addresses(asked: Asked) -> Brought:
    """The addresses, one on a line; raises AddressError for one that may not be asked for, before anything is asked."""
    given = list(dict.fromkeys(line.strip() for line in asked.typed("addresses").splitlines() if line.strip()))
    if len(given) > _MOST_ADDRESSES:
        raise UsageError(f"these are {len(given)} addresses", hint=f"give at most {_MOST_ADDRESSES} in one go")
    for url in given:
        if not addresses.is_address(url):
            raise UsageError(f"{url[:200]!r} is no address", hint="write it whole, as https://…")
        addresses.checked(url)
    allow, who = asked.desk.settings.allow_private, asked.session.name
    return Brought(
        names=tuple(addresses.clean(url) for url in given),
        takes=tuple(_taking(url, who, allow_private=allow) for url in given),
        is_here=False,
    )


# --- the job -------------------------------------------------------------------------------------------


def _work(brought: Brought, who: str, spacy: str | None) -> Work:
    def work(case: Case, hand: Hand) -> None:
        items = [Item(name=name) for name in brought.names]
        for n, take in enumerate(brought.takes):
            if not brought.is_here:
                hand.go_on()
            hand.tell(step="taking", done=n, of=len(items))
            items[n] = _taken(items[n], take, case)
            hand.tell(items=tuple(items))
        if brought.folder is not None:
            shutil.rmtree(brought.folder, ignore_errors=True)
        hand.progress("reading")(0, len(items), "")
        case.settle(spacy=spacy, together=_TOGETHER, progress=hand.progress("reading"))
        if brought.publisher:
            _set_publisher(case, [i.capture for i in items], brought.publisher, who)
        hand.tell(done=len(items), of=len(items))

    return work


def _taken(item: Item, take: Take, case: Case) -> Item:
    try:
        added = take(case)
    except InputError as error:
        what = error.what.removeprefix(f"{item.name}: ")
        problem = Problem(code="not-taken", document=None, start=None, end=None, message=what, hint=error.hint)
        return msgspec.structs.replace(item, problem=problem)
    if added.problems:
        return msgspec.structs.replace(item, problem=added.problems[0])
    return msgspec.structs.replace(item, capture=(*added.new, *added.known)[0], is_known=bool(added.known))


def _set_publisher(case: Case, captures: Sequence[str], publisher: str, who: str) -> None:
    """What a person says of who published a text is a decision of theirs, as on the document's own page."""
    for arrival in case.arrivals(c for c in captures if c).values():
        record = case.affair(arrival.document) if arrival.document is not None else None
        if record is None or arrival.document is None:
            continue
        if next(d for d in record.documents if d.id == arrival.document).publisher != publisher:
            made = typed_decisions.from_ids(
                record,
                "edit",
                [arrival.document],
                by=who,
                at=datetime.now(UTC),
                why="as told when the text was pasted",
                given=Options(publisher=publisher),
            )
            case.decide(*made)


# --- how far it is -------------------------------------------------------------------------------------


def job(asked: Asked) -> Response:
    """How far a job is, and what came of it."""
    found, arrived = _job(asked)
    return draw(asked, "job.html", job=found, arrived=arrived, job_words=job_words, item_words=item_words)


def job_json(asked: Asked) -> Response:
    """The same for the page's script."""
    found, arrived = _job(asked)
    return JSONResponse(
        {
            "id": found.id,
            "step": found.step,
            "words": job_words(found, arrived),
            "done": found.done,
            "of": found.of,
            "over": found.is_over(),
            "items": [{"name": i.name, "words": one_line(item_words(i, arrived.get(i.capture)))} for i in found.items],
        }
    )


def _job(asked: Asked) -> tuple[Job, dict[str, Arrival]]:
    found = asked.desk.jobs.get(asked.part("id"))
    if found is None:
        raise HTTPException(404, "the desk remembers no such job; what it did is in the case")
    with asked.desk.case() as case:
        return found, case.arrivals(i.capture for i in found.items if i.capture)


def job_words(job: Job, arrived: dict[str, Arrival] | None = None) -> str:
    """Where a job stands, in a sentence."""
    reading = f"reading {counted(job.of, 'text')}: {job.done:,} done"
    if arrived and all(a.step != "taken" for a in arrived.values()):
        reading = "joining what was read with what the case holds"
    match job.step:
        case "waiting":
            return "waiting for the job before it"
        case "taking":
            return f"taking {min(job.done + 1, job.of):,} of {job.of:,}"
        case "reading":
            return reading
        case "comparing":
            return f"reading {counted(job.of, 'report')} again, in memory: {job.done:,} done"
        case "joining":
            return "joining what was read"
        case "building":
            return "making the file"
        case "done":
            return "done"
        case "failed":
            return f"failed: {one_line(job.fault)}"
        case "stopped":
            return "stopped with the desk"


def item_words(item: Item, arrival: Arrival | None) -> str:
    """Where one thing that is added stands, in a few words."""
    if item.problem is not None:
        return f"not taken: {item.problem.message}"
    if arrival is None:
        return "waiting" if not item.capture else "taken, and removed since"
    if item.is_known and arrival.step == "joined":
        return "the case had it already"
    return {"taken": "taken, not yet read", "read": "read, not yet joined", "joined": "read and joined"}[arrival.step]
