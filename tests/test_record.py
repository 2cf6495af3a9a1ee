"""The record: a pure fold whose ids do not depend on the order of inputs."""

import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import Act, Said, document, mention, report, span
from reportedly import model, places, record
from reportedly.errors import UsageError
from reportedly.model import Claim, Hop, PlaceValue, Reading, Subject, Valid
from reportedly.values import EVENT_SLOTS


def strike(text: str, publisher: str, toll: int, by: str = "") -> Reading:
    said = [
        Said(slot="where", words="Aleppo", place=places.find("Aleppo", country="SY")[0].id),
        Said(slot="when", words="Wednesday"),
        Said(slot="target", words="a school", how="description"),
        Said(slot="agent", words="Norland jets", by=by),
        Said(slot="killed", words=f"{toll} people", low=toll, high=toll, by=by),
    ]
    return report(document(text, publisher=publisher), Act(kind="air_strike", trigger="strike", said=said))


ONE = strike("On Wednesday a strike by Norland jets on a school in Aleppo killed 35 people.", "A", 35)
TWO = strike(
    "Norland jets killed 28 people in a strike on a school in Aleppo on Wednesday, officials said.",
    "B",
    28,
    "officials",
)
THREE = report(
    document("Workers hold a protest in the capital.", publisher="C"), Act(kind="protest", trigger="protest")
)
ALL = (ONE, TWO, THREE)


@settings(max_examples=10, deadline=None)
@given(st.permutations(ALL))
def test_inputs_in_any_order_give_the_same_record(readings: list[Reading]) -> None:
    assert record.build(readings) == record.build(ALL)


def test_joining_never_changes_what_was_read() -> None:
    """Ids of claims, frames and mentions are those of the readings; subjects and values name joined things."""
    made = record.build(ALL)
    assert {c.id for c in made.claims} == {c.id for r in ALL for c in r.claims}
    assert {f.id for f in made.frames} == {f.id for r in ALL for f in r.frames}
    events = {e.id for e in made.events}
    assert {f.event for f in made.frames} == events
    assert {c.subject.id for c in made.claims} <= events
    known = {a.id for a in made.actors} | {p.id for p in made.places}
    assert {getattr(c.value, "actor", None) or getattr(c.value, "place", None) for c in made.claims} - {None} <= known


def test_an_event_keeps_its_id_or_its_former_id_when_a_report_is_added() -> None:
    """One report alone, then two."""
    alone = {e.id for r in (ONE, TWO) for e in record.build([r]).events}
    both = next(e for e in record.build([ONE, TWO]).events if len(e.frames) == 2)
    assert {both.id, *both.formerly} == alone


def test_every_claim_of_an_event_is_in_exactly_one_account() -> None:
    made = record.build(ALL)
    for event in made.events:
        assert list(event.fields) == [s for s in EVENT_SLOTS if s in event.fields]
        held = [c for accounts in event.fields.values() for a in accounts for c in a.claims]
        assert sorted(held) == sorted(c.id for c in made.claims if c.subject.id == event.id)


def test_a_title_says_what_where_when_and_names_no_accused() -> None:
    """Norland jets are blamed."""
    event = record.build([ONE]).events[0]
    assert event.title == "air strike on a school in Aleppo, 26 October 2016 (35 killed)"
    assert event.kind == "air_strike"


def test_a_document_given_twice_counts_once_and_is_a_problem() -> None:
    made = record.build([ONE, ONE])
    assert len(made.documents) == 1
    assert [p.code for p in made.problems] == ["read-twice"]


def test_no_readings_give_an_empty_record() -> None:
    assert record.build([]) == model.Record()


def test_a_standing_claim_keeps_its_subject_of_joined_actor() -> None:
    """The Tarik Brigade is based in Aleppo."""
    doc = document("The Tarik Brigade is based in Aleppo.")
    who, where = mention(doc, span(doc.text, "Tarik Brigade"), "actor"), mention(doc, span(doc.text, "Aleppo"), "place")
    assert isinstance(where.value, PlaceValue)
    claim = Claim(
        id="c_1",
        document=doc.id,
        frame=None,
        subject=Subject(type="actor", id=who.id),
        slot="base",
        value=where.value,
        stance="asserts",
        evidence=(span(doc.text, "Aleppo"),),
        attribution=(Hop(speaker=None, kind="author", medium=None, cue=None, stance="asserts"),),
        valid=Valid(when=None, range="at_least_once"),
    )
    made = record.build([Reading(document=doc, mentions=(who, where), claims=(claim,))])
    assert made.claims[0].subject.id == made.actors[0].id
    assert made.events == ()
    assert len(made.voices) == 1


def test_a_claim_about_a_frame_that_is_not_there_is_a_fault() -> None:
    broken = msgspec.structs.replace(ONE, frames=())
    with pytest.raises(UsageError, match="does not have"):
        record.build([broken])


def test_the_record_survives_json() -> None:
    made = record.build(ALL)
    assert model.from_json(model.to_json(made)) == made
    assert json.loads(model.to_json(made))["format"] == "reportedly/1"


def test_every_reason_and_id_is_there() -> None:
    """Joined events say why, and every account's voices and rivals exist."""
    made = record.build(ALL)
    joined = next(e for e in made.events if len(e.frames) == 2)
    assert joined.why
    voices = {v.id for v in made.voices}
    for event in made.events:
        for accounts in event.fields.values():
            ids = {a.id for a in accounts}
            for a in accounts:
                assert set(a.voices) <= voices
                assert {*a.rivals, *a.refines, *a.updates, *a.part_of} <= ids


def test_what_is_only_mentioned_in_passing_stands_last() -> None:
    """A protest of which nothing is said, then a strike."""
    text = "After the protest, a strike by Norland jets on a school in Aleppo killed 35 people on Wednesday."
    strike_ = Act(kind="air_strike", trigger="strike", said=[Said(slot="killed", words="35 people", low=35, high=35)])
    made = record.build([report(document(text), Act(kind="protest", trigger="protest"), strike_)])
    assert [e.kind for e in made.events] == ["air_strike", "protest"]
