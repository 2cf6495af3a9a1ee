from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly import dateline
from reportedly.cut import metadata_day
from reportedly.model import When
from reportedly.published import decide


def on(day: str, end: str | None = None) -> When:
    return When(start=day, end=end or day, precision="day")


def run(text: str, metadata: str | None = None, given_day: str | None = None) -> tuple[str | None, list[str]]:
    found = dateline.lead(text, 0, len(text))
    when, problems = decide(
        found.dates if found else (), on(metadata) if metadata else None, on(given_day) if given_day else None
    )
    return when.start if when else None, [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("text", "metadata", "given_day", "start", "codes"),
    [
        ("Rebels fled", None, None, None, []),
        ("Rebels fled", None, "2022-04-17", "2022-04-17", []),
        ("Rebels fled", "2022-04-17", None, "2022-04-17", []),
        ("Rebels fled", "2022-04-17", "2022-05-01", "2022-04-17", ["published-conflict"]),
        ("(April 17) Rebels fled", None, None, "XXXX-04-17", []),
        ("(April 17) Rebels fled", None, "2022-04-17", "2022-04-17", []),
        ("(April 17) Rebels fled", None, "2022-04-20", "XXXX-04-17", ["published-conflict"]),
        ("(April 17) Rebels fled", "2022-04-18", None, "2022-04-17", []),
        ("(December 31) Rebels fled", "2022-01-02", None, "2021-12-31", []),
        ("(April 17) Rebels fled", "2022-10-01", None, "XXXX-04-17", ["published-conflict"]),
        ("(February 29) Rebels fled", None, "2022-03-01", "XXXX-02-29", ["published-conflict"]),
        ("3 May 2016 Rebels fled", None, "2016-05-04", "2016-05-03", ["published-conflict"]),
        ("3 May 2016 Rebels fled", "2016-05-04", None, "2016-05-03", []),
        ("3 May 2016 Rebels fled", "2016-05-09", None, "2016-05-03", ["published-conflict"]),
        ("02/03/2016 Rebels fled", None, None, "2016-0X-0X", ["date-ambiguous"]),
        ("02/03/2016 Rebels fled", None, "2016-03-02", "2016-03-02", []),
        ("02/03/2016 Rebels fled", "2016-02-04", None, "2016-02-03", []),
        ("02/03/2016 Rebels fled", None, "2016-07-01", "2016-0X-0X", ["date-ambiguous", "published-conflict"]),
        ("Published 02/03/2016, updated 3 Feb 2016", None, None, "2016-02-03", []),
        ("Updated 5 May 2016", "2016-05-03", None, "2016-05-03", []),
        ("Updated 5 May 2016", None, "2016-05-03", "2016-05-05", ["published-conflict"]),
        ("Updated: 5 May 2016 | Published: 3 May 2016", None, None, "2016-05-03", []),
    ],
)
def test_the_text_then_the_page_then_the_user(
    text: str, metadata: str | None, given_day: str | None, start: str | None, codes: list[str]
) -> None:
    assert run(text, metadata, given_day) == (start, codes)


def test_a_year_alone_settles_a_day_without_year() -> None:
    found = dateline.lead("(April 17) Rebels", 0, 17)
    assert found is not None
    when, problems = decide(found.dates, None, on("2022-01-01", "2022-12-31"))
    assert when is not None
    assert (when.start, when.end, when.basis, when.anchor, problems) == (
        "2022-04-17",
        "2022-04-17",
        "anchor",
        "2022-01-01",
        (),
    )


@pytest.mark.parametrize(
    ("words", "start", "codes"),
    [
        ("2016-04-17T22:10:00+03:00", "2016-04-17", []),
        ("20160417", "2016-04-17", []),
        ("April 17, 2016", "2016-04-17", []),
        ("Tue, 19 Apr 2016 10:00:00 GMT", "2016-04-19", []),
        ("1970-01-01T00:00:00Z", None, ["date-suspicious"]),
        ("02/03/2016", None, []),
        ("2016-13-45", None, []),
        ("yesterday", None, []),
        ("", None, []),
    ],
)
def test_dates_in_metadata(words: str, start: str | None, codes: list[str]) -> None:
    when, problems = metadata_day(words)
    assert (when.start if when else None, [problem.code for problem in problems]) == (start, codes)


DAYS = st.dates().map(lambda day: on(day.isoformat())) | st.sampled_from(
    [None, on("XXXX-04-17"), on("2016-0X-0X"), on("2016-01-01", "2016-12-31")]
)


@given(st.sampled_from(["(April 17) R", "02/03/2016 R", "(February 29) R", "Updated 1/2/2016", "R"]), DAYS, DAYS)
def test_any_dates_give_a_day_of_the_text_or_of_the_others(
    text: str, metadata: When | None, given_day: When | None
) -> None:
    found = dateline.lead(text, 0, len(text))
    when, problems = decide(found.dates if found else (), metadata, given_day)
    if when is None:
        assert not problems
        assert metadata is given_day is None
    else:
        assert when.start is not None
        assert len(when.start) == 10
