"""Who suffered it: from a word that tells of an outcome to the nouns that were killed, hurt, taken or displaced.

The words come from the table of outcomes in data/kinds.toml.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportedly import counts, kinds, registry
from reportedly.kind_table import OutcomeUse
from reportedly.reading.fitness import is_weapon
from reportedly.reading.grammar import (
    conjuncts,
    is_passive,
    objects,
    own_subject,
    prepositions,
    subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from reportedly.reading.noted import Mentions

_USES: dict[str, tuple[OutcomeUse, ...]] = {
    "VERB": ("transitive", "intransitive", "adjective"),
    "AUX": ("transitive", "intransitive"),
    "NOUN": ("noun", "people"),
    "PROPN": ("noun", "people"),
    "ADJ": ("adjective", "people"),
}
SUFFERED_BY_SUBJECT = frozenset("die perish drown succumb flee disappear vanish suffocate".split())
"""Verbs whose subject suffers it."""
_FATAL = frozenset({"fatally", "mortally"})
HARMS = frozenset({"wound", "injury", "burn", "amputation"})
"""Nouns of a harm itself: "two wounds" counts no people."""
HOSPITALS = frozenset({"hospital", "clinic", "infirmary"})
_INFLICTS = frozenset("shoot wound injure hit strike stab hurt".split())
NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET"})


def outcome(table: kinds.Kinds, lemmas: Sequence[str], token: Token, i: int) -> tuple[str, OutcomeUse] | None:
    """The count slot that a word's outcome fills and how the word is used.

    None for other words, where two slots are meant ("casualties"), and for a harm that counts no people ("two wounds").
    """
    if token.pos_ == "VERB" and token.lemma_.lower() in _INFLICTS and fatal(token):
        return "killed", "transitive"
    if token.lower_ == "missing" and token.pos_ == "VERB" and not any(c.dep_ == "dobj" for c in token.children):
        return "missing", "intransitive"
    for use in _USES.get(token.pos_, ()):
        match = table.match_outcome(lemmas, i, use)
        if match is not None and len(match.outcome.slots) == 1 and (not match.outcome.weak or _of_people(token)):
            if use == "noun" and token.lemma_.lower() in HARMS and not _counts_the_hurt(token):
                return None
            return match.outcome.slots[0], use
    return None


def _of_people(verb: Token) -> bool:
    """ "Eliminated 12 militants", but not "eliminated a position": a weak word tells of deaths only where people met it."""
    who = subject(verb) if is_passive(verb) else None
    nouns = [who.head] if who is not None else list(objects(verb))
    inner = [each for noun in nouns for name, each in prepositions(noun) if name == "of"]
    return any(registry.kind_of([t.lower_]) is not None for t in [*nouns, *inner] if t.tag_ in ("NNS", "NNPS"))


def _counts_the_hurt(token: Token) -> bool:
    """ "12 injuries were reported" counts people; "suffered two wounds" and "a minor injury" do not."""
    if token.lemma_.lower() != "injury" or token.tag_ not in ("NNS", "NNPS"):
        return False
    return token.dep_ != "dobj" or token.head.lemma_.lower() not in ("suffer", "sustain", "receive", "have", "treat")


def fatal(token: Token) -> bool:
    """ "Fatally shot", "mortally wounded": it killed."""
    return any(c.lower_ in _FATAL and c.dep_ == "advmod" for c in token.children)


def victims(token: Token, use: OutcomeUse) -> list[Token]:
    """The nouns that suffered it: objects of "kill", subjects of "die" and of passives, "of X" after "death"."""
    among = _among(token) or _bare_number(token)
    if among:
        return among
    if token.pos_ in ("VERB", "AUX"):
        found = _of_verb(token, use)
    elif token.pos_ == "ADJ":
        found = _of_adjective(token)
    else:
        found = []
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
    return [v for v in found if v.pos_ in NOMINAL and not _is_event(v)]


def _bare_number(token: Token) -> list[Token]:
    """ "Left 14 soldiers dead and 40 wounded": the number that a parser hangs on the participle itself."""
    if token.pos_ != "VERB" or token.i == 0 or own_subject(token) is not None:
        return []
    number = token.nbor(-1)
    return [number] if number.dep_ == "nummod" and number.head == token and number.pos_ == "NUM" else []


def _among(token: Token) -> list[Token]:
    """ "Nine children were among those killed", "12 soldiers made up the rest of the dead": who is named as part of them."""
    at = token.head if token.dep_ == "acl" and token.head.lower_ in ("those", "people") else token
    if at.dep_ != "pobj":
        return []
    verb = at.head.head
    if at.head.lower_ == "of" and verb.dep_ == "dobj" and verb.lower_ in ("rest", "most", "majority", "bulk"):
        if verb.head.lemma_ not in ("make", "form", "account"):
            return []
        verb = verb.head
    elif at.head.lower_ != "among" or verb.lemma_ != "be" or at == token:
        return []
    return [each for c in verb.children if c.dep_ in ("nsubj", "attr") for each in conjuncts(c)]


def _of_verb(token: Token, use: OutcomeUse) -> list[Token]:
    left = _left(token)
    if left:
        return left
    if use == "intransitive" or is_passive(token) or token.lemma_.lower() in SUFFERED_BY_SUBJECT:
        who = subject(token)
        return conjuncts(who.head) if who is not None else []
    found: list[Token] = []
    for noun in objects(token):
        found += _lives(noun)
    if not found and token.tag_ == "VBN" and token.dep_ == "acl" and token.head.pos_ in ("NOUN", "NUM", "PROPN"):
        found.append(token.head)
    for child in token.children:
        if child.dep_ == "nsubj" and not found and (token.tag_ == "VBN" or _torn(token, child)):
            found += conjuncts(child)
    return found


def _torn(token: Token, child: Token) -> bool:
    """ "… and two others wounded": a participle after its counted noun that the parser takes for a past tense."""
    return (
        token.tag_ == "VBD"
        and token.dep_ == "conj"
        and child.i + 1 == token.i
        and not any(c.dep_ in ("dobj", "ccomp") for c in token.children)
        and (child.pos_ == "NUM" or any(c.dep_ == "nummod" for c in child.children))
    )


def _left(token: Token) -> list[Token]:
    """ "Left five people injured": the object of "leave" before the participle."""
    verb = token.head
    if verb.lemma_.lower() != "leave" or token.dep_ not in ("oprd", "advcl", "ccomp", "acomp", "xcomp", "conj", "dep"):
        return []
    if own_subject(token) is not None or is_passive(token) or verb.i > token.i:
        return []
    before = [c for c in verb.children if c.dep_ == "dobj" and verb.i < c.i < token.i]
    return conjuncts(before[0]) if before else []


def _of_adjective(token: Token) -> list[Token]:
    if token.dep_ not in ("acomp", "oprd", "amod", "ROOT", "ccomp", "conj", "advcl"):
        return []
    own = [c for c in token.children if c.dep_ in ("nsubj", "nummod", "nsubjpass")]
    found = [c for noun in own if noun.dep_ == "nsubj" for c in conjuncts(noun)] or own
    if found:
        return found
    left = _left(token)
    if left:
        return left
    if token.dep_ in ("acomp", "oprd") and token.head.pos_ in ("VERB", "AUX"):
        who = subject(token.head)
        return list(objects(token.head)) or (conjuncts(who.head) if who is not None else [])
    return [token.head] if token.dep_ == "amod" else []


def _is_event(noun: Token) -> bool:
    """Events and weapons suffer nothing ("a shooting", "an air strike", "a bomb"), and a harm is no person."""
    if noun.pos_ not in ("NOUN", "PROPN") or noun.ent_type_ == "PERSON":
        return False
    if noun.lemma_.lower() in HARMS | {"life", "toll"} or is_weapon(noun):
        return True
    found = kinds.load().match_noun([noun.lemma_.lower()], 0)
    return (
        any(m.trigger.part == "noun" and not m.trigger.weak for m in found) and registry.kind_of([noun.lower_]) is None
    )


_RISES = frozenset(
    "rise climb increase jump grow reach stand fall drop come go mount hit surpass exceed pass put revise be".split()
)


def tolls(mentions: Mentions, token: Token) -> list[Token]:
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
    found += [c for c in verb.children if c.dep_ in ("dobj", "npadvmod", "attr", "acomp") and c != at]
    return [t for t in found if any(n.first <= t.i < n.stop for n in mentions.numbers)][:1]


def _lives(noun: Token) -> list[Token]:
    """ "the lives of 12 people" is 12 people."""
    if noun.lemma_.lower() in ("life", "death"):
        inner = [n for name, n in prepositions(noun) if name == "of"]
        if inner:
            return inner
    return conjuncts(noun)


def beside(doc: Doc, mentions: Mentions, token: Token) -> list[Token]:
    """Where the parse gives no victim: a counted noun that stands right before or after the word."""
    for number in mentions.numbers:
        if number.stop <= token.i <= number.stop + 2 and number.count is not None:
            return [doc[min(number.stop, token.i - 1)]] if number.stop < token.i else [doc[number.head]]
        if token.i < number.first <= token.i + 2 and number.count is not None and number.stop < len(doc):
            after = doc[number.stop]
            return [after] if after.pos_ in ("NOUN", "PROPN") else [doc[number.head]]
    return []


_DEATHS = frozenset(
    "die dead death kill fatal fatally deadly slay homicide deceased fatality body corpse perish".split()
)


def deadly(doc: Doc) -> bool:
    """Does a text tell of any death at all?  Where it does, someone shot may be one of the dead."""
    return any(t.lemma_.lower() in _DEATHS for t in doc)


def dead_of(doc: Doc, mentions: Mentions) -> frozenset[str]:
    """Those single people of whom a text says that they died: names, and nouns such as "boy" for "the boy"."""
    found: set[str] = set()
    for token in doc:
        lemma = token.lemma_.lower()
        away = lemma == "pass" and any(c.lower_ == "away" for c in token.children)
        if not away and lemma not in _DEADLY_WORDS and not (token.pos_ == "VERB" and fatal(token)):
            continue
        for victim in victims(token, "intransitive" if away or lemma in SUFFERED_BY_SUBJECT else "transitive"):
            found |= who_is(victim, mentions)
    return frozenset(found)


_DEADLY_WORDS = frozenset({"die", "dead", "kill", "perish", "succumb", "slay"})


def who_is(victim: Token, mentions: Mentions) -> set[str]:
    """The words by which a single person of a text is known: the fullest name, or the noun; none for several people."""
    if any(c.dep_ == "nummod" for c in victim.children) or victim.tag_ in ("NNS", "NNPS", "CD"):
        return set()
    noted = mentions.of(victim)
    root = noted.root() if noted is not None and noted.type == "actor" else None
    known = {victim.lemma_.lower()} if victim.pos_ == "NOUN" and not _one_more(victim) else set()
    if root is not None and root.how in ("name", "alias"):
        known.add(root.name.lower())
    elif root is not None and not _one_more(victim):
        known.add(root.name.lower().split()[-1])
    return known


def _one_more(victim: Token) -> bool:
    """ "Another boy", "a second man": not the one of whom the text has told."""
    return any(c.lower_ in ("another", "other", "second", "third", "fourth") for c in victim.lefts)


_PERSONS = frozenset("he she him her himself herself they them themselves who".split())


def is_person(token: Token) -> bool:
    """Does this word mean people: a person's noun, a name, a pronoun, a bare number, "a 4-year-old"?"""
    if token.pos_ == "PRON":
        return token.lower_ in _PERSONS
    if token.pos_ == "NUM":
        return True
    lemma = token.lemma_.lower()
    if token.pos_ == "PROPN" or token.ent_type_ == "PERSON":
        return token.ent_type_ in ("PERSON", "")
    if lemma == "old":
        return token.i > 1 and token.nbor(-1).text == "-"
    if counts.unit_class(lemma) != "unknown" or lemma in ("other", "dozen", "hundred", "victim", "several", "score"):
        return True
    return registry.kind_of([lemma]) in ("person", "people")
