"""What people decided is what the record shows: claims, events, actors, places and documents, in any order of decisions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import Act, Said, document, mention, report, span
from reportedly import places, record
from reportedly.decisions import make, quoted, target_of
from reportedly.errors import UsageError
from reportedly.model import (
    Account,
    ActorValue,
    AddedClaim,
    Change,
    ClaimEdit,
    Count,
    Decision,
    DocumentEdit,
    Grade,
    PlaceValue,
    Reading,
    Record,
    Ruled,
    SourceTarget,
    Target,
    When,
)
from reportedly.verdicts import edited_documents

ALEPPO = places.find("Aleppo", country="SY")[0].id


def story(text: str, publisher: str, *acts: Act, published: str | None = None) -> Reading:
    """A reading whose capture is its own."""
    doc = document(text, publisher=publisher, published=published)
    info = msgspec.structs.replace(doc.capture, sha256=hashlib.sha256(f"{publisher}{text}".encode()).hexdigest())
    return report(msgspec.structs.replace(doc, capture=info), *acts)


def strike(text: str, publisher: str, toll: int, by: str = "") -> Reading:
    said = [
        Said(slot="where", words="Aleppo", place=ALEPPO),
        Said(slot="when", words="Wednesday"),
        Said(slot="target", words="a school", how="description"),
        Said(slot="agent", words="Norland jets", by=by),
        Said(slot="killed", words=f"{toll} people", low=toll, high=toll, by=by),
    ]
    return story(text, publisher, Act(kind="air_strike", trigger="strike", said=said))


ONE = strike("On Wednesday a strike by Norland jets on a school in Aleppo killed 35 people.", "The Herald", 35)
TWO = strike(
    "Norland jets killed 28 people in a strike on a school in Aleppo on Wednesday, officials said.",
    "The Star",
    28,
    "officials",
)
THREE = story("Workers hold a protest in the capital.", "The Courier", Act(kind="protest", trigger="protest"))
ALL = (ONE, TWO, THREE)
PLAIN = record.build(ALL)


def rule(
    kind: str,
    *targets: Sequence[Target],
    by: str = "Ann",
    day: int = 1,
    why: str = "",
    replaces: Sequence[Decision] = (),
    change: Change | None = None,
) -> Decision:
    return make(
        kind,
        [t for ts in targets for t in ts],
        by=by,
        at=f"2024-05-{day:02}T12:00:00Z",
        why=why,
        replaces=[d.id for d in replaces],
        change=change,
    )


def claim_id(made: Record, slot: str, words: str) -> str:
    return next(c.id for c in made.claims if c.slot == slot and c.evidence[0].text == words and c.reader != "person")


def on_claim(kind: str, slot: str, words: str, **more: object) -> Decision:
    return rule(kind, target_of(PLAIN, claim_id(PLAIN, slot, words)), **more)  # type: ignore[arg-type]


def event_of(made: Record, frame: Reading) -> str:
    return next(f.event for f in made.frames if f.id == frame.frames[0].id)


def accounts(made: Record, reading: Reading, slot: str) -> dict[object, Account]:
    """The accounts of a reading's event in a slot, by value."""
    event = next(e for e in made.events if e.id == event_of(made, reading))
    return {getattr(a.value, "low", None) or getattr(a.value, "text", None): a for a in event.fields.get(slot, ())}


def ruled(made: Record, decision: Decision) -> Ruled:
    (one,) = [r for r in made.decisions if r.decision.id == decision.id]
    return one


def codes(made: Record) -> list[str]:
    return [p.code for p in made.problems]


# --- claims -------------------------------------------------------------------------------------------


def test_without_decisions_nothing_changes() -> None:
    assert record.build(ALL, ()) == PLAIN
    assert PLAIN.decisions == ()
    assert all(c.decided is None for c in PLAIN.claims)


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


def test_what_is_rejected_no_longer_joins_or_parts_events() -> None:
    """The Star's "Aleppo" is wrong: without it, the place speaks for one event no more."""
    assert event_of(PLAIN, ONE) == event_of(PLAIN, TWO)
    place = next(c.id for c in PLAIN.claims if c.slot == "where" and c.document == TWO.document.id)
    made = record.build(ALL, [rule("reject", target_of(PLAIN, place))])
    assert event_of(made, ONE) != event_of(made, TWO)


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


def dead(n: int) -> ClaimEdit:
    return ClaimEdit(value=Count(low=n, high=n, class_="all"))


def on_made(kind: str, made: Record, by_: Decision, **more: object) -> Decision:
    """A ruling on the claim that another decision put in."""
    return rule(kind, target_of(made, ruled(made, by_).made[0]), **more)  # type: ignore[arg-type]


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


# --- events -------------------------------------------------------------------------------------------

STRIKE, PROTEST = event_of(PLAIN, ONE), event_of(PLAIN, THREE)
FRAMES = {n: target_of(PLAIN, r.frames[0].id) for n, r in zip("123", ALL, strict=True)}


def thing(n: str, number: int) -> tuple[Target, ...]:
    return tuple(msgspec.structs.replace(t, thing=number) for t in FRAMES[n])  # type: ignore[type-var]


def test_a_person_joins_what_no_machine_would() -> None:
    """The protest is the strike, Ann says; the machine's reasons are not asked."""
    same = rule("same", target_of(PLAIN, STRIKE, 0), target_of(PLAIN, PROTEST, 1))
    made = record.build(ALL, [same])
    (event,) = made.events
    assert set(event.frames) == {r.frames[0].id for r in ALL}
    assert "Ann ruled that it is the same (2024-05-01)" in event.why
    assert {STRIKE, PROTEST} <= {event.id, *event.formerly}
    assert ruled(made, same).state == "same"
    assert target_of(made, PROTEST) == target_of(made, event.id)


def test_a_person_parts_what_the_machine_joined_and_more_reports_do_not_join_it_again() -> None:
    """Two strikes, Ann says; a third paper tells of one of them in the Herald's words."""
    split = rule("split", thing("1", 0), thing("2", 1))
    made = record.build(ALL, [split])
    assert event_of(made, ONE) != event_of(made, TWO)
    more = strike(
        "On Wednesday a strike by Norland jets on a school in Aleppo killed 35 people, a witness said.", "The Bee", 35
    )
    last = strike("A strike by Norland jets on a school in Aleppo killed 28 people on Wednesday.", "The Fly", 28)
    made = record.build([*ALL, more, last], [split])
    assert event_of(made, ONE) != event_of(made, TWO)
    assert event_of(made, more) == event_of(made, ONE)
    assert ruled(made, split).state == "same"


def test_frames_that_a_reader_took_for_one_event_are_parted() -> None:
    """The reader links "the raid" to the strike."""
    text = "A strike hit Aleppo on Wednesday. The raid killed 35 people. The raid was long."
    acts = [
        Act(kind="air_strike", trigger="strike", said=[Said(slot="where", words="Aleppo", place=ALEPPO)]),
        Act(kind="air_strike", trigger="raid", said=[Said(slot="killed", words="35 people", low=35, high=35)]),
        Act(kind="air_strike", trigger="raid", nth=1),
    ]
    reading = story(text, "The Herald", *acts)
    head = reading.frames[0].id
    reading = msgspec.structs.replace(
        reading, frames=tuple(msgspec.structs.replace(f, event=head) for f in reading.frames)
    )
    plain = record.build([reading])
    assert len(plain.events) == 1
    a, b, c = (target_of(plain, f.id)[0] for f in reading.frames)
    made = record.build([reading], [rule("different", [a], [msgspec.structs.replace(b, thing=1)])])  # type: ignore[type-var]
    home = {f.id: f.event for f in made.frames}
    assert home[a.id] != home[b.id]  # type: ignore[union-attr]
    assert len(made.events) == 2
    made = record.build([reading], [rule("split", [a, c], [msgspec.structs.replace(b, thing=1)])])  # type: ignore[type-var]
    assert {frozenset(e.frames) for e in made.events} == {frozenset({a.id, c.id}), frozenset({b.id})}  # type: ignore[union-attr]


def test_what_a_person_joined_is_compared_as_a_whole() -> None:
    """The march in Palmyra would be the march; but that one, Ann says, was what the strike on Aleppo hit."""
    palmyra = places.find("Palmyra", country="SY")[0].id
    text = "A strike hit Aleppo on Wednesday. A march was seen. The march in Palmyra was long."
    acts = [
        Act(kind="air_strike", trigger="strike", said=[Said(slot="where", words="Aleppo", place=ALEPPO)]),
        Act(kind="protest", trigger="march"),
        Act(kind="protest", trigger="march", nth=1, said=[Said(slot="where", words="Palmyra", place=palmyra)]),
    ]
    reading = story(text, "The Herald", *acts)
    strike_, march, other = (f.id for f in reading.frames)
    plain = record.build([reading])
    assert {frozenset(e.frames) for e in plain.events} == {frozenset({strike_}), frozenset({march, other})}
    made = record.build([reading], [rule("same", target_of(plain, strike_, 0), target_of(plain, march, 1))])
    assert {frozenset(e.frames) for e in made.events} == {frozenset({strike_, march}), frozenset({other})}


def test_neither_a_copy_nor_the_texts_own_words_join_what_a_person_parted() -> None:
    """The Bee prints the Herald's strike word by word; the Fly says that its raid is the same as its strike."""
    text = (
        "On Wednesday a strike by Norland jets on a school in Aleppo killed 35 people, and the families of the dead"
        " waited until the evening at the gate of the hospital for their names."
    )
    one, two = strike(text, "The Herald", 35), strike(text + " More soon.", "The Bee", 35)
    plain = record.build([one, two])
    assert len(plain.events) == 1
    a, b = target_of(plain, one.frames[0].id, 0), target_of(plain, two.frames[0].id, 1)
    assert len(record.build([one, two], [rule("different", a, b)]).events) == 2
    acts = [
        Act(kind="air_strike", trigger="strike"),
        Act(kind="protest", trigger="raid", said=[Said(slot="same_as", words="the same", same_as="strike")]),
    ]
    fly = story("A strike hit the town. It was the same as the raid of which others tell.", "The Fly", *acts)
    plain = record.build([fly])
    assert len(plain.events) == 1
    a, b = (target_of(plain, f.id, n) for n, f in enumerate(fly.frames))
    assert len(record.build([fly], [rule("different", a, b)]).events) == 2


def test_extents_stay_honest_when_a_person_joins() -> None:
    """One strike and "air strikes have increased" are one, Ann says: then it is an aggregate."""
    many = story(
        "Air strikes have increased over Aleppo.",
        "The Bee",
        Act(kind="air_strike", trigger="Air strikes", said=[Said(slot="where", words="Aleppo", place=ALEPPO)]),
    )
    plain = record.build([ONE, many])
    assert sorted(e.extent for e in plain.events) == ["aggregate", "one"]
    same = rule("same", target_of(plain, plain.events[0].id, 0), target_of(plain, plain.events[1].id, 1))
    (event,) = record.build([ONE, many], [same]).events
    assert event.extent == "aggregate"


def test_contradictory_links_are_a_conflict_with_who_ruled_what() -> None:
    same = rule("same", thing("1", 0), thing("3", 1))
    apart = rule("different", thing("1", 0), thing("3", 1), by="Bo", day=2)
    made = record.build(ALL, [same, apart])
    assert {r.state for r in made.decisions} == {"conflict"}
    assert made.events == PLAIN.events
    (problem,) = made.problems
    assert problem.code == "decisions-conflict"
    assert "Ann rules the same “strike”, “protest”" in problem.message
    assert "Bo rules different" in problem.message


def test_a_link_holds_while_each_of_its_things_is_there() -> None:
    """The Star's report is taken away; then the protest's."""
    same = rule("same", target_of(PLAIN, STRIKE, 0), target_of(PLAIN, PROTEST, 1))
    made = record.build([ONE, THREE], [same])
    assert (len(made.events), ruled(made, same).state) == (1, "moved")
    made = record.build([ONE, TWO], [same])
    assert (ruled(made, same).state, codes(made)) == ("gone", ["decision-gone"])


# --- actors and places --------------------------------------------------------------------------------


def base(text: str, publisher: str, who: str) -> Reading:
    """A report that names somebody and Aleppo."""
    said = [Said(slot="agent", words=who), Said(slot="where", words="Aleppo", place=ALEPPO)]
    return story(text, publisher, Act(kind="protest", trigger="protest", said=said))


TARIK = base("The Tarik Brigade held a protest in Aleppo.", "A", "Tarik Brigade")
TARIQ = base("Tariq Brigade men held a protest in Aleppo.", "B", "Tariq Brigade")
LIONS = base("The Lions of Merv held a protest in Aleppo.", "C", "Lions of Merv")
NAMED = (TARIK, TARIQ, LIONS)
NAMES = record.build(NAMED)


def actor_of(made: Record, reading: Reading) -> str:
    (who,) = [c.value for c in made.claims if c.document == reading.document.id and c.slot == "agent"]
    assert isinstance(who, ActorValue)
    assert who.actor is not None
    return who.actor


def test_actors_are_joined_and_parted_as_a_person_ruled() -> None:
    """Tarik and Tariq are two brigades; the Lions are the brigade of Tarik."""
    assert actor_of(NAMES, TARIK) == actor_of(NAMES, TARIQ) != actor_of(NAMES, LIONS)
    tarik, tariq, lions = (
        tuple(t for t in target_of(NAMES, actor_of(NAMES, r)) if t.at.quote in q)  # type: ignore[union-attr]
        for r, q in ((TARIK, "Tarik Brigade"), (TARIQ, "Tariq Brigade"), (LIONS, "Lions of Merv"))
    )
    other = [msgspec.structs.replace(t, thing=1) for t in tariq]  # type: ignore[type-var]
    apart = rule("different", tarik, other)
    made = record.build(NAMED, [apart])
    assert actor_of(made, TARIK) != actor_of(made, TARIQ)
    same = rule("same", tarik, [msgspec.structs.replace(t, thing=1) for t in lions])  # type: ignore[type-var]
    made = record.build(NAMED, [apart, same])
    assert actor_of(made, TARIK) == actor_of(made, LIONS) != actor_of(made, TARIQ)
    third = base("Tarik Brigade leaders held a protest in Aleppo.", "D", "Tarik Brigade")
    made = record.build([third, *NAMED], [apart, same])
    assert actor_of(made, TARIK) == actor_of(made, LIONS) != actor_of(made, TARIQ)
    assert codes(made) == []


def test_a_name_goes_with_its_equal_and_not_with_whom_that_was_parted_from() -> None:
    """Tarik's brigade is not Tariq's; a third paper names Tariq's."""
    third = base("Tariq Brigade leaders held a protest in Aleppo.", "D", "Tariq Brigade")
    everybody = (TARIK, TARIQ, third)
    made = record.build(everybody)
    assert len({actor_of(made, r) for r in everybody}) == 1
    tarik, tariq = (
        [
            msgspec.structs.replace(t, thing=n)  # type: ignore[type-var]
            for t in target_of(made, actor_of(made, TARIK))
            if t.at.capture == r.document.capture.sha256  # type: ignore[union-attr]
        ]
        for n, r in enumerate((TARIK, TARIQ))
    )
    made = record.build(everybody, [rule("different", tarik, tariq)])
    assert actor_of(made, TARIK) != actor_of(made, TARIQ) == actor_of(made, third)


def test_words_that_were_taken_for_somebody_stand_for_themselves_when_a_person_says_so() -> None:
    """The brigade left Aleppo; "the fighters" were taken for it, and are not."""
    doc = story("The Tarik Brigade left. The fighters held a protest in Aleppo.", "A").document
    name = mention(doc, span(doc.text, "Tarik Brigade"), "actor")
    words = mention(doc, span(doc.text, "The fighters"), "actor", how="description", antecedent=name.id)
    words = msgspec.structs.replace(
        words, value=ActorValue(actor=name.id, name="Tarik Brigade", text="The fighters", how="description")
    )
    act = Act(kind="protest", trigger="protest", said=[Said(slot="agent", words="The fighters")])
    reading = report(doc, act)
    claims = tuple(msgspec.structs.replace(c, value=words.value) if c.slot == "agent" else c for c in reading.claims)
    reading = msgspec.structs.replace(reading, mentions=(name, words), claims=claims)
    plain = record.build([reading])
    assert len(plain.actors) == 1
    (a,), (b,) = target_of(plain, name.id, 0), target_of(plain, words.id, 1)
    split = rule("split", [a], [b])
    made = record.build([reading], [split])
    assert sorted(x.name for x in made.actors) == ["Tarik Brigade", "The fighters"]
    (who,) = [c.value for c in made.claims if c.slot == "agent"]
    assert isinstance(who, ActorValue)
    assert (who.name, who.actor) == ("The fighters", next(x.id for x in made.actors if x.name == "The fighters"))
    accept = rule("accept", target_of(made, next(c.id for c in made.claims if c.slot == "agent")), day=2)
    assert ruled(record.build([reading], [split, accept]), accept).state == "same"
    note = rule(
        "same",
        target_of(made, who.actor or "", 0),
        target_of(made, next(x.id for x in made.actors if x.id != who.actor), 1),
        day=3,
    )
    assert len(record.build([reading], [split, note]).actors) == 1


def where(made: Record, reading: Reading) -> PlaceValue:
    (value,) = [c.value for c in made.claims if c.document == reading.document.id and c.slot == "where"]
    assert isinstance(value, PlaceValue)
    return value


def test_two_places_of_one_name_are_parted_and_no_point_is_guessed() -> None:
    """Two papers name the city, a third a village of its name, which no gazetteer is asked for."""
    targets = target_of(NAMES, ALEPPO)
    assert len(targets) == 3
    village = [msgspec.structs.replace(t, thing=int(t.at.capture == LIONS.document.capture.sha256)) for t in targets]  # type: ignore[type-var,union-attr]
    made = record.build(NAMED, [rule("split", village)])
    city = where(made, TARIK).place
    assert city == where(made, TARIQ).place == ALEPPO
    other = next(p for p in made.places if p.id == where(made, LIONS).place)
    assert other.id != ALEPPO
    assert (other.name, other.lat, other.lon) == ("Aleppo", None, None)
    assert where(made, LIONS).lat is None


def test_two_spellings_are_one_place_when_a_person_says_so() -> None:
    """A paper writes of Old Berrin, which no table knows; it is Aleppo, Ann says."""
    unknown = story(
        "Workers held a protest in Old Berrin.",
        "E",
        Act(kind="protest", trigger="protest", said=[Said(slot="where", words="Old Berrin")]),
    )
    plain = record.build([TARIK, unknown])
    a, b = where(plain, TARIK).place, where(plain, unknown).place
    assert a != b
    same = rule("same", target_of(plain, a or "", 0), target_of(plain, b or "", 1))
    made = record.build([TARIK, unknown], [same])
    assert where(made, TARIK).place == where(made, unknown).place == ALEPPO
    assert [p.id for p in made.places] == [ALEPPO]


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


def test_what_was_parted_from_its_copy_is_ambiguous_when_only_the_copy_is_left() -> None:
    """The Bee copied the Herald's strike, and Ann holds them for two; then the Herald's page is taken away."""
    text = (
        "Rain fell on the plain all day. On Wednesday a strike by Norland jets on a school in Aleppo killed 35 people,"
        " and the families of the dead waited until the evening at the gate of the hospital for their names."
    )
    one, two = strike(text, "The Herald", 35), strike(text + " More soon.", "The Bee", 35)
    plain = record.build([one, two])
    apart = rule("different", target_of(plain, one.frames[0].id, 0), target_of(plain, two.frames[0].id, 1))
    assert ruled(record.build([one, two], [apart]), apart).state == "same"
    left = ruled(record.build([two], [apart]), apart)
    assert (left.state, left.candidates) == ("ambiguous", (two.frames[0].id,))


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
