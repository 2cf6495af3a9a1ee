"""The example reports, read by the standard reader, decided on, and read again: by another reader, edited, or taken away."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

import reportedly
from reportedly import capture, ledger, model, page, reading, record
from reportedly.deciding import ClaimEdit, Decision, Ruled, Target
from reportedly.decisions import make, target_of
from reportedly.model import Claim, Count, Document, Passage, Reading, Record

EXAMPLES = Path(reportedly.__file__).parent / "data" / "examples"


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    """The readings by the number of the report."""
    paths = sorted(EXAMPLES.glob("0*"))
    documents = [page.parse(capture.take(str(p))).document for p in paths]
    return {p.name[:2]: r for p, r in zip(paths, reading.read(documents, "standard"), strict=True)}


@pytest.fixture(scope="module")
def plain(readings: dict[str, Reading]) -> Record:
    return record.build(list(readings.values()))


def the(made: Record, among: Reading, slot: str, words: str) -> Claim:
    """The first claim of a report in a slot on these words."""
    return next(
        c for c in made.claims if c.document == among.document.id and c.slot == slot and c.evidence[0].text == words
    )


def rule(kind: str, *targets: Target, day: int = 1, **more: object) -> Decision:
    return make(kind, targets, by="Ann", at=f"2024-05-{day:02}T12:00:00Z", **more)  # type: ignore[arg-type]


def only(made: Record) -> Ruled:
    (ruled,) = made.decisions
    return ruled


def toll(plain: Record, readings: dict[str, Reading]) -> Claim:
    """The directorate's seventeen in the report of two tolls."""
    return next(
        c
        for c in plain.claims
        if c.document == readings["07"].document.id
        and c.slot == "killed"
        and isinstance(c.value, Count)
        and c.value.low == c.value.high == 17
    )


def test_every_claim_frame_and_named_mention_is_found_again_in_the_same_readings(
    plain: Record, readings: dict[str, Reading]
) -> None:
    decisions = [rule("accept", *target_of(plain, c.id)) for c in plain.claims]
    decisions += [
        rule("note", *target_of(plain, x.id), why="seen") for x in (*plain.events, *plain.actors, *plain.places)
    ]
    made = record.build(list(readings.values()), ledger.from_lines(ledger.to_lines(decisions)))
    assert {r.state for r in made.decisions} == {"same"}
    assert {c.decided for c in made.claims} == {"accepted"}
    assert made.problems == plain.problems
    assert made.events == plain.events


def test_a_reader_that_changes_leaves_decisions_for_a_person(plain: Record, readings: dict[str, Reading]) -> None:
    """Another reader takes the seventeen for eighteen, hears another speaker, or passes over it."""
    claim = toll(plain, readings)
    decision = rule("accept", *target_of(plain, claim.id))
    raw = readings["07"]
    old = next(c for c in raw.claims if c.id == claim.id)
    assert isinstance(old.value, Count)

    def build(*claims: Claim) -> Record:
        others = [c for c in raw.claims if c.id != old.id]
        changed = msgspec.structs.replace(raw, claims=(*others, *claims))
        return record.build([*(r for n, r in readings.items() if n != "07"), changed], [decision])

    assert only(build(msgspec.structs.replace(old, id="c_1"))).ids == ("c_1",)
    for other in (
        msgspec.structs.replace(old, id="c_2", value=msgspec.structs.replace(old.value, low=18, high=18)),
        msgspec.structs.replace(old, id="c_2", attribution=old.attribution[:1]),
        msgspec.structs.replace(old, id="c_2", stance="denies"),
    ):
        made = build(other)
        assert (only(made).state, only(made).ids) == ("changed", ())
        assert "c_2" in only(made).candidates
        assert all(c.decided is None for c in made.claims)
        assert [p.code for p in made.problems if p not in plain.problems] == ["decision-changed"]
    assert not only(build()).ids


def with_text(document: Document, head: str) -> Document:
    """The document with a paragraph put before everything, as another cut of the same capture."""
    by = len(head)
    moved = [Passage(start=p.start + by, end=p.end + by, role=p.role) for p in document.passages]
    passages = (Passage(start=0, end=by, role="boilerplate"), *moved)
    return msgspec.structs.replace(document, id="d_other", text=head + document.text, passages=passages)


def test_a_page_that_is_cut_otherwise_keeps_its_decisions(plain: Record, readings: dict[str, Reading]) -> None:
    """The menu of the page now stands before the text: every id is another one."""
    claim = toll(plain, readings)
    decisions = [
        rule("reject", *target_of(plain, claim.id)),
        rule("note", *target_of(plain, next(f.id for f in plain.frames if f.document == claim.document)), why="seen"),
    ]
    (again,) = reading.read([with_text(readings["07"].document, "Menu. Home. Weather. Sports. \n\n")], "standard")
    made = record.build([*(r for n, r in readings.items() if n != "07"), again], decisions)
    assert {r.state for r in made.decisions} == {"same"}
    (rejected,) = [c for c in made.claims if c.decided == "rejected"]
    assert rejected.id != claim.id
    assert (rejected.evidence[0].text, rejected.value) == (claim.evidence[0].text, claim.value)


def test_when_the_wire_story_is_taken_away_its_decisions_go_to_the_copy(
    plain: Record, readings: dict[str, Reading]
) -> None:
    """The Courier printed Meridian's story; Meridian's page is removed from the case."""
    wire, copy = readings["01"].document, readings["02"].document
    shared = next(
        c
        for c in plain.claims
        if c.document == wire.id
        and c.slot in ("origin", "destination", "where")
        and wire.text[c.evidence[0].start - 40 : c.evidence[0].end + 40] in copy.text
    )
    decision = rule("reject", *target_of(plain, shared.id))
    rest = [r for n, r in readings.items() if n != "01"]
    assert [c.document for c in record.build(list(readings.values()), [decision]).claims if c.decided] == [wire.id]
    made = record.build(rest, [decision])
    assert only(made).state == "moved"
    (moved,) = [c for c in made.claims if c.decided == "rejected"]
    assert (moved.document, moved.evidence[0].text) == (copy.id, shared.evidence[0].text)


def test_a_person_splits_the_strike_and_nothing_joins_it_again(plain: Record, readings: dict[str, Reading]) -> None:
    """The monitor's strike is another one than the agency's; then an edit, and everything undone."""
    event = max((e for e in plain.events if e.kind == "air_strike"), key=lambda e: len(e.frames))
    monitor = readings["06"].document
    targets = [
        msgspec.structs.replace(t, thing=int(t.at.capture == monitor.capture.sha256))  # type: ignore[union-attr,type-var]
        for t in target_of(plain, event.id)
    ]
    split = rule("split", *targets)
    made = record.build(list(readings.values()), [split])
    home = {f.id: f.event for f in made.frames}
    parts = [{home[t.id] for t in targets if t.thing == n} for n in (0, 1)]  # type: ignore[union-attr]
    assert [len(p) for p in parts] == [1, 1]
    assert parts[0] != parts[1]
    claim = toll(plain, readings)
    assert isinstance(claim.value, Count)
    edit = rule(
        "edit",
        *target_of(made, claim.id),
        day=2,
        change=ClaimEdit(value=msgspec.structs.replace(claim.value, low=16, high=16)),
    )
    made = record.build(list(readings.values()), [edit, split])
    assert [c.value.low for c in made.claims if c.reader == "person" and isinstance(c.value, Count)] == [16]
    assert model.from_json(model.to_json(made)) == made
    undo = rule("undo", day=3, replaces=[edit.id, split.id])
    made = record.build(list(readings.values()), [edit, split, undo])
    assert msgspec.structs.replace(made, decisions=()) == plain


def test_pages_show_a_record_with_decisions(plain: Record, readings: dict[str, Reading]) -> None:
    """Every claim of one report is rejected: its events stand there empty, and nothing breaks."""
    from reportedly.views import html, terminal

    mine = [c for c in plain.claims if c.document == readings["06"].document.id]
    made = record.build(list(readings.values()), [rule("reject", *target_of(plain, c.id)) for c in mine])
    assert sum(c.decided == "rejected" for c in made.claims) == len(mine)
    held = {
        c for e in made.events for accounts in e.fields.values() for a in accounts for c in (*a.claims, *a.denied_by)
    }
    assert not held & {c.id for c in mine}
    assert terminal.render(made, width=100, colour=False)
    assert html.render(made)
