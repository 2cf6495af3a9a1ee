"""Records as CSV: safe to open, nothing lost, described."""

from __future__ import annotations

import csv
import json
import stat
import zipfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

import any_record
import reportedly
import sample_record
from reportedly import exports, tables
from reportedly.errors import InputError, UsageError
from reportedly.exports import csv_tables
from reportedly.model import Place, Record

EXAMPLES = Path(reportedly.__file__).parent / "data" / "examples"


def lines(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_example_reports_come_back_whole(tmp_path: Path) -> None:
    record = reportedly.read(sorted(str(p) for p in EXAMPLES.iterdir() if p.is_file()))
    for name in ("tables", "tables.zip"):
        exports.write(record, "csv", tmp_path / name)
        assert csv_tables.read(tmp_path / name) == record


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_record.records)
def test_any_record_comes_back_whole(tmp_path: Path, record: Record) -> None:
    """Formulas, empty words, line ends, overrides of direction, apostrophes: in every field."""
    exports.write(record, "csv", tmp_path / "any.zip")
    assert csv_tables.read(tmp_path / "any.zip") == record


def test_one_file_a_table_and_a_package_that_says_what_each_column_means(tmp_path: Path) -> None:
    exports.write(sample_record.contested(), "csv", tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_bytes())
    told = {r["path"]: [f["name"] for f in r["schema"]["fields"]] for r in package["resources"]}
    assert {*told, "datapackage.json"} == {p.name for p in (tmp_path / "out").iterdir()}
    for path, names in told.items():
        with (tmp_path / "out" / path).open(encoding="utf-8", newline="") as stream:
            assert next(csv.reader(stream)) == names
    assert all(f["description"] for r in package["resources"] for f in r["schema"]["fields"])
    killed = next(
        f
        for r in package["resources"]
        if r["name"] == "claim"
        for f in r["schema"]["fields"]
        if f["name"] == "value_low"
    )
    assert killed["type"] == "integer"


def test_no_cell_runs_in_a_spreadsheet_and_numbers_stay_numbers(tmp_path: Path) -> None:
    """A page titled =HYPERLINK(…), published by "@home"; a place west of Greenwich and south of the line."""
    record = sample_record.contested()
    hostile = msgspec.structs.replace(record.documents[0], title='=HYPERLINK("x")', publisher="@home", byline="\t=1")
    place = Place(id="p_w", name="- Ville", lat=-4.5, lon=-12.25, precision="settlement", extent=None, country="GA")
    mixed = msgspec.structs.replace(record, documents=(hostile, *record.documents[1:]), places=(*record.places, place))
    exports.write(mixed, "csv", tmp_path / "out")
    first = lines(tmp_path / "out", "document")[0]
    assert (first["title"], first["publisher"], first["byline"]) == ('\'=HYPERLINK("x")', "'@home", "'\t=1")
    (row,) = [p for p in lines(tmp_path / "out", "place") if p["id"] == "p_w"]
    assert (row["name"], row["lat"], row["lon"]) == ("'- Ville", "-4.5", "-12.25")
    assert csv_tables.read(tmp_path / "out") == mixed


def test_null_is_an_empty_cell_and_empty_words_are_not(tmp_path: Path) -> None:
    record = sample_record.contested()
    blank = msgspec.structs.replace(record.documents[0], title="", byline=None)
    exports.write(msgspec.structs.replace(record, documents=(blank, record.documents[1])), "csv", tmp_path / "out")
    row = lines(tmp_path / "out", "document")[0]
    assert (row["title"], row["byline"]) == ("'", "")
    assert row["published_start"] == "XXXX-04-17"
    assert row["published_start_date"] == ""


def test_equal_records_give_equal_files_that_only_their_owner_reads(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        exports.write(sample_record.contested(), "csv", tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert stat.S_IMODE((tmp_path / "a.zip").stat().st_mode) == 0o600
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert {stat.S_IMODE(e.external_attr >> 16) for e in archive.infolist()} == {0o600}
    exports.write(sample_record.contested(), "csv", tmp_path / "out")
    assert {stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "out").iterdir()} == {0o600}
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700


def test_an_export_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    exports.write(sample_record.contested(), "csv", tmp_path / "out")
    exports.write(sample_record.empty(), "csv", tmp_path / "out")
    assert csv_tables.read(tmp_path / "out") == sample_record.empty()
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"notes\.txt, which is no part of an export; name a new or empty folder"):
        exports.write(sample_record.contested(), "csv", tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_many_tables_are_no_csv_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"a record is many tables; name a folder, or a file that ends in \.zip"):
        exports.write(sample_record.contested(), "csv", tmp_path / "out.csv")
    assert list(tmp_path.iterdir()) == []


def test_what_fails_half_way_leaves_the_older_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exports.write(sample_record.contested(), "csv", tmp_path / "out")

    def full(folder: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(csv_tables, "_folder", lambda record, folder: full(folder))
    with pytest.raises(InputError, match="No space left"):
        exports.write(sample_record.empty(), "csv", tmp_path / "out")
    assert csv_tables.read(tmp_path / "out") == sample_record.contested()
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_what_is_no_export_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK no")
    for path in (tmp_path / "x.zip", tmp_path, tmp_path / "missing"):
        with pytest.raises(InputError, match="no tables of a record"):
            csv_tables.read(path)


@pytest.mark.parametrize(
    ("table", "old", "new", "told"),
    [
        ("account", ",0,kind,", ",zero,kind,", "account.csv: a row cannot be read"),
        ("claim", "value_low", "low", "claim.csv: the header is not that of this table"),
        ("account_link", "rivals", "enemies", "'enemies' is no relation of accounts"),
        ("event", "one", "two", "these tables make no record: Invalid enum value 'two'"),
        ("problem", "0,year", "x,year", "problem.csv: a row cannot be read"),
        ("document", '"', "", "document.csv: a row cannot be read|no tables of a record"),
    ],
)
def test_tables_that_were_changed_badly_are_told(tmp_path: Path, table: str, old: str, new: str, told: str) -> None:
    """Numbers that are none, a header that is another, words that the format does not have, quotes that are gone."""
    exports.write(sample_record.contested(), "csv", tmp_path / "out")
    path = tmp_path / "out" / f"{table}.csv"
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8", newline="")
    with pytest.raises(InputError, match=told):
        csv_tables.read(tmp_path / "out")


def test_the_package_names_every_reference() -> None:
    package = json.loads(csv_tables.package())
    names = {r["name"] for r in package["resources"]}
    assert names == {t.name for t in tables.TABLES}
    keys = {r["name"]: r["schema"]["primaryKey"] for r in package["resources"]}
    for resource in package["resources"]:
        for key in resource["schema"]["foreignKeys"]:
            to = key["reference"]["resource"] or resource["name"]
            assert key["reference"]["fields"] == keys[to]
