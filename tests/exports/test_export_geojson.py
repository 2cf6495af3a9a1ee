"""Records as GeoJSON: every place with its voices; coarse places as areas; nobody accused without a speaker."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import any_record
import reportedly
import sample_record
from reportedly import exports, places
from reportedly.exports import areas, geojson
from reportedly.model import Actor, Place, Reach, Record
from reportedly.values import PLACE_SLOTS

EXAMPLES = Path(reportedly.__file__).parent / "data" / "examples"


def features(record: Record) -> dict[str, dict[str, Any]]:
    return {f["id"]: f for f in geojson.collection(record)["features"]}


def rings(geometry: dict[str, Any]) -> list[list[list[float]]]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]


def turns_left(ring: list[list[float]]) -> bool:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring)) > 0


def holds(geometry: dict[str, Any] | None) -> None:
    """What RFC 7946 asks of a geometry."""
    if geometry is None:
        return
    if geometry["type"] == "Point":
        lon, lat = geometry["coordinates"]
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90
        return
    for ring in rings(geometry):
        assert ring[0] == ring[-1]
        assert len(ring) >= 4
        assert turns_left(ring)
        assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in ring)


def test_every_place_of_every_event_is_a_feature_with_its_speakers() -> None:
    """The example reports: where the militia, the agency, the ministry and the monitor say that it happened."""
    record = reportedly.read(sorted(str(p) for p in EXAMPLES.iterdir() if p.is_file()))
    found = features(record)
    accounts = {a.id for e in record.events for s in e.fields if s in PLACE_SLOTS for a in e.fields[s]}
    assert set(found) == accounts
    assert accounts
    for feature in found.values():
        holds(feature["geometry"])
        told = feature["properties"]
        assert told["said"] or told["denied"]
        assert all(s["speaker"] and s["stance"] and s["words"] for s in (*told["said"], *told["denied"]))


def test_a_province_is_an_area_and_a_place_that_nobody_knows_has_no_geometry() -> None:
    """Marra province; Tell Marra, near which shells fell; Kafr Dor, which is in no gazetteer."""
    found = features(sample_record.contested())
    assert found["x_prov"]["geometry"]["type"] == "Polygon"
    assert found["x_prov"]["properties"]["drawn_as"] == "circle"
    assert found["x_to"]["geometry"] is None
    assert found["x_to"]["properties"]["drawn_as"] == "no coordinates"
    assert found["x_site"]["properties"]["drawn_as"] == "around"


def test_who_says_and_who_denies_stand_beside_the_place() -> None:
    """Some rebel sources said that he fled to Kafr Dor. The brigade denied this in a tweet."""
    told = features(sample_record.contested())["x_to"]["properties"]
    assert told["status"] == "denied"
    assert told["said_by"] == "Some rebel sources"
    assert told["denied_by"] == "the Stone Brigade"
    (denial,) = told["denied"]
    assert denial["stance"] == "denies"
    assert [h["kind"] for h in denial["through"]] == ["author", "group"]
    assert told["independent_high"] == 1


def test_a_private_persons_name_does_not_stand_in_a_title() -> None:
    """Adel Karim leaves the Stone Brigade: he is no public person, the next one is."""
    record = sample_record.contested()
    assert features(record)["x_to"]["properties"]["title"] is None
    assert features(record)["x_site"]["properties"]["title"] == "Shelling of Tell Marra"
    known = tuple(msgspec.structs.replace(a, public=True) for a in record.actors)
    title = features(msgspec.structs.replace(record, actors=known))["x_to"]["properties"]["title"]
    assert title.startswith("Adel Karim leaves")


def test_part_of_a_private_name_or_a_script_without_capitals_is_enough() -> None:
    """The title has the family name only; a name with an article; a name in Arabic letters."""
    record = sample_record.contested()
    for name, title in (
        ("Adel Karim", "arrest of Karim"),
        ("Adel al-Karim", "arrest of Adel al-Karim in March"),
        ("Adel bin al-Karim", "arrest of al-Karim"),
        ("عادل كريم", "arrest of عادل كريم"),
    ):
        one = msgspec.structs.replace(
            record,
            actors=(Actor(id="a_1", name=name, kind="person", names=(name,)),),
            events=tuple(msgspec.structs.replace(e, title=title) for e in record.events),
        )
        assert {f["properties"]["title"] for f in features(one).values()} == {None}


def test_a_mere_description_hides_no_title() -> None:
    """A strike on a school; an unknown commander."""
    record = sample_record.contested()
    one = msgspec.structs.replace(
        record,
        actors=(Actor(id="a_1", name="A commander", kind="person", names=("A commander", "he")),),
        events=tuple(msgspec.structs.replace(e, title="assassination of a commander") for e in record.events),
    )
    assert {f["properties"]["title"] for f in features(one).values()} == {"assassination of a commander"}


@pytest.mark.parametrize("precision", ["district", "province", "region", "country"])
def test_a_coarse_place_of_unknown_reach_is_no_point(precision: str) -> None:
    record = sample_record.contested()
    coarse = tuple(
        msgspec.structs.replace(p, precision=precision, extent=None) if p.id == "p_marra" else p for p in record.places
    )
    feature = features(msgspec.structs.replace(record, places=coarse))["x_prov"]
    assert feature["geometry"] is None
    assert feature["properties"]["drawn_as"] == "reach unknown"


def test_nothing_lies_at_nought_nought() -> None:
    record = sample_record.contested()
    zero = tuple(msgspec.structs.replace(p, lat=0.0, lon=0.0) for p in record.places)
    assert all(f["geometry"] is None for f in features(msgspec.structs.replace(record, places=zero)).values())


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_record.records)
def test_any_record_gives_a_collection_that_can_be_written(record: Record) -> None:
    assume(all(_is_on_earth(p) for p in record.places))
    found = geojson.collection(record)
    assert json.loads(msgspec.json.encode(found))["type"] == "FeatureCollection"


def _is_on_earth(place: Place) -> bool:
    extent = place.extent or Reach()
    size = 0 <= (extent.radius_km or 0) < 20_000
    return size and -90 <= (place.lat or 0) <= 90 and -180 <= (place.lon or 0) <= 180 and extent.bbox is None


@given(st.floats(-180, 180), st.floats(-89, 89), st.floats(min_value=0.5, max_value=3000))
def test_a_circle_is_a_circle_anywhere(lon: float, lat: float, radius: float) -> None:
    """Its corners lie at the radius, on either side of the 180th meridian; over a pole it is a band."""
    drawn = areas.circle(lon, lat, radius)
    holds(drawn)
    if abs(lat) + radius / 111.2 < 89:
        edge = [c for ring in rings(drawn) for c in ring if abs(c[0]) < 180]
        assert all(abs(places.distance_km((lat, lon), (y, x)) - radius) < 0.01 + radius / 1e4 for x, y in edge)


def test_a_box_over_the_180th_meridian_is_cut_in_two() -> None:
    drawn = areas.box(177.0, -19.0, -179.0, -16.0)
    holds(drawn)
    assert drawn["type"] == "MultiPolygon"
    assert sorted({x for ring in rings(drawn) for x, _ in ring}) == [-180.0, -179.0, 177.0, 180.0]


def test_the_file_is_the_collection(tmp_path: Path) -> None:
    exports.write(sample_record.contested(), "geojson", tmp_path / "map.geojson")
    assert json.loads((tmp_path / "map.geojson").read_bytes()) == geojson.collection(sample_record.contested())
