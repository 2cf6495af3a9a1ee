"""Reporting verbs in a parse: who, by which verb, says what."""

from __future__ import annotations

from dataclasses import replace

from reportedly import cues
from reportedly.cues import Cue
from reportedly.reading import content, things
from reportedly.reading.asides import after_quotation, trailing
from reportedly.reading.content import Stretch
from reportedly.reading.drafts import GOING_ON, SEEMING, Draft, drafted, is_passive, speaker, without
from reportedly.reading.passing import CITING, QUOTING, as_saying, quoted_as
from reportedly.reading.speakers import Party, antecedent, can_speak, kind_of
from reportedly.reading.tree import FINITE, Tree

CONDITIONS = frozenset({"if", "whether", "unless", "lest"})
MODALS = frozenset({"would", "could", "should", "might", "may", "must", "can", "will", "shall", "'d", "'ll"})
ALONG = frozenset({"adding", "noting", "stressing", "citing", "emphasizing", "emphasising"})
"""Participles that go on with the speech of the same speaker, wherever the parser hangs them."""
TAIL = {
    "accuse": frozenset({"for", "over", "of", "on", "as"}),
    "praise": frozenset({"for", "as", "on", "over"}),
    "deny": frozenset({"as"}),
    "cite": frozenset({"as"}),
    "say": frozenset({"as"}),
}
POINTING = frozenset(
    form for verb_ in ("underscore", "underline", "highlight", "spotlight", "mean") for form in cues.forms(verb_)
)
"""Verbs by which people say what matters, and by which events only show it ("the raid highlights the risk"); and "mean"."""
PASSIVE_TAIL = frozenset({"of", "for", "as", "over"})
UNASSERTED = frozenset({"say", "tell", "claim", "report", "describe", "praise", "accuse", "show", "cite", "promise"})
UNCERTAIN = frozenset({"confirm", "deny", "estimate"})
NEG_RAISING = frozenset({"believe", "estimate", "want", "support"})


def verb(tree: Tree, i: int) -> Draft | None:
    """The statement that token ``i`` makes as a reporting verb, or ``None``."""
    senses = cues.verb_senses(tree.lower[i])
    if not senses:
        return None
    if tree.lower[i - 1] == "as" and tree.tag[i] == "VBG" and (quoted := quoted_as(tree, i, senses[0])) is not None:
        return quoted
    if not _is_verb(tree, i) or (tree.lower[i] in CITING and tree.tag[i] == "VBG"):
        return None
    if tree.lower[i] in QUOTING and as_saying(tree, i):
        return None
    if any(tree.lower[c] in CONDITIONS and tree.dep[c] in ("mark", "advmod") for c in tree.children[i]):
        return None
    if _asked(tree, i):
        return None
    if is_passive(tree, i):
        fitting = tuple(s for s in senses if not s.particle or _particle(tree, i, s.particle))
        return _passive(tree, i, fitting) if fitting else None
    if tree.tag[i] == "VBN" and tree.dep[i] == "advcl" and senses[0].act in ("ask", "tell"):
        return _passive(tree, i, senses)
    if tree.tag[i] == "VBN" and tree.dep[i] in ("acl", "amod") and tree.lower[i] not in ("said", "told"):
        return None
    if tree.tag[i] == "VB" and not _spoken_infinitive(tree, i):
        return None
    for sense in sorted(senses, key=lambda s: not s.particle):
        if sense.particle and not _particle(tree, i, sense.particle):
            continue
        draft = _active(tree, i, sense)
        if draft is not None:
            return _tempered(tree, i, draft)
    return None


ATTEMPTS = frozenset("attempt attempts attempted attempting try tries tried trying seek seeks sought seeking".split())
"""Verbs of an attempt: "is trying to portray the group as smugglers" tells of words that are still meant to be said."""


SPOKEN_ABOVE = GOING_ON | {"likely", "used", "known", "failed", "refused", "declined"}
"""Words whose infinitive is spoken, or is not: "went on to say", "continues to warn", "declined to say"."""
ADDRESSING = frozenset(
    form
    for verb_ in ("take", "write", "phone", "appear", "speak", "gather", "meet", "rally", "convene")
    for form in cues.forms(verb_)
)
"""Verbs of reaching hearers: "took to the radio to complain", "wrote to say", "met to discuss"."""
OCCASIONS = frozenset({"pains", "opportunity", "chance", "occasion", "moment", "time", "care", "liberty"})
"""What one takes to speak: "took the opportunity to thank", "took pains to say"."""


def _is_verb(tree: Tree, i: int) -> bool:
    if tree.pos[i] in ("VERB", "AUX"):
        return not (tree.dep[i] in ("amod", "compound") and tree.lower[i] != "said")
    if tree.pos[i] in ("NOUN", "PROPN", "ADJ") and tree.lower[i].endswith(("s", "ed", "d")):
        if tree.subject(i) is not None and (tree.child(i, "ccomp", "dobj", "xcomp") is not None):
            return True
        return tree.lower[i].endswith("s") and _ends_a_quotation(tree, i)
    return False


def _ends_a_quotation(tree: Tree, i: int) -> bool:
    """Whether a word that a tagger took for a noun closes '"...," a guard in the camp states.'"""
    if tree.words[i + 1 : i + 2] not in (["."], [","], []):
        return False
    for k in range(i - 1, max(0, i - 12), -1):
        if tree.tag[k] in FINITE or tree.words[k] in (".", ";"):
            return False
        if tree.words[k] == '"':
            return tree.quote[k] >= 0 and tree.quote[i] < 0 and tree.words[k - 1] in (",", "?", "!")
    return False


def _asked(tree: Tree, i: int) -> bool:
    aux = tree.child(i, "aux")
    subject = tree.subject(i)
    if aux is None or subject is None or aux > subject or tree.quote[i] >= 0:
        return False
    return "?" in tree.words[tree.sent_end[i] - 2 : tree.sent_end[i]]


def _spoken_infinitive(tree: Tree, i: int) -> bool:
    if any(tree.dep[c] == "aux" and tree.lower[c] != "to" for c in tree.children[i]):
        return True
    above = tree.head[i]
    if (
        tree.dep[i] in ("ROOT", "advcl", "conj", "parataxis")
        and tree.child(i, "aux") is None
        and tree.lower[i - 1] != "to"
    ):
        if (subject := tree.subject(i)) is not None and subject < i:
            return True
    if tree.lower[i - 1] == "to" and tree.lower[i - 2] in SEEMING:
        return True
    if tree.dep[i] == "xcomp" and tree.lower[above] in ATTEMPTS:
        return True
    if tree.dep[i] in ("xcomp", "advcl", "acl") and tree.lower[above] in SPOKEN_ABOVE:
        return True
    if tree.dep[i] in ("xcomp", "advcl") and tree.lower[above] in ADDRESSING and not _open(tree, above):
        return True
    if tree.dep[i] == "acl" and tree.lower[above] in OCCASIONS and tree.dep[above] == "dobj":
        return tree.tag[tree.head[above]] != "VB" and not _open(tree, tree.head[above])
    return tree.dep[i] == "conj" and tree.tag[above] in FINITE


def _open(tree: Tree, i: int) -> bool:
    """Whether a verb tells of what did not happen or has still to happen ("would go", "did not meet")."""
    return any(
        tree.dep[c] == "neg" or (tree.dep[c] == "aux" and (tree.lower[c] in MODALS or tree.lower[c] == "to"))
        for c in tree.children[i]
    )


def _particle(tree: Tree, i: int, particle: str) -> bool:
    words = particle.split()
    for offset in range(1, 3):
        at = i + offset
        if tree.lower[at : at + len(words)] == words:
            return True
        if offset == 1 and tree.pos[i + 1 : i + 2] not in (["ADV"], ["NOUN"], ["PRON"]):
            return False
    return False


def _active(tree: Tree, i: int, sense: Cue) -> Draft | None:
    takes = sense.takes
    found: list[Stretch] = []
    if ("trail" in takes or "aside" in takes) and (after_words := after_quotation(tree, i, sense)) is not None:
        return after_words
    if "clause" in takes or "wh" in takes:
        found = content.clause(tree, i)
        if found and sense.strength == "weak" and not _shower(tree, i):
            return None
        found = _with_noun(tree, i, found)
    if not found and sense.act == "ask":
        found = content.question(tree, i)
    if not found and "quote" in takes:
        found = content.quotation_after(tree, i)
    if not found and "to" in takes:
        found = content.infinitive(tree, i)
    if not found and "object-to" in takes:
        found = content.object_infinitive(tree, i)
    if not found and "doing" in takes:
        found = content.gerund(tree, i)
    if not found and "on" in takes:
        found = content.called_on(tree, i)
    if not found and "of" in takes:
        found = things.with_preposition(tree, i, frozenset({"of", "for", "against"}))
    if not found and "as" in takes:
        found = things.with_preposition(tree, i, frozenset({"as"}))
    if not found and "likened" in takes and tree.child(i, "dobj") is not None:
        found = things.with_preposition(tree, i, frozenset({"to", "with"}))
    if not found and "call" in takes:
        found = things.called(tree, i)
    if not found and "at" in takes:
        found = things.with_preposition(tree, i, frozenset({"at"}))
    if not found and "about" in takes:
        found = things.about(tree, i)
    if not found and "claimed" in takes:
        found = [s for s in things.thing(tree, i, tail=frozenset({"for"})) if _claimed(tree, i)]
    if not found and ("trail" in takes or "aside" in takes) and not _relative(tree, i):
        draft = trailing(tree, i, sense)
        if draft is not None:
            return draft
        if (
            sense.strength == "strong"
            and tree.tag[i] in FINITE
            and (early := speaker(tree, i)) is not None
            and early.last < i
            and not _has_thing(tree, i)
        ):
            found = content.loose_clause(tree, i)
    if not found and "quote" in takes:
        found = content.quotation_next(tree, i)
    if not found and "object" in takes and (sense.act != "show" or _shower(tree, i)):
        found = _after_particle(tree, i, sense.particle) if sense.particle else []
        found = found or things.thing(tree, i, tail=TAIL.get(sense.act, frozenset()))
    if not found and sense.act == "deny" and (back := _pointing_back(tree, i)) is not None:
        party = speaker(tree, i)
        return None if party is None else replace(drafted(tree, i, sense, party, [back]), echo=True)
    if not found:
        return None
    party = speaker(tree, i)
    if (
        party is None
        and (tree.tag[i] in FINITE or sense.strength != "strong")
        and not (tree.tag[i] == "VBG" and sense.strength != "weak")
    ):
        return None
    if sense.act == "show" and not _shower(tree, i):
        return None
    if party is not None and tree.lower[i] in POINTING and not (can_speak(tree, party.head) or _shower(tree, i)):
        return None
    if party is not None and any(a <= party.head <= b for a, b in found):
        found = [s for a, b in found for s in without(tree, a, b, party.first, max(party.last, i))]
        if not found:
            return None
    draft = drafted(tree, i, sense, party, found)
    if sense.act == "refuse" and _unsaid(tree, found):
        draft = replace(draft, stance="hedges", speech=False)
    if sense.act == "describe" and (word := _verdict(tree, i, found)) is not None:
        draft = replace(draft, stance="denies", act="deny", stance_word=word)
    clipped = [s for a, b in found for s in without(tree, a, b, *draft.cue)]
    return replace(draft, content=tuple(clipped)) if clipped else None


def _relative(tree: Tree, i: int) -> bool:
    """Whether the subject is "which" or "who" ("groups which declared a truce"): what stands before is no speech of theirs."""
    return (
        tree.dep[i] == "relcl" and (own := tree.subject(i)) is not None and tree.lower[own] in ("which", "who", "that")
    )


def _has_thing(tree: Tree, i: int) -> bool:
    """Whether a verb that also takes a thing has one right after it ("declared war on the rebels, until ...")."""
    thing = tree.child(i, "dobj")
    return (
        thing is not None
        and tree.left[thing] == i + 1
        and any("object" in s.takes for s in cues.verb_senses(tree.lower[i]))
    )


def _with_noun(tree: Tree, i: int, found: list[Stretch]) -> list[Stretch]:
    """The clause with the noun of saying before it: what is denied in "denied a claim by the rebels that ..." is the claim."""
    if not found:
        return found
    thing = next((c for c in tree.children[i] if tree.dep[c] == "dobj" and i < c < found[0][0]), None)
    if thing is None or not cues.noun_senses(tree.lower[thing]) or tree.left[thing] <= i:
        return found
    return [(tree.left[thing], found[0][1]), *found[1:]]


def _pointing_back(tree: Tree, i: int) -> Stretch | None:
    """The "it" of "denied it", or the noun of "an allegation the army denied"."""
    thing = tree.child(i, "dobj")
    if thing is not None and tree.lower[thing] in ("it", "this", "that", "them"):
        return thing, thing
    noun = tree.head[i]
    if tree.dep[i] == "relcl" and noun < i and cues.noun_senses(tree.lower[noun]):
        return tree.left[noun], noun
    return None


def _unsaid(tree: Tree, found: list[Stretch]) -> bool:
    """Whether what is refused is to speak: "declined to comment on the raid" denies no raid."""
    first = found[0][0]
    verb_ = tree.head[first] if tree.lower[first] == "to" else first
    word = tree.lower[verb_]
    return word in ("give", "provide", "name", "specify") or any(
        c.act in ("say", "tell", "confirm", "report", "ask", "describe") and not c.particle
        for c in cues.verb_senses(word)
    )


def _verdict(tree: Tree, i: int, found: list[Stretch]) -> int | None:
    """The word by which something is called untrue ("described the reports as completely untrue", "called it a lie")."""
    last = found[-1][1]
    for k in range(last, max(i, last - 4), -1):
        if cues.is_untrue(tree.lower[k]):
            above = tree.head[k]
            return k if above == i or tree.head[above] == i or tree.lower[above] == "as" else None
    return None


def _shower(tree: Tree, i: int) -> bool:
    party = speaker(tree, i)
    if party is None:
        return False
    noun = antecedent(tree, party.head)
    while tree.dep[noun] == "pobj" and noun != party.head:
        noun = tree.head[tree.head[noun]]
        if cues.speaker_kind(tree.lower[noun]) in ("media", "document"):
            return True
    return kind_of(tree, party) in ("media", "document")


def _after_particle(tree: Tree, i: int, particle: str) -> list[Stretch]:
    last_word = particle.split()[-1]
    for c in tree.children[i]:
        edge = c if tree.lower[c] == last_word else tree.left[c]
        if c > i and edge > i and tree.lower[edge] == last_word and tree.right[c] > edge:
            stretch = tree.trimmed(edge + 1, things.joined(tree, i, tree.right[c]))
            return [stretch] if stretch else []
    return []


def _claimed(tree: Tree, i: int) -> bool:
    thing = tree.child(i, "dobj")
    return thing is not None and cues.is_claimed(tree.lower[thing])


def _passive(tree: Tree, i: int, senses: tuple[Cue, ...]) -> Draft | None:
    sense = senses[0]
    subject = tree.subject(i)
    agent = tree.child(i, "agent")
    party: Party | None = None
    if agent is not None and (named := tree.child(agent, "pobj")) is not None:
        party = Party(tree.left[named], tree.right[named], named)
    mild = cues.passive_stance(tree.lower[i])
    found: list[Stretch] = []
    if subject is not None and tree.lower[subject] == "it" and (clause := content.clause(tree, i)):
        found = clause
    elif subject is not None and tree.dep[subject] in ("csubj", "csubjpass"):
        found = [(tree.left[subject], tree.right[subject])]
    elif sense.addressee or sense.act == "ask":
        found = content.clause(tree, i) or content.question(tree, i) or things.about(tree, i)
    elif subject is not None:
        rest = content.infinitive(tree, i)
        if not rest and any("of" in s.takes or "as" in s.takes or s.act in ("accuse", "praise") for s in senses):
            rest = things.with_preposition(
                tree, i, PASSIVE_TAIL | ({"with"} if tree.lower[i] == "charged" else frozenset())
            )
        if not rest and any("call" in s.takes for s in senses):
            rest = things.verdict(tree, i)
        if rest and subject < i:
            own = tree.trimmed(tree.left[subject], min(tree.right[subject], i - 1))
            found = ([own] if own else []) + rest
        elif party is not None and sense.act in ("say", "report") and cues.is_medium(tree.lower[subject]):
            found = []
        elif party is not None and subject < i and sense.strength != "weak" and sense.speech:
            own = tree.trimmed(tree.left[subject], min(tree.right[subject], i - 1))
            found = [own] if own else []
    if not found:
        return None
    draft = drafted(tree, i, sense, party, found)
    joint = next((a for a, b in found if a == draft.cue[1] + 1 and tree.dep[a] == "prep" and a < b), None)
    if joint is not None:
        kept = tuple((a + 1, b) if a == joint else (a, b) for a, b in found)
        draft = replace(draft, cue=(draft.cue[0], joint), content=kept)
    if party is None:
        draft = replace(draft, anonymous=True, stance=mild or sense.stance, outer="relays", relay=None)
    return _tempered(tree, i, draft)


def _tempered(tree: Tree, i: int, draft: Draft) -> Draft | None:
    """The draft with what negation, modals and adverbs at the cue do to it; ``None`` where nothing was said at all."""
    words = [c for c in tree.children[i] if tree.dep[c] in ("neg", "aux", "advmod", "preconj", "det") and c < i]
    negated = any(tree.dep[c] == "neg" or tree.lower[c] in ("never", "neither") for c in words)
    if draft.party is not None and tree.lower[draft.party.first] in ("no", "nobody", "neither", "none"):
        negated = True
    modal = next((tree.lower[c] for c in words if tree.dep[c] == "aux" and tree.lower[c] in MODALS), None)
    if negated:
        if draft.act == "know":
            return None
        if draft.act in NEG_RAISING:
            return replace(draft, stance="denies")
        if draft.act in UNCERTAIN:
            return replace(draft, stance="hedges", outer="relays")
        if draft.act == "refuse":
            return replace(draft, stance="plans")
        if draft.act in UNASSERTED or draft.speech:
            return None
    false = [c for c in words if cues.mark_stance(tree.lower[c]) == "denies" and tree.dep[c] == "advmod"]
    if false:
        return replace(draft, outer="denies", outer_words=tuple(false))
    if modal in ("would", "could", "should", "might", "may", "must") and draft.act in UNASSERTED and draft.speech:
        return replace(draft, outer="supposes", outer_words=tuple(c for c in words if tree.lower[c] == modal))
    if modal in ("will", "shall", "'ll") and draft.speech:
        return replace(draft, outer="plans", outer_words=tuple(c for c in words if tree.lower[c] == modal))
    above = tree.head[i]
    if tree.tag[i] == "VB" and tree.dep[i] == "xcomp" and tree.lower[above] in ATTEMPTS and draft.speech:
        return replace(draft, outer="plans", outer_words=(above,))
    raised = i - 2 if i > 1 and tree.lower[i - 1] == "to" and tree.lower[i - 2] in SEEMING else None
    if raised is not None:
        return replace(draft, outer="hedges", outer_words=(raised,))
    mark = [i] if draft.outer in ("doubts", "denies", "asserts") else []
    return replace(draft, outer_words=tuple(mark))
