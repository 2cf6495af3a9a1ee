"""What speaks against a trigger: a name around it, the wrong object, a weak word without company, words of another sense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly import kinds, registry
from reportedly.kind_table import ObjectType, Part
from reportedly.kinds import Match
from reportedly.reading.fitness import TARGETS, is_weapon
from reportedly.reading.grammar import is_passive, objects, prepositions, subject
from reportedly.reading.happenings import Reader
from reportedly.reading.victims import HOSPITALS, is_person

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_ACTIVE_NOUN_DEPS = frozenset({"compound", "amod", "nmod", "npadvmod"})


_OF_PLACES = frozenset({"territory_captured", "territory_transferred"})


def refused(reader: Reader, sentence: Span, match: Match, head: Token, acts_on: ObjectType | None) -> bool:
    """Does something speak against the trigger: a name around it, the wrong object, a weak word without company?"""
    table = kinds.load()
    trigger = match.trigger
    if _in_name(reader, head) or (trigger.weak and trigger.kind == "other") or _in_compound(head):
        return True
    if head.lemma_ in _RETURNS and head.dep_ == "pobj" and head.head.lower_ == "in":
        return True
    if trigger.kind == "protest" and trigger.words == ("gather",) and not _crowd(head):
        return True
    if trigger.kind == "sanction" and head.tag_ == "VBN" and head.dep_ in ("acl", "amod"):
        return True
    if trigger.kind == "deployment" and any(v.source_head == head.idx for v in reader.hearing.voices):
        return True
    if trigger.kind == "seizure" and _found_bodies(head):
        return True
    if trigger.kind == "abduction" and _to_hospital(head):
        return True
    if _describes(head, table.get(trigger.kind).family) or _with_places(head):
        return True
    if trigger.part != "verb":
        torn = trigger.part in ("noun", "doer") and head.tag_.startswith("VB") and head.pos_ != "NOUN"
        if torn or not _stands(head, trigger.part) or _is_blaze(head):
            return True
        if trigger.part == "doer" and not _tells_act(head, trigger.kind):
            return True
    else:
        if acts_on is not None and trigger.takes and acts_on not in trigger.takes:
            return True
        if trigger.weak and trigger.kind in _OF_PLACES and acts_on != "place":
            return True
        if trigger.weak and acts_on in ("place", "thing") and table.get(trigger.kind).family == "custody":
            if not any(is_person(noun) for noun in objects(head)):
                return True
        goods = trigger.words in (("take",), ("hand", "over")) and trigger.kind in ("seizure", "arms_transfer")
        if goods and not _takes_goods(head):
            return True
        if head.dep_ == "amod" and head.lemma_ in _OF_PERSONS and registry.kind_of([head.head.lower_]) is not None:
            return True
        if head.lemma_ == "take" and takes_along(head):
            return True
        if head.lemma_ == "leave" and _leaves_so(table, head):
            return True
        if head.lemma_ == "send" and _sends_fleeing(head):
            return True
        if _torn_particle(sentence, match) or _torn_object(sentence, match):
            return True
        if trigger.kind == "release" and trigger.words == ("break", "out") and _event_begins(table, head):
            return True
    return trigger.weak and not _company(reader, sentence)


def _describes(word: Token, family: str) -> bool:
    """ "Trucks armed with guns", "the occupying army", "rebel-held districts": what somebody or something is, not what was done."""
    if word.lemma_ == "arm" and word.tag_ == "VBN" and word.dep_ in ("acl", "amod"):
        return True
    if word.lower_ == "occupying" and word.dep_ == "amod":
        return True
    return family == "custody" and word.lemma_ == "hold" and word.dep_ == "amod" and not is_person(word.head)


def _with_places(noun: Token) -> bool:
    """ "Three settlements in the south", "settlements that were shelled": places where people live, not agreements."""
    if noun.lower_ != "settlements" or noun.pos_ != "NOUN":
        return False
    return not any(c.dep_ in ("amod", "compound") and c.pos_ != "PROPN" for c in noun.children)


def _torn_object(sentence: Span, match: Match) -> bool:
    """ "Held for protest" is no "hold a protest": the noun of a verb's phrase is not reached over a preposition."""
    if len(match.tokens) != 2:
        return False
    last = sentence[match.tokens[1]]
    return (
        last.dep_ == "pobj"
        and last.pos_ == "NOUN"
        and last.head.lower_ != "of"
        and last.head.i - sentence.start not in match.tokens
    )


def _takes_goods(verb: Token) -> bool:
    """ "Vehicles were taken", "took weapons": of all that can be taken, only what a force takes."""
    who = subject(verb) if is_passive(verb) else None
    nouns = [who.head] if who is not None else list(objects(verb))
    for noun in nouns:
        inner = [noun, *(n for name, n in prepositions(noun) if name == "of")]
        if any(t.lemma_.lower() in TARGETS or is_weapon(t) for t in inner):
            return True
    return False


_TELLING = frozenset({"suicide_bombing", "defection", "desertion", "group_change"})
"""Kinds whose doers are what they are by one act ("the defectors", "a suicide bomber")."""


def _tells_act(noun: Token, kind: str) -> bool:
    """Does a doer's noun state the act, by its meaning or because somebody is called so ("portrays them as smugglers")?

    Elsewhere gunmen, protesters or inmates are people of whom something else is told.
    """
    after = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    if after.pos_ == "NOUN" and after.i != noun.i:
        return False
    called = noun.dep_ == "oprd" or (noun.dep_ == "pobj" and noun.head.lower_ == "as")
    return kind in _TELLING or called


def cut_short(sentence: Span, match: Match) -> bool:
    """ "Seized an oil field" is no "seize oil": the last word of a verb's phrase only modifies what follows."""
    last = sentence[match.tokens[-1]]
    if match.trigger.part != "verb" or len(match.tokens) < 2 or last.pos_ not in ("NOUN", "PROPN"):
        return False
    if last.head.lower_ in ("north", "south", "east", "west"):
        return False
    return last.dep_ in ("compound", "nmod") and last.head.i > last.i and last.head.pos_ in ("NOUN", "PROPN")


def _found_bodies(verb: Token) -> bool:
    """ "Recovered 12 bodies", "the remains were discovered": the dead are found, not seized."""
    who = subject(verb) if is_passive(verb) else None
    found = [who.head] if who is not None else list(objects(verb))
    return any(
        t.lemma_.lower() in ("body", "corpse", "remain", "remains", "victim", "grave", "survivor") for t in found
    )


def _to_hospital(verb: Token) -> bool:
    """ "Taken to a hospital": nobody is held there."""
    return any(name == "to" and n.lemma_.lower() in HOSPITALS | {"morgue"} for name, n in prepositions(verb))


def _is_blaze(noun: Token) -> bool:
    """ "Causing a fire", "fires broke out": what burns, not shots."""
    if noun.lemma_ != "fire" or any(c.dep_ in ("compound", "amod") for c in noun.children):
        return False
    return noun.tag_ == "NNS" or any(c.lower_ in ("a", "the") for c in noun.children)


_OF_PERSONS = frozenset({"displace", "capture"})
"""Participles that before a noun for people say what they are ("displaced families", "captured soldiers")."""


_PARTICLES = frozenset({"in", "up", "out", "off", "away", "back", "down", "over"})


def _torn_particle(sentence: Span, match: Match) -> bool:
    """ "Gave a toll of 20 in …" is no "give in": a particle apart from its verb must be one in the parse."""
    if len(match.tokens) != 2:
        return False
    for before, at in zip(match.tokens, match.tokens[1:], strict=False):
        token = sentence[at]
        if at - before > 1 and token.lower_ in _PARTICLES and token.dep_ != "prt":
            return True
    return False


def takes_along(verb: Token) -> bool:
    """ "Taking 40 fighters with him": they go along, and nobody takes them from anybody."""
    return any(
        t.dep_ == "pobj" and t.head.lower_ == "with" and t.lower_ in ("him", "her", "them", "it", "us", "you", "me")
        for t in verb.subtree
    )


def _leaves_so(table: kinds.Kinds, verb: Token) -> bool:
    """ "Left 40 militants dead": a toll, and nobody left."""
    if verb.tag_ == "VBG" and verb.dep_ in ("advcl", "conj", "acl") and _leaves_them(verb):
        return True
    following = verb.doc[verb.i + 1 : min(verb.i + 10, verb.sent.end)]
    for token in following:
        if token.pos_ in ("ADJ", "VERB") and table.match_outcome([token.lower_], 0, "adjective") is not None:
            return True
        if token.pos_ == "VERB" and table.match_outcome([token.lemma_.lower()], 0, "transitive") is not None:
            return True
        if token.pos_ in ("VERB", "AUX") or token.is_punct:
            return False
    return False


def _leaves_them(verb: Token) -> bool:
    """ "Leaving them with a foothold", "leaving the militia to fend for itself": in what state others were left."""
    if not any(c.dep_ in ("dobj", "nsubj") for c in verb.children) and not any(
        c.dep_ == "ccomp" for c in verb.children
    ):
        return False
    return any(
        (c.dep_ == "prep" and c.lower_ in ("with", "without", "in")) or c.dep_ in ("ccomp", "xcomp", "oprd")
        for c in verb.children
    )


def _sends_fleeing(verb: Token) -> bool:
    """ "Sending residents pouring into Chad": it made them go, and nobody was deployed."""
    below = [*verb.children, *(c for noun in verb.children if noun.dep_ == "dobj" for c in noun.children)]
    return any(c.tag_ == "VBG" and c.dep_ in ("acl", "ccomp", "xcomp") for c in below)


def _event_begins(table: kinds.Kinds, verb: Token) -> bool:
    """ "War broke out": an event began, and nobody escaped."""
    who = subject(verb)
    return who is not None and bool(table.match_noun([who.head.lemma_.lower()], 0))


_RETURNS = frozenset({"retaliation", "reprisal", "revenge"})
"""Nouns of phrases that give a reason ("in retaliation for")."""


_CROWDS = frozenset(
    """protest protester demonstrator demonstrate rally crowd hundred thousand chant slogan demand against mourner supporter
    activist opponent mob""".split()
)


def _crowd(verb: Token) -> bool:
    """Do the words around "gathered" say that it was for a cause?"""
    return any(t.lemma_.lower() in _CROWDS for t in verb.subtree)


def _in_compound(token: Token) -> bool:
    """ "War-battered", "battle-hardened": a noun that is only the first half of an adjective."""
    if token.pos_ not in ("NOUN", "PROPN") or token.i + 2 >= len(token.doc) or token.whitespace_:
        return False
    hyphen, after = token.nbor(1), token.nbor(2)
    return hyphen.text == "-" and not hyphen.whitespace_ and after.tag_ in ("VBN", "VBD", "JJ")


def _in_name(reader: Reader, token: Token) -> bool:
    noted = reader.mentions.covering.get(token.i)
    return noted is not None and noted.how in ("name", "alias") and noted.stop - noted.first > 1


def _stands(token: Token, part: Part) -> bool:
    """Is the noun an event here, and not only a modifier of another noun ("attack helicopter", "peace activist")?"""
    if part == "adjective":
        return token.dep_ in ("amod", "acomp", "acl", "oprd", "attr")
    if token.dep_ in _ACTIVE_NOUN_DEPS and token.head.pos_ in ("NOUN", "PROPN") and token.head.i > token.i:
        return token.head.lemma_.lower() in ("attempt", "campaign", "plan", "threat", "wave", "case", "site", "scene")
    return True


def _company(reader: Reader, sentence: Span) -> bool:
    if kinds.load().has_companion(t.lemma_ for t in sentence):
        return True
    return any(
        n.type in ("actor", "place") and sentence.start <= n.head < sentence.end and n.how != "pronoun"
        for n in (reader.mentions.by_head.get(t.i) for t in sentence)
        if n is not None
    )
