from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly import dateline


@pytest.mark.parametrize(
    ("words", "rest", "agency", "day"),
    [
        ("(April 17)", " Rebels fled.", None, (None, 4, 17)),
        ("DAMASCUS, 19 April (SANA) -", " The army said", "SANA", (None, 4, 19)),
        ("BEIRUT (Reuters) -", " A monitor said", "Reuters", None),
        ("BEIRUT, Lebanon (AP) —", " A monitor said", "AP", None),
        ("IDLIB, Syria (Enab Baladi) –", " Air strikes", "Enab Baladi", None),
        ("HOMS, Sept. 26 (UPI) —", " Rebels said", "UPI", (None, 9, 26)),
        ("Damascus (AFP) -", " Rebels said", "AFP", None),
        ("MOSCOW, May 20, 2016.", " The centre said", None, (2016, 5, 20)),
        ("NEW TOWN, Va. -", " Rebels said", None, None),
        ("(Reuters) -", " Rebels said", "Reuters", None),
        ("(CNN)", "Rebels said", "CNN", None),
        ("(Beirut, April 17, 2016) –", " The army", None, (2016, 4, 17)),
        ("(Beirut) –", " The army", None, None),
        ("April 17, 2016 (Reuters) -", " Rebels", "Reuters", (2016, 4, 17)),
        ("Wed 05 Apr 2017 at 0914", " Rebels said", None, (2017, 4, 5)),
        ("21.02.2015", " At least four", None, (2015, 2, 21)),
        ("28.05.2017(updated 1549 28.05.2017)", " An air strike", None, (2017, 5, 28)),
        ("Date of publication 27 October 2016", " Air strikes", None, (2016, 10, 27)),
        ("Published: 3 May 2016", "", None, (2016, 5, 3)),
        ("Last updated at Oct 042017 BEIRUT", " A strike", None, (2017, 10, 4)),
        ("Updated 10:22 am, 5 May 2016", "", None, (2016, 5, 5)),
        ("2016-04-17T10:22:00Z", "", None, (2016, 4, 17)),
        ("Monday, 02/09/2013 | 14:05 GMT", "", None, (2013, 9, 2)),
        ("May 5 2016", " 120 people fled", None, (2016, 5, 5)),
    ],
)
def test_only_the_datelines_own_characters(
    words: str, rest: str, agency: str | None, day: tuple[int | None, int, int] | None
) -> None:
    text = words + rest
    found = dateline.lead(text, 0, len(text))
    assert found is not None
    assert text[found.start : found.end] == words
    assert found.agency == agency
    assert (found.dates[0].year, found.dates[0].month, found.dates[0].day) == day if day else found.dates == ()
    for each in found.dates:
        assert text[each.start : each.end] == each.text


@pytest.mark.parametrize(
    "text",
    [
        "April 17 saw heavy clashes in the town.",
        "April 17, 2015, was the day on which rebels attacked.",
        "On April 17 the army came.",
        "May 2016 was the worst month.",
        "17 dead as rebels attack the town",
        "31 killed in May",
        "ISIS - A group that controls the town",
        "Syrian Free Army (FSA) Rebels said",
        "Islamic State (IS) - Fighters came",
        "US President (Barack Obama) Said",
        "SYRIA: Rebels fled",
        "UPDATE: A child was hurt",
        "31.02.2015 At least four",
        "(Some rebels) - Others said",
    ],
)
def test_prose_is_no_dateline(text: str) -> None:
    assert dateline.lead(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("words", "month", "day", "swapped"),
    [
        ("02/03/2016", 3, 2, True),
        ("13/03/2016", 3, 13, False),
        ("03/13/2016", 3, 13, False),
        ("03/03/2016", 3, 3, False),
        ("02.03.2016", 3, 2, False),
        ("Monday 02/09/2013", 9, 2, False),
        ("Saturday 02/09/2013", 2, 9, False),
        ("Wednesday 02/03/2016", 3, 2, True),
        ("Friday 02/03/2016", 3, 2, True),
        ("2016/02/03", 2, 3, False),
    ],
)
def test_numeric_days_and_what_settles_them(words: str, month: int, day: int, swapped: bool) -> None:
    found = dateline.day(words)
    assert found is not None
    assert found.swapped is swapped
    if not swapped:
        assert (found.month, found.day) == (month, day)


def test_a_place_and_a_date_on_a_line_of_their_own() -> None:
    for text in ("Homs, Syria, 12 May 2016", "Geneva – 3 June 2015", "Gaziantep, Turkey - May 12, 2016"):
        found = dateline.whole(text, 0, len(text))
        assert found is not None
        assert (found.start, found.end) == (0, len(text))
        assert found.dates[0].year in (2015, 2016)
    for text in ("Army Day, 12 May", "Rebels left Homs, 12 May 2016", "Homs, Syria, 12 May 2016 and after"):
        assert dateline.whole(text, 0, len(text)) is None


def test_a_date_at_the_end_of_a_head_line() -> None:
    text = "Arrests in the town Updated: Friday, March 6, 2020 9:15 AM EDT"
    found = dateline.closing(text, 0, len(text))
    assert found is not None
    assert text[found.start : found.end] == "Updated: Friday, March 6, 2020 9:15 AM EDT"
    assert found.dates[0].label == "updated"


def test_agency_and_day_inside_a_head_without_line_breaks() -> None:
    text = "12 dead in the town Rebels came at night AFP Saturday 17 Aug 2013 Rebels attacked"
    found = dateline.inside(text, 0, len(text))
    assert found is not None
    assert text[found.start : found.end] == "AFP Saturday 17 Aug 2013"
    prose = "A spokesman told AFP Saturday that 17 Aug 2013 was quiet"
    assert dateline.inside(prose, 0, len(prose)) is None


@given(st.text(alphabet="ABC abc.,()-–—:1230/\n'АPRILapril", max_size=120) | st.text(max_size=120))
def test_a_dateline_stays_inside_its_line(text: str) -> None:
    for find in (dateline.lead, dateline.whole, dateline.closing, dateline.inside):
        found = find(text, 0, len(text))
        if found is not None:
            assert 0 <= found.start < found.end <= len(text)
            assert all(text[day.start : day.end] == day.text for day in found.dates)
