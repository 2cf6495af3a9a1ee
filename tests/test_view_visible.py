"""What hides or commands becomes a sign; what is spelling stays."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.views.visible import cells, one_line, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("a\x00b\x7fc", "a␀b␡c"),
        ("a\x9bb", "a⟨U+009B⟩b"),
        ("pay\u202etxt.exe", "pay⟨U+202E⟩txt.exe"),
        ("a\u2066b\u2069", "a⟨U+2066⟩b⟨U+2069⟩"),
        ("ad\u200bmin", "ad⟨U+200B⟩min"),
        ("ad\u200dmin", "ad⟨U+200D⟩min"),
        ("\ufeffx\u00ady", "⟨U+FEFF⟩x⟨U+00AD⟩y"),
        ("a\u2028b", "a⟨U+2028⟩b"),
        ("\ud800", "⟨U+D800⟩"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("\u3164", "⟨U+3164⟩"),
        ("line\nend", "line␊end"),
    ],
)
def test_hidden_characters_are_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize("text", ["می‌خواهم", "क्‍ष", "👩‍🚒", "👩🏽‍🚒", "Zürich", "النار في كل مكان", "Привет", "日本"])
def test_spelling_stays(text: str) -> None:
    assert visible(text) == text


def test_a_page_keeps_its_line_ends() -> None:
    assert visible("a\n\tb\r", keep="\n\t") == "a\n\tb␍"
    assert one_line("  a \r\n b\t\x1bc ") == "a b ␛c"


def test_columns_of_a_terminal() -> None:
    assert cells("abc") == 3
    assert cells("日本") == 4
    assert cells("e\u0301") == 1


@given(st.text())
def test_nothing_that_commands_is_left(text: str) -> None:
    left = {unicodedata.category(char) for char in visible(text)}
    assert not left & {"Cc", "Cs", "Zl", "Zp"}
    assert visible(text).encode("utf-8").decode("utf-8") == visible(text)


@given(
    st.text(alphabet=st.characters(blacklist_categories=["Cc", "Cf", "Cs", "Zl", "Zp"])).filter(
        lambda t: not set(t) & set("\u115f\u1160\u3164\uffa0")
    )
)
def test_all_else_is_unchanged(text: str) -> None:
    assert visible(text) == text
