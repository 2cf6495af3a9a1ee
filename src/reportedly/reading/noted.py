"""A mention while a document is being read, and the mentions of a document with their look-ups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.model import ActorKind, Candidate, Count, MentionHow, MentionType, PlaceValue, Precision, When
from reportedly.reading.contract import Parsed
from reportedly.reading.grammar import chars

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from reportedly.model import Place
    from reportedly.registry import Known


MEDIA = {
    "video": "video",
    "footage": "video",
    "clip": "video",
    "photo": "photo",
    "photograph": "photo",
    "picture": "photo",
    "image": "photo",
    "imagery": "photo",
    "map": "map",
    "tweet": "post",
    "post": "post",
    "report": "report",
    "statement": "statement",
    "communique": "statement",
    "article": "article",
    "document": "document",
    "recording": "audio",
    "livestream": "video",
}


PLACE_NOUNS: dict[str, Precision] = {
    "town": "settlement",
    "village": "settlement",
    "city": "settlement",
    "suburb": "settlement",
    "capital": "settlement",
    "port": "settlement",
    "hamlet": "settlement",
    "enclave": "district",
    "district": "district",
    "neighbourhood": "site",
    "neighborhood": "site",
    "quarter": "site",
    "camp": "site",
    "base": "site",
    "airbase": "site",
    "airport": "site",
    "airfield": "site",
    "crossing": "site",
    "checkpoint": "site",
    "hospital": "site",
    "school": "site",
    "market": "site",
    "mosque": "site",
    "church": "site",
    "prison": "site",
    "dam": "site",
    "bridge": "site",
    "road": "site",
    "highway": "site",
    "hill": "site",
    "square": "site",
    "station": "site",
    "facility": "site",
    "complex": "site",
    "headquarters": "site",
    "barracks": "site",
    "embassy": "site",
    "lake": "region",
    "reservoir": "site",
    "canal": "site",
    "island": "region",
    "refinery": "site",
    "river": "region",
    "valley": "region",
    "mountain": "region",
    "desert": "region",
    "countryside": "district",
    "outskirts": "settlement",
    "governorate": "province",
    "province": "province",
    "oblast": "province",
    "region": "region",
    "area": "district",
    "border": "region",
    "territory": "region",
    "country": "country",
}


OF_COUNTRY = frozenset({"border", "territory", "soil", "airspace", "coast"})
"""Nouns behind a country's name that make it where something happened ("Chadian soil"), not whose it was."""


BODIES = frozenset(
    """brigade brigades battalion battalions army movement division legion corps regiment militia forces party union watch
    observatory committee council network ministry agency organisation organization directorate coalition alliance guard
    guards centre center institute foundation society league congress parliament court commission initiative fund
    federation authority service services bureau staff""".split()
)
"""Last words by which a proper name is that of a body, whatever places stand in it ("Fezzan Unity Forces")."""


@dataclass(slots=True, eq=False)
class Noted:
    """One mention while a document is being read; token range ``first``–``stop``, head token ``head``.

    ``listed`` is the bare name under which a gazetteer has a place, empty for others.
    """

    type: MentionType
    first: int
    stop: int
    head: int
    start: int
    end: int
    text: str
    how: MentionHow
    name: str
    kind: ActorKind = "unknown"
    known: Known | None = None
    place: Place | None = None
    precision: Precision | None = None
    when: When | None = None
    count: Count | None = None
    vague: bool = False
    antecedent: Noted | None = None
    candidates: tuple[Candidate, ...] = ()
    listed: str = ""

    def root(self) -> Noted:
        """The mention that these words stand for in the end (itself when it is a name)."""
        at = self
        for _ in range(12):
            if at.antecedent is None:
                return at
            at = at.antecedent
        return at


@dataclass(slots=True)
class Mentions:
    """All mentions of a document in order, with look-up by head token and by token covered."""

    all: list[Noted]
    by_head: dict[int, Noted]
    covering: dict[int, Noted]
    places: list[Noted]
    times: list[Noted]
    numbers: list[Noted]
    dead: frozenset[str] | None = None
    """Single people said to have died, by name or noun; found when first asked for."""
    deaths: bool | None = None
    """Whether the text tells of any death; found when first asked for."""

    def of(self, token: Token) -> Noted | None:
        """The actor or place mention whose head is this token, else one that covers it."""
        return self.by_head.get(token.i) or self.covering.get(token.i)

    def times_at(self, token: int) -> list[Noted]:
        """The time mentions that cover a token."""
        return [n for n in self.times if n.first <= token < n.stop]


def make(
    parsed: Parsed, type_: MentionType, first: int, stop: int, head: int, *, how: MentionHow, name: str = ""
) -> Noted:
    """A mention over a token range, its text cut from the document itself."""
    start, end = chars(parsed.doc, (first, stop))
    text = parsed.document.text[start:end]
    return Noted(
        type=type_, first=first, stop=stop, head=head, start=start, end=end, text=text, how=how, name=name or text
    )


def head_of(doc: Doc, first: int, stop: int) -> int:
    """The token of a range whose own head lies outside of it (the last one, if the parse is torn)."""
    for i in range(stop - 1, first - 1, -1):
        head = doc[i].head.i
        if (head < first or head >= stop or head == i) and doc[i].pos_ != "PUNCT":
            return i
    return stop - 1


def place_value(noted: Noted, text: str) -> PlaceValue:
    """A place mention as the value of a claim whose words are ``text``; no coordinates where no gazetteer knows it."""
    place = noted.place
    return PlaceValue(
        place=None,
        name=noted.name,
        text=text,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        precision=noted.precision or (place.precision if place else None),
    )
