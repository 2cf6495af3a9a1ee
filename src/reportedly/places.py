"""Places by name: what a name may mean (:func:`find`), what it means here (:func:`best`, :func:`resolve_all`).

Knowledge comes from :mod:`reportedly.gazetteer` and from the user's own places, which go first; a place that neither
holds is not found, never guessed.  Distances are kilometres, coordinates WGS 84 degrees (:mod:`reportedly.place_geometry`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec

from reportedly import place_readings, toponyms
from reportedly.errors import UsageError
from reportedly.gazetteer_rows import ALIAS, NAME, SOURCES, Entry, place_id
from reportedly.model import Mention, Place, PlaceValue, Problem, Reach
from reportedly.place_geometry import Point, contains, distance, distance_km, point_of
from reportedly.place_readings import Hit, demonym, entry_of, is_key, is_ordinary, prior_of, readings

__all__ = [
    "NameFound",
    "best",
    "contains",
    "demonym",
    "distance_km",
    "find",
    "forget",
    "get",
    "is_ordinary",
    "names_in",
    "place_of",
    "resolve_all",
    "unknown",
]

MOST_WORDS = 7
"""Longest name in words (articles and parts of hyphenated names count) that :func:`names_in` looks for."""
CLEAR = 0.2
"""How far (in natural-log odds) the best candidate must lead one that lies elsewhere, or the name stays open."""
ELSEWHERE_KM = 50.0
"""Candidates nearer than this to the best one are not a rival reading but a finer or coarser one."""


class NameFound(msgspec.Struct, frozen=True, kw_only=True):
    """Tokens ``start`` to ``end`` (exclusive) are a known place name, ``name`` as written with single spaces.

    ``ordinary`` marks a name that is also an English word or a person's name, so that context must speak for a place;
    ``demonym`` marks a word such as "Syrian", which names a country's people.
    """

    start: int
    end: int
    name: str
    ordinary: bool
    demonym: bool = False


def place_of(entry: Entry) -> Place:
    """A row of the tables as the record's place."""
    return Place(
        id=entry.id,
        name=entry.name,
        lat=entry.lat,
        lon=entry.lon,
        precision=entry.precision,  # type: ignore[arg-type]
        extent=_reach(entry),
        country=entry.country,
        parents=entry.parents,
        source=SOURCES.get(entry.source, entry.source),
    )


def _reach(entry: Entry) -> Reach | None:
    if entry.bbox is not None:
        return Reach(bbox=entry.bbox)
    return None if entry.radius_km is None else Reach(radius_km=entry.radius_km)


# --- one name -------------------------------------------------------------------------------------


def _ranked(
    name: str, country: str | None, near: Place | Point | None, context: Sequence[Place]
) -> list[tuple[float, Entry]]:
    if country is not None and not (len(country) == 2 and country.isalpha()):
        raise UsageError(f"{country!r} is no ISO 3166-1 code", hint="use two letters, such as SY")
    hits = readings(name)
    if code := demonym(name):
        nation = entry_of(place_id(f"country:{code}"))
        hits = tuple(hit for hit in hits if hit.grade <= ALIAS)
        hits += (Hit(nation, NAME, prior_of(nation, NAME)),) if nation else ()
    known = [hit for hit in hits if country is None or hit.entry.country in (country.upper(), None)]
    around = None if near is None else point_of(near)
    scored = []
    for hit in known:
        score = hit.prior
        if around is not None:
            score += 6.0 * math.exp(-distance(point_of(hit.entry), around) / 150.0)
        score += sum(_affinity(hit.entry, other) for other in context[:50])
        scored.append((score, hit.entry))
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].id))


def find(name: str, *, country: str | None = None, near: Place | Point | None = None, limit: int = 10) -> list[Place]:
    """The places that ``name`` may mean, best first; an empty list when it is not known.

    ``country`` (ISO 3166-1) keeps places of that country and regions across borders; ``near``, a point (lat, lon) or
    a place, puts near ones first.  Raises UsageError for a country that is no code or ``near`` without coordinates.
    """
    return [place_of(entry) for _, entry in _ranked(name, country, near, ())[:limit]]


def best(
    name: str,
    *,
    country: str | None = None,
    near: Place | Point | None = None,
    context: Sequence[Place] = (),
) -> Place | None:
    """What ``name`` means, given the country, a place near it and other places of the text (``context``).

    None when it is not known, and when two readings that lie apart are about as likely.  Errors as for :func:`find`.
    """
    return _decide(_ranked(name, country, near, context))


def _decide(ranked: list[tuple[float, Entry]]) -> Place | None:
    if not ranked:
        return None
    top, chosen = ranked[0]
    for score, rival in ranked[1:]:
        if top - score >= CLEAR:
            break
        if distance(point_of(rival), point_of(chosen)) > ELSEWHERE_KM and chosen.id not in rival.parents:
            return None
    return place_of(chosen)


def get(place: str) -> Place | None:
    """The place with this id (``p_…``), None when the index holds none."""
    if not (place.startswith("p_") and len(place) == 18 and all(c in "0123456789abcdef" for c in place[2:])):
        return None
    entry = entry_of(place)
    return None if entry is None else place_of(entry)


def forget() -> None:
    """Answer anew from now on, since own places were added or removed in this process."""
    place_readings.forget()
    _known.cache_clear()


def unknown(document: str, mentions: Iterable[Mention]) -> tuple[Problem, ...]:
    """A Problem ``place-unknown`` for each name of a place in a document that no table knows, at its first mention.

    Only names count, not descriptions ("the village"); spellings with one key are one name.  A name that is known but
    stays open between namesakes is none.
    """
    firsts: dict[str, Mention] = {}
    for mention in sorted(mentions, key=lambda m: (m.start, m.end)):
        value = mention.value
        named = mention.type == "place" and mention.how in ("name", "alias") and not mention.candidates
        if mention.document == document and named and isinstance(value, PlaceValue) and value.lat is None:
            if not readings(value.name):
                firsts.setdefault(toponyms.fold(value.name), mention)
    return tuple(
        Problem(
            code="place-unknown",
            document=document,
            start=mention.start,
            end=mention.end,
            message=f"no table of places knows “{' '.join(mention.text.split())}”, so it has no coordinates",
            hint="add a table that has it with reportedly places add",
        )
        for mention in firsts.values()
    )


# --- the names of one document --------------------------------------------------------------------


def _affinity(a: Entry | Place, b: Entry | Place) -> float:
    """How much b, if meant, speaks for a: membership, one province, nearness, one country (weights set on LGL)."""
    if a.id == b.id:
        return 0.0
    if a.id in b.parents or b.id in a.parents:
        return 1.0 if "country" not in (a.precision, b.precision) else 0.6
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 0.0
    near = 1.2 * math.exp(-distance((a.lat, a.lon), (b.lat, b.lon)) / 120.0)
    if a.country is not None and a.country == b.country:
        return max(near, 0.8 if _division(a) and _division(a) == _division(b) else 0.35)
    return near


def _division(entry: Entry | Place) -> str | None:
    """The province (first-order division) that an entry is or lies in, by the chain of its parents."""
    if entry.precision == "province":
        return entry.id
    return entry.parents[-2] if len(entry.parents) >= 2 else None


MOST_READINGS = 40
ROUNDS = 3
SUPPORT = 4.0
ADJACENT = 2.5
"""Extra weight of a reading whose province, county or country is the next or last name: "Alexandria, La."."""

BY_COUNTRY = 0.4
"""How much of that a neighbouring country's name is worth: a country holds far more readings than a province."""


def resolve_all(
    names: Sequence[str],
    *,
    country: str | None = None,
    near: Place | Point | None = None,
    context: Sequence[Place] = (),
) -> list[Place | None]:
    """What the names of one document mean, read together, in their order in the text; one answer a name.

    Every reading of a name is weighed by its prominence and by how likely readings of the other names support it:
    one lies in the other, same province, near, same country; a name beside one that contains it most of all.  A
    spelling means one place throughout.  None where a name is not known or stays open.
    """
    forms = Counter(names)
    known = {form: [Hit(e, 0, s) for s, e in _ranked(form, country, near, context)[:MOST_READINGS]] for form in forms}
    beside = _neighbours(names)
    weights = {form: _softmax([hit.prior for hit in hits]) for form, hits in known.items()}
    scores: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        likely = {f: _likely(hits, weights[f]) for f, hits in known.items()}
        scores = {
            form: [_supported(hit, form, likely, beside.get(form, Counter()), forms) for hit in hits]
            for form, hits in known.items()
        }
        weights = {form: _softmax(values) for form, values in scores.items()}
    decided = {
        form: _decide(sorted(zip(scores[form], (h.entry for h in hits), strict=True), key=lambda p: (-p[0], p[1].id)))
        for form, hits in known.items()
    }
    return [decided[name] for name in names]


def _neighbours(names: Sequence[str]) -> dict[str, Counter[str]]:
    out: dict[str, Counter[str]] = {}
    for left, right in pairwise(names):
        if left != right:
            out.setdefault(left, Counter())[right] += 1
            out.setdefault(right, Counter())[left] += 1
    return out


def _likely(hits: list[Hit], weights: list[float]) -> list[tuple[float, Entry]]:
    pairs = [(weight, hit.entry) for weight, hit in zip(weights, hits, strict=True) if weight > 0.03]
    return sorted(pairs, key=lambda pair: -pair[0])[:8]


def _supported(
    hit: Hit,
    form: str,
    likely: dict[str, list[tuple[float, Entry]]],
    beside: Counter[str],
    forms: Counter[str],
) -> float:
    support, adjacent = 0.0, 0.0
    for other, entries in likely.items():
        if other == form:
            continue
        tie = max((weight * _affinity(hit.entry, entry) for weight, entry in entries), default=0.0)
        support += tie * math.sqrt(forms[other])
        if other in beside:
            holds = max((_holds(entry, hit.entry) * weight for weight, entry in entries), default=0.0)
            adjacent = max(adjacent, holds)
    return hit.prior + SUPPORT * math.log1p(support) + ADJACENT * adjacent


def _holds(outer: Entry, inner: Entry) -> float:
    """1 where ``outer`` is a division that ``inner`` lies in, less where it is only the country."""
    if outer.id not in inner.parents:
        return 0.0
    return BY_COUNTRY if outer.precision == "country" else 1.0


def _softmax(values: Iterable[float]) -> list[float]:
    known = list(values)
    if not known:
        return []
    top = max(known)
    raised = [math.exp(value - top) for value in known]
    total = sum(raised)
    return [value / total for value in raised]


# --- names in a sentence --------------------------------------------------------------------------

_JOINERS = frozenset("- ‐ ‑ – / ’ ' de del di da do la le los las of the and upon sur en au aux am sous".split())
_DASHES = frozenset("-‐‑–")
_ENGLISH = frozenset("as at an us ad en er es et ed un ar".split())
"""Forms of the article that are words of English or of its abbreviations: an article only before a hyphen."""


def _is_article(token: str, following: str) -> bool:
    head = token.casefold()
    return head in toponyms.ARTICLES and (head not in _ENGLISH or following in _DASHES)


def _opens(token: str, following: str) -> bool:
    """Whether a name may begin here: a capital, or a lower-case article before one ("al-Tanf", "al - Tanf")."""
    if token.casefold() == "the":
        return False
    if token[:1].isupper():
        return True
    if _is_article(token, following):
        return following[:1].isupper() or following in _DASHES
    head, dash, tail = token.partition("-")
    return bool(dash) and head in toponyms.ARTICLES and tail[:1].isupper()


def names_in(words: Sequence[str]) -> list[NameFound]:
    """The longest known place names among the tokens of a sentence, left to right, without overlap.

    A name begins with a capital letter or with an Arabic article before one, whether or not the tokenizer split it at
    the hyphen; its later words may be lower-case only where they join ("Deir ez - Zor", "Rio de Janeiro").  Words in
    capitals throughout (headlines) are matched as well.
    """
    found: list[NameFound] = []
    start = 0
    while start < len(words):
        match = (
            _longest(words, start) if _opens(words[start], words[start + 1] if start + 1 < len(words) else "") else None
        )
        if match is None:
            start += 1
        else:
            found.append(match)
            start = match.end
    return found


def _longest(words: Sequence[str], start: int) -> NameFound | None:
    last = start + 1
    while last < len(words) and last - start < MOST_WORDS:
        token, following = words[last], words[last + 1] if last + 1 < len(words) else ""
        if not (token[:1].isupper() or token.lower() in _JOINERS or _is_article(token, following)):
            break
        last += 1
    for end in range(last, start, -1):
        closing = words[end - 1].casefold()
        if closing in _JOINERS or (end - start > 1 and closing in toponyms.ARTICLES):
            continue
        name = _spelled(words[start:end])
        if _known(name):
            return NameFound(start=start, end=end, name=name, ordinary=is_ordinary(name))
    if demonym(words[start]):
        return NameFound(start=start, end=start + 1, name=words[start], ordinary=False, demonym=True)
    return None


def _spelled(words: Sequence[str]) -> str:
    out = ""
    for word in words:
        joined = not out or out[-1] in "-‐‑–/’'" or word[:1] in "-‐‑–/’'."
        out += word if joined else " " + word
    return out


@lru_cache(maxsize=32768)
def _known(name: str) -> bool:
    if is_key("=" + name):
        return True
    parts = toponyms.words(name)
    joined = "".join(parts)
    if len(joined) < 3:
        return False
    if is_key(joined):
        return True
    bare = toponyms.without_articles(parts)
    if bare == parts or any(word in _ENGLISH for word in name.casefold().split()):
        return False
    return is_key("".join(bare))
