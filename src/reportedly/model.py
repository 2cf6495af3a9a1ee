"""The vocabulary of the record: frozen types that every other module speaks.

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

FORMAT: Literal["reportedly/1"] = "reportedly/1"

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
DecisionKind = Literal["same", "different", "split", "accept", "reject", "edit", "add", "grade", "note", "undo"]
State = Literal["same", "moved", "changed", "ambiguous", "gone", "replaced", "conflict"]
SourceGrade = Literal["A", "B", "C", "D", "E", "F"]
ItemGrade = Literal["1", "2", "3", "4", "5", "6"]
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


# --- values ---------------------------------------------------------------------------------------


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


# --- deciding -------------------------------------------------------------------------------------


class Quoted(Struct, frozen=True, kw_only=True):
    """Words of a capture as they stood there: up to 32 characters (code points) before and after the quotation.

    ``capture`` is the sha256 of its bytes.  Fewer than 32 characters mean that the text began or ended there.
    """

    capture: str
    quote: str
    before: str
    after: str


class ClaimTarget(Struct, frozen=True, kw_only=True, tag="claim"):
    """A claim by what it stands on: its words, its slot, its event's trigger, its innermost speaker.

    ``value`` names nothing joined.  ``speaker`` is None for the outlet's own words.  ``id`` is the claim's when it was ruled on.
    """

    id: str
    at: Quoted
    slot: str
    trigger: str | None
    speaker: str | None
    value: Value
    stance: Stance


class FrameTarget(Struct, frozen=True, kw_only=True, tag="frame"):
    """One mention of an event, by its trigger; ``thing`` numbers the events that a decision is about, from 0."""

    id: str
    at: Quoted
    kind: str
    thing: int = 0


class MentionTarget(Struct, frozen=True, kw_only=True, tag="mention"):
    """Words that name an actor or place; ``thing`` numbers the actors or places that a decision is about, from 0.

    ``name`` is the fullest name that these words were read as.
    """

    id: str
    at: Quoted
    sort: Literal["actor", "place"]
    name: str
    thing: int = 0


class DocumentTarget(Struct, frozen=True, kw_only=True, tag="document"):
    """A document by its capture's sha256; ``id`` tells it from others cut from the same capture."""

    id: str
    capture: str


class SourceTarget(Struct, frozen=True, kw_only=True, tag="source"):
    """A speaker or outlet by name."""

    name: str


Target = ClaimTarget | FrameTarget | MentionTarget | DocumentTarget | SourceTarget


class ClaimEdit(Struct, frozen=True, kw_only=True, tag="claim"):
    """What an edit changes of a claim; None leaves a field as it was read.

    ``speaker`` is a name that stands in the text, "" for the outlet's own words.
    """

    value: Value | None = None
    stance: Stance | None = None
    speaker: str | None = None


class DocumentEdit(Struct, frozen=True, kw_only=True, tag="document"):
    """What an edit changes of a document; None leaves a field as it was taken."""

    published: When | None = None
    publisher: str | None = None
    syndicated_from: str | None = None


class AddedClaim(Struct, frozen=True, kw_only=True, tag="added"):
    """A claim that a person read and the reader did not, on the event whose frame the decision points at.

    ``at`` are its words, in the frame's document; ``speaker`` is None for the outlet's own words.
    """

    at: Quoted
    slot: str
    value: Value
    stance: Stance = "asserts"
    speaker: str | None = None


class Grade(Struct, frozen=True, kw_only=True, tag="grade"):
    """A person's grade of a source (A reliable to E unreliable, F cannot be judged) and of an item (1 confirmed to 5
    improbable, 6 cannot be judged), after the NATO system; two things kept apart, and nothing is computed from them.
    """

    source: SourceGrade | None = None
    item: ItemGrade | None = None


Change = ClaimEdit | DocumentEdit | AddedClaim | Grade


class Decision(Struct, frozen=True, kw_only=True):
    """What a person ruled: appended, never edited.

    ``id`` is that of its content; ``at`` is UTC to the second (``2024-05-01T12:00:00Z``).  ``replaces`` names earlier
    decisions that no longer hold; an ``undo`` does only that.  ``change`` is what an edit, add or grade gives.
    """

    id: str
    kind: DecisionKind
    by: str
    at: str
    why: str = ""
    targets: tuple[Target, ...] = ()
    replaces: tuple[str, ...] = ()
    change: Change | None = None


class Ruled(Struct, frozen=True, kw_only=True):
    """A decision and how it stands against the present readings.

    It holds where ``state`` is same or moved: ``ids`` are the claims, frames, mentions or documents that it is attached to,
    ``made`` the claims that it put in.  Where it is changed or ambiguous a person must look again, at ``candidates``.
    ``others`` are the decisions that replaced it, or with which it is in conflict.
    """

    decision: Decision
    state: State
    ids: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


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
