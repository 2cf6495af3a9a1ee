"""A capture that is removed is gone from every byte of the case."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from affair import WIRE
from unpacked import cells

from reportedly.case import Case, erasure, finding
from reportedly.errors import UsageError

NAME = "Orhaneddin"
"""Stands in one of the three reports only."""


def everywhere(folder: Path) -> bytes:
    """All bytes of the case and of what SQLite may have put beside it."""
    return b"".join(p.read_bytes() for p in sorted(folder.iterdir()) if p.name.startswith("ardan.case"))


def nowhere(folder: Path) -> None:
    raw = everywhere(folder)
    for words in (NAME, NAME.lower(), "wire.txt", "Warplanes came twice", "warplanes came"):
        assert words.encode() not in raw, words


def capture_of(case: Case, name: str) -> str:
    (found,) = [h.sha256 for h in case.captures() if h.name == name]
    return found


def test_a_planted_name_is_in_no_byte_after_its_report_was_removed(path: Path) -> None:
    assert NAME.encode() in everywhere(path.parent)
    case = Case.open(path)
    assert case.search(NAME)
    gone = capture_of(case, "wire.txt")
    case.remove(gone[:12], reason="asked for by the family", who="Rania")
    nowhere(path.parent)
    case.close()
    nowhere(path.parent)
    with Case.open(path) as again:
        assert not again.search(NAME)
        assert all(NAME not in d.text for d in again.record().documents)
        found = again.verify()
        assert (found.broken, found.captures, found.erased) == ((), 2, 1)
        (stone,) = again.removed()
        assert (stone.sha256, stone.who, stone.reason) == (gone, "Rania", "asked for by the family")


def test_compressed_bytes_are_gone_too(path: Path) -> None:
    db = sqlite3.connect(path)
    blobs = [row[0] for row in db.execute("SELECT parsed FROM source UNION ALL SELECT found FROM reading")]
    texts = dict(db.execute("SELECT capture, parsed FROM source"))
    db.close()
    with Case.open(path) as case:
        gone = capture_of(case, "wire.txt")
        case.remove(gone, reason="test")
    raw = everywhere(path.parent)
    assert texts[gone][:200] not in raw
    assert sum(blob[:200] in raw for blob in blobs) == len(blobs) - 2


def test_packed_rows_of_lists_do_not_have_it_either(path: Path) -> None:
    """The rows of events, names, reports and pairs, and the records that a process has at hand."""
    with Case.open(path) as case:
        (document,) = {hit.document for hit in case.search(NAME)}
        assert case.having(document) is not None
        assert case.named("actor", words=NAME)[1] == 1
        assert {cell for cell in cells(path) if NAME in cell or NAME.lower() in cell}
        case.remove(capture_of(case, "wire.txt"), reason="test")
        assert case.named("actor", words=NAME) == case.named("voice", words=NAME) == ([], 0)
        assert all(NAME not in repr(record) for _, record in finding._kept._records.values())
        assert not [cell for cell in cells(path) if NAME in cell or NAME.lower() in cell]
    assert not [cell for cell in cells(path) if NAME in cell or NAME.lower() in cell]


def test_a_removal_that_was_cut_short_is_finished_when_the_case_is_opened(path: Path) -> None:
    case = Case.open(path)
    erasure.remove(case._db, capture_of(case, "wire.txt"), reason="test", who="", tool="test")
    case._db.close()
    Case.open(path).close()
    assert NAME.encode() not in everywhere(path.parent)


def test_what_was_removed_is_not_taken_again_unasked(path: Path, tmp_path: Path) -> None:
    (tmp_path / "back.txt").write_text(WIRE, "utf-8")
    (tmp_path / "new.txt").write_text("May 6, 2021\n\nGunmen abducted two nurses in Halaya, the clinic said.\n")
    with Case.open(path) as case:
        case.remove(capture_of(case, "wire.txt"), reason="test")
        added = case.add([str(tmp_path / "back.txt"), str(tmp_path / "new.txt")])
        assert [p.code for p in added.problems] == ["removed-before"]
        assert not case.search(NAME)
        case.add([str(tmp_path / "back.txt")], again=True)
        assert case.search(NAME)
        assert case.verify().broken == ()


@pytest.mark.parametrize("asked", ["", "abc", "zzzzzzzzzz", "0" * 20])
def test_a_capture_that_is_not_there_cannot_be_removed(case: Case, asked: str) -> None:
    with pytest.raises(UsageError):
        case.remove(asked, reason="test")


def test_a_removal_needs_a_reason(case: Case) -> None:
    with pytest.raises(UsageError, match="reason"):
        case.remove(capture_of(case, "wire.txt"), reason=" ")
    assert case.size().captures == 3
