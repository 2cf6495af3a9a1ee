"""The ledger of decisions as lines of text: one JSON object a line, which lives in git and merges well.

Lines stand in the order of time, then id, so that two people's files differ only in the lines that one of them has more.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from reportedly.deciding import Decision
from reportedly.decisions import id_of
from reportedly.errors import InputError
from reportedly.faults import fault_of


def ordered(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Each decision once, by time, then id."""
    kept: dict[str, Decision] = {}
    for d in decisions:
        held = kept.get(d.id)
        if held is None or msgspec.json.encode(d) < msgspec.json.encode(held):
            kept[d.id] = d
    return tuple(sorted(kept.values(), key=lambda d: (d.at, d.id)))


def merge(a: Iterable[Decision], b: Iterable[Decision]) -> tuple[Decision, ...]:
    """Both ledgers as one: every decision of either, once."""
    return ordered([*a, *b])


def to_lines(decisions: Iterable[Decision]) -> str:
    """One JSON object a line, by time, then id; "" for no decisions."""
    return "".join(msgspec.json.encode(d).decode("utf-8").translate(_BREAKS) + "\n" for d in ordered(decisions))


_BREAKS = {ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}
"""What JSON leaves in strings as it is, and other programs take for the end of a line."""


def from_lines(text: str, *, where: str = "decisions") -> tuple[Decision, ...]:
    """The decisions of such lines, by time, then id; empty lines are passed over.

    Raises InputError that names the line (``where:line``) for one that is no decision, makes no sense, or does not have the
    id of its content: decisions are appended, never edited.
    """
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            found.append(_decision(line, f"{where}:{number}"))
    return ordered(found)


def _decision(line: str, where: str) -> Decision:
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
        raise InputError("a merge was left unfinished here", where=where, hint="keep the lines of both sides")
    try:
        decision = msgspec.json.decode(line, type=Decision, strict=True)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise InputError(
            f"no decision: {str(error).rstrip('.')}",
            where=where,
            hint="take the line out, or mend it from its first copy",
        ) from error
    if decision.id != id_of(decision):
        raise InputError(
            f"{decision.id} is not the id of what the line says",
            where=where,
            hint="decisions are never edited: restore the line and append one that replaces it",
        )
    fault = fault_of(decision)
    if fault is not None:
        raise InputError(f"{decision.kind}: {fault[0]}", where=where, hint=fault[1])
    return decision
