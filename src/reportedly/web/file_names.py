"""Names of files that come from elsewhere, made safe to write under and to show."""

from __future__ import annotations

import re
import unicodedata

_LONGEST_STEM = 100
"""Characters of a name before its suffix; with the suffix it stays below the 255 bytes that file systems allow."""

_MOST_BYTES = 200
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}\Z")
_NOT_IN_NAMES = frozenset('<>:"|?*')


def safe_name(name: str, *, otherwise: str = "file") -> str:
    """A file name without a path, control or direction characters, or a dot before it; its suffix is kept, its length bounded.

    ``otherwise`` is what stands for a name of which nothing is left.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = " ".join("".join(_plain(char) for char in last).split())
    found = _SUFFIX.search(plain)
    suffix = found.group() if found is not None else ""
    stem = plain.removesuffix(suffix).strip(". ")[:_LONGEST_STEM]
    while len(stem.encode()) > _MOST_BYTES:
        stem = stem[:-1]
    return f"{stem.rstrip('. ') or otherwise}{suffix}"


def _plain(char: str) -> str:
    sort = unicodedata.category(char)
    if sort in ("Zl", "Zp", "Zs", "Cc"):
        return " "
    return "" if sort.startswith("C") or char in _NOT_IN_NAMES else char
