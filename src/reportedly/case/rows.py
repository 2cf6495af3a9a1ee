"""What the lists of a case are narrowed to, and what they are made of: typed rows that lead to events, reports, names and problems."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from reportedly.gathering import Sort
from reportedly.model import Precision, Reach, When
from reportedly.overview import Line

Reviewed = Literal["no", "partly", "yes"]
REVIEWED: tuple[Reviewed, ...] = get_args(Reviewed)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What events are narrowed to; all of it must hold, and what is empty asks for nothing.

    ``words`` stand in a claim about the event or in a report that tells of it (as :meth:`Case.search` reads them).  ``kinds`` are
    those of the events' labels.  ``place``, ``actor`` and ``voice`` are keys of :class:`Named`.  Some account of the event has the
    ``status`` (a Status of the record).  ``reviewed`` is how far people have ruled on it.  ``first`` and ``last`` are days
    (YYYY-MM-DD): events that surely do not fall between them are left out; so are those of whose date no year is known, which
    :attr:`Timeline.undated` counts.  ``after`` is a number of the log: a report tells of the event that was first taken in after that
    entry.  ``passing`` brings in events of which nothing is told but that they were.
    """

    words: str = ""
    kinds: tuple[str, ...] = ()
    place: str = ""
    actor: str = ""
    voice: str = ""
    status: str = ""
    reviewed: str = ""
    first: str = ""
    last: str = ""
    after: int | None = None
    passing: bool = False


EVERYTHING = Wanted()
"""All events that are told for themselves."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """An event in a timeline.

    ``affair`` is the number of the record that it stands in, which holds until the affair is joined anew.  ``reviewed`` says
    whether people have ruled (accepted, rejected, edited, or wrote themselves) on no claim about it, on some, or on all.
    ``newest`` is the log entry by which its latest report first came, 0 where the log does not tell.
    """

    line: Line
    affair: int
    reviewed: Reviewed
    newest: int


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """Some events in order of time, and how many there are in all.

    ``kinds`` counts, under all filters but that of kinds, the events of each kind, most first.  ``undated`` are events that
    were left out only because no year of theirs is known to hold against ``first`` and ``last``.
    """

    rows: tuple[Row, ...]
    total: int
    kinds: tuple[tuple[str, int], ...]
    undated: int = 0


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """An actor, place or voice as the whole case names it.

    Joining is done inside an affair only.  This is a view over all of them, which joins nothing: it gathers those of several affairs that are
    surely one, by the entry of the registry or gazetteer, else by the same full name (folded) and kind; a person may still say
    that they are different.  What is only described ("residents"), and a person known by a single word, is gathered with nothing.

    ``kind`` is an actor's kind, a place's precision, or the side that a voice serves, where that is known.  ``ids`` are the ids of
    the joined things.  ``events`` have it in an account (a voice: hold one), ``documents`` name it (a voice: are told by it).
    """

    sort: Sort
    key: str
    name: str
    kind: str | None
    ids: tuple[str, ...]
    events: int
    documents: int


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A document of the case with what came of it.

    ``title`` is its headline, "" where it has none.  ``taken_at`` and ``seq`` are time and log entry of the first taking.
    ``events`` are those that it tells of, ``problems`` what could not be read in it, ``decided`` how many of its claims people
    ruled on or wrote.  ``copies_of`` are the older documents of which it repeats a passage.
    """

    document: str
    title: str
    publisher: str | None
    published: When | None
    taken_at: str
    seq: int
    media_type: str
    language: str | None
    affair: int
    claims: int
    events: int
    problems: int
    decided: int
    copies_of: tuple[str, ...] = ()


class OnMap(msgspec.Struct, frozen=True, kw_only=True):
    """A place with coordinates, and how many of the wanted events an account puts there; in one that it holds, not also here."""

    key: str
    name: str
    lat: float
    lon: float
    precision: Precision
    extent: Reach | None
    country: str | None
    events: int


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """Documents that count as one voice: its id and name (None: the outlet itself), the documents, and the reasons in words."""

    voice: str
    name: str | None
    documents: tuple[str, ...]
    what: tuple[str, ...]
