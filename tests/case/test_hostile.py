"""A case among other programs, other people's files and full disks: one line says what is wrong, and nothing is harmed."""

from __future__ import annotations

import os
import sqlite3
import stat
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from affair import WIRE
from click.testing import CliRunner
from test_erasure import NAME, capture_of, everywhere, nowhere

from local_site import Answers, serving
from reportedly import capture, cli_output, decisions, ledger
from reportedly.case import Case, joined, lookup, readings, store, takings, upkeep
from reportedly.cli import commands
from reportedly.deciding import Decision, Grade, SourceTarget
from reportedly.errors import InputError, UsageError

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


# --- files that are no case ---------------------------------------------------------------------------


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_another_programs_database_is_not_touched(tmp_path: Path, create: bool, mode: str) -> None:
    theirs = tmp_path / "places.sqlite"
    db = sqlite3.connect(theirs, isolation_level=None)
    db.execute(f"PRAGMA journal_mode = {mode}")
    db.execute("CREATE TABLE bookmark (x)")
    db.close()
    before = theirs.read_bytes()
    with pytest.raises(InputError, match="another program's"):
        Case.open(theirs, create=create)
    assert theirs.read_bytes() == before


def test_an_empty_file_becomes_a_case_only_where_one_is_made(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch(mode=0o644)
    with pytest.raises(InputError, match="no case file"):
        Case.open(empty)
    assert empty.read_bytes() == b""
    Case.open(empty, create=True).close()
    assert stat.S_IMODE(os.stat(empty).st_mode) == 0o600


@pytest.mark.parametrize("name", [":memory:", "file:x?mode=memory", "a b'\";%#?.case", "ü\u202e.case"])
def test_a_name_means_a_file_whatever_it_looks_like(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "w.txt").write_text("Words.\n")
    with Case.open(name, create=True) as case:
        case.add(["w.txt"])
    assert (tmp_path / name).stat().st_size > 4096
    with Case.open(name) as case:
        assert len(case.captures()) == 1


def test_folders_and_broken_links_are_told(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere" / "x")
    for path in (tmp_path, tmp_path / "link"):
        with pytest.raises(InputError):
            Case.open(path, create=True)


def test_a_link_to_a_case_is_that_case(path: Path, tmp_path: Path) -> None:
    (tmp_path / "link.case").symlink_to(path)
    with Case.open(tmp_path / "link.case") as case:
        case.remove(capture_of(case, "wire.txt"), reason="test")
    nowhere(path.parent)


# --- disks and other programs -------------------------------------------------------------------------


def test_a_full_disk_is_said_in_one_line_and_loses_nothing(path: Path, tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_text("May 6, 2021\n\n" + "Gunmen abducted two nurses in Halaya. " * 3000)
    with pytest.raises(InputError, match=r"ardan\.case: the case cannot be read or written \(.*full\)"):
        _added(path, str(tmp_path / "large.txt"), "max_page_count = 1")
    with Case.open(path) as case:
        assert case.verify().broken == ()
        assert len(case.record().documents) == 3


def test_a_case_that_may_not_be_written_says_so(path: Path, tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text("Words.\n")
    with pytest.raises(InputError, match="readonly"):
        _added(path, str(tmp_path / "n.txt"), "query_only = ON")


def _added(path: Path, source: str, setting: str) -> None:
    """A report added while SQLite itself refuses to write; a maximum of pages below what there is means: no page more."""
    with Case.open(path) as case:
        case._db.execute(f"PRAGMA {setting}")
        case.add([source])


def test_a_case_that_is_held_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "WAITING_S", 0.1)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(InputError, match="locked"), Case.open(path) as case:
        case.remove(capture_of(case, "wire.txt"), reason="test")
    holder.close()


def test_words_that_a_reader_keeps_in_the_file_are_erased_when_it_has_gone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that reads an old state of the file keeps that state on disk; the removal is not finished before it ends."""
    monkeypatch.setattr(store, "WAITING_S", 0.1)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM capture").fetchone()
    with pytest.raises(InputError, match="another program holds the file"), Case.open(path) as case:
        case.remove(capture_of(case, "wire.txt"), reason="test")
    assert NAME.encode() in everywhere(path.parent)
    reader.close()
    with Case.open(path) as case:
        assert len(case.removed()) == 1
        nowhere(path.parent)
    nowhere(path.parent)


def test_a_text_that_was_never_read_is_erased_from_the_index(path: Path, tmp_path: Path) -> None:
    """Another program can index a text before whoever took it has read it."""
    (tmp_path / "late.txt").write_text("May 6, 2021\n\nZubairovsky of Halaya was abducted.\n")
    with Case.open(path) as case:
        late = capture.take(str(tmp_path / "late.txt"))
        takings.store(case._db, late, published=None, tool="test")
        upkeep.cut(case._db, late.info.sha256)
        joined.update(case._db)
        case.remove(late.info.sha256, reason="test")
    assert b"zubairovsky" not in everywhere(path.parent).lower()


def test_what_another_program_removed_meanwhile_is_passed_over(path: Path, tmp_path: Path) -> None:
    with Case.open(path) as case:
        gone = capture_of(case, "wire.txt")
        (document,) = takings.documents(case._db, capture=gone)
        case.remove(gone, reason="test")
        upkeep.cut(case._db, gone)
        assert readings.read(case._db, [document], "standard", edited={}) == []
        assert case.verify().broken == ()


# --- decisions and removals ---------------------------------------------------------------------------


def _note(case: Case, words: str, why: str, *replaces: str, kind: str = "note") -> Decision:
    record = case.record()
    claim = next(c for c in record.claims if words in c.evidence[0].text)
    targets = () if kind == "undo" else decisions.target_of(record, claim.id)
    made = decisions.make(kind, targets, by="Rania", at=NOON, why=why, replaces=replaces)
    case.decide(made)
    return made


def test_decisions_do_not_bring_back_the_words_of_a_removed_report(path: Path, tmp_path: Path) -> None:
    lines = tmp_path / "ours.jsonl"
    with Case.open(path) as case:
        made = _note(case, "12 people", f"ask {NAME}")
        lines.write_text(ledger.to_lines([made]), "utf-8")
        case.remove(capture_of(case, "wire.txt"), reason="test")
        nowhere(path.parent)
        assert case.decide(*ledger.from_lines(lines.read_text("utf-8"))) == ()
    said = CliRunner().invoke(commands, ["ledger", str(path), "--merge", str(lines)]).output
    assert "0 decisions taken in" in said
    assert "1 left out: they quote what was removed" in said
    with Case.open(path) as fresh:
        other = msgspec.structs.replace(made, why=f"look for {NAME}", id="")
        assert fresh.decide(msgspec.structs.replace(other, id=decisions.id_of(other))) == ()
    nowhere(path.parent)


def test_the_reason_of_an_undo_goes_with_what_it_undid_and_the_undo_stands(path: Path) -> None:
    with Case.open(path) as case:
        gone = _note(case, "12 people", "one")
        record = case.record()
        seven = next(c for c in record.claims if c.evidence[0].text == "seven people")
        rejected = decisions.make("reject", decisions.target_of(record, seven.id), by="Rania", at=NOON)
        case.decide(rejected)
        undo = _note(case, "", f"{NAME} said otherwise", gone.id, rejected.id, kind="undo")
        assert {r.decision.id: r.state for r in case.record().decisions}[rejected.id] == "replaced"
        case.remove(capture_of(case, "wire.txt"), reason="test")
        nowhere(path.parent)
        after = {r.decision.id: r.state for r in case.record().decisions}
        assert after[rejected.id] == "replaced", "what was undone does not come back because a report went"
        assert gone.id not in after
        assert [d.id for d in case.decisions()] == [rejected.id], "only whole decisions leave the case"
        assert undo.id in {e.about[0] for e in case.log() if e.action == "decide"}
        assert case.verify().broken == ()


def test_no_other_affair_keeps_the_words_of_a_decision(path: Path, tmp_path: Path) -> None:
    """An undo stands in the records of all affairs that were joined since; its reason leaves all of them."""
    (tmp_path / "more.txt").write_text("May 9, 2021\n\nGunmen abducted two nurses in Halaya, the clinic said.\n")
    with Case.open(path) as case:
        gone = _note(case, "12 people", "one")
        _note(case, "", f"{NAME} said otherwise", gone.id, kind="undo")
        case.add([str(tmp_path / "more.txt")])
        case.remove(capture_of(case, "wire.txt"), reason="test")
        for made in lookup.affairs(case._db):
            assert NAME.encode() not in msgspec.json.encode(made)


def test_what_belongs_to_one_affair_is_found_without_the_others(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = case.record()
    actor = whole.actors[0].id
    claims = {c.document: c.id for c in whole.claims}
    made = [_note(case, c.evidence[0].text, "x") for c in whole.claims[:1]]
    monkeypatch.setattr(lookup, "whole", None)
    for thing in (whole.events[0].id[:10], whole.frames[0].id, whole.mentions[0].id, whole.documents[0].id, made[0].id):
        part = case.around([thing])
        assert 0 < len(part.documents) < len(whole.documents)
    assert [r.state for r in part.decisions] == ["same"]
    assert len(case.around(list(claims.values())).documents) == len(claims)
    with pytest.raises(TypeError):
        case.around([actor])


def test_a_grade_of_a_source_goes_with_the_only_report_that_names_it(path: Path) -> None:
    with Case.open(path) as case:
        for name in ("Selim Orhaneddin", "the army"):
            target = SourceTarget(name=name)
            case.decide(decisions.make("grade", [target], by="Rania", at=NOON, change=Grade(source="B")))
        case.remove(capture_of(case, "wire.txt"), reason="test")
        assert [t.name for d in case.decisions() for t in d.targets if isinstance(t, SourceTarget)] == ["the army"]
        assert case.verify().broken == ()
    nowhere(path.parent)


def test_a_ledger_lists_the_states_that_the_whole_record_gives(path: Path) -> None:
    with Case.open(path) as case:
        first = _note(case, "12 people", "one")
        _note(case, "seven people", "two", first.id)
        _note(case, "", "three", first.id, kind="undo")
        states = {r.decision.id: r.state for r in case.record().decisions}
        part = case.around([d.id for d in case.decisions()])
        assert {r.decision.id: r.state for r in part.decisions} == states
    assert CliRunner().invoke(commands, ["ledger", str(path)]).output.count("Rania") == len(states)


# --- words of strangers -------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["a\udcffb", "a\0b", "NEAR(market, 2)", "title:market", "_", "-market", "^a + b"])
def test_odd_words_are_searched_for_and_nothing_else(case: Case, words: str) -> None:
    assert isinstance(case.search(words), list)


def test_words_that_are_no_unicode_are_kept_as_signs_or_refused(path: Path) -> None:
    """A terminal hands over bytes that are no UTF-8 as lone surrogates."""
    with Case.open(path) as case:
        case.remove(capture_of(case, "wire.txt"), reason="w\udcff", who="R\udcff")
        assert [(r.reason, r.who) for r in case.removed()] == [("w?", "R?")]
        assert case.verify().broken == ()
        claim = case.record().claims[0].id
    said = CliRunner().invoke(commands, ["decide", str(path), "note", claim, "--by", "R", "--why", "w\udcff"])
    assert isinstance(said.exception, UsageError)


def test_a_search_for_too_many_words_is_refused(case: Case) -> None:
    with pytest.raises(UsageError, match="fewer words"):
        case.search(" ".join(f"w{n}" for n in range(20_000)))
    assert case.search("market " * 20_000)


def test_lines_that_begin_with_controls_are_made_visible(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    cli_output.say(["  \x1c\x1f\x85\u2028\x0bname", "\r\x1b[2Jname"])
    out = capsysbinary.readouterr().out.decode()
    assert not set(out) & set("\x1c\x1f\x85\u2028\x0b\r\x1b")


def test_hostile_lines_of_a_ledger_are_refused_in_one_line(path: Path, tmp_path: Path) -> None:
    good = decisions.make(
        "grade",
        decisions.target_of(_record(path), _record(path).documents[0].id),
        by="A",
        at=NOON,
        change=Grade(item="2"),
    )
    line = ledger.to_lines([good]).strip()
    for bad in (
        line.replace('"by":"A"', '"by":"B"'),
        '{"id":"r_0","x":' + "[" * 100_000 + "]" * 100_000 + "}",
        line.replace('"A"', '"\\ud800"'),
        "\x1b[2J",
        "[]",
        '{"id":1}',
    ):
        (tmp_path / "bad.jsonl").write_text(f"{line}\n{bad}\n")
        with pytest.raises(InputError, match=r"bad\.jsonl:2") as told:
            ledger.from_lines((tmp_path / "bad.jsonl").read_text(), where="bad.jsonl")
        assert "\n" not in told.value.line()


def test_replaced_ids_of_strangers_do_not_break_the_chain(path: Path) -> None:
    with Case.open(path) as case:
        made = decisions.make(
            "undo", (), by="A\u202e", at=NOON, replaces=["r_00  11", "x\ny", "", "r_1234567890abcdef"]
        )
        case.decide(made)
        assert case.verify().broken == ()


def _record(path: Path) -> object:
    with Case.open(path) as case:
        return case.record()


# --- feeds --------------------------------------------------------------------------------------------


def test_a_removed_page_does_not_come_back_with_other_bytes(path: Path) -> None:
    feed = b"<rss version='2.0'><channel><item><title>a</title><link>/page</link></item></channel></rss>"

    class Outlet(Answers):
        asked = 0

        def do_GET(self) -> None:
            if self.path == "/feed":
                self.answer(200, feed, {"Content-Type": "application/rss+xml"})
            else:
                Outlet.asked += 1
                self.answer(200, f"<p>{WIRE}</p><!-- {Outlet.asked} -->".encode(), {"Content-Type": "text/html"})

    with serving(Outlet) as site, Case.open(path) as case:
        (gone,) = case.watch(f"{site}/feed", allow_private=True).added.new
        case.remove(gone, reason="test")
        again = case.watch(f"{site}/feed", allow_private=True)
        assert (again.listed, again.known, again.added.new, Outlet.asked) == (1, 1, (), 1)
        assert b"/page" not in everywhere(path.parent)
        assert case.add([f"{site}/page"], allow_private=True).new, "a person may ask for the page again"
