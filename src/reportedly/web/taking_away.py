"""The record is taken away in a form that other programs read: of the whole case, or of the reports joined with one event."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, RedirectResponse, Response, StreamingResponse

from reportedly.case import Case
from reportedly.errors import UsageError
from reportedly.model import Record
from reportedly.web.asked import Asked
from reportedly.web.desk import Form
from reportedly.web.drawing import draw
from reportedly.web.file_names import safe_name
from reportedly.web.jobs import Hand, Work

LARGE = 500
"""Reports above which the record of a whole case is made as a job: joining all of them at once takes about 50 ms each."""

_PIECE = 2**18
_TYPES = {".json": "application/json", ".geojson": "application/geo+json", ".zip": "application/zip"}


def export(asked: Asked) -> Response:
    """The forms in which the record can be taken away, with what each gives and loses."""
    event = asked.word("event")
    with asked.desk.case() as case:
        record = _around(case, event) if event else None
        size = case.size()
    title = next((e.title for e in record.events if event in (e.id, *e.formerly)), "") if record is not None else ""
    return draw(
        asked,
        "export.html",
        forms=asked.desk.forms,
        event=event,
        title=title,
        reports=len(record.documents) if record is not None else size.documents,
        is_large=record is None and size.documents > LARGE,
        jobs=[j for j in asked.desk.jobs.latest() if j.sort == "export"],
    )


def download(asked: Asked) -> Response:
    """A file of the record, made at once; UsageError for a whole case that is large."""
    form, event = _form(asked), asked.word("event")
    with asked.desk.case() as case:
        if event:
            record = _around(case, event)
        elif (held := case.size().documents) > LARGE:
            raise UsageError(
                f"the record of {held:,} reports takes a while to make",
                hint="have it made in the background, by the button on the page Take away",
            )
        else:
            record = case.record()
    folder = Path(tempfile.mkdtemp(prefix="reportedly-"))
    try:
        path = folder / _name(asked, event)
        form.write(record, path)
        file, size = open(path, "rb"), path.stat().st_size  # noqa: SIM115 - closed when the last piece is sent
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # what is open can still be read
    headers = {"content-disposition": _attached(path.name), "content-length": str(size)}
    return StreamingResponse(_pieces(file), media_type=_type(path), headers=headers)


def prepare(asked: Asked) -> Response:
    """Have a file of the whole record made as a job."""
    form, name = _form(asked), _name(asked, "")
    job = asked.desk.jobs.start(
        "export",
        _work(form, name),
        who=asked.session.name,
        what=asked.part("form"),
        folder=Path(tempfile.mkdtemp(prefix="reportedly-")),
    )
    return RedirectResponse(f"/jobs/{job.id}", 303)


def prepared(asked: Asked) -> Response:
    """The file that a job has made."""
    job = asked.desk.jobs.get(asked.part("id"))
    if job is None or job.file is None or not job.file.is_file():
        raise HTTPException(404, "the desk keeps no such file any more; have it made again")
    return FileResponse(job.file, media_type=_type(job.file), headers={"content-disposition": _attached(job.file.name)})


def _work(form: Form, name: str) -> Work:
    def work(case: Case, hand: Hand) -> None:
        hand.go_on()
        hand.tell(step="building")
        assert hand.folder is not None
        record = case.record()
        hand.go_on()
        form.write(record, hand.folder / name)
        hand.tell(file=hand.folder / name)

    return work


def _form(asked: Asked) -> Form:
    form = asked.desk.forms.get(asked.part("form"))
    if form is None:
        raise HTTPException(404, f"a record cannot be taken away as {asked.part('form')[:100]!r}")
    return form


def _around(case: Case, event: str) -> Record:
    record = case.having(event) if event.startswith("e_") else None
    if record is None:
        raise HTTPException(404, "the case has no such event")
    return record


def _name(asked: Asked, event: str) -> str:
    """What the file is called: after the case, the event and the form."""
    form = asked.part("form")
    parts = [asked.desk.settings.case.stem, *([event] if event else []), form]
    return safe_name(f"{'-'.join(parts)}{asked.desk.forms[form].suffix}", otherwise="record")


def _attached(name: str) -> str:
    """The header that has a browser keep a file under this name (RFC 6266)."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_").replace("\\", "_")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _type(path: Path) -> str:
    return _TYPES.get(path.suffix, "application/octet-stream")


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
