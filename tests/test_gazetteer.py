"""The index: its tables, its keys, and how it is built, kept and shared."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from reportedly import gazetteer, gazetteer_rows, places, toponyms
from reportedly.errors import DataError

BUILD = "from reportedly import gazetteer; print(gazetteer.locate())"


def _start(folder: Path, **more: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "REPORTEDLY_CACHE": str(folder), "PYTHONPATH": os.pathsep.join(sys.path), **more}
    return subprocess.Popen(
        [sys.executable, "-c", BUILD], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khan Sheikhoun", "Khān Shaykhūn"),
        ("Deir ez-Zor", "Dayr az Zawr"),
        ("Raqqa", "Ar Raqqah"),
        ("Talbiseh", "Talbīsah"),
        ("Jisr al-Shughur", "Jisr ash-Shughour"),
        ("Maarat al-Numan", "Ma`arrat an Nu`man"),
        ("Hasakah", "Al-Hassakeh"),
        ("Ain Issa", "Ayn ʿIsa"),
        ("Tell Abyad", "Tal Abyad"),
        ("Mayadin", "al-Mayadeen"),
    ],
)
def test_two_romanisations_have_one_skeleton(one: str, other: str) -> None:
    assert toponyms.skeleton(toponyms.words(one)) == toponyms.skeleton(toponyms.words(other))


@pytest.mark.parametrize(("one", "other"), [("Homs", "Hama"), ("Douma", "Damascus"), ("Kobani", "Kafr Nabl")])
def test_different_places_have_different_skeletons(one: str, other: str) -> None:
    assert toponyms.skeleton(toponyms.words(one)) != toponyms.skeleton(toponyms.words(other))


@pytest.mark.parametrize(
    "name", ["Deir ez-Zor", "DEIR EZ-ZOR", "Deir Ezzor", "Deir ez Zor", "Deir_ez_Zor", "Deir ez‐Zor"]
)
def test_fold_ignores_case_hyphens_and_spaces(name: str) -> None:
    assert toponyms.fold(name) == "deirezzor"


def test_fold_writes_saint_and_mount_out_alike() -> None:
    assert toponyms.fold("Saint-Étienne") == toponyms.fold("St. Etienne")
    assert toponyms.fold("Mount Sinjar") == toponyms.fold("Mt Sinjar")


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Idlib province", ("Idlib", True)),
        ("province of Idlib", ("Idlib", True)),
        ("the town of Hass", ("Hass", False)),
        ("Homs city", ("Homs", False)),
        ("the Sahel", ("Sahel", None)),
        ("Palmyra", None),
    ],
)
def test_the_word_for_the_sort_of_place_comes_off(name: str, bare: tuple[str, bool | None] | None) -> None:
    assert toponyms.without_kind(name) == bare


def test_every_own_row_has_a_source_a_point_and_a_reach() -> None:
    rows = list(gazetteer_rows.read_table("places.csv"))
    assert len(rows) > 500
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        lat, lon = float(row["lat"]), float(row["lon"])
        assert row["source"].startswith(("own: ", "GeoNames")), row["id"]
        assert -90 <= lat <= 90, row["id"]
        assert -180 <= lon <= 180, row["id"]
        assert (lat, lon) != (0.0, 0.0), row["id"]
        assert row["precision"] in {"site", "settlement", "district", "province", "region", "country"}, row["id"]
        assert row["kind"] == "amends" or float(row["radius_km"]) > 0, row["id"]
        assert row["name"].strip() == row["name"] != "", row["id"]


def test_every_parent_of_an_own_row_is_known_and_in_its_country() -> None:
    for row in gazetteer_rows.read_table("places.csv"):
        for parent in gazetteer_rows.split(row["parents"]):
            found = places.get(gazetteer_rows.place_id(parent))
            assert found is not None, row["id"]
            assert found.country == row["country"], row["id"]


def test_own_sites_lie_in_their_provinces_reach() -> None:
    """A site may lie beyond the outermost town of its province, never further than 150 km from the box of all."""
    for row in gazetteer_rows.read_table("places.csv"):
        if row["precision"] not in {"site", "settlement"} or not row["parents"]:
            continue
        province = places.get(gazetteer_rows.place_id(gazetteer_rows.split(row["parents"])[0]))
        assert province is not None
        assert province.extent is not None
        assert province.extent.bbox is not None
        west, south, east, north = province.extent.bbox
        lat, lon = float(row["lat"]), float(row["lon"])
        nearest = (min(max(lat, south), north), min(max(lon, west), east))
        assert places.distance_km((lat, lon), nearest) < 150, row["id"]


def test_country_points_lie_in_the_box_of_their_settlements() -> None:
    for row in gazetteer_rows.read_table("countries.csv"):
        country = places.get(gazetteer_rows.place_id(f"country:{row['iso']}"))
        if country is None:
            continue
        assert country.extent is not None
        assert country.extent.bbox is not None
        west, south, east, north = country.extent.bbox
        lat, lon = float(row["lat"]), float(row["lon"])
        nearest = (min(max(lat, south), north), lon if west > east else min(max(lon, west), east))
        assert places.distance_km((lat, lon), nearest) < 160 or row["iso"] in {"GL", "EH"}, row["iso"]


def test_radius_follows_population() -> None:
    assert gazetteer_rows.settlement_radius_km(1_000_000) == 8.9
    assert gazetteer_rows.settlement_radius_km(500) == 1.0
    assert gazetteer_rows.settlement_radius_km(0) == gazetteer_rows.UNKNOWN_RADIUS_KM


def test_a_row_with_a_missing_cell_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("# why\na,b\n1,2\n3\n")
    monkeypatch.setattr(gazetteer_rows, "files", lambda _: tmp_path)
    with pytest.raises(DataError, match=r"data/bad\.csv:4"):
        list(gazetteer_rows.read_table("bad.csv"))
    with pytest.raises(DataError, match="missing"):
        list(gazetteer_rows.read_table("none.csv"))


def test_two_processes_build_at_once_and_a_third_finds_the_file(tmp_path: Path) -> None:
    running = [_start(tmp_path), _start(tmp_path)]
    for process in running:
        out, errors = process.communicate(timeout=240)
        assert process.returncode == 0, errors
        assert Path(out.strip()).parent == tmp_path
    files = list(tmp_path.iterdir())
    assert [f.suffix for f in files] == [".sqlite"]
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600
    before = files[0].stat().st_mtime_ns
    third = _start(tmp_path)
    third.communicate(timeout=60)
    assert third.returncode == 0
    assert files[0].stat().st_mtime_ns == before


def test_a_cache_that_cannot_be_written_gives_way_to_the_temporary_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked, temporary = tmp_path / "file", tmp_path / "tmp"
    blocked.write_text("not a folder")
    temporary.mkdir()
    monkeypatch.setenv("REPORTEDLY_CACHE", str(blocked / "cache"))
    monkeypatch.setattr(gazetteer.tempfile, "gettempdir", lambda: str(temporary))
    monkeypatch.setattr(gazetteer, "build", lambda path: path.write_text("built"))
    found = gazetteer.locate()
    assert found.parent.parent == temporary
    assert stat.S_IMODE(found.parent.stat().st_mode) == 0o700


def test_a_temporary_folder_that_others_can_write_is_not_trusted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked, temporary = tmp_path / "file", tmp_path / "tmp"
    blocked.write_text("not a folder")
    shared = temporary / f"reportedly-{os.getuid()}"
    shared.mkdir(parents=True)
    shared.chmod(0o777)
    monkeypatch.setenv("REPORTEDLY_CACHE", str(blocked / "cache"))
    monkeypatch.setattr(gazetteer.tempfile, "gettempdir", lambda: str(temporary))
    monkeypatch.setattr(gazetteer, "build", lambda path: path.write_text("built"))
    with pytest.raises(DataError, match="REPORTEDLY_CACHE"):
        gazetteer.locate()


def test_a_changed_table_makes_another_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in gazetteer.TABLES:
        (tmp_path / name).write_text("# other\n")
    old = gazetteer.version()
    monkeypatch.setattr(gazetteer, "files", lambda _: tmp_path)
    assert gazetteer.version.__wrapped__() != old


def test_a_new_index_takes_the_place_of_older_ones(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    old = tmp_path / f"places-{'0' * 16}.sqlite"
    broken_off = tmp_path / f"{old.name}.abc_1x2y.part"
    running = tmp_path / f"places-{'1' * 16}.sqlite.def34567.part"
    kept = [tmp_path / "places.sqlite", tmp_path / "places-notes.txt", running]
    for path in (old, broken_off, *kept):
        path.write_text("x")
    os.utime(broken_off, (0, 0))
    monkeypatch.setenv("REPORTEDLY_CACHE", str(tmp_path))
    monkeypatch.setattr(gazetteer, "build", lambda path: path.write_text("built"))
    made = gazetteer.locate()
    assert set(tmp_path.iterdir()) == {made, *kept}
    old.write_text("x")
    assert gazetteer.locate() == made
    assert old.exists()


@pytest.mark.parametrize("terminal", [True, False])
def test_a_first_run_says_on_a_terminal_that_it_builds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], terminal: bool
) -> None:
    monkeypatch.setenv("REPORTEDLY_CACHE", str(tmp_path))
    monkeypatch.setattr(gazetteer, "build", lambda path: path.write_text("built"))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    gazetteer.locate()
    assert ("building the index of places" in capsys.readouterr().err) is terminal
    gazetteer.locate()
    assert capsys.readouterr().err == ""
