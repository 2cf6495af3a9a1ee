"""The map: places are drawn as what they are, and only where they are known to be."""

from __future__ import annotations

import hashlib
import itertools
from importlib.resources import files

import pytest

from reportedly.model import Place, Precision, Reach
from reportedly.views import worldmap


def place(name: str, lat: float | None, lon: float | None, precision: Precision, extent: Reach | None = None) -> Place:
    return Place(id=f"p_{name}", name=name, lat=lat, lon=lon, precision=precision, extent=extent, country=None)


TOWN = place("Town", 34.6, 38.3, "settlement")


def drawn(*places: Place) -> worldmap.Drawing:
    drawing = worldmap.draw(places)
    assert drawing is not None
    return drawing


def test_the_outlines_are_the_published_file() -> None:
    raw = files("reportedly.views").joinpath("static/countries-50m.json").read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    assert digest == "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394"
    assert digest in files("reportedly.views").joinpath("static/WORLD.md").read_text("utf-8")


def test_no_map_without_coordinates() -> None:
    assert worldmap.draw(()) is None
    assert worldmap.draw((place("Nowhere", None, None, "settlement"),)) is None


def test_a_place_without_coordinates_is_not_drawn_at_zero() -> None:
    lost = place("Lost", None, None, "settlement")
    drawing = drawn(TOWN, lost)
    assert [m.place.name for m in drawing.marks] == ["Town"]
    assert drawing.unplaced == (lost,)


@pytest.mark.parametrize(
    ("precision", "extent", "form"),
    [
        ("site", None, "dot"),
        ("settlement", Reach(radius_km=9), "dot"),
        ("district", Reach(radius_km=20), "circle"),
        ("province", Reach(radius_km=90), "circle"),
        ("province", Reach(bbox=(37.0, 33.0, 41.0, 35.0)), "box"),
        ("region", None, "reach-unknown"),
        ("country", None, "outline"),
    ],
)
def test_coarse_places_are_areas_and_never_pins(precision: Precision, extent: Reach | None, form: str) -> None:
    (mark,) = drawn(place("Here", 34.6, 38.3, precision, extent)).marks
    assert mark.form == form
    assert (form == "dot") == (mark.rx == 0 and not mark.path)


def test_a_circle_has_its_true_size_by_the_scale_bar() -> None:
    drawing = drawn(place("Ring", 35.0, 38.0, "province", Reach(radius_km=80)))
    (mark,) = drawing.marks
    assert mark.ry / drawing.scale_units == pytest.approx(80 / drawing.scale_km, rel=0.01)
    assert mark.rx == pytest.approx(mark.ry, rel=0.01)


def test_points_stand_in_the_right_order_and_inside_the_frame() -> None:
    north_west, south_east = place("NW", 36.0, 36.0, "site"), place("SE", 33.0, 40.0, "site")
    drawing = drawn(north_west, south_east)
    marks = {m.place.name: m for m in drawing.marks}
    assert marks["NW"].x < marks["SE"].x
    assert marks["NW"].y < marks["SE"].y
    for mark in marks.values():
        assert 0 < mark.x < drawing.width
        assert 0 < mark.y < drawing.height


def test_a_country_is_its_outline_found_by_name_or_by_its_point() -> None:
    by_name = drawn(place("Syria", 35.0, 38.0, "country")).marks[0]
    by_point = drawn(place("the Syrian Arab Republic", 35.0, 38.0, "country")).marks[0]
    assert by_name.path == by_point.path
    assert len(by_name.path) > 200


def test_a_far_country_does_not_shrink_a_town_to_nothing() -> None:
    brazil = place("Brazil", -10.0, -52.0, "country")
    drawing = drawn(TOWN, brazil)
    assert drawing.outside == (brazil,)
    assert drawing.scale_km <= 100


def test_places_on_both_sides_of_the_date_line_are_neighbours() -> None:
    drawing = drawn(place("West", 52.0, 178.0, "settlement"), place("East", 52.0, -178.0, "settlement"))
    marks = {m.place.name: m for m in drawing.marks}
    assert marks["West"].x < marks["East"].x
    assert drawing.scale_km <= 200


def test_a_map_of_the_whole_world_stays_small() -> None:
    corners = [("A", 60.0, -150.0), ("B", -35.0, 150.0), ("C", -50.0, -70.0), ("D", 68.0, 170.0)]
    drawing = drawn(*(place(n, lat, lon, "settlement") for n, lat, lon in corners))
    assert sum(len(s.path) for s in drawing.shapes) < 120_000
    assert {"Russia", "Brazil", "Australia", "Canada"} <= {s.name for s in drawing.shapes}


def test_country_names_stand_inside_their_country() -> None:
    labels = {s.name: s.label for s in drawn(place("P", 35.0, 38.0, "province", Reach(radius_km=90))).shapes if s.label}
    assert "Syria" in labels
    for x, y in labels.values():
        assert 0 < x < worldmap.WIDTH
        assert 0 < y < 460


def test_a_country_that_is_a_place_is_named_once() -> None:
    drawing = drawn(TOWN, place("Syria", 35.0, 38.0, "country"))
    assert "Syria" not in {s.name for s in drawing.shapes if s.label}
    assert {m.place.name for m in drawing.marks} == {"Town", "Syria"}


def test_labels_do_not_overlap() -> None:
    marks = drawn(*(place(f"Town {n}", 34.6 + n / 1000, 38.3, "settlement") for n in range(6))).marks
    lines = sorted(m.label_y for m in marks)
    assert all(b - a >= 14 for a, b in itertools.pairwise(lines))
