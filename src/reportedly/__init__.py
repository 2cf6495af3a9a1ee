"""Reads reports on armed conflict; every field of its event record is a set of attributed claims.

``read(["report.txt"])`` takes files, folders, addresses or ``-`` and gives one :class:`~reportedly.model.Record`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportedly.model import Record

__version__ = "0.1.0"
__all__ = ["__version__", "read"]

_MODULES = frozenset({"counts", "dates", "model", "names", "places"})


def read(
    inputs: str | Sequence[str],
    *,
    published: str | None = None,
    reader: str = "standard",
    allow_private: bool = False,
    spacy: str | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> Record:
    """Read reports into one record.

    ``inputs`` are paths, folders, http(s) addresses or ``-`` (standard input).  ``published`` is the date of publication
    for texts that do not say theirs (``2017-04-19``, ``2017-04``, ``XXXX-04-17``).  ``spacy`` names another English
    pipeline.  ``progress`` is called with (done, of, name) as each input is taken.  Raises InputError for an input
    that cannot be taken and UsageError for a call that makes no sense; what cannot be read in part is in
    ``record.problems``.
    """
    from reportedly import capture, dates, page, reading, record

    when = dates.from_published(published) if published else None
    sources = capture.expand([inputs] if isinstance(inputs, str) else list(inputs))
    pages = []
    for number, source in enumerate(sources):
        if progress is not None:
            progress(number, len(sources), source)
        pages.append(page.parse(capture.take(source, allow_private=allow_private), published=when))
    if progress is not None:
        progress(len(sources), len(sources), "")
    readings = [
        reading.with_problems(found, taken.problems)
        for taken, found in zip(pages, reading.read([p.document for p in pages], reader, model=spacy), strict=True)
    ]
    return record.build(readings)


def __getattr__(name: str) -> Any:
    """The modules of the public interface, imported when they are first asked for."""
    if name in _MODULES:
        return import_module(f"reportedly.{name}")
    raise AttributeError(f"module 'reportedly' has no attribute {name!r}")
