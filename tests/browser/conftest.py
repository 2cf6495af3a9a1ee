"""Fixtures of the tests in this folder."""

from conftest_desk import browser, serve

__all__ = ["browser", "serve"]
