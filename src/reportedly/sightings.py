"""What one frame shows of its event, gathered for joining: the values of its claims, and what surrounds it in its document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

import msgspec

from reportedly import extents, intervals, places, text, trigger_words
from reportedly.model import (
    Actor,
    ActorValue,
    Claim,
    Count,
    CountClass,
    Document,
    EventValue,
    Extent,
    Frame,
    Mention,
    Passage,
    Place,
    PlaceValue,
    Reading,
    When,
    Words,
)
from reportedly.told_names import Names
from reportedly.values import COUNT_SLOTS, PLACE_SLOTS
from reportedly.voices import root

STOP = frozenset(
    "the a an of in on at and or to al el by from with for its his her their as into near against over under who which that"
    " this these those is was were are be been being had has have s after before during some several many other".split()
)

STATE_SIDE = frozenset("government regime army loyalist military police soldier".split())
REBEL_SIDE = frozenset("rebel opposition insurgent militant jihadist terrorist gunmen".split())
GENERIC = frozenset(
    "army force forces government regime rebel opposition fighter militant militia group troop military soldier police"
    " civilian people person member state official local terrorist terrorists gunmen jihadist insurgent unit warplane jet"
    " plane aircraft fighter position site stronghold area town city village province loyalist national security air arab naval ground armed special".split()
)

_BREAK = re.compile(r"[.!?][\"”')\]]*\s+(?=[\"“'(\[]?[A-Z0-9])|\n+")
_CORRECTING = re.compile(
    r"\b(?:not|instead|rather than|correct(?:s|ed|ion)?|wrong(?:ly)?|mistaken(?:ly)?"
    r"|(?:first|earlier|previously|originally|initially) (?:said|stated|reported|put|given))\b",
    re.IGNORECASE,
)
"""Words by which a text sets an earlier date right (our list)."""
NAMED_WITHIN = 2
"""How many sentences before and after a frame may name who and what belongs to its event."""


class Held(msgspec.Struct, frozen=True):
    """A count with its slot and class, and who gives it (the folded name of the innermost speaker, or the document)."""

    slot: str
    class_: CountClass
    low: int | None
    high: int | None
    speaker: str


class Party(msgspec.Struct, frozen=True):
    """An agent or target: the joined actor where there is one, its content words, and who says so.

    ``person`` tells one person by name ("named") from one brought in by a description ("a field commander").
    ``actor`` is known in its document only; ``entry`` (of the registry) and ``name`` tell it across documents.
    """

    actor: str | None
    words: frozenset[str]
    speaker: str
    person: Literal["named", "described"] | None = None
    entry: str | None = None
    name: str | None = None

    def nations(self) -> frozenset[str]:
        """Its words that name a nation ("russian")."""
        return _nations(self.words)

    def side(self) -> Literal["state", "rebel"] | None:
        """The side that its generic words name, where they name one only."""
        state, rebel = bool(self.words & STATE_SIDE), bool(self.words & REBEL_SIDE)
        return None if state == rebel else "state" if state else "rebel"

    def core(self) -> frozenset[str]:
        """Its words that are neither generic nor a nation's: what tells it from others of its sort."""
        return _core(self.words)


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """One frame with all that its claims and the words around its trigger say of the event.

    ``loose`` is true where ``extent`` is only a guess from a bare plural ("air strikes"): joining may change it.
    ``others`` are frames that the text tells apart from this one: what it came after, answered, is a part of, or is only
    inferred to be.  ``instead`` are days that the text sets right beside its own ("on 13 March, not on 14 March").
    ``published`` is the document's date, ``barred`` are frames that a person ruled to be of other events.  ``told`` are proper
    names within :data:`NAMED_WITHIN` sentences.
    """

    frame: Frame
    sentence: int
    words: frozenset[str]
    definite: bool
    plural: bool
    separate: bool
    heading: bool
    toll: bool
    war: bool
    extent: Extent
    loose: bool
    projected: bool
    kinds: frozenset[str]
    places: tuple[Place, ...]
    origins: tuple[Place, ...]
    beside: bool
    whens: tuple[When, ...]
    agents: tuple[Party, ...]
    targets: tuple[Party, ...]
    counts: tuple[Held, ...]
    means: frozenset[str]
    others: frozenset[str] = frozenset()
    instead: tuple[When, ...] = ()
    published: When | None = None
    barred: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()


@lru_cache(maxsize=8192)
def _nation(word: str) -> bool:
    """Whether a folded word is a nation's adjective or a country's name; acronyms ("us") are asked for in capitals."""
    if places.demonym(word.title()) is not None or places.demonym(word.upper()) is not None:
        return True
    return any(p.precision == "country" for p in places.find(word.upper() if len(word) < 4 else word.title(), limit=1))


@lru_cache(maxsize=8192)
def _nations(words: frozenset[str]) -> frozenset[str]:
    return frozenset(w for w in words if _nation(w))


@lru_cache(maxsize=8192)
def _core(words: frozenset[str]) -> frozenset[str]:
    return words - GENERIC - _nations(words)


def content_words(words: str) -> frozenset[str]:
    """Folded words that carry meaning, plural endings cut, for comparing descriptions."""
    return frozenset(
        w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w
        for w in text.fold(words).split()
        if w not in STOP
    )


def sentences(document: Document) -> list[tuple[int, int]]:
    """Start and end of the sentences of a text, by final punctuation before a capital, and by line ends."""
    cuts = [0, *(m.end() for m in _BREAK.finditer(document.text)), len(document.text)]
    return [(a, b) for a, b in pairwise(cuts) if a < b]


def gather(
    reading: Reading,
    actors: Mapping[str, str],
    located: Mapping[str, Place],
    known: Mapping[str, Actor] | None = None,
    named: Names | None = None,
) -> list[Sighting]:
    """The frames of one document in the order of its text.

    ``actors`` maps actor mentions to the actors of the document, of which ``known`` are those that somebody names;
    ``located`` maps place mentions to places; ``named`` are the document's proper names, read here where none are given.
    """
    claims: dict[str, list[Claim]] = defaultdict(list)
    for c in reading.claims:
        if c.subject.type == "event":
            claims[c.subject.id].append(c)
    spans = sentences(reading.document)
    headings = [p for p in reading.document.passages if p.role == "heading"]
    named = named or Names(reading)
    frames = sorted(reading.frames, key=lambda f: (f.trigger.start, f.trigger.end, f.id))
    others = _told_apart(reading)
    mentions = {m.id: m for m in reading.mentions}
    about = _Actors(actors, known or {}, mentions)
    found = [_sighting(reading.document, f, claims[f.id], spans, headings, about, located, named) for f in frames]
    return [
        msgspec.structs.replace(s, others=frozenset(others[s.frame.id])) if s.frame.id in others else s for s in found
    ]


def _told_apart(reading: Reading) -> Mapping[str, set[str]]:
    """For each frame, the frames that are other events by the text's own words."""
    found: dict[str, set[str]] = defaultdict(set)
    by_event: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for c in reading.claims:
        if c.subject.type != "event" or not isinstance(c.value, EventValue) or c.value.event is None:
            continue
        if c.slot in ("after", "response_to", "part_of") or (c.slot == "same_as" and c.stance != "asserts"):
            found[c.subject.id].add(c.value.event)
            found[c.value.event].add(c.subject.id)
            by_event[c.value.event][c.slot].add(c.subject.id)
    for slots in by_event.values():
        for later in slots["after"] | slots["response_to"]:
            for same in slots["same_as"]:
                found[later].add(same)
                found[same].add(later)
    return found


def _sighting(
    document: Document,
    frame: Frame,
    claims: list[Claim],
    spans: list[tuple[int, int]],
    headings: Sequence[Passage],
    about: _Actors,
    located: Mapping[str, Place],
    named: Names,
) -> Sighting:
    number = next((i for i, (a, b) in enumerate(spans) if a <= frame.trigger.start < b), len(spans))
    low, high = spans[number] if number < len(spans) else (frame.trigger.start, frame.trigger.end)
    told = trigger_words.of_frame(document, frame, low, high)
    placed = [c for c in claims if isinstance(c.value, PlaceValue)]
    whens = tuple(c.value for c in claims if c.slot == "when" and isinstance(c.value, When))
    titled = any(p.start <= frame.trigger.start < p.end for p in headings) or (
        bool(claims) and all(c.from_heading for c in claims)
    )
    stances = [c.stance for c in claims if c.slot == "kind"]
    if stances and set(stances) == {"denies"}:
        claims = [msgspec.structs.replace(c, stance="asserts") for c in claims]
    where = tuple(_places((c for c in placed if c.slot == "where"), located))
    extent = extents.counted(claims, whens, told.plural, told.war, told.inside, told.around)
    if extent == "one" and not titled:
        extent = extents.spread(claims, where, whens, told.plural, document.text[frame.trigger.end : high])
    sharp = any(w.precision in ("time", "day") for w in whens) or any(
        p.precision in ("site", "settlement") for p in where
    )
    return Sighting(
        frame=frame,
        sentence=number,
        words=frozenset(told.words),
        definite=told.definite or any(_known_weapon(c) for c in claims),
        plural=told.plural,
        separate=told.separate,
        heading=titled,
        toll=told.toll,
        war=told.war,
        extent=extent,
        loose=told.plural and extent == "one" and not sharp,
        projected=bool(stances) and set(stances) <= {"plans", "supposes"},
        kinds=frozenset({frame.kind, *(c.value.kind for c in claims if c.slot == "kind" and hasattr(c.value, "kind"))}),
        places=where,
        origins=tuple(_places((c for c in placed if c.slot in PLACE_SLOTS - {"where"}), located)),
        beside=any(isinstance(c.value, PlaceValue) and c.value.relation is not None for c in placed),
        whens=whens,
        agents=tuple(_parties((c for c in claims if c.slot == "agent"), about)),
        targets=tuple(_parties((c for c in claims if c.slot == "target"), about)),
        counts=tuple(
            Held(c.slot, c.value.class_, c.value.low, c.value.high, _speaker(c))
            for c in claims
            if c.slot in COUNT_SLOTS and isinstance(c.value, Count)
        ),
        means=frozenset(
            w
            for c in claims
            if c.slot == "instrument" and isinstance(c.value, Words)
            for w in content_words(c.value.text)
        ),
        instead=tuple(_set_right(document, claims, spans, about.mentions)),
        published=document.published,
        told=named.near(*_around(spans, number, low, high)),
    )


def _known_weapon(claim: Claim) -> bool:
    """Whether a weapon is told as known ("the missiles"), by which a text points back at the act that it was used in."""
    return claim.slot == "instrument" and text.fold(claim.evidence[0].text).split()[:1] in (
        ["the"],
        ["these"],
        ["those"],
    )


def _set_right(
    document: Document, claims: Iterable[Claim], spans: Sequence[tuple[int, int]], mentions: Mapping[str, Mention]
) -> Iterator[When]:
    """Other days in the sentence of a date, where words of correction stand in that sentence."""
    for c in claims:
        if c.slot != "when" or not isinstance(c.value, When):
            continue
        at = c.evidence[0].start
        low, high = next(((a, b) for a, b in spans if a <= at < b), (at, at))
        if _CORRECTING.search(document.text, low, high) is None:
            continue
        for m in sorted(mentions.values(), key=lambda m: (m.start, m.id)):
            if low <= m.start < high and isinstance(m.value, When) and m.value.precision in ("time", "day"):
                if intervals.overlaps(m.value, c.value) is False:
                    yield m.value


def _places(claims: Iterable[Claim], located: Mapping[str, Place]) -> Iterator[Place]:
    seen = set()
    for c in claims:
        if c.stance == "denies" or not isinstance(c.value, PlaceValue) or c.value.place is None:
            continue
        place = located.get(c.value.place)
        if place is not None and place.id not in seen:
            seen.add(place.id)
            yield place


def _around(spans: Sequence[tuple[int, int]], number: int, low: int, high: int) -> tuple[int, int]:
    """From where to where the sentences around a frame's reach."""
    if number >= len(spans):
        return low, high
    return spans[max(0, number - NAMED_WITHIN)][0], spans[min(len(spans) - 1, number + NAMED_WITHIN)][1]


class _Actors(msgspec.Struct, frozen=True):
    """The actor of each mention of a document, those that somebody names, and the mentions."""

    by_mention: Mapping[str, str]
    known: Mapping[str, Actor]
    mentions: Mapping[str, Mention]


def _parties(claims: Iterable[Claim], about: _Actors) -> Iterator[Party]:
    for c in claims:
        if isinstance(c.value, ActorValue) and c.stance != "denies":
            actor = about.by_mention.get(c.value.actor) if c.value.actor is not None else None
            known = about.known.get(actor) if actor is not None else None
            yield Party(
                actor=actor,
                words=content_words(f"{c.value.name} {c.value.text}"),
                speaker=_speaker(c),
                person=_person(c.value.actor, about.mentions),
                entry=known.registry if known else None,
                name=known.name if known else None,
            )


def _person(mention: str | None, mentions: Mapping[str, Mention]) -> Literal["named", "described"] | None:
    """Whether a mention stands for one person, by name or by a description that brings one in ("a commander")."""
    if mention is None or mention not in mentions:
        return None
    first = root(mention, mentions)
    if first.kind != "person" or first.how == "pronoun":
        return None
    if first.how != "description":
        return "named"
    return "described" if text.fold(first.text).split()[:1] in (["a"], ["an"], ["one"]) else None


def _speaker(claim: Claim) -> str:
    hop = claim.attribution[-1]
    return claim.document if hop.kind == "author" or hop.speaker is None else text.fold(hop.speaker.name)
