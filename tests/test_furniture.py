from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly import furniture


@pytest.mark.parametrize(
    "line",
    [
        "No comments:",
        "Post a Comment",
        "Share on Facebook Twitter WhatsApp",
        "Share | Tweet | Email 12",
        "Facebook",
        "Advertisement",
        "Read more",
        "Read Also:",
        "READ MORE: Rebels leave the town",
        "Sign up for our newsletter and never miss a story.",
        "Subscribe to our channel",
        "Follow us on Twitter",
        "Follow NEWS.example: Facebook | Twitter",
        "We use cookies to make this site better. Accept all",
        "By continuing to use this site you agree to our cookies.",
        "Tags: Syria, Homs",
        "Related articles",
        "Copyright 2016 The Daily. All rights reserved.",
        "© 2017 Daily Media",
        "This material may not be published, broadcast, rewritten or redistributed. All rights reserved.",
        "12 Comments",
        "Skip to main content",
        "Please enable JavaScript to view the comments",
        "* * *",
        "With reporting by Reuters",
        "The Associated Press contributed to this report.",
        "(Reporting by Jane Roe; Editing by John Doe)",
    ],
)
def test_boilerplate(line: str) -> None:
    assert furniture.role(line) == "boilerplate"
    assert furniture.origin(line, near_end=True) is None


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Jane Roe/AFP",
        "Image: a street in Homs",
        "(Click to enlarge)",
        "FILE - Rebels stand near a burned car in April 2015.",
        "Rebels near a car. (AP Photo/Jane Roe)",
        "Police at the scene (Credit: The Daily)",
        "Getty Images",
    ],
)
def test_captions(line: str) -> None:
    assert furniture.role(line) == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "Rebels said on Tuesday that they left the town.",
        "Share of the town under rebel control grows",
        "More than 40 people were killed",
        "Tags on the bombs showed where they were made, a monitor said.",
        "Follow-up strikes killed two rescuers",
        "The photo shows a burned car, the monitor said.",
        "Related families were killed in the strike on the house.",
        "-related.",
        "Reporting from the town is dangerous.",
        "The report was published on Monday and names two commanders.",
        "Click here was what the message said before the phone was taken.",
        "Comments by the minister were reported by state television.",
        "First posted on Facebook, the video shows two men being shot.",
        "Originally published in 2013, the list names 200 dead people.",
        "Air strikes contributed to the fall of the town.",
        "Written by hand, the letter named two commanders.",
        "This report was published on Monday.",
        "File photos of the dead were shown on television.",
        "Copyright lawyers were killed in the strike.",
    ],
)
def test_sentences_of_a_report_stay(line: str) -> None:
    assert furniture.role(line) is None
    assert furniture.origin(line, near_end=True) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Previously published in the Digital Journal", "Digital Journal"),
        ("This article first appeared on The Conversation.", "Conversation"),
        ("This article first appeared in Middle East Eye on 3 May 2016", "Middle East Eye"),
        ("Originally published by Syria Direct", "Syria Direct"),
        ("This story was originally published in Al-Monitor and is republished here with permission.", "Al-Monitor"),
        ("A version of this article was first published at https://www.news.example/a/1", "news.example"),
        ("Republished with permission from Enab Baladi", "Enab Baladi"),
        ("(Reprinted with permission of the Daily Star)", "Daily Star"),
        ("Source: Reuters", "Reuters"),
        ("Source: https://sana.example/news?id=7", "sana.example"),
        ("(AFP)", "AFP"),
        ("– AP", "AP"),
        ("—Daily News Wire", "Daily News Wire"),
    ],
)
def test_where_it_stood_first(line: str, name: str) -> None:
    assert furniture.origin(line, near_end=True) == name


def test_a_source_line_counts_only_at_the_end() -> None:
    assert furniture.origin("Source: Reuters") is None
    assert furniture.origin("Source: NATO.", near_end=True) is None


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Rebels fled the town. (AFP)", [("(AFP)", "syndication", "AFP")]),
        ("Rebels fled the town. – AP", [("– AP", "syndication", "AP")]),
        ("Rebels fled. (Click to enlarge) Read Also", [("(Click to enlarge) Read Also", "boilerplate", None)]),
        (
            "Rebels fled. Reporting by Jane Roe; Editing by John Doe",
            [("Reporting by Jane Roe; Editing by John Doe", "boilerplate", None)],
        ),
        (
            "Rebels fled. Related Army takes town Tags war Homs",
            [("Related Army takes town Tags war Homs", "boilerplate", None)],
        ),
        (
            "Rebels fled. Previously published in the Daily Paper No comments: Post a Comment",
            [
                ("Previously published in the Daily Paper", "syndication", "Daily Paper"),
                ("No comments: Post a Comment", "boilerplate", None),
            ],
        ),
        ("Rebels joined the group (AFP) said. They fled.", []),
        ("Rebels fled. Related attacks killed nine people.", []),
    ],
)
def test_what_hangs_on_the_last_line(text: str, pieces: list[tuple[str, str, str | None]]) -> None:
    found = furniture.trailing(text, 0, len(text), last=True)
    assert [(text[start:end], role, name) for start, end, role, name in found] == pieces


@given(st.text(max_size=200))
def test_any_line_has_a_role_or_none(line: str) -> None:
    assert furniture.role(line) in (None, "boilerplate", "caption")
    for start, end, _, _ in furniture.trailing(line, 0, len(line), last=True):
        assert 0 < start < end <= len(line)
