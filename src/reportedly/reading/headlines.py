"""Headlines as running text: Title Case and ALL CAPS keep a parser from seeing verbs, so the common words are lowered.

Only letters' case changes, so every offset stays.  Which words are common is told by the tables: the words of
data/kinds.toml, reporting words, function words and number words; names keep their capitals.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reportedly import cues, kinds, numerals, registry
from reportedly.kind_table import stem

_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
_SENTENCE = re.compile(r"[^.!?\n]+")
SHARE = 0.65
"""From this share of capitalised words on, a stretch of five words or more is a headline (set on news headlines)."""
FEWEST = 5
_FUNCTION = frozenset(
    """a an the in on at of by to for from with into over under after before as and or but near amid against during
    between across through outside inside around along is are was were be been being has have had do does did will would
    may might could can should must not no its his her their our your it he she they we who which that this these those
    more than least over nearly about up out off down including says said say told least several dozens dozen hundreds
    scores many some all new old first second last next more most other another""".split()
)


def calm(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with the common words of headline-like stretches in lower case; ``spans`` are headings known as such."""
    out = list(text)
    stretches = [m.span() for m in _SENTENCE.finditer(text)]
    for start, end in [*spans, *(_leading(text, s, e) for s, e in stretches)]:
        words = list(_WORD.finditer(text, start, end))
        if len(words) < 3 or not _capitalised(words):
            continue
        shouted = all(w.group().isupper() for w in words if len(w.group()) > 3)
        for number, word in enumerate(words):
            low = word.group().lower()
            if number and _common(low):
                out[word.start() : word.end()] = low
            elif shouted and len(low) > 4:
                out[word.start() : word.end()] = low.capitalize()
    return "".join(out)


def _leading(text: str, start: int, end: int) -> tuple[int, int]:
    """The longest stretch from the start of a sentence that is written as a headline ("Army Kills 40 in Ambush Syrian army …")."""
    words = list(_WORD.finditer(text, start, end))
    if len(words) < FEWEST:
        return start, start
    stop = 0
    for number, word in enumerate(words):
        low = word.group()
        if low[0].isupper() or low in _FUNCTION or low.startswith(("al-", "el-", "ad-", "as-", "ash-")):
            stop = number + 1
        else:
            break
    while stop and not words[stop - 1].group()[0].isupper():
        stop -= 1
    if stop < FEWEST or (stop < len(words) and _goes_on(words[stop].group()) and not _any_verb(words[1:stop])):
        return start, start
    return words[0].start(), words[stop - 1].end()


def _goes_on(word: str) -> bool:
    """Is the first word after a stretch a verb, so that the stretch is only its subject ("Fighters from the Green Brigade seized")?"""
    return word.islower() and (word.endswith("ed") or _verb(word))


def _any_verb(words: list[re.Match[str]]) -> bool:
    return any(_verb(w.group().lower()) for w in words if w.group()[0].isupper() and w.group().endswith("s"))


def _verb(low: str) -> bool:
    base = [stem(low), low, *(low[: -len(e)] for e in ("ed", "d") if low.endswith(e) and len(low) > len(e) + 2)]
    return any(b in kinds.load().verbs or b in kinds.load().outcomes for b in base) or bool(cues.verb_senses(low))


def _capitalised(words: list[re.Match[str]]) -> bool:
    counted = [w for w in words if w.group().lower() not in _FUNCTION]
    if len(counted) < 3:
        return False
    return sum(w.group()[0].isupper() for w in counted) / len(counted) >= SHARE


@lru_cache(maxsize=8192)
def _common(low: str) -> bool:
    if low in _FUNCTION:
        return True
    table = kinds.load()
    key = stem(low)
    base = [key, low, *(key[: -len(e)] for e in ("ed", "d", "ing") if key.endswith(e) and len(key) > len(e) + 2)]
    if any(b in table.verbs or b in table.outcomes or b in table.nouns or b in table.doers for b in base):
        return True
    if cues.verb_senses(low) or cues.noun_senses(low) or registry.kind_of([low]) is not None:
        return True
    return bool(numerals.number_at(numerals.tokens(low), 0))
