"""Who says it, at the end of a sentence: "…, the mayor, Omar Tash, said", which parsers read as an apposition.

The noun phrase between the last commas before a verb of saying is its subject, and all before it is what is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportedly.reading.finite import NOMINAL, SUBJECTS, bare_past, make_finite, says

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

FINITE = frozenset({"VBD", "VBZ", "VBP"})


def mend_speakers(doc: Doc) -> None:
    """Give every verb of saying at the end of its sentence the subject before it; only arcs and tags change."""
    for sentence in list(doc.sents):
        for token in sentence:
            if token.tag_ in FINITE and says(token):
                _said_at_the_end(sentence, token)


def _said_at_the_end(sentence: Span, verb: Token) -> None:
    """ "…, the mayor, Omar Tash, said": the noun phrase between the commas is the subject, all before it what is said."""
    doc = verb.doc
    spoken = _speaker_before(sentence, verb)
    if spoken is None:
        return
    first, comma, last = spoken
    who = _top(doc, first, comma)
    tops = [t for t in doc[sentence.start : first - 1] if not (sentence.start <= t.head.i < first - 1) or t.head == t]
    told = next((t for t in tops if t.tag_ in FINITE or bare_past(t)), None)
    if told is None:
        told = _headline_participle(tops)
    if who is None or told is None or who.pos_ not in NOMINAL:
        return
    if verb.dep_ != "ROOT":
        if told.dep_ != "ROOT" or not told.is_ancestor(verb):
            return
        verb.head, verb.dep_ = verb, "ROOT"
    said = [t for t in tops if t not in (told, *told.children) and not t.is_punct and not t.is_space]
    if told.head == verb and told.dep_ == "ccomp" and who.head == verb and who.dep_ == "nsubj" and not said:
        return
    told.head, told.dep_ = verb, "ccomp"
    make_finite(told)
    bare = not any(c.dep_ in ("dobj", "ccomp", "oprd", "acomp") for c in told.children)
    for other in said:
        if other.dep_ in SUBJECTS and other.i > told.i and other.pos_ in NOMINAL:
            later = next((c for c in reversed(list(told.rights)) if c.dep_ == "conj" and c.i < other.i), None)
            if later is not None and not any(c.dep_ == "dobj" for c in later.children):
                other.head, other.dep_ = later, "dobj"
                continue
            if bare:
                other.dep_ = "dobj"
        other.head = told
    who.head, who.dep_ = verb, "nsubj"
    if comma < last:
        name = _top(doc, comma + 1, last)
        if name is not None and name.head != who:
            name.head, name.dep_ = who, "appos"


_NOT_IN_SPEAKER = frozenset({"WDT", "WP", "WRB", "WP$", "MD", "VBD", "VBZ", "VBP", "VB", "TO", ":", "``", "''"})
_OPENS_CLAUSE = frozenset("as when while if because although though but after before since until that".split())
_LONGEST_NAME = 6


def _headline_participle(tops: Sequence[Token]) -> Token | None:
    """ "Rebel leader killed in strike, army says": the participle on the only noun before the comma, as its passive."""
    nouns = [t for t in tops if t.pos_ in NOMINAL]
    if len(nouns) != 1:
        return None
    noun = nouns[0]
    found = next((c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN"), None)
    if found is None or noun.head.i < noun.i:
        return None
    found.head, found.dep_ = noun.head, "ccomp"
    for child in list(noun.children):
        if child.i > found.i:
            child.head = found
    noun.head, noun.dep_ = found, "nsubjpass"
    return found


def _speaker_before(sentence: Span, verb: Token) -> tuple[int, int, int] | None:
    """Where the speaker stands before a verb of saying: its first token, the end of its title, the end of all; else None.

    ", police said" has no second part; in ", the mayor, Omar Tash, said" the title ends before the second comma.
    """
    doc = verb.doc
    if any(c.i > verb.i and _is_said(verb, c) for c in verb.children) or verb.i + 1 >= len(doc):
        return None
    last = verb.i - 1
    while last > sentence.start and doc[last].pos_ == "ADV":
        last -= 1
    stop = last + 1
    if doc[last].text == ",":
        stop = last
        before = _comma_before(sentence, stop)
        if before is None or not 0 < stop - before - 1 <= _LONGEST_NAME:
            return None
        title = before
    else:
        title = stop
    comma = _comma_before(sentence, title)
    if comma is None or comma + 1 >= title or comma - sentence.start < 3:
        return None
    words = doc[comma + 1 : stop]
    if (
        any(t.tag_ in _NOT_IN_SPEAKER for t in words)
        or words[0].lower_ in _OPENS_CLAUSE
        or words[0].tag_ in ("IN", "CC")
    ):
        return None
    return comma + 1, title, stop


def _is_said(verb: Token, child: Token) -> bool:
    """Does what is said follow the verb ("he confirmed the attack", "she said that …")?"""
    return child.dep_ in ("ccomp", "xcomp") or (child.dep_ == "dobj" and verb.lemma_ != "tell")


def _comma_before(sentence: Span, stop: int) -> int | None:
    return next((i for i in range(stop - 1, sentence.start, -1) if sentence.doc[i].text == ","), None)


def _top(doc: Doc, first: int, stop: int) -> Token | None:
    """The head word of a stretch: the noun in it that hangs on a word outside."""
    inside = [t for t in doc[first:stop] if not first <= t.head.i < stop or t.head == t]
    return next((t for t in inside if t.pos_ in NOMINAL), None)
