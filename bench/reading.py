"""How much the reader costs beside the bare parse that it stands on; ratios, so that the machine matters little.

cold   wall time of ``reportedly read REPORT --format json`` as a whole process, over that of a bare process that imports
       spaCy, loads the same pipeline and parses the same text; alternating pairs, the median of their ratios.
warm   words a CPU second of the whole reader (page, reading, joining) over those of the bare pipeline, in one process on
       the same texts in the same batches; alternating rounds, the median of their ratios.
index  seconds that the first reading on a machine takes longer, because the index of places is built then.

Reads ``../shared/gold/dev/articles.jsonl`` where it lies beside the checkout, else the example reports, or ``--articles``:
one JSON object a line with ``text`` and, if known, ``title`` and ``published``.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
DEVELOPMENT = ROOT.parent / "shared" / "gold" / "dev" / "articles.jsonl"
EXAMPLES = ROOT / "src" / "reportedly" / "data" / "examples"
COLD_AT_MOST = 1.6
WARM_AT_LEAST = 0.5
_BARE = (
    "import sys, spacy; from pathlib import Path\n"
    "nlp = spacy.load(sys.argv[1]); print(len(nlp(Path(sys.argv[2]).read_text('utf-8'))))"
)


@dataclass(frozen=True)
class Article:
    """A text to read and the day of its publication, if known."""

    text: str
    published: str | None


@dataclass(frozen=True)
class Measure:
    """One row of the table: values of the reader and of the bare pipeline, their ratio, and the bound it is held to."""

    name: str
    unit: str
    reader: float
    bare: float
    ratio: float
    bound: str
    met: bool


def articles(path: Path | None) -> tuple[str, list[Article]]:
    """The texts to read and what they are called."""
    source = path or (DEVELOPMENT if DEVELOPMENT.is_file() else None)
    if source is None:
        found = [Article(p.read_text("utf-8"), None) for p in sorted(EXAMPLES.iterdir()) if p.suffix in {".txt", ".md"}]
        return "the example reports", found
    rows = [json.loads(line) for line in source.read_text("utf-8").splitlines() if line.strip()]
    return source.name, [
        Article("\n\n".join(part for part in (row.get("title"), row["text"]) if part), row.get("published"))
        for row in rows
    ]


def cold(article: Article, pairs: int) -> Measure:
    """Whole processes, in alternating pairs after one of each that warms the file cache."""
    from reportedly.reading.parse import MODEL

    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.txt"
        report.write_text(article.text, "utf-8")
        whole = [sys.executable, "-m", "reportedly", "read", str(report), "--format", "json"]
        bare = [sys.executable, "-c", _BARE, MODEL, str(report)]
        _seconds(whole), _seconds(bare)
        times = [(_seconds(whole), _seconds(bare)) for _ in range(pairs)]
    ratio = statistics.median(a / b for a, b in times)
    return Measure(
        "cold",
        "seconds",
        statistics.median(a for a, _ in times),
        statistics.median(b for _, b in times),
        ratio,
        f"at most {COLD_AT_MOST}",
        ratio <= COLD_AT_MOST,
    )


def index() -> float:
    """Seconds that the index of places takes to build, once for a machine and version."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", "from reportedly import places; places.find('Damascus')"]
        first = _seconds(command, REPORTEDLY_CACHE=folder)
        return first - _seconds(command, REPORTEDLY_CACHE=folder)


def _seconds(command: list[str], **more: str) -> float:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **more}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once, as the bare pipeline is
    start = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True, timeout=300)
    return time.perf_counter() - start


def warm(found: list[Article], rounds: int) -> Measure:
    """The whole reader and the bare pipeline in this process, in alternating rounds after one that fills the caches."""
    from reportedly import capture, dates, page, reading, record
    from reportedly.reading import parse

    captures = [
        (
            capture.of_bytes(a.text.encode(), name="report.txt"),
            dates.from_published(a.published) if a.published else None,
        )
        for a in found
    ]
    texts = [a.text for a in found]
    words = sum(len(text.split()) for text in texts)
    nlp = parse.load()

    def whole() -> None:
        documents = [page.parse(taken, published=when).document for taken, when in captures]
        record.build(list(reading.read(documents)))

    def bare() -> None:
        for _ in nlp.pipe(texts, batch_size=parse.BATCH):
            pass

    whole(), bare()
    rates = [(words / _cpu(whole), words / _cpu(bare)) for _ in range(rounds)]
    ratio = statistics.median(a / b for a, b in rates)
    return Measure(
        "warm",
        "words / CPU second",
        statistics.median(a for a, _ in rates),
        statistics.median(b for _, b in rates),
        ratio,
        f"at least {WARM_AT_LEAST}",
        ratio >= WARM_AT_LEAST,
    )


def _cpu(call: object) -> float:
    assert callable(call)
    start = time.process_time()
    call()
    return time.process_time() - start


def main() -> None:
    """Measure, print the table, and with ``--check`` exit 1 where a bound is missed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=Path, help="lines of JSON with text, title, published")
    options.add_argument("--pairs", type=int, default=5, help="pairs of processes (default 5)")
    options.add_argument("--rounds", type=int, default=3, help="rounds in one process (default 3)")
    options.add_argument("--check", action="store_true", help="exit 1 where a bound is missed")
    asked = options.parse_args()
    called, found = articles(asked.articles)
    words = [len(article.text.split()) for article in found]
    middle = found[sorted(range(len(found)), key=words.__getitem__)[len(found) // 2]]
    built = index()
    rows = [cold(middle, asked.pairs), warm(found, asked.rounds)]
    print(f"{called}: {len(found)} texts, {sum(words)} words; cold reads one of {len(middle.text.split())} words\n")
    print(f"{'':6}{'unit':20}{'reader':>10}{'bare parse':>12}{'ratio':>8}  bound")
    for row in rows:
        print(
            f"{row.name:6}{row.unit:20}{row.reader:>10.2f}{row.bare:>12.2f}{row.ratio:>8.2f}  "
            f"{row.bound}: {'met' if row.met else 'MISSED'}"
        )
    print(f"{'index':6}{'seconds, once':20}{built:>10.2f}")
    if asked.check and not all(row.met for row in rows):
        sys.exit(1)


if __name__ == "__main__":
    main()
