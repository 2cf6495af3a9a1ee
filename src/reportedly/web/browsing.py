"""The lists: the timeline, documents, actors, places, voices, questions, problems and the history."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import get_args
from urllib.parse import quote

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from reportedly.case import Case, Hit
from reportedly.case.rows import Named, Wanted
from reportedly.deciding import Decision
from reportedly.decisions import name_of_target
from reportedly.gathering import Sort
from reportedly.model import Status
from reportedly.web import blind
from reportedly.web.asked import PER_PAGE, Asked, wanted
from reportedly.web.drawing import draw
from reportedly.web.standing import of_named

_REVIEWED = (("", "all"), ("no", "not yet"), ("partly", "in part"), ("yes", "reviewed"))
_PAGES = {"e": "event", "c": "claim", "d": "document"}
_NAMES = {"a": "actor", "p": "place", "v": "voice"}
_HITS = 12
_DOCUMENTS = 20
"""Documents of a group that count as one voice, of which a page shows the titles."""
_AFFAIRS = 12
"""Groups of joined reports from which the page of a name is gathered."""


def timeline(asked: Asked) -> Response:
    """The events of the case in order of time, narrowed by what is asked for."""
    narrowed = wanted(asked)
    with asked.desk.case() as case:
        latest = max((e.seq for e in case.log(last=1)), default=0)
        found = case.timeline(narrowed, skip=asked.skip(), limit=PER_PAGE)
        seen = case.visited(asked.session.name)
        by_name: tuple[tuple[Sort, str], ...] = (
            ("place", narrowed.place),
            ("actor", narrowed.actor),
            ("voice", narrowed.voice),
        )
        chosen = [
            (sort, named.name if (named := case.named_as(sort, key)) is not None else key)
            for sort, key in by_name
            if key
        ]
        texts: list[Hit] = []
        if narrowed.words:
            texts = [h for h in case.search(narrowed.words, limit=_HITS) if h.claim is None]
        size = case.size()
        done = _done(case, asked)
        unseen = blind.of(case, asked.session.name)
    if unseen is not None:
        left = tuple(r for r in found.rows if r.affair not in unseen.affairs)
        found = msgspec.structs.replace(found, rows=left, total=found.total - len(found.rows) + len(left))
    return draw(
        asked,
        "timeline.html",
        blind=unseen,
        found=found,
        wanted=narrowed,
        chosen=chosen,
        texts=texts,
        seen=seen,
        latest=latest,
        size=size,
        statuses=get_args(Status),
        reviewed_choices=_REVIEWED,
        undoable=done,
    )


def documents(asked: Asked) -> Response:
    """What was taken in, newest first."""
    with asked.desk.case() as case:
        found, total = case.reports(words=asked.word("words"), skip=asked.skip(), limit=PER_PAGE)
        seen = case.visited(asked.session.name)
        unseen = blind.of(case, asked.session.name)
    if unseen is not None:
        left = [r for r in found if r.affair not in unseen.affairs]
        found, total = left, total - len(found) + len(left)
    return draw(asked, "documents.html", found=found, total=total, seen=seen, blind=unseen)


def actors(asked: Asked) -> Response:
    """Who acts and speaks, most told of first."""
    return _names(asked, "actor")


def places(asked: Asked) -> Response:
    """Where it is told to have happened."""
    return _names(asked, "place")


def _names(asked: Asked, sort: Sort) -> Response:
    with asked.desk.case() as case:
        found, total = case.named(sort, words=asked.word("words"), skip=asked.skip(), limit=PER_PAGE)
        done = _done(case, asked)
    return draw(asked, "names.html", sort=sort, found=found, total=total, undoable=done)


def actor(asked: Asked) -> Response:
    """One actor: names, events by role, statements made, and what is claimed of it over time."""
    return _name(asked, "actor")


def place(asked: Asked) -> Response:
    """One place: what is told to have happened there, and who is said to hold it."""
    return _name(asked, "place")


def voice(asked: Asked) -> Response:
    """One voice: in which documents it is heard, and why these count as one."""
    return _name(asked, "voice")


def _name(asked: Asked, sort: Sort) -> Response:
    with asked.desk.case() as case:
        named = _named(case, sort, asked.part("key"))
        records = case.records_of(named.ids, most=_AFFAIRS + 1)
    more = len(records) > _AFFAIRS
    told = of_named(named, [asked.desk.book(r) for r in records[:_AFFAIRS]])
    return draw(asked, "name.html", sort=sort, named=named, told=told, affairs=len(records), more=more)


def _named(case: Case, sort: Sort, key: str) -> Named:
    found = case.named_as(sort, key)
    if found is None:
        raise HTTPException(404, f"the case has no {sort} of this name")
    return found


def thing(asked: Asked) -> Response:
    """Where the thing with this id is shown, whatever it is."""
    id = asked.part("id")
    head = id.partition("_")[0]
    if head in _NAMES:
        with asked.desk.case() as case:
            key = case.key_of(id)
        if key is not None:
            return RedirectResponse(f"/{_NAMES[head]}/{quote(key, safe='')}", 303)
    if head in _PAGES:
        return RedirectResponse(f"/{_PAGES[head]}/{id}", 303)
    if head in ("f", "m", "s"):
        with asked.desk.case() as case:
            record = case.having(id)
        if record is not None:
            own = {x.id: x.document for x in record.frames} | {x.id: x.document for x in record.mentions}
            own |= {x.id: x.document for x in record.statements}
            return RedirectResponse(f"/document/{own[id]}", 303)
    raise HTTPException(404, f"the case has nothing with the id {id}")


def same(asked: Asked) -> Response:
    """What may be the same as this event, actor or place: what the program suggests, or what has the words typed."""
    id = asked.part("id")
    words = asked.word("words")
    with asked.desk.case() as case:
        record = case.having(id)
        if record is None:
            raise HTTPException(404, f"the case has nothing with the id {id}")
        names = {a.id: a.name for a in record.actors} | {p.id: p.name for p in record.places}
        names |= {e.id: e.title for e in record.events}
        if id not in names:
            raise HTTPException(404, "only events, actors and places can be the same as others")
        found: list[tuple[str, str, str]] = []
        if not words:
            for s in case.queue(about=id)[0]:
                at = 0 if s.second == id else 1
                found.append(((s.first, s.second)[at], s.names[at], "; ".join(s.reasons)))
        elif id.startswith("e_"):
            rows = case.timeline(Wanted(words=words, passing=True), limit=_HITS * 2).rows
            found = [(r.line.event, r.line.title, "") for r in rows if r.line.event != id]
        else:
            named, _ = case.named("actor" if id.startswith("a_") else "place", words=words, limit=_HITS * 2)
            found = [(_near(n, names), n.name, (n.kind or "").replace("_", " ")) for n in named if id not in n.ids]
    return draw(asked, "same.html", id=id, name=names[id], candidates=found)


def _near(named: Named, here: Container[str]) -> str:
    """The id of a name in the affair at hand where it has one there, else the first."""
    return next((i for i in named.ids if i in here), named.ids[0])


def voices(asked: Asked) -> Response:
    """Which documents are copies or citations of what, and why."""
    with asked.desk.case() as case:
        found, total = case.families(skip=asked.skip(), limit=PER_PAGE)
        documents = {d: r for f in found for d in f.documents[:_DOCUMENTS] if (r := case.report(d)) is not None}
        named, _ = case.named("voice", limit=_HITS * 2)
    return draw(asked, "voices.html", found=found, total=total, documents=documents, most=_DOCUMENTS, named=named)


def questions(asked: Asked) -> Response:
    """Pairs that may be one, for a person to say."""
    with asked.desk.case() as case:
        found, total = case.queue(skip=asked.skip(), limit=PER_PAGE)
        done = _done(case, asked)
    return draw(asked, "questions.html", found=found, total=total, undoable=done)


def problems(asked: Asked) -> Response:
    """What could not be read, in all documents."""
    with asked.desk.case() as case:
        found, total = case.problem_list(skip=asked.skip(), limit=PER_PAGE)
    return draw(asked, "problems.html", found=found, total=total)


def history(asked: Asked) -> Response:
    """What people ruled, newest first, and what else was done to the case."""
    who = asked.word("who")
    with asked.desk.case() as case:
        unseen = blind.of(case, asked.session.name)
        ledger = unseen.left(case.decisions()) if unseen is not None else case.decisions()
        people = sorted({d.by for d in ledger})
        chosen = [d for d in reversed(ledger) if not who or d.by == who]
        total = len(chosen)
        shown = chosen[asked.skip() : asked.skip() + PER_PAGE]
        states = case.states(d.id for d in shown)
        log = case.log(last=PER_PAGE)[::-1]
        done = _done(case, asked)
    return draw(
        asked,
        "history.html",
        blind=unseen,
        found=[(d, states.get(d.id), [name_of_target(t) for t in d.targets]) for d in shown],
        total=total,
        people=people,
        who=who,
        log=log,
        undoable=done,
    )


def _done(case: Case, asked: Asked) -> list[Decision]:
    """The decisions that the last change made, for the line that offers to undo them."""
    return undoable(case.decisions(), asked) if asked.done() else []


def undoable(ledger: Iterable[Decision], asked: Asked) -> list[Decision]:
    """The decisions whose ids the address carries after a change, where who asks made them and nothing took them back since.

    An address is passed on and kept: to others, and later, it must not say that they ruled just now.
    """
    ids = asked.done()
    if not ids:
        return []
    known = tuple(ledger)
    past = {r for d in known for r in d.replaces}
    return [d for d in known if d.id in ids - past and d.by == asked.session.name]
