"""Event verbs: their subjects, objects and prepositions as fillers, over passives, control and permission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly import kinds
from reportedly.kind_table import Trigger
from reportedly.model import Words
from reportedly.reading.fitness import is_weapon
from reportedly.reading.grammar import (
    conjuncts,
    is_passive,
    objects,
    own_subject,
    subject,
)
from reportedly.reading.happenings import Filler, Happening, Reader
from reportedly.reading.roles import accused, acts_with, add_all, add_inside, add_prepositions, own_weapon, role

if TYPE_CHECKING:
    from spacy.tokens import Token


def fill_verb(
    reader: Reader, verb: Token, trigger: Trigger, happening: Happening, by_head: dict[int, Happening]
) -> None:
    """Fill a happening from its verb: subject, objects, prepositions, and how it was let or made to happen."""
    passive = is_passive(verb)
    happening.known = verb.dep_ == "relcl" and any(c.lower_ in ("the", "those") for c in verb.head.children)
    attack = kinds.load().get(happening.kind).family == "attack"
    if attack:
        happening.add(own_weapon(reader, happening))
    who = accused(verb) or subject(verb)
    named = _included(verb)
    if who is not None and not named and (who.head.i not in by_head or acts_with(reader, who.head)):
        slot = trigger.roles.object if passive else trigger.roles.subject
        add_all(reader, happening, slot, who)
    if not passive:
        for noun in list(objects(verb)) or (_torn_object(verb) if attack else ()):
            for each in conjuncts(noun):
                if happening.first <= each.i < happening.stop:
                    add_prepositions(reader, each, trigger, happening, by_head)
                if each.i not in by_head and not _own_words(each, happening, attack):
                    happening.add(role(reader, happening, trigger.roles.object, each))
                    add_inside(reader, happening, each)
    else:
        for noun in objects(verb):
            if noun.dep_ != "oprd":
                happening.add(role(reader, happening, trigger.roles.object, noun))
    add_prepositions(reader, verb, trigger, happening, by_head)
    for each in named:
        happening.add(role(reader, happening, trigger.roles.object, each))
        if kinds.load().get(happening.kind).family == "custody":
            happening.add(reader.count("detained", each))
    permission = _permission(reader, verb)
    happening.let = permission is not None
    happening.add(permission)


def _included(verb: Token) -> list[Token]:
    """ "Those taken include the mayor and two aides": who is named as part of those it was done to."""
    those = verb.head
    if verb.tag_ != "VBN" or verb.dep_ != "acl" or those.dep_ != "nsubj" or those.head.lemma_ != "include":
        return []
    return [each for noun in objects(those.head) for each in conjuncts(noun)]


_PERMIT = frozenset({"allow", "let", "permit", "help", "force", "order", "enable", "pressure"})


def _permission(reader: Reader, verb: Token) -> Filler | None:
    """ "The guards let her go with her sons": how it came about that she left."""
    above = verb.head
    if verb.dep_ not in ("ccomp", "xcomp") or above.lemma_ not in _PERMIT or verb.tag_ != "VB":
        return None
    first, stop = above.i, verb.right_edge.i + 1
    inner = [t.i for t in verb.subtree if t.dep_ in ("advcl", "relcl", "conj", "cc") and t.i > verb.i]
    if inner:
        stop = min(reader.doc[i].left_edge.i for i in inner if reader.doc[i].left_edge.i > verb.i)
    while stop > verb.i + 1 and reader.doc[stop - 1].is_punct:
        stop -= 1
    return Filler("manner", first, stop, above.i, Words(text=reader.words(first, stop)), None)


def _torn_object(verb: Token) -> list[Token]:
    """ "Struck the depot killing 12": a verb of attack takes no clause, so the subject of one hung on it is its object."""
    for clause in verb.children:
        own = own_subject(clause) if clause.dep_ == "ccomp" and clause.tag_ == "VBG" else None
        if own is not None and own.i > verb.i:
            return [own]
    return []


def _own_words(noun: Token, happening: Happening, attack: bool) -> bool:
    """Is the noun only a word of the trigger ("took hostage"), not a phrase of its own ("seized three tankers")?

    In an attack the trigger's own noun is the weapon ("used poison gas").
    """
    if attack and is_weapon(noun):
        return happening.first <= noun.left_edge.i and noun.right_edge.i < happening.stop
    return happening.first <= noun.i < happening.stop and not any(noun.children)
