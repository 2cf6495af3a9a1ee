"""Claims that are like one another, so that a person who has judged one may judge the others with it, after seeing them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from reportedly import text
from reportedly.decisions import unjoined
from reportedly.likeness import key
from reportedly.model import Claim, Record
from reportedly.values import PERSON


class Way(Struct, frozen=True, kw_only=True):
    """A way in which claims are like one: its name, what the claims have in common, and the claims (the one among them)."""

    name: str
    common: str
    claims: tuple[str, ...]


def ways(record: Record, claim: Claim) -> tuple[Way, ...]:
    """The ways in which other claims of the record are like this one, the narrowest first; claims that people wrote are left out.

    ``words``: the same value for the same slot in the same words (copies of one sentence).  ``value``: the same value of one slot
    of one event, whoever says it.  ``speaker``: everything that the same innermost speaker says of the event; an outlet is one speaker,
    and who is not named is nobody's same.  ``slot``: every claim on the slot of the event.
    """
    others = [c for c in record.claims if c.reader != PERSON and c.decided != "edited"]
    outlets = {d.id: d.publisher or d.id for d in record.documents}
    quote, value, speaker = text.fold(claim.evidence[0].text), unjoined(claim.value), _speaker(claim, outlets)
    here = [c for c in others if c.subject.id == claim.subject.id]
    found = (
        (
            "words",
            "the same words for the same slot, also in other events",
            [
                c
                for c in others
                if c.slot == claim.slot and text.fold(c.evidence[0].text) == quote and unjoined(c.value) == value
            ],
        ),
        (
            "value",
            "the same value for this slot of this event, whoever says it",
            [c for c in here if c.slot == claim.slot and key(c.value) == key(claim.value)],
        ),
        (
            "speaker",
            "what the same speaker says of this event",
            [c for c in here if speaker is not None and _speaker(c, outlets) == speaker],
        ),
        ("slot", "every claim for this slot of this event", [c for c in here if c.slot == claim.slot]),
    )
    made: list[Way] = []
    for name, common, claims in found:
        ids = tuple(c.id for c in claims)
        if len(ids) > 1 and all(set(ids) != set(w.claims) for w in made):
            made.append(Way(name=name, common=common, claims=ids))
    return tuple(made)


def _speaker(claim: Claim, outlets: Mapping[str, str]) -> tuple[str, ...] | None:
    """Whose words a claim is: an outlet, a joined actor, or a name in one document; None for somebody without a name."""
    hop = claim.attribution[-1]
    if hop.kind == "author":
        return ("outlet", outlets[claim.document])
    if hop.speaker is None or not hop.speaker.name:
        return None
    if hop.speaker.actor is not None:
        return ("actor", hop.speaker.actor)
    return ("name", claim.document, hop.speaker.name)
