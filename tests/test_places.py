"""Names to places: found, refused, told apart by their company."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportedly import places
from reportedly.errors import UsageError
from reportedly.model import Place

SHARED = Path(__file__).parents[1].parent / "shared" / "places"


def _best(name: str, **more: object) -> Place:
    found = places.best(name, **more)  # type: ignore[arg-type]
    assert found is not None, name
    return found


@pytest.mark.parametrize(
    "name", ["al-Tanf", "Al-Tanf", "al Tanf", "Al Tanf", "at-Tanf", "Tanf", "al-Tanf garrison", "al-Tanf base"]
)
def test_al_tanf_is_a_site_in_the_syrian_desert(name: str) -> None:
    found = _best(name)
    assert places.distance_km(found, (33.5, 38.6)) < 15
    assert (found.precision, found.country) == ("site", "SY")
    homs = _best("Homs province")
    assert homs.id in found.parents
    assert places.contains(homs, found) is True


@pytest.mark.parametrize("name", ["Rukban", "al-Rukban", "Rukban camp", "Rukban refugee camp"])
def test_rukban(name: str) -> None:
    found = _best(name)
    assert places.distance_km(found, (33.31, 38.70)) < 10
    assert found.precision == "site"


@pytest.mark.parametrize("name", ["Palmyra", "Tadmur", "Tadmor"])
def test_palmyra_is_the_syrian_town(name: str) -> None:
    found = _best(name)
    assert places.distance_km(found, (34.6, 38.3)) < 5
    assert (found.name, found.precision, found.country) == ("Palmyra", "settlement", "SY")


@pytest.mark.parametrize(
    ("variants", "lat", "lon"),
    [
        (["Hass"], 35.63, 36.61),
        (["Khan Sheikhoun", "Khan Shaykhun", "Khān Shaykhūn", "Khan Sheikhun"], 35.44, 36.65),
        (["Maarat al-Numan", "Ma'arrat al-Nu'man", "Maaret al-Nu’man", "Maarrat an Numan"], 35.65, 36.68),
        (["Deir ez-Zor", "Deir al-Zor", "Deir Ezzor", "Dayr az-Zawr", "Deir el-Zour"], 35.34, 40.14),
        (["Abu Kamal", "Albu Kamal", "al-Bukamal", "Boukamal"], 34.45, 40.92),
        (["Saraqib", "Saraqeb"], 35.86, 36.81),
        (["Jisr al-Shughur", "Jisr ash-Shughour"], 35.81, 36.32),
        (["Hasakah", "al-Hasaka", "Hassakeh"], 36.50, 40.75),
        (["Tell Rifaat", "Tal Rifaat", "Tel Rifat"], 36.47, 37.10),
        (["Azaz", "A'zaz"], 36.59, 37.05),
        (["Kobani", "Kobane", "Ayn al-Arab", "Ain al-Arab"], 36.89, 38.36),
        (["Ras al-Ain", "Ras al-Ayn", "Serekaniye"], 36.85, 40.07),
        (["Douma", "Duma"], 33.57, 36.40),
        (["Fallujah", "Falluja", "al-Fallujah"], 33.35, 43.78),
        (["Kyiv", "Kiev"], 50.45, 30.52),
        (["Bakhmut", "Artemivsk"], 48.59, 38.00),
        (["El Fasher", "al-Fashir", "Al Fasher"], 13.63, 25.35),
        (["Hodeidah", "al-Hudaydah", "Hudaida"], 14.80, 42.95),
    ],
)
def test_spellings_of_one_place(variants: list[str], lat: float, lon: float) -> None:
    for name in variants:
        found = _best(name)
        assert places.distance_km(found, (lat, lon)) < 10, name
        assert found.precision == "settlement", name


@pytest.mark.parametrize(
    ("name", "precision"),
    [
        ("Syria", "country"),
        ("Idlib province", "province"),
        ("Aleppo governorate", "province"),
        ("Donetsk Oblast", "province"),
        ("North Darfur", "province"),
        ("northern Syria", "region"),
        ("western Iraq", "region"),
        ("eastern Aleppo countryside", "region"),
        ("Darfur", "region"),
        ("Donbas", "region"),
        ("Eastern Ghouta", "district"),
        ("Aleppo", "settlement"),
        ("Shayrat air base", "site"),
    ],
)
def test_precision_says_how_coarse_a_place_is(name: str, precision: str) -> None:
    found = _best(name)
    assert found.precision == precision
    assert found.extent is not None
    assert found.extent.radius_km is not None or found.extent.bbox is not None


@pytest.mark.parametrize("name", ["", "   ", "Qwxyzzy", "the", "…", "12", "'"])
def test_what_is_not_known_is_not_found(name: str) -> None:
    assert places.find(name) == []
    assert places.best(name) is None


def test_no_answer_is_ever_at_null_island() -> None:
    for name in ["al-Tanf", "Africa", "Atlantic", "Gulf of Guinea", "Ghana", "Null Island", "Unknown", "Kiribati"]:
        for found in places.find(name):
            assert (found.lat, found.lon) != (0.0, 0.0)


def test_country_and_nearness_choose_between_namesakes() -> None:
    assert _best("Tripoli", country="LB").country == "LB"
    assert _best("Tripoli", country="LY").country == "LY"
    assert _best("Tripoli", near=(33.9, 35.5)).country == "LB"
    assert _best("Tripoli", context=[_best("Benghazi"), _best("Misrata")]).country == "LY"
    assert _best("Tripoli", context=[_best("Sidon"), _best("Beirut"), _best("Lebanon")]).country == "LB"
    assert all(found.country == "LB" for found in places.find("Tripoli", country="lb"))


def test_namesakes_without_evidence_stay_open() -> None:
    """Clashes were reported in al-Salihiyah."""
    assert len(places.find("Springfield")) > 5
    assert places.best("Springfield", country="US") is None


def test_bad_calls_are_refused() -> None:
    with pytest.raises(UsageError, match="ISO 3166-1"):
        places.find("Hama", country="Syria")
    nowhere = Place(id="p_0", name="x", lat=None, lon=None, precision="settlement", extent=None, country=None)
    with pytest.raises(UsageError, match="coordinates"):
        places.find("Hama", near=nowhere)


def test_limit_and_order() -> None:
    assert len(places.find("San Jose", limit=3)) == 3
    assert places.find("Paris")[0].country == "FR"


def test_get_gives_back_what_find_gave() -> None:
    for name in ["al-Tanf", "Syria", "Idlib province", "Homs", "northern Iraq"]:
        found = _best(name)
        assert places.get(found.id) == found
    assert places.get("p_0000000000000000") is None
    assert places.get("nonsense") is None


def test_every_parent_of_a_found_place_is_found() -> None:
    for name in ["al-Tanf", "Hass", "Mosul", "Idlib province", "Paris", "Bakhmut", "Laurel County", "northern Iraq"]:
        for parent in _best(name).parents:
            assert places.get(parent) is not None, name


def test_every_place_says_where_it_comes_from() -> None:
    for name in ["al-Tanf", "Syria", "Idlib province", "Homs", "northern Iraq", "Hass", "Sahel"]:
        source = _best(name).source
        assert source is not None, name
        assert source.startswith(("own: ", "GeoNames", "computed: ")), name


def test_distance() -> None:
    assert places.distance_km((0.0, 0.0), (0.0, 1.0)) == pytest.approx(111.195, abs=0.01)
    assert places.distance_km((52.52, 13.405), (48.8566, 2.3522)) == pytest.approx(877.5, abs=1.5)
    assert places.distance_km(_best("Homs"), _best("Homs")) == 0


def test_containment() -> None:
    syria, idlib, hass = _best("Syria"), _best("Idlib province"), _best("Hass")
    assert places.contains(syria, hass) is True
    assert places.contains(idlib, hass) is True
    assert places.contains(hass, idlib) is not True
    assert places.contains(_best("Homs province"), hass) is False
    assert places.contains(_best("Iraq"), hass) is False
    assert places.contains(_best("Eastern Ghouta"), _best("Douma")) is True
    assert places.contains(_best("Sahel"), _best("Timbuktu")) is True
    assert places.contains(hass, hass) is True


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Syrian", "SY"),
        ("Syrians", "SY"),
        ("Iraqi", "IQ"),
        ("Turkish", "TR"),
        ("Turks", "TR"),
        ("Dutch", "NL"),
        ("Lebanese", "LB"),
        ("Russians", "RU"),
        ("Congolese", "CD"),
        ("Nigerien", "NE"),
        ("polish", None),
        ("Kurdish", None),
        ("Syria", None),
        ("", None),
    ],
)
def test_demonyms(word: str, code: str | None) -> None:
    assert places.demonym(word) == code


def test_names_of_a_lebanese_report() -> None:
    """Gunmen from Tripoli drove through Sidon to Beirut, the Lebanese army said."""
    found = places.resolve_all(["Tripoli", "Sidon", "Beirut", "Lebanese"])
    assert [place and place.country for place in found] == ["LB"] * 4


def test_a_state_beside_the_name_decides() -> None:
    """Firefighters in Alexandria, La., were called at noon."""
    found = places.resolve_all(["Alexandria", "La.", "Rapides Parish"])
    assert found[0] is not None
    assert places.distance_km(found[0], (31.31, -92.44)) < 20
    """Firefighters in Alexandria, Va., were called at noon."""
    found = places.resolve_all(["Alexandria", "Va.", "Fairfax County"])
    assert found[0] is not None
    assert places.distance_km(found[0], (38.80, -77.05)) < 20


def test_a_country_stays_a_country_among_its_towns() -> None:
    """Tbilisi said that Georgia would not leave Gori; Moscow said that Russia would."""
    georgia = places.resolve_all(["Tbilisi", "Georgia", "Gori", "Moscow", "Russia"])[1]
    assert georgia is not None
    assert georgia.country == "GE"
    """From Atlanta to Savannah, Georgia braced for the storm that left Florida."""
    georgia = places.resolve_all(["Atlanta", "Savannah", "Georgia", "Florida"])[2]
    assert georgia is not None
    assert georgia.country == "US"


def test_unknown_names_leave_their_neighbours_alone() -> None:
    found = places.resolve_all(["Homs", "Qwxyzzy", "Hama"])
    assert found[1] is None
    assert [place and place.name for place in found[::2]] == ["Homs", "Hama"]
    assert places.resolve_all([]) == []


def _spans(sentence: str) -> list[str]:
    words = sentence.split()
    return [" ".join(words[found.start : found.end]) for found in places.names_in(words)]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("He fled from al - Tanf to Palmyra .", ["al - Tanf", "Palmyra"]),
        ("He fled from al-Tanf to Palmyra .", ["al-Tanf", "Palmyra"]),
        ("Al Tanf and Al - Tanf and el-Tanf", ["Al Tanf", "Al - Tanf", "el-Tanf"]),
        ("in Deir ez - Zor , in Deir al - Zor city", ["Deir ez - Zor", "Deir al - Zor"]),
        ("near Khan Sheikhoun in Idlib province", ["Khan Sheikhoun", "Idlib"]),
        ("nothing of note happened here", []),
        ("fought in Mosul . As Iraq said", ["Mosul", "Iraq"]),
        ("by Mount Sinjar at dawn , such as Syria an hour later", ["Mount Sinjar", "Syria"]),
        ("in The Hague and the United States", ["Hague", "United States"]),
        ("al qaeda fled", []),
        ("the battle of the hama was normal", []),
        ("", []),
    ],
)
def test_names_in_a_sentence(sentence: str, names: list[str]) -> None:
    assert _spans(sentence) == names


def test_ordinary_words_are_flagged() -> None:
    found = {
        f.name: f.ordinary for f in places.names_in("Hass Reading Nice Mobile Jackson Aleppo Damascus Idlib".split())
    }
    assert found == {
        "Hass": True,
        "Reading": True,
        "Nice": True,
        "Mobile": True,
        "Jackson": True,
        "Aleppo": False,
        "Damascus": False,
        "Idlib": False,
    }


@pytest.mark.parametrize(
    ("name", "ordinary"),
    [
        ("Secretary", True),
        ("al-Asad", True),
        ("ODE", True),
        ("La.", False),
        ("U.S.", False),
        ("St. Louis", False),
        ("Green Zone", False),
        ("Jordan", False),
        ("Sarmin", False),
    ],
)
def test_a_hamlet_with_a_common_name_needs_context(name: str, ordinary: bool) -> None:
    assert places.is_ordinary(name) is ordinary


def test_a_demonym_is_told_from_a_place() -> None:
    found = places.names_in("The Syrian army".split())
    assert [(f.name, f.demonym) for f in found] == [("Syrian", True)]


@pytest.mark.parametrize(("corpus", "floor"), [("lgl", 0.78), ("geovirus", 0.85)])
def test_accuracy_at_161_km(corpus: str, floor: float) -> None:
    path = SHARED / f"{corpus}.json"
    if not path.is_file():
        pytest.skip("the development data are not here")
    right = known = 0
    for document in json.loads(path.read_text("utf-8")):
        gold = sorted(document["toponyms"], key=lambda t: t["start"])
        for toponym, found in zip(gold, places.resolve_all([t["text"] for t in gold]), strict=True):
            known += 1
            right += found is not None and places.distance_km(found, (toponym["lat"], toponym["lon"])) <= 161
    assert right / known >= floor
