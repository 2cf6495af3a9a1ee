"""Event nouns: what their modifiers, prepositions and verbs say of the event ("Russian air strikes on a school", "came under attack")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from reportedly import cues, kinds, places, registry
from reportedly.kind_table import EVENT, Trigger
from reportedly.model import ActorKind, ActorValue, Words
from reportedly.reading.fitness import CARRIERS, can_act, is_weapon
from reportedly.reading.grammar import (
    Argument,
    conjuncts,
    definite,
    is_passive,
    nobody,
    noun_phrase,
    objects,
    own_subject,
    prepositions,
    subject,
)
from reportedly.reading.happenings import Filler, Happening, Reader
from reportedly.reading.roles import ARMED, accused, add_all, add_inside, add_prepositions, own_weapon, role, slot_of
from reportedly.reading.stance import stance_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_HAPPEN = frozenset(
    "occur happen take erupt break flare rage continue begin start come follow intensify resume last last".split()
)


_TARGETING = frozenset(
    "target hit strike pound batter rock destroy kill injure wound against level flatten damage".split()
)


def fill_noun(
    reader: Reader, noun: Token, trigger: Trigger, happening: Happening, by_head: dict[int, Happening]
) -> None:
    """Fill a happening from its noun: owners and modifiers before it, prepositions and participles after it, the verb it stands with."""
    for child in noun.children:
        if child.i >= happening.first and child.i < happening.stop and child.i != noun.i:
            continue
        if child.dep_ == "poss" and child.i not in by_head:
            owner = trigger.roles.subject if trigger.roles.subject != "sides" else "agent"
            happening.add(_modifier(reader, owner, child))
        elif child.dep_ in ("compound", "amod", "nmod") and child.i not in by_head:
            for each in [
                child,
                *[c for c in child.children if c.dep_ in ("conj", "compound", "amod")],
            ]:
                happening.add(_modifier(reader, "", each, trigger=trigger))
            for each in _hyphened(child):
                happening.add(_modifier(reader, "agent", each, trigger=trigger))
            if child.i + 1 == happening.first:
                happening.add(_led(reader, child))
    for name, inner in prepositions(noun):
        if inner.i in by_head or happening.first <= inner.i < happening.stop:
            continue
        slot: str | None = trigger.roles.of if name == "of" else slot_of(trigger, name)
        if name == "of" and slot == "target" and _done_by(reader, noun, inner):
            slot = "agent"
        if name == "on" and noun.dep_ == "dobj" and noun.head.lemma_ in ("blame", "pin"):
            slot = "agent"
        if slot is None or slot in ("none", "when"):
            continue
        if slot == "sides":
            slot = "agent" if not happening.has("agent") else "target"
        happening.add(role(reader, happening, slot, inner, preposition=name))
        add_inside(reader, happening, inner) if slot == "target" else None
        if name == "of" and slot in ("target", "where"):
            for deep, author in prepositions(inner):
                if deep == "by" and author.i not in by_head:
                    happening.add(role(reader, happening, "agent", author, preposition="by"))
    for child in noun.children:
        if child.dep_ in ("acl", "relcl") and child.i not in by_head and child.lemma_ in _TARGETING:
            for each in objects(child):
                if each != noun:
                    happening.add(role(reader, happening, "target", each))
                    add_inside(reader, happening, each)
    happening.add(own_weapon(reader, happening))
    for i in range(happening.first, happening.stop):
        if i != noun.i and registry.kind_of([reader.doc[i].lower_]) in _OWN and reader.doc[i].lower_ not in _NOBODY:
            happening.add(_as_people(reader.filler("agent", reader.doc[i]), reader.doc[i]))
    for each in _means(noun):
        first, stop = noun_phrase(each)
        happening.add(Filler("instrument", first, stop, each.i, Words(text=reader.words(first, stop))))
    happening.known = definite(noun)
    _answerable(reader, noun, happening, by_head)
    for child in noun.children:
        if child.dep_ == "acl" and child.tag_ == "VBN" and _light_role(child, "") == "agent":
            add_prepositions(reader, child, trigger, happening, by_head)
        elif child.dep_ in ("acl", "relcl") and (child.lemma_, child.tag_) == ("claim", "VBN"):
            for name, inner in prepositions(child):
                if name == "by" and inner.i not in by_head:
                    happening.add(role(reader, happening, "agent", inner))
        elif child.dep_ in ("acl", "relcl") and (child.lemma_, child.tag_) in (("blame", "VBN"), ("pin", "VBN")):
            for name, inner in prepositions(child):
                if name == "on" and inner.i not in by_head:
                    _blamed(happening, role(reader, happening, "agent", inner), child)
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    if verb.pos_ == "NOUN" and verb.dep_ == "dobj":
        verb = verb.head
    through = noun.head.lower_ if noun.dep_ == "pobj" else ""
    reports = happening.known and any(c.speech and not c.particle for c in cues.verb_senses(verb.lower_))
    light = _light_role(verb, through) if verb.pos_ in ("VERB", "AUX") and not reports else None
    if light is not None and noun.dep_ in ("dobj", "pobj", "attr", "oprd"):
        happening.stated = True
        who = subject(verb)
        if who is not None and who.head.i not in by_head:
            before = len(happening.fillers)
            add_all(reader, happening, light if through or not is_passive(verb) else "target", who)
            if happening.known or _shares(verb):
                for filler in happening.fillers[before:]:
                    filler.stance, filler.stance_words = stance_of(reader.parsed, verb.idx, verb.idx + len(verb.text))
        add_prepositions(reader, verb, trigger, happening, by_head)
    elif happening.kind == "ceasefire_violation" and noun.dep_ in ("nsubjpass", "dobj"):
        happening.stated = True
        add_prepositions(reader, verb, trigger, happening, by_head)
        doer = subject(verb) if noun.dep_ == "dobj" else None
        if doer is not None:
            add_all(reader, happening, "agent", doer)
    elif noun.dep_ in ("attr", "expl") or (noun.dep_ in ("nsubj", "nsubjpass") and verb.lemma_ in _HAPPEN):
        happening.stated = True
        add_prepositions(reader, verb, trigger, happening, by_head)
        for deeper in verb.children:
            if deeper.dep_ == "xcomp" and deeper.lemma_ in _HAPPEN:
                add_prepositions(reader, deeper, trigger, happening, by_head)
    elif noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.lower_ in ("under", "into"):
        above = noun.head.head
        if above.pos_ == "VERB" and above.lemma_ in ("come", "be", "go"):
            who = subject(above)
            if who is not None and noun.head.lower_ == "under":
                add_all(reader, happening, "target", who)
                add_inside(reader, happening, who.head)
            add_prepositions(reader, above, trigger, happening, by_head)


_OBJECTIVE = ("ing", "ment", "ion", "age", "sis")
"""Endings of nouns made of verbs, after which "of" names what was done to ("the shelling of the town")."""


def _done_by(reader: Reader, noun: Token, inner: Token) -> bool:
    """ "The air strikes of the coalition": after a noun that is no form of a verb, an armed actor behind "of" did it."""
    if noun.lemma_.lower().endswith(_OBJECTIVE):
        return False
    noted = reader.mentions.of(inner)
    armed = noted is not None and noted.type == "actor" and noted.root().kind in _ACTING
    return armed or inner.lemma_.lower() in CARRIERS


_EMPLOY = frozenset({"use", "employ", "deploy", "fire", "launch", "drop"})


def _means(noun: Token) -> Iterator[Token]:
    """The weapons of "rockets used in the attack", "shells were fired in the battle", "the attack in which gas was used"."""
    verbs = [c for c in noun.children if c.dep_ == "relcl" and c.lemma_ in _EMPLOY and is_passive(c)]
    if noun.dep_ == "pobj" and noun.head.lower_ in ("in", "during") and noun.head.head.lemma_ in _EMPLOY:
        verbs.append(noun.head.head)
    for verb in verbs:
        who = verb.head if verb.dep_ == "acl" else own_subject(verb) if is_passive(verb) else None
        if who is not None:
            yield from (each for each in conjuncts(who) if is_weapon(each) or each.lemma_.lower() in CARRIERS)


_ANSWERABLE = frozenset({"responsible", "behind", "guilty", "culpable", "blame", "accountable"})


_INVOLVED = frozenset({"involvement", "responsibility", "role", "part", "hand", "link", "connection", "complicity"})
_OWNS_UP = frozenset({"deny", "reject", "admit", "acknowledge", "disclaim"})
"""Verbs with which the subject says of itself that it did it, or did not; the stance is the statement's."""


def _answerable(reader: Reader, noun: Token, happening: Happening, by_head: dict[int, Happening]) -> None:
    """ "X was responsible for the attack", "X is behind it", "the attack came from X": who is said to have done it."""
    above = noun.head if noun.dep_ == "pobj" else None
    blamed = accused(noun)
    who: Argument | None = None
    if blamed is not None:
        _held_to(reader, happening, blamed.head, by_head)
        return
    part = above.head if above is not None and above.lower_ in ("in", "for", "to", "with") else None
    if part is not None and part.lemma_ in _INVOLVED and part.dep_ == "dobj" and part.head.lemma_ in _OWNS_UP:
        who = subject(part.head)
        if who is not None:
            _held_to(reader, happening, who.head, by_head)
        return
    claimed = [noun.head] if noun.dep_ == "nsubjpass" else [c for c in noun.children if c.dep_ == "acl"]
    claimed = [verb for verb in claimed if verb.lemma_ == "claim" and verb.tag_ == "VBN"]
    if claimed:
        for name, source in prepositions(claimed[0]):
            if name == "by" and source.i not in by_head:
                filler = role(reader, happening, "agent", source)
                if claimed[0].dep_ == "acl":
                    _blamed(happening, filler, claimed[0])
                else:
                    happening.add(filler)
        return
    if noun.dep_ == "dobj" and noun.head.lemma_ == "claim" and happening.known and not is_passive(noun.head):
        verb, who = noun.head, subject(noun.head)
    elif above is not None and above.lower_ == "for" and above.head.lower_ == "responsibility":
        verb = above.head.head
        who = subject(verb) if verb.pos_ == "VERB" else None
        if who is not None and nobody(who.head):
            return
    elif above is not None and above.lower_ == "behind" and above.head.lemma_ == "be":
        verb, who = above.head, subject(above.head)
    elif above is not None and above.lower_ in ("for", "of") and above.head.lower_ in _ANSWERABLE:
        verb = above.head.head if above.head.pos_ in ("ADJ", "NOUN") else above.head
        who = subject(verb) if verb.pos_ in ("VERB", "AUX") else None
    elif noun.dep_ == "nsubj" and noun.head.lemma_ == "come":
        for name, source in prepositions(noun.head):
            if name == "from" and source.i not in by_head:
                _said_of(reader, happening, role(reader, happening, "agent", source), noun.head)
        return
    else:
        return
    if who is not None:
        for each in conjuncts(who.head):
            if each.i not in by_head:
                _said_of(reader, happening, role(reader, happening, "agent", each), verb)


def _held_to(reader: Reader, happening: Happening, doer: Token, by_head: dict[int, Happening]) -> None:
    """ "Accused X and Y of the attack": they did it, says whoever accuses, whatever the stance of the words for the event."""
    for each in conjuncts(doer):
        filler = role(reader, happening, "agent", each) if each.i not in by_head else None
        if filler is not None and filler.slot == "agent":
            filler.stance = "asserts"
            happening.add(filler)


def _blamed(happening: Happening, filler: Filler | None, participle: Token) -> None:
    """ "An ambush blamed on the ADF", "claimed by the ADF": the author does not say it himself, the words are a hedge."""
    if filler is not None and filler.slot == "agent":
        filler.stance = "hedges"
        filler.stance_words = ((participle.idx, participle.idx + len(participle.text)),)
        happening.add(filler)


def _said_of(reader: Reader, happening: Happening, filler: Filler | None, verb: Token) -> None:
    """Take a filler whose stance is that of the verb which joins it to the event, not the event's own."""
    if filler is None or filler.slot != "agent":
        return
    filler.stance, filler.stance_words = stance_of(reader.parsed, verb.idx, verb.idx + len(verb.text))
    happening.add(filler)


def _light_role(verb: Token, through: str) -> str | None:
    """The slot that a light verb gives to its subject ("launched": agent, "suffered": target), None for other verbs.

    ``through`` is the preposition between the verb and the event's noun ("came under attack"), empty where there is none.
    """
    forms = [t.lower_ for t in verb.sent]
    lemmas = [_light_lemma(t) for t in verb.sent]
    start = verb.i - verb.sent.start
    starts = [
        start,
        *(c.i - verb.sent.start for c in verb.children if c.dep_ in ("auxpass", "aux") and c.lemma_ == "be"),
    ]
    for i in starts:
        mixed = [*lemmas[: i + 1], *forms[i + 1 :]] if i != start else lemmas
        for match in kinds.load().match_light(mixed, i):
            if match.verb.object == EVENT and (not through or through in match.verb.words):
                return match.verb.subject
    return None


def _hyphened(word: Token) -> list[Token]:
    """ "US-British strikes": the state before the hyphen, which hangs on the word behind it or on the noun."""
    if word.i < 2 or word.nbor(-1).text not in "-/" or word.nbor(-1).whitespace_ or places.demonym(word.text) is None:
        return []
    first = word.nbor(-2)
    known = places.demonym(first.text) is not None or first.text in ("US", "U.S.", "UK", "Anglo")
    return [first] if known else []


def _light_lemma(token: Token) -> str:
    """The lemma, with the e that lemmatisers drop ("staged" is no "stag")."""
    lemma = str(token.lemma_).lower()
    light = kinds.load().light_verbs
    if token.tag_ in ("VBD", "VBN", "VBG") and lemma not in light and f"{lemma}e" in light:
        return f"{lemma}e"
    return lemma


_SHARING = frozenset({"take", "participate", "involve", "join", "engage", "contribute", "have"})


def _shares(verb: Token) -> bool:
    """ "Did not take part in the attack": the verb says who took part, and takes the event for granted."""
    return verb.lemma_ in _SHARING and any(c.dep_ in ("neg",) or c.dep_ == "aux" for c in verb.children)


def _modifier(reader: Reader, slot: str, token: Token, *, trigger: Trigger | None = None) -> Filler | None:
    """A word before an event noun: who did it ("Russian air strikes"), where ("Aleppo offensive"), or with what ("mortar attack")."""
    noted = reader.mentions.of(token)
    if noted is not None and noted.type == "place" and slot != "agent":
        if token.i + 1 < len(token.doc) and token.nbor(1).text == "-" and not token.whitespace_:
            return None
        return reader.filler("where", token) if noted.head == token.i else None
    if noted is not None and noted.type in ("actor", "place") and noted.head != token.i:
        token = reader.doc[noted.head]
    if noted is not None and noted.type == "actor":
        chosen = slot or (
            "agent" if trigger is None or trigger.roles.subject in ("agent", "sides") else trigger.roles.subject
        )
        return _as_people(reader.filler(chosen, token), token) if chosen in ("agent", "target") else None
    if reader.adjective_actor(token) is not None:
        return reader.filler(slot or "agent", token)
    if slot == "agent" and can_act(token, noted):
        return reader.filler(slot, token)
    if trigger is not None and token.dep_ in ("compound", "nmod", "amod") and _modifies_as_agent(token):
        return _as_people(reader.filler("agent", token), token)
    if trigger is not None and is_weapon(token):
        return Filler("instrument", token.i, token.i + 1, token.i, Words(text=reader.words(token.i, token.i + 1)), None)
    return None


_OWN: frozenset[ActorKind | None] = frozenset({"armed_group", "state_force"})
"""Kinds of those who are named inside a trigger: "rebel attack", "police raid"."""
_NOBODY = frozenset({"military", "terrorist", "terror", "armed", "militant"})
"""Words before an event's noun that say of what sort it was rather than whose."""


def _led(reader: Reader, participle: Token) -> Filler | None:
    """ "A Turkish-led offensive", "the Wagner-led assault": whoever leads it does it."""
    if participle.lower_ != "led" or participle.i < 2 or participle.nbor(-1).text != "-":
        return None
    leader = participle.nbor(-2)
    if reader.mentions.of(leader) is None:
        reader.adjective_actor(leader)
    return reader.filler("agent", leader)


_FIGHTER = ("rebel", "ist", "ant", "ent", "guerrilla")


def _as_people(filler: Filler | None, token: Token) -> Filler | None:
    """ "A rebel attack" is one of rebels: a singular word for fighters before an event's noun names them all."""
    low = token.lower_
    if filler is None or not isinstance(filler.value, ActorValue) or filler.value.text != token.text:
        return filler
    if low.endswith(_FIGHTER) and registry.kind_of([low]) in ("armed_group", "people", "person", "unknown", None):
        filler.value = msgspec.structs.replace(filler.value, name=f"{token.text}s")
    return filler


_ACTING: frozenset[ActorKind] = ARMED | {"state"}


def _modifies_as_agent(token: Token) -> bool:
    """ "Government air strikes", "militia raid", "fighter jets air raids"."""
    return token.lemma_.lower() in CARRIERS or registry.kind_of([token.lower_]) in _ACTING


def fill_doer(reader: Reader, noun: Token, happening: Happening) -> None:
    """Fill a happening from a noun for those who did it ("the defectors"), or from whoever is called so."""
    called = _called(noun)
    happening.known = definite(noun)
    if called is not None:
        for each in conjuncts(called):
            happening.add(role(reader, happening, "agent", each))
        if happening.has("agent"):
            return
    first, stop = noun_phrase(noun)
    filler = reader.filler("agent", noun)
    if filler is not None:
        filler.first, filler.stop = first, stop
        happening.fillers.append(filler)
    for name, inner in prepositions(noun):
        if name == "from":
            happening.add(reader.filler("origin", inner, preposition=name))


def _called(noun: Token) -> Token | None:
    """Who is said to be it: "brand the group as drug smugglers", "they are defectors"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "as" and noun.head.head.pos_ == "VERB":
        return next(iter(objects(noun.head.head)), None)
    if noun.dep_ in ("attr", "oprd") and noun.head.pos_ in ("VERB", "AUX"):
        if noun.dep_ == "oprd":
            return next((o for o in objects(noun.head) if o != noun), None)
        who = subject(noun.head)
        return who.head if who is not None else None
    return None
