"""What people joined and parted stays so, whatever the machine finds: events, actors and places."""

from __future__ import annotations

import msgspec

from build import Act, Said, mention, report, span
from reportedly import places, record
from reportedly.decisions import target_of
from reportedly.model import (
    ActorValue,
    PlaceValue,
    Reading,
    Record,
)
from ruling import (
    ALEPPO,
    ALL,
    ONE,
    PLAIN,
    PROTEST,
    STRIKE,
    THREE,
    TWO,
    codes,
    event_of,
    rule,
    ruled,
    story,
    strike,
    thing,
)


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
