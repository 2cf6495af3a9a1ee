"""How a word of a name sounds, whatever script or romanisation it is written in.

A word is heard as its consonants and the vowels between them.  Two spellings of one word have the same
consonants, and vowels that do not contradict each other: romanisation writes a or i as e and u as o or ou, and
doubles letters freely, but Hassan is not Hussein.  Arabic script leaves short vowels out, so there only the
long ones can contradict.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import lru_cache

import msgspec
from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

# Romanisation of scripts that leave vowels out or that several countries romanise differently (own tables,
# after the common English usage of newspapers, not a scientific scheme). Other scripts go through anyascii.
_ARABIC = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهوىيةءئؤپچژگکیأإآٱ",
        "a b t th j h kh d dh r z s sh s d t z ' gh f q k l m n h w a y a ' y w p ch zh g k y a a a a".split(),
        strict=True,
    )
)
_CYRILLIC = dict(
    zip(
        "абвгґдеёєжзиіїйклмнопрстуўфхцчшщъыьэюяђјљњћџ",
        "a b v g g d e yo ye zh z i i yi y k l m n o p r s t u u f kh ts ch sh shch ' y ' e yu ya dj j lj nj c dz".split(),
        strict=True,
    )
)
ARABIC_POINTS = re.compile(r"[\u064b-\u065f\u0670\u0640]")
QUOTES = re.compile(r"[’'`ʼʻʿʾ´]")
_DIGRAPHS = (
    ("shch", "S"), ("tsch", "S"), ("tch", "S"), ("sch", "S"), ("sh", "S"), ("ch", "S"), ("kh", "X"), ("zh", "Z"),
    ("gh", "k"), ("th", "t"), ("dh", "d"), ("ph", "f"), ("ck", "k"), ("dj", "j"), ("q", "k"), ("x", "ks"),
)  # fmt: skip
_NEAR = {frozenset(pair) for pair in ("dz", "ts", "jk", "Xh", "kh", "bp", "fv", "zs", "jZ", "tS", "kX")}


class Sound(msgspec.Struct, frozen=True):
    """A word by ear: consonants, and the vowels before, between and after them (one run more than consonants).

    ``script``: from a script that does not write short vowels.
    """

    word: str
    consonants: tuple[str, ...]
    runs: tuple[str, ...]
    script: bool = False


def romanise(text: str) -> str:
    """Latin letters for any script, lower case; Arabic short vowels stay unwritten."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text.encode("utf-8", "replace").decode("utf-8")).lower()
    text = ARABIC_POINTS.sub("", text)
    text = "".join(_ARABIC.get(char) or _CYRILLIC.get(char) or char for char in text)
    return str(anyascii(text)).lower()


@lru_cache(maxsize=65536)
def sound(word: str, *, script: bool = False) -> Sound:
    """The consonants and vowel runs of a lower-case ASCII word; digraphs of one sound count as one consonant."""
    written, word = word, re.sub(r"[^a-z]", "", word)
    word = re.sub(r"^ye(?=[^h])|^je(?=[vw]g)", "e", word)
    word = re.sub(r"c(?=[eiy])(?!h)", "s", word)
    for old, new in _DIGRAPHS:
        word = word.replace(old, new)
    word = re.sub(r"g(?:u(?=[ei]))?|c", "k", word)
    word = re.sub(r"(?<=[aeiou])h$", "", word)
    word = re.sub(r"^w", "v", re.sub(r"^i(?=[aou])", "y", word))
    consonants: list[str] = []
    runs = [""]
    for index, char in enumerate(word):
        if char in "aeiou" or (char in "wy" and index > 0):
            runs[-1] += char
        elif consonants and consonants[-1] == char and not runs[-1]:
            continue
        else:
            consonants.append(char)
            runs.append("")
    return Sound(written, tuple(consonants), tuple(runs), script)


@lru_cache(maxsize=8192)
def _readings(run: str) -> frozenset[str]:
    """The vowels that a written run may stand for, over a, i, u: romanisation writes a or i as e, u or au as o."""
    run = run.replace("ee", "i").replace("oo", "u").replace("ou", "u").translate(str.maketrans("wy", "ui"))
    if len(run) > 6:
        return frozenset({run})
    choices = [{"e": ("a", "i"), "o": ("u", "au")}.get(char, (char,)) for char in run]
    return frozenset(re.sub(r"(.)\1+", r"\1", "".join(parts)) for parts in itertools.product(*choices))


def _subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


def _clash(a: Sound, b: Sound, index: int, last: int) -> float:
    """How far the vowels of one slot contradict each other: 0 (they may be the same) to 1."""
    x, y = a.runs[index], b.runs[index]
    if x == y:
        return 0.0
    if a.script != b.script:
        bare, full = (x, y) if a.script else (y, x)
        if index == 0:
            return 0.0 if bool(full) or not bare else 0.5
        if not bare:
            return 0.5 if index == last and full else 0.0
        return (
            0.0
            if any(_subsequence(re.sub(r"(.)\1+", r"\1", r), f) for r in _readings(bare) for f in _readings(full))
            else 1.0
        )
    if _readings(x) & _readings(y):
        return 0.0
    if not x or not y:
        edge = index in (0, last)
        return 1.0 if edge else 0.25
    return 1.0


def alike(a: Sound, b: Sound) -> float:
    """Likeness of two words by ear: 0.95 for the same consonants, less for each contradiction of the vowels."""
    if a.word == b.word:
        return 1.0
    left, right = a.consonants, b.consonants
    written = Levenshtein.normalized_similarity(a.word, b.word)
    if len(left) != len(right) or not left:
        return min(0.75, 0.5 * written + 0.5 * Levenshtein.normalized_similarity(left, right))
    odd = [frozenset(pair) for pair in zip(left, right, strict=True) if pair[0] != pair[1]]
    if len(odd) > 1 or any(pair not in _NEAR for pair in odd):
        return min(0.75, 0.5 * written + 0.5 * Levenshtein.normalized_similarity(left, right))
    last = len(left)
    clashes = sum(_clash(a, b, index, last) for index in range(last + 1))
    score = 0.95 if not odd else (0.86 if last > 2 else 0.7)
    return max(0.3, score - clashes * (0.1 if last > 3 else 0.17))
