"""What the desk's addresses for programs take and give, beside the types of the record."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from reportedly.case import Named, Report
from reportedly.case.rows import Reviewed
from reportedly.deciding import Decision, Ruled, State
from reportedly.gathering import Sort
from reportedly.model import Claim, Document, Event, Frame, Mention, Problem, Statement, Status
from reportedly.web.marks import Found

MOST_HITS = 12
"""Texts, and claims, that a search gives unless it is asked for more."""

_Yes = Literal["0", "1"]
_Words = Annotated[str, Meta(min_length=1, max_length=400, description='all of these words; "in quotes" as they stand')]
_Key = Annotated[str, Meta(max_length=100, description="a key, as /api/names/ gives it")]
_Skip = Annotated[int, Meta(ge=0, le=10_000_000, description="rows that are passed over")]
_Limit = Annotated[int, Meta(ge=1, le=1000, description="rows that are given at most")]
_Id = Annotated[str, Meta(min_length=1, max_length=100)]


class OfRecord(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which record: of the reports that are joined with this document or event, else of the whole case."""

    document: _Id | UnsetType = UNSET
    event: _Id | UnsetType = UNSET
    all: Annotated[_Yes, Meta(description="1: the whole case, however large it is")] = "0"


class Narrowed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What events are narrowed to; all of it must hold, and what is not given asks for nothing."""

    words: _Words | UnsetType = UNSET
    kinds: tuple[Annotated[str, Meta(max_length=100)], ...] = ()
    place: _Key = ""
    actor: _Key = ""
    voice: _Key = ""
    status: Status | UnsetType = UNSET
    reviewed: Reviewed | UnsetType = UNSET
    first: Annotated[date, Meta(description="a day; what surely was before it is left out")] | UnsetType = UNSET
    last: Annotated[date, Meta(description="a day; what surely was after it is left out")] | UnsetType = UNSET
    after: (
        Annotated[int, Meta(ge=0, le=2**53, description="an entry of the log; a report came after it")] | UnsetType
    ) = UNSET
    passing: Annotated[_Yes, Meta(description="1: also events that are told of only in passing")] = "0"


class Listed(Narrowed, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Some of the events that are asked for."""

    skip: _Skip = 0
    limit: _Limit = 100


class One(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing, by its id."""

    id: _Id


class Window(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Some rows of a list, those with these words."""

    words: _Words | UnsetType = UNSET
    skip: _Skip = 0
    limit: _Limit = 100


class OfNames(Window, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Some names of a sort."""

    sort: Sort


class OfProblems(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Some problems, those of one sort with ``code``."""

    code: Annotated[str, Meta(max_length=100)] = ""
    skip: _Skip = 0
    limit: _Limit = 100


class OfLedger(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Some decisions, those of one person with ``by``."""

    by: Annotated[str, Meta(max_length=400)] = ""
    skip: _Skip = 0
    limit: _Limit = 100


class Searched(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is searched for."""

    words: _Words
    limit: _Limit = MOST_HITS


class Nothing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """No parameters."""


class EventTold(Struct, frozen=True, kw_only=True):
    """An event with every claim about it, also those that count in no account, and how the decisions on these stand."""

    event: Event
    claims: tuple[Claim, ...]
    decisions: tuple[Ruled, ...]


class ClaimTold(Struct, frozen=True, kw_only=True):
    """A claim with the event that it is about (None for a claim on an actor or place), and the decisions on it."""

    claim: Claim
    event: Event | None
    decisions: tuple[Ruled, ...]


class Documents(Struct, frozen=True, kw_only=True):
    """Documents, the newest taken first, and how many there are in all."""

    documents: tuple[Report, ...]
    total: int


class DocumentTold(Struct, frozen=True, kw_only=True):
    """A document with its text, all that was read in it, and what people ruled on the document itself."""

    document: Document
    report: Report
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    frames: tuple[Frame, ...]
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]
    decisions: tuple[Ruled, ...]


class Names(Struct, frozen=True, kw_only=True):
    """Actors, places or voices, those of most events first, and how many there are in all."""

    names: tuple[Named, ...]
    total: int


class Standing(Struct, frozen=True, kw_only=True):
    """A decision and how it stands; None where it is about nothing that is read, as a grade of a source."""

    decision: Decision
    state: State | None


class Ledger(Struct, frozen=True, kw_only=True):
    """Decisions, the newest first, and how many there are in all."""

    decisions: tuple[Standing, ...]
    total: int


class Made(Struct, frozen=True, kw_only=True):
    """The decisions that were made, and how they stand."""

    decisions: tuple[Standing, ...]


class ProblemIn(Struct, frozen=True, kw_only=True):
    """A problem with the title of its document, "" where there is none."""

    problem: Problem
    title: str


class Problems(Struct, frozen=True, kw_only=True):
    """What could not be read, how many of it there are in all, and how many of each sort in the whole case."""

    problems: tuple[ProblemIn, ...]
    total: int
    codes: tuple[tuple[str, int], ...]


class HitTold(Struct, frozen=True, kw_only=True):
    """A text or a claim in which the words stand, cut where they do; ``claim``, ``event`` and ``slot`` are None for a text."""

    document: str
    title: str
    excerpt: tuple[Found, ...]
    claim: str | None
    event: str | None
    slot: str | None


class Hits(Struct, frozen=True, kw_only=True):
    """Texts, then claims, the best first."""

    hits: tuple[HitTold, ...]
