"""Mending a parse where a page has lost its commas: phrases that the parser ran together are parted again.

Each repair moves arcs inside one sentence and only where the words leave no other reading; the words stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly import registry
from reportedly.reading.closing import mend_speakers
from reportedly.reading.finite import mend_clauses
from reportedly.reading.noted import PLACE_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SPATIAL = frozenset({"in", "at", "near", "outside", "around", "on", "inside", "from", "aboard"})
_ENDS_IN = frozenset({"result", "end", "succeed", "culminate", "lead", "involve"})
_PLACES = frozenset({*PLACE_NOUNS, "state", "county"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_VERBS = frozenset({"VERB", "AUX"})


def mend(doc: Doc) -> Doc:
    """The same parse with torn arcs put right."""
    for token in doc:
        if token.pos_ == "VERB":
            if token.tag_ == "VBG" and token.dep_ == "pcomp":
                _gerund_after_place(token)
            elif token.tag_ == "VBN":
                _counted_subject(token)
            elif token.tag_ in ("VBD", "VBZ", "VBP"):
                _lost_subject(token)
        elif token.dep_ == "cc":
            _counted_pair(token)
    mend_clauses(doc)
    mend_speakers(doc)
    return doc


def _gerund_after_place(gerund: Token) -> None:
    """ "A raid in Gao killing two": the gerund tells more of the raid, and Gao is where it was."""
    preposition = gerund.head
    noun = next((c for c in gerund.lefts if c.dep_ == "nsubj"), None)
    if noun is None or noun.i < preposition.i or any(t.pos_ != "ADV" for t in gerund.doc[noun.i + 1 : gerund.i]):
        return
    above = preposition.head
    spatial = preposition.lower_ in _SPATIAL and above.lemma_ not in _ENDS_IN
    if not spatial and not (preposition.lower_ == "of" and above.lemma_.lower() in _PLACES):
        return
    if noun.pos_ != "PROPN" and preposition.lower_ != "aboard" and noun.lemma_.lower() not in _PLACES:
        return
    verb = above
    while verb.pos_ not in _VERBS and verb.head != verb:
        verb = verb.head
    if verb == gerund or gerund.is_ancestor(verb):
        return
    noun.head, noun.dep_ = preposition, "pobj"
    gerund.head, gerund.dep_ = verb, "advcl"


def _lost_subject(verb: Token) -> None:
    """ "In Sudan rebels attacked": who acts right before the verb is its subject, not the end of a place's name."""
    if verb.i == 0 or any(c.dep_ in _SUBJECTS for c in verb.children):
        return
    noun = verb.doc[verb.i - 1]
    if noun.is_sent_start and noun.dep_ != "compound":
        return
    if noun.head == verb and noun.dep_ in ("compound", "nmod") and noun.pos_ == "PROPN":
        noun.dep_ = "nsubj"
        return
    place = noun.nbor(-1) if noun.i else None
    if (
        noun.dep_ == "pobj"
        and noun.tag_ == "NNS"
        and place is not None
        and place.head == noun
        and place.pos_ == "PROPN"
        and place.dep_ == "compound"
        and noun.head.lower_ in _SPATIAL
        and noun.head.i < verb.i
        and verb.dep_ in ("ROOT", "ccomp", "conj", "advcl")
        and registry.kind_of([noun.lower_]) is not None
    ):
        preposition = noun.head
        place.head, place.dep_ = preposition, "pobj"
        noun.head, noun.dep_ = verb, "nsubj"


def _counted_subject(verb: Token) -> None:
    """ "nine villagers were killed 17 were wounded": the number before "were" is the second verb's subject."""
    helper = next((c for c in verb.lefts if c.dep_ == "auxpass"), None)
    if helper is None or helper.i == 0 or verb.dep_ != "conj" or any(c.dep_ in _SUBJECTS for c in verb.children):
        return
    first = min(c.i for c in verb.lefts if c.dep_ in ("aux", "auxpass"))
    noun = verb.doc[first - 1] if first else helper
    counted = noun.pos_ == "NUM" or _counted(noun)
    if (
        counted
        and noun.head == verb.head
        and noun.dep_ in ("oprd", "dobj", "npadvmod", "attr")
        and noun.i > noun.head.i
    ):
        noun.head, noun.dep_ = verb, "nsubjpass"


def _counted_pair(joiner: Token) -> None:
    """ "In Homs killing six civilians and five soldiers": two counted nouns around "and" go together."""
    if joiner.i == 0 or joiner.lower_ not in ("and", "or"):
        return
    first = joiner.nbor(-1)
    second = next((c for c in joiner.head.rights if c.dep_ == "conj" and c.i > joiner.i), None)
    if second is None or second.head == first or not (_counted(first) and _counted(second)):
        return
    if second.left_edge.i != joiner.i + 1 or first.is_ancestor(second):
        return
    joiner.head = first
    second.head = first


def _counted(noun: Token) -> bool:
    return noun.tag_ in ("NNS", "NN") and any(c.dep_ == "nummod" for c in noun.children)
