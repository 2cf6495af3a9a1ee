"""What the steps of frame reading share: a happening (a frame in the making), its fillers, and how fillers are made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly import counts, places, registry
from reportedly.kind_table import Trigger
from reportedly.model import (
    ActorValue,
    Candidate,
    Count,
    EventValue,
    Extent,
    PlaceRelation,
    PlaceValue,
    Stance,
    Value,
    Words,
)
from reportedly.reading.contract import Parsed
from reportedly.reading.fitness import CARRIERS
from reportedly.reading.grammar import chars, noun_phrase
from reportedly.reading.hearing import Hearing
from reportedly.reading.noted import OF_COUNTRY, PLACE_NOUNS, Mentions, Noted, make, place_value
from reportedly.reading.resolve import fullest
from reportedly.values import ACTOR_SLOTS, COUNT_SLOTS, PLACE_SLOTS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

RELATIONS: dict[str, PlaceRelation] = {
    "near": "near",
    "outside": "outside",
    "around": "near",
    "beside": "near",
    "close to": "near",
    "north of": "north_of",
    "south of": "south_of",
    "east of": "east_of",
    "west of": "west_of",
    "northeast of": "northeast_of",
    "northwest of": "northwest_of",
    "southeast of": "southeast_of",
    "southwest of": "southwest_of",
    "between": "between",
}


@dataclass(slots=True, eq=False)
class Filler:
    """One value for one slot: its words as a token range, and the mention that it names, if any.

    ``stance`` overrides the frame's where the words themselves carry a mark; ``plain`` drops the frame's mark; ``part_of``
    is the total that a count is a part of.
    """

    slot: str
    first: int
    stop: int
    head: int
    value: Value
    noted: Noted | None = None
    stance: Stance | None = None
    stance_words: tuple[tuple[int, int], ...] = ()
    plain: bool = False
    event: Happening | None = None
    part_of: Filler | None = None
    offsets: tuple[int, int] | None = None

    def chars(self, doc: Doc) -> tuple[int, int]:
        """Character offsets of the words."""
        return self.offsets if self.offsets is not None else chars(doc, (self.first, self.stop))


@dataclass(slots=True, eq=False)
class Happening:
    """A frame in the making: trigger words, kind, fillers.

    ``bare`` is true where the trigger only tells of casualties, so that no kind is said; ``echo`` where the words only
    name an event again; ``known`` where they take it for granted ("the attack"); ``stated`` where the noun's verb says
    that it takes place; ``let`` where it was allowed or forced, and so came about.
    """

    kind: str
    first: int
    stop: int
    head: int
    trigger: Trigger | None
    fillers: list[Filler] = field(default_factory=list)
    same_as: Happening | None = None
    extent: Extent = "one"
    bare: bool = False
    echo: bool = False
    known: bool = False
    stated: bool = False
    let: bool = False

    def add(self, filler: Filler | None) -> None:
        """Take a filler unless it is the trigger itself or the slot already has one on the same head word."""
        if filler is None or (filler.head == self.head and filler.slot not in COUNT_SLOTS):
            return
        if not any(f.slot == filler.slot and f.head == filler.head for f in self.fillers):
            self.fillers.append(filler)

    def has(self, slot: str) -> bool:
        """Is there a filler for this slot?"""
        return any(f.slot == slot for f in self.fillers)


@dataclass(frozen=True, slots=True)
class Standing:
    """A fact that holds over time, of an actor or a place; ``words`` are the tokens that state it."""

    subject: Noted
    slot: str
    filler: Filler
    words: tuple[int, int]
    attributive: bool


@dataclass(slots=True)
class Reader:
    """What the steps need of one document."""

    parsed: Parsed
    mentions: Mentions
    hearing: Hearing

    @property
    def doc(self) -> Doc:
        """The parse."""
        return self.parsed.doc

    def words(self, first: int, stop: int) -> str:
        """The document's own words for a token range."""
        start, end = chars(self.doc, (first, stop))
        return self.parsed.document.text[start:end]

    def filler(self, slot: str, token: Token, *, preposition: str = "") -> Filler | None:
        """The filler that a noun phrase makes for a slot, or None where the phrase cannot fill it."""
        if token.lower_ in ("which", "that", "who", "whom", "what") and token.tag_ in ("WDT", "WP", "IN"):
            return None
        cover = self.mentions.covering.get(token.i)
        if cover is not None and cover.type == "actor" and cover.how in ("name", "alias") and cover.head != token.i:
            torn = token.dep_ == self.doc[cover.head].dep_ and token.head == self.doc[cover.head].head
            if torn or cover.first <= token.head.i < cover.stop:
                token = self.doc[cover.head]
        first, stop = noun_phrase(token)
        noted = self.mentions.by_head.get(token.i)
        if noted is None and cover is not None and cover.type in ("actor", "place"):
            noted = cover
        if noted is not None and noted.type in ("actor", "place") and noted.head == token.i:
            first, stop = min(first, noted.first), max(stop, noted.stop)
        if self.mentions.times_at(token.i) or self.hearing.names_speaker(token.idx):
            return None
        if slot in PLACE_SLOTS:
            return self._place(slot, token, first, stop, noted, preposition)
        if slot in ACTOR_SLOTS:
            return self._actor(slot, token, first, stop, noted)
        if slot in COUNT_SLOTS:
            return self.count(slot, token)
        return Filler(slot, first, stop, token.i, Words(text=self.words(first, stop)), noted)

    def adjective_actor(self, token: Token) -> Noted | None:
        """The state that a word such as "Russian" before an event's noun means, as a mention of its own."""
        country = places.demonym(token.text)
        known = registry.state_of(country) if country is not None else None
        if known is None:
            return None
        noted = make(self.parsed, "actor", token.i, token.i + 1, token.i, how="alias", name=known.name)
        noted.known, noted.kind = known, known.kind
        noted.candidates = (Candidate(id=known.id, score=1.0),)
        self.mentions.all.append(noted)
        self.mentions.by_head[token.i] = noted
        return noted

    def _actor(self, slot: str, token: Token, first: int, stop: int, noted: Noted | None) -> Filler:
        text = self.words(first, stop)
        if self.doc[first].lower_ in ("no", "neither") and first != token.i:
            return self._nobody(slot, token, first, stop)
        if noted is not None and noted.type == "actor":
            if noted.how in ("name", "alias") and noted.head == token.i and noted.stop >= token.i + 1:
                first, stop = (noted.first, noted.stop) if noted.known or noted.kind == "person" else (first, stop)
                text = self.words(first, stop)
            name = fullest(noted)
            if noted.how == "description" and noted.antecedent is None:
                name = text
            return Filler(
                slot, first, stop, token.i, ActorValue(actor=None, name=name, text=text, how=noted.how), noted
            )
        owner = self._owner(token)
        if owner is not None:
            value = ActorValue(actor=None, name=fullest(owner), text=text, how="description")
            return Filler(slot, first, stop, token.i, value, owner)
        return Filler(slot, first, stop, token.i, ActorValue(actor=None, name=text, text=text, how="description"), None)

    def _nobody(self, slot: str, token: Token, first: int, stop: int) -> Filler:
        """ "No unit of the army took part": the positive value, denied."""
        no = self.doc[first]
        text = self.words(first + 1, stop)
        value = ActorValue(actor=None, name=text, text=text, how="description")
        marks = ((no.idx, no.idx + len(no.text)),)
        return Filler(slot, first + 1, stop, token.i, value, None, stance="denies", stance_words=marks)

    def _owner(self, token: Token) -> Noted | None:
        """Whose craft they are ("its jets", "the army's helicopters"): craft act as those who use them do."""
        if token.lemma_.lower() not in CARRIERS:
            return None
        for child in token.children:
            if child.dep_ == "poss":
                noted = self.mentions.of(child)
                if (
                    noted is not None
                    and noted.type == "actor"
                    and (noted.how != "pronoun" or noted.antecedent is not None)
                ):
                    return noted
        return None

    def _place(
        self, slot: str, token: Token, first: int, stop: int, noted: Noted | None, preposition: str
    ) -> Filler | None:
        relation = RELATIONS.get(preposition)
        territory = self._territory(slot, token, first, stop)
        if territory is not None:
            return territory
        spot = noted if noted is not None and noted.type == "place" else self.place_inside(token, first, stop)
        if spot is not None:
            start, end = (spot.first, spot.stop) if spot.head == token.i else (first, max(stop, spot.stop))
            value = place_value(spot, self.words(start, end))
            if spot.head != token.i:
                value = self._site(token, value)
            if relation is not None:
                value = _related(value, relation, spot.name)
            return Filler(slot, start, end, token.i, value, spot)
        lemma = token.lemma_.lower()
        if lemma in _VAGUE_PLACES and stop - first <= 2:
            return None
        if lemma in PLACE_NOUNS or (noted is None and slot != "where" and token.pos_ == "PROPN"):
            text = self.words(first, stop)
            value = PlaceValue(
                place=None, name=text, text=text, precision=PLACE_NOUNS.get(lemma, "settlement"), relation=relation
            )
            return Filler(slot, first, stop, token.i, value, None)
        return None

    def place_inside(self, token: Token, first: int, stop: int) -> Noted | None:
        """A named place inside a phrase about a place ("the Assad-held city of Palmyra", "the US al-Tanf base")."""
        named = [
            n
            for n in self.mentions.places
            if first <= n.head < stop
            and (n.head == token.i or n.precision != "country" or token.lemma_.lower() in OF_COUNTRY)
        ]
        if named:
            return max(named, key=lambda n: n.head)
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "in") and child.i <= stop:
                for inner in child.children:
                    found = self.mentions.by_head.get(inner.i)
                    if inner.dep_ == "pobj" and found is not None and found.type == "place":
                        if token.lemma_.lower() in PLACE_NOUNS:
                            return found
            if child.dep_ == "appos":
                found = self.mentions.by_head.get(child.i)
                if found is not None and found.type == "place":
                    return found
        return None

    def _site(self, token: Token, value: PlaceValue) -> PlaceValue:
        """A site or an area inside or beside a named place keeps the name; a "town of X" is X."""
        precision = PLACE_NOUNS.get(token.lemma_.lower())
        if precision == "site" and value.precision not in ("site", None):
            return PlaceValue(
                place=None, name=value.name, text=value.text, lat=value.lat, lon=value.lon, precision=value.precision
            )
        return value

    def _territory(self, slot: str, token: Token, first: int, stop: int) -> Filler | None:
        """ "Assad government territory", "Assad-controlled territory", "rebel-held areas": whose it is, not where."""
        if token.lemma_.lower() not in ("territory", "area", "side", "land", "zone", "region"):
            return None
        for i in range(first, token.i):
            noted = self.mentions.by_head.get(i) or self.mentions.covering.get(i)
            if noted is not None and noted.type == "place" and noted.place is not None and noted.head == i:
                if self.doc[i].dep_ not in ("npadvmod",) and not held(self.doc[i + 1 : i + 3]):
                    return None
        for i in range(first, token.i):
            noted = self.mentions.by_head.get(i) or self.mentions.covering.get(i)
            if noted is not None and noted.type == "actor" and noted.how != "pronoun":
                text = self.words(first, stop)
                owner = " ".join(_HOLDING.sub("", self.words(first, token.i)).split())
                value = PlaceValue(
                    place=None, name=text, text=text, precision="region", relation="in_territory_of", of=owner
                )
                return Filler(slot, first, stop, token.i, value, None)
        return None

    def count(self, slot: str, token: Token) -> Filler | None:
        """How many the noun phrase says: a number on it, one for "a …" or a person's name."""
        first, stop = noun_phrase(token)
        noted = self.mentions.by_head.get(token.i)
        number = next(
            (n for n in self.mentions.numbers if n.first < stop and n.stop > first and n.count is not None),
            next((n for n in self.mentions.numbers if n.stop == token.i == first and n.count is not None), None),
        )
        if number is not None and number.count is not None:
            first = min(first, number.first)
            covered = number.first <= token.i < number.stop
            stop = max(stop if covered else token.i + 1, number.stop)
            unit = self._unit(token, number)
            value = _counted(number.count, unit, self.words(first, stop))
            return Filler(slot, first, stop, token.i, value, None)
        determiner = next((c.lower_ for c in token.children if c.dep_ == "det"), "")
        named = (
            noted is not None and noted.type == "actor" and noted.kind == "person" and noted.how in ("name", "alias")
        )
        if noted is not None and named and slot in ("killed", "injured", "detained", "missing"):
            value = Count(low=1, high=1, unit="person", class_="unknown", text=noted.text)
            return Filler(slot, noted.first, noted.stop, token.i, value, None)
        if token.lemma_.lower() in COLLECTIVE and number is None:
            return self._members(slot, token, first)
        singular = token.tag_ in ("NN", "NNP") or token.ent_type_ == "ORDINAL"
        if singular and determiner in ("a", "an", "another", "one") and token.pos_ in ("NOUN", "PROPN", "ADJ"):
            text = self.words(first, stop)
            unit = token.lemma_.lower() if token.pos_ != "ADJ" else "person"
            value = Count(low=1, high=1, unit=unit, class_=counts.unit_class(unit), text=text)
            return Filler(slot, first, stop, token.i, value, None)
        if determiner == "no" or token.lower_ in ("nobody", "none"):
            unit = token.lower_ if determiner == "no" else "people"
            value = Count(low=0, high=0, unit=unit, class_=counts.unit_class(unit), text=self.words(first, stop))
            return Filler(slot, first, stop, token.i, value, None)
        return None

    def _members(self, slot: str, token: Token, first: int) -> Filler | None:
        """ "A family of four", "a group of 12 soldiers": as many as the "of" says; "an unknown number of …" gives none."""
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                for inner in child.children:
                    found = self.count(slot, inner) if inner.dep_ == "pobj" else None
                    if found is not None and isinstance(found.value, Count) and found.value.low != 1:
                        unit = "people" if inner.pos_ == "NUM" else found.value.unit
                        value = _counted(found.value, unit, self.words(first, found.stop))
                        return Filler(slot, first, found.stop, token.i, value, None)
        return None

    def _unit(self, token: Token, number: Noted) -> str:
        if number.first <= token.i < number.stop:
            for child in token.children:
                if child.dep_ == "prep" and child.lower_ == "of":
                    for inner in child.children:
                        if inner.dep_ == "pobj":
                            return inner.lower_ if inner.pos_ == "NOUN" else inner.text
            following = self.doc[number.stop] if number.stop < len(self.doc) else None
            if following is not None and following.pos_ == "NOUN" and following.head.i == token.i:
                return following.lower_
            return "people"
        words = [t.text for t in token.lefts if t.dep_ in ("amod", "compound") and t.i >= number.stop]
        return " ".join([*words, token.text]).strip()


MOVING = frozenset({"movement", "allegiance"})
"""Families of kinds in which somebody goes somewhere, or over to somebody, and may take others and things along."""
HELD = frozenset("held controlled run occupied administered ruled".split())
"""Participles by which words before them say whose a place is ("rebel-held", "the Kurdish-run area")."""
_HOLDING = re.compile(rf"[- ](?:{'|'.join(sorted(HELD))})\b", re.IGNORECASE)
COLLECTIVE = frozenset({"number", "family", "group", "crowd", "series", "crew", "team"})
"""Nouns for more than one, so that "a" before them counts nobody."""
_VAGUE_PLACES = frozenset({"area", "region", "place", "ground", "country", "territory", "side", "scene", "border"})
"""Nouns that alone ("this area") say nothing about where."""


def held(words: Iterable[Token]) -> bool:
    """Is one of the words a participle that says whose a place is ("rebel-held")?"""
    return any(t.lower_ in HELD for t in words)


def _related(value: PlaceValue, relation: PlaceRelation, of: str) -> PlaceValue:
    return PlaceValue(
        place=value.place,
        name=value.name,
        text=value.text,
        lat=value.lat,
        lon=value.lon,
        precision=value.precision,
        relation=relation,
        of=of,
    )


def _counted(count: Count, unit: str, text: str) -> Count:
    return Count(
        low=count.low, high=count.high, unit=unit, class_=counts.unit_class(unit), of=None, text=text, owner=count.owner
    )


def when_filler(noted: Noted) -> Filler | None:
    """A time mention as the filler of ``when``."""
    if noted.when is None:
        return None
    return Filler("when", noted.first, noted.stop, noted.head, noted.when, noted, offsets=(noted.start, noted.end))


def event_filler(slot: str, target: Happening | None, first: int, stop: int, text: str) -> Filler:
    """Another event as the filler of same_as, part_of, after or response_to."""
    return Filler(slot, first, stop, stop - 1, EventValue(event=None, text=text), None, event=target)
