"""Golden records of our own reports: what is kept of a record for comparison, and how it is written anew.

``python -m tests.reports.update`` (with ``src`` on the path, from the top folder) writes a ``.json`` beside every
``.txt`` of this folder and names those that changed.  Read the difference before it is committed: the goldens are
what a person found right, or knows to be wrong.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from reportedly.model import (
    Account,
    ActorValue,
    Claim,
    Count,
    Event,
    EventValue,
    KindValue,
    PlaceValue,
    Record,
    Value,
    When,
)

FOLDER = Path(__file__).parent


def reports() -> list[Path]:
    """The reports of this folder, by name."""
    return sorted(FOLDER.glob("*.txt"))


def projected(report: Path) -> dict[str, Any]:
    """The record of one report, without ids, offsets and what depends on the day of reading."""
    import reportedly

    return projection(reportedly.read([str(report)]))


def projection(record: Record) -> dict[str, Any]:
    """A record in a form that a person can check: events with their accounts, and what is said of actors and places."""
    by_id = {claim.id: claim for claim in record.claims}
    document = record.documents[0]
    names = {a.id: a.name for a in record.actors} | {p.id: p.name for p in record.places}
    titles = {e.id: e.title for e in record.events}
    return {
        "title": document.title,
        "published": shown(document.published, titles) if document.published else None,
        "events": [_event(event, by_id, titles) for event in record.events],
        "standing": [
            f"{names.get(c.subject.id, c.subject.type)} {c.slot} {shown(c.value, titles)}{_voice(c)}"
            for c in record.claims
            if c.subject.type != "event"
        ],
        "problems": [p.code for p in record.problems],
    }


def text(found: dict[str, Any]) -> str:
    """A projection as the text of its golden file."""
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _event(event: Event, by_id: dict[str, Claim], titles: dict[str, str]) -> dict[str, Any]:
    return {
        "title": event.title,
        "extent": event.extent,
        "fields": {slot: [_account(a, by_id, titles) for a in held] for slot, held in event.fields.items()},
    }


def _account(account: Account, by_id: dict[str, Claim], titles: dict[str, str]) -> str:
    held = [by_id[c] for c in account.claims]
    words = " / ".join(f"“{c.evidence[0].text}”{_voice(c)}" for c in held)
    return f"{shown(account.value, titles)} [{account.status}, {account.independent.low}-{account.independent.high}]: {words}"


def _voice(claim: Claim) -> str:
    """Who says it beside the author, outermost first, and the claim's stance unless it asserts."""
    names = " > ".join(h.speaker.name if h.speaker else h.kind for h in claim.attribution[1:])
    return (f" by {names}" if names else "") + (f" ({claim.stance})" if claim.stance != "asserts" else "")


def shown(value: Value, titles: dict[str, str]) -> str:
    """A value in a few words; another event by its title."""
    match value:
        case KindValue():
            return value.kind
        case EventValue():
            return titles.get(value.event or "", value.text)
        case PlaceValue():
            return f"{value.relation} {value.name}" if value.relation else value.name
        case ActorValue():
            return value.name
        case Count():
            ends = f"{'' if value.low is None else value.low}–{'' if value.high is None else value.high}"
            return f"{ends} {value.class_}{' in part' if value.of else ''}"
        case When():
            return f"{value.start or ''}–{value.end or ''}"
        case _:
            return value.text


def main() -> None:
    """Write every golden file anew and name those that changed."""
    for report in reports():
        golden = report.with_suffix(".json")
        before = golden.read_text("utf-8") if golden.exists() else ""
        after = text(projected(report))
        if after != before:
            golden.write_text(after, "utf-8")
            print(f"{golden.name} changed")


if __name__ == "__main__":
    main()
