"""The keys under which a place's names stand in an index, from the strictest to the loosest (see :mod:`reportedly.toponyms`)."""

from __future__ import annotations

from collections.abc import Iterator

from reportedly import toponyms
from reportedly.gazetteer_rows import ARTICLE_FREE, SKELETON


def keys_of(name: str, country: str | None, grade: int) -> Iterator[tuple[str, int]]:
    """Each key of ``name`` with how it stands for the place, ``grade`` being how the name itself does.

    A name that starts with ``=`` counts only in these very letters.  Keys without articles and skeletons are made for
    countries whose names reach English in several spellings, and for places without a country.
    """
    if name.startswith("="):
        yield name, grade
        return
    words = toponyms.words(name)
    if not words:
        return
    yield "".join(words), grade
    if country is None or country in toponyms.TRANSLITERATED:
        bare = toponyms.without_articles(words)
        if bare != words:
            yield "".join(bare), max(grade, ARTICLE_FREE)
        skeleton = toponyms.skeleton(words)
        if len(skeleton) >= toponyms.SHORTEST_SKELETON:
            yield "~" + skeleton, SKELETON
