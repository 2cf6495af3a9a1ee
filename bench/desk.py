"""How long the desk takes to answer over a large case: every page, every answer for programs and a ruling, from a real server.

    python bench/desk.py [--documents 10000] [--file big.case] [--rounds 20]

The case is filled as by bench/desk_queries.py; then come a document of 2 MB, of which a hundredth tells of events, and 2,000 rulings.
It is kept where ``--file`` names it.  Printed are the first, the median and the longest time of each address in milliseconds, the processor
time that the server spends on it (on Linux), which other programs on the machine do not disturb, and the bytes of the answer.  Aim: a
median below 150 ms.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import re
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import desk_queries
import growth
import httpx
import msgspec

from reportedly import decisions
from reportedly.case import Case, joined
from reportedly.case.migrations import transaction
from reportedly.model import Reading

RULINGS = 2000
LARGE = 2_000_000
"""Characters of the large document."""

TOLD = 12
"""Reports that stand in it."""

AIM_MS = 150


def main() -> None:
    asked = argparse.ArgumentParser(description="Times of the desk's answers over a large case.")
    asked.add_argument("--documents", type=int, default=10_000)
    asked.add_argument("--file", type=Path)
    asked.add_argument("--rounds", type=int, default=20)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.file or Path(folder) / "big.case"
        with Case.open(path, create=True) as case:
            desk_queries.fill(case, given.documents)
            large = _enlarge(case)
            _rule(case)
            size = case.size()
            addresses = list(_addresses(case, large))
        print(f"{size.documents} documents, {size.claims} claims, {size.events} events, {size.decisions} rulings")
        with _served(path) as (client, process):
            _measure(client, process, addresses, given.rounds)
            _measure_rulings(client, process, given.rounds)


def _enlarge(case: Case) -> str:
    """Put the large document into the case, where it is not there yet; its id."""
    found = _large(list(growth._examples()))
    if not desk_queries._has(case, found):
        growth._keep(case, [found])
        with transaction(case._db):
            desk_queries._take(case, found)
        joined.update(case._db)
    return found.document.id


def _large(source: Sequence[Reading]) -> Reading:
    """Reports with long stretches between them that tell of nothing."""
    towns = growth._spread()
    chance = random.Random(11)
    filler = " ".join(growth._word(chance.randrange(40_000)).lower() for _ in range(80)) + ".\n\n"
    between = LARGE // TOLD
    text, passages, parts = "", list[dict[str, Any]](), list[dict[str, Any]]()
    for number in range(TOLD):
        moved = growth._moved(source[number % len(source)], 10**9 + number, chance.choice(towns), number * 30, number)
        part = _shifted(msgspec.to_builtins(moved), len(text))
        words = moved.document.text + "\n\n"
        passages += [{"start": p["start"], "end": p["end"], "role": "body"} for p in part["document"]["passages"]]
        text += words
        stop = between * (number + 1)
        while len(text) < stop:
            passages.append({"start": len(text), "end": len(text) + len(filler) - 2, "role": "body"})
            text += filler
        parts.append(part)
    head = parts[0]["document"] | {"text": text, "passages": passages}
    head["id"] = f"d_{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    head["capture"] = head["capture"] | {"sha256": hashlib.sha256(text.encode()).hexdigest()}
    own = {p["document"]["id"]: head["id"] for p in parts}
    whole = {"document": head}
    for name in ("mentions", "statements", "frames", "claims"):
        whole[name] = [x | {"document": own[x["document"]]} for p in parts for x in p[name]]
    return msgspec.convert(whole, type=Reading)


def _shifted(part: Any, by: int) -> Any:
    """With all offsets moved; ``start`` and ``end`` of days are words."""
    if isinstance(part, list | tuple):
        return [_shifted(p, by) for p in part]
    if not isinstance(part, dict):
        return part
    return {k: v + by if k in ("start", "end") and isinstance(v, int) else _shifted(v, by) for k, v in part.items()}


def _rule(case: Case) -> None:
    """Accept claims of many events."""
    missing = RULINGS - case.size().decisions
    if missing <= 0:
        return
    made = []
    for n, row in enumerate(case.timeline(limit=missing).rows):
        record = case.having(row.line.event)
        if record is None:
            continue
        claim = next(c for c in record.claims if c.subject.id == row.line.event)
        at = f"2026-01-{1 + n % 28:02}T12:{n % 60:02}:00Z"
        by = ("Ada", "Grace", "Edsger")[n % 3]
        made.append(decisions.make("accept", decisions.target_of(record, claim.id), by=by, at=at))
    case.decide(*made)


def _addresses(case: Case, large: str) -> Iterator[tuple[str, str]]:
    """What is asked for, with its name."""
    rows = case.timeline(limit=3000).rows
    event = rows[len(rows) // 2].line.event
    (most,) = case._db.execute(
        "SELECT subject_id FROM claim WHERE subject_type = 'event' GROUP BY subject_id ORDER BY count(*) DESC LIMIT 1"
    ).fetchone()
    record = case.having(event)
    assert record is not None
    claim = next(c.id for c in record.claims if c.subject.id == event)
    document = record.documents[0].id
    kind = case.timeline(limit=1).kinds[0][0]
    actor, place, voice = (case.named(sort, limit=1)[0][0].key for sort in ("actor", "place", "voice"))  # type: ignore[arg-type]
    yield "timeline", "/"
    yield "timeline, page 20", "/?page=20"
    yield "timeline, one kind in one year", f"/?kinds={kind}&first=2023-01-01&last=2023-12-31"
    yield "timeline, contested", "/?status=contested"
    yield "timeline, of the actor told of most", f"/?actor={actor}"
    yield "timeline, of the place told of most", f"/?place={place}"
    yield "timeline, words in all reports", "/?words=killed"
    yield "timeline, two words", "/?words=army+strike"
    yield "event", f"/event/{event}"
    yield "event with most claims", f"/event/{most}"
    yield "claim", f"/claim/{claim}"
    yield "document", f"/document/{document}"
    yield "large document", f"/document/{large}"
    yield "large document, its last part", f"/document/{large}?part=1000"
    yield "large document, its words", f"/document/{large}/words"
    yield "documents", "/documents"
    yield "documents, words", "/documents?words=army"
    yield "actors", "/actors"
    yield "actors, words", "/actors?words=army"
    yield "actor told of most", f"/actor/{actor}"
    yield "places", "/places"
    yield "place told of most", f"/place/{place}"
    yield "voices", "/voices"
    yield "voice told by most", f"/voice/{voice}"
    yield "questions", "/questions"
    yield "problems", "/problems"
    yield "history", "/history"
    yield "history of one person", "/history?who=Ada"
    yield "api: record of an affair", f"/api/record?event={event}"
    yield "api: events", "/api/events"
    yield "api: 1,000 events", "/api/events?limit=1000"
    yield "api: events, words", "/api/events?words=killed"
    yield "api: event", f"/api/events/{event}"
    yield "api: event with most claims", f"/api/events/{most}"
    yield "api: claim", f"/api/claims/{claim}"
    yield "api: documents", "/api/documents"
    yield "api: document", f"/api/documents/{document}"
    yield "api: large document", f"/api/documents/{large}"
    yield "api: actors", "/api/names/actor"
    yield "api: places", "/api/names/place"
    yield "api: voices", "/api/names/voice"
    yield "api: decisions", "/api/decisions"
    yield "api: map", "/api/map"
    yield "api: map, one year", "/api/map?first=2023-01-01&last=2023-12-31"
    yield "api: problems", "/api/problems"
    yield "api: search", "/api/search?words=killed"


@contextmanager
def _served(path: Path) -> Iterator[tuple[httpx.Client, int]]:
    """A client of a server of its own, and the number of its process."""
    token = secrets.token_urlsafe(16)
    command = [sys.executable, "-m", "reportedly", "desk", str(path), "--no-browser", "--as", "bench", "--quiet"]
    server = subprocess.Popen(
        command,
        stderr=subprocess.STDOUT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "REPORTEDLY_TOKEN": token},
    )
    try:
        assert server.stdout is not None
        told = ""
        while (found := re.search(r"http://[\d.]+:\d+", told)) is None:
            line = server.stdout.readline()
            if not line:
                sys.exit(f"the desk did not start: {told}")
            told += line
        with httpx.Client(base_url=found[0], headers={"authorization": f"Bearer {token}"}, timeout=600) as client:
            yield client, server.pid
    finally:
        server.terminate()
        server.wait(30)


def _spent(process: int) -> float:
    """Milliseconds of processor time that a process has spent so far; not a number where the system does not say."""
    try:
        told = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return 1000 * (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _measure(client: httpx.Client, process: int, addresses: Sequence[tuple[str, str]], rounds: int) -> None:
    print(f"{'answer':<38} {'first':>8} {'median':>8} {'longest':>8} {'cpu':>8} {'kB':>8}")
    slow = 0
    for name, address in addresses:
        times, before = [], _spent(process)
        for _ in range(rounds + 1):
            start = time.perf_counter()
            answer = client.get(address)
            times.append(1000 * (time.perf_counter() - start))
            if answer.status_code != 200:
                sys.exit(f"{address}: {answer.status_code} {answer.text[:400]}")
        middle, cpu = statistics.median(times[1:]), (_spent(process) - before) / len(times)
        slow += middle >= AIM_MS
        mark = " *" if middle >= AIM_MS else ""
        print(
            f"{name:<38} {times[0]:>8.1f} {middle:>8.1f} {max(times[1:]):>8.1f} {cpu:>8.1f} {len(answer.content) / 1000:>8.0f}{mark}",
            flush=True,
        )
    print(f"{slow} of {len(addresses)} answers take {AIM_MS} ms or more")


def _measure_rulings(client: httpx.Client, process: int, rounds: int) -> None:
    """Rulings on claims of events that nobody has ruled on, each taken back."""
    rows = client.get("/api/events", params={"reviewed": "no", "limit": rounds}).json()["rows"]
    claims = [client.get(f"/api/events/{row['line']['event']}").json()["claims"][0]["id"] for row in rows]
    made: list[str] = []
    for name in ("ruling on a claim", "ruling taken back"):
        times, before = [], _spent(process)
        for n, claim in enumerate(claims):
            start = time.perf_counter()
            if name == "ruling on a claim":
                answer = client.post("/api/decisions", json={"kind": "accept", "things": [claim]})
                made.append(answer.json()["decisions"][0]["decision"]["id"])
            else:
                answer = client.post("/api/undo", json={"decisions": [made[n]]})
            times.append(1000 * (time.perf_counter() - start))
            if answer.status_code != 201:
                sys.exit(f"{name}: {answer.status_code} {answer.text[:400]}")
        cpu = (_spent(process) - before) / len(times)
        print(
            f"{name:<38} {times[0]:>8.1f} {statistics.median(times):>8.1f} {max(times):>8.1f} {cpu:>8.1f}", flush=True
        )


if __name__ == "__main__":
    main()
