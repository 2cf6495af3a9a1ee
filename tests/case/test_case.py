"""A case: what comes in, what is kept, what is found again."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import msgspec
import pytest
from affair import ALL, OTHER, WIRE, write

import reportedly
from reportedly import overview, reading
from reportedly.case import Case, migrations
from reportedly.case.migrations import transaction
from reportedly.errors import InputError, UsageError
from reportedly.model import to_json


def test_a_case_gives_the_record_that_reading_gives(case: Case, tmp_path: Path) -> None:
    at_once = reportedly.read(write(tmp_path))
    kept = case.record()
    assert [e.title for e in kept.events] == [e.title for e in at_once.events]
    assert {c.id for c in kept.claims} == {c.id for c in at_once.claims}


def test_reports_that_come_one_by_one_in_any_order_give_one_record(case: Case, tmp_path: Path) -> None:
    with Case.open(tmp_path / "other.case", create=True) as slow:
        for source in reversed(write(tmp_path)):
            slow.add([source])
        a, b = slow.record(), case.record()
    still = [d.capture.sha256 for d in a.documents]
    assert still == [d.capture.sha256 for d in b.documents]
    assert [(e.id, e.title, e.fields) for e in a.events] == [(e.id, e.title, e.fields) for e in b.events]


def test_the_same_bytes_are_one_capture(case: Case, tmp_path: Path) -> None:
    before = case.size()
    (tmp_path / "again.txt").write_text(WIRE, "utf-8")
    added = case.add([str(tmp_path / "again.txt")])
    assert (added.new, len(added.known)) == ((), 1)
    assert case.size() == before
    (held,) = [h for h in case.captures() if h.sha256 == added.known[0]]
    assert (held.times, held.name) == (2, "wire.txt")
    entries = len(case.log())
    case.add([str(tmp_path / "again.txt")])
    assert len(case.log()) == entries, "the same file again is nothing to tell"


def test_adding_does_not_read_again_what_was_read(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    whole = reading.read

    def counted(documents: list[object], *args: object, **more: object) -> object:
        read.append(len(documents))
        return whole(documents, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read", counted)
    (tmp_path / "new.txt").write_text("May 6, 2021\n\nGunmen abducted two nurses in Halaya, the clinic said.\n")
    case.add([str(tmp_path / "new.txt")])
    assert read == [1]
    case.record()
    case.search("nurses")
    assert read == [1]
    case.reread()
    assert sum(read) == 1, "the same reader has read these texts before"


def test_an_input_that_cannot_be_taken_keeps_nothing_else_out(case: Case, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("May 6, 2021\n\nGunmen abducted two nurses in Halaya, the clinic said.\n")
    (tmp_path / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    added = case.add([str(tmp_path / "bad.txt"), str(tmp_path / "none.txt"), str(tmp_path / "new.txt")])
    assert len(added.new) == 1
    assert [p.code for p in added.problems] == ["not-taken", "not-taken"]
    assert "none.txt" in added.problems[1].message
    with pytest.raises(InputError, match=r"none\.txt: no such file"):
        case.add([str(tmp_path / "none.txt")])


def test_a_report_in_another_language_is_kept_with_a_problem(case: Case, tmp_path: Path) -> None:
    """قال مسؤول محلي إن عشرين شخصا قتلوا في غارة جوية على سوق في المدينة يوم الثلاثاء."""
    text = test_a_report_in_another_language_is_kept_with_a_problem.__doc__ or ""
    (tmp_path / "arabic.txt").write_text(text, "utf-8")
    case.add([str(tmp_path / "arabic.txt")])
    assert "language-not-read" in {p.code for p in case.record().problems}
    assert case.search("غارة")[0].excerpt


def test_the_file_is_its_owners_and_stands_alone_when_closed(path: Path) -> None:
    with Case.open(path) as case:
        case.add([str(next(iter(write(path.parent))))])
    assert [p.name for p in path.parent.iterdir() if p.name.startswith("ardan")] == ["ardan.case"]
    fresh = path.with_name("fresh.case")
    Case.open(fresh, create=True).close()
    assert stat.S_IMODE(os.stat(fresh).st_mode) == 0o600


def test_a_case_is_a_plain_database_with_strict_tables(path: Path) -> None:
    db = sqlite3.connect(path)
    tables = dict(db.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"))
    shadows = ("sqlite_", "document_words", "claim_words")
    loose = [name for name, strict in tables.items() if not strict and not name.startswith(shadows)]
    assert loose == []
    assert db.execute("SELECT count(*) FROM capture").fetchone() == (3,)
    db.close()


def test_what_is_no_case_is_refused(tmp_path: Path) -> None:
    for name, raw in (("a.txt", b"words"), ("b.case", b"SQLite format 3\x00" + b"\x07" * 200)):
        (tmp_path / name).write_bytes(raw)
        with pytest.raises(InputError, match=name):
            Case.open(tmp_path / name)
    theirs = sqlite3.connect(tmp_path / "theirs.db")
    theirs.execute("PRAGMA user_version = 7")
    theirs.execute("CREATE TABLE t (x)")
    theirs.commit()
    theirs.close()
    with pytest.raises(InputError, match="another program's"):
        Case.open(tmp_path / "theirs.db", create=True)
    with pytest.raises(InputError, match="no such case"):
        Case.open(tmp_path / "none.case")
    with pytest.raises(InputError, match="cannot be made"):
        Case.open(tmp_path / "none" / "x.case", create=True)


def test_a_case_of_a_later_program_is_refused(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version = {len(migrations.MIGRATIONS) + 1}")
    db.close()
    with pytest.raises(InputError, match=r"ardan\.case: the case was made by a later version"):
        Case.open(path)


def test_a_change_of_the_tables_is_made_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Case.open(tmp_path / "old.case", create=True).close()
    broken = (*migrations.MIGRATIONS, "CREATE TABLE extra (a TEXT) STRICT; CREATE TABLE extra (b TEXT) STRICT;")
    monkeypatch.setattr(migrations, "MIGRATIONS", broken)
    with pytest.raises(InputError, match="cannot be opened"):
        Case.open(tmp_path / "old.case")
    sound = (*broken[:-1], "CREATE TABLE extra (a TEXT) STRICT;")
    monkeypatch.setattr(migrations, "MIGRATIONS", sound)
    Case.open(tmp_path / "old.case").close()
    db = sqlite3.connect(tmp_path / "old.case")
    assert db.execute("PRAGMA user_version").fetchone() == (len(sound),)
    db.close()


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
    db.execute("CREATE TABLE t (x)")

    def write() -> None:
        with transaction(db), transaction(db):
            db.execute("INSERT INTO t VALUES (1)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()
    assert db.execute("SELECT count(*) FROM t").fetchone() == (0,)
    db.close()


def test_search_finds_texts_and_claims(case: Case) -> None:
    hits = case.search("market ardan")
    assert {h.title for h in hits if h.claim is None} == {
        "Strike on Ardan market kills 12",
        "Army gives lower toll for Ardan",
    }
    claims = [h for h in case.search("orhaneddin") if h.claim is not None]
    assert claims
    known = {c.id: c for c in case.record().claims}
    assert all(h.claim in known and known[h.claim].slot == h.slot for h in claims)
    assert case.search('"warplanes came twice"')
    assert not case.search('"twice came warplanes"')
    assert case.search("ORHÁNEDDIN"), "case and marks do not count"
    assert case.search("orhan*")
    assert not case.search("orhan")
    assert case.search('market" OR x NEAR(') == []


@pytest.mark.parametrize("words", ["", "  ", '""', "*", "()"])
def test_a_search_without_a_word_is_refused(case: Case, words: str) -> None:
    with pytest.raises(UsageError, match="no word"):
        case.search(words)


def test_two_programs_may_have_a_case_open(path: Path, tmp_path: Path) -> None:
    with Case.open(path) as one, Case.open(path) as two:
        (tmp_path / "n.txt").write_text("May 6, 2021\n\nGunmen abducted two nurses in Halaya, the clinic said.\n")
        one.add([str(tmp_path / "n.txt")])
        assert two.search("nurses")
        assert to_json(one.record()) == to_json(two.record())


def test_a_case_without_reports_is_empty_and_sound(tmp_path: Path) -> None:
    with Case.open(tmp_path / "empty.case", create=True) as case:
        assert case.record().events == ()
        assert case.search("anything") == []
        assert case.verify().broken == ()
        assert set(msgspec.to_builtins(case.size()).values()) == {0}


def test_published_counts_where_the_text_has_no_date(tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text("Gunmen abducted two nurses in Halaya on Tuesday, the clinic said on Wednesday.\n")
    with Case.open(tmp_path / "n.case", create=True) as case:
        case.add([str(tmp_path / "n.txt")], published="2021-05-06")
        (document,) = case.record().documents
        assert document.published is not None
        assert document.published.start == "2021-05-06"
        case.reread()
        assert case.record().documents[0].published == document.published


def test_other_reports_stay_apart(case: Case) -> None:
    titles = [e.title for e in case.record().events if e.fields.keys() - {"kind"}]
    assert any("Beledweyn" in t for t in titles)
    assert OTHER.startswith("Clashes")
    assert len(ALL) == case.size().captures


def test_affairs_joined_apart_are_what_joining_all_at_once_gives(tmp_path: Path) -> None:
    """The example reports, with the three of this folder, coming in one by one."""
    examples = sorted(str(p) for p in (Path(reportedly.__file__).parent / "data" / "examples").glob("0*"))
    with Case.open(tmp_path / "both.case", create=True) as case:
        for source in [*write(tmp_path)[:2], *reversed(examples), write(tmp_path)[2]]:
            case.add([source])
        whole = case.record()
        parts = {e.id: e for d in whole.documents if (r := case.affair(d.id)) for e in r.events}
        assert {e.id: frozenset(e.frames) for e in whole.events} == {i: frozenset(e.frames) for i, e in parts.items()}
        assert {e.id: e.title for e in whole.events} == {i: e.title for i, e in parts.items()}
        assert [line.event for line in case.lines()] == [line.event for line in overview.lines(whole)]
        size = case.size()
        assert 3 <= size.affairs < size.documents
        gone = next(h for h in case.captures() if h.name.startswith("04-"))
        case.remove(gone.sha256, reason="test")
        left = {e.id for d in case.record().documents if (r := case.affair(d.id)) for e in r.events}
        assert left == {e.id for e in case.record().events}


def test_other_programs_find_every_claim_in_a_row(case: Case, path: Path) -> None:
    record = case.record()
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    rows = dict(db.execute("SELECT id, slot FROM claim"))
    assert rows == {c.id: c.slot for c in record.claims}
    events = dict(db.execute("SELECT id, title FROM event"))
    assert events == {e.id: e.title for e in record.events}
    spans = db.execute(
        'SELECT e.text, substr(d.text, e.start + 1, e."end" - e.start) FROM claim_evidence e'
        " JOIN claim c ON c.id = e.claim JOIN document d ON d.id = c.document"
    ).fetchall()
    assert spans
    assert all(words == cut for words, cut in spans)
    db.close()
