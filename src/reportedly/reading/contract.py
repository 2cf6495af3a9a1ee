"""What passes between the steps of a reader: a parsed document, and statements before they become records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.model import Document, SpeakerKind, Stance
from reportedly.text import Quotation

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document with its parse: ``doc.text`` has the document's length, and token offsets are document offsets.

    Passages that carry no report (boilerplate, syndication, dateline) are blank in ``doc``.
    """

    document: Document
    doc: Doc
    quotes: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Voiced:
    """A statement as found, in character offsets of the document (end exclusive).

    ``stance`` is the speaker's toward the content; ``outer`` is that of whoever reports it (relays, or doubts by
    "claimed", denies by "falsely claimed").  ``within`` is the index of the enclosing statement in the same list.  ``speech`` is
    true for an act of communication, false for an attitude ("wants", "believes"): nobody spoke.
    """

    source: tuple[int, int] | None
    source_head: int | None
    cue: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    kind: SpeakerKind
    medium: str | None
    stance: Stance
    stance_words: tuple[tuple[int, int], ...]
    outer: Stance
    outer_words: tuple[tuple[int, int], ...]
    direct: bool
    within: int | None
    speech: bool = True
