"""What was done to a case stands in its log, and what was changed behind the program's back is found."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from reportedly.case import Case, custody


def tampered(path: Path, *statements: str) -> list[str]:
    """What verify finds after somebody changed the file with another program."""
    db = sqlite3.connect(path, isolation_level=None)
    for trigger in ("log_is_never_edited", "log_is_never_cut", "log_words_are_never_edited"):
        db.execute(f"DROP TRIGGER {trigger}")
    for statement in statements:
        db.execute(statement)
    db.close()
    with Case.open(path) as case:
        return [f"{b.what}: {b.why}" for b in case.verify().broken]


def test_a_case_that_nobody_touched_is_sound(case: Case) -> None:
    found = case.verify()
    assert found.broken == ()
    assert (found.captures, found.entries, found.erased) == (3, 4, 0)
    assert [e.action for e in case.log()] == ["take", "take", "take", "read"]
    assert found.head == case.log(last=1)[0].hash


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE capture SET raw = CAST('other' AS BLOB) WHERE rowid = 2", "its bytes do not give its hash"),
        ("DELETE FROM capture WHERE rowid = 2", "the log tells of it, and it is not here"),
        ("UPDATE log SET at = '2020-01-01T00:00:00Z' WHERE seq = 2", "log entry 2 (take"),
        ("UPDATE log SET who = 'somebody' WHERE seq = 3", "its content does not give its hash"),
        ("DELETE FROM log_words WHERE seq = 2", "nothing that was removed explains it"),
        ("UPDATE log_words SET words = words || ' ' WHERE seq = 1", "its words were changed"),
        ("UPDATE taking SET name = 'other.txt' WHERE seq = 1", "it is not what the log tells of it"),
        ("UPDATE log_words SET words = 'x' WHERE seq = 1", "the log's words on it cannot be read"),
        ("UPDATE source SET parsed = CAST('x' AS BLOB) WHERE number = 1", "its text cannot be read"),
        ("DELETE FROM taking WHERE seq = 1", "the log tells of it, and it is not here"),
        ("INSERT INTO taking_redirect VALUES (1, 0, 'http://a.example/')", "it is not what the log tells of it"),
        ("INSERT INTO ruling VALUES ('r_1', 1)", "decision r_1: the log does not tell of it"),
        (
            "DELETE FROM log_words WHERE seq = 2; INSERT INTO tombstone SELECT capture, 4 FROM log_capture WHERE seq = 2",
            "nothing that was removed explains it",
        ),
        ("UPDATE source SET document = 'd_0000000000000000' WHERE number = 1", "its text does not give its id"),
    ],
)
def test_what_was_changed_is_named(path: Path, statement: str, told: str) -> None:
    found = tampered(path, "PRAGMA foreign_keys = OFF", *statement.split("; "))
    assert any(told in line for line in found), found


def test_an_entry_taken_out_is_the_first_broken_link(path: Path) -> None:
    found = tampered(path, "PRAGMA foreign_keys = OFF", "DELETE FROM log WHERE seq = 2")
    links = [line for line in found if line.startswith("log entry")]
    assert links[0].startswith("log entry 3 (take")
    assert "entry 2 is missing before it" in links[0]


def test_a_capture_put_in_from_outside_is_found(path: Path) -> None:
    found = tampered(path, "INSERT INTO capture VALUES ('ab', 'text/plain', 1, CAST('x' AS BLOB))")
    assert "capture ab: the log does not tell of it" in found


def test_the_log_itself_refuses_to_be_edited(path: Path) -> None:
    db = sqlite3.connect(path)
    for statement in ("UPDATE log SET who = 'x'", "DELETE FROM log", "UPDATE log_words SET words = 'x'"):
        with pytest.raises(sqlite3.IntegrityError, match="log"):
            db.execute(statement)
    db.close()


def test_who_did_it_is_told(path: Path, tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text("May 6, 2021\n\nGunmen abducted two nurses in Halaya, the clinic said.\n")
    with Case.open(path) as case:
        case.add([str(tmp_path / "n.txt")], who="Rania")
        last = [e for e in case.log() if e.action == "take"][-1]
        assert last.who == "Rania"
        assert last.words is not None
        assert '"n.txt"' in last.words
        assert custody.words_hash(b"", "x") != custody.words_hash(b"salt", "x")
        assert case.verify().broken == ()
