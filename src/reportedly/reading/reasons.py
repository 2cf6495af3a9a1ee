"""Reasons, manners and outcomes: why it was done, how, and what came of it, as the words of clauses and phrases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reportedly import kinds
from reportedly.model import Words
from reportedly.reading.grammar import clause_verb, own_subject
from reportedly.reading.happenings import MOVING, Filler, Happening, Reader

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_BECAUSE = frozenset({"because", "since"})
_DUE = (
    ("because", "of"),
    ("due", "to"),
    ("owing", "to"),
    ("thanks", "to"),
    ("in", "response", "to"),
    ("in", "retaliation", "for"),
    ("in", "revenge", "for"),
    ("in", "protest", "at"),
    ("in", "protest", "against"),
    ("as", "a", "result", "of"),
    ("on", "suspicion", "of"),
    ("on", "charges", "of"),
    ("for", "fear", "of"),
    ("in", "order", "to"),
    ("so", "as", "to"),
    ("in", "a", "bid", "to"),
    ("in", "an", "attempt", "to"),
    ("in", "an", "effort", "to"),
    ("in", "attempt", "to"),
    ("with", "the", "aim", "of"),
    ("aimed", "at"),
    ("accused", "of"),
)
_NOT_PURPOSE = frozenset(
    """continue begin start try attempt manage fail refuse seem appear tend help need have want plan vow threaten agree
    allow force order ask urge call claim go be use able set due lead intend expect decide prepare seek likely
    tell warn promise pledge compel oblige enable permit cause require get want hope""".split()
)
_RESULTS = frozenset(
    """leave cause force spark trigger send prompt drive destroy set damage create turn pin push cut block bring put end trap
    deprive reduce level inflict open give allow raise plunge""".split()
)
MANNERS = frozenset(
    """heavy heavily intermittent sporadic fierce fiercely intense intensive relentless relentlessly continuous sustained
    precise precisely indiscriminate indiscriminately simultaneous simultaneously coordinated surprise brutal brutally
    violent violently massive limited deliberate deliberately peacefully summarily forcibly secretly
    openly unilaterally temporarily gradually partially""".split()
)
"""Words that by themselves say how something was done."""


def read_reasons(reader: Reader, happening: Happening, here: Sequence[Happening]) -> None:
    """Add motive, manner and outcome clauses that hang on a happening's verb, and the words that say how it was done."""
    token = reader.doc[happening.head]
    heads = {h.head for h in here}
    verbs = [token, *_doing_so(token), *_predicates(token, heads)]
    if token.pos_ not in ("VERB", "AUX"):
        verb = clause_verb(token)
        if verb.pos_ in ("VERB", "AUX") and verb.i not in heads and not _tells(reader, verb, token):
            verbs.append(verb)
    for each in verbs:
        for slot, first, stop in _clauses(reader, each, here, happening):
            happening.add(_words(reader, slot, first, stop))
    for child in _describing(reader, happening, token):
        if child.lower_ in MANNERS:
            words = Words(text=reader.words(child.i, child.i + 1))
            happening.add(Filler("manner", child.i, child.i + 1, child.i, words, None))


def _describing(reader: Reader, happening: Happening, token: Token) -> Iterator[Token]:
    """Adjectives and adverbs on the words of a trigger, and on its subject ("was relentless, striking …")."""
    for i in {token.i, *range(happening.first, happening.stop)}:
        for child in reader.doc[i].children:
            if child.dep_ in ("amod", "advmod"):
                yield child
    if token.dep_ == "advcl" and token.head.lemma_ == "be":
        yield from (c for c in token.head.children if c.dep_ == "acomp")


def _predicates(token: Token, heads: set[int]) -> list[Token]:
    """Clauses on an event's noun that tell what it did ("the attack which hit a school as …")."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return []
    return [c for c in token.children if c.dep_ in ("relcl", "acl") and c.i not in heads and c.tag_ != "VB"]


def purpose(reader: Reader, verb: Token) -> Filler | None:
    """The clause of an infinitive ("to discuss the truce") as a motive; None for another form."""
    start = _to(verb) - 1
    if verb.tag_ != "VB" or start < 0:
        return None
    return _words(reader, "motive", start, _trim(reader.doc[start : _core(reader.doc, start, verb.right_edge.i + 1)]))


def _tells(reader: Reader, verb: Token, token: Token) -> bool:
    """Is the verb that of a speaker, whose reasons are not those of what is told?"""
    return reader.hearing.at(verb.idx) != reader.hearing.at(token.idx)


def _doing_so(token: Token) -> list[Token]:
    """ "Those fleeing are doing so because …": the verb that stands for this one."""
    at = token.head if token.dep_ in ("acl", "relcl") else token
    verb = at.head
    if (
        at.dep_ in ("nsubj", "csubj")
        and verb.lemma_ == "do"
        and any(c.lower_ in ("so", "this", "it") for c in verb.children)
    ):
        return [verb]
    return []


def _clauses(reader: Reader, verb: Token, here: Sequence[Happening], of: Happening) -> Iterator[tuple[str, int, int]]:
    doc = reader.doc
    heads = {h.head for h in here}
    for child in verb.children:
        first, stop = child.left_edge.i, child.right_edge.i + 1
        stop = _trim(doc[first : _core(doc, first, stop)])
        if child.dep_ == "advcl":
            mark = next((c for c in child.children if c.dep_ == "mark"), None)
            opening = mark.lower_ if mark is not None else ""
            if (opening in _BECAUSE and not _since_then(child, opening)) or (
                opening == "as" and _finite(child) and child.i > verb.i and _reasoned(child)
            ):
                yield "motive", first, stop
            elif opening == "as" and child.i > verb.i and _finite(child):
                why = child.lemma_ in _ANSWERING or (child.lemma_ in _TRYING and _doer_again(reader, child, of))
                yield ("motive" if why else "manner"), first, stop
            elif child.tag_ == "VB" and _to(child) and verb.lemma_ not in _NOT_PURPOSE and child.i > verb.i:
                yield "motive", _to(child) - 1, stop
            elif (
                child.tag_ == "VBG"
                and child.lemma_ in _RESULTS
                and child.i not in heads
                and child.i > verb.i
                and not _toll(child)
            ):
                yield "outcome", first, stop
        elif child.dep_ == "acl" and child.tag_ == "VB" and _to(child) and child.i > verb.i and verb.i in heads:
            yield ("outcome" if _agreed(here, verb) else "motive"), _to(child) - 1, stop
        elif child.dep_ == "conj" and child.tag_ == "VBG" and child.lemma_ == "leave" and verb.tag_ != "VBG":
            if child.i not in heads and not _toll(child):
                yield "outcome", first, stop
        elif child.dep_ in ("acl", "advcl", "conj") and child.lemma_ in _DISGUISED and child.i > verb.i:
            yield "manner", child.i, stop
        elif child.dep_ == "xcomp" and child.tag_ == "VB" and _to(child) and verb.pos_ == "VERB":
            if child.i > verb.i and _agreed(here, verb):
                yield "outcome", _to(child) - 1, stop
            elif verb.lemma_ not in _NOT_PURPOSE and child.i > verb.i and verb.i in heads:
                yield "motive", _to(child) - 1, stop
        elif child.dep_ in ("prep", "mark", "advmod") and child.lower_ == "by":
            inner = next((c for c in child.children if c.dep_ == "pcomp" and c.tag_ == "VBG"), None)
            if inner is not None:
                yield "manner", first, stop
        if child.dep_ == "dobj" and verb.i in heads:
            for acl in child.children:
                if acl.dep_ == "acl" and acl.tag_ == "VBG" and acl.lemma_ in _RESULTS - {"end"} and acl.i not in heads:
                    if not _toll(acl):
                        yield "outcome", acl.i, _trim(doc[acl.i : _core(doc, acl.i, acl.right_edge.i + 1)])
        if child.dep_ == "prep" and _how(child, moves=_moves(of)):
            yield "manner", first, stop
        if child.dep_ in ("prep", "advmod", "amod", "agent", "acl", "advcl", "pcomp"):
            for phrase in _DUE:
                if _starts(child, phrase):
                    yield "motive", first, stop
                    break
            else:
                if child.dep_ == "prep" and child.lower_ == "for" and _gerund(child) and verb.pos_ == "VERB":
                    yield "motive", first, stop


_ANSWERING = frozenset("respond retaliate seek aim hope look intensify escalate rage worsen".split())
"""Verbs of "as" clauses that say why: "as the army responded to …", "fled as the fighting intensified"."""
_TRYING = frozenset({"try", "attempt", "struggle", "prepare", "fight"})
"""Verbs that say why only of the one who did it: "shelled the town as it tried to retake it"."""
_DISGUISED = frozenset({"disguise", "dress", "pose", "masquerade"})
_BREAKS = frozenset("which who whom after before because while although though whereas".split())


def _core(doc: Doc, first: int, stop: int) -> int:
    """The end of a clause before another one that hangs on it ("in an attempt to take it, which led to …")."""
    for i in range(first + 3, stop):
        if doc[i].lower_ in _BREAKS and doc[i].dep_ in ("mark", "nsubj", "nsubjpass", "dobj", "advmod", "prep"):
            if doc[i].head.i >= i or doc[i].dep_ == "prep":
                return i - 1 if doc[i - 1].is_punct else i
    return stop


def _doer_again(reader: Reader, clause: Token, of: Happening) -> bool:
    """Is the subject of the clause the one who did it?"""
    who = own_subject(clause)
    noted = reader.mentions.of(who) if who is not None else None
    if noted is None:
        return False
    return any(f.slot == "agent" and f.noted is not None and f.noted.root() is noted.root() for f in of.fillers)


_HOW: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (frozenset({"in"}), frozenset("wave group batch drove convoy stage phase sortie flight".split())),
    (frozenset({"with"}), frozenset("force ferocity brutality precision impunity intensity cruelty violence".split())),
    (frozenset({"through", "via", "by"}), frozenset("tunnel".split())),
    (frozenset({"at"}), frozenset({"gunpoint", "knifepoint"})),
    (frozenset({"under"}), frozenset({"cover"})),
)
"""Prepositions with nouns that say how: "in waves", "aboard rafts", "with brutal force", "at gunpoint"."""


_CONVEYED = (
    frozenset({"aboard", "on", "by", "in"}),
    frozenset("raft boat dinghy foot motorbike motorcycle horseback bus truck car".split()),
)


def _moves(happening: Happening) -> bool:
    return kinds.load().get(happening.kind).family in MOVING


def _how(preposition: Token, *, moves: bool) -> bool:
    noun = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if noun is None or any(c.dep_ in ("det", "poss") and c.lower_ != "a" for c in noun.children):
        return False
    known = (*_HOW, _CONVEYED) if moves else _HOW
    return any(preposition.lower_ in names and noun.lemma_.lower() in nouns for names, nouns in known)


_BEGINS = frozenset("begin start erupt break launch seize take come become last".split())


def _since_then(clause: Token, opening: str) -> bool:
    """ "Since the war began": a time, not a reason."""
    return opening == "since" and (clause.lemma_ in _BEGINS or clause.tag_ in ("VBD", "VBN"))


def _agreed(here: Sequence[Happening], verb: Token) -> bool:
    """Is it an agreement, of which "to …" says the content ("agreed to hand over their weapons")?"""
    return any(h.head == verb.i and h.kind == "agreement" for h in here)


def _toll(verb: Token) -> bool:
    """ "Leaving 12 dead" is a toll, which is read as such."""
    return any(t.lower_ in ("dead", "wounded", "injured", "killed", "homeless", "missing") for t in verb.subtree)


def _finite(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBZ", "VBP", "VBN", "VBG") and any(
        c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.children
    )


def _reasoned(clause: Token) -> bool:
    """ "as we did not want …": a reason, where the clause says a will, a state or a negation."""
    if any(c.dep_ == "neg" for c in clause.children):
        return True
    return clause.lemma_ in ("want", "fear", "need", "believe", "think", "know", "wish", "refuse", "suspect", "feel")


def _to(verb: Token) -> int:
    """One more than the index of the infinitive's "to" (0 where there is none)."""
    for child in verb.children:
        if child.dep_ == "aux" and child.lower_ == "to":
            return int(child.i) + 1
    return 0


def _gerund(preposition: Token) -> bool:
    return any(c.dep_ == "pcomp" and c.tag_ == "VBG" for c in preposition.children)


def _starts(token: Token, phrase: tuple[str, ...]) -> bool:
    doc, i = token.doc, token.i
    return i + len(phrase) <= len(doc) and all(doc[i + k].lower_ == word for k, word in enumerate(phrase))


def _trim(span: Span) -> int:
    """The end of a clause without closing punctuation, and before a trailing report ("…, the group said")."""
    end = len(span)
    while end > 1 and (span[end - 1].is_punct or span[end - 1].is_space):
        end -= 1
    return int(span.start) + end


def _words(reader: Reader, slot: str, first: int, stop: int) -> Filler | None:
    if stop - first < 2:
        return None
    return Filler(slot, first, stop, first, Words(text=reader.words(first, stop)), None)
