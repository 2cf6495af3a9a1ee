"""A desk over a case of the example reports, and of one report whose text attacks whoever shows it."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.exceptions import StarletteDeprecationWarning

import reportedly
from reportedly.case import Case
from reportedly.cli_desk import forms
from reportedly.web.app import make_app
from reportedly.web.desk import Desk, Settings

with warnings.catch_warnings():
    warnings.simplefilter(
        "ignore", StarletteDeprecationWarning
    )  # it would rather have another client, which behaves the same
    from starlette.testclient import TestClient

EXAMPLES = Path(reportedly.__file__).parent / "data" / "examples"
TOKEN = "correct-horse-battery-staple"
ADDRESS = "http://127.0.0.1"


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a case with the example reports, closed."""
    path = tmp_path_factory.mktemp("desk") / "examples.case"
    with Case.open(path, create=True) as case:
        case.add([str(p) for p in sorted(EXAMPLES.glob("0*"))])
    return path


@pytest.fixture
def case_file(filled: Path, tmp_path: Path) -> Path:
    """A copy of that file."""
    copy = tmp_path / "examples.case"
    shutil.copyfile(filled, copy)
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


def desk_of(client: TestClient) -> Desk:
    """The desk that this client asks."""
    found = client.app.state.desk  # type: ignore[attr-defined]
    assert isinstance(found, Desk)
    return found


def session_id(client: TestClient) -> str:
    """What the desk's cookie holds."""
    (value,) = (v for k, v in client.cookies.items() if k.startswith("reportedly_"))
    return str(value)
