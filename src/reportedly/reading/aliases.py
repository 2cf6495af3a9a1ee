"""One actor under several names: spellings, surnames, acronyms, appositions, and names that follow a description."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportedly import names, registry
from reportedly.model import ActorKind
from reportedly.reading.contract import Parsed, Voiced
from reportedly.reading.noted import BODIES, Mentions, Noted

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


_INTRODUCED = frozenset({"monitor", "outlet"})
"""Kinds of bodies that a text describes before it names them ("a watchdog", "the opposition news site Enab")."""


_INTRODUCING = 5
"""How many sentences after "a watchdog said" its name may follow."""


def introductions(parsed: Parsed, mentions: Mentions, voiced: Sequence[Voiced], sentence_of: Sequence[int]) -> None:
    """A lead's "a watchdog said" means the watchdog that the report names next as a speaker."""
    heads = {v.source_head for v in voiced if v.source_head is not None}
    speakers = [n for n in mentions.all if n.type == "actor" and any(n.start <= h < n.end for h in heads)]
    named = [n for n in speakers if n.how in ("name", "alias")]
    for noted in speakers:
        if noted.how != "description" or noted.antecedent is not None or parsed.doc[noted.head].tag_ != "NN":
            continue
        word = parsed.doc[noted.head].lemma_.lower()
        here = sentence_of[noted.head]
        later = [
            n
            for n in named
            if n.start > noted.start
            and sentence_of[n.head] - here <= _INTRODUCING
            and (
                (noted.kind in _INTRODUCED and n.root().kind == noted.kind)
                or (noted.kind == "person" and word in _titles(parsed.doc, n))
            )
        ]
        if later:
            noted.antecedent = min(later, key=lambda n: n.start).root()


def _titles(doc: Doc, noted: Noted) -> set[str]:
    """The nouns right before a person's name ("Syrian Kurd activist Havidar")."""
    found = {t.lemma_.lower() for t in doc[noted.head].lefts}
    if noted.first:
        found.add(doc[noted.first - 1].lemma_.lower())
    found |= {c.lemma_.lower() for c in doc[noted.head].children if c.dep_ == "appos"}
    return found


def join_names(mentions: Mentions) -> None:
    """Later and shorter names of one actor point to its fullest form: spellings, surnames, acronyms, one registry entry."""
    named = [n for n in mentions.all if n.type == "actor" and n.how in ("name", "alias")]
    heads: list[Noted] = []
    for noted in sorted(named, key=lambda n: (-len(n.name.split()), n.start)):
        for head in heads:
            if noted.known is not None and head.known is not None:
                if noted.known.id == head.known.id:
                    noted.antecedent = head
                    break
                continue
            if _same_name(noted, head):
                noted.antecedent = head
                if noted.kind == "unknown" or head.kind == "person":
                    noted.kind = head.kind
                elif head.kind == "unknown":
                    head.kind = noted.kind
                break
        else:
            heads.append(noted)


def _same_name(short: Noted, long: Noted) -> bool:
    if long.kind == "person" and short.known is None and short.kind in ("person", "unknown", "organisation"):
        return short.name == long.name or names.part_of_name(short.name, long.name)
    if short.kind == "person" and long.kind == "unknown":
        return short.name == long.name or names.part_of_name(short.name, long.name)
    if "person" in (short.kind, long.kind):
        return False
    if names.similarity(short.name, long.name) >= 0.8 or names.is_acronym_of(short.name, long.name):
        return True
    full = long.known.name if long.known is not None else long.name
    return names.is_acronym_of(short.name, full) or (short.known is None and _misspelt(short.name, full))


_SWAPPED = 4
"""Letters that an acronym must have before a swap of two is taken for a slip and not for another body's name."""


def _misspelt(short: str, long: str) -> bool:
    """An acronym with two neighbouring letters swapped, a common slip of typing ("DHCR" for "DHRC")."""
    right = names.initials(long).upper()
    swaps = (right[:i] + right[i + 1] + right[i] + right[i + 2 :] for i in range(len(right) - 1))
    return len(short) >= _SWAPPED and short in swaps


def appositions(doc: Doc, mentions: Mentions) -> None:
    """ "Abu Hassan, a leader of the group": the description stands for the name."""
    for noted in mentions.all:
        if noted.type != "actor" or noted.how != "description" or noted.antecedent is not None:
            continue
        token = doc[noted.head]
        if token.dep_ == "appos":
            other = mentions.by_head.get(token.head.i)
            if other is not None and other.type == "actor" and other.how == "name" and _fits(noted.kind, other.kind):
                noted.antecedent = other
        if noted.kind == "person" and token.tag_ == "NN" and noted.antecedent is None:
            noted.antecedent = _named_after(doc, token, mentions)
        if noted.kind in _INTRODUCED and token.tag_ == "NN" and noted.antecedent is None:
            noted.antecedent = _named_next(doc, noted, mentions)
        for child in token.children:
            if child.dep_ == "appos" or (child.dep_ == "compound" and child.pos_ == "PROPN"):
                other = mentions.of(child)
                plural = token.tag_ in ("NNS", "NNPS")
                if (
                    other is not None
                    and noted.kind == "person"
                    and not plural
                    and child.dep_ == "appos"
                    and _may_be_person(other)
                ):
                    other.kind = "person"
                if other is not None and other.type == "actor" and other.how == "name" and not plural:
                    if (child.dep_ == "appos" and _fits(noted.kind, other.kind)) or (
                        other.kind == "person" and noted.kind == "person"
                    ):
                        noted.antecedent = other


def _named_after(doc: Doc, token: Token, mentions: Mentions) -> Noted | None:
    """ "A spokesman for the group, Hamza Tarqi, said": the name hangs on the group in the parse and means the spokesman."""
    for child in token.children:
        if child.dep_ != "prep" or child.lower_ not in ("for", "of", "from", "with", "in"):
            continue
        for inner in child.subtree:
            if inner.dep_ != "appos":
                continue
            other = mentions.of(inner)
            if other is None or not (_may_be_person(other) or (other.known is not None and other.kind == "person")):
                continue
            if doc[other.first - 1].text == "," or registry.kind_of([inner.head.lower_]) != "person":
                other.kind = "person"
                return other
    return None


def _named_next(doc: Doc, noted: Noted, mentions: Mentions) -> Noted | None:
    """ "The opposition news site Enab": the name right behind what it is."""
    other = mentions.covering.get(noted.stop)
    if other is None or other.first != noted.stop or other.type != "actor" or other.how != "name" or other.known:
        return None
    if other.kind not in ("organisation", "unknown", noted.kind) or not doc[noted.stop - 1].whitespace_:
        return None
    other.kind = noted.kind
    return other


def _may_be_person(noted: Noted) -> bool:
    """A name that nothing holds for a body: parsers' labels for unusual names are often wrong."""
    last = noted.text.split()[-1].lower()
    return (
        noted.type == "actor"
        and noted.how == "name"
        and noted.known is None
        and noted.kind in ("person", "unknown", "organisation")
        and last not in BODIES
    )


def _fits(described: ActorKind, named: ActorKind) -> bool:
    return named in ("unknown", described) or (described, named) == ("people", "person") or {described, named} <= GROUPS


GROUPS = frozenset({"armed_group", "state_force", "international_force", "organisation", "state", "monitor", "outlet"})
