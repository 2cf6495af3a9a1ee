"""Casualties: who was killed, wounded, detained, displaced or is missing, and to which event the toll belongs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from reportedly import counts, kinds
from reportedly.model import Count
from reportedly.reading.fitness import TARGETS, can_act, is_weapon
from reportedly.reading.grammar import (
    ancestors,
    conjuncts,
    included,
    is_passive,
    noun_phrase,
    own_subject,
    prepositions,
    subject,
)
from reportedly.reading.happenings import COLLECTIVE, Filler, Happening, Reader
from reportedly.reading.hurt import SURVIVES, hurt
from reportedly.reading.noted import PLACE_NOUNS
from reportedly.reading.roles import role
from reportedly.reading.victims import (
    SUFFERED_BY_SUBJECT,
    beside,
    dead_of,
    deadly,
    is_person,
    outcome,
    tolls,
    victims,
    who_is,
)
from reportedly.values import COUNT_SLOTS

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_ATTACK = "attack"
_TOLD_BY = {"detained": "arrest", "displaced": "displacement", "missing": "other"}
"""The kind of a toll's own frame, where it is not violence that the toll tells of."""
_HELD_OR_MOVED = frozenset({"detained", "displaced"})


def read_casualties(reader: Reader, sentence: Span, here: Sequence[Happening]) -> list[Happening]:
    """Add the tolls of a sentence to its happenings; a toll that belongs to none makes a frame of its own."""
    table = kinds.load()
    by_head = {h.head: h for h in here}
    made: list[Happening] = []
    lemmas = [t.lemma_.lower() for t in sentence]
    for token in sentence:
        slot, suffered = _suffered(reader, table, lemmas, token, token.i - sentence.start)
        if slot is None:
            continue
        fillers = [f for v in suffered if (f := _counted(reader, slot, v)) is not None]
        either = _either(token)
        if either is not None:
            fillers = _at_most(
                fillers or [f for v in victims(either, "transitive") if (f := _counted(reader, slot, v))]
            )
        if token.lemma_.lower() in SURVIVES:
            for filler in fillers:
                filler.plain = True
        for filler in fillers:
            if included(reader.doc[filler.head]):
                filler.part_of = next(
                    (f for f in fillers if f is not filler and not included(reader.doc[f.head])), None
                )
        doer = _doer(token, by_head)
        host = by_head.get(token.i) or _host(token, by_head, here)
        if not fillers and (host is not None or doer is None) and token.pos_ not in ("VERB", "AUX"):
            continue
        if host is None:
            host = next((m for m in made if _joined(reader, m, token)), None)
        if host is None:
            if token.pos_ not in ("VERB", "AUX", "ADJ", "NOUN") or not (fillers or suffered):
                continue
            host = Happening(_TOLD_BY.get(slot, _ATTACK), token.i, token.i + 1, token.i, None, bare=doer is None)
            made.append(host)
            by_head[token.i] = host
        for filler in fillers:
            if slot not in _HELD_OR_MOVED or not _told(filler, here):
                host.add(filler)
        if doer is not None:
            for each in conjuncts(doer):
                named = reader.mentions.by_head.get(each.i)
                if (
                    each.i not in by_head
                    and not (named is None and is_weapon(each))
                    and can_act(each, named, does=True)
                ):
                    host.add(reader.filler("agent", each))
                elif each.i not in by_head and is_weapon(each):
                    host.add(role(reader, host, "instrument", each))
                    host.kind = _with_weapon(host, each)
        for victim in suffered:
            noted = reader.mentions.by_head.get(victim.i)
            if slot != "killed" or noted is None or noted.type != "actor":
                continue
            if noted.how in ("name", "alias"):
                host.add(reader.filler("target", victim))
            inner = _group_inside(reader, victim)
            if inner is not None and doer is not None:
                host.add(reader.filler("target", inner))
        for name, noun in prepositions(token):
            if noun.i not in by_head and name in ("in", "at", "near", "outside", "inside"):
                host.add(reader.filler("where", noun, preposition=name))
    return made


def _either(token: Token) -> Token | None:
    """The other verb of "killed or wounded", of which one number is told."""
    if token.dep_ == "conj":
        other = token.head
    else:
        other = next((c for c in token.children if c.dep_ == "conj"), token)
    if {token.lemma_.lower(), other.lemma_.lower()} not in ({"kill", "wound"}, {"kill", "injure"}, {"kill", "hurt"}):
        return None
    first = min(token, other, key=lambda t: t.i)
    return other if any(c.dep_ == "cc" and c.lower_ == "or" for c in first.children) else None


def _at_most(fillers: Sequence[Filler]) -> list[Filler]:
    """Of 15 that were "killed or wounded", up to 15 were killed; a number without an upper end says nothing of either."""
    kept: list[Filler] = []
    for filler in fillers:
        if isinstance(filler.value, Count) and filler.value.high is not None:
            filler.value = msgspec.structs.replace(filler.value, low=None)
            kept.append(filler)
    return kept


_LAID = frozenset({"bomb", "mine", "landmine", "explosive", "device", "ied"})


def _with_weapon(host: Happening, weapon: Token) -> str:
    """The kind of an attack of which only the toll and the weapon are told: "a bomb killed seven"."""
    if host.kind != _ATTACK or host.trigger is not None:
        return host.kind
    refined = kinds.load().refine(_ATTACK, [t.lemma_ for t in weapon.subtree])
    return "bombing" if refined == _ATTACK and weapon.lemma_.lower() in _LAID else refined


def _suffered(
    reader: Reader, table: kinds.Kinds, lemmas: Sequence[str], token: Token, i: int
) -> tuple[str | None, list[Token]]:
    """The count slot that a word tells of, and the nouns that suffered it; ``(None, [])`` for a word that tells of none."""
    told = outcome(table, lemmas, token, i)
    if told is not None and told[0] in COUNT_SLOTS:
        slot, use = told
        if slot in _HELD_OR_MOVED and use == "people" and token.dep_ in ("dobj", "nsubj", "nsubjpass", "pobj"):
            return None, []
        found = tolls(reader.mentions, token) or victims(token, use)
        if not found and slot == "killed" and token.pos_ in ("VERB", "AUX", "ADJ"):
            found = beside(reader.doc, reader.mentions, token)
        return slot, found
    if told is not None:
        return None, []
    mentions = reader.mentions
    if mentions.deaths is None:
        mentions.deaths = deadly(reader.doc)
    found = hurt(token, deaths=mentions.deaths)
    return ("injured", found) if found else (None, [])


def _counted(reader: Reader, slot: str, victim: Token) -> Filler | None:
    """How many a victim's noun says; one for a single person who is pointed at ("the boy", "his son", "she")."""
    if any(c.lower_ == "else" for c in victim.children) or reader.hearing.names_speaker(victim.idx):
        return None
    inside = (victim, *(noun for name, noun in prepositions(victim) if name == "of"))
    if slot == "detained" and victim.lemma_.lower() in PLACE_NOUNS:
        return None
    if slot != "killed" and any(t.lemma_.lower() in TARGETS or is_weapon(t) for t in inside):
        return None
    if slot == "injured" and _dead(reader, victim):
        return None
    said = reader.count(slot, victim)
    if said is not None or slot not in ("killed", "injured") or not _single(victim):
        return said
    first, stop = noun_phrase(victim)
    text = reader.words(first, stop)
    unit = victim.lemma_.lower() if victim.pos_ == "NOUN" else "person"
    value = Count(low=1, high=1, unit=unit, class_=counts.unit_class(unit), text=text)
    return Filler(slot, first, stop, victim.i, value, None)


def _dead(reader: Reader, victim: Token) -> bool:
    """Does the text say of this one person that he died?  Then the toll of the dead has him already."""
    mentions = reader.mentions
    if mentions.dead is None:
        mentions.dead = dead_of(reader.doc, mentions)
    return bool(mentions.dead & who_is(victim, mentions))


def _single(victim: Token) -> bool:
    """Is one person meant: "the boy", "her son", "himself", "a 4-year-old", a headline's bare "Teen"?"""
    if victim.pos_ == "PRON":
        return victim.lower_ in ("he", "she", "him", "her", "himself", "herself")
    if victim.lemma_.lower() == "old":
        return is_person(victim)
    if victim.lemma_.lower() in COLLECTIVE:
        return False
    return victim.tag_ == "NN" and victim.pos_ == "NOUN" and is_person(victim)


def _doer(token: Token, by_head: dict[int, Happening]) -> Token | None:
    """Who killed, where a person or group is the subject (an event as subject is the toll's host instead)."""
    if token.lower_ == "missing":
        return None
    if token.pos_ not in ("VERB", "AUX"):
        return None
    if token.lemma_.lower() in SUFFERED_BY_SUBJECT:
        return None
    if token.lemma_ == "leave" and any(c.lower_ == "behind" for c in token.children):
        return None
    if is_passive(token):
        for name, noun in prepositions(token):
            if name == "by" and noun.i not in by_head:
                return noun
        return None
    who = subject(token)
    if who is None or who.head.i in by_head:
        return None
    return who.head


def _host(token: Token, by_head: dict[int, Happening], here: Sequence[Happening]) -> Happening | None:
    """The happening of the sentence that the toll belongs to: its subject, what it hangs on, what hangs on it, else the nearest."""
    violent = {i: h for i, h in by_head.items() if kinds.load().get(h.kind).family == "attack" or h.bare}
    if token.pos_ in ("VERB", "AUX"):
        who = subject(token)
        if who is not None and not is_passive(token) and who.head.i in violent:
            return violent[who.head.i]
    for _, noun in prepositions(token):
        if noun.i in violent:
            return violent[noun.i]
    below = token
    for above in ancestors(token):
        if above.i in violent and not _of_others(below):
            return violent[above.i]
        below = above
    for child in token.children:
        if child.dep_ in ("advcl", "conj", "ccomp") and child.i in violent:
            return violent[child.i]
    near = [h for h in here if h.head in violent and h.head not in (token.i,)]
    return min(near, key=lambda h: abs(h.head - token.i), default=None)


def _of_others(clause: Token) -> bool:
    """ "An attack which the army repelled, killing 80": what a clause with a subject of its own tells is not the attack's toll."""
    who = own_subject(clause) if clause.dep_ == "relcl" else None
    return who is not None and who.tag_ not in ("WDT", "WP", "IN")


def _told(filler: Filler, here: Sequence[Happening]) -> bool:
    """ "Fighting forced thousands to flee": the flight has its number already, and the fighting needs none."""
    return any(f.slot == filler.slot and f.head == filler.head for h in here for f in h.fillers)


def _joined(reader: Reader, made: Happening, token: Token) -> bool:
    """ "12 were killed and dozens wounded": one toll, two counts."""
    other = reader.doc[made.head]
    return token.sent == other.sent and (
        token.head == other or other.head == token or token.is_ancestor(other) or other.is_ancestor(token)
    )


def _group_inside(reader: Reader, victim: Token) -> Token | None:
    """The group whose people they are ("40 al-Nusra Front members", "a leader of the group")."""
    for child in victim.children:
        if child.dep_ in ("compound", "poss", "nmod"):
            noted = reader.mentions.of(child)
            if noted is not None and noted.type == "actor" and noted.how in ("name", "alias"):
                return reader.doc[noted.head]
    for name, noun in prepositions(victim):
        noted = reader.mentions.by_head.get(noun.i)
        if name in ("of", "from") and noted is not None and noted.type == "actor" and noted.how in ("name", "alias"):
            return noun
    return None
