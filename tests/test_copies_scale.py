"""Copies by the hundred: what is compared, what is explained, and what a store can find by fingerprints."""

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from build import document, span
from reportedly import alignment, copies, shingles
from reportedly.model import Document

ROOT = Path(__file__).parents[1]
WORDS = "alpha beta gamma delta east west north south river hill town road market school camp bridge".split()


def stories() -> ModuleType:
    """The grammar of invented reports that the benchmark uses."""
    spec = importlib.util.spec_from_file_location("stories", ROOT / "bench" / "stories.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["stories"] = module
    spec.loader.exec_module(module)
    return module


def story(seed: int) -> str:
    return "\n".join(stories().story(random.Random(seed)))


def pages(*texts: str) -> list[Document]:
    """Documents of these texts, dated one day after the other."""
    return [document(t, publisher=f"P{n}", published=f"2016-10-{n % 28 + 1:02}") for n, t in enumerate(texts)]


def test_a_story_that_500_pages_print_is_laid_beside_its_first_print_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """One story, 500 times, half of the prints with a line of their own at the end."""
    text = story(1)
    prints = [
        document(text + (f"\nPrinted on press number {n} of the house." if n % 2 else ""), publisher=f"P{n}")
        for n in range(500)
    ]
    compared = []
    laid_beside = alignment.passages

    def counted(here: alignment.Laid, there: alignment.Laid) -> list[alignment.Stretch]:
        compared.append(1)
        return laid_beside(here, there)

    monkeypatch.setattr(alignment, "passages", counted)
    found = copies.links(prints)
    assert len(compared) <= 2 * len(prints)
    first = min(prints, key=copies.rank)
    assert {c.second for c in found if c.first == first.id} == {p.id for p in prints} - {first.id}


def test_a_formula_on_every_page_links_nothing() -> None:
    """Three hundred unlike reports that all end with one line of a dozen words."""
    formula = "The ministry could not at once be reached for comment on these reports."
    rng = random.Random(3)
    reports = [" ".join(rng.choices(WORDS, k=60)) + ".\n" + formula for _ in range(300)]
    assert copies.links(document(t, publisher=f"P{n}") for n, t in enumerate(reports)) == ()


def test_a_passage_that_came_by_way_of_a_copy_leads_to_its_first_print() -> None:
    """A statement, a story that carries it whole, and a copy of that story: the copy's words lead back to the statement."""
    rng = random.Random(5)
    statement = " ".join(rng.choices(WORDS, k=40)) + "."
    carried = story(2) + "\n" + statement
    one, two, three = pages(statement, carried, carried + "\nMore on page four.")
    origins = copies.origins(copies.links([one, two, three]))
    link = origins.of(three.id, span(three.text, statement[10:40], three.text.index(statement)))
    assert link is not None
    assert link.first == one.id


def test_what_an_editor_changed_is_led_to_the_page_that_changed_it_first() -> None:
    """A story, an edition with another figure, and a copy of that edition."""
    text = " ".join(["Rescue workers said that", *WORDS, "and that twelve people had died when", *WORDS[::-1]]) + "."
    changed = text.replace("twelve", "fifteen")
    one, two, three = pages(text, changed, changed)
    three = document(changed, publisher="Third", published="2016-10-20")
    origins = copies.origins(copies.links([one, two, three]))
    figure = origins.of(three.id, span(changed, "fifteen people"))
    assert figure is not None
    assert figure.first == two.id
    rest = origins.of(three.id, span(changed, "alpha beta"))
    assert rest is not None
    assert rest.first == one.id


def test_sentences_in_another_order_are_found_where_they_stand() -> None:
    """Two paragraphs that change places; the shorter one alone would be too little."""
    rng = random.Random(8)
    long, short = (" ".join(rng.choices(WORDS, k=k)) + "." for k in (30, 14))
    one, two = pages(f"{long}\n{short}", f"{short}\n{long}")
    found = copies.between(one, two)
    assert sorted(two.text[slice(*c.second_span())] for c in found) == sorted([long[:-1], short[:-1]])
    assert copies.between(*pages(short, f"{short}\nSomething else.")) == ()


BLOCK = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join)


@st.composite
def prints(draw: st.DrawFn) -> list[Document]:
    """Documents put together of a few blocks of words, with changes between them."""
    blocks = draw(st.lists(BLOCK, min_size=1, max_size=4))
    rows = draw(
        st.lists(
            st.lists(st.sampled_from([*blocks, "and", "Zero.", "\n"]), min_size=1, max_size=6), min_size=2, max_size=5
        )
    )
    return [document(" ".join(row), publisher=str(n)) for n, row in enumerate(rows)]


def folded(text: str) -> list[str]:
    return [w.casefold() for w in shingles._WORD.findall(text)]


@settings(max_examples=150, deadline=None)
@given(prints())
def test_runs_are_equal_words_and_links_are_what_lies_between_two(documents: list[Document]) -> None:
    by_id = {d.id: d for d in documents}
    found = copies.links(documents)
    for c in found:
        first, second = by_id[c.first], by_id[c.second]
        assert copies.rank(first) < copies.rank(second)
        taken: set[int] = set()
        for run in c.runs:
            words = folded(first.text[run.start : run.end])
            assert words == folded(second.text[run.other_start : run.other_end])
            assert not taken & set(range(run.other_start, run.other_end))
            taken |= set(range(run.other_start, run.other_end))
        assert sum(len(folded(first.text[r.start : r.end])) for r in c.runs) == c.words
        between = copies.between(second, first)
        assert (c.runs, c.words, c.why, c.dated) in [(b.runs, b.words, b.why, b.dated) for b in between]
    assert found == copies.links(reversed(documents))


def repeats_itself(document: Document) -> bool:
    """Whether six words stand twice; of words that do, one place may be explained by parts of two others."""
    words = [w.casefold() for w in shingles.words(document)]
    runs = [tuple(words[n : n + shingles.SHINGLE]) for n in range(len(words) - shingles.SHINGLE + 1)]
    return len(set(runs)) < len(runs)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(prints())
def test_every_run_of_twenty_words_that_stands_in_an_earlier_document_is_explained(documents: list[Document]) -> None:
    least = alignment.LEAST_WORDS
    ordered = sorted({d.id: d for d in documents}.values(), key=copies.rank)
    assume(not any(repeats_itself(d) for d in ordered))
    held: dict[str, list[tuple[int, int]]] = {d.id: [] for d in ordered}
    for c in copies.links(documents):
        held[c.second] += [(r.other_start, r.other_end) for r in c.runs]
    before: set[tuple[str, ...]] = set()
    for d in ordered:
        spots, words = shingles.spots(d), [w.casefold() for w in shingles.words(d)]
        runs = [tuple(words[n : n + least]) for n in range(len(words) - least + 1)]
        for n, run in enumerate(runs):
            if run in before:
                assert any(s <= spots[n][0] and spots[n + shingles.SHINGLE - 1][1] <= e for s, e in held[d.id])
        before |= set(runs)


@settings(max_examples=150, deadline=None)
@given(prints())
def test_documents_that_share_a_run_of_twelve_words_share_a_fingerprint(documents: list[Document]) -> None:
    for one in documents:
        own = copies.fingerprints(one)
        assert all(-(2**63) <= p < 2**63 for p in own)
        rows = [w.casefold() for w in shingles.words(one)]
        runs = {tuple(rows[n : n + shingles.SURE]) for n in range(len(rows) - shingles.SURE + 1)}
        for other in documents:
            theirs = [w.casefold() for w in shingles.words(other)]
            n_runs = range(len(theirs) - shingles.SURE + 1)
            if any(tuple(theirs[n : n + shingles.SURE]) in runs for n in n_runs):
                assert shingles.shared(own, copies.fingerprints(other))


def test_fingerprints_are_the_same_on_every_machine() -> None:
    """Sixteen words: their fingerprints are a contract with what lies in a store."""
    assert copies.fingerprints(document(" ".join(WORDS))) == PRINTS
    assert copies.fingerprints(document(" ".join(WORDS).upper())) == PRINTS
    assert copies.fingerprints(document("too few words")) == ()


PRINTS = (384879874869862536, 3405902804945565151)
