"""From a document to a parse: offsets hold, lines and headings do not glue, silent passages are blank."""

from __future__ import annotations

import pytest
from reads import read

from reportedly import capture, page
from reportedly.errors import DataError, UsageError
from reportedly.model import CaptureInfo, Document, Passage
from reportedly.reading import read as read_all
from reportedly.reading.parse import PIECE, load, parse, sentence_starts, speaking_text


def document(text: str, *passages: tuple[str, str]) -> Document:
    """A document whose passages are the given words, each with its role."""
    return Document(
        id="d_0", title=None, publisher=None, byline=None, url=None, language="en", text=text, published=None,
        syndicated_from=None,
        passages=tuple(Passage(start=text.index(w), end=text.index(w) + len(w), role=role) for w, role in passages),  # type: ignore[arg-type]
        capture=CaptureInfo(sha256="", media_type="text/plain", bytes=0, taken_at="", from_="x"),
    )  # fmt: skip


def sentences(text: str, *passages: tuple[str, str]) -> list[str]:
    parsed = next(parse([document(text, *passages)]))
    return [s.text.strip() for s in parsed.doc.sents if s.text.strip()]


def test_a_heading_does_not_glue_to_the_next_sentence() -> None:
    text = "Army takes Homs\nThe army entered Homs on Monday."
    assert sentences(text, ("Army takes Homs", "heading"), ("The army entered Homs on Monday.", "body")) == text.split(
        "\n"
    )


def test_a_line_after_a_finished_sentence_begins_a_sentence() -> None:
    assert sentences("The army left Homs.\nRebels entered it.") == ["The army left Homs.", "Rebels entered it."]


def test_a_line_after_a_blank_line_begins_a_sentence() -> None:
    assert sentences("Homs report\n\nRebels entered it.") == ["Homs report", "Rebels entered it."]


def test_a_line_broken_inside_a_sentence_goes_on() -> None:
    text = "The army left the city of\nHoms on Monday."
    assert text.index("Homs") not in sentence_starts(document(text), text)


def test_silent_passages_are_blank_and_offsets_hold() -> None:
    text = "The army left Homs.\nShare this\nPreviously published in the Herald\nRebels fled."
    one = document(text, ("Share this", "boilerplate"), ("Previously published in the Herald", "syndication"))
    parsed = next(parse([one]))
    assert len(parsed.doc.text) == len(text)
    assert [t.text for t in parsed.doc if t.idx >= 20 and t.is_alpha] == ["Rebels", "fled"]
    assert speaking_text(one).count("\n") == text.count("\n")
    for token in parsed.doc:
        assert text[token.idx : token.idx + len(token.text)] == token.text or token.is_space


def test_quotations_in_silent_passages_are_none() -> None:
    text = 'The army left Homs.\n"Like us on all channels"\nHe said "no".'
    parsed = next(parse([document(text, ('"Like us on all channels"', "boilerplate"))]))
    assert [text[q.start : q.end] for q in parsed.quotes] == ['"no"']


def test_typographic_signs_keep_their_places() -> None:
    text = "“We left Homs,” the army’s spokesman said — at\u00a0noon."
    parsed = next(parse([document(text)]))
    assert len(parsed.doc.text) == len(text)
    assert [t.idx for t in parsed.doc if t.text == "noon"] == [text.index("noon")]


def test_a_hundred_thousand_characters_are_cut_and_joined() -> None:
    line = "The army shelled the village of Hass on Monday, residents said.\n"
    text = line * (100_000 // len(line) + 1)
    assert len(text) > 4 * PIECE
    parsed = next(parse([document(text)]))
    assert len(parsed.doc.text) == len(text)
    assert [t.idx for t in parsed.doc if t.text == "Monday"] == [
        i * len(line) + line.index("Monday") for i in range(text.count("\n"))
    ]


def test_a_long_text_without_a_line_end_is_cut_at_a_space() -> None:
    text = "word " * 9_000
    parsed = next(parse([document(text)]))
    assert {t.text for t in parsed.doc if not t.is_space} == {"word"}


@pytest.mark.parametrize("text", ["", " ", "\n", "12 34", "😀"])
def test_texts_without_words(text: str) -> None:
    parsed = next(parse([document(text)]))
    assert parsed.doc.text == text


def test_documents_come_back_in_order() -> None:
    texts = [f"The army left base {n}." for n in range(30)]
    assert [p.document.text for p in parse(document(t) for t in texts)] == texts


def test_a_pipeline_that_is_not_there_says_so() -> None:
    with pytest.raises(DataError, match="no_such_pipeline"):
        load("no_such_pipeline")


def test_a_reader_that_is_not_there_says_so() -> None:
    with pytest.raises(UsageError, match="standard"):
        list(read_all([], "no-such-reader"))


def test_another_language_is_kept_with_a_problem() -> None:
    """A report in French."""
    text = (
        "L'armée a bombardé la ville de Homs lundi, tuant douze personnes, selon des habitants. "
        "Les rebelles ont quitté la ville et se sont repliés vers le nord, où ils tiennent encore plusieurs villages."
    )
    taken = page.parse(capture.of_bytes(text.encode(), name="report.txt"))
    found = next(iter(read_all([taken.document])))
    assert found.document == taken.document
    assert found.document.text == text
    assert found.document.language == "fr"
    assert (found.claims, found.mentions) == ((), ())
    assert [p.code for p in found.problems] == ["language-not-read"]
    assert found.problems[0].hint


def test_languages_are_read_side_by_side_in_order() -> None:
    texts = [
        "The army shelled Homs on Monday.",
        "Армия обстреляла город Хомс в понедельник, сообщили жители города.",
        "Rebels captured Idlib on Tuesday.",
        "",
    ]
    documents = [page.parse(capture.of_bytes(t.encode(), name="report.txt")).document for t in texts]
    readings = list(read_all(documents))
    assert [r.document.text for r in readings] == texts
    assert [bool(r.claims) for r in readings] == [True, False, True, False]


def test_words_of_silent_passages_are_no_claims() -> None:
    """A page whose last lines are furniture."""
    text = (
        "The army shelled Homs on Monday, killing six men. Residents fled to Idlib.\n"
        "Previously published in the Herald\n"
        "No comments:\n"
        "Post a Comment\n"
    )
    found = read(text)
    silent = [(p.start, p.end) for p in found.document.passages if p.role in ("boilerplate", "syndication")]
    assert silent
    for words in [e for c in found.claims for e in c.evidence] + list(found.mentions):
        assert not any(start <= words.start < end for start, end in silent)
