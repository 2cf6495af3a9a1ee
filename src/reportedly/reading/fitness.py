"""What can fill a role: who can act, what can be a target, what is a weapon and what carries one.

The word lists are ours, from the vocabulary of conflict reporting; weapons come from data/kinds.toml (instruments).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reportedly import counts, kinds
from reportedly.kind_table import stem
from reportedly.reading.noted import PLACE_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from reportedly.reading.noted import Noted

CARRIERS = frozenset(
    """warplane plane aircraft jet helicopter gunship bomber drone uav tank warship ship boat submarine sniper artillery
    unit convoy patrol vehicle""".split()
)
"""Things that act in reports as those who use them do ("warplanes hit the town")."""

FIGHTERS = frozenset(
    """fighter member militia militiaman soldier militant rebel commander officer troop combatant insurgent recruit
    defector""".split()
)
"""Nouns for those who fight in a group, also where they do not fight now."""
TARGETS = frozenset(
    """position site building house home headquarters checkpoint vehicle truck pickup car bus tank depot warehouse factory plant
    facility ambulance clinic center centre post barrier stronghold line pipeline refinery ship boat vessel plane
    helicopter market complex compound residence apartment block shop store office embassy consulate mosque church shrine
    university college hotel restaurant bakery cafe kindergarten farm well field power grid station installation storage
    tower bridge dam road tunnel trench bunker launcher battery arsenal cache infrastructure property shelter tent camp
    convoy caravan patrol motorcade procession funeral wedding rally crowd gathering demonstration entrance gate crew
    equipment weapon ammunition rocket missile radar system target location neighbourhood neighborhood area quarter
    district suburb town village city capital countryside outskirts province region enclave base airport airbase
    barracks outpost garrison fortification emplacement dump stockpile depot workshop prison jail court school hospital""".split()
)
"""Things that are attacked, searched, taken or destroyed."""

NO_ACTORS = frozenset(
    """minute hour day week month year time sign score number name tie claim suggestion allegation report toll figure part
    result case fact reason way attempt effort talk war conflict event incident""".split()
)
"""Nouns that parsers put where an actor stands and that never act."""

_ABSTRACT_TARGETS = frozenset({"politics", "trial", "protest", "aid", "other"})


@lru_cache(maxsize=1)
def _weapons() -> frozenset[str]:
    table = kinds.load()
    return frozenset(words[-1] for name in table.names() for words in table.get(name).instruments)


def is_weapon(token: Token) -> bool:
    """Is this the noun of a weapon or means, not of the craft or force that uses it?"""
    lemma = stem(token.lemma_)
    return token.pos_ in ("NOUN", "PROPN") and lemma in _weapons() and lemma not in CARRIERS


def can_act(token: Token, noted: Noted | None, *, does: bool = False) -> bool:
    """Can this noun be the doer of an event?  ``does``: it is the subject of the verb, so that an unknown noun may be one."""
    lemma = token.lemma_.lower()
    if lemma in NO_ACTORS:
        return False
    if noted is not None and noted.type == "actor":
        return True
    if noted is not None and noted.type == "place":
        return noted.precision == "country"
    if lemma in CARRIERS or token.pos_ == "PRON":
        return True
    if token.pos_ == "PROPN" and lemma not in PLACE_NOUNS:
        return not is_weapon(token)
    return does and token.pos_ == "NOUN" and lemma not in PLACE_NOUNS and lemma not in TARGETS and _person_like(token)


def _person_like(token: Token) -> bool:
    """Does the noun look like one for people: "loyalists", "opponents", "units", "gunmen"?"""
    lemma = token.lemma_.lower()
    if lemma.endswith(("ing", "ion", "ment", "ness", "ity", "ism", "ance", "ence", "ship", "age")):
        return False
    human = lemma.endswith(
        ("er", "or", "ist", "ant", "ent", "ian", "man", "men", "ee", "eer", "ite", "unit", "wing", "side")
    )
    return human or token.tag_ == "NNS"


def can_suffer(token: Token, noted: Noted | None, family: str) -> bool:
    """Can this noun be what an event was done to?"""
    if noted is not None and noted.type in ("actor", "place"):
        return True
    if token.pos_ in ("PROPN", "PRON") or (
        family == "custody" and counts.unit_class(token.lemma_.lower()) != "unknown"
    ):
        return True
    return family in _ABSTRACT_TARGETS or token.lemma_.lower() in TARGETS or token.lemma_.lower() in PLACE_NOUNS
