"""The commands with which people rule on a case: ``decide``, ``ledger`` and ``suggest``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportedly.cli_options import CASE, LINES, opened, refuse_bytes
from reportedly.cli_output import put, say

if TYPE_CHECKING:
    from reportedly.deciding import Change, Decision, Ruled, Target
    from reportedly.suggestions import Suggestion

_KINDS = ("same", "different", "split", "accept", "reject", "edit", "add", "grade", "note", "undo")
"""The kinds of decisions, written here so that help need not load the vocabulary."""


@click.command()
@CASE
@click.argument("kind", type=click.Choice(_KINDS), metavar="KIND")
@click.argument("things", nargs=-1, required=True, metavar="ID...")
@click.option("--by", "who", required=True, envvar="REPORTEDLY_NAME", metavar="NAME", help="Who rules.")
@click.option("--why", default="", metavar="TEXT", help="The reason, or the note itself.")
@click.option("--replaces", multiple=True, metavar="ID", help="A decision that this one takes the place of.")
@click.option("--value", metavar="WORDS", help="edit, add: the value, as a report would write it.")
@click.option("--stance", metavar="STANCE", help="edit, add: asserts, hedges, doubts, denies, infers, supposes, plans.")
@click.option("--speaker", metavar="NAME", help='edit, add: who says it, by a name in the text; "" for the outlet.')
@click.option("--slot", metavar="SLOT", help="add: the slot that the value is for.")
@click.option("--quote", metavar="WORDS", help="add: the exact words that carry the value.")
@click.option("--published", metavar="DATE", help="edit of a document: its date of publication.")
@click.option("--publisher", metavar="NAME", help="edit of a document: who published it.")
@click.option("--origin", metavar="NAME", help="edit of a document: where it was published first.")
@click.option("--source", metavar="A-F", help="grade: how reliable the source is (A to F).")
@click.option("--item", metavar="1-6", help="grade: how credible the item is (1 to 6).")
def decide(
    case: Path,
    kind: str,
    things: tuple[str, ...],
    who: str,
    why: str,
    replaces: tuple[str, ...],
    value: str | None,
    stance: str | None,
    speaker: str | None,
    slot: str | None,
    quote: str | None,
    published: str | None,
    publisher: str | None,
    origin: str | None,
    source: str | None,
    item: str | None,
) -> None:
    """Rule on a case; what a person decides outlives every re-reading, and can be undone.

    KIND is one of same, different (events, actors or places that are one, or not); split (an event, then those of its mentions
    f_… that are another one); accept, reject, edit (a claim; edit also a document); add (a claim, to an event); grade (a claim,
    a document, or a source by name); note (anything; the note is --why); undo (decisions r_…).  Ids may be cut short.
    """
    from reportedly.typed_decisions import Options, from_ids

    refuse_bytes(who, why, value, speaker, slot, quote, publisher, origin, *things, *replaces)
    given = Options(
        value=value,
        stance=stance,
        speaker=speaker,
        slot=slot,
        quote=quote,
        published=published,
        publisher=publisher,
        origin=origin,
        source=source,
        item=item,
    )
    with opened(case) as kept:
        named = [*things, *replaces, *([value] if value and value[1:2] == "_" else [])]
        made = from_ids(
            kept.around(named), kind, things, by=who, at=datetime.now(UTC), why=why, replaces=replaces, given=given
        )
        new = set(kept.decide(*made))
        states = {r.decision.id: r for r in kept.around([d.id for d in made]).decisions}
    say([line for d in made for line in _told(d, states.get(d.id), d.id in new)])


def _told(decision: Decision, ruled: Ruled | None, new: bool) -> list[str]:
    from reportedly.views.phrases import STATES

    state = "" if ruled is None else f" — {STATES[ruled.state]}"
    return [f"{decision.id} · {decision.kind} by {decision.by}{state}{'' if new else ' (was there already)'}"]


@click.command()
@CASE
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help="Write the decisions as lines of JSON."
)
@click.option("--merge", type=click.Path(path_type=Path), metavar="FILE", help="Take in decisions from such lines.")
def ledger(case: Path, output: Path | None, merge: Path | None) -> None:
    """List the decisions of a case and how each stands; write them as lines for git, or take in somebody's.

    Exits with 1 where decisions are in conflict.
    """
    from reportedly import ledger as lines
    from reportedly.capture import LIMITS
    from reportedly.errors import InputError

    with opened(case) as kept:
        if merge is not None:
            try:
                with open(merge, "rb") as file:
                    raw = file.read(LIMITS.bytes + 1)
                if len(raw) > LIMITS.bytes:
                    raise InputError(
                        f"larger than {LIMITS.bytes / 1e6:g} MB", where=merge.name, hint="give it in parts"
                    )
                text = raw.decode("utf-8")
            except OSError as error:
                raise InputError(
                    f"cannot be read ({error.strerror})", where=merge.name, hint="check the path"
                ) from None
            except UnicodeDecodeError:
                raise InputError("is not UTF-8", where=merge.name, hint="give a file that --output wrote") from None
            given = lines.from_lines(text, where=merge.name)
            new = kept.decide(*given)
            out = {d.id for d in given} - {d.id for d in kept.decisions()}
            say(
                [
                    f"{len(new)} decisions taken in from {merge.name}",
                    *[f"  ! {len(out)} left out: they quote what was removed from the case"] * bool(out),
                ]
            )
        decided = kept.decisions()
        record = kept.around([d.id for d in decided])
        if output is not None:
            put(lines.to_lines(decided), output)
    if (merge is None and output is None) or merge is not None:
        say(_listed(record.decisions) or ["no decisions yet; reportedly decide makes them"])
    if any(r.state == "conflict" for r in record.decisions):
        sys.exit(1)


def _listed(decisions: Sequence[Ruled]) -> list[str]:
    from reportedly.views.phrases import STATES

    out = []
    for ruled in decisions:
        d = ruled.decision
        out.append(f"{d.at} {d.by}: {d.kind} {_targets(d.targets, d.replaces)} — {STATES[ruled.state]}")
        changed = _changed(d.change)
        out += [f"  {line}" for line in (changed, f"why: {d.why}" if d.why else "", d.id) if line]
    return out


def _targets(targets: Sequence[Target], replaces: Sequence[str]) -> str:
    from reportedly.deciding import DocumentTarget, SourceTarget

    words = []
    for t in targets:
        if isinstance(t, SourceTarget):
            words.append(t.name)
        elif isinstance(t, DocumentTarget):
            words.append(t.id)
        else:
            words.append(f"“{t.at.quote}”")
    return ", ".join(dict.fromkeys([*words, *replaces]))


def _changed(change: Change | None) -> str:
    import msgspec

    if change is None:
        return ""
    given = msgspec.to_builtins(change)
    return "to: " + ", ".join(f"{k} {v}" for k, v in given.items() if v not in (None, "") and k not in ("type", "at"))


@click.command()
@CASE
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Most pairs.")
@LINES
def suggest(case: Path, limit: int, as_json: bool) -> None:
    """List actors, places and events that may be one and were left apart, the likeliest first, each with its reasons.

    Nothing is joined: decide CASE same, or different, rules on a pair, and it is not suggested again.
    """
    import msgspec

    with opened(case) as kept:
        found = kept.suggestions()[:limit]
    if as_json:
        put("".join(f"{msgspec.json.encode(s).decode()}\n" for s in found), None)
        return
    say([line for s in found for line in _suggested(s)] or ["nothing looks alike that was left apart"])


def _suggested(suggestion: Suggestion) -> list[str]:
    first, second = suggestion.names
    what = "may be a part of" if suggestion.sort == "part" else "may be the same as"
    return [
        f"{suggestion.score:.2f} {suggestion.first} {what} {suggestion.second}",
        f"  {first} · {second}",
        f"  ~ {'; '.join(suggestion.reasons)}",
    ]


DECIDE_COMMANDS: tuple[click.Command, ...] = (decide, ledger, suggest)
"""The commands of this module, in the order in which help lists them."""
