"""How long a large case takes to answer the lists that it is browsed by.

    python bench/desk_queries.py [--documents 10000] [--file big.case] [--rounds 20]

The case is filled as by bench/growth.py, each document with a taking of its own, and kept where ``--file`` names it, so that the next
run asks the same one; by default it is thrown away.  Printed are the median and the longest time of each question in milliseconds, the first time
(with nothing at hand) apart.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
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
    with tempfile.TemporaryDirectory() as folder:
        with Case.open(given.file or Path(folder) / "big.case", create=True) as case:
            fill(case, given.documents)
            size = case.size()
            print(f"{size.documents} documents, {size.claims} claims, {size.events} events, {size.affairs} affairs")
            print(f"{'question':<44} {'first':>8} {'median':>8} {'longest':>8}  ms")
            for name, question in questions(case):
                times = list(measured(question, given.rounds))
                middle, longest = statistics.median(times[1:]), max(times[1:])
                print(f"{name:<44} {times[0]:>8.1f} {middle:>8.1f} {longest:>8.1f}", flush=True)


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


def measured(question: Callable[[], object], rounds: int) -> Iterator[float]:
    """Milliseconds of each round."""
    for _ in range(rounds + 1):
        start = time.perf_counter()
        question()
        yield 1000 * (time.perf_counter() - start)


def questions(case: Case) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is asked, with its name."""
    yield "lines", case.lines


if __name__ == "__main__":
    main()
