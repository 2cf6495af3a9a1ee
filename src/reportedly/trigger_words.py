"""The small words around the trigger of a frame, by which a text points back, sets apart, or tells of many at once.

"The attack" points back, "an attack" may be new, "another attack" is a different one, "attacks have increased" is many.
The word lists are our own, from English grammar (definiteness, additive and contrastive adverbs, collective nouns of war).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from reportedly import kinds, text
from reportedly.model import Document, Frame

DEFINITE = frozenset("the this that these those its their his her such".split())
INDEFINITE = frozenset("a an one some any no each every".split())
SEPARATE = frozenset(
    "another second third fourth separate separately different further additional wider broader".split()
)
ASIDE = frozenset("elsewhere meanwhile separately moreover furthermore besides additionally similarly earlier".split())
ASIDE_PHRASES = ("in the meantime", "at the same time", "in a separate", "in addition")
TOLL = frozenset(
    "kill killed killing killings die died dead death deaths wounded injured casualties casualty toll lives body bodies corpse corpses deceased".split()
)
WAR = frozenset("war wars conflict conflicts uprising uprisings insurgency unrest crisis revolution".split())

_LINKING = frozenset(
    "of in on at by from with for to and or but after before during that which who as into near against over".split()
)
_NOUNS = frozenset(
    "attack strike airstrike raid bombing bombardment clash battle explosion blast shelling killing execution kidnapping"
    " abduction arrest protest demonstration riot defection desertion ambush assault operation sortie sanction talk".split()
)
_FORMERLY = re.compile(
    r"(?:(?!\b(?:that|which|who|whom|where|when|while|after|before)\b)[^,;:.]){0,60}?\b(?:"
    r"in the past\b(?! (?:[\w-]+ ){0,2}(?:hours?|days?|weeks?|months?|years?)\b)"
    r"|(?:on|in) (?:previous|earlier|past|former) (?:occasions?|incidents?|cases)\b)",
    re.IGNORECASE,
)
"""Words in the clause after an act that put it into an open past, so that it is none of the day's news (our list)."""

_CLAUSE = 60
"""Characters after a trigger within which words still go with it."""


class TriggerWords(msgspec.Struct, frozen=True, kw_only=True):
    """What the words of and around a trigger say; ``inside`` are those of its noun phrase, ``around`` those beside it too."""

    words: tuple[str, ...]
    definite: bool
    plural: bool
    separate: bool
    toll: bool
    war: bool
    inside: frozenset[str]
    around: frozenset[str]


def of_frame(document: Document, frame: Frame, low: int, high: int) -> TriggerWords:
    """The words around a frame's trigger in its sentence, text[low:high]."""
    start, end = frame.trigger.start, frame.trigger.end
    trigger = text.fold(frame.trigger.text).split()
    before = text.fold(document.text[low:start]).split()
    after = text.fold(document.text[end : min(high, end + _CLAUSE)]).split()
    head = _nominal(trigger)
    near = list(_noun_phrase(before, trigger, head)) if head is not None else []
    toll = bool(TOLL & set(trigger))
    return TriggerWords(
        words=tuple(trigger),
        definite=bool(DEFINITE & set(near)),
        plural=head is not None and _plural(trigger[head]),
        separate=bool(SEPARATE & {*near, *before[-1:], *trigger[:2]})
        or bool(ASIDE & set(before[:2]))
        or " ".join(before).startswith(ASIDE_PHRASES)
        or "also" in before[-2:]
        or (before[-2:] in (["has", "since"], ["have", "since"]) and not toll)
        or _FORMERLY.match(document.text, end) is not None,
        toll=toll and frame.kind in ("attack", "armed_clash", "other"),
        war=bool(WAR & set(trigger)) and frame.kind in ("armed_clash", "riot", "protest", "attack", "other"),
        inside=frozenset({*near, *before[-1:]}),
        around=frozenset({*before[-3:], *trigger[: (head or 0) + 1], *after[:4]}),
    )


def _nominal(trigger: Sequence[str]) -> int | None:
    """Where the event noun stands among the words of a trigger; None for a verb."""
    bare = [w[:-1] if _plural(w) else w for w in trigger]
    for i, w in enumerate(bare):
        if trigger[i].endswith("ed"):
            return None
        if w in _NOUNS or trigger[i] in _NOUNS or w in WAR:
            return i
        found = kinds.load().match_noun(bare, i)
        if found:
            return max(found[0].tokens)
        if kinds.load().match_verb(bare, i):
            return None
    return None


def _noun_phrase(before: Sequence[str], trigger: Sequence[str], head: int) -> Iterator[str]:
    """The words of the trigger's noun phrase before its head: back to a determiner, at most five words."""
    for w in reversed([*before[-5:], *trigger[:head]]):
        if w in _LINKING:
            return
        yield w
        if w in DEFINITE or w in INDEFINITE:
            return


def _plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss")
