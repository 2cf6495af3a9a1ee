"""What people decided on claims and documents is what the record shows, and every decision can be undone."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import Act, Said
from reportedly import events, record, ties
from reportedly.clusters import Group
from reportedly.deciding import AddedClaim, ClaimEdit, Decision, DocumentEdit, Grade, SourceTarget
from reportedly.decisions import quoted, target_of
from reportedly.errors import UsageError
from reportedly.model import ActorValue, Count, Reading, Record, When
from reportedly.verdicts import edited_documents
from ruling import (
    ALL,
    ONE,
    PLAIN,
    STRIKE,
    THREE,
    TWO,
    accounts,
    claim_id,
    codes,
    dead,
    event_of,
    on_claim,
    on_made,
    rule,
    ruled,
    story,
    thing,
)


def test_without_decisions_nothing_changes() -> None:
    assert record.build(ALL, ()) == PLAIN
    assert PLAIN.decisions == ()
    assert all(c.decided is None for c in PLAIN.claims)


@pytest.mark.parametrize(
    "decisions",
    [
        [],
        [on_claim("reject", "killed", "28 people")],
        [on_claim("edit", "killed", "35 people", change=dead(53))],
        [rule("split", thing("1", 0), thing("2", 1))],
    ],
    ids=["none", "rejected", "edited", "split"],
)
def test_sketches_that_were_kept_spare_work_and_change_nothing(decisions: list[Decision]) -> None:
    """Two papers on a strike and one on a protest, their sketches written to bytes and read back."""
    stored = [msgspec.json.encode(ties.sketch(r)) for r in ALL]
    kept = {s.document: s.groups() for s in (msgspec.json.decode(b, type=ties.Sketch) for b in stored)}
    assert record.build(ALL, decisions, kept) == record.build(ALL, decisions)
    assert record.build(ALL, decisions, kept) == record.build(ALL, decisions)


def test_a_sketch_that_was_kept_is_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same three reports; one of them is not kept."""
    kept = {r.document.id: events.sketch(r) for r in ALL[1:]}
    made = []
    sketch = events.sketch

    def noted(reading: Reading, *more: object) -> tuple[Group, ...]:
        made.append(reading.document.id)
        return sketch(reading, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(events, "sketch", noted)
    assert record.build(ALL, (), kept) == PLAIN
    assert made == [ALL[0].document.id]


def test_a_rejected_claim_stays_and_counts_nowhere() -> None:
    """A misprint: 28."""
    no = on_claim("reject", "killed", "28 people")
    made = record.build(ALL, [no])
    assert {c.id for c in made.claims} == {c.id for c in PLAIN.claims}
    assert [c.evidence[0].text for c in made.claims if c.decided == "rejected"] == ["28 people"]
    assert set(accounts(made, ONE, "killed")) == {35}
    assert accounts(PLAIN, ONE, "killed")[35].status == "contested"
    assert accounts(made, ONE, "killed")[35].status == "single"
    assert ruled(made, no).state == "same"
    assert codes(made) == []


def reasons(made: Record, told: Reading) -> tuple[str, ...]:
    """Why the event of a report is one with others."""
    return next(e.why for e in made.events if e.id == event_of(made, told))


def test_what_is_rejected_no_longer_joins_or_parts_events() -> None:
    """The Star's "Aleppo" is wrong: without it, the place speaks for one event no more, though other things still may."""
    assert event_of(PLAIN, ONE) == event_of(PLAIN, TWO)
    assert "the same place: Aleppo" in reasons(PLAIN, TWO)
    place = next(c.id for c in PLAIN.claims if c.slot == "where" and c.document == TWO.document.id)
    made = record.build(ALL, [rule("reject", target_of(PLAIN, place))])
    assert "the same place: Aleppo" not in reasons(made, TWO)


def test_an_accepted_claim_is_marked_and_counts_as_before() -> None:
    made = record.build(ALL, [on_claim("accept", "killed", "35 people")])
    assert [c.evidence[0].text for c in made.claims if c.decided == "accepted"] == ["35 people"]
    assert made.events == PLAIN.events


def test_an_edited_value_stands_in_the_place_of_what_was_read() -> None:
    """The reader took 35 dead; a person reads 53."""
    seen = Count(low=53, high=53, unit="people", class_="all", text="35 people")
    edit = on_claim("edit", "killed", "35 people", change=ClaimEdit(value=seen))
    made = record.build(ALL, [edit])
    assert set(accounts(made, ONE, "killed")) == {53, 28}
    (new,) = [c for c in made.claims if c.reader == "person"]
    old = next(c for c in made.claims if c.decided == "edited")
    assert (new.value, new.evidence, new.attribution, new.frame) == (seen, old.evidence, old.attribution, old.frame)
    assert ruled(made, edit).ids == (old.id,)
    assert ruled(made, edit).made == (new.id,)
    assert accounts(made, ONE, "killed")[53].claims == (new.id,)


def test_an_edited_stance_is_the_claims_and_its_chains() -> None:
    """The officials did not say it: they denied it.  The outlet's own claim may only be planned."""
    deny = on_claim("edit", "killed", "28 people", change=ClaimEdit(stance="denies"))
    plan = on_claim("edit", "killed", "35 people", change=ClaimEdit(stance="plans"))
    made = record.build(ALL, [deny, plan])
    denied, planned = sorted((c for c in made.claims if c.reader == "person"), key=lambda c: c.stance)
    assert (denied.stance, [h.stance for h in denied.attribution]) == ("denies", ["relays", "denies"])
    assert (planned.stance, [h.stance for h in planned.attribution]) == ("plans", ["plans"])
    assert accounts(made, ONE, "killed")[28].status == "denied"


def test_an_edited_speaker_must_stand_in_the_text() -> None:
    """It was the officials of whom the Star tells, or the Star itself; it was not the navy, which it does not name."""
    own = on_claim("edit", "killed", "28 people", change=ClaimEdit(speaker=""))
    made = record.build(ALL, [own])
    (new,) = [c for c in made.claims if c.reader == "person"]
    assert [h.kind for h in new.attribution] == ["author"]
    other = on_claim("edit", "killed", "28 people", change=ClaimEdit(speaker="Norland jets"))
    (new,) = [c for c in record.build(ALL, [other]).claims if c.reader == "person"]
    speaker = new.attribution[-1].speaker
    assert speaker is not None
    assert speaker.start is not None
    assert TWO.document.text[speaker.start : speaker.end] == "Norland jets"
    navy = on_claim("edit", "killed", "28 people", change=ClaimEdit(speaker="the navy"))
    made = record.build(ALL, [navy])
    assert codes(made) == ["decision-not-applied"]
    assert ruled(made, navy).state == "changed"
    assert msgspec.structs.replace(made, problems=(), decisions=()) == PLAIN


def test_a_person_rules_again_on_what_she_wrote() -> None:
    """53, then 54, then wrong altogether."""
    first = on_claim("edit", "killed", "35 people", change=dead(53))
    second = on_made("edit", record.build(ALL, [first]), first, change=dead(54), day=2)
    made = record.build(ALL, [second, first])
    assert set(accounts(made, ONE, "killed")) == {54, 28}
    third = on_made("reject", made, second, day=3)
    made = record.build(ALL, [third, second, first])
    assert set(accounts(made, ONE, "killed")) == {28}
    made = record.build(ALL, [third, second])
    assert [r.state for r in made.decisions] == ["changed", "changed"]
    assert set(accounts(made, ONE, "killed")) == {35, 28}


def test_whoever_rules_otherwise_on_what_another_wrote_is_in_conflict_unless_he_replaces_it() -> None:
    """Ann writes 53 for 35; Bo writes 54 for her 53, or rejects it; or agrees."""
    ann = on_claim("edit", "killed", "35 people", change=dead(53))
    made = record.build(ALL, [ann])
    for kind, change in (("edit", dead(54)), ("reject", None)):
        bo = on_made(kind, made, ann, by="Bo", day=2, change=change)
        both = record.build(ALL, [ann, bo])
        assert [r.state for r in both.decisions] == ["conflict", "conflict"]
        assert codes(both) == ["decisions-conflict"]
        assert msgspec.structs.replace(both, problems=(), decisions=()) == PLAIN
        assert ruled(both, ann).made == ()
    agreed = record.build(ALL, [ann, on_made("accept", made, ann, by="Bo", day=2)])
    assert [r.state for r in agreed.decisions] == ["same", "same"]
    over = on_made("edit", made, ann, by="Bo", day=2, change=dead(54), replaces=[ann])
    replaced = record.build(ALL, [ann, over])
    assert [r.state for r in replaced.decisions] == ["replaced", "same"]
    assert set(accounts(replaced, ONE, "killed")) == {54, 28}
    again = on_made("edit", replaced, over, by="Cy", day=3, change=ClaimEdit(stance="hedges"), replaces=[over])
    found = accounts(record.build(ALL, [again, ann, over]), ONE, "killed")
    assert (set(found), found[54].stances) == ({54, 28}, ("hedges",))
    never = on_made("reject", made, ann, by="Bo", day=2, replaces=[ann])
    assert set(accounts(record.build(ALL, [ann, never]), ONE, "killed")) == {28}
    kept = on_made("accept", made, ann, by="Bo", day=2, replaces=[ann])
    assert set(accounts(record.build(ALL, [ann, kept]), ONE, "killed")) == {53, 28}


def test_an_added_claim_stands_on_words_of_the_text() -> None:
    """The reader passed over "by Norland jets" as the instrument; nobody can add what the report does not say."""
    at = TWO.document.text.index("officials")
    change = AddedClaim(
        at=quoted(TWO.document, at, at + len("officials")),
        slot="agent",
        value=ActorValue(actor=None, name="Norland jets", text="officials"),
        speaker="officials",
        stance="hedges",
    )
    add = rule("add", target_of(PLAIN, TWO.frames[0].id), change=change)
    made = record.build(ALL, [add])
    (new,) = [c for c in made.claims if c.reader == "person"]
    assert (new.slot, new.stance, new.evidence[0].text, new.decided) == ("agent", "hedges", "officials", "accepted")
    assert isinstance(new.value, ActorValue)
    assert new.value.actor in {a.id for a in made.actors if a.name == "Norland jets"}
    assert new.subject.id == event_of(made, TWO)
    assert any(new.id in a.claims for a in accounts(made, TWO, "agent").values())
    absent = rule(
        "add",
        target_of(PLAIN, TWO.frames[0].id),
        change=msgspec.structs.replace(change, at=msgspec.structs.replace(change.at, quote="generals")),
    )
    made = record.build(ALL, [absent])
    assert ruled(made, absent).state == "gone"
    assert codes(made) == ["decision-gone"]


def test_a_part_of_an_edited_figure_stays_its_part() -> None:
    """Twelve people, among them four children; the twelve were thirteen."""
    text = "A strike in Aleppo killed 12 people, including 4 children."
    said = [
        Said(slot="killed", words="12 people", low=12, high=12),
        Said(slot="killed", words="4 children", low=4, high=4, class_="children", part_of="12 people"),
    ]
    reading = story(text, "The Herald", Act(kind="air_strike", trigger="strike", said=said))
    plain = record.build([reading])
    edit = rule(
        "edit",
        target_of(plain, claim_id(plain, "killed", "12 people")),
        change=ClaimEdit(value=Count(low=13, high=13, class_="all")),
    )
    found = accounts(record.build([reading], [edit]), reading, "killed")
    assert found[4].part_of == (found[13].id,)


def test_a_rejected_claim_that_is_no_longer_read_is_nobodys_business() -> None:
    no, yes = on_claim("reject", "killed", "28 people"), on_claim("accept", "killed", "35 people")
    made = record.build([THREE], [no, yes])
    assert [r.state for r in made.decisions] == ["gone", "gone"]
    assert [p.code for p in made.problems] == ["decision-gone"]
    assert "Ann accepts" in made.problems[0].message


def test_a_claim_that_a_person_makes_outright_has_nobody_left_who_hedges() -> None:
    """The Star "reportedly": the officials say it; a person reads that the Star asserts it too."""
    hops = next(c for c in TWO.claims if c.slot == "killed").attribution
    hedging = (msgspec.structs.replace(hops[0], stance="hedges"), hops[1])
    claims = tuple(
        msgspec.structs.replace(c, attribution=hedging, stance="hedges") if c.slot == "killed" else c
        for c in TWO.claims
    )
    readings = [msgspec.structs.replace(TWO, claims=claims)]
    plain = record.build(readings)
    edit = rule("edit", target_of(plain, claim_id(plain, "killed", "28 people")), change=ClaimEdit(stance="asserts"))
    (new,) = [c for c in record.build(readings, [edit]).claims if c.reader == "person"]
    assert (new.stance, [h.stance for h in new.attribution]) == ("asserts", ["relays", "asserts"])


# --- who rules ----------------------------------------------------------------------------------------


def test_two_people_who_contradict_each_other_are_a_conflict_and_nothing_is_applied() -> None:
    """Ann rejects what Bo accepts; then Bo gives way."""
    ann, bo = on_claim("reject", "killed", "28 people"), on_claim("accept", "killed", "28 people", by="Bo", day=2)
    made = record.build(ALL, [bo, ann])
    assert [r.state for r in made.decisions] == ["conflict", "conflict"]
    assert ruled(made, ann).others == (bo.id,)
    assert msgspec.structs.replace(made, problems=(), decisions=()) == PLAIN
    (problem,) = made.problems
    assert problem.code == "decisions-conflict"
    assert problem.message.startswith("Ann rejects killed “28 people” (2024-05-01")
    assert "Bo accepts" in problem.message
    after = on_claim("reject", "killed", "28 people", by="Bo", day=3)
    made = record.build(ALL, [ann, bo, after])
    assert [r.state for r in made.decisions] == ["same", "replaced", "same"]
    assert set(accounts(made, ONE, "killed")) == {35}


def test_whoever_replaces_a_decision_says_so_and_undoing_brings_it_back() -> None:
    ann = on_claim("reject", "killed", "28 people")
    bo = on_claim("accept", "killed", "28 people", by="Bo", day=2, replaces=[ann])
    made = record.build(ALL, [ann, bo])
    assert [(r.state, r.others) for r in made.decisions] == [("replaced", (bo.id,)), ("same", ())]
    assert codes(made) == []
    undo = rule("undo", by="Cy", day=3, replaces=[bo])
    made = record.build(ALL, [ann, bo, undo])
    assert [r.state for r in made.decisions] == ["same", "replaced", "same"]
    assert set(accounts(made, ONE, "killed")) == {35}
    everything = [ann, rule("undo", by="Ann", day=4, replaces=[ann])]
    assert msgspec.structs.replace(record.build(ALL, everything), decisions=()) == PLAIN


def test_what_a_person_ruled_before_is_not_back_when_another_replaces_her_last_word() -> None:
    """Ann accepts, then rejects; Bo writes 29 instead of her rejection: her first word is not in his way.  The same of links."""
    first, last = on_claim("accept", "killed", "28 people"), on_claim("reject", "killed", "28 people", day=2)
    bo = on_claim("edit", "killed", "28 people", by="Bo", day=3, change=dead(29), replaces=[last])
    made = record.build(ALL, [bo, first, last])
    assert [r.state for r in made.decisions] == ["replaced", "replaced", "same"]
    assert set(accounts(made, ONE, "killed")) == {35, 29}
    undo = rule("undo", day=4, replaces=[last, bo])
    made = record.build(ALL, [bo, first, last, undo])
    assert [r.state for r in made.decisions] == ["same", "replaced", "replaced", "same"]
    tie, part = rule("same", thing("1", 0), thing("3", 1)), rule("different", thing("1", 0), thing("3", 1), day=2)
    other = rule("note", target_of(PLAIN, STRIKE), why="leave it to the machine", by="Bo", day=3, replaces=[part])
    made = record.build(ALL, [tie, part, other])
    assert [r.state for r in made.decisions] == ["replaced", "replaced", "same"]
    assert made.events == PLAIN.events


# --- documents, grades, notes -------------------------------------------------------------------------


def test_a_document_is_set_right_field_by_field() -> None:
    """Ann knows the day, Bo the origin; Cy another day, which is a conflict of the two."""
    day = When(start="2016-10-27", end="2016-10-27", precision="day", text="27 October 2016")
    paper = target_of(PLAIN, ONE.document.id)
    ann = rule("edit", paper, change=DocumentEdit(published=day))
    bo = rule("edit", paper, change=DocumentEdit(syndicated_from="The Star"), by="Bo")
    made = record.build(ALL, [ann, bo])
    one = next(d for d in made.documents if d.id == ONE.document.id)
    assert (one.published, one.syndicated_from, one.publisher) == (day, "The Star", "The Herald")
    assert edited_documents([ann, bo], [r.document for r in ALL])[0] == one
    cy = rule("edit", paper, change=DocumentEdit(published=msgspec.structs.replace(day, start="2016-10-26")), by="Cy")
    made = record.build(ALL, [ann, bo, cy])
    one = next(d for d in made.documents if d.id == ONE.document.id)
    assert (one.published, one.syndicated_from) == (None, "The Star")
    assert codes(made) == ["decisions-conflict"]
    again = rule("edit", paper, change=DocumentEdit(published=msgspec.structs.replace(day, start="2016-10-25")), day=2)
    assert edited_documents([ann, again], [ONE.document])[0].published == again.change.published  # type: ignore[union-attr]


def test_a_date_that_was_edited_after_reading_asks_for_another_reading() -> None:
    """ "On Wednesday" was counted from no date; the caller reads the edited document anew."""
    day = When(start="2016-10-27", end="2016-10-27", precision="day", text="27 October 2016")
    edit = rule("edit", target_of(PLAIN, ONE.document.id), change=DocumentEdit(published=day))
    made = record.build(ALL, [edit])
    assert [(p.code, p.document) for p in made.problems] == [("read-again", ONE.document.id)]
    (document_, *_) = edited_documents([edit], [r.document for r in ALL])
    again = msgspec.structs.replace(ONE, document=document_)
    assert codes(record.build([again, TWO, THREE], [edit])) == []


def test_a_reader_cannot_speak_as_a_person() -> None:
    """A program marks its own claim as accepted, or as a person's."""
    for claim in (
        msgspec.structs.replace(ONE.claims[0], decided="accepted"),
        msgspec.structs.replace(ONE.claims[0], reader="person"),
    ):
        with pytest.raises(UsageError, match="only a decision of a person"):
            record.build([msgspec.structs.replace(ONE, claims=(claim, *ONE.claims[1:]))])


def test_grades_and_notes_stand_beside_the_record_and_change_nothing() -> None:
    decisions = [
        rule("grade", [SourceTarget(name="The Herald")], change=Grade(source="B")),
        rule("grade", target_of(PLAIN, claim_id(PLAIN, "killed", "35 people")), change=Grade(item="2"), by="Bo"),
        rule("grade", target_of(PLAIN, claim_id(PLAIN, "killed", "35 people")), change=Grade(item="4"), by="Cy"),
        rule("note", target_of(PLAIN, STRIKE), why="see the map"),
        rule("note", [SourceTarget(name="The Nobody")], why="who is this?"),
    ]
    made = record.build(ALL, decisions)
    assert msgspec.structs.replace(made, decisions=()) == PLAIN
    assert [ruled(made, d).state for d in decisions] == ["same", "same", "same", "same", "gone"]
    later = [
        rule("grade", [SourceTarget(name="the herald")], change=Grade(source="C"), day=2),
        rule("grade", [SourceTarget(name="The Herald")], change=Grade(item="3"), day=2),
        rule("grade", target_of(PLAIN, claim_id(PLAIN, "killed", "35 people")), change=Grade(item="1"), by="Bo", day=2),
    ]
    made = record.build(ALL, [*decisions, *later])
    assert [ruled(made, d).state for d in decisions[:3]] == ["replaced", "replaced", "same"]
    assert [ruled(made, d).state for d in later] == ["same", "same", "same"]


# --- any order ----------------------------------------------------------------------------------------

EDIT = on_claim("edit", "killed", "35 people", change=ClaimEdit(value=Count(low=53, high=53, class_="all")))
MANY = (
    EDIT,
    on_made("accept", record.build(ALL, [EDIT]), EDIT, by="Bo", day=2),
    on_made("edit", record.build(ALL, [EDIT]), EDIT, by="Cy", day=3, change=dead(54)),
    on_made("edit", record.build(ALL, [EDIT]), EDIT, by="Dee", day=4, change=dead(55), replaces=[EDIT]),
    on_claim("reject", "killed", "28 people", day=3),
    on_claim("accept", "killed", "28 people", by="Bo", day=4),
    on_claim("accept", "killed", "28 people", day=5),
    rule("same", thing("1", 0), thing("3", 1)),
    rule("different", thing("2", 0), thing("3", 1), by="Bo"),
    rule("different", thing("1", 0), thing("2", 1), day=2),
    rule("edit", target_of(PLAIN, TWO.document.id), change=DocumentEdit(publisher="The Moon")),
    rule("note", target_of(PLAIN, STRIKE), why="hm"),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(MANY), max_size=len(MANY), unique=True), st.permutations(ALL), st.randoms())
def test_decisions_in_any_order_give_the_same_record(
    found: list[Decision], readings: list[Reading], random: object
) -> None:
    made = record.build(ALL, found)
    shuffled = [*found, *found[:2]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert record.build(readings, shuffled) == made
    assert {c.id for c in PLAIN.claims} <= {c.id for c in made.claims}
    counted = [c for e in made.events for accounts in e.fields.values() for a in accounts for c in a.claims]
    assert sorted(counted) == sorted(c.id for c in made.claims if c.decided not in ("rejected", "edited"))
    for r in made.decisions:
        if r.decision.kind == "different" and r.state == "same":
            a, b = ({f.event for f in made.frames if f.id == t.id} for t in r.decision.targets)  # type: ignore[union-attr]
            assert a != b
        if r.state == "conflict":
            assert r.others
    assert record.build(ALL) == PLAIN


@pytest.mark.parametrize("decision", MANY[:1] + MANY[4:], ids=lambda d: d.kind)
def test_every_decision_can_be_undone(decision: Decision) -> None:
    undo = rule("undo", day=28, replaces=[decision])
    assert msgspec.structs.replace(record.build(ALL, [decision, undo]), decisions=()) == PLAIN
