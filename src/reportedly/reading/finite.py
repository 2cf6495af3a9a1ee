"""Clauses whose verb the parser took for something else: a participle, a noun, an auxiliary.

Small parsers read "An air strike killed at least 12 people" as "an air strike (that was) killed".  A participle behind
its noun is passive and has no object, so one with an object is the verb of its clause; a plural is no modifier of
another noun, so that a verb's form between two nouns of a headline is the verb.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reportedly import cues, kind_table, kinds, places, registry

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_TAKES_TWO = frozenset(
    """give offer award grant deny allot assign pay send show teach tell promise owe lend issue hand serve ask name call
    dub make elect appoint declare consider nickname title entitle leave""".split()
)
"""Verbs whose passive keeps an object ("the man given the order", "an operation called Dawn")."""
_TIME_MARKS = frozenset({"after", "before", "since", "until", "as", "while"})
_SUFFERS = frozenset({"kill", "wound", "injure", "leave", "hurt", "shoot"})


def mend_clauses(doc: Doc) -> None:
    """Make the torn clauses of a parse whole; the words stay as they are, only arcs and tags change."""
    for token in doc:
        if token.is_sent_start and token.tag_ in ("NNP", "NNPS"):
            _common_at_start(token)
        if token.lower_ == "dead":
            _shot_dead(token)
        elif token.lower_ in ("wounded", "injured", "missing") and token.dep_ == "conj":
            _dead_and_wounded(token)
        elif token.tag_ == "CD" and token.dep_ in ("npadvmod", "punct", "dep", "nummod"):
            _bare_number(token)
        elif token.dep_ == "amod" and token.tag_ in ("VBN", "VBD") and token.i + 1 < len(doc):
            _before_number(token)
        elif token.tag_ in ("VBN", "VBD") and token.dep_ == "acl":
            _not_a_participle(token)
        elif token.tag_ == "VBG" and token.dep_ in ("pcomp", "acl"):
            _gerund_as_noun(token)
        elif token.tag_ in ("VBN", "VBD"):
            _gerund_as_subject(token)
        elif token.dep_ in ("compound", "amod"):
            _headline_verb(token)
        if token.tag_ == "VB" and token.text.istitle() and token.i and token.nbor(-1).text == "to":
            _name_as_infinitive(token)
        if token.tag_ in ("VBN", "VBD") and token.lemma_ in _DONE_TO:
            _headline_passive(token)
            _counted_apposition(token)


def _dead_and_wounded(word: Token) -> None:
    """ "Put the toll at 24 dead and 57 wounded": two numbers of one list, where the second looks like a clause."""
    number = word.nbor(-1) if word.i > 2 else word
    dead = word.nbor(-3) if word.i > 2 else word
    if number.tag_ != "CD" or word.nbor(-2).lower_ != "and" or dead.lower_ != "dead" or dead.dep_ != "pobj":
        return
    if dead.nbor(-1).tag_ != "CD" or word.head == dead or any(c.dep_ in ("aux", "auxpass") for c in word.children):
        return
    word.head, word.dep_, word.tag_, word.pos_, word.lemma_ = dead, "conj", "JJ", "ADJ", word.lower_
    number.dep_ = "nummod"


def _name_as_infinitive(name: Token) -> None:
    """ "Began to flee to Djibo": a capital after "to" is a name, not what somebody means to do."""
    to, verb = name.nbor(-1), name.head
    if verb == name or verb.pos_ != "VERB" or any(c.dep_ in ("dobj", "ccomp", "xcomp") for c in name.children):
        return
    name.tag_, name.pos_, name.lemma_ = "NNP", "PROPN", name.text
    to.tag_, to.pos_, to.dep_, to.head = "IN", "ADP", "prep", verb
    name.dep_, name.head = "pobj", to


def _counted_apposition(verb: Token) -> None:
    """ "Since the start of the war, 1,500 civilians have been killed": the counted noun is no other name of the war."""
    if not any(c.dep_ == "auxpass" for c in verb.children) or any(c.dep_ in SUBJECTS for c in verb.children):
        return
    for opening in verb.lefts:
        if opening.dep_ != "prep" or opening.i != verb.sent.start:
            continue
        for noun in opening.subtree:
            if noun.dep_ == "appos" and noun.pos_ == "NOUN" and any(c.dep_ == "nummod" for c in noun.children):
                noun.head, noun.dep_ = verb, "nsubjpass"
                return


def says(verb: Token) -> bool:
    """Is this a verb of saying that can stand behind what is said, with nothing after it but to whom, when and where?"""
    senses = (c for c in cues.verb_senses(verb.lower_) if c.speech and not c.particle)
    return any(c.addressee or c.takes & {"trail", "aside"} for c in senses)


_DONE_TO = frozenset(
    {"kill", "wound", "injure", "abduct", "kidnap", "arrest", "detain", "displace", "hospitalise", "slay"}
)
"""Verbs that need an object, so that without one they are passive: "Seven soldiers killed in ambush"."""


def _headline_passive(verb: Token) -> None:
    """ "Seven soldiers killed in ambush": a verb that needs an object and has none was done to its subject."""
    if any(c.dep_ in ("dobj", "aux", "auxpass", "nsubjpass", "npadvmod", "ccomp", "oprd") for c in verb.children):
        return
    if verb.dep_ not in ("ROOT", "ccomp", "advcl"):
        return
    following = verb.nbor(1) if verb.i + 1 < len(verb.doc) else verb
    if following.pos_ in ("NOUN", "NUM", "DET", "PROPN") or following.lower_ in ("at", "more", "as", "about"):
        return
    for child in verb.children:
        if child.dep_ == "nsubj":
            child.dep_, verb.tag_ = "nsubjpass", "VBN"


def _headline_verb(word: Token) -> None:
    """ "Rebels attack town", "Bandits free 27 students": a verb between two nouns taken for a part of the second's phrase.

    A plural is no modifier of another noun, nor does an adjective stand before a number.
    """
    noun, before = word.head, word.nbor(-1) if word.i else word
    if noun.i < word.i or noun.pos_ not in ("NOUN", "PROPN") or not kinds.load().match_verb([word.lower_], 0):
        return
    if word.lower_.endswith(("s", "ing", "ed")) or not _plural_of_people(before) or before.head not in (noun, word):
        return
    above, was = noun.head, noun.dep_
    if above != noun and not (was in SUBJECTS and above.i > noun.i and above.pos_ not in ("VERB", "AUX")):
        return
    word.head, word.dep_ = (word, "ROOT") if above == noun else (above, was)
    word.tag_, word.pos_, word.lemma_ = "VBP", "VERB", word.lower_
    for child in list(noun.children):
        if child.i < before.i and child != word:
            child.head = before
        elif child.dep_ in ("prep", "punct", "advcl", "acl", "npadvmod") and child.i > noun.i:
            child.head = word
            child.dep_ = "advcl" if child.dep_ == "acl" and child.tag_ == "VBG" else child.dep_
    before.head, before.dep_ = word, "nsubj"
    noun.head, noun.dep_ = word, "dobj"


def _plural_of_people(noun: Token) -> bool:
    if noun.tag_ not in ("NNS", "NNPS") and not noun.lower_.endswith("men"):
        return False
    return registry.kind_of([noun.lower_]) is not None


def _common_at_start(word: Token) -> None:
    """ "Bomb kills seven", "Fighters from …": a capital at the start makes no name of a common word."""
    following = word.nbor(1) if word.i + 1 < len(word.doc) else word
    if (
        not word.text.istitle()
        or following.text[:1].isupper()
        or following.text in ("-", "'s")
        or word.lower_ == word.text
    ):
        return
    lemma = kind_table.stem(word.lower_)
    if word.tag_ == "NNP" and (lemma,) not in _instruments():
        return
    if word.tag_ == "NNPS" and not _plural_of_people(word):
        return
    word.tag_, word.pos_, word.lemma_ = ("NN" if word.tag_ == "NNP" else "NNS"), "NOUN", lemma


@lru_cache(maxsize=1)
def _instruments() -> frozenset[tuple[str, ...]]:
    table = kinds.load()
    return frozenset(words for name in table.names() for words in table.get(name).instruments)


def _shot_dead(dead: Token) -> None:
    """ "Shot dead two men": what became of them stands beside the verb and is no word of the noun phrase."""
    verb = dead.nbor(-1) if dead.i else dead
    if verb.lower_ == "shot" and verb.pos_ == "NOUN" and dead.dep_ in ("ccomp", "ROOT"):
        _shot_as_noun(verb, dead)
    if verb.lemma_ != "shoot" or verb.pos_ != "VERB":
        return
    for noun in list(dead.children):
        if noun.dep_ in ("dobj", "pobj", "npadvmod") and noun.i > dead.i:
            noun.head, noun.dep_ = verb, "dobj"
    if dead.head != verb:
        if dead.head.head == verb and dead.head.i > dead.i and dead.head.dep_ in ("nsubj", "npadvmod", "attr"):
            dead.head.dep_ = "dobj"
        dead.head, dead.dep_ = verb, "oprd"


def _shot_as_noun(verb: Token, dead: Token) -> None:
    """ "Gunmen on a motorcycle shot dead two": "motorcycle shot" is no noun, but a noun and the verb."""
    modifier = next((c for c in verb.children if c.dep_ == "compound" and c.i == verb.i - 1), None)
    if modifier is None or not any(c.dep_ == "dobj" for c in dead.children):
        return
    for child in list(verb.children):
        if child.i < modifier.i:
            child.head = modifier
    modifier.head, modifier.dep_ = verb.head, verb.dep_
    verb.head, verb.dep_ = (dead.head, dead.dep_) if dead.head != dead else (verb, "ROOT")
    verb.tag_, verb.pos_, verb.lemma_ = "VBD", "VERB", "shoot"
    for child in list(dead.children):
        child.head = verb
    dead.head, dead.dep_ = verb, "oprd"


def _before_number(word: Token) -> None:
    """ "Gunmen on a motorcycle injured 14 officers": no participle stands before a number, so it is the verb."""
    noun, following = word.head, word.nbor(1)
    before = word.nbor(-1) if word.i else word
    if (
        noun.i < word.i
        or following.tag_ != "CD"
        or following.head != noun
        or before.pos_ not in ("NOUN", "PROPN", "VERB")
    ):
        return
    preposition = noun.head
    if preposition == before and _is_act(before) and noun.dep_ == "dobj":
        word.head, word.dep_ = before, "xcomp"
        noun.head, noun.dep_ = word, "dobj"
        for child in list(before.children):
            if child.i > noun.i:
                child.head = word
        _gerund_as_subject(word)
    elif noun.dep_ == "pobj" and preposition.i < before.i and before.head == word:
        before.head, before.dep_ = preposition, "pobj"
        for child in list(noun.children):
            if child.i < before.i:
                child.head = before
        noun.head, noun.dep_ = word, "dobj"
        word.head, word.dep_ = before, "acl"
        _not_a_participle(word)


def _bare_number(number: Token) -> None:
    """ "Wounding six": a bare number right after the verb stands for people."""
    verb = number.nbor(-1) if number.i else number
    if verb.lemma_ not in _SUFFERS or verb.pos_ != "VERB" or any(c.dep_ == "dobj" for c in verb.children):
        return
    if number.dep_ == "nummod" and number.head.i > number.i:
        return
    number.head, number.dep_ = verb, "dobj"


def _is_act(word: Token) -> bool:
    """Is this a word in -ing that is listed as the noun of an event ("shelling")?"""
    return word.lower_.endswith("ing") and bool(kinds.load().match_noun([word.lower_], 0))


def _gerund_as_noun(gerund: Token) -> None:
    """ "Displaced by fighting between two groups", "by firing squad": nouns in -ing, which nobody's sentence does."""
    following = gerund.nbor(1) if gerund.i + 1 < len(gerund.doc) else gerund
    if gerund.lower_ == "firing" and following.lower_ == "squad":
        following.head, following.dep_ = gerund.head, "pobj"
        gerund.head, gerund.dep_, gerund.tag_, gerund.pos_, gerund.lemma_ = (
            following,
            "compound",
            "NN",
            "NOUN",
            "firing",
        )
        return
    if not _is_act(gerund) or any(c.dep_ in ("dobj", "nsubj") for c in gerund.children):
        return
    before = gerund.nbor(-1) if gerund.i else gerund
    if gerund.dep_ == "acl" and before.dep_ == "pobj" and before.head.lower_ in ("by", "in", "after", "amid", "from"):
        gerund.head = before.head
        before.head, before.dep_ = gerund, "compound"
    if gerund.head.dep_ in ("prep", "agent"):
        gerund.dep_, gerund.tag_, gerund.pos_, gerund.lemma_ = "pobj", "NN", "NOUN", gerund.lower_


def _gerund_as_subject(verb: Token) -> None:
    """ "Shelling injured two": a noun in -ing right before the verb, taken for its auxiliary or its governor."""
    noun = verb.nbor(-1) if verb.i else verb
    if not noun.lower_.endswith("ing") or noun.lower_ in ("being", "having") or noun.tag_ not in ("VBG", "NN", "NNP"):
        return
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    before = noun.nbor(-1) if noun.i else noun
    whose = before if _is_act(noun) and before.dep_ in SUBJECTS and before.head in (noun, verb) else None
    if not any(c.dep_ == "dobj" for c in verb.children) or own not in (None, whose):
        return
    if verb.head == noun and verb.dep_ in ("xcomp", "ccomp") and noun.dep_ in ("advcl", "ccomp", "ROOT"):
        verb.head, verb.dep_ = (noun.head, "ccomp") if noun.head != noun else (verb, "ROOT")
        for child in list(noun.children):
            if child.dep_ in ("mark", "punct") or child.i > verb.i:
                child.head = verb
    elif noun.head != verb or noun.dep_ not in ("aux", "auxpass", "advmod", "csubj"):
        return
    if whose is not None:
        whose.head, whose.dep_ = noun, "compound"
        if places.demonym(whose.text) is not None:
            whose.dep_, whose.tag_, whose.pos_ = "amod", "JJ", "ADJ"
    noun.head, noun.dep_, noun.tag_, noun.pos_, noun.lemma_ = verb, "nsubj", "NN", "NOUN", noun.lower_
    make_finite(verb)


def bare_past(verb: Token) -> bool:
    """ "Jihadists injured 12": tagged as a participle, but with a subject and no auxiliary."""
    deps = {c.dep_ for c in verb.children}
    return verb.tag_ == "VBN" and bool(deps & {"nsubj"}) and not deps & {"aux", "auxpass"}


def make_finite(verb: Token) -> None:
    """A verb, and those that go on from it without a subject of their own, as past tenses."""
    if verb.tag_ == "VBN":
        verb.tag_ = "VBD"
    for child in verb.children:
        if child.dep_ == "conj" and child.tag_ == "VBN" and not any(c.dep_ in ("aux", "auxpass") for c in child.lefts):
            make_finite(child)


def _not_a_participle(verb: Token) -> None:
    """ "A strike killed 12": a participle with an object of its own and no "by" is the verb, its noun the subject."""
    noun, held = verb.head, [c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i]
    if not held or noun.i > verb.i or noun.pos_ not in NOMINAL or verb.lemma_ in _TAKES_TWO:
        return
    if any(c.dep_ in SUBJECTS | {"agent", "aux", "auxpass", "mark"} or c.lower_ == "by" for c in verb.children):
        return
    while noun.dep_ == "pobj" and noun.head.head.pos_ in ("NOUN", "PROPN") and noun.head.head.i < noun.i:
        noun = noun.head.head
    above, was = noun.head, noun.dep_
    if was == "ROOT":
        verb.head, verb.dep_ = verb, "ROOT"
    elif above.i > verb.i and above.pos_ in ("VERB", "AUX") and was in SUBJECTS | {"dep", "ccomp", "npadvmod"}:
        if not says(above):
            return
        verb.head, verb.dep_ = above, "ccomp"
    elif was in ("dobj", "ccomp") and above.i < noun.i and says(above):
        verb.head, verb.dep_ = above, "ccomp"
    elif was == "pobj" and above.lower_ in _TIME_MARKS and above.i < noun.i and above.head != above:
        verb.head, verb.dep_ = above.head, "advcl"
        above.head, above.dep_ = verb, "mark"
    elif was == "pobj" and above.lower_ == "according" and above.head == above:
        verb.head, verb.dep_ = verb, "ROOT"
        above.head, above.dep_ = verb, "prep"
    else:
        return
    for child in [*noun.children, *above.children]:
        if child.i > verb.i and child != verb and (child.head == noun or above.lower_ == "according"):
            child.head = verb
    noun.head, noun.dep_ = verb, "nsubj"
    make_finite(verb)
