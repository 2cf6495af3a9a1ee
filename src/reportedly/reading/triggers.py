"""Triggers: which words of a sentence tell of an event, of which kind, after everything that speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly import kinds
from reportedly.kind_table import ObjectType, Part, Trigger
from reportedly.kinds import Match
from reportedly.model import PlaceValue
from reportedly.reading.fitness import TARGETS, is_weapon
from reportedly.reading.grammar import conjuncts, is_passive, noun_phrase, objects, prepositions, subject
from reportedly.reading.happenings import Reader

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_ACTIVE_NOUN_DEPS = frozenset({"compound", "amod", "nmod", "npadvmod"})


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
        acts_on = _object_type(reader, token) if verbal else None
        match = table.choose(matches, acts_on)
        if match is None:
            continue
        trigger = match.trigger
        head = reader.doc[sentence.start + (match.tokens[0] if trigger.part == "verb" else _noun_head(sentence, match))]
        if _is_none(reader, sentence, match, head, acts_on):
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


def _is_none(reader: Reader, sentence: Span, match: Match, head: Token, acts_on: ObjectType | None) -> bool:
    """Does something speak against the trigger: a name around it, the wrong object, a weak word without company?"""
    table = kinds.load()
    trigger = match.trigger
    if _in_name(reader, head) or (trigger.weak and trigger.kind == "other") or _in_compound(head):
        return True
    if head.lemma_ in _RETURNS and head.dep_ == "pobj" and head.head.lower_ == "in":
        return True
    if trigger.kind == "protest" and trigger.words == ("gather",) and not _crowd(head):
        return True
    if trigger.kind == "sanction" and head.tag_ == "VBN" and head.dep_ in ("acl", "amod"):
        return True
    if trigger.part != "verb":
        torn = trigger.part in ("noun", "doer") and head.tag_.startswith("VB") and head.pos_ != "NOUN"
        if torn or not _stands(head, trigger.part):
            return True
    else:
        if acts_on is not None and trigger.takes and acts_on not in trigger.takes:
            return True
        if trigger.weak and trigger.kind in _OF_PLACES and acts_on != "place":
            return True
        if trigger.weak and acts_on in ("place", "thing") and table.get(trigger.kind).family == "custody":
            return True
        goods = trigger.words in (("take",), ("hand", "over")) and trigger.kind in ("seizure", "arms_transfer")
        if goods and not _takes_goods(head):
            return True
        if head.lemma_ == "take" and takes_along(head):
            return True
        if head.lemma_ == "leave" and _leaves_so(table, head):
            return True
        if _torn_particle(sentence, match):
            return True
        if trigger.kind == "release" and trigger.words == ("break", "out") and _event_begins(table, head):
            return True
    return trigger.weak and not _company(reader, sentence, head)


def _without_echoes(reader: Reader, found: list[Hit]) -> list[Hit]:
    """ "defectors defecting": a doer beside the verb of its own kind names no second event."""
    table = kinds.load()
    acts = [(h.kind, reader.doc[h.head]) for h in found if h.form == "verb"]
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


def _takes_goods(verb: Token) -> bool:
    """ "Vehicles were taken", "took weapons": of all that can be taken, only what a force takes."""
    who = subject(verb) if is_passive(verb) else None
    nouns = [who.head] if who is not None else list(objects(verb))
    for noun in nouns:
        inner = [noun, *(n for name, n in prepositions(noun) if name == "of")]
        if any(t.lemma_.lower() in TARGETS or is_weapon(t) for t in inner):
            return True
    return False


_PARTICLES = frozenset({"in", "up", "out", "off", "away", "back", "down", "over"})


def _of_ground(noun: Token) -> bool:
    """ "The loss of the town", not "heavy losses"."""
    return any(name == "of" for name, _ in prepositions(noun)) and noun.tag_ == "NN"


def _broken(noun: Token) -> bool:
    """ "The ceasefire was violated", "broke the truce"."""
    return noun.dep_ in ("nsubjpass", "dobj") and noun.head.lemma_ in ("violate", "breach", "break", "flout")


def _torn_particle(sentence: Span, match: Match) -> bool:
    """ "Gave a toll of 20 in …" is no "give in": a particle apart from its verb must be one in the parse."""
    if len(match.tokens) != 2:
        return False
    for before, at in zip(match.tokens, match.tokens[1:], strict=False):
        token = sentence[at]
        if at - before > 1 and token.lower_ in _PARTICLES and token.dep_ != "prt":
            return True
    return False


def takes_along(verb: Token) -> bool:
    """ "Taking 40 fighters with him": they go along, and nobody takes them from anybody."""
    return any(
        t.dep_ == "pobj" and t.head.lower_ == "with" and t.lower_ in ("him", "her", "them", "it", "us", "you", "me")
        for t in verb.subtree
    )


def _leaves_so(table: kinds.Kinds, verb: Token) -> bool:
    """ "Left 40 militants dead": a toll, and nobody left."""
    if verb.tag_ == "VBG" and verb.dep_ in ("advcl", "conj", "acl") and _leaves_them(verb):
        return True
    following = verb.doc[verb.i + 1 : min(verb.i + 10, verb.sent.end)]
    for token in following:
        if token.pos_ in ("ADJ", "VERB") and table.match_outcome([token.lower_], 0, "adjective") is not None:
            return True
        if token.pos_ == "VERB" and table.match_outcome([token.lemma_.lower()], 0, "transitive") is not None:
            return True
        if token.pos_ in ("VERB", "AUX") or token.is_punct:
            return False
    return False


def _event_begins(table: kinds.Kinds, verb: Token) -> bool:
    """ "War broke out": an event began, and nobody escaped."""
    who = subject(verb)
    return who is not None and bool(table.match_noun([who.head.lemma_.lower()], 0))


def _leaves_them(verb: Token) -> bool:
    """ "Leaving them with a foothold", "leaving the militia to fend for itself": in what state others were left."""
    if not any(c.dep_ in ("dobj", "nsubj") for c in verb.children) and not any(
        c.dep_ == "ccomp" for c in verb.children
    ):
        return False
    return any(
        (c.dep_ == "prep" and c.lower_ in ("with", "without", "in")) or c.dep_ in ("ccomp", "xcomp", "oprd")
        for c in verb.children
    )


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


def _noun_head(sentence: Span, match: Match) -> int:
    words = match.trigger.words
    if "of" in words:
        return match.tokens[words.index("of") - 1] if words.index("of") - 1 < len(match.tokens) else match.tokens[0]
    return match.tokens[-1]


_RETURNS = frozenset({"retaliation", "reprisal", "revenge"})
"""Nouns of phrases that give a reason ("in retaliation for")."""
_CROWDS = frozenset(
    """protest protester demonstrator demonstrate rally crowd hundred thousand chant slogan demand against mourner supporter
    activist opponent mob""".split()
)


def _crowd(verb: Token) -> bool:
    """Do the words around "gathered" say that it was for a cause?"""
    return any(t.lemma_.lower() in _CROWDS for t in verb.subtree)


def _in_compound(token: Token) -> bool:
    """ "War-battered", "battle-hardened": a noun that is only the first half of an adjective."""
    if token.pos_ not in ("NOUN", "PROPN") or token.i + 2 >= len(token.doc) or token.whitespace_:
        return False
    hyphen, after = token.nbor(1), token.nbor(2)
    return hyphen.text == "-" and not hyphen.whitespace_ and after.tag_ in ("VBN", "VBD", "JJ")


def _in_name(reader: Reader, token: Token) -> bool:
    noted = reader.mentions.covering.get(token.i)
    return noted is not None and noted.how in ("name", "alias") and noted.stop - noted.first > 1


def _stands(token: Token, part: Part) -> bool:
    """Is the noun an event here, and not only a modifier of another noun ("attack helicopter", "peace activist")?"""
    if part == "adjective":
        return token.dep_ in ("amod", "acomp", "acl", "oprd", "attr")
    if token.dep_ in _ACTIVE_NOUN_DEPS and token.head.pos_ in ("NOUN", "PROPN") and token.head.i > token.i:
        return token.head.lemma_.lower() in ("attempt", "campaign", "plan", "threat", "wave", "case", "site", "scene")
    return True


def _company(reader: Reader, sentence: Span, token: Token) -> bool:
    if kinds.load().has_companion(t.lemma_ for t in sentence):
        return True
    return any(
        n.type in ("actor", "place") and sentence.start <= n.head < sentence.end and n.how != "pronoun"
        for n in (reader.mentions.by_head.get(t.i) for t in sentence)
        if n is not None
    )


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
    noted = reader.mentions.by_head.get(token.i) or reader.mentions.covering.get(token.i)
    if noted is not None and noted.type == "place":
        return "place"
    if noted is not None and noted.type == "actor":
        return "actor"
    if token.lemma_.lower() in _TERRITORY:
        return "place"
    return "thing" if token.pos_ in ("NOUN", "PROPN") else None


_OF_PLACES = frozenset({"territory_captured", "territory_transferred"})
_TERRITORY = frozenset(
    """town village city province district area region territory land ground control neighbourhood neighborhood base airport
    camp position hill post checkpoint outpost crossing road highway dam bridge suburb quarter airbase enclave
    stronghold capital border bastion countryside half part""".split()
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


_FIGHTERS = frozenset({"armed_group", "state_force"})


def _by_doer(reader: Reader, token: Token, kind: str) -> str:
    """People flee; fighters who flee into the territory of another side defect."""
    if kind in ("deployment", "withdrawal") and token.pos_ == "VERB" and _civilians(reader, token):
        return "displacement"
    if kind != "displacement" or token.pos_ not in ("VERB", "AUX"):
        return kind
    for name, noun in prepositions(token):
        if name in ("to", "into", "toward", "towards"):
            filler = reader.filler("destination", noun, preposition=name)
            value = filler.value if filler is not None else None
            held = isinstance(value, PlaceValue) and value.relation == "in_territory_of"
            span = reader.words(noun.left_edge.i, noun.i + 1).lower()
            if (held or "-held" in span or "-controlled" in span) and _fighter(reader, token):
                return "defection"
    return kind


def _civilians(reader: Reader, verb: Token) -> bool:
    """Is the subject plain people, so that "crossed into Chad" is no deployment?"""
    who = subject(verb)
    noted = reader.mentions.by_head.get(who.head.i) if who is not None and not is_passive(verb) else None
    return noted is not None and noted.root().kind == "people" and not _fighter(reader, verb)


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
        if root.kind in _FIGHTERS or words & _FIGHTING:
            return True
    return False


_FIGHTING = frozenset(
    "member fighter militia militiaman soldier militant rebel commander officer troop defector".split()
)
