"""What people decide at the desk: forms made into decisions, which are in the ledger before the page answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import quote, urlencode, urlsplit

from starlette.responses import RedirectResponse, Response

from reportedly import typed_decisions
from reportedly.case import Case
from reportedly.errors import UsageError
from reportedly.model import Decision
from reportedly.typed_decisions import Options
from reportedly.web.asked import Asked

_OPTIONS = ("value", "stance", "speaker", "slot", "quote", "published", "publisher", "origin", "source", "item")
_EMPTY_SAYS = frozenset({"speaker"})
"""Options of which an empty one says something: the outlet itself speaks."""


def decide(asked: Asked) -> Response:
    """Rule on claims, events, actors, places, documents or sources, and go back to the page."""
    kind, things = _asked_for(asked)
    if not things:
        raise UsageError("nothing is chosen", hint="choose what the ruling is about")
    with asked.desk.case() as case:
        made = _made(case, asked, kind, things)
        case.decide(*made)
    return _back(asked, made, things)


def _asked_for(asked: Asked) -> tuple[str, list[str]]:
    """The kind of ruling and what it is about: of the button that was pressed ("accept c_…"), else of the fields."""
    do = asked.typed("do").split()
    things = [*do[1:], *asked.all_typed("things")] if len(do) < 2 or do[0] in ("same", "different") else do[1:]
    return (do[0] if do else asked.typed("kind")), list(dict.fromkeys(things))


def _made(case: Case, asked: Asked, kind: str, things: Sequence[str]) -> tuple[Decision, ...]:
    given = _options(asked, kind)
    replaces = asked.all_typed("replaces")
    now = datetime.now(UTC)
    made: list[Decision] = []
    for together in _one_by_one(case, kind, things):
        value = [given.value] if given.value and given.value[1:2] == "_" else []
        record = case.around([*(t for t in together if t[1:2] == "_"), *replaces, *value])
        made += typed_decisions.from_ids(
            record,
            kind,
            together,
            by=asked.session.name,
            at=now,
            why=asked.typed("why"),
            replaces=replaces,
            given=given,
        )
    return tuple(made)


def _one_by_one(case: Case, kind: str, things: Sequence[str]) -> list[list[str]]:
    """What each decision is about: names of actors and places (``actor KEY``) stand for their ids, in each affair that has all of them."""
    if not any(" " in t for t in things) or kind not in ("same", "different"):
        return [list(things)]
    named = []
    for t in things:
        sort, _, key = t.partition(" ")
        found = case.named_as("place" if sort == "place" else "actor", key) if key else None
        named.append(found.ids if found is not None else (t,))
    first, *others = named
    made = []
    for id in first:
        record = case.having(id)
        here = {a.id for a in record.actors} | {p.id for p in record.places} if record is not None else set()
        near = [next((i for i in ids if i in here), None) for ids in others]
        if near and all(near):
            made.append([id, *(i for i in near if i)])
    return made or [[ids[0] for ids in named]]


def _options(asked: Asked, kind: str) -> Options:
    """What goes with the ruling; fields of forms that were left as they were say nothing."""
    given: dict[str, str | None] = {}
    for name in _OPTIONS:
        typed = asked.typed(name)
        before = asked.typed(f"was_{name}")
        said = name in _EMPTY_SAYS and asked.typed(f"has_{name}") == "1"
        given[name] = typed if (typed or said) and (typed != before or not asked.typed("if_changed")) else None
    start = asked.typed("start")
    return Options(start=int(start) if start.isascii() and start.isdigit() and kind == "add" else None, **given)


def undo(asked: Asked) -> Response:
    """Take decisions back; they stay in the ledger, with who took them back and why."""
    ids = asked.all_typed("decision")
    if not ids:
        raise UsageError("nothing is chosen", hint="choose what is to be undone")
    with asked.desk.case() as case:
        record = case.around(ids)
        made = typed_decisions.from_ids(
            record, "undo", ids, by=asked.session.name, at=datetime.now(UTC), why=asked.typed("why")
        )
        case.decide(*made)
    past = [r.decision for r in record.decisions if r.decision.id in ids]
    things = [i for d in past for t in d.targets[:1] if (i := getattr(t, "id", ""))]
    return _back(asked, made, things)


def seen(asked: Asked) -> Response:
    """Remember that this person has seen what the case holds now."""
    with asked.desk.case() as case:
        case.visit(asked.session.name)
    return RedirectResponse(asked.back(), 303)


def _back(asked: Asked, made: Sequence[Decision], things: Sequence[str]) -> Response:
    parts = urlsplit(asked.back())
    kept = [p for p in parts.query.split("&") if p and not p.startswith("done=")]
    if made:
        kept.append(urlencode({"done": ",".join(d.id for d in made[:20])}))
    at = things[0] if len(things) == 1 and things[0][1:2] == "_" else parts.fragment
    query = f"?{'&'.join(kept)}" if kept else ""
    return RedirectResponse(f"{parts.path}{query}{'#' + quote(at) if at else ''}", 303)
