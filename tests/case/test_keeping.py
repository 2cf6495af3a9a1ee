"""A program that is killed at any moment loses nothing that it has confirmed, and the case opens and verifies."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from affair import write

from reportedly.case import Case

TIMES = int(os.environ.get("REPORTEDLY_KILLS", "8"))
"""How often a program is killed; bench/keeping.py asks for 200."""

CHILD = """
import sys
from datetime import UTC, datetime
from reportedly import decisions
from reportedly.case import Case

path, folder, what = sys.argv[1:]
with Case.open(path, create=True) as case:
    print("open", flush=True)
    for number in range(10_000):
        if what == "add":
            with open(f"{folder}/n{number}.txt", "w") as file:
                file.write(f"May 6, 2021\\n\\nGunmen killed {number + 2} farmers near Tarsa, the governor said.\\n")
            print("kept", case.add([file.name]).new[0], flush=True)
        elif what == "decide":
            claim = case.record().claims[number % len(case.record().claims)]
            target = decisions.target_of(case.record(), claim.id)
            made = decisions.make("note", target, by="Rania", at=datetime.now(UTC), why=f"note {number}")
            case.decide(made)
            print("kept", made.id, flush=True)
        else:
            case.reread()
            print("kept", "", flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill")
@pytest.mark.parametrize("what", ["add", "decide", "reread"])
def test_what_was_confirmed_is_there_after_a_kill(path: Path, tmp_path: Path, what: str) -> None:
    chance = random.Random(what)
    for _ in range(max(1, TIMES // 3)):
        kept = killed_after(chance.uniform(0.02, 0.6), path, tmp_path, what)
        with Case.open(path) as case:
            assert case.verify().broken == ()
            if what == "add":
                assert {h.sha256 for h in case.captures()} >= set(kept)
            if what == "decide":
                assert {d.id for d in case.decisions()} >= set(kept)
            record = case.record()
            assert len(record.documents) == case.size().captures


def killed_after(seconds: float, path: Path, folder: Path, what: str) -> list[str]:
    """What a child confirmed before it was killed, some time after it had opened the case."""
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path), str(folder), what], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        lines = child.stdout.read().splitlines()
    return [line.removeprefix("kept ").strip() for line in lines if line.startswith("kept ") and line.strip() != "kept"]


def test_texts_that_a_killed_program_left_unread_are_read_by_the_next(path: Path, tmp_path: Path) -> None:
    from reportedly import capture
    from reportedly.case import takings

    (extra,) = [p for p in write(tmp_path) if p.endswith("other.txt")]
    Path(extra).write_text("May 6, 2021\n\nGunmen abducted two nurses in Halaya, the clinic said.\n")
    with Case.open(path) as case:
        takings.store(case._db, capture.take(extra), published=None, tool="test")
    with Case.open(path) as case:
        assert case.search("nurses")
        assert len(case.record().documents) == 4
