"""Standing facts: whose side, sponsor, leader, base and size an actor is said to have, and who holds a place.

They are read from compounds ("US-backed", "Assad-held", "UK-based"), participles ("led by", "based in", "controlled
by") and sizes ("the hundred fighters in the militia").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportedly import registry
from reportedly.reading.fitness import FIGHTERS
from reportedly.reading.grammar import noun_phrase, prepositions, subject
from reportedly.reading.happenings import HELD, Filler, Reader, Standing

if TYPE_CHECKING:
    from spacy.tokens import Token

    from reportedly.reading.noted import Noted

_SPONSOR = frozenset("backed supported sponsored funded financed armed equipped trained".split())
_ALLY = frozenset("allied aligned affiliated linked".split())
_SEATED = frozenset("based headquartered stationed garrisoned centered centred located".split())
_SIDE = frozenset({"loyal", "loyalist"})
_COUNTED = FIGHTERS - {"commander", "officer", "defector"} | {"man"}
"""Nouns whose number is the size of a group; those who lead it or left it do not tell how large it is."""


def read_standing(reader: Reader) -> list[Standing]:
    """Every standing fact of a document, in the order of the text."""
    found: list[Standing] = []
    for token in reader.doc:
        if (
            token.lower_ in _SPONSOR
            or token.lower_ in _ALLY
            or token.lower_ in HELD
            or token.lower_ == "led"
            or token.lower_ in _SEATED
        ):
            found.extend(_compound(reader, token))
            found.extend(_participle(reader, token))
        elif token.lower_ == "pro" and token.i + 2 < len(reader.doc) and reader.doc[token.i + 1].text == "-":
            found.extend(_pro(reader, token))
        elif token.lower_ in _SIDE:
            found.extend(_loyal(reader, token))
        elif token.lemma_.lower() in _COUNTED:
            found.extend(_size(reader, token))
        elif token.lemma_.lower() in _LEADERS and token.tag_ == "NN":
            found.extend(_leader(reader, token))
    return found


_LEADERS = frozenset({"commander", "leader", "head", "chief", "founder", "chairman"})


def _leader(reader: Reader, token: Token) -> Iterator[Standing]:
    """ "The commander of the brigade, Omar Haddad": who leads it."""
    named = next((c for c in token.children if c.dep_ == "appos"), None)
    if named is None and token.dep_ == "appos":
        named = token.head
    person = reader.mentions.by_head.get(named.i) if named is not None else None
    if named is None or person is None or person.kind != "person":
        return
    for name, noun in prepositions(token):
        group = reader.mentions.by_head.get(noun.i)
        if name == "of" and group is not None and group.type == "actor" and group.kind != "person":
            yield from _standing(reader, group, "leader", named, (token.i, noun.i + 1))


def _compound(reader: Reader, token: Token) -> Iterator[Standing]:
    """ "US-backed rebels", "Assad-held Palmyra": X, hyphen, participle, noun."""
    doc = reader.doc
    if token.i < 2 or doc[token.i - 1].text != "-" or doc[token.i - 1].whitespace_ or doc[token.i - 2].whitespace_:
        return
    holder = doc[token.i - 2]
    owner = _described(reader, token)
    if owner is None:
        return
    words = (holder.i, token.i + 1)
    low = token.lower_
    if low in HELD:
        if owner.type == "place":
            yield from _standing(reader, owner, "controlled_by", holder, words)
        return
    if owner.type != "actor":
        return
    if low == "based":
        filler = reader.filler("where", holder)
        if filler is not None:
            yield Standing(owner, "base", filler, words, True)
        return
    slot = "sponsor" if low in _SPONSOR else "ally" if low in _ALLY else "leader"
    yield from _standing(reader, owner, slot, holder, words)


def _described(reader: Reader, token: Token) -> Noted | None:
    """The actor or place that a compound before it describes: the head of its noun phrase, or a name inside it."""
    head = token.head
    for _ in range(4):
        if head.pos_ in ("NOUN", "PROPN") and head.i > token.i:
            break
        if head.head == head:
            return None
        head = head.head
    while head.dep_ in ("compound", "amod", "nmod") and head.head.i > head.i:
        head = head.head
    if head.i < token.i or head.i - token.i > 10:
        return None
    first, stop = noun_phrase(head)
    names = [
        n
        for n in reader.mentions.all
        if n.type in ("actor", "place")
        and n.how in ("name", "alias")
        and token.i < n.first
        and n.stop <= max(stop, head.i + 1)
    ]
    held = token.lower_ in HELD
    fitting = [n for n in names if (n.type == "place") == held]
    if fitting:
        return fitting[-1]
    noted = reader.mentions.by_head.get(head.i)
    if noted is not None and (noted.type == "place") == held:
        return noted
    return reader.place_inside(head, first, stop) if held else None


def _standing(
    reader: Reader, owner: Noted, slot: str, holder: Token, words: tuple[int, int], *, attributive: bool = True
) -> Iterator[Standing]:
    noted = reader.mentions.of(holder)
    if noted is None or noted.type == "place":
        known = registry.lookup(holder.text)
        if known is None:
            return
    filler = reader.filler("agent", holder)
    if filler is not None:
        yield Standing(
            owner,
            slot,
            Filler(slot, filler.first, filler.stop, filler.head, filler.value, filler.noted),
            words,
            attributive,
        )


def _participle(reader: Reader, token: Token) -> Iterator[Standing]:
    """ "led by X", "a group backed by Turkey", "the town is controlled by the army", "based in Idlib"."""
    doc = reader.doc
    if token.i + 1 >= len(doc) or (token.i and doc[token.i - 1].text == "-"):
        return
    following = doc[token.i + 1].lower_
    who = subject(token)
    if token.dep_ == "acl" or token.tag_ == "VBN":
        owner_token = token.head if token.dep_ == "acl" else who.head if who is not None else None
    else:
        owner_token = who.head if who is not None else None
    if owner_token is None:
        return
    owner = reader.mentions.by_head.get(owner_token.i)
    if owner is None and token.lower_ in HELD:
        owner = reader.place_inside(owner_token, *noun_phrase(owner_token))
    if owner is None:
        return
    for name, noun in prepositions(token):
        words = (token.i, noun.i + 1)
        if name == "by" and following == "by":
            low = token.lower_
            slot = (
                "controlled_by"
                if low in HELD and owner.type == "place"
                else "leader"
                if low == "led"
                else "sponsor"
                if low in _SPONSOR
                else ""
            )
            if slot and (owner.type == "place") == (slot == "controlled_by"):
                yield from _standing(reader, owner, slot, noun, words, attributive=False)
        elif token.lower_ in _SEATED and name in ("in", "at", "near", "around") and owner.type == "actor":
            filler = reader.filler("where", noun, preposition=name)
            if filler is not None:
                yield Standing(owner, "base", filler, words, False)


def _pro(reader: Reader, token: Token) -> Iterator[Standing]:
    """ "pro-government militia": the side it takes."""
    owner = _described(reader, reader.doc[token.i + 2])
    if owner is not None and owner.type == "actor":
        first, stop = token.i, token.i + 3
        filler = reader.filler("agent", reader.doc[token.i + 2])
        if filler is not None:
            yield Standing(
                owner,
                "side",
                Filler("side", token.i + 2, stop, token.i + 2, filler.value, filler.noted),
                (first, stop),
                True,
            )


def _loyal(reader: Reader, token: Token) -> Iterator[Standing]:
    """ "forces loyal to Haftar"."""
    owner = reader.mentions.by_head.get(token.head.i)
    if owner is None or owner.type != "actor":
        return
    for name, noun in prepositions(token):
        if name == "to":
            filler = reader.filler("agent", noun)
            if filler is not None:
                slot_filler = Filler("side", filler.first, filler.stop, filler.head, filler.value, filler.noted)
                yield Standing(owner, "side", slot_filler, (token.i, noun.i + 1), True)


def _size(reader: Reader, token: Token) -> Iterator[Standing]:
    """ "the roughly forty men of the company": how large a group is said to be."""
    first = noun_phrase(token, of=False)[0]
    if reader.doc[first].lower_ not in ("the", "its", "their") or token.dep_ in ("nsubjpass",):
        return
    group = next(
        (
            noted
            for name, noun in prepositions(token)
            if name in ("of", "in", "from")
            and (noted := reader.mentions.by_head.get(noun.i)) is not None
            and noted.type == "actor"
            and noted.kind != "person"
        ),
        None,
    )
    if group is None:
        return
    filler = reader.count("participants", token)
    if filler is not None and getattr(filler.value, "high", None) != 0:
        yield Standing(
            group,
            "size",
            Filler("size", filler.first, filler.stop, filler.head, filler.value),
            (first, token.i + 1),
            True,
        )
