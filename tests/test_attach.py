"""Decisions are found again by their words, and never attached to a lookalike."""

from __future__ import annotations

import hashlib

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import Act, Said, document, report
from reportedly import copies
from reportedly.attach import Attached, Ground, attach
from reportedly.deciding import ClaimTarget, DocumentTarget, FrameTarget, SourceTarget
from reportedly.decisions import claim_target, frame_target, mention_target
from reportedly.model import Claim, Count, Reading, Stance

LEAD = "Fog closed the harbour road for most of the week. "
TELLS = "On Wednesday a strike by Norland jets on a school in Merv killed 35 people, the district council said. "
MORE = "Teachers had sent the pupils home before noon because of the heat."
TEXT = LEAD + TELLS + MORE


def read(
    text: str,
    *,
    capture: str = "one",
    publisher: str = "The Herald",
    by: str = "the district council",
    toll: int = 35,
    stance: Stance = "asserts",
    nth: int = 0,
) -> Reading:
    """The strike of a text, as a reader would put it out; the capture is named, so that a text can change in it."""
    doc = document(text, publisher=publisher)
    info = msgspec.structs.replace(doc.capture, sha256=hashlib.sha256(capture.encode()).hexdigest())
    said = [
        Said(slot="killed", words="35 people", low=toll, high=toll, by=by, stance=stance),
        Said(slot="agent", words="Norland jets", by=by),
    ]
    act = Act(kind="air_strike", trigger="strike", said=said, nth=nth)
    return report(msgspec.structs.replace(doc, capture=info), act)


def toll(reading: Reading) -> Claim:
    return next(c for c in reading.claims if c.slot == "killed")


def target(reading: Reading) -> ClaimTarget:
    return claim_target(toll(reading), reading.document, {f.id: f for f in reading.frames})


ONE = read(TEXT)
TOLL = target(ONE)


def found(target: ClaimTarget, *readings: Reading) -> Attached:
    return attach(target, Ground(readings, copies.links(r.document for r in readings)))


def test_the_key_is_the_words_with_32_characters_on_either_side() -> None:
    assert (TOLL.at.quote, TOLL.at.before, TOLL.at.after) == (
        "35 people",
        "jets on a school in Merv killed ",
        ", the district council said. Tea",
    )
    assert (TOLL.slot, TOLL.trigger, TOLL.speaker) == ("killed", "strike", "the district council")


def test_what_is_read_as_before_is_the_same() -> None:
    assert found(TOLL, ONE) == Attached(state="same", ids=(toll(ONE).id,))


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="abc é\n.’😀", max_size=80), st.text(alphabet="abc é\n.’😀", max_size=80))
def test_what_is_put_before_and_behind_the_sentence_moves_nothing(head: str, tail: str) -> None:
    """The report gets another first and last paragraph; its claim has another id and is the same."""
    again = read(head + TEXT + tail)
    assert found(TOLL, again) == Attached(state="same", ids=(toll(again).id,))


NAMES = ("strike", "Norland jets", "35 people", "the district council")
STARTS = [
    i
    for i in range(1, len(TEXT))
    if TEXT[i - 1] == " " and not any(TEXT.index(n) < i < TEXT.index(n) + len(n) for n in NAMES)
]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(STARTS), st.text(alphabet="abc é😀.", min_size=1, max_size=60).filter(str.strip))
def test_words_put_in_beside_it_move_it_and_further_off_change_nothing(at: int, words: str) -> None:
    """Somebody puts words between any two others."""
    again = read(f"{TEXT[:at]}{words} {TEXT[at:]}")
    start = TEXT.index("35 people")
    near = start - 32 < at < start + len("35 people") + 32
    assert found(TOLL, again) == Attached(state="moved" if near else "same", ids=(toll(again).id,))


def test_words_put_into_the_quotation_leave_nothing_to_attach_to() -> None:
    again = read(TEXT.replace("35 people", "35 young people") + " Of 35 people nothing is known.")
    assert found(TOLL, again) == Attached(state="gone")


ALIKE = "Rain fell. In June a raid by Norland jets on a school in Merv killed 35 people, the provincial council said. "
BOTH = TEXT + " " + ALIKE
KEPT = ("strike", "Norland jets", "35 people", "the district council", "raid", "the provincial council")


def read_both(text: str) -> Reading:
    """The strike and the raid that is told like it."""
    one = read(text)
    act = Act(
        kind="air_strike",
        trigger="raid",
        said=[Said(slot="killed", words="35 people", low=35, high=35, by="the provincial council")],
    )
    other = report(one.document, act)
    return msgspec.structs.replace(one, frames=one.frames + other.frames, claims=one.claims + other.claims)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(BOTH)), st.integers(1, 40)), min_size=1, max_size=4), st.booleans())
def test_whatever_is_cut_out_it_never_goes_to_the_sentence_told_alike(cuts: list[tuple[int, int]], gone: bool) -> None:
    """Any words but the names are cut out, or the whole sentence; the raid's toll is never taken for the strike's."""
    target_ = target(read_both(BOTH))
    text = BOTH
    for at, size in sorted(cuts, reverse=True):
        cut = text[:at] + text[at + size :]
        if all(cut.count(k) == text.count(k) for k in KEPT) and cut.index("strike") < cut.index("raid"):
            text = cut
    again = read_both(text)
    strike = next(c.id for c in again.claims if c.frame == again.frames[0].id and c.slot == "killed")
    if gone:
        again = msgspec.structs.replace(again, claims=tuple(c for c in again.claims if c.id != strike))
    attached = attach(target_, Ground([again]))
    assert set(attached.ids) <= {strike}
    assert not (gone and attached.ids)
    if text == BOTH and not gone:
        assert attached.state == "same"


def test_the_sentence_told_alike_is_not_taken_when_its_own_is_deleted() -> None:
    """The raid's figure has the same words before it: a person may look at it, and nothing is attached."""
    target_ = target(read_both(BOTH))
    document_ = msgspec.structs.replace(ONE.document, id="d_other", text=LEAD + ALIKE)
    act = Act(
        kind="air_strike",
        trigger="raid",
        said=[Said(slot="killed", words="35 people", low=35, high=35, by="the provincial council")],
    )
    left = report(document_, act)
    assert attach(target_, Ground([left])) == Attached(state="changed", candidates=(toll(left).id,))


def test_one_side_deleted_is_moved_both_sides_deleted_is_gone() -> None:
    """The sentence is cut behind the figure; then before it too."""
    behind = read(LEAD + "On Wednesday a strike by Norland jets on a school in Merv killed 35 people.", by="")
    before = msgspec.structs.replace(TOLL, speaker=None)
    assert found(before, behind).state == "moved"
    both = read("A strike by Norland jets cost 35 people their lives.", by="")
    assert found(before, both).state == "gone"


def test_an_edge_of_the_text_alone_is_no_place() -> None:
    """A text that ends with the figure; later another flood's figure ends it."""
    short = read("A strike by Norland jets killed 35 people", by="")
    other = read("A strike by Norland jets failed. A flood later drowned 35 people", by="")
    assert found(target(short), other).state == "gone"


def test_the_same_sentence_twice_is_ambiguous() -> None:
    """The sentence is printed twice after one lead; the reader reads either, or both."""
    text = LEAD + TELLS + LEAD + TELLS + LEAD + TELLS
    first, second = read(text), read(text, nth=1)
    both = msgspec.structs.replace(first, frames=first.frames + second.frames, claims=first.claims + second.claims)
    again = found(TOLL, both)
    assert (again.state, again.ids) == ("ambiguous", ())
    assert set(again.candidates) == {toll(first).id, toll(second).id}
    assert found(TOLL, first).state == "ambiguous"


def test_in_a_text_that_did_not_change_a_sentence_printed_twice_is_told_by_its_claim() -> None:
    """Nothing was edited: the second sentence is the second sentence."""
    text = LEAD + TELLS + LEAD + TELLS + LEAD + TELLS
    first, second = read(text), read(text, nth=1)
    both = msgspec.structs.replace(first, frames=first.frames + second.frames, claims=first.claims + second.claims)
    assert found(target(second), both) == Attached(state="same", ids=(toll(second).id,))


@pytest.mark.parametrize(
    "again",
    [
        read(TEXT, by=""),
        read(TEXT, by="Norland jets"),
        read(TEXT, toll=36),
        read(TEXT, stance="denies"),
    ],
    ids=["the outlet's own words", "another speaker", "another figure", "denied"],
)
def test_other_words_of_the_same_place_are_a_change_for_a_person_to_see(again: Reading) -> None:
    assert found(TOLL, again) == Attached(state="changed", candidates=(toll(again).id,))


def test_another_trigger_or_longer_words_are_a_change() -> None:
    """The reader hangs the toll on "killed", or reads "killed 35 people" as its words."""
    hung = report(
        ONE.document,
        Act(kind="attack", trigger="killed", said=[Said(slot="killed", words="35 people", low=35, high=35)]),
    )
    other = msgspec.structs.replace(TOLL, speaker=None)
    assert found(other, hung).state == "changed"
    wider = report(
        ONE.document,
        Act(kind="air_strike", trigger="strike", said=[Said(slot="killed", words="killed 35 people", low=35, high=35)]),
    )
    assert found(other, wider) == Attached(state="changed", candidates=(toll(wider).id,))


def test_what_is_no_longer_read_is_gone() -> None:
    bare = msgspec.structs.replace(ONE, claims=tuple(c for c in ONE.claims if c.slot != "killed"))
    assert found(TOLL, bare) == Attached(state="gone")
    assert found(TOLL) == Attached(state="gone")


def test_a_copy_is_found_when_the_capture_is_gone_and_not_before() -> None:
    """The Courier prints the Herald's story below a line of its own; then the Herald's page is removed."""
    copy = read("From our desk in Orlu: \n" + TEXT, capture="two", publisher="The Courier")
    assert found(TOLL, ONE, copy) == Attached(state="same", ids=(toll(ONE).id,))
    assert found(TOLL, copy) == Attached(state="moved", ids=(toll(copy).id,))


def test_copies_of_one_another_are_one_place_and_lookalikes_are_not() -> None:
    """Two papers print the whole story; two others share no more than its sentence."""
    two = read("From our desk in Orlu: \n" + TEXT, capture="two", publisher="The Courier")
    three = read("By our reporter. \n" + TEXT, capture="three", publisher="The Star")
    both = found(TOLL, two, three)
    assert (both.state, set(both.ids)) == ("moved", {toll(two).id, toll(three).id})
    apart = Ground([two, three])
    assert attach(TOLL, apart).state == "ambiguous"


def test_half_the_words_in_another_document_are_a_lookalike() -> None:
    """Another paper's sentence begins alike and goes on otherwise."""
    other = read(
        LEAD
        + "On Wednesday a strike by Norland jets on a school in Merv killed 35 people and hurt many, the district council said.",
        capture="two",
    )
    assert found(TOLL, other) == Attached(state="gone")


def test_a_line_that_any_paper_may_print_is_no_copy() -> None:
    """The whole report is one short line, and another paper's is the same."""
    short = read("The strike by Norland jets killed 35 people.", by="")
    assert found(target(short), read(short.document.text, capture="two", publisher="The Bee", by="")).state == "gone"


def test_frames_and_mentions_are_found_by_their_words() -> None:
    """The report gets another headline; then the reader takes the strike for shelling, and the jets for another force's."""
    frame, mention = ONE.frames[0], next(m for m in ONE.mentions if m.text == "Norland jets")
    event, actor = frame_target(frame, ONE.document), mention_target(mention, ONE.document)
    again = read("Merv mourns\n\n" + TEXT)
    ground = Ground([again])
    assert attach(event, ground) == Attached(state="same", ids=(again.frames[0].id,))
    assert attach(actor, ground).ids == tuple(m.id for m in again.mentions if m.text == "Norland jets")
    shelling = msgspec.structs.replace(again, frames=(msgspec.structs.replace(again.frames[0], kind="shelling"),))
    assert attach(event, Ground([shelling])).state == "changed"
    renamed = tuple(
        msgspec.structs.replace(m, value=msgspec.structs.replace(m.value, name="Norland's navy"))
        for m in again.mentions
    )  # type: ignore[type-var]
    assert attach(actor, Ground([msgspec.structs.replace(again, mentions=renamed)])).state == "changed"
    assert attach(event, Ground([])).state == "gone"
    assert isinstance(event, FrameTarget)


def test_a_document_is_found_by_its_capture_and_a_source_by_its_name() -> None:
    again = read("Merv mourns\n\n" + TEXT)
    paper = DocumentTarget(id=ONE.document.id, capture=ONE.document.capture.sha256)
    assert attach(paper, Ground([ONE])).state == "same"
    assert attach(paper, Ground([again])) == Attached(state="moved", ids=(again.document.id,))
    assert attach(paper, Ground([])).state == "gone"
    assert attach(SourceTarget(name="The District Council"), Ground([ONE])).state == "same"
    assert attach(SourceTarget(name="the herald"), Ground([ONE])).state == "same"
    assert attach(SourceTarget(name="the navy"), Ground([ONE])).state == "gone"


def test_white_space_and_quotation_marks_are_no_change() -> None:
    """The page is cut anew, with a line break in the sentence and curly marks."""
    plain = read(TEXT.replace("people, the", 'people, the "late"'), by="")
    curly = read(TEXT.replace("people, the", "people,\n the “late”"), by="")
    assert found(target(plain), curly).state == "same"


def test_a_figure_is_compared_by_its_ends_and_class() -> None:
    value = toll(ONE).value
    assert isinstance(value, Count)
    women = msgspec.structs.replace(TOLL, value=msgspec.structs.replace(value, class_="women"))
    assert attach(women, Ground([ONE])).state == "changed"
