"""Three reports and decisions on them, in a few words, for tests of what decisions do."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from build import Act, Said, document, report
from reportedly import places, record
from reportedly.deciding import Change, ClaimEdit, Decision, Ruled, Target
from reportedly.decisions import make, target_of
from reportedly.model import Account, Count, Reading, Record

ALEPPO = places.find("Aleppo", country="SY")[0].id


def story(text: str, publisher: str, *acts: Act, published: str | None = None) -> Reading:
    """A reading whose capture is its own."""
    doc = document(text, publisher=publisher, published=published)
    info = msgspec.structs.replace(doc.capture, sha256=hashlib.sha256(f"{publisher}{text}".encode()).hexdigest())
    return report(msgspec.structs.replace(doc, capture=info), *acts)


def strike(text: str, publisher: str, toll: int, by: str = "") -> Reading:
    said = [
        Said(slot="where", words="Aleppo", place=ALEPPO),
        Said(slot="when", words="Wednesday"),
        Said(slot="target", words="a school", how="description"),
        Said(slot="agent", words="Norland jets", by=by),
        Said(slot="killed", words=f"{toll} people", low=toll, high=toll, by=by),
    ]
    return story(text, publisher, Act(kind="air_strike", trigger="strike", said=said))


ONE = strike("On Wednesday a strike by Norland jets on a school in Aleppo killed 35 people.", "The Herald", 35)
TWO = strike(
    "Norland jets killed 28 people in a strike on a school in Aleppo on Wednesday, officials said.",
    "The Star",
    28,
    "officials",
)
THREE = story("Workers hold a protest in the capital.", "The Courier", Act(kind="protest", trigger="protest"))
ALL = (ONE, TWO, THREE)
PLAIN = record.build(ALL)


def rule(
    kind: str,
    *targets: Sequence[Target],
    by: str = "Ann",
    day: int = 1,
    why: str = "",
    replaces: Sequence[Decision] = (),
    change: Change | None = None,
) -> Decision:
    return make(
        kind,
        [t for ts in targets for t in ts],
        by=by,
        at=f"2024-05-{day:02}T12:00:00Z",
        why=why,
        replaces=[d.id for d in replaces],
        change=change,
    )


def claim_id(made: Record, slot: str, words: str) -> str:
    return next(c.id for c in made.claims if c.slot == slot and c.evidence[0].text == words and c.reader != "person")


def on_claim(kind: str, slot: str, words: str, **more: object) -> Decision:
    return rule(kind, target_of(PLAIN, claim_id(PLAIN, slot, words)), **more)  # type: ignore[arg-type]


def event_of(made: Record, frame: Reading) -> str:
    return next(f.event for f in made.frames if f.id == frame.frames[0].id)


def accounts(made: Record, reading: Reading, slot: str) -> dict[object, Account]:
    """The accounts of a reading's event in a slot, by value."""
    event = next(e for e in made.events if e.id == event_of(made, reading))
    return {getattr(a.value, "low", None) or getattr(a.value, "text", None): a for a in event.fields.get(slot, ())}


def ruled(made: Record, decision: Decision) -> Ruled:
    (one,) = [r for r in made.decisions if r.decision.id == decision.id]
    return one


def codes(made: Record) -> list[str]:
    return [p.code for p in made.problems]


def dead(n: int) -> ClaimEdit:
    return ClaimEdit(value=Count(low=n, high=n, class_="all"))


def on_made(kind: str, made: Record, by_: Decision, **more: object) -> Decision:
    """A ruling on the claim that another decision put in."""
    return rule(kind, target_of(made, ruled(made, by_).made[0]), **more)  # type: ignore[arg-type]


STRIKE, PROTEST = event_of(PLAIN, ONE), event_of(PLAIN, THREE)
FRAMES = {n: target_of(PLAIN, r.frames[0].id) for n, r in zip("123", ALL, strict=True)}


def thing(n: str, number: int) -> tuple[Target, ...]:
    return tuple(msgspec.structs.replace(t, thing=number) for t in FRAMES[n])  # type: ignore[type-var]
