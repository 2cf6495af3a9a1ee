"""How well one clustering agrees with another: MUC, B³, CEAFe, their CoNLL mean, and LEA, each by its paper's formula.

- MUC: Vilain, Burger, Aberdeen, Connolly and Hirschman 1995, "A model-theoretic coreference scoring scheme".
- B³: Bagga and Baldwin 1998, "Algorithms for scoring coreference chains".
- CEAFe: Luo 2005, "On coreference resolution performance metrics" (entities aligned one to one, similarity φ4).
- CoNLL: the mean F1 of these three (Pradhan and others 2012).
- LEA: Moosavi and Strube 2016, "Which coreference evaluation metric do you trust?"; a lone item has a link to itself.

Items that one side lacks count as missed by it.  Nothing divided by nothing is 0, as in the reference scorer: two
clusterings of lone items alone have a MUC of 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction

from msgspec import Struct

from reportedly.errors import UsageError

Clusters = Sequence[frozenset[Hashable]]


class Agreement(Struct, frozen=True):
    """Precision and recall of the found clusters, from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean; 0 where both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def clusters(parts: Iterable[Iterable[Hashable]]) -> Clusters:
    """Sets of items as clusters, empty ones left out.  Raises UsageError where an item stands in two of them."""
    made = [frozenset(part) for part in parts]
    if sum(map(len, made)) != len(frozenset[Hashable]().union(*made)):
        raise UsageError("an item stands in two clusters", hint="give each item to one")
    return [part for part in made if part]


def by_label(labels: Iterable[tuple[Hashable, Hashable]]) -> Clusters:
    """Items with their labels as clusters, one a label.  Raises UsageError where an item comes twice."""
    found: dict[Hashable, list[Hashable]] = defaultdict(list)
    for item, label in labels:
        found[label].append(item)
    whole = [item for part in found.values() for item in part]
    if len(whole) != len(set(whole)):
        raise UsageError("an item comes twice", hint="give each item one label")
    return clusters(found.values())


def muc(gold: Clusters, got: Clusters) -> Agreement:
    """Links that need not be added: of each cluster its size less the parts that the other side cuts it into."""
    return Agreement(_kept_links(got, gold), _kept_links(gold, got))


def _kept_links(these: Clusters, those: Clusters) -> float:
    at = _home(those)
    kept = sum(len(c) - len({at.get(item, ("alone", item)) for item in c}) for c in these)
    return _share(kept, sum(len(c) - 1 for c in these))


def b_cubed(gold: Clusters, got: Clusters) -> Agreement:
    """For each item, the share of its cluster that is with it on the other side; all items weigh the same."""
    return Agreement(_companions(got, gold), _companions(gold, got))


def _companions(these: Clusters, those: Clusters) -> float:
    shared = sum((Fraction(n * n, len(these[i])) for (i, _), n in _overlaps(these, those).items()), Fraction())
    return _share(shared, sum(map(len, these)))


def ceaf_e(gold: Clusters, got: Clusters) -> Agreement:
    """Clusters aligned one to one for the greatest summed likeness φ4 = 2 · shared / (size + size), over their number."""
    overlaps = _overlaps(gold, got)
    likeness = {(i, j): Fraction(2 * n, len(gold[i]) + len(got[j])) for (i, j), n in overlaps.items()}
    best = _aligned(likeness)
    return Agreement(_share(best, len(got)), _share(best, len(gold)))


def conll(gold: Clusters, got: Clusters) -> float:
    """The mean F1 of MUC, B³ and CEAFe."""
    return (muc(gold, got).f1 + b_cubed(gold, got).f1 + ceaf_e(gold, got).f1) / 3


def lea(gold: Clusters, got: Clusters) -> Agreement:
    """Links found of each cluster, as a share of all its links, weighed by its size."""
    return Agreement(_resolved(got, gold), _resolved(gold, got))


def _resolved(these: Clusters, those: Clusters) -> float:
    shared: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (i, j), n in _overlaps(these, those).items():
        shared[i].append((j, n))
    found = Fraction()
    for i, parts in shared.items():
        size = len(these[i])
        if size == 1:
            found += any(len(those[j]) == 1 for j, _ in parts)
        else:
            found += Fraction(size * sum(_links(n) for _, n in parts), _links(size))
    return _share(found, sum(map(len, these)))


def _links(size: int) -> int:
    return size * (size - 1) // 2


def _share(part: Fraction | int, whole: int) -> float:
    return float(Fraction(part) / whole) if whole else 0.0


def _home(these: Clusters) -> dict[Hashable, Hashable]:
    return {item: i for i, c in enumerate(these) for item in c}


def _overlaps(these: Clusters, those: Clusters) -> dict[tuple[int, int], int]:
    """How many items each two clusters share, where they share any."""
    at = {item: j for j, c in enumerate(those) for item in c}
    found: dict[tuple[int, int], int] = defaultdict(int)
    for i, c in enumerate(these):
        for item in c:
            if item in at:
                found[i, at[item]] += 1
    return found


# --- the best alignment -----------------------------------------------------------------------------


def _aligned(likeness: dict[tuple[int, int], Fraction]) -> Fraction:
    """The greatest sum of likenesses that takes each row and column at most once; each connected part on its own."""
    by_row: dict[int, set[int]] = defaultdict(set)
    by_column: dict[int, set[int]] = defaultdict(set)
    for i, j in likeness:
        by_row[i].add(j)
        by_column[j].add(i)
    total, left = Fraction(), set(by_row)
    while left:
        rows, waiting = set[int](), [min(left)]
        while waiting:
            i = waiting.pop()
            if i not in rows:
                rows.add(i)
                waiting += [k for j in by_row[i] for k in by_column[j]]
        left -= rows
        columns = sorted({j for i in rows for j in by_row[i]})
        table = [[likeness.get((i, j), Fraction()) for j in columns] for i in sorted(rows)]
        total += _assignment(table)
    return total


def _assignment(table: list[list[Fraction]]) -> Fraction:
    """The greatest sum of one cell a row, no column twice: shortest augmenting paths with potentials (Kuhn, Munkres)."""
    if len(table) > len(table[0]):
        table = [list(column) for column in zip(*table, strict=True)]
    rows, columns = len(table), len(table[0])
    row_price, column_price = [Fraction()] * rows, [Fraction()] * columns
    owner: list[int | None] = [None] * columns
    for start in range(rows):
        slack: list[Fraction | None] = [None] * columns
        before: list[int | None] = [None] * columns
        reached: list[bool] = [False] * columns
        at: int | None = None
        row = start
        while True:
            for j in range(columns):
                if not reached[j]:
                    cost = -table[row][j] - row_price[row] - column_price[j]
                    known = slack[j]
                    if known is None or cost < known:
                        slack[j], before[j] = cost, at
            step, following = min((s, j) for j, s in enumerate(slack) if not reached[j] and s is not None)
            row_price[start] += step
            for j in range(columns):
                held, gap = owner[j], slack[j]
                if reached[j] and held is not None:
                    row_price[held] += step
                    column_price[j] -= step
                elif gap is not None:
                    slack[j] = gap - step
            reached[following] = True
            at = following
            taken = owner[following]
            if taken is None:
                break
            row = taken
        while at is not None:
            previous = before[at]
            owner[at] = start if previous is None else owner[previous]
            at = previous
    return sum((table[i][j] for j, i in enumerate(owner) if i is not None), Fraction())
