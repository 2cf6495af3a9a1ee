"""What holds of every reading, whatever the text: words stand where they are said to, ids are there, the author speaks first."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reads import PUBLISHED, read, spans

from reportedly import capture, page, reading, record
from reportedly.model import ActorValue, Count, EventValue, PlaceValue, Reading, Span, When
from reportedly.reading.ground import grounded, holds, span
from reportedly.reading.parse import PIECE

REPORT = "The ministry said that the army shelled Homs on Monday, killing six men. They fled to Idlib."


JUNE = When(start=PUBLISHED, end=PUBLISHED, precision="day", text=PUBLISHED)


# --- a claim without its words cannot exist ----------------------------------------------------------


def test_a_claim_whose_words_are_elsewhere_is_dropped_and_said() -> None:
    found = read(REPORT, PUBLISHED)
    good, bad = found.claims[0], found.claims[1]
    moved = Span(start=bad.evidence[0].start + 1, end=bad.evidence[0].end + 1, text=bad.evidence[0].text)
    kept, problems = grounded(found.document, [good, msgspec.structs.replace(bad, evidence=(moved,))])
    assert kept == (good,)
    assert [(p.code, p.document) for p in problems] == [("ungrounded", found.document.id)]
    assert bad.slot in problems[0].message
    assert problems[0].hint


def test_a_claim_with_made_up_words_is_dropped() -> None:
    found = read(REPORT, PUBLISHED)
    claim = found.claims[0]
    invented = msgspec.structs.replace(claim, evidence=(*claim.evidence, Span(start=0, end=5, text="nerve")))
    assert grounded(found.document, [invented])[0] == ()


def test_a_claim_without_words_is_dropped() -> None:
    found = read(REPORT, PUBLISHED)
    kept, problems = grounded(found.document, [msgspec.structs.replace(found.claims[0], evidence=())])
    assert kept == ()
    assert len(problems) == 1


def test_a_claim_whose_chain_does_not_begin_with_the_author_is_dropped() -> None:
    found = read(REPORT, PUBLISHED)
    claim = next(c for c in found.claims if len(c.attribution) > 1)
    for chain in (claim.attribution[1:], ()):
        kept, problems = grounded(found.document, [msgspec.structs.replace(claim, attribution=chain)])
        assert kept == ()
        assert [p.code for p in problems] == ["ungrounded"]


def test_a_chain_with_words_that_are_not_there_is_dropped() -> None:
    found = read(REPORT, PUBLISHED)
    claim = next(c for c in found.claims if len(c.attribution) > 1)
    author, hop = claim.attribution[:2]
    assert hop.speaker is not None
    other = msgspec.structs.replace(hop.speaker, text="the president")
    faulty = msgspec.structs.replace(claim, attribution=(author, msgspec.structs.replace(hop, speaker=other)))
    assert grounded(found.document, [faulty])[0] == ()
    wrong_cue = msgspec.structs.replace(hop, cue=Span(start=0, end=4, text="said"))
    faulty = msgspec.structs.replace(claim, attribution=(author, wrong_cue))
    assert grounded(found.document, [faulty])[0] == ()


def test_the_same_claim_twice_is_one() -> None:
    found = read(REPORT, PUBLISHED)
    assert grounded(found.document, [found.claims[0]] * 3) == ((found.claims[0],), ())


def test_words_are_cut_from_the_document() -> None:
    document = read(REPORT, PUBLISHED).document
    assert span(document, 3, 13) == Span(start=4, end=12, text="ministry")
    assert span(document, -5, 3).text == "The"
    assert span(document, len(REPORT) - 6, len(REPORT) + 9).text == "Idlib."
    assert not holds(document, Span(start=4, end=4, text=""))
    assert not holds(document, Span(start=-3, end=-1, text=REPORT[-3:-1]))


# --- of any text -------------------------------------------------------------------------------------

WHO = [
    "The army",
    "Some rebel sources",
    "Samir al-Khidr",
    "HTS",
    "They",
    "He",
    "The group",
    "Iran-backed fighters",
    "One report",
    "Police",
]
DID = [
    "shelled",
    "fled to",
    "captured",
    "attacked",
    "did not leave",
    "may have bombed",
    "will withdraw from",
    "appears to have entered",
    "killed 12 people, including four children, in",
]
WHERE = [
    "Homs",
    "the Assad-held city of Palmyra",
    "al-Tanf",
    "a village near the border",
    "Idlib on Monday",
    "it",
    "Kafr Nabl with mortars",
]
SAYING = [
    "",
    "{who} said that ",
    "According to {who}, ",
    "{who} denied that ",
    "{who} claimed in a tweet: “",
    "If {who} is right, ",
]
LETTERS = st.characters(exclude_categories=["Cs", "Cc"])
"""Without control characters: a file of those is no report, which the taking of captures sees to."""
NOISE = st.one_of(
    st.sampled_from(["", " ", "\n", "\n\n", " 😀 ", "👩‍👩‍👧‍👦", "\u202e", "\u200f", "مغاوير الثورة ", " “", "” ", "...", "\t", "\r\n", "\u00ad", "é", "e\u0301", "ﬁ", "(April 17) ", "- ", "No comments:\nPost a Comment\n"]),
    st.text(LETTERS, max_size=12),
)  # fmt: skip


@st.composite
def sentences(draw: st.DrawFn) -> str:
    saying = draw(st.sampled_from(SAYING)).replace("{who}", draw(st.sampled_from(WHO)))
    told = f"{draw(st.sampled_from(WHO))} {draw(st.sampled_from(DID))} {draw(st.sampled_from(WHERE))}"
    return saying + told + ("”" if "“" in saying else "") + draw(st.sampled_from([".", "", "!", "?", ";"]))


TEXTS = st.lists(st.one_of(sentences(), NOISE), max_size=7).map(" ".join)


def check(found: Reading) -> None:
    """Fails where a reading says something that its text or itself does not bear out."""
    text = found.document.text
    for words in spans(found):
        assert 0 <= words.start < words.end <= len(text), words
        assert text[words.start : words.end] == words.text, words
    mentions, statements, frames, claims = (
        {item.id for item in group} for group in (found.mentions, found.statements, found.frames, found.claims)
    )
    for ids, group in (
        (mentions, found.mentions),
        (statements, found.statements),
        (frames, found.frames),
        (claims, found.claims),
    ):
        assert len(ids) == len(group)
        assert {item.document for item in group} <= {found.document.id}
    assert {m.antecedent for m in found.mentions} <= mentions | {None}
    assert {s.within for s in found.statements} <= statements | {None}
    assert {f.event for f in found.frames} <= frames
    speakers = [s.speaker for s in found.statements] + [h.speaker for c in found.claims for h in c.attribution]
    assert {s.actor for s in speakers if s is not None} <= mentions | {None}
    for claim in found.claims:
        assert claim.evidence
        assert claim.attribution[0].kind == "author"
        assert claim.frame in frames | {None}
        assert claim.statement in statements | {None}
        assert {hop.statement for hop in claim.attribution[1:]} <= statements
        assert set(claim.basis) <= claims
        assert claim.subject.id in (frames if claim.subject.type == "event" else mentions)
        match claim.value:
            case ActorValue(actor=actor):
                assert actor in mentions | {None}
            case PlaceValue(place=place, lat=lat, lon=lon):
                assert place in mentions | {None}
                assert (lat, lon) != (0, 0)
                assert (lat is None) == (lon is None)
            case EventValue(event=event):
                assert event in frames | {None}
            case Count(of=whole, low=low, high=high):
                assert whole in claims | {None}
                assert low is None or high is None or low <= high
            case _:
                pass


def read_as_english(text: str) -> Reading:
    """The reading of a page whose language is taken for English, whatever else stands in it."""
    document = page.parse(capture.of_bytes(text.encode(), name="report.txt")).document
    return next(iter(reading.read([msgspec.structs.replace(document, language="en", published=JUNE)])))


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_every_word_holds_in_any_text(text: str) -> None:
    check(read_as_english(text))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
@settings(max_examples=40, deadline=None)
def test_every_word_holds_where_there_is_no_page_at_all(text: str) -> None:
    document = msgspec.structs.replace(read(REPORT).document, text=text, passages=())
    check(next(iter(reading.read([document]))))


@given(TEXTS)
@settings(max_examples=20, deadline=None)
def test_any_reading_joins_into_a_record(text: str) -> None:
    found = read_as_english(text)
    built = record.build([found])
    assert {c.id for c in built.claims} == {c.id for c in found.claims}
    assert {f.id for f in built.frames} == {f.id for f in found.frames}


def test_the_same_text_reads_the_same_twice() -> None:
    first, again = (read_as_english(REPORT) for _ in range(2))
    assert first.mentions == again.mentions
    assert first.statements == again.statements
    assert first.frames == again.frames
    assert first.claims == again.claims


def test_offsets_are_code_points_not_utf16() -> None:
    found = read("😀😀 The army shelled Homs. “Rebels 😀 captured Idlib,” the army said.", PUBLISHED)
    check(found)
    assert {c.evidence[0].text for c in found.claims if c.slot == "where"} == {"Homs", "Idlib"}


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "12 34 56.", "😀", "....", "\u202e\u202c", "?", "“", "”“”"])
def test_a_text_that_says_nothing_gives_nothing(text: str) -> None:
    found = read(text, PUBLISHED)
    assert (found.claims, found.frames, found.statements) == ((), (), ())


def test_the_last_line_of_a_long_text_reads_as_its_first() -> None:
    """Longer than one piece of the parser, so that offsets are joined over its cut."""
    told = "Rebels shelled the town of Hass on Monday, killing {} people, the army said.\n"
    found = read_as_english("".join(told.format(number) for number in range(100, 400)))
    check(found)
    assert len(found.document.text) > PIECE
    killed = [c for c in found.claims if c.slot == "killed"]
    assert [getattr(c.value, "low", None) for c in killed] == list(range(100, 400))
    assert {c.attribution[-1].speaker.name for c in killed if c.attribution[-1].speaker} == {"the army"}
