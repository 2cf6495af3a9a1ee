"""Triggers: which words of a sentence tell of an event, of which kind, after everything that speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly import kinds
from reportedly.kind_table import ObjectType, Part, Trigger
from reportedly.kinds import Match
from reportedly.model import PlaceValue
from reportedly.reading.fitness import FIGHTERS, is_weapon
from reportedly.reading.grammar import conjuncts, is_passive, noun_phrase, objects, prepositions, subject
from reportedly.reading.happenings import Reader, held
from reportedly.reading.refusals import cut_short, refused
from reportedly.reading.victims import is_person

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger in a sentence: its kind after refinement, its token range and head word, and what form it has."""

    kind: str
    first: int
    stop: int
    head: int
    form: Part
    trigger: Trigger


def find_triggers(reader: Reader, sentence: Span) -> list[Hit]:
    """The triggers of a sentence in order; words inside names, idioms and weak words without company are left out."""
    table = kinds.load()
    lemmas = [_lemma(t) for t in sentence]
    taken = bytearray(len(lemmas))
    found: list[Hit] = []
    for i, token in enumerate(sentence):
        if taken[i] or not token.is_alpha:
            continue
        verbal = token.pos_ in ("VERB", "AUX") or (token.tag_.startswith("VB") and token.pos_ != "NOUN")
        matches = table.match_verb(lemmas, i) if verbal else table.match_noun(lemmas, i)
        if not verbal and not matches and token.pos_ in ("NOUN", "PROPN", "ADJ") and _headline_verb(token):
            matches, verbal = table.match_verb(lemmas, i), True
        matches = [m for m in matches if not any(taken[k] for k in m.tokens)]
        matches = [m for m in matches if not cut_short(sentence, m)]
        acts_on = _object_type(reader, token) if verbal else None
        match = table.choose(matches, acts_on)
        if match is None:
            continue
        trigger = match.trigger
        head = reader.doc[sentence.start + (match.tokens[0] if trigger.part == "verb" else _noun_head(match))]
        if refused(reader, sentence, match, head, acts_on):
            continue
        if verbal and trigger.kind == "attack" and _tells_toll(table, lemmas, i):
            continue
        kind = trigger.kind
        if trigger.generic:
            kind = table.refine(kind, _clause_lemmas(head, sentence))
        if kind == "territory_captured" and head.lemma_ == "loss" and not _of_ground(head):
            continue
        if kind == "ceasefire" and _broken(head):
            kind = "ceasefire_violation"
        first, last = sentence.start + match.tokens[0], sentence.start + match.tokens[-1]
        if last - first > len(match.tokens) + 1:
            last = first
        found.append(Hit(_by_doer(reader, head, kind), first, last + 1, head.i, trigger.part, trigger))
        for k in range(match.tokens[0], match.tokens[-1] + 1):
            if trigger.part != "verb" or k in match.tokens:
                taken[k] = 1
    return _without_echoes(reader, found)


def _without_echoes(reader: Reader, found: list[Hit]) -> list[Hit]:
    """ "defectors defecting": a doer beside the verb of its own kind names no second event."""
    table = kinds.load()
    acts = [(h.kind, reader.doc[h.head]) for h in found if h.form in ("verb", "noun")]
    return [
        h
        for h in found
        if h.form != "doer"
        or not any(
            _told_by(table, kind, h.kind)
            and (token.head == reader.doc[h.head] or reader.doc[h.head].head.head in (token.head, token))
            for kind, token in acts
        )
    ]


def _told_by(table: kinds.Kinds, act: str, doer: str) -> bool:
    """Does the verb tell of what the doer is named for: the same kind, or any violence by "gunmen"?"""
    return act == doer or (doer == "attack" and table.get(act).family in ("attack", "property", "custody"))


def _of_ground(noun: Token) -> bool:
    """ "The loss of the town", not "heavy losses"."""
    return any(name == "of" for name, _ in prepositions(noun)) and noun.tag_ == "NN"


def _broken(noun: Token) -> bool:
    """ "The ceasefire was violated", "broke the truce"."""
    return noun.dep_ in ("nsubjpass", "dobj") and noun.head.lemma_ in ("violate", "breach", "break", "flout")


def _tells_toll(table: kinds.Kinds, lemmas: Sequence[str], i: int) -> bool:
    """ "Killed", "wounded": casualties, which are read on their own."""
    return any(table.match_outcome(lemmas, i, use) is not None for use in ("transitive", "intransitive"))


def _lemma(token: Token) -> str:
    if token.pos_ == "PROPN" or token.tag_ in ("JJ", "NNPS"):
        return str(token.lower_)
    lemma = str(token.lemma_).lower()
    if token.tag_ in ("VBD", "VBN", "VBG") and lemma not in kinds.load().verbs and f"{lemma}e" in kinds.load().verbs:
        return f"{lemma}e"
    return lemma


def _headline_verb(token: Token) -> bool:
    """A word in -s that the tagger took for a noun in a line that has no verb ("Syrian Army Kills 40")."""
    if not token.lower_.endswith("s") or token.i + 1 >= len(token.doc):
        return False
    return token.text[:1].isupper() and not any(t.pos_ == "VERB" and t.tag_ != "VBG" for t in token.sent)


def _noun_head(match: Match) -> int:
    words = match.trigger.words
    if "of" in words:
        return match.tokens[words.index("of") - 1] if words.index("of") - 1 < len(match.tokens) else match.tokens[0]
    return match.tokens[-1]


def _object_type(reader: Reader, verb: Token) -> ObjectType | None:
    """What the verb acts on: a place, an actor, or a thing."""
    found = list(objects(verb))
    if not found and is_passive(verb):
        who = subject(verb)
        found = [who.head] if who is not None else []
    if not found:
        found = [noun for name, noun in prepositions(verb) if name in ("of", "on", "into", "from", "to")][:1]
        if found:
            noted = reader.mentions.by_head.get(found[0].i)
            return "place" if noted is not None and noted.type == "place" else None
    if not found:
        return None
    token = found[0]
    noted = reader.mentions.of(token)
    if noted is not None and noted.type == "place":
        return "place"
    if noted is not None and noted.type == "actor":
        return "actor"
    if token.lemma_.lower() in _TERRITORY:
        return "place"
    if token.pos_ == "NUM" or (is_person(token) and any(c.dep_ == "nummod" for c in token.children)):
        return "actor"
    return "thing" if token.pos_ in ("NOUN", "PROPN") else None


_TERRITORY = frozenset(
    """town village city province district area region territory land ground control neighbourhood neighborhood base airport
    camp position hill post checkpoint outpost crossing road highway dam bridge suburb quarter airbase enclave
    stronghold capital border bastion countryside half part field oilfield mine barracks headquarters refinery""".split()
)


def _clause_lemmas(token: Token, sentence: Span) -> Sequence[str]:
    """The lemmas of the trigger's own clause: its subtree without other finite clauses, and the subject it shares."""
    words: list[str] = []
    verb = token
    if token.pos_ not in ("VERB", "AUX"):
        words += [t.lemma_ for t in token.subtree if t.i != token.i and t.sent == sentence.doc[token.i].sent]
        while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
            verb = verb.head
        who = subject(verb) if verb.pos_ in ("VERB", "AUX") else None
        if who is not None:
            words += [t.lemma_ for t in who.head.subtree if t.dep_ not in ("relcl",)][:12]
        return words
    struck = _struck(token)
    words += [t.lemma_ for t in token.subtree if not _other_clause(t, token) and t.i not in struck]
    if is_passive(token):
        return words
    who = subject(token)
    if who is not None:
        words += [t.lemma_ for t in who.head.subtree if abs(t.i - who.head.i) < 8]
    return words


def _struck(verb: Token) -> set[int]:
    """The words for what was struck, which do not tell with what: "hit a rocket depot" need not have been with rockets."""
    who = subject(verb) if is_passive(verb) else None
    nouns = [who.head] if who is not None else [each for noun in objects(verb) for each in conjuncts(noun)]
    return {i for noun in nouns for i in range(*noun_phrase(noun))}


def _other_clause(token: Token, verb: Token) -> bool:
    while token != verb:
        if token.dep_ in ("ccomp", "conj", "parataxis") and token.pos_ in ("VERB", "AUX"):
            return True
        token = token.head
    return False


_ARMED = frozenset({"armed_group", "state_force"})


def _by_doer(reader: Reader, token: Token, kind: str) -> str:
    """People flee; fighters who flee into the territory of another side defect, and who fight the police do not riot."""
    if kind == "riot" and token.lemma_ in ("clash", "fight") and _fighter(reader, token):
        return "armed_clash"
    if kind in ("deployment", "withdrawal") and token.pos_ == "VERB" and _civilians(reader, token):
        return "displacement"
    if kind == "deployment" and token.lemma_ in ("land", "arrive", "approach") and not is_passive(token):
        who = subject(token)
        if who is not None and is_weapon(who.head):
            return "shelling"
    if kind != "displacement" or token.pos_ not in ("VERB", "AUX"):
        return kind
    for name, noun in prepositions(token):
        if name in ("to", "into", "toward", "towards"):
            filler = reader.filler("destination", noun, preposition=name)
            value = filler.value if filler is not None else None
            theirs = isinstance(value, PlaceValue) and value.relation == "in_territory_of"
            if (theirs or held(reader.doc[noun.left_edge.i : noun.i])) and _fighter(reader, token):
                return "defection"
    return kind


def _civilians(reader: Reader, verb: Token) -> bool:
    """Is the subject plain people, so that "crossed into Chad" is no deployment?"""
    who = subject(verb)
    noted = reader.mentions.by_head.get(who.head.i) if who is not None and not is_passive(verb) else None
    armed = who is not None and any(c.lower_ in ("armed", "masked", "uniformed") for c in who.head.children)
    return noted is not None and noted.root().kind == "people" and not armed and not _fighter(reader, verb)


def _fighter(reader: Reader, verb: Token) -> bool:
    who = subject(verb)
    if who is None:
        return False
    for each in conjuncts(who.head):
        noted = reader.mentions.by_head.get(each.i)
        if noted is None:
            continue
        root = noted.root()
        words = {t.lemma_.lower() for t in reader.doc[root.head].subtree} | {t.lemma_.lower() for t in each.subtree}
        if root.kind in _ARMED or words & FIGHTERS:
            return True
    return False
