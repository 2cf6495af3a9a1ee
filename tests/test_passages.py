from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.passages import layout

SHARED = Path(__file__).parents[1].parent / "shared"
LONG = "Rebels said on Tuesday that they had left the town and that the army was not there when they went away."


def cut(text: str, **options: object) -> list[tuple[str, str]]:
    return [(passage.role, text[passage.start : passage.end]) for passage in layout(text, **options).passages]  # type: ignore[arg-type]


def whole(text: str, **options: object) -> None:
    last = 0
    for passage in layout(text, **options).passages:  # type: ignore[arg-type]
        assert last <= passage.start < passage.end <= len(text)
        assert not text[last : passage.start].strip()
        assert text[passage.start : passage.end].strip() == text[passage.start : passage.end]
        last = passage.end
    assert not text[last:].strip()


def test_a_blog_post() -> None:
    """(May 3) Rebels left the town of A on Monday with their families, according to two sources in the camp.
    Those who left may have been paid for it
    The group stood near the border with few weapons. However, one report says that it was paid by the other side.
    The view of the militia
    They said in a message: “He left because he could not pay his men any more, and we let him go with his family.”
    Previously published in the Daily Paper
    No comments:
    Post a Comment
    """
    text = "\n".join(line.strip() for line in (test_a_blog_post.__doc__ or "").splitlines())
    assert [role for role, _ in cut(text)] == [
        "dateline", "body", "heading", "body", "heading", "body", "syndication", "boilerplate", "boilerplate",
    ]  # fmt: skip
    assert layout(text).origin == "Daily Paper"
    assert cut(text)[0] == ("dateline", "(May 3)")


def test_a_wire_story_with_headline_byline_and_credits() -> None:
    text = (
        "Air strike kills 12 in market\n\nBy Jane Roe, Staff Writer\n\nPublished: 3 May 2016 | Updated: 4 May 2016\n\n"
        "BEIRUT (Reuters) - At least 12 people were killed on Tuesday, a monitor said.\n\nFILE - The market in April.\n\n"
        "“We saw two planes over the market in the morning.”\n\nMoscow denied it.\n\n(Reporting by Jane Roe; Editing by John Doe)\n\n"
        "Read more\n\nArmy takes town in the north\n\nRebels lose a base"
    )
    assert cut(text) == [
        ("heading", "Air strike kills 12 in market"),
        ("dateline", "By Jane Roe, Staff Writer"),
        ("dateline", "Published: 3 May 2016 | Updated: 4 May 2016"),
        ("dateline", "BEIRUT (Reuters) -"),
        ("body", "At least 12 people were killed on Tuesday, a monitor said."),
        ("caption", "FILE - The market in April."),
        ("quote-block", "“We saw two planes over the market in the morning.”"),
        ("body", "Moscow denied it."),
        ("boilerplate", "(Reporting by Jane Roe; Editing by John Doe)"),
        ("boilerplate", "Read more"),
        ("boilerplate", "Army takes town in the north"),
        ("boilerplate", "Rebels lose a base"),
    ]
    found = layout(text)
    assert (found.title, found.byline, found.agency, found.origin) == (
        "Air strike kills 12 in market",
        "Jane Roe",
        "Reuters",
        None,
    )
    assert [day.label for day in found.dates] == ["published", "updated"]


def test_an_article_on_one_line_without_punctuation() -> None:
    """28.05.2017(updated 1549 28.05.2017) Get short URL 6319 An air strike killed 20 people on Saturday a source said. Others fled. Related Army takes town Tags war"""
    text = test_an_article_on_one_line_without_punctuation.__doc__ or ""
    assert cut(text) == [
        ("dateline", "28.05.2017(updated 1549 28.05.2017)"),
        ("boilerplate", "Get short URL 6319"),
        ("body", "An air strike killed 20 people on Saturday a source said. Others fled."),
        ("boilerplate", "Related Army takes town Tags war"),
    ]


def test_a_title_case_headline_that_runs_into_the_text() -> None:
    text = (
        "Mon Jul 18 2016 Army Kills Ten Fighters in Attack Near Northern Town. The army said on Monday that it killed ten. "
        + LONG
    )
    assert cut(text)[:2] == [
        ("dateline", "Mon Jul 18 2016"),
        ("heading", "Army Kills Ten Fighters in Attack Near Northern Town."),
    ]
    sentence = "President Omar Haddad Met General Samir Khoury On Monday Morning in Town"
    assert cut(f"{sentence} and both left. They said nothing.")[0][0] == "body"


def test_markdown() -> None:
    text = f"# Strike kills 12\n\n## What is known\n\n{LONG}\n\n> We saw planes.\n> They came twice.\n\nSecond part\n-----------\n\n{LONG}"
    assert [role for role, _ in cut(text, markdown=True)] == [
        "heading",
        "heading",
        "body",
        "quote-block",
        "heading",
        "boilerplate",
        "body",
    ]
    assert layout(text, markdown=True).title == "Strike kills 12"


def test_lines_broken_by_width_are_one_paragraph() -> None:
    text = (
        "The army said on Tuesday that its planes had not been near the\ntown in the morning and that the dead were killed by a mine that\n"
        "rebels had laid.\n\nA monitor said that it had counted twelve dead in the market and\nthat two planes had been seen.\n"
    )
    assert [role for role, _ in cut(text)] == ["body", "body"]


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG}\n\nJohn Doe\nTown A",
        f"The dead are:\nOmar Haddad of the town\nSamir Khoury of the camp\nAli Nasser of the town\n{LONG}",
        f"{LONG}\n- Twelve people killed in the market\n{LONG}",
        f"Rebels said they fled.\n{LONG}",
        "Rebels said they fled",
        f'“We saw two planes," the man said, “and then a third.”\n{LONG}',
        f"“We left. They came,” he said.\n\n{LONG}",
    ],
)
def test_unsure_lines_are_body(text: str) -> None:
    assert {role for role, _ in cut(text)} == {"body"}


def test_a_speech_over_several_paragraphs() -> None:
    text = f"{LONG}\n\n“We left the town at night.\n\n“Then we saw the planes over us.”\n\n{LONG}"
    assert [role for role, _ in cut(text)] == ["body", "quote-block", "quote-block", "body"]


def test_a_known_title_is_a_heading_even_with_a_full_stop() -> None:
    assert cut(f"Rebels flee.\n{LONG}", title="Rebels Flee")[0] == ("heading", "Rebels flee.")


def test_the_first_real_report() -> None:
    file = SHARED / "inputs" / "al-tanf.txt"
    if not file.exists():
        pytest.skip("no development data here")
    text = file.read_text(encoding="utf-8")
    found = layout(text)
    roles = cut(text)
    assert [role for role, _ in roles[-3:]] == ["syndication", "boilerplate", "boilerplate"]
    assert [words for role, words in roles if role == "heading"] == [
        "Those fleeing may be associated with smuggling drugs",
        "The Maghawir al Thawra narrative",
    ]
    assert found.origin == "Digital Journal"
    whole(text)


PIECES = st.sampled_from(
    ["(April 17) ", "BEIRUT (Reuters) - ", "\n", "\n\n", "“", "”", '"', "# ", "> ", "Read Also", "Updated: 3 May 2016", "Share", " (AFP)",
     "Source: Reuters", "Rebels Said They Left The Town.", LONG, "Photo: x", "\t", " ", "\u2028", "By Jane Roe", ".", ":", "😀"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=10), max_size=25).map("".join), st.booleans())
def test_passages_are_disjoint_and_hold_every_character(text: str, markdown: bool) -> None:
    whole(text, markdown=markdown)


def test_large_pages_take_little_time() -> None:
    before = time.monotonic()
    for text in (
        "A a " * 100_000,
        "word, " * 100_000,
        "Rebels left the town.\n" * 60_000,
        "(" * 100_000,
        ("x" * 79 + "\n") * 5_000,
        ". A" * 50_000,
    ):
        whole(text)
    assert time.monotonic() - before < 20
