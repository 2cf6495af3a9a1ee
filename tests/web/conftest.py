"""A desk over a case of the example reports."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from visiting import ADDRESS, TOKEN, TestClient, desk_of, session_id

from reportedly.cli_desk import forms
from reportedly.web.app import make_app
from reportedly.web.desk import Settings


@pytest.fixture
def case_file(examples_case: Path, tmp_path: Path) -> Path:
    """A copy of the case of the example reports."""
    copy = tmp_path / "examples.case"
    shutil.copyfile(examples_case, copy)
    return copy


@pytest.fixture
def visitor(case_file: Path) -> Iterator[TestClient]:
    """Somebody who has not signed in."""
    settings = Settings(case=case_file, who="Ada Reviewer", token=TOKEN)
    with TestClient(make_app(settings, forms()), base_url=ADDRESS, follow_redirects=False) as found:
        yield found


@pytest.fixture
def client(visitor: TestClient) -> TestClient:
    """A browser that has opened the desk with its token."""
    assert visitor.get("/", params={"token": TOKEN}).status_code == 303
    return visitor


@pytest.fixture
def csrf(client: TestClient) -> str:
    """The token of the browser's session."""
    return desk_of(client).sessions.get(session_id(client)).csrf  # type: ignore[union-attr]


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where private folders are made in this test."""
    place = tmp_path / "private"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place
