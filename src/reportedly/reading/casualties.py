"""Casualties: who was killed, wounded, detained, displaced or is missing, and to which event the toll belongs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportedly import kinds
from reportedly.kind_table import OutcomeUse
from reportedly.model import COUNT_SLOTS
from reportedly.reading.fitness import can_act
from reportedly.reading.grammar import ancestors, conjuncts, included, is_passive, objects, prepositions, subject
from reportedly.reading.happenings import Happening, Reader

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_ATTACK = "attack"


def read_casualties(
    reader: Reader, sentence: Span, here: Sequence[Happening], before: Sequence[Happening]
) -> list[Happening]:
    """Add the tolls of a sentence to its happenings; a toll that belongs to none makes a frame of its own."""
    table = kinds.load()
    by_head = {h.head: h for h in here}
    made: list[Happening] = []
    lemmas = [t.lemma_.lower() for t in sentence]
    for token in sentence:
        slot = _outcome(table, lemmas, token, token.i - sentence.start)
        if slot is None or slot not in COUNT_SLOTS:
            continue
        victims = _tolls(reader, token) or _victims(token)
        if not victims and slot == "killed" and token.pos_ in ("VERB", "AUX", "ADJ"):
            victims = _beside(reader, token)
        fillers = [f for v in victims if (f := reader.count(slot, v)) is not None]
        for filler in fillers:
            if included(reader.doc[filler.head]):
                filler.part_of = next(
                    (f for f in fillers if f is not filler and not included(reader.doc[f.head])), None
                )
        doer = _doer(token, by_head)
        host = by_head.get(token.i) or _host(token, by_head, here)
        if not fillers and (host is not None or doer is None) and token.pos_ not in ("VERB", "AUX"):
            continue
        if host is None:
            host = next((m for m in made if _joined(reader, m, token)), None)
        if host is None:
            if token.pos_ not in ("VERB", "AUX", "ADJ", "NOUN") or not (fillers or victims):
                continue
            host = Happening(_ATTACK, token.i, token.i + 1, token.i, None, bare=doer is None)
            made.append(host)
            by_head[token.i] = host
        for filler in fillers:
            host.add(filler)
        if doer is not None:
            for each in conjuncts(doer):
                if each.i not in by_head and can_act(each, reader.mentions.by_head.get(each.i), does=True):
                    host.add(reader.filler("agent", each))
        for victim in victims:
            noted = reader.mentions.by_head.get(victim.i)
            if slot != "killed" or noted is None or noted.type != "actor":
                continue
            if noted.how in ("name", "alias"):
                host.add(reader.filler("target", victim))
            inner = _group_inside(reader, victim)
            if inner is not None and doer is not None:
                host.add(reader.filler("target", inner))
        for name, noun in prepositions(token):
            if noun.i not in by_head and name in ("in", "at", "near", "outside", "inside"):
                host.add(reader.filler("where", noun, preposition=name))
    return made


_USES: dict[str, tuple[OutcomeUse, ...]] = {
    "VERB": ("transitive", "intransitive", "adjective"),
    "AUX": ("transitive", "intransitive"),
    "NOUN": ("noun", "people"),
    "PROPN": ("noun", "people"),
    "ADJ": ("adjective", "people"),
}


def _outcome(table: kinds.Kinds, lemmas: Sequence[str], token: Token, i: int) -> str | None:
    """The count slot that a word's outcome fills; None for other words and where two slots are meant ("casualties")."""
    for use in _USES.get(token.pos_, ()):
        match = table.match_outcome(lemmas, i, use)
        if match is not None and len(match.outcome.slots) == 1 and not match.outcome.weak:
            return match.outcome.slots[0]
    return None


def _victims(token: Token) -> list[Token]:
    """The nouns that suffered it: objects of "kill", subjects of "die" and of passives, "of X" after "death"."""
    found: list[Token] = []
    if token.pos_ in ("VERB", "AUX"):
        if is_passive(token) or token.lemma_.lower() in ("die", "perish", "drown", "succumb", "flee", "disappear"):
            who = subject(token)
            if who is not None:
                found += conjuncts(who.head)
        else:
            for noun in objects(token):
                found += _lives(noun)
            if (
                not found
                and token.tag_ == "VBN"
                and token.head.pos_ in ("NOUN", "NUM", "PROPN")
                and token.dep_ == "acl"
            ):
                found.append(token.head)
            for child in token.children:
                if child.dep_ == "nsubj" and not found and token.tag_ == "VBN":
                    found += conjuncts(child)
    elif token.pos_ == "ADJ":
        if token.dep_ in ("acomp", "oprd", "amod", "ROOT", "ccomp", "conj"):
            own = [c for c in token.children if c.dep_ in ("nsubj", "nummod", "nsubjpass")]
            found += [c for c in own if c.dep_ == "nsubj"] or own
            if not found and token.dep_ in ("acomp", "oprd") and token.head.pos_ in ("VERB", "AUX"):
                who = subject(token.head)
                objs = list(objects(token.head))
                found += objs or ([who.head] if who is not None else [])
            if not found and token.dep_ == "amod":
                found.append(token.head)
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.pos_ == "NUM":
        return [token.head.head]
    if token.dep_ == "pobj" and token.head.lower_ == "among" and token.head.head.lemma_ == "be":
        for child in token.head.head.children:
            if child.dep_ in ("nsubj", "attr"):
                found += conjuncts(child)
    elif token.pos_ in ("NOUN", "PROPN"):
        for name, noun in prepositions(token):
            if name in ("of", "among"):
                found += _lives(noun)
        if not found and any(c.dep_ == "nummod" for c in token.children):
            found.append(token)
    return [v for v in found if v.pos_ in ("NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET")]


_RISES = frozenset(
    "rise climb increase jump grow reach stand fall drop come go mount hit surpass exceed pass put revise".split()
)


def _tolls(reader: Reader, token: Token) -> list[Token]:
    """ "The death toll rose to 19", "the number of people killed has reached 40": the figure that the verb leads to."""
    at = token
    for _ in range(4):
        if at.dep_ in ("nsubj", "nsubjpass", "dobj") and at.lemma_.lower() in (
            "toll",
            "number",
            "figure",
            "count",
            "tally",
        ):
            break
        if at.head == at:
            return []
        at = at.head
    else:
        return []
    verb = at.head
    if verb.lemma_.lower() not in _RISES:
        return []
    found = [noun for name, noun in prepositions(verb) if name in ("to", "at", "from")]
    found = [n for name, n in prepositions(verb) if name in ("to", "at")] or found
    found += [c for c in verb.children if c.dep_ in ("dobj", "npadvmod", "attr") and c != at]
    return [t for t in found if any(n.first <= t.i < n.stop for n in reader.mentions.numbers)][:1]


def _lives(noun: Token) -> list[Token]:
    """ "the lives of 12 people" is 12 people."""
    if noun.lemma_.lower() in ("life", "death"):
        inner = [n for name, n in prepositions(noun) if name == "of"]
        if inner:
            return inner
    return conjuncts(noun)


def _beside(reader: Reader, token: Token) -> list[Token]:
    """Where the parse gives no victim: a counted noun that stands right before or after the word."""
    for number in reader.mentions.numbers:
        if number.stop <= token.i <= number.stop + 2 and number.count is not None:
            return [reader.doc[min(number.stop, token.i - 1)]] if number.stop < token.i else [reader.doc[number.head]]
        if token.i < number.first <= token.i + 2 and number.count is not None and number.stop < len(reader.doc):
            after = reader.doc[number.stop]
            return [after] if after.pos_ in ("NOUN", "PROPN") else [reader.doc[number.head]]
    return []


def _doer(token: Token, by_head: dict[int, Happening]) -> Token | None:
    """Who killed, where a person or group is the subject (an event as subject is the toll's host instead)."""
    if token.pos_ not in ("VERB", "AUX"):
        return None
    if token.lemma_.lower() in ("die", "perish", "drown", "flee", "disappear", "succumb"):
        return None
    if is_passive(token):
        for name, noun in prepositions(token):
            if name == "by" and noun.i not in by_head:
                return noun
        return None
    who = subject(token)
    if who is None or who.head.i in by_head:
        return None
    return who.head


def _host(token: Token, by_head: dict[int, Happening], here: Sequence[Happening]) -> Happening | None:
    """The happening of the sentence that the toll belongs to: its subject, what it hangs on, what hangs on it, else the nearest."""
    violent = {i: h for i, h in by_head.items() if kinds.load().get(h.kind).family == "attack" or h.bare}
    if token.pos_ in ("VERB", "AUX"):
        who = subject(token)
        if who is not None and not is_passive(token) and who.head.i in violent:
            return violent[who.head.i]
    for _, noun in prepositions(token):
        if noun.i in violent:
            return violent[noun.i]
    for above in ancestors(token):
        if above.i in violent:
            return violent[above.i]
    for child in token.children:
        if child.dep_ in ("advcl", "conj", "ccomp") and child.i in violent:
            return violent[child.i]
    near = [h for h in here if h.head in violent and h.head not in (token.i,)]
    return min(near, key=lambda h: abs(h.head - token.i), default=None)


def _joined(reader: Reader, made: Happening, token: Token) -> bool:
    """ "12 were killed and dozens wounded": one toll, two counts."""
    other = reader.doc[made.head]
    return token.sent == other.sent and (
        token.head == other or other.head == token or token.is_ancestor(other) or other.is_ancestor(token)
    )


def _group_inside(reader: Reader, victim: Token) -> Token | None:
    """The group whose people they are ("40 al-Nusra Front members", "a leader of the group")."""
    for child in victim.children:
        if child.dep_ in ("compound", "poss", "nmod"):
            noted = reader.mentions.by_head.get(child.i) or reader.mentions.covering.get(child.i)
            if noted is not None and noted.type == "actor" and noted.how in ("name", "alias"):
                return reader.doc[noted.head]
    for name, noun in prepositions(victim):
        noted = reader.mentions.by_head.get(noun.i)
        if name in ("of", "from") and noted is not None and noted.type == "actor" and noted.how in ("name", "alias"):
            return noun
    return None
