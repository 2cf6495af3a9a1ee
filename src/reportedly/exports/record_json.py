"""The record itself as JSON: the format ``reportedly/1``, nothing left out."""

from __future__ import annotations

from pathlib import Path

from reportedly import model
from reportedly.exports import safe
from reportedly.model import Record


def write(record: Record, path: Path) -> None:
    """The record's JSON; :func:`reportedly.model.from_json` reads it back."""
    raw = safe.json_text(model.to_json(record)) + b"\n"
    safe.write_bytes(path, raw)
