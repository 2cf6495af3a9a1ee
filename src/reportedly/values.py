"""What the record is written in: its choices of words, its slots, spans of text, and the values that a slot can have."""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import Struct

Role = Literal["heading", "dateline", "body", "quote-block", "caption", "syndication", "boilerplate"]
Stance = Literal["asserts", "hedges", "doubts", "denies", "infers", "supposes", "plans", "relays"]
SpeakerKind = Literal["author", "person", "group", "organisation", "state", "document", "media", "anonymous"]
ActorKind = Literal[
    "person",
    "armed_group",
    "state",
    "state_force",
    "international_force",
    "outlet",
    "monitor",
    "organisation",
    "people",
    "unknown",
]
Precision = Literal["site", "settlement", "district", "province", "region", "country"]
TimePrecision = Literal["time", "day", "week", "month", "season", "year", "decade", "open"]
Range = Literal["throughout", "at_least_once"]
CountClass = Literal["all", "civilians", "fighters", "security", "children", "women", "staff", "unknown"]
MentionType = Literal["actor", "place", "time", "count", "media"]
MentionHow = Literal["name", "alias", "pronoun", "description"]
Extent = Literal["one", "several", "aggregate"]
Status = Literal["superseded", "denied", "contested", "corroborated", "single", "unresolved", "projected"]
Support = Literal["corroborated", "single", "unresolved", "none"]
SubjectType = Literal["event", "actor", "place"]
Decided = Literal["accepted", "rejected", "edited"]
PlaceRelation = Literal[
    "near",
    "north_of",
    "south_of",
    "east_of",
    "west_of",
    "northeast_of",
    "northwest_of",
    "southeast_of",
    "southwest_of",
    "outside",
    "between",
    "in_territory_of",
]

PERSON = "person"
"""What stands as the reader of a claim that a person wrote."""

RULED_OUT: frozenset[Decided | None] = frozenset({"rejected", "edited"})
"""What a person ruled on claims that count no longer."""

COUNT_SLOTS = frozenset({"killed", "injured", "detained", "displaced", "missing", "participants"})
PLACE_SLOTS = frozenset({"where", "origin", "destination"})
ACTOR_SLOTS = frozenset({"agent", "target"})
EVENT_SLOTS: tuple[str, ...] = (
    "kind",
    "when",
    "where",
    "origin",
    "destination",
    "agent",
    "target",
    "instrument",
    "killed",
    "injured",
    "detained",
    "displaced",
    "missing",
    "participants",
    "equipment",
    "motive",
    "manner",
    "outcome",
    "times",
    "same_as",
    "part_of",
    "after",
    "response_to",
)
ACTOR_STANDING_SLOTS: tuple[str, ...] = ("sponsor", "ally", "side", "base", "size", "leader")
PLACE_STANDING_SLOTS: tuple[str, ...] = ("controlled_by",)


class Span(Struct, frozen=True, kw_only=True):
    """Words of a document: ``document.text[start:end] == text``, always."""

    start: int
    end: int
    text: str


class KindValue(Struct, frozen=True, kw_only=True, tag="kind"):
    """What sort of event; ``kind`` is one of the names in data/kinds.toml."""

    kind: str


class EventValue(Struct, frozen=True, kw_only=True, tag="event"):
    """Another event, as the value of same_as, part_of, after and response_to."""

    event: str | None
    text: str


class PlaceValue(Struct, frozen=True, kw_only=True, tag="place"):
    """A place by its words; coordinates only where a gazetteer knows it, never 0,0 for unknown.

    ``relation`` and ``of`` carry "near X", "between X and Y", "in the territory of <actor>".
    """

    place: str | None
    name: str
    text: str
    lat: float | None = None
    lon: float | None = None
    precision: Precision | None = None
    relation: PlaceRelation | None = None
    of: str | None = None


class When(Struct, frozen=True, kw_only=True, tag="when"):
    """An interval of whole days.

    ``start`` and ``end`` are 10 characters, first and last day, ``X`` for an unknown digit
    (``XXXX-04-17``); ``None`` is an open end.  ``basis`` says how the days are known: stated in the words,
    counted from ``anchor`` (the document's date), or inferred.
    """

    start: str | None
    end: str | None
    precision: TimePrecision
    range: Range = "at_least_once"
    basis: Literal["stated", "anchor", "inferred"] = "stated"
    anchor: str | None = None
    text: str = ""


class Count(Struct, frozen=True, kw_only=True, tag="count"):
    """How many: inclusive ends, ``None`` where an end is open; zero is not ``None``."""

    low: int | None
    high: int | None
    unit: str = ""
    class_: CountClass = msgspec.field(default="unknown", name="class")
    of: str | None = None
    text: str = ""
    owner: str | None = None


class ActorValue(Struct, frozen=True, kw_only=True, tag="actor"):
    """Who: ``name`` is the fullest form in the document, ``text`` the words of this claim."""

    actor: str | None
    name: str
    text: str
    how: MentionHow = "name"


class Words(Struct, frozen=True, kw_only=True, tag="words"):
    """A value that is only its words: instrument, motive, manner, outcome, equipment."""

    text: str


Value = KindValue | EventValue | PlaceValue | When | Count | ActorValue | Words
