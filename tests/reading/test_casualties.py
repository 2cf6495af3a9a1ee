"""Tolls: who was killed, wounded, taken, displaced or is missing: a test's docstring is its report."""

from __future__ import annotations

import pytest
from reads import PUBLISHED, claims, label, lines, read, shown

from reportedly.model import Count, Reading

CASES: list[tuple[str, set[str]]] = [
    # subject, object, passive, participle
    ("At least 40 civilians died in the shelling of Douma.", {"shelling killed 40- civilians"}),
    ("The blast killed 12 people.", {"bombing killed 12-12"}),
    ("Dozens of fighters were killed in clashes near Hama.", {"armed_clash killed 24-99 fighters"}),
    ("Warplanes bombed Saraqib, killing four civilians.", {"air_strike killed 4-4 civilians"}),
    ("The raid, in which two soldiers died, was the third this year.", {"attack killed 2-2 security"}),
    # both in one sentence, one by each class
    ("The attack left 12 dead and 30 wounded.", {"attack killed 12-12", "attack injured 30-30"}),
    ("Gunfire killed eight farmers and wounded five others near Daraa.", {"killed 8-8 civilians", "injured 5-5"}),
    ("Three policemen and a woman were killed when a car bomb exploded in Kabul.", {"bombing killed 3-3 security", "bombing killed 1-1 women"}),
    ("The explosion wounded 12 children.", {"bombing injured 12-12 children"}),
    # headline
    ("Car bomb kills six in Azaz", {"bombing killed 6-6"}),
    # ends
    ("Up to 20 militants were killed in the air strike.", {"air_strike killed -20 fighters"}),
    ("A dozen soldiers died in the ambush.", {"killed 12-12 security"}),
    ("More than 30 people died in the strike.", {"air_strike killed 30-"}),
    ("Nearly 40 soldiers were captured by the rebels.", {"arrest detained 36-40 security"}),
    ("About 100 fighters died in the battle of Hama.", {"armed_clash killed 90-110 fighters"}),
    ("No one was killed in the strike on the base.", {"air_strike killed 0-0"}),
    # detained, displaced
    ("Police arrested six men in Tunis.", {"arrest detained 6-6"}),
    ("Thousands of people fled Idlib.", {"displacement displaced 2000-9999"}),
    # left, listed, brought to a sick-bed
    ("The shooting left five people injured in Mosul.", {"injured 5-5"}),
    ("The blast left 14 people dead and dozens in critical condition.", {"killed 14-14", "injured 24-99"}),
    ("A bomb exploded in Kabul. Three soldiers were taken to hospital.", {"injured 3-3 security"}),
    ("The bomb sent 14 people to the hospital.", {"injured 14-14"}),
    ("At least 20 residents were treated for burns after the strike.", {"injured 20- civilians"}),
    ("The driver suffered shrapnel wounds in the attack.", {"injured 1-1 staff"}),
    ("Two villagers arrived at the clinic with gunshot wounds.", {"injured 2-2 civilians"}),
    ("A 12-year-old boy was wounded by shelling in Douma.", {"shelling injured 1-1 children"}),
    # shot: hurt where nobody is said to have died, else only where the words mean a living person
    ("Three protesters were shot in Basra.", {"injured 3-3 civilians"}),
    ("Two teachers were fatally shot in Basra.", {"killed 2-2 staff"}),
    ("Two men were shot dead in Basra.", {"killed 2-2"}),
    ("A man was killed and two others were shot in Basra.", {"killed 1-1", "injured 2-2"}),
    ("Two men were shot in Basra. Both died.", {"killed 2-2"}),
    ("Gunmen shot at two policemen in Basra.", set()),
    # a single person who is pointed at
    ("The mayor was hurt in the blast.", {"bombing injured 1-1"}),
    ("Shells hit the house of Omar Haddad. The boy died.", {"killed 1-1 children"}),
    ("The town was shelled after a 4-year-old was shot in the hand.", {"injured 1-1"}),
    # no people
    ("Nobody else was hurt in the blast.", set()),
    ("The body had two wounds.", set()),
    # dead without an event named
    ("Two men died in Homs.", {"attack killed 2-2"}),
]  # fmt: skip
TOLLS = ("killed", "injured", "detained", "displaced", "missing")


@pytest.mark.parametrize(("report", "expected"), CASES, ids=[report for report, _ in CASES])
def test_toll(report: str, expected: set[str]) -> None:
    got = {line for line in lines(report, PUBLISHED) if any(f" {slot} " in f" {line} " for slot in TOLLS)}
    missing = {want for want in expected if not any(line.endswith(want) for line in got)}
    assert missing == set(), shown(read(report, PUBLISHED))
    assert len(got) == len(expected), f"more than {expected}: {got}"


def test_a_part_names_its_whole(found: Reading) -> None:
    """The blast killed 12 people, including four children."""
    whole, part = sorted(claims(found, "killed"), key=lambda c: c.evidence[0].start)
    assert isinstance(whole.value, Count)
    assert isinstance(part.value, Count)
    assert (label(whole.value), label(part.value)) == ("12-12", "4-4 children")
    assert (whole.value.of, part.value.of) == (None, whole.id)


def test_somebody_killed_by_name_is_one_and_is_the_target(told: frozenset[str]) -> None:
    """French troops killed Abu Hassan in northern Mali on Monday."""
    assert {"attack target Abu Hassan", "attack killed 1-1", "attack agent French troops"} <= told


def test_zero_is_said_not_denied(found: Reading) -> None:
    """No one was killed in the strike on the base."""
    (killed,) = claims(found, "killed")
    assert killed.stance == "asserts"


def test_who_died_of_wounds_is_among_the_dead(found: Reading) -> None:
    """Shelling wounded Omar Haddad in Douma. Haddad later died in hospital."""
    assert [c.slot for c in found.claims if c.slot in TOLLS] == ["killed"]


def test_another_one_is_not_the_one_who_died(found: Reading) -> None:
    """A rocket hit a school in Douma. A boy died and another boy was badly wounded."""
    assert {(c.slot, c.evidence[0].text) for c in found.claims if c.slot in TOLLS} == {
        ("killed", "A boy"),
        ("injured", "another boy"),
    }


def test_who_is_expected_to_live_is_hurt_now(found: Reading) -> None:
    """Shelling hit Douma and killed a farmer. His son is expected to survive."""
    (injured,) = claims(found, "injured")
    assert (injured.evidence[0].text, injured.stance) == ("His son", "asserts")


def test_the_words_of_a_person_hold_the_age(found: Reading) -> None:
    """A 12-year-old boy was wounded by shelling in Douma."""
    (injured,) = claims(found, "injured")
    assert injured.evidence[0].text == "A 12-year-old boy"


def test_two_voices_two_tolls(found: Reading) -> None:
    """The army said the strike killed 20 militants. Residents said the strike killed three farmers."""
    assert {
        (c.attribution[-1].speaker.name, label(c.value)) for c in claims(found, "killed") if c.attribution[-1].speaker
    } == {
        ("The army", "20-20 fighters"),
        ("Residents", "3-3 civilians"),
    }


def test_the_words_of_a_toll_are_the_number_and_who_it_counts(found: Reading) -> None:
    """At least 40 civilians died in the shelling of Douma."""
    (killed,) = claims(found, "killed")
    assert killed.evidence[0].text == "At least 40 civilians"
    assert "shelling" in [e.text for e in killed.evidence[1:]]


def test_numbers_of_things_are_no_toll(told: frozenset[str]) -> None:
    """The rebels destroyed 12 tanks and seized 300 rifles in Homs."""
    assert not any(f" {slot} " in line for slot in TOLLS for line in told)
