from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.decoding import decode, tidy

FRENCH = "Les rebelles ont annoncé que la ville a été prise par l’armée après des combats, a dit le porte-parole."
ARABIC = "خرج مئات من المقاتلين من مدينة حلب السورية يوم الخميس بعد اتفاق بين المعارضة والحكومة"
RUSSIAN = "Представитель министерства обороны сообщил, что самолёты не наносили ударов по этому району"


def codes(raw: bytes, declared: str | None = None) -> list[str]:
    return [problem.code for problem in decode(raw, declared).problems]


@pytest.mark.parametrize(
    ("raw", "declared"),
    [
        (FRENCH.encode(), None),
        (codecs.BOM_UTF8 + FRENCH.encode(), "latin-1"),
        (FRENCH.encode("utf-16"), None),
        (codecs.BOM_UTF16_BE + FRENCH.encode("utf-16-be"), None),
        (FRENCH.encode("utf-32"), None),
        (FRENCH.encode("cp1252"), "iso-8859-1"),
        (FRENCH.encode("cp1252"), "windows-1252"),
    ],
)
def test_encodings_that_are_known_are_no_problem(raw: bytes, declared: str | None) -> None:
    found = decode(raw, declared)
    assert (found.text, found.problems) == (FRENCH, ())


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(FRENCH, "cp1252"), (ARABIC, "cp1256"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r"), (FRENCH, "utf-16-le")],
)
def test_a_guess_is_right_and_said(text: str, encoding: str) -> None:
    raw = (text * 3).encode(encoding)
    assert decode(raw).text == text * 3
    assert codes(raw) == ["encoding-guessed"]


def test_mixed_encodings_keep_what_can_be_read() -> None:
    raw = "Rebels said “no” – twice. ".encode() * 2 + "The café".encode("cp1252")
    found = decode(raw)
    assert found.text == "Rebels said “no” – twice. " * 2 + "The caf\ufffd"
    assert codes(raw) == ["encoding-mixed"]


def test_a_declared_charset_that_does_not_fit_is_said() -> None:
    assert codes(FRENCH.encode(), "iso-8859-6") == ["encoding-declared-wrong"]
    assert decode(FRENCH.encode(), "iso-8859-6").text == FRENCH
    assert codes(FRENCH.encode(), "no-such-charset") == ["encoding-declared-wrong"]
    assert codes(b"aGVsbG8=", "base64") == ["encoding-declared-wrong"]


def test_control_characters_go_and_line_ends_become_one() -> None:
    text, problems = tidy("a\x00b\r\nc\rd\x0ce\ttab\x1b[31m\ufeff \u201cq\u201d \ud800")
    assert text == "ab\nc\nd\ne\ttab[31m \u201cq\u201d \ufffd"
    assert [problem.code for problem in problems] == ["control-characters", "undecodable"]
    assert tidy("plain “text” \u202e kept\n") == ("plain “text” \u202e kept\n", ())


@given(
    st.binary(max_size=200),
    st.sampled_from([None, "utf-8", "utf-16", "latin-1", "shift_jis", "rot13", "x" * 50, "\x00", "idna"]),
)
def test_any_bytes_become_text(raw: bytes, declared: str | None) -> None:
    text, _ = tidy(decode(raw, declared).text)
    text.encode()
    assert "\x00" not in text
    assert "\r" not in text
