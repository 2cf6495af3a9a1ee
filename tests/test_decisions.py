"""Decisions are made of what a record shows, say what makes no sense, and live in lines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import Act, Said, document, report
from reportedly import decisions, ledger, places, record
from reportedly.deciding import (
    AddedClaim,
    ClaimEdit,
    Decision,
    DecisionKind,
    DocumentEdit,
    FrameTarget,
    Grade,
    MentionTarget,
    Quoted,
    SourceTarget,
)
from reportedly.decisions import make, target_of
from reportedly.errors import InputError, UsageError
from reportedly.model import Count, Words

NOON = "2024-05-01T12:00:00Z"


def strike(text: str, publisher: str) -> record.Reading:
    said = [
        Said(slot="where", words="Aleppo", place=places.find("Aleppo", country="SY")[0].id),
        Said(slot="when", words="Wednesday"),
        Said(slot="target", words="a school", how="description"),
        Said(slot="agent", words="Norland jets"),
        Said(slot="killed", words="35 people", low=35, high=35),
    ]
    return report(document(text, publisher=publisher), Act(kind="air_strike", trigger="strike", said=said))


MADE = record.build(
    [
        strike("On Wednesday a strike by Norland jets on a school in Aleppo killed 35 people.", "A"),
        strike("Norland jets killed 35 people in a strike on a school in Aleppo on Wednesday.", "B"),
        report(document("Workers hold a protest in Orlu.", publisher="C"), Act(kind="protest", trigger="protest")),
    ]
)
BOTH, PROTEST = (e for e in MADE.events)
CLAIM = next(c for c in MADE.claims if c.slot == "killed")


def test_an_event_is_pointed_at_by_its_frames_also_by_an_earlier_id() -> None:
    targets = target_of(MADE, BOTH.id)
    assert {t.id for t in targets if isinstance(t, FrameTarget)} == set(BOTH.frames)
    assert BOTH.formerly
    assert target_of(MADE, BOTH.formerly[0]) == targets


def test_actors_and_places_are_pointed_at_by_mentions_in_every_document() -> None:
    """Two papers name Norland's jets and Aleppo."""
    for thing, name in [(a.id, "Norland jets") for a in MADE.actors if a.name == "Norland jets"] + [
        (p.id, "Aleppo") for p in MADE.places
    ]:
        targets = target_of(MADE, thing, 1)
        assert [t.at.quote for t in targets if isinstance(t, MentionTarget)] == [name, name]
        assert {t.thing for t in targets if isinstance(t, MentionTarget)} == {1}


def test_a_claim_a_frame_a_mention_and_a_document_by_their_ids() -> None:
    assert [t.id for t in target_of(MADE, CLAIM.id)] == [CLAIM.id]  # type: ignore[union-attr]
    for id in (MADE.documents[0].id, MADE.frames[0].id, MADE.mentions[0].id):
        assert [t.id for t in target_of(MADE, id)] == [id]  # type: ignore[union-attr]


def test_a_voice_by_its_name() -> None:
    """The paper A speaks for itself."""
    voice = next(v for v in MADE.voices if v.speaker == "A")
    assert target_of(MADE, voice.id) == (SourceTarget(name="A"),)
    nameless = msgspec.structs.replace(MADE, voices=(msgspec.structs.replace(voice, speaker=None),))
    with pytest.raises(UsageError, match="has no name"):
        target_of(nameless, voice.id)


def test_numbers_are_kept_as_lines_give_them_back() -> None:
    """Somebody gives whole degrees."""
    claim = next(c for c in MADE.claims if c.slot == "where")
    value = msgspec.structs.replace(claim.value, lat=36, lon=37)  # type: ignore[type-var]
    made = make("edit", target_of(MADE, claim.id), by="Ann", at=NOON, change=ClaimEdit(value=value))
    assert ledger.from_lines(ledger.to_lines([made])) == (made,)
    with pytest.raises(UsageError, match=r"stance"):
        make("edit", target_of(MADE, claim.id), by="Ann", at=NOON, change=ClaimEdit(stance="shouts"))  # type: ignore[arg-type]


@pytest.mark.parametrize("id", ["c_nothing", "e_0", "a_0", "p_0", "d_0", "f_0", "m_0", "v_0", "word", ""])
def test_an_id_that_is_not_there_is_said(id: str) -> None:
    with pytest.raises(UsageError, match="nothing with this id"):
        target_of(MADE, id)


EVENTS = (*target_of(MADE, BOTH.id, 0), *target_of(MADE, PROTEST.id, 1))
ACTOR = target_of(MADE, MADE.actors[0].id, 1)
FIGURE = target_of(MADE, CLAIM.id)
PAPER = target_of(MADE, MADE.documents[0].id)
SEVEN = Count(low=7, high=7, unit="people", class_="all", text="7")
ADDED = AddedClaim(
    at=Quoted(capture=EVENTS[0].at.capture, quote="a school", before="", after=""),  # type: ignore[union-attr]
    slot="target",
    value=Words(text="a school"),
)


def test_good_decisions_are_made_and_make_sense() -> None:
    """One of every kind."""
    made = [
        make("same", EVENTS, by="Ann", at=NOON),
        make("different", EVENTS, by="Ann", at=NOON),
        make("split", [msgspec.structs.replace(t, thing=n) for n, t in enumerate(EVENTS[:2])], by="Ann", at=NOON),  # type: ignore[type-var]
        make("accept", FIGURE, by="Ann", at=NOON),
        make("reject", FIGURE, by="Ann", at=NOON, why="a misprint"),
        make("edit", FIGURE, by="Ann", at=NOON, change=ClaimEdit(value=SEVEN)),
        make("add", EVENTS[:1], by="Ann", at=NOON, change=ADDED),
        make("grade", [SourceTarget(name="A")], by="Ann", at=NOON, change=Grade(source="B")),
        make("note", EVENTS, by="Ann", at=NOON, why="see the map"),
    ]
    made.append(make("undo", (), by="Ann", at=NOON, replaces=[made[0].id]))
    assert [d.kind for d in made] == list(get_args(DecisionKind))
    assert len({d.id for d in made}) == len(made)
    assert all(d.id == decisions.id_of(d) and d.id.startswith("r_") for d in made)
    assert make("edit", PAPER, by="Ann", at=NOON, change=DocumentEdit(publisher="The Herald")).targets == PAPER


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: make("merge", EVENTS, by="Ann", at=NOON), "no decision is called 'merge'; use one of same"),
        (lambda: make("same", EVENTS, by="  ", at=NOON), "nobody is named who rules"),
        (lambda: make("same", EVENTS[:2], by="Ann", at=NOON), "only one thing is named"),
        (lambda: make("same", (), by="Ann", at=NOON), "events, actors or places"),
        (
            lambda: make("same", (*EVENTS[:2], *ACTOR), by="Ann", at=NOON),
            "actor and event are things of different sorts",
        ),
        (lambda: make("same", FIGURE, by="Ann", at=NOON), "events, actors or places"),
        (
            lambda: make("same", [*EVENTS, *target_of(MADE, PROTEST.id, 0)], by="Ann", at=NOON),
            "same words stand for two",
        ),
        (lambda: make("split", EVENTS[:2], by="Ann", at=NOON), "parts are not told apart"),
        (lambda: make("accept", EVENTS[:1], by="Ann", at=NOON), "about one claim"),
        (lambda: make("reject", FIGURE * 1 + PAPER, by="Ann", at=NOON), "about one claim"),
        (lambda: make("reject", FIGURE, by="Ann", at=NOON, change=ClaimEdit(stance="denies")), "takes no value"),
        (lambda: make("edit", FIGURE, by="Ann", at=NOON), "nothing of the claim is changed"),
        (lambda: make("edit", FIGURE, by="Ann", at=NOON, change=ClaimEdit()), "nothing of the claim is changed"),
        (lambda: make("edit", FIGURE, by="Ann", at=NOON, change=ClaimEdit(value=Words(text="x"))), "give a Count"),
        (lambda: make("edit", FIGURE, by="Ann", at=NOON, change=ClaimEdit(stance="relays")), "no claim has the stance"),
        (lambda: make("edit", PAPER, by="Ann", at=NOON, change=ClaimEdit(value=SEVEN)), "of the document is changed"),
        (lambda: make("add", EVENTS[:1], by="Ann", at=NOON), "no claim to add"),
        (
            lambda: make("add", EVENTS[:1], by="Ann", at=NOON, change=msgspec.structs.replace(ADDED, slot="colour")),
            "'colour' is no slot",
        ),
        (lambda: make("grade", PAPER, by="Ann", at=NOON, change=Grade()), "there is no grade"),
        (lambda: make("grade", EVENTS, by="Ann", at=NOON, change=Grade(item="1")), "have no grade"),
        (lambda: make("grade", (), by="Ann", at=NOON, change=Grade(item="1")), "nothing to grade"),
        (lambda: make("note", PAPER, by="Ann", at=NOON), "the note is empty"),
        (lambda: make("undo", (), by="Ann", at=NOON), "an undo only replaces"),
        (lambda: make("undo", PAPER, by="Ann", at=NOON, replaces=["r_1"]), "an undo only replaces"),
        (lambda: make("accept", FIGURE, by="Ann", at="yesterday"), "'yesterday' is no time"),
        (lambda: make("accept", FIGURE, by="Ann", at="2024-02-30T12:00:00Z"), "is no time"),
        (lambda: make("accept", FIGURE, by="Ann", at=datetime(2024, 5, 1)), "has no zone"),
    ],
)
def test_what_makes_no_sense_is_said(call: object, said: str) -> None:
    assert callable(call)
    with pytest.raises(UsageError) as error:
        call()
    assert said in error.value.line()
    assert error.value.hint


def test_a_time_is_kept_in_utc_to_the_second() -> None:
    at = datetime(2024, 5, 1, 14, 0, 0, 5, tzinfo=timezone(timedelta(hours=2)))
    assert make("accept", FIGURE, by="Ann", at=at) == make("accept", FIGURE, by=" Ann ", at=NOON)
    assert make("accept", FIGURE, by="Ann", at=datetime(2024, 5, 1, 12, tzinfo=UTC)).at == NOON


# --- lines --------------------------------------------------------------------------------------------

POOL = tuple(
    make(kind, targets, by=by, at=f"2024-05-01T12:00:0{n}Z", why=why)
    for n in range(3)
    for by in ("Ann", "Bo")
    for kind, targets, why in (
        ("accept", FIGURE, ""),
        ("different", EVENTS, "two towns"),
        ("note", PAPER, "“so”\n\u2028x"),
    )
)
LEDGERS = st.lists(st.sampled_from(POOL), max_size=8)


@settings(max_examples=50)
@given(LEDGERS, LEDGERS, LEDGERS)
def test_merging_is_free_of_order(a: list[Decision], b: list[Decision], c: list[Decision]) -> None:
    ab = ledger.merge(a, b)
    assert ab == ledger.merge(b, a)
    assert ledger.merge(ab, c) == ledger.merge(a, ledger.merge(b, c))
    assert ledger.merge(ab, ab) == ledger.merge(ab, a) == ab
    assert {d.id for d in ab} == {d.id for d in [*a, *b]}


@settings(max_examples=50)
@given(LEDGERS)
def test_lines_come_back_as_they_went(held: list[Decision]) -> None:
    lines = ledger.to_lines(held)
    assert ledger.from_lines(lines) == ledger.ordered(held)
    assert ledger.to_lines(reversed(ledger.from_lines(lines))) == lines
    assert lines.count("\n") == len(set(held))


def test_lines_stand_in_the_order_of_time_so_that_git_merges_them() -> None:
    lines = ledger.to_lines(POOL).splitlines()
    assert [line for line in lines if line in ledger.to_lines(POOL[::2])] == ledger.to_lines(POOL[::2]).splitlines()
    times = [d.at for d in ledger.from_lines(ledger.to_lines(POOL))]
    assert times == sorted(times)


GOOD = ledger.to_lines(POOL[:1])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD + "{", "ours:2: no decision"),
        (GOOD + '{"kind": "accept"}', "ours:2: no decision"),
        (GOOD + "\n" + GOOD.replace('"Ann"', '"Bo"'), "ours:3: r_"),
        (GOOD.replace("accept", "praise"), "ours:1: no decision"),
        ("<<<<<<< HEAD\n" + GOOD, "ours:1: a merge was left unfinished"),
    ],
)
def test_a_line_that_is_no_decision_is_named_with_what_to_do(text: str, said: str) -> None:
    with pytest.raises(InputError) as error:
        ledger.from_lines(text, where="ours")
    assert error.value.line().startswith(said)
    assert error.value.hint


def test_a_line_that_makes_no_sense_is_refused_though_its_id_fits() -> None:
    """An accept of nothing."""
    empty = msgspec.structs.replace(POOL[0], targets=())
    empty = msgspec.structs.replace(empty, id=decisions.id_of(empty))
    with pytest.raises(InputError, match=r"decisions:1: accept: it is about one claim"):
        ledger.from_lines(ledger.to_lines([empty]))


def test_what_is_empty_adds_nothing_to_an_id() -> None:
    """A field that a later version adds leaves the ids of old decisions as they are."""
    plain = POOL[0]
    assert '"why":""' in ledger.to_lines([plain])
    assert decisions.id_of(msgspec.structs.replace(plain, why="", replaces=(), change=None)) == plain.id
    assert decisions.id_of(msgspec.structs.replace(plain, why="so")) != plain.id
