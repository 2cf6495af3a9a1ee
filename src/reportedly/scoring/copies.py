"""Copies of stories among articles that only quote them, against families known beforehand.

A pair is two articles of one family; precision and recall are over pairs.  An article that only quotes a story must stand in no
family with an article of it, yet the quoted passage should be found.  The data is JSON lines; bench/make_copies.py makes such
data of invented stories and of texts that you give it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from reportedly import copies, families
from reportedly.copies import Copied
from reportedly.model import Document
from reportedly.scoring import gold
from reportedly.scoring.result import Data, Figure, Miss, Result, Row, f1, share, shown

ALL = "all"


class Printed(Struct, frozen=True):
    """An article: the story that it is (a name of your own), the stories that it only quotes, and what was done to it."""

    id: str
    text: str
    family: str
    quotes: tuple[str, ...] = ()
    kind: str = ""


def score(path: Path) -> Result:
    """Precision, recall and F1 of pairs of copies, and how many quoting articles were kept apart and found."""
    articles = gold.load_lines(path, Printed)
    documents = [gold.taken(one.text, name=one.id) for one in articles]
    data = Data(name=path.name, sha256=gold.digest([path], within=path.parent), items=len(articles), unit="articles")
    return compare(articles, documents, data)


def compare(articles: Sequence[Printed], documents: Sequence[Document], data: Data) -> Result:
    """The measure over articles and the documents made of them, one each; equal pages are one document."""
    found = copies.links(documents)
    family = {d: f.head for f in families.families(documents, found) for d in f.documents}
    got = [family.get(d.id, d.id) for d in documents]
    truth = [one.family for one in articles]
    both = _pairs(Counter(zip(truth, got, strict=True)))
    coded, read = _pairs(Counter(truth)), _pairs(Counter(got))
    quoting = [n for n, one in enumerate(articles) if one.quotes]
    apart, met = _apart(articles, got, quoting), _met(articles, documents, found, quoting)
    whole = (len(articles), coded, share(both, read), share(both, coded), f1(both, read, coded))
    rows = [Row(name=ALL, cells=(*whole, share(len(apart), len(quoting)) if quoting else None))]
    rows += _rows(articles, truth, got, apart)
    return Result(
        measure="copies",
        reader="standard",
        data=data,
        figures=(
            Figure(name="pair_precision", value=share(both, read)),
            Figure(name="pair_recall", value=share(both, coded)),
            Figure(name="pair_f1", value=f1(both, read, coded)),
            Figure(name="quoting_apart", value=share(len(apart), len(quoting))),
            Figure(name="quotes_found", value=share(len(met), len(quoting))),
        ),
        columns=("articles", "pairs", "precision", "recall", "F1", "apart"),
        rows=tuple(rows),
        misses=tuple(_misses(articles, truth, got)),
    )


def _pairs(sizes: Mapping[object, int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes.values())


def _rows(articles: Sequence[Printed], truth: Sequence[str], got: Sequence[str], apart: frozenset[int]) -> list[Row]:
    """By kind of article: its pairs with the other articles of its story, and of those with which it was joined.

    ``apart`` are those quoting articles that are in no family with what they quote.
    """
    in_story, in_read, in_both = Counter(truth), Counter(got), Counter(zip(truth, got, strict=True))
    of_kind: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(articles):
        of_kind[one.kind].append(n)
    rows = []
    for kind, members in sorted(of_kind.items()):
        coded = sum(in_story[truth[n]] - 1 for n in members)
        read = sum(in_read[got[n]] - 1 for n in members)
        both = sum(in_both[truth[n], got[n]] - 1 for n in members)
        quoting = sum(bool(articles[n].quotes) for n in members)
        cells = (
            len(members),
            coded,
            share(both, read) if read else None,
            share(both, coded) if coded else None,
            f1(both, read, coded) if read or coded else None,
            share(len(apart.intersection(members)), quoting) if quoting else None,
        )
        rows.append(Row(name=kind or "-", cells=cells))
    return rows


def _apart(articles: Sequence[Printed], got: Sequence[str], quoting: Sequence[int]) -> frozenset[int]:
    """Quoting articles that are in no family with an article of, or one that quotes, what they quote."""
    holders: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(articles):
        for story in {one.family, *one.quotes}:
            holders[story].append(n)
    return frozenset(
        n
        for n in quoting
        if not any(
            got[m] == got[n] and articles[m].family != articles[n].family
            for story in articles[n].quotes
            for m in holders[story]
        )
    )


def _met(
    articles: Sequence[Printed], documents: Sequence[Document], found: Sequence[Copied], quoting: Sequence[int]
) -> list[int]:
    """Quoting articles with a copied passage in common with an article that is, or quotes, what they quote."""
    linked: dict[str, set[str]] = defaultdict(set)
    for c in found:
        linked[c.first].add(c.second)
        linked[c.second].add(c.first)
    stories: dict[str, set[str]] = defaultdict(set)
    for one, document in zip(articles, documents, strict=True):
        stories[document.id] |= {one.family, *one.quotes}
    return [n for n in quoting if any(stories[d] & set(articles[n].quotes) for d in linked[documents[n].id])]


def _misses(articles: Sequence[Printed], truth: Sequence[str], got: Sequence[str]) -> list[Miss]:
    """Articles that are joined to another story than most of their family, and those left out of their own."""
    most: dict[str, str] = {}
    for (story, head), _ in sorted(Counter(zip(truth, got, strict=True)).items(), key=lambda item: (item[1], item[0])):
        most[story] = head
    owner: dict[str, str] = {}
    for (head, story), _ in sorted(Counter(zip(got, truth, strict=True)).items(), key=lambda item: (item[1], item[0])):
        owner[head] = story
    found = []
    for n, one in enumerate(articles):
        if got[n] != most[one.family] or owner[got[n]] != one.family:
            joined = owner[got[n]]
            found.append(
                Miss(
                    item=one.id,
                    row=one.kind or "-",
                    gold=one.family,
                    got=joined if joined != one.family else None,
                    around=shown(one.text),
                )
            )
    return found
