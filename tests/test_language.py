from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.language import language, two_letters

SHARED = Path(__file__).parents[1].parent / "shared"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Rebels said on Tuesday that they had left the town and that the army was not there."),
        ("en", "At least four people were killed in an explosion that rocked the town according to media reports"),
        (
            "fr",
            "Les rebelles ont annoncé mardi que la ville avait été prise et que les combats se poursuivent dans le nord.",
        ),
        (
            "de",
            "Die Rebellen teilten am Dienstag mit, dass sie die Stadt verlassen haben und dass die Armee nicht dort ist.",
        ),
        (
            "es",
            "Los rebeldes dijeron el martes que la ciudad fue tomada por el ejército y que los combates siguen en el norte.",
        ),
        (
            "it",
            "I ribelli hanno detto martedì che la città è stata presa dall'esercito e che i combattimenti continuano nel nord.",
        ),
        (
            "pt",
            "Os rebeldes disseram na terça-feira que a cidade foi tomada pelo exército e que não há mais combates no norte.",
        ),
        (
            "tr",
            "İsyancılar salı günü kentin ordu tarafından ele geçirildiğini ve çatışmaların devam ettiğini söyledi ama bir daha da açıklama için.",
        ),
        ("ar", "خرج مئات من المقاتلين من مدينة حلب السورية يوم الخميس بعد اتفاق"),
        ("fa", "سخنگوی ارتش گفت که نیروهای شورشی روز پنجشنبه از شهر خارج شدند و درگیری پایان گرفت"),
        ("ru", "Представитель министерства обороны сообщил, что самолёты не наносили ударов по этому району вчера"),
        ("uk", "Речник міністерства оборони повідомив, що літаки не завдавали ударів по цьому району, її захищають"),
        ("he", "דובר צבא מסר כי המטוסים לא תקפו את האזור ביום שלישי בבוקר לפי הדיווח"),
        ("zh", "国防部发言人表示战斗机没有轰炸该地区并否认有关报道"),
        ("ja", "国防省の報道官は、戦闘機がその地域を爆撃していないと述べた。"),
        ("ko", "국방부 대변인은 전투기가 그 지역을 폭격하지 않았다고 화요일 밝혔다 하고 말했다"),
    ],
)
def test_languages(code: str, text: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize(
    "text", ["", "12 34 !!", "Rebels fled.", "Homs Hama Idlib Aleppo Raqqa Damascus Tartus Latakia Daraa Palmyra"]
)
def test_too_little_to_tell(text: str) -> None:
    assert language(text) is None


def test_every_development_article_is_english() -> None:
    articles = SHARED / "gold" / "dev" / "articles.jsonl"
    if not articles.exists():
        pytest.skip("no development data here")
    for row in articles.read_text(encoding="utf-8").splitlines():
        assert language(json.loads(row)["text"]) == "en"


def test_language_tags() -> None:
    assert [two_letters(tag) for tag in ("en-GB", "AR", "zh_Hant", "eng", "", None)] == [
        "en",
        "ar",
        "zh",
        None,
        None,
        None,
    ]


@given(st.text(max_size=300))
def test_any_text_has_a_language_or_none(text: str) -> None:
    code = language(text)
    assert code is None or len(code) == 2
