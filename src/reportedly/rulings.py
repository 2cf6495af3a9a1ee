"""What the decisions of people come to, against the present readings: a pure fold over the ledger.

Each decision is attached by its words; those that hold and contradict nobody are what :func:`reportedly.record.build` obeys.
The same ledger in any order gives the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from reportedly import copies, precedence, text, verdicts
from reportedly.attach import Attached, Ground
from reportedly.deciding import Decision, DocumentEdit, FrameTarget, Grade, MentionTarget, Ruled, SourceTarget
from reportedly.docket import Docket, look, lost, together
from reportedly.links import NONE, Links
from reportedly.model import Claim, Count, Decided, Problem, Reading
from reportedly.unlinking import unlinked
from reportedly.values import RULED_OUT

Sort = Literal["frame", "actor", "place"]


class Rulings(msgspec.Struct, frozen=True):
    """``ruled`` is every decision with its state, by time; the rest is what joining obeys.

    ``decided`` gives what was ruled on a claim, ``written`` the claims that people wrote, ``instead`` for an edited claim the
    one in its place, ``documents`` what was changed of a document.
    """

    ruled: tuple[Ruled, ...] = ()
    decided: Mapping[str, Decided] = {}
    written: tuple[Claim, ...] = ()
    instead: Mapping[str, str] = {}
    documents: Mapping[str, DocumentEdit] = {}
    events: Links = NONE
    actors: Links = NONE
    places: Links = NONE
    problems: tuple[Problem, ...] = ()


def resolve(decisions: Iterable[Decision], readings: Iterable[Reading], found: Iterable[copies.Copied] = ()) -> Rulings:
    """What the decisions come to against these readings.

    ``found`` are the copied passages between their documents (:func:`reportedly.copies.links`): where a capture is gone, what
    was ruled on its words is found in copies of them.
    """
    docket = Docket(decisions)
    if not docket.all:
        return Rulings()
    held, found = tuple(readings), tuple(found)
    grounds = [Ground(held, found)]
    events, on_events = _links(docket, "frame", grounds)
    actors, on_actors = _links(docket, "actor", grounds)
    places, on_places = _links(docket, "place", grounds)
    own = unlinked(held, actors, places)
    if any(a is not b for a, b in zip(own, held, strict=True)):
        grounds = [Ground(own, found), *grounds]
        actors, on_actors = _links(docket, "actor", grounds)
        places, on_places = _links(docket, "place", grounds)
    for outcome in (on_events, on_actors, on_places):
        docket.settle(outcome)
    edits = verdicts.on_documents(docket, [r.document for r in held])
    claims = verdicts.on_claims(docket, grounds, {r.document.id: r for r in own})
    _remarks(docket, grounds)
    docket.close()
    return Rulings(
        ruled=docket.ruled(),
        decided=claims.decided,
        written=tuple(claims.written.values()),
        instead=claims.instead,
        documents=edits,
        events=events,
        actors=actors,
        places=places,
        problems=tuple(docket.problems),
    )


def _remarks(docket: Docket, grounds: Sequence[Ground]) -> None:
    """Grades and notes stand beside whatever of their targets is there; of one person's grades of one thing the latest counts.

    Two people may grade one thing differently: nothing is computed from it.
    """
    on: dict[tuple[object, str], list[Decision]] = defaultdict(list)
    for d in docket.ever("grade", "note"):
        at = [look(t, grounds) for t in d.targets]
        there = [a for a in at if a.state in ("same", "moved")]
        docket.found(d, together(there) if there or not at else lost(at))
        if isinstance(d.change, Grade):
            for t, a in zip(d.targets, at, strict=True):
                thing = text.fold(t.name) if isinstance(t, SourceTarget) else a.ids or t
                for field in ("source", "item"):
                    if getattr(d.change, field) is not None:
                        on[thing, field].append(d)
    docket.settle(precedence.joined(precedence.settle(ds, lambda d: None, docket.shadows) for ds in on.values()))


def _links(docket: Docket, sort: Sort, grounds: Sequence[Ground]) -> tuple[Links, precedence.Outcome]:
    """The links between frames, actor mentions or place mentions; each thing of a decision needs one target that is there."""
    linking = []
    for d in docket.ever("same", "different", "split"):
        targets = [t for t in d.targets if isinstance(t, FrameTarget | MentionTarget)]
        if any(("frame" if isinstance(t, FrameTarget) else t.sort) != sort for t in targets):
            continue
        things: dict[int, list[Attached]] = defaultdict(list)
        for t in targets:
            things[t.thing].append(look(t, grounds))
        missing = [a for at in things.values() if not any(a.ids for a in at) for a in at]
        if missing:
            docket.found(d, lost(missing))
            continue
        if twice := _twice(things.values()):
            docket.found(d, Attached(state="ambiguous", candidates=twice))
            continue
        there = [together([a for a in at if a.ids]) for _, at in sorted(things.items())]
        whole = all(a.state == "same" for at in things.values() for a in at)
        docket.found(d, msgspec.structs.replace(together(there), state="same" if whole else "moved"))
        linking.append(precedence.Linking(d, tuple(a.ids for a in there)))
    return precedence.linkings(linking, docket.shadows)


def _twice(things: Iterable[Sequence[Attached]]) -> tuple[str, ...]:
    """What two things of one decision are attached to: of a page that was taken away and of its copy only one is left."""
    seen: dict[str, int] = defaultdict(int)
    for at in things:
        for i in {i for a in at for i in a.ids}:
            seen[i] += 1
    return tuple(sorted(i for i, n in seen.items() if n > 1))


# --- the effect on readings ---------------------------------------------------------------------------


def applied(readings: Sequence[Reading], rulings: Rulings) -> tuple[Reading, ...]:
    """The readings as people decided: documents set right, words that stand for themselves, every claim marked, those that
    people wrote put in.  Without decisions they are what they were.
    """
    if not rulings.ruled:
        return tuple(readings)
    written: dict[str, list[Claim]] = defaultdict(list)
    for c in rulings.written:
        written[c.document].append(c)
    return tuple(
        msgspec.structs.replace(
            r,
            document=verdicts.edited(r.document, rulings.documents.get(r.document.id)),
            claims=tuple(_marked(c, rulings) for c in (*r.claims, *written[r.document.id])),
        )
        for r in unlinked(readings, rulings.actors, rulings.places)
    )


def _marked(claim: Claim, rulings: Rulings) -> Claim:
    value = claim.value
    if isinstance(value, Count) and value.of is not None and value.of in rulings.instead:
        value = msgspec.structs.replace(value, of=rulings.instead[value.of])
    return msgspec.structs.replace(claim, value=value, decided=rulings.decided.get(claim.id, claim.decided))


def counting(reading: Reading) -> Reading:
    """The reading with only the claims that count: nobody rejected them, and nothing stands in their place."""
    return msgspec.structs.replace(reading, claims=tuple(c for c in reading.claims if c.decided not in RULED_OUT))
