"""Copied passages: found per passage, in any order of documents."""

from hypothesis import given
from hypothesis import strategies as st

from build import document, span
from reportedly import copies

WIRE = (
    "At least twelve people were killed on Wednesday when shells fell on a market in the town of Ardan, the regional health "
    "office said, adding that many of the wounded had been taken to two hospitals in the provincial capital."
)


def test_a_passage_that_stands_in_two_documents_is_found_with_its_words() -> None:
    """A report and a longer article that repeats its first sentence."""
    wire = document(WIRE + " Rescue work went on at night.", publisher="Wire", published="2016-10-26")
    other = document(
        "The war goes on.\n" + WIRE + "\nOur own reporter saw smoke.", publisher="Daily", published="2016-10-27"
    )
    (found,) = copies.links([other, wire])
    assert (found.first, found.second, found.why, found.dated) == (wire.id, other.id, "the same words", True)
    assert other.text[slice(*found.second_span())] == WIRE.rstrip(".")
    assert wire.text[slice(*found.first_span())] == WIRE.rstrip(".")


def test_the_rest_of_an_article_that_repeats_a_passage_is_its_own() -> None:
    """Only words inside the repeated passage come from elsewhere."""
    wire = document(WIRE, publisher="Wire", published="2016-10-26")
    other = document(
        "Before the siege of winter.\n" + WIRE + "\nOur reporter saw smoke.", publisher="Daily", published="2016-10-27"
    )
    origins = copies.origins(copies.links([wire, other]))
    inside = origins.of(other.id, span(other.text, "twelve people"))
    assert inside is not None
    assert inside.first == wire.id
    assert origins.of(other.id, span(other.text, "reporter saw smoke")) is None
    assert origins.of(wire.id, span(wire.text, "twelve people")) is None


def test_a_figure_that_an_editor_changed_is_not_copied() -> None:
    """The same sentence with another number: a near copy, but the number is the second document's own."""
    wire = document(WIRE, publisher="Wire", published="2016-10-26")
    edited = document(WIRE.replace("twelve", "fifteen"), publisher="Daily", published="2016-10-27")
    (found,) = copies.links([wire, edited])
    assert found.why == "nearly the same words" or found.runs[0].start > wire.text.index("twelve")
    origins = copies.origins([found])
    assert origins.of(edited.id, span(edited.text, "fifteen people")) is None
    assert origins.of(edited.id, span(edited.text, "two hospitals")) is not None


def test_a_shared_phrase_is_no_copy() -> None:
    """Two reports that share one short quotation."""
    one = document("The minister said that the army would never leave the valley, and he left the room at once.")
    two = document(
        "Nobody believed that the army would never leave the valley when the first trucks drove north.", publisher="B"
    )
    assert copies.links([one, two]) == ()


def test_without_dates_the_order_is_stable_and_said_to_be_unknown() -> None:
    """Two undated pages with one text."""
    one, two = document(WIRE, publisher="A"), document(WIRE, publisher="B")
    assert copies.links([one, two]) == copies.links([two, one])
    assert not copies.links([one, two])[0].dated


def test_a_page_that_says_it_was_published_elsewhere_comes_second() -> None:
    """An undated reprint."""
    one = document(WIRE, publisher="A")
    two = document(WIRE, publisher="B", syndicated_from="A")
    (found,) = copies.links([two, one])
    assert (found.first, found.dated) == (one.id, True)


def test_counterpart_names_the_same_words_in_the_other_document() -> None:
    """The trigger of a copied passage."""
    wire = document(WIRE, publisher="Wire", published="2016-10-26")
    other = document("Late news.\n" + WIRE, publisher="Daily", published="2016-10-27")
    (found,) = copies.links([wire, other])
    here = span(wire.text, "shells fell")
    there = copies.counterpart(found, here.start, here.end)
    assert there is not None
    assert other.text[slice(*there)] == "shells fell"


@given(st.lists(st.text(alphabet="ab \n.", max_size=60), max_size=4))
def test_any_texts_are_compared_without_error_and_every_run_is_equal(texts: list[str]) -> None:
    documents = [document(t, publisher=str(n)) for n, t in enumerate(texts)]
    by_id = {d.id: d.text for d in documents}
    for found in copies.links(documents):
        assert found.words >= copies.LEAST_WORDS
        for run in found.runs:
            ours = by_id[found.first][run.start : run.end].split()
            assert [w.strip(".") for w in ours if w.strip(".")] == [
                w.strip(".") for w in by_id[found.second][run.other_start : run.other_end].split() if w.strip(".")
            ] or "." in by_id[found.first][run.start : run.end]
