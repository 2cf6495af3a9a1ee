"""Names: which spellings are one name, and which lookalikes are not."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly import names
from reportedly.errors import UsageError

SHARED = Path(__file__).parents[1].parent / "shared"

ONE_NAME = [
    ("Maghawir al_Thawra", "Maghawir al Thawra"),
    ("Maghawir al_Thawra", "Maghaweir al-Thowra"),
    ("Maghawir al Thawra", "Maghaweir al-Thowra"),
    ("Maghawir al-Thawra", "مغاوير الثورة"),
    ("Mohammed bin Salman", "Muhammad ibn Salman"),
    ("Muammar Gaddafi", "Moammar Qaddafi"),
    ("Sergei Shoigu", "Sergey Shoygu"),
    ("Oleksandr Syrskyi", "Олександр Сирський"),
    ("Valery Gerasimov", "Валерий Герасимов"),
    ("Luhansk People's Republic", "Lugansk Peoples Republic"),
    ("Free Syrian Army", "Free Syrian army"),
    ("Free Syrian Army", "الجيش السوري الحر"),
    ("Syrian Arab Army", "الجيش العربي السوري"),
    ("Kata'ib Hezbollah", "كتائب حزب الله"),
    ("Hassan Nasrallah", "حسن نصر الله"),
    ("Abdul Rashid Dostum", "Abdurrashid Dostum"),
    ("President Bashar al-Assad", "Bashar Assad"),
    ("Yevgeny Viktorovich Prigozhin", "Yevgeny Prigozhin"),
    ("1st Coastal Division", "First Coastal Division"),
    ("Liwa al-Tawhid", "Tawhid Brigade"),
    ("Sultan Murad Division", "Firqat al-Sultan Murad"),
    ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
    ("Syrian Democratic Forces", "SDF"),
    ("U.S.", "US"),
]

TWO_NAMES = [
    ("1st Brigade", "2nd Brigade"),
    ("93rd Mechanized Brigade", "Mechanized Brigade"),
    ("Free Syrian Army", "Syrian Arab Army"),
    ("Free Syrian Army", "New Syrian Army"),
    ("New Syrian Army", "Syrian Arab Army"),
    ("Free Syrian Army", "Syrian Free Army"),
    ("Islamic Army", "Islamic State"),
    ("Islamic Army", "Army of Islam"),
    ("Kurdish forces", "Turkish forces"),
    ("ISIS", "ISI"),
    ("Sham Legion", "Sham Front"),
    ("Jaysh al-Thawra", "Jaysh al-Thuwar"),
    ("Nigerian army", "Nigerien army"),
    ("South Sudan", "Sudan"),
    ("Iraqi army", "Iranian army"),
    ("Kata'ib Hezbollah", "Hezbollah"),
    ("Haftar", "Haftar's forces"),
    ("Ahmad al-Abdo", "Quwat Shahid Ahmad al-Abdo"),
    ("Hassan Ali", "Hussein Ali"),
    ("Rashid Dostum", "Rashad Dostum"),
    ("Rafik Hariri", "Saad Hariri"),
    ("U.S. forces", "U.N. forces"),
]


@pytest.mark.parametrize(("a", "b"), ONE_NAME)
def test_spellings_of_one_name(a: str, b: str) -> None:
    assert names.similarity(a, b) >= names.SAME


@pytest.mark.parametrize(("a", "b"), TWO_NAMES)
def test_lookalikes_stay_apart(a: str, b: str) -> None:
    assert names.similarity(a, b) < names.SAME


@pytest.mark.parametrize(
    ("a", "b"), [("Syrian Army", "Free Syrian Army"), ("South Sudan", "Sudan"), ("Liwa al-Islam", "Jaysh al-Islam")]
)
def test_a_word_that_makes_another_body_is_not_even_a_question(a: str, b: str) -> None:
    assert names.similarity(a, b) < names.ASK


def test_a_surname_beside_a_full_name_is_a_question() -> None:
    assert (
        names.similarity("Samir al-Khidr", "al-Khidr") < names.ASK
        or names.similarity("Samir al-Khidr", "al-Khidr") < names.SAME
    )
    assert names.part_of_name("al-Khidr", "Samir al-Khidr")
    assert names.part_of_name("Abu Musab", "Abu Musab al-Zarqawi")
    assert names.part_of_name("President Putin", "Vladimir Putin")


@pytest.mark.parametrize(
    ("short", "long"),
    [("Samir", "Samir al-Khidr"), ("Front", "Nusra Front"), ("Samir al-Khidr", "Samir al-Khidr"), ("", "X Y")],
)
def test_what_is_no_part_of_a_persons_name(short: str, long: str) -> None:
    assert not names.part_of_name(short, long)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_symmetric_and_bounded(a: str, b: str) -> None:
    forward = names.similarity(a, b)
    assert forward == names.similarity(b, a)
    assert 0.0 <= forward <= 1.0
    names.key(a), names.fold(a), names.initials(a), names.is_acronym_of(a, b), names.part_of_name(a, b)


@given(
    st.lists(
        st.sampled_from("al Jaysh Liwa Hassan ahrar 1st Sham حزب Алексей Free of Abu Allah din forces".split()),
        max_size=6,
    )
)
@settings(max_examples=60)
def test_names_from_name_words_are_symmetric(parts: list[str]) -> None:
    a, b = " ".join(parts), " ".join(reversed(parts))
    assert names.similarity(a, b) == names.similarity(b, a)


@given(st.text(min_size=1, max_size=40))
def test_a_name_is_itself(name: str) -> None:
    assert names.similarity(name, name) == 1.0


def test_lone_surrogates_do_not_raise() -> None:
    assert names.similarity("Abu \ud800 Ali", "Abu Ali") >= 0.0


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("MaT", "Maghawir al-Thawra", True),
        ("RSF", "Rapid Support Forces", True),
        ("TTP", "Tehrik-i-Taliban Pakistan", True),
        ("SDF", "Syrian Democratic Forces", True),
        ("FSA", "Syrian Free Army", False),
        ("ISIS", "Islamic State", False),
        ("Rsf", "Rapid Support Forces", False),
        ("SDF", "Syria", False),
    ],
)
def test_acronyms(short: str, long: str, expected: bool) -> None:
    assert names.is_acronym_of(short, long) is expected


def test_fold_and_initials() -> None:
    assert names.fold("Maghawir al_Thawra") == names.fold("maghawir AL-Thawra") == "maghawir thawra"
    assert names.fold("—") == ""
    assert names.initials("Rapid Support Forces") == "RSF"
    assert names.words("the Hay'at Tahrir al-Sham") == ["Hay'at", "Tahrir", "Sham"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Maghawir al_Thawra", "Maghaweir al-Thowra"),
        ("Faylaq al-Sham", "Sham Legion"),
        ("Samir al-Khidr", "Sameer Alkhedr"),
        ("Рамзан Кадыров", "Ramzan Kadyrov"),
    ],
)
def test_spellings_share_a_blocking_key(a: str, b: str) -> None:
    assert names.key(a) == names.key(b)


def test_the_fullest_form() -> None:
    assert names.fullest(["MaT", "Maghawir al_Thawra", "Maghawir al-Thawra"]) == "Maghawir al-Thawra"
    assert (
        names.fullest(["Assad", "President Bashar al-Assad", "Bashar al-Assad", "Bashar al-Assad"]) == "Bashar al-Assad"
    )
    assert names.fullest(["جيش الإسلام", "Jaysh al-Islam"]) == "Jaysh al-Islam"
    with pytest.raises(UsageError):
        names.fullest([" "])


@pytest.mark.skipif(not (SHARED / "names/pairs_dev.csv").exists(), reason="development pairs are not here")
def test_no_wrong_pair_and_few_missed_among_the_development_pairs() -> None:
    rows = list(csv.DictReader((SHARED / "names/pairs_dev.csv").read_text("utf-8").splitlines()))
    said = [(row["same"] == "1", names.similarity(row["a"], row["b"]) >= names.SAME) for row in rows]
    assert [row for row, (same, merged) in zip(rows, said, strict=True) if merged and not same] == []
    assert sum(same and merged for same, merged in said) / sum(same for same, _ in said) >= 0.94
