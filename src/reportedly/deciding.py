"""What people rule: what a decision points at, what it changes, and how it stands against the present readings."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from reportedly.values import Stance, Value, When

DecisionKind = Literal["same", "different", "split", "accept", "reject", "edit", "add", "grade", "note", "undo"]
State = Literal["same", "moved", "changed", "ambiguous", "gone", "replaced", "conflict"]
SourceGrade = Literal["A", "B", "C", "D", "E", "F"]
ItemGrade = Literal["1", "2", "3", "4", "5", "6"]


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
