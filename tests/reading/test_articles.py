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
