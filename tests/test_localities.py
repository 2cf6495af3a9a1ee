"""Joining places: by gazetteer entry, else by name; never a made-up point."""

from build import Act, Said, document, report
from reportedly import localities, places


def entry(name: str) -> str:
    """The gazetteer's id of a place in Syria."""
    return places.find(name, country="SY")[0].id


def test_one_entry_is_one_place_whatever_its_spelling() -> None:
    """Two reports that spell a town in two ways."""
    palmyra = entry("Palmyra")
    one = report(
        document("Shells hit Palmyra."),
        Act(kind="shelling", trigger="hit", said=[Said(slot="where", words="Palmyra", place=palmyra)]),
    )
    two = report(
        document("Shells hit Tadmur.", publisher="B"),
        Act(kind="shelling", trigger="hit", said=[Said(slot="where", words="Tadmur", place=palmyra)]),
    )
    found = localities.group([one, two])
    assert len(found.places) == 1
    assert found.places[0].id == palmyra
    assert found.places[0].lat is not None


def test_an_unknown_place_has_no_coordinates() -> None:
    """A village that no gazetteer has."""
    found = localities.group(
        [
            report(
                document("Shells hit Qwxzyville."),
                Act(kind="shelling", trigger="hit", said=[Said(slot="where", words="Qwxzyville")]),
            )
        ]
    )
    (place,) = found.places
    assert (place.lat, place.lon, place.source) == (None, None, None)


def test_unknown_places_of_one_name_join_within_one_country_only() -> None:
    """Two reports from Syria and one from nowhere name a village that no gazetteer has."""
    acts = [
        Act(
            kind="shelling",
            trigger="hit",
            said=[Said(slot="where", words="Qwxzyville"), Said(slot="where", words="Aleppo", place=entry("Aleppo"))],
        )
    ]
    one = report(document("Shells hit Qwxzyville near Aleppo."), *acts)
    two = report(document("Shells hit Qwxzyville, north of Aleppo.", publisher="B"), *acts)
    bare = report(
        document("Shells hit Qwxzyville.", publisher="C"),
        Act(kind="shelling", trigger="hit", said=[Said(slot="where", words="Qwxzyville")]),
    )
    found = localities.group([one, two, bare])
    assert len([p for p in found.places if p.name == "Qwxzyville"]) == 2


def test_two_towns_are_apart_and_a_town_is_not_apart_from_its_province() -> None:
    aleppo, palmyra = places.find("Aleppo", country="SY")[0], places.find("Palmyra", country="SY")[0]
    province = places.find("Aleppo province", country="SY")[0]
    assert localities.apart(aleppo, palmyra)
    assert not localities.apart(aleppo, province)
    assert localities.within(province, aleppo) is True
