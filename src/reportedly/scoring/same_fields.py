"""Coded rows of one event: rows joined by their fields (:mod:`reportedly.samefields`) against the events they are coded to.

Learned weights are tried on events that they were not learned from: events are dealt into :data:`FOLDS` by a hash of their
id, and each pair of rows is weighed by weights learned from the folds of neither; then all rows are joined at once.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from reportedly import samefields, text
from reportedly.errors import InputError
from reportedly.model import Precision
from reportedly.samefields import Pair, Weights
from reportedly.scoring import coreference, gold
from reportedly.scoring.coreference import Clusters
from reportedly.scoring.result import Beside, Data, Figure, Miss, Result, Row

FOLDS = 5
RIDGE = 1.0
"""The penalty on squared weights in learning, so that a level that is seldom met weighs little."""

NEEDED = ("id", "event_id", "date_start", "date_end")
PRECISIONS: Mapping[int, Precision] = {5: "site", 4: "site", 3: "settlement", 2: "district", 1: "province"}
"""geo_precision from 5 (the exact spot) to 1 (a province or wider)."""

_DATED = re.compile(r"\((\d{4}-\d\d-\d\d)\)")
"""The day on which a report came out, in brackets in its name."""

MEASURES = {
    "muc": coreference.muc,
    "b_cubed": coreference.b_cubed,
    "ceaf_e": coreference.ceaf_e,
    "lea": coreference.lea,
}


def score(path: Path) -> Result:
    """CoNLL and LEA over a CSV of rows, by folds, with the kept weights, with one key, and with nothing joined."""
    coded = load(path)
    sha = gold.digest([path], within=path.parent)
    return compare(coded, Data(name=path.name, sha256=sha, items=len(coded), unit="rows"))


def load(path: Path) -> list[tuple[samefields.Row, str]]:
    """The rows of a CSV with their event ids; columns that are not there are not known.  Raises InputError with the line."""
    try:
        raw = path.read_bytes().decode("utf-8-sig")
    except (UnicodeDecodeError, OSError) as error:
        raise InputError("the file cannot be read as UTF-8", where=path.name, hint="give a CSV of rows") from error
    found = csv.DictReader(io.StringIO(raw))
    if not set(NEEDED) <= set(found.fieldnames or ()):
        raise InputError(f"columns {', '.join(NEEDED)} are needed", where=path.name, hint="see docs/accuracy.md")
    made = []
    for at, row in enumerate(found, 2):
        try:
            made.append((_row({k: (v or "").strip() for k, v in row.items() if k}), row["event_id"]))
        except ValueError as error:
            raise InputError(str(error), where=f"{path.name}:{at}", hint="correct the row") from error
    return sorted(made, key=lambda r: r[0].id)


def _row(cells: Mapping[str, str]) -> samefields.Row:
    country = cells.get("country")
    numbers = [n for n in range(1, 10) if cells.get(f"actor{n}")]
    town = text.fold(cells.get("city", ""))
    title = cells.get("source", "")
    return samefields.Row(
        id=cells["id"],
        source=title or None,
        author=cells.get("source_author") or None,
        published=date.fromisoformat(day[1]) if (day := _DATED.search(title)) else None,
        country=country or None,
        start=_day(cells["date_start"]),
        end=_day(cells["date_end"] or cells["date_start"]),
        town=town or None,
        spots=_folded(cells.get("location", "").split(",")) - {town},
        lat=_number(cells.get("latitude")),
        lon=_number(cells.get("longitude")),
        precision=PRECISIONS.get(round(_number(cells.get("geo_precision")) or 1), "province"),
        actors=frozenset(a for a in _folded(cells[f"actor{n}"] for n in numbers) if not a.startswith("unknown")),
        sorts=_folded(cells.get(f"actor{n}_type", "") for n in numbers),
        means=_folded(w for n in range(1, 10) for w in cells.get(f"actor{n}_violence", "").split(";")) - {"unknown"},
        setting=next(iter(_folded([cells.get("event_context", "")]) - {"unknown"}), None),
        victims=next(iter(_folded([cells.get("target", "")]) - {"unknown"}), None),
        killed=_range(cells.get("deaths_low"), cells.get("deaths_high")),
        injured=_range(cells.get("injuries_low"), cells.get("injuries_high")),
    )


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(text.fold(w) for w in words) - {""}


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _number(cell: str | None) -> float | None:
    return float(cell) if cell else None


def _range(low: str | None, high: str | None) -> tuple[int, int] | None:
    ends = [int(float(c)) for c in (low, high) if c]
    return (min(ends), max(ends)) if ends else None


def compare(coded: Sequence[tuple[samefields.Row, str]], data: Data) -> Result:
    """The measure over rows and their event ids."""
    rows = [row for row, _ in coded]
    events = [event for _, event in coded]
    truth = coreference.by_label(enumerate(events))
    pairs = samefields.pairs(rows)
    ways = {
        "learned, by folds": _by_folds(pairs, events),
        "kept weights": _joined(pairs, samefields.kept(), len(rows)),
        "one key: date, town, spot": coreference.by_label((i, (r.start, r.town, r.spots)) for i, r in enumerate(rows)),
        "nothing joined": [frozenset([i]) for i in range(len(rows))],
    }
    figures = {way: _figures(truth, found) for way, found in ways.items()}
    learned, kept, *others = ways
    return Result(
        measure="same-event-fields",
        reader="standard",
        data=data,
        figures=(
            Figure(name="conll", value=figures[learned]["conll"]),
            Figure(name="lea", value=figures[learned]["lea"]),
            Figure(name="kept_conll", value=figures[kept]["conll"]),
            Figure(name="kept_lea", value=figures[kept]["lea"]),
        ),
        beside=tuple(Beside(who=way, figure=f, value=figures[way][f]) for way in others for f in ("conll", "lea")),
        columns=(*MEASURES, "conll", "clusters"),
        rows=tuple(Row(name=way, cells=(*figures[way].values(), len(found))) for way, found in ways.items()),
        misses=tuple(_misses(rows, events, ways[learned], pairs)),
    )


def _figures(truth: Clusters, found: Clusters) -> dict[str, float]:
    f1 = {name: measure(truth, found).f1 for name, measure in MEASURES.items()}
    return {**f1, "conll": (f1["muc"] + f1["b_cubed"] + f1["ceaf_e"]) / 3}


def _joined(pairs: Sequence[Pair], weights: Weights, size: int) -> Clusters:
    scores = {(p.first, p.second): weights.of(p.levels) for p in pairs}
    return [frozenset(members) for members in samefields.clusters(size, scores)]


def _by_folds(pairs: Sequence[Pair], events: Sequence[str]) -> Clusters:
    """All rows joined by weights each of which was learned without the events of the pair that it weighs."""
    fold = [hashlib.sha256(event.encode()).digest()[0] % FOLDS for event in events]
    tried = defaultdict[tuple[int, ...], list[Pair]](list)
    for p in pairs:
        tried[tuple(sorted({fold[p.first], fold[p.second]}))].append(p)
    scores: dict[tuple[int, int], float] = {}
    for left_out, members in tried.items():
        seen = [p for p in pairs if fold[p.first] not in left_out and fold[p.second] not in left_out]
        weights = learn(seen, [events[p.first] == events[p.second] for p in seen])
        scores |= {(p.first, p.second): weights.of(p.levels) for p in members}
    return [frozenset(members) for members in samefields.clusters(len(events), scores)]


def learn(pairs: Sequence[Pair], same: Sequence[bool], *, ridge: float = RIDGE) -> Weights:
    """Weights by logistic regression on the levels (Newton's method, squared weights penalised).

    Pairs with the same levels are counted together.  Without pairs of both sorts every weight is 0.
    """
    import numpy as np

    counted: dict[samefields.Levels, list[int]] = {}
    for pair, one in zip(pairs, same, strict=True):
        tally = counted.setdefault(pair.levels, [0, 0])
        tally[one] += 1
    names = sorted({level for levels in counted for level in levels})
    if not names or not any(same) or all(same):
        return Weights(0.0, {})
    at = {name: n for n, name in enumerate(names)}
    table = np.zeros((len(counted), len(names) + 1))
    table[:, -1] = 1.0
    for row, levels in enumerate(counted):
        table[row, [at[level] for level in levels]] = 1.0
    apart, joined = np.array(list(counted.values()), dtype=float).T
    whole, penalty = apart + joined, np.full(len(names) + 1, ridge)
    penalty[-1] = 1e-3
    weights = np.zeros(len(names) + 1)
    for _ in range(50):
        share = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (whole * share - joined) + penalty * weights
        bend = (table * (whole * share * (1 - share))[:, None]).T @ table + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if float(abs(step).max()) < 1e-8:
            break
    made: dict[str, dict[str, float]] = {}
    for (term, level), weight in zip(names, weights[:-1], strict=True):
        made.setdefault(term, {})[level] = float(weight)
    return Weights(float(weights[-1]), made)


def _misses(
    rows: Sequence[samefields.Row], events: Sequence[str], found: Clusters, pairs: Sequence[Pair]
) -> Iterable[Miss]:
    """Events that were cut, and clusters of several events."""
    home = {i: n for n, cluster in enumerate(found) for i in cluster}
    levels = {(p.first, p.second): p.levels for p in pairs}
    for cluster in sorted(found, key=lambda c: sorted(map(str, c))):
        members = sorted(i for i in cluster if isinstance(i, int))
        for i, j in pairwise(members):
            if events[i] != events[j]:
                yield _miss(rows, i, j, "joined", "two events", "one", levels.get((i, j), ()))
    of_event: dict[str, list[int]] = {}
    for i, event in enumerate(events):
        of_event.setdefault(event, []).append(i)
    for members in of_event.values():
        for i, j in pairwise(members):
            if home[i] != home[j]:
                yield _miss(rows, i, j, "cut", "one event", "two", levels.get((i, j), ()))


def _miss(
    rows: Sequence[samefields.Row], i: int, j: int, row: str, coded: str, got: str, levels: samefields.Levels
) -> Miss:
    why = ", ".join(samefields.reasons(levels, samefields.kept())) or "never compared"
    return Miss(item=f"{rows[i].id} / {rows[j].id}", row=row, gold=coded, got=got, around=why)
