"""The commands that keep a case: what comes in, what it shows, what was done to it, what leaves it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportedly.cli_options import (
    ALLOW_PRIVATE,
    CASE,
    FORMAT,
    LINES,
    OUTPUT,
    PUBLISHED,
    QUIET,
    READER,
    SPACY,
    WIDTH,
    opened,
)
from reportedly.cli_output import Progress, coloured, columns, counted, put, say, shown

if TYPE_CHECKING:
    from reportedly.case import Hit, Reread, Size
    from reportedly.claim_diff import Difference
    from reportedly.model import Problem
    from reportedly.views.book import Book

_BY = click.option(
    "--by", "who", default="", envvar="REPORTEDLY_NAME", metavar="NAME", help="Who does it, for the log."
)


@click.command()
@CASE
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@PUBLISHED
@READER
@ALLOW_PRIVATE
@click.option("--again", is_flag=True, help="Take again what was removed from the case.")
@SPACY
@_BY
@QUIET
def add(
    case: Path,
    inputs: tuple[str, ...],
    published: str | None,
    reader: str,
    allow_private: bool,
    again: bool,
    spacy: str | None,
    who: str,
    quiet: bool,
) -> None:
    """Add reports to a case, which is made where there is none.

    CASE is its file.  INPUT is a path, a folder, an address (http or https), or - for stdin.
    """
    with opened(case, create=True) as kept, ExitStack() as stack:
        progress = stack.enter_context(Progress(quiet=quiet))
        added = kept.add(
            inputs,
            published=published,
            reader=reader,
            allow_private=allow_private,
            again=again,
            spacy=spacy,
            who=who,
            progress=progress,
        )
        size = kept.size()
    lines = [f"{counted(len(added.new), 'report')} added"]
    if added.known:
        lines[0] += f", {len(added.known)} known already"
    lines[0] += f"; {case.name} holds {_sized(size)}"
    say([*lines, *_problem_lines(added.problems)])
    if added.problems and not added.new and not added.known:
        sys.exit(2)


def _problem_lines(problems: Sequence[Problem]) -> list[str]:
    return [line for p in problems for line in (f"  ! {p.message} ({p.code})", f"    {p.hint}") if line.strip()]


def _sized(size: Size) -> str:
    return f"{counted(size.captures, 'capture')}, {counted(size.events, 'event')}, {counted(size.claims, 'claim')}"


@click.command()
@CASE
@click.argument("thing", nargs=-1, metavar="[EVENT|ACTOR|DOCUMENT]")
@FORMAT
@OUTPUT
@WIDTH
def show(case: Path, thing: tuple[str, ...], form: str, output: Path | None, width: int | None) -> None:
    """Show a case: its events by date, or one event, actor or document in full.

    A thing is named by its id, which may be cut short, or by words of its title or name.
    """
    from reportedly import excerpt
    from reportedly.views import single, timeline

    wide, colour = width or columns(to_file=output is not None), coloured(to_file=output is not None)
    with opened(case) as kept:
        if not thing and form == "text":
            size = kept.size()
            text = timeline.render(
                kept.lines(), case.name, reports=size.documents, problems=size.problems, width=wide, colour=colour
            )
            put(text, output)
            return
        record = kept.around(thing) if thing else kept.record()
    if not thing:
        put(shown(record, form, width=width, to_file=output is not None), output)
        return
    found = excerpt.find(record, " ".join(thing))
    if form != "text":
        put(shown(excerpt.about(record, found), form, width=width, to_file=output is not None), output)
        return
    render = {"e": single.event, "a": single.actor, "d": single.document}[found[0]]
    put(render(record, found, width=wide, colour=colour), output)


@click.command()
@CASE
@click.argument("words", nargs=-1, required=True, metavar="WORDS")
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Most texts, and most claims."
)
@LINES
def search(case: Path, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Find texts and claims in which all the WORDS stand.

    "Words in quotation marks" are found as they stand, and word* finds what begins so.
    """
    with opened(case) as kept:
        hits = kept.search(" ".join(words), limit=limit)
    if as_json:
        put("".join(f"{line}\n" for line in _hit_lines(hits)), None)
        return
    if not hits:
        say([f"nothing in {case.name} has all of these words"])
        sys.exit(1)
    say([line for hit in hits for line in _hit(hit)])


def _hit(hit: Hit) -> list[str]:
    from reportedly.case.search import CLOSE, OPEN

    words = hit.excerpt.replace(OPEN, "[").replace(CLOSE, "]")
    what = hit.document if hit.claim is None else f"{hit.claim} · {hit.slot}{f' of {hit.event}' if hit.event else ''}"
    return [f"{what} · {hit.title}", f"  {words}"]


def _hit_lines(hits: list[Hit]) -> Iterator[str]:
    import msgspec

    from reportedly.case.search import CLOSE, OPEN

    for hit in hits:
        bare = hit.excerpt.replace(OPEN, "").replace(CLOSE, "")
        yield msgspec.json.encode(msgspec.structs.replace(hit, excerpt=bare)).decode()


@click.command()
@CASE
def stats(case: Path) -> None:
    """Tell what a case holds: captures, readers, voices, what was removed, and the last entries of its log."""
    with opened(case) as kept:
        size, captures, removed = kept.size(), kept.captures(), kept.removed()
        readers, log = kept.readers(), kept.log(last=5)
    lines = [f"{case.name}: {_sized(size)}"]
    lines += [
        f"  {counted(size.documents - size.copies, 'document')} of its own words, {size.copies} that repeat others"
    ]
    lines += [f"  {counted(size.decisions, 'decision')}, {counted(size.problems, 'problem')}"]
    lines += [f"  read by {reader}: {counted(number, 'document')}" for reader, number in readers.items()]
    lines += ["captures:"]
    for c in captures:
        taken = "" if c.times == 1 else f", received {c.times} times"
        lines += [f"  {c.sha256[:16]}  {c.media_type}, {c.bytes:,} bytes, {c.taken_at}{taken}  {c.name}"]
    if removed:
        lines += ["removed:"]
        lines += [f"  {r.sha256[:16]}  {r.at}{f' by {r.who}' if r.who else ''}: {r.reason}" for r in removed]
    lines += ["last done:"]
    lines += [f"  {e.seq}  {e.at}  {e.action}{f' by {e.who}' if e.who else ''}" for e in log]
    say(lines)


@click.command()
@CASE
def verify(case: Path) -> None:
    """Hash every byte of a case again, and its log; say the first thing that is not what it was.

    Exits with 1 where something is broken.  Note the printed hash elsewhere: it later shows whether the log was cut short
    or made anew as a whole, which the file alone cannot show.
    """
    with opened(case) as kept:
        found = kept.verify()
    if found.broken:
        first, *more = found.broken
        say([f"broken: {first.what}: {first.why}", *(f"  then: {b.what}: {b.why}" for b in more[:20])])
        sys.exit(1)
    erased = f", words of {counted(found.erased, 'entry', 'entries')} erased by removals" if found.erased else ""
    say(
        [
            f"{case.name}: {counted(found.captures, 'capture')} and {found.entries} log entries are what they were{erased}",
            f"last entry: {found.entries} {found.head}",
            *(f"stamped: entry {seq} at {at}" for seq, at in found.stamps),
        ]
    )


@click.command()
@CASE
@click.argument("capture", metavar="CAPTURE")
@click.option("--reason", required=True, metavar="TEXT", help="Why it is removed; stays in the log.")
@_BY
def remove(case: Path, capture: str, reason: str, who: str) -> None:
    """Erase a capture: its bytes, its text, what was read in it, and every word of it in the log and in decisions.

    CAPTURE is its hash, of which eight digits are enough.  Only the hash, the time, and the reason stay.  Copies of the
    file that were made elsewhere are not reached.
    """
    with opened(case) as kept:
        gone = kept.remove(capture, reason=reason, who=who)
    say([f"{gone[:16]} is removed from {case.name}; what stays is its hash and the reason"])


@click.command()
@CASE
@READER
@SPACY
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@QUIET
def reread(case: Path, reader: str, spacy: str | None, as_json: bool, quiet: bool) -> None:
    """Read all reports of a case again, and tell which claims differ and what became of each decision."""
    with opened(case) as kept, ExitStack() as stack:
        progress = stack.enter_context(Progress(quiet=quiet))
        found = kept.reread(reader=reader, spacy=spacy, progress=progress)
    if as_json:
        import msgspec

        put(msgspec.json.encode(found).decode() + "\n", None)
        return
    say(list(_reread(found)))


def _reread(found: Reread) -> Iterator[str]:
    from reportedly.model import Record
    from reportedly.views import book as books

    book = books.open_book(Record())  # claims of single readings name nothing joined
    sorts = {s: sum(1 for d in found.differences if d.sort == s) for s in ("added", "changed", "gone")}
    yield f"{counted(found.documents, 'report')} read by {found.reader}"
    yield "claims: " + ", ".join(f"{n} {s}" for s, n in sorts.items())
    for difference in found.differences:
        yield _difference(difference, book)
    if found.after:
        states = {r.decision.id: r.state for r in found.before}
        counts: dict[str, int] = {}
        for r in found.after:
            counts[r.state] = counts.get(r.state, 0) + 1
        yield "decisions: " + ", ".join(f"{n} {s}" for s, n in sorted(counts.items()))
        for r in found.after:
            if states.get(r.decision.id) != r.state:
                was = states.get(r.decision.id, "new")
                yield f"  {r.decision.id} · {r.decision.kind} by {r.decision.by}: {was}, now {r.state}"


def _difference(difference: Difference, book: Book) -> str:
    from reportedly.views import phrases

    mark = {"added": "+", "changed": "~", "gone": "-"}[difference.sort]
    sides = [c for c in (difference.before, difference.after) if c is not None]
    values = " → ".join(f"{phrases.value_words(c.value, book)} ({c.stance})" for c in sides)
    last = sides[-1]
    return f"  {mark} {phrases.slot_words(last.slot)}: {values} “{last.evidence[0].text}” {difference.capture[:12]}"


@click.command()
@CASE
@click.argument("feeds", nargs=-1, required=True, metavar="FEED...")
@click.option(
    "--every", type=click.FloatRange(min=1), metavar="MINUTES", help="Go on asking; else the feeds are asked once."
)
@ALLOW_PRIVATE
@QUIET
def watch(case: Path, feeds: tuple[str, ...], every: float | None, allow_private: bool, quiet: bool) -> None:
    """Add what feeds list and the case has not; this goes to the network.

    FEED is the address of an RSS or Atom feed.  What was removed from the case is not taken again.
    """
    import time

    from reportedly.errors import InputError

    while True:
        failed = 0
        for feed in feeds:
            try:
                with opened(case, create=True) as kept, ExitStack() as stack:
                    progress = stack.enter_context(Progress(quiet=quiet))
                    found = kept.watch(feed, allow_private=allow_private, progress=progress)
            except InputError as error:
                if every is None and len(feeds) == 1:
                    raise
                failed += 1
                say([f"  ! {error.line()}"])
                continue
            new = len(found.added.new)
            say(
                [
                    f"{feed}: {found.listed} listed, {found.known} known, {new} added",
                    *_problem_lines(found.added.problems),
                ]
            )
        if every is None:
            if failed == len(feeds):
                sys.exit(2)
            return
        time.sleep(every * 60)


@click.command()
@CASE
@click.option("--service", required=True, metavar="URL", help="The time-stamping service (RFC 3161) to ask.")
@ALLOW_PRIVATE
def stamp(case: Path, service: str, allow_private: bool) -> None:
    """Have the last hash of a case's log stamped by a service, and keep its signed answer; this goes to the network.

    Only the hash leaves the machine.  Needs the extra: pip install 'reportedly[stamps]'.
    """
    with opened(case) as kept:
        at = kept.stamp(service, allow_private=allow_private)
    say([f"stamped {at}"])


@click.command()
@CASE
@click.option("--to", "form", required=True, type=click.Choice(["record", "csv", "geojson"]), help="The format.")
@click.option(
    "--output", "-o", required=True, type=click.Path(path_type=Path), metavar="PATH", help="The file or folder."
)
def export(case: Path, form: str, output: Path) -> None:
    """Write a case in another format: record (JSON, nothing lost), csv (a folder or .zip of tables), geojson (for maps)."""
    from reportedly import exports

    with opened(case) as kept:
        record = kept.record()
    exports.write(record, form, output)
    say([f"{output} written"])


CASE_COMMANDS: tuple[click.Command, ...] = (add, show, search, stats, reread, watch, verify, stamp, remove, export)
"""The commands of this module, in the order in which help lists them."""
