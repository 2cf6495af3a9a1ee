"""Which words of a report name an actor, a place, a time, a count or a medium: a test's docstring is its report."""

from __future__ import annotations

import pytest
from reads import PUBLISHED, label, mention, read

from reportedly.model import Mention, Reading


def typed(found: Reading, words: str) -> tuple[str, str | None]:
    """Type and actor kind of the mention with exactly these words."""
    one = mention(found, words)
    return one.type, one.kind


def value(one: Mention) -> str:
    assert one.value is not None
    return label(one.value)


NAMES = [
    # names with particles, hyphens, apostrophes, letters of other alphabets
    ("Samir al-Khidr left Homs.", "Samir al-Khidr", "person"),
    ("Abu Bakr al-Baghdadi spoke in Mosul.", "Abu Bakr al-Baghdadi", "person"),
    ("Ivan de la Cruz was arrested in Caracas.", "Ivan de la Cruz", "person"),
    ("Jan van Dijk was arrested in Caracas.", "Jan van Dijk", "person"),
    ("Médecins Sans Frontières said that 12 people died in Kunduz.", "Médecins Sans Frontières", "organisation"),
    ("Police arrested Karim Nasser in Tunis.", "Karim Nasser", "person"),
    # groups by name, by acronym, by people
    ("Hayat Tahrir al-Sham captured Idlib.", "Hayat Tahrir al-Sham", "armed_group"),
    ("Fighters of HTS captured Idlib.", "HTS", "armed_group"),
    ("Ahrar al-Sham left Idlib.", "Ahrar al-Sham", "armed_group"),
    ("The ICRC delivered aid to Daraa.", "ICRC", "organisation"),
    ("Syrians protested in Berlin.", "Syrians", "people"),
    ("US troops withdrew from Manbij.", "US troops", "state_force"),
    ("The Syrian Observatory for Human Rights said two men died.", "Syrian Observatory for Human Rights", "monitor"),
    ("Taliban fighters left Kandahar.", "Taliban fighters", "armed_group"),
    # descriptions
    ("Two women were arrested in Cairo.", "Two women", "people"),
    # titles belong to nobody's name
    ("Colonel Ahmad Saleh left Hama.", "Ahmad Saleh", "person"),
    ("Sheikh Omar Haddad was arrested in Tunis.", "Omar Haddad", "person"),
]  # fmt: skip


@pytest.mark.parametrize(("report", "words", "kind"), NAMES, ids=[words for _, words, _ in NAMES])
def test_an_actor_and_its_kind(report: str, words: str, kind: str) -> None:
    assert typed(read(report, PUBLISHED), words) == ("actor", kind)


PLACES = [
    ("The convoy reached Palmyra on Monday.", "Palmyra", "Palmyra"),
    ("The convoy left the base at al-Tanf.", "al-Tanf", "al-Tanf"),
    ("The convoy left the base at al Tanf.", "al Tanf", "al Tanf"),
    ("Rebels captured the town of Jisr al-Shughur.", "Jisr al-Shughur", "Jisr al-Shughur"),
    ("The army shelled Kafr Nabl.", "Kafr Nabl", "Kafr Nabl"),
    ("The rebels fled to Jordan's border.", "Jordan", "Jordan"),
    ("Ships left Tripoli, Libya, on Monday.", "Tripoli", "Tripoli"),
    ("Residents of Aleppo’s old town fled.", "Aleppo", "Aleppo"),
    # lists of strikes put a capital on "near"; sites by their own name
    ("Near Al Shadaddi, two strikes destroyed a vehicle.", "Al Shadaddi", "Al Shadaddi"),
    ("Planes hit targets near the Zahrani Bridge.", "Zahrani Bridge", "Zahrani Bridge"),
    ("Strikes in Syria continued.", "Syria", "Syria"),
]  # fmt: skip


@pytest.mark.parametrize(("report", "words", "name"), PLACES, ids=[f"{words}: {report}" for report, words, _ in PLACES])
def test_a_place_and_its_name(report: str, words: str, name: str) -> None:
    one = mention(read(report, PUBLISHED), words)
    assert (one.type, value(one)) == ("place", name)


def test_a_possessive_without_its_apostrophe_is_the_country(found: Reading) -> None:
    """The rebels fled to Jordans border from a camp in Jordan."""
    without, plain = mention(found, "Jordans"), mention(found, "Jordan")
    assert (without.type, plain.type) == ("place", "place")
    assert without.candidates == plain.candidates != ()


@pytest.mark.parametrize(
    ("report", "words"),
    [
        ("Al-Khidr left the base. Samir al-Khidr has six children.", "Al-Khidr"),
        ("Homs was quiet. President Bashar al-Assad visited the city.", "President Bashar al-Assad"),
    ],
)
def test_a_person_is_no_place(report: str, words: str) -> None:
    assert typed(read(report, PUBLISHED), words) == ("actor", "person")


STATES = [
    ("Damascus accused Ankara of shelling Idlib.", "Ankara"),
    ("A U.S. strike hit the compound.", "U.S."),
    ("Nations that took part in the strikes include Canada and Denmark.", "Denmark"),
    ("Moscow worked closely with Turkey on the truce.", "Turkey"),
    ("The talks between Turkey and Russia failed.", "Russia"),
    ("Iran’s support kept the army in the field.", "Iran"),
]  # fmt: skip


@pytest.mark.parametrize(("report", "words"), STATES, ids=[report for report, _ in STATES])
def test_a_country_that_acts_or_is_dealt_with_is_its_state(report: str, words: str) -> None:
    assert mention(read(report, PUBLISHED), words).type == "actor"


@pytest.mark.parametrize(
    ("report", "words"),
    [("The army shelled Hama in May 2021.", "May"), ("Planes took off from HMS Ocean on Monday.", "Ocean")],
)
def test_a_month_and_a_ship_are_no_place(report: str, words: str) -> None:
    assert not [m for m in read(report, PUBLISHED).mentions if m.type == "place" and words in m.text]


def test_a_vague_source_is_an_actor_by_its_whole_words(found: Reading) -> None:
    """Some rebel sources said that the town fell."""
    one = mention(found, "Some rebel sources")
    assert (one.type, one.how) == ("actor", "description")


TIMES = [
    ("The army shelled Hama on 3 May 2021.", "2021-05-03..2021-05-03"),
    ("The army shelled Hama on Monday.", "2021-06-14..2021-06-14"),
    ("The army shelled Hama last week.", "2021-06-07..2021-06-13"),
    ("The army shelled Hama earlier this month.", "2021-06-01..2021-06-16"),
    ("The army shelled Hama in May.", "2021-05-01..2021-05-31"),
    ("The army shelled Hama in 2014.", "2014-01-01..2014-12-31"),
    ("The army shelled Hama yesterday.", "2021-06-15..2021-06-15"),
]  # fmt: skip


@pytest.mark.parametrize(("report", "days"), TIMES, ids=[days for _, days in TIMES])
def test_a_time_and_its_days(report: str, days: str) -> None:
    found = [m for m in read(report, PUBLISHED).mentions if m.type == "time"]
    assert [value(m) for m in found] == [days]


def test_without_a_date_of_publication_no_year_is_guessed() -> None:
    """The army shelled Hama on 3 May."""
    found = [
        m
        for m in read(test_without_a_date_of_publication_no_year_is_guessed.__doc__ or "").mentions
        if m.type == "time"
    ]
    assert [value(m) for m in found] == ["XXXX-05-03..XXXX-05-03"]


COUNTS = [
    ("Police arrested six men in Tunis.", "six", "6-6"),
    ("Police arrested at least 12 men in Tunis.", "at least 12", "12-"),
    ("Police arrested dozens of men in Tunis.", "dozens of", "24-99"),
    ("Police arrested nearly 40 men in Tunis.", "nearly 40", "36-40"),
    ("Police arrested up to 20 men in Tunis.", "up to 20", "-20"),
    ("Police arrested between 500 and 1,300 men in Tunis.", "between 500 and 1,300", "500-1300"),
    ("Police arrested several men in Tunis.", "several", "3-9"),
]  # fmt: skip


@pytest.mark.parametrize(("report", "words", "ends"), COUNTS, ids=[words for _, words, _ in COUNTS])
def test_a_count_and_its_ends(report: str, words: str, ends: str) -> None:
    one = mention(read(report, PUBLISHED), words)
    assert (one.type, value(one).split()[0]) == ("count", ends)


@pytest.mark.parametrize(
    ("report", "words"),
    [
        ("The video shows tanks in Manbij.", "The video"),
        ("The footage was posted on Monday.", "The footage"),
        ("A map shows the front line near Hama.", "A map"),
        ("The group said in a statement that it had left Hama.", "a statement"),
        ("One report says that the army left Hama.", "One report"),
        ("They said in a tweet that the army left Hama.", "a tweet"),
    ],
)
def test_a_medium(report: str, words: str) -> None:
    assert mention(read(report, PUBLISHED), words).type == "media"


def test_an_unknown_place_has_no_coordinates() -> None:
    """Soldiers entered the village of Qarvash Dundar on Monday."""
    found = read(test_an_unknown_place_has_no_coordinates.__doc__ or "", PUBLISHED)
    one = mention(found, "Qarvash Dundar")
    assert one.type == "place"
    assert one.candidates == ()
    assert (getattr(one.value, "lat", 0), getattr(one.value, "lon", 0)) == (None, None)


def test_mentions_stand_in_the_order_of_the_text(found: Reading) -> None:
    """Six men left Homs for Idlib on Monday. They had said in a video that they would fight the army."""
    assert [m.start for m in found.mentions] == sorted(m.start for m in found.mentions)
    assert {m.type for m in found.mentions} == {"actor", "place", "time", "count", "media"}
