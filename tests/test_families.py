"""What two pages are to each other, and which pages are one story."""

import random
from itertools import pairwise

import pytest

from build import document
from reportedly import copies, families
from reportedly.families import Family, Relation
from reportedly.model import Document
from test_copies_scale import WORDS, stories, story

QUOTED = (
    "Whoever gave the order to fire on the market will stand before a court today or in ten years, and no paper that "
    "is signed in a hotel abroad will shield them from the people of this valley"
)


def related(one: Document, other: Document) -> Relation:
    return families.relation(one, other, copies.between(one, other))


def told(*documents: Document) -> tuple[Family, ...]:
    return families.families(documents, copies.links(documents))


def page(*paragraphs: str, day: int = 1, publisher: str = "A") -> Document:
    return document("\n".join(paragraphs), publisher=publisher, published=f"2016-10-{day:02}")


def paragraphs(seed: int) -> list[str]:
    return story(seed).split("\n")


def test_a_print_with_another_headline_and_a_paragraph_of_its_own_is_a_copy() -> None:
    """A wire story, and a paper that puts its own headline over it and a paragraph under it."""
    wire, own = paragraphs(1), paragraphs(2)
    one, two = page(*wire), page("Our valley mourns", *wire[1:], own[3], day=2, publisher="B")
    found = related(two, one)
    assert (found.kind, found.source, found.document, found.dated) == ("copy", one.id, two.id, True)
    assert all(two.text[w.start : w.end] == w.text for w in found.words)
    assert "words of the other" in found.why


def test_the_first_third_of_a_story_is_an_excerpt_of_it_even_where_it_stood_first() -> None:
    """A teaser on Monday, the whole story on Tuesday."""
    wire = paragraphs(3)
    teaser, whole = page(*wire[: len(wire) // 3 + 1]), page(*wire, day=2, publisher="B")
    found = related(teaser, whole)
    assert (found.kind, found.source, found.document) == ("excerpt", whole.id, teaser.id)


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ('"{}," the agency wrote.', "quotation marks"),
        ("According to the Hill Agency: {}.", "introduced by"),
        ("The Hill Agency wrote:\n{}.", "introduced by"),
    ],
)
def test_an_article_that_quotes_a_passage_is_no_copy(form: str, reason: str) -> None:
    """A story with a long sentence; an article that carries this sentence among its own words."""
    wire, own = paragraphs(4), paragraphs(5)
    source = page(*wire[:4], QUOTED + ".", *wire[4:])
    quoting = page(*own[:3], form.format(QUOTED), *own[3:], day=2, publisher="B")
    found = related(source, quoting)
    assert (found.kind, found.source, found.document) == ("quotes", source.id, quoting.id)
    assert reason in found.why
    assert told(source, quoting) == ()


def test_two_articles_with_one_long_quotation_are_two_articles() -> None:
    """Two reporters hear one speech; it is more than half of what either prints."""
    one = page("The chief of the valley speaks", f'"{QUOTED}," he said.', "The crowd in the square was small.")
    two = page("Threats at a funeral on Tuesday", f'"{QUOTED}," the man shouted.', "Then it rained.", publisher="B")
    assert related(one, two).kind == "quotes"
    assert told(one, two) == ()


def test_who_took_a_passage_from_whom_may_not_be_established() -> None:
    """Two unlike articles share a sentence in their midst, and neither says whose it is."""
    one, two = ([p for p in paragraphs(n) if p not in stories().STANDING] for n in (6, 7))
    found = related(page(*one[:4], QUOTED + ".", *one[4:]), page(*two[:3], QUOTED + ".", *two[3:], publisher="B"))
    assert found.kind == "not established"
    assert related(page("Nothing here."), page("Nothing there.", publisher="B")).why == "they share no passage"


def test_one_foot_under_two_articles_is_boilerplate() -> None:
    """A house puts the same words under everything."""
    rng = random.Random(8)
    one, two = ([" ".join(rng.choices(WORDS, k=30)) + "." for _ in range(4)] for _ in range(2))
    foot = "Correspondents in three cities added to this page, which the night desk in the capital may change as more is known of what took place."
    assert related(page(*one, foot), page(*two, foot, publisher="B")).kind == "shares boilerplate"


def test_a_digest_does_not_make_one_family_of_two_stories() -> None:
    """Two stories with three prints each, and a page that carries the whole of both."""
    first, second = paragraphs(10), paragraphs(11)
    prints = [page(*w, day=n + 1, publisher=f"{n}{i}") for i, w in enumerate((first, second)) for n in range(3)]
    digest = page(*first, *second, day=9, publisher="Digest")
    found = told(*prints, digest)
    assert len(found) == 2
    for family in found:
        assert len({p.id for p in prints[:3]} & set(family.documents)) in (0, 3)
    assert found == told(digest, *reversed(prints))


def test_articles_that_borrow_from_each_other_in_a_row_are_no_chain() -> None:
    """Each page has the last half of the one before it, and goes on in its own words."""
    rng = random.Random(1)
    own = [stories().story(random.Random(n))[1:] for n in range(20, 28)]
    halves = [" ".join(p)[:900] for p in own]
    chain = [page(a, b, day=n + 1, publisher=str(n)) for n, (a, b) in enumerate(pairwise(halves))]
    rng.shuffle(chain)
    assert max((len(f.documents) for f in told(*chain)), default=0) <= 3


def test_prints_of_a_story_are_one_family_though_a_page_before_them_carries_it_whole() -> None:
    """A page of a house that quotes a short story in full on Monday; three papers print the story on Tuesday."""
    short, own = paragraphs(15)[:4], paragraphs(16)
    carrier = page(*own[:3], "The Hill Agency wrote:\n" + "\n".join(short), *own[3:])
    prints = [page(*short, day=2, publisher=str(n)) for n in range(3)]
    (family,) = told(carrier, *prints)
    assert set(family.documents) == {p.id for p in prints}


def test_the_relations_of_a_family_are_to_its_middle_and_its_head_is_the_first_print() -> None:
    """A story, an excerpt before it and a copy after it."""
    wire = paragraphs(12)
    teaser, whole, copy = page(*wire[:6]), page(*wire, day=2, publisher="B"), page(*wire, day=3, publisher="C")
    (family,) = told(copy, whole, teaser)
    assert family.head == teaser.id
    assert family.documents == (teaser.id, whole.id, copy.id)
    assert family.middle in (whole.id, copy.id)
    assert all(family.middle in (r.source, r.document) for r in family.relations)
    assert len(family.relations) == 2
