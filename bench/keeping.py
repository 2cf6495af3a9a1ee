"""A program that writes to a case is killed at random moments, 200 times: nothing confirmed is lost, and the case verifies.

    python bench/keeping.py [TIMES]

Runs tests/case/test_keeping.py, which says what is looked at, that many times over add, decide and reread.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> int:
    times = sys.argv[1] if len(sys.argv) > 1 else "200"
    words = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        str(ROOT / "tests" / "case" / "test_keeping.py"),
    ]
    return subprocess.run(words, cwd=ROOT, env={**os.environ, "REPORTEDLY_KILLS": times}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
