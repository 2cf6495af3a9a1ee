"""Which class of people a counted noun names; the table is data/count_units.toml."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from .errors import DataError
from .model import CountClass

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LINKS = frozenset("of from in on at with by to for among near inside outside who that which were was".split())


class _Modifiers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    civilians: tuple[str, ...]
    fighters: tuple[str, ...]
    security: tuple[str, ...]
    staff: tuple[str, ...]
    children: tuple[str, ...]
    women: tuple[str, ...]


class _Raw(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    neutral: tuple[str, ...]
    group: tuple[str, ...]
    modifier: _Modifiers
    class_: _Modifiers = msgspec.field(name="class")


class _Table(NamedTuple):
    neutral: frozenset[str]
    group: frozenset[str]
    nouns: dict[str, CountClass]
    modifiers: dict[str, CountClass]


@cache
def _table() -> _Table:
    try:
        raw = msgspec.toml.decode(files("reportedly.data").joinpath("count_units.toml").read_bytes(), type=_Raw)
    except (OSError, msgspec.MsgspecError) as error:
        raise DataError(f"the table of counted nouns cannot be read: {error}", where="data/count_units.toml") from error
    return _Table(frozenset(raw.neutral), frozenset(raw.group), _by_word(raw.class_), _by_word(raw.modifier))


def _by_word(rows: _Modifiers) -> dict[str, CountClass]:
    groups: tuple[tuple[CountClass, tuple[str, ...]], ...] = (
        ("civilians", rows.civilians),
        ("fighters", rows.fighters),
        ("security", rows.security),
        ("staff", rows.staff),
        ("women", rows.women),
        ("children", rows.children),
    )
    return {word: name for name, words in groups for word in words}


def singulars(word: str) -> tuple[str, ...]:
    """The word itself and what its regular plural ending may have been added to."""
    found = [word]
    if word.endswith("ies"):
        found.append(word[:-3] + "y")
    if word.endswith("es"):
        found.append(word[:-2])
    if word.endswith("s"):
        found.append(word[:-1])
    return tuple(found)


def unit_class(noun: str) -> CountClass:
    """The class of people that counted words name: ``Kurdish militiamen`` fighters, ``women and children`` all.

    The head noun decides; one that says nothing itself ("deaths", "members") takes the class of its modifiers, or of the
    words after "of".  Things and unknown nouns are ``unknown``; people of no one class are ``all``.
    """
    words = [word.lower() for word in _WORD.findall(noun)]
    if not words:
        return "unknown"
    cut = next((i for i, word in enumerate(words) if word in _LINKS and i > 0), len(words))
    head, tail = words[:cut], words[cut + 1 :] if cut < len(words) and words[cut] in ("of", "from") else []
    if "and" in head[1:-1] or "or" in head[1:-1]:
        at = next(i for i, word in enumerate(head) if word in ("and", "or") and 0 < i < len(head) - 1)
        one, other = unit_class(" ".join(head[:at])), unit_class(" ".join(head[at + 1 :]))
        return one if one == other else ("unknown" if "unknown" in (one, other) else "all")
    return _head_class(head, tail)


def _head_class(head: list[str], tail: list[str]) -> CountClass:
    table = _table()
    last = next(
        (
            word
            for word in reversed(head)
            if any(s in table.nouns or s in table.neutral or s in table.group for s in singulars(word))
        ),
        None,
    )
    if last is None:
        return "unknown"
    forms = singulars(last)
    modifiers = [_first(singulars(word), table.modifiers) for word in head[: head.index(last)]]
    told = next((name for name in reversed(modifiers) if name is not None), None)
    own = _first(forms, table.nouns)
    if own is not None:
        return "fighters" if own == "security" and told == "fighters" else own
    if told is not None:
        return told
    if any(form in table.group for form in forms):
        inner = [_first(singulars(word), table.modifiers) or _first(singulars(word), table.nouns) for word in tail]
        return next((name for name in inner if name is not None), "unknown")
    return "all"


def _first(forms: tuple[str, ...], rows: dict[str, CountClass]) -> CountClass | None:
    return next((rows[form] for form in forms if form in rows), None)
