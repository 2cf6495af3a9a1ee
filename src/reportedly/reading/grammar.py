"""Questions to a dependency parse: whose verb is this, where does this noun phrase end, what hangs on it.

Labels are those of spaCy's English pipelines (ClearNLP / Universal Dependencies v1 style).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LEFT = frozenset(
    {"det", "amod", "compound", "nummod", "nmod", "poss", "quantmod", "predet", "advmod", "case", "npadvmod", "neg"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET"})
_PARTITIVE = frozenset(
    """total member members number numbers group groups part parts majority most some many several dozen dozens score scores hundred
    hundreds thousand thousands ten tens couple handful rest half all none one two three four five six ten each both
    crew convoy team unit series wave spate barrage volley bulk lot lots quantity amount type types kind kinds body
    bodies family families leader leaders commander commanders head chief fighter fighters soldier soldiers force
    forces troop troops town village city province governorate district area region camp suburb countryside outskirts
    state neighbourhood neighborhood quarter port border gulf""".split()
)


@dataclass(frozen=True, slots=True)
class Argument:
    """A phrase that fills a place of a verb: its head, and whether it was reached over another clause."""

    head: Token
    shared: bool = False


def noun_phrase(head: Token, *, of: bool = True) -> tuple[int, int]:
    """Token range of the noun phrase around ``head``: modifiers before it, and an "of" phrase where the head asks for one."""
    doc = head.doc
    left = head.i
    for child in head.lefts:
        if child.dep_ in _LEFT:
            left = min(left, child.left_edge.i)
    left = max(left, _barrier(doc, left, head.i))
    right = head.i + 1
    if of and head.lower_ in _PARTITIVE:
        for child in head.rights:
            if child.dep_ == "prep" and child.lower_ == "of" and child.i <= right:
                for inner in child.rights:
                    if inner.dep_ == "pobj":
                        right = max(right, noun_phrase(inner, of=True)[1])
    while left < head.i and (doc[left].is_space or doc[left].text in ",;:.-–—()\"'"):
        left += 1
    return left, right


def _barrier(doc: Doc, left: int, head: int) -> int:
    """The first token after the last full break between ``left`` and ``head`` (a verb, a colon, an unmatched comma)."""
    for i in range(head - 1, left - 1, -1):
        token = doc[i]
        if token.is_space and "\n" in token.text:
            return i + 1
        if token.text in (";", ":") or (token.pos_ == "VERB" and token.dep_ not in _LEFT):
            return i + 1
        if token.ent_type_ in ("DATE", "TIME") and token.dep_ != "nummod" and not _age(doc, i, head):
            return i + 1
    return left


def _age(doc: Doc, i: int, head: int) -> bool:
    """Does the token belong to an age ("a 12-year-old boy"), which parsers take for a date?"""
    return any(doc[j].lower_ == "old" and doc[j - 1].text == "-" for j in range(max(i, 1), min(i + 5, head + 1)))


def chars(doc: Doc, span: tuple[int, int]) -> tuple[int, int]:
    """Character offsets of a token range."""
    last = doc[span[1] - 1]
    return doc[span[0]].idx, last.idx + len(last.text)


def is_passive(verb: Token) -> bool:
    """Is this verb form passive: "was hit", "got killed", "the town hit by rockets"?"""
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    for child in verb.children:
        if child.dep_ in ("auxpass", "nsubjpass", "csubjpass"):
            return True
    if verb.dep_ in ("xcomp", "oprd") and verb.tag_ == "VBN" and is_passive(verb.head):
        return not any(c.dep_ in ("dobj", "aux") for c in verb.children)
    if verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD"):
        return not any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    if verb.dep_ == "conj" and own_subject(verb) is not None and is_passive(verb.head):
        return not any(c.dep_ in ("dobj", "aux", "auxpass") for c in verb.children)
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and not own_subject(verb):
        return verb.tag_ == "VBN" and is_passive(verb.head) and not any(c.dep_ == "aux" for c in verb.children)
    return any(c.dep_ == "agent" for c in verb.children)


def own_subject(verb: Token) -> Token | None:
    """The subject that stands in the verb's own clause."""
    for child in verb.children:
        if child.dep_ in _SUBJECTS:
            return child
    return None


def _pointing(verb: Token) -> Token | None:
    """ "those" in "those fleeing", which parsers take for the determiner of a gerund."""
    if verb.tag_ == "VBG" and verb.dep_ in ("nsubj", "nsubjpass", "csubj", "csubjpass", "pobj", "dobj"):
        for child in verb.lefts:
            if child.lower_ in ("those", "these") and child.i == verb.i - 1:
                return child
    return None


def _torn_subject(verb: Token) -> Token | None:
    """ "After a boy was hit": the noun right before "was", which parsers hang on "after" as on a preposition."""
    passive = next((c for c in verb.lefts if c.dep_ == "auxpass"), None)
    if passive is None or passive.i == 0 or own_subject(verb) is not None:
        return None
    first = min(c.i for c in verb.lefts if c.dep_ in ("aux", "auxpass"))
    noun = verb.doc[first - 1] if first else None
    torn = noun is not None and noun.dep_ == "pobj" and noun.head.lower_ in ("after", "before", "since", "until")
    return noun if torn else None


def subject(verb: Token) -> Argument | None:
    """Who is said to do (or, in the passive, to suffer) it: over coordination, control, relative and participial clauses."""
    at, shared = verb, False
    pointing = _pointing(verb) or _torn_subject(verb)
    if pointing is not None:
        return Argument(pointing)
    for _ in range(6):
        own = own_subject(at)
        if own is not None:
            if own.lower_ in _RELATIVE and at.dep_ == "relcl":
                return Argument(at.head, True)
            return Argument(_pointing(own) or own, shared)
        if at.dep_ in ("relcl", "acl"):
            if at.head.pos_ in _NOMINAL and (at.tag_ != "VB" or at.dep_ == "relcl"):
                return Argument(at.head, True)
            return None
        if at.dep_ == "xcomp" or (at.dep_ == "ccomp" and at.tag_ in ("VB", "VBG")):
            for child in at.head.children:
                if child.dep_ in ("dobj", "dative") and child.i < at.i and at.head.pos_ == "VERB":
                    return Argument(child, True)
        if at.dep_ in ("conj", "xcomp", "advcl", "pcomp", "ccomp", "prep", "dep") and at.head != at:
            if at.dep_ == "ccomp" and at.tag_ not in ("VB", "VBG", "VBN"):
                return None
            if at.dep_ == "xcomp" and any(c.dep_ == "acomp" for c in at.head.children) and _impersonal(at.head):
                return None
            if at.dep_ == "pcomp" and at.head.lower_ == "by" and is_passive(at.head.head):
                return None
            at, shared = at.head, True
            if at.dep_ in ("prep", "agent") and at.head != at:
                at = at.head
            if at.pos_ == "ADJ" and at.dep_ == "acomp" and not _impersonal(at.head):
                at = at.head
            if at.pos_ not in ("VERB", "AUX"):
                return None
            continue
        return None
    return None


def _impersonal(verb: Token) -> bool:
    """ "It was possible to …": nobody is the subject."""
    own = own_subject(verb)
    return own is None or own.lower_ in ("it", "there")


def objects(verb: Token) -> Iterator[Token]:
    """Direct objects; for a relative clause with a subject of its own, the noun that the clause describes."""
    found = False
    for child in verb.children:
        if child.dep_ in ("dobj", "oprd") and child.pos_ not in ("VERB", "ADJ"):
            if child.lower_ in _RELATIVE and verb.dep_ == "relcl":
                yield verb.head
            else:
                yield child
            found = True
    if not found:
        for child in verb.children:
            if child.dep_ == "npadvmod" and child.i > verb.i and _counted_noun(child):
                yield child
                found = True
    if not found and verb.dep_ == "relcl" and verb.head.pos_ in ("NOUN", "PROPN"):
        own = own_subject(verb)
        if own is not None and own.lower_ not in _RELATIVE and not is_passive(verb):
            yield verb.head


def _counted_noun(noun: Token) -> bool:
    """ "Displaced 5,000 people": a counted noun that parsers take for an adverb, and that is no time or measure."""
    return (
        noun.tag_ == "NNS"
        and noun.ent_type_ not in ("DATE", "TIME", "QUANTITY", "PERCENT", "MONEY")
        and any(c.dep_ == "nummod" and c.ent_type_ not in ("DATE", "TIME", "QUANTITY") for c in noun.children)
        and noun.lemma_.lower() not in _MEASURES
    )


_MEASURES = frozenset(
    "minute hour day week month year kilometre kilometer mile metre meter time percent degree".split()
)


def prepositions(token: Token) -> Iterator[tuple[str, Token]]:
    """Prepositional phrases on a token: the preposition's word and the noun (one for each conjunct)."""
    for child in token.children:
        if child.dep_ in ("prep", "agent", "prt", "dative") and child.i != token.i:
            name = child.lower_
            nested = False
            for inner in child.children:
                if inner.dep_ == "pobj":
                    for noun in conjuncts(inner):
                        yield name, noun
                elif inner.dep_ == "prep":
                    nested = True
                    for deep in inner.children:
                        if deep.dep_ == "pobj":
                            for noun in conjuncts(deep):
                                yield f"{name} {inner.lower_}", noun
            if nested:
                continue


def conjuncts(noun: Token) -> list[Token]:
    """A noun and those that go with it ("weapons and vehicles", "the man along with his family"), in order.

    A second subject of the same verb, where the parser has torn a coordination apart, counts; so does the noun that
    "along with" adds to, when the phrase begins at the added one.
    """
    found = [*joined_by_with(noun), noun]
    for token in found:
        for child in token.children:
            if child.dep_ == "conj" and child.pos_ in _NOMINAL:
                found.append(child)
            elif child.dep_ == "appos" and _listed(token, child):
                found.append(child)
            elif child.dep_ == "prep" and child.i > token.i and child.lower_ in ("along", "together"):
                for inner in child.children:
                    if inner.lower_ == "with":
                        found += [c for c in inner.children if c.dep_ == "pobj"]
            elif child.dep_ == "prep" and child.lower_ == "including":
                found += [c for c in child.children if c.dep_ == "pobj"]
        if token.dep_ in _SUBJECTS:
            for other in token.head.children:
                if other.dep_ == token.dep_ and other.i > token.i and other.pos_ in _NOMINAL:
                    found.append(other)
    return sorted({t.i: t for t in found}.values(), key=lambda t: int(t.i))


def _listed(noun: Token, other: Token) -> bool:
    """ "A nurse, a clerk and two guards": an apposition that goes on with "and" is the next of a list."""
    if any(c.dep_ in ("conj", "cc") for c in noun.children) or not any(c.dep_ == "conj" for c in other.children):
        return False
    return all(
        any(c.dep_ in ("det", "nummod") for c in each.children) and each.pos_ == "NOUN" for each in (noun, other)
    )


def joined_by_with(noun: Token) -> list[Token]:
    """In "some members along with their families", the members, asked for the families."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "with" or noun.head.head.lower_ not in ("along", "together"):
        return []
    above = noun.head.head.head
    if above.pos_ in _NOMINAL:
        return [above]
    return [c for c in above.children if c.dep_ in ("dobj", "nsubj", "nsubjpass") and c.i < noun.head.i][-1:]


def included(noun: Token) -> bool:
    """Is this noun named as a part of another ("12 people, including four children")?"""
    at = noun
    while at.dep_ == "conj":
        at = at.head
    return at.dep_ == "pobj" and at.head.lower_ == "including"


def nobody(noun: Token) -> bool:
    """ "Nobody", "none", "no group", "neither side": is it said of no one?"""
    return noun.lower_ in ("nobody", "none") or any(c.lower_ in ("no", "neither") for c in noun.lefts)


def definite(noun: Token) -> bool:
    """Do the words take it for known: "the attack", "this raid", "their strikes"?"""
    return any(
        (c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these", "those")) or c.dep_ == "poss"
        for c in noun.children
    )


def ancestors(token: Token) -> Iterator[Token]:
    """The token's heads, nearest first, to the root."""
    while token.head != token:
        token = token.head
        yield token


def clause_verb(token: Token) -> Token:
    """The verb of the clause in which a token stands (the token itself when it is one; the root at last)."""
    if token.pos_ in ("VERB", "AUX"):
        return token
    for above in ancestors(token):
        if above.pos_ in ("VERB", "AUX"):
            return above
    return token.sent.root
