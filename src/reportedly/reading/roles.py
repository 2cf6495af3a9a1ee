"""Roles: the filler that a neighbour of a trigger makes, by the slots of data/kinds.toml and by what its words can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly import kinds
from reportedly.kind_table import Trigger
from reportedly.model import ActorKind, Words
from reportedly.reading.fitness import TARGETS, can_act, can_suffer, is_weapon
from reportedly.reading.grammar import (
    Argument,
    conjuncts,
    is_passive,
    noun_phrase,
    objects,
    prepositions,
    subject,
)
from reportedly.reading.happenings import MOVING, Filler, Happening, Reader
from reportedly.reading.noted import PLACE_NOUNS, Noted
from reportedly.values import COUNT_SLOTS, PLACE_SLOTS

if TYPE_CHECKING:
    from spacy.tokens import Token

_SPANS = frozenset("minute hour day week month year decade time sideline margin condition".split())
"""Nouns behind "for" and "on" that give no reason: how long, on what occasion."""
_TAKEN_ALONG = MOVING | {"property"}
"""Families of kinds in which "with X" names things taken along, not a weapon."""


ARMED: frozenset[ActorKind] = frozenset({"armed_group", "state_force", "international_force"})


def role(reader: Reader, happening: Happening, slot: str, token: Token, *, preposition: str = "") -> Filler | None:
    """The filler for a role, moved to the slot that its words fit: a weapon as subject is the instrument."""
    if slot in ("none", "sides", ""):
        return None
    noted = reader.mentions.of(token)
    if slot == "agent":
        if is_weapon(token) and (noted is None or noted.type != "actor" or _no_name(noted)):
            first, stop = noun_phrase(token)
            return Filler("instrument", first, stop, token.i, Words(text=reader.words(first, stop)), None)
        if token.lemma_.lower() not in _COMPANIONS and not can_act(
            token, noted, does=token.dep_ in ("nsubj", "conj") or preposition == "by"
        ):
            return None
    elif (
        slot == "target" and is_weapon(token) and happening.trigger is not None and happening.trigger.words[0] in _SENDS
    ):
        slot = "instrument"
    elif slot == "target" and _is_place(reader, token, noted):
        slot = "where"
    elif slot == "target" and not can_suffer(token, noted, kinds.load().get(happening.kind).family):
        return None
    if slot in ("motive", "manner", "outcome"):
        if reader.mentions.times_at(token.i) or token.lemma_.lower() in _SPANS:
            return None
        first, stop = token.left_edge.i, token.right_edge.i + 1
        if token.left_edge.i > token.i:
            first = token.i
        start = first - 1 if first > 0 and reader.doc[first - 1].dep_ == "prep" else first
        return Filler(slot, start, stop, token.i, Words(text=reader.words(start, stop)), None)
    if slot in COUNT_SLOTS:
        return reader.count(slot, token)
    if slot in PLACE_SLOTS:
        filler = reader.filler(slot, token, preposition=preposition)
        if filler is None and preposition in ("from",) and slot == "origin":
            return None
        return filler
    if slot == "when":
        return None
    if slot == "target" and _gear(reader, happening, token):
        slot = "equipment"
    if slot == "target":
        _whose(reader, happening, token)
    return reader.filler(slot, token, preposition=preposition)


_SENDS = frozenset({"fire", "drop", "launch", "lob", "hurl", "throw"})
"""Verbs whose object is the weapon."""


_GEAR = frozenset(
    """tank vehicle carrier truck pickup armour armor ammunition munition weapon weaponry gun launcher equipment arms jet aircraft
    warplane helicopter drone gunboat""".split()
)


def _gear(reader: Reader, happening: Happening, token: Token) -> bool:
    """Is it military equipment that was taken or lost, rather than a building or a place?"""
    if kinds.load().get(happening.kind).family != "property" or reader.mentions.of(token) is not None:
        return False
    return token.lemma_.lower() in _GEAR or is_weapon(token)


def _no_name(noted: Noted) -> bool:
    """ "Rockets", capital only because the sentence begins with it, taken for somebody's name."""
    return noted.stop - noted.first == 1 and noted.known is None and noted.antecedent is None


def _whose(reader: Reader, happening: Happening, token: Token) -> None:
    """The groups of whom it was the positions, convoy or base ("the positions of the RSF"): they are targets too.

    Where the group's name stands before ("RSF positions"), the words of the target have it already.
    """
    if token.lemma_.lower() not in TARGETS:
        return
    for name, noun in prepositions(token):
        noted = reader.mentions.of(noun) if name == "of" else None
        if noted is not None and noted.type == "actor" and noted.how in ("name", "alias") and noted.kind in ARMED:
            happening.add(reader.filler("target", reader.doc[noted.head]))


def _is_place(reader: Reader, token: Token, noted: Noted | None) -> bool:
    """Is what was hit a place on the map ("Hama", "the town of Hass"), so that it tells where?"""
    if noted is not None and noted.type == "place":
        return noted.head == token.i
    if noted is not None or PLACE_NOUNS.get(token.lemma_.lower()) not in (
        "settlement",
        "district",
        "province",
        "region",
    ):
        return False
    return reader.place_inside(token, *noun_phrase(token)) is not None


def add_all(reader: Reader, happening: Happening, slot: str, argument: Argument) -> None:
    """Add an argument and what is coordinated with it to a slot; "sides": the first is agent, the others are targets."""
    tokens = conjuncts(argument.head)
    for number, each in enumerate(tokens):
        if slot == "sides":
            chosen = "agent" if number == 0 else "target"
        else:
            chosen = slot
        happening.add(role(reader, happening, chosen, each))


def add_prepositions(
    reader: Reader, token: Token, trigger: Trigger, happening: Happening, by_head: dict[int, Happening]
) -> None:
    """Add what a token's prepositions lead to, each to the slot that the trigger's kind gives to the preposition."""
    for name, noun in prepositions(token):
        if noun.i in by_head or name in ("along with", "together with"):
            continue
        slot = slot_of(trigger, name) or slot_of(trigger, name.split()[-1])
        if slot is None or slot in ("none", "when"):
            continue
        if slot == "sides":
            slot = "agent" if not happening.has("agent") else "target"
        if slot == "instrument" and acts_with(reader, noun):
            slot = "agent" if trigger.roles.subject in ("agent", "sides") and not happening.has("target") else "target"
            if happening.kind != "armed_clash":
                slot = "agent"
        elif slot == "instrument" and kinds.load().get(happening.kind).family in _TAKEN_ALONG:
            slot = "equipment"
        happening.add(role(reader, happening, slot, noun, preposition=name))


_COMPANIONS = frozenset(
    """wife husband son daughter brother sister family relative child man guard bodyguard follower comrade colleague cousin
    father mother aide deputy companion crew""".split()
)


def acts_with(reader: Reader, noun: Token) -> bool:
    """Does the noun name somebody, so that "with" it means together with?"""
    noted = reader.mentions.by_head.get(noun.i)
    if noted is not None and noted.type == "actor":
        return True
    return noun.lemma_.lower() in _COMPANIONS or any(
        n.lemma_.lower() in _COMPANIONS for name, n in prepositions(noun) if name == "of"
    )


def own_weapon(reader: Reader, happening: Happening) -> Filler | None:
    """The weapon inside the trigger itself: "car bomb attack", "missile strike", "used poison gas"."""
    head = reader.doc[happening.head]
    if is_weapon(head) and head.lower_ != "fire" and head.pos_ == "NOUN" and happening.first < happening.head:
        first, stop = happening.first, happening.head + 1
        return Filler("instrument", first, stop, first, Words(text=reader.words(first, stop)), None)
    inside = [reader.doc[i] for i in range(happening.first, happening.stop) if i != happening.head]
    weapons = [t for t in inside if is_weapon(t) and t.lower_ != "fire"]
    if not weapons:
        return None
    slot = "instrument" if kinds.load().get(happening.kind).family == "attack" else "equipment"
    last = weapons[-1]
    first = last.i
    while (
        first - 1 >= happening.first
        and reader.doc[first - 1].dep_ in ("compound", "amod")
        and first - 1 != happening.head
    ):
        first -= 1
    return Filler(slot, first, last.i + 1, last.i, Words(text=reader.words(first, last.i + 1)), None)


def add_inside(reader: Reader, happening: Happening, noun: Token) -> None:
    """Places named inside an object ("attacked a checkpoint in Homs") tell where it was, weapons with what."""
    for name, inner in prepositions(noun):
        if name in ("in", "at", "near", "outside", "around"):
            filler = reader.filler("where", inner, preposition=name)
            if filler is not None and filler.noted is not None:
                happening.add(filler)
        elif name == "with" and is_weapon(inner) and kinds.load().get(happening.kind).family == "attack":
            first, stop = noun_phrase(inner)
            happening.add(Filler("instrument", first, stop, inner.i, Words(text=reader.words(first, stop)), None))


def slot_of(trigger: Trigger, preposition: str) -> str | None:
    """The slot that a trigger's kind gives to a preposition."""
    return trigger.roles.prepositions.get(preposition)


_ACCUSE = frozenset(
    {"accuse", "blame", "suspect", "charge", "convict", "acquit", "arrest", "detain", "condemn", "fault"}
)


def accused(act: Token) -> Argument | None:
    """In "accused the army of shelling the town" the army shells, not the one who accuses."""
    if act.dep_ not in ("pcomp", "pobj") or act.head.lower_ not in ("of", "for", "in") or act.head.dep_ != "prep":
        return None
    verb = act.head.head
    if verb.lemma_ not in _ACCUSE or verb.pos_ != "VERB":
        return None
    if is_passive(verb):
        return subject(verb)
    found = next(iter(objects(verb)), None)
    return Argument(found, True) if found is not None else None
