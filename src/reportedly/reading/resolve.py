"""Whom "he", "they", "the group" and "al-Khidr" mean: links to earlier mentions, always marked as an inference.

Names join by the rules of :mod:`reportedly.names`; pronouns and definite descriptions go to the nearest earlier
mention that fits in kind and number, subjects first.  The reach is two sentences for pronouns, eight for descriptions;
beyond it a pronoun stays unresolved rather than be guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportedly import kind_table, names
from reportedly.model import ActorKind
from reportedly.reading.contract import Parsed, Voiced
from reportedly.reading.grammar import joined_by_with
from reportedly.reading.mentions import BODIES, PLACE_NOUNS, Mentions, Noted, make

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PRONOUN_REACH = 3
DESCRIPTION_REACH = 8

_SINGULAR = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_NEUTER = frozenset({"it", "its", "itself"})
_FIRST = frozenset({"i", "me", "my", "we", "us", "our", "ours"})
_GROUPS = frozenset({"armed_group", "state_force", "international_force", "organisation", "state", "monitor", "outlet"})

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
    _join_names(mentions)
    sentence_of = _sentence_numbers(parsed.doc)
    _appositions(parsed.doc, mentions)
    _introductions(parsed, mentions, voiced, sentence_of)
    pronouns = _pronouns(parsed, mentions)
    ordered = sorted([n for n in mentions.all if n.type == "actor"] + pronouns, key=lambda n: n.head)
    past: list[Noted] = []
    for noted in ordered:
        if noted.how == "pronoun":
            noted.antecedent = _pronoun_antecedent(parsed, noted, past, sentence_of, voiced, mentions)
            if noted.antecedent is not None:
                noted.kind, noted.name = noted.antecedent.kind, fullest(noted.antecedent)
        elif noted.how == "description" and noted.antecedent is None and _definite(parsed.doc, noted):
            noted.antecedent = _description_antecedent(parsed.doc, noted, past, sentence_of)
        past.append(noted)
    for noted in pronouns:
        mentions.all.append(noted)
        mentions.by_head[noted.head] = noted
        mentions.covering[noted.head] = noted
    mentions.all.sort(key=lambda n: (n.start, -n.end))
    _places_again(parsed.doc, mentions)


_AGAIN = {
    "city": ("settlement",),
    "town": ("settlement",),
    "village": ("settlement",),
    "capital": ("settlement",),
    "province": ("province",),
    "governorate": ("province",),
    "camp": ("site",),
    "base": ("site",),
    "airport": ("site",),
    "enclave": ("district", "settlement", "region"),
    "district": ("district",),
    "island": ("region", "settlement", "site"),
    "country": ("country",),
}


def _places_again(doc: Doc, mentions: Mentions) -> None:
    """ "The city", "the central province": the last place of that sort that was named; "the mosque": that of this very word."""
    added: list[Noted] = []
    for token in doc:
        word = token.lower_
        sorts = _AGAIN.get(word)
        known = sorts is not None or word in PLACE_NOUNS
        if not known or token.dep_ in ("compound", "appos") or token.i in mentions.by_head:
            continue
        if not any(c.dep_ == "det" and c.lower_ in ("the", "this", "that") for c in token.children):
            continue
        if any(c.dep_ in ("prep", "appos", "compound", "relcl", "acl") for c in token.children):
            continue
        named = [n for n in mentions.places if n.head < token.i and n.how == "name"]
        before = [n for n in named if n.text.lower().split()[-1] == word] or [
            n for n in named if sorts is not None and n.precision in sorts
        ]
        if not before:
            continue
        last = before[-1]
        first = min(c.left_edge.i for c in token.children if c.dep_ in ("det", "amod"))
        added.append(
            Noted(
                type="place",
                first=first,
                stop=token.i + 1,
                head=token.i,
                start=doc[first].idx,
                end=token.idx + len(token.text),
                text=doc[first : token.i + 1].text,
                how="description",
                name=last.name,
                place=last.place,
                precision=last.precision,
                antecedent=last,
                candidates=last.candidates,
            )
        )
    for noted in added:
        mentions.all.append(noted)
        mentions.places.append(noted)
        mentions.by_head[noted.head] = noted
    mentions.all.sort(key=lambda n: (n.start, -n.end))
    mentions.places.sort(key=lambda n: n.start)


def fullest(noted: Noted) -> str:
    """The fullest name in the document of whoever these words mean."""
    return noted.root().name


_INTRODUCED = frozenset({"monitor", "outlet"})
_INTRODUCING = 5
"""How many sentences after "a watchdog said" its name may follow."""


def _introductions(parsed: Parsed, mentions: Mentions, voiced: Sequence[Voiced], sentence_of: Sequence[int]) -> None:
    """A lead's "a watchdog said" means the watchdog that the report names next as a speaker."""
    heads = {v.source_head for v in voiced if v.source_head is not None}
    speakers = [n for n in mentions.all if n.type == "actor" and any(n.start <= h < n.end for h in heads)]
    named = [n for n in speakers if n.how in ("name", "alias")]
    for noted in speakers:
        if noted.how != "description" or noted.antecedent is not None or parsed.doc[noted.head].tag_ != "NN":
            continue
        word = parsed.doc[noted.head].lemma_.lower()
        here = sentence_of[noted.head]
        later = [
            n
            for n in named
            if n.start > noted.start
            and sentence_of[n.head] - here <= _INTRODUCING
            and (
                (noted.kind in _INTRODUCED and n.root().kind == noted.kind)
                or (noted.kind == "person" and word in _titles(parsed.doc, n))
            )
        ]
        if later:
            noted.antecedent = min(later, key=lambda n: n.start).root()


def _titles(doc: Doc, noted: Noted) -> set[str]:
    """The nouns right before a person's name ("Syrian Kurd activist Havidar")."""
    found = {t.lemma_.lower() for t in doc[noted.head].lefts}
    if noted.first:
        found.add(doc[noted.first - 1].lemma_.lower())
    found |= {c.lemma_.lower() for c in doc[noted.head].children if c.dep_ == "appos"}
    return found


def _join_names(mentions: Mentions) -> None:
    """Later and shorter names of one actor point to its fullest form: spellings, surnames, acronyms, one registry entry."""
    named = [n for n in mentions.all if n.type == "actor" and n.how in ("name", "alias")]
    heads: list[Noted] = []
    for noted in sorted(named, key=lambda n: (-len(n.name.split()), n.start)):
        for head in heads:
            if noted.known is not None and head.known is not None:
                if noted.known.id == head.known.id:
                    noted.antecedent = head
                    break
                continue
            if _same_name(noted, head):
                noted.antecedent = head
                if noted.kind == "unknown" or head.kind == "person":
                    noted.kind = head.kind
                elif head.kind == "unknown":
                    head.kind = noted.kind
                break
        else:
            heads.append(noted)


def _same_name(short: Noted, long: Noted) -> bool:
    if long.kind == "person" and short.known is None and short.kind in ("person", "unknown", "organisation"):
        return short.name == long.name or names.part_of_name(short.name, long.name)
    if short.kind == "person" and long.kind == "unknown":
        return short.name == long.name or names.part_of_name(short.name, long.name)
    if "person" in (short.kind, long.kind):
        return False
    if names.similarity(short.name, long.name) >= 0.8 or names.is_acronym_of(short.name, long.name):
        return True
    full = long.known.name if long.known is not None else long.name
    return names.is_acronym_of(short.name, full) or _scrambled(short.name, full)


def _scrambled(short: str, long: str) -> bool:
    """An acronym of four letters or more whose letters are those of the name in another order ("SORH")."""
    return len(short) >= 4 and short.isupper() and sorted(short) == sorted(names.initials(long).upper())


def _appositions(doc: Doc, mentions: Mentions) -> None:
    """ "Abu Hassan, a leader of the group": the description stands for the name."""
    for noted in mentions.all:
        if noted.type != "actor" or noted.how != "description" or noted.antecedent is not None:
            continue
        token = doc[noted.head]
        if token.dep_ == "appos":
            other = mentions.by_head.get(token.head.i)
            if other is not None and other.type == "actor" and other.how == "name" and _fits(noted.kind, other.kind):
                noted.antecedent = other
        if noted.kind == "person" and token.tag_ == "NN" and noted.antecedent is None:
            noted.antecedent = _named_after(doc, token, mentions)
        for child in token.children:
            if child.dep_ == "appos" or (child.dep_ == "compound" and child.pos_ == "PROPN"):
                other = mentions.by_head.get(child.i) or mentions.covering.get(child.i)
                plural = token.tag_ in ("NNS", "NNPS")
                if (
                    other is not None
                    and noted.kind == "person"
                    and not plural
                    and child.dep_ == "appos"
                    and _may_be_person(other)
                ):
                    other.kind = "person"
                if other is not None and other.type == "actor" and other.how == "name" and not plural:
                    if (child.dep_ == "appos" and _fits(noted.kind, other.kind)) or (
                        other.kind == "person" and noted.kind == "person"
                    ):
                        noted.antecedent = other


def _named_after(doc: Doc, token: Token, mentions: Mentions) -> Noted | None:
    """ "A spokesman for the group, Hamza Tarqi, said": the name hangs on the group in the parse and means the spokesman."""
    for child in token.children:
        if child.dep_ != "prep" or child.lower_ not in ("for", "of", "from", "with", "in"):
            continue
        for inner in child.subtree:
            if inner.dep_ == "appos":
                other = mentions.by_head.get(inner.i) or mentions.covering.get(inner.i)
                if (
                    other is not None
                    and other.kind == "person"
                    and other.how == "name"
                    and doc[other.first - 1].text == ","
                ):
                    return other
    return None


def _may_be_person(noted: Noted) -> bool:
    """A name that nothing holds for a body: parsers' labels for unusual names are often wrong."""
    last = noted.text.split()[-1].lower()
    return (
        noted.type == "actor"
        and noted.how == "name"
        and noted.known is None
        and noted.kind in ("person", "unknown", "organisation")
        and last not in BODIES
    )


def _fits(described: ActorKind, named: ActorKind) -> bool:
    return named == "unknown" or described == named or {described, named} <= _GROUPS


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
        if best is None or score > best[0]:
            best = (score, other)
    return best[1] if best is not None else None


def _agrees(doc: Doc, word: str, other: Noted) -> bool:
    root = other.root()
    plural = doc[other.head].tag_ in ("NNS", "NNPS") or "Number=Plur" in str(doc[other.head].morph)
    if word in _SINGULAR:
        return root.kind == "person" and not (plural and other.how == "description")
    if word in _PLURAL:
        if other.how == "pronoun":
            return doc[other.head].lower_ in _PLURAL or doc[other.head].lower_ in ("those", "we")
        if root.kind in ("person", "unknown") and not plural:
            return any(c.dep_ == "conj" for c in doc[other.head].children)
        return plural or root.kind in _GROUPS or root.kind == "people"
    if other.how == "pronoun":
        return doc[other.head].lower_ in _NEUTER
    return root.kind in _GROUPS and not plural


def _bound(pronoun: Token, other: Token) -> bool:
    """Are both arguments of one verb ("he hit him"), so that they cannot mean the same?"""
    if pronoun.dep_ == "poss":
        return other.i == pronoun.head.i
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
