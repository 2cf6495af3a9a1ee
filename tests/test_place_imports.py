"""Own places: what a file may be, what is refused with its line, what is kept, and what look-ups then say."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly import gazetteer_layer, place_dumps, place_imports, place_lists, places
from reportedly.cli import commands
from reportedly.errors import DataError, InputError, UsageError
from reportedly.ids import content_id
from reportedly.model import Mention, MentionHow, PlaceValue

HEADER = "name,lat,lon,aliases,precision,radius_km,country,parent,source\n"


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """An empty folder for own places, and look-ups that know of no other."""
    monkeypatch.setenv("REPORTEDLY_DATA", str(tmp_path / "data"))
    places.forget()
    yield tmp_path / "data"
    places.forget()


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def listed(folder: Path, *rows: str) -> place_imports.Imported:
    return place_imports.add(write(folder, "own.csv", HEADER + "\n".join(rows) + "\n"))


def faults(imported: place_imports.Imported) -> list[tuple[int, str]]:
    return [(fault.line, fault.what) for fault in imported.faults]


# --- what look-ups say ----------------------------------------------------------------------------


def test_a_place_that_no_table_knew_is_found_with_its_source(tmp_path: Path) -> None:
    """They were moved to Qarx Zuwen camp, known as Zuwen Three, in Homs."""
    assert places.find("Qarx Zuwen") == []
    added = listed(tmp_path, "Qarx Zuwen,34.12,38.9,Zuwen Three|Zuwen III,camp,2.5,SY,Homs Governorate,own survey")
    found = places.best("Zuwen Three")
    assert found is not None
    assert (found.name, found.precision, found.country) == ("Qarx Zuwen", "site", "SY")
    assert (found.lat, found.lon) == (34.12, 38.9)
    assert found.extent is not None
    assert found.extent.radius_km == 2.5
    assert found.source == f"own survey; own.csv (sha256 {added.source.sha256})"
    assert places.get(found.id) == found
    homs = places.best("Homs province")
    assert homs is not None
    assert places.contains(homs, found) is True
    words = "moved to Qarx Zuwen camp near Zuwen Three in Homs".split()
    assert [n.name for n in places.names_in(words)] == ["Qarx Zuwen", "Zuwen Three", "Homs"]
    assert [p and p.name for p in places.resolve_all(["Zuwen III", "Homs"])] == ["Qarx Zuwen", "Homs"]


def test_own_places_stand_before_those_of_the_program(tmp_path: Path) -> None:
    """The brigade's house called Aleppo stands in Hama."""
    listed(tmp_path, "Aleppo,35.1,36.7,,site,,SY,,")
    found = places.find("Aleppo")
    assert (found[0].precision, found[0].lat) == ("site", 35.1)
    assert len(found) > 1
    assert (places.best("Aleppo") or found[1]).id == found[0].id


def test_other_transliterations_of_an_own_name_are_found(tmp_path: Path) -> None:
    listed(tmp_path, "Tell Qurzeen,35.5,36.6,,village,,SY,,")
    assert [p.name for p in places.find("Tal Qurzin")] == ["Tell Qurzeen"]
    assert [p.name for p in places.find("al-Tall Qorzin")] == ["Tell Qurzeen"]


def test_a_name_of_two_letters_is_found_in_these_letters_only(tmp_path: Path) -> None:
    listed(tmp_path, "Qz,35.5,36.6,,village,,SY,,")
    assert [n.name for n in places.names_in("from Qz to QZ".split())] == ["Qz"]


def test_what_is_coarse_has_its_reach_and_may_hold_rows_below_it(tmp_path: Path) -> None:
    added = listed(
        tmp_path,
        "Qarxland,35.5,36.6,,region,40,SY,,",
        "Zuwenpost,35.6,36.7,,checkpoint,,,Qarxland,",
    )
    assert added.source.places == 2
    inner, outer = places.best("Zuwenpost"), places.best("Qarxland")
    assert inner is not None
    assert outer is not None
    assert inner.parents[0] == outer.id
    assert inner.country == "SY"
    assert places.contains(outer, inner) is True


def test_without_own_places_nothing_is_opened_or_made(data: Path) -> None:
    assert places.find("Homs")
    assert place_imports.sources() == []
    assert not data.exists()


# --- what is refused ------------------------------------------------------------------------------


def test_each_row_that_is_not_in_order_is_said_with_its_line_and_the_others_come_in(tmp_path: Path) -> None:
    added = listed(
        tmp_path,
        "Qarx One,34.1,38.9,,,,SY,,",
        "Qarx,null island is no place,38.9,,,,SY,,",
        "Qarx,0,0.0,,,,SY,,",
        "Qarx,91,38.9,,,,SY,,",
        "Qarx,34.1,-180.5,,,,SY,,",
        'Qarx,"34,1",38.9,,,,SY,,',
        "Qarx,nan,38.9,,,,SY,,",
        ",34.1,38.9,,,,SY,,",
        "12345,34.1,38.9,,,,SY,,",
        "Qarx,34.1,38.9,,,,Absurdistan,,",
        "Qarx,34.1,38.9,,palace,,SY,,",
        "Qarx,34.1,38.9,,province,,SY,,",
        "Qarx,34.1,38.9,,site,-3,SY,,",
        "Qarx,34.1,38.9,,site,,SY,Nowhere Governorate,",
        "Qarx,45.1,24.3,,site,,SA,,",
        "Qarx One,34.1,38.9,,,,SY,,",
        "=Qarx,34.1,38.9,,,,SY,,",
        "Qarx,34.1,38.9,,,,SY,,,,too many",
    )
    assert (added.source.places, added.source.refused) == (1, 17)
    assert len(added.faults) == place_imports.MOST_SHOWN
    assert faults(added)[:4] == [
        (3, "the latitude “null island is no place” is no number"),
        (4, "0,0 stands for a point that is not known"),
        (5, "the latitude 91 lies outside -90 to 90"),
        (6, "the longitude -180.5 lies outside -180 to 180"),
    ]
    assert all(fault.hint for fault in added.faults)
    assert places.find("Qarx") == []


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("Qarx,34.1,38.9,,palace,,SY,,", "“palace” is no precision"),
        ("Qarx,34.1,38.9,,province,,SY,,", "a province needs its reach"),
        ("Qarx,34.1,38.9,,site,-3,SY,,", "the radius “-3” is no number of kilometres"),
        ("Qarx,34.1,38.9,,site,,SY,Nowhere Governorate,", "the parent “Nowhere Governorate” is not known in SY"),
        ("Qarx,45.1,24.3,,site,,SA,,", "45.1, 24.3 lies far off SA"),
        ("Good,34.1,38.9,,,,SY,,", "“Good” stands in line 2 too"),
        ("Qarx\x07,34.1,38.9,,,,SY,,", "the name has control characters"),
        ("Qarx \u202exraQ,34.1,38.9,,,,SY,,", "the name has control characters"),
        ("Qarx,34.1,38.9,,,,SY,,,,too many", "the row has 11 cells, the header 9"),
        ("Qarx,34.1", "the longitude is empty"),
        (f"{'Q' * 300},34.1,38.9,,,,SY,,", "the name has 300 characters"),
    ],
)
def test_a_refused_row(tmp_path: Path, row: str, what: str) -> None:
    added = listed(tmp_path, "Good,34.1,38.9,,,,SY,,", row)
    assert faults(added) == [(3, what)]


def test_a_row_over_several_lines_counts_as_the_line_it_starts_in(tmp_path: Path) -> None:
    added = listed(tmp_path, 'Good,34.1,38.9,"Qarx\nTwo",,,SY,,', "", "Bad,200,1,,,,,,")
    assert faults(added) == [(5, "the latitude 200 lies outside -90 to 90")]
    assert places.find("Qarx Two")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (b"", "is empty"),
        (b"title,lat,lon\nx,1,2\n", "the header has no column name"),
        (b"name\nx\n", "the header has no column lat and no lon"),
        (b"name,lat,lon\n", "has no place that can be taken"),
        (b"name,lat,lon\nx,0,0\n", "no row can be taken; 0,0 stands for a point that is not known (line 2)"),
        (b'name,lat,lon\nGood,1,2\n"open,1,2\n', "line 3: the row cannot be read"),
        (b"name,lat,lon\nG\xf6rlitz,51,15\n", "line 2 is not UTF-8"),
        (b"\x7fELF\x00\x01", "is no text"),
        (b"{", "is no GeoJSON"),
        (b"[1,2]", "is no GeoJSON"),
        (b'{"type":"Topology","features":[]}', "is a “Topology”, no FeatureCollection"),
        (b'{"type":"FeatureCollection","features":[],"crs":{"name":"EPSG:32637"}}', "its coordinates are not WGS 84"),
        (b'{"type":"FeatureCollection","features":[]}', "has no place that can be taken"),
        (b"PK\x03\x04rubbish", "the archive is broken"),
    ],
)
def test_a_file_that_cannot_be_taken_changes_nothing(tmp_path: Path, text: bytes, what: str) -> None:
    with pytest.raises(InputError) as caught:
        place_imports.add(write(tmp_path, "own.table", text))
    assert caught.value.what.startswith(what)
    assert caught.value.hint
    assert caught.value.where.endswith("own.table")
    assert place_imports.sources() == []


def test_no_file_a_folder_and_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, what in (
        (tmp_path / "none.csv", "No such file"),
        (tmp_path, "a folder"),
        (tmp_path / "pipe", "no regular"),
    ):
        with pytest.raises(InputError, match=what):
            place_imports.add(path)


JUNK = st.one_of(
    st.text(),
    st.sampled_from(["0", "34.5", "-200", "nan", "1e5", "=1+1", "SY", "camp", "province", "Idlib", "|", '"', "\ud800"]),
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.just(10**400),
)
DEEP = st.recursive(JUNK, lambda inner: st.lists(inner, max_size=4), max_leaves=12)
FEATURES = st.fixed_dictionaries(
    {
        "type": st.just("Feature"),
        "properties": st.dictionaries(st.sampled_from(HEADER.strip().split(",")), DEEP, max_size=9) | st.none(),
        "geometry": st.fixed_dictionaries(
            {"type": st.sampled_from(["Point", "Polygon", "MultiPolygon", "Line"]), "coordinates": DEEP}
        )
        | st.none(),
    }
)
CELLS = st.lists(JUNK.map(str), max_size=10).map(",".join)
FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _taken_or_refused(folder: Path, raw: bytes) -> None:
    try:
        added = place_imports.add(write(folder, "fuzz", raw))
    except InputError as error:
        said = error
    else:
        assert added.already or added.source.names > 0
        assert all(fault.line > 0 and fault.hint for fault in added.faults)
        return
    assert said.hint
    assert "\n" not in said.line()


@FUZZ
@given(features=st.lists(FEATURES, min_size=1, max_size=5))
def test_any_geojson_is_taken_or_refused_in_words(tmp_path: Path, features: list[object]) -> None:
    good = _feature("Point", [38.9, 34.1], name="Qarx")
    _taken_or_refused(tmp_path, json.dumps({"type": "FeatureCollection", "features": [*features, good]}).encode())


@FUZZ
@given(rows=st.lists(CELLS, max_size=6), ending=st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_csv_is_taken_or_refused_in_words(tmp_path: Path, rows: list[str], ending: str) -> None:
    text = ending.join([HEADER.strip(), "Qarx,34.1,38.9,,,,SY,,", *rows])
    _taken_or_refused(tmp_path, text.encode("utf-8", "replace"))


@FUZZ
@given(raw=st.binary(max_size=200), cut=st.integers(0, 2000))
def test_any_bytes_and_any_broken_archive_are_refused_in_words(tmp_path: Path, raw: bytes, cut: int) -> None:
    _taken_or_refused(tmp_path, raw)
    whole = zipped(tmp_path, "whole.zip", SY_txt=DUMP).read_bytes()
    at = cut % len(whole)
    _taken_or_refused(tmp_path, whole[:at] + raw[:20] + whole[at + len(raw[:20]) :])


def test_json_nested_without_end_is_refused(tmp_path: Path) -> None:
    good = json.dumps(_feature("Point", [38.9, 34.1], name="Qarx"))
    deep = good.replace("[38.9, 34.1]", "[" * 100_000 + "]" * 100_000)
    _taken_or_refused(tmp_path, f'{{"type":"FeatureCollection","features":[{good},{deep}]}}'.encode())


def test_an_import_that_breaks_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed(tmp_path, "Qarx One,34.1,38.9,,,,SY,,")

    def broken(lines: Iterator[str]) -> Iterator[place_lists.Listed]:
        rows = place_lists_rows(lines)
        yield next(rows)  # type: ignore[misc]
        raise KeyboardInterrupt

    place_lists_rows = place_lists.csv_rows
    monkeypatch.setattr(place_lists, "csv_rows", broken)
    with pytest.raises(KeyboardInterrupt):
        place_imports.add(write(tmp_path, "other.csv", HEADER + "Qarx Two,34.2,38.9,,,,SY,,\n"))
    places.forget()
    assert [s.file for s in place_imports.sources()] == ["own.csv"]
    assert places.find("Qarx Two") == []
    assert places.find("Qarx One")


# --- formats --------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_header_says_what_separates_the_columns(tmp_path: Path, delimiter: str) -> None:
    rows = [
        ["\ufeffName", "Longitude", "Latitude", "Kind", "note"],
        ["Qarx One", "38.9", "34.1", "refugee camp", "a b"],
    ]
    place_imports.add(write(tmp_path, "own.csv", "\r\n".join(delimiter.join(row) for row in rows)))
    found = places.find("Qarx One")[0]
    assert (found.lat, found.lon, found.precision) == (34.1, 38.9, "site")


def _geojson(*features: object, indent: int | None = 1) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}, indent=indent, ensure_ascii=False)


def _feature(geometry: str | None, coordinates: object, **properties: object) -> dict[str, object]:
    shape = None if geometry is None else {"type": geometry, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": shape}


SQUARE = [[[38.0, 34.0], [38.4, 34.0], [38.4, 34.2], [38.0, 34.2], [38.0, 34.0]]]


def test_geojson_points_and_outlines(tmp_path: Path) -> None:
    text = _geojson(
        _feature("Point", [38.9, 34.1, 610.0], name="Qarx One", aliases=["Zuwen", "Zuwen Two"], country="SY"),
        _feature("Polygon", SQUARE, name="Qarx Land", alt_names="Zuwenistan|Zuwenia", source="own map"),
        _feature("Polygon", SQUARE, name="Qarx Town", kind="town"),
        _feature("Polygon", [[[179.0, -17], [-179.0, -17], [-179.0, -16], [179.0, -16]]], name="Qarx Isles"),
    )
    added = place_imports.add(write(tmp_path, "own.geojson", text))
    assert (added.source.format, added.source.places, added.faults) == ("GeoJSON", 4, ())
    point, land, town, isles = (places.find(n)[0] for n in ("Zuwen Two", "Zuwenia", "Qarx Town", "Qarx Isles"))
    assert (point.lat, point.lon, point.precision, point.country) == (34.1, 38.9, "site", "SY")
    assert (land.lat, land.lon, land.precision) == (34.1, 38.2, "region")
    assert land.extent is not None
    assert land.extent.bbox == (38.0, 34.0, 38.4, 34.2)
    assert town.precision == "settlement"
    assert town.extent is not None
    assert town.extent.radius_km == pytest.approx(21.5, abs=0.2)
    assert (isles.lat, abs(isles.lon or 0)) == (-16.5, 180.0)
    assert isles.extent is not None
    assert isles.extent.bbox == (179.0, -17.0, -179.0, -16.0)


def test_geojson_faults_name_the_line_of_the_feature(tmp_path: Path) -> None:
    good = _feature("Point", [38.9, 34.1], name="Qarx")
    text = _geojson(
        good,
        _feature("Point", [34.1, 138.9], name="Swapped"),
        _feature("LineString", [[1, 2], [3, 4]], name="Road"),
        _feature(None, None, name="Nowhere"),
        _feature("Point", ["38", None], name="Words"),
        _feature("Point", [38.9, 34.1], name=17),
        _feature("Polygon", [[[1, 2], [1, 2]]], name="Thin"),
        _feature("Point", [38.9, 34.1], name="Wide", precision="district"),
        _feature("Point", 5, name="Number"),
        {"type": "Feature", "properties": "none", "geometry": 3},
        indent=None,
    ).replace('{"type": "Feature"', '\n{"type": "Feature"')
    added = place_imports.add(write(tmp_path, "own.json", text))
    assert added.source.places == 1
    assert [line for line, _ in faults(added)] == [3, 4, 5, 6, 7, 8, 9, 10, 11]
    assert "GeoJSON writes longitude first" in added.faults[0].hint


def row(
    number: int,
    name: str,
    code: str = "P.PPL",
    *,
    others: str = "",
    lat: object = 35.5,
    lon: object = 36.6,
    people: int = 0,
    first: str = "12",
    second: str = "",
    country: str = "SY",
) -> str:
    """A line of GeoNames' main table."""
    class_, _, feature = code.partition(".")
    cells = [number, name, name, others, lat, lon, class_, feature, country, "", first, second, "", "", people, "", 1]
    return "\t".join(map(str, [*cells, "Asia/Damascus", "2024-01-01"])) + "\n"


DUMP = "".join(
    [
        row(990000001, "Qarxabad", others="Qarxabaad,قرخاباد,Qarx Town", people=1200),
        row(990000002, "Zuwenli"),
        row(990000003, "Qarx Well", "H.WLL"),
        row(990000004, "Qarx Desert", "T.DSRT"),
        row(990000005, "Qarx Road", "R.RD"),
        row(990000006, "Syrian Arab Republic", "A.PCLI", first="00"),
        row(990000007, "Muhafazat Idlib Qarxi", "A.ADM1"),
        row(990000008, "Qarx District", "A.ADM2", second="990000008"),
        row(990000009, "Qarx Base", "L.MILB"),
        row(990000010, "Old Qarx", "P.PPLH"),
        row(990000011, "Null Qarx", lat=0, lon=0),
        row(990000012, "Far Qarx", lat=99),
        "990000013\tshort row\n",
    ]
)


def zipped(folder: Path, name: str, **members: str) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, text in members.items():
            archive.writestr(member.replace("_", "."), text)
    return path


@pytest.mark.parametrize("packed", [True, False])
def test_a_dump_of_geonames(tmp_path: Path, packed: bool) -> None:
    """Fighters left Qarxabad for Zuwenli in Idlib."""
    path = zipped(tmp_path, "SY.zip", readme_txt="about", SY_txt=DUMP) if packed else write(tmp_path, "SY.txt", DUMP)
    added = place_imports.add(path)
    assert (added.source.format, added.source.places, added.passed_over) == ("geonames", 7, 3)
    assert [line for line, _ in faults(added)] == [11, 12, 13]
    town = places.find("Qarx Town")[0]
    assert (town.name, town.precision, town.country) == ("Qarxabad", "settlement", "SY")
    assert (town.source or "").startswith("GeoNames (CC BY 4.0); SY.")
    idlib = places.best("Idlib province")
    assert idlib is not None
    assert idlib.id in town.parents
    assert places.find("Muhafazat Idlib Qarxi")[0] == idlib
    assert {places.find(n)[0].precision for n in ("Qarx Well", "Qarx Base")} == {"site"}
    desert, district = places.find("Qarx Desert")[0], places.find("Qarx District")[0]
    assert (desert.precision, desert.extent) == ("region", None)
    assert (district.precision, district.extent) == ("district", None)
    found = {n.name: n.ordinary for n in places.names_in("from Qarxabad to Zuwenli".split())}
    assert found == {"Qarxabad": False, "Zuwenli": True}


def test_a_hamlet_of_a_dump_does_not_take_a_citys_name(tmp_path: Path) -> None:
    place_imports.add(write(tmp_path, "SY.txt", row(990000001, "Paris") + row(990000002, "Aleppo", "H.WLL")))
    assert [places.best(n) and places.best(n).country for n in ("Paris", "Aleppo")] == ["FR", "SY"]  # type: ignore[union-attr]
    assert places.best("Aleppo").precision == "settlement"  # type: ignore[union-attr]


def test_alternate_names_go_to_places_that_are_known(tmp_path: Path) -> None:
    place_imports.add(write(tmp_path, "SY.txt", row(990000001, "Qarxabad", people=1200)))
    text = "".join(
        [
            "1\t990000001\ten\tQarx City\t\t\t\t\t\t\n",
            "2\t163808\ten\tQarxmyra\t\t\t\t\t\t\n",
            "3\t990000099\ten\tUnheard\t\t\t\t\t\t\n",
            "4\t990000001\tlink\thttps://qarx.example/\t\t\t\t\t\t\n",
            "5\t990000001\tar\tقرخ\t\t\t\t\t\t\n",
            "x\t990000001\ten\tQarx Six\t\t\t\t\t\t\n",
        ]
    )
    added = place_imports.add(zipped(tmp_path, "alternateNamesV2.zip", alternateNamesV2_txt=text))
    assert (added.source.format, added.source.places, added.source.names) == ("geonames alternate names", 0, 2)
    assert (added.passed_over, faults(added)[0][0]) == (3, 6)
    assert places.find("Qarx City")[0].name == "Qarxabad"
    assert places.find("Qarxmyra")[0].name == "Palmyra"
    assert places.find("Unheard") == []


def test_archives_that_are_refused(tmp_path: Path) -> None:
    paths = {
        zipped(tmp_path, "two.zip", a_txt=DUMP, b_txt=DUMP): "holds 2 tables",
        zipped(tmp_path, "none.zip", a_csv="name,lat,lon\n"): "holds 0 tables",
        zipped(tmp_path, "list.zip", a_txt="name,lat,lon\n"): "holds no table of GeoNames",
        zipped(tmp_path, "bomb.zip", a_txt=row(990000001, "Qarx") + "\0" * 30_000_000): "unpacks to",
    }
    whole = zipped(tmp_path, "whole.zip", SY_txt="".join(row(990000001 + n, f"Qarx{n}") for n in range(3000)))
    raw = bytearray(whole.read_bytes())
    raw[5000:5040] = b"\xff" * 40
    paths[write(tmp_path, "bent.zip", bytes(raw))] = "broken"
    for path, what in paths.items():
        with pytest.raises(InputError, match=what):
            place_imports.add(path)
    assert place_imports.sources() == []


def test_an_archive_writes_nothing_outside(tmp_path: Path) -> None:
    archive = zipped(tmp_path, "up.zip", **{"../../up_txt": DUMP})
    place_imports.add(archive)
    assert list(tmp_path.rglob("up.txt")) == []
    assert not (tmp_path.parent / "up.txt").exists()


def test_an_endless_line_is_one_fault(tmp_path: Path) -> None:
    text = row(990000001, "Qarxabad") + "9" * 1_000_000 + "\n" + row(990000002, "Zuwenli")
    added = place_imports.add(write(tmp_path, "SY.txt", text))
    assert (added.source.places, faults(added)) == (2, [(2, "the line is too long")])


def test_other_tables_with_tabs_are_no_dump() -> None:
    assert place_dumps.form_of(b"name\tlat\tlon\n") is None
    assert place_dumps.form_of(("\t".join(["name"] + ["x"] * 18)).encode()) is None
    assert place_dumps.form_of(row(1, "x").encode()) == "geonames"


# --- keeping --------------------------------------------------------------------------------------


def test_a_file_twice_changes_nothing_and_another_of_its_name_is_told(tmp_path: Path, data: Path) -> None:
    first = listed(tmp_path, "Qarx One,34.1,38.9,,,,SY,,")
    before = (data / "places.sqlite").read_bytes()
    again = place_imports.add(tmp_path / "own.csv")
    assert again.already
    assert again.source == first.source
    assert (data / "places.sqlite").read_bytes() == before
    second = listed(tmp_path, "Qarx One,34.1,38.9,Zuwen,,,SY,,")
    assert second.others == (first.source.sha256,)
    assert len(places.find("Qarx One")) == 1
    with pytest.raises(UsageError, match="1, 2"):
        place_imports.remove("own.csv")
    place_imports.remove(first.source.sha256[:8])
    assert places.find("Zuwen")


def test_what_is_removed_is_gone_from_look_ups_and_from_the_disk(tmp_path: Path, data: Path) -> None:
    listed(tmp_path, "Qarxomorphic,34.1,38.9,,,,SY,,")
    place_imports.add(write(tmp_path, "keep.csv", "name,lat,lon\nZuwenpost,34,38\n"))
    assert place_imports.remove("own.csv").places == 1
    assert places.find("Qarxomorphic") == []
    assert places.find("Zuwenpost")
    assert all(b"Qarxomorphic" not in path.read_bytes() for path in data.iterdir())
    with pytest.raises(UsageError, match="places list"):
        place_imports.remove("own.csv")


def test_the_file_is_its_owners_alone(tmp_path: Path, data: Path) -> None:
    listed(tmp_path, "Qarx One,34.1,38.9,,,,SY,,")
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in data.iterdir()} == {0o600}


def test_keys_of_an_older_version_are_made_anew(tmp_path: Path, data: Path) -> None:
    listed(tmp_path, "Tell Qurzeen,35.5,36.6,,village,,SY,,")
    with sqlite3.connect(data / "places.sqlite") as db:
        db.execute("DELETE FROM key")
        db.execute(f"PRAGMA user_version = {gazetteer_layer.SCHEMA * 100}")
    db.close()
    places.forget()
    assert [p.name for p in places.find("Tal Qurzin")] == ["Tell Qurzeen"]


@pytest.mark.parametrize("content", [b"not a database, and long enough to be looked at" * 20, None])
def test_a_file_of_own_places_that_is_none_is_said(data: Path, content: bytes | None) -> None:
    data.mkdir()
    if content is not None:
        (data / "places.sqlite").write_bytes(content)
    else:
        with sqlite3.connect(data / "places.sqlite") as db:
            db.execute("CREATE TABLE t(a)")
        db.close()
    with pytest.raises(DataError, match=r"places\.sqlite"):
        places.find("Homs")


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "file", "x")
    monkeypatch.setenv("REPORTEDLY_DATA", str(tmp_path / "file" / "data"))
    with pytest.raises(DataError, match="REPORTEDLY_DATA"):
        listed(tmp_path, "Qarx One,34.1,38.9,,,,SY,,")


def test_whoever_reads_meanwhile_sees_what_was_there_before(tmp_path: Path) -> None:
    listed(tmp_path, "Qarx One,34.1,38.9,,,,SY,,")
    seen: list[int] = []
    with gazetteer_layer.adding("b.csv", "0" * 64, "CSV", 1) as writer:
        writer.flush()
        reader = threading.Thread(target=lambda: seen.append(len(place_imports.sources())))
        reader.start()
        reader.join()
    assert seen == [1]
    assert len(place_imports.sources()) == 2


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"REPORTEDLY_DATA": "/a", "XDG_DATA_HOME": "/b", "HOME": "/c"}, "/a"),
        ({"XDG_DATA_HOME": "/b", "HOME": "/c"}, "/b/reportedly"),
        ({"HOME": "/c"}, "/c/.local/share/reportedly"),
    ],
)
def test_where_own_places_are_kept(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], folder: str) -> None:
    for name in ("REPORTEDLY_DATA", "XDG_DATA_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert gazetteer_layer.located() == Path(folder) / "places.sqlite"


# --- names without a place ------------------------------------------------------------------------


def _mention(name: str, start: int, how: MentionHow = "name", lat: float | None = None) -> Mention:
    value = PlaceValue(place=None, name=name, text=name, lat=lat, lon=lat)
    end = start + len(name)
    return Mention(
        id=content_id("m", name, start),
        document="d_1",
        start=start,
        end=end,
        text=name,
        type="place",
        value=value,
        how=how,
    )


def test_a_name_that_no_table_knows_is_a_problem_once(tmp_path: Path) -> None:
    """Qarx Zuwen fell; in Qarx-Zuwen and Homs, the village by Zuwenpost (35, 35) burned."""
    mentions = [
        _mention("Qarx-Zuwen", 20),
        _mention("Qarx Zuwen", 0),
        _mention("Homs", 35),
        _mention("the village", 41, "description"),
        _mention("Zuwenpost", 60, lat=35.0),
    ]
    (problem,) = places.unknown("d_1", mentions)
    assert (problem.code, problem.document, problem.start, problem.end) == ("place-unknown", "d_1", 0, 10)
    assert "Qarx Zuwen" in problem.message
    assert "reportedly places add" in problem.hint
    assert places.unknown("d_2", mentions) == ()
    listed(tmp_path, "Qarx Zuwen,34.1,38.9,,,,SY,,")
    assert places.unknown("d_1", mentions) == ()


# --- the commands ---------------------------------------------------------------------------------


def run(*arguments: str) -> str:
    result = CliRunner().invoke(commands, ["places", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return str(result.stdout)


def test_add_list_and_remove(tmp_path: Path) -> None:
    path = write(
        tmp_path, "own\x1b[2J.csv", HEADER + "Qarx One,34.1,38.9,,,,SY,,\nBad\x1b[2J,99,1,,,,,,\n" + "Bad,99,1\n" * 11
    )
    told = run("add", str(path))
    assert "CSV, 1 place and 1 name added" in told
    assert "12 rows refused, the first 10:" in told
    assert "    line 4: the latitude 99 lies outside -90 to 90; write degrees such as 33.51, latitude first" in told
    assert told.count("line ") == 10
    assert "\x1b" not in told
    assert "is there already" in run("add", str(path))
    assert "1 place, 1 name" in run("list")
    assert "1 place and 1 name taken out" in run("remove", "1")
    assert "no places of your own" in run("list")


def test_several_files_at_once(tmp_path: Path) -> None:
    one = write(tmp_path, "one.csv", "name,lat,lon\nQarx One,34,38\n")
    two = write(tmp_path, "two.csv", "name,lat,lon\nQarx Two,34,39\n")
    told = run("add", str(one), os.fspath(two)).splitlines()
    assert [line.split(":")[0] for line in told] == ["one.csv", "two.csv"]
    assert places.find("Qarx Two")
