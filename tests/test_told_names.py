"""Names told around a place in a text, and which of them two texts share."""

from build import document, report
from reportedly.told_names import Names, shared


def told(text: str, publisher: str | None = None) -> frozenset[str]:
    return Names(report(document(text, publisher=publisher))).near(0, len(text))


def test_adjacent_capitalised_words_are_a_name() -> None:
    """The shell fell on the bakery in Sahel Karim Street, where Nadim Farra Haddad worked."""
    found = told("The shell fell on the bakery in Sahel Karim Street, where Nadim Farra Haddad worked.")
    assert {"sahel karim", "karim street", "nadim farra", "farra haddad"} <= found


def test_a_capital_that_begins_a_sentence_tells_nothing() -> None:
    """Shells fell. Neighbours fled with Rustam."""
    assert told("Shells fell. Neighbours fled with Rustam.") == {"rustam"}


def test_words_that_are_also_written_small_days_and_institutions_are_no_names() -> None:
    """On Monday the Old Bridge fell; the old bridge had stood. They were brought to Tishrin Hospital."""
    assert (
        told("On Monday the Old Bridge fell; the old bridge had stood. They were brought to Tishrin Hospital.") == set()
    )


def test_what_is_told_to_the_number_counts_but_years_do_not() -> None:
    """A 34-year-old man died at 6:40 a.m. in the 4700 block, as one had in 2014."""
    found = told("A 34-year-old man died at 6:40 a.m. in the 4700 block, as one had in 2014.")
    assert found == {"age#34", "clock#6:40", "number#4700"}


def test_only_names_near_the_frame_are_its_own() -> None:
    """Nadim Farra was hurt. Much later Salma Idris spoke."""
    text = "They say Nadim Farra was hurt. Much later Salma Idris spoke."
    names = Names(report(document(text, publisher=None)))
    assert names.near(0, text.index("Much")) == {"nadim farra"}


def test_overlapping_names_are_one_and_lone_words_go_two_by_two() -> None:
    """Three words of one name; a street and an age."""
    one = frozenset({"nadim farra", "farra haddad", "rustam", "age#34", "clock#6:40"})
    assert shared(one, frozenset({"nadim farra", "farra haddad"})) == ["farra haddad nadim"]
    assert shared(one, frozenset({"rustam"})) == []
    assert shared(one, frozenset({"rustam", "age#34"})) == ["age 34, rustam"]
