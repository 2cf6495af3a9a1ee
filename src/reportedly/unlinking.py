"""Readings in which no words stand for what a person ruled to be something else.

A reader takes "he" for a man named before, and a name for an entry of the gazetteer.  Where a person told these apart, the
words stand for themselves: nobody is guessed instead, and no other place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from reportedly.links import Links, obeyed
from reportedly.model import ActorValue, Claim, Mention, PlaceValue, Reading, Speaker, Value
from reportedly.voices import root


def unlinked(readings: Sequence[Reading], actors: Links, places: Links) -> tuple[Reading, ...]:
    """The readings with every antecedent and gazetteer entry that the links speak against taken out."""
    nowhere = _nowhere(readings, places) if places.apart else frozenset()
    return tuple(_unplaced(_own(r, actors) if actors.apart else r, nowhere) for r in readings)


# --- whom words stand for -----------------------------------------------------------------------------


def _own(reading: Reading, links: Links) -> Reading:
    mentions = {m.id: m for m in reading.mentions}
    moved: dict[tuple[str, int], Mention] = {}
    for m in sorted(reading.mentions, key=lambda m: (m.start, m.id)):
        first = root(m.id, mentions)
        if first.id == m.id or not links.parted([m.id], [first.id]):
            continue
        value = m.value
        if isinstance(value, ActorValue):
            value = msgspec.structs.replace(value, actor=m.id, name=m.text)
        mentions[m.id] = msgspec.structs.replace(m, antecedent=None, value=value, candidates=())
        moved[first.id, m.start] = mentions[m.id]
    if not moved:
        return reading
    return msgspec.structs.replace(
        reading,
        mentions=tuple(mentions[m.id] for m in reading.mentions),
        statements=tuple(
            msgspec.structs.replace(s, speaker=_own_speaker(s.speaker, moved)) for s in reading.statements
        ),
        claims=tuple(_own_words(c, moved) for c in reading.claims),
    )


def _own_words(claim: Claim, moved: Mapping[tuple[str, int], Mention]) -> Claim:
    value = claim.value
    if isinstance(value, ActorValue) and (own := moved.get((value.actor or "", claim.evidence[0].start))) is not None:
        value = msgspec.structs.replace(value, actor=own.id, name=own.text)
    hops = tuple(msgspec.structs.replace(h, speaker=_own_speaker(h.speaker, moved)) for h in claim.attribution)
    return msgspec.structs.replace(claim, value=value, attribution=hops)


def _own_speaker(speaker: Speaker | None, moved: Mapping[tuple[str, int], Mention]) -> Speaker | None:
    own = moved.get((speaker.actor or "", speaker.start)) if speaker is not None and speaker.start is not None else None
    return (
        msgspec.structs.replace(speaker, actor=own.id, name=own.text)
        if speaker is not None and own is not None
        else speaker
    )


# --- which entry a name stands for --------------------------------------------------------------------


def _nowhere(readings: Sequence[Reading], links: Links) -> frozenset[str]:
    """Mentions that cannot all mean the gazetteer's entry that they were read as.

    The entry stays with the part that is named most often; the others stay without a point, for a person to edit.
    """
    heads: dict[str, str] = {}
    of_entry: dict[str, list[str]] = defaultdict(list)
    for r in sorted(readings, key=lambda r: r.document.id):
        mentions = {m.id: m for m in r.mentions if m.type == "place"}
        for m in sorted(mentions):
            head = root(m, mentions)
            if head.candidates:
                heads[m] = head.id
                of_entry[head.candidates[0].id].append(head.id)
    lifted = links.lifted(heads)
    lost: set[str] = set()
    for named in of_entry.values():
        parts = sorted(obeyed([sorted(set(named))], lifted), key=lambda p: (-sum(named.count(h) for h in p), min(p)))
        lost |= {h for p in parts[1:] for h in p}
    return frozenset(m for m, h in heads.items() if h in lost)


def _unplaced(reading: Reading, nowhere: frozenset[str]) -> Reading:
    if not any(m.id in nowhere for m in reading.mentions):
        return reading
    return msgspec.structs.replace(
        reading,
        mentions=tuple(
            msgspec.structs.replace(m, candidates=(), value=_no_point(m.value)) if m.id in nowhere else m
            for m in reading.mentions
        ),
        claims=tuple(
            msgspec.structs.replace(c, value=msgspec.structs.replace(c.value, lat=None, lon=None))
            if isinstance(c.value, PlaceValue) and c.value.place in nowhere
            else c
            for c in reading.claims
        ),
    )


def _no_point(value: Value | None) -> Value | None:
    return msgspec.structs.replace(value, lat=None, lon=None) if isinstance(value, PlaceValue) else value
