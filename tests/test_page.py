from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.capture import of_bytes, take
from reportedly.errors import InputError
from reportedly.model import When
from reportedly.page import Parsed, parse

SHARED = Path(__file__).parents[1].parent / "shared"
DAY = When(start="2022-04-17", end="2022-04-17", precision="day")
LONG = "Rebels said on Tuesday that they had left the town and that the army was not there when they went away."


def read(raw: bytes | str, name: str = "report.txt", published: When | None = None) -> Parsed:
    parsed = parse(of_bytes(raw.encode() if isinstance(raw, str) else raw, name=name), published=published)
    sound(parsed)
    return parsed


def sound(parsed: Parsed) -> None:
    document = parsed.document
    last = 0
    for passage in document.passages:
        assert last <= passage.start < passage.end <= len(document.text)
        assert not document.text[last : passage.start].strip()
        last = passage.end
    assert not document.text[last:].strip()
    document.text.encode()
    for problem in parsed.problems:
        assert problem.document == document.id
        assert problem.message
        assert problem.hint


def codes(parsed: Parsed) -> list[str]:
    return [problem.code for problem in parsed.problems]


def test_the_first_real_report() -> None:
    file = SHARED / "inputs" / "al-tanf.txt"
    if not file.exists():
        pytest.skip("no development data here")
    parsed = parse(take(str(file)))
    sound(parsed)
    document = parsed.document
    assert document.published is not None
    assert (document.published.start, document.published.end) == ("XXXX-04-17", "XXXX-04-17")
    assert document.syndicated_from == "Digital Journal"
    assert document.language == "en"
    assert document.text == file.read_text(encoding="utf-8")
    assert parsed.problems == ()


def test_the_id_is_of_the_content_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LONG)
    (tmp_path / "b.txt").write_text(LONG)
    one, two = (parse(take(str(tmp_path / name))).document for name in ("a.txt", "b.txt"))
    assert one.id == two.id == read(LONG, published=DAY).document.id
    assert one.id != read(LONG + ".").document.id


def test_plain_text_stays_as_it_is() -> None:
    text = "  “Quoted” -- text…\n\n\n\tkept  as it\u00a0is 😀\n"
    assert read(text).document.text == text
    assert read("a\r\nb\rc").document.text == "a\nb\nc"


def test_the_users_date_counts_only_without_another() -> None:
    assert read(LONG, published=DAY).document.published == DAY
    parsed = read("(May 3) " + LONG, published=DAY)
    assert parsed.document.published is not None
    assert parsed.document.published.start == "XXXX-05-03"
    assert codes(parsed) == ["published-conflict"]
    assert read(LONG).document.published is None


def test_an_empty_file_is_a_document_with_a_problem() -> None:
    for raw in (b"", b" \n\t\n", b"\xef\xbb\xbf"):
        parsed = read(raw)
        assert codes(parsed) == ["no-text"]
        assert parsed.document.passages == ()


def test_nul_bytes_are_taken_out_and_said() -> None:
    parsed = read("Rebels said\x00 that they left." + LONG)
    assert parsed.document.text.startswith("Rebels said that")
    assert codes(parsed) == ["control-characters"]


def test_a_report_in_another_language_is_kept() -> None:
    """خرج مئات من المقاتلين من مدينة حلب السورية يوم الخميس بعد اتفاق بين المعارضة والحكومة"""
    text = test_a_report_in_another_language_is_kept.__doc__ or ""
    parsed = read(text)
    assert parsed.document.text == text
    assert parsed.document.language == "ar"
    assert codes(parsed) == ["language-not-read"]
    assert "English" in parsed.problems[0].message


def test_mixed_encodings_are_no_traceback() -> None:
    parsed = read("Rebels said “no”. ".encode() * 4 + "café".encode("cp1252"))
    assert codes(parsed) == ["encoding-mixed"]
    assert parsed.document.text.endswith("caf\ufffd")


def test_an_agency_in_the_dateline_is_where_the_report_stood_first() -> None:
    assert read("BEIRUT (Reuters) - " + LONG).document.syndicated_from == "Reuters"
    site = of_bytes(("BEIRUT (Reuters) - " + LONG).encode(), name="x", url="https://www.reuters.com/a")
    document = parse(site).document
    assert (document.publisher, document.syndicated_from) == ("reuters.com", None)


def test_markdown() -> None:
    document = read(f"# Strike kills 12\n\n{LONG}\n", "report.md").document
    assert document.title == "Strike kills 12"
    assert [passage.role for passage in document.passages] == ["heading", "body"]


TEXTS = st.text(max_size=200) | st.sampled_from(
    ["<html><body><p>", "From: a@b\nSubject: c\n\n", "# a\n", "(April 17) ", "\x00", "\ud800", "%PDF-1.4\n"]
)


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(TEXTS, max_size=4).map("".join).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.binary(max_size=200),
    st.sampled_from(["a.txt", "a.md", "a.html", "a.eml", "a.pdf", "a"]),
    st.sampled_from([None, DAY]),
)
def test_any_bytes_are_a_sound_document_or_an_input_error(raw: bytes, name: str, day: When | None) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            read(raw, name, day)
        except InputError as error:
            assert "\n" not in error.line()  # noqa: PT017 - both outcomes are right
