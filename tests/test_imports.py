"""Who may import whom: ``.importlinter`` holds on the tree, and would notice if it did not."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_LINT = "import sys; from importlinter.cli import lint_imports_command as run; sys.exit(run())"


def lint(source: Path) -> tuple[int, str]:
    """Exit status and report of the contracts on the package below ``source``."""
    done = subprocess.run(
        [sys.executable, "-c", _LINT, "--config", str(ROOT / ".importlinter"), "--no-cache"],
        env={**os.environ, "PYTHONPATH": str(source), "COLUMNS": "200"},
        cwd=source,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.returncode, " ".join((done.stdout + done.stderr).split())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package's modules, without its tables and pages."""
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=lambda _, names: [n for n in names if "." in n and not n.endswith(".py")]
    )
    return tmp_path / "src"


def test_every_module_imports_only_what_stands_below_it() -> None:
    status, report = lint(ROOT / "src")
    assert status == 0, report
    assert "0 broken" in report


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("text.py", "from reportedly import record"),
        ("dates.py", "from reportedly.reading import standard"),
        ("reading/tree.py", "def late():\n    from reportedly.reading import frames"),
        ("capture.py", "from reportedly import page"),
        ("copies.py", "from reportedly.views import book"),
        ("kinds.py", "from reportedly import places"),
        ("names.py", "import spacy"),
        ("reading/headlines.py", "from reportedly.reading import parse"),
    ],
)
def test_an_import_the_wrong_way_is_found(copy: Path, module: str, line: str) -> None:
    path = copy / "reportedly" / module
    path.write_text(path.read_text("utf-8") + f"\n\n{line}\n", "utf-8")
    status, report = lint(copy)
    assert status == 1, report
    assert re.search(r"\b[1-9]\d* broken", report), report


def test_a_module_without_a_place_is_found(copy: Path) -> None:
    (copy / "reportedly" / "newcomer.py").write_text('"""A module that nobody gave a place."""\n', "utf-8")
    status, report = lint(copy)
    assert status == 1, report
    assert "newcomer" in report
