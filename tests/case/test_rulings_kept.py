"""Decisions in a case: kept, obeyed, found again after another reading, merged, undone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from affair import write

from reportedly import decisions, ledger, reading, typed_decisions
from reportedly.case import Case
from reportedly.deciding import Decision
from reportedly.errors import UsageError
from reportedly.model import Claim, Count, Reading, Record, When
from reportedly.typed_decisions import Options

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def toll(record: Record, number: int) -> Claim:
    (claim,) = [
        c
        for c in record.claims
        if c.slot == "killed" and isinstance(c.value, Count) and c.value.low == number and not c.from_heading
    ]
    return claim


def ruled(case: Case, kind: str, *things: str, by: str = "Rania", why: str = "", **given: str) -> Decision:
    (made,) = typed_decisions.from_ids(case.record(), kind, things, by=by, at=NOON, why=why, given=Options(**given))
    case.decide(made)
    return made


def test_a_rejected_claim_stays_and_counts_nowhere(case: Case) -> None:
    claim = toll(case.record(), 7)
    ruled(case, "reject", claim.id)
    (still,) = [c for c in case.record().claims if c.id == claim.id]
    assert still.decided == "rejected"
    assert all(claim.id not in a.claims for e in case.record().events for f in e.fields.values() for a in f)
    assert [r.state for r in case.record().decisions] == ["same"]
    assert case.verify().broken == ()


def test_an_id_may_be_cut_short_and_a_value_typed(case: Case) -> None:
    claim = toll(case.record(), 7)
    ruled(case, "edit", claim.id[:9], value="at least 8")
    values = {
        (c.value.low, c.value.high) for c in case.record().claims if isinstance(c.value, Count) and c.reader == "person"
    }
    assert values == {(8, None)}


def test_what_was_decided_outlives_a_better_reader(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another reader finds the same words with other values: the decision on them goes back to a person, others hold."""
    seven, twelve = toll(case.record(), 7), toll(case.record(), 12)
    kept = ruled(case, "accept", twelve.id)
    lost = ruled(case, "reject", seven.id)
    whole = reading.read

    def other(documents: list[object], *args: object, **more: object) -> list[Reading]:
        found = []
        for r in whole(documents, *args, **more):  # type: ignore[arg-type]
            claims = tuple(_as_six(c) if isinstance(c.value, Count) and c.value.low == 7 else c for c in r.claims)
            found.append(
                type(r)(
                    document=r.document, mentions=r.mentions, statements=r.statements, frames=r.frames, claims=claims
                )
            )
        return found

    monkeypatch.setattr(reading, "read", other)
    monkeypatch.setattr(reading, "version", lambda *_, **__: "other@2.0")
    found = case.reread()
    states = {r.decision.id: r.state for r in found.after}
    assert states == {kept.id: "same", lost.id: "changed"}
    assert {d.sort for d in found.differences} == {"changed"}
    assert [(d.before.value.low, d.after.value.low) for d in found.differences] == [(7, 6)]  # type: ignore[union-attr]
    assert all(c.decided != "rejected" for c in case.record().claims)
    monkeypatch.undo()
    back = case.reread()
    assert {r.state for r in back.after} == {"same"}
    assert case.verify().broken == ()


def _as_six(claim: Claim) -> Claim:
    import msgspec

    return msgspec.structs.replace(claim, value=msgspec.structs.replace(claim.value, low=6, high=6))


def test_two_events_are_said_to_be_one_and_apart_again(case: Case) -> None:
    strike, clash = (next(e for e in case.record().events if e.kind == k) for k in ("air_strike", "armed_clash"))
    made = ruled(case, "same", strike.id, clash.id)
    (one,) = [e for e in case.record().events if set(strike.frames) <= set(e.frames)]
    assert set(clash.frames) <= set(one.frames)
    ruled(case, "undo", made.id)
    assert {strike.id, clash.id} <= {e.id for e in case.record().events}


def test_a_date_set_right_is_what_the_report_is_read_by(tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text("Gunmen abducted two nurses in Halaya on Tuesday, the clinic said on Wednesday.\n")
    with Case.open(tmp_path / "n.case", create=True) as case:
        case.add([str(tmp_path / "n.txt")], published="2021-05-06")
        (document,) = case.record().documents
        made = ruled(case, "edit", document.id, published="2022-05-05")
        days = {c.value.start for c in case.record().claims if c.slot == "when" and isinstance(c.value, When)}
        assert days == {"2022-05-03"}
        ruled(case, "undo", made.id)
        days = {c.value.start for c in case.record().claims if c.slot == "when" and isinstance(c.value, When)}
        assert days == {"2021-05-04"}


def test_ledgers_of_two_people_merge_and_their_conflict_is_shown(path: Path, tmp_path: Path) -> None:
    with Case.open(path) as mine, Case.open(tmp_path / "theirs.case", create=True) as theirs:
        theirs.add(write(tmp_path))
        claim = toll(mine.record(), 7)
        ruled(mine, "reject", claim.id, by="Rania")
        ruled(theirs, "accept", claim.id, by="Tomas")
        lines = ledger.to_lines(theirs.decisions())
        assert len(mine.decide(*ledger.from_lines(lines))) == 1
        assert mine.decide(*ledger.from_lines(lines)) == ()
        assert {r.state for r in mine.record().decisions} == {"conflict"}
        assert "decisions-conflict" in {p.code for p in mine.record().problems}
        assert [c.decided for c in mine.record().claims if c.id == claim.id] == [None]


def test_words_of_a_removed_report_are_gone_from_decisions(path: Path) -> None:
    with Case.open(path) as case:
        record = case.record()
        claim = toll(record, 12)
        ruled(case, "accept", claim.id, why="Orhaneddin said so on the phone")
        (document,) = [d for d in record.documents if d.id == claim.document]
        other = ruled(case, "note", toll(record, 7).id, why="check")
        case.remove(document.capture.sha256, reason="test")
        assert [d.id for d in case.decisions()] == [other.id]
        assert case.verify().broken == ()
    raw = b"".join(p.read_bytes() for p in path.parent.iterdir() if p.name.startswith("ardan.case"))
    assert b"Orhaneddin" not in raw


@pytest.mark.parametrize(
    ("kind", "things", "given"),
    [
        ("edit", ["{claim}"], {"value": "plenty"}),
        ("edit", ["{claim}"], {"published": "2022-01-01"}),
        ("edit", ["{document}"], {"value": "7"}),
        ("accept", ["{claim}"], {"value": "7"}),
        ("accept", ["c_0000000000000000"], {}),
        ("same", ["{event}"], {}),
        ("same", ["{event}", "{claim}"], {}),
        ("split", ["{event}"], {}),
        ("grade", ["{claim}"], {"item": "7"}),
        ("undo", ["r_000000000000"], {}),
        ("add", ["{event}"], {"slot": "killed", "value": "7", "quote": "no such words"}),
    ],
)
def test_what_makes_no_sense_is_refused(case: Case, kind: str, things: list[str], given: dict[str, str]) -> None:
    record = case.record()
    claim = toll(record, 7)
    ids = {"claim": claim.id, "document": claim.document, "event": claim.subject.id}
    with pytest.raises(UsageError):
        typed_decisions.from_ids(
            record, kind, [t.format(**ids) for t in things], by="Rania", at=NOON, given=Options(**given)
        )


def test_a_claim_is_added_on_its_words(case: Case) -> None:
    event = toll(case.record(), 12).subject.id
    ruled(case, "add", event, slot="instrument", value="warplanes", quote="Warplanes", speaker="Orhaneddin")
    (made,) = [c for c in case.record().claims if c.reader == "person"]
    assert (made.slot, made.evidence[0].text, made.attribution[-1].speaker.name) == (  # type: ignore[union-attr]
        "instrument",
        "Warplanes",
        "Orhaneddin",
    )
    assert decisions.target_of(case.record(), made.id)
