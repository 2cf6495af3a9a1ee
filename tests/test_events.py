"""Which frames are one event: conservative, with reasons, the same in any order."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from build import Act, Said, document, report
from reportedly import copies, events, places
from reportedly.model import Mention, Reading, Stance, When


def joined(*readings: Reading) -> events.Events:
    """The events of the readings, joined as record.build joins them."""
    found = copies.links(r.document for r in readings)
    return events.group(readings, found)


def at(name: str) -> Said:
    """A claim that it happened at this place in Syria."""
    return Said(slot="where", words=name, place=places.find(name, country="SY")[0].id)


def on(day: str) -> Said:
    return Said(slot="when", words=day)


def target(words: str) -> Said:
    return Said(slot="target", words=words, how="description")


def agent(words: str) -> Said:
    return Said(slot="agent", words=words)


def dead(words: str, n: int) -> Said:
    return Said(slot="killed", words=words, low=n, high=n)


def counted(found: events.Events) -> int:
    return len(found.clusters)


def test_the_strike_points_back_at_a_strike() -> None:
    """An air strike hit a school in Aleppo on Wednesday. The strike killed 35 people."""
    text = "An air strike hit a school in Aleppo on Wednesday. The strike killed 35 people."
    found = joined(
        report(
            document(text),
            Act(kind="air_strike", trigger="air strike", said=[at("Aleppo"), on("Wednesday"), target("a school")]),
            Act(kind="air_strike", trigger="strike", nth=1, said=[dead("35 people", 35)]),
        )
    )
    assert counted(found) == 1
    assert any("points back" in w for w in found.clusters[0].why)


def test_a_toll_joins_the_violent_event_beside_it() -> None:
    """Shells fell on Aleppo on Wednesday. Six people were killed."""
    text = "Shells fell on Aleppo on Wednesday. Six people were killed."
    found = joined(
        report(
            document(text),
            Act(kind="shelling", trigger="fell", said=[at("Aleppo"), on("Wednesday")]),
            Act(kind="attack", trigger="killed", said=[dead("Six people", 6)]),
        )
    )
    assert counted(found) == 1


def test_a_toll_further_down_belongs_to_the_one_violent_event_of_its_report() -> None:
    """A strike; four sentences on, the army's figure. With a second strike in the report nobody can tell."""
    text = "A strike hit Aleppo on Wednesday. It rained. It snowed. It cleared up. The army spoke of nine men killed."
    strike = Act(kind="air_strike", trigger="strike", said=[at("Aleppo"), on("Wednesday")])
    toll = Act(kind="attack", trigger="killed", said=[dead("nine men", 9)])
    assert counted(joined(report(document(text), strike, toll))) == 1
    more = text + " A raid hit Palmyra."
    other = Act(kind="air_strike", trigger="raid", said=[at("Palmyra")])
    assert counted(joined(report(document(more), strike, toll, other))) == 3


def test_another_attack_is_another_event() -> None:
    """A bomb went off in Aleppo. Another bomb went off in Aleppo."""
    text = "A bombing shook Aleppo on Wednesday. Another bombing shook Aleppo on Wednesday."
    found = joined(
        report(
            document(text),
            Act(kind="bombing", trigger="bombing", said=[at("Aleppo"), on("Wednesday")]),
            Act(kind="bombing", trigger="bombing", nth=1, said=[at("Aleppo"), on("Wednesday")]),
        )
    )
    assert counted(found) == 2


def test_different_settlements_are_never_one_event() -> None:
    """Strikes in two towns on one day, by one force."""
    text = "Rebels attacked Aleppo on Wednesday. Rebels attacked Palmyra on Wednesday."
    found = joined(
        report(
            document(text),
            Act(kind="attack", trigger="attacked", said=[at("Aleppo"), on("Wednesday"), agent("Rebels")]),
            Act(kind="attack", trigger="attacked", nth=1, said=[at("Palmyra"), on("Wednesday"), agent("Rebels")]),
        )
    )
    assert counted(found) == 2


def test_unlike_events_are_not_chained_by_a_vague_one_between_them() -> None:
    """Two towns, and "the attack" after them: it joins one of them, never both."""
    text = "Rebels attacked Aleppo on Wednesday. Rebels attacked Palmyra on Wednesday. The attack killed 12 people."
    found = joined(
        report(
            document(text),
            Act(kind="attack", trigger="attacked", said=[at("Aleppo"), on("Wednesday"), agent("Rebels")]),
            Act(kind="attack", trigger="attacked", nth=1, said=[at("Palmyra"), on("Wednesday"), agent("Rebels")]),
            Act(kind="attack", trigger="attack", nth=2, said=[dead("12 people", 12)]),
        )
    )
    assert sorted(len(c.frames) for c in found.clusters) == [1, 2]


def test_strikes_that_increase_are_no_single_strike() -> None:
    """A strike on a school, and a week of strikes across the province."""
    text = "An air strike hit a school in Aleppo on Wednesday. Air strikes have increased in Aleppo province."
    found = joined(
        report(
            document(text),
            Act(kind="air_strike", trigger="air strike", said=[at("Aleppo"), on("Wednesday")]),
            Act(kind="air_strike", trigger="Air strikes", said=[at("Aleppo province")]),
        )
    )
    assert sorted(c.extent for c in found.clusters) == ["aggregate", "one"]


def test_two_defections_are_several() -> None:
    """Two recent defections; one man's defection is not the same event."""
    text = "There were two recent defections. Samir Khoury defected on Wednesday."
    found = joined(
        report(
            document(text),
            Act(kind="defection", trigger="defections", said=[Said(slot="times", words="two", low=2, high=2)]),
            Act(kind="defection", trigger="defected", said=[agent("Samir Khoury"), on("Wednesday")]),
        )
    )
    assert sorted(c.extent for c in found.clusters) == ["one", "several"]


def air_strike(text: str, publisher: str, toll: int, place: str = "Aleppo", day: str = "Wednesday") -> Reading:
    said = [at(place), on(day), target("a school"), dead(f"{toll} people", toll)]
    return report(document(text, publisher=publisher), Act(kind="air_strike", trigger="strike", said=said))


def test_two_reports_of_one_strike_join_by_time_place_and_target() -> None:
    """Two papers with rival tolls."""
    one = air_strike("An air strike on a school in Aleppo killed 35 people on Wednesday.", "A", 35)
    two = air_strike("On Wednesday 28 people died in a strike on a school, in Aleppo.", "B", 28)
    found = joined(one, two)
    assert counted(found) == 1
    assert {"the same day: 2016-10-26", "the same place: Aleppo"} <= set(found.clusters[0].why)
    assert len(found.clusters[0].formerly) == 1


def test_two_reports_of_different_days_do_not_join() -> None:
    """Strikes on a school on Wednesday and on Thursday."""
    one = air_strike("An air strike on a school in Aleppo killed 35 people on Wednesday.", "A", 35)
    two = air_strike("On Thursday 28 people died in a strike on a school, in Aleppo.", "B", 28, day="Thursday")
    assert counted(joined(one, two)) == 2


def test_days_of_two_reports_are_rivals_where_place_target_and_toll_agree() -> None:
    """One paper dates the strike that killed 35 in a school to Wednesday, another to Thursday."""
    one = air_strike("An air strike on a school in Aleppo killed 35 people on Wednesday.", "A", 35)
    two = air_strike("On Thursday 35 people died in a strike on a school, in Aleppo.", "B", 35, day="Thursday")
    found = joined(one, two)
    assert counted(found) == 1
    assert any(w.startswith("rival days") for w in found.clusters[0].why)


def test_a_report_that_sets_the_day_right_tells_of_the_same_strike() -> None:
    """It was on Thursday, not on Wednesday as first said."""
    one = air_strike("An air strike on a school in Aleppo killed 35 people on Wednesday.", "A", 35)
    text = "The strike on a school in Aleppo killed 28 people on Thursday, not Wednesday as first stated."
    two = air_strike(text, "B", 28, day="Thursday")
    at_ = text.index("Wednesday")
    day = When(start="2016-10-26", end="2016-10-26", precision="day", text="Wednesday")
    first = Mention(
        id="m_wednesday",
        document=two.document.id,
        start=at_,
        end=at_ + 9,
        text="Wednesday",
        type="time",
        value=day,
        how="name",
    )
    assert counted(joined(one, two)) == 2
    assert counted(joined(one, msgspec.structs.replace(two, mentions=(*two.mentions, first)))) == 1


def person(reading: Reading) -> Reading:
    """The reading with every actor known to be a person."""
    told = tuple(msgspec.structs.replace(m, kind="person") if m.type == "actor" else m for m in reading.mentions)
    return msgspec.structs.replace(reading, mentions=told)


def leaving(text: str, publisher: str, kind: str, trigger: str, who: str, **more: Stance) -> Reading:
    stance = more.get("stance", "asserts")
    said = [Said(slot="agent", words=who, stance=stance)]
    acts = Act(kind=kind, trigger=trigger, said=said, stance=stance)
    return person(report(document(text, publisher=publisher), acts))


def test_a_named_person_leaves_once_whatever_the_reports_call_it() -> None:
    """One paper says that he defected, one that he left, and he himself that he did not defect."""
    one = leaving("Samir Khoury defected.", "A", "defection", "defected", "Samir Khoury")
    two = leaving("Samir al-Khoury left his post.", "B", "withdrawal", "left", "Samir al-Khoury")
    three = leaving("Samir Khoury did not defect.", "C", "defection", "defect", "Samir Khoury", stance="denies")
    other = leaving("Karim Haddad defected.", "D", "defection", "defected", "Karim Haddad")
    assert counted(joined(one, two, three)) == 1
    assert counted(joined(one, other)) == 2
    men = leaving("Some fighters left.", "E", "withdrawal", "left", "Some fighters")
    men_too = leaving("Some fighters left the town.", "F", "withdrawal", "left", "Some fighters")
    group = [msgspec.structs.replace(r, mentions=_described(r.mentions)) for r in (men, men_too)]
    assert counted(joined(*group)) == 2


def _described(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    return tuple(msgspec.structs.replace(m, how="description", kind="armed_group") for m in mentions)


def test_a_person_is_first_described_and_then_named() -> None:
    """A commander defected on Wednesday. Samir Khoury left before dawn on Wednesday."""
    text = "A commander defected on Wednesday. Samir Khoury left before dawn on Wednesday."
    made = report(
        document(text),
        Act(
            kind="defection",
            trigger="defected",
            said=[Said(slot="agent", words="A commander", how="description"), on("Wednesday")],
        ),
        Act(kind="withdrawal", trigger="left", said=[agent("Samir Khoury"), on("Wednesday")]),
    )
    found = joined(person(made))
    assert counted(found) == 1
    assert "a person first described, then named" in found.clusters[0].why


def test_two_reports_with_only_a_country_in_common_do_not_join() -> None:
    """Nothing but the kind and the country."""
    one = report(document("A strike hit Syria."), Act(kind="air_strike", trigger="strike", said=[at("Syria")]))
    two = report(
        document("In Syria a strike hit.", publisher="B"), Act(kind="air_strike", trigger="strike", said=[at("Syria")])
    )
    assert counted(joined(one, two)) == 2


def test_a_same_as_that_is_inferred_only_suggests() -> None:
    """This must have been the earlier defection."""
    text = "Members defected last week. The convoy was filmed. This must have been the earlier desertion."
    for stance, expected in (("infers", 2), ("asserts", 1)):
        acts = [
            Act(kind="defection", trigger="defected", said=[agent("Members")]),
            Act(
                kind="group_change",
                trigger="filmed",
                said=[Said(slot="same_as", words="the earlier desertion", same_as="defected", stance=stance)],
            ),
        ]
        assert counted(joined(report(document(text), *acts))) == expected


def test_a_war_is_not_one_of_its_attacks() -> None:
    """The civil war, and an attack in it."""
    text = "Gunmen attacked Aleppo on Wednesday. The civil war has killed 300000 people."
    found = joined(
        report(
            document(text),
            Act(kind="armed_clash", trigger="attacked", said=[at("Aleppo"), on("Wednesday")]),
            Act(kind="armed_clash", trigger="civil war", said=[dead("300000 people", 300000)]),
        )
    )
    assert sorted(c.extent for c in found.clusters) == ["aggregate", "one"]


FIVE = (
    air_strike("An air strike on a school in Aleppo killed 35 people on Wednesday.", "A", 35),
    air_strike("On Wednesday 28 people died in a strike on a school, in Aleppo.", "B", 28),
    air_strike("On Thursday 12 people died in a strike on a school, in Aleppo.", "C", 12, day="Thursday"),
    air_strike("A strike on a school in Palmyra killed 9 people on Wednesday.", "D", 9, place="Palmyra"),
    air_strike("Wednesday: 35 people were killed as a strike hit a school in Aleppo.", "E", 35),
)


@settings(max_examples=20, deadline=None)
@given(st.permutations(FIVE))
def test_any_order_of_readings_gives_the_same_events(readings: list[Reading]) -> None:
    assert joined(*readings) == joined(*FIVE)
    assert counted(joined(*FIVE)) == 3


def test_a_strike_may_be_one_of_the_strikes_of_its_day() -> None:
    """Three strikes hit Aleppo on Wednesday; in another paper, a strike on a school in Aleppo on Wednesday, or on Thursday."""
    text = "Three strikes hit Aleppo on Wednesday."
    times = [at("Aleppo"), on("Wednesday"), Said(slot="times", words="Three", low=3, high=3)]
    (whole,) = events.sketch(report(document(text), Act(kind="air_strike", trigger="strikes", said=times)))
    (one,) = events.sketch(air_strike("An air strike on a school in Aleppo killed 35 people on Wednesday.", "B", 35))
    other = air_strike("On Thursday 28 people died in a strike on a school, in Aleppo.", "C", 28, day="Thursday")
    found = events.part(one, whole)
    assert found is not None
    assert {"the same day: 2016-10-26", "the same place: Aleppo"} <= set(found.why)
    assert events.match(one, whole) is None
    assert events.part(whole, one) is None
    assert events.part(events.sketch(other)[0], whole) is None


def test_groups_of_two_documents_are_matched_without_anything_in_common_but_themselves() -> None:
    """Two papers on one strike; keys meet, and the order of the two does not matter."""
    (one,) = events.sketch(air_strike("An air strike on a school in Aleppo killed 35 people on Wednesday.", "A", 35))
    (two,) = events.sketch(air_strike("On Wednesday 35 people died in a strike on a school, in Aleppo.", "B", 35))
    (far,) = events.sketch(
        air_strike("A strike on a school in Palmyra killed 9 people on Wednesday.", "C", 9, place="Palmyra")
    )
    assert events.keys(one) & events.keys(two)
    found = events.match(one, two)
    assert found is not None
    assert found == events.match(two, one)
    assert events.match(one, far) is None


def test_joining_leaves_the_sketches_as_they_were() -> None:
    """They are kept with their documents, and joined again when others come."""
    readings = list(FIVE[:2])
    sketches = [g for r in readings for g in events.sketch(r)]
    first = events.join(sketches, (), readings)
    assert events.join(sketches[::-1], (), readings[::-1]) == first
    assert all(len(g.members) == 1 for g in sketches)


def dated(text: str, publisher: str, day: str) -> Reading:
    """A report of an attack that came out on a day, without place, time or party."""
    return report(document(text, publisher=publisher, published=day), Act(kind="attack", trigger="attacked"))


def test_reports_that_share_names_beside_their_event_tell_of_one() -> None:
    """A bakery in Sahel Karim Street was attacked; Nadim Farra was hurt.  Two papers, a day apart, and one months later."""
    one = "A bakery was attacked in Sahel Karim Street. There Nadim Farra was hurt."
    two = "When they attacked, bread was being sold by Nadim Farra in Sahel Karim Street."
    other = "When they attacked, bread was being sold by Salma Idris in Tall Nahr Road."
    first = dated(one, "A", "2016-10-26")
    assert counted(joined(first, dated(two, "B", "2016-10-27"))) == 1
    assert counted(joined(first, dated(two, "B", "2017-04-02"))) == 2
    assert counted(joined(first, dated(other, "B", "2016-10-27"))) == 2
    (cluster,) = joined(first, dated(two, "B", "2016-10-27")).clusters
    assert "the same name beside it: farra nadim" in cluster.why


def test_what_was_done_in_the_past_is_not_the_news() -> None:
    """Poison gas was used in Ardan on Wednesday. A team looks into whether both sides used poison gas in the past."""
    text = "Poison gas was used in Aleppo on Wednesday. A team asks whether both sides used poison gas in the past."
    today = Act(kind="chemical_attack", trigger="used", said=[at("Aleppo"), on("Wednesday")])
    before = Act(kind="chemical_attack", trigger="used", nth=1, said=[agent("both sides")])
    assert counted(joined(report(document(text), today, before))) == 2
    now = text.replace(" in the past", "")
    assert counted(joined(report(document(now), today, before))) == 1


def test_tolls_of_other_size_tell_two_strikes_near_one_town_apart() -> None:
    """Strikes near a town killed 90 men, an officer says. Over 20 more died, the report adds, in the strikes west of it."""
    text = "Its strikes near Palmyra killed 90 men. Later 20 men died in the heavy strikes on the west of Palmyra."
    first = [at("Palmyra"), Said(slot="killed", words="90 men", low=90, high=90, by="An officer")]
    second = Said(slot="where", words="Palmyra", place=at("Palmyra").place)

    def told(n: int, by: str) -> int:
        toll = Said(slot="killed", words="20 men", low=n, high=n, by=by)
        acts = (
            Act(kind="air_strike", trigger="strikes", said=first),
            Act(kind="air_strike", trigger="strikes", nth=1, said=[second, toll]),
        )
        return counted(joined(report(document("An officer spoke. A minister spoke. " + text), *acts)))

    assert told(20, "") == 2
    assert told(60, "") == 1
    assert told(20, "A minister") == 1, "rival accounts of two people"


def test_two_round_figures_of_one_toll_are_alike() -> None:
    """The army says that it killed about 40 men in Aleppo. Later: the battle left nearly 40 dead."""
    text = "The army killed about 40 men in Aleppo. It rained. It snowed. A party met. The battle left nearly 40 dead."
    about = Said(slot="killed", words="about 40 men", low=36, high=44)

    def told(low: int, high: int) -> int:
        nearly = Said(slot="killed", words="nearly 40", low=low, high=high)
        acts = (
            Act(kind="attack", trigger="killed", said=[at("Aleppo"), about]),
            Act(kind="armed_clash", trigger="battle", said=[nearly]),
        )
        return counted(joined(report(document(text), *acts)))

    assert told(36, 40) == 1
    assert told(12, 15) == 2


def test_what_a_weapon_hit_is_told_of_the_event_that_the_report_is_about() -> None:
    """A strike on a school, told three times; further down a neighbour says what one rocket hit, without place and day.

    With a place of its own it is another event, and so it is where the report has no event that it mentions most.
    """
    text = (
        "An air strike hit Aleppo on Wednesday. The strike killed six men. The raid was the third. It rained."
        " Men spoke. One rocket hit the gate, a man said."
    )
    told = [
        Act(kind="air_strike", trigger="air strike", said=[at("Aleppo"), on("Wednesday")]),
        Act(kind="air_strike", trigger="strike", nth=1, said=[dead("six men", 6)]),
        Act(kind="air_strike", trigger="raid"),
    ]
    rocket = [Said(slot="instrument", words="One rocket"), target("the gate")]
    hit = Act(kind="shelling", trigger="hit", nth=1, said=rocket)
    found = joined(report(document(text), *told, hit))
    assert counted(found) == 1
    assert any("more of what the report is about" in w for w in found.clusters[0].why)
    assert counted(joined(report(document(text), told[0], hit))) == 2
    elsewhere = text.replace("the gate", "the gate of Palmyra")
    placed = Act(kind="shelling", trigger="hit", nth=1, said=[*rocket, at("Palmyra")])
    assert counted(joined(report(document(elsewhere), *told, placed))) == 2
