"""Cells and files that are safe to hand on."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path
from typing import IO

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sample_record
from reportedly import exports, model
from reportedly.errors import InputError, ReportedlyError, UsageError
from reportedly.exports import geojson, safe

ANY = st.text(alphabet=st.characters(), max_size=30)
TRAPS = st.text(alphabet="'=+-@\t\r\n⟨U+202E⟩\u202e\ufeff\u200b a7F", max_size=20)


@given(ANY | TRAPS)
def test_every_text_comes_back(text: str) -> None:
    assert safe.text(safe.cell(text)) == text


@given(ANY | TRAPS)
def test_no_cell_can_run_or_hide(text: str) -> None:
    cell = safe.cell(text)
    assert cell
    bare = cell.lstrip(" \u00a0\u200b\u200c\u200d\u2060\ufeff")
    assert not bare.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert not set(cell) & set("\x00\x1b\r\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u2028\x9b")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("\ufeff =1", "'\ufeff =1"),
        ("＝cmd", "'＝cmd"),
        ("'quoted'", "''quoted'"),
        ("", "'"),
        ("evil \u202etxt.exe", "evil ⟨U+202E⟩txt.exe"),
        ("⟨U+202E⟩", "⟨U+27E8⟩U+202E⟩"),
        ("two\nlines", "two\nlines"),
        ("a = b", "a = b"),
        ("النار", "النار"),
    ],
)
def test_cells(text: str, cell: str) -> None:
    assert safe.cell(text) == cell


def test_the_record_as_json_is_the_record_and_turns_no_words_round(tmp_path: Path) -> None:
    record = model.from_json(
        model.to_json(sample_record.contested()).replace(b"Amber Valley", "Amber\u202eValley".encode())
    )
    exports.write(record, "record", tmp_path / "r.json")
    raw = (tmp_path / "r.json").read_bytes()
    assert model.from_json(raw) == record
    assert "\u202e" not in raw.decode()
    assert json.loads(raw)["format"] == "reportedly/1"
    assert stat.S_IMODE((tmp_path / "r.json").stat().st_mode) == 0o600


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_bytes(b"before")

    def fails(stream: IO[bytes]) -> None:
        stream.write(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(InputError, match="No space left on device"):
        safe.write_file(path, fails)
    assert path.read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir()] == ["r.json"]


@pytest.mark.parametrize("to", exports.EXPORTS)
def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, to: str) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        exports.write(sample_record.empty(), to, tmp_path / "no" / "such.zip")


@pytest.mark.parametrize("to", exports.EXPORTS)
def test_a_folder_is_no_file(tmp_path: Path, to: str) -> None:
    (tmp_path / "x.zip").mkdir()
    with pytest.raises(UsageError, match="this is no file"):
        exports.write(sample_record.empty(), to, tmp_path / "x.zip")


def test_an_export_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(ReportedlyError, match="no export is called 'excel'; use one of: record, csv, geojson"):
        exports.write(sample_record.empty(), "excel", tmp_path / "x")
    assert all(e.gives for e in exports.EXPORTS.values())


def test_every_export_and_every_property_is_told() -> None:
    page = (Path(__file__).parents[2] / "docs" / "exports.md").read_text("utf-8").replace("```", "")
    told = set(re.findall(r"`([^`\n]+)`", page))
    assert set(exports.EXPORTS) <= told
    shown = geojson.collection(sample_record.contested())["features"]
    assert {name for f in shown for name in f["properties"]} <= told
    assert {f["properties"]["drawn_as"] for f in shown} <= told
