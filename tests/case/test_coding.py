"""Blind coding in a case of the example reports: what coders see, what closing shows, what goes into the ledger."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

import reportedly
from reportedly import decisions, page, reading, typed_decisions
from reportedly.case import Case
from reportedly.cli import commands
from reportedly.deciding import Decision
from reportedly.errors import UsageError
from reportedly.model import Claim, Count, Reading, Record
from reportedly.typed_decisions import Options

EXAMPLES = Path(reportedly.__file__).parent / "data" / "examples"
PAGE = Path(__file__).parents[2] / "docs" / "coding.md"
MONITOR, TOLLS = "06-monitor-strike.txt", "07-two-tolls.txt"
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of the monitor's note, the two tolls and a third report, closed."""
    path = tmp_path_factory.mktemp("coding") / "ubari.case"
    with Case.open(path, create=True) as made:
        made.add([str(EXAMPLES / name) for name in (MONITOR, TOLLS, "08-correction.txt")])
    return path


@pytest.fixture
def path(read_once: Path, tmp_path: Path) -> Path:
    """A copy of it with a round of Rania and Omar, opened by Lena, on the first two."""
    copy = tmp_path / "ubari.case"
    shutil.copyfile(read_once, copy)
    with Case.open(copy) as made:
        made.open_round("spring", [MONITOR, TOLLS], ["Rania", "Omar"], "Lena")
    return copy


def claim(record: Record, words: str, slot: str = "killed") -> Claim:
    (found,) = [c for c in record.claims if (c.slot, c.evidence[0].text) == (slot, words) and c.reader != "person"]
    return found


def rule(case: Case, by: str, kind: str, words: str, *, slot: str = "killed", **given: str) -> Decision:
    """One coder's ruling on the claim that stands on these words, as kept."""
    record = case.as_coded("spring", by)
    made = typed_decisions.from_ids(
        record, kind, [claim(record, words, slot).id], by=by, at=NOON, given=Options(**given)
    )
    (kept,) = case.code("spring", *made)
    return kept


def add(case: Case, by: str, words: str, value: str = "jets", speaker: str = "southern command") -> Decision:
    record = case.as_coded("spring", by)
    frame = claim(record, "nine militants").frame
    assert frame is not None
    given = Options(slot="instrument", value=value, quote=words, speaker=speaker)
    (kept,) = case.code("spring", *typed_decisions.from_ids(record, "add", [frame], by=by, at=NOON, given=given))
    return kept


def both(case: Case) -> None:
    """Rania and Omar agree on three units (one of them added), differ on three, and Rania alone rules on one."""
    for by in ("Rania", "Omar"):
        rule(case, by, "accept", "11 civilians")
        rule(case, by, "reject", "15 bodies")
    add(case, "Rania", "its jets")
    add(case, "Omar", "jets")
    rule(case, "Rania", "accept", "no civilians")
    rule(case, "Omar", "reject", "no civilians")
    rule(case, "Rania", "accept", "17 people")
    rule(case, "Omar", "edit", "17 people", value="at least 17: civilians")
    rule(case, "Rania", "reject", "nine")
    rule(case, "Omar", "accept", "nine")
    rule(case, "Rania", "accept", "31", slot="injured")


def closed(case: Case) -> None:
    both(case)
    case.close_round("spring", "Lena")


# --- rounds -------------------------------------------------------------------------------------------


def test_a_sheet_tells_how_far_a_coder_is(path: Path) -> None:
    """Of each document its heading, the machine's claims, those ruled on (once, however often), and those added; a ruling that is undone counts not."""
    with Case.open(path) as case:
        record = case.as_coded("spring", "Rania")
        both(case)
        rule(case, "Rania", "accept", "15 bodies")
        mine = {s.document: s for s in case.sheets("spring", "Rania")}
        assert sum(s.ruled for s in mine.values()) == 6
        assert [s.added for s in mine.values() if s.added] == [1]
        for document in record.documents:
            assert mine[document.id].claims == sum(c.document == document.id for c in record.claims)
            assert mine[document.id].title == page.heading(document)
        assert sum(s.ruled for s in case.sheets("spring", "omar")) == 5
        with pytest.raises(UsageError, match="no coder"):
            case.sheets("spring", "Lena")


def test_who_codes_now_is_known_until_the_round_is_closed(path: Path) -> None:
    """Also of somebody who is done, and however the name is written; not of the organiser."""
    with Case.open(path) as case:
        case.done("spring", "Rania")
        assert [r.name for r in case.coded_now(" rania")] == ["spring"]
        assert case.coded_now("Lena") == ()
        case.close_round("spring", "Lena")
        assert case.coded_now("Rania") == ()


def test_what_would_be_adopted_is_what_is_adopted(path: Path) -> None:
    """The three units ruled alike, among them the added one; none of them again afterwards; nothing while the round is open."""
    with Case.open(path) as case:
        with pytest.raises(UsageError, match="still open"):
            case.adoptable("spring")
        closed(case)
        units = case.adoptable("spring")
        assert [u.words for u in units if u.added] == ["its jets"]
        assert len(case.adopt("spring", "Lena")) == len(units) == 3
        assert case.adoptable("spring") == ()


def test_a_round_is_opened_and_listed(path: Path) -> None:
    with Case.open(path) as case:
        (found,) = case.rounds()
        assert (found.id, found.name, found.by, found.closed) == ("round-1", "spring", "Lena", None)
        assert [(c.name, c.rulings, c.done) for c in found.coders] == [("Rania", 0, None), ("Omar", 0, None)]
        titles = {d.id: d.text for d in case.as_coded("ROUND-1", "rania").documents}
        assert set(titles) == set(found.documents)
        assert len(titles) == 2
        assert case.open_round("summer", [found.documents[0][:12]], ["A", "B", "b"], "Lena").id == "round-2"
        assert case.verify().broken == ()


@pytest.mark.parametrize(
    ("name", "documents", "coders", "by", "told"),
    [
        ("Spring", [MONITOR], ["A", "B"], "Lena", "already"),
        ("round-7", [MONITOR], ["A", "B"], "Lena", "no name"),
        (" ", [MONITOR], ["A", "B"], "Lena", "no name"),
        ("x", [MONITOR], ["Rania", " rania "], "Lena", "two coders"),
        ("x", [], ["A", "B"], "Lena", "needs a document"),
        ("x", ["nosuch.txt"], ["A", "B"], "Lena", "no document is called"),
        ("x", ["d_00000000"], ["A", "B"], "Lena", "no document is called"),
        ("x", [MONITOR], ["A", "B"], " ", "nobody"),
    ],
)
def test_a_round_that_makes_no_sense_is_refused(
    path: Path, name: str, documents: list[str], coders: list[str], by: str, told: str
) -> None:
    with Case.open(path) as case:
        with pytest.raises(UsageError, match=told):
            case.open_round(name, documents, coders, by)
        assert len(case.rounds()) == 1


# --- blind --------------------------------------------------------------------------------------------


def test_nobody_sees_what_another_coder_ruled(path: Path) -> None:
    """Omar's page before and after Rania ruled on all sorts of things is the same, byte for byte."""
    with Case.open(path) as case:
        before = msgspec.json.encode(case.as_coded("spring", "Omar"))
        listed = case.record()
        rule(case, "Rania", "edit", "17 people", value="at least 8: women")
        rule(case, "Rania", "reject", "no civilians")
        add(case, "Rania", "its jets", value="secret drone")
        assert msgspec.json.encode(case.as_coded("spring", "Omar")) == before
        assert case.own_codings("spring", "Omar") == ()
        assert len(case.own_codings("spring", "Rania")) == 3
        assert case.record() == listed
        assert case.decisions() == ()
        assert b"secret drone" not in msgspec.json.encode(case.log())
        own = case.as_coded("spring", "Rania")
        assert b"secret drone" in msgspec.json.encode(own)
        assert {c.decided for c in own.claims} == {None, "accepted", "rejected", "edited"}


def test_nobody_sees_what_the_ledger_says_of_the_documents(path: Path) -> None:
    with Case.open(path) as case:
        record = case.record()
        before = msgspec.json.encode(case.as_coded("spring", "Omar"))
        for by in ("Lena", "Omar"):
            target = decisions.target_of(record, claim(record, "no civilians").id)
            case.decide(decisions.make("reject", target, by=by, at=NOON, why="the directorate says so"))
        case.decide(decisions.make("grade", [_source()], by="Lena", at=NOON, change=_grade()))
        assert msgspec.json.encode(case.as_coded("spring", "Omar")) == before


def _source() -> decisions.Target:
    return decisions.SourceTarget(name="Fezzan Casualty Watch")


def _grade() -> decisions.Change:
    from reportedly.deciding import Grade

    return Grade(source="B")


def test_agreement_and_differences_are_not_told_while_the_round_is_open(path: Path) -> None:
    with Case.open(path) as case:
        both(case)
        unit = claim(case.as_coded("spring", "Omar"), "nine").id
        for ask in (
            lambda: case.agreement("spring"),
            lambda: case.differences("spring"),
            lambda: case.units("spring"),
            lambda: case.adjudicate("spring", unit, "Rania", "Lena"),
            lambda: case.adopt("spring", "Lena"),
        ):
            with pytest.raises(UsageError, match="still open"):
                ask()
        case.done("spring", "Omar")
        with pytest.raises(UsageError, match="not done: Rania"):
            case.differences("spring")


def test_only_coders_rule_and_only_on_documents_of_the_round(path: Path) -> None:
    with Case.open(path) as case:
        record = case.record()

        def on(words: str, by: str, kind: str = "accept") -> Decision:
            target = decisions.target_of(record, claim(record, words).id)
            return decisions.make(kind, target, by=by, at=NOON, why="x")

        inside = case.rounds()[0].documents
        elsewhere = next(c for c in record.claims if c.document not in inside)
        outside = decisions.make("accept", decisions.target_of(record, elsewhere.id), by="Rania", at=NOON)
        for wrong, told in (
            (on("no civilians", "Lena"), "no coder"),
            (outside, "not coded in this round"),
            (on("no civilians", "Rania", "note"), "no ruling on a claim"),
        ):
            with pytest.raises(UsageError, match=told):
                case.code("spring", on("17 people", "Rania"), wrong)
        assert case.own_codings("spring", "Rania") == ()  # all of one call or nothing
        with pytest.raises(UsageError, match="no coder"):
            case.as_coded("spring", "Lena")
        with pytest.raises(UsageError, match="not coded in this round"):
            case.as_coded("spring", "Rania", [elsewhere.document])
        with pytest.raises(UsageError, match="no round"):
            case.as_coded("winter", "Rania")
        assert [d.by for d in case.code("spring", on("17 people", "rania"))] == ["Rania"]


def test_a_second_thought_replaces_the_first(path: Path) -> None:
    with Case.open(path) as case:
        first = rule(case, "Rania", "accept", "17 people")
        second = rule(case, "Rania", "reject", "17 people")
        assert second.replaces == (first.id,)
        assert case.own_codings("spring", "Rania") == (second,)
        case.code("spring", decisions.make("undo", (), by="Rania", at=NOON, replaces=[second.id]))
        assert case.own_codings("spring", "Rania") == ()
        assert {c.decided for c in case.as_coded("spring", "Rania").claims} == {None}
        assert case.verify().broken == ()


def test_one_document_at_a_time(path: Path) -> None:
    with Case.open(path) as case:
        rule(case, "Rania", "accept", "11 civilians")
        rule(case, "Rania", "accept", "17 people")
        for document in case.rounds()[0].documents:
            one = case.as_coded("spring", "Rania", [document])
            assert [d.id for d in one.documents] == [document]
            assert len(one.decisions) == 1


# --- closing ------------------------------------------------------------------------------------------


def test_a_round_closes_when_all_are_done(path: Path) -> None:
    with Case.open(path) as case:
        assert case.done("spring", "Rania").closed is None
        with pytest.raises(UsageError, match="Rania was done"):
            rule(case, "Rania", "accept", "17 people")
        with pytest.raises(UsageError, match="no coder"):
            case.done("spring", "Lena")
        assert case.done("spring", "Rania").coders[1].done is None
        assert case.done("spring", "OMAR").closed_by == "Omar"
        for late in (lambda: case.done("spring", "Omar"), lambda: case.close_round("spring", "Lena")):
            with pytest.raises(UsageError, match="was closed"):
                late()


def test_only_who_opened_a_round_closes_it_early(path: Path) -> None:
    with Case.open(path) as case:
        with pytest.raises(UsageError, match="opened by Lena"):
            case.close_round("spring", "Rania")
        assert case.close_round("spring", "lena").closed is not None
        with pytest.raises(UsageError, match="was closed"):
            rule(case, "Rania", "accept", "17 people")


def test_agreement_by_slot(path: Path) -> None:
    with Case.open(path) as case:
        closed(case)
        found = case.agreement("spring")
        slots = {s.slot: s for s in found.slots}
        assert set(slots) == {"killed", "injured", "instrument", None}
        assert (slots["killed"].units, slots["killed"].agreed) == (5, 2)
        assert (slots["injured"].units, slots["injured"].single) == (0, 1)
        assert (slots[None].units, slots[None].agreed) == (6, 3)
        kappa = slots["killed"].kappa.value
        assert kappa is not None
        assert 0 < kappa < 0.4
        assert slots["killed"].alpha_low is not None
        assert slots["killed"].alpha_low.value == 1  # 11 and 11, 17 and at least 17
        assert found.lost == ()
        assert b"at least 17" in msgspec.json.encode(case.log())  # no longer withheld


def test_differences_are_told_with_both_rulings(path: Path) -> None:
    with Case.open(path) as case:
        closed(case)
        found = {d.unit.words: d.unit.told() for d in case.differences("spring")}
        assert found["no civilians"] == "Rania accepted, Omar rejected"
        assert found["17 people"] == "Rania accepted, Omar edited to at least 17: civilians (asserts)"
        assert set(found) == {"nine", "17 people", "no civilians"}


def test_a_round_without_rulings_has_no_figures(path: Path) -> None:
    with Case.open(path) as case:
        case.close_round("spring", "Lena")
        (all_,) = case.agreement("spring").slots
        assert (all_.units, all_.percent(), all_.kappa.value) == (0, None, None)
        assert case.differences("spring") == ()
        assert case.adopt("spring", "Lena") == ()


# --- into the ledger ----------------------------------------------------------------------------------


def unit(case: Case, words: str) -> str:
    (found,) = [u.id for u in case.units("spring") if u.words == words]
    return found


def test_the_ruling_that_is_taken_becomes_a_decision(path: Path) -> None:
    with Case.open(path) as case:
        closed(case)
        made = case.adjudicate("spring", unit(case, "no civilians"), "Omar", "Lena", "the names are known")
        assert (made.kind, made.by) == ("reject", "Lena")
        assert made.why == "adjudicated in round-1: Rania accepted, Omar rejected; the names are known"
        edit = case.adjudicate("spring", unit(case, "17 people")[:9], "omar", "Lena")
        assert case.decisions() == tuple(sorted((made, edit), key=lambda d: (d.at, d.id)))
        assert {r.state for r in case.record().decisions} == {"same"}
        assert claim(case.record(), "no civilians").decided == "rejected"
        assert claim(case.record(), "17 people").decided == "edited"
        settled = {d.unit.words: d.settled for d in case.differences("spring")}
        assert settled == {"no civilians": made.id, "17 people": edit.id, "nine": None}
        assert case.verify().broken == ()


def test_another_adjudication_takes_the_place_of_the_first(path: Path) -> None:
    with Case.open(path) as case:
        closed(case)
        nine = unit(case, "nine")
        first = case.adjudicate("spring", nine, "Rania", "Lena")
        (ruling,) = [m.ruling for u in case.units("spring") if u.id == nine for c, m in u.marks.items() if c == "Omar"]
        second = case.adjudicate("spring", nine, ruling, "Tomas")
        assert second.replaces == (first.id,)
        assert [(r.decision.id, r.state) for r in case.record().decisions if r.decision.kind == "accept"] == [
            (second.id, "same")
        ]
        assert claim(case.record(), "nine").decided == "accepted"
        case.decide(decisions.make("undo", (), by="Lena", at=NOON, replaces=[second.id]))
        assert [d.settled for d in case.differences("spring") if d.unit.id == nine] == [first.id]


def test_a_decision_of_the_ledger_gives_way_only_where_it_is_named(path: Path) -> None:
    with Case.open(path) as case:
        closed(case)
        record = case.record()
        target = decisions.target_of(record, claim(record, "nine").id)
        old = decisions.make("accept", target, by="Yara", at=NOON)
        case.decide(old)
        case.adjudicate("spring", unit(case, "nine"), "Rania", "Lena")
        assert {r.state for r in case.record().decisions} == {"conflict"}
        case.adjudicate("spring", unit(case, "nine"), "Rania", "Lena", replaces=[old.id])
        assert claim(case.record(), "nine").decided == "rejected"


def test_a_claim_that_one_added_is_put_in_or_left_out(path: Path) -> None:
    with Case.open(path) as case:
        rule(case, "Omar", "accept", "no civilians")
        add(case, "Rania", "its jets")
        case.close_round("spring", "Lena")
        (found,) = case.differences("spring")
        assert found.unit.told().endswith("Omar did not add it")
        out = case.adjudicate("spring", found.unit.id, "Omar", "Lena")
        assert (out.kind, case.differences("spring")[0].settled) == ("note", out.id)
        assert all(c.reader != "person" for c in case.record().claims)
        case.adjudicate("spring", found.unit.id, "Rania", "Lena")
        assert [c.evidence[0].text for c in case.record().claims if c.reader == "person"] == ["its jets"]


def test_what_all_ruled_alike_goes_in_at_once(path: Path) -> None:
    with Case.open(path) as case:
        closed(case)
        made = case.adopt("spring", "Lena")
        assert sorted(d.kind for d in made) == ["accept", "add", "reject"]
        assert {d.why for d in made} == {"agreed in round-1: Rania and Omar"}
        record = case.record()
        assert claim(record, "11 civilians").decided == "accepted"
        assert claim(record, "15 bodies").decided == "rejected"
        assert claim(record, "31", "injured").decided is None  # only one ruled on it
        (new,) = [c for c in record.claims if c.reader == "person"]
        assert (new.slot, new.evidence[0].text) == ("instrument", "its jets")
        assert case.adopt("spring", "Lena") == ()


@pytest.mark.parametrize(
    ("words", "taken", "told"),
    [("31", "Omar", "did not rule"), ("nine", "Lena", "no coder"), ("nine", "r_0000000000000000", "no coder")],
)
def test_only_a_ruling_that_there_is_can_be_taken(path: Path, words: str, taken: str, told: str) -> None:
    with Case.open(path) as case:
        closed(case)
        with pytest.raises(UsageError, match=told):
            case.adjudicate("spring", unit(case, words), taken, "Lena")
        with pytest.raises(UsageError, match="nobody ruled"):
            case.adjudicate("spring", claim(case.record(), "two people").id, "Rania", "Lena")
        assert case.decisions() == ()


# --- kept ---------------------------------------------------------------------------------------------


def test_codings_find_their_claims_after_another_reading(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another reader reads 18 for 17: rulings on that are lost and said, all others stay."""
    whole = reading.read

    def other(documents: list[object], *args: object, **more: object) -> list[Reading]:
        found = whole(documents, *args, **more)  # type: ignore[arg-type]
        return [
            msgspec.structs.replace(r, claims=tuple(_eighteen(c) for c in r.claims if c.slot != "when")) for r in found
        ]

    with Case.open(path) as case:
        closed(case)
        monkeypatch.setattr(reading, "read", other)
        monkeypatch.setattr(reading, "version", lambda *_, **__: "other@2.0")
        case.reread()
        assert [(lost.coder, lost.state) for lost in case.agreement("spring").lost] == [
            ("Rania", "changed"),
            ("Omar", "changed"),
        ]
        assert {d.unit.words for d in case.differences("spring")} == {"nine", "no civilians"}
        assert case.verify().broken == ()


def _eighteen(claim: Claim) -> Claim:
    if not isinstance(claim.value, Count) or claim.value.low != 17:
        return claim
    return msgspec.structs.replace(claim, value=msgspec.structs.replace(claim.value, low=18, high=18))


def everywhere(path: Path) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(path.parent.iterdir()) if p.name.startswith(path.name))


def test_words_of_a_removed_report_are_gone_from_codings(path: Path) -> None:
    """What was ruled on the two tolls goes with them; the round goes on with the monitor's note."""
    with Case.open(path) as case:
        both(case)
        rule(case, "Rania", "edit", "three children", value="4: children")
        case.code("spring", decisions.make("undo", (), by="Omar", at=NOON, why="Ousta said so", replaces=[_on(case)]))
        case.close_round("spring", "Lena")
        case.adjudicate("spring", unit(case, "17 people"), "Omar", "Lena", "as Maryam Ousta says")
        case.adopt("spring", "Lena")
        assert b"Ousta" in everywhere(path)
        (gone,) = [h.sha256 for h in case.captures() if h.name == TOLLS]
        case.remove(gone, reason="asked for")
        raw = everywhere(path)
        assert b"Ousta" not in raw
        assert b"17 people" not in raw
        assert b"its jets" not in raw
        assert case.verify().broken == ()
        (found,) = case.rounds()
        assert (found.name, len(found.documents), [c.name for c in found.coders]) == ("spring", 1, ["Rania", "Omar"])
        assert {u.words for u in case.units("spring")} == {"nine", "11 civilians", "three children"}
        assert [d.kind for d in case.decisions()] == ["accept"]


def _on(case: Case) -> str:
    record = case.as_coded("spring", "Omar")
    wanted = claim(record, "no civilians").id
    (found,) = [r.decision.id for r in record.decisions if wanted in r.ids]
    return found


def test_a_name_that_only_a_removed_report_has_is_no_rounds_name(path: Path) -> None:
    with Case.open(path) as case:
        case.open_round("What Tarki says", [MONITOR, TOLLS], ["Rania", "Omar"], "Lena")
        (gone,) = [h.sha256 for h in case.captures() if h.name == TOLLS]
        case.remove(gone, reason="asked for")
        assert b"Tarki" not in everywhere(path)
        assert [r.name for r in case.rounds()] == ["spring", "round-2"]
        assert case.done("round-2", "Rania").coders[0].done is not None
        assert case.verify().broken == ()


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DELETE FROM coding WHERE seq = (SELECT max(seq) FROM coding)", "round-code of round-1: log entry"),
        ("UPDATE coding SET round = 2 WHERE seq = (SELECT max(seq) FROM coding)", "round-code of round-1: log entry"),
        ("INSERT INTO coding VALUES (1, 3)", "round-3: it has log entry 1"),
        ("UPDATE log_words SET words = words || ' ' WHERE seq = (SELECT max(seq) FROM coding)", "its words were chan"),
        ("DELETE FROM log_words WHERE seq = (SELECT max(seq) FROM coding)", "nothing that was removed explains it"),
    ],
)
def test_codings_changed_from_outside_are_found(path: Path, statement: str, told: str) -> None:
    with Case.open(path) as case:
        rule(case, "Rania", "accept", "17 people")
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("DROP TRIGGER log_words_are_never_edited")
    db.execute(statement)
    db.close()
    with Case.open(path) as case:
        found = [f"{b.what}: {b.why}" for b in case.verify().broken]
        assert any(told in line for line in found), found
        assert case.rounds()[0].id == "round-1"


CHILD = """
import sys
from datetime import UTC, datetime
from reportedly import typed_decisions
from reportedly.case import Case

path, by = sys.argv[1:]
with Case.open(path) as case:
    print("ready", flush=True)
    sys.stdin.readline()
    for n, slot in enumerate(("killed", "injured", "agent", "target")):
        record = case.as_coded("spring", by)
        assert {r.decision.by for r in record.decisions} <= {by}
        for claim in [c for c in record.claims if c.slot == slot]:
            kind = "accept" if by == "Rania" or n % 2 else "reject"
            case.code("spring", *typed_decisions.from_ids(record, kind, [claim.id], by=by, at=datetime.now(UTC)))
    case.done("spring", by)
"""


def test_two_people_code_at_once_from_two_programs(path: Path) -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", CHILD, str(path), by],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for by in ("Rania", "Omar")
    ]
    for child in started:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    for child in started:
        child.communicate("go\n", timeout=120)
        assert child.returncode == 0
    with Case.open(path) as case:
        (found,) = case.rounds()
        assert found.closed is not None
        slots = {s.slot: s for s in case.agreement("spring").slots}
        assert slots["killed"].agreed == slots["agent"].agreed == 0 < slots["killed"].units
        assert slots["injured"].agreed == slots["injured"].pairs > 0
        assert slots[None].single == 0
        assert case.verify().broken == ()


# --- at the command line ------------------------------------------------------------------------------


def run(*words: str | Path, status: int = 0) -> str:
    result = CliRunner().invoke(commands, [str(w) for w in words])
    if isinstance(result.exception, UsageError) and status == 2:
        return result.exception.line()
    assert result.exit_code == status, (words, result.output, result.exception)
    return result.output


def test_the_example_of_the_page_as_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(
        EXAMPLES, tmp_path / "examples", ignore=lambda _, names: [n for n in names if not n.startswith("0")]
    )
    monkeypatch.chdir(tmp_path)
    section = PAGE.read_text("utf-8").split("## A worked example")[1].split("\n## ")[0]
    blocks = re.findall(r"^```\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("reportedly ")]
    said = {line: run(*shlex.split(line)[1:]) for line in lines}
    assert len(said) >= 10
    differences = next(text for line, text in said.items() if " differences " in line)
    assert "Rania: accepted" in differences
    assert "Omar: rejected" in differences
    figures = next(text for line, text in said.items() if " agreement " in line)
    assert re.search(r"^all +\d+ +\d+ +\d+ % +0\.\d\d +0\.\d\d +1\.00$", figures, re.MULTILINE), figures
    shown = [line for block in blocks if not block.startswith("reportedly") for line in block.splitlines()]
    assert shown
    assert set(shown) <= set("\n".join(said.values()).splitlines())
    assert "adjudicated in round-1: Rania accepted, Omar rejected" in run("ledger", "ubari.case")


def test_programs_read_lines_of_json(path: Path) -> None:
    with Case.open(path) as case:
        closed(case)
    assert json.loads(run("coding", path, "list", "--json"))["coders"][0]["name"] == "Rania"
    assert json.loads(run("coding", path, "agreement", "spring", "--json"))["slots"][-1]["slot"] is None
    lines = [json.loads(line) for line in run("coding", path, "differences", "spring", "--json").splitlines()]
    assert lines[0]["unit"]["marks"]["Omar"]["sort"] == "accepted"
    claims = [
        json.loads(line) for line in run("coding", path, "show", "spring", "--by", "Rania", "--json").splitlines()
    ]
    assert {"accepted", "rejected"} <= {c["decided"] for c in claims}


def test_words_that_name_several_claims_are_told_apart(path: Path) -> None:
    told = run("coding", path, "code", "spring", "accept", "Ubari", "--by", "Rania", status=2)
    assert "claims of the round" in told
    (first,) = re.findall(r"c_[0-9a-f]{16} origin", told)
    assert "accept by Rania" in run("coding", path, "code", "spring", "accept", first.split()[0][:9], "--by", "Rania")
    said = run("coding", path, "code", "spring", "reject", "Ubari", "--slot", "origin", "--by", "Rania")
    assert "reject by Rania" in said
    ruling = said.split()[0]
    assert "nothing new" in run(
        "coding", path, "code", "spring", "reject", "Ubari", "--slot", "origin", "--by", "Rania"
    )
    assert "undo by Rania" in run("coding", path, "code", "spring", "undo", ruling[:9], "--by", "Rania")
    assert "is no claim of" in run("coding", path, "code", "spring", "accept", "no such", "--by", "Rania", status=2)
    assert "Rania: 0 rulings, not done" in run("coding", path, "list")
