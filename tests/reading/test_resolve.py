"""Whom pronouns, descriptions and shorter names mean: a test's docstring is its report."""

from __future__ import annotations

import pytest
from reads import PUBLISHED, claims, lines, meant, mention, read

from reportedly.model import ActorValue, Reading

CASES = [
    # pronouns
    ("Omar Haddad leads the Falcons Brigade. He fled to Turkey on Monday.", "He", "Omar Haddad"),
    ("The rebels left Homs. They fled to Idlib.", "They", "The rebels"),
    ("Samir Haddad left Homs. Police arrested him in Idlib.", "him", "Samir Haddad"),
    ("Samir Haddad left Homs with his family.", "his", "Samir Haddad"),
    ("The Falcons Brigade attacked Homs. It lost the battle.", "It", "Falcons Brigade"),
    ('The Falcons Brigade said: "We left the town."', "We", "Falcons Brigade"),
    ("Hayat Tahrir al-Sham captured Idlib. Its fighters then left.", "Its", "Hayat Tahrir al-Sham"),
    # descriptions
    ("Hayat Tahrir al-Sham captured Idlib. The group arrested six men.", "The group", "Hayat Tahrir al-Sham"),
    ("Hayat Tahrir al-Sham captured Idlib. The militia arrested six men.", "The militia", "Hayat Tahrir al-Sham"),
    ("The Syrian Observatory for Human Rights said 12 people died. The watchdog said a school was hit.", "The watchdog", "Syrian Observatory for Human Rights"),
    ("Police arrested Karim Nasser in Tunis. The activist was released on Tuesday.", "The activist", "Karim Nasser"),
    ("A watchdog said 12 people died in Homs. The army left, the Syrian Observatory for Human Rights said.", "A watchdog", "Syrian Observatory for Human Rights"),
    # places named again
    ("The army shelled Saraqib on Monday. The town was empty.", "The town", "Saraqib"),
    # shorter and other names
    ("Colonel Ahmad Saleh left Homs. Saleh said he was not paid.", "Saleh", "Ahmad Saleh"),
    ("Hayat Tahrir al-Sham (HTS) captured Idlib.", "HTS", "Hayat Tahrir al-Sham"),
    ("Jabhat al-Nusra attacked Aleppo. Nusra left in May.", "Nusra", "Jabhat al-Nusra"),
    ("President Bashar al-Assad visited Homs. Assad said the army had won.", "Assad", "President Bashar al-Assad"),
]  # fmt: skip


@pytest.mark.parametrize(("report", "words", "antecedent"), CASES, ids=[f"{w}: {r}" for r, w, _ in CASES])
def test_whom_the_words_mean(report: str, words: str, antecedent: str) -> None:
    assert meant(read(report, PUBLISHED), words) == antecedent


@pytest.mark.parametrize(
    ("report", "words"),
    [
        ("He left on Monday.", "He"),
        ("The town of Homs was quiet. They left on Monday.", "They"),
        (
            "Omar Haddad was killed. The road was open. It rained. The school was closed. The shops were shut. He left.",
            "He",
        ),
    ],
)
def test_a_pronoun_without_anybody_to_mean_stays_open(report: str, words: str) -> None:
    found = read(report, PUBLISHED)
    assert mention(found, words).antecedent is None


def test_he_does_not_mean_a_group(found: Reading) -> None:
    """The Falcons Brigade left Homs. He was not paid."""
    assert meant(found, "He") == "He"


def test_he_hit_him_are_two_persons(found: Reading) -> None:
    """Omar Haddad left Homs. Samir Saleh shot him."""
    assert meant(found, "him") == "Omar Haddad"


def test_a_pronoun_carries_the_name_and_says_how_it_is_known(found: Reading) -> None:
    """Omar Haddad leads the Falcons Brigade. He fled to Turkey on Monday."""
    (agent,) = claims(found, "agent")
    assert isinstance(agent.value, ActorValue)
    assert (agent.value.text, agent.value.name, agent.value.how) == ("He", "Omar Haddad", "pronoun")
    assert [e.text for e in agent.evidence][::2] == ["He", "Omar Haddad"]
    assert agent.value.actor in {mention(found, "He").id, mention(found, "Omar Haddad").id}


def test_a_description_carries_the_name_and_says_how_it_is_known(found: Reading) -> None:
    """Hayat Tahrir al-Sham captured Idlib. The group arrested six men in Hama."""
    agent = claims(found, "agent", "The group")[0]
    assert isinstance(agent.value, ActorValue)
    assert (agent.value.text, agent.value.name, agent.value.how) == ("The group", "Hayat Tahrir al-Sham", "description")


def test_spellings_of_one_group_are_one(found: Reading) -> None:
    """Maghawir al-Thawra left the base. Maghaweir al-Thowra fought. Police arrested men of Maghawir al Thawra."""
    roots = {meant(found, w) for w in ("Maghawir al-Thawra", "Maghaweir al-Thowra", "Maghawir al Thawra")}
    assert len(roots) == 1


def test_two_groups_with_a_word_in_common_are_two(found: Reading) -> None:
    """Jaysh al-Islam attacked Douma. Jaysh al-Fatah attacked Idlib. Jaysh al-Izza attacked Hama."""
    assert len({meant(found, w) for w in ("Jaysh al-Islam", "Jaysh al-Fatah", "Jaysh al-Izza")}) == 3


def test_an_acronym_with_two_letters_swapped_is_the_same_body(found: Reading) -> None:
    """The Delta Human Rights Committee blamed the army. Ten men died, said the DHCR."""
    assert meant(found, "DHCR") == "Delta Human Rights Committee"


def test_the_same_letters_in_another_order_are_another_body(found: Reading) -> None:
    """The Delta Human Rights Committee blamed the army. Ten men died, said the CRHD."""
    assert meant(found, "CRHD") == "CRHD"


def test_a_person_and_the_group_with_his_name_are_two(found: Reading) -> None:
    """Omar Haddad left Homs. The Haddad Brigade stayed."""
    assert meant(found, "Haddad Brigade") != "Omar Haddad"


def test_those_fleeing_are_whoever_fled_before() -> None:
    """Families fled the camp on Monday. Those fleeing went to Idlib."""
    got = lines(test_those_fleeing_are_whoever_fled_before.__doc__ or "", PUBLISHED)
    assert "displacement agent Families" in got
    assert "displacement origin the camp" in got or "displacement where the camp" in got


def test_the_bridge_is_the_one_that_was_named(found: Reading) -> None:
    """Planes hit the Zahrani Bridge on Monday. Engineers repaired the bridge."""
    assert meant(found, "the bridge") == "Zahrani Bridge"
