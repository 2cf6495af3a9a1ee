"""How long a large case takes to answer the lists that it is browsed by.

    python bench/desk_queries.py [--documents 10000] [--file big.case] [--rounds 20]

The case is filled as by bench/growth.py, each document with a taking of its own, and kept where ``--file`` names it, so that the next
run asks the same one; by default it is thrown away.  Printed are the median and the longest time of each question in milliseconds, the first time
(with nothing at hand) apart, and the median of the processor's time, which says more where other programs run beside.
"""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import growth

from reportedly.case import Case, Wanted, custody, joined
from reportedly.case.migrations import transaction
from reportedly.model import Reading

TOOL = "bench"


def main() -> None:
    asked = argparse.ArgumentParser(description="Times of the questions that browsing asks of a large case.")
    asked.add_argument("--documents", type=int, default=10_000)
    asked.add_argument("--file", type=Path)
    asked.add_argument("--rounds", type=int, default=20)
    given = asked.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        Case.open(given.file or Path(folder) / "big.case", create=True) as case,
    ):
        fill(case, given.documents)
        size = case.size()
        print(f"{size.documents} documents, {size.claims} claims, {size.events} events, {size.affairs} affairs")
        print(f"{'question':<44} {'first':>8} {'median':>8} {'longest':>8} {'of CPU':>8}  ms")
        for name, question in questions(case):
            first, *others = measured(question, given.rounds)
            middle, cpu = (statistics.median(column) for column in zip(*others, strict=True))
            print(f"{name:<44} {first[0]:>8.1f} {middle:>8.1f} {max(others)[0]:>8.1f} {cpu:>8.1f}", flush=True)


def fill(case: Case, documents: int) -> None:
    """Add synthetic documents until there are so many."""
    made = growth._synthetic(list(growth._examples()), growth._spread(), random.Random(7))
    done = 0
    while done < documents:
        batch = [next(made) for _ in range(min(growth.BATCH, documents - done))]
        done += len(batch)
        if _has(case, batch[-1]):
            continue
        growth._keep(case, batch)
        with transaction(case._db):
            for found in batch:
                _take(case, found)
        joined.update(case._db)
        print(f"{done} documents", flush=True)


def _has(case: Case, found: Reading) -> bool:
    return case._db.execute("SELECT 1 FROM source WHERE document = ?", (found.document.id,)).fetchone() is not None


def _take(case: Case, found: Reading) -> None:
    sha256 = found.document.capture.sha256
    seq = custody.append(case._db, "take", tool=TOOL, about=(sha256,), captures=(sha256,))
    case._db.execute(
        "INSERT INTO taking VALUES (?,?,?,?,?,?,?)",
        (seq, sha256, found.document.capture.taken_at, sha256, None, None, None),
    )


def measured(question: Callable[[], object], rounds: int) -> Iterator[tuple[float, float]]:
    """Milliseconds of each round: by the clock, and of the processor."""
    for _ in range(rounds + 1):
        start, used = time.perf_counter(), time.process_time()
        question()
        yield 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - used)


def questions(case: Case) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is asked, with its name; keys and ids are those of the most and the least that the case has."""
    kinds = case.timeline().kinds
    some = case.timeline(limit=1).rows[0]
    record = case.affair(some.line.documents[0])
    assert record is not None
    yield "timeline", case.timeline
    yield "timeline, page 100", partial(case.timeline, skip=9900)
    yield "timeline, in passing too", partial(case.timeline, Wanted(passing=True))
    yield "timeline, two kinds", partial(case.timeline, Wanted(kinds=tuple(k for k, _ in kinds[:2])))
    yield "timeline, a year", partial(case.timeline, Wanted(first="2021-01-01", last="2021-12-31"))
    yield "timeline, a status", partial(case.timeline, Wanted(status="contested"))
    yield "timeline, not reviewed", partial(case.timeline, Wanted(reviewed="no"))
    yield "timeline, since the last visit", partial(case.timeline, Wanted(after=some.newest))
    for sort in ("actor", "place", "voice"):
        named, count = case.named(sort)
        rare = case.named(sort, skip=count - 1)[0][0]
        for word, one in (("most told", named[0]), ("least told", rare)):
            wanted = Wanted(**{sort: one.key})
            yield f"timeline, {word} {sort} ({one.events})", partial(case.timeline, wanted)
        yield f"{sort}s ({count})", partial(case.named, sort)
        yield f"{sort}s, last page", partial(case.named, sort, skip=count - 100)
        yield f"{sort}s with a word", partial(case.named, sort, words=rare.name)
        yield f"{sort}s with a letter", partial(case.named, sort, words="a")
        yield f"{sort}, by key", partial(case.named_as, sort, named[0].key)
        yield f"{sort}, key of an id", partial(case.key_of, named[0].ids[0])
    for words in ("killed", "the", "militia denied", "nowhere"):
        total = case.timeline(Wanted(words=words)).total
        yield f"timeline, {words!r} ({total})", partial(case.timeline, Wanted(words=words))
        yield f"reports, {words!r}", partial(case.reports, words=words)
    everything = Wanted(words="killed", kinds=(kinds[0][0],), status="single", reviewed="no", first="2020-01-01")
    yield "timeline, five filters", partial(case.timeline, everything)
    yield "months", case.months
    yield "months, a word", partial(case.months, Wanted(words="killed"))
    yield f"map ({len(case.on_map()[0])})", case.on_map
    yield "map, a year", partial(case.on_map, Wanted(first="2021-01-01", last="2021-12-31"))
    yield "map, a word", partial(case.on_map, Wanted(words="killed"))
    yield "reports", case.reports
    yield "reports, last page", partial(case.reports, skip=9900)
    yield f"problems ({case.problem_list()[1]})", case.problem_list
    yield "problems of one sort", partial(case.problem_list, code=case.problem_codes()[0][0])
    yield "problems by sort", case.problem_codes
    yield f"families ({case.families()[1]})", case.families
    yield f"queue ({case.queue()[1]})", case.queue
    yield "queue, last page", partial(case.queue, skip=case.queue()[1] - 100)
    for what in (record.events[0], record.claims[0], record.mentions[0], record.documents[0], record.places[0]):
        yield f"having {what.id[:2]}", partial(case.having, what.id)
    ids = itertools.cycle(report.document for report in case.reports(limit=5000)[0])
    yield "having, another one each time", lambda: case.having(next(ids))
    yield "around", partial(case.around, [record.claims[0].id[:12]])
    yield "visited", partial(case.visited, "Rania")

    def after_another() -> object:
        case.visit("Rania")  # the case cannot tell that this changed nothing, and looks what is left to do
        return case.timeline()

    yield "timeline after a change", after_another
    yield "size", case.size


if __name__ == "__main__":
    main()
