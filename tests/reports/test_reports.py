"""Reports of several styles, written by us, end to end: the record of each is the golden one beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.update import FOLDER, projected, reports, text


@pytest.mark.parametrize("report", reports(), ids=lambda path: path.stem)
def test_the_record_is_the_golden_one(report: Path) -> None:
    golden = report.with_suffix(".json")
    assert golden.exists(), "write it with: python -m tests.reports.update"
    assert text(projected(report)).splitlines() == golden.read_text("utf-8").splitlines(), (
        "read the difference; if it is right: python -m tests.reports.update"
    )


def test_every_golden_file_has_its_report() -> None:
    assert {p.stem for p in FOLDER.glob("*.json")} == {p.stem for p in reports()}
    assert len(reports()) >= 6
