"""Frames: which words tell of an event, of which kind, and what fills its slots, read off the parse.

A trigger is a verb, a noun, a participle or a doer ("defectors") of data/kinds.toml.  What hangs on it in the parse
fills its slots by the roles of that table; a light verb ("launched an attack") passes its own arguments on.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from reportedly import kinds
from reportedly.kind_table import EVENT, Trigger, stem
from reportedly.model import COUNT_SLOTS, PLACE_SLOTS, Words
from reportedly.reading.casualties import read_casualties
from reportedly.reading.grammar import (
    Argument,
    conjuncts,
    is_passive,
    noun_phrase,
    objects,
    own_subject,
    prepositions,
    subject,
)
from reportedly.reading.happenings import Filler, Happening, Reader
from reportedly.reading.links import read_links
from reportedly.reading.reasons import read_reasons
from reportedly.reading.settings import read_settings
from reportedly.reading.triggers import Hit, find_triggers

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_HAPPEN = frozenset(
    "occur happen take erupt break flare rage continue begin start come follow intensify resume last last".split()
)
_TAKEN_ALONG = frozenset({"movement", "allegiance", "property"})
"""Families of kinds in which "with X" names things taken along, not a weapon."""
_TARGETING = frozenset(
    "target hit strike pound batter rock destroy kill injure wound against level flatten damage".split()
)


def read_frames(reader: Reader) -> list[Happening]:
    """Every happening of a document, in the order of the text."""
    found: list[Happening] = []
    for sentence in reader.doc.sents:
        if sentence.text.isspace():
            continue
        here = _read_sentence(reader, sentence, found)
        found.extend(here)
    read_links(reader, found)
    return found


def _read_sentence(reader: Reader, sentence: Span, before: Sequence[Happening]) -> list[Happening]:
    hits = find_triggers(reader, sentence)
    here: list[Happening] = []
    by_head: dict[int, Happening] = {}
    for hit in hits:
        happening = Happening(hit.kind, hit.first, hit.stop, hit.head, hit.trigger)
        by_head[hit.head] = happening
        here.append(happening)
    for hit, happening in zip(hits, list(here), strict=True):
        _fill(reader, hit, happening, by_head)
    here = _merge_predicates(reader, hits, here, by_head)
    here += read_casualties(reader, sentence, here, before)
    for happening in here:
        read_reasons(reader, happening, here)
    read_settings(reader, sentence, here, before)
    return sorted(here, key=lambda h: h.first)


def _fill(reader: Reader, hit: Hit, happening: Happening, by_head: dict[int, Happening]) -> None:
    token = reader.doc[hit.head]
    if hit.form == "verb":
        _fill_verb(reader, token, hit.trigger, happening, by_head)
    elif hit.form == "doer":
        _fill_doer(reader, token, happening)
    elif hit.form == "adjective":
        slot = hit.trigger.roles.object
        happening.add(_role(reader, slot, token.head))
    else:
        _fill_noun(reader, token, hit.trigger, happening, by_head)


# --- verbs ----------------------------------------------------------------------------------------


def _fill_verb(
    reader: Reader, verb: Token, trigger: Trigger, happening: Happening, by_head: dict[int, Happening]
) -> None:
    passive = is_passive(verb)
    who = subject(verb)
    if who is not None and who.head.i not in by_head:
        slot = trigger.roles.object if passive else trigger.roles.subject
        _add_all(reader, happening, slot, who)
    if not passive:
        for noun in objects(verb):
            for each in conjuncts(noun):
                if each.i not in by_head:
                    happening.add(_role(reader, trigger.roles.object, each))
                    _inside(reader, happening, each)
    else:
        for noun in objects(verb):
            happening.add(_role(reader, trigger.roles.object, noun))
    _add_prepositions(reader, verb, trigger, happening, by_head)
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.head.i not in by_head:
        return


def _add_all(reader: Reader, happening: Happening, slot: str, argument: Argument) -> None:
    tokens = conjuncts(argument.head)
    for number, each in enumerate(tokens):
        if slot == "sides":
            chosen = "agent" if number == 0 else "target"
        else:
            chosen = slot
        happening.add(_role(reader, chosen, each))


def _add_prepositions(
    reader: Reader, token: Token, trigger: Trigger, happening: Happening, by_head: dict[int, Happening]
) -> None:
    for name, noun in prepositions(token):
        if noun.i in by_head:
            continue
        slot = _slot_of(trigger, name) or _slot_of(trigger, name.split()[-1])
        if slot is None or slot in ("none", "when"):
            continue
        if slot == "sides":
            slot = "agent" if not happening.has("agent") else "target"
        if slot == "instrument" and _acts_with(reader, noun):
            slot = "agent" if trigger.roles.subject in ("agent", "sides") and not happening.has("target") else "target"
            if happening.kind != "armed_clash":
                slot = "agent"
        elif slot == "instrument" and kinds.load().get(happening.kind).family in _TAKEN_ALONG:
            slot = "equipment"
        happening.add(_role(reader, slot, noun, preposition=name))


def _acts_with(reader: Reader, noun: Token) -> bool:
    noted = reader.mentions.by_head.get(noun.i)
    return noted is not None and noted.type == "actor"


def _inside(reader: Reader, happening: Happening, noun: Token) -> None:
    """Places named inside an object ("attacked a checkpoint in Homs") tell where it was."""
    for name, inner in prepositions(noun):
        if name in ("in", "at", "near", "outside", "around"):
            filler = reader.filler("where", inner, preposition=name)
            if filler is not None and filler.noted is not None:
                happening.add(filler)


# --- nouns ----------------------------------------------------------------------------------------


def _fill_noun(
    reader: Reader, noun: Token, trigger: Trigger, happening: Happening, by_head: dict[int, Happening]
) -> None:
    for child in noun.children:
        if child.i >= happening.first and child.i < happening.stop and child.i != noun.i:
            continue
        if child.dep_ == "poss" and child.i not in by_head:
            owner = trigger.roles.subject if trigger.roles.subject != "sides" else "agent"
            happening.add(_modifier(reader, owner, child))
        elif child.dep_ in ("compound", "amod", "nmod") and child.i not in by_head:
            for each in [child, *[c for c in child.children if c.dep_ in ("conj", "compound", "amod")]]:
                happening.add(_modifier(reader, "", each, trigger=trigger))
    for name, inner in prepositions(noun):
        if inner.i in by_head:
            continue
        slot: str | None = trigger.roles.of if name == "of" else _slot_of(trigger, name)
        if slot is None or slot in ("none", "when"):
            continue
        if slot == "sides":
            slot = "agent" if not happening.has("agent") else "target"
        happening.add(_role(reader, slot, inner, preposition=name))
        _inside(reader, happening, inner) if slot == "target" else None
    for child in noun.children:
        if child.dep_ in ("acl", "relcl") and child.i not in by_head and child.lemma_ in _TARGETING:
            for each in objects(child):
                if each != noun:
                    happening.add(_role(reader, "target", each))
                    _inside(reader, happening, each)
    verb = noun.head
    light = _light_role(verb) if verb.pos_ == "VERB" else None
    if light is not None and noun.dep_ in ("dobj", "pobj", "attr", "oprd"):
        who = subject(verb)
        if who is not None and who.head.i not in by_head:
            _add_all(reader, happening, light if not is_passive(verb) else "target", who)
        _add_prepositions(reader, verb, trigger, happening, by_head)
    elif noun.dep_ in ("nsubj", "nsubjpass") and verb.lemma_ in _HAPPEN:
        _add_prepositions(reader, verb, trigger, happening, by_head)
    elif noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.lower_ in ("under", "into"):
        above = noun.head.head
        if above.pos_ == "VERB" and above.lemma_ in ("come", "be", "go"):
            who = subject(above)
            if who is not None and noun.head.lower_ == "under":
                _add_all(reader, happening, "target", who)
            _add_prepositions(reader, above, trigger, happening, by_head)


def _slot_of(trigger: Trigger, preposition: str) -> str | None:
    return trigger.roles.prepositions.get(preposition)


def _light_role(verb: Token) -> str | None:
    """The slot that a light verb gives to its subject ("launched": agent, "suffered": target), None for other verbs."""
    lemmas = [t.lemma_.lower() for t in verb.sent]
    for match in kinds.load().match_light(lemmas, verb.i - verb.sent.start):
        if match.verb.object == EVENT:
            return match.verb.subject
    return None


def _modifier(reader: Reader, slot: str, token: Token, *, trigger: Trigger | None = None) -> Filler | None:
    """A word before an event noun: who did it ("Russian air strikes"), where ("Aleppo offensive"), or with what ("mortar attack")."""
    noted = reader.mentions.by_head.get(token.i) or reader.mentions.covering.get(token.i)
    if noted is not None and noted.type == "place" and slot != "agent":
        return reader.filler("where", token) if noted.head == token.i else None
    if noted is not None and noted.type == "actor":
        chosen = slot or (
            "agent" if trigger is None or trigger.roles.subject in ("agent", "sides") else trigger.roles.subject
        )
        return reader.filler(chosen, token) if chosen in ("agent", "target") else None
    if reader.adjective_actor(token) is not None:
        return reader.filler(slot or "agent", token)
    if slot in ("agent", "target"):
        return reader.filler(slot, token)
    if trigger is not None and token.pos_ in ("NOUN", "PROPN") and _is_instrument(token.lemma_.lower()):
        return Filler("instrument", token.i, token.i + 1, token.i, Words(text=reader.words(token.i, token.i + 1)), None)
    return None


@lru_cache(maxsize=1)
def _instrument_words() -> frozenset[str]:
    table = kinds.load()
    return frozenset(words[-1] for name in table.names() for words in table.get(name).instruments)


def _is_instrument(lemma: str) -> bool:
    return stem(lemma) in _instrument_words()


def _fill_doer(reader: Reader, noun: Token, happening: Happening) -> None:
    first, stop = noun_phrase(noun)
    filler = reader.filler("agent", noun)
    if filler is not None:
        filler.first, filler.stop = first, stop
        happening.fillers.append(filler)
    for name, inner in prepositions(noun):
        if name == "from":
            happening.add(reader.filler("origin", inner, preposition=name))


# --- roles ----------------------------------------------------------------------------------------


def _role(reader: Reader, slot: str, token: Token, *, preposition: str = "") -> Filler | None:
    """The filler for a role, moved to the slot that its words fit: a place that is a target is also where, and so on."""
    if slot in ("none", "sides", ""):
        return None
    if slot in ("motive", "manner", "outcome"):
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
    return reader.filler(slot, token, preposition=preposition)


def _merge_predicates(
    reader: Reader, hits: Sequence[Hit], here: list[Happening], by_head: dict[int, Happening]
) -> list[Happening]:
    """ "Air strikes hit a school": the noun is the event, the generic verb gives it its target."""
    gone: set[int] = set()
    for hit, happening in zip(hits, here, strict=True):
        if hit.form != "verb" or not hit.trigger.generic:
            continue
        verb = reader.doc[hit.head]
        own = own_subject(verb)
        host = by_head.get(own.i) if own is not None else None
        if host is None and verb.dep_ in ("acl", "relcl"):
            host = by_head.get(verb.head.i)
        if host is None or host is happening or not kinds.load().same_family(host.kind, happening.kind):
            continue
        for filler in happening.fillers:
            if filler.slot == "agent" and filler.head == host.head:
                continue
            host.add(filler)
        gone.add(happening.head)
    return [h for h in here if h.head not in gone]
