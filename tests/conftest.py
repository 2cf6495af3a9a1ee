"""Puts this folder on the path, so that tests in folders below it can import what tests share; keeps a person's own places out."""

import os
import tempfile

import pytest

os.environ["REPORTEDLY_DATA"] = tempfile.mkdtemp(prefix="reportedly-tests-")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that start a browser come last."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
