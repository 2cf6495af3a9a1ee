"""Who was hurt, where no word says wounded: "taken to hospital in critical condition", "three people were shot"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportedly.reading.grammar import conjuncts, is_passive, objects, own_subject, prepositions, subject
from reportedly.reading.victims import HARMS, HOSPITALS, NOMINAL, fatal, is_person

if TYPE_CHECKING:
    from spacy.tokens import Token

_CONDITIONS = frozenset("critical serious stable grave guarded fair poor threatening severe satisfactory".split())
_HOSPITALS = HOSPITALS | {"center", "centre"}
_MEDICAL = frozenset("medical trauma health burn emergency".split())
_BRINGS = frozenset("take rush transport fly airlift carry bring evacuate admit transfer convey ferry medevac".split())
_SEEN = frozenset("find arrive appear show walk turn hospitalise hospitalize treat escape survive leave be".split())
_TREATED_FOR = frozenset(
    "injury wound burn fracture inhalation cut laceration trauma shrapnel concussion shock graze bruise gunshot".split()
)
SURVIVES = frozenset("survive recover live".split())
_LIMBS = frozenset(
    """leg arm hand foot shoulder thigh ankle knee wrist finger toe elbow buttock buttocks butt hip calf shin forearm""".split()
)
_TRUNK = frozenset("head neck chest back stomach face abdomen torso groin side jaw eye mouth".split())
_MISSILES = frozenset("bullet round gunfire shrapnel shell pellet shot fire fragment debris".split())


def hurt(token: Token, *, deaths: bool) -> list[Token]:
    """Who was hurt by words that tell it another way: a sick-bed, a treatment, a shot that hit.

    ``deaths`` says that the text tells of deaths; then only words that mean a living person count ("in critical condition",
    "shot in the leg", "two others were shot").
    """
    lemma = token.lemma_.lower()
    if token.pos_ in ("NOUN", "PROPN"):
        if lemma == "condition":
            return _people(_in_condition(token))
        if lemma in _HOSPITALS and not deaths:
            return _people(_in_hospital(token))
        if lemma in HARMS:
            return _people(_bearing(token))
        if lemma == "support" and any(c.lower_ == "life" for c in token.children) and token.head.lower_ == "on":
            return _people(_borne(token.head.head))
        if token.lower_ == "shooting":
            return _people(_of_shooting(token, deaths=deaths))
        if token.lower_ != "shot":
            return []
    if token.lower_ == "shot" or lemma in ("shoot", "hit", "strike", "graze"):
        return _people(_shot(token, deaths=deaths))
    if lemma == "treat" and is_passive(token):
        whats = {n.lemma_.lower() for name, n in prepositions(token) if name in ("for", "at", "in", "by")}
        if whats & (_TREATED_FOR | _HOSPITALS | {"scene", "medic", "paramedic"}):
            who = subject(token)
            return _people(conjuncts(who.head) if who is not None else [])
    if lemma == "undergo" and any(n.lemma_.lower() in ("surgery", "operation") for n in objects(token)):
        who = subject(token)
        return _people(conjuncts(who.head) if who is not None else [])
    if lemma in SURVIVES and _recovering(token):
        who = subject(token)
        return _people(conjuncts(who.head) if who is not None else [])
    return []


def _in_condition(token: Token) -> list[Token]:
    """ "2 in critical condition", "is in stable condition", "left dozens in serious condition"."""
    if token.dep_ != "pobj" or token.head.lower_ != "in":
        return []
    if not any(c.lemma_.lower() in _CONDITIONS for c in token.children):
        return []
    return _borne(token.head.head)


def _bearing(token: Token) -> list[Token]:
    """ "Arrived with a gunshot wound", "with minor injuries": whoever has it; not "charged with an injury"."""
    if token.dep_ != "pobj" or token.head.lower_ != "with":
        return []
    head = token.head.head
    if head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lemma_ in ("body", "corpse"):
        return []
    if head.dep_ == "pobj" and not is_person(head) and head.head.head.pos_ == "VERB":
        head = head.head.head
    if head.pos_ == "VERB" and head.lemma_.lower() not in _BRINGS | _SEEN:
        return []
    return _borne(head)


def _of_shooting(token: Token, *, deaths: bool) -> list[Token]:
    """ "The shooting of five teenagers", in a text that tells of no death."""
    if deaths or any(c.lemma_.lower() in ("fatal", "deadly") for c in token.children):
        return []
    return [noun for name, noun in prepositions(token) if name == "of"]


def _in_hospital(token: Token) -> list[Token]:
    """ "Were rushed to a hospital", "sent 14 people to the hospital": in a text that tells of no death."""
    if token.lemma_.lower() in ("center", "centre") and not any(c.lemma_.lower() in _MEDICAL for c in token.children):
        return []
    if token.dep_ != "pobj" or token.head.lower_ != "to":
        return []
    verb = token.head.head
    lemma = verb.lemma_.lower()
    if lemma in _BRINGS and verb.pos_ == "VERB":
        return _borne(verb)
    if lemma == "send":
        return [c for noun in objects(verb) for c in conjuncts(noun)]
    return []


def _borne(head: Token) -> list[Token]:
    """Who is in that state: the noun itself, the subject of a passive or of "be", else the object."""
    if head.pos_ in ("NOUN", "NUM", "PROPN", "PRON"):
        return conjuncts(head)
    if head.pos_ not in ("VERB", "AUX"):
        return []
    if not is_passive(head):
        held = [c for noun in objects(head) for c in conjuncts(noun)]
        if held:
            return held
    who = subject(head)
    return conjuncts(who.head) if who is not None else []


def _shot(token: Token, *, deaths: bool) -> list[Token]:
    """ "Three people were shot", "hitting four passengers with shrapnel", "struck by a bullet": people that a shot hit."""
    if token.pos_ == "NOUN" or token.tag_ == "NN":
        found = [c for c in token.lefts if c.dep_ in ("nummod", "compound", "nsubj")] if token.lower_ == "shot" else []
        if not found or found[-1].pos_ not in ("NUM", "NOUN") or token.dep_ != "ROOT":
            return []
        found = found[-1:]
    elif is_passive(token) or (token.tag_ in ("VBN", "VBD") and not list(objects(token)) and _headline(token)):
        who = subject(token)
        found = conjuncts(who.head) if who is not None else []
    else:
        found = [c for noun in objects(token) for c in conjuncts(noun) if _telling(c) or _in_body(token)]
    if token.lower_ != "shot" and token.lemma_.lower() != "shoot" and not _by_missile(token):
        return []
    if fatal(token) or _ends_in_death(token):
        return []
    if deaths and not _in_limb(token):
        found = [v for v in found if v.lower_ in ("other", "others") or any(c.lower_ == "other" for c in v.children)]
    return found


def _headline(token: Token) -> bool:
    """ "Teen shot in Homestead": a participle at the root without an auxiliary, an object or an "at"."""
    names = [c.lower_ for c in token.children if c.dep_ in ("prep", "prt")]
    own = own_subject(token)
    return token.dep_ == "ROOT" and own is not None and own.i + 1 == token.i and "at" not in names


def _by_missile(token: Token) -> bool:
    """Is what hit them a shot or its pieces, or is a part of the body hit?"""
    who = own_subject(token)
    if who is not None and who.lemma_.lower() in _MISSILES:
        return True
    return any(name in ("by", "with") and n.lemma_.lower() in _MISSILES for name, n in prepositions(token)) or _in_body(
        token
    )


def _telling(noun: Token) -> bool:
    """A number of people or the shooter himself; of "shot the pilot" alone nobody knows whether he lived."""
    return noun.pos_ in ("NUM", "PRON") or any(c.dep_ == "nummod" for c in noun.children)


def _in_body(token: Token) -> bool:
    """ "Shot in the leg", "hit in the chest"."""
    return any(name in ("in", "on") and n.lemma_.lower() in _LIMBS | _TRUNK for name, n in prepositions(token))


def _in_limb(token: Token) -> bool:
    return any(name in ("in", "on") and n.lemma_.lower() in _LIMBS for name, n in prepositions(token))


def _ends_in_death(token: Token) -> bool:
    """ "Shot dead", "shot to death", "shot and killed"."""
    for child in token.children:
        if child.lemma_.lower() in ("dead", "kill", "die", "down"):
            return True
        if child.lower_ == "to" and any(c.lemma_.lower() == "death" for c in child.children):
            return True
    return token.dep_ == "conj" and token.head.lemma_.lower() in ("kill", "die") and own_subject(token) is None


def _recovering(token: Token) -> bool:
    """ "Is recovering", "are expected to survive": alive, and hurt."""
    if token.tag_ == "VBG":
        return token.lemma_.lower() == "recover" and not any(c.dep_ == "dobj" for c in token.children)
    return token.tag_ == "VB" and token.dep_ == "xcomp" and token.head.lemma_.lower() == "expect"


def _people(found: Sequence[Token]) -> list[Token]:
    """Those of the nouns that are people, or a number or pronoun that stands for people."""
    return [t for t in found if t.pos_ in NOMINAL and is_person(t)]
