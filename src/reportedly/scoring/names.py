"""Name likeness against pairs of names coded as the same or not, at the likeness from which the program suggests "same"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reportedly.names import similarity
from reportedly.scoring import gold
from reportedly.scoring.gold import Pair
from reportedly.scoring.result import Beside, Data, Figure, Miss, Result, Row, share

SAME = 0.8
"""From here on two names are suggested as the same (the contract of :func:`reportedly.names.similarity`)."""


@dataclass(slots=True)
class Tally:
    """Pairs coded the same, suggested the same, and both."""

    gold: int = 0
    got: int = 0
    met: int = 0


def score(path: Path) -> Result:
    """Precision and recall of "same" at :data:`SAME`, by kind of pair; beside it rapidfuzz's ratio at the same value."""
    pairs = gold.load_pairs(path)
    data = Data(name=path.name, sha256=gold.digest([path], within=path.parent), items=len(pairs), unit="pairs")
    return compare(pairs, data)


def compare(pairs: list[Pair], data: Data) -> Result:
    """The measure over pairs."""
    from rapidfuzz import fuzz

    ours, misses = _tallies(pairs, similarity)
    theirs, _ = _tallies(pairs, lambda a, b: fuzz.ratio(a.lower(), b.lower()) / 100)
    whole, ratio = ours["all"], theirs["all"]
    other = f"rapidfuzz ratio, lower case, {SAME}"
    return Result(
        measure="names",
        reader="standard",
        data=data,
        figures=(
            Figure(name="precision", value=share(whole.met, whole.got)),
            Figure(name="recall", value=share(whole.met, whole.gold)),
        ),
        beside=(
            Beside(who=other, figure="precision", value=share(ratio.met, ratio.got)),
            Beside(who=other, figure="recall", value=share(ratio.met, ratio.gold)),
        ),
        columns=("same", "suggested", "right", "precision", "recall"),
        rows=tuple(
            Row(
                name=kind,
                cells=(
                    t.gold,
                    t.got,
                    t.met,
                    share(t.met, t.got) if t.got else None,
                    share(t.met, t.gold) if t.gold else None,
                ),
            )
            for kind, t in ours.items()
        ),
        misses=misses,
    )


def _tallies(pairs: list[Pair], likeness: Callable[[str, str], float]) -> tuple[dict[str, Tally], tuple[Miss, ...]]:
    tallies = {kind: Tally() for kind in [*dict.fromkeys(p.kind for p in pairs), "all"]}
    misses = []
    for pair in pairs:
        value = likeness(pair.a, pair.b)
        for row in (tallies[pair.kind], tallies["all"]):
            row.gold += pair.same
            row.got += value >= SAME
            row.met += pair.same and value >= SAME
        if (value >= SAME) != pair.same:
            coded = "same" if pair.same else "different"
            misses.append(
                Miss(item=f"{pair.a} / {pair.b}", row=pair.kind, gold=coded, got=f"likeness {value:.2f}", around="")
            )
    return tallies, tuple(misses)
