"""The record: the one place where events are made, a pure fold over readings.

``build`` joins what the readings of single documents found and replaces the local ids inside values by those of joined
actors, places and events.  It keeps no state, reads no clock and no network: the same readings in any order give the same
record, and the ids of claims, frames, statements and mentions are those of the readings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from reportedly import accounts, actors, copies, events, labels, localities, rulings, verdicts, voices
from reportedly.clusters import Group
from reportedly.deciding import Decision, Ruled
from reportedly.errors import UsageError
from reportedly.ids import renamed
from reportedly.likeness import Known
from reportedly.model import (
    ActorValue,
    Claim,
    Event,
    EventValue,
    Frame,
    Hop,
    Mention,
    PlaceValue,
    Problem,
    Reading,
    Record,
    Speaker,
    Statement,
    Subject,
    Value,
)
from reportedly.values import PERSON, RULED_OUT


class _Ids(msgspec.Struct, frozen=True):
    """The joined id of each local one: actor and place mentions, frames."""

    actors: Mapping[str, str]
    places: Mapping[str, str]
    events: Mapping[str, str]


def build(
    readings: Sequence[Reading],
    decisions: Iterable[Decision] = (),
    sketches: Mapping[str, Sequence[Group]] = events.NO_SKETCHES,
) -> Record:
    """The record of all readings, as people decided; what they ruled goes before what a machine finds.

    Claims that a person rejected or edited stay in ``claims`` and count in no account; decisions that cannot be applied or
    contradict each other are Problems.  A document read twice counts once (and is a Problem).  Raises UsageError where a reading breaks its contract: a claim
    about a frame or mention that it does not have, or a claim without words or without an author hop.

    ``sketches`` are the events of single documents (:func:`reportedly.events.sketch`) by the document's id, for whoever keeps
    them with the readings: they spare time and change nothing.  One is left aside where decisions change what it was made of.
    """
    kept, problems = _once(readings)
    for reading in kept:
        _check(reading)
    as_read = {r.document.id: r for r in kept}
    ruled, found = _resolved(kept, decisions)
    problems += _read_before(kept, ruled)
    kept = sorted(rulings.applied(kept, ruled), key=lambda r: copies.rank(r.document))
    told = [rulings.counting(r) for r in kept]
    joined_actors = actors.group(told, ruled.actors)
    joined_places = localities.group(told, ruled.places)
    heard = voices.group(told, found, joined_actors.by_mention, joined_actors.named)
    joined_events = events.group(told, found, ruled.events, _unmoved(sketches, as_read, told))
    ids = _Ids(joined_actors.by_mention, joined_places.by_mention, joined_events.by_frame)
    claims = tuple(_claim(c, ids) for r in kept for c in sorted(r.claims, key=lambda c: (c.evidence[0].start, c.id)))
    known = Known({a.id: a for a in joined_actors.actors}, {p.id: p for p in joined_places.places}, joined_actors.named)
    sources = accounts.Sources(known, heard, {r.document.id: r.document for r in kept})
    frames = tuple(_frame(f, ids) for r in kept for f in sorted(r.frames, key=lambda f: (f.trigger.start, f.id)))
    return Record(
        documents=tuple(r.document for r in kept),
        mentions=tuple(
            _mention(m, ids) for r in kept for m in sorted(r.mentions, key=lambda m: (m.start, m.end, m.id))
        ),
        statements=tuple(_statement(s, ids) for r in kept for s in r.statements),
        frames=frames,
        claims=claims,
        actors=joined_actors.actors,
        places=joined_places.places,
        voices=heard.voices,
        events=_events(joined_events, frames, claims, sources),
        problems=(*(p for r in kept for p in r.problems), *problems, *ruled.problems),
        decisions=ruled.ruled,
    )


def ruled(readings: Sequence[Reading], decisions: Iterable[Decision]) -> tuple[Ruled, ...]:
    """How each decision stands against these readings: the ``decisions`` of the record that :func:`build` makes of them."""
    kept, _ = _once(readings)
    return _resolved(kept, decisions)[0].ruled


def _resolved(
    kept: Sequence[Reading], decisions: Iterable[Decision]
) -> tuple[rulings.Rulings, Sequence[copies.Copied]]:
    """What the decisions come to, and the copied passages between the documents as they were set right."""
    decisions = tuple(decisions)
    found = copies.links(verdicts.edited_documents(decisions, (r.document for r in kept)))
    return rulings.resolve(decisions, kept, found), found


def _once(readings: Sequence[Reading]) -> tuple[list[Reading], list[Problem]]:
    """One reading a document, oldest document first, with a Problem for each document given more than once."""
    by_document: dict[str, list[Reading]] = defaultdict(list)
    for r in readings:
        by_document[r.document.id].append(r)
    kept = [min(same, key=lambda r: (-len(r.claims), msgspec.json.encode(r))) for same in by_document.values()]
    problems = [
        Problem(
            code="read-twice",
            document=d,
            start=None,
            end=None,
            message=f"this document was given {len(same)} times; it counts once",
            hint="leave the copies out",
        )
        for d, same in sorted(by_document.items())
        if len(same) > 1
    ]
    return sorted(kept, key=lambda r: copies.rank(r.document)), problems


def _unmoved(
    sketches: Mapping[str, Sequence[Group]], as_read: Mapping[str, Reading], told: Sequence[Reading]
) -> dict[str, Sequence[Group]]:
    """The sketches of the documents in whose readings decisions changed nothing."""
    same = {r.document.id for r in told if r.document.id in sketches and r == as_read[r.document.id]}
    return {d: sketches[d] for d in same}


def _read_before(readings: Sequence[Reading], ruled: rulings.Rulings) -> list[Problem]:
    """A Problem for each document that was read under another date than a person gave it since."""
    return [
        Problem(
            code="read-again",
            document=r.document.id,
            start=None,
            end=None,
            message="the date of this document was edited after it was read; its days are still counted from the old one",
            hint="read it again with its edited date",
        )
        for r in readings
        if (edit := ruled.documents.get(r.document.id)) is not None
        and edit.published is not None
        and edit.published != r.document.published
    ]


def _check(reading: Reading) -> None:
    frames = {f.id for f in reading.frames}
    mentions = {m.id for m in reading.mentions}
    where = f"reading of {reading.document.id}"
    for c in reading.claims:
        if not c.evidence or not c.attribution or c.attribution[0].kind != "author":
            raise UsageError(
                f"claim {c.id} has no words or no author hop", where=where, hint="this is a fault of the reader"
            )
        if c.decided is not None or c.reader == PERSON:
            raise UsageError(
                f"claim {c.id} is marked as a person's", where=where, hint="only a decision of a person makes it so"
            )
        if c.subject.id not in (frames if c.subject.type == "event" else mentions):
            raise UsageError(
                f"claim {c.id} is about {c.subject.id}, which the reading does not have",
                where=where,
                hint="this is a fault of the reader",
            )
    for f in reading.frames:
        if f.event not in frames:
            raise UsageError(
                f"frame {f.id} names {f.event}, which the reading does not have",
                where=where,
                hint="this is a fault of the reader",
            )


def _events(
    joined: events.Events, frames: Sequence[Frame], claims: Sequence[Claim], sources: accounts.Sources
) -> tuple[Event, ...]:
    of_event: dict[str, list[Claim]] = defaultdict(list)
    for c in claims:
        if c.subject.type == "event" and c.decided not in RULED_OUT:
            of_event[c.subject.id].append(c)
    kind_of = {f.id: f.kind for f in frames}
    order = {f.id: n for n, f in enumerate(frames)}
    made = []
    for cluster in joined.clusters:
        fields = accounts.of_event(of_event[cluster.id], sources)
        kind = labels.kind(fields, [kind_of[f] for f in cluster.frames])
        made.append(
            Event(
                id=cluster.id,
                kind=kind,
                title=labels.title(kind, cluster.extent, fields, sources.known),
                extent=cluster.extent,
                fields=fields,
                frames=cluster.frames,
                why=cluster.why,
                formerly=cluster.formerly,
            )
        )
    return tuple(sorted(made, key=lambda e: (_in_passing(e), min(order[f] for f in e.frames), e.id)))


def _in_passing(event: Event) -> bool:
    """Whether nothing is said of an event but that it was; such mentions in passing stand last."""
    return not event.fields.keys() - {"kind", "same_as", "part_of", "after", "response_to", "times"}


# --- local ids replaced -----------------------------------------------------------------------------


def _value(value: Value | None, ids: _Ids) -> Value | None:
    match value:
        case ActorValue(actor=str() as actor):
            return msgspec.structs.replace(value, actor=ids.actors.get(actor))
        case PlaceValue(place=str() as place):
            return msgspec.structs.replace(value, place=ids.places.get(place))
        case EventValue(event=str() as event):
            return msgspec.structs.replace(value, event=ids.events.get(event))
        case _:
            return value


def _speaker(speaker: Speaker | None, ids: _Ids) -> Speaker | None:
    if speaker is None or speaker.actor is None:
        return speaker
    return msgspec.structs.replace(speaker, actor=ids.actors.get(speaker.actor))


def _hop(hop: Hop, ids: _Ids) -> Hop:
    return msgspec.structs.replace(hop, speaker=_speaker(hop.speaker, ids))


def _claim(claim: Claim, ids: _Ids) -> Claim:
    value = _value(claim.value, ids)
    assert value is not None
    return msgspec.structs.replace(
        claim,
        subject=_subject(claim.subject, ids),
        value=value,
        attribution=tuple(_hop(h, ids) for h in claim.attribution),
    )


def _subject(subject: Subject, ids: _Ids) -> Subject:
    """The joined subject; a mention that names nobody keeps an id of its own, made of the mention's."""
    if subject.type == "event":
        return Subject(type="event", id=ids.events[subject.id])
    if subject.type == "actor":
        return Subject(type="actor", id=ids.actors.get(subject.id, renamed("a", subject.id)))
    return Subject(type="place", id=ids.places.get(subject.id, renamed("p", subject.id)))


def _frame(frame: Frame, ids: _Ids) -> Frame:
    return msgspec.structs.replace(frame, event=ids.events[frame.id])


def _mention(mention: Mention, ids: _Ids) -> Mention:
    return msgspec.structs.replace(mention, value=_value(mention.value, ids))


def _statement(statement: Statement, ids: _Ids) -> Statement:
    return msgspec.structs.replace(statement, speaker=_speaker(statement.speaker, ids))
