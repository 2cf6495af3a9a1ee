"""Which events a report tells of: each case is its own report, with lines that must be read and no event of other kinds."""

from __future__ import annotations

import pytest
from reads import PUBLISHED, lines, read, shown

from reportedly import kinds

CASES: list[tuple[str, tuple[str, ...]]] = [
    # one or more reports for each family of kinds; active
    ("Rebels clashed with soldiers near Aleppo on Friday.", ("armed_clash agent Rebels", "armed_clash target soldiers", "armed_clash where near Aleppo")),
    ("Warplanes bombed the town of Saraqib on Monday, killing four civilians.", ("air_strike agent Warplanes", "air_strike where Saraqib", "air_strike killed 4-4 civilians")),
    ("A drone strike killed a commander of the brigade in Idlib.", ("drone_strike where Idlib", "drone_strike killed 1-1")),
    ("The army shelled the village of Kafr Nabl with mortars.", ("shelling agent The army", "shelling where Kafr Nabl", "shelling instrument mortars")),
    ("A car bomb exploded outside a police station in Kabul, wounding nine people.", ("bombing where outside Kabul", "bombing injured 9-9")),
    ("A suicide bomber blew himself up at a checkpoint in Baghdad, killing 12 soldiers.", ("suicide_bombing where Baghdad", "suicide_bombing killed 12-12 security")),
    ("The regime carried out a chemical attack on Douma.", ("chemical_attack agent The regime", "chemical_attack where Douma")),
    ("Militants attacked a village near Gao, killing five civilians.", ("attack agent Militants", "attack target a village", "attack where near Gao", "attack killed 5-5 civilians")),
    ("The rebels assassinated the mayor of Mosul on Sunday.", ("assassination agent The rebels", "assassination when 2021-06-13..2021-06-13")),
    ("The rebels executed two officers in Raqqa.", ("execution agent The rebels", "execution target two officers", "execution where Raqqa")),
    ("Militants abducted two doctors in Benghazi.", ("abduction agent Militants", "abduction target two doctors", "abduction where Benghazi")),
    ("The rape of two women by soldiers in Goma was documented in May.", ("sexual_violence agent soldiers", "sexual_violence target two women", "sexual_violence where Goma")),
    ("Guards tortured the man for three days in a cellar in Damascus.", ("torture agent Guards", "torture target the man", "torture where Damascus")),
    ("Government forces besieged the town of Madaya for two months.", ("siege agent Government forces", "siege where Madaya")),
    ("Rebels captured the town of Jisr al-Shughur from the army.", ("territory_captured agent Rebels", "territory_captured where Jisr al-Shughur", "territory_captured target the army")),
    ("The army handed over the base to the police.", ("territory_transferred agent The army", "territory_transferred target the police", "territory_transferred where the base")),
    ("US troops withdrew from Manbij.", ("withdrawal agent US troops", "withdrawal origin Manbij")),
    ("Russia deployed a battalion to the Hmeimim air base.", ("deployment agent Russia", "deployment destination Hmeimim")),
    ("Turkey set up an observation post near Morek.", ("base_established agent Turkey", "base_established where near Morek")),
    ("Thousands of people fled Idlib for the Turkish border.", ("displacement displaced 2000-9999", "displacement origin Idlib")),
    ("Buses evacuated hundreds of civilians from Homs to Idlib.", ("evacuation instrument Buses", "evacuation origin Homs", "evacuation destination Idlib")),
    ("Colonel Ahmad Saleh defected from the army to the rebels.", ("defection agent Ahmad Saleh", "defection target the army")),
    ("Eleven conscripts deserted from the army in Kherson.", ("desertion target the army",)),
    ("Forty men of the brigade surrendered to the army in Daraa.", ("surrender target the army", "surrender where Daraa")),
    ("Police arrested six men in Tunis.", ("arrest agent Police", "arrest target six men", "arrest detained 6-6", "arrest where Tunis")),
    ("The militants released the aid worker on Tuesday.", ("release agent The militants", "release target the aid worker", "release when 2021-06-15..2021-06-15")),
    ("Lebanon expelled the sheikh in May.", ("expulsion agent Lebanon", "expulsion target the sheikh", "expulsion when 2021-05-01..2021-05-31")),
    ("Customs officers seized 200 kilograms of heroin in Mosul.", ("seizure agent Customs officers", "seizure where Mosul")),
    ("The traders smuggled weapons from Iraq into Syria.", ("smuggling equipment weapons", "smuggling origin Iraq", "smuggling destination Syria")),
    ("Fighters looted shops in Afrin.", ("looting agent Fighters", "looting target shops", "looting where Afrin")),
    ("Soldiers burned down houses in Raqqa.", ("property_destruction agent Soldiers", "property_destruction target houses", "property_destruction where Raqqa")),
    ("Iran supplied missiles to the Houthis.", ("arms_transfer agent Iran", "arms_transfer target the Houthis")),
    ("The Red Crescent delivered aid to Douma.", ("aid_delivery agent Red Crescent", "aid_delivery where Douma")),
    ("The government and the rebels signed an agreement in Doha.", ("agreement agent The government", "agreement agent the rebels", "agreement where Doha")),
    ("The two sides declared a ceasefire.", ("ceasefire agent The two sides",)),
    ("The army violated the ceasefire on Saturday.", ("ceasefire_violation agent The army", "ceasefire_violation when 2021-06-12..2021-06-12")),
    ("Envoys of both sides held talks in Doha.", ("talks agent Envoys", "talks where Doha")),
    ("The United States imposed sanctions on the company.", ("sanction agent United States",)),
    ("A court in Koblenz convicted the officer in May.", ("trial agent A court", "trial where Koblenz", "trial when 2021-05-01..2021-05-31")),
    ("Thousands protested in Beirut against the government.", ("protest target the government", "protest where Beirut")),
    ("Rioters threw stones at police in Baghdad.", ("riot agent Rioters", "riot target police", "riot where Baghdad")),
    ("Sappers cleared mines from the road near Palmyra.", ("other where near Palmyra",)),
    ("Two brigades merged into the Levant Front in May.", ("group_change agent Two brigades", "group_change when 2021-05-01..2021-05-31")),
    # passive
    ("The mayor of Mosul was assassinated on Sunday.", ("assassination target The mayor", "assassination when 2021-06-13..2021-06-13")),
    ("The city of Raqqa was shelled by the army.", ("shelling agent the army", "shelling where Raqqa")),
    ("The town of Ras al-Ain was captured by Turkish troops.", ("territory_captured agent Turkish troops", "territory_captured where Ras al-Ain")),
    ("Two officers were arrested by police in Tunis.", ("arrest agent police", "arrest target Two officers", "arrest where Tunis")),
    # nominal
    ("The kidnapping of a priest by armed men in Homs was reported on Thursday.", ("abduction agent armed men", "abduction target a priest", "abduction where Homs")),
    ("The siege of Madaya by government forces began in May.", ("siege agent government forces", "siege where Madaya", "siege when 2021-05-01..2021-05-31")),
    ("The capture of Mosul by Islamic State came in June 2014.", ("territory_captured agent Islamic State", "territory_captured where Mosul", "territory_captured when 2014-06-01..2014-06-30")),
    ("Turkey's shelling of Afrin wounded three children.", ("shelling agent Turkey", "shelling where Afrin", "shelling injured 3-3 children")),
    ("The defection of a general to the rebels was announced on Friday.", ("defection agent a general",)),
    ("The arrest of the lawyer by police in Cairo came on Monday.", ("arrest agent police", "arrest target the lawyer", "arrest where Cairo", "arrest when 2021-06-14..2021-06-14")),
    ("The strikes on Saraqib killed 14 people on Monday.", ("air_strike where Saraqib", "air_strike killed 14-14", "air_strike when 2021-06-14..2021-06-14")),
    # relative clauses and participles
    ("Colonel Ahmad Saleh, who defected from the army last year, spoke in Paris.", ("defection agent Ahmad Saleh", "defection target the army", "defection when 2020-01-01..2020-12-31")),
    ("Fighters who captured the town in May have now left.", ("territory_captured agent Fighters", "territory_captured when 2021-05-01..2021-05-31", "withdrawal agent Fighters")),
    ("Rebels fighting in Daraa surrendered to the army.", ("armed_clash agent Rebels", "armed_clash where Daraa", "surrender agent Rebels", "surrender target the army")),
    ("Families fleeing Baghuz reached the river.", ("displacement agent Families", "displacement origin Baghuz")),
    # light verbs
    ("The army carried out an attack on the town of Hass.", ("attack agent The army", "attack where Hass")),
    ("The town came under attack by militants on Sunday.", ("attack agent militants", "attack target The town", "attack when 2021-06-13..2021-06-13")),
    ("The police made several arrests in Cairo.", ("arrest agent The police", "arrest where Cairo")),
    ("Envoys reached an agreement in Vienna.", ("agreement agent Envoys",)),
    ("Clashes between the army and rebels took place in Hama.", ("armed_clash agent the army", "armed_clash target rebels", "armed_clash where Hama")),
    # the style of headlines
    ("Car bomb kills six in Azaz", ("bombing killed 6-6", "bombing where Azaz")),
    ("Palmyra falls to Islamic State", ("territory_captured agent Islamic State", "territory_captured where Palmyra")),
    ("Rebels withdraw from Homs", ("withdrawal agent Rebels", "withdrawal origin Homs")),
    # who gained and who lost
    ("Islamic State lost the city of Manbij to Kurdish fighters.", ("territory_captured agent Kurdish fighters", "territory_captured target Islamic State", "territory_captured where Manbij")),
]  # fmt: skip


def test_the_cases_cover_every_kind() -> None:
    assert {line.split()[0] for _, expected in CASES for line in expected} == set(kinds.load().names())


@pytest.mark.parametrize(("report", "expected"), CASES, ids=[report for report, _ in CASES])
def test_events_of_a_short_report(report: str, expected: tuple[str, ...]) -> None:
    got = lines(report, PUBLISHED)
    found = read(report, PUBLISHED)
    assert set(expected) - got == set(), shown(found)
    assert {frame.kind for frame in found.frames} == {want.split()[0] for want in expected}, shown(found)


NOTHING = [
    "The war-battered country has few schools.",
    "The group, banned in Russia, has an office in Geneva.",
    "The mayor called for calm to prevent further bloodshed.",
    "The ministry does not recognise the vote as legitimate.",
    "Children gathered outside the school.",
    "The minister visited a school in Geneva.",
    "The army is the largest in the region.",
    "Samir Haddad is a doctor from Homs.",
    "It rained on Monday in Damascus.",
    "The village has a school and a market.",
]


@pytest.mark.parametrize("report", NOTHING)
def test_no_event_where_none_is_told(report: str) -> None:
    found = read(report, PUBLISHED)
    assert [frame.trigger.text for frame in found.frames] == []


@pytest.mark.parametrize(
    "report",
    [
        "The army said that it was ready.",
        "The rebels denied the charge.",
        "The group claimed responsibility.",
        "The minister blamed the rebels.",
    ],
)
def test_saying_denying_and_blaming_are_no_events(report: str) -> None:
    assert [frame.kind for frame in read(report, PUBLISHED).frames] == []


KINDS: list[tuple[str, set[str]]] = [
    # words that name one attacker are no clash, a killing of fighters by an armed side is
    ("Rebels stormed the headquarters of the army.", {"attack"}),
    ("The brigade attacked fighters of the Levant Front.", {"attack"}),
    ("The brigade killed six fighters of the Levant Front.", {"armed_clash"}),
    # what was struck does not tell with what
    ("The army hit a rocket depot in Sirte.", {"attack"}),
    ("The army hit the depot with rockets in Sirte.", {"shelling"}),
    # a strike that is new to the text takes its kind from no other
    ("Rockets hit Sirte on Monday. A military strike on the port is being prepared.", {"shelling", "attack"}),
    ("In retaliation for the ambush, the army shelled Bara.", {"armed_clash", "shelling"}),
    ("Since the war broke out, 15,000 people have been killed in Sudan.", {"armed_clash"}),
]


@pytest.mark.parametrize(("report", "expected"), KINDS, ids=[report for report, _ in KINDS])
def test_which_kind_the_words_name(report: str, expected: set[str]) -> None:
    found = read(report, PUBLISHED)
    assert {frame.kind for frame in found.frames} == expected, shown(found)


def test_a_war_that_only_dates_says_no_kind() -> None:
    found = read("Homs has seen much since the outbreak of the war in March 2011.", PUBLISHED)
    assert [claim for claim in found.claims if claim.slot == "kind"] == []
