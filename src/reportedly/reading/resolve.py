"""Whom "he", "they", "the group" and "al-Khidr" mean: links to earlier mentions, always marked as an inference.

Names join by the rules of :mod:`reportedly.names`; pronouns and definite descriptions go to the nearest earlier
mention that fits in kind and number, subjects first.  The reach is two sentences for pronouns, eight for descriptions;
beyond it a pronoun stays unresolved rather than be guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportedly import cues, kind_table, names
from reportedly.model import ActorKind
from reportedly.reading.aliases import GROUPS, appositions, introductions, join_names
from reportedly.reading.contract import Parsed, Voiced
from reportedly.reading.grammar import joined_by_with, subject
from reportedly.reading.noted import Mentions, Noted, make
from reportedly.reading.spots import (
    places_again,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


PRONOUN_REACH = 3


DESCRIPTION_REACH = 8


_SINGULAR = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})


_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})


_NEUTER = frozenset({"it", "its", "itself"})


_FIRST = frozenset({"i", "me", "my", "we", "us", "our", "ours"})


GENERIC: dict[str, frozenset[ActorKind]] = {
    "group": frozenset({"armed_group", "organisation", "monitor"}),
    "militia": frozenset({"armed_group"}),
    "faction": frozenset({"armed_group"}),
    "brigade": frozenset({"armed_group", "state_force"}),
    "organisation": frozenset({"organisation", "monitor", "armed_group"}),
    "organization": frozenset({"organisation", "monitor", "armed_group"}),
    "movement": frozenset({"armed_group", "organisation"}),
    "army": frozenset({"state_force", "armed_group"}),
    "military": frozenset({"state_force"}),
    "observatory": frozenset({"monitor"}),
    "watchdog": frozenset({"monitor"}),
    "monitor": frozenset({"monitor"}),
    "network": frozenset({"outlet", "monitor"}),
    "agency": frozenset({"outlet", "organisation"}),
    "ministry": frozenset({"state", "organisation"}),
    "government": frozenset({"state"}),
    "regime": frozenset({"state"}),
    "coalition": frozenset({"international_force"}),
    "alliance": frozenset({"armed_group", "international_force"}),
    "president": frozenset({"person"}),
    "commander": frozenset({"person"}),
    "leader": frozenset({"person"}),
    "spokesman": frozenset({"person"}),
    "spokeswoman": frozenset({"person"}),
    "spokesperson": frozenset({"person"}),
    "minister": frozenset({"person"}),
    "activist": frozenset({"person"}),
    "official": frozenset({"person"}),
    "defector": frozenset({"person"}),
}


_SPECIFIC = {
    "brigade": frozenset({"brigade", "liwa", "kataib", "katiba", "katibat"}),
    "battalion": frozenset({"battalion", "kataib", "katiba", "katibat"}),
    "army": frozenset({"army", "armed", "military", "jaysh", "jaish"}),
    "front": frozenset({"front", "jabhat"}),
    "movement": frozenset({"movement", "harakat", "ansar"}),
    "division": frozenset({"division", "firqa"}),
    "ministry": frozenset({"ministry"}),
    "agency": frozenset({"agency", "sana", "press"}),
    "network": frozenset({"network", "tv"}),
    "observatory": frozenset({"observatory", "sohr"}),
    "coalition": frozenset({"coalition"}),
    "alliance": frozenset({"alliance"}),
    "directorate": frozenset({"directorate"}),
}
"""Nouns that mean only an actor in whose name they (or their Arabic forms) stand: "the brigade" is never the front."""


def link(parsed: Parsed, mentions: Mentions, voiced: Sequence[Voiced]) -> None:
    """Set ``antecedent`` on the actor mentions of a document, and add its pronouns as mentions of their own."""
    join_names(mentions)
    sentence_of = _sentence_numbers(parsed.doc)
    appositions(parsed.doc, mentions)
    introductions(parsed, mentions, voiced, sentence_of)
    pronouns = _pronouns(parsed, mentions)
    ordered = sorted([n for n in mentions.all if n.type == "actor"] + pronouns, key=lambda n: n.head)
    past: list[Noted] = []
    sources = sorted((v.source_head, *v.source) for v in voiced if v.source_head is not None and v.source and v.speech)
    for noted in ordered:
        if noted.how == "pronoun":
            noted.antecedent = _pronoun_antecedent(parsed, noted, past, sentence_of, voiced, mentions, sources)
            if noted.antecedent is not None:
                noted.kind, noted.name = noted.antecedent.kind, fullest(noted.antecedent)
        elif noted.how == "description" and noted.antecedent is None and _definite(parsed.doc, noted):
            noted.antecedent = _spoke_on(parsed.doc, noted, past, sources) or _description_antecedent(
                parsed.doc, noted, past, sentence_of
            )
        past.append(noted)
    for noted in pronouns:
        mentions.all.append(noted)
        mentions.by_head[noted.head] = noted
        mentions.covering[noted.head] = noted
    mentions.all.sort(key=lambda n: (n.start, -n.end))
    places_again(parsed.doc, mentions)


def fullest(noted: Noted) -> str:
    """The fullest name in the document of whoever these words mean; "the rebels" are no "18 rebels"."""
    root = noted.root()
    counted = root.how == "description" and root.name[:1].isdigit()
    return noted.name if counted and noted.how == "description" else root.name


def _sentence_numbers(doc: Doc) -> list[int]:
    numbers = [0] * len(doc)
    for number, sentence in enumerate(doc.sents):
        for i in range(sentence.start, sentence.end):
            numbers[i] = number
    return numbers


def _pronouns(parsed: Parsed, mentions: Mentions) -> list[Noted]:
    found = []
    for token in parsed.doc:
        low = token.lower_
        if token.i in mentions.by_head:
            continue
        if low in _SINGULAR or low in _PLURAL or low in _FIRST or (low in _NEUTER and token.dep_ != "expl"):
            if low in ("us", "it") and token.text.isupper():
                continue
            found.append(make(parsed, "actor", token.i, token.i + 1, token.i, how="pronoun"))
        elif low in ("those", "these") and (
            any(c.dep_ in ("acl", "relcl") for c in token.children)
            or (token.dep_ == "det" and token.head.tag_ == "VBG")
        ):
            found.append(make(parsed, "actor", token.i, token.i + 1, token.i, how="pronoun"))
    return found


def _pronoun_antecedent(
    parsed: Parsed,
    noted: Noted,
    past: Sequence[Noted],
    sentence_of: Sequence[int],
    voiced: Sequence[Voiced],
    mentions: Mentions,
    sources: Sequence[Source],
) -> Noted | None:
    doc = parsed.doc
    word = doc[noted.head].lower_
    if word in _FIRST:
        return _speaker_of(noted, voiced, [*past, *mentions.all])
    if word in ("those", "these"):
        return _those(doc, noted, past)
    here = sentence_of[noted.head]
    best: tuple[float, Noted] | None = None
    own = _speaker_of(noted, voiced, [*past, *mentions.all])
    quoted = any(q.start <= noted.start < q.end for q in parsed.quotes)
    last = _spoke_last(noted, sources)
    for other in reversed(past):
        gap = here - sentence_of[other.head]
        if gap > PRONOUN_REACH or other.root() is noted:
            break
        if not _agrees(doc, word, other) or (gap == 0 and _bound(doc[noted.head], doc[other.head])):
            continue
        score = 3.0 - gap
        role = doc[other.head].dep_
        score += 1.2 if role in ("nsubj", "nsubjpass") else 0.4 if role in ("dobj", "pobj") else 0.0
        score += 0.6 if other.how == "name" else 0.0
        score -= 0.02 * (noted.head - other.head)
        if own is not None and other.root() is own.root():
            score += -3.0 if quoted else 1.5
        if last is not None and _is_speaker(doc, other, last):
            score += 1.5
        if best is None or score > best[0]:
            best = (score, other)
    return best[1] if best is not None else None


Source = tuple[int, int, int]
"""Where a speaker stands in the text: the offset of its head word, then its start and end."""


def _spoke_last(noted: Noted, sources: Sequence[Source]) -> Source | None:
    """The speaker before, for words that speak themselves ("he said"): a voice goes on until another is named."""
    if not any(head == noted.start or (noted.start <= head < noted.end) for head, _, _ in sources):
        return None
    return max((s for s in sources if s[0] < noted.start), default=None)


def _is_speaker(doc: Doc, other: Noted, source: Source) -> bool:
    """Is the mention the speaker, or the name in apposition to it ("his brother, Omar Tash, said")?"""
    head, start, end = source
    named = doc[other.head].dep_ == "appos" and start <= other.start and other.end <= end
    return other.start <= head < other.end or named


def _agrees(doc: Doc, word: str, other: Noted) -> bool:
    root = other.root()
    plural = doc[other.head].tag_ in ("NNS", "NNPS") or "Number=Plur" in str(doc[other.head].morph)
    if word in _SINGULAR:
        return _one_of_people(doc, root) or (root.kind == "person" and not (plural and other.how == "description"))
    if word in _PLURAL:
        if other.how == "pronoun":
            return doc[other.head].lower_ in _PLURAL or doc[other.head].lower_ in ("those", "we")
        if root.kind in ("person", "unknown") and not plural:
            return any(c.dep_ == "conj" for c in doc[other.head].children)
        return plural or root.kind in GROUPS or (root.kind == "people" and not _one_of_people(doc, root))
    if other.how == "pronoun":
        return doc[other.head].lower_ in _NEUTER
    return root.kind in GROUPS and not plural


_UPON = frozenset({"on", "upon", "at", "against"})
"""Prepositions of what a deed is done to: nobody inflicts losses "upon them" upon himself."""


def _one_of_people(doc: Doc, root: Noted) -> bool:
    """ "A resident", "the student": one of many, whom "he" may mean and "they" may not."""
    head = doc[root.head]
    return root.kind == "people" and root.how == "description" and head.tag_ == "NN" and head.lemma_ not in _MANY


_MANY = frozenset("family crowd population public community tribe crew team opposition".split())
"""Nouns in the singular for many people."""


def _bound(pronoun: Token, other: Token) -> bool:
    """Are both arguments of one verb ("he hit him"), so that they cannot mean the same?"""
    if pronoun.dep_ == "poss":
        return other.i == pronoun.head.i
    if pronoun.dep_ == "pobj" and pronoun.head.lower_ in _UPON and pronoun.head.head.pos_ == "VERB":
        who = subject(pronoun.head.head)
        return who is not None and who.head == other
    return pronoun.head == other.head and {pronoun.dep_, other.dep_} <= {"nsubj", "dobj", "dative", "nsubjpass"}


def _speaker_of(noted: Noted, voiced: Sequence[Voiced], among: Sequence[Noted]) -> Noted | None:
    best: Voiced | None = None
    for voice in voiced:
        if voice.source_head is None or not any(s <= noted.start < e for s, e in voice.content):
            continue
        if best is None or sum(e - s for s, e in voice.content) < sum(e - s for s, e in best.content):
            best = voice
    if best is None or best.source_head is None:
        return None
    for other in among:
        if other.type == "actor" and other.start <= best.source_head < other.end and other is not noted:
            return other
    return None


def _those(doc: Doc, noted: Noted, past: Sequence[Noted]) -> Noted | None:
    """ "those fleeing": the last mention that the same verb was said of, those of an earlier "those fleeing" first."""
    verbs = _said_of(doc[noted.head])
    for only_those in (True, False):
        for other in reversed(past):
            token = doc[other.head]
            if only_those != (token.lower_ in ("those", "these")) or not verbs & _said_of(token):
                continue
            if only_those and other.antecedent is None:
                continue
            for first in joined_by_with(token):
                return next((n for n in past if n.head == first.i), other)
            return other.antecedent if only_those else other
    return None


def _said_of(token: Token) -> set[str]:
    """The verbs whose subject a word is, or that describe it."""
    found = {c.lemma_ for c in token.children if c.dep_ in ("acl", "relcl")}
    if token.dep_ == "det" and token.head.tag_ == "VBG":
        found.add(token.head.lemma_)
    elif token.dep_ in ("nsubj", "nsubjpass"):
        found |= {token.head.lemma_, *(c.lemma_ for c in token.head.children if c.dep_ == "xcomp")}
    return found


def _definite(doc: Doc, noted: Noted) -> bool:
    first = doc[noted.first].lower_
    return first in ("the", "this", "that") and noted.stop - noted.first <= 3


def _spoke_on(doc: Doc, noted: Noted, past: Sequence[Noted], sources: Sequence[Source]) -> Noted | None:
    """ "The commander added": the person who spoke last, where the words may mean him."""
    if noted.kind != "person" or noted.stop - noted.first > 2 or doc[noted.head].tag_ != "NN":
        return None
    last = _spoke_last(noted, sources)
    for other in reversed(past) if last is not None else ():
        if last is not None and _is_speaker(doc, other, last):
            return other if other.root().kind == "person" and other.root().how == "name" else None
    return None


def _description_antecedent(doc: Doc, noted: Noted, past: Sequence[Noted], sentence_of: Sequence[int]) -> Noted | None:
    head = doc[noted.head].lemma_.lower()
    fits = GENERIC.get(head)
    words = {doc[i].lower_ for i in range(noted.first, noted.stop)} - {"the", "this", "that", "its", "their"}
    here = sentence_of[noted.head]
    for other in reversed(past):
        if here - sentence_of[other.head] > DESCRIPTION_REACH:
            break
        if other.how == "pronoun" or (other.first <= noted.first and other.stop >= noted.stop):
            continue
        root = other.root()
        if other.how == "description" and doc[other.head].lemma_.lower() != head:
            continue
        if cues.is_medium(root.name.lower()):
            continue
        other_words = {w.lower() for w in names.words(root.name)} | {
            doc[i].lower_ for i in range(other.first, other.stop)
        }
        if (
            head in _SPECIFIC
            and root.how != "description"
            and not _SPECIFIC[head] & {kind_table.stem(w) for w in other_words}
        ):
            continue
        if words <= other_words and (other.how == "description" or root.how != "description"):
            return other
        if root.how == "description" or fits is None or root.kind not in fits or len(words) > 1:
            continue
        if doc[noted.head].tag_ in ("NNS", "NNPS"):
            continue
        return other
    return None
