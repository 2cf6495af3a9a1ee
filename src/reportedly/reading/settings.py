"""Settings: where and when, for places and times that no verb or noun asked for by a role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportedly import registry
from reportedly.model import PlaceValue
from reportedly.reading.grammar import ancestors
from reportedly.reading.happenings import RELATIONS, Happening, Reader, when_filler
from reportedly.reading.noted import OF_COUNTRY
from reportedly.values import PLACE_SLOTS

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from reportedly.reading.noted import Noted

_WHERE = frozenset(
    """in at near on outside inside around across throughout along over within between beside of from to into towards toward
    by north south east west through off amid under""".split()
)
_NOT_WHERE = frozenset({"compound", "amod", "poss", "nsubj", "nsubjpass", "agent"})


def read_settings(reader: Reader, sentence: Span, here: Sequence[Happening]) -> None:
    """Give each place and time of a sentence that fills no slot yet to the happening that it belongs to."""
    if not here:
        return
    used = {f.head for h in here for f in h.fillers}
    by_head = {h.head: h for h in here}
    for noted in reader.mentions.times:
        if sentence.start <= noted.head < sentence.end and noted.when is not None:
            owner = _owner(reader.doc[noted.head], by_head, here, reader)
            if owner is not None and _same_voice(reader, noted, owner):
                owner.add(when_filler(noted))
    for noted in reader.mentions.places:
        if not sentence.start <= noted.head < sentence.end or noted.head in used:
            continue
        if not _tells_where(reader.doc[noted.head], noted):
            continue
        owner = _owner(reader.doc[noted.head], by_head, here, reader)
        if reader.doc[noted.head].head.head.lower_ == "elsewhere" and owner is not None and owner.has("where"):
            continue
        if (
            owner is not None
            and not _covered(owner, noted)
            and not _around(reader, owner, noted)
            and _same_voice(reader, noted, owner)
        ):
            slot = _slot(reader, noted, owner)
            owner.add(reader.filler(slot, reader.doc[noted.head], preposition=_preposition(reader.doc[noted.head])))


def _same_voice(reader: Reader, noted: Noted, owner: Happening) -> bool:
    """Is it said by the one who tells of the event, and not of the telling ("the army said on Monday")?"""
    own = reader.hearing.at(reader.doc[owner.head].idx)
    return own is None or any(s <= noted.start < e for s, e in reader.hearing.voices[own].content)


def _covered(owner: Happening, noted: Noted) -> bool:
    """Is the place already inside the words of a where, origin or destination, or of a reason?"""
    return any(
        f.slot in ("where", "origin", "destination", "motive")
        and f.first <= noted.head < f.stop
        and not f.first <= owner.head < f.stop
        for f in owner.fillers
    )


def _around(reader: Reader, owner: Happening, noted: Noted) -> bool:
    """Does the place only say where another one is that the event already has, or by what other name it goes?

    "In Douma in rural Damascus", "Palmyra (Tadmur)".
    """
    token = reader.doc[noted.head]
    above = token.head
    if token.dep_ == "pobj" and above.lower_ in ("in", "of"):
        above = above.head
    elif token.dep_ != "appos":
        return False
    return any(
        f.slot in PLACE_SLOTS and f.head == above.i and isinstance(f.value, PlaceValue) and f.value.lat is not None
        for f in owner.fillers
    )


def _slot(reader: Reader, noted: Noted, owner: Happening) -> str:
    if owner.trigger is not None:
        name = _preposition(reader.doc[noted.head])
        slot = owner.trigger.roles.prepositions.get(name)
        if slot in ("origin", "destination") and not owner.has(slot):
            return slot
    return "where"


def _preposition(token: Token) -> str:
    at = token
    for _ in range(3):
        if at.dep_ == "pobj":
            name = at.head.lower_
            if name == "of" and at.head.head.lower_ in ("north", "south", "east", "west"):
                return f"{at.head.head.lower_} of"
            return name if name in _WHERE or name in RELATIONS else ""
        at = at.head
    return ""


def _tells_where(token: Token, noted: Noted) -> bool:
    """Does the place stand where an event can be, and not as a part of somebody's description ("UK-based")?"""
    if token.dep_ == "pobj" and (token.head.dep_ == "agent" or _of_description(token) or _of_office(token)):
        return False
    if token.dep_ == "npadvmod" and token.i + 1 < len(token.doc) and token.doc[token.i + 1].text == "-":
        return False
    if token.i + 1 < len(token.doc) and token.doc[token.i + 1].text == "-" and not token.whitespace_:
        return False
    if noted.precision == "country" and token.dep_ in ("poss", "compound", "nmod", "npadvmod", "amod"):
        return token.head.lemma_.lower() in OF_COUNTRY
    if token.dep_ in ("poss", "compound", "nmod") and token.head.pos_ in ("NOUN", "PROPN"):
        if token.head.lemma_.lower() not in _SPOTS and registry.kind_of([token.head.lower_]) is not None:
            return False
        return token.head.lemma_.lower() in _SPOTS or (token.head.dep_ in ("pobj",) and noted.place is not None)
    return token.dep_ not in _NOT_WHERE


_DESCRIBING = frozenset("outlaw ban proscribe base headquarter register bear license sanction".split())


def _of_office(token: Token) -> bool:
    """ "The governor of North Kivu": of what he is in charge."""
    return token.head.lower_ == "of" and token.head.head.lemma_.lower() in _OFFICES


_OFFICES = frozenset(
    """governor mayor president minister head chief commander leader king prince emir prefect premier bishop archbishop
    ambassador administrator""".split()
)


def _of_description(token: Token) -> bool:
    """ "A group outlawed in Russia", "a charity based in Geneva": where somebody stands, not where it happened."""
    verb = token.head.head
    return verb.tag_ == "VBN" and verb.dep_ == "acl" and verb.lemma_ in _DESCRIBING


_SPOTS = frozenset(
    """province governorate district region area countryside city town village suburb camp base border airport crossing
    state county oblast township commune department locality neighbourhood neighborhood quarter hospital school market prison road highway valley desert front frontline""".split()
)


def _owner(token: Token, by_head: dict[int, Happening], here: Sequence[Happening], reader: Reader) -> Happening | None:
    """The happening that a word hangs on: the nearest above it, or below the verb above it, else the nearest in the line."""
    for above in ancestors(token):
        if above.i in by_head:
            return by_head[above.i]
        if above.pos_ in ("VERB", "AUX"):
            below = [h for h in here if _depends(reader.doc[h.head], above)]
            below = [h for h in below if reader.doc[h.head].dep_ != "amod"] or below
            if below:
                return min(below, key=lambda h: abs(h.head - token.i))
    return min(here, key=lambda h: abs(h.head - token.i))


def _depends(token: Token, verb: Token) -> bool:
    for above in ancestors(token):
        if above == verb:
            return True
        if above.pos_ == "VERB":
            return False
    return False
