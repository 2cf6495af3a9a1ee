"""The commands of blind coding: ``reportedly coding CASE open``, ``list``, ``show``, ``code``, ``done``, ``close`` and more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from reportedly.cli_options import CASE, LINES, opened, refuse_bytes
from reportedly.cli_output import counted, put, say

if TYPE_CHECKING:
    import msgspec

    from reportedly.agreement import Coefficient, SlotAgreement
    from reportedly.case import Agreement, Difference, Round, Unit
    from reportedly.model import Claim, Record

T = TypeVar("T", bound="Claim | Unit")

_BY = click.option("--by", "who", required=True, envvar="REPORTEDLY_NAME", metavar="NAME", help="Who does it.")
_ROUND = click.argument("asked", metavar="ROUND")
_SLOT = click.option("--slot", metavar="SLOT", help="The slot of the claim, where words name it.")


@click.group()
@CASE
@click.pass_context
def coding(context: click.Context, case: Path) -> None:
    """Code reports of a case blind: several people rule on the same claims without seeing each other's rulings.

    ROUND is a round's name, or its id (round-1).
    """
    context.obj = case


@coding.command("open")
@click.argument("name", metavar="NAME")
@click.option("--document", "documents", multiple=True, metavar="DOCUMENT", help="Its id or file name. [default: all]")
@click.option("--coder", "coders", multiple=True, required=True, metavar="NAME", help="Who codes; two or more.")
@_BY
@click.pass_obj
def open_round(case: Path, name: str, documents: tuple[str, ...], coders: tuple[str, ...], who: str) -> None:
    """Open a round of coding on documents of the case."""
    refuse_bytes(name, who, *documents, *coders)
    with opened(case) as kept:
        found = kept.open_round(name, documents or [h.sha256 for h in kept.captures()], coders, who)
    say(_listed(found))


@coding.command("list")
@LINES
@click.pass_obj
def list_rounds(case: Path, as_json: bool) -> None:
    """List the rounds of a case: who codes what, who is done."""
    with opened(case) as kept:
        found = kept.rounds()
    if as_json:
        _put_lines(found)
        return
    say(
        [line for r in found for line in _listed(r)]
        or ["no round of coding; open one with reportedly coding CASE open"]
    )


def _listed(found: Round) -> list[str]:
    state = "open" if found.closed is None else f"closed {found.closed} by {found.closed_by}"
    size = counted(len(found.documents), "document")
    return [f"{found.id} · {found.name} · {size} · opened {found.opened} by {found.by} · {state}"] + [
        f"  {c.name}: {counted(c.rulings, 'ruling')}, {f'done {c.done}' if c.done else 'not done'}"
        for c in found.coders
    ]


@coding.command("show")
@_ROUND
@_BY
@LINES
@click.pass_obj
def show_round(case: Path, asked: str, who: str, as_json: bool) -> None:
    """List the claims of a round as one coder (--by) sees them: what was read, and the coder's own rulings."""
    with opened(case) as kept:
        record = kept.as_coded(asked, who)
    if as_json:
        _put_lines(record.claims)
        return
    say(list(_sheet(record)))


def _sheet(record: Record) -> Iterator[str]:
    from reportedly import page
    from reportedly.views import book as books
    from reportedly.views import phrases

    book = books.open_book(record)
    ruled = {i for r in record.decisions if r.state in ("same", "moved") for i in r.ids}
    for document in record.documents:
        yield f"{document.id} · {page.heading(document) or document.capture.from_}"
        for c in record.claims:
            if c.document == document.id:
                mark = (
                    "·"
                    if c.id not in ruled and c.decided is None
                    else {"rejected": "✗", "edited": "~"}.get(c.decided or "", "✓")
                )
                value = f"{phrases.value_words(c.value, book)} ({c.stance})"
                yield f"  {mark} {c.id} {c.slot}: {value} “{c.evidence[0].text}”"


@coding.command("code")
@_ROUND
@click.argument("kind", type=click.Choice(["accept", "reject", "edit", "add", "undo"]), metavar="KIND")
@click.argument("things", nargs=-1, required=True, metavar="THING...")
@_BY
@_SLOT
@click.option("--why", default="", metavar="TEXT", help="The reason.")
@click.option("--value", metavar="WORDS", help="edit, add: the value, as a report would write it.")
@click.option("--stance", metavar="STANCE", help="edit, add: asserts, hedges, doubts, denies, infers, supposes, plans.")
@click.option("--speaker", metavar="NAME", help='edit, add: who says it, by a name in the text; "" for the outlet.')
@click.option("--quote", metavar="WORDS", help="add: the exact words that carry the value.")
@click.pass_obj
def code(
    case: Path,
    asked: str,
    kind: str,
    things: tuple[str, ...],
    who: str,
    slot: str | None,
    why: str,
    value: str | None,
    stance: str | None,
    speaker: str | None,
    quote: str | None,
) -> None:
    """Rule on claims of a round, as one of its coders.

    KIND is accept, reject or edit (a claim, by its id c_… or the words that it stands on), add (a claim, to an event e_… or
    words of its title), or undo (an own ruling r_…).
    """
    from reportedly import decisions, excerpt
    from reportedly.typed_decisions import Options, from_ids

    refuse_bytes(who, why, value, speaker, slot, quote, *things)
    given = Options(value=value, stance=stance, speaker=speaker, quote=quote, slot=slot if kind == "add" else None)
    with opened(case) as kept:
        now = datetime.now(UTC)
        if kind == "undo":
            own = [d.id for d in kept.own_codings(asked, who)]
            made = [decisions.make(kind, (), by=who, at=now, why=why, replaces=[_whole(t, own) for t in things])]
        else:
            record = kept.as_coded(asked, who)
            if kind == "add":
                ids = [t if t.startswith("f_") else excerpt.find(record, t) for t in things]
            else:
                ids = [_named(t, slot, [(c, c.evidence[0].text) for c in record.claims]) for t in things]
            made = list(from_ids(record, kind, ids, by=who, at=now, why=why, given=given))
        new = kept.code(asked, *made)
    say([f"{d.id} · {d.kind} by {d.by}" for d in new] or ["nothing new: you ruled so before"])


def _whole(prefix: str, ids: Sequence[str]) -> str:
    found = [i for i in ids if i.startswith(prefix)] if len(prefix) > 5 else []
    return found[0] if len(found) == 1 else prefix


def _named(asked: str, slot: str | None, things: Iterable[tuple[T, str]]) -> str:
    """The id of the claim or unit that is named by its id, which may be cut short, or by the words that it stands on."""
    from reportedly.errors import UsageError
    from reportedly.text import fold

    fitting = [(t, words) for t, words in things if slot is None or t.slot == slot]
    by_id = asked.startswith("c_") and len(asked) > 5
    found = [(t, w) for t, w in fitting if (t.id.startswith(asked) if by_id else fold(w) == fold(asked))]
    if len(found) == 1:
        return found[0][0].id
    shown = "; ".join(f"{t.id} {t.slot} “{w}”" for t, w in found[:6])
    raise UsageError(
        f"{asked!r} is {'no claim' if not found else f'{len(found)} claims'} of the round",
        hint=f"name one by its id: {shown}" if found else "reportedly coding CASE show lists them",
    )


@coding.command("done")
@_ROUND
@_BY
@click.pass_obj
def done(case: Path, asked: str, who: str) -> None:
    """Say that you are done with a round; when all its coders are, it is closed."""
    with opened(case) as kept:
        found = kept.done(asked, who)
    say(_listed(found))


@coding.command("close")
@_ROUND
@_BY
@click.pass_obj
def close(case: Path, asked: str, who: str) -> None:
    """Close a round that you opened."""
    with opened(case) as kept:
        found = kept.close_round(asked, who)
    say(_listed(found))


@coding.command("agreement")
@_ROUND
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@click.pass_obj
def agreement(case: Path, asked: str, as_json: bool) -> None:
    """Show how far the coders of a closed round agree, by slot and over all."""
    with opened(case) as kept:
        found = kept.agreement(asked)
    if as_json:
        import msgspec

        put(msgspec.json.encode(found).decode() + "\n", None)
        return
    from reportedly.views.visible import visible

    put(visible("".join(f"{line}\n" for line in _figures(found)), keep="\n"), None)


_HEADS = ("slot", "units", "one coder", "agree", "kappa", "alpha", "alpha of numbers")


def _figures(found: Agreement) -> Iterator[str]:
    yield f"{found.round.name}: {' and '.join(c.name for c in found.round.coders)}"
    rows = [_HEADS, *(_row(s) for s in found.slots)]
    wide = [max(len(r[n]) for r in rows) for n in range(len(_HEADS))]
    for row in rows:
        cells = [row[0].ljust(wide[0]), *(c.rjust(w) for c, w in zip(row[1:], wide[1:], strict=True))]
        yield "  ".join(cells).rstrip()
    for slot in found.slots:
        for name, figure in (("kappa", slot.kappa), ("alpha", slot.alpha), ("alpha of numbers", slot.alpha_low)):
            if figure is not None and figure.value is None:
                yield f"  no {name} for {slot.slot or 'all'}: {figure.why}"
    for lost in found.lost:
        yield f"  ! {lost.ruling} by {lost.coder} is in no unit: what it was on is {lost.state} in the present reading"


def _row(slot: SlotAgreement) -> tuple[str, ...]:
    percent = slot.percent()
    agree = "–" if percent is None else f"{percent:.0f} %"
    return (
        slot.slot or "all",
        str(slot.units),
        str(slot.single),
        agree,
        _number(slot.kappa),
        _number(slot.alpha),
        _number(slot.alpha_low),
    )


def _number(figure: Coefficient | None) -> str:
    return "" if figure is None else "–" if figure.value is None else f"{figure.value:.2f}"


@coding.command("differences")
@_ROUND
@LINES
@click.pass_obj
def differences(case: Path, asked: str, as_json: bool) -> None:
    """List what the coders of a closed round ruled differently, and what was made of it."""
    with opened(case) as kept:
        found = kept.differences(asked)
    if as_json:
        _put_lines(found)
        return
    say([line for d in found for line in _difference(d)] or ["the coders differ in nothing"])


def _difference(found: Difference) -> list[str]:
    unit = found.unit
    settled = f" — settled by {found.settled}" if found.settled else ""
    added = " (added)" if unit.added else ""
    lines = [f"{unit.id} · {unit.slot}{added} “{unit.words}” {unit.document}{settled}"]
    return lines + [f"  {coder}: {m.told}{f' · {m.ruling}' if m.ruling else ''}" for coder, m in unit.marks.items()]


@coding.command("adjudicate")
@_ROUND
@click.argument("unit", metavar="UNIT")
@click.option("--take", required=True, metavar="CODER", help="Whose ruling becomes a decision, or a ruling r_….")
@_BY
@_SLOT
@click.option("--why", default="", metavar="TEXT", help="The reason, beside what each coder ruled.")
@click.option("--replaces", multiple=True, metavar="ID", help="A decision of the ledger that gives way.")
@click.pass_obj
def adjudicate(
    case: Path, asked: str, unit: str, take: str, who: str, slot: str | None, why: str, replaces: tuple[str, ...]
) -> None:
    """Put one coder's ruling on a difference into the ledger.

    UNIT is its id, as differences prints it, or the words that it stands on.
    """
    refuse_bytes(unit, take, who, why)
    with opened(case) as kept:
        id_ = _named(unit, slot, [(u, u.words) for u in kept.units(asked)])
        made = kept.adjudicate(asked, id_, take, who, why, replaces=replaces)
    say([f"{made.id} · {made.kind} by {made.by}: {made.why}"])


@coding.command("adopt")
@_ROUND
@_BY
@click.pass_obj
def adopt(case: Path, asked: str, who: str) -> None:
    """Put into the ledger whatever all coders of a closed round ruled alike."""
    refuse_bytes(who)
    with opened(case) as kept:
        made = kept.adopt(asked, who)
    say([f"{counted(len(made), 'decision')} put into the ledger", *(f"  {d.id} · {d.kind}" for d in made)])


def _put_lines(found: Iterable[msgspec.Struct]) -> None:
    import msgspec

    put("".join(f"{msgspec.json.encode(f).decode()}\n" for f in found), None)
