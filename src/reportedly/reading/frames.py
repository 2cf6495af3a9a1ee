"""Frames: which words tell of an event, of which kind, and what fills its slots, read off the parse.

A trigger is a verb, a noun, a participle or a doer ("defectors") of data/kinds.toml.  What hangs on it in the parse
fills its slots by the roles of that table; a light verb ("launched an attack") passes its own arguments on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportedly import kinds
from reportedly.model import Count, Words
from reportedly.reading.blame import read_blame
from reportedly.reading.casualties import read_casualties
from reportedly.reading.grammar import (
    conjuncts,
    noun_phrase,
    objects,
    own_subject,
)
from reportedly.reading.happenings import MOVING, Filler, Happening, Reader
from reportedly.reading.links import read_links
from reportedly.reading.nouns import fill_doer, fill_noun
from reportedly.reading.reasons import read_reasons
from reportedly.reading.refusals import takes_along
from reportedly.reading.results import merge_results
from reportedly.reading.roles import ARMED, role
from reportedly.reading.settings import read_settings
from reportedly.reading.triggers import Hit, find_triggers
from reportedly.reading.verbs import fill_verb
from reportedly.values import COUNT_SLOTS

if TYPE_CHECKING:
    from spacy.tokens import Span


def read_frames(reader: Reader) -> list[Happening]:
    """Every happening of a document, in the order of the text."""
    found: list[Happening] = []
    for sentence in reader.doc.sents:
        if sentence.text.isspace():
            continue
        here = _read_sentence(reader, sentence, found)
        found.extend(here)
    _told_before(reader, found)
    read_links(reader, found)
    found = sorted([*found, *read_blame(reader, found)], key=lambda h: h.first)
    for happening in found:
        _two_armed_sides(happening)
        _taken_along(reader, happening)
    return [h for h in found if not _only_meant(reader, h, found)]


_VAGUE_STRIKES = frozenset({"raid", "strike", "bombardment", "bombing"})
_FROM_AFAR = frozenset({"air_strike", "shelling", "drone_strike"})
_NEAR = 6
"""How many happenings back a "raid" may take its kind from."""


def _told_before(reader: Reader, found: list[Happening]) -> None:
    """ "Overnight raids", in a text that has just told of air strikes, were raids from the air, unless somebody was held in them."""
    for number, happening in enumerate(found):
        token = reader.doc[happening.head]
        if happening.kind != "attack" or token.pos_ != "NOUN" or token.lemma_.lower() not in _VAGUE_STRIKES:
            continue
        if any(kinds.load().get(h.kind).family == "custody" and reader.doc[h.head].sent == token.sent for h in found):
            continue
        if happening.stop - happening.first > 1 or any(c.lower_ in ("a", "any", "another") for c in token.children):
            continue
        for earlier in reversed(found[max(0, number - _NEAR) : number]):
            if earlier.kind in _FROM_AFAR:
                happening.kind = earlier.kind
                break


def _taken_along(reader: Reader, happening: Happening) -> None:
    """ "Defected, taking 40 fighters and a dozen vehicles with him": who came along, and what."""
    if kinds.load().get(happening.kind).family not in MOVING:
        return
    for verb in reader.doc[happening.head].children:
        if verb.lemma_ != "take" or verb.dep_ not in ("advcl", "conj", "acl") or not takes_along(verb):
            continue
        for noun in objects(verb):
            for each in conjuncts(noun):
                noted = reader.mentions.by_head.get(each.i)
                if noted is not None and noted.type == "actor":
                    happening.add(reader.count("participants", each))
                else:
                    first, stop = noun_phrase(each)
                    words = Words(text=reader.words(first, stop))
                    happening.add(Filler("equipment", first, stop, each.i, words))


def _two_armed_sides(happening: Happening) -> None:
    """An attack of one armed side on another is a clash: nothing told says that only one of them fought."""
    if happening.kind != "attack" or happening.bare or happening.trigger is not None:
        return
    doers = [f for f in happening.fillers if f.slot == "agent" and f.noted is not None]
    if not any(f.noted is not None and f.noted.root().kind in ARMED for f in doers):
        return
    struck = any(f.slot == "target" and f.noted is not None and f.noted.root().kind in ARMED for f in happening.fillers)
    fallen = any(
        f.slot == "killed" and isinstance(f.value, Count) and f.value.class_ in ("fighters", "security")
        for f in happening.fillers
    )
    if struck or fallen:
        happening.kind = "armed_clash"


def _only_meant(reader: Reader, happening: Happening, found: Sequence[Happening]) -> bool:
    """ "Attacked the town to retake it": what was only meant to be is told as the motive, not as an event."""
    token = reader.doc[happening.head]
    if token.tag_ != "VB" or not any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children):
        return False
    return any(
        f.slot == "motive" and f.first <= happening.head < f.stop and other is not happening
        for other in found
        for f in other.fillers
    )


def _read_sentence(reader: Reader, sentence: Span, before: Sequence[Happening]) -> list[Happening]:
    hits = _without_targets(reader, find_triggers(reader, sentence))
    here: list[Happening] = []
    by_head: dict[int, Happening] = {}
    for hit in hits:
        happening = Happening(hit.kind, hit.first, hit.stop, hit.head, hit.trigger)
        by_head[hit.head] = happening
        here.append(happening)
    deeds = {hit.head: by_head[hit.head] for hit in hits if hit.form != "doer"}
    for hit, happening in zip(hits, list(here), strict=True):
        _fill(reader, hit, happening, deeds)
    here = _merge_predicates(reader, hits, here, by_head)
    here = merge_results(reader, hits, here, by_head)
    here += read_casualties(reader, sentence, here)
    for happening in here:
        read_reasons(reader, happening, here)
    read_settings(reader, sentence, here)
    here = [h for h in here if not _empty(reader, h)]
    return sorted(here, key=lambda h: h.first)


_AVERTS = frozenset({"prevent", "avoid", "avert", "forestall", "preclude"})


def _empty(reader: Reader, happening: Happening) -> bool:
    """A weak word about which nothing of an event is said, or a bare noun of what is to be averted ("more bloodshed")."""
    token = reader.doc[happening.head]
    if token.dep_ == "dobj" and token.head.lemma_ in _AVERTS and token.pos_ == "NOUN":
        return {f.slot for f in happening.fillers} <= {"target"}
    if happening.trigger is None or not happening.trigger.weak:
        return False
    telling = {"agent", "target", "where", "origin", "destination", "when", "equipment", "times", *COUNT_SLOTS}
    return not any(f.slot in telling for f in happening.fillers)


def _without_targets(reader: Reader, hits: list[Hit]) -> list[Hit]:
    """ "Jets struck a gathering", "looted an aid convoy": what was struck or taken is the target, not a second event."""
    table = kinds.load()
    strikes = {h.head for h in hits if h.form == "verb" and table.get(h.kind).family in ("attack", "property")}
    attacks = {h.head for h in hits if table.get(h.kind).family == "attack"}
    return [
        h
        for h in hits
        if h.form != "noun" or table.get(h.kind).family == "attack" or not _struck(reader, h, strikes, attacks)
    ]


def _struck(reader: Reader, hit: Hit, strikes: set[int], attacks: set[int]) -> bool:
    """ "Struck a gathering", "an attack on an aid convoy", "fired at troops who had been deployed"."""
    noun = reader.doc[hit.head]
    if noun.dep_ in ("dobj", "nsubjpass"):
        return noun.head.i in strikes
    if noun.dep_ != "pobj":
        return False
    if noun.head.lower_ in ("on", "against") and noun.head.head.i in attacks:
        return True
    return (
        hit.kind == "deployment" and noun.head.lower_ in ("at", "on", "into", "against") and noun.head.head.i in strikes
    )


def _fill(reader: Reader, hit: Hit, happening: Happening, by_head: dict[int, Happening]) -> None:
    token = reader.doc[hit.head]
    if hit.form == "verb":
        fill_verb(reader, token, hit.trigger, happening, by_head)
    elif hit.form == "doer":
        fill_doer(reader, token, happening)
    elif hit.form == "adjective":
        slot = hit.trigger.roles.subject if token.tag_ == "VBG" else hit.trigger.roles.object
        happening.add(role(reader, happening, slot, token.head))
    else:
        fill_noun(reader, token, hit.trigger, happening, by_head)


def _merge_predicates(
    reader: Reader, hits: Sequence[Hit], here: list[Happening], by_head: dict[int, Happening]
) -> list[Happening]:
    """ "Air strikes hit a school": the noun is the event, the generic verb gives it its target."""
    gone: set[int] = set()
    for hit, happening in zip(hits, here, strict=True):
        if hit.form != "verb":
            continue
        verb = reader.doc[hit.head]
        own = own_subject(verb)
        host = by_head.get(own.i) if own is not None else None
        if host is None and verb.dep_ in ("acl", "relcl"):
            host = by_head.get(verb.head.i)
        if host is None or host is happening or not kinds.load().same_family(host.kind, happening.kind):
            continue
        again = host.kind == happening.kind and kinds.load().get(host.kind).family == "attack"
        if not (hit.trigger.generic or again):
            continue
        for filler in happening.fillers:
            if filler.slot == "agent" and filler.head == host.head:
                continue
            host.add(filler)
        gone.add(happening.head)
    return [h for h in here if h.head not in gone]
