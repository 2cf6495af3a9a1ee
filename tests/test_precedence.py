"""What replaces what among decisions, and who contradicts whom."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.deciding import ClaimTarget, Decision, FrameTarget, Quoted
from reportedly.decisions import make
from reportedly.model import KindValue
from reportedly.precedence import Linking, in_force, linkings, settle

AT = Quoted(capture="0", quote="strike", before="", after="")
CLAIM = ClaimTarget(
    id="c_1", at=AT, slot="kind", trigger=None, speaker=None, value=KindValue(kind="attack"), stance="asserts"
)


def verdict(kind: str, by: str, day: int, replaces: tuple[str, ...] = ()) -> Decision:
    return make(kind, [CLAIM], by=by, at=f"2024-05-{day:02}T12:00:00Z", replaces=replaces)


def link(kind: str, by: str, day: int, *things: str) -> Linking:
    """Each thing by the letters of its frames."""
    targets = [FrameTarget(id=i, at=AT, kind="attack", thing=n) for n, ids in enumerate(things) for i in ids]
    return Linking(make(kind, targets, by=by, at=f"2024-05-{day:02}T12:00:00Z"), tuple(tuple(ids) for ids in things))


def says(decision: Decision) -> object:
    return decision.kind


def ids(decisions: tuple[Decision, ...]) -> list[str]:
    return [d.id for d in decisions]


def test_an_undone_replacement_brings_back_what_it_replaced() -> None:
    """Ann accepts; Bo replaces that by a rejection; Cy undoes it; Ann undoes the undoing."""
    first = verdict("accept", "Ann", 1)
    second = verdict("reject", "Bo", 2, (first.id,))
    undo = make("undo", (), by="Cy", at="2024-05-03T12:00:00Z", replaces=[second.id])
    again = make("undo", (), by="Ann", at="2024-05-04T12:00:00Z", replaces=[undo.id])
    assert ids(in_force([first, second])[0]) == [second.id]
    assert in_force([first, second])[1] == {first.id: (second.id,)}
    assert ids(in_force([undo, second, first])[0]) == [first.id, undo.id]
    assert ids(in_force([again, undo, second, first])[0]) == [second.id, again.id]


def test_what_was_replaced_stays_so_when_its_replacement_is_replaced() -> None:
    """Ann accepts; Bo rejects instead; Cy accepts instead of that: Ann's is not back; once Cy's is undone, Bo's is."""
    first = verdict("accept", "Ann", 1)
    second = verdict("reject", "Bo", 2, (first.id,))
    third = verdict("accept", "Cy", 3, (second.id,))
    assert ids(in_force([first, second, third])[0]) == [third.id]
    undo = make("undo", (), by="Cy", at="2024-05-04T12:00:00Z", replaces=[third.id])
    assert ids(in_force([first, second, third, undo])[0]) == [second.id, undo.id]


def test_within_one_second_what_replaces_another_ruling_is_the_later_one() -> None:
    """Ann accepts and at once rejects instead: whichever id is the smaller, the second holds."""
    smaller = set()
    for day in range(1, 20):
        first = verdict("accept", "Ann", day)
        second = verdict("reject", "Ann", day, (first.id,))
        smaller.add(first.id < second.id)
        assert ids(settle([first, second], says, {first.id}).holding) == [second.id]
    assert smaller == {True, False}


def test_what_replaces_a_decision_that_is_not_here_is_in_force() -> None:
    lonely = verdict("accept", "Ann", 1, ("r_elsewhere",))
    assert in_force([lonely]) == ((lonely,), {})


def test_of_one_person_the_latest_counts_whatever_the_case_of_the_name() -> None:
    a, b, c = verdict("accept", "Ann", 1), verdict("reject", "ann", 2), verdict("accept", "Ann", 3)
    outcome = settle([b, c, a], says)
    assert ids(outcome.holding) == [c.id]
    assert outcome.replaced == {a.id: (c.id,), b.id: (c.id,)}
    assert outcome.conflicts == {}


def test_two_people_who_agree_both_hold_and_who_contradict_each_other_neither() -> None:
    a, b, c = verdict("accept", "Ann", 1), verdict("accept", "Bo", 2), verdict("reject", "Cy", 3)
    assert ids(settle([a, b], says).holding) == [a.id, b.id]
    outcome = settle([a, b, c], says)
    assert outcome.holding == ()
    assert set(outcome.conflicts) == {a.id, b.id, c.id}


def test_a_persons_later_link_takes_the_place_of_the_earlier_one_that_it_contradicts() -> None:
    """Ann: a is b; later: a is not b."""
    tie, part = link("same", "Ann", 1, "a", "b"), link("different", "Ann", 2, "a", "b")
    links, outcome = linkings([part, tie])
    assert links.parted("a", "b")
    assert outcome.replaced == {tie.decision.id: (part.decision.id,)}
    assert outcome.conflicts == {}


def test_two_people_who_tie_and_part_the_same_are_in_conflict() -> None:
    """Ann: a is b.  Cy: a is b.  Bo: a is not b.  Dee: c is d."""
    ann, cy = link("same", "Ann", 1, "a", "b"), link("same", "Cy", 1, "a", "b")
    bo, dee = link("different", "Bo", 2, "a", "b"), link("same", "Dee", 2, "c", "d")
    links, outcome = linkings([ann, bo, cy, dee])
    assert set(outcome.conflicts) == {ann.decision.id, bo.decision.id, cy.decision.id}
    assert links.together == {"c": "c", "d": "c"}
    assert not links.apart
    assert ids(outcome.holding) == [dee.decision.id]
    assert links.why == {"c": ("Dee ruled that it is the same (2024-05-02)",)}


def test_a_chain_of_ties_between_what_is_parted_is_a_conflict_of_them_all() -> None:
    """Ann: a is b.  Bo: b is c.  Cy: a is not c.  Dee's e stands aside."""
    chain = [link("same", "Ann", 1, "a", "b"), link("same", "Bo", 1, "b", "c"), link("different", "Cy", 1, "a", "c")]
    aside = link("same", "Dee", 1, "a", "e")
    links, outcome = linkings([*chain, aside])
    assert set(outcome.conflicts) == {x.decision.id for x in chain}
    assert all(len(others) == 2 for others in outcome.conflicts.values())
    assert links.together == {"a": "a", "e": "a"}


def test_a_split_ties_its_parts_and_parts_them_from_one_another() -> None:
    links, _ = linkings([link("split", "Ann", 1, "ab", "cd")])
    assert links.together == {"a": "a", "b": "a", "c": "c", "d": "c"}
    assert links.parted("b", "d")
    different, _ = linkings([link("different", "Ann", 1, "ab", "cd")])
    assert different.together == {}
    assert different.parted("b", "d")
    assert not different.parted("a", "b")


LINKS = [
    link(kind, by, day, *things)
    for kind, things in (("same", ("a", "b")), ("same", ("b", "cd")), ("different", ("a", "c")), ("split", ("ab", "d")))
    for by in ("Ann", "Bo")
    for day in (1, 2)
]


@settings(max_examples=200)
@given(st.lists(st.sampled_from(LINKS), max_size=6, unique=True), st.randoms())
def test_links_are_consistent_and_the_same_in_any_order(found: list[Linking], random: object) -> None:
    links, outcome = linkings(found)
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert linkings(shuffled) == (links, outcome)
    assert not any(links.together.get(a, a) == links.together.get(b, b) for a, bs in links.apart.items() for b in bs)
    told = {d.id for d in outcome.holding} | outcome.out()
    assert told == {x.decision.id for x in found}
    assert not outcome.replaced.keys() & outcome.conflicts.keys()


@settings(max_examples=100)
@given(st.lists(st.sampled_from(LINKS), max_size=6, unique=True))
def test_one_person_who_only_ties_is_never_in_conflict(found: list[Linking]) -> None:
    ties = [x for x in found if x.decision.kind == "same" and x.decision.by == "Ann"]
    assert linkings(ties)[1].conflicts == {}
