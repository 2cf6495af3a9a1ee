"""Which voice of a record gives which claim, for those who read a record after it was built.

A record lists the voices of each account but not of each claim.  Four things tell it, in this order: an account with one
voice; a voice's id, which is made of one of its claims; a claim of the same document through the same speakers; the name
of the innermost named speaker, or of the outlet.  Where none of them does, the claim has no voice here, only its speaker's words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from reportedly import names, voices
from reportedly.ids import renamed
from reportedly.model import Claim, Document, Hop, Record, Voice

_Way = tuple[str, ...]
"""A document and the speakers that a claim came through in it."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The claims, documents and voices of a record by their ids, and the voice of each claim for which it can be told."""

    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    voices: Mapping[str, Voice]
    voice_of: Mapping[str, str]

    def named(self, claim: Claim) -> str:
        """Who gives a claim, in words (:func:`name_of`)."""
        voice = self.voices.get(self.voice_of.get(claim.id, ""))
        return name_of(claim, voice, self.documents[claim.document])


def sources(record: Record) -> Sources:
    """Where the accounts of a finished record come from."""
    return Sources(
        claims={c.id: c for c in record.claims},
        documents={d.id: d for d in record.documents},
        voices={v.id: v for v in record.voices},
        voice_of=of_claims(record),
    )


def of_claims(record: Record) -> Mapping[str, str]:
    """The id of the voice of each claim of an event for which it can be told, denials included."""
    known = {c.id: c for c in record.claims}
    found: dict[str, str] = {}
    shared: dict[str, set[str]] = {}
    for account in chain.from_iterable(s for e in record.events for s in e.fields.values()):
        for own in account.claims:
            if own in known and known[own].stance != "denies":
                shared[own] = set(account.voices)
                if len(account.voices) == 1:
                    found[own] = account.voices[0]
    for voice in record.voices:
        firsts = (renamed("c", v) for v in (voice.id, *voice.formerly))
        found |= {own: voice.id for own in firsts if own in known}
    heard: dict[_Way, set[str]] = defaultdict(set)
    for own, of in found.items():
        heard[_way(known[own])].add(of)
    documents = {d.id: d for d in record.documents}
    heard_in: dict[str, list[Voice]] = defaultdict(list)
    for voice in record.voices:
        for document in voice.documents:
            heard_in[document].append(voice)
    for c in record.claims:
        if c.id not in found and c.subject.type == "event":
            may_be = [v for v in heard_in[c.document] if v.id in shared.get(c.id, {v.id})]
            same = heard[_way(c)] & {v.id for v in may_be}
            of_name = same.pop() if len(same) == 1 else _by_name(c, may_be, documents[c.document])
            if of_name is not None:
                found[c.id] = of_name
    return found


def name_of(claim: Claim, voice: Voice | None, document: Document) -> str:
    """Who gives a claim, in words: the voice's speaker, else the innermost named one, else the innermost, else the outlet."""
    if voice is not None and voice.speaker:
        return voice.speaker
    hops = [h for h in _inward(claim) if h.speaker is not None]
    first = next((h for h in hops if voices.is_named(h)), hops[0] if hops else None)
    spoken = first.speaker.name or first.speaker.text if first is not None and first.speaker is not None else None
    if spoken is None and any(h.kind != "author" for h in claim.attribution):
        return "someone who is not named"
    return spoken or voices.outlet(document) or "the author"


def _way(claim: Claim) -> _Way:
    return (claim.document, *(names.fold(h.speaker.name) if h.speaker is not None else "" for h in _inward(claim)))


def _inward(claim: Claim) -> Iterator[Hop]:
    """The hops of a claim that are not its author, innermost first."""
    return (h for h in reversed(claim.attribution) if h.kind != "author")


def _by_name(claim: Claim, may_be: list[Voice], document: Document) -> str | None:
    hops = [h for h in _inward(claim) if h.speaker is not None]
    named = [h.speaker.name for h in hops if h.speaker is not None and voices.is_named(h)]
    vague = [h.speaker.name for h in hops[:1] if h.speaker is not None]
    own = [] if hops else [voices.outlet(document) or ""]
    for name in (*named, *vague, *own):
        alike = [v.id for v in may_be if v.speaker and names.similarity(v.speaker, name) >= voices.SAME]
        if len(alike) == 1:
            return alike[0]
    return None
