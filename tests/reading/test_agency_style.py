"""Ordinary agency sentences and headlines: who did what to how many, and who says so; a claim too many fails as well."""

from __future__ import annotations

from inspect import cleandoc

import pytest
from reads import PUBLISHED, lines, read, shown

TOLD = frozenset({"kind", "agent", "killed", "injured", "detained", "displaced", "instrument"})
CASES: list[tuple[str, set[str]]] = [
    # a finite verb that looks like a participle, and a speaker that looks like an apposition
    (
        "An air strike killed at least 12 people in a market in Homs on Monday, the mayor, Selim Demir, said.",
        {"air_strike kind air_strike by Selim Demir", "air_strike killed 12- by Selim Demir"},
    ),
    (
        "A raid by the army wounded at least nine herders near Gao, residents said.",
        {
            "attack kind attack by residents",
            "attack agent the army by residents",
            "attack injured 9- by residents",
        },
    ),
    (
        "The monitors say rebels injured at least 12 villagers in Idlib.",
        {
            "attack kind attack by The monitors",
            "attack agent rebels by The monitors",
            "attack injured 12- civilians by The monitors",
        },
    ),
    (
        "According to the army, a car bomb injured at least five villagers in Gao.",
        {
            "bombing kind bombing by the army",
            "bombing instrument car bomb by the army",
            "bombing injured 5- civilians by the army",
        },
    ),
    (
        "Two gunmen on a motorcycle killed more than 30 civilians in Borno, two security sources said.",
        {
            "attack kind attack by two security sources",
            "attack agent Two gunmen by two security sources",
            "attack killed 30- civilians by two security sources",
        },
    ),
    (
        "Shelling injured seven people in Kharkiv on Monday, the governor said.",
        {"shelling kind shelling by the governor", "shelling injured 7-7 by the governor"},
    ),
    (
        "Soldiers wounded more than 30 people in Homs late on Friday, a local official told Reuters.",
        {
            "attack kind attack by Reuters > a local official",
            "attack agent Soldiers by Reuters > a local official",
            "attack injured 30- by Reuters > a local official",
        },
    ),
    # shot dead
    (
        "Troops shot dead two protesters in Khartoum, witnesses said.",
        {
            "attack kind attack by witnesses",
            "attack agent Troops by witnesses",
            "attack killed 2-2 civilians by witnesses",
        },
    ),
    # persons are no events
    (
        "Bandits killed 20 villagers in Zamfara, residents and a lawmaker said.",
        {
            "attack kind attack by residents",
            "attack kind attack by a lawmaker",
            "attack agent Bandits by residents",
            "attack agent Bandits by a lawmaker",
            "attack killed 20-20 civilians by residents",
            "attack killed 20-20 civilians by a lawmaker",
        },
    ),
    # headlines
    ("Rebels attack town in northern Mali", {"attack kind attack", "attack agent Rebels"}),
    (
        "Soldiers shell village near border, wounding six",
        {"shelling kind shelling", "shelling agent Soldiers", "shelling injured 6-6"},
    ),
    ("Bomb kills seven in Kabul", {"bombing kind bombing", "bombing instrument Bomb", "bombing killed 7-7"}),
    (
        "Seven soldiers killed in ambush in Mali",
        {"armed_clash kind armed_clash", "armed_clash killed 7-7 security"},
    ),
    (
        "Rebel leader killed in air strike, army says",
        {"air_strike kind air_strike by army", "air_strike killed 1-1 by army"},
    ),
    # people keep their group, bodies what they are of
    (
        "Fighters from the Falcon Brigade seized an oil field near Homs, the ministry of defence said.",
        {
            "territory_captured kind territory_captured by the ministry of defence",
            "territory_captured agent Fighters from the Falcon Brigade by the ministry of defence",
        },
    ),
    # patients are not hurt by being killed, nor do the displaced fight
    (
        "Warplanes bombed a hospital in Idlib, killing at least ten patients.",
        {"air_strike kind air_strike", "air_strike agent Warplanes", "air_strike killed 10- civilians"},
    ),
    (
        "At least 60 people were reported killed in the raid.",
        {"attack kind attack", "attack killed 60-"},
    ),
    (
        "ADF rebels hacked to death at least 14 people near Beni.",
        {"attack kind attack", "attack agent ADF rebels", "attack killed 14-"},
    ),
    # who owns up
    (
        "The Taliban denied involvement in the blast.",
        {"bombing kind bombing by Taliban", "bombing agent Taliban by Taliban (denies)"},
    ),
    ("There was no immediate claim of responsibility for the attack.", {"attack kind attack"}),
    # shells do not deploy, drones commit no suicide, "an unknown number" is no number
    (
        "A woman was killed when a shell landed on a house in Kherson.",
        {"shelling kind shelling", "shelling instrument a shell", "shelling killed 1-1 women"},
    ),
    (
        "Russian troops shelled Nikopol with artillery and kamikaze drones.",
        {
            "shelling kind shelling",
            "shelling agent Russian troops",
            "shelling instrument artillery and kamikaze drones",
        },
    ),
    (
        "Militants ambushed troops near Gao, killing an unknown number of soldiers.",
        {"armed_clash kind armed_clash", "armed_clash agent Militants"},
    ),
    # the dead are found, prisoners are let go, and people who are captured are no territory
    (
        "The bodies of 12 men with gunshot wounds were discovered near Goma, the mayor said.",
        {"attack killed 12-12 by the mayor"},
    ),
    (
        "Gunmen stormed a prison and freed 300 inmates, the governor said.",
        {
            "attack kind attack by the governor",
            "attack agent Gunmen by the governor",
            "release kind release by the governor",
            "release agent Gunmen by the governor",
        },
    ),
    (
        "State media blamed the attack on rebels.",
        {"attack kind attack by State media", "attack agent rebels by State media"},
    ),
    (
        "The governor said Ukrainian shelling killed two people in the village of Rakitnoye.",
        {
            "shelling kind shelling by The governor",
            "shelling agent Ukraine by The governor",
            "shelling killed 2-2 by The governor",
        },
    ),
    (
        "Fifteen people were wounded and taken to a hospital in Niamey.",
        {"attack injured 15-15"},
    ),
    ("No group claimed responsibility for the attack.", {"attack kind attack"}),
    (
        "Breaking: Car bomb kills eight in Kabul",
        {"bombing kind bombing", "bombing instrument Car bomb", "bombing killed 8-8"},
    ),
    # what burns is not fired
    (
        "Houthi rebels launched a drone at an oil tanker in the Red Sea, causing a fire.",
        {"drone_strike kind drone_strike", "drone_strike agent Houthi rebels"},
    ),
]


@pytest.mark.parametrize(("report", "expected"), CASES, ids=[report[:60] for report, _ in CASES])
def test_what_an_agency_sentence_says(report: str, expected: set[str]) -> None:
    told = {line for line in lines(report, PUBLISHED) if line.split()[1] in TOLD}
    assert told == expected, shown(read(report, PUBLISHED))


def test_a_place_before_the_colon_of_a_heading_says_nothing() -> None:
    """Sudan: drone strike kills 11 at funeral

    KHARTOUM, 4 November 2025 - A drone strike killed 11 people at a funeral, medics said.
    """
    report = cleandoc(test_a_place_before_the_colon_of_a_heading_says_nothing.__doc__ or "")
    said = {line for line in lines(report) if " killed " in line}
    assert said == {"drone_strike killed 11-11", "drone_strike killed 11-11 by medics"}, shown(read(report))
