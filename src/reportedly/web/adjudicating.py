"""What comes of a closed round at the desk: agreement by slot, and the differences, of each of which one ruling is taken."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

import msgspec
from starlette.responses import RedirectResponse, Response

from reportedly.agreement import Coefficient, SlotAgreement
from reportedly.case import Case, Difference, Round
from reportedly.deciding import Decision
from reportedly.errors import UsageError
from reportedly.model import Document, Span
from reportedly.views import pane
from reportedly.views.book import Book
from reportedly.views.phrases import slot_words
from reportedly.web import blind
from reportedly.web.asked import PER_PAGE, UNDOABLE, Asked
from reportedly.web.browsing import undoable
from reportedly.web.coding import round_asked
from reportedly.web.drawing import draw

_HEADS = (
    "slot",
    "units",
    "one_coder",
    "pairs",
    "agreed",
    "percent",
    "kappa",
    "alpha",
    "alpha_of_numbers",
    "no_kappa_because",
    "no_alpha_because",
    "no_alpha_of_numbers_because",
)


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """A difference as the page shows it: where its words stand, and the coders' reasons.

    ``event`` is the title of the event that the claim is about, as the ledger has it; "" for what coders added.  ``why`` are the
    coders' reasons by coder, where they gave one.  ``decision`` is what settled it; ``ledger`` are other decisions on the claim that
    stand, which would be in conflict with one that says otherwise.
    """

    difference: Difference
    document: Document
    quote: pane.Quote
    event: str
    why: dict[str, str]
    decision: Decision | None
    ledger: tuple[Decision, ...]


def agreement(asked: Asked) -> Response:
    """How far the coders of a closed round agree, by slot and over all."""
    with asked.desk.case() as case:
        found = case.agreement(round_asked(case, asked).id)
    return draw(asked, "agreement.html", found=found, round=found.round, reasons=_reasons(found.slots))


def _reasons(slots: Iterable[SlotAgreement]) -> list[tuple[str, list[str]]]:
    """Why figures are missing, each reason once, with the slots that lack them."""
    told: dict[str, list[str]] = {}
    for s in slots:
        for name, figure in (("kappa", s.kappa), ("alpha", s.alpha), ("alpha of numbers", s.alpha_low)):
            if figure is not None and figure.value is None:
                told.setdefault(figure.why, []).append(f"{name} of {slot_words(s.slot) if s.slot else 'all slots'}")
    return list(told.items())


def agreement_csv(asked: Asked) -> Response:
    """The same as a table for other programs: one row a slot, ``all`` last; numbers that are not defined are empty."""
    with asked.desk.case() as case:
        found = case.agreement(round_asked(case, asked).id)
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(_HEADS)
    table.writerows(_row(s) for s in found.slots)
    named = f'attachment; filename="{found.round.id}-agreement.csv"'
    return Response(text.getvalue(), media_type="text/csv; charset=utf-8", headers={"content-disposition": named})


def _row(slot: SlotAgreement) -> Sequence[object]:
    figures = (slot.kappa, slot.alpha, slot.alpha_low)
    percent = slot.percent()
    return (
        slot.slot or "all",
        slot.units,
        slot.single,
        slot.pairs,
        slot.agreed,
        "" if percent is None else round(percent, 2),
        *(_number(f) for f in figures),
        *("" if f is None else f.why for f in figures),
    )


def _number(figure: Coefficient | None) -> object:
    return "" if figure is None or figure.value is None else round(figure.value, 4)


def differences(asked: Asked) -> Response:
    """What the coders of a closed round ruled differently, side by side, those not settled first."""
    with asked.desk.case() as case:
        found = round_asked(case, asked)
        told = sorted(case.differences(found.id), key=lambda d: d.settled is not None)
        unseen = blind.of(case, asked.session.name)
        if unseen is not None and unseen.covers(case, found.documents):
            return blind.closed(asked, unseen)
        alike = case.adoptable(found.id)
        ledger = case.decisions()
        here = told[asked.skip() : asked.skip() + PER_PAGE]
        shown = _pairs(asked, case, found, here, ledger)
    return draw(
        asked,
        "differences.html",
        round=found,
        shown=shown,
        total=len(told),
        unsettled=sum(d.settled is None for d in told),
        alike=len(alike),
        undoable=undoable(ledger, asked),
    )


def _pairs(
    asked: Asked, case: Case, found: Round, told: Sequence[Difference], ledger: Sequence[Decision]
) -> list[Pair]:
    if not told:
        return []
    documents = list(dict.fromkeys(d.unit.document for d in told))
    book = asked.desk.book(case.as_coded(found.id, found.coders[0].name, documents))
    reasons = {d.id: d.why for c in found.coders for d in case.own_codings(found.id, c.name)}
    standing: dict[str, list[Decision]] = {}
    titles: dict[str, str] = {}
    for document in documents:
        record = case.having(document)
        if record is None:
            continue
        named = {e.id: e.title for e in record.events}
        titles |= {c.id: named[c.subject.id] for c in record.claims if c.subject.id in named}
        for i in {d.unit.id for d in told if d.unit.document == document}:
            standing[i] = [r.decision for r in record.decisions if r.state in ("same", "moved") and i in r.ids]
    decided = {d.id: d for d in ledger}
    return [_pair(book, d, titles, reasons, decided, standing.get(d.unit.id, [])) for d in told]


def _pair(
    book: Book,
    found: Difference,
    titles: dict[str, str],
    reasons: dict[str, str],
    decided: dict[str, Decision],
    standing: Sequence[Decision],
) -> Pair:
    unit = found.unit
    document = book.documents[unit.document]
    return Pair(
        difference=found,
        document=document,
        quote=pane.around(book, document, Span(start=unit.start, end=unit.end, text=unit.words)),
        event=titles.get(unit.id, ""),
        why={coder: why for coder, m in unit.marks.items() if (why := reasons.get(m.ruling, ""))},
        decision=decided.get(found.settled or ""),
        ledger=tuple(d for d in standing if d.id != found.settled and d.kind in ("accept", "reject", "edit")),
    )


def adjudicate(asked: Asked) -> Response:
    """Take one coder's ruling on a difference; it becomes a decision of the ledger, signed by whoever takes it."""
    taken = asked.typed("take")
    if not taken:
        raise UsageError("no ruling is taken", hint="press the button of the coder whose ruling is to hold")
    with asked.desk.case() as case:
        found = round_asked(case, asked)
        unit = asked.typed("unit")
        replaces = asked.all_typed("replaces")
        made = case.adjudicate(found.id, unit, taken, asked.session.name, asked.typed("why"), replaces=replaces)
    return _back(asked, found, [made], unit)


def adopt(asked: Asked) -> Response:
    """Put into the ledger whatever all coders ruled alike."""
    with asked.desk.case() as case:
        found = round_asked(case, asked)
        made = case.adopt(found.id, asked.session.name)
    return _back(asked, found, made if len(made) <= UNDOABLE else (), "")


def _back(asked: Asked, found: Round, made: Sequence[Decision], unit: str) -> Response:
    """To the differences again, with the ids of what was made, which the page offers to undo."""
    page = asked.typed("page")
    given = {"page": page if page.isascii() and page.isdigit() and page != "1" else ""}
    given["done"] = ",".join(d.id for d in made)
    query = urlencode({k: v for k, v in given.items() if v})
    return RedirectResponse(f"/coding/{found.id}/differences{'?' * bool(query)}{query}{'#' * bool(unit)}{unit}", 303)
