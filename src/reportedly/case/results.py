"""What a case answers: typed rows about itself and about what was done."""

from __future__ import annotations

from typing import Literal

import msgspec

from reportedly import __version__
from reportedly.claim_diff import Difference
from reportedly.deciding import Ruled
from reportedly.model import Problem

TOOL = f"reportedly {__version__}"
"""What the log says did something."""


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What came of adding inputs: hashes of new captures, of those that the case had, and inputs that could not be taken."""

    new: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """How far a capture has come: only taken, its text read, or joined with the others.

    ``document`` and ``title`` ("" where it has none) are there when the text is cut, ``problems`` when it is joined.
    """

    step: Literal["taken", "read", "joined"]
    document: str | None = None
    title: str = ""
    problems: tuple[Problem, ...] = ()


class Size(msgspec.Struct, frozen=True, kw_only=True):
    """How much a case holds.

    ``affairs`` are the groups of documents that are joined with one another; ``copies`` are documents that repeat a passage of another.
    """

    captures: int
    documents: int
    copies: int
    affairs: int
    events: int
    claims: int
    decisions: int
    problems: int


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A capture of the case: its hash, what it is, when it first came, under which name, and how often it was received."""

    sha256: str
    media_type: str
    bytes: int
    taken_at: str
    name: str
    times: int


class Removed(msgspec.Struct, frozen=True, kw_only=True):
    """A tombstone: the hash of what was removed, when, by whom, and why."""

    sha256: str
    at: str
    who: str
    reason: str


class Reread(msgspec.Struct, frozen=True, kw_only=True):
    """What another reading changed: the claims that differ, and every decision as it stood before and stands now."""

    reader: str
    documents: int
    differences: tuple[Difference, ...]
    before: tuple[Ruled, ...]
    after: tuple[Ruled, ...]


class Watched(msgspec.Struct, frozen=True, kw_only=True):
    """What came of asking feeds: how many entries they list, how many of these the case had, and what was added."""

    listed: int
    known: int
    added: Added
