"""Reads reports on armed conflict; every field of its event record is a set of attributed claims."""

__version__ = "0.1.0"
