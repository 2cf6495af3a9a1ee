"""A real browser, and a real desk in a process of its own, for the tests in this folder."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import reportedly

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TOKEN = "a-token-for-tests"
EXAMPLES = Path(reportedly.__file__).parent / "data" / "examples"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; where it is not installed the tests are skipped, except in CI, where that is a failure."""
    if not CHROMIUM.exists():
        message = f"no browser at {CHROMIUM}: install chromium, or name one in CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield started
        started.close()


@dataclass
class Served:
    """A desk that answers: its process, its address without the token, and the file of its case."""

    process: subprocess.Popen[str]
    address: str
    case: Path

    @property
    def door(self) -> str:
        """The address that opens it."""
        return f"{self.address}/?token={TOKEN}"

    def kill(self) -> None:
        """End it without a chance to tidy up."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)


class Heard:
    """What a page says on its console, in dialogs and by failing scripts, and every address that it asks for."""

    def __init__(self, page: Page) -> None:
        self.said: list[str] = []
        self.requested: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", lambda dialog: (self.said.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: self.requested.append(request.url))


@contextmanager
def started(folder: Path, examples: Path) -> Iterator[Callable[..., Served]]:
    """Serves desks, each on a case (a copy of the examples, unless another is given) for a name; all are ended afterwards."""
    running: list[Served] = []

    def start(case: Path | None = None, *, who: str = "Rania", more: Sequence[str] = ()) -> Served:
        if case is None:
            case = folder / "fezzan.case"
            shutil.copy(examples, case)
        process = subprocess.Popen(
            [sys.executable, "-m", "reportedly", "desk", str(case), "--as", who, "--no-browser", *more],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "REPORTEDLY_TOKEN": TOKEN},
        )
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "http://127.0.0.1:" in line, line
        address = line[line.index("http://") :].split()[0].partition("/?token=")[0].rstrip("/")
        running.append(Served(process, address, case))
        return running[-1]

    try:
        yield start
    finally:
        for served in running:
            served.process.terminate()
            try:
                served.process.wait(10)
            except subprocess.TimeoutExpired:
                served.process.kill()
                served.process.wait(10)
            if served.process.stdout is not None:
                served.process.stdout.close()


@pytest.fixture
def serve(tmp_path: Path, examples_case: Path) -> Iterator[Callable[..., Served]]:
    """Serves desks for one test."""
    with started(tmp_path, examples_case) as start:
        yield start


def serious_faults(page: Page) -> list[tuple[str, list[str]]]:
    """What axe-core finds of serious or critical faults of access on a page: its rule, and some of the elements."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        (v["id"], [n["html"][:120] for n in v["nodes"][:2]]) for v in found if v["impact"] in ("serious", "critical")
    ]
