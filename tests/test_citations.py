"""What a report names as its origin: read by the standard reader."""

import msgspec
import pytest

from build import document, report
from reportedly import citations, reading, record, voices
from reportedly.citations import Citation
from reportedly.model import Reading
from reportedly.scoring import gold


def read(text: str, name: str = "page") -> Reading:
    (one,) = reading.read([gold.taken(text, name=name, published="2016-10-27")], "standard")
    return one


def cited(text: str, origin: str) -> Citation:
    found = read(text)
    (one,) = [c for c in citations.citations(found) if c.origin == origin]
    where = found.document.text
    assert all(where[s.start : s.end] == s.text for s in (one.words, *one.covers))
    return one


@pytest.mark.parametrize(
    ("text", "origin", "reason", "through"),
    [
        ("SANA said that ten people were killed in Ardan.", "SANA", "says", None),
        ("According to Reuters, ten people were killed in Ardan.", "Reuters", "according to", None),
        ("Ten people were killed in Ardan, Anadolu reported, citing the Valley Observatory.", "Valley Observatory", "citing", "Anadolu"),
    ],
)  # fmt: skip
def test_what_is_said_names_its_origin(text: str, origin: str, reason: str, through: str | None) -> None:
    one = cited(text, origin)
    assert (one.reason, one.through, one.whole) == (reason, through, False)
    assert any("ten people were killed" in s.text.lower() for s in one.covers)


@pytest.mark.parametrize(
    ("text", "origin", "covers"),
    [
        ("The town was quiet. Ten people were killed in Ardan (Source: Valley Monitor).", "Valley Monitor", "Ten people were killed in Ardan"),
        ("The town was quiet. Ten people were killed in Ardan. (SANA)\nIt rained later that day.", "SANA", "Ten people were killed in Ardan."),
        ("Ten people were killed in Ardan (via Al-Masdar News), and rain fell.", "Al-Masdar News", "Ten people were killed in Ardan"),
    ],
)  # fmt: skip
def test_a_note_in_brackets_is_the_source_of_its_sentence(text: str, origin: str, covers: str) -> None:
    document_ = document(text)
    (one,) = citations.citations(Reading(document=document_))
    assert (one.origin, one.reason, [s.text for s in one.covers]) == (origin, "source note", [covers])


@pytest.mark.parametrize(
    "text",
    [
        "Ten people came (via the eastern road) to Ardan.",
        "Ten people were killed in Ardan (photo: Reuters).",
        "The group (Ansar Allah) denied it.",
        "Trucks went to Ardan (via Bab al-Hawa).",
    ],
)
def test_other_words_in_brackets_are_no_source(text: str) -> None:
    assert citations.citations(Reading(document=document(text))) == ()


def test_a_line_of_syndication_is_the_source_of_the_whole() -> None:
    """A page that ends with "Source: SANA", and one with an agency in its dateline."""
    foot = cited("Ten die in Ardan\n\nTen people were killed in Ardan on Wednesday.\n\nSource: SANA\n", "SANA")
    assert (foot.reason, foot.whole, foot.covers) == ("syndication line", True, ())
    head = cited("Ten die in Ardan\n\nARDAN (Reuters) - Ten people were killed on Wednesday.\n", "Reuters")
    assert (head.reason, head.whole, head.known) == ("dateline", True, "x-reuters")


def test_an_address_leads_to_its_page_and_a_name_to_what_it_published_before() -> None:
    """A blog with a link, a paper that cites the Herald, and the Herald's pages before and after."""
    before = document(
        "Ten died.", publisher="The Herald", published="2016-10-26", url="https://www.herald.example/a?x=1"
    )
    after = document("Twelve died.", publisher="The Herald", published="2016-10-29", url="https://herald.example/b")
    blog = document("Ten died, see http://herald.example/a for more.", publisher="Blog", published="2016-10-27")
    (link,) = citations.citations(Reading(document=blog))
    (edge,) = citations.leads_to([link], [before, after, blog])
    assert edge.documents == (before.id,)
    said = msgspec.structs.replace(link, address=None, origin="The Herald", reason="says")
    (edge,) = citations.leads_to([said], [before, after, blog])
    assert edge.documents == (before.id,)
    for others, why in (([after, blog], "later"), ([blog], "nothing here was published by The Herald")):
        (edge,) = citations.leads_to([said], others)
        assert (edge.documents, why in edge.why, "not established" in edge.why) == ((), True, True)


def test_a_site_is_known_by_its_host() -> None:
    assert citations.outlet_of_host("www.sana.sy") == "sy-sana"
    assert citations.outlet_of_host("en.sana.sy") == "sy-sana"
    assert citations.outlet_of_host("notsana.sy") is None


def test_two_papers_that_note_one_monitor_as_their_source_are_one_voice() -> None:
    """A paper in its own words with a note behind the sentence, and one that says who counted."""
    noted = read("Ten people were killed in shelling of Ardan on Wednesday (Source: Valley Observatory).\n", "a")
    said = read("The Valley Observatory said that shelling killed ten people in Ardan on Wednesday.\n", "b")
    made = record.build([noted, said])
    (voice,) = [v for v in made.voices if v.speaker == "Valley Observatory"]
    assert set(voice.documents) == {noted.document.id, said.document.id}
    assert "given as the source: (Source: Valley Observatory)" in voice.why
    assert not [v for v in made.voices if v.id != voice.id]


def test_two_sources_in_one_note_leave_open_which_it_was() -> None:
    """A count with two sources behind it stays the paper's own."""
    noted = read("Ten people were killed in shelling of Ardan on Wednesday (Sources: SANA, Reuters).\n")
    assert {c.origin for c in citations.citations(noted)} == {"SANA", "Reuters"}
    assert {v.speaker for v in record.build([noted]).voices} == {voices.outlet(noted.document)}


def test_a_reading_without_statements_cites_nobody() -> None:
    assert citations.citations(report(document("Ten people died in Ardan."))) == ()
