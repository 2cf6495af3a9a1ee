"""Place names as keys: what is left of a spelling when case, marks, articles and transliteration habits are taken away.

Three keys of falling strictness.  ``fold`` keeps every letter ("Deir ez-Zor" = "Deir Ezzor", not "Deir al-Zour").
``without_articles`` drops the Arabic article in all its assimilated forms.  ``skeleton`` also levels the habits of
transliteration from Arabic, Persian and Cyrillic script (ou/u/o, ee/i/y, q/k, dh/d, final -a/-ah/-eh, doubled
letters).  The rules are our own; the letter pairs are those in which the ALA-LC, BGN/PCGN, French and press
romanisations of Arabic differ.
"""

from __future__ import annotations

import re
import unicodedata

VERSION = 2
"""Raised when a key changes, so that the index is built again."""

SHORTEST_SKELETON = 4
"""Shorter skeletons ("hms") stand for too many names."""

TRANSLITERATED = frozenset(
    "SY IQ LY YE SD SS TD ML NE MR SO DJ ER ET EG TN DZ MA EH PS IL LB JO SA AE OM KW BH QA TR IR AF PK AM AZ GE "
    "RU BY UA KZ KG TJ UZ TM BG RS MK XK MM IN BD NP LK CY".split()
)
"""ISO 3166-1 codes of countries whose names reach English in several spellings; only these have skeletons."""

CONFLICTS = frozenset(
    "SY IQ LY YE UA SD SS ML BF NE NG CM TD CF CD ET ER SO MZ MM AF PK PS IL LB JO TR IR AM AZ GE RU CO MX HT EG "
    "KE UG RW BI SA PH TH IN BD LK TJ KG VE EC XK RS BA DZ TN MR".split()
)
"""ISO 3166-1 codes of countries with armed conflict since 2010 (own reading of public lists): the parts of their
provinces ("eastern Idlib") are places too."""

ARTICLES = frozenset("al el ul ad ed ud an en un ar er as es us ash esh ush at et ut az ez uz adh edh ath eth".split())
"""The Arabic article, plain and assimilated to the letter that follows."""

_EVEN = {"saint": "st", "sainte": "st", "ste": "st", "mount": "mt", "fort": "ft"}
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʿʾʻʼ′ʹ"), None)
_LETTERS = str.maketrans({"ı": "i", "İ": "I", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ə": "a"})
_WORD = re.compile(r"[^\W_]+")
_PARTS = re.compile(r"([^\W_]\.)(?=[^\W_])")


def plain(name: str) -> str:
    """``name`` in lower-case ASCII as far as its letters allow, apostrophes gone; other scripts are romanised."""
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name.translate(_LETTERS).translate(_APOSTROPHES))
        name = "".join(c for c in name if not unicodedata.combining(c))
        if not name.isascii():
            from anyascii import anyascii

            name = anyascii(name)
    return name.replace("'", "").replace("`", "").casefold()


def words(name: str) -> list[str]:
    """The words of a name, folded: ``words("Saint-Émile") == ["st", "emile"]``."""
    found = _WORD.findall(plain(name))
    if len(found) > 1:
        return [_EVEN.get(word, word) for word in found]
    return found


def fold(name: str) -> str:
    """The strict key: folded words without spaces or hyphens."""
    return "".join(words(name))


def without_articles(parts: list[str]) -> list[str]:
    """Folded words without Arabic articles; a name that is nothing but articles stays as it is."""
    kept = [word for word in parts if word not in ARTICLES]
    return kept or parts


_ATTACHED = re.compile(r"^[ae]([dnrstz])\1(?=[aeiou])")
_PAIRS = (
    (re.compile("(?:tell?|tall?)$"), "tal"),
    (re.compile("dj|zh"), "j"),
    (re.compile("kh"), "h"),
    (re.compile("[td]h|dz"), lambda m: m.group()[0]),
    (re.compile("gh"), "g"),
    (re.compile("ph"), "f"),
    (re.compile("ck|[qc](?!h)"), "k"),
    (re.compile("ou|oo|au|aw|ow|w(?![aeiou])"), "u"),
    (re.compile("ee|ai|ay|ei|ey|ie|iy|yy|y(?![aeiou])"), "i"),
    (re.compile("w"), "u"),
    (re.compile("y"), "i"),
    (re.compile("o"), "u"),
    (re.compile("e"), "a"),
    (re.compile("v"), "w"),
)
_DOUBLED = re.compile(r"(.)\1+")
_FINAL = re.compile("(?<=..)(?:ah|at|a)$")


def skeleton(parts: list[str]) -> str:
    """The transliteration key of folded words: "Khan Sheikhoun" and "Khān Shaykhūn" have the same one."""
    out = []
    for word in without_articles(parts):
        word = _ATTACHED.sub(r"\1", word)
        for pattern, letter in _PAIRS:
            word = pattern.sub(letter, word)
        word = _DOUBLED.sub(r"\1", word)
        out.append(_FINAL.sub("", word) or word)
    return "".join(out)


_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff'’‘ʻʼʿʾ`´ \-.]+")


def is_name(alternate: str) -> bool:
    """Whether an alternate name of GeoNames is worth a key: in Latin letters, not an airport or locality code."""
    if len(alternate) < 3 or len(alternate) > 60 or not _LATIN.fullmatch(alternate):
        return False
    return not (len(alternate) <= 5 and alternate.isupper())


_GENERIC = (
    "province|governorate|governate|region|district|oblast|raion|rayon|state|prefecture|department|muhafazah|"
    "wilayat|wilaya|kray|krai|county|municipality|subdistrict|countryside"
)
_DIVISION = re.compile(rf"(.+?)[ -](?:{_GENERIC}|zone|division|department)$", re.IGNORECASE)
_SETTLED = re.compile(r"(.+?)[ -](?:city|town|village|suburb|neighbou?rhood)$", re.IGNORECASE)
_OF = re.compile(
    rf"(?:the )?(?P<kind>city|town|village|suburb|neighbou?rhood|{_GENERIC}|country|kingdom|republic) of (?P<name>.+)$",
    re.IGNORECASE,
)


def short_division(name: str) -> str | None:
    """ "Idlib Governorate" -> "Idlib"; None for a name without such a word. US counties keep theirs: nobody omits it."""
    found = _DIVISION.fullmatch(name)
    return None if found is None or name.endswith(" County") else found.group(1)


def without_kind(name: str) -> tuple[str, bool | None] | None:
    """A name without the word that says what sort of place it is, and whether that word is a division's.

    "Idlib province" -> ("Idlib", True); "the town of Hass" -> ("Hass", False); None for a bare name.
    """
    if found := _OF.fullmatch(name):
        kind = found["kind"].lower()
        return found["name"], bool(re.fullmatch(_GENERIC, kind)) if kind not in ("country", "kingdom") else None
    if found := _DIVISION.fullmatch(name):
        return found.group(1), True
    if found := _SETTLED.fullmatch(name):
        return found.group(1), False
    if name[:4].lower() == "the ":
        return name[4:], None
    return None
