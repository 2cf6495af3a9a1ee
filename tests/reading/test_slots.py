"""Which words fill which slot of an event: a test's docstring is its report."""

from __future__ import annotations

from reads import PUBLISHED, claims, label, lines, read

from reportedly.model import Reading

Told = frozenset[str]


def slots(told: Told, kind: str) -> set[str]:
    """The lines of one kind, without the kind."""
    return {line.removeprefix(f"{kind} ") for line in told if line.startswith(f"{kind} ")}


def test_where_from_and_where_to(told: Told) -> None:
    """Fighters moved from the al-Tanf base to Palmyra on Monday."""
    assert {"origin al-Tanf", "destination Palmyra", "when 2021-06-14..2021-06-14"} <= slots(told, "deployment")
    assert not any(line.startswith("where") for line in slots(told, "deployment"))


def test_what_is_moved_is_equipment_not_agent(told: Told) -> None:
    """The traders smuggled weapons from Iraq into Syria."""
    assert slots(told, "smuggling") == {
        "kind smuggling",
        "agent The traders",
        "equipment weapons",
        "origin Iraq",
        "destination Syria",
    }


def test_who_shot_and_with_what(told: Told) -> None:
    """The rebels shot the pilot with a rifle."""
    assert slots(told, "attack") == {"kind attack", "agent The rebels", "target the pilot", "instrument a rifle"}


def test_a_weapon_is_no_agent(told: Told) -> None:
    """A shell hit the house, killing a woman."""
    assert slots(told, "shelling") == {
        "kind shelling",
        "instrument A shell",
        "target the house",
        "killed 1-1 women",
    }


def test_jets_act_for_whoever_flies_them(told: Told) -> None:
    """Russian jets bombed the city with cluster bombs."""
    assert {"agent Russian jets", "instrument cluster bombs", "target the city"} <= slots(told, "air_strike")


def test_each_named_actor_is_a_claim_of_its_own(told: Told) -> None:
    """The Syrian army and Hezbollah captured Palmyra."""
    assert {"agent Syrian army", "agent Hezbollah", "where Palmyra"} <= slots(told, "territory_captured")


def test_who_goes_along_is_an_agent_too(told: Told) -> None:
    """Samir Haddad fled to Homs with his family and three soldiers."""
    assert {"agent Samir Haddad", "agent his family", "agent three soldiers", "destination Homs"} <= slots(
        told, "displacement"
    )


def test_along_with_names_more_agents(told: Told) -> None:
    """Samir Haddad along with several members of the militia and their families fled to Homs from the al-Tanf base."""
    assert {
        "agent Samir Haddad",
        "agent several members of the militia",
        "agent their families",
        "origin al-Tanf",
        "destination Homs",
    } <= slots(told, "displacement")


def test_what_is_taken_along_is_equipment(told: Told) -> None:
    """The militia fled with tanks and rifles."""
    assert {"agent The militia", "equipment tanks", "equipment rifles"} <= slots(told, "displacement")


def test_a_reason_in_a_clause_is_the_motive(told: Told) -> None:
    """The soldiers fled to Homs because they were not paid."""
    assert "motive because they were not paid" in slots(told, "displacement")


def test_a_purpose_is_a_motive(told: Told) -> None:
    """The army bombed the hospital to punish the town."""
    assert "motive to punish the town" in slots(told, "air_strike")


def test_revenge_is_a_motive_and_its_occasion_no_new_attack(told: Told) -> None:
    """Fighters attacked the base in revenge for the death of their leader."""
    assert "motive in revenge for the death of their leader" in slots(told, "attack")


def test_a_demand_is_the_motive_of_a_protest(told: Told) -> None:
    """Protesters marched in Sanaa to demand the release of prisoners."""
    assert "motive to demand the release of prisoners" in slots(told, "protest")


def test_by_doing_is_the_manner(told: Told) -> None:
    """The army violated the ceasefire by shelling the town of Binnish."""
    assert "manner by shelling the town of Binnish" in slots(told, "ceasefire_violation")
    assert {"agent The army", "where Binnish"} <= slots(told, "shelling")


def test_leave_that_was_given_is_a_manner_and_the_leaving_took_place(told: Told) -> None:
    """The militia allowed the soldiers to leave with their families."""
    assert {"agent the soldiers", "agent their families"} <= slots(told, "withdrawal")
    assert any(line.startswith("manner allowed") for line in slots(told, "withdrawal"))
    assert not any(line.endswith(")") for line in told)


def test_how_many_such_events(told: Told) -> None:
    """There have been two defections in the past month."""
    assert {"times 2-2", "when 2021-05-16..2021-06-16"} <= slots(told, "defection")


def test_several_attacks_are_several(told: Told) -> None:
    """Several attacks on the base took place in May."""
    assert {"times 3-9", "target the base", "when 2021-05-01..2021-05-31"} <= slots(told, "attack")


def test_one_event_after_another(found: Reading) -> None:
    """The rebels attacked the base on Monday. This attack follows on an earlier one in May."""
    (after,) = claims(found, "after")
    other = getattr(after.value, "event", None)
    assert other in {f.id for f in found.frames}
    assert other != after.subject.id
    event_of = {f.id: f.event for f in found.frames}
    days = {event_of[c.subject.id]: label(c.value) for c in claims(found, "when")}
    assert days[event_of[after.subject.id]] == "2021-06-14..2021-06-14"
    assert days[event_of[other]] == "2021-05-01..2021-05-31"


def test_what_is_inferred_to_be_the_same_is_only_a_claim(found: Reading) -> None:
    """There was an earlier defection in May. On Monday a convoy of men defected to the army.

    This must have been the earlier defection.
    """
    (same,) = claims(found, "same_as")
    assert same.stance == "infers"
    other = getattr(same.value, "event", None)
    assert other != same.subject.id
    event_of = {f.id: f.event for f in found.frames}
    assert event_of[other] != event_of[same.subject.id]


def test_the_attack_named_again_is_the_attack(found: Reading) -> None:
    """The militia attacked a base near Gao on 3 May. The attack killed three soldiers."""
    first, second = sorted(found.frames, key=lambda f: f.trigger.start)
    assert first.event == second.event
    assert {label(c.value) for c in claims(found, "killed")} == {"3-3 security"}


def test_two_events_in_one_sentence_keep_their_places() -> None:
    """Rebels shelled Homs on Monday and the army shelled Idlib on Tuesday."""
    text = test_two_events_in_one_sentence_keep_their_places.__doc__ or ""
    found = read(text, PUBLISHED)
    by_frame = {f.id: {label(c.value) for c in found.claims if c.frame == f.id} for f in found.frames}
    assert sorted(map(sorted, by_frame.values())) == [
        ["2021-06-14..2021-06-14", "Homs", "Rebels", "shelling"],
        ["2021-06-15..2021-06-15", "Idlib", "shelling", "the army"],
    ]


def test_who_gained_and_who_lost(told: Told) -> None:
    """The rebels lost the village of Kafr Nabl to the army."""
    assert {"agent the army", "target The rebels", "where Kafr Nabl"} <= slots(told, "territory_captured")


def test_near_and_outside_are_kept(told: Told) -> None:
    """Rebels attacked a convoy near Palmyra. A bomb exploded outside Homs."""
    assert {"attack where near Palmyra", "bombing where outside Homs"} <= told


def test_what_a_heading_says_is_marked(found: Reading) -> None:
    """Army shells the town of Hass

    The army shelled the town of Hass on Monday. Two women were wounded, residents said.
    """
    assert {c.from_heading for c in claims(found, "when")} == {False}
    kinds = claims(found, "kind")
    assert {c.evidence[0].start < found.document.text.index("\n") for c in kinds if c.from_heading} == {True}
    assert any(c.from_heading for c in kinds)


def test_an_injury_without_a_number_is_no_number(told: Told) -> None:
    """Soldiers were wounded in an attack on the base."""
    assert not any(" injured 1-1" in line or " injured 0-0" in line for line in told)


def test_a_day_without_a_date_of_publication_is_not_guessed() -> None:
    """The army shelled Homs on Monday."""
    got = lines(test_a_day_without_a_date_of_publication_is_not_guessed.__doc__ or "")
    assert "shelling where Homs" in got
    assert not any("202" in line for line in got)


def test_those_who_are_called_so_are_the_agents(told: Told) -> None:
    """Those men are defectors, the army said."""
    assert told == {"defection kind defection by the army", "defection agent Those men by the army"}


def test_a_unit_that_took_no_part_is_denied_and_the_attack_is_not(told: Told) -> None:
    """No unit of the army took part in the attack on Homs."""
    assert slots(told, "attack") == {"kind attack", "where Homs", "agent unit of the army (denies)"}


def test_what_an_event_may_be_is_its_outcome_not_another_event(told: Told) -> None:
    """The strikes on Homs may be the deadliest attack since 2014."""
    assert {"kind air_strike", "where Homs", "outcome the deadliest attack since 2014 (hedges)"} <= slots(
        told, "air_strike"
    )
    assert not any(line.startswith("attack") for line in told)


def test_fighters_taken_along_are_participants_not_captives(told: Told) -> None:
    """The colonel fled to Homs, taking 40 fighters with him."""
    assert {"participants 40-40 fighters", "agent The colonel"} <= slots(told, "displacement")
    assert {line.split()[0] for line in told} == {"displacement"}


def test_leaving_somebody_dead_is_a_toll_and_nobody_leaves(told: Told) -> None:
    """The raid left 40 militants dead."""
    assert told == {"attack kind attack", "attack killed 40-40 fighters"}


def test_vehicles_that_were_taken_are_seized(told: Told) -> None:
    """Three army vehicles were taken by the rebels."""
    assert told == {"seizure kind seizure", "seizure agent the rebels", "seizure equipment Three army vehicles"}


def test_somebody_taken_is_abducted(told: Told) -> None:
    """The rebels took a hostage in Homs."""
    assert {"target a hostage", "agent The rebels", "where Homs"} <= slots(told, "abduction")


def test_an_offence_is_the_motive_of_an_arrest(told: Told) -> None:
    """The men were arrested for selling weapons."""
    assert "motive for selling weapons" in slots(told, "arrest")


def test_whose_strikes_and_with_what_stand_before_the_noun(told: Told) -> None:
    """Mortar attacks hit Homs. Government air strikes hit Idlib."""
    assert {"shelling instrument Mortar", "shelling where Homs"} <= told
    assert {"air_strike agent Government", "air_strike where Idlib"} <= told


def test_a_place_before_the_noun_is_where(told: Told) -> None:
    """The Aleppo offensive began in May."""
    assert slots(told, "armed_clash") == {"kind armed_clash", "where Aleppo", "when 2021-05-01..2021-05-31"}


def test_whether_it_took_place_is_supposed(told: Told) -> None:
    """The minister asked whether rebels had shelled Homs."""
    assert "where Homs by The minister (supposes)" in slots(told, "shelling")


def test_a_part_of_a_province_keeps_its_words(found: Reading) -> None:
    """The army shelled northern Idlib on Monday."""
    (where,) = claims(found, "where")
    assert "Idlib" in where.evidence[0].text
    assert where.stance == "asserts"


def test_of_names_the_doer_after_a_noun_that_is_no_form_of_a_verb(told: Told) -> None:
    """The town came under heavy air strikes of the coalition."""
    assert {"agent the coalition", "target The town", "manner heavy"} <= slots(told, "air_strike")


def test_of_names_the_target_after_a_noun_made_of_a_verb(told: Told) -> None:
    """Activists condemned the shelling of the rebels."""
    assert "target the rebels by Activists" in slots(told, "shelling")
    assert not any(line.startswith("agent") for line in slots(told, "shelling"))


def test_by_behind_the_target_of_a_noun(told: Told) -> None:
    """The bombing of the market by government jets killed six."""
    assert {"agent government jets", "target the market", "killed 6-6"} <= slots(told, "air_strike")


def test_fighters_named_inside_the_trigger(told: Told) -> None:
    """A rebel attack on Marib killed two."""
    assert {"agent rebels", "where Marib"} <= slots(told, "attack")


def test_a_terrorist_attack_names_nobody(told: Told) -> None:
    """A terrorist attack on Kabul killed two."""
    assert not any(line.startswith("agent") for line in slots(told, "attack"))


def test_whoever_leads_an_offensive_does_it(told: Told) -> None:
    """A Turkish-led offensive began on Friday."""
    assert "agent Turkey" in slots(told, "armed_clash")


def test_the_leader_of_a_coalition_is_not_the_doer_beside_it(told: Told) -> None:
    """Air strikes by the Saudi-led coalition killed nine in Saada."""
    assert {line for line in slots(told, "air_strike") if line.startswith("agent")} == {"agent Saudi-led coalition"}


def test_the_weapon_inside_a_verb_is_the_instrument(told: Told) -> None:
    """The militia used chemical weapons in Saada."""
    assert {"instrument chemical weapons", "agent The militia"} <= slots(told, "chemical_attack")
    assert not any(line.startswith("target") for line in slots(told, "chemical_attack"))


def test_weapons_used_in_an_attack(told: Told) -> None:
    """The inspectors examined rockets used in the attack on Sanaa."""
    assert "instrument rockets" in slots(told, "shelling")


def test_weapons_handed_over_are_equipment(told: Told) -> None:
    """The fighters handed over their weapons to the army in Daraa."""
    assert "equipment their weapons" in slots(told, "surrender")
    assert not any(line.startswith("instrument") for line in slots(told, "surrender"))


def test_who_was_able_to_do_it(told: Told) -> None:
    """The army was able to kill 40 militants in Nyala."""
    assert {"agent The army", "killed 40-40 fighters"} <= slots(told, "armed_clash")


def test_nobody_does_what_was_possible(told: Told) -> None:
    """It was possible to kill two militants."""
    assert not any(" agent " in line for line in told)


def test_each_group_whose_positions_were_hit(told: Told) -> None:
    """Jets struck the positions of Boko Haram and Islamic State near Diffa."""
    assert {"target Boko Haram", "target Islamic State"} <= slots(told, "air_strike")


def test_military_gear_destroyed_is_equipment(told: Told) -> None:
    """Rebels destroyed two tanks and a bakery."""
    assert {"equipment two tanks", "target a bakery"} <= slots(told, "property_destruction")


def test_who_is_named_among_those_taken(told: Told) -> None:
    """Those abducted include the mayor and several soldiers."""
    assert {"target the mayor", "target several soldiers", "detained 3-9 security"} <= slots(told, "abduction")
    assert "target Those" not in slots(told, "abduction")


def test_gunmen_beside_what_they_did_are_its_doers(told: Told) -> None:
    """Gunmen ambushed a convoy near Menaka, killing one of the drivers."""
    assert {line.split()[0] for line in told} == {"armed_clash"}
    assert {"agent Gunmen", "target a convoy"} <= slots(told, "armed_clash")


def test_a_flight_has_its_number_once(told: Told) -> None:
    """Fighting near Goma forced thousands to flee on Sunday."""
    assert "displaced 2000-9999" in slots(told, "displacement")
    assert not any(line.startswith("displaced") for line in slots(told, "armed_clash"))


def test_what_describes_somebody_is_not_where_it_happened(told: Told) -> None:
    """Jets bombed a group outlawed in Russia on Monday."""
    assert {"kind air_strike", "when 2021-06-14..2021-06-14"} <= slots(told, "air_strike")
    assert not any(line.startswith("where") for line in slots(told, "air_strike"))


def test_a_second_name_of_a_place_is_no_second_place(told: Told) -> None:
    """Rebels shelled Kobani (Ayn al-Arab) on Monday."""
    assert len([line for line in slots(told, "shelling") if line.startswith("where")]) == 1


def test_who_claimed_a_blast_is_not_asserted_to_have_done_it(told: Told) -> None:
    """The blast, claimed by the Levant Brigade, killed 13 soldiers."""
    assert "agent Levant Brigade (hedges)" in slots(told, "bombing")


def test_people_named_for_a_deed_can_be_targets(told: Told) -> None:
    """Police fired at protesters in Mandalay, killing two."""
    assert {"agent Police", "target protesters", "killed 2-2"} <= slots(told, "attack")


def test_an_aid_convoy_under_attack_is_its_target(told: Told) -> None:
    """The minister condemned the attack on an aid convoy near Juba."""
    assert {line.split()[0] for line in told} == {"attack"}
    assert any(line.startswith("target an aid convoy") for line in slots(told, "attack"))
