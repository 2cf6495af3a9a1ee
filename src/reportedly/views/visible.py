"""Characters that hide or command are turned into signs that can be seen.

Text of strangers reaches a terminal and a page.  An escape sequence can rewrite what stands on the screen, and an
override of direction can make words read backwards (Unicode Technical Report 36, "Unicode Security Considerations").
Both are shown, never obeyed.
"""

from __future__ import annotations

import re
import unicodedata

_CONTROL_PICTURES = 0x2400
_DELETE_PICTURE = "␡"

# Format characters with a glyph of their own (Unicode property Prepended_Concatenation_Mark): they hide nothing.
_VISIBLE_FORMAT = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")

# Zero-width joiners are spelling, not hiding, between letters of scripts that join (Unicode Standard Annex 31,
# section 2.3): Persian would be unreadable without them.  Anywhere else they are shown.
_JOINERS = frozenset("\u200c\u200d")
_JOINING_SCRIPTS = (
    "ARABIC",
    "SYRIAC",
    "NKO",
    "MONGOLIAN",
    "DEVANAGARI",
    "BENGALI",
    "GURMUKHI",
    "GUJARATI",
    "ORIYA",
    "TAMIL",
    "TELUGU",
    "KANNADA",
    "MALAYALAM",
    "SINHALA",
    "KHMER",
)
_EMOJI_TAIL = frozenset("\ufe0f") | {chr(c) for c in range(0x1F3FB, 0x1F400)}

_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")
_SPACES = re.compile(r"[ \t\r\n]+")


def visible(text: str, *, keep: str = "") -> str:
    """``text`` with every control, bidi, zero-width and line-separating character as a visible sign.

    C0 controls become their pictures (``␛``), the rest is named by its code point (``⟨U+202E⟩``).  Characters in
    ``keep`` (a page keeps ``"\\n\\t"``) pass unchanged.  A joiner inside a word of a joining script, or inside an
    emoji, is spelling and stays.
    """
    bare = text
    for char in keep:
        bare = bare.replace(char, "")
    if bare.isprintable() and (bare.isascii() or _BLANK_LETTERS.isdisjoint(bare)):
        return text
    return "".join(_sign(text, at, char) if char not in keep else char for at, char in enumerate(text))


def one_line(text: str) -> str:
    """``text`` on one line: runs of blanks and line ends become one space, the rest as in :func:`visible`."""
    return visible(_SPACES.sub(" ", text).strip(" "))


def cells(text: str) -> int:
    """How many columns of a terminal ``text`` takes: wide characters two, combining marks none (UAX 11)."""
    if text.isascii():
        return len(text)
    total = 0
    for char in text:
        if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me", "Cf"}:
            continue
        total += 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return total


def _sign(text: str, at: int, char: str) -> str:
    code = ord(char)
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    if code == 0x7F:
        return _DELETE_PICTURE
    if char in _JOINERS and _is_spelling(text, at):
        return char
    category = unicodedata.category(char)
    hidden = category in {"Cc", "Cf", "Cs", "Zl", "Zp"} and char not in _VISIBLE_FORMAT
    return f"⟨U+{code:04X}⟩" if hidden or char in _BLANK_LETTERS else char


def _is_spelling(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not before or not after:
        return False
    if _joins(before) and _joins(after):
        return True
    return text[at] == "\u200d" and _is_pictograph(before) and _is_pictograph(after)


def _joins(char: str) -> bool:
    return unicodedata.category(char)[0] in "LM" and unicodedata.name(char, "").startswith(_JOINING_SCRIPTS)


def _is_pictograph(char: str) -> bool:
    return char in _EMOJI_TAIL or unicodedata.category(char) == "So"
