"""The small words around a trigger: definite, separate, plural, many."""

import pytest

from build import Act, Said, document, report
from reportedly import places
from reportedly.sightings import Sighting, content_words, gather, sentences


def seen(text: str, kind: str, trigger: str, *said: Said) -> Sighting:
    (one,) = gather(report(document(text), Act(kind=kind, trigger=trigger, said=said)), {}, {})
    return one


@pytest.mark.parametrize(
    ("text", "trigger", "definite", "separate"),
    [
        ("The strike killed ten people.", "strike", True, False),
        ("A strike killed ten people.", "strike", False, False),
        ("This deadly air raid shocked many.", "air raid", True, False),
        ("Another strike killed ten people.", "strike", False, True),
        ("A second strike killed ten people.", "strike", False, True),
        ("Elsewhere, a strike killed ten people.", "strike", False, True),
        ("Rebels also bombed the bridge.", "bombed", False, True),
        ("The militants bombed the bridge.", "bombed", False, False),
        ("The office also said that a strike hit the bridge.", "strike", False, False),
        ("The army has since shelled the bridge.", "shelled", False, True),
        ("The army shelled the bridge in the past.", "shelled", False, True),
        ("The army shelled the bridge in the past 24 hours.", "shelled", False, False),
        ("The army shelled the bridge, as it did in the past.", "shelled", False, False),
        ("The army shelled a bridge that was mined in the past.", "shelled", False, False),
    ],
)
def test_the_noun_phrase_says_whether_a_mention_points_back(
    text: str, trigger: str, definite: bool, separate: bool
) -> None:
    one = seen(text, "air_strike", trigger)
    assert (one.definite, one.separate) == (definite, separate)


@pytest.mark.parametrize(
    ("text", "kind", "trigger", "extent", "loose"),
    [
        ("A strike hit the town.", "air_strike", "strike", "one", False),
        ("Strikes hit the town.", "air_strike", "Strikes", "one", True),
        ("Strikes have increased.", "air_strike", "Strikes", "aggregate", False),
        ("Seven days of strikes left many dead.", "air_strike", "strikes", "aggregate", False),
        ("The civil war goes on.", "armed_clash", "civil war", "aggregate", False),
        ("Several raids followed.", "air_strike", "raids", "several", False),
    ],
)
def test_extent_is_read_from_number_and_verb(text: str, kind: str, trigger: str, extent: str, loose: bool) -> None:
    one = seen(text, kind, trigger)
    assert (one.extent, one.loose) == (extent, loose)


@pytest.mark.parametrize(
    ("text", "trigger", "said", "extent"),
    [
        ("The strikes in Syria must end.", "strikes", [("where", "Syria")], "several"),
        ("Its artillery fire in Syria and Iraq goes on.", "fire", [("where", "Syria"), ("where", "Iraq")], "several"),
        ("The strike in Syria was wrong.", "strike", [("where", "Syria")], "one"),
        ("Strikes in Aleppo hit a school.", "Strikes", [("where", "Aleppo")], "one"),
        (
            "The strikes in Syria on Wednesday were wrong.",
            "strikes",
            [("where", "Syria"), ("when", "Wednesday")],
            "one",
        ),
        ("Strikes in Syria killed six men.", "Strikes", [("where", "Syria"), ("killed", "six men")], "one"),
        ("Strikes in Syria hit a bridge.", "Strikes", [("where", "Syria"), ("target", "a bridge")], "one"),
        ("Strikes have killed six men since March.", "Strikes", [("killed", "six men")], "aggregate"),
        ("Strikes have killed six men since dawn.", "Strikes", [("killed", "six men")], "one"),
    ],
)
def test_acts_all_over_a_country_or_since_some_month_are_many(
    text: str, trigger: str, said: list[tuple[str, str]], extent: str
) -> None:
    claims = [Said(slot=slot, words=words, low=6, high=6) for slot, words in said]
    reading = report(document(text), Act(kind="air_strike", trigger=trigger, said=claims))
    located = {m.id: places.find(m.text)[0] for m in reading.mentions if m.type == "place"}
    (one,) = gather(reading, {}, located)
    assert one.extent == extent


def test_a_weapon_told_as_known_points_back() -> None:
    known = Said(slot="instrument", words="The rockets")
    assert seen("The rockets hit a bridge.", "shelling", "hit", known).definite
    new = Said(slot="instrument", words="Two rockets")
    assert not seen("Two rockets hit a bridge.", "shelling", "hit", new).definite


def test_a_toll_is_a_generic_act_told_by_its_dead() -> None:
    assert seen("Ten people were killed.", "attack", "killed").toll
    assert not seen("Rebels attacked the town.", "attack", "attacked").toll


def test_content_words_leave_out_small_words_and_plurals() -> None:
    assert content_words("the two schools of Ardan") == {"two", "school", "ardan"}


def test_sentences_cover_the_text() -> None:
    doc = document("One fell. Two rose!\nThree stood")
    assert [doc.text[a:b].strip() for a, b in sentences(doc)] == ["One fell.", "Two rose!", "Three stood"]
