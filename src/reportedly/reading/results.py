"""What came of an attack, where the words are those of an event: losses that were inflicted, destruction that it ended in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reportedly import kinds
from reportedly.model import Words
from reportedly.reading.grammar import (
    ancestors,
    conjuncts,
    is_passive,
    noun_phrase,
    objects,
    own_subject,
    prepositions,
    subject,
)
from reportedly.reading.happenings import Filler, Happening, Reader
from reportedly.reading.reasons import purpose
from reportedly.reading.triggers import Hit

if TYPE_CHECKING:
    from spacy.tokens import Token

_ENDS = frozenset({"end", "result", "culminate", "lead"})
_INTO = frozenset({"in", "to"})


def merge_results(
    reader: Reader, hits: Sequence[Hit], here: list[Happening], by_head: Mapping[int, Happening]
) -> list[Happening]:
    """The happenings without those that are only the result of an attack told beside them; what they say is given to it.

    "Inflicted heavy losses" and "ended in the destruction of the bridge" become the attack's outcome, what "was
    destroyed in the attack" its target or equipment.
    """
    gone: set[int] = set()
    trigger_of = {hit.head: hit for hit in hits}
    for happening in here:
        hit = trigger_of.get(happening.head)
        if hit is None:
            continue
        token = reader.doc[happening.head]
        if hit.trigger.words[0] == "inflict":
            host = _of_coordinated(token, by_head)
            (host or happening).add(_outcome(reader, happening.first, happening.stop))
        elif happening.kind == "talks" and hit.form == "verb":
            host = _meeting(token, here)
            why = purpose(reader, token) if host is not None else None
            if host is not None and why is not None:
                host.add(why)
                gone.add(happening.head)
            continue
        elif happening.kind == "property_destruction":
            host = _of_ending(token, by_head) if hit.form == "noun" else _of_destroyer(token, by_head)
            if host is not None and hit.form == "noun":
                host.add(_outcome(reader, token.left_edge.i, token.right_edge.i + 1))
            elif host is not None:
                host.add(_outcome(reader, *_told(token)))
        else:
            continue
        if host is not None:
            for filler in happening.fillers:
                if hit.form == "verb" and filler.slot != "outcome" and filler.head != host.head:
                    host.add(filler)
            gone.add(happening.head)
    return [h for h in here if h.head not in gone]


def _told(verb: Token) -> tuple[int, int]:
    """ "Destroyed a bridge", "two bridges were destroyed": the verb with what it was done to."""
    if is_passive(verb):
        own = own_subject(verb)
        return (own.left_edge.i if own is not None else verb.i), verb.i + 1
    return verb.i, max((noun_phrase(each)[1] for noun in objects(verb) for each in conjuncts(noun)), default=verb.i + 1)


def _outcome(reader: Reader, first: int, stop: int) -> Filler:
    while stop > first + 1 and (reader.doc[stop - 1].is_punct or reader.doc[stop - 1].is_space):
        stop -= 1
    return Filler("outcome", first, stop, first, Words(text=reader.words(first, stop)))


def _attack(happening: Happening | None) -> Happening | None:
    known = happening is not None and kinds.load().get(happening.kind).family == "attack"
    return happening if known else None


def _meeting(verb: Token, here: Sequence[Happening]) -> Happening | None:
    """ "A meeting to discuss the truce": the meeting of the same sentence that the words before tell of."""
    before = [h for h in here if h.kind == "talks" and h.head < verb.i]
    return before[-1] if before else None


def _of_coordinated(verb: Token, by_head: Mapping[int, Happening]) -> Happening | None:
    """ "Carried out raids and inflicted losses": the attack of the verb that it goes with, or of its object or subject."""
    if verb.dep_ not in ("conj", "advcl"):
        own = own_subject(verb)
        return _attack(by_head.get(own.i)) if own is not None else None
    above = verb.head
    for at in (above, *(c for c in above.children if c.dep_ in ("dobj", "nsubj"))):
        if at.i != verb.i and _attack(by_head.get(at.i)) is not None:
            return by_head[at.i]
    return None


def _of_ending(noun: Token, by_head: Mapping[int, Happening]) -> Happening | None:
    """ "Raids which ended in the destruction of …": the attack that is the subject, or that the clause hangs on."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in _INTO or noun.head.head.lemma_ not in _ENDS:
        return None
    verb = noun.head.head
    own = own_subject(verb)
    if own is not None and own.i in by_head:
        return _attack(by_head[own.i])
    if verb.dep_ in ("relcl", "advcl", "conj"):
        return next((h for a in ancestors(verb) if (h := _attack(by_head.get(a.i))) is not None), None)
    return None


def _of_destroyer(verb: Token, by_head: Mapping[int, Happening]) -> Happening | None:
    """ "The raids destroyed a bridge", "was destroyed in the raids"."""
    who = subject(verb)
    if who is not None and _attack(by_head.get(who.head.i)) is not None:
        return by_head[who.head.i]
    for name, noun in prepositions(verb):
        if name in ("in", "by", "during") and _attack(by_head.get(noun.i)) is not None:
            return by_head[noun.i]
    return None
