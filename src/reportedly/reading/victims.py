"""Who suffered it: from a word that tells of an outcome to the nouns that were killed, hurt, taken or displaced.

The words come from the table of outcomes in data/kinds.toml.  Some hurt people are told without any such word ("taken to
hospital in critical condition", "three people were shot"): :func:`hurt` reads those.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportedly import counts, kinds, registry
from reportedly.kind_table import OutcomeUse
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
_HARMS = frozenset({"wound", "injury", "burn", "amputation"})
"""Nouns of a harm itself: "two wounds" counts no people."""
_INFLICTS = frozenset("shoot wound injure hit strike stab hurt".split())
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET"})


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
        if match is not None and len(match.outcome.slots) == 1 and not match.outcome.weak:
            if use == "noun" and token.lemma_.lower() in _HARMS and not _counts_the_hurt(token):
                return None
            return match.outcome.slots[0], use
    return None


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
    return [v for v in found if v.pos_ in _NOMINAL and not _is_event(v)]


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
    """Events suffer nothing ("a shooting", "the blast"), and a harm is no person."""
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in _HARMS | {
        "life",
        "shooting",
        "attack",
        "blast",
        "explosion",
        "clash",
    }


_RISES = frozenset(
    "rise climb increase jump grow reach stand fall drop come go mount hit surpass exceed pass put revise".split()
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
    found += [c for c in verb.children if c.dep_ in ("dobj", "npadvmod", "attr") and c != at]
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


# --- hurt, without a word that says wounded ---------------------------------------------------------

_CONDITIONS = frozenset("critical serious stable grave guarded fair poor threatening severe satisfactory".split())
_HOSPITALS = frozenset("hospital clinic infirmary center centre".split())
_MEDICAL = frozenset("medical trauma health burn emergency".split())
_BRINGS = frozenset("take rush transport fly airlift carry bring evacuate admit transfer convey ferry medevac".split())
_SEEN = frozenset("find arrive appear show walk turn hospitalise hospitalize treat escape survive leave be".split())
_TREATED_FOR = frozenset(
    "injury wound burn fracture inhalation cut laceration trauma shrapnel concussion shock graze bruise gunshot".split()
)
SURVIVES = frozenset("survive recover live".split())
_LIMBS = frozenset(
    """leg arm hand foot shoulder thigh ankle knee wrist finger toe elbow buttock buttocks butt hip calf shin forearm""".split()
)
_TRUNK = frozenset("head neck chest back stomach face abdomen torso groin side jaw eye mouth".split())
_MISSILES = frozenset("bullet round gunfire shrapnel shell pellet shot fire fragment debris".split())
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
    noted = mentions.by_head.get(victim.i) or mentions.covering.get(victim.i)
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


def hurt(token: Token, *, deaths: bool) -> list[Token]:
    """Who was hurt by words that tell it another way: a sick-bed, a treatment, a shot that hit.

    ``deaths`` says that the text tells of deaths; then only words that mean a living person count ("in critical condition",
    "shot in the leg", "two others were shot").
    """
    lemma = token.lemma_.lower()
    if token.pos_ in ("NOUN", "PROPN"):
        if lemma == "condition":
            return _people(_in_condition(token))
        if lemma in _HOSPITALS and not deaths:
            return _people(_in_hospital(token))
        if lemma in _HARMS:
            return _people(_bearing(token))
        if lemma == "support" and any(c.lower_ == "life" for c in token.children) and token.head.lower_ == "on":
            return _people(_borne(token.head.head))
        if token.lower_ == "shooting":
            return _people(_of_shooting(token, deaths=deaths))
        if token.lower_ != "shot":
            return []
    if token.lower_ == "shot" or lemma in ("shoot", "hit", "strike", "graze"):
        return _people(_shot(token, deaths=deaths))
    if lemma == "treat" and is_passive(token):
        whats = {n.lemma_.lower() for name, n in prepositions(token) if name in ("for", "at", "in", "by")}
        if whats & (_TREATED_FOR | _HOSPITALS | {"scene", "medic", "paramedic"}):
            who = subject(token)
            return _people(conjuncts(who.head) if who is not None else [])
    if lemma == "undergo" and any(n.lemma_.lower() in ("surgery", "operation") for n in objects(token)):
        who = subject(token)
        return _people(conjuncts(who.head) if who is not None else [])
    if lemma in SURVIVES and _recovering(token):
        who = subject(token)
        return _people(conjuncts(who.head) if who is not None else [])
    return []


def _in_condition(token: Token) -> list[Token]:
    """ "2 in critical condition", "is in stable condition", "left dozens in serious condition"."""
    if token.dep_ != "pobj" or token.head.lower_ != "in":
        return []
    if not any(c.lemma_.lower() in _CONDITIONS for c in token.children):
        return []
    return _borne(token.head.head)


def _bearing(token: Token) -> list[Token]:
    """ "Arrived with a gunshot wound", "with minor injuries": whoever has it; not "charged with an injury"."""
    if token.dep_ != "pobj" or token.head.lower_ != "with":
        return []
    head = token.head.head
    if head.dep_ == "pobj" and not is_person(head) and head.head.head.pos_ == "VERB":
        head = head.head.head
    if head.pos_ == "VERB" and head.lemma_.lower() not in _BRINGS | _SEEN:
        return []
    return _borne(head)


def _of_shooting(token: Token, *, deaths: bool) -> list[Token]:
    """ "The shooting of five teenagers", in a text that tells of no death."""
    if deaths or any(c.lemma_.lower() in ("fatal", "deadly") for c in token.children):
        return []
    return [noun for name, noun in prepositions(token) if name == "of"]


def _in_hospital(token: Token) -> list[Token]:
    """ "Were rushed to a hospital", "sent 14 people to the hospital": in a text that tells of no death."""
    if token.lemma_.lower() in ("center", "centre") and not any(c.lemma_.lower() in _MEDICAL for c in token.children):
        return []
    if token.dep_ != "pobj" or token.head.lower_ != "to":
        return []
    verb = token.head.head
    lemma = verb.lemma_.lower()
    if lemma in _BRINGS and verb.pos_ == "VERB":
        return _borne(verb)
    if lemma == "send":
        return [c for noun in objects(verb) for c in conjuncts(noun)]
    return []


def _borne(head: Token) -> list[Token]:
    """Who is in that state: the noun itself, the subject of a passive or of "be", else the object."""
    if head.pos_ in ("NOUN", "NUM", "PROPN", "PRON"):
        return conjuncts(head)
    if head.pos_ not in ("VERB", "AUX"):
        return []
    if not is_passive(head):
        held = [c for noun in objects(head) for c in conjuncts(noun)]
        if held:
            return held
    who = subject(head)
    return conjuncts(who.head) if who is not None else []


def _shot(token: Token, *, deaths: bool) -> list[Token]:
    """ "Three people were shot", "hitting four passengers with shrapnel", "struck by a bullet": people that a shot hit."""
    if token.pos_ == "NOUN" or token.tag_ == "NN":
        found = [c for c in token.lefts if c.dep_ in ("nummod", "compound", "nsubj")] if token.lower_ == "shot" else []
        if not found or found[-1].pos_ not in ("NUM", "NOUN") or token.dep_ != "ROOT":
            return []
        found = found[-1:]
    elif is_passive(token) or (token.tag_ in ("VBN", "VBD") and not list(objects(token)) and _headline(token)):
        who = subject(token)
        found = conjuncts(who.head) if who is not None else []
    else:
        found = [c for noun in objects(token) for c in conjuncts(noun) if _telling(c) or _in_body(token)]
    if token.lower_ != "shot" and token.lemma_.lower() != "shoot" and not _by_missile(token):
        return []
    if fatal(token) or _ends_in_death(token):
        return []
    if deaths and not _in_limb(token):
        found = [v for v in found if v.lower_ in ("other", "others") or any(c.lower_ == "other" for c in v.children)]
    return found


def _headline(token: Token) -> bool:
    """ "Teen shot in Homestead": a participle at the root without an auxiliary, an object or an "at"."""
    names = [c.lower_ for c in token.children if c.dep_ in ("prep", "prt")]
    own = own_subject(token)
    return token.dep_ == "ROOT" and own is not None and own.i + 1 == token.i and "at" not in names


def _by_missile(token: Token) -> bool:
    """Is what hit them a shot or its pieces, or is a part of the body hit?"""
    who = own_subject(token)
    if who is not None and who.lemma_.lower() in _MISSILES:
        return True
    return any(name in ("by", "with") and n.lemma_.lower() in _MISSILES for name, n in prepositions(token)) or _in_body(
        token
    )


def _telling(noun: Token) -> bool:
    """A number of people or the shooter himself; of "shot the pilot" alone nobody knows whether he lived."""
    return noun.pos_ in ("NUM", "PRON") or any(c.dep_ == "nummod" for c in noun.children)


def _in_body(token: Token) -> bool:
    """ "Shot in the leg", "hit in the chest"."""
    return any(name in ("in", "on") and n.lemma_.lower() in _LIMBS | _TRUNK for name, n in prepositions(token))


def _in_limb(token: Token) -> bool:
    return any(name in ("in", "on") and n.lemma_.lower() in _LIMBS for name, n in prepositions(token))


def _ends_in_death(token: Token) -> bool:
    """ "Shot dead", "shot to death", "shot and killed"."""
    for child in token.children:
        if child.lemma_.lower() in ("dead", "kill", "die", "down"):
            return True
        if child.lower_ == "to" and any(c.lemma_.lower() == "death" for c in child.children):
            return True
    return token.dep_ == "conj" and token.head.lemma_.lower() in ("kill", "die") and own_subject(token) is None


def _recovering(token: Token) -> bool:
    """ "Is recovering", "are expected to survive": alive, and hurt."""
    if token.tag_ == "VBG":
        return token.lemma_.lower() == "recover" and not any(c.dep_ == "dobj" for c in token.children)
    return token.tag_ == "VB" and token.dep_ == "xcomp" and token.head.lemma_.lower() == "expect"


def _people(found: Sequence[Token]) -> list[Token]:
    """Those of the nouns that are people, or a number or pronoun that stands for people."""
    return [t for t in found if t.pos_ in _NOMINAL and is_person(t)]


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
