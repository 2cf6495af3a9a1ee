"""A case of three reports, read once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from affair import write

from reportedly.case import Case


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a case with the three reports, closed."""
    folder = tmp_path_factory.mktemp("case")
    path = folder / "ardan.case"
    with Case.open(path, create=True) as case:
        case.add(write(folder))
    return path


@pytest.fixture
def path(finished: Path, tmp_path: Path) -> Path:
    """A copy of that file."""
    copy = tmp_path / "ardan.case"
    shutil.copyfile(finished, copy)
    return copy


@pytest.fixture
def case(path: Path) -> Iterator[Case]:
    """That copy, open."""
    with Case.open(path) as found:
        yield found
