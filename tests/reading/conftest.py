"""What the tests of the reader share: the report in a test's docstring, read."""

from __future__ import annotations

import pytest
from reads import PUBLISHED, lines, read, report_of

from reportedly.model import Reading


@pytest.fixture
def told(request: pytest.FixtureRequest) -> frozenset[str]:
    """The lines that the reader makes of the docstring of the test."""
    return lines(report_of(request.function.__doc__), PUBLISHED)


@pytest.fixture
def found(request: pytest.FixtureRequest) -> Reading:
    """The reading of the docstring of the test."""
    return read(report_of(request.function.__doc__), PUBLISHED)
