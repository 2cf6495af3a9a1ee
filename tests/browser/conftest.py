"""Fixtures of the tests in this folder."""

from conftest_desk import browser, examples_case, serve

__all__ = ["browser", "examples_case", "serve"]
