"""Mentions: which words name an actor, a place, a time, a count or a medium.

Names come from three sources, the surest first: the registry of actors, the gazetteer, and the parser's own
entities and proper nouns.  The parser's entity labels are a candidate source only (it never sees al-Tanf as a place).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportedly import counts, dates, names, places, registry
from reportedly.model import When
from reportedly.reading.contract import Parsed
from reportedly.reading.grammar import noun_phrase
from reportedly.reading.noted import BODIES, MEDIA, PLACE_NOUNS, Mentions, Noted, head_of, make
from reportedly.reading.proper import (
    GROUP_WORDS,
    OF_BODIES,
    actor,
    acts,
    known_name,
    proper_runs,
    registered,
    surnames,
    unknown_name,
)
from reportedly.reading.spots import (
    NO_PLACES,
    as_written,
    inside_name,
    is_country,
    no_place,
    part_of_person,
    place_context,
    resolve_places,
    unpossessed,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from reportedly.registry import Known


def find(parsed: Parsed, anchor: When | None) -> Mentions:
    """All mentions of a parsed document; places are resolved together, times against ``anchor``."""
    doc = parsed.doc
    taken: dict[int, Noted] = {}
    found: list[Noted] = []
    for sentence in doc.sents:
        if sentence.text.isspace():
            continue
        for noted in _sentence_names(parsed, sentence):
            found.append(noted)
            for i in range(noted.first, noted.stop):
                taken[i] = noted
    surnames(parsed, found)
    for sentence in doc.sents:
        for noted in _descriptions(parsed, sentence, taken):
            found.append(noted)
            taken.setdefault(noted.head, noted)
    resolve_places(found)
    found += _times(parsed, anchor)
    found += _counts(parsed)
    found.sort(key=lambda n: (n.start, -n.end))
    by_head: dict[int, Noted] = {}
    for noted in found:
        if noted.type in ("actor", "place", "media"):
            by_head.setdefault(noted.head, noted)
    return Mentions(
        all=found,
        by_head=by_head,
        covering=taken,
        places=[n for n in found if n.type == "place"],
        times=[n for n in found if n.type == "time"],
        numbers=[n for n in found if n.type == "count"],
    )


def _sentence_names(parsed: Parsed, sentence: Span) -> Iterator[Noted]:
    doc, base = parsed.doc, sentence.start
    words = [unpossessed(t) for t in sentence]
    used = bytearray(len(words))
    spots = [s for s in places.names_in(words) if doc[base + s.start].tag_ != "DT" or s.end - s.start == 1]
    runs = list(proper_runs(doc, sentence))
    for i, j, known in registered(words):
        longer = any(s.start <= i and s.end >= j and s.end - s.start > j - i and not s.demonym for s in spots)
        if (
            longer
            or _of_another(doc, base + i, base + j, known, runs)
            or (known.metonym_of_place and not acts(doc[head_of(doc, base + i, base + j)]))
        ):
            continue
        yield known_name(parsed, base + i, base + j, known)
        used[i:j] = b"\x01" * (j - i)
    for first, stop in runs:
        i, j = first - base, stop - base
        body = words[j - 1].lower() in BODIES or (words[i].lower() in OF_BODIES and "of" in words[i:j])
        if j - i > 1 and body and not any(used[i:j]):
            kind = registry.kind_of(words[i:j])
            if kind is None or kind == "unknown":
                kind = "armed_group" if words[j - 1].lower() in GROUP_WORDS else "organisation"
            yield actor(parsed, first, stop, head_of(doc, first, stop), kind)
            used[i:j] = b"\x01" * (j - i)
    for spot in spots:
        low = spot.name.lower()
        if spot.demonym or any(used[spot.start : spot.end]) or low in NO_PLACES or low in PLACE_NOUNS:
            continue
        first, stop = base + spot.start, base + spot.end
        head = head_of(doc, first, stop)
        if no_place(doc, first, stop) or (spot.ordinary and not place_context(doc, first, stop)):
            continue
        if inside_name(doc, stop) or part_of_person(doc, first, stop, runs):
            continue
        if acts(doc[head]) and is_country(spot.name):
            used[spot.start : spot.end] = b"\x01" * (spot.end - spot.start)
            yield actor(parsed, first, stop, head, "state")
            continue
        start, end, name = as_written(doc, first, stop, spot.name)
        noted = make(parsed, "place", start, end, head, how="name", name=name)
        noted.listed = spot.name
        used[start - base : end - base] = b"\x01" * (end - start)
        yield noted
    for first, stop in runs:
        i, j = first - base, stop - base
        while i < j and used[i]:
            i += 1
        while j > i and used[j - 1]:
            j -= 1
        while i < j and (words[i] in "-'" or words[i].lower() in ("al", "el")) and i + 1 == j:
            j -= 1
        if i >= j or any(used[i:j]) or not any(c.isalpha() for c in words[j - 1]):
            continue
        noted_name = unknown_name(parsed, base + i, base + j)
        if noted_name is not None:
            used[i:j] = b"\x01" * (j - i)
            yield noted_name


def _of_another(doc: Doc, first: int, stop: int, known: Known, runs: list[tuple[int, int]]) -> bool:
    """ "Colonel Turki al-Maliki": the known surname of somebody else, with another first name before it."""
    start = next((a for a, b in runs if a < first < b), first)
    while start < first and doc[start].ent_type_ != "PERSON":
        start += 1
    whole = doc[start:stop].text
    return known.kind == "person" and start < first and names.similarity(whole, known.name) < _SAME_PERSON


_SAME_PERSON = 0.6
"""Likeness of two names below which nobody takes them for one (see :mod:`reportedly.names`)."""


def _descriptions(parsed: Parsed, sentence: Span, taken: dict[int, Noted]) -> Iterator[Noted]:
    """Common nouns that describe an actor ("some rebel sources", "the militia") or a medium ("the video")."""
    for token in sentence:
        if token.i in taken or token.pos_ not in ("NOUN", "PROPN", "ADJ") or token.dep_ in ("compound", "amod"):
            continue
        lemma = token.lemma_.lower()
        if lemma in MEDIA:
            first, stop = noun_phrase(token)
            noted = make(parsed, "media", first, stop, token.i, how="description")
            yield noted
            continue
        before = token.nbor(-1) if token.i else token
        pair = before.head == token and before.dep_ == "compound" and before.pos_ == "NOUN"
        kind = registry.kind_of([before.lower_, token.lower_]) if pair else None
        kind = kind or registry.kind_of([token.lower_]) or registry.kind_of([lemma])
        if kind is None:
            continue
        first, stop = noun_phrase(token)
        if lemma in OF_BODIES:
            stop = max(stop, _of_what(token))
        stop = max(stop, _of_whom(token, stop, taken))
        noted = make(parsed, "actor", first, stop, token.i, how="description")
        noted.kind = kind
        noted.vague = registry.is_vague(lemma)
        yield noted


def _of_what(body: Token) -> int:
    """Where "the ministry of defence", "the office of the governor" ends."""
    after = body.nbor(1) if body.i + 1 < len(body.doc) else body
    if after.lower_ != "of" or after.head != body:
        return int(body.i) + 1
    return max((noun_phrase(c)[1] for c in after.children if c.dep_ == "pobj"), default=int(body.i) + 1)


def _of_whom(people: Token, stop: int, taken: dict[int, Noted]) -> int:
    """Where "fighters from the Green Brigade", "a spokesman for the army of …" ends: a named group is part of who they are."""
    for child in people.rights:
        if child.i != stop or child.lower_ not in ("from", "of", "for"):
            continue
        for inner in child.children:
            noted = taken.get(inner.i)
            if inner.dep_ == "pobj" and noted is not None and noted.type == "actor" and noted.how in ("name", "alias"):
                return max(noted.stop, noun_phrase(inner)[1])
    return stop


def _times(parsed: Parsed, anchor: When | None) -> Iterator[Noted]:
    for hit in dates.find(parsed.doc.text, anchor):
        span = _tokens(parsed.doc, hit.start, hit.end)
        if span is None:
            continue
        noted = make(parsed, "time", span[0], span[1], head_of(parsed.doc, *span), how="name")
        noted.start, noted.end = hit.start, hit.end
        noted.text = parsed.document.text[hit.start : hit.end]
        noted.when = hit.when
        yield noted


def _counts(parsed: Parsed) -> Iterator[Noted]:
    for hit in counts.find(parsed.doc.text):
        span = _tokens(parsed.doc, hit.start, hit.end)
        if span is None:
            continue
        noted = make(parsed, "count", span[0], span[1], head_of(parsed.doc, *span), how="name")
        noted.start, noted.end = hit.start, hit.end
        noted.text = parsed.document.text[hit.start : hit.end]
        noted.count = hit.count
        yield noted


def _tokens(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    span = doc.char_span(start, end, alignment_mode="expand")
    return (span.start, span.end) if span is not None and len(span) else None
