"""Puts this folder on the path, so that tests in folders below it can import what tests share."""
