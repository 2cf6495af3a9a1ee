"""Which program this is, to the byte: a hash over its code and tables, for what is kept and must be made anew when they change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_PARTS = (".py", ".toml", ".tsv", ".csv", ".json")
_NO_PART = frozenset({"views", "scoring", "exports", "case", "web", "examples", "__pycache__"})
"""Folders of which neither readings nor records depend."""


@lru_cache(maxsize=1)
def code() -> str:
    """Eight hexadecimal digits over all modules and tables on which a reading or a record can depend."""
    return _digits(files("reportedly"))


@lru_cache(maxsize=1)
def keeping() -> str:
    """Eight hexadecimal digits over the modules that keep a case: they make the tables beside the records."""
    return _digits(files("reportedly") / "case")


def _digits(folder: Traversable) -> str:
    digest = hashlib.sha256()
    for name, raw in sorted(_parts(folder, "")):
        digest.update(f"{name} {len(raw)} ".encode() + raw)
    return digest.hexdigest()[:8]


def _parts(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for part in folder.iterdir():
        if part.is_dir() and part.name not in _NO_PART:
            yield from _parts(part, f"{path}{part.name}/")
        elif part.is_file() and part.name.endswith(_PARTS) and not part.name.startswith("cli"):
            yield f"{path}{part.name}", part.read_bytes()
