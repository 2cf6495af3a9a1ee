"""Place names: whether a word is one here, which words belong to it, and which place on the map is meant."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reportedly import places
from reportedly.model import Candidate
from reportedly.reading.noted import BODIES, PLACE_NOUNS, Mentions, Noted

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from reportedly.model import Place


NO_PLACES = frozenset(
    """north south east west northwest northeast southwest southeast north-west north-east south-west south-east northern southern
    southwestern northeastern northwestern southeastern
    eastern western central province wadi kurd kurds kurdish arab arabs sunni shiite shia alawite islam village town city
    district governorate region state republic camp base airport""".split()
)
"""Words that gazetteers list as some hamlet's whole name and that reports use as common words."""


SHIPS = frozenset("HMS USS FS USNS RFA INS HMAS HMCS MV".split())
"""Prefixes of ships' names: no place and nobody."""


_MONTHS = frozenset({"march", "may", "august"})


def no_place(doc: Doc, first: int, stop: int) -> bool:
    """A month ("in May 2013") or a ship ("HMS Ocean") under a name that gazetteers list."""
    if first and doc[first - 1].text in SHIPS:
        return True
    following = doc[stop] if stop < len(doc) else None
    dated = doc[first].ent_type_ == "DATE" or (following is not None and following.like_num)
    return stop - first == 1 and doc[first].lower_ in _MONTHS and dated


def place_context(doc: Doc, first: int, stop: int) -> bool:
    """Is there a sign that a word that is also a common word or a person's name is a place here?"""
    before = doc[first - 1].lower_ if first else ""
    if before in LOCATIVE or before == "of":
        earlier = doc[first - 2].lower_ if first > 1 else ""
        return before != "of" or earlier in PLACE_NOUNS
    after = doc[stop].lower_ if stop < len(doc) else ""
    return after in PLACE_NOUNS or before in PLACE_NOUNS or doc[stop - 1].ent_type_ in ("GPE", "LOC", "FAC")


def inside_name(doc: Doc, stop: int) -> bool:
    """Does the place only stand inside a longer proper name of something else ("Aleppo Media Center")?"""
    if stop < len(doc) and doc[stop].pos_ == "PROPN" and doc[stop].text[:1].isupper():
        word = doc[stop].lower_
        return (
            word not in PLACE_NOUNS
            and doc[stop - 1].dep_ == "compound"
            and doc[stop - 1].ent_type_ in ("ORG", "PERSON")
        )
    return False


def part_of_person(doc: Doc, first: int, stop: int, runs: list[tuple[int, int]]) -> bool:
    """Is the place's name the surname of somebody ("Samir al-Khidr")?"""
    for start, end in runs:
        if start <= first and stop < end and all(doc[i].ent_type_ == "PERSON" for i in range(first, end)):
            before = doc[start - 1].lower_ if start else ""
            return before not in LOCATIVE and before != "of"
        if start == first and stop < end:
            following = doc[stop]
            known = (
                following.lower_ in PLACE_NOUNS
                or following.lower_ in BODIES
                or following.ent_type_ in ("GPE", "LOC", "FAC")
            )
            before = doc[start - 1].lower_ if start else ""
            return not known and before not in LOCATIVE and before != "of" and following.text[:1].isupper()
        if start < first and stop <= end and stop == end:
            before = doc[start - 1].lower_ if start else ""
            if before in LOCATIVE or any(doc[i].lower_ in PLACE_NOUNS for i in range(start, end)):
                return False
            return any(doc[i].ent_type_ == "PERSON" for i in range(start, first))
    return False


LOCATIVE = frozenset({"in", "at", "near", "from", "to", "into", "around", "outside", "towards", "toward", "inside"})


_DIRECTIONS = frozenset(
    """north south east west northern southern eastern western northeast northwest southeast southwest northeastern
    northwestern southeastern southwestern north-eastern north-western south-eastern south-western central rural
    upper lower greater""".split()
)


_SORTS = frozenset(
    {"province", "governorate", "oblast", "district", "region", "county", "state", "city", "countryside"}
)


def as_written(doc: Doc, first: int, stop: int, name: str) -> tuple[int, int, str]:
    """A place with the words that say which part or sort of it is meant: "northern Syria", "Idlib province", "Hama city"."""
    start, end = first, stop
    if end < len(doc) and doc[end].lower_ in _SORTS and doc[end].sent == doc[first].sent:
        end += 1
        name = f"{name} {doc[end - 1].lower_}"
    before = doc[start - 1] if start else None
    if before is not None and before.lower_ in _DIRECTIONS and before.dep_ in ("amod", "compound", "nmod", "advmod"):
        start -= 1
        name = f"{before.lower_} {name}"
    return start, end, name


def resolve_places(found: list[Noted]) -> None:
    """Say which places on the map the names of a document mean, read together."""
    spots = [n for n in found if n.type == "place" and n.listed]
    found_places = places.resolve_all([n.name for n in spots])
    plain = places.resolve_all([n.listed for n in spots])
    for noted, part, whole in zip(spots, found_places, plain, strict=True):
        sort = PLACE_NOUNS.get(noted.name.split()[-1].lower())
        place = part or (whole if sort in (None, "settlement") else _division(noted.listed, whole))
        if place is None:
            noted.precision = sort
        elif sort in (None, "settlement") and place.precision in ("province", "district"):
            place = _town(noted.listed, place) or place
        if place is not None:
            noted.place, noted.precision = place, place.precision
            noted.candidates = (Candidate(id=place.id, score=1.0),)


@lru_cache(maxsize=4096)
def _town(name: str, around: Place) -> Place | None:
    """The town of the same name in a province or district: a bare name means the town ("in Kharkiv")."""
    for found in places.find(name, country=around.country, limit=4):
        if found.precision == "settlement" and places.contains(around, found) is not False:
            return found
    return None


def _division(name: str, near: Place | None) -> Place | None:
    """The province-like place of a name, under whichever word its country uses; never the town that gave it the name."""
    for word in ("province", "oblast", "governorate", "region", "state", "district"):
        for found in places.find(f"{name} {word}", near=near, limit=3):
            if found.precision in ("province", "district", "region"):
                return found
    return None


_POSSESSED = re.compile(r"^[A-Z][a-z]+s$")


def unpossessed(token: Token) -> str:
    """The word without a possessive s whose apostrophe a web page has lost ("Syrias war")."""
    word: str = token.text
    if _POSSESSED.match(word) and len(word) > 4 and token.tag_ in ("NNP", "NNPS", "NNS", "NN", "VBZ", "JJ"):
        bare = word[:-1]
        if is_country(bare):
            return bare
    return word


@lru_cache(maxsize=4096)
def is_country(word: str) -> bool:
    """Is this word the name of a country?"""
    found = places.find(word, limit=1)
    return bool(found) and found[0].precision == "country" and found[0].name == word


_AGAIN = {
    "city": ("settlement",),
    "town": ("settlement",),
    "village": ("settlement",),
    "capital": ("settlement",),
    "province": ("province",),
    "governorate": ("province",),
    "camp": ("site",),
    "base": ("site",),
    "airport": ("site",),
    "enclave": ("district", "settlement", "region"),
    "district": ("district",),
    "island": ("region", "settlement", "site"),
    "country": ("country",),
}


def places_again(doc: Doc, mentions: Mentions) -> None:
    """ "The city", "the central province": the last place of that sort that was named; "the mosque": that of this very word."""
    added: list[Noted] = []
    for token in doc:
        word = token.lower_
        sorts = _AGAIN.get(word)
        known = sorts is not None or word in PLACE_NOUNS
        if not known or token.dep_ in ("compound", "appos") or token.i in mentions.by_head:
            continue
        if not any(c.dep_ == "det" and c.lower_ in ("the", "this", "that") for c in token.children):
            continue
        if any(c.dep_ in ("prep", "appos", "compound", "relcl", "acl") for c in token.children):
            continue
        named = [n for n in mentions.places if n.head < token.i and n.how == "name"]
        before = [n for n in named if n.text.lower().split()[-1] == word] or [
            n for n in named if sorts is not None and n.precision in sorts
        ]
        if not before:
            continue
        last = before[-1]
        first = min(c.left_edge.i for c in token.children if c.dep_ in ("det", "amod"))
        added.append(
            Noted(
                type="place",
                first=first,
                stop=token.i + 1,
                head=token.i,
                start=doc[first].idx,
                end=token.idx + len(token.text),
                text=doc[first : token.i + 1].text,
                how="description",
                name=last.name,
                place=last.place,
                precision=last.precision,
                antecedent=last,
                candidates=last.candidates,
            )
        )
    for noted in added:
        mentions.all.append(noted)
        mentions.places.append(noted)
        mentions.by_head[noted.head] = noted
    mentions.all.sort(key=lambda n: (n.start, -n.end))
    mentions.places.sort(key=lambda n: n.start)
