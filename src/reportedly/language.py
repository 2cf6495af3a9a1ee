"""Which language a text is in, found offline from its script, its peculiar letters and its commonest words.

Stop-words are the function words that head every published frequency list of the language; they make up a quarter to
half of running text, so that a few dozen words decide.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE = 20_000  # characters that are looked at
_FEWEST = 8  # words: below, no language is named
_SHARE = 0.12  # of a Latin-script text's words that must be stop-words; English news: 0.35–0.5, headlines alone: ~0.15

_LATIN: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the of and to in a is that for on was with as by at from it his he said were have has had are be been not this which who their its an or but they will after",
        "fr": "le la les des du de et un une est dans que qui pour par sur au aux en il elle pas ne ce cette avec son sa ses plus ont été dit sont mais ou se d'un d'une après",
        "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach bei einer um am sind wurde wurden",
        "es": "el la los las de que y en un una del se por con para no su al lo como más pero sus le ha fue este ya entre cuando sobre también años según",
        "it": "il la le di che e in un una del della dei per con non si da al alla sono nel nella anche come più ha è stato lo gli dopo ma dal delle",
        "pt": "o a os as de que e em um uma do da dos das para com não por no na se mais foi ao como mas sua seu pelo pela são após disse segundo",
        "nl": "de het een van en in is dat op te zijn met voor niet aan er om door als bij ook naar uit maar werd werden heeft tot over deze volgens nog",
        "tr": "ve bir bu da de için ile olarak olan daha çok sonra kadar gibi ise ama en ne olduğu tarafından dedi edildi oldu göre etti iki ya değil",
        "pl": "w i na z do się nie że jest o to po przez od za jak dla ale które który są był było oraz przy ich jego tym podczas",
        "sv": "och i att det som en på är av för med den till har de inte ett om var men från under vid efter han sig hade",
        "da": "og i at det som en på er af for med den til har de ikke et om var men fra under ved efter han sig havde blev",
        "no": "og i at det som en på er av for med den til har de ikke et om var men fra under ved etter han seg hadde ble",
        "fi": "ja on ei että se oli ovat mutta kun myös hän joka mukaan sekä kuin ole jo tai sen ollut olla vuonna jälkeen",
        "ro": "de și în la a cu pe din care nu un o pentru că este au al fost mai sunt prin după ca dar lui fi",
        "cs": "a v se na je že z s do o i k ve pro za by ale jako od podle po jsou byl bylo také který které když",
        "hu": "a az és hogy nem is egy van volt meg csak már de ez mint még azt el szerint után pedig által vagy",
        "id": "yang dan di ini itu dari dengan untuk pada tidak ke dalam adalah akan oleh telah juga mereka ada bahwa kata setelah tersebut",
        "sw": "ya na wa kwa ni katika za la cha kuwa hiyo huo yake wao alisema baada hii wakati watu vya",
        "so": "iyo ka ku oo ah in ay waxa waxaa uu la soo ee si aan kale lagu laga ayaa kuwa",
        "ku": "û li bi ji di de ku ya yê ne ev jî ew dike bû hat her wê xwe ser",
        "sq": "dhe në të e i një për me nga që është u ka se nuk si më por janë kanë pas duke",
        "hr": "i u je se na da su za od s koji koja iz bi nije ili kao što ne bio bila nakon prema ali o",
        "vi": "và của là các có trong được cho một không những với người đã để này từ khi tại đến",
        "az": "və bir bu ki üçün ilə da də olan edilib isə çox sonra kimi olub daha edib",
    }.items()
}

# Letters that a language of a shared script has and its neighbours have not (Unicode charts; CLDR exemplar sets).
_ARABIC = (("ur", "ٹڈڑںے"), ("ckb", "ڕڵۆێە"), ("fa", "پچژگیک"))
_CYRILLIC = (("be", "ў"), ("uk", "їєґ"), ("sr", "ђћџљњј"), ("kk", "әғқңөұү"), ("ru", "ыэё"), ("bg", "ъщ"))
_SCRIPTS = {
    "HEBREW": "he",
    "HANGUL": "ko",
    "GREEK": "el",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "THAI": "th",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "ETHIOPIC": "am",
    "MYANMAR": "my",
    "TAMIL": "ta",
}
_DISTINCT = 3
"""How many different function words of another language must stand in a text before it is held to be in it: "in" and "al" stand
in English headlines as well."""


def language(text: str) -> str | None:
    """The ISO 639-1 code of a text's main language, ``None`` where there are too few words to tell or none fits.

    Sorani, which has no ISO 639-1 code of its own, is given as ``ku``.
    """
    sample = text[:_SAMPLE]
    scripts = Counter(_script(char) for char in sample if char.isalpha())
    if not scripts:
        return None
    script, count = scripts.most_common(1)[0]
    wide = scripts["CJK"] + scripts["HIRAGANA"] + scripts["KATAKANA"]
    if wide > count / 2 and wide >= _FEWEST:
        return "ja" if scripts["HIRAGANA"] + scripts["KATAKANA"] > wide / 10 else "zh"
    words = [word.lower().replace("’", "'") for word in _WORD.findall(sample)]
    if len(words) < _FEWEST:
        return None
    if script == "LATIN":
        return _latin(words)
    if script == "ARABIC":
        code = _by_letters(sample, _ARABIC, 0.01) or "ar"
        return "ku" if code == "ckb" else code
    if script == "CYRILLIC":
        return _by_letters(sample.lower(), _CYRILLIC, 0.005) or "ru"
    return _SCRIPTS.get(script)


def two_letters(tag: str | None) -> str | None:
    """The ISO 639-1 part of a language tag such as ``en-GB``; ``None`` where it has none."""
    found = re.match(r"([A-Za-z]{2})(?:[-_]|$)", (tag or "").strip())
    return found[1].lower() if found else None


def _latin(words: list[str]) -> str | None:
    counts = Counter(words)
    scores = {code: sum(counts[word] for word in known) / len(words) for code, known in _LATIN.items()}
    best, second = sorted(scores, key=lambda code: (-scores[code], code))[:2]
    if best != "en" and sum(word in counts for word in _LATIN[best]) < _DISTINCT:
        return None
    return best if scores[best] >= _SHARE and scores[best] > scores[second] else None


def _by_letters(text: str, table: tuple[tuple[str, str], ...], share: float) -> str | None:
    letters = Counter(char for char in text if char.isalpha())
    total = letters.total()
    return next((code for code, own in table if sum(letters[char] for char in own) > share * total), None)


def _script(char: str) -> str:
    if char < "\u0250":
        return "LATIN"
    return unicodedata.name(char, "UNKNOWN").split()[0]
