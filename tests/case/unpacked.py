"""What stands in the file of a case, with what is packed in it."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path


def cells(path: Path) -> Iterator[str]:
    """Every cell of every table as text, packed ones unpacked."""
    db = sqlite3.connect(path)
    for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for row in db.execute(f'SELECT * FROM "{table}"'):
            for cell in row:
                raw = cell if isinstance(cell, bytes) else str(cell).encode()
                yield (zlib.decompress(raw) if raw.startswith(b"x\x9c") else raw).decode("utf-8", "replace")
    db.close()
