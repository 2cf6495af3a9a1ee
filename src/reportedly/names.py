"""How alike two names are, and which spellings belong together.

News writes one group in many ways: *Maghawir al-Thawra*, *Maghaweer al-Thowra*, مغاوير الثورة, *Revolutionary
Commandos*.  A name is cut into tokens; each token is either a word of data/name_words.toml (a kind of
body, a word that is often translated, a people) and compared by meaning, or a plain word and compared
by sound: its consonants must agree, and the vowels between them must not contradict each other, since
romanisation writes a for e and i for y, but Hassan is not Hussein.  Numbers and kinds of body are exact: the 1st
brigade is not the 2nd, Jaysh al-Islam is not Liwa al-Islam.

Nothing here knows who an actor is: that the Houthis are Ansar Allah stands in :mod:`reportedly.registry`.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import msgspec

from reportedly import name_words, sounds
from reportedly.errors import UsageError
from reportedly.sounds import ARABIC_POINTS, QUOTES, Sound, romanise

SAME = 0.8
"""From here on, suggest that two names are the same; from :data:`ASK` up to here, ask a person."""
ASK = 0.6

TokenClass = Literal["type", "sense", "number", "plain"]

_ARABIC_WORD = re.compile(r"[\u0600-\u06ff]")
_ARTICLES = frozenset("al el ul as ash at ath ad adh ar an az ez es ed wal".split())
_ALWAYS_ARTICLES = frozenset({"al", "el", "ul", "wal", "the"})
_LINKS = frozenset("of for and the e i y de la le des du der von bin ibn ben et wa u".split())
_TITLES = frozenset(
    "mr mrs ms dr prof sir lord president vice prime minister premier chancellor king queen prince emir sultan general gen "
    "lieutenant lt major maj colonel col captain capt sergeant sgt brigadier brig admiral adm marshal field commander chief leader "
    "spokesman spokeswoman spokesperson foreign defence defense secretary senator sheikh shaykh sheik mullah mulla mawlawi ayatollah "
    "grand imam haji hajji warlord oligarch deputy former late acting ambassador envoy governor mayor judge".split()
)
_ORDINALS = {
    word: str(number)
    for number, words in enumerate(
        (
            "first awwal;second thani;third thalith;fourth rabi;fifth khamis;sixth sadis;seventh sabi;eighth thamin;"
            "ninth;tenth;eleventh;twelfth"
        ).split(";"),
        start=1,
    )
    for word in words.split()
}
_NUMBER = re.compile(r"(\d+)(?:st|nd|rd|th)?$")
_GLUED = re.compile(r"[ae](?:l(?=[^aeiou]..)|(?=([dnrstz])\1))(.+)")  # an article written as one word: Alkhedr, Ezzor
_SOFT_TYPES = frozenset({"group", "movement", "organization", "body", "network", "militia"})


class _Token(msgspec.Struct, frozen=True):
    """One word of a name: as folded, by ear, and by the rows of the word table it stands in."""

    word: str
    sound: Sound
    cls: TokenClass
    rows: frozenset[str]
    translated: bool = False  # the word is a translation, not the name's own language


_HEZBOLLAH = re.compile(r"\bh[ei][sz]b[aou]?[ -]?[aeu]?l+ah?\b")
_ABD = re.compile(r"\babd(?:[aeiu]?(?:l|r|s|sh|n))?[ -]+(?:(?:al|el|ul|ur|ar|as|ush)[ -]+)?")
_ABD_GLUED = re.compile(r"\babd(?:el|ul|al|il|ur|ir|ar|us|as)(?=[a-z]{4,})")
_DIN = re.compile(r"\b(\w{2,}?)[ -]?(?:al|ad|ed|ud|id|el|e|u)[ -]?d+(?:i|ee|ie|y)n\b")
_ALLAH = re.compile(r"\b(?!hezbollah|ayatollah)([a-z]{2,}?)[aou]?l+ah?\b(?<=lla|lah)")


def _joints(text: str) -> str:
    """Compound names cut at the same joints: Abdelfattah = Abdel Fattah, Nureddin = Nour al-Din, Ansarullah = Ansar Allah."""
    if "zb" in text or "sb" in text:
        text = _HEZBOLLAH.sub("hezbollah", text)
    if "abd" in text:
        text = _ABD_GLUED.sub("abd ", _ABD.sub("abd ", text))
    if any(end in text for end in ("din", "deen", "dien", "dyn")):
        text = _DIN.sub(r"\1 din", text)
    return _ALLAH.sub(_split_allah, text) if "lla" in text or "lah" in text else text


def _split_allah(match: re.Match[str]) -> str:
    whole = match.group(0)
    if len(match.group(1)) < 3 or not re.search(r"llah?$", whole):
        return whole
    return f"{match.group(1)} allah"


_POSSESSIVE = re.compile(r"(?<=\w)[’'`]s\b")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_ALLAH_WRITTEN = re.compile(r"الله|اللّه|ﷲ")
_ARABIC_PART = re.compile(r"([\u0600-\u06ff]+)")
_HYPHENED = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*")


@lru_cache(maxsize=65536)
def _raw_tokens(name: str) -> tuple[tuple[str, bool], ...]:
    """The words of a name, folded and without articles, each with whether it comes from Arabic script."""
    out: list[tuple[str, bool]] = []
    known = name_words.table().rows
    text = name
    if not name.isascii():
        text = unicodedata.normalize("NFKC", name.encode("utf-8", "replace").decode("utf-8"))
        text = ARABIC_POINTS.sub("", text)
    text = _DOTTED.sub(lambda m: m.group(0).replace(".", ""), _POSSESSIVE.sub("", text))
    if not text.isascii():
        text = _ALLAH_WRITTEN.sub(" allah ", text.replace("حزب الله", "hezbollah"))
    for part in [text] if text.isascii() else _ARABIC_PART.split(text):
        if _ARABIC_WORD.match(part):
            bare = part if part in known else part.removeprefix("ال") if len(part) > 3 else part
            out.append((part if part in known else bare if bare in known else romanise(bare).replace("'", ""), True))
            continue
        latin = _joints(QUOTES.sub("", romanise(part)).replace("_", "-"))
        for group in _HYPHENED.findall(latin):
            pieces = [piece for piece in group.split("-") if piece]
            for index, piece in enumerate(pieces):
                if piece in _ARTICLES and index < len(pieces) - 1:
                    continue
                out.append((_ORDINALS.get(piece, piece), False))
    kept = [(w, s) for i, (w, s) in enumerate(out) if not (w in _ALWAYS_ARTICLES and i < len(out) - 1)]
    return tuple(kept or out)


@lru_cache(maxsize=65536)
def _token(word: str, script: bool) -> _Token:
    words = name_words.table()
    number = _NUMBER.match(word)
    if number:
        digits = number.group(1).lstrip("0") or "0"
        return _Token(digits, sounds.sound(digits), "number", frozenset())
    if any(char.isdigit() for char in word):
        return _Token(word, sounds.sound(word), "number", frozenset())
    latin = word if word.isascii() else QUOTES.sub("", romanise(word))
    heard = sounds.sound(latin, script=script)
    rows = words.rows.get(word) or words.rows.get(latin) or frozenset()
    if not rows and not script and len(heard.consonants) > 2:
        for other, spelling in words.by_sound.get(heard.consonants, ()):
            if sounds.alike(heard, other) >= 0.95:
                rows = words.rows[spelling]
                break
    cls: TokenClass = "plain" if not rows else "type" if rows & words.types else "sense"
    return _Token(latin, heard, cls, rows, translated=latin in words.glosses)


@lru_cache(maxsize=65536)
def _tokens(name: str) -> tuple[_Token, ...]:
    """The words of a name without articles and links; titles before a person's name are dropped ("President Assad")."""
    found = _raw_tokens(name)
    body = any(_token(word, script).cls == "type" for word, script in found)
    while len(found) > 1 and found[0][0] in _TITLES and not body:
        found = found[1:]
    kept = [pair for pair in found if pair[0] not in _LINKS]
    return tuple(_token(word, script) for word, script in (kept or found))


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The name without what never distinguishes two names: case, accents, apostrophes, hyphens, Arabic articles, script.

    ``fold("Maghawir al_Thawra") == fold("maghawir al-Thawra") == "maghawir thawra"``.  Empty if the name has no letter or digit.
    """
    return " ".join(word if word.isascii() else QUOTES.sub("", romanise(word)) for word, _ in _raw_tokens(name))


def words(name: str) -> list[str]:
    """The words of a name as it writes them, without articles and links: ``"al-Khidr"`` gives ``["Khidr"]``."""
    found = re.findall(r"[^\W_]+(?:[’'`][^\W_]+)*", name)
    return [word for word in found if word.lower() not in (_LINKS | _ALWAYS_ARTICLES)]


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """A blocking key: names that sound the same, or are translations of each other, mostly share it.

    Consonants of plain words, meanings of table words, numbers; sorted, so that word order does not matter.
    Two names with one key are candidates, not yet the same: decide with :func:`similarity`.
    """
    return " ".join(sorted(word_key(token.word) if not token.rows else min(token.rows) for token in _tokens(name)))


def word_key(word: str) -> str:
    """The key of one word: what it means if the word table has it, else its consonants (a vowel first is ``A``)."""
    raw = _raw_tokens(word)
    if not raw:
        return ""
    token = _token(*raw[-1])
    if token.rows:
        return min(token.rows)
    if token.cls == "number" or not token.sound.consonants:
        return token.word
    heard = (
        sounds.sound(bare.group(2), script=token.sound.script) if (bare := _GLUED.match(token.word)) else token.sound
    )
    return ("A" if heard.runs[0] else "") + "".join(heard.consonants)


def _alike(a: _Token, b: _Token) -> float:
    """Likeness of two words of names, from 0 to 1."""
    if a.word == b.word and a.cls == b.cls:
        return 1.0
    if "number" in (a.cls, b.cls):
        return 0.0
    if a.rows and b.rows:
        return 0.95 if a.rows & b.rows else 0.0
    best = sounds.alike(a.sound, b.sound)
    for one, other in ((a, b), (b, a)):
        bare = _GLUED.match(one.word)
        if bare and not one.rows:
            best = max(best, sounds.alike(sounds.sound(bare.group(2), script=one.sound.script), other.sound) - 0.02)
    if (a.cls == "type") != (b.cls == "type") or a.translated or b.translated:
        return min(best, 0.5)
    return best


def similarity(a: str, b: str) -> float:
    """How likely two names name the same thing, from their words alone: 0 to 1, symmetric, never raises.

    1.0: equal after folding.  ≥ 0.8: suggest that they are the same.  0.6 to 0.8: ask a person (a surname
    beside a full name, the same words in another order).  Below: different, or nothing to go by.
    """
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    left, right = sorted((a, b))
    return _similarity(left, right)


@lru_cache(maxsize=65536)
def _similarity(a: str, b: str) -> float:
    if fold(a) == fold(b) != "":
        return 1.0
    x, y = _tokens(a), _tokens(b)
    if not x or not y:
        return 0.0
    if _acronym(a) or _acronym(b):
        if not (_acronym(a) and _acronym(b)) and (is_acronym_of(a, b) or is_acronym_of(b, a)):
            return 0.85 if min(len(fold(a)), len(fold(b))) > 2 else 0.7
        if len(x) == len(y) == 1:
            return 0.0
    if (
        len(x) == len(y) == 1
        and x[0].rows & y[0].rows & name_words.table().peoples
        and sounds.alike(sounds.sound(x[0].word.rstrip("s")), sounds.sound(y[0].word.rstrip("s"))) < 0.9
    ):
        return 0.95 if x[0].sound.script or y[0].sound.script else 0.7
    types_x, types_y = ([t for t in side if t.cls == "type"] for side in (x, y))
    own_x, own_y = ([t for t in side if t.cls != "type"] for side in (x, y))
    if sorted(t.word for t in own_x if t.cls == "number") != sorted(t.word for t in own_y if t.cls == "number"):
        return 0.3 * _aligned(own_x, own_y)
    if not own_x or not own_y:
        return min(0.5, _aligned(list(x), list(y)))
    score = _joined(own_x, own_y) if not (types_x or types_y) else 0.0
    score = max(score, _own_words(own_x, own_y, linked=bool(re.search(r"\bof\b", f"{a} {b}".lower()))))
    return round(min(score, 1.0) * _types_agree(types_x, types_y, own=min(len(own_x), len(own_y))), 4)


def _acronym(name: str) -> bool:
    """One word, two to six letters, at least two of them capitals and no fewer capitals than small letters: ISIS, MaT, SNA."""
    letters = name.strip().replace(".", "")
    if not 2 <= len(letters) <= 6 or not letters.isalnum():
        return False
    capitals = sum(char.isupper() for char in letters)
    return capitals >= 2 and capitals * 2 >= len(letters)


def _joined(x: list[_Token], y: list[_Token]) -> float:
    """Names that differ only in where they are cut: Al-Bukamal, Albu Kamal; Deir ez-Zor, Deir Ezzor."""
    if len(x) == len(y):
        return 0.0
    one, two = (
        sounds.sound(re.sub(r"^[ae]l(?=[^aeiou])", "", "".join(t.word for t in side)), script=side[0].sound.script)
        for side in (x, y)
    )
    enough = len(one.consonants) > 3 and one.consonants == two.consonants
    return sounds.alike(one, two) - 0.05 if enough else 0.0


def _aligned(x: list[_Token], y: list[_Token]) -> float:
    """Mean likeness of the best pairs, the words of the longer name without a partner counting as zero."""
    pairs, _ = _pairs(x, y)
    return sum(score for score, _, _ in pairs) / max(len(x), len(y), 1)


def _pairs(x: list[_Token], y: list[_Token]) -> tuple[list[tuple[float, int, int]], bool]:
    """The best partners, greedily (score, index in x, index in y), and whether they stand in the same order."""
    ranked = sorted(((-_alike(s, t), abs(i - j), i, j) for i, s in enumerate(x[:16]) for j, t in enumerate(y[:16])))
    used_x, used_y, pairs = set[int](), set[int](), list[tuple[float, int, int]]()
    for score, _, i, j in ranked:
        if i not in used_x and j not in used_y:
            used_x.add(i)
            used_y.add(j)
            pairs.append((-score, i, j))
    ordered = sorted(pairs, key=lambda pair: pair[1])
    return pairs, all(p[2] < q[2] for p, q in itertools.pairwise(ordered))


def _own_words(x: list[_Token], y: list[_Token], *, linked: bool) -> float:
    """Likeness of the words that are a name's own: every one must have its partner, in an order that a translation explains."""
    pairs, same_order = _pairs(x, y)
    worst = min(score for score, _, _ in pairs)
    if len(x) != len(y):
        extra = [t for i, t in enumerate(x) if i not in {p[1] for p in pairs}]
        extra += [t for j, t in enumerate(y) if j not in {p[2] for p in pairs}]
        patronymic = all(re.search(r"(?:ov|ev)[iy]?(?:ch|ts)h?$|(?:ov|ev|iv)na$", t.word) for t in extra)
        if patronymic and worst >= SAME and same_order:
            return worst - 0.05
        mean = sum(score for score, _, _ in pairs) / len(pairs)
        exact = any(t.cls == "number" or t.rows & name_words.table().exact for t in extra)
        return max(0.0, min(0.78, 0.6 * worst + 0.4 * mean - 0.3 * len(extra) - (0.2 if exact else 0.0)))
    across = [i for s, i, j in pairs if s >= SAME and x[i].rows and x[i].translated != y[j].translated]
    if not same_order:
        return worst if across and len(x) > 1 else min(worst, 0.7)
    if len(across) > 1 and not linked and not any(t.sound.script for t in (*x, *y)):
        return worst - 0.05
    return worst


def _types_agree(x: list[_Token], y: list[_Token], *, own: int) -> float:
    """The factor for the kinds of body that two names name: 1 the same, less where one leaves it out, low where they differ."""
    matched = [(s, t) for s, t in itertools.product(x, y) if s.rows & t.rows]
    extra_x = [s for s in x if all(s is not m[0] for m in matched)]
    extra_y = [t for t in y if all(t is not m[1] for m in matched)]
    if not extra_x and not extra_y:
        return 1.0
    if extra_x and extra_y:
        return 0.5
    extra = extra_x or extra_y
    soft = all(t.rows & _SOFT_TYPES for t in extra)
    if len(extra) == 1 and (own > 1 or soft) and not matched:
        return 0.86
    return 0.75 if len(extra) == 1 else 0.5


def initials(name: str) -> str:
    """The capitals that would abbreviate a name, links and articles left out: ``"Rapid Support Forces"`` gives ``"RSF"``."""
    return "".join(word[0].upper() for word, _ in _raw_tokens(name) if word not in _LINKS and not word.isdigit())


def is_acronym_of(short: str, long: str) -> bool:
    """Whether ``short`` (one word, mostly capitals) abbreviates ``long``: initials in order, small words optional (``MaT``)."""
    if not _acronym(short):
        return False
    letters = fold(short).replace(" ", "")
    text = QUOTES.sub("", romanise(re.sub(r"(?<=\w)[’'`]s\b", "s", long))).replace("_", "-")
    words = re.findall(r"[a-z0-9]+", text)
    if len(words) < 2:
        return False

    def fits(i: int, j: int) -> bool:
        if j == len(words):
            return i == len(letters)
        if i < len(letters) and words[j][0] == letters[i] and fits(i + 1, j + 1):
            return True
        return words[j] in (_LINKS | _ARTICLES) and fits(i, j + 1)

    return len(words) <= 16 and fits(0, 0)


def part_of_name(short: str, long: str) -> bool:
    """Whether ``short`` is how a text goes on naming the person ``long``: the surname ("al-Khidr"), or the kunya ("Abu Ahmad").

    Only inside one document, where the full name came first.  A given name alone is not enough, and
    neither name may name a kind of body: "Front" is no part of "Nusra Front".
    """
    x, y = _tokens(short), _tokens(long)
    if not 0 < len(x) < len(y) or any(t.cls in ("type", "number") for t in (*x, *y)):
        return False
    if all(_alike(s, t) >= 0.85 for s, t in zip(x, y[-len(x) :], strict=True)):
        return True
    return len(x) > 1 and "abu" in x[0].rows and all(_alike(s, t) >= 0.85 for s, t in zip(x, y, strict=False))


def fullest(forms: Sequence[str]) -> str:
    """The form that shows a name best: most words of its own, no acronym or title, Latin script, most frequent, then A to Z.

    Raises UsageError if there is no form to choose from.
    """
    seen = Counter(form.strip() for form in forms if form.strip())
    if not seen:
        raise UsageError("no form of a name to choose from")
    if len(seen) == 1:
        return next(iter(seen))

    def rank(form: str) -> tuple[bool, int, bool, bool, bool, int, str]:
        raw = _raw_tokens(form)
        titled = len(raw) > 1 and raw[0][0] in _TITLES
        shouted = form.isupper() and len(raw) > 1
        plain = form.isascii() or any("a" <= char <= "z" for char in unicodedata.normalize("NFKD", form.lower()))
        return (
            not _acronym(form),
            len(_tokens(form)),
            plain,
            not titled,
            not shouted and "_" not in form,
            seen[form],
            "",
        )

    best = max(rank(form) for form in seen)
    return min(form for form in seen if rank(form) == best)


def is_common(word: str) -> bool:
    """Whether a word is one of daily use that a name may borrow (army, free, front), which texts write in either case."""
    raw = _raw_tokens(word)
    return bool(raw) and (
        raw[-1][0] in _LINKS or bool(_token(*raw[-1]).translated and _token(*raw[-1]).rows & name_words.table().common)
    )
