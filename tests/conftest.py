"""Puts this folder on the path, so that tests in folders below it can import what tests share; keeps a person's own places out."""

import os
import tempfile
from pathlib import Path

import pytest

os.environ["REPORTEDLY_DATA"] = tempfile.mkdtemp(prefix="reportedly-tests-")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that start a browser come last."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def examples_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a case with the example reports, closed; copy it before it is changed."""
    import reportedly
    from reportedly.case import Case

    path = tmp_path_factory.mktemp("examples") / "examples.case"
    with Case.open(path, create=True) as case:
        case.add([str(p) for p in sorted((Path(reportedly.__file__).parent / "data" / "examples").glob("0*"))])
    return path
