"""Statements in the making: a draft in token indices, and what every rule needs to make one."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly import cues
from reportedly.cues import Cue
from reportedly.model import Stance
from reportedly.reading.content import Stretch
from reportedly.reading.speakers import (
    Party,
    after,
    antecedent,
    before,
    can_speak,
    kind_of,
    medium_of,
    parsed_subject,
    whole,
)
from reportedly.reading.tree import FINITE, Tree

SEEMING = frozenset(form for verb in ("purport", "appear", "seem") for form in cues.forms(verb))
"""Verbs that put a doubt before the speaking ("purports to show"): they belong to the cue."""
GOING_ON = frozenset(form for verb in ("continue", "go", "come", "begin", "start") for form in cues.forms(verb))
"""Verbs that only say how far along the speaking is ("went on to say"): they belong to the cue."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement in token indices, before its offsets and its place among the others are settled.

    ``relay`` is a voice that passes the statement on ("told AFP", "Reuters quoted him as saying"), ``relay_cue`` its
    own cue.  ``inside`` is the trigger of the statement that it must stand within ("SANA reported, citing a source").
    ``stance_word`` is the word that gives the stance where it is not the trigger ("called the reports a lie").
    ``echo`` marks words that only point back ("denied it"): what they point to is added as content.
    """

    party: Party | None
    cue: Stretch
    trigger: int
    content: tuple[Stretch, ...]
    act: str
    stance: Stance
    outer: Stance
    speech: bool = True
    medium: str | None = None
    relay: Party | None = None
    relay_cue: Stretch | None = None
    inside: int | None = None
    echo: bool = False
    anonymous: bool = False
    trails: bool = False
    outer_words: tuple[int, ...] = ()
    stance_word: int | None = None


def without(tree: Tree, a: int, b: int, first: int, last: int) -> list[Stretch]:
    """What is left of the stretch from ``a`` to ``b`` without the words from ``first`` to ``last``."""
    pieces = [tree.trimmed(a, min(b, first - 1)), tree.trimmed(max(a, last + 1), b)]
    return [p for p in pieces if p is not None]


def speaker(tree: Tree, i: int) -> Party | None:
    """The speaker of a reporting verb: its parsed subject, else the noun phrase that ends right before it."""
    if i > 2 and tree.lower[i - 1] == "to" and tree.lower[i - 2] in SEEMING and tree.subject(i - 2) is None:
        return before(tree, i - 3, tree.sent_start[i])
    if (other := _accused(tree, i) or _issuer(tree, i)) is not None:
        return other
    found = parsed_subject(tree, i)
    if found is None or (tree.pos[found[0]] == "VERB" and tree.dep[found[0]] in ("csubj", "csubjpass")):
        k = i - 1
        while k > tree.sent_start[i] and tree.pos[k] in ("ADV", "AUX"):
            k -= 1
        if tree.words[k] == ",":
            if tree.tag[i] in FINITE and (named := _with_aside(tree, k)) is not None:
                return named
            k = _before_aside(tree, k)
        return before(tree, k, tree.sent_start[i]) if k < i and tree.tag[i] in FINITE else None
    subject, own = found
    noun = antecedent(tree, subject)
    if noun < subject and tree.lower[subject] == "that":
        return Party(tree.left[noun], subject - (2 if tree.words[subject - 1] == "," else 1), noun)
    if noun < subject:
        return Party(subject, subject, subject)
    if tree.dep[subject] == "expl" or tree.lower[subject] in ("there", "what"):
        return None
    return whole(tree, subject, own)


def _with_aside(tree: Tree, comma: int) -> Party | None:
    """The speaker with what stands between commas after him ("Omar Haddad, 44, said", "a guard, who like others left, said")."""
    for k in range(comma - 1, max(tree.sent_start[comma], comma - 20), -1):
        if tree.words[k] == ",":
            named = before(tree, k - 1, tree.sent_start[comma])
            return Party(named.first, comma - 1, named.head) if named and can_speak(tree, named.head) else None
        if tree.tag[k] in FINITE and not any(tree.lower[j] == "who" for j in range(max(0, k - 6), k)):
            return None
    return None


def _before_aside(tree: Tree, comma: int) -> int:
    """The word before ", citing a source," that ends with the comma; the comma itself where no such words stand."""
    for k in range(comma - 1, max(tree.sent_start[comma], comma - 16), -1):
        if tree.tag[k] == "VBG" and tree.words[k - 1] == ",":
            return k - 2
        if tree.tag[k] in FINITE or tree.words[k] == ",":
            return comma
    return comma


def _accused(tree: Tree, i: int) -> Party | None:
    """Those accused in "accused the rebels of claiming that ...": they are the ones who claim."""
    preposition = tree.head[i]
    above = tree.head[preposition]
    if tree.dep[i] != "pcomp" or tree.lower[preposition] not in ("of", "for", "from"):
        return None
    thing = next((c for c in tree.children[above] if tree.dep[c] == "dobj" and above < c < preposition), None)
    return Party(tree.left[thing], min(tree.right[thing], preposition - 1), thing) if thing is not None else None


def _issuer(tree: Tree, i: int) -> Party | None:
    """Whose words a document gives in "carried a statement by the army saying that ...", "sent a letter from the mayor saying"."""
    above = tree.head[i]
    if tree.tag[i] != "VBG" or tree.dep[i] not in ("advcl", "acl", "xcomp"):
        return None
    thing = above if tree.pos[above] == "NOUN" else tree.child(above, "dobj")
    if (
        thing is None
        or not above <= thing < i
        or not (cues.is_medium(tree.lower[thing]) or kind_of(tree, Party(thing, thing, thing)) == "document")
    ):
        return None
    for c in range(thing + 1, i):
        if tree.lower[c] in ("by", "from") and (named := tree.child(c, "pobj")) is not None and named < i:
            return Party(tree.left[named], min(tree.right[named], i - 1), named)
    return None


def drafted(tree: Tree, i: int, sense: Cue, party: Party | None, found: list[Stretch]) -> Draft:
    """A draft of one sense of a verb, with its cue words, its channel and the agency it was told to."""
    relay = _hearer(tree, i, sense, party, found)
    lo = min(i, party.first) if party is not None and party.first > i else i
    edge = found[0][0] - 1 if found and found[0][0] > i else _clause_last(tree, i)
    medium = medium_of(tree, lo, edge)
    if medium is None and party is not None and party.last > i:
        medium = medium_of(tree, party.last + 1, edge)
    if medium is None and party is not None and party.last < i:
        medium = medium_of(tree, party.last + 1, i)
    return Draft(
        party=party,
        cue=cue_words(tree, i, sense),
        trigger=i,
        content=tuple(found),
        act=sense.act,
        stance=sense.stance,
        outer=sense.outer,
        speech=sense.speech,
        medium=medium,
        relay=relay,
    )


def _clause_last(tree: Tree, i: int) -> int:
    last = i
    while last + 1 < tree.sent_end[i] and last < i + 14 and tree.quote[last + 1] == tree.quote[i]:
        last += 1
    return last


def cue_words(tree: Tree, i: int, sense: Cue) -> Stretch:
    """The verb with its auxiliaries, negation, adverbs and particle ("has repeatedly denied", "pointed out")."""
    first = last = i
    for c in tree.children[i]:
        if (
            tree.dep[c] in ("aux", "neg", "auxpass", "advmod")
            and first - 3 <= c < i
            and tree.pos[c] != "SCONJ"
            and tree.lower[c] not in ("when", "where", "why", "how")
        ):
            first = min(first, c)
    if i > 1 and tree.lower[i - 1] == "to" and tree.lower[i - 2] in SEEMING:
        return i - 2, last
    above = tree.head[i]
    if tree.dep[i] == "xcomp" and tree.lower[above] in GOING_ON and above in (i - 2, i - 3) and tree.tag[i] == "VB":
        first = min(
            [above, *(c for c in tree.children[above] if tree.dep[c] in ("aux", "neg") and above - 3 <= c < above)]
        )
    while first < i and any(tree.pos[j] not in ("AUX", "ADV", "PART", "VERB") for j in range(first, i)):
        first += 1
    if sense.particle:
        words = sense.particle.split()
        at = next((j for j in (i + 1, i + 2) if tree.lower[j : j + len(words)] == words), i + 1)
        last = min(at + len(words) - 1, tree.sent_end[i] - 1)
    elif any(tree.dep[c] == "prt" and c == i + 1 for c in tree.children[i]):
        last = i + 1
    return first, last


def is_passive(tree: Tree, i: int) -> bool:
    """Whether a verb stands in the passive; "he's said" does not, though a parser may take the "'s" for "is"."""
    short = tree.child(i, "auxpass")
    if short is not None and tree.lower[short] in ("'s", "’s") and tree.child(i, "ccomp", "prt") is not None:
        return tree.lower[short - 1] not in ("he", "she", "who")
    return any(tree.dep[c] in ("auxpass", "nsubjpass") for c in tree.children[i])


def _hearer(tree: Tree, i: int, sense: Cue, party: Party | None, found: list[Stretch]) -> Party | None:
    if not sense.addressee:
        return None
    start = i + 1
    if party is not None and party.first == start:
        start = party.last + 1
    stop = tree.sent_end[i]
    if found and found[0][0] > i:
        stop = min(stop, found[0][0])
    hearer = after(tree, start, stop) if start < stop and tree.pos[start] not in ("ADP", "PUNCT", "ADV") else None
    if hearer is None:
        return None
    for j in range(hearer.first + 1, hearer.last + 1):
        if tree.pos[j] in ("ADP", "VERB", "PUNCT", "SCONJ"):
            trimmed = tree.trimmed(hearer.first, j - 1)
            if trimmed is None:
                return None
            hearer = Party(trimmed[0], trimmed[1], min(hearer.head, trimmed[1]))
            break
    listed = any(cues.is_outlet(w) for w in tree.text[slice(*tree.chars(hearer.first, hearer.last))].split())
    return hearer if listed or kind_of(tree, hearer) == "media" else None
