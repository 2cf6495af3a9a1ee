"""Which coded rows tell of one event: rows of datasets, joined by their typed fields.

Two rows are compared term by term (time, distance, named spot, actors, killed, ...).  Each term falls on one of a few
named levels, each level has a weight, and the sum of the weights is the log-odds that the two rows are one event.  The weights stand in
``data/same_event.toml``, where a person can read and change them; they were learned by logistic regression.
Rows are then joined from the best pair on, as long as the *mean* over all pairs of two clusters speaks for one event.
So no row chains two unlike events, and a row that may belong to several goes to the one that it is most like.
"""

from __future__ import annotations

import heapq
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from importlib import resources

import msgspec

from reportedly import places
from reportedly.model import Precision

DAYS = 30
"""Rows further apart than this are never compared; 99 % of the coded pairs lie nearer."""

KILOMETRES = 25.0
"""Located rows of different towns further apart than this are never compared; 97 % of the coded pairs lie nearer."""

APART = -6.0
"""The weight of two rows that were never compared, so far as they meet in one cluster: about 1 in 400."""

JOIN = 0.0
"""The mean log-odds from which two clusters are joined, chosen by folds.  It lies below 0 because pairs of one event are few
and coded with many disagreements, and because a whole cluster must agree."""

Figures = tuple[int, int]
Levels = tuple[tuple[str, str], ...]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One coded row: what one report tells of one event.

    ``source`` is the report, whose rows its coder held to be different events; ``author`` and ``published`` who made the report and when.  ``spots``
    are named places below the town.  ``killed`` and ``injured`` are the least and the most.  Unknown actors are left out of
    ``actors``; ``sorts`` are the actors' sorts, ``means`` the sorts of violence, ``victims`` those aimed at.
    None, or nothing, is "not known".
    """

    id: str
    source: str | None = None
    author: str | None = None
    published: date | None = None
    country: str | None = None
    start: date | None = None
    end: date | None = None
    town: str | None = None
    spots: frozenset[str] = frozenset()
    lat: float | None = None
    lon: float | None = None
    precision: Precision = "settlement"
    actors: frozenset[str] = frozenset()
    sorts: frozenset[str] = frozenset()
    means: frozenset[str] = frozenset()
    setting: str | None = None
    victims: str | None = None
    killed: Figures | None = None
    injured: Figures | None = None


class Weights(msgspec.Struct, frozen=True):
    """The weight of each level of each term, and what every pair starts from (all natural log-odds)."""

    start: float
    levels: Mapping[str, Mapping[str, float]]

    def of(self, levels: Levels) -> float:
        """The log-odds that a pair with these levels is one event; a level that is not in the table weighs nothing."""
        return self.start + sum(self.levels.get(term, {}).get(level, 0.0) for term, level in levels)


class Pair(msgspec.Struct, frozen=True):
    """Two rows that can be compared (places in the list of rows, the first the smaller), and their levels."""

    first: int
    second: int
    levels: Levels


class Joined(msgspec.Struct, frozen=True):
    """Rows held to be one event, with the strongest reasons of the pairs that they were joined for."""

    rows: tuple[str, ...]
    why: tuple[str, ...]


@cache
def kept() -> Weights:
    """The weights that the program comes with."""
    raw = tomllib.loads(resources.files("reportedly.data").joinpath("same_event.toml").read_text("utf-8"))
    return Weights(raw["start"], raw["terms"])


def group(rows: Iterable[Row], weights: Weights | None = None) -> tuple[Joined, ...]:
    """The events of the rows, the same for any order of rows; a row without a date stays alone."""
    ordered = sorted(rows, key=lambda r: r.id)
    weights = weights or kept()
    found = pairs(ordered)
    scores = {(p.first, p.second): weights.of(p.levels) for p in found}
    levels = {(p.first, p.second): p.levels for p in found}
    made = []
    for members in clusters(len(ordered), scores):
        inside = [(scores[a, b], (a, b)) for a in members for b in members if a < b and (a, b) in scores]
        best = levels[max(inside, key=lambda s: (s[0], -s[1][0], -s[1][1]))[1]] if inside else ()
        made.append(Joined(tuple(ordered[i].id for i in members), tuple(reasons(best, weights))))
    return tuple(made)


def reasons(levels: Levels, weights: Weights) -> Iterator[str]:
    """What speaks for one event and what against it, in words, the strongest first: ``killed: equal, 3 or more (+1.5)``."""
    told = [(weights.levels.get(t, {}).get(v, 0.0), t, v) for t, v in levels]
    for weight, term, level in sorted(told, key=lambda w: (-abs(w[0]), w[1])):
        if abs(weight) >= 0.5:
            yield f"{term}: {level} ({weight:+.1f})"


# --- which rows are compared ------------------------------------------------------------------------


def pairs(rows: Sequence[Row]) -> list[Pair]:
    """The pairs of one country within :data:`DAYS` days that lie within :data:`KILOMETRES` or name one town, or one
    of which has no point; with their levels.
    """
    found = set[tuple[int, int]]()
    by_key: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        for key in _keys(row):
            by_key[key].append(i)
    for members in by_key.values():
        open_ = {i for i in members if rows[i].lat is None or rows[i].lon is None}
        for n, i in enumerate(members):
            for j in members[:n]:
                if (j, i) not in found and _near(rows[j], rows[i], i in open_ or j in open_):
                    found.add((j, i))
    return [Pair(i, j, compare(rows[i], rows[j])) for i, j in sorted(found)]


def _keys(row: Row) -> Iterator[tuple[object, ...]]:
    """The months in which it can meet another row, by country: two rows within :data:`DAYS` days share one."""
    if row.start is None or row.end is None:
        return
    last = row.end + timedelta(days=DAYS)
    year, month = row.start.year, row.start.month
    while (year, month) <= (last.year, last.month):
        yield row.country, year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _near(a: Row, b: Row, open_: bool) -> bool:
    gap = _gap(a, b)
    if gap is None or gap > DAYS:
        return False
    return open_ or (a.town is not None and a.town == b.town) or (_km(a, b) or 0.0) <= KILOMETRES


def _gap(a: Row, b: Row) -> int | None:
    """Days between the end of one and the start of the other, 0 where they overlap."""
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return None
    return max(0, (b.start - a.end).days, (a.start - b.end).days)


def _km(a: Row, b: Row) -> float | None:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return places.distance_km((a.lat, a.lon), (b.lat, b.lon))


# --- the levels of a pair ---------------------------------------------------------------------------


def compare(a: Row, b: Row) -> Levels:
    """The level of each term; the same for either order."""
    return (
        ("time", _time(a, b)),
        ("distance", _distance(a, b)),
        ("town", _one(a.town, b.town)),
        ("spot", _spot(a, b)),
        ("actors", _actors(a, b)),
        ("means", _sets(a.means, b.means)),
        ("setting", _one(a.setting, b.setting)),
        ("victims", _one(a.victims, b.victims)),
        ("killed", _count(a.killed, b.killed)),
        ("injured", _count(a.injured, b.injured)),
        ("toll", _toll(a, b)),
        ("source", _source(a, b)),
        ("published", _published(a, b)),
    )


def _time(a: Row, b: Row) -> str:
    gap = _gap(a, b)
    if gap is None or a.start is None or a.end is None or b.start is None or b.end is None:
        return "unknown"
    if gap:
        return (
            "1 day apart" if gap == 1 else "2 days apart" if gap == 2 else "a week apart" if gap <= 7 else "more apart"
        )
    longest = max((a.end - a.start).days, (b.end - b.start).days)
    if (a.start, a.end) == (b.start, b.end):
        return "the same day" if longest == 0 else "the same days"
    return "overlap, up to 3 days" if longest <= 2 else "overlap, up to 2 weeks" if longest <= 14 else "overlap, longer"


def _distance(a: Row, b: Row) -> str:
    km = _km(a, b)
    if km is None:
        return "unknown"
    sure = {a.precision, b.precision} <= {"site", "settlement"}
    near = (
        "one point"
        if km < 0.5
        else "to 3 km"
        if km < 3
        else "to 10 km"
        if km < 10
        else "to 25 km"
        if km < 25
        else "far"
    )
    return near if sure else f"{near}, coarse"


def _one(a: str | None, b: str | None) -> str:
    return "unknown" if a is None or b is None else "same" if a == b else "different"


def _spot(a: Row, b: Row) -> str:
    if not a.spots or not b.spots:
        return "unknown" if not a.spots and not b.spots else "one only"
    if a.spots & b.spots:
        return "same" if a.spots == b.spots else "some shared"
    words = {w for s in a.spots for w in s.split()} & {w for s in b.spots for w in s.split()}
    return "words shared" if words else "different"


def _actors(a: Row, b: Row) -> str:
    if not a.actors or not b.actors:
        return "unknown"
    if a.actors & b.actors:
        return "same" if a.actors == b.actors else "some shared"
    return "one sort" if a.sorts & b.sorts else "different"


def _sets(a: frozenset[str], b: frozenset[str]) -> str:
    return "unknown" if not a or not b else "same" if a == b else "some shared" if a & b else "different"


def _count(a: Figures | None, b: Figures | None) -> str:
    """Figures agree where their ranges meet; else by how many times the nearer ends differ."""
    if a is None or b is None:
        return "unknown"
    if not a[1] or not b[1]:
        return "none in both" if a[1] == b[1] else "5 or more in one" if max(a[0], b[0]) >= 5 else "some in one"
    if a[0] <= b[1] and b[0] <= a[1]:
        return "equal, 3 or more" if min(a[0], b[0]) >= 3 else "equal"
    times = max(a[0], b[0]) / max(1, min(a[1], b[1]))
    return "up to 2 times" if times <= 2 else "up to 5 times" if times <= 5 else "over 5 times"


def _toll(a: Row, b: Row) -> str:
    """How killed and injured agree together: two equal figures are hardly chance."""
    levels = {_count(a.killed, b.killed), _count(a.injured, b.injured)}
    if "unknown" in levels:
        return "unknown"
    equal = [level.startswith("equal") for level in levels]
    if any(equal):
        return "both equal" if all(equal) else "one equal, none otherwise" if "none in both" in levels else "one equal"
    return "none in both" if levels == {"none in both"} else "different"


def _published(a: Row, b: Row) -> str:
    """How far apart the reports came out: the press tells of an event within days, inquiries years later of many."""
    if a.published is None or b.published is None:
        return "unknown"
    days = abs((a.published - b.published).days)
    if days <= 1:
        return "one day" if days == 0 else "1 day apart"
    return (
        "2 or 3 days apart"
        if days <= 3
        else "10 days apart"
        if days <= 10
        else "60 days apart"
        if days <= 60
        else "more apart"
    )


def _source(a: Row, b: Row) -> str:
    if a.source is not None and a.source == b.source:
        return "one report"
    return "one author" if a.author is not None and a.author == b.author else "two authors"


# --- clusters that do not chain ---------------------------------------------------------------------


def clusters(
    size: int, scores: Mapping[tuple[int, int], float], *, join: float = JOIN, apart: float = APART
) -> list[tuple[int, ...]]:
    """Items 0 to ``size`` - 1 joined by mean linkage: two clusters join while the mean over all pairs between them is at
    least ``join``, the strongest first; a pair without a score counts as ``apart``.  Sorted; ties go by the smaller numbers.
    """
    sums: dict[int, dict[int, float]] = {i: {} for i in range(size)}
    known: dict[int, dict[int, int]] = {i: {} for i in range(size)}
    for (a, b), score in sorted(scores.items()):
        sums[a][b] = sums[b][a] = score
        known[a][b] = known[b][a] = 1
    members = {i: [i] for i in range(size)}

    def mean(a: int, b: int) -> float:
        whole = len(members[a]) * len(members[b])
        return (sums[a][b] + apart * (whole - known[a][b])) / whole

    waiting = [(-score, a, b) for (a, b), score in scores.items() if score >= join]
    heapq.heapify(waiting)
    while waiting:
        worth, a, b = heapq.heappop(waiting)
        if a not in members or b not in members or mean(a, b) != -worth:
            continue
        members[a] += members.pop(b)
        del sums[a][b], known[a][b]
        for other, score in sums.pop(b).items():
            if other != a:
                sums[a][other] = sums[other][a] = sums[a].get(other, 0.0) + score
                known[a][other] = known[other][a] = known[a].get(other, 0) + known[b][other]
                del sums[other][b], known[other][b]
        del known[b]
        for other in sums[a]:
            worth = mean(a, other)
            if worth >= join:
                heapq.heappush(waiting, (-worth, min(a, other), max(a, other)))
    return sorted(tuple(sorted(m)) for m in members.values())
