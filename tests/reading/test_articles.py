"""Running reports of several paragraphs: voices that go on, lists of places, words that only describe, and who is blamed."""

from __future__ import annotations

Told = frozenset[str]


def said(told: Told, *parts: str) -> list[str]:
    """The lines that begin with the first of these words and have the others."""
    return sorted(line for line in told if line.startswith(parts[0]) and all(p in line for p in parts))


def test_he_said_is_the_one_who_spoke_last(told: Told) -> None:
    """Thirty armed men fired on the market, a resident of the village told Ardan Infos by telephone.

    "They shot dead three guards," he said.
    """
    assert "attack killed 3-3 by a resident" in told
    assert "attack agent a resident by a resident" not in told


def test_he_goes_on_with_the_named_brother(told: Told) -> None:
    """Radio Ardan's Omar Saleh, reporting from Homs, said the judge had survived two attacks.

    "He was warned," his brother, Nasser al-Darwi, said. He accused cells of the Nasr Front of planting the bomb.
    """
    assert "bombing kind bombing by Nasser al-Darwi" in told


def test_the_commander_is_the_one_who_spoke_before(told: Told) -> None:
    """Brigadier General Hazar Selim told Radio Ardan that his troops had advanced. "We killed 60 militants," he said.

    Coalition jets carried out 14 air strikes, the commander added.
    """
    assert "air_strike kind air_strike by Hazar Selim" in told


def test_he_is_never_a_service(told: Told) -> None:
    """Three men were taken away by the General Intelligence Service. He said that two of them were killed."""
    assert not [line for line in told if "Service" in line and " by " in line]


def test_a_statement_between_saying_and_said_is_no_second_voice(told: Told) -> None:
    """The Nasr Front said in an online statement that its fighters had shelled Homs."""
    assert "shelling kind shelling by Nasr Front" in told


def test_a_centre_keeps_what_it_is_for(told: Told) -> None:
    """The Nile Centre for Rights said police arrested 23 activists."""
    assert "arrest kind arrest by Nile Centre for Rights" in told


def test_the_rebels_are_not_the_eighteen_dead(told: Told) -> None:
    """Clashes left 18 rebels dead. The rebels said they had shelled Homs."""
    assert "shelling kind shelling by The rebels" in told


def test_every_village_of_a_list_is_a_place(told: Told) -> None:
    """Troops captured the villages of Mufara, Tel Hamoud, Warduk and Sheikh Amer on Monday."""
    places = said(told, "territory_captured where")
    assert places == [f"territory_captured where {name}" for name in ("Mufara", "Sheikh Amer", "Tel Hamoud", "Warduk")]


def test_losses_inflicted_on_them_are_not_those_of_the_doer(told: Told) -> None:
    """The air force bombed rebel positions in Homs, inflicting heavy losses upon them."""
    assert not said(told, "air_strike target", "air force")


def test_a_fourth_was_injured(told: Told) -> None:
    """Three soldiers were killed and a fourth was injured in Homs."""
    assert {"attack killed 3-3 security", "attack injured 1-1"} <= told


def test_killed_or_wounded_is_at_most_that_many_of_each(told: Told) -> None:
    """Gunmen killed or wounded 15 villagers near Homs."""
    assert {"attack killed -15 civilians", "attack injured -15 civilians"} <= told


def test_more_than_so_many_killed_or_wounded_counts_neither(told: Told) -> None:
    """More than 10,000 civilians were killed or injured in Homs last year."""
    assert not [line for line in told if " killed " in line or " injured " in line]


def test_eliminated_is_killed_and_neutralised_is_not(told: Told) -> None:
    """Army units eliminated 12 militants in Homs. Troops neutralised 14 militants near Palmyra on Monday."""
    assert [line for line in told if "killed 12-12" in line]
    assert not [line for line in told if "killed 14-14" in line]
    assert [line for line in told if "target 14 militants" in line]


def test_settlements_are_places_and_armed_trucks_no_transfer(told: Told) -> None:
    """Jets destroyed 12 trucks armed with heavy machine guns. Officers met elders of three settlements in Homs."""
    assert not said(told, "arms_transfer")
    assert not said(told, "agreement")


def test_an_occupying_army_and_held_districts_are_descriptions(told: Told) -> None:
    """Fighters shelled a convoy of the occupying army and the rebel held districts of Homs."""
    assert not said(told, "territory_captured")
    assert not said(told, "arrest")


def test_captured_hills_are_nobody_detained(told: Told) -> None:
    """Troops captured two hills near Homs."""
    assert not [line for line in told if " detained " in line]


def test_armed_men_who_arrive_are_not_displaced(told: Told) -> None:
    """About thirty heavily armed men arrived in Homs on motorbikes."""
    assert not said(told, "displacement")


def test_a_strike_taken_for_granted_is_not_what_is_denied(told: Told) -> None:
    """The council denied that there were any fighters in the district that was hit."""
    assert not [line for line in told if "(denies)" in line and " kind " in line]


def test_a_group_that_declared_a_truce_does_not_say_the_rest(told: Told) -> None:
    """The ministry said that its jets struck no groups which have declared a ceasefire."""
    assert not said(told, "air_strike", "> ")


def test_gunmen_who_clash_with_police_do_not_riot(told: Told) -> None:
    """Gunmen clashed with police in Homs."""
    assert "armed_clash kind armed_clash" in told


def test_protesters_who_clash_with_police_riot(told: Told) -> None:
    """Protesters clashed with police in Homs."""
    assert "riot kind riot" in told


def test_blame_without_the_deed_names_the_doer_of_the_last_one(told: Told) -> None:
    """A roadside bomb killed six people in Homs. The governor blamed the Nasr Front."""
    assert "bombing agent Nasr Front by The governor" in told


def test_involvement_denied_is_an_agent_denied(told: Told) -> None:
    """A roadside bomb killed six people in Homs. The Taliban denied involvement."""
    assert "bombing agent Taliban by Taliban (denies)" in told


def test_no_group_claims_is_nobody(told: Told) -> None:
    """A roadside bomb killed six people in Homs. No group claimed responsibility."""
    assert not said(told, "bombing agent")


def test_raids_that_arrest_are_not_from_the_air(told: Told) -> None:
    """A militant was killed in a drone strike near Homs on Monday. Police detained 17 men in overnight raids in Palmyra."""
    assert len(said(told, "drone_strike kind")) == 1


def test_a_spokesman_has_the_name_behind_his_title(told: Told) -> None:
    """Two men died in a raid in Homs, the coalition spokesman, Colonel Turki al-Maliki, said in a statement."""
    assert "attack killed 2-2 by Turki al-Maliki" in told


def test_a_spokesman_for_a_group_has_the_name_behind_the_group(told: Told) -> None:
    """A spokesman for the Taliban, Hamid Tarqi, said two soldiers died in a raid in Homs."""
    assert said(told, "attack killed 2-2", "Hamid Tarqi")


def test_the_head_of_an_office_has_the_name_behind_it(told: Told) -> None:
    """The head of the regional administration Pavlo Koval said two people were killed in Siversk."""
    assert said(told, "attack killed 2-2", "by Pavlo Koval")


def test_a_rank_of_two_words_is_no_part_of_the_name(told: Told) -> None:
    """Spokesman Major General Igor Tarasov said two men died in a raid in Homs."""
    assert "attack killed 2-2 by Igor Tarasov" in told


def test_a_news_site_has_the_name_behind_it(told: Told) -> None:
    """An Israeli strike hit a convoy near Homs, according to the opposition news site Enab."""
    assert "air_strike kind air_strike by Enab" in told


def test_weapons_behind_the_target_and_dropped_bombs_are_instruments(told: Told) -> None:
    """Warplanes targeted the Shaar district with cluster bombs. Helicopters dropped 16 barrel bombs on Darayya."""
    assert "air_strike instrument cluster bombs" in told
    assert said(told, "air_strike instrument", "barrel bombs")


def test_bombs_at_the_start_of_a_line_are_no_doers(told: Told) -> None:
    """Barrel bombs killed seven people in Darayya."""
    assert "air_strike instrument Barrel bombs" in told
    assert not said(told, "air_strike agent")


def test_a_vehicle_that_struck_a_mine_was_hit(told: Told) -> None:
    """A military vehicle struck a mine near Gossi on Tuesday."""
    assert "bombing target A military vehicle" in told
    assert not said(told, "bombing agent")


def test_dead_and_wounded_of_one_toll_have_one_voice(told: Told) -> None:
    """An attack was reported in Homs. The health ministry put the toll at 24 dead and 57 wounded."""
    assert {line.split(" ", 1)[1] for line in told if "ministry" in line} >= {
        "killed 24-24 by The health ministry",
        "injured 57-57 by The health ministry",
    }


def test_the_toll_was_six(told: Told) -> None:
    """Shelling hit Homs. The Observatory said the toll was six."""
    assert [line for line in told if "killed 6-6 by The Observatory" in line or "killed 6-6 by Observatory" in line]


def test_fled_to_a_name_is_no_purpose(told: Told) -> None:
    """Residents of the village have begun to flee to Djibo, some 30 kilometres away."""
    assert "displacement destination Djibo" in told
    assert not said(told, "displacement motive")


def test_whoever_claimed_the_attack_did_it(told: Told) -> None:
    """An attack killed six people in Homs. The Nasr Front claimed the attack."""
    assert "attack agent Nasr Front by Nasr Front" in told


def test_an_army_that_presses_an_offensive_says_nothing(told: Told) -> None:
    """Air raids kill 13 in Idlib as army presses offensive

    Idlib has seen fighting for months.
    """
    assert not [line for line in told if " by army" in line]


def test_a_resident_has_the_name_behind_him(told: Told) -> None:
    """ "They bombed the market," a resident, Omar Tash, told Levant Wire."""
    assert [line for line in told if "Omar Tash" in line]


def test_those_abducted_at_the_end_of_a_long_sentence_are_no_doers(told: Told) -> None:
    """Bandits stormed a college in Kaduna state late on Thursday and abducted at least 30 students, the governor said."""
    assert not [line for line in told if "agent at least 30 students" in line]
    assert said(told, "abduction detained 30-")


def test_a_number_since_the_start_of_a_war_is_its_toll(told: Told) -> None:
    """Since the start of the full-scale invasion, 1,500 civilians, including 70 children, have been killed in the region."""
    assert [line for line in told if "killed 1500-1500 civilians" in line]


def test_a_general_staff_is_a_body(told: Told) -> None:
    """Ukrainian forces repelled six attacks near Lyman, the General Staff said."""
    assert said(told, "armed_clash kind", "General Staff")


def test_an_army_that_repelled_the_attack_did_not_make_it(told: Told) -> None:
    """Nine villagers died in Arbinda in an attack which the army said it had repelled, killing 80 militants."""
    assert not said(told, "attack agent")
    assert not said(told, "attack killed 80-80")
    assert said(told, "armed_clash killed 80-80")


def test_we_in_a_statement_of_our_own_is_its_author(told: Told) -> None:
    """In the name of the people. We announce that nine soldiers were killed in an ambush near Homs."""
    assert [line for line in told if line.endswith("killed 9-9 security")]


def test_both_states_of_a_joint_strike_did_it(told: Told) -> None:
    """Russian-Syrian strikes hit a house near Homs on Monday."""
    assert {"air_strike agent Russia", "air_strike agent Syria"} <= told


def test_an_acronym_before_the_hyphen_did_it_too(told: Told) -> None:
    """US-British strikes hit a house near Homs on Monday."""
    assert {line.removeprefix("air_strike agent ") for line in told if " agent " in line} & {"US", "United States"}
    assert "air_strike agent United Kingdom" in told
