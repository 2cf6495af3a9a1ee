"""How surely the sentence itself holds an event: negation, doubt, condition, intention around one word.

Only the sentence's own voice is read here; what a speaker's cue adds ("denied that ...") belongs to the statement.
Scope: the word's auxiliaries and modifiers, its clause's mark, and the verbs that share its clause upwards ("failed
to", "is believed to have", "no plan to"), never a sibling or an embedded clause.  Words come from data/cues.toml; one
event with several marks has the first of denies > supposes > plans > infers > hedges > doubts (the record's contract).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly import cues
from reportedly.model import Stance
from reportedly.reading.contract import Parsed
from reportedly.reading.grammar import definite

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PRIORITY: tuple[Stance, ...] = ("denies", "supposes", "plans", "infers", "hedges", "doubts")
CONDITIONS = frozenset({"if", "whether", "unless", "lest", "provided", "providing", "assuming"})
FUTURE = frozenset({"will", "'ll", "shall", "wo", "ll"})
POSSIBLE = frozenset({"may", "might", "could", "can", "ca"})
OCCURRENCE = frozenset(
    "happen happens happened occur occurs occurred take takes took taken begin begins began begun start starts "
    "started continue continues continued resume resumed follow followed be is are was were been remain stop stopped "
    "end ended".split()
)
NO_ONE = frozenset({"nobody", "none", "nothing", "no-one", "neither", "nowhere"})
UPWARDS = frozenset({"xcomp", "ccomp", "pcomp", "acl", "acomp", "oprd", "attr", "csubj", "csubjpass", "advcl"})
INVOLVED = frozenset("associated involved engaged linked connected tied implicated complicit".split())
"""Participles whose preposition leads to the act itself: "may be involved in smuggling" hedges the smuggling."""
PRESUPPOSING = frozenset(
    "escape flee discuss debate condemn denounce investigate probe end stop halt survive avenge punish recall mark mourn "
    "commemorate witness observe monitor document record describe criticise criticize protest address review explain".split()
)
"""Verbs whose object is there already, whatever becomes of the verb: "tried to escape fighting", "will discuss the raid"."""
ENTERING = frozenset("get enter engage go draw drag come step".split())
"""Verbs whose "in" or "into" leads to the event itself: "did not want to get into a fight"."""
STEPS = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that changes how surely an event is held; ``start`` and ``end`` are character offsets."""

    stance: Stance
    start: int
    end: int


def stance_of(parsed: Parsed, start: int, end: int) -> tuple[Stance, tuple[tuple[int, int], ...]]:
    """The stance of the sentence's own voice toward the event named by characters ``start`` to ``end``, with its words.

    ``asserts`` and no words where nothing speaks against it, or where no token stands there.
    """
    span = parsed.doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return "asserts", ()
    found = marks(parsed.doc, span.root.i)
    stance = strongest(found)
    return stance, tuple(dict.fromkeys((m.start, m.end) for m in found if m.stance == stance))


def strongest(found: tuple[Mark, ...]) -> Stance:
    """The stance that wins among marks: denies > supposes > plans > infers > hedges > doubts; asserts without any."""
    for stance in PRIORITY:
        if any(m.stance == stance for m in found):
            return stance
    return "asserts"


def marks(doc: Doc, token_index: int) -> tuple[Mark, ...]:
    """Every word that bears on how surely the event at ``token_index`` is held, in no particular order."""
    found: list[Mark] = []
    token = doc[token_index]
    _own(token, found)
    _judging(token, found)
    if token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("ROOT", "ccomp", "xcomp"):
        above = _above_noun(token, found)
        if above is None:
            return tuple(found)
        token = above
        _own(token, found)
    _climb(token, found)
    return tuple(found)


def _mark(token: Token, stance: Stance) -> Mark:
    return Mark(stance, token.idx, token.idx + len(token.text))


def _own(token: Token, found: list[Mark]) -> None:
    for child in token.children:
        lower = child.lower_
        if child.dep_ == "neg" or (
            child.dep_ in ("advmod", "preconj", "det", "cc") and lower in ("never", "neither", "nor", "no")
        ):
            if not (child.i + 1 < len(token.doc) and token.doc[child.i + 1].lower_ in ("only", "just", "merely")):
                found.append(_mark(child, "denies"))
        elif child.dep_ in ("aux", "auxpass"):
            _auxiliary(token, child, found)
        elif child.dep_ == "mark" or (child.dep_ == "advmod" and lower in CONDITIONS):
            if lower in CONDITIONS and not (
                lower == "if" and child.i and token.doc[child.i - 1].lower_ in ("even", "as")
            ):
                found.append(_mark(child, "supposes"))
        elif child.dep_ == "advcl":
            condition = next((c for c in child.children if c.dep_ == "mark" and c.lower_ in ("if", "unless")), None)
            if (
                condition is not None
                and child.i < token.i
                and not (condition.i and token.doc[condition.i - 1].lower_ in ("even", "as", "only"))
            ):
                found.append(_mark(condition, "supposes"))
        elif child.dep_ in ("advmod", "amod", "npadvmod", "compound", "acomp", "nmod"):
            start = child.left_edge
            joined = start.doc[start.i : child.i + 1].text.lower() if start.i < child.i else lower
            stance = cues.mark_stance(joined) or cues.mark_stance(lower)
            if stance is not None:
                found.append(
                    Mark(stance, start.idx if cues.mark_stance(joined) else child.idx, child.idx + len(child.text))
                )
        elif child.dep_ in ("nsubj", "nsubjpass", "dobj"):
            first = child.doc[child.left_edge.i]
            if lower in NO_ONE or (
                first.lower_ in ("no", "neither") and first.head.i == child.i and child.dep_ != "dobj"
            ):
                found.append(_mark(first, "denies"))


def _auxiliary(token: Token, aux: Token, found: list[Mark]) -> None:
    lower = aux.lower_
    perfect = any(c.lower_ in ("have", "'ve", "has") and c.dep_ == "aux" for c in token.children)
    if lower in FUTURE:
        found.append(_mark(aux, "plans"))
    elif lower in POSSIBLE:
        found.append(_mark(aux, "hedges"))
    elif lower in ("would", "'d") and (token.tag_ == "VB" or perfect):
        found.append(_mark(aux, "supposes" if perfect else "plans"))
    elif lower == "must":
        found.append(_mark(aux, "infers" if perfect else "plans"))
    elif lower in ("should", "ought"):
        inverted = aux.i == aux.sent.start or (
            aux.i < token.left_edge.i + 1 and aux.lower_ == "should" and aux.i == token.left_edge.i
        )
        found.append(_mark(aux, "supposes" if inverted or perfect else "plans"))
    elif lower == "to" and token.dep_ == "ROOT" and token.tag_ == "VB":
        found.append(_mark(aux, "plans"))


def _judging(token: Token, found: list[Mark]) -> None:
    """ "Judging by ..." anywhere below the event's own verb."""
    if token.pos_ not in ("VERB", "AUX"):
        return
    last = len(token.doc) - 1
    for below in token.subtree:
        if below.lower_ == "judging" and below.i < last and token.doc[below.i + 1].lower_ in ("by", "from"):
            found.append(_mark(below, "infers"))


def _climb(token: Token, found: list[Mark]) -> None:
    for _ in range(STEPS):
        above = token.head
        if above.i == token.i:
            return
        if token.dep_ == "conj":
            if _has_subject(token):
                return
            _shared(token, above, found)
            token = above
            continue
        if token.dep_ == "pcomp":
            if not _preposition(above, found):
                return
            token = above.head
            if token.pos_ in ("VERB", "AUX"):
                continue
            return
        if token.dep_ == "relcl" and above.lower_ == "time" and any(c.lower_ == "to" for c in token.children):
            found.append(_mark(above, "plans"))
            return
        if token.dep_ not in UPWARDS or not _governs(token, above, found):
            return
        _own_of_governor(token, above, found)
        token = above


def _has_subject(token: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in token.children)


def _shared(token: Token, above: Token, found: list[Mark]) -> None:
    """Auxiliaries and negation that stand once before two verbs ("will attack and burn", "did not attack or burn")."""
    own_finite = token.tag_ in ("VBD", "VBZ", "VBP") and any(c.dep_ in ("aux", "neg") for c in above.children)
    if own_finite or any(c.dep_ in ("aux", "auxpass", "neg") for c in token.children):
        return
    if token.tag_ == above.tag_ or token.tag_ == "VB":
        _own(above, found)


def _governs(token: Token, above: Token, found: list[Mark]) -> bool:
    """Add what a governing word says of its complement; whether to go on climbing from it."""
    lower = above.lower_
    infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)
    if lower in ("purports", "purport", "purported") and infinitive:
        found.append(_mark(above, "hedges"))
        return False
    if token.dep_ == "advcl":
        if lower in ("set", "poised", "about") or not infinitive:
            return False
        found.append(_mark(next(c for c in token.children if c.lower_ == "to"), "plans"))
        return False
    if token.dep_ == "acl":
        if not infinitive:
            return False
        found.append(_mark(above, cues.noun_stance(lower) or "plans"))
        return False
    if above.pos_ == "NOUN":
        if (given := cues.noun_stance(lower)) is not None:
            found.append(_mark(above, given))
        return False
    if above.pos_ == "ADJ" or lower in ("about", "set", "due"):
        stance = cues.adjective_stance(lower)
        if stance is not None:
            found.append(_mark(above, stance))
        return stance is not None or token.dep_ in ("xcomp", "csubj")
    if above.pos_ == "AUX" and above.lemma_ == "be":
        if infinitive:
            found.append(_mark(above, "plans"))
        return token.dep_ in ("xcomp", "attr", "acomp", "csubj")
    if token.dep_ in ("acomp", "attr", "oprd"):
        raising = cues.raising_stance(lower)
        if raising == "hedges":
            found.append(_mark(above, raising))
        return True
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in above.children)
    stance = cues.raising_stance(lower)
    if token.dep_ == "ccomp" and not passive:
        speaks = any(c.speech for c in cues.verb_senses(lower)) and _has_subject(above)
        seeming = lower in ("seem", "seems", "seemed", "appear", "appears", "appeared")
        participle = lower in ("suggesting", "indicating", "implying")
        if participle or seeming:
            found.append(_mark(above, stance or "hedges"))
            return False
        if not speaks and not infinitive and stance in ("asserts", "infers"):
            return True
        if not infinitive:
            return False
    if stance is None:
        return token.dep_ == "xcomp" and not infinitive
    if (
        lower in ("says", "say", "saying", "claims", "claim", "reports", "thinks", "believes")
        and not passive
        and stance == "hedges"
    ):
        return False
    if not infinitive and stance == "plans" and token.tag_ not in ("VBG", "VB"):
        return False
    if stance != "asserts":
        found.append(_mark(above, stance))
    return True


def _own_of_governor(token: Token, above: Token, found: list[Mark]) -> None:
    denied = any(m.stance == "denies" and m.start == above.idx for m in found)
    own: list[Mark] = []
    _own(above, own)
    if denied and any(m.stance == "denies" for m in own):
        found[:] = [m for m in found if not (m.stance == "denies" and m.start == above.idx)]
        own = [m for m in own if m.stance != "denies"]
    if (
        above.lower_ in ("expect", "expected", "think", "believed", "plan", "planned", "want", "wanted")
        and token.dep_ == "ccomp"
    ):
        own = [m for m in own if m.stance != "denies"]
    found.extend(own)


def _preposition(preposition: Token, found: list[Mark]) -> bool:
    """What a preposition does to the gerund or noun after it; whether to go on climbing from its head."""
    lower, head = preposition.lower_, preposition.head
    if lower == "without":
        found.append(_mark(preposition, "denies"))
        return False
    given = cues.noun_stance(head.lower_) if head.pos_ == "NOUN" else None
    if given is not None and lower in ("of", "for", "to", "at", "from", "against"):
        found.append(_mark(head, given))
        return False
    stance = cues.raising_stance(head.lower_) if head.pos_ == "VERB" else None
    if lower == "from" and stance == "denies":
        found.append(_mark(head, "denies"))
        return True
    if lower in ("for", "on", "against", "about", "at") and stance == "plans":
        found.append(_mark(head, "plans"))
        return True
    if lower in ("with", "in", "to", "of") and head.lower_ in INVOLVED:
        _own(head, found)
        return True
    return False


def _doubted(preposition: Token, found: list[Mark]) -> None:
    """An adverb of doubt right before a phrase: "apparently from a rebel attack", "allegedly after an assault"."""
    if preposition.i == 0:
        return
    word = preposition.nbor(-1)
    stance = cues.mark_stance(word.lower_) if word.tag_ == "RB" else None
    if stance in ("hedges", "doubts") and word.head.i in (preposition.i, preposition.head.i):
        found.append(_mark(word, stance))


def _indefinite(noun: Token, found: list[Mark]) -> None:
    """An event that is only thought of: "any strike on his country", "a strike could draw the state into the war"."""
    article = next((c for c in noun.children if c.dep_ == "det"), None)
    if article is None:
        return
    if article.lower_ == "any" and noun.dep_ in ("pobj", "nsubj") and noun.head.lower_ not in ("without", "of"):
        found.append(_mark(article, "supposes"))
    if noun.dep_ == "nsubj" and article.lower_ in ("a", "an", "any"):
        modal = next(
            (c for c in noun.head.children if c.dep_ == "aux" and c.lower_ in ("could", "would", "might")), None
        )
        if modal is not None and not any(c.lower_ == "have" for c in noun.head.children):
            found.append(_mark(modal, "supposes"))


def _above_noun(noun: Token, found: list[Mark]) -> Token | None:
    """The verb whose marks also bear on an event noun, or ``None`` where the noun stands for itself ("the raid did not kill")."""
    above = noun.head
    if noun.dep_ == "conj" and above.pos_ in ("NOUN", "PROPN"):
        return _above_noun(above, found)
    if noun.dep_ == "compound":
        return None
    _indefinite(noun, found)
    if noun.dep_ == "pobj":
        _doubted(above, found)
        _preposition(above, found)
        enters = above.lower_ in ("in", "into") and above.head.lemma_ in ENTERING
        return above.head if enters and not definite(noun) else None
    known = definite(noun)
    if noun.dep_ == "dobj" and above.lemma_ in PRESUPPOSING and cues.raising_stance(above.lower_) is None:
        return None
    if noun.dep_ in ("dobj", "nsubjpass") and above.pos_ in ("VERB", "AUX"):
        stance = cues.raising_stance(above.lower_)
        speaks = any(c.speech for c in cues.verb_senses(above.lower_))
        if (
            stance in ("denies", "plans")
            and not speaks
            and not (known and stance == "denies" and above.lemma_ in ("stop", "halt", "cease"))
        ):
            found.append(_mark(above, stance))
        return None if speaks or known else above
    if noun.dep_ in ("nsubj", "attr") and above.lower_ in OCCURRENCE:
        return above
    return None
