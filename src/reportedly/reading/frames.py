"""Frames: which words tell of an event, of which kind, and what fills its slots, read off the parse.

A trigger is a verb, a noun, a participle or a doer ("defectors") of data/kinds.toml.  What hangs on it in the parse
fills its slots by the roles of that table; a light verb ("launched an attack") passes its own arguments on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportedly import cues, kinds, registry
from reportedly.kind_table import EVENT, Trigger
from reportedly.model import COUNT_SLOTS, PLACE_SLOTS, ActorKind, Count, Words
from reportedly.reading.casualties import read_casualties
from reportedly.reading.fitness import CARRIERS, TARGETS, can_act, can_suffer, is_weapon
from reportedly.reading.grammar import (
    Argument,
    conjuncts,
    is_passive,
    noun_phrase,
    objects,
    own_subject,
    prepositions,
    subject,
)
from reportedly.reading.happenings import Filler, Happening, Reader
from reportedly.reading.links import read_links
from reportedly.reading.mentions import PLACE_NOUNS, Noted
from reportedly.reading.reasons import read_reasons
from reportedly.reading.settings import read_settings
from reportedly.reading.stance import stance_of
from reportedly.reading.triggers import Hit, find_triggers, takes_along

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_HAPPEN = frozenset(
    "occur happen take erupt break flare rage continue begin start come follow intensify resume last last".split()
)
_TAKEN_ALONG = frozenset({"movement", "allegiance", "property"})
"""Families of kinds in which "with X" names things taken along, not a weapon."""
_TARGETING = frozenset(
    "target hit strike pound batter rock destroy kill injure wound against level flatten damage".split()
)


def read_frames(reader: Reader) -> list[Happening]:
    """Every happening of a document, in the order of the text."""
    found: list[Happening] = []
    for sentence in reader.doc.sents:
        if sentence.text.isspace():
            continue
        here = _read_sentence(reader, sentence, found)
        found.extend(here)
    read_links(reader, found)
    for happening in found:
        _two_armed_sides(reader, happening)
        _taken_along(reader, happening)
    return [h for h in found if not _only_meant(reader, h, found)]


def _taken_along(reader: Reader, happening: Happening) -> None:
    """ "Defected, taking 40 fighters and a dozen vehicles with him": who came along, and what."""
    if kinds.load().get(happening.kind).family not in ("movement", "allegiance"):
        return
    for verb in reader.doc[happening.head].children:
        if verb.lemma_ != "take" or verb.dep_ not in ("advcl", "conj", "acl") or not takes_along(verb):
            continue
        for noun in objects(verb):
            for each in conjuncts(noun):
                noted = reader.mentions.by_head.get(each.i)
                if noted is not None and noted.type == "actor":
                    happening.add(reader.count("participants", each))
                else:
                    first, stop = noun_phrase(each)
                    words = Words(text=reader.words(first, stop))
                    happening.add(Filler("equipment", first, stop, each.i, words))


_ARMED = frozenset({"armed_group", "state_force", "international_force"})


def _two_armed_sides(reader: Reader, happening: Happening) -> None:
    """An attack of one armed side on another is a clash: nothing told says that only one of them fought."""
    if happening.kind != "attack" or happening.bare:
        return
    doers = [f for f in happening.fillers if f.slot == "agent" and f.noted is not None]
    if not any(f.noted is not None and f.noted.root().kind in _ARMED for f in doers):
        return
    struck = any(
        f.slot == "target" and f.noted is not None and f.noted.root().kind in _ARMED for f in happening.fillers
    )
    fallen = any(
        f.slot == "killed" and isinstance(f.value, Count) and f.value.class_ in ("fighters", "security")
        for f in happening.fillers
    )
    if struck or fallen:
        happening.kind = "armed_clash"


def _only_meant(reader: Reader, happening: Happening, found: Sequence[Happening]) -> bool:
    """ "Attacked the town to retake it": what was only meant to be is told as the motive, not as an event."""
    token = reader.doc[happening.head]
    if token.tag_ != "VB" or not any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children):
        return False
    return any(
        f.slot == "motive" and f.first <= happening.head < f.stop and other is not happening
        for other in found
        for f in other.fillers
    )


def _read_sentence(reader: Reader, sentence: Span, before: Sequence[Happening]) -> list[Happening]:
    hits = _without_targets(reader, find_triggers(reader, sentence))
    here: list[Happening] = []
    by_head: dict[int, Happening] = {}
    for hit in hits:
        happening = Happening(hit.kind, hit.first, hit.stop, hit.head, hit.trigger)
        by_head[hit.head] = happening
        here.append(happening)
    for hit, happening in zip(hits, list(here), strict=True):
        _fill(reader, hit, happening, by_head)
    here = _merge_predicates(reader, hits, here, by_head)
    here += read_casualties(reader, sentence, here, before)
    for happening in here:
        read_reasons(reader, happening, here)
    read_settings(reader, sentence, here, before)
    here = [h for h in here if not _empty(reader, h)]
    return sorted(here, key=lambda h: h.first)


def _empty(reader: Reader, happening: Happening) -> bool:
    """A weak word about which nothing of an event is said."""
    if happening.trigger is None or not happening.trigger.weak:
        return False
    telling = {"agent", "target", "where", "origin", "destination", "when", "equipment", "times", *COUNT_SLOTS}
    return not any(f.slot in telling for f in happening.fillers)


def _without_targets(reader: Reader, hits: list[Hit]) -> list[Hit]:
    """ "Jets struck a gathering", "bombed a wedding": what was struck is the target, not a second event."""
    table = kinds.load()
    strikes = {h.head for h in hits if h.form == "verb" and table.get(h.kind).family == "attack"}
    return [
        h
        for h in hits
        if h.form != "noun"
        or table.get(h.kind).family == "attack"
        or reader.doc[h.head].dep_ not in ("dobj", "nsubjpass")
        or reader.doc[h.head].head.i not in strikes
    ]


def _fill(reader: Reader, hit: Hit, happening: Happening, by_head: dict[int, Happening]) -> None:
    token = reader.doc[hit.head]
    if hit.form == "verb":
        _fill_verb(reader, token, hit.trigger, happening, by_head)
    elif hit.form == "doer":
        _fill_doer(reader, token, happening)
    elif hit.form == "adjective":
        slot = hit.trigger.roles.object
        happening.add(_role(reader, happening, slot, token.head))
    else:
        _fill_noun(reader, token, hit.trigger, happening, by_head)


# --- verbs ----------------------------------------------------------------------------------------


def _fill_verb(
    reader: Reader, verb: Token, trigger: Trigger, happening: Happening, by_head: dict[int, Happening]
) -> None:
    passive = is_passive(verb)
    who = _accused(verb) or subject(verb)
    if who is not None and (who.head.i not in by_head or _acts_with(reader, who.head)):
        slot = trigger.roles.object if passive else trigger.roles.subject
        _add_all(reader, happening, slot, who)
    if not passive:
        for noun in objects(verb):
            for each in conjuncts(noun):
                if each.i not in by_head and not _bare_part(each, happening):
                    happening.add(_role(reader, happening, trigger.roles.object, each))
                    _inside(reader, happening, each)
    else:
        for noun in objects(verb):
            happening.add(_role(reader, happening, trigger.roles.object, noun))
    _add_prepositions(reader, verb, trigger, happening, by_head)
    permission = _permission(reader, verb)
    happening.let = permission is not None
    happening.add(permission)


_ACCUSE = frozenset(
    {"accuse", "blame", "suspect", "charge", "convict", "acquit", "arrest", "detain", "condemn", "fault"}
)


def _accused(act: Token) -> Argument | None:
    """In "accused the army of shelling the town" the army shells, not the one who accuses."""
    if act.dep_ not in ("pcomp", "pobj") or act.head.lower_ not in ("of", "for", "in") or act.head.dep_ != "prep":
        return None
    verb = act.head.head
    if verb.lemma_ not in _ACCUSE or verb.pos_ != "VERB":
        return None
    if is_passive(verb):
        return subject(verb)
    found = next(iter(objects(verb)), None)
    return Argument(found, True) if found is not None else None


_PERMIT = frozenset({"allow", "let", "permit", "help", "force", "order", "enable", "pressure"})


def _permission(reader: Reader, verb: Token) -> Filler | None:
    """ "We allowed him to leave with his family": how it came about that he left."""
    above = verb.head
    if verb.dep_ not in ("ccomp", "xcomp") or above.lemma_ not in _PERMIT or verb.tag_ != "VB":
        return None
    first, stop = above.i, verb.right_edge.i + 1
    inner = [t.i for t in verb.subtree if t.dep_ in ("advcl", "relcl", "conj", "cc") and t.i > verb.i]
    if inner:
        stop = min(reader.doc[i].left_edge.i for i in inner if reader.doc[i].left_edge.i > verb.i)
    while stop > verb.i + 1 and reader.doc[stop - 1].is_punct:
        stop -= 1
    return Filler("manner", first, stop, above.i, Words(text=reader.words(first, stop)), None)


def _bare_part(noun: Token, happening: Happening) -> bool:
    """Is the noun only a word of the trigger ("took hostage"), not a phrase of its own ("seized three tankers")?"""
    return happening.first <= noun.i < happening.stop and not any(noun.children)


def _add_all(reader: Reader, happening: Happening, slot: str, argument: Argument) -> None:
    tokens = conjuncts(argument.head)
    for number, each in enumerate(tokens):
        if slot == "sides":
            chosen = "agent" if number == 0 else "target"
        else:
            chosen = slot
        happening.add(_role(reader, happening, chosen, each))


def _add_prepositions(
    reader: Reader, token: Token, trigger: Trigger, happening: Happening, by_head: dict[int, Happening]
) -> None:
    for name, noun in prepositions(token):
        if noun.i in by_head or name in ("along with", "together with"):
            continue
        slot = _slot_of(trigger, name) or _slot_of(trigger, name.split()[-1])
        if slot is None or slot in ("none", "when"):
            continue
        if slot == "sides":
            slot = "agent" if not happening.has("agent") else "target"
        if slot == "instrument" and _acts_with(reader, noun):
            slot = "agent" if trigger.roles.subject in ("agent", "sides") and not happening.has("target") else "target"
            if happening.kind != "armed_clash":
                slot = "agent"
        elif slot == "instrument" and kinds.load().get(happening.kind).family in _TAKEN_ALONG:
            slot = "equipment"
        happening.add(_role(reader, happening, slot, noun, preposition=name))


_COMPANIONS = frozenset(
    """wife husband son daughter brother sister family relative child man guard bodyguard follower comrade colleague cousin
    father mother aide deputy companion crew""".split()
)


def _acts_with(reader: Reader, noun: Token) -> bool:
    noted = reader.mentions.by_head.get(noun.i)
    if noted is not None and noted.type == "actor":
        return True
    return noun.lemma_.lower() in _COMPANIONS or any(
        n.lemma_.lower() in _COMPANIONS for name, n in prepositions(noun) if name == "of"
    )


def _inside(reader: Reader, happening: Happening, noun: Token) -> None:
    """Places named inside an object ("attacked a checkpoint in Homs") tell where it was."""
    for name, inner in prepositions(noun):
        if name in ("in", "at", "near", "outside", "around"):
            filler = reader.filler("where", inner, preposition=name)
            if filler is not None and filler.noted is not None:
                happening.add(filler)


# --- nouns ----------------------------------------------------------------------------------------


def _fill_noun(
    reader: Reader, noun: Token, trigger: Trigger, happening: Happening, by_head: dict[int, Happening]
) -> None:
    for child in noun.children:
        if child.i >= happening.first and child.i < happening.stop and child.i != noun.i:
            continue
        if child.dep_ == "poss" and child.i not in by_head:
            owner = trigger.roles.subject if trigger.roles.subject != "sides" else "agent"
            happening.add(_modifier(reader, owner, child))
        elif child.dep_ in ("compound", "amod", "nmod") and child.i not in by_head:
            for each in [child, *[c for c in child.children if c.dep_ in ("conj", "compound", "amod")]]:
                happening.add(_modifier(reader, "", each, trigger=trigger))
    for name, inner in prepositions(noun):
        if inner.i in by_head:
            continue
        slot: str | None = trigger.roles.of if name == "of" else _slot_of(trigger, name)
        if slot is None or slot in ("none", "when"):
            continue
        if slot == "sides":
            slot = "agent" if not happening.has("agent") else "target"
        happening.add(_role(reader, happening, slot, inner, preposition=name))
        _inside(reader, happening, inner) if slot == "target" else None
    for child in noun.children:
        if child.dep_ in ("acl", "relcl") and child.i not in by_head and child.lemma_ in _TARGETING:
            for each in objects(child):
                if each != noun:
                    happening.add(_role(reader, happening, "target", each))
                    _inside(reader, happening, each)
    happening.add(_own_weapon(reader, happening))
    happening.known = _known(noun)
    _answerable(reader, noun, happening, by_head)
    for child in noun.children:
        if child.dep_ == "acl" and child.tag_ == "VBN" and _light_role(child, "") == "agent":
            _add_prepositions(reader, child, trigger, happening, by_head)
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    if verb.pos_ == "NOUN" and verb.dep_ == "dobj":
        verb = verb.head
    through = noun.head.lower_ if noun.dep_ == "pobj" else ""
    reports = happening.known and any(c.speech and not c.particle for c in cues.verb_senses(verb.lower_))
    light = _light_role(verb, through) if verb.pos_ in ("VERB", "AUX") and not reports else None
    if light is not None and noun.dep_ in ("dobj", "pobj", "attr", "oprd"):
        happening.stated = True
        who = subject(verb)
        if who is not None and who.head.i not in by_head:
            before = len(happening.fillers)
            _add_all(reader, happening, light if through or not is_passive(verb) else "target", who)
            if happening.known or _shares(verb):
                for filler in happening.fillers[before:]:
                    filler.stance, filler.stance_words = stance_of(reader.parsed, verb.idx, verb.idx + len(verb.text))
        _add_prepositions(reader, verb, trigger, happening, by_head)
    elif happening.kind == "ceasefire_violation" and noun.dep_ in ("nsubjpass", "dobj"):
        happening.stated = True
        _add_prepositions(reader, verb, trigger, happening, by_head)
        doer = subject(verb) if noun.dep_ == "dobj" else None
        if doer is not None:
            _add_all(reader, happening, "agent", doer)
    elif noun.dep_ in ("attr", "expl") or (noun.dep_ in ("nsubj", "nsubjpass") and verb.lemma_ in _HAPPEN):
        happening.stated = True
        _add_prepositions(reader, verb, trigger, happening, by_head)
    elif noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.lower_ in ("under", "into"):
        above = noun.head.head
        if above.pos_ == "VERB" and above.lemma_ in ("come", "be", "go"):
            who = subject(above)
            if who is not None and noun.head.lower_ == "under":
                _add_all(reader, happening, "target", who)
            _add_prepositions(reader, above, trigger, happening, by_head)


def _known(noun: Token) -> bool:
    """Do the words take the event for granted: "the attack", "this raid", "their strikes"?"""
    return any(
        (c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these", "those")) or c.dep_ == "poss"
        for c in noun.children
    )


def _own_weapon(reader: Reader, happening: Happening) -> Filler | None:
    """The weapon inside the trigger itself: "car bomb attack", "missile strike", "use of poison gas"."""
    inside = [reader.doc[i] for i in range(happening.first, happening.stop) if i != happening.head]
    weapons = [t for t in inside if is_weapon(t)]
    if not weapons:
        return None
    last = weapons[-1]
    first = last.i
    while (
        first - 1 >= happening.first
        and reader.doc[first - 1].dep_ in ("compound", "amod")
        and first - 1 != happening.head
    ):
        first -= 1
    return Filler("instrument", first, last.i + 1, last.i, Words(text=reader.words(first, last.i + 1)), None)


_ANSWERABLE = frozenset({"responsible", "behind", "guilty", "culpable", "blame", "accountable"})


def _answerable(reader: Reader, noun: Token, happening: Happening, by_head: dict[int, Happening]) -> None:
    """ "X was responsible for the attack", "X is behind it", "the attack came from X": who is said to have done it."""
    above = noun.head if noun.dep_ == "pobj" else None
    accused = _accused(noun)
    who: Argument | None = None
    if accused is not None:
        for each in conjuncts(accused.head):
            if each.i not in by_head:
                filler = _role(reader, happening, "agent", each)
                if filler is not None and filler.slot == "agent":
                    filler.stance = "asserts"
                    happening.add(filler)
        return
    if above is not None and above.lower_ == "for" and above.head.lower_ == "responsibility":
        verb = above.head.head
        who = subject(verb) if verb.pos_ == "VERB" else None
    elif above is not None and above.lower_ == "behind" and above.head.lemma_ == "be":
        verb, who = above.head, subject(above.head)
    elif above is not None and above.lower_ in ("for", "of") and above.head.lower_ in _ANSWERABLE:
        verb = above.head.head if above.head.pos_ in ("ADJ", "NOUN") else above.head
        who = subject(verb) if verb.pos_ in ("VERB", "AUX") else None
    elif noun.dep_ == "nsubj" and noun.head.lemma_ == "come":
        for name, source in prepositions(noun.head):
            if name == "from" and source.i not in by_head:
                _said_of(reader, happening, _role(reader, happening, "agent", source), noun.head)
        return
    else:
        return
    if who is not None:
        for each in conjuncts(who.head):
            if each.i not in by_head:
                _said_of(reader, happening, _role(reader, happening, "agent", each), verb)


def _said_of(reader: Reader, happening: Happening, filler: Filler | None, verb: Token) -> None:
    """Take a filler whose stance is that of the verb which joins it to the event, not the event's own."""
    if filler is None or filler.slot != "agent":
        return
    filler.stance, filler.stance_words = stance_of(reader.parsed, verb.idx, verb.idx + len(verb.text))
    happening.add(filler)


def _slot_of(trigger: Trigger, preposition: str) -> str | None:
    return trigger.roles.prepositions.get(preposition)


def _light_role(verb: Token, through: str) -> str | None:
    """The slot that a light verb gives to its subject ("launched": agent, "suffered": target), None for other verbs.

    ``through`` is the preposition between the verb and the event's noun ("came under attack"), empty where there is none.
    """
    forms = [t.lower_ for t in verb.sent]
    lemmas = [t.lemma_.lower() for t in verb.sent]
    start = verb.i - verb.sent.start
    starts = [
        start,
        *(c.i - verb.sent.start for c in verb.children if c.dep_ in ("auxpass", "aux") and c.lemma_ == "be"),
    ]
    for i in starts:
        mixed = [*lemmas[: i + 1], *forms[i + 1 :]] if i != start else lemmas
        for match in kinds.load().match_light(mixed, i):
            if match.verb.object == EVENT and (not through or through in match.verb.words):
                return match.verb.subject
    return None


_SHARING = frozenset({"take", "participate", "involve", "join", "engage", "contribute", "have"})


def _shares(verb: Token) -> bool:
    """ "Did not take part in the attack": the verb says who took part, and takes the event for granted."""
    return verb.lemma_ in _SHARING and any(c.dep_ in ("neg",) or c.dep_ == "aux" for c in verb.children)


def _modifier(reader: Reader, slot: str, token: Token, *, trigger: Trigger | None = None) -> Filler | None:
    """A word before an event noun: who did it ("Russian air strikes"), where ("Aleppo offensive"), or with what ("mortar attack")."""
    noted = reader.mentions.by_head.get(token.i) or reader.mentions.covering.get(token.i)
    if noted is not None and noted.type == "place" and slot != "agent":
        return reader.filler("where", token) if noted.head == token.i else None
    if noted is not None and noted.type in ("actor", "place") and noted.head != token.i:
        token = reader.doc[noted.head]
    if noted is not None and noted.type == "actor":
        chosen = slot or (
            "agent" if trigger is None or trigger.roles.subject in ("agent", "sides") else trigger.roles.subject
        )
        return reader.filler(chosen, token) if chosen in ("agent", "target") else None
    if reader.adjective_actor(token) is not None:
        return reader.filler(slot or "agent", token)
    if slot == "agent" and can_act(token, noted):
        return reader.filler(slot, token)
    if trigger is not None and token.dep_ in ("compound", "nmod", "amod") and _modifies_as_agent(token):
        return reader.filler("agent", token)
    if trigger is not None and is_weapon(token):
        return Filler("instrument", token.i, token.i + 1, token.i, Words(text=reader.words(token.i, token.i + 1)), None)
    return None


_ACTING: frozenset[ActorKind] = frozenset({"state", "state_force", "armed_group", "international_force"})


def _modifies_as_agent(token: Token) -> bool:
    """ "Government air strikes", "militia raid", "fighter jets air raids"."""
    return token.lemma_.lower() in CARRIERS or registry.kind_of([token.lower_]) in _ACTING


def _fill_doer(reader: Reader, noun: Token, happening: Happening) -> None:
    called = _called(noun)
    if called is not None:
        for each in conjuncts(called):
            happening.add(_role(reader, happening, "agent", each))
        if happening.has("agent"):
            return
    first, stop = noun_phrase(noun)
    filler = reader.filler("agent", noun)
    if filler is not None:
        filler.first, filler.stop = first, stop
        happening.fillers.append(filler)
    for name, inner in prepositions(noun):
        if name == "from":
            happening.add(reader.filler("origin", inner, preposition=name))


def _called(noun: Token) -> Token | None:
    """Who is said to be it: "brand the group as drug smugglers", "they are defectors"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "as" and noun.head.head.pos_ == "VERB":
        return next(iter(objects(noun.head.head)), None)
    if noun.dep_ in ("attr", "oprd") and noun.head.pos_ in ("VERB", "AUX"):
        if noun.dep_ == "oprd":
            return next((o for o in objects(noun.head) if o != noun), None)
        who = subject(noun.head)
        return who.head if who is not None else None
    return None


# --- roles ----------------------------------------------------------------------------------------


def _role(reader: Reader, happening: Happening, slot: str, token: Token, *, preposition: str = "") -> Filler | None:
    """The filler for a role, moved to the slot that its words fit: a weapon as subject is the instrument."""
    if slot in ("none", "sides", ""):
        return None
    noted = reader.mentions.by_head.get(token.i) or reader.mentions.covering.get(token.i)
    if slot == "agent":
        if is_weapon(token) and (noted is None or noted.type != "actor"):
            first, stop = noun_phrase(token)
            return Filler("instrument", first, stop, token.i, Words(text=reader.words(first, stop)), None)
        if token.lemma_.lower() not in _COMPANIONS and not can_act(
            token, noted, does=token.dep_ in ("nsubj", "conj") or preposition == "by"
        ):
            return None
    elif slot == "target" and _is_place(reader, token, noted):
        slot = "where"
    elif slot == "target" and not can_suffer(token, noted, kinds.load().get(happening.kind).family):
        return None
    if slot in ("motive", "manner", "outcome"):
        first, stop = token.left_edge.i, token.right_edge.i + 1
        if token.left_edge.i > token.i:
            first = token.i
        start = first - 1 if first > 0 and reader.doc[first - 1].dep_ == "prep" else first
        return Filler(slot, start, stop, token.i, Words(text=reader.words(start, stop)), None)
    if slot in COUNT_SLOTS:
        return reader.count(slot, token)
    if slot in PLACE_SLOTS:
        filler = reader.filler(slot, token, preposition=preposition)
        if filler is None and preposition in ("from",) and slot == "origin":
            return None
        return filler
    if slot == "when":
        return None
    if slot == "target":
        happening.add(_whose(reader, token))
    return reader.filler(slot, token, preposition=preposition)


def _whose(reader: Reader, token: Token) -> Filler | None:
    """The group whose positions, convoy or base was hit: it is a target too."""
    if token.lemma_.lower() not in TARGETS:
        return None
    for noun in [
        *(n for name, n in prepositions(token) if name == "of"),
        *(c for c in token.children if c.dep_ in ("compound", "poss", "nmod")),
    ]:
        noted = reader.mentions.by_head.get(noun.i) or reader.mentions.covering.get(noun.i)
        if noted is not None and noted.type == "actor" and noted.how in ("name", "alias") and noted.kind in _ARMED:
            return reader.filler("target", reader.doc[noted.head])
    return None


def _is_place(reader: Reader, token: Token, noted: Noted | None) -> bool:
    """Is what was hit a place on the map ("Hama", "the town of Hass"), so that it tells where?"""
    if noted is not None and noted.type == "place":
        return noted.head == token.i
    if noted is not None or PLACE_NOUNS.get(token.lemma_.lower()) not in (
        "settlement",
        "district",
        "province",
        "region",
    ):
        return False
    return reader.place_inside(token, *noun_phrase(token)) is not None


def _merge_predicates(
    reader: Reader, hits: Sequence[Hit], here: list[Happening], by_head: dict[int, Happening]
) -> list[Happening]:
    """ "Air strikes hit a school": the noun is the event, the generic verb gives it its target."""
    gone: set[int] = set()
    for hit, happening in zip(hits, here, strict=True):
        if hit.form != "verb" or not hit.trigger.generic:
            continue
        verb = reader.doc[hit.head]
        own = own_subject(verb)
        host = by_head.get(own.i) if own is not None else None
        if host is None and verb.dep_ in ("acl", "relcl"):
            host = by_head.get(verb.head.i)
        if host is None or host is happening or not kinds.load().same_family(host.kind, happening.kind):
            continue
        for filler in happening.fillers:
            if filler.slot == "agent" and filler.head == host.head:
                continue
            host.add(filler)
        gone.add(happening.head)
    return [h for h in here if h.head not in gone]
