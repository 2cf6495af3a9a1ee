"""What is vendored is what was published: each file has the hash that its VENDORED.md states."""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files
from pathlib import Path

import pytest

VENDOR = Path(str(files("reportedly").joinpath("web", "static", "vendor")))
_ROW = re.compile(r"^\| `([^`]+)` \| `([0-9a-f]{64})` \|$", re.MULTILINE)


def broken(folder: Path) -> list[str]:
    """Files of ``folder`` that differ from its VENDORED.md, are not in it, or are missing."""
    stated = dict(_ROW.findall((folder / "VENDORED.md").read_text("utf-8")))
    held = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir() if p.name != "VENDORED.md"}
    return sorted(name for name in {*stated, *held} if stated.get(name) != held.get(name))


def test_there_is_something_vendored() -> None:
    assert {p.name for p in VENDOR.iterdir()} >= {"leaflet", "topojson-client"}


@pytest.mark.parametrize("folder", sorted(VENDOR.iterdir()), ids=lambda p: p.name)
def test_files_have_the_hashes_that_are_stated(folder: Path) -> None:
    assert (folder / "LICENSE").is_file()
    assert broken(folder) == []


def test_a_changed_an_added_and_a_missing_file_are_found(tmp_path: Path) -> None:
    """A script with one letter more, one that nobody listed, one that is gone."""
    rows = "\n".join(f"| `{name}` | `{hashlib.sha256(b'whole').hexdigest()}` |" for name in ("a.js", "b.js", "gone.js"))
    (tmp_path / "VENDORED.md").write_text(rows, "utf-8")
    (tmp_path / "a.js").write_bytes(b"whole")
    (tmp_path / "b.js").write_bytes(b"whole.")
    (tmp_path / "new.js").write_bytes(b"")
    assert broken(tmp_path) == ["b.js", "gone.js", "new.js"]
