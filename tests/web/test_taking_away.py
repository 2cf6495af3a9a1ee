"""The record is taken away from the desk: whole or of one event, at once or as a job, and nothing of it is left behind."""

from __future__ import annotations

import io
import json
import re
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from at_work import Visitor, at_desk

from reportedly.case import Case
from reportedly.exports import EXPORTS
from reportedly.model import from_json
from reportedly.web import taking_away
from reportedly.web.jobs import Hand, Jobs


@pytest.fixture
def visitor(case_file: Path) -> Iterator[Visitor]:
    with at_desk(case_file) as found:
        yield found


def event_of(visitor: Visitor) -> str:
    found = re.search(r'href="/event/(e_\w+)"', visitor.page("/"))
    assert found is not None
    return found[1]


def test_the_page_says_what_each_form_gives_and_loses(visitor: Visitor) -> None:
    page = visitor.page("/export")
    for name, form in EXPORTS.items():
        assert f'href="/export/{name}" download' in page
        assert form.gives[1:40] in page
        assert form.loses[:40] in page
    assert 'href="/export"' in visitor.page("/")


@pytest.mark.parametrize("form", sorted(EXPORTS))
def test_the_whole_record_comes_as_a_file_and_nothing_is_left_behind(
    visitor: Visitor, case_file: Path, folders: Path, form: str
) -> None:
    answer = visitor.client.get(f"/export/{form}")
    assert answer.status_code == 200
    name = f"{case_file.stem}-{form}{EXPORTS[form].suffix}"
    assert answer.headers["content-disposition"] == f"attachment; filename=\"{name}\"; filename*=UTF-8''{name}"
    assert answer.headers["content-length"] == str(len(answer.content))
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert list(folders.iterdir()) == []
    with Case.open(case_file, served=True) as case:
        record = case.record()
    if form == "record":
        assert from_json(answer.content) == record
    elif form == "csv":
        assert "claim.csv" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    else:
        assert json.loads(answer.content)["type"] == "FeatureCollection"


def test_of_one_event_comes_what_is_joined_with_it(visitor: Visitor, case_file: Path) -> None:
    event = event_of(visitor)
    assert f'href="/export?event={event}"' in visitor.page(f"/event/{event}")
    assert f'href="/export/csv?event={event}" download' in visitor.page(f"/export?event={event}")
    answer = visitor.client.get(f"/export/record?event={event}")
    assert f"{event}-record.json" in answer.headers["content-disposition"]
    with Case.open(case_file, served=True) as case:
        assert from_json(answer.content) == case.having(event)


@pytest.mark.parametrize(
    "path",
    [
        "/export/pdf",
        "/export/record?event=e_0000",
        "/export?event=e_0000",
        "/export/record?event=c_1",
        "/export/%2E%2E",
    ],
)
def test_what_is_not_there_cannot_be_taken_away(visitor: Visitor, folders: Path, path: str) -> None:
    visitor.page(path, status=404)
    assert list(folders.iterdir()) == []


@pytest.mark.parametrize("role", ["read", "review"])
def test_a_large_case_is_made_into_a_file_as_a_job(
    case_file: Path, folders: Path, monkeypatch: pytest.MonkeyPatch, role: Any
) -> None:
    monkeypatch.setattr(taking_away, "LARGE", 3)
    with at_desk(case_file, role=role) as visitor:
        assert "takes a while" in visitor.page("/export/record", status=400)
        assert 'action="/export/record"' in visitor.page("/export")
        where = visitor.send("/export/record", {})
        assert visitor.done(where)["step"] == "done"
        assert f'href="{where}/file"' in visitor.page(where)
        answer = visitor.client.get(f"{where}/file")
        assert "attachment" in answer.headers["content-disposition"]
        with Case.open(case_file, served=True) as case:
            assert from_json(answer.content) == case.record()
        assert len(list(folders.iterdir())) == 1
        visitor.send("/export/pdf", {}, status=404)
        event = event_of(visitor)
        assert visitor.client.get(f"/export/record?event={event}").status_code == 200
    assert list(folders.iterdir()) == []


def test_what_another_program_removed_is_let_go(
    visitor: Visitor, case_file: Path, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_away, "LARGE", 3)
    file = visitor.send("/export/record", {})
    visitor.done(file)
    compared = visitor.send("/reread", {"reader": "standard"})
    visitor.done(compared)
    visitor.page(f"/event/{event_of(visitor)}")
    assert len(list(folders.iterdir())) == 1
    assert visitor.desk._books
    with Case.open(case_file) as case:
        case.remove(case.captures()[0].sha256, reason="asked for by its author")
    for path in (f"{file}/file", file, f"/reread?job={compared.rpartition('/')[2]}", compared):
        assert "remembers no such" in visitor.page(path, status=404) or "keeps no such" in visitor.page(
            path, status=404
        )
    assert list(folders.iterdir()) == []
    assert not visitor.desk._books


def test_a_file_that_was_being_made_when_something_was_removed_is_not_kept(case_file: Path, folders: Path) -> None:
    jobs = Jobs(case_file)
    begun, go_on = threading.Event(), threading.Event()

    def work(case: Case, hand: Hand) -> None:
        hand.tell(step="building")
        begun.set()
        assert go_on.wait(20)
        assert hand.folder is not None
        (hand.folder / "record.json").write_text("{}")
        hand.tell(file=hand.folder / "record.json")

    folder = folders / "made"
    folder.mkdir()
    made = jobs.start("export", work, who="Rania", folder=folder)
    assert begun.wait(20)
    jobs.forget()
    assert jobs.get(made.id) is not None
    go_on.set()
    later = jobs.start("export", lambda case, hand: None, who="Rania")
    jobs.close()
    assert jobs.get(made.id) is None
    assert not folder.exists()
    assert jobs.get(later.id) is not None


def test_a_job_that_is_forgotten_as_it_ends_does_not_end_the_others(case_file: Path) -> None:
    jobs = Jobs(case_file)

    def work(case: Case, hand: Hand) -> None:
        hand.tell(step="done")
        jobs.forget()

    jobs.start("export", work, who="Rania")
    later = jobs.start("export", lambda case, hand: None, who="Rania")
    jobs.close()
    found = jobs.get(later.id)
    assert found is not None
    assert found.step == "done"


def test_a_file_that_cannot_be_written_is_said(
    visitor: Visitor, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reportedly.errors import InputError

    def full(*_: object) -> None:
        raise InputError("cannot be written: No space left on device", where="x", hint="make room")

    form = visitor.desk.forms["record"]
    monkeypatch.setattr(visitor.desk, "forms", {"record": type(form)(gives="", loses="", suffix=".json", write=full)})
    assert "No space left" in visitor.page("/export/record", status=400)
    told = visitor.done(visitor.send("/export/record", {}))
    assert "No space left" in told["words"]
    assert list(folders.iterdir()) == []
