"""The vocabulary of the record: frozen types that every other module speaks.

Values and their words come from :mod:`reportedly.values` through here; slots and other tables of words, and what people rule
(:mod:`reportedly.deciding`), are imported from where they stand.

The shapes are those of the record format ``reportedly/1``.  Offsets are Python string indices (code
points) into ``text`` of the document named, end exclusive.  In a *Reading* (one document, before joining)
the ids inside values are local: an actor or place id names a mention (``m_``), the subject of an event
claim and ``Frame.event`` name a frame (``f_``).  :func:`reportedly.record.build` replaces them by the ids of
joined actors (``a_``), places (``p_``) and events (``e_``); the ids of claims, frames, statements and mentions never change.
"""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import Struct

from reportedly.deciding import Ruled
from reportedly.values import (
    ActorKind,
    ActorValue,
    Count,
    CountClass,
    Decided,
    EventValue,
    Extent,
    KindValue,
    MentionHow,
    MentionType,
    PlaceRelation,
    PlaceValue,
    Precision,
    Range,
    Role,
    Span,
    SpeakerKind,
    Stance,
    Status,
    SubjectType,
    Support,
    TimePrecision,
    Value,
    When,
    Words,
)

__all__ = [
    "FORMAT",
    "Account",
    "Actor",
    "ActorKind",
    "ActorValue",
    "Candidate",
    "CaptureInfo",
    "Claim",
    "Count",
    "CountClass",
    "Decided",
    "Document",
    "Event",
    "EventValue",
    "Extent",
    "Frame",
    "Hop",
    "Independent",
    "KindValue",
    "Mention",
    "MentionHow",
    "MentionType",
    "Passage",
    "Place",
    "PlaceRelation",
    "PlaceValue",
    "Precision",
    "Problem",
    "Range",
    "Reach",
    "Reading",
    "Record",
    "Role",
    "Span",
    "Speaker",
    "SpeakerKind",
    "Stance",
    "Statement",
    "Status",
    "Subject",
    "SubjectType",
    "Support",
    "TimePrecision",
    "Valid",
    "Value",
    "Voice",
    "When",
    "Words",
    "from_json",
    "schema",
    "to_json",
]

FORMAT: Literal["reportedly/1"] = "reportedly/1"


# --- taking ---------------------------------------------------------------------------------------


class CaptureInfo(Struct, frozen=True, kw_only=True):
    """What was received. ``from`` is a file name or cleaned address, never a local path or a secret."""

    sha256: str
    media_type: str
    bytes: int
    taken_at: str
    from_: str = msgspec.field(name="from")


class Passage(Struct, frozen=True, kw_only=True):
    """A stretch of a document's text and the part that it plays on the page."""

    start: int
    end: int
    role: Role


class Document(Struct, frozen=True, kw_only=True):
    """Text cut from a capture, with what the page says of itself; ``language`` is an ISO 639-1 code."""

    id: str
    title: str | None
    publisher: str | None
    byline: str | None
    url: str | None
    language: str | None
    text: str
    published: When | None
    syndicated_from: str | None
    passages: tuple[Passage, ...]
    capture: CaptureInfo


class Problem(Struct, frozen=True, kw_only=True):
    """What could not be read, as data: where, what, and what a person can do about it."""

    code: str
    document: str | None
    start: int | None
    end: int | None
    message: str
    hint: str


# --- reading --------------------------------------------------------------------------------------


class Candidate(Struct, frozen=True, kw_only=True):
    """A registry or gazetteer entry that a mention may mean; score from 0 to 1."""

    id: str
    score: float


class Mention(Struct, frozen=True, kw_only=True):
    """Words that name an actor, place, time, count or medium.

    ``antecedent`` is the mention that these words stand for (an inference, where ``how`` is pronoun or description).
    ``kind`` is an actor's kind, where the words or the registry tell it.
    """

    id: str
    document: str
    start: int
    end: int
    text: str
    type: MentionType
    value: Value | None
    how: MentionHow
    antecedent: str | None = None
    candidates: tuple[Candidate, ...] = ()
    kind: ActorKind | None = None


class Speaker(Struct, frozen=True, kw_only=True):
    """Whose words: the words that name the speaker, the fullest name in the document, the actor.

    ``start`` and ``end`` are ``None`` only for the document's author, who need not be named in the text.
    """

    text: str
    start: int | None
    end: int | None
    name: str
    actor: str | None = None
    actor_how: Literal["same", "member_of"] | None = None


class Statement(Struct, frozen=True, kw_only=True):
    """A voice in the text: who (speaker), by which word (cue), says what (content), how (stance)."""

    id: str
    document: str
    speaker: Speaker | None
    kind: SpeakerKind
    medium: str | None
    cue: Span | None
    content: tuple[Span, ...]
    stance: Stance
    stance_words: tuple[Span, ...] = ()
    within: str | None = None


class Frame(Struct, frozen=True, kw_only=True):
    """One mention of one event in one document; made by the reader, never changed by joining."""

    id: str
    document: str
    kind: str
    trigger: Span
    event: str


class Hop(Struct, frozen=True, kw_only=True):
    """One voice of an attribution chain, with its stance toward the claim that it carries."""

    speaker: Speaker | None
    kind: SpeakerKind
    medium: str | None
    cue: Span | None
    stance: Stance
    stance_words: tuple[Span, ...] = ()
    statement: str | None = None


class Subject(Struct, frozen=True, kw_only=True):
    """What a claim is about."""

    type: SubjectType
    id: str


class Valid(Struct, frozen=True, kw_only=True):
    """When a standing claim (of an actor or a place) is said to hold."""

    when: When | None
    range: Range


class Claim(Struct, frozen=True, kw_only=True):
    """One value for one slot of one subject, with its words and the chain of voices it stands in.

    ``evidence[0]`` is the shortest span that carries the value; trigger, antecedent and others follow.
    ``attribution`` runs outermost first; the first hop is always the document's author.
    ``decided`` is what a person ruled: a claim rejected or edited stays here and counts in no account.  What a person wrote
    in its place has the reader ``person``.
    """

    id: str
    document: str
    frame: str | None
    subject: Subject
    slot: str
    value: Value
    stance: Stance
    evidence: tuple[Span, ...]
    attribution: tuple[Hop, ...]
    statement: str | None = None
    basis: tuple[str, ...] = ()
    valid: Valid | None = None
    from_heading: bool = False
    reader: str = ""
    decided: Decided | None = None


class Reading(Struct, frozen=True, kw_only=True):
    """What one reader found in one document; ids inside values are local (see the module's docstring)."""

    document: Document
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    frames: tuple[Frame, ...] = ()
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()


# --- joining --------------------------------------------------------------------------------------


class Actor(Struct, frozen=True, kw_only=True):
    """Who is meant by several names. ``public`` of ``None`` counts as private.

    ``registry`` is the id of the entry in data/actors.toml, where one is known.
    """

    id: str
    name: str
    kind: ActorKind
    names: tuple[str, ...]
    public: bool | None = None
    registry: str | None = None
    formerly: tuple[str, ...] = ()


class Reach(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place's reach: a circle around its point in kilometres, or a box (west, south, east, north in degrees)."""

    radius_km: float | None = None
    bbox: tuple[float, float, float, float] | None = None


class Place(Struct, frozen=True, kw_only=True):
    """A place; ``extent`` says how large it is, so that a province is never drawn as a pin."""

    id: str
    name: str
    lat: float | None
    lon: float | None
    precision: Precision
    extent: Reach | None
    country: str | None
    parents: tuple[str, ...] = ()
    source: str | None = None
    formerly: tuple[str, ...] = ()


class Voice(Struct, frozen=True, kw_only=True):
    """An independent origin of claims, with the reasons for which documents were counted as one.

    ``interest`` is the side that it serves by the registry ("syrian_government", "third_party"), None where that is not known.
    """

    id: str
    documents: tuple[str, ...]
    speaker: str | None
    why: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    interest: str | None = None


class Independent(Struct, frozen=True, kw_only=True):
    """How many independent voices hold an account: surely (low) and at most (high)."""

    low: int
    high: int


class Account(Struct, frozen=True, kw_only=True):
    """One value of a slot with who holds it.

    ``interests`` are the sides that its counted voices serve, as far as the registry knows them: two voices of one side are two
    voices, and one interest.
    """

    id: str
    value: Value
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    independent: Independent
    stances: tuple[Stance, ...]
    status: Status
    support: Support
    denied_by: tuple[str, ...] = ()
    refines: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    updates: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()


class Event(Struct, frozen=True, kw_only=True):
    """Accounts by slot; ``kind`` and ``title`` are labels, the accounts are the content."""

    id: str
    kind: str
    title: str
    extent: Extent
    fields: dict[str, tuple[Account, ...]]
    frames: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()


class Record(Struct, frozen=True, kw_only=True):
    """What ``reportedly read`` puts out: one object for all inputs."""

    documents: tuple[Document, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    frames: tuple[Frame, ...] = ()
    claims: tuple[Claim, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    voices: tuple[Voice, ...] = ()
    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()
    decisions: tuple[Ruled, ...] = ()
    format: Literal["reportedly/1"] = FORMAT


def to_json(record: Record, *, indent: int = 1) -> bytes:
    """The record as UTF-8 JSON, indented by ``indent`` spaces (0 for one line)."""
    raw = msgspec.json.encode(record)
    return msgspec.json.format(raw, indent=indent) if indent else raw


def from_json(raw: bytes | str) -> Record:
    """A record from its JSON, validated; raises msgspec.ValidationError with the path of what is wrong."""
    return msgspec.json.decode(raw, type=Record)


def schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of the record."""
    return msgspec.json.schema(Record)
