"""What people decide at the desk: forms made into decisions, which are in the ledger before the page answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import get_args
from urllib.parse import quote, urlencode, urlsplit

import msgspec
from starlette.responses import RedirectResponse, Response

from reportedly.deciding import Decision, DecisionKind
from reportedly.errors import UsageError
from reportedly.typed_decisions import Options
from reportedly.web import rulings
from reportedly.web.asked import UNDOABLE, Asked
from reportedly.web.rulings import Ruling, Undoing

_OPTIONS = ("value", "stance", "speaker", "slot", "quote", "published", "publisher", "origin", "source", "item")
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
_EMPTY_SAYS = frozenset({"speaker"})
"""Options of which an empty one says something: the outlet itself speaks."""


def decide(asked: Asked) -> Response:
    """Rule on claims, events, actors, places, documents or sources, and go back to the page."""
    kind, things = asked_for(asked)
    ruling = _ruling(asked, kind, things)
    with asked.desk.case() as case:
        made = rulings.made(case, ruling, by=asked.session.name)
        case.decide(*made)
    asked.desk.read_anew(made)
    return back_to(asked, made, things)


def asked_for(asked: Asked) -> tuple[str, list[str]]:
    """The kind of ruling and what it is about: of the button that was pressed ("accept c_…"), else of the fields."""
    do = asked.typed("do").split()
    things = [*do[1:], *asked.all_typed("things")] if len(do) < 2 or do[0] in ("same", "different") else do[1:]
    return (do[0] if do else asked.typed("kind")), list(dict.fromkeys(things))


def _ruling(asked: Asked, kind: str, things: Sequence[str]) -> Ruling:
    known = next((k for k in get_args(DecisionKind) if k == kind), None)
    if known is None:
        raise UsageError(f"no decision is called {kind!r}", hint="go back and press one of the page's buttons")
    given = msgspec.structs.asdict(options_of(asked, kind))
    why, replaces = asked.typed("why"), tuple(asked.all_typed("replaces"))
    return Ruling(kind=known, things=tuple(things), why=why, replaces=replaces, **given)


def options_of(asked: Asked, kind: str) -> Options:
    """What goes with the ruling; fields of forms that were left as they were say nothing."""
    given: dict[str, str | None] = {}
    for name in _OPTIONS:
        typed = asked.typed(name)
        before = asked.typed(f"was_{name}")
        said = name in _EMPTY_SAYS and asked.typed(f"has_{name}") == "1"
        given[name] = typed if (typed or said) and (typed != before or not asked.typed("if_changed")) else None
    start = asked.typed("start")
    return Options(start=int(start) if _NUMBER.fullmatch(start) and kind == "add" else None, **given)


def undo(asked: Asked) -> Response:
    """Take decisions back; they stay in the ledger, with who took them back and why."""
    undoing = Undoing(decisions=tuple(asked.all_typed("decision")), why=asked.typed("why"))
    with asked.desk.case() as case:
        made = rulings.undone(case, undoing, by=asked.session.name)
        past = [d for d in case.decisions() if d.id in made.replaces]
        case.decide(made)
    asked.desk.read_anew((made,))
    return back_to(asked, (made,), things_of(past))


def things_of(past: Iterable[Decision]) -> list[str]:
    """The ids of what decisions were first about."""
    return [i for d in past for t in d.targets[:1] if (i := getattr(t, "id", ""))]


def seen(asked: Asked) -> Response:
    """Remember that this person has seen what the case held when the page was drawn: what came since is still new."""
    upto = asked.typed("upto")
    with asked.desk.case() as case:
        case.visit(asked.session.name, int(upto) if _NUMBER.fullmatch(upto) else None)
    return RedirectResponse(asked.back(), 303)


def back_to(asked: Asked, made: Sequence[Decision], things: Sequence[str]) -> Response:
    """Back to the page of the form, at the thing that was ruled on, with the ids of what was made, which the page offers to undo."""
    parts = urlsplit(asked.back())
    kept = [p for p in parts.query.split("&") if p and not p.startswith("done=")]
    if 0 < len(made) <= UNDOABLE:
        kept.append(urlencode({"done": ",".join(d.id for d in made)}))
    at = things[0] if len(things) == 1 and things[0][1:2] == "_" else parts.fragment
    query = f"?{'&'.join(kept)}" if kept else ""
    return RedirectResponse(f"{parts.path}{query}{'#' + quote(at) if at else ''}", 303)
