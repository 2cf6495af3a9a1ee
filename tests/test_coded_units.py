"""What coders made of the claims of a report, unit by unit, and their rulings kept flat."""

from __future__ import annotations

import msgspec
import pytest

from build import Act, Said
from reportedly import coded_units
from reportedly.coded_rulings import flat, in_force
from reportedly.coded_units import Coded, Unit, canonical
from reportedly.deciding import AddedClaim, ClaimEdit, Decision
from reportedly.decisions import claim_target, frame_target, make, quoted
from reportedly.errors import UsageError
from reportedly.model import ActorValue, Claim, Count, KindValue, PlaceValue, Reading, When, Words
from ruling import story

TEXT = (
    "On Wednesday a strike by Norland jets on a mill near Aleppo killed 35 people, officials said. "
    "Two heavy bombs fell in the yard. Old rifles lay about."
)
MILL = story(
    TEXT,
    "The Herald",
    Act(
        kind="air_strike",
        trigger="strike",
        said=[
            Said(slot="agent", words="Norland jets"),
            Said(slot="killed", words="35 people", low=35, high=35, by="officials"),
            Said(slot="target", words="a mill", how="description"),
        ],
    ),
)
FRAMES = {f.id: f for f in MILL.frames}
TIME = "2026-03-01T12:00:{:02}Z"


def claim(slot: str, reading: Reading = MILL) -> Claim:
    (found,) = [c for c in reading.claims if c.slot == slot]
    return found


def on(kind: str, slot: str, by: str = "Rania", second: int = 0, change: ClaimEdit | None = None) -> Decision:
    target = claim_target(claim(slot), MILL.document, FRAMES)
    return make(kind, [target], by=by, at=TIME.format(second), change=change)


def toll(low: int | None, high: int | None, class_: str = "all") -> ClaimEdit:
    value = msgspec.convert({"type": "count", "low": low, "high": high, "class": class_, "text": f"{low}"}, Count)
    return ClaimEdit(value=value)


def add(words: str, by: str, *, slot: str = "instrument", value: str = "bombs", speaker: str | None = None) -> Decision:
    start = TEXT.index(words)
    change = AddedClaim(
        at=quoted(MILL.document, start, start + len(words)), slot=slot, value=Words(text=value), speaker=speaker
    )
    return make("add", [frame_target(MILL.frames[0], MILL.document)], by=by, at=TIME.format(0), change=change)


def coded(*decisions: Decision, coders: tuple[str, ...] = ("Rania", "Omar"), reading: Reading = MILL) -> Coded:
    return coded_units.units([reading], {c: [d for d in decisions if d.by == c] for c in coders})


def labels(found: Coded, slot: str) -> list[dict[str, str]]:
    return [{c: m.label for c, m in u.marks.items()} for u in found.units if u.slot == slot]


def test_who_has_not_ruled_is_missing() -> None:
    found = coded(on("accept", "killed"), on("reject", "agent", "Omar"))
    assert labels(found, "killed") == [{"Rania": "killed: 35 to 35 all · asserts"}]
    assert labels(found, "agent") == [{"Omar": "rejected"}]
    assert labels(found, "target") == [{}]
    assert not any(u.differs() for u in found.units)
    assert [u.slot for u in found.units] == ["kind", "agent", "target", "killed"]


def test_an_edit_to_what_was_read_is_an_acceptance() -> None:
    found = coded(on("accept", "killed"), on("edit", "killed", "Omar", change=toll(35, 35)))
    (unit,) = [u for u in found.units if u.slot == "killed"]
    assert not unit.differs()
    assert {m.sort for m in unit.marks.values()} == {"accepted", "edited"}


@pytest.mark.parametrize(
    "change",
    [
        toll(35, None),
        toll(35, 35, "civilians"),
        ClaimEdit(stance="hedges"),
        ClaimEdit(speaker=""),
        ClaimEdit(speaker="Norland"),
    ],
)
def test_value_stance_and_speaker_are_compared(change: ClaimEdit) -> None:
    found = coded(on("accept", "killed"), on("edit", "killed", "Omar", change=change))
    (unit,) = [u for u in found.units if u.slot == "killed"]
    assert unit.differs()
    assert unit.told().startswith("Rania accepted, Omar edited to 35")


def test_the_same_edit_in_two_names_is_one() -> None:
    both = [on("edit", "killed", who, change=toll(30, 35, "civilians")) for who in ("Rania", "Omar")]
    (unit,) = [u for u in coded(*both).units if u.slot == "killed"]
    assert not unit.differs()
    assert [m.low for m in unit.marks.values()] == [30, 30]


def added(found: Coded) -> list[Unit]:
    return [u for u in found.units if u.added]


def test_added_claims_on_overlapping_words_are_one_unit() -> None:
    found = coded(add("Two heavy bombs", "Rania"), add("heavy bombs", "Omar"))
    (unit,) = added(found)
    assert set(unit.marks) == {"Rania", "Omar"}
    assert not unit.differs()
    assert unit.words == "Two heavy bombs"


def test_added_claims_on_other_words_or_in_another_slot_are_not() -> None:
    found = coded(add("Two heavy bombs", "Rania"), add("Old rifles", "Omar"))
    assert [{c: m.sort for c, m in u.marks.items()} for u in added(found)] == [
        {"Rania": "added", "Omar": "absent"},
        {"Rania": "absent", "Omar": "added"},
    ]
    assert all(u.differs() for u in added(found))
    assert len(added(coded(add("heavy bombs", "Rania"), add("heavy bombs", "Omar", slot="equipment")))) == 2


def test_of_one_coder_each_added_claim_is_its_own_unit() -> None:
    found = coded(add("Two heavy", "Rania"), add("heavy bombs", "Rania"), add("heavy bombs fell", "Omar"))
    assert [set(u.marks) for u in added(found)] == [{"Rania", "Omar"}] * 2
    assert [u.marks["Omar"].sort for u in added(found)] == ["absent", "added"]


def test_added_claims_of_other_speakers_differ() -> None:
    (unit,) = added(coded(add("heavy bombs", "Rania", speaker="officials"), add("heavy bombs", "Omar")))
    assert unit.differs()


def test_who_never_looked_at_a_report_left_nothing_out() -> None:
    (unit,) = added(coded(add("heavy bombs", "Rania"), coders=("Rania", "Omar", "Yara")))
    assert set(unit.marks) == {"Rania"}
    (unit,) = added(coded(add("heavy bombs", "Rania"), on("accept", "agent", "Omar"), coders=("Rania", "Omar", "Yara")))
    assert {c: m.sort for c, m in unit.marks.items()} == {"Rania": "added", "Omar": "absent"}


def test_a_ruling_on_what_is_read_otherwise_now_is_lost_and_said() -> None:
    claims = tuple(
        msgspec.structs.replace(c, id="c_other", value=msgspec.structs.replace(c.value, low=36, high=36))
        if c.slot == "killed"
        else c
        for c in MILL.claims
    )
    other = msgspec.structs.replace(MILL, claims=claims)
    found = coded(on("accept", "killed"), on("accept", "killed", "Omar"), on("accept", "agent"), reading=other)
    assert [(lost.coder, lost.state) for lost in found.lost] == [("Rania", "changed"), ("Omar", "changed")]
    assert labels(found, "killed") == [{}]
    assert len(labels(found, "agent")[0]) == 1


def test_values_in_canonical_words() -> None:
    assert canonical(KindValue(kind="air_strike")) == "air_strike"
    assert (
        canonical(Count(low=12, high=None, unit="trucks")) == "12 to open truck"
        or canonical(Count(low=12, high=None, unit="trucks")) == "12 to open trucks"
    )
    assert canonical(When(start="2021-05-03", end=None, precision="day")) == "2021-05-03 to open"
    place = PlaceValue(place=None, name="Ḥaláya", text="there", relation="north_of", lat=1.0, lon=1.0)
    assert canonical(place) == "north_of halaya"
    assert canonical(ActorValue(actor="a_1", name="The Army", text="it")) == "the army"
    assert canonical(Words(text="with two bombs")) == canonical(Words(text="Two bombs"))
    assert canonical(Words(text="the")) == "the"


# --- kept flat ----------------------------------------------------------------------------------------


def kept(*decisions: Decision) -> list[Decision]:
    """What is kept of these decisions of one coder, each made flat on those before."""
    past: list[Decision] = []
    for d in decisions:
        past += flat(d, past, [MILL])
    return past


def test_a_later_ruling_replaces_the_earlier_one_on_the_same_claim() -> None:
    first, second = kept(on("accept", "killed"), on("reject", "killed", second=1))
    assert second.replaces == (first.id,)
    assert in_force([first, second]) == (second,)
    assert len(kept(on("accept", "killed"), on("reject", "agent", second=1))[1].replaces) == 0


@pytest.mark.parametrize("kinds", [("accept", "reject"), ("reject", "accept"), ("reject", "accept", "reject")])
def test_of_rulings_within_one_second_the_last_one_stands(kinds: tuple[str, ...]) -> None:
    past = kept(*(on(k, "killed") for k in kinds))
    assert [d.kind for d in in_force(past)] == [kinds[-1]]
    assert len(labels(coded_units.units([MILL], {"Rania": in_force(past)}), "killed")[0]) == 1


def test_the_same_ruling_again_is_nothing_new() -> None:
    assert len(kept(on("accept", "killed"), on("accept", "killed", second=1))) == 1


def test_a_ruling_on_an_own_edit_is_one_on_the_claim_that_was_read() -> None:
    edit = kept(on("edit", "killed", change=toll(30, 35)))
    (made,) = [c for c in _written(edit) if c.slot == "killed"]
    again = make(
        "edit",
        [claim_target(made, MILL.document, FRAMES)],
        by="Rania",
        at=TIME.format(2),
        change=ClaimEdit(stance="hedges"),
    )
    (whole,) = flat(again, edit, [MILL])
    assert (whole.targets, whole.replaces) == (edit[0].targets, (edit[0].id,))
    assert isinstance(whole.change, ClaimEdit)
    assert (whole.change.stance, whole.change.value) == ("hedges", toll(30, 35).value)
    accept = make("accept", [claim_target(made, MILL.document, FRAMES)], by="Rania", at=TIME.format(2))
    assert flat(accept, edit, [MILL]) == ()
    (rejected,) = flat(msgspec.structs.replace(accept, kind="reject"), edit, [MILL])
    assert rejected.targets == edit[0].targets


def _written(past: list[Decision]) -> list[Claim]:
    from reportedly import rulings

    return list(rulings.resolve(past, [MILL]).written)


def test_an_own_addition_can_be_edited_and_taken_back() -> None:
    first = kept(add("heavy bombs", "Rania", speaker="officials"))
    (made,) = _written(first)
    target = [claim_target(made, MILL.document, FRAMES)]
    edit = make("edit", target, by="Rania", at=TIME.format(1), change=ClaimEdit(value=Words(text="shells"), speaker=""))
    (changed,) = flat(edit, first, [MILL])
    assert changed.kind == "add"
    assert isinstance(changed.change, AddedClaim)
    assert (changed.change.value, changed.change.speaker) == (Words(text="shells"), None)
    assert changed.replaces == (first[0].id,)
    (gone,) = flat(make("reject", target, by="Rania", at=TIME.format(1)), first, [MILL])
    assert gone.kind == "undo"
    assert in_force([*first, gone]) == ()


def test_an_undo_leaves_the_claim_as_if_nobody_had_ruled_on_it() -> None:
    past = kept(
        on("accept", "killed"),
        on("reject", "killed", second=1),
        on("edit", "killed", second=1, change=toll(30, 35)),
        on("accept", "agent", second=1),
    )
    (undo,) = flat(make("undo", (), by="Rania", at=TIME.format(2), replaces=[past[2].id]), past, [MILL])
    assert set(undo.replaces) == {d.id for d in past[:3]}
    assert in_force([*past, undo]) == (past[3],)
    (again,) = flat(on("accept", "killed", second=0), [*past, undo], [MILL])
    found = coded_units.units([MILL], {"Rania": in_force([*past, undo, again])})
    assert labels(found, "killed") == [{"Rania": "killed: 35 to 35 all · asserts"}]


def test_only_what_stands_can_be_undone() -> None:
    past = kept(on("accept", "killed"), on("reject", "killed", second=1))
    for id_ in (past[0].id, "r_0000000000000000"):
        with pytest.raises(UsageError, match="no ruling of Rania"):
            flat(make("undo", (), by="Rania", at=TIME.format(2), replaces=[id_]), past, [MILL])


def test_what_cannot_stand_is_refused() -> None:
    grade = make("note", [claim_target(claim("killed"), MILL.document, FRAMES)], by="R", at=TIME.format(0), why="x")
    with pytest.raises(UsageError, match="no ruling on a claim"):
        flat(grade, [], [MILL])
    with pytest.raises(UsageError, match="cannot stand"):
        flat(on("edit", "killed", change=ClaimEdit(speaker="nobody in the text")), [], [MILL])
    with pytest.raises(UsageError, match="cannot stand"):
        flat(add("heavy bombs", "R", speaker="nobody in the text"), [], [MILL])
    with pytest.raises(UsageError, match="cannot be ruled on"):
        flat(on("accept", "killed"), [], [msgspec.structs.replace(MILL, claims=())])
